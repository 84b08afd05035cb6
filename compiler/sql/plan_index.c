/* Indexes. One that is built concurrently stands outside of any transaction, and so comes last, after all that can be
 * taken back together; only a unique one comes in its place, since a foreign key may need it. On a table that the plan
 * itself makes there is nobody to disturb, and it is built like any other. */
#include "compiler/sql/planner.h"

static bool is_concurrent(const sql_planner *p, const sql_table_delta *table, const model_index *index)
{
    return index->concurrently && p->dialect->concurrent_indexes && table->old_table;
}

static bool is_wanted(const sql_table_delta *table, const sql_index_delta *item)
{
    return item->new_index && (!item->old_index || item->recreated || table->rebuilt);
}

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
    VEC_EACH (sql_index_delta, &table->indexes, item) {
        bool late = item->new_index && is_concurrent(p, table, item->new_index) && !item->new_index->unique;
        if (is_wanted(table, item) && !late)
            create_index(p, table, item->new_index);
    }
}

void sql_plan_late_indexes(sql_planner *p)
{
    sql_next_group(p);
    VEC_EACH (sql_table_delta *, &p->delta->tables, table) {
        if (!(*table)->new_table)
            continue;
        VEC_EACH (sql_index_delta, &(*table)->indexes, item) {
            bool late = item->new_index && is_concurrent(p, *table, item->new_index) && !item->new_index->unique;
            if (late && is_wanted(*table, item))
                create_index(p, *table, item->new_index);
        }
    }
}
