/* Made by schemac from the schema "shapes": edit the schema, not this file. */
#include "shapes.h"

/* ---- constraints ---- */

static const char *const shapes_schemac_constraint_columns[] = {
    "a",
    "b",
    "id",
    "pair_a",
    "pair_b",
    "other_a",
    "other_b",
    "id",
    "id",
    "id",
    "boss_id",
    "id",
    "owner_id",
    "owner_id",
    "id",
    "price",
    "a",
    "b",
    "c",
    "a",
    "id",
    "c66",
    "person_id",
    "friends_id",
    "person_id",
    "friends_id",
};

const schemac_constraint shapes_schemac_constraints[21] = {
    {"pair_pkey", "pair", SCHEMAC_CONSTRAINT_PRIMARY_KEY, &shapes_schemac_constraint_columns[0], 2},
    {"pair_user_pkey", "pair_user", SCHEMAC_CONSTRAINT_PRIMARY_KEY, &shapes_schemac_constraint_columns[2], 1},
    {"pair_user_pair_a_pair_b_fkey", "pair_user", SCHEMAC_CONSTRAINT_FOREIGN_KEY, &shapes_schemac_constraint_columns[3],
     2},
    {"pair_user_other_a_other_b_fkey", "pair_user", SCHEMAC_CONSTRAINT_FOREIGN_KEY,
     &shapes_schemac_constraint_columns[5], 2},
    {"only_key_pkey", "only_key", SCHEMAC_CONSTRAINT_PRIMARY_KEY, &shapes_schemac_constraint_columns[7], 1},
    {"always_pkey", "always", SCHEMAC_CONSTRAINT_PRIMARY_KEY, &shapes_schemac_constraint_columns[8], 1},
    {"person_pkey", "person", SCHEMAC_CONSTRAINT_PRIMARY_KEY, &shapes_schemac_constraint_columns[9], 1},
    {"person_boss_id_fkey", "person", SCHEMAC_CONSTRAINT_FOREIGN_KEY, &shapes_schemac_constraint_columns[10], 1},
    {"passport_pkey", "passport", SCHEMAC_CONSTRAINT_PRIMARY_KEY, &shapes_schemac_constraint_columns[11], 1},
    {"passport_owner_id_key", "passport", SCHEMAC_CONSTRAINT_UNIQUE, &shapes_schemac_constraint_columns[12], 1},
    {"passport_owner_id_fkey", "passport", SCHEMAC_CONSTRAINT_FOREIGN_KEY, &shapes_schemac_constraint_columns[13], 1},
    {"unique_pkey", "unique", SCHEMAC_CONSTRAINT_PRIMARY_KEY, &shapes_schemac_constraint_columns[14], 1},
    {"unique_price_key", "unique", SCHEMAC_CONSTRAINT_UNIQUE, &shapes_schemac_constraint_columns[15], 1},
    {"unique_a_b_key", "unique", SCHEMAC_CONSTRAINT_UNIQUE, &shapes_schemac_constraint_columns[16], 2},
    {"named_one", "unique", SCHEMAC_CONSTRAINT_UNIQUE, &shapes_schemac_constraint_columns[18], 1},
    {"only_some", "unique", SCHEMAC_CONSTRAINT_UNIQUE, &shapes_schemac_constraint_columns[19], 1},
    {"wide_pkey", "wide", SCHEMAC_CONSTRAINT_PRIMARY_KEY, &shapes_schemac_constraint_columns[20], 1},
    {"wide_c66_key", "wide", SCHEMAC_CONSTRAINT_UNIQUE, &shapes_schemac_constraint_columns[21], 1},
    {"friendships_person_id_fkey", "friendships", SCHEMAC_CONSTRAINT_FOREIGN_KEY,
     &shapes_schemac_constraint_columns[22], 1},
    {"friendships_friends_id_fkey", "friendships", SCHEMAC_CONSTRAINT_FOREIGN_KEY,
     &shapes_schemac_constraint_columns[23], 1},
    {"friendships_pkey", "friendships", SCHEMAC_CONSTRAINT_PRIMARY_KEY, &shapes_schemac_constraint_columns[24], 2},
};

/* ---- Pair ---- */

#define SHAPES_PAIR_COLUMNS \
    "t.a, t.b, t.note"
#define SHAPES_PAIR_RETURNING \
    "a, b, note"

static const schemac_column shapes_pair_columns[] = {
    SCHEMAC_FACTS(shapes_pair, a, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_pair, b, "text", "TEXT", TEXT, 0, 0, -1),
    SCHEMAC_FACTS(shapes_pair, note, "text", "TEXT", TEXT, SCHEMAC_COLUMN_NULLABLE, 0, -1),
};
static const uint16_t shapes_pair_primary_places[] = {0, 1};
static const schemac_key shapes_pair_primary = {
    SHAPES_PAIR_PKEY, shapes_pair_primary_places, 2,
    {"SELECT " SHAPES_PAIR_COLUMNS " FROM pair AS t WHERE t.a = $1 AND t.b = $2",
     "SELECT " SHAPES_PAIR_COLUMNS " FROM pair AS t WHERE t.a = ?1 AND t.b = ?2"}};
static const uint16_t shapes_pair_from_users[] = {0, 1};
static const uint16_t shapes_pair_to_users[] = {1, 2};
static const uint16_t shapes_pair_from_others[] = {0, 1};
static const uint16_t shapes_pair_to_others[] = {3, 4};
static const schemac_relation shapes_pair_relations[] = {
    {"users", &shapes_pair_user_model, shapes_pair_from_users, shapes_pair_to_users, 2, NULL,
     offsetof(shapes_pair, users), true},
    {"others", &shapes_pair_user_model, shapes_pair_from_others, shapes_pair_to_others, 2, NULL,
     offsetof(shapes_pair, others), true},
};
const schemac_model shapes_pair_model = {
    "Pair", "pair", &shapes_schemac_package, sizeof(shapes_pair), offsetof(shapes_pair, schemac_loaded),
    shapes_pair_columns, 3, &shapes_pair_primary, NULL, 0, shapes_pair_relations, 2,
    {"pair", "pair"},
    {SHAPES_PAIR_COLUMNS, SHAPES_PAIR_COLUMNS},
    {SHAPES_PAIR_RETURNING, SHAPES_PAIR_RETURNING},
    {"DELETE FROM pair WHERE a = $1 AND b = $2", "DELETE FROM pair WHERE a = ?1 AND b = ?2"}};

SCHEMAC_DEFINE_MODEL(shapes_pair)
SCHEMAC_DEFINE_KEY(shapes_pair, (&a, &b), int32_t a, schemac_str b)

/* ---- PairUser ---- */

#define SHAPES_PAIR_USER_COLUMNS \
    "t.id, t.pair_a, t.pair_b, t.other_a, t.other_b"
#define SHAPES_PAIR_USER_RETURNING \
    "id, pair_a, pair_b, other_a, other_b"

static const schemac_column shapes_pair_user_columns[] = {
    SCHEMAC_FACTS(shapes_pair_user, id, "bigint", "INTEGER", INT64, SCHEMAC_COLUMN_AUTO, 0, -1),
    SCHEMAC_FACTS(shapes_pair_user, pair_a, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_pair_user, pair_b, "text", "TEXT", TEXT, 0, 0, -1),
    SCHEMAC_FACTS_OPT(shapes_pair_user, other_a, "integer", "INTEGER", INT32, SCHEMAC_COLUMN_NULLABLE, 0, -1),
    SCHEMAC_FACTS(shapes_pair_user, other_b, "text", "TEXT", TEXT, SCHEMAC_COLUMN_NULLABLE, 0, -1),
};
static const uint16_t shapes_pair_user_primary_places[] = {0};
static const schemac_key shapes_pair_user_primary = {
    SHAPES_PAIR_USER_PKEY, shapes_pair_user_primary_places, 1,
    {"SELECT " SHAPES_PAIR_USER_COLUMNS " FROM pair_user AS t WHERE t.id = $1",
     "SELECT " SHAPES_PAIR_USER_COLUMNS " FROM pair_user AS t WHERE t.id = ?1"}};
static const uint16_t shapes_pair_user_from_pair[] = {1, 2};
static const uint16_t shapes_pair_user_to_pair[] = {0, 1};
static const uint16_t shapes_pair_user_from_other[] = {3, 4};
static const uint16_t shapes_pair_user_to_other[] = {0, 1};
static const schemac_relation shapes_pair_user_relations[] = {
    {"pair", &shapes_pair_model, shapes_pair_user_from_pair, shapes_pair_user_to_pair, 2, NULL,
     offsetof(shapes_pair_user, pair), false},
    {"other", &shapes_pair_model, shapes_pair_user_from_other, shapes_pair_user_to_other, 2, NULL,
     offsetof(shapes_pair_user, other), false},
};
const schemac_model shapes_pair_user_model = {
    "PairUser", "pair_user", &shapes_schemac_package, sizeof(shapes_pair_user), offsetof(shapes_pair_user,
                                                                                         schemac_loaded),
    shapes_pair_user_columns, 5, &shapes_pair_user_primary, NULL, 0, shapes_pair_user_relations, 2,
    {"pair_user", "pair_user"},
    {SHAPES_PAIR_USER_COLUMNS, SHAPES_PAIR_USER_COLUMNS},
    {SHAPES_PAIR_USER_RETURNING, SHAPES_PAIR_USER_RETURNING},
    {"DELETE FROM pair_user WHERE id = $1", "DELETE FROM pair_user WHERE id = ?1"}};

SCHEMAC_DEFINE_MODEL(shapes_pair_user)
SCHEMAC_DEFINE_KEY(shapes_pair_user, (&id), int64_t id)

/* ---- NoKey ---- */

#define SHAPES_NO_KEY_COLUMNS \
    "t.a, t.b"
#define SHAPES_NO_KEY_RETURNING \
    "a, b"

static const schemac_column shapes_no_key_columns[] = {
    SCHEMAC_FACTS(shapes_no_key, a, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS_OPT(shapes_no_key, b, "integer", "INTEGER", INT32, SCHEMAC_COLUMN_NULLABLE, 0, -1),
};
const schemac_model shapes_no_key_model = {
    "NoKey", "no_key", &shapes_schemac_package, sizeof(shapes_no_key), 0,
    shapes_no_key_columns, 2, NULL, NULL, 0, NULL, 0,
    {"no_key", "no_key"},
    {SHAPES_NO_KEY_COLUMNS, SHAPES_NO_KEY_COLUMNS},
    {SHAPES_NO_KEY_RETURNING, SHAPES_NO_KEY_RETURNING},
    {NULL, NULL}};

SCHEMAC_DEFINE_MODEL(shapes_no_key)

/* ---- OnlyKey ---- */

#define SHAPES_ONLY_KEY_COLUMNS \
    "t.id"
#define SHAPES_ONLY_KEY_RETURNING \
    "id"

static const schemac_column shapes_only_key_columns[] = {
    SCHEMAC_FACTS(shapes_only_key, id, "bigint", "INTEGER", INT64, SCHEMAC_COLUMN_AUTO, 0, -1),
};
static const uint16_t shapes_only_key_primary_places[] = {0};
static const schemac_key shapes_only_key_primary = {
    SHAPES_ONLY_KEY_PKEY, shapes_only_key_primary_places, 1,
    {"SELECT " SHAPES_ONLY_KEY_COLUMNS " FROM only_key AS t WHERE t.id = $1",
     "SELECT " SHAPES_ONLY_KEY_COLUMNS " FROM only_key AS t WHERE t.id = ?1"}};
const schemac_model shapes_only_key_model = {
    "OnlyKey", "only_key", &shapes_schemac_package, sizeof(shapes_only_key), 0,
    shapes_only_key_columns, 1, &shapes_only_key_primary, NULL, 0, NULL, 0,
    {"only_key", "only_key"},
    {SHAPES_ONLY_KEY_COLUMNS, SHAPES_ONLY_KEY_COLUMNS},
    {SHAPES_ONLY_KEY_RETURNING, SHAPES_ONLY_KEY_RETURNING},
    {"DELETE FROM only_key WHERE id = $1", "DELETE FROM only_key WHERE id = ?1"}};

SCHEMAC_DEFINE_MODEL(shapes_only_key)
SCHEMAC_DEFINE_KEY(shapes_only_key, (&id), int64_t id)

/* ---- Always ---- */

#define SHAPES_ALWAYS_COLUMNS \
    "t.id, t.total, t.edit"
#define SHAPES_ALWAYS_RETURNING \
    "id, total, edit"

static const schemac_column shapes_always_columns[] = {
    SCHEMAC_FACTS(shapes_always, id, "bigint", "INTEGER", INT64, SCHEMAC_COLUMN_AUTO, 0, -1),
    SCHEMAC_FACTS(shapes_always, total, "integer", "INTEGER", INT32, SCHEMAC_COLUMN_GENERATED, 0, -1),
    SCHEMAC_FACTS(shapes_always, edit, "bigint", "INTEGER", INT64, SCHEMAC_COLUMN_DEFAULT | SCHEMAC_COLUMN_VERSION, 0,
                  -1),
};
static const uint16_t shapes_always_primary_places[] = {0};
static const schemac_key shapes_always_primary = {
    SHAPES_ALWAYS_PKEY, shapes_always_primary_places, 1,
    {"SELECT " SHAPES_ALWAYS_COLUMNS " FROM always AS t WHERE t.id = $1",
     "SELECT " SHAPES_ALWAYS_COLUMNS " FROM always AS t WHERE t.id = ?1"}};
const schemac_model shapes_always_model = {
    "Always", "always", &shapes_schemac_package, sizeof(shapes_always), 0,
    shapes_always_columns, 3, &shapes_always_primary, NULL, 0, NULL, 0,
    {"always", "always"},
    {SHAPES_ALWAYS_COLUMNS, SHAPES_ALWAYS_COLUMNS},
    {SHAPES_ALWAYS_RETURNING, SHAPES_ALWAYS_RETURNING},
    {"DELETE FROM always WHERE id = $1", "DELETE FROM always WHERE id = ?1"}};

SCHEMAC_DEFINE_MODEL(shapes_always)
SCHEMAC_DEFINE_KEY(shapes_always, (&id), int64_t id)

/* ---- Person ---- */

#define SHAPES_PERSON_COLUMNS \
    "t.id, t.boss_id"
#define SHAPES_PERSON_RETURNING \
    "id, boss_id"

static const schemac_column shapes_person_columns[] = {
    SCHEMAC_FACTS(shapes_person, id, "bigint", "INTEGER", INT64, SCHEMAC_COLUMN_AUTO, 0, -1),
    SCHEMAC_FACTS_OPT(shapes_person, boss_id, "bigint", "INTEGER", INT64, SCHEMAC_COLUMN_NULLABLE, 0, -1),
};
static const uint16_t shapes_person_primary_places[] = {0};
static const schemac_key shapes_person_primary = {
    SHAPES_PERSON_PKEY, shapes_person_primary_places, 1,
    {"SELECT " SHAPES_PERSON_COLUMNS " FROM person AS t WHERE t.id = $1",
     "SELECT " SHAPES_PERSON_COLUMNS " FROM person AS t WHERE t.id = ?1"}};
static const uint16_t shapes_person_from_boss[] = {1};
static const uint16_t shapes_person_to_boss[] = {0};
static const uint16_t shapes_person_from_staff[] = {0};
static const uint16_t shapes_person_to_staff[] = {1};
static const uint16_t shapes_person_from_friends[] = {0};
static const uint16_t shapes_person_to_friends[] = {0};
static const char *const shapes_person_join_from_friends[] = {"person_id"};
static const char *const shapes_person_join_to_friends[] = {"friends_id"};
static const schemac_through shapes_person_through_friends = {
    {"friendships", "friendships"}, shapes_person_join_from_friends, shapes_person_join_to_friends, 1};
static const uint16_t shapes_person_from_passport[] = {0};
static const uint16_t shapes_person_to_passport[] = {1};
static const schemac_relation shapes_person_relations[] = {
    {"boss", &shapes_person_model, shapes_person_from_boss, shapes_person_to_boss, 1, NULL,
     offsetof(shapes_person, boss), false},
    {"staff", &shapes_person_model, shapes_person_from_staff, shapes_person_to_staff, 1, NULL,
     offsetof(shapes_person, staff), true},
    {"friends", &shapes_person_model, shapes_person_from_friends, shapes_person_to_friends, 1,
     &shapes_person_through_friends, offsetof(shapes_person, friends), true},
    {"passport", &shapes_passport_model, shapes_person_from_passport, shapes_person_to_passport, 1, NULL,
     offsetof(shapes_person, passport), false},
};
const schemac_model shapes_person_model = {
    "Person", "person", &shapes_schemac_package, sizeof(shapes_person), offsetof(shapes_person, schemac_loaded),
    shapes_person_columns, 2, &shapes_person_primary, NULL, 0, shapes_person_relations, 4,
    {"person", "person"},
    {SHAPES_PERSON_COLUMNS, SHAPES_PERSON_COLUMNS},
    {SHAPES_PERSON_RETURNING, SHAPES_PERSON_RETURNING},
    {"DELETE FROM person WHERE id = $1", "DELETE FROM person WHERE id = ?1"}};

SCHEMAC_DEFINE_MODEL(shapes_person)
SCHEMAC_DEFINE_KEY(shapes_person, (&id), int64_t id)

/* ---- Passport ---- */

#define SHAPES_PASSPORT_COLUMNS \
    "t.id, t.owner_id"
#define SHAPES_PASSPORT_RETURNING \
    "id, owner_id"

static const schemac_column shapes_passport_columns[] = {
    SCHEMAC_FACTS(shapes_passport, id, "bigint", "INTEGER", INT64, SCHEMAC_COLUMN_AUTO, 0, -1),
    SCHEMAC_FACTS(shapes_passport, owner_id, "bigint", "INTEGER", INT64, 0, 0, -1),
};
static const uint16_t shapes_passport_primary_places[] = {0};
static const schemac_key shapes_passport_primary = {
    SHAPES_PASSPORT_PKEY, shapes_passport_primary_places, 1,
    {"SELECT " SHAPES_PASSPORT_COLUMNS " FROM passport AS t WHERE t.id = $1",
     "SELECT " SHAPES_PASSPORT_COLUMNS " FROM passport AS t WHERE t.id = ?1"}};
static const uint16_t shapes_passport_places_by_owner_id[] = {1};
static const schemac_key shapes_passport_uniques[] = {
    {SHAPES_PASSPORT_OWNER_ID_KEY, shapes_passport_places_by_owner_id, 1,
     {"SELECT " SHAPES_PASSPORT_COLUMNS " FROM passport AS t WHERE t.owner_id = $1",
      "SELECT " SHAPES_PASSPORT_COLUMNS " FROM passport AS t WHERE t.owner_id = ?1"}},
};
static const uint16_t shapes_passport_from_owner[] = {1};
static const uint16_t shapes_passport_to_owner[] = {0};
static const schemac_relation shapes_passport_relations[] = {
    {"owner", &shapes_person_model, shapes_passport_from_owner, shapes_passport_to_owner, 1, NULL,
     offsetof(shapes_passport, owner), false},
};
const schemac_model shapes_passport_model = {
    "Passport", "passport", &shapes_schemac_package, sizeof(shapes_passport), offsetof(shapes_passport, schemac_loaded),
    shapes_passport_columns, 2, &shapes_passport_primary, shapes_passport_uniques, 1, shapes_passport_relations, 1,
    {"passport", "passport"},
    {SHAPES_PASSPORT_COLUMNS, SHAPES_PASSPORT_COLUMNS},
    {SHAPES_PASSPORT_RETURNING, SHAPES_PASSPORT_RETURNING},
    {"DELETE FROM passport WHERE id = $1", "DELETE FROM passport WHERE id = ?1"}};

SCHEMAC_DEFINE_MODEL(shapes_passport)
SCHEMAC_DEFINE_KEY(shapes_passport, (&id), int64_t id)
SCHEMAC_DEFINE_UNIQUE(shapes_passport, owner_id, 0, (&owner_id), int64_t owner_id)

/* ---- Unique ---- */

#define SHAPES_UNIQUE_COLUMNS \
    "t.id, t.a, t.b, t.c, t.price, NULL, t.only_there::text, t.tags"
#define SHAPES_UNIQUE_RETURNING \
    "id, a, b, c, price, NULL, only_there::text, tags"
#define SHAPES_UNIQUE_COLUMNS_SQLITE \
    "t.id, t.a, t.b, t.c, t.price, t.only_here, NULL, NULL"
#define SHAPES_UNIQUE_RETURNING_SQLITE \
    "id, a, b, c, price, only_here, NULL, NULL"

static const schemac_column shapes_unique_columns[] = {
    SCHEMAC_FACTS(shapes_unique, id, "bigint", "INTEGER", INT64, SCHEMAC_COLUMN_AUTO, 0, -1),
    SCHEMAC_FACTS(shapes_unique, a, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_unique, b, "text", "TEXT", TEXT, SCHEMAC_COLUMN_NULLABLE, 0, -1),
    SCHEMAC_FACTS(shapes_unique, c, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_unique, price, "numeric(5,2)", "TEXT", DECIMAL, 0, 0, 2),
    SCHEMAC_FACTS(shapes_unique, only_here, NULL, "TEXT", TEXT, SCHEMAC_COLUMN_NULLABLE, 0, -1),
    SCHEMAC_FACTS(shapes_unique, only_there, "inet", NULL, FOREIGN, SCHEMAC_COLUMN_NULLABLE, 0, -1),
    SCHEMAC_FACTS(shapes_unique, tags, "text[]", NULL, TEXT, SCHEMAC_COLUMN_NULLABLE | SCHEMAC_COLUMN_ARRAY, 0, -1),
};
static const uint16_t shapes_unique_primary_places[] = {0};
static const schemac_key shapes_unique_primary = {
    SHAPES_UNIQUE_PKEY, shapes_unique_primary_places, 1,
    {"SELECT " SHAPES_UNIQUE_COLUMNS " FROM \"unique\" AS t WHERE t.id = $1",
     "SELECT " SHAPES_UNIQUE_COLUMNS_SQLITE " FROM \"unique\" AS t WHERE t.id = ?1"}};
static const uint16_t shapes_unique_places_by_price[] = {4};
static const uint16_t shapes_unique_places_by_a_and_b[] = {1, 2};
static const uint16_t shapes_unique_places_by_c[] = {3};
static const schemac_key shapes_unique_uniques[] = {
    {SHAPES_UNIQUE_PRICE_KEY, shapes_unique_places_by_price, 1,
     {"SELECT " SHAPES_UNIQUE_COLUMNS " FROM \"unique\" AS t WHERE t.price = $1",
      "SELECT " SHAPES_UNIQUE_COLUMNS_SQLITE " FROM \"unique\" AS t WHERE t.price COLLATE schemac_decimal = ?1"}},
    {SHAPES_UNIQUE_A_B_KEY, shapes_unique_places_by_a_and_b, 2,
     {"SELECT " SHAPES_UNIQUE_COLUMNS " FROM \"unique\" AS t WHERE t.a = $1 AND t.b = $2",
      "SELECT " SHAPES_UNIQUE_COLUMNS_SQLITE " FROM \"unique\" AS t WHERE t.a = ?1 AND t.b = ?2"}},
    {SHAPES_NAMED_ONE, shapes_unique_places_by_c, 1,
     {"SELECT " SHAPES_UNIQUE_COLUMNS " FROM \"unique\" AS t WHERE t.c = $1",
      "SELECT " SHAPES_UNIQUE_COLUMNS_SQLITE " FROM \"unique\" AS t WHERE t.c = ?1"}},
};
const schemac_model shapes_unique_model = {
    "Unique", "unique", &shapes_schemac_package, sizeof(shapes_unique), 0,
    shapes_unique_columns, 8, &shapes_unique_primary, shapes_unique_uniques, 3, NULL, 0,
    {"\"unique\"", "\"unique\""},
    {SHAPES_UNIQUE_COLUMNS, SHAPES_UNIQUE_COLUMNS_SQLITE},
    {SHAPES_UNIQUE_RETURNING, SHAPES_UNIQUE_RETURNING_SQLITE},
    {"DELETE FROM \"unique\" WHERE id = $1", "DELETE FROM \"unique\" WHERE id = ?1"}};

SCHEMAC_DEFINE_MODEL(shapes_unique)
SCHEMAC_DEFINE_KEY(shapes_unique, (&id), int64_t id)
SCHEMAC_DEFINE_UNIQUE(shapes_unique, price, 0, (&price), schemac_decimal price)
SCHEMAC_DEFINE_UNIQUE(shapes_unique, a_and_b, 1, (&a, &b), int32_t a, schemac_str b)
SCHEMAC_DEFINE_UNIQUE(shapes_unique, c, 2, (&c), int32_t c)

/* ---- Wide ---- */

#define SHAPES_WIDE_COLUMNS \
    "t.id, t.c0, t.c1, t.c2, t.c3, t.c4, t.c5, t.c6, t.c7, t.c8, t.c9, t.c10, t.c11, t.c12, t.c13, " \
    "t.c14, t.c15, t.c16, t.c17, t.c18, t.c19, t.c20, t.c21, t.c22, t.c23, t.c24, t.c25, t.c26, " \
    "t.c27, t.c28, t.c29, t.c30, t.c31, t.c32, t.c33, t.c34, t.c35, t.c36, t.c37, t.c38, t.c39, " \
    "t.c40, t.c41, t.c42, t.c43, t.c44, t.c45, t.c46, t.c47, t.c48, t.c49, t.c50, t.c51, t.c52, " \
    "t.c53, t.c54, t.c55, t.c56, t.c57, t.c58, t.c59, t.c60, t.c61, t.c62, t.c63, t.c64, t.c65, " \
    "t.c66"
#define SHAPES_WIDE_RETURNING \
    "id, c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, " \
    "c19, c20, c21, c22, c23, c24, c25, c26, c27, c28, c29, c30, c31, c32, c33, c34, c35, c36, " \
    "c37, c38, c39, c40, c41, c42, c43, c44, c45, c46, c47, c48, c49, c50, c51, c52, c53, c54, " \
    "c55, c56, c57, c58, c59, c60, c61, c62, c63, c64, c65, c66"

static const schemac_column shapes_wide_columns[] = {
    SCHEMAC_FACTS(shapes_wide, id, "bigint", "INTEGER", INT64, SCHEMAC_COLUMN_AUTO, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c0, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c1, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c2, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c3, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c4, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c5, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c6, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c7, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c8, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c9, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c10, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c11, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c12, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c13, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c14, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c15, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c16, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c17, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c18, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c19, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c20, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c21, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c22, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c23, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c24, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c25, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c26, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c27, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c28, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c29, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c30, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c31, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c32, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c33, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c34, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c35, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c36, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c37, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c38, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c39, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c40, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c41, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c42, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c43, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c44, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c45, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c46, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c47, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c48, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c49, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c50, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c51, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c52, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c53, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c54, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c55, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c56, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c57, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c58, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c59, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c60, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c61, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c62, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c63, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c64, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(shapes_wide, c65, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS_OPT(shapes_wide, c66, "integer", "INTEGER", INT32, SCHEMAC_COLUMN_NULLABLE, 0, -1),
};
static const uint16_t shapes_wide_primary_places[] = {0};
static const schemac_key shapes_wide_primary = {
    SHAPES_WIDE_PKEY, shapes_wide_primary_places, 1,
    {"SELECT " SHAPES_WIDE_COLUMNS " FROM wide AS t WHERE t.id = $1",
     "SELECT " SHAPES_WIDE_COLUMNS " FROM wide AS t WHERE t.id = ?1"}};
static const uint16_t shapes_wide_places_by_c66[] = {67};
static const schemac_key shapes_wide_uniques[] = {
    {SHAPES_WIDE_C66_KEY, shapes_wide_places_by_c66, 1,
     {"SELECT " SHAPES_WIDE_COLUMNS " FROM wide AS t WHERE t.c66 = $1",
      "SELECT " SHAPES_WIDE_COLUMNS " FROM wide AS t WHERE t.c66 = ?1"}},
};
const schemac_model shapes_wide_model = {
    "Wide", "wide", &shapes_schemac_package, sizeof(shapes_wide), 0,
    shapes_wide_columns, 68, &shapes_wide_primary, shapes_wide_uniques, 1, NULL, 0,
    {"wide", "wide"},
    {SHAPES_WIDE_COLUMNS, SHAPES_WIDE_COLUMNS},
    {SHAPES_WIDE_RETURNING, SHAPES_WIDE_RETURNING},
    {"DELETE FROM wide WHERE id = $1", "DELETE FROM wide WHERE id = ?1"}};

SCHEMAC_DEFINE_MODEL(shapes_wide)
SCHEMAC_DEFINE_KEY(shapes_wide, (&id), int64_t id)
SCHEMAC_DEFINE_UNIQUE(shapes_wide, c66, 0, (&c66), int32_t c66)

/* ---- Friendships ---- */

#define SHAPES_FRIENDSHIPS_COLUMNS \
    "t.person_id, t.friends_id"
#define SHAPES_FRIENDSHIPS_RETURNING \
    "person_id, friends_id"

static const schemac_column shapes_friendships_columns[] = {
    SCHEMAC_FACTS(shapes_friendships, person_id, "bigint", "INTEGER", INT64, 0, 0, -1),
    SCHEMAC_FACTS(shapes_friendships, friends_id, "bigint", "INTEGER", INT64, 0, 0, -1),
};
static const uint16_t shapes_friendships_primary_places[] = {0, 1};
static const schemac_key shapes_friendships_primary = {
    SHAPES_FRIENDSHIPS_PKEY, shapes_friendships_primary_places, 2,
    {"SELECT " SHAPES_FRIENDSHIPS_COLUMNS " FROM friendships AS t WHERE t.person_id = $1 AND t.friends_id = $2",
     "SELECT " SHAPES_FRIENDSHIPS_COLUMNS " FROM friendships AS t WHERE t.person_id = ?1 AND t.friends_id = ?2"}};
const schemac_model shapes_friendships_model = {
    "Friendships", "friendships", &shapes_schemac_package, sizeof(shapes_friendships), 0,
    shapes_friendships_columns, 2, &shapes_friendships_primary, NULL, 0, NULL, 0,
    {"friendships", "friendships"},
    {SHAPES_FRIENDSHIPS_COLUMNS, SHAPES_FRIENDSHIPS_COLUMNS},
    {SHAPES_FRIENDSHIPS_RETURNING, SHAPES_FRIENDSHIPS_RETURNING},
    {"DELETE FROM friendships WHERE person_id = $1 AND friends_id = $2",
     "DELETE FROM friendships WHERE person_id = ?1 AND friends_id = ?2"}};

SCHEMAC_DEFINE_MODEL(shapes_friendships)
SCHEMAC_DEFINE_KEY(shapes_friendships, (&person_id, &friends_id), int64_t person_id, int64_t friends_id)

/* ---- relations ---- */

SCHEMAC_DEFINE_LOADER(shapes_pair, users, shapes_pair_user, 0)
SCHEMAC_DEFINE_LOADER(shapes_pair, others, shapes_pair_user, 1)
SCHEMAC_DEFINE_LOADER(shapes_pair_user, pair, shapes_pair, 0)
SCHEMAC_DEFINE_LOADER(shapes_pair_user, other, shapes_pair, 1)
SCHEMAC_DEFINE_LOADER(shapes_person, boss, shapes_person, 0)
SCHEMAC_DEFINE_LOADER(shapes_person, staff, shapes_person, 1)
SCHEMAC_DEFINE_LOADER(shapes_person, friends, shapes_person, 2)
SCHEMAC_DEFINE_LOADER(shapes_person, passport, shapes_passport, 3)
SCHEMAC_DEFINE_LOADER(shapes_passport, owner, shapes_person, 0)

/* ---- the package ---- */

static const schemac_model *const shapes_schemac_models[] = {
    &shapes_pair_model,
    &shapes_pair_user_model,
    &shapes_no_key_model,
    &shapes_only_key_model,
    &shapes_always_model,
    &shapes_person_model,
    &shapes_passport_model,
    &shapes_unique_model,
    &shapes_wide_model,
    &shapes_friendships_model,
};
const schemac_package shapes_schemac_package = {
    &schemac_abi_1, "shapes", shapes_schemac_constraints, 21, shapes_schemac_models, 10};
