/*
 * retry.c - when a lock on a table is not to be had: again, with growing, jittered pauses, and word of who blocks.
 *
 * A waiting ALTER TABLE blocks every query that comes after it, so the waits are short and the pauses between them
 * long.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "db/error.h"
#include "migrate/migrator.h"

enum { DEFAULT_RETRIES = 10, FIRST_PAUSE_MS = 250, LONGEST_PAUSE_MS = 10000 };

int64_t smig_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

void smig_pause(int64_t milliseconds)
{
    struct timespec left = {.tv_sec = (time_t)(milliseconds / 1000), .tv_nsec = (long)(milliseconds % 1000) * 1000000};
    while (nanosleep(&left, &left) != 0) {
        /* a signal: go on with what is left */
    }
}

static int retries_of(const schemac_migrator *m)
{
    int retries = m->options.lock_retries;
    return retries == 0 ? DEFAULT_RETRIES : retries < 0 ? 0 : retries;
}

static bool is_about_locks(const schemac_migrator *m, schemac_code code, const schemac_error *err)
{
    if (!smig_is_postgresql(m)) {
        return code == SCHEMAC_BUSY;
    }
    return strcmp(err->sqlstate, "55P03") == 0 || strcmp(err->sqlstate, "40P01") == 0;
}

/* Half the pause is certain, half of it left to chance, so that two who met do not meet again. */
static int64_t pause_before(smig_retry *retry)
{
    int64_t pause = FIRST_PAUSE_MS;
    for (int i = 1; i < retry->attempts && pause < LONGEST_PAUSE_MS; i++) {
        pause *= 2;
    }
    pause = pause < LONGEST_PAUSE_MS ? pause : LONGEST_PAUSE_MS;
    if (retry->random == 0) {
        retry->random = (uint32_t)smig_clock() ^ ((uint32_t)getpid() << 16) ^ 1U;
    }
    retry->random = retry->random * 1103515245U + 12345U;
    return pause / 2 + (int64_t)(retry->random >> 8) % (pause / 2 + 1);
}

void smig_retry_begin(smig_retry *retry)
{
    schemac_migrator *m = retry->m;
    retry->attempts++;
    if (!smig_is_postgresql(m) || (retry->attempts == 1 && retries_of(m) > 0)) {
        return; /* most first attempts go well, and a second connection has its price */
    }
    char pid[24];
    if (smig_query_text(m, "SELECT pg_backend_pid()", 0, NULL, pid, sizeof pid, NULL) == SCHEMAC_OK) {
        retry->watch = smig_watch_start(m->url, pid);
    }
}

static void end_watch(smig_retry *retry)
{
    smig_watch_stop(retry->watch, retry->blockers, sizeof retry->blockers);
    retry->watch = NULL;
}

/* The last word: the error becomes one of locks, and says whose. */
static bool give_up(smig_retry *retry, schemac_error *err)
{
    err->code = SCHEMAC_LOCKED;
    err->retryable = true;
    if (retry->blockers[0]) {
        schemac_error_text(err->detail, sizeof err->detail, retry->blockers);
    }
    schemac_error_hint(err,
                       "Tried %d times, and nothing of this step was done. Wait until the lock is free, or allow a "
                       "longer wait with --lock-timeout.",
                       retry->attempts);
    return false;
}

bool smig_retry_again(smig_retry *retry, schemac_code code, schemac_error *err)
{
    end_watch(retry);
    if (!is_about_locks(retry->m, code, err)) {
        return false;
    }
    if (retry->attempts > retries_of(retry->m)) {
        return give_up(retry, err);
    }
    int64_t pause = pause_before(retry);
    const char *whose = retry->blockers[0] ? retry->blockers : err->message;
    const schemac_migrate_event event = {.kind = SCHEMAC_MIGRATE_RETRY,
                                         .revision = retry->revision,
                                         .done = (size_t)retry->attempts,
                                         .text = whose,
                                         .text_length = strlen(whose),
                                         .duration_us = pause * 1000};
    smig_tell(retry->m, &event);
    smig_pause(pause);
    return true;
}

void smig_retry_end(smig_retry *retry)
{
    end_watch(retry);
}
