/* The driver for SQLite: opening, text statements, transactions. Foreign keys are always on. The journal mode is the
 * file's own. */
#include "db/sqlite.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/drivers.h"
#include "db/error.h"

enum { DEFAULT_BUSY_MS = 5000, STEPS_BETWEEN_LOOKS = 2000 };

static sqlite_conn *from_base(schemac_conn *conn)
{
    return (sqlite_conn *)(void *)conn;
}

/* ---- limits ---- */

/* SQLite calls this now and then; a result other than 0 stops the statement. */
static int look_at_clock(void *arg)
{
    sqlite_conn *conn = arg;
    if (atomic_load(&conn->cancelled)) {
        return 1;
    }
    if (conn->deadline != 0 && schemac_clock_us() > conn->deadline) {
        conn->timed_out = true;
        return 1;
    }
    return 0;
}

void schemac_sqlite_starts(sqlite_conn *conn)
{
    atomic_store(&conn->cancelled, false);
    conn->timed_out = false;
    conn->deadline = conn->statement_ms <= 0 ? 0 : schemac_clock_us() + (int64_t)conn->statement_ms * 1000;
}

static schemac_code sqlite_set_timeout(schemac_conn *base, int statement_ms, int lock_ms, schemac_error *err)
{
    (void)err;
    sqlite_conn *conn = from_base(base);
    if (statement_ms >= 0) {
        conn->statement_ms = statement_ms;
    }
    if (lock_ms >= 0) {
        sqlite3_busy_timeout(conn->db, lock_ms);
    }
    return SCHEMAC_OK;
}

static void sqlite_cancel(schemac_conn *base)
{
    atomic_store(&from_base(base)->cancelled, true);
    sqlite3_interrupt(from_base(base)->db);
}

/* ---- opening ---- */

static const char *file_of(const char *url)
{
    return url + strlen("sqlite:");
}

static bool sqlite_is_private(const char *url)
{
    const char *file = file_of(url);
    return strcmp(file, ":memory:") == 0 || file[0] == '\0';
}

/* "sqlite:///absolute" is what other tools write for an absolute path, "sqlite://relative" has no host to name. */
static const char *path_of(const char *url)
{
    const char *file = file_of(url);
    return strncmp(file, "//", 2) == 0 ? file + 2 : file;
}

static int open_flags(const schemac_conn_options *options)
{
    int access = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    if (options->read_only) {
        access = SQLITE_OPEN_READONLY;
    } else if (options->must_exist) {
        access = SQLITE_OPEN_READWRITE;
    }
    /* One thread at a time is promised, so no mutex is needed; sqlite3_interrupt is allowed from another all the same.
     */
    return access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
}

static int set_up(sqlite_conn *conn)
{
    sqlite3_busy_timeout(conn->db, conn->busy_ms);
    sqlite3_progress_handler(conn->db, STEPS_BETWEEN_LOOKS, look_at_clock, conn);
    int rc = sqlite3_db_config(conn->db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, (int *)NULL);
    if (rc == SQLITE_OK) {
        rc = schemac_sqlite_register(conn->db);
    }
    /* The first look at the file shows whether it is a database at all. */
    return rc == SQLITE_OK ? sqlite3_exec(conn->db, "SELECT 1 FROM sqlite_schema LIMIT 1", NULL, NULL, NULL) : rc;
}

static void sqlite_close_conn(schemac_conn *base)
{
    sqlite3_close_v2(from_base(base)->db);
    free(base);
}

/* A file that can be read, in a folder that cannot be written, where the WAL needs two files beside it. */
static bool lacks_room_for_wal(const char *path)
{
    char folder[PATH_MAX];
    const char *end = strrchr(path, '/');
    size_t length = end == NULL ? 0 : (size_t)(end - path);
    if (length >= sizeof folder || access(path, R_OK) != 0) {
        return false;
    }
    memcpy(folder, path, length);
    folder[length] = '\0';
    return access(end == NULL ? "." : length == 0 ? "/" : folder, W_OK) != 0;
}

/* What SQLite says is often only that it could not. */
static schemac_code cannot_open(sqlite_conn *conn, int rc, const char *path, schemac_error *err)
{
    schemac_code code = schemac_sqlite_failed(conn, rc, SCHEMAC_STR_NULL, err);
    code = code == SCHEMAC_NOMEM ? code : SCHEMAC_CONNECTION;
    if (err == NULL) {
        return code;
    }
    struct stat found;
    char reason[SCHEMAC_ERROR_DETAIL_SIZE];
    schemac_error_text(reason, sizeof reason, err->message);
    if (stat(path, &found) != 0) {
        schemac_error_text(reason, sizeof reason, strerror(errno));
    } else if (S_ISDIR(found.st_mode)) {
        schemac_error_text(reason, sizeof reason, strerror(EISDIR));
    } else if (access(path, R_OK) != 0) {
        schemac_error_text(reason, sizeof reason, strerror(errno));
    }
    int native = err->native;
    schemac_error_set(err, code, "cannot open the database \"%s\": %s", path, reason);
    err->native = native;
    if ((rc & 0xff) == SQLITE_NOTADB) {
        schemac_error_hint(err, "It is none of SQLite's, or one that is encrypted");
    } else if (((rc & 0xff) == SQLITE_READONLY || (rc & 0xff) == SQLITE_CANTOPEN) && lacks_room_for_wal(path)) {
        schemac_error_hint(err,
                           "It is in WAL mode, for which its folder has to be writable: read a copy in another one");
    }
    return code;
}

static schemac_code sqlite_open(const char *url, const schemac_conn_options *options, schemac_conn **out,
                                schemac_error *err)
{
    sqlite_conn *conn = calloc(1, sizeof *conn);
    if (conn == NULL) {
        return schemac_error_nomem(err);
    }
    conn->base.driver = &schemac_driver_sqlite;
    conn->busy_ms = options->busy_ms == 0 ? DEFAULT_BUSY_MS : options->busy_ms;
    conn->busy_ms = conn->busy_ms < 0 ? 0 : conn->busy_ms;
    conn->statement_ms = conn->open_statement_ms = options->statement_timeout_ms;
    int rc = sqlite3_open_v2(path_of(url), &conn->db, open_flags(options), NULL);
    if (rc == SQLITE_OK) {
        rc = set_up(conn);
    }
    /* Somebody who holds the file exclusively is no reason not to open it: statements will wait for him. */
    if (rc != SQLITE_OK && (rc & 0xff) != SQLITE_BUSY) {
        schemac_code code = cannot_open(conn, rc, path_of(url), err);
        sqlite_close_conn(&conn->base);
        return code;
    }
    *out = &conn->base;
    return SCHEMAC_OK;
}

/* After fork closing would drop the parent's file locks, so the memory is left to the end of the process. */
static void sqlite_abandon(schemac_conn *base)
{
    (void)base;
}

/* ---- text statements ---- */

/* True where nothing but comments and space is left. */
static bool is_rest_empty(sqlite_conn *conn, const char *rest, size_t len)
{
    while (len > 0) {
        sqlite3_stmt *more = NULL;
        const char *tail = NULL;
        int rc = sqlite3_prepare_v2(conn->db, rest, (int)len, &more, &tail);
        bool statement = more != NULL;
        sqlite3_finalize(more);
        if (rc != SQLITE_OK || statement) {
            return false;
        }
        if (tail == NULL || tail == rest) {
            return true;
        }
        len -= (size_t)(tail - rest);
        rest = tail;
    }
    return true;
}

schemac_code schemac_sqlite_prepare_one(sqlite_conn *conn, schemac_str sql, sqlite3_stmt **stmt, schemac_error *err)
{
    *stmt = NULL;
    if (sql.len > INT_MAX) {
        return schemac_error_set(err, SCHEMAC_INVALID, "the statement is longer than SQLite takes");
    }
    const char *tail = NULL;
    const char *text = sql.data == NULL ? "" : sql.data;
    int rc = sqlite3_prepare_v3(conn->db, text, (int)sql.len, 0, stmt, &tail);
    if (rc != SQLITE_OK) {
        return schemac_sqlite_failed(conn, rc, sql, err);
    }
    if (tail != NULL && !is_rest_empty(conn, tail, sql.len - (size_t)(tail - text))) {
        sqlite3_finalize(*stmt);
        *stmt = NULL;
        schemac_error_set(err, SCHEMAC_SQL, "the text holds more than one statement");
        if (err != NULL) {
            memcpy(err->sqlstate, "42601", 6);
        }
        schemac_error_statement(err, sql);
        return SCHEMAC_SQL;
    }
    return SCHEMAC_OK;
}

static schemac_code sqlite_exec(schemac_conn *base, schemac_str sql, int64_t *affected, schemac_error *err)
{
    sqlite_conn *conn = from_base(base);
    sqlite3_stmt *stmt = NULL;
    *affected = 0;
    schemac_sqlite_starts(conn);
    schemac_code code = schemac_sqlite_prepare_one(conn, sql, &stmt, err);
    if (code != SCHEMAC_OK || stmt == NULL) {
        return code;
    }
    int before = sqlite3_total_changes(conn->db);
    int rc = SQLITE_ROW;
    while (rc == SQLITE_ROW) {
        rc = sqlite3_step(stmt);
    }
    if (rc != SQLITE_DONE) {
        code = schemac_sqlite_failed(conn, rc, sql, err);
    } else if (sqlite3_total_changes(conn->db) != before) {
        *affected = sqlite3_changes(conn->db);
    }
    sqlite3_finalize(stmt);
    return code;
}

/* One statement at the front of `sql`; moves `sql` behind it. */
static schemac_code script_step(sqlite_conn *conn, schemac_str *sql, schemac_error *err)
{
    sqlite3_stmt *stmt = NULL;
    const char *tail = NULL;
    int rc = sqlite3_prepare_v2(conn->db, sql->data, sql->len > INT_MAX ? INT_MAX : (int)sql->len, &stmt, &tail);
    if (rc != SQLITE_OK) {
        return schemac_sqlite_failed(conn, rc, *sql, err);
    }
    rc = stmt == NULL ? SQLITE_DONE : SQLITE_ROW;
    while (rc == SQLITE_ROW) {
        rc = sqlite3_step(stmt);
    }
    schemac_code code = rc == SQLITE_DONE ? SCHEMAC_OK : schemac_sqlite_failed(conn, rc, *sql, err);
    sqlite3_finalize(stmt);
    size_t taken = tail == NULL || tail == sql->data ? sql->len : (size_t)(tail - sql->data);
    sql->data += taken;
    sql->len -= taken;
    return code;
}

static schemac_code sqlite_script(schemac_conn *base, schemac_str sql, schemac_error *err)
{
    sqlite_conn *conn = from_base(base);
    schemac_sqlite_starts(conn);
    while (sql.data != NULL && sql.len > 0) {
        schemac_code code = script_step(conn, &sql, err);
        if (code != SCHEMAC_OK) {
            return code;
        }
    }
    return SCHEMAC_OK;
}

/* ---- rows as text ---- */

/* Cells come one by one and their number is known only at the end: they gather here first. */
typedef struct text_gather {
    schemac_scratch scratch;
    const char **values;
    size_t *lengths;
    size_t n, capacity;
} text_gather;

static bool gather_room(text_gather *g)
{
    if (g->n < g->capacity) {
        return true;
    }
    size_t capacity = g->capacity == 0 ? 64 : g->capacity * 2;
    const char **values = realloc((void *)g->values, capacity * sizeof *values);
    if (values != NULL) {
        g->values = values;
    }
    size_t *lengths = realloc(g->lengths, capacity * sizeof *lengths);
    if (lengths != NULL) {
        g->lengths = lengths;
    }
    if (values == NULL || lengths == NULL) {
        return false;
    }
    g->capacity = capacity;
    return true;
}

static bool gather_cell(text_gather *g, sqlite3_stmt *stmt, int column)
{
    if (!gather_room(g)) {
        return false;
    }
    const char *copy = NULL;
    size_t len = 0;
    int type = sqlite3_column_type(stmt, column);
    if (type != SQLITE_NULL) {
        const void *data =
            type == SQLITE_BLOB ? sqlite3_column_blob(stmt, column) : (const void *)sqlite3_column_text(stmt, column);
        len = (size_t)sqlite3_column_bytes(stmt, column);
        copy = schemac_scratch_copy(&g->scratch, data, len);
        if (copy == NULL) {
            return false;
        }
    }
    g->values[g->n] = copy;
    g->lengths[g->n++] = len;
    return true;
}

/* Turns what was gathered into rows, which then own it. */
static schemac_text_rows *gather_finish(text_gather *g, sqlite3_stmt *stmt, size_t n_columns)
{
    size_t n_rows = n_columns == 0 ? 0 : g->n / n_columns;
    schemac_text_rows *rows = schemac_text_rows_new(n_rows, n_columns);
    schemac_scratch *owner = rows == NULL ? NULL : malloc(sizeof *owner);
    if (owner == NULL) {
        free(rows);
        return NULL;
    }
    for (size_t i = 0; i < n_columns; i++) {
        const char *name = sqlite3_column_name(stmt, (int)i);
        rows->names[i] = schemac_scratch_copy(&g->scratch, name == NULL ? "" : name, name == NULL ? 0 : strlen(name));
    }
    if (g->n > 0) {
        memcpy((void *)rows->values, (const void *)g->values, g->n * sizeof *g->values);
        memcpy(rows->lengths, g->lengths, g->n * sizeof *g->lengths);
    }
    *owner = g->scratch;
    g->scratch.blocks = NULL;
    rows->owner = owner;
    return rows;
}

static void gather_free(text_gather *g)
{
    schemac_scratch_free(&g->scratch);
    free((void *)g->values);
    free(g->lengths);
}

static schemac_code gather_rows(sqlite_conn *conn, sqlite3_stmt *stmt, schemac_str sql, schemac_text_rows **rows,
                                schemac_error *err)
{
    text_gather gather = {{NULL}, NULL, NULL, 0, 0};
    int n_columns = stmt == NULL ? 0 : sqlite3_column_count(stmt);
    int rc = stmt == NULL ? SQLITE_DONE : sqlite3_step(stmt);
    schemac_code code = SCHEMAC_OK;
    for (; rc == SQLITE_ROW && code == SCHEMAC_OK; rc = sqlite3_step(stmt)) {
        for (int i = 0; i < n_columns; i++) {
            if (!gather_cell(&gather, stmt, i)) {
                code = schemac_error_nomem(err);
                break;
            }
        }
    }
    if (code == SCHEMAC_OK && rc != SQLITE_DONE) {
        code = schemac_sqlite_failed(conn, rc, sql, err);
    }
    if (code == SCHEMAC_OK) {
        *rows = gather_finish(&gather, stmt, (size_t)n_columns);
        code = *rows == NULL ? schemac_error_nomem(err) : SCHEMAC_OK;
    }
    gather_free(&gather);
    return code;
}

static schemac_code sqlite_query(schemac_conn *base, schemac_str sql, size_t n_params, const char *const *params,
                                 schemac_text_rows **rows, schemac_error *err)
{
    sqlite_conn *conn = from_base(base);
    sqlite3_stmt *stmt = NULL;
    schemac_sqlite_starts(conn);
    schemac_code code = schemac_sqlite_prepare_one(conn, sql, &stmt, err);
    if (code != SCHEMAC_OK) {
        return code;
    }
    int rc = SQLITE_OK;
    for (size_t i = 0; i < n_params && rc == SQLITE_OK && stmt != NULL; i++) {
        rc = sqlite3_bind_text(stmt, (int)i + 1, params[i], -1, SQLITE_STATIC);
    }
    int before = sqlite3_total_changes(conn->db);
    code = rc == SQLITE_OK ? gather_rows(conn, stmt, sql, rows, err) : schemac_sqlite_failed(conn, rc, sql, err);
    if (code == SCHEMAC_OK) {
        (*rows)->affected = sqlite3_total_changes(conn->db) == before ? 0 : sqlite3_changes(conn->db);
    }
    sqlite3_finalize(stmt);
    return code;
}

static void sqlite_free_rows(schemac_text_rows *rows)
{
    schemac_scratch_free(rows->owner);
    free(rows->owner);
    free(rows);
}

/* ---- transactions ---- */

static schemac_tx_state sqlite_tx_state(const schemac_conn *base)
{
    const sqlite_conn *conn = (const sqlite_conn *)(const void *)base;
    return sqlite3_get_autocommit(conn->db) ? SCHEMAC_TX_IDLE : SCHEMAC_TX_OPEN;
}

static schemac_code run_words(sqlite_conn *conn, const char *sql, schemac_error *err)
{
    int64_t affected = 0;
    return sqlite_exec(&conn->base, schemac_str_of(sql), &affected, err);
}

static schemac_code sqlite_command(schemac_conn *base, const char *sql, schemac_error *err)
{
    return run_words(from_base(base), sql, err);
}

static void leave_read_only(sqlite_conn *conn)
{
    if (conn->read_only) {
        run_words(conn, "PRAGMA query_only = OFF", NULL);
        conn->read_only = false;
    }
}

static schemac_code sqlite_begin(schemac_conn *base, const schemac_tx_options *options, schemac_error *err)
{
    sqlite_conn *conn = from_base(base);
    bool deferred = options->deferred || options->read_only || sqlite3_db_readonly(conn->db, "main") == 1;
    schemac_code code = run_words(conn, deferred ? "BEGIN" : "BEGIN IMMEDIATE", err);
    if (code == SCHEMAC_OK && options->read_only) {
        conn->read_only = true;
        code = run_words(conn, "PRAGMA query_only = ON", err);
    }
    return code;
}

static schemac_code sqlite_commit(schemac_conn *base, schemac_error *err)
{
    schemac_code code = run_words(from_base(base), "COMMIT", err);
    if (sqlite_tx_state(base) == SCHEMAC_TX_IDLE) {
        leave_read_only(from_base(base));
    }
    return code;
}

static schemac_code sqlite_rollback(schemac_conn *base, schemac_error *err)
{
    schemac_code code = run_words(from_base(base), "ROLLBACK", err);
    leave_read_only(from_base(base));
    return code;
}

static schemac_code sqlite_reset(schemac_conn *base, schemac_error *err)
{
    sqlite_conn *conn = from_base(base);
    schemac_code code = SCHEMAC_OK;
    if (sqlite_tx_state(base) != SCHEMAC_TX_IDLE) {
        code = sqlite_rollback(base, err);
    }
    leave_read_only(conn);
    conn->statement_ms = conn->open_statement_ms;
    sqlite3_busy_timeout(conn->db, conn->busy_ms);
    return code;
}

static int sqlite_server_process(const schemac_conn *base)
{
    (void)base;
    return 0;
}

static int sqlite_server_version(const schemac_conn *base)
{
    (void)base;
    return sqlite3_libversion_number();
}

static void *sqlite_native(schemac_conn *base)
{
    return from_base(base)->db;
}

static char *sqlite_display(const char *url)
{
    return strdup(url);
}

const schemac_driver schemac_driver_sqlite = {
    .name = "sqlite",
    .dialect = SCHEMAC_SQLITE,
    .rows_outlive_step = false,
    .open = sqlite_open,
    .close = sqlite_close_conn,
    .abandon = sqlite_abandon,
    .reset = sqlite_reset,
    .exec = sqlite_exec,
    .command = sqlite_command,
    .script = sqlite_script,
    .query = sqlite_query,
    .free_rows = sqlite_free_rows,
    .prepare = schemac_sqlite_prepare,
    .unprepare = schemac_sqlite_unprepare,
    .stmt_sql = schemac_sqlite_stmt_sql,
    .run = schemac_sqlite_run,
    .row_next = schemac_sqlite_row_next,
    .row_value = schemac_sqlite_row_value,
    .rows_affected = schemac_sqlite_rows_affected,
    .rows_close = schemac_sqlite_rows_close,
    .begin = sqlite_begin,
    .commit = sqlite_commit,
    .rollback = sqlite_rollback,
    .tx_state = sqlite_tx_state,
    .server_version = sqlite_server_version,
    .server_process = sqlite_server_process,
    .set_timeout = sqlite_set_timeout,
    .cancel = sqlite_cancel,
    .native = sqlite_native,
    .is_private = sqlite_is_private,
    .display = sqlite_display,
};
