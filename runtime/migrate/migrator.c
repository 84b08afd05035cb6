/*
 * migrator.c - opening and closing a migrator, and the small things that its other files all need.
 */
#include "migrate/migrator.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/error.h"

static const char default_table[] = "schemac_history";

bool smig_is_postgresql(const schemac_migrator *m)
{
    return m->dialect == SCHEMAC_SQL_POSTGRESQL;
}

static schemac_sql_dialect dialect_of(schemac_dialect dialect)
{
    return dialect == SCHEMAC_POSTGRESQL ? SCHEMAC_SQL_POSTGRESQL : SCHEMAC_SQL_SQLITE;
}

bool schemac_url_dialect(const char *url, schemac_sql_dialect *dialect)
{
    const schemac_driver *driver = schemac_driver_for(url, NULL);
    if (driver) {
        *dialect = dialect_of(driver->dialect);
    }
    return driver != NULL;
}

void smig_tell(const schemac_migrator *m, const schemac_migrate_event *event)
{
    if (m->options.observer) {
        m->options.observer(m->options.observer_data, event);
    }
}

void smig_note(const schemac_migrator *m, const schemac_revision *revision, const char *format, ...)
{
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    /* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): it is begun in the line above */
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    const schemac_migrate_event event = {
        .kind = SCHEMAC_MIGRATE_NOTE, .revision = revision, .text = text, .text_length = strlen(text)};
    smig_tell(m, &event);
}

schemac_code smig_exec(schemac_migrator *m, const char *sql, schemac_error *err)
{
    return schemac_conn_exec(m->conn, (schemac_str){sql, strlen(sql)}, NULL, err);
}

schemac_code smig_query(schemac_migrator *m, const char *sql, size_t count, const char *const *parameters,
                        schemac_text_rows **rows, schemac_error *err)
{
    *rows = NULL;
    return schemac_conn_query(m->conn, (schemac_str){sql, strlen(sql)}, count, parameters, rows, err);
}

void smig_free_rows(schemac_migrator *m, schemac_text_rows **rows)
{
    schemac_conn_free_rows(m->conn->driver, *rows);
    *rows = NULL;
}

schemac_code smig_query_text(schemac_migrator *m, const char *sql, size_t count, const char *const *parameters,
                             char *buffer, size_t size, schemac_error *err)
{
    schemac_text_rows *rows;
    buffer[0] = '\0';
    schemac_code code = smig_query(m, sql, count, parameters, &rows, err);
    if (code == SCHEMAC_OK && rows->n_rows && rows->n_columns && schemac_text_rows_get(rows, 0, 0)) {
        snprintf(buffer, size, "%s", schemac_text_rows_get(rows, 0, 0));
    }
    if (code == SCHEMAC_OK) {
        smig_free_rows(m, &rows);
    }
    return code;
}

void smig_system_user(char *buffer, size_t size)
{
    struct passwd entry;
    struct passwd *found = NULL;
    char room[4096];
    buffer[0] = '\0';
    if (getpwuid_r(geteuid(), &entry, room, sizeof room, &found) == 0 && found) {
        snprintf(buffer, size, "%s", found->pw_name);
    } else {
        snprintf(buffer, size, "uid %ld", (long)geteuid());
    }
}

/* Who is to stand in the rows, unless the caller said. */
static schemac_code find_user(schemac_migrator *m, schemac_error *err)
{
    char user[256];
    schemac_code code = SCHEMAC_OK;
    if (smig_is_postgresql(m)) {
        code = smig_query_text(m, "SELECT session_user", 0, NULL, user, sizeof user, err);
    } else {
        smig_system_user(user, sizeof user);
    }
    if (code == SCHEMAC_OK && !(m->options.applied_by = smig_copy_string(&m->arena, user))) {
        code = schemac_error_nomem(err);
    }
    return code;
}

static schemac_code copy_options(schemac_migrator *m, const schemac_migrate_options *options, schemac_error *err)
{
    if (options) {
        m->options = *options;
    }
    const char *table =
        m->options.history_table && *m->options.history_table ? m->options.history_table : default_table;
    const char *version = m->options.tool_version ? m->options.tool_version : schemac_version();
    m->lock_name = m->options.history_table = smig_copy_string(&m->arena, table);
    m->options.tool_version = smig_copy_string(&m->arena, version);
    if (!m->lock_name || !m->options.tool_version) {
        return schemac_error_nomem(err);
    }
    if (!m->options.applied_by) {
        return find_user(m, err);
    }
    m->options.applied_by = smig_copy_string(&m->arena, m->options.applied_by);
    return m->options.applied_by ? SCHEMAC_OK : schemac_error_nomem(err);
}

/* The folder must have been read as the database's dialect, or files of the other could run. */
static schemac_code check_dialect(const schemac_migrator *m, schemac_error *err)
{
    schemac_revision_list all = schemac_history_revisions(m->history);
    for (size_t i = 0; i < all.count; i++) {
        if (all.items[i]->up->dialect != m->dialect && all.items[i]->up->dialect != SCHEMAC_SQL_ANY) {
            schemac_error_set(err, SCHEMAC_REFUSED, "\"%s\" is for %s, and the database is of %s",
                              all.items[i]->up->name, schemac_sql_dialect_name(all.items[i]->up->dialect),
                              schemac_sql_dialect_name(m->dialect));
            return SCHEMAC_REFUSED;
        }
    }
    return SCHEMAC_OK;
}

schemac_code smig_migrator_new(schemac_conn *conn, bool owns_conn, const char *url, schemac_history *history,
                               const schemac_migrate_options *options, schemac_migrator **migrator, schemac_error *err)
{
    schemac_migrator *m = calloc(1, sizeof *m);
    *migrator = NULL;
    if (!m) {
        if (owns_conn) {
            schemac_conn_close(conn);
        }
        return schemac_error_nomem(err);
    }
    m->conn = conn;
    m->owns_conn = owns_conn;
    m->history = history;
    m->dialect = dialect_of(schemac_conn_dialect(conn));
    m->lock.descriptor = -1;
    m->url = smig_copy_string(&m->arena, url);
    schemac_code code = m->url ? copy_options(m, options, err) : schemac_error_nomem(err);
    if (code == SCHEMAC_OK) {
        code = check_dialect(m, err);
    }
    if (code) {
        schemac_migrator_close(m);
        return code;
    }
    *migrator = m;
    return SCHEMAC_OK;
}

schemac_code schemac_migrator_open(const char *url, schemac_history *history, const schemac_migrate_options *options,
                                   schemac_migrator **migrator, schemac_error *err)
{
    schemac_conn *conn = NULL;
    *migrator = NULL;
    schemac_code code = schemac_conn_open(url, NULL, &conn, err);
    return code ? code : smig_migrator_new(conn, true, url, history, options, migrator, err);
}

void schemac_migrator_close(schemac_migrator *migrator)
{
    if (!migrator) {
        return;
    }
    smig_lock_release(migrator);
    smig_state_clear(migrator);
    for (size_t i = 0; i < migrator->combined.count; i++) {
        schemac_history_close(migrator->combined.items[i]);
    }
    smig_list_free(&migrator->combined);
    smig_list_free(&migrator->done);
    free(migrator->shown);
    if (migrator->owns_conn) {
        schemac_conn_close(migrator->conn);
    }
    smig_arena_free(&migrator->arena);
    free(migrator);
}
