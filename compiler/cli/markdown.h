/* A difference as the text of a pull request. */
#ifndef SCHEMAC_CLI_MARKDOWN_H
#define SCHEMAC_CLI_MARKDOWN_H

#include "compiler/cli/cli.h"
#include "compiler/sql/plan.h"

/* Writes it to c->out: what can go wrong first (losses, tables written anew or read, locks), then what changes, by
 * model, then the SQL of each of the dialects, folded away. With --down the changes are a way back. EXIT_FINDINGS where
 * there is a difference, EXIT_OK where there is none. */
exit_status markdown_difference(cli *c, const model_schema *before, const change_list *changes, unsigned dialects);

#endif
