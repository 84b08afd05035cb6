/* Inside of the room: which types PostgreSQL makes of the operands of an operator or a function. Only what every schema
 * is full of is known here: numbers, texts, points in time, enums, arrays of them. Where nobody knows, nothing is added
 * and nothing is left out. */
#ifndef SCHEMAC_MODEL_EXPRESSION_TYPE_H
#define SCHEMAC_MODEL_EXPRESSION_TYPE_H

#include "compiler/model/model.h"

typedef enum value_state {
    VALUE_UNKNOWN,
    VALUE_UNTYPED, /* a literal in quotes, or null: becomes whatever it stands beside */
    VALUE_TYPED,
} value_state;

typedef struct value_type {
    value_state state;
    model_type type;
} value_type;

value_type value_of(const model_type *type);
value_type value_scalar(scalar_kind kind);
/* The same state and, numbers in parentheses aside, the same type. */
bool value_same(const value_type *a, const value_type *b);
bool value_is_scalar(const value_type *v, scalar_kind kind);
bool value_is_number(const value_type *v);
bool value_is_integer(const value_type *v);
/* Texts of any kind but char(n). */
bool value_is_text(const value_type *v);

/* Which types `count` operands get: `out` is filled from `in`. False: nobody knows. `text` is the operator or function.
 */
typedef bool value_rule(str text, const value_type *in, size_t count, value_type *out);
value_rule value_compared;    /* two: = < is distinct from … */
value_rule value_common;      /* all of one type: array, coalesce, the results of a case */
value_rule value_listed;      /* the first is compared with a list of the others: in */
value_rule value_matched;     /* like, ~ and so on */
value_rule value_computed;    /* every other operator */
value_rule value_subscripted; /* two: a value of jsonb, and a key in quotes */
value_rule value_called;      /* a function's arguments */

/* The type of the result, given the types of the operands after the rule. */
value_type value_of_binary(str text, const value_type *operands);
value_type value_of_call(str name, const value_type *arguments, size_t count);
value_type value_of_word(str word);

#endif
