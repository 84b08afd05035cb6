/* The program as other programs meet it: one JSON document for each question, data and talk kept apart, examples that
 * run as they are printed, and the same text for the same input wherever and whenever it is asked. */
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

static const char old_shop[] = "package shop\n\nmodel User table users {\n    id:    bigint primary key auto\n"
                               "    name:  varchar(40) unique\n}\n";
static const char new_shop[] = "package shop\n\nmodel User table users {\n    id:    bigint primary key auto\n"
                               "    name:  varchar(20) unique\n    text:  text?\n}\n";

/* A project on both databases with one revision and a schema that has gone on since. */
static void make_project(project *p)
{
    project_write(p, "schemac.project",
                  "project shop {\n    schemas \"shop.schema\"\n    dialects sqlite postgresql\n"
                  "    database \"sqlite:shop.db\"\n}\n");
    project_write(p, "old.schema", old_shop);
    project_write(p, "new.schema", new_shop);
    project_write(p, "shop.schema", old_shop);
    project_expect(p, "revision -m 'first tables' --date 2026-01-01T10:00:00Z", 0);
    project_write(p, "shop.schema", new_shop);
}

/* --- one document --- */

static void expect_json(project *p, const char *arguments, int status)
{
    project_expect(p, arguments, status);
    if (!process_write(p->folder, "answer.json", p->last.out))
        fail_msg("cannot keep the answer");
    assert_int_equal(project_shell(p, "sqlite3 :memory: \"select json_valid(cast(readfile('answer.json') as text))\""),
                     0);
    if (strcmp(p->last.out, "1\n") != 0) {
        (void)project_shell(p, "cat answer.json");
        fail_msg("schemac %s: not one JSON document:\n%s", arguments, p->last.out);
    }
}

static void answers_offline_are_one_document(void **state)
{
    project *p = *state;
    make_project(p);
    project_write(p, "bad.schema", "model A {\n    id: int primary key\n    b: ref Bee\n}\n");
    expect_json(p, "check --format json", 0);
    expect_json(p, "check --format json bad.schema", 3);
    expect_json(p, "check --format sarif bad.schema", 3);
    expect_json(p, "diff --from old.schema --to new.schema --format json", 1);
    expect_json(p, "diff --from old.schema --to old.schema --format json", 0);
    expect_json(p, "diff --from old.schema --to bad.schema --format json", 3);
    expect_json(p, "diff --from rev:head --format json", 1);
    expect_json(p, "plan --from old.schema --to new.schema -d sqlite --format json", 0);
    expect_json(p, "plan --from old.schema --to bad.schema -d sqlite --format json", 3);
    expect_json(p, "history --format json", 0);
    expect_json(p, "explain --format json", 0);
    expect_json(p, "explain E0203 --format json", 0);
    expect_json(p, "version --format json", 0);
    expect_json(p, "revision -m second --allow-data-loss --format json", 0);
}

static void answers_about_a_database_are_one_document(void **state)
{
    project *p = *state;
    char databases[2][600] = {"sqlite:shop.db"};
    make_project(p);
    project_expect(p, "revision -m second --allow-data-loss --online on --format json", 0);
    (void)snprintf(databases[1], sizeof databases[1], "%s", project_new_postgresql());
    for (size_t i = 0; i < 2; i++) {
        (void)setenv("SCHEMAC_DATABASE", databases[i], 1);
        expect_json(p, "plan --format json", 0);
        expect_json(p, "upgrade --format json", 0);
        expect_json(p, "upgrade --format json", 0);
        expect_json(p, "current --format json", 0);
        expect_json(p, "history --applied --format json", 0);
        expect_json(p, "plan --down --format json", 0);
        expect_json(p, "check --url \"$SCHEMAC_DATABASE\" --format json", 0);
        expect_json(p, "check --url \"$SCHEMAC_DATABASE\" --format json old.schema", 1);
        expect_json(p, "diff --from old.schema --to \"$SCHEMAC_DATABASE\" --format json", 1);
        expect_json(p, "doctor --format json", 0);
        expect_json(p, "downgrade base --format json", 0);
        project_expect(p, "check --url \"$SCHEMAC_DATABASE\" --format sarif", 2);
    }
    (void)unsetenv("SCHEMAC_DATABASE");
}

/* --- examples and help --- */

/* In the order in which a person would come to them. */
static void examples_run_as_printed(void **state)
{
    static const struct {
        const char *verb;
        int status;
    } rows[] = {
        {"version", 0}, {"help", 0},    {"explain", 0}, {"init", 0},     {"fmt", 0},    {"expand", 0},
        {"dump", 0},    {"ddl", 0},     {"compile", 0}, {"diff", 1},     {"plan", 0},   {"upgrade", 0},
        {"current", 0}, {"history", 0}, {"check", 1},   {"revision", 0}, {"doctor", 0}, {"downgrade", 0},
        {"stamp", 0},   {"resolve", 7}, {"inspect", 0},
    };
    project *p = *state;
    static const char *const verbs[] = {
#define VERB(symbol, name, where, arguments, options, summary, example) name,
#include "compiler/cli/verbs.def"
#undef VERB
    };
    assert_int_equal(sizeof rows / sizeof *rows, sizeof verbs / sizeof *verbs);
    make_project(p);
    assert_int_equal(project_shell(p, "mkdir schema && cp shop.schema schema"), 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char command[400];
        (void)snprintf(command, sizeof command,
                       "schemac() { \"$SCHEMAC\" \"$@\"; }; "
                       "eval \"$(schemac %s --help | sed -n '/^example:/{n;s/^  //p}' | "
                       "sed 's/revision -m/revision --allow-data-loss -m/')\"",
                       rows[i].verb);
        if (project_shell(p, command) != rows[i].status)
            fail_msg("the example of %s: exit status %d\n%s%s", rows[i].verb, p->last.status, p->last.out, p->last.err);
    }
}

static void help_that_nobody_asked_for_is_talk(void **state)
{
    project *p = *state;
    project_expect(p, "", 2);
    assert_string_equal(p->last.out, "");
    project_said(p, "usage: schemac VERB");
    project_expect(p, "help", 0);
    assert_string_equal(p->last.err, "");
    project_printed(p, "usage: schemac VERB");
}

/* Nothing that was said on the command line goes unheeded. */
static void what_is_too_much_is_refused(void **state)
{
    static const char *const asked[] = {
        "current extra",   "version extra",       "upgrade head extra",  "history a b", "downgrade -1 -2",
        "ddl --stage ast", "explain E0203 E0204", "revision -m x extra", "help a b",    "init a b"};
    project *p = *state;
    make_project(p);
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        project_expect(p, asked[i], 2);
    project_said(p, "init takes one argument, and there is \"b\" besides");
    assert_false(project_has(p, "a"));
}

static void every_code_is_explained(void **state)
{
    project *p = *state;
    assert_int_equal(
        project_shell(p, "\"$SCHEMAC\" explain | while read -r code rest; do "
                         "\"$SCHEMAC\" explain \"$code\" | sed -n '3,$p' | grep -q . || echo \"$code\"; done"),
        0);
    assert_string_equal(p->last.out, "");
    assert_string_equal(p->last.err, "");
    project_expect(p, "explain 203", 0);
    project_expect(p, "explain E9999", 2);
    project_expect(p, "explain 203x", 2);
    project_expect(p, "explain E", 2);
    project_expect(p, "explain 4294967499", 2);
}

/* A setting whose `//` is taken away is right as it stands. */
static void settings_of_a_new_project_can_be_uncommented(void **state)
{
    project *p = *state;
    project_expect(p, "init shop", 0);
    assert_int_equal(project_shell(p, "sed -i 's,^    // ,    ,' shop/schemac.project && cd shop && "
                                      "\"$SCHEMAC\" check && \"$SCHEMAC\" revision -m first && \"$SCHEMAC\" upgrade && "
                                      "\"$SCHEMAC\" check --url sqlite:app.db"),
                     0);
}

/* --- output --- */

static void quiet_and_color(void **state)
{
    project *p = *state;
    make_project(p);
    project_write(p, "bad.schema", "model A { id: nonsense }\n");
    project_expect(p, "upgrade -q", 0);
    assert_string_equal(p->last.err, "");
    project_expect(p, "revision -q -m second --allow-data-loss", 0);
    assert_string_equal(p->last.err, "");
    project_expect(p, "check -q bad.schema", 3);
    project_said(p, "error[E");
    project_expect(p, "check --color always bad.schema", 3);
    project_said(p, "\033[");
    project_expect(p, "check --color sometimes bad.schema", 2);
    assert_int_equal(project_shell(p, "env -u NO_COLOR \"$SCHEMAC\" check bad.schema"), 3);
    assert_null(strstr(p->last.err, "\033["));
}

/* What cannot be written is no answer, also where the answer would have been "they differ". */
static void a_full_standard_output_is_no_answer(void **state)
{
    project *p = *state;
    make_project(p);
    assert_int_equal(project_shell(p, "\"$SCHEMAC\" diff --from old.schema --to new.schema >/dev/full"), 2);
    project_said(p, "No space left on device");
}

/* Another locale, time zone and folder change nothing. */
static void same_input_same_text(void **state)
{
    static const char *const asked[] = {"--format changes", "--format json", "--format markdown", "-d sqlite",
                                        "-d postgresql --down"};
    project *p = *state;
    make_project(p);
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        char command[700];
        (void)snprintf(
            command, sizeof command,
            "here=$PWD; \"$SCHEMAC\" diff --from old.schema --to new.schema %s >first; "
            "(cd / && TZ=Asia/Tokyo LC_ALL=tr_TR.UTF-8 \"$SCHEMAC\" diff -p \"$here/schemac.project\" --from "
            "\"$here/old.schema\" --to \"$here/new.schema\" %s) >second; test -s first && cmp first second",
            asked[i], asked[i]);
        assert_int_equal(project_shell(p, command), 0);
    }
}

/* Half a pair that a killed writer has left is said and passed over, and goes with the next revision. */
static void what_a_killed_writer_left(void **state)
{
    project *p = *state;
    make_project(p);
    assert_int_equal(project_shell(p, "f=$(ls migrations/sqlite/*.up.sql) && g=${f%_first*}_half.up.sql && "
                                      "sed 's/Revision: .*/Revision: 0123456789ab/' \"$f\" >\"$g\" && "
                                      ": >migrations/.schemac-unfinished-4000000"),
                     0);
    project_expect(p, "history --dialects sqlite", 0);
    project_expect(p, "upgrade", 2);
    project_said(p, "has no down file");
    assert_int_equal(project_shell(p, "f=$(ls migrations/sqlite/*_half.up.sql) && : >\"$f\" && "
                                      "echo \"00000000000000000000000000000000 ${f#migrations/}\" "
                                      ">migrations/.schemac-unfinished-4000000"),
                     0);
    project_expect(p, "upgrade", 0);
    project_said(p, "note: passed over, since writing it was not finished: migrations/sqlite/");
    project_expect(p, "current", 0);
    project_printed(p, "(head)");
    project_expect(p, "revision -m second --allow-data-loss", 0);
    assert_int_equal(project_shell(p, "ls -A migrations migrations/sqlite | grep -c -e half -e unfinished"), 1);
    project_expect(p, "upgrade", 0);
    assert_null(strstr(p->last.err, "note"));
}

/* What stands in a comment or a default of the schema ends no code of the text. */
static void markdown_holds_backticks(void **state)
{
    project *p = *state;
    project_write(p, "tick.schema",
                  "/// ```\n/// code\n/// ```\nmodel T {\n    id:  int primary key\n    a:   text = \"`\"\n}\n");
    project_expect(p, "diff --from empty --to tick.schema --format markdown", 1);
    project_printed(p, "\n````sql\n");
    project_printed(p, "\n````\n\n</details>");
    project_write(p, "old.schema", "model T {\n    id:  int primary key\n}\n");
    project_expect(p, "diff --from old.schema --to tick.schema --format markdown", 1);
    project_printed(p, "- `` add column T.a: text = \"`\" ``\n");
}

int main(void)
{
#define MEETING(name) cmocka_unit_test_setup_teardown(name, project_setup, project_teardown)
    const struct CMUnitTest tests[] = {
        MEETING(answers_offline_are_one_document),
        MEETING(answers_about_a_database_are_one_document),
        MEETING(examples_run_as_printed),
        MEETING(help_that_nobody_asked_for_is_talk),
        MEETING(what_is_too_much_is_refused),
        MEETING(every_code_is_explained),
        MEETING(settings_of_a_new_project_can_be_uncommented),
        MEETING(quiet_and_color),
        MEETING(a_full_standard_output_is_no_answer),
        MEETING(same_input_same_text),
        MEETING(what_a_killed_writer_left),
        MEETING(markdown_holds_backticks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
