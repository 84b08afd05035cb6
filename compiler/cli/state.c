#include "compiler/cli/state.h"

#include "compiler/change/change.h"
#include "compiler/cli/compilation.h"
#include "compiler/cli/git.h"

static exit_status status_of(schemac_code code)
{
    switch (code) {
    case SCHEMAC_OK:
        return EXIT_OK;
    case SCHEMAC_CONNECTION:
    case SCHEMAC_TIMEOUT:
        return EXIT_NO_CONNECTION;
    case SCHEMAC_LOCKED:
    case SCHEMAC_BUSY:
        return EXIT_LOCKED;
    case SCHEMAC_REFUSED:
        return EXIT_REFUSED;
    case SCHEMAC_MIGRATION:
    case SCHEMAC_SQL:
    case SCHEMAC_CONFLICT:
    case SCHEMAC_REFERENCE:
    case SCHEMAC_RETRY:
    case SCHEMAC_CANCELLED:
        return EXIT_MIGRATION;
    default:
        return EXIT_USAGE;
    }
}

static void say_place(const cli *c, const schemac_error *err, writer *w)
{
    if (err->file[0])
        writer_text(w, err->file);
    if (err->file[0] && err->line > 0)
        writer_format(w, ":%d:%d", err->line, err->column > 0 ? err->column : 1);
    writer_text(w, err->file[0] ? ": " : "schemac: ");
    writer_text(w, c->color ? "\033[1;31merror\033[0m" : "error");
    if (err->sqlstate[0])
        writer_format(w, "[%s]", err->sqlstate);
}

/* The same form as the compiler's own errors: place, message, then detail, statement and hint below. */
exit_status fail_runtime(cli *c, const schemac_error *err)
{
    writer w = writer_make(&c->memory);
    say_place(c, err, &w);
    writer_format(&w, ": %s\n", err->message);
    if (err->detail[0])
        writer_format(&w, "  detail: %s\n", err->detail);
    if (err->statement[0])
        writer_format(&w, "  statement: %s\n", err->statement);
    if (err->hint[0])
        writer_format(&w, "  hint: %s\n", err->hint);
    str text = writer_result(&w);
    (void)fwrite(text.ptr, 1, text.len, stderr);
    return status_of(err->code);
}

/* Readers change nothing: they say what they pass over. */
static void note_unfinished(const cli *c, const schemac_history *history)
{
    schemac_names files = schemac_history_unfinished(history);
    for (size_t i = 0; i < files.count; i++)
        talk(c, "note: passed over, since writing it was not finished: %s", files.items[i]);
    if (files.count)
        talk(c, "note: the next `schemac revision` takes such files away");
}

bool state_open_history(cli *c, schemac_sql_dialect dialect, schemac_history **history, exit_status *status)
{
    *history = NULL;
    *status = EXIT_OK;
    str folder = project_text(c, SETTING_MIGRATIONS);
    if (!file_exists(&c->memory, folder))
        return true;
    schemac_error err = SCHEMAC_ERROR_INIT;
    if (schemac_history_open(str_copy(&c->memory, folder).ptr, dialect, history, &err)) {
        *status = fail_runtime(c, &err);
        return false;
    }
    note_unfinished(c, *history);
    return true;
}

/* As a text whose lines are those of its file. */
model_schema *state_apply_revision(cli *c, const model_schema *state, const schemac_revision_file *file,
                                   change_list *changes)
{
    arena *a = &c->memory;
    source_file *source =
        source_add(&c->sources, str_copy(a, str_from(file->path)), str_copy(a, str_from(file->changes)));
    source->first_line = (uint32_t)file->changes_line;
    source->prefix = STR("--| ");
    parser_result parsed = parser_run(&c->sources, source, PARSER_CHANGES, &c->diagnostics);
    *changes = change_read(a, state, parsed.root, &c->diagnostics);
    return change_apply(a, state, changes, &c->diagnostics);
}

model_schema *state_of_revisions(cli *c, schemac_revision_list revisions, exit_status *status)
{
    change_list changes;
    model_schema *state = model_schema_make(&c->memory);
    for (size_t i = 0; i < revisions.count && c->diagnostics.errors == 0; i++)
        if (revisions.items[i]->up->changes_line > 0)
            state = state_apply_revision(c, state, revisions.items[i]->up, &changes);
    *status = show_diagnostics(c);
    return *status == EXIT_OK ? state : NULL;
}

static model_schema *state_of_name(cli *c, str name, exit_status *status)
{
    schemac_history *history;
    if (!state_open_history(c, SCHEMAC_SQL_ANY, &history, status))
        return NULL;
    if (!history) {
        str folder = project_text(c, SETTING_MIGRATIONS);
        *status = fail(c, EXIT_USAGE, "%.*s: there is no such folder of revisions", STR_ARGS(folder));
        return NULL;
    }
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_revision_list to;
    schemac_revision_list path;
    model_schema *state = NULL;
    if (schemac_history_resolve(history, str_copy(&c->memory, name).ptr, NULL, &to, &err) ||
        schemac_history_between(history, (schemac_revision_list){0}, to, &path, &err))
        *status = fail_runtime(c, &err);
    else
        state = state_of_revisions(c, path, status);
    schemac_history_close(history);
    return state;
}

bool state_names_database(str what)
{
    static const char *const starts[] = {
        "sqlite:", "postgresql:", "postgres:", "host=", "hostaddr=", "dbname=", "service=", "user="};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (str_starts_with(what, str_from(starts[i])))
            return true;
    return false;
}

bool state_needs_database(str what)
{
    return state_names_database(what) || str_ends_with(what, STR(".sql"));
}

model_schema *state_side(cli *c, str what, unsigned dialects, exit_status *status)
{
    str revision = STR("rev:");
    *status = EXIT_OK;
    if (str_starts_with(what, STR("git:")))
        return git_side(c, what, dialects, status);
    if (str_eq(what, STR("")))
        return compile_files(c, project_list(c, SETTING_SCHEMAS), dialects, status);
    if (str_eq(what, STR("empty")))
        return model_schema_make(&c->memory);
    if (str_starts_with(what, revision))
        return state_of_name(c, str_slice(what, revision.len, what.len), status);
    str_list patterns = {0};
    str inside = file_join(&c->memory, what, STR("."));
    bool folder = file_exists(&c->memory, inside) && !str_eq(what, STR("-"));
    VEC_PUSH(&c->memory, &patterns, folder ? file_join(&c->memory, what, STR("*.schema")) : what);
    return compile_files(c, &patterns, dialects, status);
}

bool state_sides(cli *c, str from, str to, state_pair *pair, exit_status *status)
{
    *pair = (state_pair){.dialects = project_dialects(c)};
    *status = EXIT_USAGE;
    if (!pair->dialects)
        return false;
    if (state_needs_database(from) || state_needs_database(to))
        return c->database->sides(c, from, to, pair, status);
    pair->before = state_side(c, from, pair->dialects, status);
    pair->after = pair->before ? state_side(c, to, pair->dialects, status) : NULL;
    return pair->after != NULL;
}

const model_schema *state_against(cli *c, str what, const model_schema *other, exit_status *status)
{
    if (state_needs_database(what))
        return c->database->against(c, what, other, status);
    return state_side(c, what, project_dialects(c), status);
}
