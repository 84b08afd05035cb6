/* Entries stand in an array in the order of insertion; a table of slots beside it (open addressing, at most half full)
 * finds them. Small maps have no slots at all: a walk over eight entries is faster than a hash. */
#include "compiler/base/map.h"

#include "compiler/base/vec.h"

enum { WITHOUT_SLOTS = 8 };

static uint32_t *map_slot(const map *m, str key, uint64_t hash)
{
    size_t mask = m->n_slots - 1;
    for (size_t i = (size_t)hash & mask;; i = (i + 1) & mask) {
        uint32_t entry = m->slots[i];
        if (entry == 0)
            return &m->slots[i];
        const map_entry *e = &m->entries[entry - 1];
        if (e->hash == hash && !e->removed && str_eq(e->key, key))
            return &m->slots[i];
    }
}

static map_entry *map_find(const map *m, str key, uint64_t hash)
{
    if (m->n_slots) {
        uint32_t entry = *map_slot(m, key, hash);
        return entry ? &m->entries[entry - 1] : NULL;
    }
    for (size_t i = 0; i < m->count; i++)
        if (!m->entries[i].removed && str_eq(m->entries[i].key, key))
            return &m->entries[i];
    return NULL;
}

static void map_make_slots(arena *a, map *m)
{
    m->n_slots = m->n_slots ? m->n_slots * 2 : 4 * (size_t)WITHOUT_SLOTS;
    m->slots = ARENA_ARRAY(a, uint32_t, m->n_slots);
    size_t mask = m->n_slots - 1;
    for (size_t e = 0; e < m->count; e++) {
        size_t i = (size_t)m->entries[e].hash & mask;
        while (m->slots[i])
            i = (i + 1) & mask;
        m->slots[i] = (uint32_t)(e + 1);
    }
}

void *map_get(const map *m, str key)
{
    if (m->live == 0)
        return NULL;
    map_entry *entry = map_find(m, key, m->n_slots ? str_hash(key) : 0);
    return entry ? entry->value : NULL;
}

bool map_has(const map *m, str key)
{
    return m->live > 0 && map_find(m, key, m->n_slots ? str_hash(key) : 0) != NULL;
}

static void map_append(arena *a, map *m, map_entry entry)
{
    if (m->count == m->capacity)
        m->entries = vec_grow(a, m->entries, sizeof *m->entries, m->count, &m->capacity);
    m->entries[m->count++] = entry;
    m->live++;
}

void *map_put(arena *a, map *m, str key, void *value)
{
    uint64_t hash = str_hash(key);
    map_entry *entry = map_find(m, key, hash);
    if (entry) {
        void *before = entry->value;
        entry->value = value;
        return before;
    }
    map_append(a, m, (map_entry){.key = key, .value = value, .hash = hash});
    if (m->n_slots == 0 ? m->count > WITHOUT_SLOTS : m->count * 2 > m->n_slots)
        map_make_slots(a, m);
    else if (m->n_slots)
        *map_slot(m, key, hash) = (uint32_t)m->count;
    return NULL;
}

void *map_remove(map *m, str key)
{
    map_entry *entry = map_find(m, key, m->n_slots ? str_hash(key) : 0);
    if (!entry)
        return NULL;
    entry->removed = true;
    m->live--;
    return entry->value;
}
