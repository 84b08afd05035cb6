/* Expressions: what the grammar's actions call for them. */
#include "compiler/syntax/builder.h"
#include "schema.h"

/* Brackets are counted by the driver; this bounds what grows without any: `a or b or c …`, `not not not …`. */
static ast_node *parser_bounded(parser *p, ast_node *node)
{
    if (node->depth < AST_DEPTH_LIMIT)
        return node;
    if (!p->too_deep)
        diagnostic_report(p->diagnostics, DIAGNOSTIC_NESTING, node->span, STR("this expression"),
                          str_format(p->memory, "%d", AST_DEPTH_LIMIT), STR(""));
    p->too_deep = true;
    return parser_flag(ast_make(p->memory, AST_NULL_EXPR, node->span, STR("")), AST_BROKEN);
}

static ast_node *parser_expression(parser *p, ast_kind kind, const token *text)
{
    ast_node *node = parser_node(p, kind, NULL, text);
    node->span = parser_span(p, NULL);
    return node;
}

ast_node *parser_literal(parser *p, const token *item)
{
    switch (item->kind) {
    case TK_NUMBER:
        return parser_node(p, AST_NUMBER_EXPR, item, item);
    case TK_STRING:
        return parser_node(p, AST_STRING_EXPR, item, item);
    case TK_NULL:
        return parser_node(p, AST_NULL_EXPR, item, NULL);
    default:
        return parser_node(p, AST_BOOL_EXPR, item, item);
    }
}

ast_node *parser_typed_literal(parser *p, const token *type, const token *text)
{
    ast_node *node = ast_add(parser_node(p, AST_CAST_EXPR, type, NULL), parser_literal(p, text));
    return ast_add(node, parser_node(p, AST_TYPE, type, type));
}

ast_node *parser_enclosed(parser *p, const token *first, ast_node *value, const token *last)
{
    value->span = source_join(parser_span(p, first), parser_span(p, last));
    return parser_flag(value, AST_ENCLOSED);
}

ast_node *parser_unary(parser *p, const token *operator, ast_node * operand)
{
    return parser_bounded(p, ast_add(parser_node(p, AST_UNARY_EXPR, operator, operator), operand));
}

static bool parser_is_comparison(uint32_t kind)
{
    return kind == TK_EQ || kind == TK_NE || kind == TK_LT || kind == TK_LE || kind == TK_GT || kind == TK_GE;
}

/* `a < b < c` compares the truth of `a < b` with c, which nobody means. */
static void parser_check_chain(parser *p, const ast_node *left, const token *operator)
{
    static const char *const comparisons[] = {"=", "<>", "!=", "<", "<=", ">", ">=", "=="};
    if (!parser_is_comparison(operator->kind) || left->kind != AST_BINARY_EXPR || left->flags & AST_ENCLOSED)
        return;
    for (size_t i = 0; i < sizeof comparisons / sizeof comparisons[0]; i++) {
        if (!str_eq(left->text, str_from(comparisons[i])))
            continue;
        diagnostic *d = diagnostic_report(p->diagnostics, DIAGNOSTIC_CHAINED_COMPARISON, parser_span(p, operator),
                                          parser_value(p, operator), left->text, STR(""));
        d->hint = STR("write \"a < b and b < c\", or set parentheses");
    }
}

ast_node *parser_binary(parser *p, ast_node *left, const token *operator, ast_node * right, unsigned flags)
{
    parser_check_chain(p, left, operator);
    ast_node *node = parser_flag(parser_expression(p, AST_BINARY_EXPR, operator), flags);
    return parser_bounded(p, ast_add(ast_add(node, left), right));
}

ast_node *parser_quantified(parser *p, ast_node *left, const token *operator, const token * word, ast_node *array,
                            const token *last, unsigned flags)
{
    ast_node *node = ast_add(ast_add(parser_expression(p, AST_QUANTIFIED_EXPR, operator), left), array);
    parser_flag(node, flags | (word->kind == TK_ALL ? AST_ALL : 0));
    return parser_bounded(p, parser_close(p, node, last));
}

ast_node *parser_is(parser *p, ast_node *operand, const token *is, const token *what, unsigned flags)
{
    (void)is;
    ast_node *node = ast_add(parser_expression(p, AST_IS_EXPR, what), operand);
    return parser_bounded(p, parser_close(p, parser_flag(node, flags), what));
}

ast_node *parser_same(parser *p, ast_node *left, ast_node *right, unsigned flags)
{
    ast_node *node = parser_flag(parser_expression(p, AST_IS_EXPR, NULL), flags);
    node->text = STR("distinct");
    return parser_bounded(p, ast_add(ast_add(node, left), right));
}

ast_node *parser_between(parser *p, ast_node *operand, ast_node *low, ast_node *high, unsigned flags)
{
    ast_node *node = parser_flag(parser_expression(p, AST_BETWEEN_EXPR, NULL), flags);
    return parser_bounded(p, ast_add(ast_add(ast_add(node, operand), low), high));
}

ast_node *parser_in(parser *p, ast_node *operand, ast_node *list, const token *last, unsigned flags)
{
    ast_node *node = parser_flag(parser_expression(p, AST_IN_EXPR, NULL), flags);
    ast_adopt(ast_add(node, operand), list);
    return parser_bounded(p, parser_close(p, node, last));
}

ast_node *parser_cast(parser *p, ast_node *operand, ast_node *type)
{
    return parser_bounded(p, ast_add(ast_add(parser_expression(p, AST_CAST_EXPR, NULL), operand), type));
}

ast_node *parser_sql_type(parser *p, const token *type)
{
    ast_node *node = parser_node(p, AST_TYPE, type, NULL);
    node->text = STR("sql");
    return ast_add(node, parser_node(p, AST_NATIVE, type, type));
}

ast_node *parser_escape(parser *p, ast_node *pattern, ast_node *escape)
{
    ast_node *call = parser_expression(p, AST_CALL_EXPR, NULL);
    call->text = STR("like_escape");
    return parser_bounded(p, ast_add(ast_add(call, pattern), escape));
}

ast_node *parser_extract(parser *p, const token *name, ast_node *field, ast_node *value, const token *last)
{
    ast_node *call = parser_node(p, AST_CALL_EXPR, name, name);
    if (!str_eq_nocase(call->text, STR("extract")) || field->kind != AST_NAME_EXPR || field->first) {
        p->rejected = true;
        return call;
    }
    field->kind = AST_STRING_EXPR;
    return parser_bounded(p, parser_close(p, ast_add(ast_add(call, field), value), last));
}

ast_node *parser_collate(parser *p, ast_node *operand, const token *name)
{
    ast_node *node = ast_add(parser_expression(p, AST_COLLATE_EXPR, name), operand);
    return parser_bounded(p, parser_close(p, node, name));
}

ast_node *parser_subscript(parser *p, ast_node *operand, ast_node *index, const token *last)
{
    ast_node *node = ast_add(ast_add(parser_expression(p, AST_SUBSCRIPT_EXPR, NULL), operand), index);
    return parser_bounded(p, parser_close(p, node, last));
}

ast_node *parser_call(parser *p, ast_node *call, ast_node *arguments, const token *last)
{
    if (arguments)
        call->flags |= arguments->flags & AST_DISTINCT;
    return parser_bounded(p, parser_close(p, ast_adopt(call, arguments), last));
}

/* "pg_catalog.lower": the parts joined by dots, as the text of a call. */
ast_node *parser_qualified_call(parser *p, ast_node *name)
{
    writer out = writer_make(p->memory);
    writer_str(&out, name->text);
    AST_EACH (name, part) {
        writer_char(&out, '.');
        writer_str(&out, part->text);
        name->flags |= part->flags & AST_QUOTED;
    }
    ast_node *call = ast_make(p->memory, AST_CALL_EXPR, name->span, writer_result(&out));
    call->text_span = name->span;
    return parser_flag(call, name->flags);
}

ast_node *parser_sql(parser *p, const token *first, ast_node *natives, const token *last)
{
    ast_node *node = parser_node(p, AST_SQL_EXPR, first, NULL);
    if (natives->first && !natives->first->first) {
        node->text = natives->first->text;
        node->text_span = natives->first->text_span;
        node->flags |= natives->first->flags;
    } else {
        ast_adopt(node, natives);
    }
    return parser_close(p, node, last);
}

ast_node *parser_case(parser *p, const token *first, ast_node *operand, ast_node *whens, ast_node *otherwise,
                      const token *last)
{
    ast_node *node = ast_add(parser_node(p, AST_CASE_EXPR, first, NULL), operand);
    ast_add(ast_adopt(node, whens), otherwise);
    return parser_bounded(p, parser_close(p, node, last));
}
