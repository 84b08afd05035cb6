/* From two states to the changes between them. Names first: once a copy of the old state bears all the new names,
 * models, columns and so on are compared by name alone, and every later change speaks of things by the names they have
 * then. */
#include "compiler/change/diff.h"

#include "compiler/change/apply.h"

typedef struct assembly {
    change_diff_work *work;
    change_table_diff_list diffs; /* altered models, in the order of the new state */
    map diff_of;                  /* model -> change_table_diff * */
    VEC(const model_table *) dropped;
    map dropped_names;
    map wanted; /* names of constraints and indexes that are given -> the model they are given in, "" for a rename */
    map gone;   /* those whose drop stands in the list already */
    change_list enums_first;
    change_list enums_last;
    change_list objects_first;
    change_list objects_last;
} assembly;

static void push(assembly *as, change_kind kind, change item)
{
    item.kind = kind;
    VEC_PUSH(as->work->memory, &as->work->changes, item);
}

static void push_all(assembly *as, const change_list *list)
{
    VEC_EACH (const change, list, item)
        VEC_PUSH(as->work->memory, &as->work->changes, *item);
}

/* --- names of constraints and indexes --- */

/* Indexes, and constraints that have one, share the names of a PostgreSQL schema (and of a SQLite file); other
 * constraints only those of their table. */
static str index_place(arena *a, const model_table *table, str name)
{
    return str_format(a, "i\x1f%.*s\x1f%.*s", STR_ARGS(table->schema), STR_ARGS(name));
}

static str constraint_place(arena *a, const model_table *table, const model_constraint *constraint)
{
    if (constraint->kind != CONSTRAINT_CHECK && constraint->kind != CONSTRAINT_FOREIGN_KEY)
        return index_place(a, table, constraint->name);
    return str_format(a, "c\x1f%.*s\x1f%.*s", STR_ARGS(table->name), STR_ARGS(constraint->name));
}

static void want(assembly *as, str place, const str *model)
{
    map_put(as->work->memory, &as->wanted, place, (void *)model);
}

static void want_table(assembly *as, const model_table *table)
{
    for (size_t i = 0; i < table->constraints.count; i++)
        want(as, constraint_place(as->work->memory, table, table->constraints.items[i]), &table->name);
    for (size_t i = 0; i < table->indexes.count; i++)
        want(as, index_place(as->work->memory, table, table->indexes.items[i]->name), &table->name);
}

/* A rename comes before the model could move to another PostgreSQL schema. */
static str rename_place(assembly *as, const change_table_diff *diff, const change *item, bool old_side)
{
    arena *a = as->work->memory;
    const model_constraint *constraint = old_side ? item->old_constraint : item->new_constraint;
    str name = old_side ? item->rename.old_name : item->rename.new_name;
    return constraint ? constraint_place(a, diff->old_table, constraint) : index_place(a, diff->old_table, name);
}

static void want_diff(assembly *as, const change_table_diff *diff)
{
    static const str nobody;
    arena *a = as->work->memory;
    VEC_EACH (const model_constraint *const, &diff->added_constraints, constraint)
        want(as, constraint_place(a, diff->new_table, *constraint), &diff->new_table->name);
    VEC_EACH (const model_index *const, &diff->added_indexes, index)
        want(as, index_place(a, diff->new_table, (*index)->name), &diff->new_table->name);
    VEC_EACH (const change, &diff->renames, item)
        want(as, rename_place(as, diff, item, false), &nobody);
}

/* A name that is given in another model, or to something that is renamed, must be free before. */
static bool wanted_elsewhere(const assembly *as, str place, const model_table *table)
{
    const str *model = map_get(&as->wanted, place);
    return model && !str_eq(*model, table->name);
}

/* --- early drops --- */

static bool target_changes(const assembly *as, const model_constraint *constraint, const model_table *table)
{
    if (constraint->kind != CONSTRAINT_FOREIGN_KEY || str_eq(constraint->target, table->name))
        return false;
    const change_table_diff *diff = map_get(&as->diff_of, constraint->target);
    return map_has(&as->dropped_names, constraint->target) ||
           (diff && (diff->dropped_columns.count || diff->replaced_columns.count || diff->dropped_constraints.count ||
                     diff->dropped_indexes.count));
}

static void drop_constraint(assembly *as, const change_table_diff *diff, const model_constraint *constraint)
{
    push(as, CHANGE_DROP_CONSTRAINT, (change){.subject = diff->new_table->name, .old_constraint = constraint});
}

static void drop_index(assembly *as, const change_table_diff *diff, const model_index *index)
{
    push(as, CHANGE_DROP_INDEX, (change){.subject = diff->new_table->name, .old_index = index});
}

static void drop_early(assembly *as, change_table_diff *diff)
{
    arena *a = as->work->memory;
    VEC_EACH (const model_constraint *, &diff->dropped_constraints, it) {
        const model_constraint *constraint = *it;
        str place = constraint_place(a, diff->old_table, constraint);
        if (!target_changes(as, constraint, diff->old_table) && !wanted_elsewhere(as, place, diff->old_table))
            continue;
        drop_constraint(as, diff, constraint);
        *it = NULL;
    }
    VEC_EACH (const model_index *, &diff->dropped_indexes, it) {
        if (!wanted_elsewhere(as, index_place(a, diff->old_table, (*it)->name), diff->old_table))
            continue;
        drop_index(as, diff, *it);
        *it = NULL;
    }
}

/* --- renames of constraints and indexes, all models together --- */

static void take_part_names(arena *a, map *taken, const model_schema *schema)
{
    MAP_EACH (&schema->tables, entry) {
        const model_table *table = entry->value;
        for (size_t i = 0; i < table->constraints.count; i++)
            map_put(a, taken, table->constraints.items[i]->name, table->constraints.items[i]);
        for (size_t i = 0; i < table->indexes.count; i++)
            map_put(a, taken, table->indexes.items[i]->name, table->indexes.items[i]);
    }
}

static void rename_parts(assembly *as)
{
    arena *a = as->work->memory;
    change_move_list moves = {0};
    VEC_EACH (change_table_diff *, &as->diffs, diff) {
        VEC_EACH (const change, &(*diff)->renames, item) {
            change_move move = {.kind = item->kind, .subject = item->subject, .rename = item->rename};
            move.old_key = rename_place(as, *diff, item, true);
            move.new_key = rename_place(as, *diff, item, false);
            VEC_PUSH(a, &moves, move);
        }
        VEC_EACH (const change_move, &(*diff)->moved_partitions, move)
            VEC_PUSH(a, &moves, *move);
    }
    if (moves.count == 0)
        return;
    map taken = {0};
    take_part_names(a, &taken, as->work->middle);
    take_part_names(a, &taken, as->work->after);
    change_schedule(a, &moves, &taken, &as->work->changes);
}

/* --- model by model --- */

static void drop_columns(assembly *as, const change_table_diff *diff, const map *added_names, bool early)
{
    VEC_EACH (const model_column *const, &diff->dropped_columns, column) {
        str name = str_lower(as->work->memory, (*column)->column);
        bool first = (*column)->generated != GENERATED_NONE || map_has(added_names, name);
        if (first == early)
            push(as, CHANGE_DROP_COLUMN,
                 (change){.subject = diff->new_table->name,
                          .old_column = change_flat_column(as->work->memory, *column, false)});
    }
}

static void add_columns(assembly *as, const change_table_diff *diff, bool generated)
{
    VEC_EACH (const model_column *const, &diff->added_columns, column)
        if (((*column)->generated != GENERATED_NONE) == generated)
            push(as, CHANGE_ADD_COLUMN,
                 (change){.subject = diff->new_table->name,
                          .new_column = change_flat_column(as->work->memory, *column, false)});
}

static void replace_columns(assembly *as, const change_table_diff *diff)
{
    VEC_EACH (const model_column *const, &diff->replaced_columns, column) {
        const model_column *now = model_find_column(diff->new_table, (*column)->name);
        bool retyped = !model_type_equal(&(*column)->type, &now->type);
        change item = {.subject = diff->new_table->name};
        item.old_column = change_flat_column(as->work->memory, *column, false);
        item.new_column = change_flat_column(as->work->memory, now, retyped);
        push(as, CHANGE_REPLACE_COLUMN, item);
    }
}

/* Generated columns go before those they are made from and come after them. A column goes early, too, when one that is
 * added differs from its name in nothing but case, which SQLite takes for the same. */
static void change_columns(assembly *as, const change_table_diff *diff)
{
    map added_names = {0};
    VEC_EACH (const model_column *const, &diff->added_columns, column)
        map_put(as->work->memory, &added_names, str_lower(as->work->memory, (*column)->column), as);
    drop_columns(as, diff, &added_names, true);
    add_columns(as, diff, false);
    replace_columns(as, diff);
    add_columns(as, diff, true);
    drop_columns(as, diff, &added_names, false);
}

/* --- partitions and rows --- */

static void drop_rows(assembly *as, const model_table *table)
{
    VEC_EACH (model_row *const, &table->rows, row)
        push(as, CHANGE_DROP_ROW, (change){.subject = table->name, .old_row = *row});
}

static void add_rows(assembly *as, const model_table *table)
{
    VEC_EACH (model_row *const, &table->rows, row)
        push(as, CHANGE_ADD_ROW, (change){.subject = table->name, .new_row = *row});
}

static void drop_small_parts(assembly *as, const change_table_diff *diff)
{
    str model = diff->new_table->name;
    VEC_EACH (const model_row *const, &diff->dropped_rows, row)
        push(as, CHANGE_DROP_ROW, (change){.subject = model, .old_row = *row});
    VEC_EACH (const model_partition *const, &diff->dropped_partitions, partition)
        push(as, CHANGE_DROP_PARTITION, (change){.subject = model, .old_partition = *partition});
}

static const model_partition *partition_named(const model_table *table, str name)
{
    VEC_EACH (model_partition *const, &table->partitions, partition)
        if (str_eq((*partition)->name, name))
            return *partition;
    return NULL;
}

static void add_small_parts(assembly *as, const change_table_diff *diff)
{
    str model = diff->new_table->name;
    VEC_EACH (const model_partition *const, &diff->replaced_partitions, old)
        push(as, CHANGE_REPLACE_PARTITION,
             (change){.subject = model,
                      .old_partition = *old,
                      .new_partition = partition_named(diff->new_table, (*old)->name)});
    VEC_EACH (const model_partition *const, &diff->added_partitions, partition)
        push(as, CHANGE_ADD_PARTITION, (change){.subject = model, .new_partition = *partition});
    push_all(as, &diff->replaced_rows);
    VEC_EACH (const model_row *const, &diff->added_rows, row)
        push(as, CHANGE_ADD_ROW, (change){.subject = model, .new_row = *row});
}

static void change_model(assembly *as, const change_table_diff *diff)
{
    str model = diff->new_table->name;
    drop_small_parts(as, diff);
    if (diff->frame)
        push(as, CHANGE_REPLACE_MODEL,
             (change){.subject = model, .old_table = diff->old_table, .new_table = diff->new_table});
    VEC_EACH (const model_constraint *const, &diff->dropped_constraints, constraint)
        if (*constraint)
            drop_constraint(as, diff, *constraint);
    VEC_EACH (const model_index *const, &diff->dropped_indexes, index)
        if (*index)
            drop_index(as, diff, *index);
    change_columns(as, diff);
    VEC_EACH (const model_constraint *const, &diff->added_constraints, constraint)
        push(as, CHANGE_ADD_CONSTRAINT, (change){.subject = model, .new_constraint = *constraint});
    VEC_EACH (const model_index *const, &diff->added_indexes, index)
        push(as, CHANGE_ADD_INDEX, (change){.subject = model, .new_index = *index});
    add_small_parts(as, diff);
}

/* --- the whole --- */

static void compare_models(assembly *as)
{
    change_diff_work *work = as->work;
    MAP_EACH (&work->middle->tables, entry) {
        if (model_find_table(work->after, entry->key))
            continue;
        VEC_PUSH(work->memory, &as->dropped, (const model_table *)entry->value);
        map_put(work->memory, &as->dropped_names, entry->key, entry->value);
    }
    MAP_EACH (&work->after->tables, entry) {
        const model_table *before = model_find_table(work->middle, entry->key);
        change_table_diff found;
        if (!before) {
            want_table(as, entry->value);
        } else if (change_diff_table(work->memory, before, entry->value, &found)) {
            change_table_diff *diff = ARENA_NEW(work->memory, change_table_diff);
            *diff = found;
            VEC_PUSH(work->memory, &as->diffs, diff);
            map_put(work->memory, &as->diff_of, entry->key, diff);
            want_diff(as, diff);
            change_doubt_columns(work, diff);
        }
    }
}

static void compare_enums(assembly *as)
{
    change_diff_work *work = as->work;
    MAP_EACH (&work->after->enums, entry) {
        const model_enum *before = model_find_enum(work->middle, entry->key);
        const model_enum *now = entry->value;
        if (before)
            change_diff_enum(work->memory, before, now, &as->enums_first, &as->enums_last);
        else
            VEC_PUSH(work->memory, &as->enums_first,
                     ((change){.kind = CHANGE_ADD_ENUM, .subject = now->name, .new_enum = now}));
    }
    MAP_EACH (&work->middle->enums, entry) {
        const model_enum *old = entry->value;
        if (!model_find_enum(work->after, entry->key))
            VEC_PUSH(work->memory, &as->enums_last,
                     ((change){.kind = CHANGE_DROP_ENUM, .subject = old->name, .old_enum = old}));
    }
}

static void assemble(assembly *as)
{
    change_diff_work *work = as->work;
    push_all(as, &as->objects_first);
    VEC_EACH (change_table_diff *, &as->diffs, diff)
        drop_early(as, *diff);
    VEC_EACH (const model_table *, &as->dropped, table) {
        drop_rows(as, *table);
        push(as, CHANGE_DROP_MODEL,
             (change){.subject = (*table)->name, .old_table = change_flat_table(work->memory, *table)});
    }
    rename_parts(as);
    push_all(as, &as->enums_first);
    MAP_EACH (&work->after->tables, entry) {
        const change_table_diff *diff = map_get(&as->diff_of, entry->key);
        if (diff) {
            change_model(as, diff);
        } else if (!model_find_table(work->middle, entry->key)) {
            push(as, CHANGE_ADD_MODEL,
                 (change){.subject = entry->key, .new_table = change_flat_table(work->memory, entry->value)});
            add_rows(as, entry->value);
        }
    }
    push_all(as, &as->enums_last);
    push_all(as, &as->objects_last);
}

change_list change_diff(arena *a, const model_schema *before, const model_schema *after, diagnostic_list *diagnostics)
{
    change_diff_work work = {.memory = a, .before = before, .after = after, .diagnostics = diagnostics};
    change_diff_names(&work);
    diagnostic_list inner = {.memory = a};
    work.middle = change_apply(a, before, &work.changes, &inner);
    assembly as = {.work = &work};
    compare_models(&as);
    compare_enums(&as);
    change_diff_objects(&work, &as.objects_first, &as.objects_last);
    change_doubt_objects(&work);
    change_doubt_models(&work);
    change_doubt_enums(&work);
    assemble(&as);
    return work.changes;
}
