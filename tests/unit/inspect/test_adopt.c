/* Putting a catalog into written words: texts that a server spells anew, and names in another case. The rest is the
 * business of tests/laws/laws_adopt.c. */
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_functions),
        cmocka_unit_test(test_case_of_names),
        cmocka_unit_test(test_enum_of_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
