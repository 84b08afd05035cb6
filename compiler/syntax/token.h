/* Tokens: kind and span, the text stays in the source. Kinds and contextual words stand in grammar/tokens.def. */
#ifndef SCHEMAC_SYNTAX_TOKEN_H
#define SCHEMAC_SYNTAX_TOKEN_H

#include "compiler/base/writer.h"
#include "compiler/syntax/source.h"

typedef struct token {
    uint32_t kind; /* lemon's number of the terminal, or one of the TOKEN_ kinds below */
    uint32_t from;
    uint32_t to;
    uint16_t blank_lines; /* empty lines between the token before (comments included) and this one, at most 255 */
    uint16_t line_breaks; /* line ends between the two, at most 255: 0 when they stand on one line */
} token;

enum { TOKEN_END = 0, TOKEN_COMMENT_LINE = 10001, TOKEN_COMMENT_BLOCK, TOKEN_COMMENT_DOC, TOKEN_BAD };

typedef VEC(token) token_list;

/* The name of a kind: "name", "string", "model", "(", "comment". */
const char *token_kind_name(uint32_t kind);
/* One token a line: `line:column kind text`. */
void token_dump(source_set *sources, const source_file *file, const token_list *tokens, writer *out);

/* Where a name is going to be written, for token_write_name. */
typedef enum token_position {
    TOKEN_BEFORE_COLON, /* a declared name: no word is reserved there */
    TOKEN_IN_COLUMNS, /* in a list of columns in parentheses, and behind a word that a name must follow: none either */
    TOKEN_IN_EXPRESSION, /* a column or function in an expression: the words of expressions need backquotes */
    TOKEN_ANYWHERE,      /* the name of an item or of an enum's member: every word of the language needs them */
} token_position;

/* Writes a name, in backquotes where it would not be read as this name without them. */
void token_write_name(writer *out, str name, token_position position);
/* A character that would not be seen, or would turn the line; 0 for any other. `*length` gets its bytes. */
unsigned token_hidden_character(str text, size_t at, size_t *length);
/* In backquotes in any case; what would not be seen in them is an escape. */
void token_write_quoted_name(writer *out, str name);

#endif
