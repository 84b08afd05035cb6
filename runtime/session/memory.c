#include "session/memory.h"

#include <stdlib.h>

struct schemac_owned {
    struct schemac_owned *next;
    void *block;
    const schemac_driver *driver;
    schemac_rows *rows;
};

static bool add(schemac_memory *memory, void *block, const schemac_driver *driver, schemac_rows *rows)
{
    struct schemac_owned *owned = malloc(sizeof *owned);
    if (owned == NULL) {
        free(block);
        schemac_rows_close(driver, rows);
        return false;
    }
    owned->next = memory->owned;
    owned->block = block;
    owned->driver = driver;
    owned->rows = rows;
    memory->owned = owned;
    return true;
}

bool schemac_memory_own(schemac_memory *memory, void *block)
{
    return add(memory, block, NULL, NULL);
}

bool schemac_memory_keep(schemac_memory *memory, const schemac_driver *driver, schemac_rows *rows)
{
    return add(memory, NULL, driver, rows);
}

void schemac_memory_free(schemac_memory *memory)
{
    while (memory->owned != NULL) {
        struct schemac_owned *owned = memory->owned;
        memory->owned = owned->next;
        free(owned->block);
        schemac_rows_close(owned->driver, owned->rows);
        free(owned);
    }
    schemac_scratch_free(&memory->scratch);
}
