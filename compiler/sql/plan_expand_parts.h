/* Inside of the room: a column in two forms at once, as changes of the schema. See expand.h. */
#ifndef SCHEMAC_SQL_PLAN_EXPAND_PARTS_H
#define SCHEMAC_SQL_PLAN_EXPAND_PARTS_H

#include "compiler/sql/planner.h"

/* The columns of one model that change their types. */
typedef struct expand_table {
    const model_table *from, *to; /* the model in both states */
    map fields;                   /* of the columns, in order */
} expand_table;
typedef VEC(expand_table) expand_tables;

/* Is one of the fields part of it? */
bool expand_has_constraint(const map *fields, const model_constraint *constraint);
bool expand_has_index(const map *fields, const model_index *index);

/* The name of a field's or part's double. */
str expand_name(arena *a, str prefix, str name);
/* Adds the doubles: columns as they are in `to`, without a default, and what stands on them. */
void expand_add_doubles(arena *a, const expand_table *table, str prefix, change_list *out);
/* The columns and parts of `from` go, and the doubles take the names that they have in `to`. `both` is the state with
 * the doubles. */
void expand_take_names(arena *a, const expand_table *table, const model_table *both, str prefix, change_list *out);
/* In the other direction: from the state in which the columns are as in `to` and have doubles as in `from`, to that in
 * which it is the other way round. `wanted` is the model there. */
void expand_change_places(arena *a, const expand_table *table, const model_table *wanted, str prefix, str new_prefix,
                          change_list *out);

#endif
