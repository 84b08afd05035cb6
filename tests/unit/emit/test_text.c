/* Text inside C, and templates. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "compiler/emit/template.h"
#include "compiler/emit/text.h"
#include "tests/unit/emit/support.h"

static void literal_is(arena *a, str text, const char *expected)
{
    writer w = writer_make(a);
    text_c_string(&w, text);
    assert_string_equal(writer_result(&w).ptr, expected);
}

static void strings_are_escaped(void **state)
{
    arena *a = *state;
    literal_is(a, STR(""), "\"\"");
    literal_is(a, STR("plain Ж"), "\"plain Ж\"");
    literal_is(a, STR("a\"b\\c"), "\"a\\\"b\\\\c\"");
    literal_is(a, STR("line\nend"), "\"line\\nend\"");
    literal_is(a, STR("\t\x7f"), "\"\\011\\177\"");
    literal_is(a,
               STR("\x01"
                   "1"),
               "\"\\0011\"");
    literal_is(a, STR("why? what?\?="), "\"why? what?\\?=\"");
    literal_is(a, STR("?\?\?/"), "\"?\\?\\?/\"");
    assert_true(text_is_plain(STR("why?")));
    assert_false(text_is_plain(STR("what?\?")));
    assert_false(text_is_plain(STR("\"")));
}

static void comment_is(arena *a, str text, size_t indent, const char *expected)
{
    writer w = writer_make(a);
    text_comment(&w, text, indent);
    assert_string_equal(writer_result(&w).ptr, expected);
}

static void comments_stay_comments(void **state)
{
    arena *a = *state;
    comment_is(a, STR(""), 0, "");
    comment_is(a, STR("  \n"), 0, "");
    comment_is(a, STR("one"), 4, "    /* one */\n");
    comment_is(a, STR("one\n\n  two  \n"), 2, "  /* one\n   *\n   * two */\n");
    comment_is(a, STR("a */ b /* c"), 0, "/* a * / b / * c */\n");
    comment_is(a, STR("?\?/"), 0, "/* ? ?/ */\n");
    comment_is(a, STR("a\tb\r"), 0, "/* a b */\n");
}

static emit_out opened(arena *a)
{
    model_schema *schema = model_schema_make(a);
    schema->package = STR("shop");
    return emit_open(view_make(a, schema), template_cut(a));
}

static void long_lines_are_broken_behind_a_comma(void **state)
{
    arena *a = *state;
    emit_out out = opened(a);
    out.hole[HOLE_model] = STR("shop_user");
    out.hole[HOLE_column] = STR("key");
    out.hole[HOLE_index] = STR("0");
    out.hole[HOLE_arguments] = STR("&first_parameter_of_all, &second_parameter_of_all");
    out.hole[HOLE_parameters] = STR("int64_t first_parameter_of_all, schemac_str second_parameter_of_all, int third");
    emit_fill(&out, TEMPLATE_FUNCTION_UNIQUE);
    assert_string_equal(
        writer_result(&out.text).ptr,
        "SCHEMAC_DEFINE_UNIQUE(shop_user, key, 0, (&first_parameter_of_all, &second_parameter_of_all),\n"
        "                      int64_t first_parameter_of_all, schemac_str second_parameter_of_all, "
        "int third)\n");
}

static void lines_of_the_preprocessor_are_not_broken(void **state)
{
    arena *a = *state;
    emit_out out = opened(a);
    str name = str_format(a, "SHOP_%0130d", 1);
    out.hole[HOLE_constant] = name;
    out.hole[HOLE_index] = STR("0");
    emit_fill(&out, TEMPLATE_CONSTRAINT);
    str text = writer_result(&out.text);
    assert_int_equal(str_find(text, '\n'), text.len - 1);
}

static void what_is_larger_than_the_buffer_is_whole(void **state)
{
    arena *a = *state;
    emit_out out = opened(a);
    str doc = str_format(a, "%09000d\n", 7);
    out.hole[HOLE_doc] = doc;
    out.hole[HOLE_model] = STR("shop_user");
    emit_fill(&out, TEMPLATE_STRUCT_BEGIN);
    str text = writer_result(&out.text);
    assert_true(str_starts_with(text, doc));
    assert_true(str_ends_with(text, STR("struct shop_user {\n")));
}

static void numbers_are_digits(void **state)
{
    arena *a = *state;
    emit_view *view = view_make(a, model_schema_make(a));
    assert_true(str_eq(view_number(view, 0), STR("0")));
    assert_true(str_eq(view_number(view, 1023), STR("1023")));
    assert_true(str_eq(view_number(view, 1024), STR("1024")));
    assert_true(str_eq(view_number(view, 1312838908), STR("1312838908")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(strings_are_escaped, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(comments_stay_comments, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(long_lines_are_broken_behind_a_comma, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(lines_of_the_preprocessor_are_not_broken, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(what_is_larger_than_the_buffer_is_whole, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(numbers_are_digits, support_setup, support_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
