/* What the databases really do, and that schemac does right by it: each test first shows the database's own behaviour
 * with raw SQL, on tables of its own, and then takes two schemas through `schemac revision`, `upgrade` and `downgrade`
 * and looks at what became of the rows and the catalog.
 *
 * Every function fails the test, with what was said, where it cannot do what its comment says. */
#ifndef SCHEMAC_TESTS_SEMANTICS_H
#define SCHEMAC_TESTS_SEMANTICS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/project.h"

typedef struct facts facts;

/* cmocka's setup and teardown: `*state` is a `facts *` with an empty project folder and an empty database. */
int facts_setup_postgresql(void **state);
int facts_setup_sqlite(void **state);
int facts_teardown(void **state);

/* --- the database, by hand --- */

/* From here to facts_end_scratch raw SQL goes to a place of its own (a schema; a database in memory), which is then
 * thrown away. */
void facts_scratch(facts *f);
void facts_end_scratch(facts *f);

/* One or more statements; on PostgreSQL they are one implicit transaction, as a simple query is. */
void facts_run(facts *f, const char *sql);
/* The statement fails: with this SQLSTATE on PostgreSQL, with these words on SQLite. */
void facts_refused(facts *f, const char *sql, const char *why);
/* The rows, columns joined by "|" and rows by ";"; NULL is empty. Valid until the next call. */
const char *facts_rows(facts *f, const char *sql);
void facts_expect(facts *f, const char *sql, const char *expected);

/* PostgreSQL: all that the server has noted since the last call of facts_forget. */
void facts_forget(facts *f);
const char *facts_notes(const facts *f);
/* PostgreSQL: a second session. `send` does not wait for the end; `wait` does, and takes that it never began. */
void facts_other_run(facts *f, const char *sql);
void facts_other_send(facts *f, const char *sql);
void facts_other_wait(facts *f);
/* PostgreSQL: the number of the server's version, such as 150020. */
int facts_server_version(const facts *f);
/* PostgreSQL: the file of a table or an index. It is another one after each rewrite. */
long facts_file_node(facts *f, const char *relation);

/* --- schemac --- */

/* Makes a revision of this schema (without its package line), whatever it loses. */
void facts_revise(facts *f, const char *schema);
/* The same with `--online on`: the careful forms. */
void facts_revise_online(facts *f, const char *schema);
/* The same, and it must end with this status; what was said is asked for by facts_said. */
void facts_revise_fails(facts *f, const char *schema, int status);
void facts_said(const facts *f, const char *words);
void facts_upgrade(facts *f);
/* `schemac upgrade OPTIONS` ends with this status. */
void facts_upgrade_ends(facts *f, const char *options, int status);
/* Two runs of it at the same time; both must end well. */
void facts_upgrade_twice(facts *f);
/* One revision back. */
void facts_downgrade(facts *f);
void facts_downgrade_ends(facts *f, int status);
/* revise and upgrade. */
void facts_take(facts *f, const char *schema);
/* Runs `schemac ddl` of this schema in the database, past all revisions. */
void facts_make(facts *f, const char *schema);
/* `schemac diff` between two schemas finds nothing, or something. */
void facts_same(facts *f, const char *one, const char *other);
void facts_different(facts *f, const char *one, const char *other);
/* `schemac check --url` of the database with this schema: no difference, or some. */
void facts_agree(facts *f, const char *schema);
void facts_disagree(facts *f, const char *schema);

/* The newest revision's file, header and SQL. Valid until the next call. */
const char *facts_file(facts *f, bool down);
/* Does the up file hold this text? How often? */
void facts_says(facts *f, const char *text);
void facts_never_says(facts *f, const char *text);
size_t facts_count(facts *f, const char *text);

/* --- the tests, file by file --- */

#define FACT_POSTGRESQL(test)                                                                                          \
    {                                                                                                                  \
#test, test, facts_setup_postgresql, facts_teardown, NULL                                                      \
    }
#define FACT_SQLITE(test)                                                                                              \
    {                                                                                                                  \
#test, test, facts_setup_sqlite, facts_teardown, NULL                                                          \
    }

typedef struct facts_list {
    const struct CMUnitTest *tests;
    size_t count;
} facts_list;

extern const facts_list semantics_postgresql_enums, semantics_postgresql_names, semantics_postgresql_locks,
    semantics_postgresql_types, semantics_postgresql_expressions, semantics_postgresql_order;
extern const facts_list semantics_sqlite_alter, semantics_sqlite_rebuild;

/* Runs the tests of several files as one group. */
int facts_run_lists(const char *name, const facts_list *const *lists, size_t count);

#endif
