/* Made by schemac from the schema "class": edit the schema, not this file. */
#include "class.h"

/* ---- constraints ---- */

static const char *const class_schemac_constraint_columns[] = {
    "new",
    "class",
    "session",
    "row",
    "err",
    "by",
    "or_new",
    "row",
    "session",
    "id",
};

const schemac_constraint class_schemac_constraints[9] = {
    {"union_pkey", "union", SCHEMAC_CONSTRAINT_PRIMARY_KEY, &class_schemac_constraint_columns[0], 1},
    {"union_class_key", "union", SCHEMAC_CONSTRAINT_UNIQUE, &class_schemac_constraint_columns[1], 1},
    {"union_session_key", "union", SCHEMAC_CONSTRAINT_UNIQUE, &class_schemac_constraint_columns[2], 1},
    {"union_row_key", "union", SCHEMAC_CONSTRAINT_UNIQUE, &class_schemac_constraint_columns[3], 1},
    {"union_err_key", "union", SCHEMAC_CONSTRAINT_UNIQUE, &class_schemac_constraint_columns[4], 1},
    {"union_by_key", "union", SCHEMAC_CONSTRAINT_UNIQUE, &class_schemac_constraint_columns[5], 1},
    {"union_or_new_fkey", "union", SCHEMAC_CONSTRAINT_FOREIGN_KEY, &class_schemac_constraint_columns[6], 1},
    {"union_row_session_key", "union", SCHEMAC_CONSTRAINT_UNIQUE, &class_schemac_constraint_columns[7], 2},
    {"Время_pkey", "Время", SCHEMAC_CONSTRAINT_PRIMARY_KEY, &class_schemac_constraint_columns[9], 1},
};

/* ---- int ---- */

static const schemac_enum_member class_int_members[] = {
    {CLASS_INT_FOR, 0, "for", "for"},
    {CLASS_INT_WHILE, 1, "while", "while"},
};
static const char *const class_int_names[] = {
    "for",
    "while",
};
static const uint16_t class_int_by_label[] = {
    0, 1,
};
const schemac_enum class_int_enum = {"int", class_int_members, class_int_by_label, 2, false};
SCHEMAC_DEFINE_ENUM(class_int, CLASS_INT_UNKNOWN)

/* ---- union ---- */

#define CLASS_UNION_COLUMNS \
    "t.new, t.class, t.\"int\", t.errno, t.unix, t.bool, t.session, t.\"row\", t.err, t.by, t.timezone, " \
    "t.draft, t.value, t.\"where\", t.items, t.count, t.\"set\", t.\"order\", t.query, t.list, " \
    "t.node, t.\"Имя\", t.\"two words\", t.\"\"\"quoted\"\"\", t.\"camelCase\", t.or_new"
#define CLASS_UNION_RETURNING \
    "new, class, \"int\", errno, unix, bool, session, \"row\", err, by, timezone, draft, value, " \
    "\"where\", items, count, \"set\", \"order\", query, list, node, \"Имя\", \"two words\", " \
    "\"\"\"quoted\"\"\", \"camelCase\", or_new"

static const schemac_column class_union_columns[] = {
    {"new", "new", {"bigint", "INTEGER"}, SCHEMAC_KIND_INT64, SCHEMAC_COLUMN_AUTO, SCHEMAC_AT(class_union, new_), NULL,
     0, -1, {NULL, NULL}},
    {"class", "class", {"text", "TEXT"}, SCHEMAC_KIND_TEXT, 0, SCHEMAC_AT(class_union, class_), NULL, 0, -1,
     {NULL, NULL}},
    {"int", "\"int\"", {"integer", "INTEGER"}, SCHEMAC_KIND_INT32, SCHEMAC_COLUMN_NULLABLE,
     SCHEMAC_AT_OPT(class_union, int_), NULL, 0, -1, {NULL, NULL}},
    {"errno", "errno", {"integer", "INTEGER"}, SCHEMAC_KIND_INT32, 0, SCHEMAC_AT(class_union, errno_), NULL, 0, -1,
     {NULL, NULL}},
    {"unix", "unix", {"\"int\"", "TEXT"}, SCHEMAC_KIND_ENUM, 0, SCHEMAC_AT(class_union, unix_), &class_int_enum, 0, -1,
     {NULL, NULL}},
    {"bool", "bool", {"boolean", "INTEGER"}, SCHEMAC_KIND_BOOL, SCHEMAC_COLUMN_DEFAULT, SCHEMAC_AT(class_union, bool_),
     NULL, 0, -1, {NULL, NULL}},
    SCHEMAC_FACTS(class_union, session, "integer", "INTEGER", INT32, 0, 0, -1),
    {"row", "\"row\"", {"integer", "INTEGER"}, SCHEMAC_KIND_INT32, 0, SCHEMAC_AT(class_union, row), NULL, 0, -1,
     {NULL, NULL}},
    SCHEMAC_FACTS(class_union, err, "text", "TEXT", TEXT, 0, 0, -1),
    SCHEMAC_FACTS(class_union, by, "text", "TEXT", TEXT, 0, 0, -1),
    SCHEMAC_FACTS(class_union, timezone, "text", "TEXT", TEXT, 0, 0, -1),
    SCHEMAC_FACTS(class_union, draft, "text", "TEXT", TEXT, 0, 0, -1),
    SCHEMAC_FACTS(class_union, value, "text", "TEXT", TEXT, 0, 0, -1),
    {"where", "\"where\"", {"text", "TEXT"}, SCHEMAC_KIND_TEXT, 0, SCHEMAC_AT(class_union, where), NULL, 0, -1,
     {NULL, NULL}},
    SCHEMAC_FACTS(class_union, items, "text", "TEXT", TEXT, 0, 0, -1),
    SCHEMAC_FACTS(class_union, count, "integer", "INTEGER", INT32, 0, 0, -1),
    {"set", "\"set\"", {"text", "TEXT"}, SCHEMAC_KIND_TEXT, 0, SCHEMAC_AT(class_union, set), NULL, 0, -1, {NULL, NULL}},
    {"order", "\"order\"", {"text", "TEXT"}, SCHEMAC_KIND_TEXT, 0, SCHEMAC_AT(class_union, order), NULL, 0, -1,
     {NULL, NULL}},
    SCHEMAC_FACTS(class_union, query, "text", "TEXT", TEXT, 0, 0, -1),
    SCHEMAC_FACTS(class_union, list, "text", "TEXT", TEXT, 0, 0, -1),
    SCHEMAC_FACTS(class_union, node, "text", "TEXT", TEXT, 0, 0, -1),
    {"Имя", "\"Имя\"", {"text", "TEXT"}, SCHEMAC_KIND_TEXT, 0, SCHEMAC_AT(class_union, _u0418_u043c_u044f), NULL,
     0, -1, {NULL, NULL}},
    {"two words", "\"two words\"", {"text", "TEXT"}, SCHEMAC_KIND_TEXT, 0, SCHEMAC_AT(class_union, two_words), NULL, 0,
     -1, {NULL, NULL}},
    {"\"quoted\"", "\"\"\"quoted\"\"\"", {"text", "TEXT"}, SCHEMAC_KIND_TEXT, SCHEMAC_COLUMN_NULLABLE,
     SCHEMAC_AT(class_union, _quoted_), NULL, 0, -1, {NULL, NULL}},
    {"camelCase", "\"camelCase\"", {"text", "TEXT"}, SCHEMAC_KIND_TEXT, 0, SCHEMAC_AT(class_union, camel_case), NULL, 0,
     -1, {NULL, NULL}},
    SCHEMAC_FACTS_OPT(class_union, or_new, "bigint", "INTEGER", INT64, SCHEMAC_COLUMN_NULLABLE, 0, -1),
};
static const uint16_t class_union_primary_places[] = {0};
static const schemac_key class_union_primary = {
    CLASS_UNION_PKEY, class_union_primary_places, 1,
    {"SELECT " CLASS_UNION_COLUMNS " FROM \"union\" AS t WHERE t.new = $1",
     "SELECT " CLASS_UNION_COLUMNS " FROM \"union\" AS t WHERE t.new = ?1"}};
static const uint16_t class_union_places_by_class[] = {1};
static const uint16_t class_union_places_by_session[] = {6};
static const uint16_t class_union_places_by_row[] = {7};
static const uint16_t class_union_places_by_err[] = {8};
static const uint16_t class_union_places_by_by[] = {9};
static const uint16_t class_union_places_by_row_and_session[] = {7, 6};
static const schemac_key class_union_uniques[] = {
    {CLASS_UNION_CLASS_KEY, class_union_places_by_class, 1,
     {"SELECT " CLASS_UNION_COLUMNS " FROM \"union\" AS t WHERE t.class = $1",
      "SELECT " CLASS_UNION_COLUMNS " FROM \"union\" AS t WHERE t.class = ?1"}},
    {CLASS_UNION_SESSION_KEY, class_union_places_by_session, 1,
     {"SELECT " CLASS_UNION_COLUMNS " FROM \"union\" AS t WHERE t.session = $1",
      "SELECT " CLASS_UNION_COLUMNS " FROM \"union\" AS t WHERE t.session = ?1"}},
    {CLASS_UNION_ROW_KEY, class_union_places_by_row, 1,
     {"SELECT " CLASS_UNION_COLUMNS " FROM \"union\" AS t WHERE t.\"row\" = $1",
      "SELECT " CLASS_UNION_COLUMNS " FROM \"union\" AS t WHERE t.\"row\" = ?1"}},
    {CLASS_UNION_ERR_KEY, class_union_places_by_err, 1,
     {"SELECT " CLASS_UNION_COLUMNS " FROM \"union\" AS t WHERE t.err = $1",
      "SELECT " CLASS_UNION_COLUMNS " FROM \"union\" AS t WHERE t.err = ?1"}},
    {CLASS_UNION_BY_KEY, class_union_places_by_by, 1,
     {"SELECT " CLASS_UNION_COLUMNS " FROM \"union\" AS t WHERE t.by = $1",
      "SELECT " CLASS_UNION_COLUMNS " FROM \"union\" AS t WHERE t.by = ?1"}},
    {CLASS_UNION_ROW_SESSION_KEY, class_union_places_by_row_and_session, 2,
     {"SELECT " CLASS_UNION_COLUMNS " FROM \"union\" AS t WHERE t.\"row\" = $1 AND t.session = $2",
      "SELECT " CLASS_UNION_COLUMNS " FROM \"union\" AS t WHERE t.\"row\" = ?1 AND t.session = ?2"}},
};
static const uint16_t class_union_from_or[] = {25};
static const uint16_t class_union_to_or[] = {0};
static const uint16_t class_union_from_and[] = {0};
static const uint16_t class_union_to_and[] = {25};
static const schemac_relation class_union_relations[] = {
    {"or", &class_union_model, class_union_from_or, class_union_to_or, 1, NULL, offsetof(class_union, or_), false},
    {"and", &class_union_model, class_union_from_and, class_union_to_and, 1, NULL, offsetof(class_union, and_), true},
};
const schemac_model class_union_model = {
    "union", "union", &class_schemac_package, sizeof(class_union), offsetof(class_union, schemac_loaded),
    class_union_columns, 26, &class_union_primary, class_union_uniques, 6, class_union_relations, 2,
    {"\"union\"", "\"union\""},
    {CLASS_UNION_COLUMNS, CLASS_UNION_COLUMNS},
    {CLASS_UNION_RETURNING, CLASS_UNION_RETURNING},
    {"DELETE FROM \"union\" WHERE new = $1", "DELETE FROM \"union\" WHERE new = ?1"}};

SCHEMAC_DEFINE_MODEL(class_union)
SCHEMAC_DEFINE_KEY(class_union, (&new_), int64_t new_)
SCHEMAC_DEFINE_UNIQUE(class_union, class, 0, (&class_), schemac_str class_)
SCHEMAC_DEFINE_UNIQUE(class_union, session, 1, (&session_), int32_t session_)
SCHEMAC_DEFINE_UNIQUE(class_union, row, 2, (&row_), int32_t row_)
SCHEMAC_DEFINE_UNIQUE(class_union, err, 3, (&err_), schemac_str err_)
SCHEMAC_DEFINE_UNIQUE(class_union, by, 4, (&by_), schemac_str by_)
SCHEMAC_DEFINE_UNIQUE(class_union, row_and_session, 5, (&row_, &session_), int32_t row_, int32_t session_)

/* ---- Время ---- */

#define CLASS__U0412_U0440_U0435_U043C_U044F_COLUMNS \
    "t.id, t.\"Час\""
#define CLASS__U0412_U0440_U0435_U043C_U044F_RETURNING \
    "id, \"Час\""

static const schemac_column class__u0412_u0440_u0435_u043c_u044f_columns[] = {
    SCHEMAC_FACTS(class__u0412_u0440_u0435_u043c_u044f, id, "integer", "INTEGER", INT32, 0, 0, -1),
    {"Час", "\"Час\"", {"integer", "INTEGER"}, SCHEMAC_KIND_INT32, 0,
     SCHEMAC_AT(class__u0412_u0440_u0435_u043c_u044f, _u0427_u0430_u0441), NULL, 0, -1, {NULL, NULL}},
};
static const uint16_t class__u0412_u0440_u0435_u043c_u044f_primary_places[] = {0};
static const schemac_key class__u0412_u0440_u0435_u043c_u044f_primary = {
    CLASS__U0412_U0440_U0435_U043C_U044F_PKEY, class__u0412_u0440_u0435_u043c_u044f_primary_places, 1,
    {"SELECT " CLASS__U0412_U0440_U0435_U043C_U044F_COLUMNS " FROM \"Время\" AS t WHERE t.id = $1",
     "SELECT " CLASS__U0412_U0440_U0435_U043C_U044F_COLUMNS " FROM \"Время\" AS t WHERE t.id = ?1"}};
const schemac_model class__u0412_u0440_u0435_u043c_u044f_model = {
    "Время", "Время", &class_schemac_package, sizeof(class__u0412_u0440_u0435_u043c_u044f), 0,
    class__u0412_u0440_u0435_u043c_u044f_columns, 2, &class__u0412_u0440_u0435_u043c_u044f_primary, NULL, 0, NULL, 0,
    {"\"Время\"", "\"Время\""},
    {CLASS__U0412_U0440_U0435_U043C_U044F_COLUMNS, CLASS__U0412_U0440_U0435_U043C_U044F_COLUMNS},
    {CLASS__U0412_U0440_U0435_U043C_U044F_RETURNING, CLASS__U0412_U0440_U0435_U043C_U044F_RETURNING},
    {"DELETE FROM \"Время\" WHERE id = $1", "DELETE FROM \"Время\" WHERE id = ?1"}};

SCHEMAC_DEFINE_MODEL(class__u0412_u0440_u0435_u043c_u044f)
SCHEMAC_DEFINE_KEY(class__u0412_u0440_u0435_u043c_u044f, (&id), int32_t id)

/* ---- relations ---- */

SCHEMAC_DEFINE_LOADER(class_union, or, class_union, 0)
SCHEMAC_DEFINE_LOADER(class_union, and, class_union, 1)

/* ---- the package ---- */

static const schemac_model *const class_schemac_models[] = {
    &class_union_model,
    &class__u0412_u0440_u0435_u043c_u044f_model,
};
const schemac_package class_schemac_package = {
    &schemac_abi_1, "class", class_schemac_constraints, 9, class_schemac_models, 2};
