/* Indexes. One that is built concurrently stands outside of any transaction, and so comes last, after all that can be
 * taken back together; only a unique one comes in its place, since a foreign key may need it. On a table that the plan
 * itself makes there is nobody to disturb, and it is built like any other. With `online` every index is built so, and
 * the unique ones come together, after all tables are altered and before the foreign keys. */
#include "compiler/model/names.h"
#include "compiler/sql/planner.h"
#include "compiler/sql/quote.h"

static bool is_concurrent(const sql_planner *p, const sql_table_delta *table, const model_index *index)
{
    return (index->concurrently && p->dialect->concurrent_indexes && table->old_table) || sql_is_careful(p, table);
}

static bool is_wanted(const sql_table_delta *table, const sql_index_delta *item)
{
    return item->new_index && (!item->old_index || item->recreated || table->rebuilt);
}

bool sql_index_is_late(const sql_planner *p, const sql_table_delta *table, const sql_index_delta *item)
{
    if (!is_wanted(table, item) || !is_concurrent(p, table, item->new_index))
        return false;
    return !item->new_index->unique || sql_is_careful(p, table);
}

/* --- one that takes the place of another --- */

static bool loses_columns(const sql_table_delta *table)
{
    VEC_EACH (sql_column_delta *const, &table->columns, item)
        if ((*item)->old_column && (!(*item)->new_column || (*item)->recreated))
            return true;
    return false;
}

typedef struct search {
    const sql_table_delta *table;
    bool stale;
} search;

static void look_at_column(void *context, const expression *column)
{
    search *s = context;
    const sql_column_delta *item = sql_delta_old_column(s->table, column->text);
    s->stale = s->stale || (item && item->stale);
}

/* A column does not change its type under a condition that mentions it. */
static bool mentions_stale(const sql_table_delta *table, const model_index *index)
{
    search s = {.table = table};
    if (index->where)
        expression_columns(index->where, look_at_column, &s);
    VEC_EACH (const model_key, &index->keys, key)
        if (key->value->kind != EXPRESSION_COLUMN)
            expression_columns(key->value, look_at_column, &s);
    return s.stale;
}

/* An index goes with a column that it stands on; then there is nothing to be dropped later. */
static bool is_replaced(const sql_planner *p, const sql_table_delta *table, const sql_index_delta *item)
{
    if (!sql_is_careful(p, table) || !item->old_index || item->new_index)
        return false;
    if (loses_columns(table) || mentions_stale(table, item->old_index))
        return false;
    VEC_EACH (const sql_index_delta, &table->indexes, other)
        if (is_wanted(table, other) && str_eq(other->new_index->name, item->old_index->name))
            return true;
    return false;
}

static str aside_name(const sql_planner *p, const sql_index_delta *item)
{
    return names_cut(p->memory, str_join(p->memory, STR("schemac_old_"), item->old_index->name));
}

bool sql_put_index_aside(sql_planner *p, const sql_table_delta *table, const sql_index_delta *item)
{
    if (!is_replaced(p, table, item))
        return false;
    str schema = table->old_table->schema;
    writer out = writer_make(p->memory);
    writer_text(&out, "ALTER INDEX ");
    quote_qualified(schema, item->old_index->name, p->dialect->id, &out);
    writer_text(&out, " RENAME TO ");
    quote_identifier(aside_name(p, item), &out);
    sql_effect effect = sql_lock(p, table, LOCK_SHARE_UPDATE_EXCLUSIVE);
    effect.object = sql_object_text(p, schema, item->old_index->name);
    sql_emit(p, &out, effect);
    return true;
}

static void drop_replaced(sql_planner *p, const sql_table_delta *table)
{
    VEC_EACH (const sql_index_delta, &table->indexes, item) {
        if (!is_replaced(p, table, item))
            continue;
        writer out = writer_make(p->memory);
        writer_text(&out, "DROP INDEX CONCURRENTLY ");
        quote_qualified(table->new_table->schema, aside_name(p, item), p->dialect->id, &out);
        sql_effect effect = sql_lock(p, table, LOCK_SHARE_UPDATE_EXCLUSIVE);
        effect.alone = true;
        sql_emit(p, &out, effect);
    }
}

/* --- building --- */

static void create_index(sql_planner *p, const sql_table_delta *table, const model_index *index)
{
    bool concurrently = is_concurrent(p, table, index);
    sql_scope scope = sql_new_scope(p->delta, table);
    writer out = writer_make(p->memory);
    sql_index(&scope, index, concurrently, &out);
    sql_effect effect = sql_lock(p, table, concurrently ? LOCK_SHARE_UPDATE_EXCLUSIVE : LOCK_SHARE);
    effect.scans = effect.lock != LOCK_NONE;
    effect.alone = concurrently;
    sql_emit(p, &out, effect);
}

void sql_plan_indexes(sql_planner *p, const sql_table_delta *table)
{
    VEC_EACH (sql_index_delta, &table->indexes, item)
        if (is_wanted(table, item) && !sql_index_is_late(p, table, item))
            create_index(p, table, item->new_index);
}

static void create_late(sql_planner *p, const sql_table_delta *table, bool unique)
{
    VEC_EACH (sql_index_delta, &table->indexes, item)
        if (sql_index_is_late(p, table, item) && item->new_index->unique == unique) {
            create_index(p, table, item->new_index);
            sql_plan_index_comment(p, table, item);
        }
}

void sql_plan_unique_indexes(sql_planner *p, const sql_table_delta *table)
{
    create_late(p, table, true);
}

void sql_plan_late_indexes(sql_planner *p)
{
    sql_next_group(p);
    VEC_EACH (sql_table_delta *, &p->delta->tables, table)
        if ((*table)->new_table) {
            create_late(p, *table, false);
            drop_replaced(p, *table);
        }
}
