/* Expressions as PostgreSQL and SQLite spell them become trees, and come back to the same text. */
#include "tests/unit/sql/spelling.h"

#include <stdlib.h>

typedef struct row {
    const char *text;
    bool kept;
} row;

static const row rows[] = {
#define SPELLED(text) {text, false},
#define KEPT(text)    {text, true},
#include "tests/unit/sql/spelled.def"
};
enum { N_ROWS = sizeof rows / sizeof *rows };

/* The printed form, in the schema, is the same tree. */
static bool reads_back(place *p, const expression *e)
{
    str text = place_language(p, e);
    const expression *again = place_written(p, text.ptr);
    if (again && expression_equal(again, e) && str_eq(place_language(p, again), text))
        return true;
    print_error("does not read back: %s\n", text.ptr);
    return false;
}

static bool row_holds(place *p, const row *one)
{
    str first = place_deparse(p, one->text);
    const expression *e = place_read(p, first, DIALECT_POSTGRESQL);
    if ((e->kind == EXPRESSION_SQL) != one->kept) {
        print_error("%s: %s\n", one->kept ? "has a tree" : "has no tree", first.ptr);
        return false;
    }
    str printed = place_sql(p, e, DIALECT_POSTGRESQL);
    if (getenv("SCHEMAC_TEST_VERBOSE"))
        print_message("%s\n    %s\n    %s\n", first.ptr, printed.ptr, place_language(p, e).ptr);
    str again = place_deparse(p, printed.ptr);
    bool same = str_eq(first, again);
    if (!same)
        print_error("other text: %s\n   printed: %s\n     first: %s\n      then: %s\n", one->text, printed.ptr,
                    first.ptr, again.ptr);
    return reads_back(p, e) && same;
}

static void postgresql_gives_the_same_text_again(void **state)
{
    (void)state;
    place p;
    place_open(&p, DIALECT_POSTGRESQL);
    size_t wrong = 0;
    for (size_t i = 0; i < N_ROWS; i++)
        wrong += !row_holds(&p, &rows[i]);
    place_close(&p);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(postgresql_gives_the_same_text_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
