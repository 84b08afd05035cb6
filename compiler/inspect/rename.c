#include "compiler/inspect/rename.h"

#include "compiler/model/object.h"

typedef struct renamer {
    arena *memory;
    const map *models;
    const map *enums;
    const rename_names *table; /* of the table at hand */
} renamer;

str rename_fresh(arena *a, map *taken, str schema, str wish)
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

void rename_put(arena *a, rename_names *names, str from, str to)
{
    str *name = ARENA_NEW(a, str);
    *name = to;
    map_put(a, &names->parts, from, name);
}

static str name_in(const rename_names *names, str from)
{
    const str *name = names ? map_get(&names->parts, from) : NULL;
    return name ? *name : from;
}

static model_type rename_type(const renamer *r, model_type type)
{
    const rename_names *names = type.kind == TYPE_ENUM ? map_get(r->enums, type.enum_name) : NULL;
    if (names)
        type.enum_name = names->name;
    return type;
}

static const expression *rename_node(void *context, const expression *e)
{
    const renamer *r = context;
    bool member = e->kind == EXPRESSION_MEMBER, column = e->kind == EXPRESSION_COLUMN;
    if (!member && !column && e->kind != EXPRESSION_CAST)
        return e;
    expression *copy = ARENA_NEW(r->memory, expression);
    *copy = *e;
    if (member || column)
        copy->text = name_in(column ? r->table : map_get(r->enums, e->type.enum_name), e->text);
    if (!column)
        copy->type = rename_type(r, e->type);
    return copy;
}

static const expression *rename_expression(renamer *r, const expression *e)
{
    return expression_rewrite(r->memory, e, rename_node, r);
}

static str_list rename_fields(const renamer *r, const rename_names *names, const str_list *fields)
{
    str_list list = {0};
    VEC_EACH (const str, fields, field)
        VEC_PUSH(r->memory, &list, name_in(names, *field));
    return list;
}

static model_key_list rename_keys(renamer *r, const model_key_list *keys)
{
    model_key_list list = {0};
    VEC_EACH (const model_key, keys, key) {
        VEC_PUSH(r->memory, &list, *key);
        list.items[list.count - 1].value = rename_expression(r, key->value);
    }
    return list;
}

static model_column *rename_column(renamer *r, const model_column *column)
{
    model_column *copy = ARENA_NEW(r->memory, model_column);
    *copy = *column;
    copy->name = name_in(r->table, column->name);
    copy->type = rename_type(r, column->type);
    copy->default_value = rename_expression(r, column->default_value);
    copy->generated_as = rename_expression(r, column->generated_as);
    return copy;
}

static model_constraint *rename_constraint(renamer *r, const model_constraint *constraint)
{
    model_constraint *copy = ARENA_NEW(r->memory, model_constraint);
    *copy = *constraint;
    const rename_names *target = map_get(r->models, constraint->target);
    copy->columns = rename_fields(r, r->table, &constraint->columns);
    copy->include = rename_fields(r, r->table, &constraint->include);
    copy->target_columns = rename_fields(r, target, &constraint->target_columns);
    copy->target = target ? target->name : constraint->target;
    copy->check = rename_expression(r, constraint->check);
    copy->where = rename_expression(r, constraint->where);
    copy->keys = rename_keys(r, &constraint->keys);
    return copy;
}

static model_index *rename_index(renamer *r, const model_index *index)
{
    model_index *copy = ARENA_NEW(r->memory, model_index);
    *copy = *index;
    copy->keys = rename_keys(r, &index->keys);
    copy->include = rename_fields(r, r->table, &index->include);
    copy->where = rename_expression(r, index->where);
    return copy;
}

static model_row *rename_row(renamer *r, const model_row *row)
{
    model_row *copy = ARENA_NEW(r->memory, model_row);
    *copy = *row;
    copy->key = rename_fields(r, r->table, &row->key);
    copy->cells.items = NULL;
    copy->cells.count = copy->cells.capacity = 0;
    VEC_EACH (const model_cell, &row->cells, cell) {
        model_cell renamed = {.field = name_in(r->table, cell->field), .value = rename_expression(r, cell->value)};
        VEC_PUSH(r->memory, &copy->cells, renamed);
    }
    copy->name = model_row_name(r->memory, copy);
    return copy;
}

static model_relation *rename_relation(const renamer *r, const model_relation *relation)
{
    model_relation *copy = ARENA_NEW(r->memory, model_relation);
    const rename_names *target = map_get(r->models, relation->target);
    *copy = *relation;
    copy->target = target ? target->name : relation->target;
    copy->columns = rename_fields(r, r->table, &relation->columns);
    copy->target_columns = rename_fields(r, target, &relation->target_columns);
    return copy;
}

static model_table *rename_table(renamer *r, const model_table *table)
{
    model_table *copy = model_table_copy(r->memory, table);
    copy->columns.count = 0;
    copy->column_by_name = (map){0};
    VEC_EACH (model_column *, &table->columns, column)
        model_add_column(r->memory, copy, rename_column(r, *column));
    for (size_t i = 0; i < table->constraints.count; i++)
        copy->constraints.items[i] = rename_constraint(r, table->constraints.items[i]);
    for (size_t i = 0; i < table->indexes.count; i++)
        copy->indexes.items[i] = rename_index(r, table->indexes.items[i]);
    for (size_t i = 0; i < table->rows.count; i++)
        copy->rows.items[i] = rename_row(r, table->rows.items[i]);
    copy->partition_keys = rename_keys(r, &table->partition_keys);
    copy->relations.count = 0;
    VEC_EACH (model_relation *, &table->relations, it)
        if ((*it)->kind == RELATION_TO_ONE)
            VEC_PUSH(r->memory, &copy->relations, rename_relation(r, *it));
    copy->name = r->table ? r->table->name : table->name;
    return copy;
}

static model_enum *rename_enum(renamer *r, const model_enum *item)
{
    const rename_names *names = map_get(r->enums, item->name);
    model_enum *copy = ARENA_NEW(r->memory, model_enum);
    *copy = *item;
    copy->name = names ? names->name : item->name;
    copy->members.items = NULL;
    copy->members.count = copy->members.capacity = 0;
    VEC_EACH (const model_member, &item->members, member) {
        VEC_PUSH(r->memory, &copy->members, *member);
        model_member *last = &copy->members.items[copy->members.count - 1];
        last->name = name_in(names, member->name);
        last->fallback = name_in(names, member->fallback);
    }
    return copy;
}

static str rename_mention(const renamer *r, str name)
{
    const rename_names *names = map_get(r->models, name);
    names = names ? names : map_get(r->enums, name);
    return names ? names->name : name;
}

static model_object *rename_object(const renamer *r, const model_object *object)
{
    model_object *copy = ARENA_NEW(r->memory, model_object);
    *copy = *object;
    copy->columns_from = rename_mention(r, object->columns_from);
    copy->after = (str_list){0};
    VEC_EACH (const str, &object->after, name)
        VEC_PUSH(r->memory, &copy->after, rename_mention(r, *name));
    return copy;
}

model_schema *rename_schema(arena *a, const model_schema *schema, const map *models, const map *enums)
{
    renamer r = {.memory = a, .models = models, .enums = enums};
    model_schema *renamed = model_schema_make(a);
    renamed->package = schema->package;
    MAP_EACH (&schema->enums, entry) {
        model_enum *item = rename_enum(&r, entry->value);
        map_put(a, &renamed->enums, item->name, item);
    }
    MAP_EACH (&schema->tables, entry) {
        r.table = map_get(models, entry->key);
        model_table *table = rename_table(&r, entry->value);
        map_put(a, &renamed->tables, table->name, table);
    }
    MAP_EACH (&schema->objects, entry)
        model_add_object(a, renamed, rename_object(&r, entry->value));
    return renamed;
}
