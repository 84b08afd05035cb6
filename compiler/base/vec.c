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
