/* The parts of one table: what each column, constraint and index was, and what it is. */
#include "compiler/sql/cast.h"
#include "compiler/sql/delta.h"
#include "compiler/sql/delta_track.h"

sql_column_delta *sql_delta_old_column(const sql_table_delta *table, str field)
{
    return map_get(&table->columns_by_old, field);
}

sql_column_delta *sql_delta_new_column(const sql_table_delta *table, str field)
{
    return map_get(&table->columns_by_new, field);
}

static const model_column *column_here(const sql_delta *delta, const model_column *column)
{
    return column && sql_in_dialect(delta->dialect, column->dialects) ? column : NULL;
}

/* --- columns --- */

static sql_column_delta *add_column(const sql_delta *delta, sql_table_delta *table, const model_column *old_column,
                                    const model_column *new_column)
{
    sql_column_delta *item = ARENA_NEW(delta->memory, sql_column_delta);
    item->old_column = old_column;
    item->new_column = new_column;
    VEC_PUSH(delta->memory, &table->columns, item);
    if (old_column)
        map_put(delta->memory, &table->columns_by_old, old_column->name, item);
    if (new_column)
        map_put(delta->memory, &table->columns_by_new, new_column->name, item);
    return item;
}

/* What a column is calculated from cannot be altered in place; only that it is calculated can be taken away. */
static bool must_be_recreated(const sql_delta *delta, const sql_column_delta *item)
{
    if (!delta->dialect->alter_column)
        return false;
    if (item->new_column->generated == GENERATED_NONE)
        return item->changed & SQL_COLUMN_GENERATED && item->old_column->generated == GENERATED_VIRTUAL;
    return (item->changed & (SQL_COLUMN_GENERATED | SQL_COLUMN_TYPE | SQL_COLUMN_COLLATION)) != 0;
}

static void list_columns(sql_delta *delta, sql_table_delta *table)
{
    VEC_EACH (model_column *, &table->new_table->columns, column) {
        if (!column_here(delta, *column))
            continue;
        delta_origin origin = table->old_table ? delta_column_origin(table->track, (*column)->name) : (delta_origin){0};
        sql_column_delta *item = add_column(delta, table, column_here(delta, origin.old), *column);
        if (!item->old_column)
            continue;
        item->changed = origin.changed;
        item->using_value = origin.using_value;
        item->recreated = must_be_recreated(delta, item);
        if (!str_eq(item->old_column->column, item->new_column->column))
            table->renames_columns = true;
    }
}

/* Names of columns may differ, and those of their sequences not: long ones are cut. */
static void note_sequences(const sql_delta *delta, const sql_table_delta *table, map *sequences)
{
    VEC_EACH (sql_column_delta *, &table->columns, item) {
        const model_column *column = (*item)->new_column;
        if (delta->dialect->identity_sequences && !(*item)->old_column && column->identity != IDENTITY_NONE)
            map_put(delta->memory, sequences, sql_sequence_name(delta->memory, table->new_table->table, column->column),
                    *item);
    }
}

static void list_dropped_columns(sql_delta *delta, sql_table_delta *table)
{
    bool any_in_the_way = false;
    map names = {0}, sequences = {0}; /* of the new table's columns, in the database */
    VEC_EACH (sql_column_delta *, &table->columns, item)
        map_put(delta->memory, &names, (*item)->new_column->column, *item);
    if (table->new_table)
        note_sequences(delta, table, &sequences);
    VEC_EACH (model_column *, &table->old_table->columns, column) {
        if (!column_here(delta, *column) || map_has(&table->columns_by_old, (*column)->name))
            continue;
        sql_column_delta *item = add_column(delta, table, *column, NULL);
        str sequence = sql_sequence_name(delta->memory, table->old_table->table, (*column)->column);
        item->in_the_way = map_has(&names, (*column)->column) ||
                           ((*column)->identity != IDENTITY_NONE && map_has(&sequences, sequence));
        any_in_the_way = any_in_the_way || item->in_the_way;
    }
    /* What is calculated from a column goes no later than that. */
    VEC_EACH (sql_column_delta *, &table->columns, item)
        if (any_in_the_way && !(*item)->new_column && (*item)->old_column->generated != GENERATED_NONE)
            (*item)->in_the_way = true;
}

/* --- constraints --- */

static str constraint_text(arena *a, const sql_scope *scope, const model_constraint *constraint)
{
    writer out = writer_make(a);
    sql_constraint(scope, constraint, &out);
    return writer_result(&out);
}

static bool same_target(const sql_delta *delta, const model_constraint *a, const model_constraint *b)
{
    if (a->kind != CONSTRAINT_FOREIGN_KEY)
        return true;
    return map_get(&delta->tables_by_old, a->target) == map_get(&delta->tables_by_new, b->target);
}

/* A constraint that was dropped and added again with the same text is the same one; at most it was not valid before. */
static bool is_same_constraint(const sql_delta *delta, const sql_table_delta *table, const model_constraint *a,
                               const model_constraint *b)
{
    if (a->kind != b->kind || table->renames_columns || !same_target(delta, a, b))
        return false;
    if (delta->dialect->alter_column && b->not_valid && !a->not_valid)
        return false;
    sql_scope before = sql_old_scope(delta, table), after = sql_new_scope(delta, table);
    return str_eq(constraint_text(delta->memory, &before, a), constraint_text(delta->memory, &after, b));
}

static void add_constraint(const sql_delta *delta, sql_table_delta *table, const model_constraint *old_constraint,
                           const model_constraint *new_constraint)
{
    sql_constraint_delta item = {.old_constraint = old_constraint, .new_constraint = new_constraint};
    item.validated = old_constraint && new_constraint && old_constraint->not_valid && !new_constraint->not_valid;
    VEC_PUSH(delta->memory, &table->constraints, item);
}

/* The old one of a new constraint: by its origin, or else by its name where it is the same. */
static const model_constraint *old_of_constraint(const sql_delta *delta, const sql_table_delta *table,
                                                 const map *old_by_name, const model_constraint *constraint)
{
    const model_constraint *old = delta_constraint_origin(table->track, constraint->name).old;
    if (old)
        return sql_in_dialect(delta->dialect, old->dialects) ? old : NULL;
    old = map_get(old_by_name, constraint->name);
    return old && is_same_constraint(delta, table, old, constraint) ? old : NULL;
}

static void list_constraints(sql_delta *delta, sql_table_delta *table)
{
    arena *a = delta->memory;
    map old_by_name = {0};
    if (table->old_table)
        VEC_EACH (model_constraint *, &table->old_table->constraints, constraint)
            if (sql_in_dialect(delta->dialect, (*constraint)->dialects))
                map_put(a, &old_by_name, (*constraint)->name, *constraint);
    if (table->new_table)
        VEC_EACH (model_constraint *, &table->new_table->constraints, constraint) {
            if (!sql_in_dialect(delta->dialect, (*constraint)->dialects))
                continue;
            const model_constraint *old =
                table->old_table ? old_of_constraint(delta, table, &old_by_name, *constraint) : NULL;
            if (old)
                map_remove(&old_by_name, old->name);
            add_constraint(delta, table, old, *constraint);
        }
    MAP_EACH (&old_by_name, entry)
        add_constraint(delta, table, entry->value, NULL);
}

/* --- the checks of enums --- */

static const model_constraint *enum_check(const sql_delta *delta, const sql_scope *scope, const model_column *column)
{
    return column ? sql_enum_check(delta->memory, scope, column) : NULL;
}

static bool same_labels(const sql_delta *delta, const sql_column_delta *item)
{
    const sql_enum_delta *old_enum = map_get(&delta->enums_by_old, item->old_column->type.enum_name);
    const sql_enum_delta *new_enum = map_get(&delta->enums_by_new, item->new_column->type.enum_name);
    if (old_enum != new_enum || !old_enum || old_enum->moved || old_enum->retires)
        return false;
    /* A type takes its labels along; only what is made anew is another type. */
    bool typed = sql_enum_storage(delta->dialect, old_enum->new_enum) == STORAGE_TYPE;
    return typed ? !old_enum->swapped : !old_enum->relabelled;
}

static str lost_labels(const sql_delta *delta, const model_column *column)
{
    const sql_enum_delta *item = map_get(&delta->enums_by_old, column->type.enum_name);
    return item ? sql_lost_labels(delta, item) : STR("");
}

static void list_enum_checks(sql_delta *delta, sql_table_delta *table)
{
    sql_scope before = sql_old_scope(delta, table), after = sql_new_scope(delta, table);
    VEC_EACH (sql_column_delta *, &table->columns, entry) {
        const sql_column_delta *item = *entry;
        const model_constraint *old_check = enum_check(delta, &before, item->old_column);
        const model_constraint *new_check = enum_check(delta, &after, item->new_column);
        if (old_check && new_check && same_labels(delta, item)) {
            add_constraint(delta, table, old_check, new_check);
            continue;
        }
        if (old_check) {
            add_constraint(delta, table, old_check, NULL);
            table->constraints.items[table->constraints.count - 1].loses = lost_labels(delta, item->old_column);
        }
        if (new_check)
            add_constraint(delta, table, NULL, new_check);
    }
}

/* --- indexes --- */

static bool is_same_index(const sql_delta *delta, const sql_table_delta *table, const model_index *a,
                          const model_index *b)
{
    if (table->renames_columns)
        return false;
    sql_scope before = sql_old_scope(delta, table), after = sql_new_scope(delta, table);
    writer old_text = writer_make(delta->memory), new_text = writer_make(delta->memory);
    sql_index(&before, a, false, &old_text);
    sql_index(&after, b, false, &new_text);
    return str_eq(writer_result(&old_text), writer_result(&new_text));
}

static const model_index *old_of_index(const sql_delta *delta, const sql_table_delta *table, const map *old_by_name,
                                       const model_index *index)
{
    const model_index *old = delta_index_origin(table->track, index->name).old;
    if (old)
        return sql_in_dialect(delta->dialect, old->dialects) ? old : NULL;
    old = map_get(old_by_name, index->name);
    return old && is_same_index(delta, table, old, index) ? old : NULL;
}

static void add_index(const sql_delta *delta, sql_table_delta *table, const model_index *old_index,
                      const model_index *new_index)
{
    sql_index_delta item = {.old_index = old_index, .new_index = new_index};
    VEC_PUSH(delta->memory, &table->indexes, item);
}

static void list_indexes(sql_delta *delta, sql_table_delta *table)
{
    arena *a = delta->memory;
    map old_by_name = {0};
    if (table->old_table)
        VEC_EACH (model_index *, &table->old_table->indexes, index)
            if (sql_in_dialect(delta->dialect, (*index)->dialects))
                map_put(a, &old_by_name, (*index)->name, *index);
    if (table->new_table)
        VEC_EACH (model_index *, &table->new_table->indexes, index) {
            if (!sql_in_dialect(delta->dialect, (*index)->dialects))
                continue;
            const model_index *old = table->old_table ? old_of_index(delta, table, &old_by_name, *index) : NULL;
            if (old)
                map_remove(&old_by_name, old->name);
            add_index(delta, table, old, *index);
        }
    MAP_EACH (&old_by_name, entry)
        add_index(delta, table, entry->value, NULL);
}

void sql_delta_list(sql_delta *delta, sql_table_delta *table)
{
    if (table->listed)
        return;
    table->listed = true;
    if (table->track && table->old_table)
        delta_track_open(delta->memory, table->track);
    if (table->new_table)
        list_columns(delta, table);
    if (table->old_table)
        list_dropped_columns(delta, table);
    list_constraints(delta, table);
    list_enum_checks(delta, table);
    list_indexes(delta, table);
    VEC_EACH (sql_column_delta *, &table->columns, item) {
        if ((*item)->old_column && (*item)->new_column)
            sql_cast_column(delta, table, *item);
    }
}
