/* How PostgreSQL finds the operator or function that is meant, and which casts of its operands follow: there are no
 * operators for varchar, none between decimals and whole numbers, and a literal in quotes takes the type of what stands
 * beside it. */
#include "compiler/model/expression_type.h"

#include <string.h>

static const value_type unknown = {VALUE_UNKNOWN, {0}};

/* PostgreSQL's names for char(n) and bit(n) without their numbers, which the language cannot write. */
static bool is_bare(const model_type *type, scalar_kind *kind)
{
    bool is_char = type->kind == TYPE_NATIVE && str_eq(type->native[DIALECT_POSTGRESQL], STR("bpchar"));
    bool is_bit = type->kind == TYPE_NATIVE && str_eq(type->native[DIALECT_POSTGRESQL], STR("\"bit\""));
    *kind = is_bit ? SCALAR_BIT : SCALAR_CHAR;
    return is_char || is_bit;
}

value_type value_of(const model_type *type)
{
    scalar_kind bare;
    if (is_bare(type, &bare))
        return (value_type){VALUE_TYPED, {.kind = TYPE_SCALAR, .scalar = bare, .dimensions = type->dimensions}};
    return (value_type){VALUE_TYPED, *type};
}

value_type value_scalar(scalar_kind kind)
{
    return (value_type){VALUE_TYPED, {.kind = TYPE_SCALAR, .scalar = kind}};
}

static value_type value_native(const char *name)
{
    value_type v = {VALUE_TYPED, {.kind = TYPE_NATIVE}};
    for (dialect_id id = 0; id < DIALECT_COUNT; id++)
        v.type.native[id] = str_from(name);
    return v;
}

bool value_same(const value_type *a, const value_type *b)
{
    model_type x = a->type;
    model_type y = b->type;
    x.n_arguments = y.n_arguments = 0;
    return a->state == b->state && (a->state != VALUE_TYPED || model_type_equal(&x, &y));
}

bool value_is_scalar(const value_type *v, scalar_kind kind)
{
    return v->state == VALUE_TYPED && v->type.kind == TYPE_SCALAR && v->type.dimensions == 0 && v->type.scalar == kind;
}

/* How wide a number is; 0 for all that is none. */
static int width_of(const value_type *v)
{
    static const int widths[SCALAR_COUNT] = {[SCALAR_SMALLINT] = 1, [SCALAR_INT] = 2,  [SCALAR_BIGINT] = 3,
                                             [SCALAR_DECIMAL] = 4,  [SCALAR_REAL] = 5, [SCALAR_DOUBLE] = 6};
    bool plain = v->state == VALUE_TYPED && v->type.kind == TYPE_SCALAR && v->type.dimensions == 0;
    return plain ? widths[v->type.scalar] : 0;
}

bool value_is_number(const value_type *v)
{
    return width_of(v) > 0;
}

bool value_is_integer(const value_type *v)
{
    return width_of(v) > 0 && !value_is_scalar(v, SCALAR_DECIMAL) && !value_is_scalar(v, SCALAR_REAL) &&
           !value_is_scalar(v, SCALAR_DOUBLE);
}

static bool is_float(const value_type *v)
{
    return value_is_scalar(v, SCALAR_REAL) || value_is_scalar(v, SCALAR_DOUBLE);
}

bool value_is_text(const value_type *v)
{
    return value_is_scalar(v, SCALAR_TEXT) || value_is_scalar(v, SCALAR_VARCHAR);
}

static bool is_char(const value_type *v)
{
    return value_is_scalar(v, SCALAR_CHAR);
}

static value_type without_numbers(const value_type *v)
{
    value_type plain = *v;
    plain.type.n_arguments = 0;
    return plain;
}

/* The type for which there are operators. */
static value_type operator_type(const value_type *v)
{
    return value_is_scalar(v, SCALAR_VARCHAR) ? value_scalar(SCALAR_TEXT) : *v;
}

/* That of a literal beside it. */
static value_type literal_type(const value_type *v)
{
    value_type type = operator_type(v);
    return without_numbers(&type);
}

/* --- rules --- */

static void two(value_type *out, value_type left, value_type right)
{
    out[0] = left;
    out[1] = right;
}

/* Whole numbers have operators between all of their sizes, and so have floats; a decimal has none with either. */
static void widen(const value_type *in, value_type *out)
{
    two(out, in[0], in[1]);
    for (size_t i = 0; i < 2; i++) {
        const value_type *other = &in[1 - i];
        if (value_is_integer(&in[i]) && value_is_scalar(other, SCALAR_DECIMAL))
            out[i] = value_scalar(SCALAR_DECIMAL);
        else if (!is_float(&in[i]) && is_float(other))
            out[i] = value_scalar(SCALAR_DOUBLE);
    }
}

static void text_pair(const value_type *in, value_type *out)
{
    bool chars = is_char(&in[0]) && is_char(&in[1]);
    value_type text = value_scalar(SCALAR_TEXT);
    two(out, chars ? in[0] : text, chars ? in[1] : text);
}

bool value_compared(str text, const value_type *in, size_t count, value_type *out)
{
    (void)text;
    (void)count;
    if (in[0].state == VALUE_UNKNOWN || in[1].state == VALUE_UNKNOWN)
        return false;
    if (in[0].state == VALUE_UNTYPED && in[1].state == VALUE_UNTYPED)
        two(out, value_scalar(SCALAR_TEXT), value_scalar(SCALAR_TEXT));
    else if (in[0].state == VALUE_UNTYPED)
        two(out, literal_type(&in[1]), operator_type(&in[1]));
    else if (in[1].state == VALUE_UNTYPED)
        two(out, operator_type(&in[0]), literal_type(&in[0]));
    else if (value_is_number(&in[0]) && value_is_number(&in[1]))
        widen(in, out);
    else if ((value_is_text(&in[0]) || is_char(&in[0])) && (value_is_text(&in[1]) || is_char(&in[1])))
        text_pair(in, out);
    else
        two(out, operator_type(&in[0]), operator_type(&in[1]));
    return true;
}

/* The type that both can become; `*known` turns false where nobody knows one. */
static value_type join(const value_type *a, const value_type *b, bool *known)
{
    if (a->state == VALUE_UNTYPED || value_same(a, b))
        return *b;
    if (b->state == VALUE_UNTYPED)
        return *a;
    if (value_is_number(a) && value_is_number(b))
        return width_of(a) > width_of(b) ? *a : *b;
    bool texts = (value_is_text(a) || is_char(a)) && (value_is_text(b) || is_char(b));
    if (texts)
        return *a; /* each becomes the other, so the first one stays */
    *known = false;
    return unknown;
}

bool value_common(str text, const value_type *in, size_t count, value_type *out)
{
    (void)text;
    bool known = count > 0;
    value_type common = count > 0 ? in[0] : unknown;
    for (size_t i = 1; i < count && known; i++)
        common = join(&common, &in[i], &known);
    if (!known || common.state == VALUE_UNKNOWN)
        return false;
    if (common.state == VALUE_UNTYPED)
        common = value_scalar(SCALAR_TEXT);
    common = without_numbers(&common);
    for (size_t i = 0; i < count; i++)
        out[i] = value_same(&in[i], &common) ? in[i] : common;
    return true;
}

/* The items get one type with the operand; that of the operator may be another one still, for both. */
bool value_listed(str text, const value_type *in, size_t count, value_type *out)
{
    if (!value_common(text, in, count, out))
        return false;
    value_type pair[2] = {in[0], out[count - 1]};
    value_type made[2];
    if (!value_compared(text, pair, 2, made))
        return false;
    out[0] = made[0];
    return true;
}

bool value_matched(str text, const value_type *in, size_t count, value_type *out)
{
    (void)text;
    (void)count;
    bool left = in[0].state == VALUE_UNTYPED || value_is_text(&in[0]) || is_char(&in[0]);
    bool right = in[1].state == VALUE_UNTYPED || value_is_text(&in[1]);
    two(out, is_char(&in[0]) ? in[0] : value_scalar(SCALAR_TEXT), value_scalar(SCALAR_TEXT));
    return left && right;
}

/* --- operators --- */

static bool is_one_of(str text, const char *const *list)
{
    for (; *list; list++) {
        if (str_eq(text, str_from(*list)))
            return true;
    }
    return false;
}

static bool is_time(const value_type *v)
{
    return value_is_scalar(v, SCALAR_TIMESTAMP) || value_is_scalar(v, SCALAR_TIMESTAMPTZ);
}

/* A literal added to a point in time is an interval; one that is taken away, or beside a number, is of the same type.
 */
static bool computed_untyped(str text, const value_type *in, value_type *out)
{
    size_t typed = in[0].state == VALUE_TYPED ? 0 : 1;
    two(out, in[0], in[1]);
    if (in[typed].state != VALUE_TYPED || in[1 - typed].state != VALUE_UNTYPED)
        return false;
    if (is_time(&in[typed]) && str_eq(text, STR("+")))
        out[1 - typed] = value_scalar(SCALAR_INTERVAL);
    else if (is_time(&in[typed]) || value_is_number(&in[typed]) || value_is_scalar(&in[typed], SCALAR_INTERVAL))
        out[1 - typed] = without_numbers(&in[typed]);
    else
        return false;
    return true;
}

static bool computed_numbers(str text, const value_type *in, value_type *out)
{
    static const char *const bits[] = {"&", "|", "#", NULL};
    widen(in, out);
    if (str_eq(text, STR("^"))) {
        bool exact = (value_is_scalar(&in[0], SCALAR_DECIMAL) || value_is_scalar(&in[1], SCALAR_DECIMAL)) &&
                     !is_float(&in[0]) && !is_float(&in[1]);
        value_type type = value_scalar(exact ? SCALAR_DECIMAL : SCALAR_DOUBLE);
        two(out, type, type);
    } else if (is_one_of(text, bits)) {
        value_type wider = width_of(&in[0]) > width_of(&in[1]) ? in[0] : in[1];
        two(out, wider, wider);
    }
    return true;
}

static bool joined(const value_type *in, value_type *out)
{
    two(out, in[0], in[1]);
    bool texts[2];
    for (size_t i = 0; i < 2; i++) {
        texts[i] = value_is_text(&in[i]) || is_char(&in[i]);
        if (texts[i] || (in[i].state == VALUE_UNTYPED))
            out[i] = value_scalar(SCALAR_TEXT);
    }
    bool scalars = in[0].type.dimensions == 0 && in[1].type.dimensions == 0;
    return scalars && in[0].state != VALUE_UNKNOWN && in[1].state != VALUE_UNKNOWN && (texts[0] || texts[1]);
}

/* What stands behind the operators of json and arrays. */
static bool right_of(str text, const value_type *left, value_type *right)
{
    static const char *const same[] = {"@>", "<@", "&&", NULL};
    static const char *const paths[] = {"#>", "#>>", "?|", "?&", "#-", NULL};
    static const char *const names[] = {"->", "->>", "?", "at time zone", NULL};
    if (right->state != VALUE_UNTYPED || left->state != VALUE_TYPED)
        return false;
    if (is_one_of(text, same)) {
        *right = *left;
        return true;
    }
    *right = value_scalar(SCALAR_TEXT);
    right->type.dimensions = is_one_of(text, paths);
    return right->type.dimensions > 0 || is_one_of(text, names);
}

bool value_subscripted(str text, const value_type *in, size_t count, value_type *out)
{
    (void)text;
    (void)count;
    two(out, in[0], in[1].state == VALUE_UNTYPED ? value_scalar(SCALAR_TEXT) : in[1]);
    return value_is_scalar(&in[0], SCALAR_JSONB);
}

bool value_computed(str text, const value_type *in, size_t count, value_type *out)
{
    static const char *const arithmetic[] = {"+", "-", "*", "/", "%", "^", "&", "|", "#", NULL};
    static const char *const shifts[] = {"<<", ">>", NULL};
    (void)count;
    two(out, in[0], in[1]);
    if (str_eq(text, STR("||")))
        return joined(in, out);
    if (is_one_of(text, arithmetic) && value_is_number(&in[0]) && value_is_number(&in[1]))
        return computed_numbers(text, in, out);
    if (is_one_of(text, arithmetic))
        return computed_untyped(text, in, out);
    if (is_one_of(text, shifts))
        return value_is_number(&in[0]) && value_is_number(&in[1]);
    return right_of(text, &in[0], &out[1]);
}

static bool is_date(const value_type *v)
{
    return value_is_scalar(v, SCALAR_DATE);
}

static bool is_interval(const value_type *v)
{
    return value_is_scalar(v, SCALAR_INTERVAL);
}

/* Dates count in days; with an interval they become points in time. */
static value_type computed_date(const value_type *date, const value_type *other, bool both)
{
    if (value_is_integer(other))
        return value_scalar(SCALAR_DATE);
    if (is_interval(other) || value_is_scalar(other, SCALAR_TIME))
        return value_scalar(SCALAR_TIMESTAMP);
    return both && is_date(date) ? value_scalar(SCALAR_INT) : unknown;
}

static value_type computed_numbers_result(const value_type *operands)
{
    bool floats = is_float(&operands[0]) != is_float(&operands[1]) ||
                  (is_float(&operands[0]) && !value_same(&operands[0], &operands[1]));
    value_type wider = width_of(&operands[0]) > width_of(&operands[1]) ? operands[0] : operands[1];
    return floats ? value_scalar(SCALAR_DOUBLE) : without_numbers(&wider);
}

static value_type computed_result(const value_type *operands)
{
    const value_type *left = &operands[0], *right = &operands[1];
    if (value_is_number(left) && value_is_number(right))
        return computed_numbers_result(operands);
    if (is_date(left) || is_date(right))
        return is_date(left) ? computed_date(left, right, is_date(right)) : computed_date(right, left, false);
    if (is_time(left) && is_interval(right))
        return without_numbers(left);
    if (is_time(left) && value_same(left, right))
        return value_scalar(SCALAR_INTERVAL);
    if (is_interval(left) && (is_interval(right) || value_is_number(right)))
        return value_scalar(SCALAR_INTERVAL);
    return unknown;
}

value_type value_of_binary(str text, const value_type *operands)
{
    static const char *const texts[] = {"->>", "#>>", NULL};
    static const char *const json[] = {"->", "#>", "#-", NULL};
    static const char *const arithmetic[] = {"+", "-", "*", "/", "%", "^", "&", "|", "#", "<<", ">>", NULL};
    static const char *const conditions[] = {"and", "or", "=",   "<>",   "<",     "<=",      ">", ">=", "~",
                                             "~*",  "!~", "!~*", "@>",   "<@",    "&&",      "?", "?|", "?&",
                                             "@@",  "@?", "^@",  "like", "ilike", "similar", NULL};
    if (is_one_of(text, texts))
        return value_scalar(SCALAR_TEXT);
    if (is_one_of(text, json))
        return operands[0];
    if (is_one_of(text, conditions))
        return value_scalar(SCALAR_BOOL);
    if (str_eq(text, STR("||")))
        return value_is_text(&operands[0]) || value_is_text(&operands[1]) ? value_scalar(SCALAR_TEXT) : operands[0];
    if (str_eq(text, STR("at time zone")) && is_time(&operands[0]))
        return value_scalar(value_is_scalar(&operands[0], SCALAR_TIMESTAMP) ? SCALAR_TIMESTAMPTZ : SCALAR_TIMESTAMP);
    return is_one_of(text, arithmetic) ? computed_result(operands) : unknown;
}

/* --- functions --- */

enum { RESULT_FIRST = SCALAR_COUNT, RESULT_LAST };
#define SCALAR_FIRST RESULT_FIRST
#define SCALAR_LAST  RESULT_LAST
static const struct typed_function {
    const char *name;
    const char *parameters;
    int result;
} functions[] = {
#define TYPED(name, parameters, result) {(name), (parameters), SCALAR_##result},
#include "compiler/model/function_types.def"
#undef TYPED
};

static const struct typed_function *find_function(str name)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        if (str_eq(name, str_from(functions[i].name)))
            return &functions[i];
    }
    return NULL;
}

static value_type decimal_or_double(const value_type *in, size_t count)
{
    bool exact = false;
    for (size_t i = 0; i < count; i++) {
        if (is_float(&in[i]))
            return value_scalar(SCALAR_DOUBLE);
        exact = exact || value_is_scalar(&in[i], SCALAR_DECIMAL);
    }
    return value_scalar(exact ? SCALAR_DECIMAL : SCALAR_DOUBLE);
}

static bool takes_text(const value_type *v)
{
    return v->state == VALUE_UNTYPED || value_is_text(v) || is_char(v);
}

static value_type parameter(char letter, const value_type *in, size_t count, size_t index)
{
    const value_type *given = &in[index];
    bool open = given->state == VALUE_UNTYPED;
    switch (letter) {
    case 't':
        return takes_text(given) ? value_scalar(SCALAR_TEXT) : *given;
    case 'i':
        return value_is_scalar(given, SCALAR_SMALLINT) ? value_scalar(SCALAR_INT) : *given;
    case 'p':
        return value_is_number(given) ? decimal_or_double(in, count) : *given;
    case 'q':
        if (!value_is_number(given))
            return *given;
        return count > 1 ? value_scalar(SCALAR_DECIMAL) : decimal_or_double(in, count);
    case 'z':
        return value_is_scalar(given, SCALAR_DATE) ? value_scalar(SCALAR_TIMESTAMPTZ) : *given;
    case 'c':
        return open ? value_native("regclass") : *given;
    case 'r':
        return open && count == 2 ? value_native("regconfig") : open ? value_scalar(SCALAR_TEXT) : *given;
    default:
        return *given;
    }
}

bool value_called(str text, const value_type *in, size_t count, value_type *out)
{
    if (str_eq(text, STR("nullif")) && count == 2)
        return value_compared(text, in, count, out);
    const struct typed_function *function = find_function(text);
    if (!function)
        return false;
    if (function->parameters[0] == 's')
        return value_common(text, in, count, out);
    size_t last = strlen(function->parameters) - 1;
    for (size_t i = 0; i < count; i++)
        out[i] = parameter(function->parameters[i < last ? i : last], in, count, i);
    return true;
}

value_type value_of_call(str name, const value_type *arguments, size_t count)
{
    if (str_eq(name, STR("nullif")) && count == 2)
        return arguments[0];
    const struct typed_function *function = find_function(name);
    if (!function)
        return unknown;
    if (function->result < SCALAR_COUNT)
        return value_scalar((scalar_kind)function->result);
    if (count == 0)
        return unknown;
    return arguments[function->result == RESULT_FIRST ? 0 : count - 1];
}

value_type value_of_word(str word)
{
    if (str_eq(word, STR("current_date")))
        return value_scalar(SCALAR_DATE);
    if (str_eq(word, STR("current_timestamp")))
        return value_scalar(SCALAR_TIMESTAMPTZ);
    /* A name, which is compared as a text with everything but another name. */
    if (str_eq(word, STR("current_user")) || str_eq(word, STR("session_user")) || str_eq(word, STR("current_role")))
        return value_scalar(SCALAR_TEXT);
    if (str_eq(word, STR("localtimestamp")))
        return value_scalar(SCALAR_TIMESTAMP);
    return unknown;
}
