/* Changes: what the grammar's actions call for the `--|` lines of a revision. */
#include "compiler/syntax/builder.h"
#include "schema.h"

ast_node *parser_change(parser *p, ast_kind kind, const token *first, ast_node *what)
{
    ast_node *node = parser_node(p, kind, first, NULL);
    if (what && what->doc.len == 0)
        what->doc = node->doc;
    node->doc = STR("");
    return ast_add(node, what);
}

ast_node *parser_rename(parser *p, const token *first, const token *what, ast_node *old_name, ast_node *new_name)
{
    ast_node *node = parser_node(p, AST_RENAME, first, what);
    return ast_adopt(ast_adopt(node, old_name), new_name);
}

ast_node *parser_alter(parser *p, const token *first, const token *what, const token *name, ast_node *changes,
                       const token *last)
{
    ast_node *node = ast_add(parser_node(p, AST_ALTER, first, what), parser_node(p, AST_NAME, name, name));
    return parser_close(p, ast_adopt(node, changes), last);
}

ast_node *parser_replace(parser *p, const token *first, ast_node *old_side, ast_node *new_side)
{
    return ast_add(parser_change(p, AST_REPLACE, first, old_side), new_side);
}

ast_node *parser_position(parser *p, const token *where, const token *name)
{
    ast_node *node = parser_node(p, AST_POSITION, where, where);
    return ast_add(node, parser_node(p, AST_NAME, name, name));
}
