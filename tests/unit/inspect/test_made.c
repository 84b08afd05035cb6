/* What the statements of a text make: by that name it is looked for in a catalog. */
#include "compiler/base/writer.h"
#include "compiler/inspect/adopt_made.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* "domain age; -view v": a minus before what goes, a question mark behind what nobody can be sure of. */
static str made(arena *a, const char *text, dialect_id dialect)
{
    writer out = writer_make(a);
    made_statement_list list = adopt_made_by(a, str_from(text), dialect);
    VEC_EACH (const made_statement, &list, statement)
        VEC_EACH (const made_thing, &statement->things, thing)
            writer_format(&out, "%s%s%.*s%s", out.len ? "; " : "", thing->gone ? "-" : "", STR_ARGS(thing->key),
                          thing->sure ? "" : "?");
    return writer_result(&out);
}

static void test_postgresql(void **state)
{
    static const struct {
        const char *text, *made;
    } rows[] = {
        {"CREATE DOMAIN app.age AS integer", "domain age"},
        {"create or replace view \"Odd Name\" as select 1; ;", "view odd name"},
        {"CREATE UNLOGGED TABLE IF NOT EXISTS a.b (c int)", "table b"},
        {"CREATE TEMP TABLE t (a int)", ""},
        {"CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)", "index i"},
        {"CREATE INDEX ON t (a)", ""},
        {"CREATE TEXT SEARCH CONFIGURATION words (COPY = simple)", "text search configuration words"},
        {"CREATE FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE f (a int) SERVER s", "data wrapper w; table f"},
        {"CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'", "function f()"},
        {"CREATE FUNCTION s.f(a int4, double precision, IN b varchar(3) DEFAULT 'x', VARIADIC c bool[], OUT d int)",
         "function f(integer, double, varchar, boolean[])"},
        {"CREATE PROCEDURE p(timestamp with time zone, INOUT a s.mood = 'x')", "procedure p(timestamptz, mood)"},
        {"CREATE FUNCTION f(a numeric(3, 1), b bit varying) RETURNS int", "function f(numeric, bit varying)"},
        {"DROP FUNCTION f(integer); DROP FUNCTION g", "-function f(integer); -function g?"},
        {"CREATE OPERATOR s.<+> (FUNCTION = f, RIGHTARG = int4, LEFTARG = s.t)", "operator <+>(t, integer)"},
        {"CREATE OPERATOR !! (FUNCTION = f, RIGHTARG = int)", "operator !!(none, integer)"},
        {"DROP OPERATOR <+> (t, integer)", "-operator <+>(t, integer)"},
        {"CREATE OPERATOR CLASS c FOR TYPE int USING btree AS OPERATOR 1 <", "operator class c; operator family c"},
        {"CREATE OPERATOR CLASS c FOR TYPE int USING btree FAMILY g AS OPERATOR 1 <", "operator class c"},
        {"CREATE CAST (a AS int4) WITH INOUT", "cast (a as integer)"},
        {"CREATE RULE r AS ON DELETE TO public.a DO INSTEAD NOTHING", "rule r on a"},
        {"DROP RULE r ON a", "-rule r on a"},
        {"CREATE CONSTRAINT TRIGGER t AFTER UPDATE OF x ON s.a EXECUTE FUNCTION f()", "trigger t on a"},
        {"CREATE POLICY p ON a TO PUBLIC USING (true)", "policy p on a"},
        {"CREATE SCHEMA s CREATE TABLE t (a int) CREATE VIEW v AS SELECT 1", "schema s; table t; view v"},
        {"DO $$ BEGIN CREATE TYPE t AS ENUM ('a'); END $$", "type t?"},
        {"ALTER TABLE ONLY s.a ADD CONSTRAINT k CHECK (b IN (1, 2)), ADD COLUMN IF NOT EXISTS c int, ADD UNIQUE (c)",
         "constraint a.k; column a.c"},
        {"ALTER TABLE a ADD CONSTRAINT k UNIQUE USING INDEX i", "constraint a.k; -index i"},
        {"ALTER TABLE a DROP CONSTRAINT IF EXISTS k, DROP c", "-constraint a.k; -column a.c"},
        {"ALTER TABLE a RENAME c TO d; ALTER TABLE a RENAME TO b", "-column a.c; -table a"},
        {"ALTER TABLE a REPLICA  IDENTITY FULL", "alter table a replica identity full"},
        {"ALTER TABLE a DISABLE TRIGGER t; ALTER TABLE a ENABLE TRIGGER t",
         "alter table a disable trigger t?; alter table a enable trigger t?"},
        {"ALTER TABLE a DISABLE TRIGGER ALL", "alter table a disable trigger all?"},
        {"ALTER TYPE a RENAME TO b", "-type a; alter type a rename to b?"},
        {"ALTER SEQUENCE q OWNED BY a.b", "-sequence q; alter sequence q owned by a . b?"},
        {"COMMENT ON INDEX public.i IS 'It''s'", "comment on index i is 'it's'?"},
        {"GRANT CREATE ON SCHEMA s TO u", "grant create on schema s to u?"},
        {"CREATE ROLE r", "create role r?"},
        {"SELECT 'CREATE TABLE t'", "select 'create table t'?"},
        {"CREATE VIEW a_name_of_seventy_bytes_which_is_more_than_the_server_keeps_of_such_a_name AS SELECT 1",
         "view a_name_of_seventy_bytes_which_is_more_than_the_server_keeps_of_"},
        {"CREATE TABLE unended (a text DEFAULT 'x", "table unended"},
        {"", ""},
    };
    arena a = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(made(&a, rows[i].text, DIALECT_POSTGRESQL).ptr, rows[i].made);
    arena_free(&a);
    (void)state;
}

static void test_sqlite(void **state)
{
    arena a = {0};
    assert_string_equal(made(&a, "CREATE VIRTUAL TABLE words USING fts5(word)", DIALECT_SQLITE).ptr, "table words");
    assert_string_equal(made(&a,
                             "CREATE TRIGGER loud AFTER INSERT ON users BEGIN UPDATE users SET a = 1; END; DROP VIEW "
                             "main.v",
                             DIALECT_SQLITE)
                            .ptr,
                        "trigger loud on users; -view v");
    arena_free(&a);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_postgresql),
        cmocka_unit_test(test_sqlite),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
