/* Copies, and taking parts out with all that depends on them. */
#include "tests/support/generate_internal.h"

#include "compiler/model/object.h"

/* --- copies --- */

static model_table *copy_table(arena *a, const model_table *table)
{
    model_table *copy = ARENA_NEW(a, model_table);
    *copy = *table;
    copy->columns.items = NULL;
    copy->constraints.items = NULL;
    copy->indexes.items = NULL;
    copy->columns.count = copy->columns.capacity = 0;
    copy->constraints.count = copy->constraints.capacity = 0;
    copy->indexes.count = copy->indexes.capacity = 0;
    copy->column_by_name = (map){0};
    for (size_t i = 0; i < table->columns.count; i++) {
        model_column *column = ARENA_NEW(a, model_column);
        *column = *table->columns.items[i];
        model_add_column(a, copy, column);
    }
    for (size_t i = 0; i < table->constraints.count; i++) {
        model_constraint *constraint = ARENA_NEW(a, model_constraint);
        *constraint = *table->constraints.items[i];
        VEC_PUSH(a, &copy->constraints, constraint);
    }
    for (size_t i = 0; i < table->indexes.count; i++) {
        model_index *index = ARENA_NEW(a, model_index);
        *index = *table->indexes.items[i];
        VEC_PUSH(a, &copy->indexes, index);
    }
    copy->partitions.items = NULL;
    copy->rows.items = NULL;
    copy->partitions.count = copy->partitions.capacity = 0;
    copy->rows.count = copy->rows.capacity = 0;
    for (size_t i = 0; i < table->partitions.count; i++) {
        model_partition *partition = ARENA_NEW(a, model_partition);
        *partition = *table->partitions.items[i];
        VEC_PUSH(a, &copy->partitions, partition);
    }
    for (size_t i = 0; i < table->rows.count; i++)
        VEC_PUSH(a, &copy->rows, table->rows.items[i]);
    return copy;
}

static model_enum *copy_enum(arena *a, const model_enum *of)
{
    model_enum *copy = ARENA_NEW(a, model_enum);
    *copy = *of;
    copy->members.items = NULL;
    copy->members.count = copy->members.capacity = 0;
    VEC_EACH (const model_member, &of->members, member)
        VEC_PUSH(a, &copy->members, *member);
    return copy;
}

model_schema *generate_copy(arena *a, const model_schema *schema)
{
    model_schema *copy = model_schema_make(a);
    copy->package = schema->package;
    VEC_EACH (const str, &schema->dropped_models, name)
        VEC_PUSH(a, &copy->dropped_models, *name);
    VEC_EACH (const str, &schema->dropped_enums, name)
        VEC_PUSH(a, &copy->dropped_enums, *name);
    MAP_EACH (&schema->enums, entry)
        map_put(a, &copy->enums, entry->key, copy_enum(a, entry->value));
    MAP_EACH (&schema->tables, entry)
        map_put(a, &copy->tables, entry->key, copy_table(a, entry->value));
    MAP_EACH (&schema->objects, entry) {
        model_object *object = ARENA_NEW(a, model_object);
        *object = *(const model_object *)entry->value;
        map_put(a, &copy->objects, entry->key, object);
    }
    MAP_EACH (&schema->dropped_objects, entry)
        map_put(a, &copy->dropped_objects, entry->key, copy);
    return copy;
}

/* --- drops --- */

void generate_drop_index(model_table *table, size_t index)
{
    for (size_t i = index + 1; i < table->indexes.count; i++)
        table->indexes.items[i - 1] = table->indexes.items[i];
    table->indexes.count--;
}

static void take_constraint(model_table *table, size_t index)
{
    for (size_t i = index + 1; i < table->constraints.count; i++)
        table->constraints.items[i - 1] = table->constraints.items[i];
    table->constraints.count--;
}

/* Foreign keys to a model, or to certain columns of it (NULL: to any). */
static void drop_pointers(model_schema *schema, str target, const str_list *columns, str field)
{
    MAP_EACH (&schema->tables, entry) {
        model_table *table = entry->value;
        for (size_t i = table->constraints.count; i-- > 0;) {
            const model_constraint *foreign = table->constraints.items[i];
            bool meant = foreign->kind == CONSTRAINT_FOREIGN_KEY && str_eq(foreign->target, target);
            if (meant && columns)
                meant = str_list_equal(&foreign->target_columns, columns);
            else if (meant && field.len)
                meant = str_list_has(&foreign->target_columns, field);
            if (meant)
                take_constraint(table, i);
        }
    }
}

void generate_drop_constraint(model_schema *schema, model_table *table, size_t index)
{
    const model_constraint *constraint = table->constraints.items[index];
    bool key = constraint->kind == CONSTRAINT_PRIMARY_KEY || constraint->kind == CONSTRAINT_UNIQUE;
    /* SQLite has identity in a primary key only. */
    for (size_t i = 0; constraint->kind == CONSTRAINT_PRIMARY_KEY && i < table->columns.count; i++) {
        table->columns.items[i]->identity = IDENTITY_NONE;
        table->columns.items[i]->identity_options.count = 0;
    }
    take_constraint(table, index);
    if (key)
        drop_pointers(schema, table->name, &constraint->columns, (str){0});
}

static bool constraint_needs(const model_constraint *constraint, str field)
{
    VEC_EACH (const model_key, &constraint->keys, key)
        if (generate_mentions(key->value, field))
            return true;
    return str_list_has(&constraint->columns, field) || str_list_has(&constraint->include, field) ||
           generate_mentions(constraint->check, field) || generate_mentions(constraint->where, field);
}

static bool index_needs(const model_index *index, str field)
{
    VEC_EACH (const model_key, &index->keys, key)
        if (generate_mentions(key->value, field))
            return true;
    return str_list_has(&index->include, field) || generate_mentions(index->where, field);
}

static void drop_dependants(model_schema *schema, model_table *table, str field)
{
    drop_pointers(schema, table->name, NULL, field);
    for (size_t i = table->constraints.count; i-- > 0;)
        if (i < table->constraints.count && constraint_needs(table->constraints.items[i], field))
            generate_drop_constraint(schema, table, i);
    for (size_t i = table->indexes.count; i-- > 0;)
        if (index_needs(table->indexes.items[i], field))
            generate_drop_index(table, i);
}

void generate_drop_column(model_schema *schema, model_table *table, str field)
{
    drop_dependants(schema, table, field);
    if (model_find_column(table, field))
        generate_drop_mentions(schema, table, model_find_column(table, field)->column);
    for (size_t i = 0; i < table->columns.count; i++) {
        const model_column *column = table->columns.items[i];
        if (str_eq(column->name, field) || !generate_mentions(column->generated_as, field))
            continue;
        generate_drop_column(schema, table, column->name);
        i = (size_t)-1;
    }
    generate_forget_cells(schema->memory, table, field);
    if (generate_is_partition_key(table, field))
        generate_only_sqlite(table);
    map_remove(&table->column_by_name, field);
    size_t kept = 0;
    for (size_t i = 0; i < table->columns.count; i++)
        if (!str_eq(table->columns.items[i]->name, field))
            table->columns.items[kept++] = table->columns.items[i];
    table->columns.count = kept;
}

void generate_drop_table(model_schema *schema, str name)
{
    generate_drop_mentions(schema, model_find_table(schema, name), (str){0});
    drop_pointers(schema, name, NULL, (str){0});
    map_remove(&schema->tables, name);
}

static str column_of_enum(const model_table *table, str name)
{
    for (size_t i = 0; i < table->columns.count; i++) {
        const model_column *column = table->columns.items[i];
        if (column->type.kind == TYPE_ENUM && str_eq(column->type.enum_name, name))
            return column->name;
    }
    return (str){0};
}

void generate_drop_enum(model_schema *schema, str name)
{
    MAP_EACH (&schema->tables, entry) {
        model_table *table = entry->value;
        for (str field = column_of_enum(table, name); field.len; field = column_of_enum(table, name))
            generate_drop_column(schema, table, field);
    }
    map_remove(&schema->enums, name);
}
