/* Partitions, row security and rows: what PostgreSQL demands of a partitioned table, and literals that fit. */
#include "compiler/model/check_internal.h"

/* --- partitions --- */

static void lacks(checker *c, source_span span, const char *what)
{
    check_report(c, DIAGNOSTIC_PARTITION_LACKS, span, str_from(what), (str){0}, (str){0});
}

static bool holds(const map *columns, const model_key_list *keys)
{
    VEC_EACH (const model_key, keys, key)
        if (key->value->kind != EXPRESSION_COLUMN || !map_has(columns, key->value->text))
            return false;
    return true;
}

static void check_holds_key(checker *c, const model_table *table, const map *columns, str name, source_span span)
{
    if (!holds(columns, &table->partition_keys))
        check_report(c, DIAGNOSTIC_PARTITION_KEY, span, name, table->name, (str){0});
}

static void check_partitioned_constraint(checker *c, const model_table *table, const model_constraint *constraint)
{
    map columns = {0};
    VEC_EACH (const str, &constraint->columns, field)
        map_put(c->memory, &columns, *field, c);
    if (constraint->kind == CONSTRAINT_EXCLUDE)
        lacks(c, constraint->span, "exclude constraints");
    else if (constraint->kind == CONSTRAINT_FOREIGN_KEY && constraint->not_valid)
        lacks(c, constraint->span, "foreign keys that are `not valid`");
    else if (constraint->kind == CONSTRAINT_PRIMARY_KEY || constraint->kind == CONSTRAINT_UNIQUE)
        check_holds_key(c, table, &columns, constraint->name, constraint->span);
}

static void check_partitioned_index(checker *c, const model_table *table, const model_index *index)
{
    map columns = {0};
    VEC_EACH (const model_key, &index->keys, key)
        if (key->value->kind == EXPRESSION_COLUMN)
            map_put(c->memory, &columns, key->value->text, c);
    if (index->unique)
        check_holds_key(c, table, &columns, index->name, index->span);
    if (index->concurrently)
        lacks(c, index->span, "indexes that are built `concurrently`");
}

static bool bound_fits(str method, str bound)
{
    if (str_eq(bound, STR("default")))
        return !str_eq(method, STR("hash"));
    if (str_eq(method, STR("range")))
        return str_starts_with(bound, STR("from "));
    return str_starts_with(bound, str_eq(method, STR("list")) ? STR("in ") : STR("with "));
}

static void check_bounds(checker *c, const model_table *table)
{
    map bounds = {0};
    VEC_EACH (model_partition *, &table->partitions, it) {
        const model_partition *partition = *it;
        const model_partition *before = map_get(&bounds, partition->bound);
        bool fits = bound_fits(table->partition_by, partition->bound) && !before;
        if (!before)
            map_put(c->memory, &bounds, partition->bound, *it);
        if (fits)
            continue;
        str method = str_format(c->memory, "`partition by %.*s`", STR_ARGS(table->partition_by));
        diagnostic *d = check_report(c, DIAGNOSTIC_PARTITION_BOUND, partition->span, partition->name,
                                     before ? STR("one that another has already") : method, (str){0});
        if (before)
            diagnostic_second(d, before->span, "the first one");
    }
}

static void check_partition_keys(checker *c, const model_table *table)
{
    check_place place = {.table = table, .dialects = DIALECT_BIT_POSTGRESQL & c->dialects, .constant = true};
    VEC_EACH (const model_key, &table->partition_keys, key) {
        (void)check_infer(c, &place, key->value);
        const model_column *column =
            key->value->kind == EXPRESSION_COLUMN ? model_find_column(table, key->value->text) : NULL;
        if (column && column->generated != GENERATED_NONE)
            lacks(c, table->partition_span, "a generated column in its key");
    }
    if (str_eq(table->partition_by, STR("list")) && table->partition_keys.count > 1)
        lacks(c, table->partition_span, "more than one key where it is divided by list");
}

static void check_partitions(checker *c, const model_table *table)
{
    bool partitioned = table->partition_by.len > 0;
    if (!partitioned && table->partitions.count && !table->broken)
        check_report(c, DIAGNOSTIC_PARTITION_ORPHAN, table->partitions.items[0]->span, table->name, (str){0}, (str){0});
    if (!partitioned)
        return;
    if (table->partition_dialects & c->dialects & DIALECT_BIT_SQLITE)
        check_lacks(c, DIALECT_SQLITE, table->partition_span, "partitions");
    check_partition_keys(c, table);
    check_bounds(c, table);
    if (table->unlogged)
        lacks(c, table->span, "`unlogged`");
    if (table->storage.count)
        lacks(c, table->span, "`storage (…)`");
    VEC_EACH (model_constraint *, &table->constraints, constraint)
        if ((*constraint)->dialects & DIALECT_BIT_POSTGRESQL)
            check_partitioned_constraint(c, table, *constraint);
    VEC_EACH (model_index *, &table->indexes, index)
        if ((*index)->dialects & DIALECT_BIT_POSTGRESQL)
            check_partitioned_index(c, table, *index);
}

/* --- rows --- */

static bool is_plain_unique(const model_index *index)
{
    if (!index->unique || index->where)
        return false;
    VEC_EACH (const model_key, &index->keys, key)
        if (key->value->kind != EXPRESSION_COLUMN)
            return false;
    return true;
}

static bool key_is_unique(checker *c, const model_table *table, const str_list *key)
{
    str wanted = model_column_set(c->memory, key);
    VEC_EACH (model_constraint *, &table->constraints, it) {
        const model_constraint *constraint = *it;
        bool is_key = constraint->kind == CONSTRAINT_PRIMARY_KEY || constraint->kind == CONSTRAINT_UNIQUE;
        if (is_key && str_eq(model_column_set(c->memory, &constraint->columns), wanted))
            return true;
    }
    VEC_EACH (model_index *, &table->indexes, index) {
        str_list columns = {0};
        if (!is_plain_unique(*index))
            continue;
        VEC_EACH (const model_key, &(*index)->keys, part)
            VEC_PUSH(c->memory, &columns, part->value->text);
        if (str_eq(model_column_set(c->memory, &columns), wanted))
            return true;
    }
    return false;
}

static void need(checker *c, const model_row *row, const char *what, str field)
{
    check_report(c, DIAGNOSTIC_DATA_CELL, row->span, str_from(what), field, (str){0});
}

static void check_cell(checker *c, const model_row *row, const model_column *column, const model_cell *cell)
{
    check_place place = {.dialects = column->dialects & row->dialects & c->dialects};
    if (!expression_is_literal(cell->value)) {
        need(c, row, "a literal", cell->field);
        return;
    }
    if (!(column->dialects & row->dialects))
        need(c, row, "no value", cell->field);
    else if (column->generated != GENERATED_NONE)
        need(c, row, "no value", cell->field);
    else if (cell->value->kind != EXPRESSION_NULL)
        check_column_value(c, &place, cell->value, column);
    else if (!column->nullable)
        check_report(c, DIAGNOSTIC_MISFIT, cell->value->span, STR("null"), STR("a column that is not null"), (str){0});
}

static bool may_be_left_out(const model_column *column)
{
    return column->nullable || column->default_value || column->identity != IDENTITY_NONE ||
           column->generated != GENERATED_NONE || column->broken;
}

static void check_row(checker *c, const model_table *table, const model_row *row)
{
    map given = {0};
    VEC_EACH (const model_cell, &row->cells, cell) {
        const model_column *column = model_find_column(table, cell->field);
        map_put(c->memory, &given, cell->field, row->key.items);
        if (column)
            check_cell(c, row, column, cell);
    }
    VEC_EACH (const str, &row->key, field) {
        const model_cell *cell = model_row_cell(row, *field);
        if (cell && cell->value->kind == EXPRESSION_NULL)
            need(c, row, "a value", *field);
    }
    VEC_EACH (model_column *, &table->columns, column)
        if (!map_has(&given, (*column)->name) && !may_be_left_out(*column) && ((*column)->dialects & row->dialects))
            need(c, row, "a value", (*column)->name);
}

static void check_rows(checker *c, const model_table *table)
{
    const model_row *first = table->rows.count ? table->rows.items[0] : NULL;
    if (!first)
        return;
    if (table->unmanaged) {
        check_report(c, DIAGNOSTIC_DATA_UNMANAGED, first->span, table->name, (str){0}, (str){0});
        return;
    }
    str key = model_column_set(c->memory, &first->key);
    if (!table->broken && !key_is_unique(c, table, &first->key))
        check_report(c, DIAGNOSTIC_DATA_KEY, first->span, table->name, (str){0}, (str){0});
    VEC_EACH (model_row *, &table->rows, row) {
        if (!str_eq(model_column_set(c->memory, &(*row)->key), key))
            check_report(c, DIAGNOSTIC_DATA_KEY, (*row)->span, table->name, (str){0}, (str){0});
        check_row(c, table, *row);
    }
}

/* --- the forms of tables that SQLite has --- */

static bool is_strict_type(str type)
{
    static const char *const names[] = {"INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq_nocase(type, str_from(names[i])))
            return true;
    return false;
}

static void check_strict(checker *c, const model_table *table)
{
    VEC_EACH (model_column *, &table->columns, it) {
        const model_column *column = *it;
        str native = column->type.native[DIALECT_SQLITE];
        bool said = column->type.kind == TYPE_NATIVE && (column->dialects & DIALECT_BIT_SQLITE) && native.len;
        if (said && !is_strict_type(native))
            check_report(c, DIAGNOSTIC_STRICT_TYPE, column->span, native, (str){0}, (str){0});
    }
}

static void check_without_rowid(checker *c, const model_table *table)
{
    const model_constraint *key = model_primary_key(table);
    bool good = key && (key->dialects & DIALECT_BIT_SQLITE);
    for (size_t i = 0; good && i < key->columns.count; i++) {
        const model_column *column = model_find_column(table, key->columns.items[i]);
        good = !column || column->identity == IDENTITY_NONE;
    }
    if (!good && !table->broken)
        check_report(c, DIAGNOSTIC_WITHOUT_ROWID_KEY, table->span, (str){0}, (str){0}, (str){0});
}

static void check_row_forms(checker *c, const model_table *table)
{
    if (!(table->dialects & c->dialects & DIALECT_BIT_SQLITE))
        return;
    if (table->strict)
        check_strict(c, table);
    if (table->without_rowid)
        check_without_rowid(c, table);
}

void check_table_items(checker *c, const model_table *table)
{
    bool secured = table->row_security || table->force_row_security;
    if (secured && (table->row_security_dialects & c->dialects & DIALECT_BIT_SQLITE))
        check_lacks(c, DIALECT_SQLITE, table->row_security_span, "row security");
    check_row_forms(c, table);
    check_partitions(c, table);
    check_rows(c, table);
}
