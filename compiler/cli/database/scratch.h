/* A database for SQL text to be loaded into, made for one run and gone after it: SQLite in memory, or a database of its
 * own on the server at --dev-url. */
#ifndef SCHEMAC_CLI_DATABASE_SCRATCH_H
#define SCHEMAC_CLI_DATABASE_SCRATCH_H

#include "compiler/cli/cli.h"

#include <schemac/db.h>

typedef struct scratch scratch;

/* An empty database of the dialect. NULL (said) after an error. On PostgreSQL it is dropped however this process ends,
 * by an error, a signal or a kill. Ended by scratch_close. */
scratch *scratch_open(cli *c, dialect_id dialect, exit_status *status);

/* Runs the statements of the file `path` in it. False (said) after an error. */
bool scratch_load(cli *c, scratch *s, str path, exit_status *status);

schemac_db *scratch_db(scratch *s);

/* Drops it. Takes NULL. */
void scratch_close(cli *c, scratch *s);

#endif
