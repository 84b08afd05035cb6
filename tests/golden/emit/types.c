/* Made by schemac from the schema "types": edit the schema, not this file. */
#include "types.h"

/* ---- constraints ---- */

static const char *const types_schemac_constraint_columns[] = {
    "id",
};

const schemac_constraint types_schemac_constraints[1] = {
    {"every_pkey", "every", SCHEMAC_CONSTRAINT_PRIMARY_KEY, &types_schemac_constraint_columns[0], 1},
};

/* ---- Mood ---- */

static const schemac_enum_member types_mood_members[] = {
    {TYPES_MOOD_HAPPY, 2, "HAPPY", "Happy \"?\? */"},
    {TYPES_MOOD_CALM, 0, "so so", "so so"},
    {TYPES_MOOD_UNKNOWN_, 1, "UNKNOWN", "UNKNOWN"},
};
static const char *const types_mood_names[] = {
    "HAPPY",
    "CALM",
    "UNKNOWN",
};
static const uint16_t types_mood_by_label[] = {
    0, 2, 1,
};
const schemac_enum types_mood_enum = {"Mood", types_mood_members, types_mood_by_label, 3, false};
SCHEMAC_DEFINE_ENUM(types_mood, TYPES_MOOD_UNKNOWN)

/* ---- Size ---- */

static const schemac_enum_member types_size_members[] = {
    {TYPES_SIZE_M, 1, "M", "M"},
    {TYPES_SIZE_L, 2, "L", "L"},
    {TYPES_SIZE_S, 0, "S", "S"},
};
static const char *const types_size_names[] = {
    "M",
    "L",
    "S",
};
static const uint16_t types_size_by_label[] = {
    1, 0, 2,
};
const schemac_enum types_size_enum = {"Size", types_size_members, types_size_by_label, 3, false};
SCHEMAC_DEFINE_ENUM(types_size, TYPES_SIZE_UNKNOWN)

/* ---- Level ---- */

static const schemac_enum_member types_level_members[] = {
    {TYPES_LEVEL_HIGH, 1, "HIGH", "HIGH"},
    {TYPES_LEVEL_LOW, 0, "LOW", "LOW"},
};
static const char *const types_level_names[] = {
    "HIGH",
    "LOW",
};
static const uint16_t types_level_by_label[] = {
    0, 1,
};
const schemac_enum types_level_enum = {"Level", types_level_members, types_level_by_label, 2, true};
SCHEMAC_DEFINE_ENUM(types_level, TYPES_LEVEL_UNKNOWN)

/* ---- Every ---- */

#define TYPES_EVERY_COLUMNS \
    "t.id, t.a1, t.a2, t.a3, t.a4, t.a5, t.a6, t.a7, t.a8, t.a9, t.a10, t.a11, t.a12, t.a13, " \
    "t.a14, t.a15, t.a16, t.a17, t.a18, t.a19, t.a20, t.a21::text, t.a22::text, t.a23::text, " \
    "t.a24::text, t.a25::text, t.a26::text, t.a27::text, t.a28, t.a29, t.a30, t.a31, t.a32, t.a33, " \
    "t.a34::text, t.a35, t.a36, t.a37, t.a38, t.a39::text[], t.a40, t.a41, t.b1, t.b2, t.b3, " \
    "t.b4, t.b5, t.b6, t.b7, t.b8, t.b9, t.b10, t.b11, t.b12, t.b13, t.b14, t.b15, t.b16, t.b17, " \
    "t.b18, t.b19, t.b20, t.b21::text, t.b22::text, t.b23::text, t.b24::text, t.b25::text, t.b26::text, " \
    "t.b27::text, t.b28, t.b29, t.b30, t.b31, t.b32, t.b33, t.b34::text"
#define TYPES_EVERY_RETURNING \
    "id, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, " \
    "a20, a21::text, a22::text, a23::text, a24::text, a25::text, a26::text, a27::text, a28, a29, " \
    "a30, a31, a32, a33, a34::text, a35, a36, a37, a38, a39::text[], a40, a41, b1, b2, b3, b4, " \
    "b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15, b16, b17, b18, b19, b20, b21::text, b22::text, " \
    "b23::text, b24::text, b25::text, b26::text, b27::text, b28, b29, b30, b31, b32, b33, b34::text"
#define TYPES_EVERY_COLUMNS_SQLITE \
    "t.id, t.a1, t.a2, t.a3, t.a4, t.a5, t.a6, t.a7, t.a8, t.a9, t.a10, t.a11, t.a12, t.a13, " \
    "t.a14, t.a15, t.a16, t.a17, t.a18, t.a19, t.a20, t.a21, t.a22, t.a23, t.a24, t.a25, t.a26, " \
    "t.a27, t.a28, t.a29, t.a30, t.a31, t.a32, t.a33, t.a34, t.a35, t.a36, t.a37, t.a38, t.a39, " \
    "t.a40, t.a41, t.b1, t.b2, t.b3, t.b4, t.b5, t.b6, t.b7, t.b8, t.b9, t.b10, t.b11, t.b12, " \
    "t.b13, t.b14, t.b15, t.b16, t.b17, t.b18, t.b19, t.b20, t.b21, t.b22, t.b23, t.b24, t.b25, " \
    "t.b26, t.b27, t.b28, t.b29, t.b30, t.b31, t.b32, t.b33, t.b34"
#define TYPES_EVERY_RETURNING_SQLITE \
    "id, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, " \
    "a20, a21, a22, a23, a24, a25, a26, a27, a28, a29, a30, a31, a32, a33, a34, a35, a36, a37, " \
    "a38, a39, a40, a41, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15, b16, " \
    "b17, b18, b19, b20, b21, b22, b23, b24, b25, b26, b27, b28, b29, b30, b31, b32, b33, b34"

static const schemac_column types_every_columns[] = {
    SCHEMAC_FACTS(types_every, id, "bigint", "INTEGER", INT64, SCHEMAC_COLUMN_AUTO, 0, -1),
    SCHEMAC_FACTS(types_every, a1, "boolean", "INTEGER", BOOL, 0, 0, -1),
    SCHEMAC_FACTS(types_every, a2, "smallint", "INTEGER", INT16, 0, 0, -1),
    SCHEMAC_FACTS(types_every, a3, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(types_every, a4, "bigint", "INTEGER", INT64, 0, 0, -1),
    SCHEMAC_FACTS(types_every, a5, "real", "REAL", FLOAT, 0, 0, -1),
    SCHEMAC_FACTS(types_every, a6, "double precision", "REAL", DOUBLE, 0, 0, -1),
    SCHEMAC_FACTS(types_every, a7, "numeric", "TEXT", DECIMAL, 0, 0, -1),
    SCHEMAC_FACTS(types_every, a8, "numeric(10,2)", "TEXT", DECIMAL, 0, 0, 2),
    SCHEMAC_FACTS(types_every, a9, "character(3)", "TEXT", TEXT, 0, 3, -1),
    SCHEMAC_FACTS(types_every, a10, "character varying(20)", "TEXT", TEXT, 0, 20, -1),
    SCHEMAC_FACTS(types_every, a11, "text", "TEXT", TEXT, 0, 0, -1),
    SCHEMAC_FACTS(types_every, a12, "bytea", "BLOB", BYTES, 0, 0, -1),
    SCHEMAC_FACTS(types_every, a13, "date", "TEXT", DATE, 0, 0, -1),
    SCHEMAC_FACTS(types_every, a14, "time without time zone", "TEXT", TIME, 0, 0, -1),
    SCHEMAC_FACTS(types_every, a15, "timestamp without time zone", "TEXT", TIMESTAMP, 0, 0, -1),
    SCHEMAC_FACTS(types_every, a16, "timestamp with time zone", "TEXT", TIMESTAMP, 0, 0, -1),
    SCHEMAC_FACTS(types_every, a17, "interval", "TEXT", INTERVAL, 0, 0, -1),
    SCHEMAC_FACTS(types_every, a18, "uuid", "TEXT", UUID, 0, 0, -1),
    SCHEMAC_FACTS(types_every, a19, "json", "TEXT", JSON, 0, 0, -1),
    SCHEMAC_FACTS(types_every, a20, "jsonb", "TEXT", JSON, 0, 0, -1),
    SCHEMAC_FACTS(types_every, a21, "inet", "TEXT", FOREIGN, 0, 0, -1),
    SCHEMAC_FACTS(types_every, a22, "cidr", "TEXT", FOREIGN, 0, 0, -1),
    SCHEMAC_FACTS(types_every, a23, "macaddr", "TEXT", FOREIGN, 0, 0, -1),
    SCHEMAC_FACTS(types_every, a24, "bit(3)", "TEXT", FOREIGN, 0, 0, -1),
    SCHEMAC_FACTS(types_every, a25, "bit varying", "TEXT", FOREIGN, 0, 0, -1),
    SCHEMAC_FACTS(types_every, a26, "tsvector", "TEXT", FOREIGN, 0, 0, -1),
    SCHEMAC_FACTS(types_every, a27, "xml", "TEXT", FOREIGN, 0, 0, -1),
    {"a28", "a28", {"mood", "TEXT"}, SCHEMAC_KIND_ENUM, 0, SCHEMAC_AT(types_every, a28), &types_mood_enum, 0, -1,
     {NULL, NULL}},
    {"a29", "a29", {"text", "TEXT"}, SCHEMAC_KIND_ENUM, 0, SCHEMAC_AT(types_every, a29), &types_size_enum, 0, -1,
     {NULL, NULL}},
    {"a30", "a30", {"smallint", "TEXT"}, SCHEMAC_KIND_ENUM, 0, SCHEMAC_AT(types_every, a30), &types_level_enum, 0, -1,
     {NULL, NULL}},
    SCHEMAC_FACTS(types_every, a31, "integer[]", "TEXT", INT32, SCHEMAC_COLUMN_ARRAY, 0, -1),
    SCHEMAC_FACTS(types_every, a32, "text[]", "TEXT", TEXT, SCHEMAC_COLUMN_ARRAY, 0, -1),
    {"a33", "a33", {"mood[]", "TEXT"}, SCHEMAC_KIND_ENUM, SCHEMAC_COLUMN_ARRAY, SCHEMAC_AT(types_every, a33),
     &types_mood_enum, 0, -1, {NULL, NULL}},
    SCHEMAC_FACTS(types_every, a34, "money", "TEXT", FOREIGN, 0, 0, -1),
    SCHEMAC_FACTS(types_every, a35, "bytea[]", "TEXT", BYTES, SCHEMAC_COLUMN_ARRAY, 0, -1),
    SCHEMAC_FACTS(types_every, a36, "numeric(5,1)[]", "TEXT", DECIMAL, SCHEMAC_COLUMN_ARRAY, 0, 1),
    SCHEMAC_FACTS(types_every, a37, "jsonb[]", "TEXT", JSON, SCHEMAC_COLUMN_ARRAY, 0, -1),
    SCHEMAC_FACTS(types_every, a38, "uuid[]", "TEXT", UUID, SCHEMAC_COLUMN_ARRAY, 0, -1),
    SCHEMAC_FACTS(types_every, a39, "inet[]", "TEXT", FOREIGN, SCHEMAC_COLUMN_ARRAY, 0, -1),
    {"a40", "a40", {"text[]", "TEXT"}, SCHEMAC_KIND_ENUM, SCHEMAC_COLUMN_ARRAY, SCHEMAC_AT(types_every, a40),
     &types_size_enum, 0, -1, {NULL, NULL}},
    {"a41", "a41", {"smallint[]", "TEXT"}, SCHEMAC_KIND_ENUM, SCHEMAC_COLUMN_ARRAY, SCHEMAC_AT(types_every, a41),
     &types_level_enum, 0, -1, {NULL, NULL}},
    SCHEMAC_FACTS_OPT(types_every, b1, "boolean", "INTEGER", BOOL, SCHEMAC_COLUMN_NULLABLE, 0, -1),
    SCHEMAC_FACTS_OPT(types_every, b2, "smallint", "INTEGER", INT16, SCHEMAC_COLUMN_NULLABLE, 0, -1),
    SCHEMAC_FACTS_OPT(types_every, b3, "integer", "INTEGER", INT32, SCHEMAC_COLUMN_NULLABLE, 0, -1),
    SCHEMAC_FACTS_OPT(types_every, b4, "bigint", "INTEGER", INT64, SCHEMAC_COLUMN_NULLABLE, 0, -1),
    SCHEMAC_FACTS_OPT(types_every, b5, "real", "REAL", FLOAT, SCHEMAC_COLUMN_NULLABLE, 0, -1),
    SCHEMAC_FACTS_OPT(types_every, b6, "double precision", "REAL", DOUBLE, SCHEMAC_COLUMN_NULLABLE, 0, -1),
    SCHEMAC_FACTS(types_every, b7, "numeric", "TEXT", DECIMAL, SCHEMAC_COLUMN_NULLABLE, 0, -1),
    SCHEMAC_FACTS(types_every, b8, "numeric(10,2)", "TEXT", DECIMAL, SCHEMAC_COLUMN_NULLABLE, 0, 2),
    SCHEMAC_FACTS(types_every, b9, "character(3)", "TEXT", TEXT, SCHEMAC_COLUMN_NULLABLE, 3, -1),
    SCHEMAC_FACTS(types_every, b10, "character varying(20)", "TEXT", TEXT, SCHEMAC_COLUMN_NULLABLE, 20, -1),
    SCHEMAC_FACTS(types_every, b11, "text", "TEXT", TEXT, SCHEMAC_COLUMN_NULLABLE, 0, -1),
    SCHEMAC_FACTS(types_every, b12, "bytea", "BLOB", BYTES, SCHEMAC_COLUMN_NULLABLE, 0, -1),
    SCHEMAC_FACTS_OPT(types_every, b13, "date", "TEXT", DATE, SCHEMAC_COLUMN_NULLABLE, 0, -1),
    SCHEMAC_FACTS_OPT(types_every, b14, "time without time zone", "TEXT", TIME, SCHEMAC_COLUMN_NULLABLE, 0, -1),
    SCHEMAC_FACTS_OPT(types_every, b15, "timestamp without time zone", "TEXT", TIMESTAMP, SCHEMAC_COLUMN_NULLABLE, 0, -1),
    SCHEMAC_FACTS_OPT(types_every, b16, "timestamp with time zone", "TEXT", TIMESTAMP, SCHEMAC_COLUMN_NULLABLE, 0, -1),
    SCHEMAC_FACTS_OPT(types_every, b17, "interval", "TEXT", INTERVAL, SCHEMAC_COLUMN_NULLABLE, 0, -1),
    SCHEMAC_FACTS_OPT(types_every, b18, "uuid", "TEXT", UUID, SCHEMAC_COLUMN_NULLABLE, 0, -1),
    SCHEMAC_FACTS(types_every, b19, "json", "TEXT", JSON, SCHEMAC_COLUMN_NULLABLE, 0, -1),
    SCHEMAC_FACTS(types_every, b20, "jsonb", "TEXT", JSON, SCHEMAC_COLUMN_NULLABLE, 0, -1),
    SCHEMAC_FACTS(types_every, b21, "inet", "TEXT", FOREIGN, SCHEMAC_COLUMN_NULLABLE, 0, -1),
    SCHEMAC_FACTS(types_every, b22, "cidr", "TEXT", FOREIGN, SCHEMAC_COLUMN_NULLABLE, 0, -1),
    SCHEMAC_FACTS(types_every, b23, "macaddr", "TEXT", FOREIGN, SCHEMAC_COLUMN_NULLABLE, 0, -1),
    SCHEMAC_FACTS(types_every, b24, "bit(3)", "TEXT", FOREIGN, SCHEMAC_COLUMN_NULLABLE, 0, -1),
    SCHEMAC_FACTS(types_every, b25, "bit varying", "TEXT", FOREIGN, SCHEMAC_COLUMN_NULLABLE, 0, -1),
    SCHEMAC_FACTS(types_every, b26, "tsvector", "TEXT", FOREIGN, SCHEMAC_COLUMN_NULLABLE, 0, -1),
    SCHEMAC_FACTS(types_every, b27, "xml", "TEXT", FOREIGN, SCHEMAC_COLUMN_NULLABLE, 0, -1),
    {"b28", "b28", {"mood", "TEXT"}, SCHEMAC_KIND_ENUM, SCHEMAC_COLUMN_NULLABLE, SCHEMAC_AT_OPT(types_every, b28),
     &types_mood_enum, 0, -1, {NULL, NULL}},
    {"b29", "b29", {"text", "TEXT"}, SCHEMAC_KIND_ENUM, SCHEMAC_COLUMN_NULLABLE, SCHEMAC_AT_OPT(types_every, b29),
     &types_size_enum, 0, -1, {NULL, NULL}},
    {"b30", "b30", {"smallint", "TEXT"}, SCHEMAC_KIND_ENUM, SCHEMAC_COLUMN_NULLABLE, SCHEMAC_AT_OPT(types_every, b30),
     &types_level_enum, 0, -1, {NULL, NULL}},
    SCHEMAC_FACTS(types_every, b31, "integer[]", "TEXT", INT32, SCHEMAC_COLUMN_NULLABLE | SCHEMAC_COLUMN_ARRAY, 0, -1),
    SCHEMAC_FACTS(types_every, b32, "text[]", "TEXT", TEXT, SCHEMAC_COLUMN_NULLABLE | SCHEMAC_COLUMN_ARRAY, 0, -1),
    {"b33", "b33", {"mood[]", "TEXT"}, SCHEMAC_KIND_ENUM, SCHEMAC_COLUMN_NULLABLE | SCHEMAC_COLUMN_ARRAY,
     SCHEMAC_AT(types_every, b33), &types_mood_enum, 0, -1, {NULL, NULL}},
    SCHEMAC_FACTS(types_every, b34, "money", "TEXT", FOREIGN, SCHEMAC_COLUMN_NULLABLE, 0, -1),
};
static const uint16_t types_every_primary_places[] = {0};
static const schemac_key types_every_primary = {
    TYPES_EVERY_PKEY, types_every_primary_places, 1,
    {"SELECT " TYPES_EVERY_COLUMNS " FROM every AS t WHERE t.id = $1",
     "SELECT " TYPES_EVERY_COLUMNS_SQLITE " FROM every AS t WHERE t.id = ?1"}};
const schemac_model types_every_model = {
    "Every", "every", &types_schemac_package, sizeof(types_every), 0,
    types_every_columns, 76, &types_every_primary, NULL, 0, NULL, 0,
    {"every", "every"},
    {TYPES_EVERY_COLUMNS, TYPES_EVERY_COLUMNS_SQLITE},
    {TYPES_EVERY_RETURNING, TYPES_EVERY_RETURNING_SQLITE},
    {"DELETE FROM every WHERE id = $1", "DELETE FROM every WHERE id = ?1"}};

SCHEMAC_DEFINE_MODEL(types_every)
SCHEMAC_DEFINE_KEY(types_every, (&id), int64_t id)

/* ---- the package ---- */

static const schemac_model *const types_schemac_models[] = {
    &types_every_model,
};
const schemac_package types_schemac_package = {
    &schemac_abi_1, "types", types_schemac_constraints, 1, types_schemac_models, 1};
