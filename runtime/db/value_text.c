#include "db/value_text.h"

#include <inttypes.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static schemac_str printed(int len, const char *buffer)
{
    return len < 0 || len >= SCHEMAC_TIME_TEXT_SIZE ? SCHEMAC_STR_NULL : schemac_str_make(buffer, (size_t)len);
}

static schemac_str formatted(size_t len, const char *buffer)
{
    return len == 0 ? SCHEMAC_STR_NULL : schemac_str_make(buffer, len);
}

/* Enough digits that reading gives the same number again. */
static schemac_str real_text(double real, bool is_float, char *buffer)
{
    if (isnan(real)) {
        return schemac_str_of("NaN");
    }
    if (isinf(real)) {
        return schemac_str_of(real < 0 ? "-Infinity" : "Infinity");
    }
    int len = snprintf(buffer, SCHEMAC_TIME_TEXT_SIZE, "%.*g", is_float ? 9 : 17, real);
    /* The program's locale may have another sign for the point. */
    char *p = buffer + strspn(buffer, "+-0123456789.eE");
    if (*p != '\0') {
        size_t tail = strcspn(p, "0123456789");
        *p = '.';
        memmove(p + 1, p + tail, strlen(p + tail) + 1);
        len = (int)strlen(buffer);
    }
    return printed(len, buffer);
}

bool schemac_real_parse(const char *text, double *real)
{
    char local[64];
    const char *point = localeconv()->decimal_point;
    const char *dot = strchr(text, '.');
    size_t before = dot == NULL ? strlen(text) : (size_t)(dot - text);
    int len = snprintf(local, sizeof local, "%.*s%s%s", (int)before, text, dot == NULL ? "" : point,
                       dot == NULL ? "" : dot + 1);
    char *end = NULL;
    *real = strtod(local, &end);
    return len > 0 && (size_t)len < sizeof local && end != local && *end == '\0';
}

schemac_str schemac_value_text(const schemac_value *value, char *buffer)
{
    const size_t size = SCHEMAC_TIME_TEXT_SIZE;
    switch (value->kind) {
    case SCHEMAC_KIND_BOOL:
        return schemac_str_of(value->as.integer != 0 ? "true" : "false");
    case SCHEMAC_KIND_INT16:
    case SCHEMAC_KIND_INT32:
    case SCHEMAC_KIND_INT64:
        return printed(snprintf(buffer, size, "%" PRId64, value->as.integer), buffer);
    case SCHEMAC_KIND_FLOAT:
    case SCHEMAC_KIND_DOUBLE:
        return real_text(value->as.real, value->kind == SCHEMAC_KIND_FLOAT, buffer);
    case SCHEMAC_KIND_DATE:
        return formatted(schemac_date_format(value->as.date, buffer, size), buffer);
    case SCHEMAC_KIND_TIME:
        return formatted(schemac_time_format(value->as.time, buffer, size), buffer);
    case SCHEMAC_KIND_TIMESTAMP:
        return formatted(schemac_timestamp_format(value->as.timestamp, buffer, size), buffer);
    case SCHEMAC_KIND_INTERVAL:
        return formatted(schemac_interval_format(value->as.interval, buffer, size), buffer);
    case SCHEMAC_KIND_UUID:
        schemac_uuid_format(value->as.uuid, buffer);
        return schemac_str_make(buffer, SCHEMAC_UUID_TEXT_SIZE - 1);
    default:
        return value->as.text;
    }
}

bool schemac_value_from_text(schemac_kind kind, schemac_str text, schemac_value *value)
{
    switch (kind) {
    case SCHEMAC_KIND_DATE:
        return schemac_date_parse(text, &value->as.date);
    case SCHEMAC_KIND_TIME:
        return schemac_time_parse(text, &value->as.time);
    case SCHEMAC_KIND_TIMESTAMP:
        return schemac_timestamp_parse(text, &value->as.timestamp);
    case SCHEMAC_KIND_INTERVAL:
        return schemac_interval_parse(text, &value->as.interval);
    case SCHEMAC_KIND_UUID:
        return schemac_uuid_parse(text, &value->as.uuid);
    case SCHEMAC_KIND_DECIMAL: {
        schemac_decimal decimal = {text.data, text.len};
        value->as.text = text;
        return schemac_decimal_valid(decimal);
    }
    default:
        value->as.text = text;
        return true;
    }
}

const char *schemac_kind_name(schemac_kind kind)
{
    static const char *const names[SCHEMAC_N_KINDS] = {
        "boolean", "small integer", "integer", "big integer", "real",      "double",   "decimal", "text",       "json",
        "text",    "bytes",         "date",    "time",        "timestamp", "interval", "uuid",    "enum label",
    };
    return (size_t)kind < SCHEMAC_N_KINDS ? names[kind] : "value";
}

int schemac_hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}
