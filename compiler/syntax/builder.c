/* Nodes, lists and declarations; fields and items are built in builder_item.c, expressions in builder_expression.c,
 * changes in builder_change.c. */
#include "compiler/syntax/builder.h"
#include "compiler/syntax/lexer.h"
#include "schema.h"

#include <string.h>

source_span parser_span(const parser *p, const token *item)
{
    if (!item)
        return (source_span){0, 0, 0};
    return (source_span){p->file->id, item->from, item->to};
}

bool parser_is_sql(const parser *p)
{
    return p->start == PARSER_POSTGRESQL || p->start == PARSER_SQLITE;
}

lexer_sql parser_sql_of(const parser *p)
{
    return p->start == PARSER_SQLITE ? LEXER_SQLITE : LEXER_POSTGRESQL;
}

str parser_value(parser *p, const token *item)
{
    if (!item)
        return STR("");
    if (parser_is_sql(p))
        return lexer_sql_value(p->memory, p->file, item, parser_sql_of(p));
    return lexer_value(p->memory, p->file, item);
}

/* How a name or a string was quoted. */
static unsigned parser_quoting(const parser *p, const token *item)
{
    const char *text = p->file->text.ptr + item->from;
    if (parser_is_sql(p))
        return lexer_sql_is_quoted(p->file, item) ? AST_QUOTED : 0;
    if (*text == '`')
        return AST_QUOTED;
    bool raw = item->kind == TK_STRING && item->to - item->from >= 6 && memcmp(text, "\"\"\"", 3) == 0;
    return raw ? AST_RAW_STRING : 0;
}

/* --- lists --- */

ast_node *parser_list(parser *p)
{
    return ast_make(p->memory, AST_NONE, parser_span(p, NULL), STR(""));
}

ast_node *parser_list_of(parser *p, ast_node *first)
{
    return ast_add(parser_list(p), first);
}

ast_node *parser_chain(parser *p, ast_node *list, ast_node *item)
{
    return ast_add(list ? list : parser_list(p), item);
}

ast_node *parser_broken(ast_node *list)
{
    list->flags |= AST_BROKEN;
    if (list->last)
        list->last->flags |= AST_BROKEN;
    return list;
}

/* --- docs --- */

static bool parser_has_doc(ast_kind kind)
{
    switch (kind) {
    case AST_PACKAGE:
    case AST_ENUM:
    case AST_MEMBER:
    case AST_MIXIN:
    case AST_MODEL:
    case AST_VIEW:
    case AST_QUERY:
    case AST_EXTENSION:
    case AST_SEQUENCE:
    case AST_SCHEMA:
    case AST_FUNCTION:
    case AST_PROCEDURE:
    case AST_TRIGGER:
    case AST_POLICY:
    case AST_RAW:
    case AST_DATA:
    case AST_FIELD:
    case AST_PRIMARY_KEY:
    case AST_UNIQUE:
    case AST_INDEX:
    case AST_CHECK:
    case AST_FOREIGN_KEY:
    case AST_EXCLUDE:
    case AST_PARTITION:
    case AST_TABLE_OPTIONS:
    case AST_ENUM_OPTIONS:
    case AST_ADD:
    case AST_REMOVE:
    case AST_REPLACE:
        return true;
    default:
        return false;
    }
}

/* The text of one `///` line: without the mark, one blank behind it and blanks at the end. */
static str parser_doc_line(const parser *p, const token *comment)
{
    str text = str_slice(p->file->text, comment->from + 3, comment->to);
    if (text.len > 0 && text.ptr[0] == ' ')
        text = str_slice(text, 1, text.len);
    while (text.len > 0 &&
           (text.ptr[text.len - 1] == ' ' || text.ptr[text.len - 1] == '\r' || text.ptr[text.len - 1] == '\t'))
        text.len--;
    return text;
}

/* A doc comment behind other text on its line would be taken for the next field's; it belongs to nothing. */
static bool parser_is_doc(const parser *p, const token *item)
{
    return item->kind == TOKEN_COMMENT_DOC && (item->line_breaks > 0 || item == p->tokens.items);
}

/* The doc lines among the comments right before `first`. */
static str parser_doc(parser *p, const token *first)
{
    const token *from = first;
    while (from > p->tokens.items && from[-1].kind > TOKEN_COMMENT_LINE - 1 && from[-1].kind <= TOKEN_COMMENT_DOC)
        from--;
    writer out = writer_make(p->memory);
    bool any = false;
    for (; from < first; from++) {
        if (!parser_is_doc(p, from))
            continue;
        if (any)
            writer_char(&out, '\n');
        any = true;
        writer_str(&out, parser_doc_line(p, from));
        p->docs_taken[from - p->tokens.items] = true;
    }
    return any ? writer_result(&out) : STR("");
}

/* --- nodes --- */

ast_node *parser_node(parser *p, ast_kind kind, const token *first, const token *name)
{
    ast_node *node = ast_make(p->memory, kind, parser_span(p, first), parser_value(p, name));
    if (name) {
        node->flags |= parser_quoting(p, name);
        node->text_span = parser_span(p, name);
        node->span = source_join(node->span, node->text_span);
    }
    if (p->docs_taken && first && parser_has_doc(kind))
        node->doc = parser_doc(p, first);
    return node;
}

ast_node *parser_choice(parser *p, ast_kind kind, const token *first, const token *word, const char *choices)
{
    ast_node *node = parser_node(p, kind, first, word);
    for (const char *at = choices; *at;) {
        size_t len = strcspn(at, " ");
        if (str_eq(node->text, (str){at, len}))
            return node;
        at += len + (at[len] == ' ');
    }
    parser_report_choice(p, word, choices);
    node->flags |= AST_BROKEN;
    return node;
}

ast_node *parser_close(parser *p, ast_node *node, const token *last)
{
    node->span = source_join(node->span, parser_span(p, last));
    return node;
}

ast_node *parser_flag(ast_node *node, unsigned flag)
{
    node->flags |= flag;
    return node;
}

ast_node *parser_block(parser *p, ast_kind kind, const token *first, const token *name, ast_node *options,
                       ast_node *body, const token *last)
{
    ast_node *node = parser_node(p, kind, first, name);
    ast_adopt(node, options);
    ast_adopt(node, body);
    return parser_close(p, node, last);
}

void parser_finish(parser *p, ast_kind kind, ast_node *list)
{
    source_span all = {p->file->id, 0, (uint32_t)p->file->text.len};
    p->root = ast_adopt(ast_make(p->memory, kind, all, STR("")), list);
}

/* --- declarations --- */

ast_node *parser_query(parser *p, const token *first, const token *name, ast_node *params, ast_node *result,
                       const token *body)
{
    ast_node *node = ast_adopt(parser_node(p, AST_QUERY, first, name), params);
    ast_add(node, result);
    return ast_add(node, parser_node(p, AST_BODY, body, body));
}

static ast_kind parser_routine_kind(const token *word)
{
    switch (word->kind) {
    case TK_FUNCTION:
        return AST_FUNCTION;
    case TK_PROCEDURE:
        return AST_PROCEDURE;
    case TK_TRIGGER:
        return AST_TRIGGER;
    case TK_POLICY:
        return AST_POLICY;
    default:
        return AST_RAW;
    }
}

ast_node *parser_routine(parser *p, const token *first, const token *name, ast_node *options, const token *up,
                         ast_node *down)
{
    ast_node *node = ast_adopt(parser_node(p, parser_routine_kind(first), first, name), options);
    ast_add(node, parser_node(p, AST_BODY, up, up));
    return ast_add(node, down);
}

ast_node *parser_for(parser *p, const token *first, const token *dialect, ast_node *body, const token *last)
{
    ast_node *node = parser_choice(p, AST_FOR_DIALECT, first, dialect, "postgresql sqlite");
    return parser_close(p, ast_adopt(node, body), last);
}

ast_node *parser_drop(parser *p, const token *first, const token *kind, const token *name)
{
    return ast_add(parser_node(p, AST_DROP, first, name), parser_node(p, AST_DROPPED_KIND, kind, kind));
}

ast_node *parser_param(parser *p, const token *name, const token *type, ast_node *value)
{
    ast_node *node = parser_node(p, AST_PARAM, name, name);
    ast_add(node, parser_choice(p, AST_PARAM_TYPE, type, type, "bool int string name"));
    return ast_add(node, value);
}
