/* Expressions as a database spells them, read into trees. */
#ifndef SCHEMAC_MODEL_EXPRESSION_SQL_H
#define SCHEMAC_MODEL_EXPRESSION_SQL_H

#include "compiler/model/expression_scope.h"

/* Reads one expression from SQL text: what PostgreSQL's pg_get_expr and the like give, or what stands in SQLite's
 * sqlite_schema. Columns get the names of their fields in `scope->table`, types and labels those of the enums in
 * `scope->schema`; the casts that the server would add again by itself are left out. Whatever has no tree, or names
 * what the scope does not know, becomes EXPRESSION_SQL with the whole text for this dialect: nothing is ever lost,
 * nothing reported. `scope` may be NULL: then every name is a column's. Lives in `a`, borrows nothing from `text`.
 * Linear; a column or an enum that has another name in the database costs a walk over its table or the enums. Thread
 * safe. */
const expression *expression_read_sql(arena *a, str text, dialect_id dialect, const expression_scope *scope);

#endif
