#include "compiler/emit/literal.h"

#include "compiler/emit/text.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

static const str nothing = {"", 0};

/* The number's text with its sign; empty for what is no number. */
static str number_text(arena *a, const expression *e)
{
    if (e->kind == EXPRESSION_NUMBER)
        return e->text;
    bool negative = e->kind == EXPRESSION_UNARY && str_eq(e->text, STR("-")) && e->n_arguments == 1;
    if (!negative || e->arguments[0]->kind != EXPRESSION_NUMBER)
        return nothing;
    return str_join(a, STR("-"), e->arguments[0]->text);
}

static bool is_digits(str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
    return text.len > 0;
}

static bool is_whole(str text)
{
    return is_digits(str_starts_with(text, STR("-")) ? str_slice(text, 1, text.len) : text);
}

static str whole_literal(arena *a, str text, int bits)
{
    if (!is_whole(text))
        return nothing;
    errno = 0;
    long long value = strtoll(str_copy(a, text).ptr, NULL, 10);
    long long limit = bits == 64 ? INT64_MAX : bits == 32 ? INT32_MAX : INT16_MAX;
    if (errno || value > limit || value < -limit - 1)
        return nothing;
    if (value == INT64_MIN)
        return STR("INT64_MIN");
    return str_format(a, value > INT32_MAX || value < INT32_MIN ? "INT64_C(%lld)" : "%lld", value);
}

/* A constant of C: with a point, and of the member's own width so that nothing is converted. */
static str real_literal(arena *a, str text, bool is_float)
{
    str copy = str_copy(a, text);
    char *end = NULL;
    errno = 0;
    double value = is_float ? (double)strtof(copy.ptr, &end) : strtod(copy.ptr, &end);
    if (errno || !isfinite(value) || end != copy.ptr + copy.len || str_find(copy, 'x') < copy.len)
        return nothing;
    str point = is_whole(text) ? STR(".0") : nothing;
    str tail = is_float ? str_join(a, point, STR("f")) : point;
    return str_join(a, copy, tail);
}

static str call_with_string(arena *a, const char *function, str text)
{
    writer w = writer_make(a);
    writer_text(&w, function);
    writer_char(&w, '(');
    text_c_string(&w, text);
    writer_char(&w, ')');
    return writer_result(&w);
}

static str member_literal(const emit_enum *item, const expression *e)
{
    for (size_t i = 0; i < item->item->members.count; i++) {
        const model_member *member = &item->item->members.items[i];
        str value = e->kind == EXPRESSION_MEMBER ? member->name : member->label;
        if (str_eq(value, e->text))
            return item->constants[i];
    }
    return nothing;
}

static str string_literal(arena *a, const emit_type *type, const expression *e)
{
    if (e->kind == EXPRESSION_STRING && str_eq(type->value, STR("schemac_str")))
        return call_with_string(a, "SCHEMAC_STR", e->text);
    return nothing;
}

static str number_literal(arena *a, const emit_type *type, str number)
{
    if (str_eq(type->family, STR("int64")))
        return whole_literal(a, number, 64);
    if (str_eq(type->family, STR("int32")))
        return whole_literal(a, number, 32);
    if (str_eq(type->family, STR("int16")))
        return whole_literal(a, number, 16);
    if (str_eq(type->family, STR("decimal")))
        return call_with_string(a, "SCHEMAC_DECIMAL", number);
    bool is_float = str_eq(type->family, STR("float"));
    return is_float || str_eq(type->family, STR("double")) ? real_literal(a, number, is_float) : nothing;
}

str literal_value(const emit_view *view, const emit_type *type, const expression *e)
{
    arena *a = view->memory;
    if (!e || type->array)
        return nothing;
    if (type->enumeration)
        return e->kind == EXPRESSION_MEMBER || e->kind == EXPRESSION_STRING ? member_literal(type->enumeration, e)
                                                                            : nothing;
    if (e->kind == EXPRESSION_BOOL)
        return str_eq(type->family, STR("bool")) ? e->text : nothing;
    str number = number_text(a, e);
    return number.len ? number_literal(a, type, number) : string_literal(a, type, e);
}

bool literal_is_zero(str value)
{
    return str_eq(value, STR("0")) || str_eq(value, STR("false")) || str_eq(value, STR("0.0")) ||
           str_eq(value, STR("0.0f"));
}

str literal_init(const emit_view *view, const emit_type *type, const expression *e)
{
    bool now = e->kind == EXPRESSION_CALL && str_eq(e->text, STR("now"));
    now = now || (e->kind == EXPRESSION_WORD && str_eq(e->text, STR("current_timestamp")));
    if (now && str_eq(type->kind, STR("TIMESTAMP")) && !type->array)
        return STR("schemac_timestamp_now()");
    return literal_value(view, type, e);
}
