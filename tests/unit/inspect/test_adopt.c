/* Putting a catalog into written words: texts that a server spells anew, and names in another case. The rest is the
 * business of tests/laws/laws_adopt.c. */
#include "compiler/inspect/adopt_columns.h"
#include "compiler/inspect/adopt_text.h"
#include "tests/unit/inspect/support.h"

#include "compiler/change/change.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_texts(void **state)
{
    static const struct {
        const char *written, *there;
        bool same;
    } rows[] = {
        {"SELECT id, name FROM users WHERE id > 1",
         " SELECT users.id,\n    users.name\n   FROM users\n  WHERE (users.id > 1);", true},
        {"select * from users", "SELECT users.id, users.name FROM users;", true},
        {"select count(*) from users u where u.name = 'x'",
         "SELECT count(*) AS count FROM users u WHERE ((u.name)::text = 'x'::text)", true},
        {"select a.id from a inner join b on a.id = b.id", "SELECT a.id FROM (a JOIN b ON ((a.id = b.id)))", true},
        {"select id from users where id > 1", "SELECT users.id FROM users WHERE (users.id > 2)", false},
        {"select id from users", "SELECT users.name FROM users", false},
        {"select a.id from a, b", "SELECT b.id FROM a, b", false},
        {"select id from users", "SELECT users.id FROM users LIMIT 1", false},
    };
    arena a = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(adopt_same_text(&a, NULL, str_from(rows[i].written), str_from(rows[i].there)), rows[i].same);
    arena_free(&a);
    (void)state;
}

static void test_functions(void **state)
{
    arena a = {0};
    str written = STR("CREATE FUNCTION f(a int) RETURNS bigint IMMUTABLE LANGUAGE sql AS $$ SELECT 1 $$");
    str there = STR("CREATE OR REPLACE FUNCTION public.f(a integer)\n RETURNS bigint\n LANGUAGE sql\n IMMUTABLE\n"
                    "AS $function$ SELECT 1 $function$\n");
    str other = STR("CREATE OR REPLACE FUNCTION public.f(a integer) RETURNS bigint LANGUAGE sql IMMUTABLE\n"
                    "AS $function$ SELECT 2 $function$");
    assert_true(adopt_same_function(&a, written, there));
    assert_false(adopt_same_function(&a, written, other));
    arena_free(&a);
    (void)state;
}

static size_t count_changes(arena *a, const char *catalog, const char *written, dialect_id dialect)
{
    diagnostic_list diagnostics = {.memory = a};
    model_schema *ours = schema_of(a, str_from(written));
    model_schema *adopted = inspect_adopt(a, schema_of(a, str_from(catalog)), ours, dialect);
    return change_diff(a, adopted, ours, &diagnostics).count;
}

/* Nobody says of which table a column is; so its kind is known only where all that it could be is. */
static void test_kinds_of_columns(void **state)
{
    static const struct {
        const char *text, *column;
        unsigned kind;
    } rows[] = {
        {"SELECT k FROM c", "k", COLUMN_INTEGER},    {"SELECT k FROM c, d", "k", COLUMN_INTEGER | COLUMN_VARCHAR},
        {"SELECT n FROM t", "n", COLUMN_ANY},        /* tables of two schemas */
        {"SELECT k FROM c, v", "k", COLUMN_ANY},     /* a view */
        {"SELECT 'a' AS k FROM c", "k", COLUMN_ANY}, /* made here */
        {"SELECT x FROM c", "x", COLUMN_ANY},
    };
    arena a = {0};
    const adopt_known_tables *tables = adopt_known_tables_of(
        &a,
        schema_of(&a, STR("model A table t in s { n: int }  model B table t in r { n: int }\n"
                          "model C table c { k: int }  model D table d { k: varchar(9) }  view v \"SELECT 1 AS k\"")));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const text_words words = adopt_words(&a, str_from(rows[i].text));
        const adopt_column_kinds kinds = adopt_columns_in(&a, tables, &words);
        assert_int_equal(adopt_column_kind(&kinds, str_from(rows[i].column)), rows[i].kind);
    }
    arena_free(&a);
    (void)state;
}

/* SQLite knows a name in any case of its letters; PostgreSQL does not. */
static void test_case_of_names(void **state)
{
    arena a = {0};
    const char *catalog = "model users { id: bigint primary key  name: text }";
    const char *written = "model User table Users { id: bigint primary key named users_pkey  name: text column Name }";
    assert_int_equal(count_changes(&a, catalog, written, DIALECT_SQLITE), 0);
    assert_int_not_equal(count_changes(&a, catalog, written, DIALECT_POSTGRESQL), 0);
    arena_free(&a);
    (void)state;
}

/* An enum without a type of its own is a text column and a check; a label more there is a member more here. */
static void test_enum_of_text(void **state)
{
    arena a = {0};
    const char *written = "enum Role stored as text { USER ADMIN }\n"
                          "model User table users { id: bigint primary key  role: Role = USER }";
    const char *same = "model users { id: bigint primary key  role: text = \"USER\"\n"
                       "check users_role_enum_check (role in (\"USER\", \"ADMIN\")) }";
    const char *more = "model users { id: bigint primary key  role: text = \"USER\"\n"
                       "check users_role_enum_check (role in (\"USER\", \"ADMIN\", \"ROOT\")) }";
    assert_int_equal(count_changes(&a, same, written, DIALECT_POSTGRESQL), 0);
    assert_int_equal(count_changes(&a, same, written, DIALECT_SQLITE), 0);
    assert_int_equal(count_changes(&a, more, written, DIALECT_POSTGRESQL), 1);
    arena_free(&a);
    (void)state;
}

/* A catalog shows all options of an identity, a schema those that somebody has chosen. */
static void test_options_of_an_identity(void **state)
{
    arena a = {0};
    const char *types[][2] = {{"smallint", "32767"}, {"int", "2147483647"}, {"bigint", "9223372036854775807"}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        const char *written = str_format(&a, "model t { id: %s primary key auto }", types[i][0]).ptr;
        str shown =
            str_format(&a, "model t { id: %s primary key auto (start 1 increment 1 minvalue 1 maxvalue %s cache 1) }",
                       types[i][0], types[i][1]);
        assert_int_equal(count_changes(&a, shown.ptr, written, DIALECT_POSTGRESQL), 0);
        str other = str_format(&a, "model t { id: %s primary key auto (cache 5) }", types[i][0]);
        assert_int_equal(count_changes(&a, other.ptr, written, DIALECT_POSTGRESQL), 1);
    }
    arena_free(&a);
    (void)state;
}

/* What a text makes is known by its kind and name, whatever the reader calls it; without it the text is missing. Of a
 * kind that no reader sees nothing can be said. */
static void test_what_texts_make(void **state)
{
    static const struct {
        const char *sql;
        bool seen;
    } rows[] = {
        {"CREATE DOMAIN x AS text", true},
        {"CREATE TYPE s.x AS (a int)", true},
        {"CREATE COLLATION IF NOT EXISTS x (locale = 'C')", true},
        {"CREATE AGGREGATE x (int) (sfunc = f, stype = int)", true},
        {"CREATE OR REPLACE RULE x AS ON DELETE TO t DO NOTHING", true},
        {"CREATE EVENT TRIGGER x ON ddl_command_end EXECUTE FUNCTION f()", true},
        {"CREATE OPERATOR CLASS x FOR TYPE int USING btree AS OPERATOR 1 <", true},
        {"CREATE OPERATOR FAMILY x USING btree", true},
        {"CREATE PUBLICATION x", true},
        {"CREATE TEXT SEARCH CONFIGURATION x (COPY = simple)", true},
        {"CREATE TEXT SEARCH DICTIONARY x (TEMPLATE = simple)", true},
        {"CREATE DEFAULT CONVERSION x FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8", true},
        {"CREATE FOREIGN DATA WRAPPER x", true},
        {"CREATE ACCESS METHOD x TYPE INDEX HANDLER h", true},
        {"CREATE SERVER x FOREIGN DATA WRAPPER y", true},
        {"CREATE UNIQUE INDEX CONCURRENTLY x ON t (lower(a))", true},
        {"CREATE ROLE x", false},
        {"SELECT 1", false},
    };
    arena a = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *written = str_format(&a, "raw theirs up \"%s\" down \"SELECT 0\"", rows[i].sql).ptr;
        const char *catalog = str_format(&a, "raw x_made up \"%s\" down \"SELECT 1\"", rows[i].sql).ptr;
        assert_int_equal(count_changes(&a, "", written, DIALECT_POSTGRESQL), rows[i].seen);
        if (rows[i].seen)
            assert_int_equal(count_changes(&a, catalog, written, DIALECT_POSTGRESQL), 0);
    }
    arena_free(&a);
    (void)state;
}

/* --- one name in several places --- */

static size_t count_between(arena *a, const char *before, const char *after, dialect_id dialect)
{
    diagnostic_list diagnostics = {.memory = a};
    model_schema *was = schema_of(a, str_from(before)), *is = schema_of(a, str_from(after));
    return change_diff(a, was, inspect_name_alike(a, is, was, dialect), &diagnostics).count;
}

/* A reader numbers the second of one name; which one is the second depends on what else there is. */
static void test_namesakes_of_two_databases(void **state)
{
    arena a = {0};
    const char *one = "model t in s { id: int primary key  x: int }\n"
                      "for postgresql { sequence q in s  view v in s \"SELECT 1 AS a\"\n"
                      "function f up \"CREATE FUNCTION f(a text) RETURNS text LANGUAGE sql AS 'SELECT a'\" }";
    const char *two =
        "model t { id: int primary key  y: text }  model s_t table t in s { id: int primary key  x: int }\n"
        "for postgresql { sequence q  sequence s_q table q in s\n"
        "view v \"SELECT 2 AS b\"  view s_v table v in s \"SELECT 1 AS a\"\n"
        "function f up \"CREATE FUNCTION f(a integer) RETURNS text LANGUAGE sql AS 'SELECT 1'\"\n"
        "function f_2 up \"CREATE FUNCTION f(a text) RETURNS text LANGUAGE sql AS 'SELECT a'\" }";
    assert_int_equal(count_between(&a, one, two, DIALECT_POSTGRESQL), 4); /* a table, a sequence, a view, a function */
    assert_int_equal(count_between(&a, two, one, DIALECT_POSTGRESQL), 4);
    assert_int_equal(count_changes(&a, two, one, DIALECT_POSTGRESQL), 4);
    assert_int_equal(count_changes(&a, one, two, DIALECT_POSTGRESQL), 4);
    arena_free(&a);
    (void)state;
}

/* The comment of an index is a part of it where the database knows comments. */
static void test_comment_of_an_index(void **state)
{
    arena a = {0};
    const char *there = "model t { id: int primary key  x: int\n\n    /// one\n    index i (x)\n}";
    const char *written = "model t { id: int primary key  x: int\n\n    /// two\n    index i (x)\n}";
    assert_int_equal(count_changes(&a, there, there, DIALECT_POSTGRESQL), 0);
    assert_int_equal(count_changes(&a, there, written, DIALECT_POSTGRESQL), 2); /* the planner says COMMENT ON INDEX */
    assert_int_equal(count_changes(&a, there, written, DIALECT_SQLITE), 0);
    arena_free(&a);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_functions),
        cmocka_unit_test(test_kinds_of_columns),
        cmocka_unit_test(test_case_of_names),
        cmocka_unit_test(test_enum_of_text),
        cmocka_unit_test(test_options_of_an_identity),
        cmocka_unit_test(test_what_texts_make),
        cmocka_unit_test(test_namesakes_of_two_databases),
        cmocka_unit_test(test_comment_of_an_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
