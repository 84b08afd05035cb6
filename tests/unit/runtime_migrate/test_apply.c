/* Upgrade and downgrade on both databases: what is applied, what a failure leaves, what is refused. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "schemac/db.h"

static void goes_up_and_down(void **state)
{
    fixture *f = *state;
    add_three(f);
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_int_equal(f->ran, 3);
    assert_true(table_exists(f, "t3"));
    assert_string_equal(current(f), "aaaa3");
    upgrade_to(f, "head", SCHEMAC_OK);
    assert_int_equal(f->ran, 0);
    downgrade_to(f, "-1", SCHEMAC_OK);
    assert_string_equal(current(f), "aaaa2");
    assert_false(table_exists(f, "t3"));
    downgrade_to(f, "base", SCHEMAC_OK);
    assert_int_equal(f->ran, 2);
    assert_false(table_exists(f, "t1"));
    assert_true(table_exists(f, "schemac_history"));
    assert_string_equal(current(f), "");
    upgrade_to(f, "+2", SCHEMAC_OK);
    assert_string_equal(current(f), "aaaa2");
    upgrade_to(f, "aaaa3", SCHEMAC_OK);
    assert_string_equal(current(f), "aaaa3");
}

static void rows_say_what_was_applied(void **state)
{
    fixture *f = *state;
    add_three(f);
    f->options.applied_by = "tester";
    f->options.tool_version = "9.9";
    upgrade_to(f, NULL, SCHEMAC_OK);
    schemac_history *history = NULL;
    schemac_migrator *migrator = NULL;
    schemac_applied_list list = {0};
    assert_int_equal(schemac_history_open(f->migrations, f->dialect, &history, NULL), SCHEMAC_OK);
    assert_int_equal(schemac_migrator_open(f->url, history, &f->options, &migrator, NULL), SCHEMAC_OK);
    assert_int_equal(schemac_migrator_applied(migrator, &list, NULL), SCHEMAC_OK);
    assert_int_equal(list.count, 3);
    const schemac_applied *row = &list.items[1];
    assert_string_equal(row->id, "aaaa2");
    assert_string_equal(row->parents, "aaaa1");
    assert_string_equal(row->file, "aaaa2.up.sql");
    assert_string_equal(row->applied_by, "tester");
    assert_string_equal(row->tool_version, "9.9");
    assert_int_equal(row->state, SCHEMAC_APPLIED);
    assert_int_equal(row->statements_done, 1);
    assert_int_equal(row->intent, 0);
    assert_true(row->duration_us > 0);
    assert_int_equal(strlen(row->applied_at), strlen("2026-11-20T21:12:03.000Z"));
    assert_string_equal(row->byte_checksum, row->revision->up->byte_checksum);
    assert_string_equal(row->up_text, row->revision->up->text);
    assert_string_equal(row->down_text, row->revision->down->text);
    schemac_migrator_close(migrator);
    schemac_history_close(history);
}

static void a_failure_leaves_nothing_of_its_revision(void **state)
{
    fixture *f = *state;
    add_three(f);
    add_revision(f, "aaaa4", "aaaa3", "",
                 "CREATE TABLE t4 (id integer);\n/* \xC3\xA4\xC3\xB6 */ INSERT INTO t4 (wrong)\n VALUES (1);\n", "");
    upgrade_to(f, NULL, SCHEMAC_MIGRATION);
    assert_int_equal(f->ran, 3);
    assert_false(table_exists(f, "t4"));
    assert_string_equal(current(f), "aaaa3");
    assert_error(f, "wrong");
    if (on_postgresql(f)) {
        assert_place(f, "aaaa4.up.sql", 6, 26); /* the character that the server names */
        assert_string_equal(f->err.sqlstate, "42703");
    } else {
        assert_place(f, "aaaa4.up.sql", 6, 10); /* SQLite names none here: the statement */
    }
    add_revision(f, "aaaa4", "aaaa3", "", "CREATE TABLE t4 (id integer);", "DROP TABLE t4;");
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_string_equal(current(f), "aaaa4");
}

static void a_constraint_that_fails_at_commit_is_shown(void **state)
{
    fixture *f = *state;
    add_revision(f, "aaaa1", "base", "",
                 "CREATE TABLE p (id integer PRIMARY KEY);\n"
                 "CREATE TABLE c (p integer REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED);\n"
                 "INSERT INTO c VALUES (1);\n",
                 "");
    upgrade_to(f, NULL, SCHEMAC_MIGRATION);
    assert_place(f, "aaaa1.up.sql", 7, 1);
    assert_false(table_exists(f, "p"));
}

static void a_downgrade_that_fails_leaves_its_revision(void **state)
{
    fixture *f = *state;
    add_revision(f, "aaaa1", "base", "", "CREATE TABLE t1 (id integer);", "DROP TABLE t1; DROP TABLE nope;");
    upgrade_to(f, NULL, SCHEMAC_OK);
    downgrade_to(f, "base", SCHEMAC_MIGRATION);
    assert_place(f, "aaaa1.down.sql", 3, 16);
    assert_true(table_exists(f, "t1"));
    assert_string_equal(current(f), "aaaa1");
}

static void all_in_one_transaction(void **state)
{
    fixture *f = *state;
    add_three(f);
    add_revision(f, "aaaa4", "aaaa3", "", "SELECT * FROM nope;", "");
    f->options.transaction = SCHEMAC_MIGRATE_ALL;
    upgrade_to(f, NULL, SCHEMAC_MIGRATION);
    assert_int_equal(f->ran, 0);
    assert_false(table_exists(f, "t1"));
    assert_string_equal(current(f), "");
    remove_revision(f, "aaaa4");
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_int_equal(f->ran, 3);
    downgrade_to(f, "base", SCHEMAC_OK);
    assert_false(table_exists(f, "t1"));
    add_revision(f, "aaaa4", "aaaa3", "-- Transaction: none\n", "SELECT 1;", "");
    upgrade_to(f, NULL, SCHEMAC_REFUSED);
    assert_place(f, "aaaa4.up.sql", 6, 1);
}

static void edits_of_comments_are_a_note(void **state)
{
    fixture *f = *state;
    add_three(f);
    upgrade_to(f, NULL, SCHEMAC_OK);
    add_revision(f, "aaaa2", "aaaa1", "", "create  table t2 (id integer); -- now with a comment", "DROP TABLE t2;");
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_said(f, "note aaaa2 comments or space");
}

static void edits_of_sql_stop_the_run(void **state)
{
    fixture *f = *state;
    add_three(f);
    upgrade_to(f, "aaaa2", SCHEMAC_OK);
    add_revision(f, "aaaa2", "aaaa1", "", "CREATE TABLE t2 (id bigint);", "DROP TABLE t2;");
    upgrade_to(f, NULL, SCHEMAC_REFUSED);
    assert_error(f, "aaaa2.up.sql");
    assert_error(f, "applied, line 5: CREATE TABLE t2 (id integer)");
    assert_error(f, "present, line 5: CREATE TABLE t2 (id bigint)");
    assert_false(table_exists(f, "t3"));
}

static void files_that_are_gone_can_be_taken_back(void **state)
{
    fixture *f = *state;
    add_three(f);
    upgrade_to(f, NULL, SCHEMAC_OK);
    remove_revision(f, "aaaa3");
    remove_revision(f, "aaaa2");
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_said(f, "the database has revision aaaa3");
    assert_string_equal(current(f), "aaaa3");
    downgrade_to(f, "aaaa1", SCHEMAC_OK);
    assert_int_equal(f->ran, 2);
    assert_false(table_exists(f, "t2"));
    assert_true(table_exists(f, "t1"));
}

static void irreversible_refuses(void **state)
{
    fixture *f = *state;
    add_three(f);
    add_revision(f, "aaaa4", "aaaa3", "-- Irreversible: the rows are gone\n", "CREATE TABLE t4 (id integer);", "");
    add_revision(f, "aaaa5", "aaaa4", "", "CREATE TABLE t5 (id integer);", "DROP TABLE t5;");
    upgrade_to(f, NULL, SCHEMAC_OK);
    downgrade_to(f, "aaaa1", SCHEMAC_REFUSED);
    assert_error(f, "the rows are gone");
    assert_true(table_exists(f, "t5"));
    downgrade_to(f, "aaaa4", SCHEMAC_OK);
    assert_false(table_exists(f, "t5"));
}

static void several_heads_need_a_word(void **state)
{
    fixture *f = *state;
    add_three(f);
    add_revision(f, "bbbb2", "aaaa1", "-- Branch: side\n", "CREATE TABLE s2 (id integer);", "DROP TABLE s2;");
    upgrade_to(f, "head", SCHEMAC_INVALID);
    assert_error(f, "several heads");
    assert_false(table_exists(f, "t1"));
    upgrade_to(f, "side@head", SCHEMAC_OK);
    assert_string_equal(current(f), "bbbb2");
    upgrade_to(f, "heads", SCHEMAC_OK);
    assert_string_equal(current(f), "aaaa3 bbbb2");
    downgrade_to(f, "aaaa2", SCHEMAC_OK); /* only what comes after it, so the other branch stays */
    assert_string_equal(current(f), "aaaa2 bbbb2");
    downgrade_to(f, "aaaa1", SCHEMAC_OK);
    assert_string_equal(current(f), "aaaa1");
}

static void a_merge_goes_up_and_down(void **state)
{
    fixture *f = *state;
    add_three(f);
    add_revision(f, "bbbb2", "aaaa1", "", "CREATE TABLE s2 (id integer);", "DROP TABLE s2;");
    add_revision(f, "cccc1", "aaaa3 bbbb2", "", "", "");
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_string_equal(current(f), "cccc1");
    downgrade_to(f, "-1", SCHEMAC_OK);
    assert_string_equal(current(f), "aaaa3 bbbb2");
}

static void a_target_that_is_not_applied_is_said(void **state)
{
    fixture *f = *state;
    add_three(f);
    upgrade_to(f, "aaaa1", SCHEMAC_OK);
    downgrade_to(f, "aaaa3", SCHEMAC_INVALID);
    assert_error(f, "not applied");
    downgrade_to(f, "-2", SCHEMAC_INVALID);
    downgrade_to(f, "-1", SCHEMAC_OK);
}

static void another_table_name(void **state)
{
    fixture *f = *state;
    add_three(f);
    f->options.history_table = on_postgresql(f) ? "own.\"odd\" name" : "\"odd\" name";
    if (on_postgresql(f)) {
        sql(f, "CREATE SCHEMA own");
    }
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_string_equal(current(f), "aaaa3");
    downgrade_to(f, "base", SCHEMAC_OK);
    assert_false(table_exists(f, "schemac_history"));
    assert_true(table_exists(f, "\"odd\" name"));
}

static void stamps(void **state)
{
    fixture *f = *state;
    add_three(f);
    schemac_history *history = NULL;
    schemac_migrator *migrator = NULL;
    assert_int_equal(schemac_history_open(f->migrations, f->dialect, &history, NULL), SCHEMAC_OK);
    assert_int_equal(schemac_migrator_open(f->url, history, &f->options, &migrator, NULL), SCHEMAC_OK);
    assert_int_equal(schemac_migrator_stamp(migrator, "aaaa2", NULL), SCHEMAC_OK);
    assert_string_equal(current(f), "aaaa2");
    assert_false(table_exists(f, "t1"));
    assert_int_equal(schemac_migrator_stamp(migrator, "aaaa1", NULL), SCHEMAC_OK);
    assert_string_equal(current(f), "aaaa1");
    schemac_revision_list plan = {0};
    assert_int_equal(schemac_migrator_plan(migrator, "head", false, &plan, NULL), SCHEMAC_OK);
    assert_int_equal(plan.count, 2);
    assert_string_equal(plan.items[0]->id, "aaaa2");
    assert_int_equal(schemac_migrator_stamp(migrator, "base", NULL), SCHEMAC_OK);
    assert_string_equal(current(f), "");
    assert_int_equal(schemac_migrator_resolve(migrator, true, NULL), SCHEMAC_REFUSED);
    schemac_migrator_close(migrator);
    schemac_history_close(history);
}

static const char squash_up[] = "CREATE TABLE t1 (id integer); CREATE TABLE t2 (id integer);";
static const char squash_down[] = "DROP TABLE t2; DROP TABLE t1;";

static void a_squash_runs_where_nothing_is(void **state)
{
    fixture *f = *state;
    add_three(f);
    remove_revision(f, "aaaa3");
    add_revision(f, "ssss", "base", "-- Replaces: aaaa1 aaaa2\n", squash_up, squash_down);
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_string_equal(current(f), "ssss");
    assert_int_equal(f->ran, 1);
    assert_true(table_exists(f, "t2"));
    downgrade_to(f, "base", SCHEMAC_OK);
    assert_false(table_exists(f, "t1"));
}

static void a_squash_is_recorded_where_all_is(void **state)
{
    fixture *f = *state;
    add_three(f);
    remove_revision(f, "aaaa3");
    upgrade_to(f, "aaaa1", SCHEMAC_OK);
    add_revision(f, "ssss", "base", "-- Replaces: aaaa1 aaaa2\n", squash_up, squash_down);
    add_revision(f, "tttt", "ssss", "", "CREATE TABLE t3 (id integer);", "DROP TABLE t3;");
    upgrade_to(f, NULL, SCHEMAC_OK); /* the rest of the old chain, the squash without its SQL, and what follows */
    assert_int_equal(f->ran, 3);
    assert_string_equal(current(f), "tttt");
    remove_revision(f, "aaaa1");
    remove_revision(f, "aaaa2");
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_int_equal(f->ran, 0);
    downgrade_to(f, "base", SCHEMAC_OK);
    assert_false(table_exists(f, "t1"));
    assert_value(f, "SELECT count(*) FROM schemac_history", "0");
}

static void embedded_revisions_take_the_same_road(void **state)
{
    fixture *f = *state;
    static const char up[] = "-- Revision: aaaa1\n-- Parent: base\n\nCREATE TABLE t1 (id integer);\n";
    static const char down[] = "-- Revision: aaaa1\n\nDROP TABLE t1;\n";
    static const schemac_migration_file files[] = {{"a.up.sql", up, sizeof up - 1},
                                                   {"a.down.sql", down, sizeof down - 1}};
    static const schemac_migrations migrations = {files, 2};
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_db *db = NULL;
    assert_int_equal(schemac_open(f->url, NULL, &db, &err), SCHEMAC_OK);
    assert_int_equal(schemac_migrate(db, &migrations, NULL, &err), SCHEMAC_OK);
    assert_int_equal(schemac_migrate(db, &migrations, NULL, &err), SCHEMAC_OK);
    assert_true(table_exists(f, "t1"));
    assert_value(f, "SELECT count(*) FROM schemac_history", "1");
    schemac_close(db);
}

static void memory_works_too(void **state)
{
    fixture *f = *state;
    static const char up[] = "-- Revision: aaaa1\n-- Parent: base\n\nCREATE TABLE t1 (id integer);\n";
    static const char down[] = "-- Revision: aaaa1\n\nDROP TABLE t1;\n";
    static const schemac_migration_file files[] = {{"a.up.sql", up, sizeof up - 1},
                                                   {"a.down.sql", down, sizeof down - 1}};
    static const schemac_migrations migrations = {files, 2};
    schemac_db *db = NULL;
    assert_int_equal(schemac_open("sqlite::memory:", NULL, &db, &f->err), SCHEMAC_OK);
    assert_int_equal(schemac_migrate(db, &migrations, NULL, &f->err), SCHEMAC_OK);
    assert_int_equal(schemac_db_run(db, "INSERT INTO t1 VALUES (1)", &f->err), SCHEMAC_OK);
    schemac_close(db);
}

static void a_revision_leaves_no_settings_behind(void **state)
{
    fixture *f = *state;
    add_revision(f, "aaaa1", "base", "", "CREATE SCHEMA other; SET search_path = other; CREATE TABLE t1 (id integer);",
                 "");
    add_revision(f, "aaaa2", "aaaa1", "", "CREATE TABLE t2 (id integer);", "");
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_value(f, "SELECT relnamespace::regnamespace FROM pg_class WHERE relname = 't1'", "other");
    assert_value(f, "SELECT relnamespace::regnamespace FROM pg_class WHERE relname = 't2'", "public");
    assert_value(f, "SELECT count(*) FROM public.schemac_history", "2");
}

static void an_unreachable_database_is_said(void **state)
{
    fixture *f = *state;
    add_three(f);
    snprintf(f->url, sizeof f->url, "%s", on_postgresql(f) ? "host=/nonexistent dbname=x" : "sqlite:/nonexistent/x.db");
    upgrade_to(f, NULL, SCHEMAC_CONNECTION);
}

/* As a user without rights; 0 if all was as expected. */
static int try_read_only(fixture *f)
{
    if (!on_postgresql(f) && geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) {
        return 2;
    }
    if (upgrade(f, "aaaa2") != SCHEMAC_OK || f->ran != 0 || strcmp(current(f), "aaaa2") != 0) {
        return 3; /* nothing to do needs no rights */
    }
    schemac_code code = upgrade(f, "head");
    return code != SCHEMAC_OK && f->err.message[0] ? 0 : 4;
}

static void a_read_only_database_is_said(void **state)
{
    fixture *f = *state;
    add_three(f);
    upgrade_to(f, "aaaa2", SCHEMAC_OK);
    if (on_postgresql(f)) {
        char text[256];
        snprintf(text, sizeof text, "ALTER DATABASE %s SET default_transaction_read_only = on", f->database);
        sql(f, text);
    } else {
        assert_int_equal(chmod(f->file, 0444), 0);
        assert_int_equal(chmod(f->folder, 0555), 0);
    }
    pid_t child = fork();
    if (child == 0) {
        _exit(try_read_only(f));
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(chmod(f->folder, 0755), 0);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    assert_false(table_exists(f, "t3"));
}

static void a_folder_of_the_other_database_is_refused(void **state)
{
    fixture *f = *state;
    add_revision(f, "aaaa1", "base", on_postgresql(f) ? "-- Dialect: sqlite\n" : "-- Dialect: postgresql\n",
                 "CREATE TABLE t1 (id integer);", "");
    schemac_history *history = NULL;
    schemac_migrator *migrator = NULL;
    assert_int_equal(schemac_history_open(f->migrations, SCHEMAC_SQL_ANY, &history, NULL), SCHEMAC_OK);
    assert_int_equal(schemac_migrator_open(f->url, history, NULL, &migrator, &f->err), SCHEMAC_REFUSED);
    assert_null(migrator);
    schemac_history_close(history);
}

static void statements_have_a_limit_of_time(void **state)
{
    fixture *f = *state;
    add_revision(f, "aaaa1", "base", "-- Timeout: 100ms\n",
                 on_postgresql(f)
                     ? "SELECT pg_sleep(20);"
                     : "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n;",
                 "");
    upgrade_to(f, NULL, SCHEMAC_MIGRATION);
    assert_place(f, "aaaa1.up.sql", 6, 1);
}

static void knows_urls(void **state)
{
    (void)state;
    schemac_sql_dialect dialect = SCHEMAC_SQL_ANY;
    assert_true(schemac_url_dialect("sqlite:x.db", &dialect));
    assert_int_equal(dialect, SCHEMAC_SQL_SQLITE);
    assert_true(schemac_url_dialect("postgresql://localhost/x", &dialect));
    assert_int_equal(dialect, SCHEMAC_SQL_POSTGRESQL);
    assert_false(schemac_url_dialect("mysql://localhost/x", &dialect));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(goes_up_and_down),
        ON_BOTH(rows_say_what_was_applied),
        ON_BOTH(a_failure_leaves_nothing_of_its_revision),
        ON_BOTH(a_constraint_that_fails_at_commit_is_shown),
        ON_BOTH(a_downgrade_that_fails_leaves_its_revision),
        ON_BOTH(all_in_one_transaction),
        ON_BOTH(edits_of_comments_are_a_note),
        ON_BOTH(edits_of_sql_stop_the_run),
        ON_BOTH(files_that_are_gone_can_be_taken_back),
        ON_BOTH(irreversible_refuses),
        ON_BOTH(several_heads_need_a_word),
        ON_BOTH(a_merge_goes_up_and_down),
        ON_BOTH(a_target_that_is_not_applied_is_said),
        ON_BOTH(another_table_name),
        ON_BOTH(stamps),
        ON_BOTH(a_squash_runs_where_nothing_is),
        ON_BOTH(a_squash_is_recorded_where_all_is),
        ON_BOTH(embedded_revisions_take_the_same_road),
        ON_SQLITE(memory_works_too),
        ON_POSTGRESQL(a_revision_leaves_no_settings_behind),
        ON_BOTH(an_unreachable_database_is_said),
        ON_BOTH(a_read_only_database_is_said),
        ON_BOTH(a_folder_of_the_other_database_is_refused),
        ON_BOTH(statements_have_a_limit_of_time),
        ON_SQLITE(knows_urls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
