/* Writing pairs: names, texts, and that failure leaves nothing behind. */
#include "support.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const schemac_revision_side sqlite_side = {.dialect = SCHEMAC_SQL_SQLITE,
                                                  .up_sql = "CREATE TABLE a (id INTEGER);\n",
                                                  .down_sql = "DROP TABLE a;",
                                                  .up_remarks = "locks nothing",
                                                  .down_note = "lossy: the table a"};

static schemac_revision_draft draft_of(const char *message)
{
    return (schemac_revision_draft){.message = message,
                                    .changes = "add model A {\n    id: int\n\n}\n",
                                    .created_at = 1795209123,
                                    .sides = &sqlite_side,
                                    .side_count = 1};
}

static char *read_text_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *text = calloc(1, 8192);
    assert_true(fread(text, 1, 8191, file) > 0);
    fclose(file);
    return text;
}

static void assert_text(const char *path, const char *expected)
{
    char *text = read_text_file(path);
    assert_string_equal(text, expected);
    free(text);
}

static void writes_a_pair(void **state)
{
    (void)state;
    char *folder = scratch_make();
    schemac_revision_draft draft = draft_of("add the model A\n now");
    schemac_revision_written written;
    assert_int_equal(schemac_revision_write(folder, &draft, NULL, &written, NULL), SCHEMAC_OK);
    assert_int_equal(written.path_count, 2);
    char name[256];
    char text[2048];
    snprintf(name, sizeof name, "/2026_11_20_2112-%s_add_the_model_a_now.up.sql", written.id);
    assert_non_null(strstr(written.paths[0], name));
    snprintf(text, sizeof text,
             "-- Revision: %s\n-- Parent: base\n-- Message: add the model A now\n-- Created: 2026-11-20T21:12:03Z\n"
             "-- Dialect: sqlite\n-- Down: lossy: the table a\n--\n-- locks nothing\n--\n--| add model A {\n"
             "--|     id: int\n--|\n--| }\n\nCREATE TABLE a (id INTEGER);\n",
             written.id);
    assert_text(written.paths[0], text);
    snprintf(text, sizeof text,
             "-- Revision: %s\n-- Parent: base\n-- Message: add the model A now\n-- Created: 2026-11-20T21:12:03Z\n"
             "-- Dialect: sqlite\n\nDROP TABLE a;\n",
             written.id);
    assert_text(written.paths[1], text);
    schemac_history *history = open_history(folder, SCHEMAC_SQL_SQLITE);
    assert_string_equal(schemac_history_find(history, written.id)->up->changes, draft.changes);
    schemac_history_close(history);
    assert_int_equal(count_entries(folder), 2);
    schemac_revision_written_free(&written);
    scratch_remove(folder);
}

static void one_input_gives_one_id(void **state)
{
    (void)state;
    char first[SCHEMAC_REVISION_ID_SIZE];
    char second[SCHEMAC_REVISION_ID_SIZE];
    schemac_revision_draft draft = draft_of("a");
    schemac_revision_id(&draft, first);
    draft.created_at++;
    schemac_revision_id(&draft, second);
    assert_string_equal(first, second);
    assert_int_equal(strlen(first), 12);
    draft.message = "b";
    schemac_revision_id(&draft, second);
    assert_string_not_equal(first, second);
}

static void never_writes_over_a_file(void **state)
{
    (void)state;
    char *folder = scratch_make();
    schemac_revision_draft draft = draft_of("same");
    schemac_revision_written written;
    schemac_error err = SCHEMAC_ERROR_INIT;
    assert_int_equal(schemac_revision_write(folder, &draft, NULL, &written, NULL), SCHEMAC_OK);
    schemac_revision_written again;
    assert_int_equal(schemac_revision_write(folder, &draft, NULL, &again, &err), SCHEMAC_CONFLICT);
    assert_non_null(strstr(err.message, written.id));
    draft.created_at += 3600;
    assert_int_equal(schemac_revision_write(folder, &draft, NULL, &again, &err), SCHEMAC_CONFLICT);
    assert_int_equal(count_entries(folder), 2);
    /* One half that stands there already: neither half is written, and the one is left as it is. */
    assert_int_equal(unlink(written.paths[0]), 0);
    write_text_file("/", written.paths[1] + 1, "mine");
    draft.created_at -= 3600;
    assert_int_equal(schemac_revision_write(folder, &draft, NULL, &again, &err), SCHEMAC_CONFLICT);
    assert_int_equal(count_entries(folder), 1);
    assert_text(written.paths[1], "mine");
    schemac_revision_written_free(&written);
    scratch_remove(folder);
}

static void writes_a_pair_for_each_dialect(void **state)
{
    (void)state;
    char *folder = scratch_make();
    schemac_revision_draft draft = draft_of("both");
    schemac_revision_side sides[2] = {sqlite_side, sqlite_side};
    sides[1].dialect = SCHEMAC_SQL_POSTGRESQL;
    draft.sides = sides;
    draft.side_count = 2;
    const schemac_revision_naming naming = {.per_dialect = true, .file_template = "{id}_{dialect}"};
    schemac_revision_written written;
    assert_int_equal(schemac_revision_write(folder, &draft, &naming, &written, NULL), SCHEMAC_OK);
    assert_int_equal(written.path_count, 4);
    assert_non_null(strstr(written.paths[2], "/postgresql/"));
    schemac_history *history = open_history(folder, SCHEMAC_SQL_POSTGRESQL);
    assert_non_null(schemac_history_find(history, written.id));
    schemac_history_close(history);
    schemac_revision_written_free(&written);
    scratch_remove(folder);
}

static void names_follow_the_template(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *zone, *message, *expected;
    } cases[] = {
        {"%Y%m%d%H%M%S_{slug}_{id}", NULL, "A b", "/20261120211203_a_b_"},
        {"%H%M_{id}", "+02:30", "a", "/2342_"},
        {"%d_%H%M_{id}", "Asia/Tokyo", "a", "/21_0612_"},
        {"{id}_{slug}", NULL, "!!!", ".up.sql"},
        {"{slug}-{parent}-{id}", NULL, "x", "/x-base-"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *folder = scratch_make();
        schemac_revision_draft draft = draft_of(cases[i].message);
        const schemac_revision_naming naming = {.file_template = cases[i].pattern, .timezone = cases[i].zone};
        schemac_revision_written written;
        schemac_error err = SCHEMAC_ERROR_INIT;
        if (schemac_revision_write(folder, &draft, &naming, &written, &err)) {
            fail_msg("%s: %s", cases[i].pattern, err.message);
        }
        if (!strstr(written.paths[0], cases[i].expected) || strstr(written.paths[0], "_.up")) {
            fail_msg("%s gives %s", cases[i].pattern, written.paths[0]);
        }
        schemac_revision_written_free(&written);
        scratch_remove(folder);
    }
}

static void refuses_templates_that_give_no_name(void **state)
{
    (void)state;
    static const char *const patterns[] = {"a/{id}", ".{id}", "{who}", "%Q{id}", "%", "_"};
    char *folder = scratch_make();
    for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
        schemac_revision_draft draft = draft_of("a");
        const schemac_revision_naming naming = {.file_template = patterns[i]};
        schemac_revision_written written;
        assert_int_equal(schemac_revision_write(folder, &draft, &naming, &written, NULL), SCHEMAC_INVALID);
        assert_null(written.paths);
    }
    schemac_revision_draft draft = draft_of("a");
    const schemac_revision_naming naming = {.timezone = "Mars/Base"};
    schemac_revision_written written;
    assert_int_equal(schemac_revision_write(folder, &draft, &naming, &written, NULL), SCHEMAC_INVALID);
    assert_int_equal(count_entries(folder), 0);
    scratch_remove(folder);
}

static void makes_slugs(void **state)
{
    (void)state;
    static const struct {
        const char *message;
        int length;
        const char *expected;
    } cases[] = {
        {"Add description2 to products", 40, "add_description2_to_products"},
        {"  a  --  b!  ", 40, "a_b"},
        {"\xD0\x94\xD0\xBE\xD0\xB1\xD0\xB0\xD0\xB2\xD0\xB8\xD1\x82\xD1\x8C \xD1\x86\xD0\xB5\xD0\xBD\xD1\x83", 40,
         "\xD0\xB4\xD0\xBE\xD0\xB1\xD0\xB0\xD0\xB2\xD0\xB8\xD1\x82\xD1\x8C_\xD1\x86\xD0\xB5\xD0\xBD\xD1\x83"},
        {"Cafe\xCC\x81", 40, "caf\xC3\xA9"},
        {"\xE4\xBE\xA1\xE6\xA0\xBC", 40, "\xE4\xBE\xA1\xE6\xA0\xBC"},
        {"one two three four", 12, "one_two"},
        {"one two three four", 13, "one_two_three"},
        {"abcdefghij", 4, "abcd"},
        {"\xC3\xA4\xC3\xB6\xC3\xBC", 2, "\xC3\xA4\xC3\xB6"},
        {"\xF0\x9F\x98\x80 !", 40, ""},
        {"\xFF"
         "A b",
         40, "a_b"},
        {"", 40, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *slug = schemac_revision_slug(cases[i].message, cases[i].length);
        assert_string_equal(slug, cases[i].expected);
        free(slug);
    }
}

static void refuses_sql_that_could_not_be_read(void **state)
{
    (void)state;
    char *folder = scratch_make();
    schemac_revision_side side = sqlite_side;
    side.up_sql = "SELECT 'open";
    schemac_revision_draft draft = draft_of("a");
    draft.sides = &side;
    schemac_revision_written written;
    schemac_error err = SCHEMAC_ERROR_INIT;
    assert_int_equal(schemac_revision_write(folder, &draft, NULL, &written, &err), SCHEMAC_INVALID);
    assert_non_null(strstr(err.message, "no end"));
    assert_int_equal(count_entries(folder), 0);
    scratch_remove(folder);
}

/* Runs `attempt` in a process of its own, whose limits and user it may change; it returns 0 if all was as expected. */
static void in_a_child(int (*attempt)(const char *folder), const char *folder)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        _exit(attempt(folder));
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static int write_with(const char *folder, const char *up_sql, schemac_code expected, int error_number)
{
    schemac_revision_side side = sqlite_side;
    side.up_sql = up_sql;
    schemac_revision_draft draft = draft_of("a");
    draft.sides = &side;
    schemac_revision_written written;
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_code code = schemac_revision_write(folder, &draft, NULL, &written, &err);
    return code == expected && err.native == error_number && written.paths == NULL ? 0 : 1;
}

/* A file that cannot grow stands for a disk that is full: both end a write in the middle. */
static int attempt_without_room(const char *folder)
{
    const struct rlimit limit = {4096, 4096};
    signal(SIGXFSZ, SIG_IGN);
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0) {
        return 2;
    }
    static char sql[20000];
    memset(sql, ' ', sizeof sql - 1);
    memcpy(sql, "SELECT 1", 8);
    return write_with(folder, sql, SCHEMAC_IO, EFBIG);
}

static void a_full_disk_leaves_nothing(void **state)
{
    (void)state;
    char *folder = scratch_make();
    in_a_child(attempt_without_room, folder);
    assert_int_equal(count_entries(folder), 0);
    scratch_remove(folder);
}

static int attempt_without_rights(const char *folder)
{
    if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) {
        return 2;
    }
    return write_with(folder, "SELECT 1;", SCHEMAC_IO, EACCES);
}

static void a_read_only_folder_is_said(void **state)
{
    (void)state;
    char *folder = scratch_make();
    assert_int_equal(chmod(folder, 0555), 0);
    in_a_child(attempt_without_rights, folder);
    assert_int_equal(chmod(folder, 0755), 0);
    assert_int_equal(count_entries(folder), 0);
    scratch_remove(folder);
}

static void makes_the_folder_but_not_its_parents(void **state)
{
    (void)state;
    char *folder = scratch_make();
    char inner[1024];
    snprintf(inner, sizeof inner, "%s/migrations", folder);
    schemac_revision_draft draft = draft_of("a");
    schemac_revision_written written;
    assert_int_equal(schemac_revision_write(inner, &draft, NULL, &written, NULL), SCHEMAC_OK);
    assert_int_equal(count_entries(inner), 2);
    schemac_revision_written_free(&written);
    snprintf(inner, sizeof inner, "%s/not/there", folder);
    assert_int_equal(schemac_revision_write(inner, &draft, NULL, &written, NULL), SCHEMAC_IO);
    scratch_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_a_pair),
        cmocka_unit_test(one_input_gives_one_id),
        cmocka_unit_test(never_writes_over_a_file),
        cmocka_unit_test(writes_a_pair_for_each_dialect),
        cmocka_unit_test(names_follow_the_template),
        cmocka_unit_test(refuses_templates_that_give_no_name),
        cmocka_unit_test(makes_slugs),
        cmocka_unit_test(refuses_sql_that_could_not_be_read),
        cmocka_unit_test(a_full_disk_leaves_nothing),
        cmocka_unit_test(a_read_only_folder_is_said),
        cmocka_unit_test(makes_the_folder_but_not_its_parents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
