/* Inside of the room: the words of two texts side by side. */
#ifndef SCHEMAC_INSPECT_ADOPT_ALIGN_H
#define SCHEMAC_INSPECT_ADOPT_ALIGN_H

#include "compiler/inspect/adopt_columns.h"
#include "compiler/inspect/adopt_words.h"

/* Do they say the same (adopt_text.h)? `columns` say which casts a server may have added, `tables` (may be NULL) which
 * columns the tables of a natural join have in common. Linear, but for a list of columns that begins with a star. */
bool adopt_align(arena *a, const adopt_known_tables *tables, const adopt_column_kinds *columns,
                 const text_words *written, const text_words *there);

/* The same word, whether it stands in quotes or not; strings only with strings. False behind an end. */
bool adopt_same_word(const text_words *left, size_t i, const text_words *right, size_t j);

/* --- adopt_natural.c --- */
/* The end of the USING (…) that a server has made, at `at`, of a NATURAL JOIN; 0 where these are not the columns that
 * the tables have in common. Where a table is not known all columns are taken for right. */
size_t adopt_natural_end(arena *a, const adopt_known_tables *tables, const text_words *there, size_t at);

#endif
