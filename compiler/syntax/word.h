/* The words of the language as a table: from a word's text to its row in grammar/tokens.def. */
#ifndef SCHEMAC_SYNTAX_WORD_H
#define SCHEMAC_SYNTAX_WORD_H

#include "compiler/base/str.h"

/* When a word is read as a word; see tokens.def. */
enum {
    WORD_ALWAYS = 0,
    WORD_NOT_CALLED = 1 << 0,
    WORD_ONLY_CALLED = 1 << 1,
    WORD_ONLY_ARRAY = 1 << 2,
    WORD_ONLY_STRING = 1 << 3,
    WORD_NOT_ALONE = 1 << 4,
    WORD_HEADER = 1 << 5,
};

typedef struct word_row {
    str text;
    uint16_t kind; /* lemon's number of the terminal */
    uint16_t context;
} word_row;

/* A hash table over the rows; belongs to whoever made it, so that nothing is global. */
enum { WORD_SLOTS = 1024 };
typedef struct word_table {
    uint8_t slots[WORD_SLOTS]; /* index of a row plus one; 0: free */
} word_table;

void word_table_init(word_table *table);
/* The row of a word, or NULL. */
const word_row *word_find(const word_table *table, str text);
/* All rows; `*count` of them. */
const word_row *word_rows(size_t *count);
/* How a terminal is called in messages, and its groups (GROUP_ bits); NULL for an unknown kind. */
const char *word_kind_phrase(uint32_t kind);
/* The row of a terminal that is a word, or NULL. */
const word_row *word_of_kind(uint32_t kind);

#endif
