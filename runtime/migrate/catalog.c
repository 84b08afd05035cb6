/*
 * catalog.c - what became of a statement whose end was not seen. The catalog knows: an index is there and valid, there
 * and invalid (half done, and to be dropped before the next try), or not there.
 */
#include <string.h>

#include "db/error.h"
#include "migrate/files/scan.h"
#include "migrate/migrator.h"

/* Which words stand before the name, and the question: one row with 't' (done) or 'f', and for a half-done thing what
 * undoes it. */
static const struct catalog_row {
    const char *before_name; /* the last key word that must stand before it; the optional ones below are passed over */
    const char *question;    /* $1: the name, $2: the table of an index */
    smig_outside_kind kind;
    bool names_table;
} catalog_rows[] = {
    {"concurrently",
     "SELECT i.indisvalid, 'DROP INDEX CONCURRENTLY ' || i.indexrelid::regclass FROM pg_catalog.pg_index i"
     " JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid"
     " WHERE c.relname = (parse_ident($1))[1] AND i.indrelid = to_regclass($2)",
     SMIG_INDEX_CREATE, true},
    {"concurrently", "SELECT to_regclass($1) IS NULL", SMIG_INDEX_DROP, false},
    {"database", "SELECT true FROM pg_catalog.pg_database WHERE datname = (parse_ident($1))[1]", SMIG_DATABASE_CREATE,
     false},
    {"database", "SELECT count(*) = 0 FROM pg_catalog.pg_database WHERE datname = (parse_ident($1))[1]",
     SMIG_DATABASE_DROP, false},
    {"tablespace", "SELECT true FROM pg_catalog.pg_tablespace WHERE spcname = (parse_ident($1))[1]",
     SMIG_TABLESPACE_CREATE, false},
    {"tablespace", "SELECT count(*) = 0 FROM pg_catalog.pg_tablespace WHERE spcname = (parse_ident($1))[1]",
     SMIG_TABLESPACE_DROP, false},
    {"subscription", "SELECT true FROM pg_catalog.pg_subscription WHERE subname = (parse_ident($1))[1]",
     SMIG_SUBSCRIPTION_CREATE, false},
    {"subscription", "SELECT count(*) = 0 FROM pg_catalog.pg_subscription WHERE subname = (parse_ident($1))[1]",
     SMIG_SUBSCRIPTION_DROP, false},
};

static bool is_any(const char *sql, smig_token token, const char *const words[])
{
    for (; *words; words++) {
        if (smig_token_is(sql, token, *words)) {
            return true;
        }
    }
    return false;
}

/* A name with its dots, as it is written, from `token` on. Empty if there is none. Leaves the token behind it in
 * `token`. */
static void take_name(smig_scan *scan, smig_token *token, smig_text *name)
{
    bool dot = true;
    for (;;) {
        bool part = token->kind == SMIG_WORD || token->kind == SMIG_NAME;
        bool is_dot = token->kind == SMIG_OPERATOR && token->length == 1 && scan->text[token->offset] == '.';
        if ((dot && !part) || (!dot && !is_dot)) {
            return;
        }
        smig_text_add(name, scan->text + token->offset, token->length);
        dot = is_dot;
        *token = smig_scan_next_solid(scan);
    }
}

/* Finds the name that a statement makes or drops, and for an index its table. False if it has none (an index may go
 * without). */
static bool find_names(const struct catalog_row *row, const char *sql, size_t length, smig_text *name, smig_text *table)
{
    static const char *const fillers[] = {"if", "not", "exists", NULL};
    static const char *const table_fillers[] = {"on", "only", NULL};
    smig_scan scan = {.text = sql, .length = length, .dialect = SCHEMAC_SQL_POSTGRESQL};
    smig_token token = smig_scan_next_solid(&scan);
    while (token.kind != SMIG_END && !smig_token_is(sql, token, row->before_name)) {
        token = smig_scan_next_solid(&scan);
    }
    do {
        token = smig_scan_next_solid(&scan);
    } while (is_any(sql, token, fillers));
    if (smig_token_is(sql, token, "on")) {
        return false;
    }
    take_name(&scan, &token, name);
    if (row->names_table) {
        while (is_any(sql, token, table_fillers)) {
            token = smig_scan_next_solid(&scan);
        }
        take_name(&scan, &token, table);
    }
    return name->length > 0 && (!row->names_table || table->length > 0) && !name->failed && !table->failed;
}

static void read_answer(const schemac_text_rows *rows, smig_verdict *verdict, smig_text *undo)
{
    *verdict = SMIG_NOT_DONE;
    if (rows->n_rows == 0 || !schemac_text_rows_get(rows, 0, 0)) {
        return;
    }
    if (schemac_text_rows_get(rows, 0, 0)[0] == 't') {
        *verdict = SMIG_DONE;
    } else if (rows->n_columns > 1) {
        *verdict = SMIG_HALF_DONE;
        smig_text_add_string(undo, schemac_text_rows_get(rows, 0, 1));
    }
}

static schemac_code ask(schemac_migrator *m, const struct catalog_row *row, const char *sql, size_t length,
                        smig_verdict *verdict, smig_text *undo, schemac_error *err)
{
    smig_text name = {0};
    smig_text table = {0};
    schemac_code code = SCHEMAC_OK;
    if (find_names(row, sql, length, &name, &table)) {
        const char *parameters[] = {name.data, table.data};
        schemac_text_rows *rows;
        code = smig_query(m, row->question, row->names_table ? 2 : 1, parameters, &rows, err);
        if (code == SCHEMAC_OK) {
            read_answer(rows, verdict, undo);
            smig_free_rows(m, &rows);
        }
    }
    smig_text_free(&name);
    smig_text_free(&table);
    return code;
}

schemac_code smig_catalog_judge(schemac_migrator *m, smig_outside_kind kind, const char *sql, size_t length,
                                smig_verdict *verdict, smig_text *repair, schemac_error *err)
{
    *verdict = kind == SMIG_REPEATABLE ? SMIG_NOT_DONE : SMIG_UNKNOWN;
    for (size_t i = 0; i < sizeof catalog_rows / sizeof catalog_rows[0]; i++) {
        if (catalog_rows[i].kind == kind) {
            return ask(m, &catalog_rows[i], sql, length, verdict, repair, err);
        }
    }
    return SCHEMAC_OK;
}
