#include "compiler/base/vec.h"

#include <stdint.h>

enum { FIRST_CAPACITY = 4 };

void *vec_grow(arena *a, void *items, size_t item_size, size_t count, size_t *capacity)
{
    return vec_reserve(a, items, item_size, count, *capacity ? *capacity * 2 : FIRST_CAPACITY, capacity);
}

void *vec_reserve(arena *a, void *items, size_t item_size, size_t count, size_t wanted, size_t *capacity)
{
    if (wanted > SIZE_MAX / item_size)
        base_out_of_memory(wanted);
    *capacity = wanted;
    return arena_grow(a, items, item_size * count, item_size * wanted);
}

bool str_list_equal(const str_list *a, const str_list *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        if (!str_eq(a->items[i], b->items[i]))
            return false;
    }
    return true;
}

bool str_list_has(const str_list *list, str text)
{
    VEC_EACH (const str, list, item)
        if (str_eq(*item, text))
            return true;
    return false;
}
