/* Rows for the tables of a schema, and which of their values must still be there after the changes. */
#include "compiler/sql/plan.h"
#include "tests/laws/database.h"
#include "tests/support/generate.h"

void rows_identifier(writer *out, str name)
{
    writer_char(out, '"');
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] == '"')
            writer_char(out, '"');
        writer_char(out, name.ptr[i]);
    }
    writer_char(out, '"');
}

void rows_table(writer *out, const model_table *table)
{
    if (table->schema.len) {
        rows_identifier(out, table->schema);
        writer_char(out, '.');
    }
    rows_identifier(out, table->table);
}

bool rows_has_table(const law_driver *driver, const model_table *table)
{
    return !table->unmanaged && (table->dialects & (1u << driver->dialect));
}

static void string_literal(writer *out, str text)
{
    writer_char(out, '\'');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\'')
            writer_char(out, '\'');
        writer_char(out, text.ptr[i]);
    }
    writer_char(out, '\'');
}

/* --- filling --- */

/* An enum that is a smallint is one on PostgreSQL only: SQLite stores the labels of every enum. */
static bool value_of(arena *a, const law_driver *driver, const model_schema *schema, const model_type *type, size_t row,
                     str *value, bool *quoted)
{
    const model_enum *of = type->kind == TYPE_ENUM ? model_find_enum(schema, type->enum_name) : NULL;
    if (!of || of->storage != STORAGE_SMALLINT || driver->dialect != DIALECT_SQLITE)
        return generate_value(a, schema, type, row, value, quoted);
    model_enum labels = *of;
    model_schema *stored = model_schema_make(a);
    labels.storage = STORAGE_TEXT;
    map_put(a, &stored->enums, of->name, &labels);
    return generate_value(a, stored, type, row, value, quoted);
}

static void insert_row(arena *a, const law_driver *driver, const model_schema *schema, const model_table *table,
                       size_t row, writer *out)
{
    writer values = writer_make(a);
    const char *separator = "";
    writer_text(out, "INSERT INTO ");
    rows_table(out, table);
    writer_text(out, " (");
    for (size_t i = 0; i < table->columns.count; i++) {
        const model_column *column = table->columns.items[i];
        str value;
        bool quoted;
        if (column->generated != GENERATED_NONE || !value_of(a, driver, schema, &column->type, row, &value, &quoted))
            continue;
        writer_text(out, separator);
        writer_text(&values, separator);
        separator = ", ";
        rows_identifier(out, column->column);
        if (quoted)
            string_literal(&values, value);
        else
            writer_str(&values, value);
    }
    str list = writer_result(&values);
    writer_format(out, ") %s VALUES (%.*s);\n", driver->insert_options, STR_ARGS(list));
}

str rows_insert(arena *a, const law_driver *driver, const model_schema *schema)
{
    writer out = writer_make(a);
    MAP_EACH (&schema->tables, entry)
        for (size_t row = 1; row <= (rows_has_table(driver, entry->value) ? LAW_ROWS : 0); row++)
            insert_row(a, driver, schema, entry->value, row, &out);
    return writer_result(&out);
}

/* --- what survives --- */

/* Where a model and its columns are after the changes: old name -> present name. */
typedef struct journey {
    str name;
    bool gone;
    map columns; /* old field -> str * */
} journey;

static void follow_column(journey *of, str old_name, str new_name)
{
    MAP_EACH (&of->columns, entry) {
        str *now = entry->value;
        if (!str_eq(*now, old_name))
            continue;
        *now = new_name;
        return;
    }
}

static void follow(journey *of, const change *item)
{
    if (of->gone)
        return;
    if (item->kind == CHANGE_RENAME_MODEL && str_eq(item->rename.old_name, of->name))
        of->name = item->rename.new_name;
    else if (item->kind == CHANGE_DROP_MODEL && str_eq(item->subject, of->name))
        of->gone = true;
    else if (item->kind == CHANGE_RENAME_COLUMN && str_eq(item->subject, of->name))
        follow_column(of, item->rename.old_name, item->rename.new_name);
    else if (item->kind == CHANGE_DROP_COLUMN && str_eq(item->subject, of->name))
        follow_column(of, item->old_column->name, (str){0});
}

static journey follow_table(arena *a, const model_table *table, const change_list *changes)
{
    journey of = {.name = table->name};
    for (size_t i = 0; i < table->columns.count; i++) {
        str *name = ARENA_NEW(a, str);
        *name = table->columns.items[i]->name;
        map_put(a, &of.columns, *name, name);
    }
    VEC_EACH (const change, changes, item)
        follow(&of, item);
    return of;
}

static bool is_float(const model_column *column)
{
    return column->type.kind == TYPE_SCALAR &&
           (column->type.scalar == SCALAR_DOUBLE || column->type.scalar == SCALAR_REAL);
}

/* A row's value means the same on both sides, and is the same as text. */
static bool same_value(arena *a, const law_driver *driver, const model_schema *before, const model_schema *after,
                       const model_column *old, const model_column *now)
{
    str old_value;
    str new_value;
    bool old_quoted;
    bool new_quoted;
    if (old->generated != GENERATED_NONE || now->generated != GENERATED_NONE || is_float(old) != is_float(now))
        return false;
    return value_of(a, driver, before, &old->type, 1, &old_value, &old_quoted) &&
           value_of(a, driver, after, &now->type, 1, &new_value, &new_quoted) && str_eq(old_value, new_value);
}

static void select_columns(writer *out, const model_table *table, const str_list *fields)
{
    writer_text(out, "SELECT ");
    VEC_EACH (const str, fields, field) {
        writer_text(out, "CAST(");
        rows_identifier(out, model_find_column(table, *field)->column);
        writer_text(out, " AS text), ");
    }
    writer_text(out, "1 FROM ");
    rows_table(out, table);
}

/* The key of a row of data as a condition. */
static void write_row_condition(arena *a, const law_driver *driver, const model_schema *schema,
                                const model_table *table, const model_row *row, writer *out)
{
    static const source_span nowhere;
    const char *separator = "(";
    VEC_EACH (const str, &row->key, field) {
        const expression *sides[] = {expression_make(a, EXPRESSION_COLUMN, *field, nowhere),
                                     model_row_cell(row, *field)->value};
        const expression *equal = expression_node(a, EXPRESSION_BINARY, STR("="), nowhere, sides, 2);
        writer_text(out, separator);
        plan_expression(schema, table, equal, driver->dialect, out);
        separator = " AND ";
    }
    writer_char(out, ')');
}

static void without_data(arena *a, const law_driver *driver, const model_schema *schema, const model_table *table,
                         writer *out)
{
    const char *separator = " WHERE NOT ";
    for (size_t i = 0; i < table->rows.count; i++) {
        writer_text(out, separator);
        write_row_condition(a, driver, schema, table, table->rows.items[i], out);
        separator = " AND NOT ";
    }
}

str_list rows_of_data(arena *a, const law_driver *driver, const model_schema *schema)
{
    str_list queries = {0};
    MAP_EACH (&schema->tables, entry) {
        const model_table *table = entry->value;
        for (size_t i = 0; rows_has_table(driver, table) && i < table->rows.count; i++) {
            const model_row *row = table->rows.items[i];
            if (!(row->dialects & (1u << driver->dialect)))
                continue;
            writer query = writer_make(a);
            str_list fields = {0};
            VEC_EACH (const model_cell, &row->cells, cell)
                VEC_PUSH(a, &fields, cell->field);
            select_columns(&query, table, &fields);
            writer_text(&query, " WHERE ");
            write_row_condition(a, driver, schema, table, row, &query);
            VEC_PUSH(a, &queries, writer_result(&query));
        }
    }
    return queries;
}

rows_pair_list rows_that_survive(arena *a, const law_driver *driver, const model_schema *before,
                                 const model_schema *after, const change_list *changes)
{
    rows_pair_list pairs = {0};
    MAP_EACH (&before->tables, entry) {
        const model_table *table = entry->value;
        journey of = follow_table(a, table, changes);
        const model_table *now = of.gone ? NULL : model_find_table(after, of.name);
        if (!now || !rows_has_table(driver, table) || !rows_has_table(driver, now))
            continue;
        str_list old_fields = {0};
        str_list new_fields = {0};
        MAP_EACH (&of.columns, column) {
            const model_column *new_column = model_find_column(now, *(str *)column->value);
            if (!new_column || !same_value(a, driver, before, after, model_find_column(table, column->key), new_column))
                continue;
            VEC_PUSH(a, &old_fields, column->key);
            VEC_PUSH(a, &new_fields, new_column->name);
        }
        writer old_query = writer_make(a);
        writer new_query = writer_make(a);
        select_columns(&old_query, table, &old_fields);
        select_columns(&new_query, now, &new_fields);
        without_data(a, driver, before, table, &old_query);
        without_data(a, driver, after, now, &new_query);
        VEC_PUSH(a, &pairs, ((rows_pair){writer_result(&old_query), writer_result(&new_query)}));
    }
    return pairs;
}
