/* What a table has besides columns, constraints and indexes: partitions, row security, and rows of its own. */
#include "compiler/model/resolve_internal.h"

/* --- partitions --- */

static str without_prefix(str bound)
{
    static const char prefix[] = "for values ";
    size_t len = sizeof prefix - 1;
    bool there = bound.len > len && str_eq_nocase(str_slice(bound, 0, len), str_from(prefix));
    return there ? str_slice(bound, len, bound.len) : bound;
}

/* The word with which a bound begins is a keyword of SQL: its case says nothing. */
static str bound_of(resolver *r, const ast_node *item)
{
    str bound = without_prefix(resolve_child_text(item, AST_BODY));
    size_t end = str_find(bound, ' ');
    return str_join(r->memory, str_lower(r->memory, str_slice(bound, 0, end)), str_slice(bound, end, bound.len));
}

static void add_partition(resolver *r, resolve_model *model, const ast_node *item, unsigned dialects)
{
    model_partition *partition = ARENA_NEW(r->memory, model_partition);
    partition->name = item->text;
    partition->bound = bound_of(r, item);
    partition->dialects = dialects;
    partition->span = resolve_name_span(item);
    source_span *before = map_get(&model->partitions, partition->name);
    if (before) {
        resolve_report_twice(r, DIAGNOSTIC_DUPLICATE_ITEM, partition->span, *before, partition->name,
                             model->table->name);
        return;
    }
    map_put(r->memory, &model->partitions, partition->name, resolve_place(r, partition->span));
    VEC_PUSH(r->memory, &model->table->partitions, partition);
}

static void set_partitioning(resolver *r, resolve_model *model, const ast_node *item, unsigned dialects)
{
    model_table *table = model->table;
    if (!str_is_empty(table->partition_by)) {
        resolve_report(r, DIAGNOSTIC_ATTRIBUTE_TWICE, item->span, STR("partition by"), (str){0}, (str){0});
        return;
    }
    if (!resolve_key_list(r, model, ast_child(item, AST_KEY_LIST), &table->partition_keys))
        return;
    table->partition_by = str_lower(r->memory, item->text);
    table->partition_dialects = dialects;
    table->partition_span = item->span;
}

void resolve_table_item(resolver *r, resolve_model *model, const ast_node *item, unsigned dialects)
{
    model_table *table = model->table;
    if (item->kind == AST_PARTITION_BY) {
        set_partitioning(r, model, item, dialects);
        return;
    }
    if (item->kind == AST_PARTITION) {
        add_partition(r, model, item, dialects);
        return;
    }
    if (item->kind == AST_STRICT || item->kind == AST_WITHOUT_ROWID) {
        /* Only SQLite has these; said for the other alone they say nothing. */
        bool is_meant = (dialects & DIALECT_BIT_SQLITE) != 0;
        table->strict = table->strict || (is_meant && item->kind == AST_STRICT);
        table->without_rowid = table->without_rowid || (is_meant && item->kind == AST_WITHOUT_ROWID);
        return;
    }
    table->row_security = table->row_security || item->kind == AST_ROW_SECURITY;
    table->force_row_security = table->force_row_security || item->kind == AST_FORCE_ROW_SECURITY;
    table->row_security_dialects |= dialects;
    table->row_security_span = item->span;
}

/* --- rows --- */

static const ast_node *value_of(const ast_node *cell)
{
    AST_EACH (cell, child)
        if (ast_is_expression(child->kind))
            return child;
    return NULL;
}

/* The column that a cell speaks of: a field's, or the only one of a relation. False: there is none, and reported. */
static bool column_of(resolver *r, resolve_model *model, const ast_node *cell, str *field, str *enum_name)
{
    resolve_columns columns = {0};
    if (r->detached) {
        const model_column *column = model_find_column(model->table, cell->text);
        *field = cell->text;
        *enum_name = column && column->type.kind == TYPE_ENUM ? column->type.enum_name : (str){0};
        return true;
    }
    if (!resolve_columns_named(r, model, cell->text, &columns)) {
        resolve_no_field(r, model, resolve_name_span(cell), cell->text);
        return false;
    }
    if (columns.count != 1) {
        resolve_report(r, DIAGNOSTIC_RELATION_OF_SEVERAL, resolve_name_span(cell), cell->text, (str){0}, (str){0});
        return false;
    }
    const model_column *column = columns.items[0];
    *field = column->name;
    *enum_name = column->type.kind == TYPE_ENUM ? column->type.enum_name : (str){0};
    return true;
}

static bool add_cell(resolver *r, resolve_model *model, const ast_node *node, map *seen, model_row *row)
{
    model_cell cell = {0};
    str enum_name = {0};
    const ast_node *value = value_of(node);
    if (!value || !column_of(r, model, node, &cell.field, &enum_name))
        return false;
    source_span *before = map_put(r->memory, seen, cell.field, resolve_place(r, resolve_name_span(node)));
    if (before) {
        resolve_report_twice(r, DIAGNOSTIC_COLUMN_TWICE, resolve_name_span(node), *before, node->text, (str){0});
        return false;
    }
    cell.value = resolve_bind(r, NULL, resolve_tree(r, value), enum_name);
    if (!cell.value)
        return false;
    VEC_PUSH(r->memory, &row->cells, cell);
    return true;
}

model_row *resolve_row_of(resolver *r, resolve_model *model, const ast_node *node, const str_list *key,
                          unsigned dialects)
{
    model_row *row = ARENA_NEW(r->memory, model_row);
    map seen = {0};
    bool good = !(node->flags & AST_BROKEN);
    row->span = node->span;
    row->key = *key;
    row->dialects = dialects;
    AST_EACH (node, child)
        if (child->kind == AST_CELL)
            good = add_cell(r, model, child, &seen, row) && good;
    VEC_EACH (const str, key, field) {
        if (!good || map_has(&seen, *field))
            continue;
        resolve_report(r, DIAGNOSTIC_DATA_CELL, node->span, STR("a value"), *field, (str){0});
        good = false;
    }
    if (!good)
        return NULL;
    row->name = model_row_name(r->memory, row);
    return row;
}

/* A row of one key may be there once for each dialect. */
static void add_row(resolver *r, resolve_model *model, model_row *row)
{
    str key = model_row_key(row);
    source_span *before = NULL;
    for (dialect_id id = 0; id < DIALECT_COUNT; id++) {
        str place = str_format(r->memory, "%d %.*s", (int)id, STR_ARGS(key));
        if (row->dialects & (1u << id) && !before)
            before = map_put(r->memory, &model->rows, place, resolve_place(r, row->span));
    }
    if (before)
        resolve_report_twice(r, DIAGNOSTIC_DATA_TWICE, row->span, *before, model->table->name, key);
    else
        VEC_PUSH(r->memory, &model->table->rows, row);
}

void resolve_data(resolver *r, const ast_node *node, unsigned dialects)
{
    resolve_model *model = map_get(&r->models, node->text);
    const ast_node *list = ast_child(node, AST_COLUMN_LIST);
    str_list key = {0};
    if (!model) {
        diagnostic *d =
            resolve_report(r, DIAGNOSTIC_UNKNOWN_MODEL, resolve_name_span(node), node->text, (str){0}, (str){0});
        diagnostic_suggest(r->diagnostics, d, node->text, &r->models);
        return;
    }
    if (!(dialects & model->table->dialects)) {
        resolve_report(r, DIAGNOSTIC_DATA_DIALECT, resolve_name_span(node), node->text, (str){0}, (str){0});
        return;
    }
    if (!list || !resolve_name_list(r, model, list, &key))
        return;
    AST_EACH (node, child) {
        model_row *row = child->kind == AST_ROW ? resolve_row_of(r, model, child, &key, dialects) : NULL;
        if (row)
            add_row(r, model, row);
    }
}
