/* One model in both states, names of models, columns, enums and members being the same on both sides: what is equal by
 * name is no change; a constraint or index that is equal but for its name is renamed; the rest is dropped or added. */
#include "compiler/change/diff.h"

/* --- columns --- */

/* Columns mostly stand where they stood. */
static model_column *find_column_near(const model_table *table, size_t at, str name)
{
    if (at < table->columns.count && str_eq(table->columns.items[at]->name, name))
        return table->columns.items[at];
    return model_find_column(table, name);
}

static void diff_columns(arena *a, const model_table *before, const model_table *after, change_table_diff *diff)
{
    for (size_t i = 0; i < before->columns.count; i++) {
        const model_column *old = before->columns.items[i];
        const model_column *now = find_column_near(after, i, old->name);
        if (!now)
            VEC_PUSH(a, &diff->dropped_columns, old);
        else if (!model_column_equal_in(before, old, after, now))
            VEC_PUSH(a, &diff->replaced_columns, old);
    }
    for (size_t i = 0; i < after->columns.count; i++)
        if (!find_column_near(before, i, after->columns.items[i]->name))
            VEC_PUSH(a, &diff->added_columns, after->columns.items[i]);
}

/* --- what a constraint or index is about, whatever it is called --- */

typedef struct fingerprint {
    arena *memory;
    map seen;
    uint64_t sum;
} fingerprint;

static void add_name(fingerprint *print, str name)
{
    if (map_has(&print->seen, name))
        return;
    map_put(print->memory, &print->seen, name, print);
    print->sum += str_hash(name);
}

static void add_column(void *context, const expression *column)
{
    add_name(context, column->text);
}

static void add_names(fingerprint *print, const str_list *names)
{
    VEC_EACH (const str, names, name)
        add_name(print, *name);
}

static void add_keys(fingerprint *print, const model_key_list *keys)
{
    VEC_EACH (const model_key, keys, key)
        expression_columns(key->value, add_column, print);
}

/* Equal definitions have equal keys: the set of columns does not depend on how an expression is spelled. */
static str constraint_key(arena *a, const model_constraint *constraint)
{
    fingerprint print = {.memory = a};
    add_names(&print, &constraint->columns);
    add_keys(&print, &constraint->keys);
    if (constraint->check)
        expression_columns(constraint->check, add_column, &print);
    return str_format(a, "%d %llx %.*s", (int)constraint->kind, (unsigned long long)print.sum,
                      STR_ARGS(constraint->target));
}

static str index_key(arena *a, const model_index *index)
{
    fingerprint print = {.memory = a};
    add_keys(&print, &index->keys);
    return str_format(a, "%d %llx", index->unique, (unsigned long long)print.sum);
}

static bool constraint_is(const change_table_diff *diff, const model_constraint *old, const model_constraint *now)
{
    model_constraint copy = *old;
    copy.name = now->name;
    return model_constraint_equal_in(diff->old_table, &copy, diff->new_table, now);
}

static bool index_is(const change_table_diff *diff, const model_index *old, const model_index *now)
{
    model_index copy = *old;
    copy.name = now->name;
    return model_index_equal_in(diff->old_table, &copy, diff->new_table, now);
}

/* --- constraints --- */

typedef VEC(const model_constraint *) constraint_list;
typedef VEC(const model_index *) index_list;

static void rename_constraint(arena *a, change_table_diff *diff, const model_constraint *old,
                              const model_constraint *now)
{
    change item = {.kind = CHANGE_RENAME_CONSTRAINT, .subject = diff->new_table->name};
    item.rename.old_name = old->name;
    item.rename.new_name = now->name;
    item.old_constraint = old;
    item.new_constraint = now;
    VEC_PUSH(a, &diff->renames, item);
}

static map constraints_by_name(arena *a, const model_table *table)
{
    map names = {0};
    for (size_t i = 0; i < table->constraints.count; i++)
        map_put(a, &names, table->constraints.items[i]->name, table->constraints.items[i]);
    return names;
}

/* Those of `table` that have no equal under the same name in `others`. */
static constraint_list unequal_constraints(arena *a, const model_table *table, const model_table *other_table,
                                           const map *others)
{
    constraint_list list = {0};
    for (size_t i = 0; i < table->constraints.count; i++) {
        const model_constraint *constraint = table->constraints.items[i];
        const model_constraint *other = map_get(others, constraint->name);
        if (!other || !model_constraint_equal_in(table, constraint, other_table, other))
            VEC_PUSH(a, &list, constraint);
    }
    return list;
}

static map constraint_buckets(arena *a, const constraint_list *list)
{
    map buckets = {0};
    VEC_EACH (const model_constraint *, list, constraint) {
        str key = constraint_key(a, *constraint);
        constraint_list *bucket = map_get(&buckets, key);
        if (!bucket) {
            bucket = ARENA_NEW(a, constraint_list);
            map_put(a, &buckets, key, bucket);
        }
        VEC_PUSH(a, bucket, *constraint);
    }
    return buckets;
}

/* Takes an equal one out of its bucket. */
static const model_constraint *take_constraint(arena *a, const change_table_diff *diff, const map *buckets,
                                               const model_constraint *now)
{
    constraint_list *bucket = map_get(buckets, constraint_key(a, now));
    for (size_t i = 0; bucket && i < bucket->count; i++) {
        const model_constraint *old = bucket->items[i];
        if (old && constraint_is(diff, old, now)) {
            bucket->items[i] = NULL;
            return old;
        }
    }
    return NULL;
}

static bool all_constraints_equal(const model_table *before, const model_table *after)
{
    bool equal = before->constraints.count == after->constraints.count;
    for (size_t i = 0; equal && i < after->constraints.count; i++)
        equal = model_constraint_equal_in(before, before->constraints.items[i], after, after->constraints.items[i]);
    return equal;
}

static void diff_constraints(arena *a, const model_table *before, const model_table *after, change_table_diff *diff)
{
    if (all_constraints_equal(before, after))
        return;
    map old_names = constraints_by_name(a, before);
    map new_names = constraints_by_name(a, after);
    constraint_list old_list = unequal_constraints(a, before, after, &new_names);
    constraint_list new_list = unequal_constraints(a, after, before, &old_names);
    map buckets = constraint_buckets(a, &old_list);
    map renamed = {0};
    VEC_EACH (const model_constraint *, &new_list, now) {
        const model_constraint *old = take_constraint(a, diff, &buckets, *now);
        if (old) {
            map_put(a, &renamed, old->name, (void *)old);
            rename_constraint(a, diff, old, *now);
        } else {
            VEC_PUSH(a, &diff->added_constraints, *now);
        }
    }
    VEC_EACH (const model_constraint *, &old_list, old)
        if (!map_has(&renamed, (*old)->name))
            VEC_PUSH(a, &diff->dropped_constraints, *old);
}

/* --- indexes --- */

static void rename_index(arena *a, change_table_diff *diff, const model_index *old, const model_index *now)
{
    change item = {.kind = CHANGE_RENAME_INDEX, .subject = diff->new_table->name};
    item.rename.old_name = old->name;
    item.rename.new_name = now->name;
    VEC_PUSH(a, &diff->renames, item);
}

static map indexes_by_name(arena *a, const model_table *table)
{
    map names = {0};
    for (size_t i = 0; i < table->indexes.count; i++)
        map_put(a, &names, table->indexes.items[i]->name, table->indexes.items[i]);
    return names;
}

static index_list unequal_indexes(arena *a, const model_table *table, const model_table *other_table, const map *others)
{
    index_list list = {0};
    for (size_t i = 0; i < table->indexes.count; i++) {
        const model_index *index = table->indexes.items[i];
        const model_index *other = map_get(others, index->name);
        if (!other || !model_index_equal_in(table, index, other_table, other))
            VEC_PUSH(a, &list, index);
    }
    return list;
}

static map index_buckets(arena *a, const index_list *list)
{
    map buckets = {0};
    VEC_EACH (const model_index *, list, index) {
        str key = index_key(a, *index);
        index_list *bucket = map_get(&buckets, key);
        if (!bucket) {
            bucket = ARENA_NEW(a, index_list);
            map_put(a, &buckets, key, bucket);
        }
        VEC_PUSH(a, bucket, *index);
    }
    return buckets;
}

static const model_index *take_index(arena *a, const change_table_diff *diff, const map *buckets,
                                     const model_index *now)
{
    index_list *bucket = map_get(buckets, index_key(a, now));
    for (size_t i = 0; bucket && i < bucket->count; i++) {
        const model_index *old = bucket->items[i];
        if (old && index_is(diff, old, now)) {
            bucket->items[i] = NULL;
            return old;
        }
    }
    return NULL;
}

static bool all_indexes_equal(const model_table *before, const model_table *after)
{
    bool equal = before->indexes.count == after->indexes.count;
    for (size_t i = 0; equal && i < after->indexes.count; i++)
        equal = model_index_equal_in(before, before->indexes.items[i], after, after->indexes.items[i]);
    return equal;
}

static void diff_indexes(arena *a, const model_table *before, const model_table *after, change_table_diff *diff)
{
    if (all_indexes_equal(before, after))
        return;
    map old_names = indexes_by_name(a, before);
    map new_names = indexes_by_name(a, after);
    index_list old_list = unequal_indexes(a, before, after, &new_names);
    index_list new_list = unequal_indexes(a, after, before, &old_names);
    map buckets = index_buckets(a, &old_list);
    map renamed = {0};
    VEC_EACH (const model_index *, &new_list, now) {
        const model_index *old = take_index(a, diff, &buckets, *now);
        if (old) {
            map_put(a, &renamed, old->name, (void *)old);
            rename_index(a, diff, old, *now);
        } else {
            VEC_PUSH(a, &diff->added_indexes, *now);
        }
    }
    VEC_EACH (const model_index *, &old_list, old)
        if (!map_has(&renamed, (*old)->name))
            VEC_PUSH(a, &diff->dropped_indexes, *old);
}

bool change_diff_table(arena *a, const model_table *before, const model_table *after, change_table_diff *diff)
{
    *diff = (change_table_diff){.old_table = before, .new_table = after};
    diff->frame = !model_table_frame_equal(before, after);
    diff_columns(a, before, after, diff);
    diff_constraints(a, before, after, diff);
    diff_indexes(a, before, after, diff);
    change_diff_partitions(a, before, after, diff);
    change_diff_rows(a, before, after, diff);
    return diff->frame || diff->dropped_columns.count || diff->added_columns.count || diff->replaced_columns.count ||
           diff->dropped_constraints.count || diff->added_constraints.count || diff->dropped_indexes.count ||
           diff->added_indexes.count || diff->renames.count || diff->dropped_partitions.count ||
           diff->added_partitions.count || diff->replaced_partitions.count || diff->moved_partitions.count ||
           diff->dropped_rows.count || diff->added_rows.count || diff->replaced_rows.count;
}
