/* From the model to C: a header and a source for a package, over the installed runtime (schemac/generated.h). The model
 * is const and checked; the text is deterministic, reads as if written by hand, and compiles under strict warnings as
 * C11 and as C++17. */
#ifndef SCHEMAC_EMIT_EMIT_H
#define SCHEMAC_EMIT_EMIT_H

#include "compiler/base/writer.h"
#include "compiler/model/model.h"

typedef struct emit_result {
    str header;
    str source;
    str header_name; /* "shop.h" */
    str source_name; /* "shop.c" */
} emit_result;

/* Both texts, in the arena. `schema->package` gives the prefix; empty: "schema". */
emit_result emit_c(arena *a, const model_schema *schema);

#endif
