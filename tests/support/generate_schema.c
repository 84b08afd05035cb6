/* A whole schema: enums, then models with their columns and keys, then what points from one to another. */
#include "tests/support/generate_internal.h"

static void make_key(generator *g, model_table *table)
{
    model_column *id = ARENA_NEW(g->memory, model_column);
    id->name = generate_field_name(g, table);
    id->column = generate_column_name(g, table, id->name);
    id->type = generate_key_type(g);
    id->dialects = DIALECT_ALL;
    bool whole = generate_type_is_number(&id->type);
    if (whole && generate_chance(g, 70))
        id->identity =
            generate_on(g, DIALECT_BIT_POSTGRESQL) && generate_chance(g, 25) ? IDENTITY_ALWAYS : IDENTITY_BY_DEFAULT;
    if (id->identity != IDENTITY_NONE && generate_any(g) && generate_chance(g, 20))
        VEC_PUSH(g->memory, &id->identity_options, ((model_option){STR("start"), STR("100")}));
    model_add_column(g->memory, table, id);
    generate_wide_column(g, table, id);
}

static void add_key(generator *g, model_table *table)
{
    /* An identity stands alone in its key: SQLite knows no other. */
    const model_column *first = table->columns.items[0];
    if (first->identity == IDENTITY_NONE) {
        generate_primary_key(g, table);
        return;
    }
    model_constraint *key = ARENA_NEW(g->memory, model_constraint);
    key->kind = CONSTRAINT_PRIMARY_KEY;
    key->dialects = DIALECT_ALL;
    VEC_PUSH(g->memory, &key->columns, first->name);
    generate_name_constraint(g, table, key);
    VEC_PUSH(g->memory, &table->constraints, key);
}

model_table *generate_table(generator *g)
{
    model_table *table = ARENA_NEW(g->memory, model_table);
    table->name = generate_global_name(g);
    table->table = generate_database_name(g, str_snake_case(g->memory, table->name));
    table->dialects = DIALECT_ALL;
    table->doc = generate_doc(g);
    if (generate_any(g)) {
        table->unlogged = generate_chance(g, 10);
        table->unmanaged = generate_chance(g, 5);
        table->schema = generate_chance(g, 10) ? STR("Shop two") : (str){0};
        if (generate_chance(g, 10))
            VEC_PUSH(g->memory, &table->storage, ((model_option){STR("fillfactor"), STR("80")}));
    }
    generate_place(g, table);
    bool keyed = generate_chance(g, 85);
    if (keyed)
        make_key(g, table);
    size_t columns = 1 + generate_below(g, g->options->max_columns ? g->options->max_columns : 6);
    for (size_t i = 0; i < columns; i++)
        generate_column(g, table);
    if (keyed)
        add_key(g, table);
    for (size_t i = generate_below(g, 3); i-- > 0;)
        generate_unique(g, table, false);
    for (size_t i = generate_below(g, 3); i-- > 0;)
        generate_check(g, table);
    map_put(g->memory, &g->schema->tables, table->name, table);
    generate_table_items(g, table);
    if (generate_chance(g, 15))
        generate_exclude(g, table, false);
    return table;
}

model_schema *generate_schema(arena *a, uint64_t seed, const generate_options *options)
{
    generator g = {.memory = a, .random = test_random_make(seed), .options = options, .schema = model_schema_make(a)};
    size_t models = generate_below(&g, (options->max_models ? options->max_models : 5) + 1);
    for (size_t i = generate_below(&g, 3); i-- > 0;)
        generate_enum(&g);
    for (size_t i = 0; i < models; i++)
        generate_table(&g);
    MAP_EACH (&g.schema->tables, entry)
        for (size_t i = generate_below(&g, 3); i-- > 0;)
            generate_foreign_key(&g, entry->value);
    MAP_EACH (&g.schema->tables, entry)
        for (size_t i = generate_below(&g, 3); i-- > 0;)
            generate_index(&g, entry->value);
    generate_objects(&g);
    generate_wide_objects(&g);
    generate_settle_logs(&g);
    MAP_EACH (&g.schema->tables, entry)
        generate_settle_forms(entry->value);
    generate_settle_orders(&g);
    return g.schema;
}
