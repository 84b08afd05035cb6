#include "compiler/cli/database/migrator.h"

#include "compiler/cli/compilation.h"
#include "compiler/cli/moment.h"

#include <stdlib.h>

/* --- talk --- */

static void talk_retry(cli *c, const schemac_migrate_event *event)
{
    talk(c, "  waiting %lld ms for a lock: %s", (long long)(event->duration_us / 1000), event->text ? event->text : "");
}

static void observe(void *data, const schemac_migrate_event *event)
{
    cli *c = data;
    switch (event->kind) {
    case SCHEMAC_MIGRATE_WAITING:
        talk(c, "waiting for another migrator: %s", event->text ? event->text : "");
        break;
    case SCHEMAC_MIGRATE_REVISION_BEGINS:
        talk(c, "%s %s  %s", event->down ? "down" : "up  ", event->revision ? event->revision->id : "",
             event->revision ? event->revision->up->message : "");
        break;
    case SCHEMAC_MIGRATE_RETRY:
        talk_retry(c, event);
        break;
    case SCHEMAC_MIGRATE_NOTE:
        talk(c, "  note: %s", event->text ? event->text : "");
        break;
    case SCHEMAC_MIGRATE_PROGRESS:
        talk(c, "  %s: %lld row%s in %lld batch%s", event->text, (long long)event->rows, event->rows == 1 ? "" : "s",
             (long long)event->batches, event->batches == 1 ? "" : "es");
        break;
    case SCHEMAC_MIGRATE_STATEMENT:
    case SCHEMAC_MIGRATE_REVISION_ENDS:
        break;
    }
}

/* --- options --- */

static bool read_retries(migrator_work *w)
{
    cli *c = w->c;
    if (!c->given[OPTION_LOCK_RETRIES])
        return true;
    const char *text = c->values[OPTION_LOCK_RETRIES].ptr;
    char *end;
    long value = strtol(text, &end, 10);
    w->options.lock_retries = value == 0 ? -1 : (int)value;
    if (end != text && *end == '\0' && value >= 0 && value <= 1000)
        return true;
    fail(c, EXIT_USAGE, "--lock-retries takes a number from 0 to 1000, not \"%s\"", text);
    return false;
}

/* Where nobody said how far to go, a database that is in use is not contracted. */
static bool read_phase(migrator_work *w)
{
    cli *c = w->c;
    str phase = c->values[OPTION_PHASE];
    if (!c->given[OPTION_PHASE]) {
        w->options.phase = c->arguments.count ? SCHEMAC_MIGRATE_EVERY_PHASE : SCHEMAC_MIGRATE_EXPAND_IN_USE;
        return true;
    }
    w->options.phase = str_eq(phase, STR("expand")) ? SCHEMAC_MIGRATE_EXPAND : SCHEMAC_MIGRATE_EVERY_PHASE;
    if (c->given[OPTION_SQL]) {
        fail(c, EXIT_USAGE, "a script goes from one revision to another, which are named, and not by --phase");
        return false;
    }
    if (str_eq(phase, STR("expand")) || str_eq(phase, STR("contract")))
        return true;
    fail(c, EXIT_USAGE, "--phase takes expand or contract, not \"%.*s\"", STR_ARGS(phase));
    return false;
}

static bool read_options(migrator_work *w, exit_status *status)
{
    cli *c = w->c;
    *status = EXIT_USAGE;
    w->options.history_table = str_copy(&c->memory, project_text(c, SETTING_HISTORY_TABLE)).ptr;
    w->options.tool_version = SCHEMAC_VERSION;
    w->options.observer = observe;
    w->options.observer_data = c;
    str transaction = c->values[OPTION_TRANSACTION];
    if (str_eq(transaction, STR("all")))
        w->options.transaction = SCHEMAC_MIGRATE_ALL;
    else if (transaction.len && !str_eq(transaction, STR("per-revision"))) {
        fail(c, EXIT_USAGE, "--transaction takes per-revision or all, not \"%.*s\"", STR_ARGS(transaction));
        return false;
    }
    return read_retries(w) && read_phase(w) &&
           moment_span(c, OPTION_BATCH_PAUSE, "batch-pause", &w->options.batch_pause_ms) &&
           moment_span(c, OPTION_LOCK_WAIT, "lock-wait", &w->options.lock_wait_ms) &&
           moment_span(c, OPTION_LOCK_TIMEOUT, "lock-timeout", &w->options.lock_timeout_ms);
}

static str database_url(cli *c)
{
    return str_copy(&c->memory, project_text(c, SETTING_DATABASE));
}

static bool find_dialect(migrator_work *w, exit_status *status)
{
    cli *c = w->c;
    *status = EXIT_USAGE;
    if (c->given[OPTION_DIALECT]) {
        if (schemac_sql_dialect_find(str_copy(&c->memory, c->values[OPTION_DIALECT]).ptr, &w->dialect))
            return true;
        fail(c, EXIT_USAGE, "there is no dialect \"%.*s\"", STR_ARGS(c->values[OPTION_DIALECT]));
        return false;
    }
    str url = database_url(c);
    if (url.len == 0) {
        fail(c, EXIT_USAGE, "no database was named: say --database URL, or set it in the project file");
        return false;
    }
    if (schemac_url_dialect(url.ptr, &w->dialect))
        return true;
    fail(c, EXIT_USAGE, "the database's address is of no known kind: sqlite:FILE and postgresql://… are");
    return false;
}

bool migrator_begin_offline(migrator_work *w, cli *c, exit_status *status)
{
    *w = (migrator_work){.c = c};
    if (!compilation_begin(c, status) || !read_options(w, status) || !find_dialect(w, status) ||
        !state_open_history(c, w->dialect, &w->history, status))
        return false;
    if (w->history)
        return true;
    *status = fail(c, EXIT_USAGE, "%.*s: there is no such folder of revisions; `schemac revision` makes it",
                   STR_ARGS(project_text(c, SETTING_MIGRATIONS)));
    return false;
}

bool migrator_begin(migrator_work *w, cli *c, exit_status *status)
{
    if (!migrator_begin_offline(w, c, status))
        return false;
    schemac_error err = SCHEMAC_ERROR_INIT;
    if (schemac_migrator_open(database_url(c).ptr, w->history, &w->options, &w->migrator, &err) == SCHEMAC_OK)
        return true;
    *status = fail_runtime(c, &err);
    return false;
}

void migrator_close(migrator_work *w)
{
    schemac_migrator_close(w->migrator);
    schemac_history_close(w->history);
}

void migrator_show_report(migrator_work *w, const schemac_migrate_report *report, bool down)
{
    cli *c = w->c;
    if (!wants_json(c)) {
        talk(c, report->count ? "%s %zu revision%s in %.3f s" : "nothing to do", down ? "took back" : "applied",
             report->count, report->count == 1 ? "" : "s", (double)report->duration_us / 1e6);
        return;
    }
    writer_format(&c->out, "{\"%s\": [", down ? "reverted" : "applied");
    for (size_t i = 0; i < report->count; i++)
        writer_format(&c->out, "%s\"%s\"", i ? ", " : "", report->items[i]->id);
    writer_format(&c->out, "], \"microseconds\": %lld}\n", (long long)report->duration_us);
}

/* "A:B", "A:" and ":B" name both ends; a name alone is where the script leads to. */
static bool script_range(cli *c, bool down, const char **from, const char **to)
{
    str range = c->arguments.count ? c->arguments.items[0] : STR("");
    size_t colon = str_find(range, ':');
    bool both = colon < range.len;
    str left = both ? str_slice(range, 0, colon) : STR("");
    str right = both ? str_slice(range, colon + 1, range.len) : range;
    *from = left.len ? str_copy(&c->memory, left).ptr : NULL;
    *to = right.len ? str_copy(&c->memory, right).ptr : NULL;
    if (!down || (*from && *to))
        return true;
    fail(c, EXIT_USAGE, "downgrade --sql needs both ends: schemac downgrade FROM:TO --sql");
    return false;
}

exit_status migrator_script(migrator_work *w, bool down)
{
    cli *c = w->c;
    const char *from;
    const char *to;
    char *script;
    schemac_error err = SCHEMAC_ERROR_INIT;
    if (!script_range(c, down, &from, &to))
        return EXIT_USAGE;
    if (schemac_migrate_script(w->history, w->dialect, from, to, down, &w->options, &script, &err))
        return fail_runtime(c, &err);
    writer_text(&c->out, script);
    schemac_script_free(script);
    return EXIT_OK;
}
