/* Moments and spans of time on the command line. */
#ifndef SCHEMAC_CLI_MOMENT_H
#define SCHEMAC_CLI_MOMENT_H

#include "compiler/cli/cli.h"

/* The time of a new revision in seconds since 1970 UTC: --date, else SOURCE_DATE_EPOCH, else now. False (said) when it
 * cannot be read. */
bool moment_of_creation(cli *c, int64_t *seconds);

/* "500ms", "3s", "2min", "1h" or plain seconds, as milliseconds. False (said, with the option's name) otherwise. */
bool moment_span(cli *c, option_id id, const char *name, int *milliseconds);

#endif
