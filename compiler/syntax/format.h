/* The canonical text of a file: `schemac fmt`. Works on the tokens, guided by the tree, so that no token and no comment
 * can get lost. Idempotent; parsing the result gives an equal tree. */
#ifndef SCHEMAC_SYNTAX_FORMAT_H
#define SCHEMAC_SYNTAX_FORMAT_H

#include "compiler/syntax/parser.h"

/* Writes the canonical form of a parsed file without errors. Indent is four spaces; the names, types and attributes of
 * a block's fields stand in columns; at most one blank line is kept. */
void format_file(source_set *sources, const source_file *file, const parser_result *parsed, writer *out);

#endif
