/* Who refers to what: the tables with a foreign key to a model, and those that name an enum. Made when first needed,
 * kept up from then on; a table may stay in a list though it refers no more, which costs a look and nothing else. */
#include "compiler/change/state.h"

typedef struct collector {
    change_state *state;
    change_table *table;
} collector;

static void enlist(change_state *state, map *users, str name, change_table *table)
{
    change_table_list *list = map_get(users, name);
    if (!list) {
        list = ARENA_NEW(state->memory, change_table_list);
        map_put(state->memory, users, name, list);
    }
    if (list->count == 0 || list->items[list->count - 1] != table)
        VEC_PUSH(state->memory, list, table);
}

static void collect_enums(void *context, const expression *e)
{
    const collector *into = context;
    bool member = e->kind == EXPRESSION_MEMBER;
    bool cast = e->kind == EXPRESSION_CAST && e->type.kind == TYPE_ENUM;
    if (member || cast)
        enlist(into->state, &into->state->enum_users, e->type.enum_name, into->table);
    for (size_t i = 0; i < e->n_arguments; i++)
        collect_enums(context, e->arguments[i]);
}

void change_users_add_column(change_state *state, change_table *table, const model_column *column)
{
    if (!state->users_known)
        return;
    if (column->type.kind == TYPE_ENUM)
        enlist(state, &state->enum_users, column->type.enum_name, table);
    change_column_expressions(column, collect_enums, &(collector){state, table});
}

void change_users_add_constraint(change_state *state, change_table *table, const model_constraint *constraint)
{
    if (!state->users_known)
        return;
    if (constraint->kind == CONSTRAINT_FOREIGN_KEY)
        enlist(state, &state->model_users, constraint->target, table);
    change_constraint_expressions(constraint, collect_enums, &(collector){state, table});
}

void change_users_add_index(change_state *state, change_table *table, const model_index *index)
{
    if (state->users_known)
        change_index_expressions(index, collect_enums, &(collector){state, table});
}

void change_users_add_row(change_state *state, change_table *table, const model_row *row)
{
    if (state->users_known)
        change_row_expressions(row, collect_enums, &(collector){state, table});
}

void change_users_add_table(change_state *state, change_table *table, const model_table *content)
{
    for (size_t i = 0; i < content->columns.count; i++)
        change_users_add_column(state, table, content->columns.items[i]);
    for (size_t i = 0; i < content->constraints.count; i++)
        change_users_add_constraint(state, table, content->constraints.items[i]);
    for (size_t i = 0; i < content->indexes.count; i++)
        change_users_add_index(state, table, content->indexes.items[i]);
    for (size_t i = 0; i < content->rows.count; i++)
        change_users_add_row(state, table, content->rows.items[i]);
}

static void add_parts(change_state *state, change_table *table)
{
    VEC_EACH (void *, &table->columns.items, part)
        if (*part)
            change_users_add_column(state, table, *part);
    VEC_EACH (void *, &table->constraints.items, part)
        if (*part)
            change_users_add_constraint(state, table, *part);
    VEC_EACH (void *, &table->indexes.items, part)
        if (*part)
            change_users_add_index(state, table, *part);
    VEC_EACH (void *, &table->rows.items, part)
        if (*part)
            change_users_add_row(state, table, *part);
}

void change_users_know(change_state *state)
{
    if (state->users_known)
        return;
    state->users_known = true;
    MAP_EACH (&state->schema->tables, entry) {
        change_table *table = change_state_entry(state, entry->key);
        if (table->own)
            add_parts(state, table);
        else
            change_users_add_table(state, table, entry->value);
    }
}

void change_users_rename(change_state *state, map *users, const change_renamings *renamings)
{
    typedef struct moved {
        str name;
        change_table_list *list;
    } moved;
    VEC(moved) taken = {0};
    /* All are taken out before one is put back, so that names may be swapped. */
    VEC_EACH (change_renaming *, &renamings->list, it) {
        change_table_list *list = map_remove(users, (*it)->original);
        if (list)
            VEC_PUSH(state->memory, &taken, ((moved){(*it)->current, list}));
    }
    VEC_EACH (moved, &taken, it) {
        change_table_list *there = map_put(state->memory, users, it->name, it->list);
        if (there)
            VEC_EACH (change_table *, there, table)
                VEC_PUSH(state->memory, it->list, *table);
    }
}
