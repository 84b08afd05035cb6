/* A connection in the pool, with what sessions keep beside it from one to the next. */
#ifndef SCHEMAC_SESSION_POOLED_H
#define SCHEMAC_SESSION_POOLED_H

#include "session/cache.h"
#include "session/pool.h"

typedef struct schemac_pooled {
    schemac_conn *conn;
    schemac_cache cache;
    struct schemac_pooled *next; /* among the idle ones */
} schemac_pooled;

/* As schemac_db_take; `wait_ms` 0: as the engine says, -1: not at all. `*fresh` says that it was opened just now. */
schemac_code schemac_pool_take(schemac_db *db, int wait_ms, schemac_pooled **pooled, bool *fresh, schemac_error *err);
void schemac_pool_give(schemac_db *db, schemac_pooled *pooled);
/* Closes a connection that is of no use any more. */
void schemac_pool_drop(schemac_db *db, schemac_pooled *pooled);
/* False in a child after fork. */
bool schemac_db_is_ours(const schemac_db *db);

#endif
