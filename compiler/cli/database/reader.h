/* Databases as states of the schema: their catalogs read by the room inspect, and put into the words of the side that
 * they are compared with; two of them stay in the catalog's own. */
#ifndef SCHEMAC_CLI_DATABASE_READER_H
#define SCHEMAC_CLI_DATABASE_READER_H

#include "compiler/cli/cli.h"
#include "compiler/inspect/inspect.h"

/* The dialect of an address; false (said) when it is of no known kind. */
bool reader_dialect(cli *c, str url, dialect_id *dialect, exit_status *status);

/* Connects for reading only. NULL (said) after an error; closed by schemac_close. */
schemac_db *reader_open(cli *c, str url, exit_status *status);

/* The catalog of the database at `url`. `options` may be NULL; its history table is the project's. False (said) after
 * an error: nothing of `result` is to be used then. */
bool reader_read(cli *c, str url, const inspect_options *options, inspect_result *result, exit_status *status);

/* The same of a database that is open already. */
bool reader_catalog(cli *c, schemac_db *db, const inspect_options *options, inspect_result *result,
                    exit_status *status);

/* The same of SQL text too, which is loaded into a scratch database; and the dialect of either. */
bool reader_dialect_of(cli *c, str what, dialect_id *dialect, exit_status *status);
bool reader_read_any(cli *c, str what, dialect_id dialect, const inspect_options *options, inspect_result *result,
                     exit_status *status);

/* state_against where it is a database or SQL text. */
const model_schema *reader_against(cli *c, str what, const model_schema *other, exit_status *status);

/* state_sides where one of them is a database or SQL text. */
bool reader_sides(cli *c, str from, str to, state_pair *pair, exit_status *status);

#endif
