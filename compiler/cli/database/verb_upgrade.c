/* schemac upgrade: applies what the database lacks. */
#include "compiler/cli/database/migrator.h"

static exit_status upgrade(migrator_work *w)
{
    cli *c = w->c;
    schemac_migrate_report report = {0};
    schemac_error err = SCHEMAC_ERROR_INIT;
    const char *target = c->arguments.count ? str_copy(&c->memory, c->arguments.items[0]).ptr : NULL;
    schemac_code code = schemac_migrator_upgrade(w->migrator, target, &report, &err);
    if (code == SCHEMAC_OK || report.count > 0)
        migrator_show_report(w, &report, false);
    return code == SCHEMAC_OK ? EXIT_OK : fail_runtime(c, &err);
}

exit_status verb_upgrade(cli *c)
{
    exit_status status;
    migrator_work w;
    bool script = c->given[OPTION_SQL];
    if (script ? migrator_begin_offline(&w, c, &status) : migrator_begin(&w, c, &status))
        status = script ? migrator_script(&w, false) : upgrade(&w);
    migrator_close(&w);
    return status;
}
