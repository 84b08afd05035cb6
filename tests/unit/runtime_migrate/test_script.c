/* Scripts made offline, run by the databases' own shells, and then taken up by the runtime. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

static char *make_script(fixture *f, const char *from, const char *to, bool down, schemac_code expected)
{
    schemac_history *history = NULL;
    char *script = NULL;
    schemac_error_clear(&f->err);
    assert_int_equal(schemac_history_open(f->migrations, f->dialect, &history, &f->err), SCHEMAC_OK);
    schemac_code code = schemac_migrate_script(history, f->dialect, from, to, down, &f->options, &script, &f->err);
    if (code != expected) {
        fail_msg("%s", f->err.message);
    }
    schemac_history_close(history);
    return script;
}

/* Runs a script with the shell of the database; true if that says that all went well. */
static bool run_script(fixture *f, const char *script)
{
    char path[400];
    char command[1200];
    snprintf(path, sizeof path, "%s/script.sql", f->folder);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_true(fputs(script, file) >= 0);
    assert_int_equal(fclose(file), 0);
    if (on_postgresql(f)) {
        snprintf(command, sizeof command, "psql -X -q \"%s\" -f %s >%s/out 2>&1", f->url, path, f->folder);
    } else {
        snprintf(command, sizeof command, "sqlite3 -batch %s <%s >%s/out 2>&1", f->file, path, f->folder);
    }
    int status = system(command);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status) == 0;
}

static void must_run(fixture *f, char *script, bool expected)
{
    if (run_script(f, script) != expected) {
        char command[400];
        snprintf(command, sizeof command, "cat %s/out >&2", f->folder);
        (void)!system(command);
        fail_msg("the script %s", expected ? "failed" : "did not fail");
    }
    schemac_script_free(script);
}

static void a_script_does_what_the_runtime_does(void **state)
{
    fixture *f = *state;
    add_three(f);
    add_revision(f, "aaaa4", "aaaa3", "",
                 "INSERT INTO t1 VALUES (1);\n--# segment 2: no transaction\nVACUUM;\n--# segment 3: transaction\n"
                 "CREATE TABLE \"it's\" (id integer);",
                 "DROP TABLE \"it's\";\n--# segment 2: transaction\nDELETE FROM t1;");
    must_run(f, make_script(f, NULL, NULL, false, SCHEMAC_OK), true);
    assert_string_equal(current(f), "aaaa4");
    assert_value(f, "SELECT count(*) FROM t1", "1");
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_int_equal(f->ran, 0);
    must_run(f, make_script(f, NULL, NULL, false, SCHEMAC_OK), false); /* a second time it stops at its top */
    assert_value(f, "SELECT count(*) FROM t1", "1");
    must_run(f, make_script(f, "aaaa4", "aaaa2", true, SCHEMAC_OK), true);
    assert_string_equal(current(f), "aaaa2");
    assert_false(table_exists(f, "it''s"));
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_string_equal(current(f), "aaaa4");
    downgrade_to(f, "base", SCHEMAC_OK);
}

static void a_script_checks_where_it_begins(void **state)
{
    fixture *f = *state;
    add_three(f);
    upgrade_to(f, "aaaa1", SCHEMAC_OK);
    must_run(f, make_script(f, "aaaa2", "aaaa3", false, SCHEMAC_OK), false);
    assert_false(table_exists(f, "t3"));
    must_run(f, make_script(f, "aaaa3", "aaaa1", true, SCHEMAC_OK), false);
    must_run(f, make_script(f, "aaaa1", "aaaa3", false, SCHEMAC_OK), true);
    assert_string_equal(current(f), "aaaa3");
}

static void a_script_that_fails_stops_and_can_be_continued(void **state)
{
    fixture *f = *state;
    add_three(f);
    add_revision(f, "aaaa2", "aaaa1", "", "CREATE TABLE t2 (id integer);\nINSERT INTO nope VALUES (1);", "");
    must_run(f, make_script(f, NULL, NULL, false, SCHEMAC_OK), false);
    assert_true(table_exists(f, "t1"));
    assert_false(table_exists(f, "t2"));
    assert_false(table_exists(f, "t3"));
    assert_string_equal(current(f), "aaaa1");
}

static void a_script_in_one_transaction(void **state)
{
    fixture *f = *state;
    add_three(f);
    add_revision(f, "aaaa4", "aaaa3", "", "INSERT INTO nope VALUES (1);", "");
    f->options.transaction = SCHEMAC_MIGRATE_ALL;
    must_run(f, make_script(f, NULL, NULL, false, SCHEMAC_OK), false);
    assert_false(table_exists(f, "t1"));
    must_run(f, make_script(f, NULL, "aaaa3", false, SCHEMAC_OK), true);
    assert_string_equal(current(f), "aaaa3");
}

static void a_script_switches_foreign_keys_off(void **state)
{
    fixture *f = *state;
    add_revision(f, "aaaa1", "base", "",
                 "CREATE TABLE p (id integer PRIMARY KEY);\n"
                 "CREATE TABLE c (p integer REFERENCES p (id) ON DELETE CASCADE);",
                 "");
    upgrade_to(f, NULL, SCHEMAC_OK);
    sql(f, "INSERT INTO p VALUES (1); INSERT INTO c VALUES (1)");
    add_revision(f, "aaaa2", "aaaa1", "-- Foreign-Keys: off\n",
                 "CREATE TABLE n (id integer PRIMARY KEY);\nINSERT INTO n SELECT id FROM p;\nDROP TABLE p;\n"
                 "ALTER TABLE n RENAME TO p;",
                 "");
    add_revision(f, "aaaa3", "aaaa2", "-- Foreign-Keys: off\n", "DELETE FROM p;", "");
    must_run(f, make_script(f, "aaaa1", "aaaa2", false, SCHEMAC_OK), true);
    assert_value(f, "SELECT count(*) FROM c", "1");
    assert_string_equal(current(f), "aaaa2");
    must_run(f, make_script(f, "aaaa2", "aaaa3", false, SCHEMAC_OK), false);
    assert_value(f, "SELECT count(*) FROM p", "1");
}

static void a_script_builds_an_index(void **state)
{
    fixture *f = *state;
    add_three(f);
    add_revision(f, "aaaa4", "aaaa3", "-- Transaction: none\n", "CREATE INDEX CONCURRENTLY i1 ON t1 (id);", "");
    must_run(f, make_script(f, NULL, NULL, false, SCHEMAC_OK), true);
    assert_true(table_exists(f, "i1"));
    assert_string_equal(current(f), "aaaa4");
    assert_value(f,
                 "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database ="
                 " (SELECT oid FROM pg_database WHERE datname = current_database())",
                 "0");
}

static void what_a_script_cannot_do_is_refused(void **state)
{
    fixture *f = *state;
    add_three(f);
    add_revision(f, "aaaa4", "aaaa3", "-- Irreversible: gone\n", "SELECT 1;", "");
    assert_null(make_script(f, "aaaa4", "aaaa1", true, SCHEMAC_REFUSED));
    assert_null(make_script(f, "current", NULL, false, SCHEMAC_INVALID));
    assert_null(make_script(f, NULL, "aaaa1", true, SCHEMAC_MISUSE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(a_script_does_what_the_runtime_does),
        ON_BOTH(a_script_checks_where_it_begins),
        ON_BOTH(a_script_that_fails_stops_and_can_be_continued),
        ON_BOTH(a_script_in_one_transaction),
        ON_SQLITE(a_script_switches_foreign_keys_off),
        ON_POSTGRESQL(a_script_builds_an_index),
        ON_BOTH(what_a_script_cannot_do_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
