/* The driver for PostgreSQL over libpq: connecting, text statements, transactions. */
#include "db/postgresql.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/drivers.h"
#include "db/error.h"
#include "db/text.h"

enum { DEFAULT_CONNECT_MS = 10000 };

void schemac_pg_starts(pg_conn *conn)
{
    atomic_store(&conn->cancelled, false);
}

/* ---- connecting ---- */

/* libpq prints notices to stderr unless told otherwise. */
static void on_notice(void *arg, const PGresult *result)
{
    pg_conn *conn = arg;
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    if (conn->base.observer == NULL || message == NULL) {
        return;
    }
    schemac_event event;
    memset(&event, 0, sizeof event);
    event.kind = SCHEMAC_EVENT_NOTICE;
    event.text = message;
    event.length = strlen(message);
    event.rows = -1;
    event.connection = (uintptr_t)(void *)conn;
    conn->base.observer(conn->base.observer_arg, &event);
}

/* What is wrong, by a part of libpq's message, which quotes what it does not understand: that may be a password. */
static const char *address_hint(const char *message)
{
    static const struct {
        const char *part, *hint;
    } hints[] = {
        {"URI query parameter", "Behind the ? stand NAME=VALUE pairs with & between, of names that libpq knows"},
        {"percent-encoded", "Behind a % stand two hexadecimal digits; a % itself is written %25"},
        {"invalid connection option", "One of the words before a = is no option of libpq"},
        {"IPv6", "An IPv6 host stands between [ and ]"},
        {"after host address", "Behind the host stands a port (:5432), a / or nothing"},
        {"unterminated quoted", "A ' that begins a value has to end it, too"},
    };
    for (size_t i = 0; message != NULL && i < sizeof hints / sizeof *hints; i++) {
        if (strstr(message, hints[i].part) != NULL) {
            return hints[i].hint;
        }
    }
    return "Write postgresql://user@host:port/name or host=… port=… user=… dbname=…";
}

static schemac_code check_address(const char *url, schemac_error *err)
{
    char *message = NULL;
    PQconninfoOption *options = PQconninfoParse(url, &message);
    const char *hint = options == NULL ? address_hint(message) : NULL;
    PQfreemem(message);
    if (options == NULL) {
        schemac_error_set(err, SCHEMAC_MISUSE, "libpq does not understand the database address");
        schemac_error_hint(err, "%s", hint);
        return SCHEMAC_MISUSE;
    }
    PQconninfoFree(options);
    return SCHEMAC_OK;
}

static PGconn *connect(const char *url, const schemac_conn_options *options)
{
    int ms = options->connect_timeout_ms == 0 ? DEFAULT_CONNECT_MS : options->connect_timeout_ms;
    char seconds[16];
    snprintf(seconds, sizeof seconds, "%d", (ms + 999) / 1000);
    /* What stands before dbname is overruled by the address, what stands behind it overrules the address. */
    const char *const keys[] = {"connect_timeout", "fallback_application_name", "dbname", "client_encoding", NULL};
    const char *const values[] = {seconds, options->application == NULL ? "schemac" : options->application, url, "UTF8",
                                  NULL};
    return PQconnectdbParams(keys, values, 1);
}

static schemac_code set_number(pg_conn *conn, const char *setting, int ms, schemac_error *err)
{
    char sql[80];
    snprintf(sql, sizeof sql, "SET %s = %d", setting, ms);
    PGresult *result = PQexec(conn->pg, sql);
    schemac_code code = schemac_pg_check(conn, result, schemac_str_of(sql), err);
    PQclear(result);
    return code;
}

static schemac_code set_up(pg_conn *conn, const schemac_conn_options *options, schemac_error *err)
{
    PQsetNoticeReceiver(conn->pg, on_notice, conn);
    conn->cancel = PQgetCancel(conn->pg);
    schemac_code code = SCHEMAC_OK;
    if (conn->statement_ms > 0) {
        code = set_number(conn, "statement_timeout", conn->statement_ms, err);
    }
    if (code == SCHEMAC_OK && options->read_only) {
        const char *sql = "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY";
        PGresult *result = PQexec(conn->pg, sql);
        code = schemac_pg_check(conn, result, schemac_str_of(sql), err);
        PQclear(result);
    }
    return code;
}

static void pg_close(schemac_conn *base)
{
    pg_conn *conn = schemac_pg_conn(base);
    PQfreeCancel(conn->cancel);
    PQfinish(conn->pg);
    free(conn);
}

static schemac_code pg_open(const char *url, const schemac_conn_options *options, schemac_conn **out,
                            schemac_error *err)
{
    schemac_code code = check_address(url, err);
    if (code != SCHEMAC_OK) {
        return code;
    }
    pg_conn *conn = calloc(1, sizeof *conn);
    if (conn == NULL) {
        return schemac_error_nomem(err);
    }
    conn->base.driver = &schemac_driver_postgresql;
    conn->statement_ms = options->statement_timeout_ms;
    conn->pg = connect(url, options);
    if (PQstatus(conn->pg) == CONNECTION_OK) {
        conn->base.observer = options->observer;
        conn->base.observer_arg = options->observer_arg;
        code = set_up(conn, options, err);
    } else {
        code = schemac_pg_failed(conn, NULL, SCHEMAC_STR_NULL, err);
    }
    if (code != SCHEMAC_OK) {
        pg_close(&conn->base);
        return code;
    }
    *out = &conn->base;
    return SCHEMAC_OK;
}

/* PQfinish would say goodbye to the server in the parent's name. The memory is left to the end of the child. */
static void pg_abandon(schemac_conn *base)
{
    (void)base;
}

/* ---- text statements ---- */

int64_t schemac_pg_affected(const PGresult *result)
{
    /* PQcmdTuples takes no const, but changes nothing. */
    const char *text = PQcmdTuples((PGresult *)(uintptr_t)result);
    return text[0] == '\0' ? 0 : strtoll(text, NULL, 10);
}

/* Runs one statement in the extended protocol, which refuses a second one by itself. */
static PGresult *exec_params(pg_conn *conn, schemac_str sql, size_t n_params, const char *const *params)
{
    char *copy = NULL;
    const char *text = schemac_sql_terminated(sql, &copy);
    if (text == NULL) {
        return NULL;
    }
    schemac_pg_starts(conn);
    conn->dirty = true;
    PGresult *result = PQexecParams(conn->pg, text, (int)n_params, NULL, params, NULL, NULL, 0);
    free(copy);
    return result;
}

static schemac_code pg_exec(schemac_conn *base, schemac_str sql, int64_t *affected, schemac_error *err)
{
    pg_conn *conn = schemac_pg_conn(base);
    PGresult *result = exec_params(conn, sql, 0, NULL);
    schemac_code code = schemac_pg_check(conn, result, sql, err);
    *affected = code == SCHEMAC_OK ? schemac_pg_affected(result) : -1;
    PQclear(result);
    return code;
}

static schemac_code pg_script(schemac_conn *base, schemac_str sql, schemac_error *err)
{
    pg_conn *conn = schemac_pg_conn(base);
    char *copy = NULL;
    const char *text = schemac_sql_terminated(sql, &copy);
    if (text == NULL) {
        return schemac_error_nomem(err);
    }
    schemac_pg_starts(conn);
    conn->dirty = true;
    PGresult *result = PQexec(conn->pg, text);
    schemac_code code = schemac_pg_check(conn, result, sql, err);
    PQclear(result);
    free(copy);
    return code;
}

static schemac_text_rows *text_rows(PGresult *result)
{
    size_t n_rows = (size_t)PQntuples(result);
    size_t n_columns = (size_t)PQnfields(result);
    schemac_text_rows *rows = schemac_text_rows_new(n_rows, n_columns);
    if (rows == NULL) {
        return NULL;
    }
    for (size_t c = 0; c < n_columns; c++) {
        rows->names[c] = PQfname(result, (int)c);
    }
    for (size_t i = 0; i < n_rows * n_columns; i++) {
        int row = (int)(i / n_columns);
        int column = (int)(i % n_columns);
        if (!PQgetisnull(result, row, column)) {
            rows->values[i] = PQgetvalue(result, row, column);
            rows->lengths[i] = (size_t)PQgetlength(result, row, column);
        }
    }
    rows->affected = schemac_pg_affected(result);
    rows->owner = result;
    return rows;
}

schemac_code schemac_pg_text_rows(pg_conn *conn, PGresult *result, schemac_str sql, schemac_text_rows **rows,
                                  schemac_error *err)
{
    schemac_code code = schemac_pg_check(conn, result, sql, err);
    if (code == SCHEMAC_OK) {
        *rows = text_rows(result);
        code = *rows == NULL ? schemac_error_nomem(err) : SCHEMAC_OK;
    }
    if (code != SCHEMAC_OK) {
        PQclear(result);
    }
    return code;
}

static schemac_code pg_query(schemac_conn *base, schemac_str sql, size_t n_params, const char *const *params,
                             schemac_text_rows **rows, schemac_error *err)
{
    pg_conn *conn = schemac_pg_conn(base);
    return schemac_pg_text_rows(conn, exec_params(conn, sql, n_params, params), sql, rows, err);
}

static void pg_free_rows(schemac_text_rows *rows)
{
    PQclear(rows->owner);
    free(rows);
}

/* ---- transactions ---- */

static schemac_tx_state pg_tx_state(const schemac_conn *base)
{
    const pg_conn *conn = (const pg_conn *)(const void *)base;
    switch (PQtransactionStatus(conn->pg)) {
    case PQTRANS_IDLE:
        return SCHEMAC_TX_IDLE;
    case PQTRANS_ACTIVE:
    case PQTRANS_INTRANS:
        return SCHEMAC_TX_OPEN;
    case PQTRANS_INERROR:
        return SCHEMAC_TX_FAILED;
    default:
        return SCHEMAC_TX_LOST;
    }
}

/* Our own short commands change no settings, so they do not make the connection dirty. */
static schemac_code run_words(pg_conn *conn, const char *sql, schemac_error *err)
{
    schemac_pg_starts(conn);
    PGresult *result = PQexec(conn->pg, sql);
    schemac_code code = schemac_pg_check(conn, result, schemac_str_of(sql), err);
    PQclear(result);
    return code;
}

static schemac_code pg_command(schemac_conn *base, const char *sql, schemac_error *err)
{
    return run_words(schemac_pg_conn(base), sql, err);
}

static schemac_code pg_begin(schemac_conn *base, const schemac_tx_options *options, schemac_error *err)
{
    static const char *const isolations[] = {"", " ISOLATION LEVEL READ COMMITTED", " ISOLATION LEVEL REPEATABLE READ",
                                             " ISOLATION LEVEL SERIALIZABLE"};
    char sql[80];
    snprintf(sql, sizeof sql, "BEGIN%s%s", isolations[options->isolation], options->read_only ? " READ ONLY" : "");
    return run_words(schemac_pg_conn(base), sql, err);
}

static schemac_code pg_commit(schemac_conn *base, schemac_error *err)
{
    pg_conn *conn = schemac_pg_conn(base);
    schemac_pg_starts(conn);
    PGresult *result = PQexec(conn->pg, "COMMIT");
    schemac_code code = schemac_pg_check(conn, result, schemac_str_of("COMMIT"), err);
    /* The server answers COMMIT of a failed transaction with ROLLBACK and calls that success. */
    if (code == SCHEMAC_OK && strcmp(PQcmdStatus(result), "COMMIT") != 0) {
        code = schemac_error_set(err, SCHEMAC_MISUSE,
                                 "the transaction had failed before, so it was rolled back instead of committed");
    }
    PQclear(result);
    return code;
}

static schemac_code pg_rollback(schemac_conn *base, schemac_error *err)
{
    return run_words(schemac_pg_conn(base), "ROLLBACK", err);
}

static schemac_code pg_set_timeout(schemac_conn *base, int statement_ms, int lock_ms, schemac_error *err)
{
    pg_conn *conn = schemac_pg_conn(base);
    conn->dirty = true;
    schemac_code code = SCHEMAC_OK;
    if (statement_ms >= 0) {
        code = set_number(conn, "statement_timeout", statement_ms, err);
    }
    if (lock_ms >= 0 && code == SCHEMAC_OK) {
        code = set_number(conn, "lock_timeout", lock_ms, err);
    }
    return code;
}

static schemac_code pg_reset(schemac_conn *base, schemac_error *err)
{
    pg_conn *conn = schemac_pg_conn(base);
    schemac_code code = SCHEMAC_OK;
    schemac_tx_state state = pg_tx_state(base);
    if (state == SCHEMAC_TX_LOST) {
        return schemac_pg_failed(conn, NULL, SCHEMAC_STR_NULL, err);
    }
    if (state != SCHEMAC_TX_IDLE) {
        code = pg_rollback(base, err);
    }
    if (code == SCHEMAC_OK && conn->dirty) {
        code = run_words(conn, "RESET ALL; SELECT pg_advisory_unlock_all()", err);
        if (code == SCHEMAC_OK && conn->statement_ms > 0) {
            code = set_number(conn, "statement_timeout", conn->statement_ms, err);
        }
        conn->dirty = code != SCHEMAC_OK;
    }
    return code;
}

static int pg_server_process(const schemac_conn *base)
{
    return PQbackendPID(((const pg_conn *)(const void *)base)->pg);
}

static int pg_server_version(const schemac_conn *base)
{
    return PQserverVersion(((const pg_conn *)(const void *)base)->pg);
}

static void pg_cancel(schemac_conn *base)
{
    pg_conn *conn = schemac_pg_conn(base);
    char reason[256];
    atomic_store(&conn->cancelled, true);
    if (conn->cancel != NULL) {
        PQcancel(conn->cancel, reason, sizeof reason);
    }
}

static void *pg_native(schemac_conn *base)
{
    return schemac_pg_conn(base)->pg;
}

static bool pg_is_private(const char *url)
{
    (void)url;
    return false;
}

/* The address again from its parts, those left out that are secret or of no interest. */
static char *pg_display(const char *url)
{
    static const char *const shown[] = {"host", "hostaddr", "port", "user", "dbname", "service"};
    PQconninfoOption *options = PQconninfoParse(url, NULL);
    schemac_text text = {0};
    for (const PQconninfoOption *option = options; option != NULL && option->keyword != NULL; option++) {
        for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
            if (option->val != NULL && strcmp(option->keyword, shown[i]) == 0) {
                schemac_text_add(&text, text.len > 0 ? " " : "");
                schemac_text_add(&text, option->keyword);
                schemac_text_char(&text, '=');
                schemac_text_add(&text, option->val);
            }
        }
    }
    PQconninfoFree(options);
    return text.data != NULL ? text.data : strdup("postgresql");
}

const schemac_driver schemac_driver_postgresql = {
    .name = "postgresql",
    .dialect = SCHEMAC_POSTGRESQL,
    .rows_outlive_step = true,
    .open = pg_open,
    .close = pg_close,
    .abandon = pg_abandon,
    .reset = pg_reset,
    .exec = pg_exec,
    .command = pg_command,
    .script = pg_script,
    .query = pg_query,
    .free_rows = pg_free_rows,
    .send = schemac_pg_send,
    .receive = schemac_pg_receive,
    .settle = schemac_pg_settle,
    .prepare = schemac_pg_prepare,
    .unprepare = schemac_pg_unprepare,
    .stmt_sql = schemac_pg_stmt_sql,
    .run = schemac_pg_run,
    .row_next = schemac_pg_row_next,
    .row_value = schemac_pg_row_value,
    .rows_affected = schemac_pg_rows_affected,
    .rows_close = schemac_pg_rows_close,
    .begin = pg_begin,
    .commit = pg_commit,
    .rollback = pg_rollback,
    .tx_state = pg_tx_state,
    .server_version = pg_server_version,
    .server_process = pg_server_process,
    .set_timeout = pg_set_timeout,
    .cancel = pg_cancel,
    .native = pg_native,
    .is_private = pg_is_private,
    .display = pg_display,
};
