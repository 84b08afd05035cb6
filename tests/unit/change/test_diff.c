/* From two schemas to the changes between them, as text. */
#include "tests/unit/change/support.h"

typedef struct diff_row {
    const char *name;
    const char *before;
    const char *after;
    const char *changes;
} diff_row;

static const diff_row rows[] = {
#include "tests/unit/change/diff_rows.def"
};

static void test_row(void **state)
{
    const diff_row *row = *state;
    world w;
    world_open(&w);
    assert_string_equal(world_diff(&w, row->before, row->after), row->changes);
    world_close(&w);
}

int main(void)
{
    enum { COUNT = sizeof rows / sizeof *rows };
    struct CMUnitTest tests[COUNT];
    for (size_t i = 0; i < COUNT; i++)
        tests[i] = (struct CMUnitTest){rows[i].name, test_row, NULL, NULL, (void *)&rows[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
