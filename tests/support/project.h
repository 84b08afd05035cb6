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

/* Fail with what was said unless the last run ended so, or unless it said so. */
void project_expect(project *p, const char *arguments, int status);
void project_said(const project *p, const char *text);
void project_printed(const project *p, const char *text);

/* The address of a new, empty database on the tests' PostgreSQL server; fails loudly where there is no server. Static
 * text, valid until the next call. */
const char *project_new_postgresql(void);

#endif
