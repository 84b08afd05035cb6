/* The C types of column values, and their text forms.
 *
 * A value survives the way to a database and back exactly, on PostgreSQL and on SQLite:
 * - A decimal is its digits as text; it never passes through floating point. SQLite has no exact decimal, so the column
 *   holds the text, rescaled to the column's scale when it is written (as PostgreSQL does). To compare and sort it
 *   by number rather than as text, the statements of this library say `COLLATE schemac_decimal` where they mention such
 * a column: a collation that every connection of the library registers. No table, index or constraint mentions it, so
 * the plain sqlite3 shell and other programs open and use the database as usual. The price: on SQLite such a comparison
 * uses no index.
 * - A timestamp is microseconds since 1970-01-01 00:00:00 UTC. SQLite holds "YYYY-MM-DD HH:MM:SS[.ffffff]" without
 *   trailing zeros, in UTC: the form of CURRENT_TIMESTAMP, whose order as text is the order in time for the years 1 to
 *   9999. Reading also takes "T", "Z", an offset, and a date alone.
 *
 * Text that is NULL in the database has data == NULL; so have bytes. Other nullable values are a
 * schemac_opt_… structure, so that arithmetic on them does not compile. Functions here are pure: safe from every
 * thread.
 */
#ifndef SCHEMAC_VALUE_H
#define SCHEMAC_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "schemac/export.h"

#ifdef __cplusplus
extern "C" {
#define SCHEMAC_LITERAL(type) type
#else
#define SCHEMAC_LITERAL(type) (type)
#endif

/* ---- text and bytes ---- */

/* UTF-8 text. What the library returns has a NUL at data[len]; what it takes needs none. */
typedef struct schemac_str {
    const char *data;
    size_t len;
} schemac_str;

typedef struct schemac_bytes {
    const void *data;
    size_t len;
} schemac_bytes;

/* Borrows `text`; NULL gives the null text. */
static inline schemac_str schemac_str_of(const char *text)
{
    schemac_str made;
    made.data = text;
    made.len = text == NULL ? 0 : strlen(text);
    return made;
}

/* Borrows `len` bytes, which may contain NULs only where the column is not text. */
static inline schemac_str schemac_str_make(const char *data, size_t len)
{
    schemac_str made;
    made.data = data;
    made.len = len;
    return made;
}

static inline schemac_bytes schemac_bytes_make(const void *data, size_t len)
{
    schemac_bytes bytes;
    bytes.data = data;
    bytes.len = len;
    return bytes;
}

/* Two null texts are equal; a null text and an empty one are not. */
static inline bool schemac_str_equal(schemac_str a, schemac_str b)
{
    if (a.data == NULL || b.data == NULL)
        return a.data == b.data;
    return a.len == b.len && memcmp(a.data, b.data, a.len) == 0;
}

#define SCHEMAC_STR(text) schemac_str_of(text)
#define SCHEMAC_STR_NULL  schemac_str_of(NULL)

/* ---- exact decimals ---- */

/* Digits with an optional sign, point and exponent ("-12.50", "1e3"), or "NaN", "Infinity", "-Infinity". Text that is
 * none of these is refused (SCHEMAC_INVALID) when it is sent, not when it is made. */
typedef struct schemac_decimal {
    const char *data;
    size_t len;
} schemac_decimal;

static inline schemac_decimal schemac_decimal_of(const char *text)
{
    schemac_decimal decimal;
    decimal.data = text;
    decimal.len = text == NULL ? 0 : strlen(text);
    return decimal;
}

#define SCHEMAC_DECIMAL(text) schemac_decimal_of(text)

/* True where the text is a decimal. */
SCHEMAC_API bool schemac_decimal_valid(schemac_decimal decimal);

/* Less than, equal to or greater than 0 as `a` is to `b` by number: "1.0" equals "1". NaN is greater than all and equal
 * to itself, as in PostgreSQL. Text that is no decimal counts as NaN. Takes time linear in the digits. */
SCHEMAC_API int schemac_decimal_compare(schemac_decimal a, schemac_decimal b);

/* The whole number `units` times 10^-scale as text in `buffer`: (1999, 2) gives "19.99". `scale` is at most 40. */
typedef struct schemac_decimal_buffer {
    char text[64];
} schemac_decimal_buffer;
SCHEMAC_API schemac_decimal schemac_decimal_from_units(int64_t units, unsigned scale, schemac_decimal_buffer *buffer);

/* The decimal times 10^scale in `*units`. False where that is no whole number or does not fit. */
SCHEMAC_API bool schemac_decimal_to_units(schemac_decimal decimal, unsigned scale, int64_t *units);

/* Rounds half away from zero to `scale` digits behind the point and writes plain digits, with a NUL, into `out`.
 * Returns the length; 0 where the text is no decimal. A result of `size` or more means that nothing was written and
 * that a buffer of one byte more than the result is enough. */
SCHEMAC_API size_t schemac_decimal_rescale(schemac_decimal decimal, unsigned scale, char *out, size_t size);

/* ---- dates and times ---- */

/* A date of the proleptic Gregorian calendar as days since 1970-01-01. */
typedef struct schemac_date {
    int32_t days;
} schemac_date;

/* Time of day as microseconds since midnight, 0 … 86400000000. */
typedef struct schemac_time {
    int64_t microseconds;
} schemac_time;

/* A point in time (timestamptz), or a local date and time counted as if it were UTC (timestamp). */
typedef struct schemac_timestamp {
    int64_t microseconds;
} schemac_timestamp;

/* The three parts are independent, as in PostgreSQL: a month has no fixed number of days. */
typedef struct schemac_interval {
    int64_t microseconds;
    int32_t days;
    int32_t months;
} schemac_interval;

#define SCHEMAC_DATE_INFINITY            INT32_MAX
#define SCHEMAC_DATE_MINUS_INFINITY      INT32_MIN
#define SCHEMAC_TIMESTAMP_INFINITY       INT64_MAX
#define SCHEMAC_TIMESTAMP_MINUS_INFINITY INT64_MIN

static inline schemac_timestamp schemac_timestamp_make(int64_t microseconds)
{
    schemac_timestamp timestamp;
    timestamp.microseconds = microseconds;
    return timestamp;
}

/* `month` 1 … 12, `day` 1 … 31; days beyond the month's end count on into the next. Years count as astronomers do: 0 is
 * 1 BC. */
SCHEMAC_API schemac_date schemac_date_make(int year, int month, int day);
SCHEMAC_API void schemac_date_parts(schemac_date date, int *year, int *month, int *day);

/* The clock's time now. */
SCHEMAC_API schemac_timestamp schemac_timestamp_now(void);

/* Text forms. Each writes with a NUL into `out` and returns the length (0: more than `size`); the longest needs
 * SCHEMAC_TIME_TEXT_SIZE bytes. Dates "2026-11-20", times "21:12:03.5", timestamps "2026-11-20 21:12:03.5", intervals
 * in ISO 8601
 * ("P1M2DT3.5S"), "infinity" and "-infinity". */
#define SCHEMAC_TIME_TEXT_SIZE 64
SCHEMAC_API size_t schemac_date_format(schemac_date date, char *out, size_t size);
SCHEMAC_API size_t schemac_time_format(schemac_time time, char *out, size_t size);
SCHEMAC_API size_t schemac_timestamp_format(schemac_timestamp timestamp, char *out, size_t size);
SCHEMAC_API size_t schemac_interval_format(schemac_interval interval, char *out, size_t size);

/* Reads what the functions above write, and the lenient forms named at the top of this file. False where the text is
 * something else or out of range; the result is then unchanged. A timestamp's offset ("+02:00") is applied. */
SCHEMAC_API bool schemac_date_parse(schemac_str text, schemac_date *date);
SCHEMAC_API bool schemac_time_parse(schemac_str text, schemac_time *time);
SCHEMAC_API bool schemac_timestamp_parse(schemac_str text, schemac_timestamp *timestamp);
SCHEMAC_API bool schemac_interval_parse(schemac_str text, schemac_interval *interval);

/* ---- uuid ---- */

typedef struct schemac_uuid {
    uint8_t bytes[16];
} schemac_uuid;

#define SCHEMAC_UUID_TEXT_SIZE 37
/* Lower case with hyphens and a NUL; `out` has SCHEMAC_UUID_TEXT_SIZE bytes. */
SCHEMAC_API void schemac_uuid_format(schemac_uuid uuid, char *out);
/* Takes either case, hyphens or none, and braces around. */
SCHEMAC_API bool schemac_uuid_parse(schemac_str text, schemac_uuid *uuid);

/* ---- nullable values and arrays ---- */

/* One row for each scalar type: name, C type. Makes schemac_opt_NAME, schemac_array_NAME and their small functions. */
#define SCHEMAC_SCALARS(row)                                                                                           \
    row(bool, bool) row(int16, int16_t) row(int32, int32_t) row(int64, int64_t) row(float, float) row(double, double)  \
        row(date, schemac_date) row(time, schemac_time) row(timestamp, schemac_timestamp)                              \
            row(interval, schemac_interval) row(uuid, schemac_uuid)

/* schemac_some_int64(5) is a value, schemac_none_int64() is NULL. */
#define SCHEMAC_OPT_ROW(name, c_type)                                                                                  \
    typedef struct schemac_opt_##name {                                                                                \
        bool has;                                                                                                      \
        c_type value;                                                                                                  \
    } schemac_opt_##name;                                                                                              \
    static inline schemac_opt_##name schemac_some_##name(c_type value)                                                 \
    {                                                                                                                  \
        schemac_opt_##name opt;                                                                                        \
        memset(&opt, 0, sizeof opt);                                                                                   \
        opt.has = true;                                                                                                \
        opt.value = value;                                                                                             \
        return opt;                                                                                                    \
    }                                                                                                                  \
    static inline schemac_opt_##name schemac_none_##name(void)                                                         \
    {                                                                                                                  \
        schemac_opt_##name opt;                                                                                        \
        memset(&opt, 0, sizeof opt);                                                                                   \
        return opt;                                                                                                    \
    }
SCHEMAC_SCALARS(SCHEMAC_OPT_ROW)
SCHEMAC_OPT_ROW(decimal, schemac_decimal)
#undef SCHEMAC_OPT_ROW

/* An array of one dimension. A NULL array has items == NULL; an empty one has not. Elements cannot be NULL: reading an
 * array that has such an element, or more dimensions, is SCHEMAC_INVALID. */
#define SCHEMAC_ARRAY_ROW(name, c_type)                                                                                \
    typedef struct schemac_array_##name {                                                                              \
        const c_type *items;                                                                                           \
        size_t count;                                                                                                  \
    } schemac_array_##name;
SCHEMAC_SCALARS(SCHEMAC_ARRAY_ROW)
SCHEMAC_ARRAY_ROW(str, schemac_str)
SCHEMAC_ARRAY_ROW(bytes, schemac_bytes)
SCHEMAC_ARRAY_ROW(decimal, schemac_decimal)
#undef SCHEMAC_ARRAY_ROW

/* ---- a value of any type: what generated code and the engine hand each other ---- */

typedef enum schemac_kind {
    SCHEMAC_KIND_BOOL,      /* bool */
    SCHEMAC_KIND_INT16,     /* int16_t */
    SCHEMAC_KIND_INT32,     /* int32_t */
    SCHEMAC_KIND_INT64,     /* int64_t */
    SCHEMAC_KIND_FLOAT,     /* float */
    SCHEMAC_KIND_DOUBLE,    /* double */
    SCHEMAC_KIND_DECIMAL,   /* schemac_decimal */
    SCHEMAC_KIND_TEXT,      /* schemac_str: char, varchar, text */
    SCHEMAC_KIND_JSON,      /* schemac_str: json, jsonb */
    SCHEMAC_KIND_FOREIGN,   /* schemac_str: a type known by its text form only: inet, bit, xml, sql("…") */
    SCHEMAC_KIND_BYTES,     /* schemac_bytes */
    SCHEMAC_KIND_DATE,      /* schemac_date */
    SCHEMAC_KIND_TIME,      /* schemac_time */
    SCHEMAC_KIND_TIMESTAMP, /* schemac_timestamp: timestamp and timestamptz */
    SCHEMAC_KIND_INTERVAL,  /* schemac_interval */
    SCHEMAC_KIND_UUID,      /* schemac_uuid */
    SCHEMAC_KIND_ENUM       /* an int: the member's number */
} schemac_kind;
enum { SCHEMAC_N_KINDS = 17 };

/* ---- rows as text: for statements of one's own, catalogs and tools ---- */

/* All the rows of one statement, every value as the database's text form (SQLite: numbers as text, blobs as their
 * bytes). */
typedef struct schemac_text_rows {
    size_t n_rows, n_columns;
    const char **names;  /* n_columns */
    const char **values; /* n_rows * n_columns, row by row, NUL-terminated; NULL is NULL */
    size_t *lengths;     /* likewise, in bytes */
    int64_t affected;    /* rows changed, for a statement that changes rows */
    void *owner;         /* the driver's; not for callers */
} schemac_text_rows;

/* The value at a row and column, both from 0; NULL for NULL. */
static inline const char *schemac_text_rows_get(const schemac_text_rows *rows, size_t row, size_t column)
{
    return rows->values[row * rows->n_columns + column];
}

#ifdef __cplusplus
}
#endif

#endif
