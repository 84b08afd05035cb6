/* A state of the schema as git has it: git:REF:path, read with the program `git`, whatever the work tree holds. */
#ifndef SCHEMAC_CLI_GIT_H
#define SCHEMAC_CLI_GIT_H

#include "compiler/cli/cli.h"

/* The schema of "git:REF:PATH", where PATH is a schema file, a folder or a pattern, relative to where the program was
 * started; "git:REF" alone means the project's schema files. Imports are read from the same REF. NULL (said) after an
 * error, `*status` says which. */
model_schema *git_side(cli *c, str what, unsigned dialects, exit_status *status);

#endif
