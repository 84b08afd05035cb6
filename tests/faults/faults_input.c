/* Bad input: every file that a compiler may be given by mistake or malice ends in a clear error, never in a crash. */
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

static void missing_file(void **state)
{
    project *p = *state;
    project_expect(p, "check nowhere.schema", 2);
    project_said(p, "nowhere.schema: no such file");
}

/* Root reads everything, unless it gives up the right to. */
static void unreadable_file(void **state)
{
    project *p = *state;
    project_write(p, "a.schema", "model A { id: int primary key }\n");
    (void)project_shell(
        p, "chmod 000 a.schema; if [ \"$(id -u)\" = 0 ]; then "
           "setpriv --bounding-set=-dac_override,-dac_read_search --inh-caps=-all \"$SCHEMAC\" check a.schema; "
           "else \"$SCHEMAC\" check a.schema; fi");
    assert_int_equal(p->last.status, 2);
    project_said(p, "a.schema: Permission denied");
}

static void directory(void **state)
{
    project *p = *state;
    project_write(p, "folder.schema/x", "");
    project_expect(p, "check folder.schema", 2);
    project_said(p, "folder.schema: it is a directory");
}

static void empty_file(void **state)
{
    project *p = *state;
    project_write(p, "empty.schema", "");
    project_expect(p, "check empty.schema", 0);
    project_expect(p, "fmt --check empty.schema", 0);
    project_expect(p, "ddl --dialect sqlite empty.schema", 0);
    assert_string_equal(p->last.out, "");
}

static void invalid_utf8(void **state)
{
    project *p = *state;
    (void)project_shell(p, "printf 'model A {\\n  na\\377me: int\\n}\\n' >bad.schema; \"$SCHEMAC\" check bad.schema");
    assert_int_equal(p->last.status, 3);
    project_said(p, "bad.schema:2:5: error[E");
}

static void nul_bytes(void **state)
{
    project *p = *state;
    (void)project_shell(p, "printf 'model A {\\n  id\\000: int\\n}\\n' >nul.schema; \"$SCHEMAC\" check nul.schema");
    assert_int_equal(p->last.status, 3);
    project_said(p, "nul.schema:2:5: error[E");
}

static void deep_parentheses(void **state)
{
    project *p = *state;
    (void)project_shell(p, "{ printf 'model A { id: int primary key check '; head -c 100000 /dev/zero | tr '\\0' '('; "
                           "printf '1'; head -c 100000 /dev/zero | tr '\\0' ')'; printf ' }\\n'; } >deep.schema; "
                           "\"$SCHEMAC\" check deep.schema");
    assert_int_equal(p->last.status, 3);
    project_said(p, "deep.schema:1:");
}

static void too_large_file(void **state)
{
    project *p = *state;
    (void)project_shell(p, "truncate -s 64M huge.schema; \"$SCHEMAC\" check huge.schema");
    assert_int_equal(p->last.status, 2);
    project_said(p, "huge.schema: the file is too large");
}

static void almost_too_large_file(void **state)
{
    project *p = *state;
    (void)project_shell(
        p, "{ printf 'model A { id: int primary key }\\n'; yes '// a line of comment' | head -c 60000000; echo; } "
           ">large.schema; \"$SCHEMAC\" check large.schema");
    assert_int_equal(p->last.status, 0);
}

static void import_cycle_is_fine(void **state)
{
    project *p = *state;
    project_write(p, "a.schema", "import \"b.schema\"\nmodel A { id: int primary key }\n");
    project_write(p, "b.schema", "import \"a.schema\"\nmodel B { id: int primary key  a: ref A }\n");
    project_expect(p, "check a.schema", 0);
    project_said(p, "2 files, 2 models");
}

static void missing_import(void **state)
{
    project *p = *state;
    project_write(p, "a.schema", "import \"gone.schema\"\nmodel A { id: int primary key }\n");
    project_expect(p, "check a.schema", 3);
    project_said(p, "a.schema:1:8: error[E0604]");
}

static void unknown_setting(void **state)
{
    project *p = *state;
    project_write(p, "schemac.project", "project x {\n    schemas \"a.schema\"\n    migratoins \"m\"\n}\n");
    project_write(p, "a.schema", "model A { id: int primary key }\n");
    project_expect(p, "check", 3);
    project_said(p, "schemac.project:3:5: error[E0601]: there is no setting \"migratoins\"");
    project_said(p, "migrations");
}

static void password_in_project(void **state)
{
    project *p = *state;
    project_write(p, "schemac.project",
                  "project x {\n    schemas \"a.schema\"\n"
                  "    database \"postgresql://me:secret@host/db\"\n}\n");
    project_write(p, "a.schema", "model A { id: int primary key }\n");
    project_expect(p, "check", 3);
    project_said(p, "error[E0603]");
}

static void settings_in_their_order(void **state)
{
    project *p = *state;
    project_write(p, "schemac.project", "project x {\n    schemas \"file.schema\"\n}\n");
    project_write(p, "file.schema", "model FromFile { id: int primary key }\n");
    project_write(p, "dotenv.schema", "model FromDotenv { id: int primary key }\n");
    project_write(p, "variable.schema", "model FromVariable { id: int primary key }\n");
    project_write(p, "flag.schema", "model FromFlag { id: int primary key }\n");
    project_expect(p, "expand", 0);
    project_printed(p, "FromFile");
    project_write(p, ".env", "# a comment\nexport SCHEMAC_SCHEMAS=\"dotenv.schema\"\n");
    project_expect(p, "expand", 0);
    project_printed(p, "FromDotenv");
    assert_int_equal(project_shell(p, "SCHEMAC_SCHEMAS=variable.schema \"$SCHEMAC\" expand"), 0);
    project_printed(p, "FromVariable");
    assert_int_equal(project_shell(p, "SCHEMAC_SCHEMAS=variable.schema \"$SCHEMAC\" expand --schemas flag.schema"), 0);
    project_printed(p, "FromFlag");
}

static void project_is_found_upwards(void **state)
{
    project *p = *state;
    project_write(p, "schemac.project", "project x {\n    schemas \"schema/*.schema\"\n}\n");
    project_write(p, "schema/a.schema", "model A { id: int primary key }\n");
    project_write(p, "deep/down/x", "");
    assert_int_equal(project_shell(p, "cd deep/down && \"$SCHEMAC\" check"), 0);
}

static void usage_errors(void **state)
{
    static const struct {
        const char *arguments;
        const char *said;
    } rows[] = {
        {"chekc", "did you mean \"check\"?"},
        {"check --nonsense", "there is no option --nonsense"},
        {"check --message x", "check takes no option --message"},
        {"revision", "needs a message"},
        {"check --format yaml", "has no format \"yaml\""},
        {"check --color pink", "--color takes"},
        {"dump --stage soup a.schema", "there is no stage \"soup\""},
        {"ddl a.schema --dialect oracle", "there is no dialect \"oracle\""},
        {"explain E9999", "there is no code"},
        {"upgrade", "no database was named"},
        {"check --project", "needs an argument"},
    };
    project *p = *state;
    project_write(p, "a.schema", "model A { id: int primary key }\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        project_expect(p, rows[i].arguments, 2);
        project_said(p, rows[i].said);
    }
}

static void every_verb_has_help(void **state)
{
    static const char *const verbs[] = {
#define VERB(symbol, name, where, arguments, options, summary, example) name,
#include "compiler/cli/verbs.def"
#undef VERB
    };
    project *p = *state;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        char command[128];
        (void)snprintf(command, sizeof command, "%s --help", verbs[i]);
        project_expect(p, command, 0);
        project_printed(p, "example:");
        (void)snprintf(command, sizeof command, "schemac %s", verbs[i]);
        project_printed(p, command);
    }
    project_expect(p, "help settings", 0);
    project_printed(p, "SCHEMAC_DATABASE");
}

static void errors_as_json(void **state)
{
    project *p = *state;
    project_write(p, "a.schema", "model A {\n    id: int primary key\n    b: ref Bee\n}\n");
    project_expect(p, "check --format json a.schema", 3);
    project_printed(p, "\"line\"");
    project_printed(p, "a.schema");
}

int main(void)
{
#define FAULT(name) cmocka_unit_test_setup_teardown(name, project_setup, project_teardown)
    const struct CMUnitTest tests[] = {
        FAULT(missing_file),
        FAULT(unreadable_file),
        FAULT(directory),
        FAULT(empty_file),
        FAULT(invalid_utf8),
        FAULT(nul_bytes),
        FAULT(deep_parentheses),
        FAULT(too_large_file),
        FAULT(almost_too_large_file),
        FAULT(import_cycle_is_fine),
        FAULT(missing_import),
        FAULT(unknown_setting),
        FAULT(password_in_project),
        FAULT(settings_in_their_order),
        FAULT(project_is_found_upwards),
        FAULT(usage_errors),
        FAULT(every_verb_has_help),
        FAULT(errors_as_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
