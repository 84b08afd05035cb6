/* From the command's files to a model: the steps that verbs share. */
#ifndef SCHEMAC_CLI_COMPILATION_H
#define SCHEMAC_CLI_COMPILATION_H

#include "compiler/cli/cli.h"
#include "compiler/model/load.h"

/* Loads the project; false after an error, which was said. Every verb that reads settings begins with it. */
bool compilation_begin(cli *c, exit_status *status);

/* The files named on the command line, or else the project's patterns. */
const str_list *compilation_named(cli *c);

/* Patterns as paths; false (said) if one has no match. */
bool compilation_paths(cli *c, const str_list *patterns, str_list *paths, exit_status *status);

/* Reads and parses; false (said) if a file could not be read. Errors in the text are in c->diagnostics. */
bool compilation_load(cli *c, const str_list *patterns, load_result *loaded, exit_status *status);

/* What the project says of names. */
resolve_options compilation_options(cli *c);

/* Resolves and checks for `dialects`; errors are in c->diagnostics. */
model_schema *compile_loaded(cli *c, const load_result *loaded, unsigned dialects);

/* All of it, and shows the diagnostics: NULL after a failure, which was said. */
model_schema *compile_files(cli *c, const str_list *patterns, unsigned dialects, exit_status *status);

/* The same of the files named on the command line, or of the project's. */
model_schema *compile_model(cli *c, unsigned dialects, exit_status *status);

#endif
