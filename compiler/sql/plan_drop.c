/* What goes: foreign keys first, then tables (those that refer to others before those), then indexes, constraints, and
 * columns whose names are wanted. Under the old names, since a name may go to something else right after. Columns that
 * nobody is waiting for go later, when their values have had the chance to become others. */
#include "compiler/sql/object_order.h"
#include "compiler/sql/quote.h"

static bool stays(const sql_table_delta *table)
{
    return table->old_table && table->new_table;
}

/* --- constraints --- */

static void drop_constraint(sql_planner *p, const sql_table_delta *table, const sql_constraint_delta *item)
{
    writer out = sql_alter_table(p, table, true);
    writer_text(&out, "DROP CONSTRAINT ");
    quote_identifier(item->old_constraint->name, &out);
    sql_effect effect = sql_lock(p, table, LOCK_ACCESS_EXCLUSIVE);
    sql_lock_target(p, &effect, item->old_constraint, LOCK_ACCESS_EXCLUSIVE, true);
    effect.loses = item->loses;
    sql_emit(p, &out, effect);
}

static bool goes(const sql_constraint_delta *item)
{
    return item->old_constraint && (!item->new_constraint || item->recreated);
}

static void drop_constraints(sql_planner *p, bool foreign_keys)
{
    VEC_EACH (sql_table_delta *, &p->delta->tables, table) {
        if (!stays(*table))
            continue;
        VEC_EACH (sql_constraint_delta, &(*table)->constraints, item) {
            bool is_foreign = item->old_constraint && item->old_constraint->kind == CONSTRAINT_FOREIGN_KEY;
            if (goes(item) && is_foreign == foreign_keys && !sql_put_key_aside(p, *table, item))
                drop_constraint(p, *table, item);
        }
    }
}

/* --- indexes --- */

static void drop_index(sql_planner *p, const sql_table_delta *table, const model_index *index)
{
    bool concurrently = (index->concurrently && p->dialect->concurrent_indexes) || sql_is_careful(p, table);
    writer out = writer_make(p->memory);
    writer_text(&out, concurrently ? "DROP INDEX CONCURRENTLY " : "DROP INDEX ");
    quote_qualified(table->old_table->schema, index->name, p->dialect->id, &out);
    sql_effect effect = sql_lock(p, table, concurrently ? LOCK_SHARE_UPDATE_EXCLUSIVE : LOCK_ACCESS_EXCLUSIVE);
    effect.alone = concurrently;
    sql_emit(p, &out, effect);
}

/* The indexes of a table that is rebuilt go with the old one; only those that do not come back go before, since another
 * table may want their names. */
static void drop_indexes(sql_planner *p)
{
    VEC_EACH (sql_table_delta *, &p->delta->tables, table) {
        if (!stays(*table))
            continue;
        VEC_EACH (sql_index_delta, &(*table)->indexes, item)
            if (item->old_index && (!item->new_index || item->recreated) && !sql_put_index_aside(p, *table, item))
                drop_index(p, *table, item->old_index);
    }
}

/* --- columns --- */

void sql_drop_column(sql_planner *p, const sql_table_delta *table, const sql_column_delta *item, bool old_names)
{
    str name = item->old_column->column;
    str home = sql_table_text(p->memory, p->dialect, old_names ? table->old_table : table->new_table);
    writer out = sql_alter_table(p, table, old_names);
    writer_text(&out, "DROP COLUMN ");
    quote_identifier(name, &out);
    sql_effect effect = sql_lock(p, table, LOCK_ACCESS_EXCLUSIVE);
    if (item->old_column->generated == GENERATED_NONE && !sql_sync_holds(p, table->old_table, name, &effect.loses))
        effect.loses = str_format(p->memory, "column %.*s.%.*s", STR_ARGS(home), STR_ARGS(name));
    sql_emit(p, &out, effect);
}

/* What is calculated goes before what it is calculated from. */
static void drop_columns(sql_planner *p, const sql_table_delta *table, bool generated)
{
    VEC_EACH (sql_column_delta *, &table->columns, entry) {
        const sql_column_delta *item = *entry;
        const model_column *column = item->old_column;
        bool wanted = column && !item->new_column && item->in_the_way;
        if (!column || !(wanted || item->recreated))
            continue;
        if ((column->generated != GENERATED_NONE) == generated)
            sql_drop_column(p, table, item, true);
    }
}

static void drop_all_columns(sql_planner *p)
{
    VEC_EACH (sql_table_delta *, &p->delta->tables, table) {
        if (!stays(*table) || (*table)->rebuilt)
            continue;
        drop_columns(p, *table, true);
        drop_columns(p, *table, false);
    }
}

/* --- defaults --- */

static void drop_default(sql_planner *p, const sql_table_delta *table, const model_column *column)
{
    writer out = sql_alter_table(p, table, true);
    writer_text(&out, "ALTER COLUMN ");
    quote_identifier(column->column, &out);
    writer_text(&out, " DROP DEFAULT");
    sql_emit(p, &out, sql_lock(p, table, LOCK_ACCESS_EXCLUSIVE));
}

static void drop_released_defaults(sql_planner *p)
{
    VEC_EACH (sql_table_delta *, &p->delta->tables, table) {
        if (!stays(*table))
            continue;
        VEC_EACH (sql_column_delta *, &(*table)->columns, item)
            if ((*item)->released && !(*item)->recreated && (*item)->new_column)
                drop_default(p, *table, (*item)->old_column);
    }
}

/* --- tables --- */

/* The place of each table among those that go. */
static map ranks_of(const sql_planner *p, const sql_step_list *steps)
{
    map ranks = {0};
    for (size_t i = 0; i < steps->count; i++) {
        if (steps->items[i].kind != STEP_TABLE)
            continue;
        size_t *rank = ARENA_NEW(p->memory, size_t);
        *rank = i;
        map_put(p->memory, &ranks, steps->items[i].table->old_table->name, rank);
    }
    return ranks;
}

/* A foreign key whose target would be dropped before its own table: part of a cycle. On SQLite it cannot be dropped;
 * there the whole is done with foreign keys switched off, since dropping a table deletes its rows first. */
static void drop_cycles(sql_planner *p, const sql_step_list *steps)
{
    map ranks = ranks_of(p, steps);
    for (size_t i = steps->count; i-- > 0;) {
        if (steps->items[i].kind != STEP_TABLE)
            continue;
        VEC_EACH (sql_constraint_delta, &steps->items[i].table->constraints, item) {
            bool is_foreign = item->old_constraint->kind == CONSTRAINT_FOREIGN_KEY;
            const size_t *target = is_foreign ? map_get(&ranks, item->old_constraint->target) : NULL;
            if (!target || *target > i)
                continue;
            if (!p->dialect->split_foreign_keys)
                p->plan->foreign_keys_off = true;
            else if (*target != i)
                drop_constraint(p, steps->items[i].table, item);
        }
    }
}

static void drop_table(sql_planner *p, const sql_table_delta *table)
{
    str name = sql_table_text(p->memory, p->dialect, table->old_table);
    writer out = writer_make(p->memory);
    writer_format(&out, "DROP TABLE %.*s", STR_ARGS(name));
    sql_effect effect = sql_lock(p, table, LOCK_ACCESS_EXCLUSIVE);
    effect.loses = str_format(p->memory, "table %.*s", STR_ARGS(name));
    VEC_EACH (sql_constraint_delta, &table->constraints, item)
        sql_lock_target(p, &effect, item->old_constraint, LOCK_ACCESS_EXCLUSIVE, true);
    sql_emit(p, &out, effect);
}

/* --- a table that goes after what it uses --- */

static bool mentions_objects(const sql_planner *p, const map *words)
{
    MAP_EACH (words, entry)
        if (map_has(&p->objects->old_names, entry->key))
            return true;
    return false;
}

static bool column_uses_objects(sql_planner *p, const expression *e)
{
    map words = {0};
    sql_expression_words(p, e, &words);
    return mentions_objects(p, &words);
}

/* Functions that take the table go before it, and it may not use them then. */
static void let_go(sql_planner *p, const sql_table_delta *table)
{
    VEC_EACH (sql_index_delta, &table->indexes, item) {
        map words = {0};
        sql_index_words(p, item->old_index, &words);
        if (mentions_objects(p, &words))
            drop_index(p, table, item->old_index);
    }
    VEC_EACH (sql_constraint_delta, &table->constraints, item) {
        map words = {0};
        sql_constraint_words(p, item->old_constraint, &words);
        if (mentions_objects(p, &words))
            drop_constraint(p, table, item);
    }
    VEC_EACH (sql_column_delta *, &table->columns, item) {
        if (column_uses_objects(p, (*item)->old_column->default_value))
            drop_default(p, table, (*item)->old_column);
        if (column_uses_objects(p, (*item)->old_column->generated_as))
            sql_drop_column(p, table, *item, true);
    }
}

/* What tables that stay lose. */
static void drop_parts(sql_planner *p)
{
    sql_plan_dropped_partitions(p);
    sql_next_group(p);
    drop_indexes(p);
    if (p->dialect->alter_column)
        drop_constraints(p, false);
    drop_all_columns(p);
    drop_released_defaults(p);
}

static void take_step(sql_planner *p, const sql_step *step)
{
    if (step->kind == STEP_TABLE)
        drop_table(p, step->table);
    else if (step->kind == STEP_OBJECT)
        sql_drop_object(p, step->item);
    else
        drop_parts(p);
}

void sql_plan_drops(sql_planner *p)
{
    sql_step_list steps = sql_order_of_drops(p);
    sql_next_group(p);
    if (p->dialect->alter_column)
        drop_constraints(p, true);
    drop_cycles(p, &steps);
    VEC_EACH (const sql_step, &steps, step)
        if (step->kind == STEP_TABLE && step->split)
            let_go(p, step->table);
    VEC_EACH (const sql_step, &steps, step)
        take_step(p, step);
}
