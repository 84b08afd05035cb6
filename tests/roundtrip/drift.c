/* A database and its schema drift apart: what is printed for either side mends that side, whatever it is that differs;
 * and what others own is left alone. */
#define _XOPEN_SOURCE 700
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/project.h"

#include <stdio.h>
#include <string.h>

static const char shop_schema[] = "package shop\n\n"
                                  "enum Role {\n    USER\n    ADMIN\n}\n\n"
                                  "model User table users {\n"
                                  "    id:    bigint primary key auto\n"
                                  "    name:  varchar(40) unique\n"
                                  "    role:  Role = USER\n"
                                  "    note:  text?\n"
                                  "    index (role)\n"
                                  "}\n\n"
                                  "model Order table orders {\n"
                                  "    id:     bigint primary key auto\n"
                                  "    user:   ref User back orders\n"
                                  "    total:  decimal(10, 2) = 0\n"
                                  "    check positive (total >= 0)\n"
                                  "    index (user)\n"
                                  "}\n\n"
                                  "model Old table old_things {\n    id: bigint primary key\n}\n\n"
                                  "view Names \"\"\"\n    SELECT name FROM users\n\"\"\"\n";

static const char postgresql_objects[] =
    "\nfunction Twice for postgresql up \"\"\"\n"
    "    CREATE FUNCTION twice(a integer) RETURNS integer LANGUAGE sql AS $$\n        SELECT a * 2\n    $$\n\"\"\"\n\n"
    "raw age_type for postgresql up \"\"\"\n    CREATE DOMAIN age AS integer CHECK (VALUE >= 0)\n\"\"\" down \"\"\"\n"
    "    DROP DOMAIN age\n\"\"\"\n\n"
    "raw word_search for postgresql up \"\"\"\n    CREATE TEXT SEARCH CONFIGURATION words (COPY = simple)\n\"\"\" down "
    "\"\"\"\n    DROP TEXT SEARCH CONFIGURATION words\n\"\"\"\n";

static const char sqlite_objects[] =
    "\ntrigger Loud for sqlite up \"\"\"\n    CREATE TRIGGER loud AFTER INSERT ON users BEGIN\n"
    "        UPDATE users SET note = 'new' WHERE id = new.id;\n    END\n\"\"\"\n\n"
    "raw word_search for sqlite up \"\"\"\n    CREATE VIRTUAL TABLE words USING fts5(word)\n\"\"\" down \"\"\"\n"
    "    DROP TABLE words\n\"\"\"\n";

static void write_shop(project *p, const project_database *d)
{
    char text[8192];
    (void)snprintf(text, sizeof text, "%s%s", shop_schema, *d->dialect == 's' ? sqlite_objects : postgresql_objects);
    project_write(p, "shop.schema", text);
}

static void make_shop(project *p, const project_database *d)
{
    write_shop(p, d);
    project_create(p, d, "shop.schema");
}

/* --- what is printed mends --- */

/* What check prints between its two headings, and behind the second. */
static const char cut_mends[] = "awk '/^to make the database/ { file = \"database.sql\"; next } "
                                "/^to make the schema/ { file = \"schema.sql\"; next } "
                                "file { print > file }' found.txt";

/* The database drifts; one like the schema is brought to it, and it is brought back to the schema. */
static void mend_both(project *p, const project_database *d, const project_database *fresh, const char *drift)
{
    make_shop(p, d);
    make_shop(p, fresh);
    project_sql(p, d, drift);
    project_expect_at(p, d, "check --url %s shop.schema", 1);
    project_write(p, "found.txt", p->last.out);
    project_must(p, cut_mends);
    project_feed(p, fresh, "schema.sql");
    char command[1200];
    (void)snprintf(command, sizeof command, "diff --from '%s' --to '%s'", d->url, fresh->url);
    project_expect(p, command, 0);
    (void)snprintf(command, sizeof command, "diff --from '%s' --to '%s'", fresh->url, d->url);
    project_expect(p, command, 0);
    project_feed(p, d, "database.sql");
    project_expect_at(p, d, "check --url %s shop.schema", 0);
    assert_string_equal(p->last.out, "");
}

static const char *const everywhere[] = {
    "ALTER TABLE orders ADD COLUMN extra integer;",
    "ALTER TABLE users DROP COLUMN note;",
    "DROP INDEX ix_users_role;",
    "CREATE INDEX extra ON orders (total DESC) WHERE total > 5;",
    "CREATE UNIQUE INDEX extra ON orders (lower(total));",
    "CREATE TABLE extra (id integer PRIMARY KEY, a text DEFAULT 'x\n    y', UNIQUE (a));",
    "DROP TABLE old_things;",
    "DROP VIEW names;",
    "DROP VIEW names; CREATE VIEW names AS SELECT name AS other FROM users;",
    "CREATE VIEW extra AS SELECT 'a\n\n    b' AS text;",
    "DROP TABLE old_things; CREATE TABLE old_things (id bigint PRIMARY KEY, a text NOT NULL DEFAULT 'a''b');",
};

static const char *const of_postgresql[] = {
    "ALTER TABLE orders ALTER COLUMN total SET DEFAULT 5;",
    "ALTER TABLE orders ALTER COLUMN total DROP NOT NULL;",
    "ALTER TABLE users ALTER COLUMN note TYPE varchar(10);",
    "ALTER TABLE orders DROP CONSTRAINT positive;",
    "ALTER TABLE orders DROP CONSTRAINT positive; ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 1);",
    "ALTER TABLE users ADD CONSTRAINT extra UNIQUE (note);",
    "ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;",
    "ALTER TABLE old_things ADD CONSTRAINT extra FOREIGN KEY (id) REFERENCES users ON DELETE CASCADE;",
    "ALTER TABLE users DROP CONSTRAINT users_name_key;",
    "ALTER TABLE old_things DROP CONSTRAINT old_things_pkey;",
    "COMMENT ON TABLE users IS 'two\nlines';",
    "COMMENT ON COLUMN users.note IS 'it''s';",
    "CREATE OR REPLACE FUNCTION twice(a integer) RETURNS integer LANGUAGE sql AS $$\nSELECT a + a\n$$;",
    "DROP FUNCTION twice;",
    "CREATE FUNCTION extra() RETURNS text LANGUAGE sql AS $$ SELECT 'a\n        b' $$;",
    "DROP DOMAIN age;",
    "CREATE DOMAIN extra AS text NOT NULL;",
    "DROP TEXT SEARCH CONFIGURATION words;",
    "CREATE TEXT SEARCH CONFIGURATION extra (COPY = simple);",
    "CREATE SEQUENCE extra INCREMENT 5;",
    "CREATE TYPE extra AS ENUM ('a', 'b'); ALTER TABLE users ADD COLUMN e extra;",
    "CREATE SCHEMA extra; CREATE TABLE extra.t (id integer PRIMARY KEY);",
    "ALTER TABLE users ENABLE ROW LEVEL SECURITY; CREATE POLICY extra ON users USING (name = CURRENT_USER);",
    "ALTER TABLE users SET (fillfactor = 70);",
};

static const char *const of_sqlite[] = {
    "DROP TRIGGER loud;",
    "CREATE TRIGGER extra AFTER DELETE ON orders BEGIN SELECT 'a\n    b'; END;",
    "DROP TABLE words;",
    "CREATE VIRTUAL TABLE extra USING fts5(word);",
    "DROP TABLE old_things; CREATE TABLE old_things (id TEXT PRIMARY KEY) WITHOUT ROWID;",
};

static void mend_sqlite(project *p, const char *drift)
{
    project_database d = project_sqlite(p, "a.db"), fresh = project_sqlite(p, "b.db");
    mend_both(p, &d, &fresh, drift);
    project_must(p, "rm a.db b.db");
}

static void mend_postgresql(project *p, const char *drift)
{
    project_database d = project_postgresql(), fresh = project_postgresql();
    mend_both(p, &d, &fresh, drift);
}

#define EACH(list, i) for (size_t i = 0; i < sizeof(list) / sizeof *(list); i++)

static void both_sides_are_mended_on_sqlite(void **state)
{
    EACH(everywhere, i)
    mend_sqlite(*state, everywhere[i]);
    EACH(of_sqlite, i)
    mend_sqlite(*state, of_sqlite[i]);
}

static void both_sides_are_mended_on_postgresql(void **state)
{
    EACH(everywhere, i)
    if (!strstr(everywhere[i], "lower(total)"))
        mend_postgresql(*state, everywhere[i]);
    EACH(of_postgresql, i)
    mend_postgresql(*state, of_postgresql[i]);
}

/* --- raw texts --- */

/* The catalog has a second thing of the kind that a raw text makes, and that is nobody's; an index whose name the
 * server has chosen says nothing. */
static void raw_is_known_by_its_whole_kind(void **state)
{
    project *p = *state;
    project_database d = project_postgresql();
    project_write(p, "r.schema",
                  "package r\n\nmodel A table a {\n    id: bigint primary key\n    n: int\n}\n\n"
                  "raw a_table for postgresql after A up \"\"\"\n    CREATE UNLOGGED TABLE here (id integer)\n\"\"\" "
                  "down \"\"\"\n    DROP TABLE here\n\"\"\"\n\n"
                  "raw a_search for postgresql after A up \"\"\"\n    CREATE TEXT SEARCH CONFIGURATION loud (COPY = "
                  "simple)\n\"\"\" down \"\"\"\n    DROP TEXT SEARCH CONFIGURATION loud\n\"\"\"\n");
    project_create(p, &d, "r.schema");
    project_expect_at(p, &d, "check --url %s r.schema", 0);
    project_sql(p, &d,
                "CREATE TEXT SEARCH CONFIGURATION other (COPY = simple); CREATE UNLOGGED TABLE there (id integer);");
    project_expect_at(p, &d, "check --url %s r.schema", 1);
    project_printed(p, "CONFIGURATION other");
    project_printed(p, "there");
    assert_null(strstr(p->last.out, "loud"));
    project_sql(p, &d, "DROP TEXT SEARCH CONFIGURATION other; DROP TABLE there; DROP TEXT SEARCH CONFIGURATION loud;");
    project_expect_at(p, &d, "check --url %s r.schema", 1);
    project_printed(p, "CREATE TEXT SEARCH CONFIGURATION loud");
}

/* --- what is not looked at --- */

static void ignored_and_unmanaged(project *p, const project_database *d)
{
    make_shop(p, d);
    project_sql(
        p, d,
        "CREATE TABLE extra (id integer PRIMARY KEY); CREATE VIEW extra_view AS SELECT id FROM extra; DROP VIEW "
        "names; DROP TABLE old_things; ALTER TABLE orders ADD COLUMN a integer;");
    project_expect_at(
        p, d, "check --url %s shop.schema --ignore 'extra*' --ignore names --ignore old_things --ignore orders.a", 0);
    project_expect_at(p, d, "check --url %s shop.schema --ignore 'extra*' --ignore names --ignore old_things", 1);
    project_said(p, "drift: 1 object differs");
    project_printed(p, "DROP COLUMN a");
    assert_null(strstr(p->last.out, "extra"));
    assert_null(strstr(p->last.out, "old_things"));
    project_must(p, "sed -i 's/^model Old table old_things {/model Old table old_things unmanaged {/' shop.schema");
    project_expect_at(p, d, "check --url %s shop.schema --ignore 'extra*' --ignore 'orders.*' --ignore Names", 0);
    project_sql(p, d, "CREATE TABLE old_things (other integer);");
    project_expect_at(p, d, "check --url %s shop.schema --ignore 'extra*' --ignore 'orders.*' --ignore Names", 0);
}

static void what_others_own_is_no_drift(void **state)
{
    project *p = *state;
    project_database sqlite = project_sqlite(p, "a.db"), postgresql = project_postgresql();
    ignored_and_unmanaged(p, &sqlite);
    ignored_and_unmanaged(p, &postgresql);
}

/* --- SQL text on either side of every verb that has sides --- */

static void make_project(project *p, const project_database *d)
{
    char text[1024];
    (void)snprintf(text, sizeof text, "project shop {\n    schemas \"shop.schema\"\n    dialects %s\n}\n", d->dialect);
    project_write(p, "schemac.project", text);
    make_shop(p, d);
    project_must(p, "cp ddl.sql a.sql; cp ddl.sql b.sql; echo 'ALTER TABLE orders ADD COLUMN extra integer;' >>b.sql");
}

static void sql_on_both_sides(project *p, const project_database *d, const char *dev)
{
    char command[1200];
    static const struct {
        const char *arguments;
        int status;
        const char *printed;
    } runs[] = {
        {"diff --from a.sql --to shop.schema", 0, ""},
        {"diff --from shop.schema --to a.sql", 0, ""},
        {"diff --from a.sql --to b.sql --format sql", 1, "ADD COLUMN extra"},
        {"diff --from b.sql --to a.sql --format sql", 1, "DROP COLUMN extra"},
        {"plan --from a.sql --to b.sql", 0, "ADD COLUMN extra"},
        {"plan --from b.sql --to shop.schema", 0, "DROP COLUMN extra"},
        {"check --url a.sql shop.schema", 0, ""},
        {"check --url b.sql shop.schema", 1, "column Order.extra"},
        {"revision -m first --to a.sql --date 2026-01-01T10:00:00Z", 0, ""},
        {"revision -m second --from a.sql --to b.sql --date 2026-01-02T10:00:00Z", 0, ""},
        {"diff --from rev:head --to b.sql", 0, ""},
        {"diff --from b.sql --to rev:head", 0, ""},
    };
    make_project(p, d);
    EACH(runs, i)
    {
        bool revises = strncmp(runs[i].arguments, "revision", 8) == 0;
        (void)snprintf(command, sizeof command, "%s %s %s %s", runs[i].arguments, revises ? "" : "--dialect",
                       revises ? "" : d->dialect, dev);
        project_expect(p, command, runs[i].status);
        project_printed(p, runs[i].printed);
    }
    project_must(p, "rm -rf migrations");
}

static void sql_on_either_side(void **state)
{
    project *p = *state;
    char dev[600];
    project_database sqlite = project_sqlite(p, "a.db"), postgresql = project_postgresql();
    sql_on_both_sides(p, &sqlite, "");
    (void)snprintf(dev, sizeof dev, "--dev-url '%s'", postgresql.url);
    sql_on_both_sides(p, &postgresql, dev);
}

/* --- mixins --- */

static void groups_of_columns_are_offered(void **state)
{
    project *p = *state;
    project_database d = project_sqlite(p, "a.db");
    project_sql(
        p, &d,
        "CREATE TABLE a (id INTEGER PRIMARY KEY, created_at TEXT NOT NULL, updated_at TEXT NOT NULL);"
        "CREATE TABLE b (id INTEGER PRIMARY KEY, n INTEGER, created_at TEXT NOT NULL, updated_at TEXT NOT NULL);");
    project_expect_at(p, &d, "inspect %s --package x --suggest-mixins", 0);
    assert_string_equal(p->last.out, "");
    project_said(p, "no group of columns is shared by three models");
    project_sql(p, &d,
                "CREATE TABLE c (created_at TEXT NOT NULL, m TEXT, updated_at TEXT NOT NULL, id INTEGER PRIMARY KEY);");
    project_expect_at(p, &d, "inspect %s --package x --suggest-mixins --output found", 0);
    project_printed(p, "mixin ");
    project_printed(p, "created_at");
    project_printed(p, "updated_at");
    assert_false(project_has(p, "found"));
}

#define WITH_PROJECT(test) cmocka_unit_test_setup_teardown(test, project_setup, project_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_PROJECT(both_sides_are_mended_on_sqlite),
        WITH_PROJECT(both_sides_are_mended_on_postgresql),
        WITH_PROJECT(raw_is_known_by_its_whole_kind),
        WITH_PROJECT(what_others_own_is_no_drift),
        WITH_PROJECT(sql_on_either_side),
        WITH_PROJECT(groups_of_columns_are_offered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
