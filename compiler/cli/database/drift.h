/* Drift: what a database has that is not as the schema says, and the reverse. */
#ifndef SCHEMAC_CLI_DATABASE_DRIFT_H
#define SCHEMAC_CLI_DATABASE_DRIFT_H

#include "compiler/cli/cli.h"

/* check --url: object by object, with the SQL that mends either side; EXIT_FINDINGS where there is any. */
exit_status drift_check(cli *c);

/* `found` (what a database has, in the words of `written`) as if what matches one of the patterns were as it is
 * written: "table", "schema.table", "table.part", "schema.table.part", an enum's or an object's name, with * and ?.
 * Neither is altered; linear, times the number of patterns. */
const model_schema *drift_ignore(arena *a, const model_schema *found, const model_schema *written,
                                 const str_list *patterns);

#endif
