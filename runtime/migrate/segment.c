/*
 * segment.c - one revision, segment by segment. A transactional segment and the row that says it is done commit
 * together, so that whoever comes after a crash finds both or neither.
 */
#include <stdio.h>
#include <string.h>

#include "db/error.h"
#include "migrate/files/fail.h"
#include "migrate/migrator.h"

enum { DEFAULT_LOCK_TIMEOUT_MS = 3000, SQLITE_FOR_EVER_MS = 1000 * 60 * 60 * 24 };

/* The ids of the parents with a space between, in the migrator's arena. */
static const char *parents_text(schemac_migrator *m, const schemac_revision *revision)
{
    smig_text text = {0};
    for (size_t i = 0; i < revision->parent_count; i++) {
        smig_text_addf(&text, "%s%s", i ? " " : "", revision->parents[i]->id);
    }
    const char *kept = text.failed ? NULL : smig_copy_string(&m->arena, smig_text_string(&text));
    smig_text_free(&text);
    return kept;
}

static smig_row row_of(schemac_migrator *m, const schemac_revision *revision)
{
    return (smig_row){.id = revision->id,
                      .parents = parents_text(m, revision),
                      .file = revision->up->name,
                      .byte_checksum = revision->up->byte_checksum,
                      .token_checksum = revision->up->token_checksum,
                      .applied_at = "",
                      .applied_by = m->options.applied_by,
                      .tool_version = m->options.tool_version,
                      .up_text = revision->up->text,
                      .down_text = revision->down->text};
}

void smig_work_begin(smig_work *work, schemac_migrator *m, const schemac_revision *revision, bool down, bool inside)
{
    const schemac_applied *known = smig_state_row(m, revision->id);
    schemac_applied_state begun = down ? SCHEMAC_DOWNGRADING : SCHEMAC_UPGRADING;
    *work = (smig_work){.m = m,
                        .revision = revision,
                        .file = down ? revision->down : revision->up,
                        .down = down,
                        .inside = inside,
                        .present = known != NULL,
                        .row = row_of(m, revision),
                        .began = smig_clock()};
    if (known) {
        work->before = *known;
    }
    if (known && known->state == begun) {
        work->row.duration_us = known->duration_us;
        work->row.segments_done = known->segments_done;
        work->row.statements_done = known->statements_done;
    }
    if (known && down) { /* what was applied stays on record until it is gone; what takes it back is today's file */
        work->row.file = known->file;
        work->row.byte_checksum = known->byte_checksum;
        work->row.token_checksum = known->token_checksum;
        work->row.up_text = known->up_text;
    }
}

static bool is_whole(const smig_work *work, int segments)
{
    return (size_t)segments == work->file->segment_count;
}

/* A squash that goes takes with it the rows of what it replaced. */
static schemac_code delete_rows(smig_work *work, schemac_error *err)
{
    schemac_code code = smig_table_delete(work->m, work->revision->id, err);
    const schemac_names *replaces = &work->revision->up->replaces;
    for (size_t i = 0; code == SCHEMAC_OK && i < replaces->count; i++) {
        const schemac_applied *old = smig_state_row(work->m, replaces->items[i]);
        if (old && old->state == SCHEMAC_REPLACED) {
            code = smig_table_delete(work->m, old->id, err);
        }
    }
    return code;
}

schemac_code smig_work_record(smig_work *work, int segments, size_t statements, int intent, schemac_error *err)
{
    if (!work->row.parents) {
        return schemac_error_nomem(err);
    }
    bool whole = is_whole(work, segments);
    int64_t spent = work->present && work->before.state != SCHEMAC_APPLIED ? work->before.duration_us : 0;
    work->row.segments_done = segments;
    work->row.statements_done = (int)statements;
    work->row.intent = intent;
    work->row.state = work->down ? SCHEMAC_DOWNGRADING : whole ? SCHEMAC_APPLIED : SCHEMAC_UPGRADING;
    work->row.duration_us = spent + smig_clock() - work->began;
    return work->down && whole ? delete_rows(work, err) : smig_table_put(work->m, &work->row, err);
}

/* What is known of the revision follows the table, for a squash that comes later in the same run. */
void smig_work_recorded(smig_work *work)
{
    smig_state *state = &work->m->state;
    work->began = smig_clock();
    work->before = work->row;
    work->present = !(work->down && is_whole(work, work->row.segments_done));
    schemac_applied *known = smig_state_row(work->m, work->revision->id);
    if (!known && work->present) {
        known = smig_alloc(&state->arena, sizeof *known);
        if (known && !smig_map_put(&state->by_id, work->revision->id, known)) {
            known = NULL;
        }
    }
    if (known) {
        *known = work->row;
    }
}

/* ---- statements ---- */

/* The byte offset of the character `position` (from 1) of a text. */
static size_t character_offset(const char *text, size_t length, int position)
{
    size_t offset = 0;
    while (offset < length && position > 1) {
        offset++;
        while (offset < length && ((unsigned char)text[offset] & 0xC0) == 0x80) {
            offset++;
        }
        position--;
    }
    return offset;
}

/* What a person does who meets these for the first time. */
static const char *hint_for(const schemac_error *err)
{
    if (strcmp(err->sqlstate, "25001") == 0 || strstr(err->message, "within a transaction")) {
        return "Put the statement into a segment of its own: \"--# segment N: no transaction\" before it.";
    }
    if (strcmp(err->sqlstate, "55P04") == 0) {
        return "A new enum value can be used once it is committed: put \"--# segment N: transaction\" between the two "
               "statements.";
    }
    return NULL;
}

schemac_code smig_statement_error(const smig_work *work, size_t index, schemac_code code, schemac_error *err)
{
    const schemac_revision_file *file = work->file;
    if (index < file->statement_count) {
        const schemac_sql_statement *statement = &file->statements[index];
        size_t inner = character_offset(file->text + statement->offset, statement->length, err->position);
        smig_error_place(err, file->path, file->text, file->length, statement->offset + inner);
    } else {
        schemac_error_text(err->file, sizeof err->file, file->path);
    }
    if (err->hint[0] == '\0' && hint_for(err)) {
        schemac_error_hint(err, "%s", hint_for(err));
    }
    /* What says how to go on keeps its code: no connection, memory, or a lock (retry.c looks at that). */
    bool keeps = code == SCHEMAC_CONNECTION || code == SCHEMAC_NOMEM || code == SCHEMAC_BUSY || code == SCHEMAC_LOCKED;
    err->code = keeps ? code : SCHEMAC_MIGRATION;
    return err->code;
}

schemac_code smig_statement_run(smig_work *work, size_t index, schemac_error *err)
{
    const schemac_revision_file *file = work->file;
    const schemac_sql_statement *statement = &file->statements[index];
    const schemac_migrate_event event = {.kind = SCHEMAC_MIGRATE_STATEMENT,
                                         .down = work->down,
                                         .revision = work->revision,
                                         .done = index,
                                         .total = file->statement_count,
                                         .file = file->path,
                                         .line = statement->line,
                                         .text = file->text + statement->offset,
                                         .text_length = statement->length};
    smig_tell(work->m, &event);
    const schemac_str sql = {file->text + statement->offset, statement->length};
    schemac_code code = schemac_conn_exec(work->m->conn, sql, NULL, err);
    return code ? smig_statement_error(work, index, code, err) : SCHEMAC_OK;
}

schemac_code smig_work_limits(smig_work *work, bool wait_for_locks, schemac_error *err)
{
    int asked = work->m->options.lock_timeout_ms;
    int lock = asked == 0 ? DEFAULT_LOCK_TIMEOUT_MS : asked < 0 ? 0 : asked;
    if (work->file->lock_timeout_ms >= 0) {
        lock = work->file->lock_timeout_ms;
    }
    if (wait_for_locks) {
        lock = 0;
    }
    if (lock == 0 && !smig_is_postgresql(work->m)) {
        lock = SQLITE_FOR_EVER_MS; /* its busy timeout of 0 means not to wait at all */
    }
    int statement = work->file->timeout_ms >= 0 ? work->file->timeout_ms : 0;
    return schemac_conn_set_timeout(work->m->conn, statement, lock, err);
}

/* ---- a segment in a transaction ---- */

static schemac_code run_statements(smig_work *work, size_t from, size_t to, schemac_error *err)
{
    schemac_code code = SCHEMAC_OK;
    for (size_t i = from; code == SCHEMAC_OK && i < to; i++) {
        code = smig_statement_run(work, i, err);
    }
    return code;
}

/* Tables are rebuilt: what the revision does not know of must not go with them. */
static schemac_code run_and_keep(smig_work *work, size_t from, size_t to, schemac_error *err)
{
    smig_kept kept = {0};
    schemac_code code = SCHEMAC_OK;
    for (size_t i = from; code == SCHEMAC_OK && i < to; i++) {
        code = smig_kept_before(work, &kept, i, err);
        code = code ? smig_statement_error(work, i, code, err) : smig_statement_run(work, i, err);
        if (code == SCHEMAC_OK) {
            code = smig_kept_after(work, &kept, i, err);
        }
    }
    if (code == SCHEMAC_OK) {
        code = smig_kept_restore(work, &kept, err);
    }
    smig_kept_free(&kept);
    return code;
}

static schemac_code run_in_transaction(smig_work *work, size_t from, size_t to, int segments_done,
                                       smig_foreign_keys *keys, schemac_error *err)
{
    schemac_code code = smig_table_check(work->m, work->revision->id, work->present ? &work->before : NULL, err);
    if (code == SCHEMAC_OK) {
        code = keys->off ? run_and_keep(work, from, to, err) : run_statements(work, from, to, err);
    }
    if (code == SCHEMAC_OK && keys->off) {
        code = smig_foreign_keys_check(work->m, keys, err);
        code = code ? smig_statement_error(work, to ? to - 1 : 0, code, err) : SCHEMAC_OK;
    }
    return code == SCHEMAC_OK ? smig_work_record(work, segments_done, to, 0, err) : code;
}

/* A commit can fail too: deferred constraints are checked there. Its place is the segment's last statement. */
static schemac_code commit(smig_work *work, size_t to, schemac_error *err)
{
    schemac_code code = schemac_conn_commit(work->m->conn, err);
    if (code == SCHEMAC_CONNECTION) {
        schemac_error_hint(err,
                           "The connection was lost during COMMIT, and only the database knows how that ended. Run "
                           "the same again: it looks that up first.");
    }
    return code ? smig_statement_error(work, to ? to - 1 : 0, code, err) : SCHEMAC_OK;
}

static schemac_code attempt(smig_work *work, size_t from, size_t to, int segments_done, schemac_error *err)
{
    schemac_migrator *m = work->m;
    smig_foreign_keys keys = {0};
    schemac_code code = SCHEMAC_OK;
    if (work->file->foreign_keys_off && !smig_is_postgresql(m)) {
        code = smig_foreign_keys_off(m, &keys, err);
    }
    if (code == SCHEMAC_OK) {
        code = schemac_conn_begin(m->conn, NULL, err);
    }
    if (code == SCHEMAC_OK) {
        code = run_in_transaction(work, from, to, segments_done, &keys, err);
        if (code == SCHEMAC_OK) {
            code = commit(work, to, err);
        }
        if (code) {
            (void)schemac_conn_rollback(m->conn, NULL);
        }
    }
    schemac_code restored = smig_foreign_keys_restore(m, &keys, code ? NULL : err);
    if (code == SCHEMAC_OK) {
        smig_work_recorded(work);
    }
    return code ? code : restored;
}

schemac_code smig_segment_run(smig_work *work, size_t from, size_t to, int segments_done, schemac_error *err)
{
    smig_retry retry = {.m = work->m, .revision = work->revision};
    schemac_code code;
    do {
        schemac_error_clear(err);
        smig_retry_begin(&retry);
        code = attempt(work, from, to, segments_done, err);
    } while (code && smig_retry_again(&retry, code, err));
    smig_retry_end(&retry);
    return code ? err->code : SCHEMAC_OK;
}

/* ---- a revision ---- */

/* A squash whose parts are all applied: recorded, and its parts marked, without running anything. */
static schemac_code record_adopted(smig_work *work, schemac_error *err)
{
    const schemac_names *replaces = &work->revision->up->replaces;
    schemac_code code = smig_work_record(work, (int)work->file->segment_count, work->file->statement_count, 0, err);
    for (size_t i = 0; code == SCHEMAC_OK && i < replaces->count; i++) {
        schemac_applied *old = smig_state_row(work->m, replaces->items[i]);
        smig_row row = *old;
        row.state = SCHEMAC_REPLACED;
        code = smig_table_put(work->m, &row, err);
    }
    return code;
}

static schemac_code adopt(smig_work *work, schemac_error *err)
{
    schemac_code code = work->inside ? SCHEMAC_OK : schemac_conn_begin(work->m->conn, NULL, err);
    if (code) {
        return code;
    }
    code = record_adopted(work, err);
    if (!work->inside && code == SCHEMAC_OK) {
        code = schemac_conn_commit(work->m->conn, err);
    }
    if (code) {
        if (!work->inside) {
            (void)schemac_conn_rollback(work->m->conn, NULL);
        }
        return code;
    }
    smig_work_recorded(work);
    for (size_t i = 0; i < work->revision->up->replaces.count; i++) {
        smig_state_row(work->m, work->revision->up->replaces.items[i])->state = SCHEMAC_REPLACED;
    }
    smig_note(work->m, work->revision, "all that it replaces is applied, so it is recorded without running");
    return SCHEMAC_OK;
}

static schemac_code run_inside(smig_work *work, size_t from, size_t to, int segments_done, schemac_error *err)
{
    schemac_code code = smig_table_check(work->m, work->revision->id, work->present ? &work->before : NULL, err);
    if (code == SCHEMAC_OK) {
        bool rebuilds = work->file->foreign_keys_off && !smig_is_postgresql(work->m);
        code = rebuilds ? run_and_keep(work, from, to, err) : run_statements(work, from, to, err);
    }
    if (code == SCHEMAC_OK) {
        code = smig_work_record(work, segments_done, to, 0, err);
    }
    if (code == SCHEMAC_OK) {
        smig_work_recorded(work);
    }
    return code;
}

static schemac_code run_segment(smig_work *work, const schemac_segment *segment, schemac_error *err)
{
    size_t done = (size_t)work->row.statements_done;
    size_t from = done > segment->first ? done : segment->first;
    size_t to = segment->first + segment->count;
    int segments_done = segment->number;
    if (work->inside) {
        return run_inside(work, from, to, segments_done, err);
    }
    if (segment->batch_rows) {
        return smig_batch_run(work, segment, err);
    }
    if (segment->transactional) {
        return smig_segment_run(work, from, to, segments_done, err);
    }
    return smig_outside_run(work, from, to, segments_done, err);
}

schemac_code smig_work_run(smig_work *work, schemac_error *err)
{
    if (!work->down && smig_is_adopted(work->m, work->revision)) {
        return adopt(work, err);
    }
    schemac_code code = smig_state_check_begun(work->m, work->revision, work->down, err);
    if (code == SCHEMAC_OK) {
        code = smig_work_limits(work, false, err);
    }
    size_t first = (size_t)work->row.segments_done;
    for (size_t i = first; code == SCHEMAC_OK && i < work->file->segment_count; i++) {
        code = run_segment(work, &work->file->segments[i], err);
    }
    return code;
}
