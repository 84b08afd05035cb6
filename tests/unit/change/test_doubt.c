/* What diff asks its author, and which notes contradict each other. */
#include "tests/unit/change/support.h"

typedef struct doubt_row {
    const char *name;
    const char *before;
    const char *after;
    const char *codes;
} doubt_row;

static const doubt_row rows[] = {
    {"a drop beside a compatible add", "model A { a: int  b: text }", "model A { a: int  c: text }", "510"},
    {"a drop beside an add of the same family", "model A { a: int  b: varchar(9) }", "model A { a: int  c: text }",
     "510"},
    {"a drop beside an add of another kind", "model A { a: int  b: text }", "model A { a: int  c: date }", ""},
    {"the author says renamed", "model A { a: int  b: text }", "model A { a: int  c: text was b }", ""},
    {"the author says dropped", "model A { a: int  b: text }", "model A { a: int  c: text  drop b }", ""},
    {"each drop is asked about once", "model A { a: int  b: text  c: text }", "model A { a: int  d: text  e: text }",
     "510 510"},
    {"one add is offered once", "model A { a: int  b: text  c: text }", "model A { a: int  d: text }", "510"},
    {"a plain drop", "model A { a: int  b: text }", "model A { a: int }", ""},
    {"a model that may be another", "model A { id: int  name: text }", "model B { id: int  name: text }", "510"},
    {"a model that is another, said so", "model A { id: int  name: text }", "model B was A { id: int  name: text }",
     ""},
    {"a model that is dropped, said so", "model A { id: int  name: text }", "model B { id: int  name: text } drop A",
     ""},
    {"models with other columns", "model A { id: int  name: text }", "model B { id: int  title: text }", ""},
    {"an enum that may be another", "enum A { x y } model M { a: int }", "enum B { x y } model M { a: int }", "510"},
    {"an enum that is dropped, said so", "enum A { x y } model M { a: int }",
     "enum B { x y } drop A model M { a: int }", ""},
    {"a field that steps aside", "model A { a: int  b: int }", "model A { b: int was a  c: int }", ""},
    {"a model that steps aside", "model A { a: int } model B { b: text }",
     "model B was A { a: int } model C { b: text }", ""},
    {"an enum that steps aside", "enum A { x } enum B { y } model M { a: int }",
     "enum B was A { x } enum C { y } model M { a: int }", ""},
    {"a drop beside an add of the network", "model A { a: int  b: cidr }", "model A { a: int  c: inet }", "510"},
    {"was, but it is still there", "model A { a: int }", "model A { a: int  b: int was a }", "511"},
    {"was, by two", "model A { a: int }", "model A { b: int was a  c: int was a }", "512"},
    {"was, of a model that is still there", "model A { a: int }", "model A { a: int } model B was A { b: int }", "511"},
    {"another model takes the name, said so", "model A { a: int }",
     "model A { b: text } model B was A { a: int } drop A", ""},
    {"another enum takes the name, said so", "enum A { x } model M { a: A }",
     "enum A { y } enum B was A { x } drop enum A model M { a: B }", ""},
    {"another model takes the name, and keeps its own table", "model A { a: int } model C table c { c: int }",
     "model A table c { c: int } model B table b was A { a: int }", ""},
    {"another field takes the name, and keeps its own column", "model A { a: int  c: int }",
     "model A { b: int was a  a: int column c }", ""},
    {"was, of a member that is still there", "enum E { a } model M { e: E }", "enum E { a  b was a } model M { e: E }",
     "511"},
    {"an idle was does no harm", "model A { a: int  b: int }", "model A { a: int  b: int was a }", ""},
    {"was of something that never was", "model A { a: int }", "model A { a: int was other }", ""},
    {"one column under a new name is no rename by guess", "model A { a: int }", "model A { a: text column b }", ""},
};

static void test_row(void **state)
{
    const doubt_row *row = *state;
    world w;
    world_open(&w);
    const model_schema *before = world_state(&w, row->before);
    change_diff(&w.memory, before, world_schema(&w, row->after), &w.diagnostics);
    assert_string_equal(world_codes(&w), row->codes);
    world_close(&w);
}

static void test_corrections_are_ready(void **state)
{
    (void)state;
    world w;
    world_open(&w);
    const model_schema *before = world_schema(&w, "model A {\n    old: text\n}\n");
    change_diff(&w.memory, before, world_schema(&w, "model A {\n    new: text\n}\n"), &w.diagnostics);
    assert_string_equal(
        world_reported(&w),
        "text 2:2:5: error[E0510]: field \"old\" disappears beside the new field \"new\", which is of the same kind\n"
        "    2 |     new: text\n"
        "      |     ^^^ write `was old` at \"new\" if it is renamed, or `drop old` in model \"A\" if it is meant to "
        "go\n"
        "text 1:2:5: note: what disappears\n"
        "    2 |     old: text\n"
        "      |     ^^^\n");
    world_close(&w);
}

/* A view under another name may be the same one; a function is only its text. */
static void test_objects(void **state)
{
    (void)state;
    static const char *const pairs[][3] = {
        {"view A \"SELECT 1\"", "view B \"SELECT 1\"", "510"},
        {"view A \"SELECT 1\"", "view B was A \"SELECT 1\"", ""},
        {"view A \"SELECT 1\"", "view B \"SELECT 1\" drop view A", ""},
        {"view A \"SELECT 1\"", "view B \"SELECT 2\"", ""},
        {"view A \"SELECT 1\"", "for postgresql { view B materialized \"SELECT 1\" }", ""},
        {"for postgresql { view A \"SELECT 1\" }", "for postgresql { view B materialized \"SELECT 1\" }", ""},
        {"view A \"SELECT 1\" view B \"SELECT 2\"", "view B was A \"SELECT 1\" view C \"SELECT 2\"", ""},
        {"view A \"SELECT 1\"", "view A \"SELECT 1\" view B was A \"SELECT 1\"", "511"},
        {"sequence a (start 5)", "sequence b (start 5)", "510"},
        {"raw a up \"SELECT 1\"", "raw b up \"SELECT 1\"", ""},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        world w;
        world_open(&w);
        const model_schema *before = world_state(&w, pairs[i][0]);
        change_diff(&w.memory, before, world_schema(&w, pairs[i][1]), &w.diagnostics);
        assert_string_equal(world_codes(&w), pairs[i][2]);
        world_close(&w);
    }
}

/* A swap is carried out once: the state remembers it, though the notes are still in the schema. */
static void test_swap_happens_once(void **state)
{
    (void)state;
    world w;
    world_open(&w);
    const model_schema *before = world_state(&w, "model A { a: text  b: text }");
    const model_schema *after = world_schema(&w, "model A { a: text was b  b: text was a }");
    change_list swap = change_diff(&w.memory, before, after, &w.diagnostics);
    assert_int_equal(swap.count, 3);
    const model_schema *done = change_apply(&w.memory, before, &swap, &w.diagnostics);
    assert_int_equal(change_diff(&w.memory, done, after, &w.diagnostics).count, 0);
    assert_string_equal(world_codes(&w), "");
    world_close(&w);
}

/* The old name may be used again by something else; the note that was carried out does not take hold of it. */
static void test_old_name_is_free_again(void **state)
{
    (void)state;
    world w;
    world_open(&w);
    const model_schema *first = world_state(&w, "model Item { a: int }");
    change_list rename =
        change_diff(&w.memory, first, world_schema(&w, "model Product was Item { a: int }"), &w.diagnostics);
    const model_schema *second = change_apply(&w.memory, first, &rename, &w.diagnostics);
    const char *text = "model Product was Item { a: int } model Item table things { b: text }";
    change_list add = change_diff(&w.memory, second, world_schema(&w, text), &w.diagnostics);
    const model_schema *third = change_apply(&w.memory, second, &add, &w.diagnostics);
    text = "model Product was Item { a: int }";
    change_list drop = change_diff(&w.memory, third, world_schema(&w, text), &w.diagnostics);
    assert_int_equal(drop.count, 1);
    assert_int_equal(drop.items[0].kind, CHANGE_DROP_MODEL);
    assert_string_equal(world_codes(&w), "");
    world_close(&w);
}

int main(void)
{
    enum { ROWS = sizeof rows / sizeof *rows, OTHERS = 4 };
    struct CMUnitTest tests[ROWS + OTHERS] = {
        {"corrections are ready", test_corrections_are_ready, NULL, NULL, NULL},
        {"objects", test_objects, NULL, NULL, NULL},
        {"a swap happens once", test_swap_happens_once, NULL, NULL, NULL},
        {"an old name is free again", test_old_name_is_free_again, NULL, NULL, NULL},
    };
    for (size_t i = 0; i < ROWS; i++)
        tests[OTHERS + i] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, (void *)&rows[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
