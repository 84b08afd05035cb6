/*
 * outside.c - segments without a transaction.
 *
 * Most of their statements could stand in one, so each runs in its own, together with its row. A statement that cannot
 * gets a row that says "begun" before it; when its end was not seen, the catalog is asked what became of it.
 */
#include <string.h>

#include "db/error.h"
#include "migrate/files/scan.h"
#include "migrate/migrator.h"

/* Which statements cannot stand in a transaction. Words are matched in order; `?word` may be missing, `*` passes over
 * any words. */
static const struct outside_row {
    const char *words;
    schemac_sql_dialect dialect;
    smig_outside_kind kind;
} outside_rows[] = {
    {"create ?unique index concurrently", SCHEMAC_SQL_POSTGRESQL, SMIG_INDEX_CREATE},
    {"drop index concurrently", SCHEMAC_SQL_POSTGRESQL, SMIG_INDEX_DROP},
    {"reindex", SCHEMAC_SQL_POSTGRESQL, SMIG_REPEATABLE},
    {"refresh materialized view concurrently", SCHEMAC_SQL_POSTGRESQL, SMIG_INSIDE_TOO},
    {"vacuum", SCHEMAC_SQL_POSTGRESQL, SMIG_REPEATABLE},
    {"cluster", SCHEMAC_SQL_POSTGRESQL, SMIG_REPEATABLE},
    {"alter system", SCHEMAC_SQL_POSTGRESQL, SMIG_REPEATABLE},
    {"create database", SCHEMAC_SQL_POSTGRESQL, SMIG_DATABASE_CREATE},
    {"drop database", SCHEMAC_SQL_POSTGRESQL, SMIG_DATABASE_DROP},
    {"alter database * tablespace", SCHEMAC_SQL_POSTGRESQL, SMIG_REPEATABLE},
    {"create tablespace", SCHEMAC_SQL_POSTGRESQL, SMIG_TABLESPACE_CREATE},
    {"drop tablespace", SCHEMAC_SQL_POSTGRESQL, SMIG_TABLESPACE_DROP},
    {"create subscription", SCHEMAC_SQL_POSTGRESQL, SMIG_SUBSCRIPTION_CREATE},
    {"drop subscription", SCHEMAC_SQL_POSTGRESQL, SMIG_SUBSCRIPTION_DROP},
    {"alter subscription", SCHEMAC_SQL_POSTGRESQL, SMIG_OPAQUE},
    {"alter table * detach partition * concurrently", SCHEMAC_SQL_POSTGRESQL, SMIG_OPAQUE},
    {"call", SCHEMAC_SQL_POSTGRESQL, SMIG_OPAQUE}, /* may commit in the middle */
    {"do", SCHEMAC_SQL_POSTGRESQL, SMIG_OPAQUE},
    {"pragma", SCHEMAC_SQL_SQLITE, SMIG_REPEATABLE},
    {"vacuum", SCHEMAC_SQL_SQLITE, SMIG_REPEATABLE},
    {"attach", SCHEMAC_SQL_SQLITE, SMIG_REPEATABLE},
    {"detach", SCHEMAC_SQL_SQLITE, SMIG_REPEATABLE},
};

/* The next word of a pattern: its beginning and length; 0 at the end. */
static size_t next_word(const char **pattern)
{
    while (**pattern == ' ') {
        (*pattern)++;
    }
    return strcspn(*pattern, " ");
}

static bool token_equals(const char *sql, smig_token token, const char *word, size_t length)
{
    char lower[32];
    if (length >= sizeof lower) {
        return false;
    }
    memcpy(lower, word, length);
    lower[length] = '\0';
    return smig_token_is(sql, token, lower);
}

/* Moves on until the token is the word; false if it never is. */
static bool pass_to(smig_scan *scan, smig_token *token, const char *word, size_t length)
{
    while (token->kind != SMIG_END && !token_equals(scan->text, *token, word, length)) {
        *token = smig_scan_next_solid(scan);
    }
    return token->kind != SMIG_END;
}

static bool matches(const char *pattern, smig_scan scan)
{
    smig_token token = smig_scan_next_solid(&scan);
    for (size_t length = next_word(&pattern); length; length = next_word(&pattern)) {
        bool may_lack = *pattern == '?';
        bool any = *pattern == '*';
        if (any) {
            pattern += length;
            length = next_word(&pattern);
            if (!pass_to(&scan, &token, pattern, length)) {
                return false;
            }
        } else if (!token_equals(scan.text, token, pattern + may_lack, length - may_lack)) {
            if (!may_lack) {
                return false;
            }
            pattern += length;
            continue;
        }
        pattern += length;
        token = smig_scan_next_solid(&scan);
    }
    return true;
}

smig_outside_kind smig_outside_classify(const char *sql, size_t length, schemac_sql_dialect dialect)
{
    const smig_scan scan = {.text = sql, .length = length, .dialect = dialect};
    for (size_t i = 0; i < sizeof outside_rows / sizeof outside_rows[0]; i++) {
        if (outside_rows[i].dialect == dialect && matches(outside_rows[i].words, scan)) {
            return outside_rows[i].kind;
        }
    }
    return SMIG_INSIDE_TOO;
}

/* One statement that stands alone. */
typedef struct lone {
    smig_work *work;
    size_t index;
    int segments_before;
    int segments_done; /* once the statement is */
    smig_outside_kind kind;
} lone;

static schemac_code record(lone *l, int segments, size_t statements, int intent, schemac_error *err)
{
    schemac_code code = smig_work_record(l->work, segments, statements, intent, err);
    if (code == SCHEMAC_OK) {
        smig_work_recorded(l->work);
    }
    return code;
}

static schemac_code record_done(lone *l, schemac_error *err)
{
    /* In a transaction, since a squash that goes takes several rows with it. */
    schemac_code code = schemac_conn_begin(l->work->m->conn, NULL, err);
    if (code) {
        return code;
    }
    code = record(l, l->segments_done, l->index + 1, 0, err);
    if (code == SCHEMAC_OK) {
        code = schemac_conn_commit(l->work->m->conn, err);
    }
    if (code) {
        (void)schemac_conn_rollback(l->work->m->conn, NULL);
    }
    return code;
}

static const char *sql_of(const lone *l, size_t *length)
{
    const schemac_sql_statement *statement = &l->work->file->statements[l->index];
    *length = statement->length;
    return l->work->file->text + statement->offset;
}

static schemac_code refuse_unknown(lone *l, schemac_error *err)
{
    schemac_error_set(err, SCHEMAC_REFUSED,
                      "nobody can tell whether this statement, begun by an earlier run, took effect");
    schemac_error_hint(err,
                       "Look at the database, then say `schemac resolve --applied` if it did, or `--reverted` if it "
                       "did not and is to run again.");
    (void)smig_statement_error(l->work, l->index, SCHEMAC_REFUSED, err);
    err->code = SCHEMAC_REFUSED;
    return SCHEMAC_REFUSED;
}

/* Undoes what a statement left half done, by a statement that cannot be in a transaction either. */
static schemac_code repair(lone *l, const smig_text *statement, schemac_error *err)
{
    schemac_code code = smig_exec(l->work->m, smig_text_string(statement), err);
    if (code == SCHEMAC_OK) {
        smig_note(l->work->m, l->work->revision, "repaired what an earlier try left behind: %s",
                  smig_text_string(statement));
    }
    return code ? smig_statement_error(l->work, l->index, code, err) : SCHEMAC_OK;
}

/* Asks the catalog, and repairs. */
static schemac_code judge(lone *l, smig_verdict *verdict, schemac_error *err)
{
    smig_text undo = {0};
    size_t length;
    const char *sql = sql_of(l, &length);
    schemac_code code = smig_catalog_judge(l->work->m, l->kind, sql, length, verdict, &undo, err);
    if (code == SCHEMAC_OK && *verdict == SMIG_HALF_DONE) {
        code = undo.failed ? schemac_error_nomem(err) : repair(l, &undo, err);
    }
    smig_text_free(&undo);
    return code;
}

/* The statement was begun by a run that did not see its end. */
static schemac_code settle(lone *l, bool *done, schemac_error *err)
{
    smig_verdict verdict = SMIG_UNKNOWN;
    schemac_code code = judge(l, &verdict, err);
    if (code) {
        return code;
    }
    *done = verdict == SMIG_DONE;
    if (verdict == SMIG_UNKNOWN) {
        return refuse_unknown(l, err);
    }
    smig_note(l->work->m, l->work->revision, "statement %zu was begun by an earlier run: %s", l->index + 1,
              *done ? "it is done" : "it is not done and runs again");
    return SCHEMAC_OK;
}

/* Before anything of the revision ran, an intent taken back leaves it as it was. */
static schemac_code take_back_intent(lone *l, schemac_error *err)
{
    smig_work *work = l->work;
    if (l->index > 0) {
        return record(l, l->segments_before, l->index, 0, err);
    }
    if (!work->down) {
        schemac_code code = smig_table_delete(work->m, work->revision->id, err);
        work->present = code != SCHEMAC_OK;
        return code;
    }
    work->row.state = SCHEMAC_APPLIED;
    work->row.segments_done = (int)work->revision->up->segment_count;
    work->row.statements_done = (int)work->revision->up->statement_count;
    work->row.intent = 0;
    schemac_code code = smig_table_put(work->m, &work->row, err);
    if (code == SCHEMAC_OK) {
        smig_work_recorded(work);
    }
    return code;
}

/* The statement said that it failed. Most are then not done at all; what is half done is repaired at once; what may
 * have committed in its middle keeps its intent, for the next run to stop at. */
static void clean_up(lone *l)
{
    smig_verdict verdict;
    schemac_error ignored = SCHEMAC_ERROR_INIT;
    if (l->kind == SMIG_OPAQUE || schemac_conn_tx_state(l->work->m->conn) == SCHEMAC_TX_LOST) {
        return;
    }
    if (judge(l, &verdict, &ignored) == SCHEMAC_OK) {
        (void)take_back_intent(l, &ignored);
    }
}

static schemac_code attempt(lone *l, schemac_error *err)
{
    schemac_code code = record(l, l->segments_before, l->index, (int)l->index + 1, err);
    if (code) {
        return code;
    }
    code = smig_statement_run(l->work, l->index, err);
    if (code) {
        clean_up(l);
    }
    return code;
}

static schemac_code run_with_retries(lone *l, schemac_error *err)
{
    smig_retry retry = {.m = l->work->m, .revision = l->work->revision};
    schemac_code code;
    do {
        schemac_error_clear(err);
        smig_retry_begin(&retry);
        code = attempt(l, err);
    } while (code && smig_retry_again(&retry, code, err));
    smig_retry_end(&retry);
    return code ? err->code : SCHEMAC_OK;
}

/* A concurrent build that gives up waiting leaves an invalid index, so it waits as long as it takes. */
static schemac_code run_lone(lone *l, schemac_error *err)
{
    smig_work *work = l->work;
    bool done = false;
    schemac_code code = SCHEMAC_OK;
    if (work->present && work->before.intent == (int)l->index + 1) {
        code = settle(l, &done, err);
    }
    if (code == SCHEMAC_OK && !done) {
        bool wait = l->kind == SMIG_INDEX_CREATE || l->kind == SMIG_INDEX_DROP;
        code = smig_work_limits(work, wait, err);
        if (code == SCHEMAC_OK) {
            code = run_with_retries(l, err);
        }
    }
    return code == SCHEMAC_OK ? record_done(l, err) : code;
}

static schemac_code run_one(smig_work *work, size_t index, size_t to, int segments_done, schemac_error *err)
{
    lone l = {.work = work,
              .index = index,
              .segments_before = segments_done - 1,
              .segments_done = index + 1 == to ? segments_done : segments_done - 1};
    size_t length;
    const char *sql = sql_of(&l, &length);
    l.kind = smig_outside_classify(sql, length, work->m->dialect);
    if (l.kind != SMIG_INSIDE_TOO) {
        return run_lone(&l, err);
    }
    schemac_code code = smig_work_limits(work, false, err);
    return code ? code : smig_segment_run(work, index, index + 1, l.segments_done, err);
}

schemac_code smig_outside_run(smig_work *work, size_t from, size_t to, int segments_done, schemac_error *err)
{
    if (from == to) {
        return smig_segment_run(work, from, to, segments_done, err);
    }
    schemac_code code = SCHEMAC_OK;
    for (size_t i = from; code == SCHEMAC_OK && i < to; i++) {
        code = run_one(work, i, to, segments_done, err);
    }
    return code;
}
