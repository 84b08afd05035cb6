/* Inside of the room: the SQL of an object as words in one spelling. Names in lower case, operators and numbers as
 * wholes, what may be said in two ways (adopt_phrases.def) said in one. */
#ifndef SCHEMAC_INSPECT_ADOPT_WORDS_H
#define SCHEMAC_INSPECT_ADOPT_WORDS_H

#include "compiler/base/vec.h"
#include "compiler/model/object_text.h"

typedef struct text_word {
    object_word_kind kind;
    str text;      /* of a string what stands between the quotes, whatever they are */
    bool relation; /* belongs to the name of a relation or a function, whose schema counts */
    size_t added;  /* here begins what a server may have added, a cast or a name: how many words that takes */
} text_word;
typedef VEC(text_word) text_words;

/* Linear. */
text_words adopt_words(arena *a, str text);
/* Is it this word, without quotes? False behind the end. */
bool adopt_is_word(const text_words *words, size_t at, const char *text);
/* Could it name something? */
bool adopt_is_name(const text_words *words, size_t at);

#endif
