#include "session/cache.h"

#include <stdlib.h>
#include <string.h>

#include "db/error.h"

uint64_t schemac_hash_bytes(const void *data, size_t len)
{
    /* Eight bytes at a time: multiply by an odd constant and fold the high half down. */
    const uint64_t odd = UINT64_C(0x9E3779B97F4A7C15);
    const unsigned char *p = data;
    uint64_t hash = len * odd;
    for (; len >= 8; len -= 8, p += 8) {
        uint64_t word = 0;
        memcpy(&word, p, 8);
        hash = (hash ^ word) * odd;
        hash ^= hash >> 32;
    }
    uint64_t rest = 0;
    if (len > 0) {
        memcpy(&rest, p, len);
    }
    hash = (hash ^ rest) * odd;
    return hash ^ hash >> 29;
}

static void unlink_age(schemac_cache *cache, schemac_cached *entry)
{
    if (entry == cache->newest) {
        cache->newest = entry->older;
    } else {
        entry->newer->older = entry->older;
    }
    if (entry == cache->oldest) {
        cache->oldest = entry->newer;
    } else {
        entry->older->newer = entry->newer;
    }
}

static void link_newest(schemac_cache *cache, schemac_cached *entry)
{
    entry->newer = NULL;
    entry->older = cache->newest;
    if (cache->newest == NULL) {
        cache->oldest = entry;
    } else {
        cache->newest->newer = entry;
    }
    cache->newest = entry;
}

static schemac_cached **bucket_of(schemac_cache *cache, uint64_t hash)
{
    return &cache->buckets[hash & (cache->n_buckets - 1)];
}

static void drop(schemac_cache *cache, schemac_conn *conn, schemac_cached *entry)
{
    schemac_cached **link = bucket_of(cache, entry->hash);
    while (*link != entry) {
        link = &(*link)->next_in_bucket;
    }
    *link = entry->next_in_bucket;
    unlink_age(cache, entry);
    schemac_conn_unprepare(conn, entry->stmt);
    free(entry);
    cache->count--;
}

static schemac_cached *find(schemac_cache *cache, schemac_str sql, uint64_t hash)
{
    for (schemac_cached *entry = *bucket_of(cache, hash); entry != NULL; entry = entry->next_in_bucket) {
        if (entry->hash == hash && schemac_str_equal(entry->sql, sql)) {
            return entry;
        }
    }
    return NULL;
}

static bool make_buckets(schemac_cache *cache)
{
    size_t n = 16;
    while (n < cache->limit) {
        n *= 2;
    }
    cache->buckets = calloc(n, sizeof(schemac_cached *));
    cache->n_buckets = n;
    return cache->buckets != NULL;
}

static schemac_code add(schemac_cache *cache, schemac_conn *conn, uint64_t hash, schemac_stmt *stmt, schemac_error *err)
{
    schemac_cached *entry = calloc(1, sizeof *entry);
    if (entry == NULL) {
        schemac_conn_unprepare(conn, stmt);
        return schemac_error_nomem(err);
    }
    entry->hash = hash;
    entry->stmt = stmt;
    entry->sql = conn->driver->stmt_sql(stmt);
    schemac_cached **bucket = bucket_of(cache, hash);
    entry->next_in_bucket = *bucket;
    *bucket = entry;
    link_newest(cache, entry);
    cache->count++;
    return SCHEMAC_OK;
}

schemac_code schemac_cache_get(schemac_cache *cache, schemac_conn *conn, schemac_str sql, schemac_stmt **stmt,
                               schemac_error *err)
{
    if (cache->buckets == NULL && !make_buckets(cache)) {
        return schemac_error_nomem(err);
    }
    uint64_t hash = schemac_hash_bytes(sql.data, sql.len);
    schemac_cached *entry = find(cache, sql, hash);
    if (entry != NULL) {
        unlink_age(cache, entry);
        link_newest(cache, entry);
        *stmt = entry->stmt;
        return SCHEMAC_OK;
    }
    while (cache->count >= cache->limit && cache->oldest != NULL) {
        drop(cache, conn, cache->oldest);
    }
    schemac_code code = schemac_conn_prepare(conn, sql, cache->unnamed, stmt, err);
    return code == SCHEMAC_OK ? add(cache, conn, hash, *stmt, err) : code;
}

void schemac_cache_clear(schemac_cache *cache, schemac_conn *conn)
{
    while (cache->oldest != NULL) {
        drop(cache, conn, cache->oldest);
    }
}

void schemac_cache_free(schemac_cache *cache, schemac_conn *conn)
{
    schemac_cache_clear(cache, conn);
    free((void *)cache->buckets);
    cache->buckets = NULL;
}
