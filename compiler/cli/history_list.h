/* The list of revisions, for `history` with and without a database. */
#ifndef SCHEMAC_CLI_HISTORY_LIST_H
#define SCHEMAC_CLI_HISTORY_LIST_H

#include "compiler/cli/state.h"

/* A sign before a revision's line: "*" applied, " " not, ">" where the database stands. */
typedef const char *history_mark(void *context, const schemac_revision *revision);

/* Writes the list, newest first; `mark` may be NULL. */
void history_list(cli *c, schemac_revision_list list, history_mark *mark, void *context);

/* The revisions that the command's argument names: A:B, or all. False (said) after an error. */
bool history_range(cli *c, schemac_history *history, schemac_revision_list *list, exit_status *status);

#endif
