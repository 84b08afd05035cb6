/* An arena: memory that is given out piece by piece and taken back all at once. Everything the compiler
 * makes lives in one; no room calls free. Running out of memory ends the process here, in one place. */
#ifndef SCHEMAC_BASE_ARENA_H
#define SCHEMAC_BASE_ARENA_H

#include <stddef.h>
#include <stdint.h>

typedef struct arena_block arena_block;

enum { ARENA_ALIGNMENT = 16 };

/* Start with `arena a = {0};`. Not safe for use by two threads at once. */
typedef struct arena {
    arena_block *head;
    char *at;
    char *end;
    size_t total; /* bytes taken from the system */
} arena;

/* Where the block at hand has no room: arena_alloc's slow half. */
void *arena_alloc_block(arena *a, size_t size);

/* Returns `size` zeroed bytes, aligned for any type; never NULL. They live until arena_free. */
static inline void *arena_alloc(arena *a, size_t size)
{
    size_t whole = (size + !size + ARENA_ALIGNMENT - 1) & ~(size_t)(ARENA_ALIGNMENT - 1);
    if (whole < size || (uintptr_t)a->end - (uintptr_t)a->at < whole)
        return arena_alloc_block(a, size);
    void *result = a->at;
    a->at += whole;
    return result;
}

/* Returns `new_size` bytes whose first `old_size` are copied from `old` (which may be NULL with old_size 0); the last
 * piece given out grows in place. */
void *arena_grow(arena *a, void *old, size_t old_size, size_t new_size);

/* Takes back the end of `piece` if that was the last one given out: for a piece whose size was foretold. Nothing may
 * have been written there yet. */
void arena_shrink(arena *a, void *piece, size_t old_size, size_t new_size);

/* Gives everything back; the arena is empty and usable again. */
void arena_free(arena *a);

#define ARENA_NEW(a, type)          ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, type, count) ((type *)arena_alloc((a), sizeof(type) * (size_t)(count)))

/* Ends the process with a message about memory: the one place for it. */
_Noreturn void base_out_of_memory(size_t size);

#endif
