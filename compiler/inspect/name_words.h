/* Inside of the room: names of a database as words for C. A word is made of letters (of any script), digits and
 * underscores, and does not begin with a digit. */
#ifndef SCHEMAC_INSPECT_NAME_WORDS_H
#define SCHEMAC_INSPECT_NAME_WORDS_H

#include "compiler/base/str.h"

/* The name where it is a word; else with an underscore for each run of other signs, "n_" before a digit; "unnamed" for
 * what has neither letter nor digit. */
str name_word(arena *a, str name);
/* "order_items" gives "OrderItems"; letters that are capitals stay so. Of a word. */
str name_camel(arena *a, str word);
/* "order_items" gives "order_item", "people" "person"; a word that is no plural, as far as simple rules tell, is
 * returned as it is. Of a word. */
str name_singular(arena *a, str word);
/* What two names must not share, because C would have one name for both. */
str name_key(arena *a, str word);

#endif
