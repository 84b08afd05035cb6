/* Inside of adopt_shape*.c: the tree between reading and writing. */
#ifndef SCHEMAC_INSPECT_ADOPT_SHAPE_INTERNAL_H
#define SCHEMAC_INSPECT_ADOPT_SHAPE_INTERNAL_H

#include "compiler/inspect/adopt_shape.h"

enum { SHAPE_DEPTH = 200 };

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
    VEC(struct shape_node *) parts;
} shape_node;

typedef struct shape {
    arena *memory;
    const text_words *words;
    size_t at;
    unsigned depth;
    bool lost; /* nested too deeply */
} shape;

/* --- adopt_shape.c --- */
shape_node *shape_make(shape *s, shape_kind kind);
shape_node *shape_word(shape *s, object_word_kind kind, const char *text);
void shape_add(shape *s, shape_node *node, shape_node *part);
/* The word that stands here, empty at the end; and several, one behind the other. */
shape_node *shape_take(shape *s);
void shape_add_words(shape *s, shape_node *node, size_t count);
bool shape_is(const shape *s, const char *text);
bool shape_is_at(const shape *s, size_t at, const char *text);
bool shape_is_any(const shape *s, size_t at, const char *const *list);
/* At a closing bracket, or at the end. */
bool shape_is_closed(const shape *s);

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
/* Operators that bind as strongly as `least`, or stronger. Always takes a word. */
shape_node *shape_expression(shape *s, int least);
shape_node *shape_operation(shape *s, shape_node *left, const char *operator_text, shape_node *right);

#endif
