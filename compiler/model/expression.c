/* Expressions: making, walking and rewriting trees. Printing stands in expression_print.c, equality in
 * expression_equal.c, reading from the AST in resolve_expression.c. */
#include "compiler/model/expression.h"

#include <string.h>

expression *expression_make(arena *a, expression_kind kind, str text, source_span span)
{
    expression *e = ARENA_NEW(a, expression);
    e->kind = kind;
    e->text = text;
    e->span = span;
    return e;
}

expression *expression_node(arena *a, expression_kind kind, str text, source_span span,
                            const expression *const *arguments, size_t count)
{
    expression *e = expression_make(a, kind, text, span);
    e->arguments = ARENA_ARRAY(a, expression *, count);
    if (count > 0)
        memcpy(e->arguments, arguments, count * sizeof *arguments);
    e->n_arguments = count;
    return e;
}

const expression *expression_rewrite(arena *a, const expression *e, expression_rewriter rewrite, void *context)
{
    if (!e)
        return NULL;
    const expression *changed = e;
    for (size_t i = 0; i < e->n_arguments; i++) {
        const expression *argument = expression_rewrite(a, e->arguments[i], rewrite, context);
        if (argument == e->arguments[i])
            continue;
        if (changed == e) {
            expression *copy =
                expression_node(a, e->kind, e->text, e->span, (const expression *const *)e->arguments, e->n_arguments);
            expression **arguments = copy->arguments;
            *copy = *e;
            copy->arguments = arguments;
            changed = copy;
        }
        changed->arguments[i] = (expression *)argument;
    }
    return rewrite(context, changed);
}

void expression_columns(const expression *e, void (*visit)(void *context, const expression *column), void *context)
{
    if (!e)
        return;
    if (e->kind == EXPRESSION_COLUMN)
        visit(context, e);
    for (size_t i = 0; i < e->n_arguments; i++)
        expression_columns(e->arguments[i], visit, context);
}

typedef struct rename_context {
    arena *memory;
    str from;
    str to;
} rename_context;

static const expression *rename_node(void *context, const expression *node)
{
    const rename_context *rename = context;
    if (node->kind != EXPRESSION_COLUMN || !str_eq(node->text, rename->from))
        return node;
    return expression_make(rename->memory, EXPRESSION_COLUMN, rename->to, node->span);
}

const expression *expression_rename_column(arena *a, const expression *e, str from, str to)
{
    rename_context rename = {a, from, to};
    return expression_rewrite(a, e, rename_node, &rename);
}

bool expression_is_keyword(str text)
{
    static const char *const words[] = {"current_timestamp", "current_date", "current_time", "localtime",
                                        "localtimestamp",    "current_user", "session_user", "current_schema",
                                        "current_catalog",   "current_role"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (str_eq_nocase(text, str_from(words[i])))
            return true;
    }
    return false;
}

bool expression_is_literal(const expression *e)
{
    switch (e->kind) {
    case EXPRESSION_NULL:
    case EXPRESSION_BOOL:
    case EXPRESSION_NUMBER:
    case EXPRESSION_STRING:
    case EXPRESSION_MEMBER:
        return true;
    case EXPRESSION_UNARY:
        return (str_eq(e->text, STR("-")) || str_eq(e->text, STR("+"))) && e->arguments[0]->kind == EXPRESSION_NUMBER;
    default:
        return false;
    }
}
