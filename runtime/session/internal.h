/* A session from inside, and what the files of this room offer each other. */
#ifndef SCHEMAC_SESSION_INTERNAL_H
#define SCHEMAC_SESSION_INTERNAL_H

#include "db/driver.h"
#include "db/text.h"
#include "schemac/generated.h"
#include "session/memory.h"
#include "session/pooled.h"

/* Statements that were sent ahead; all zero when none is under way. */
typedef struct schemac_pipeline {
    schemac_sent *sent;
    size_t n_sent, n_received, room;
} schemac_pipeline;

struct schemac_session {
    schemac_db *db;
    schemac_pooled *pooled;
    schemac_conn *conn;
    schemac_session *outer;
    schemac_session *inner; /* the nested one that is open */
    schemac_memory memory;
    schemac_pipeline pipeline;
    schemac_tx_options tx;
    bool failed;
    unsigned depth; /* 0: not nested */
    int64_t n_run;  /* statements since the transaction began */
};

/* SCHEMAC_OK where a statement may run now; the first looks away from statements that were sent ahead. */
schemac_code schemac_session_usable(schemac_session *session, schemac_error *err);
schemac_code schemac_session_ready(schemac_session *session, schemac_error *err);
/* Gives up what was sent and not received (pipeline.c). */
void schemac_pipeline_end(schemac_session *session);
/* Notes that the database refused a statement. `sent` says that it got to see it. */
void schemac_session_fails(schemac_session *session, bool sent);

/* ---- values of C structures (row.c) ---- */

/* Bytes that a value of this kind takes in C. */
size_t schemac_kind_size(schemac_kind kind);
/* The text for a dialect. */
static inline const char *schemac_sql_for(const schemac_sql *sql, schemac_dialect dialect)
{
    return dialect == SCHEMAC_SQLITE ? sql->sqlite : sql->postgresql;
}
/* How a column travels in a dialect: an enum stored as a number is a small integer. */
schemac_slot schemac_column_slot(const schemac_column *column, schemac_dialect dialect);
/* The value at `data`, which has the column's C type without its nullable form. `store`: it is going to be written.
 * Made texts live in `scratch`. SCHEMAC_INVALID where it cannot be stored. */
schemac_code schemac_value_of(const schemac_column *column, schemac_dialect dialect, const void *data, bool store,
                              schemac_scratch *scratch, schemac_value *value, schemac_error *err);
/* The value of a column in a structure, which may be NULL. */
schemac_code schemac_value_in(const schemac_column *column, schemac_dialect dialect, const void *row,
                              schemac_scratch *scratch, schemac_value *value, schemac_error *err);
/* An array of `count` C values as one value. */
schemac_code schemac_value_list(const schemac_column *column, schemac_dialect dialect, const void *items, size_t count,
                                schemac_scratch *scratch, schemac_value *value, schemac_error *err);
/* Writes a value into a structure; texts are copied into `memory` where the driver's do not last. */
schemac_code schemac_value_store(const schemac_column *column, const schemac_value *value, bool copy, void *row,
                                 schemac_memory *memory, schemac_error *err);

/* ---- statements (statement.c) ---- */

/* A statement in the making: text and parameters, with a sticky error. */
typedef struct schemac_statement {
    schemac_session *session;
    const schemac_model *model;
    schemac_dialect dialect;
    schemac_error *err; /* never NULL */
    schemac_code code;
    const char *constant; /* a text that generated code has whole; otherwise `sql` is made */
    schemac_text sql;
    schemac_value *params; /* `few`, or memory of its own */
    size_t n_params, room;
    schemac_value few[8];
    schemac_scratch scratch;
} schemac_statement;

/* `local` is used where `err` is NULL. */
void schemac_statement_init(schemac_statement *statement, schemac_session *session, const schemac_model *model,
                            schemac_error *err, schemac_error *local);
void schemac_statement_free(schemac_statement *statement);
/* Appends text. */
void schemac_say(schemac_statement *statement, const char *sql);
/* Appends a parameter's sign ("$3") and its value. */
void schemac_say_param(schemac_statement *statement, const schemac_value *value);
/* The same without the sign, for constant texts that have it. */
void schemac_give_param(schemac_statement *statement, const schemac_value *value);
/* Appends "t3." and so on: the name of a table at a depth of subqueries; 0 is "t.". */
void schemac_say_alias(schemac_statement *statement, unsigned depth);
/* Appends a column of the table at a depth, with the collation that compares it right. */
void schemac_say_column(schemac_statement *statement, const schemac_column *column, unsigned depth);
/* Stops the statement with an error that was already set. */
void schemac_statement_fail(schemac_statement *statement, schemac_code code);

/* Called for each row; reads the columns behind those of the model by schemac_rows_value. */
typedef schemac_code schemac_row_extra(void *arg, schemac_rows *rows, size_t index, schemac_error *err);

/* What to do with the rows of a statement. */
typedef struct schemac_fetch {
    size_t at_most;           /* more than so many rows are not read; 0: all */
    schemac_row_extra *extra; /* may be NULL */
    void *extra_arg;
    char *rows;       /* out: array of the model's structure, the session's; never NULL after success */
    size_t count;     /* out */
    int64_t affected; /* out */
} schemac_fetch;

/* Runs the statement and reads rows of its model. */
schemac_code schemac_statement_fetch(schemac_statement *statement, schemac_fetch *fetch);
/* Runs a statement that gives one number. */
schemac_code schemac_statement_number(schemac_statement *statement, schemac_kind kind, int64_t *number);
/* Runs a statement that gives no rows. */
schemac_code schemac_statement_change(schemac_statement *statement, int64_t *affected);

/* Fills in what the model's tables know about an error: the constraint; and takes out what is secret. */
void schemac_error_complete(schemac_error *err, const schemac_model *model);

/* ---- conditions and orders (where.c, order.c) ---- */

/* Appends conditions joined by AND; `count` is at least 1. */
void schemac_say_conditions(schemac_statement *statement, const schemac_model *model, const schemac_where *where,
                            size_t count, unsigned depth);
/* One column compared with one value. */
void schemac_say_comparison(schemac_statement *statement, const schemac_column *column, const char *sign,
                            const schemac_value *value, unsigned depth);

/* The full order of a query: its own, and where rows must have one place each, the primary key. */
typedef struct schemac_full_order {
    schemac_order keys[32];
    size_t n;
} schemac_full_order;
schemac_code schemac_order_full(const schemac_model *model, const schemac_query *query, bool total,
                                schemac_full_order *order, schemac_error *err);
/* Appends " ORDER BY …" for an order that has keys. */
void schemac_say_full_order(schemac_statement *statement, const schemac_full_order *order);
/* Appends " LIMIT …" and " OFFSET …"; 0 is none. */
void schemac_say_limit(schemac_statement *statement, int64_t limit, int64_t offset);
/* The condition that rows come after the one that the token names. */
void schemac_say_after(schemac_statement *statement, const schemac_full_order *order, schemac_str token);
/* The token for a row, in the session's memory. */
schemac_code schemac_token_make(schemac_statement *statement, const schemac_full_order *order, const void *row,
                                schemac_str *token);

#endif
