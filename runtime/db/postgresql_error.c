/* The server's errors in the terms of schemac_error. */
#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "db/postgresql.h"

typedef struct state_row {
    const char *prefix; /* of the SQLSTATE: a class, or a whole one; the first row that fits counts */
    schemac_code code;
} state_row;

static const state_row state_rows[] = {
    {"23505", SCHEMAC_CONFLICT},  /* unique_violation */
    {"23P01", SCHEMAC_CONFLICT},  /* exclusion_violation */
    {"23503", SCHEMAC_REFERENCE}, /* foreign_key_violation */
    {"23001", SCHEMAC_REFERENCE}, /* restrict_violation */
    {"23", SCHEMAC_INVALID},      /* not null, check */
    {"22", SCHEMAC_INVALID},      /* data that does not fit */
    {"26000", SCHEMAC_RETRY},     /* a prepared statement that the server does not know (any more) */
    {"40", SCHEMAC_RETRY},        /* serialization failure, deadlock */
    {"55P03", SCHEMAC_BUSY},      /* lock_not_available */
    {"57014", SCHEMAC_CANCELLED}, /* query_canceled */
    {"57P", SCHEMAC_CONNECTION},  /* the server shuts down or ends the session */
    {"08", SCHEMAC_CONNECTION},    {"28", SCHEMAC_CONNECTION}, /* wrong password */
    {"3D000", SCHEMAC_CONNECTION},                             /* no such database */
    {"53300", SCHEMAC_CONNECTION},                             /* too many connections */
    {"25P02", SCHEMAC_MISUSE},                                 /* the transaction has failed already */
    {"25P03", SCHEMAC_TIMEOUT},                                /* idle in transaction for too long */
};

static schemac_code code_of_state(const char *state)
{
    for (size_t i = 0; i < sizeof state_rows / sizeof state_rows[0]; i++) {
        if (strncmp(state, state_rows[i].prefix, strlen(state_rows[i].prefix)) == 0) {
            return state_rows[i].code;
        }
    }
    return SCHEMAC_SQL;
}

/* A plan that a migration has made stale: preparing again helps, but not within this transaction. The message may be
 * translated; the source routine's name is not. */
static bool is_stale_plan(const PGresult *result, const char *state)
{
    const char *routine = PQresultErrorField(result, PG_DIAG_SOURCE_FUNCTION);
    return strcmp(state, "0A000") == 0 && routine != NULL && strcmp(routine, "RevalidateCachedQuery") == 0;
}

static schemac_code code_of(const pg_conn *conn, const PGresult *result, const char *state)
{
    schemac_code code = code_of_state(state);
    if (code == SCHEMAC_CANCELLED && !atomic_load(&conn->cancelled)) {
        return SCHEMAC_TIMEOUT; /* nobody here asked for it, so a limit did */
    }
    if (is_stale_plan(result, state)) {
        return SCHEMAC_RETRY;
    }
    return PQstatus(conn->pg) == CONNECTION_BAD ? SCHEMAC_CONNECTION : code;
}

static schemac_code connection_failed(pg_conn *conn, schemac_str sql, schemac_error *err)
{
    const char *message = PQerrorMessage(conn->pg);
    size_t len = strlen(message);
    while (len > 0 && (message[len - 1] == '\n' || message[len - 1] == ' ')) {
        len--;
    }
    bool lost = PQstatus(conn->pg) == CONNECTION_BAD;
    if (len == 0) {
        message = lost ? "the connection to the server was lost" : "out of memory";
        len = strlen(message);
    }
    schemac_code code = lost ? SCHEMAC_CONNECTION : SCHEMAC_SQL;
    int shown = len < SCHEMAC_ERROR_MESSAGE_SIZE ? (int)len : SCHEMAC_ERROR_MESSAGE_SIZE;
    schemac_error_set(err, code, "%.*s", shown, message);
    schemac_error_statement(err, sql);
    return code;
}

static void copy_field(const PGresult *result, int field, char *member, size_t size)
{
    schemac_error_text(member, size, PQresultErrorField(result, field));
}

schemac_code schemac_pg_failed(pg_conn *conn, const PGresult *result, schemac_str sql, schemac_error *err)
{
    const char *state = result == NULL ? NULL : PQresultErrorField(result, PG_DIAG_SQLSTATE);
    if (state == NULL) {
        return connection_failed(conn, sql, err);
    }
    schemac_code code = code_of(conn, result, state);
    if (err == NULL) {
        return code;
    }
    schemac_error_set(err, code, "%s", "");
    err->retryable = err->retryable || strcmp(state, "53300") == 0;
    copy_field(result, PG_DIAG_MESSAGE_PRIMARY, err->message, sizeof err->message);
    copy_field(result, PG_DIAG_SQLSTATE, err->sqlstate, sizeof err->sqlstate);
    copy_field(result, PG_DIAG_MESSAGE_DETAIL, err->detail, sizeof err->detail);
    copy_field(result, PG_DIAG_MESSAGE_HINT, err->hint, sizeof err->hint);
    copy_field(result, PG_DIAG_CONSTRAINT_NAME, err->constraint_name, sizeof err->constraint_name);
    copy_field(result, PG_DIAG_TABLE_NAME, err->table_name, sizeof err->table_name);
    copy_field(result, PG_DIAG_COLUMN_NAME, err->column_name, sizeof err->column_name);
    const char *position = PQresultErrorField(result, PG_DIAG_STATEMENT_POSITION);
    err->position = position == NULL ? 0 : (int)strtol(position, NULL, 10);
    schemac_error_statement(err, sql);
    return code;
}

/* The connection is in the middle of a COPY that nobody feeds or reads: end it, so that it can be used again. */
static schemac_code refuse_copy(pg_conn *conn, ExecStatusType status, schemac_str sql, schemac_error *err)
{
    if (status == PGRES_COPY_IN) {
        PQputCopyEnd(conn->pg, "COPY from the client is not supported here");
    }
    char *line = NULL;
    while (status == PGRES_COPY_OUT && PQgetCopyData(conn->pg, &line, 0) > 0) {
        PQfreemem(line);
    }
    PGresult *rest = NULL;
    while ((rest = PQgetResult(conn->pg)) != NULL) {
        PQclear(rest);
    }
    schemac_error_set(err, SCHEMAC_UNSUPPORTED, "COPY with the client's data is not supported");
    schemac_error_statement(err, sql);
    return SCHEMAC_UNSUPPORTED;
}

schemac_code schemac_pg_check(pg_conn *conn, const PGresult *result, schemac_str sql, schemac_error *err)
{
    ExecStatusType status = PQresultStatus(result);
    switch (status) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_EMPTY_QUERY:
        return SCHEMAC_OK;
    case PGRES_COPY_IN:
    case PGRES_COPY_OUT:
        return refuse_copy(conn, status, sql, err);
    default:
        return schemac_pg_failed(conn, result, sql, err);
    }
}
