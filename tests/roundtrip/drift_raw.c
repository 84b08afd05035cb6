/* What `raw` texts make is found in the database whatever the words in which it was written, and what is gone of it is
 * drift that can be mended. */
#define _XOPEN_SOURCE 700
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/project.h"

#include <stdio.h>
#include <string.h>

#define EACH(list, i) for (size_t i = 0; i < sizeof(list) / sizeof *(list); i++)

/* What is printed for the database, in a file. */
static const char cut_mend[] = "awk '/^to make the database/ { on = 1; next } /^to make the schema/ { on = 0 } "
                               "on { print }' found.txt >database.sql";

static const char head[] = "package r\n\nmodel A table a {\n    id: bigint primary key\n    n: int\n}\n\n";

typedef struct raw_row {
    const char *name, *up, *down;
    const char *drop; /* by hand; NULL: nothing is seen of it, or something else stands on it */
} raw_row;

static const raw_row of_postgresql[] = {
    {"age", "CREATE DOMAIN age AS int4 CHECK (VALUE >= 0 AND VALUE<200)", "DROP DOMAIN age", "DROP DOMAIN age"},
    {"pair", "create type Pair as (x int, y int)", "DROP TYPE pair", NULL},
    {"distance", "CREATE TYPE distance AS RANGE (subtype = float8)", "DROP TYPE distance", "DROP TYPE distance"},
    {"german", "CREATE COLLATION german (locale = 'C', provider = libc)", "DROP COLLATION german",
     "DROP COLLATION german"},
    {"summed", "CREATE AGGREGATE summed(int) (stype = int, sfunc = int4pl)", "DROP AGGREGATE summed(int)",
     "DROP AGGREGATE summed(int)"},
    {"added",
     "CREATE FUNCTION added(a int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a + $2';\n"
     "CREATE OPERATOR <+> (LEFTARG = int, RIGHTARG = int, PROCEDURE = added)",
     "DROP OPERATOR <+> (int, int); DROP FUNCTION added(int, int)", "DROP OPERATOR <+> (int, int)"},
    {"as_pair",
     "CREATE FUNCTION as_pair(int) RETURNS pair LANGUAGE sql IMMUTABLE AS 'SELECT ($1, $1)::pair';\n"
     "CREATE CAST (int AS pair) WITH FUNCTION as_pair(int)",
     "DROP CAST (int AS pair); DROP FUNCTION as_pair(int)", "DROP CAST (integer AS pair)"},
    {"quiet", "CREATE RULE quiet AS ON DELETE TO a WHERE old.n in (1, 2) DO INSTEAD NOTHING", "DROP RULE quiet ON a",
     "DROP RULE quiet ON a"},
    {"both", "CREATE STATISTICS both_of ON id, n FROM a", "DROP STATISTICS both_of", "DROP STATISTICS both_of"},
    {"watch",
     "CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS 'begin end';\n"
     "CREATE EVENT TRIGGER watch ON sql_drop EXECUTE PROCEDURE watch()",
     "DROP EVENT TRIGGER watch; DROP FUNCTION watch()", "DROP EVENT TRIGGER watch"},
    {"ids", "CREATE MATERIALIZED VIEW ids AS SELECT id FROM a WHERE n IN (1, 2)", "DROP MATERIALIZED VIEW ids", NULL},
    {"ids_id", "CREATE INDEX ids_id ON ids (id); COMMENT ON INDEX ids_id IS 'x'", "DROP INDEX ids_id",
     "DROP INDEX ids_id"},
    {"far",
     "CREATE FOREIGN DATA WRAPPER wrapper; CREATE SERVER far FOREIGN DATA WRAPPER wrapper;\n"
     "CREATE USER MAPPING FOR PUBLIC SERVER far; CREATE FOREIGN TABLE away (a int) SERVER far",
     "DROP FOREIGN TABLE away; DROP USER MAPPING FOR PUBLIC SERVER far; DROP SERVER far; DROP FOREIGN DATA WRAPPER "
     "wrapper",
     "DROP FOREIGN TABLE away"},
    {"child", "CREATE TABLE child () INHERITS (a)", "DROP TABLE child", "DROP TABLE child"},
    {"plain", "CREATE TEXT SEARCH DICTIONARY plain (template = simple)", "DROP TEXT SEARCH DICTIONARY plain", NULL},
    {"words",
     "CREATE TEXT SEARCH CONFIGURATION words (parser = default);\n"
     "ALTER TEXT SEARCH CONFIGURATION words ADD MAPPING FOR word WITH plain",
     "DROP TEXT SEARCH CONFIGURATION words", "DROP TEXT SEARCH CONFIGURATION words"},
    {"identity", "ALTER TABLE a REPLICA IDENTITY FULL", "ALTER TABLE a REPLICA IDENTITY DEFAULT", NULL},
    {"counter", "CREATE SEQUENCE counter INCREMENT BY 2", "DROP SEQUENCE counter", "DROP SEQUENCE counter"},
    {"twice",
     "CREATE FUNCTION twice(a int) RETURNS int LANGUAGE sql AS 'SELECT a * 2';\n"
     "CREATE FUNCTION twice(a varchar(10)) RETURNS text LANGUAGE sql AS 'SELECT a || a'",
     "DROP FUNCTION twice(int); DROP FUNCTION twice(varchar)", "DROP FUNCTION twice(varchar)"},
    {"watched",
     "CREATE FUNCTION watched() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';\n"
     "CREATE TRIGGER watched BEFORE UPDATE OR INSERT ON a FOR ROW EXECUTE PROCEDURE watched()",
     "DROP TRIGGER watched ON a; DROP FUNCTION watched()", "DROP TRIGGER watched ON a"},
    {"few", "CREATE POLICY few ON a USING (n > 1)", "DROP POLICY few ON a", "DROP POLICY few ON a"},
    {"mood", "CREATE TYPE mood AS ENUM ('good', 'bad')", "DROP TYPE mood", "DROP TYPE mood"},
    {"hand", "CREATE SCHEMA hand CREATE TABLE made (id bigint PRIMARY KEY, n int CHECK (n > 0))",
     "DROP SCHEMA hand CASCADE", "DROP SCHEMA hand CASCADE"},
    {"latin", "CREATE CONVERSION latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8", "DROP CONVERSION latin",
     "DROP CONVERSION latin"},
    {"heap2", "CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler", "DROP ACCESS METHOD heap2",
     "DROP ACCESS METHOD heap2"},
    {"twice_n", "CREATE INDEX twice_n ON a ((n*2)) WHERE n>3", "DROP INDEX twice_n", "DROP INDEX twice_n"},
    {"not_77", "ALTER TABLE a ADD CONSTRAINT not_77 CHECK (n != 77)", "ALTER TABLE a DROP CONSTRAINT not_77",
     "ALTER TABLE a DROP CONSTRAINT not_77"},
    {"late", "ALTER TABLE ONLY a ADD CONSTRAINT late UNIQUE (n) DEFERRABLE", "ALTER TABLE a DROP CONSTRAINT late",
     "ALTER TABLE a DROP CONSTRAINT late"},
    {"block", "DO $$ BEGIN CREATE TYPE shade AS ENUM ('dark'); END $$", "DROP TYPE shade", NULL},
    {"helper",
     "CREATE FUNCTION once() RETURNS int LANGUAGE sql AS 'SELECT 1'; SELECT once(); DROP FUNCTION once();\n"
     "CREATE TEMP TABLE mine (a int)",
     "", NULL},
};

static const raw_row of_sqlite[] = {
    {"words", "CREATE VIRTUAL TABLE words USING fts5(word)", "DROP TABLE words", "DROP TABLE words"},
    {"one", "create view One as select id from a", "DROP VIEW one", "DROP VIEW one"},
    {"few", "CREATE INDEX few ON a (n) WHERE n > 1", "DROP INDEX few", "DROP INDEX few"},
    {"loud", "CREATE TRIGGER loud AFTER INSERT ON a BEGIN UPDATE a SET n = 1; DELETE FROM a WHERE n = 2; END",
     "DROP TRIGGER loud", "DROP TRIGGER loud"},
    {"two", "CREATE TABLE two (a TEXT NOT NULL ON CONFLICT IGNORE); CREATE VIEW of_two AS SELECT a FROM two",
     "DROP VIEW of_two; DROP TABLE two", "DROP VIEW of_two"},
};

static void write_schema(project *p, const project_database *d, const raw_row *rows, size_t count)
{
    static char text[16384];
    int at = snprintf(text, sizeof text, "%sfor %s {\n", head, d->dialect);
    for (size_t i = 0; i < count; i++)
        at += snprintf(text + at, sizeof text - (size_t)at, "raw %s after A up \"\"\"%s\"\"\" down \"\"\"%s\"\"\"\n",
                       rows[i].name, rows[i].up, rows[i].down);
    (void)snprintf(text + at, sizeof text - (size_t)at, "}\n");
    project_write(p, "r.schema", text);
    project_create(p, d, "r.schema");
    project_expect_at(p, d, "check --url %s r.schema", 0);
}

/* `check` with these options finds this one difference; what is printed brings the database back. */
static void drop_and_mend(project *p, const project_database *d, const char *options, const char *drop,
                          const char *said)
{
    char command[1024];
    (void)snprintf(command, sizeof command, "check --url %%s r.schema %s", options);
    project_sql(p, d, drop);
    project_expect_at(p, d, command, 1);
    project_said(p, "drift: 1 object differs");
    project_printed(p, said);
    project_write(p, "found.txt", p->last.out);
    project_must(p, cut_mend);
    project_feed(p, d, "database.sql");
    project_expect_at(p, d, command, 0);
}

static void drop_raw(project *p, const project_database *d, const raw_row *row)
{
    char name[64];
    (void)snprintf(name, sizeof name, "raw %s\n", row->name);
    drop_and_mend(p, d, "", row->drop, name);
}

static void each_kind_on_postgresql(void **state)
{
    project_database d = project_postgresql();
    write_schema(*state, &d, of_postgresql, sizeof of_postgresql / sizeof *of_postgresql);
    EACH(of_postgresql, i)
    if (of_postgresql[i].drop)
        drop_raw(*state, &d, &of_postgresql[i]);
}

/* SQLite can always be tried, so that what is made speaks for itself. */
static void each_kind_on_sqlite(void **state)
{
    project_database d = project_sqlite(*state, "a.db");
    write_schema(*state, &d, of_sqlite, sizeof of_sqlite / sizeof *of_sqlite);
    EACH(of_sqlite, i)
    drop_and_mend(*state, &d, "", of_sqlite[i].drop, "only in the schema");
    drop_and_mend(*state, &d, "", "DROP TABLE words; CREATE VIRTUAL TABLE words USING fts5(word, other)",
                  "table words\n  differs");
}

/* Where a scratch database can be made, everything that a text makes is compared as the server keeps it. */
static void a_server_sees_all(void **state)
{
    static const struct {
        const char *drift, *said;
    } rows[] = {
        {"ALTER DOMAIN age DROP CONSTRAINT age_check", "domain age\n  differs"},
        {"ALTER TABLE a REPLICA IDENTITY DEFAULT", "alter table a replica identity full\n  only in the schema"},
        {"DROP TYPE shade", "shade\n  only in the schema:   enum shade"},
        {"COMMENT ON INDEX ids_id IS NULL", "comment on index ids_id is 'x'\n  only in the schema"},
        {"ALTER TABLE a DISABLE TRIGGER watched", "alter table a disable trigger watched\n  only in the database"},
        {"DROP INDEX twice_n; CREATE INDEX twice_n ON a ((n * 3))", "index"},
        {"DROP FUNCTION twice(varchar)", "only in the schema:   function"},
        {"CREATE DOMAIN extra AS text", "domain extra\n  only in the database"},
        {"ALTER TABLE hand.made ADD COLUMN x integer", "only in the database: column"},
    };
    project *p = *state;
    project_database d = project_postgresql();
    char options[640];
    (void)snprintf(options, sizeof options, "--dev-url '%s'", d.url);
    write_schema(p, &d, of_postgresql, sizeof of_postgresql / sizeof *of_postgresql);
    EACH(rows, i)
    drop_and_mend(p, &d, options, rows[i].drift, rows[i].said);
}

/* The text of a function, a view or a trigger is in the catalog: another one is drift. */
static void another_text_is_drift(void **state)
{
    static const raw_row rows[] = {
        {"two",
         "CREATE FUNCTION twice(a int) RETURNS int LANGUAGE sql AS 'SELECT a * 2';\n"
         "CREATE VIEW of_a AS SELECT id FROM a WHERE n = 1",
         "DROP VIEW of_a; DROP FUNCTION twice(int)",
         "CREATE OR REPLACE FUNCTION twice(a int) RETURNS int LANGUAGE sql AS 'SELECT a * 3'"},
        {"three", "CREATE VIEW of_b AS SELECT id FROM a WHERE n = 1", "DROP VIEW of_b",
         "CREATE OR REPLACE VIEW of_b AS SELECT id FROM a WHERE n = 2"},
    };
    project_database d = project_postgresql();
    write_schema(*state, &d, rows, sizeof rows / sizeof *rows);
    EACH(rows, i)
    drop_raw(*state, &d, &rows[i]);
}

#define WITH_PROJECT(test) cmocka_unit_test_setup_teardown(test, project_setup, project_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_PROJECT(each_kind_on_postgresql),
        WITH_PROJECT(each_kind_on_sqlite),
        WITH_PROJECT(a_server_sees_all),
        WITH_PROJECT(another_text_is_drift),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
