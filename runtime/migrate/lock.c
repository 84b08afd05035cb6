/*
 * lock.c - one migrator at a time. What the lock is stands in lock_postgresql.c and lock_sqlite.c; here is the waiting:
 * tries with growing, jittered pauses, and word of whom it waits for.
 */
#include "db/error.h"
#include "migrate/migrator.h"

enum { FIRST_PAUSE_MS = 50, LONGEST_PAUSE_MS = 1000, DEFAULT_WAIT_MS = 60000, WORD_EVERY_US = 5000000 };

static schemac_code try_once(schemac_migrator *m, bool *taken, char *holder, size_t size, schemac_error *err)
{
    return smig_is_postgresql(m) ? smig_postgresql_lock_try(m, taken, holder, size, err)
                                 : smig_sqlite_lock_try(m, taken, holder, size, err);
}

static void tell_waiting(const schemac_migrator *m, const char *holder, int64_t waited)
{
    smig_text text = {0};
    smig_text_addf(&text, "%s", holder);
    const schemac_migrate_event event = {.kind = SCHEMAC_MIGRATE_WAITING,
                                         .text = smig_text_string(&text),
                                         .text_length = text.length,
                                         .duration_us = waited};
    smig_tell(m, &event);
    smig_text_free(&text);
}

static int64_t limit_of(const schemac_migrator *m)
{
    int wait = m->options.lock_wait_ms;
    return (wait == 0 ? DEFAULT_WAIT_MS : wait < 0 ? 0 : (int64_t)wait) * 1000;
}

static schemac_code wait_for_lock(schemac_migrator *m, schemac_error *err)
{
    char holder[512];
    int64_t begin = smig_clock();
    int64_t told = -WORD_EVERY_US;
    int64_t pause = FIRST_PAUSE_MS;
    for (;;) {
        schemac_code code = try_once(m, &m->lock.held, holder, sizeof holder, err);
        if (code || m->lock.held) {
            return code;
        }
        int64_t waited = smig_clock() - begin;
        if (waited >= limit_of(m)) {
            schemac_error_set(err, SCHEMAC_LOCKED, "another migrator is at work: %s", holder);
            schemac_error_hint(err, "Waited for %.1f s. Wait until it has ended, or wait longer with --lock-wait.",
                               (double)waited / 1e6);
            return SCHEMAC_LOCKED;
        }
        if (waited - told >= WORD_EVERY_US) {
            tell_waiting(m, holder, waited);
            told = waited;
        }
        smig_pause(pause / 2 + begin % (pause / 2 + 1)); /* the clock's digits are jitter enough between processes */
        pause = pause * 3 / 2 < LONGEST_PAUSE_MS ? pause * 3 / 2 : LONGEST_PAUSE_MS;
    }
}

schemac_code smig_lock_take(schemac_migrator *m, schemac_error *err)
{
    schemac_code code = smig_is_postgresql(m) ? smig_postgresql_pooler_check(m, err) : SCHEMAC_OK;
    if (code == SCHEMAC_OK) {
        code = wait_for_lock(m, err);
    }
    if (code == SCHEMAC_OK && smig_is_postgresql(m)) {
        code = smig_postgresql_lock_check(m, err);
    }
    if (code) {
        smig_lock_release(m);
    }
    return code;
}

void smig_lock_release(schemac_migrator *m)
{
    if (m->lock.held) {
        if (smig_is_postgresql(m)) {
            smig_postgresql_lock_release(m);
        } else {
            smig_sqlite_lock_release(m);
        }
        m->lock.held = false;
    }
}
