/* Sessions, nesting, the pool, threads, fork, lost connections, stale plans, limits of time. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "shop_db.h"

static schemac_session *begin(const shop_db *shop)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = NULL;
    OK(schemac_begin(shop->db, NULL, &s, &err));
    return s;
}

static int64_t count_users(const shop_db *shop)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin(shop);
    int64_t count = -1;
    OK(shop_user_count(s, NULL, &count, &err));
    schemac_rollback(s);
    return count;
}

static void keeps_or_undoes(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin(*state);
    shop_add_user(s, "a");
    schemac_rollback(s);
    assert_int_equal(count_users(*state), 0);
    s = begin(*state);
    shop_add_user(s, "a");
    OK(schemac_commit(s, &err));
    assert_int_equal(count_users(*state), 1);
    schemac_rollback(NULL);
}

static void nests(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin(*state);
    schemac_session *one = NULL;
    schemac_session *two = NULL;
    shop_user *user = NULL;
    shop_add_user(s, "outer");
    OK(schemac_begin_nested(s, &one, &err));
    CODE(SCHEMAC_MISUSE, shop_user_get(s, 1, &user, &err));
    CODE(SCHEMAC_MISUSE, schemac_begin_nested(s, &two, &err));
    shop_add_user(one, "one");
    OK(schemac_begin_nested(one, &two, &err));
    shop_add_user(two, "two");
    schemac_rollback(two);
    OK(schemac_commit(one, &err));
    OK(schemac_begin_nested(s, &one, &err));
    OK(schemac_begin_nested(one, &two, &err));
    shop_add_user(two, "lost");
    schemac_rollback(one);
    OK(schemac_commit(s, &err));
    assert_int_equal(count_users(*state), 2);
}

static void commit_with_a_nested_one_open_undoes_all(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin(*state);
    schemac_session *inner = NULL;
    shop_add_user(s, "a");
    OK(schemac_begin_nested(s, &inner, &err));
    CODE(SCHEMAC_MISUSE, schemac_commit(s, &err));
    assert_int_equal(count_users(*state), 0);
}

static void a_failure_ends_the_session(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin(*state);
    shop_add_user(s, "a");
    CODE(SCHEMAC_SQL, schemac_session_run(s, "SELECT * FROM nowhere", NULL, &err));
    assert_non_null(strstr(err.message, "nowhere"));
    assert_string_equal(err.statement, "SELECT * FROM nowhere");
    int64_t count = 0;
    CODE(SCHEMAC_MISUSE, shop_user_count(s, NULL, &count, &err));
    assert_true(err.hint[0] != '\0');
    CODE(SCHEMAC_MISUSE, schemac_commit(s, &err));
    assert_int_equal(count_users(*state), 0);
}

static void read_only_sessions_do_not_write(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_begin_options options = SCHEMAC_BEGIN_OPTIONS_INIT;
    options.read_only = true;
    options.isolation = SCHEMAC_REPEATABLE_READ;
    const shop_db *shop = *state;
    schemac_session *s = NULL;
    OK(schemac_begin(shop->db, &options, &s, &err));
    CODE(SCHEMAC_SQL, schemac_session_run(s, "DELETE FROM users", NULL, &err));
    schemac_rollback(s);
    s = begin(shop);
    shop_add_user(s, "a");
    OK(schemac_commit(s, &err));
}

static void gives_rows_of_any_statement_as_text(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    const shop_db *shop = *state;
    bool sqlite = shop->dialect == SCHEMAC_SQLITE;
    schemac_session *s = begin(shop);
    shop_add_user(s, "anna");
    shop_add_user(s, "b'\"\\ob");
    const schemac_text_rows *rows = NULL;
    const char *const params[] = {"anna", NULL};
    OK(schemac_session_query(s,
                             sqlite ? "SELECT username, ?2 AS absent, id FROM users WHERE username <> ?1"
                                    : "SELECT username, $2::text AS absent, id FROM users WHERE username <> $1",
                             2, params, &rows, &err));
    assert_int_equal(rows->n_rows, 1);
    assert_int_equal(rows->n_columns, 3);
    assert_string_equal(rows->names[1], "absent");
    const schemac_text_rows *none = NULL;
    OK(schemac_session_query(s, "SELECT 1 FROM users WHERE 1 = 0", 0, NULL, &none, &err));
    assert_int_equal(none->n_rows, 0);
    /* Earlier rows are still there. */
    assert_string_equal(schemac_text_rows_get(rows, 0, 0), "b'\"\\ob");
    assert_int_equal(rows->lengths[0], 6);
    assert_null(schemac_text_rows_get(rows, 0, 1));
    assert_string_equal(schemac_text_rows_get(rows, 0, 2), "2");
    schemac_clear(s);
    assert_true(schemac_session_server_version(s) > (sqlite ? 3000000 : 100000));
    CODE(SCHEMAC_SQL, schemac_session_query(s, "SELECT * FROM nowhere", 0, NULL, &rows, &err));
    assert_null(rows);
    CODE(SCHEMAC_MISUSE, schemac_session_query(s, "SELECT 1", 0, NULL, &rows, &err));
    schemac_rollback(s);
}

/* Rows live until the session ends or is cleared; much memory is given back. */
static void clears(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin(*state);
    shop_add_user(s, "a");
    for (int i = 0; i < 200; i++) {
        shop_user_list users;
        OK(shop_user_find(s, NULL, &users, &err));
        assert_int_equal(users.count, 1);
        schemac_clear(s);
    }
    assert_non_null(schemac_session_alloc(s, 100000));
    OK(schemac_commit(s, &err));
}

static void waits_for_a_connection(void **state)
{
    shop_db *shop = *state;
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_open_options options = SCHEMAC_OPEN_OPTIONS_INIT;
    options.max_connections = 1;
    options.wait_ms = 30;
    schemac_db *db = NULL;
    OK(schemac_open(shop->url, &options, &db, &err));
    schemac_session *one = NULL;
    schemac_session *two = NULL;
    OK(schemac_begin(db, NULL, &one, &err));
    CODE(SCHEMAC_TIMEOUT, schemac_begin(db, NULL, &two, &err));
    assert_null(two);
    schemac_rollback(one);
    OK(schemac_begin(db, NULL, &two, &err));
    schemac_rollback(two);
    schemac_close(db);
}

typedef struct worker {
    shop_db *shop;
    int number;
    schemac_code code;
} worker;

static schemac_code add_ten(schemac_session *s, void *arg, schemac_error *err)
{
    const worker *w = arg;
    for (int i = 0; i < 10; i++) {
        char name[32];
        snprintf(name, sizeof name, "w%d-%d", w->number, i);
        shop_user_new draft = shop_user_new_make(SCHEMAC_STR(name), SCHEMAC_STR("h"), SCHEMAC_STR("f"));
        schemac_code code = shop_user_insert(s, &draft, NULL, err);
        if (code != SCHEMAC_OK) {
            return code;
        }
    }
    return SCHEMAC_OK;
}

static void *work(void *arg)
{
    worker *w = arg;
    w->code = schemac_retry(w->shop->db, NULL, add_ten, w, NULL);
    return NULL;
}

static void threads_share_the_engine(void **state)
{
    worker workers[6];
    pthread_t threads[6];
    shop_db *shop = *state;
    for (int i = 0; i < 6; i++) {
        workers[i] = (worker){shop, i, SCHEMAC_OK};
        assert_int_equal(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
    }
    for (int i = 0; i < 6; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(workers[i].code, SCHEMAC_OK);
    }
    assert_int_equal(count_users(shop), 60);
}

static schemac_code fail_twice(schemac_session *s, void *arg, schemac_error *err)
{
    int *calls = arg;
    shop_add_user(s, "anna");
    if (++*calls < 3) {
        if (err != NULL) {
            schemac_error_clear(err);
        }
        return SCHEMAC_RETRY;
    }
    return SCHEMAC_OK;
}

static void repeats(void **state)
{
    shop_db *shop = *state;
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_retry_options options = {.attempts = 3, .first_ms = 1};
    int calls = 0;
    OK(schemac_retry(shop->db, &options, fail_twice, &calls, &err));
    assert_int_equal(calls, 3);
    assert_int_equal(count_users(shop), 1);
    options.attempts = 2;
    calls = -10;
    shop->statements = 0;
    OK(schemac_db_run(shop->db, "DELETE FROM users", &err));
    CODE(SCHEMAC_RETRY, schemac_retry(shop->db, &options, fail_twice, &calls, &err));
    assert_int_equal(calls, -8);
}

static int in_child(const shop_db *shop, schemac_session *open)
{
    schemac_session *s = NULL;
    shop_user *user = NULL;
    if (schemac_begin(shop->db, NULL, &s, NULL) != SCHEMAC_MISUSE) {
        return 1;
    }
    if (shop_user_get(open, 1, &user, NULL) != SCHEMAC_MISUSE) {
        return 2;
    }
    schemac_rollback(open);
    schemac_close(shop->db);
    schemac_db *mine = NULL;
    if (schemac_open(shop->url, NULL, &mine, NULL) != SCHEMAC_OK) {
        return 3;
    }
    schemac_close(mine);
    return 0;
}

static void refuses_after_fork(void **state)
{
    shop_db *shop = *state;
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin(shop);
    shop_add_user(s, "before");
    pid_t child = fork();
    if (child == 0) {
        _exit(in_child(shop, s));
    }
    int status = -1;
    waitpid(child, &status, 0);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    /* The parent's transaction has not noticed. */
    shop_add_user(s, "after");
    OK(schemac_commit(s, &err));
    assert_int_equal(count_users(shop), 2);
}

static void a_migration_makes_plans_stale(void **state)
{
    shop_db *shop = *state;
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin(shop);
    shop_tag *tag = shop_add_tag(s, "red");
    OK(shop_tag_get(s, tag->id, &tag, &err));
    int64_t id = tag->id;
    OK(schemac_commit(s, &err));
    const char *change = shop->dialect == SCHEMAC_SQLITE ? "ALTER TABLE tags ADD COLUMN more TEXT"
                                                         : "ALTER TABLE tags ALTER COLUMN name TYPE text";
    OK(schemac_db_run(shop->db, change, &err));
    s = begin(shop);
    OK(shop_tag_get(s, id, &tag, &err));
    assert_str(tag->name, "red");
    OK(schemac_commit(s, &err));
}

static void limits_statements_kept(void **state)
{
    shop_db *shop = *state;
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_open_options options = SCHEMAC_OPEN_OPTIONS_INIT;
    options.max_statements = 3;
    schemac_db *db = NULL;
    OK(schemac_open(shop->url, &options, &db, &err));
    schemac_session *s = NULL;
    OK(schemac_begin(db, NULL, &s, &err));
    shop_add_user(s, "a");
    for (int64_t limit = 1; limit < 40; limit++) {
        shop_user_where where[] = {shop_user_id_ge(0), shop_user_id_ne(-1), shop_user_id_gt(-5), shop_user_id_ge(-3)};
        shop_user_query query = {.where = where, .n_where = (size_t)(limit % 5)};
        shop_user_list users;
        OK(shop_user_find(s, &query, &users, &err));
        assert_int_equal(users.count, 1);
    }
    OK(schemac_commit(s, &err));
    schemac_close(db);
}

static void works_without_named_statements(void **state)
{
    shop_db *shop = *state;
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_open_options options = SCHEMAC_OPEN_OPTIONS_INIT;
    options.prepare = SCHEMAC_PREPARE_UNNAMED;
    schemac_db *db = NULL;
    OK(schemac_open(shop->url, &options, &db, &err));
    schemac_session *s = NULL;
    OK(schemac_begin(db, NULL, &s, &err));
    shop_user *anna = shop_add_user(s, "anna");
    OK(shop_user_get(s, anna->id, &anna, &err));
    assert_str(anna->username, "anna");
    OK(schemac_commit(s, &err));
    schemac_close(db);
}

static void stops_long_statements(void **state)
{
    shop_db *shop = *state;
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_open_options options = SCHEMAC_OPEN_OPTIONS_INIT;
    options.statement_timeout_ms = 50;
    schemac_db *db = NULL;
    OK(schemac_open(shop->url, &options, &db, &err));
    schemac_session *s = NULL;
    OK(schemac_begin(db, NULL, &s, &err));
    const char *slow = shop->dialect == SCHEMAC_SQLITE
                           ? "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
                           : "SELECT pg_sleep(20)";
    CODE(SCHEMAC_TIMEOUT, schemac_session_run(s, slow, NULL, &err));
    schemac_rollback(s);
    schemac_close(db);
}

static void *cancel_soon(void *arg)
{
    struct timespec pause = {0, 100000000};
    nanosleep(&pause, NULL);
    schemac_session_cancel(arg);
    return NULL;
}

static void cancels_from_another_thread(void **state)
{
    shop_db *shop = *state;
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin(shop);
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, cancel_soon, s), 0);
    const char *slow = shop->dialect == SCHEMAC_SQLITE
                           ? "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
                           : "SELECT pg_sleep(20)";
    CODE(SCHEMAC_CANCELLED, schemac_session_run(s, slow, NULL, &err));
    pthread_join(thread, NULL);
    schemac_rollback(s);
}

/* Ends the server's processes of all other connections of this test. */
static void kill_others(const shop_db *shop)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_open_options options = SCHEMAC_OPEN_OPTIONS_INIT;
    options.application = "schemac killer";
    schemac_db *db = NULL;
    OK(schemac_open(shop->url, &options, &db, &err));
    char sql[256];
    snprintf(sql, sizeof sql,
             "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'test %s'",
             shop->schema);
    OK(schemac_db_run(db, sql, &err));
    schemac_close(db);
}

static void survives_lost_connections(void **state)
{
    shop_db *shop = *state;
    schemac_error err = SCHEMAC_ERROR_INIT;
    if (shop->dialect == SCHEMAC_SQLITE) {
        return; /* a file has no connection to lose */
    }
    char name[96];
    snprintf(name, sizeof name, "test %s", shop->schema);
    schemac_open_options options = SCHEMAC_OPEN_OPTIONS_INIT;
    options.application = name;
    schemac_db *db = NULL;
    OK(schemac_open(shop->url, &options, &db, &err));
    schemac_session *s = NULL;
    OK(schemac_begin(db, NULL, &s, &err));
    kill_others(shop);
    shop_user *user = NULL;
    CODE(SCHEMAC_CONNECTION, shop_user_get(s, 1, &user, &err));
    CODE(SCHEMAC_MISUSE, schemac_commit(s, &err));
    OK(schemac_begin(db, NULL, &s, &err));
    OK(schemac_commit(s, &err));
    /* Lost while it lay idle: nobody notices. */
    kill_others(shop);
    OK(schemac_begin(db, NULL, &s, &err));
    CODE(SCHEMAC_NOT_FOUND, shop_user_get(s, 1, &user, &err));
    OK(schemac_commit(s, &err));
    schemac_close(db);
}

static void says_why_it_cannot_open(void **state)
{
    (void)state;
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_db *db = NULL;
    CODE(SCHEMAC_CONNECTION, schemac_open("postgresql://u:geheim@/x?host=/nowhere&port=1", NULL, &db, &err));
    assert_null(strstr(err.message, "geheim"));
    CODE(SCHEMAC_MISUSE, schemac_open("postgresql://u:geheim@[", NULL, &db, &err));
    assert_null(strstr(err.message, "geheim"));
    CODE(SCHEMAC_CONNECTION, schemac_open("sqlite:/nowhere/at/all.db", NULL, &db, &err));
    CODE(SCHEMAC_MISUSE, schemac_open("mysql://x", NULL, &db, &err));
    CODE(SCHEMAC_MISUSE, schemac_open("", NULL, &db, &err));
    assert_null(db);
    OK(schemac_open("sqlite::memory:", NULL, &db, &err));
    assert_string_equal(schemac_db_name(db), "sqlite::memory:");
    schemac_close(db);
    schemac_open_options lazy = SCHEMAC_OPEN_OPTIONS_INIT;
    lazy.lazy = true;
    OK(schemac_open("host=/nowhere user=me password=geheim dbname=d", &lazy, &db, &err));
    assert_string_equal(schemac_db_name(db), "user=me dbname=d host=/nowhere");
    schemac_close(db);
}

static void writers_wait_for_each_other(void **state)
{
    shop_db *shop = *state;
    schemac_error err = SCHEMAC_ERROR_INIT;
    if (shop->dialect != SCHEMAC_SQLITE) {
        return; /* rows, not the database, are locked there */
    }
    schemac_open_options options = SCHEMAC_OPEN_OPTIONS_INIT;
    options.busy_ms = 20;
    schemac_db *db = NULL;
    OK(schemac_open(shop->url, &options, &db, &err));
    schemac_session *one = begin(shop);
    schemac_session *two = NULL;
    CODE(SCHEMAC_BUSY, schemac_begin(db, NULL, &two, &err));
    assert_true(err.retryable);
    schemac_rollback(one);
    OK(schemac_begin(db, NULL, &two, &err));
    schemac_rollback(two);
    schemac_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SHOP_TEST(keeps_or_undoes),
        SHOP_TEST(nests),
        SHOP_TEST(commit_with_a_nested_one_open_undoes_all),
        SHOP_TEST(a_failure_ends_the_session),
        SHOP_TEST(gives_rows_of_any_statement_as_text),
        SHOP_TEST(read_only_sessions_do_not_write),
        SHOP_TEST(clears),
        SHOP_TEST(waits_for_a_connection),
        SHOP_TEST(threads_share_the_engine),
        SHOP_TEST(repeats),
        SHOP_TEST(refuses_after_fork),
        SHOP_TEST(a_migration_makes_plans_stale),
        SHOP_TEST(limits_statements_kept),
        SHOP_TEST(works_without_named_statements),
        SHOP_TEST(stops_long_statements),
        SHOP_TEST(cancels_from_another_thread),
        SHOP_TEST(survives_lost_connections),
        SHOP_TEST(writers_wait_for_each_other),
        cmocka_unit_test(says_why_it_cannot_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
