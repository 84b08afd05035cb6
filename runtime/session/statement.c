/* Making the text of a statement with its parameters, running it prepared, and reading its rows. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "session/internal.h"

/* ---- making ---- */

void schemac_statement_init(schemac_statement *statement, schemac_session *session, const schemac_model *model,
                            schemac_error *err, schemac_error *local)
{
    memset(statement, 0, offsetof(schemac_statement, few));
    statement->scratch.blocks = NULL;
    statement->params = statement->few;
    statement->room = sizeof statement->few / sizeof statement->few[0];
    statement->session = session;
    statement->model = model;
    statement->dialect = schemac_conn_dialect(session->conn);
    statement->err = err != NULL ? err : local;
    statement->err->code = SCHEMAC_OK;
    statement->code = schemac_session_ready(session, statement->err);
}

void schemac_statement_free(schemac_statement *statement)
{
    schemac_text_free(&statement->sql);
    if (statement->params != statement->few) {
        free(statement->params);
    }
    schemac_scratch_free(&statement->scratch);
}

void schemac_statement_fail(schemac_statement *statement, schemac_code code)
{
    if (statement->code == SCHEMAC_OK) {
        statement->code = code;
    }
}

void schemac_say(schemac_statement *statement, const char *sql)
{
    schemac_text_add(&statement->sql, sql);
}

static bool param_room(schemac_statement *statement)
{
    if (statement->n_params < statement->room) {
        return true;
    }
    size_t room = statement->room * 2;
    bool few = statement->params == statement->few;
    schemac_value *params = realloc(few ? NULL : statement->params, room * sizeof *params);
    if (params == NULL) {
        schemac_statement_fail(statement, schemac_error_nomem(statement->err));
        return false;
    }
    if (few) {
        memcpy(params, statement->few, statement->n_params * sizeof *params);
    }
    statement->params = params;
    statement->room = room;
    return true;
}

void schemac_give_param(schemac_statement *statement, const schemac_value *value)
{
    if (statement->code != SCHEMAC_OK || !param_room(statement)) {
        return;
    }
    statement->params[statement->n_params++] = *value;
}

void schemac_say_param(schemac_statement *statement, const schemac_value *value)
{
    schemac_give_param(statement, value);
    schemac_text_char(&statement->sql, statement->dialect == SCHEMAC_SQLITE ? '?' : '$');
    schemac_text_number(&statement->sql, (int64_t)statement->n_params);
}

void schemac_say_alias(schemac_statement *statement, unsigned depth)
{
    schemac_text_char(&statement->sql, 't');
    if (depth > 0) {
        schemac_text_number(&statement->sql, depth);
    }
}

void schemac_say_column(schemac_statement *statement, const schemac_column *column, unsigned depth)
{
    schemac_say_alias(statement, depth);
    schemac_text_char(&statement->sql, '.');
    schemac_say(statement, column->quoted);
    bool is_array = (column->flags & SCHEMAC_COLUMN_ARRAY) != 0;
    if (column->kind == SCHEMAC_KIND_DECIMAL && statement->dialect == SCHEMAC_SQLITE && !is_array) {
        schemac_say(statement, " COLLATE schemac_decimal");
    }
}

/* ---- errors ---- */

/* "a, b" as SQLite names a key's columns. */
static bool has_columns(const schemac_constraint *constraint, const char *names)
{
    for (size_t i = 0; i < constraint->n_columns; i++) {
        size_t len = strlen(constraint->columns[i]);
        if (strncmp(names, constraint->columns[i], len) != 0) {
            return false;
        }
        names += len;
        bool last = i + 1 == constraint->n_columns;
        if (!last && strncmp(names, ", ", 2) != 0) {
            return false;
        }
        names += last ? 0 : 2;
    }
    return *names == '\0';
}

static bool is_constraint(const schemac_constraint *constraint, const schemac_error *err)
{
    if (err->constraint_name[0] != '\0') {
        return strcmp(constraint->name, err->constraint_name) == 0 &&
               (err->table_name[0] == '\0' || strcmp(constraint->table, err->table_name) == 0);
    }
    bool key = constraint->kind == SCHEMAC_CONSTRAINT_PRIMARY_KEY || constraint->kind == SCHEMAC_CONSTRAINT_UNIQUE;
    return key && err->code == SCHEMAC_CONFLICT && strcmp(constraint->table, err->table_name) == 0 &&
           has_columns(constraint, err->column_name);
}

static const schemac_constraint *find_constraint(const schemac_package *package, const schemac_error *err)
{
    for (size_t i = 0; i < package->n_constraints; i++) {
        if (is_constraint(&package->constraints[i], err)) {
            return &package->constraints[i];
        }
    }
    return NULL;
}

static bool is_secret(const schemac_model *model, const char *column)
{
    for (size_t i = 0; i < model->n_columns; i++) {
        if ((model->columns[i].flags & SCHEMAC_COLUMN_SECRET) != 0 &&
            (column == NULL || strcmp(model->columns[i].name, column) == 0)) {
            return true;
        }
    }
    return false;
}

/* PostgreSQL's detail shows the values of a key, or of the whole row. */
static bool detail_may_show_secret(const schemac_error *err, const schemac_model *model)
{
    if (!is_secret(model, NULL)) {
        return false;
    }
    if (err->constraint == NULL || err->constraint->n_columns == 0 || err->code == SCHEMAC_INVALID) {
        return true;
    }
    for (size_t i = 0; i < err->constraint->n_columns; i++) {
        if (is_secret(model, err->constraint->columns[i])) {
            return true;
        }
    }
    return false;
}

void schemac_error_complete(schemac_error *err, const schemac_model *model)
{
    err->constraint = find_constraint(model->package, err);
    if (err->constraint != NULL) {
        schemac_error_text(err->constraint_name, sizeof err->constraint_name, err->constraint->name);
        schemac_error_text(err->table_name, sizeof err->table_name, err->constraint->table);
    }
    if (detail_may_show_secret(err, model)) {
        err->detail[0] = '\0';
    }
}

/* The tables have changed under a prepared statement, or the server does not know it any more (behind a pooler). */
static bool is_stale(const schemac_error *err)
{
    return err->code == SCHEMAC_RETRY && (strcmp(err->sqlstate, "0A000") == 0 || strcmp(err->sqlstate, "26000") == 0);
}

/* The database refused: the session has failed, unless the driver refused before it. */
static schemac_code refused(schemac_statement *statement, schemac_code code)
{
    schemac_conn *conn = statement->session->conn;
    bool sqlite = statement->dialect == SCHEMAC_SQLITE;
    schemac_session_fails(statement->session, sqlite && statement->err->native != 0);
    if (is_stale(statement->err)) {
        /* A failed transaction takes no DEALLOCATE: what the server still knows is left to the end of the connection.
         */
        bool closing = conn->closing;
        conn->closing = true;
        schemac_cache_clear(&statement->session->pooled->cache, conn);
        conn->closing = closing;
    }
    schemac_error_complete(statement->err, statement->model);
    return code;
}

/* ---- running ---- */

static schemac_code run_once(schemac_statement *statement, schemac_rows **rows)
{
    schemac_session *session = statement->session;
    schemac_stmt *stmt = NULL;
    const char *constant = statement->constant;
    schemac_str sql = constant == NULL ? schemac_text_str(&statement->sql) : schemac_str_of(constant);
    schemac_code code = schemac_cache_get(&session->pooled->cache, session->conn, sql, &stmt, statement->err);
    if (code == SCHEMAC_OK) {
        code = schemac_conn_run(session->conn, stmt, statement->params, statement->n_params, rows, statement->err);
    }
    return code;
}

/* A stale plan spoils the transaction. While nothing was done in it, it can be begun again without anybody seeing. */
static bool begin_again(schemac_statement *statement)
{
    schemac_session *session = statement->session;
    if (session->n_run > 0 || !is_stale(statement->err)) {
        return false;
    }
    return schemac_conn_rollback(session->conn, NULL) == SCHEMAC_OK &&
           schemac_conn_begin(session->conn, &session->tx, NULL) == SCHEMAC_OK;
}

static schemac_code start(schemac_statement *statement, schemac_rows **rows)
{
    *rows = NULL;
    if (statement->sql.failed) {
        schemac_statement_fail(statement, schemac_error_nomem(statement->err));
    }
    if (statement->code != SCHEMAC_OK) {
        return statement->code;
    }
    statement->err->native = 0;
    schemac_code code = run_once(statement, rows);
    if (code != SCHEMAC_OK) {
        refused(statement, code);
        if (begin_again(statement)) {
            statement->session->failed = false;
            code = run_once(statement, rows);
            if (code != SCHEMAC_OK) {
                refused(statement, code);
            }
        }
    }
    statement->session->n_run++;
    return code;
}

static schemac_code next(schemac_statement *statement, schemac_rows *rows, bool *has_row)
{
    schemac_code code = schemac_rows_next(statement->session->conn, rows, has_row, statement->err);
    return code == SCHEMAC_OK ? code : refused(statement, code);
}

/* ---- reading ---- */

static schemac_code read_row(schemac_statement *statement, schemac_rows *rows, char *row)
{
    const schemac_model *model = statement->model;
    schemac_conn *conn = statement->session->conn;
    bool copy = !conn->driver->rows_outlive_step;
    memset(row, 0, model->size);
    for (size_t i = 0; i < model->n_columns; i++) {
        const schemac_column *column = &model->columns[i];
        schemac_value value;
        schemac_slot slot = schemac_column_slot(column, statement->dialect);
        schemac_code code = schemac_rows_value(conn, rows, i, slot, &value, statement->err);
        if (code == SCHEMAC_OK) {
            code = schemac_value_store(column, &value, copy, row, &statement->session->memory, statement->err);
        }
        if (code != SCHEMAC_OK) {
            return code;
        }
    }
    return SCHEMAC_OK;
}

/* A single row lies in the session's memory at once; an array that grows is handed over when it is complete. */
static bool row_room(schemac_statement *statement, schemac_fetch *fetch, size_t *room)
{
    size_t size = statement->model->size;
    if (fetch->count < *room || (fetch->at_most == 1 && fetch->rows != NULL)) {
        return true;
    }
    if (fetch->at_most == 1) {
        fetch->rows = schemac_session_alloc(statement->session, size);
        return fetch->rows != NULL;
    }
    size_t more = *room == 0 ? 4 : *room * 2;
    char *rows = more > SIZE_MAX / size ? NULL : realloc(fetch->rows, more * size);
    if (rows == NULL) {
        return false;
    }
    fetch->rows = rows;
    *room = more;
    return true;
}

static schemac_code read_rows(schemac_statement *statement, schemac_rows *rows, schemac_fetch *fetch)
{
    size_t size = statement->model->size;
    size_t room = 0;
    for (;;) {
        bool has_row = false;
        schemac_code code = next(statement, rows, &has_row);
        if (code != SCHEMAC_OK) {
            return code;
        }
        /* An empty list has memory too: no items would mean that nothing was loaded. */
        if (!row_room(statement, fetch, &room)) {
            return schemac_error_nomem(statement->err);
        }
        if (!has_row) {
            return SCHEMAC_OK;
        }
        if (fetch->at_most > 0 && fetch->count == fetch->at_most) {
            continue;
        }
        code = read_row(statement, rows, fetch->rows + fetch->count * size);
        if (code == SCHEMAC_OK && fetch->extra != NULL) {
            code = fetch->extra(fetch->extra_arg, rows, fetch->count, statement->err);
        }
        if (code != SCHEMAC_OK) {
            return code;
        }
        fetch->count++;
    }
}

/* Texts of the rows may point into the driver's result, which then has to stay. */
static schemac_code keep(schemac_statement *statement, schemac_rows *rows, schemac_fetch *fetch)
{
    schemac_session *session = statement->session;
    const schemac_driver *driver = session->conn->driver;
    bool kept = true;
    if (driver->rows_outlive_step && fetch->count > 0) {
        kept = schemac_memory_keep(&session->memory, driver, rows);
    } else {
        schemac_rows_close(driver, rows);
    }
    bool owned = fetch->at_most == 1 || schemac_memory_own(&session->memory, fetch->rows);
    if (!owned || !kept) {
        return schemac_error_nomem(statement->err);
    }
    return SCHEMAC_OK;
}

schemac_code schemac_statement_fetch(schemac_statement *statement, schemac_fetch *fetch)
{
    schemac_rows *rows = NULL;
    fetch->rows = NULL;
    fetch->count = 0;
    schemac_code code = start(statement, &rows);
    if (code != SCHEMAC_OK) {
        return code;
    }
    code = read_rows(statement, rows, fetch);
    if (code == SCHEMAC_OK) {
        fetch->affected = schemac_rows_affected(statement->session->conn, rows);
        code = keep(statement, rows, fetch);
    } else {
        schemac_rows_close(statement->session->conn->driver, rows);
        if (fetch->at_most != 1) {
            free(fetch->rows);
        }
    }
    if (code != SCHEMAC_OK) {
        fetch->rows = NULL;
        fetch->count = 0;
    }
    return code;
}

/* Drives a statement to its end; a number in its first row goes to `number`, where that is not NULL. */
static schemac_code drive(schemac_statement *statement, schemac_rows *rows, schemac_kind kind, int64_t *number)
{
    schemac_conn *conn = statement->session->conn;
    bool has_row = false;
    schemac_code code = next(statement, rows, &has_row);
    if (code == SCHEMAC_OK && has_row && number != NULL) {
        schemac_value value = {.kind = kind};
        schemac_slot slot = {kind, false};
        code = schemac_rows_value(conn, rows, 0, slot, &value, statement->err);
        *number = value.is_null ? 0 : value.as.integer;
    }
    while (code == SCHEMAC_OK && has_row) {
        code = next(statement, rows, &has_row);
    }
    return code;
}

schemac_code schemac_statement_number(schemac_statement *statement, schemac_kind kind, int64_t *number)
{
    schemac_rows *rows = NULL;
    *number = 0;
    schemac_code code = start(statement, &rows);
    if (code == SCHEMAC_OK) {
        code = drive(statement, rows, kind, number);
        schemac_rows_close(statement->session->conn->driver, rows);
    }
    return code;
}

schemac_code schemac_statement_change(schemac_statement *statement, int64_t *affected)
{
    schemac_rows *rows = NULL;
    *affected = 0;
    schemac_code code = start(statement, &rows);
    if (code == SCHEMAC_OK) {
        code = drive(statement, rows, SCHEMAC_KIND_INT64, NULL);
        *affected = schemac_rows_affected(statement->session->conn, rows);
        schemac_rows_close(statement->session->conn->driver, rows);
    }
    return code;
}
