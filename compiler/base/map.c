/* Entries stand in an array in the order of insertion; a table of slots beside it (open addressing, at most half full)
 * finds them. Small maps have no slots at all: a walk over the hashes of sixteen entries is faster. */
#include "compiler/base/map.h"

#include "compiler/base/vec.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

enum { WITHOUT_SLOTS = 16, FIRST_ENTRIES = 4 };

static uint32_t map_hash(str key)
{
    return (uint32_t)XXH3_64bits(key.len ? key.ptr : "", key.len);
}

static bool map_entry_is(const map_entry *e, str key, uint32_t hash)
{
    return e->hash == hash && !e->removed && str_eq(e->key, key);
}

static uint32_t *map_slot(const map *m, str key, uint32_t hash)
{
    uint32_t mask = m->n_slots - 1;
    for (uint32_t i = hash & mask;; i = (i + 1) & mask) {
        uint32_t entry = m->slots[i];
        if (entry == 0 || map_entry_is(&m->entries[entry - 1], key, hash))
            return &m->slots[i];
    }
}

static map_entry *map_find(const map *m, str key, uint32_t hash)
{
    if (m->n_slots) {
        uint32_t entry = *map_slot(m, key, hash);
        return entry ? &m->entries[entry - 1] : NULL;
    }
    for (size_t i = 0; i < m->count; i++)
        if (map_entry_is(&m->entries[i], key, hash))
            return &m->entries[i];
    return NULL;
}

static void map_make_slots(arena *a, map *m, uint32_t n_slots)
{
    m->n_slots = n_slots;
    m->slots = ARENA_ARRAY(a, uint32_t, n_slots);
    uint32_t mask = n_slots - 1;
    for (uint32_t e = 0; e < m->count; e++) {
        uint32_t i = m->entries[e].hash & mask;
        while (m->slots[i])
            i = (i + 1) & mask;
        m->slots[i] = e + 1;
    }
}

/* Room for `capacity` entries in all; the slots are a power of two, and twice as many at least. */
static void map_grow(arena *a, map *m, size_t capacity)
{
    if (capacity > UINT32_MAX / 4)
        base_out_of_memory(capacity);
    m->entries = arena_grow(a, m->entries, m->capacity * sizeof(map_entry), capacity * sizeof(map_entry));
    m->capacity = (uint32_t)capacity;
    uint32_t n_slots = m->n_slots ? m->n_slots : 4 * (uint32_t)WITHOUT_SLOTS;
    while (n_slots < 2 * capacity)
        n_slots *= 2;
    if (capacity > WITHOUT_SLOTS && n_slots > m->n_slots)
        map_make_slots(a, m, n_slots);
}

void map_reserve(arena *a, map *m, size_t more)
{
    if (m->capacity - m->count < more)
        map_grow(a, m, m->count + more);
}

void map_clear(map *m)
{
    m->count = m->live = 0;
    if (m->n_slots)
        memset(m->slots, 0, m->n_slots * sizeof *m->slots);
}

void *map_get(const map *m, str key)
{
    if (m->live == 0)
        return NULL;
    map_entry *entry = map_find(m, key, map_hash(key));
    return entry ? entry->value : NULL;
}

bool map_has(const map *m, str key)
{
    return m->live > 0 && map_find(m, key, map_hash(key)) != NULL;
}

void *map_put(arena *a, map *m, str key, void *value)
{
    uint32_t hash = map_hash(key);
    map_entry *entry = map_find(m, key, hash);
    if (entry) {
        void *before = entry->value;
        entry->value = value;
        return before;
    }
    if (m->count == m->capacity)
        map_grow(a, m, m->capacity ? 2 * (size_t)m->capacity : FIRST_ENTRIES);
    m->entries[m->count++] = (map_entry){.key = key, .value = value, .hash = hash};
    m->live++;
    if (m->n_slots)
        *map_slot(m, key, hash) = (uint32_t)m->count;
    return NULL;
}

void *map_remove(map *m, str key)
{
    map_entry *entry = m->live ? map_find(m, key, map_hash(key)) : NULL;
    if (!entry)
        return NULL;
    entry->removed = true;
    m->live--;
    return entry->value;
}
