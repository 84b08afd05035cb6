/* Exact decimals as text. A decimal is looked at in place: its significant digits, and the power of ten of the first.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "schemac/value.h"

enum { EXPONENT_LIMIT = 1000000 };

typedef enum special { FINITE, MINUS_INFINITY, INFINITE, NOT_A_NUMBER } special;

/* Digit i of `n` is first[i], or first[i + 1] from the point on. */
typedef struct parts {
    special special;
    bool negative;
    const char *first; /* the first digit that is not 0 */
    size_t n;          /* digits from there to the last that is not 0; 0: the number is zero */
    size_t point;      /* so many of them stand before a point in the text */
    int64_t high;      /* power of ten of the first digit */
} parts;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool equals_word(const char *text, size_t len, const char *word)
{
    return len == strlen(word) && strncasecmp(text, word, len) == 0;
}

static bool parse_special(const char *text, size_t len, parts *out)
{
    bool minus = len > 0 && text[0] == '-';
    bool sign = minus || (len > 0 && text[0] == '+');
    if (!sign && equals_word(text, len, "nan")) {
        out->special = NOT_A_NUMBER;
        return true;
    }
    if (sign) {
        text++;
        len--;
    }
    if (!equals_word(text, len, "infinity") && !equals_word(text, len, "inf")) {
        return false;
    }
    out->special = minus ? MINUS_INFINITY : INFINITE;
    return true;
}

/* Reads "e-12" at `p`; true where the text ends behind it. */
static bool parse_exponent(const char *p, const char *end, int64_t *exponent)
{
    *exponent = 0;
    if (p == end) {
        return true;
    }
    if (*p != 'e' && *p != 'E') {
        return false;
    }
    p++;
    bool minus = p < end && *p == '-';
    if (p < end && (*p == '-' || *p == '+')) {
        p++;
    }
    if (p == end) {
        return false;
    }
    for (; p < end; p++) {
        if (!is_digit(*p)) {
            return false;
        }
        *exponent = *exponent * 10 + (*p - '0');
        if (*exponent > EXPONENT_LIMIT) {
            return false;
        }
    }
    if (minus) {
        *exponent = -*exponent;
    }
    return true;
}

/* Notes one digit on the way through the text; `before` counts digits before the point, `after` those behind. */
static void note_digit(parts *out, const char *p, const char *point, size_t behind)
{
    if (*p == '0') {
        return;
    }
    if (out->first == NULL) {
        out->first = p;
        out->high = point == NULL ? 0 : -(int64_t)behind;
    }
    out->n = (size_t)(p - out->first) + 1 - (point != NULL && point > out->first ? 1 : 0);
}

static bool parse(const char *text, size_t len, parts *out)
{
    memset(out, 0, sizeof *out);
    if (text == NULL) {
        return false;
    }
    const char *p = text;
    const char *end = text + len;
    if (p < end && (*p == '-' || *p == '+')) {
        out->negative = *p++ == '-';
    }
    const char *point = NULL;
    const char *integer_end = NULL;
    size_t digits = 0;
    size_t behind = 0;
    for (; p < end && (is_digit(*p) || (*p == '.' && point == NULL)); p++) {
        if (*p == '.') {
            point = p;
            continue;
        }
        digits++;
        behind += point != NULL ? 1 : 0;
        note_digit(out, p, point, behind);
    }
    integer_end = point != NULL ? point : p;
    if (digits == 0) {
        return parse_special(text, len, out);
    }
    int64_t exponent = 0;
    if (!parse_exponent(p, end, &exponent)) {
        return false;
    }
    out->point = SIZE_MAX;
    if (out->first != NULL && out->first < integer_end) {
        out->high = integer_end - out->first - 1;
        out->point = (size_t)(integer_end - out->first);
    }
    out->high += exponent;
    if (out->n == 0) {
        out->negative = false;
    }
    return true;
}

/* The digit that counts 10^power. */
static int digit_at(const parts *d, int64_t power)
{
    if (d->first == NULL || power > d->high || d->high - power >= (int64_t)d->n) {
        return 0;
    }
    size_t i = (size_t)(d->high - power);
    return d->first[i >= d->point ? i + 1 : i] - '0';
}

bool schemac_decimal_valid(schemac_decimal decimal)
{
    parts d;
    return parse(decimal.data, decimal.len, &d);
}

static int compare_magnitude(const parts *a, const parts *b)
{
    if (a->n == 0 || b->n == 0) {
        return (a->n != 0) - (b->n != 0);
    }
    if (a->high != b->high) {
        return a->high < b->high ? -1 : 1;
    }
    size_t n = a->n > b->n ? a->n : b->n;
    for (size_t i = 0; i < n; i++) {
        int difference = digit_at(a, a->high - (int64_t)i) - digit_at(b, a->high - (int64_t)i);
        if (difference != 0) {
            return difference;
        }
    }
    return 0;
}

/* -infinity < numbers < infinity < NaN, as PostgreSQL sorts them. */
static int rank(const parts *d)
{
    switch (d->special) {
    case MINUS_INFINITY:
        return 0;
    case FINITE:
        return 1;
    case INFINITE:
        return 2;
    case NOT_A_NUMBER:
        break;
    }
    return 3;
}

int schemac_decimal_compare(schemac_decimal a, schemac_decimal b)
{
    parts da;
    parts db;
    if (!parse(a.data, a.len, &da)) {
        da.special = NOT_A_NUMBER;
    }
    if (!parse(b.data, b.len, &db)) {
        db.special = NOT_A_NUMBER;
    }
    if (da.special != FINITE || db.special != FINITE) {
        return rank(&da) - rank(&db);
    }
    if (da.negative != db.negative) {
        return da.negative ? -1 : 1;
    }
    int order = compare_magnitude(&da, &db);
    return da.negative ? -order : order;
}

schemac_decimal schemac_decimal_from_units(int64_t units, unsigned scale, schemac_decimal_buffer *buffer)
{
    schemac_decimal result;
    uint64_t magnitude = units < 0 ? 0 - (uint64_t)units : (uint64_t)units;
    char *end = buffer->text + sizeof buffer->text - 1;
    char *p = end;
    *p = '\0';
    unsigned behind = scale > 40 ? 40 : scale;
    for (unsigned i = 0; i < behind || magnitude > 0 || i == behind; i++) {
        if (i == behind && behind > 0) {
            *--p = '.';
        }
        *--p = (char)('0' + magnitude % 10);
        magnitude /= 10;
    }
    if (units < 0) {
        *--p = '-';
    }
    result.data = p;
    result.len = (size_t)(end - p);
    return result;
}

bool schemac_decimal_to_units(schemac_decimal decimal, unsigned scale, int64_t *units)
{
    parts d;
    if (!parse(decimal.data, decimal.len, &d) || d.special != FINITE) {
        return false;
    }
    int64_t lowest = d.n == 0 ? 0 : d.high - (int64_t)d.n + 1;
    if (lowest < -(int64_t)scale || (d.n > 0 && d.high + (int64_t)scale > 18)) {
        return false;
    }
    uint64_t magnitude = 0;
    for (int64_t power = d.n == 0 ? -(int64_t)scale - 1 : d.high; power >= -(int64_t)scale; power--) {
        magnitude = magnitude * 10 + (uint64_t)digit_at(&d, power); /* at most 19 digits: fits 64 bits unsigned */
    }
    if (magnitude > (uint64_t)INT64_MAX + (d.negative ? 1 : 0)) {
        return false;
    }
    *units = d.negative ? (int64_t)(0 - magnitude) : (int64_t)magnitude;
    return true;
}

static size_t copy_word(const char *word, char *out, size_t size)
{
    size_t len = strlen(word);
    if (len < size) {
        memcpy(out, word, len + 1);
    }
    return len;
}

/* Adds one to the last of the digits in out[0 … len), which may hold a point; true where a further digit is needed in
 * front. */
static bool add_one(char *out, size_t len)
{
    for (size_t i = len; i-- > 0;) {
        if (out[i] == '.') {
            continue;
        }
        if (out[i] != '9') {
            out[i]++;
            return false;
        }
        out[i] = '0';
    }
    return true;
}

/* Writes digits of 10^top … 10^-scale with the point; returns their length. */
static size_t write_digits(const parts *d, int64_t top, unsigned scale, char *out)
{
    size_t len = 0;
    for (int64_t power = top; power >= -(int64_t)scale; power--) {
        if (power == -1) {
            out[len++] = '.';
        }
        out[len++] = (char)('0' + digit_at(d, power));
    }
    return len;
}

static bool all_zero(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (text[i] != '0' && text[i] != '.') {
            return false;
        }
    }
    return true;
}

size_t schemac_decimal_rescale(schemac_decimal decimal, unsigned scale, char *out, size_t size)
{
    static const char *const words[] = {"", "-Infinity", "Infinity", "NaN"};
    parts d;
    if (!parse(decimal.data, decimal.len, &d)) {
        return 0;
    }
    if (d.special != FINITE) {
        return copy_word(words[d.special], out, size);
    }
    int64_t top = d.n > 0 && d.high > 0 ? d.high : 0;
    /* Room for a sign and for a digit that rounding may add in front. */
    size_t most = 2 + (size_t)top + 1 + (scale > 0 ? 1 + (size_t)scale : 0);
    if (most >= size) {
        return most;
    }
    char *digits = out + 2;
    size_t len = write_digits(&d, top, scale, digits);
    if (digit_at(&d, -(int64_t)scale - 1) >= 5 && add_one(digits, len)) {
        *--digits = '1';
        len++;
    }
    if (d.negative && !all_zero(digits, len)) {
        *--digits = '-';
        len++;
    }
    memmove(out, digits, len);
    out[len] = '\0';
    return len;
}
