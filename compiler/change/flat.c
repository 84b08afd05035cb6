/* Copies without the C side and without notes: what goes into a change is what its text will say. */
#include "compiler/change/diff.h"

const model_column *change_flat_column(arena *a, const model_column *column, bool keep_using)
{
    model_column *flat = ARENA_NEW(a, model_column);
    *flat = *column;
    flat->was = (str){0};
    flat->title = (str){0};
    flat->relation = (str){0};
    flat->init_value = NULL;
    flat->on_update = NULL;
    flat->secret = false;
    flat->version = false;
    if (!keep_using)
        flat->using_value = NULL;
    return flat;
}

const model_table *change_flat_table(arena *a, const model_table *table)
{
    model_table *flat = ARENA_NEW(a, model_table);
    *flat = *table;
    flat->was = (str){0};
    flat->no_code = false;
    flat->synthetic = false;
    flat->drop_meant = false;
    flat->dropped = (str_list){0};
    flat->relations.items = NULL;
    flat->relations.count = flat->relations.capacity = 0;
    /* Rows have changes of their own. */
    flat->rows.items = NULL;
    flat->rows.count = flat->rows.capacity = 0;
    flat->columns.items = NULL;
    flat->columns.count = flat->columns.capacity = 0;
    flat->column_by_name = (map){0};
    for (size_t i = 0; i < table->columns.count; i++)
        model_add_column(a, flat, (model_column *)change_flat_column(a, table->columns.items[i], false));
    return flat;
}
