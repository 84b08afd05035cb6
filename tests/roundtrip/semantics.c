#define _XOPEN_SOURCE 700
#include "tests/roundtrip/semantics.h"

#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NOTES_SIZE = 8192, ROWS_SIZE = 16384 };

struct facts {
    project *p;
    char address[600]; /* PostgreSQL's */
    PGconn *server;
    PGconn *other;
    sqlite3 *file;
    sqlite3 *scratch;
    int revisions;
    char notes[NOTES_SIZE];
    char rows[ROWS_SIZE];
    char *text; /* of the last file that was read */
};

/* --- setup --- */

static void keep_note(void *context, const char *note)
{
    facts *f = context;
    size_t used = strlen(f->notes);
    (void)snprintf(f->notes + used, sizeof f->notes - used, "%s", note);
}

static PGconn *connect_to(facts *f)
{
    PGconn *connection = PQconnectdb(f->address);
    if (PQstatus(connection) != CONNECTION_OK)
        fail_msg("%s", PQerrorMessage(connection));
    PQsetNoticeProcessor(connection, keep_note, f);
    return connection;
}

static facts *make_facts(const char *dialect)
{
    facts *f = calloc(1, sizeof *f);
    void *made = NULL;
    if (!f || project_setup(&made))
        abort();
    f->p = made;
    char text[200];
    (void)snprintf(text, sizeof text, "project t {\n    schemas \"t.schema\"\n    dialects %s\n}\n", dialect);
    project_write(f->p, "schemac.project", text);
    return f;
}

int facts_setup_postgresql(void **state)
{
    facts *f = make_facts("postgresql");
    *state = f;
    (void)snprintf(f->address, sizeof f->address, "%s", project_new_postgresql());
    (void)setenv("SCHEMAC_DATABASE", f->address, 1);
    f->server = connect_to(f);
    return 0;
}

int facts_setup_sqlite(void **state)
{
    facts *f = make_facts("sqlite");
    *state = f;
    char path[600];
    (void)snprintf(path, sizeof path, "%s/t.db", f->p->folder);
    (void)setenv("SCHEMAC_DATABASE", "sqlite:t.db", 1);
    if (sqlite3_open(path, &f->file) != SQLITE_OK)
        fail_msg("%s: %s", path, sqlite3_errmsg(f->file));
    facts_run(f, "PRAGMA foreign_keys = ON");
    return 0;
}

/* The server is the tests' own, but sessions and space on it are not without end. */
static void drop_database(facts *f)
{
    char command[1400];
    const char *name = PQdb(f->server);
    (void)snprintf(command, sizeof command, "psql '%s' -qAt -c 'DROP DATABASE %s'", getenv("SCHEMAC_TEST_POSTGRESQL"),
                   name);
    PQfinish(f->other);
    PQfinish(f->server);
    (void)project_shell(f->p, command);
}

int facts_teardown(void **state)
{
    facts *f = *state;
    void *made = f->p;
    sqlite3_close(f->scratch);
    sqlite3_close(f->file);
    if (f->server)
        drop_database(f);
    free(f->text);
    (void)project_teardown(&made);
    free(f);
    return 0;
}

/* --- the database, by hand --- */

void facts_scratch(facts *f)
{
    if (f->server)
        facts_run(f, "CREATE SCHEMA scratch; SET search_path = scratch");
    else if (sqlite3_open(":memory:", &f->scratch) != SQLITE_OK)
        fail_msg("no database in memory");
    else
        facts_run(f, "PRAGMA foreign_keys = ON");
}

void facts_end_scratch(facts *f)
{
    if (f->server) {
        facts_run(f, "DROP SCHEMA scratch CASCADE; RESET search_path");
        return;
    }
    sqlite3_close(f->scratch);
    f->scratch = NULL;
}

static sqlite3 *sqlite_of(facts *f)
{
    return f->scratch ? f->scratch : f->file;
}

static void run_on(PGconn *connection, const char *sql)
{
    PGresult *result = PQexec(connection, sql);
    ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        fail_msg("%s\nin: %s", PQresultErrorMessage(result), sql);
    PQclear(result);
}

void facts_run(facts *f, const char *sql)
{
    char *message = NULL;
    if (f->server)
        run_on(f->server, sql);
    else if (sqlite3_exec(sqlite_of(f), sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s\nin: %s", message, sql);
}

static void refused_by_server(facts *f, const char *sql, const char *state)
{
    PGresult *result = PQexec(f->server, sql);
    const char *got = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    if (!got || strcmp(got, state) != 0)
        fail_msg("%s: SQLSTATE %s was expected, and there was %s %s", sql, state, got ? got : "no error",
                 PQresultErrorMessage(result));
    PQclear(result);
}

void facts_refused(facts *f, const char *sql, const char *why)
{
    if (f->server) {
        refused_by_server(f, sql, why);
        return;
    }
    char *message = NULL;
    if (sqlite3_exec(sqlite_of(f), sql, NULL, NULL, &message) == SQLITE_OK)
        fail_msg("%s: \"%s\" was expected, and there was no error", sql, why);
    if (!strstr(message, why))
        fail_msg("%s: \"%s\" was expected, and there was \"%s\"", sql, why, message);
    sqlite3_free(message);
}

static void add_value(facts *f, bool first_row, bool first_column, const char *value)
{
    size_t used = strlen(f->rows);
    const char *before = first_column ? (first_row ? "" : ";") : "|";
    (void)snprintf(f->rows + used, sizeof f->rows - used, "%s%s", before, value ? value : "");
}

static void rows_of_server(facts *f, const char *sql)
{
    PGresult *result = PQexec(f->server, sql);
    if (PQresultStatus(result) != PGRES_TUPLES_OK)
        fail_msg("%s\nin: %s", PQresultErrorMessage(result), sql);
    for (int row = 0; row < PQntuples(result); row++)
        for (int i = 0; i < PQnfields(result); i++)
            add_value(f, row == 0, i == 0, PQgetvalue(result, row, i));
    PQclear(result);
}

static void rows_of_file(facts *f, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(sqlite_of(f), sql, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s\nin: %s", sqlite3_errmsg(sqlite_of(f)), sql);
    for (int row = 0; sqlite3_step(statement) == SQLITE_ROW; row++)
        for (int i = 0; i < sqlite3_column_count(statement); i++)
            add_value(f, row == 0, i == 0, (const char *)sqlite3_column_text(statement, i));
    if (sqlite3_finalize(statement) != SQLITE_OK)
        fail_msg("%s\nin: %s", sqlite3_errmsg(sqlite_of(f)), sql);
}

const char *facts_rows(facts *f, const char *sql)
{
    f->rows[0] = '\0';
    if (f->server)
        rows_of_server(f, sql);
    else
        rows_of_file(f, sql);
    return f->rows;
}

void facts_expect(facts *f, const char *sql, const char *expected)
{
    const char *got = facts_rows(f, sql);
    if (strcmp(got, expected) != 0)
        fail_msg("%s\ngives %s\nand should give %s", sql, got, expected);
}

void facts_forget(facts *f)
{
    f->notes[0] = '\0';
}

const char *facts_notes(const facts *f)
{
    return f->notes;
}

static PGconn *other_of(facts *f)
{
    if (!f->other)
        f->other = connect_to(f);
    return f->other;
}

void facts_other_run(facts *f, const char *sql)
{
    run_on(other_of(f), sql);
}

void facts_other_send(facts *f, const char *sql)
{
    if (!PQsendQuery(other_of(f), sql))
        fail_msg("%s", PQerrorMessage(f->other));
}

void facts_other_wait(facts *f)
{
    for (PGresult *result = PQgetResult(other_of(f)); result; result = PQgetResult(f->other))
        PQclear(result);
}

int facts_server_version(const facts *f)
{
    return PQserverVersion(f->server);
}

long facts_file_node(facts *f, const char *relation)
{
    char sql[200];
    (void)snprintf(sql, sizeof sql, "SELECT relfilenode FROM pg_class WHERE oid = '%s'::regclass", relation);
    return strtol(facts_rows(f, sql), NULL, 10);
}

/* --- schemac --- */

static void write_schema(facts *f, const char *name, const char *schema)
{
    size_t size = strlen(schema) + 32;
    char *text = malloc(size);
    assert_non_null(text);
    (void)snprintf(text, size, "package t\n\n%s\n", schema);
    project_write(f->p, name, text);
    free(text);
}

static void revise(facts *f, const char *schema, const char *options, int status)
{
    char arguments[200];
    int n = ++f->revisions;
    write_schema(f, "t.schema", schema);
    (void)snprintf(arguments, sizeof arguments, "revision -m r%d --allow-data-loss --date 2026-01-01T%02d:%02d:00Z%s",
                   n, n / 60, n % 60, options);
    project_expect(f->p, arguments, status);
}

void facts_revise_fails(facts *f, const char *schema, int status)
{
    revise(f, schema, "", status);
}

void facts_revise_online(facts *f, const char *schema)
{
    revise(f, schema, " --online on", 0);
}

void facts_revise(facts *f, const char *schema)
{
    facts_revise_fails(f, schema, 0);
}

void facts_said(const facts *f, const char *words)
{
    if (!strstr(f->p->last.err, words))
        project_printed(f->p, words);
}

void facts_upgrade_ends(facts *f, const char *options, int status)
{
    char arguments[400];
    (void)snprintf(arguments, sizeof arguments, "upgrade --lock-wait 5s %s", options);
    project_expect(f->p, arguments, status);
}

void facts_upgrade(facts *f)
{
    facts_upgrade_ends(f, "", 0);
}

void facts_upgrade_twice(facts *f)
{
    int status = project_shell(f->p, "\"$SCHEMAC\" upgrade --lock-wait 30s & first=$!; "
                                     "\"$SCHEMAC\" upgrade --lock-wait 30s; second=$?; wait $first && exit $second");
    if (status)
        fail_msg("%s", f->p->last.err);
}

void facts_downgrade_ends(facts *f, int status)
{
    project_expect(f->p, "downgrade -1", status);
}

void facts_downgrade(facts *f)
{
    facts_downgrade_ends(f, 0);
}

void facts_take(facts *f, const char *schema)
{
    facts_revise(f, schema);
    facts_upgrade(f);
}

void facts_make(facts *f, const char *schema)
{
    write_schema(f, "made.schema", schema);
    project_expect(f->p, f->server ? "ddl --dialect postgresql made.schema" : "ddl --dialect sqlite made.schema", 0);
    facts_run(f, f->p->last.out);
}

static void compare(facts *f, const char *one, const char *other, int status)
{
    write_schema(f, "one.schema", one);
    write_schema(f, "other.schema", other);
    project_expect(f->p, "diff --from one.schema --to other.schema", status);
}

void facts_same(facts *f, const char *one, const char *other)
{
    compare(f, one, other, 0);
}

void facts_different(facts *f, const char *one, const char *other)
{
    compare(f, one, other, 1);
}

void facts_agree(facts *f, const char *schema)
{
    write_schema(f, "seen.schema", schema);
    project_expect(f->p, "check --url \"$SCHEMAC_DATABASE\" seen.schema", 0);
}

void facts_disagree(facts *f, const char *schema)
{
    write_schema(f, "seen.schema", schema);
    project_expect(f->p, "check --url \"$SCHEMAC_DATABASE\" seen.schema", 1);
}

const char *facts_file(facts *f, bool down)
{
    char command[120];
    (void)snprintf(command, sizeof command, "cat \"$(ls migrations/*.%s.sql | tail -n 1)\"", down ? "down" : "up");
    process_result result = process_run(f->p->folder, command);
    assert_int_equal(result.status, 0);
    free(f->text);
    f->text = result.out;
    free(result.err);
    return f->text;
}

size_t facts_count(facts *f, const char *text)
{
    size_t count = 0;
    for (const char *at = strstr(facts_file(f, false), text); at; at = strstr(at + strlen(text), text))
        count++;
    return count;
}

void facts_says(facts *f, const char *text)
{
    if (!facts_count(f, text))
        fail_msg("\"%s\" is not in\n%s", text, f->text);
}

void facts_never_says(facts *f, const char *text)
{
    if (facts_count(f, text))
        fail_msg("\"%s\" is in\n%s", text, f->text);
}

/* --- the tests, file by file --- */

int facts_run_lists(const char *name, const facts_list *const *lists, size_t count)
{
    size_t total = 0;
    size_t at = 0;
    for (size_t i = 0; i < count; i++)
        total += lists[i]->count;
    struct CMUnitTest *tests = calloc(total, sizeof *tests);
    if (!tests)
        return 1;
    for (size_t i = 0; i < count; i++) {
        memcpy(tests + at, lists[i]->tests, lists[i]->count * sizeof *tests);
        at += lists[i]->count;
    }
    int failed = _cmocka_run_group_tests(name, tests, total, NULL, NULL);
    free(tests);
    return failed;
}
