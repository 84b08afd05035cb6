/* Made by schemac from the schema "shop": edit the schema, not this file.
 *
 * What there is for a model X with the columns c and a relation r:
 * X               a row.
 * X_list          rows. `items` is NULL where a relation was not loaded; `next` is a token for a query's `after`, where
 *                 its limit was reached. X_list_of(row) is a list of one row, for loaders.
 * X_new           a row to insert. X_new_make(…) takes the columns that must be given; X_new_set_c(&draft, value) sets
 *                 what has a default or may be NULL.
 * X_patch         changes to a row: start with {0}; X_patch_set_c(&patch, value), X_patch_set_c_null(&patch).
 * X_where         a condition: X_c_eq(value), _ne, _in(items, count); where there is an order _lt, _le, _gt, _ge,
 *                 _between(lower, upper); of text _like, _ilike; of what may be NULL _is_null(), _is_not_null();
 *                 X_has_r(items, count): such a row is there; X_where_and(items, count), X_where_or, X_where_not(item).
 *                 Arrays are borrowed until the query has run.
 * X_order         the constants X_BY_c and X_BY_c_DESC.
 * X_query         what to find: start with {0}, set what is wanted. All conditions must hold; limit 0 is none.
 * X_load_r        loads a relation for a whole list; X_get_r(row) gives what was loaded, or fails an assertion.
 *
 * A function runs one statement, unless it says otherwise. Rows, lists and texts that it returns belong to the session
 * and live until that ends or schemac_clear; what it is given is borrowed until it returns. `err` may be NULL. */
#ifndef SCHEMAC_MADE_SHOP_H
#define SCHEMAC_MADE_SHOP_H

#include <schemac/schemac.h>
#include <schemac/typed.h>

#if SCHEMAC_ABI != 1
#error "shop.h was made for another version of libschemac: run schemac again"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- constraints, for schemac_error.constraint ---- */

extern const schemac_constraint shop_schemac_constraints[19];

#define SHOP_USERS_PKEY (&shop_schemac_constraints[0])
#define SHOP_USERS_USERNAME_KEY (&shop_schemac_constraints[1])
#define SHOP_CATEGORIES_PKEY (&shop_schemac_constraints[2])
#define SHOP_CATEGORIES_SLUG_KEY (&shop_schemac_constraints[3])
#define SHOP_CATEGORIES_PARENT_ID_FKEY (&shop_schemac_constraints[4])
#define SHOP_PRODUCTS_PKEY (&shop_schemac_constraints[5])
#define SHOP_PRODUCTS_SLUG_KEY (&shop_schemac_constraints[6])
#define SHOP_PRODUCTS_CATEGORY_ID_FKEY (&shop_schemac_constraints[7])
#define SHOP_STOCK_NOT_NEGATIVE (&shop_schemac_constraints[8])
#define SHOP_POSTS_USER_ID_FKEY (&shop_schemac_constraints[9])
#define SHOP_POSTS_PKEY (&shop_schemac_constraints[10])
#define SHOP_PROFILES_USER_ID_KEY (&shop_schemac_constraints[11])
#define SHOP_PROFILES_USER_ID_FKEY (&shop_schemac_constraints[12])
#define SHOP_PROFILES_PKEY (&shop_schemac_constraints[13])
#define SHOP_TAGS_PKEY (&shop_schemac_constraints[14])
#define SHOP_TAGS_NAME_KEY (&shop_schemac_constraints[15])
#define SHOP_POST_TAGS_POST_ID_FKEY (&shop_schemac_constraints[16])
#define SHOP_POST_TAGS_TAG_ID_FKEY (&shop_schemac_constraints[17])
#define SHOP_POST_TAGS_PKEY (&shop_schemac_constraints[18])

/* ---- Role ---- */

typedef enum shop_role {
    SHOP_ROLE_UNKNOWN = 0, /* a label that this program does not know */
    SHOP_ROLE_USER = 1312838908,
    SHOP_ROLE_CASHIER = 2016598378,
    SHOP_ROLE_ADMIN = 734355165
} shop_role;

/* What the schema calls a member. NULL for SHOP_ROLE_UNKNOWN. */
const char *shop_role_name(shop_role member);
/* What the database holds for it. NULL for SHOP_ROLE_UNKNOWN. */
const char *shop_role_label(shop_role member);
/* What people read. NULL for SHOP_ROLE_UNKNOWN. */
const char *shop_role_title(shop_role member);
/* The member of a label; SHOP_ROLE_UNKNOWN where there is none. */
shop_role shop_role_parse(schemac_str label);

/* ---- the types that models have of each other: lists, conditions, orders ---- */

SCHEMAC_TYPES(shop_user)
SCHEMAC_TYPES(shop_category)
SCHEMAC_TYPES(shop_product)
SCHEMAC_TYPES(shop_post)
SCHEMAC_TYPES(shop_profile)
SCHEMAC_TYPES(shop_tag)
SCHEMAC_TYPES(shop_post_tags)

/* ---- User ---- */

/* People who can sign in. */
struct shop_user {
    int64_t id;
    schemac_str username;
    schemac_str hashed_password; /* secret */
    shop_role role;
    schemac_str full_name;
    shop_post_list posts; /* by shop_user_load_posts */
    shop_profile *profile; /* by shop_user_load_profile; read with shop_user_get_profile */
    uint64_t schemac_loaded[1];
};

SCHEMAC_DRAFTS(shop_user, 1)
static inline shop_user_new shop_user_new_make(schemac_str username, schemac_str hashed_password, schemac_str full_name)
{
    shop_user_new draft;
    memset(&draft, 0, sizeof draft);
    draft.value.username = username;
    draft.value.hashed_password = hashed_password;
    draft.value.role = SHOP_ROLE_USER;
    draft.value.full_name = full_name;
    draft.set[0] = 0x16;
    return draft;
}

SCHEMAC_SETTER(shop_user_new, id, int64_t, 0)
SCHEMAC_SETTER(shop_user_new, role, shop_role, 3)

SCHEMAC_COLUMN_ORDERED(shop_user, id, int64, int64_t, 0)
SCHEMAC_COLUMN_TEXT(shop_user, username, 1)
SCHEMAC_COLUMN_TEXT(shop_user, hashed_password, 2)
SCHEMAC_COLUMN_ENUM(shop_user, role, shop_role, 3)
SCHEMAC_COLUMN_TEXT(shop_user, full_name, 4)
SCHEMAC_FILTER_GROUPS(shop_user)

#define SHOP_USER_BY_ID SCHEMAC_ASC(shop_user, 0)
#define SHOP_USER_BY_ID_DESC SCHEMAC_DESC(shop_user, 0)
#define SHOP_USER_BY_USERNAME SCHEMAC_ASC(shop_user, 1)
#define SHOP_USER_BY_USERNAME_DESC SCHEMAC_DESC(shop_user, 1)
#define SHOP_USER_BY_HASHED_PASSWORD SCHEMAC_ASC(shop_user, 2)
#define SHOP_USER_BY_HASHED_PASSWORD_DESC SCHEMAC_DESC(shop_user, 2)
#define SHOP_USER_BY_ROLE SCHEMAC_ASC(shop_user, 3)
#define SHOP_USER_BY_ROLE_DESC SCHEMAC_DESC(shop_user, 3)
#define SHOP_USER_BY_FULL_NAME SCHEMAC_ASC(shop_user, 4)
#define SHOP_USER_BY_FULL_NAME_DESC SCHEMAC_DESC(shop_user, 4)

struct shop_user_query {
    const shop_user_where *where;
    size_t n_where;
    const shop_user_order *order;
    size_t n_order;
    int64_t limit;
    int64_t offset;
    schemac_str after; /* the `next` of a list found by the same order */
    shop_user_list *all; /* loaders only: gets all that was loaded, as one list */
};

/* Inserts a row; `row` (may be NULL) gets it as the database made it. */
schemac_code shop_user_insert(schemac_session *session, const shop_user_new *draft, shop_user **row,
    schemac_error *err);
/* All rows of a query (NULL: of the table); the first, or SCHEMAC_NOT_FOUND; how many; whether any. */
schemac_code shop_user_find(schemac_session *session, const shop_user_query *query, shop_user_list *list,
    schemac_error *err);
schemac_code shop_user_first(schemac_session *session, const shop_user_query *query, shop_user **row,
    schemac_error *err);
schemac_code shop_user_count(schemac_session *session, const shop_user_query *query, int64_t *count,
    schemac_error *err);
schemac_code shop_user_exists(schemac_session *session, const shop_user_query *query, bool *exists,
    schemac_error *err);
/* The row with this primary key, or SCHEMAC_NOT_FOUND. */
schemac_code shop_user_get(schemac_session *session, int64_t id, shop_user **row,
    schemac_error *err);
/* Writes what the patch sets; `changed` (may be NULL): was there such a row? No statement for an empty patch. */
schemac_code shop_user_update(schemac_session *session, int64_t id, const shop_user_patch *patch, bool *changed,
    schemac_error *err);
/* Deletes the row; `deleted` (may be NULL): was there one? */
schemac_code shop_user_delete(schemac_session *session, int64_t id, bool *deleted,
    schemac_error *err);
/* The row with this unique key, or SCHEMAC_NOT_FOUND. */
schemac_code shop_user_get_by_username(schemac_session *session, schemac_str username, shop_user **row,
    schemac_error *err);

static inline shop_user_list shop_user_list_of(shop_user *row)
{
    shop_user_list list = {row, 1, {NULL, 0}};
    return list;
}

/* Loads `posts` of every row of the list; `query` (may be NULL) filters and orders, without a limit. */
schemac_code shop_user_load_posts(schemac_session *session, const shop_user_list *list,
    const shop_post_query *query, schemac_error *err);
SCHEMAC_RELATION_MANY(shop_user, posts, shop_post, 0)
/* Loads `profile` of every row of the list; `query` (may be NULL) filters and orders, without a limit. */
schemac_code shop_user_load_profile(schemac_session *session, const shop_user_list *list,
    const shop_profile_query *query, schemac_error *err);
SCHEMAC_RELATION_ONE(shop_user, profile, shop_profile, 1)

/* ---- Category ---- */

struct shop_category {
    int64_t id;
    schemac_str name;
    schemac_str slug;
    bool is_active;
    schemac_opt_int64 parent_id;
    shop_category *parent; /* by shop_category_load_parent; read with shop_category_get_parent */
    shop_category_list children; /* by shop_category_load_children */
    shop_product_list products; /* by shop_category_load_products */
    uint64_t schemac_loaded[1];
};

SCHEMAC_DRAFTS(shop_category, 1)
static inline shop_category_new shop_category_new_make(void)
{
    shop_category_new draft;
    memset(&draft, 0, sizeof draft);
    draft.value.is_active = true;
    return draft;
}

SCHEMAC_SETTER(shop_category_new, id, int64_t, 0)
SCHEMAC_SETTER(shop_category_new, name, schemac_str, 1)
SCHEMAC_SETTER(shop_category_new, slug, schemac_str, 2)
SCHEMAC_SETTER(shop_category_new, is_active, bool, 3)
SCHEMAC_SETTER_OPT(shop_category_new, parent_id, int64_t, 4)

SCHEMAC_COLUMN_ORDERED(shop_category, id, int64, int64_t, 0)
SCHEMAC_COLUMN_TEXT_NULL(shop_category, name, 1)
SCHEMAC_COLUMN_TEXT_NULL(shop_category, slug, 2)
SCHEMAC_COLUMN_EQUAL(shop_category, is_active, bool, bool, 3)
SCHEMAC_COLUMN_ORDERED_OPT(shop_category, parent_id, int64, int64_t, 4)
SCHEMAC_FILTER_GROUPS(shop_category)

#define SHOP_CATEGORY_BY_ID SCHEMAC_ASC(shop_category, 0)
#define SHOP_CATEGORY_BY_ID_DESC SCHEMAC_DESC(shop_category, 0)
#define SHOP_CATEGORY_BY_NAME SCHEMAC_ASC(shop_category, 1)
#define SHOP_CATEGORY_BY_NAME_DESC SCHEMAC_DESC(shop_category, 1)
#define SHOP_CATEGORY_BY_SLUG SCHEMAC_ASC(shop_category, 2)
#define SHOP_CATEGORY_BY_SLUG_DESC SCHEMAC_DESC(shop_category, 2)
#define SHOP_CATEGORY_BY_IS_ACTIVE SCHEMAC_ASC(shop_category, 3)
#define SHOP_CATEGORY_BY_IS_ACTIVE_DESC SCHEMAC_DESC(shop_category, 3)
#define SHOP_CATEGORY_BY_PARENT_ID SCHEMAC_ASC(shop_category, 4)
#define SHOP_CATEGORY_BY_PARENT_ID_DESC SCHEMAC_DESC(shop_category, 4)

struct shop_category_query {
    const shop_category_where *where;
    size_t n_where;
    const shop_category_order *order;
    size_t n_order;
    int64_t limit;
    int64_t offset;
    schemac_str after; /* the `next` of a list found by the same order */
    shop_category_list *all; /* loaders only: gets all that was loaded, as one list */
};

/* Inserts a row; `row` (may be NULL) gets it as the database made it. */
schemac_code shop_category_insert(schemac_session *session, const shop_category_new *draft, shop_category **row,
    schemac_error *err);
/* All rows of a query (NULL: of the table); the first, or SCHEMAC_NOT_FOUND; how many; whether any. */
schemac_code shop_category_find(schemac_session *session, const shop_category_query *query, shop_category_list *list,
    schemac_error *err);
schemac_code shop_category_first(schemac_session *session, const shop_category_query *query, shop_category **row,
    schemac_error *err);
schemac_code shop_category_count(schemac_session *session, const shop_category_query *query, int64_t *count,
    schemac_error *err);
schemac_code shop_category_exists(schemac_session *session, const shop_category_query *query, bool *exists,
    schemac_error *err);
/* The row with this primary key, or SCHEMAC_NOT_FOUND. */
schemac_code shop_category_get(schemac_session *session, int64_t id, shop_category **row,
    schemac_error *err);
/* Writes what the patch sets; `changed` (may be NULL): was there such a row? No statement for an empty patch. */
schemac_code shop_category_update(schemac_session *session, int64_t id, const shop_category_patch *patch, bool *changed,
    schemac_error *err);
/* Deletes the row; `deleted` (may be NULL): was there one? */
schemac_code shop_category_delete(schemac_session *session, int64_t id, bool *deleted,
    schemac_error *err);
/* The row with this unique key, or SCHEMAC_NOT_FOUND. */
schemac_code shop_category_get_by_slug(schemac_session *session, schemac_str slug, shop_category **row,
    schemac_error *err);

static inline shop_category_list shop_category_list_of(shop_category *row)
{
    shop_category_list list = {row, 1, {NULL, 0}};
    return list;
}

/* Loads `parent` of every row of the list; `query` (may be NULL) filters and orders, without a limit. */
schemac_code shop_category_load_parent(schemac_session *session, const shop_category_list *list,
    const shop_category_query *query, schemac_error *err);
SCHEMAC_RELATION_ONE(shop_category, parent, shop_category, 0)
/* Loads `children` of every row of the list; `query` (may be NULL) filters and orders, without a limit. */
schemac_code shop_category_load_children(schemac_session *session, const shop_category_list *list,
    const shop_category_query *query, schemac_error *err);
SCHEMAC_RELATION_MANY(shop_category, children, shop_category, 1)
/* Loads `products` of every row of the list; `query` (may be NULL) filters and orders, without a limit. */
schemac_code shop_category_load_products(schemac_session *session, const shop_category_list *list,
    const shop_product_query *query, schemac_error *err);
SCHEMAC_RELATION_MANY(shop_category, products, shop_product, 2)

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

SCHEMAC_DRAFTS(shop_product, 1)
static inline shop_product_new shop_product_new_make(schemac_str name, schemac_str slug, schemac_decimal price)
{
    shop_product_new draft;
    memset(&draft, 0, sizeof draft);
    draft.value.name = name;
    draft.value.slug = slug;
    draft.value.price = price;
    draft.value.is_active = true;
    draft.set[0] = 0x58;
    return draft;
}

SCHEMAC_SETTER(shop_product_new, created_at, schemac_timestamp, 0)
SCHEMAC_SETTER(shop_product_new, updated_at, schemac_timestamp, 1)
SCHEMAC_SETTER(shop_product_new, id, int64_t, 2)
SCHEMAC_SETTER(shop_product_new, description, schemac_str, 5)
SCHEMAC_SETTER(shop_product_new, stock, int32_t, 7)
SCHEMAC_SETTER_OPT(shop_product_new, category_id, int64_t, 8)
SCHEMAC_SETTER(shop_product_new, rating, double, 9)
SCHEMAC_SETTER(shop_product_new, is_active, bool, 10)

SCHEMAC_COLUMN_ORDERED(shop_product, created_at, timestamp, schemac_timestamp, 0)
SCHEMAC_COLUMN_ORDERED(shop_product, updated_at, timestamp, schemac_timestamp, 1)
SCHEMAC_COLUMN_ORDERED(shop_product, id, int64, int64_t, 2)
SCHEMAC_COLUMN_TEXT(shop_product, name, 3)
SCHEMAC_COLUMN_TEXT(shop_product, slug, 4)
SCHEMAC_COLUMN_TEXT_NULL(shop_product, description, 5)
SCHEMAC_COLUMN_ORDERED(shop_product, price, decimal, schemac_decimal, 6)
SCHEMAC_COLUMN_ORDERED(shop_product, stock, int32, int32_t, 7)
SCHEMAC_COLUMN_ORDERED_OPT(shop_product, category_id, int64, int64_t, 8)
SCHEMAC_COLUMN_ORDERED(shop_product, rating, double, double, 9)
SCHEMAC_COLUMN_EQUAL(shop_product, is_active, bool, bool, 10)
SCHEMAC_FILTER_GROUPS(shop_product)

#define SHOP_PRODUCT_BY_CREATED_AT SCHEMAC_ASC(shop_product, 0)
#define SHOP_PRODUCT_BY_CREATED_AT_DESC SCHEMAC_DESC(shop_product, 0)
#define SHOP_PRODUCT_BY_UPDATED_AT SCHEMAC_ASC(shop_product, 1)
#define SHOP_PRODUCT_BY_UPDATED_AT_DESC SCHEMAC_DESC(shop_product, 1)
#define SHOP_PRODUCT_BY_ID SCHEMAC_ASC(shop_product, 2)
#define SHOP_PRODUCT_BY_ID_DESC SCHEMAC_DESC(shop_product, 2)
#define SHOP_PRODUCT_BY_NAME SCHEMAC_ASC(shop_product, 3)
#define SHOP_PRODUCT_BY_NAME_DESC SCHEMAC_DESC(shop_product, 3)
#define SHOP_PRODUCT_BY_SLUG SCHEMAC_ASC(shop_product, 4)
#define SHOP_PRODUCT_BY_SLUG_DESC SCHEMAC_DESC(shop_product, 4)
#define SHOP_PRODUCT_BY_DESCRIPTION SCHEMAC_ASC(shop_product, 5)
#define SHOP_PRODUCT_BY_DESCRIPTION_DESC SCHEMAC_DESC(shop_product, 5)
#define SHOP_PRODUCT_BY_PRICE SCHEMAC_ASC(shop_product, 6)
#define SHOP_PRODUCT_BY_PRICE_DESC SCHEMAC_DESC(shop_product, 6)
#define SHOP_PRODUCT_BY_STOCK SCHEMAC_ASC(shop_product, 7)
#define SHOP_PRODUCT_BY_STOCK_DESC SCHEMAC_DESC(shop_product, 7)
#define SHOP_PRODUCT_BY_CATEGORY_ID SCHEMAC_ASC(shop_product, 8)
#define SHOP_PRODUCT_BY_CATEGORY_ID_DESC SCHEMAC_DESC(shop_product, 8)
#define SHOP_PRODUCT_BY_RATING SCHEMAC_ASC(shop_product, 9)
#define SHOP_PRODUCT_BY_RATING_DESC SCHEMAC_DESC(shop_product, 9)
#define SHOP_PRODUCT_BY_IS_ACTIVE SCHEMAC_ASC(shop_product, 10)
#define SHOP_PRODUCT_BY_IS_ACTIVE_DESC SCHEMAC_DESC(shop_product, 10)

struct shop_product_query {
    const shop_product_where *where;
    size_t n_where;
    const shop_product_order *order;
    size_t n_order;
    int64_t limit;
    int64_t offset;
    schemac_str after; /* the `next` of a list found by the same order */
    shop_product_list *all; /* loaders only: gets all that was loaded, as one list */
};

/* Inserts a row; `row` (may be NULL) gets it as the database made it. */
schemac_code shop_product_insert(schemac_session *session, const shop_product_new *draft, shop_product **row,
    schemac_error *err);
/* All rows of a query (NULL: of the table); the first, or SCHEMAC_NOT_FOUND; how many; whether any. */
schemac_code shop_product_find(schemac_session *session, const shop_product_query *query, shop_product_list *list,
    schemac_error *err);
schemac_code shop_product_first(schemac_session *session, const shop_product_query *query, shop_product **row,
    schemac_error *err);
schemac_code shop_product_count(schemac_session *session, const shop_product_query *query, int64_t *count,
    schemac_error *err);
schemac_code shop_product_exists(schemac_session *session, const shop_product_query *query, bool *exists,
    schemac_error *err);
/* The row with this primary key, or SCHEMAC_NOT_FOUND. */
schemac_code shop_product_get(schemac_session *session, int64_t id, shop_product **row,
    schemac_error *err);
/* Writes what the patch sets; `changed` (may be NULL): was there such a row? No statement for an empty patch. */
schemac_code shop_product_update(schemac_session *session, int64_t id, const shop_product_patch *patch, bool *changed,
    schemac_error *err);
/* Deletes the row; `deleted` (may be NULL): was there one? */
schemac_code shop_product_delete(schemac_session *session, int64_t id, bool *deleted,
    schemac_error *err);
/* The row with this unique key, or SCHEMAC_NOT_FOUND. */
schemac_code shop_product_get_by_slug(schemac_session *session, schemac_str slug, shop_product **row,
    schemac_error *err);

static inline shop_product_list shop_product_list_of(shop_product *row)
{
    shop_product_list list = {row, 1, {NULL, 0}};
    return list;
}

/* Loads `category` of every row of the list; `query` (may be NULL) filters and orders, without a limit. */
schemac_code shop_product_load_category(schemac_session *session, const shop_product_list *list,
    const shop_category_query *query, schemac_error *err);
SCHEMAC_RELATION_ONE(shop_product, category, shop_category, 0)

/* ---- Post ---- */

struct shop_post {
    int64_t user_id;
    int64_t id;
    schemac_str title;
    schemac_str text;
    shop_user *user; /* by shop_post_load_user; read with shop_post_get_user */
    shop_tag_list tags; /* by shop_post_load_tags */
    uint64_t schemac_loaded[1];
};

SCHEMAC_DRAFTS(shop_post, 1)
static inline shop_post_new shop_post_new_make(int64_t user_id, schemac_str title)
{
    shop_post_new draft;
    memset(&draft, 0, sizeof draft);
    draft.value.user_id = user_id;
    draft.value.title = title;
    draft.value.text = SCHEMAC_STR("");
    draft.set[0] = 0x5;
    return draft;
}

SCHEMAC_SETTER(shop_post_new, id, int64_t, 1)
SCHEMAC_SETTER(shop_post_new, text, schemac_str, 3)

SCHEMAC_COLUMN_ORDERED(shop_post, user_id, int64, int64_t, 0)
SCHEMAC_COLUMN_ORDERED(shop_post, id, int64, int64_t, 1)
SCHEMAC_COLUMN_TEXT(shop_post, title, 2)
SCHEMAC_COLUMN_TEXT(shop_post, text, 3)
SCHEMAC_FILTER_GROUPS(shop_post)

#define SHOP_POST_BY_USER_ID SCHEMAC_ASC(shop_post, 0)
#define SHOP_POST_BY_USER_ID_DESC SCHEMAC_DESC(shop_post, 0)
#define SHOP_POST_BY_ID SCHEMAC_ASC(shop_post, 1)
#define SHOP_POST_BY_ID_DESC SCHEMAC_DESC(shop_post, 1)
#define SHOP_POST_BY_TITLE SCHEMAC_ASC(shop_post, 2)
#define SHOP_POST_BY_TITLE_DESC SCHEMAC_DESC(shop_post, 2)
#define SHOP_POST_BY_TEXT SCHEMAC_ASC(shop_post, 3)
#define SHOP_POST_BY_TEXT_DESC SCHEMAC_DESC(shop_post, 3)

struct shop_post_query {
    const shop_post_where *where;
    size_t n_where;
    const shop_post_order *order;
    size_t n_order;
    int64_t limit;
    int64_t offset;
    schemac_str after; /* the `next` of a list found by the same order */
    shop_post_list *all; /* loaders only: gets all that was loaded, as one list */
};

/* Inserts a row; `row` (may be NULL) gets it as the database made it. */
schemac_code shop_post_insert(schemac_session *session, const shop_post_new *draft, shop_post **row,
    schemac_error *err);
/* All rows of a query (NULL: of the table); the first, or SCHEMAC_NOT_FOUND; how many; whether any. */
schemac_code shop_post_find(schemac_session *session, const shop_post_query *query, shop_post_list *list,
    schemac_error *err);
schemac_code shop_post_first(schemac_session *session, const shop_post_query *query, shop_post **row,
    schemac_error *err);
schemac_code shop_post_count(schemac_session *session, const shop_post_query *query, int64_t *count,
    schemac_error *err);
schemac_code shop_post_exists(schemac_session *session, const shop_post_query *query, bool *exists,
    schemac_error *err);
/* The row with this primary key, or SCHEMAC_NOT_FOUND. */
schemac_code shop_post_get(schemac_session *session, int64_t id, shop_post **row,
    schemac_error *err);
/* Writes what the patch sets; `changed` (may be NULL): was there such a row? No statement for an empty patch. */
schemac_code shop_post_update(schemac_session *session, int64_t id, const shop_post_patch *patch, bool *changed,
    schemac_error *err);
/* Deletes the row; `deleted` (may be NULL): was there one? */
schemac_code shop_post_delete(schemac_session *session, int64_t id, bool *deleted,
    schemac_error *err);

static inline shop_post_list shop_post_list_of(shop_post *row)
{
    shop_post_list list = {row, 1, {NULL, 0}};
    return list;
}

/* Loads `user` of every row of the list; `query` (may be NULL) filters and orders, without a limit. */
schemac_code shop_post_load_user(schemac_session *session, const shop_post_list *list,
    const shop_user_query *query, schemac_error *err);
SCHEMAC_RELATION_ONE(shop_post, user, shop_user, 0)
/* Loads `tags` of every row of the list; `query` (may be NULL) filters and orders, without a limit. */
schemac_code shop_post_load_tags(schemac_session *session, const shop_post_list *list,
    const shop_tag_query *query, schemac_error *err);
SCHEMAC_RELATION_MANY(shop_post, tags, shop_tag, 1)

/* ---- Profile ---- */

struct shop_profile {
    int64_t user_id;
    int64_t id;
    schemac_str first_name;
    schemac_str last_name;
    shop_user *user; /* by shop_profile_load_user; read with shop_profile_get_user */
    uint64_t schemac_loaded[1];
};

SCHEMAC_DRAFTS(shop_profile, 1)
static inline shop_profile_new shop_profile_new_make(int64_t user_id)
{
    shop_profile_new draft;
    memset(&draft, 0, sizeof draft);
    draft.value.user_id = user_id;
    draft.set[0] = 0x1;
    return draft;
}

SCHEMAC_SETTER(shop_profile_new, id, int64_t, 1)
SCHEMAC_SETTER(shop_profile_new, first_name, schemac_str, 2)
SCHEMAC_SETTER(shop_profile_new, last_name, schemac_str, 3)

SCHEMAC_COLUMN_ORDERED(shop_profile, user_id, int64, int64_t, 0)
SCHEMAC_COLUMN_ORDERED(shop_profile, id, int64, int64_t, 1)
SCHEMAC_COLUMN_TEXT_NULL(shop_profile, first_name, 2)
SCHEMAC_COLUMN_TEXT_NULL(shop_profile, last_name, 3)
SCHEMAC_FILTER_GROUPS(shop_profile)

#define SHOP_PROFILE_BY_USER_ID SCHEMAC_ASC(shop_profile, 0)
#define SHOP_PROFILE_BY_USER_ID_DESC SCHEMAC_DESC(shop_profile, 0)
#define SHOP_PROFILE_BY_ID SCHEMAC_ASC(shop_profile, 1)
#define SHOP_PROFILE_BY_ID_DESC SCHEMAC_DESC(shop_profile, 1)
#define SHOP_PROFILE_BY_FIRST_NAME SCHEMAC_ASC(shop_profile, 2)
#define SHOP_PROFILE_BY_FIRST_NAME_DESC SCHEMAC_DESC(shop_profile, 2)
#define SHOP_PROFILE_BY_LAST_NAME SCHEMAC_ASC(shop_profile, 3)
#define SHOP_PROFILE_BY_LAST_NAME_DESC SCHEMAC_DESC(shop_profile, 3)

struct shop_profile_query {
    const shop_profile_where *where;
    size_t n_where;
    const shop_profile_order *order;
    size_t n_order;
    int64_t limit;
    int64_t offset;
    schemac_str after; /* the `next` of a list found by the same order */
    shop_profile_list *all; /* loaders only: gets all that was loaded, as one list */
};

/* Inserts a row; `row` (may be NULL) gets it as the database made it. */
schemac_code shop_profile_insert(schemac_session *session, const shop_profile_new *draft, shop_profile **row,
    schemac_error *err);
/* All rows of a query (NULL: of the table); the first, or SCHEMAC_NOT_FOUND; how many; whether any. */
schemac_code shop_profile_find(schemac_session *session, const shop_profile_query *query, shop_profile_list *list,
    schemac_error *err);
schemac_code shop_profile_first(schemac_session *session, const shop_profile_query *query, shop_profile **row,
    schemac_error *err);
schemac_code shop_profile_count(schemac_session *session, const shop_profile_query *query, int64_t *count,
    schemac_error *err);
schemac_code shop_profile_exists(schemac_session *session, const shop_profile_query *query, bool *exists,
    schemac_error *err);
/* The row with this primary key, or SCHEMAC_NOT_FOUND. */
schemac_code shop_profile_get(schemac_session *session, int64_t id, shop_profile **row,
    schemac_error *err);
/* Writes what the patch sets; `changed` (may be NULL): was there such a row? No statement for an empty patch. */
schemac_code shop_profile_update(schemac_session *session, int64_t id, const shop_profile_patch *patch, bool *changed,
    schemac_error *err);
/* Deletes the row; `deleted` (may be NULL): was there one? */
schemac_code shop_profile_delete(schemac_session *session, int64_t id, bool *deleted,
    schemac_error *err);
/* The row with this unique key, or SCHEMAC_NOT_FOUND. */
schemac_code shop_profile_get_by_user_id(schemac_session *session, int64_t user_id, shop_profile **row,
    schemac_error *err);

static inline shop_profile_list shop_profile_list_of(shop_profile *row)
{
    shop_profile_list list = {row, 1, {NULL, 0}};
    return list;
}

/* Loads `user` of every row of the list; `query` (may be NULL) filters and orders, without a limit. */
schemac_code shop_profile_load_user(schemac_session *session, const shop_profile_list *list,
    const shop_user_query *query, schemac_error *err);
SCHEMAC_RELATION_ONE(shop_profile, user, shop_user, 0)

/* ---- Tag ---- */

struct shop_tag {
    int64_t id;
    schemac_str name;
    shop_post_list posts; /* by shop_tag_load_posts */
    uint64_t schemac_loaded[1];
};

SCHEMAC_DRAFTS(shop_tag, 1)
static inline shop_tag_new shop_tag_new_make(schemac_str name)
{
    shop_tag_new draft;
    memset(&draft, 0, sizeof draft);
    draft.value.name = name;
    draft.set[0] = 0x2;
    return draft;
}

SCHEMAC_SETTER(shop_tag_new, id, int64_t, 0)

SCHEMAC_COLUMN_ORDERED(shop_tag, id, int64, int64_t, 0)
SCHEMAC_COLUMN_TEXT(shop_tag, name, 1)
SCHEMAC_FILTER_GROUPS(shop_tag)

#define SHOP_TAG_BY_ID SCHEMAC_ASC(shop_tag, 0)
#define SHOP_TAG_BY_ID_DESC SCHEMAC_DESC(shop_tag, 0)
#define SHOP_TAG_BY_NAME SCHEMAC_ASC(shop_tag, 1)
#define SHOP_TAG_BY_NAME_DESC SCHEMAC_DESC(shop_tag, 1)

struct shop_tag_query {
    const shop_tag_where *where;
    size_t n_where;
    const shop_tag_order *order;
    size_t n_order;
    int64_t limit;
    int64_t offset;
    schemac_str after; /* the `next` of a list found by the same order */
    shop_tag_list *all; /* loaders only: gets all that was loaded, as one list */
};

/* Inserts a row; `row` (may be NULL) gets it as the database made it. */
schemac_code shop_tag_insert(schemac_session *session, const shop_tag_new *draft, shop_tag **row,
    schemac_error *err);
/* All rows of a query (NULL: of the table); the first, or SCHEMAC_NOT_FOUND; how many; whether any. */
schemac_code shop_tag_find(schemac_session *session, const shop_tag_query *query, shop_tag_list *list,
    schemac_error *err);
schemac_code shop_tag_first(schemac_session *session, const shop_tag_query *query, shop_tag **row,
    schemac_error *err);
schemac_code shop_tag_count(schemac_session *session, const shop_tag_query *query, int64_t *count,
    schemac_error *err);
schemac_code shop_tag_exists(schemac_session *session, const shop_tag_query *query, bool *exists,
    schemac_error *err);
/* The row with this primary key, or SCHEMAC_NOT_FOUND. */
schemac_code shop_tag_get(schemac_session *session, int64_t id, shop_tag **row,
    schemac_error *err);
/* Writes what the patch sets; `changed` (may be NULL): was there such a row? No statement for an empty patch. */
schemac_code shop_tag_update(schemac_session *session, int64_t id, const shop_tag_patch *patch, bool *changed,
    schemac_error *err);
/* Deletes the row; `deleted` (may be NULL): was there one? */
schemac_code shop_tag_delete(schemac_session *session, int64_t id, bool *deleted,
    schemac_error *err);
/* The row with this unique key, or SCHEMAC_NOT_FOUND. */
schemac_code shop_tag_get_by_name(schemac_session *session, schemac_str name, shop_tag **row,
    schemac_error *err);

static inline shop_tag_list shop_tag_list_of(shop_tag *row)
{
    shop_tag_list list = {row, 1, {NULL, 0}};
    return list;
}

/* Loads `posts` of every row of the list; `query` (may be NULL) filters and orders, without a limit. */
schemac_code shop_tag_load_posts(schemac_session *session, const shop_tag_list *list,
    const shop_post_query *query, schemac_error *err);
SCHEMAC_RELATION_MANY(shop_tag, posts, shop_post, 0)

/* ---- PostTags ---- */

struct shop_post_tags {
    int64_t post_id;
    int64_t tag_id;
};

SCHEMAC_DRAFTS(shop_post_tags, 1)
static inline shop_post_tags_new shop_post_tags_new_make(int64_t post_id, int64_t tag_id)
{
    shop_post_tags_new draft;
    memset(&draft, 0, sizeof draft);
    draft.value.post_id = post_id;
    draft.value.tag_id = tag_id;
    draft.set[0] = 0x3;
    return draft;
}

SCHEMAC_COLUMN_ORDERED(shop_post_tags, post_id, int64, int64_t, 0)
SCHEMAC_COLUMN_ORDERED(shop_post_tags, tag_id, int64, int64_t, 1)
SCHEMAC_FILTER_GROUPS(shop_post_tags)

#define SHOP_POST_TAGS_BY_POST_ID SCHEMAC_ASC(shop_post_tags, 0)
#define SHOP_POST_TAGS_BY_POST_ID_DESC SCHEMAC_DESC(shop_post_tags, 0)
#define SHOP_POST_TAGS_BY_TAG_ID SCHEMAC_ASC(shop_post_tags, 1)
#define SHOP_POST_TAGS_BY_TAG_ID_DESC SCHEMAC_DESC(shop_post_tags, 1)

struct shop_post_tags_query {
    const shop_post_tags_where *where;
    size_t n_where;
    const shop_post_tags_order *order;
    size_t n_order;
    int64_t limit;
    int64_t offset;
    schemac_str after; /* the `next` of a list found by the same order */
    shop_post_tags_list *all; /* loaders only: gets all that was loaded, as one list */
};

/* Inserts a row; `row` (may be NULL) gets it as the database made it. */
schemac_code shop_post_tags_insert(schemac_session *session, const shop_post_tags_new *draft, shop_post_tags **row,
    schemac_error *err);
/* All rows of a query (NULL: of the table); the first, or SCHEMAC_NOT_FOUND; how many; whether any. */
schemac_code shop_post_tags_find(schemac_session *session, const shop_post_tags_query *query, shop_post_tags_list *list,
    schemac_error *err);
schemac_code shop_post_tags_first(schemac_session *session, const shop_post_tags_query *query, shop_post_tags **row,
    schemac_error *err);
schemac_code shop_post_tags_count(schemac_session *session, const shop_post_tags_query *query, int64_t *count,
    schemac_error *err);
schemac_code shop_post_tags_exists(schemac_session *session, const shop_post_tags_query *query, bool *exists,
    schemac_error *err);
/* The row with this primary key, or SCHEMAC_NOT_FOUND. */
schemac_code shop_post_tags_get(schemac_session *session, int64_t post_id, int64_t tag_id, shop_post_tags **row,
    schemac_error *err);
/* Writes what the patch sets; `changed` (may be NULL): was there such a row? No statement for an empty patch. */
schemac_code shop_post_tags_update(schemac_session *session, int64_t post_id, int64_t tag_id,
                                   const shop_post_tags_patch *patch, bool *changed,
    schemac_error *err);
/* Deletes the row; `deleted` (may be NULL): was there one? */
schemac_code shop_post_tags_delete(schemac_session *session, int64_t post_id, int64_t tag_id, bool *deleted,
    schemac_error *err);

/* ---- tables for the library ---- */

extern const schemac_enum shop_role_enum;
extern const schemac_model shop_user_model;
extern const schemac_model shop_category_model;
extern const schemac_model shop_product_model;
extern const schemac_model shop_post_model;
extern const schemac_model shop_profile_model;
extern const schemac_model shop_tag_model;
extern const schemac_model shop_post_tags_model;
extern const schemac_package shop_schemac_package;

#ifdef __cplusplus
}
#endif

#endif
