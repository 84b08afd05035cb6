#include "compiler/model/expression_value.h"

#include "compiler/model/expression_typed.h"

#include <string.h>

static bool is_octal(char c)
{
    return c >= '0' && c <= '7';
}

/* --- bytes --- */

static str hex_bytes(arena *a, str text)
{
    writer out = writer_make(a);
    size_t digits = 0;
    writer_text(&out, "\\x");
    for (size_t i = 2; i < text.len; i++) {
        bool blank = strchr(" \t\r\n", text.ptr[i]) && digits % 2 == 0;
        if (str_hex_digit(text.ptr[i]) < 0 && !blank)
            return text;
        digits += !blank;
        if (!blank)
            writer_char(&out, text.ptr[i]);
    }
    return digits % 2 ? text : str_lower(a, writer_result(&out));
}

/* \\ is a backslash, \123 a byte, everything else itself. */
static str escaped_bytes(arena *a, str text)
{
    writer out = writer_make(a);
    writer_text(&out, "\\x");
    for (size_t i = 0; i < text.len; i++) {
        const char *c = text.ptr + i;
        unsigned value = (unsigned char)*c;
        size_t rest = text.len - i;
        bool octal = rest > 3 && c[1] <= '3' && is_octal(c[1]) && is_octal(c[2]) && is_octal(c[3]);
        if (*c == '\\' && rest > 1 && c[1] == '\\') {
            i++;
        } else if (*c == '\\' && octal) {
            value = (unsigned)((c[1] - '0') * 64 + (c[2] - '0') * 8 + (c[3] - '0'));
            i += 3;
        } else if (*c == '\\') {
            return text;
        }
        writer_format(&out, "%02x", value);
    }
    return writer_result(&out);
}

/* --- addresses --- */

/* An address of one host says nothing of its net. */
static str plain_inet(arena *a, str text)
{
    bool six = str_find(text, ':') < text.len;
    str host = six ? STR("/128") : STR("/32");
    text = str_lower(a, text);
    return str_ends_with(text, host) ? str_slice(text, 0, text.len - host.len) : text;
}

static str plain_macaddr(arena *a, str text)
{
    enum { DIGITS = 12 };
    writer out = writer_make(a);
    size_t digits = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (strchr(":-.", text.ptr[i]))
            continue;
        if (str_hex_digit(text.ptr[i]) < 0)
            return text;
        if (digits && digits % 2 == 0)
            writer_char(&out, ':');
        writer_char(&out, text.ptr[i]);
        digits++;
    }
    return digits == DIGITS ? str_lower(a, writer_result(&out)) : text;
}

/* --- bits --- */

/* 'x1f' is 'b00011111'. */
static str plain_bits(arena *a, str text)
{
    writer out = writer_make(a);
    bool hex = text.len > 0 && (text.ptr[0] == 'x' || text.ptr[0] == 'X');
    bool bits = text.len > 0 && (text.ptr[0] == 'b' || text.ptr[0] == 'B');
    for (size_t i = 1; hex && i < text.len; i++) {
        int digit = str_hex_digit(text.ptr[i]);
        if (digit < 0)
            return text;
        for (unsigned bit = 8; bit > 0; bit /= 2)
            writer_char(&out, (unsigned)digit & bit ? '1' : '0');
    }
    return hex ? writer_result(&out) : bits ? str_slice(text, 1, text.len) : text;
}

/* --- arrays --- */

static bool is_blank(char c)
{
    return c && strchr(" \t\r\n\v\f", c) != NULL;
}

/* Needs quotes between the braces of an array. */
static bool needs_quotes(str item)
{
    if (item.len == 0 || str_eq_nocase(item, STR("null")))
        return true;
    for (size_t i = 0; i < item.len; i++)
        if (strchr("{},\"\\", item.ptr[i]) || is_blank(item.ptr[i]))
            return true;
    return false;
}

static void write_item(writer *out, str item, bool quoted)
{
    bool quotes = quoted && needs_quotes(item);
    if (quotes)
        writer_char(out, '"');
    for (size_t i = 0; i < item.len; i++) {
        if (quotes && strchr("\"\\", item.ptr[i]))
            writer_char(out, '\\');
        writer_char(out, item.ptr[i]);
    }
    if (quotes)
        writer_char(out, '"');
}

/* Reads `"a \" b"` from behind its first quote; NULL: it does not end. */
static const char *quoted_item(const char *at, const char *end, writer *item)
{
    for (; at < end && *at != '"'; at++) {
        at += *at == '\\' && at + 1 < end;
        writer_char(item, *at);
    }
    return at < end ? at + 1 : NULL;
}

/* One item, or what stands between items: a brace or a comma. NULL: it is no array. */
static const char *copy_item(arena *a, const char *at, const char *end, writer *out)
{
    writer item = writer_make(a);
    if (strchr("{},", *at)) {
        writer_char(out, *at);
        return at + 1;
    }
    if (*at == '"') {
        at = quoted_item(at + 1, end, &item);
        write_item(out, writer_result(&item), true);
        return at;
    }
    for (; at < end && !strchr("{},\"\\", *at); at++)
        writer_char(&item, *at);
    if (at < end && (*at == '"' || *at == '\\'))
        return NULL;
    write_item(out, str_trim(writer_result(&item)), false);
    return at;
}

/* Without blanks between the items, and without quotes that say nothing. */
static str plain_array(arena *a, str text)
{
    text = str_trim(text);
    const char *at = text.ptr, *end = text.ptr + text.len;
    writer out = writer_make(a);
    if (!text.len || *at != '{')
        return text;
    while (at && at < end) {
        if (is_blank(*at) || !*at)
            at++;
        else
            at = copy_item(a, at, end, &out);
    }
    return at ? writer_result(&out) : text;
}

/* --- all --- */

str value_plain_text(arena *a, str text, const value_type *type)
{
    if (type->state != VALUE_TYPED || type->type.kind != TYPE_SCALAR)
        return text;
    if (type->type.dimensions > 0)
        return plain_array(a, text);
    switch (type->type.scalar) {
    case SCALAR_UUID:
        return str_lower(a, text);
    case SCALAR_JSONB:
        return value_plain_json(a, text);
    case SCALAR_TIMESTAMP:
        return value_plain_moment(a, text, true, false);
    case SCALAR_TIMESTAMPTZ:
        return value_plain_moment(a, text, true, true);
    case SCALAR_TIME:
        return value_plain_moment(a, text, false, false);
    case SCALAR_INTERVAL:
        return value_plain_interval(a, text);
    case SCALAR_BYTES:
        return str_starts_with(text, STR("\\x")) ? hex_bytes(a, text) : escaped_bytes(a, text);
    case SCALAR_INET:
        return plain_inet(a, text);
    case SCALAR_MACADDR:
        return plain_macaddr(a, text);
    case SCALAR_BIT:
    case SCALAR_VARBIT:
        return plain_bits(a, text);
    default:
        return text;
    }
}

str expression_plain_text(arena *a, str text, const model_type *type)
{
    value_type value = value_of(type);
    return value_plain_text(a, text, &value);
}
