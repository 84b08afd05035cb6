/* What a server prints in words that only a server knows is no difference where there is one to ask (--dev-url), and
 * what is another thing is one all the same. */
#define _XOPEN_SOURCE 700
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/project.h"

#include <stdio.h>
#include <string.h>

/* Each of the views, the check and the index come back in words that no rule here knows. */
static const char shop_schema[] =
    "package shop\n\n"
    "model User table users {\n"
    "    id:      bigint primary key auto\n"
    "    name:    text\n"
    "    age:     int\n"
    "    weight:  double = 1\n"
    "    check even (sql(\"(age + 1) ^ 2 = xmlparse(content name)::text::int\"))\n"
    "    index halves (sql(\"((age + 1) ^ 0.5)\"))\n"
    "}\n\n"
    "model Theirs table theirs unmanaged {\n    id: bigint primary key\n    name: text\n}\n\n"
    "view Powers \"\"\"\n    SELECT (age + 1) ^ 2 AS squared, xmlforest(name) AS x FROM users\n\"\"\"\n\n"
    "view Others \"\"\"\n    SELECT (age + 1) ^ 2 AS squared FROM users NATURAL JOIN theirs\n\"\"\"\n\n"
    "policy few up \"\"\"\n    CREATE POLICY few ON users USING ((age + 1) ^ 2 > 4)\n\"\"\"\n";

typedef struct asked {
    project *p;
    project_database database;
    char dev[512];
} asked;

static void run_sql(const asked *x, const char *sql)
{
    project_sql(x->p, &x->database, sql);
}

/* `arguments` with the database's address in place of %s, and with the server to ask where `witness`. */
static void expect(const asked *x, const char *arguments, bool witness, int status)
{
    char command[1024];
    (void)snprintf(command, sizeof command, "%s %s%s%s", arguments, witness ? "--dev-url '" : "", witness ? x->dev : "",
                   witness ? "'" : "");
    project_expect_at(x->p, &x->database, command, status);
}

static asked make_shop(project *p)
{
    asked x = {.p = p, .database = project_postgresql()};
    (void)snprintf(x.dev, sizeof x.dev, "%s", project_new_postgresql());
    project_write(p, "shop.schema", shop_schema);
    run_sql(&x, "CREATE TABLE theirs (id bigint PRIMARY KEY, name text NOT NULL, more int);");
    project_create(p, &x.database, "shop.schema");
    return x;
}

static void words_of_a_server_are_no_difference(void **state)
{
    asked x = make_shop(*state);
    expect(&x, "check --url %s shop.schema", false, 1);
    project_said(x.p, "drift: 4 objects differ");
    expect(&x, "check --url %s shop.schema", true, 0);
    assert_string_equal(x.p->last.out, "");
    expect(&x, "diff --from %s --to shop.schema", true, 0);
    expect(&x, "diff --to %s --from shop.schema", true, 0);
    expect(&x, "plan --to shop.schema --from %s", true, 0);
    assert_null(strstr(x.p->last.out, "VIEW"));
}

static void what_is_another_thing_is_found(void **state)
{
    static const struct {
        const char *sql;
        const char *object;
    } rows[] = {
        {"DROP VIEW powers; CREATE VIEW powers AS SELECT (age + 1) ^ 3 AS squared, xmlforest(name) AS x FROM users;",
         "Powers"},
        {"DROP VIEW powers; DROP POLICY few ON users;", "few"},
        {"ALTER TABLE users DROP CONSTRAINT even;", "check even"},
        {"ALTER TABLE users ADD CONSTRAINT even CHECK ((age + 1) ^ 3 = xmlparse(content name)::text::int);",
         "check even"},
        {"DROP INDEX halves; CREATE INDEX halves ON users (((age + 1) ^ 0.25));", "halves"},
        {"ALTER TABLE users ALTER weight SET DEFAULT 2;", "User.weight"},
        {"CREATE VIEW more AS SELECT (age + 1) ^ 4 AS x FROM users;", "more"},
    };
    asked x = make_shop(*state);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        run_sql(&x, rows[i].sql);
        expect(&x, "check --url %s shop.schema", true, 1);
        project_printed(x.p, rows[i].object);
        /* A change that the one before did not make, and no other. */
        assert_null(strstr(x.p->last.out, "Others"));
    }
}

/* The schema files keep their words at a second reading, and get those of the server where nobody is asked. */
static void files_keep_their_words(void **state)
{
    asked x = make_shop(*state);
    project_must(x.p, "mkdir kept; cp shop.schema kept");
    run_sql(&x, "ALTER TABLE users ADD COLUMN more text;");
    expect(&x, "inspect %s --output kept", true, 0);
    project_must(x.p, "cat kept/shop.schema");
    project_printed(x.p, "SELECT (age + 1) ^ 2 AS squared, xmlforest(name) AS x FROM users");
    project_printed(x.p, "more:");
    expect(&x, "inspect %s --output kept", false, 0);
    project_must(x.p, "cat kept/shop.schema");
    assert_null(strstr(x.p->last.out, "SELECT (age + 1) ^ 2 AS squared, xmlforest(name) AS x FROM users"));
}

/* A statement that the other server refuses costs no more than its own witness. */
static void a_statement_may_be_refused(void **state)
{
    asked x = make_shop(*state);
    run_sql(&x, "CREATE TABLE unknown_here (id int); CREATE VIEW far AS SELECT (id + 1) ^ 2 AS x FROM unknown_here;");
    project_write(
        x.p, "more.schema",
        "import \"shop.schema\"\n\nview Far \"\"\"\n    SELECT (id + 1) ^ 2 AS x FROM unknown_here\n\"\"\"\n");
    expect(&x, "check --url %s more.schema --ignore unknown_here", true, 1);
    project_said(x.p, "refuses 1 statement of the schema");
    project_said(x.p, "drift: 1 object differs");
    project_printed(x.p, "Far");
    run_sql(&x, "DROP VIEW far;");
    expect(&x, "check --url %s more.schema --ignore unknown_here", true, 1);
    project_printed(x.p, "Far");
    (void)snprintf(x.dev, sizeof x.dev, "%s", "postgresql://nobody@/none?host=/nowhere");
    expect(&x, "check --url %s shop.schema --ignore unknown_here --ignore far", true, 1);
    project_said(x.p, "drift: 4 objects differ");
}

#define WITH_PROJECT(test) cmocka_unit_test_setup_teardown(test, project_setup, project_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_PROJECT(words_of_a_server_are_no_difference),
        WITH_PROJECT(what_is_another_thing_is_found),
        WITH_PROJECT(files_keep_their_words),
        WITH_PROJECT(a_statement_may_be_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
