/* Choosing a driver, and the calls through its table. The observer is told here, so that no driver forgets it. */
#include "db/driver.h"

#include <string.h>
#include <strings.h>

#include "db/drivers.h"
#include "db/error.h"
#include "db/rows.h"

/* ---- which driver ---- */

const schemac_driver *schemac_driver_of(schemac_dialect dialect)
{
#ifdef SCHEMAC_WITH_POSTGRESQL
    if (dialect == SCHEMAC_POSTGRESQL) {
        return &schemac_driver_postgresql;
    }
#endif
#ifdef SCHEMAC_WITH_SQLITE
    if (dialect == SCHEMAC_SQLITE) {
        return &schemac_driver_sqlite;
    }
#endif
    return NULL;
}

bool schemac_has_driver(schemac_dialect dialect)
{
    return schemac_driver_of(dialect) != NULL;
}

static bool begins_with(const char *text, const char *prefix)
{
    return strncasecmp(text, prefix, strlen(prefix)) == 0;
}

/* libpq's own forms: an URI, or at least one key=value. */
static bool is_postgresql(const char *url)
{
    return begins_with(url, "postgresql://") || begins_with(url, "postgres://") ||
           (strchr(url, '=') != NULL && strstr(url, "://") == NULL);
}

const schemac_driver *schemac_driver_for(const char *url, schemac_error *err)
{
    schemac_dialect dialect = SCHEMAC_POSTGRESQL;
    if (url != NULL && begins_with(url, "sqlite:")) {
        dialect = SCHEMAC_SQLITE;
    } else if (url == NULL || !is_postgresql(url)) {
        schemac_error_set(err, SCHEMAC_MISUSE, "the database address has no known form");
        schemac_error_hint(err, "Write postgresql://user@host/name, host=… dbname=…, sqlite:FILE or sqlite::memory:");
        return NULL;
    }
    const schemac_driver *driver = schemac_driver_of(dialect);
    if (driver == NULL) {
        schemac_error_set(err, SCHEMAC_UNSUPPORTED, "this libschemac was built without the driver for %s",
                          dialect == SCHEMAC_SQLITE ? "SQLite" : "PostgreSQL");
    }
    return driver;
}

/* ---- telling the observer ---- */

static int64_t started(const schemac_conn *conn)
{
    return conn->observer == NULL ? 0 : schemac_clock_us();
}

static void observe(schemac_conn *conn, schemac_event_kind kind, schemac_code code, schemac_str text, int64_t start,
                    int64_t rows)
{
    if (conn->observer == NULL) {
        return;
    }
    schemac_event event;
    memset(&event, 0, sizeof event);
    event.kind = kind;
    event.code = code;
    event.text = text.data == NULL ? "" : text.data;
    event.length = text.len;
    event.microseconds = start == 0 ? 0 : schemac_clock_us() - start;
    event.rows = rows;
    event.connection = (uintptr_t)(void *)conn;
    conn->observer(conn->observer_arg, &event);
}

static void observe_statement(schemac_conn *conn, schemac_code code, schemac_str sql, int64_t start, int64_t rows)
{
    observe(conn, SCHEMAC_EVENT_STATEMENT, code, sql, start, code == SCHEMAC_OK ? rows : -1);
}

/* ---- connections ---- */

schemac_code schemac_conn_open(const char *url, const schemac_conn_options *options, schemac_conn **conn,
                               schemac_error *err)
{
    static const schemac_conn_options defaults;
    *conn = NULL;
    const schemac_driver *driver = schemac_driver_for(url, err);
    if (driver == NULL) {
        return url != NULL && (begins_with(url, "sqlite:") || is_postgresql(url)) ? SCHEMAC_UNSUPPORTED
                                                                                  : SCHEMAC_MISUSE;
    }
    if (options == NULL) {
        options = &defaults;
    }
    int64_t start = options->observer == NULL ? 0 : schemac_clock_us();
    schemac_code code = driver->open(url, options, conn, err);
    if (code == SCHEMAC_OK) {
        (*conn)->observer = options->observer;
        (*conn)->observer_arg = options->observer_arg;
        observe(*conn, SCHEMAC_EVENT_CONNECT, code, schemac_str_of(driver->name), start, -1);
    }
    return code;
}

void schemac_conn_close(schemac_conn *conn)
{
    if (conn == NULL) {
        return;
    }
    observe(conn, SCHEMAC_EVENT_CLOSE, SCHEMAC_OK, schemac_str_of(conn->driver->name), 0, -1);
    conn->driver->close(conn);
}

void schemac_conn_abandon(schemac_conn *conn)
{
    if (conn != NULL) {
        conn->driver->abandon(conn);
    }
}

schemac_code schemac_conn_reset(schemac_conn *conn, schemac_error *err)
{
    return conn->driver->reset(conn, err);
}

int schemac_conn_server_version(const schemac_conn *conn)
{
    return conn->driver->server_version(conn);
}

int schemac_conn_server_process(const schemac_conn *conn)
{
    return conn->driver->server_process(conn);
}

void *schemac_conn_native(schemac_conn *conn)
{
    return conn->driver->native(conn);
}

void schemac_conn_cancel(schemac_conn *conn)
{
    conn->driver->cancel(conn);
}

schemac_code schemac_conn_set_timeout(schemac_conn *conn, int statement_ms, int lock_ms, schemac_error *err)
{
    return conn->driver->set_timeout(conn, statement_ms, lock_ms, err);
}

/* ---- SQL text ---- */

schemac_code schemac_conn_exec(schemac_conn *conn, schemac_str sql, int64_t *affected, schemac_error *err)
{
    int64_t start = started(conn);
    int64_t changed = -1;
    schemac_code code = conn->driver->exec(conn, sql, &changed, err);
    observe_statement(conn, code, sql, start, changed);
    if (affected != NULL) {
        *affected = changed;
    }
    return code;
}

schemac_code schemac_conn_command(schemac_conn *conn, const char *sql, schemac_error *err)
{
    int64_t start = started(conn);
    schemac_code code = conn->driver->command(conn, sql, err);
    observe_statement(conn, code, schemac_str_of(sql), start, -1);
    return code;
}

schemac_code schemac_conn_script(schemac_conn *conn, schemac_str sql, schemac_error *err)
{
    int64_t start = started(conn);
    schemac_code code = conn->driver->script(conn, sql, err);
    observe_statement(conn, code, sql, start, -1);
    return code;
}

schemac_code schemac_conn_query(schemac_conn *conn, schemac_str sql, size_t n_params, const char *const *params,
                                schemac_text_rows **rows, schemac_error *err)
{
    int64_t start = started(conn);
    *rows = NULL;
    schemac_code code = conn->driver->query(conn, sql, n_params, params, rows, err);
    observe_statement(conn, code, sql, start, code == SCHEMAC_OK ? (int64_t)(*rows)->n_rows : -1);
    return code;
}

schemac_code schemac_conn_send(schemac_conn *conn, const schemac_sent *sent, schemac_error *err)
{
    return conn->driver->send == NULL ? SCHEMAC_OK : conn->driver->send(conn, sent, err);
}

schemac_code schemac_conn_receive(schemac_conn *conn, const schemac_sent *sent, schemac_text_rows **rows,
                                  schemac_error *err)
{
    if (conn->driver->receive == NULL) {
        return schemac_conn_query(conn, sent->sql, sent->n_params, sent->params, rows, err);
    }
    int64_t start = started(conn);
    *rows = NULL;
    schemac_code code = conn->driver->receive(conn, sent, rows, err);
    observe_statement(conn, code, sent->sql, start, code == SCHEMAC_OK ? (int64_t)(*rows)->n_rows : -1);
    return code;
}

void schemac_conn_settle(schemac_conn *conn)
{
    if (conn->driver->settle != NULL) {
        conn->driver->settle(conn);
    }
}

void schemac_conn_free_rows(const schemac_driver *driver, schemac_text_rows *rows)
{
    if (rows != NULL) {
        driver->free_rows(rows);
    }
}

/* ---- transactions ---- */

schemac_code schemac_conn_begin(schemac_conn *conn, const schemac_tx_options *options, schemac_error *err)
{
    static const schemac_tx_options defaults;
    int64_t start = started(conn);
    schemac_code code = conn->driver->begin(conn, options == NULL ? &defaults : options, err);
    observe_statement(conn, code, schemac_str_of("BEGIN"), start, -1);
    return code;
}

schemac_code schemac_conn_commit(schemac_conn *conn, schemac_error *err)
{
    int64_t start = started(conn);
    schemac_code code = conn->driver->commit(conn, err);
    observe_statement(conn, code, schemac_str_of("COMMIT"), start, -1);
    return code;
}

schemac_code schemac_conn_rollback(schemac_conn *conn, schemac_error *err)
{
    if (conn->driver->tx_state(conn) == SCHEMAC_TX_IDLE) {
        return SCHEMAC_OK;
    }
    int64_t start = started(conn);
    schemac_code code = conn->driver->rollback(conn, err);
    observe_statement(conn, code, schemac_str_of("ROLLBACK"), start, -1);
    return code;
}

schemac_tx_state schemac_conn_tx_state(const schemac_conn *conn)
{
    return conn->driver->tx_state(conn);
}

/* ---- prepared statements ---- */

schemac_code schemac_conn_prepare(schemac_conn *conn, schemac_str sql, bool unnamed, schemac_stmt **stmt,
                                  schemac_error *err)
{
    *stmt = NULL;
    schemac_code code = conn->driver->prepare(conn, sql, unnamed, stmt, err);
    if (code != SCHEMAC_OK) {
        observe_statement(conn, code, sql, 0, -1);
    }
    return code;
}

void schemac_conn_unprepare(schemac_conn *conn, schemac_stmt *stmt)
{
    if (stmt != NULL) {
        conn->driver->unprepare(conn, stmt);
    }
}

schemac_code schemac_conn_run(schemac_conn *conn, schemac_stmt *stmt, const schemac_value *params, size_t n_params,
                              schemac_rows **rows, schemac_error *err)
{
    int64_t start = started(conn);
    *rows = NULL;
    schemac_code code = conn->driver->run(conn, stmt, params, n_params, rows, err);
    if (code == SCHEMAC_OK) {
        (*rows)->conn = conn;
        (*rows)->started = start;
    } else {
        observe_statement(conn, code, conn->driver->stmt_sql(stmt), start, -1);
    }
    return code;
}

schemac_code schemac_rows_next(schemac_conn *conn, schemac_rows *rows, bool *has_row, schemac_error *err)
{
    *has_row = false;
    schemac_code code = conn->driver->row_next(rows, has_row, err);
    if (*has_row) {
        rows->n_read++;
    } else {
        int64_t changed = conn->driver->rows_affected(rows);
        observe_statement(conn, code, rows->sql, rows->started, rows->n_read > 0 ? rows->n_read : changed);
    }
    return code;
}

schemac_code schemac_rows_value(schemac_conn *conn, schemac_rows *rows, size_t column, schemac_slot slot,
                                schemac_value *value, schemac_error *err)
{
    return conn->driver->row_value(rows, column, slot, value, err);
}

int64_t schemac_rows_affected(const schemac_conn *conn, const schemac_rows *rows)
{
    return conn->driver->rows_affected(rows);
}

void schemac_rows_close(const schemac_driver *driver, schemac_rows *rows)
{
    if (rows != NULL) {
        driver->rows_close(rows);
    }
}
