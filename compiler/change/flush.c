/* Follows up renames in whatever mentions the renamed. All renames since the last flush are carried out in one walk
 * over the tables that may be concerned, as one simultaneous substitution: names inside the parts are still those of
 * the last flush, so swaps and chains need no order. */
#include "compiler/change/state.h"

typedef struct flush {
    change_rewriter rewriter;
    map models;
    map enums;
    map members;
    map target_columns;
    change_table_list concerned;
} flush;

static map *keep_map(arena *a, map content)
{
    map *kept = ARENA_NEW(a, map);
    *kept = content;
    return kept;
}

static void concern(change_state *state, flush *work, change_table *table)
{
    if (table->flush_round == state->flush_round)
        return;
    table->flush_round = state->flush_round;
    if (map_get(&state->tables, table->name) == table && change_state_table(state, table->name))
        VEC_PUSH(state->memory, &work->concerned, table);
}

static void concern_users(change_state *state, flush *work, const map *users, str name)
{
    const change_table_list *list = map_get(users, name);
    if (!list)
        return;
    VEC_EACH (change_table *, list, table)
        concern(state, work, *table);
}

static void gather_models(change_state *state, flush *work)
{
    work->models = change_renamings_map(state->memory, &state->models_renamed);
    MAP_EACH (&work->models, entry)
        concern_users(state, work, &state->model_users, entry->key);
    VEC_EACH (change_table *, &state->columns_renamed, it) {
        change_table *table = *it;
        str original = change_renamings_original(&state->models_renamed, table->name);
        map *columns = keep_map(state->memory, change_renamings_map(state->memory, &table->columns_renamed));
        map_put(state->memory, &work->target_columns, original, columns);
        concern(state, work, table);
        concern_users(state, work, &state->model_users, original);
    }
}

static void gather_enums(change_state *state, flush *work)
{
    work->enums = change_renamings_map(state->memory, &state->enums_renamed);
    MAP_EACH (&work->enums, entry)
        concern_users(state, work, &state->enum_users, entry->key);
    VEC_EACH (change_enum *, &state->members_renamed, it) {
        str original = change_renamings_original(&state->enums_renamed, (*it)->name);
        map *members = keep_map(state->memory, change_renamings_map(state->memory, &(*it)->members_renamed));
        map_put(state->memory, &work->members, original, members);
        concern_users(state, work, &state->enum_users, original);
    }
}

static bool rewrite_parts(const change_rewriter *rewriter, change_table *table)
{
    bool changes = false;
    VEC_EACH (void *, &table->columns.items, part) {
        void *before = *part;
        *part = before ? change_rewrite_column(rewriter, before) : NULL;
        changes = changes || *part != before;
    }
    VEC_EACH (void *, &table->constraints.items, part) {
        void *before = *part;
        *part = before ? change_rewrite_constraint(rewriter, before) : NULL;
        changes = changes || *part != before;
    }
    VEC_EACH (void *, &table->indexes.items, part) {
        void *before = *part;
        *part = before ? change_rewrite_index(rewriter, before) : NULL;
        changes = changes || *part != before;
    }
    return changes;
}

/* What tells a row from the others may change with it. */
static bool rewrite_rows(const change_rewriter *rewriter, change_table *table)
{
    change_parts fresh = {0};
    bool changes = false;
    VEC_EACH (void *, &table->rows.items, part) {
        model_row *row = *part ? change_rewrite_row(rewriter, *part) : NULL;
        changes = changes || row != *part;
        if (row)
            change_parts_add(rewriter->memory, &fresh, row->name, row);
    }
    if (changes)
        table->rows = fresh;
    return changes;
}

static void rewrite_table(change_state *state, flush *work, change_table *table)
{
    map columns = change_renamings_map(state->memory, &table->columns_renamed);
    change_rewriter rewriter = work->rewriter;
    rewriter.columns = &columns;
    change_state_own(state, table->name);
    change_rewrite_keys(&rewriter, &table->own->partition_keys);
    bool rows = rewrite_rows(&rewriter, table);
    if (rewrite_parts(&rewriter, table) || rows) {
        table->stale = true;
        VEC_EACH (void *, &table->columns.items, part)
            if (*part)
                map_put(state->memory, &table->own->column_by_name, ((model_column *)*part)->name, *part);
    }
}

/* A member that others fall back on. */
static void rewrite_fallbacks(arena *a, change_enum *item)
{
    map names = change_renamings_map(a, &item->members_renamed);
    for (change_member *member = item->first; member; member = member->after) {
        const change_renaming *renaming = map_get(&names, member->member.fallback);
        if (renaming)
            member->member.fallback = renaming->current;
    }
    item->stale = true;
}

static void forget(change_state *state)
{
    VEC_EACH (change_table *, &state->columns_renamed, table)
        (*table)->columns_renamed = (change_renamings){0};
    VEC_EACH (change_enum *, &state->members_renamed, item)
        (*item)->members_renamed = (change_renamings){0};
    state->columns_renamed.count = 0;
    state->members_renamed.count = 0;
    state->models_renamed = (change_renamings){0};
    state->enums_renamed = (change_renamings){0};
}

void change_state_flush(change_state *state)
{
    if (state->models_renamed.list.count + state->enums_renamed.list.count + state->columns_renamed.count +
            state->members_renamed.count ==
        0)
        return;
    change_users_know(state);
    state->flush_round++;
    flush work = {.rewriter = {.memory = state->memory}};
    gather_models(state, &work);
    gather_enums(state, &work);
    work.rewriter.models = &work.models;
    work.rewriter.enums = &work.enums;
    work.rewriter.members = &work.members;
    work.rewriter.target_columns = &work.target_columns;
    VEC_EACH (change_table *, &work.concerned, table)
        rewrite_table(state, &work, *table);
    VEC_EACH (change_enum *, &state->members_renamed, item)
        if ((*item)->own)
            rewrite_fallbacks(state->memory, *item);
    change_users_rename(state, &state->model_users, &state->models_renamed);
    change_users_rename(state, &state->enum_users, &state->enums_renamed);
    forget(state);
}
