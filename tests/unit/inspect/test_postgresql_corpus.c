/* Real schemas from the corpus: each comes back the same. SCHEMAC_CORPUS names its folder, beside the project if it is
 * not set; SCHEMAC_CORPUS_FILES, a list of files instead. */
#include "tests/support/process.h"
#include "tests/unit/inspect/round.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The files name roles that must be there: "postgres", and those of a file `roles` beside them. */
static void make_roles(const round_database *database, const char *file)
{
    char command[2600];
    (void)snprintf(command, sizeof command,
                   "{ echo postgres; cat \"$(dirname '%s')/roles\" 2>/dev/null; } | while read -r role; do"
                   " psql -X -q -c \"CREATE ROLE \\\"$role\\\"\" \"%s\" 2>/dev/null; done; true",
                   file, database->address);
    process_result result = process_run(NULL, command);
    process_free(&result);
}

/* psql knows what its own commands mean. */
static void load(const round_database *database, const char *file)
{
    char command[2600];
    make_roles(database, file);
    (void)snprintf(command, sizeof command,
                   "PGOPTIONS='-c client_min_messages=error' psql -X -q -v ON_ERROR_STOP=1 -f '%s' \"%s\"", file,
                   database->address);
    process_result result = process_run(NULL, command);
    if (result.status)
        fail_msg("%s: %s", file, result.err);
    process_free(&result);
}

static bool comes_back(const char *file)
{
    arena a = {0};
    round_database database;
    round_open(&database);
    load(&database, file);
    const char *wrong = round_trip(&a, &database, NULL);
    if (wrong)
        print_error("%s: %s\n", file, wrong);
    round_close(&database);
    bool fine = !wrong;
    arena_free(&a);
    return fine;
}

static void every_schema_comes_back(void **state)
{
    (void)state;
    const char *folder = getenv("SCHEMAC_CORPUS"), *files = getenv("SCHEMAC_CORPUS_FILES");
    char command[2048];
    (void)snprintf(command, sizeof command, "ls %s%s",
                   files    ? files
                   : folder ? folder
                            : SCHEMAC_SOURCE_DIR "/../shared/corpus",
                   files ? "" : "/real/postgresql/*.sql");
    process_result list = process_run(NULL, command);
    size_t wrong = 0, count = 0;
    if (list.status)
        fail_msg("the corpus is not there: %s", list.err);
    for (char *file = strtok(list.out, "\n"); file; file = strtok(NULL, "\n")) {
        count++;
        wrong += !comes_back(file);
    }
    print_message("%zu schemas, %zu do not come back\n", count, wrong);
    process_free(&list);
    assert_true(count > 0);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_schema_comes_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
