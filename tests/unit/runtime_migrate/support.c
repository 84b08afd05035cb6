#include "support.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* ---- databases ---- */

bool on_postgresql(const fixture *f)
{
    return f->dialect == SCHEMAC_SQL_POSTGRESQL;
}

static const char *server(void)
{
    const char *url = getenv("SCHEMAC_TEST_POSTGRESQL");
    if (!url || !*url) {
        fail_msg("SCHEMAC_TEST_POSTGRESQL does not name a server");
    }
    return url;
}

void run_on(schemac_conn *conn, const char *text)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    if (schemac_conn_script(conn, (schemac_str){text, strlen(text)}, &err)) {
        fail_msg("%s: %s", text, err.message);
    }
}

static schemac_conn *open_url(const char *url)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_conn *conn = NULL;
    if (schemac_conn_open(url, NULL, &conn, &err)) {
        fail_msg("%s", err.message);
    }
    return conn;
}

schemac_conn *connect_to(fixture *f)
{
    return open_url(f->url);
}

static void on_server(const char *format, const char *database)
{
    char text[256];
    snprintf(text, sizeof text, format, database);
    schemac_conn *conn = open_url(server());
    run_on(conn, text);
    schemac_conn_close(conn);
}

static void make_postgresql(fixture *f)
{
    static int number;
    const char *url = server();
    snprintf(f->database, sizeof f->database, "schemac_migrate_%ld_%d", (long)getpid(), ++number);
    on_server("CREATE DATABASE %s", f->database);
    if (strncmp(url, "postgres", 8) == 0 && strstr(url, "://")) {
        snprintf(f->url, sizeof f->url, "%s%sdbname=%s", url, strchr(url, '?') ? "&" : "?", f->database);
    } else {
        snprintf(f->url, sizeof f->url, "%s dbname=%s", url, f->database);
    }
}

/* ---- the fixture ---- */

static void observe(void *data, const schemac_migrate_event *event)
{
    static const char *const kinds[] = {"waiting", "begins", "statement", "retry", "ends", "note", "progress"};
    fixture *f = data;
    size_t used = strlen(f->said);
    snprintf(f->said + used, sizeof f->said - used, "%s %s %.*s\n", kinds[event->kind],
             event->revision ? event->revision->id : "-", (int)event->text_length, event->text ? event->text : "");
    bool counts = event->kind == SCHEMAC_MIGRATE_STATEMENT || event->kind == SCHEMAC_MIGRATE_PROGRESS;
    if (counts && ++f->statements_seen == f->kill_at) {
        raise(SIGKILL);
    }
}

int fixture_make(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    f->dialect = (schemac_sql_dialect)(uintptr_t)*state;
    snprintf(f->folder, sizeof f->folder, "/tmp/schemac-migrate-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    snprintf(f->migrations, sizeof f->migrations, "%s/migrations", f->folder);
    assert_int_equal(mkdir(f->migrations, 0777), 0);
    snprintf(f->file, sizeof f->file, "%s/test.db", f->folder);
    snprintf(f->url, sizeof f->url, "sqlite:%s", f->file);
    if (on_postgresql(f)) {
        make_postgresql(f);
    }
    f->options.observer = observe;
    f->options.observer_data = f;
    f->options.lock_wait_ms = 20000;
    *state = f;
    return 0;
}

static void remove_all(const char *path)
{
    struct stat status;
    if (lstat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
        DIR *stream = opendir(path);
        for (struct dirent *entry = stream ? readdir(stream) : NULL; entry; entry = readdir(stream)) {
            if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
                char inner[1024];
                snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
                remove_all(inner);
            }
        }
        closedir(stream);
        rmdir(path);
    } else {
        unlink(path);
    }
}

int fixture_remove(void **state)
{
    fixture *f = *state;
    if (on_postgresql(f)) {
        on_server("DROP DATABASE %s WITH (FORCE)", f->database);
    }
    remove_all(f->folder);
    free(f);
    return 0;
}

/* ---- revisions ---- */

void add_file(fixture *f, const char *name, const char *text)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", f->migrations, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

void add_revision(fixture *f, const char *id, const char *parents, const char *header, const char *up_sql,
                  const char *down_sql)
{
    char name[128];
    char text[8192];
    snprintf(name, sizeof name, "%s.up.sql", id);
    snprintf(text, sizeof text, "-- Revision: %s\n-- Parents: %s\n-- Message: make %s\n%s\n%s\n", id, parents, id,
             header, up_sql);
    add_file(f, name, text);
    snprintf(name, sizeof name, "%s.down.sql", id);
    snprintf(text, sizeof text, "-- Revision: %s\n%s\n%s\n", id, strstr(header, "Foreign-Keys") ? header : "",
             down_sql);
    add_file(f, name, text);
}

void remove_revision(fixture *f, const char *id)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s.up.sql", f->migrations, id);
    assert_int_equal(unlink(path), 0);
    snprintf(path, sizeof path, "%s/%s.down.sql", f->migrations, id);
    assert_int_equal(unlink(path), 0);
}

void add_three(fixture *f)
{
    add_revision(f, "aaaa1", "base", "", "CREATE TABLE t1 (id integer);", "DROP TABLE t1;");
    add_revision(f, "aaaa2", "aaaa1", "", "CREATE TABLE t2 (id integer);", "DROP TABLE t2;");
    add_revision(f, "aaaa3", "aaaa2", "", "CREATE TABLE t3 (id integer);", "DROP TABLE t3;");
}

/* ---- runs ---- */

static schemac_code run(fixture *f, const char *target, bool down)
{
    schemac_history *history = NULL;
    schemac_migrator *migrator = NULL;
    schemac_migrate_report report = {0};
    schemac_error_clear(&f->err);
    schemac_code code = schemac_history_open(f->migrations, f->dialect, &history, &f->err);
    if (code == SCHEMAC_OK) {
        code = schemac_migrator_open(f->url, history, &f->options, &migrator, &f->err);
    }
    if (code == SCHEMAC_OK) {
        code = down ? schemac_migrator_downgrade(migrator, target, &report, &f->err)
                    : schemac_migrator_upgrade(migrator, target, &report, &f->err);
    }
    f->ran = report.count;
    schemac_migrator_close(migrator);
    schemac_history_close(history);
    return code;
}

schemac_code upgrade(fixture *f, const char *target)
{
    return run(f, target, false);
}

schemac_code downgrade(fixture *f, const char *target)
{
    return run(f, target, true);
}

static void expect(const fixture *f, schemac_code code, schemac_code expected)
{
    if (code != expected || (code && f->err.code != code)) {
        fail_msg("%s: %s:%d:%d: %s; %s; %s", schemac_code_name(code), f->err.file, f->err.line, f->err.column,
                 f->err.message, f->err.detail, f->err.hint);
    }
}

void upgrade_to(fixture *f, const char *target, schemac_code expected)
{
    expect(f, upgrade(f, target), expected);
}

void downgrade_to(fixture *f, const char *target, schemac_code expected)
{
    expect(f, downgrade(f, target), expected);
}

int upgrade_in_a_process(fixture *f)
{
    f->statements_seen = 0;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        schemac_code code = upgrade(f, "heads");
        if (code) {
            fprintf(stderr, "%s: %s\n", schemac_code_name(code), f->err.message);
        }
        _exit((int)code);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

const char *current(fixture *f)
{
    static char ids[512];
    schemac_history *history = NULL;
    schemac_migrator *migrator = NULL;
    schemac_applied_list list = {0};
    ids[0] = '\0';
    expect(f, schemac_history_open(f->migrations, f->dialect, &history, &f->err), SCHEMAC_OK);
    expect(f, schemac_migrator_open(f->url, history, &f->options, &migrator, &f->err), SCHEMAC_OK);
    expect(f, schemac_migrator_current(migrator, &list, &f->err), SCHEMAC_OK);
    for (size_t i = 0; i < list.count; i++) {
        strcat(ids, i ? " " : "");
        strcat(ids, list.items[i].id);
    }
    schemac_migrator_close(migrator);
    schemac_history_close(history);
    return ids;
}

/* ---- questions ---- */

void sql(fixture *f, const char *text)
{
    schemac_conn *conn = connect_to(f);
    run_on(conn, text);
    schemac_conn_close(conn);
}

const char *value(fixture *f, const char *query)
{
    static char text[1024];
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_text_rows *rows = NULL;
    schemac_conn *conn = connect_to(f);
    if (schemac_conn_query(conn, (schemac_str){query, strlen(query)}, 0, NULL, &rows, &err)) {
        fail_msg("%s: %s", query, err.message);
    }
    const char *first = rows->n_rows ? schemac_text_rows_get(rows, 0, 0) : "no row";
    snprintf(text, sizeof text, "%s", first ? first : "NULL");
    schemac_conn_free_rows(conn->driver, rows);
    schemac_conn_close(conn);
    return text;
}

void assert_value(fixture *f, const char *query, const char *expected)
{
    const char *found = value(f, query);
    if (strcmp(found, expected) != 0) {
        fail_msg("%s: expected %s, got %s", query, expected, found);
    }
}

bool table_exists(fixture *f, const char *name)
{
    char query[256];
    snprintf(query, sizeof query,
             on_postgresql(f) ? "SELECT count(*) FROM pg_class WHERE relname = '%s'"
                              : "SELECT count(*) FROM sqlite_schema WHERE name = '%s'",
             name);
    return strcmp(value(f, query), "0") != 0;
}

void wait_ms(int milliseconds)
{
    const struct timespec pause = {milliseconds / 1000, (milliseconds % 1000) * 1000000L};
    nanosleep(&pause, NULL);
}

void assert_said(const fixture *f, const char *text)
{
    if (!strstr(f->said, text)) {
        fail_msg("\"%s\" is not in what was said:\n%s", text, f->said);
    }
}

void assert_error(const fixture *f, const char *text)
{
    if (!strstr(f->err.message, text) && !strstr(f->err.detail, text) && !strstr(f->err.hint, text)) {
        fail_msg("\"%s\" is not in: %s; %s; %s", text, f->err.message, f->err.detail, f->err.hint);
    }
}

void assert_place(const fixture *f, const char *file, int line, int column)
{
    if (!strstr(f->err.file, file) || f->err.line != line || f->err.column != column) {
        fail_msg("expected %s:%d:%d, got %s:%d:%d (%s)", file, line, column, f->err.file, f->err.line, f->err.column,
                 f->err.message);
    }
}
