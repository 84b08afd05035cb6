/* A server as the witness of what a schema means. It keeps views, policies and expressions in words of its own, of
 * which the room inspect knows the commonest; of all others nobody can say but a server that is given the same text. */
#ifndef SCHEMAC_CLI_DATABASE_WITNESS_H
#define SCHEMAC_CLI_DATABASE_WITNESS_H

#include "compiler/cli/cli.h"

/* `found`, a database in the words of `written`, with the written parts where a scratch database that was made of
 * `written` has, word by word, what `found` has. As it is where nothing differs, for SQLite (which keeps what was
 * written), and without a server for scratch databases (--dev-url). A server that cannot be reached, and statements
 * that it refuses, are said: what they would have made is compared without it. Neither schema is altered; one scratch
 * database at most, linear otherwise. */
const model_schema *witness_hear(cli *c, const model_schema *found, const model_schema *written, dialect_id dialect);

/* The catalog of a scratch database that is made of `written`: on PostgreSQL at --dev-url, on SQLite in memory. NULL
 * where there is none, or where it refuses a part (which is said). */
const model_schema *witness_made(cli *c, const model_schema *written, dialect_id dialect);

#endif
