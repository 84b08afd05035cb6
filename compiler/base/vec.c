#include "compiler/base/vec.h"

#include <stdint.h>

enum { FIRST_CAPACITY = 4 };

void *vec_grow(arena *a, void *items, size_t item_size, size_t count, size_t *capacity)
{
    size_t more = *capacity ? *capacity * 2 : FIRST_CAPACITY;
    if (more > SIZE_MAX / item_size)
        base_out_of_memory(more);
    *capacity = more;
    return arena_grow(a, items, item_size * count, item_size * more);
}
