/* Names that would meet in C. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/emit/support.h"

static void the_shop_is_clean(void **state)
{
    assert_int_equal(support_check(*state, support_read(*state, "shop.schema").ptr).len, 0);
}

#define ID "id: bigint primary key auto "

static void clash(void **state, const char *text, const char *name)
{
    str said = support_check(*state, text);
    support_has(said, "error[E0480]");
    support_has(said, name);
    support_has(said, "the other one is here");
}

static void a_model_is_called_like_anothers_list(void **state)
{
    clash(state, "package shop\nmodel User { " ID " }\nmodel UserList { " ID " }", "shop_user_list in C");
    clash(state, "package shop\nmodel UserNew { " ID " }\nmodel User { " ID " }", "shop_user_new in C");
}

static void a_model_is_called_like_an_enums_function(void **state)
{
    clash(state, "package shop\nenum Role { A }\nmodel RoleTitle { " ID " }", "shop_role_title in C");
}

static void names_that_differ_in_case_only(void **state)
{
    clash(state, "package shop\nmodel UserX { " ID " }\nmodel user_x table other { " ID " }", "shop_user_x in C");
}

static void fields_that_differ_in_case_only(void **state)
{
    clash(state, "package shop\nmodel User { " ID "\n  fullName: text\n  full_name: text column other }",
          "full_name in C");
}

static void a_field_is_called_like_anothers_setter(void **state)
{
    clash(state, "package shop\nmodel User { " ID "\n  gone: int?\n  gone_null: int? }",
          "shop_user_patch_set_gone_null in C");
}

static void a_field_is_called_like_anothers_order(void **state)
{
    clash(state, "package shop\nmodel User { " ID "\n  name: text\n  name_desc: text }", "SHOP_USER_BY_NAME_DESC in C");
}

/* Tables of one name in several schemas have keys of one name: what tells their constants apart is the model's name. */
static void constraints_of_one_name_in_three_schemas(void **state)
{
    str said =
        support_check(*state, "package shop\nmodel Person { " ID " }\nmodel APerson table person in a { " ID " }\n"
                              "model BPerson table person in b { " ID " }");
    assert_int_equal(said.len, 0);
}

static void a_constraint_is_called_like_a_member(void **state)
{
    clash(state, "package shop\nenum Role { ADMIN }\nmodel User { " ID "\n  n: int\n  check role_admin (n > 0) }",
          "SHOP_ROLE_ADMIN in C");
}

static void a_constraint_is_called_like_an_order(void **state)
{
    clash(state, "package shop\nmodel User { " ID "\n  n: int\n  check user_by_n (n > 0) }", "SHOP_USER_BY_N in C");
}

static void what_only_looks_like_it_is_clean(void **state)
{
    static const char *const clean[] = {
        "package shop\nmodel User { " ID " }\nmodel UserRoster { " ID " }",
        "package shop\nmodel User { " ID "\n  gone: int\n  gone_null: int }",
        "package shop\nmodel User { " ID "\n  from_user: text\n  to_user: text\n  new_name: text\n  list_price: int }",
        "package shop\nenum State { UNKNOWN KNOWN }\nmodel Thing { " ID "\n  state: State }",
        "package shop\nmodel A { " ID "\n  n: int\n  check positive (n > 0) }\nmodel B { " ID
        "\n  n: int\n  check positive (n > 0) }",
        "package shop\nmodel Package { " ID " }\nmodel Constraint { " ID " }",
        "package shop\nmodel User { " ID "\n  `order-x`: text\n  Имя: text }",
        "package shop\nmodel User { " ID " }\nmodel UserList no code { " ID " }",
    };
    for (size_t i = 0; i < sizeof clean / sizeof *clean; i++)
        assert_string_equal(support_check(*state, clean[i]).ptr, "");
}

static void a_name_is_generated_codes_own(void **state)
{
    support_has(support_check(*state, "package shop\nmodel Migrations { " ID " }"), "error[E0481]");
    support_has(support_check(*state, "package shop\nmodel schemac_package { " ID " }"), "shop_schemac_package");
}

static void a_package_would_hide_a_header(void **state)
{
    str said = support_check(*state, "package time\nmodel Zone { " ID " }");
    support_has(said, "error[E0482]");
    support_has(said, "\"time.h\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_shop_is_clean, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(a_model_is_called_like_anothers_list, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(a_model_is_called_like_an_enums_function, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(names_that_differ_in_case_only, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(fields_that_differ_in_case_only, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(a_field_is_called_like_anothers_setter, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(a_field_is_called_like_anothers_order, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(constraints_of_one_name_in_three_schemas, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(a_constraint_is_called_like_a_member, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(a_constraint_is_called_like_an_order, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(what_only_looks_like_it_is_clean, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(a_name_is_generated_codes_own, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(a_package_would_hide_a_header, support_setup, support_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
