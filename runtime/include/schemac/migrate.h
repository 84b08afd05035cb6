/*
 * migrate.h - bringing a database to a revision and back.
 *
 * A migrator holds one connection and one history (schemac/history.h). What has been applied stands in the
 * database, in one table (`schemac_history` unless named otherwise), one row for each applied revision. One migrator
 * works at a time: on PostgreSQL it holds a session advisory lock on the connection that runs the statements, on SQLite
 * an OS lock on a file beside the database. Both are released by the server or the kernel when the process dies.
 *
 * Each transactional segment of a revision and the revision's row commit together. Killed at any instant, the next
 * run goes on behind the last whole segment. A statement that cannot run in a transaction has a row saying so
 * committed before it; if the process dies meanwhile, the next run asks the catalog whether it is done, half done or
 * not done, and only where the catalog cannot tell does it stop for a person (schemac_migrator_resolve).
 *
 * Failures: SCHEMAC_CONNECTION: no connection. SCHEMAC_MIGRATION: a statement of a revision failed; err has file, line
 * and column of the place in the file, and the server's message, detail, hint and SQLSTATE. SCHEMAC_LOCKED: another
 * migrator works, or a lock on a table could not be had. SCHEMAC_REFUSED: the run would be unsound and nothing was
 * done (an edited or missing file, an irreversible revision, a transaction pooler, ...). SCHEMAC_INVALID: a file or
 * name is wrong. SCHEMAC_SQL: a statement of the migrator itself failed, say for lack of a privilege. `err` may be
 * NULL.
 *
 * Ownership: lists and reports belong to the migrator and hold until the next call on it. Inputs are borrowed for the
 * call, but the history must outlive the migrator. Thread safety: a migrator belongs to one thread at a time; different
 * ones are independent. After fork only the parent may use a migrator. Nothing here prints or exits.
 */
#ifndef SCHEMAC_MIGRATE_H
#define SCHEMAC_MIGRATE_H

#include "schemac/error.h"
#include "schemac/history.h"

#ifdef __cplusplus
extern "C" {
#endif

struct schemac_db;

/** How revisions are grouped into transactions. */
typedef enum schemac_migrate_transaction {
    SCHEMAC_MIGRATE_PER_REVISION =
        0, /**< each segment of a revision on its own (a revision is one segment unless it says otherwise) */
    SCHEMAC_MIGRATE_ALL = 1 /**< the whole run in one; refused when a segment cannot be in a transaction */
} schemac_migrate_transaction;

/** How far an upgrade goes where revisions come in pairs of `Phase: expand` and `Phase: contract`. */
typedef enum schemac_migrate_phase {
    SCHEMAC_MIGRATE_EVERY_PHASE = 0,
    SCHEMAC_MIGRATE_EXPAND = 1, /**< stops before revisions that contract, and what comes after them */
    /** As EXPAND, but not on a database without any applied revision, which no program uses yet: there everything runs.
     */
    SCHEMAC_MIGRATE_EXPAND_IN_USE = 2
} schemac_migrate_phase;

typedef enum schemac_migrate_event_kind {
    SCHEMAC_MIGRATE_WAITING,         /**< another migrator has the lock; `text` says who. Repeated while waiting */
    SCHEMAC_MIGRATE_REVISION_BEGINS, /**< `revision`, `done` of `total` revisions are behind it */
    SCHEMAC_MIGRATE_STATEMENT, /**< about to run: `file`, `line`, `text` (its SQL, not NUL-terminated: `text_length`) */
    SCHEMAC_MIGRATE_RETRY,     /**< a lock was not to be had; `text` says whose, `duration_us` is the pause to come */
    SCHEMAC_MIGRATE_REVISION_ENDS, /**< `revision`, `duration_us` */
    SCHEMAC_MIGRATE_NOTE,          /**< `text`: a file whose comments were edited, a repaired index, … */
    SCHEMAC_MIGRATE_PROGRESS       /**< a batch was committed: `rows` changed so far in `batches` batches of the segment
                                      at `line`; `text` is the table, `revision` the revision */
} schemac_migrate_event_kind;

/** What happens, while it happens. Everything in it is valid during the call only. */
typedef struct schemac_migrate_event {
    schemac_migrate_event_kind kind;
    bool down;
    const schemac_revision *revision; /**< NULL where none is meant */
    size_t done;
    size_t total;
    const char *file;
    int line;
    const char *text;
    size_t text_length;
    int64_t duration_us;
    int64_t rows;
    int64_t batches;
} schemac_migrate_event;

/** Called on the thread of the caller. It must not call back into the migrator. */
typedef void (*schemac_migrate_observer)(void *data, const schemac_migrate_event *event);

/** A zeroed structure means the defaults. */
typedef struct schemac_migrate_options {
    const char *history_table; /**< NULL: "schemac_history"; "schema.table" on PostgreSQL */
    const char *applied_by;    /**< NULL: the database's user (PostgreSQL) or the system's (SQLite) */
    const char *tool_version;  /**< NULL: the library's version */
    schemac_migrate_transaction transaction;
    int lock_wait_ms;    /**< wait for another migrator; 0: 60 s, negative: not at all */
    int lock_timeout_ms; /**< wait of one statement for a lock on a table; 0: 3 s, negative: no limit. `Lock-Timeout:`
                            of a file goes before */
    int batch_pause_ms;  /**< pause after each batch of a segment of batches, for the sake of others; 0: none */
    schemac_migrate_phase phase;
    int lock_retries; /**< times that a segment is tried again when a lock was not to be had; 0: 10, negative: never */
    schemac_migrate_observer observer; /**< NULL: none */
    void *observer_data;
} schemac_migrate_options;

typedef struct schemac_migrator schemac_migrator;

/**
 * Connects to `url` for the revisions of `history`, whose dialect must be the database's. Neither reads nor writes the
 * database's tables. On success the migrator is to be closed with schemac_migrator_close.
 */
SCHEMAC_API schemac_code schemac_migrator_open(const char *url, schemac_history *history,
                                               const schemac_migrate_options *options, schemac_migrator **migrator,
                                               schemac_error *err);

/** Disconnects and frees. Takes NULL. */
SCHEMAC_API void schemac_migrator_close(schemac_migrator *migrator);

/** The dialect of a database URL, so that the right folder can be read before connecting; false if the URL is of no
 * kind known. */
SCHEMAC_API bool schemac_url_dialect(const char *url, schemac_sql_dialect *dialect);

/** What a run did, in the order in which it was done; filled on failure too, with what was done before it. */
typedef struct schemac_migrate_report {
    const schemac_revision *const *items;
    size_t count;
    int64_t duration_us;
} schemac_migrate_report;

/**
 * Applies what `target` (a name as of schemac_history_resolve, NULL: "head") and its ancestors need and the database
 * lacks, in topological order. Nothing to do is success. Makes the history table when first needed. `report` may be
 * NULL.
 */
SCHEMAC_API schemac_code schemac_migrator_upgrade(schemac_migrator *migrator, const char *target,
                                                  schemac_migrate_report *report, schemac_error *err);

/**
 * Undoes every applied revision that is neither `target` nor before it (and for a target on one branch: that comes
 * after it), newest first. `target`: "base", "-N", an id, …; NULL is an error. Uses the folder's down file, or the text
 * kept in the history table where the folder lacks the revision. The history table stays, also at base.
 */
SCHEMAC_API schemac_code schemac_migrator_downgrade(schemac_migrator *migrator, const char *target,
                                                    schemac_migrate_report *report, schemac_error *err);

/** What upgrade (or, with `down`, downgrade) would do, without doing it or taking a lock. */
SCHEMAC_API schemac_code schemac_migrator_plan(schemac_migrator *migrator, const char *target, bool down,
                                               schemac_revision_list *plan, schemac_error *err);

/** How big a table is; -1 where the database cannot say. `rows` is the planner's estimate on PostgreSQL (-1 before the
 * first ANALYZE) and counted on SQLite; `bytes` has the indexes in it. */
typedef struct schemac_table_size {
    bool exists;
    int64_t rows;
    int64_t bytes;
} schemac_table_size;

/** The size of a table, whose name is given as it is written in SQL, with its quotes where it needs them; not for names
 * that come from outside. A table that is not there is no error. */
SCHEMAC_API schemac_code schemac_migrator_table_size(schemac_migrator *migrator, const char *table,
                                                     schemac_table_size *size, schemac_error *err);

/** How far a row of the history table is. */
typedef enum schemac_applied_state {
    SCHEMAC_APPLIED = 0,
    SCHEMAC_UPGRADING = 1,   /**< begun, not whole: `segments_done` and `statements_done` say how far */
    SCHEMAC_DOWNGRADING = 2, /**< the same of the down file */
    SCHEMAC_REPLACED = 3     /**< a squash stands for it now */
} schemac_applied_state;

/** One row of the history table. */
typedef struct schemac_applied {
    const char *id;
    const char *parents; /**< ids with a space between, "" for a first revision */
    const char *file;    /**< name of the up file */
    const char *byte_checksum;
    const char *token_checksum;
    const char *applied_at; /**< ISO 8601 in UTC */
    int64_t duration_us;
    const char *applied_by;
    const char *tool_version;
    schemac_applied_state state;
    int segments_done;
    int statements_done;
    int intent; /**< number of a statement outside a transaction that was begun and not seen to end; 0: none */
    const char *up_text;
    const char *down_text;
    const schemac_revision *revision; /**< NULL: the folder lacks it */
} schemac_applied;

typedef struct schemac_applied_list {
    const schemac_applied *items;
    size_t count;
} schemac_applied_list;

/** All rows, in topological order. A database without the history table has none. Takes no lock and writes nothing. */
SCHEMAC_API schemac_code schemac_migrator_applied(schemac_migrator *migrator, schemac_applied_list *list,
                                                  schemac_error *err);

/** Only the heads among them: where the database stands. */
SCHEMAC_API schemac_code schemac_migrator_current(schemac_migrator *migrator, schemac_applied_list *list,
                                                  schemac_error *err);

/** Makes the history table say that exactly `target` and what is before it is applied, without running any SQL of the
 * revisions. */
SCHEMAC_API schemac_code schemac_migrator_stamp(schemac_migrator *migrator, const char *target, schemac_error *err);

/**
 * A person's word about the statement that the catalog could not judge: `done` true: it took effect; false: it did not
 * and is to run again. Refused if no statement is in question.
 */
SCHEMAC_API schemac_code schemac_migrator_resolve(schemac_migrator *migrator, bool done, schemac_error *err);

/**
 * The script of an upgrade (or downgrade) between two revisions, without a database: for psql or the sqlite3 shell,
 * stopping at the first error, with a check at its top that the database stands at `from`, BEGIN and COMMIT around each
 * transactional segment, and the history's rows beside each. `from` and `to` are names as of schemac_history_resolve;
 * NULL is base for `from` and heads for `to` in an upgrade; in a downgrade both must be given. `history` must be of one
 * dialect. Caller frees `script` with schemac_script_free.
 */
SCHEMAC_API schemac_code schemac_migrate_script(schemac_history *history, schemac_sql_dialect dialect, const char *from,
                                                const char *to, bool down, const schemac_migrate_options *options,
                                                char **script, schemac_error *err);

/** Frees a script. Takes NULL. */
SCHEMAC_API void schemac_script_free(char *script);

/** Brings the database of `db` to the heads of the revisions embedded in the program, on a connection of its own. */
SCHEMAC_API schemac_code schemac_migrate(struct schemac_db *db, const schemac_migrations *migrations,
                                         const schemac_migrate_options *options, schemac_error *err);

#ifdef __cplusplus
}
#endif

#endif
