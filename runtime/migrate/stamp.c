/*
 * stamp.c - changing what the history table says without running the SQL of a revision: stamp, and a person's word
 * about a statement that nobody could judge.
 */
#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "migrate/files/history_private.h"
#include "migrate/migrator.h"

typedef schemac_code (*locked_work)(schemac_migrator *m, const void *argument, schemac_error *err);

/* Reads the state under the lock and works on it in one transaction. */
static schemac_code work_locked(schemac_migrator *m, locked_work work, const void *argument, schemac_error *err)
{
    schemac_error own = SCHEMAC_ERROR_INIT;
    err = err ? err : &own;
    schemac_code code = smig_lock_take(m, err);
    if (code) {
        return code;
    }
    code = smig_state_read(m, err);
    if (code == SCHEMAC_OK) {
        code = smig_table_make(m, err);
    }
    if (code == SCHEMAC_OK) {
        code = schemac_conn_begin(m->conn, NULL, err);
    }
    if (code == SCHEMAC_OK) {
        code = work(m, argument, err);
        if (code == SCHEMAC_OK) {
            code = schemac_conn_commit(m->conn, err);
        }
        if (code) {
            (void)schemac_conn_rollback(m->conn, NULL);
        }
    }
    smig_lock_release(m);
    return code;
}

/* ---- stamp ---- */

static schemac_code stamp_revision(schemac_migrator *m, const schemac_revision *revision, bool wanted,
                                   schemac_error *err)
{
    const schemac_applied *row = smig_state_row(m, revision->id);
    bool stands = row && row->state == SCHEMAC_APPLIED;
    if (wanted && !stands) {
        smig_work work;
        smig_work_begin(&work, m, revision, false, true);
        work.began = smig_clock();
        return smig_work_record(&work, (int)revision->up->segment_count, revision->up->statement_count, 0, err);
    }
    return row && !wanted ? smig_table_delete(m, revision->id, err) : SCHEMAC_OK;
}

/* Is the revision in the past of the target? What a squash of the past replaced does not come back as a row. */
static schemac_code stamp_all(schemac_migrator *m, const void *argument, schemac_error *err)
{
    enum { WANTED = 1 };
    schemac_history *history = m->state.history;
    schemac_position position = smig_state_position(m);
    schemac_revision_list target = {0};
    schemac_code code = schemac_history_resolve(history, argument, &position, &target, err);
    if (code) {
        return code;
    }
    unsigned char *flags = calloc(history->count + 1, 1);
    if (!flags) {
        return schemac_error_nomem(err);
    }
    smig_mark_ancestors(history, target, flags, WANTED);
    for (size_t i = 0; code == SCHEMAC_OK && i < history->count; i++) {
        code = stamp_revision(m, history->order[i], (flags[i] & WANTED) != 0, err);
    }
    free(flags);
    return code;
}

schemac_code schemac_migrator_stamp(schemac_migrator *migrator, const char *target, schemac_error *err)
{
    return work_locked(migrator, stamp_all, target, err);
}

/* ---- resolve ---- */

static const schemac_applied *find_in_question(const schemac_migrator *m)
{
    for (size_t i = 0; i < m->state.row_count; i++) {
        if (m->state.rows[i].intent > 0) {
            return &m->state.rows[i];
        }
    }
    return NULL;
}

/* The segments that are done once the first `statements` statements are. */
static int segments_after(const schemac_revision_file *file, const schemac_applied *row, size_t statements)
{
    int done = row->segments_done;
    while ((size_t)done < file->segment_count) {
        const schemac_segment *segment = &file->segments[done];
        if (segment->first + segment->count > statements) {
            break;
        }
        done++;
    }
    return done;
}

static schemac_code resolve_statement(schemac_migrator *m, const void *argument, schemac_error *err)
{
    bool done = *(const bool *)argument;
    const schemac_applied *row = find_in_question(m);
    if (!row) {
        schemac_error_set(err, SCHEMAC_REFUSED, "there is nothing to resolve: no statement is in question");
        return SCHEMAC_REFUSED;
    }
    bool down = row->state == SCHEMAC_DOWNGRADING;
    const schemac_revision *revision = schemac_history_find(m->state.history, row->id);
    schemac_code code = smig_state_check_begun(m, revision, down, err);
    if (code) {
        return code;
    }
    smig_work work;
    smig_work_begin(&work, m, revision, down, true);
    size_t statements = (size_t)(done ? row->intent : row->statements_done);
    return smig_work_record(&work, segments_after(work.file, row, statements), statements, 0, err);
}

schemac_code schemac_migrator_resolve(schemac_migrator *migrator, bool done, schemac_error *err)
{
    return work_locked(migrator, resolve_statement, &done, err);
}
