/* Made by schemac from the schema "defaults": edit the schema, not this file. */
#include "defaults.h"

/* ---- constraints ---- */

static const char *const defaults_schemac_constraint_columns[] = {
    "id",
};

const schemac_constraint defaults_schemac_constraints[1] = {
    {"every_pkey", "every", SCHEMAC_CONSTRAINT_PRIMARY_KEY, &defaults_schemac_constraint_columns[0], 1},
};

/* ---- Mood ---- */

static const schemac_enum_member defaults_mood_members[] = {
    {DEFAULTS_MOOD_HAPPY, 1, "HAPPY", "HAPPY"},
    {DEFAULTS_MOOD_CALM, 0, "CALM", "CALM"},
};
static const char *const defaults_mood_names[] = {
    "HAPPY",
    "CALM",
};
static const uint16_t defaults_mood_by_label[] = {
    1, 0,
};
const schemac_enum defaults_mood_enum = {"Mood", defaults_mood_members, defaults_mood_by_label, 2, false};
SCHEMAC_DEFINE_ENUM(defaults_mood, DEFAULTS_MOOD_UNKNOWN)

/* ---- Every ---- */

#define DEFAULTS_EVERY_COLUMNS \
    "t.id, t.a1, t.a2, t.a3, t.a4, t.a5, t.a6, t.a7, t.a8, t.a9, t.a10, t.a11, t.a12, t.a13, " \
    "t.a14, t.a15, t.b1, t.b2, t.b3, t.b4, t.b5, t.b6, t.c1, t.c2, t.c3, t.c4, t.c5, t.d1, t.d2"
#define DEFAULTS_EVERY_RETURNING \
    "id, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, b1, b2, b3, b4, b5, " \
    "b6, c1, c2, c3, c4, c5, d1, d2"

static const schemac_column defaults_every_columns[] = {
    SCHEMAC_FACTS(defaults_every, id, "bigint", "INTEGER", INT64, SCHEMAC_COLUMN_AUTO, 0, -1),
    SCHEMAC_FACTS(defaults_every, a1, "boolean", "INTEGER", BOOL, SCHEMAC_COLUMN_DEFAULT, 0, -1),
    SCHEMAC_FACTS(defaults_every, a2, "smallint", "INTEGER", INT16, SCHEMAC_COLUMN_DEFAULT, 0, -1),
    SCHEMAC_FACTS(defaults_every, a3, "integer", "INTEGER", INT32, SCHEMAC_COLUMN_DEFAULT, 0, -1),
    SCHEMAC_FACTS(defaults_every, a4, "bigint", "INTEGER", INT64, SCHEMAC_COLUMN_DEFAULT, 0, -1),
    SCHEMAC_FACTS(defaults_every, a5, "real", "REAL", FLOAT, SCHEMAC_COLUMN_DEFAULT, 0, -1),
    SCHEMAC_FACTS(defaults_every, a6, "double precision", "REAL", DOUBLE, SCHEMAC_COLUMN_DEFAULT, 0, -1),
    SCHEMAC_FACTS(defaults_every, a7, "numeric", "TEXT", DECIMAL, SCHEMAC_COLUMN_DEFAULT, 0, -1),
    SCHEMAC_FACTS(defaults_every, a8, "numeric(10,2)", "TEXT", DECIMAL, SCHEMAC_COLUMN_DEFAULT, 0, 2),
    SCHEMAC_FACTS(defaults_every, a9, "character(3)", "TEXT", TEXT, SCHEMAC_COLUMN_DEFAULT, 3, -1),
    SCHEMAC_FACTS(defaults_every, a10, "text", "TEXT", TEXT, SCHEMAC_COLUMN_DEFAULT, 0, -1),
    {"a11", "a11", {"mood", "TEXT"}, SCHEMAC_KIND_ENUM, SCHEMAC_COLUMN_DEFAULT, SCHEMAC_AT(defaults_every, a11),
     &defaults_mood_enum, 0, -1, {NULL, NULL}},
    SCHEMAC_FACTS(defaults_every, a12, "timestamp with time zone", "TEXT", TIMESTAMP, SCHEMAC_COLUMN_DEFAULT, 0, -1),
    SCHEMAC_FACTS(defaults_every, a13, "bigint", "INTEGER", INT64, SCHEMAC_COLUMN_DEFAULT, 0, -1),
    SCHEMAC_FACTS(defaults_every, a14, "double precision", "REAL", DOUBLE, SCHEMAC_COLUMN_DEFAULT, 0, -1),
    SCHEMAC_FACTS(defaults_every, a15, "real", "REAL", FLOAT, SCHEMAC_COLUMN_DEFAULT, 0, -1),
    SCHEMAC_FACTS_OPT(defaults_every, b1, "boolean", "INTEGER", BOOL, SCHEMAC_COLUMN_NULLABLE | SCHEMAC_COLUMN_DEFAULT,
                      0, -1),
    SCHEMAC_FACTS_OPT(defaults_every, b2, "integer", "INTEGER", INT32, SCHEMAC_COLUMN_NULLABLE | SCHEMAC_COLUMN_DEFAULT,
                      0, -1),
    SCHEMAC_FACTS_OPT(defaults_every, b3, "double precision", "REAL", DOUBLE,
                      SCHEMAC_COLUMN_NULLABLE | SCHEMAC_COLUMN_DEFAULT, 0, -1),
    {"b4", "b4", {"mood", "TEXT"}, SCHEMAC_KIND_ENUM, SCHEMAC_COLUMN_NULLABLE | SCHEMAC_COLUMN_DEFAULT,
     SCHEMAC_AT_OPT(defaults_every, b4), &defaults_mood_enum, 0, -1, {NULL, NULL}},
    SCHEMAC_FACTS(defaults_every, b5, "text", "TEXT", TEXT, SCHEMAC_COLUMN_NULLABLE | SCHEMAC_COLUMN_DEFAULT, 0, -1),
    SCHEMAC_FACTS(defaults_every, b6, "numeric", "TEXT", DECIMAL, SCHEMAC_COLUMN_NULLABLE | SCHEMAC_COLUMN_DEFAULT, 0,
                  -1),
    SCHEMAC_FACTS(defaults_every, c1, "integer", "INTEGER", INT32, 0, 0, -1),
    SCHEMAC_FACTS(defaults_every, c2, "timestamp with time zone", "TEXT", TIMESTAMP, 0, 0, -1),
    {"c3", "c3", {"mood", "TEXT"}, SCHEMAC_KIND_ENUM, 0, SCHEMAC_AT(defaults_every, c3), &defaults_mood_enum, 0, -1,
     {NULL, NULL}},
    SCHEMAC_FACTS_OPT(defaults_every, c4, "integer", "INTEGER", INT32, SCHEMAC_COLUMN_NULLABLE, 0, -1),
    SCHEMAC_FACTS(defaults_every, c5, "text", "TEXT", TEXT, 0, 0, -1),
    SCHEMAC_FACTS(defaults_every, d1, "integer", "INTEGER", INT32, SCHEMAC_COLUMN_DEFAULT, 0, -1),
    SCHEMAC_FACTS(defaults_every, d2, "text", "TEXT", TEXT, SCHEMAC_COLUMN_DEFAULT, 0, -1),
};
static const uint16_t defaults_every_primary_places[] = {0};
static const schemac_key defaults_every_primary = {
    DEFAULTS_EVERY_PKEY, defaults_every_primary_places, 1,
    {"SELECT " DEFAULTS_EVERY_COLUMNS " FROM every AS t WHERE t.id = $1",
     "SELECT " DEFAULTS_EVERY_COLUMNS " FROM every AS t WHERE t.id = ?1"}};
const schemac_model defaults_every_model = {
    "Every", "every", &defaults_schemac_package, sizeof(defaults_every), 0,
    defaults_every_columns, 29, &defaults_every_primary, NULL, 0, NULL, 0,
    {"every", "every"},
    {DEFAULTS_EVERY_COLUMNS, DEFAULTS_EVERY_COLUMNS},
    {DEFAULTS_EVERY_RETURNING, DEFAULTS_EVERY_RETURNING},
    {"DELETE FROM every WHERE id = $1", "DELETE FROM every WHERE id = ?1"}};

SCHEMAC_DEFINE_MODEL(defaults_every)
SCHEMAC_DEFINE_KEY(defaults_every, (&id), int64_t id)

/* ---- the package ---- */

static const schemac_model *const defaults_schemac_models[] = {
    &defaults_every_model,
};
const schemac_package defaults_schemac_package = {
    &schemac_abi_1, "defaults", defaults_schemac_constraints, 1, defaults_schemac_models, 1};
