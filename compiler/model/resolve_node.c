/* Single declarations, fields and items of changes. There is no compilation around them: names of enums and columns are
 * taken as they are, and whoever applies the changes finds out whether they fit. */
#include "compiler/model/resolve_internal.h"

static resolver detached_resolver(arena *a, const model_schema *schema, diagnostic_list *diagnostics)
{
    resolver r = {.memory = a, .diagnostics = diagnostics, .detached = true};
    r.schema = schema ? (model_schema *)schema : model_schema_make(a); /* only read */
    return r;
}

/* A `for` around one element: what stands in it, and for which dialects. */
static const ast_node *unwrap(const ast_node *node, unsigned *dialects)
{
    while (node && node->kind == AST_FOR_DIALECT) {
        if (!resolve_dialect_of(node, dialects))
            return NULL;
        node = node->first;
    }
    return node && !(node->flags & AST_BROKEN) ? node : NULL;
}

model_enum *resolve_enum_node(arena *a, const ast_node *node, diagnostic_list *diagnostics)
{
    resolver r = detached_resolver(a, NULL, diagnostics);
    unsigned dialects = DIALECT_ALL;
    node = unwrap(node, &dialects);
    return node ? resolve_enum_of(&r, node, dialects) : NULL;
}

model_object *resolve_object_node(arena *a, const ast_node *node, unsigned dialects, diagnostic_list *diagnostics)
{
    resolver r = detached_resolver(a, NULL, diagnostics);
    return resolve_object_of(&r, node, dialects);
}

model_table *resolve_model_node(arena *a, const model_schema *schema, const ast_node *node,
                                diagnostic_list *diagnostics)
{
    resolver r = detached_resolver(a, schema, diagnostics);
    unsigned dialects = DIALECT_ALL;
    node = unwrap(node, &dialects);
    if (!node)
        return NULL;
    resolve_model *model = resolve_model_open(&r, node, dialects);
    map_put(a, &r.models, model->table->name, model);
    resolve_model_expand(&r, model);
    resolve_model_columns(&r, model);
    resolve_model_items(&r, model);
    return model->table;
}

static const ast_node *type_of(const ast_node *field)
{
    return field && field->kind == AST_FIELD ? ast_child(field, AST_TYPE) : NULL;
}

model_column *resolve_column_node(arena *a, const model_schema *schema, const ast_node *field,
                                  diagnostic_list *diagnostics)
{
    resolver r = detached_resolver(a, schema, diagnostics);
    unsigned dialects = DIALECT_ALL;
    field = unwrap(field, &dialects);
    const ast_node *type = type_of(field);
    if (!type) {
        if (field)
            resolve_report(&r, DIAGNOSTIC_NOT_FLAT, field->span, (str){0}, (str){0}, (str){0});
        return NULL;
    }
    model_column *column = resolve_plain_column(&r, field, type);
    column->dialects = dialects;
    return column;
}

/* A model around a table of the state, so that items find its columns. */
static resolve_model *model_around(arena *a, const model_table *table)
{
    resolve_model *model = ARENA_NEW(a, resolve_model);
    model->table = ARENA_NEW(a, model_table);
    *model->table = *table;
    model->table->constraints.count = model->table->constraints.capacity = 0;
    model->table->constraints.items = NULL;
    model->table->indexes.count = model->table->indexes.capacity = 0;
    model->table->indexes.items = NULL;
    return model;
}

void resolve_field_extras(arena *a, const model_table *table, const model_column *column, const ast_node *field,
                          model_table *into, diagnostic_list *diagnostics)
{
    resolver r = detached_resolver(a, NULL, diagnostics);
    resolve_model *model = model_around(a, table);
    resolve_columns columns = {0};
    VEC_PUSH(a, &columns, (model_column *)column);
    resolve_field_items(&r, model, field, &columns, column->dialects);
    VEC_EACH (model_constraint *, &model->table->constraints, constraint)
        VEC_PUSH(a, &into->constraints, *constraint);
    VEC_EACH (model_index *, &model->table->indexes, index)
        VEC_PUSH(a, &into->indexes, *index);
}

model_constraint *resolve_constraint_node(arena *a, const model_table *table, const ast_node *item,
                                          diagnostic_list *diagnostics)
{
    resolver r = detached_resolver(a, NULL, diagnostics);
    unsigned dialects = table->dialects;
    item = unwrap(item, &dialects);
    if (!item)
        return NULL;
    resolve_model *model = model_around(a, table);
    resolve_item(&r, model, item, dialects);
    return model->table->constraints.count > 0 ? model->table->constraints.items[0] : NULL;
}

model_index *resolve_index_node(arena *a, const model_table *table, const ast_node *item, diagnostic_list *diagnostics)
{
    resolver r = detached_resolver(a, NULL, diagnostics);
    unsigned dialects = table->dialects;
    item = unwrap(item, &dialects);
    if (!item)
        return NULL;
    resolve_model *model = model_around(a, table);
    resolve_item(&r, model, item, dialects);
    return model->table->indexes.count > 0 ? model->table->indexes.items[0] : NULL;
}

model_row *resolve_row_node(arena *a, const model_schema *schema, const model_table *table, const ast_node *node,
                            diagnostic_list *diagnostics)
{
    resolver r = detached_resolver(a, schema, diagnostics);
    const ast_node *list = ast_child(node, AST_COLUMN_LIST);
    str_list key = {0};
    if (!list || !resolve_name_list(&r, model_around(a, table), list, &key))
        return NULL;
    unsigned dialects = DIALECT_ALL;
    const ast_node *only = ast_child(node, AST_DIALECT);
    if (only)
        resolve_dialect_of(only, &dialects);
    return resolve_row_of(&r, model_around(a, table), node, &key, dialects);
}

model_partition *resolve_partition_node(arena *a, const model_table *table, const ast_node *node,
                                        diagnostic_list *diagnostics)
{
    resolver r = detached_resolver(a, NULL, diagnostics);
    resolve_model *model = model_around(a, table);
    model->table->partitions.count = model->table->partitions.capacity = 0;
    model->table->partitions.items = NULL;
    resolve_table_item(&r, model, node, table->dialects);
    return model->table->partitions.count > 0 ? model->table->partitions.items[0] : NULL;
}

const expression *resolve_expression(arena *a, const ast_node *node, diagnostic_list *diagnostics)
{
    resolver r = detached_resolver(a, NULL, diagnostics);
    return resolve_tree(&r, node);
}
