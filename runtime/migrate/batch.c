/*
 * batch.c - segments of batches: one statement, run again and again for the next rows by a key, each time in a
 * transaction of its own.
 *
 * How far it is stands in a table beside the history table (its name with _batch), which is made when first needed. A
 * batch and its row there commit together, so a run that was killed goes on behind the last whole batch. The row counts
 * only while the history's row says that the statement was begun (its intent); what an earlier life of the revision has
 * left behind does not. The last step takes the row away, together with the record that the segment is done.
 *
 * The keys between which a batch lies go into the statement as literals that the database itself has quoted: a
 * parameter of SQLite would be a text and not compare with a blob, and PostgreSQL reads them as the type of the key.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "migrate/files/mark.h"
#include "migrate/migrator.h"

/* One segment on its way. */
typedef struct batch_run {
    smig_work *work;
    const schemac_segment *segment;
    size_t index; /* of the statement */
    smig_token place;
    smig_text table;  /* of the cursors, quoted */
    smig_text cursor; /* the last key that is done, as literals; empty: none */
    smig_text last;   /* the last key of the batch at hand */
    int64_t rows;
    int64_t batches;
    int64_t now_rows; /* of the batch at hand */
    bool done;
} batch_run;

/* ---- the table of cursors ---- */

/* What differs between the databases: how a key becomes a literal, and the statements' markers. */
static const struct batch_words {
    const char *literal_begin, *literal_end;
    const char *where_id, *values;
} words_postgresql = {"quote_literal((", ")::text)", "WHERE id = $1", "VALUES ($1, $2, $3, $4)"},
  words_sqlite = {"quote(", ")", "WHERE id = ?1", "VALUES (?1, ?2, ?3, ?4)"};

static const struct batch_words *words_of(const batch_run *b)
{
    return smig_is_postgresql(b->work->m) ? &words_postgresql : &words_sqlite;
}

/* The history table's name, which ends with a quote, and more behind it. */
static void name_table(batch_run *b)
{
    const char *history = b->work->m->table;
    smig_text_add(&b->table, history, strlen(history) - 1);
    smig_text_add_string(&b->table, "_batch\"");
}

static schemac_code run_sql(batch_run *b, const char *before, const char *after, size_t count,
                            const char *const *parameters, schemac_text_rows **rows, schemac_error *err)
{
    smig_text sql = {0};
    schemac_text_rows *dropped = NULL;
    rows = rows ? rows : &dropped;
    *rows = NULL;
    smig_text_addf(&sql, "%s %s %s", before, smig_text_string(&b->table), after);
    schemac_code code =
        sql.failed ? schemac_error_nomem(err) : smig_query(b->work->m, sql.data, count, parameters, rows, err);
    smig_free_rows(b->work->m, &dropped);
    smig_text_free(&sql);
    return code;
}

static schemac_code make_table(batch_run *b, schemac_error *err)
{
    return run_sql(b, "CREATE TABLE IF NOT EXISTS",
                   "(id text NOT NULL PRIMARY KEY, last_key text NOT NULL, changed bigint NOT NULL, batches bigint NOT "
                   "NULL)",
                   0, NULL, NULL, err);
}

static schemac_code forget(batch_run *b, schemac_error *err)
{
    const char *id = b->work->revision->id;
    return run_sql(b, "DELETE FROM", words_of(b)->where_id, 1, &id, NULL, err);
}

static schemac_code save(batch_run *b, schemac_error *err)
{
    char numbers[2][24];
    int64_t rows = b->rows + b->now_rows;
    int64_t batches = b->batches + 1;
    snprintf(numbers[0], sizeof numbers[0], "%lld", (long long)rows);
    snprintf(numbers[1], sizeof numbers[1], "%lld", (long long)batches);
    const char *const parameters[] = {b->work->revision->id, smig_text_string(&b->last), numbers[0], numbers[1]};
    schemac_code code = forget(b, err);
    if (code) {
        return code;
    }
    return run_sql(b, "INSERT INTO", words_of(b)->values, 4, parameters, NULL, err);
}

static schemac_code load(batch_run *b, schemac_error *err)
{
    const char *id = b->work->revision->id;
    schemac_text_rows *rows = NULL;
    schemac_code code = run_sql(b, "SELECT last_key, changed, batches FROM", words_of(b)->where_id, 1, &id, &rows, err);
    b->cursor.length = 0;
    b->rows = b->batches = 0;
    if (code == SCHEMAC_OK && rows->n_rows) {
        smig_text_add_string(&b->cursor, schemac_text_rows_get(rows, 0, 0));
        b->rows = strtoll(schemac_text_rows_get(rows, 0, 1), NULL, 10);
        b->batches = strtoll(schemac_text_rows_get(rows, 0, 2), NULL, 10);
    }
    smig_free_rows(b->work->m, &rows);
    return code;
}

/* ---- keys ---- */

static void add_keys(const batch_run *b, smig_text *sql, const char *behind)
{
    const schemac_names *keys = &b->segment->batch_keys;
    for (size_t i = 0; i < keys->count; i++) {
        smig_text_addf(sql, "%s%s%s", i ? ", " : "", keys->items[i], behind);
    }
}

static void add_comparison(const batch_run *b, smig_text *sql, const char *operator, const smig_text * literals)
{
    smig_text_add_char(sql, '(');
    add_keys(b, sql, "");
    smig_text_addf(sql, ") %s (%s)", operator, smig_text_string(literals));
}

/* `SELECT literals FROM (the next so many keys) … the last of them`. */
static void add_next_key(const batch_run *b, smig_text *sql)
{
    const schemac_names *keys = &b->segment->batch_keys;
    smig_text_add_string(sql, "SELECT ");
    for (size_t i = 0; i < keys->count; i++) {
        smig_text_addf(sql, "%s%s%s%s", i ? " || ', ' || " : "", words_of(b)->literal_begin, keys->items[i],
                       words_of(b)->literal_end);
    }
    smig_text_add_string(sql, " FROM (SELECT ");
    add_keys(b, sql, "");
    smig_text_addf(sql, " FROM %s", b->segment->batch_table);
    if (b->cursor.length) {
        smig_text_add_string(sql, " WHERE ");
        add_comparison(b, sql, ">", &b->cursor);
    }
    smig_text_add_string(sql, " ORDER BY ");
    add_keys(b, sql, "");
    smig_text_addf(sql, " LIMIT %d) AS batch ORDER BY ", b->segment->batch_rows);
    add_keys(b, sql, " DESC");
    smig_text_add_string(sql, " LIMIT 1");
}

static schemac_code find_last(batch_run *b, schemac_error *err)
{
    smig_text sql = {0};
    schemac_text_rows *rows = NULL;
    add_next_key(b, &sql);
    schemac_code code = sql.failed ? schemac_error_nomem(err) : smig_query(b->work->m, sql.data, 0, NULL, &rows, err);
    b->last.length = 0;
    b->done = code == SCHEMAC_OK && rows->n_rows == 0;
    if (code == SCHEMAC_OK && !b->done) {
        const char *key = schemac_text_rows_get(rows, 0, 0);
        smig_text_add_string(&b->last, key ? key : "");
        if (!key) {
            code = schemac_error_set(err, SCHEMAC_MIGRATION, "a key of \"%s\" is null, and batches need one without",
                                     b->segment->batch_table);
        }
    }
    smig_free_rows(b->work->m, &rows);
    smig_text_free(&sql);
    return code ? smig_statement_error(b->work, b->index, code, err) : SCHEMAC_OK;
}

/* ---- one batch ---- */

static size_t count_characters(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++) {
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    }
    return count;
}

/* A place in the statement that ran becomes one in the statement of the file. */
static void move_position(const char *sql, const batch_run *b, size_t added, schemac_error *err)
{
    int before = (int)count_characters(sql, b->place.offset);
    int more = (int)count_characters(sql + b->place.offset, added);
    int shown = (int)count_characters(sql + b->place.offset + added, b->place.length);
    if (err && err->position > before + more + shown) {
        err->position -= more;
    } else if (err && err->position > before) {
        err->position = before + 1;
    }
}

static schemac_code run_statement(batch_run *b, schemac_error *err)
{
    const schemac_revision_file *file = b->work->file;
    const schemac_sql_statement *statement = &file->statements[b->index];
    const char *text = file->text + statement->offset;
    smig_text sql = {0};
    smig_text_add(&sql, text, b->place.offset);
    if (b->cursor.length) {
        add_comparison(b, &sql, ">", &b->cursor);
        smig_text_add_string(&sql, " AND ");
    }
    add_comparison(b, &sql, "<=", &b->last);
    smig_text_add_string(&sql, " AND ");
    size_t added = sql.length - b->place.offset;
    smig_text_add(&sql, text + b->place.offset, statement->length - b->place.offset);
    schemac_code code =
        sql.failed || b->last.failed || b->cursor.failed
            ? schemac_error_nomem(err)
            : schemac_conn_exec(b->work->m->conn, (schemac_str){sql.data, sql.length}, &b->now_rows, err);
    if (code) {
        move_position(smig_text_string(&sql), b, added, err);
        code = smig_statement_error(b->work, b->index, code, err);
    }
    smig_text_free(&sql);
    return code;
}

static void tell_statement(const batch_run *b)
{
    const schemac_revision_file *file = b->work->file;
    const schemac_sql_statement *statement = &file->statements[b->index];
    const schemac_migrate_event event = {.kind = SCHEMAC_MIGRATE_STATEMENT,
                                         .down = b->work->down,
                                         .revision = b->work->revision,
                                         .done = b->index,
                                         .total = file->statement_count,
                                         .file = file->path,
                                         .line = statement->line,
                                         .text = file->text + statement->offset,
                                         .text_length = statement->length};
    smig_tell(b->work->m, &event);
}

/* In a transaction: the batch and its cursor; or, when no row is left, the record that the segment is done. */
static schemac_code step(batch_run *b, schemac_error *err)
{
    smig_work *work = b->work;
    schemac_code code = smig_table_check(work->m, work->revision->id, work->present ? &work->before : NULL, err);
    if (code == SCHEMAC_OK) {
        code = find_last(b, err);
    }
    if (code == SCHEMAC_OK && b->done) {
        code = forget(b, err);
        return code ? code : smig_work_record(work, b->segment->number, b->index + 1, 0, err);
    }
    if (code == SCHEMAC_OK) {
        tell_statement(b);
        code = run_statement(b, err);
    }
    return code ? code : save(b, err);
}

static schemac_code attempt(batch_run *b, schemac_error *err)
{
    schemac_code code = schemac_conn_begin(b->work->m->conn, NULL, err);
    if (code) {
        return code;
    }
    code = step(b, err);
    if (code == SCHEMAC_OK) {
        code = schemac_conn_commit(b->work->m->conn, err);
        code = code ? smig_statement_error(b->work, b->index, code, err) : SCHEMAC_OK;
    }
    if (code) {
        (void)schemac_conn_rollback(b->work->m->conn, NULL);
    }
    return code;
}

static schemac_code attempt_with_retries(batch_run *b, schemac_error *err)
{
    smig_retry retry = {.m = b->work->m, .revision = b->work->revision};
    schemac_code code;
    do {
        schemac_error_clear(err);
        smig_retry_begin(&retry);
        code = attempt(b, err);
    } while (code && smig_retry_again(&retry, code, err));
    smig_retry_end(&retry);
    return code ? err->code : SCHEMAC_OK;
}

/* ---- the segment ---- */

static void tell_progress(const batch_run *b)
{
    const schemac_migrate_event event = {.kind = SCHEMAC_MIGRATE_PROGRESS,
                                         .down = b->work->down,
                                         .revision = b->work->revision,
                                         .file = b->work->file->path,
                                         .line = b->segment->line,
                                         .text = b->segment->batch_table,
                                         .text_length = strlen(b->segment->batch_table),
                                         .rows = b->rows,
                                         .batches = b->batches};
    smig_tell(b->work->m, &event);
}

static void move_on(batch_run *b)
{
    smig_text kept = b->cursor;
    b->cursor = b->last;
    b->last = kept;
    b->rows += b->now_rows;
    b->batches++;
    tell_progress(b);
    if (b->work->m->options.batch_pause_ms > 0) {
        smig_pause(b->work->m->options.batch_pause_ms);
    }
}

/* The history says that the statement is begun; from then on the cursor counts, and what an earlier life left does not.
 */
static schemac_code begin(batch_run *b, schemac_error *err)
{
    smig_work *work = b->work;
    schemac_code code = make_table(b, err);
    if (code || (work->present && work->before.intent == (int)b->index + 1)) {
        return code ? code : load(b, err);
    }
    code = schemac_conn_begin(work->m->conn, NULL, err);
    if (code) {
        return code;
    }
    code = forget(b, err);
    if (code == SCHEMAC_OK) {
        code = smig_work_record(work, b->segment->number - 1, b->index, (int)b->index + 1, err);
    }
    code = code ? code : schemac_conn_commit(work->m->conn, err);
    if (code) {
        (void)schemac_conn_rollback(work->m->conn, NULL);
        return code;
    }
    smig_work_recorded(work);
    return SCHEMAC_OK;
}

static schemac_code run_batches(batch_run *b, schemac_error *err)
{
    schemac_code code = smig_work_limits(b->work, false, err);
    if (code == SCHEMAC_OK) {
        code = begin(b, err);
    }
    while (code == SCHEMAC_OK && !b->done) {
        code = attempt_with_retries(b, err);
        if (code == SCHEMAC_OK && !b->done) {
            move_on(b);
        }
    }
    if (code == SCHEMAC_OK) {
        smig_work_recorded(b->work);
    }
    return code;
}

schemac_code smig_batch_run(smig_work *work, const schemac_segment *segment, schemac_error *err)
{
    batch_run b = {.work = work, .segment = segment, .index = segment->first};
    const schemac_sql_statement *statement = &work->file->statements[b.index];
    smig_batch_place(work->file->text + statement->offset, statement->length, work->file->dialect, &b.place);
    name_table(&b);
    schemac_code code = b.table.failed ? schemac_error_nomem(err) : run_batches(&b, err);
    smig_text_free(&b.table);
    smig_text_free(&b.cursor);
    smig_text_free(&b.last);
    return code;
}
