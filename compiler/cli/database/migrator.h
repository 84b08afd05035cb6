/* Opening a migrator for the project's database and folder, and telling what it does: shared by the database's verbs.
 */
#ifndef SCHEMAC_CLI_DATABASE_MIGRATOR_H
#define SCHEMAC_CLI_DATABASE_MIGRATOR_H

#include "compiler/cli/state.h"

#include <schemac/migrate.h>

typedef struct migrator_work {
    cli *c;
    schemac_history *history;
    schemac_migrator *migrator;
    schemac_migrate_options options;
    schemac_sql_dialect dialect;
} migrator_work;

/* Loads the project, reads the folder in the database's dialect and connects. False (said) after an error. Ended by
 * migrator_close, in either case. */
bool migrator_begin(migrator_work *w, cli *c, exit_status *status);

/* The first half alone: settings and folder, no connection; the dialect is --dialect or the database's. */
bool migrator_begin_offline(migrator_work *w, cli *c, exit_status *status);

void migrator_close(migrator_work *w);

/* What a run did, as text or JSON. */
void migrator_show_report(migrator_work *w, const schemac_migrate_report *report, bool down);

/* history --applied: the list, with what the database has marked. */
exit_status verb_history_applied(cli *c);

/* --sql: the script of the argument's range. */
exit_status migrator_script(migrator_work *w, bool down);

#endif
