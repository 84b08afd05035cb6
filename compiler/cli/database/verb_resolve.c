/* schemac resolve: a person's word about a statement that ran outside a transaction and that the catalog cannot judge.
 */
#include "compiler/cli/database/migrator.h"

static exit_status resolve(migrator_work *w)
{
    cli *c = w->c;
    schemac_error err = SCHEMAC_ERROR_INIT;
    if (c->given[OPTION_APPLIED] == c->given[OPTION_REVERTED])
        return fail(c, EXIT_USAGE, "say one of --applied and --reverted");
    if (schemac_migrator_resolve(w->migrator, c->given[OPTION_APPLIED], &err))
        return fail_runtime(c, &err);
    talk(c, "noted; `schemac upgrade` or `schemac downgrade` goes on from there");
    return EXIT_OK;
}

exit_status verb_resolve(cli *c)
{
    exit_status status;
    migrator_work w;
    if (migrator_begin(&w, c, &status))
        status = resolve(&w);
    migrator_close(&w);
    return status;
}
