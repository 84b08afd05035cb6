/* From changes to the statements of a dialect, in an order in which they can run. One planner; a dialect is a table of functions
 * and facts that only prints. A new database is the plan of the changes from the empty schema. */
#ifndef SCHEMAC_SQL_PLAN_H
#define SCHEMAC_SQL_PLAN_H

#include "compiler/change/change.h"

/* What a statement does to a running database, for the header of a revision and for `plan`. */
typedef enum plan_lock {
    LOCK_NONE,             /* new objects only */
    LOCK_SHARE_UPDATE_EXCLUSIVE,
    LOCK_SHARE,
    LOCK_SHARE_ROW_EXCLUSIVE,
    LOCK_ACCESS_EXCLUSIVE,
    LOCK_DATABASE,         /* SQLite: a writer locks the file */
} plan_lock;

typedef struct plan_statement {
    str sql;           /* without the semicolon's newline; complete, ends with ";" */
    bool transactional; /* may stand inside a transaction */
    plan_lock lock;
    str lock_object;   /* the table that is locked, in the database's words */
    bool rewrites;     /* the whole table is written anew */
    bool scans;        /* the whole table is read */
    bool loses_data;
    str loses;         /* a phrase, where it loses data */
    size_t segment;    /* from 1; each segment is one transaction, or one statement outside of any */
} plan_statement;

typedef struct plan {
    dialect_id dialect;
    VEC(plan_statement) statements;
    size_t n_segments;
    bool foreign_keys_off; /* SQLite: a table is rebuilt; the runtime switches foreign_keys off around the transaction */
    bool irreversible;     /* a way down of this kind cannot be made; why_irreversible says why */
    str why_irreversible;
} plan;

/* Plans `changes` from `before` (which they must fit). Reports what the dialect cannot do. */
plan *plan_make(arena *a, const model_schema *before, const change_list *changes, dialect_id dialect, diagnostic_list *diagnostics);

/* The SQL text: statements with blank lines between groups, and segment marks (`--# segment 2: no transaction`) where there is more than
 * one segment. */
void plan_print(const plan *p, writer *out);

/* `dump --stage plan`: each statement with segment, lock, rewrite, scan and loss, in a stable form. */
void plan_dump(const plan *p, writer *out);

/* The header's lines for a reviewer, without "-- ": "Locks: ACCESS EXCLUSIVE on products (rewrites)" … one a line; nothing where there
 * is nothing to say. */
void plan_hazards(const plan *p, writer *out);

/* One expression in a dialect, with the columns' database names of `table` (NULL: field names). */
void plan_expression(const model_schema *schema, const model_table *table, const expression *e, dialect_id dialect, writer *out);

/* The column type of a dialect: `character varying(20)`, `"Role"`. */
void plan_type(const model_schema *schema, const model_type *type, dialect_id dialect, writer *out);

#endif
