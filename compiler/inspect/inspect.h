/* A living database read into a schema: what its catalog says, in a handful of queries, in one read-only snapshot.
 * Nothing is dropped silently: what the language has no word for is carried by `raw` with its dependencies, and
 * counted. Read with a role that may only read.
 *
 * The schema that is read has the database's own words (a model is named after its table, a field after its column);
 * adopt.h puts it into the words of a schema that somebody wrote, write.h writes it into files. */
#ifndef SCHEMAC_INSPECT_INSPECT_H
#define SCHEMAC_INSPECT_INSPECT_H

#include "compiler/model/model.h"

#include <schemac/db.h>

typedef struct inspect_options {
    str_list schemas;  /* PostgreSQL: only these schemas; empty: all that are not the server's own */
    str_list include;  /* patterns (* and ?) over "table" or "schema.table"; empty: everything */
    str_list exclude;  /* the same, taken away again */
    str history_table; /* schemac's own table, left out; empty: "schemac_history" */
    bool grants;       /* owners and privileges too */
    /* What the caller has to do anyway, done while a server is at work; called once, or not at all. May be NULL. */
    void (*meanwhile)(void *context);
    void *meanwhile_context;
} inspect_options;

typedef struct inspect_result {
    model_schema *schema;
    dialect_id dialect;
    size_t n_carried;  /* objects that only `raw` could carry */
    str_list carried;  /* what they are: "domain us_postal_code" */
    str_list left_out; /* by --include, --exclude or --schema; the history table */
} inspect_result;

/* Reads the database at `db`. `options` may be NULL. Lives in the arena. False with `err` set after a failure of the
 * database, or when the catalog changed while it was read; nothing of it is to be used then. */
bool inspect_database(arena *a, schemac_db *db, const inspect_options *options, inspect_result *result,
                      schemac_error *err);

/* Does the text fit the pattern, in which * is any text and ? any character? */
bool inspect_fits(str pattern, str text);

#endif
