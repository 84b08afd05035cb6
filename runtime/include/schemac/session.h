/* One unit of work: a connection from the pool, a transaction on it, and the memory of the rows it loads.
 *
 * A session is used by one thread at a time. Every row, list and text that a session's functions return belongs to the
 * session and lives until it ends (schemac_commit, schemac_rollback) or schemac_clear. What is given to a function is
 * borrowed until the call returns.
 *
 * When a statement fails, the transaction has failed, on both databases alike: further calls answer SCHEMAC_MISUSE
 * until the session, or the nested session that holds the failure, is rolled back. (A row that was not found is no
 * failure, nor is what is refused before anything was sent.) To try something that may fail and go on, nest:
 *
 *     schemac_session *attempt;
 *     schemac_begin_nested(s, &attempt, &err);
 *     if (shop_user_insert(attempt, &draft, &anna, &err) == SCHEMAC_CONFLICT) schemac_rollback(attempt);
 *     else schemac_commit(attempt, &err);
 */
#ifndef SCHEMAC_SESSION_H
#define SCHEMAC_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "schemac/db.h"
#include "schemac/error.h"
#include "schemac/export.h"
#include "schemac/value.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct schemac_session schemac_session;

typedef enum schemac_isolation {
    SCHEMAC_ISOLATION_DEFAULT, /* the server's default */
    SCHEMAC_READ_COMMITTED,
    SCHEMAC_REPEATABLE_READ,
    SCHEMAC_SERIALIZABLE /* what SQLite always does */
} schemac_isolation;

/* Zero everywhere means the default. */
typedef struct schemac_begin_options {
    schemac_isolation isolation;
    bool read_only; /* a write is then an error; on SQLite readers do not wait for writers */
    int wait_ms;    /* for a connection; 0: as the engine says; -1: not at all */
} schemac_begin_options;

#ifdef __cplusplus
#define SCHEMAC_BEGIN_OPTIONS_INIT                                                                                     \
    schemac_begin_options                                                                                              \
    {                                                                                                                  \
    }
#else
#define SCHEMAC_BEGIN_OPTIONS_INIT                                                                                     \
    {                                                                                                                  \
        SCHEMAC_ISOLATION_DEFAULT, false, 0                                                                            \
    }
#endif

/* Takes a connection and begins a transaction. `options` may be NULL. On SCHEMAC_OK the session is the caller's, to be
 * ended by schemac_commit or schemac_rollback; otherwise `*session` is NULL. Errors: SCHEMAC_TIMEOUT (no connection
 * became free), SCHEMAC_CONNECTION, SCHEMAC_BUSY (SQLite: somebody else is writing), SCHEMAC_MISUSE (after fork). */
SCHEMAC_API schemac_code schemac_begin(schemac_db *db, const schemac_begin_options *options, schemac_session **session,
                                       schemac_error *err);

/* Begins a savepoint within `outer`, which must not be used before `*inner` has ended. Rows that the inner session
 * loads live until it ends. One statement. */
SCHEMAC_API schemac_code schemac_begin_nested(schemac_session *outer, schemac_session **inner, schemac_error *err);

/* Ends the session, keeping its changes (a nested one: handing them to the outer session). The session is freed
 * whatever the result; anything but SCHEMAC_OK means that nothing was kept, except SCHEMAC_CONNECTION: nobody knows. A
 * nested session that is still open makes it SCHEMAC_MISUSE and rolls everything back. */
SCHEMAC_API schemac_code schemac_commit(schemac_session *session, schemac_error *err);

/* Ends the session, undoing its changes; nested sessions still open end with it. Takes NULL. */
SCHEMAC_API void schemac_rollback(schemac_session *session);

/* Frees all the rows that the session loaded, and keeps the transaction. */
SCHEMAC_API void schemac_clear(schemac_session *session);

/* Stops the statement that the session runs; it then returns SCHEMAC_CANCELLED. The one function that another thread
 * may call, as long as the session has not ended. */
SCHEMAC_API void schemac_session_cancel(schemac_session *session);

/* Which SQL the session's database speaks. */
SCHEMAC_API schemac_dialect schemac_session_dialect(const schemac_session *session);

/* Runs one statement of the program's own in the transaction. `changed` (may be NULL) gets the number of rows it
 * changed. */
SCHEMAC_API schemac_code schemac_session_run(schemac_session *session, const char *sql, int64_t *changed,
                                             schemac_error *err);

/* Runs one statement of the program's own and gives all its rows as text. Parameters are text ($1 … on PostgreSQL, ?1 …
 * on SQLite), their types inferred by the database; a NULL is NULL; `params` may be NULL where there are none. The rows
 * belong to the session. */
SCHEMAC_API schemac_code schemac_session_query(schemac_session *session, const char *sql, size_t n_params,
                                               const char *const *params, const schemac_text_rows **rows,
                                               schemac_error *err);

/* Statements under way at once, so that one round trip does for several, and the database works on the later ones while
 * the program looks at the rows of the earlier: each is sent, and each one's rows are received, in the same order.
 * `sql` and `params` must live until then. Between the first sending and the last receiving nothing else may run in the
 * session (SCHEMAC_MISUSE); ending it is allowed, and gives up what was not received. The rows belong to the session. A
 * failure comes when its statement's turn is, and fails the session. SQLite runs a statement when it is received. */
SCHEMAC_API schemac_code schemac_session_send(schemac_session *session, const char *sql, size_t n_params,
                                              const char *const *params, schemac_error *err);
/* SCHEMAC_MISUSE where nothing is under way. */
SCHEMAC_API schemac_code schemac_session_receive(schemac_session *session, const schemac_text_rows **rows,
                                                 schemac_error *err);

/* The server's version as a number: 150020 for PostgreSQL 15.20, 3040001 for SQLite 3.40.1. No statement. */
SCHEMAC_API int schemac_session_server_version(const schemac_session *session);

/* Memory that lives as long as the session's rows, aligned for any type; NULL when there is none. */
SCHEMAC_API void *schemac_session_alloc(schemac_session *session, size_t size);

/* ---- repeating ---- */

/* Zero everywhere means the default. */
typedef struct schemac_retry_options {
    schemac_begin_options begin;
    unsigned attempts; /* in all; default 10 */
    int first_ms;      /* pause before the second attempt, doubled for each and jittered; default 5 */
    int longest_ms;    /* default 1000 */
} schemac_retry_options;

/* A unit of work. Returns SCHEMAC_OK to have it committed; anything else rolls back. Must not end the session. May run
 * several times: it should not change anything outside the database. */
typedef schemac_code schemac_work(schemac_session *session, void *arg, schemac_error *err);

/* Begins, works, commits; and does so again while what fails is retryable (serialization failure, deadlock, busy, a
 * stale plan). `options` may be NULL. Returns what the last attempt returned. */
SCHEMAC_API schemac_code schemac_retry(schemac_db *db, const schemac_retry_options *options, schemac_work *work,
                                       void *arg, schemac_error *err);

#ifdef __cplusplus
}
#endif

#endif
