/* Keys that a server takes for the same, between two schemas that people wrote. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/model/support.h"

#include "compiler/model/key.h"

static bool equal_with(const char *left, const char *right)
{
    static const char fields[] =
        "model T { id: bigint primary key\n name: text\n low: varchar(9) collate \"C\"\n n: int\n"
        "tags: text[]\n role: Role\n other: sql(\"citext\")\n index i %s }\n"
        "enum Role { A }";
    arena a = {0};
    compiled one, two;
    compiled_open(&one, str_format(&a, fields, left).ptr, 0);
    compiled_open(&two, str_format(&a, fields, right).ptr, 0);
    assert_int_equal(one.diagnostics.errors + two.diagnostics.errors, 0);
    bool equal = model_schema_equal(one.schema, two.schema);
    assert_int_equal(equal, model_schema_equal(two.schema, one.schema));
    compiled_free(&one);
    compiled_free(&two);
    arena_free(&a);
    return equal;
}

static const struct {
    const char *left, *right;
    bool equal;
} rows[] = {
    {"(name)", "(name text_ops)", true},
    {"(name)", "(name text_ops asc nulls last) using btree", true},
    {"(name desc)", "(name desc nulls first)", true},
    {"(name)", "(name collate \"default\")", true},
    {"(low)", "(low collate \"C\" text_ops)", true},
    {"(lower(name))", "(lower(name) text_ops)", true},
    {"(tags) using gin", "(tags array_ops) using gin", true},
    {"(n) using brin", "(n int4_minmax_ops) using brin", true},
    {"(role)", "(role enum_ops)", true},
    {"(name)", "(name text_pattern_ops)", false},
    {"(name text_ops)", "(name text_pattern_ops)", false},
    {"(name)", "(name nulls first)", false},
    {"(name desc)", "(name desc nulls last)", false},
    {"(name)", "(name desc)", false},
    {"(name)", "(name collate \"C\")", false},
    {"(low)", "(low collate \"default\")", false},
    {"(name)", "(name) using hash", false},
    {"(n)", "(n text_ops)", false},
    {"(n) using brin", "(n int4_ops) using brin", false},
    {"(n) using gist", "(n int4_ops) using gist", false},
    {"(other)", "(other citext_ops)", false}, /* nobody here knows what is its own */
};

static void what_a_server_takes_anyway_is_no_difference(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (equal_with(rows[i].left, rows[i].right) != rows[i].equal)
            fail_msg("index %s and index %s", rows[i].left, rows[i].right);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_server_takes_anyway_is_no_difference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
