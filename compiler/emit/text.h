/* Text inside C: string literals and comments. */
#ifndef SCHEMAC_EMIT_TEXT_H
#define SCHEMAC_EMIT_TEXT_H

#include "compiler/base/writer.h"

/* A string literal with its quotes. Non-ASCII bytes stay as they are; no trigraph comes about. */
void text_c_string(writer *w, str text);
/* True where a text stands in a literal as it is. */
bool text_is_plain(str text);
/* The inside of one, without quotes. */
void text_c_string_part(writer *w, str text);
/* A comment of its own line or lines at `indent` spaces, with a newline behind; nothing for an empty text. */
void text_comment(writer *w, str text, size_t indent);

#endif
