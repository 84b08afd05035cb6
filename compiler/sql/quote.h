/* The only way text gets into SQL: typed appenders. */
#ifndef SCHEMAC_SQL_QUOTE_H
#define SCHEMAC_SQL_QUOTE_H

#include "compiler/base/writer.h"
#include "compiler/model/type.h"

/* An identifier: bare where it is lower-case ASCII and no reserved word of either database, else in double quotes with
 * inner quotes doubled. The same in both dialects. */
void quote_identifier(str name, writer *out);
/* `schema.name`; an empty schema is left out. SQLite has no schemas: there it becomes part of no name and is left out.
 */
void quote_qualified(str schema, str name, dialect_id dialect, writer *out);
/* The name of a function, which may be qualified: bare where it can be, though it is a reserved word (coalesce). */
void quote_function(str name, writer *out);
/* A string literal. On PostgreSQL a text with a backslash is written E'…' so that it means the same under any setting.
 */
void quote_string(str text, dialect_id dialect, writer *out);
/* True for a word that needs quotes as an identifier. */
bool quote_is_reserved(str word);

#endif
