/* Words of C from names of the schema. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "compiler/emit/names.h"
#include "tests/unit/emit/support.h"

static void words_are_snake_case(void **state)
{
    arena *a = *state;
    static const struct {
        const char *name;
        const char *word;
    } cases[] = {
        {"User", "user"},
        {"UserProfile", "user_profile"},
        {"HTTPServer", "http_server"},
        {"full_name", "full_name"},
        {"Имя", "_u0418_u043c_u044f"},
        {"naïve", "na_u00efve"},
        {"order-items", "order_items"},
        {"a b", "a_b"},
        {"1st", "1st"},
        {"\xf0\x9f\x98\x80", "_u01f600"},
        {"\xff", "_u00ff"},
        {"", "_"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        str word = emit_word(a, str_from(cases[i].name));
        assert_true(str_eq(word, str_from(cases[i].word)));
        assert_true(str_eq(emit_word(a, word), word));
    }
}

static void a_plain_word_is_not_copied(void **state)
{
    str name = STR("full_name");
    assert_ptr_equal(emit_word(*state, name).ptr, name.ptr);
    assert_ptr_equal(emit_member(*state, name).ptr, name.ptr);
}

static void members_avoid_what_c_keeps(void **state)
{
    arena *a = *state;
    assert_true(str_eq(emit_member(a, STR("class")), STR("class_")));
    assert_true(str_eq(emit_member(a, STR("int")), STR("int_")));
    assert_true(str_eq(emit_member(a, STR("unix")), STR("unix_")));
    assert_true(str_eq(emit_member(a, STR("schemac_loaded")), STR("schemac_loaded_")));
    assert_true(str_eq(emit_member(a, STR("xor_eq")), STR("xor_eq_")));
    assert_true(str_eq(emit_member(a, STR("alignas")), STR("alignas_")));
    assert_true(str_eq(emit_member(a, STR("1st")), STR("_1st")));
    assert_true(str_eq(emit_member(a, STR("classes")), STR("classes")));
}

static void parameters_avoid_other_parameters(void **state)
{
    arena *a = *state;
    assert_true(str_eq(emit_parameter(a, STR("session")), STR("session_")));
    assert_true(str_eq(emit_parameter(a, STR("by")), STR("by_")));
    assert_true(str_eq(emit_parameter(a, STR("tzname")), STR("tzname_")));
    assert_true(str_eq(emit_parameter(a, STR("class")), STR("class_")));
    assert_true(str_eq(emit_parameter(a, STR("name")), STR("name")));
}

/* The look-ups are binary searches. */
static void reserved_words_ascend(void **state)
{
    (void)state;
    static const str words[] = {
#define WORD(word) {#word, sizeof #word - 1},
#include "compiler/emit/reserved.def"
#undef WORD
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        assert_true(i == 0 || str_cmp(words[i - 1], words[i]) < 0);
        assert_true(emit_is_reserved(words[i]));
    }
}

static void headers_of_the_system_are_known(void **state)
{
    (void)state;
    static const char *const headers[] = {"aio",    "assert",  "math", "regex",  "stdnoreturn",
                                          "string", "strings", "time", "wordexp"};
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        assert_true(emit_is_system_header(str_from(headers[i])));
    assert_false(emit_is_system_header(STR("shop")));
}

static void a_member_called_unknown_steps_aside(void **state)
{
    assert_true(str_eq(emit_constant(*state, STR("SHOP_ROLE"), STR("unknown")), STR("SHOP_ROLE_UNKNOWN_")));
    assert_true(str_eq(emit_constant(*state, STR("SHOP_ROLE"), STR("admin")), STR("SHOP_ROLE_ADMIN")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(words_are_snake_case, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(a_plain_word_is_not_copied, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(members_avoid_what_c_keeps, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(parameters_avoid_other_parameters, support_setup, support_teardown),
        cmocka_unit_test(reserved_words_ascend),
        cmocka_unit_test(headers_of_the_system_are_known),
        cmocka_unit_test_setup_teardown(a_member_called_unknown_steps_aside, support_setup, support_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
