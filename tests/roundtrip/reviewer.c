/* What a reviewer asks the program: `diff` between all kinds of sides and in all forms, `plan` of what comes next, and
 * a revision in the careful forms of `online`, to its end through a failure in its middle. */
#define _XOPEN_SOURCE 700
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/project.h"

#include <stdio.h>
#include <string.h>

static const char old_schema[] = "import \"../common/roles.schema\"\n"
                                 "model User {\n    id: int primary key\n    name: text\n    role: Role\n}\n";
static const char new_schema[] = "import \"../common/roles.schema\"\n"
                                 "model User {\n    id: int primary key\n    age: int?\n    role: Role\n}\n";

static void write_repository(project *p)
{
    project_write(p, "schema/user.schema", old_schema);
    project_write(p, "common/roles.schema", "enum Role {\n    A\n    B\n}\n");
    assert_int_equal(project_shell(p,
                                   "git init -q . && git config user.email a@example.org && git config user.name a && "
                                   "git add . && git commit -q -m first"),
                     0);
    project_write(p, "schema/user.schema", new_schema);
    project_write(p, "common/roles.schema", "enum Role {\n    A\n    B\n    C\n}\n");
}

static void a_side_from_git(void **state)
{
    project *p = *state;
    static const char *const sides[] = {"git:HEAD", "git:HEAD:schema", "git:HEAD:schema/user.schema",
                                        "'git:HEAD:schema/*.schema'"};
    write_repository(p);
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        char arguments[128];
        (void)snprintf(arguments, sizeof arguments, "diff --from %s --to schema", sides[i]);
        project_expect(p, arguments, 1);
        project_printed(p, "add C"); /* the import, too, is of that time */
        project_printed(p, "drop name: text");
        (void)snprintf(arguments, sizeof arguments, "diff --from %s --to git:HEAD:schema", sides[i]);
        project_expect(p, arguments, 0);
    }
    (void)project_shell(p, "cd schema && \"$SCHEMAC\" diff --from git:HEAD:user.schema --to git:HEAD:../schema");
    assert_int_equal(p->last.status, 0);
}

static void a_side_that_is_none(void **state)
{
    project *p = *state;
    write_repository(p);
    project_expect(p, "diff --from git:HEAD:nowhere --to schema", 2);
    project_said(p, "nowhere: git has no such file at HEAD");
    project_expect(p, "diff --from git:nobody: --to schema", 2);
    project_said(p, "git knows no \"nobody\" here");
    project_expect(p, "diff --from git:--help: --to schema", 2);
    project_expect(p, "diff --from postgresql://me:secret@localhost:1/x --to schema", 4);
    assert_null(strstr(p->last.err, "secret"));
}

static void the_text_of_a_pull_request(void **state)
{
    project *p = *state;
    write_repository(p);
    project_expect(p, "diff --from git:HEAD --to schema --format markdown", 1);
    const char *risk = strstr(p->last.out, "### Risk"), *changes = strstr(p->last.out, "### Changes");
    const char *sql = strstr(p->last.out, "<details>");
    assert_true(risk && changes && sql && risk < changes && changes < sql);
    project_printed(p, "- **loses data**: drops column User.name");
    project_printed(p, "PostgreSQL, locks: ACCESS EXCLUSIVE on \"user\"");
    project_printed(p, "SQLite, rebuilds: \"user\"");
    project_expect(p, "diff --from git:HEAD --to schema --format markdown --down -d postgresql", 1);
    project_printed(p, "loses data**: drops column User.age");
    project_expect(p, "diff --from git:HEAD --to git:HEAD --format markdown", 0);
}

/* --- plan --- */

static void write_project(project *p, const char *title)
{
    char text[256];
    project_write(p, "schemac.project", "project x {\n    schemas \"a.schema\"\n}\n");
    (void)snprintf(text, sizeof text, "model Thing {\n    id: int primary key\n%s}\n", title);
    project_write(p, "a.schema", text);
}

static void a_plan_of_what_comes(void **state)
{
    project *p = *state;
    write_project(p, "    name: text\n");
    project_expect(p, "revision -m first --dialects sqlite", 0);
    project_expect(p, "upgrade --database sqlite:a.db", 0);
    assert_int_equal(project_shell(p, "sqlite3 a.db \"insert into thing values (1, 'x'), (2, 'y')\""), 0);
    write_project(p, "    name: text?\n");
    project_expect(p, "revision -m second --dialects sqlite", 0);
    project_expect(p, "plan --database sqlite:a.db", 0);
    project_printed(p, "  second\n");
    project_printed(p, "rewrites  thing (2 rows");
    project_expect(p, "plan --database sqlite:a.db --format json", 0);
    project_printed(p, "\"known\": true, \"lock\": \"database\", \"tables\": [{\"name\": \"thing\", \"rows\": 2");
    project_expect(p, "plan --down --database sqlite:a.db", 0);
    project_printed(p, "loses     table thing");
    project_expect(p, "plan --from a.schema --to empty -d sqlite", 0);
    project_printed(p, "DROP TABLE thing;");
}

static void what_is_written_by_hand(void **state)
{
    project *p = *state;
    write_project(p, "");
    project_expect(p, "revision -m first --dialects sqlite", 0);
    assert_int_equal(
        project_shell(p, "file=$(ls migrations/*_first.up.sql) && echo 'UPDATE thing SET id = 1;' >>\"$file\""), 0);
    project_expect(p, "plan --database sqlite:a.db", 0);
    project_printed(p, "UPDATE thing SET id = 1\n        not known: written or edited by hand");
}

/* --- online --- */

static void online_through_a_failure(void **state)
{
    project *p = *state;
    char command[512];
    const char *url = project_new_postgresql();
    write_project(p, "    name: text?\n");
    project_expect(p, "revision -m first --dialects postgresql", 0);
    (void)snprintf(command, sizeof command, "\"$SCHEMAC\" upgrade --database '%s'", url);
    assert_int_equal(project_shell(p, command), 0);
    (void)snprintf(command, sizeof command,
                   "psql -q '%s' -c \"insert into thing values (1, 'x'), (2, 'x'), (3, null)\"", url);
    assert_int_equal(project_shell(p, command), 0);
    write_project(p, "    name: text\n    unique (name)\n");
    project_expect(p, "revision -m second --dialects postgresql --online on", 0);
    assert_int_equal(project_shell(p, "grep -q 'CREATE UNIQUE INDEX CONCURRENTLY' migrations/*_second.up.sql"), 0);

    /* the null, then the two that are the same, each stops the run in another segment */
    (void)snprintf(command, sizeof command, "\"$SCHEMAC\" upgrade --database '%s'", url);
    assert_int_equal(project_shell(p, command), 5);
    project_said(p, "schemac_not_null_name");
    char repair[512];
    (void)snprintf(repair, sizeof repair, "psql -q '%s' -c \"update thing set name = 'z' where name is null\"", url);
    assert_int_equal(project_shell(p, repair), 0);
    assert_int_equal(project_shell(p, command), 5);
    project_said(p, "thing_name_key");
    (void)snprintf(repair, sizeof repair, "psql -q '%s' -c \"update thing set name = 'y' where id = 2\"", url);
    assert_int_equal(project_shell(p, repair), 0);
    assert_int_equal(project_shell(p, command), 0);

    (void)snprintf(
        command, sizeof command,
        "psql -qAt '%s' -c \"select count(*) from pg_constraint where conrelid = 'thing'::regclass and "
        "conname in ('thing_name_key', 'thing_pkey')\" -c \"select count(*) from pg_constraint where conname "
        "like 'schemac_not_null%%'\" -c \"select count(*) from pg_index where not indisvalid\"",
        url);
    assert_int_equal(project_shell(p, command), 0);
    assert_string_equal(p->last.out, "2\n0\n0\n");
    (void)snprintf(command, sizeof command, "\"$SCHEMAC\" downgrade base --database '%s'", url);
    assert_int_equal(project_shell(p, command), 0);
}

/* --- two revisions --- */

static void write_sales(project *p, const char *type)
{
    char text[512];
    project_write(p, "schemac.project",
                  "project x {\n    schemas \"a.schema\"\n    dialects postgresql sqlite\n    online on\n}\n");
    (void)snprintf(text, sizeof text,
                   "model Sale table sales {\n    id: %s primary key auto\n    n: int?\n}\n"
                   "model Line table lines {\n    id: int primary key auto\n    sale: %s\n"
                   "    foreign key (sale) references Sale (id)\n}\n",
                   type, type);
    project_write(p, "a.schema", text);
}

/* `plan` and `diff` between two sides show what `revision` would write. */
static void both_revisions_are_shown(void **state)
{
    project *p = *state;
    write_sales(p, "int");
    assert_int_equal(project_shell(p, "cp a.schema old.schema"), 0);
    write_sales(p, "bigint");
    project_expect(p, "diff --from old.schema --to a.schema", 1);
    project_printed(p, "// expand\n\n// contract\nalter model Sale {\n    alter id: int auto to id: bigint auto");
    project_expect(p, "diff --from old.schema --to a.schema --format json", 1);
    project_printed(p, "to id: bigint auto\", \"phase\": \"contract\", \"loses_data\": false}");
    project_expect(p, "diff --from old.schema --to a.schema --format markdown", 1);
    project_printed(p, "- PostgreSQL, contract, locks: ACCESS EXCLUSIVE on sales, lines");
    project_printed(p, "In two revisions");
    project_printed(p, "<summary>SQL for PostgreSQL, expand (");
    project_printed(p, "<summary>SQL for SQLite, contract (");
    project_expect(p, "diff --from old.schema --to a.schema -d postgresql", 1);
    project_printed(p, "-- expand\nALTER TABLE sales ADD COLUMN schemac_new_id bigint;");
    project_printed(p, "\n\n-- contract\nDROP TRIGGER zz_schemac_sync_id ON sales;");
    project_expect(p, "diff --down --from old.schema --to a.schema -d postgresql", 1);
    project_printed(p, "-- contract\nALTER TABLE sales ADD COLUMN schemac_old_id integer;");
    project_printed(p, "\n\n-- expand\nDROP TRIGGER zz_schemac_sync_id ON sales;");
    project_expect(p, "plan --from old.schema --to a.schema -d postgresql", 0);
    project_printed(p, "expand\n  segment 1, a transaction\n    ALTER TABLE sales ADD COLUMN schemac_new_id bigint;");
    project_printed(p, "\ncontract\n  segment 1, a transaction\n    DROP TRIGGER zz_schemac_sync_id ON sales;");
    project_expect(p, "plan --from old.schema --to a.schema -d postgresql --format json", 0);
    project_printed(p, "{\"revision\": \"\", \"phase\": \"contract\", \"segment\": 1,");
    project_expect(p, "plan --from old.schema --to a.schema -d postgresql --online off", 0);
    assert_null(strstr(p->last.out, "expand\n"));
}

#define PARTS(border)                                                                                                  \
    "model T table t {\n    id: int primary key\n    for postgresql {\n        partition by range (id)\n"              \
    "        partition low for values from (0) to (" border ")\n    }\n}\n"

/* What may fail on rows that are there is said to programs, too. */
static void what_fails_on_rows_is_shown(void **state)
{
    project *p = *state;
    project_write(p, "old.schema", PARTS("10"));
    project_write(p, "a.schema", PARTS("5"));
    project_expect(p, "plan --from old.schema --to a.schema -d postgresql", 0);
    project_printed(p, "fails on  rows of low outside of its new bound");
    project_expect(p, "plan --from old.schema --to a.schema -d postgresql --format json", 0);
    project_printed(p, "\"fails_on\": \"rows of low outside of its new bound\"}");
}

static void shell(project *p, const char *script, const char *url)
{
    char command[1024];
    (void)snprintf(command, sizeof command, "url='%s'; %s", url, script);
    if (project_shell(p, command) != 0)
        fail_msg("%s: %s%s", script, p->last.out, p->last.err);
}

/* Killed in the middle of a backfill, while programs write with old and new names; then to its end, and back. */
static void a_key_grows_through_a_kill(void **state)
{
    project *p = *state;
    const char *url = project_new_postgresql();
    write_sales(p, "int");
    project_expect(p, "revision -m first", 0);
    shell(p, "\"$SCHEMAC\" upgrade -q --database \"$url\"", url);
    shell(p,
          "psql -q \"$url\" -c 'insert into sales (n) select i from generate_series(1, 12000) i'"
          " -c 'insert into lines (sale) select i from generate_series(1, 12000) i'",
          url);
    write_sales(p, "bigint");
    project_expect(p, "revision -m grow", 0);
    shell(
        p,
        "\"$SCHEMAC\" upgrade -q --batch-pause 2s --database \"$url\" & "
        "until psql -qAt \"$url\" -c 'select changed from schemac_history_batch' 2>/dev/null | grep -q 5000; "
        "do sleep 0.1; done; kill -9 $!; wait $! 2>/dev/null; "
        "psql -q \"$url\" -c 'update sales set id = id + 100000 where id > 11990 and not exists "
        "(select from lines where sale = sales.id)' -c 'insert into sales (n) values (1)'"
        " -c 'insert into sales (schemac_new_id, n) values (50000, 2)' -c 'update lines set sale = 50000 where id = 9'",
        url);
    shell(p, "\"$SCHEMAC\" upgrade -q --database \"$url\"", url);
    shell(p,
          "psql -qAt \"$url\" -c 'select count(*) from sales where id = schemac_new_id' -c 'select count(*) from lines"
          " join sales on schemac_new_sale = schemac_new_id where sale = sales.id'",
          url);
    assert_string_equal(p->last.out, "12002\n12000\n");
    shell(p, "\"$SCHEMAC\" upgrade -q --phase contract --database \"$url\"", url);
    shell(
        p,
        "psql -qAt \"$url\" -c 'insert into sales (n) values (3) returning id, pg_typeof(id)' -c 'select count(*) from"
        " lines join sales on sale = sales.id'",
        url);
    assert_string_equal(p->last.out, "12003|bigint\n12000\n");
    shell(p, "\"$SCHEMAC\" check --url \"$url\"", url);
    shell(p, "\"$SCHEMAC\" downgrade -q -1 --database \"$url\" && \"$SCHEMAC\" downgrade -q -1 --database \"$url\"",
          url);
    shell(p, "psql -qAt \"$url\" -c 'insert into sales (n) values (3) returning id, pg_typeof(id)'", url);
    assert_string_equal(p->last.out, "12004|integer\n");
}

static void online_is_on_or_off(void **state)
{
    project *p = *state;
    write_project(p, "");
    project_expect(p, "revision -m first --dialects postgresql --online perhaps", 2);
    project_said(p, "online is on or off");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_side_from_git, project_setup, project_teardown),
        cmocka_unit_test_setup_teardown(a_side_that_is_none, project_setup, project_teardown),
        cmocka_unit_test_setup_teardown(the_text_of_a_pull_request, project_setup, project_teardown),
        cmocka_unit_test_setup_teardown(a_plan_of_what_comes, project_setup, project_teardown),
        cmocka_unit_test_setup_teardown(what_is_written_by_hand, project_setup, project_teardown),
        cmocka_unit_test_setup_teardown(online_through_a_failure, project_setup, project_teardown),
        cmocka_unit_test_setup_teardown(both_revisions_are_shown, project_setup, project_teardown),
        cmocka_unit_test_setup_teardown(what_fails_on_rows_is_shown, project_setup, project_teardown),
        cmocka_unit_test_setup_teardown(a_key_grows_through_a_kill, project_setup, project_teardown),
        cmocka_unit_test_setup_teardown(online_is_on_or_off, project_setup, project_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
