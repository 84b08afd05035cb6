/* schemac plan: what would be done to a database, statement by statement, before it is done: the segment, the lock and
 * on which table, what is read whole, written anew or lost, and how big the tables are.
 *
 * Without --from and --to these are the revisions that the database lacks. Their SQL is what counts, and may have been
 * edited; what is known about a statement comes from the plan of the revision's changes, where it is the same text. */
#include "compiler/base/map.h"
#include "compiler/cli/compilation.h"
#include "compiler/cli/database/migrator.h"
#include "compiler/cli/difference.h"
#include "compiler/sql/expand.h"

typedef struct plan_work {
    migrator_work m;
    cli *c;
    map known; /* SQL without its semicolon -> const plan_statement * */
    map sizes; /* table -> schemac_table_size * */
    bool first;
} plan_work;

/* One statement to show. */
typedef struct shown {
    size_t segment;
    bool transactional;
    plan_batch batch;
    str sql;
    const plan_statement *facts; /* NULL: written by hand */
    const char *phase;           /* of two revisions that are not written yet; else NULL */
} shown;

/* --- sizes --- */

static const schemac_table_size *size_of(plan_work *w, str table)
{
    if (!w->m.migrator)
        return NULL;
    schemac_table_size *size = map_get(&w->sizes, table);
    if (size)
        return size;
    schemac_error ignored = SCHEMAC_ERROR_INIT;
    size = ARENA_NEW(&w->c->memory, schemac_table_size);
    if (schemac_migrator_table_size(w->m.migrator, str_copy(&w->c->memory, table).ptr, size, &ignored))
        *size = (schemac_table_size){0};
    map_put(&w->c->memory, &w->sizes, table, size);
    return size;
}

static void write_size(plan_work *w, str table, writer *out)
{
    const schemac_table_size *size = size_of(w, table);
    if (!size || !size->exists)
        return;
    writer_text(out, " (");
    if (size->rows < 0)
        writer_text(out, "rows unknown");
    else
        writer_format(out, "%lld row%s", (long long)size->rows, size->rows == 1 ? "" : "s");
    if (size->bytes >= 0)
        writer_format(out, ", %lld kB", (long long)((size->bytes + 1023) / 1024));
    writer_char(out, ')');
}

/* --- text --- */

static void write_tables(plan_work *w, const plan_statement *facts, writer *out)
{
    writer_str(out, facts->lock_object);
    write_size(w, facts->lock_object, out);
    VEC_EACH (const str, &facts->also_locked, table) {
        writer_text(out, ", ");
        writer_str(out, *table);
        write_size(w, *table, out);
    }
}

static void write_facts(plan_work *w, const shown *s, writer *out)
{
    const plan_statement *facts = s->facts;
    if (!facts) {
        writer_text(out, "        not known: written or edited by hand\n");
        return;
    }
    if (facts->unread.len)
        writer_format(out, "        not known what it does: %.*s\n", STR_ARGS(facts->unread));
    if (facts->loses_data)
        writer_format(out, "        loses     %.*s\n", STR_ARGS(facts->loses));
    if (facts->fails_on.len)
        writer_format(out, "        fails on  %.*s\n", STR_ARGS(facts->fails_on));
    if (facts->rewrites || facts->scans) {
        writer_format(out, "        %s", facts->rewrites ? "rewrites  " : "scans     ");
        writer_str(out, facts->lock_object);
        write_size(w, facts->lock_object, out);
        writer_char(out, '\n');
    }
    if (facts->lock != LOCK_NONE) {
        writer_format(out, "        locks     %s on ", plan_lock_name(facts->lock));
        write_tables(w, facts, out);
        writer_char(out, '\n');
    }
}

static void write_segment(plan_work *w, const shown *s, writer *out)
{
    writer_format(out, "  segment %zu, ", s->segment);
    if (!s->batch.rows) {
        writer_text(out, s->transactional ? "a transaction\n" : "no transaction\n");
        return;
    }
    writer_format(out, "a transaction for every %zu rows of %.*s by %.*s", s->batch.rows, STR_ARGS(s->batch.table),
                  STR_ARGS(s->batch.keys));
    const schemac_table_size *size = size_of(w, s->batch.table);
    if (size && size->exists && size->rows >= 0) {
        size_t batches = ((size_t)size->rows + s->batch.rows - 1) / s->batch.rows;
        writer_format(out, ": %zu batch%s", batches, batches == 1 ? "" : "es");
    }
    writer_char(out, '\n');
}

static void write_statement(plan_work *w, const shown *s, size_t *segment)
{
    writer *out = &w->c->out;
    if (s->segment != *segment)
        write_segment(w, s, out);
    *segment = s->segment;
    writer_text(out, "    ");
    for (size_t i = 0; i < s->sql.len; i++) {
        writer_char(out, s->sql.ptr[i]);
        if (s->sql.ptr[i] == '\n')
            writer_text(out, "    ");
    }
    writer_char(out, '\n');
    write_facts(w, s, out);
}

/* --- JSON --- */

/* Written with the first statement: where there is none because of an error, the diagnostics are the document. */
#define STATEMENTS "{\"statements\": ["

static void json_table(plan_work *w, str table, const char *before, writer *out)
{
    const schemac_table_size *size = size_of(w, table);
    writer_text(out, before);
    writer_text(out, "{\"name\": ");
    writer_json_string(out, table);
    if (size && size->exists)
        writer_format(out, ", \"rows\": %lld, \"bytes\": %lld", (long long)size->rows, (long long)size->bytes);
    writer_char(out, '}');
}

static void json_statement(plan_work *w, str revision, const shown *s)
{
    writer *out = &w->c->out;
    const plan_statement *facts = s->facts;
    writer_text(out, w->first ? STATEMENTS "\n  " : ",\n  ");
    w->first = false;
    writer_text(out, "{\"revision\": ");
    writer_json_string(out, revision);
    if (s->phase)
        writer_format(out, ", \"phase\": \"%s\"", s->phase);
    writer_format(out, ", \"segment\": %zu, \"transaction\": %s, \"sql\": ", s->segment,
                  s->transactional ? "true" : "false");
    writer_json_string(out, s->sql);
    if (s->batch.rows)
        writer_format(out, ", \"batch\": %zu", s->batch.rows);
    writer_format(out, ", \"known\": %s", facts && !facts->unread.len ? "true" : "false");
    if (facts) {
        writer_format(out, ", \"lock\": \"%s\", \"tables\": [", plan_lock_name(facts->lock));
        if (facts->lock_object.len)
            json_table(w, facts->lock_object, "", out);
        VEC_EACH (const str, &facts->also_locked, table)
            json_table(w, *table, ", ", out);
        writer_format(out, "], \"rewrites\": %s, \"scans\": %s, \"loses\": ", facts->rewrites ? "true" : "false",
                      facts->scans ? "true" : "false");
        writer_json_string(out, facts->loses);
        if (facts->fails_on.len) {
            writer_text(out, ", \"fails_on\": ");
            writer_json_string(out, facts->fails_on);
        }
    }
    writer_char(out, '}');
}

static void show(plan_work *w, str revision, const shown *s, size_t *segment)
{
    if (wants_json(w->c))
        json_statement(w, revision, s);
    else
        write_statement(w, s, segment);
}

/* --- a difference --- */

static str without_semicolon(str sql)
{
    return sql.len && sql.ptr[sql.len - 1] == ';' ? str_slice(sql, 0, sql.len - 1) : sql;
}

static void show_phase(plan_work *w, const difference_phase *phase)
{
    size_t segment = 0;
    if (phase->name && !wants_json(w->c))
        writer_format(&w->c->out, "%s\n", phase->name);
    VEC_EACH (const plan_statement, &phase->plan->statements, facts) {
        shown s = {facts->segment, facts->transactional, facts->batch, facts->sql, facts, phase->name};
        show(w, STR(""), &s, &segment);
    }
}

static bool show_difference(plan_work *w, exit_status *status)
{
    cli *c = w->c;
    dialect_id dialect;
    state_pair pair;
    change_list changes;
    difference_phases phases;
    if (!difference_of_sides(c, &pair, &changes, status) || !difference_dialect(c, pair.dialects, &dialect, status) ||
        !difference_plans(c, pair.before, &changes, pair.dialects, dialect, &phases, status))
        return false;
    for (size_t i = 0; i < phases.count; i++)
        show_phase(w, &phases.items[i]);
    return true;
}

/* --- revisions --- */

static dialect_id dialect_of(const plan_work *w)
{
    return w->m.dialect == SCHEMAC_SQL_SQLITE ? DIALECT_SQLITE : DIALECT_POSTGRESQL;
}

static void note_plan(plan_work *w, const plan *p)
{
    VEC_EACH (const plan_statement, &p->statements, statement)
        map_put(&w->c->memory, &w->known, without_semicolon(statement->sql), (void *)(uintptr_t)statement);
}

/* The facts of both forms, since the revision may have been made with either. */
static void note_facts(plan_work *w, const model_schema *before, const change_list *changes, bool down)
{
    arena *a = &w->c->memory;
    w->known = (map){0};
    for (int online = 0; online < 2; online++) {
        diagnostic_list diagnostics = {.memory = a};
        plan_options options = {.down = down, .online = online};
        note_plan(w, plan_make(a, before, changes, dialect_of(w), &options, &diagnostics));
    }
}

static plan_batch batch_of(plan_work *w, const schemac_segment *segment)
{
    plan_batch batch = {.rows = (size_t)segment->batch_rows};
    if (!batch.rows)
        return batch;
    writer keys = writer_make(&w->c->memory);
    for (size_t i = 0; i < segment->batch_keys.count; i++)
        writer_format(&keys, "%s%s", i ? ", " : "", segment->batch_keys.items[i]);
    batch.table = str_from(segment->batch_table);
    batch.keys = writer_result(&keys);
    return batch;
}

static void show_file(plan_work *w, const schemac_revision *revision, const schemac_revision_file *file)
{
    size_t segment = 0;
    if (!wants_json(w->c))
        writer_format(&w->c->out, "%s %s  %s\n", file->down ? "down" : "up", revision->id, revision->up->message);
    for (size_t k = 0; k < file->segment_count; k++)
        for (size_t i = 0; i < file->segments[k].count; i++) {
            const schemac_sql_statement *statement = &file->statements[file->segments[k].first + i];
            str sql = {file->text + statement->offset, statement->length};
            shown s = {(size_t)file->segments[k].number, file->segments[k].transactional,
                       batch_of(w, &file->segments[k]),  sql,
                       map_get(&w->known, sql),          NULL};
            show(w, str_from(revision->id), &s, &segment);
        }
}

typedef struct revision_facts {
    const model_schema *before;
    change_list changes;
} revision_facts;

/* The state before each revision, by id. */
static bool replay(plan_work *w, map *facts, exit_status *status)
{
    cli *c = w->c;
    schemac_revision_list all;
    schemac_revision_list heads = schemac_history_heads(w->m.history);
    schemac_error err = SCHEMAC_ERROR_INIT;
    if (schemac_history_between(w->m.history, (schemac_revision_list){0}, heads, &all, &err)) {
        *status = fail_runtime(c, &err);
        return false;
    }
    const model_schema *state = model_schema_make(&c->memory);
    for (size_t i = 0; i < all.count && c->diagnostics.errors == 0; i++) {
        revision_facts *one = ARENA_NEW(&c->memory, revision_facts);
        one->before = state;
        if (all.items[i]->up->changes_line > 0)
            state = state_apply_revision(c, state, all.items[i]->up, &one->changes);
        map_put(&c->memory, facts, str_from(all.items[i]->id), one);
    }
    *status = show_diagnostics(c);
    return *status == EXIT_OK;
}

static bool has_phase(const schemac_revision *revision, const char *phase)
{
    return revision->up->phase && str_eq(str_from(revision->up->phase), str_from(phase));
}

/* The revision that expands and the one that contracts, of which `revision` is one; false where it is neither. */
static bool find_phases(const schemac_revision *revision, const schemac_revision **expand,
                        const schemac_revision **contract)
{
    *expand = has_phase(revision, "expand") ? revision : NULL;
    *contract = has_phase(revision, "contract") ? revision : NULL;
    for (size_t i = 0; *expand && !*contract && i < revision->child_count; i++)
        *contract = has_phase(revision->children[i], "contract") ? revision->children[i] : NULL;
    if (*contract && !*expand && revision->parent_count == 1)
        *expand = has_phase(revision->parents[0], "expand") ? revision->parents[0] : NULL;
    return *expand && *contract;
}

/* What expands has no changes of its own for the helper: that follows from the changes of what contracts. */
static void note_phases(plan_work *w, const map *all, const schemac_revision *revision)
{
    const schemac_revision *expand, *contract;
    if (!find_phases(revision, &expand, &contract))
        return;
    const revision_facts *first = map_get(all, str_from(expand->id)), *second = map_get(all, str_from(contract->id));
    if (!first || !second)
        return;
    diagnostic_list diagnostics = {.memory = &w->c->memory};
    expand_split split = {true, first->changes, second->before, second->changes};
    expand_plans plans = expand_plan(&w->c->memory, first->before, &split, dialect_of(w), &diagnostics);
    note_plan(w, plans.expand_up);
    note_plan(w, plans.expand_down);
    note_plan(w, plans.contract_up);
    note_plan(w, plans.contract_down);
}

static void show_revision(plan_work *w, const map *all, const schemac_revision *revision, const revision_facts *facts)
{
    cli *c = w->c;
    bool down = c->given[OPTION_DOWN];
    if (down) {
        change_list back = change_invert(&c->memory, &facts->changes);
        const model_schema *there = change_apply(&c->memory, facts->before, &facts->changes, &c->diagnostics);
        note_facts(w, there, &back, true);
    } else {
        note_facts(w, facts->before, &facts->changes, false);
    }
    note_phases(w, all, revision);
    show_file(w, revision, down ? revision->down : revision->up);
}

static bool show_pending(plan_work *w, exit_status *status)
{
    cli *c = w->c;
    map facts = {0};
    schemac_revision_list pending;
    schemac_error err = SCHEMAC_ERROR_INIT;
    bool down = c->given[OPTION_DOWN];
    const char *target = c->arguments.count ? str_copy(&c->memory, c->arguments.items[0]).ptr : down ? "-1" : NULL;
    if (schemac_migrator_plan(w->m.migrator, target, down, &pending, &err)) {
        *status = fail_runtime(c, &err);
        return false;
    }
    if (!replay(w, &facts, status))
        return false;
    for (size_t i = 0; i < pending.count; i++) {
        const revision_facts *one = map_get(&facts, str_from(pending.items[i]->id));
        if (one)
            show_revision(w, &facts, pending.items[i], one);
    }
    if (!pending.count)
        talk(c, "nothing to do");
    return true;
}

/* --- the verb --- */

static exit_status run(plan_work *w, bool difference)
{
    exit_status status = EXIT_OK;
    if (!(difference ? show_difference(w, &status) : show_pending(w, &status)))
        return status;
    if (wants_json(w->c))
        writer_text(&w->c->out, w->first ? STATEMENTS "]}\n" : "\n]}\n");
    return EXIT_OK;
}

exit_status verb_plan(cli *c)
{
    exit_status status = EXIT_OK;
    plan_work w = {.c = c, .first = true};
    bool difference = c->given[OPTION_FROM] || c->given[OPTION_TO];
    bool offline = difference && project_text(c, SETTING_DATABASE).len == 0;
    if (offline ? compilation_begin(c, &status) : migrator_begin(&w.m, c, &status))
        status = run(&w, difference);
    migrator_close(&w.m);
    return status;
}
