/* schemac stamp: the history table says that a database is at a revision; no SQL of the revisions runs. */
#include "compiler/cli/database/migrator.h"

static exit_status stamp(migrator_work *w)
{
    cli *c = w->c;
    if (c->arguments.count != 1)
        return fail(c, EXIT_USAGE, "say which revision: schemac stamp head, base or an id");
    schemac_error err = SCHEMAC_ERROR_INIT;
    if (schemac_migrator_stamp(w->migrator, str_copy(&c->memory, c->arguments.items[0]).ptr, &err))
        return fail_runtime(c, &err);
    talk(c, "the database is at %.*s now", STR_ARGS(c->arguments.items[0]));
    return EXIT_OK;
}

exit_status verb_stamp(cli *c)
{
    exit_status status;
    migrator_work w;
    if (migrator_begin(&w, c, &status))
        status = stamp(&w);
    migrator_close(&w);
    return status;
}
