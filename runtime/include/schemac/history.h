/*
 * history.h - revision files, the folder that holds them, and the graph they form.
 *
 * Everything here works without a database: it reads texts, and `schemac_revision_write` writes them. What
 * touches a database stands in schemac/migrate.h.
 *
 * A revision is a pair of files, NAME.up.sql and NAME.down.sql. Each begins with a header of comment lines:
 *
 *     -- Revision: 1f3a9c02b4d6            the id, the same in both files of the pair
 *     -- Parent: 25037d13f0d6              or `Parents: A B` for a merge, or `Parent: base` for a first revision
 *     -- Message: add description2 to products
 *     -- Created: 2026-11-20T21:12:03Z
 *     -- Dialect: postgresql               left out: any
 *     -- Depends: ID …                     applied before this one, though not its parent
 *     -- Branch: LABEL                     a name for this revision and what follows it
 *     -- Transaction: none                 each statement on its own
 *     -- Timeout: 30s                      limit of a statement (ms, s, min, h; 0: none)
 *     -- Lock-Timeout: 3s                  limit of a wait for a lock
 *     -- Irreversible: why                 downgrade refuses with this reason
 *     -- Replaces: ID …                    a squash of these revisions
 *     -- Phase: expand | contract
 *     -- Down: lossless | lossy: of what | irreversible: why
 *     -- Foreign-Keys: off                 SQLite: see below
 *     --
 *     --| alter model Product {            the changes in the schema language, one block of lines
 *     --|     add description2: text?
 *     --| }
 *
 *     ALTER TABLE products ADD COLUMN description2 text;
 *
 * Keys are compared without regard to case. The header ends at the first line that is no comment. In it a comment line
 * whose first word ends with a colon must have a key of the list above; other comment lines are remarks. A key may
 * follow the change lines.
 *
 * Segments. `--# segment 2: no transaction` and `--# segment 3: transaction` on lines of their own cut the SQL
 * into segments, numbered from 1 in order. What stands before the first mark belongs to segment 1, transactional
 * unless the header says `Transaction: none`. A transactional segment and its row in the history table commit
 * together. In the others each statement stands on its own.
 *
 * Batches. `--# segment 4: batch 5000 of orders by tenant, id` is a segment of one statement with the comment
 * `batch` (a `#` behind its opening, as in the hint of the reader) in front of the rest of its WHERE. The runtime
 * puts the condition on the next 5000 keys there and runs it, each time in a transaction of its own that also
 * saves how far it is; so a run that was killed goes on behind the last whole batch, and each row is passed once.
 * The key must be unique and without nulls. As it stands, for a shell, the statement does all rows at once.
 *
 * Foreign-Keys: off (SQLite). A file whose SQL rebuilds a table needs foreign keys switched off, which SQLite
 * ignores inside a transaction. So the file has no PRAGMA and no BEGIN; it says `Foreign-Keys: off`, and the
 * runtime does for each transactional segment: record the rows of PRAGMA foreign_key_check; PRAGMA foreign_keys
 * = OFF; BEGIN IMMEDIATE; the statements and the history row; PRAGMA foreign_key_check, which may show no row
 * that was not there before; COMMIT; restore the pragma. Scripts made offline spell all that out.
 *
 * Ownership: texts and lists inside an object live until that object is closed, and no longer. Inputs are borrowed for
 * the call. Functions that can fail return SCHEMAC_OK or another code, and then fill `err` (which may be NULL). A
 * schemac_history does not change once it is open, except that lists made on request are kept in it; so use one
 * from one thread at a time. Functions without a schemac_history may be called from any thread, unless they say
 * otherwise.
 */
#ifndef SCHEMAC_HISTORY_H
#define SCHEMAC_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "schemac/error.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Whose SQL a text is. SCHEMAC_SQL_ANY: not said; split by the rules both databases share. */
typedef enum schemac_sql_dialect {
    SCHEMAC_SQL_ANY = 0,
    SCHEMAC_SQL_POSTGRESQL = 1,
    SCHEMAC_SQL_SQLITE = 2
} schemac_sql_dialect;

/** The dialect's name as it stands in headers and folder names; "any" for SCHEMAC_SQL_ANY. Static text. */
SCHEMAC_API const char *schemac_sql_dialect_name(schemac_sql_dialect dialect);

/** The dialect of a name ("postgresql", "postgres", "sqlite", "any"); false if there is none. */
SCHEMAC_API bool schemac_sql_dialect_find(const char *name, schemac_sql_dialect *dialect);

/* ---- statements ------------------------------------------------------------------------------------------- */

/** One statement of a text. `offset` and `length` count bytes and leave out the ending semicolon and the comments and
 * space around; `line` and `column` count from 1, columns in characters (UTF-8 sequences), not bytes. */
typedef struct schemac_sql_statement {
    size_t offset;
    size_t length;
    int line;
    int column;
} schemac_sql_statement;

/** The statements of a text in order, and the marks between them. Free with schemac_sql_statements_free. */
typedef struct schemac_sql_statements {
    schemac_sql_statement *items;
    size_t count;
} schemac_sql_statements;

/** How a text is read. */
typedef struct schemac_sql_split_options {
    schemac_sql_dialect dialect;
    const char *file;     /**< name for errors; may be NULL */
    bool escaped_strings; /**< PostgreSQL with standard_conforming_strings off: a backslash escapes in '…' */
} schemac_sql_split_options;

/**
 * Cuts SQL into statements without changing a byte: quotes, E'', dollar quotes, nested comments, BEGIN ATOMIC bodies,
 * CREATE TRIGGER … BEGIN … END and CREATE RULE … DO ( … ; … ) are known. Refused with a place: psql's COPY … FROM stdin
 * and backslash commands, and quotes, comments and bodies that do not end. `text` need not end with NUL.
 */
SCHEMAC_API schemac_code schemac_sql_split(const char *text, size_t length, const schemac_sql_split_options *options,
                                           schemac_sql_statements *statements, schemac_error *err);

/** Frees the items and empties the list. Takes NULL and an empty list. */
SCHEMAC_API void schemac_sql_statements_free(schemac_sql_statements *statements);

/* ---- checksums -------------------------------------------------------------------------------------------- */

/** Bytes of a checksum's text with its NUL: the algorithm, a colon, 32 hex digits ("xxh128:…"). */
#define SCHEMAC_CHECKSUM_SIZE 40

/** Checksum of the bytes; CR LF and CR count as LF. */
SCHEMAC_API void schemac_checksum_bytes(const char *text, size_t length, char checksum[SCHEMAC_CHECKSUM_SIZE]);

/** Checksum of the SQL's tokens: comments (change lines and the header with them), space, and the case of words outside
 * quotes do not count. Segment marks count, since they change what runs. */
SCHEMAC_API void schemac_checksum_tokens(const char *text, size_t length, schemac_sql_dialect dialect,
                                         char checksum[SCHEMAC_CHECKSUM_SIZE]);

/* ---- one file --------------------------------------------------------------------------------------------- */

/** A list of ids or labels. */
typedef struct schemac_names {
    const char *const *items;
    size_t count;
} schemac_names;

/** A run of statements that commit together, or that stand each on its own. */
typedef struct schemac_segment {
    int number; /**< from 1 */
    bool transactional;
    int line;     /**< of the mark, or of the first statement */
    size_t first; /**< index of the first statement in the file's list */
    size_t count; /**< may be 0 */
    /* Batches: the segment's one statement runs again and again, each time for the next so many rows by the key. */
    int batch_rows;           /**< 0: the segment is none of batches */
    const char *batch_table;  /**< as it is written in SQL */
    schemac_names batch_keys; /**< columns, as they are written in SQL */
} schemac_segment;

/** One .up.sql or .down.sql, read. */
typedef struct schemac_revision_file {
    const char *path; /**< for errors and messages: as given, or folder and name */
    const char *name; /**< file name without the folder */
    bool down;
    const char *text; /**< the whole file, NUL-terminated, as it stands */
    size_t length;
    size_t header_length; /**< bytes of `text` before the SQL */

    const char *id;
    schemac_names parents; /**< empty: a first revision */
    schemac_names depends;
    schemac_names replaces;
    const char *message; /**< "" if left out */
    const char *created; /**< as written, "" if left out */
    int64_t created_at;  /**< seconds since 1970 UTC, 0 if left out */
    schemac_sql_dialect dialect;
    const char *branch;       /**< NULL if none */
    const char *irreversible; /**< why, or NULL; also from `Down: irreversible: why` */
    const char *down_note;    /**< the text of `Down:`, or NULL */
    const char *phase;        /**< "expand", "contract" or NULL */
    bool transaction_none;
    bool foreign_keys_off;
    int timeout_ms;      /**< -1: not said, 0: no limit */
    int lock_timeout_ms; /**< -1: not said, 0: no limit */

    const char *changes; /**< the `--| ` lines without that prefix, joined by LF; "" if none */
    int changes_line; /**< line of the first in the file, 0 if none. Line n of `changes` is line changes_line + n - 1 of
                           the file, and its column c is column c + 4 of the file: the block has no gaps */

    const schemac_sql_statement *statements;
    size_t statement_count;
    const schemac_segment *segments;
    size_t segment_count; /**< at least 1 */

    char byte_checksum[SCHEMAC_CHECKSUM_SIZE];
    char token_checksum[SCHEMAC_CHECKSUM_SIZE];
} schemac_revision_file;

/* ---- folder and graph ------------------------------------------------------------------------------------- */

/** A pair. Header facts that concern both are those of the up file; the reader has checked that the down file agrees.
 */
typedef struct schemac_revision {
    const char *id;
    const schemac_revision_file *up;
    const schemac_revision_file *down;
    const struct schemac_revision *const *parents;
    size_t parent_count;
    const struct schemac_revision *const *children; /**< whose parent this is, in topological order */
    size_t child_count;
    const struct schemac_revision *const *depends;
    size_t depend_count;
    const struct schemac_revision *replaced_by; /**< the squash that stands for this one, or NULL */
    size_t index;                               /**< place in the topological order of the history */
} schemac_revision;

/** Revisions owned by the history that made the list. */
typedef struct schemac_revision_list {
    const schemac_revision *const *items;
    size_t count;
} schemac_revision_list;

/** One file of revisions that are embedded in a program: its path inside the migrations folder, and its text. */
typedef struct schemac_migration_file {
    const char *name;
    const char *text;
    size_t length;
} schemac_migration_file;

/** The revisions embedded in a program, all dialects together, as `schemac compile` writes them. */
typedef struct schemac_migrations {
    const schemac_migration_file *files;
    size_t count;
} schemac_migrations;

typedef struct schemac_history schemac_history;

/**
 * Reads a folder. Files NAME.up.sql and NAME.down.sql stand in it, or, where there is more than one dialect, in a
 * subfolder named after each; both at once is an error. With SCHEMAC_SQL_ANY and subfolders the first that there is is
 * read (the changes are the same in each). A folder that does not exist is an error, an empty one is an empty history.
 * Found and reported with the names of the files: a missing half of a pair, two files with one id, an unknown parent, a
 * cycle, halves that disagree, a dialect other than the one asked for. Free with schemac_history_close.
 */
SCHEMAC_API schemac_code schemac_history_open(const char *folder, schemac_sql_dialect dialect,
                                              schemac_history **history, schemac_error *err);

/** The same of embedded texts, which must outlive the history. */
SCHEMAC_API schemac_code schemac_history_open_embedded(const schemac_migrations *migrations,
                                                       schemac_sql_dialect dialect, schemac_history **history,
                                                       schemac_error *err);

/** Frees a history with all that it owns. Takes NULL. */
SCHEMAC_API void schemac_history_close(schemac_history *history);

/** The folder as given, "" for embedded revisions. */
SCHEMAC_API const char *schemac_history_folder(const schemac_history *history);

/** Files that were passed over, because a writer is at them or was killed: a revision counts when all of its files are
 * there. The next schemac_revision_write takes them away. Paths, owned by the history. */
SCHEMAC_API schemac_names schemac_history_unfinished(const schemac_history *history);

/** All revisions: parents and dependencies first, otherwise by time of creation and id. The same in every checkout. */
SCHEMAC_API schemac_revision_list schemac_history_revisions(const schemac_history *history);

/** The revisions that are nobody's parent. What a squash replaces is no head. */
SCHEMAC_API schemac_revision_list schemac_history_heads(const schemac_history *history);

/** The revisions without a parent. */
SCHEMAC_API schemac_revision_list schemac_history_bases(const schemac_history *history);

/** The revision of a whole id; NULL if there is none. */
SCHEMAC_API const schemac_revision *schemac_history_find(const schemac_history *history, const char *id);

/** Where a database stands: the heads of what is applied. `known` false: no database, so `current`, `+N` and `-N` are
 * errors. */
typedef struct schemac_position {
    bool known;
    const schemac_revision *const *items;
    size_t count;
} schemac_position;

/**
 * The revisions that a name means: an id or a unique prefix of at least 4 digits, `head`, `heads`, `base` (the empty
 * list), `current`, LABEL, LABEL@head, `+N` and `-N` from the current position, NAME+N and NAME-N. `position` may be
 * NULL. What is ambiguous is SCHEMAC_INVALID with the files named and what to do as the hint. The list is owned by the
 * history.
 */
SCHEMAC_API schemac_code schemac_history_resolve(schemac_history *history, const char *name,
                                                 const schemac_position *position, schemac_revision_list *list,
                                                 schemac_error *err);

/** Resolves `A:B`; either side may be left out (base, heads), and a single name stands for `base:NAME`. */
SCHEMAC_API schemac_code schemac_history_resolve_range(schemac_history *history, const char *range,
                                                       const schemac_position *position, schemac_revision_list *from,
                                                       schemac_revision_list *to, schemac_error *err);

/** What is in `to` or before it (dependencies too) and not in `from` or before it, in topological order. Both may be
 * empty lists. */
SCHEMAC_API schemac_code schemac_history_between(schemac_history *history, schemac_revision_list from,
                                                 schemac_revision_list to, schemac_revision_list *list,
                                                 schemac_error *err);

/* ---- writing a pair --------------------------------------------------------------------------------------- */
/* These are in the library schemac_history only (they need Unicode tables), not in libschemac. */

/** The SQL of a revision in one dialect. Bodies hold statements and segment marks, without a header. */
typedef struct schemac_revision_side {
    schemac_sql_dialect dialect;
    const char *up_sql;
    const char *down_sql;
    const char
        *up_remarks; /**< lines for the reviewer (locks, rewrites), or NULL; each becomes a comment of the header */
    const char *down_remarks; /**< the same for the down file */
    const char *down_note;    /**< `lossless`, `lossy: …`, `irreversible: …`, or NULL */
    bool transaction_none;
    bool foreign_keys_off;
} schemac_revision_side;

/** All that a revision is made of. Lists may be empty, texts NULL unless said. */
typedef struct schemac_revision_draft {
    schemac_names parents; /**< ids; empty for a first revision */
    schemac_names depends;
    schemac_names replaces;
    const char *message; /**< not NULL; line ends count as spaces */
    const char *changes; /**< in the schema language; NULL or "": none */
    int64_t created_at;  /**< seconds since 1970 UTC */
    const char *branch;
    const char *phase;
    const char *irreversible;
    const char *timeout;
    const char *lock_timeout;
    const schemac_revision_side *sides;
    size_t side_count; /**< at least 1 */
} schemac_revision_draft;

/** How files are named. A zeroed one means the defaults. */
typedef struct schemac_revision_naming {
    /** strftime's parts and {id} {slug} {message} {dialect} {parent}. Default "%Y_%m_%d_%H%M-{id}_{slug}". */
    const char *file_template;
    int slug_length;      /**< characters, default 40 */
    const char *timezone; /**< for the name only: "UTC" (default), "local", "+02:00" or a zone's name; the header is
                             always UTC */
    bool per_dialect;     /**< write into FOLDER/<dialect>/, as with more than one dialect */
} schemac_revision_naming;

/** Bytes of an id's text with its NUL. */
#define SCHEMAC_REVISION_ID_SIZE 13

/** What schemac_revision_write made: an up and a down file for each side, in the order of the sides. */
typedef struct schemac_revision_written {
    char id[SCHEMAC_REVISION_ID_SIZE];
    char **paths; /**< 2 for each side, up first */
    size_t path_count;
} schemac_revision_written;

/** The id of a draft: a hash of its parents, message and changes. */
SCHEMAC_API void schemac_revision_id(const schemac_revision_draft *draft, char id[SCHEMAC_REVISION_ID_SIZE]);

/** A message as part of a file name: letters and digits of every script in lower case, all else one `_`, at most
 * `length` characters, no `_` at either end. "" if nothing is left. Caller frees; NULL if out of memory. */
SCHEMAC_API char *schemac_revision_slug(const char *message, int length);

/**
 * Writes the files of one revision or of several: all of them or none, at one instant for those who read the folder,
 * however the process ends, and never over one that exists. The folder is made if its parent exists. Each file is read
 * back by the reader of this header before anything is written, so that a body which could not be read later is refused
 * now. What an interrupted writer has left is taken away before. SCHEMAC_LOCKED: another process is writing there. A
 * named time zone is looked up through the process's environment: with one, do not call from several threads. `written`
 * has room for `count`, and is empty after an error.
 */
SCHEMAC_API schemac_code schemac_revisions_write(const char *folder, const schemac_revision_draft *drafts, size_t count,
                                                 const schemac_revision_naming *naming,
                                                 schemac_revision_written *written, schemac_error *err);

/** The same of one. */
SCHEMAC_API schemac_code schemac_revision_write(const char *folder, const schemac_revision_draft *draft,
                                                const schemac_revision_naming *naming,
                                                schemac_revision_written *written, schemac_error *err);

/** Frees the paths and empties the structure. Takes NULL. */
SCHEMAC_API void schemac_revision_written_free(schemac_revision_written *written);

#ifdef __cplusplus
}
#endif

#endif
