/* What a plan cannot be made of: things the dialect lacks, values that nobody can convert, columns that would be left
 * without a value. */
#include "compiler/sql/planner.h"
#include "compiler/sql/quote.h"

static str column_text(const sql_planner *p, const sql_table_delta *table, const model_column *column)
{
    return str_format(p->memory, "%.*s.%.*s", STR_ARGS(table->new_table->name), STR_ARGS(column->name));
}

/* --- casts --- */

static str type_text(const sql_planner *p, const model_type *type)
{
    writer out = writer_make(p->memory);
    model_type_print(type, &out);
    return writer_result(&out);
}

void sql_no_cast(sql_planner *p, const sql_table_delta *table, const sql_column_delta *item)
{
    str column = column_text(p, table, item->new_column);
    str from = type_text(p, &item->old_column->type), to = type_text(p, &item->new_column->type);
    if (p->down) {
        p->plan->irreversible = true;
        p->plan->why_irreversible =
            str_format(p->memory, "the values of %.*s do not go from %.*s back to %.*s by themselves", STR_ARGS(column),
                       STR_ARGS(from), STR_ARGS(to));
        return;
    }
    diagnostic *d = diagnostic_report(p->diagnostics, DIAGNOSTIC_SQL_NO_CAST, item->new_column->span, column, from, to);
    d->hint = str_format(
        p->memory, "write `using (EXPR)` behind the type, an expression over the old columns such as `using (%s)`",
        item->new_column->type.kind == TYPE_ENUM ? "case when … then … end" : "null");
}

/* --- columns without a value --- */

static str quoted(const sql_planner *p, str text)
{
    writer out = writer_make(p->memory);
    quote_string(text, p->dialect->id, &out);
    return writer_result(&out);
}

static str zero_bits(const sql_planner *p, const model_type *type)
{
    writer out = writer_make(p->memory);
    writer_repeat(&out, '0', type->scalar == SCALAR_BIT && type->n_arguments ? type->arguments[0] : 0);
    return quoted(p, writer_result(&out));
}

static str decimal_zero(const sql_planner *p, const model_type *type)
{
    expression zero = {.kind = EXPRESSION_NUMBER, .text = STR("0")};
    sql_scope scope = {.schema = p->delta->after, .dialect = p->dialect};
    writer out = writer_make(p->memory);
    sql_default(&scope, &zero, type, &out);
    return writer_result(&out);
}

static str neutral_scalar(const sql_planner *p, const model_type *type)
{
    switch (type->scalar) {
    case SCALAR_BOOL:
        return p->dialect->booleans ? STR("false") : STR("0");
    case SCALAR_SMALLINT:
    case SCALAR_INT:
    case SCALAR_BIGINT:
    case SCALAR_REAL:
    case SCALAR_DOUBLE:
        return STR("0");
    case SCALAR_DECIMAL:
        return decimal_zero(p, type);
    case SCALAR_BYTES:
        return p->dialect->id == DIALECT_SQLITE ? STR("X''") : STR("''");
    case SCALAR_DATE:
        return STR("'1970-01-01'");
    case SCALAR_TIME:
        return STR("'00:00:00'");
    case SCALAR_TIMESTAMP:
    case SCALAR_TIMESTAMPTZ:
        return p->dialect->id == DIALECT_SQLITE ? STR("'1970-01-01 00:00:00'") : STR("'1970-01-01 00:00:00+00'");
    case SCALAR_INTERVAL:
        return STR("'PT0S'");
    case SCALAR_UUID:
        return STR("'00000000-0000-0000-0000-000000000000'");
    case SCALAR_JSON:
    case SCALAR_JSONB:
        return STR("'null'");
    case SCALAR_INET:
    case SCALAR_CIDR:
        return STR("'0.0.0.0'");
    case SCALAR_MACADDR:
        return STR("'00:00:00:00:00:00'");
    case SCALAR_BIT:
    case SCALAR_VARBIT:
        return zero_bits(p, type);
    default:
        return STR("''");
    }
}

static str neutral_value(const sql_planner *p, const model_type *type)
{
    if (type->dimensions)
        return p->dialect->arrays ? STR("'{}'") : STR("'[]'");
    if (type->kind == TYPE_SCALAR)
        return neutral_scalar(p, type);
    const model_enum *item = type->kind == TYPE_ENUM ? model_find_enum(p->delta->after, type->enum_name) : NULL;
    if (!item || !item->members.count)
        return STR("");
    sql_scope scope = {.schema = p->delta->after, .dialect = p->dialect};
    writer out = writer_make(p->memory);
    sql_member(&scope, item, 0, &out);
    return writer_result(&out);
}

str sql_filler(sql_planner *p, const sql_table_delta *table, const model_column *column)
{
    bool has_default = column->default_value && column->default_value->kind != EXPRESSION_NULL;
    if (column->nullable || has_default || column->identity != IDENTITY_NONE || column->generated != GENERATED_NONE)
        return STR("");
    str name = column_text(p, table, column);
    if (!p->down) {
        diagnostic *d =
            diagnostic_report(p->diagnostics, DIAGNOSTIC_SQL_NO_VALUE, column->span, name, STR(""), STR(""));
        d->hint = STR("give it a default (`= …`), or make it nullable (`?`), fill it in a second revision, and take "
                      "the `?` away in a third");
        return STR("");
    }
    str value = neutral_value(p, &column->type);
    if (!value.len) {
        p->plan->irreversible = true;
        p->plan->why_irreversible =
            str_format(p->memory, "%.*s takes no null, and there is no value to fill it with", STR_ARGS(name));
    }
    return value;
}

/* --- what a dialect lacks --- */

static void report_lack(sql_planner *p, source_span span, str what, const char *lack)
{
    diagnostic *d =
        diagnostic_report(p->diagnostics, DIAGNOSTIC_SQL_LACKS, span, what, str_from(p->dialect->name), str_from(lack));
    d->hint = str_format(p->memory, "put it into a `for %s { … }` block, or leave it out",
                         dialect_name(p->dialect->id == DIALECT_SQLITE ? DIALECT_POSTGRESQL : DIALECT_SQLITE));
}

static bool is_sqlite_collation(str collation)
{
    static const char *const names[] = {"binary", "nocase", "rtrim", "C", "POSIX"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq_nocase(collation, str_from(names[i])))
            return true;
    return !collation.len;
}

/* Only the single column of a primary key counts by itself on SQLite. */
static bool is_countable(const sql_table_delta *table, const model_column *column)
{
    const model_constraint *key = model_primary_key(table->new_table);
    return key && key->columns.count == 1 && str_eq(key->columns.items[0], column->name);
}

static void check_column(sql_planner *p, const sql_table_delta *table, const model_column *column)
{
    str name = column_text(p, table, column);
    bool sqlite = p->dialect->id == DIALECT_SQLITE;
    if (column->type.kind == TYPE_NATIVE && !column->type.native[p->dialect->id].len)
        report_lack(p, column->span, name, "type for it");
    if (sqlite && column->identity != IDENTITY_NONE && !is_countable(table, column))
        report_lack(p, column->span, name, "counter outside of a primary key of one column");
    if (sqlite && !is_sqlite_collation(column->collation))
        report_lack(p, column->span, name, "such collation");
    if (!sqlite && column->generated == GENERATED_VIRTUAL)
        report_lack(p, column->span, name, "virtual columns before version 18");
}

static void check_constraint(sql_planner *p, const model_constraint *constraint)
{
    if (p->dialect->id != DIALECT_SQLITE)
        return;
    if (constraint->kind == CONSTRAINT_EXCLUDE)
        report_lack(p, constraint->span, constraint->name, "exclusion constraints");
    if (constraint->nulls_not_distinct)
        report_lack(p, constraint->span, constraint->name, "`nulls not distinct`");
}

static void check_index(sql_planner *p, const model_index *index)
{
    if (p->dialect->id != DIALECT_SQLITE)
        return;
    if (index->nulls_not_distinct)
        report_lack(p, index->span, index->name, "`nulls not distinct`");
    VEC_EACH (const model_key, &index->keys, key)
        if (!is_sqlite_collation(key->collation))
            report_lack(p, index->span, index->name, "such collation");
}

/* What stays as it was has been said before. */
static void check_table(sql_planner *p, const sql_table_delta *table)
{
    VEC_EACH (sql_column_delta *, &table->columns, item)
        if ((*item)->new_column && (!(*item)->old_column || (*item)->changed))
            check_column(p, table, (*item)->new_column);
    VEC_EACH (sql_constraint_delta, &table->constraints, item)
        if (item->new_constraint && !item->old_constraint)
            check_constraint(p, item->new_constraint);
    VEC_EACH (sql_index_delta, &table->indexes, item)
        if (item->new_index && !item->old_index)
            check_index(p, item->new_index);
}

void sql_check_plan(sql_planner *p)
{
    VEC_EACH (sql_table_delta *, &p->delta->tables, table)
        if ((*table)->listed && (*table)->new_table)
            check_table(p, *table);
}
