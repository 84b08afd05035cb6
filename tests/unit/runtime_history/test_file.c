/* One revision file: its header, change lines, segments, and what is refused. A folder of one pair is the way in. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char down_text[] = "-- Revision: 1f3a9c02b4d6\n\nSELECT 2;\n";

static void remove_down(const char *folder)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/a.down.sql", folder);
    assert_int_equal(remove(path), 0);
}

/* A folder whose up file is `text`. */
static char *folder_of(const char *text)
{
    char *folder = scratch_make();
    write_text_file(folder, "a.up.sql", text);
    write_text_file(folder, "a.down.sql", down_text);
    return folder;
}

static const char full[] = "-- Revision: 1f3a9c02b4d6\r\n"
                           "-- parent: base\r\n"
                           "-- Message: add \xC3\xA4 to products\r\n"
                           "-- Created: 2026-11-20T21:12:03Z\r\n"
                           "-- Dialect: postgresql\r\n"
                           "-- Branch: shop\r\n"
                           "-- Timeout: 30s\r\n"
                           "-- Lock-Timeout: 2min\r\n"
                           "-- Replaces: aaaa, bbbb\r\n"
                           "-- Phase: expand\r\n"
                           "-- Down: lossy: the column's values\r\n"
                           "-- Foreign-Keys: off\r\n"
                           "-- a remark: of any kind\r\n"
                           "--\r\n"
                           "--| alter model Product {\r\n"
                           "--|     add description2: text?\r\n"
                           "--|\r\n"
                           "--| }\r\n"
                           "-- Depends: base1\r\n"
                           "\r\n"
                           "ALTER TABLE products ADD COLUMN description2 text;\r\n";

static void reads_every_key(void **state)
{
    (void)state;
    char *folder = folder_of(full);
    write_pair(folder, "b", "base1", "base", "2026-01-01T00:00:00Z", "-- Dialect: postgresql");
    write_text_file(folder, "b.down.sql", "-- Revision: base1\n");
    schemac_history *history = open_history(folder, SCHEMAC_SQL_POSTGRESQL);
    const schemac_revision *revision = schemac_history_find(history, "1f3a9c02b4d6");
    const schemac_revision_file *file = revision->up;
    assert_string_equal(file->message, "add \xC3\xA4 to products");
    assert_string_equal(file->created, "2026-11-20T21:12:03Z");
    assert_int_equal(file->created_at, 1795209123);
    assert_int_equal(file->dialect, SCHEMAC_SQL_POSTGRESQL);
    assert_int_equal(file->parents.count, 0);
    assert_string_equal(file->branch, "shop");
    assert_int_equal(file->timeout_ms, 30000);
    assert_int_equal(file->lock_timeout_ms, 120000);
    assert_int_equal(file->replaces.count, 2);
    assert_string_equal(file->replaces.items[1], "bbbb");
    assert_string_equal(file->phase, "expand");
    assert_string_equal(file->down_note, "lossy: the column's values");
    assert_true(file->foreign_keys_off);
    assert_string_equal(file->changes, "alter model Product {\n    add description2: text?\n\n}\n");
    assert_int_equal(file->changes_line, 15);
    assert_int_equal(file->depends.count, 1);
    assert_int_equal(file->statement_count, 1);
    assert_int_equal(file->statements[0].line, 21);
    assert_ptr_equal(revision->depends[0], schemac_history_find(history, "base1"));
    schemac_history_close(history);
    scratch_remove(folder);
}

static const struct bad_file {
    const char *text;
    const char *message;
    int line, column;
} bad_files[] = {
    {"SELECT 1;", "lacks \"Revision:\"", 1, 1},
    {"-- Revision: abc\n", "lacks \"Parent:\"", 1, 1},
    {"-- Revision: a b\n", "expected a name", 1, 14},
    {"-- Revision: head\n", "expected a name", 1, 14},
    {"-- Revision: abc\n-- Revision: abc\n", "twice", 2, 1},
    {"-- Revision: abc\n-- Parent: a\n-- Parents: b\n", "twice", 3, 1},
    {"-- Revision: abc\n-- Parrent: base\n", "not known", 2, 4},
    {"-- Revision: abc\n-- Parent: base\n-- Created: yesterday\n", "expected a time", 3, 13},
    {"-- Revision: abc\n-- Parent: base\n-- Created: 2026-13-01T00:00:00Z\n", "expected a time", 3, 13},
    {"-- Revision: abc\n-- Parent: base\n-- Dialect: oracle\n", "expected postgresql", 3, 13},
    {"-- Revision: abc\n-- Parent: base\n-- Transaction: some\n", "expected none", 3, 17},
    {"-- Revision: abc\n-- Parent: base\n-- Timeout: 30\n", "expected a time", 3, 13},
    {"-- Revision: abc\n-- Parent: base\n-- Down: maybe\n", "expected lossless", 3, 10},
    {"-- Revision: abc\n-- Parent: base\n--| a\n--\n--| b\n", "one block", 5, 1},
    {"-- Revision: abc\n-- Parent: base\n--|a\n", "a space", 3, 4},
    {"-- Revision: abc\n-- Parent: base\n\n--| a\n", "below the header", 4, 1},
    {"-- Revision: abc\n-- Parent: base\n\nSELECT 1;\n  BEGIN;\n", "transactions", 5, 3},
    {"-- Revision: abc\n-- Parent: base\n\nrollback;\n", "transactions", 4, 1},
    {"-- Revision: abc\n-- Parent: base\n\nstart transaction;\n", "transactions", 4, 1},
    {"-- Revision: abc\n-- Parent: base\n\nSELECT 'a;\n", "no end", 4, 8},
    {"-- Revision: abc\n-- Parent: base\n\nSELECT 1\n--# segment 2: transaction\n;", "inside of a statement", 5, 1},
    {"-- Revision: abc\n-- Parent: base\n\nSELECT 1;\n--# segment 3: transaction\n", "expected \"--# segment 2", 5, 1},
    {"-- Revision: abc\n-- Parent: base\n\nSELECT 1;\n--# segment 2: own transaction\n", "expected \"--#", 5, 1},
    {"-- Revision: abc\n-- Parent: base\n\n--# segment 2: transaction\nSELECT 1;\n", "expected \"--# segment 1", 4, 1},
    {"-- Revision: abc\n-- Parent: base\n\n--# segment 1: batch 0 of t by id\nDELETE FROM t WHERE /*# batch */ a;\n",
     "expected \"--# segment 1", 4, 1},
    {"-- Revision: abc\n-- Parent: base\n\n--# segment 1: batch 5 of t\nDELETE FROM t WHERE /*# batch */ a;\n",
     "expected \"--# segment 1", 4, 1},
    {"-- Revision: abc\n-- Parent: base\n\n--# segment 1: batch 5 of t by id,\nDELETE FROM t WHERE /*# batch */ a;\n",
     "expected \"--# segment 1", 4, 1},
    {"-- Revision: abc\n-- Parent: base\n\n--# segment 1: batch 5 of t by id\nDELETE FROM t WHERE a;\n",
     "holds one statement", 4, 1},
    {"-- Revision: abc\n-- Parent: base\n\n--# segment 1: batch 5 of t by id\nSELECT /*# batch */;SELECT 2;\n",
     "holds one statement", 4, 1},
    {"-- Revision: abc\n-- Parent: base\n\n--# segment 1: batch 5 of t by id\n", "holds one statement", 4, 1},
};

static void refuses_bad_files_with_a_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad_files / sizeof bad_files[0]; i++) {
        char *folder = folder_of(bad_files[i].text);
        remove_down(folder);
        schemac_error err = SCHEMAC_ERROR_INIT;
        schemac_history *history = NULL;
        if (schemac_history_open(folder, SCHEMAC_SQL_POSTGRESQL, &history, &err) != SCHEMAC_INVALID ||
            !strstr(err.message, bad_files[i].message) || err.line != bad_files[i].line ||
            err.column != bad_files[i].column) {
            fail_msg("<%s>: %d:%d: %s", bad_files[i].text, err.line, err.column, err.message);
        }
        assert_non_null(strstr(err.file, "a.up.sql"));
        scratch_remove(folder);
    }
}

static void refuses_pragmas_that_would_do_nothing(void **state)
{
    (void)state;
    char *folder = folder_of("-- Revision: 1f3a9c02b4d6\n-- Parent: base\n\nPRAGMA foreign_keys = OFF;\n");
    assert_refused(folder, SCHEMAC_SQL_SQLITE, (const char *const[]){"PRAGMA foreign_keys", NULL});
    schemac_history_close(open_history(folder, SCHEMAC_SQL_POSTGRESQL));
    scratch_remove(folder);
}

static void assert_segment(const schemac_segment *segment, bool transactional, int line, size_t first, size_t count)
{
    assert_int_equal(segment->transactional, transactional);
    assert_int_equal(segment->line, line);
    assert_int_equal(segment->first, first);
    assert_int_equal(segment->count, count);
}

static void cuts_segments(void **state)
{
    (void)state;
    char *folder = folder_of("-- Revision: 1f3a9c02b4d6\n-- Parent: base\n\na; b;\n--# segment 2: no transaction\n"
                             "c;\n--# Segment 3: Transaction\n\nd; e;\n");
    schemac_history *history = open_history(folder, SCHEMAC_SQL_POSTGRESQL);
    const schemac_revision_file *file = schemac_history_revisions(history).items[0]->up;
    assert_int_equal(file->segment_count, 3);
    assert_segment(&file->segments[0], true, 4, 0, 2);
    assert_segment(&file->segments[1], false, 5, 2, 1);
    assert_segment(&file->segments[2], true, 7, 3, 2);
    schemac_history_close(history);
    scratch_remove(folder);
}

static void reads_segments_of_batches(void **state)
{
    (void)state;
    char *folder = folder_of("-- Revision: 1f3a9c02b4d6\n-- Parent: base\n\na;\n"
                             "--# segment 2: batch 5000 of \"my shop\" . orders by tenant , \"order id\"\n"
                             "UPDATE x SET y = '/*# batch */' WHERE /*# batch */ z;\n");
    schemac_history *history = open_history(folder, SCHEMAC_SQL_POSTGRESQL);
    const schemac_revision_file *file = schemac_history_revisions(history).items[0]->up;
    assert_segment(&file->segments[1], false, 5, 1, 1);
    assert_int_equal(file->segments[0].batch_rows, 0);
    assert_int_equal(file->segments[1].batch_rows, 5000);
    assert_string_equal(file->segments[1].batch_table, "\"my shop\" . orders");
    assert_int_equal(file->segments[1].batch_keys.count, 2);
    assert_string_equal(file->segments[1].batch_keys.items[0], "tenant");
    assert_string_equal(file->segments[1].batch_keys.items[1], "\"order id\"");
    schemac_history_close(history);
    scratch_remove(folder);
}

static void cuts_segments_from_the_first_line(void **state)
{
    (void)state;
    char *folder = folder_of("-- Revision: 1f3a9c02b4d6\n-- Parent: base\n-- Transaction: none\n"
                             "--# segment 1: transaction\na;\n");
    schemac_history *history = open_history(folder, SCHEMAC_SQL_POSTGRESQL);
    const schemac_revision_file *file = schemac_history_revisions(history).items[0]->up;
    assert_true(file->transaction_none);
    assert_int_equal(file->segment_count, 1);
    assert_segment(&file->segments[0], true, 4, 0, 1);
    schemac_history_close(history);
    scratch_remove(folder);
}

static void takes_savepoints(void **state)
{
    (void)state;
    char *folder = folder_of("-- Revision: 1f3a9c02b4d6\n-- Parent: base\n\nsavepoint a; rollback to a; release a;\n");
    schemac_history *history = open_history(folder, SCHEMAC_SQL_POSTGRESQL);
    assert_int_equal(schemac_history_revisions(history).items[0]->up->statement_count, 3);
    schemac_history_close(history);
    scratch_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_key),
        cmocka_unit_test(refuses_bad_files_with_a_place),
        cmocka_unit_test(refuses_pragmas_that_would_do_nothing),
        cmocka_unit_test(cuts_segments),
        cmocka_unit_test(reads_segments_of_batches),
        cmocka_unit_test(cuts_segments_from_the_first_line),
        cmocka_unit_test(takes_savepoints),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
