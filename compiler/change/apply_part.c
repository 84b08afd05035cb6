/* Changes of what stands in a model: columns, constraints, indexes. */
#include "compiler/change/apply.h"

static change_owner in_model(const change *item)
{
    return (change_owner){"model", item->subject};
}

static change_table *own_or_report(change_state *state, const change *item)
{
    change_table *found = change_state_own(state, item->subject);
    if (!found)
        change_report_missing(state->memory, state->diagnostics, item->span, (change_owner){"schema", {0}}, "model",
                              item->subject);
    return found;
}

static void *part_or_report(change_state *state, const change *item, const change_parts *parts, const char *kind,
                            str name)
{
    void *part = change_parts_get(parts, name);
    if (!part)
        change_report_missing(state->memory, state->diagnostics, item->span, in_model(item), kind, name);
    return part;
}

static bool free_or_report(change_state *state, const change *item, const change_parts *parts, const char *kind,
                           str name)
{
    bool there = change_parts_get(parts, name) != NULL;
    if (there)
        change_report_double(state->memory, state->diagnostics, item->span, in_model(item), kind, name);
    return !there;
}

static void differs(change_state *state, const change *item, const char *kind, str name)
{
    change_report_differs(state->memory, state->diagnostics, item->span, in_model(item), kind, name);
}

static void touch(change_state *state, change_table *table, const change *item)
{
    table->stale = true;
    change_suspect(state, table, item->span);
}

/* --- columns --- */

static model_column *copy_column(arena *a, const model_column *column)
{
    model_column *copy = ARENA_NEW(a, model_column);
    *copy = *column;
    return copy;
}

void change_apply_add_column(change_state *state, const change *item)
{
    change_table *table = own_or_report(state, item);
    str name = item->new_column->name;
    if (!table || !free_or_report(state, item, &table->columns, "field", name))
        return;
    model_column *column = copy_column(state->memory, item->new_column);
    change_parts_add(state->memory, &table->columns, name, column);
    map_put(state->memory, &table->own->column_by_name, name, column);
    change_users_add_column(state, table, column);
    touch(state, table, item);
}

void change_apply_drop_column(change_state *state, const change *item)
{
    change_table *table = own_or_report(state, item);
    str name = item->old_column->name;
    const model_column *column = table ? part_or_report(state, item, &table->columns, "field", name) : NULL;
    if (!column)
        return;
    if (!model_column_equal(column, item->old_column)) {
        differs(state, item, "field", name);
        return;
    }
    change_parts_remove(&table->columns, name);
    map_remove(&table->own->column_by_name, name);
    change_users_know(state);
    change_suspect_users(state, &state->model_users, table->name, item->span);
    touch(state, table, item);
}

static void move_column(change_state *state, change_table *table, model_column *column, const change_rename *rename)
{
    column->was = change_remember(column->was, rename->old_name);
    column->name = rename->new_name;
    map_remove(&table->own->column_by_name, rename->old_name);
    if (table->columns_renamed.list.count == 0)
        VEC_PUSH(state->memory, &state->columns_renamed, table);
    change_renamings_note(state->memory, &table->columns_renamed, rename->old_name, rename->new_name);
}

void change_apply_rename_column(change_state *state, const change *item)
{
    const change_rename *rename = &item->rename;
    change_table *table = own_or_report(state, item);
    const model_column *column = table ? part_or_report(state, item, &table->columns, "field", rename->old_name) : NULL;
    if (!column)
        return;
    bool moves = !str_eq(rename->old_name, rename->new_name);
    if (moves && !free_or_report(state, item, &table->columns, "field", rename->new_name))
        return;
    if (!str_eq(column->column, rename->old_database)) {
        differs(state, item, "field", rename->old_name);
        return;
    }
    model_column *copy = copy_column(state->memory, column);
    copy->column = rename->new_database;
    if (moves)
        move_column(state, table, copy, rename);
    change_parts_rename(state->memory, &table->columns, rename->old_name, rename->new_name, copy);
    map_put(state->memory, &table->own->column_by_name, rename->new_name, copy);
    touch(state, table, item);
}

void change_apply_replace_column(change_state *state, const change *item)
{
    change_table *table = own_or_report(state, item);
    str name = item->old_column->name;
    const model_column *column = table ? part_or_report(state, item, &table->columns, "field", name) : NULL;
    if (!column)
        return;
    bool same_place = str_eq(item->new_column->name, name) && str_eq(item->new_column->column, column->column);
    if (!same_place || !model_column_equal(column, item->old_column)) {
        differs(state, item, "field", name);
        return;
    }
    model_column *copy = copy_column(state->memory, item->new_column);
    copy->was = column->was;
    change_parts_set(&table->columns, name, copy);
    map_put(state->memory, &table->own->column_by_name, name, copy);
    change_users_add_column(state, table, copy);
    touch(state, table, item);
}

/* --- constraints --- */

static model_constraint *copy_constraint(arena *a, const model_constraint *constraint)
{
    model_constraint *copy = ARENA_NEW(a, model_constraint);
    *copy = *constraint;
    return copy;
}

void change_apply_add_constraint(change_state *state, const change *item)
{
    change_table *table = own_or_report(state, item);
    str name = item->new_constraint->name;
    const char *word = change_constraint_word(item->new_constraint->kind);
    if (!table || !free_or_report(state, item, &table->constraints, word, name))
        return;
    model_constraint *constraint = copy_constraint(state->memory, item->new_constraint);
    change_parts_add(state->memory, &table->constraints, name, constraint);
    change_users_add_constraint(state, table, constraint);
    touch(state, table, item);
}

void change_apply_drop_constraint(change_state *state, const change *item)
{
    change_table *table = own_or_report(state, item);
    const model_constraint *old = item->old_constraint;
    const char *word = change_constraint_word(old->kind);
    const model_constraint *constraint =
        table ? part_or_report(state, item, &table->constraints, word, old->name) : NULL;
    if (!constraint)
        return;
    if (!model_constraint_equal(constraint, old)) {
        differs(state, item, word, old->name);
        return;
    }
    change_parts_remove(&table->constraints, old->name);
    touch(state, table, item);
}

void change_apply_rename_constraint(change_state *state, const change *item)
{
    const change_rename *rename = &item->rename;
    change_table *table = own_or_report(state, item);
    const model_constraint *constraint =
        table ? part_or_report(state, item, &table->constraints, "constraint", rename->old_name) : NULL;
    if (!constraint || !free_or_report(state, item, &table->constraints, "constraint", rename->new_name))
        return;
    model_constraint *copy = copy_constraint(state->memory, constraint);
    copy->name = rename->new_name;
    change_parts_rename(state->memory, &table->constraints, rename->old_name, rename->new_name, copy);
    touch(state, table, item);
}

/* --- indexes --- */

static model_index *copy_index(arena *a, const model_index *index)
{
    model_index *copy = ARENA_NEW(a, model_index);
    *copy = *index;
    return copy;
}

void change_apply_add_index(change_state *state, const change *item)
{
    change_table *table = own_or_report(state, item);
    str name = item->new_index->name;
    if (!table || !free_or_report(state, item, &table->indexes, "index", name))
        return;
    model_index *index = copy_index(state->memory, item->new_index);
    change_parts_add(state->memory, &table->indexes, name, index);
    change_users_add_index(state, table, index);
    touch(state, table, item);
}

void change_apply_drop_index(change_state *state, const change *item)
{
    change_table *table = own_or_report(state, item);
    const model_index *old = item->old_index;
    const model_index *index = table ? part_or_report(state, item, &table->indexes, "index", old->name) : NULL;
    if (!index)
        return;
    if (!model_index_equal(index, old)) {
        differs(state, item, "index", old->name);
        return;
    }
    change_parts_remove(&table->indexes, old->name);
    touch(state, table, item);
}

void change_apply_rename_index(change_state *state, const change *item)
{
    const change_rename *rename = &item->rename;
    change_table *table = own_or_report(state, item);
    const model_index *index = table ? part_or_report(state, item, &table->indexes, "index", rename->old_name) : NULL;
    if (!index || !free_or_report(state, item, &table->indexes, "index", rename->new_name))
        return;
    model_index *copy = copy_index(state->memory, index);
    copy->name = rename->new_name;
    change_parts_rename(state->memory, &table->indexes, rename->old_name, rename->new_name, copy);
    touch(state, table, item);
}
