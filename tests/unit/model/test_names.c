/* Names in the database. */
#include "tests/unit/model/support.h"

#include "compiler/model/names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static str name_of(arena *a, names_kind kind, str table, size_t count, const str *columns)
{
    str_list list = {.items = (str *)columns, .count = count, .capacity = count};
    return names_make(a, NULL, kind, table, &list);
}

static void built_in_templates(void **state)
{
    (void)state;
    static const char *const wanted[NAMES_KIND_COUNT] = {"t_pkey",      "t_a_b_key", "t_a_b_fkey",
                                                         "t_a_b_check", "ix_t_a_b",  "t_a_b_excl"};
    arena a = {0};
    const str columns[] = {STR("a"), STR("b")};
    for (names_kind kind = 0; kind < NAMES_KIND_COUNT; kind++)
        assert_string_equal(name_of(&a, kind, STR("t"), 2, columns).ptr, wanted[kind]);
    assert_string_equal(name_of(&a, NAMES_CHECK, STR("t"), 0, NULL).ptr, "t_check");
    arena_free(&a);
}

static void long_names_are_cut_with_a_hash(void **state)
{
    (void)state;
    arena a = {0};
    const str columns[] = {STR("a_column_with_quite_a_long_name"), STR("another_column_with_a_long_name")};
    str name = name_of(&a, NAMES_UNIQUE, STR("some_table"), 2, columns);
    str other = name_of(&a, NAMES_FOREIGN_KEY, STR("some_table"), 2, columns);
    assert_int_equal(name.len, NAMES_LIMIT);
    assert_true(str_starts_with(name, STR("some_table_a_column_with_quite_a_long_name_another_col")));
    assert_int_equal(name.ptr[NAMES_LIMIT - 9], '_');
    assert_false(str_eq(name, other));
    assert_true(str_eq(name, name_of(&a, NAMES_UNIQUE, STR("some_table"), 2, columns)));
    arena_free(&a);
}

static void a_name_of_the_limit_stays(void **state)
{
    (void)state;
    arena a = {0};
    str name = STR("a23456789b123456789c123456789d123456789e123456789f1234567890123");
    assert_int_equal(name.len, NAMES_LIMIT);
    assert_true(str_eq(names_cut(&a, name), name));
    arena_free(&a);
}

static void characters_are_not_cut_apart(void **state)
{
    (void)state;
    arena a = {0};
    str name = names_cut(&a, STR("xööööööööööööööööööööööööööööööööööööööööööööööööööööööööö"));
    assert_true(name.len <= NAMES_LIMIT);
    size_t underscore = str_find(name, '_');
    assert_int_equal(name.len - underscore, 9);
    assert_int_equal((unsigned char)name.ptr[underscore - 1], 0xB6); /* the second byte of the last letter */
    arena_free(&a);
}

static void database_names_of_columns_are_used(void **state)
{
    (void)state;
    compiled c;
    compiled_open(&c, "model T table tab { id: int primary key a: int column x index check (a > 0) unique (a, id) }",
                  DIALECT_ALL);
    const model_table *table = model_find_table(c.schema, STR("T"));
    assert_non_null(model_find_index(table, STR("ix_tab_x")));
    assert_non_null(model_find_constraint(table, STR("tab_x_check")));
    assert_non_null(model_find_constraint(table, STR("tab_x_id_key")));
    compiled_free(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(built_in_templates),
        cmocka_unit_test(long_names_are_cut_with_a_hash),
        cmocka_unit_test(a_name_of_the_limit_stays),
        cmocka_unit_test(characters_are_not_cut_apart),
        cmocka_unit_test(database_names_of_columns_are_used),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
