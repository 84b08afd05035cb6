/*
 * lock_postgresql.c - a session advisory lock on the connection that runs the statements; it dies with that.
 *
 * It is only ever tried, never waited for: a waiting statement holds a snapshot, which a concurrent index build of the
 * holder waits for, and then both wait for ever. A transaction pooler would give the lock to whoever comes next, so one
 * is refused.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "migrate/migrator.h"

int64_t smig_lock_key(const char *lock_name)
{
    char text[512];
    int length = snprintf(text, sizeof text, "schemac migrations %s", lock_name);
    size_t used = length < 0 ? 0 : (size_t)length < sizeof text ? (size_t)length : sizeof text - 1;
    return (int64_t)(smig_hash(text, used) >> 1); /* no sign: it is also written into scripts */
}

/* The conditions on pg_locks for the key: it stands there as two halves. */
static const char lock_row[] = " l.locktype = 'advisory' AND l.granted AND l.objsubid = 1"
                               " AND l.classid = ($1::bigint >> 32)::oid AND l.objid = ($1::bigint & 4294967295)::oid"
                               " AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname ="
                               " current_database())";

static schemac_code refuse_pooler(schemac_error *err)
{
    schemac_error_set(err, SCHEMAC_REFUSED,
                      "the connection goes through a pooler that changes servers between "
                      "transactions");
    schemac_error_hint(err, "Connect to the server itself, or to a pooler in session mode: a lock of the session must "
                            "hold for the whole run.");
    return SCHEMAC_REFUSED;
}

static schemac_code ask_process(schemac_conn *conn, int *process, schemac_error *err)
{
    static const char question[] = "SELECT pg_backend_pid()";
    schemac_text_rows *rows = NULL;
    schemac_code code = schemac_conn_query(conn, (schemac_str){question, sizeof question - 1}, 0, NULL, &rows, err);
    if (code == SCHEMAC_OK) {
        *process = (int)strtol(schemac_text_rows_get(rows, 0, 0), NULL, 10);
        schemac_conn_free_rows(conn->driver, rows);
    }
    return code;
}

/* Whether our server can be given to another client while we have no transaction: one that begins a transaction gets
 * it then, and we another. */
static schemac_code ask_from_beside(schemac_migrator *m, int process, bool *shared, schemac_error *err)
{
    int other = 0;
    int now = 0;
    schemac_conn *conn = NULL;
    schemac_code code = schemac_conn_open(m->url, NULL, &conn, err);
    if (code == SCHEMAC_OK) {
        code = schemac_conn_begin(conn, NULL, err);
    }
    if (code == SCHEMAC_OK) {
        code = ask_process(conn, &other, err);
    }
    if (code == SCHEMAC_OK) {
        code = ask_process(m->conn, &now, err);
    }
    schemac_conn_close(conn);
    *shared = code == SCHEMAC_OK && (other == process || now != process);
    return code;
}

/* Before the lock is taken: where it would be left on a server that is somebody else's next, so it must not be. Only a
 * pooler names another process than the server itself, so nobody else pays for the second connection. */
schemac_code smig_postgresql_pooler_check(schemac_migrator *m, schemac_error *err)
{
    int process = 0;
    bool shared = false;
    schemac_code code = ask_process(m->conn, &process, err);
    if (code == SCHEMAC_OK && process != schemac_conn_server_process(m->conn)) {
        code = ask_from_beside(m, process, &shared, err);
    }
    return code == SCHEMAC_OK && shared ? refuse_pooler(err) : code;
}

static schemac_code name_holder(schemac_migrator *m, const char *key, char *holder, size_t size, schemac_error *err)
{
    smig_text sql = {0};
    smig_text_addf(&sql,
                   "SELECT format('process %%s of user %%s, application \"%%s\", since %%s s', a.pid, a.usename,"
                   " a.application_name, extract(epoch FROM now() - coalesce(a.xact_start, a.backend_start))::bigint)"
                   " FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid WHERE%s LIMIT 1",
                   lock_row);
    schemac_code code =
        sql.failed ? schemac_error_nomem(err) : smig_query_text(m, sql.data, 1, &key, holder, size, err);
    if (code == SCHEMAC_OK && holder[0] == '\0') {
        snprintf(holder, size, "a process that has just ended");
    }
    smig_text_free(&sql);
    return code;
}

schemac_code smig_postgresql_lock_try(schemac_migrator *m, bool *taken, char *holder, size_t size, schemac_error *err)
{
    char key[24];
    char answer[8];
    const char *parameters[] = {key};
    snprintf(key, sizeof key, "%" PRId64, smig_lock_key(m->lock_name));
    schemac_code code = smig_query_text(m, "SELECT pg_catalog.pg_try_advisory_lock($1::bigint)", 1, parameters, answer,
                                        sizeof answer, err);
    *taken = code == SCHEMAC_OK && answer[0] == 't';
    return code || *taken ? code : name_holder(m, key, holder, size, err);
}

schemac_code smig_postgresql_lock_check(schemac_migrator *m, schemac_error *err)
{
    char first[24];
    char second[24];
    char held[24];
    char key[24];
    smig_text sql = {0};
    snprintf(key, sizeof key, "%" PRId64, smig_lock_key(m->lock_name));
    smig_text_addf(&sql, "SELECT count(*) FROM pg_catalog.pg_locks l WHERE l.pid = pg_backend_pid() AND%s", lock_row);
    schemac_code code = sql.failed ? schemac_error_nomem(err) : SCHEMAC_OK;
    if (code == SCHEMAC_OK) {
        code = smig_query_text(m, "SELECT pg_backend_pid()", 0, NULL, first, sizeof first, err);
    }
    if (code == SCHEMAC_OK) {
        const char *parameters[] = {key};
        code = smig_query_text(m, sql.data, 1, parameters, held, sizeof held, err);
    }
    if (code == SCHEMAC_OK) {
        code = smig_query_text(m, "SELECT pg_backend_pid()", 0, NULL, second, sizeof second, err);
    }
    smig_text_free(&sql);
    if (code) {
        return code;
    }
    return strcmp(first, second) != 0 || strcmp(held, "0") == 0 ? refuse_pooler(err) : SCHEMAC_OK;
}

void smig_postgresql_lock_release(schemac_migrator *m)
{
    char key[24];
    char answer[8];
    const char *parameters[] = {key};
    snprintf(key, sizeof key, "%" PRId64, smig_lock_key(m->lock_name));
    /* If this fails the connection is gone, and the lock with it. */
    (void)smig_query_text(m, "SELECT pg_catalog.pg_advisory_unlock($1::bigint)", 1, parameters, answer, sizeof answer,
                          NULL);
}
