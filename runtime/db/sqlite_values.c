/* Values on their way into SQLite and out of it. SQLite types values, not columns: what a column holds is looked at row
 * by row. */
#include <limits.h>
#include <math.h>
#include <string.h>

#include "db/error.h"
#include "db/sqlite.h"
#include "db/value_text.h"

/* ---- in ---- */

static schemac_code bound(sqlite_conn *conn, int rc, schemac_error *err)
{
    return rc == SQLITE_OK ? SCHEMAC_OK : schemac_sqlite_failed(conn, rc, SCHEMAC_STR_NULL, err);
}

static schemac_code bind_text(sqlite_conn *conn, sqlite3_stmt *stmt, int index, schemac_str text, schemac_error *err)
{
    if (text.len > INT_MAX) {
        return schemac_error_set(err, SCHEMAC_INVALID, "a text is longer than SQLite takes");
    }
    if (text.len > 0 && memchr(text.data, '\0', text.len) != NULL) {
        return schemac_error_set(err, SCHEMAC_INVALID, "a text contains a NUL");
    }
    return bound(conn, sqlite3_bind_text(stmt, index, text.data, (int)text.len, SQLITE_STATIC), err);
}

/* Made text must live as long as the statement runs. */
static schemac_code bind_copy(sqlite_conn *conn, sqlite3_stmt *stmt, int index, schemac_str text,
                              schemac_scratch *scratch, schemac_error *err)
{
    char *copy = schemac_scratch_copy(scratch, text.data, text.len);
    if (copy == NULL) {
        return schemac_error_nomem(err);
    }
    return bind_text(conn, stmt, index, schemac_str_make(copy, text.len), err);
}

static schemac_code bind_array(sqlite_conn *conn, sqlite3_stmt *stmt, int index, const schemac_value *value,
                               schemac_scratch *scratch, schemac_error *err)
{
    schemac_text json = {0};
    schemac_code code = SCHEMAC_OK;
    if (schemac_json_write(value->as.array.items, value->as.array.count, &json)) {
        code = bind_copy(conn, stmt, index, schemac_text_str(&json), scratch, err);
    } else {
        code = json.failed ? schemac_error_nomem(err)
                           : schemac_error_set(err, SCHEMAC_INVALID, "an element of a list has no form in SQLite");
    }
    schemac_text_free(&json);
    return code;
}

static schemac_code bind_real(sqlite_conn *conn, sqlite3_stmt *stmt, int index, double real, schemac_error *err)
{
    if (isnan(real)) {
        return schemac_error_set(err, SCHEMAC_INVALID, "SQLite cannot hold the number NaN");
    }
    return bound(conn, sqlite3_bind_double(stmt, index, real), err);
}

static schemac_code bind_bytes(sqlite_conn *conn, sqlite3_stmt *stmt, int index, schemac_str bytes, schemac_error *err)
{
    /* A NULL pointer would be NULL, not an empty blob. */
    const char *data = bytes.data == NULL ? "" : bytes.data;
    return bound(conn, sqlite3_bind_blob64(stmt, index, data, bytes.len, SQLITE_STATIC), err);
}

static schemac_code bind_made_text(sqlite_conn *conn, sqlite3_stmt *stmt, int index, const schemac_value *value,
                                   schemac_scratch *scratch, schemac_error *err)
{
    char buffer[SCHEMAC_TIME_TEXT_SIZE];
    schemac_str text = schemac_value_text(value, buffer);
    if (text.data == NULL) {
        return schemac_error_set(err, SCHEMAC_INVALID, "a %s is out of range", schemac_kind_name(value->kind));
    }
    return bind_copy(conn, stmt, index, text, scratch, err);
}

schemac_code schemac_sqlite_bind(sqlite_conn *conn, sqlite3_stmt *stmt, int index, const schemac_value *value,
                                 schemac_scratch *scratch, schemac_error *err)
{
    if (value->is_null) {
        return bound(conn, sqlite3_bind_null(stmt, index), err);
    }
    if (value->is_array) {
        return bind_array(conn, stmt, index, value, scratch, err);
    }
    switch (value->kind) {
    case SCHEMAC_KIND_BOOL:
        return bound(conn, sqlite3_bind_int(stmt, index, value->as.integer != 0), err);
    case SCHEMAC_KIND_INT16:
    case SCHEMAC_KIND_INT32:
    case SCHEMAC_KIND_INT64:
        return bound(conn, sqlite3_bind_int64(stmt, index, value->as.integer), err);
    case SCHEMAC_KIND_FLOAT:
    case SCHEMAC_KIND_DOUBLE:
        return bind_real(conn, stmt, index, value->as.real, err);
    case SCHEMAC_KIND_BYTES:
        return bind_bytes(conn, stmt, index, value->as.text, err);
    case SCHEMAC_KIND_DATE:
    case SCHEMAC_KIND_TIME:
    case SCHEMAC_KIND_TIMESTAMP:
    case SCHEMAC_KIND_INTERVAL:
    case SCHEMAC_KIND_UUID:
        return bind_made_text(conn, stmt, index, value, scratch, err);
    default:
        return bind_text(conn, stmt, index, value->as.text, err);
    }
}

/* ---- out ---- */

static schemac_code unexpected(const sqlite_rows *rows, int column, schemac_kind kind, schemac_error *err)
{
    static const char *const held[] = {"", "an integer", "a real number", "text", "a blob", "NULL"};
    const char *name = sqlite3_column_name(rows->stmt, column);
    int type = sqlite3_column_type(rows->stmt, column);
    schemac_error_set(err, SCHEMAC_INVALID, "column \"%s\" holds %s that is no %s", name == NULL ? "?" : name,
                      held[type >= 1 && type <= 5 ? type : 0], schemac_kind_name(kind));
    schemac_error_statement(err, rows->base.sql);
    return SCHEMAC_INVALID;
}

static schemac_code column_integer(const sqlite_rows *rows, int column, schemac_kind kind, schemac_value *value,
                                   schemac_error *err)
{
    if (sqlite3_column_type(rows->stmt, column) != SQLITE_INTEGER) {
        return unexpected(rows, column, kind, err);
    }
    int64_t integer = sqlite3_column_int64(rows->stmt, column);
    int64_t most = kind == SCHEMAC_KIND_INT16 ? INT16_MAX : kind == SCHEMAC_KIND_INT32 ? INT32_MAX : INT64_MAX;
    if (integer > most || integer < -most - 1) {
        return unexpected(rows, column, kind, err);
    }
    value->as.integer = kind == SCHEMAC_KIND_BOOL ? integer != 0 : integer;
    return SCHEMAC_OK;
}

static schemac_code column_real(const sqlite_rows *rows, int column, schemac_kind kind, schemac_value *value,
                                schemac_error *err)
{
    int type = sqlite3_column_type(rows->stmt, column);
    if (type != SQLITE_FLOAT && type != SQLITE_INTEGER) {
        return unexpected(rows, column, kind, err);
    }
    value->as.real = sqlite3_column_double(rows->stmt, column);
    return SCHEMAC_OK;
}

static schemac_code column_array(sqlite_rows *rows, int column, schemac_kind kind, schemac_str text,
                                 schemac_value *value, schemac_error *err)
{
    bool nomem = false;
    if (schemac_json_read(text, kind, &rows->scratch, &value->as.array.items, &value->as.array.count, &nomem)) {
        return SCHEMAC_OK;
    }
    return nomem ? schemac_error_nomem(err) : unexpected(rows, column, kind, err);
}

static schemac_code column_text(sqlite_rows *rows, int column, schemac_slot slot, schemac_value *value,
                                schemac_error *err)
{
    if (sqlite3_column_type(rows->stmt, column) == SQLITE_BLOB) {
        return unexpected(rows, column, slot.kind, err);
    }
    const char *data = (const char *)sqlite3_column_text(rows->stmt, column);
    if (data == NULL) {
        return schemac_error_nomem(err);
    }
    schemac_str text = schemac_str_make(data, (size_t)sqlite3_column_bytes(rows->stmt, column));
    if (slot.is_array) {
        return column_array(rows, column, slot.kind, text, value, err);
    }
    if (!schemac_value_from_text(slot.kind, text, value)) {
        return unexpected(rows, column, slot.kind, err);
    }
    return SCHEMAC_OK;
}

static void column_bytes(const sqlite_rows *rows, int column, schemac_value *value)
{
    const char *data = sqlite3_column_blob(rows->stmt, column);
    size_t len = (size_t)sqlite3_column_bytes(rows->stmt, column);
    value->as.text = schemac_str_make(data == NULL ? "" : data, len);
}

schemac_code schemac_sqlite_column(sqlite_rows *rows, int column, schemac_slot slot, schemac_value *value,
                                   schemac_error *err)
{
    value->kind = slot.kind;
    value->is_array = slot.is_array;
    value->is_null = sqlite3_column_type(rows->stmt, column) == SQLITE_NULL;
    if (value->is_null) {
        return SCHEMAC_OK;
    }
    if (slot.is_array) {
        return column_text(rows, column, slot, value, err);
    }
    switch (slot.kind) {
    case SCHEMAC_KIND_BOOL:
    case SCHEMAC_KIND_INT16:
    case SCHEMAC_KIND_INT32:
    case SCHEMAC_KIND_INT64:
        return column_integer(rows, column, slot.kind, value, err);
    case SCHEMAC_KIND_FLOAT:
    case SCHEMAC_KIND_DOUBLE:
        return column_real(rows, column, slot.kind, value, err);
    case SCHEMAC_KIND_BYTES:
        column_bytes(rows, column, value);
        return SCHEMAC_OK;
    default:
        return column_text(rows, column, slot, value, err);
    }
}
