/* schemac revision: the schema files against the state at the head of the revisions, written as a pair of files for
 * each dialect. Works offline. */
#include "compiler/cli/compilation.h"
#include "compiler/cli/difference.h"
#include "compiler/cli/moment.h"
#include "compiler/cli/state.h"
#include "compiler/sql/expand.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* One pair for each dialect, with one id. */
typedef struct revision_pair {
    const char *phase; /* NULL: it is alone; else "expand" or "contract" */
    str changes_text;
    schemac_revision_side sides[DIALECT_COUNT];
    size_t n_sides;
    schemac_revision_written written;
} revision_pair;

typedef struct revision_work {
    cli *c;
    unsigned dialects;
    schemac_history *history; /* NULL where there is no folder yet */
    schemac_revision_list heads;
    const model_schema *before;
    const model_schema *after;
    change_list changes;
    schemac_names parents;
    revision_pair pairs[2];
    size_t n_pairs;
} revision_work;

static const char *c_text(revision_work *w, str text)
{
    return str_copy(&w->c->memory, text).ptr;
}

/* --- where we stand --- */

/* The head that the new revision follows. Where there are two, only an empty revision may follow both and so join them;
 * the runtime's error names them. */
static bool find_parent(revision_work *w, exit_status *status)
{
    cli *c = w->c;
    if (!state_open_history(c, SCHEMAC_SQL_ANY, &w->history, status))
        return false;
    schemac_revision_list path = {0};
    if (w->history && schemac_history_heads(w->history).count > 0) {
        schemac_error err = SCHEMAC_ERROR_INIT;
        if (schemac_history_resolve(w->history, c->given[OPTION_EMPTY] ? "heads" : "head", NULL, &w->heads, &err) ||
            schemac_history_between(w->history, (schemac_revision_list){0}, w->heads, &path, &err)) {
            *status = fail_runtime(c, &err);
            return false;
        }
    }
    const char **ids = ARENA_ARRAY(&c->memory, const char *, w->heads.count + 1);
    for (size_t i = 0; i < w->heads.count; i++)
        ids[i] = w->heads.items[i]->id;
    w->parents = (schemac_names){ids, w->heads.count};
    w->before = state_of_revisions(c, path, status);
    return w->before != NULL;
}

/* --from says what the newest revision is thought to have made. Something else would make a revision that no other
 * database could follow. */
static bool starts_at_head(revision_work *w, exit_status *status)
{
    cli *c = w->c;
    change_list changes;
    if (!c->given[OPTION_FROM])
        return true;
    const model_schema *from = state_against(c, c->values[OPTION_FROM], w->before, status);
    if (!from || !difference_found(c, w->before, from, &changes, status))
        return false;
    if (!changes.count)
        return true;
    change_print(&changes, &c->out);
    *status = fail(c, EXIT_REFUSED,
                   "that is not what the newest revision leaves: it has the changes above besides; "
                   "`schemac revision --to` writes them as a revision of their own");
    return false;
}

static bool find_end(revision_work *w, exit_status *status)
{
    cli *c = w->c;
    if (!c->given[OPTION_TO])
        w->after = compile_files(c, project_list(c, SETTING_SCHEMAS), w->dialects, status);
    else
        w->after = state_against(c, c->values[OPTION_TO], w->before, status);
    return w->after != NULL;
}

static bool find_changes(revision_work *w, exit_status *status)
{
    cli *c = w->c;
    if (c->given[OPTION_EMPTY]) {
        w->after = w->before;
        return true;
    }
    bool found = state_needs_database(c->values[OPTION_TO]);
    return starts_at_head(w, status) && find_end(w, status) &&
           (found ? difference_found : difference_changes)(c, w->before, w->after, &w->changes, status);
}

/* --- what is lost --- */

static bool confirmed(void)
{
    (void)fputs("make the revision all the same? [y/N] ", stderr);
    int answer = getchar();
    return answer == 'y' || answer == 'Y';
}

static bool may_lose_data(revision_work *w, exit_status *status)
{
    cli *c = w->c;
    size_t losses = 0;
    for (size_t i = 0; i < w->changes.count; i++) {
        str why;
        if (!change_loses_data(&c->memory, &w->changes.items[i], &why))
            continue;
        losses++;
        if (!c->given[OPTION_ALLOW_DATA_LOSS])
            (void)fprintf(stderr, "schemac: data loss: %.*s\n", STR_ARGS(why));
    }
    if (losses == 0 || c->given[OPTION_ALLOW_DATA_LOSS])
        return true;
    if (isatty(STDIN_FILENO) && isatty(STDERR_FILENO) && confirmed())
        return true;
    *status = fail(c, EXIT_REFUSED, "the revision loses data; say --allow-data-loss if that is meant");
    return false;
}

/* --- the SQL --- */

/* Each once: a table may go on the way up, and what took its name on the way down. */
static void add_losses(const plan *p, map *seen, writer *text)
{
    for (size_t i = 0; i < p->statements.count; i++) {
        const plan_statement *s = &p->statements.items[i];
        if (!s->loses_data || map_put(text->memory, seen, s->loses, seen))
            continue;
        writer_text(text, text->len ? "; " : "lossy: ");
        writer_str(text, s->loses);
    }
}

/* A way down is lossy where it loses data itself, and where the way up lost what it can only make again empty. */
static str down_note(revision_work *w, const plan *up, const plan *down)
{
    if (down->irreversible)
        return str_join(&w->c->memory, STR("irreversible: "), down->why_irreversible);
    writer text = writer_make(&w->c->memory);
    map seen = {0};
    add_losses(up, &seen, &text);
    add_losses(down, &seen, &text);
    str note = writer_result(&text);
    return note.len ? note : STR("lossless");
}

static const char *plan_sql(revision_work *w, const plan *p)
{
    writer text = writer_make(&w->c->memory);
    plan_print(p, &text);
    return writer_result(&text).ptr;
}

static const char *plan_remarks(revision_work *w, const plan *p)
{
    writer text = writer_make(&w->c->memory);
    plan_hazards(p, &text);
    return writer_result(&text).ptr;
}

static const schemac_sql_dialect runtime_dialect[DIALECT_COUNT] = {
    [DIALECT_POSTGRESQL] = SCHEMAC_SQL_POSTGRESQL,
    [DIALECT_SQLITE] = SCHEMAC_SQL_SQLITE,
};

static void add_side(revision_work *w, revision_pair *pair, dialect_id dialect, const plan *up, const plan *down)
{
    schemac_revision_side *side = &pair->sides[pair->n_sides++];
    side->dialect = runtime_dialect[dialect];
    side->up_sql = plan_sql(w, up);
    side->down_sql = plan_sql(w, down);
    side->up_remarks = plan_remarks(w, up);
    side->down_remarks = plan_remarks(w, down);
    side->down_note = c_text(w, down_note(w, up, down));
    side->foreign_keys_off = up->foreign_keys_off || down->foreign_keys_off;
}

static revision_pair *begin_pair(revision_work *w, const char *phase, const change_list *changes)
{
    revision_pair *pair = &w->pairs[w->n_pairs++];
    writer text = writer_make(&w->c->memory);
    change_print(changes, &text);
    pair->phase = phase;
    pair->changes_text = writer_result(&text);
    return pair;
}

static void add_empty_side(revision_pair *pair, dialect_id dialect)
{
    pair->sides[pair->n_sides++] = (schemac_revision_side){
        .dialect = runtime_dialect[dialect],
        .up_sql = "-- Write the way up here.\n",
        .down_sql = "-- Write the way down here.\n",
    };
}

static bool make_side(revision_work *w, revision_pair *pair, dialect_id dialect, exit_status *status)
{
    cli *c = w->c;
    if (c->given[OPTION_EMPTY]) {
        add_empty_side(pair, dialect);
        return true;
    }
    plan *up = difference_plan_of(c, w->before, &w->changes, dialect, false, status);
    if (!up)
        return false;
    change_list inverse = change_invert(&c->memory, &w->changes);
    const model_schema *there = change_apply(&c->memory, w->before, &w->changes, &c->diagnostics);
    plan *down = difference_plan_of(c, there, &inverse, dialect, true, status);
    if (down)
        add_side(w, pair, dialect, up, down);
    return down != NULL;
}

static bool make_single(revision_work *w, exit_status *status)
{
    revision_pair *pair = begin_pair(w, NULL, &w->changes);
    for (dialect_id dialect = 0; dialect < DIALECT_COUNT; dialect++)
        if ((w->dialects & (1u << dialect)) && !make_side(w, pair, dialect, status))
            return false;
    return true;
}

/* Two revisions: one that expands and one that contracts. */
static bool make_phases(revision_work *w, const expand_split *split, exit_status *status)
{
    cli *c = w->c;
    revision_pair *expand = begin_pair(w, "expand", &split->first);
    revision_pair *contract = begin_pair(w, "contract", &split->second);
    for (dialect_id dialect = 0; dialect < DIALECT_COUNT; dialect++) {
        if (!(w->dialects & (1u << dialect)))
            continue;
        expand_plans plans = expand_plan(&c->memory, w->before, split, dialect, &c->diagnostics);
        *status = show_diagnostics(c);
        if (*status != EXIT_OK)
            return false;
        add_side(w, expand, dialect, plans.expand_up, plans.expand_down);
        add_side(w, contract, dialect, plans.contract_up, plans.contract_down);
    }
    return true;
}

/* What was found in a database is there already: nothing has to be careful about it. */
static bool make_pairs(revision_work *w, exit_status *status)
{
    cli *c = w->c;
    bool online;
    expand_split split = {0};
    *status = EXIT_USAGE;
    if (!difference_online(c, &online))
        return false;
    bool found = c->given[OPTION_TO] && state_needs_database(c->values[OPTION_TO]);
    if (online && !found && !c->given[OPTION_EMPTY] && (w->dialects & (1u << DIALECT_POSTGRESQL)))
        split = expand_changes(&c->memory, w->before, &w->changes);
    return split.wanted ? make_phases(w, &split, status) : make_single(w, status);
}

/* --- the files --- */

static const char *message_of(revision_work *w, const revision_pair *pair)
{
    str message = w->c->values[OPTION_MESSAGE];
    if (!pair->phase)
        return c_text(w, message);
    return str_format(&w->c->memory, "%s: %.*s", pair->phase, STR_ARGS(message)).ptr;
}

static schemac_revision_draft draft_of(revision_work *w, const revision_pair *pair, int64_t created_at)
{
    return (schemac_revision_draft){
        .parents = w->parents,
        .message = message_of(w, pair),
        .changes = pair->changes_text.len ? pair->changes_text.ptr : NULL,
        .created_at = created_at,
        .phase = pair->phase,
        .sides = pair->sides,
        .side_count = pair->n_sides,
    };
}

static schemac_revision_naming naming_of(revision_work *w)
{
    cli *c = w->c;
    return (schemac_revision_naming){
        .file_template = c_text(w, project_text(c, SETTING_FILE_TEMPLATE)),
        .slug_length = (int)strtol(c_text(w, project_text(c, SETTING_SLUG_LENGTH)), NULL, 10),
        .timezone = c_text(w, project_text(c, SETTING_TIMEZONE)),
        .per_dialect = w->pairs[0].n_sides > 1,
    };
}

static str_list all_paths(revision_work *w)
{
    str_list paths = {0};
    for (size_t i = 0; i < w->n_pairs; i++)
        for (size_t k = 0; k < w->pairs[i].written.path_count; k++)
            VEC_PUSH(&w->c->memory, &paths, str_copy(&w->c->memory, str_from(w->pairs[i].written.paths[k])));
    return paths;
}

/* The project's command gets the paths as "$@". */
static exit_status run_after_write(revision_work *w, const str_list *paths)
{
    cli *c = w->c;
    str command = project_text(c, SETTING_AFTER_WRITE);
    if (command.len == 0)
        return EXIT_OK;
    char **argv = ARENA_ARRAY(&c->memory, char *, paths->count + 5);
    argv[0] = (char *)(uintptr_t) "sh";
    argv[1] = (char *)(uintptr_t) "-c";
    argv[2] = (char *)(uintptr_t)str_format(&c->memory, "%.*s \"$@\"", STR_ARGS(command)).ptr;
    argv[3] = (char *)(uintptr_t) "after_write";
    for (size_t i = 0; i < paths->count; i++)
        argv[4 + i] = (char *)(uintptr_t)paths->items[i].ptr;
    pid_t child = fork();
    if (child == 0) {
        execv("/bin/sh", argv);
        _exit(127);
    }
    int outcome = 0;
    if (child < 0 || waitpid(child, &outcome, 0) < 0 || outcome != 0)
        return fail(c, EXIT_FINDINGS, "the files are written, but after_write failed: %.*s", STR_ARGS(command));
    return EXIT_OK;
}

static void show_written(revision_work *w, const str_list *paths)
{
    cli *c = w->c;
    if (wants_json(c))
        writer_format(&c->out, "{\"revision\": \"%s\", ", w->pairs[w->n_pairs - 1].written.id);
    if (wants_json(c) && w->n_pairs > 1)
        writer_format(&c->out, "\"expand\": \"%s\", ", w->pairs[0].written.id);
    writer_text(&c->out, wants_json(c) ? "\"files\": [" : "");
    for (size_t i = 0; i < paths->count; i++) {
        if (!wants_json(c)) {
            writer_format(&c->out, "%.*s\n", STR_ARGS(paths->items[i]));
            continue;
        }
        writer_text(&c->out, i ? ", " : "");
        writer_json_string(&c->out, paths->items[i]);
    }
    if (wants_json(c))
        writer_text(&c->out, "]}\n");
}

/* What is written next follows this one. */
static void follow(revision_work *w, const schemac_revision_draft *draft)
{
    const char **ids = ARENA_ARRAY(&w->c->memory, const char *, 1);
    char id[SCHEMAC_REVISION_ID_SIZE];
    schemac_revision_id(draft, id);
    ids[0] = str_copy(&w->c->memory, str_from(id)).ptr;
    w->parents = (schemac_names){ids, 1};
}

static exit_status write_pairs(revision_work *w)
{
    cli *c = w->c;
    int64_t created_at;
    schemac_revision_draft drafts[2];
    schemac_revision_written written[2];
    schemac_revision_naming naming = naming_of(w);
    schemac_error err = SCHEMAC_ERROR_INIT;
    if (!moment_of_creation(c, &created_at))
        return EXIT_USAGE;
    for (size_t i = 0; i < w->n_pairs; i++) {
        drafts[i] = draft_of(w, &w->pairs[i], created_at);
        follow(w, &drafts[i]);
    }
    const char *folder = c_text(w, project_text(c, SETTING_MIGRATIONS));
    if (schemac_revisions_write(folder, drafts, w->n_pairs, &naming, written, &err))
        return fail_runtime(c, &err);
    for (size_t i = 0; i < w->n_pairs; i++)
        w->pairs[i].written = written[i];
    str_list paths = all_paths(w);
    show_written(w, &paths);
    return run_after_write(w, &paths);
}

static void print_instead(revision_work *w)
{
    for (size_t i = 0; i < w->n_pairs; i++) {
        const revision_pair *pair = &w->pairs[i];
        if (pair->phase)
            writer_format(&w->c->out, "%s-- %s\n", i ? "\n" : "", pair->phase);
        writer_str(&w->c->out, pair->changes_text);
        for (size_t k = 0; k < pair->n_sides; k++)
            writer_format(&w->c->out, "\n-- up, %s\n%s", schemac_sql_dialect_name(pair->sides[k].dialect),
                          pair->sides[k].up_sql);
    }
}

static exit_status make_revision(revision_work *w)
{
    cli *c = w->c;
    exit_status status = EXIT_OK;
    if (!find_parent(w, &status) || !find_changes(w, &status))
        return status;
    if (w->changes.count == 0 && !c->given[OPTION_EMPTY]) {
        talk(c, "no changes: the schema is as the newest revision left it");
        return EXIT_OK;
    }
    if (!may_lose_data(w, &status) || !make_pairs(w, &status))
        return status;
    if (c->given[OPTION_STDOUT]) {
        print_instead(w);
        return EXIT_OK;
    }
    return write_pairs(w);
}

exit_status verb_revision(cli *c)
{
    exit_status status;
    if (!compilation_begin(c, &status))
        return status;
    if (!c->given[OPTION_MESSAGE] || c->values[OPTION_MESSAGE].len == 0)
        return fail(c, EXIT_USAGE, "a revision needs a message: schemac revision -m \"what it does\"");
    revision_work work = {.c = c, .dialects = project_dialects(c)};
    if (!work.dialects)
        return EXIT_USAGE;
    status = make_revision(&work);
    for (size_t i = 0; i < work.n_pairs; i++)
        schemac_revision_written_free(&work.pairs[i].written);
    schemac_history_close(work.history);
    return status;
}
