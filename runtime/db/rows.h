/* What both drivers build on: the head of a running statement, memory that its values live in, and copies of SQL text.
 */
#ifndef SCHEMAC_DB_ROWS_H
#define SCHEMAC_DB_ROWS_H

#include "db/driver.h"

/* The first member of a driver's own structure. */
struct schemac_rows {
    schemac_conn *conn;
    schemac_str sql; /* of the statement, which outlives it; for observers */
    int64_t started; /* schemac_clock_us() when it was run; 0 without an observer */
    int64_t n_read;
};

/* Memory that is freed all at once: a list of blocks. Zero is an empty one. */
typedef struct schemac_scratch {
    struct schemac_scratch_block *blocks;
} schemac_scratch;

/* `size` bytes aligned for any type, or NULL. */
void *schemac_scratch_alloc(schemac_scratch *scratch, size_t size);
/* A copy with a NUL behind it, or NULL. */
char *schemac_scratch_copy(schemac_scratch *scratch, const void *data, size_t len);
void schemac_scratch_free(schemac_scratch *scratch);

/* Microseconds of a clock that only goes forward. */
int64_t schemac_clock_us(void);

/* A copy of SQL text with a NUL behind it, in `*copy` too, for the caller to free. NULL without memory. */
const char *schemac_sql_terminated(schemac_str sql, char **copy);

/* Makes an empty schemac_text_rows of that size, or NULL. `names`, `values` and `lengths` are in one block with it. */
schemac_text_rows *schemac_text_rows_new(size_t n_rows, size_t n_columns);

#endif
