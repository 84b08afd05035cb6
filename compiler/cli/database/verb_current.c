/* schemac current: where the database stands. */
#include "compiler/cli/database/migrator.h"

static void write_json(cli *c, const schemac_applied *row)
{
    writer *w = &c->out;
    writer_format(w, "{\"revision\": \"%s\", \"file\": ", row->id);
    writer_json_string(w, str_from(row->file));
    writer_text(w, ", \"applied_at\": ");
    writer_json_string(w, str_from(row->applied_at));
    writer_format(w, ", \"whole\": %s, \"head\": %s}", row->state == SCHEMAC_APPLIED ? "true" : "false",
                  row->revision && row->revision->child_count == 0 ? "true" : "false");
}

static void write_line(cli *c, const schemac_applied *row)
{
    writer *w = &c->out;
    writer_format(w, "%s  %s  applied %s", row->id, row->revision ? row->revision->up->message : row->file,
                  row->applied_at);
    if (row->state == SCHEMAC_UPGRADING || row->state == SCHEMAC_DOWNGRADING)
        writer_format(w, "  (%s stopped after segment %d, statement %d)",
                      row->state == SCHEMAC_UPGRADING ? "upgrade" : "downgrade", row->segments_done,
                      row->statements_done);
    if (!row->revision)
        writer_text(w, "  (not in the folder)");
    else if (row->revision->child_count == 0)
        writer_text(w, "  (head)");
    writer_char(w, '\n');
}

static exit_status current(migrator_work *w)
{
    cli *c = w->c;
    schemac_applied_list list;
    schemac_error err = SCHEMAC_ERROR_INIT;
    if (schemac_migrator_current(w->migrator, &list, &err))
        return fail_runtime(c, &err);
    bool json = wants_json(c);
    writer_text(&c->out, json ? "[" : "");
    for (size_t i = 0; i < list.count; i++) {
        if (json)
            writer_text(&c->out, i ? ", " : "");
        if (json)
            write_json(c, &list.items[i]);
        else
            write_line(c, &list.items[i]);
    }
    writer_text(&c->out, json ? "]\n" : list.count == 0 ? "base\n" : "");
    return EXIT_OK;
}

exit_status verb_current(cli *c)
{
    exit_status status;
    migrator_work w;
    if (migrator_begin(&w, c, &status))
        status = current(&w);
    migrator_close(&w);
    return status;
}
