/* The table of driver functions: everything the runtime asks of a database.
 *
 * A driver knows one database's client library and nothing of schemas, sessions or migrations. Two exist, `postgresql`
 * (libpq) and `sqlite`; which are in a build is said by SCHEMAC_WITH_POSTGRESQL and SCHEMAC_WITH_SQLITE. Callers use
 * the schemac_conn_ functions below, which add nothing but the call through the table and the observer.
 *
 * A connection is used by one thread at a time; only schemac_conn_cancel may come from another. Every function that can
 * fail returns a code and fills `err` (may be NULL) with code, sqlstate, native, message, detail, hint,
 * constraint_name, table_name, column_name, position and the statement's beginning. SQL texts are `{pointer, length}`
 * and need no NUL.
 *
 * Names here begin with schemac_, although nothing of this is installed: the static library must not clash with a
 * program.
 */
#ifndef SCHEMAC_DRIVER_H
#define SCHEMAC_DRIVER_H

#include "schemac/db.h"
#include "schemac/error.h"
#include "schemac/value.h"

typedef struct schemac_driver schemac_driver;

/* One connection. Drivers embed this as the first member of their own structure. */
typedef struct schemac_conn {
    const schemac_driver *driver;
    schemac_observer *observer;
    void *observer_arg;
    void *pooled; /* the pool's */
    bool closing; /* its statements need not be taken back from the server one by one */
} schemac_conn;

/* How to connect. Zero everywhere is the default. */
typedef struct schemac_conn_options {
    int connect_timeout_ms;   /* default 10000 */
    int busy_ms;              /* SQLite; default 5000; -1: none */
    int statement_timeout_ms; /* default: none */
    const char *application;  /* default "schemac" */
    schemac_observer *observer;
    void *observer_arg;
    bool read_only;
    bool must_exist;
} schemac_conn_options;

typedef enum schemac_tx_state {
    SCHEMAC_TX_IDLE,   /* no transaction */
    SCHEMAC_TX_OPEN,   /* in a transaction */
    SCHEMAC_TX_FAILED, /* in a transaction that can only be rolled back */
    SCHEMAC_TX_LOST    /* the connection is gone */
} schemac_tx_state;

typedef enum schemac_tx_isolation {
    SCHEMAC_TX_DEFAULT,
    SCHEMAC_TX_READ_COMMITTED,
    SCHEMAC_TX_REPEATABLE_READ,
    SCHEMAC_TX_SERIALIZABLE
} schemac_tx_isolation;

/* SQLite has one isolation (serializable) and takes the write lock at once unless read_only or deferred. */
typedef struct schemac_tx_options {
    schemac_tx_isolation isolation;
    bool read_only;
    bool deferred; /* SQLite: BEGIN instead of BEGIN IMMEDIATE */
} schemac_tx_options;

/* ---- typed values: for sessions ---- */

/* One value on its way in or out. `kind` says which member holds it;  */
typedef struct schemac_value {
    schemac_kind kind;
    bool is_null;
    bool is_array; /* `array` holds elements of `kind`; none of them is NULL */
    union {
        struct {
            const struct schemac_value *items;
            size_t count;
        } array;
        int64_t integer;  /* BOOL, INT16, INT32, INT64 */
        double real;      /* FLOAT, DOUBLE */
        schemac_str text; /* DECIMAL, TEXT, JSON, FOREIGN, ENUM (its label), BYTES */
        schemac_date date;
        schemac_time time;
        schemac_timestamp timestamp;
        schemac_interval interval;
        schemac_uuid uuid;
    } as;
} schemac_value;

/* What a caller expects of a column. */
typedef struct schemac_slot {
    schemac_kind kind;
    bool is_array;
} schemac_slot;

/* A statement that was sent ahead; nothing in it is owned. */
typedef struct schemac_sent {
    schemac_str sql;
    size_t n_params;
    const char *const *params;
} schemac_sent;

typedef struct schemac_stmt schemac_stmt; /* prepared on one connection */
typedef struct schemac_rows schemac_rows; /* running */

struct schemac_driver {
    const char *name; /* "postgresql", "sqlite" */
    schemac_dialect dialect;
    bool rows_outlive_step; /* values of a row stay valid until rows_close, not only until the next row_next */

    schemac_code (*open)(const char *url, const schemac_conn_options *options, schemac_conn **conn, schemac_error *err);
    void (*close)(schemac_conn *conn);
    void (*abandon)(schemac_conn *conn);
    schemac_code (*reset)(schemac_conn *conn, schemac_error *err);

    schemac_code (*exec)(schemac_conn *conn, schemac_str sql, int64_t *affected, schemac_error *err);
    schemac_code (*command)(schemac_conn *conn, const char *sql, schemac_error *err);
    schemac_code (*script)(schemac_conn *conn, schemac_str sql, schemac_error *err);
    schemac_code (*query)(schemac_conn *conn, schemac_str sql, size_t n_params, const char *const *params,
                          schemac_text_rows **rows, schemac_error *err);
    void (*free_rows)(schemac_text_rows *rows);
    /* May all be NULL: then a statement runs when its rows are wanted. */
    schemac_code (*send)(schemac_conn *conn, const schemac_sent *sent, schemac_error *err);
    schemac_code (*receive)(schemac_conn *conn, const schemac_sent *sent, schemac_text_rows **rows, schemac_error *err);
    void (*settle)(schemac_conn *conn);

    schemac_code (*prepare)(schemac_conn *conn, schemac_str sql, bool unnamed, schemac_stmt **stmt, schemac_error *err);
    void (*unprepare)(schemac_conn *conn, schemac_stmt *stmt);
    schemac_str (*stmt_sql)(const schemac_stmt *stmt);
    schemac_code (*run)(schemac_conn *conn, schemac_stmt *stmt, const schemac_value *params, size_t n_params,
                        schemac_rows **rows, schemac_error *err);
    schemac_code (*row_next)(schemac_rows *rows, bool *has_row, schemac_error *err);
    schemac_code (*row_value)(schemac_rows *rows, size_t column, schemac_slot slot, schemac_value *value,
                              schemac_error *err);
    int64_t (*rows_affected)(const schemac_rows *rows);
    void (*rows_close)(schemac_rows *rows);

    schemac_code (*begin)(schemac_conn *conn, const schemac_tx_options *options, schemac_error *err);
    schemac_code (*commit)(schemac_conn *conn, schemac_error *err);
    schemac_code (*rollback)(schemac_conn *conn, schemac_error *err);
    schemac_tx_state (*tx_state)(const schemac_conn *conn);

    int (*server_version)(const schemac_conn *conn);
    int (*server_process)(const schemac_conn *conn);
    schemac_code (*set_timeout)(schemac_conn *conn, int statement_ms, int lock_ms, schemac_error *err);
    void (*cancel)(schemac_conn *conn);
    void *(*native)(schemac_conn *conn);
    bool (*is_private)(const char *url);
    char *(*display)(const char *url);
};

/* ---- connections ---- */

/* The driver for an address; NULL with SCHEMAC_MISUSE (no such form) or SCHEMAC_UNSUPPORTED (not in this build). */
const schemac_driver *schemac_driver_for(const char *url, schemac_error *err);
/* The driver for a dialect, or NULL where this build lacks it. */
const schemac_driver *schemac_driver_of(schemac_dialect dialect);

/* Opens one connection. `options` may be NULL. The result is the caller's, for schemac_conn_close. */
schemac_code schemac_conn_open(const char *url, const schemac_conn_options *options, schemac_conn **conn,
                               schemac_error *err);
/* Closes; an open transaction is rolled back by the database. Takes NULL. */
void schemac_conn_close(schemac_conn *conn);
/* Frees without a word to the server: for a child process after fork. Takes NULL. */
void schemac_conn_abandon(schemac_conn *conn);
/* Ends any transaction and puts timeouts back to what they were at open. SCHEMAC_CONNECTION where it cannot be used
 * again. */
schemac_code schemac_conn_reset(schemac_conn *conn, schemac_error *err);

static inline schemac_dialect schemac_conn_dialect(const schemac_conn *conn)
{
    return conn->driver->dialect;
}
/* 150020 for PostgreSQL 15.20, 3040001 for SQLite 3.40.1. */
int schemac_conn_server_version(const schemac_conn *conn);

/* The process that the server named when the connection was made, 0 if it has none. Behind a pooler it is made up: the
 * server says another one when it is asked. */
int schemac_conn_server_process(const schemac_conn *conn);
/* The PGconn * or sqlite3 *. */
void *schemac_conn_native(schemac_conn *conn);
/* Stops the statement that runs now; from any thread. Does nothing where none runs. */
void schemac_conn_cancel(schemac_conn *conn);
/* Limits for each later statement, and for each wait for a lock (SQLite: the busy timeout), in milliseconds. 0: none;
 * -1: leave. A limit set inside a transaction that is rolled back may be rolled back with it (PostgreSQL). */
schemac_code schemac_conn_set_timeout(schemac_conn *conn, int statement_ms, int lock_ms, schemac_error *err);

/* ---- SQL text ---- */

/* Runs ONE statement without parameters; rows that it gives are dropped. Text that holds more than one statement is an
 * error on both databases (SCHEMAC_SQL, 42601), and nothing of it was run. Text that holds none is SCHEMAC_OK. Outside
 * a transaction the statement stands alone, so CREATE INDEX CONCURRENTLY works. `affected` may be NULL. */
schemac_code schemac_conn_exec(schemac_conn *conn, schemac_str sql, int64_t *affected, schemac_error *err);
/* Runs one short statement that changes no setting of the connection (SAVEPOINT and its like), so that resetting stays
 * cheap. */
schemac_code schemac_conn_command(schemac_conn *conn, const char *sql, schemac_error *err);
/* Runs all the statements of a text. Outside a transaction PostgreSQL makes one of the whole text, SQLite does not. */
schemac_code schemac_conn_script(schemac_conn *conn, schemac_str sql, schemac_error *err);
/* Runs ONE statement with text parameters ($1 … on PostgreSQL, ?1 … on SQLite; NULL is NULL; types are inferred) and
 * gives all its rows as text. `*rows` is the caller's, for schemac_conn_free_rows. */
schemac_code schemac_conn_query(schemac_conn *conn, schemac_str sql, size_t n_params, const char *const *params,
                                schemac_text_rows **rows, schemac_error *err);
/* The same in two steps. After the first schemac_conn_send nothing else may run before schemac_conn_settle, which comes
 * after the last rows, or after a failure, and gives up what was not received. `sent` is the same in both. */
schemac_code schemac_conn_send(schemac_conn *conn, const schemac_sent *sent, schemac_error *err);
schemac_code schemac_conn_receive(schemac_conn *conn, const schemac_sent *sent, schemac_text_rows **rows,
                                  schemac_error *err);
void schemac_conn_settle(schemac_conn *conn);
/* Frees what schemac_conn_query gave. Takes NULL. The connection need not exist any more. */
void schemac_conn_free_rows(const schemac_driver *driver, schemac_text_rows *rows);

/* ---- transactions ---- */

/* `options` may be NULL. */
schemac_code schemac_conn_begin(schemac_conn *conn, const schemac_tx_options *options, schemac_error *err);
/* SCHEMAC_OK means committed. A transaction that had failed is rolled back instead and reported (SCHEMAC_MISUSE).
 * SCHEMAC_CONNECTION means that nobody knows: look it up. On SQLite SCHEMAC_BUSY leaves the transaction open. */
schemac_code schemac_conn_commit(schemac_conn *conn, schemac_error *err);
/* Outside a transaction does nothing. */
schemac_code schemac_conn_rollback(schemac_conn *conn, schemac_error *err);
schemac_tx_state schemac_conn_tx_state(const schemac_conn *conn);

/* ---- prepared statements with typed values (sessions) ---- */

/* Prepares ONE statement; the types of its parameters are inferred. `unnamed` keeps nothing on the server. The
 * result is the caller's, for schemac_conn_unprepare before the connection closes. */
schemac_code schemac_conn_prepare(schemac_conn *conn, schemac_str sql, bool unnamed, schemac_stmt **stmt,
                                  schemac_error *err);
/* Takes NULL. */
void schemac_conn_unprepare(schemac_conn *conn, schemac_stmt *stmt);
/* Starts the statement; `params` are borrowed until schemac_rows_close. A statement has at most one
 * schemac_rows at a time. */
schemac_code schemac_conn_run(schemac_conn *conn, schemac_stmt *stmt, const schemac_value *params, size_t n_params,
                              schemac_rows **rows, schemac_error *err);
/* Moves to the next row. A statement without rows must be driven until *has_row is false too: SQLite works in here. */
schemac_code schemac_rows_next(schemac_conn *conn, schemac_rows *rows, bool *has_row, schemac_error *err);
/* Reads a column of the current row. Text points into the driver's memory, NUL-terminated, and is valid as
 * rows_outlive_step says. */
schemac_code schemac_rows_value(schemac_conn *conn, schemac_rows *rows, size_t column, schemac_slot slot,
                                schemac_value *value, schemac_error *err);
/* Rows changed, once the last row was read. */
int64_t schemac_rows_affected(const schemac_conn *conn, const schemac_rows *rows);
/* Takes NULL. On PostgreSQL may be called after the connection has closed; on SQLite not. */
void schemac_rows_close(const schemac_driver *driver, schemac_rows *rows);

#endif
