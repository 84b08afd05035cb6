/* Made by schemac from shop.schema. */
#include "fixture_shop.h"

/* ---- constraints ---- */

static const char *const users_pkey_columns[] = {"id"};
static const char *const users_username_key_columns[] = {"username"};
static const char *const categories_pkey_columns[] = {"id"};
static const char *const categories_slug_key_columns[] = {"slug"};
static const char *const categories_parent_id_fkey_columns[] = {"parent_id"};
static const char *const products_pkey_columns[] = {"id"};
static const char *const products_slug_key_columns[] = {"slug"};
static const char *const products_category_id_fkey_columns[] = {"category_id"};
static const char *const posts_pkey_columns[] = {"id"};
static const char *const posts_user_id_fkey_columns[] = {"user_id"};
static const char *const tags_pkey_columns[] = {"id"};
static const char *const tags_name_key_columns[] = {"name"};
static const char *const post_tags_pkey_columns[] = {"post_id", "tag_id"};
static const char *const post_tags_post_id_fkey_columns[] = {"post_id"};
static const char *const post_tags_tag_id_fkey_columns[] = {"tag_id"};

const schemac_constraint shop_constraints[16] = {
    {"users_pkey", "users", SCHEMAC_CONSTRAINT_PRIMARY_KEY, users_pkey_columns, 1},
    {"users_username_key", "users", SCHEMAC_CONSTRAINT_UNIQUE, users_username_key_columns, 1},
    {"categories_pkey", "categories", SCHEMAC_CONSTRAINT_PRIMARY_KEY, categories_pkey_columns, 1},
    {"categories_slug_key", "categories", SCHEMAC_CONSTRAINT_UNIQUE, categories_slug_key_columns, 1},
    {"categories_parent_id_fkey", "categories", SCHEMAC_CONSTRAINT_FOREIGN_KEY, categories_parent_id_fkey_columns, 1},
    {"products_pkey", "products", SCHEMAC_CONSTRAINT_PRIMARY_KEY, products_pkey_columns, 1},
    {"products_slug_key", "products", SCHEMAC_CONSTRAINT_UNIQUE, products_slug_key_columns, 1},
    {"products_category_id_fkey", "products", SCHEMAC_CONSTRAINT_FOREIGN_KEY, products_category_id_fkey_columns, 1},
    {"stock_not_negative", "products", SCHEMAC_CONSTRAINT_CHECK, NULL, 0},
    {"posts_pkey", "posts", SCHEMAC_CONSTRAINT_PRIMARY_KEY, posts_pkey_columns, 1},
    {"posts_user_id_fkey", "posts", SCHEMAC_CONSTRAINT_FOREIGN_KEY, posts_user_id_fkey_columns, 1},
    {"tags_pkey", "tags", SCHEMAC_CONSTRAINT_PRIMARY_KEY, tags_pkey_columns, 1},
    {"tags_name_key", "tags", SCHEMAC_CONSTRAINT_UNIQUE, tags_name_key_columns, 1},
    {"post_tags_pkey", "post_tags", SCHEMAC_CONSTRAINT_PRIMARY_KEY, post_tags_pkey_columns, 2},
    {"post_tags_post_id_fkey", "post_tags", SCHEMAC_CONSTRAINT_FOREIGN_KEY, post_tags_post_id_fkey_columns, 1},
    {"post_tags_tag_id_fkey", "post_tags", SCHEMAC_CONSTRAINT_FOREIGN_KEY, post_tags_tag_id_fkey_columns, 1},
};

/* ---- Role ---- */

/* The library reads an enum's member as an int. */
typedef char shop_role_is_an_int[sizeof(shop_role) == sizeof(int) ? 1 : -1];

static const schemac_enum_member role_members[] = {
    {SHOP_ROLE_USER, 0, "USER", "Пользователь"},
    {SHOP_ROLE_CASHIER, 1, "CASHIER", "Кассир"},
    {SHOP_ROLE_ADMIN, 2, "ADMIN", "Администратор"},
};
static const uint16_t role_by_label[] = {2, 1, 0};
const schemac_enum shop_role_enum = {"Role", role_members, role_by_label, 3, false};

const char *shop_role_label(shop_role role)
{
    const schemac_enum_member *member = schemac_enum_by_number(&shop_role_enum, (int)role);
    return member == NULL ? NULL : member->label;
}

const char *shop_role_title(shop_role role)
{
    const schemac_enum_member *member = schemac_enum_by_number(&shop_role_enum, (int)role);
    return member == NULL ? NULL : member->title;
}

shop_role shop_role_parse(schemac_str label)
{
    const schemac_enum_member *member = schemac_enum_by_label(&shop_role_enum, label);
    return member == NULL ? SHOP_ROLE_UNKNOWN : (shop_role)member->number;
}

/* ---- User ---- */

#define USER_LIST      "t.\"id\", t.\"username\", t.\"hashed_password\", t.\"role\", t.\"full_name\""
#define USER_RETURNING "\"id\", \"username\", \"hashed_password\", \"role\", \"full_name\""

static const schemac_column user_columns[] = {
    {"id",
     "\"id\"",
     {"bigint", "INTEGER"},
     SCHEMAC_KIND_INT64,
     SCHEMAC_COLUMN_AUTO,
     offsetof(shop_user, id),
     offsetof(shop_user, id),
     NULL,
     0,
     -1,
     {NULL, NULL}},
    {"username",
     "\"username\"",
     {"character varying(20)", "TEXT"},
     SCHEMAC_KIND_TEXT,
     0,
     offsetof(shop_user, username),
     offsetof(shop_user, username),
     NULL,
     20,
     -1,
     {NULL, NULL}},
    {"hashed_password",
     "\"hashed_password\"",
     {"character varying(512)", "TEXT"},
     SCHEMAC_KIND_TEXT,
     SCHEMAC_COLUMN_SECRET,
     offsetof(shop_user, hashed_password),
     offsetof(shop_user, hashed_password),
     NULL,
     512,
     -1,
     {NULL, NULL}},
    {"role",
     "\"role\"",
     {"role", "TEXT"},
     SCHEMAC_KIND_ENUM,
     SCHEMAC_COLUMN_DEFAULT,
     offsetof(shop_user, role),
     offsetof(shop_user, role),
     &shop_role_enum,
     0,
     -1,
     {NULL, NULL}},
    {"full_name",
     "\"full_name\"",
     {"character varying(40)", "TEXT"},
     SCHEMAC_KIND_TEXT,
     0,
     offsetof(shop_user, full_name),
     offsetof(shop_user, full_name),
     NULL,
     40,
     -1,
     {NULL, NULL}},
};

static const uint16_t user_primary_columns[] = {0};
static const schemac_key user_primary = {&shop_constraints[0],
                                         user_primary_columns,
                                         1,
                                         {"SELECT " USER_LIST " FROM \"users\" AS t WHERE t.\"id\" = $1",
                                          "SELECT " USER_LIST " FROM \"users\" AS t WHERE t.\"id\" = ?1"}};

static const uint16_t user_by_username_columns[] = {1};
static const schemac_key user_uniques[] = {
    {&shop_constraints[1],
     user_by_username_columns,
     1,
     {"SELECT " USER_LIST " FROM \"users\" AS t WHERE t.\"username\" = $1",
      "SELECT " USER_LIST " FROM \"users\" AS t WHERE t.\"username\" = ?1"}},
};

static const uint16_t user_posts_from[] = {0};
static const uint16_t user_posts_to[] = {0};

static const schemac_relation user_relations[] = {
    {"posts", &shop_post_model, user_posts_from, user_posts_to, 1, NULL, offsetof(shop_user, posts), true},
};

const schemac_model shop_user_model = {
    "User",
    "users",
    &shop_package,
    sizeof(shop_user),
    offsetof(shop_user, schemac_loaded),
    user_columns,
    5,
    &user_primary,
    user_uniques,
    1,
    user_relations,
    1,
    {"\"users\"", "\"users\""},
    {USER_LIST, USER_LIST},
    {USER_RETURNING, USER_RETURNING},
    {"DELETE FROM \"users\" WHERE \"id\" = $1", "DELETE FROM \"users\" WHERE \"id\" = ?1"},
};

static schemac_query user_query_of(const shop_user_query *query)
{
    schemac_query plain;
    memset(&plain, 0, sizeof plain);
    if (query == NULL) {
        return plain;
    }
    plain.where = (const schemac_where *)query->where;
    plain.n_where = query->n_where;
    plain.order = (const schemac_order *)query->order;
    plain.n_order = query->n_order;
    plain.limit = query->limit;
    plain.offset = query->offset;
    plain.after = query->after;
    return plain;
}

static void user_list_from(shop_user_list *list, const schemac_list *plain)
{
    list->items = (shop_user *)plain->items;
    list->count = plain->count;
    list->next = plain->next;
}

schemac_code shop_user_insert(schemac_session *session, const shop_user_new *draft, shop_user **row, schemac_error *err)
{
    void *plain = NULL;
    schemac_code code =
        schemac_model_insert(session, &shop_user_model, draft->set, &draft->value, row == NULL ? NULL : &plain, err);
    if (row != NULL) {
        *row = (shop_user *)plain;
    }
    return code;
}

schemac_code shop_user_get(schemac_session *session, int64_t id, shop_user **row, schemac_error *err)
{
    const void *const key[] = {&id};
    void *plain = NULL;
    schemac_code code = schemac_model_get(session, &shop_user_model, &user_primary, key, &plain, err);
    *row = (shop_user *)plain;
    return code;
}

schemac_code shop_user_get_by_username(schemac_session *session, schemac_str username, shop_user **row,
                                       schemac_error *err)
{
    const void *const key[] = {&username};
    void *plain = NULL;
    schemac_code code = schemac_model_get(session, &shop_user_model, &user_uniques[0], key, &plain, err);
    *row = (shop_user *)plain;
    return code;
}

schemac_code shop_user_find(schemac_session *session, const shop_user_query *query, shop_user_list *list,
                            schemac_error *err)
{
    schemac_query plain = user_query_of(query);
    schemac_list found;
    schemac_code code = schemac_model_find(session, &shop_user_model, &plain, &found, err);
    user_list_from(list, &found);
    return code;
}

schemac_code shop_user_first(schemac_session *session, const shop_user_query *query, shop_user **row,
                             schemac_error *err)
{
    schemac_query plain = user_query_of(query);
    void *found = NULL;
    schemac_code code = schemac_model_first(session, &shop_user_model, &plain, &found, err);
    *row = (shop_user *)found;
    return code;
}

schemac_code shop_user_count(schemac_session *session, const shop_user_query *query, int64_t *count, schemac_error *err)
{
    schemac_query plain = user_query_of(query);
    return schemac_model_count(session, &shop_user_model, &plain, count, err);
}

schemac_code shop_user_exists(schemac_session *session, const shop_user_query *query, bool *exists, schemac_error *err)
{
    schemac_query plain = user_query_of(query);
    return schemac_model_exists(session, &shop_user_model, &plain, exists, err);
}

schemac_code shop_user_update(schemac_session *session, int64_t id, const shop_user_patch *patch, bool *changed,
                              schemac_error *err)
{
    const void *const key[] = {&id};
    return schemac_model_update(session, &shop_user_model, key, patch->set, &patch->value, changed, err);
}

schemac_code shop_user_delete(schemac_session *session, int64_t id, bool *deleted, schemac_error *err)
{
    const void *const key[] = {&id};
    return schemac_model_delete(session, &shop_user_model, key, deleted, err);
}

/* ---- Category ---- */

#define CATEGORY_LIST      "t.\"id\", t.\"name\", t.\"slug\", t.\"is_active\", t.\"parent_id\""
#define CATEGORY_RETURNING "\"id\", \"name\", \"slug\", \"is_active\", \"parent_id\""

static const schemac_column category_columns[] = {
    {"id",
     "\"id\"",
     {"bigint", "INTEGER"},
     SCHEMAC_KIND_INT64,
     SCHEMAC_COLUMN_AUTO,
     offsetof(shop_category, id),
     offsetof(shop_category, id),
     NULL,
     0,
     -1,
     {NULL, NULL}},
    {"name",
     "\"name\"",
     {"text", "TEXT"},
     SCHEMAC_KIND_TEXT,
     SCHEMAC_COLUMN_NULLABLE,
     offsetof(shop_category, name),
     offsetof(shop_category, name),
     NULL,
     0,
     -1,
     {NULL, NULL}},
    {"slug",
     "\"slug\"",
     {"text", "TEXT"},
     SCHEMAC_KIND_TEXT,
     SCHEMAC_COLUMN_NULLABLE,
     offsetof(shop_category, slug),
     offsetof(shop_category, slug),
     NULL,
     0,
     -1,
     {NULL, NULL}},
    {"is_active",
     "\"is_active\"",
     {"boolean", "INTEGER"},
     SCHEMAC_KIND_BOOL,
     SCHEMAC_COLUMN_DEFAULT,
     offsetof(shop_category, is_active),
     offsetof(shop_category, is_active),
     NULL,
     0,
     -1,
     {NULL, NULL}},
    {"parent_id",
     "\"parent_id\"",
     {"bigint", "INTEGER"},
     SCHEMAC_KIND_INT64,
     SCHEMAC_COLUMN_NULLABLE,
     offsetof(shop_category, parent_id.value),
     offsetof(shop_category, parent_id.has),
     NULL,
     0,
     -1,
     {NULL, NULL}},
};

static const uint16_t category_primary_columns[] = {0};
static const schemac_key category_primary = {&shop_constraints[2],
                                             category_primary_columns,
                                             1,
                                             {"SELECT " CATEGORY_LIST " FROM \"categories\" AS t WHERE t.\"id\" = $1",
                                              "SELECT " CATEGORY_LIST " FROM \"categories\" AS t WHERE t.\"id\" = ?1"}};

static const uint16_t category_by_slug_columns[] = {2};
static const schemac_key category_uniques[] = {
    {&shop_constraints[3],
     category_by_slug_columns,
     1,
     {"SELECT " CATEGORY_LIST " FROM \"categories\" AS t WHERE t.\"slug\" = $1",
      "SELECT " CATEGORY_LIST " FROM \"categories\" AS t WHERE t.\"slug\" = ?1"}},
};

static const uint16_t category_parent_from[] = {4};
static const uint16_t category_parent_to[] = {0};
static const uint16_t category_children_from[] = {0};
static const uint16_t category_children_to[] = {4};
static const uint16_t category_products_from[] = {0};
static const uint16_t category_products_to[] = {8};

static const schemac_relation category_relations[] = {
    {"parent", &shop_category_model, category_parent_from, category_parent_to, 1, NULL, offsetof(shop_category, parent),
     false},
    {"children", &shop_category_model, category_children_from, category_children_to, 1, NULL,
     offsetof(shop_category, children), true},
    {"products", &shop_product_model, category_products_from, category_products_to, 1, NULL,
     offsetof(shop_category, products), true},
};

const schemac_model shop_category_model = {
    "Category",
    "categories",
    &shop_package,
    sizeof(shop_category),
    offsetof(shop_category, schemac_loaded),
    category_columns,
    5,
    &category_primary,
    category_uniques,
    1,
    category_relations,
    3,
    {"\"categories\"", "\"categories\""},
    {CATEGORY_LIST, CATEGORY_LIST},
    {CATEGORY_RETURNING, CATEGORY_RETURNING},
    {"DELETE FROM \"categories\" WHERE \"id\" = $1", "DELETE FROM \"categories\" WHERE \"id\" = ?1"},
};

static schemac_query category_query_of(const shop_category_query *query)
{
    schemac_query plain;
    memset(&plain, 0, sizeof plain);
    if (query == NULL) {
        return plain;
    }
    plain.where = (const schemac_where *)query->where;
    plain.n_where = query->n_where;
    plain.order = (const schemac_order *)query->order;
    plain.n_order = query->n_order;
    plain.limit = query->limit;
    plain.offset = query->offset;
    plain.after = query->after;
    return plain;
}

static void category_list_from(shop_category_list *list, const schemac_list *plain)
{
    list->items = (shop_category *)plain->items;
    list->count = plain->count;
    list->next = plain->next;
}

schemac_code shop_category_insert(schemac_session *session, const shop_category_new *draft, shop_category **row,
                                  schemac_error *err)
{
    void *plain = NULL;
    schemac_code code = schemac_model_insert(session, &shop_category_model, draft->set, &draft->value,
                                             row == NULL ? NULL : &plain, err);
    if (row != NULL) {
        *row = (shop_category *)plain;
    }
    return code;
}

schemac_code shop_category_get(schemac_session *session, int64_t id, shop_category **row, schemac_error *err)
{
    const void *const key[] = {&id};
    void *plain = NULL;
    schemac_code code = schemac_model_get(session, &shop_category_model, &category_primary, key, &plain, err);
    *row = (shop_category *)plain;
    return code;
}

schemac_code shop_category_get_by_slug(schemac_session *session, schemac_str slug, shop_category **row,
                                       schemac_error *err)
{
    const void *const key[] = {&slug};
    void *plain = NULL;
    schemac_code code = schemac_model_get(session, &shop_category_model, &category_uniques[0], key, &plain, err);
    *row = (shop_category *)plain;
    return code;
}

schemac_code shop_category_find(schemac_session *session, const shop_category_query *query, shop_category_list *list,
                                schemac_error *err)
{
    schemac_query plain = category_query_of(query);
    schemac_list found;
    schemac_code code = schemac_model_find(session, &shop_category_model, &plain, &found, err);
    category_list_from(list, &found);
    return code;
}

schemac_code shop_category_first(schemac_session *session, const shop_category_query *query, shop_category **row,
                                 schemac_error *err)
{
    schemac_query plain = category_query_of(query);
    void *found = NULL;
    schemac_code code = schemac_model_first(session, &shop_category_model, &plain, &found, err);
    *row = (shop_category *)found;
    return code;
}

schemac_code shop_category_count(schemac_session *session, const shop_category_query *query, int64_t *count,
                                 schemac_error *err)
{
    schemac_query plain = category_query_of(query);
    return schemac_model_count(session, &shop_category_model, &plain, count, err);
}

schemac_code shop_category_exists(schemac_session *session, const shop_category_query *query, bool *exists,
                                  schemac_error *err)
{
    schemac_query plain = category_query_of(query);
    return schemac_model_exists(session, &shop_category_model, &plain, exists, err);
}

schemac_code shop_category_update(schemac_session *session, int64_t id, const shop_category_patch *patch, bool *changed,
                                  schemac_error *err)
{
    const void *const key[] = {&id};
    return schemac_model_update(session, &shop_category_model, key, patch->set, &patch->value, changed, err);
}

schemac_code shop_category_delete(schemac_session *session, int64_t id, bool *deleted, schemac_error *err)
{
    const void *const key[] = {&id};
    return schemac_model_delete(session, &shop_category_model, key, deleted, err);
}

/* ---- Product ---- */

#define PRODUCT_LIST                                                                                                   \
    "t.\"created_at\", t.\"updated_at\", t.\"id\", t.\"name\", t.\"slug\", t.\"description\", t.\"price\", "           \
    "t.\"stock\", t.\"category_id\", t.\"rating\", t.\"is_active\""
#define PRODUCT_RETURNING                                                                                              \
    "\"created_at\", \"updated_at\", \"id\", \"name\", \"slug\", \"description\", \"price\", \"stock\", "              \
    "\"category_id\", \"rating\", \"is_active\""

static const schemac_column product_columns[] = {
    {"created_at",
     "\"created_at\"",
     {"timestamp with time zone", "TEXT"},
     SCHEMAC_KIND_TIMESTAMP,
     SCHEMAC_COLUMN_DEFAULT,
     offsetof(shop_product, created_at),
     offsetof(shop_product, created_at),
     NULL,
     0,
     -1,
     {NULL, NULL}},
    {"updated_at",
     "\"updated_at\"",
     {"timestamp with time zone", "TEXT"},
     SCHEMAC_KIND_TIMESTAMP,
     SCHEMAC_COLUMN_DEFAULT,
     offsetof(shop_product, updated_at),
     offsetof(shop_product, updated_at),
     NULL,
     0,
     -1,
     {"now()", "CURRENT_TIMESTAMP"}},
    {"id",
     "\"id\"",
     {"bigint", "INTEGER"},
     SCHEMAC_KIND_INT64,
     SCHEMAC_COLUMN_AUTO,
     offsetof(shop_product, id),
     offsetof(shop_product, id),
     NULL,
     0,
     -1,
     {NULL, NULL}},
    {"name",
     "\"name\"",
     {"character varying(200)", "TEXT"},
     SCHEMAC_KIND_TEXT,
     0,
     offsetof(shop_product, name),
     offsetof(shop_product, name),
     NULL,
     200,
     -1,
     {NULL, NULL}},
    {"slug",
     "\"slug\"",
     {"character varying(200)", "TEXT"},
     SCHEMAC_KIND_TEXT,
     0,
     offsetof(shop_product, slug),
     offsetof(shop_product, slug),
     NULL,
     200,
     -1,
     {NULL, NULL}},
    {"description",
     "\"description\"",
     {"text", "TEXT"},
     SCHEMAC_KIND_TEXT,
     SCHEMAC_COLUMN_NULLABLE,
     offsetof(shop_product, description),
     offsetof(shop_product, description),
     NULL,
     0,
     -1,
     {NULL, NULL}},
    {"price",
     "\"price\"",
     {"numeric(10,2)", "TEXT"},
     SCHEMAC_KIND_DECIMAL,
     0,
     offsetof(shop_product, price),
     offsetof(shop_product, price),
     NULL,
     0,
     2,
     {NULL, NULL}},
    {"stock",
     "\"stock\"",
     {"integer", "INTEGER"},
     SCHEMAC_KIND_INT32,
     SCHEMAC_COLUMN_DEFAULT,
     offsetof(shop_product, stock),
     offsetof(shop_product, stock),
     NULL,
     0,
     -1,
     {NULL, NULL}},
    {"category_id",
     "\"category_id\"",
     {"bigint", "INTEGER"},
     SCHEMAC_KIND_INT64,
     SCHEMAC_COLUMN_NULLABLE,
     offsetof(shop_product, category_id.value),
     offsetof(shop_product, category_id.has),
     NULL,
     0,
     -1,
     {NULL, NULL}},
    {"rating",
     "\"rating\"",
     {"double precision", "REAL"},
     SCHEMAC_KIND_DOUBLE,
     SCHEMAC_COLUMN_DEFAULT,
     offsetof(shop_product, rating),
     offsetof(shop_product, rating),
     NULL,
     0,
     -1,
     {NULL, NULL}},
    {"is_active",
     "\"is_active\"",
     {"boolean", "INTEGER"},
     SCHEMAC_KIND_BOOL,
     SCHEMAC_COLUMN_DEFAULT,
     offsetof(shop_product, is_active),
     offsetof(shop_product, is_active),
     NULL,
     0,
     -1,
     {NULL, NULL}},
};

static const uint16_t product_primary_columns[] = {2};
static const schemac_key product_primary = {&shop_constraints[5],
                                            product_primary_columns,
                                            1,
                                            {"SELECT " PRODUCT_LIST " FROM \"products\" AS t WHERE t.\"id\" = $1",
                                             "SELECT " PRODUCT_LIST " FROM \"products\" AS t WHERE t.\"id\" = ?1"}};

static const uint16_t product_by_slug_columns[] = {4};
static const schemac_key product_uniques[] = {
    {&shop_constraints[6],
     product_by_slug_columns,
     1,
     {"SELECT " PRODUCT_LIST " FROM \"products\" AS t WHERE t.\"slug\" = $1",
      "SELECT " PRODUCT_LIST " FROM \"products\" AS t WHERE t.\"slug\" = ?1"}},
};

static const uint16_t product_category_from[] = {8};
static const uint16_t product_category_to[] = {0};

static const schemac_relation product_relations[] = {
    {"category", &shop_category_model, product_category_from, product_category_to, 1, NULL,
     offsetof(shop_product, category), false},
};

const schemac_model shop_product_model = {
    "Product",
    "products",
    &shop_package,
    sizeof(shop_product),
    offsetof(shop_product, schemac_loaded),
    product_columns,
    11,
    &product_primary,
    product_uniques,
    1,
    product_relations,
    1,
    {"\"products\"", "\"products\""},
    {PRODUCT_LIST, PRODUCT_LIST},
    {PRODUCT_RETURNING, PRODUCT_RETURNING},
    {"DELETE FROM \"products\" WHERE \"id\" = $1", "DELETE FROM \"products\" WHERE \"id\" = ?1"},
};

static schemac_query product_query_of(const shop_product_query *query)
{
    schemac_query plain;
    memset(&plain, 0, sizeof plain);
    if (query == NULL) {
        return plain;
    }
    plain.where = (const schemac_where *)query->where;
    plain.n_where = query->n_where;
    plain.order = (const schemac_order *)query->order;
    plain.n_order = query->n_order;
    plain.limit = query->limit;
    plain.offset = query->offset;
    plain.after = query->after;
    return plain;
}

static void product_list_from(shop_product_list *list, const schemac_list *plain)
{
    list->items = (shop_product *)plain->items;
    list->count = plain->count;
    list->next = plain->next;
}

schemac_code shop_product_insert(schemac_session *session, const shop_product_new *draft, shop_product **row,
                                 schemac_error *err)
{
    void *plain = NULL;
    schemac_code code =
        schemac_model_insert(session, &shop_product_model, draft->set, &draft->value, row == NULL ? NULL : &plain, err);
    if (row != NULL) {
        *row = (shop_product *)plain;
    }
    return code;
}

schemac_code shop_product_get(schemac_session *session, int64_t id, shop_product **row, schemac_error *err)
{
    const void *const key[] = {&id};
    void *plain = NULL;
    schemac_code code = schemac_model_get(session, &shop_product_model, &product_primary, key, &plain, err);
    *row = (shop_product *)plain;
    return code;
}

schemac_code shop_product_get_by_slug(schemac_session *session, schemac_str slug, shop_product **row,
                                      schemac_error *err)
{
    const void *const key[] = {&slug};
    void *plain = NULL;
    schemac_code code = schemac_model_get(session, &shop_product_model, &product_uniques[0], key, &plain, err);
    *row = (shop_product *)plain;
    return code;
}

schemac_code shop_product_find(schemac_session *session, const shop_product_query *query, shop_product_list *list,
                               schemac_error *err)
{
    schemac_query plain = product_query_of(query);
    schemac_list found;
    schemac_code code = schemac_model_find(session, &shop_product_model, &plain, &found, err);
    product_list_from(list, &found);
    return code;
}

schemac_code shop_product_first(schemac_session *session, const shop_product_query *query, shop_product **row,
                                schemac_error *err)
{
    schemac_query plain = product_query_of(query);
    void *found = NULL;
    schemac_code code = schemac_model_first(session, &shop_product_model, &plain, &found, err);
    *row = (shop_product *)found;
    return code;
}

schemac_code shop_product_count(schemac_session *session, const shop_product_query *query, int64_t *count,
                                schemac_error *err)
{
    schemac_query plain = product_query_of(query);
    return schemac_model_count(session, &shop_product_model, &plain, count, err);
}

schemac_code shop_product_exists(schemac_session *session, const shop_product_query *query, bool *exists,
                                 schemac_error *err)
{
    schemac_query plain = product_query_of(query);
    return schemac_model_exists(session, &shop_product_model, &plain, exists, err);
}

schemac_code shop_product_update(schemac_session *session, int64_t id, const shop_product_patch *patch, bool *changed,
                                 schemac_error *err)
{
    const void *const key[] = {&id};
    return schemac_model_update(session, &shop_product_model, key, patch->set, &patch->value, changed, err);
}

schemac_code shop_product_delete(schemac_session *session, int64_t id, bool *deleted, schemac_error *err)
{
    const void *const key[] = {&id};
    return schemac_model_delete(session, &shop_product_model, key, deleted, err);
}

/* ---- Post ---- */

#define POST_LIST      "t.\"user_id\", t.\"id\", t.\"title\", t.\"text\""
#define POST_RETURNING "\"user_id\", \"id\", \"title\", \"text\""

static const schemac_column post_columns[] = {
    {"user_id",
     "\"user_id\"",
     {"bigint", "INTEGER"},
     SCHEMAC_KIND_INT64,
     0,
     offsetof(shop_post, user_id),
     offsetof(shop_post, user_id),
     NULL,
     0,
     -1,
     {NULL, NULL}},
    {"id",
     "\"id\"",
     {"bigint", "INTEGER"},
     SCHEMAC_KIND_INT64,
     SCHEMAC_COLUMN_AUTO,
     offsetof(shop_post, id),
     offsetof(shop_post, id),
     NULL,
     0,
     -1,
     {NULL, NULL}},
    {"title",
     "\"title\"",
     {"character varying(50)", "TEXT"},
     SCHEMAC_KIND_TEXT,
     0,
     offsetof(shop_post, title),
     offsetof(shop_post, title),
     NULL,
     50,
     -1,
     {NULL, NULL}},
    {"text",
     "\"text\"",
     {"text", "TEXT"},
     SCHEMAC_KIND_TEXT,
     SCHEMAC_COLUMN_DEFAULT,
     offsetof(shop_post, text),
     offsetof(shop_post, text),
     NULL,
     0,
     -1,
     {NULL, NULL}},
};

static const uint16_t post_primary_columns[] = {1};
static const schemac_key post_primary = {&shop_constraints[9],
                                         post_primary_columns,
                                         1,
                                         {"SELECT " POST_LIST " FROM \"posts\" AS t WHERE t.\"id\" = $1",
                                          "SELECT " POST_LIST " FROM \"posts\" AS t WHERE t.\"id\" = ?1"}};

static const uint16_t post_user_from[] = {0};
static const uint16_t post_user_to[] = {0};
static const uint16_t post_tags_from[] = {1};
static const uint16_t post_tags_to[] = {0};
static const char *const post_tags_through_from[] = {"\"post_id\""};
static const char *const post_tags_through_to[] = {"\"tag_id\""};
static const schemac_through post_tags_through = {
    {"\"post_tags\"", "\"post_tags\""}, post_tags_through_from, post_tags_through_to, 1};

static const schemac_relation post_relations[] = {
    {"user", &shop_user_model, post_user_from, post_user_to, 1, NULL, offsetof(shop_post, user), false},
    {"tags", &shop_tag_model, post_tags_from, post_tags_to, 1, &post_tags_through, offsetof(shop_post, tags), true},
};

const schemac_model shop_post_model = {
    "Post",
    "posts",
    &shop_package,
    sizeof(shop_post),
    offsetof(shop_post, schemac_loaded),
    post_columns,
    4,
    &post_primary,
    NULL,
    0,
    post_relations,
    2,
    {"\"posts\"", "\"posts\""},
    {POST_LIST, POST_LIST},
    {POST_RETURNING, POST_RETURNING},
    {"DELETE FROM \"posts\" WHERE \"id\" = $1", "DELETE FROM \"posts\" WHERE \"id\" = ?1"},
};

static schemac_query post_query_of(const shop_post_query *query)
{
    schemac_query plain;
    memset(&plain, 0, sizeof plain);
    if (query == NULL) {
        return plain;
    }
    plain.where = (const schemac_where *)query->where;
    plain.n_where = query->n_where;
    plain.order = (const schemac_order *)query->order;
    plain.n_order = query->n_order;
    plain.limit = query->limit;
    plain.offset = query->offset;
    plain.after = query->after;
    return plain;
}

static void post_list_from(shop_post_list *list, const schemac_list *plain)
{
    list->items = (shop_post *)plain->items;
    list->count = plain->count;
    list->next = plain->next;
}

schemac_code shop_post_insert(schemac_session *session, const shop_post_new *draft, shop_post **row, schemac_error *err)
{
    void *plain = NULL;
    schemac_code code =
        schemac_model_insert(session, &shop_post_model, draft->set, &draft->value, row == NULL ? NULL : &plain, err);
    if (row != NULL) {
        *row = (shop_post *)plain;
    }
    return code;
}

schemac_code shop_post_get(schemac_session *session, int64_t id, shop_post **row, schemac_error *err)
{
    const void *const key[] = {&id};
    void *plain = NULL;
    schemac_code code = schemac_model_get(session, &shop_post_model, &post_primary, key, &plain, err);
    *row = (shop_post *)plain;
    return code;
}

schemac_code shop_post_find(schemac_session *session, const shop_post_query *query, shop_post_list *list,
                            schemac_error *err)
{
    schemac_query plain = post_query_of(query);
    schemac_list found;
    schemac_code code = schemac_model_find(session, &shop_post_model, &plain, &found, err);
    post_list_from(list, &found);
    return code;
}

schemac_code shop_post_first(schemac_session *session, const shop_post_query *query, shop_post **row,
                             schemac_error *err)
{
    schemac_query plain = post_query_of(query);
    void *found = NULL;
    schemac_code code = schemac_model_first(session, &shop_post_model, &plain, &found, err);
    *row = (shop_post *)found;
    return code;
}

schemac_code shop_post_count(schemac_session *session, const shop_post_query *query, int64_t *count, schemac_error *err)
{
    schemac_query plain = post_query_of(query);
    return schemac_model_count(session, &shop_post_model, &plain, count, err);
}

schemac_code shop_post_exists(schemac_session *session, const shop_post_query *query, bool *exists, schemac_error *err)
{
    schemac_query plain = post_query_of(query);
    return schemac_model_exists(session, &shop_post_model, &plain, exists, err);
}

schemac_code shop_post_update(schemac_session *session, int64_t id, const shop_post_patch *patch, bool *changed,
                              schemac_error *err)
{
    const void *const key[] = {&id};
    return schemac_model_update(session, &shop_post_model, key, patch->set, &patch->value, changed, err);
}

schemac_code shop_post_delete(schemac_session *session, int64_t id, bool *deleted, schemac_error *err)
{
    const void *const key[] = {&id};
    return schemac_model_delete(session, &shop_post_model, key, deleted, err);
}

/* ---- Tag ---- */

#define TAG_LIST      "t.\"id\", t.\"name\""
#define TAG_RETURNING "\"id\", \"name\""

static const schemac_column tag_columns[] = {
    {"id",
     "\"id\"",
     {"bigint", "INTEGER"},
     SCHEMAC_KIND_INT64,
     SCHEMAC_COLUMN_AUTO,
     offsetof(shop_tag, id),
     offsetof(shop_tag, id),
     NULL,
     0,
     -1,
     {NULL, NULL}},
    {"name",
     "\"name\"",
     {"character varying(30)", "TEXT"},
     SCHEMAC_KIND_TEXT,
     0,
     offsetof(shop_tag, name),
     offsetof(shop_tag, name),
     NULL,
     30,
     -1,
     {NULL, NULL}},
};

static const uint16_t tag_primary_columns[] = {0};
static const schemac_key tag_primary = {&shop_constraints[11],
                                        tag_primary_columns,
                                        1,
                                        {"SELECT " TAG_LIST " FROM \"tags\" AS t WHERE t.\"id\" = $1",
                                         "SELECT " TAG_LIST " FROM \"tags\" AS t WHERE t.\"id\" = ?1"}};

static const uint16_t tag_by_name_columns[] = {1};
static const schemac_key tag_uniques[] = {
    {&shop_constraints[12],
     tag_by_name_columns,
     1,
     {"SELECT " TAG_LIST " FROM \"tags\" AS t WHERE t.\"name\" = $1",
      "SELECT " TAG_LIST " FROM \"tags\" AS t WHERE t.\"name\" = ?1"}},
};

static const uint16_t tag_posts_from[] = {0};
static const uint16_t tag_posts_to[] = {1};
static const char *const tag_posts_through_from[] = {"\"tag_id\""};
static const char *const tag_posts_through_to[] = {"\"post_id\""};
static const schemac_through tag_posts_through = {
    {"\"post_tags\"", "\"post_tags\""}, tag_posts_through_from, tag_posts_through_to, 1};

static const schemac_relation tag_relations[] = {
    {"posts", &shop_post_model, tag_posts_from, tag_posts_to, 1, &tag_posts_through, offsetof(shop_tag, posts), true},
};

const schemac_model shop_tag_model = {
    "Tag",
    "tags",
    &shop_package,
    sizeof(shop_tag),
    offsetof(shop_tag, schemac_loaded),
    tag_columns,
    2,
    &tag_primary,
    tag_uniques,
    1,
    tag_relations,
    1,
    {"\"tags\"", "\"tags\""},
    {TAG_LIST, TAG_LIST},
    {TAG_RETURNING, TAG_RETURNING},
    {"DELETE FROM \"tags\" WHERE \"id\" = $1", "DELETE FROM \"tags\" WHERE \"id\" = ?1"},
};

static schemac_query tag_query_of(const shop_tag_query *query)
{
    schemac_query plain;
    memset(&plain, 0, sizeof plain);
    if (query == NULL) {
        return plain;
    }
    plain.where = (const schemac_where *)query->where;
    plain.n_where = query->n_where;
    plain.order = (const schemac_order *)query->order;
    plain.n_order = query->n_order;
    plain.limit = query->limit;
    plain.offset = query->offset;
    plain.after = query->after;
    return plain;
}

static void tag_list_from(shop_tag_list *list, const schemac_list *plain)
{
    list->items = (shop_tag *)plain->items;
    list->count = plain->count;
    list->next = plain->next;
}

schemac_code shop_tag_insert(schemac_session *session, const shop_tag_new *draft, shop_tag **row, schemac_error *err)
{
    void *plain = NULL;
    schemac_code code =
        schemac_model_insert(session, &shop_tag_model, draft->set, &draft->value, row == NULL ? NULL : &plain, err);
    if (row != NULL) {
        *row = (shop_tag *)plain;
    }
    return code;
}

schemac_code shop_tag_get(schemac_session *session, int64_t id, shop_tag **row, schemac_error *err)
{
    const void *const key[] = {&id};
    void *plain = NULL;
    schemac_code code = schemac_model_get(session, &shop_tag_model, &tag_primary, key, &plain, err);
    *row = (shop_tag *)plain;
    return code;
}

schemac_code shop_tag_get_by_name(schemac_session *session, schemac_str name, shop_tag **row, schemac_error *err)
{
    const void *const key[] = {&name};
    void *plain = NULL;
    schemac_code code = schemac_model_get(session, &shop_tag_model, &tag_uniques[0], key, &plain, err);
    *row = (shop_tag *)plain;
    return code;
}

schemac_code shop_tag_find(schemac_session *session, const shop_tag_query *query, shop_tag_list *list,
                           schemac_error *err)
{
    schemac_query plain = tag_query_of(query);
    schemac_list found;
    schemac_code code = schemac_model_find(session, &shop_tag_model, &plain, &found, err);
    tag_list_from(list, &found);
    return code;
}

schemac_code shop_tag_first(schemac_session *session, const shop_tag_query *query, shop_tag **row, schemac_error *err)
{
    schemac_query plain = tag_query_of(query);
    void *found = NULL;
    schemac_code code = schemac_model_first(session, &shop_tag_model, &plain, &found, err);
    *row = (shop_tag *)found;
    return code;
}

schemac_code shop_tag_count(schemac_session *session, const shop_tag_query *query, int64_t *count, schemac_error *err)
{
    schemac_query plain = tag_query_of(query);
    return schemac_model_count(session, &shop_tag_model, &plain, count, err);
}

schemac_code shop_tag_exists(schemac_session *session, const shop_tag_query *query, bool *exists, schemac_error *err)
{
    schemac_query plain = tag_query_of(query);
    return schemac_model_exists(session, &shop_tag_model, &plain, exists, err);
}

schemac_code shop_tag_update(schemac_session *session, int64_t id, const shop_tag_patch *patch, bool *changed,
                             schemac_error *err)
{
    const void *const key[] = {&id};
    return schemac_model_update(session, &shop_tag_model, key, patch->set, &patch->value, changed, err);
}

schemac_code shop_tag_delete(schemac_session *session, int64_t id, bool *deleted, schemac_error *err)
{
    const void *const key[] = {&id};
    return schemac_model_delete(session, &shop_tag_model, key, deleted, err);
}

schemac_code shop_user_load_posts(schemac_session *session, const shop_user_list *list, const shop_post_query *query,
                                  schemac_error *err)
{
    schemac_query plain = post_query_of(query);
    schemac_list all;
    schemac_code code = schemac_model_load(session, &shop_user_model, 0, list->items, list->count, &plain, &all, err);
    if (query != NULL && query->all != NULL) {
        post_list_from(query->all, &all);
    }
    return code;
}

schemac_code shop_category_load_parent(schemac_session *session, const shop_category_list *list,
                                       const shop_category_query *query, schemac_error *err)
{
    schemac_query plain = category_query_of(query);
    schemac_list all;
    schemac_code code =
        schemac_model_load(session, &shop_category_model, 0, list->items, list->count, &plain, &all, err);
    if (query != NULL && query->all != NULL) {
        category_list_from(query->all, &all);
    }
    return code;
}

schemac_code shop_category_load_children(schemac_session *session, const shop_category_list *list,
                                         const shop_category_query *query, schemac_error *err)
{
    schemac_query plain = category_query_of(query);
    schemac_list all;
    schemac_code code =
        schemac_model_load(session, &shop_category_model, 1, list->items, list->count, &plain, &all, err);
    if (query != NULL && query->all != NULL) {
        category_list_from(query->all, &all);
    }
    return code;
}

schemac_code shop_category_load_products(schemac_session *session, const shop_category_list *list,
                                         const shop_product_query *query, schemac_error *err)
{
    schemac_query plain = product_query_of(query);
    schemac_list all;
    schemac_code code =
        schemac_model_load(session, &shop_category_model, 2, list->items, list->count, &plain, &all, err);
    if (query != NULL && query->all != NULL) {
        product_list_from(query->all, &all);
    }
    return code;
}

schemac_code shop_product_load_category(schemac_session *session, const shop_product_list *list,
                                        const shop_category_query *query, schemac_error *err)
{
    schemac_query plain = category_query_of(query);
    schemac_list all;
    schemac_code code =
        schemac_model_load(session, &shop_product_model, 0, list->items, list->count, &plain, &all, err);
    if (query != NULL && query->all != NULL) {
        category_list_from(query->all, &all);
    }
    return code;
}

schemac_code shop_post_load_user(schemac_session *session, const shop_post_list *list, const shop_user_query *query,
                                 schemac_error *err)
{
    schemac_query plain = user_query_of(query);
    schemac_list all;
    schemac_code code = schemac_model_load(session, &shop_post_model, 0, list->items, list->count, &plain, &all, err);
    if (query != NULL && query->all != NULL) {
        user_list_from(query->all, &all);
    }
    return code;
}

schemac_code shop_post_load_tags(schemac_session *session, const shop_post_list *list, const shop_tag_query *query,
                                 schemac_error *err)
{
    schemac_query plain = tag_query_of(query);
    schemac_list all;
    schemac_code code = schemac_model_load(session, &shop_post_model, 1, list->items, list->count, &plain, &all, err);
    if (query != NULL && query->all != NULL) {
        tag_list_from(query->all, &all);
    }
    return code;
}

schemac_code shop_tag_load_posts(schemac_session *session, const shop_tag_list *list, const shop_post_query *query,
                                 schemac_error *err)
{
    schemac_query plain = post_query_of(query);
    schemac_list all;
    schemac_code code = schemac_model_load(session, &shop_tag_model, 0, list->items, list->count, &plain, &all, err);
    if (query != NULL && query->all != NULL) {
        post_list_from(query->all, &all);
    }
    return code;
}

/* ---- the package ---- */

static const schemac_model *const models[] = {&shop_user_model, &shop_category_model, &shop_product_model,
                                              &shop_post_model, &shop_tag_model};
const schemac_package shop_package = {&schemac_abi_1, "shop", shop_constraints, 16, models, 5};
