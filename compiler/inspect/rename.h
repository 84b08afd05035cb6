/* Inside of the room: a schema under other names in the schema's own words; what it is called in the database stays. */
#ifndef SCHEMAC_INSPECT_RENAME_H
#define SCHEMAC_INSPECT_RENAME_H

#include "compiler/model/model.h"

/* What a model, or an enum, is to be called, and its parts: fields, or members. A part without an entry keeps its name.
 */
typedef struct rename_names {
    str name;
    map parts; /* old name -> str *, the new one */
} rename_names;

void rename_put(arena *a, rename_names *names, str from, str to);
/* A name that is not in `taken`, and is from now on: the wish, or with the schema before it, or numbered. */
str rename_fresh(arena *a, map *taken, str schema, str wish);
/* A copy; `models` and `enums` go from old names to rename_names *. Relations to one stay, all others are left out.
 * Linear. */
model_schema *rename_schema(arena *a, const model_schema *schema, const map *models, const map *enums);

#endif
