#include "session/memory.h"

#include <stdlib.h>

/* One of block, rows and texts is set. */
struct schemac_owned {
    struct schemac_owned *next;
    void *block;
    const schemac_driver *driver;
    schemac_rows *rows;
    schemac_text_rows *texts;
};

static void free_what(const struct schemac_owned *owned)
{
    free(owned->block);
    schemac_rows_close(owned->driver, owned->rows);
    schemac_conn_free_rows(owned->driver, owned->texts);
}

static bool add(schemac_memory *memory, const struct schemac_owned *what)
{
    struct schemac_owned *owned = malloc(sizeof *owned);
    if (owned == NULL) {
        free_what(what);
        return false;
    }
    *owned = *what;
    owned->next = memory->owned;
    memory->owned = owned;
    return true;
}

bool schemac_memory_own(schemac_memory *memory, void *block)
{
    const struct schemac_owned what = {.block = block};
    return add(memory, &what);
}

bool schemac_memory_keep(schemac_memory *memory, const schemac_driver *driver, schemac_rows *rows)
{
    const struct schemac_owned what = {.driver = driver, .rows = rows};
    return add(memory, &what);
}

bool schemac_memory_keep_texts(schemac_memory *memory, const schemac_driver *driver, schemac_text_rows *texts)
{
    const struct schemac_owned what = {.driver = driver, .texts = texts};
    return add(memory, &what);
}

void schemac_memory_free(schemac_memory *memory)
{
    while (memory->owned != NULL) {
        struct schemac_owned *owned = memory->owned;
        memory->owned = owned->next;
        free_what(owned);
        free(owned);
    }
    schemac_scratch_free(&memory->scratch);
}
