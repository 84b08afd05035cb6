/* Source files and places in them. A span is half open, in bytes, and cheap to copy; line and column are computed from
 * it only when somebody reads them. */
#ifndef SCHEMAC_SYNTAX_SOURCE_H
#define SCHEMAC_SYNTAX_SOURCE_H

#include "compiler/base/arena.h"
#include "compiler/base/map.h"
#include "compiler/base/str.h"
#include "compiler/base/vec.h"

typedef struct source_span {
    uint32_t file; /* index in the set, plus one; 0: no place */
    uint32_t from;
    uint32_t to;
} source_span;

typedef struct source_file {
    str path; /* as it is shown to the user: relative to where the compiler was started, where it was given so */
    str text; /* NUL-terminated */
    uint32_t id;
    uint32_t first_line; /* number of the text's first line: 1, or more for a text that stands inside another file */
    uint32_t *lines;     /* offset of each line's start, made when first asked for */
    size_t n_lines;
    str prefix; /* what stands before each line in the file itself ("--| "): added to columns; empty for most */
} source_file;

/* All sources of one compilation. Start with `{.memory = a}`. */
typedef struct source_set {
    arena *memory;
    VEC(source_file *) files;
    map by_path;
} source_set;

typedef struct source_place {
    str path;
    uint32_t line;   /* from 1 */
    uint32_t column; /* from 1, in characters (code points), a tab counts one */
} source_place;

/* Adds a text under a path and returns its file. Both borrow and must outlive the set. */
source_file *source_add(source_set *set, str path, str text);
/* The file of a span; NULL for no place. */
source_file *source_of(const source_set *set, source_span span);
source_place source_locate(source_set *set, source_span span);
/* The whole line (without its end) at which the span begins. */
str source_line(source_set *set, source_span span);
str source_text(const source_set *set, source_span span);
/* The smallest span that holds both; one without a place gives the other. */
static inline source_span source_join(source_span a, source_span b)
{
    if (a.file == 0)
        return b;
    if (b.file == 0)
        return a;
    return (source_span){a.file, a.from < b.from ? a.from : b.from, a.to > b.to ? a.to : b.to};
}

#endif
