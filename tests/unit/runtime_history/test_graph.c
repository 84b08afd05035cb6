/* Folders as graphs: order, heads, what is refused, and that none of it grows faster than the folder. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

static void assert_ids(schemac_revision_list list, const char *expected)
{
    char ids[512] = "";
    for (size_t i = 0; i < list.count; i++) {
        strcat(ids, i ? " " : "");
        strcat(ids, list.items[i]->id);
    }
    assert_string_equal(ids, expected);
}

static void orders_by_parents_then_time_then_id(void **state)
{
    (void)state;
    char *folder = scratch_make();
    write_pair(folder, "1", "root", "base", "2026-01-05T00:00:00Z", "");
    write_pair(folder, "2", "late", "root", "2026-01-03T00:00:00Z", "");
    write_pair(folder, "3", "early", "root", "2026-01-02T00:00:00Z", "");
    write_pair(folder, "4", "twin_b", "early", "2026-01-09T00:00:00Z", "");
    write_pair(folder, "5", "twin_a", "late", "2026-01-09T00:00:00Z", "");
    write_pair(folder, "6", "merged", "twin_a twin_b", "2026-01-01T00:00:00Z", "");
    write_pair(folder, "7", "other", "base", "2026-01-01T00:00:00Z", "-- Depends: late");
    schemac_history *history = open_history(folder, SCHEMAC_SQL_SQLITE);
    assert_ids(schemac_history_revisions(history), "root early late other twin_a twin_b merged");
    assert_ids(schemac_history_heads(history), "other merged");
    assert_ids(schemac_history_bases(history), "root other");
    const schemac_revision *root = schemac_history_find(history, "root");
    assert_int_equal(root->child_count, 2);
    assert_string_equal(root->children[0]->id, "early");
    assert_int_equal(schemac_history_find(history, "merged")->parent_count, 2);
    schemac_history_close(history);
    scratch_remove(folder);
}

static void finds_what_lies_between(void **state)
{
    (void)state;
    char *folder = scratch_make();
    write_pair(folder, "1", "aaaa", "base", "2026-01-01T00:00:00Z", "");
    write_pair(folder, "2", "bbbb", "aaaa", "2026-01-02T00:00:00Z", "");
    write_pair(folder, "3", "cccc", "aaaa", "2026-01-03T00:00:00Z", "");
    write_pair(folder, "4", "dddd", "bbbb", "2026-01-04T00:00:00Z", "-- Depends: cccc");
    schemac_history *history = open_history(folder, SCHEMAC_SQL_SQLITE);
    schemac_revision_list from = {0};
    schemac_revision_list to = {0};
    schemac_revision_list list = {0};
    assert_int_equal(schemac_history_resolve_range(history, "aaaa:dddd", NULL, &from, &to, NULL), SCHEMAC_OK);
    assert_int_equal(schemac_history_between(history, from, to, &list, NULL), SCHEMAC_OK);
    assert_ids(list, "bbbb cccc dddd");
    assert_int_equal(schemac_history_resolve_range(history, ":bbbb", NULL, &from, &to, NULL), SCHEMAC_OK);
    assert_int_equal(schemac_history_between(history, from, to, &list, NULL), SCHEMAC_OK);
    assert_ids(list, "aaaa bbbb");
    schemac_history_close(history);
    scratch_remove(folder);
}

static void keeps_a_squash_beside_what_it_replaces(void **state)
{
    (void)state;
    char *folder = scratch_make();
    write_pair(folder, "1", "aaaa", "base", "2026-01-01T00:00:00Z", "");
    write_pair(folder, "2", "bbbb", "aaaa", "2026-01-02T00:00:00Z", "");
    write_pair(folder, "3", "squash", "base", "2026-01-03T00:00:00Z", "-- Replaces: aaaa bbbb");
    write_pair(folder, "4", "dddd", "squash", "2026-01-04T00:00:00Z", "");
    schemac_history *history = open_history(folder, SCHEMAC_SQL_SQLITE);
    assert_ids(schemac_history_heads(history), "dddd");
    assert_ptr_equal(schemac_history_find(history, "bbbb")->replaced_by, schemac_history_find(history, "squash"));
    schemac_history_close(history);
    scratch_remove(folder);
}

static void takes_a_squash_for_parents_that_are_gone(void **state)
{
    (void)state;
    char *folder = scratch_make();
    write_pair(folder, "3", "squash", "base", "2026-01-03T00:00:00Z", "-- Replaces: aaaa bbbb");
    write_pair(folder, "4", "dddd", "bbbb", "2026-01-04T00:00:00Z", "");
    schemac_history *history = open_history(folder, SCHEMAC_SQL_SQLITE);
    assert_ids(schemac_history_revisions(history), "squash dddd");
    assert_string_equal(schemac_history_find(history, "dddd")->parents[0]->id, "squash");
    schemac_history_close(history);
    scratch_remove(folder);
}

static void refuses_half_a_pair(void **state)
{
    (void)state;
    char *folder = scratch_make();
    write_text_file(folder, "a.up.sql", "-- Revision: aaaa\n-- Parent: base\n");
    assert_refused(folder, SCHEMAC_SQL_SQLITE, (const char *const[]){"a.up.sql", "no down file", NULL});
    scratch_remove(folder);
    folder = scratch_make();
    write_text_file(folder, "a.down.sql", "-- Revision: aaaa\n");
    assert_refused(folder, SCHEMAC_SQL_SQLITE, (const char *const[]){"a.down.sql", "no up file", NULL});
    scratch_remove(folder);
}

static void refuses_one_id_twice(void **state)
{
    (void)state;
    char *folder = scratch_make();
    write_pair(folder, "a", "same", "base", "2026-01-01T00:00:00Z", "");
    write_pair(folder, "b", "same", "base", "2026-01-01T00:00:00Z", "");
    assert_refused(folder, SCHEMAC_SQL_SQLITE, (const char *const[]){"one id", "a.down.sql", "b.down.sql", NULL});
    scratch_remove(folder);
}

static void refuses_an_unknown_parent(void **state)
{
    (void)state;
    char *folder = scratch_make();
    write_pair(folder, "a", "aaaa", "gone", "2026-01-01T00:00:00Z", "");
    assert_refused(folder, SCHEMAC_SQL_SQLITE, (const char *const[]){"a.up.sql", "Parent: gone", NULL});
    scratch_remove(folder);
}

static void refuses_a_cycle_and_names_its_files(void **state)
{
    (void)state;
    char *folder = scratch_make();
    write_pair(folder, "r", "root", "base", "2026-01-01T00:00:00Z", "");
    write_pair(folder, "a", "aaaa", "cccc", "2026-01-01T00:00:00Z", "");
    write_pair(folder, "b", "bbbb", "aaaa", "2026-01-01T00:00:00Z", "");
    write_pair(folder, "c", "cccc", "bbbb root", "2026-01-01T00:00:00Z", "");
    write_pair(folder, "0", "tail", "cccc", "2026-01-01T00:00:00Z", "");
    assert_refused(folder, SCHEMAC_SQL_SQLITE,
                   (const char *const[]){"cycle", "\"a.up.sql\"", "\"b.up.sql\"", "\"c.up.sql\"", NULL});
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_history *history;
    schemac_history_open(folder, SCHEMAC_SQL_SQLITE, &history, &err);
    assert_null(strstr(err.message, "0.up.sql"));
    assert_null(strstr(err.message, "r.up.sql"));
    scratch_remove(folder);
}

static void refuses_other_files(void **state)
{
    (void)state;
    char *folder = scratch_make();
    write_text_file(folder, "README.md", "nothing");
    write_text_file(folder, ".hidden.sql", "nothing");
    schemac_history_close(open_history(folder, SCHEMAC_SQL_SQLITE));
    write_text_file(folder, "seed.sql", "nothing");
    assert_refused(folder, SCHEMAC_SQL_SQLITE, (const char *const[]){"seed.sql", ".up.sql", NULL});
    scratch_remove(folder);
}

static void says_that_there_is_no_folder(void **state)
{
    (void)state;
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_history *history = NULL;
    assert_int_equal(schemac_history_open("/nonexistent/folder", SCHEMAC_SQL_SQLITE, &history, &err), SCHEMAC_IO);
    assert_non_null(strstr(err.message, "/nonexistent/folder"));
}

static void reads_the_subfolder_of_a_dialect(void **state)
{
    (void)state;
    char *folder = scratch_make();
    char inner[1024];
    snprintf(inner, sizeof inner, "%s/sqlite", folder);
    assert_int_equal(mkdir(inner, 0777), 0);
    write_pair(inner, "a", "aaaa", "base", "2026-01-01T00:00:00Z", "");
    schemac_history *history = open_history(folder, SCHEMAC_SQL_SQLITE);
    assert_ids(schemac_history_heads(history), "aaaa");
    schemac_history_close(history);
    history = open_history(folder, SCHEMAC_SQL_ANY);
    assert_ids(schemac_history_heads(history), "aaaa");
    schemac_history_close(history);
    assert_refused(folder, SCHEMAC_SQL_POSTGRESQL, (const char *const[]){"none for postgresql", NULL});
    write_pair(folder, "b", "bbbb", "base", "2026-01-01T00:00:00Z", "");
    assert_refused(folder, SCHEMAC_SQL_SQLITE, (const char *const[]){"and in subfolders", NULL});
    scratch_remove(folder);
}

static void refuses_another_dialect(void **state)
{
    (void)state;
    char *folder = scratch_make();
    write_pair(folder, "a", "aaaa", "base", "2026-01-01T00:00:00Z", "-- Dialect: postgresql");
    assert_refused(folder, SCHEMAC_SQL_SQLITE, (const char *const[]){"a.up.sql", "not for sqlite", NULL});
    scratch_remove(folder);
}

static void reads_embedded_revisions(void **state)
{
    (void)state;
    static const char up[] = "-- Revision: aaaa\n-- Parent: base\n\nSELECT 1;\n";
    static const char down[] = "-- Revision: aaaa\n";
    static const schemac_migration_file files[] = {
        {"postgresql/a.up.sql", up, sizeof up - 1},
        {"postgresql/a.down.sql", down, sizeof down - 1},
        {"sqlite/a.up.sql", up, sizeof up - 1},
        {"sqlite/a.down.sql", down, sizeof down - 1},
    };
    const schemac_migrations migrations = {files, 4};
    schemac_history *history = NULL;
    assert_int_equal(schemac_history_open_embedded(&migrations, SCHEMAC_SQL_SQLITE, &history, NULL), SCHEMAC_OK);
    assert_ids(schemac_history_heads(history), "aaaa");
    assert_string_equal(schemac_history_find(history, "aaaa")->up->path, "sqlite/a.up.sql");
    schemac_history_close(history);
}

/* Seconds that a history of `count` revisions takes: a chain with a merge at every tenth. */
static double seconds_for(int count)
{
    schemac_migration_file *files = calloc((size_t)count * 2, sizeof *files);
    char(*texts)[2][256] = calloc((size_t)count * 2, 256);
    char(*names)[2][32] = calloc((size_t)count * 2, 32);
    for (int i = 0; i < count; i++) {
        char parents[64] = "base";
        if (i > 0) {
            snprintf(parents, sizeof parents, i % 10 == 0 && i > 10 ? "r%06d r%06d" : "r%06d", i - 1, i - 9);
        }
        snprintf(texts[i][0], 256, "-- Revision: r%06d\n-- Parents: %s\n\nSELECT %d;\n", i, parents, i);
        snprintf(texts[i][1], 256, "-- Revision: r%06d\n", i);
        for (int half = 0; half < 2; half++) {
            snprintf(names[i][half], 32, "%06d.%s.sql", i, half ? "down" : "up");
            files[i * 2 + half] = (schemac_migration_file){names[i][half], texts[i][half], strlen(texts[i][half])};
        }
    }
    const schemac_migrations migrations = {files, (size_t)count * 2};
    schemac_history *history = NULL;
    clock_t begin = clock();
    assert_int_equal(schemac_history_open_embedded(&migrations, SCHEMAC_SQL_ANY, &history, NULL), SCHEMAC_OK);
    double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
    assert_int_equal(schemac_history_heads(history).count, 1);
    schemac_history_close(history);
    free(files);
    free(texts);
    free(names);
    return seconds;
}

static void grows_no_faster_than_the_folder(void **state)
{
    (void)state;
    double small = seconds_for(2000);
    double large = seconds_for(16000);
    /* 8 times as many: linear gives 8, quadratic 64. */
    assert_true(large < small * 24 + 0.05);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(orders_by_parents_then_time_then_id),
        cmocka_unit_test(finds_what_lies_between),
        cmocka_unit_test(keeps_a_squash_beside_what_it_replaces),
        cmocka_unit_test(takes_a_squash_for_parents_that_are_gone),
        cmocka_unit_test(refuses_half_a_pair),
        cmocka_unit_test(refuses_one_id_twice),
        cmocka_unit_test(refuses_an_unknown_parent),
        cmocka_unit_test(refuses_a_cycle_and_names_its_files),
        cmocka_unit_test(refuses_other_files),
        cmocka_unit_test(says_that_there_is_no_folder),
        cmocka_unit_test(reads_the_subfolder_of_a_dialect),
        cmocka_unit_test(refuses_another_dialect),
        cmocka_unit_test(reads_embedded_revisions),
        cmocka_unit_test(grows_no_faster_than_the_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
