/* Classes of values: which fit which. */
#include "compiler/model/check_internal.h"

static check_class class_of_scalar(scalar_kind kind)
{
    static const check_class classes[SCALAR_COUNT] = {
        [SCALAR_BOOL] = CLASS_BOOL,
        [SCALAR_SMALLINT] = CLASS_INTEGER,
        [SCALAR_INT] = CLASS_INTEGER,
        [SCALAR_BIGINT] = CLASS_INTEGER,
        [SCALAR_REAL] = CLASS_NUMBER,
        [SCALAR_DOUBLE] = CLASS_NUMBER,
        [SCALAR_DECIMAL] = CLASS_NUMBER,
        [SCALAR_CHAR] = CLASS_TEXT,
        [SCALAR_VARCHAR] = CLASS_TEXT,
        [SCALAR_TEXT] = CLASS_TEXT,
        [SCALAR_BYTES] = CLASS_BYTES,
        [SCALAR_DATE] = CLASS_DATE,
        [SCALAR_TIME] = CLASS_TIME,
        [SCALAR_TIMESTAMP] = CLASS_TIMESTAMP,
        [SCALAR_TIMESTAMPTZ] = CLASS_TIMESTAMP,
        [SCALAR_INTERVAL] = CLASS_INTERVAL,
        [SCALAR_UUID] = CLASS_UUID,
        [SCALAR_JSON] = CLASS_JSON,
        [SCALAR_JSONB] = CLASS_JSON,
        [SCALAR_INET] = CLASS_NETWORK,
        [SCALAR_CIDR] = CLASS_NETWORK,
        [SCALAR_MACADDR] = CLASS_OTHER,
        [SCALAR_BIT] = CLASS_BITS,
        [SCALAR_VARBIT] = CLASS_BITS,
        [SCALAR_TSVECTOR] = CLASS_OTHER,
        [SCALAR_XML] = CLASS_OTHER,
    };
    return classes[kind];
}

check_value check_value_of_type(const model_type *type)
{
    check_value value = {.array = type->dimensions > 0};
    switch (type->kind) {
    case TYPE_SCALAR:
        value.kind = class_of_scalar(type->scalar);
        break;
    case TYPE_ENUM:
        value.kind = CLASS_ENUM;
        value.enum_name = type->enum_name;
        break;
    case TYPE_NATIVE:
        value.kind = CLASS_UNKNOWN;
        break;
    }
    return value;
}

const char *check_class_phrase(check_value value)
{
    static const char *const phrases[] = {
        [CLASS_UNKNOWN] = "a value",
        [CLASS_NULL] = "null",
        [CLASS_BOOL] = "true or false",
        [CLASS_INTEGER] = "a number",
        [CLASS_NUMBER] = "a number",
        [CLASS_TEXT] = "a text",
        [CLASS_BYTES] = "bytes",
        [CLASS_DATE] = "a date",
        [CLASS_TIME] = "a time",
        [CLASS_TIMESTAMP] = "a time",
        [CLASS_INTERVAL] = "an interval",
        [CLASS_UUID] = "a uuid",
        [CLASS_JSON] = "json",
        [CLASS_NETWORK] = "a network address",
        [CLASS_BITS] = "bits",
        [CLASS_ENUM] = "a member of an enum",
        [CLASS_OTHER] = "a value of another type",
    };
    return value.array ? "an array" : phrases[value.kind];
}

bool check_is_numeric(check_class kind)
{
    return kind == CLASS_INTEGER || kind == CLASS_NUMBER;
}

static bool is_open(check_value value)
{
    return value.kind == CLASS_UNKNOWN || value.kind == CLASS_NULL || value.kind == CLASS_OTHER;
}

static bool is_moment(check_class kind)
{
    return kind == CLASS_DATE || kind == CLASS_TIMESTAMP;
}

/* A number or a truth value is never written as a text; everything else may be. */
static bool takes_text(check_value value)
{
    return value.array || !(check_is_numeric(value.kind) || value.kind == CLASS_BOOL);
}

bool check_comparable(check_value a, check_value b)
{
    if (is_open(a) || is_open(b))
        return true;
    if (a.text_literal || b.text_literal)
        return takes_text(a.text_literal ? b : a);
    if (a.array != b.array)
        return false;
    if (a.kind == CLASS_ENUM && b.kind == CLASS_ENUM)
        return str_eq(a.enum_name, b.enum_name);
    return a.kind == b.kind || (check_is_numeric(a.kind) && check_is_numeric(b.kind)) ||
           (is_moment(a.kind) && is_moment(b.kind));
}

bool check_assignable(check_value value, const model_type *type)
{
    check_value target = check_value_of_type(type);
    if (check_comparable(value, target))
        return true;
    /* A time of day can be taken from a moment, and every value has a text. */
    return !value.array && !target.array &&
           ((value.kind == CLASS_TIMESTAMP && target.kind == CLASS_TIME) ||
            (target.kind == CLASS_TEXT && !value.text_literal));
}
