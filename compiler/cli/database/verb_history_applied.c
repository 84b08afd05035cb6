/* schemac history --applied: the list with what the database has. */
#include "compiler/cli/database/migrator.h"
#include "compiler/cli/history_list.h"

typedef struct applied_marks {
    map by_id; /* id -> schemac_applied * */
} applied_marks;

static const char *mark_of(void *context, const schemac_revision *revision)
{
    const applied_marks *marks = context;
    const schemac_applied *row = map_get(&marks->by_id, str_from(revision->id));
    if (!row)
        return " ";
    return row->state == SCHEMAC_APPLIED || row->state == SCHEMAC_REPLACED ? "*" : "!";
}

static exit_status history_applied(migrator_work *w)
{
    cli *c = w->c;
    exit_status status;
    schemac_applied_list rows;
    schemac_revision_list list;
    schemac_error err = SCHEMAC_ERROR_INIT;
    if (schemac_migrator_applied(w->migrator, &rows, &err))
        return fail_runtime(c, &err);
    if (!history_range(c, w->history, &list, &status))
        return status;
    applied_marks marks = {0};
    for (size_t i = 0; i < rows.count; i++)
        map_put(&c->memory, &marks.by_id, str_from(rows.items[i].id), (void *)(uintptr_t)&rows.items[i]);
    history_list(c, list, mark_of, &marks);
    return EXIT_OK;
}

exit_status verb_history_applied(cli *c)
{
    exit_status status;
    migrator_work w;
    if (migrator_begin(&w, c, &status))
        status = history_applied(&w);
    migrator_close(&w);
    return status;
}
