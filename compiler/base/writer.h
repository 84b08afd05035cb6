/* The one way text is made: a writer appends to memory and keeps its first error (a text over SIZE limits) sticky, so
 * that callers check once at the end. */
#ifndef SCHEMAC_BASE_WRITER_H
#define SCHEMAC_BASE_WRITER_H

#include "compiler/base/arena.h"
#include "compiler/base/str.h"

#include <stdio.h>

typedef struct writer {
    arena *memory;
    char *text;
    size_t len;
    size_t capacity;
    size_t line_start; /* offset at which the current line begins */
} writer;

/* An empty writer whose text lives in `a`. */
writer writer_make(arena *a);
/* One with room for `size` bytes, for a text whose size can be foretold. */
writer writer_make_sized(arena *a, size_t size);
void writer_str(writer *w, str s);
void writer_text(writer *w, const char *text);
void writer_char(writer *w, char c);
/* `count` times the character: indents and padding. */
void writer_repeat(writer *w, char c, size_t count);
void writer_format(writer *w, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The number of bytes since the last newline. */
size_t writer_column(const writer *w);
/* What has been written, NUL-terminated; valid until the next write. */
str writer_result(writer *w);
/* Appends `s` as a JSON string with its quotes. */
void writer_json_string(writer *w, str s);
/* Appends `s` as a schema-language string literal with its quotes and escapes. */
void writer_quoted(writer *w, str s);

/* Fills a template: "${name}" is replaced by the hole of that name, "$$" by "$". An unknown hole is a programming error
 * and ends the process. `holes` ends with a NULL name. */
typedef struct writer_hole {
    const char *name;
    str value;
} writer_hole;
void writer_template(writer *w, const char *template_text, const writer_hole *holes);

#endif
