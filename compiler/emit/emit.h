/* From the model to C: a header and a source for a package, over the installed runtime (schemac/generated.h). The model
 * is const and checked; the text is deterministic, reads as if written by hand, and compiles under strict warnings as
 * C11 and as C++17. */
#ifndef SCHEMAC_EMIT_EMIT_H
#define SCHEMAC_EMIT_EMIT_H

#include "compiler/base/writer.h"
#include "compiler/model/model.h"
#include "compiler/syntax/diagnostic.h"

typedef struct emit_result {
    str header;
    str source;
    str header_name; /* "shop.h" */
    str source_name; /* "shop.c" */
} emit_result;

/* Reports what cannot be said in C: two things that get one name (E0480), names that generated code uses itself
 * (E0481), a package whose header would hide one of the system (E0482). The schema must have no other errors. */
void emit_check(arena *a, const model_schema *schema, diagnostic_list *diagnostics);

/* Both texts, in the arena, for a schema that emit_check has nothing to say about. Deterministic; linear in the schema.
 * `schema->package` gives the prefix; empty: "schema". */
emit_result emit_c(arena *a, const model_schema *schema);

#endif
