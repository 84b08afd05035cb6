#include "db/rows.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Blocks grow, so that much memory is few blocks and little memory is little. */
enum { FIRST_BLOCK = 4000, LARGEST_BLOCK = 256 * 1024 };

struct schemac_scratch_block {
    struct schemac_scratch_block *next;
    size_t used;
    size_t size;
    alignas(max_align_t) unsigned char bytes[];
};

static struct schemac_scratch_block *block_new(size_t size, size_t usual)
{
    size_t room = size > usual ? size : usual;
    if (room > SIZE_MAX - sizeof(struct schemac_scratch_block)) {
        return NULL;
    }
    struct schemac_scratch_block *block = malloc(sizeof *block + room);
    if (block != NULL) {
        block->next = NULL;
        block->used = 0;
        block->size = room;
    }
    return block;
}

void *schemac_scratch_alloc(schemac_scratch *scratch, size_t size)
{
    size_t step = alignof(max_align_t);
    if (size > SIZE_MAX - step) {
        return NULL;
    }
    size = (size + step - 1) / step * step;
    struct schemac_scratch_block *block = scratch->blocks;
    if (block == NULL || block->size - block->used < size) {
        size_t usual = block == NULL ? FIRST_BLOCK : block->size * 2;
        block = block_new(size, usual > LARGEST_BLOCK ? LARGEST_BLOCK : usual);
        if (block == NULL) {
            return NULL;
        }
        block->next = scratch->blocks;
        scratch->blocks = block;
    }
    void *result = block->bytes + block->used;
    block->used += size;
    return result;
}

char *schemac_scratch_copy(schemac_scratch *scratch, const void *data, size_t len)
{
    char *copy = schemac_scratch_alloc(scratch, len + 1);
    if (copy != NULL) {
        if (len > 0) {
            memcpy(copy, data, len);
        }
        copy[len] = '\0';
    }
    return copy;
}

void schemac_scratch_free(schemac_scratch *scratch)
{
    struct schemac_scratch_block *block = scratch->blocks;
    while (block != NULL) {
        struct schemac_scratch_block *next = block->next;
        free(block);
        block = next;
    }
    scratch->blocks = NULL;
}

int64_t schemac_clock_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

const char *schemac_sql_terminated(schemac_str sql, char **copy)
{
    /* A pointer and a length say nothing of the byte behind them, so the text is always copied. */
    *copy = malloc(sql.len + 1);
    if (*copy == NULL) {
        return NULL;
    }
    if (sql.len > 0) {
        memcpy(*copy, sql.data, sql.len);
    }
    (*copy)[sql.len] = '\0';
    return *copy;
}

schemac_text_rows *schemac_text_rows_new(size_t n_rows, size_t n_columns)
{
    if (n_columns > 0 && n_rows > SIZE_MAX / 64 / n_columns) {
        return NULL;
    }
    size_t cells = n_rows * n_columns;
    size_t size = sizeof(schemac_text_rows) + (n_columns + cells) * sizeof(char *) + cells * sizeof(size_t);
    schemac_text_rows *rows = calloc(1, size);
    if (rows == NULL) {
        return NULL;
    }
    rows->n_rows = n_rows;
    rows->n_columns = n_columns;
    rows->names = (const char **)(void *)(rows + 1);
    rows->values = rows->names + n_columns;
    rows->lengths = (size_t *)(void *)(rows->values + cells);
    return rows;
}
