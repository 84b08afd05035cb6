/* Expressions as trees: printed for each dialect, compared in a canonical form, checked against the columns. */
#ifndef SCHEMAC_MODEL_EXPRESSION_H
#define SCHEMAC_MODEL_EXPRESSION_H

#include "compiler/base/writer.h"
#include "compiler/model/type.h"
#include "compiler/syntax/ast.h"

typedef enum expression_kind {
    EXPRESSION_NULL,
    EXPRESSION_BOOL,   /* text: true, false */
    EXPRESSION_NUMBER, /* text */
    EXPRESSION_STRING, /* text: decoded */
    EXPRESSION_MEMBER, /* text: an enum member's name; type: the enum */
    EXPRESSION_COLUMN, /* text: the field's name */
    EXPRESSION_WORD,   /* text: a keyword function without parentheses: current_timestamp, current_date, … */
    EXPRESSION_STAR,
    EXPRESSION_UNARY,   /* text: operator; 1 argument */
    EXPRESSION_BINARY,  /* text: operator in lower case ("<>", never "!="); 2 */
    EXPRESSION_IS,      /* text: null, true, false, unknown; 1 — or distinct; 2 */
    EXPRESSION_BETWEEN, /* 3 */
    EXPRESSION_IN,      /* operand, items */
    EXPRESSION_CAST,    /* 1; type: the target */
    EXPRESSION_CASE,    /* arguments: [operand], then WHEN nodes, then an ELSE node */
    EXPRESSION_WHEN,    /* 2 */
    EXPRESSION_ELSE,    /* 1 */
    EXPRESSION_CALL,    /* text: name in lower case unless it was in backquotes; arguments */
    EXPRESSION_ARRAY,
    EXPRESSION_SUBSCRIPT,  /* 2 */
    EXPRESSION_QUANTIFIED, /* text: operator; left, array; all: negated == false, `all` flag */
    EXPRESSION_COLLATE,    /* text: collation; 1 */
    EXPRESSION_SQL,        /* native: SQL text for each dialect */
} expression_kind;

typedef struct expression {
    expression_kind kind;
    bool negated;  /* not like, not in, is not, not between */
    bool all;      /* QUANTIFIED: all instead of any */
    bool distinct; /* CALL: count(distinct x); CASE: has an operand (simple case) */
    str text;
    model_type type; /* MEMBER and CAST only */
    str native[DIALECT_COUNT];
    struct expression **arguments;
    size_t n_arguments;
    source_span span;
} expression;

/* Equality in the canonical form: parentheses, IN or = ANY (ARRAY[…]), BETWEEN or its two comparisons, now() or
 * CURRENT_TIMESTAMP, case of function names, and a cast of a literal to the type it has anyway are no difference; a
 * cast on a column always is. NULL equals NULL only. */
bool expression_equal(const expression *a, const expression *b);

/* The canonical form itself; and equality of trees as they stand, spans aside. */
const expression *expression_canonical(arena *a, const expression *e);
bool expression_same(const expression *a, const expression *b);

/* Writes the schema language's own spelling, with only the parentheses that are needed; reading it gives an equal tree.
 */
void expression_print(const expression *e, writer *out);

/* A node without arguments; and one with `count` arguments copied from `arguments`. */
expression *expression_make(arena *a, expression_kind kind, str text, source_span span);
expression *expression_node(arena *a, expression_kind kind, str text, source_span span,
                            const expression *const *arguments, size_t count);

/* Copy on write from the leaves up: `rewrite` gets each node, its arguments being done, and returns it or another one.
 * What does not change is shared. NULL gives NULL. */
typedef const expression *(*expression_rewriter)(void *context, const expression *node);
const expression *expression_rewrite(arena *a, const expression *e, expression_rewriter rewrite, void *context);

/* Calls `visit` for each COLUMN node. */
void expression_columns(const expression *e, void (*visit)(void *context, const expression *column), void *context);

/* A copy of the tree in which every COLUMN named `from` is named `to`; shares the parts that do not change. */
const expression *expression_rename_column(arena *a, const expression *e, str from, str to);

/* A function that SQL writes without parentheses (current_date), in any case: a WORD unless it stands in backquotes. */
bool expression_is_keyword(str text);

/* A literal: null, bool, number (signed), string or member. */
bool expression_is_literal(const expression *e);

#endif
