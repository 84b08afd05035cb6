/* What the tests of this room share: schemas from text, and back. */
#ifndef TESTS_UNIT_INSPECT_SUPPORT_H
#define TESTS_UNIT_INSPECT_SUPPORT_H

#include "compiler/inspect/adopt.h"
#include "compiler/inspect/write.h"
#include "compiler/model/load.h"

typedef struct memory_file {
    str path;
    str text;
} memory_file;

/* A schema from its text; fails the test where it has an error. */
model_schema *schema_of(arena *a, str text);
/* Files as they are in memory, the first being the one that is named; fails the test on an error. */
load_result load_of(arena *a, source_set *sources, const memory_file *files, size_t count,
                    diagnostic_list *diagnostics);
model_schema *schema_of_load(arena *a, const load_result *load, diagnostic_list *diagnostics);
/* What `schemac fmt` makes of it. */
str formatted(arena *a, str text);
/* Are the two equal? If not, both are shown. */
bool same_schemas(arena *a, const model_schema *one, const model_schema *other);

#endif
