/* The tree of exactly what was written. Nodes are of one shape, so that a grammar action is one call and everything can
 * be walked, compared and dumped; which children a kind has stands in ast_kinds.def. The AST is never changed after
 * parsing, holds no meaning, and lives in the arena of its compilation. */
#ifndef SCHEMAC_SYNTAX_AST_H
#define SCHEMAC_SYNTAX_AST_H

#include "compiler/base/writer.h"
#include "compiler/syntax/source.h"

typedef enum ast_kind {
    AST_NONE,
#define AST(kind, name, shape) AST_##kind,
#include "compiler/syntax/ast_kinds.def"
#undef AST
    AST_KIND_COUNT
} ast_kind;

enum {
    AST_BROKEN = 1 << 0,
    AST_NULLABLE = 1 << 1,
    AST_NOT = 1 << 2,
    AST_DESC = 1 << 3,
    AST_ASC = 1 << 4,
    AST_NULLS_FIRST = 1 << 5,
    AST_NULLS_LAST = 1 << 6,
    AST_ALWAYS = 1 << 7,
    AST_INITIALLY_DEFERRED = 1 << 8,
    AST_ALL = 1 << 9,
    AST_DISTINCT = 1 << 10,
    AST_UNIQUE_FLAG = 1 << 11,
    AST_RAW_STRING = 1 << 12, /* the literal was written in three quotes */
    AST_ENCLOSED = 1 << 14,   /* an expression that stands in parentheses; no difference for ast_equal */
    AST_QUOTED = 1 << 13,     /* the name in `text` was written in backquotes; no difference for ast_equal */
};

/* Chains such as `a or b or c …` are one level each; whoever walks a tree by recursion is safe with this many. */
enum { AST_DEPTH_LIMIT = 1000 };

typedef struct ast_node {
    ast_kind kind;
    uint32_t flags;
    uint32_t depth;        /* levels of nodes under it; the parser keeps it under AST_DEPTH_LIMIT */
    uint32_t value;        /* a small number where the kind's row says so (array dimensions) */
    source_span span;      /* the whole node */
    source_span text_span; /* where `text` stands */
    str text;
    str doc; /* the lines of `///` before it, joined by newlines; declarations, fields, members and items */
    struct ast_node *first;
    struct ast_node *last;
    struct ast_node *next;
} ast_node;

/* Walks the children; `child` is an `ast_node *`. */
#define AST_EACH(node, child) for (ast_node *child = (node)->first; child; child = child->next)

/* A node of a kind; `text` borrows. */
ast_node *ast_make(arena *a, ast_kind kind, source_span span, str text);
/* Puts `child` (NULL: nothing) at the end, widens the parent's span and returns the parent. */
ast_node *ast_add(ast_node *parent, ast_node *child);
/* Moves all children of `from` (NULL: nothing) to the end of `parent`, with its AST_BROKEN, and returns the parent. */
ast_node *ast_adopt(ast_node *parent, ast_node *from);
/* The first child of a kind, or NULL. */
ast_node *ast_child(const ast_node *node, ast_kind kind);
bool ast_is_expression(ast_kind kind);
/* "model", "field": the name of a kind in dumps and messages. */
const char *ast_kind_name(ast_kind kind);
/* The stable text form: one node a line, indented, `kind "text" flags value doc "…" @line:column`; without sources no
 * places. */
void ast_dump(source_set *sources, const ast_node *node, writer *out);
/* Equality of kind, text, value, flags (how a literal or a name was quoted aside), docs and children; places aside. */
bool ast_equal(const ast_node *a, const ast_node *b);

#endif
