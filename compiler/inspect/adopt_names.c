/* The first pass: models, enums, fields and members of the catalog under the names that the written schema has for
 * them, found by their names in the database. What nobody wrote keeps the database's name, unless a written part has
 * it: then it gets its schema's name before it, or a number. */
#include "compiler/inspect/adopt_internal.h"

bool adopt_in_dialect(const adopt_work *adopter, unsigned dialects)
{
    return (dialects & (1u << adopter->dialect)) != 0;
}

/* SQLite's names are the same in any case of their letters. */
static str database_name(const adopt_work *adopter, str name)
{
    return adopter->dialect == DIALECT_SQLITE ? str_lower(adopter->memory, name) : name;
}

str adopt_place(const adopt_work *adopter, str schema, str name)
{
    bool plain = adopter->dialect == DIALECT_SQLITE || !schema.len || str_eq(schema, STR("public"));
    return str_format(adopter->memory, "%.*s\x1f%.*s", STR_ARGS(plain ? STR("") : schema),
                      STR_ARGS(database_name(adopter, name)));
}

/* --- which is which --- */

static void name_members(adopt_work *adopter, const model_enum *there, adopt_names *names)
{
    map by_label = {0}, taken = {0};
    for (size_t i = 0; names->written_enum && i < names->written_enum->members.count; i++) {
        model_member *member = &names->written_enum->members.items[i];
        map_put(adopter->memory, &by_label, member->label, member);
        map_put(adopter->memory, &taken, member->name, member);
    }
    VEC_EACH (const model_member, &there->members, member) {
        const model_member *written = map_get(&by_label, member->label);
        rename_put(adopter->memory, &names->names, member->name,
                   written ? written->name : rename_fresh(adopter->memory, &taken, STR(""), member->name));
    }
}

static void name_fields(adopt_work *adopter, const model_table *there, adopt_names *names)
{
    map by_column = {0}, taken = {0};
    for (size_t i = 0; names->written && i < names->written->columns.count; i++) {
        model_column *column = names->written->columns.items[i];
        map_put(adopter->memory, &taken, column->name, column);
        if (adopt_in_dialect(adopter, column->dialects))
            map_put(adopter->memory, &by_column, database_name(adopter, column->column), column);
    }
    for (size_t i = 0; names->written && i < names->written->relations.count; i++)
        map_put(adopter->memory, &taken, names->written->relations.items[i]->name, names);
    VEC_EACH (model_column *, &there->columns, it) {
        const model_column *written = map_get(&by_column, database_name(adopter, (*it)->column));
        rename_put(adopter->memory, &names->names, (*it)->name,
                   written ? written->name : rename_fresh(adopter->memory, &taken, STR(""), (*it)->name));
    }
}

static void match_enums(adopt_work *adopter, map *taken)
{
    map by_place = {0};
    MAP_EACH (&adopter->written->enums, entry) {
        model_enum *item = entry->value;
        if (adopt_in_dialect(adopter, item->dialects))
            map_put(adopter->memory, &by_place, adopt_place(adopter, item->schema, item->type_name), item);
    }
    MAP_EACH (&adopter->catalog->enums, entry) {
        const model_enum *item = entry->value;
        adopt_names *names = ARENA_NEW(adopter->memory, adopt_names);
        names->written_enum = map_get(&by_place, adopt_place(adopter, item->schema, item->type_name));
        names->names.name = names->written_enum ? names->written_enum->name
                                                : rename_fresh(adopter->memory, taken, item->schema, item->name);
        name_members(adopter, item, names);
        map_put(adopter->memory, &adopter->enums, item->name, names);
    }
}

static void match_models(adopt_work *adopter, map *taken)
{
    map by_place = {0};
    MAP_EACH (&adopter->written->tables, entry) {
        model_table *table = entry->value;
        if (adopt_in_dialect(adopter, table->dialects))
            map_put(adopter->memory, &by_place, adopt_place(adopter, table->schema, table->table), table);
    }
    MAP_EACH (&adopter->catalog->tables, entry) {
        const model_table *table = entry->value;
        adopt_names *names = ARENA_NEW(adopter->memory, adopt_names);
        names->written = map_get(&by_place, adopt_place(adopter, table->schema, table->table));
        names->names.name =
            names->written ? names->written->name : rename_fresh(adopter->memory, taken, table->schema, table->name);
        name_fields(adopter, table, names);
        map_put(adopter->memory, &adopter->models, table->name, names);
    }
}

void adopt_give_names(adopt_work *adopter)
{
    map taken = {0}; /* models and enums share their names */
    MAP_EACH (&adopter->written->tables, entry)
        map_put(adopter->memory, &taken, entry->key, entry->value);
    MAP_EACH (&adopter->written->enums, entry)
        map_put(adopter->memory, &taken, entry->key, entry->value);
    match_enums(adopter, &taken);
    match_models(adopter, &taken);
    adopter->renamed = rename_schema(adopter->memory, adopter->catalog, &adopter->models, &adopter->enums);
}
