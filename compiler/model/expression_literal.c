/* Literals as values of a type: '-5'::integer, -5 and an integer column's default "-5" are one. Only spellings are
 * brought together that the server itself does not tell apart. */
#include "compiler/model/expression_literal.h"

#include <string.h>

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

/* "-5" as the number; NULL for another text. */
static const expression *number_of(arena *a, const expression *string)
{
    bool negative = str_starts_with(string->text, STR("-"));
    str digits = str_slice(string->text, negative, string->text.len);
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
    str text = e->text;
    if (str_find(text, '.') == text.len || !is_number_text(text))
        return e;
    while (text.ptr[text.len - 1] == '0')
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

/* jsonb keeps no white space between its parts. */
static str compact_json(arena *a, str text)
{
    writer out = writer_make(a);
    bool quoted = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (quoted && c == '\\' && i + 1 < text.len) {
            writer_char(&out, c);
            c = text.ptr[++i];
        } else {
            quoted = quoted != (c == '"');
        }
        if (quoted || !strchr(" \t\r\n", c))
            writer_char(&out, c);
    }
    return writer_result(&out);
}

/* A point in time as a server prints it: seconds always, no zeros at the end of their fraction, the zone of revisions
 * (UTC) not at all. */
static str plain_moment(arena *a, str text, bool has_date)
{
    static const char *const zones[] = {"+00:00", "+00", "Z", "z", " UTC"};
    enum { DATE_LENGTH = 10, MINUTES_LENGTH = 5 };
    size_t start = has_date ? DATE_LENGTH + 1 : 0;
    if (has_date && text.len == DATE_LENGTH)
        return str_join(a, text, STR(" 00:00:00"));
    if (text.len < start + MINUTES_LENGTH || !strchr(has_date ? " T" : "0123456789", text.ptr[start ? start - 1 : 0]))
        return text;
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        if (str_ends_with(text, str_from(zones[i])))
            text.len -= strlen(zones[i]);
    }
    if (text.len == start + MINUTES_LENGTH)
        text = str_join(a, text, STR(":00"));
    if (str_find(text, '.') < text.len) {
        while (text.ptr[text.len - 1] == '0')
            text.len--;
        text.len -= text.ptr[text.len - 1] == '.';
    }
    return has_date
               ? str_join(a, str_slice(text, 0, DATE_LENGTH), str_join(a, STR(" "), str_slice(text, start, text.len)))
               : text;
}

/* The text of a literal as the server would print a value of the type again. */
static str plain_text(arena *a, str text, const value_type *type)
{
    if (value_is_scalar(type, SCALAR_UUID))
        return str_lower(a, text);
    if (value_is_scalar(type, SCALAR_JSONB))
        return compact_json(a, text);
    if (value_is_scalar(type, SCALAR_TIMESTAMP) || value_is_scalar(type, SCALAR_TIMESTAMPTZ))
        return plain_moment(a, text, true);
    return value_is_scalar(type, SCALAR_TIME) ? plain_moment(a, text, false) : text;
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
    str text = plain_text(a, string->text, type);
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
