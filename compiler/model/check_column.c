/* Columns: their values, and what stands beside what. */
#include "compiler/model/check_internal.h"

static bool is_integer(const model_column *column)
{
    const model_type *type = &column->type;
    return type->kind == TYPE_SCALAR && type->dimensions == 0 &&
           (type->scalar == SCALAR_SMALLINT || type->scalar == SCALAR_INT || type->scalar == SCALAR_BIGINT);
}

/* --- what a dialect lacks --- */

static void check_native(checker *c, const model_column *column, dialect_id dialect)
{
    if (column->type.kind == TYPE_NATIVE && str_is_empty(column->type.native[dialect]))
        check_report(c, DIAGNOSTIC_DIALECT_LACKS_TEXT, column->span, str_from(dialect_name(dialect)), (str){0},
                     (str){0});
}

static bool is_only_key(const model_table *table, const model_column *column)
{
    const model_constraint *key = model_primary_key(table);
    return key && key->columns.count == 1 && str_eq(key->columns.items[0], column->name);
}

static void check_sqlite_identity(checker *c, const model_table *table, const model_column *column)
{
    if (column->identity == IDENTITY_NONE)
        return;
    if (!is_only_key(table, column))
        check_lacks(c, DIALECT_SQLITE, column->span, "`auto` but on a primary key of one column");
    else if (column->identity == IDENTITY_ALWAYS)
        check_lacks(c, DIALECT_SQLITE, column->span, "`auto always`");
    else if (column->identity_options.count > 0)
        check_lacks(c, DIALECT_SQLITE, column->span, "options of `auto`");
}

static void check_sqlite_column(checker *c, const model_table *table, const model_column *column)
{
    if (column->type.dimensions > 0)
        check_lacks(c, DIALECT_SQLITE, column->span, "arrays");
    check_native(c, column, DIALECT_SQLITE);
    check_sqlite_identity(c, table, column);
}

static void check_postgresql_column(checker *c, const model_column *column)
{
    if (column->generated == GENERATED_VIRTUAL)
        check_lacks(c, DIALECT_POSTGRESQL, column->span, "virtual generated columns before version 18");
    if (column->conflict.len)
        check_lacks(c, DIALECT_POSTGRESQL, column->span, "`not null on conflict`");
    check_native(c, column, DIALECT_POSTGRESQL);
}

/* --- values --- */

static void check_default(checker *c, const check_place *place, const model_column *column)
{
    const expression *value = column->default_value;
    if (!value)
        return;
    if (column->identity != IDENTITY_NONE)
        check_report(c, DIAGNOSTIC_AUTO_AND_DEFAULT, value->span, column->name, (str){0}, (str){0});
    if (column->generated != GENERATED_NONE)
        check_report(c, DIAGNOSTIC_GENERATED_AND_DEFAULT, value->span, column->name, STR("a default"), (str){0});
    if (value->kind == EXPRESSION_NULL && !column->nullable)
        check_report(c, DIAGNOSTIC_MISFIT, value->span, STR("null"), STR("a column that is not null"), (str){0});
    else
        check_column_value(c, place, value, column);
}

static void check_generated(checker *c, const model_table *table, const model_column *column, unsigned dialects)
{
    if (!column->generated_as)
        return;
    if (column->identity != IDENTITY_NONE)
        check_report(c, DIAGNOSTIC_GENERATED_AND_DEFAULT, column->generated_as->span, column->name, STR("`auto`"),
                     (str){0});
    check_place place = {.table = table, .dialects = dialects, .constant = true, .in_generated = true};
    check_column_value(c, &place, column->generated_as, column);
}

static void check_identity(checker *c, const model_column *column)
{
    if (column->identity != IDENTITY_NONE && !column->broken && (!is_integer(column) || column->nullable))
        check_report(c, DIAGNOSTIC_AUTO_TYPE, column->span, (str){0}, (str){0}, (str){0});
}

static void check_column(checker *c, const model_table *table, const model_column *column)
{
    unsigned dialects = column->dialects & c->dialects;
    /* What only the program computes must work in one of the databases' words all the same. */
    check_place place = {.dialects = dialects};
    check_place program = {.dialects = 0};
    check_default(c, &place, column);
    if (column->init_value)
        check_column_value(c, &program, column->init_value, column);
    if (column->on_update)
        check_column_value(c, &place, column->on_update, column);
    check_generated(c, table, column, dialects);
    check_identity(c, column);
    if (column->conflict.len && column->nullable)
        check_report(c, DIAGNOSTIC_CONFLICT_OF_NULL, column->span, column->name, (str){0}, (str){0});
    check_collation(c, dialects, column->collation, column->span);
    if (dialects & DIALECT_BIT_SQLITE)
        check_sqlite_column(c, table, column);
    if (dialects & DIALECT_BIT_POSTGRESQL)
        check_postgresql_column(c, column);
}

static void check_version(checker *c, const model_table *table, const model_column *column, const model_column **first)
{
    if (!column->version)
        return;
    if (!column->broken && (!is_integer(column) || column->nullable))
        check_report(c, DIAGNOSTIC_VERSION_TYPE, column->span, (str){0}, (str){0}, (str){0});
    if (*first) {
        diagnostic *d = check_report(c, DIAGNOSTIC_SEVERAL_VERSIONS, column->span, table->name, (str){0}, (str){0});
        diagnostic_second(d, (*first)->span, "the first one");
    }
    *first = column;
}

void check_columns(checker *c, const model_table *table)
{
    const model_column *version = NULL;
    VEC_EACH (model_column *, &table->columns, column) {
        check_column(c, table, *column);
        check_version(c, table, *column, &version);
    }
}
