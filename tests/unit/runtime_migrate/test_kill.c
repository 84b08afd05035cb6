/* A migrator that is killed at any statement: the next run goes on from what is whole, and nothing runs twice. */
#include "support.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Five statements in three revisions; one is cut into segments. Each insert shows whether it ran, and how often. */
static void add_steps(fixture *f)
{
    add_revision(f, "aaaa1", "base", "", "CREATE TABLE steps (n integer NOT NULL);\nINSERT INTO steps VALUES (1);",
                 "DROP TABLE steps;");
    add_revision(f, "aaaa2", "aaaa1", "",
                 "INSERT INTO steps VALUES (2);\nINSERT INTO steps VALUES (3);\n--# segment 2: transaction\n"
                 "INSERT INTO steps VALUES (4);\n--# segment 3: no transaction\nINSERT INTO steps VALUES (5);\n"
                 "INSERT INTO steps VALUES (6);",
                 "DELETE FROM steps WHERE n > 1;");
    add_revision(f, "aaaa3", "aaaa2", "", "INSERT INTO steps VALUES (7);", "DELETE FROM steps WHERE n = 7;");
}

enum { STATEMENTS = 8 };

static const char *all_steps(const fixture *f)
{
    return on_postgresql(f) ? "SELECT string_agg(n::text, '' ORDER BY n) FROM steps"
                            : "SELECT group_concat(n, '') FROM (SELECT n FROM steps ORDER BY n)";
}

static void reset(fixture *f)
{
    if (table_exists(f, "steps")) {
        sql(f, "DROP TABLE steps");
    }
    if (table_exists(f, "schemac_history")) {
        sql(f, "DROP TABLE schemac_history");
    }
}

static void killed_before_any_statement_it_goes_on(void **state)
{
    fixture *f = *state;
    add_steps(f);
    for (int at = 1; at <= STATEMENTS; at++) {
        reset(f);
        f->kill_at = at;
        int status = upgrade_in_a_process(f);
        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
        f->kill_at = 0;
        upgrade_to(f, NULL, SCHEMAC_OK);
        assert_value(f, all_steps(f), "1234567");
        assert_string_equal(current(f), "aaaa3");
    }
}

static void killed_twice_it_goes_on(void **state)
{
    fixture *f = *state;
    add_steps(f);
    for (int i = 0; i < 2; i++) {
        f->kill_at = i == 0 ? 5 : 2;
        int status = upgrade_in_a_process(f);
        assert_true(WIFSIGNALED(status));
    }
    f->kill_at = 0;
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_value(f, all_steps(f), "1234567");
}

static void half_a_revision_is_shown_and_its_rest_may_be_edited(void **state)
{
    fixture *f = *state;
    add_steps(f);
    f->kill_at = 5; /* the second segment of aaaa2: its first is whole */
    assert_true(WIFSIGNALED(upgrade_in_a_process(f)));
    f->kill_at = 0;
    assert_value(
        f, "SELECT state || ' ' || segments_done || ' ' || statements_done FROM schemac_history WHERE id = 'aaaa2'",
        "upgrading 1 2");
    assert_string_equal(current(f), "aaaa1");
    downgrade_to(f, "base", SCHEMAC_REFUSED);
    assert_error(f, "half applied");
    add_revision(f, "aaaa2", "aaaa1", "",
                 "INSERT INTO steps VALUES (2);\nINSERT INTO steps VALUES (33);\n--# segment 2: transaction\n", "");
    upgrade_to(f, NULL, SCHEMAC_REFUSED);
    assert_error(f, "already run");
    add_revision(f, "aaaa2", "aaaa1", "",
                 "INSERT INTO steps VALUES (2);\nINSERT INTO steps VALUES (3);\n--# segment 2: transaction\n"
                 "INSERT INTO steps VALUES (456);\n",
                 "DELETE FROM steps WHERE n > 1;");
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_value(f, "SELECT count(*) FROM steps WHERE n = 456", "1");
    assert_string_equal(current(f), "aaaa3");
    downgrade_to(f, "base", SCHEMAC_OK);
}

static void a_downgrade_that_was_killed_goes_on(void **state)
{
    fixture *f = *state;
    add_revision(f, "aaaa1", "base", "", "CREATE TABLE steps (n integer NOT NULL);",
                 "INSERT INTO steps VALUES (1);\n--# segment 2: transaction\nINSERT INTO steps VALUES (2);");
    upgrade_to(f, NULL, SCHEMAC_OK);
    pid_t child = fork();
    if (child == 0) {
        f->statements_seen = 0;
        f->kill_at = 2;
        downgrade(f, "base");
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    upgrade_to(f, NULL, SCHEMAC_REFUSED);
    assert_error(f, "half taken back");
    downgrade_to(f, "base", SCHEMAC_OK);
    assert_value(f, all_steps(f), "12");
    assert_string_equal(current(f), "");
}

/* Killed from outside while the database works on a statement. */
static void killed_inside_a_statement_it_goes_on(void **state)
{
    fixture *f = *state;
    add_revision(f, "aaaa1", "base", "",
                 on_postgresql(f)
                     ? "CREATE TABLE steps (n integer);\nINSERT INTO steps SELECT 1 FROM pg_sleep(1);"
                     : "CREATE TABLE steps (n integer);\nINSERT INTO steps WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL "
                       "SELECT i + 1 FROM c WHERE i < 3000000) SELECT max(i) FROM c;",
                 "");
    pid_t child = fork();
    if (child == 0) {
        upgrade(f, NULL);
        _exit(0);
    }
    wait_ms(400);
    kill(child, SIGKILL);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_value(f, "SELECT count(*) FROM steps", "1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(killed_before_any_statement_it_goes_on),
        ON_BOTH(killed_twice_it_goes_on),
        ON_BOTH(half_a_revision_is_shown_and_its_rest_may_be_edited),
        ON_BOTH(a_downgrade_that_was_killed_goes_on),
        ON_BOTH(killed_inside_a_statement_it_goes_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
