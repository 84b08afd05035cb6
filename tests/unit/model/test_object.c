/* Reading the SQL of objects: the form in which it is kept, its words, and how its statements begin. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "compiler/model/object_text.h"

static void text_is_kept_without_its_indent(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"", ""},
        {"\n  \n", ""},
        {"SELECT 1", "SELECT 1"},
        {"\n    a\n      b \t\n\n    c\n  ", "a\n  b \t\n\nc"},
        {"a\r\n \r\n  \nb", "a\r\n \r\n  \nb"},
        {"  \n  a\n    \n \n  b\n  \n", "a\n  \n\nb"},
        {"a\n  b", "a\n  b"},
        {"\ta\n\tb", "a\nb"},
    };
    arena a = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        str once = model_object_text(&a, str_from(rows[i][0]));
        assert_string_equal(once.ptr, rows[i][1]);
        assert_string_equal(model_object_text(&a, once).ptr, rows[i][1]);
    }
    arena_free(&a);
}

static str all_words(arena *a, const char *text, bool into_bodies)
{
    object_scanner s = {.memory = a, .text = str_from(text), .into_bodies = into_bodies};
    writer out = writer_make(a);
    for (object_word word = object_next_word(&s); word.kind != OBJECT_WORD_END; word = object_next_word(&s))
        writer_format(&out, "%s%.*s", out.len ? "|" : "", STR_ARGS(word.text));
    return writer_result(&out);
}

static void words_of_sql(void **state)
{
    (void)state;
    arena a = {0};
    assert_string_equal(all_words(&a, "Select \"A\"\"b\".C12 -- x\n/* y /* z */ */ ,'it''s'", false).ptr,
                        "select|A\"b|.|c12|,|'it''s'");
    assert_string_equal(all_words(&a, "E'\\'' $1 $a$ b $$ c $a$ 12", false).ptr, "E'\\''|$|1|$a$ b $$ c $a$|12");
    assert_string_equal(all_words(&a, "$$ a $x$ b $x$ $$", true).ptr, "a|b");
    assert_string_equal(all_words(&a, "'open", false).ptr, "'open");
    assert_string_equal(all_words(&a, "$a$ open", false).ptr, "$a$ open");
    assert_string_equal(all_words(&a, "a /* open", false).ptr, "a");
    arena_free(&a);
}

typedef struct head_row {
    model_object_kind kind;
    const char *text;
    const char *found; /* schema.name(arguments) on schema.table; empty: no such statement */
} head_row;

static const head_row heads[] = {
    {OBJECT_FUNCTION, "create function f() returns int language sql as 'select 1'", ".f() on ."},
    {OBJECT_FUNCTION,
     "-- first\nCREATE OR REPLACE FUNCTION s.\"F x\"(a int DEFAULT g(1, 2), OUT b numeric(3, 1), c text[] = '{}') AS "
     "$$ $$",
     "s.F x(a int, out b numeric(3, 1), c text[]) on ."},
    {OBJECT_FUNCTION, "create function f", ""},
    {OBJECT_FUNCTION, "create function f(a int", ""},
    {OBJECT_FUNCTION, "create procedure f()", ""},
    {OBJECT_PROCEDURE, "create procedure f()", ".f() on ."},
    {OBJECT_TRIGGER, "create constraint trigger t after update of a on s.u for each row execute function f()",
     ".t() on s.u"},
    {OBJECT_TRIGGER, "CREATE TEMP TRIGGER IF NOT EXISTS t INSTEAD OF INSERT ON `v w` BEGIN SELECT 1; END",
     ".t() on .v w"},
    {OBJECT_TRIGGER, "create trigger t before insert", ""},
    {OBJECT_POLICY, "CREATE POLICY \"p\" ON t USING (true)", ".p() on .t"},
    {OBJECT_POLICY, "ALTER POLICY p ON t", ""},
    {OBJECT_POLICY, "CREATE OR POLICY p ON t", ""},
    {OBJECT_RAW, "create function f() returns int", ""},
};

static void heads_of_statements(void **state)
{
    (void)state;
    arena a = {0};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        model_object object = {.kind = heads[i].kind, .body = str_from(heads[i].text)};
        object_head head = object_head_of(&a, &object);
        str found = str_format(&a, "%.*s.%.*s(%.*s) on %.*s.%.*s", STR_ARGS(head.schema), STR_ARGS(head.name),
                               STR_ARGS(head.arguments), STR_ARGS(head.table_schema), STR_ARGS(head.table));
        assert_string_equal(head.whole ? found.ptr : "", heads[i].found);
    }
    arena_free(&a);
}

static void signatures_have_all_but_the_body(void **state)
{
    (void)state;
    arena a = {0};
    model_object object = {.kind = OBJECT_FUNCTION};
    object.body = STR("create function f(a int = 1) returns table (x int,\n y text) language sql as ''");
    object_head head = object_head_of(&a, &object);
    assert_string_equal(head.signature.ptr, "a int = 1) returns table(x int, y text)");
    assert_true(str_ends_with(str_slice(object.body, 0, head.signature_to), STR("y text)")));
    arena_free(&a);
}

static void comments_at_the_end(void **state)
{
    (void)state;
    assert_true(object_text_ends_in_comment(STR("SELECT 1 -- one")));
    assert_true(object_text_ends_in_comment(STR("SELECT 1\n-- one")));
    assert_false(object_text_ends_in_comment(STR("SELECT 1 -- one\n")));
    assert_false(object_text_ends_in_comment(STR("SELECT '-- one'")));
    assert_false(object_text_ends_in_comment(STR("SELECT 1 /* one */")));
}

static void queries(void **state)
{
    (void)state;
    arena a = {0};
    assert_true(object_is_query(&a, STR("/* x */ (SELECT 1)")));
    assert_true(object_is_query(&a, STR("WITH x AS (SELECT 1) TABLE x")));
    assert_false(object_is_query(&a, STR("CREATE VIEW v AS SELECT 1")));
    assert_false(object_is_query(&a, STR("\"select\" 1")));
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_kept_without_its_indent),
        cmocka_unit_test(words_of_sql),
        cmocka_unit_test(heads_of_statements),
        cmocka_unit_test(signatures_have_all_but_the_body),
        cmocka_unit_test(comments_at_the_end),
        cmocka_unit_test(queries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
