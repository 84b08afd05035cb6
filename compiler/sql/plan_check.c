/* What a plan cannot be made of: things the dialect lacks, values that nobody can convert, columns that would be left
 * without a value. */
#include "compiler/sql/planner.h"
#include "compiler/sql/quote.h"

str sql_field_text(const sql_planner *p, const sql_table_delta *table, const model_column *column)
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
    str column = sql_field_text(p, table, item->new_column);
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
    str name = sql_field_text(p, table, column);
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
    sql_check_partitioning(p);
    if (p->down)
        sql_check_fallbacks(p);
    VEC_EACH (sql_table_delta *, &p->delta->tables, table)
        if ((*table)->listed && (*table)->new_table)
            check_table(p, *table);
}
