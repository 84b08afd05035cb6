/* PostgreSQL databases come back as they were, by pg_dump's word. */
#include "tests/unit/inspect/round.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name, *sql;
} cases[] = {
#define CASE(name, sql) {#name, sql},
#include "tests/unit/inspect/postgresql_cases.def"
#undef CASE
};
enum { N_CASES = sizeof cases / sizeof *cases };

static bool comes_back(size_t from, size_t to)
{
    arena a = {0};
    round_database database;
    round_open(&database);
    for (size_t i = from; i < to; i++) {
        char *message = round_try(&database, cases[i].sql);
        if (message)
            fail_msg("%s: %s", cases[i].name, message);
    }
    const char *wrong = round_trip(&a, &database, NULL);
    if (wrong && to == from + 1)
        print_error("%s: %s\n", cases[from].name, wrong);
    else if (wrong)
        print_error("all together: %.3000s\n", wrong);
    bool fine = !wrong;
    round_close(&database);
    arena_free(&a);
    return fine;
}

/* All of it in one database; where that is not the same, what is wrong alone. */
static void everything_comes_back(void **state)
{
    (void)state;
    size_t wrong = 0;
    if (!getenv("SCHEMAC_EACH_CASE") && comes_back(0, N_CASES))
        return;
    for (size_t i = 0; i < N_CASES; i++)
        wrong += !comes_back(i, i + 1);
    fail_msg("%zu of %d cases do not come back alone", wrong, (int)N_CASES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(everything_comes_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
