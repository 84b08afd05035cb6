/* Inside of the room: what the statements of a text make, as far as they say it: `CREATE DOMAIN age …` makes "domain
 * age". No parser: a statement of which nothing is known stands for itself, in one spelling. */
#ifndef SCHEMAC_INSPECT_ADOPT_MADE_H
#define SCHEMAC_INSPECT_ADOPT_MADE_H

#include "compiler/base/vec.h"
#include "compiler/model/model.h"

typedef struct made_thing {
    str key;   /* "domain age", "function f(integer)", "trigger t on users", "constraint users.positive"; in lower case,
                  without schemas */
    str name;  /* of a routine the key without the types; else the key */
    bool sure; /* a catalog that has it shows it under this key */
    bool named; /* the key is that of a thing; else it is the whole statement */
    bool gone;  /* is taken away, gets another name or becomes a part of something */
} made_thing;

typedef struct made_statement {
    size_t from, to; /* in the text, without the semicolon */
    VEC(made_thing) things;
} made_statement;
typedef VEC(made_statement) made_statement_list;

/* In the order of the text. In the arena; linear. */
made_statement_list adopt_made_by(arena *a, str text, dialect_id dialect);
/* "integer, text" of `IN a int4, b varchar(10) DEFAULT '', OUT c int`: what tells two routines of one name from each
 * other. In the arena. */
str adopt_argument_types(arena *a, str arguments);

#endif
