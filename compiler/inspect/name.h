/* Inside of the room: what a schema gets beside good names. */
#ifndef SCHEMAC_INSPECT_NAME_H
#define SCHEMAC_INSPECT_NAME_H

#include "compiler/model/model.h"

/* name_relation.c. Foreign keys that follow the rules of the language (one column, called after the key that it points
 * to) become relations, with a name on the other side where that is plain: the only relation between the two models,
 * and nothing else there is called so. All others stay columns with a foreign key. In place. */
void name_relations(arena *a, model_schema *schema);

#endif
