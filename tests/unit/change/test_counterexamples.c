/* What the laws have found: each pair once broke a law and must not do so again. */
#include "tests/unit/change/support.h"

typedef struct example {
    const char *name;
    const char *before;
    const char *after;
} example;

static const example examples[] = {
    {"index names are swapped in a model that moves to another schema",
     "model text { a: int  b: int  index one (a)  index two (b) }",
     "model text in other { a: int  b: int  index two (a)  index one (b)  unlogged }"},
    {"the options of a table are read without its fields", "model A unmanaged { a: int }", "model A { a: int }"},
    {"a collation is no part of the default before it", "model A { a: int }",
     "model A { a: int  b: text collate C = \"é\" }"},
    {"a member whose name is a word of the language", "model A { a: int }",
     "enum E { `null` `case` `true` } model A { a: int  e: E = `case`  check c (e in (`null`, `true`)) }"},
    {"a column takes the name of one that goes, and hands on its own", "model A { a: int  b: text  c: bool }",
     "model A { b: int was a  a: bool was c }"},
    {"the heir of a name is renamed again", "model A { x: int  h: text  z: bool }",
     "model A { y: text was h  z: bool  drop x }"},
    {"a generated column goes with the one it is made from",
     "model A { a: text  b: text generated (lower(a)) stored  c: int }", "model A { c: int  drop a  drop b }"},
    {"a row changes with the type of its column",
     "model A { id: int primary key  n: int } data A key (id) { {id: 1, n: 5} {id: 2, n: 6} }",
     "model A { id: int primary key  n: text } data A key (id) { {id: 1, n: \"five\"} {id: 2, n: \"6\"} }"},
    {"a row changes with the enum of its column",
     "enum E { x } enum F { y } model A { id: int primary key  e: E } data A key (id) { {id: 1, e: x} }",
     "enum E { x } enum F { y } model A { id: int primary key  e: F } data A key (id) { {id: 1, e: y} }"},
    {"names are swapped beside one that is called like what stands aside",
     "model A { a: text  b: int  schemac_swap_1: int }",
     "model A { a: int was b  b: text was a  schemac_swap_1: int }"},
    {"a view is renamed and has another text", "view A \"SELECT 1\"", "view B was A \"SELECT 2\""},
    {"an enum that only a cast names is renamed", "enum E { x } model A { a: text  check c (a::E is not null) }",
     "enum F was E { x } model A { a: text  check c (a::F is not null) }"},
    {"a partition takes the bound of one whose name another gets",
     "for postgresql { model A { n: int  for postgresql { partition by list (n)\n partition p for values in (1)\n"
     " partition q for values in (2) } } }",
     "for postgresql { model A { n: int  for postgresql { partition by list (n)\n partition p for values in (2)\n"
     " partition r for values in (1) } } }"},
    {"an empty doc line inside a doc", "model A { a: int }", "/// a\n///\n/// b\nmodel A { a: int }"},
};

static void expect_quiet(world *w)
{
    if (w->diagnostics.errors)
        fail_msg("%s", world_reported(w));
}

/* Up, down, and through text. */
static void test_example(void **state)
{
    const example *it = *state;
    world w;
    world_open(&w);
    const model_schema *before = world_state(&w, it->before);
    const model_schema *after = world_schema(&w, it->after);
    change_list changes = change_diff(&w.memory, before, after, &w.diagnostics);
    const model_schema *result = change_apply(&w.memory, before, &changes, &w.diagnostics);
    expect_quiet(&w);
    assert_true(model_schema_equal(result, after));
    change_list back = change_invert(&w.memory, &changes);
    assert_true(model_schema_equal(change_apply(&w.memory, result, &back, &w.diagnostics), before));
    change_list read = world_changes(&w, before, world_print(&w, &changes));
    expect_quiet(&w);
    assert_true(change_list_equal(&read, &changes));
    read = world_changes(&w, result, world_print(&w, &back));
    expect_quiet(&w);
    assert_true(change_list_equal(&read, &back));
    world_close(&w);
}

int main(void)
{
    enum { COUNT = sizeof examples / sizeof *examples };
    struct CMUnitTest tests[COUNT];
    for (size_t i = 0; i < COUNT; i++)
        tests[i] = (struct CMUnitTest){examples[i].name, test_example, NULL, NULL, (void *)&examples[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
