/* Sessions: beginning, nesting, ending, repeating. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "db/error.h"
#include "session/internal.h"

const int schemac_abi_1 = SCHEMAC_ABI;

schemac_code schemac_session_usable(schemac_session *session, schemac_error *err)
{
    if (session->inner != NULL) {
        return schemac_error_set(err, SCHEMAC_MISUSE, "a nested session is open: end it before using the outer one");
    }
    if (session->failed) {
        schemac_error_set(err, SCHEMAC_MISUSE, "an earlier statement of this session failed");
        schemac_error_hint(err,
                           "Roll the session back. To go on after a failure, do what may fail in a nested session.");
        return SCHEMAC_MISUSE;
    }
    if (!schemac_db_is_ours(session->db)) {
        return schemac_error_set(err, SCHEMAC_MISUSE, "this process was forked: the session belongs to its parent");
    }
    return SCHEMAC_OK;
}

schemac_code schemac_session_ready(schemac_session *session, schemac_error *err)
{
    schemac_code code = schemac_session_usable(session, err);
    if (code == SCHEMAC_OK && session->pipeline.n_sent > 0) {
        return schemac_error_set(err, SCHEMAC_MISUSE, "statements were sent ahead whose rows have not been received");
    }
    return code;
}

void schemac_session_fails(schemac_session *session, bool sent)
{
    schemac_tx_state state = schemac_conn_tx_state(session->conn);
    if (sent || state != SCHEMAC_TX_OPEN) {
        session->failed = true;
    }
    /* SQLite ends the whole transaction by itself on some errors; a lost connection does so too. */
    bool ended = state == SCHEMAC_TX_IDLE || state == SCHEMAC_TX_LOST;
    for (schemac_session *s = session; ended && s != NULL; s = s->outer) {
        s->failed = true;
    }
}

/* ---- beginning ---- */

static schemac_session *session_new(schemac_db *db, const schemac_begin_options *options)
{
    schemac_session *session = calloc(1, sizeof *session);
    if (session != NULL) {
        session->db = db;
        if (options != NULL) {
            session->tx.isolation = (schemac_tx_isolation)options->isolation;
            session->tx.read_only = options->read_only;
        }
    }
    return session;
}

/* A connection that lay idle may have been lost without a word; nothing was done on it, so another is tried. */
static schemac_code connect_and_begin(schemac_session *session, int wait_ms, schemac_error *err)
{
    for (;;) {
        bool fresh = false;
        schemac_code code = schemac_pool_take(session->db, wait_ms, &session->pooled, &fresh, err);
        if (code != SCHEMAC_OK) {
            return code;
        }
        session->conn = session->pooled->conn;
        code = schemac_conn_begin(session->conn, &session->tx, err);
        if (code == SCHEMAC_OK) {
            return SCHEMAC_OK;
        }
        if (code != SCHEMAC_CONNECTION) {
            schemac_pool_give(session->db, session->pooled);
            return code;
        }
        schemac_pool_drop(session->db, session->pooled);
        if (fresh) {
            return code;
        }
    }
}

schemac_code schemac_begin(schemac_db *db, const schemac_begin_options *options, schemac_session **out,
                           schemac_error *err)
{
    *out = NULL;
    schemac_session *session = session_new(db, options);
    if (session == NULL) {
        return schemac_error_nomem(err);
    }
    schemac_code code = connect_and_begin(session, options == NULL ? 0 : options->wait_ms, err);
    if (code != SCHEMAC_OK) {
        free(session);
        return code;
    }
    *out = session;
    return SCHEMAC_OK;
}

/* ---- nesting ---- */

static schemac_code savepoint(schemac_session *session, const char *verb, schemac_error *err)
{
    char sql[64];
    snprintf(sql, sizeof sql, "%s schemac_%u", verb, session->depth);
    return schemac_conn_command(session->conn, sql, err);
}

schemac_code schemac_begin_nested(schemac_session *outer, schemac_session **out, schemac_error *err)
{
    *out = NULL;
    schemac_code code = schemac_session_ready(outer, err);
    if (code != SCHEMAC_OK) {
        return code;
    }
    schemac_session *session = session_new(outer->db, NULL);
    if (session == NULL) {
        return schemac_error_nomem(err);
    }
    session->pooled = outer->pooled;
    session->conn = outer->conn;
    session->outer = outer;
    session->depth = outer->depth + 1;
    session->n_run = 1;
    code = savepoint(session, "SAVEPOINT", err);
    if (code != SCHEMAC_OK) {
        schemac_session_fails(outer, true);
        free(session);
        return code;
    }
    outer->inner = session;
    outer->n_run++;
    *out = session;
    return SCHEMAC_OK;
}

/* ---- ending ---- */

static void session_free(schemac_session *session)
{
    schemac_pipeline_end(session);
    if (session->outer != NULL) {
        session->outer->inner = NULL;
    } else {
        schemac_pool_give(session->db, session->pooled);
    }
    schemac_memory_free(&session->memory);
    free(session);
}

/* In a child after fork: the parent's connection is not touched. */
static void session_free_in_child(schemac_session *session)
{
    while (session != NULL) {
        schemac_session *inner = session->inner;
        if (session->outer != NULL) {
            session->outer->inner = NULL;
        }
        schemac_memory_free(&session->memory);
        free(session->pipeline.sent);
        free(session);
        session = inner;
    }
}

/* From the innermost outwards. */
static void free_inner(schemac_session *session)
{
    schemac_session *inner = session;
    while (inner->inner != NULL) {
        inner = inner->inner;
    }
    while (inner != session) {
        schemac_session *outer = inner->outer;
        session_free(inner);
        inner = outer;
    }
}

void schemac_rollback(schemac_session *session)
{
    if (session == NULL) {
        return;
    }
    if (!schemac_db_is_ours(session->db)) {
        session_free_in_child(session);
        return;
    }
    free_inner(session);
    schemac_pipeline_end(session);
    if (session->outer == NULL) {
        schemac_conn_rollback(session->conn, NULL);
    } else if (!session->outer->failed && (savepoint(session, "ROLLBACK TO", NULL) != SCHEMAC_OK ||
                                           savepoint(session, "RELEASE", NULL) != SCHEMAC_OK)) {
        schemac_session_fails(session->outer, true);
    }
    session_free(session);
}

schemac_code schemac_commit(schemac_session *session, schemac_error *err)
{
    schemac_code code = schemac_session_ready(session, err);
    if (code == SCHEMAC_OK && session->outer != NULL) {
        code = savepoint(session, "RELEASE", err);
    } else if (code == SCHEMAC_OK) {
        code = schemac_conn_commit(session->conn, err);
    }
    if (code != SCHEMAC_OK) {
        schemac_rollback(session);
        return code;
    }
    session_free(session);
    return SCHEMAC_OK;
}

void schemac_clear(schemac_session *session)
{
    schemac_memory_free(&session->memory);
}

/* ---- the rest ---- */

void schemac_session_cancel(schemac_session *session)
{
    schemac_conn_cancel(session->conn);
}

schemac_dialect schemac_session_dialect(const schemac_session *session)
{
    return schemac_conn_dialect(session->conn);
}

schemac_code schemac_session_run(schemac_session *session, const char *sql, int64_t *changed, schemac_error *err)
{
    schemac_code code = schemac_session_ready(session, err);
    if (code != SCHEMAC_OK) {
        return code;
    }
    session->n_run++;
    code = schemac_conn_exec(session->conn, schemac_str_of(sql), changed, err);
    if (code != SCHEMAC_OK) {
        schemac_session_fails(session, true);
    }
    return code;
}

schemac_code schemac_session_query(schemac_session *session, const char *sql, size_t n_params,
                                   const char *const *params, const schemac_text_rows **out, schemac_error *err)
{
    *out = NULL;
    schemac_code code = schemac_session_ready(session, err);
    if (code != SCHEMAC_OK) {
        return code;
    }
    session->n_run++;
    schemac_text_rows *rows = NULL;
    code = schemac_conn_query(session->conn, schemac_str_of(sql), n_params, params, &rows, err);
    if (code != SCHEMAC_OK) {
        schemac_session_fails(session, true);
        return code;
    }
    if (!schemac_memory_keep_texts(&session->memory, session->conn->driver, rows)) {
        return schemac_error_nomem(err);
    }
    *out = rows;
    return SCHEMAC_OK;
}

int schemac_session_server_version(const schemac_session *session)
{
    return schemac_conn_server_version(session->conn);
}

void *schemac_session_alloc(schemac_session *session, size_t size)
{
    return schemac_scratch_alloc(&session->memory.scratch, size);
}

/* ---- repeating ---- */

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* Between half of the pause and the whole of it, so that those who collided do not meet again. */
static void pause_jittered(int ms, uint64_t *random)
{
    int64_t us = (int64_t)ms * 500 + (int64_t)(next_random(random) % ((uint64_t)ms * 500 + 1));
    struct timespec time = {(time_t)(us / 1000000), (long)(us % 1000000) * 1000};
    nanosleep(&time, NULL);
}

static schemac_code attempt(schemac_db *db, const schemac_begin_options *begin, schemac_work *work, void *arg,
                            schemac_error *err)
{
    schemac_session *session = NULL;
    schemac_code code = schemac_begin(db, begin, &session, err);
    if (code != SCHEMAC_OK) {
        return code;
    }
    code = work(session, arg, err);
    if (code != SCHEMAC_OK) {
        schemac_rollback(session);
        return code;
    }
    return schemac_commit(session, err);
}

schemac_code schemac_retry(schemac_db *db, const schemac_retry_options *options, schemac_work *work, void *arg,
                           schemac_error *err)
{
    schemac_retry_options o = {{SCHEMAC_ISOLATION_DEFAULT, false, 0}, 0, 0, 0};
    if (options != NULL) {
        o = *options;
    }
    unsigned attempts = o.attempts == 0 ? 10 : o.attempts;
    int longest = o.longest_ms <= 0 ? 1000 : o.longest_ms;
    int ms = o.first_ms <= 0 ? 5 : o.first_ms;
    uint64_t random = (uint64_t)schemac_clock_us() * 2 + 1;
    for (unsigned i = 1;; i++) {
        schemac_code code = attempt(db, &o.begin, work, arg, err);
        if ((code != SCHEMAC_RETRY && code != SCHEMAC_BUSY) || i >= attempts) {
            return code;
        }
        pause_jittered(ms < longest ? ms : longest, &random);
        ms = ms < longest ? ms * 2 : longest;
    }
}
