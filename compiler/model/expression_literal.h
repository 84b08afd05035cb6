/* Inside of the room: literals as values of a type. All of it lives in the arena given. */
#ifndef SCHEMAC_MODEL_EXPRESSION_LITERAL_H
#define SCHEMAC_MODEL_EXPRESSION_LITERAL_H

#include "compiler/model/expression_type.h"

/* A number with a minus before it. */
bool literal_is_minus(const expression *e);
/* What PostgreSQL takes a number for, with its minus if it has one: int, bigint or decimal. */
value_type literal_number_type(const expression *number);
expression *literal_cast(arena *a, const expression *e, const model_type *type);
/* The number as one of this type. */
const expression *literal_make_number(arena *a, const expression *number, const value_type *type);
/* The number inside of a literal that has been given a type; NULL for all others. */
const expression *literal_number_inside(const expression *e);
/* A literal in quotes as a value of the type; `schema` (may be NULL) knows the labels of enums. */
const expression *literal_make(arena *a, const model_schema *schema, const expression *string, const value_type *type);
/* The number that the server prints as '-5'::integer or '3000000000'::bigint; NULL for what it prints otherwise. */
const expression *literal_in_quotes(arena *a, const expression *operand, const value_type *to);

#endif
