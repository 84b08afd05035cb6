/* Between the two revisions of a type that changes the database reads as it did before them. */
#include "tests/unit/inspect/round.h"
#include "tests/unit/inspect/support.h"

#include "compiler/sql/expand.h"

static const char *const pairs[][2] = {
    {"enum e { x y }\nmodel a {\n    id: int primary key auto\n    n: e\n    a: int?\n    index (n)\n"
     "    foreign key (a) references a (id)\n}\n",
     "enum e { y x }\nmodel a {\n    id: bigint primary key auto\n    n: e\n    a: bigint?\n    index (n)\n"
     "    foreign key (a) references a (id)\n}\n"},
};

static const char model[] =
    "model a {\n    id: int primary key\n    n: %s\n    l: text?\n    index (n)\n    unique (l, n)\n"
    "    check (n > 0)\n}\n";

static void run(const round_database *database, const plan *p)
{
    for (size_t i = 0; i < p->statements.count; i++)
        round_run(database, p->statements.items[i].sql.ptr);
}

static void leave_out(str before_text, str after_text)
{
    arena a = {0};
    diagnostic_list diagnostics = {.memory = &a};
    model_schema *before = schema_of(&a, before_text), *after = schema_of(&a, after_text);
    change_list changes = change_diff(&a, before, after, &diagnostics);
    expand_split split = expand_changes(&a, before, &changes);
    assert_true(split.wanted);
    expand_plans plans = expand_plan(&a, before, &split, DIALECT_POSTGRESQL, &diagnostics);
    assert_int_equal(diagnostics.errors, 0);
    round_database database;
    str why;
    round_open(&database);
    round_run(&database, round_plan(&a, before, &why).ptr);
    inspect_result plain = round_inspect(&a, &database, NULL);
    run(&database, plans.expand_up);
    round_run(&database, "CREATE TABLE schemac_history_batch (id text)");
    inspect_result expanded = round_inspect(&a, &database, NULL);
    assert_true(same_schemas(&a, plain.schema, expanded.schema));
    assert_true(expanded.left_out.count > plain.left_out.count);
    run(&database, plans.contract_up);
    inspect_result contracted = round_inspect(&a, &database, NULL);
    assert_false(model_schema_equal(plain.schema, contracted.schema));
    round_close(&database);
    arena_free(&a);
}

static void helpers_are_left_out(void **state)
{
    (void)state;
    arena a = {0};
    leave_out(str_format(&a, model, "int"), str_format(&a, model, "bigint"));
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        leave_out(str_from(pairs[i][0]), str_from(pairs[i][1]));
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(helpers_are_left_out)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
