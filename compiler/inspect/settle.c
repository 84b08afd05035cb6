/* Databases take what the language's check does not: a text as the default of an INTEGER, functions that an extension
 * or a program has brought. The schema that is read must be one that can be compiled: such an expression becomes SQL
 * text. */
#include "compiler/inspect/reader.h"
#include "compiler/model/check.h"
#include "compiler/sql/plan.h"

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

static void add_keys(place_list *places, const model_table *table, const model_key_list *keys)
{
    VEC_EACH (model_key, keys, key)
        if (key->value->kind != EXPRESSION_COLUMN)
            add_place(places, table, &key->value);
}

static void add_places(place_list *places, const model_table *table)
{
    VEC_EACH (model_column *, &table->columns, column) {
        add_place(places, table, &(*column)->default_value);
        add_place(places, table, &(*column)->generated_as);
    }
    VEC_EACH (model_constraint *, &table->constraints, constraint) {
        add_place(places, table, &(*constraint)->check);
        add_place(places, table, &(*constraint)->where);
        add_keys(places, table, &(*constraint)->keys);
    }
    VEC_EACH (model_index *, &table->indexes, index) {
        add_place(places, table, &(*index)->where);
        add_keys(places, table, &(*index)->keys);
    }
    add_keys(places, table, &table->partition_keys);
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

static const expression *as_text(arena *a, const inspect_result *result, const place *it)
{
    writer out = writer_make(a);
    plan_expression(result->schema, it->table, it->found, result->dialect, &out);
    expression *text = expression_make(a, EXPRESSION_SQL, STR(""), (source_span){0});
    text->native[result->dialect] = writer_result(&out);
    return text;
}

void inspect_settle_expressions(arena *a, const inspect_result *result)
{
    place_list places = {.memory = a};
    MAP_EACH (&result->schema->tables, entry)
        add_places(&places, entry->value);
    bool *refused = ARENA_ARRAY(a, bool, places.items.count + 1);
    diagnostic_list diagnostics = {.memory = a};
    mark(&places);
    check_schema(a, result->schema, 1u << result->dialect, &diagnostics);
    VEC_EACH (const diagnostic, &diagnostics.items, found)
        if (found->span.file == 1 && found->span.from < places.items.count)
            refused[found->span.from] = true;
    for (size_t i = 0; i < places.items.count; i++) {
        const place *it = &places.items.items[i];
        *it->slot = refused[i] ? as_text(a, result, it) : it->found;
    }
}
