/* Inside of adopt_shape*.c: the tree between reading and writing. */
#ifndef SCHEMAC_INSPECT_ADOPT_SHAPE_INTERNAL_H
#define SCHEMAC_INSPECT_ADOPT_SHAPE_INTERNAL_H

#include "compiler/inspect/adopt_shape.h"

enum { SHAPE_DEPTH = 200 };

/* How strongly operators bind. */
enum {
    STRENGTH_OR = 1,
    STRENGTH_AND,
    STRENGTH_NOT,
    STRENGTH_IS,
    STRENGTH_COMPARED,
    STRENGTH_MATCHED,
    STRENGTH_OTHER,
    STRENGTH_SUM,
    STRENGTH_PRODUCT,
    STRENGTH_POWER,
    STRENGTH_ZONE,
    STRENGTH_COLLATE,
    STRENGTH_SIGN,
    LARGEST_OPERAND = 200 /* that is written twice for BETWEEN */
};

typedef enum shape_kind {
    SHAPE_WORD,
    SHAPE_LIST,      /* one part behind the other */
    SHAPE_QUERY,     /* the same, being a query: no operand of anything */
    SHAPE_CALL,      /* the same, whose parts are operands: of a function, of an array, of a case */
    SHAPE_OPERATION, /* in parentheses; the parts between are the operators */
    SHAPE_CAST,      /* the operand, then the words of the type */
} shape_kind;

typedef struct shape_node {
    shape_kind kind;
    bool tail;   /* QUERY: has an order or a limit */
    size_t size; /* how many nodes it has */
    size_t height;
    text_word word;
    size_t added; /* how many words a server has added, that begin here */
    VEC(struct shape_node *) parts;
} shape_node;

typedef struct shape {
    arena *memory;
    const text_words *words;
    size_t at;
    unsigned depth;
    bool lost; /* nested too deeply */
    const adopt_column_kinds *columns;
    const shape_node *first; /* where this is a later query of a UNION: its first */
} shape;

/* --- adopt_shape.c --- */
shape_node *shape_make(shape *s, shape_kind kind);
shape_node *shape_word(shape *s, object_word_kind kind, const char *text);
void shape_add(shape *s, shape_node *node, shape_node *part);
/* The word that stands here, empty at the end; and several, one behind the other. */
shape_node *shape_take(shape *s);
void shape_add_words(shape *s, shape_node *node, size_t count);
/* Is the node this word, without quotes? */
bool shape_is_word(const shape_node *node, const char *text);
bool shape_is(const shape *s, const char *text);
bool shape_is_at(const shape *s, size_t at, const char *text);
bool shape_is_any(const shape *s, size_t at, const char *const *list);
/* At a closing bracket, or at the end. */
bool shape_is_closed(const shape *s);

/* --- adopt_shape_forms.c --- */
/* The arguments, with their brackets, of a function of this name, which becomes the one that it stands for. */
shape_node *shape_call_arguments(shape *s, str *name);
/* (a, b) = (1, 2): a = 1 and b = 2. NULL: nothing of the kind. */
shape_node *shape_compared_rows(shape *s, shape_node *left, const char *sign, shape_node *right);
/* At IS; behind BETWEEN, and IN. */
shape_node *shape_is_something(shape *s, shape_node *left);
shape_node *shape_between(shape *s, shape_node *left, bool is_not);
shape_node *shape_in_list(shape *s, shape_node *left, bool is_not);
/* x = any (select …): x in (select …). NULL: nothing of the kind. */
shape_node *shape_in_query(shape *s, shape_node *left, shape_node *right);

/* --- adopt_shape_query.c --- */
/* Does a query begin here, in parentheses or without? */
bool shape_is_query(const shape *s);
/* The query, with UNION and so on. */
shape_node *shape_query(shape *s);
/* Items up to a closing bracket. */
void shape_items(shape *s, shape_node *into);

/* --- adopt_shape_expression.c --- */
bool shape_is_separator(const shape *s);
/* What stands in the brackets that begin here, with them. */
shape_node *shape_arguments(shape *s);
bool shape_has_comma(const shape_node *items);
/* Takes the closing bracket, if one stands here. */
void shape_close(shape *s, shape_node *node);
/* What an operator could stand behind. Always takes a word. */
shape_node *shape_operand(shape *s);
/* Operators that bind as strongly as `least`, or stronger. Always takes a word. */
shape_node *shape_expression(shape *s, int least);
shape_node *shape_negated(shape *s, shape_node *operand);
/* `left` and `right` in one chain of ANDs, or ORs. */
shape_node *shape_linked(shape *s, shape_node *left, const char *word, shape_node *right);
shape_node *shape_operation(shape *s, shape_node *left, const char *operator_text, shape_node *right);

/* --- adopt_shape_items.c --- */
/* What GROUP BY, ORDER BY and DISTINCT ON say by the number or the new name of a column is said by what it is; in an
 * ORDER BY behind a UNION it is said by the number. Linear. */
void shape_resolve_items(shape *s, shape_node *query);

#endif
