/* Values as text, the same for both drivers: elements of arrays, and scalars that a database keeps as text. */
#ifndef SCHEMAC_DB_VALUE_TEXT_H
#define SCHEMAC_DB_VALUE_TEXT_H

#include "db/driver.h"
#include "db/rows.h"
#include "db/text.h"

/* What a value looks like as text. The result is the value's own text, or is written into `buffer`, which has
 * SCHEMAC_TIME_TEXT_SIZE bytes; data is NULL where the value has no text form (out of range). Numbers and booleans too.
 */
schemac_str schemac_value_text(const schemac_value *value, char *buffer);

/* Reads the text form of dates, times, timestamps, intervals and uuids; other kinds take the text as it is. */
bool schemac_value_from_text(schemac_kind kind, schemac_str text, schemac_value *value);

/* Reads a number with a point, whatever the program's locale. False where it is none. */
bool schemac_real_parse(const char *text, double *real);

/* The value of a hexadecimal digit of either case; -1 where it is none. */
int schemac_hex_digit(char c);

/* The kind in words for messages: "integer", "timestamp". */
const char *schemac_kind_name(schemac_kind kind);

/* A JSON array of the elements. Bytes are hexadecimal. False without memory or for an element without text form. */
bool schemac_json_write(const schemac_value *items, size_t count, schemac_text *out);

/* Reads a JSON array of scalars; texts and items live in `scratch`. False where it is none, has nulls, or an element is
 * not of `kind`;
 * `*nomem` says whether memory was the reason. */
bool schemac_json_read(schemac_str text, schemac_kind kind, schemac_scratch *scratch, const schemac_value **items,
                       size_t *count, bool *nomem);

#endif
