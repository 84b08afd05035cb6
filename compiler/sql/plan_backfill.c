/* New columns of a table in use whose rows need values that differ: the column comes empty, which is instant; the rows
 * get their values in batches, each a short transaction; only then the column takes no null.
 *
 * There are two kinds. One has a default that gives another value for each row. The other is the helper of a column
 * whose type changes (expand.h): a trigger keeps the two alike, whichever is written, and fills the helper of a row
 * that is touched. So its batches touch the rows and leave the rest to the trigger; not by way of the column, which may
 * be a key that others are looking at, or an identity that nobody may set. */
#include "compiler/sql/planner.h"
#include "compiler/sql/quote.h"

enum { BATCH_ROWS = 5000 };

/* --- the key --- */

static bool is_there(const sql_constraint_delta *item)
{
    return item->old_constraint && item->new_constraint && !item->recreated;
}

static bool takes_null(const sql_table_delta *table, const str_list *fields)
{
    VEC_EACH (const str, fields, field) {
        const sql_column_delta *item = sql_delta_new_column(table, *field);
        if (!item || !item->old_column || !item->new_column || item->old_column->nullable || item->new_column->nullable)
            return true;
    }
    return false;
}

/* What tells the rows apart before and after: the primary key, or else a unique constraint without nulls. */
static const model_constraint *key_of(const sql_table_delta *table)
{
    const model_constraint *found = NULL;
    VEC_EACH (const sql_constraint_delta, &table->constraints, item) {
        if (!is_there(item))
            continue;
        if (item->new_constraint->kind == CONSTRAINT_PRIMARY_KEY)
            return item->new_constraint;
        if (!found && item->new_constraint->kind == CONSTRAINT_UNIQUE && !item->new_constraint->deferrable &&
            !takes_null(table, &item->new_constraint->columns))
            found = item->new_constraint;
    }
    return found;
}

static void report_no_key(sql_planner *p, const sql_table_delta *table, const model_column *column)
{
    str name = sql_field_text(p, table, column);
    diagnostic_report(p->diagnostics, DIAGNOSTIC_SQL_NO_BATCH_KEY, column->span, name, STR(""), STR(""));
}

/* --- which columns --- */

static bool has_volatile_default(arena *a, const model_column *column)
{
    return column->default_value && sql_expression_is_volatile(a, column->default_value) &&
           column->identity == IDENTITY_NONE && column->generated == GENERATED_NONE;
}

bool sql_is_backfilled(const sql_planner *p, const sql_table_delta *table, const sql_column_delta *item)
{
    const model_column *column = item->new_column;
    bool is_new = column && (!item->old_column || item->recreated);
    if (!is_new || !sql_is_careful(p, table))
        return false;
    if (sql_find_sync(p, table->new_table, column))
        return true;
    /* A way back has to exist, also where there is no key. */
    return has_volatile_default(p->memory, column) && (!p->down || key_of(table));
}

/* --- the steps --- */

static writer alter_column(const sql_planner *p, const sql_table_delta *table, const model_column *column)
{
    writer out = sql_alter_table(p, table, false);
    writer_text(&out, "ALTER COLUMN ");
    quote_identifier(column->column, &out);
    writer_char(&out, ' ');
    return out;
}

void sql_add_empty_column(sql_planner *p, const sql_table_delta *table, const model_column *column)
{
    sql_scope scope = sql_new_scope(p->delta, table);
    model_column empty = *column;
    empty.nullable = true;
    empty.default_value = NULL;
    writer out = sql_alter_table(p, table, false);
    writer_text(&out, "ADD COLUMN ");
    sql_column(&scope, &empty, STR(""), &out);
    sql_emit(p, &out, sql_lock(p, table, LOCK_ACCESS_EXCLUSIVE));
    if (column->default_value) {
        writer set = alter_column(p, table, column);
        writer_text(&set, "SET DEFAULT ");
        sql_default(&scope, column->default_value, &column->type, &set);
        sql_emit(p, &set, sql_lock(p, table, LOCK_ACCESS_EXCLUSIVE));
    }
    sql_plan_column_storage(p, table, column);
}

static void write_fill(const sql_planner *p, const sql_table_delta *table, const model_column *column, writer *out)
{
    const sql_sync *sync = sql_find_sync(p, table->new_table, column);
    writer_text(out, "UPDATE ");
    sql_table_name(p->dialect, table->new_table, out);
    writer_text(out, " SET ");
    quote_identifier(column->column, out);
    writer_text(out, sync ? " = NULL WHERE /*# batch */ " : " = DEFAULT WHERE /*# batch */ ");
    quote_identifier(column->column, out);
    writer_text(out, " IS NULL");
    if (!sync)
        return;
    writer_text(out, " AND ");
    quote_identifier(sync->column, out);
    writer_text(out, " IS NOT NULL");
}

void sql_backfill(sql_planner *p, const sql_table_delta *table, const model_column *column)
{
    const model_constraint *key = key_of(table);
    if (!key) {
        report_no_key(p, table, column);
        return;
    }
    writer keys = writer_make(p->memory), out = writer_make(p->memory);
    sql_column_list(table->new_table, &key->columns, &keys);
    write_fill(p, table, column, &out);
    sql_effect effect = sql_lock(p, table, LOCK_ROW_EXCLUSIVE);
    effect.scans = true;
    effect.batch =
        (plan_batch){BATCH_ROWS, sql_table_text(p->memory, p->dialect, table->new_table), writer_result(&keys)};
    sql_next_segment(p);
    sql_emit(p, &out, effect);
    sql_next_segment(p);
}
