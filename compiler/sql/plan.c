/* The making of a plan: what became of each part (delta.h), and then the parts of the road in an order in which each
 * statement finds what it needs. See plan_….c for each of them. */
#include "compiler/sql/plan.h"

#include "compiler/sql/object.h"
#include "compiler/sql/planner.h"
#include "compiler/sql/quote.h"

/* --- statements --- */

void sql_next_group(sql_planner *p)
{
    p->group++;
}

void sql_next_segment(sql_planner *p)
{
    p->cut = true;
    /* A setting of the transaction is gone with it. */
    p->time_zone_set = p->checks_settled = p->bodies_unchecked = false;
}

void sql_emit(sql_planner *p, writer *text, sql_effect effect)
{
    bool has_end = text->len && text->text[text->len - 1] == ';';
    if (!has_end)
        writer_char(text, ';');
    if (effect.alone)
        p->time_zone_set = p->checks_settled = p->bodies_unchecked = false;
    plan_statement statement = {
        .sql = writer_result(text),
        .transactional = !effect.alone && !effect.batch.rows,
        .batch = effect.batch,
        .lock = effect.lock,
        .lock_object = effect.object,
        .also_locked = effect.also,
        .rewrites = effect.rewrites,
        .scans = effect.scans,
        .loses_data = effect.loses.len > 0,
        .loses = effect.loses,
        .fails_on = effect.fails_on,
        .unread = effect.unread,
        .begins_segment = p->cut,
        .group = p->group,
    };
    p->cut = false;
    VEC_PUSH(p->memory, &p->plan->statements, statement);
}

sql_effect sql_lock(const sql_planner *p, const sql_table_delta *table, plan_lock lock)
{
    sql_effect effect = {0};
    if (!table->old_table)
        return effect;
    effect.lock = p->dialect->locks_whole_database ? LOCK_DATABASE : lock;
    effect.object = sql_table_text(p->memory, p->dialect, table->old_table);
    return effect;
}

str sql_object_text(const sql_planner *p, str schema, str name)
{
    writer out = writer_make(p->memory);
    quote_qualified(schema, name, p->dialect->id, &out);
    return writer_result(&out);
}

void sql_lock_target(const sql_planner *p, sql_effect *effect, const model_constraint *constraint, plan_lock lock,
                     bool old_state)
{
    const map *tables = old_state ? &p->delta->tables_by_old : &p->delta->tables_by_new;
    const sql_table_delta *target = map_get(tables, constraint->target);
    if (constraint->kind != CONSTRAINT_FOREIGN_KEY || !target || !target->old_table || p->dialect->locks_whole_database)
        return;
    str name = sql_table_text(p->memory, p->dialect, target->old_table);
    if (effect->lock == LOCK_NONE) {
        effect->lock = lock;
        effect->object = name;
    } else if (!str_eq(effect->object, name)) {
        VEC_PUSH(p->memory, &effect->also, name);
    }
}

writer sql_alter_table(const sql_planner *p, const sql_table_delta *table, bool old_name)
{
    writer out = writer_make(p->memory);
    writer_text(&out, "ALTER TABLE ");
    sql_table_name(p->dialect, old_name ? table->old_table : table->new_table, &out);
    writer_char(&out, ' ');
    return out;
}

/* --- the road --- */

static void run(sql_planner *p)
{
    sql_check_plan(p);
    sql_note_row_fills(p);
    sql_plan_dropped_syncs(p);
    VEC_EACH (sql_table_delta *, &p->delta->tables, table)
        sql_decide_rebuild(p, *table);
    sql_objects_depend(p);
    sql_plan_object_drops(p);
    sql_plan_schemas(p);
    sql_plan_row_deletes(p);
    sql_plan_enum_renames(p);
    sql_plan_new_labels(p);
    sql_plan_drops(p);
    sql_plan_renames(p);
    sql_plan_enum_types(p);
    sql_plan_creates(p);
    sql_plan_rows(p);
    sql_plan_late_not_null(p);
    sql_plan_careful_keys(p);
    sql_plan_foreign_keys(p);
    sql_plan_careful_validation(p);
    sql_plan_object_late_drops(p);
    sql_plan_enum_drops(p);
    sql_plan_object_creates(p);
    sql_plan_object_last_drops(p);
    sql_plan_late_indexes(p);
    sql_plan_last_syncs(p);
}

/* One transaction as long as it may be; each statement that must stand alone by itself. */
static void cut_segments(plan *made)
{
    size_t segment = 0;
    bool open = false;
    VEC_EACH (plan_statement, &made->statements, statement) {
        if (!open || !statement->transactional || statement->begins_segment)
            segment++;
        open = statement->transactional;
        statement->segment = segment;
    }
    made->n_segments = segment;
}

/* Half a way back is worse than none: somebody might run it. */
static void forget_statements(plan *made)
{
    made->statements.count = 0;
    made->foreign_keys_off = false;
}

static plan *make(arena *a, const model_schema *before, const change_list *changes, dialect_id dialect,
                  const plan_options *options, sql_sync_sets syncs, diagnostic_list *diagnostics)
{
    plan *made = ARENA_NEW(a, plan);
    made->dialect = dialect;
    const model_schema *after = change_apply(a, before, changes, diagnostics);
    sql_planner p = {
        .memory = a,
        .dialect = sql_dialect_of(dialect),
        .down = options && options->down,
        .online = options && options->online && sql_dialect_of(dialect)->concurrent_indexes,
        .diagnostics = diagnostics,
        .plan = made,
        .syncs = syncs,
    };
    made->online = p.online;
    made->lacks_online = options && options->online && !p.online;
    p.delta = sql_delta_make(a, p.dialect, before, changes, after);
    sql_objects_make(&p, changes);
    run(&p);
    if (made->irreversible)
        forget_statements(made);
    cut_segments(made);
    return made;
}

plan *plan_make(arena *a, const model_schema *before, const change_list *changes, dialect_id dialect,
                const plan_options *options, diagnostic_list *diagnostics)
{
    return make(a, before, changes, dialect, options, (sql_sync_sets){0}, diagnostics);
}

plan *sql_plan_with_syncs(arena *a, const model_schema *before, const change_list *changes, const plan_options *options,
                          sql_sync_sets syncs, diagnostic_list *diagnostics)
{
    return make(a, before, changes, DIALECT_POSTGRESQL, options, syncs, diagnostics);
}

void sql_join_plans(arena *a, plan *first, const plan *second, bool apart)
{
    size_t groups = first->statements.count ? first->statements.items[first->statements.count - 1].group + 1 : 0;
    for (size_t i = 0; i < second->statements.count; i++) {
        plan_statement statement = second->statements.items[i];
        statement.group += groups;
        statement.begins_segment = statement.begins_segment || (apart && i == 0);
        VEC_PUSH(a, &first->statements, statement);
    }
    first->foreign_keys_off = first->foreign_keys_off || second->foreign_keys_off;
    if (second->irreversible && !first->irreversible) {
        first->irreversible = true;
        first->why_irreversible = second->why_irreversible;
    }
    if (first->irreversible)
        forget_statements(first);
    cut_segments(first);
}
