#include "database.h"

#include "compiler/sql/plan.h"
#include "tests/unit/emit/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void database_expect(database *d, schemac_code code, schemac_code expected, const char *file, int line)
{
    if (code != expected && code != SCHEMAC_OK)
        print_error("%s: %s\n%s\n%s\n", schemac_code_name(code), d->err.message, d->err.detail, d->err.statement);
    _assert_int_equal((LargestIntegralType)code, (LargestIntegralType)expected, file, line);
}

void database_text(schemac_str text, const char *expected, const char *file, int line)
{
    if (!expected || !text.data) {
        if (expected || text.data)
            print_error("%s instead of %s\n", text.data ? text.data : "NULL", expected ? expected : "NULL");
        _assert_true(!expected && !text.data, "both null", file, line);
        return;
    }
    _assert_string_equal(text.data, expected, file, line);
    _assert_int_equal(text.len, strlen(expected), file, line);
}

/* --- tables --- */

/* What `schemac ddl` would print. */
static str tables_of(arena *a, dialect_id dialect)
{
    diagnostic_list diagnostics = {.memory = a};
    const model_schema *empty = model_schema_make(a);
    const model_schema *schema = support_schema(a, support_read(a, database_schema).ptr);
    change_list changes = change_diff(a, empty, schema, &diagnostics);
    plan *statements = plan_make(a, empty, &changes, dialect, NULL, &diagnostics);
    assert_int_equal(diagnostics.errors, 0);
    writer sql = writer_make(a);
    for (size_t i = 0; i < statements->statements.count; i++) {
        writer_str(&sql, statements->statements.items[i].sql);
        writer_char(&sql, '\n');
    }
    return writer_result(&sql);
}

static void run(database *d, const char *url, const char *sql)
{
    schemac_db *db = NULL;
    OK(schemac_open(url, NULL, &db, &d->err));
    OK(schemac_db_run(db, sql, &d->err));
    schemac_close(db);
}

/* --- places --- */

static const char *server_address(void)
{
    const char *server = getenv("SCHEMAC_TEST_POSTGRESQL");
    if (!server)
        fail_msg("SCHEMAC_TEST_POSTGRESQL is not set: these tests need a server; tests/run.sh starts one");
    return server;
}

/* A schema of its own for each program, so that several run on one server at once. */
static void make_postgresql(database *d)
{
    const char *server = server_address();
    const char *option = !strstr(server, "://") ? " options=-csearch_path="
                         : strchr(server, '?')  ? "&options=-csearch_path%3D"
                                                : "?options=-csearch_path%3D";
    char sql[256];
    (void)snprintf(d->name, sizeof d->name, "emit_%ld", (long)getpid());
    (void)snprintf(d->url, sizeof d->url, "%s%s%s", server, option, d->name);
    (void)snprintf(sql, sizeof sql, "DROP SCHEMA IF EXISTS %s CASCADE; CREATE SCHEMA %s", d->name, d->name);
    run(d, server, sql);
}

static void make_sqlite(database *d)
{
    (void)snprintf(d->name, sizeof d->name, "emit_%ld.db", (long)getpid());
    (void)snprintf(d->url, sizeof d->url, "sqlite:%s", d->name);
    (void)unlink(d->name);
}

static void count_statement(void *arg, const schemac_event *event)
{
    static const char *const silent[] = {"BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE"};
    database *d = arg;
    if (event->kind != SCHEMAC_EVENT_STATEMENT)
        return;
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
        if (strncmp(event->text, silent[i], strlen(silent[i])) == 0)
            return;
    d->statements++;
}

int database_setup(void **state)
{
    arena a = {0};
    database *d = calloc(1, sizeof *d);
    schemac_open_options options = SCHEMAC_OPEN_OPTIONS_INIT;
    assert_non_null(d);
    d->dialect = strcmp(*state, "sqlite") == 0 ? SCHEMAC_SQLITE : SCHEMAC_POSTGRESQL;
    *state = d;
    if (d->dialect == SCHEMAC_SQLITE)
        make_sqlite(d);
    else
        make_postgresql(d);
    run(d, d->url, tables_of(&a, d->dialect == SCHEMAC_SQLITE ? DIALECT_SQLITE : DIALECT_POSTGRESQL).ptr);
    arena_free(&a);
    options.observer = count_statement;
    options.observer_arg = d;
    OK(schemac_open(d->url, &options, &d->db, &d->err));
    OK(schemac_begin(d->db, NULL, &d->session, &d->err));
    d->statements = 0;
    return 0;
}

int database_teardown(void **state)
{
    database *d = *state;
    char sql[256];
    schemac_rollback(d->session);
    schemac_close(d->db);
    (void)snprintf(sql, sizeof sql, "DROP SCHEMA %s CASCADE", d->name);
    if (d->dialect == SCHEMAC_SQLITE)
        (void)unlink(d->name);
    else
        run(d, server_address(), sql);
    free(d);
    return 0;
}
