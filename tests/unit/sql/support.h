/* What the tests of this room share: schemas from text, plans between two of them, and databases to run them on. */
#ifndef TEST_SQL_SUPPORT_H
#define TEST_SQL_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "compiler/sql/plan.h"

/* --- schemas and plans --- */

/* The schema of a text; the test fails where it has an error. In the arena. */
model_schema *support_schema(arena *a, const char *text);
model_schema *support_empty(arena *a);
const model_table *support_table(const model_schema *schema, const char *name);
/* An expression in the words of the schema language, over the fields of a table. */
const expression *support_expression(arena *a, const char *text);

/* The changes between two schemas; the test fails where there is doubt about them. */
change_list support_changes(arena *a, const model_schema *before, const model_schema *after);
/* The plans up and down; the test fails where one has an error. */
plan *support_plan(arena *a, const model_schema *before, const model_schema *after, dialect_id dialect);
plan *support_down(arena *a, const model_schema *before, const model_schema *after, dialect_id dialect);
/* The codes that a plan reports, separated by spaces: "450 451"; empty for none. */
str support_errors(arena *a, const model_schema *before, const model_schema *after, dialect_id dialect);
str support_sql(const plan *p, arena *a);

/* --- databases --- */

typedef struct database database;

/* An empty database: SQLite's in memory; PostgreSQL's own, on the server that SCHEMAC_TEST_POSTGRESQL names. Without
 * that variable the test fails. */
database *database_open(dialect_id dialect);
/* Another session of a database of PostgreSQL, to be closed before it. */
database *database_again(const database *db);
/* Drops it; takes NULL. */
void database_close(database *db);
/* The test fails with the database's message and the statement where one fails. */
void database_run(database *db, const char *sql);
/* The database's message; NULL where there was no error. Caller frees. */
char *database_try(database *db, const char *sql);
/* As the runtime does it: segments as transactions, foreign keys switched off where the plan says so. */
void database_run_plan(database *db, const plan *p);
/* The rows, columns joined by "|" and rows by "\n"; NULL is empty. In the arena. */
str database_query(database *db, arena *a, const char *sql);
/* What SQLite's `PRAGMA foreign_key_check` finds. */
str database_broken_keys(database *db, arena *a);

#endif
