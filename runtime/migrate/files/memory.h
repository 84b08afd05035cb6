/*
 * memory.h - the room's memory: an arena, a growing text, a list of pointers, a map from strings.
 *
 * All of it reports exhaustion instead of ending the process: an allocation gives NULL, a text or list that could
 * not grow stays `failed` and ignores what follows, so that one check at the end is enough. Nothing here is safe
 * to share between threads.
 */
#ifndef SMIG_MEMORY_H
#define SMIG_MEMORY_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct smig_block;

/** Memory that is freed at once. A zeroed one is empty. */
typedef struct smig_arena {
    struct smig_block *blocks;
} smig_arena;

/** Zeroed memory aligned for any type, or NULL. `size` 0 gives a valid pointer. */
void *smig_alloc(smig_arena *arena, size_t size);

/** Zeroed memory of `count` items; NULL also if the product overflows. */
void *smig_alloc_items(smig_arena *arena, size_t count, size_t size);

/** Room for `count` pointers, all NULL; or NULL. */
void *smig_alloc_pointers(smig_arena *arena, size_t count);

/** A copy with a NUL behind it, or NULL. */
char *smig_copy(smig_arena *arena, const char *text, size_t length);

/** A copy of a string, or NULL; NULL stays NULL. */
char *smig_copy_string(smig_arena *arena, const char *text);

/** Frees all blocks; the arena is empty and usable again. */
void smig_arena_free(smig_arena *arena);

/** A growing text, always NUL-terminated once something was added. A zeroed one is empty. */
typedef struct smig_text {
    char *data;
    size_t length;
    size_t capacity;
    bool failed;
} smig_text;

void smig_text_add(smig_text *text, const char *data, size_t length);
void smig_text_add_string(smig_text *text, const char *string);
void smig_text_add_char(smig_text *text, char character);
__attribute__((format(printf, 2, 3))) void smig_text_addf(smig_text *text, const char *format, ...);
void smig_text_addv(smig_text *text, const char *format, va_list arguments);
/** The text as a string, "" if empty or failed. Valid until the text changes. */
const char *smig_text_string(const smig_text *text);
void smig_text_free(smig_text *text);

/** A growing list of pointers. A zeroed one is empty. */
typedef struct smig_list {
    void **items;
    size_t count;
    size_t capacity;
    bool failed;
} smig_list;

void smig_list_add(smig_list *list, void *item);
/** The items in the arena, or NULL if the list failed or memory ran out. */
void *smig_list_keep(const smig_list *list, smig_arena *arena);
void smig_list_free(smig_list *list);

/** A map from strings to pointers. Keys are borrowed. A zeroed one is empty. */
typedef struct smig_map {
    struct smig_entry {
        const char *key;
        void *value;
    } * entries;
    size_t count;
    size_t capacity;
} smig_map;

/** The value of a key, NULL if there is none. */
void *smig_map_get(const smig_map *map, const char *key);
/** Adds or replaces; false if memory ran out. `value` is not NULL. */
bool smig_map_put(smig_map *map, const char *key, void *value);
void smig_map_free(smig_map *map);

/** Hashes of bytes: one for tables, one as 32 hex digits and a NUL. The second is XXH3's 128 bits, most significant
 * first. */
uint64_t smig_hash(const void *data, size_t length);
void smig_hash_text(const void *data, size_t length, char digits[33]);

#endif
