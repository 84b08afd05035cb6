/* The canonical text of a file: `schemac fmt`. Works on the tokens, guided by the tree, so that no token and no comment
 * can get lost. Idempotent; parsing the result gives an equal tree. What it looks like:
 *
 * - Four spaces of indent; a declaration, field, item, member, row, setting or change on a line of its own, however
 * long. An enum's or a setting's body stays on one line when it was written so, is short and has no comment.
 * - Types of a block's fields stand in one column, two spaces behind the longest name (one when all names are equally
 *   long); attributes follow the type by one space. What follows the names of an enum's members, and the values of
 *   settings, stand in a column in the same way.
 * - At most one blank line is kept; there is one around each declaration with a body over several lines.
 * - Comments stay at the end of their line or on their own; those at the ends of neighbouring lines are aligned.
 * - A check without a name behind a field stays on that field's line or on its own, as it was written. */
#ifndef SCHEMAC_SYNTAX_FORMAT_H
#define SCHEMAC_SYNTAX_FORMAT_H

#include "compiler/syntax/parser.h"

/* Writes the canonical form of a parsed file without errors. */
void format_file(source_set *sources, const source_file *file, const parser_result *parsed, writer *out);

#endif
