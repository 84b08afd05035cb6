/* Statements of a session under way at once. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shop_db.h"

static schemac_session *begin(const shop_db *shop)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = NULL;
    OK(schemac_begin(shop->db, NULL, &s, &err));
    return s;
}

static void send(schemac_session *s, const char *sql)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    OK(schemac_session_send(s, sql, 0, NULL, &err));
}

static const schemac_text_rows *receive(schemac_session *s)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    const schemac_text_rows *rows = NULL;
    OK(schemac_session_receive(s, &rows, &err));
    return rows;
}

static int64_t count_users(schemac_session *s)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    int64_t count = -1;
    OK(shop_user_count(s, NULL, &count, &err));
    return count;
}

/* The next session has the same connection, which must be as new. */
static void goes_on(const shop_db *shop)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    const schemac_text_rows *rows = NULL;
    schemac_session *s = begin(shop);
    OK(schemac_session_query(s, "SELECT 7", 0, NULL, &rows, &err));
    assert_string_equal(schemac_text_rows_get(rows, 0, 0), "7");
    shop_add_user(s, "new");
    schemac_rollback(s);
}

static void come_in_their_order(void **state)
{
    enum { N = 40 };
    schemac_error err = SCHEMAC_ERROR_INIT;
    const shop_db *shop = *state;
    schemac_session *s = begin(shop);
    static const char *const params[N][1] = {{"first"}, {NULL}, {"third"}};
    const schemac_text_rows *rows[N];
    shop_add_user(s, "a");
    for (size_t i = 0; i < N; i++)
        OK(schemac_session_send(s, shop->dialect == SCHEMAC_SQLITE ? "SELECT ?1" : "SELECT $1::text", 1, params[i],
                                &err));
    for (size_t i = 0; i < N; i++)
        rows[i] = receive(s);
    assert_string_equal(schemac_text_rows_get(rows[0], 0, 0), "first");
    assert_null(schemac_text_rows_get(rows[1], 0, 0));
    assert_string_equal(schemac_text_rows_get(rows[2], 0, 0), "third");
    /* All were received, so the session is as before. */
    shop_add_user(s, "b");
    send(s, "DELETE FROM users WHERE username = 'a'");
    send(s, "SELECT username FROM users");
    assert_int_equal(receive(s)->affected, 1);
    assert_int_equal(receive(s)->n_rows, 1);
    OK(schemac_commit(s, &err));
    goes_on(shop);
}

/* More than the sockets hold, in both directions. */
static void large_ones_do_not_block(void **state)
{
    enum { N = 12, SIZE = 400000 };
    const shop_db *shop = *state;
    char *sql = malloc(SIZE + 64);
    assert_non_null(sql);
    int head = snprintf(sql, 64, "SELECT '");
    memset(sql + head, 'x', SIZE);
    (void)snprintf(sql + head + SIZE, 16, "' AS text");
    schemac_session *s = begin(shop);
    for (int i = 0; i < N; i++)
        send(s, sql);
    for (int i = 0; i < N; i++)
        assert_int_equal(receive(s)->lengths[0], SIZE);
    schemac_rollback(s);
    goes_on(shop);
    free(sql);
}

static void nothing_else_runs_meanwhile(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    const schemac_text_rows *rows = NULL;
    const shop_db *shop = *state;
    schemac_session *s = begin(shop), *inner = NULL;
    CODE(SCHEMAC_MISUSE, schemac_session_receive(s, &rows, &err));
    send(s, "SELECT 1");
    CODE(SCHEMAC_MISUSE, schemac_session_run(s, "SELECT 2", NULL, &err));
    CODE(SCHEMAC_MISUSE, schemac_session_query(s, "SELECT 2", 0, NULL, &rows, &err));
    CODE(SCHEMAC_MISUSE, schemac_begin_nested(s, &inner, &err));
    assert_string_equal(schemac_text_rows_get(receive(s), 0, 0), "1");
    CODE(SCHEMAC_MISUSE, schemac_session_receive(s, &rows, &err));
    shop_add_user(s, "a");
    send(s, "SELECT 1");
    CODE(SCHEMAC_MISUSE, schemac_commit(s, &err));
    goes_on(shop);
    s = begin(shop);
    assert_int_equal(count_users(s), 0);
    schemac_rollback(s);
}

static void a_failure_comes_in_its_turn(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    const schemac_text_rows *rows = NULL;
    const shop_db *shop = *state;
    schemac_session *s = begin(shop);
    send(s, "SELECT 1");
    send(s, "SELECT * FROM nowhere");
    send(s, "DELETE FROM users");
    assert_string_equal(schemac_text_rows_get(receive(s), 0, 0), "1");
    CODE(SCHEMAC_SQL, schemac_session_receive(s, &rows, &err));
    assert_null(rows);
    assert_non_null(strstr(err.message, "nowhere"));
    CODE(SCHEMAC_MISUSE, schemac_session_receive(s, &rows, &err));
    CODE(SCHEMAC_MISUSE, schemac_session_send(s, "SELECT 1", 0, NULL, &err));
    schemac_rollback(s);
    goes_on(shop);
}

/* A nested session fails by itself. */
static void of_a_nested_session(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    const schemac_text_rows *rows = NULL;
    const shop_db *shop = *state;
    schemac_session *s = begin(shop), *inner = NULL;
    shop_add_user(s, "outer");
    OK(schemac_begin_nested(s, &inner, &err));
    send(inner, "SELECT * FROM nowhere");
    CODE(SCHEMAC_SQL, schemac_session_receive(inner, &rows, &err));
    schemac_rollback(inner);
    OK(schemac_begin_nested(s, &inner, &err));
    send(inner, "SELECT 1");
    send(inner, "SELECT 2");
    schemac_rollback(inner);
    assert_int_equal(count_users(s), 1);
    OK(schemac_commit(s, &err));
    goes_on(shop);
}

static void what_was_not_received_is_given_up(void **state)
{
    const shop_db *shop = *state;
    schemac_session *s = begin(shop);
    send(s, "SELECT 1");
    send(s, "SELECT 2");
    send(s, "SELECT * FROM nowhere");
    assert_string_equal(schemac_text_rows_get(receive(s), 0, 0), "1");
    schemac_rollback(s);
    goes_on(shop);
}

static void no_copy_is_begun(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    const schemac_text_rows *rows = NULL;
    const shop_db *shop = *state;
    if (shop->dialect == SCHEMAC_SQLITE)
        return; /* no such statement there */
    static const char *const copies[] = {"COPY users TO STDOUT", "COPY users FROM STDIN"};
    for (size_t i = 0; i < sizeof copies / sizeof *copies; i++) {
        schemac_session *s = begin(shop);
        send(s, copies[i]);
        send(s, "SELECT 1");
        assert_int_not_equal(schemac_session_receive(s, &rows, &err), SCHEMAC_OK);
        schemac_rollback(s);
        goes_on(shop);
    }
}

static void a_lost_connection_is_said(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    const schemac_text_rows *rows = NULL;
    const shop_db *shop = *state;
    if (shop->dialect == SCHEMAC_SQLITE)
        return; /* has no connection that could be lost */
    schemac_session *s = begin(shop);
    send(s, "SELECT 1");
    send(s, "SELECT pg_catalog.pg_terminate_backend(pg_catalog.pg_backend_pid())");
    send(s, "SELECT 2");
    assert_string_equal(schemac_text_rows_get(receive(s), 0, 0), "1");
    CODE(SCHEMAC_CONNECTION, schemac_session_receive(s, &rows, &err));
    schemac_rollback(s);
    goes_on(shop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SHOP_TEST(come_in_their_order),
        SHOP_TEST(large_ones_do_not_block),
        SHOP_TEST(nothing_else_runs_meanwhile),
        SHOP_TEST(a_failure_comes_in_its_turn),
        SHOP_TEST(of_a_nested_session),
        SHOP_TEST(what_was_not_received_is_given_up),
        SHOP_TEST(no_copy_is_begun),
        SHOP_TEST(a_lost_connection_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
