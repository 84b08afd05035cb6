/* A table that stays, on SQLite. Little can be altered in place there, and some of it only seems to work: what it
 * refuses it finds by looking at the rows, so that a statement passes on an empty database and fails on a full one. So
 * it is decided here by rule, never by trying:
 *
 * - added in place: a column that takes null or has a constant default, is no key and in no check, and is not stored as
 * generated; with a foreign key, if it has no default;
 * - dropped in place: a column that no constraint and no generated column mentions (its indexes go before);
 * - everything else is a rebuild: a table under another name, filled from the old one, which is then dropped and gives
 * its name. All changes of a table are one rebuild. Renames are always done in place, before it, because they reach
 * into the foreign keys of other tables.
 *
 * Foreign keys must be off while the old table is dropped, or its rows would be deleted one by one with all that refers
 * to them; that is a matter of the connection, so the plan says `foreign_keys_off` and the runtime does it. The old
 * table is never renamed away: the foreign keys of others would follow it. Row ids are kept where they are no column,
 * and so is the last AUTOINCREMENT value. The last rename is the legacy one, which does not look into views and
 * triggers: those that mention the table find it again by its name, and any broken one would stop the other kind. */
#include "compiler/sql/planner.h"
#include "compiler/sql/quote.h"

/* --- in place or not --- */

typedef struct search {
    str field;
    bool found;
} search;

static void compare_field(void *context, const expression *column)
{
    search *s = context;
    s->found = s->found || str_eq(column->text, s->field);
}

static bool expression_mentions(const expression *e, str field)
{
    search s = {.field = field};
    if (e)
        expression_columns(e, compare_field, &s);
    return s.found;
}

static bool mentions_field(const model_constraint *constraint, str field)
{
    return str_list_has(&constraint->columns, field) || expression_mentions(constraint->check, field);
}

/* A foreign key of one new column can come with it. */
static bool comes_with_column(const sql_table_delta *table, const sql_constraint_delta *item)
{
    const model_constraint *constraint = item->new_constraint;
    if (!constraint || item->old_constraint || constraint->kind != CONSTRAINT_FOREIGN_KEY ||
        constraint->columns.count != 1)
        return false;
    const sql_column_delta *column = sql_delta_new_column(table, constraint->columns.items[0]);
    return column && !column->old_column && column->new_column->nullable && !column->new_column->default_value &&
           column->new_column->generated == GENERATED_NONE;
}

static bool is_constant(const expression *e)
{
    return !e || expression_is_literal(e);
}

static bool can_be_added(const model_column *column)
{
    if (column->identity != IDENTITY_NONE || column->generated == GENERATED_STORED ||
        !is_constant(column->default_value))
        return false;
    bool has_value = column->default_value && column->default_value->kind != EXPRESSION_NULL;
    return column->nullable || (has_value && column->generated == GENERATED_NONE);
}

/* Is the column among those of a primary key, unique constraint or check that the table had? What the constraint
 * changes about is seen there. */
static bool can_be_dropped(const sql_table_delta *table, const model_column *column)
{
    VEC_EACH (sql_constraint_delta, &table->constraints, item)
        if (item->old_constraint && mentions_field(item->old_constraint, column->name))
            return false;
    VEC_EACH (model_column *, &table->old_table->columns, other)
        if (expression_mentions((*other)->generated_as, column->name))
            return false;
    return true;
}

static bool column_needs_rebuild(const sql_planner *p, const sql_table_delta *table, const sql_column_delta *item)
{
    if (!item->old_column)
        return !can_be_added(item->new_column);
    if (!item->new_column)
        return !can_be_dropped(table, item->old_column);
    const model_column *was = item->old_column, *is = item->new_column;
    bool identity = (was->identity == IDENTITY_NONE) != (is->identity == IDENTITY_NONE);
    unsigned rest = item->changed & (SQL_COLUMN_NULL | SQL_COLUMN_DEFAULT | SQL_COLUMN_GENERATED | SQL_COLUMN_CONFLICT);
    bool collation = !str_eq(sql_column_collation(p->dialect, was), sql_column_collation(p->dialect, is));
    return item->retyped || identity || collation || rest;
}

static bool name_needs_rebuild(const sql_planner *p, const sql_table_delta *table, const sql_constraint_delta *item)
{
    const model_constraint *was = item->old_constraint, *is = item->new_constraint;
    bool said = sql_constraint_says_name(p->memory, p->dialect, table->old_table, was);
    bool says = sql_constraint_says_name(p->memory, p->dialect, table->new_table, is);
    return said != says || (says && !str_eq(was->name, is->name));
}

static bool constraint_needs_rebuild(const sql_planner *p, const sql_table_delta *table,
                                     const sql_constraint_delta *item)
{
    if (item->old_constraint && item->new_constraint)
        return name_needs_rebuild(p, table, item);
    return !comes_with_column(table, item);
}

static bool needs_rebuild(const sql_planner *p, const sql_table_delta *table)
{
    const model_table *was = table->old_table, *is = table->new_table;
    if (was->strict != is->strict || was->without_rowid != is->without_rowid)
        return true;
    VEC_EACH (sql_column_delta *, &table->columns, item)
        if (column_needs_rebuild(p, table, *item))
            return true;
    VEC_EACH (sql_constraint_delta, &table->constraints, item)
        if (constraint_needs_rebuild(p, table, item))
            return true;
    return false;
}

/* An index cannot be renamed: it is made again. */
static void decide_indexes(sql_table_delta *table)
{
    VEC_EACH (sql_index_delta, &table->indexes, item)
        if (item->old_index && item->new_index && !str_eq(item->old_index->name, item->new_index->name))
            item->recreated = true;
}

void sql_decide_rebuild(sql_planner *p, sql_table_delta *table)
{
    bool stays = table->old_table && table->new_table;
    if (p->dialect->alter_column || !stays || !table->listed)
        return;
    decide_indexes(table);
    table->rebuilt = needs_rebuild(p, table);
    if (table->rebuilt)
        p->plan->foreign_keys_off = true;
}

/* --- in place --- */

static const model_constraint *foreign_key_of(const sql_table_delta *table, const model_column *column)
{
    VEC_EACH (sql_constraint_delta, &table->constraints, item)
        if (comes_with_column(table, item) && str_eq(item->new_constraint->columns.items[0], column->name))
            return item->new_constraint;
    return NULL;
}

static void add_column(sql_planner *p, const sql_table_delta *table, const model_column *column)
{
    sql_scope scope = sql_new_scope(p->delta, table);
    const model_constraint *foreign_key = foreign_key_of(table, column);
    writer out = sql_alter_table(p, table, false);
    writer_text(&out, "ADD COLUMN ");
    sql_column(&scope, column, STR(""), &out);
    if (foreign_key) {
        writer_char(&out, ' ');
        if (sql_constraint_says_name(p->memory, p->dialect, table->new_table, foreign_key)) {
            writer_text(&out, "CONSTRAINT ");
            quote_identifier(foreign_key->name, &out);
            writer_char(&out, ' ');
        }
        sql_references(&scope, foreign_key, &out);
    }
    sql_emit(p, &out, sql_lock(p, table, LOCK_ACCESS_EXCLUSIVE));
}

static void alter_in_place(sql_planner *p, const sql_table_delta *table)
{
    VEC_EACH (sql_column_delta *, &table->columns, item)
        if (!(*item)->old_column)
            add_column(p, table, (*item)->new_column);
    VEC_EACH (sql_column_delta *, &table->columns, item)
        if (!(*item)->new_column && !(*item)->in_the_way)
            sql_drop_column(p, table, *item, false);
}

/* --- the rebuild --- */

typedef struct rebuild {
    sql_planner *p;
    const sql_table_delta *table;
    str name; /* of the new table until it takes the old one's */
    str final_name;
} rebuild;

static str identifier(arena *a, str name)
{
    writer out = writer_make(a);
    quote_identifier(name, &out);
    return writer_result(&out);
}

static bool keep_all(void *context, const model_constraint *constraint)
{
    (void)context;
    (void)constraint;
    return true;
}

/* What a column loses: empty for nothing. */
static str loss_of(const rebuild *r, const sql_column_delta *item)
{
    const char *what = item->loses ? "precision of column " : "";
    const model_column *column = item->new_column;
    if (!column) {
        column = item->old_column;
        what = column->generated == GENERATED_NONE ? "column " : "";
    } else if (!item->old_column && !sql_has_value(column)) {
        what = "values of column ";
    }
    if (!what[0])
        return STR("");
    return str_format(r->p->memory, "%s%.*s.%.*s", what, STR_ARGS(r->final_name), STR_ARGS(column->column));
}

/* Two columns of one enum lose the same labels. */
static void add_loss(map *seen, writer *out, str loss)
{
    if (!loss.len || map_put(out->memory, seen, loss, seen))
        return;
    writer_text(out, out->len ? ", " : "");
    writer_str(out, loss);
}

static str losses(const rebuild *r)
{
    writer out = writer_make(r->p->memory);
    map seen = {0};
    VEC_EACH (sql_column_delta *, &r->table->columns, item)
        add_loss(&seen, &out, loss_of(r, *item));
    VEC_EACH (sql_constraint_delta, &r->table->constraints, item)
        add_loss(&seen, &out, item->loses);
    return writer_result(&out);
}

static void create_new(const rebuild *r)
{
    sql_scope scope = sql_new_scope(r->p->delta, r->table);
    writer out = writer_make(r->p->memory);
    sql_create_table(&scope, r->name, keep_all, NULL, &out);
    sql_effect effect = sql_lock(r->p, r->table, LOCK_ACCESS_EXCLUSIVE);
    effect.rewrites = true;
    effect.loses = losses(r);
    sql_emit(r->p, &out, effect);
}

static bool has_identity(const rebuild *r, bool of_old)
{
    VEC_EACH (sql_column_delta *, &r->table->columns, item) {
        const model_column *column = of_old ? (*item)->old_column : (*item)->new_column;
        if (column && column->identity != IDENTITY_NONE)
            return true;
    }
    return false;
}

/* Before the rows: their insertion only raises it. */
static void keep_sequence(const rebuild *r)
{
    if (!has_identity(r, true) || !has_identity(r, false))
        return;
    writer out = writer_make(r->p->memory);
    writer_text(&out, "INSERT INTO sqlite_sequence (name, seq) SELECT ");
    quote_string(r->name, r->p->dialect->id, &out);
    writer_text(&out, ", seq FROM sqlite_sequence WHERE name = ");
    quote_string(r->table->new_table->table, r->p->dialect->id, &out);
    sql_emit(r->p, &out, sql_lock(r->p, r->table, LOCK_ACCESS_EXCLUSIVE));
}

/* Is the row id itself a column, on this side? A primary key of one INTEGER column is. */
static bool row_id_is_column(const rebuild *r, bool of_old)
{
    const model_table *table = of_old ? r->table->old_table : r->table->new_table;
    sql_scope scope = of_old ? sql_old_scope(r->p->delta, r->table) : sql_new_scope(r->p->delta, r->table);
    const model_constraint *key = model_primary_key(table);
    if (!key || key->columns.count != 1 || !sql_in_dialect(r->p->dialect, key->dialects))
        return false;
    const model_column *column = model_find_column(table, key->columns.items[0]);
    writer type = writer_make(r->p->memory);
    if (column)
        sql_type(&scope, &column->type, &type);
    return str_eq_nocase(writer_result(&type), STR("INTEGER"));
}

/* A name for the row id that no column has taken; empty: all three are taken, and nobody can see it. */
static str row_id_name(const rebuild *r)
{
    if (r->table->new_table->without_rowid)
        return STR("");
    static const char *const names[] = {"rowid", "oid", "_rowid_"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        bool taken = false;
        VEC_EACH (sql_column_delta *, &r->table->columns, item) {
            const model_column *column = (*item)->new_column ? (*item)->new_column : (*item)->old_column;
            taken = taken || str_eq_nocase(column->column, str_from(names[i]));
        }
        if (!taken)
            return str_from(names[i]);
    }
    return STR("");
}

/* The number that a row of the old table has; empty: nobody can see it. */
static str old_row_id(const rebuild *r)
{
    return r->table->old_table->without_rowid ? STR("") : row_id_name(r);
}

/* What fills a column of the new table; false: its default does, or it is calculated. */
static bool value_source(const rebuild *r, const sql_column_delta *item, writer *out)
{
    const model_column *column = item->new_column;
    if (!column || column->generated != GENERATED_NONE)
        return false;
    if (item->impossible) {
        sql_no_cast(r->p, r->table, item);
        return false;
    }
    if (!item->old_column) {
        str value = sql_fill_column(r->p, r->table, column, old_row_id(r)).value;
        writer_str(out, value);
        return value.len > 0;
    }
    str source = item->old_value.len ? item->old_value : identifier(r->p->memory, column->column);
    if (item->row_filled)
        sql_write_row_fill(r->p, r->table, item, source, out);
    else
        writer_str(out, source);
    return true;
}

/* No column has anything to take along; the rows stay all the same, by their row ids or under new ones. */
static void keep_bare_rows(const rebuild *r, writer *names, writer *values)
{
    str row_id = row_id_name(r);
    writer_str(names, row_id);
    writer_str(values, r->table->old_table->without_rowid ? STR("NULL") : row_id);
}

static void copy_rows(const rebuild *r)
{
    writer names = writer_make(r->p->memory), values = writer_make(r->p->memory);
    bool hidden = !row_id_is_column(r, true) && !row_id_is_column(r, false);
    str row_id = hidden && !r->table->new_table->without_rowid ? old_row_id(r) : STR("");
    writer_str(&names, row_id);
    writer_str(&values, row_id);
    VEC_EACH (sql_column_delta *, &r->table->columns, item) {
        writer value = writer_make(r->p->memory);
        if (!value_source(r, *item, &value))
            continue;
        writer_text(&names, names.len ? ", " : "");
        writer_text(&values, values.len ? ", " : "");
        quote_identifier((*item)->new_column->column, &names);
        writer_str(&values, writer_result(&value));
    }
    if (!names.len)
        keep_bare_rows(r, &names, &values);
    if (!names.len)
        return;
    writer out = writer_make(r->p->memory);
    sql_scope scope = sql_new_scope(r->p->delta, r->table);
    writer_format(&out, "%s%.*s (", sql_insert_into(&scope), STR_ARGS(identifier(r->p->memory, r->name)));
    writer_str(&out, writer_result(&names));
    writer_text(&out, ")\n    SELECT ");
    writer_str(&out, writer_result(&values));
    writer_format(&out, " FROM %.*s", STR_ARGS(r->final_name));
    sql_effect effect = sql_lock(r->p, r->table, LOCK_ACCESS_EXCLUSIVE);
    effect.scans = true;
    sql_emit(r->p, &out, effect);
}

static void set_legacy_rename(const rebuild *r, const char *how)
{
    writer out = writer_make(r->p->memory);
    writer_text(&out, "PRAGMA legacy_alter_table = ");
    writer_text(&out, how);
    sql_emit(r->p, &out, (sql_effect){0});
}

static void take_name(const rebuild *r)
{
    sql_effect effect = sql_lock(r->p, r->table, LOCK_ACCESS_EXCLUSIVE);
    writer drop = writer_make(r->p->memory);
    writer_format(&drop, "DROP TABLE %.*s", STR_ARGS(r->final_name));
    sql_emit(r->p, &drop, effect);
    set_legacy_rename(r, "ON");
    writer rename = writer_make(r->p->memory);
    writer_format(&rename, "ALTER TABLE %.*s RENAME TO %.*s", STR_ARGS(identifier(r->p->memory, r->name)),
                  STR_ARGS(r->final_name));
    sql_emit(r->p, &rename, effect);
    set_legacy_rename(r, "OFF");
}

void sql_plan_rebuild(sql_planner *p, sql_table_delta *table)
{
    sql_next_group(p);
    if (table->rebuilt) {
        rebuild r = {.p = p, .table = table};
        r.name = str_join(p->memory, STR("schemac_new_"), table->new_table->table);
        r.final_name = identifier(p->memory, table->new_table->table);
        create_new(&r);
        keep_sequence(&r);
        copy_rows(&r);
        take_name(&r);
    } else {
        alter_in_place(p, table);
    }
    sql_plan_indexes(p, table);
}
