/* The first pass: models, enums, fields and members of the catalog under the names that the written schema has for
 * them, found by their names in the database. What nobody wrote keeps the database's name, unless a written part has
 * it: then it gets its schema's name before it, or a number. */
#include "compiler/inspect/adopt_internal.h"

bool adopt_in_dialect(const adopter *adopter, unsigned dialects)
{
    return (dialects & (1u << adopter->dialect)) != 0;
}

/* SQLite's names are the same in any case of their letters. */
static str database_name(const adopter *adopter, str name)
{
    return adopter->dialect == DIALECT_SQLITE ? str_lower(adopter->memory, name) : name;
}

str adopt_place(const adopter *adopter, str schema, str name)
{
    bool plain = adopter->dialect == DIALECT_SQLITE || !schema.len || str_eq(schema, STR("public"));
    return str_format(adopter->memory, "%.*s\x1f%.*s", STR_ARGS(plain ? STR("") : schema),
                      STR_ARGS(database_name(adopter, name)));
}

str adopt_fresh_name(arena *a, map *taken, str schema, str wish)
{
    str name = wish;
    if (map_has(taken, name) && schema.len)
        name = str_format(a, "%.*s_%.*s", STR_ARGS(schema), STR_ARGS(wish));
    str stem = name;
    for (size_t number = 2; map_has(taken, name); number++)
        name = str_format(a, "%.*s_%zu", STR_ARGS(stem), number);
    map_put(a, taken, name, taken);
    return name;
}

static void put_name(adopter *adopter, map *names, str from, str to)
{
    str *name = ARENA_NEW(adopter->memory, str);
    *name = to;
    map_put(adopter->memory, names, from, name);
}

static str name_in(const map *names, str from)
{
    const str *name = map_get(names, from);
    return name ? *name : from;
}

/* --- which is which --- */

static void name_members(adopter *adopter, const model_enum *there, adopt_names *names)
{
    map by_label = {0}, taken = {0};
    for (size_t i = 0; names->written_enum && i < names->written_enum->members.count; i++) {
        model_member *member = &names->written_enum->members.items[i];
        map_put(adopter->memory, &by_label, member->label, member);
        map_put(adopter->memory, &taken, member->name, member);
    }
    VEC_EACH (const model_member, &there->members, member) {
        const model_member *written = map_get(&by_label, member->label);
        put_name(adopter, &names->parts, member->name,
                 written ? written->name : adopt_fresh_name(adopter->memory, &taken, STR(""), member->name));
    }
}

static void name_fields(adopter *adopter, const model_table *there, adopt_names *names)
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
        put_name(adopter, &names->parts, (*it)->name,
                 written ? written->name : adopt_fresh_name(adopter->memory, &taken, STR(""), (*it)->name));
    }
}

static void match_enums(adopter *adopter, map *taken)
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
        names->name = names->written_enum ? names->written_enum->name
                                          : adopt_fresh_name(adopter->memory, taken, item->schema, item->name);
        name_members(adopter, item, names);
        map_put(adopter->memory, &adopter->enums, item->name, names);
    }
}

static void match_models(adopter *adopter, map *taken)
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
        names->name = names->written ? names->written->name
                                     : adopt_fresh_name(adopter->memory, taken, table->schema, table->name);
        name_fields(adopter, table, names);
        map_put(adopter->memory, &adopter->models, table->name, names);
    }
}

/* --- the parts under these names --- */

typedef struct renamer {
    const adopter *adopter;
    const adopt_names *table;
} renamer;

static model_type rename_type(const adopter *adopter, model_type type)
{
    const adopt_names *names = type.kind == TYPE_ENUM ? map_get(&adopter->enums, type.enum_name) : NULL;
    if (names)
        type.enum_name = names->name;
    return type;
}

static const expression *rename_node(void *context, const expression *e)
{
    const renamer *renamer = context;
    const adopt_names *names = e->kind == EXPRESSION_COLUMN   ? renamer->table
                               : e->kind == EXPRESSION_MEMBER ? map_get(&renamer->adopter->enums, e->type.enum_name)
                                                              : NULL;
    bool typed = e->kind == EXPRESSION_MEMBER || e->kind == EXPRESSION_CAST;
    if (!names && !typed)
        return e;
    expression *copy = ARENA_NEW(renamer->adopter->memory, expression);
    *copy = *e;
    if (names)
        copy->text = name_in(&names->parts, e->text);
    if (typed)
        copy->type = rename_type(renamer->adopter, e->type);
    return copy;
}

static const expression *rename_expression(renamer *renamer, const expression *e)
{
    return expression_rewrite(renamer->adopter->memory, e, rename_node, renamer);
}

static str_list rename_fields(const renamer *renamer, const adopt_names *names, const str_list *fields)
{
    str_list list = {0};
    VEC_EACH (const str, fields, field)
        VEC_PUSH(renamer->adopter->memory, &list, names ? name_in(&names->parts, *field) : *field);
    return list;
}

static model_key_list rename_keys(renamer *renamer, const model_key_list *keys)
{
    model_key_list list = {0};
    VEC_EACH (const model_key, keys, key) {
        VEC_PUSH(renamer->adopter->memory, &list, *key);
        list.items[list.count - 1].value = rename_expression(renamer, key->value);
    }
    return list;
}

static model_column *rename_column(renamer *renamer, const model_column *column)
{
    model_column *copy = ARENA_NEW(renamer->adopter->memory, model_column);
    *copy = *column;
    copy->name = name_in(&renamer->table->parts, column->name);
    copy->type = rename_type(renamer->adopter, column->type);
    copy->default_value = rename_expression(renamer, column->default_value);
    copy->generated_as = rename_expression(renamer, column->generated_as);
    return copy;
}

static model_constraint *rename_constraint(renamer *renamer, const model_constraint *constraint)
{
    model_constraint *copy = ARENA_NEW(renamer->adopter->memory, model_constraint);
    *copy = *constraint;
    const adopt_names *target = map_get(&renamer->adopter->models, constraint->target);
    copy->columns = rename_fields(renamer, renamer->table, &constraint->columns);
    copy->include = rename_fields(renamer, renamer->table, &constraint->include);
    copy->target_columns = rename_fields(renamer, target, &constraint->target_columns);
    copy->target = target ? target->name : constraint->target;
    copy->check = rename_expression(renamer, constraint->check);
    copy->where = rename_expression(renamer, constraint->where);
    copy->keys = rename_keys(renamer, &constraint->keys);
    return copy;
}

static model_index *rename_index(renamer *renamer, const model_index *index)
{
    model_index *copy = ARENA_NEW(renamer->adopter->memory, model_index);
    *copy = *index;
    copy->keys = rename_keys(renamer, &index->keys);
    copy->include = rename_fields(renamer, renamer->table, &index->include);
    copy->where = rename_expression(renamer, index->where);
    return copy;
}

static void rename_relations(const adopter *adopter, model_table *table)
{
    table->relations.count = 0; /* the database has none; those of the written model come back with it */
    table->name = ((const adopt_names *)map_get(&adopter->models, table->name))->name;
}

static void rename_table(adopter *adopter, const model_table *table)
{
    renamer renamer = {adopter, map_get(&adopter->models, table->name)};
    model_table *copy = model_table_copy(adopter->memory, table);
    copy->columns.count = 0;
    copy->column_by_name = (map){0};
    VEC_EACH (model_column *, &table->columns, column)
        model_add_column(adopter->memory, copy, rename_column(&renamer, *column));
    for (size_t i = 0; i < table->constraints.count; i++)
        copy->constraints.items[i] = rename_constraint(&renamer, table->constraints.items[i]);
    for (size_t i = 0; i < table->indexes.count; i++)
        copy->indexes.items[i] = rename_index(&renamer, table->indexes.items[i]);
    copy->partition_keys = rename_keys(&renamer, &table->partition_keys);
    rename_relations(adopter, copy);
    map_put(adopter->memory, &adopter->renamed->tables, copy->name, copy);
}

static void rename_enum(adopter *adopter, const model_enum *item)
{
    const adopt_names *names = map_get(&adopter->enums, item->name);
    model_enum *copy = ARENA_NEW(adopter->memory, model_enum);
    *copy = *item;
    copy->name = names->name;
    copy->members.items = NULL;
    copy->members.count = copy->members.capacity = 0;
    VEC_EACH (const model_member, &item->members, member) {
        VEC_PUSH(adopter->memory, &copy->members, *member);
        copy->members.items[copy->members.count - 1].name = name_in(&names->parts, member->name);
    }
    map_put(adopter->memory, &adopter->renamed->enums, copy->name, copy);
}

void adopt_give_names(adopter *adopter)
{
    map taken = {0}; /* models and enums share their names */
    MAP_EACH (&adopter->written->tables, entry)
        map_put(adopter->memory, &taken, entry->key, entry->value);
    MAP_EACH (&adopter->written->enums, entry)
        map_put(adopter->memory, &taken, entry->key, entry->value);
    match_enums(adopter, &taken);
    match_models(adopter, &taken);
    adopter->renamed = model_schema_make(adopter->memory);
    MAP_EACH (&adopter->catalog->enums, entry)
        rename_enum(adopter, entry->value);
    MAP_EACH (&adopter->catalog->tables, entry)
        rename_table(adopter, entry->value);
}
