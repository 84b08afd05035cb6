/* What stands on a column that changes its type, and on a key that is made again.
 *
 * PostgreSQL refuses to alter the type of a column that a generated column mentions, keeps a check as the text it had
 * with the casts of the old type in it, and does not drop a key while a foreign key needs it. So all of these go before
 * and come back afterwards, written for the new state. Plain columns of an index need nothing: the database rebuilds
 * it. */
#include "compiler/sql/delta_depend.h"

typedef struct mention {
    const sql_table_delta *table;
    bool retyped;
    bool stale;
    bool recreated;
    bool recollated;
} mention;

static void look_at_column(void *context, const expression *column)
{
    mention *seen = context;
    const sql_column_delta *item = sql_delta_new_column(seen->table, column->text);
    if (!item || !item->old_column)
        return;
    seen->retyped = seen->retyped || item->retyped;
    seen->stale = seen->stale || item->stale;
    seen->recreated = seen->recreated || item->recreated;
    seen->recollated = seen->recollated || (item->changed & SQL_COLUMN_COLLATION);
}

static mention mentioned(const sql_table_delta *table, const expression *e)
{
    mention seen = {.table = table};
    if (e)
        expression_columns(e, look_at_column, &seen);
    return seen;
}

static bool mentions_changed(const sql_table_delta *table, const expression *e)
{
    mention seen = mentioned(table, e);
    return seen.stale || seen.recreated;
}

static bool has_recreated(const sql_table_delta *table, const str_list *fields)
{
    VEC_EACH (const str, fields, field) {
        const sql_column_delta *item = sql_delta_new_column(table, *field);
        if (item && item->recreated)
            return true;
    }
    return false;
}

/* A plain column as a key only matters when it is made again; or when its collation becomes that of the key or was it:
 * the server forgets that the key has said so, and gives it the column's new one. */
static bool keys_changed(const sql_table_delta *table, const model_key_list *keys)
{
    VEC_EACH (const model_key, keys, key) {
        if (key->value->kind != EXPRESSION_COLUMN && mentions_changed(table, key->value))
            return true;
        if (key->collation.len && mentioned(table, key->value).recollated)
            return true;
        const sql_column_delta *item = sql_delta_new_column(table, key->value->text);
        if (key->value->kind == EXPRESSION_COLUMN && item && item->recreated)
            return true;
    }
    return false;
}

static void look_at_old_column(void *context, const expression *column)
{
    mention *seen = context;
    const sql_column_delta *item = sql_delta_old_column(seen->table, column->text);
    seen->retyped = seen->retyped || (item && (item->retyped || item->recreated));
}

/* One that goes keeps what it is calculated from as it is until then. */
static void mark_dropped_generated(const sql_table_delta *table)
{
    VEC_EACH (sql_column_delta *, &table->columns, entry) {
        sql_column_delta *item = *entry;
        mention seen = {.table = table};
        if (item->new_column || !item->old_column->generated_as)
            continue;
        expression_columns(item->old_column->generated_as, look_at_old_column, &seen);
        item->in_the_way = item->in_the_way || seen.retyped;
    }
}

static void mark_generated(const sql_table_delta *table)
{
    VEC_EACH (sql_column_delta *, &table->columns, entry) {
        sql_column_delta *item = *entry;
        if (!item->old_column || !item->new_column || !item->new_column->generated_as)
            continue;
        mention seen = mentioned(table, item->new_column->generated_as);
        if (seen.retyped || seen.recreated)
            item->recreated = true;
    }
}

static void mark_constraints(const sql_table_delta *table)
{
    VEC_EACH (sql_constraint_delta, &table->constraints, item) {
        const model_constraint *constraint = item->new_constraint;
        if (!constraint || !item->old_constraint)
            continue;
        if (mentions_changed(table, constraint->check) || mentions_changed(table, constraint->where) ||
            keys_changed(table, &constraint->keys) || has_recreated(table, &constraint->columns) ||
            has_recreated(table, &constraint->include))
            item->recreated = true;
    }
}

static void mark_indexes(const sql_table_delta *table)
{
    VEC_EACH (sql_index_delta, &table->indexes, item) {
        const model_index *index = item->new_index;
        if (!index || !item->old_index)
            continue;
        if (keys_changed(table, &index->keys) || mentions_changed(table, index->where) ||
            has_recreated(table, &index->include))
            item->recreated = true;
    }
}

/* --- foreign keys --- */

/* Is one of the columns written anew? Then the foreign key over it would be checked row by row in the middle of it, or
 * does not fit until the other side has followed. */
static bool has_rewritten(const sql_table_delta *table, const str_list *fields)
{
    if (!table || !table->listed)
        return false;
    VEC_EACH (const str, fields, field) {
        const sql_column_delta *item = sql_delta_new_column(table, *field);
        if (item && item->old_column && (item->recreated || item->retyped))
            return true;
    }
    return false;
}

static bool same_columns(const sql_table_delta *table, const str_list *old_fields, const str_list *new_fields)
{
    if (old_fields->count != new_fields->count)
        return false;
    for (size_t i = 0; i < old_fields->count; i++) {
        const sql_column_delta *item = sql_delta_old_column(table, old_fields->items[i]);
        bool found = false;
        for (size_t k = 0; item && item->new_column && k < new_fields->count; k++)
            found = found || str_eq(item->new_column->name, new_fields->items[k]);
        if (!found)
            return false;
    }
    return true;
}

/* Does the key go on which a foreign key to these columns stands? */
static bool loses_key(const sql_table_delta *target, const str_list *fields)
{
    if (!target || !target->listed)
        return false;
    VEC_EACH (sql_constraint_delta, &target->constraints, item) {
        const model_constraint *key = item->old_constraint;
        bool goes = key && (!item->new_constraint || item->recreated);
        bool is_key = key && (key->kind == CONSTRAINT_PRIMARY_KEY || key->kind == CONSTRAINT_UNIQUE);
        if (goes && is_key && same_columns(target, &key->columns, fields))
            return true;
    }
    VEC_EACH (sql_index_delta, &target->indexes, item) {
        bool goes = item->old_index && (!item->new_index || item->recreated);
        if (goes && item->old_index->unique && !item->old_index->where && item->old_index->keys.count == fields->count)
            return true;
    }
    return false;
}

static bool must_be_detached(const sql_delta *delta, const sql_table_delta *table, const model_constraint *constraint)
{
    if (constraint->kind != CONSTRAINT_FOREIGN_KEY)
        return false;
    const sql_table_delta *target = map_get(&delta->tables_by_new, constraint->target);
    return has_rewritten(table, &constraint->columns) || has_rewritten(target, &constraint->target_columns) ||
           loses_key(target, &constraint->target_columns);
}

static bool any_must_be_detached(const sql_delta *delta, const sql_table_delta *table)
{
    VEC_EACH (model_constraint *, &table->new_table->constraints, constraint)
        if (must_be_detached(delta, table, *constraint))
            return true;
    return false;
}

/* `…_fkey`, `…_fkey2`: a name that the server itself gives. */
static bool is_usual_name(str name)
{
    while (name.len && name.ptr[name.len - 1] >= '0' && name.ptr[name.len - 1] <= '9')
        name.len--;
    return str_ends_with(name, STR("_fkey"));
}

/* A foreign key to a partitioned table has, unseen, one more for each partition on the same table, and the server names
 * those by itself: a key that is to be called so later cannot be renamed, only made again. */
static bool name_may_be_taken(const sql_delta *delta, const sql_constraint_delta *item)
{
    const model_constraint *now = item->new_constraint;
    if (now->kind != CONSTRAINT_FOREIGN_KEY || str_eq(item->old_constraint->name, now->name))
        return false;
    const sql_table_delta *target = map_get(&delta->tables_by_new, now->target);
    return target && target->new_table && target->new_table->partition_by.len && is_usual_name(now->name);
}

static void mark_foreign_keys(sql_delta *delta, sql_table_delta *table)
{
    if (any_must_be_detached(delta, table)) {
        table->touched = true;
        sql_delta_list(delta, table);
    }
    VEC_EACH (sql_constraint_delta, &table->constraints, item) {
        if (!item->old_constraint || !item->new_constraint)
            continue;
        if (must_be_detached(delta, table, item->new_constraint) || name_may_be_taken(delta, item))
            item->recreated = true;
    }
}

void delta_depend(sql_delta *delta)
{
    VEC_EACH (sql_table_delta *, &delta->tables, table) {
        if (!(*table)->listed || !(*table)->old_table || !(*table)->new_table)
            continue;
        mark_generated(*table);
        if (delta->dialect->alter_column)
            mark_dropped_generated(*table);
        mark_constraints(*table);
        mark_indexes(*table);
    }
    VEC_EACH (sql_table_delta *, &delta->tables, table) {
        if ((*table)->old_table && (*table)->new_table)
            mark_foreign_keys(delta, *table);
    }
}
