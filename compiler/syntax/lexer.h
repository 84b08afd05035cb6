/* From bytes to tokens. The only code that looks at characters is grammar/schema.re, which these functions come from.
 */
#ifndef SCHEMAC_SYNTAX_LEXER_H
#define SCHEMAC_SYNTAX_LEXER_H

#include "compiler/syntax/diagnostic.h"
#include "compiler/syntax/token.h"

/* Cuts a file into tokens, comments included, the last one being TOKEN_END. Characters that have no place in a file are
 * reported and left out (TOKEN_BAD); a string or comment without an end is reported and ends with its line or the file.
 * The tokens live in `a`. */
token_list lexer_run(arena *a, const source_file *file, diagnostic_list *diagnostics);

/* What a token of a string (either form), of a name (in backquotes or not), a word or an operator stands for. Borrows
 * from the source where nothing had to be decoded, else lives in `a`. */
str lexer_value(arena *a, const source_file *file, const token *item);

/* Does `name` read as one plain name without backquotes? (Words of the language do.) */
bool lexer_is_plain_name(str name);

#endif
