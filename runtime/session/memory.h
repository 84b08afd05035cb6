/* What a session's rows live in: copied texts, arrays of rows, and results of the database that texts point into. */
#ifndef SCHEMAC_SESSION_MEMORY_H
#define SCHEMAC_SESSION_MEMORY_H

#include "db/driver.h"
#include "db/rows.h"

typedef struct schemac_memory {
    schemac_scratch scratch;
    struct schemac_owned *owned;
} schemac_memory;

/* Takes over memory of malloc. False without memory; it is then freed. */
bool schemac_memory_own(schemac_memory *memory, void *block);
/* Takes over a finished result. False without memory; it is then closed. */
bool schemac_memory_keep(schemac_memory *memory, const schemac_driver *driver, schemac_rows *rows);
/* Takes over rows of schemac_conn_query. False without memory; they are then freed. */
bool schemac_memory_keep_texts(schemac_memory *memory, const schemac_driver *driver, schemac_text_rows *texts);
/* Frees all. Zero is an empty one, and so is what is left. */
void schemac_memory_free(schemac_memory *memory);

#endif
