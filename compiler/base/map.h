/* An insertion-ordered map from str to a pointer. Keys borrow: their bytes must outlive the map. Start with
 * `map m = {0};`. Lookup is O(1); walking `entries` gives the order of insertion, so output never depends on hashes. */
#ifndef SCHEMAC_BASE_MAP_H
#define SCHEMAC_BASE_MAP_H

#include "compiler/base/arena.h"
#include "compiler/base/str.h"

typedef struct map_entry {
    str key;
    void *value;
    uint32_t hash;
    bool removed;
} map_entry;

/* At most UINT32_MAX entries. */
typedef struct map {
    map_entry *entries;
    uint32_t *slots;
    size_t count; /* entries used, the removed ones included */
    size_t live;  /* entries that are not removed */
    uint32_t capacity;
    uint32_t n_slots;
} map;

/* The value of `key`, or NULL. */
void *map_get(const map *m, str key);
bool map_has(const map *m, str key);
/* Sets the value; returns the value that stood there before, or NULL. A replaced key keeps its place in the order. */
void *map_put(arena *a, map *m, str key, void *value);
/* Takes the key out; returns its value or NULL. */
void *map_remove(map *m, str key);

/* Makes room for `more` entries: for a map whose size can be foretold. */
void map_reserve(arena *a, map *m, size_t more);
/* Takes all keys out; the room stays, for the next use. */
void map_clear(map *m);

/* Walks live entries in order of insertion; `it` is a `map_entry *`. */
#define MAP_EACH(m, it)                                                                                                \
    for (map_entry *it = (m)->entries, *it##_end = it ? it + (m)->count : it; it != it##_end; it++)                    \
        if (!it->removed)

#endif
