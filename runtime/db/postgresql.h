/* The parts of the PostgreSQL driver among themselves. */
#ifndef SCHEMAC_DB_POSTGRESQL_H
#define SCHEMAC_DB_POSTGRESQL_H

#include <libpq-fe.h>
#include <stdatomic.h>

#include "db/driver.h"
#include "db/rows.h"

typedef struct pg_conn {
    schemac_conn base;
    PGconn *pg;
    PGcancel *cancel;      /* usable from every thread */
    atomic_bool cancelled; /* by schemac_conn_cancel, until the next statement */
    bool dirty;            /* settings may have been changed by a text statement */
    int statement_ms;      /* as at open */
    uint64_t next_name;    /* of prepared statements */
} pg_conn;

struct schemac_stmt {
    char *sql;
    size_t sql_len;
    char name[24]; /* empty: not kept on the server */
};

typedef struct pg_rows {
    struct schemac_rows base;
    pg_conn *conn;
    PGresult *result;
    int row; /* -1 before the first */
    schemac_scratch scratch;
} pg_rows;

/* Object identifiers of built-in types: fixed for all time by the server's catalog. */
enum {
    PG_BOOL = 16,
    PG_BYTEA = 17,
    PG_INT8 = 20,
    PG_INT2 = 21,
    PG_INT4 = 23,
    PG_OID = 26,
    PG_FLOAT4 = 700,
    PG_FLOAT8 = 701,
    PG_DATE = 1082,
    PG_TIME = 1083,
    PG_TIMESTAMP = 1114,
    PG_TIMESTAMPTZ = 1184,
    PG_INTERVAL = 1186,
    PG_NUMERIC = 1700,
    PG_UUID = 2950,
    PG_JSONB = 3802
};

static inline pg_conn *schemac_pg_conn(schemac_conn *conn)
{
    return (pg_conn *)(void *)conn;
}

/* Fills the error from a result (NULL: from the connection) and returns its code. */
schemac_code schemac_pg_failed(pg_conn *conn, const PGresult *result, schemac_str sql, schemac_error *err);
/* SCHEMAC_OK for a result that is none of failure; ends a COPY that the statement began, which is refused. Takes NULL.
 */
schemac_code schemac_pg_check(pg_conn *conn, const PGresult *result, schemac_str sql, schemac_error *err);
/* Marks the beginning of a statement. */
void schemac_pg_starts(pg_conn *conn);

/* A parameter as libpq takes it; `data` may point at `fixed`. */
typedef struct pg_param {
    const char *data;
    int length;
    int format;
    char fixed[16];
} pg_param;

/* Encodes a value that is not NULL. Texts that must be made live in `scratch`. */
schemac_code schemac_pg_encode(const schemac_value *value, pg_param *param, schemac_scratch *scratch,
                               schemac_error *err);
/* Decodes the binary form of a column or of an array's element. False where the server's type is not what `kind` needs;
 * `*nomem` says whether memory was the reason. */
bool schemac_pg_decode(schemac_kind kind, unsigned type, const char *data, int length, schemac_scratch *scratch,
                       schemac_value *value, bool *nomem);
/* The same for an array of one dimension without NULLs. */
bool schemac_pg_decode_array(schemac_kind kind, const char *data, int length, schemac_scratch *scratch,
                             schemac_value *value, bool *nomem);

/* All the rows of a result, which is theirs from now on whatever happens; `*rows` is not set after a failure. */
schemac_code schemac_pg_text_rows(pg_conn *conn, PGresult *result, schemac_str sql, schemac_text_rows **rows,
                                  schemac_error *err);

/* Statements sent ahead (postgresql_pipeline.c). */
schemac_code schemac_pg_send(schemac_conn *conn, const schemac_sent *sent, schemac_error *err);
schemac_code schemac_pg_receive(schemac_conn *conn, const schemac_sent *sent, schemac_text_rows **rows,
                                schemac_error *err);
void schemac_pg_settle(schemac_conn *conn);

/* The prepared-statement part of the table. */
schemac_code schemac_pg_prepare(schemac_conn *conn, schemac_str sql, bool unnamed, schemac_stmt **stmt,
                                schemac_error *err);
void schemac_pg_unprepare(schemac_conn *conn, schemac_stmt *stmt);
schemac_str schemac_pg_stmt_sql(const schemac_stmt *stmt);
schemac_code schemac_pg_run(schemac_conn *conn, schemac_stmt *stmt, const schemac_value *params, size_t n_params,
                            schemac_rows **rows, schemac_error *err);
schemac_code schemac_pg_row_next(schemac_rows *rows, bool *has_row, schemac_error *err);
schemac_code schemac_pg_row_value(schemac_rows *rows, size_t column, schemac_slot slot, schemac_value *value,
                                  schemac_error *err);
int64_t schemac_pg_rows_affected(const schemac_rows *rows);
void schemac_pg_rows_close(schemac_rows *rows);
/* Rows that a command tag counts ("UPDATE 3"); 0 for a command that counts none. */
int64_t schemac_pg_affected(const PGresult *result);

#endif
