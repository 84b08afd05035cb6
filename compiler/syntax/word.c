/* The words of the language. The table is filled from grammar/tokens.def for each file that is read: some hundred
 * stores, and no state that two compilations in one process would share. */
#include "compiler/syntax/word.h"
#include "compiler/syntax/token.h"
#include "schema.h"

#include <string.h>

static const word_row WORDS[] = {
#define WORD(kind, text, groups, context) {{(text), sizeof(text) - 1}, TK_##kind, (context)},
#include "grammar/tokens.def"
};
enum { N_WORDS = sizeof WORDS / sizeof WORDS[0] };
_Static_assert(N_WORDS < 256, "a slot is a byte");

static size_t word_slot(str text)
{
    size_t first = (unsigned char)text.ptr[0];
    size_t middle = (unsigned char)text.ptr[text.len / 2];
    size_t last = (unsigned char)text.ptr[text.len - 1];
    return (first * 31 + middle * 7 + last * 131 + text.len * 61) % WORD_SLOTS;
}

void word_table_init(word_table *table)
{
    memset(table, 0, sizeof *table);
    for (size_t i = 0; i < N_WORDS; i++) {
        size_t slot = word_slot(WORDS[i].text);
        while (table->slots[slot])
            slot = (slot + 1) % WORD_SLOTS;
        table->slots[slot] = (uint8_t)(i + 1);
    }
}

const word_row *word_find(const word_table *table, str text)
{
    if (text.len < 2 || text.len > 16)
        return NULL;
    size_t slot = word_slot(text);
    for (; table->slots[slot]; slot = (slot + 1) % WORD_SLOTS) {
        const word_row *row = &WORDS[table->slots[slot] - 1];
        if (row->text.len == text.len && memcmp(row->text.ptr, text.ptr, text.len) == 0)
            return row;
    }
    return NULL;
}

const word_row *word_rows(size_t *count)
{
    *count = N_WORDS;
    return WORDS;
}

const word_row *word_of_kind(uint32_t kind)
{
    for (size_t i = 0; i < N_WORDS; i++)
        if (WORDS[i].kind == kind)
            return &WORDS[i];
    return NULL;
}

const char *word_kind_phrase(uint32_t kind)
{
    switch (kind) {
#define TOKEN(kind, text, groups)                                                                                      \
    case TK_##kind:                                                                                                    \
        return (text);
#define WORD(kind, text, groups, context)                                                                              \
    case TK_##kind:                                                                                                    \
        return "\"" text "\"";
#include "grammar/tokens.def"
    case TOKEN_END:
        return "the end of the file";
    case TOKEN_COMMENT_LINE:
    case TOKEN_COMMENT_BLOCK:
        return "a comment";
    case TOKEN_COMMENT_DOC:
        return "a doc comment";
    case TOKEN_BAD:
        return "a bad character";
    default:
        return NULL;
    }
}
