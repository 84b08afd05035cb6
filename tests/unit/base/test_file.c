#define _XOPEN_SOURCE 700
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "compiler/base/file.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static arena memory;
static str folder;

static int setup(void **state)
{
    (void)state;
    char *name = mkdtemp((char *)(uintptr_t)str_copy(&memory, STR("/tmp/schemac-file-XXXXXX")).ptr);
    folder = str_from(name);
    return name ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    str command = str_format(&memory, "rm -rf '%s'", folder.ptr);
    int status = system(command.ptr);
    arena_free(&memory);
    return status;
}

static str in_folder(const char *name)
{
    return file_join(&memory, folder, str_from(name));
}

static file_status write_one(str path, const char *text)
{
    file_output_list files = {0};
    VEC_PUSH(&memory, &files, ((file_output){.path = path, .text = str_from(text)}));
    return file_write_all(&memory, &files, FILE_DURABLE);
}

static void writes_and_reads_back(void **state)
{
    (void)state;
    str path = in_folder("new/folder/a.txt");
    str text;
    assert_false(write_one(path, "one\n").failed);
    assert_false(file_read(&memory, path, &text).failed);
    assert_true(str_eq(text, STR("one\n")));
}

static void unchanged_files_are_not_touched(void **state)
{
    (void)state;
    str path = in_folder("same.txt");
    struct stat before;
    struct stat after;
    assert_false(write_one(path, "same").failed);
    assert_int_equal(stat(path.ptr, &before), 0);
    assert_false(write_one(path, "same").failed);
    assert_int_equal(stat(path.ptr, &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
    assert_false(write_one(path, "other").failed);
    assert_int_equal(stat(path.ptr, &after), 0);
    assert_int_not_equal(before.st_ino, after.st_ino);
}

/* The second cannot be put in place because a folder stands there: the first must be as it was, and nothing else
 * remain. */
static void all_or_none(void **state)
{
    (void)state;
    str first = in_folder("pair/first");
    str second = in_folder("pair/second");
    assert_false(write_one(first, "old").failed);
    assert_int_equal(mkdir(second.ptr, 0777), 0);
    file_output_list files = {0};
    VEC_PUSH(&memory, &files, ((file_output){.path = first, .text = STR("new")}));
    VEC_PUSH(&memory, &files, ((file_output){.path = in_folder("pair/third"), .text = STR("new")}));
    VEC_PUSH(&memory, &files, ((file_output){.path = second, .text = STR("new")}));
    file_status status = file_write_all(&memory, &files, FILE_REBUILDABLE);
    assert_true(status.failed);
    assert_true(str_eq(status.path, second));
    str text;
    assert_false(file_read(&memory, first, &text).failed);
    assert_true(str_eq(text, STR("old")));
    str_list left = {0};
    assert_false(file_glob(&memory, in_folder("pair/*"), &left).failed);
    assert_int_equal(left.count, 2);
}

static void bad_inputs_have_causes(void **state)
{
    (void)state;
    str text;
    file_status status = file_read(&memory, in_folder("missing"), &text);
    assert_true(status.failed && status.missing);
    status = file_read(&memory, folder, &text);
    assert_true(status.failed && !status.missing);
    assert_true(str_starts_with(status.cause, STR("it is a directory")));
    str huge = in_folder("huge");
    assert_false(write_one(huge, "").failed);
    assert_int_equal(truncate(huge.ptr, FILE_SIZE_LIMIT), 0);
    assert_true(file_read(&memory, huge, &text).failed);
}

static void paths_are_normalized(void **state)
{
    (void)state;
    static const char *rows[][2] = {
        {"a/./b/../c", "a/c"}, {"../a", "../a"}, {"a/../../b", "../b"}, {"/../a", "/a"}, {".", "."}, {"./a//b", "a/b"},
        {"a/..", "."},         {"/", "/"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(file_normalize(&memory, str_from(rows[i][0])).ptr, rows[i][1]);
    assert_true(str_eq(file_folder(&memory, STR("a/b/c")), STR("a/b")));
    assert_true(str_eq(file_folder(&memory, STR("c")), STR(".")));
    assert_true(str_eq(file_folder(&memory, STR("/c")), STR("/")));
    assert_true(str_eq(file_join(&memory, STR("a"), STR("/b")), STR("/b")));
    assert_true(str_eq(file_join(&memory, STR("a/"), STR("b")), STR("a/b")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_and_reads_back), cmocka_unit_test(unchanged_files_are_not_touched),
        cmocka_unit_test(all_or_none),           cmocka_unit_test(bad_inputs_have_causes),
        cmocka_unit_test(paths_are_normalized),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
