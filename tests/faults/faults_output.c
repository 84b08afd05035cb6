/* Writing fails: nothing is half written, and what stood there stays. */
#define _XOPEN_SOURCE 700
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/project.h"

#include <stdio.h>

#include <stdlib.h>
#include <string.h>

static const char shop[] =
    "package shop\n\nmodel User table users {\n    id:    bigint primary key auto\n    name:  text\n}\n";

/* A limit on the size of files, with its signal ignored, fails a write in the middle as a full disk does. */
#define ON_FULL_DISK "trap '' XFSZ; ulimit -f 1; "

/* Root writes everywhere, unless it gives up the right to. */
#define WITHOUT_PRIVILEGE                                                                                              \
    "run() { if [ \"$(id -u)\" = 0 ]; then setpriv --bounding-set=-dac_override,-dac_read_search,-fowner "             \
    "--inh-caps=-all \"$@\"; else \"$@\"; fi; }; "

static void expect_files(project *p, const char *folder, const char *expected)
{
    char command[256];
    (void)snprintf(command, sizeof command, "ls -A %s | sort | tr '\\n' ' '", folder);
    assert_int_equal(project_shell(p, command), 0);
    assert_string_equal(p->last.out, expected);
}

static void compile_on_full_disk(void **state)
{
    project *p = *state;
    project_write(p, "shop.schema", shop);
    assert_int_equal(project_shell(p, ON_FULL_DISK "\"$SCHEMAC\" compile --out gen shop.schema"), 2);
    project_said(p, "File too large");
    expect_files(p, "gen", "");
}

static void compile_over_old_output_on_full_disk(void **state)
{
    project *p = *state;
    project_write(p, "shop.schema", shop);
    project_write(p, "gen/shop.h", "old header\n");
    project_write(p, "gen/shop.c", "old source\n");
    assert_int_equal(project_shell(p, ON_FULL_DISK "\"$SCHEMAC\" compile --out gen shop.schema"), 2);
    expect_files(p, "gen", "shop.c shop.h ");
    assert_int_equal(project_shell(p, "cat gen/shop.h gen/shop.c"), 0);
    assert_string_equal(p->last.out, "old header\nold source\n");
}

static void compile_into_read_only_folder(void **state)
{
    project *p = *state;
    project_write(p, "shop.schema", shop);
    project_write(p, "gen/keep", "");
    assert_int_equal(
        project_shell(p, WITHOUT_PRIVILEGE
                      "chmod 555 gen; run \"$SCHEMAC\" compile --out gen shop.schema; s=$?; chmod 755 gen; exit $s"),
        2);
    project_said(p, "Permission denied");
    expect_files(p, "gen", "keep ");
}

static void revision_on_full_disk(void **state)
{
    project *p = *state;
    project_write(p, "shop.schema", shop);
    assert_int_equal(project_shell(p, "mkdir migrations; " ON_FULL_DISK
                                      "\"$SCHEMAC\" revision -m \"$(head -c 3000 /dev/zero | tr "
                                      "'\\0' x)\" --schemas shop.schema --dialects sqlite"),
                     2);
    expect_files(p, "migrations", "");
}

static void fmt_in_read_only_folder(void **state)
{
    project *p = *state;
    project_write(p, "ro/shop.schema", "model   A {id:int primary key}\n");
    assert_int_equal(project_shell(p, WITHOUT_PRIVILEGE
                                   "chmod 555 ro; run \"$SCHEMAC\" fmt ro/shop.schema; s=$?; chmod 755 ro; exit $s"),
                     2);
    assert_int_equal(project_shell(p, "cat ro/shop.schema"), 0);
    assert_string_equal(p->last.out, "model   A {id:int primary key}\n");
}

static void nothing_is_written_when_there_is_an_error(void **state)
{
    project *p = *state;
    project_write(p, "bad.schema", "model A { id: nonsense }\n");
    project_expect(p, "compile --out gen bad.schema", 3);
    assert_false(project_has(p, "gen"));
    project_expect(p, "revision -m first --schemas bad.schema", 3);
    assert_false(project_has(p, "migrations"));
}

static void standard_output_is_full(void **state)
{
    project *p = *state;
    project_write(p, "shop.schema", shop);
    assert_int_equal(project_shell(p, "\"$SCHEMAC\" ddl --dialect sqlite shop.schema >/dev/full"), 2);
    project_said(p, "No space left on device");
}

static void unchanged_output_is_not_touched(void **state)
{
    project *p = *state;
    project_write(p, "shop.schema", shop);
    project_expect(p, "compile --out gen --depfile gen/shop.d shop.schema", 0);
    assert_int_equal(project_shell(p, "stat -c %i gen/shop.h gen/shop.c; cat gen/shop.d"), 0);
    char *before = strdup(p->last.out);
    project_expect(p, "compile --out gen --depfile gen/shop.d shop.schema", 0);
    assert_int_equal(project_shell(p, "stat -c %i gen/shop.h gen/shop.c; cat gen/shop.d"), 0);
    assert_string_equal(p->last.out, before);
    assert_non_null(strstr(before, "gen/shop.h gen/shop.c:"));
    free(before);
}

/* A database with a table that files of an earlier reading lack. */
static void make_read_folder(project *p, const char *more)
{
    assert_int_equal(project_shell(p, "sqlite3 a.db 'CREATE TABLE users (id INTEGER PRIMARY KEY)'"), 0);
    project_expect(p, "inspect sqlite:a.db --package shop --split --output found", 0);
    assert_int_equal(project_shell(p, more), 0);
    assert_int_equal(project_shell(p, "cp -r found before"), 0);
}

/* More text than the limit holds, in one of two files. */
#define LONG_TABLE                                                                                                     \
    "sqlite3 a.db \"CREATE TABLE a_small (id INTEGER PRIMARY KEY); CREATE TABLE long_one (id INTEGER PRIMARY "         \
    "KEY$(for i "                                                                                                      \
    "in $(seq 200); do printf ', a_column_%d text' $i; done)); ALTER TABLE users ADD COLUMN name text\""

static void inspect_into_new_folder_on_full_disk(void **state)
{
    project *p = *state;
    make_read_folder(p, LONG_TABLE);
    assert_int_equal(
        project_shell(p, ON_FULL_DISK "\"$SCHEMAC\" inspect sqlite:a.db --package shop --split --output other"), 2);
    project_said(p, "File too large");
    assert_int_equal(project_shell(p, "! ls -A other 2>/dev/null | grep ."), 0);
}

static void inspect_over_edited_files_on_full_disk(void **state)
{
    project *p = *state;
    make_read_folder(p, LONG_TABLE);
    assert_int_equal(project_shell(p, ON_FULL_DISK "\"$SCHEMAC\" inspect sqlite:a.db --split --output found"), 2);
    project_said(p, "File too large");
    assert_int_equal(project_shell(p, "diff -r before found"), 0);
}

static void inspect_into_read_only_folder(void **state)
{
    project *p = *state;
    make_read_folder(p, LONG_TABLE);
    assert_int_equal(project_shell(p, WITHOUT_PRIVILEGE "chmod 555 found; run \"$SCHEMAC\" inspect sqlite:a.db --split "
                                                        "--output found; s=$?; chmod 755 found; exit $s"),
                     2);
    project_said(p, "Permission denied");
    assert_int_equal(project_shell(p, "diff -r before found"), 0);
    assert_int_equal(project_shell(p, WITHOUT_PRIVILEGE "mkdir closed; chmod 555 closed; run \"$SCHEMAC\" inspect "
                                                        "sqlite:a.db --output closed/new; s=$?; exit $s"),
                     2);
    expect_files(p, "closed", "");
}

int main(void)
{
#define FAULT(name) cmocka_unit_test_setup_teardown(name, project_setup, project_teardown)
    const struct CMUnitTest tests[] = {
        FAULT(compile_on_full_disk),
        FAULT(compile_over_old_output_on_full_disk),
        FAULT(compile_into_read_only_folder),
        FAULT(revision_on_full_disk),
        FAULT(fmt_in_read_only_folder),
        FAULT(nothing_is_written_when_there_is_an_error),
        FAULT(inspect_into_new_folder_on_full_disk),
        FAULT(inspect_over_edited_files_on_full_disk),
        FAULT(inspect_into_read_only_folder),
        FAULT(standard_output_is_full),
        FAULT(unchanged_output_is_not_touched),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
