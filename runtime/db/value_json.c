/* JSON arrays of scalars: how SQLite holds array columns, and how lists are handed to json_each there. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "db/value_text.h"

/* ---- writing ---- */

static void write_escaped(schemac_text *out, char c)
{
    static const char digits[] = "0123456789abcdef";
    char escape[] = {'\\', 'u', '0', '0', digits[(unsigned char)c >> 4], digits[c & 15], '\0'};
    schemac_text_add(out, escape);
}

static void write_string(schemac_text *out, schemac_str str)
{
    schemac_text_char(out, '"');
    size_t done = 0;
    for (size_t i = 0; i < str.len; i++) {
        char c = str.data[i];
        if (c != '"' && c != '\\' && (unsigned char)c >= 0x20) {
            continue;
        }
        schemac_text_bytes(out, str.data + done, i - done);
        done = i + 1;
        write_escaped(out, c);
    }
    schemac_text_bytes(out, str.data + done, str.len - done);
    schemac_text_char(out, '"');
}

static void write_hex(schemac_text *out, schemac_str bytes)
{
    static const char digits[] = "0123456789abcdef";
    schemac_text_char(out, '"');
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char byte = (unsigned char)bytes.data[i];
        schemac_text_char(out, digits[byte >> 4]);
        schemac_text_char(out, digits[byte & 15]);
    }
    schemac_text_char(out, '"');
}

/* JSON has no infinity: a number beyond the range of doubles is read as one. Whoever reads takes it for a double, so a
 * float too needs all the digits of the double that it is. */
static bool write_real(schemac_text *out, double real)
{
    char buffer[SCHEMAC_TIME_TEXT_SIZE];
    schemac_value value = {.kind = SCHEMAC_KIND_DOUBLE};
    value.as.real = real;
    schemac_str text = schemac_value_text(&value, buffer);
    if (isnan(real)) {
        return false;
    }
    if (isinf(real)) {
        schemac_text_add(out, real < 0 ? "-9e999" : "9e999");
    } else {
        schemac_text_bytes(out, text.data, text.len);
    }
    return true;
}

static bool write_item(schemac_text *out, const schemac_value *item)
{
    char buffer[SCHEMAC_TIME_TEXT_SIZE];
    schemac_str text = schemac_value_text(item, buffer);
    if (text.data == NULL) {
        return false;
    }
    switch (item->kind) {
    case SCHEMAC_KIND_BOOL:
    case SCHEMAC_KIND_INT16:
    case SCHEMAC_KIND_INT32:
    case SCHEMAC_KIND_INT64:
        schemac_text_bytes(out, text.data, text.len);
        return true;
    case SCHEMAC_KIND_FLOAT:
    case SCHEMAC_KIND_DOUBLE:
        return write_real(out, item->as.real);
    case SCHEMAC_KIND_BYTES:
        write_hex(out, text);
        return true;
    default:
        write_string(out, text);
        return true;
    }
}

bool schemac_json_write(const schemac_value *items, size_t count, schemac_text *out)
{
    schemac_text_char(out, '[');
    for (size_t i = 0; i < count; i++) {
        if (i > 0) {
            schemac_text_char(out, ',');
        }
        if (!write_item(out, &items[i])) {
            return false;
        }
    }
    schemac_text_char(out, ']');
    return !out->failed;
}

/* ---- reading ---- */

typedef struct json_reader {
    const char *p;
    const char *end;
    schemac_scratch *scratch;
    bool *nomem;
} json_reader;

static void skip_space(json_reader *r)
{
    while (r->p < r->end && (*r->p == ' ' || *r->p == '\t' || *r->p == '\n' || *r->p == '\r')) {
        r->p++;
    }
}

static bool take(json_reader *r, char wanted)
{
    skip_space(r);
    if (r->p == r->end || *r->p != wanted) {
        return false;
    }
    r->p++;
    return true;
}

static bool read_hex4(json_reader *r, unsigned *unit)
{
    *unit = 0;
    for (int i = 0; i < 4; i++) {
        int digit = r->p < r->end ? schemac_hex_digit(*r->p++) : -1;
        if (digit < 0) {
            return false;
        }
        *unit = *unit * 16 + (unsigned)digit;
    }
    return true;
}

static char *write_utf8(char *out, unsigned c)
{
    if (c < 0x80) {
        *out++ = (char)c;
        return out;
    }
    if (c < 0x800) {
        *out++ = (char)(0xC0u | c >> 6);
    } else {
        if (c < 0x10000) {
            *out++ = (char)(0xE0u | c >> 12);
        } else {
            *out++ = (char)(0xF0u | c >> 18);
            *out++ = (char)(0x80u | (c >> 12 & 0x3Fu));
        }
        *out++ = (char)(0x80u | (c >> 6 & 0x3Fu));
    }
    *out++ = (char)(0x80u | (c & 0x3Fu));
    return out;
}

static bool read_unicode(json_reader *r, char **out)
{
    unsigned unit = 0;
    if (!read_hex4(r, &unit)) {
        return false;
    }
    if (unit >= 0xD800 && unit < 0xDC00) {
        unsigned low = 0;
        if (r->end - r->p < 6 || r->p[0] != '\\' || r->p[1] != 'u') {
            return false;
        }
        r->p += 2;
        if (!read_hex4(r, &low) || low < 0xDC00 || low > 0xDFFF) {
            return false;
        }
        unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    }
    *out = write_utf8(*out, unit);
    return true;
}

static bool read_escape(json_reader *r, char **out)
{
    static const char names[] = "\"\\/bfnrt";
    static const char values[] = "\"\\/\b\f\n\r\t";
    if (r->p == r->end) {
        return false;
    }
    char name = *r->p++;
    if (name == 'u') {
        return read_unicode(r, out);
    }
    const char *found = name == '\0' ? NULL : strchr(names, name);
    if (found == NULL) {
        return false;
    }
    *(*out)++ = values[found - names];
    return true;
}

/* A string whose opening quote was taken. What is read is never longer than what is written. */
static bool read_string(json_reader *r, schemac_str *str)
{
    const char *end = r->p;
    while (end < r->end && *end != '"') {
        end += *end == '\\' && end + 1 < r->end ? 2 : 1;
    }
    if (end >= r->end) {
        return false;
    }
    char *data = schemac_scratch_alloc(r->scratch, (size_t)(end - r->p) + 1);
    if (data == NULL) {
        *r->nomem = true;
        return false;
    }
    char *out = data;
    while (r->p < end) {
        char c = *r->p++;
        if (c != '\\') {
            *out++ = c;
        } else if (!read_escape(r, &out)) {
            return false;
        }
    }
    *out = '\0';
    *str = schemac_str_make(data, (size_t)(out - data));
    r->p = end + 1;
    return true;
}

static bool bytes_from_hex(schemac_str *str)
{
    char *out = (char *)(uintptr_t)str->data; /* the reader's own copy */
    if (str->len % 2 != 0) {
        return false;
    }
    for (size_t i = 0; i < str->len; i += 2) {
        int high = schemac_hex_digit(str->data[i]);
        int low = schemac_hex_digit(str->data[i + 1]);
        if (high < 0 || low < 0) {
            return false;
        }
        out[i / 2] = (char)(high * 16 + low);
    }
    str->len /= 2;
    out[str->len] = '\0';
    return true;
}

static bool read_quoted(json_reader *r, schemac_kind kind, schemac_value *value)
{
    schemac_str str;
    if (!read_string(r, &str)) {
        return false;
    }
    switch (kind) {
    case SCHEMAC_KIND_BOOL:
    case SCHEMAC_KIND_INT16:
    case SCHEMAC_KIND_INT32:
    case SCHEMAC_KIND_INT64:
    case SCHEMAC_KIND_FLOAT:
    case SCHEMAC_KIND_DOUBLE:
        return false;
    case SCHEMAC_KIND_BYTES:
        value->as.text = str;
        return bytes_from_hex(&value->as.text);
    default:
        return schemac_value_from_text(kind, str, value);
    }
}

static bool read_number(const char *word, schemac_kind kind, schemac_value *value)
{
    char *end = NULL;
    errno = 0;
    if (kind == SCHEMAC_KIND_FLOAT || kind == SCHEMAC_KIND_DOUBLE) {
        return schemac_real_parse(word, &value->as.real);
    }
    value->as.integer = strtoll(word, &end, 10);
    if (*end != '\0' || errno != 0) {
        return false;
    }
    int64_t most = kind == SCHEMAC_KIND_INT16 ? INT16_MAX : kind == SCHEMAC_KIND_INT32 ? INT32_MAX : INT64_MAX;
    return value->as.integer <= most && value->as.integer >= -most - 1;
}

/* A number, or true or false. */
static bool read_bare(json_reader *r, schemac_kind kind, schemac_value *value)
{
    char word[40];
    size_t len = 0;
    while (r->p < r->end && len + 1 < sizeof word && strchr(",] \t\r\n", *r->p) == NULL) {
        word[len++] = *r->p++;
    }
    word[len] = '\0';
    if (kind == SCHEMAC_KIND_DECIMAL) {
        const char *copy = schemac_scratch_copy(r->scratch, word, len);
        *r->nomem = copy == NULL;
        return copy != NULL && schemac_value_from_text(kind, schemac_str_make(copy, len), value);
    }
    if (kind == SCHEMAC_KIND_BOOL && (strcmp(word, "true") == 0 || strcmp(word, "false") == 0)) {
        value->as.integer = word[0] == 't';
        return true;
    }
    return len > 0 && kind <= SCHEMAC_KIND_DOUBLE && read_number(word, kind, value);
}

/* The elements are counted first, so that they come into one piece of memory: each but the last has a comma outside
 * quotes. */
static size_t count_items(schemac_str text)
{
    size_t n = 1;
    bool quoted = false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] == '\\' && quoted) {
            i++;
        } else if (text.data[i] == '"') {
            quoted = !quoted;
        } else if (text.data[i] == ',' && !quoted) {
            n++;
        }
    }
    return n;
}

static bool read_items(json_reader *r, schemac_kind kind, schemac_value *values, size_t room, size_t *count)
{
    do {
        if (*count == room) {
            return false;
        }
        schemac_value *value = &values[(*count)++];
        memset(value, 0, sizeof *value);
        value->kind = kind;
        skip_space(r);
        bool read = take(r, '"') ? read_quoted(r, kind, value) : read_bare(r, kind, value);
        if (!read) {
            return false;
        }
    } while (take(r, ','));
    return true;
}

bool schemac_json_read(schemac_str text, schemac_kind kind, schemac_scratch *scratch, const schemac_value **items,
                       size_t *count, bool *nomem)
{
    json_reader r = {text.data, text.data + text.len, scratch, nomem};
    *nomem = false;
    *count = 0;
    size_t room = count_items(text);
    schemac_value *values =
        room > SIZE_MAX / sizeof *values ? NULL : schemac_scratch_alloc(scratch, room * sizeof *values);
    if (values == NULL) {
        *nomem = true;
        return false;
    }
    *items = values;
    if (!take(&r, '[')) {
        return false;
    }
    if (!take(&r, ']') && (!read_items(&r, kind, values, room, count) || !take(&r, ']'))) {
        return false;
    }
    skip_space(&r);
    return r.p == r.end;
}
