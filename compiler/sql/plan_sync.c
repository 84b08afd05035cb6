/* The trigger that keeps a column and its helper alike while a type changes in two revisions (expand.h): who writes the
 * one gives the other its value, too. A row that has no helper's value yet gets it when it is touched, which is what
 * the batches do. The name of the trigger makes it the last of its table's, since the server runs them by name. */
#include "compiler/model/names.h"
#include "compiler/sql/planner.h"
#include "compiler/sql/quote.h"

static str function_name(const sql_planner *p, const sql_table_delta *table, const sql_sync *sync)
{
    str name =
        str_format(p->memory, "schemac_sync_%.*s_%.*s", STR_ARGS(table->new_table->table), STR_ARGS(sync->column));
    return sql_object_text(p, table->new_table->schema, names_cut(p->memory, name));
}

static void write_trigger_name(const sql_planner *p, const sql_sync *sync, writer *out)
{
    quote_identifier(names_cut(p->memory, str_join(p->memory, STR("zz_schemac_sync_"), sync->column)), out);
}

/* --- the function --- */

static void write_differs(str column, bool no_equality, writer *out)
{
    const char *cast = no_equality ? "::text" : "";
    writer_text(out, "NEW.");
    quote_identifier(column, out);
    writer_format(out, "%s IS DISTINCT FROM OLD.", cast);
    quote_identifier(column, out);
    writer_text(out, cast);
}

/* `NEW.column := …`: the other column as it is, or an expression, whose columns are those of the new row. */
static void write_assignment(const char *indent, str column, str other, str value, writer *out)
{
    writer quoted = writer_make(out->memory);
    quote_identifier(other, &quoted);
    bool plain = str_eq(writer_result(&quoted), value);
    writer_text(out, indent);
    writer_text(out, "NEW.");
    quote_identifier(column, out);
    if (plain)
        writer_format(out, " := NEW.%.*s;\n", STR_ARGS(value));
    else
        writer_format(out, " := (SELECT %.*s FROM (SELECT NEW.*) AS changed);\n", STR_ARGS(value));
}

static void write_insert(const sql_sync *sync, writer *out)
{
    writer_text(out, "    IF TG_OP = 'INSERT' THEN\n        IF NEW.");
    quote_identifier(sync->helper, out);
    writer_text(out, " IS NULL THEN\n");
    write_assignment("            ", sync->helper, sync->column, sync->forward, out);
    if (sync->back.len) {
        writer_text(out, "        ELSE\n");
        write_assignment("            ", sync->column, sync->helper, sync->back, out);
    }
    writer_text(out, "        END IF;\n");
}

static void write_update(const sql_sync *sync, writer *out)
{
    writer_text(out, "    ELSIF ");
    write_differs(sync->column, sync->no_equality, out);
    writer_text(out, "\n        OR (OLD.");
    quote_identifier(sync->helper, out);
    writer_text(out, " IS NULL AND NEW.");
    quote_identifier(sync->helper, out);
    writer_text(out, " IS NULL) THEN\n");
    write_assignment("        ", sync->helper, sync->column, sync->forward, out);
    if (sync->back.len) {
        writer_text(out, "    ELSIF ");
        write_differs(sync->helper, sync->helper_no_equality, out);
        writer_text(out, " THEN\n");
        write_assignment("        ", sync->column, sync->helper, sync->back, out);
    }
    writer_text(out, "    END IF;\n");
}

static void create_function(sql_planner *p, const sql_table_delta *table, const sql_sync *sync)
{
    writer out = writer_make(p->memory);
    writer_format(&out, "CREATE FUNCTION %.*s() RETURNS trigger LANGUAGE plpgsql",
                  STR_ARGS(function_name(p, table, sync)));
    if (sync->uses_time_zone)
        writer_text(&out, " SET timezone = 'UTC'");
    writer_text(&out, " AS $schemac$\nBEGIN\n");
    write_insert(sync, &out);
    write_update(sync, &out);
    writer_text(&out, "    RETURN NEW;\nEND\n$schemac$");
    sql_emit(p, &out, (sql_effect){0});
}

/* --- making and dropping --- */

static void create_sync(sql_planner *p, const sql_table_delta *table, const sql_sync *sync)
{
    create_function(p, table, sync);
    writer out = writer_make(p->memory);
    writer_text(&out, "CREATE TRIGGER ");
    write_trigger_name(p, sync, &out);
    writer_text(&out, " BEFORE INSERT OR UPDATE ON ");
    sql_table_name(p->dialect, table->new_table, &out);
    writer_format(&out, "\n    FOR EACH ROW EXECUTE FUNCTION %.*s()", STR_ARGS(function_name(p, table, sync)));
    sql_emit(p, &out, sql_lock(p, table, LOCK_SHARE_ROW_EXCLUSIVE));
}

static void drop_sync(sql_planner *p, const sql_table_delta *table, const sql_sync *sync)
{
    writer out = writer_make(p->memory), drop = writer_make(p->memory);
    writer_text(&out, "DROP TRIGGER ");
    write_trigger_name(p, sync, &out);
    writer_text(&out, " ON ");
    sql_table_name(p->dialect, table->new_table, &out);
    sql_emit(p, &out, sql_lock(p, table, LOCK_ACCESS_EXCLUSIVE));
    writer_format(&drop, "DROP FUNCTION %.*s()", STR_ARGS(function_name(p, table, sync)));
    sql_emit(p, &drop, (sql_effect){0});
}

typedef void sync_step(sql_planner *p, const sql_table_delta *table, const sql_sync *sync);

static void each_of_table(sql_planner *p, const sql_syncs *syncs, const sql_table_delta *table, sync_step *step)
{
    const map *list = syncs && table->new_table ? map_get(&syncs->by_model, table->new_table->name) : NULL;
    if (!list)
        return;
    MAP_EACH (list, entry)
        step(p, table, entry->value);
}

static void each(sql_planner *p, const sql_syncs *syncs, sync_step *step)
{
    if (!syncs)
        return;
    sql_next_group(p);
    VEC_EACH (sql_table_delta *const, &p->delta->tables, table)
        each_of_table(p, syncs, *table, step);
    sql_next_group(p);
}

void sql_plan_filling_syncs(sql_planner *p, const sql_table_delta *table)
{
    each_of_table(p, p->syncs.filling, table, create_sync);
}

void sql_plan_dropped_syncs(sql_planner *p)
{
    each(p, p->syncs.dropped, drop_sync);
}

void sql_plan_last_syncs(sql_planner *p)
{
    each(p, p->syncs.last, create_sync);
}

const sql_sync *sql_find_sync(const sql_planner *p, const model_table *table, const model_column *helper)
{
    const map *syncs = p->syncs.filling ? map_get(&p->syncs.filling->by_model, table->name) : NULL;
    return syncs ? map_get(syncs, helper->name) : NULL;
}

bool sql_sync_holds(const sql_planner *p, const model_table *table, str column, str *loses)
{
    const map *syncs = p->syncs.held ? map_get(&p->syncs.held->by_model, table->name) : NULL;
    if (!syncs)
        return false;
    MAP_EACH (syncs, entry) {
        const sql_sync *sync = entry->value;
        *loses = str_eq(sync->column, column) ? sync->loses : STR("");
        if (str_eq(sync->column, column) || str_eq(sync->helper, column))
            return true;
    }
    return false;
}

/* --- keys and counters --- */

str sql_taken_index(const sql_planner *p, const model_table *table, const model_constraint *constraint)
{
    const str *index = p->syncs.taken ? map_get(p->syncs.taken, table->name) : NULL;
    return index && constraint->kind == CONSTRAINT_PRIMARY_KEY ? *index : STR("");
}

static void write_counter(const sql_planner *p, const sql_table_delta *table, str column, writer *out)
{
    writer_text(out, "pg_get_serial_sequence(");
    quote_string(sql_table_text(p->memory, p->dialect, table->new_table), p->dialect->id, out);
    writer_text(out, ", ");
    quote_string(column, p->dialect->id, out);
    writer_char(out, ')');
}

static str step_of(const model_column *column)
{
    VEC_EACH (const model_option, &column->identity_options, option)
        if (str_eq(option->name, STR("increment")))
            return option->value;
    return STR("1");
}

/* What was not counted yet has no last value; then it is asked for its first one. One that has come to its end would
 * not give another. */
bool sql_sync_counts_on(sql_planner *p, const sql_table_delta *table, const sql_column_delta *item)
{
    const map *syncs = p->syncs.dropped ? map_get(&p->syncs.dropped->by_model, table->new_table->name) : NULL;
    const sql_sync *sync = syncs ? map_get(syncs, item->new_column->name) : NULL;
    if (!sync || !sync->counts)
        return false;
    writer out = writer_make(p->memory);
    writer_text(&out, "SELECT setval(");
    write_counter(p, table, sync->helper, &out);
    writer_text(&out, ",\n    coalesce(pg_sequence_last_value(");
    write_counter(p, table, sync->column, &out);
    writer_format(&out, "::regclass) + %.*s, nextval(", STR_ARGS(step_of(item->new_column)));
    write_counter(p, table, sync->column, &out);
    writer_text(&out, ")), false)");
    sql_emit(p, &out, (sql_effect){0});
    return true;
}
