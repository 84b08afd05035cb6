/* Databases for the tests: SQLite in memory, and a database of its own on a PostgreSQL server. */
#include "tests/unit/sql/support.h"

#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct database {
    sqlite3 *sqlite;
    PGconn *server; /* from which the database was made */
    PGconn *postgresql;
    char name[64];
};

static const char *server_address(void)
{
    const char *address = getenv("SCHEMAC_TEST_POSTGRESQL");
    if (!address || !*address)
        fail_msg("SCHEMAC_TEST_POSTGRESQL is not set: this test needs a PostgreSQL server");
    return address;
}

static PGconn *connect_to(const char *address)
{
    PGconn *connection = PQconnectdb(address);
    if (PQstatus(connection) != CONNECTION_OK)
        fail_msg("%s", PQerrorMessage(connection));
    PQclear(PQexec(connection, "SET client_min_messages = error"));
    return connection;
}

static char *postgresql_try(PGconn *connection, const char *sql)
{
    PGresult *result = PQexec(connection, sql);
    ExecStatusType status = PQresultStatus(result);
    bool fine = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    char *message = fine ? NULL : strdup(PQresultErrorMessage(result));
    PQclear(result);
    return message;
}

static void postgresql_run(PGconn *connection, const char *sql)
{
    char *message = postgresql_try(connection, sql);
    if (message)
        fail_msg("%s\nin: %s", message, sql);
}

database *database_open(dialect_id dialect)
{
    static unsigned made;
    database *db = calloc(1, sizeof *db);
    assert_non_null(db);
    if (dialect == DIALECT_SQLITE) {
        assert_int_equal(sqlite3_open(":memory:", &db->sqlite), SQLITE_OK);
        database_run(db, "PRAGMA foreign_keys = ON");
        return db;
    }
    char text[256];
    db->server = connect_to(server_address());
    (void)snprintf(db->name, sizeof db->name, "schemac_sql_%ld_%u", (long)getpid(), made++);
    (void)snprintf(text, sizeof text, "CREATE DATABASE %s TEMPLATE template0", db->name);
    postgresql_run(db->server, text);
    (void)snprintf(text, sizeof text, "%s dbname=%s", server_address(), db->name);
    db->postgresql = connect_to(text);
    return db;
}

database *database_again(const database *db)
{
    char text[256];
    database *again = calloc(1, sizeof *again);
    assert_non_null(again);
    (void)snprintf(text, sizeof text, "%s dbname=%s", server_address(), db->name);
    again->postgresql = connect_to(text);
    return again;
}

void database_close(database *db)
{
    if (!db)
        return;
    sqlite3_close(db->sqlite);
    PQfinish(db->postgresql);
    if (db->server) {
        char text[256];
        (void)snprintf(text, sizeof text, "DROP DATABASE %s", db->name);
        PQclear(PQexec(db->server, text));
    }
    PQfinish(db->server);
    free(db);
}

char *database_try(database *db, const char *sql)
{
    if (db->postgresql)
        return postgresql_try(db->postgresql, sql);
    char *message = NULL;
    if (sqlite3_exec(db->sqlite, sql, NULL, NULL, &message) == SQLITE_OK)
        return NULL;
    char *copy = strdup(message);
    sqlite3_free(message);
    return copy;
}

void database_run(database *db, const char *sql)
{
    char *message = database_try(db, sql);
    if (message)
        fail_msg("%s\nin: %s", message, sql);
}

void database_run_plan(database *db, const plan *p)
{
    size_t segment = 0;
    bool open = false;
    if (db->sqlite)
        database_run(db, p->foreign_keys_off ? "PRAGMA foreign_keys = OFF" : "PRAGMA foreign_keys = ON");
    VEC_EACH (const plan_statement, &p->statements, statement) {
        if (statement->segment != segment) {
            if (open)
                database_run(db, "COMMIT");
            open = statement->transactional;
            if (open)
                database_run(db, "BEGIN");
            segment = statement->segment;
        }
        database_run(db, statement->sql.ptr);
    }
    if (open)
        database_run(db, "COMMIT");
    if (db->sqlite)
        database_run(db, "PRAGMA foreign_keys = ON");
}

static void query_sqlite(database *db, const char *sql, writer *out)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(db->sqlite, sql, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s\nin: %s", sqlite3_errmsg(db->sqlite), sql);
    for (int row = 0; sqlite3_step(statement) == SQLITE_ROW; row++) {
        if (row)
            writer_char(out, '\n');
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            if (i)
                writer_char(out, '|');
            writer_str(out, str_from((const char *)sqlite3_column_text(statement, i)));
        }
    }
    sqlite3_finalize(statement);
}

static void query_postgresql(database *db, const char *sql, writer *out)
{
    PGresult *result = PQexec(db->postgresql, sql);
    if (PQresultStatus(result) != PGRES_TUPLES_OK)
        fail_msg("%s\nin: %s", PQresultErrorMessage(result), sql);
    for (int row = 0; row < PQntuples(result); row++) {
        if (row)
            writer_char(out, '\n');
        for (int i = 0; i < PQnfields(result); i++) {
            if (i)
                writer_char(out, '|');
            writer_str(out, str_from(PQgetvalue(result, row, i)));
        }
    }
    PQclear(result);
}

str database_query(database *db, arena *a, const char *sql)
{
    writer out = writer_make(a);
    if (db->sqlite)
        query_sqlite(db, sql, &out);
    else
        query_postgresql(db, sql, &out);
    return writer_result(&out);
}

str database_broken_keys(database *db, arena *a)
{
    return database_query(db, a, "PRAGMA foreign_key_check");
}
