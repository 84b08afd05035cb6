/* Partitions and rows of one model in both states. A partition that is the same but for its name is renamed. A row is
 * found again by its key; where columns of its table change, it goes before them and comes back after them, so that
 * each side of the change is said while the columns it speaks of are there. */
#include "compiler/change/diff.h"

/* --- partitions --- */

static map partitions_by(arena *a, const model_table *table, bool by_bound)
{
    map found = {0};
    VEC_EACH (model_partition *const, &table->partitions, partition)
        map_put(a, &found, by_bound ? (*partition)->bound : (*partition)->name, *partition);
    return found;
}

static str partition_place(arena *a, const model_table *table, str name)
{
    return str_format(a, "p\x1f%.*s\x1f%.*s", STR_ARGS(table->name), STR_ARGS(name));
}

static void move_partition(arena *a, const model_partition *old, const model_partition *now, change_table_diff *diff)
{
    change_move move = {.kind = CHANGE_RENAME_PARTITION, .subject = diff->new_table->name};
    move.rename.old_name = old->name;
    move.rename.new_name = now->name;
    move.old_key = partition_place(a, diff->new_table, old->name);
    move.new_key = partition_place(a, diff->new_table, now->name);
    VEC_PUSH(a, &diff->moved_partitions, move);
}

/* A partition keeps its rows under another name only where neither name is anything else on the other side. */
static const model_partition *renamed_from(const map *old_bounds, const map *new_names, const model_partition *now)
{
    const model_partition *old = map_get(old_bounds, now->bound);
    return old && !map_has(new_names, old->name) ? old : NULL;
}

void change_diff_partitions(arena *a, const model_table *before, const model_table *after, change_table_diff *diff)
{
    map old_names = partitions_by(a, before, false);
    map new_names = partitions_by(a, after, false);
    map old_bounds = partitions_by(a, before, true);
    map renamed = {0};
    VEC_EACH (model_partition *const, &after->partitions, it) {
        const model_partition *now = *it;
        const model_partition *same = map_get(&old_names, now->name);
        const model_partition *old = same ? NULL : renamed_from(&old_bounds, &new_names, now);
        if (same && !str_eq(same->bound, now->bound))
            VEC_PUSH(a, &diff->replaced_partitions, same);
        if (old && !map_has(&renamed, old->name)) {
            map_put(a, &renamed, old->name, *it);
            move_partition(a, old, now, diff);
        } else if (!same) {
            VEC_PUSH(a, &diff->added_partitions, now);
        }
    }
    VEC_EACH (model_partition *const, &before->partitions, it)
        if (!map_has(&new_names, (*it)->name) && !map_has(&renamed, (*it)->name))
            VEC_PUSH(a, &diff->dropped_partitions, *it);
}

/* --- rows --- */

static map rows_by_name(arena *a, const model_table *table)
{
    map rows = {0};
    VEC_EACH (model_row *const, &table->rows, row)
        map_put(a, &rows, (*row)->name, *row);
    return rows;
}

static void replace_row(arena *a, const model_row *old, const model_row *now, change_table_diff *diff)
{
    bool columns_change = diff->dropped_columns.count || diff->added_columns.count || diff->replaced_columns.count;
    if (columns_change) {
        VEC_PUSH(a, &diff->dropped_rows, old);
        VEC_PUSH(a, &diff->added_rows, now);
        return;
    }
    change item = {.kind = CHANGE_REPLACE_ROW, .subject = diff->new_table->name, .old_row = old, .new_row = now};
    VEC_PUSH(a, &diff->replaced_rows, item);
}

void change_diff_rows(arena *a, const model_table *before, const model_table *after, change_table_diff *diff)
{
    map old_rows = rows_by_name(a, before);
    map new_rows = rows_by_name(a, after);
    VEC_EACH (model_row *const, &before->rows, row)
        if (!map_has(&new_rows, (*row)->name))
            VEC_PUSH(a, &diff->dropped_rows, *row);
    VEC_EACH (model_row *const, &after->rows, row) {
        const model_row *old = map_get(&old_rows, (*row)->name);
        if (!old)
            VEC_PUSH(a, &diff->added_rows, *row);
        else if (!model_row_equal(old, *row))
            replace_row(a, old, *row, diff);
    }
}
