/* Made by schemac from shop.schema. */
#ifndef SHOP_H
#define SHOP_H

#include <schemac/generated.h>
#include <schemac/schemac.h>

#if SCHEMAC_ABI != 1
#error "shop.h was made for another version of libschemac: run schemac again"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- constraints, for schemac_error.constraint ---- */

extern const schemac_constraint shop_constraints[16];

#define SHOP_USERS_PKEY                (&shop_constraints[0])
#define SHOP_USERS_USERNAME_KEY        (&shop_constraints[1])
#define SHOP_CATEGORIES_PKEY           (&shop_constraints[2])
#define SHOP_CATEGORIES_SLUG_KEY       (&shop_constraints[3])
#define SHOP_CATEGORIES_PARENT_ID_FKEY (&shop_constraints[4])
#define SHOP_PRODUCTS_PKEY             (&shop_constraints[5])
#define SHOP_PRODUCTS_SLUG_KEY         (&shop_constraints[6])
#define SHOP_PRODUCTS_CATEGORY_ID_FKEY (&shop_constraints[7])
#define SHOP_STOCK_NOT_NEGATIVE        (&shop_constraints[8])
#define SHOP_POSTS_PKEY                (&shop_constraints[9])
#define SHOP_POSTS_USER_ID_FKEY        (&shop_constraints[10])
#define SHOP_TAGS_PKEY                 (&shop_constraints[11])
#define SHOP_TAGS_NAME_KEY             (&shop_constraints[12])
#define SHOP_POST_TAGS_PKEY            (&shop_constraints[13])
#define SHOP_POST_TAGS_POST_ID_FKEY    (&shop_constraints[14])
#define SHOP_POST_TAGS_TAG_ID_FKEY     (&shop_constraints[15])

/* ---- Role ---- */

typedef enum shop_role {
    SHOP_ROLE_UNKNOWN = 0, /* a label that this program does not know */
    SHOP_ROLE_USER = 1,
    SHOP_ROLE_CASHIER = 2,
    SHOP_ROLE_ADMIN = 3
} shop_role;

typedef struct shop_opt_role {
    bool has;
    shop_role value;
} shop_opt_role;

/* What the database holds: "ADMIN". NULL for SHOP_ROLE_UNKNOWN. */
const char *shop_role_label(shop_role role);
/* What people read: "Администратор". NULL for SHOP_ROLE_UNKNOWN. */
const char *shop_role_title(shop_role role);
/* The member of a label; SHOP_ROLE_UNKNOWN where there is none. */
shop_role shop_role_parse(schemac_str label);

/* ---- lists ---- */

typedef struct shop_user shop_user;
typedef struct shop_category shop_category;
typedef struct shop_product shop_product;
typedef struct shop_post shop_post;
typedef struct shop_tag shop_tag;
typedef struct shop_user_query shop_user_query;
typedef struct shop_category_query shop_category_query;
typedef struct shop_product_query shop_product_query;
typedef struct shop_post_query shop_post_query;
typedef struct shop_tag_query shop_tag_query;

typedef struct shop_user_list {
    shop_user *items; /* NULL where a relation was not loaded */
    size_t count;
    schemac_str next; /* token for the query's `after`, where its limit was reached */
} shop_user_list;

typedef struct shop_category_list {
    shop_category *items; /* NULL where a relation was not loaded */
    size_t count;
    schemac_str next; /* token for the query's `after`, where its limit was reached */
} shop_category_list;

typedef struct shop_product_list {
    shop_product *items; /* NULL where a relation was not loaded */
    size_t count;
    schemac_str next; /* token for the query's `after`, where its limit was reached */
} shop_product_list;

typedef struct shop_post_list {
    shop_post *items; /* NULL where a relation was not loaded */
    size_t count;
    schemac_str next; /* token for the query's `after`, where its limit was reached */
} shop_post_list;

typedef struct shop_tag_list {
    shop_tag *items; /* NULL where a relation was not loaded */
    size_t count;
    schemac_str next; /* token for the query's `after`, where its limit was reached */
} shop_tag_list;

/* ---- User ---- */

/* People who can sign in. */
struct shop_user {
    int64_t id;
    schemac_str username;
    schemac_str hashed_password; /* secret */
    shop_role role;
    schemac_str full_name;
    shop_post_list posts; /* by shop_user_load_posts */
    uint64_t schemac_loaded[1];
};

/* A row to insert: made with the columns that must be given; the others have defaults and are set by name. */
typedef struct shop_user_new {
    uint64_t set[1];
    shop_user value;
} shop_user_new;

static inline shop_user_new shop_user_new_make(schemac_str username, schemac_str hashed_password, schemac_str full_name)
{
    shop_user_new draft;
    memset(&draft, 0, sizeof draft);
    draft.value.username = username;
    schemac_set_add(draft.set, 1);
    draft.value.hashed_password = hashed_password;
    schemac_set_add(draft.set, 2);
    draft.value.full_name = full_name;
    schemac_set_add(draft.set, 4);
    draft.value.role = SHOP_ROLE_USER;
    return draft;
}

static inline void shop_user_new_set_id(shop_user_new *draft, int64_t id)
{
    draft->value.id = id;
    schemac_set_add(draft->set, 0);
}

static inline void shop_user_new_set_role(shop_user_new *draft, shop_role role)
{
    draft->value.role = role;
    schemac_set_add(draft->set, 3);
}

/* Changes to a row: start with {0}, set what changes. */
typedef struct shop_user_patch {
    uint64_t set[1];
    shop_user value;
} shop_user_patch;

static inline void shop_user_patch_set_id(shop_user_patch *patch, int64_t id)
{
    patch->value.id = id;
    schemac_set_add(patch->set, 0);
}

static inline void shop_user_patch_set_username(shop_user_patch *patch, schemac_str username)
{
    patch->value.username = username;
    schemac_set_add(patch->set, 1);
}

static inline void shop_user_patch_set_hashed_password(shop_user_patch *patch, schemac_str hashed_password)
{
    patch->value.hashed_password = hashed_password;
    schemac_set_add(patch->set, 2);
}

static inline void shop_user_patch_set_role(shop_user_patch *patch, shop_role role)
{
    patch->value.role = role;
    schemac_set_add(patch->set, 3);
}

static inline void shop_user_patch_set_full_name(shop_user_patch *patch, schemac_str full_name)
{
    patch->value.full_name = full_name;
    schemac_set_add(patch->set, 4);
}

/* Conditions on users; arrays given to them are borrowed until the query has run. */
typedef struct shop_user_where {
    schemac_where node;
} shop_user_where;

static inline shop_user_where shop_user_id_eq(int64_t id)
{
    shop_user_where where;
    where.node = schemac_where_int64(0, SCHEMAC_OP_EQ, id);
    return where;
}

static inline shop_user_where shop_user_id_ne(int64_t id)
{
    shop_user_where where;
    where.node = schemac_where_int64(0, SCHEMAC_OP_NE, id);
    return where;
}

static inline shop_user_where shop_user_id_lt(int64_t id)
{
    shop_user_where where;
    where.node = schemac_where_int64(0, SCHEMAC_OP_LT, id);
    return where;
}

static inline shop_user_where shop_user_id_le(int64_t id)
{
    shop_user_where where;
    where.node = schemac_where_int64(0, SCHEMAC_OP_LE, id);
    return where;
}

static inline shop_user_where shop_user_id_gt(int64_t id)
{
    shop_user_where where;
    where.node = schemac_where_int64(0, SCHEMAC_OP_GT, id);
    return where;
}

static inline shop_user_where shop_user_id_ge(int64_t id)
{
    shop_user_where where;
    where.node = schemac_where_int64(0, SCHEMAC_OP_GE, id);
    return where;
}

static inline shop_user_where shop_user_id_between(int64_t lower, int64_t upper)
{
    shop_user_where where;
    where.node = schemac_between_int64(0, lower, upper);
    return where;
}

static inline shop_user_where shop_user_id_in(const int64_t *items, size_t count)
{
    shop_user_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IN, 0, items, count);
    return where;
}

static inline shop_user_where shop_user_username_eq(schemac_str username)
{
    shop_user_where where;
    where.node = schemac_where_str(1, SCHEMAC_OP_EQ, username);
    return where;
}

static inline shop_user_where shop_user_username_ne(schemac_str username)
{
    shop_user_where where;
    where.node = schemac_where_str(1, SCHEMAC_OP_NE, username);
    return where;
}

static inline shop_user_where shop_user_username_lt(schemac_str username)
{
    shop_user_where where;
    where.node = schemac_where_str(1, SCHEMAC_OP_LT, username);
    return where;
}

static inline shop_user_where shop_user_username_le(schemac_str username)
{
    shop_user_where where;
    where.node = schemac_where_str(1, SCHEMAC_OP_LE, username);
    return where;
}

static inline shop_user_where shop_user_username_gt(schemac_str username)
{
    shop_user_where where;
    where.node = schemac_where_str(1, SCHEMAC_OP_GT, username);
    return where;
}

static inline shop_user_where shop_user_username_ge(schemac_str username)
{
    shop_user_where where;
    where.node = schemac_where_str(1, SCHEMAC_OP_GE, username);
    return where;
}

static inline shop_user_where shop_user_username_like(schemac_str username)
{
    shop_user_where where;
    where.node = schemac_where_str(1, SCHEMAC_OP_LIKE, username);
    return where;
}

static inline shop_user_where shop_user_username_ilike(schemac_str username)
{
    shop_user_where where;
    where.node = schemac_where_str(1, SCHEMAC_OP_ILIKE, username);
    return where;
}

static inline shop_user_where shop_user_username_between(schemac_str lower, schemac_str upper)
{
    shop_user_where where;
    where.node = schemac_between_str(1, lower, upper);
    return where;
}

static inline shop_user_where shop_user_username_in(const schemac_str *items, size_t count)
{
    shop_user_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IN, 1, items, count);
    return where;
}

static inline shop_user_where shop_user_hashed_password_eq(schemac_str hashed_password)
{
    shop_user_where where;
    where.node = schemac_where_str(2, SCHEMAC_OP_EQ, hashed_password);
    return where;
}

static inline shop_user_where shop_user_hashed_password_ne(schemac_str hashed_password)
{
    shop_user_where where;
    where.node = schemac_where_str(2, SCHEMAC_OP_NE, hashed_password);
    return where;
}

static inline shop_user_where shop_user_hashed_password_lt(schemac_str hashed_password)
{
    shop_user_where where;
    where.node = schemac_where_str(2, SCHEMAC_OP_LT, hashed_password);
    return where;
}

static inline shop_user_where shop_user_hashed_password_le(schemac_str hashed_password)
{
    shop_user_where where;
    where.node = schemac_where_str(2, SCHEMAC_OP_LE, hashed_password);
    return where;
}

static inline shop_user_where shop_user_hashed_password_gt(schemac_str hashed_password)
{
    shop_user_where where;
    where.node = schemac_where_str(2, SCHEMAC_OP_GT, hashed_password);
    return where;
}

static inline shop_user_where shop_user_hashed_password_ge(schemac_str hashed_password)
{
    shop_user_where where;
    where.node = schemac_where_str(2, SCHEMAC_OP_GE, hashed_password);
    return where;
}

static inline shop_user_where shop_user_hashed_password_like(schemac_str hashed_password)
{
    shop_user_where where;
    where.node = schemac_where_str(2, SCHEMAC_OP_LIKE, hashed_password);
    return where;
}

static inline shop_user_where shop_user_hashed_password_ilike(schemac_str hashed_password)
{
    shop_user_where where;
    where.node = schemac_where_str(2, SCHEMAC_OP_ILIKE, hashed_password);
    return where;
}

static inline shop_user_where shop_user_hashed_password_between(schemac_str lower, schemac_str upper)
{
    shop_user_where where;
    where.node = schemac_between_str(2, lower, upper);
    return where;
}

static inline shop_user_where shop_user_hashed_password_in(const schemac_str *items, size_t count)
{
    shop_user_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IN, 2, items, count);
    return where;
}

static inline shop_user_where shop_user_role_eq(shop_role role)
{
    shop_user_where where;
    where.node = schemac_where_enum(3, SCHEMAC_OP_EQ, (int)role);
    return where;
}

static inline shop_user_where shop_user_role_ne(shop_role role)
{
    shop_user_where where;
    where.node = schemac_where_enum(3, SCHEMAC_OP_NE, (int)role);
    return where;
}

static inline shop_user_where shop_user_role_in(const shop_role *items, size_t count)
{
    shop_user_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IN, 3, items, count);
    return where;
}

static inline shop_user_where shop_user_full_name_eq(schemac_str full_name)
{
    shop_user_where where;
    where.node = schemac_where_str(4, SCHEMAC_OP_EQ, full_name);
    return where;
}

static inline shop_user_where shop_user_full_name_ne(schemac_str full_name)
{
    shop_user_where where;
    where.node = schemac_where_str(4, SCHEMAC_OP_NE, full_name);
    return where;
}

static inline shop_user_where shop_user_full_name_lt(schemac_str full_name)
{
    shop_user_where where;
    where.node = schemac_where_str(4, SCHEMAC_OP_LT, full_name);
    return where;
}

static inline shop_user_where shop_user_full_name_le(schemac_str full_name)
{
    shop_user_where where;
    where.node = schemac_where_str(4, SCHEMAC_OP_LE, full_name);
    return where;
}

static inline shop_user_where shop_user_full_name_gt(schemac_str full_name)
{
    shop_user_where where;
    where.node = schemac_where_str(4, SCHEMAC_OP_GT, full_name);
    return where;
}

static inline shop_user_where shop_user_full_name_ge(schemac_str full_name)
{
    shop_user_where where;
    where.node = schemac_where_str(4, SCHEMAC_OP_GE, full_name);
    return where;
}

static inline shop_user_where shop_user_full_name_like(schemac_str full_name)
{
    shop_user_where where;
    where.node = schemac_where_str(4, SCHEMAC_OP_LIKE, full_name);
    return where;
}

static inline shop_user_where shop_user_full_name_ilike(schemac_str full_name)
{
    shop_user_where where;
    where.node = schemac_where_str(4, SCHEMAC_OP_ILIKE, full_name);
    return where;
}

static inline shop_user_where shop_user_full_name_between(schemac_str lower, schemac_str upper)
{
    shop_user_where where;
    where.node = schemac_between_str(4, lower, upper);
    return where;
}

static inline shop_user_where shop_user_full_name_in(const schemac_str *items, size_t count)
{
    shop_user_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IN, 4, items, count);
    return where;
}

/* All of the conditions; true where there are none. */
static inline shop_user_where shop_user_where_and(const shop_user_where *items, size_t count)
{
    shop_user_where where;
    where.node = schemac_where_items(SCHEMAC_OP_AND, 0, items, count);
    return where;
}

/* Any of the conditions; false where there are none. */
static inline shop_user_where shop_user_where_or(const shop_user_where *items, size_t count)
{
    shop_user_where where;
    where.node = schemac_where_items(SCHEMAC_OP_OR, 0, items, count);
    return where;
}

/* The condition does not hold. */
static inline shop_user_where shop_user_where_not(const shop_user_where *item)
{
    shop_user_where where;
    where.node = schemac_where_items(SCHEMAC_OP_NOT, 0, item, 1);
    return where;
}

typedef struct shop_user_order {
    schemac_order by;
} shop_user_order;

#define SHOP_USER_BY_ID                                                                                                \
    SCHEMAC_LITERAL(shop_user_order)                                                                                   \
    {                                                                                                                  \
        {                                                                                                              \
            0, false                                                                                                   \
        }                                                                                                              \
    }
#define SHOP_USER_BY_ID_DESC                                                                                           \
    SCHEMAC_LITERAL(shop_user_order)                                                                                   \
    {                                                                                                                  \
        {                                                                                                              \
            0, true                                                                                                    \
        }                                                                                                              \
    }
#define SHOP_USER_BY_USERNAME                                                                                          \
    SCHEMAC_LITERAL(shop_user_order)                                                                                   \
    {                                                                                                                  \
        {                                                                                                              \
            1, false                                                                                                   \
        }                                                                                                              \
    }
#define SHOP_USER_BY_USERNAME_DESC                                                                                     \
    SCHEMAC_LITERAL(shop_user_order)                                                                                   \
    {                                                                                                                  \
        {                                                                                                              \
            1, true                                                                                                    \
        }                                                                                                              \
    }
#define SHOP_USER_BY_HASHED_PASSWORD                                                                                   \
    SCHEMAC_LITERAL(shop_user_order)                                                                                   \
    {                                                                                                                  \
        {                                                                                                              \
            2, false                                                                                                   \
        }                                                                                                              \
    }
#define SHOP_USER_BY_HASHED_PASSWORD_DESC                                                                              \
    SCHEMAC_LITERAL(shop_user_order)                                                                                   \
    {                                                                                                                  \
        {                                                                                                              \
            2, true                                                                                                    \
        }                                                                                                              \
    }
#define SHOP_USER_BY_ROLE                                                                                              \
    SCHEMAC_LITERAL(shop_user_order)                                                                                   \
    {                                                                                                                  \
        {                                                                                                              \
            3, false                                                                                                   \
        }                                                                                                              \
    }
#define SHOP_USER_BY_ROLE_DESC                                                                                         \
    SCHEMAC_LITERAL(shop_user_order)                                                                                   \
    {                                                                                                                  \
        {                                                                                                              \
            3, true                                                                                                    \
        }                                                                                                              \
    }
#define SHOP_USER_BY_FULL_NAME                                                                                         \
    SCHEMAC_LITERAL(shop_user_order)                                                                                   \
    {                                                                                                                  \
        {                                                                                                              \
            4, false                                                                                                   \
        }                                                                                                              \
    }
#define SHOP_USER_BY_FULL_NAME_DESC                                                                                    \
    SCHEMAC_LITERAL(shop_user_order)                                                                                   \
    {                                                                                                                  \
        {                                                                                                              \
            4, true                                                                                                    \
        }                                                                                                              \
    }

/* What to find: start with {0}, set what is wanted. */
struct shop_user_query {
    const shop_user_where *where;
    size_t n_where; /* all must hold */
    const shop_user_order *order;
    size_t n_order;
    int64_t limit;       /* 0: none */
    int64_t offset;      /* 0: none */
    schemac_str after;   /* the `next` of a list found by the same order */
    shop_user_list *all; /* loaders only: gets all that was loaded, as one list */
};

/* Inserts a row; `row` (may be NULL) gets it as the database made it. One statement. */
schemac_code shop_user_insert(schemac_session *session, const shop_user_new *draft, shop_user **row,
                              schemac_error *err);

/* The row with this primary key, or SCHEMAC_NOT_FOUND. One statement. */
schemac_code shop_user_get(schemac_session *session, int64_t id, shop_user **row, schemac_error *err);

/* The row with this username, or SCHEMAC_NOT_FOUND. One statement. */
schemac_code shop_user_get_by_username(schemac_session *session, schemac_str username, shop_user **row,
                                       schemac_error *err);

/* All rows of a query; NULL: of the table. One statement. */
schemac_code shop_user_find(schemac_session *session, const shop_user_query *query, shop_user_list *list,
                            schemac_error *err);

/* The first row of a query, or SCHEMAC_NOT_FOUND. One statement. */
schemac_code shop_user_first(schemac_session *session, const shop_user_query *query, shop_user **row,
                             schemac_error *err);

/* How many rows fulfil a query's conditions. One statement. */
schemac_code shop_user_count(schemac_session *session, const shop_user_query *query, int64_t *count,
                             schemac_error *err);

/* Whether any row fulfils a query's conditions. One statement. */
schemac_code shop_user_exists(schemac_session *session, const shop_user_query *query, bool *exists, schemac_error *err);

/* Writes what the patch sets; `changed` (may be NULL) says whether there was such a row. One statement; none for an
 * empty patch. */
schemac_code shop_user_update(schemac_session *session, int64_t id, const shop_user_patch *patch, bool *changed,
                              schemac_error *err);

/* Deletes a row; `deleted` (may be NULL) says whether there was one. One statement. */
schemac_code shop_user_delete(schemac_session *session, int64_t id, bool *deleted, schemac_error *err);

/* One row as a list, for the loaders. */
static inline shop_user_list shop_user_list_of(shop_user *row)
{
    shop_user_list list;
    list.items = row;
    list.count = 1;
    list.next = SCHEMAC_STR_NULL;
    return list;
}

/* Loads `posts` of every row of the list. `query` may be NULL; it filters and orders, without a limit. One statement.
 */
schemac_code shop_user_load_posts(schemac_session *session, const shop_user_list *list, const shop_post_query *query,
                                  schemac_error *err);

/* The loaded `posts`; not loaded: an assertion, or NULL under NDEBUG. */
static inline const shop_post_list *shop_user_get_posts(const shop_user *row)
{
    bool loaded = (row->schemac_loaded[0] >> 0 & 1) != 0;
    assert(loaded && "shop_user_load_posts was not called");
    return loaded ? &row->posts : NULL;
}

/* ---- Category ---- */

struct shop_category {
    int64_t id;
    schemac_str name;
    schemac_str slug;
    bool is_active;
    schemac_opt_int64 parent_id;
    shop_category *parent;       /* by shop_category_load_parent; read with shop_category_get_parent */
    shop_category_list children; /* by shop_category_load_children */
    shop_product_list products;  /* by shop_category_load_products */
    uint64_t schemac_loaded[1];
};

/* A row to insert: made with the columns that must be given; the others have defaults and are set by name. */
typedef struct shop_category_new {
    uint64_t set[1];
    shop_category value;
} shop_category_new;

static inline shop_category_new shop_category_new_make(void)
{
    shop_category_new draft;
    memset(&draft, 0, sizeof draft);
    draft.value.is_active = true;
    return draft;
}

static inline void shop_category_new_set_id(shop_category_new *draft, int64_t id)
{
    draft->value.id = id;
    schemac_set_add(draft->set, 0);
}

static inline void shop_category_new_set_name(shop_category_new *draft, schemac_str name)
{
    draft->value.name = name;
    schemac_set_add(draft->set, 1);
}

static inline void shop_category_new_set_slug(shop_category_new *draft, schemac_str slug)
{
    draft->value.slug = slug;
    schemac_set_add(draft->set, 2);
}

static inline void shop_category_new_set_is_active(shop_category_new *draft, bool is_active)
{
    draft->value.is_active = is_active;
    schemac_set_add(draft->set, 3);
}

static inline void shop_category_new_set_parent_id(shop_category_new *draft, int64_t parent_id)
{
    draft->value.parent_id.has = true;
    draft->value.parent_id.value = parent_id;
    schemac_set_add(draft->set, 4);
}

/* Changes to a row: start with {0}, set what changes. */
typedef struct shop_category_patch {
    uint64_t set[1];
    shop_category value;
} shop_category_patch;

static inline void shop_category_patch_set_id(shop_category_patch *patch, int64_t id)
{
    patch->value.id = id;
    schemac_set_add(patch->set, 0);
}

static inline void shop_category_patch_set_name(shop_category_patch *patch, schemac_str name)
{
    patch->value.name = name;
    schemac_set_add(patch->set, 1);
}

static inline void shop_category_patch_set_name_null(shop_category_patch *patch)
{
    patch->value.name = SCHEMAC_STR_NULL;
    schemac_set_add(patch->set, 1);
}

static inline void shop_category_patch_set_slug(shop_category_patch *patch, schemac_str slug)
{
    patch->value.slug = slug;
    schemac_set_add(patch->set, 2);
}

static inline void shop_category_patch_set_slug_null(shop_category_patch *patch)
{
    patch->value.slug = SCHEMAC_STR_NULL;
    schemac_set_add(patch->set, 2);
}

static inline void shop_category_patch_set_is_active(shop_category_patch *patch, bool is_active)
{
    patch->value.is_active = is_active;
    schemac_set_add(patch->set, 3);
}

static inline void shop_category_patch_set_parent_id(shop_category_patch *patch, int64_t parent_id)
{
    patch->value.parent_id.has = true;
    patch->value.parent_id.value = parent_id;
    schemac_set_add(patch->set, 4);
}

static inline void shop_category_patch_set_parent_id_null(shop_category_patch *patch)
{
    patch->value.parent_id = schemac_none_int64();
    schemac_set_add(patch->set, 4);
}

/* Conditions on categories; arrays given to them are borrowed until the query has run. */
typedef struct shop_category_where {
    schemac_where node;
} shop_category_where;

static inline shop_category_where shop_category_id_eq(int64_t id)
{
    shop_category_where where;
    where.node = schemac_where_int64(0, SCHEMAC_OP_EQ, id);
    return where;
}

static inline shop_category_where shop_category_id_ne(int64_t id)
{
    shop_category_where where;
    where.node = schemac_where_int64(0, SCHEMAC_OP_NE, id);
    return where;
}

static inline shop_category_where shop_category_id_lt(int64_t id)
{
    shop_category_where where;
    where.node = schemac_where_int64(0, SCHEMAC_OP_LT, id);
    return where;
}

static inline shop_category_where shop_category_id_le(int64_t id)
{
    shop_category_where where;
    where.node = schemac_where_int64(0, SCHEMAC_OP_LE, id);
    return where;
}

static inline shop_category_where shop_category_id_gt(int64_t id)
{
    shop_category_where where;
    where.node = schemac_where_int64(0, SCHEMAC_OP_GT, id);
    return where;
}

static inline shop_category_where shop_category_id_ge(int64_t id)
{
    shop_category_where where;
    where.node = schemac_where_int64(0, SCHEMAC_OP_GE, id);
    return where;
}

static inline shop_category_where shop_category_id_between(int64_t lower, int64_t upper)
{
    shop_category_where where;
    where.node = schemac_between_int64(0, lower, upper);
    return where;
}

static inline shop_category_where shop_category_id_in(const int64_t *items, size_t count)
{
    shop_category_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IN, 0, items, count);
    return where;
}

static inline shop_category_where shop_category_name_eq(schemac_str name)
{
    shop_category_where where;
    where.node = schemac_where_str(1, SCHEMAC_OP_EQ, name);
    return where;
}

static inline shop_category_where shop_category_name_ne(schemac_str name)
{
    shop_category_where where;
    where.node = schemac_where_str(1, SCHEMAC_OP_NE, name);
    return where;
}

static inline shop_category_where shop_category_name_lt(schemac_str name)
{
    shop_category_where where;
    where.node = schemac_where_str(1, SCHEMAC_OP_LT, name);
    return where;
}

static inline shop_category_where shop_category_name_le(schemac_str name)
{
    shop_category_where where;
    where.node = schemac_where_str(1, SCHEMAC_OP_LE, name);
    return where;
}

static inline shop_category_where shop_category_name_gt(schemac_str name)
{
    shop_category_where where;
    where.node = schemac_where_str(1, SCHEMAC_OP_GT, name);
    return where;
}

static inline shop_category_where shop_category_name_ge(schemac_str name)
{
    shop_category_where where;
    where.node = schemac_where_str(1, SCHEMAC_OP_GE, name);
    return where;
}

static inline shop_category_where shop_category_name_like(schemac_str name)
{
    shop_category_where where;
    where.node = schemac_where_str(1, SCHEMAC_OP_LIKE, name);
    return where;
}

static inline shop_category_where shop_category_name_ilike(schemac_str name)
{
    shop_category_where where;
    where.node = schemac_where_str(1, SCHEMAC_OP_ILIKE, name);
    return where;
}

static inline shop_category_where shop_category_name_between(schemac_str lower, schemac_str upper)
{
    shop_category_where where;
    where.node = schemac_between_str(1, lower, upper);
    return where;
}

static inline shop_category_where shop_category_name_in(const schemac_str *items, size_t count)
{
    shop_category_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IN, 1, items, count);
    return where;
}

static inline shop_category_where shop_category_name_is_null(void)
{
    shop_category_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IS_NULL, 1, NULL, 0);
    return where;
}

static inline shop_category_where shop_category_name_is_not_null(void)
{
    shop_category_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IS_NOT_NULL, 1, NULL, 0);
    return where;
}

static inline shop_category_where shop_category_slug_eq(schemac_str slug)
{
    shop_category_where where;
    where.node = schemac_where_str(2, SCHEMAC_OP_EQ, slug);
    return where;
}

static inline shop_category_where shop_category_slug_ne(schemac_str slug)
{
    shop_category_where where;
    where.node = schemac_where_str(2, SCHEMAC_OP_NE, slug);
    return where;
}

static inline shop_category_where shop_category_slug_lt(schemac_str slug)
{
    shop_category_where where;
    where.node = schemac_where_str(2, SCHEMAC_OP_LT, slug);
    return where;
}

static inline shop_category_where shop_category_slug_le(schemac_str slug)
{
    shop_category_where where;
    where.node = schemac_where_str(2, SCHEMAC_OP_LE, slug);
    return where;
}

static inline shop_category_where shop_category_slug_gt(schemac_str slug)
{
    shop_category_where where;
    where.node = schemac_where_str(2, SCHEMAC_OP_GT, slug);
    return where;
}

static inline shop_category_where shop_category_slug_ge(schemac_str slug)
{
    shop_category_where where;
    where.node = schemac_where_str(2, SCHEMAC_OP_GE, slug);
    return where;
}

static inline shop_category_where shop_category_slug_like(schemac_str slug)
{
    shop_category_where where;
    where.node = schemac_where_str(2, SCHEMAC_OP_LIKE, slug);
    return where;
}

static inline shop_category_where shop_category_slug_ilike(schemac_str slug)
{
    shop_category_where where;
    where.node = schemac_where_str(2, SCHEMAC_OP_ILIKE, slug);
    return where;
}

static inline shop_category_where shop_category_slug_between(schemac_str lower, schemac_str upper)
{
    shop_category_where where;
    where.node = schemac_between_str(2, lower, upper);
    return where;
}

static inline shop_category_where shop_category_slug_in(const schemac_str *items, size_t count)
{
    shop_category_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IN, 2, items, count);
    return where;
}

static inline shop_category_where shop_category_slug_is_null(void)
{
    shop_category_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IS_NULL, 2, NULL, 0);
    return where;
}

static inline shop_category_where shop_category_slug_is_not_null(void)
{
    shop_category_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IS_NOT_NULL, 2, NULL, 0);
    return where;
}

static inline shop_category_where shop_category_is_active_eq(bool is_active)
{
    shop_category_where where;
    where.node = schemac_where_bool(3, SCHEMAC_OP_EQ, is_active);
    return where;
}

static inline shop_category_where shop_category_is_active_ne(bool is_active)
{
    shop_category_where where;
    where.node = schemac_where_bool(3, SCHEMAC_OP_NE, is_active);
    return where;
}

static inline shop_category_where shop_category_parent_id_eq(int64_t parent_id)
{
    shop_category_where where;
    where.node = schemac_where_int64(4, SCHEMAC_OP_EQ, parent_id);
    return where;
}

static inline shop_category_where shop_category_parent_id_ne(int64_t parent_id)
{
    shop_category_where where;
    where.node = schemac_where_int64(4, SCHEMAC_OP_NE, parent_id);
    return where;
}

static inline shop_category_where shop_category_parent_id_lt(int64_t parent_id)
{
    shop_category_where where;
    where.node = schemac_where_int64(4, SCHEMAC_OP_LT, parent_id);
    return where;
}

static inline shop_category_where shop_category_parent_id_le(int64_t parent_id)
{
    shop_category_where where;
    where.node = schemac_where_int64(4, SCHEMAC_OP_LE, parent_id);
    return where;
}

static inline shop_category_where shop_category_parent_id_gt(int64_t parent_id)
{
    shop_category_where where;
    where.node = schemac_where_int64(4, SCHEMAC_OP_GT, parent_id);
    return where;
}

static inline shop_category_where shop_category_parent_id_ge(int64_t parent_id)
{
    shop_category_where where;
    where.node = schemac_where_int64(4, SCHEMAC_OP_GE, parent_id);
    return where;
}

static inline shop_category_where shop_category_parent_id_between(int64_t lower, int64_t upper)
{
    shop_category_where where;
    where.node = schemac_between_int64(4, lower, upper);
    return where;
}

static inline shop_category_where shop_category_parent_id_in(const int64_t *items, size_t count)
{
    shop_category_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IN, 4, items, count);
    return where;
}

static inline shop_category_where shop_category_parent_id_is_null(void)
{
    shop_category_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IS_NULL, 4, NULL, 0);
    return where;
}

static inline shop_category_where shop_category_parent_id_is_not_null(void)
{
    shop_category_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IS_NOT_NULL, 4, NULL, 0);
    return where;
}

/* All of the conditions; true where there are none. */
static inline shop_category_where shop_category_where_and(const shop_category_where *items, size_t count)
{
    shop_category_where where;
    where.node = schemac_where_items(SCHEMAC_OP_AND, 0, items, count);
    return where;
}

/* Any of the conditions; false where there are none. */
static inline shop_category_where shop_category_where_or(const shop_category_where *items, size_t count)
{
    shop_category_where where;
    where.node = schemac_where_items(SCHEMAC_OP_OR, 0, items, count);
    return where;
}

/* The condition does not hold. */
static inline shop_category_where shop_category_where_not(const shop_category_where *item)
{
    shop_category_where where;
    where.node = schemac_where_items(SCHEMAC_OP_NOT, 0, item, 1);
    return where;
}

typedef struct shop_category_order {
    schemac_order by;
} shop_category_order;

#define SHOP_CATEGORY_BY_ID                                                                                            \
    SCHEMAC_LITERAL(shop_category_order)                                                                               \
    {                                                                                                                  \
        {                                                                                                              \
            0, false                                                                                                   \
        }                                                                                                              \
    }
#define SHOP_CATEGORY_BY_ID_DESC                                                                                       \
    SCHEMAC_LITERAL(shop_category_order)                                                                               \
    {                                                                                                                  \
        {                                                                                                              \
            0, true                                                                                                    \
        }                                                                                                              \
    }
#define SHOP_CATEGORY_BY_NAME                                                                                          \
    SCHEMAC_LITERAL(shop_category_order)                                                                               \
    {                                                                                                                  \
        {                                                                                                              \
            1, false                                                                                                   \
        }                                                                                                              \
    }
#define SHOP_CATEGORY_BY_NAME_DESC                                                                                     \
    SCHEMAC_LITERAL(shop_category_order)                                                                               \
    {                                                                                                                  \
        {                                                                                                              \
            1, true                                                                                                    \
        }                                                                                                              \
    }
#define SHOP_CATEGORY_BY_SLUG                                                                                          \
    SCHEMAC_LITERAL(shop_category_order)                                                                               \
    {                                                                                                                  \
        {                                                                                                              \
            2, false                                                                                                   \
        }                                                                                                              \
    }
#define SHOP_CATEGORY_BY_SLUG_DESC                                                                                     \
    SCHEMAC_LITERAL(shop_category_order)                                                                               \
    {                                                                                                                  \
        {                                                                                                              \
            2, true                                                                                                    \
        }                                                                                                              \
    }
#define SHOP_CATEGORY_BY_IS_ACTIVE                                                                                     \
    SCHEMAC_LITERAL(shop_category_order)                                                                               \
    {                                                                                                                  \
        {                                                                                                              \
            3, false                                                                                                   \
        }                                                                                                              \
    }
#define SHOP_CATEGORY_BY_IS_ACTIVE_DESC                                                                                \
    SCHEMAC_LITERAL(shop_category_order)                                                                               \
    {                                                                                                                  \
        {                                                                                                              \
            3, true                                                                                                    \
        }                                                                                                              \
    }
#define SHOP_CATEGORY_BY_PARENT_ID                                                                                     \
    SCHEMAC_LITERAL(shop_category_order)                                                                               \
    {                                                                                                                  \
        {                                                                                                              \
            4, false                                                                                                   \
        }                                                                                                              \
    }
#define SHOP_CATEGORY_BY_PARENT_ID_DESC                                                                                \
    SCHEMAC_LITERAL(shop_category_order)                                                                               \
    {                                                                                                                  \
        {                                                                                                              \
            4, true                                                                                                    \
        }                                                                                                              \
    }

/* What to find: start with {0}, set what is wanted. */
struct shop_category_query {
    const shop_category_where *where;
    size_t n_where; /* all must hold */
    const shop_category_order *order;
    size_t n_order;
    int64_t limit;           /* 0: none */
    int64_t offset;          /* 0: none */
    schemac_str after;       /* the `next` of a list found by the same order */
    shop_category_list *all; /* loaders only: gets all that was loaded, as one list */
};

/* Inserts a row; `row` (may be NULL) gets it as the database made it. One statement. */
schemac_code shop_category_insert(schemac_session *session, const shop_category_new *draft, shop_category **row,
                                  schemac_error *err);

/* The row with this primary key, or SCHEMAC_NOT_FOUND. One statement. */
schemac_code shop_category_get(schemac_session *session, int64_t id, shop_category **row, schemac_error *err);

/* The row with this slug, or SCHEMAC_NOT_FOUND. One statement. */
schemac_code shop_category_get_by_slug(schemac_session *session, schemac_str slug, shop_category **row,
                                       schemac_error *err);

/* All rows of a query; NULL: of the table. One statement. */
schemac_code shop_category_find(schemac_session *session, const shop_category_query *query, shop_category_list *list,
                                schemac_error *err);

/* The first row of a query, or SCHEMAC_NOT_FOUND. One statement. */
schemac_code shop_category_first(schemac_session *session, const shop_category_query *query, shop_category **row,
                                 schemac_error *err);

/* How many rows fulfil a query's conditions. One statement. */
schemac_code shop_category_count(schemac_session *session, const shop_category_query *query, int64_t *count,
                                 schemac_error *err);

/* Whether any row fulfils a query's conditions. One statement. */
schemac_code shop_category_exists(schemac_session *session, const shop_category_query *query, bool *exists,
                                  schemac_error *err);

/* Writes what the patch sets; `changed` (may be NULL) says whether there was such a row. One statement; none for an
 * empty patch. */
schemac_code shop_category_update(schemac_session *session, int64_t id, const shop_category_patch *patch, bool *changed,
                                  schemac_error *err);

/* Deletes a row; `deleted` (may be NULL) says whether there was one. One statement. */
schemac_code shop_category_delete(schemac_session *session, int64_t id, bool *deleted, schemac_error *err);

/* One row as a list, for the loaders. */
static inline shop_category_list shop_category_list_of(shop_category *row)
{
    shop_category_list list;
    list.items = row;
    list.count = 1;
    list.next = SCHEMAC_STR_NULL;
    return list;
}

/* Loads `parent` of every row of the list. `query` may be NULL; it filters and orders, without a limit. One statement.
 */
schemac_code shop_category_load_parent(schemac_session *session, const shop_category_list *list,
                                       const shop_category_query *query, schemac_error *err);

/* The loaded `parent`, NULL where it refers to none; not loaded: an assertion, or NULL under NDEBUG. */
static inline shop_category *shop_category_get_parent(const shop_category *row)
{
    bool loaded = (row->schemac_loaded[0] >> 0 & 1) != 0;
    assert(loaded && "shop_category_load_parent was not called");
    return loaded ? row->parent : NULL;
}

/* Loads `children` of every row of the list. `query` may be NULL; it filters and orders, without a limit. One
 * statement. */
schemac_code shop_category_load_children(schemac_session *session, const shop_category_list *list,
                                         const shop_category_query *query, schemac_error *err);

/* The loaded `children`; not loaded: an assertion, or NULL under NDEBUG. */
static inline const shop_category_list *shop_category_get_children(const shop_category *row)
{
    bool loaded = (row->schemac_loaded[0] >> 1 & 1) != 0;
    assert(loaded && "shop_category_load_children was not called");
    return loaded ? &row->children : NULL;
}

/* Loads `products` of every row of the list. `query` may be NULL; it filters and orders, without a limit. One
 * statement. */
schemac_code shop_category_load_products(schemac_session *session, const shop_category_list *list,
                                         const shop_product_query *query, schemac_error *err);

/* The loaded `products`; not loaded: an assertion, or NULL under NDEBUG. */
static inline const shop_product_list *shop_category_get_products(const shop_category *row)
{
    bool loaded = (row->schemac_loaded[0] >> 2 & 1) != 0;
    assert(loaded && "shop_category_load_products was not called");
    return loaded ? &row->products : NULL;
}

/* ---- Product ---- */

struct shop_product {
    schemac_timestamp created_at;
    schemac_timestamp updated_at;
    int64_t id;
    schemac_str name;
    schemac_str slug;
    schemac_str description;
    schemac_decimal price;
    int32_t stock;
    schemac_opt_int64 category_id;
    double rating;
    bool is_active;
    shop_category *category; /* by shop_product_load_category; read with shop_product_get_category */
    uint64_t schemac_loaded[1];
};

/* A row to insert: made with the columns that must be given; the others have defaults and are set by name. */
typedef struct shop_product_new {
    uint64_t set[1];
    shop_product value;
} shop_product_new;

static inline shop_product_new shop_product_new_make(schemac_str name, schemac_str slug, schemac_decimal price)
{
    shop_product_new draft;
    memset(&draft, 0, sizeof draft);
    draft.value.name = name;
    schemac_set_add(draft.set, 3);
    draft.value.slug = slug;
    schemac_set_add(draft.set, 4);
    draft.value.price = price;
    schemac_set_add(draft.set, 6);
    draft.value.is_active = true;
    return draft;
}

static inline void shop_product_new_set_created_at(shop_product_new *draft, schemac_timestamp created_at)
{
    draft->value.created_at = created_at;
    schemac_set_add(draft->set, 0);
}

static inline void shop_product_new_set_updated_at(shop_product_new *draft, schemac_timestamp updated_at)
{
    draft->value.updated_at = updated_at;
    schemac_set_add(draft->set, 1);
}

static inline void shop_product_new_set_id(shop_product_new *draft, int64_t id)
{
    draft->value.id = id;
    schemac_set_add(draft->set, 2);
}

static inline void shop_product_new_set_description(shop_product_new *draft, schemac_str description)
{
    draft->value.description = description;
    schemac_set_add(draft->set, 5);
}

static inline void shop_product_new_set_stock(shop_product_new *draft, int32_t stock)
{
    draft->value.stock = stock;
    schemac_set_add(draft->set, 7);
}

static inline void shop_product_new_set_category_id(shop_product_new *draft, int64_t category_id)
{
    draft->value.category_id.has = true;
    draft->value.category_id.value = category_id;
    schemac_set_add(draft->set, 8);
}

static inline void shop_product_new_set_rating(shop_product_new *draft, double rating)
{
    draft->value.rating = rating;
    schemac_set_add(draft->set, 9);
}

static inline void shop_product_new_set_is_active(shop_product_new *draft, bool is_active)
{
    draft->value.is_active = is_active;
    schemac_set_add(draft->set, 10);
}

/* Changes to a row: start with {0}, set what changes. */
typedef struct shop_product_patch {
    uint64_t set[1];
    shop_product value;
} shop_product_patch;

static inline void shop_product_patch_set_created_at(shop_product_patch *patch, schemac_timestamp created_at)
{
    patch->value.created_at = created_at;
    schemac_set_add(patch->set, 0);
}

static inline void shop_product_patch_set_updated_at(shop_product_patch *patch, schemac_timestamp updated_at)
{
    patch->value.updated_at = updated_at;
    schemac_set_add(patch->set, 1);
}

static inline void shop_product_patch_set_id(shop_product_patch *patch, int64_t id)
{
    patch->value.id = id;
    schemac_set_add(patch->set, 2);
}

static inline void shop_product_patch_set_name(shop_product_patch *patch, schemac_str name)
{
    patch->value.name = name;
    schemac_set_add(patch->set, 3);
}

static inline void shop_product_patch_set_slug(shop_product_patch *patch, schemac_str slug)
{
    patch->value.slug = slug;
    schemac_set_add(patch->set, 4);
}

static inline void shop_product_patch_set_description(shop_product_patch *patch, schemac_str description)
{
    patch->value.description = description;
    schemac_set_add(patch->set, 5);
}

static inline void shop_product_patch_set_description_null(shop_product_patch *patch)
{
    patch->value.description = SCHEMAC_STR_NULL;
    schemac_set_add(patch->set, 5);
}

static inline void shop_product_patch_set_price(shop_product_patch *patch, schemac_decimal price)
{
    patch->value.price = price;
    schemac_set_add(patch->set, 6);
}

static inline void shop_product_patch_set_stock(shop_product_patch *patch, int32_t stock)
{
    patch->value.stock = stock;
    schemac_set_add(patch->set, 7);
}

static inline void shop_product_patch_set_category_id(shop_product_patch *patch, int64_t category_id)
{
    patch->value.category_id.has = true;
    patch->value.category_id.value = category_id;
    schemac_set_add(patch->set, 8);
}

static inline void shop_product_patch_set_category_id_null(shop_product_patch *patch)
{
    patch->value.category_id = schemac_none_int64();
    schemac_set_add(patch->set, 8);
}

static inline void shop_product_patch_set_rating(shop_product_patch *patch, double rating)
{
    patch->value.rating = rating;
    schemac_set_add(patch->set, 9);
}

static inline void shop_product_patch_set_is_active(shop_product_patch *patch, bool is_active)
{
    patch->value.is_active = is_active;
    schemac_set_add(patch->set, 10);
}

/* Conditions on products; arrays given to them are borrowed until the query has run. */
typedef struct shop_product_where {
    schemac_where node;
} shop_product_where;

static inline shop_product_where shop_product_created_at_eq(schemac_timestamp created_at)
{
    shop_product_where where;
    where.node = schemac_where_timestamp(0, SCHEMAC_OP_EQ, created_at);
    return where;
}

static inline shop_product_where shop_product_created_at_ne(schemac_timestamp created_at)
{
    shop_product_where where;
    where.node = schemac_where_timestamp(0, SCHEMAC_OP_NE, created_at);
    return where;
}

static inline shop_product_where shop_product_created_at_lt(schemac_timestamp created_at)
{
    shop_product_where where;
    where.node = schemac_where_timestamp(0, SCHEMAC_OP_LT, created_at);
    return where;
}

static inline shop_product_where shop_product_created_at_le(schemac_timestamp created_at)
{
    shop_product_where where;
    where.node = schemac_where_timestamp(0, SCHEMAC_OP_LE, created_at);
    return where;
}

static inline shop_product_where shop_product_created_at_gt(schemac_timestamp created_at)
{
    shop_product_where where;
    where.node = schemac_where_timestamp(0, SCHEMAC_OP_GT, created_at);
    return where;
}

static inline shop_product_where shop_product_created_at_ge(schemac_timestamp created_at)
{
    shop_product_where where;
    where.node = schemac_where_timestamp(0, SCHEMAC_OP_GE, created_at);
    return where;
}

static inline shop_product_where shop_product_created_at_between(schemac_timestamp lower, schemac_timestamp upper)
{
    shop_product_where where;
    where.node = schemac_between_timestamp(0, lower, upper);
    return where;
}

static inline shop_product_where shop_product_created_at_in(const schemac_timestamp *items, size_t count)
{
    shop_product_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IN, 0, items, count);
    return where;
}

static inline shop_product_where shop_product_updated_at_eq(schemac_timestamp updated_at)
{
    shop_product_where where;
    where.node = schemac_where_timestamp(1, SCHEMAC_OP_EQ, updated_at);
    return where;
}

static inline shop_product_where shop_product_updated_at_ne(schemac_timestamp updated_at)
{
    shop_product_where where;
    where.node = schemac_where_timestamp(1, SCHEMAC_OP_NE, updated_at);
    return where;
}

static inline shop_product_where shop_product_updated_at_lt(schemac_timestamp updated_at)
{
    shop_product_where where;
    where.node = schemac_where_timestamp(1, SCHEMAC_OP_LT, updated_at);
    return where;
}

static inline shop_product_where shop_product_updated_at_le(schemac_timestamp updated_at)
{
    shop_product_where where;
    where.node = schemac_where_timestamp(1, SCHEMAC_OP_LE, updated_at);
    return where;
}

static inline shop_product_where shop_product_updated_at_gt(schemac_timestamp updated_at)
{
    shop_product_where where;
    where.node = schemac_where_timestamp(1, SCHEMAC_OP_GT, updated_at);
    return where;
}

static inline shop_product_where shop_product_updated_at_ge(schemac_timestamp updated_at)
{
    shop_product_where where;
    where.node = schemac_where_timestamp(1, SCHEMAC_OP_GE, updated_at);
    return where;
}

static inline shop_product_where shop_product_updated_at_between(schemac_timestamp lower, schemac_timestamp upper)
{
    shop_product_where where;
    where.node = schemac_between_timestamp(1, lower, upper);
    return where;
}

static inline shop_product_where shop_product_updated_at_in(const schemac_timestamp *items, size_t count)
{
    shop_product_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IN, 1, items, count);
    return where;
}

static inline shop_product_where shop_product_id_eq(int64_t id)
{
    shop_product_where where;
    where.node = schemac_where_int64(2, SCHEMAC_OP_EQ, id);
    return where;
}

static inline shop_product_where shop_product_id_ne(int64_t id)
{
    shop_product_where where;
    where.node = schemac_where_int64(2, SCHEMAC_OP_NE, id);
    return where;
}

static inline shop_product_where shop_product_id_lt(int64_t id)
{
    shop_product_where where;
    where.node = schemac_where_int64(2, SCHEMAC_OP_LT, id);
    return where;
}

static inline shop_product_where shop_product_id_le(int64_t id)
{
    shop_product_where where;
    where.node = schemac_where_int64(2, SCHEMAC_OP_LE, id);
    return where;
}

static inline shop_product_where shop_product_id_gt(int64_t id)
{
    shop_product_where where;
    where.node = schemac_where_int64(2, SCHEMAC_OP_GT, id);
    return where;
}

static inline shop_product_where shop_product_id_ge(int64_t id)
{
    shop_product_where where;
    where.node = schemac_where_int64(2, SCHEMAC_OP_GE, id);
    return where;
}

static inline shop_product_where shop_product_id_between(int64_t lower, int64_t upper)
{
    shop_product_where where;
    where.node = schemac_between_int64(2, lower, upper);
    return where;
}

static inline shop_product_where shop_product_id_in(const int64_t *items, size_t count)
{
    shop_product_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IN, 2, items, count);
    return where;
}

static inline shop_product_where shop_product_name_eq(schemac_str name)
{
    shop_product_where where;
    where.node = schemac_where_str(3, SCHEMAC_OP_EQ, name);
    return where;
}

static inline shop_product_where shop_product_name_ne(schemac_str name)
{
    shop_product_where where;
    where.node = schemac_where_str(3, SCHEMAC_OP_NE, name);
    return where;
}

static inline shop_product_where shop_product_name_lt(schemac_str name)
{
    shop_product_where where;
    where.node = schemac_where_str(3, SCHEMAC_OP_LT, name);
    return where;
}

static inline shop_product_where shop_product_name_le(schemac_str name)
{
    shop_product_where where;
    where.node = schemac_where_str(3, SCHEMAC_OP_LE, name);
    return where;
}

static inline shop_product_where shop_product_name_gt(schemac_str name)
{
    shop_product_where where;
    where.node = schemac_where_str(3, SCHEMAC_OP_GT, name);
    return where;
}

static inline shop_product_where shop_product_name_ge(schemac_str name)
{
    shop_product_where where;
    where.node = schemac_where_str(3, SCHEMAC_OP_GE, name);
    return where;
}

static inline shop_product_where shop_product_name_like(schemac_str name)
{
    shop_product_where where;
    where.node = schemac_where_str(3, SCHEMAC_OP_LIKE, name);
    return where;
}

static inline shop_product_where shop_product_name_ilike(schemac_str name)
{
    shop_product_where where;
    where.node = schemac_where_str(3, SCHEMAC_OP_ILIKE, name);
    return where;
}

static inline shop_product_where shop_product_name_between(schemac_str lower, schemac_str upper)
{
    shop_product_where where;
    where.node = schemac_between_str(3, lower, upper);
    return where;
}

static inline shop_product_where shop_product_name_in(const schemac_str *items, size_t count)
{
    shop_product_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IN, 3, items, count);
    return where;
}

static inline shop_product_where shop_product_slug_eq(schemac_str slug)
{
    shop_product_where where;
    where.node = schemac_where_str(4, SCHEMAC_OP_EQ, slug);
    return where;
}

static inline shop_product_where shop_product_slug_ne(schemac_str slug)
{
    shop_product_where where;
    where.node = schemac_where_str(4, SCHEMAC_OP_NE, slug);
    return where;
}

static inline shop_product_where shop_product_slug_lt(schemac_str slug)
{
    shop_product_where where;
    where.node = schemac_where_str(4, SCHEMAC_OP_LT, slug);
    return where;
}

static inline shop_product_where shop_product_slug_le(schemac_str slug)
{
    shop_product_where where;
    where.node = schemac_where_str(4, SCHEMAC_OP_LE, slug);
    return where;
}

static inline shop_product_where shop_product_slug_gt(schemac_str slug)
{
    shop_product_where where;
    where.node = schemac_where_str(4, SCHEMAC_OP_GT, slug);
    return where;
}

static inline shop_product_where shop_product_slug_ge(schemac_str slug)
{
    shop_product_where where;
    where.node = schemac_where_str(4, SCHEMAC_OP_GE, slug);
    return where;
}

static inline shop_product_where shop_product_slug_like(schemac_str slug)
{
    shop_product_where where;
    where.node = schemac_where_str(4, SCHEMAC_OP_LIKE, slug);
    return where;
}

static inline shop_product_where shop_product_slug_ilike(schemac_str slug)
{
    shop_product_where where;
    where.node = schemac_where_str(4, SCHEMAC_OP_ILIKE, slug);
    return where;
}

static inline shop_product_where shop_product_slug_between(schemac_str lower, schemac_str upper)
{
    shop_product_where where;
    where.node = schemac_between_str(4, lower, upper);
    return where;
}

static inline shop_product_where shop_product_slug_in(const schemac_str *items, size_t count)
{
    shop_product_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IN, 4, items, count);
    return where;
}

static inline shop_product_where shop_product_description_eq(schemac_str description)
{
    shop_product_where where;
    where.node = schemac_where_str(5, SCHEMAC_OP_EQ, description);
    return where;
}

static inline shop_product_where shop_product_description_ne(schemac_str description)
{
    shop_product_where where;
    where.node = schemac_where_str(5, SCHEMAC_OP_NE, description);
    return where;
}

static inline shop_product_where shop_product_description_lt(schemac_str description)
{
    shop_product_where where;
    where.node = schemac_where_str(5, SCHEMAC_OP_LT, description);
    return where;
}

static inline shop_product_where shop_product_description_le(schemac_str description)
{
    shop_product_where where;
    where.node = schemac_where_str(5, SCHEMAC_OP_LE, description);
    return where;
}

static inline shop_product_where shop_product_description_gt(schemac_str description)
{
    shop_product_where where;
    where.node = schemac_where_str(5, SCHEMAC_OP_GT, description);
    return where;
}

static inline shop_product_where shop_product_description_ge(schemac_str description)
{
    shop_product_where where;
    where.node = schemac_where_str(5, SCHEMAC_OP_GE, description);
    return where;
}

static inline shop_product_where shop_product_description_like(schemac_str description)
{
    shop_product_where where;
    where.node = schemac_where_str(5, SCHEMAC_OP_LIKE, description);
    return where;
}

static inline shop_product_where shop_product_description_ilike(schemac_str description)
{
    shop_product_where where;
    where.node = schemac_where_str(5, SCHEMAC_OP_ILIKE, description);
    return where;
}

static inline shop_product_where shop_product_description_between(schemac_str lower, schemac_str upper)
{
    shop_product_where where;
    where.node = schemac_between_str(5, lower, upper);
    return where;
}

static inline shop_product_where shop_product_description_in(const schemac_str *items, size_t count)
{
    shop_product_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IN, 5, items, count);
    return where;
}

static inline shop_product_where shop_product_description_is_null(void)
{
    shop_product_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IS_NULL, 5, NULL, 0);
    return where;
}

static inline shop_product_where shop_product_description_is_not_null(void)
{
    shop_product_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IS_NOT_NULL, 5, NULL, 0);
    return where;
}

static inline shop_product_where shop_product_price_eq(schemac_decimal price)
{
    shop_product_where where;
    where.node = schemac_where_decimal(6, SCHEMAC_OP_EQ, price);
    return where;
}

static inline shop_product_where shop_product_price_ne(schemac_decimal price)
{
    shop_product_where where;
    where.node = schemac_where_decimal(6, SCHEMAC_OP_NE, price);
    return where;
}

static inline shop_product_where shop_product_price_lt(schemac_decimal price)
{
    shop_product_where where;
    where.node = schemac_where_decimal(6, SCHEMAC_OP_LT, price);
    return where;
}

static inline shop_product_where shop_product_price_le(schemac_decimal price)
{
    shop_product_where where;
    where.node = schemac_where_decimal(6, SCHEMAC_OP_LE, price);
    return where;
}

static inline shop_product_where shop_product_price_gt(schemac_decimal price)
{
    shop_product_where where;
    where.node = schemac_where_decimal(6, SCHEMAC_OP_GT, price);
    return where;
}

static inline shop_product_where shop_product_price_ge(schemac_decimal price)
{
    shop_product_where where;
    where.node = schemac_where_decimal(6, SCHEMAC_OP_GE, price);
    return where;
}

static inline shop_product_where shop_product_price_between(schemac_decimal lower, schemac_decimal upper)
{
    shop_product_where where;
    where.node = schemac_between_decimal(6, lower, upper);
    return where;
}

static inline shop_product_where shop_product_price_in(const schemac_decimal *items, size_t count)
{
    shop_product_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IN, 6, items, count);
    return where;
}

static inline shop_product_where shop_product_stock_eq(int32_t stock)
{
    shop_product_where where;
    where.node = schemac_where_int32(7, SCHEMAC_OP_EQ, stock);
    return where;
}

static inline shop_product_where shop_product_stock_ne(int32_t stock)
{
    shop_product_where where;
    where.node = schemac_where_int32(7, SCHEMAC_OP_NE, stock);
    return where;
}

static inline shop_product_where shop_product_stock_lt(int32_t stock)
{
    shop_product_where where;
    where.node = schemac_where_int32(7, SCHEMAC_OP_LT, stock);
    return where;
}

static inline shop_product_where shop_product_stock_le(int32_t stock)
{
    shop_product_where where;
    where.node = schemac_where_int32(7, SCHEMAC_OP_LE, stock);
    return where;
}

static inline shop_product_where shop_product_stock_gt(int32_t stock)
{
    shop_product_where where;
    where.node = schemac_where_int32(7, SCHEMAC_OP_GT, stock);
    return where;
}

static inline shop_product_where shop_product_stock_ge(int32_t stock)
{
    shop_product_where where;
    where.node = schemac_where_int32(7, SCHEMAC_OP_GE, stock);
    return where;
}

static inline shop_product_where shop_product_stock_between(int32_t lower, int32_t upper)
{
    shop_product_where where;
    where.node = schemac_between_int32(7, lower, upper);
    return where;
}

static inline shop_product_where shop_product_stock_in(const int32_t *items, size_t count)
{
    shop_product_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IN, 7, items, count);
    return where;
}

static inline shop_product_where shop_product_category_id_eq(int64_t category_id)
{
    shop_product_where where;
    where.node = schemac_where_int64(8, SCHEMAC_OP_EQ, category_id);
    return where;
}

static inline shop_product_where shop_product_category_id_ne(int64_t category_id)
{
    shop_product_where where;
    where.node = schemac_where_int64(8, SCHEMAC_OP_NE, category_id);
    return where;
}

static inline shop_product_where shop_product_category_id_lt(int64_t category_id)
{
    shop_product_where where;
    where.node = schemac_where_int64(8, SCHEMAC_OP_LT, category_id);
    return where;
}

static inline shop_product_where shop_product_category_id_le(int64_t category_id)
{
    shop_product_where where;
    where.node = schemac_where_int64(8, SCHEMAC_OP_LE, category_id);
    return where;
}

static inline shop_product_where shop_product_category_id_gt(int64_t category_id)
{
    shop_product_where where;
    where.node = schemac_where_int64(8, SCHEMAC_OP_GT, category_id);
    return where;
}

static inline shop_product_where shop_product_category_id_ge(int64_t category_id)
{
    shop_product_where where;
    where.node = schemac_where_int64(8, SCHEMAC_OP_GE, category_id);
    return where;
}

static inline shop_product_where shop_product_category_id_between(int64_t lower, int64_t upper)
{
    shop_product_where where;
    where.node = schemac_between_int64(8, lower, upper);
    return where;
}

static inline shop_product_where shop_product_category_id_in(const int64_t *items, size_t count)
{
    shop_product_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IN, 8, items, count);
    return where;
}

static inline shop_product_where shop_product_category_id_is_null(void)
{
    shop_product_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IS_NULL, 8, NULL, 0);
    return where;
}

static inline shop_product_where shop_product_category_id_is_not_null(void)
{
    shop_product_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IS_NOT_NULL, 8, NULL, 0);
    return where;
}

static inline shop_product_where shop_product_rating_eq(double rating)
{
    shop_product_where where;
    where.node = schemac_where_double(9, SCHEMAC_OP_EQ, rating);
    return where;
}

static inline shop_product_where shop_product_rating_ne(double rating)
{
    shop_product_where where;
    where.node = schemac_where_double(9, SCHEMAC_OP_NE, rating);
    return where;
}

static inline shop_product_where shop_product_rating_lt(double rating)
{
    shop_product_where where;
    where.node = schemac_where_double(9, SCHEMAC_OP_LT, rating);
    return where;
}

static inline shop_product_where shop_product_rating_le(double rating)
{
    shop_product_where where;
    where.node = schemac_where_double(9, SCHEMAC_OP_LE, rating);
    return where;
}

static inline shop_product_where shop_product_rating_gt(double rating)
{
    shop_product_where where;
    where.node = schemac_where_double(9, SCHEMAC_OP_GT, rating);
    return where;
}

static inline shop_product_where shop_product_rating_ge(double rating)
{
    shop_product_where where;
    where.node = schemac_where_double(9, SCHEMAC_OP_GE, rating);
    return where;
}

static inline shop_product_where shop_product_rating_between(double lower, double upper)
{
    shop_product_where where;
    where.node = schemac_between_double(9, lower, upper);
    return where;
}

static inline shop_product_where shop_product_rating_in(const double *items, size_t count)
{
    shop_product_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IN, 9, items, count);
    return where;
}

static inline shop_product_where shop_product_is_active_eq(bool is_active)
{
    shop_product_where where;
    where.node = schemac_where_bool(10, SCHEMAC_OP_EQ, is_active);
    return where;
}

static inline shop_product_where shop_product_is_active_ne(bool is_active)
{
    shop_product_where where;
    where.node = schemac_where_bool(10, SCHEMAC_OP_NE, is_active);
    return where;
}

/* All of the conditions; true where there are none. */
static inline shop_product_where shop_product_where_and(const shop_product_where *items, size_t count)
{
    shop_product_where where;
    where.node = schemac_where_items(SCHEMAC_OP_AND, 0, items, count);
    return where;
}

/* Any of the conditions; false where there are none. */
static inline shop_product_where shop_product_where_or(const shop_product_where *items, size_t count)
{
    shop_product_where where;
    where.node = schemac_where_items(SCHEMAC_OP_OR, 0, items, count);
    return where;
}

/* The condition does not hold. */
static inline shop_product_where shop_product_where_not(const shop_product_where *item)
{
    shop_product_where where;
    where.node = schemac_where_items(SCHEMAC_OP_NOT, 0, item, 1);
    return where;
}

typedef struct shop_product_order {
    schemac_order by;
} shop_product_order;

#define SHOP_PRODUCT_BY_CREATED_AT                                                                                     \
    SCHEMAC_LITERAL(shop_product_order)                                                                                \
    {                                                                                                                  \
        {                                                                                                              \
            0, false                                                                                                   \
        }                                                                                                              \
    }
#define SHOP_PRODUCT_BY_CREATED_AT_DESC                                                                                \
    SCHEMAC_LITERAL(shop_product_order)                                                                                \
    {                                                                                                                  \
        {                                                                                                              \
            0, true                                                                                                    \
        }                                                                                                              \
    }
#define SHOP_PRODUCT_BY_UPDATED_AT                                                                                     \
    SCHEMAC_LITERAL(shop_product_order)                                                                                \
    {                                                                                                                  \
        {                                                                                                              \
            1, false                                                                                                   \
        }                                                                                                              \
    }
#define SHOP_PRODUCT_BY_UPDATED_AT_DESC                                                                                \
    SCHEMAC_LITERAL(shop_product_order)                                                                                \
    {                                                                                                                  \
        {                                                                                                              \
            1, true                                                                                                    \
        }                                                                                                              \
    }
#define SHOP_PRODUCT_BY_ID                                                                                             \
    SCHEMAC_LITERAL(shop_product_order)                                                                                \
    {                                                                                                                  \
        {                                                                                                              \
            2, false                                                                                                   \
        }                                                                                                              \
    }
#define SHOP_PRODUCT_BY_ID_DESC                                                                                        \
    SCHEMAC_LITERAL(shop_product_order)                                                                                \
    {                                                                                                                  \
        {                                                                                                              \
            2, true                                                                                                    \
        }                                                                                                              \
    }
#define SHOP_PRODUCT_BY_NAME                                                                                           \
    SCHEMAC_LITERAL(shop_product_order)                                                                                \
    {                                                                                                                  \
        {                                                                                                              \
            3, false                                                                                                   \
        }                                                                                                              \
    }
#define SHOP_PRODUCT_BY_NAME_DESC                                                                                      \
    SCHEMAC_LITERAL(shop_product_order)                                                                                \
    {                                                                                                                  \
        {                                                                                                              \
            3, true                                                                                                    \
        }                                                                                                              \
    }
#define SHOP_PRODUCT_BY_SLUG                                                                                           \
    SCHEMAC_LITERAL(shop_product_order)                                                                                \
    {                                                                                                                  \
        {                                                                                                              \
            4, false                                                                                                   \
        }                                                                                                              \
    }
#define SHOP_PRODUCT_BY_SLUG_DESC                                                                                      \
    SCHEMAC_LITERAL(shop_product_order)                                                                                \
    {                                                                                                                  \
        {                                                                                                              \
            4, true                                                                                                    \
        }                                                                                                              \
    }
#define SHOP_PRODUCT_BY_DESCRIPTION                                                                                    \
    SCHEMAC_LITERAL(shop_product_order)                                                                                \
    {                                                                                                                  \
        {                                                                                                              \
            5, false                                                                                                   \
        }                                                                                                              \
    }
#define SHOP_PRODUCT_BY_DESCRIPTION_DESC                                                                               \
    SCHEMAC_LITERAL(shop_product_order)                                                                                \
    {                                                                                                                  \
        {                                                                                                              \
            5, true                                                                                                    \
        }                                                                                                              \
    }
#define SHOP_PRODUCT_BY_PRICE                                                                                          \
    SCHEMAC_LITERAL(shop_product_order)                                                                                \
    {                                                                                                                  \
        {                                                                                                              \
            6, false                                                                                                   \
        }                                                                                                              \
    }
#define SHOP_PRODUCT_BY_PRICE_DESC                                                                                     \
    SCHEMAC_LITERAL(shop_product_order)                                                                                \
    {                                                                                                                  \
        {                                                                                                              \
            6, true                                                                                                    \
        }                                                                                                              \
    }
#define SHOP_PRODUCT_BY_STOCK                                                                                          \
    SCHEMAC_LITERAL(shop_product_order)                                                                                \
    {                                                                                                                  \
        {                                                                                                              \
            7, false                                                                                                   \
        }                                                                                                              \
    }
#define SHOP_PRODUCT_BY_STOCK_DESC                                                                                     \
    SCHEMAC_LITERAL(shop_product_order)                                                                                \
    {                                                                                                                  \
        {                                                                                                              \
            7, true                                                                                                    \
        }                                                                                                              \
    }
#define SHOP_PRODUCT_BY_CATEGORY_ID                                                                                    \
    SCHEMAC_LITERAL(shop_product_order)                                                                                \
    {                                                                                                                  \
        {                                                                                                              \
            8, false                                                                                                   \
        }                                                                                                              \
    }
#define SHOP_PRODUCT_BY_CATEGORY_ID_DESC                                                                               \
    SCHEMAC_LITERAL(shop_product_order)                                                                                \
    {                                                                                                                  \
        {                                                                                                              \
            8, true                                                                                                    \
        }                                                                                                              \
    }
#define SHOP_PRODUCT_BY_RATING                                                                                         \
    SCHEMAC_LITERAL(shop_product_order)                                                                                \
    {                                                                                                                  \
        {                                                                                                              \
            9, false                                                                                                   \
        }                                                                                                              \
    }
#define SHOP_PRODUCT_BY_RATING_DESC                                                                                    \
    SCHEMAC_LITERAL(shop_product_order)                                                                                \
    {                                                                                                                  \
        {                                                                                                              \
            9, true                                                                                                    \
        }                                                                                                              \
    }
#define SHOP_PRODUCT_BY_IS_ACTIVE                                                                                      \
    SCHEMAC_LITERAL(shop_product_order)                                                                                \
    {                                                                                                                  \
        {                                                                                                              \
            10, false                                                                                                  \
        }                                                                                                              \
    }
#define SHOP_PRODUCT_BY_IS_ACTIVE_DESC                                                                                 \
    SCHEMAC_LITERAL(shop_product_order)                                                                                \
    {                                                                                                                  \
        {                                                                                                              \
            10, true                                                                                                   \
        }                                                                                                              \
    }

/* What to find: start with {0}, set what is wanted. */
struct shop_product_query {
    const shop_product_where *where;
    size_t n_where; /* all must hold */
    const shop_product_order *order;
    size_t n_order;
    int64_t limit;          /* 0: none */
    int64_t offset;         /* 0: none */
    schemac_str after;      /* the `next` of a list found by the same order */
    shop_product_list *all; /* loaders only: gets all that was loaded, as one list */
};

/* Inserts a row; `row` (may be NULL) gets it as the database made it. One statement. */
schemac_code shop_product_insert(schemac_session *session, const shop_product_new *draft, shop_product **row,
                                 schemac_error *err);

/* The row with this primary key, or SCHEMAC_NOT_FOUND. One statement. */
schemac_code shop_product_get(schemac_session *session, int64_t id, shop_product **row, schemac_error *err);

/* The row with this slug, or SCHEMAC_NOT_FOUND. One statement. */
schemac_code shop_product_get_by_slug(schemac_session *session, schemac_str slug, shop_product **row,
                                      schemac_error *err);

/* All rows of a query; NULL: of the table. One statement. */
schemac_code shop_product_find(schemac_session *session, const shop_product_query *query, shop_product_list *list,
                               schemac_error *err);

/* The first row of a query, or SCHEMAC_NOT_FOUND. One statement. */
schemac_code shop_product_first(schemac_session *session, const shop_product_query *query, shop_product **row,
                                schemac_error *err);

/* How many rows fulfil a query's conditions. One statement. */
schemac_code shop_product_count(schemac_session *session, const shop_product_query *query, int64_t *count,
                                schemac_error *err);

/* Whether any row fulfils a query's conditions. One statement. */
schemac_code shop_product_exists(schemac_session *session, const shop_product_query *query, bool *exists,
                                 schemac_error *err);

/* Writes what the patch sets; `changed` (may be NULL) says whether there was such a row. One statement; none for an
 * empty patch. */
schemac_code shop_product_update(schemac_session *session, int64_t id, const shop_product_patch *patch, bool *changed,
                                 schemac_error *err);

/* Deletes a row; `deleted` (may be NULL) says whether there was one. One statement. */
schemac_code shop_product_delete(schemac_session *session, int64_t id, bool *deleted, schemac_error *err);

/* One row as a list, for the loaders. */
static inline shop_product_list shop_product_list_of(shop_product *row)
{
    shop_product_list list;
    list.items = row;
    list.count = 1;
    list.next = SCHEMAC_STR_NULL;
    return list;
}

/* Loads `category` of every row of the list. `query` may be NULL; it filters and orders, without a limit. One
 * statement. */
schemac_code shop_product_load_category(schemac_session *session, const shop_product_list *list,
                                        const shop_category_query *query, schemac_error *err);

/* The loaded `category`, NULL where it refers to none; not loaded: an assertion, or NULL under NDEBUG. */
static inline shop_category *shop_product_get_category(const shop_product *row)
{
    bool loaded = (row->schemac_loaded[0] >> 0 & 1) != 0;
    assert(loaded && "shop_product_load_category was not called");
    return loaded ? row->category : NULL;
}

/* ---- Post ---- */

struct shop_post {
    int64_t user_id;
    int64_t id;
    schemac_str title;
    schemac_str text;
    shop_user *user;    /* by shop_post_load_user; read with shop_post_get_user */
    shop_tag_list tags; /* by shop_post_load_tags */
    uint64_t schemac_loaded[1];
};

/* A row to insert: made with the columns that must be given; the others have defaults and are set by name. */
typedef struct shop_post_new {
    uint64_t set[1];
    shop_post value;
} shop_post_new;

static inline shop_post_new shop_post_new_make(int64_t user_id, schemac_str title)
{
    shop_post_new draft;
    memset(&draft, 0, sizeof draft);
    draft.value.user_id = user_id;
    schemac_set_add(draft.set, 0);
    draft.value.title = title;
    schemac_set_add(draft.set, 2);
    draft.value.text = SCHEMAC_STR("");
    return draft;
}

static inline void shop_post_new_set_id(shop_post_new *draft, int64_t id)
{
    draft->value.id = id;
    schemac_set_add(draft->set, 1);
}

static inline void shop_post_new_set_text(shop_post_new *draft, schemac_str text)
{
    draft->value.text = text;
    schemac_set_add(draft->set, 3);
}

/* Changes to a row: start with {0}, set what changes. */
typedef struct shop_post_patch {
    uint64_t set[1];
    shop_post value;
} shop_post_patch;

static inline void shop_post_patch_set_user_id(shop_post_patch *patch, int64_t user_id)
{
    patch->value.user_id = user_id;
    schemac_set_add(patch->set, 0);
}

static inline void shop_post_patch_set_id(shop_post_patch *patch, int64_t id)
{
    patch->value.id = id;
    schemac_set_add(patch->set, 1);
}

static inline void shop_post_patch_set_title(shop_post_patch *patch, schemac_str title)
{
    patch->value.title = title;
    schemac_set_add(patch->set, 2);
}

static inline void shop_post_patch_set_text(shop_post_patch *patch, schemac_str text)
{
    patch->value.text = text;
    schemac_set_add(patch->set, 3);
}

/* Conditions on posts; arrays given to them are borrowed until the query has run. */
typedef struct shop_post_where {
    schemac_where node;
} shop_post_where;

static inline shop_post_where shop_post_user_id_eq(int64_t user_id)
{
    shop_post_where where;
    where.node = schemac_where_int64(0, SCHEMAC_OP_EQ, user_id);
    return where;
}

static inline shop_post_where shop_post_user_id_ne(int64_t user_id)
{
    shop_post_where where;
    where.node = schemac_where_int64(0, SCHEMAC_OP_NE, user_id);
    return where;
}

static inline shop_post_where shop_post_user_id_lt(int64_t user_id)
{
    shop_post_where where;
    where.node = schemac_where_int64(0, SCHEMAC_OP_LT, user_id);
    return where;
}

static inline shop_post_where shop_post_user_id_le(int64_t user_id)
{
    shop_post_where where;
    where.node = schemac_where_int64(0, SCHEMAC_OP_LE, user_id);
    return where;
}

static inline shop_post_where shop_post_user_id_gt(int64_t user_id)
{
    shop_post_where where;
    where.node = schemac_where_int64(0, SCHEMAC_OP_GT, user_id);
    return where;
}

static inline shop_post_where shop_post_user_id_ge(int64_t user_id)
{
    shop_post_where where;
    where.node = schemac_where_int64(0, SCHEMAC_OP_GE, user_id);
    return where;
}

static inline shop_post_where shop_post_user_id_between(int64_t lower, int64_t upper)
{
    shop_post_where where;
    where.node = schemac_between_int64(0, lower, upper);
    return where;
}

static inline shop_post_where shop_post_user_id_in(const int64_t *items, size_t count)
{
    shop_post_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IN, 0, items, count);
    return where;
}

static inline shop_post_where shop_post_id_eq(int64_t id)
{
    shop_post_where where;
    where.node = schemac_where_int64(1, SCHEMAC_OP_EQ, id);
    return where;
}

static inline shop_post_where shop_post_id_ne(int64_t id)
{
    shop_post_where where;
    where.node = schemac_where_int64(1, SCHEMAC_OP_NE, id);
    return where;
}

static inline shop_post_where shop_post_id_lt(int64_t id)
{
    shop_post_where where;
    where.node = schemac_where_int64(1, SCHEMAC_OP_LT, id);
    return where;
}

static inline shop_post_where shop_post_id_le(int64_t id)
{
    shop_post_where where;
    where.node = schemac_where_int64(1, SCHEMAC_OP_LE, id);
    return where;
}

static inline shop_post_where shop_post_id_gt(int64_t id)
{
    shop_post_where where;
    where.node = schemac_where_int64(1, SCHEMAC_OP_GT, id);
    return where;
}

static inline shop_post_where shop_post_id_ge(int64_t id)
{
    shop_post_where where;
    where.node = schemac_where_int64(1, SCHEMAC_OP_GE, id);
    return where;
}

static inline shop_post_where shop_post_id_between(int64_t lower, int64_t upper)
{
    shop_post_where where;
    where.node = schemac_between_int64(1, lower, upper);
    return where;
}

static inline shop_post_where shop_post_id_in(const int64_t *items, size_t count)
{
    shop_post_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IN, 1, items, count);
    return where;
}

static inline shop_post_where shop_post_title_eq(schemac_str title)
{
    shop_post_where where;
    where.node = schemac_where_str(2, SCHEMAC_OP_EQ, title);
    return where;
}

static inline shop_post_where shop_post_title_ne(schemac_str title)
{
    shop_post_where where;
    where.node = schemac_where_str(2, SCHEMAC_OP_NE, title);
    return where;
}

static inline shop_post_where shop_post_title_lt(schemac_str title)
{
    shop_post_where where;
    where.node = schemac_where_str(2, SCHEMAC_OP_LT, title);
    return where;
}

static inline shop_post_where shop_post_title_le(schemac_str title)
{
    shop_post_where where;
    where.node = schemac_where_str(2, SCHEMAC_OP_LE, title);
    return where;
}

static inline shop_post_where shop_post_title_gt(schemac_str title)
{
    shop_post_where where;
    where.node = schemac_where_str(2, SCHEMAC_OP_GT, title);
    return where;
}

static inline shop_post_where shop_post_title_ge(schemac_str title)
{
    shop_post_where where;
    where.node = schemac_where_str(2, SCHEMAC_OP_GE, title);
    return where;
}

static inline shop_post_where shop_post_title_like(schemac_str title)
{
    shop_post_where where;
    where.node = schemac_where_str(2, SCHEMAC_OP_LIKE, title);
    return where;
}

static inline shop_post_where shop_post_title_ilike(schemac_str title)
{
    shop_post_where where;
    where.node = schemac_where_str(2, SCHEMAC_OP_ILIKE, title);
    return where;
}

static inline shop_post_where shop_post_title_between(schemac_str lower, schemac_str upper)
{
    shop_post_where where;
    where.node = schemac_between_str(2, lower, upper);
    return where;
}

static inline shop_post_where shop_post_title_in(const schemac_str *items, size_t count)
{
    shop_post_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IN, 2, items, count);
    return where;
}

static inline shop_post_where shop_post_text_eq(schemac_str text)
{
    shop_post_where where;
    where.node = schemac_where_str(3, SCHEMAC_OP_EQ, text);
    return where;
}

static inline shop_post_where shop_post_text_ne(schemac_str text)
{
    shop_post_where where;
    where.node = schemac_where_str(3, SCHEMAC_OP_NE, text);
    return where;
}

static inline shop_post_where shop_post_text_lt(schemac_str text)
{
    shop_post_where where;
    where.node = schemac_where_str(3, SCHEMAC_OP_LT, text);
    return where;
}

static inline shop_post_where shop_post_text_le(schemac_str text)
{
    shop_post_where where;
    where.node = schemac_where_str(3, SCHEMAC_OP_LE, text);
    return where;
}

static inline shop_post_where shop_post_text_gt(schemac_str text)
{
    shop_post_where where;
    where.node = schemac_where_str(3, SCHEMAC_OP_GT, text);
    return where;
}

static inline shop_post_where shop_post_text_ge(schemac_str text)
{
    shop_post_where where;
    where.node = schemac_where_str(3, SCHEMAC_OP_GE, text);
    return where;
}

static inline shop_post_where shop_post_text_like(schemac_str text)
{
    shop_post_where where;
    where.node = schemac_where_str(3, SCHEMAC_OP_LIKE, text);
    return where;
}

static inline shop_post_where shop_post_text_ilike(schemac_str text)
{
    shop_post_where where;
    where.node = schemac_where_str(3, SCHEMAC_OP_ILIKE, text);
    return where;
}

static inline shop_post_where shop_post_text_between(schemac_str lower, schemac_str upper)
{
    shop_post_where where;
    where.node = schemac_between_str(3, lower, upper);
    return where;
}

static inline shop_post_where shop_post_text_in(const schemac_str *items, size_t count)
{
    shop_post_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IN, 3, items, count);
    return where;
}

/* All of the conditions; true where there are none. */
static inline shop_post_where shop_post_where_and(const shop_post_where *items, size_t count)
{
    shop_post_where where;
    where.node = schemac_where_items(SCHEMAC_OP_AND, 0, items, count);
    return where;
}

/* Any of the conditions; false where there are none. */
static inline shop_post_where shop_post_where_or(const shop_post_where *items, size_t count)
{
    shop_post_where where;
    where.node = schemac_where_items(SCHEMAC_OP_OR, 0, items, count);
    return where;
}

/* The condition does not hold. */
static inline shop_post_where shop_post_where_not(const shop_post_where *item)
{
    shop_post_where where;
    where.node = schemac_where_items(SCHEMAC_OP_NOT, 0, item, 1);
    return where;
}

typedef struct shop_post_order {
    schemac_order by;
} shop_post_order;

#define SHOP_POST_BY_USER_ID                                                                                           \
    SCHEMAC_LITERAL(shop_post_order)                                                                                   \
    {                                                                                                                  \
        {                                                                                                              \
            0, false                                                                                                   \
        }                                                                                                              \
    }
#define SHOP_POST_BY_USER_ID_DESC                                                                                      \
    SCHEMAC_LITERAL(shop_post_order)                                                                                   \
    {                                                                                                                  \
        {                                                                                                              \
            0, true                                                                                                    \
        }                                                                                                              \
    }
#define SHOP_POST_BY_ID                                                                                                \
    SCHEMAC_LITERAL(shop_post_order)                                                                                   \
    {                                                                                                                  \
        {                                                                                                              \
            1, false                                                                                                   \
        }                                                                                                              \
    }
#define SHOP_POST_BY_ID_DESC                                                                                           \
    SCHEMAC_LITERAL(shop_post_order)                                                                                   \
    {                                                                                                                  \
        {                                                                                                              \
            1, true                                                                                                    \
        }                                                                                                              \
    }
#define SHOP_POST_BY_TITLE                                                                                             \
    SCHEMAC_LITERAL(shop_post_order)                                                                                   \
    {                                                                                                                  \
        {                                                                                                              \
            2, false                                                                                                   \
        }                                                                                                              \
    }
#define SHOP_POST_BY_TITLE_DESC                                                                                        \
    SCHEMAC_LITERAL(shop_post_order)                                                                                   \
    {                                                                                                                  \
        {                                                                                                              \
            2, true                                                                                                    \
        }                                                                                                              \
    }
#define SHOP_POST_BY_TEXT                                                                                              \
    SCHEMAC_LITERAL(shop_post_order)                                                                                   \
    {                                                                                                                  \
        {                                                                                                              \
            3, false                                                                                                   \
        }                                                                                                              \
    }
#define SHOP_POST_BY_TEXT_DESC                                                                                         \
    SCHEMAC_LITERAL(shop_post_order)                                                                                   \
    {                                                                                                                  \
        {                                                                                                              \
            3, true                                                                                                    \
        }                                                                                                              \
    }

/* What to find: start with {0}, set what is wanted. */
struct shop_post_query {
    const shop_post_where *where;
    size_t n_where; /* all must hold */
    const shop_post_order *order;
    size_t n_order;
    int64_t limit;       /* 0: none */
    int64_t offset;      /* 0: none */
    schemac_str after;   /* the `next` of a list found by the same order */
    shop_post_list *all; /* loaders only: gets all that was loaded, as one list */
};

/* Inserts a row; `row` (may be NULL) gets it as the database made it. One statement. */
schemac_code shop_post_insert(schemac_session *session, const shop_post_new *draft, shop_post **row,
                              schemac_error *err);

/* The row with this primary key, or SCHEMAC_NOT_FOUND. One statement. */
schemac_code shop_post_get(schemac_session *session, int64_t id, shop_post **row, schemac_error *err);

/* All rows of a query; NULL: of the table. One statement. */
schemac_code shop_post_find(schemac_session *session, const shop_post_query *query, shop_post_list *list,
                            schemac_error *err);

/* The first row of a query, or SCHEMAC_NOT_FOUND. One statement. */
schemac_code shop_post_first(schemac_session *session, const shop_post_query *query, shop_post **row,
                             schemac_error *err);

/* How many rows fulfil a query's conditions. One statement. */
schemac_code shop_post_count(schemac_session *session, const shop_post_query *query, int64_t *count,
                             schemac_error *err);

/* Whether any row fulfils a query's conditions. One statement. */
schemac_code shop_post_exists(schemac_session *session, const shop_post_query *query, bool *exists, schemac_error *err);

/* Writes what the patch sets; `changed` (may be NULL) says whether there was such a row. One statement; none for an
 * empty patch. */
schemac_code shop_post_update(schemac_session *session, int64_t id, const shop_post_patch *patch, bool *changed,
                              schemac_error *err);

/* Deletes a row; `deleted` (may be NULL) says whether there was one. One statement. */
schemac_code shop_post_delete(schemac_session *session, int64_t id, bool *deleted, schemac_error *err);

/* One row as a list, for the loaders. */
static inline shop_post_list shop_post_list_of(shop_post *row)
{
    shop_post_list list;
    list.items = row;
    list.count = 1;
    list.next = SCHEMAC_STR_NULL;
    return list;
}

/* Loads `user` of every row of the list. `query` may be NULL; it filters and orders, without a limit. One statement. */
schemac_code shop_post_load_user(schemac_session *session, const shop_post_list *list, const shop_user_query *query,
                                 schemac_error *err);

/* The loaded `user`, NULL where it refers to none; not loaded: an assertion, or NULL under NDEBUG. */
static inline shop_user *shop_post_get_user(const shop_post *row)
{
    bool loaded = (row->schemac_loaded[0] >> 0 & 1) != 0;
    assert(loaded && "shop_post_load_user was not called");
    return loaded ? row->user : NULL;
}

/* Loads `tags` of every row of the list. `query` may be NULL; it filters and orders, without a limit. One statement. */
schemac_code shop_post_load_tags(schemac_session *session, const shop_post_list *list, const shop_tag_query *query,
                                 schemac_error *err);

/* The loaded `tags`; not loaded: an assertion, or NULL under NDEBUG. */
static inline const shop_tag_list *shop_post_get_tags(const shop_post *row)
{
    bool loaded = (row->schemac_loaded[0] >> 1 & 1) != 0;
    assert(loaded && "shop_post_load_tags was not called");
    return loaded ? &row->tags : NULL;
}

/* ---- Tag ---- */

struct shop_tag {
    int64_t id;
    schemac_str name;
    shop_post_list posts; /* by shop_tag_load_posts */
    uint64_t schemac_loaded[1];
};

/* A row to insert: made with the columns that must be given; the others have defaults and are set by name. */
typedef struct shop_tag_new {
    uint64_t set[1];
    shop_tag value;
} shop_tag_new;

static inline shop_tag_new shop_tag_new_make(schemac_str name)
{
    shop_tag_new draft;
    memset(&draft, 0, sizeof draft);
    draft.value.name = name;
    schemac_set_add(draft.set, 1);
    return draft;
}

static inline void shop_tag_new_set_id(shop_tag_new *draft, int64_t id)
{
    draft->value.id = id;
    schemac_set_add(draft->set, 0);
}

/* Changes to a row: start with {0}, set what changes. */
typedef struct shop_tag_patch {
    uint64_t set[1];
    shop_tag value;
} shop_tag_patch;

static inline void shop_tag_patch_set_id(shop_tag_patch *patch, int64_t id)
{
    patch->value.id = id;
    schemac_set_add(patch->set, 0);
}

static inline void shop_tag_patch_set_name(shop_tag_patch *patch, schemac_str name)
{
    patch->value.name = name;
    schemac_set_add(patch->set, 1);
}

/* Conditions on tags; arrays given to them are borrowed until the query has run. */
typedef struct shop_tag_where {
    schemac_where node;
} shop_tag_where;

static inline shop_tag_where shop_tag_id_eq(int64_t id)
{
    shop_tag_where where;
    where.node = schemac_where_int64(0, SCHEMAC_OP_EQ, id);
    return where;
}

static inline shop_tag_where shop_tag_id_ne(int64_t id)
{
    shop_tag_where where;
    where.node = schemac_where_int64(0, SCHEMAC_OP_NE, id);
    return where;
}

static inline shop_tag_where shop_tag_id_lt(int64_t id)
{
    shop_tag_where where;
    where.node = schemac_where_int64(0, SCHEMAC_OP_LT, id);
    return where;
}

static inline shop_tag_where shop_tag_id_le(int64_t id)
{
    shop_tag_where where;
    where.node = schemac_where_int64(0, SCHEMAC_OP_LE, id);
    return where;
}

static inline shop_tag_where shop_tag_id_gt(int64_t id)
{
    shop_tag_where where;
    where.node = schemac_where_int64(0, SCHEMAC_OP_GT, id);
    return where;
}

static inline shop_tag_where shop_tag_id_ge(int64_t id)
{
    shop_tag_where where;
    where.node = schemac_where_int64(0, SCHEMAC_OP_GE, id);
    return where;
}

static inline shop_tag_where shop_tag_id_between(int64_t lower, int64_t upper)
{
    shop_tag_where where;
    where.node = schemac_between_int64(0, lower, upper);
    return where;
}

static inline shop_tag_where shop_tag_id_in(const int64_t *items, size_t count)
{
    shop_tag_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IN, 0, items, count);
    return where;
}

static inline shop_tag_where shop_tag_name_eq(schemac_str name)
{
    shop_tag_where where;
    where.node = schemac_where_str(1, SCHEMAC_OP_EQ, name);
    return where;
}

static inline shop_tag_where shop_tag_name_ne(schemac_str name)
{
    shop_tag_where where;
    where.node = schemac_where_str(1, SCHEMAC_OP_NE, name);
    return where;
}

static inline shop_tag_where shop_tag_name_lt(schemac_str name)
{
    shop_tag_where where;
    where.node = schemac_where_str(1, SCHEMAC_OP_LT, name);
    return where;
}

static inline shop_tag_where shop_tag_name_le(schemac_str name)
{
    shop_tag_where where;
    where.node = schemac_where_str(1, SCHEMAC_OP_LE, name);
    return where;
}

static inline shop_tag_where shop_tag_name_gt(schemac_str name)
{
    shop_tag_where where;
    where.node = schemac_where_str(1, SCHEMAC_OP_GT, name);
    return where;
}

static inline shop_tag_where shop_tag_name_ge(schemac_str name)
{
    shop_tag_where where;
    where.node = schemac_where_str(1, SCHEMAC_OP_GE, name);
    return where;
}

static inline shop_tag_where shop_tag_name_like(schemac_str name)
{
    shop_tag_where where;
    where.node = schemac_where_str(1, SCHEMAC_OP_LIKE, name);
    return where;
}

static inline shop_tag_where shop_tag_name_ilike(schemac_str name)
{
    shop_tag_where where;
    where.node = schemac_where_str(1, SCHEMAC_OP_ILIKE, name);
    return where;
}

static inline shop_tag_where shop_tag_name_between(schemac_str lower, schemac_str upper)
{
    shop_tag_where where;
    where.node = schemac_between_str(1, lower, upper);
    return where;
}

static inline shop_tag_where shop_tag_name_in(const schemac_str *items, size_t count)
{
    shop_tag_where where;
    where.node = schemac_where_items(SCHEMAC_OP_IN, 1, items, count);
    return where;
}

/* All of the conditions; true where there are none. */
static inline shop_tag_where shop_tag_where_and(const shop_tag_where *items, size_t count)
{
    shop_tag_where where;
    where.node = schemac_where_items(SCHEMAC_OP_AND, 0, items, count);
    return where;
}

/* Any of the conditions; false where there are none. */
static inline shop_tag_where shop_tag_where_or(const shop_tag_where *items, size_t count)
{
    shop_tag_where where;
    where.node = schemac_where_items(SCHEMAC_OP_OR, 0, items, count);
    return where;
}

/* The condition does not hold. */
static inline shop_tag_where shop_tag_where_not(const shop_tag_where *item)
{
    shop_tag_where where;
    where.node = schemac_where_items(SCHEMAC_OP_NOT, 0, item, 1);
    return where;
}

typedef struct shop_tag_order {
    schemac_order by;
} shop_tag_order;

#define SHOP_TAG_BY_ID                                                                                                 \
    SCHEMAC_LITERAL(shop_tag_order)                                                                                    \
    {                                                                                                                  \
        {                                                                                                              \
            0, false                                                                                                   \
        }                                                                                                              \
    }
#define SHOP_TAG_BY_ID_DESC                                                                                            \
    SCHEMAC_LITERAL(shop_tag_order)                                                                                    \
    {                                                                                                                  \
        {                                                                                                              \
            0, true                                                                                                    \
        }                                                                                                              \
    }
#define SHOP_TAG_BY_NAME                                                                                               \
    SCHEMAC_LITERAL(shop_tag_order)                                                                                    \
    {                                                                                                                  \
        {                                                                                                              \
            1, false                                                                                                   \
        }                                                                                                              \
    }
#define SHOP_TAG_BY_NAME_DESC                                                                                          \
    SCHEMAC_LITERAL(shop_tag_order)                                                                                    \
    {                                                                                                                  \
        {                                                                                                              \
            1, true                                                                                                    \
        }                                                                                                              \
    }

/* What to find: start with {0}, set what is wanted. */
struct shop_tag_query {
    const shop_tag_where *where;
    size_t n_where; /* all must hold */
    const shop_tag_order *order;
    size_t n_order;
    int64_t limit;      /* 0: none */
    int64_t offset;     /* 0: none */
    schemac_str after;  /* the `next` of a list found by the same order */
    shop_tag_list *all; /* loaders only: gets all that was loaded, as one list */
};

/* Inserts a row; `row` (may be NULL) gets it as the database made it. One statement. */
schemac_code shop_tag_insert(schemac_session *session, const shop_tag_new *draft, shop_tag **row, schemac_error *err);

/* The row with this primary key, or SCHEMAC_NOT_FOUND. One statement. */
schemac_code shop_tag_get(schemac_session *session, int64_t id, shop_tag **row, schemac_error *err);

/* The row with this name, or SCHEMAC_NOT_FOUND. One statement. */
schemac_code shop_tag_get_by_name(schemac_session *session, schemac_str name, shop_tag **row, schemac_error *err);

/* All rows of a query; NULL: of the table. One statement. */
schemac_code shop_tag_find(schemac_session *session, const shop_tag_query *query, shop_tag_list *list,
                           schemac_error *err);

/* The first row of a query, or SCHEMAC_NOT_FOUND. One statement. */
schemac_code shop_tag_first(schemac_session *session, const shop_tag_query *query, shop_tag **row, schemac_error *err);

/* How many rows fulfil a query's conditions. One statement. */
schemac_code shop_tag_count(schemac_session *session, const shop_tag_query *query, int64_t *count, schemac_error *err);

/* Whether any row fulfils a query's conditions. One statement. */
schemac_code shop_tag_exists(schemac_session *session, const shop_tag_query *query, bool *exists, schemac_error *err);

/* Writes what the patch sets; `changed` (may be NULL) says whether there was such a row. One statement; none for an
 * empty patch. */
schemac_code shop_tag_update(schemac_session *session, int64_t id, const shop_tag_patch *patch, bool *changed,
                             schemac_error *err);

/* Deletes a row; `deleted` (may be NULL) says whether there was one. One statement. */
schemac_code shop_tag_delete(schemac_session *session, int64_t id, bool *deleted, schemac_error *err);

/* One row as a list, for the loaders. */
static inline shop_tag_list shop_tag_list_of(shop_tag *row)
{
    shop_tag_list list;
    list.items = row;
    list.count = 1;
    list.next = SCHEMAC_STR_NULL;
    return list;
}

/* Loads `posts` of every row of the list. `query` may be NULL; it filters and orders, without a limit. One statement.
 */
schemac_code shop_tag_load_posts(schemac_session *session, const shop_tag_list *list, const shop_post_query *query,
                                 schemac_error *err);

/* The loaded `posts`; not loaded: an assertion, or NULL under NDEBUG. */
static inline const shop_post_list *shop_tag_get_posts(const shop_tag *row)
{
    bool loaded = (row->schemac_loaded[0] >> 0 & 1) != 0;
    assert(loaded && "shop_tag_load_posts was not called");
    return loaded ? &row->posts : NULL;
}

/* ---- conditions on relations ---- */

/* A row of `posts` exists that fulfils all of the conditions. */
static inline shop_user_where shop_user_has_posts(const shop_post_where *items, size_t count)
{
    shop_user_where where;
    where.node = schemac_where_items(SCHEMAC_OP_HAS, 0, items, count);
    return where;
}

/* A row of `parent` exists that fulfils all of the conditions. */
static inline shop_category_where shop_category_has_parent(const shop_category_where *items, size_t count)
{
    shop_category_where where;
    where.node = schemac_where_items(SCHEMAC_OP_HAS, 0, items, count);
    return where;
}

/* A row of `children` exists that fulfils all of the conditions. */
static inline shop_category_where shop_category_has_children(const shop_category_where *items, size_t count)
{
    shop_category_where where;
    where.node = schemac_where_items(SCHEMAC_OP_HAS, 1, items, count);
    return where;
}

/* A row of `products` exists that fulfils all of the conditions. */
static inline shop_category_where shop_category_has_products(const shop_product_where *items, size_t count)
{
    shop_category_where where;
    where.node = schemac_where_items(SCHEMAC_OP_HAS, 2, items, count);
    return where;
}

/* A row of `category` exists that fulfils all of the conditions. */
static inline shop_product_where shop_product_has_category(const shop_category_where *items, size_t count)
{
    shop_product_where where;
    where.node = schemac_where_items(SCHEMAC_OP_HAS, 0, items, count);
    return where;
}

/* A row of `user` exists that fulfils all of the conditions. */
static inline shop_post_where shop_post_has_user(const shop_user_where *items, size_t count)
{
    shop_post_where where;
    where.node = schemac_where_items(SCHEMAC_OP_HAS, 0, items, count);
    return where;
}

/* A row of `tags` exists that fulfils all of the conditions. */
static inline shop_post_where shop_post_has_tags(const shop_tag_where *items, size_t count)
{
    shop_post_where where;
    where.node = schemac_where_items(SCHEMAC_OP_HAS, 1, items, count);
    return where;
}

/* A row of `posts` exists that fulfils all of the conditions. */
static inline shop_tag_where shop_tag_has_posts(const shop_post_where *items, size_t count)
{
    shop_tag_where where;
    where.node = schemac_where_items(SCHEMAC_OP_HAS, 0, items, count);
    return where;
}

/* ---- tables ---- */

extern const schemac_enum shop_role_enum;
extern const schemac_model shop_user_model;
extern const schemac_model shop_category_model;
extern const schemac_model shop_product_model;
extern const schemac_model shop_post_model;
extern const schemac_model shop_tag_model;
extern const schemac_package shop_package;

#ifdef __cplusplus
}
#endif

#endif
