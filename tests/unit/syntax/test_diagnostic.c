/* Diagnostics: order, doubles, and how they are shown to people and to programs. */
#include "tests/unit/syntax/reading.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct fixture {
    arena memory;
    source_set sources;
    diagnostic_list list;
    source_file *file;
} fixture;

static void fixture_begin(fixture *f, const char *text)
{
    memset(f, 0, sizeof *f);
    f->sources.memory = &f->memory;
    f->list.memory = &f->memory;
    f->file = source_add(&f->sources, STR("shop.schema"), str_copy(&f->memory, str_from(text)));
}

static diagnostic *report(fixture *f, diagnostic_code code, uint32_t from, uint32_t to, const char *one)
{
    source_span span = {f->file->id, from, to};
    return diagnostic_report(&f->list, code, span, str_from(one), STR("\"b\""), STR(""));
}

static const char *rendered(fixture *f, diagnostic_format format, bool color)
{
    writer out = writer_make(&f->memory);
    diagnostic_sort(&f->list, &f->sources);
    diagnostic_render(&f->list, &f->sources, format, color, &out);
    return writer_result(&out).ptr;
}

static void text_shows_the_line_and_carets(void **state)
{
    (void)state;
    fixture f;
    fixture_begin(&f, "model User {\n    index (emial)\n}\n");
    diagnostic *d = report(&f, DIAGNOSTIC_UNEXPECTED, 24, 29, "a");
    d->hint = STR("did you mean \"email\"?");
    assert_string_equal(rendered(&f, DIAGNOSTIC_TEXT, false),
                        "shop.schema:2:12: error[E0101]: expected a, found \"b\"\n"
                        "    2 |     index (emial)\n"
                        "      |            ^^^^^ did you mean \"email\"?\n");
    assert_non_null(strstr(rendered(&f, DIAGNOSTIC_TEXT, true), "\033[1;31merror[E0101]:"));
    arena_free(&f.memory);
}

static void a_second_place_is_a_note(void **state)
{
    (void)state;
    fixture f;
    fixture_begin(&f, "model A {\n}\nmodel A {\n}\n");
    diagnostic_second(report(&f, DIAGNOSTIC_UNEXPECTED, 18, 19, "a"), (source_span){1, 6, 7}, "first declared here");
    assert_string_equal(rendered(&f, DIAGNOSTIC_TEXT, false), "shop.schema:3:7: error[E0101]: expected a, found \"b\"\n"
                                                              "    3 | model A {\n"
                                                              "      |       ^\n"
                                                              "shop.schema:1:7: note: first declared here\n"
                                                              "    1 | model A {\n"
                                                              "      |       ^\n");
    arena_free(&f.memory);
}

/* Columns count characters, carets count cells: a wide character takes two of them, a combining one none. */
static void carets_stand_under_wide_text(void **state)
{
    (void)state;
    fixture f;
    fixture_begin(&f, "名前 \tЖe\xCC\x81 bad\n");
    report(&f, DIAGNOSTIC_UNEXPECTED, 14, 17, "a");
    assert_string_equal(rendered(&f, DIAGNOSTIC_TEXT, false), "shop.schema:1:9: error[E0101]: expected a, found \"b\"\n"
                                                              "    1 | 名前  Жe\xCC\x81 bad\n"
                                                              "      |          ^^^\n");
    arena_free(&f.memory);
}

static void a_place_without_width_has_one_caret(void **state)
{
    (void)state;
    fixture f;
    fixture_begin(&f, "model");
    report(&f, DIAGNOSTIC_UNEXPECTED, 5, 5, "a");
    assert_string_equal(rendered(&f, DIAGNOSTIC_TEXT, false), "shop.schema:1:6: error[E0101]: expected a, found \"b\"\n"
                                                              "    1 | model\n"
                                                              "      |      ^\n");
    arena_free(&f.memory);
}

static void control_characters_do_not_reach_the_terminal(void **state)
{
    (void)state;
    fixture f;
    fixture_begin(&f, "a\033[31m \xE2\x80\xAE \xFF b\n");
    report(&f, DIAGNOSTIC_UNEXPECTED, 0, 1, "a");
    assert_non_null(strstr(rendered(&f, DIAGNOSTIC_TEXT, false), "    1 | a?[31m ? ? b\n"));
    arena_free(&f.memory);
}

static void long_lines_are_cut_around_the_place(void **state)
{
    (void)state;
    fixture f;
    fixture_begin(&f, "");
    char *text = arena_alloc(&f.memory, 5001);
    memset(text, 'x', 5000);
    f.file->text = (str){text, 5000};
    report(&f, DIAGNOSTIC_UNEXPECTED, 2500, 2503, "a");
    const char *shown = rendered(&f, DIAGNOSTIC_TEXT, false);
    assert_true(strlen(shown) < 500);
    assert_non_null(strstr(shown, "shop.schema:1:2501:"));
    assert_non_null(strstr(shown, "^^^\n"));
    arena_free(&f.memory);
}

/* Changes stand inside an SQL file, each line behind "--| ": lines and columns are those of that file. */
static void places_inside_another_file(void **state)
{
    (void)state;
    fixture f;
    fixture_begin(&f, "alter model A {\n    add x int\n}\n");
    f.file->first_line = 7;
    f.file->prefix = STR("--| ");
    report(&f, DIAGNOSTIC_UNEXPECTED, 24, 25, "a");
    assert_string_equal(rendered(&f, DIAGNOSTIC_TEXT, false),
                        "shop.schema:8:13: error[E0101]: expected a, found \"b\"\n"
                        "    8 | --|     add x int\n"
                        "      |             ^\n");
    arena_free(&f.memory);
}

static void sorted_by_place_and_without_doubles(void **state)
{
    (void)state;
    fixture f;
    fixture_begin(&f, "abcdef");
    report(&f, DIAGNOSTIC_UNEXPECTED, 4, 5, "late");
    report(&f, DIAGNOSTIC_UNEXPECTED, 1, 2, "early");
    report(&f, DIAGNOSTIC_UNEXPECTED, 4, 5, "late");
    report(&f, DIAGNOSTIC_LOST_DOC, 1, 2, "");
    assert_int_equal(f.list.errors, 3);
    diagnostic_sort(&f.list, &f.sources);
    assert_int_equal(f.list.items.count, 3);
    assert_int_equal(f.list.errors, 2);
    assert_int_equal(f.list.warnings, 1);
    assert_int_equal(f.list.items.items[0].span.from, 1);
    assert_int_equal(f.list.items.items[0].code, DIAGNOSTIC_UNEXPECTED);
    assert_int_equal(f.list.items.items[1].code, DIAGNOSTIC_LOST_DOC);
    assert_int_equal(f.list.items.items[2].span.from, 4);
    arena_free(&f.memory);
}

static void near_names_are_suggested(void **state)
{
    (void)state;
    fixture f;
    fixture_begin(&f, "x");
    map candidates = {0};
    map_put(&f.memory, &candidates, STR("email"), &f);
    map_put(&f.memory, &candidates, STR("username"), &f);
    diagnostic *d = report(&f, DIAGNOSTIC_UNEXPECTED, 0, 1, "a");
    diagnostic_suggest(&f.list, d, STR("emial"), &candidates);
    assert_string_equal(d->hint.ptr, "did you mean \"email\"?");
    d->hint = STR("");
    diagnostic_suggest(&f.list, d, STR("phone"), &candidates);
    assert_int_equal(d->hint.len, 0);
    arena_free(&f.memory);
}

static void json_and_sarif(void **state)
{
    (void)state;
    fixture f;
    fixture_begin(&f, "ab\ncd \"x\"\n");
    diagnostic *d = report(&f, DIAGNOSTIC_UNEXPECTED, 3, 5, "a \"q\"");
    d->hint = STR("say\nit");
    diagnostic_second(d, (source_span){1, 0, 1}, "here");
    assert_string_equal(
        rendered(&f, DIAGNOSTIC_JSON, false),
        "{\n  \"errors\": 1,\n  \"warnings\": 0,\n  \"diagnostics\": [\n    {\"code\": \"E0101\", \"severity\": "
        "\"error\", \"message\": \"expected a \\\"q\\\", found \\\"b\\\"\", \"file\": \"shop.schema\", \"line\": 2, "
        "\"column\": 1, \"end_line\": 2, \"end_column\": 3, \"hint\": \"say\\nit\", \"second\": {\"note\": \"here\", "
        "\"file\": \"shop.schema\", \"line\": 1, \"column\": 1, \"end_line\": 1, \"end_column\": 2}}\n  ]\n}\n");
    const char *sarif = rendered(&f, DIAGNOSTIC_SARIF, false);
    assert_non_null(strstr(sarif, "\"version\": \"2.1.0\""));
    assert_non_null(strstr(
        sarif, "{\"ruleId\": \"E0101\", \"level\": \"error\", \"message\": {\"text\": \"expected a \\\"q\\\", found "
               "\\\"b\\\" (say\\nit)\"}, \"locations\": [{\"physicalLocation\": {\"artifactLocation\": {\"uri\": "
               "\"shop.schema\"}, \"region\": {\"startLine\": 2, \"startColumn\": 1, \"endLine\": 2, "
               "\"endColumn\": 3}}}]"));
    arena_free(&f.memory);
}

static void an_empty_list_renders_as_nothing(void **state)
{
    (void)state;
    fixture f;
    fixture_begin(&f, "");
    assert_string_equal(rendered(&f, DIAGNOSTIC_TEXT, false), "");
    assert_string_equal(rendered(&f, DIAGNOSTIC_JSON, false),
                        "{\n  \"errors\": 0,\n  \"warnings\": 0,\n  \"diagnostics\": []\n}\n");
    arena_free(&f.memory);
}

/* Every row is a fact somebody may look up: one number each, a message, and an explanation with an example. */
static void every_code_explains_itself(void **state)
{
    (void)state;
    size_t n;
    const diagnostic_info *rows = diagnostic_all(&n);
    assert_true(n > 20);
    for (size_t i = 0; i < n; i++) {
        assert_ptr_equal(diagnostic_find((unsigned)rows[i].code), &rows[i]);
        assert_true(rows[i].code > 100 && rows[i].code < 1000);
        assert_true(strlen(rows[i].message) > 5);
        assert_true(rows[i].message[strlen(rows[i].message) - 1] != '.');
        assert_true(strlen(rows[i].explanation) > 30);
    }
    assert_null(diagnostic_find(9999));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_shows_the_line_and_carets),
        cmocka_unit_test(a_second_place_is_a_note),
        cmocka_unit_test(carets_stand_under_wide_text),
        cmocka_unit_test(a_place_without_width_has_one_caret),
        cmocka_unit_test(control_characters_do_not_reach_the_terminal),
        cmocka_unit_test(long_lines_are_cut_around_the_place),
        cmocka_unit_test(places_inside_another_file),
        cmocka_unit_test(sorted_by_place_and_without_doubles),
        cmocka_unit_test(near_names_are_suggested),
        cmocka_unit_test(json_and_sarif),
        cmocka_unit_test(an_empty_list_renders_as_nothing),
        cmocka_unit_test(every_code_explains_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
