/* Opening a state, copying what is touched, and giving out what stands. */
#include "compiler/change/state.h"

change_state *change_state_open(arena *a, const model_schema *schema)
{
    change_state *state = ARENA_NEW(a, change_state);
    state->memory = a;
    state->schema = schema ? model_schema_copy(a, schema) : model_schema_make(a);
    return state;
}

const model_table *change_state_table(const change_state *state, str name)
{
    return model_find_table(state->schema, name);
}

const model_enum *change_state_enum(const change_state *state, str name)
{
    return model_find_enum(state->schema, name);
}

change_table *change_state_entry(change_state *state, str name)
{
    change_table *table = map_get(&state->tables, name);
    if (!table) {
        table = ARENA_NEW(state->memory, change_table);
        table->name = name;
        map_put(state->memory, &state->tables, name, table);
    }
    return table;
}

static void fill_parts(arena *a, change_table *table)
{
    const model_table *content = table->own;
    table->columns = table->constraints = table->indexes = table->partitions = table->rows = (change_parts){0};
    for (size_t i = 0; i < content->columns.count; i++)
        change_parts_add(a, &table->columns, content->columns.items[i]->name, content->columns.items[i]);
    for (size_t i = 0; i < content->constraints.count; i++)
        change_parts_add(a, &table->constraints, content->constraints.items[i]->name, content->constraints.items[i]);
    for (size_t i = 0; i < content->indexes.count; i++)
        change_parts_add(a, &table->indexes, content->indexes.items[i]->name, content->indexes.items[i]);
    for (size_t i = 0; i < content->partitions.count; i++)
        change_parts_add(a, &table->partitions, content->partitions.items[i]->name, content->partitions.items[i]);
    for (size_t i = 0; i < content->rows.count; i++)
        change_parts_add(a, &table->rows, content->rows.items[i]->name, content->rows.items[i]);
}

change_table *change_state_own(change_state *state, str name)
{
    const model_table *content = change_state_table(state, name);
    if (!content)
        return NULL;
    change_table *table = change_state_entry(state, name);
    if (!table->own) {
        table->own = model_table_copy(state->memory, content);
        fill_parts(state->memory, table);
        map_put(state->memory, &state->schema->tables, table->name, table->own);
        VEC_PUSH(state->memory, &state->touched, table);
    }
    return table;
}

static void fill_members(arena *a, change_enum *item)
{
    item->first = item->last = NULL;
    item->members = (map){0};
    for (size_t i = 0; i < item->own->members.count; i++) {
        change_member *member = ARENA_NEW(a, change_member);
        member->member = item->own->members.items[i];
        member->before = item->last;
        *(item->last ? &item->last->after : &item->first) = member;
        item->last = member;
        map_put(a, &item->members, member->member.name, member);
    }
}

change_enum *change_state_own_enum(change_state *state, str name)
{
    const model_enum *content = change_state_enum(state, name);
    if (!content)
        return NULL;
    change_enum *item = map_get(&state->enums, name);
    if (!item) {
        item = ARENA_NEW(state->memory, change_enum);
        item->name = name;
        map_put(state->memory, &state->enums, name, item);
    }
    if (!item->own) {
        item->own = ARENA_NEW(state->memory, model_enum);
        *item->own = *content;
        fill_members(state->memory, item);
        map_put(state->memory, &state->schema->enums, item->name, item->own);
        VEC_PUSH(state->memory, &state->touched_enums, item);
    }
    return item;
}

static void clear_lists(model_table *own)
{
    own->columns.items = NULL;
    own->constraints.items = NULL;
    own->indexes.items = NULL;
    own->columns.count = own->columns.capacity = 0;
    own->constraints.count = own->constraints.capacity = 0;
    own->indexes.count = own->indexes.capacity = 0;
    own->partitions.items = NULL;
    own->rows.items = NULL;
    own->partitions.count = own->partitions.capacity = 0;
    own->rows.count = own->rows.capacity = 0;
    own->column_by_name = (map){0};
}

model_table *change_table_settle(arena *a, change_table *table)
{
    model_table *own = table->own;
    if (!table->stale)
        return own;
    clear_lists(own);
    VEC_EACH (void *, &table->columns.items, part)
        if (*part)
            model_add_column(a, own, *part);
    VEC_EACH (void *, &table->constraints.items, part)
        if (*part)
            VEC_PUSH(a, &own->constraints, *part);
    VEC_EACH (void *, &table->indexes.items, part)
        if (*part)
            VEC_PUSH(a, &own->indexes, *part);
    VEC_EACH (void *, &table->partitions.items, part)
        if (*part)
            VEC_PUSH(a, &own->partitions, *part);
    VEC_EACH (void *, &table->rows.items, part)
        if (*part)
            VEC_PUSH(a, &own->rows, *part);
    table->stale = false;
    fill_parts(a, table);
    return own;
}

model_enum *change_enum_settle(arena *a, change_enum *item)
{
    if (item->stale) {
        item->own->members.items = NULL;
        item->own->members.count = item->own->members.capacity = 0;
        for (const change_member *member = item->first; member; member = member->after)
            VEC_PUSH(a, &item->own->members, member->member);
        item->stale = false;
    }
    return item->own;
}

model_schema *change_state_schema(change_state *state)
{
    change_state_flush(state);
    VEC_EACH (change_table *, &state->touched, table) {
        change_table_settle(state->memory, *table);
        (*table)->own = NULL;
    }
    VEC_EACH (change_enum *, &state->touched_enums, item) {
        change_enum_settle(state->memory, *item);
        (*item)->own = NULL;
    }
    state->touched.count = 0;
    state->touched_enums.count = 0;
    return model_schema_copy(state->memory, state->schema);
}

void change_state_apply(change_state *state, const change_list *changes, diagnostic_list *diagnostics)
{
    state->diagnostics = diagnostics;
    VEC_EACH (change, changes, item)
        change_state_apply_one(state, item);
    change_state_flush(state);
    change_check_suspects(state);
    state->diagnostics = NULL;
}

model_schema *change_apply(arena *a, const model_schema *schema, const change_list *changes,
                           diagnostic_list *diagnostics)
{
    change_state *state = change_state_open(a, schema);
    change_state_apply(state, changes, diagnostics);
    return change_state_schema(state);
}
