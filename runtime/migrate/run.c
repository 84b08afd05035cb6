/*
 * run.c - upgrade and downgrade: read, plan, lock, read again, plan again, run.
 *
 * The first reading takes no lock and writes nothing, so that a run with nothing to do works on a database that is
 * read-only or that another migrator is busy with. What counts is the second, under the lock.
 */
#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "migrate/migrator.h"

/* A run in one direction. */
typedef struct run {
    schemac_migrator *m;
    const char *target;
    bool down;
    schemac_revision_list plan;
    schemac_error *err;
} run;

static void note_missing(const run *r)
{
    for (size_t i = 0; i < r->m->state.row_count; i++) {
        const schemac_applied *row = &r->m->state.rows[i];
        if (!row->revision && row->state != SCHEMAC_REPLACED) {
            smig_note(r->m, NULL, "the database has revision %s (\"%s\"), which the folder lacks", row->id, row->file);
        }
    }
}

static void note_waiting(const run *r)
{
    const schemac_revision *waiting = r->down ? NULL : r->m->waiting;
    if (waiting) {
        smig_note(r->m, waiting, "%s (\"%s\") contracts, and waits until it is asked for", waiting->id,
                  waiting->up->message);
    }
}

static schemac_code read_and_plan(run *r, bool check)
{
    schemac_code code = smig_state_read(r->m, r->err);
    if (code == SCHEMAC_OK && check) {
        note_missing(r);
        code = smig_state_check(r->m, r->err);
    }
    if (code == SCHEMAC_OK) {
        code = smig_plan(r->m, r->target, r->down, &r->plan, r->err);
    }
    if (code == SCHEMAC_OK && check) {
        note_waiting(r);
    }
    return code;
}

/* A revision may leave settings of the session behind; the next one starts as a new session would. */
static schemac_code reset_session(const run *r)
{
    static const char *const resets[] = {"RESET SESSION AUTHORIZATION", "RESET ROLE", "RESET ALL"};
    schemac_code code = SCHEMAC_OK;
    for (size_t i = 0; smig_is_postgresql(r->m) && code == SCHEMAC_OK && i < 3; i++) {
        code = smig_exec(r->m, resets[i], r->err);
    }
    return code;
}

static void tell_revision(const run *r, schemac_migrate_event_kind kind, size_t index, int64_t duration)
{
    const schemac_migrate_event event = {.kind = kind,
                                         .down = r->down,
                                         .revision = r->plan.items[index],
                                         .done = index,
                                         .total = r->plan.count,
                                         .duration_us = duration};
    smig_tell(r->m, &event);
}

static schemac_code run_revision(run *r, size_t index, bool inside)
{
    smig_work work;
    int64_t began = smig_clock();
    tell_revision(r, SCHEMAC_MIGRATE_REVISION_BEGINS, index, 0);
    smig_work_begin(&work, r->m, r->plan.items[index], r->down, inside);
    schemac_code code = smig_work_run(&work, r->err);
    if (code) {
        return code;
    }
    smig_list_add(&r->m->done, (void *)(uintptr_t)r->plan.items[index]);
    tell_revision(r, SCHEMAC_MIGRATE_REVISION_ENDS, index, smig_clock() - began);
    return reset_session(r);
}

static schemac_code run_each(run *r)
{
    schemac_code code = SCHEMAC_OK;
    for (size_t i = 0; code == SCHEMAC_OK && i < r->plan.count; i++) {
        code = run_revision(r, i, false);
    }
    return code;
}

/* ---- all in one transaction ---- */

static const schemac_revision_file *file_of(const run *r, size_t index)
{
    return r->down ? r->plan.items[index]->down : r->plan.items[index]->up;
}

static schemac_code check_all_transactional(const run *r)
{
    for (size_t i = 0; i < r->plan.count; i++) {
        const schemac_revision_file *file = file_of(r, i);
        for (size_t k = 0; k < file->segment_count; k++) {
            if (!file->segments[k].transactional && file->segments[k].count) {
                schemac_error_set(r->err, SCHEMAC_REFUSED,
                                  "\"%s\" has statements outside a transaction, so not all can be one", file->name);
                schemac_error_text(r->err->file, sizeof r->err->file, file->path);
                r->err->line = file->segments[k].line;
                r->err->column = 1;
                schemac_error_hint(r->err, "Nothing was done. Run with a transaction for each revision.");
                return SCHEMAC_REFUSED;
            }
        }
    }
    return SCHEMAC_OK;
}

static schemac_code foreign_keys_off(const run *r, smig_foreign_keys *keys)
{
    for (size_t i = 0; !smig_is_postgresql(r->m) && i < r->plan.count; i++) {
        if (file_of(r, i)->foreign_keys_off) {
            return smig_foreign_keys_off(r->m, keys, r->err);
        }
    }
    return SCHEMAC_OK;
}

/* Settings are not reset in between: RESET inside a transaction would be undone with it, and the limits with that. */
static schemac_code run_all_inside(run *r, smig_foreign_keys *keys)
{
    schemac_code code = SCHEMAC_OK;
    for (size_t i = 0; code == SCHEMAC_OK && i < r->plan.count; i++) {
        code = run_revision(r, i, true);
    }
    if (code == SCHEMAC_OK && keys->off) {
        code = smig_foreign_keys_check(r->m, keys, r->err);
    }
    return code ? code : schemac_conn_commit(r->m->conn, r->err);
}

static schemac_code attempt_all(run *r)
{
    smig_foreign_keys keys = {0};
    schemac_code code = foreign_keys_off(r, &keys);
    if (code == SCHEMAC_OK) {
        code = schemac_conn_begin(r->m->conn, NULL, r->err);
    }
    if (code == SCHEMAC_OK) {
        code = run_all_inside(r, &keys);
        if (code) {
            (void)schemac_conn_rollback(r->m->conn, NULL);
            r->m->done.count = 0;
        }
    }
    schemac_code restored = smig_foreign_keys_restore(r->m, &keys, code ? NULL : r->err);
    return code ? code : restored;
}

static schemac_code run_all(run *r)
{
    schemac_code code = check_all_transactional(r);
    if (code) {
        return code;
    }
    smig_retry retry = {.m = r->m};
    for (;;) {
        schemac_error_clear(r->err);
        smig_retry_begin(&retry);
        code = attempt_all(r);
        if (code == SCHEMAC_OK || !smig_retry_again(&retry, code, r->err)) {
            break;
        }
        code = read_and_plan(r, false); /* what was known of the rows was rolled back */
        if (code) {
            break;
        }
    }
    smig_retry_end(&retry);
    return code ? r->err->code : SCHEMAC_OK;
}

/* ---- a whole run ---- */

static schemac_code run_locked(run *r)
{
    schemac_code code = read_and_plan(r, true);
    if (code == SCHEMAC_OK && r->plan.count) {
        code = smig_table_make(r->m, r->err);
        if (code == SCHEMAC_OK) {
            code = r->m->options.transaction == SCHEMAC_MIGRATE_ALL ? run_all(r) : run_each(r);
        }
        if (code) {
            (void)reset_session(&(run){.m = r->m});
        }
    }
    return code;
}

static schemac_code run_target(run *r)
{
    schemac_code code = read_and_plan(r, false);
    if (code == SCHEMAC_OK && r->plan.count == 0) {
        note_missing(r);
        note_waiting(r);
        return smig_state_check(r->m, r->err);
    }
    if (code == SCHEMAC_OK) {
        code = smig_lock_take(r->m, r->err);
    }
    if (code == SCHEMAC_OK) {
        code = run_locked(r);
        smig_lock_release(r->m);
    }
    return code;
}

static schemac_code run_and_report(schemac_migrator *m, const char *target, bool down, schemac_migrate_report *report,
                                   schemac_error *err)
{
    schemac_error own = SCHEMAC_ERROR_INIT;
    run r = {.m = m, .target = target, .down = down, .err = err ? err : &own};
    int64_t began = smig_clock();
    m->done.count = 0;
    schemac_code code = run_target(&r);
    if (code == SCHEMAC_OK && m->done.failed) {
        code = schemac_error_nomem(err);
    }
    if (report) {
        *report = (schemac_migrate_report){(const schemac_revision *const *)m->done.items, m->done.count,
                                           smig_clock() - began};
    }
    return code;
}

schemac_code schemac_migrator_upgrade(schemac_migrator *migrator, const char *target, schemac_migrate_report *report,
                                      schemac_error *err)
{
    return run_and_report(migrator, target ? target : "head", false, report, err);
}

schemac_code schemac_migrator_downgrade(schemac_migrator *migrator, const char *target, schemac_migrate_report *report,
                                        schemac_error *err)
{
    if (!target) {
        return schemac_error_set(err, SCHEMAC_MISUSE, "a downgrade needs a target");
    }
    return run_and_report(migrator, target, true, report, err);
}

schemac_code schemac_migrator_plan(schemac_migrator *migrator, const char *target, bool down,
                                   schemac_revision_list *plan, schemac_error *err)
{
    schemac_error own = SCHEMAC_ERROR_INIT;
    run r = {.m = migrator, .target = target ? target : "head", .down = down, .err = err ? err : &own};
    if (!target && down) {
        return schemac_error_set(err, SCHEMAC_MISUSE, "a downgrade needs a target");
    }
    schemac_code code = read_and_plan(&r, true);
    *plan = r.plan;
    return code;
}

/* ---- looking ---- */

schemac_code schemac_migrator_applied(schemac_migrator *migrator, schemac_applied_list *list, schemac_error *err)
{
    schemac_code code = smig_state_read(migrator, err);
    *list = (schemac_applied_list){code ? NULL : migrator->state.rows, code ? 0 : migrator->state.row_count};
    return code;
}

schemac_code schemac_migrator_current(schemac_migrator *migrator, schemac_applied_list *list, schemac_error *err)
{
    *list = (schemac_applied_list){NULL, 0};
    schemac_code code = smig_state_read(migrator, err);
    if (code) {
        return code;
    }
    const schemac_revision_list current = migrator->state.current;
    free(migrator->shown);
    migrator->shown = calloc(current.count + 1, sizeof *migrator->shown);
    if (!migrator->shown) {
        return schemac_error_nomem(err);
    }
    for (size_t i = 0; i < current.count; i++) {
        migrator->shown[i] = *smig_state_row(migrator, current.items[i]->id);
    }
    *list = (schemac_applied_list){migrator->shown, current.count};
    return SCHEMAC_OK;
}
