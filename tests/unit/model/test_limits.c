/* Inputs without measure are errors, never a crash. */
#include "tests/unit/model/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void assert_only(str text, const char *problems)
{
    compiled c;
    compiled_open(&c, text.ptr, DIALECT_ALL);
    assert_string_equal(compiled_problems(&c).ptr, problems);
    compiled_free(&c);
}

static void too_many_fields_are_one_error(void **state)
{
    (void)state;
    arena a = {0};
    writer text = writer_make(&a);
    writer_text(&text, "model T {\n");
    for (int i = 0; i <= RESOLVE_FIELD_LIMIT; i++)
        writer_format(&text, "f%d: int\n", i);
    writer_text(&text, "}\n");
    assert_only(writer_result(&text), "1:7 0217");
    arena_free(&a);
}

static void the_limit_itself_is_allowed(void **state)
{
    (void)state;
    arena a = {0};
    writer text = writer_make(&a);
    writer_text(&text, "model T no code {\n");
    for (int i = 0; i < RESOLVE_FIELD_LIMIT; i++)
        writer_format(&text, "f%d: int\n", i);
    writer_text(&text, "}\n");
    assert_only(writer_result(&text), "");
    arena_free(&a);
}

/* Each mixin uses the one before twice, with a parameter, so that no expansion is the same: two to the fortieth. */
static void mixins_that_double_are_one_error(void **state)
{
    (void)state;
    arena a = {0};
    writer text = writer_make(&a);
    writer_text(&text, "mixin M0(p: int = 0) { }\n");
    for (int i = 1; i <= 40; i++)
        writer_format(&text, "mixin M%d(p: int = 0) : M%d(p: 1), M%d(p: 2) { }\n", i, i - 1, i - 1);
    writer_text(&text, "model T : M40 { id: int primary key }\n");
    assert_only(writer_result(&text), "42:7 0217");
    arena_free(&a);
}

static void deep_mixins_are_an_error(void **state)
{
    (void)state;
    arena a = {0};
    writer text = writer_make(&a);
    writer_text(&text, "mixin M0 { }\n");
    for (int i = 1; i <= 1000; i++)
        writer_format(&text, "mixin M%d : M%d { }\n", i, i - 1);
    writer_text(&text, "model T : M1000 { id: int primary key }\n");
    assert_only(writer_result(&text), "802:14 0218");
    arena_free(&a);
}

static void deep_keys_are_an_error(void **state)
{
    (void)state;
    arena a = {0};
    writer text = writer_make(&a);
    for (int i = 0; i < 5000; i++)
        writer_format(&text, "model M%d no code { k: ref M%d primary key }\n", i, i + 1);
    writer_text(&text, "model M5000 { id: int primary key }\n");
    compiled c;
    compiled_open(&c, writer_result(&text).ptr, DIALECT_ALL);
    assert_true(c.diagnostics.items.count > 0);
    assert_int_equal(c.diagnostics.items.items[0].code, DIAGNOSTIC_TOO_DEEP);
    compiled_free(&c);
    arena_free(&a);
}

/* Names by template that are alike get numbers, without looking through all of them each time. */
static void many_checks_of_one_column(void **state)
{
    (void)state;
    arena a = {0};
    writer text = writer_make(&a);
    writer_text(&text, "model T { id: int primary key\n index (id)\n");
    for (int i = 0; i < 20000; i++)
        writer_format(&text, "check (id <> %d)\n", i);
    writer_text(&text, "}\n");
    compiled c;
    compiled_open(&c, writer_result(&text).ptr, DIALECT_ALL);
    assert_string_equal(compiled_problems(&c).ptr, "");
    model_table *table = model_find_table(c.schema, STR("T"));
    assert_int_equal(table->constraints.count, 20001);
    assert_true(str_eq(table->constraints.items[1]->name, STR("t_id_check")));
    assert_true(str_eq(table->constraints.items[20000]->name, STR("t_id_check19999")));
    compiled_free(&c);
    arena_free(&a);
}

static void long_chains_are_read_and_compared(void **state)
{
    (void)state;
    arena a = {0};
    writer text = writer_make(&a);
    writer_text(&text, "id <> 0");
    for (int i = 1; i < 900; i++)
        writer_format(&text, " and id <> %d", i);
    compiled c;
    compiled_open(&c, "", 0);
    const expression *e = compiled_expression(&c, writer_result(&text).ptr);
    assert_non_null(e);
    writer_text(&text, " and id <> 900");
    const expression *longer = compiled_expression(&c, writer_result(&text).ptr);
    assert_non_null(longer);
    assert_true(expression_equal(e, e));
    assert_false(expression_equal(e, longer));
    compiled_free(&c);
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(too_many_fields_are_one_error),
        cmocka_unit_test(the_limit_itself_is_allowed),
        cmocka_unit_test(mixins_that_double_are_one_error),
        cmocka_unit_test(deep_mixins_are_an_error),
        cmocka_unit_test(deep_keys_are_an_error),
        cmocka_unit_test(many_checks_of_one_column),
        cmocka_unit_test(long_chains_are_read_and_compared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
