/* Types in the words of a database. */
#ifndef SCHEMAC_MODEL_TYPE_SQL_H
#define SCHEMAC_MODEL_TYPE_SQL_H

#include "compiler/model/model.h"

/* What a type in SQL ("character varying(20)[]", `public."Role"`, "timestamp(3) with time zone") is in the language: a
 * scalar where one is called so and takes these numbers, an enum of `schema` (may be NULL) that has this name there,
 * else sql("…") with the text. On SQLite, where one name stands for many types: the widest type that is stored so.
 * Lives in `a`; thread safe. An enum whose name in the database is not its own costs a walk over the enums. */
model_type type_read_sql(arena *a, str text, dialect_id dialect, const model_schema *schema);

#endif
