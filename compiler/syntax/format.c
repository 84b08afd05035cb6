/* The formatter's second step: tokens into lines. Blank lines, columns and the ends of lines are the third
 * (format_lines.c). */
#include "compiler/syntax/format.h"
#include "compiler/syntax/format_layout.h"
#include "schema.h"

typedef struct formatter {
    format_marks marks;
    arena *memory;
    format_line_list lines;
    format_line line; /* the one that is being written */
    writer text;      /* its head, then its rest */
    bool has_line;
    bool break_next;  /* the next token begins a line */
    bool last_opened; /* the line before is that of a "{" */
    uint32_t last;    /* index of the last token on the line */
    size_t level;
    uint32_t *blocks; /* the "{" of the bodies that are open */
    size_t n_blocks;
} formatter;

static unsigned formatter_flags(const formatter *f, uint32_t at)
{
    return f->marks.flags[at];
}

static str formatter_text(const formatter *f, uint32_t at)
{
    const token *item = &f->marks.tokens->items[at];
    str text = str_slice(f->marks.file->text, item->from, item->to);
    if (item->kind != TOKEN_COMMENT_LINE && item->kind != TOKEN_COMMENT_DOC)
        return text;
    while (text.len > 0 &&
           (text.ptr[text.len - 1] == ' ' || text.ptr[text.len - 1] == '\t' || text.ptr[text.len - 1] == '\r'))
        text.len--;
    return text;
}

/* --- lines --- */

static str formatter_take_text(formatter *f)
{
    str text = str_copy(f->memory, writer_result(&f->text));
    f->text = writer_make(f->memory);
    return text;
}

static void formatter_end_line(formatter *f)
{
    if (!f->has_line)
        return;
    str text = formatter_take_text(f);
    if (f->line.head.len > 0)
        f->line.rest = text;
    else
        f->line.head = text;
    f->last_opened = f->line.opens_body;
    VEC_PUSH(f->memory, &f->lines, f->line);
    f->has_line = false;
}

static void formatter_begin_line(formatter *f, const token *item, size_t indent)
{
    formatter_end_line(f);
    f->line = (format_line){.indent = indent};
    f->line.blank_before = item->blank_lines > 0 && f->lines.count > 0 && !f->last_opened;
    f->line.block = f->n_blocks > 0 ? f->blocks[f->n_blocks - 1] : 0;
    f->has_line = true;
    f->break_next = false;
}

/* --- blanks between the tokens of a line --- */

static bool formatter_is_tight(const formatter *f, uint32_t before, uint32_t at)
{
    uint32_t left = f->marks.tokens->items[before].kind;
    uint32_t right = f->marks.tokens->items[at].kind;
    if (left == TOKEN_COMMENT_BLOCK)
        return right == TK_COMMA;
    if (formatter_flags(f, at) & FORMAT_TIGHT_BEFORE || formatter_flags(f, before) & FORMAT_TIGHT_AFTER)
        return true;
    if (right == TK_COMMA || right == TK_RP || right == TK_RBRACKET || right == TK_LBRACKET || right == TK_DOT ||
        right == TK_CAST_TO)
        return true;
    if (left == TK_LBRACE && right == TK_RBRACE)
        return true;
    return left == TK_LP || left == TK_LBRACKET || left == TK_DOT || left == TK_CAST_TO;
}

static void formatter_put(formatter *f, uint32_t at)
{
    if (f->text.len > 0 && !formatter_is_tight(f, f->last, at))
        writer_char(&f->text, ' ');
    writer_str(&f->text, formatter_text(f, at));
    f->last = at;
    if (formatter_flags(f, at) & FORMAT_ENDS_CELL && f->line.head.len == 0)
        f->line.head = formatter_take_text(f);
}

/* --- comments --- */

static bool formatter_is_comment(uint32_t kind)
{
    return kind == TOKEN_COMMENT_LINE || kind == TOKEN_COMMENT_BLOCK || kind == TOKEN_COMMENT_DOC;
}

/* A block comment in the middle of a line, with more of that line behind it. */
static bool formatter_is_inline_comment(const formatter *f, uint32_t at)
{
    const token *item = &f->marks.tokens->items[at];
    const token *next = item + 1;
    unsigned breaks = FORMAT_STARTS_LINE | FORMAT_CLOSES_BODY;
    return item->kind == TOKEN_COMMENT_BLOCK && item->line_breaks == 0 && f->has_line && !f->break_next &&
           next->kind != TOKEN_END && next->line_breaks == 0 && !formatter_is_comment(next->kind) &&
           !(formatter_flags(f, at + 1) & breaks);
}

static void formatter_comment(formatter *f, uint32_t at, bool in_element)
{
    const token *item = &f->marks.tokens->items[at];
    if (formatter_is_inline_comment(f, at)) {
        formatter_put(f, at);
        return;
    }
    if (item->line_breaks > 0 || !f->has_line) {
        formatter_begin_line(f, item, f->level + in_element);
        f->line.is_comment = true;
        writer_str(&f->text, formatter_text(f, at));
    } else {
        str before = f->line.comment;
        f->line.comment = formatter_text(f, at);
        if (before.len > 0)
            f->line.comment = str_format(f->memory, "%.*s %.*s", STR_ARGS(before), STR_ARGS(f->line.comment));
    }
    f->break_next = true;
}

/* --- tokens --- */

static void formatter_open(formatter *f, uint32_t at)
{
    f->line.opens_body = true;
    f->blocks[f->n_blocks++] = at;
    f->level++;
    f->break_next = true;
}

static void formatter_close(formatter *f, uint32_t at)
{
    formatter_end_line(f);
    f->level--;
    f->n_blocks--;
    formatter_begin_line(f, &f->marks.tokens->items[at], f->level);
    f->line.blank_before = false;
    f->line.closes_body = true;
}

/* Returns whether an element has begun that the next token may go on with. */
static bool formatter_token(formatter *f, uint32_t at, bool in_element)
{
    const token *item = &f->marks.tokens->items[at];
    unsigned flags = formatter_flags(f, at);
    if (flags & FORMAT_CLOSES_BODY) {
        formatter_close(f, at);
    } else if (flags & FORMAT_STARTS_LINE || !f->has_line) {
        formatter_begin_line(f, item, f->level);
        f->line.declares = (flags & FORMAT_DECLARES) != 0;
    } else if (f->break_next) {
        formatter_begin_line(f, item, f->level + in_element);
        f->line.block = 0;
    }
    formatter_put(f, at);
    if (flags & FORMAT_OPENS_BODY)
        formatter_open(f, at);
    return !(flags & (FORMAT_OPENS_BODY | FORMAT_CLOSES_BODY));
}

void format_file(source_set *sources, const source_file *file, const parser_result *parsed, writer *out)
{
    arena *a = sources->memory;
    formatter f = {.marks = format_mark(a, file, &parsed->tokens, parsed->root), .memory = a, .text = writer_make(a)};
    uint32_t n = (uint32_t)parsed->tokens.count;
    f.blocks = ARENA_ARRAY(a, uint32_t, n + 1);
    bool in_element = false;
    for (uint32_t i = 0; i < n; i++) {
        const token *item = &parsed->tokens.items[i];
        bool begins = (formatter_flags(&f, i) & FORMAT_STARTS_LINE) != 0;
        if (formatter_is_comment(item->kind)) {
            uint32_t next = i;
            while (formatter_is_comment(parsed->tokens.items[next].kind))
                next++;
            bool ends = next >= n - 1 || formatter_flags(&f, next) & (FORMAT_STARTS_LINE | FORMAT_CLOSES_BODY);
            formatter_comment(&f, i, in_element && !ends);
        } else if (item->kind != TOKEN_END) {
            in_element = formatter_token(&f, i, in_element && !begins);
        }
    }
    formatter_end_line(&f);
    format_write_lines(a, &f.lines, n, out);
}
