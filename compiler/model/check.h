/* What a schema must hold beyond resolving: types of defaults, expressions and foreign keys, names that clash in a
 * database, things a dialect lacks, declarations whose SQL or C side this version does not make. */
#ifndef SCHEMAC_MODEL_CHECK_H
#define SCHEMAC_MODEL_CHECK_H

#include "compiler/model/model.h"
#include "compiler/syntax/diagnostic.h"

/* `dialects`: those of the project (DIALECT_BIT_…). */
void check_schema(arena *a, const model_schema *schema, unsigned dialects, diagnostic_list *diagnostics);

/* A function of the databases that is known, and gives the same for the same arguments. Static table; thread safe. */
bool check_function_is_fixed(str name);

#endif
