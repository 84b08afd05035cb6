/* Addresses of databases that are wrong, and files that are no database or cannot be read as one: what is said, and the
 * exit status. */
#define _XOPEN_SOURCE 700
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/project.h"

#include <stdio.h>
#include <string.h>

typedef struct fault_row {
    const char *address;
    int status;
    const char *said;
} fault_row;

static void make_schema(project *p)
{
    project_write(p, "t.schema", "package t\n\nmodel User table users {\n    id: bigint primary key\n}\n");
}

static void expect_all(project *p, const fault_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char command[512];
        (void)snprintf(command, sizeof command, "check t.schema --url '%s'", rows[i].address);
        project_expect(p, command, rows[i].status);
        project_said(p, rows[i].said);
        assert_string_equal(p->last.out, "");
        assert_null(strstr(p->last.err, "secret"));
    }
}

/* What libpq says of it is not repeated, since it may quote a password. */
static void of_postgresql(void **state)
{
    static const fault_row rows[] = {
        {"postgresql://u:secret@/d?host=/x&foo=bar", 2, "Behind the ? stand NAME=VALUE pairs"},
        {"postgresql://u:secret@/d%zz", 2, "Behind a % stand two hexadecimal digits"},
        {"postgresql://u:secret@[::1/d", 2, "An IPv6 host stands between [ and ]"},
        {"host=/x password=secret foo=bar", 2, "no option of libpq"},
        {"postgresql://u:secret@127.0.0.1:1/d", 4, "Connection refused"},
        {"postgresql://u:secret@127.0.0.1:99999/d", 4, "invalid port number"},
        {"postgresql://u:secret@/d?host=/nowhere", 4, "No such file or directory"},
        {"postgresql://u:secret@nowhere.invalid/d", 4, "nowhere.invalid"},
        {"postgresql:", 2, "of no known kind"},
        {"mysql://u:secret@h/d", 2, "of no known kind"},
        {"t.schema", 2, "of no known kind"},
    };
    make_schema(*state);
    expect_all(*state, rows, sizeof rows / sizeof *rows);
}

/* A server that is there: a database, a role and a limit that are not as they should be. */
static void of_a_server(void **state)
{
    project *p = *state;
    project_database d = project_postgresql();
    make_schema(p);
    static const fault_row rows[] = {
        {" dbname=nowhere", 4, "database \"nowhere\" does not exist"},
        {" user=nobody_here", 4, "role \"nobody_here\" does not exist"},
        {" connect_timeout=soon", 4, "connect_timeout"},
        {" options=-cstatement_timeout=1", 4, "statement timeout"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char address[700];
        (void)snprintf(address, sizeof address, "%s%s", d.url, rows[i].address);
        expect_all(p, &(fault_row){address, rows[i].status, rows[i].said}, 1);
    }
}

static void of_files(void **state)
{
    static const fault_row rows[] = {
        {"sqlite:folder", 4, "Is a directory"},
        {"sqlite:none.db", 4, "No such file or directory"},
        {"sqlite:no/folder.db", 4, "No such file or directory"},
        {"sqlite:a.db?mode=ro", 4, "No such file or directory"},
        {"sqlite:text.db", 4, "or one that is encrypted"},
        {"sqlite:cut.db", 4, "database disk image is malformed"},
    };
    make_schema(*state);
    project_must(*state, "mkdir folder; sqlite3 a.db 'CREATE TABLE users (id INTEGER PRIMARY KEY)'; head -c 4000 a.db "
                         ">cut.db; head -c 8192 /dev/zero | tr '\\0' x >text.db");
    expect_all(*state, rows, sizeof rows / sizeof *rows);
}

/* As somebody who may not do everything. */
static const char as_mortal[] =
    "run() { if [ \"$(id -u)\" = 0 ]; then setpriv --bounding-set=-dac_override,"
    "-dac_read_search --inh-caps=-all \"$SCHEMAC\" \"$@\"; else \"$SCHEMAC\" \"$@\"; fi; }; ";

static void expect_mortal(project *p, const char *commands, const char *said)
{
    char text[1024];
    (void)snprintf(text, sizeof text, "%s%s", as_mortal, commands);
    assert_int_equal(project_shell(p, text), 4);
    project_said(p, said);
}

static void that_may_not_be_read(void **state)
{
    make_schema(*state);
    project_must(*state, "mkdir folder; sqlite3 folder/a.db 'PRAGMA journal_mode = wal; CREATE TABLE users (id INTEGER "
                         "PRIMARY KEY)'; cp folder/a.db closed.db; chmod 000 closed.db");
    expect_mortal(*state, "run check t.schema --url sqlite:closed.db", "Permission denied");
    expect_mortal(*state,
                  "chmod 555 folder; run check t.schema --url sqlite:folder/a.db; s=$?; chmod 755 folder; exit $s",
                  "It is in WAL mode, for which its folder has to be writable");
}

#define FAULT(name) cmocka_unit_test_setup_teardown(name, project_setup, project_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FAULT(of_postgresql),
        FAULT(of_a_server),
        FAULT(of_files),
        FAULT(that_may_not_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
