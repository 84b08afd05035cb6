/* The tree: making nodes, linking them, comparing and dumping. Lists are kept by first and last child, so that
 * appending is cheap however long a body is. */
#include "compiler/syntax/ast.h"

ast_node *ast_make(arena *a, ast_kind kind, source_span span, str text)
{
    ast_node *node = ARENA_NEW(a, ast_node);
    node->kind = kind;
    node->span = span;
    node->text_span = span;
    node->text = text;
    return node;
}

static void ast_deepen(ast_node *parent, uint32_t depth)
{
    if (parent->depth < depth)
        parent->depth = depth;
}

ast_node *ast_add(ast_node *parent, ast_node *child)
{
    if (!child)
        return parent;
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
    parent->span = source_join(parent->span, child->span);
    ast_deepen(parent, child->depth + 1);
    return parent;
}

ast_node *ast_adopt(ast_node *parent, ast_node *from)
{
    if (!from)
        return parent;
    parent->flags |= from->flags & AST_BROKEN;
    if (!from->first)
        return parent;
    if (parent->last)
        parent->last->next = from->first;
    else
        parent->first = from->first;
    parent->last = from->last;
    parent->span = source_join(parent->span, from->span);
    ast_deepen(parent, from->depth);
    from->first = from->last = NULL;
    return parent;
}

ast_node *ast_child(const ast_node *node, ast_kind kind)
{
    AST_EACH (node, child)
        if (child->kind == kind)
            return child;
    return NULL;
}

bool ast_is_expression(ast_kind kind)
{
    return kind >= AST_NULL_EXPR && kind <= AST_SQL_EXPR;
}

const char *ast_kind_name(ast_kind kind)
{
    static const char *const names[] = {
        "none",
#define AST(kind, name, shape) name,
#include "compiler/syntax/ast_kinds.def"
#undef AST
    };
    return kind < AST_KIND_COUNT ? names[kind] : "unknown";
}

/* --- dump --- */

static const struct {
    unsigned flag;
    const char *name;
} AST_FLAGS[] = {
    {AST_BROKEN, "broken"},
    {AST_NULLABLE, "nullable"},
    {AST_NOT, "not"},
    {AST_DESC, "desc"},
    {AST_ASC, "asc"},
    {AST_NULLS_FIRST, "nulls_first"},
    {AST_NULLS_LAST, "nulls_last"},
    {AST_ALWAYS, "always"},
    {AST_INITIALLY_DEFERRED, "initially_deferred"},
    {AST_ALL, "all"},
    {AST_DISTINCT, "distinct"},
    {AST_UNIQUE_FLAG, "unique"},
    {AST_RAW_STRING, "raw"},
    {AST_QUOTED, "quoted"},
};

static void ast_dump_node(source_set *sources, const ast_node *node, size_t level, writer *out)
{
    writer_repeat(out, ' ', 2 * level);
    writer_text(out, ast_kind_name(node->kind));
    if (node->text.len > 0) {
        writer_char(out, ' ');
        writer_quoted(out, node->text);
    }
    for (size_t i = 0; i < sizeof AST_FLAGS / sizeof AST_FLAGS[0]; i++)
        if (node->flags & AST_FLAGS[i].flag)
            writer_format(out, " %s", AST_FLAGS[i].name);
    if (node->value > 0)
        writer_format(out, " %u", (unsigned)node->value);
    if (node->doc.len > 0) {
        writer_text(out, " doc ");
        writer_quoted(out, node->doc);
    }
    if (sources) {
        source_place place = source_locate(sources, node->span);
        writer_format(out, " @%u:%u", (unsigned)place.line, (unsigned)place.column);
    }
    writer_char(out, '\n');
    AST_EACH (node, child)
        ast_dump_node(sources, child, level + 1, out);
}

void ast_dump(source_set *sources, const ast_node *node, writer *out)
{
    if (node)
        ast_dump_node(sources, node, 0, out);
}

/* --- equality --- */

bool ast_equal(const ast_node *a, const ast_node *b)
{
    if (!a || !b)
        return a == b;
    enum { QUOTING = AST_RAW_STRING | AST_QUOTED | AST_ENCLOSED };
    if (a->kind != b->kind || a->value != b->value ||
        (a->flags & ~(unsigned)QUOTING) != (b->flags & ~(unsigned)QUOTING) || !str_eq(a->text, b->text) ||
        !str_eq(a->doc, b->doc))
        return false;
    const ast_node *left = a->first;
    const ast_node *right = b->first;
    while (left && right && ast_equal(left, right)) {
        left = left->next;
        right = right->next;
    }
    return !left && !right;
}
