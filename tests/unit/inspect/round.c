#include "tests/unit/inspect/round.h"

#include "compiler/change/change.h"
#include "compiler/sql/plan.h"
#include "tests/support/process.h"
#include "tests/unit/inspect/support.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *server_address(void)
{
    const char *address = getenv("SCHEMAC_TEST_POSTGRESQL");
    if (!address || !*address)
        fail_msg("SCHEMAC_TEST_POSTGRESQL is not set: this test needs a PostgreSQL server");
    return address;
}

static char *try_at(const char *address, const char *sql)
{
    PGconn *connection = PQconnectdb(address);
    PQclear(PQexec(connection, "SET client_min_messages = error"));
    PGresult *result = PQexec(connection, sql);
    ExecStatusType status = PQresultStatus(result);
    bool fine = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
    char *message = fine ? NULL : strdup(PQerrorMessage(connection));
    PQclear(result);
    PQfinish(connection);
    return message;
}

char *round_try(const round_database *database, const char *sql)
{
    return try_at(database->address, sql);
}

void round_run(const round_database *database, const char *sql)
{
    char *message = round_try(database, sql);
    if (message)
        fail_msg("%s\nin: %s", message, sql);
}

void round_open(round_database *database)
{
    static unsigned made;
    char sql[256];
    schemac_error err = SCHEMAC_ERROR_INIT;
    (void)snprintf(database->name, sizeof database->name, "schemac_inspect_%ld_%u", (long)getpid(), made++);
    (void)snprintf(database->address, sizeof database->address, "%s dbname=%s", server_address(), database->name);
    (void)snprintf(sql, sizeof sql, "CREATE DATABASE %s TEMPLATE template0", database->name);
    char *message = try_at(server_address(), sql);
    if (message)
        fail_msg("%s", message);
    schemac_open_options options = SCHEMAC_OPEN_OPTIONS_INIT;
    options.lazy = true;
    if (schemac_open(database->address, &options, &database->db, &err) != SCHEMAC_OK)
        fail_msg("%s", err.message);
}

void round_close(round_database *database)
{
    char sql[256];
    schemac_close(database->db);
    (void)snprintf(sql, sizeof sql, "DROP DATABASE %s WITH (FORCE)", database->name);
    free(try_at(server_address(), sql));
}

char *round_dump(const round_database *database, bool privileges)
{
    char command[2400];
    const char *without = privileges ? "" : "--no-owner --no-privileges";
    (void)snprintf(command, sizeof command,
                   "set -e; dump=$(pg_dump --schema-only %s --restrict-key=x \"%s\" 2>/dev/null ||"
                   " pg_dump --schema-only %s \"%s\"); printf '%%s\\n' \"$dump\"%s",
                   without, database->address, without, database->address, privileges ? " | LC_ALL=C sort" : "");
    process_result result = process_run(NULL, command);
    char *text = strdup(result.out);
    if (result.status)
        fail_msg("pg_dump: %s", result.err);
    process_free(&result);
    return text;
}

inspect_result round_inspect(arena *a, const round_database *database, const inspect_options *options)
{
    inspect_result result;
    schemac_error err = SCHEMAC_ERROR_INIT;
    if (!inspect_database(a, database->db, options, &result, &err))
        fail_msg("%s: %s\n%s\nin: %s", schemac_code_name(err.code), err.message, err.detail, err.statement);
    return result;
}

static void write_plan(const plan *made, writer *out)
{
    size_t segment = 0;
    bool open = false;
    VEC_EACH (const plan_statement, &made->statements, statement) {
        if (statement->segment != segment) {
            if (open)
                writer_text(out, "COMMIT;\n");
            open = statement->transactional;
            segment = statement->segment;
            if (open)
                writer_text(out, "BEGIN;\n");
        }
        writer_str(out, statement->sql);
        writer_char(out, '\n');
    }
    if (open)
        writer_text(out, "COMMIT;\n");
}

static str plan_between(arena *a, const model_schema *before, const model_schema *after, str *why)
{
    diagnostic_list diagnostics = {.memory = a};
    change_list changes = change_diff(a, before, after, &diagnostics);
    const plan *made = plan_make(a, before, &changes, DIALECT_POSTGRESQL, NULL, &diagnostics);
    writer out = writer_make(a);
    if (diagnostics.errors) {
        VEC_EACH (const diagnostic, &diagnostics.items, item)
            writer_format(&out, "%.*s\n", STR_ARGS(item->message));
        *why = writer_result(&out);
        return (str){0};
    }
    write_plan(made, &out);
    return writer_result(&out);
}

str round_plan(arena *a, const model_schema *schema, str *why)
{
    return plan_between(a, model_schema_make(a), schema, why);
}

static const char *compare(arena *a, const char *was, const char *is)
{
    if (strcmp(was, is) == 0)
        return NULL;
    char *folder = process_make_folder();
    process_write(folder, "was.sql", was);
    process_write(folder, "is.sql", is);
    process_result diff = process_run(folder, "diff -u was.sql is.sql | head -80");
    const char *text = str_format(a, "pg_dump differs:\n%s", diff.out).ptr;
    process_free(&diff);
    process_remove_folder(folder);
    return text;
}

/* Runs the SQL in a database, which then is to be like the other. */
static const char *made_like(arena *a, const round_database *database, str sql, const round_database *other,
                             bool grants)
{
    char *message = round_try(database, sql.ptr);
    if (message) {
        const char *wrong = str_format(a, "%s\nin: %.*s", message, STR_ARGS(sql)).ptr;
        free(message);
        return wrong;
    }
    char *was = round_dump(other, grants), *is = round_dump(database, grants);
    const char *wrong = compare(a, was, is);
    free(was);
    free(is);
    return wrong ? str_format(a, "%s\nmade by: %.*s", wrong, STR_ARGS(sql)).ptr : NULL;
}

const char *round_trip(arena *a, const round_database *database, const inspect_options *options)
{
    inspect_result result = round_inspect(a, database, options);
    round_database fresh;
    str why = {0};
    str text = inspect_text(a, inspect_name(a, &result, STR("round")), STR("round"));
    str sql = round_plan(a, schema_of(a, text), &why);
    if (why.len)
        return str_format(a, "no plan: %.*s", STR_ARGS(why)).ptr;
    round_open(&fresh);
    const char *wrong = made_like(a, &fresh, sql, database, options && options->grants);
    round_close(&fresh);
    return wrong;
}

static const model_schema *read_back(arena *a, const round_database *database)
{
    inspect_result result = round_inspect(a, database, NULL);
    return schema_of(a, inspect_text(a, inspect_name(a, &result, STR("round")), STR("round")));
}

const char *round_change(arena *a, const round_database *database, const round_database *target)
{
    str why = {0};
    str sql = plan_between(a, read_back(a, database), read_back(a, target), &why);
    if (why.len)
        return str_format(a, "no plan: %.*s", STR_ARGS(why)).ptr;
    return made_like(a, database, sql, target, false);
}
