#define _XOPEN_SOURCE 700
#include "tests/support/project.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int project_setup(void **state)
{
    project *p = calloc(1, sizeof *p);
    if (!p)
        return -1;
    p->folder = process_make_folder();
    *state = p;
    (void)setenv("SCHEMAC", SCHEMAC_PROGRAM, 1);
    (void)setenv("NO_COLOR", "1", 1);
    return p->folder ? 0 : -1;
}

int project_teardown(void **state)
{
    project *p = *state;
    process_free(&p->last);
    process_remove_folder(p->folder);
    free(p);
    return 0;
}

void project_write(project *p, const char *name, const char *text)
{
    if (!process_write(p->folder, name, text))
        fail_msg("cannot write %s/%s", p->folder, name);
}

bool project_has(const project *p, const char *name)
{
    char path[512];
    struct stat info;
    (void)snprintf(path, sizeof path, "%s/%s", p->folder, name);
    return stat(path, &info) == 0;
}

int project_shell(project *p, const char *command)
{
    process_free(&p->last);
    p->last = process_run(p->folder, command);
    return p->last.status;
}

void project_must(project *p, const char *command)
{
    if (project_shell(p, command) != 0)
        fail_msg("%s: %s%s", command, p->last.out, p->last.err);
}

int project_run(project *p, const char *arguments)
{
    char command[2048];
    (void)snprintf(command, sizeof command, "\"$SCHEMAC\" %s", arguments);
    return project_shell(p, command);
}

void project_expect(project *p, const char *arguments, int status)
{
    if (project_run(p, arguments) != status)
        fail_msg("schemac %s: exit status %d, expected %d\n%s%s", arguments, p->last.status, status, p->last.out,
                 p->last.err);
}

void project_said(const project *p, const char *text)
{
    if (!strstr(p->last.err, text))
        fail_msg("not said: \"%s\"\nbut:\n%s", text, p->last.err);
}

void project_printed(const project *p, const char *text)
{
    if (!strstr(p->last.out, text))
        fail_msg("not printed: \"%s\"\nbut:\n%s", text, p->last.out);
}

const char *project_new_postgresql(void)
{
    static char url[512];
    static int made;
    const char *server = getenv("SCHEMAC_TEST_POSTGRESQL");
    char name[64];
    char command[1024];
    if (!server)
        fail_msg("SCHEMAC_TEST_POSTGRESQL is not set: these tests need a server; tests/run.sh starts one");
    (void)snprintf(name, sizeof name, "schemac_test_%ld_%d", (long)getpid(), ++made);
    (void)snprintf(command, sizeof command, "psql '%s' -qAt -c 'create database %s'", server, name);
    process_result result = process_run(NULL, command);
    if (result.status != 0)
        fail_msg("no test database: %s", result.err);
    process_free(&result);
    (void)snprintf(url, sizeof url, "%s dbname=%s", server, name);
    return url;
}

project_database project_sqlite(const project *p, const char *name)
{
    project_database d = {.dialect = "sqlite"};
    (void)snprintf(d.url, sizeof d.url, "sqlite:%s/%s", p->folder, name);
    (void)snprintf(d.client, sizeof d.client, "sqlite3 -bail '%s/%s'", p->folder, name);
    return d;
}

project_database project_postgresql(void)
{
    project_database d = {.dialect = "postgresql"};
    (void)snprintf(d.url, sizeof d.url, "%s", project_new_postgresql());
    (void)snprintf(d.client, sizeof d.client, "psql -X -q -A -t -v ON_ERROR_STOP=1 '%s'", d.url);
    return d;
}

void project_feed(project *p, const project_database *d, const char *file)
{
    char command[1024];
    (void)snprintf(command, sizeof command, "%s <%s", d->client, file);
    project_must(p, command);
}

void project_sql(project *p, const project_database *d, const char *sql)
{
    project_write(p, "run.sql", sql);
    project_feed(p, d, "run.sql");
}

void project_create(project *p, const project_database *d, const char *schema)
{
    char command[512];
    (void)snprintf(command, sizeof command, "\"$SCHEMAC\" ddl %s --dialect %s >ddl.sql", schema, d->dialect);
    project_must(p, command);
    project_feed(p, d, "ddl.sql");
}

void project_expect_at(project *p, const project_database *d, const char *arguments, int status)
{
    char command[1536];
    const char *hole = strstr(arguments, "%s");
    (void)snprintf(command, sizeof command, "%.*s'%s'%s", (int)(hole - arguments), arguments, d->url, hole + 2);
    project_expect(p, command, status);
}
