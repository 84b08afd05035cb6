/* Prepared statements of SQLite. */
#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "db/sqlite.h"

static sqlite_rows *rows_of(schemac_rows *rows)
{
    return (sqlite_rows *)(void *)rows;
}

schemac_code schemac_sqlite_prepare(schemac_conn *base, schemac_str sql, bool unnamed, schemac_stmt **out,
                                    schemac_error *err)
{
    (void)unnamed;
    schemac_stmt *stmt = calloc(1, sizeof *stmt);
    if (stmt == NULL) {
        return schemac_error_nomem(err);
    }
    schemac_code code = schemac_sqlite_prepare_one((sqlite_conn *)(void *)base, sql, &stmt->stmt, err);
    if (code == SCHEMAC_OK && stmt->stmt == NULL) {
        code = schemac_error_set(err, SCHEMAC_MISUSE, "the text holds no statement");
    }
    if (code != SCHEMAC_OK) {
        free(stmt);
        return code;
    }
    stmt->sql = schemac_str_of(sqlite3_sql(stmt->stmt));
    *out = stmt;
    return SCHEMAC_OK;
}

void schemac_sqlite_unprepare(schemac_conn *conn, schemac_stmt *stmt)
{
    (void)conn;
    sqlite3_finalize(stmt->stmt);
    free(stmt);
}

schemac_str schemac_sqlite_stmt_sql(const schemac_stmt *stmt)
{
    return stmt->sql;
}

static schemac_code bind_all(sqlite_rows *rows, const schemac_value *params, size_t n_params, schemac_error *err)
{
    for (size_t i = 0; i < n_params; i++) {
        schemac_code code = schemac_sqlite_bind(rows->conn, rows->stmt, (int)i + 1, &params[i], &rows->scratch, err);
        if (code != SCHEMAC_OK) {
            return code;
        }
    }
    return SCHEMAC_OK;
}

schemac_code schemac_sqlite_run(schemac_conn *base, schemac_stmt *stmt, const schemac_value *params, size_t n_params,
                                schemac_rows **out, schemac_error *err)
{
    sqlite_rows *rows = &stmt->rows;
    memset(rows, 0, sizeof *rows);
    rows->conn = (sqlite_conn *)(void *)base;
    rows->stmt = stmt->stmt;
    rows->base.sql = stmt->sql;
    schemac_sqlite_starts(rows->conn);
    schemac_code code = bind_all(rows, params, n_params, err);
    if (code != SCHEMAC_OK) {
        schemac_error_statement(err, stmt->sql);
        schemac_sqlite_rows_close(&rows->base);
        return code;
    }
    rows->changes_before = sqlite3_total_changes(rows->conn->db);
    *out = &rows->base;
    return SCHEMAC_OK;
}

schemac_code schemac_sqlite_row_next(schemac_rows *base, bool *has_row, schemac_error *err)
{
    sqlite_rows *rows = rows_of(base);
    int rc = sqlite3_step(rows->stmt);
    *has_row = rc == SQLITE_ROW;
    if (rc == SQLITE_ROW) {
        return SCHEMAC_OK;
    }
    if (rc != SQLITE_DONE) {
        return schemac_sqlite_failed(rows->conn, rc, base->sql, err);
    }
    if (sqlite3_total_changes(rows->conn->db) != rows->changes_before) {
        rows->affected = sqlite3_changes(rows->conn->db);
    }
    return SCHEMAC_OK;
}

schemac_code schemac_sqlite_row_value(schemac_rows *base, size_t column, schemac_slot slot, schemac_value *value,
                                      schemac_error *err)
{
    return schemac_sqlite_column(rows_of(base), (int)column, slot, value, err);
}

int64_t schemac_sqlite_rows_affected(const schemac_rows *base)
{
    return ((const sqlite_rows *)(const void *)base)->affected;
}

void schemac_sqlite_rows_close(schemac_rows *base)
{
    sqlite_rows *rows = rows_of(base);
    sqlite3_reset(rows->stmt);
    /* What was bound points at memory that its owner may free now. */
    sqlite3_clear_bindings(rows->stmt);
    schemac_scratch_free(&rows->scratch);
}
