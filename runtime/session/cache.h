/* The prepared statements of one connection, found by their text. When there are too many, the one that was used
 * longest ago goes. */
#ifndef SCHEMAC_SESSION_CACHE_H
#define SCHEMAC_SESSION_CACHE_H

#include "db/driver.h"

typedef struct schemac_cached {
    struct schemac_cached *next_in_bucket;
    struct schemac_cached *newer, *older;
    uint64_t hash;
    schemac_str sql; /* the statement's own text */
    schemac_stmt *stmt;
} schemac_cached;

typedef struct schemac_cache {
    schemac_cached **buckets; /* n_buckets, a power of two; NULL before the first statement */
    size_t n_buckets;
    size_t count;
    size_t limit;
    bool unnamed;
    schemac_cached *newest, *oldest;
} schemac_cache;

/* The statement for a text, prepared now if it was not before. It belongs to the cache and is valid until the next
 * call. */
schemac_code schemac_cache_get(schemac_cache *cache, schemac_conn *conn, schemac_str sql, schemac_stmt **stmt,
                               schemac_error *err);
/* Forgets all statements. `conn` may be lost. */
void schemac_cache_clear(schemac_cache *cache, schemac_conn *conn);
/* Frees the tables too. */
void schemac_cache_free(schemac_cache *cache, schemac_conn *conn);

/* A hash of bytes that differs between any two short texts with high probability. */
uint64_t schemac_hash_bytes(const void *data, size_t len);

#endif
