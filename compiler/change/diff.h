/* Inside of the room: the parts of a diff. */
#ifndef SCHEMAC_CHANGE_DIFF_H
#define SCHEMAC_CHANGE_DIFF_H

#include "compiler/change/match.h"

typedef struct change_diff_work {
    arena *memory;
    const model_schema *before;
    const model_schema *after;
    const model_schema *middle; /* before, with all names that `after` gives */
    diagnostic_list *diagnostics;
    change_list changes;
} change_diff_work;

/* diff_names.c: matches everything and appends the renames of enums, members, models and columns. */
void change_diff_names(change_diff_work *work);

/* What happens in one model whose names are already those of `after`. Each list keeps the order of its side. */
typedef struct change_table_diff {
    const model_table *old_table, *new_table;
    bool frame; /* REPLACE_MODEL */
    VEC(const model_column *) dropped_columns;
    VEC(const model_column *) added_columns;
    VEC(const model_column *) replaced_columns; /* the old ones; the new one has the same name */
    VEC(const model_constraint *) dropped_constraints;
    VEC(const model_constraint *) added_constraints;
    VEC(const model_index *) dropped_indexes;
    VEC(const model_index *) added_indexes;
    VEC(const model_partition *) dropped_partitions;
    VEC(const model_partition *) added_partitions;
    VEC(const model_partition *) replaced_partitions; /* the old ones; the new one has the same name */
    change_move_list moved_partitions;
    VEC(const model_row *) dropped_rows;
    VEC(const model_row *) added_rows;
    change_list replaced_rows;
    change_list renames; /* of constraints (old_ and new_constraint are set, for this room only) and indexes */
} change_table_diff;
typedef VEC(change_table_diff *) change_table_diff_list;

/* diff_table.c. True when there is a difference. */
bool change_diff_table(arena *a, const model_table *before, const model_table *after, change_table_diff *diff);

/* diff_rows.c: partitions and rows, when the columns are compared. */
void change_diff_partitions(arena *a, const model_table *before, const model_table *after, change_table_diff *diff);
void change_diff_rows(arena *a, const model_table *before, const model_table *after, change_table_diff *diff);

/* diff_enum.c: what of an enum comes before the models (options, order, new members) and what after them (dropped
 * members). */
void change_diff_enum(arena *a, const model_enum *before, const model_enum *after, change_list *first,
                      change_list *last);

/* doubt.c: drops beside compatible adds that nobody has explained. */
void change_doubt_columns(change_diff_work *work, const change_table_diff *diff);
void change_doubt_models(change_diff_work *work);
void change_doubt_enums(change_diff_work *work);

void change_doubt_objects(change_diff_work *work);

/* diff_object.c: what happens to objects carried as text, whose names are those of `after`: before the models change,
 * and behind that. */
void change_diff_objects(change_diff_work *work, change_list *first, change_list *last);

/* flat.c: copies that hold what a database knows and nothing else. */
const model_column *change_flat_column(arena *a, const model_column *column, bool keep_using);
const model_table *change_flat_table(arena *a, const model_table *table);

#endif
