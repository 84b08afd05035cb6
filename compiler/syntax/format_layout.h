/* Between the steps of the formatter: marks that the tree puts on tokens, and the lines that the tokens are put into.
 */
#ifndef SCHEMAC_SYNTAX_FORMAT_LAYOUT_H
#define SCHEMAC_SYNTAX_FORMAT_LAYOUT_H

#include "compiler/syntax/format.h"

/* Marks of a token. */
enum {
    FORMAT_STARTS_LINE = 1 << 0,  /* a declaration, element, member, … begins with it */
    FORMAT_OPENS_BODY = 1 << 1,   /* a "{" whose body stands on lines of its own */
    FORMAT_CLOSES_BODY = 1 << 2,  /* the "}" of such a body */
    FORMAT_ENDS_CELL = 1 << 3,    /* what follows on its line stands in the block's column */
    FORMAT_TIGHT_BEFORE = 1 << 4, /* no blank before it */
    FORMAT_TIGHT_AFTER = 1 << 5,  /* no blank after it */
    FORMAT_DECLARES = 1 << 6,     /* a declaration begins with it, among which blank lines stand */
};

typedef struct format_marks {
    arena *memory;
    const source_file *file;
    const token_list *tokens;
    uint8_t *flags;    /* of each token */
    uint32_t *partner; /* of each bracket: the index of its counterpart; of other tokens 0 */
} format_marks;

/* One line of the result. */
typedef struct format_line {
    size_t indent;  /* in levels */
    str head;       /* all of it, or what stands before the block's column */
    str rest;       /* what stands in the block's column */
    str comment;    /* at the end */
    uint32_t block; /* index of the "{" that it stands in; 0: none */
    bool blank_before;
    bool declares;    /* a declaration begins on it */
    bool opens_body;  /* its last token opens a body on lines of its own */
    bool closes_body; /* it is the "}" of one */
    bool is_comment;  /* a comment and nothing else */
} format_line;
typedef VEC(format_line) format_line_list;

/* Puts the marks of a tree on its tokens. */
format_marks format_mark(arena *a, const source_file *file, const token_list *tokens, const ast_node *root);
/* Aligns columns and comments, sets blank lines around declarations, and writes the lines. */
void format_write_lines(arena *a, format_line_list *lines, uint32_t n_tokens, writer *out);

#endif
