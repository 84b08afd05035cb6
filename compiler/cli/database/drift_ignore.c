/* What --ignore names is taken from the written side, or is left out where that has none: the comparison then never
 * sees it, whatever else depends on it. */
#include "compiler/cli/database/drift.h"
#include "compiler/inspect/inspect.h"
#include "compiler/model/object.h"

typedef struct ignoring {
    arena *memory;
    const str_list *patterns;
} ignoring;

static bool matches(const ignoring *w, str name)
{
    VEC_EACH (const str, w->patterns, pattern)
        if (inspect_fits(*pattern, name))
            return true;
    return false;
}

static bool names(const ignoring *w, str schema, str name)
{
    return matches(w, name) ||
           (schema.len && matches(w, str_format(w->memory, "%.*s.%.*s", STR_ARGS(schema), STR_ARGS(name))));
}

/* A pattern without a dot never means a part. */
static bool names_part(const ignoring *w, const model_table *table, str part)
{
    return names(w, table->schema, str_format(w->memory, "%.*s.%.*s", STR_ARGS(table->table), STR_ARGS(part)));
}

static bool names_table(const ignoring *w, const model_table *table)
{
    return names(w, table->schema, table->table);
}

static bool has_dots(const str_list *patterns)
{
    VEC_EACH (const str, patterns, pattern)
        if (str_find(*pattern, '.') < pattern->len)
            return true;
    return false;
}

/* KEEP_PARTS(columns, model_column, column): the found parts that no pattern names, then the written ones that one
 * does. */
#define KEEP_PARTS(list, type, name_of)                                                                                \
    do {                                                                                                               \
        table->list.items = NULL;                                                                                      \
        table->list.count = table->list.capacity = 0;                                                                  \
        VEC_EACH (type *const, &found->list, part)                                                                     \
            if (!names_part(w, found, (*part)->name_of))                                                               \
                VEC_PUSH(w->memory, &table->list, *part);                                                              \
        VEC_EACH (type *const, &written->list, part)                                                                   \
            if (names_part(w, written, (*part)->name_of))                                                              \
                VEC_PUSH(w->memory, &table->list, *part);                                                              \
    } while (0)

static model_table *keep_parts(const ignoring *w, const model_table *found, const model_table *written)
{
    model_table *table = model_table_copy(w->memory, found);
    KEEP_PARTS(constraints, model_constraint, name);
    KEEP_PARTS(indexes, model_index, name);
    table->columns.items = NULL;
    table->columns.count = table->columns.capacity = 0;
    table->column_by_name = (map){0};
    VEC_EACH (model_column *const, &found->columns, column)
        if (!names_part(w, found, (*column)->column))
            model_add_column(w->memory, table, *column);
    VEC_EACH (model_column *const, &written->columns, column)
        if (names_part(w, written, (*column)->column))
            model_add_column(w->memory, table, *column);
    return table;
}

static void keep_tables(const ignoring *w, model_schema *result, const model_schema *found, const model_schema *written)
{
    bool parts = has_dots(w->patterns);
    MAP_EACH (&found->tables, entry) {
        const model_table *table = entry->value;
        const model_table *other = model_find_table(written, entry->key);
        if (names_table(w, table))
            continue;
        void *kept = parts && other ? keep_parts(w, table, other) : entry->value;
        map_put(w->memory, &result->tables, entry->key, kept);
    }
    MAP_EACH (&written->tables, entry)
        if (names_table(w, entry->value))
            map_put(w->memory, &result->tables, entry->key, entry->value);
}

static bool names_enum(const ignoring *w, const model_enum *item)
{
    return names(w, item->schema, item->type_name);
}

static bool names_object(const ignoring *w, const model_object *object)
{
    return names(w, object->schema, object->database.len ? object->database : object->name) || matches(w, object->name);
}

/* KEEP(enums, model_enum): the found ones that no pattern names, then the written ones that one does. */
#define KEEP(kind, test)                                                                                               \
    do {                                                                                                               \
        MAP_EACH (&found->kind, entry)                                                                                 \
            if (!test(&w, entry->value))                                                                               \
                map_put(a, &result->kind, entry->key, entry->value);                                                   \
        MAP_EACH (&written->kind, entry)                                                                               \
            if (test(&w, entry->value))                                                                                \
                map_put(a, &result->kind, entry->key, entry->value);                                                   \
    } while (0)

const model_schema *drift_ignore(arena *a, const model_schema *found, const model_schema *written,
                                 const str_list *patterns)
{
    ignoring w = {a, patterns};
    if (!patterns->count)
        return found;
    model_schema *result = model_schema_copy(a, found);
    result->tables = (map){0};
    result->enums = (map){0};
    result->objects = (map){0};
    keep_tables(&w, result, found, written);
    KEEP(enums, names_enum);
    KEEP(objects, names_object);
    return result;
}
