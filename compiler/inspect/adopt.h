/* The schema of a database in the words of a schema that somebody wrote: the models, fields, enums, members and
 * relations that it calls its own are found by their names in the database. What is the same in the database (types,
 * defaults, checks, generated columns … by meaning, as this dialect stores them) becomes the written part itself, so
 * that a comparison finds nothing; what differs stays as it is in the database, under the written names. */
#ifndef SCHEMAC_INSPECT_ADOPT_H
#define SCHEMAC_INSPECT_ADOPT_H

#include "compiler/model/model.h"

/* `catalog` (from inspect_database) in the words of `written`. Neither is altered; the result shares their parts. Parts
 * of `written` that are not for `dialect`, and unmanaged models, are taken as they are written: the database says
 * nothing of them. Objects that the database has and `written` does not stay under the database's names. Linear. */
model_schema *inspect_adopt(arena *a, const model_schema *catalog, const model_schema *written, dialect_id dialect);

/* The same for a comparison with the catalog of a database that was made as `written` says, put into words in the same
 * way: what raw texts make stands there by itself ("domain age"), in place of the texts. */
model_schema *inspect_adopt_made(arena *a, const model_schema *catalog, const model_schema *written,
                                 dialect_id dialect);

/* `catalog` with the names of models, fields, enums and objects that `other`, read from another database, gives to what
 * stands at the same place: the same table may be called otherwise where a schema beside has one of its name. Nothing
 * else is changed. Linear. */
model_schema *inspect_name_alike(arena *a, const model_schema *catalog, const model_schema *other, dialect_id dialect);

#endif
