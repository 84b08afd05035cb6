/* Objects carried as text: what is made again and what stays, and what cannot be undone. */
#include "tests/unit/sql/support.h"

#include <string.h>

#define TABLE "model T table t { id: int primary key  a: int  b: varchar(5) }\n"
#define WIDER "model T table t { id: int primary key  a: int  b: varchar(9) }\n"

static str up(arena *a, const char *before, const char *after, dialect_id dialect)
{
    return support_sql(support_plan(a, support_schema(a, before), support_schema(a, after), dialect), a);
}

static str errors(arena *a, const char *before, const char *after)
{
    return support_errors(a, support_schema(a, before), support_schema(a, after), DIALECT_POSTGRESQL);
}

/* Only what mentions the column that changes is made again. */
static void stays_where_nothing_is_altered(void **state)
{
    (void)state;
    arena a = {0};
    str sql = up(&a, TABLE "view One \"SELECT a FROM t\"\nview Two \"SELECT b FROM t\"\n",
                 WIDER "view One \"SELECT a FROM t\"\nview Two \"SELECT b FROM t\"\n", DIALECT_POSTGRESQL);
    assert_string_equal(sql.ptr, "DROP VIEW two;\n\n"
                                 "ALTER TABLE t ALTER COLUMN b TYPE character varying(9);\n\n"
                                 "CREATE VIEW two AS\nSELECT b FROM t;\n");
    arena_free(&a);
}

/* Neither a string nor a comment mentions anything. */
static void words_in_strings_and_comments_are_none(void **state)
{
    (void)state;
    arena a = {0};
    const char *view = "view One \"SELECT 'b', $$b$$, a /* b /* b */ b */ FROM t -- b\"\n";
    str before = str_format(&a, "%s%s", TABLE, view), after = str_format(&a, "%s%s", WIDER, view);
    str sql = up(&a, before.ptr, after.ptr, DIALECT_POSTGRESQL);
    assert_string_equal(sql.ptr, "ALTER TABLE t ALTER COLUMN b TYPE character varying(9);\n");
    arena_free(&a);
}

static void columns_may_not_change_in_place(void **state)
{
    (void)state;
    static const char *const others[] = {"SELECT b FROM t", "SELECT a FROM t UNION SELECT 1", "SELECT a AS c FROM t",
                                         "SELECT a FROM (SELECT a FROM t) t"};
    arena a = {0};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        str after = str_format(&a, TABLE "view One \"%s\"\n", others[i]);
        str sql = up(&a, TABLE "view One \"SELECT a FROM t\"\n", after.ptr, DIALECT_POSTGRESQL);
        assert_true(str_starts_with(sql, STR("DROP VIEW one;\n\nCREATE VIEW one AS\n")));
    }
    str sql = up(&a, TABLE "view One \"SELECT a FROM t\"\n", TABLE "view One \"select a from t ORDER BY a\"\n",
                 DIALECT_POSTGRESQL);
    assert_string_equal(sql.ptr, "CREATE OR REPLACE VIEW one AS\nselect a from t ORDER BY a;\n");
    arena_free(&a);
}

/* A rebuilt table takes its triggers with it, and nobody else's. */
static void triggers_come_back_after_a_rebuild(void **state)
{
    (void)state;
    arena a = {0};
    const char *rest = "model U table u { id: int primary key }\n"
                       "for sqlite { trigger one up \"CREATE TRIGGER one AFTER DELETE ON t BEGIN SELECT 1; END\"\n"
                       "trigger two up \"CREATE TRIGGER two AFTER DELETE ON u BEGIN DELETE FROM t; END\" }\n";
    str before = str_format(&a, "%s%s", TABLE, rest);
    str after = str_format(&a, "model T table t { id: int primary key  a: int?  b: varchar(5) }\n%s", rest);
    str sql = up(&a, before.ptr, after.ptr, DIALECT_SQLITE);
    assert_true(str_starts_with(sql, STR("DROP TRIGGER one;\n\nCREATE TABLE schemac_new_t (")));
    assert_true(str_ends_with(sql, STR("\n\nCREATE TRIGGER one AFTER DELETE ON t BEGIN SELECT 1; END;\n")));
    assert_null(strstr(sql.ptr, "TRIGGER two"));
    arena_free(&a);
}

static void raw_without_down_stays(void **state)
{
    (void)state;
    arena a = {0};
    const char *raw = TABLE "raw seed up \"INSERT INTO t VALUES (1, 2, '3')\"\n";
    assert_string_equal(errors(&a, raw, TABLE).ptr, "460");
    assert_string_equal(errors(&a, raw, TABLE "raw seed up \"SELECT 1\"\n").ptr, "460");
    assert_string_equal(up(&a, TABLE "raw seed up \"SELECT 1\" down \"\"\n", TABLE, DIALECT_SQLITE).ptr, "");
    const plan *down = support_down(&a, support_schema(&a, TABLE), support_schema(&a, raw), DIALECT_SQLITE);
    assert_true(down->irreversible);
    assert_string_equal(down->why_irreversible.ptr, "nothing says how raw \"seed\" is taken away again");
    arena_free(&a);
}

static void raw_is_not_read(void **state)
{
    (void)state;
    arena a = {0};
    const plan *p =
        support_plan(&a, support_schema(&a, TABLE),
                     support_schema(&a, TABLE "raw late up \"CREATE INDEX CONCURRENTLY i ON t (a)\" down \"\"\n"),
                     DIALECT_POSTGRESQL);
    writer out = writer_make(&a);
    plan_hazards(p, &out);
    assert_string_equal(writer_result(&out).ptr, "Not read: raw \"late\"\n");
    assert_int_equal(p->statements.count, 1);
    assert_false(p->statements.items[0].transactional);
    arena_free(&a);
}

/* The database holds on to a function that a table calls, so the table lets go of it first. */
static void function_in_use_is_let_go(void **state)
{
    (void)state;
    arena a = {0};
    const char *table = "model T table t { id: int primary key  a: int  for postgresql { check (f(a) > 0) } }\n";
    const char *format =
        "%sfor postgresql { function f up \"CREATE OR REPLACE FUNCTION f(x %s) RETURNS int LANGUAGE sql "
        "AS 'SELECT %s'\" }\n";
    str before = str_format(&a, format, table, "int", "1");
    str sql = up(&a, before.ptr, str_format(&a, format, table, "bigint", "1").ptr, DIALECT_POSTGRESQL);
    assert_true(str_starts_with(sql, STR("ALTER TABLE t DROP CONSTRAINT t_a_check;\nDROP FUNCTION f(x int);\n")));
    assert_true(str_ends_with(sql, STR("ALTER TABLE t ADD CONSTRAINT t_a_check CHECK (f(a) > 0);\n")));
    sql = up(&a, before.ptr, str_format(&a, format, table, "int", "2").ptr, DIALECT_POSTGRESQL);
    assert_true(str_starts_with(sql, STR("CREATE OR REPLACE FUNCTION f(x int)")));
    arena_free(&a);
}

/* The type of a column can only be another one, not be gone for a while. */
static void domain_in_use_is_not_made_anew(void **state)
{
    (void)state;
    arena a = {0};
    const char *format = "model T table t { id: int primary key  a: sql(postgresql: \"mail\", sqlite: \"TEXT\") }\n"
                         "for postgresql { raw m up \"CREATE DOMAIN mail AS %s\" down \"DROP DOMAIN mail\" }\n";
    str before = str_format(&a, format, "text"), after = str_format(&a, format, "varchar");
    assert_string_equal(errors(&a, before.ptr, after.ptr).ptr, "461");
    arena_free(&a);
}

static void one_database_lacks_it(void **state)
{
    (void)state;
    arena a = {0};
    str found = support_errors(&a, support_empty(&a),
                               support_schema(&a, "sequence s\nview v materialized \"SELECT 1\"\n"), DIALECT_SQLITE);
    assert_string_equal(found.ptr, "452 452");
    arena_free(&a);
}

/* The setting says nothing outside of a transaction, as where the text is given to psql. */
static void a_script_has_the_transaction_that_it_takes(void **state)
{
    (void)state;
    arena a = {0};
    const char *loop =
        "model T table t { id: int primary key  check (sound(id)) }\n"
        "function sound for postgresql up \"CREATE FUNCTION sound(integer) RETURNS boolean LANGUAGE sql AS"
        " 'SELECT count(*) > $1 FROM t'\"\n";
    const plan *with = support_plan(&a, support_empty(&a), support_schema(&a, loop), DIALECT_POSTGRESQL);
    const plan *without = support_plan(&a, support_empty(&a), support_schema(&a, TABLE), DIALECT_POSTGRESQL);
    writer script = writer_make(&a), plain = writer_make(&a);
    plan_print_script(with, &script);
    plan_print_script(without, &plain);
    str text = writer_result(&script);
    assert_true(str_starts_with(text, STR("BEGIN;\nSET LOCAL check_function_bodies = off;\nCREATE FUNCTION")));
    assert_true(str_ends_with(text, STR(");\nCOMMIT;\n")));
    assert_string_equal(writer_result(&plain).ptr, support_sql(without, &a).ptr);
    arena_free(&a);
}

#define ONE   "function One up \"CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT a'\"\n"
#define TEXT  "function Text up \"CREATE FUNCTION f(a text) RETURNS text LANGUAGE sql AS 'SELECT a'\"\n"
#define LONG  "function Text up \"CREATE FUNCTION f(a text, b int) RETURNS text LANGUAGE sql AS 'SELECT a'\"\n"
#define CALLS "function Calls up \"CREATE FUNCTION f(a int, b int) RETURNS int LANGUAGE sql AS 'SELECT f(a) + b'\"\n"

/* Functions of one name are told apart by the types of their arguments, and none of them stands on another because of
 * the name. */
static void overloads_stay_when_one_goes(void **state)
{
    (void)state;
    arena a = {0};
    assert_string_equal(up(&a, ONE TEXT CALLS, ONE CALLS, DIALECT_POSTGRESQL).ptr, "DROP FUNCTION f(a text);\n");
    assert_string_equal(up(&a, ONE CALLS, ONE TEXT CALLS, DIALECT_POSTGRESQL).ptr,
                        "CREATE FUNCTION f(a text) RETURNS text LANGUAGE sql AS 'SELECT a';\n");
    assert_string_equal(up(&a, ONE TEXT CALLS, ONE LONG CALLS, DIALECT_POSTGRESQL).ptr,
                        "DROP FUNCTION f(a text);\n\n"
                        "CREATE FUNCTION f(a text, b int) RETURNS text LANGUAGE sql AS 'SELECT a';\n");
    /* The one that calls another comes behind it. */
    str sql = up(&a, "", CALLS ONE, DIALECT_POSTGRESQL);
    assert_true(str_starts_with(sql, STR("CREATE FUNCTION f(a int) ")));
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stays_where_nothing_is_altered),  cmocka_unit_test(words_in_strings_and_comments_are_none),
        cmocka_unit_test(columns_may_not_change_in_place), cmocka_unit_test(triggers_come_back_after_a_rebuild),
        cmocka_unit_test(raw_without_down_stays),          cmocka_unit_test(raw_is_not_read),
        cmocka_unit_test(function_in_use_is_let_go),       cmocka_unit_test(domain_in_use_is_not_made_anew),
        cmocka_unit_test(one_database_lacks_it),           cmocka_unit_test(a_script_has_the_transaction_that_it_takes),
        cmocka_unit_test(overloads_stay_when_one_goes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
