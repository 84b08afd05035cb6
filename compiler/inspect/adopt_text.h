/* Inside of the room: is the SQL of an object, as a database spells it, the text that somebody wrote? */
#ifndef SCHEMAC_INSPECT_ADOPT_TEXT_H
#define SCHEMAC_INSPECT_ADOPT_TEXT_H

#include "compiler/model/object_text.h"

/* Word by word. The database may add parentheses, the table before a column, AS and a name, a constraint's
 * name, and the cast of a literal,
 * may list the columns of `*`, and says some things in other words (adopt_phrases.def); anything else is a difference.
 * Parentheses themselves are none, so a text that differs in nothing but how its conditions are grouped counts as the
 * same. Linear. */
bool adopt_same_text(arena *a, str written, str there);
/* The same for the statement of a function, whose properties may stand in any order: the body as it is, the rest as a
 * set of words. */
bool adopt_same_function(arena *a, str written, str there);
/* The same text, but for comments before it and for how many blanks and line ends stand between words. */
bool adopt_same_blanks(str written, str there);
/* The types of arguments in one spelling: "a int" and "a integer" give the same. */
str adopt_plain_words(arena *a, str text);

#endif
