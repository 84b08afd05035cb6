/* Tokens: what they are, what they stand for, and where they are. */
#include "compiler/syntax/lexer.h"
#include "tests/unit/syntax/reading.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct lexer_row {
    const char *text;
    const char *tokens;
} lexer_row;

static const lexer_row ROWS[] = {
    {"", ""},
    {"a b_c d1 $", "NAME NAME NAME bad"},
    {"имя straße 名前 a\xCC\x81 x$y", "NAME NAME NAME NAME NAME"},
    {"a: b :c::d", "DECLARED COLON DECLARED COLON NAME CAST_TO NAME"},
    {"a\n\t :", "DECLARED COLON"},
    {"`a b`: `x``y` `:`", "DECLARED COLON NAME NAME"},
    {"model: model Model MODEL", "DECLARED COLON model NAME NAME"},
    {"1 1.5 .5 1. 1e10 1.5E-3 1.e+5 0", "NUMBER NUMBER NUMBER NUMBER NUMBER NUMBER NUMBER NUMBER"},
    {"-1 a.b 1-2", "MINUS NUMBER NAME DOT NAME NUMBER MINUS NUMBER"},
    {"\"a\" \"\" \"\\\"\" \"\"\"a\"b\"\"c\"\"\" \"\"\"\"\"\"", "STRING STRING STRING STRING STRING"},
    {"\"\"\"a\"\"\"\" b", "STRING NAME"},
    {"// c\n/// d\n//// e\n/* f\n** / */ a", "comment doc comment comment NAME"},
    {"//", "comment"},
    {"= <> < <= > >= + - * / % ~ ? :: . , :",
     "EQ NE LT LE GT GE PLUS MINUS STAR SLASH PERCENT TILDE QUESTION CAST_TO DOT COMMA COLON"},
    {"|| ~* !~ !~* -> ->> #> #>> @> <@ ?| ?& &&", "OPERATOR OPERATOR OPERATOR OPERATOR OPERATOR OPERATOR OPERATOR "
                                                  "OPERATOR OPERATOR OPERATOR OPERATOR OPERATOR OPERATOR"},
    {"{ } ( ) [ ]", "LBRACE RBRACE LP RP LBRACKET RBRACKET"},
    /* words and what follows them */
    {"title title( title \"x\" title\n\"x\"", "NAME NAME LP title STRING title STRING"},
    {"version version() index index(", "version NAME LP RP index index LP"},
    {"cast cast( sql sql ( array array[ array(", "NAME cast LP NAME sql LP NAME array LBRACKET NAME LP"},
    {"not not, not) not valid not in not like not x not between",
     "not NAME COMMA NAME RP NOT_VALID valid NOT_LIKE in NOT_LIKE "
     "like not NAME NOT_LIKE between"},
    {"case desc case, case x not valid_x", "NAME desc NAME COMMA case NAME not NAME"},
    {"any any( all env env(", "NAME any LP NAME NAME env LP"},
};

static void each_text_has_its_tokens(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++) {
        reading r;
        reading_begin(&r, str_from(ROWS[i].text), PARSER_SCHEMA);
        assert_string_equal(reading_tokens(&r).ptr, ROWS[i].tokens);
        reading_end(&r);
    }
}

typedef struct value_row {
    const char *text;
    const char *value;
} value_row;

static const value_row VALUES[] = {
    {"abc", "abc"},
    {"`a b`", "a b"},
    {"`a``b```", "a`b`"},
    {"\"\"", ""},
    {"\"a\\tb\\n\\\\ \\\" \\' \\?\"", "a\tb\n\\ \" ' ?"},
    {"\"\\a\\b\\f\\v\\r\"", "\a\b\f\v\r"},
    {"\"\\x41BC \\101\\1012 \\7\"", "ABC AA2 \a"},
    {"\"\\u0416\\U0001F600\\u00e9\"", "\xD0\x96\xF0\x9F\x98\x80\xC3\xA9"},
    {"\"\"\"a\\n\n\"b\"\" \"\"\"", "a\\n\n\"b\"\" "},
    {"\"Ж\xE2\x80\xAE\"", "Ж\xE2\x80\xAE"},
};

static void tokens_stand_for_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof VALUES / sizeof VALUES[0]; i++) {
        reading r;
        reading_begin(&r, str_from(VALUES[i].text), PARSER_SCHEMA);
        str value = lexer_value(&r.memory, r.file, &r.result.tokens.items[0]);
        assert_string_equal(str_copy(&r.memory, value).ptr, VALUES[i].value);
        reading_end(&r);
    }
}

/* Line ends of any kind; a byte order mark; empty lines between tokens. */
static void places_and_blank_lines(void **state)
{
    (void)state;
    reading r;
    reading_begin(&r, STR("\xEF\xBB\xBFmodel A {\r\n\r\n\r\n  Ж: int // c\n\n// d\n}\n"), PARSER_SCHEMA);
    assert_int_equal(r.diagnostics.items.count, 0);
    writer out = writer_make(&r.memory);
    token_dump(&r.sources, r.file, &r.result.tokens, &out);
    assert_string_equal(writer_result(&out).ptr,
                        "1:1 model\n1:7 name \"A\"\n1:9 lbrace \"{\"\n4:3 declared \"Ж\"\n4:4 colon \":\"\n"
                        "4:6 name \"int\"\n4:10 comment \"// c\"\n6:1 comment \"// d\"\n7:1 rbrace "
                        "\"}\"\n8:1 end\n");
    const token *items = r.result.tokens.items;
    assert_int_equal(items[3].blank_lines, 2);
    assert_int_equal(items[3].line_breaks, 3);
    assert_int_equal(items[6].line_breaks, 0);
    assert_int_equal(items[7].blank_lines, 1);
    assert_int_equal(items[8].blank_lines, 0);
    reading_end(&r);
}

/* Every byte that is no UTF-8 is one error, wherever it stands; the rest of the file is read. */
static void bad_bytes_are_errors(void **state)
{
    (void)state;
    static const char *const bad[] = {"\x80", "\xC3", "\xC0\xAF", "\xED\xA0\x80", "\xF8\x88\x80\x80\x80", "\xFF"};
    static const char *const frames[][2] = {
        {"model ", " A { }"},
        {"// ", "\nmodel A { }"},
        {"/* ", " */ model A { }"},
        {"model A { a: text = \"", "\" }"},
        {"model A { a: text = \"\"\"", "\"\"\" }"},
        {"model `A", "` { }"},
    };
    for (size_t i = 0; i < sizeof frames / sizeof frames[0]; i++) {
        for (size_t j = 0; j < sizeof bad / sizeof bad[0]; j++) {
            arena a = {0};
            reading r;
            reading_begin(&r, str_format(&a, "%s%s%s", frames[i][0], bad[j], frames[i][1]), PARSER_SCHEMA);
            assert_true(r.diagnostics.errors > 0);
            VEC_EACH (diagnostic, &r.diagnostics.items, d)
                assert_int_equal(d->code, DIAGNOSTIC_BAD_UTF8);
            assert_string_equal(ast_kind_name(r.result.root->first->kind), "model");
            reading_end(&r);
            arena_free(&a);
        }
    }
}

static void nul_is_an_error_and_not_the_end(void **state)
{
    (void)state;
    reading r;
    reading_begin(&r, (str){"model A { \0 a: int } model B { }", 32}, PARSER_SCHEMA);
    assert_string_equal(reading_errors(&r).ptr, "E0103@1:11");
    assert_string_equal(reading_tree(&r).ptr, "(file (model \"A\" (field \"a\" (type \"int\"))) (model \"B\"))");
    reading_end(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_text_has_its_tokens),        cmocka_unit_test(tokens_stand_for_values),
        cmocka_unit_test(places_and_blank_lines),          cmocka_unit_test(bad_bytes_are_errors),
        cmocka_unit_test(nul_is_an_error_and_not_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
