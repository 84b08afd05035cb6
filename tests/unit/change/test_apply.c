/* Changes that do not fit the state, and what stays of a state that was given out. */
#include "tests/unit/change/support.h"

static const char base_text[] = "enum E {\n    a\n    b\n}\n"
                                "model User {\n    id: int primary key\n    name: text\n    e: E = a\n"
                                "    check named_at_all (name <> \"\")\n    index by_name (name)\n}\n"
                                "model Post {\n    id: int primary key\n    user: ref User\n}\n"
                                "model Part {\n    id: int primary key\n    n: int\n    for postgresql {\n"
                                "        partition by list (id)\n        partition p default\n    }\n}\n"
                                "data Part key (id) {\n    {id: 1, n: 1}\n}\n";

typedef struct misfit_row {
    const char *changes;
    const char *codes;
    unsigned column; /* of the first report, on line 1 */
} misfit_row;

static const misfit_row rows[] = {
    {"add enum E { a }", "502", 5},
    {"drop enum F { a }", "501", 6},
    {"drop enum E { b a }", "503", 6},
    {"drop enum E { a b }", "504", 6},
    {"rename enum F to G", "501", 1},
    {"rename enum E type other to G type g", "503", 1},
    {"alter enum F { add c }", "501", 12},
    {"alter enum E { add a }", "502", 16},
    {"alter enum E { add c before d }", "501", 16},
    {"alter enum E { drop c }", "501", 16},
    {"alter enum E { drop a }", "503", 16},
    {"alter enum E { rename member c to d }", "501", 16},
    {"alter enum E { rename member a to b }", "502", 16},
    {"alter enum E { rename member a = \"x\" to c = \"x\" }", "503", 16},
    {"alter enum E { alter a retire to a }", "503", 16},
    {"alter enum E { reorder (b a) to (a b) }", "503", 16},
    {"alter enum E { alter type e stored as text to type e }", "503", 16},
    {"add model User { id: int }", "502", 5},
    {"drop model Other { id: int }", "501", 6},
    {"drop model Post { id: int primary key }", "503", 6},
    {"rename model Other to More", "501", 1},
    {"rename model Post to User", "502", 1},
    {"rename model Post table others to Article table articles", "503", 1},
    {"alter model Other { add a: int }", "501", 13},
    {"alter model User { alter table user unlogged to table user }", "503", 20},
    {"alter model User { add name: text }", "502", 20},
    {"alter model User { drop other: text }", "501", 20},
    {"alter model User { drop name: int }", "503", 20},
    {"alter model User { drop name: text }", "504 504", 20},
    {"alter model User { rename field other to more }", "501", 20},
    {"alter model User { rename field name to id }", "502", 20},
    {"alter model User { rename field name column x to more column x }", "503", 20},
    {"alter model User { alter name: text? to name: int }", "503", 20},
    {"alter model User { alter name: text to other: int }", "503", 20},
    {"alter model User { alter name: text to name: Other }", "504", 20},
    {"alter model User { add check named_at_all (name <> \"\") }", "502", 20},
    {"alter model User { drop check other (name <> \"\") }", "501", 20},
    {"alter model User { drop check named_at_all (name <> \"x\") }", "503", 20},
    {"alter model User { rename constraint other to more }", "501", 20},
    {"alter model User { rename constraint named_at_all to user_pkey }", "502", 20},
    {"alter model User { add index by_name (id) }", "502", 20},
    {"alter model User { drop index other (name) }", "501", 20},
    {"alter model User { drop index by_name (name desc) }", "503", 20},
    {"alter model User { rename index other to more }", "501", 20},
    {"alter model Post { add foreign key f (id) references Other (id) }", "504", 20},
    {"alter model Post { add foreign key f (id) references User (other) }", "504", 20},
    {"alter model Part { drop partition q default }", "501", 20},
    {"alter model Part { drop partition p for values in (1) }", "503", 20},
    {"alter model Part { add partition p for values in (1) }", "502", 20},
    {"alter model Part { alter partition p for values in (1) to partition p default }", "503", 20},
    {"alter model Part { alter partition p default to partition q default }", "503", 20},
    {"alter model Part { rename partition q to r }", "501", 20},
    {"alter model Part { rename partition p to p }", "502", 20},
    {"alter model Part { alter table part to table part partition by range (other) }", "503", 20},
    {"alter model Part { alter table part partition by list (id) to table part partition by list (other) }", "504", 20},
    {"alter model Part { drop row {id: 2} key (id) }", "501", 20},
    {"alter model Part { drop row {id: 1, n: 2} key (id) }", "503", 20},
    {"alter model Part { add row {id: 1} key (id) }", "502", 20},
    {"alter model Part { add row {other: 1} key (other) }", "504", 20},
    {"alter model Part { alter row {id: 1, n: 1} key (id) to row {id: 2, n: 1} key (id) }", "503", 20},
    {"alter model Part { drop n: int }", "504", 20},
    {"alter model User { drop row {id: 1} key (id) }", "501", 20},
};

static void test_misfit(void **state)
{
    const misfit_row *row = *state;
    world w;
    world_open(&w);
    const model_schema *base = world_state(&w, base_text);
    world_changes(&w, base, row->changes);
    if (w.diagnostics.errors == 0)
        fail_msg("nothing was reported");
    diagnostic_sort(&w.diagnostics, &w.sources);
    source_place place = source_locate(&w.sources, w.diagnostics.items.items[0].span);
    if (place.column != row->column)
        fail_msg("%s", world_reported(&w));
    assert_string_equal(world_codes(&w), row->codes);
    assert_true(model_schema_equal(base, world_state(&w, base_text)));
    world_close(&w);
}

/* What fits is applied, though something before it did not. */
static void test_rest_is_applied(void **state)
{
    (void)state;
    world w;
    world_open(&w);
    const model_schema *base = world_state(&w, "model A { a: int }");
    change_list changes = world_changes(&w, base, "alter model A { drop x: int  add b: int  add a: int  add c: int }");
    assert_string_equal(world_codes(&w), "501 502");
    const model_schema *result = change_apply(&w.memory, base, &changes, &w.diagnostics);
    assert_string_equal(world_codes(&w), "501 502");
    assert_true(model_schema_equal(result, world_state(&w, "model A { a: int  b: int  c: int }")));
    world_close(&w);
}

/* A history folded in one state gives at each point what applying list by list gives, and leaves earlier points alone.
 */
static void test_history(void **state)
{
    (void)state;
    static const char *const steps[] = {
        "add enum E { a b } add model A { id: int primary key  e: E = a }",
        "add model B { id: int primary key  a: int } alter model B { add foreign key f (a) references A (id) }",
        "rename model A to C alter model C { rename field id to key  rename constraint a_pkey to c_pkey }",
        "alter enum E { rename member a to x } rename enum E to F",
        "alter model C { add check ok (e in (x, b)) }",
        "rename model B to A rename model C to B rename model A to C",
        ("alter model C { drop foreign key f (a) references B (key) } drop model B { key: int  e: F = x"
         "  primary key named c_pkey (key)  check ok (e in (x, b)) }"),
    };
    world w;
    world_open(&w);
    change_state *folded = change_state_open(&w.memory, NULL);
    const model_schema *one_by_one = model_schema_make(&w.memory);
    const model_schema *points[sizeof steps / sizeof *steps];
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        change_list changes = world_changes(&w, one_by_one, steps[i]);
        one_by_one = change_apply(&w.memory, one_by_one, &changes, &w.diagnostics);
        change_state_apply(folded, &changes, &w.diagnostics);
        if (w.diagnostics.errors)
            fail_msg("step %zu: %s", i + 1, world_reported(&w));
        points[i] = change_state_schema(folded);
        assert_true(model_schema_equal(points[i], one_by_one));
    }
    assert_true(
        model_schema_equal(points[0], world_state(&w, "enum E { a b } model A { id: int primary key  e: E = a }")));
    assert_true(model_schema_equal(
        one_by_one, world_state(&w, "enum F { x b } model C { id: int  a: int  primary key named b_pkey (id) }")));
    world_close(&w);
}

int main(void)
{
    enum { ROWS = sizeof rows / sizeof *rows, OTHERS = 2 };
    struct CMUnitTest tests[ROWS + OTHERS] = {
        {"the rest is applied", test_rest_is_applied, NULL, NULL, NULL},
        {"a history is folded", test_history, NULL, NULL, NULL},
    };
    for (size_t i = 0; i < ROWS; i++)
        tests[OTHERS + i] = (struct CMUnitTest){rows[i].changes, test_misfit, NULL, NULL, (void *)&rows[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
