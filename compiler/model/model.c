/* The resolved schema: lookups and copies. Equality stands in model_equal.c. */
#include "compiler/model/model.h"

#include <stdlib.h>
#include <string.h>

model_schema *model_schema_make(arena *a)
{
    model_schema *schema = ARENA_NEW(a, model_schema);
    schema->memory = a;
    return schema;
}

model_table *model_find_table(const model_schema *schema, str name)
{
    return map_get(&schema->tables, name);
}

model_enum *model_find_enum(const model_schema *schema, str name)
{
    return map_get(&schema->enums, name);
}

model_column *model_find_column(const model_table *table, str field)
{
    return map_get(&table->column_by_name, field);
}

model_constraint *model_find_constraint(const model_table *table, str name)
{
    VEC_EACH (model_constraint *, &table->constraints, constraint) {
        if (str_eq((*constraint)->name, name))
            return *constraint;
    }
    return NULL;
}

model_index *model_find_index(const model_table *table, str name)
{
    VEC_EACH (model_index *, &table->indexes, index) {
        if (str_eq((*index)->name, name))
            return *index;
    }
    return NULL;
}

model_constraint *model_primary_key(const model_table *table)
{
    VEC_EACH (model_constraint *, &table->constraints, constraint) {
        if ((*constraint)->kind == CONSTRAINT_PRIMARY_KEY)
            return *constraint;
    }
    return NULL;
}

const model_member *model_find_member(const model_enum *item, str name)
{
    VEC_EACH (const model_member, &item->members, member) {
        if (str_eq(member->name, name))
            return member;
    }
    return NULL;
}

static int compare_names(const void *left, const void *right)
{
    return str_cmp(*(const str *)left, *(const str *)right);
}

str model_column_set(arena *a, const str_list *columns)
{
    str *sorted = ARENA_ARRAY(a, str, columns->count);
    for (size_t i = 0; i < columns->count; i++)
        sorted[i] = columns->items[i];
    qsort(sorted, columns->count, sizeof *sorted, compare_names);
    writer text = writer_make(a);
    for (size_t i = 0; i < columns->count; i++) {
        writer_str(&text, sorted[i]);
        writer_char(&text, '\0');
    }
    return writer_result(&text);
}

void model_add_column(arena *a, model_table *table, model_column *column)
{
    VEC_PUSH(a, &table->columns, column);
    map_put(a, &table->column_by_name, column->name, column);
}

/* The bytes of a list's items, so that the copy grows without touching the original. */
static void *copy_items(arena *a, const void *items, size_t count, size_t size)
{
    if (count == 0)
        return NULL;
    void *copy = arena_alloc(a, count * size);
    memcpy(copy, items, count * size);
    return copy;
}

#define COPY_LIST(a, list)                                                                                             \
    do {                                                                                                               \
        (list)->items = copy_items((a), (list)->items, (list)->count, sizeof *(list)->items);                          \
        (list)->capacity = (list)->count;                                                                              \
    } while (0)

static map map_copy(arena *a, const map *original)
{
    map copy = {0};
    MAP_EACH (original, entry)
        map_put(a, &copy, entry->key, entry->value);
    return copy;
}

model_table *model_table_copy(arena *a, const model_table *table)
{
    model_table *copy = ARENA_NEW(a, model_table);
    *copy = *table;
    COPY_LIST(a, &copy->columns);
    COPY_LIST(a, &copy->constraints);
    COPY_LIST(a, &copy->indexes);
    COPY_LIST(a, &copy->relations);
    COPY_LIST(a, &copy->partitions);
    COPY_LIST(a, &copy->rows);
    COPY_LIST(a, &copy->dropped);
    COPY_LIST(a, &copy->storage);
    copy->column_by_name = map_copy(a, &table->column_by_name);
    return copy;
}

model_schema *model_schema_copy(arena *a, const model_schema *schema)
{
    model_schema *copy = model_schema_make(a);
    copy->package = schema->package;
    copy->enums = map_copy(a, &schema->enums);
    copy->tables = map_copy(a, &schema->tables);
    copy->objects = map_copy(a, &schema->objects);
    copy->dropped_objects = map_copy(a, &schema->dropped_objects);
    copy->dropped_models = schema->dropped_models;
    copy->dropped_enums = schema->dropped_enums;
    COPY_LIST(a, &copy->dropped_models);
    COPY_LIST(a, &copy->dropped_enums);
    return copy;
}
