/* schemac history: the revisions of the folder, newest first. With --applied (in schemac-db) each says whether the
 * database has it. */
#include "compiler/cli/history_list.h"

#include "compiler/cli/compilation.h"

static void write_parents(writer *w, const schemac_revision *revision)
{
    for (size_t i = 0; i < revision->parent_count; i++)
        writer_format(w, "%s%s", i ? " " : "", revision->parents[i]->id);
    if (revision->parent_count == 0)
        writer_text(w, "base");
}

static void write_line(cli *c, const schemac_revision *revision, const char *mark)
{
    writer *w = &c->out;
    if (mark)
        writer_format(w, "%s ", mark);
    writer_format(w, "%s  %s  %s", revision->id, revision->up->created, revision->up->message);
    writer_text(w, "  (after ");
    write_parents(w, revision);
    writer_text(w, revision->child_count == 0 ? ", head)\n" : ")\n");
}

static void write_json(cli *c, const schemac_revision *revision, const char *mark)
{
    writer *w = &c->out;
    writer_format(w, "{\"revision\": \"%s\", \"parents\": [", revision->id);
    for (size_t i = 0; i < revision->parent_count; i++)
        writer_format(w, "%s\"%s\"", i ? ", " : "", revision->parents[i]->id);
    writer_text(w, "], \"message\": ");
    writer_json_string(w, str_from(revision->up->message));
    writer_text(w, ", \"created\": ");
    writer_json_string(w, str_from(revision->up->created));
    writer_text(w, ", \"file\": ");
    writer_json_string(w, str_from(revision->up->path));
    if (mark)
        writer_format(w, ", \"applied\": %s", mark[0] == ' ' ? "false" : "true");
    writer_text(w, revision->child_count == 0 ? ", \"head\": true}" : ", \"head\": false}");
}

void history_list(cli *c, schemac_revision_list list, history_mark *mark, void *context)
{
    bool json = wants_json(c);
    if (json)
        writer_char(&c->out, '[');
    for (size_t i = list.count; i > 0; i--) {
        const schemac_revision *revision = list.items[i - 1];
        const char *sign = mark ? mark(context, revision) : NULL;
        if (json && i < list.count)
            writer_text(&c->out, ",\n ");
        if (json)
            write_json(c, revision, sign);
        else
            write_line(c, revision, sign);
    }
    if (json)
        writer_text(&c->out, "]\n");
}

bool history_range(cli *c, schemac_history *history, schemac_revision_list *list, exit_status *status)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    *status = EXIT_OK;
    *list = schemac_history_revisions(history);
    if (c->arguments.count == 0)
        return true;
    schemac_revision_list from;
    schemac_revision_list to;
    const char *range = str_copy(&c->memory, c->arguments.items[0]).ptr;
    if (schemac_history_resolve_range(history, range, NULL, &from, &to, &err) ||
        schemac_history_between(history, from, to, list, &err))
        *status = fail_runtime(c, &err);
    return *status == EXIT_OK;
}

exit_status verb_history(cli *c)
{
    exit_status status;
    schemac_history *history;
    if (c->given[OPTION_APPLIED])
        return c->database->history_applied(c);
    if (!compilation_begin(c, &status) || !state_open_history(c, SCHEMAC_SQL_ANY, &history, &status))
        return status;
    schemac_revision_list list = {0};
    if (!history || history_range(c, history, &list, &status))
        history_list(c, list, NULL, NULL);
    schemac_history_close(history);
    return status;
}
