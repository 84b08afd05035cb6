/* What the files of the walk over an expression with its types share; expression_typed.h is what others use. */
#ifndef SCHEMAC_MODEL_EXPRESSION_WALK_H
#define SCHEMAC_MODEL_EXPRESSION_WALK_H

#include "compiler/model/expression_literal.h"
#include "compiler/model/expression_scope.h"

/* COMPLETE writes every cast that PostgreSQL would add, PLAIN takes those out again. */
typedef enum typed_way { TYPED_COMPLETE, TYPED_PLAIN } typed_way;

typedef struct typed_walk {
    arena *memory;
    typed_way way;
    const expression_scope *scope;
} typed_walk;

/* A node that has been walked, and what it was before the cast around it, where it is one. */
typedef struct typed {
    const expression *e;
    value_type type;
    const expression *bare;
    value_type bare_type;
} typed;

extern const value_type typed_nobody_knows;

/* A node without a cast around it. */
typed typed_plain(const expression *e, value_type type);
typed typed_visit(typed_walk *w, const expression *e);
typed *typed_visit_all(typed_walk *w, const expression *e);
/* (expression_quantified.c) */
typed typed_visit_quantified(typed_walk *w, const expression *e);

/* The node in a cast to `to`, where the server would add one. */
typed typed_coerce(typed_walk *w, typed from, const value_type *to);

/* The rule by which the server brings the operands of an operator together. */
value_rule *typed_rule_of(str text);
bool typed_is_comparison(str text);

#define TYPED_STRIP_ALL SIZE_MAX
/* Would the server add the casts of all operands, or of the one at `which`, again? Then they go. */
bool typed_strip(typed_walk *w, value_rule *rule, str text, typed *items, size_t count, size_t which);
/* The operands get the casts that the rule asks for, or lose them. */
void typed_settle(typed_walk *w, value_rule *rule, str text, typed *items, size_t count);
/* Whole numbers of every size compare alike, so the size of one that is written is no difference. */
void typed_forget_sizes(typed_walk *w, typed *items, size_t count);
/* The node with these operands; itself where they are its own. */
const expression *typed_with_operands(typed_walk *w, const expression *e, const typed *items);

/* The type of an array's elements; unknown where it is none. */
value_type typed_element_of(const value_type *array);

#endif
