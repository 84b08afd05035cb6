/* Partitions and row security.
 *
 * A partition is a table of its own, made for its parent and taken from it by name. One whose bound changes is taken
 * out and put back, so that its rows stay where they are; the database looks whether they may, and where not nothing is
 * done: whether such rows go elsewhere is their owner's to say. One that goes is taken out first, since a table that
 * others point to through its parent cannot be dropped as a part of it. How a table is partitioned never changes. */
#include "compiler/model/key.h"
#include "compiler/sql/planner.h"
#include "compiler/sql/quote.h"

/* --- what became of each --- */

/* By its name; or else by its bound, where the old name is gone. */
map sql_old_partitions(const sql_planner *p, const sql_table_delta *table)
{
    map old_partitions = {0}, by_bound = {0}, new_names = {0}, old_names = {0};
    VEC_EACH (model_partition *const, &table->new_table->partitions, now)
        map_put(p->memory, &new_names, (*now)->name, *now);
    VEC_EACH (model_partition *const, &table->old_table->partitions, old) {
        map_put(p->memory, &old_names, (*old)->name, *old);
        if (!map_has(&new_names, (*old)->name))
            map_put(p->memory, &by_bound, (*old)->bound, *old);
    }
    VEC_EACH (model_partition *const, &table->new_table->partitions, now) {
        model_partition *old = map_get(&old_names, (*now)->name);
        if (!old)
            old = map_remove(&by_bound, (*now)->bound);
        if (old)
            map_put(p->memory, &old_partitions, (*now)->name, old);
    }
    return old_partitions;
}

/* --- statements --- */

static str partition_text(const sql_planner *p, const model_table *table, str name)
{
    writer out = writer_make(p->memory);
    quote_qualified(table->schema, name, p->dialect->id, &out);
    return writer_result(&out);
}

/* Words are keywords outside of quotes. */
static void write_bound(const model_partition *partition, writer *out)
{
    if (str_eq(partition->bound, STR("default"))) {
        writer_text(out, " DEFAULT");
        return;
    }
    str upper = str_upper(out->memory, partition->bound);
    char quote = 0;
    writer_text(out, " FOR VALUES ");
    for (size_t i = 0; i < partition->bound.len; i++) {
        char c = partition->bound.ptr[i];
        if (quote ? c == quote : c == '\'' || c == '"')
            quote = quote ? 0 : c;
        writer_char(out, quote ? c : upper.ptr[i]);
    }
}

static void create_partition(sql_planner *p, const sql_table_delta *table, const model_partition *partition)
{
    writer out = writer_make(p->memory);
    writer_text(&out, "CREATE TABLE ");
    quote_qualified(table->new_table->schema, partition->name, p->dialect->id, &out);
    writer_text(&out, " PARTITION OF ");
    sql_table_name(p->dialect, table->new_table, &out);
    write_bound(partition, &out);
    sql_emit(p, &out, sql_lock(p, table, LOCK_ACCESS_EXCLUSIVE));
}

static void detach(sql_planner *p, const sql_table_delta *table, const model_table *home, str name)
{
    writer out = sql_alter_table(p, table, home == table->old_table);
    writer_text(&out, "DETACH PARTITION ");
    quote_qualified(home->schema, name, p->dialect->id, &out);
    sql_effect effect = sql_lock(p, table, LOCK_ACCESS_EXCLUSIVE);
    VEC_PUSH(p->memory, &effect.also, partition_text(p, home, name));
    sql_emit(p, &out, effect);
}

static void attach(sql_planner *p, const sql_table_delta *table, const model_partition *partition)
{
    writer out = sql_alter_table(p, table, false);
    writer_text(&out, "ATTACH PARTITION ");
    quote_qualified(table->new_table->schema, partition->name, p->dialect->id, &out);
    write_bound(partition, &out);
    sql_effect effect = sql_lock(p, table, LOCK_ACCESS_EXCLUSIVE);
    effect.scans = true;
    effect.fails_on = str_format(p->memory, "rows of %.*s outside of its new bound",
                                 STR_ARGS(partition_text(p, table->new_table, partition->name)));
    sql_emit(p, &out, effect);
}

static void drop_partition(sql_planner *p, const sql_table_delta *table, const model_partition *partition)
{
    detach(p, table, table->old_table, partition->name);
    str name = partition_text(p, table->old_table, partition->name);
    writer out = writer_make(p->memory);
    writer_format(&out, "DROP TABLE %.*s", STR_ARGS(name));
    sql_effect effect = {.lock = LOCK_ACCESS_EXCLUSIVE, .object = name};
    effect.loses = str_format(p->memory, "partition %.*s", STR_ARGS(name));
    sql_emit(p, &out, effect);
}

static bool is_partitioned(const sql_planner *p, const model_table *table)
{
    return p->dialect->partitions && table && table->partition_by.len > 0;
}

void sql_plan_dropped_partitions(sql_planner *p)
{
    VEC_EACH (sql_table_delta *, &p->delta->tables, it) {
        const sql_table_delta *table = *it;
        if (!table->listed || !table->new_table || !is_partitioned(p, table->old_table))
            continue;
        map old_partitions = sql_old_partitions(p, table);
        map kept = {0};
        MAP_EACH (&old_partitions, entry)
            map_put(p->memory, &kept, ((const model_partition *)entry->value)->name, entry->value);
        VEC_EACH (model_partition *const, &table->old_table->partitions, old)
            if (!map_has(&kept, (*old)->name))
                drop_partition(p, table, *old);
    }
}

/* All bounds that change are free before one is taken. */
static void move_bounds(sql_planner *p, const sql_table_delta *table, const map *old_partitions)
{
    VEC_EACH (model_partition *const, &table->new_table->partitions, now) {
        const model_partition *old = map_get(old_partitions, (*now)->name);
        if (old && !str_eq(old->bound, (*now)->bound))
            detach(p, table, table->new_table, (*now)->name);
    }
    VEC_EACH (model_partition *const, &table->new_table->partitions, now) {
        const model_partition *old = map_get(old_partitions, (*now)->name);
        if (old && !str_eq(old->bound, (*now)->bound))
            attach(p, table, *now);
    }
}

void sql_plan_partitions(sql_planner *p, const sql_table_delta *table)
{
    map old_partitions = {0};
    if (!is_partitioned(p, table->new_table))
        return;
    if (table->old_table) {
        old_partitions = sql_old_partitions(p, table);
        move_bounds(p, table, &old_partitions);
    }
    VEC_EACH (model_partition *const, &table->new_table->partitions, now)
        if (!map_has(&old_partitions, (*now)->name))
            create_partition(p, table, *now);
}

/* --- row security --- */

static void switch_security(sql_planner *p, const sql_table_delta *table, const char *words)
{
    writer out = sql_alter_table(p, table, false);
    writer_text(&out, words);
    writer_text(&out, " ROW LEVEL SECURITY");
    sql_emit(p, &out, sql_lock(p, table, LOCK_ACCESS_EXCLUSIVE));
}

void sql_plan_row_security(sql_planner *p, const sql_table_delta *table)
{
    const model_table *now = table->new_table;
    bool had = table->old_table && table->old_table->row_security;
    bool forced = table->old_table && table->old_table->force_row_security;
    if (!p->dialect->partitions)
        return;
    if (had != now->row_security)
        switch_security(p, table, now->row_security ? "ENABLE" : "DISABLE");
    if (forced != now->force_row_security)
        switch_security(p, table, now->force_row_security ? "FORCE" : "NO FORCE");
}

/* --- what cannot be --- */

typedef struct renaming {
    arena *memory;
    const sql_table_delta *table;
} renaming;

static const expression *under_new_name(void *context, const expression *node)
{
    const renaming *names = context;
    bool column = node->kind == EXPRESSION_COLUMN;
    const sql_column_delta *item = column ? sql_delta_old_column(names->table, node->text) : NULL;
    if (!item || !item->new_column)
        return node;
    return expression_make(names->memory, EXPRESSION_COLUMN, item->new_column->name, node->span);
}

static bool same_key(const sql_planner *p, const sql_table_delta *table, const model_key *old, const model_key *now)
{
    renaming names = {p->memory, table};
    const expression *value = expression_rewrite(p->memory, old->value, under_new_name, &names);
    model_key renamed = *old;
    renamed.value = value;
    return expression_equal(value, now->value) &&
           model_same_opclass(STR(""), table->new_table, &renamed, table->new_table, now) &&
           model_same_collation(table->new_table, &renamed, table->new_table, now);
}

static void refuse(sql_planner *p, const sql_table_delta *table, const char *why)
{
    const model_table *now = table->new_table;
    if (p->down) {
        p->plan->irreversible = true;
        p->plan->why_irreversible =
            str_format(p->memory, "how model %.*s is partitioned cannot change: %s", STR_ARGS(now->name), why);
        return;
    }
    diagnostic_report(p->diagnostics, DIAGNOSTIC_SQL_PARTITIONING,
                      now->partition_span.file ? now->partition_span : now->span, now->name, str_from(why), (str){0});
}

static void check_key_columns(sql_planner *p, const sql_table_delta *table)
{
    VEC_EACH (const model_key, &table->new_table->partition_keys, key) {
        const sql_column_delta *item =
            key->value->kind == EXPRESSION_COLUMN ? sql_delta_new_column(table, key->value->text) : NULL;
        if (item && item->old_column && (item->retyped || item->recreated || item->changed & SQL_COLUMN_COLLATION))
            refuse(p, table, "a column of its key gets another type or collation");
    }
}

static void check_partitioning(sql_planner *p, const sql_table_delta *table)
{
    const model_table *was = table->old_table, *is = table->new_table;
    if (!str_eq(was->partition_by, is->partition_by) || was->partition_keys.count != is->partition_keys.count) {
        refuse(p, table, "the rows of a table cannot be divided in another way");
        return;
    }
    for (size_t i = 0; i < is->partition_keys.count; i++)
        if (!same_key(p, table, &was->partition_keys.items[i], &is->partition_keys.items[i])) {
            refuse(p, table, "the rows of a table cannot be divided by another key");
            return;
        }
    check_key_columns(p, table);
}

void sql_check_partitioning(sql_planner *p)
{
    if (!p->dialect->partitions)
        return;
    VEC_EACH (sql_table_delta *, &p->delta->tables, table)
        if ((*table)->listed && (*table)->old_table && (*table)->new_table)
            check_partitioning(p, *table);
}
