/* Made by schemac from the schema "shop": edit the schema, not this file. */
#include "shop.h"

/* ---- constraints ---- */

static const char *const shop_schemac_constraint_columns[] = {
    "id",
    "username",
    "id",
    "slug",
    "parent_id",
    "id",
    "slug",
    "category_id",
    "user_id",
    "id",
    "user_id",
    "user_id",
    "id",
    "id",
    "name",
    "post_id",
    "tag_id",
    "post_id",
    "tag_id",
};

const schemac_constraint shop_schemac_constraints[19] = {
    {"users_pkey", "users", SCHEMAC_CONSTRAINT_PRIMARY_KEY, &shop_schemac_constraint_columns[0], 1},
    {"users_username_key", "users", SCHEMAC_CONSTRAINT_UNIQUE, &shop_schemac_constraint_columns[1], 1},
    {"categories_pkey", "categories", SCHEMAC_CONSTRAINT_PRIMARY_KEY, &shop_schemac_constraint_columns[2], 1},
    {"categories_slug_key", "categories", SCHEMAC_CONSTRAINT_UNIQUE, &shop_schemac_constraint_columns[3], 1},
    {"categories_parent_id_fkey", "categories", SCHEMAC_CONSTRAINT_FOREIGN_KEY, &shop_schemac_constraint_columns[4], 1},
    {"products_pkey", "products", SCHEMAC_CONSTRAINT_PRIMARY_KEY, &shop_schemac_constraint_columns[5], 1},
    {"products_slug_key", "products", SCHEMAC_CONSTRAINT_UNIQUE, &shop_schemac_constraint_columns[6], 1},
    {"products_category_id_fkey", "products", SCHEMAC_CONSTRAINT_FOREIGN_KEY, &shop_schemac_constraint_columns[7], 1},
    {"stock_not_negative", "products", SCHEMAC_CONSTRAINT_CHECK, NULL, 0},
    {"posts_user_id_fkey", "posts", SCHEMAC_CONSTRAINT_FOREIGN_KEY, &shop_schemac_constraint_columns[8], 1},
    {"posts_pkey", "posts", SCHEMAC_CONSTRAINT_PRIMARY_KEY, &shop_schemac_constraint_columns[9], 1},
    {"profiles_user_id_key", "profiles", SCHEMAC_CONSTRAINT_UNIQUE, &shop_schemac_constraint_columns[10], 1},
    {"profiles_user_id_fkey", "profiles", SCHEMAC_CONSTRAINT_FOREIGN_KEY, &shop_schemac_constraint_columns[11], 1},
    {"profiles_pkey", "profiles", SCHEMAC_CONSTRAINT_PRIMARY_KEY, &shop_schemac_constraint_columns[12], 1},
    {"tags_pkey", "tags", SCHEMAC_CONSTRAINT_PRIMARY_KEY, &shop_schemac_constraint_columns[13], 1},
    {"tags_name_key", "tags", SCHEMAC_CONSTRAINT_UNIQUE, &shop_schemac_constraint_columns[14], 1},
    {"post_tags_post_id_fkey", "post_tags", SCHEMAC_CONSTRAINT_FOREIGN_KEY, &shop_schemac_constraint_columns[15], 1},
    {"post_tags_tag_id_fkey", "post_tags", SCHEMAC_CONSTRAINT_FOREIGN_KEY, &shop_schemac_constraint_columns[16], 1},
    {"post_tags_pkey", "post_tags", SCHEMAC_CONSTRAINT_PRIMARY_KEY, &shop_schemac_constraint_columns[17], 2},
};

/* ---- Role ---- */

static const schemac_enum_member shop_role_members[] = {
    {SHOP_ROLE_ADMIN, 2, "ADMIN", "Администратор"},
    {SHOP_ROLE_USER, 0, "USER", "Пользователь"},
    {SHOP_ROLE_CASHIER, 1, "CASHIER", "Кассир"},
};
static const char *const shop_role_names[] = {
    "ADMIN",
    "USER",
    "CASHIER",
};
static const uint16_t shop_role_by_label[] = {
    0, 2, 1,
};
const schemac_enum shop_role_enum = {"Role", shop_role_members, shop_role_by_label, 3, false};
SCHEMAC_DEFINE_ENUM(shop_role, SHOP_ROLE_UNKNOWN)

/* ---- User ---- */

#define SHOP_USER_COLUMNS \
    "t.id, t.username, t.hashed_password, t.role, t.full_name"
#define SHOP_USER_RETURNING \
    "id, username, hashed_password, role, full_name"

static const schemac_column shop_user_columns[] = {
    SCHEMAC_FACTS(shop_user, id, "bigint", "INTEGER", INT64, SCHEMAC_COLUMN_AUTO, 0, -1),
    SCHEMAC_FACTS(shop_user, username, "character varying(20)", "TEXT", TEXT, 0, 20, -1),
    SCHEMAC_FACTS(shop_user, hashed_password, "character varying(512)", "TEXT", TEXT, SCHEMAC_COLUMN_SECRET, 512, -1),
    {"role", "role", {"role", "TEXT"}, SCHEMAC_KIND_ENUM, SCHEMAC_COLUMN_DEFAULT, SCHEMAC_AT(shop_user, role),
     &shop_role_enum, 0, -1, {NULL, NULL}},
    SCHEMAC_FACTS(shop_user, full_name, "character varying(40)", "TEXT", TEXT, 0, 40, -1),
};
static const uint16_t shop_user_primary_places[] = {0};
static const schemac_key shop_user_primary = {
    SHOP_USERS_PKEY, shop_user_primary_places, 1,
    {"SELECT " SHOP_USER_COLUMNS " FROM users AS t WHERE t.id = $1",
     "SELECT " SHOP_USER_COLUMNS " FROM users AS t WHERE t.id = ?1"}};
static const uint16_t shop_user_places_by_username[] = {1};
static const schemac_key shop_user_uniques[] = {
    {SHOP_USERS_USERNAME_KEY, shop_user_places_by_username, 1,
     {"SELECT " SHOP_USER_COLUMNS " FROM users AS t WHERE t.username = $1",
      "SELECT " SHOP_USER_COLUMNS " FROM users AS t WHERE t.username = ?1"}},
};
static const uint16_t shop_user_from_posts[] = {0};
static const uint16_t shop_user_to_posts[] = {0};
static const uint16_t shop_user_from_profile[] = {0};
static const uint16_t shop_user_to_profile[] = {0};
static const schemac_relation shop_user_relations[] = {
    {"posts", &shop_post_model, shop_user_from_posts, shop_user_to_posts, 1, NULL, offsetof(shop_user, posts), true},
    {"profile", &shop_profile_model, shop_user_from_profile, shop_user_to_profile, 1, NULL,
     offsetof(shop_user, profile), false},
};
const schemac_model shop_user_model = {
    "User", "users", &shop_schemac_package, sizeof(shop_user), offsetof(shop_user, schemac_loaded),
    shop_user_columns, 5, &shop_user_primary, shop_user_uniques, 1, shop_user_relations, 2,
    {"users", "users"},
    {SHOP_USER_COLUMNS, SHOP_USER_COLUMNS},
    {SHOP_USER_RETURNING, SHOP_USER_RETURNING},
    {"DELETE FROM users WHERE id = $1", "DELETE FROM users WHERE id = ?1"}};

SCHEMAC_DEFINE_MODEL(shop_user)
SCHEMAC_DEFINE_KEY(shop_user, (&id), int64_t id)
SCHEMAC_DEFINE_UNIQUE(shop_user, username, 0, (&username), schemac_str username)

/* ---- Category ---- */

#define SHOP_CATEGORY_COLUMNS \
    "t.id, t.name, t.slug, t.is_active, t.parent_id"
#define SHOP_CATEGORY_RETURNING \
    "id, name, slug, is_active, parent_id"

static const schemac_column shop_category_columns[] = {
    SCHEMAC_FACTS(shop_category, id, "bigint", "INTEGER", INT64, SCHEMAC_COLUMN_AUTO, 0, -1),
    SCHEMAC_FACTS(shop_category, name, "text", "TEXT", TEXT, SCHEMAC_COLUMN_NULLABLE, 0, -1),
    SCHEMAC_FACTS(shop_category, slug, "text", "TEXT", TEXT, SCHEMAC_COLUMN_NULLABLE, 0, -1),
    SCHEMAC_FACTS(shop_category, is_active, "boolean", "INTEGER", BOOL, SCHEMAC_COLUMN_DEFAULT, 0, -1),
    SCHEMAC_FACTS_OPT(shop_category, parent_id, "bigint", "INTEGER", INT64, SCHEMAC_COLUMN_NULLABLE, 0, -1),
};
static const uint16_t shop_category_primary_places[] = {0};
static const schemac_key shop_category_primary = {
    SHOP_CATEGORIES_PKEY, shop_category_primary_places, 1,
    {"SELECT " SHOP_CATEGORY_COLUMNS " FROM categories AS t WHERE t.id = $1",
     "SELECT " SHOP_CATEGORY_COLUMNS " FROM categories AS t WHERE t.id = ?1"}};
static const uint16_t shop_category_places_by_slug[] = {2};
static const schemac_key shop_category_uniques[] = {
    {SHOP_CATEGORIES_SLUG_KEY, shop_category_places_by_slug, 1,
     {"SELECT " SHOP_CATEGORY_COLUMNS " FROM categories AS t WHERE t.slug = $1",
      "SELECT " SHOP_CATEGORY_COLUMNS " FROM categories AS t WHERE t.slug = ?1"}},
};
static const uint16_t shop_category_from_parent[] = {4};
static const uint16_t shop_category_to_parent[] = {0};
static const uint16_t shop_category_from_children[] = {0};
static const uint16_t shop_category_to_children[] = {4};
static const uint16_t shop_category_from_products[] = {0};
static const uint16_t shop_category_to_products[] = {8};
static const schemac_relation shop_category_relations[] = {
    {"parent", &shop_category_model, shop_category_from_parent, shop_category_to_parent, 1, NULL,
     offsetof(shop_category, parent), false},
    {"children", &shop_category_model, shop_category_from_children, shop_category_to_children, 1, NULL,
     offsetof(shop_category, children), true},
    {"products", &shop_product_model, shop_category_from_products, shop_category_to_products, 1, NULL,
     offsetof(shop_category, products), true},
};
const schemac_model shop_category_model = {
    "Category", "categories", &shop_schemac_package, sizeof(shop_category), offsetof(shop_category, schemac_loaded),
    shop_category_columns, 5, &shop_category_primary, shop_category_uniques, 1, shop_category_relations, 3,
    {"categories", "categories"},
    {SHOP_CATEGORY_COLUMNS, SHOP_CATEGORY_COLUMNS},
    {SHOP_CATEGORY_RETURNING, SHOP_CATEGORY_RETURNING},
    {"DELETE FROM categories WHERE id = $1", "DELETE FROM categories WHERE id = ?1"}};

SCHEMAC_DEFINE_MODEL(shop_category)
SCHEMAC_DEFINE_KEY(shop_category, (&id), int64_t id)
SCHEMAC_DEFINE_UNIQUE(shop_category, slug, 0, (&slug), schemac_str slug)

/* ---- Product ---- */

#define SHOP_PRODUCT_COLUMNS \
    "t.created_at, t.updated_at, t.id, t.name, t.slug, t.description, t.price, t.stock, t.category_id, " \
    "t.rating, t.is_active"
#define SHOP_PRODUCT_RETURNING \
    "created_at, updated_at, id, name, slug, description, price, stock, category_id, rating, " \
    "is_active"

static const schemac_column shop_product_columns[] = {
    SCHEMAC_FACTS(shop_product, created_at, "timestamp with time zone", "TEXT", TIMESTAMP, SCHEMAC_COLUMN_DEFAULT, 0, -1),
    {"updated_at", "updated_at", {"timestamp with time zone", "TEXT"}, SCHEMAC_KIND_TIMESTAMP, SCHEMAC_COLUMN_DEFAULT,
     SCHEMAC_AT(shop_product, updated_at), NULL, 0, -1,
     {"now()", "rtrim(rtrim(strftime('%Y-%m-%d %H:%M:%f', 'now'), '0'), '.')"}},
    SCHEMAC_FACTS(shop_product, id, "bigint", "INTEGER", INT64, SCHEMAC_COLUMN_AUTO, 0, -1),
    SCHEMAC_FACTS(shop_product, name, "character varying(200)", "TEXT", TEXT, 0, 200, -1),
    SCHEMAC_FACTS(shop_product, slug, "character varying(200)", "TEXT", TEXT, 0, 200, -1),
    SCHEMAC_FACTS(shop_product, description, "text", "TEXT", TEXT, SCHEMAC_COLUMN_NULLABLE, 0, -1),
    SCHEMAC_FACTS(shop_product, price, "numeric(10,2)", "TEXT", DECIMAL, 0, 0, 2),
    SCHEMAC_FACTS(shop_product, stock, "integer", "INTEGER", INT32, SCHEMAC_COLUMN_DEFAULT, 0, -1),
    SCHEMAC_FACTS_OPT(shop_product, category_id, "bigint", "INTEGER", INT64, SCHEMAC_COLUMN_NULLABLE, 0, -1),
    SCHEMAC_FACTS(shop_product, rating, "double precision", "REAL", DOUBLE, SCHEMAC_COLUMN_DEFAULT, 0, -1),
    SCHEMAC_FACTS(shop_product, is_active, "boolean", "INTEGER", BOOL, SCHEMAC_COLUMN_DEFAULT, 0, -1),
};
static const uint16_t shop_product_primary_places[] = {2};
static const schemac_key shop_product_primary = {
    SHOP_PRODUCTS_PKEY, shop_product_primary_places, 1,
    {"SELECT " SHOP_PRODUCT_COLUMNS " FROM products AS t WHERE t.id = $1",
     "SELECT " SHOP_PRODUCT_COLUMNS " FROM products AS t WHERE t.id = ?1"}};
static const uint16_t shop_product_places_by_slug[] = {4};
static const schemac_key shop_product_uniques[] = {
    {SHOP_PRODUCTS_SLUG_KEY, shop_product_places_by_slug, 1,
     {"SELECT " SHOP_PRODUCT_COLUMNS " FROM products AS t WHERE t.slug = $1",
      "SELECT " SHOP_PRODUCT_COLUMNS " FROM products AS t WHERE t.slug = ?1"}},
};
static const uint16_t shop_product_from_category[] = {8};
static const uint16_t shop_product_to_category[] = {0};
static const schemac_relation shop_product_relations[] = {
    {"category", &shop_category_model, shop_product_from_category, shop_product_to_category, 1, NULL,
     offsetof(shop_product, category), false},
};
const schemac_model shop_product_model = {
    "Product", "products", &shop_schemac_package, sizeof(shop_product), offsetof(shop_product, schemac_loaded),
    shop_product_columns, 11, &shop_product_primary, shop_product_uniques, 1, shop_product_relations, 1,
    {"products", "products"},
    {SHOP_PRODUCT_COLUMNS, SHOP_PRODUCT_COLUMNS},
    {SHOP_PRODUCT_RETURNING, SHOP_PRODUCT_RETURNING},
    {"DELETE FROM products WHERE id = $1", "DELETE FROM products WHERE id = ?1"}};

SCHEMAC_DEFINE_MODEL(shop_product)
SCHEMAC_DEFINE_KEY(shop_product, (&id), int64_t id)
SCHEMAC_DEFINE_UNIQUE(shop_product, slug, 0, (&slug), schemac_str slug)

/* ---- Post ---- */

#define SHOP_POST_COLUMNS \
    "t.user_id, t.id, t.title, t.text"
#define SHOP_POST_RETURNING \
    "user_id, id, title, text"

static const schemac_column shop_post_columns[] = {
    SCHEMAC_FACTS(shop_post, user_id, "bigint", "INTEGER", INT64, 0, 0, -1),
    SCHEMAC_FACTS(shop_post, id, "bigint", "INTEGER", INT64, SCHEMAC_COLUMN_AUTO, 0, -1),
    SCHEMAC_FACTS(shop_post, title, "character varying(50)", "TEXT", TEXT, 0, 50, -1),
    SCHEMAC_FACTS(shop_post, text, "text", "TEXT", TEXT, SCHEMAC_COLUMN_DEFAULT, 0, -1),
};
static const uint16_t shop_post_primary_places[] = {1};
static const schemac_key shop_post_primary = {
    SHOP_POSTS_PKEY, shop_post_primary_places, 1,
    {"SELECT " SHOP_POST_COLUMNS " FROM posts AS t WHERE t.id = $1",
     "SELECT " SHOP_POST_COLUMNS " FROM posts AS t WHERE t.id = ?1"}};
static const uint16_t shop_post_from_user[] = {0};
static const uint16_t shop_post_to_user[] = {0};
static const uint16_t shop_post_from_tags[] = {1};
static const uint16_t shop_post_to_tags[] = {0};
static const char *const shop_post_join_from_tags[] = {"post_id"};
static const char *const shop_post_join_to_tags[] = {"tag_id"};
static const schemac_through shop_post_through_tags = {
    {"post_tags", "post_tags"}, shop_post_join_from_tags, shop_post_join_to_tags, 1};
static const schemac_relation shop_post_relations[] = {
    {"user", &shop_user_model, shop_post_from_user, shop_post_to_user, 1, NULL, offsetof(shop_post, user), false},
    {"tags", &shop_tag_model, shop_post_from_tags, shop_post_to_tags, 1, &shop_post_through_tags,
     offsetof(shop_post, tags), true},
};
const schemac_model shop_post_model = {
    "Post", "posts", &shop_schemac_package, sizeof(shop_post), offsetof(shop_post, schemac_loaded),
    shop_post_columns, 4, &shop_post_primary, NULL, 0, shop_post_relations, 2,
    {"posts", "posts"},
    {SHOP_POST_COLUMNS, SHOP_POST_COLUMNS},
    {SHOP_POST_RETURNING, SHOP_POST_RETURNING},
    {"DELETE FROM posts WHERE id = $1", "DELETE FROM posts WHERE id = ?1"}};

SCHEMAC_DEFINE_MODEL(shop_post)
SCHEMAC_DEFINE_KEY(shop_post, (&id), int64_t id)

/* ---- Profile ---- */

#define SHOP_PROFILE_COLUMNS \
    "t.user_id, t.id, t.first_name, t.last_name"
#define SHOP_PROFILE_RETURNING \
    "user_id, id, first_name, last_name"

static const schemac_column shop_profile_columns[] = {
    SCHEMAC_FACTS(shop_profile, user_id, "bigint", "INTEGER", INT64, 0, 0, -1),
    SCHEMAC_FACTS(shop_profile, id, "bigint", "INTEGER", INT64, SCHEMAC_COLUMN_AUTO, 0, -1),
    SCHEMAC_FACTS(shop_profile, first_name, "character varying(50)", "TEXT", TEXT, SCHEMAC_COLUMN_NULLABLE, 50, -1),
    SCHEMAC_FACTS(shop_profile, last_name, "character varying(50)", "TEXT", TEXT, SCHEMAC_COLUMN_NULLABLE, 50, -1),
};
static const uint16_t shop_profile_primary_places[] = {1};
static const schemac_key shop_profile_primary = {
    SHOP_PROFILES_PKEY, shop_profile_primary_places, 1,
    {"SELECT " SHOP_PROFILE_COLUMNS " FROM profiles AS t WHERE t.id = $1",
     "SELECT " SHOP_PROFILE_COLUMNS " FROM profiles AS t WHERE t.id = ?1"}};
static const uint16_t shop_profile_places_by_user_id[] = {0};
static const schemac_key shop_profile_uniques[] = {
    {SHOP_PROFILES_USER_ID_KEY, shop_profile_places_by_user_id, 1,
     {"SELECT " SHOP_PROFILE_COLUMNS " FROM profiles AS t WHERE t.user_id = $1",
      "SELECT " SHOP_PROFILE_COLUMNS " FROM profiles AS t WHERE t.user_id = ?1"}},
};
static const uint16_t shop_profile_from_user[] = {0};
static const uint16_t shop_profile_to_user[] = {0};
static const schemac_relation shop_profile_relations[] = {
    {"user", &shop_user_model, shop_profile_from_user, shop_profile_to_user, 1, NULL, offsetof(shop_profile, user),
     false},
};
const schemac_model shop_profile_model = {
    "Profile", "profiles", &shop_schemac_package, sizeof(shop_profile), offsetof(shop_profile, schemac_loaded),
    shop_profile_columns, 4, &shop_profile_primary, shop_profile_uniques, 1, shop_profile_relations, 1,
    {"profiles", "profiles"},
    {SHOP_PROFILE_COLUMNS, SHOP_PROFILE_COLUMNS},
    {SHOP_PROFILE_RETURNING, SHOP_PROFILE_RETURNING},
    {"DELETE FROM profiles WHERE id = $1", "DELETE FROM profiles WHERE id = ?1"}};

SCHEMAC_DEFINE_MODEL(shop_profile)
SCHEMAC_DEFINE_KEY(shop_profile, (&id), int64_t id)
SCHEMAC_DEFINE_UNIQUE(shop_profile, user_id, 0, (&user_id), int64_t user_id)

/* ---- Tag ---- */

#define SHOP_TAG_COLUMNS \
    "t.id, t.name"
#define SHOP_TAG_RETURNING \
    "id, name"

static const schemac_column shop_tag_columns[] = {
    SCHEMAC_FACTS(shop_tag, id, "bigint", "INTEGER", INT64, SCHEMAC_COLUMN_AUTO, 0, -1),
    SCHEMAC_FACTS(shop_tag, name, "character varying(30)", "TEXT", TEXT, 0, 30, -1),
};
static const uint16_t shop_tag_primary_places[] = {0};
static const schemac_key shop_tag_primary = {
    SHOP_TAGS_PKEY, shop_tag_primary_places, 1,
    {"SELECT " SHOP_TAG_COLUMNS " FROM tags AS t WHERE t.id = $1",
     "SELECT " SHOP_TAG_COLUMNS " FROM tags AS t WHERE t.id = ?1"}};
static const uint16_t shop_tag_places_by_name[] = {1};
static const schemac_key shop_tag_uniques[] = {
    {SHOP_TAGS_NAME_KEY, shop_tag_places_by_name, 1,
     {"SELECT " SHOP_TAG_COLUMNS " FROM tags AS t WHERE t.name = $1",
      "SELECT " SHOP_TAG_COLUMNS " FROM tags AS t WHERE t.name = ?1"}},
};
static const uint16_t shop_tag_from_posts[] = {0};
static const uint16_t shop_tag_to_posts[] = {1};
static const char *const shop_tag_join_from_posts[] = {"tag_id"};
static const char *const shop_tag_join_to_posts[] = {"post_id"};
static const schemac_through shop_tag_through_posts = {
    {"post_tags", "post_tags"}, shop_tag_join_from_posts, shop_tag_join_to_posts, 1};
static const schemac_relation shop_tag_relations[] = {
    {"posts", &shop_post_model, shop_tag_from_posts, shop_tag_to_posts, 1, &shop_tag_through_posts,
     offsetof(shop_tag, posts), true},
};
const schemac_model shop_tag_model = {
    "Tag", "tags", &shop_schemac_package, sizeof(shop_tag), offsetof(shop_tag, schemac_loaded),
    shop_tag_columns, 2, &shop_tag_primary, shop_tag_uniques, 1, shop_tag_relations, 1,
    {"tags", "tags"},
    {SHOP_TAG_COLUMNS, SHOP_TAG_COLUMNS},
    {SHOP_TAG_RETURNING, SHOP_TAG_RETURNING},
    {"DELETE FROM tags WHERE id = $1", "DELETE FROM tags WHERE id = ?1"}};

SCHEMAC_DEFINE_MODEL(shop_tag)
SCHEMAC_DEFINE_KEY(shop_tag, (&id), int64_t id)
SCHEMAC_DEFINE_UNIQUE(shop_tag, name, 0, (&name), schemac_str name)

/* ---- PostTags ---- */

#define SHOP_POST_TAGS_COLUMNS \
    "t.post_id, t.tag_id"
#define SHOP_POST_TAGS_RETURNING \
    "post_id, tag_id"

static const schemac_column shop_post_tags_columns[] = {
    SCHEMAC_FACTS(shop_post_tags, post_id, "bigint", "INTEGER", INT64, 0, 0, -1),
    SCHEMAC_FACTS(shop_post_tags, tag_id, "bigint", "INTEGER", INT64, 0, 0, -1),
};
static const uint16_t shop_post_tags_primary_places[] = {0, 1};
static const schemac_key shop_post_tags_primary = {
    SHOP_POST_TAGS_PKEY, shop_post_tags_primary_places, 2,
    {"SELECT " SHOP_POST_TAGS_COLUMNS " FROM post_tags AS t WHERE t.post_id = $1 AND t.tag_id = $2",
     "SELECT " SHOP_POST_TAGS_COLUMNS " FROM post_tags AS t WHERE t.post_id = ?1 AND t.tag_id = ?2"}};
const schemac_model shop_post_tags_model = {
    "PostTags", "post_tags", &shop_schemac_package, sizeof(shop_post_tags), 0,
    shop_post_tags_columns, 2, &shop_post_tags_primary, NULL, 0, NULL, 0,
    {"post_tags", "post_tags"},
    {SHOP_POST_TAGS_COLUMNS, SHOP_POST_TAGS_COLUMNS},
    {SHOP_POST_TAGS_RETURNING, SHOP_POST_TAGS_RETURNING},
    {"DELETE FROM post_tags WHERE post_id = $1 AND tag_id = $2",
     "DELETE FROM post_tags WHERE post_id = ?1 AND tag_id = ?2"}};

SCHEMAC_DEFINE_MODEL(shop_post_tags)
SCHEMAC_DEFINE_KEY(shop_post_tags, (&post_id, &tag_id), int64_t post_id, int64_t tag_id)

/* ---- relations ---- */

SCHEMAC_DEFINE_LOADER(shop_user, posts, shop_post, 0)
SCHEMAC_DEFINE_LOADER(shop_user, profile, shop_profile, 1)
SCHEMAC_DEFINE_LOADER(shop_category, parent, shop_category, 0)
SCHEMAC_DEFINE_LOADER(shop_category, children, shop_category, 1)
SCHEMAC_DEFINE_LOADER(shop_category, products, shop_product, 2)
SCHEMAC_DEFINE_LOADER(shop_product, category, shop_category, 0)
SCHEMAC_DEFINE_LOADER(shop_post, user, shop_user, 0)
SCHEMAC_DEFINE_LOADER(shop_post, tags, shop_tag, 1)
SCHEMAC_DEFINE_LOADER(shop_profile, user, shop_user, 0)
SCHEMAC_DEFINE_LOADER(shop_tag, posts, shop_post, 0)

/* ---- the package ---- */

static const schemac_model *const shop_schemac_models[] = {
    &shop_user_model,
    &shop_category_model,
    &shop_product_model,
    &shop_post_model,
    &shop_profile_model,
    &shop_tag_model,
    &shop_post_tags_model,
};
const schemac_package shop_schemac_package = {
    &schemac_abi_1, "shop", shop_schemac_constraints, 19, shop_schemac_models, 7};
