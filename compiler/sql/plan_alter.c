/* A table that stays, altered in place: its options, new columns, what changes about the others in one ALTER TABLE (so
 * that the table is written anew once), columns that go, constraints and indexes.
 *
 * About one column, in this order: the default goes if its type changes (it may have no cast), identity and null-ness
 * that go, the type, the new default, the new null-ness, the new identity. The last two wait for rows of `data` that
 * held null and get their values in the same revision. */
#include "compiler/sql/planner.h"
#include "compiler/sql/quote.h"

/* --- options of the table --- */

static const model_option *find_option(const model_option_list *options, str name)
{
    VEC_EACH (const model_option, options, option)
        if (str_eq_nocase(option->name, name))
            return option;
    return NULL;
}

static void set_options(sql_planner *p, const sql_table_delta *table)
{
    const model_option_list *was = &table->old_table->storage, *is = &table->new_table->storage;
    writer set = sql_alter_table(p, table, false), reset = sql_alter_table(p, table, false);
    const char *set_separator = "SET (", *reset_separator = "RESET (";
    VEC_EACH (const model_option, is, option) {
        const model_option *old = find_option(was, option->name);
        if (old && str_eq(old->value, option->value))
            continue;
        writer_format(&set, "%s%.*s = %.*s", set_separator, STR_ARGS(option->name), STR_ARGS(option->value));
        set_separator = ", ";
    }
    VEC_EACH (const model_option, was, option) {
        if (find_option(is, option->name))
            continue;
        writer_format(&reset, "%s%.*s", reset_separator, STR_ARGS(option->name));
        reset_separator = ", ";
    }
    sql_effect effect = sql_lock(p, table, LOCK_SHARE_UPDATE_EXCLUSIVE);
    if (set_separator[0] == ',') {
        writer_char(&set, ')');
        sql_emit(p, &set, effect);
    }
    if (reset_separator[0] == ',') {
        writer_char(&reset, ')');
        sql_emit(p, &reset, effect);
    }
}

static void set_logged(sql_planner *p, const sql_table_delta *table)
{
    if (table->old_table->unlogged == table->new_table->unlogged)
        return;
    writer out = sql_alter_table(p, table, false);
    writer_text(&out, table->new_table->unlogged ? "SET UNLOGGED" : "SET LOGGED");
    sql_effect effect = sql_lock(p, table, LOCK_ACCESS_EXCLUSIVE);
    effect.rewrites = true;
    sql_emit(p, &out, effect);
}

/* --- new columns --- */

void sql_plan_column_storage(sql_planner *p, const sql_table_delta *table, const model_column *column)
{
    if (!column->storage.len || !p->dialect->alter_column)
        return;
    writer out = sql_alter_table(p, table, false);
    writer_text(&out, "ALTER COLUMN ");
    quote_identifier(column->column, &out);
    writer_format(&out, " SET STORAGE %.*s", STR_ARGS(str_upper(p->memory, column->storage)));
    sql_emit(p, &out, sql_lock(p, table, LOCK_ACCESS_EXCLUSIVE));
}

static bool fills_each_row(arena *a, const model_column *column)
{
    return column->identity != IDENTITY_NONE || column->generated == GENERATED_STORED ||
           (column->default_value && sql_expression_is_volatile(a, column->default_value));
}

static void end_fill(sql_planner *p, const sql_table_delta *table, const model_column *column, const char *words)
{
    writer out = sql_alter_table(p, table, false);
    writer_text(&out, "ALTER COLUMN ");
    quote_identifier(column->column, &out);
    writer_text(&out, words);
    sql_emit(p, &out, sql_lock(p, table, LOCK_ACCESS_EXCLUSIVE));
}

/* A type that the author has written may be a domain with a check, and for that each row is written anew. */
static str unknown_type(const sql_planner *p, const model_column *column)
{
    if (column->type.kind != TYPE_NATIVE || !p->dialect->alter_column)
        return STR("");
    str native = column->type.native[p->dialect->id];
    str name = str_trim(str_slice(native, 0, str_find(native, '(')));
    name = str_lower(p->memory, str_slice(name, 0, str_find(name, '[')));
    return sql_is_own_type(name) ? STR("") : str_format(p->memory, "type \"%.*s\"", STR_ARGS(name));
}

static void add_column(sql_planner *p, const sql_table_delta *table, const model_column *column)
{
    sql_fill fill = sql_fill_column(p, table, column, STR(""));
    sql_scope scope = sql_new_scope(p->delta, table);
    writer out = sql_alter_table(p, table, false);
    model_column numbered = *column;
    numbered.identity = fill.counted ? IDENTITY_BY_DEFAULT : column->identity;
    writer_text(&out, "ADD COLUMN ");
    sql_column(&scope, &numbered, fill.value, &out);
    sql_effect effect = sql_lock(p, table, LOCK_ACCESS_EXCLUSIVE);
    effect.rewrites = effect.lock != LOCK_NONE && (fills_each_row(p->memory, &numbered) || fill.differs);
    effect.unread = effect.lock != LOCK_NONE ? unknown_type(p, column) : STR("");
    if (fill.value.len || fill.counted) {
        str home = sql_table_text(p->memory, p->dialect, table->new_table);
        effect.loses = str_format(p->memory, "values of column %.*s.%.*s", STR_ARGS(home), STR_ARGS(column->column));
    }
    sql_emit(p, &out, effect);
    if (fill.counted)
        end_fill(p, table, column, " DROP IDENTITY");
    else if (fill.value.len)
        end_fill(p, table, column, " DROP DEFAULT");
    sql_plan_column_storage(p, table, column);
}

/* --- what changes about a column --- */

/* The actions of one ALTER TABLE. */
typedef struct actions {
    sql_planner *p;
    const sql_table_delta *table;
    const sql_column_delta *item;
    str_list list;
    sql_effect effect;
} actions;

static writer begin_action(const actions *a, const char *words)
{
    writer out = writer_make(a->p->memory);
    writer_text(&out, "ALTER COLUMN ");
    quote_identifier(a->item->new_column->column, &out);
    writer_char(&out, ' ');
    writer_text(&out, words);
    return out;
}

static void end_action(actions *a, writer *out)
{
    VEC_PUSH(a->p->memory, &a->list, writer_result(out));
}

static void add_action(actions *a, const char *words)
{
    writer out = begin_action(a, words);
    end_action(a, &out);
}

static void take_away(actions *a)
{
    const model_column *was = a->item->old_column, *is = a->item->new_column;
    bool retyped = a->item->stale && !a->item->updated_rows.len;
    bool unwanted = a->item->changed & SQL_COLUMN_DEFAULT && !is->default_value;
    bool default_goes = was->default_value && !a->item->released && (retyped || unwanted);
    if (default_goes)
        add_action(a, "DROP DEFAULT");
    if (was->identity != IDENTITY_NONE && is->identity == IDENTITY_NONE && !a->item->retyped)
        add_action(a, "DROP IDENTITY");
    if (was->generated == GENERATED_STORED && is->generated == GENERATED_NONE)
        add_action(a, "DROP EXPRESSION");
    if (!was->nullable && is->nullable)
        add_action(a, "DROP NOT NULL");
}

static void set_time_zone(sql_planner *p)
{
    if (p->time_zone_set)
        return;
    p->time_zone_set = p->plan->one_transaction = true;
    writer out = writer_make(p->memory);
    writer_text(&out, "SET LOCAL timezone = 'UTC'");
    sql_emit(p, &out, (sql_effect){0});
}

static void set_type(actions *a)
{
    const model_column *is = a->item->new_column;
    bool collates = (a->item->changed & SQL_COLUMN_COLLATION) != 0;
    if ((!a->item->retyped && !collates) || a->item->updated_rows.len)
        return;
    sql_scope scope = sql_new_scope(a->p->delta, a->table);
    writer out = begin_action(a, "TYPE ");
    sql_type(&scope, &is->type, &out);
    if (is->collation.len || collates) {
        writer_text(&out, " COLLATE ");
        quote_identifier(is->collation.len ? is->collation : STR("default"), &out);
    }
    if (a->item->old_value.len) {
        writer_text(&out, " USING ");
        writer_str(&out, a->item->old_value);
    }
    end_action(a, &out);
    a->effect.rewrites = a->effect.rewrites || a->item->rewrites;
    str home = sql_table_text(a->p->memory, a->p->dialect, a->table->new_table);
    if (a->item->loses)
        a->effect.loses = str_format(a->p->memory, "%.*s%sprecision of column %.*s.%.*s", STR_ARGS(a->effect.loses),
                                     a->effect.loses.len ? ", " : "", STR_ARGS(home), STR_ARGS(is->column));
}

static void add_identity(actions *a)
{
    writer out = begin_action(a, "ADD ");
    sql_identity(a->item->new_column, &out);
    end_action(a, &out);
}

static void set_identity(actions *a)
{
    const model_column *was = a->item->old_column, *is = a->item->new_column;
    if (!(a->item->changed & SQL_COLUMN_IDENTITY) || is->identity == IDENTITY_NONE)
        return;
    if (was->identity == IDENTITY_NONE) {
        if (!a->item->retyped && !a->item->row_filled)
            add_identity(a);
        return;
    }
    if (was->identity != is->identity)
        add_action(a, is->identity == IDENTITY_ALWAYS ? "SET GENERATED ALWAYS" : "SET GENERATED BY DEFAULT");
    for (size_t i = 0; i < sql_identity_option_count; i++) {
        const sql_identity_option *row = &sql_identity_options[i];
        const model_option *old = find_option(&was->identity_options, str_from(row->name));
        const model_option *now = find_option(&is->identity_options, str_from(row->name));
        if (!old && !now)
            continue;
        writer out = begin_action(a, "SET ");
        sql_identity_option_write(row, now, &out);
        end_action(a, &out);
    }
}

/* `SET STORAGE DEFAULT` came with PostgreSQL 16. */
static str storage_of(arena *a, const model_column *column)
{
    str by_type = str_from(type_default_storage(&column->type));
    str storage = column->storage.len ? column->storage : by_type.len ? by_type : STR("plain");
    return str_upper(a, storage);
}

static str compression_of(const model_column *column)
{
    return column->compression.len ? column->compression : STR("default");
}

/* Of all that is said about a column this alone does not reach the partitions. */
static void compress_in_partitions(sql_planner *p, const sql_table_delta *table, const model_column *column)
{
    map old_partitions = sql_old_partitions(p, table);
    VEC_EACH (model_partition *const, &table->new_table->partitions, partition) {
        if (!map_has(&old_partitions, (*partition)->name))
            continue;
        writer out = writer_make(p->memory);
        writer_text(&out, "ALTER TABLE ");
        quote_qualified(table->new_table->schema, (*partition)->name, p->dialect->id, &out);
        writer_text(&out, " ALTER COLUMN ");
        quote_identifier(column->column, &out);
        writer_format(&out, " SET COMPRESSION %.*s", STR_ARGS(compression_of(column)));
        sql_effect effect = sql_lock(p, table, LOCK_ACCESS_EXCLUSIVE);
        effect.object = sql_object_text(p, table->new_table->schema, (*partition)->name);
        sql_emit(p, &out, effect);
    }
}

static void set_not_null(actions *a)
{
    add_action(a, "SET NOT NULL");
    a->effect.scans = true;
}

static void put_on(actions *a)
{
    const model_column *was = a->item->old_column, *is = a->item->new_column;
    if (is->default_value && (a->item->stale || a->item->released || a->item->changed & SQL_COLUMN_DEFAULT)) {
        sql_scope scope = sql_new_scope(a->p->delta, a->table);
        writer out = begin_action(a, "SET DEFAULT ");
        sql_default(&scope, is->default_value, &is->type, &out);
        end_action(a, &out);
    }
    if (was->nullable && !is->nullable && !a->item->row_filled && !sql_is_careful_not_null(a->p, a->table, a->item))
        set_not_null(a);
    set_identity(a);
    if (a->item->changed & SQL_COLUMN_STORAGE) {
        writer out = begin_action(a, "SET STORAGE ");
        writer_str(&out, storage_of(a->p->memory, is));
        end_action(a, &out);
    }
    if (a->item->changed & SQL_COLUMN_COMPRESSION) {
        writer out = begin_action(a, "SET COMPRESSION ");
        writer_str(&out, compression_of(is));
        end_action(a, &out);
    }
}

static void end_actions(actions *a)
{
    if (!a->list.count)
        return;
    writer out = sql_alter_table(a->p, a->table, false);
    for (size_t i = 0; i < a->list.count; i++) {
        if (a->list.count > 1) {
            while (out.len && out.text[out.len - 1] == ' ')
                out.len--;
            writer_text(&out, i ? ",\n    " : "\n    ");
        }
        writer_str(&out, a->list.items[i]);
    }
    sql_emit(a->p, &out, a->effect);
}

/* Some values of an enum that is stored as text or number become others; the rest of the rows is left alone. */
static void update_values(sql_planner *p, const sql_table_delta *table, const sql_column_delta *item)
{
    sql_scope scope = sql_new_scope(p->delta, table);
    writer out = writer_make(p->memory);
    writer_text(&out, sql_update(&scope));
    sql_table_name(p->dialect, table->new_table, &out);
    writer_text(&out, " SET ");
    quote_identifier(item->new_column->column, &out);
    writer_text(&out, " = ");
    writer_str(&out, item->old_value);
    writer_text(&out, " WHERE ");
    writer_str(&out, item->updated_rows);
    sql_effect effect = sql_lock(p, table, LOCK_NONE);
    effect.scans = true;
    effect.object = sql_table_text(p->memory, p->dialect, table->new_table);
    sql_emit(p, &out, effect);
    sql_settle_checks(p, table);
}

/* The counter of a new identity starts behind the ids that are there. */
static void start_behind_rows(sql_planner *p, const sql_table_delta *table, const sql_column_delta *item)
{
    bool is_new = item->old_column->identity == IDENTITY_NONE && item->new_column->identity != IDENTITY_NONE;
    if (!is_new || sql_sync_counts_on(p, table, item) || find_option(&item->new_column->identity_options, STR("start")))
        return;
    writer out = writer_make(p->memory);
    writer_text(&out, "SELECT setval(pg_get_serial_sequence(");
    quote_string(sql_table_text(p->memory, p->dialect, table->new_table), p->dialect->id, &out);
    writer_text(&out, ", ");
    quote_string(item->new_column->column, p->dialect->id, &out);
    writer_text(&out, "), coalesce(max(");
    quote_identifier(item->new_column->column, &out);
    writer_text(&out, "), 0) + 1, false) FROM ");
    sql_table_name(p->dialect, table->new_table, &out);
    sql_emit(p, &out, sql_lock(p, table, LOCK_NONE));
}

/* An identity is looked at with the type that the column has when the statement begins. So where the type changes, too,
 * one that goes does so in a statement before, and one that comes in a statement behind. */
static void change_identity_apart(sql_planner *p, const sql_table_delta *table, const sql_column_delta *item,
                                  bool comes)
{
    bool had = item->old_column->identity != IDENTITY_NONE, has = item->new_column->identity != IDENTITY_NONE;
    if (!item->retyped || item->impossible || had == has || has != comes)
        return;
    actions a = {.p = p, .table = table, .item = item, .effect = sql_lock(p, table, LOCK_ACCESS_EXCLUSIVE)};
    if (comes)
        add_identity(&a);
    else
        add_action(&a, "DROP IDENTITY");
    end_actions(&a);
}

static bool is_altered(const sql_column_delta *item)
{
    return item->old_column && item->new_column && !item->recreated;
}

static void alter_columns(sql_planner *p, const sql_table_delta *table)
{
    actions a = {.p = p, .table = table, .effect = sql_lock(p, table, LOCK_ACCESS_EXCLUSIVE)};
    VEC_EACH (sql_column_delta *, &table->columns, item)
        if (is_altered(*item))
            change_identity_apart(p, table, *item, false);
    VEC_EACH (sql_column_delta *, &table->columns, entry) {
        const sql_column_delta *item = *entry;
        if (!is_altered(item))
            continue;
        if (item->impossible) {
            sql_no_cast(p, table, item);
            continue;
        }
        if (item->uses_time_zone && item->retyped)
            set_time_zone(p);
        if (item->updated_rows.len)
            update_values(p, table, item);
        a.item = item;
        take_away(&a);
        set_type(&a);
        put_on(&a);
    }
    end_actions(&a);
    VEC_EACH (sql_column_delta *, &table->columns, item) {
        if (!is_altered(*item))
            continue;
        if (!(*item)->row_filled) {
            change_identity_apart(p, table, *item, true);
            start_behind_rows(p, table, *item);
        }
        if ((*item)->changed & SQL_COLUMN_COMPRESSION && !(*item)->impossible)
            compress_in_partitions(p, table, (*item)->new_column);
    }
}

/* --- the whole --- */

static void add_columns(sql_planner *p, const sql_table_delta *table, bool generated)
{
    VEC_EACH (sql_column_delta *, &table->columns, item) {
        const model_column *column = (*item)->new_column;
        bool is_new = column && (!(*item)->old_column || (*item)->recreated);
        if (!is_new || (column->generated != GENERATED_NONE) != generated)
            continue;
        if (sql_is_backfilled(p, table, *item))
            sql_add_empty_column(p, table, column);
        else
            add_column(p, table, column);
    }
}

/* A primary key makes its columns NOT NULL. */
static bool is_late_key(const sql_table_delta *table, const sql_constraint_delta *item)
{
    const model_constraint *constraint = item->new_constraint;
    if (!constraint || constraint->kind != CONSTRAINT_PRIMARY_KEY || (item->old_constraint && !item->recreated))
        return false;
    VEC_EACH (const str, &constraint->columns, field) {
        const sql_column_delta *column = sql_delta_new_column(table, *field);
        if (column && column->row_filled)
            return true;
    }
    return false;
}

static void add_constraints(sql_planner *p, const sql_table_delta *table)
{
    VEC_EACH (sql_constraint_delta, &table->constraints, item) {
        const model_constraint *constraint = item->new_constraint;
        if (!constraint)
            continue;
        bool is_new = !item->old_constraint || item->recreated;
        if (is_new && constraint->kind != CONSTRAINT_FOREIGN_KEY && !sql_is_careful_key(p, table, item) &&
            !is_late_key(table, item))
            sql_add_constraint(p, table, item);
        if (is_new || !item->validated || sql_is_careful(p, table))
            continue;
        writer out = sql_alter_table(p, table, false);
        writer_text(&out, "VALIDATE CONSTRAINT ");
        quote_identifier(constraint->name, &out);
        sql_effect effect = sql_lock(p, table, LOCK_SHARE_UPDATE_EXCLUSIVE);
        effect.scans = true;
        sql_emit(p, &out, effect);
    }
}

static void drop_columns(sql_planner *p, const sql_table_delta *table, bool generated)
{
    VEC_EACH (sql_column_delta *, &table->columns, entry) {
        const sql_column_delta *item = *entry;
        if (item->new_column || item->in_the_way)
            continue;
        if ((item->old_column->generated != GENERATED_NONE) == generated)
            sql_drop_column(p, table, item, false);
    }
}

/* What is calculated from other columns comes after them, and goes before them. */
void sql_plan_alter(sql_planner *p, sql_table_delta *table)
{
    sql_next_group(p);
    set_options(p, table);
    set_logged(p, table);
    add_columns(p, table, false);
    sql_plan_filling_syncs(p, table);
    alter_columns(p, table);
    add_columns(p, table, true);
    drop_columns(p, table, true);
    drop_columns(p, table, false);
    add_constraints(p, table);
    sql_plan_careful_checks(p, table);
    sql_plan_indexes(p, table);
    sql_plan_partitions(p, table);
    sql_plan_row_security(p, table);
    sql_plan_comments(p, table);
}

/* --- behind the rows of `data` --- */

static void tighten_columns(sql_planner *p, const sql_table_delta *table)
{
    actions a = {.p = p, .table = table, .effect = sql_lock(p, table, LOCK_ACCESS_EXCLUSIVE)};
    VEC_EACH (sql_column_delta *const, &table->columns, item) {
        if (!(*item)->row_filled || (*item)->impossible || sql_is_careful_not_null(p, table, *item))
            continue;
        a.item = *item;
        set_not_null(&a);
        if ((*item)->old_column->identity == IDENTITY_NONE && (*item)->new_column->identity != IDENTITY_NONE)
            add_identity(&a);
    }
    end_actions(&a);
    VEC_EACH (sql_column_delta *const, &table->columns, item)
        if ((*item)->row_filled && !(*item)->impossible)
            start_behind_rows(p, table, *item);
    VEC_EACH (const sql_constraint_delta, &table->constraints, item)
        if (is_late_key(table, item) && !sql_is_careful_key(p, table, item))
            sql_add_constraint(p, table, item);
}

void sql_plan_late_not_null(sql_planner *p)
{
    if (!p->dialect->alter_column)
        return;
    sql_next_group(p);
    VEC_EACH (sql_table_delta *const, &p->delta->tables, table)
        if ((*table)->listed && (*table)->old_table && (*table)->new_table)
            tighten_columns(p, *table);
}
