/* Inside of the room: a column in two forms at once, as changes of the schema. See expand.h. */
#ifndef SCHEMAC_SQL_PLAN_EXPAND_PARTS_H
#define SCHEMAC_SQL_PLAN_EXPAND_PARTS_H

#include "compiler/sql/planner.h"

/* One model whose columns change their types, or whose foreign keys point to such columns. */
typedef struct expand_table {
    const model_table *from, *to;               /* the model in both states */
    const map *from_fields, *to_fields;         /* field -> anything, in the same order; may be empty */
    const map *all_from_fields, *all_to_fields; /* those of every model: model -> map */
    const map *enums;                           /* whose types have doubles, too */
} expand_table;
typedef VEC(expand_table) expand_tables;

/* Is one of the fields part of it, or what it points to? `all`: model -> map of fields. */
bool expand_has_constraint(const map *all, str model, const model_constraint *constraint);
/* `fields` may be NULL: none. */
bool expand_has_index(const map *fields, const model_index *index);

/* The name of a field's or part's double. */
str expand_name(arena *a, str prefix, str name);
/* Adds the doubles: columns as they are in `to`, without a default or counter, and what stands on them. That of a
 * primary key is a unique index. */
void expand_add_doubles(arena *a, const expand_tables *tables, str prefix, change_list *out);
/* Doubles that count where the columns count, from their state `both`. */
void expand_add_counters(arena *a, const expand_table *table, const model_table *both, str prefix, change_list *out);
/* The columns and parts of `from` go, then the types of `enums` change places, and the doubles take the names that they
 * have in `to`. `both` is the state with the doubles. */
void expand_take_names(arena *a, const expand_tables *tables, const change_list *enums, const model_schema *both,
                       str prefix, change_list *out);
/* In the other direction: from the state in which the columns are as in `to` and have doubles as in `from`, to that in
 * which it is the other way round. `wanted` is the model there. Not for keys that foreign keys point to. */
void expand_change_places(arena *a, const expand_table *table, const model_table *wanted, str prefix, str new_prefix,
                          change_list *out);

#endif
