/* The machine that lemon makes from grammar/schema.y, and what can be asked of its tables. Only the parser's driver
 * uses it. */
#ifndef SCHEMAC_SYNTAX_GRAMMAR_H
#define SCHEMAC_SYNTAX_GRAMMAR_H

#include "compiler/syntax/builder.h"

/* A machine is grammar_size() bytes, made ready by grammar_Init; it owns nothing. */
size_t grammar_size(void);
void grammar_Init(void *machine, parser *p);
/* Feeds one terminal; `p->rejected` says that the grammar has no place for it. The machine is then as if the terminal
 * had not come, though some rules may have been reduced. */
void grammar_(void *machine, int kind, const token *item);
/* The terminals are numbered from 1 up to this number, exclusive. */
uint32_t grammar_n_terminals(void);
/* Is the stack so full that the next terminal might not fit? */
bool grammar_is_full(const void *machine);

/* Would the terminal be taken as itself; as itself or as a name; and then `next` behind it? Nothing changes. */
bool grammar_expects(const void *machine, uint32_t kind);
bool grammar_accepts(const void *machine, uint32_t kind);
bool grammar_accepts_both(const void *machine, uint32_t kind, uint32_t next);

/* Brackets that are open on the stack. */
typedef struct grammar_open {
    size_t braces;
    size_t others;
    const token *brace; /* the innermost "{" */
} grammar_open;
grammar_open grammar_open_brackets(const void *machine);

/* Takes off the stack down to the innermost place at which BROKEN can be fed and, unless `kind` is GRAMMAR_ANY, `kind`
 * after it; `popped` counts the brackets that were taken off. False (and nothing changes) when there is no such place.
 */
enum { GRAMMAR_ANY = 100000 };
bool grammar_unwind(void *machine, uint32_t kind, grammar_open *popped);

#endif
