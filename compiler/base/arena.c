/* Blocks grow geometrically, so the number of calls to the system stays small, and none is ever given back alone. What
 * grows large is asked of the system in huge pages: a big compilation would spend more time in faults of small pages
 * than in its own code. */
#define _DEFAULT_SOURCE
#include "compiler/base/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

/* The sanitizer looks for leaks and for what is written past a block only in what malloc gave. */
#if defined(__linux__) && !defined(SANITIZED)
#include <sys/mman.h>
#endif

struct arena_block {
    arena_block *next;
    size_t mapped; /* bytes, if it is a mapping of its own */
};

enum { FIRST_BLOCK = 64 * 1024, HUGE_PAGE = 2 * 1024 * 1024, LARGEST_BLOCK = 2 * HUGE_PAGE };

_Noreturn void base_out_of_memory(size_t size)
{
    fprintf(stderr, "schemac: out of memory (%zu bytes wanted)\n", size);
    exit(70);
}

static size_t rounded(size_t size, size_t unit)
{
    if (size > SIZE_MAX - unit)
        base_out_of_memory(size);
    return (size + unit - 1) & ~(unit - 1);
}

static size_t aligned(size_t size)
{
    return rounded(size, ARENA_ALIGNMENT);
}

static size_t next_block_size(const arena *a, size_t wanted)
{
    size_t size = a->total < FIRST_BLOCK ? FIRST_BLOCK : a->total;
    if (size > LARGEST_BLOCK)
        size = LARGEST_BLOCK;
    if (size >= HUGE_PAGE / 2)
        size = rounded(size, HUGE_PAGE);
    return size < wanted ? wanted : size;
}

#ifdef MADV_HUGEPAGE
/* A mapping that begins at a boundary of huge pages: what was mapped too much on both sides is given back. */
static arena_block *map_block(size_t size)
{
    char *all = mmap(NULL, size + HUGE_PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (all == MAP_FAILED)
        return NULL;
    size_t before = (size_t) - (uintptr_t)all & (HUGE_PAGE - 1);
    if (before)
        (void)munmap(all, before);
    (void)munmap(all + before + size, HUGE_PAGE - before);
    (void)madvise(all + before, size, MADV_HUGEPAGE); /* where there are none, small ones do */
    arena_block *block = (arena_block *)(void *)(all + before);
    block->mapped = size;
    return block;
}

static void free_block(arena_block *block)
{
    if (block->mapped)
        (void)munmap(block, block->mapped);
    else
        free(block);
}
#else
static arena_block *map_block(size_t size)
{
    return calloc(1, size);
}

static void free_block(arena_block *block)
{
    free(block);
}
#endif

static void arena_add_block(arena *a, size_t wanted)
{
    size_t header = aligned(sizeof(arena_block));
    size_t size = next_block_size(a, wanted + header);
    if (size >= HUGE_PAGE)
        size = rounded(size, HUGE_PAGE);
    arena_block *block = size >= HUGE_PAGE ? map_block(size) : calloc(1, size);
    if (!block)
        base_out_of_memory(size);
    block->next = a->head;
    a->head = block;
    a->at = (char *)block + header;
    a->end = (char *)block + size;
    a->total += size;
}

void *arena_alloc_block(arena *a, size_t size)
{
    size = aligned(size ? size : 1);
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

void arena_shrink(arena *a, void *piece, size_t old_size, size_t new_size)
{
    if (!piece)
        return;
    char *end = (char *)piece + aligned(new_size ? new_size : 1);
    if ((char *)piece + aligned(old_size ? old_size : 1) == a->at && end < a->at)
        a->at = end;
}

void arena_free(arena *a)
{
    arena_block *block = a->head;
    while (block) {
        arena_block *next = block->next;
        free_block(block);
        block = next;
    }
    *a = (arena){0};
}
