/* Changes in a line, and what loses data. */
#include "tests/unit/change/support.h"

static const char state_text[] =
    "enum E { a b c } model User table users { id: int primary key  name: varchar(20)  e: E "
    "n: decimal(10,2)  t: timestamp  g: int generated (id + 1) stored }";

typedef struct describe_row {
    const char *change;
    const char *described;
    const char *loses; /* NULL: nothing */
} describe_row;

static const describe_row rows[] = {
    {"add enum F { x }", "add enum F", NULL},
    {"rename enum E to F", "rename enum E to F", NULL},
    {"alter enum E { add d }", "add member E.d", NULL},
    {"alter enum E { drop c }", "drop member E.c", "drops member E.c"},
    {"alter enum E { rename member a = \"a\" to a = \"A\" }", "rename member E.a to a (a to A)", NULL},
    {"alter enum E { reorder (a b c) to (c b a) }", "reorder members E", NULL},
    {"add model A { id: int }", "add model A", NULL},
    {"rename model User to Person", "rename model User to Person", NULL},
    {"alter model User { add a: text? = \"x\" }", "add column User.a: text? = \"x\"", NULL},
    {"alter model User { drop name: varchar(20) }", "drop column User.name: varchar(20)", "drops column User.name"},
    {"alter model User { drop g: int generated (id + 1) stored }", "drop column User.g: int generated (id + 1) stored",
     NULL},
    {"alter model User { rename field name to title }", "rename column User.name to title", NULL},
    {"alter model User { alter name: varchar(20) to name: varchar(30) }",
     "alter column User.name: varchar(20) to name: varchar(30)", NULL},
    {"alter model User { alter name: varchar(20) to name: text }", "alter column User.name: varchar(20) to name: text",
     NULL},
    {"alter model User { alter name: varchar(20) to name: varchar(10) }",
     "alter column User.name: varchar(20) to name: varchar(10)",
     "narrows column User.name from varchar(20) to varchar(10)"},
    {"alter model User { alter id: int to id: bigint }", "alter column User.id: int to id: bigint", NULL},
    {"alter model User { alter id: int to id: smallint }", "alter column User.id: int to id: smallint",
     "narrows column User.id from int to smallint"},
    {"alter model User { alter id: int to id: text }", "alter column User.id: int to id: text", NULL},
    {"alter model User { alter id: int to id: double }", "alter column User.id: int to id: double", NULL},
    {"alter model User { alter n: decimal(10,2) to n: decimal(12,2) }",
     "alter column User.n: decimal(10,2) to n: decimal(12,2)", NULL},
    {"alter model User { alter n: decimal(10,2) to n: decimal(11,4) }",
     "alter column User.n: decimal(10,2) to n: decimal(11,4)",
     "narrows column User.n from decimal(10,2) to decimal(11,4)"},
    {"alter model User { alter t: timestamp to t: date }", "alter column User.t: timestamp to t: date",
     "narrows column User.t from timestamp to date"},
    {"alter model User { alter t: timestamp to t: timestamptz }", "alter column User.t: timestamp to t: timestamptz",
     NULL},
    {"alter model User { alter e: E to e: text }", "alter column User.e: E to e: text", NULL},
    {"alter model User { alter name: varchar(20) to name: varchar(20)? }",
     "alter column User.name: varchar(20) to name: varchar(20)?", NULL},
    {"alter model User { add check ok (id > 0) }", "add constraint User: check ok (id > 0)", NULL},
    {"alter model User { add index i (id desc) }", "add index User: index i (id desc)", NULL},
    {"alter model User { rename constraint user_pkey to p }", NULL, NULL},
    {"drop model User table users { id: int primary key  name: varchar(20)  e: E  n: decimal(10,2)  t: timestamp  g: "
     "int "
     "generated (id + 1) stored }",
     "drop model User", "drops table users"},
};

static void test_row(void **state)
{
    const describe_row *row = *state;
    world w;
    world_open(&w);
    change_list changes = world_changes(&w, world_state(&w, state_text), row->change);
    assert_true(changes.count > 0);
    writer out = writer_make(&w.memory);
    change_describe(&changes.items[0], &out);
    if (row->described)
        assert_string_equal(writer_result(&out).ptr, row->described);
    str why = {0};
    assert_int_equal(change_loses_data(&w.memory, &changes.items[0], &why), row->loses != NULL);
    if (row->loses)
        assert_string_equal(why.ptr, row->loses);
    world_close(&w);
}

/* Every kind has a name, and its inverse's inverse is itself. */
static void test_kinds(void **state)
{
    (void)state;
    for (change_kind kind = 0; kind < CHANGE_KIND_COUNT; kind++) {
        assert_non_null(change_info(kind)->name);
        assert_int_equal(change_info(change_info(kind)->inverse)->inverse, kind);
    }
}

int main(void)
{
    enum { ROWS = sizeof rows / sizeof *rows };
    struct CMUnitTest tests[ROWS + 1] = {{"kinds", test_kinds, NULL, NULL, NULL}};
    for (size_t i = 0; i < ROWS; i++)
        tests[1 + i] = (struct CMUnitTest){rows[i].change, test_row, NULL, NULL, (void *)&rows[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
