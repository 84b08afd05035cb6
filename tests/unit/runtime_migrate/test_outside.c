/* Statements outside transactions: success, failure and its repair, and what is made of a run that was killed there. */
#include "support.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "migrate/migrator.h"

static const char indexes[] =
    "SELECT count(*) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relname = "
    "'only_once'";
static const char valid_indexes[] = "SELECT count(*) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE "
                                    "c.relname = 'only_once' AND i.indisvalid";
static const char row_of_2[] =
    "SELECT state || ' ' || statements_done || ' ' || intent FROM schemac_history WHERE id = "
    "'aaaa2'";

static const char build[] = "--# segment 1: no transaction\nCREATE UNIQUE INDEX CONCURRENTLY only_once ON t1 (id);\n"
                            "--# segment 2: transaction\nCREATE TABLE after (id integer);";

static void add_index(fixture *f)
{
    add_revision(f, "aaaa1", "base", "", "CREATE TABLE t1 (id integer);", "DROP TABLE t1;");
    add_revision(f, "aaaa2", "aaaa1", "", build,
                 "DROP TABLE after;\n--# segment 2: no transaction\nDROP INDEX CONCURRENTLY only_once;");
}

static void builds_and_drops_an_index(void **state)
{
    fixture *f = *state;
    add_index(f);
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_value(f, valid_indexes, "1");
    assert_value(f, row_of_2, "applied 2 0");
    downgrade_to(f, "-1", SCHEMAC_OK);
    assert_value(f, indexes, "0");
    assert_string_equal(current(f), "aaaa1");
}

static void a_build_that_fails_is_cleaned_up(void **state)
{
    fixture *f = *state;
    add_index(f);
    upgrade_to(f, "aaaa1", SCHEMAC_OK);
    sql(f, "INSERT INTO t1 VALUES (1), (1)");
    upgrade_to(f, NULL, SCHEMAC_MIGRATION);
    assert_string_equal(f->err.sqlstate, "23505");
    assert_place(f, "aaaa2.up.sql", 6, 1);
    assert_value(f, indexes, "0");
    assert_said(f, "repaired");
    assert_value(f, "SELECT count(*) FROM schemac_history", "1");
    sql(f, "DELETE FROM t1");
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_value(f, valid_indexes, "1");
}

/* Kills the migrator while its build waits for an older transaction: the server goes on or leaves an invalid index. */
static void leave_invalid_index(fixture *f)
{
    schemac_conn *other = connect_to(f);
    run_on(other, "BEGIN; INSERT INTO t1 VALUES (1)");
    pid_t child = fork();
    if (child == 0) {
        upgrade(f, NULL);
        _exit(0);
    }
    wait_ms(700);
    kill(child, SIGKILL);
    assert_int_equal(waitpid(child, NULL, 0), child);
    sql(f, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'CREATE UNIQUE INDEX%'");
    run_on(other, "ROLLBACK");
    schemac_conn_close(other);
    wait_ms(200);
}

static void a_build_that_was_killed_is_repaired(void **state)
{
    fixture *f = *state;
    add_index(f);
    upgrade_to(f, "aaaa1", SCHEMAC_OK);
    leave_invalid_index(f);
    assert_value(f, row_of_2, "upgrading 0 1");
    assert_value(f, indexes, "1");
    assert_value(f, valid_indexes, "0");
    assert_string_equal(current(f), "aaaa1");
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_said(f, "repaired");
    assert_value(f, valid_indexes, "1");
    assert_value(f, row_of_2, "applied 2 0");
}

static void a_build_that_had_ended_is_not_done_again(void **state)
{
    fixture *f = *state;
    add_index(f);
    upgrade_to(f, "aaaa1", SCHEMAC_OK);
    leave_invalid_index(f);
    sql(f, "REINDEX INDEX only_once");
    char before[64];
    snprintf(before, sizeof before, "%s", value(f, "SELECT 'only_once'::regclass::oid"));
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_said(f, "it is done");
    assert_value(f, "SELECT 'only_once'::regclass::oid", before);
}

static void a_drop_that_was_killed_is_judged(void **state)
{
    fixture *f = *state;
    add_index(f);
    upgrade_to(f, NULL, SCHEMAC_OK);
    sql(f, "UPDATE schemac_history SET state = 'downgrading', segments_done = 1, statements_done = 1, intent = 2 WHERE "
           "id = 'aaaa2'; DROP TABLE after");
    downgrade_to(f, "aaaa1", SCHEMAC_OK);
    assert_value(f, indexes, "0");
    assert_said(f, "it is not done and runs again");
}

static void what_nobody_can_judge_needs_a_person(void **state)
{
    fixture *f = *state;
    add_revision(f, "aaaa1", "base", "",
                 "CREATE TABLE t1 (id integer);\nCREATE PROCEDURE fill() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO t1 "
                 "VALUES (1); COMMIT; PERFORM pg_sleep(5); INSERT INTO t1 VALUES (2); END $$;",
                 "");
    add_revision(f, "aaaa2", "aaaa1", "-- Transaction: none\n", "CALL fill();\nINSERT INTO t1 VALUES (3);", "");
    upgrade_to(f, "aaaa1", SCHEMAC_OK);
    pid_t child = fork();
    if (child == 0) {
        upgrade(f, NULL);
        _exit(0);
    }
    wait_ms(700);
    kill(child, SIGKILL);
    assert_int_equal(waitpid(child, NULL, 0), child);
    sql(f, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'CALL%'");
    upgrade_to(f, NULL, SCHEMAC_REFUSED);
    assert_error(f, "resolve --applied");
    assert_place(f, "aaaa2.up.sql", 6, 1);
    schemac_history *history = NULL;
    schemac_migrator *migrator = NULL;
    assert_int_equal(schemac_history_open(f->migrations, f->dialect, &history, NULL), SCHEMAC_OK);
    assert_int_equal(schemac_migrator_open(f->url, history, &f->options, &migrator, NULL), SCHEMAC_OK);
    assert_int_equal(schemac_migrator_resolve(migrator, true, NULL), SCHEMAC_OK);
    schemac_migrator_close(migrator);
    schemac_history_close(history);
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_value(f, "SELECT string_agg(id::text, ',' ORDER BY id) FROM t1", "1,3");
    assert_string_equal(current(f), "aaaa2");
}

static void each_statement_stands_on_its_own(void **state)
{
    fixture *f = *state;
    add_revision(f, "aaaa1", "base", "-- Transaction: none\n",
                 on_postgresql(f) ? "CREATE TABLE t1 (id integer);\nVACUUM t1;\nINSERT INTO nope VALUES (1);"
                                  : "CREATE TABLE t1 (id integer);\nVACUUM;\nINSERT INTO nope VALUES (1);",
                 "");
    upgrade_to(f, NULL, SCHEMAC_MIGRATION);
    assert_int_equal(f->err.line, 8);
    assert_true(table_exists(f, "t1"));
    assert_value(f, "SELECT state || ' ' || statements_done || ' ' || intent FROM schemac_history", "upgrading 2 0");
    sql(f, "CREATE TABLE nope (id integer)");
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_string_equal(current(f), "aaaa1");
    assert_value(f, "SELECT count(*) FROM nope", "1");
}

static void a_new_label_can_be_used_in_the_next_segment(void **state)
{
    fixture *f = *state;
    add_revision(f, "aaaa1", "base", "", "CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE t1 (m mood);", "");
    add_revision(f, "aaaa2", "aaaa1", "", "ALTER TYPE mood ADD VALUE 'ok';\nINSERT INTO t1 VALUES ('ok');", "");
    upgrade_to(f, NULL, SCHEMAC_MIGRATION);
    assert_string_equal(f->err.sqlstate, "55P04");
    add_revision(f, "aaaa2", "aaaa1", "",
                 "--# segment 1: no transaction\nALTER TYPE mood ADD VALUE 'ok';\n--# segment 2: transaction\n"
                 "INSERT INTO t1 VALUES ('ok');",
                 "");
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_value(f, "SELECT m FROM t1", "ok");
}

static void a_statement_in_the_wrong_place_gets_a_hint(void **state)
{
    fixture *f = *state;
    add_revision(
        f, "aaaa1", "base", "",
        on_postgresql(f) ? "CREATE TABLE t1 (id integer);\nCREATE INDEX CONCURRENTLY i ON t1 (id);" : "VACUUM;", "");
    upgrade_to(f, NULL, SCHEMAC_MIGRATION);
    assert_error(f, "segment N: no transaction");
    assert_false(table_exists(f, "t1"));
}

static const struct kind_case {
    schemac_sql_dialect dialect;
    const char *sql;
    smig_outside_kind kind;
} kinds[] = {
    {SCHEMAC_SQL_POSTGRESQL, "CREATE INDEX concurrently a ON b (c)", SMIG_INDEX_CREATE},
    {SCHEMAC_SQL_POSTGRESQL, "create /* x */ unique index concurrently on b (c)", SMIG_INDEX_CREATE},
    {SCHEMAC_SQL_POSTGRESQL, "CREATE INDEX a ON b (c)", SMIG_INSIDE_TOO},
    {SCHEMAC_SQL_POSTGRESQL, "DROP INDEX CONCURRENTLY IF EXISTS a", SMIG_INDEX_DROP},
    {SCHEMAC_SQL_POSTGRESQL, "DROP INDEX a", SMIG_INSIDE_TOO},
    {SCHEMAC_SQL_POSTGRESQL, "REINDEX TABLE CONCURRENTLY a", SMIG_REPEATABLE},
    {SCHEMAC_SQL_POSTGRESQL, "ALTER TYPE a ADD VALUE 'b'", SMIG_INSIDE_TOO},
    {SCHEMAC_SQL_POSTGRESQL, "ALTER TABLE a DETACH PARTITION b CONCURRENTLY", SMIG_OPAQUE},
    {SCHEMAC_SQL_POSTGRESQL, "ALTER TABLE a DETACH PARTITION b", SMIG_INSIDE_TOO},
    {SCHEMAC_SQL_POSTGRESQL, "ALTER DATABASE a SET TABLESPACE b", SMIG_REPEATABLE},
    {SCHEMAC_SQL_POSTGRESQL, "ALTER DATABASE a SET work_mem = 1", SMIG_INSIDE_TOO},
    {SCHEMAC_SQL_POSTGRESQL, "CREATE DATABASE a", SMIG_DATABASE_CREATE},
    {SCHEMAC_SQL_POSTGRESQL, "REFRESH MATERIALIZED VIEW CONCURRENTLY a", SMIG_INSIDE_TOO},
    {SCHEMAC_SQL_POSTGRESQL, "CALL a()", SMIG_OPAQUE},
    {SCHEMAC_SQL_SQLITE, "PRAGMA journal_mode = WAL", SMIG_REPEATABLE},
    {SCHEMAC_SQL_SQLITE, "CREATE TABLE a (b)", SMIG_INSIDE_TOO},
    {SCHEMAC_SQL_SQLITE, "CALL", SMIG_INSIDE_TOO},
};

static void knows_what_cannot_stand_in_a_transaction(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (smig_outside_classify(kinds[i].sql, strlen(kinds[i].sql), kinds[i].dialect) != kinds[i].kind) {
            fail_msg("%s", kinds[i].sql);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_POSTGRESQL(builds_and_drops_an_index),
        ON_POSTGRESQL(a_build_that_fails_is_cleaned_up),
        ON_POSTGRESQL(a_build_that_was_killed_is_repaired),
        ON_POSTGRESQL(a_build_that_had_ended_is_not_done_again),
        ON_POSTGRESQL(a_drop_that_was_killed_is_judged),
        ON_POSTGRESQL(what_nobody_can_judge_needs_a_person),
        ON_BOTH(each_statement_stands_on_its_own),
        ON_POSTGRESQL(a_new_label_can_be_used_in_the_next_segment),
        ON_BOTH(a_statement_in_the_wrong_place_gets_a_hint),
        ON_SQLITE(knows_what_cannot_stand_in_a_transaction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
