/* States of the schema that are not the schema files: a revision's, a folder's, nothing. */
#ifndef SCHEMAC_CLI_STATE_H
#define SCHEMAC_CLI_STATE_H

#include "compiler/cli/cli.h"

#include "compiler/change/change.h"

#include <schemac/history.h>

/* The state after `revisions` (in topological order, ancestors first): their changes applied to nothing. NULL (said)
 * when a change does not fit. */
model_schema *state_of_revisions(cli *c, schemac_revision_list revisions, exit_status *status);

/* Applies the changes of one up file to a state, and gives them. Errors are in c->diagnostics. */
model_schema *state_apply_revision(cli *c, const model_schema *state, const schemac_revision_file *file,
                                   change_list *changes);

/* Opens the project's folder of revisions; `*history` is NULL where the folder does not exist yet. False (said) after
 * an error. */
bool state_open_history(cli *c, schemac_sql_dialect dialect, schemac_history **history, exit_status *status);

/* One side of a comparison: nothing said (the project's schema files), "empty", "rev:ID" (a name of the revision
 * folder), "git:REF:PATH" (git.h), or a schema file, pattern or folder. NULL (said) after an error. */
model_schema *state_side(cli *c, str what, unsigned dialects, exit_status *status);

/* Is it an address as --database takes it? And is it that, or a file of SQL, which only a database can read? */
bool state_names_database(str what);
bool state_needs_database(str what);

/* Both sides of a comparison, each of them also a database's address or a file of SQL (then this is schemac-db). A
 * database speaks the words of the other side. False (said) after an error. */
bool state_sides(cli *c, str from, str to, state_pair *pair, exit_status *status);

/* Says a runtime's error in the compiler's form; returns the exit status for its code. */
exit_status fail_runtime(cli *c, const schemac_error *err);

/* One side in the words of the other, which is known already. NULL (said) after an error. */
const model_schema *state_against(cli *c, str what, const model_schema *other, exit_status *status);

#endif
