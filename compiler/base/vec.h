/* A growing array in an arena, typed by its declaration: `typedef VEC(str) str_list;`. Start zeroed. */
#ifndef SCHEMAC_BASE_VEC_H
#define SCHEMAC_BASE_VEC_H

#include "compiler/base/arena.h"
#include "compiler/base/str.h"

#define VEC(type)                                                                                                      \
    struct {                                                                                                           \
        type *items;                                                                                                   \
        size_t count;                                                                                                  \
        size_t capacity;                                                                                               \
    }

/* Appends `value` (evaluated once). Pointers to items are void after it. */
#define VEC_PUSH(a, vec, value)                                                                                        \
    do {                                                                                                               \
        if ((vec)->count == (vec)->capacity)                                                                           \
            (vec)->items = vec_grow((a), (vec)->items, sizeof *(vec)->items, (vec)->count, &(vec)->capacity);          \
        (vec)->items[(vec)->count++] = (value);                                                                        \
    } while (0)

/* Makes room for `more` items beside those that are there: for a list whose length can be foretold. */
#define VEC_RESERVE(a, vec, more)                                                                                      \
    do {                                                                                                               \
        if ((vec)->capacity - (vec)->count < (more))                                                                   \
            (vec)->items = vec_reserve((a), (vec)->items, sizeof *(vec)->items, (vec)->count, (vec)->count + (more),   \
                                       &(vec)->capacity);                                                              \
    } while (0)

/* Walks the items: `VEC_EACH(column_list, &list, column) { … *column … }`: `it` is a pointer to the item. */
#define VEC_EACH(type, vec, it) for (type *it = (vec)->items; it && it != (vec)->items + (vec)->count; it++)

/* The room behind VEC_PUSH: at least doubles `*capacity`. */
void *vec_grow(arena *a, void *items, size_t item_size, size_t count, size_t *capacity);
/* The room behind VEC_RESERVE: `*capacity` is `wanted` then. */
void *vec_reserve(arena *a, void *items, size_t item_size, size_t count, size_t wanted, size_t *capacity);

typedef VEC(str) str_list;

/* The same strings in the same order. */
bool str_list_equal(const str_list *a, const str_list *b);
/* Is the text one of them? Looks at each: for short lists. */
bool str_list_has(const str_list *list, str text);

#endif
