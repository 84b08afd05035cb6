/* Inside of the room: how the words of a statement are grouped. What a server prints has parentheses around every
 * operation; what a person writes has those that are needed. Read by how strongly operators bind, both become the same
 * words: parentheses around each operation and nowhere else but where they are part of a call, a list or a query. Two
 * texts that group otherwise are other words.
 *
 * Some things a server says in other words are made one here as well: IN and = ANY (ARRAY[…]), BETWEEN, LIKE, CAST, IS
 * NOT DISTINCT FROM, typed literals (date '2020-01-01'), calls with words between their arguments, rows, ORDER BY 1
 * (adopt_shape_forms.c, adopt_shape_items.c). */
#ifndef SCHEMAC_INSPECT_ADOPT_SHAPE_H
#define SCHEMAC_INSPECT_ADOPT_SHAPE_H

#include "compiler/inspect/adopt_columns.h"
#include "compiler/inspect/adopt_words.h"

/* The words as they are grouped; `columns` say which casts a server may have added. The same words where they are
 * nested deeper than anybody writes. Linear. */
text_words adopt_shape(arena *a, const text_words *words, const adopt_column_kinds *columns);

#endif
