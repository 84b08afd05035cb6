/* From bytes to tokens. The only code that looks at characters is in grammar/schema.re and, for the
 * spelling of databases, grammar/sql.re, which these functions come from. */
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
/* Can it be written as a name at all, in backquotes if need be? What holds no NUL and is UTF-8 can. `name` is
 * NUL-terminated. */
bool lexer_is_writable_name(str name);
/* Does `text` read as one operator without operator(…) around it? */
bool lexer_is_operator(str text);

/* --- SQL, as a database spells it --- */
typedef enum lexer_sql { LEXER_POSTGRESQL, LEXER_SQLITE } lexer_sql;

/* Cuts the text of one expression in SQL into tokens of the same grammar, without comments, the last one being
 * TOKEN_END. What has no token is TOKEN_BAD; nothing is reported. The tokens live in `a`. */
token_list lexer_run_sql(arena *a, const source_file *file, lexer_sql sql);
/* What such a token stands for: a decoded string, a name (in lower case where PostgreSQL would read it so), a word or
 * an operator of the schema language. */
str lexer_sql_value(arena *a, const source_file *file, const token *item, lexer_sql sql);
/* Is it a name in quotes? */
bool lexer_sql_is_quoted(const source_file *file, const token *item);

#endif
