/* The small structures under a state: names that changed, and parts that are found by name. */
#include "compiler/change/state.h"

void change_renamings_note(arena *a, change_renamings *renamings, str old_name, str new_name)
{
    change_renaming *renaming = map_remove(&renamings->by_current, old_name);
    if (!renaming) {
        renaming = ARENA_NEW(a, change_renaming);
        renaming->original = old_name;
        VEC_PUSH(a, &renamings->list, renaming);
    }
    renaming->current = new_name;
    map_put(a, &renamings->by_current, new_name, renaming);
}

str change_renamings_original(const change_renamings *renamings, str current)
{
    const change_renaming *renaming = map_get(&renamings->by_current, current);
    return renaming ? renaming->original : current;
}

map change_renamings_map(arena *a, const change_renamings *renamings)
{
    map originals = {0};
    VEC_EACH (change_renaming *, &renamings->list, it)
        if (!str_eq((*it)->original, (*it)->current))
            map_put(a, &originals, (*it)->original, *it);
    return originals;
}

static size_t position_of(const change_parts *parts, str name)
{
    return (size_t)(uintptr_t)map_get(&parts->index, name);
}

void *change_parts_get(const change_parts *parts, str name)
{
    size_t position = position_of(parts, name);
    return position ? parts->items.items[position - 1] : NULL;
}

void change_parts_add(arena *a, change_parts *parts, str name, void *part)
{
    VEC_PUSH(a, &parts->items, part);
    map_put(a, &parts->index, name, (void *)(uintptr_t)parts->items.count);
}

void change_parts_set(change_parts *parts, str name, void *part)
{
    parts->items.items[position_of(parts, name) - 1] = part;
}

void change_parts_remove(change_parts *parts, str name)
{
    size_t position = (size_t)(uintptr_t)map_remove(&parts->index, name);
    if (position)
        parts->items.items[position - 1] = NULL;
}

void change_parts_rename(arena *a, change_parts *parts, str old_name, str new_name, void *part)
{
    void *position = map_remove(&parts->index, old_name);
    map_put(a, &parts->index, new_name, position);
    parts->items.items[(size_t)(uintptr_t)position - 1] = part;
}
