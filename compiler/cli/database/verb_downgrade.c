/* schemac downgrade: takes revisions back. */
#include "compiler/cli/database/migrator.h"

static exit_status downgrade(migrator_work *w)
{
    cli *c = w->c;
    if (c->arguments.count != 1)
        return fail(c, EXIT_USAGE, "say how far: schemac downgrade -1, base or a revision's id");
    schemac_migrate_report report = {0};
    schemac_error err = SCHEMAC_ERROR_INIT;
    const char *target = str_copy(&c->memory, c->arguments.items[0]).ptr;
    schemac_code code = schemac_migrator_downgrade(w->migrator, target, &report, &err);
    if (code == SCHEMAC_OK || report.count > 0)
        migrator_show_report(w, &report, true);
    return code == SCHEMAC_OK ? EXIT_OK : fail_runtime(c, &err);
}

exit_status verb_downgrade(cli *c)
{
    exit_status status;
    migrator_work w;
    bool script = c->given[OPTION_SQL];
    if (script ? migrator_begin_offline(&w, c, &status) : migrator_begin(&w, c, &status))
        status = script ? migrator_script(&w, true) : downgrade(&w);
    migrator_close(&w);
    return status;
}
