/*
 * support.h - a folder of revisions and a new database for each test, on either database.
 *
 * PostgreSQL's server is named by the environment variable SCHEMAC_TEST_POSTGRESQL; without it these tests fail.
 */
#ifndef RUNTIME_MIGRATE_SUPPORT_H
#define RUNTIME_MIGRATE_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/driver.h"
#include "schemac/migrate.h"

/* One test's world. */
typedef struct fixture {
    schemac_sql_dialect dialect;
    char folder[256]; /* removed at the end, with all that is in it */
    char migrations[300];
    char file[300];    /* SQLite: the database's file */
    char database[64]; /* PostgreSQL: the database's name */
    char url[512];
    schemac_migrate_options options;
    char said[16384]; /* what the observer was told, a line each */
    int kill_at; /* the process kills itself before its statement (or behind the batch) of this number, from 1; 0: never
                  */
    int statements_seen;
    schemac_error err; /* of the last run */
    size_t ran;        /* revisions of the last run */
} fixture;

/* A test on both databases: two rows for a table of tests. */
#define ON_BOTH(test) ON_POSTGRESQL(test), ON_SQLITE(test)
#define ON_POSTGRESQL(test)                                                                                            \
    {                                                                                                                  \
        "postgresql " #test, test, fixture_make, fixture_remove, (void *)(uintptr_t)SCHEMAC_SQL_POSTGRESQL             \
    }
#define ON_SQLITE(test)                                                                                                \
    {                                                                                                                  \
        "sqlite " #test, test, fixture_make, fixture_remove, (void *)(uintptr_t)SCHEMAC_SQL_SQLITE                     \
    }

int fixture_make(void **state);
int fixture_remove(void **state);
bool on_postgresql(const fixture *f);

/* Writes a pair. `header` holds further lines of the up file's header, each ended; parents as in the header. */
void add_revision(fixture *f, const char *id, const char *parents, const char *header, const char *up_sql,
                  const char *down_sql);
/* Writes one file of the migrations folder. */
void add_file(fixture *f, const char *name, const char *text);
void remove_revision(fixture *f, const char *id);
/* Three revisions aaaa1, aaaa2, aaaa3 in a row; each makes a table t1, t2, t3. */
void add_three(fixture *f);

/* Run with a history and a migrator of their own. The error stands in f->err afterwards. */
schemac_code upgrade(fixture *f, const char *target);
schemac_code downgrade(fixture *f, const char *target);
/* As above, and the test fails with the error's text unless the code is the expected. */
void upgrade_to(fixture *f, const char *target, schemac_code expected);
void downgrade_to(fixture *f, const char *target, schemac_code expected);
/* Runs upgrade in a process of its own and gives its status as waitpid does. */
int upgrade_in_a_process(fixture *f);
/* The ids of the revisions that the database stands at, with a space between. */
const char *current(fixture *f);

/* Runs SQL on a connection of its own. */
void sql(fixture *f, const char *text);
/* The first value of a query. Valid until the next call. */
const char *value(fixture *f, const char *query);
void assert_value(fixture *f, const char *query, const char *expected);
bool table_exists(fixture *f, const char *name);
/* Another connection to the same database. */
schemac_conn *connect_to(fixture *f);
void run_on(schemac_conn *conn, const char *text);

/* Sleeps. */
void wait_ms(int milliseconds);

void assert_said(const fixture *f, const char *text);
/* The message, detail or hint of the last error holds the text. */
void assert_error(const fixture *f, const char *text);
void assert_place(const fixture *f, const char *file, int line, int column);

#endif
