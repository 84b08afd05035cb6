/* SQLite's result codes and messages in the terms of schemac_error. SQLite has no SQLSTATE; what it knows of a
 * constraint it says only in the message, whose few forms are taken apart here. */
#include <string.h>

#include "db/error.h"
#include "db/sqlite.h"

static schemac_code code_of_constraint(int extended)
{
    switch (extended) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
        return SCHEMAC_CONFLICT;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
        return SCHEMAC_REFERENCE;
    default:
        return SCHEMAC_INVALID;
    }
}

static schemac_code code_of(const sqlite_conn *conn, int extended)
{
    switch (extended & 0xff) {
    case SQLITE_BUSY:
        return extended == SQLITE_BUSY_SNAPSHOT ? SCHEMAC_RETRY : SCHEMAC_BUSY;
    case SQLITE_LOCKED:
        return SCHEMAC_BUSY;
    case SQLITE_CONSTRAINT:
        return code_of_constraint(extended);
    case SQLITE_TOOBIG:
    case SQLITE_MISMATCH:
        return SCHEMAC_INVALID;
    case SQLITE_NOMEM:
        return SCHEMAC_NOMEM;
    case SQLITE_INTERRUPT:
        return conn->timed_out ? SCHEMAC_TIMEOUT : SCHEMAC_CANCELLED;
    case SQLITE_CANTOPEN:
    case SQLITE_NOTADB:
        return SCHEMAC_CONNECTION;
    case SQLITE_IOERR:
    case SQLITE_FULL:
        return SCHEMAC_IO;
    case SQLITE_MISUSE:
        return SCHEMAC_MISUSE;
    default:
        return SCHEMAC_SQL;
    }
}

/* "users.username, users.email" gives the table and "username, email". */
static void name_columns(const char *text, schemac_error *err)
{
    const char *dot = strchr(text, '.');
    if (dot == NULL || (size_t)(dot - text) >= sizeof err->table_name) {
        return;
    }
    size_t table_len = (size_t)(dot - text);
    memcpy(err->table_name, text, table_len);
    err->table_name[table_len] = '\0';
    size_t used = 0;
    while (*text != '\0') {
        const char *end = strstr(text, ", ");
        size_t len = end == NULL ? strlen(text) : (size_t)(end - text);
        size_t skip = len > table_len && text[table_len] == '.' ? table_len + 1 : 0;
        size_t copy = len - skip + (end == NULL ? 0 : 2);
        if (used + copy >= sizeof err->column_name) {
            return;
        }
        memcpy(err->column_name + used, text + skip, copy);
        used += copy;
        err->column_name[used] = '\0';
        text += len + (end == NULL ? 0 : 2);
    }
}

/* "index 'ix_lower_name'" is how a unique index over expressions is called. */
static void name_index(const char *text, schemac_error *err)
{
    const char *begin = strchr(text, '\'');
    const char *end = strrchr(text, '\'');
    size_t len = begin == NULL ? 0 : (size_t)(end - begin);
    if (len > 1 && len - 1 < sizeof err->constraint_name) {
        memcpy(err->constraint_name, begin + 1, len - 1);
        err->constraint_name[len - 1] = '\0';
    }
}

static void name_constraint(const char *message, schemac_error *err)
{
    const char *rest = strstr(message, " constraint failed: ");
    if (rest == NULL) {
        return;
    }
    rest += strlen(" constraint failed: ");
    if (strncmp(message, "CHECK", 5) == 0) {
        schemac_error_text(err->constraint_name, sizeof err->constraint_name, rest);
    } else if (strncmp(rest, "index ", 6) == 0) {
        name_index(rest, err);
    } else {
        name_columns(rest, err);
    }
}

/* Bytes to characters, counted from 1. */
static int character_at(schemac_str sql, int offset)
{
    int n = 1;
    for (int i = 0; i < offset && (size_t)i < sql.len; i++) {
        n += ((unsigned char)sql.data[i] & 0xC0u) != 0x80u ? 1 : 0;
    }
    return n;
}

schemac_code schemac_sqlite_failed(sqlite_conn *conn, int rc, schemac_str sql, schemac_error *err)
{
    int extended = conn->db == NULL ? rc : sqlite3_extended_errcode(conn->db);
    if ((extended & 0xff) != (rc & 0xff)) {
        extended = rc;
    }
    schemac_code code = code_of(conn, extended);
    if (err == NULL) {
        return code;
    }
    const char *message = conn->db == NULL || extended == SQLITE_NOMEM ? sqlite3_errstr(rc) : sqlite3_errmsg(conn->db);
    schemac_error_set(err, code, "%s", message);
    err->native = extended;
    if ((extended & 0xff) == SQLITE_CONSTRAINT) {
        name_constraint(message, err);
    }
    if (code == SCHEMAC_TIMEOUT) {
        schemac_error_text(err->message, sizeof err->message, "the statement took longer than its time limit");
    }
    schemac_error_statement(err, sql);
#if SQLITE_VERSION_NUMBER >= 3038000
    int offset = conn->db == NULL ? -1 : sqlite3_error_offset(conn->db);
    err->position = offset < 0 ? 0 : character_at(sql, offset);
#endif
    return code;
}
