/* The table of driver functions, the same expectations of both drivers. */
/* clang-format off */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/driver.h"

static const char *address(const char *kind)
{
    const char *server = getenv("SCHEMAC_TEST_POSTGRESQL");
    if (strcmp(kind, "sqlite") == 0) {
        return "sqlite::memory:";
    }
    if (server == NULL) {
        fail_msg("SCHEMAC_TEST_POSTGRESQL must hold the address of a PostgreSQL server for tests");
    }
    return server;
}

static int setup(void **state)
{
    schemac_conn *conn = NULL;
    schemac_error err = SCHEMAC_ERROR_INIT;
    if (schemac_conn_open(address(*state), NULL, &conn, &err) != SCHEMAC_OK) {
        print_error("%s\n", err.message);
        return -1;
    }
    *state = conn;
    return 0;
}

static int teardown(void **state)
{
    schemac_conn_close(*state);
    return 0;
}

static schemac_code run(schemac_conn *conn, const char *sql, schemac_error *err)
{
    return schemac_conn_exec(conn, SCHEMAC_STR(sql), NULL, err);
}

#define OK(call)                                                                                                       \
    do {                                                                                                               \
        schemac_code the_code = (call);                                                                                \
        if (the_code != SCHEMAC_OK) {                                                                                  \
            print_error("%s: %s\n", schemac_code_name(the_code), err.message);                                         \
        }                                                                                                              \
        assert_int_equal(the_code, SCHEMAC_OK);                                                                        \
    } while (0)

static void runs_one_statement_only(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    int64_t affected = -1;
    OK(run(*state, "CREATE TEMP TABLE one (a int)", &err));
    OK(schemac_conn_exec(*state, SCHEMAC_STR("INSERT INTO one VALUES (1), (2)"), &affected, &err));
    assert_int_equal(affected, 2);
    OK(schemac_conn_exec(*state, SCHEMAC_STR("UPDATE one SET a = 3 WHERE a = 4"), &affected, &err));
    assert_int_equal(affected, 0);
    assert_int_equal(run(*state, "DELETE FROM one; DELETE FROM one", &err), SCHEMAC_SQL);
    assert_string_equal(err.sqlstate, "42601");
    assert_int_equal(run(*state, "DELETE FROM one; CREATE TABLE nowhere.x (y int)", &err), SCHEMAC_SQL);
    OK(schemac_conn_exec(*state, SCHEMAC_STR("DELETE FROM one; -- and no more\n /* */ ;"), &affected, &err));
    assert_int_equal(affected, 2);
    OK(run(*state, " -- nothing", &err));
    OK(run(*state, "", &err));
    OK(schemac_conn_exec(*state, schemac_str_make("SELECT 1;;garbage", 8), NULL, &err));
}

static void runs_scripts(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_text_rows *rows = NULL;
    OK(schemac_conn_script(*state, SCHEMAC_STR("CREATE TEMP TABLE s (a int); INSERT INTO s VALUES (7); SELECT 1;"),
                           &err));
    OK(schemac_conn_query(*state, SCHEMAC_STR("SELECT a FROM s"), 0, NULL, &rows, &err));
    assert_int_equal(rows->n_rows, 1);
    const schemac_conn *conn = *state;
    schemac_conn_free_rows(conn->driver, rows);
    assert_int_equal(schemac_conn_script(*state, SCHEMAC_STR("SELECT 1; SELECT nothing"), &err), SCHEMAC_SQL);
}

static void queries_text(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    const schemac_conn *conn = *state;
    bool sqlite = schemac_conn_dialect(conn) == SCHEMAC_SQLITE;
    schemac_text_rows *rows = NULL;
    const char *params[] = {"five", NULL};
    const char *sql = sqlite ? "SELECT ?1 AS a, ?2 AS b, 12 AS c UNION ALL SELECT 'x', 'y', NULL"
                             : "SELECT $1::text AS a, $2::text AS b, 12 AS c UNION ALL SELECT 'x', 'y', NULL";
    OK(schemac_conn_query(*state, SCHEMAC_STR(sql), 2, params, &rows, &err));
    assert_int_equal(rows->n_rows, 2);
    assert_int_equal(rows->n_columns, 3);
    assert_string_equal(rows->names[2], "c");
    assert_string_equal(schemac_text_rows_get(rows, 0, 0), "five");
    assert_null(schemac_text_rows_get(rows, 0, 1));
    assert_string_equal(schemac_text_rows_get(rows, 0, 2), "12");
    assert_int_equal(rows->lengths[3], 1);
    assert_null(schemac_text_rows_get(rows, 1, 2));
    schemac_conn_free_rows(conn->driver, rows);
    OK(schemac_conn_query(*state, SCHEMAC_STR("SELECT 1 WHERE 1 = 0"), 0, NULL, &rows, &err));
    assert_int_equal(rows->n_rows, 0);
    schemac_conn_free_rows(conn->driver, rows);
    schemac_conn_free_rows(conn->driver, NULL);
}

static void tells_where_the_error_is(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    assert_int_equal(run(*state, "SELECT 'ж', nosuch", &err), SCHEMAC_SQL);
    assert_int_equal(err.position, 13);
    assert_string_equal(err.statement, "SELECT 'ж', nosuch");
    assert_int_equal(run(*state, "SELEC", &err), SCHEMAC_SQL);
    assert_int_equal(err.position, 1);
    assert_int_equal(run(*state, "SELEC", NULL), SCHEMAC_SQL);
}

static void keeps_transactions(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_conn *conn = *state;
    assert_int_equal(schemac_conn_tx_state(conn), SCHEMAC_TX_IDLE);
    OK(schemac_conn_rollback(conn, &err));
    OK(run(conn, "CREATE TEMP TABLE t (a int)", &err));
    OK(schemac_conn_begin(conn, NULL, &err));
    assert_int_equal(schemac_conn_tx_state(conn), SCHEMAC_TX_OPEN);
    OK(run(conn, "INSERT INTO t VALUES (1)", &err));
    OK(schemac_conn_rollback(conn, &err));
    OK(schemac_conn_begin(conn, NULL, &err));
    OK(run(conn, "INSERT INTO t VALUES (1)", &err));
    OK(schemac_conn_commit(conn, &err));
    assert_int_equal(schemac_conn_tx_state(conn), SCHEMAC_TX_IDLE);
    schemac_tx_options options = {SCHEMAC_TX_SERIALIZABLE, true, false};
    OK(schemac_conn_begin(conn, &options, &err));
    assert_int_equal(run(conn, "CREATE TABLE never (a int)", &err), SCHEMAC_SQL);
    OK(schemac_conn_reset(conn, &err));
    assert_int_equal(schemac_conn_tx_state(conn), SCHEMAC_TX_IDLE);
    OK(run(conn, "INSERT INTO t VALUES (2)", &err));
}

static void a_failed_transaction_does_not_commit(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_conn *conn = *state;
    if (schemac_conn_dialect(conn) == SCHEMAC_SQLITE) {
        return; /* a statement that fails there undoes only itself */
    }
    OK(schemac_conn_begin(conn, NULL, &err));
    assert_int_equal(run(conn, "SELECT nosuch", &err), SCHEMAC_SQL);
    assert_int_equal(schemac_conn_tx_state(conn), SCHEMAC_TX_FAILED);
    assert_int_equal(run(conn, "SELECT 1", &err), SCHEMAC_MISUSE);
    assert_int_equal(schemac_conn_commit(conn, &err), SCHEMAC_MISUSE);
    assert_int_equal(schemac_conn_tx_state(conn), SCHEMAC_TX_IDLE);
}

static void refuses_copy_and_goes_on(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_conn *conn = *state;
    if (schemac_conn_dialect(conn) == SCHEMAC_SQLITE) {
        return; /* has no COPY */
    }
    OK(run(conn, "CREATE TEMP TABLE c (a int)", &err));
    assert_int_equal(run(conn, "COPY c FROM stdin", &err), SCHEMAC_UNSUPPORTED);
    assert_int_equal(run(conn, "COPY c TO stdout", &err), SCHEMAC_UNSUPPORTED);
    assert_int_equal(schemac_conn_script(conn, SCHEMAC_STR("SELECT 1; COPY c FROM stdin"), &err), SCHEMAC_UNSUPPORTED);
    OK(run(conn, "SELECT 1", &err));
}

static void says_its_version(void **state)
{
    schemac_conn *conn = *state;
    int version = schemac_conn_server_version(conn);
    assert_true(schemac_conn_dialect(conn) == SCHEMAC_SQLITE ? version >= 3035000 : version >= 100000);
    assert_non_null(schemac_conn_native(conn));
}

typedef struct seen {
    int statements, connects, closes, notices;
    char notice[64];
} seen;

static void look(void *arg, const schemac_event *event)
{
    seen *s = arg;
    s->statements += event->kind == SCHEMAC_EVENT_STATEMENT;
    s->connects += event->kind == SCHEMAC_EVENT_CONNECT;
    s->closes += event->kind == SCHEMAC_EVENT_CLOSE;
    s->notices += event->kind == SCHEMAC_EVENT_NOTICE;
    if (event->kind == SCHEMAC_EVENT_NOTICE) {
        snprintf(s->notice, sizeof s->notice, "%s", event->text);
    }
}

static void tells_the_observer(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    seen s = {0};
    bool sqlite = strcmp(*state, "sqlite") == 0;
    schemac_conn_options options = {.observer = look, .observer_arg = &s};
    schemac_conn *conn = NULL;
    OK(schemac_conn_open(address(*state), &options, &conn, &err));
    OK(run(conn, "SELECT 1", &err));
    if (!sqlite) {
        OK(run(conn, "DO $$ BEGIN RAISE NOTICE 'hello'; END $$", &err));
        assert_int_equal(s.notices, 1);
        assert_string_equal(s.notice, "hello");
    }
    schemac_conn_close(conn);
    assert_int_equal(s.statements, sqlite ? 1 : 2);
    assert_int_equal(s.connects, 1);
    assert_int_equal(s.closes, 1);
}

static void sets_limits(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_conn *conn = *state;
    const char *slow = schemac_conn_dialect(conn) == SCHEMAC_SQLITE
                           ? "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
                           : "SELECT pg_sleep(20)";
    OK(schemac_conn_set_timeout(conn, 40, 10, &err));
    assert_int_equal(run(conn, slow, &err), SCHEMAC_TIMEOUT);
    OK(schemac_conn_set_timeout(conn, 0, -1, &err));
    OK(schemac_conn_reset(conn, &err));
    OK(run(conn, "SELECT 1", &err));
}

static void cuts_text_between_characters(void **state)
{
    (void)state;
    char sql[1200];
    memset(sql, ' ', sizeof sql);
    for (int shift = 0; shift < 4; shift++) {
        schemac_conn *conn = NULL;
        schemac_error err = SCHEMAC_ERROR_INIT;
        OK(schemac_conn_open("sqlite::memory:", NULL, &conn, &err));
        for (size_t i = (size_t)shift; i + 2 < sizeof sql; i += 2) {
            sql[i] = '\xD0';
            sql[i + 1] = '\xB6';
        }
        assert_int_equal(schemac_conn_exec(conn, schemac_str_make(sql, sizeof sql - 1), NULL, &err), SCHEMAC_SQL);
        size_t len = strlen(err.statement);
        assert_true(len >= SCHEMAC_ERROR_STATEMENT_SIZE - 2);
        assert_int_equal((len - (size_t)shift) % 2, 0);
        assert_int_equal((unsigned char)err.statement[len - 1] & 0xC0, 0x80);
        schemac_conn_close(conn);
        memset(sql, ' ', sizeof sql);
    }
}

#define ON_BOTH(function)                                                                                              \
    {#function " on sqlite", function, setup, teardown, (void *)(uintptr_t) "sqlite"},                                 \
    {                                                                                                                  \
#function " on postgresql", function, setup, teardown, (void *)(uintptr_t) "postgresql"                        \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(runs_one_statement_only),
        ON_BOTH(runs_scripts),
        ON_BOTH(queries_text),
        ON_BOTH(tells_where_the_error_is),
        ON_BOTH(keeps_transactions),
        ON_BOTH(a_failed_transaction_does_not_commit),
        ON_BOTH(refuses_copy_and_goes_on),
        ON_BOTH(says_its_version),
        ON_BOTH(sets_limits),
        {"tells_the_observer on sqlite", tells_the_observer, NULL, NULL, (void *)(uintptr_t) "sqlite"},
        {"tells_the_observer on postgresql", tells_the_observer, NULL, NULL, (void *)(uintptr_t) "postgresql"},
        cmocka_unit_test(cuts_text_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
