/* Inside of the room: types, expressions and values in a dialect. */
#ifndef SCHEMAC_SQL_EXPRESSION_H
#define SCHEMAC_SQL_EXPRESSION_H

#include "compiler/base/writer.h"
#include "compiler/sql/dialect.h"

/* Where an expression is printed: what its names mean. Members but `schema` and `dialect` may be NULL. */
typedef struct sql_scope {
    const model_schema *schema;
    const sql_dialect *dialect;
    const model_table *table;     /* fields are looked up here … */
    const model_table *old_table; /* … then here: columns that go in the same plan */
    const model_type *target;     /* the type of the column that takes the value, for literals and the clock */
} sql_scope;

void sql_expression(const sql_scope *scope, const expression *e, writer *out);

/* A value for a column of `type`: as sql_expression, but literals are written in the form in which the column stores
 * them (a decimal at its scale, bytes, a bool as a number). In parentheses where `DEFAULT` needs them. */
void sql_default(const sql_scope *scope, const expression *e, const model_type *type, writer *out);

/* A text or number as an operand that needs no parentheses around it. */
void sql_operand(const sql_scope *scope, const expression *e, writer *out);

/* The label of a member as a value: a string, or the ordinal where the enum is stored as a number. */
void sql_member(const sql_scope *scope, const model_enum *item, size_t index, writer *out);

/* The name of a field's column in the scope; the field's own name where it is unknown. */
str sql_column_name(const sql_scope *scope, str field);
const model_column *sql_column_find(const sql_scope *scope, str field);

/* PostgreSQL's own name of a type, as it stands without quotes. */
bool sql_is_built_in_type(str name);
/* Is it one of those, or a name that the standard gives one ("integer", "double precision": of several words are only
 * such)? In lower case, without arguments. */
bool sql_is_own_type(str name);
void sql_type(const sql_scope *scope, const model_type *type, writer *out);
/* The name of an enum's type, with its schema where it has one or needs one. */
void sql_enum_type(const sql_dialect *dialect, const model_enum *item, str name, writer *out);
/* How an enum is stored in a dialect. */
model_storage sql_enum_storage(const sql_dialect *dialect, const model_enum *item);

/* Does PostgreSQL ask a function in it anew for each row ("volatile")? A function that nobody here knows is one. */
bool sql_expression_is_volatile(arena *a, const expression *e);

#endif
