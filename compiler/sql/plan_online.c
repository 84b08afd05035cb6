/* The careful forms of `online`, for tables that are there and in use: what takes long holds no lock that stops
 * anybody, and what stops others is short. Each step that scans is a segment of its own, so that no strict lock is held
 * meanwhile, and each foreign key, which locks two tables, a short transaction of its own.
 *
 *   checks, foreign keys   NOT VALID first, VALIDATE in a segment of its own
 *   NOT NULL               a check that is validated; then SET NOT NULL believes it and does not scan
 *   new columns            empty at first, where the values would differ; filled in batches (plan_backfill.c)
 *   unique, primary key    a unique index built concurrently, which the constraint then takes over; one that goes in
 *                          exchange stays until then (plan_replace.c)
 *   indexes                concurrently
 *
 * A table that the plan itself makes is nobody's yet and gets the plain forms. So does a column whose table is written
 * anew in the same statement: the scan is then the smallest matter. Whatever the way, the catalog is the same in the
 * end. */
#include "compiler/model/names.h"
#include "compiler/sql/planner.h"
#include "compiler/sql/quote.h"

bool sql_is_careful(const sql_planner *p, const sql_table_delta *table)
{
    /* A partitioned table takes nothing concurrently, and no foreign key that is not valid. */
    return p->online && table->old_table && table->new_table && !table->new_table->partition_by.len;
}

/* --- NOT NULL --- */

static bool is_written_anew(const sql_table_delta *table)
{
    VEC_EACH (sql_column_delta *const, &table->columns, item)
        if ((*item)->rewrites)
            return true;
    return false;
}

/* An identity is added in the statement that makes its column NOT NULL, which has to come first. */
bool sql_is_careful_not_null(const sql_planner *p, const sql_table_delta *table, const sql_column_delta *item)
{
    const model_column *was = item->old_column, *is = item->new_column;
    if (!sql_is_careful(p, table) || !was || !is || item->recreated || !was->nullable || is->nullable)
        return false;
    return is->identity == IDENTITY_NONE && !is_written_anew(table);
}

static str not_null_name(const sql_planner *p, const sql_column_delta *item)
{
    return names_cut(p->memory, str_join(p->memory, STR("schemac_not_null_"), item->new_column->column));
}

static void add_not_null_check(sql_planner *p, const sql_table_delta *table, const sql_column_delta *item)
{
    writer out = sql_alter_table(p, table, false);
    writer_text(&out, "ADD CONSTRAINT ");
    quote_identifier(not_null_name(p, item), &out);
    writer_text(&out, " CHECK (");
    quote_identifier(item->new_column->column, &out);
    writer_text(&out, " IS NOT NULL) NOT VALID");
    sql_emit(p, &out, sql_lock(p, table, LOCK_ACCESS_EXCLUSIVE));
}

void sql_plan_careful_checks(sql_planner *p, const sql_table_delta *table)
{
    VEC_EACH (sql_column_delta *const, &table->columns, item)
        if (sql_is_careful_not_null(p, table, *item))
            add_not_null_check(p, table, *item);
}

static void validate(sql_planner *p, const sql_table_delta *table, str name)
{
    writer out = sql_alter_table(p, table, false);
    writer_text(&out, "VALIDATE CONSTRAINT ");
    quote_identifier(name, &out);
    sql_effect effect = sql_lock(p, table, LOCK_SHARE_UPDATE_EXCLUSIVE);
    effect.scans = true;
    sql_next_segment(p);
    sql_emit(p, &out, effect);
}

static void set_not_null(sql_planner *p, const sql_table_delta *table, const sql_column_delta *item)
{
    validate(p, table, not_null_name(p, item));
    sql_next_segment(p);
    writer set = sql_alter_table(p, table, false);
    writer_text(&set, "ALTER COLUMN ");
    quote_identifier(item->new_column->column, &set);
    writer_text(&set, " SET NOT NULL");
    sql_emit(p, &set, sql_lock(p, table, LOCK_ACCESS_EXCLUSIVE));
    writer drop = sql_alter_table(p, table, false);
    writer_text(&drop, "DROP CONSTRAINT ");
    quote_identifier(not_null_name(p, item), &drop);
    sql_emit(p, &drop, sql_lock(p, table, LOCK_ACCESS_EXCLUSIVE));
}

/* The check binds every row that is written from then on, also one that has no value yet: so first the values. */
static void fill(sql_planner *p, const sql_table_delta *table, const sql_column_delta *item)
{
    sql_backfill(p, table, item->new_column);
    if (item->new_column->nullable)
        return;
    add_not_null_check(p, table, item);
    set_not_null(p, table, item);
}

/* --- keys --- */

/* A key that is made again because its columns are other ones comes with the table that is written anew. */
bool sql_is_careful_key(const sql_planner *p, const sql_table_delta *table, const sql_constraint_delta *item)
{
    const model_constraint *constraint = item->new_constraint;
    if (!sql_is_careful(p, table) || !constraint || item->old_constraint)
        return false;
    return constraint->kind == CONSTRAINT_PRIMARY_KEY || constraint->kind == CONSTRAINT_UNIQUE;
}

static void add_key(sql_planner *p, const sql_table_delta *table, const model_constraint *constraint)
{
    sql_scope scope = sql_new_scope(p->delta, table);
    writer index = writer_make(p->memory);
    sql_key_index(&scope, constraint, &index);
    sql_effect effect = sql_lock(p, table, LOCK_SHARE_UPDATE_EXCLUSIVE);
    effect.scans = true;
    effect.alone = true;
    sql_emit(p, &index, effect);
    sql_drop_replaced_keys(p, table, constraint);
    writer out = sql_alter_table(p, table, false);
    writer_text(&out, "ADD ");
    sql_key_of_index(constraint, constraint->name, &out);
    sql_emit(p, &out, sql_lock(p, table, LOCK_ACCESS_EXCLUSIVE));
}

/* --- the steps --- */

static void plan_table_keys(sql_planner *p, const sql_table_delta *table)
{
    VEC_EACH (sql_column_delta *const, &table->columns, item) {
        if (sql_is_careful_not_null(p, table, *item))
            set_not_null(p, table, *item);
        if (sql_is_backfilled(p, table, *item))
            fill(p, table, *item);
    }
    VEC_EACH (const sql_constraint_delta, &table->constraints, item)
        if (sql_is_careful_key(p, table, item))
            add_key(p, table, item->new_constraint);
    sql_plan_unique_indexes(p, table);
}

void sql_plan_careful_keys(sql_planner *p)
{
    if (!p->online)
        return;
    VEC_EACH (sql_table_delta *const, &p->delta->tables, table) {
        if (!sql_is_careful(p, *table) || !(*table)->listed)
            continue;
        sql_next_group(p);
        plan_table_keys(p, *table);
    }
    sql_next_segment(p);
}

static bool is_unproven(const sql_constraint_delta *item)
{
    const model_constraint *constraint = item->new_constraint;
    if (!constraint || constraint->not_valid)
        return false;
    if (constraint->kind != CONSTRAINT_CHECK && constraint->kind != CONSTRAINT_FOREIGN_KEY)
        return false;
    return !item->old_constraint || item->recreated || item->validated;
}

void sql_plan_careful_validation(sql_planner *p)
{
    if (!p->online)
        return;
    sql_next_group(p);
    VEC_EACH (sql_table_delta *const, &p->delta->tables, table) {
        if (!sql_is_careful(p, *table) || !(*table)->listed)
            continue;
        VEC_EACH (const sql_constraint_delta, &(*table)->constraints, item)
            if (is_unproven(item))
                validate(p, *table, item->new_constraint->name);
    }
    sql_next_segment(p);
}
