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
        cmocka_unit_test_setup_teardown(online_is_on_or_off, project_setup, project_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
