/* The texts of literals in one spelling for each value, as far as a server itself does not tell the spellings apart
 * when it has stored them. A text that is not understood stays as it is, and so is only the same as itself. All of it
 * lives in the arena given. */
#ifndef SCHEMAC_MODEL_EXPRESSION_VALUE_H
#define SCHEMAC_MODEL_EXPRESSION_VALUE_H

#include "compiler/model/expression_type.h"

/* Of a literal in quotes that becomes a value of the type. Linear, but for the sorting of keys. */
str value_plain_text(arena *a, str text, const value_type *type);

/* --- expression_value_json.c --- */
/* As jsonb keeps it: without white space, the last of equal keys, keys in order, characters for their escapes. */
str value_plain_json(arena *a, str text);

/* --- expression_value_time.c --- */
/* Seconds always, no zeros at the end of their fraction; with a zone (`zoned`) the moment in UTC. */
str value_plain_moment(arena *a, str text, bool has_date, bool zoned);
/* As months, days and microseconds, which are what an interval is: '1 year' is '12 mons', but '1 day' is not
 * '24:00:00'.
 */
str value_plain_interval(arena *a, str text);

#endif
