/* Made by schemac from the schema "defaults": edit the schema, not this file.
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
#ifndef SCHEMAC_MADE_DEFAULTS_H
#define SCHEMAC_MADE_DEFAULTS_H

#include <schemac/schemac.h>
#include <schemac/typed.h>

#if SCHEMAC_ABI != 1
#error "defaults.h was made for another version of libschemac: run schemac again"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- constraints, for schemac_error.constraint ---- */

extern const schemac_constraint defaults_schemac_constraints[1];

#define DEFAULTS_EVERY_PKEY (&defaults_schemac_constraints[0])

/* ---- Mood ---- */

typedef enum defaults_mood {
    DEFAULTS_MOOD_UNKNOWN = 0, /* a label that this program does not know */
    DEFAULTS_MOOD_CALM = 422625965,
    DEFAULTS_MOOD_HAPPY = 36670708
} defaults_mood;

typedef struct defaults_opt_mood {
    bool has;
    defaults_mood value;
} defaults_opt_mood;

/* What the schema calls a member. NULL for DEFAULTS_MOOD_UNKNOWN. */
const char *defaults_mood_name(defaults_mood member);
/* What the database holds for it. NULL for DEFAULTS_MOOD_UNKNOWN. */
const char *defaults_mood_label(defaults_mood member);
/* What people read. NULL for DEFAULTS_MOOD_UNKNOWN. */
const char *defaults_mood_title(defaults_mood member);
/* The member of a label; DEFAULTS_MOOD_UNKNOWN where there is none. */
defaults_mood defaults_mood_parse(schemac_str label);

/* ---- the types that models have of each other: lists, conditions, orders ---- */

SCHEMAC_TYPES(defaults_every)

/* ---- Every ---- */

struct defaults_every {
    int64_t id;
    bool a1;
    int16_t a2;
    int32_t a3;
    int64_t a4;
    float a5;
    double a6;
    schemac_decimal a7;
    schemac_decimal a8;
    schemac_str a9;
    schemac_str a10;
    defaults_mood a11;
    schemac_timestamp a12;
    int64_t a13;
    double a14;
    float a15;
    schemac_opt_bool b1;
    schemac_opt_int32 b2;
    schemac_opt_double b3;
    defaults_opt_mood b4;
    schemac_str b5;
    schemac_decimal b6;
    int32_t c1;
    schemac_timestamp c2;
    defaults_mood c3;
    schemac_opt_int32 c4;
    schemac_str c5;
    int32_t d1;
    schemac_str d2;
};

SCHEMAC_DRAFTS(defaults_every, 1)
static inline defaults_every_new defaults_every_new_make(void)
{
    defaults_every_new draft;
    memset(&draft, 0, sizeof draft);
    draft.value.a1 = true;
    draft.value.a2 = -5;
    draft.value.a3 = 2147483647;
    draft.value.a4 = INT64_MIN;
    draft.value.a5 = 0.1f;
    draft.value.a6 = 1e100;
    draft.value.a7 = SCHEMAC_DECIMAL("3.141592653589793238462643383279");
    draft.value.a8 = SCHEMAC_DECIMAL("-1");
    draft.value.a9 = SCHEMAC_STR("abc");
    draft.value.a10 = SCHEMAC_STR("a \"quoted\" \\ text ?\?= with\nlines");
    draft.value.a11 = DEFAULTS_MOOD_HAPPY;
    draft.value.a13 = INT64_C(9223372036854775807);
    draft.value.a14 = 5.0;
    draft.value.a15 = 7.0f;
    draft.value.b1.has = true;
    draft.value.b1.value = false;
    draft.value.b2.has = true;
    draft.value.b2.value = 0;
    draft.value.b3.has = true;
    draft.value.b3.value = 0.5;
    draft.value.b4.has = true;
    draft.value.b4.value = DEFAULTS_MOOD_CALM;
    draft.value.b5 = SCHEMAC_STR("x");
    draft.value.b6 = SCHEMAC_DECIMAL("1.5");
    draft.value.c1 = 5;
    draft.value.c2 = schemac_timestamp_now();
    draft.value.c3 = DEFAULTS_MOOD_CALM;
    draft.value.c4.has = true;
    draft.value.c4.value = 6;
    draft.value.c5 = SCHEMAC_STR("y");
    draft.set[0] = 0x7c00000;
    return draft;
}

SCHEMAC_SETTER(defaults_every_new, id, int64_t, 0)
SCHEMAC_SETTER(defaults_every_new, a1, bool, 1)
SCHEMAC_SETTER(defaults_every_new, a2, int16_t, 2)
SCHEMAC_SETTER(defaults_every_new, a3, int32_t, 3)
SCHEMAC_SETTER(defaults_every_new, a4, int64_t, 4)
SCHEMAC_SETTER(defaults_every_new, a5, float, 5)
SCHEMAC_SETTER(defaults_every_new, a6, double, 6)
SCHEMAC_SETTER(defaults_every_new, a7, schemac_decimal, 7)
SCHEMAC_SETTER(defaults_every_new, a8, schemac_decimal, 8)
SCHEMAC_SETTER(defaults_every_new, a9, schemac_str, 9)
SCHEMAC_SETTER(defaults_every_new, a10, schemac_str, 10)
SCHEMAC_SETTER(defaults_every_new, a11, defaults_mood, 11)
SCHEMAC_SETTER(defaults_every_new, a12, schemac_timestamp, 12)
SCHEMAC_SETTER(defaults_every_new, a13, int64_t, 13)
SCHEMAC_SETTER(defaults_every_new, a14, double, 14)
SCHEMAC_SETTER(defaults_every_new, a15, float, 15)
SCHEMAC_SETTER_OPT(defaults_every_new, b1, bool, 16)
SCHEMAC_SETTER_NULL(defaults_every_new, b1, 16)
SCHEMAC_SETTER_OPT(defaults_every_new, b2, int32_t, 17)
SCHEMAC_SETTER_NULL(defaults_every_new, b2, 17)
SCHEMAC_SETTER_OPT(defaults_every_new, b3, double, 18)
SCHEMAC_SETTER_NULL(defaults_every_new, b3, 18)
SCHEMAC_SETTER_OPT(defaults_every_new, b4, defaults_mood, 19)
SCHEMAC_SETTER_NULL(defaults_every_new, b4, 19)
SCHEMAC_SETTER(defaults_every_new, b5, schemac_str, 20)
SCHEMAC_SETTER_NULL(defaults_every_new, b5, 20)
SCHEMAC_SETTER(defaults_every_new, b6, schemac_decimal, 21)
SCHEMAC_SETTER_NULL(defaults_every_new, b6, 21)
SCHEMAC_SETTER(defaults_every_new, c1, int32_t, 22)
SCHEMAC_SETTER(defaults_every_new, c2, schemac_timestamp, 23)
SCHEMAC_SETTER(defaults_every_new, c3, defaults_mood, 24)
SCHEMAC_SETTER_OPT(defaults_every_new, c4, int32_t, 25)
SCHEMAC_SETTER_NULL(defaults_every_new, c4, 25)
SCHEMAC_SETTER(defaults_every_new, c5, schemac_str, 26)
SCHEMAC_SETTER(defaults_every_new, d1, int32_t, 27)
SCHEMAC_SETTER(defaults_every_new, d2, schemac_str, 28)

SCHEMAC_COLUMN_ORDERED(defaults_every, id, int64, int64_t, 0)
SCHEMAC_COLUMN_EQUAL(defaults_every, a1, bool, bool, 1)
SCHEMAC_COLUMN_ORDERED(defaults_every, a2, int16, int16_t, 2)
SCHEMAC_COLUMN_ORDERED(defaults_every, a3, int32, int32_t, 3)
SCHEMAC_COLUMN_ORDERED(defaults_every, a4, int64, int64_t, 4)
SCHEMAC_COLUMN_ORDERED(defaults_every, a5, float, float, 5)
SCHEMAC_COLUMN_ORDERED(defaults_every, a6, double, double, 6)
SCHEMAC_COLUMN_ORDERED(defaults_every, a7, decimal, schemac_decimal, 7)
SCHEMAC_COLUMN_ORDERED(defaults_every, a8, decimal, schemac_decimal, 8)
SCHEMAC_COLUMN_TEXT(defaults_every, a9, 9)
SCHEMAC_COLUMN_TEXT(defaults_every, a10, 10)
SCHEMAC_COLUMN_ENUM(defaults_every, a11, defaults_mood, 11)
SCHEMAC_COLUMN_ORDERED(defaults_every, a12, timestamp, schemac_timestamp, 12)
SCHEMAC_COLUMN_ORDERED(defaults_every, a13, int64, int64_t, 13)
SCHEMAC_COLUMN_ORDERED(defaults_every, a14, double, double, 14)
SCHEMAC_COLUMN_ORDERED(defaults_every, a15, float, float, 15)
SCHEMAC_COLUMN_EQUAL_OPT(defaults_every, b1, bool, bool, 16)
SCHEMAC_COLUMN_ORDERED_OPT(defaults_every, b2, int32, int32_t, 17)
SCHEMAC_COLUMN_ORDERED_OPT(defaults_every, b3, double, double, 18)
SCHEMAC_COLUMN_ENUM_OPT(defaults_every, b4, defaults_mood, 19)
SCHEMAC_COLUMN_TEXT_NULL(defaults_every, b5, 20)
SCHEMAC_COLUMN_ORDERED_NULL(defaults_every, b6, decimal, schemac_decimal, 21)
SCHEMAC_COLUMN_ORDERED(defaults_every, c1, int32, int32_t, 22)
SCHEMAC_COLUMN_ORDERED(defaults_every, c2, timestamp, schemac_timestamp, 23)
SCHEMAC_COLUMN_ENUM(defaults_every, c3, defaults_mood, 24)
SCHEMAC_COLUMN_ORDERED_OPT(defaults_every, c4, int32, int32_t, 25)
SCHEMAC_COLUMN_TEXT(defaults_every, c5, 26)
SCHEMAC_COLUMN_ORDERED(defaults_every, d1, int32, int32_t, 27)
SCHEMAC_COLUMN_TEXT(defaults_every, d2, 28)
SCHEMAC_FILTER_GROUPS(defaults_every)

#define DEFAULTS_EVERY_BY_ID SCHEMAC_ASC(defaults_every, 0)
#define DEFAULTS_EVERY_BY_ID_DESC SCHEMAC_DESC(defaults_every, 0)
#define DEFAULTS_EVERY_BY_A1 SCHEMAC_ASC(defaults_every, 1)
#define DEFAULTS_EVERY_BY_A1_DESC SCHEMAC_DESC(defaults_every, 1)
#define DEFAULTS_EVERY_BY_A2 SCHEMAC_ASC(defaults_every, 2)
#define DEFAULTS_EVERY_BY_A2_DESC SCHEMAC_DESC(defaults_every, 2)
#define DEFAULTS_EVERY_BY_A3 SCHEMAC_ASC(defaults_every, 3)
#define DEFAULTS_EVERY_BY_A3_DESC SCHEMAC_DESC(defaults_every, 3)
#define DEFAULTS_EVERY_BY_A4 SCHEMAC_ASC(defaults_every, 4)
#define DEFAULTS_EVERY_BY_A4_DESC SCHEMAC_DESC(defaults_every, 4)
#define DEFAULTS_EVERY_BY_A5 SCHEMAC_ASC(defaults_every, 5)
#define DEFAULTS_EVERY_BY_A5_DESC SCHEMAC_DESC(defaults_every, 5)
#define DEFAULTS_EVERY_BY_A6 SCHEMAC_ASC(defaults_every, 6)
#define DEFAULTS_EVERY_BY_A6_DESC SCHEMAC_DESC(defaults_every, 6)
#define DEFAULTS_EVERY_BY_A7 SCHEMAC_ASC(defaults_every, 7)
#define DEFAULTS_EVERY_BY_A7_DESC SCHEMAC_DESC(defaults_every, 7)
#define DEFAULTS_EVERY_BY_A8 SCHEMAC_ASC(defaults_every, 8)
#define DEFAULTS_EVERY_BY_A8_DESC SCHEMAC_DESC(defaults_every, 8)
#define DEFAULTS_EVERY_BY_A9 SCHEMAC_ASC(defaults_every, 9)
#define DEFAULTS_EVERY_BY_A9_DESC SCHEMAC_DESC(defaults_every, 9)
#define DEFAULTS_EVERY_BY_A10 SCHEMAC_ASC(defaults_every, 10)
#define DEFAULTS_EVERY_BY_A10_DESC SCHEMAC_DESC(defaults_every, 10)
#define DEFAULTS_EVERY_BY_A11 SCHEMAC_ASC(defaults_every, 11)
#define DEFAULTS_EVERY_BY_A11_DESC SCHEMAC_DESC(defaults_every, 11)
#define DEFAULTS_EVERY_BY_A12 SCHEMAC_ASC(defaults_every, 12)
#define DEFAULTS_EVERY_BY_A12_DESC SCHEMAC_DESC(defaults_every, 12)
#define DEFAULTS_EVERY_BY_A13 SCHEMAC_ASC(defaults_every, 13)
#define DEFAULTS_EVERY_BY_A13_DESC SCHEMAC_DESC(defaults_every, 13)
#define DEFAULTS_EVERY_BY_A14 SCHEMAC_ASC(defaults_every, 14)
#define DEFAULTS_EVERY_BY_A14_DESC SCHEMAC_DESC(defaults_every, 14)
#define DEFAULTS_EVERY_BY_A15 SCHEMAC_ASC(defaults_every, 15)
#define DEFAULTS_EVERY_BY_A15_DESC SCHEMAC_DESC(defaults_every, 15)
#define DEFAULTS_EVERY_BY_B1 SCHEMAC_ASC(defaults_every, 16)
#define DEFAULTS_EVERY_BY_B1_DESC SCHEMAC_DESC(defaults_every, 16)
#define DEFAULTS_EVERY_BY_B2 SCHEMAC_ASC(defaults_every, 17)
#define DEFAULTS_EVERY_BY_B2_DESC SCHEMAC_DESC(defaults_every, 17)
#define DEFAULTS_EVERY_BY_B3 SCHEMAC_ASC(defaults_every, 18)
#define DEFAULTS_EVERY_BY_B3_DESC SCHEMAC_DESC(defaults_every, 18)
#define DEFAULTS_EVERY_BY_B4 SCHEMAC_ASC(defaults_every, 19)
#define DEFAULTS_EVERY_BY_B4_DESC SCHEMAC_DESC(defaults_every, 19)
#define DEFAULTS_EVERY_BY_B5 SCHEMAC_ASC(defaults_every, 20)
#define DEFAULTS_EVERY_BY_B5_DESC SCHEMAC_DESC(defaults_every, 20)
#define DEFAULTS_EVERY_BY_B6 SCHEMAC_ASC(defaults_every, 21)
#define DEFAULTS_EVERY_BY_B6_DESC SCHEMAC_DESC(defaults_every, 21)
#define DEFAULTS_EVERY_BY_C1 SCHEMAC_ASC(defaults_every, 22)
#define DEFAULTS_EVERY_BY_C1_DESC SCHEMAC_DESC(defaults_every, 22)
#define DEFAULTS_EVERY_BY_C2 SCHEMAC_ASC(defaults_every, 23)
#define DEFAULTS_EVERY_BY_C2_DESC SCHEMAC_DESC(defaults_every, 23)
#define DEFAULTS_EVERY_BY_C3 SCHEMAC_ASC(defaults_every, 24)
#define DEFAULTS_EVERY_BY_C3_DESC SCHEMAC_DESC(defaults_every, 24)
#define DEFAULTS_EVERY_BY_C4 SCHEMAC_ASC(defaults_every, 25)
#define DEFAULTS_EVERY_BY_C4_DESC SCHEMAC_DESC(defaults_every, 25)
#define DEFAULTS_EVERY_BY_C5 SCHEMAC_ASC(defaults_every, 26)
#define DEFAULTS_EVERY_BY_C5_DESC SCHEMAC_DESC(defaults_every, 26)
#define DEFAULTS_EVERY_BY_D1 SCHEMAC_ASC(defaults_every, 27)
#define DEFAULTS_EVERY_BY_D1_DESC SCHEMAC_DESC(defaults_every, 27)
#define DEFAULTS_EVERY_BY_D2 SCHEMAC_ASC(defaults_every, 28)
#define DEFAULTS_EVERY_BY_D2_DESC SCHEMAC_DESC(defaults_every, 28)

struct defaults_every_query {
    const defaults_every_where *where;
    size_t n_where;
    const defaults_every_order *order;
    size_t n_order;
    int64_t limit;
    int64_t offset;
    schemac_str after; /* the `next` of a list found by the same order */
    defaults_every_list *all; /* loaders only: gets all that was loaded, as one list */
};

/* Inserts a row; `row` (may be NULL) gets it as the database made it. */
schemac_code defaults_every_insert(schemac_session *session, const defaults_every_new *draft, defaults_every **row,
    schemac_error *err);
/* All rows of a query (NULL: of the table); the first, or SCHEMAC_NOT_FOUND; how many; whether any. */
schemac_code defaults_every_find(schemac_session *session, const defaults_every_query *query, defaults_every_list *list,
    schemac_error *err);
schemac_code defaults_every_first(schemac_session *session, const defaults_every_query *query, defaults_every **row,
    schemac_error *err);
schemac_code defaults_every_count(schemac_session *session, const defaults_every_query *query, int64_t *count,
    schemac_error *err);
schemac_code defaults_every_exists(schemac_session *session, const defaults_every_query *query, bool *exists,
    schemac_error *err);
/* The row with this primary key, or SCHEMAC_NOT_FOUND. */
schemac_code defaults_every_get(schemac_session *session, int64_t id, defaults_every **row,
    schemac_error *err);
/* Writes what the patch sets; `changed` (may be NULL): was there such a row? No statement for an empty patch. */
schemac_code defaults_every_update(schemac_session *session, int64_t id, const defaults_every_patch *patch,
                                   bool *changed,
    schemac_error *err);
/* Deletes the row; `deleted` (may be NULL): was there one? */
schemac_code defaults_every_delete(schemac_session *session, int64_t id, bool *deleted,
    schemac_error *err);

/* ---- tables for the library ---- */

extern const schemac_enum defaults_mood_enum;
extern const schemac_model defaults_every_model;
extern const schemac_package defaults_schemac_package;

#ifdef __cplusplus
}
#endif

#endif
