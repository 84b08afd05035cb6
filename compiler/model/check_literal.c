/* Literals against the type that shall hold them. */
#include "compiler/model/check_internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* --- numbers --- */

typedef struct number_text {
    bool negative;
    bool whole;      /* no point and no exponent */
    str digits;      /* before the point, without leading zeros */
    size_t fraction; /* digits behind the point */
} number_text;

static number_text split_number(const expression *e)
{
    number_text number = {0};
    str text = e->text;
    if (e->kind == EXPRESSION_UNARY) {
        number.negative = str_eq(e->text, STR("-"));
        text = e->arguments[0]->text;
    }
    size_t end = 0;
    while (end < text.len && text.ptr[end] >= '0' && text.ptr[end] <= '9')
        end++;
    size_t start = 0;
    while (start + 1 < end && text.ptr[start] == '0')
        start++;
    number.digits = str_slice(text, start, end);
    number.whole = end == text.len;
    for (size_t i = end + 1; i < text.len && text.ptr[i] >= '0' && text.ptr[i] <= '9'; i++)
        number.fraction++;
    return number;
}

static void report_range(checker *c, const expression *e, const model_type *type)
{
    check_report(c, DIAGNOSTIC_OUT_OF_RANGE, e->span, check_text(c, e), check_type_text(c, type), (str){0});
}

static uint64_t integer_limit(scalar_kind scalar, bool negative)
{
    uint64_t most = scalar == SCALAR_SMALLINT ? INT16_MAX : scalar == SCALAR_INT ? INT32_MAX : INT64_MAX;
    return most + (negative ? 1 : 0);
}

static void check_integer(checker *c, const expression *e, const number_text *number, const model_type *type)
{
    enum { MOST_DIGITS = 19 };
    if (!number->whole) {
        check_report(c, DIAGNOSTIC_MISFIT, e->span, check_text(c, e), check_type_text(c, type), (str){0});
        return;
    }
    uint64_t value = UINT64_MAX;
    if (number->digits.len <= MOST_DIGITS) {
        char buffer[MOST_DIGITS + 1];
        memcpy(buffer, number->digits.ptr, number->digits.len);
        buffer[number->digits.len] = '\0';
        value = strtoull(buffer, NULL, 10);
    }
    if (value > integer_limit(type->scalar, number->negative))
        report_range(c, e, type);
}

static void check_decimal(checker *c, const expression *e, const number_text *number, const model_type *type)
{
    if (type->n_arguments == 0)
        return;
    uint32_t scale = type->n_arguments > 1 ? type->arguments[1] : 0;
    bool zero = str_eq(number->digits, STR("0"));
    if (!zero && number->digits.len > type->arguments[0] - scale)
        report_range(c, e, type);
}

static void check_number(checker *c, const expression *e, const model_type *type)
{
    number_text number = split_number(e);
    switch (type->scalar) {
    case SCALAR_SMALLINT:
    case SCALAR_INT:
    case SCALAR_BIGINT:
        check_integer(c, e, &number, type);
        break;
    case SCALAR_DECIMAL:
        check_decimal(c, e, &number, type);
        break;
    default:
        break;
    }
}

/* --- texts --- */

static size_t count_characters(str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    return count;
}

static void check_length(checker *c, const expression *e, const model_type *type)
{
    size_t count = count_characters(e->text);
    bool limited = (type->scalar == SCALAR_VARCHAR || type->scalar == SCALAR_CHAR) && type->n_arguments > 0;
    if (limited && count > type->arguments[0])
        check_report(c, DIAGNOSTIC_TOO_LONG, e->span, str_format(c->memory, "%zu", count), check_type_text(c, type),
                     (str){0});
}

/* Reads the characters against a picture: "9" is a digit, all else itself. Returns what is left, or false. */
static bool take_picture(str *text, const char *picture)
{
    size_t len = strlen(picture);
    if (text->len < len)
        return false;
    for (size_t i = 0; i < len; i++) {
        char c = text->ptr[i];
        if (picture[i] == '9' ? c < '0' || c > '9' : c != picture[i])
            return false;
    }
    *text = str_slice(*text, len, text->len);
    return true;
}

static unsigned two_digits(str text, size_t at)
{
    return (unsigned)(text.ptr[at] - '0') * 10 + (unsigned)(text.ptr[at + 1] - '0');
}

static unsigned days_in_month(unsigned year, unsigned month)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

static bool take_date(str *text)
{
    enum { MONTH_AT = 5, DAY_AT = 8 };
    str whole = *text;
    if (!take_picture(text, "9999-99-99"))
        return false;
    unsigned year = two_digits(whole, 0) * 100 + two_digits(whole, 2);
    unsigned month = two_digits(whole, MONTH_AT);
    unsigned day = two_digits(whole, DAY_AT);
    return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year, month);
}

static bool take_time(str *text)
{
    enum { MINUTE_AT = 3, SECOND_AT = 6 };
    str whole = *text;
    if (!take_picture(text, "99:99") || two_digits(whole, 0) > 24 || two_digits(whole, MINUTE_AT) > 59)
        return false;
    if (!take_picture(text, ":99"))
        return true;
    if (two_digits(whole, SECOND_AT) > 60)
        return false;
    if (text->len > 1 && text->ptr[0] == '.') {
        size_t end = 1;
        while (end < text->len && text->ptr[end] >= '0' && text->ptr[end] <= '9')
            end++;
        *text = str_slice(*text, end, text->len);
    }
    return true;
}

static bool take_zone(str *text)
{
    if (str_eq(*text, STR("Z")) || str_eq(*text, STR("z"))) {
        *text = (str){0};
        return true;
    }
    return (take_picture(text, "+99") || take_picture(text, "-99")) &&
           (take_picture(text, ":99") || take_picture(text, "99") || text->len == 0);
}

/* Words that PostgreSQL takes for a moment. */
static bool is_moment_word(str text)
{
    static const char *const words[] = {"infinity", "-infinity", "epoch", "now", "today", "tomorrow", "yesterday"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (str_eq_nocase(text, str_from(words[i])))
            return true;
    }
    return false;
}

static bool is_date(str text)
{
    return is_moment_word(text) || (take_date(&text) && text.len == 0);
}

static bool is_time(str text)
{
    return take_time(&text) && (text.len == 0 || (take_zone(&text) && text.len == 0));
}

static bool is_timestamp(str text)
{
    if (is_moment_word(text))
        return true;
    if (!take_date(&text))
        return false;
    if (text.len == 0)
        return true;
    if (!take_picture(&text, "T") && !take_picture(&text, " "))
        return false;
    return is_time(text);
}

static bool is_uuid(str text)
{
    enum { UUID_DIGITS = 32 };
    size_t digits = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (str_hex_digit(text.ptr[i]) >= 0)
            digits++;
        else if (text.ptr[i] != '-' && text.ptr[i] != '{' && text.ptr[i] != '}')
            return false;
    }
    return digits == UUID_DIGITS;
}

static bool is_bits(str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != '0' && text.ptr[i] != '1')
            return false;
    }
    return true;
}

static bool text_is_of_type(str text, scalar_kind scalar)
{
    switch (scalar) {
    case SCALAR_DATE:
        return is_date(text);
    case SCALAR_TIME:
        return is_time(text);
    case SCALAR_TIMESTAMP:
    case SCALAR_TIMESTAMPTZ:
        return is_timestamp(text);
    case SCALAR_UUID:
        return is_uuid(text);
    case SCALAR_BIT:
    case SCALAR_VARBIT:
        return is_bits(text);
    default:
        return true;
    }
}

static void check_label(checker *c, const expression *e, const model_type *type)
{
    const model_enum *item = model_find_enum(c->schema, type->enum_name);
    if (!item)
        return;
    VEC_EACH (const model_member, &item->members, member) {
        if (str_eq(member->label, e->text))
            return;
    }
    check_report(c, DIAGNOSTIC_UNKNOWN_MEMBER, e->span, item->name, e->text, (str){0});
}

static void check_string(checker *c, const expression *e, const model_type *type)
{
    if (type->kind == TYPE_ENUM) {
        check_label(c, e, type);
        return;
    }
    if (text_is_of_type(e->text, type->scalar))
        check_length(c, e, type);
    else
        check_report(c, DIAGNOSTIC_BAD_LITERAL, e->span, e->text, check_type_text(c, type), (str){0});
}

void check_literal(checker *c, const expression *e, const model_type *type)
{
    if (type->kind == TYPE_NATIVE || type->dimensions > 0)
        return;
    if (e->kind == EXPRESSION_STRING)
        check_string(c, e, type);
    else if (type->kind == TYPE_SCALAR && (e->kind == EXPRESSION_NUMBER || e->kind == EXPRESSION_UNARY))
        check_number(c, e, type);
}
