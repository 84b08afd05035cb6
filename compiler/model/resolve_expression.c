/* Expressions from the AST: one node for one node. What a bare name means is decided in resolve_bind.c. */
#include "compiler/model/resolve_internal.h"

typedef VEC(const expression *) expression_list;

/* False where a child had a syntax error. */
static bool resolve_children(resolver *r, const ast_node *node, expression_list *arguments)
{
    AST_EACH (node, child) {
        if (!ast_is_expression(child->kind) && child->kind != AST_WHEN_EXPR && child->kind != AST_ELSE_EXPR)
            continue;
        const expression *argument = resolve_tree(r, child);
        if (!argument)
            return false;
        VEC_PUSH(r->memory, arguments, argument);
    }
    return true;
}

static expression *make(resolver *r, expression_kind kind, const ast_node *node, str text, const expression_list *list)
{
    expression *e = expression_node(r->memory, kind, text, node->span, list->items, list->count);
    e->negated = (node->flags & AST_NOT) != 0;
    e->all = (node->flags & AST_ALL) != 0;
    e->distinct = (node->flags & AST_DISTINCT) != 0;
    return e;
}

static const expression *resolve_name(resolver *r, const ast_node *node)
{
    if (node->first) {
        resolve_report(r, DIAGNOSTIC_QUALIFIED_NAME, node->span, node->text, (str){0}, (str){0});
        return NULL;
    }
    if (!(node->flags & AST_QUOTED) && expression_is_keyword(node->text))
        return expression_make(r->memory, EXPRESSION_WORD, str_lower(r->memory, node->text), node->span);
    return expression_make(r->memory, EXPRESSION_COLUMN, node->text, node->span);
}

static str operator_text(resolver *r, const ast_node *node)
{
    str text = str_lower(r->memory, node->text);
    return str_eq(text, STR("!=")) ? STR("<>") : text;
}

/* A chain that the tree keeps as one node leans to the left. */
static const expression *resolve_binary(resolver *r, const ast_node *node, const expression_list *list)
{
    str text = operator_text(r, node);
    if (list->count == 0)
        return NULL;
    const expression *e = list->items[0];
    for (size_t i = 1; i < list->count; i++) {
        const expression *pair[] = {e, list->items[i]};
        expression *made = expression_node(r->memory, EXPRESSION_BINARY, text, node->span, pair, 2);
        made->negated = (node->flags & AST_NOT) != 0;
        e = made;
    }
    return e;
}

/* `not like all (…)` is an operator of its own: not all of them, none of them. */
static const expression *resolve_quantified(resolver *r, const ast_node *node, const expression_list *list)
{
    str text = operator_text(r, node);
    if (node->flags & AST_NOT)
        text = str_join(r->memory, STR("not "), text);
    expression *e = make(r, EXPRESSION_QUANTIFIED, node, text, list);
    e->negated = false;
    return e;
}

static const expression *resolve_cast(resolver *r, const ast_node *node, const expression_list *list)
{
    expression *e = make(r, EXPRESSION_CAST, node, (str){0}, list);
    const ast_node *type = ast_child(node, AST_TYPE);
    if (!type || !resolve_type(r, type, &e->type))
        return NULL;
    return e;
}

static const expression *resolve_case(resolver *r, const ast_node *node, const expression_list *list)
{
    expression *e = make(r, EXPRESSION_CASE, node, (str){0}, list);
    e->distinct = list->count > 0 && list->items[0]->kind != EXPRESSION_WHEN;
    return e;
}

static const expression *resolve_call(resolver *r, const ast_node *node, const expression_list *list)
{
    str name = node->flags & AST_QUOTED ? node->text : str_lower(r->memory, node->text);
    return make(r, EXPRESSION_CALL, node, name, list);
}

static const expression *resolve_sql(resolver *r, const ast_node *node)
{
    expression *e = expression_make(r->memory, EXPRESSION_SQL, (str){0}, node->span);
    for (dialect_id id = 0; id < DIALECT_COUNT; id++)
        e->native[id] = node->text;
    resolve_natives(node, e->native);
    return e;
}

static bool is_leaf(ast_kind kind)
{
    switch (kind) {
    case AST_NULL_EXPR:
    case AST_BOOL_EXPR:
    case AST_NUMBER_EXPR:
    case AST_STRING_EXPR:
    case AST_NAME_EXPR:
    case AST_STAR_EXPR:
    case AST_SQL_EXPR:
        return true;
    default:
        return false;
    }
}

static const expression *resolve_leaf(resolver *r, const ast_node *node)
{
    switch (node->kind) {
    case AST_NULL_EXPR:
        return expression_make(r->memory, EXPRESSION_NULL, (str){0}, node->span);
    case AST_BOOL_EXPR:
        return expression_make(r->memory, EXPRESSION_BOOL, str_lower(r->memory, node->text), node->span);
    case AST_NUMBER_EXPR:
        return expression_make(r->memory, EXPRESSION_NUMBER, node->text, node->span);
    case AST_STRING_EXPR:
        return expression_make(r->memory, EXPRESSION_STRING, node->text, node->span);
    case AST_NAME_EXPR:
        return resolve_name(r, node);
    case AST_STAR_EXPR:
        return expression_make(r->memory, EXPRESSION_STAR, (str){0}, node->span);
    case AST_SQL_EXPR:
        return resolve_sql(r, node);
    default:
        return NULL;
    }
}

static const expression *resolve_branch(resolver *r, const ast_node *node, const expression_list *list)
{
    static const expression_kind kinds[AST_KIND_COUNT] = {
        [AST_IS_EXPR] = EXPRESSION_IS,
        [AST_BETWEEN_EXPR] = EXPRESSION_BETWEEN,
        [AST_IN_EXPR] = EXPRESSION_IN,
        [AST_WHEN_EXPR] = EXPRESSION_WHEN,
        [AST_ELSE_EXPR] = EXPRESSION_ELSE,
        [AST_ARRAY_EXPR] = EXPRESSION_ARRAY,
        [AST_SUBSCRIPT_EXPR] = EXPRESSION_SUBSCRIPT,
    };
    switch (node->kind) {
    case AST_BINARY_EXPR:
        return resolve_binary(r, node, list);
    case AST_UNARY_EXPR:
        return make(r, EXPRESSION_UNARY, node, operator_text(r, node), list);
    case AST_QUANTIFIED_EXPR:
        return resolve_quantified(r, node, list);
    case AST_COLLATE_EXPR:
        return make(r, EXPRESSION_COLLATE, node, node->text, list);
    case AST_CAST_EXPR:
        return resolve_cast(r, node, list);
    case AST_CASE_EXPR:
        return resolve_case(r, node, list);
    case AST_CALL_EXPR:
        return resolve_call(r, node, list);
    default: {
        str text = node->kind == AST_IS_EXPR ? str_lower(r->memory, node->text) : (str){0};
        return make(r, kinds[node->kind], node, text, list);
    }
    }
}

const expression *resolve_tree(resolver *r, const ast_node *node)
{
    if (node->flags & AST_BROKEN)
        return NULL;
    if (is_leaf(node->kind))
        return resolve_leaf(r, node);
    expression_list arguments = {0};
    if (!resolve_children(r, node, &arguments))
        return NULL;
    return resolve_branch(r, node, &arguments);
}

/* --- options --- */

static str sql_string(arena *a, str text)
{
    writer out = writer_make(a);
    writer_char(&out, '\'');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\'')
            writer_char(&out, '\'');
        writer_char(&out, text.ptr[i]);
    }
    writer_char(&out, '\'');
    return writer_result(&out);
}

static str option_value(resolver *r, const ast_node *value)
{
    switch (value->kind) {
    case AST_STRING_EXPR:
        return sql_string(r->memory, value->text);
    case AST_UNARY_EXPR:
        return str_join(r->memory, value->text, value->first ? value->first->text : (str){0});
    default:
        return value->text;
    }
}

void resolve_options_of(resolver *r, const ast_node *node, model_option_list *options)
{
    AST_EACH (node, child) {
        if (child->kind != AST_OPTION)
            continue;
        model_option option = {.name = child->text};
        if (child->first)
            option.value = option_value(r, child->first);
        VEC_PUSH(r->memory, options, option);
    }
}
