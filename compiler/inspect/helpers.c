/* What schemac itself keeps in a database for a time: the helper columns of types that change in two revisions, with
 * the triggers that keep them alike, and what stands on them. They are nobody's business: the state of the schema is
 * that without them. */
#include "compiler/inspect/reader.h"
#include "compiler/model/object.h"

static bool has_prefix(str name)
{
    return str_starts_with(name, STR("schemac_new_")) || str_starts_with(name, STR("schemac_old_")) ||
           str_starts_with(name, STR("schemac_not_null_"));
}

/* The reader puts the table's name before that of a trigger. */
static bool has_inside(str text, str part)
{
    for (size_t i = 0; i + part.len <= text.len; i++)
        if (str_eq(str_slice(text, i, i + part.len), part))
            return true;
    return false;
}

static bool is_sync(const model_object *object)
{
    return (object->kind == OBJECT_TRIGGER && has_inside(object->name, STR("zz_schemac_sync_"))) ||
           (object->kind == OBJECT_FUNCTION && str_starts_with(object->name, STR("schemac_sync_")));
}

static void note(arena *a, inspect_result *result, const char *kind, str name)
{
    VEC_PUSH(a, &result->left_out, str_format(a, "%s %.*s", kind, STR_ARGS(name)));
}

static bool remove_syncs(arena *a, inspect_result *result)
{
    str_list keys = {0};
    MAP_EACH (&result->schema->objects, entry) {
        const model_object *object = entry->value;
        if (!is_sync(object))
            continue;
        VEC_PUSH(a, &keys, entry->key);
        note(a, result, object->kind == OBJECT_TRIGGER ? "trigger" : "function", object->name);
    }
    VEC_EACH (const str, &keys, key)
        map_remove(&result->schema->objects, *key);
    return keys.count > 0;
}

static void remove_columns(arena *a, inspect_result *result, model_table *table)
{
    size_t kept = 0;
    for (size_t i = 0; i < table->columns.count; i++) {
        model_column *column = table->columns.items[i];
        if (has_prefix(column->column)) {
            map_remove(&table->column_by_name, column->name);
            note(a, result, "column", column->column);
        } else {
            table->columns.items[kept++] = column;
        }
    }
    table->columns.count = kept;
}

static void remove_parts(model_table *table)
{
    size_t kept = 0;
    for (size_t i = 0; i < table->constraints.count; i++)
        if (!has_prefix(table->constraints.items[i]->name))
            table->constraints.items[kept++] = table->constraints.items[i];
    table->constraints.count = kept;
    kept = 0;
    for (size_t i = 0; i < table->indexes.count; i++)
        if (!has_prefix(table->indexes.items[i]->name))
            table->indexes.items[kept++] = table->indexes.items[i];
    table->indexes.count = kept;
}

static void remove_types(arena *a, inspect_result *result)
{
    str_list names = {0};
    MAP_EACH (&result->schema->enums, entry) {
        const model_enum *item = entry->value;
        if (!has_prefix(item->type_name))
            continue;
        VEC_PUSH(a, &names, entry->key);
        note(a, result, "type", item->type_name);
    }
    VEC_EACH (const str, &names, name)
        map_remove(&result->schema->enums, *name);
}

void inspect_leave_helpers_out(arena *a, inspect_result *result)
{
    if (!remove_syncs(a, result))
        return;
    MAP_EACH (&result->schema->tables, entry) {
        remove_columns(a, result, entry->value);
        remove_parts(entry->value);
    }
    remove_types(a, result);
}

bool inspect_is_history(const inspect_options *options, str name)
{
    str table = options->history_table;
    bool begins = name.len >= table.len && str_eq_nocase(str_slice(name, 0, table.len), table);
    str rest = str_slice(name, begins ? table.len : 0, name.len);
    return begins && (!rest.len || str_eq(rest, STR("_batch")));
}
