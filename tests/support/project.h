/* A folder with a schemac project in it, and the program run there: what tests of the command line share. */
#ifndef SCHEMAC_TESTS_PROJECT_H
#define SCHEMAC_TESTS_PROJECT_H

#include "tests/support/process.h"

typedef struct project {
    char *folder;
    process_result last; /* of the last project_run */
} project;

/* cmocka's setup and teardown: `*state` is a `project *` with an empty folder. */
int project_setup(void **state);
int project_teardown(void **state);

/* Writes a file of the project; fails the test when it cannot. */
void project_write(project *p, const char *name, const char *text);
bool project_has(const project *p, const char *name);

/* Runs `schemac ARGUMENTS` in the folder; the result is p->last until the next run. Returns the exit status. */
int project_run(project *p, const char *arguments);
/* The same of any shell command, in which $SCHEMAC is the program. */
int project_shell(project *p, const char *command);

/* The same, and fails the test unless it ends with 0. */
void project_must(project *p, const char *command);

/* Fail with what was said unless the last run ended so, or unless it said so. */
void project_expect(project *p, const char *arguments, int status);
void project_said(const project *p, const char *text);
void project_printed(const project *p, const char *text);

/* The address of a new, empty database on the tests' PostgreSQL server; fails loudly where there is no server. Static
 * text, valid until the next call. */
const char *project_new_postgresql(void);

/* A database of a test, by its address and by a command that reads SQL from its standard input. */
typedef struct project_database {
    const char *dialect;
    char url[512];
    char client[640];
} project_database;

/* A file of the folder, and a new database on the server. */
project_database project_sqlite(const project *p, const char *name);
project_database project_postgresql(void);

/* Run SQL there, from a file of the folder or a text; fail the test when it does not. */
void project_feed(project *p, const project_database *d, const char *file);
void project_sql(project *p, const project_database *d, const char *sql);
/* Runs what `schemac ddl` makes of a schema file there. */
void project_create(project *p, const project_database *d, const char *schema);
/* project_expect with the address, quoted, in place of %s. */
void project_expect_at(project *p, const project_database *d, const char *arguments, int status);

#endif
