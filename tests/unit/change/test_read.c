/* Changes as a person may write them: shorter than the printer does, with the same meaning. */
#include "tests/unit/change/support.h"

typedef struct read_row {
    const char *name;
    const char *state;
    const char *written;
    const char *printed;
} read_row;

static const read_row rows[] = {
    {"a table's name follows the model's", "model Item { a: int }", "rename model Item to OrderLine",
     "rename model Item to OrderLine\n"},
    {"a table with a name of its own stays", "model Item table things { a: int }", "rename model Item to Product",
     "rename model Item table things to Product table things\n"},
    {"a column's name follows the field's", "model A { a: int }", "alter model A { rename field a to b }",
     "alter model A {\n    rename field a to b\n}\n"},
    {"a column with a name of its own stays", "model A { a: int column x }", "alter model A { rename field a to b }",
     "alter model A {\n    rename field a column x to b column x\n}\n"},
    {"a label of its own stays", "enum E { a = \"one\" } model M { e: E }", "alter enum E { rename member a to b }",
     "alter enum E {\n    rename member a = \"one\" to b = \"one\"\n}\n"},
    {"a field with attributes brings its constraints", "model A { a: int }",
     "alter model A { add b: text unique index }",
     "alter model A {\n    add b: text\n    add unique a_b_key (b)\n    add index ix_a_b (b)\n}\n"},
    {"and takes them along", "model A { a: int  b: text unique index }", "alter model A { drop b: text unique index }",
     "alter model A {\n    drop unique a_b_key (b)\n    drop index ix_a_b (b)\n    drop b: text\n}\n"},
    {"items without names get those of the template", "model A { a: int }",
     "alter model A { add unique (a)  add index (a) }",
     "alter model A {\n    add unique a_a_key (a)\n    add index ix_a_a (a)\n}\n"},
    {"names of the template follow a rename before them", "model A { a: int }",
     "rename model A to B alter model B { rename field a to x  add unique (x) }",
     "rename model A to B\n\nalter model B {\n    rename field a to x\n    add unique b_x_key (x)\n}\n"},
    {"a place behind another member", "enum E { a b } model M { e: E }",
     "alter enum E { add x after a  add y after b }", "alter enum E {\n    add x before b\n    add y\n}\n"},
    {"members in the state at hand", "enum E { a } model M { e: E }",
     "alter enum E { add b } alter model M { alter e: E to e: E = b }",
     "alter enum E {\n    add b\n}\n\nalter model M {\n    alter e: E to e: E = b\n}\n"},
    {"for one dialect", "model A { a: int }", "alter model A { add for sqlite { b: int } }",
     "alter model A {\n    add for sqlite { b: int }\n}\n"},
    {"a model for one dialect", "", "add for postgresql { model A { a: int } }",
     "add for postgresql {\n    model A {\n        a: int\n    }\n}\n"},
    {"docs of both sides", "model A {\n/// one\na: int\n}",
     "alter model A {\n/// one\nalter a: int to\n/// two\na: bigint\n}",
     "alter model A {\n    /// one\n    alter a: int\n    to\n        /// two\n        a: bigint\n}\n"},
    {"a view becomes another", "/// one\nview v \"SELECT 1\"",
     "/// one\nalter view v \"SELECT 1\" to\n/// two\nview v after x \"SELECT 2\"",
     "/// one\nalter view v \"\"\"\n    SELECT 1\n    \"\"\"\n    to\n        /// two\n        view v after x \"\"\"\n"
     "            SELECT 2\n            \"\"\"\n"},
    {"a view by its snake case", "view OldOnes \"SELECT 1\"", "rename view OldOnes to NewOnes",
     "rename view OldOnes to NewOnes\n"},
    {"a view by another name", "view Ones table those \"SELECT 1\"", "rename view Ones table those to Ones table these",
     "rename view Ones table those to Ones table these\n"},
    {"a sequence for one dialect", "for postgresql { sequence s (start 5, cycle) }",
     "rename sequence s to t for postgresql\n"
     "alter for postgresql { sequence t (start 5, cycle) } to for postgresql { sequence t in x }",
     "rename sequence s to t for postgresql\n\nalter for postgresql {\n    sequence t (start = 5, cycle)\n} to for "
     "postgresql {\n    sequence t in x\n}\n"},
    {"a text that no quotes can hold", "", "add raw r up \"a\\\"\\\"\\\"b\" down \"\"",
     "add raw r up \"a\\\"\\\"\\\"b\" down \"\"\n"},
    {"the indent of a text", "", "add raw r up \"\"\"\n        one  \n\n          two\n\n    \"\"\"",
     "add raw r up \"\"\"\n    one  \n\n      two\n    \"\"\"\n"},
    {"the end of a trigger", "trigger t for sqlite up \"CREATE TRIGGER t …\"",
     "drop trigger t for sqlite up \"CREATE TRIGGER t …\"",
     "drop for sqlite {\n    trigger t up \"\"\"\n        CREATE TRIGGER t …\n        \"\"\"\n}\n"},
};

static void test_row(void **state)
{
    const read_row *row = *state;
    world w;
    world_open(&w);
    change_list changes = world_changes(&w, world_state(&w, row->state), row->written);
    if (w.diagnostics.errors)
        fail_msg("%s", world_reported(&w));
    assert_string_equal(world_print(&w, &changes), row->printed);
    world_close(&w);
}

typedef struct refused_row {
    const char *written;
    const char *codes;
} refused_row;

static const refused_row refused[] = {
    {"add query q: exec \"DELETE FROM a\"", "505"},
    {"drop extension citext", "501"},
    {"alter view v \"SELECT 1\" to view v \"SELECT 2\"", "501"},
    {"rename sequence a to b", "501"},
    {"add view v \"SELECT 1\" add view v \"SELECT 1\"", "502"},
    {"add view v \"SELECT 1\" drop view v \"SELECT 2\"", "503"},
    {"alter model A { add unlogged }", "505"},
};

static void test_refused(void **state)
{
    const refused_row *row = *state;
    world w;
    world_open(&w);
    world_changes(&w, world_state(&w, "model A { a: int }"), row->written);
    assert_string_equal(world_codes(&w), row->codes);
    world_close(&w);
}

/* A long line is broken before `to`. */
static void test_long_lines(void **state)
{
    (void)state;
    world w;
    world_open(&w);
    const char *before = "model Account { balance_of_the_account: decimal(10,2) = 0 column balance_in_the_old_system }";
    const char *after = "model Account { balance_of_the_account: decimal(20,4) = 0 column balance_in_the_old_system }";
    assert_string_equal(world_diff(&w, before, after),
                        "alter model Account {\n"
                        "    alter balance_of_the_account: decimal(10,2) = 0 column balance_in_the_old_system\n"
                        "    to balance_of_the_account: decimal(20,4) = 0 column balance_in_the_old_system\n"
                        "}\n");
    world_close(&w);
}

int main(void)
{
    enum { ROWS = sizeof rows / sizeof *rows, REFUSED = sizeof refused / sizeof *refused };
    struct CMUnitTest tests[ROWS + REFUSED + 1] = {{"long lines", test_long_lines, NULL, NULL, NULL}};
    for (size_t i = 0; i < ROWS; i++)
        tests[1 + i] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, (void *)&rows[i]};
    for (size_t i = 0; i < REFUSED; i++)
        tests[1 + ROWS + i] = (struct CMUnitTest){refused[i].written, test_refused, NULL, NULL, (void *)&refused[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
