/* Rows of lookup tables. Which old row is which new one is found by the key, under the names that its columns and
 * members have afterwards. Rows that go do so before anything else, under the old names, those that are pointed to
 * last; the others come and change when all tables are there, those that are pointed to first, and before new foreign
 * keys look at them. */
#include "compiler/sql/planner.h"
#include "compiler/sql/quote.h"

typedef struct row_pair {
    const model_row *old_row; /* as it stands in the state before */
    const model_row *moved;   /* the same under the new names */
    const model_row *new_row;
} row_pair;
typedef VEC(row_pair) row_pair_list;

enum { ROWS_IN_ONE = 500 };

/* --- what became of each --- */

static const expression *moved_value(const sql_planner *p, const expression *value)
{
    const sql_enum_delta *item =
        value->kind == EXPRESSION_MEMBER ? map_get(&p->delta->enums_by_old, value->type.enum_name) : NULL;
    if (!item || !item->new_enum)
        return value;
    const model_member *old = model_find_member(item->old_enum, value->text);
    const model_member *now = old;
    if (old && item->new_members)
        now = item->new_members[old - item->old_enum->members.items];
    if (!now)
        return value;
    expression *copy = expression_make(p->memory, EXPRESSION_MEMBER, now->name, value->span);
    copy->type = value->type;
    copy->type.enum_name = item->new_enum->name;
    return copy;
}

static const model_column *column_after(const sql_table_delta *table, str field)
{
    const sql_column_delta *item = sql_delta_old_column(table, field);
    return item ? item->new_column : NULL;
}

static const model_row *moved_row(const sql_planner *p, const sql_table_delta *table, const model_row *old)
{
    model_row *row = ARENA_NEW(p->memory, model_row);
    VEC_EACH (const str, &old->key, field) {
        const model_column *column = column_after(table, *field);
        if (column)
            VEC_PUSH(p->memory, &row->key, column->name);
    }
    VEC_EACH (const model_cell, &old->cells, cell) {
        const model_column *column = column_after(table, cell->field);
        if (column)
            VEC_PUSH(p->memory, &row->cells, ((model_cell){column->name, moved_value(p, cell->value)}));
    }
    row->name = model_row_name(p->memory, row);
    return row;
}

static bool is_here(const sql_planner *p, const model_row *row)
{
    return sql_in_dialect(p->dialect, row->dialects);
}

static row_pair_list pair_rows(const sql_planner *p, const sql_table_delta *table)
{
    row_pair_list pairs = {0};
    map places = {0}; /* of old rows in the list, plus one */
    if (table->old_table)
        VEC_EACH (model_row *const, &table->old_table->rows, old) {
            if (!is_here(p, *old))
                continue;
            row_pair pair = {.old_row = *old, .moved = table->new_table ? moved_row(p, table, *old) : *old};
            VEC_PUSH(p->memory, &pairs, pair);
            map_put(p->memory, &places, model_row_key(pair.moved), (void *)(uintptr_t)pairs.count);
        }
    if (table->new_table)
        VEC_EACH (model_row *const, &table->new_table->rows, now) {
            if (!is_here(p, *now))
                continue;
            size_t place = (size_t)(uintptr_t)map_remove(&places, model_row_key(*now));
            if (place)
                pairs.items[place - 1].new_row = *now;
            else
                VEC_PUSH(p->memory, &pairs, ((row_pair){.new_row = *now}));
        }
    return pairs;
}

/* --- text --- */

static void write_value(const sql_scope *scope, const model_column *column, const expression *value, writer *out)
{
    if (value->kind == EXPRESSION_NULL)
        writer_text(out, "NULL");
    else
        sql_default(scope, value, &column->type, out);
}

static const model_column *column_of(const sql_scope *scope, str field)
{
    const model_column *column = model_find_column(scope->table, field);
    return column && sql_in_dialect(scope->dialect, column->dialects) ? column : NULL;
}

/* `renamed`: the row stands under its old names, the columns have their new ones by now. Else NULL. */
static void write_condition(const sql_scope *scope, const model_row *row, const sql_table_delta *renamed, writer *out)
{
    const char *separator = "";
    VEC_EACH (const str, &row->key, field) {
        const model_column *column = column_of(scope, *field);
        if (!column)
            continue;
        writer_text(out, separator);
        quote_identifier(renamed ? column_after(renamed, *field)->column : column->column, out);
        writer_text(out, " = ");
        write_value(scope, column, model_row_cell(row, *field)->value, out);
        separator = " AND ";
    }
}

static void write_key(const sql_scope *scope, const model_row *row, writer *out)
{
    writer_text(out, " WHERE ");
    write_condition(scope, row, NULL, out);
}

static sql_effect touch_rows(const sql_planner *p, const sql_table_delta *table)
{
    return sql_lock(p, table, LOCK_NONE);
}

/* --- rows that go --- */

static void delete_row(sql_planner *p, const sql_table_delta *table, const model_row *row)
{
    sql_scope scope = sql_old_scope(p->delta, table);
    writer out = writer_make(p->memory);
    writer_text(&out, "DELETE FROM ");
    sql_table_name(p->dialect, table->old_table, &out);
    write_key(&scope, row, &out);
    sql_effect effect = touch_rows(p, table);
    str home = sql_table_text(p->memory, p->dialect, table->old_table);
    effect.loses = str_format(p->memory, "rows of %.*s", STR_ARGS(home));
    sql_emit(p, &out, effect);
}

/* A label that goes cannot stay in a row until the end: what the row gets instead it gets now, if that is there by now.
 */
static const expression *early_value(const sql_planner *p, const row_pair *pair, const model_cell *cell)
{
    const model_cell *now = pair->new_row ? model_row_cell(pair->new_row, cell->field) : NULL;
    if (!now || cell->value->kind != EXPRESSION_MEMBER || now->value->kind != EXPRESSION_MEMBER)
        return NULL;
    const sql_enum_delta *was = map_get(&p->delta->enums_by_old, cell->value->type.enum_name);
    const sql_enum_delta *is = map_get(&p->delta->enums_by_new, now->value->type.enum_name);
    if (!was || was != is || !was->new_members || expression_equal(cell->value, now->value))
        return NULL;
    const model_member *member = model_find_member(is->new_enum, now->value->text);
    const model_member *old = member ? is->old_members[member - is->new_enum->members.items] : NULL;
    const model_member *lost = model_find_member(was->old_enum, cell->value->text);
    if (!old || !lost || was->new_members[lost - was->old_enum->members.items])
        return NULL;
    expression *value = expression_make(p->memory, EXPRESSION_MEMBER, old->name, now->value->span);
    value->type = now->value->type;
    value->type.enum_name = was->old_enum->name;
    return value;
}

static void leave_labels(sql_planner *p, const sql_table_delta *table, const row_pair *pair)
{
    sql_scope scope = sql_old_scope(p->delta, table);
    VEC_EACH (const model_cell, &pair->old_row->cells, cell) {
        const model_column *after = column_after(table, cell->field);
        model_cell moved = {after ? after->name : (str){0}, cell->value};
        const expression *value = after ? early_value(p, pair, &moved) : NULL;
        const model_column *column = column_of(&scope, cell->field);
        if (!value || !column)
            continue;
        writer out = writer_make(p->memory);
        writer_text(&out, sql_update(&scope));
        sql_table_name(p->dialect, table->old_table, &out);
        writer_text(&out, " SET ");
        quote_identifier(column->column, &out);
        writer_text(&out, " = ");
        write_value(&scope, column, value, &out);
        write_key(&scope, pair->old_row, &out);
        sql_emit(p, &out, touch_rows(p, table));
    }
}

/* --- rows that change --- */

static void write_default(const sql_scope *scope, const model_column *column, writer *out)
{
    if (scope->dialect->default_word)
        writer_text(out, "DEFAULT");
    else if (column->default_value)
        write_value(scope, column, column->default_value, out);
    else
        writer_text(out, "NULL");
}

static bool is_set(const sql_planner *p, const sql_table_delta *table, const row_pair *pair, const model_cell *cell)
{
    const model_cell *old = model_row_cell(pair->moved, cell->field);
    if (old && early_value(p, pair, old))
        return false;
    const sql_column_delta *item = sql_delta_new_column(table, cell->field);
    bool converted = item && item->old_column && item->using_value;
    return !old || converted || !expression_equal(old->value, cell->value);
}

static void set_column(writer *sets, const model_column *column)
{
    writer_text(sets, sets->len ? ", " : "");
    quote_identifier(column->column, sets);
    writer_text(sets, " = ");
}

/* The row has never said what it holds there: by now that is the default. */
static bool fills_silently(const row_pair *pair, const sql_column_delta *item)
{
    return item->row_filled && !model_row_cell(pair->new_row, item->new_column->name) &&
           !model_row_cell(pair->moved, item->new_column->name);
}

static void update_row(sql_planner *p, const sql_table_delta *table, const row_pair *pair)
{
    sql_scope scope = sql_new_scope(p->delta, table);
    writer sets = writer_make(p->memory);
    VEC_EACH (const model_cell, &pair->new_row->cells, cell) {
        const model_column *column = column_of(&scope, cell->field);
        if (!column || !is_set(p, table, pair, cell))
            continue;
        set_column(&sets, column);
        write_value(&scope, column, cell->value, &sets);
    }
    VEC_EACH (const model_cell, &pair->moved->cells, cell) {
        const model_column *column = column_of(&scope, cell->field);
        if (!column || model_row_cell(pair->new_row, cell->field))
            continue;
        set_column(&sets, column);
        write_default(&scope, column, &sets);
    }
    VEC_EACH (sql_column_delta *const, &table->columns, item)
        if (fills_silently(pair, *item)) {
            set_column(&sets, (*item)->new_column);
            write_default(&scope, (*item)->new_column, &sets);
        }
    if (!sets.len)
        return;
    writer out = writer_make(p->memory);
    writer_text(&out, sql_update(&scope));
    sql_table_name(p->dialect, table->new_table, &out);
    writer_text(&out, " SET ");
    writer_str(&out, writer_result(&sets));
    write_key(&scope, pair->new_row, &out);
    sql_emit(p, &out, touch_rows(p, table));
}

/* --- columns that take no null any more --- */

/* The row held null, and gets a value. */
static bool is_filled(const row_pair *pair, const sql_column_delta *item)
{
    if (!pair->old_row || !pair->new_row)
        return false;
    const model_cell *old = model_row_cell(pair->moved, item->new_column->name);
    const model_cell *now = model_row_cell(pair->new_row, item->new_column->name);
    const expression *was = old ? old->value : item->old_column->default_value;
    bool was_null = !was || was->kind == EXPRESSION_NULL;
    return was_null && (now ? now->value->kind != EXPRESSION_NULL : sql_has_value(item->new_column));
}

static bool is_tightened(const sql_column_delta *item)
{
    const model_column *was = item->old_column, *is = item->new_column;
    return was && is && !item->recreated && was->nullable && !is->nullable && is->generated == GENERATED_NONE;
}

static void note_fills(const sql_planner *p, const sql_table_delta *table)
{
    row_pair_list pairs = {0};
    VEC_EACH (sql_column_delta *const, &table->columns, item) {
        if (!is_tightened(*item))
            continue;
        if (!pairs.count)
            pairs = pair_rows(p, table);
        VEC_EACH (const row_pair, &pairs, pair)
            (*item)->row_filled = (*item)->row_filled || is_filled(pair, *item);
    }
}

void sql_note_row_fills(sql_planner *p)
{
    VEC_EACH (sql_table_delta *const, &p->delta->tables, table)
        if ((*table)->listed && (*table)->old_table && (*table)->new_table && (*table)->old_table->rows.count &&
            (*table)->new_table->rows.count)
            note_fills(p, *table);
}

/* Which row it is, is seen by the old key: the copy is made from the old table. */
void sql_write_row_fill(sql_planner *p, const sql_table_delta *table, const sql_column_delta *item, str source,
                        writer *out)
{
    sql_scope old_scope = sql_old_scope(p->delta, table), scope = sql_new_scope(p->delta, table);
    row_pair_list pairs = pair_rows(p, table);
    writer_format(out, "coalesce(%.*s, CASE", STR_ARGS(source));
    VEC_EACH (const row_pair, &pairs, pair) {
        if (!is_filled(pair, item))
            continue;
        const model_cell *cell = model_row_cell(pair->new_row, item->new_column->name);
        writer_text(out, " WHEN ");
        write_condition(&old_scope, pair->old_row, table, out);
        writer_text(out, " THEN ");
        if (cell)
            write_value(&scope, item->new_column, cell->value, out);
        else
            write_default(&scope, item->new_column, out);
    }
    writer_text(out, " END)");
}

/* --- rows that come --- */

static str field_list(const sql_planner *p, const sql_scope *scope, const model_row *row)
{
    writer out = writer_make(p->memory);
    VEC_EACH (const model_cell, &row->cells, cell) {
        const model_column *column = column_of(scope, cell->field);
        if (!column)
            continue;
        writer_text(&out, out.len ? ", " : "");
        quote_identifier(column->column, &out);
    }
    return writer_result(&out);
}

static void write_values(const sql_scope *scope, const model_row *row, writer *out)
{
    const char *separator = "(";
    VEC_EACH (const model_cell, &row->cells, cell) {
        const model_column *column = column_of(scope, cell->field);
        if (!column)
            continue;
        writer_text(out, separator);
        write_value(scope, column, cell->value, out);
        separator = ", ";
    }
    writer_char(out, ')');
}

static bool gives_always(const sql_scope *scope, const model_row *row)
{
    VEC_EACH (const model_cell, &row->cells, cell) {
        const model_column *column = column_of(scope, cell->field);
        if (column && column->identity == IDENTITY_ALWAYS && !scope->dialect->identity_in_key)
            return true;
    }
    return false;
}

/* Ids that the rows name are taken: the counter goes on behind them. SQLite sees to that itself. */
static void raise_counter(sql_planner *p, const sql_table_delta *table, const model_column *column)
{
    writer out = writer_make(p->memory), name = writer_make(p->memory);
    writer_text(&name, "pg_get_serial_sequence(");
    quote_string(sql_table_text(p->memory, p->dialect, table->new_table), p->dialect->id, &name);
    writer_text(&name, ", ");
    quote_string(column->column, p->dialect->id, &name);
    writer_char(&name, ')');
    str sequence = writer_result(&name);
    writer_format(&out, "SELECT setval(%.*s, greatest(max(", STR_ARGS(sequence));
    quote_identifier(column->column, &out);
    writer_format(&out, "), nextval(%.*s))) FROM ", STR_ARGS(sequence));
    sql_table_name(p->dialect, table->new_table, &out);
    sql_emit(p, &out, touch_rows(p, table));
}

/* Rows of one table on their way in: those with the same columns that follow each other are one statement, so that they
 * may point to each other. */
typedef struct row_inserts {
    sql_planner *p;
    const sql_table_delta *table;
    sql_scope scope;
    writer out;
    str fields;
    size_t count; /* rows in `out` */
    map given;    /* columns whose counter lags behind what rows named */
} row_inserts;

static void note_given(row_inserts *in, const model_row *row)
{
    VEC_EACH (const model_cell, &row->cells, cell) {
        const model_column *column = column_of(&in->scope, cell->field);
        if (column && column->identity != IDENTITY_NONE && in->p->dialect->identity_sequences)
            map_put(in->p->memory, &in->given, column->name, (void *)column);
    }
}

/* `row` will draw numbers from counters: these must be past what other rows have named. NULL: all of them. */
static void raise_counters(row_inserts *in, const model_row *row)
{
    map kept = {0};
    MAP_EACH (&in->given, entry) {
        const model_column *column = entry->value;
        if (row && model_row_cell(row, column->name))
            map_put(in->p->memory, &kept, column->name, (void *)column);
        else
            raise_counter(in->p, in->table, column);
    }
    in->given = kept;
}

static void end_insert(row_inserts *in)
{
    if (in->count)
        sql_emit(in->p, &in->out, touch_rows(in->p, in->table));
    in->count = 0;
}

static void begin_insert(row_inserts *in, const model_row *row, str fields)
{
    raise_counters(in, row);
    in->out = writer_make(in->p->memory);
    in->fields = fields;
    writer_text(&in->out, sql_insert_into(&in->scope));
    sql_table_name(in->p->dialect, in->table->new_table, &in->out);
    writer_format(&in->out, " (%.*s)%s VALUES", STR_ARGS(fields),
                  gives_always(&in->scope, row) ? " OVERRIDING SYSTEM VALUE" : "");
}

static void insert_rows(sql_planner *p, const sql_table_delta *table, const row_pair_list *pairs)
{
    row_inserts in = {.p = p, .table = table, .scope = sql_new_scope(p->delta, table)};
    VEC_EACH (const row_pair, pairs, pair) {
        const model_row *row = pair->new_row;
        if (pair->old_row || !row)
            continue;
        str fields = field_list(p, &in.scope, row);
        if (in.count == ROWS_IN_ONE || !str_eq(fields, in.fields))
            end_insert(&in);
        if (in.count == 0)
            begin_insert(&in, row, fields);
        writer_text(&in.out, in.count++ ? ",\n    " : "\n    ");
        write_values(&in.scope, row, &in.out);
        note_given(&in, row);
    }
    end_insert(&in);
    raise_counters(&in, NULL);
}

/* --- the order of tables --- */

typedef VEC(const sql_table_delta *) table_list;

static bool has_rows(const sql_table_delta *table)
{
    return table->listed &&
           ((table->old_table && table->old_table->rows.count) || (table->new_table && table->new_table->rows.count));
}

/* Those that are pointed to first. */
static table_list tables_in_order(const sql_planner *p)
{
    arena *a = p->memory;
    table_list tables = {0}, ordered = {0};
    map places = {0};
    VEC_EACH (sql_table_delta *, &p->delta->tables, table)
        if (has_rows(*table)) {
            VEC_PUSH(a, &tables, *table);
            const model_table *home = (*table)->new_table ? (*table)->new_table : (*table)->old_table;
            map_put(a, &places, home->name, (void *)(uintptr_t)tables.count);
        }
    sql_index_list *needs = ARENA_ARRAY(a, sql_index_list, tables.count + 1);
    size_t *order = ARENA_ARRAY(a, size_t, tables.count + 1);
    for (size_t i = 0; i < tables.count; i++)
        VEC_EACH (sql_constraint_delta, &tables.items[i]->constraints, item) {
            const model_constraint *key = item->new_constraint ? item->new_constraint : item->old_constraint;
            bool foreign = key->kind == CONSTRAINT_FOREIGN_KEY;
            size_t place = foreign ? (size_t)(uintptr_t)map_get(&places, key->target) : 0;
            if (place && place - 1 != i)
                VEC_PUSH(a, &needs[i], place - 1);
        }
    sql_topological(a, needs, tables.count, order);
    for (size_t i = 0; i < tables.count; i++)
        VEC_PUSH(a, &ordered, tables.items[order[i]]);
    return ordered;
}

static bool is_deferred(const model_constraint *constraint)
{
    return constraint && constraint->initially_deferred;
}

static void note_targets(sql_planner *p, const model_table *table, map *targets)
{
    if (!table)
        return;
    VEC_EACH (model_constraint *const, &table->constraints, constraint)
        if (is_deferred(*constraint) && (*constraint)->kind == CONSTRAINT_FOREIGN_KEY)
            map_put(p->memory, targets, (*constraint)->target, p);
}

/* A row that goes is looked for in the tables that point to its own, and that may be put off, too. */
static bool is_deferred_target(sql_planner *p, const sql_table_delta *table)
{
    if (!p->deferred_noted)
        VEC_EACH (sql_table_delta *, &p->delta->tables, other) {
            note_targets(p, (*other)->old_table, &p->deferred_old);
            note_targets(p, (*other)->new_table, &p->deferred_new);
        }
    p->deferred_noted = true;
    return (table->old_table && map_has(&p->deferred_old, table->old_table->name)) ||
           (table->new_table && map_has(&p->deferred_new, table->new_table->name));
}

void sql_settle_checks(sql_planner *p, const sql_table_delta *table)
{
    bool deferred = is_deferred_target(p, table);
    VEC_EACH (const sql_constraint_delta, &table->constraints, item)
        deferred = deferred || is_deferred(item->old_constraint) || is_deferred(item->new_constraint);
    if (!deferred || p->checks_settled || !p->dialect->split_foreign_keys)
        return;
    p->checks_settled = p->plan->one_transaction = true;
    writer out = writer_make(p->memory);
    writer_text(&out, "SET CONSTRAINTS ALL IMMEDIATE");
    sql_emit(p, &out, (sql_effect){0});
}

static void settle_checks(sql_planner *p, const table_list *tables, size_t statements)
{
    if (p->plan->statements.count == statements)
        return;
    VEC_EACH (const sql_table_delta *const, tables, table)
        sql_settle_checks(p, *table);
}

void sql_plan_row_deletes(sql_planner *p)
{
    sql_next_group(p);
    size_t statements = p->plan->statements.count;
    table_list tables = tables_in_order(p);
    for (size_t i = tables.count; i-- > 0;) {
        const sql_table_delta *table = tables.items[i];
        if (!table->old_table || !table->new_table)
            continue;
        row_pair_list pairs = pair_rows(p, table);
        for (size_t k = pairs.count; k-- > 0;) {
            if (pairs.items[k].old_row && !pairs.items[k].new_row)
                delete_row(p, table, pairs.items[k].old_row);
            else if (pairs.items[k].old_row)
                leave_labels(p, table, &pairs.items[k]);
        }
    }
    settle_checks(p, &tables, statements);
}

void sql_plan_rows(sql_planner *p)
{
    sql_next_group(p);
    size_t statements = p->plan->statements.count;
    table_list tables = tables_in_order(p);
    VEC_EACH (const sql_table_delta *, &tables, it) {
        const sql_table_delta *table = *it;
        if (!table->new_table)
            continue;
        row_pair_list pairs = pair_rows(p, table);
        VEC_EACH (const row_pair, &pairs, pair)
            if (pair->old_row && pair->new_row)
                update_row(p, table, pair);
        insert_rows(p, table, &pairs);
    }
    settle_checks(p, &tables, statements);
}
