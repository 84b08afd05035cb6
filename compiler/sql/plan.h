/* From changes to the statements of a dialect, in an order in which they can run. One planner; a dialect is a table of
 * functions and facts that only prints. A new database is the plan of the changes from the empty schema. */
#ifndef SCHEMAC_SQL_PLAN_H
#define SCHEMAC_SQL_PLAN_H

#include "compiler/change/change.h"

/* What a statement does to a running database, for the header of a revision and for `plan`. */
typedef enum plan_lock {
    LOCK_NONE, /* new objects only */
    LOCK_ROW_EXCLUSIVE,
    LOCK_SHARE_UPDATE_EXCLUSIVE,
    LOCK_SHARE,
    LOCK_SHARE_ROW_EXCLUSIVE,
    LOCK_ACCESS_EXCLUSIVE,
    LOCK_DATABASE, /* SQLite: a writer locks the file */
} plan_lock;

/* A statement that is run again and again for the next so many rows by a key, each time in a transaction of its own.
 * The comment `batch` stands in it where the keys go; as it is, it does all rows at once. */
typedef struct plan_batch {
    size_t rows; /* 0: it is none */
    str table;   /* as it is written in SQL */
    str keys;    /* likewise, with commas */
} plan_batch;

typedef struct plan_statement {
    str sql;            /* without the semicolon's newline; complete, ends with ";" */
    bool transactional; /* may stand inside a transaction */
    plan_batch batch;
    plan_lock lock;
    str lock_object;      /* the table that is locked, in the database's words */
    str_list also_locked; /* tables that get the same lock: those a foreign key points to */
    bool rewrites;        /* the whole table is written anew */
    bool scans;           /* the whole table is read */
    bool loses_data;
    str loses;           /* a phrase, where it loses data */
    str fails_on;        /* a phrase, where it may refuse rows that are there and the plan cannot mend them */
    str unread;          /* the raw text, or the type, of which nobody but its author knows what it does */
    size_t segment;      /* from 1; each segment is one transaction, or one statement outside of any */
    bool begins_segment; /* though it is transactional: what stands before it has to be committed */
    size_t group;        /* statements of one group stand together, without a blank line between them */
} plan_statement;

typedef struct plan {
    dialect_id dialect;
    VEC(plan_statement) statements;
    size_t n_segments;
    bool
        foreign_keys_off; /* SQLite: a table is rebuilt; the runtime switches foreign_keys off around the transaction */
    bool online;          /* made with the careful forms */
    bool lacks_online;    /* asked for them in vain: the dialect has none */
    bool one_transaction; /* has a setting that ends with its transaction: without one it would say nothing */
    bool irreversible;    /* there is no way down: no statements, and why_irreversible says why */
    str why_irreversible;
} plan;

/* How a plan is made. Zeroed: the way up. */
typedef struct plan_options {
    /* The way down. It has to exist, so what an up must be told by the author gets an answer here: a column that is
     * made again and takes no null is filled with a neutral value ('' or 0 or the epoch) and the loss is marked; a
     * change of type that has no cast makes the plan `irreversible` instead of being an error. */
    bool down;
    /* Tables are in use while the plan runs: the careful forms where the dialect has them. Indexes concurrently, checks
     * and foreign keys NOT VALID and validated later, NOT NULL by way of a check, keys by way of an index; more
     * segments, shorter locks, and the same catalog in the end. Tables that the plan makes get the plain forms. */
    bool online;
} plan_options;

/* Plans `changes` from `before` (which they must fit). Reports what the dialect cannot do (E0450 to E0499); the plan is
 * never NULL, but good for nothing after an error. Lives in the arena and borrows from the states. What is not in the
 * dialect
 * (`for sqlite`) and tables that are unmanaged get no statement. `options` may be NULL. Linear in the states and the
 * changes, but for sorting. */
plan *plan_make(arena *a, const model_schema *before, const change_list *changes, dialect_id dialect,
                const plan_options *options, diagnostic_list *diagnostics);

/* The SQL text: statements with blank lines between groups, and segment marks (`--# segment 2: no transaction`) where
 * there is more than one segment. */
void plan_print(const plan *p, writer *out);
/* The same for somebody who runs it by hand: with BEGIN and COMMIT where it takes a transaction. */
void plan_print_script(const plan *p, writer *out);

/* `dump --stage plan`: each statement with segment, lock, rewrite, scan and loss, in a stable form. */
void plan_dump(const plan *p, writer *out);

/* "ACCESS EXCLUSIVE", "none", …; static text. */
const char *plan_lock_name(plan_lock lock);

/* The header's lines for a reviewer, without "-- ", one a line, the worst first: "Loses: column products.price",
 * "Fails on: rows of low outside of its new bound", "Rewrites: products", "Scans: users", "Locks: ACCESS EXCLUSIVE on
 * products, users", "Not read: raw \"seed\"" (a text of which only its author knows what it does), and with the careful
 * forms what none of them could be found for: "Stops writers: sales"; nothing where there is nothing to say. */
void plan_hazards(const plan *p, writer *out);

/* The name of the check that holds a column to its enum's labels where the database has no type for that: the same rule
 * for every enum that is stored as text or smallint, and for all of them on SQLite. In the arena. */
str plan_enum_check_name(arena *a, const model_table *table, const model_column *column);

/* One expression in a dialect, with the columns' database names of `table` (NULL: field names). */
void plan_expression(const model_schema *schema, const model_table *table, const expression *e, dialect_id dialect,
                     writer *out);

/* What stands behind DEFAULT, and in the parentheses of a generated column: as plan_expression, but in the form in
 * which the column stores it. The column must have one. */
void plan_default(const model_schema *schema, const model_table *table, const model_column *column, dialect_id dialect,
                  writer *out);
void plan_generated(const model_schema *schema, const model_table *table, const model_column *column,
                    dialect_id dialect, writer *out);

/* The check that holds a column to the labels of its enum, or away from those that are retired; NULL where this dialect
 * needs none. In the arena. */
const model_constraint *plan_enum_check(arena *a, const model_schema *schema, const model_table *table,
                                        const model_column *column, dialect_id dialect);

/* The column type of a dialect: `character varying(20)`, `"Role"`. */
void plan_type(const model_schema *schema, const model_type *type, dialect_id dialect, writer *out);

#endif
