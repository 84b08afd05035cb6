/* Schemas that other people wrote, from the corpus beside the project (SCHEMAC_CORPUS names another folder, or is
 * "none"): each one's database comes back the same. */
#include "tests/unit/inspect/sqlite_support.h"

#include "compiler/base/file.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>

/* Some of the files make a table twice, which no database does. */
enum { UNLOADABLE = 3 };

static bool file_goes_around(const char *path, size_t *unloadable)
{
    arena a = {0};
    str text;
    if (file_read(&a, str_from(path), &text).failed)
        fail_msg("%s cannot be read", path);
    bool loads = sqlite_can_run(text.ptr);
    if (!loads)
        print_message("SQLite does not take %s\n", path);
    *unloadable += !loads;
    bool good = !loads || sqlite_goes_around(&a, path, text.ptr, NULL);
    arena_free(&a);
    return good;
}

static size_t failures_of(const char *folder, const char *pattern, size_t *count, size_t *unloadable)
{
    arena a = {0};
    str path = str_format(&a, "%s/%s", folder, pattern);
    glob_t found = {0};
    size_t failures = 0;
    if (glob(path.ptr, 0, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; i++)
            failures += !file_goes_around(found.gl_pathv[i], unloadable);
    *count += found.gl_pathc;
    globfree(&found);
    arena_free(&a);
    return failures;
}

static void the_corpus_comes_back(void **state)
{
    (void)state;
    const char *folder = getenv("SCHEMAC_CORPUS");
    if (folder && !strcmp(folder, "none")) {
        print_message("without the corpus, as SCHEMAC_CORPUS says\n");
        return;
    }
    if (!folder || !*folder)
        folder = SCHEMAC_SOURCE_DIR "/../shared/corpus";
    size_t count = 0, unloadable = 0;
    size_t failures = failures_of(folder, "real/sqlite/*.sql", &count, &unloadable);
    failures += failures_of(folder, "pairs/sqlite/*/[ab].sql", &count, &unloadable);
    print_message("%zu schemas\n", count);
    if (!count)
        fail_msg("there is no corpus in %s; SCHEMAC_CORPUS=none does without", folder);
    assert_int_equal(failures, 0);
    assert_true(unloadable <= UNLOADABLE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_corpus_comes_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
