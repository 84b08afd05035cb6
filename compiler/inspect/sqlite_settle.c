/* SQLite takes what the language does not: foreign keys to columns that are not unique. Such a table has no code. */
#include "compiler/inspect/sqlite.h"
#include "compiler/model/key.h"

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
        bool key = (*constraint)->kind == CONSTRAINT_PRIMARY_KEY || (*constraint)->kind == CONSTRAINT_UNIQUE;
        if (!key || model_is_recollated(table, &(*constraint)->keys))
            continue;
        str set = model_column_set(a, &(*constraint)->columns);
        map_put(a, sets, str_format(a, "%.*s\n%.*s", STR_ARGS(table->name), STR_ARGS(set)), sets);
    }
    VEC_EACH (model_index *, &table->indexes, index) {
        bool whole = (*index)->unique && !(*index)->where && !model_is_recollated(table, &(*index)->keys);
        str set = whole ? index_set(a, *index) : STR("");
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
