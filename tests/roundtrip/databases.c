/* Verbs over a living database: inspect, diff, check --url, revision and doctor; on SQLite and PostgreSQL where both
 * have it. */
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

static const char shop_schema[] = "package shop\n\n"
                                  "enum Role {\n    USER\n    ADMIN\n}\n\n"
                                  "model User table users {\n"
                                  "    id:    bigint primary key auto\n"
                                  "    name:  varchar(40) unique\n"
                                  "    role:  Role = USER\n"
                                  "    index (role)\n"
                                  "}\n\n"
                                  "model Order table orders {\n"
                                  "    id:     bigint primary key auto\n"
                                  "    user:   ref User back orders\n"
                                  "    total:  decimal(10, 2) = 0\n"
                                  "    index (user)\n"
                                  "}\n";

/* A database as the shop's schema makes it. */
static void make_shop(project *p, const project_database *d)
{
    project_write(p, "shop.schema", shop_schema);
    project_create(p, d, "shop.schema");
}

/* --- inspect --- */

static void read_into_a_folder(project *p, const project_database *d)
{
    char command[256];
    make_shop(p, d);
    project_expect_at(p, d, "inspect %s --package shop --output found", 0);
    project_said(p, "read 2 models");
    (void)snprintf(command, sizeof command, "\"$SCHEMAC\" fmt --check found/*.schema");
    project_must(p, command);
    project_expect_at(p, d, "check --quiet --url %s found/*.schema", 0);
    project_expect_at(p, d, "inspect %s --output found", 0);
    project_said(p, "nothing changed");
    assert_string_equal(p->last.out, "");
}

static void a_database_in_a_folder(void **state)
{
    project *p = *state;
    project_database sqlite = project_sqlite(p, "a.db"), postgresql = project_postgresql();
    read_into_a_folder(p, &sqlite);
    project_must(p, "rm -r found");
    read_into_a_folder(p, &postgresql);
}

/* Comments and names of one's own stay; what is new comes in. */
static void a_second_time(void **state)
{
    project *p = *state;
    project_database d = project_sqlite(p, "a.db");
    project_sql(p, &d, "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);");
    project_expect_at(p, &d, "inspect %s --package shop --output found", 0);
    project_must(p, "sed -i '1i // Kept.' found/*.schema");
    project_sql(p, &d, "ALTER TABLE users ADD COLUMN email TEXT;");
    project_expect_at(p, &d, "inspect %s --output found", 0);
    project_must(p, "cat found/*.schema");
    project_printed(p, "// Kept.");
    project_printed(p, "email");
    project_expect_at(p, &d, "check --quiet --url %s found/*.schema", 0);
}

static void a_database_that_is_none(void **state)
{
    project *p = *state;
    project_expect(p, "inspect sqlite:nowhere.db --output found", 4);
    project_expect(p, "inspect 'host=/nonexistent-folder dbname=x password=hunter2' --output found", 4);
    assert_null(strstr(p->last.err, "hunter2"));
    project_expect(p, "inspect nothing-known", 2);
    project_expect(p, "inspect", 2);
    project_expect(p, "doctor sqlite:nowhere.db", 4);
    assert_false(project_has(p, "found"));
    assert_false(project_has(p, "nowhere.db"));
}

/* A second session holds a catalog that a reader needs, so that the reader is surely in the middle when it is ended. */
static void a_server_that_hangs_up(void **state)
{
    project *p = *state;
    project_database d = project_postgresql();
    make_shop(p, &d);
    char command[4096];
    (void)snprintf(command, sizeof command,
                   "%s -c 'BEGIN; LOCK TABLE pg_catalog.pg_constraint IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(20)' "
                   ">/dev/null 2>&1 & holder=$!; sleep 0.3; "
                   "( for i in $(seq 100); do %s -c \"SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a WHERE "
                   "a.datname = current_database() AND a.wait_event_type = 'Lock'\" | grep -q t && break; sleep 0.1; "
                   "done; %s -c \"SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a WHERE a.datname = "
                   "current_database() AND a.query LIKE '%%pg_sleep%%' AND a.pid <> pg_backend_pid()\" >/dev/null ) & "
                   "\"$SCHEMAC\" inspect '%s' --output found; status=$?; wait; exit $status",
                   d.client, d.client, d.client, d.url);
    int status = project_shell(p, command);
    if (status != 4 && status != 5)
        fail_msg("exit status %d\n%s%s", status, p->last.out, p->last.err);
    project_said(p, "terminat");
    assert_false(project_has(p, "found"));
}

/* The role may read what everybody may; one catalog it may not. */
static void a_role_that_may_only_read(void **state)
{
    project *p = *state;
    project_database d = project_postgresql();
    make_shop(p, &d);
    project_sql(p, &d,
                "DO $$ BEGIN CREATE ROLE schemac_reader LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;");
    project_database reader = d;
    (void)snprintf(reader.url, sizeof reader.url, "%.400s user=schemac_reader", d.url);
    project_expect_at(p, &reader, "inspect %s --package shop --output found", 0);
    project_expect_at(p, &reader, "check --quiet --url %s found/*.schema", 0);
    project_sql(p, &d, "REVOKE SELECT ON pg_catalog.pg_constraint FROM PUBLIC;");
    project_expect_at(p, &reader, "inspect %s --package shop --output other", 5);
    project_said(p, "permission denied for table pg_constraint");
    assert_false(project_has(p, "other"));
}

/* --- sides --- */

static void sides_of(project *p, const project_database *d)
{
    make_shop(p, d);
    project_expect_at(p, d, "diff --from %s --to shop.schema", 0);
    project_expect_at(p, d, "diff --from shop.schema --to %s", 0);
    project_sql(p, d, "ALTER TABLE orders ADD COLUMN note text;");
    project_expect_at(p, d, "diff --from shop.schema --to %s --format changes", 1);
    project_printed(p, "note");
    project_expect_at(p, d, "diff --from shop.schema --to %s --format sql", 1);
    project_printed(p, "ADD COLUMN note");
    project_expect_at(p, d, "diff --from shop.schema --to %s --format sql --down", 1);
    project_printed(p, "note");
    assert_null(strstr(p->last.out, "ADD COLUMN"));
    project_expect_at(p, d, "diff --from shop.schema --to %s --format json", 1);
    project_printed(p, "\"kind\": \"add column\"");
    project_expect_at(p, d, "diff --from shop.schema --to %s --format markdown", 1);
    project_printed(p, "### Risk");
    project_expect_at(p, d, "plan --from shop.schema --to %s", 0);
    project_printed(p, "ADD COLUMN note");
    project_expect_at(p, d, "diff --from empty --to %s --format sql", 1);
    project_printed(p, "CREATE TABLE orders");
}

/* What a database is like is no guess of an author's: a name that goes beside a like one that comes is both. */
static void names_that_were_found(project *p, const project_database *d)
{
    project_sql(p, d, "ALTER TABLE orders DROP COLUMN note; ALTER TABLE orders RENAME COLUMN total TO amount;");
    project_expect_at(p, d, "diff --from shop.schema --to %s", 1);
    project_printed(p, "drop total");
    project_printed(p, "amount");
    project_expect_at(p, d, "diff --from %s --to shop.schema", 3);
    project_said(p, "disappears beside");
}

static void a_database_as_a_side(void **state)
{
    project *p = *state;
    project_database sqlite = project_sqlite(p, "a.db"), postgresql = project_postgresql();
    sides_of(p, &sqlite);
    sides_of(p, &postgresql);
    names_that_were_found(p, &postgresql);
    char command[1536];
    (void)snprintf(command, sizeof command, "diff --from '%s' --to '%s'", sqlite.url, postgresql.url);
    project_expect(p, command, 2);
    project_said(p, "different kinds of databases");
    project_expect_at(p, &sqlite, "diff --from %s --to empty --dialect postgresql", 2);
}

static void sql_text_as_a_side(void **state)
{
    project *p = *state;
    project_write(p, "a.sql", "CREATE TABLE users (id integer PRIMARY KEY, name text);\n");
    project_write(p, "b.sql", "CREATE TABLE users (id integer PRIMARY KEY, name text, age integer);\n");
    project_expect(p, "diff --from a.sql --to a.sql --dialect sqlite", 0);
    project_expect(p, "diff --from a.sql --to b.sql --dialect sqlite", 1);
    project_printed(p, "ADD COLUMN age");
    project_write(p, "broken.sql", "CREATE TABLE users (id integer PRIMARY KEY);\nSELECT * FROM nowhere;\n");
    project_expect(p, "diff --from a.sql --to broken.sql --dialect sqlite", 3);
    project_said(p, "broken.sql cannot be loaded");
    project_said(p, "nowhere");
    project_expect(p, "diff --from a.sql --to b.sql", 2);
}

static void no_scratch_is_left(project *p, const project_database *d)
{
    char command[1024];
    (void)snprintf(command, sizeof command,
                   "%s -c \"SELECT datname FROM pg_database WHERE datname LIKE 'schemac_scratch%%'\"", d->client);
    for (int i = 0; i < 50; i++) {
        project_must(p, command);
        if (!*p->last.out)
            return;
        project_must(p, "sleep 0.2");
    }
    project_shell(p, command);
    fail_msg("left: %s", p->last.out);
}

/* The scratch database goes, whether the SQL is good, is broken, or the program is killed while it runs. */
static void a_scratch_database(void **state)
{
    project *p = *state;
    project_database d = project_postgresql();
    char command[1536];
    project_write(p, "a.sql", "CREATE TABLE users (id integer PRIMARY KEY, name text);\n");
    project_write(p, "b.sql",
                  "SET search_path = '';\nCREATE TABLE public.users (id integer PRIMARY KEY, name varchar(3));\n");
    project_write(p, "broken.sql", "CREATE TABLE users (id integer PRIMARY KEY);\nSELECT * FROM nowhere;\n");
    project_write(p, "slow.sql", "CREATE TABLE users (id integer PRIMARY KEY);\nSELECT pg_sleep(60);\n");
    project_expect(p, "diff --from a.sql --to b.sql --dialect postgresql", 2);
    project_said(p, "--dev-url");
    project_expect_at(p, &d, "diff --from a.sql --to b.sql --dialect postgresql --dev-url %s", 1);
    project_printed(p, "ALTER TABLE users ALTER COLUMN name TYPE");
    no_scratch_is_left(p, &d);
    project_expect_at(p, &d, "diff --from broken.sql --to b.sql --dialect postgresql --dev-url %s", 3);
    no_scratch_is_left(p, &d);
    static const char *const signals[] = {"INT", "TERM", "KILL"};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        (void)snprintf(
            command, sizeof command,
            "\"$SCHEMAC\" diff --from slow.sql --to b.sql --dialect postgresql --dev-url '%s' >/dev/null 2>&1 & "
            "sleep 1; kill -%s $!; wait $!; true",
            d.url, signals[i]);
        project_must(p, command);
        no_scratch_is_left(p, &d);
    }
}

/* --- drift --- */

static void drift_of(project *p, const project_database *d)
{
    make_shop(p, d);
    project_expect_at(p, d, "check --url %s shop.schema", 0);
    project_said(p, "as the schema says");
    project_sql(p, d,
                "ALTER TABLE orders ADD COLUMN note text; CREATE TABLE extra (id integer PRIMARY KEY);"
                " DROP INDEX ix_users_role;");
    project_expect_at(p, d, "check --url %s shop.schema", 1);
    project_printed(p, "only in the database: ");
    project_printed(p, "note");
    project_printed(p, "extra");
    project_printed(p, "only in the schema:   ");
    project_printed(p, "DROP TABLE extra;");
    project_printed(p, "CREATE TABLE extra");
    project_said(p, "drift: 3 objects differ");
    project_expect_at(p, d, "check --url %s shop.schema --format json", 1);
    project_printed(p, "{\"drift\": [");
    project_printed(p, "\"in\": \"database\"");
    project_printed(p, "\"database_sql\": ");
    project_expect_at(p, d, "check --url %s shop.schema --ignore extra --ignore 'orders.n*' --ignore '*.ix_users_role'",
                      0);
    project_expect_at(p, d, "check --url %s shop.schema --ignore '*'", 0);
    project_write(
        p, "ignoring.project",
        "project shop {\n    schemas \"shop.schema\"\n    check {\n        ignore \"extra\" \"*.*\"\n    }\n}\n");
    project_expect_at(p, d, "check --url %s --project ignoring.project", 0);
}

static void drift(void **state)
{
    project *p = *state;
    project_database sqlite = project_sqlite(p, "a.db"), postgresql = project_postgresql();
    drift_of(p, &sqlite);
    drift_of(p, &postgresql);
}

/* What is printed for either side mends it. */
static void what_is_printed_mends(void **state)
{
    project *p = *state;
    project_database d = project_sqlite(p, "a.db");
    make_shop(p, &d);
    project_sql(p, &d, "ALTER TABLE orders ADD COLUMN note text; CREATE TABLE extra (id integer PRIMARY KEY);");
    project_expect_at(p, &d, "diff --from %s --to shop.schema --format sql", 1);
    project_write(p, "mend.sql", p->last.out);
    project_feed(p, &d, "mend.sql");
    project_expect_at(p, &d, "check --url %s shop.schema", 0);
}

static void unmanaged_is_no_drift(void **state)
{
    project *p = *state;
    project_database d = project_sqlite(p, "a.db");
    project_write(p, "u.schema", "package u\n\nmodel Legacy table legacy unmanaged {\n    id: bigint primary key\n}\n");
    project_sql(p, &d, "CREATE TABLE legacy (id INTEGER, other TEXT);");
    project_expect_at(p, &d, "check --url %s u.schema", 0);
}

/* The table of what was applied is nobody's drift; and what was changed by hand becomes a revision. */
static void a_revision_of_what_a_database_has(void **state)
{
    project *p = *state;
    project_database d = project_sqlite(p, "a.db");
    project_write(p, "schemac.project", "project shop {\n    schemas \"shop.schema\"\n    dialects sqlite\n}\n");
    project_write(p, "shop.schema", shop_schema);
    project_expect(p, "revision -m first --date 2026-01-01T10:00:00Z", 0);
    project_expect_at(p, &d, "upgrade --database %s", 0);
    project_expect_at(p, &d, "check --url %s", 0);
    project_expect_at(p, &d, "revision -m nothing --to %s", 0);
    project_said(p, "no changes");
    project_sql(p, &d, "ALTER TABLE orders ADD COLUMN note text;");
    project_expect_at(p, &d, "revision -m second --from %s", 7);
    project_said(p, "not what the newest revision leaves");
    project_expect_at(p, &d, "revision -m 'note by hand' --to %s --date 2026-01-02T10:00:00Z", 0);
    project_expect_at(p, &d, "stamp head --database %s", 0);
    project_expect_at(p, &d, "diff --from rev:head --to %s", 0);
    project_expect_at(p, &d, "downgrade base --database %s", 0);
    project_must(p, "sqlite3 a.db .tables");
    assert_null(strstr(p->last.out, "orders"));
}

/* --- doctor --- */

static const char postgresql_sins[] =
    "CREATE TABLE parent (id integer PRIMARY KEY, a integer, b integer);\n"
    "CREATE TABLE child (id serial PRIMARY KEY, parent_id integer REFERENCES parent, code char(10), f1 boolean, "
    "f2 bigint, f3 boolean, f4 bigint);\n"
    "ALTER TABLE child ADD CONSTRAINT positive CHECK (f2 > 0) NOT VALID;\n"
    "CREATE TABLE no_key (a integer, \"b\"\" c\" integer REFERENCES parent);\n"
    "CREATE INDEX one ON parent (a DESC);\nCREATE INDEX two ON parent (a DESC);\n"
    "CREATE INDEX short ON child (f2);\nCREATE INDEX shorter ON child (f2);\nCREATE INDEX long ON child (f2, f4);\n"
    "CREATE INDEX beside_the_key ON child (id);\nCREATE INDEX covered ON child (f4);\nCREATE INDEX covers ON child "
    "(f4) "
    "INCLUDE (f3);\nCREATE SEQUENCE sinking AS smallint INCREMENT -1;\nSELECT setval('sinking', -32000);\n"
    "CREATE DOMAIN amount AS integer;\nALTER DOMAIN amount ADD CONSTRAINT more CHECK (VALUE > 0) NOT VALID;\n"
    "CREATE INDEX broken ON parent (b);\n"
    "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'broken'::regclass;\n"
    "SELECT setval('child_id_seq', 2000000000);\n"
    "CREATE TABLE busy (id integer PRIMARY KEY, a integer);\nCREATE INDEX idle ON busy (a);\n"
    "DO $$ DECLARE n bigint; BEGIN FOR i IN 1..1100 LOOP SELECT count(*) INTO n FROM busy; END LOOP; END $$;\n";

static const char sqlite_sins[] =
    "CREATE TABLE parent (id integer PRIMARY KEY, a integer, b integer);\n"
    "CREATE TABLE child (id integer PRIMARY KEY, parent_id integer REFERENCES parent, f2 integer, f4 integer);\n"
    "CREATE TABLE orphan (id integer PRIMARY KEY REFERENCES \"no where\");\n"
    "CREATE TABLE \"no \"\" key\" (a integer);\nCREATE TABLE loose (code text PRIMARY KEY);\n"
    "CREATE INDEX one ON parent (a DESC);\nCREATE INDEX two ON parent (a DESC);\n"
    "CREATE INDEX short ON child (f2);\nCREATE INDEX long ON child (f2, f4);\n"
    "INSERT INTO child (parent_id) VALUES (17);\n";

static const char postgresql_good[] =
    "CREATE TABLE parent (id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY, name text UNIQUE);\n"
    "CREATE TABLE child (parent_id bigint REFERENCES parent, n integer, PRIMARY KEY (parent_id, n));\n"
    "CREATE INDEX few ON child (n) WHERE n > 5;\nCREATE INDEX other ON child (n);\n"
    "CREATE TABLE shy (id integer PRIMARY KEY, parent_id bigint REFERENCES parent, n integer);\n"
    "CREATE INDEX known ON shy (parent_id) WHERE parent_id IS NOT NULL;\nCREATE INDEX wide ON shy (id) INCLUDE (n) "
    "WHERE "
    "n > 1;\nCREATE SEQUENCE down AS smallint INCREMENT -1;\nSELECT setval('down', -9);\n"
    "CREATE TABLE parts (a integer PRIMARY KEY) PARTITION BY RANGE (a);\n"
    "CREATE TABLE part PARTITION OF parts FOR VALUES FROM (1) TO (10);\n";

static const char sqlite_good[] =
    "CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT UNIQUE);\n"
    "CREATE TABLE child (parent_id INTEGER NOT NULL REFERENCES parent, n INTEGER NOT NULL, PRIMARY KEY (parent_id, n)) "
    "WITHOUT ROWID;\n"
    "CREATE INDEX few ON child (n) WHERE n > 5;\nCREATE INDEX other ON child (n);\n"
    "CREATE VIRTUAL TABLE words USING fts5 (word);\n";

static void sees(project *p, const project_database *d, const char *sins, const char *const *codes)
{
    project_sql(p, d, sins);
    for (int i = 0; i < 20 && strcmp(d->dialect, "postgresql") == 0; i++) { /* the statistics come a little later */
        project_expect_at(p, d, "doctor %s", 1);
        if (strstr(p->last.out, "D0106"))
            break;
        project_must(p, "sleep 0.2");
    }
    project_expect_at(p, d, "doctor %s", 1);
    for (; *codes; codes++)
        project_printed(p, *codes);
    project_expect_at(p, d, "doctor %s --format json", 1);
    project_printed(p, "{\"findings\": [");
    project_printed(p, "\"severity\": \"hint\"");
}

/* Every statement that it prints runs, and then it finds no more of what a statement can mend. */
static void mends(project *p, const project_database *d, const char *const *left)
{
    project_expect_at(p, d, "doctor %s", 1);
    project_write(p, "found.txt", p->last.out);
    project_must(p, "grep '^    .*;$' found.txt >mend.sql");
    project_feed(p, d, "mend.sql");
    project_expect_at(p, d, "doctor %s", *left ? 1 : 0);
    for (const char *line = p->last.out; *line; line += strcspn(line, "\n") + 1) {
        bool known = *line != 'D' || strncmp(line, "D0110", 5) == 0 || strncmp(line, "D0203", 5) == 0;
        for (const char *const *code = left; *code && !known; code++)
            known = strncmp(line, *code, 5) == 0;
        if (!known)
            fail_msg("not mended: %s", line);
    }
}

static void doctor(void **state)
{
    project *p = *state;
    static const char *const postgresql_codes[] = {"D0101",
                                                   "D0102",
                                                   "D0103",
                                                   "D0104",
                                                   "D0105",
                                                   "D0106",
                                                   "D0107",
                                                   "D0108",
                                                   "D0109",
                                                   "D0110",
                                                   "redundant index: beside_the_key",
                                                   "redundant index: covered",
                                                   "near its end: sinking",
                                                   "constraint: amount.more",
                                                   NULL};
    static const char *const sqlite_codes[] = {"D0202", "D0203", "D0204", "D0205", "D0206",
                                               "D0207", "D0208", "D0209", NULL};
    static const char *const nothing[] = {NULL};
    static const char *const of_sqlite[] = {"D0204", "D0208", "D0209", NULL};
    project_database postgresql = project_postgresql(), sqlite = project_sqlite(p, "sins.db");
    sees(p, &postgresql, postgresql_sins, postgresql_codes);
    sees(p, &sqlite, sqlite_sins, sqlite_codes);
    mends(p, &postgresql, nothing);
    mends(p, &sqlite, of_sqlite);
}

static void doctor_of_the_healthy(void **state)
{
    project *p = *state;
    project_database postgresql = project_postgresql(), sqlite = project_sqlite(p, "good.db");
    project_sql(p, &postgresql, postgresql_good);
    project_sql(p, &sqlite, sqlite_good);
    project_expect_at(p, &postgresql, "doctor %s", 0);
    assert_string_equal(p->last.out, "");
    project_expect_at(p, &sqlite, "doctor %s", 0);
    project_expect_at(p, &sqlite, "doctor %s --format json", 0);
    assert_null(strstr(p->last.out, "\"finding\""));
}

/* Bytes of the file are changed behind SQLite's back. */
static void doctor_of_a_damaged_file(void **state)
{
    project *p = *state;
    project_database d = project_sqlite(p, "bad.db");
    project_sql(p, &d,
                "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL);\nCREATE INDEX ix ON t (a);\n"
                "INSERT INTO t (a) VALUES ('one'), ('two');\n"
                "PRAGMA writable_schema = ON;\n"
                "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 't') WHERE name "
                "= 'nobody';\n"
                "PRAGMA writable_schema = OFF;\n");
    project_must(p, "printf 'xyz' | dd of=bad.db bs=1 seek=$((4096 * 3 - 3)) conv=notrunc 2>/dev/null");
    project_expect_at(p, &d, "doctor %s", 1);
    project_printed(p, "D0201 damaged file");
}

#define WITH_PROJECT(test) cmocka_unit_test_setup_teardown(test, project_setup, project_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_PROJECT(a_database_in_a_folder),
        WITH_PROJECT(a_second_time),
        WITH_PROJECT(a_database_that_is_none),
        WITH_PROJECT(a_server_that_hangs_up),
        WITH_PROJECT(a_role_that_may_only_read),
        WITH_PROJECT(a_database_as_a_side),
        WITH_PROJECT(sql_text_as_a_side),
        WITH_PROJECT(a_scratch_database),
        WITH_PROJECT(drift),
        WITH_PROJECT(what_is_printed_mends),
        WITH_PROJECT(unmanaged_is_no_drift),
        WITH_PROJECT(a_revision_of_what_a_database_has),
        WITH_PROJECT(doctor),
        WITH_PROJECT(doctor_of_the_healthy),
        WITH_PROJECT(doctor_of_a_damaged_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
