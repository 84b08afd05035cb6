/* The parts of the SQLite driver among themselves. */
#ifndef SCHEMAC_DB_SQLITE_H
#define SCHEMAC_DB_SQLITE_H

#include <sqlite3.h>
#include <stdatomic.h>

#include "db/driver.h"
#include "db/rows.h"

typedef struct sqlite_conn {
    schemac_conn base;
    sqlite3 *db;
    int busy_ms;           /* as at open */
    int open_statement_ms; /* as at open */
    int statement_ms;      /* 0: no limit */
    int64_t deadline;      /* of the statement that runs, on schemac_clock_us; 0: none */
    atomic_bool cancelled; /* by schemac_conn_cancel, until the next statement */
    bool timed_out;        /* the statement that runs was stopped by its deadline */
    bool read_only;        /* PRAGMA query_only is on for this transaction */
} sqlite_conn;

typedef struct sqlite_rows {
    struct schemac_rows base;
    sqlite_conn *conn;
    sqlite3_stmt *stmt;
    schemac_scratch scratch; /* bound texts and decoded arrays */
    int64_t changes_before;
    int64_t affected;
} sqlite_rows;

struct schemac_stmt {
    sqlite3_stmt *stmt;
    schemac_str sql;  /* SQLite's own copy */
    sqlite_rows rows; /* a statement runs once at a time */
};

/* Fills the error from the connection's last one; `sql` is the statement, for the position. Returns its code. */
schemac_code schemac_sqlite_failed(sqlite_conn *conn, int rc, schemac_str sql, schemac_error *err);

/* Marks the beginning of a statement for the time limit and for cancelling. */
void schemac_sqlite_starts(sqlite_conn *conn);

/* Registers the collation schemac_decimal and the function schemac_like. A result code of SQLite. */
int schemac_sqlite_register(sqlite3 *db);

/* Prepares exactly one statement; `*stmt` is NULL for text that holds none. */
schemac_code schemac_sqlite_prepare_one(sqlite_conn *conn, schemac_str sql, sqlite3_stmt **stmt, schemac_error *err);

/* Gives `value` to parameter `index` (from 1). Texts that must be made live in `scratch`. */
schemac_code schemac_sqlite_bind(sqlite_conn *conn, sqlite3_stmt *stmt, int index, const schemac_value *value,
                                 schemac_scratch *scratch, schemac_error *err);

/* Reads a column of the current row. */
schemac_code schemac_sqlite_column(sqlite_rows *rows, int column, schemac_slot slot, schemac_value *value,
                                   schemac_error *err);

/* The prepared-statement part of the table. */
schemac_code schemac_sqlite_prepare(schemac_conn *conn, schemac_str sql, bool unnamed, schemac_stmt **stmt,
                                    schemac_error *err);
void schemac_sqlite_unprepare(schemac_conn *conn, schemac_stmt *stmt);
schemac_str schemac_sqlite_stmt_sql(const schemac_stmt *stmt);
schemac_code schemac_sqlite_run(schemac_conn *conn, schemac_stmt *stmt, const schemac_value *params, size_t n_params,
                                schemac_rows **rows, schemac_error *err);
schemac_code schemac_sqlite_row_next(schemac_rows *rows, bool *has_row, schemac_error *err);
schemac_code schemac_sqlite_row_value(schemac_rows *rows, size_t column, schemac_slot slot, schemac_value *value,
                                      schemac_error *err);
int64_t schemac_sqlite_rows_affected(const schemac_rows *rows);
void schemac_sqlite_rows_close(schemac_rows *rows);

#endif
