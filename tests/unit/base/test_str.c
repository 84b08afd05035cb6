#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "compiler/base/str.h"
#include "compiler/base/writer.h"

#define assert_str(actual, expected)                                                                                   \
    do {                                                                                                               \
        str actual_str = (actual);                                                                                     \
        assert_int_equal(actual_str.len, sizeof(expected) - 1);                                                        \
        assert_memory_equal(actual_str.ptr, expected, actual_str.len);                                                 \
    } while (0)

static arena memory;

static int teardown(void **state)
{
    (void)state;
    arena_free(&memory);
    return 0;
}

static void snake_case_splits_words(void **state)
{
    (void)state;
    assert_str(str_snake_case(&memory, STR("User")), "user");
    assert_str(str_snake_case(&memory, STR("UserProfile")), "user_profile");
    assert_str(str_snake_case(&memory, STR("HTTPServer")), "http_server");
    assert_str(str_snake_case(&memory, STR("UserID")), "user_id");
    assert_str(str_snake_case(&memory, STR("Sha256Sum")), "sha256_sum");
    assert_str(str_snake_case(&memory, STR("already_snake")), "already_snake");
    assert_str(str_snake_case(&memory, STR("Товар")), "Товар");
    assert_str(str_snake_case(&memory, STR("")), "");
}

static void distance_counts_edits(void **state)
{
    (void)state;
    assert_int_equal(str_distance(STR("email"), STR("email"), 3), 0);
    assert_int_equal(str_distance(STR("emial"), STR("email"), 3), 1);
    assert_int_equal(str_distance(STR("emai"), STR("email"), 3), 1);
    assert_int_equal(str_distance(STR("name"), STR("email"), 3), 4);
    assert_int_equal(str_distance(STR(""), STR("abc"), 3), 3);
    assert_int_equal(str_distance(STR(""), STR("abcd"), 3), 4);
}

static void parts_and_trimming(void **state)
{
    (void)state;
    assert_str(str_trim(STR("  a b\t\n")), "a b");
    assert_str(str_trim(STR(" \n ")), "");
    assert_true(str_starts_with(STR("rev:abc"), STR("rev:")));
    assert_false(str_starts_with(STR("re"), STR("rev:")));
    assert_true(str_ends_with(STR("a.schema"), STR(".schema")));
    assert_int_equal(str_find(STR("abc"), 'c'), 2);
    assert_int_equal(str_find(STR("abc"), 'd'), 3);
    assert_true(str_eq_nocase(STR("Now"), STR("nOW")));
    assert_true(str_cmp(STR("a"), STR("b")) < 0);
    assert_true(str_cmp(STR("a"), STR("ab")) < 0);
    assert_true(str_eq((str){0}, STR("")));
}

static void hashes_never_change(void **state)
{
    (void)state;
    assert_str(str_hash_hex(&memory, STR("")), "99aa06d3014798d86001c324468d497f");
    assert_true(str_hash(STR("a")) != str_hash(STR("b")));
}

static void writer_knows_its_column(void **state)
{
    (void)state;
    writer w = writer_make(&memory);
    writer_text(&w, "ab\ncd");
    assert_int_equal(writer_column(&w), 2);
    writer_format(&w, "%s\n", "x");
    assert_int_equal(writer_column(&w), 0);
    writer_repeat(&w, ' ', 4);
    assert_int_equal(writer_column(&w), 4);
    assert_str(writer_result(&w), "ab\ncdx\n    ");
}

static void writer_quotes(void **state)
{
    (void)state;
    writer w = writer_make(&memory);
    writer_quoted(&w, STR("a\"b\\c\n\x01\xC2\x85\xC2\xA0\xC2"));
    assert_str(writer_result(&w), "\"a\\\"b\\\\c\\n\\x01\\u0085\xC2\xA0\xC2\"");
    writer j = writer_make(&memory);
    writer_json_string(&j, STR("a\"\n\x01я"));
    assert_str(writer_result(&j), "\"a\\\"\\n\\u0001я\"");
}

static void templates_fill_holes(void **state)
{
    (void)state;
    writer w = writer_make(&memory);
    writer_hole holes[] = {{"name", STR("user")}, {"type", STR("int")}, {NULL, {0}}};
    writer_template(&w, "${type} ${name}_$$${name};", holes);
    assert_str(writer_result(&w), "int user_$user;");
}

static void writer_grows(void **state)
{
    (void)state;
    writer w = writer_make(&memory);
    for (int i = 0; i < 100000; i++)
        writer_format(&w, "%d,", i);
    assert_int_equal(writer_result(&w).len, 588890);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(snake_case_splits_words), cmocka_unit_test(distance_counts_edits),
        cmocka_unit_test(parts_and_trimming),      cmocka_unit_test(hashes_never_change),
        cmocka_unit_test(writer_knows_its_column), cmocka_unit_test(writer_quotes),
        cmocka_unit_test(templates_fill_holes),    cmocka_unit_test(writer_grows),
    };
    return cmocka_run_group_tests(tests, NULL, teardown);
}
