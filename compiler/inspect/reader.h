/* Inside of the room: what reads the catalog of one database. */
#ifndef SCHEMAC_INSPECT_READER_H
#define SCHEMAC_INSPECT_READER_H

#include "compiler/inspect/inspect.h"

#include <schemac/session.h>

/* Reads the whole database into `result`, which is zeroed but for `dialect`. `options` is never NULL, and its
 * `history_table` never empty. Nothing of the result outlives a failure. */
typedef bool inspect_reader(arena *a, schemac_db *db, const inspect_options *options, inspect_result *result,
                            schemac_error *err);

inspect_reader inspect_postgresql;
inspect_reader inspect_sqlite; /* sqlite.c */

/* Fills `err` (may be NULL) and returns false. */
bool inspect_fail(schemac_error *err, schemac_code code, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Is the table or view one that the options ask for? `schema` may be empty. */
bool inspect_is_wanted(const inspect_options *options, str schema, str name);

/* settle.c: expressions that the language's check refuses become SQL text. All tables and objects must be there. */
void inspect_settle_expressions(arena *a, const inspect_result *result);

/* helpers.c. Takes out of the schema what types that change in two revisions have beside it for the time between. */
void inspect_leave_helpers_out(arena *a, inspect_result *result);
/* Is it the table of what was applied, or that of batches beside it? */
bool inspect_is_history(const inspect_options *options, str name);

#endif
