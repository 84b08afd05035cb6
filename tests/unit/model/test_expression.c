/* Expressions: what is equal and what is not, and that the printed form reads back. */
#include "tests/unit/model/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

typedef struct pair {
    const char *left;
    const char *right;
} pair;

static const pair equal_pairs[] = {
    {"a", "(a)"},
    {"a > 0 and b > 0", "((a > 0) and (b > 0))"},
    {"a and (b and c)", "(a and b) and c"},
    {"a or (b or (c or d))", "a or b or c or d"},
    {"a in (1, 2)", "a = any (array[1, 2])"},
    {"a not in (1, 2)", "a <> all (array[1, 2])"},
    {"a in (1)", "a = 1"},
    {"a not in (1)", "a <> 1"},
    {"a in (b, 1)", "a = b or a = 1"},
    {"a in (1, b, 2)", "a = any (array[1, 2]) or a = b"},
    {"a not in (b, 1, 2)", "a <> all (array[1, 2]) and a <> b"},
    {"a in (b, c) or x", "a = b or a = c or x"},
    {"a between 1 and 2", "a >= 1 and a <= 2"},
    {"x and a between 1 and 2", "x and a >= 1 and a <= 2"},
    {"a not between 1 and 2", "a < 1 or a > 2"},
    {"a not like \"x%\"", "not (a like \"x%\")"},
    {"a is not null", "not (a is null)"},
    {"now()", "current_timestamp"},
    {"now()", "NOW()"},
    {"CURRENT_DATE", "current_date"},
    {"lower(a)", "LOWER(a)"},
    {"\"a\"", "\"a\"::text"},
    {"\"a\"", "\"a\"::varchar"},
    {"\"a\"", "cast(\"a\" as text)"},
    {"5", "5::int"},
    {"-5", "(-5)::int"},
    {"-1", "\"-1\"::int"},
    {"3000000000", "3000000000::bigint"},
    {"1.5", "1.5::decimal"},
    {"true", "true::bool"},
    {"a in (\"x\", \"y\")", "a = any (array[\"x\"::varchar, \"y\"::varchar]::text[])"},
    {"1e5", "1E5"},
    {"case when a then 1 else 2 end", "case when (a) then (1) else 2 end"},
};

static const pair different_pairs[] = {
    {"a", "b"},
    {"a > 0", "a >= 0"},
    {"a and b", "a or b"},
    {"a and b", "b and a"},
    {"a or b and c", "(a or b) and c"},
    {"a - (b - c)", "a - b - c"},
    {"a", "a::text"},
    {"a::int", "a::bigint"},
    {"a > 5", "a::int > 5"},
    {"5", "5::bigint"},
    {"5", "5::decimal"},
    {"\"5\"", "5"},
    {"\"5\"::bigint", "5"},
    {"\"abc\"", "\"abc\"::varchar(2)"},
    {"\"{}\"", "\"{}\"::jsonb"},
    {"1.0", "1.00"},
    {"\"a\"", "\"A\""},
    {"null", "0"},
    {"null", "false"},
    {"a in (1, 2)", "a in (2, 1)"},
    {"a in (1, 2)", "a <> any (array[1, 2])"},
    {"a in (1, 2)", "a = all (array[1, 2])"},
    {"a like \"x\"", "a ilike \"x\""},
    {"a is null", "a is not null"},
    {"a is distinct from b", "a is not distinct from b"},
    {"now()", "clock_timestamp()"},
    {"f(a)", "`F`(a)"},
    {"f(a)", "f(a, a)"},
    {"a[1]", "a[2]"},
    {"a -> \"x\"", "a ->> \"x\""},
    {"sql(\"x\")", "sql(postgresql: \"x\")"},
    {"case when a then 1 end", "case when a then 1 else null end"},
    {"case a when 1 then 1 end", "case when a then 1 end"},
    {"a collate C", "a"},
    {"a between 1 and 2", "a between 2 and 1"},
    {"a in (b, 1)", "a = any (array[b, 1])"},
    {"a in (b, 1, 2)", "a = b or a = any (array[1, 2])"},
};

static bool are_equal(const pair *p)
{
    compiled c;
    compiled_open(&c, "", 0);
    const expression *left = compiled_expression(&c, p->left);
    const expression *right = compiled_expression(&c, p->right);
    if (!left || !right || c.diagnostics.items.count > 0)
        print_error("%s | %s: %s\n", p->left, p->right, compiled_messages(&c).ptr);
    assert_non_null(left);
    assert_non_null(right);
    bool equal = expression_equal(left, right);
    assert_true(equal == expression_equal(right, left));
    assert_true(expression_equal(left, left));
    compiled_free(&c);
    return equal;
}

static void equal_in_the_canonical_form(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof equal_pairs / sizeof *equal_pairs; i++) {
        bool equal = are_equal(&equal_pairs[i]);
        if (!equal)
            print_error("should be equal: %s | %s\n", equal_pairs[i].left, equal_pairs[i].right);
        assert_true(equal);
    }
}

static void different_in_the_canonical_form(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof different_pairs / sizeof *different_pairs; i++) {
        bool equal = are_equal(&different_pairs[i]);
        if (equal)
            print_error("should differ: %s | %s\n", different_pairs[i].left, different_pairs[i].right);
        assert_false(equal);
    }
}

static void nothing_equals_nothing_only(void **state)
{
    (void)state;
    expression null = {.kind = EXPRESSION_NULL};
    assert_true(expression_equal(NULL, NULL));
    assert_false(expression_equal(NULL, &null));
    assert_false(expression_equal(&null, NULL));
}

/* {written, printed}: only the parentheses that are needed. */
static const pair printed[] = {
    {"((a))", "a"},
    {"(a + b) * c", "(a + b) * c"},
    {"a + (b * c)", "a + b * c"},
    {"a - (b - c)", "a - (b - c)"},
    {"(a - b) - c", "a - b - c"},
    {"not (a and b)", "not (a and b)"},
    {"(not a) and b", "not a and b"},
    {"not (a = b)", "not a = b"},
    {"(a = b) = c", "(a = b) = c"},
    {"(a is null) is true", "(a is null) is true"},
    {"-(-a)", "-(-a)"},
    {"-a + b", "-a + b"},
    {"-(a + b)", "-(a + b)"},
    {"(-1)::int", "(-1)::int"},
    {"-1::int", "-1::int"},
    {"cast(a + b as decimal(5,2))", "(a + b)::decimal(5,2)"},
    {"a || b::text", "a || b::text"},
    {"a::int[]", "a::int[]"},
    {"(a::int[])[1]", "(a::int[])[1]"},
    {"a[1][2]", "(a[1])[2]"},
    {"a between b + 1 and c", "a between b + 1 and c"},
    {"(a between b and c) and d", "a between b and c and d"},
    {"a between (b and c) and d", "a between (b and c) and d"},
    {"a in (1, b or c)", "a in (1, b or c)"},
    {"a not ilike b || \"%\"", "a not ilike b || \"%\""},
    {"a similar to b", "a similar to b"},
    {"a is not distinct from b", "a is not distinct from b"},
    {"(a or b) is unknown", "(a or b) is unknown"},
    {"case a when 1 then b when 2 then c else d end", "case a when 1 then b when 2 then c else d end"},
    {"case when a > 0 then -1 end + 1", "case when a > 0 then -1 end + 1"},
    {"count(distinct a)", "count(distinct a)"},
    {"count(*)", "count(*)"},
    {"pg_catalog.Lower(a)", "pg_catalog.lower(a)"},
    {"`Weird Name`(a)", "`Weird Name`(a)"},
    {"a = any (b)", "a = any (b)"},
    {"a like all (array[\"x\", \"y\"])", "a like all (array[\"x\", \"y\"])"},
    {"array[]", "array[]"},
    {"a collate `de-DE` < b", "a collate `de-DE` < b"},
    {"(a || b) collate C", "(a || b) collate C"},
    {"`and` and `null` and `select`", "`and` and `null` and select"},
    {"`current_date`", "`current_date`"},
    {"date \"2026-11-20\"", "\"2026-11-20\"::date"},
    {"sql(\"a \\\"b\\\"\")", "sql(\"a \\\"b\\\"\")"},
    {"sql(postgresql: \"a\", sqlite: \"b\")", "sql(postgresql: \"a\", sqlite: \"b\")"},
    {"a -> \"b\" ->> \"c\"", "a -> \"b\" ->> \"c\""},
    {"\"tab\\tquote\\\"back\\\\\"", "\"tab\\tquote\\\"back\\\\\""},
    {"~a", "~a"},
};

static str print(compiled *c, const expression *e)
{
    writer out = writer_make(&c->memory);
    expression_print(e, &out);
    return writer_result(&out);
}

static void what_is_printed_reads_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof printed / sizeof *printed; i++) {
        compiled c;
        compiled_open(&c, "", 0);
        const expression *e = compiled_expression(&c, printed[i].left);
        if (!e)
            print_error("%s\n%s\n", printed[i].left, compiled_messages(&c).ptr);
        assert_non_null(e);
        str text = print(&c, e);
        assert_string_equal(text.ptr, printed[i].right);
        const expression *again = compiled_expression(&c, text.ptr);
        if (!again)
            print_error("%s\n%s\n", text.ptr, compiled_messages(&c).ptr);
        assert_non_null(again);
        assert_string_equal(print(&c, again).ptr, text.ptr);
        assert_true(expression_equal(e, again));
        compiled_free(&c);
    }
}

static void count_column(void *context, const expression *column)
{
    (void)column;
    ++*(size_t *)context;
}

static void columns_are_found_and_renamed(void **state)
{
    (void)state;
    compiled c;
    compiled_open(&c, "", 0);
    const expression *e = compiled_expression(&c, "a > 0 and lower(b) in (a, \"a\") or case when a then c end");
    size_t count = 0;
    expression_columns(e, count_column, &count);
    assert_int_equal(count, 5);
    const expression *renamed = expression_rename_column(&c.memory, e, STR("a"), STR("z"));
    assert_string_equal(print(&c, renamed).ptr, "z > 0 and lower(b) in (z, \"a\") or case when z then c end");
    assert_string_equal(print(&c, e).ptr, "a > 0 and lower(b) in (a, \"a\") or case when a then c end");
    assert_ptr_equal(expression_rename_column(&c.memory, e, STR("nobody"), STR("z")), e);
    assert_null(expression_rename_column(&c.memory, NULL, STR("a"), STR("z")));
    compiled_free(&c);
}

static void literals_are_known(void **state)
{
    (void)state;
    static const char *const literals[] = {"null", "true", "5", "-5", "\"a\""};
    static const char *const others[] = {"a", "now()", "5 + 1", "-a", "sql(\"1\")", "array[1]", "\"a\"::date"};
    compiled c;
    compiled_open(&c, "", 0);
    for (size_t i = 0; i < sizeof literals / sizeof *literals; i++)
        assert_true(expression_is_literal(compiled_expression(&c, literals[i])));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(expression_is_literal(compiled_expression(&c, others[i])));
    compiled_free(&c);
}

/* BETWEEN writes its operand twice, and IN with columns as often as there are items: not without end. */
static void nesting_is_not_doubled(void **state)
{
    (void)state;
    static const char *const levels[] = {"between b and c", "in (b, c)"};
    enum { TIMES = 60 };
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        compiled c;
        compiled_open(&c, "", 0);
        writer out = writer_make(&c.memory);
        for (int n = 0; n < TIMES; n++)
            writer_text(&out, "(");
        writer_text(&out, "a");
        for (int n = 0; n < TIMES; n++)
            writer_format(&out, " %s)", levels[i]);
        str text = writer_result(&out);
        const expression *one = compiled_expression(&c, str_format(&c.memory, "%.*s is null", STR_ARGS(text)).ptr);
        const expression *other =
            compiled_expression(&c, str_format(&c.memory, "(%.*s) is not null", STR_ARGS(text)).ptr);
        assert_true(expression_equal(one, one));
        assert_false(expression_equal(one, other));
        assert_true(expression_same(expression_canonical(&c.memory, one), expression_canonical(&c.memory, one)));
        compiled_free(&c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_in_the_canonical_form),   cmocka_unit_test(different_in_the_canonical_form),
        cmocka_unit_test(nothing_equals_nothing_only),   cmocka_unit_test(what_is_printed_reads_back),
        cmocka_unit_test(columns_are_found_and_renamed), cmocka_unit_test(literals_are_known),
        cmocka_unit_test(nesting_is_not_doubled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
