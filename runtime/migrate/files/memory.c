/*
 * memory.c - see memory.h. Blocks of the arena are chained; a large request gets a block of its own.
 */
#include "memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 16384, ALIGNMENT = 16 };

struct smig_block {
    struct smig_block *next;
    size_t used;
    size_t size;
    size_t unused; /* keeps `bytes` aligned */
    char bytes[];
};

static struct smig_block *block_new(size_t size)
{
    size_t room = size > BLOCK_SIZE ? size : BLOCK_SIZE;
    if (room > SIZE_MAX - sizeof(struct smig_block)) {
        return NULL;
    }
    struct smig_block *block = calloc(1, sizeof *block + room);
    if (block) {
        block->size = room;
    }
    return block;
}

void *smig_alloc(smig_arena *arena, size_t size)
{
    if (size > SIZE_MAX - ALIGNMENT) {
        return NULL;
    }
    size_t rounded = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    struct smig_block *block = arena->blocks;
    if (!block || block->size - block->used < rounded) {
        block = block_new(rounded);
        if (!block) {
            return NULL;
        }
        block->next = arena->blocks;
        arena->blocks = block;
    }
    void *memory = block->bytes + block->used;
    block->used += rounded;
    return memory;
}

void *smig_alloc_items(smig_arena *arena, size_t count, size_t size)
{
    return size && count > SIZE_MAX / size ? NULL : smig_alloc(arena, count * size);
}

void *smig_alloc_pointers(smig_arena *arena, size_t count)
{
    return smig_alloc_items(arena, count, sizeof(void *));
}

char *smig_copy(smig_arena *arena, const char *text, size_t length)
{
    char *copy = length < SIZE_MAX ? smig_alloc(arena, length + 1) : NULL;
    if (copy && length) {
        memcpy(copy, text, length);
    }
    return copy;
}

char *smig_copy_string(smig_arena *arena, const char *text)
{
    return text ? smig_copy(arena, text, strlen(text)) : NULL;
}

void smig_arena_free(smig_arena *arena)
{
    struct smig_block *block = arena->blocks;
    while (block) {
        struct smig_block *next = block->next;
        free(block);
        block = next;
    }
    arena->blocks = NULL;
}

static bool text_reserve(smig_text *text, size_t more)
{
    if (text->failed || more > SIZE_MAX / 4 || text->length > SIZE_MAX / 4) {
        text->failed = true;
        return false;
    }
    size_t needed = text->length + more + 1;
    if (needed <= text->capacity) {
        return true;
    }
    size_t capacity = text->capacity ? text->capacity : 128;
    while (capacity < needed) {
        capacity *= 2;
    }
    char *data = realloc(text->data, capacity);
    if (!data) {
        text->failed = true;
        return false;
    }
    text->data = data;
    text->capacity = capacity;
    return true;
}

void smig_text_add(smig_text *text, const char *data, size_t length)
{
    if (!text_reserve(text, length)) {
        return;
    }
    if (length) {
        memcpy(text->data + text->length, data, length);
    }
    text->length += length;
    text->data[text->length] = '\0';
}

void smig_text_add_string(smig_text *text, const char *string)
{
    smig_text_add(text, string, strlen(string));
}

void smig_text_add_char(smig_text *text, char character)
{
    smig_text_add(text, &character, 1);
}

void smig_text_addv(smig_text *text, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    /* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): the caller began it */
    int length = vsnprintf(NULL, 0, format, arguments);
    if (length < 0 || !text_reserve(text, (size_t)length)) {
        text->failed = true;
    } else {
        vsnprintf(text->data + text->length, (size_t)length + 1, format, again);
        text->length += (size_t)length;
    }
    va_end(again);
}

void smig_text_addf(smig_text *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    smig_text_addv(text, format, arguments);
    va_end(arguments);
}

const char *smig_text_string(const smig_text *text)
{
    return text->data && !text->failed ? text->data : "";
}

void smig_text_free(smig_text *text)
{
    free(text->data);
    *text = (smig_text){0};
}

void smig_list_add(smig_list *list, void *item)
{
    if (list->failed) {
        return;
    }
    if (list->count == list->capacity) {
        size_t capacity = list->capacity ? list->capacity * 2 : 16;
        void **items = realloc(list->items, capacity * sizeof *items);
        if (!items) {
            list->failed = true;
            return;
        }
        list->items = items;
        list->capacity = capacity;
    }
    list->items[list->count++] = item;
}

void *smig_list_keep(const smig_list *list, smig_arena *arena)
{
    void **items = list->failed ? NULL : smig_alloc_items(arena, list->count, sizeof *items);
    if (items && list->count) {
        memcpy(items, list->items, list->count * sizeof *items);
    }
    return items;
}

void smig_list_free(smig_list *list)
{
    free(list->items);
    *list = (smig_list){0};
}

/* The slot that has the key or would take it. The table is never full. */
static struct smig_entry *map_slot(const smig_map *map, const char *key)
{
    size_t mask = map->capacity - 1;
    size_t at = (size_t)smig_hash(key, strlen(key)) & mask;
    while (map->entries[at].key && strcmp(map->entries[at].key, key) != 0) {
        at = (at + 1) & mask;
    }
    return &map->entries[at];
}

static bool map_grow(smig_map *map)
{
    smig_map larger = {.capacity = map->capacity ? map->capacity * 2 : 32, .count = map->count};
    larger.entries = calloc(larger.capacity, sizeof *larger.entries);
    if (!larger.entries) {
        return false;
    }
    for (size_t i = 0; i < map->capacity; i++) {
        if (map->entries[i].key) {
            *map_slot(&larger, map->entries[i].key) = map->entries[i];
        }
    }
    free(map->entries);
    *map = larger;
    return true;
}

void *smig_map_get(const smig_map *map, const char *key)
{
    return map->capacity ? map_slot(map, key)->value : NULL;
}

bool smig_map_put(smig_map *map, const char *key, void *value)
{
    if ((map->count + 1) * 2 > map->capacity && !map_grow(map)) {
        return false;
    }
    struct smig_entry *entry = map_slot(map, key);
    if (!entry->key) {
        entry->key = key;
        map->count++;
    }
    entry->value = value;
    return true;
}

void smig_map_free(smig_map *map)
{
    free(map->entries);
    *map = (smig_map){0};
}
