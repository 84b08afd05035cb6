/* Databases that are not there, not writable or not the right one, and revisions that fail: what is said, the exit
 * status, and that the database is as it was. Each on SQLite and PostgreSQL where it makes sense. */
#define _XOPEN_SOURCE 700
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/project.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void make_project(project *p)
{
    project_write(p, "schemac.project", "project t {\n    schemas \"t.schema\"\n    dialects sqlite postgresql\n}\n");
    project_write(
        p, "t.schema",
        "package t\n\nmodel User table users {\n    id:    bigint primary key auto\n    name:  text unique\n}\n");
    project_expect(p, "revision -m 'first tables' --date 2026-01-01T10:00:00Z", 0);
}

/* A second revision whose SQL fails in its second statement, in both dialects. */
static void add_broken_revision(project *p)
{
    project_expect(p, "revision --empty -m broken --date 2026-01-02T10:00:00Z", 0);
    assert_int_equal(
        project_shell(
            p, "for f in migrations/*/*broken.up.sql; do "
               "sed -i '/Write the way up/d' \"$f\"; "
               "printf 'CREATE TABLE half (id integer);\\nINSERT INTO nowhere\\n    VALUES (1);\\n' >>\"$f\"; done"),
        0);
}

static void set_database(const char *url)
{
    (void)setenv("SCHEMAC_DATABASE", url, 1);
}

static void unreachable_server(void **state)
{
    project *p = *state;
    make_project(p);
    set_database("host=/nonexistent-folder dbname=x password=hunter2");
    project_expect(p, "upgrade", 4);
    assert_null(strstr(p->last.err, "hunter2"));
    project_expect(p, "current", 4);
    set_database("sqlite:/nonexistent-folder/x.db");
    project_expect(p, "upgrade", 4);
}

static void wrong_database(void **state)
{
    project *p = *state;
    make_project(p);
    project_write(p, "not-a-database.db",
                  "This file is no database at all, but long enough to be read as one, surely so.\n"
                  "Another line makes it longer than a hundred bytes, which is the size of a header.\n");
    set_database("sqlite:not-a-database.db");
    assert_int_not_equal(project_run(p, "upgrade"), 0);
    project_said(p, "not a database");
    char url[600];
    (void)snprintf(url, sizeof url, "%s dbname=no_such_database", getenv("SCHEMAC_TEST_POSTGRESQL"));
    set_database(url);
    project_expect(p, "upgrade", 4);
    project_said(p, "no_such_database");
    set_database("oracle://somewhere");
    project_expect(p, "upgrade", 2);
}

static void read_only_sqlite(void **state)
{
    project *p = *state;
    make_project(p);
    set_database("sqlite:t.db");
    assert_int_equal(
        project_shell(p, "sqlite3 t.db 'create table x(a)'; chmod 444 t.db; chmod 555 .; "
                         "if [ \"$(id -u)\" = 0 ]; then setpriv --bounding-set=-dac_override,-dac_read_search "
                         "--inh-caps=-all \"$SCHEMAC\" upgrade; else \"$SCHEMAC\" upgrade; fi; s=$?; chmod 755 .; "
                         "[ $s -ne 0 ]"),
        0);
    project_said(p, "error");
    assert_int_equal(project_shell(p, "sqlite3 t.db .tables"), 0);
    assert_string_equal(p->last.out, "x\n");
}

static void read_only_postgresql(void **state)
{
    project *p = *state;
    char url[700];
    make_project(p);
    (void)snprintf(url, sizeof url, "%s options='-c default_transaction_read_only=on'", project_new_postgresql());
    set_database(url);
    assert_int_not_equal(project_run(p, "upgrade"), 0);
    project_said(p, "25006");
}

static void expect_failure_in_the_middle(project *p)
{
    project_expect(p, "upgrade", 5);
    project_said(p, "broken.up.sql:");
    project_said(p, "nowhere");
    project_expect(p, "current", 0);
    project_printed(p, "first tables");
    assert_null(strstr(p->last.out, "broken"));
}

static void failure_in_the_middle_on_sqlite(void **state)
{
    project *p = *state;
    make_project(p);
    add_broken_revision(p);
    set_database("sqlite:t.db");
    expect_failure_in_the_middle(p);
    assert_int_equal(project_shell(p, "sqlite3 t.db \"select count(*) from sqlite_schema where name = 'half'\""), 0);
    assert_string_equal(p->last.out, "0\n");
}

static void failure_in_the_middle_on_postgresql(void **state)
{
    project *p = *state;
    char command[1024];
    const char *url = project_new_postgresql();
    make_project(p);
    add_broken_revision(p);
    set_database(url);
    expect_failure_in_the_middle(p);
    (void)snprintf(command, sizeof command, "psql '%s' -qAtc \"select to_regclass('half') is null\"", url);
    assert_int_equal(project_shell(p, command), 0);
    assert_string_equal(p->last.out, "t\n");
}

static void edited_revision_is_refused(void **state)
{
    project *p = *state;
    make_project(p);
    set_database("sqlite:t.db");
    project_expect(p, "upgrade", 0);
    assert_int_equal(
        project_shell(p, "echo '-- a remark' >>\"$(ls migrations/sqlite/*.up.sql)\"; \"$SCHEMAC\" upgrade"), 0);
    assert_int_equal(project_shell(p, "echo 'SELECT 1;' >>\"$(ls migrations/sqlite/*.up.sql)\"; \"$SCHEMAC\" upgrade"),
                     7);
}

static void locked_by_another(void **state)
{
    project *p = *state;
    make_project(p);
    set_database("sqlite:t.db");
    project_expect(p, "upgrade", 0);
    project_expect(p, "revision --empty -m second --date 2026-01-02T10:00:00Z", 0);
    assert_int_equal(
        project_shell(p, "mkfifo hold; sqlite3 t.db <hold & exec 3>hold; echo 'begin immediate;' >&3; sleep 1; "
                         "\"$SCHEMAC\" upgrade --lock-wait 500ms --lock-timeout 100ms --lock-retries 1; s=$?; "
                         "exec 3>&-; wait; exit $s"),
        6);
    project_said(p, "database is locked");
    project_expect(p, "upgrade", 0);
}

static void data_loss_needs_a_word(void **state)
{
    project *p = *state;
    make_project(p);
    project_write(p, "t.schema", "package t\n\nmodel User table users {\n    id:  bigint primary key auto\n}\n");
    project_expect(p, "revision -m 'drop name'", 7);
    project_said(p, "--allow-data-loss");
    project_expect(p, "revision -m 'drop name' --allow-data-loss", 0);
}

static void there_and_back_on(project *p, const char *url)
{
    set_database(url);
    project_expect(p, "current", 0);
    assert_string_equal(p->last.out, "base\n");
    project_expect(p, "upgrade", 0);
    project_expect(p, "upgrade", 0);
    project_said(p, "nothing to do");
    project_expect(p, "history --applied", 0);
    project_printed(p, "* ");
    project_expect(p, "current --format json", 0);
    project_printed(p, "\"head\": true");
    project_expect(p, "downgrade base", 0);
    project_expect(p, "current", 0);
    assert_string_equal(p->last.out, "base\n");
    project_expect(p, "upgrade +1", 0);
    project_expect(p, "downgrade -1", 0);
}

static void there_and_back(void **state)
{
    project *p = *state;
    make_project(p);
    there_and_back_on(p, "sqlite:t.db");
    there_and_back_on(p, project_new_postgresql());
}

static void offline_script_runs(void **state)
{
    project *p = *state;
    make_project(p);
    set_database("sqlite:t.db");
    assert_int_equal(
        project_shell(p, "\"$SCHEMAC\" upgrade --sql >up.sql && sqlite3 -bail t.db <up.sql && \"$SCHEMAC\" current"),
        0);
    project_printed(p, "first tables");
    char command[1200];
    const char *url = project_new_postgresql();
    set_database(url);
    (void)snprintf(command, sizeof command,
                   "\"$SCHEMAC\" upgrade --sql >up.sql && psql '%s' -q -f up.sql && \"$SCHEMAC\" current", url);
    assert_int_equal(project_shell(p, command), 0);
    project_printed(p, "first tables");
}

static void same_input_same_files(void **state)
{
    project *p = *state;
    make_project(p);
    assert_int_equal(project_shell(p,
                                   "cp -R migrations first; rm -R migrations; \"$SCHEMAC\" revision -m 'first tables' "
                                   "--date 2026-01-01T10:00:00Z && diff -r first migrations"),
                     0);
    project_expect(p, "revision -m again", 0);
    project_said(p, "no changes");
}

/* Two branches in git each made a revision: nothing is guessed, and an empty revision joins them. */
static void two_heads_are_joined(void **state)
{
    project *p = *state;
    make_project(p);
    project_write(p, "t.schema",
                  "package t\n\nmodel User table users {\n    id:    bigint primary key auto\n    name:  text unique\n "
                  "   a:     int?\n}\n");
    project_expect(p, "revision -m one --date 2026-01-02T10:00:00Z", 0);
    assert_int_equal(
        project_shell(p, "mkdir aside; mv migrations/sqlite/*one* aside; mkdir pg; mv migrations/postgresql/*one* pg"),
        0);
    project_write(p, "t.schema",
                  "package t\n\nmodel User table users {\n    id:    bigint primary key auto\n    name:  text unique\n "
                  "   b:     int?\n}\n");
    project_expect(p, "revision -m two --date 2026-01-03T10:00:00Z", 0);
    assert_int_equal(project_shell(p, "mv aside/* migrations/sqlite; mv pg/* migrations/postgresql"), 0);
    project_expect(p, "revision -m three", 2);
    project_said(p, "one.up.sql");
    project_said(p, "two.up.sql");
    project_expect(p, "revision --empty -m join --date 2026-01-04T10:00:00Z", 0);
    project_write(p, "t.schema",
                  "package t\n\nmodel User table users {\n    id:    bigint primary key auto\n    name:  text unique\n "
                  "   a:     int?\n    b:     int?\n}\n");
    project_expect(p, "revision -m nothing", 0);
    project_said(p, "no changes");
    set_database("sqlite:t.db");
    project_expect(p, "upgrade", 0);
    project_expect(p, "downgrade base", 0);
}

static void stamp_runs_no_sql(void **state)
{
    project *p = *state;
    make_project(p);
    set_database("sqlite:t.db");
    project_expect(p, "stamp head", 0);
    project_expect(p, "current", 0);
    project_printed(p, "first tables");
    assert_int_equal(project_shell(p, "sqlite3 t.db .tables"), 0);
    assert_null(strstr(p->last.out, "users"));
    project_expect(p, "stamp base", 0);
    project_expect(p, "resolve", 2);
    project_expect(p, "resolve --applied", 7);
}

int main(void)
{
#define FAULT(name) cmocka_unit_test_setup_teardown(name, project_setup, project_teardown)
    const struct CMUnitTest tests[] = {
        FAULT(unreachable_server),
        FAULT(wrong_database),
        FAULT(read_only_sqlite),
        FAULT(read_only_postgresql),
        FAULT(failure_in_the_middle_on_sqlite),
        FAULT(failure_in_the_middle_on_postgresql),
        FAULT(edited_revision_is_refused),
        FAULT(locked_by_another),
        FAULT(data_loss_needs_a_word),
        FAULT(there_and_back),
        FAULT(offline_script_runs),
        FAULT(same_input_same_files),
        FAULT(two_heads_are_joined),
        FAULT(stamp_runs_no_sql),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
