/* PostgreSQL databases for the tests of this room, and the round trip: a database, what is read of it, a fresh database
 * made of that, and pg_dump's word that both are the same. */
#ifndef TEST_INSPECT_ROUND_H
#define TEST_INSPECT_ROUND_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "compiler/inspect/inspect.h"

#include <schemac/session.h>

typedef struct round_database {
    char name[64];
    char address[1024]; /* a conninfo */
    schemac_db *db;
} round_database;

/* A new empty database on the server that SCHEMAC_TEST_POSTGRESQL names. Without that variable the test fails. */
void round_open(round_database *database);
/* Drops it. */
void round_close(round_database *database);
/* NULL, or the database's message; caller frees. */
char *round_try(const round_database *database, const char *sql);
/* The test fails where the SQL does. */
void round_run(const round_database *database, const char *sql);
/* `pg_dump --schema-only`, without owners and privileges; or with them, and its lines sorted, since the order in which
 * privileges were granted is no difference. Caller frees. */
char *round_dump(const round_database *database, bool privileges);
/* The test fails where the database cannot be read. */
inspect_result round_inspect(arena *a, const round_database *database, const inspect_options *options);
/* The SQL of the plan that makes the schema in an empty database; NULL with `*why` set where there is none. */
str round_plan(arena *a, const model_schema *schema, str *why);
/* Reads the database, makes it again elsewhere and compares. NULL where both are the same; else what is wrong, in the
 * arena. */
const char *round_trip(arena *a, const round_database *database, const inspect_options *options);
/* Runs the plan from the first database to the second in the first, and compares. NULL where both are the same then;
 * else what is wrong, in the arena. */
const char *round_change(arena *a, const round_database *database, const round_database *target);

#endif
