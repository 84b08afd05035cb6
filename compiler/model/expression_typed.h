/* Expressions with their types: compared by meaning, and freed of what a server adds by itself. */
#ifndef SCHEMAC_MODEL_EXPRESSION_TYPED_H
#define SCHEMAC_MODEL_EXPRESSION_TYPED_H

#include "compiler/model/expression_scope.h"

/* Equality as a server sees it: what expression_equal says, and besides that the casts which PostgreSQL adds by itself
 * are no difference: of a varchar to text where an operator or a function is for text, of a literal to the type of what
 * it is compared with or assigned to, of a number to the wider one beside it. A cast of a column that does not come
 * from that is always a difference. Each side has its own scope (what a column is may differ); a scope may be NULL.
 * Linear; thread safe. */
bool expression_equal_typed(const expression_scope *a_scope, const expression *a, const expression_scope *b_scope,
                            const expression *b);

/* The tree without the casts that PostgreSQL would add again by itself, `= any (array[…])` as `in` where the server
 * makes the one of the other; reading, printing and storing it gives the same text there. Shares what does not change.
 */
const expression *expression_plain(arena *a, const expression *e, const expression_scope *scope);

/* The text of a literal as the server spells it when it has stored it as a value of the type, as far as that is known
 * here: two texts that become one are the same value. In the arena, or `text` itself. */
str expression_plain_text(arena *a, str text, const model_type *type);

/* What type PostgreSQL gives to the value; false: nobody knows here. Linear; thread safe. */
bool expression_type_of(const expression_scope *scope, const expression *e, model_type *type);

#endif
