/* What goes: foreign keys first, then tables (those that refer to others before those), then indexes, constraints, and
 * columns whose names are wanted. Under the old names, since a name may go to something else right after. Columns that
 * nobody is waiting for go later, when their values have had the chance to become others. */
#include "compiler/sql/planner.h"
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
            if (goes(item) && is_foreign == foreign_keys)
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
    if (item->old_column->generated == GENERATED_NONE)
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

/* --- tables --- */

typedef VEC(const sql_table_delta *) table_list;

static table_list dropped_tables(const sql_planner *p)
{
    table_list list = {0};
    VEC_EACH (sql_table_delta *, &p->delta->tables, table)
        if (!(*table)->new_table)
            VEC_PUSH(p->memory, &list, *table);
    return list;
}

/* The order in which the tables could have been made: targets of foreign keys first. `place` maps a model to its index
 * plus one. */
static size_t *creation_order(const sql_planner *p, const table_list *tables, map *place)
{
    arena *a = p->memory;
    sql_index_list *needs = ARENA_ARRAY(a, sql_index_list, tables->count + 1);
    size_t *order = ARENA_ARRAY(a, size_t, tables->count + 1);
    size_t *numbers = ARENA_ARRAY(a, size_t, tables->count + 1);
    for (size_t i = 0; i < tables->count; i++) {
        numbers[i] = i;
        map_put(a, place, tables->items[i]->old_table->name, &numbers[i]);
    }
    for (size_t i = 0; i < tables->count; i++)
        VEC_EACH (sql_constraint_delta, &tables->items[i]->constraints, item) {
            bool is_foreign = item->old_constraint->kind == CONSTRAINT_FOREIGN_KEY;
            const size_t *target = is_foreign ? map_get(place, item->old_constraint->target) : NULL;
            if (target && *target != i)
                VEC_PUSH(a, &needs[i], *target);
        }
    sql_topological(a, needs, tables->count, order);
    return order;
}

/* A foreign key whose target would be dropped before its own table: part of a cycle. On SQLite it cannot be dropped;
 * there the whole is done with foreign keys switched off, since dropping a table deletes its rows first. */
static void drop_cycles(sql_planner *p, const table_list *tables, const size_t *rank, const map *place)
{
    for (size_t i = 0; i < tables->count; i++)
        VEC_EACH (sql_constraint_delta, &tables->items[i]->constraints, item) {
            bool is_foreign = item->old_constraint->kind == CONSTRAINT_FOREIGN_KEY;
            const size_t *target = is_foreign ? map_get(place, item->old_constraint->target) : NULL;
            if (!target || rank[*target] < rank[i])
                continue;
            if (!p->dialect->split_foreign_keys)
                p->plan->foreign_keys_off = true;
            else if (*target != i)
                drop_constraint(p, tables->items[i], item);
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

static void drop_tables(sql_planner *p)
{
    table_list tables = dropped_tables(p);
    map place = {0};
    size_t *order = creation_order(p, &tables, &place);
    size_t *rank = ARENA_ARRAY(p->memory, size_t, tables.count + 1);
    for (size_t i = 0; i < tables.count; i++)
        rank[order[i]] = i;
    drop_cycles(p, &tables, rank, &place);
    for (size_t i = tables.count; i-- > 0;)
        drop_table(p, tables.items[order[i]]);
}

void sql_plan_drops(sql_planner *p)
{
    sql_next_group(p);
    if (p->dialect->alter_column)
        drop_constraints(p, true);
    drop_tables(p);
    sql_plan_dropped_partitions(p);
    sql_next_group(p);
    drop_indexes(p);
    if (p->dialect->alter_column)
        drop_constraints(p, false);
    drop_all_columns(p);
}
