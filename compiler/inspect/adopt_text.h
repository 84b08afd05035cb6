/* Inside of the room: is the SQL of an object, as a database spells it, the text that somebody wrote? */
#ifndef SCHEMAC_INSPECT_ADOPT_TEXT_H
#define SCHEMAC_INSPECT_ADOPT_TEXT_H

#include "compiler/inspect/adopt_columns.h"
#include "compiler/inspect/adopt_words.h"

/* Word by word, as the words are grouped (adopt_shape.h): another grouping is a difference, parentheses that say
 * nothing are none. The server may say the table before a column or leave it out, may add the cast of a literal to what
 * stands beside it and of a text to another kind of text, the name that a column of a query has anyway, and the columns
 * of `*`, of which only that they are plain columns is looked at; it says some things in other words
 * (adopt_phrases.def, adopt_shape.h), and keeps the columns of a natural join. Anything else is a difference. `tables`
 * (may be NULL) are those of the catalog. Linear. */
bool adopt_same_text(arena *a, const adopt_known_tables *tables, str written, str there);
/* The same of two expressions over a table. */
bool adopt_same_expression_text(arena *a, const adopt_known_tables *tables, const model_table *table, str written,
                                str there);
/* Word for word, parentheses included: of a database that keeps what was written. */
bool adopt_equal_text(arena *a, str written, str there);
/* The same as adopt_same_text, of words that have been read already. */
bool adopt_same_words(arena *a, const adopt_known_tables *tables, const text_words *written, const text_words *there);
/* The same for the statement of a function: name, arguments and result in their order, its properties in any, what
 * stands in quotes as it is. Linear, but for the sorting of the properties. */
bool adopt_same_function(arena *a, str written, str there);
/* `CREATE COLLATION c (locale = 'C', provider = libc)`: all that is listed is listed there too, in any order; what a
 * server lists besides is what holds anyway. Around the list, word for word. */
bool adopt_same_listed(arena *a, str written, str there);
/* The same text, but for comments before it and for how many blanks and line ends stand between words. */
bool adopt_same_blanks(str written, str there);
/* The types of arguments in one spelling: "a int" and "a integer" give the same. */
str adopt_plain_words(arena *a, str text);

#endif
