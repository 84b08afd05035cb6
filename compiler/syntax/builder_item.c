/* Fields and items: what the grammar's actions call for the elements of a body. */
#include "compiler/syntax/builder.h"
#include "schema.h"

ast_node *parser_array_type(parser *p, ast_node *type, const token *last)
{
    type->value++;
    return parser_close(p, type, last);
}

ast_node *parser_native(parser *p, const token *dialect, const token *text)
{
    ast_node *node = parser_node(p, AST_NATIVE, dialect, text);
    return ast_add(node, parser_choice(p, AST_DIALECT, dialect, dialect, "postgresql sqlite"));
}

ast_node *parser_auto(parser *p, const token *first, const token *always)
{
    ast_node *node = parser_close(p, parser_node(p, AST_ATTR_AUTO, first, NULL), always);
    return always ? parser_flag(node, AST_ALWAYS) : node;
}

ast_node *parser_generated(parser *p, const token *first, ast_node *value, const token *last, const token *kind)
{
    ast_node *node = ast_add(parser_node(p, AST_ATTR_GENERATED, first, kind), value);
    return parser_close(p, node, last);
}

ast_node *parser_action(parser *p, ast_kind kind, const token *first, const token *action)
{
    ast_node *node = parser_node(p, kind, first, action);
    if (action->kind == TK_NULL)
        node->text = STR("set null");
    else if (action->kind == TK_DEFAULT)
        node->text = STR("set default");
    else if (action->kind == TK_ACTION)
        node->text = STR("no action");
    return node;
}

ast_node *parser_item(parser *p, ast_kind kind, const token *first, const token *name, ast_node *child,
                      const token *last)
{
    return parser_close(p, ast_add(parser_node(p, kind, first, name), child), last);
}

ast_node *parser_exclude(parser *p, const token *first, const token *name, ast_node *method, ast_node *keys,
                         const token *last)
{
    ast_node *node = ast_add(parser_node(p, AST_EXCLUDE, first, name), method);
    return parser_close(p, ast_adopt(node, keys), last);
}

ast_node *parser_exclude_key(parser *p, ast_node *key, const token *operator)
{
    ast_node *node = parser_node(p, AST_EXCLUDE_KEY, NULL, operator);
    return ast_add(node, key);
}

/* A string as SQL writes it. */
static void parser_write_sql_string(writer *out, str text)
{
    writer_char(out, '\'');
    for (size_t i = 0; i < text.len; i++) {
        writer_char(out, text.ptr[i]);
        if (text.ptr[i] == '\'')
            writer_char(out, '\'');
    }
    writer_char(out, '\'');
}

/* The bound of a partition is passed on as SQL: its tokens, with one blank between them where SQL has one. */
ast_node *parser_bound(parser *p, const token *first, const token *last)
{
    writer out = writer_make(p->memory);
    for (const token *item = first; item <= last; item++) {
        if (item->kind >= TOKEN_COMMENT_LINE)
            continue;
        bool tight = item->kind == TK_RP || item->kind == TK_COMMA || item->kind == TK_CAST_TO;
        char before = out.len > 0 ? out.text[out.len - 1] : '(';
        if (!tight && before != '(' && before != ':')
            writer_char(&out, ' ');
        if (item->kind == TK_STRING)
            parser_write_sql_string(&out, parser_value(p, item));
        else
            writer_str(&out, parser_value(p, item));
    }
    ast_node *node = parser_close(p, parser_node(p, AST_BODY, first, NULL), last);
    node->text = writer_result(&out);
    node->text_span = node->span;
    return node;
}

/* In a list of keys a bare `null` or `true` is a column that is called so. */
static bool parser_is_column(const ast_node *value)
{
    return (value->kind == AST_BOOL_EXPR || value->kind == AST_NULL_EXPR) && !value->first;
}

ast_node *parser_key(parser *p, ast_node *value, const token *opclass, const token *order, const token *nulls)
{
    ast_node *node = parser_node(p, AST_KEY, NULL, opclass);
    if (value->kind == AST_COLLATE_EXPR) {
        ast_node *collate = ast_make(p->memory, AST_ATTR_COLLATE, value->text_span, value->text);
        ast_add(node, value->first);
        ast_add(node, collate);
    } else {
        if (parser_is_column(value)) {
            value->text = source_text(p->sources, value->span);
            value->kind = AST_NAME_EXPR;
        }
        ast_add(node, value);
    }
    if (order)
        node->flags |= order->kind == TK_DESC ? AST_DESC : AST_ASC;
    if (nulls)
        node->flags |= nulls->kind == TK_FIRST ? AST_NULLS_FIRST : AST_NULLS_LAST;
    parser_close(p, node, order);
    return parser_close(p, node, nulls);
}

ast_node *parser_key_column(parser *p, const token *name, ast_node *collate, const token *order)
{
    ast_node *node = ast_add(parser_node(p, AST_NAME, name, name), collate);
    if (order)
        node->flags |= order->kind == TK_DESC ? AST_DESC : AST_ASC;
    return parser_close(p, node, order);
}

/* --- on which field --- */

static void parser_report_stray(parser *p, const ast_node *attribute)
{
    diagnostic *d = diagnostic_report(p->diagnostics, DIAGNOSTIC_STRAY_ATTRIBUTE, attribute->span,
                                      source_text(p->sources, attribute->span), STR(""), STR(""));
    d->hint = STR("attributes stand right behind the type of their field, before any item");
}

ast_node *parser_attribute(parser *p, ast_node *list, ast_node *attribute)
{
    if (list->last && list->last->kind == AST_FIELD) {
        ast_add(list->last, attribute);
        list->span = source_join(list->span, attribute->span);
        return list;
    }
    if (!((list->flags | attribute->flags) & AST_BROKEN) && !p->recovering)
        parser_report_stray(p, attribute);
    return parser_broken(list);
}

ast_node *parser_field_check(ast_node *field, ast_node *check)
{
    check->kind = AST_ATTR_CHECK;
    return ast_add(field, check);
}

ast_node *parser_named_item(ast_node *check)
{
    ast_node *named = ast_child(check, AST_NAMED);
    if (!named)
        return check;
    ast_node children = {0};
    ast_adopt(&children, check);
    for (ast_node *child = children.first, *next = NULL; child; child = next) {
        next = child->next;
        child->next = NULL;
        if (child != named)
            ast_add(check, child);
    }
    check->text = named->text;
    check->text_span = named->text_span;
    check->flags |= named->flags;
    return check;
}

ast_node *parser_check(parser *p, ast_node *list, ast_node *check)
{
    (void)p;
    if (check->text.len == 0 && list->last && list->last->kind == AST_FIELD) {
        parser_field_check(list->last, check);
        list->span = source_join(list->span, check->span);
        return list;
    }
    return ast_add(list, parser_named_item(check));
}
