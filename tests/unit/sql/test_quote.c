/* Names and texts inside SQL. */
#include "tests/unit/sql/support.h"

#include "compiler/sql/decimal.h"
#include "compiler/sql/pattern.h"
#include "compiler/sql/quote.h"

static void expect_identifier(arena *a, const char *name, const char *expected)
{
    writer out = writer_make(a);
    quote_identifier(str_from(name), &out);
    assert_string_equal(writer_result(&out).ptr, expected);
}

static void identifier_is_bare_or_quoted(void **state)
{
    (void)state;
    arena a = {0};
    expect_identifier(&a, "users", "users");
    expect_identifier(&a, "_a1", "_a1");
    expect_identifier(&a, "1a", "\"1a\"");
    expect_identifier(&a, "User", "\"User\"");
    expect_identifier(&a, "order", "\"order\"");
    expect_identifier(&a, "index", "\"index\"");
    expect_identifier(&a, "say \"hi\"", "\"say \"\"hi\"\"\"");
    expect_identifier(&a, "größe", "\"größe\"");
    expect_identifier(&a, "a$b", "\"a$b\"");
    expect_identifier(&a, "", "\"\"");
    arena_free(&a);
}

static void reserved_words_of_both_databases(void **state)
{
    (void)state;
    assert_true(quote_is_reserved(STR("select")));
    assert_true(quote_is_reserved(STR("autoincrement")));
    assert_true(quote_is_reserved(STR("lateral")));
    assert_false(quote_is_reserved(STR("name")));
    assert_false(quote_is_reserved(STR("")));
}

/* Every word of the table can be found: the search needs them sorted. */
static void reserved_words_are_sorted(void **state)
{
    (void)state;
    static const char *const words[] = {
#define WORD(word) word,
#include "compiler/sql/reserved.def"
#undef WORD
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        assert_true(quote_is_reserved(str_from(words[i])));
}

static void expect_text(arena *a, const char *text, dialect_id dialect, const char *expected)
{
    writer out = writer_make(a);
    quote_string(str_from(text), dialect, &out);
    assert_string_equal(writer_result(&out).ptr, expected);
}

static void string_means_the_same_under_any_setting(void **state)
{
    (void)state;
    arena a = {0};
    expect_text(&a, "it's", DIALECT_POSTGRESQL, "'it''s'");
    expect_text(&a, "a\\b'c", DIALECT_POSTGRESQL, "E'a\\\\b''c'");
    expect_text(&a, "a\\b'c", DIALECT_SQLITE, "'a\\b''c'");
    expect_text(&a, "", DIALECT_SQLITE, "''");
    arena_free(&a);
}

static void schema_is_said_where_there_are_schemas(void **state)
{
    (void)state;
    arena a = {0};
    writer out = writer_make(&a);
    quote_qualified(STR("Sales"), STR("order"), DIALECT_POSTGRESQL, &out);
    writer_char(&out, ' ');
    quote_qualified(STR("Sales"), STR("order"), DIALECT_SQLITE, &out);
    writer_char(&out, ' ');
    quote_qualified(STR(""), STR("t"), DIALECT_POSTGRESQL, &out);
    assert_string_equal(writer_result(&out).ptr, "\"Sales\".\"order\" \"order\" t");
    arena_free(&a);
}

static void pattern_becomes_glob(void **state)
{
    (void)state;
    arena a = {0};
    assert_string_equal(pattern_glob(&a, STR("A%_b")).ptr, "A*?b");
    assert_string_equal(pattern_glob(&a, STR("100\\%*?[x]")).ptr, "100%[*][?][[]x]");
    assert_string_equal(pattern_glob(&a, STR("end\\")).ptr, "end\\");
    arena_free(&a);
}

static void expect_decimal(arena *a, const char *number, unsigned scale, const char *expected)
{
    assert_string_equal(decimal_rescale(a, str_from(number), scale).ptr, expected);
}

static void decimal_is_rounded_on_its_digits(void **state)
{
    (void)state;
    arena a = {0};
    expect_decimal(&a, "0", 2, "0.00");
    expect_decimal(&a, "1.005", 2, "1.01");
    expect_decimal(&a, "-9.995", 2, "-10.00");
    expect_decimal(&a, "9.994", 2, "9.99");
    expect_decimal(&a, "-0.001", 2, "0.00");
    expect_decimal(&a, "007.5", 0, "8");
    expect_decimal(&a, ".5", 1, "0.5");
    expect_decimal(&a, "12345678901234567890.125", 2, "12345678901234567890.13");
    expect_decimal(&a, "1e3", 2, "1e3");
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(identifier_is_bare_or_quoted),
        cmocka_unit_test(reserved_words_of_both_databases),
        cmocka_unit_test(reserved_words_are_sorted),
        cmocka_unit_test(string_means_the_same_under_any_setting),
        cmocka_unit_test(schema_is_said_where_there_are_schemas),
        cmocka_unit_test(pattern_becomes_glob),
        cmocka_unit_test(decimal_is_rounded_on_its_digits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
