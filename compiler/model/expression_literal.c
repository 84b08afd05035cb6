/* Literals as values of a type: '-5'::integer, -5 and an integer column's default "-5" are one. Only spellings are
 * brought together that the server itself does not tell apart. */
#include "compiler/model/expression_literal.h"

#include "compiler/model/expression_value.h"

#include <stdlib.h>

bool literal_is_minus(const expression *e)
{
    return e->kind == EXPRESSION_UNARY && str_eq(e->text, STR("-")) && e->arguments[0]->kind == EXPRESSION_NUMBER;
}

/* A number without its sign, as PostgreSQL reads it; signs and exponents aside. */
static bool is_number_text(str text)
{
    size_t digits = 0;
    size_t dots = 0;
    for (size_t i = 0; i < text.len; i++) {
        digits += text.ptr[i] >= '0' && text.ptr[i] <= '9';
        dots += text.ptr[i] == '.';
    }
    return digits > 0 && dots <= 1 && digits + dots == text.len;
}

/* 1.5e3 as 1500, as far as anybody writes; other texts as they are. */
static str without_exponent(arena *a, str text)
{
    enum { MOST = 60 };
    size_t e = str_find(text, 'e') < text.len ? str_find(text, 'e') : str_find(text, 'E');
    str mantissa = str_slice(text, 0, e);
    char *end = NULL;
    long exponent = e + 1 < text.len ? strtol(str_copy(a, str_slice(text, e + 1, text.len)).ptr, &end, 10) : 0;
    if (!end || *end || !is_number_text(mantissa) || exponent > MOST || exponent < -MOST)
        return text;
    size_t dot = str_find(mantissa, '.');
    str whole = str_slice(mantissa, 0, dot);
    str fraction = dot < mantissa.len ? str_slice(mantissa, dot + 1, mantissa.len) : STR("");
    str digits = str_join(a, whole, fraction);
    long point = (long)whole.len + exponent;
    writer out = writer_make(a);
    long first = point <= 0 ? point - 1 : 0; /* a zero before the point, where nothing else is */
    for (long i = first; i < (long)digits.len || i < point; i++) {
        if (i == point)
            writer_char(&out, '.');
        writer_char(&out, i >= 0 && i < (long)digits.len ? digits.ptr[i] : '0');
    }
    return writer_result(&out);
}

/* "-5" as the number; NULL for another text. */
static const expression *number_of(arena *a, const expression *string)
{
    bool negative = str_starts_with(string->text, STR("-"));
    str digits = without_exponent(a, str_slice(string->text, negative, string->text.len));
    if (!is_number_text(digits))
        return NULL;
    const expression *number = expression_make(a, EXPRESSION_NUMBER, digits, string->span);
    return negative ? expression_node(a, EXPRESSION_UNARY, STR("-"), string->span, &number, 1) : number;
}

value_type literal_number_type(const expression *number)
{
    const expression *e = literal_is_minus(number) ? number->arguments[0] : number;
    for (size_t i = 0; i < e->text.len; i++) {
        if (e->text.ptr[i] < '0' || e->text.ptr[i] > '9')
            return value_scalar(SCALAR_DECIMAL);
    }
    str limit = literal_is_minus(number) ? STR("2147483648") : STR("2147483647");
    str long_limit = literal_is_minus(number) ? STR("9223372036854775808") : STR("9223372036854775807");
    if (e->text.len < limit.len || (e->text.len == limit.len && str_cmp(e->text, limit) <= 0))
        return value_scalar(SCALAR_INT);
    bool fits = e->text.len < long_limit.len || (e->text.len == long_limit.len && str_cmp(e->text, long_limit) <= 0);
    return value_scalar(fits ? SCALAR_BIGINT : SCALAR_DECIMAL);
}

static bool is_number(const expression *e)
{
    return e->kind == EXPRESSION_NUMBER || literal_is_minus(e);
}

expression *literal_cast(arena *a, const expression *e, const model_type *type)
{
    expression *cast = expression_node(a, EXPRESSION_CAST, (str){0}, e->span, &e, 1);
    cast->type = *type;
    return cast;
}

/* A float's zeros at the end are not kept. */
static const expression *shortest(arena *a, const expression *e)
{
    if (literal_is_minus(e)) {
        const expression *number = shortest(a, e->arguments[0]);
        return expression_node(a, EXPRESSION_UNARY, e->text, e->span, &number, 1);
    }
    str text = without_exponent(a, e->text);
    if (!is_number_text(text))
        return e;
    while (str_find(text, '.') < text.len && text.ptr[text.len - 1] == '0')
        text.len--;
    text.len -= text.ptr[text.len - 1] == '.';
    return text.len > 0 ? expression_make(a, EXPRESSION_NUMBER, text, e->span) : e;
}

const expression *literal_make_number(arena *a, const expression *number, const value_type *type)
{
    if (value_is_scalar(type, SCALAR_REAL) || value_is_scalar(type, SCALAR_DOUBLE))
        number = shortest(a, number);
    value_type own = literal_number_type(number);
    return value_same(&own, type) ? number : literal_cast(a, number, &type->type);
}

static const expression *make_bool(arena *a, const expression *string)
{
    static const char *const words[2][6] = {{"f", "false", "n", "no", "off", "0"},
                                            {"t", "true", "y", "yes", "on", "1"}};
    for (size_t value = 0; value < 2; value++) {
        for (size_t i = 0; i < sizeof words[0] / sizeof *words[0]; i++) {
            if (str_eq_nocase(string->text, str_from(words[value][i])))
                return expression_make(a, EXPRESSION_BOOL, value ? STR("true") : STR("false"), string->span);
        }
    }
    return NULL;
}

/* The member with this label; NULL where nobody knows the enum. */
static const expression *make_member(arena *a, const model_schema *schema, const expression *string,
                                     const model_type *type)
{
    const model_enum *item = schema && type->dimensions == 0 ? model_find_enum(schema, type->enum_name) : NULL;
    for (size_t i = 0; item && i < item->members.count; i++) {
        const model_member *member = &item->members.items[i];
        if (!str_eq(member->label, string->text))
            continue;
        expression *made = expression_make(a, EXPRESSION_MEMBER, member->name, string->span);
        made->type = *type;
        return made;
    }
    return NULL;
}

/* What a literal in quotes is as a value of the type. */
const expression *literal_make(arena *a, const model_schema *schema, const expression *string, const value_type *type)
{
    const expression *made = type->type.kind == TYPE_ENUM ? make_member(a, schema, string, &type->type) : NULL;
    if (made)
        return made;
    if (value_is_text(type))
        return string;
    if (value_is_number(type))
        made = number_of(a, string);
    if (made)
        return literal_make_number(a, made, type);
    if (value_is_scalar(type, SCALAR_BOOL))
        made = make_bool(a, string);
    if (made)
        return made;
    str text = value_plain_text(a, string->text, type);
    model_type bare = type->type;
    bare.n_arguments = 0;
    return literal_cast(a, expression_make(a, EXPRESSION_STRING, text, string->span), &bare);
}

/* The number inside of a literal that has been given a type. */
const expression *literal_number_inside(const expression *e)
{
    const expression *inner = e->kind == EXPRESSION_CAST && e->type.n_arguments == 0 ? e->arguments[0] : e;
    return is_number(inner) ? inner : NULL;
}

const expression *literal_in_quotes(arena *a, const expression *operand, const value_type *to)
{
    const expression *number = operand->kind == EXPRESSION_STRING ? number_of(a, operand) : NULL;
    if (!number || to->type.n_arguments > 0)
        return NULL;
    value_type own = literal_number_type(number);
    return value_same(&own, to) && (literal_is_minus(number) || value_is_scalar(to, SCALAR_BIGINT)) ? number : NULL;
}
