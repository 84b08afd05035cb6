/* The server's binary forms. All numbers are big-endian; times count from 2000-01-01. Types are not named to the
 * server: it infers them from where a parameter stands, so a kind goes in binary only where every type that it may meet
 * there has the same binary form. Decimals, JSON (jsonb differs from json) and foreign types go as text. */
#include <limits.h>
#include <string.h>

#include "db/error.h"
#include "db/postgresql.h"
#include "db/text.h"
#include "db/value_text.h"

#define EPOCH_DAYS INT32_C(10957)
#define EPOCH_US   (INT64_C(10957) * 86400 * 1000000)

/* ---- big-endian numbers ---- */

static void put_bytes(char *out, uint64_t number, int size)
{
    for (int i = size - 1; i >= 0; i--) {
        out[i] = (char)(number & 0xff);
        number >>= 8;
    }
}

static uint64_t get_bytes(const char *data, int size)
{
    uint64_t number = 0;
    for (int i = 0; i < size; i++) {
        number = number << 8 | (unsigned char)data[i];
    }
    return number;
}

static int16_t get_int16(const char *data)
{
    return (int16_t)(uint16_t)get_bytes(data, 2);
}

static int32_t get_int32(const char *data)
{
    return (int32_t)(uint32_t)get_bytes(data, 4);
}

static int64_t get_int64(const char *data)
{
    return (int64_t)get_bytes(data, 8);
}

/* ---- in ---- */

static schemac_code out_of_range(const schemac_value *value, schemac_error *err)
{
    return schemac_error_set(err, SCHEMAC_INVALID, "a %s is out of range", schemac_kind_name(value->kind));
}

static schemac_code encode_fixed(pg_param *param, uint64_t number, int size)
{
    put_bytes(param->fixed, number, size);
    param->data = param->fixed;
    param->length = size;
    param->format = 1;
    return SCHEMAC_OK;
}

static schemac_code encode_real(pg_param *param, double real, bool is_float)
{
    uint64_t bits = 0;
    if (is_float) {
        float single = (float)real;
        uint32_t bits32 = 0;
        memcpy(&bits32, &single, sizeof bits32);
        return encode_fixed(param, bits32, 4);
    }
    memcpy(&bits, &real, sizeof bits);
    return encode_fixed(param, bits, 8);
}

static schemac_code encode_date(pg_param *param, const schemac_value *value, schemac_error *err)
{
    int32_t days = value->as.date.days;
    if (days != SCHEMAC_DATE_INFINITY && days != SCHEMAC_DATE_MINUS_INFINITY) {
        if (days <= INT32_MIN + EPOCH_DAYS) {
            return out_of_range(value, err);
        }
        days -= EPOCH_DAYS;
    }
    return encode_fixed(param, (uint32_t)days, 4);
}

static schemac_code encode_timestamp(pg_param *param, const schemac_value *value, schemac_error *err)
{
    int64_t us = value->as.timestamp.microseconds;
    if (us != SCHEMAC_TIMESTAMP_INFINITY && us != SCHEMAC_TIMESTAMP_MINUS_INFINITY) {
        if (us <= INT64_MIN + EPOCH_US) {
            return out_of_range(value, err);
        }
        us -= EPOCH_US;
    }
    return encode_fixed(param, (uint64_t)us, 8);
}

static schemac_code encode_interval(pg_param *param, schemac_interval interval)
{
    encode_fixed(param, (uint64_t)interval.microseconds, 8);
    put_bytes(param->fixed + 8, (uint32_t)interval.days, 4);
    put_bytes(param->fixed + 12, (uint32_t)interval.months, 4);
    param->length = 16;
    return SCHEMAC_OK;
}

/* Text whose bytes are its binary form; the server refuses a NUL in it by itself. */
static schemac_code encode_bytes(pg_param *param, schemac_str text, schemac_error *err)
{
    if (text.len > INT_MAX) {
        return schemac_error_set(err, SCHEMAC_INVALID, "a value is longer than PostgreSQL takes");
    }
    param->data = text.data == NULL ? "" : text.data;
    param->length = (int)text.len;
    param->format = 1;
    return SCHEMAC_OK;
}

/* The text format ends at a NUL, so one inside would cut the value off in silence. */
static schemac_code encode_text(pg_param *param, schemac_str text, schemac_scratch *scratch, schemac_error *err)
{
    if (text.len > 0 && memchr(text.data, '\0', text.len) != NULL) {
        return schemac_error_set(err, SCHEMAC_INVALID, "a text contains a NUL");
    }
    param->data = schemac_scratch_copy(scratch, text.data, text.len);
    return param->data == NULL ? schemac_error_nomem(err) : SCHEMAC_OK;
}

static void write_quoted(schemac_text *out, schemac_str text)
{
    schemac_text_char(out, '"');
    size_t done = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] == '"' || text.data[i] == '\\') {
            schemac_text_bytes(out, text.data + done, i - done);
            schemac_text_char(out, '\\');
            done = i;
        }
    }
    schemac_text_bytes(out, text.data + done, text.len - done);
    schemac_text_char(out, '"');
}

static void write_hex(schemac_text *out, schemac_str bytes)
{
    static const char digits[] = "0123456789abcdef";
    schemac_text_add(out, "\"\\\\x");
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char byte = (unsigned char)bytes.data[i];
        schemac_text_char(out, digits[byte >> 4]);
        schemac_text_char(out, digits[byte & 15]);
    }
    schemac_text_char(out, '"');
}

static bool write_element(schemac_text *out, const schemac_value *item)
{
    char buffer[SCHEMAC_TIME_TEXT_SIZE];
    schemac_str text = schemac_value_text(item, buffer);
    if (text.data == NULL) {
        return false;
    }
    if (item->kind == SCHEMAC_KIND_BYTES) {
        write_hex(out, text);
    } else {
        write_quoted(out, text);
    }
    return true;
}

/* The element's type is the server's to infer, so an array goes as text: {"a","b"}. */
static schemac_code encode_array(pg_param *param, const schemac_value *value, schemac_scratch *scratch,
                                 schemac_error *err)
{
    schemac_text literal = {0};
    schemac_text_char(&literal, '{');
    bool written = true;
    for (size_t i = 0; i < value->as.array.count && written; i++) {
        if (i > 0) {
            schemac_text_char(&literal, ',');
        }
        written = write_element(&literal, &value->as.array.items[i]);
    }
    schemac_text_char(&literal, '}');
    schemac_code code = SCHEMAC_OK;
    if (literal.failed) {
        code = schemac_error_nomem(err);
    } else if (!written) {
        code = out_of_range(value, err);
    } else {
        code = encode_text(param, schemac_text_str(&literal), scratch, err);
    }
    schemac_text_free(&literal);
    return code;
}

schemac_code schemac_pg_encode(const schemac_value *value, pg_param *param, schemac_scratch *scratch,
                               schemac_error *err)
{
    if (value->is_array) {
        return encode_array(param, value, scratch, err);
    }
    switch (value->kind) {
    case SCHEMAC_KIND_BOOL:
        return encode_fixed(param, value->as.integer != 0, 1);
    case SCHEMAC_KIND_INT16:
        return encode_fixed(param, (uint64_t)value->as.integer, 2);
    case SCHEMAC_KIND_INT32:
        return encode_fixed(param, (uint64_t)value->as.integer, 4);
    case SCHEMAC_KIND_INT64:
        return encode_fixed(param, (uint64_t)value->as.integer, 8);
    case SCHEMAC_KIND_FLOAT:
    case SCHEMAC_KIND_DOUBLE:
        return encode_real(param, value->as.real, value->kind == SCHEMAC_KIND_FLOAT);
    case SCHEMAC_KIND_DATE:
        return encode_date(param, value, err);
    case SCHEMAC_KIND_TIME:
        return encode_fixed(param, (uint64_t)value->as.time.microseconds, 8);
    case SCHEMAC_KIND_TIMESTAMP:
        return encode_timestamp(param, value, err);
    case SCHEMAC_KIND_INTERVAL:
        return encode_interval(param, value->as.interval);
    case SCHEMAC_KIND_UUID:
        memcpy(param->fixed, value->as.uuid.bytes, 16);
        param->data = param->fixed;
        param->length = 16;
        param->format = 1;
        return SCHEMAC_OK;
    case SCHEMAC_KIND_TEXT:
    case SCHEMAC_KIND_BYTES:
    case SCHEMAC_KIND_ENUM:
        return encode_bytes(param, value->as.text, err);
    default:
        return encode_text(param, value->as.text, scratch, err);
    }
}

/* ---- out ---- */

static bool decode_integer(schemac_kind kind, unsigned type, const char *data, int length, schemac_value *value)
{
    int64_t integer = 0;
    if (type == PG_INT8 && length == 8) {
        integer = get_int64(data);
    } else if (type == PG_INT4 && length == 4) {
        integer = get_int32(data);
    } else if (type == PG_INT2 && length == 2) {
        integer = get_int16(data);
    } else if (type == PG_OID && length == 4) {
        integer = (int64_t)get_bytes(data, 4);
    } else {
        return false;
    }
    int64_t most = kind == SCHEMAC_KIND_INT16 ? INT16_MAX : kind == SCHEMAC_KIND_INT32 ? INT32_MAX : INT64_MAX;
    value->as.integer = integer;
    return integer <= most && integer >= -most - 1;
}

static bool decode_real(unsigned type, const char *data, int length, schemac_value *value)
{
    if (type == PG_FLOAT8 && length == 8) {
        uint64_t bits = get_bytes(data, 8);
        memcpy(&value->as.real, &bits, sizeof bits);
        return true;
    }
    if (type == PG_FLOAT4 && length == 4) {
        uint32_t bits = (uint32_t)get_bytes(data, 4);
        float single = 0;
        memcpy(&single, &bits, sizeof bits);
        value->as.real = (double)single;
        return true;
    }
    return false;
}

/* Digit groups of numeric: base 10000, the first counts 10000^weight. A group outside of those sent is 0. */
typedef struct pg_numeric {
    const char *groups;
    int n;
    int weight;
    int scale;
} pg_numeric;

static int group_at(const pg_numeric *number, int weight)
{
    int i = number->weight - weight;
    return i < 0 || i >= number->n ? 0 : get_int16(number->groups + (ptrdiff_t)2 * i);
}

static char *put_group(char *out, int group)
{
    for (int unit = 1000; unit > 0; unit /= 10) {
        *out++ = (char)('0' + group / unit % 10);
    }
    return out;
}

static char *write_integer_part(char *out, const pg_numeric *number)
{
    char *begin = out;
    for (int weight = number->weight; weight >= 0; weight--) {
        out = put_group(out, group_at(number, weight));
    }
    char *first = begin;
    while (first < out && *first == '0') {
        first++;
    }
    size_t len = (size_t)(out - first);
    memmove(begin, first, len);
    if (len == 0) {
        begin[len++] = '0';
    }
    return begin + len;
}

static char *write_fraction(char *out, const pg_numeric *number)
{
    if (number->scale == 0) {
        return out;
    }
    *out++ = '.';
    char *end = out + number->scale;
    for (int weight = -1; out < end; weight--) {
        char group[4];
        put_group(group, group_at(number, weight));
        for (int i = 0; i < 4 && out < end; i++) {
            *out++ = group[i];
        }
    }
    return out;
}

static const char *numeric_word(unsigned sign)
{
    switch (sign) {
    case 0xC000:
        return "NaN";
    case 0xD000:
        return "Infinity";
    case 0xF000:
        return "-Infinity";
    default:
        return NULL;
    }
}

static bool decode_numeric(const char *data, int length, schemac_scratch *scratch, schemac_value *value, bool *nomem)
{
    if (length < 8) {
        return false;
    }
    pg_numeric number = {data + 8, get_int16(data), get_int16(data + 2), (int)get_bytes(data + 6, 2)};
    unsigned sign = (unsigned)get_bytes(data + 4, 2);
    if (number.n < 0 || length < 8 + 2 * number.n) {
        return false;
    }
    if (numeric_word(sign) != NULL) {
        value->as.text = schemac_str_of(numeric_word(sign));
        return true;
    }
    size_t groups = number.weight < 0 ? 1 : (size_t)number.weight + 1;
    char *text = schemac_scratch_alloc(scratch, 1 + groups * 4 + 1 + (size_t)number.scale + 1);
    if (text == NULL) {
        *nomem = true;
        return false;
    }
    char *out = text;
    if (sign == 0x4000) {
        *out++ = '-';
    }
    out = write_fraction(write_integer_part(out, &number), &number);
    *out = '\0';
    value->as.text = schemac_str_make(text, (size_t)(out - text));
    return true;
}

static bool decode_date(const char *data, schemac_value *value)
{
    int32_t days = get_int32(data);
    bool finite = days != INT32_MAX && days != INT32_MIN;
    if (finite && days > INT32_MAX - EPOCH_DAYS - 1) {
        return false;
    }
    value->as.date.days = finite ? days + EPOCH_DAYS : days;
    return true;
}

static bool decode_timestamp(const char *data, schemac_value *value)
{
    int64_t us = get_int64(data);
    bool finite = us != INT64_MAX && us != INT64_MIN;
    if (finite && us > INT64_MAX - EPOCH_US - 1) {
        return false; /* the server's own range goes a little beyond what is left when counted from 1970 */
    }
    value->as.timestamp.microseconds = finite ? us + EPOCH_US : us;
    return true;
}

static bool decode_interval(const char *data, schemac_value *value)
{
    value->as.interval.microseconds = get_int64(data);
    value->as.interval.days = get_int32(data + 8);
    value->as.interval.months = get_int32(data + 12);
    return true;
}

bool schemac_pg_decode(schemac_kind kind, unsigned type, const char *data, int length, schemac_scratch *scratch,
                       schemac_value *value, bool *nomem)
{
    switch (kind) {
    case SCHEMAC_KIND_BOOL:
        value->as.integer = length == 1 && data[0] != 0;
        return type == PG_BOOL;
    case SCHEMAC_KIND_INT16:
    case SCHEMAC_KIND_INT32:
    case SCHEMAC_KIND_INT64:
        return decode_integer(kind, type, data, length, value);
    case SCHEMAC_KIND_FLOAT:
    case SCHEMAC_KIND_DOUBLE:
        return decode_real(type, data, length, value);
    case SCHEMAC_KIND_DECIMAL:
        return type == PG_NUMERIC && decode_numeric(data, length, scratch, value, nomem);
    case SCHEMAC_KIND_DATE:
        return type == PG_DATE && length == 4 && decode_date(data, value);
    case SCHEMAC_KIND_TIME:
        value->as.time.microseconds = length == 8 ? get_int64(data) : 0;
        return type == PG_TIME && length == 8;
    case SCHEMAC_KIND_TIMESTAMP:
        return (type == PG_TIMESTAMP || type == PG_TIMESTAMPTZ) && length == 8 && decode_timestamp(data, value);
    case SCHEMAC_KIND_INTERVAL:
        return type == PG_INTERVAL && length == 16 && decode_interval(data, value);
    case SCHEMAC_KIND_UUID:
        if (type != PG_UUID || length != 16) {
            return false;
        }
        memcpy(value->as.uuid.bytes, data, 16);
        return true;
    case SCHEMAC_KIND_BYTES:
        value->as.text = schemac_str_make(data, (size_t)length);
        return type == PG_BYTEA;
    default:
        /* jsonb begins with the number of its version. */
        if (type == PG_JSONB && length > 0) {
            data++;
            length--;
        }
        value->as.text = schemac_str_make(data, (size_t)length);
        return true;
    }
}

/* Elements are not NUL-terminated inside of an array: texts are copied. */
static bool decode_element(schemac_kind kind, unsigned type, const char *data, int length, schemac_scratch *scratch,
                           schemac_value *value, bool *nomem)
{
    if (!schemac_pg_decode(kind, type, data, length, scratch, value, nomem)) {
        return false;
    }
    bool is_text = kind == SCHEMAC_KIND_TEXT || kind == SCHEMAC_KIND_JSON || kind == SCHEMAC_KIND_FOREIGN ||
                   kind == SCHEMAC_KIND_BYTES || kind == SCHEMAC_KIND_ENUM;
    if (is_text) {
        value->as.text.data = schemac_scratch_copy(scratch, value->as.text.data, value->as.text.len);
        *nomem = value->as.text.data == NULL;
    }
    return !*nomem;
}

bool schemac_pg_decode_array(schemac_kind kind, const char *data, int length, schemac_scratch *scratch,
                             schemac_value *value, bool *nomem)
{
    const char *end = data + length;
    int dimensions = length >= 12 ? get_int32(data) : -1;
    int64_t n = dimensions == 1 && length >= 20 ? get_int32(data + 12) : 0;
    if (dimensions < 0 || dimensions > 1 || n < 0 || n > (end - data) / 4) {
        return false;
    }
    unsigned type = (unsigned)get_bytes(data + 8, 4);
    schemac_value *items = schemac_scratch_alloc(scratch, ((size_t)n + 1) * sizeof *items);
    if (items == NULL) {
        *nomem = true;
        return false;
    }
    const char *p = data + 20;
    for (int64_t i = 0; i < n; i++) {
        int item_length = end - p >= 4 ? get_int32(p) : -1;
        if (item_length < 0 || item_length > end - p - 4) {
            return false;
        }
        memset(&items[i], 0, sizeof items[i]);
        items[i].kind = kind;
        if (!decode_element(kind, type, p + 4, item_length, scratch, &items[i], nomem)) {
            return false;
        }
        p += 4 + item_length;
    }
    value->as.array.items = items;
    value->as.array.count = (size_t)n;
    return true;
}
