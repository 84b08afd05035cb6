/*
 * plan.c - from a target to the revisions that are to run, in order.
 *
 * Up: what the target needs and the database lacks. A squash runs only where nothing of what it replaces is applied;
 * where all is, it is recorded without running; where some is, the rest of the old chain runs first. Down: what comes
 * after the target, newest first.
 */
#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "migrate/files/history_private.h"
#include "migrate/migrator.h"

enum { NEEDED = 1, APPLIED = 2, RUNS = 4, KEPT = 8, AFTER = 16, TARGET = 32, WAITS = 64 };

/* A plan in the making: flags by revision->index. */
typedef struct planner {
    schemac_migrator *m;
    schemac_history *history;
    unsigned char *flags;
    schemac_revision_list target;
    schemac_error *err;
} planner;

static bool row_counts(const schemac_applied *row)
{
    return row && row->state != SCHEMAC_UPGRADING;
}

static void flag_applied(planner *p)
{
    for (size_t i = 0; i < p->history->count; i++) {
        const schemac_revision *revision = p->history->order[i];
        const schemac_revision *squash = revision->replaced_by;
        if (row_counts(smig_state_row(p->m, revision->id)) ||
            (squash && row_counts(smig_state_row(p->m, squash->id)))) {
            p->flags[i] |= APPLIED;
        }
    }
}

/* How many of the revisions that a squash replaces are applied, by flags or, for those that the folder lacks, by rows.
 */
static size_t count_replaced(const planner *p, const schemac_revision *squash)
{
    size_t count = 0;
    for (size_t i = 0; i < squash->up->replaces.count; i++) {
        const char *id = squash->up->replaces.items[i];
        const schemac_revision *old = schemac_history_find(p->history, id);
        count += old ? (p->flags[old->index] & APPLIED) != 0 : row_counts(smig_state_row(p->m, id));
    }
    return count;
}

/* Marks the old chain of a squash that is applied in part. */
static schemac_code need_chain(planner *p, const schemac_revision *squash, bool *changed)
{
    for (size_t i = 0; i < squash->up->replaces.count; i++) {
        const char *id = squash->up->replaces.items[i];
        const schemac_revision *old = schemac_history_find(p->history, id);
        if (old && !(p->flags[old->index] & NEEDED)) {
            smig_mark_ancestors(p->history, (schemac_revision_list){&old, 1}, p->flags, NEEDED);
            *changed = true;
        } else if (!old && !row_counts(smig_state_row(p->m, id))) {
            schemac_error_set(p->err, SCHEMAC_REFUSED,
                              "\"%s\" replaces revisions of which some are applied, and %s, which is not, is not here",
                              squash->up->name, id);
            schemac_error_hint(p->err, "Bring the files of the old revisions back, and upgrade with them first.");
            return SCHEMAC_REFUSED;
        }
    }
    return SCHEMAC_OK;
}

static schemac_code need_chains(planner *p)
{
    schemac_code code = SCHEMAC_OK;
    for (bool changed = true; changed && code == SCHEMAC_OK;) {
        changed = false;
        for (size_t i = p->history->count; i-- > 0 && code == SCHEMAC_OK;) {
            const schemac_revision *revision = p->history->order[i];
            size_t replaces = revision->up->replaces.count;
            if (!replaces || (p->flags[i] & (NEEDED | APPLIED)) != NEEDED) {
                continue;
            }
            size_t applied = count_replaced(p, revision);
            if (applied > 0 && applied < replaces) {
                code = need_chain(p, revision, &changed);
            }
        }
    }
    return code;
}

/* Does the run stop before revisions that contract? */
static bool stops_before_contract(const planner *p)
{
    schemac_migrate_phase phase = p->m->options.phase;
    return phase == SCHEMAC_MIGRATE_EXPAND || (phase == SCHEMAC_MIGRATE_EXPAND_IN_USE && p->m->state.row_count > 0);
}

/* One that contracts, unless it is begun, and what comes after one that waits. */
static bool waits(const planner *p, const schemac_revision *revision)
{
    const char *phase = revision->up->phase;
    bool found = phase && strcmp(phase, "contract") == 0 && !smig_state_row(p->m, revision->id);
    for (size_t i = 0; !found && i < revision->parent_count; i++) {
        found = (p->flags[revision->parents[i]->index] & WAITS) != 0;
    }
    for (size_t i = 0; !found && i < revision->depend_count; i++) {
        found = (p->flags[revision->depends[i]->index] & WAITS) != 0;
    }
    return found;
}

/* In order, as the run will go: what runs counts as applied for what follows, a squash for all that it replaces. */
static void choose_up(planner *p)
{
    bool stop = stops_before_contract(p);
    p->m->waiting = NULL;
    for (size_t i = 0; i < p->history->count; i++) {
        const schemac_revision *revision = p->history->order[i];
        if ((p->flags[i] & (NEEDED | APPLIED)) != NEEDED) {
            continue;
        }
        if (stop && waits(p, revision)) {
            p->flags[i] |= WAITS;
            p->m->waiting = p->m->waiting ? p->m->waiting : revision;
            continue;
        }
        p->flags[i] |= RUNS | APPLIED;
        for (size_t k = 0; k < revision->up->replaces.count; k++) {
            const schemac_revision *old = schemac_history_find(p->history, revision->up->replaces.items[k]);
            if (old) {
                p->flags[old->index] |= APPLIED;
            }
        }
    }
}

/* A revision that stands in the middle of the other direction. */
static schemac_code check_begun(const planner *p, bool down)
{
    schemac_applied_state other = down ? SCHEMAC_UPGRADING : SCHEMAC_DOWNGRADING;
    for (size_t i = 0; i < p->m->state.row_count; i++) {
        const schemac_applied *row = &p->m->state.rows[i];
        if (row->state == other) {
            schemac_error_set(p->err, SCHEMAC_REFUSED, "revision %s is half %s: %d statements are done", row->id,
                              down ? "applied" : "taken back", row->statements_done);
            schemac_error_hint(p->err, down ? "Let upgrade go on with it first; what has not run yet may be edited."
                                            : "Let downgrade go on with it first; what has not run yet may be edited.");
            return SCHEMAC_REFUSED;
        }
    }
    return SCHEMAC_OK;
}

static schemac_code plan_up(planner *p)
{
    smig_mark_ancestors(p->history, p->target, p->flags, NEEDED);
    schemac_code code = check_begun(p, false);
    if (code == SCHEMAC_OK) {
        code = need_chains(p);
    }
    if (code == SCHEMAC_OK) {
        choose_up(p);
    }
    return code;
}

static schemac_code check_target_applied(const planner *p)
{
    for (size_t i = 0; i < p->target.count; i++) {
        const schemac_revision *revision = p->target.items[i];
        const schemac_applied *row = smig_state_row(p->m, revision->id);
        if (row && row->state == SCHEMAC_REPLACED) {
            schemac_error_set(p->err, SCHEMAC_REFUSED, "revision %s is part of a squash, which goes back as a whole",
                              revision->id);
            schemac_error_hint(p->err, "Name a revision before the squash.");
            return SCHEMAC_REFUSED;
        }
        if (!row || row->state != SCHEMAC_APPLIED) {
            return schemac_error_set(p->err, SCHEMAC_INVALID,
                                     "revision %s is not applied, so nothing can be taken back to it", revision->id);
        }
    }
    return SCHEMAC_OK;
}

/* What comes after the target; after base, everything. */
static void flag_after(planner *p)
{
    for (size_t i = 0; i < p->target.count; i++) {
        p->flags[p->target.items[i]->index] |= TARGET;
    }
    for (size_t i = 0; i < p->history->count; i++) {
        const schemac_revision *revision = p->history->order[i];
        bool after = p->target.count == 0;
        for (size_t k = 0; !after && k < revision->parent_count; k++) {
            after = (p->flags[revision->parents[k]->index] & (TARGET | AFTER)) != 0;
        }
        for (size_t k = 0; !after && k < revision->depend_count; k++) {
            after = (p->flags[revision->depends[k]->index] & (TARGET | AFTER)) != 0;
        }
        if (after) {
            p->flags[i] |= AFTER;
        }
    }
}

static schemac_code check_reversible(const planner *p, const schemac_revision *revision)
{
    const char *why = revision->down->irreversible ? revision->down->irreversible : revision->up->irreversible;
    if (!why) {
        return SCHEMAC_OK;
    }
    schemac_error_set(p->err, SCHEMAC_REFUSED, "\"%s\" is irreversible: %s", revision->up->name, why);
    schemac_error_text(p->err->file, sizeof p->err->file, revision->down->path);
    schemac_error_hint(p->err, "Nothing was taken back. Name a target that leaves this revision in place, or restore a "
                               "backup.");
    return SCHEMAC_REFUSED;
}

static schemac_code plan_down(planner *p)
{
    schemac_code code = check_begun(p, true);
    if (code == SCHEMAC_OK) {
        code = check_target_applied(p);
    }
    smig_mark_ancestors(p->history, p->target, p->flags, KEPT);
    flag_after(p);
    for (size_t i = p->history->count; code == SCHEMAC_OK && i-- > 0;) {
        const schemac_applied *row = smig_state_row(p->m, p->history->order[i]->id);
        if (row && row->state != SCHEMAC_REPLACED && (p->flags[i] & (AFTER | KEPT)) == AFTER) {
            p->flags[i] |= RUNS;
            code = check_reversible(p, p->history->order[i]);
        }
    }
    return code;
}

static void reverse(schemac_revision_list *list)
{
    const schemac_revision **items = (const schemac_revision **)list->items;
    for (size_t i = 0; i < list->count / 2; i++) {
        const schemac_revision *kept = items[i];
        items[i] = items[list->count - 1 - i];
        items[list->count - 1 - i] = kept;
    }
}

schemac_code smig_plan(schemac_migrator *m, const char *target, bool down, schemac_revision_list *plan,
                       schemac_error *err)
{
    planner p = {.m = m, .history = m->state.history, .err = err};
    schemac_position position = smig_state_position(m);
    schemac_code code = schemac_history_resolve(p.history, target, &position, &p.target, err);
    if (code) {
        return code;
    }
    p.flags = calloc(p.history->count + 1, 1);
    if (!p.flags) {
        return schemac_error_nomem(err);
    }
    flag_applied(&p);
    code = down ? plan_down(&p) : plan_up(&p);
    if (code == SCHEMAC_OK) {
        code = smig_select(p.history, p.flags, RUNS, RUNS, plan, err);
    }
    if (code == SCHEMAC_OK && down) {
        reverse(plan);
    }
    free(p.flags);
    return code;
}

bool smig_is_adopted(const schemac_migrator *m, const schemac_revision *revision)
{
    const schemac_names *replaces = &revision->up->replaces;
    for (size_t i = 0; i < replaces->count; i++) {
        if (!row_counts(smig_state_row(m, replaces->items[i]))) {
            return false;
        }
    }
    return replaces->count > 0;
}
