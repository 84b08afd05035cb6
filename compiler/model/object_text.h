/* Reading the SQL of objects as far as somebody must know it: its words, and how a statement that makes a function, a
 * trigger or a policy begins. No parser: comments and strings are passed over, everything else is a word or a sign. */
#ifndef SCHEMAC_MODEL_OBJECT_TEXT_H
#define SCHEMAC_MODEL_OBJECT_TEXT_H

#include "compiler/model/object.h"

typedef enum object_word_kind {
    OBJECT_WORD_END,
    OBJECT_WORD_NAME,   /* a word or a name without quotes; `text` in lower case */
    OBJECT_WORD_QUOTED, /* a name in quotes; `text` without them */
    OBJECT_WORD_STRING, /* `text` as written */
    OBJECT_WORD_SIGN,   /* a number or a sign */
} object_word_kind;

typedef struct object_word {
    object_word_kind kind;
    str text;
    size_t from, to; /* where it stands */
    bool name;       /* could name something: NAME or QUOTED */
} object_word;

typedef struct object_scanner {
    arena *memory;
    str text;
    size_t at;
    bool into_bodies; /* what stands between dollar quotes is read too */
} object_scanner;

/* The next word; OBJECT_WORD_END at the end, again and again. */
object_word object_next_word(object_scanner *scanner);
/* Is it this word, without quotes? `word` in lower case. */
bool object_word_is(const object_word *word, const char *text);
/* Does the text end inside of a comment that goes to the end of its line? */
bool object_text_ends_in_comment(str text);

/* How the statement of a routine begins. Names are those of the database, without quotes. */
typedef struct object_head {
    bool whole;    /* it is such a statement, and all of this was found */
    bool replaces; /* CREATE OR REPLACE */
    str schema;    /* as written before the name; empty: none */
    str name;
    size_t name_from, name_to; /* where the last part of the name stands in the text */
    str arguments;             /* functions: as DROP FUNCTION wants them, without their defaults */
    str signature;       /* functions: what must stay for CREATE OR REPLACE to be able to replace: all arguments and the
                            result, one blank between words */
    size_t signature_to; /* functions: where arguments and result end in the text */
    str table_schema;    /* triggers and policies */
    str table;
} object_head;
object_head object_head_of(arena *a, const model_object *object);

/* Does the text begin with one of the words of a query? */
bool object_is_query(arena *a, str text);

#endif
