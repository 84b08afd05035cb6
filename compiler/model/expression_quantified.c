/* `x = any (array[…])` and `x <> all (…)` with their types, in both ways of the walk (expression_walk.h). */
#include "compiler/model/expression_walk.h"

/* The items of `array[…]`, or of such an array in a cast, with its type; NULL for any other. */
static const expression *array_inside(const expression *e, const model_type **cast)
{
    *cast = NULL;
    if (e->kind == EXPRESSION_CAST && e->type.dimensions > 0 && e->type.n_arguments == 0) {
        *cast = &e->type;
        e = e->arguments[0];
    }
    return e->kind == EXPRESSION_ARRAY && e->n_arguments > 0 ? e : NULL;
}

/* `x = any (array[…])`: the operand first, then the items. */
typedef struct quantified {
    const expression *e;
    const expression *array;
    typed *items;
    size_t count;       /* with the operand */
    value_type element; /* what the items become by a cast of the whole array; unknown where there is none */
} quantified;

/* Each item by itself in place of the array as a whole. */
static typed quantified_complete(typed_walk *w, const quantified *q)
{
    typed *items = q->items + 1;
    size_t count = q->count - 1;
    typed_settle(w, value_common, q->e->text, items, count);
    value_type pair[2] = {q->items[0].type, q->element.state == VALUE_TYPED ? q->element : items[0].type};
    value_type made[2] = {typed_nobody_knows, typed_nobody_knows};
    if (typed_rule_of(q->e->text)(q->e->text, pair, 2, made))
        q->items[0] = typed_coerce(w, q->items[0], &made[0]);
    for (size_t i = 0; i < count; i++) {
        items[i] = typed_coerce(w, items[i], &q->element);
        items[i] = typed_coerce(w, items[i], &made[1]);
    }
    if (typed_is_comparison(q->e->text))
        typed_forget_sizes(w, items, count);
    typed operands[2] = {q->items[0], typed_plain(typed_with_operands(w, q->array, items), typed_nobody_knows)};
    return typed_plain(typed_with_operands(w, q->e, operands), value_scalar(SCALAR_BOOL));
}

/* `in` where the server makes these casts of it; NULL: it is something else. */
static const expression *quantified_as_in(typed_walk *w, const quantified *q)
{
    bool is_in = str_eq(q->e->text, STR("=")) && !q->e->all;
    bool is_not_in = str_eq(q->e->text, STR("<>")) && q->e->all;
    if ((!is_in && !is_not_in) || q->count < 3)
        return NULL;
    value_type pair[2] = {q->items[0].bare_type, q->items[1].type};
    value_type made[2];
    if (!value_compared(q->e->text, pair, 2, made))
        return NULL;
    const value_type *element = q->element.state == VALUE_TYPED ? &q->element : &q->items[1].type;
    if (!value_same(&made[1], element) ||
        !typed_strip(w, value_listed, q->e->text, q->items, q->count, TYPED_STRIP_ALL))
        return NULL;
    const expression **arguments = ARENA_ARRAY(w->memory, const expression *, q->count);
    for (size_t i = 0; i < q->count; i++)
        arguments[i] = q->items[i].e;
    expression *in = expression_node(w->memory, EXPRESSION_IN, (str){0}, q->e->span, arguments, q->count);
    in->negated = is_not_in;
    return in;
}

/* The array as it stands, with the cast around it. */
static typed quantified_plain(typed_walk *w, const quantified *q)
{
    const expression *in = quantified_as_in(w, q);
    if (in)
        return typed_plain(in, value_scalar(SCALAR_BOOL));
    typed_settle(w, value_common, q->e->text, q->items + 1, q->count - 1);
    const expression *array = typed_with_operands(w, q->array, q->items + 1);
    const expression *right = q->e->arguments[1];
    if (right->kind == EXPRESSION_CAST)
        array = literal_cast(w->memory, array, &right->type);
    typed operands[2] = {q->items[0], typed_plain(array, typed_nobody_knows)};
    return typed_plain(typed_with_operands(w, q->e, operands), value_scalar(SCALAR_BOOL));
}

/* Of any other array only the type of the elements counts. */
static typed quantified_other(typed_walk *w, const expression *e)
{
    typed *items = typed_visit_all(w, e);
    value_type element = typed_element_of(&items[1].type);
    typed pair[2] = {items[0], typed_plain(items[1].e, element)};
    value_type in[2] = {items[0].type, element};
    value_type made[2];
    if (w->way == TYPED_PLAIN)
        (void)typed_strip(w, typed_rule_of(e->text), e->text, pair, 2, 0);
    else if (typed_rule_of(e->text)(e->text, in, 2, made))
        pair[0] = typed_coerce(w, pair[0], &made[0]);
    items[0].e = pair[0].e;
    return typed_plain(typed_with_operands(w, e, items), value_scalar(SCALAR_BOOL));
}

typed typed_visit_quantified(typed_walk *w, const expression *e)
{
    const model_type *cast;
    const expression *array = array_inside(e->arguments[1], &cast);
    if (!array)
        return quantified_other(w, e);
    quantified q = {.e = e, .array = array, .count = array->n_arguments + 1};
    value_type whole = cast ? value_of(cast) : typed_nobody_knows;
    q.element = typed_element_of(&whole);
    q.items = ARENA_ARRAY(w->memory, typed, q.count);
    q.items[0] = typed_visit(w, e->arguments[0]);
    for (size_t i = 1; i < q.count; i++)
        q.items[i] = typed_visit(w, array->arguments[i - 1]);
    return w->way == TYPED_PLAIN ? quantified_plain(w, &q) : quantified_complete(w, &q);
}
