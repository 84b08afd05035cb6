/*
 * migrator.h - the private side of schemac/migrate.h: what a migrator is made of and what its files offer each other.
 *
 *   migrator.c       opening and closing, events
 *   history_table.c  the table's statements, its rows
 *   lock.c           one migrator at a time (lock_postgresql.c, lock_sqlite.c)
 *   state.c          what is applied and what the folder has, as one graph; edited files
 *   plan.c           which revisions a target means to run
 *   run.c            upgrade and downgrade; stamp.c the verbs that run no SQL of a revision
 *   segment.c        one segment in a transaction, with its row; retry.c what to do when a lock is not to be had
 *   outside.c        statements outside transactions; catalog.c what the catalog says of them
 *   batch.c          segments of batches
 *   foreign_keys.c   SQLite's pragma and what it must not hide
 *   kept.c           what a rebuilt table of SQLite must not lose
 *   script.c         the same as SQL for a shell, without a database
 */
#ifndef SMIG_MIGRATOR_H
#define SMIG_MIGRATOR_H

#include "db/driver.h"
#include "migrate/files/memory.h"
#include "schemac/migrate.h"

/** A row of the history table as it is written; like schemac_applied, with texts borrowed. */
typedef schemac_applied smig_row;

/** What is held while migrating. */
typedef struct smig_lock {
    bool held;
    int descriptor; /* SQLite: of the file beside the database, -1 if none */
    char *path;     /* SQLite: of that file */
} smig_lock;

/** What the database and the folder say together. Made anew by smig_state_read. */
typedef struct smig_state {
    smig_arena arena;
    schemac_text_rows *texts; /* what the rows point into */
    schemac_applied *rows;
    size_t row_count;
    smig_map by_id;           /* id -> schemac_applied */
    schemac_history *history; /* the migrator's, or `combined` */
    schemac_revision_list current;
} smig_state;

struct schemac_migrator {
    schemac_conn *conn;
    bool owns_conn;
    char *url; /* for a second connection; with its password, never shown */
    schemac_sql_dialect dialect;
    schemac_history *history;
    schemac_migrate_options options; /* texts are copies in `arena` */
    smig_arena arena;
    const char *lock_name; /* the history table's name as it was given */
    const char *table;     /* the same, quoted and qualified; known after smig_table_find */
    bool table_exists;
    smig_lock lock;
    smig_state state;
    smig_list combined; /* schema_history *: folder and stored texts together, kept because reports point into them */
    smig_list done;     /* revisions of the last run */
    schemac_applied *shown;          /* the list last given out */
    const schemac_revision *waiting; /* the first that contracts, before which the last plan of an upgrade stops */
};

/* ---- migrator.c ---- */

/** Makes a migrator over an open connection, which stays the caller's unless `owns_conn`. */
schemac_code smig_migrator_new(schemac_conn *conn, bool owns_conn, const char *url, schemac_history *history,
                               const schemac_migrate_options *options, schemac_migrator **migrator, schemac_error *err);
bool smig_is_postgresql(const schemac_migrator *m);
/** Tells the observer, if there is one. */
void smig_tell(const schemac_migrator *m, const schemac_migrate_event *event);
/** Tells a SCHEMAC_MIGRATE_NOTE. */
SCHEMAC_PRINTF(3, 4)
void smig_note(const schemac_migrator *m, const schemac_revision *revision, const char *format, ...);
/** Runs one statement given as a string. */
schemac_code smig_exec(schemac_migrator *m, const char *sql, schemac_error *err);
/** Runs one statement with text parameters; the rows are for smig_free_rows. */
schemac_code smig_query(schemac_migrator *m, const char *sql, size_t count, const char *const *parameters,
                        schemac_text_rows **rows, schemac_error *err);
/** Frees rows and sets the pointer to NULL. */
void smig_free_rows(schemac_migrator *m, schemac_text_rows **rows);
/** The first value of the first row into a buffer; "" if there is none. */
schemac_code smig_query_text(schemac_migrator *m, const char *sql, size_t count, const char *const *parameters,
                             char *buffer, size_t size, schemac_error *err);
/** The system's name of the user that runs this process. */
void smig_system_user(char *buffer, size_t size);

/* ---- history_table.c ---- */

/** Finds out whether the table is there, and its full name. */
schemac_code smig_table_find(schemac_migrator *m, schemac_error *err);
/** Makes it if it is not there. */
schemac_code smig_table_make(schemac_migrator *m, schemac_error *err);
/** All rows in the order in which they were applied. They are the migrator's state's. */
schemac_code smig_table_read(schemac_migrator *m, smig_state *state, schemac_error *err);
/** Adds or replaces a row. Its applied_at is the database's clock. */
schemac_code smig_table_put(schemac_migrator *m, const smig_row *row, schemac_error *err);
schemac_code smig_table_delete(schemac_migrator *m, const char *id, schemac_error *err);
/** SCHEMAC_LOCKED unless the row is as it is known (`expected` NULL: not there): another migrator would be at work in
 * spite of the lock. */
schemac_code smig_table_check(schemac_migrator *m, const char *id, const smig_row *expected, schemac_error *err);
/** The word of a state as the table holds it. */
const char *smig_state_word(schemac_applied_state state);
/** The text of a statement with its holes filled; for scripts. */
typedef enum smig_table_statement {
    SMIG_TABLE_CREATE,
    SMIG_TABLE_READ,
    SMIG_TABLE_PUT,
    SMIG_TABLE_DELETE,
    SMIG_TABLE_ROW
} smig_table_statement;
/** `values` are SQL for the parameters, or NULL for the driver's own markers. */
void smig_table_sql(smig_text *sql, smig_table_statement statement, schemac_sql_dialect dialect, const char *table,
                    const char *const *values);
/** The SQL of now() in UTC. */
const char *smig_table_now(schemac_sql_dialect dialect);
/** A name of a table, perhaps with its schema, quoted. */
void smig_quote_table(smig_text *sql, const char *name);
void smig_quote_name(smig_text *sql, const char *name, size_t length);
void smig_quote_text(smig_text *sql, const char *text);

/* ---- lock.c ---- */

/** Waits as long as the options say, telling for whom. SCHEMAC_LOCKED, SCHEMAC_REFUSED (a pooler), SCHEMAC_IO. */
schemac_code smig_lock_take(schemac_migrator *m, schemac_error *err);
/** Never fails; takes one that is not held. */
void smig_lock_release(schemac_migrator *m);
/** One try. `*taken` says whether; if not, `holder` names who has it. */
schemac_code smig_postgresql_lock_try(schemac_migrator *m, bool *taken, char *holder, size_t size, schemac_error *err);
/** SCHEMAC_REFUSED behind a pooler of transactions: before the lock is taken, and once more with it. */
schemac_code smig_postgresql_pooler_check(schemac_migrator *m, schemac_error *err);
schemac_code smig_postgresql_lock_check(schemac_migrator *m, schemac_error *err);
void smig_postgresql_lock_release(schemac_migrator *m);
schemac_code smig_sqlite_lock_try(schemac_migrator *m, bool *taken, char *holder, size_t size, schemac_error *err);
void smig_sqlite_lock_release(schemac_migrator *m);
/** The advisory lock's key. */
int64_t smig_lock_key(const char *lock_name);

/* ---- state.c ---- */

/** Reads the table and joins it with the folder. */
schemac_code smig_state_read(schemac_migrator *m, schemac_error *err);
void smig_state_clear(schemac_migrator *m);
/** The row of a revision, or NULL. */
schemac_applied *smig_state_row(const schemac_migrator *m, const char *id);
/** SCHEMAC_REFUSED if an applied file's SQL was edited, with both texts; tells a note where only comments were. */
schemac_code smig_state_check(schemac_migrator *m, schemac_error *err);
/** SCHEMAC_REFUSED if what a begun file has already done was edited. */
schemac_code smig_state_check_begun(schemac_migrator *m, const schemac_revision *revision, bool down,
                                    schemac_error *err);
schemac_position smig_state_position(const schemac_migrator *m);

/* ---- plan.c ---- */

schemac_code smig_plan(schemac_migrator *m, const char *target, bool down, schemac_revision_list *plan,
                       schemac_error *err);
/** Is it a squash of which everything that it replaces is applied? It is then recorded without running. */
bool smig_is_adopted(const schemac_migrator *m, const schemac_revision *revision);

/* ---- retry.c ---- */

/** What stands behind the retries of one piece of work. Zero it, set m and revision, end it with smig_retry_end. */
typedef struct smig_retry {
    schemac_migrator *m;
    const schemac_revision *revision;
    int attempts;
    uint32_t random;
    struct smig_watch *watch;
    char blockers[512];
} smig_retry;

/** Before each attempt: begins to watch who blocks, once there is a reason to. */
void smig_retry_begin(smig_retry *retry);
/** After a failed attempt: true if it is to be made again; then the pause is over. Otherwise `err` says who blocked. */
bool smig_retry_again(smig_retry *retry, schemac_code code, schemac_error *err);
void smig_retry_end(smig_retry *retry);
/** Sleeps. */
void smig_pause(int64_t milliseconds);
/** Microseconds of a clock that does not jump. */
int64_t smig_clock(void);

/** Looks from a second connection, in a thread of its own, at who blocks a server process. NULL if that cannot be had.
 */
struct smig_watch *smig_watch_start(const char *url, const char *pid);
/** Ends the watch; the last that was seen goes into `seen` unless nothing was. Takes NULL. */
void smig_watch_stop(struct smig_watch *watch, char *seen, size_t size);

/* ---- segment.c ---- */

/** One revision on its way, in one direction. */
typedef struct smig_work {
    schemac_migrator *m;
    const schemac_revision *revision;
    const schemac_revision_file *file; /* the one that runs */
    bool down;
    bool inside;  /* a transaction around all revisions is open */
    bool present; /* `row` stands in the table as `before` says */
    smig_row before;
    smig_row row; /* as it is to be after the next step */
    int64_t began;
} smig_work;

void smig_work_begin(smig_work *work, schemac_migrator *m, const schemac_revision *revision, bool down, bool inside);
/** Runs what is left of the revision. */
schemac_code smig_work_run(smig_work *work, schemac_error *err);
/** Runs a segment with its row in one transaction, as often as locks make necessary. `from`, `to`: statements. */
schemac_code smig_segment_run(smig_work *work, size_t from, size_t to, int segments_done, schemac_error *err);
/** Runs one statement: tells it, and puts its place into the error. */
schemac_code smig_statement_run(smig_work *work, size_t index, schemac_error *err);
/** Puts the place of a statement of the file into an error that is there, and makes it one of a revision. */
schemac_code smig_statement_error(const smig_work *work, size_t index, schemac_code code, schemac_error *err);
/** Writes the row after `statements` statements and `segments` segments; the last of all makes it applied, or deletes
 * it. */
schemac_code smig_work_record(smig_work *work, int segments, size_t statements, int intent, schemac_error *err);
/** The row was committed as recorded. */
void smig_work_recorded(smig_work *work);
/** Timeouts as the file says, or the options. */
schemac_code smig_work_limits(smig_work *work, bool wait_for_locks, schemac_error *err);

/* ---- outside.c, catalog.c ---- */

/** What the database can say of a statement outside a transaction whose end was not seen. */
typedef enum smig_verdict { SMIG_NOT_DONE, SMIG_DONE, SMIG_HALF_DONE, SMIG_UNKNOWN } smig_verdict;

/** Kinds of statements that cannot run in a transaction. */
typedef enum smig_outside_kind {
    SMIG_INSIDE_TOO,   /* can: so it runs in one, with its row */
    SMIG_REPEATABLE,   /* doing it again does no harm */
    SMIG_INDEX_CREATE, /* the rest is judged by the catalog */
    SMIG_INDEX_DROP,
    SMIG_DATABASE_CREATE,
    SMIG_DATABASE_DROP,
    SMIG_TABLESPACE_CREATE,
    SMIG_TABLESPACE_DROP,
    SMIG_SUBSCRIPTION_CREATE,
    SMIG_SUBSCRIPTION_DROP,
    SMIG_OPAQUE /* nobody can tell */
} smig_outside_kind;

smig_outside_kind smig_outside_classify(const char *sql, size_t length, schemac_sql_dialect dialect);
/** Asks the catalog. HALF_DONE comes with what undoes it in `repair`. */
schemac_code smig_catalog_judge(schemac_migrator *m, smig_outside_kind kind, const char *sql, size_t length,
                                smig_verdict *verdict, smig_text *repair, schemac_error *err);
/** Runs the statements [from, to) of a segment outside transactions. */
schemac_code smig_outside_run(smig_work *work, size_t from, size_t to, int segments_done, schemac_error *err);

/* ---- batch.c ---- */

/** Runs what is left of a segment of batches. */
schemac_code smig_batch_run(smig_work *work, const schemac_segment *segment, schemac_error *err);

/* ---- foreign_keys.c ---- */

/** Violations that were there before, so that only new ones count. A zeroed one holds none. */
typedef struct smig_foreign_keys {
    bool off;
    smig_arena arena;
    smig_map known; /* "table rowid parent" -> count */
} smig_foreign_keys;

/** Records the violations and switches the checks off; outside a transaction. */
schemac_code smig_foreign_keys_off(schemac_migrator *m, smig_foreign_keys *keys, schemac_error *err);
/** Before the commit: SCHEMAC_MIGRATION if there is a violation that was not there before. */
schemac_code smig_foreign_keys_check(schemac_migrator *m, smig_foreign_keys *keys, schemac_error *err);
/** Switches them on again and forgets; outside a transaction. Must be called after every _off. */
schemac_code smig_foreign_keys_restore(schemac_migrator *m, smig_foreign_keys *keys, schemac_error *err);

/* ---- kept.c ---- */

/** What belongs to the tables of SQLite that a segment drops: indexes and triggers, and the number of rows. A zeroed
 * one holds nothing. */
typedef struct smig_kept {
    smig_arena arena;
    smig_list tables; /* kept_table */
    smig_list parts;  /* kept_part */
} smig_kept;

/** Before each statement of the segment: remembers what a DROP TABLE takes along. */
schemac_code smig_kept_before(smig_work *work, smig_kept *kept, size_t index, schemac_error *err);
/** After it: SCHEMAC_MIGRATION if a table that has its name back has another number of rows. */
schemac_code smig_kept_after(smig_work *work, smig_kept *kept, size_t index, schemac_error *err);
/** At the end: makes again what is gone though its table is there. SCHEMAC_MIGRATION if that cannot be. */
schemac_code smig_kept_restore(smig_work *work, smig_kept *kept, schemac_error *err);
/** Must be called after all of these. */
void smig_kept_free(smig_kept *kept);

#endif
