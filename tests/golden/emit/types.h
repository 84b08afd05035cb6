/* Made by schemac from the schema "types": edit the schema, not this file.
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
#ifndef SCHEMAC_MADE_TYPES_H
#define SCHEMAC_MADE_TYPES_H

#include <schemac/schemac.h>
#include <schemac/typed.h>

#if SCHEMAC_ABI != 1
#error "types.h was made for another version of libschemac: run schemac again"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- constraints, for schemac_error.constraint ---- */

extern const schemac_constraint types_schemac_constraints[1];

#define TYPES_EVERY_PKEY (&types_schemac_constraints[0])

/* ---- Mood ---- */

typedef enum types_mood {
    TYPES_MOOD_UNKNOWN = 0, /* a label that this program does not know */
    TYPES_MOOD_CALM = 422625965,
    TYPES_MOOD_UNKNOWN_ = 1633952116,
    TYPES_MOOD_HAPPY = 36670708
} types_mood;

typedef struct types_opt_mood {
    bool has;
    types_mood value;
} types_opt_mood;

typedef struct types_array_mood {
    const types_mood *items;
    size_t count;
} types_array_mood;

/* What the schema calls a member. NULL for TYPES_MOOD_UNKNOWN. */
const char *types_mood_name(types_mood member);
/* What the database holds for it. NULL for TYPES_MOOD_UNKNOWN. */
const char *types_mood_label(types_mood member);
/* What people read. NULL for TYPES_MOOD_UNKNOWN. */
const char *types_mood_title(types_mood member);
/* The member of a label; TYPES_MOOD_UNKNOWN where there is none. */
types_mood types_mood_parse(schemac_str label);

/* ---- Size ---- */

typedef enum types_size {
    TYPES_SIZE_UNKNOWN = 0, /* a label that this program does not know */
    TYPES_SIZE_S = 1866486781,
    TYPES_SIZE_M = 496646096,
    TYPES_SIZE_L = 1209007031
} types_size;

typedef struct types_opt_size {
    bool has;
    types_size value;
} types_opt_size;

typedef struct types_array_size {
    const types_size *items;
    size_t count;
} types_array_size;

/* What the schema calls a member. NULL for TYPES_SIZE_UNKNOWN. */
const char *types_size_name(types_size member);
/* What the database holds for it. NULL for TYPES_SIZE_UNKNOWN. */
const char *types_size_label(types_size member);
/* What people read. NULL for TYPES_SIZE_UNKNOWN. */
const char *types_size_title(types_size member);
/* The member of a label; TYPES_SIZE_UNKNOWN where there is none. */
types_size types_size_parse(schemac_str label);

/* ---- Level ---- */

typedef enum types_level {
    TYPES_LEVEL_UNKNOWN = 0, /* a label that this program does not know */
    TYPES_LEVEL_LOW = 1518294595,
    TYPES_LEVEL_HIGH = 1272021964
} types_level;

typedef struct types_opt_level {
    bool has;
    types_level value;
} types_opt_level;

typedef struct types_array_level {
    const types_level *items;
    size_t count;
} types_array_level;

/* What the schema calls a member. NULL for TYPES_LEVEL_UNKNOWN. */
const char *types_level_name(types_level member);
/* What the database holds for it. NULL for TYPES_LEVEL_UNKNOWN. */
const char *types_level_label(types_level member);
/* What people read. NULL for TYPES_LEVEL_UNKNOWN. */
const char *types_level_title(types_level member);
/* The member of a label; TYPES_LEVEL_UNKNOWN where there is none. */
types_level types_level_parse(schemac_str label);

/* ---- the types that models have of each other: lists, conditions, orders ---- */

SCHEMAC_TYPES(types_every)

/* ---- Every ---- */

/* Every type, once as it is
 * and once nullable. * / ? ?/ / * " */
struct types_every {
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
    schemac_str a11;
    schemac_bytes a12;
    schemac_date a13;
    schemac_time a14;
    schemac_timestamp a15;
    schemac_timestamp a16;
    schemac_interval a17;
    schemac_uuid a18;
    schemac_str a19;
    schemac_str a20;
    schemac_str a21;
    schemac_str a22;
    schemac_str a23;
    schemac_str a24;
    schemac_str a25;
    schemac_str a26;
    schemac_str a27;
    types_mood a28;
    types_size a29;
    types_level a30;
    schemac_array_int32 a31;
    schemac_array_str a32;
    types_array_mood a33;
    schemac_str a34;
    schemac_array_bytes a35;
    schemac_array_decimal a36;
    schemac_array_str a37;
    schemac_array_uuid a38;
    schemac_array_str a39;
    types_array_size a40;
    types_array_level a41;
    schemac_opt_bool b1;
    schemac_opt_int16 b2;
    schemac_opt_int32 b3;
    schemac_opt_int64 b4;
    schemac_opt_float b5;
    schemac_opt_double b6;
    schemac_decimal b7;
    schemac_decimal b8;
    schemac_str b9;
    schemac_str b10;
    schemac_str b11;
    schemac_bytes b12;
    schemac_opt_date b13;
    schemac_opt_time b14;
    schemac_opt_timestamp b15;
    schemac_opt_timestamp b16;
    schemac_opt_interval b17;
    schemac_opt_uuid b18;
    schemac_str b19;
    schemac_str b20;
    schemac_str b21;
    schemac_str b22;
    schemac_str b23;
    schemac_str b24;
    schemac_str b25;
    schemac_str b26;
    schemac_str b27;
    types_opt_mood b28;
    types_opt_size b29;
    types_opt_level b30;
    schemac_array_int32 b31;
    schemac_array_str b32;
    types_array_mood b33;
    schemac_str b34;
};

SCHEMAC_DRAFTS(types_every, 2)
static inline types_every_new types_every_new_make(bool a1, int16_t a2, int32_t a3, int64_t a4, float a5, double a6,
                                                   schemac_decimal a7, schemac_decimal a8, schemac_str a9,
                                                   schemac_str a10, schemac_str a11, schemac_bytes a12,
                                                   schemac_date a13, schemac_time a14, schemac_timestamp a15,
                                                   schemac_timestamp a16, schemac_interval a17, schemac_uuid a18,
                                                   schemac_str a19, schemac_str a20, schemac_str a21, schemac_str a22,
                                                   schemac_str a23, schemac_str a24, schemac_str a25, schemac_str a26,
                                                   schemac_str a27, types_mood a28, types_size a29, types_level a30,
                                                   schemac_array_int32 a31, schemac_array_str a32, types_array_mood a33,
                                                   schemac_str a34, schemac_array_bytes a35, schemac_array_decimal a36,
                                                   schemac_array_str a37, schemac_array_uuid a38, schemac_array_str a39,
                                                   types_array_size a40, types_array_level a41)
{
    types_every_new draft;
    memset(&draft, 0, sizeof draft);
    draft.value.a1 = a1;
    draft.value.a2 = a2;
    draft.value.a3 = a3;
    draft.value.a4 = a4;
    draft.value.a5 = a5;
    draft.value.a6 = a6;
    draft.value.a7 = a7;
    draft.value.a8 = a8;
    draft.value.a9 = a9;
    draft.value.a10 = a10;
    draft.value.a11 = a11;
    draft.value.a12 = a12;
    draft.value.a13 = a13;
    draft.value.a14 = a14;
    draft.value.a15 = a15;
    draft.value.a16 = a16;
    draft.value.a17 = a17;
    draft.value.a18 = a18;
    draft.value.a19 = a19;
    draft.value.a20 = a20;
    draft.value.a21 = a21;
    draft.value.a22 = a22;
    draft.value.a23 = a23;
    draft.value.a24 = a24;
    draft.value.a25 = a25;
    draft.value.a26 = a26;
    draft.value.a27 = a27;
    draft.value.a28 = a28;
    draft.value.a29 = a29;
    draft.value.a30 = a30;
    draft.value.a31 = a31;
    draft.value.a32 = a32;
    draft.value.a33 = a33;
    draft.value.a34 = a34;
    draft.value.a35 = a35;
    draft.value.a36 = a36;
    draft.value.a37 = a37;
    draft.value.a38 = a38;
    draft.value.a39 = a39;
    draft.value.a40 = a40;
    draft.value.a41 = a41;
    draft.set[0] = UINT64_C(0x3fffffffffe);
    return draft;
}

SCHEMAC_SETTER(types_every_new, id, int64_t, 0)
SCHEMAC_SETTER_OPT(types_every_new, b1, bool, 42)
SCHEMAC_SETTER_OPT(types_every_new, b2, int16_t, 43)
SCHEMAC_SETTER_OPT(types_every_new, b3, int32_t, 44)
SCHEMAC_SETTER_OPT(types_every_new, b4, int64_t, 45)
SCHEMAC_SETTER_OPT(types_every_new, b5, float, 46)
SCHEMAC_SETTER_OPT(types_every_new, b6, double, 47)
SCHEMAC_SETTER(types_every_new, b7, schemac_decimal, 48)
SCHEMAC_SETTER(types_every_new, b8, schemac_decimal, 49)
SCHEMAC_SETTER(types_every_new, b9, schemac_str, 50)
SCHEMAC_SETTER(types_every_new, b10, schemac_str, 51)
SCHEMAC_SETTER(types_every_new, b11, schemac_str, 52)
SCHEMAC_SETTER(types_every_new, b12, schemac_bytes, 53)
SCHEMAC_SETTER_OPT(types_every_new, b13, schemac_date, 54)
SCHEMAC_SETTER_OPT(types_every_new, b14, schemac_time, 55)
SCHEMAC_SETTER_OPT(types_every_new, b15, schemac_timestamp, 56)
SCHEMAC_SETTER_OPT(types_every_new, b16, schemac_timestamp, 57)
SCHEMAC_SETTER_OPT(types_every_new, b17, schemac_interval, 58)
SCHEMAC_SETTER_OPT(types_every_new, b18, schemac_uuid, 59)
SCHEMAC_SETTER(types_every_new, b19, schemac_str, 60)
SCHEMAC_SETTER(types_every_new, b20, schemac_str, 61)
SCHEMAC_SETTER(types_every_new, b21, schemac_str, 62)
SCHEMAC_SETTER(types_every_new, b22, schemac_str, 63)
SCHEMAC_SETTER(types_every_new, b23, schemac_str, 64)
SCHEMAC_SETTER(types_every_new, b24, schemac_str, 65)
SCHEMAC_SETTER(types_every_new, b25, schemac_str, 66)
SCHEMAC_SETTER(types_every_new, b26, schemac_str, 67)
SCHEMAC_SETTER(types_every_new, b27, schemac_str, 68)
SCHEMAC_SETTER_OPT(types_every_new, b28, types_mood, 69)
SCHEMAC_SETTER_OPT(types_every_new, b29, types_size, 70)
SCHEMAC_SETTER_OPT(types_every_new, b30, types_level, 71)
SCHEMAC_SETTER(types_every_new, b31, schemac_array_int32, 72)
SCHEMAC_SETTER(types_every_new, b32, schemac_array_str, 73)
SCHEMAC_SETTER(types_every_new, b33, types_array_mood, 74)
SCHEMAC_SETTER(types_every_new, b34, schemac_str, 75)

SCHEMAC_COLUMN_ORDERED(types_every, id, int64, int64_t, 0)
SCHEMAC_COLUMN_EQUAL(types_every, a1, bool, bool, 1)
SCHEMAC_COLUMN_ORDERED(types_every, a2, int16, int16_t, 2)
SCHEMAC_COLUMN_ORDERED(types_every, a3, int32, int32_t, 3)
SCHEMAC_COLUMN_ORDERED(types_every, a4, int64, int64_t, 4)
SCHEMAC_COLUMN_ORDERED(types_every, a5, float, float, 5)
SCHEMAC_COLUMN_ORDERED(types_every, a6, double, double, 6)
SCHEMAC_COLUMN_ORDERED(types_every, a7, decimal, schemac_decimal, 7)
SCHEMAC_COLUMN_ORDERED(types_every, a8, decimal, schemac_decimal, 8)
SCHEMAC_COLUMN_TEXT(types_every, a9, 9)
SCHEMAC_COLUMN_TEXT(types_every, a10, 10)
SCHEMAC_COLUMN_TEXT(types_every, a11, 11)
SCHEMAC_COLUMN_ORDERED(types_every, a12, bytes, schemac_bytes, 12)
SCHEMAC_COLUMN_ORDERED(types_every, a13, date, schemac_date, 13)
SCHEMAC_COLUMN_ORDERED(types_every, a14, time, schemac_time, 14)
SCHEMAC_COLUMN_ORDERED(types_every, a15, timestamp, schemac_timestamp, 15)
SCHEMAC_COLUMN_ORDERED(types_every, a16, timestamp, schemac_timestamp, 16)
SCHEMAC_COLUMN_EQUAL(types_every, a17, interval, schemac_interval, 17)
SCHEMAC_COLUMN_ORDERED(types_every, a18, uuid, schemac_uuid, 18)
SCHEMAC_COLUMN_PLAIN(types_every, a19, schemac_str, 19)
SCHEMAC_COLUMN_EQUAL(types_every, a20, str, schemac_str, 20)
SCHEMAC_COLUMN_EQUAL(types_every, a21, str, schemac_str, 21)
SCHEMAC_COLUMN_EQUAL(types_every, a22, str, schemac_str, 22)
SCHEMAC_COLUMN_EQUAL(types_every, a23, str, schemac_str, 23)
SCHEMAC_COLUMN_EQUAL(types_every, a24, str, schemac_str, 24)
SCHEMAC_COLUMN_EQUAL(types_every, a25, str, schemac_str, 25)
SCHEMAC_COLUMN_PLAIN(types_every, a26, schemac_str, 26)
SCHEMAC_COLUMN_PLAIN(types_every, a27, schemac_str, 27)
SCHEMAC_COLUMN_ENUM(types_every, a28, types_mood, 28)
SCHEMAC_COLUMN_ENUM(types_every, a29, types_size, 29)
SCHEMAC_COLUMN_ENUM(types_every, a30, types_level, 30)
SCHEMAC_COLUMN_PLAIN(types_every, a31, schemac_array_int32, 31)
SCHEMAC_COLUMN_PLAIN(types_every, a32, schemac_array_str, 32)
SCHEMAC_COLUMN_PLAIN(types_every, a33, types_array_mood, 33)
SCHEMAC_COLUMN_PLAIN(types_every, a34, schemac_str, 34)
SCHEMAC_COLUMN_PLAIN(types_every, a35, schemac_array_bytes, 35)
SCHEMAC_COLUMN_PLAIN(types_every, a36, schemac_array_decimal, 36)
SCHEMAC_COLUMN_PLAIN(types_every, a37, schemac_array_str, 37)
SCHEMAC_COLUMN_PLAIN(types_every, a38, schemac_array_uuid, 38)
SCHEMAC_COLUMN_PLAIN(types_every, a39, schemac_array_str, 39)
SCHEMAC_COLUMN_PLAIN(types_every, a40, types_array_size, 40)
SCHEMAC_COLUMN_PLAIN(types_every, a41, types_array_level, 41)
SCHEMAC_COLUMN_EQUAL_OPT(types_every, b1, bool, bool, 42)
SCHEMAC_COLUMN_ORDERED_OPT(types_every, b2, int16, int16_t, 43)
SCHEMAC_COLUMN_ORDERED_OPT(types_every, b3, int32, int32_t, 44)
SCHEMAC_COLUMN_ORDERED_OPT(types_every, b4, int64, int64_t, 45)
SCHEMAC_COLUMN_ORDERED_OPT(types_every, b5, float, float, 46)
SCHEMAC_COLUMN_ORDERED_OPT(types_every, b6, double, double, 47)
SCHEMAC_COLUMN_ORDERED_NULL(types_every, b7, decimal, schemac_decimal, 48)
SCHEMAC_COLUMN_ORDERED_NULL(types_every, b8, decimal, schemac_decimal, 49)
SCHEMAC_COLUMN_TEXT_NULL(types_every, b9, 50)
SCHEMAC_COLUMN_TEXT_NULL(types_every, b10, 51)
SCHEMAC_COLUMN_TEXT_NULL(types_every, b11, 52)
SCHEMAC_COLUMN_ORDERED_NULL(types_every, b12, bytes, schemac_bytes, 53)
SCHEMAC_COLUMN_ORDERED_OPT(types_every, b13, date, schemac_date, 54)
SCHEMAC_COLUMN_ORDERED_OPT(types_every, b14, time, schemac_time, 55)
SCHEMAC_COLUMN_ORDERED_OPT(types_every, b15, timestamp, schemac_timestamp, 56)
SCHEMAC_COLUMN_ORDERED_OPT(types_every, b16, timestamp, schemac_timestamp, 57)
SCHEMAC_COLUMN_EQUAL_OPT(types_every, b17, interval, schemac_interval, 58)
SCHEMAC_COLUMN_ORDERED_OPT(types_every, b18, uuid, schemac_uuid, 59)
SCHEMAC_COLUMN_PLAIN_NULL(types_every, b19, schemac_str, 60)
SCHEMAC_COLUMN_EQUAL_NULL(types_every, b20, str, schemac_str, 61)
SCHEMAC_COLUMN_EQUAL_NULL(types_every, b21, str, schemac_str, 62)
SCHEMAC_COLUMN_EQUAL_NULL(types_every, b22, str, schemac_str, 63)
SCHEMAC_COLUMN_EQUAL_NULL(types_every, b23, str, schemac_str, 64)
SCHEMAC_COLUMN_EQUAL_NULL(types_every, b24, str, schemac_str, 65)
SCHEMAC_COLUMN_EQUAL_NULL(types_every, b25, str, schemac_str, 66)
SCHEMAC_COLUMN_PLAIN_NULL(types_every, b26, schemac_str, 67)
SCHEMAC_COLUMN_PLAIN_NULL(types_every, b27, schemac_str, 68)
SCHEMAC_COLUMN_ENUM_OPT(types_every, b28, types_mood, 69)
SCHEMAC_COLUMN_ENUM_OPT(types_every, b29, types_size, 70)
SCHEMAC_COLUMN_ENUM_OPT(types_every, b30, types_level, 71)
SCHEMAC_COLUMN_PLAIN_NULL(types_every, b31, schemac_array_int32, 72)
SCHEMAC_COLUMN_PLAIN_NULL(types_every, b32, schemac_array_str, 73)
SCHEMAC_COLUMN_PLAIN_NULL(types_every, b33, types_array_mood, 74)
SCHEMAC_COLUMN_PLAIN_NULL(types_every, b34, schemac_str, 75)
SCHEMAC_FILTER_GROUPS(types_every)

#define TYPES_EVERY_BY_ID SCHEMAC_ASC(types_every, 0)
#define TYPES_EVERY_BY_ID_DESC SCHEMAC_DESC(types_every, 0)
#define TYPES_EVERY_BY_A1 SCHEMAC_ASC(types_every, 1)
#define TYPES_EVERY_BY_A1_DESC SCHEMAC_DESC(types_every, 1)
#define TYPES_EVERY_BY_A2 SCHEMAC_ASC(types_every, 2)
#define TYPES_EVERY_BY_A2_DESC SCHEMAC_DESC(types_every, 2)
#define TYPES_EVERY_BY_A3 SCHEMAC_ASC(types_every, 3)
#define TYPES_EVERY_BY_A3_DESC SCHEMAC_DESC(types_every, 3)
#define TYPES_EVERY_BY_A4 SCHEMAC_ASC(types_every, 4)
#define TYPES_EVERY_BY_A4_DESC SCHEMAC_DESC(types_every, 4)
#define TYPES_EVERY_BY_A5 SCHEMAC_ASC(types_every, 5)
#define TYPES_EVERY_BY_A5_DESC SCHEMAC_DESC(types_every, 5)
#define TYPES_EVERY_BY_A6 SCHEMAC_ASC(types_every, 6)
#define TYPES_EVERY_BY_A6_DESC SCHEMAC_DESC(types_every, 6)
#define TYPES_EVERY_BY_A7 SCHEMAC_ASC(types_every, 7)
#define TYPES_EVERY_BY_A7_DESC SCHEMAC_DESC(types_every, 7)
#define TYPES_EVERY_BY_A8 SCHEMAC_ASC(types_every, 8)
#define TYPES_EVERY_BY_A8_DESC SCHEMAC_DESC(types_every, 8)
#define TYPES_EVERY_BY_A9 SCHEMAC_ASC(types_every, 9)
#define TYPES_EVERY_BY_A9_DESC SCHEMAC_DESC(types_every, 9)
#define TYPES_EVERY_BY_A10 SCHEMAC_ASC(types_every, 10)
#define TYPES_EVERY_BY_A10_DESC SCHEMAC_DESC(types_every, 10)
#define TYPES_EVERY_BY_A11 SCHEMAC_ASC(types_every, 11)
#define TYPES_EVERY_BY_A11_DESC SCHEMAC_DESC(types_every, 11)
#define TYPES_EVERY_BY_A12 SCHEMAC_ASC(types_every, 12)
#define TYPES_EVERY_BY_A12_DESC SCHEMAC_DESC(types_every, 12)
#define TYPES_EVERY_BY_A13 SCHEMAC_ASC(types_every, 13)
#define TYPES_EVERY_BY_A13_DESC SCHEMAC_DESC(types_every, 13)
#define TYPES_EVERY_BY_A14 SCHEMAC_ASC(types_every, 14)
#define TYPES_EVERY_BY_A14_DESC SCHEMAC_DESC(types_every, 14)
#define TYPES_EVERY_BY_A15 SCHEMAC_ASC(types_every, 15)
#define TYPES_EVERY_BY_A15_DESC SCHEMAC_DESC(types_every, 15)
#define TYPES_EVERY_BY_A16 SCHEMAC_ASC(types_every, 16)
#define TYPES_EVERY_BY_A16_DESC SCHEMAC_DESC(types_every, 16)
#define TYPES_EVERY_BY_A17 SCHEMAC_ASC(types_every, 17)
#define TYPES_EVERY_BY_A17_DESC SCHEMAC_DESC(types_every, 17)
#define TYPES_EVERY_BY_A18 SCHEMAC_ASC(types_every, 18)
#define TYPES_EVERY_BY_A18_DESC SCHEMAC_DESC(types_every, 18)
#define TYPES_EVERY_BY_A20 SCHEMAC_ASC(types_every, 20)
#define TYPES_EVERY_BY_A20_DESC SCHEMAC_DESC(types_every, 20)
#define TYPES_EVERY_BY_A28 SCHEMAC_ASC(types_every, 28)
#define TYPES_EVERY_BY_A28_DESC SCHEMAC_DESC(types_every, 28)
#define TYPES_EVERY_BY_A29 SCHEMAC_ASC(types_every, 29)
#define TYPES_EVERY_BY_A29_DESC SCHEMAC_DESC(types_every, 29)
#define TYPES_EVERY_BY_A30 SCHEMAC_ASC(types_every, 30)
#define TYPES_EVERY_BY_A30_DESC SCHEMAC_DESC(types_every, 30)
#define TYPES_EVERY_BY_B1 SCHEMAC_ASC(types_every, 42)
#define TYPES_EVERY_BY_B1_DESC SCHEMAC_DESC(types_every, 42)
#define TYPES_EVERY_BY_B2 SCHEMAC_ASC(types_every, 43)
#define TYPES_EVERY_BY_B2_DESC SCHEMAC_DESC(types_every, 43)
#define TYPES_EVERY_BY_B3 SCHEMAC_ASC(types_every, 44)
#define TYPES_EVERY_BY_B3_DESC SCHEMAC_DESC(types_every, 44)
#define TYPES_EVERY_BY_B4 SCHEMAC_ASC(types_every, 45)
#define TYPES_EVERY_BY_B4_DESC SCHEMAC_DESC(types_every, 45)
#define TYPES_EVERY_BY_B5 SCHEMAC_ASC(types_every, 46)
#define TYPES_EVERY_BY_B5_DESC SCHEMAC_DESC(types_every, 46)
#define TYPES_EVERY_BY_B6 SCHEMAC_ASC(types_every, 47)
#define TYPES_EVERY_BY_B6_DESC SCHEMAC_DESC(types_every, 47)
#define TYPES_EVERY_BY_B7 SCHEMAC_ASC(types_every, 48)
#define TYPES_EVERY_BY_B7_DESC SCHEMAC_DESC(types_every, 48)
#define TYPES_EVERY_BY_B8 SCHEMAC_ASC(types_every, 49)
#define TYPES_EVERY_BY_B8_DESC SCHEMAC_DESC(types_every, 49)
#define TYPES_EVERY_BY_B9 SCHEMAC_ASC(types_every, 50)
#define TYPES_EVERY_BY_B9_DESC SCHEMAC_DESC(types_every, 50)
#define TYPES_EVERY_BY_B10 SCHEMAC_ASC(types_every, 51)
#define TYPES_EVERY_BY_B10_DESC SCHEMAC_DESC(types_every, 51)
#define TYPES_EVERY_BY_B11 SCHEMAC_ASC(types_every, 52)
#define TYPES_EVERY_BY_B11_DESC SCHEMAC_DESC(types_every, 52)
#define TYPES_EVERY_BY_B12 SCHEMAC_ASC(types_every, 53)
#define TYPES_EVERY_BY_B12_DESC SCHEMAC_DESC(types_every, 53)
#define TYPES_EVERY_BY_B13 SCHEMAC_ASC(types_every, 54)
#define TYPES_EVERY_BY_B13_DESC SCHEMAC_DESC(types_every, 54)
#define TYPES_EVERY_BY_B14 SCHEMAC_ASC(types_every, 55)
#define TYPES_EVERY_BY_B14_DESC SCHEMAC_DESC(types_every, 55)
#define TYPES_EVERY_BY_B15 SCHEMAC_ASC(types_every, 56)
#define TYPES_EVERY_BY_B15_DESC SCHEMAC_DESC(types_every, 56)
#define TYPES_EVERY_BY_B16 SCHEMAC_ASC(types_every, 57)
#define TYPES_EVERY_BY_B16_DESC SCHEMAC_DESC(types_every, 57)
#define TYPES_EVERY_BY_B17 SCHEMAC_ASC(types_every, 58)
#define TYPES_EVERY_BY_B17_DESC SCHEMAC_DESC(types_every, 58)
#define TYPES_EVERY_BY_B18 SCHEMAC_ASC(types_every, 59)
#define TYPES_EVERY_BY_B18_DESC SCHEMAC_DESC(types_every, 59)
#define TYPES_EVERY_BY_B20 SCHEMAC_ASC(types_every, 61)
#define TYPES_EVERY_BY_B20_DESC SCHEMAC_DESC(types_every, 61)
#define TYPES_EVERY_BY_B28 SCHEMAC_ASC(types_every, 69)
#define TYPES_EVERY_BY_B28_DESC SCHEMAC_DESC(types_every, 69)
#define TYPES_EVERY_BY_B29 SCHEMAC_ASC(types_every, 70)
#define TYPES_EVERY_BY_B29_DESC SCHEMAC_DESC(types_every, 70)
#define TYPES_EVERY_BY_B30 SCHEMAC_ASC(types_every, 71)
#define TYPES_EVERY_BY_B30_DESC SCHEMAC_DESC(types_every, 71)

struct types_every_query {
    const types_every_where *where;
    size_t n_where;
    const types_every_order *order;
    size_t n_order;
    int64_t limit;
    int64_t offset;
    schemac_str after; /* the `next` of a list found by the same order */
    types_every_list *all; /* loaders only: gets all that was loaded, as one list */
};

/* Inserts a row; `row` (may be NULL) gets it as the database made it. */
schemac_code types_every_insert(schemac_session *session, const types_every_new *draft, types_every **row,
    schemac_error *err);
/* All rows of a query (NULL: of the table); the first, or SCHEMAC_NOT_FOUND; how many; whether any. */
schemac_code types_every_find(schemac_session *session, const types_every_query *query, types_every_list *list,
    schemac_error *err);
schemac_code types_every_first(schemac_session *session, const types_every_query *query, types_every **row,
    schemac_error *err);
schemac_code types_every_count(schemac_session *session, const types_every_query *query, int64_t *count,
    schemac_error *err);
schemac_code types_every_exists(schemac_session *session, const types_every_query *query, bool *exists,
    schemac_error *err);
/* The row with this primary key, or SCHEMAC_NOT_FOUND. */
schemac_code types_every_get(schemac_session *session, int64_t id, types_every **row,
    schemac_error *err);
/* Writes what the patch sets; `changed` (may be NULL): was there such a row? No statement for an empty patch. */
schemac_code types_every_update(schemac_session *session, int64_t id, const types_every_patch *patch, bool *changed,
    schemac_error *err);
/* Deletes the row; `deleted` (may be NULL): was there one? */
schemac_code types_every_delete(schemac_session *session, int64_t id, bool *deleted,
    schemac_error *err);

/* ---- tables for the library ---- */

extern const schemac_enum types_mood_enum;
extern const schemac_enum types_size_enum;
extern const schemac_enum types_level_enum;
extern const schemac_model types_every_model;
extern const schemac_package types_schemac_package;

#ifdef __cplusplus
}
#endif

#endif
