/* Blocks grow geometrically, so the number of calls to the system stays small, and none is ever given back alone. */
#include "compiler/base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arena_block {
    arena_block *next;
};

enum { ALIGNMENT = 16, FIRST_BLOCK = 64 * 1024, LARGEST_BLOCK = 4 * 1024 * 1024 };

_Noreturn void base_out_of_memory(size_t size)
{
    fprintf(stderr, "schemac: out of memory (%zu bytes wanted)\n", size);
    exit(70);
}

static size_t aligned(size_t size)
{
    if (size > SIZE_MAX - ALIGNMENT)
        base_out_of_memory(size);
    return (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

static size_t next_block_size(const arena *a, size_t wanted)
{
    size_t size = a->total < FIRST_BLOCK ? FIRST_BLOCK : a->total;
    if (size > LARGEST_BLOCK)
        size = LARGEST_BLOCK;
    return size < wanted ? wanted : size;
}

static void arena_add_block(arena *a, size_t wanted)
{
    size_t header = aligned(sizeof(arena_block));
    size_t size = next_block_size(a, wanted + header);
    arena_block *block = calloc(1, size);
    if (!block)
        base_out_of_memory(size);
    block->next = a->head;
    a->head = block;
    a->at = (char *)block + header;
    a->end = (char *)block + size;
    a->total += size;
}

void *arena_alloc(arena *a, size_t size)
{
    size = aligned(size ? size : 1);
    if (!a->at || (size_t)(a->end - a->at) < size)
        arena_add_block(a, size);
    void *result = a->at;
    a->at += size;
    return result;
}

void *arena_grow(arena *a, void *old, size_t old_size, size_t new_size)
{
    if (new_size <= old_size)
        return old;
    char *end_of_old = old ? (char *)old + aligned(old_size) : NULL;
    size_t more = aligned(new_size) - (old ? aligned(old_size) : 0);
    if (end_of_old && end_of_old == a->at && (size_t)(a->end - a->at) >= more) {
        a->at += more;
        return old;
    }
    void *result = arena_alloc(a, new_size);
    if (old && old_size)
        memcpy(result, old, old_size);
    return result;
}

void arena_free(arena *a)
{
    arena_block *block = a->head;
    while (block) {
        arena_block *next = block->next;
        free(block);
        block = next;
    }
    *a = (arena){0};
}
