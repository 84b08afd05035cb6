/* Renames, each when its new name is free. Constraints and indexes are renamed with their table, since the names that
 * follow from it would otherwise differ from those of a database made today. */
#include "compiler/model/names.h"
#include "compiler/sql/planner.h"
#include "compiler/sql/quote.h"

/* --- the order of names --- */

typedef struct moving {
    sql_move *move;
    str from_name; /* of the moment */
    bool done;
} moving;

/* The one that holds the name which `item` wants; NULL: it is free. */
static moving *holder(const map *by_from, const moving *item)
{
    moving *other = map_get(by_from, item->move->to);
    return other && !other->done ? other : NULL;
}

static void finish_move(sql_planner *p, moving *item, sql_move_one *one)
{
    one(p, item->move, item->from_name, item->move->to_name);
    item->done = true;
}

/* Follows a chain of names to the one that is free, or around a cycle, and renames from its end. */
static void run_chain(sql_planner *p, const map *by_from, moving *start, moving **chain, sql_move_one *one)
{
    size_t count = 0;
    moving *at = start;
    while (at && !(count && at == start)) {
        chain[count++] = at;
        at = holder(by_from, at);
    }
    if (at == start) {
        str temporary = str_format(p->memory, "schemac_temporary_%zu", ++p->temporaries);
        one(p, start->move, start->from_name, temporary);
        start->from_name = temporary;
    }
    while (count)
        finish_move(p, chain[--count], one);
}

void sql_plan_moves(sql_planner *p, sql_move_list *moves, sql_move_one *one)
{
    map by_from = {0};
    moving *all = ARENA_ARRAY(p->memory, moving, moves->count + 1);
    moving **chain = ARENA_ARRAY(p->memory, moving *, moves->count + 1);
    for (size_t i = 0; i < moves->count; i++) {
        all[i].move = &moves->items[i];
        all[i].from_name = moves->items[i].from_name;
        map_put(p->memory, &by_from, moves->items[i].from, &all[i]);
    }
    for (size_t i = 0; i < moves->count; i++)
        if (!all[i].done)
            run_chain(p, &by_from, &all[i], chain, one);
}

/* --- tables --- */

static void rename_table(sql_planner *p, const sql_move *move, str from_name, str to_name)
{
    const sql_table_delta *table = move->subject;
    if (move->part) {
        sql_rename_object(p, move, from_name, to_name);
        return;
    }
    str schema = table->old_table->schema;
    sql_effect effect = sql_lock(p, table, LOCK_ACCESS_EXCLUSIVE);
    if (p->dialect->schemas && !str_eq(schema, table->new_table->schema)) {
        writer out = writer_make(p->memory);
        writer_text(&out, "ALTER TABLE ");
        quote_qualified(schema, from_name, p->dialect->id, &out);
        writer_text(&out, " SET SCHEMA ");
        quote_identifier(table->new_table->schema.len ? table->new_table->schema : STR("public"), &out);
        sql_emit(p, &out, effect);
        schema = table->new_table->schema;
    }
    if (str_eq(from_name, to_name))
        return;
    writer out = writer_make(p->memory);
    writer_text(&out, "ALTER TABLE ");
    quote_qualified(schema, from_name, p->dialect->id, &out);
    writer_text(&out, " RENAME TO ");
    quote_identifier(to_name, &out);
    sql_emit(p, &out, effect);
}

static str table_key(const sql_planner *p, const model_table *table)
{
    if (!p->dialect->schemas)
        return table->table;
    return str_format(p->memory, "%.*s.%.*s", STR_ARGS(table->schema), STR_ARGS(table->table));
}

static bool stays(const sql_table_delta *table)
{
    return table->old_table && table->new_table;
}

static str partition_key(const sql_planner *p, const model_table *table, str name)
{
    return str_format(p->memory, "%.*s.%.*s", STR_ARGS(table->schema), STR_ARGS(name));
}

/* Partitions are tables, and do not follow theirs to another schema. */
static void collect_partitions(sql_planner *p, const sql_table_delta *table, sql_move_list *moves)
{
    if (!p->dialect->partitions)
        return;
    map old_partitions = sql_old_partitions(p, table);
    VEC_EACH (model_partition *const, &table->new_table->partitions, now) {
        const model_partition *old = map_get(&old_partitions, (*now)->name);
        if (!old)
            continue;
        sql_move move = {.from = partition_key(p, table->old_table, old->name),
                         .to = partition_key(p, table->new_table, (*now)->name),
                         .from_name = old->name,
                         .to_name = (*now)->name,
                         .subject = table};
        if (!str_eq(move.from, move.to))
            VEC_PUSH(p->memory, moves, move);
    }
}

static void rename_tables(sql_planner *p)
{
    sql_move_list moves = {0};
    VEC_EACH (sql_table_delta *, &p->delta->tables, item) {
        const sql_table_delta *table = *item;
        if (!stays(table) || !table->touched)
            continue;
        sql_move move = {.from = table_key(p, table->old_table),
                         .to = table_key(p, table->new_table),
                         .from_name = table->old_table->table,
                         .to_name = table->new_table->table,
                         .subject = table};
        if (!str_eq(move.from, move.to))
            VEC_PUSH(p->memory, &moves, move);
        collect_partitions(p, table, &moves);
    }
    if (p->dialect->alter_column)
        sql_collect_object_moves(p, &moves);
    sql_plan_moves(p, &moves, rename_table);
}

/* --- columns --- */

static void rename_column(sql_planner *p, const sql_move *move, str from_name, str to_name)
{
    const sql_table_delta *table = move->subject;
    writer out = sql_alter_table(p, table, false);
    writer_text(&out, "RENAME COLUMN ");
    quote_identifier(from_name, &out);
    writer_text(&out, " TO ");
    quote_identifier(to_name, &out);
    sql_emit(p, &out, sql_lock(p, table, LOCK_ACCESS_EXCLUSIVE));
}

/* A column that goes with the rebuild of its table gives its name up before. */
static str name_aside(const sql_planner *p, const sql_column_delta *item)
{
    return names_cut(p->memory, str_join(p->memory, STR("schemac_old_"), item->old_column->column));
}

static void rename_columns(sql_planner *p, const sql_table_delta *table)
{
    sql_move_list moves = {0};
    VEC_EACH (sql_column_delta *, &table->columns, entry) {
        const sql_column_delta *item = *entry;
        bool aside = !item->new_column && item->in_the_way && table->rebuilt && table->renames_columns;
        if (!aside && (!item->old_column || !item->new_column || item->recreated))
            continue;
        str from = item->old_column->column, to = aside ? name_aside(p, item) : item->new_column->column;
        sql_move move = {.from = from, .to = to, .from_name = from, .to_name = to, .subject = table};
        if (!str_eq(from, to))
            VEC_PUSH(p->memory, &moves, move);
    }
    sql_plan_moves(p, &moves, rename_column);
}

/* --- constraints and indexes --- */

static void rename_part(sql_planner *p, const sql_move *move, str from_name, str to_name)
{
    const sql_table_delta *table = move->subject;
    if (move->part) {
        writer out = writer_make(p->memory);
        writer_text(&out, "ALTER INDEX ");
        quote_qualified(table->new_table->schema, from_name, p->dialect->id, &out);
        writer_text(&out, " RENAME TO ");
        quote_identifier(to_name, &out);
        sql_effect effect = sql_lock(p, table, LOCK_SHARE_UPDATE_EXCLUSIVE);
        effect.object = sql_object_text(p, table->old_table->schema, move->from_name);
        sql_emit(p, &out, effect);
        return;
    }
    writer out = sql_alter_table(p, table, false);
    writer_text(&out, "RENAME CONSTRAINT ");
    quote_identifier(from_name, &out);
    writer_text(&out, " TO ");
    quote_identifier(to_name, &out);
    sql_emit(p, &out, sql_lock(p, table, LOCK_ACCESS_EXCLUSIVE));
}

/* Keys have an index of the same name, and so share the names of a schema; other constraints have those of their table.
 */
static str part_key(const sql_planner *p, const sql_table_delta *table, str name, bool relation)
{
    const model_table *home = table->new_table;
    if (relation)
        return str_format(p->memory, "%.*s.%.*s", STR_ARGS(home->schema), STR_ARGS(name));
    return str_format(p->memory, "%.*s.%.*s %.*s", STR_ARGS(home->schema), STR_ARGS(home->table), STR_ARGS(name));
}

static bool makes_an_index(const model_constraint *constraint)
{
    return constraint->kind != CONSTRAINT_CHECK && constraint->kind != CONSTRAINT_FOREIGN_KEY;
}

static void collect_constraints(sql_planner *p, const sql_table_delta *table, sql_move_list *moves)
{
    VEC_EACH (sql_constraint_delta, &table->constraints, item) {
        if (!item->old_constraint || !item->new_constraint || item->recreated)
            continue;
        str from = item->old_constraint->name, to = item->new_constraint->name;
        bool relation = makes_an_index(item->new_constraint);
        sql_move move = {.from = part_key(p, table, from, relation),
                         .to = part_key(p, table, to, relation),
                         .from_name = from,
                         .to_name = to,
                         .subject = table};
        if (!str_eq(from, to))
            VEC_PUSH(p->memory, moves, move);
    }
}

static void collect_indexes(sql_planner *p, const sql_table_delta *table, sql_move_list *moves)
{
    VEC_EACH (sql_index_delta, &table->indexes, item) {
        if (!item->old_index || !item->new_index || item->recreated)
            continue;
        str from = item->old_index->name, to = item->new_index->name;
        sql_move move = {.from = part_key(p, table, from, true),
                         .to = part_key(p, table, to, true),
                         .from_name = from,
                         .to_name = to,
                         .subject = table,
                         .part = item};
        if (!str_eq(from, to))
            VEC_PUSH(p->memory, moves, move);
    }
}

void sql_plan_renames(sql_planner *p)
{
    sql_next_group(p);
    rename_tables(p);
    sql_move_list parts = {0};
    VEC_EACH (sql_table_delta *, &p->delta->tables, table) {
        if (!stays(*table) || !(*table)->listed)
            continue;
        rename_columns(p, *table);
        if (!p->dialect->index_rename)
            continue;
        collect_constraints(p, *table, &parts);
        collect_indexes(p, *table, &parts);
    }
    sql_plan_moves(p, &parts, rename_part);
    sql_plan_sequence_renames(p);
}
