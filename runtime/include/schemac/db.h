/* The engine: one database, a pool of connections to it.
 *
 * A schemac_db may be used by any number of threads at once. It opens connections when they are needed, keeps
 * them, and gives each to one session at a time. After fork() the child must not use the parent's engine: every
 * function then answers SCHEMAC_MISUSE, and schemac_close in the child frees memory without touching the
 * parent's connections.
 */
#ifndef SCHEMAC_DB_H
#define SCHEMAC_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "schemac/error.h"
#include "schemac/export.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct schemac_db schemac_db;

typedef enum schemac_dialect { SCHEMAC_POSTGRESQL = 0, SCHEMAC_SQLITE = 1 } schemac_dialect;
enum { SCHEMAC_N_DIALECTS = 2 };

typedef enum schemac_event_kind {
    SCHEMAC_EVENT_STATEMENT, /* a statement ended, well or not */
    SCHEMAC_EVENT_CONNECT,   /* a connection was opened */
    SCHEMAC_EVENT_CLOSE,     /* a connection was closed */
    SCHEMAC_EVENT_NOTICE     /* the server says something that is no error */
} schemac_event_kind;

/* What an observer is told. All text is valid only during the call. Parameters are never shown. */
typedef struct schemac_event {
    schemac_event_kind kind;
    schemac_code code;    /* SCHEMAC_OK, or how the statement failed */
    const char *text;     /* the SQL text, or the notice; never NULL */
    size_t length;        /* of text, in bytes */
    int64_t microseconds; /* how long it took */
    int64_t rows;         /* read or changed; -1 where that has no meaning */
    uintptr_t connection; /* tells connections apart */
} schemac_event;

/* Called on the thread that ran the statement, after it ended. Must not use the session it is told about. */
typedef void schemac_observer(void *arg, const schemac_event *event);

typedef enum schemac_prepare {
    SCHEMAC_PREPARE_NAMED = 0,  /* prepared once per connection and kept */
    SCHEMAC_PREPARE_UNNAMED = 1 /* for PostgreSQL behind a pooler of transactions */
} schemac_prepare;

/* Zero everywhere means the default. Initialise with SCHEMAC_OPEN_OPTIONS_INIT and set what differs. */
typedef struct schemac_open_options {
    unsigned max_connections; /* default 8; a private database such as sqlite::memory: always has 1 */
    int wait_ms;              /* how long schemac_begin waits for a connection; default 30000; -1: not at all */
    int connect_timeout_ms;   /* default 10000 */
    int busy_ms;              /* SQLite's busy timeout; default 5000; -1: none */
    int statement_timeout_ms; /* for each statement; default none */
    schemac_prepare prepare;
    unsigned max_statements;    /* prepared statements kept per connection; default 256 */
    const char *application;    /* shown by the server's tools; default "schemac"; copied */
    schemac_observer *observer; /* may be called from several threads at once */
    void *observer_arg;
    bool read_only;  /* SQLite opens the file for reading; PostgreSQL sessions are read only */
    bool must_exist; /* SQLite: do not make a file that is not there */
    bool lazy;       /* do not connect before the first session */
} schemac_open_options;

#ifdef __cplusplus
#define SCHEMAC_OPEN_OPTIONS_INIT                                                                                      \
    schemac_open_options                                                                                               \
    {                                                                                                                  \
    }
#else
#define SCHEMAC_OPEN_OPTIONS_INIT                                                                                      \
    {                                                                                                                  \
        0                                                                                                              \
    }
#endif

/* Opens the database that `url` names: "sqlite:FILE", "sqlite::memory:", "postgresql://…", or any conninfo of
 * libpq ("host=… dbname=…"). `options` may be NULL; both are copied as far as needed. Unless `lazy`, one connection is
 * opened at once, so that a wrong address shows here. On SCHEMAC_OK `*db` is the caller's, to be given to
 * schemac_close; otherwise it is NULL. Errors: SCHEMAC_CONNECTION, SCHEMAC_UNSUPPORTED (no such driver in this
 * build), SCHEMAC_MISUSE (no such form of address), SCHEMAC_NOMEM. The password in `url` never appears in an error. */
SCHEMAC_API schemac_code schemac_open(const char *url, const schemac_open_options *options, schemac_db **db,
                                      schemac_error *err);

/* Closes all connections and frees the engine. Takes NULL. Every session must have ended before, and no other
 * thread may be using the engine. */
SCHEMAC_API void schemac_close(schemac_db *db);

/* Which SQL the database speaks. */
SCHEMAC_API schemac_dialect schemac_db_dialect(const schemac_db *db);

/* The address without its password; valid as long as the engine. */
SCHEMAC_API const char *schemac_db_name(const schemac_db *db);

/* True where the driver for `dialect` is part of this build. */
SCHEMAC_API bool schemac_has_driver(schemac_dialect dialect);

/* Runs the statements of `sql` one after another, outside any transaction of the caller's and without parameters: for
 * set-up and tools, not for values that come from outside. Stops at the first error. */
SCHEMAC_API schemac_code schemac_db_run(schemac_db *db, const char *sql, schemac_error *err);

/* The version of the library as "1.0.0". */
SCHEMAC_API const char *schemac_version(void);

#ifdef __cplusplus
}
#endif

#endif
