/* Prepared statements of PostgreSQL: parameters in binary where the binary form is the same for every type the server
 * may infer, results always in binary. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "db/postgresql.h"
#include "db/value_text.h"

static pg_rows *rows_of(schemac_rows *rows)
{
    return (pg_rows *)(void *)rows;
}

static void stmt_free(schemac_stmt *stmt)
{
    free(stmt->sql);
    free(stmt);
}

schemac_code schemac_pg_prepare(schemac_conn *base, schemac_str sql, bool unnamed, schemac_stmt **out,
                                schemac_error *err)
{
    pg_conn *conn = schemac_pg_conn(base);
    schemac_stmt *stmt = calloc(1, sizeof *stmt);
    if (stmt == NULL || schemac_sql_terminated(sql, &stmt->sql) == NULL) {
        free(stmt);
        return schemac_error_nomem(err);
    }
    stmt->sql_len = sql.len;
    if (!unnamed) {
        snprintf(stmt->name, sizeof stmt->name, "s%" PRIu64, conn->next_name++);
        schemac_pg_starts(conn);
        PGresult *result = PQprepare(conn->pg, stmt->name, stmt->sql, 0, NULL);
        schemac_code code = schemac_pg_check(conn, result, sql, err);
        PQclear(result);
        if (code != SCHEMAC_OK) {
            stmt_free(stmt);
            return code;
        }
    }
    *out = stmt;
    return SCHEMAC_OK;
}

/* In a failed transaction the server refuses even this; the statement then stays until the connection closes. */
void schemac_pg_unprepare(schemac_conn *base, schemac_stmt *stmt)
{
    pg_conn *conn = schemac_pg_conn(base);
    PGTransactionStatusType state = PQtransactionStatus(conn->pg);
    if (!base->closing && stmt->name[0] != '\0' && (state == PQTRANS_IDLE || state == PQTRANS_INTRANS)) {
        char sql[48];
        snprintf(sql, sizeof sql, "DEALLOCATE %s", stmt->name);
        PQclear(PQexec(conn->pg, sql));
    }
    stmt_free(stmt);
}

schemac_str schemac_pg_stmt_sql(const schemac_stmt *stmt)
{
    return schemac_str_make(stmt->sql, stmt->sql_len);
}

/* libpq wants values, lengths and formats each in an array of their own. */
typedef struct pg_arrays {
    const char **values;
    int *lengths;
    int *formats;
    pg_param *params;
} pg_arrays;

static bool arrays_new(size_t n, schemac_scratch *scratch, pg_arrays *out)
{
    out->values = schemac_scratch_alloc(scratch, n * sizeof *out->values);
    out->lengths = schemac_scratch_alloc(scratch, n * sizeof *out->lengths);
    out->formats = schemac_scratch_alloc(scratch, n * sizeof *out->formats);
    out->params = schemac_scratch_alloc(scratch, n * sizeof *out->params);
    return out->values != NULL && out->lengths != NULL && out->formats != NULL && out->params != NULL;
}

static schemac_code encode_all(const schemac_value *values, size_t n, schemac_scratch *scratch, pg_arrays *out,
                               schemac_error *err)
{
    if (n == 0) {
        return SCHEMAC_OK;
    }
    if (!arrays_new(n, scratch, out)) {
        return schemac_error_nomem(err);
    }
    for (size_t i = 0; i < n; i++) {
        pg_param *param = &out->params[i];
        memset(param, 0, sizeof *param);
        schemac_code code = values[i].is_null ? SCHEMAC_OK : schemac_pg_encode(&values[i], param, scratch, err);
        if (code != SCHEMAC_OK) {
            return code;
        }
        out->values[i] = param->data;
        out->lengths[i] = param->length;
        out->formats[i] = param->format;
    }
    return SCHEMAC_OK;
}

static PGresult *execute(pg_conn *conn, const schemac_stmt *stmt, int n, const pg_arrays *arrays)
{
    schemac_pg_starts(conn);
    if (stmt->name[0] == '\0') {
        return PQexecParams(conn->pg, stmt->sql, n, NULL, arrays->values, arrays->lengths, arrays->formats, 1);
    }
    return PQexecPrepared(conn->pg, stmt->name, n, arrays->values, arrays->lengths, arrays->formats, 1);
}

schemac_code schemac_pg_run(schemac_conn *base, schemac_stmt *stmt, const schemac_value *params, size_t n_params,
                            schemac_rows **out, schemac_error *err)
{
    pg_rows *rows = calloc(1, sizeof *rows);
    if (rows == NULL) {
        return schemac_error_nomem(err);
    }
    rows->conn = schemac_pg_conn(base);
    rows->row = -1;
    rows->base.sql = schemac_pg_stmt_sql(stmt);
    pg_arrays arrays = {NULL, NULL, NULL, NULL};
    schemac_code code = encode_all(params, n_params, &rows->scratch, &arrays, err);
    if (code == SCHEMAC_OK) {
        rows->result = execute(rows->conn, stmt, (int)n_params, &arrays);
        code = schemac_pg_check(rows->conn, rows->result, rows->base.sql, err);
    } else {
        schemac_error_statement(err, rows->base.sql);
    }
    if (code != SCHEMAC_OK) {
        schemac_pg_rows_close(&rows->base);
        return code;
    }
    *out = &rows->base;
    return SCHEMAC_OK;
}

schemac_code schemac_pg_row_next(schemac_rows *base, bool *has_row, schemac_error *err)
{
    (void)err;
    pg_rows *rows = rows_of(base);
    *has_row = ++rows->row < PQntuples(rows->result);
    return SCHEMAC_OK;
}

schemac_code schemac_pg_row_value(schemac_rows *base, size_t column, schemac_slot slot, schemac_value *value,
                                  schemac_error *err)
{
    pg_rows *rows = rows_of(base);
    int c = (int)column;
    value->kind = slot.kind;
    value->is_array = slot.is_array;
    value->is_null = PQgetisnull(rows->result, rows->row, c) != 0;
    if (value->is_null) {
        return SCHEMAC_OK;
    }
    const char *data = PQgetvalue(rows->result, rows->row, c);
    int length = PQgetlength(rows->result, rows->row, c);
    bool nomem = false;
    bool decoded = slot.is_array ? schemac_pg_decode_array(slot.kind, data, length, &rows->scratch, value, &nomem)
                                 : schemac_pg_decode(slot.kind, PQftype(rows->result, c), data, length, &rows->scratch,
                                                     value, &nomem);
    if (decoded) {
        return SCHEMAC_OK;
    }
    if (nomem) {
        return schemac_error_nomem(err);
    }
    const char *name = PQfname(rows->result, c);
    schemac_error_set(err, SCHEMAC_INVALID, "column \"%s\" holds something that is no %s%s", name == NULL ? "?" : name,
                      slot.is_array ? "list without NULLs of " : "", schemac_kind_name(slot.kind));
    schemac_error_statement(err, base->sql);
    return SCHEMAC_INVALID;
}

int64_t schemac_pg_rows_affected(const schemac_rows *base)
{
    return schemac_pg_affected(((const pg_rows *)(const void *)base)->result);
}

void schemac_pg_rows_close(schemac_rows *base)
{
    pg_rows *rows = rows_of(base);
    PQclear(rows->result);
    schemac_scratch_free(&rows->scratch);
    free(rows);
}
