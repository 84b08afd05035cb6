/* SQLite takes what the language's check does not: a text as the default of an INTEGER, functions that somebody has
 * registered, keys that may be null, foreign keys to columns that are not unique. The schema that is read must be one
 * that can be compiled: such an expression becomes SQL text, and a table that only SQLite would take has no code. */
#include "compiler/inspect/sqlite.h"
#include "compiler/model/check.h"
#include "compiler/sql/plan.h"

/* --- expressions --- */

/* Where an expression stands. */
typedef struct place {
    const model_table *table;
    const expression **slot;
    const expression *found;
} place;

typedef struct place_list {
    arena *memory;
    VEC(place) items;
} place_list;

static void add_place(place_list *places, const model_table *table, const expression **slot)
{
    if (*slot && (*slot)->kind != EXPRESSION_SQL)
        VEC_PUSH(places->memory, &places->items, ((place){table, slot, *slot}));
}

static void add_places(place_list *places, const model_table *table)
{
    VEC_EACH (model_column *, &table->columns, column) {
        add_place(places, table, &(*column)->default_value);
        add_place(places, table, &(*column)->generated_as);
    }
    VEC_EACH (model_constraint *, &table->constraints, constraint)
        add_place(places, table, &(*constraint)->check);
    VEC_EACH (model_index *, &table->indexes, index) {
        add_place(places, table, &(*index)->where);
        VEC_EACH (model_key, &(*index)->keys, key)
            if (key->value->kind != EXPRESSION_COLUMN)
                add_place(places, table, &key->value);
    }
}

typedef struct marker {
    arena *memory;
    source_span span;
} marker;

static const expression *mark_node(void *context, const expression *node)
{
    const marker *m = context;
    expression *copy = ARENA_NEW(m->memory, expression);
    *copy = *node;
    copy->span = m->span;
    return copy;
}

/* While the check runs, the span of an expression says which one it is: there is no source that it could point to. */
static void mark(place_list *places)
{
    for (size_t i = 0; i < places->items.count; i++) {
        marker m = {places->memory, {.file = 1, .from = (uint32_t)i, .to = (uint32_t)i + 1}};
        place *it = &places->items.items[i];
        *it->slot = expression_rewrite(places->memory, it->found, mark_node, &m);
    }
}

static const expression *as_text(const sqlite_reader *r, const place *it)
{
    writer out = writer_make(r->memory);
    plan_expression(r->result->schema, it->table, it->found, DIALECT_SQLITE, &out);
    expression *text = expression_make(r->memory, EXPRESSION_SQL, STR(""), (source_span){0});
    text->native[DIALECT_SQLITE] = writer_result(&out);
    return text;
}

void sqlite_settle_expressions(const sqlite_reader *r)
{
    place_list places = {.memory = r->memory};
    MAP_EACH (&r->result->schema->tables, entry)
        add_places(&places, entry->value);
    bool *refused = ARENA_ARRAY(r->memory, bool, places.items.count + 1);
    diagnostic_list diagnostics = {.memory = r->memory};
    mark(&places);
    check_schema(r->memory, r->result->schema, DIALECT_BIT_SQLITE, &diagnostics);
    VEC_EACH (const diagnostic, &diagnostics.items, found)
        if (found->span.file == 1 && found->span.from < places.items.count)
            refused[found->span.from] = true;
    for (size_t i = 0; i < places.items.count; i++) {
        const place *it = &places.items.items[i];
        *it->slot = refused[i] ? as_text(r, it) : it->found;
    }
}

/* --- foreign keys --- */

static str index_set(arena *a, const model_index *index)
{
    str_list columns = {0};
    VEC_EACH (const model_key, &index->keys, key) {
        if (key->value->kind != EXPRESSION_COLUMN)
            return STR("");
        VEC_PUSH(a, &columns, key->value->text);
    }
    return model_column_set(a, &columns);
}

/* Sets of columns of which no two rows have the same values: table and set -> anything. */
static void add_unique_sets(arena *a, const model_table *table, map *sets)
{
    VEC_EACH (model_constraint *, &table->constraints, constraint) {
        if ((*constraint)->kind != CONSTRAINT_PRIMARY_KEY && (*constraint)->kind != CONSTRAINT_UNIQUE)
            continue;
        str set = model_column_set(a, &(*constraint)->columns);
        map_put(a, sets, str_format(a, "%.*s\n%.*s", STR_ARGS(table->name), STR_ARGS(set)), sets);
    }
    VEC_EACH (model_index *, &table->indexes, index) {
        str set = (*index)->unique && !(*index)->where ? index_set(a, *index) : STR("");
        if (set.len)
            map_put(a, sets, str_format(a, "%.*s\n%.*s", STR_ARGS(table->name), STR_ARGS(set)), sets);
    }
}

static bool points_to_one_row(arena *a, const model_constraint *constraint, const map *sets)
{
    str set = model_column_set(a, &constraint->target_columns);
    return map_has(sets, str_format(a, "%.*s\n%.*s", STR_ARGS(constraint->target), STR_ARGS(set)));
}

void sqlite_settle_references(const sqlite_reader *r)
{
    map sets = {0};
    MAP_EACH (&r->result->schema->tables, entry)
        add_unique_sets(r->memory, entry->value, &sets);
    MAP_EACH (&r->result->schema->tables, entry) {
        model_table *table = entry->value;
        VEC_EACH (model_constraint *, &table->constraints, constraint)
            if ((*constraint)->kind == CONSTRAINT_FOREIGN_KEY && !points_to_one_row(r->memory, *constraint, &sets))
                table->no_code = true;
    }
}
