/* Tokens: kind and span, the text stays in the source. Kinds and contextual words stand in grammar/tokens.def. */
#ifndef SCHEMAC_SYNTAX_TOKEN_H
#define SCHEMAC_SYNTAX_TOKEN_H

#include "compiler/base/writer.h"
#include "compiler/syntax/source.h"

typedef struct token {
    uint32_t kind; /* lemon's number of the terminal, or one of the TOKEN_ kinds below */
    uint32_t from;
    uint32_t to;
    uint32_t blank_lines; /* empty lines between the token before (comments included) and this one, at most 255 */
} token;

enum { TOKEN_END = 0, TOKEN_COMMENT_LINE = 10001, TOKEN_COMMENT_BLOCK, TOKEN_COMMENT_DOC, TOKEN_BAD };

typedef VEC(token) token_list;

/* The name of a kind: "name", "string", "model", "(", "comment". */
const char *token_kind_name(uint32_t kind);
/* One token a line: `line:column kind text`. */
void token_dump(source_set *sources, const source_file *file, const token_list *tokens, writer *out);

#endif
