/* Changes of whole models. */
#include "compiler/change/apply.h"

static change_owner in_schema(void)
{
    return (change_owner){"schema", {0}};
}

static change_table *own_or_report(change_state *state, const change *item, str name)
{
    change_table *found = change_state_own(state, name);
    if (!found)
        change_report_missing(state->memory, state->diagnostics, item->span, in_schema(), "model", name);
    return found;
}

static void report_differs(change_state *state, const change *item, str name)
{
    change_report_differs(state->memory, state->diagnostics, item->span, in_schema(), "model", name);
}

void change_apply_add_model(change_state *state, const change *item)
{
    str name = item->new_table->name;
    if (change_state_table(state, name)) {
        change_report_double(state->memory, state->diagnostics, item->span, in_schema(), "model", name);
        return;
    }
    model_table *copy = model_table_copy(state->memory, item->new_table);
    map_put(state->memory, &state->schema->tables, name, copy);
    change_table *table = change_state_entry(state, name);
    change_users_add_table(state, table, copy);
    change_suspect(state, table, item->span);
}

void change_apply_drop_model(change_state *state, const change *item)
{
    str name = item->old_table->name;
    change_table *found = own_or_report(state, item, name);
    if (!found)
        return;
    if (!model_table_equal(change_table_settle(state->memory, found), item->old_table)) {
        report_differs(state, item, name);
        return;
    }
    map_remove(&state->schema->tables, name);
    map_remove(&state->tables, name);
    change_users_know(state);
    change_suspect_users(state, &state->model_users, name, item->span);
}

static void move_table(change_state *state, change_table *table, const change_rename *rename)
{
    table->own->was = change_remember(table->own->was, rename->old_name);
    table->own->name = table->name = rename->new_name;
    map_remove(&state->schema->tables, rename->old_name);
    map_remove(&state->tables, rename->old_name);
    map_put(state->memory, &state->schema->tables, table->name, table->own);
    map_put(state->memory, &state->tables, table->name, table);
    change_renamings_note(state->memory, &state->models_renamed, rename->old_name, rename->new_name);
}

void change_apply_rename_model(change_state *state, const change *item)
{
    const change_rename *rename = &item->rename;
    change_table *found = own_or_report(state, item, rename->old_name);
    if (!found)
        return;
    bool moves = !str_eq(rename->old_name, rename->new_name);
    if (moves && change_state_table(state, rename->new_name)) {
        change_report_double(state->memory, state->diagnostics, item->span, in_schema(), "model", rename->new_name);
        return;
    }
    if (!str_eq(found->own->table, rename->old_database)) {
        report_differs(state, item, rename->old_name);
        return;
    }
    found->own->table = rename->new_database;
    if (moves)
        move_table(state, found, rename);
}

void change_apply_replace_model(change_state *state, const change *item)
{
    change_table *found = own_or_report(state, item, item->subject);
    if (!found)
        return;
    if (!model_table_frame_equal(found->own, item->old_table)) {
        report_differs(state, item, item->subject);
        return;
    }
    model_table *own = found->own;
    const model_table *now = item->new_table;
    own->schema = now->schema;
    own->doc = now->doc;
    own->storage = now->storage;
    own->unlogged = now->unlogged;
    own->strict = now->strict;
    own->without_rowid = now->without_rowid;
    own->partition_by = now->partition_by;
    own->partition_keys = now->partition_keys;
    own->row_security = now->row_security;
    own->force_row_security = now->force_row_security;
    own->unmanaged = now->unmanaged;
    own->dialects = now->dialects;
    change_suspect(state, found, item->span);
}
