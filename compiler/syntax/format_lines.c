/* The formatter's third step: columns, comments at the ends of lines, blank lines around declarations. */
#include "compiler/syntax/format_layout.h"

#include <unistr.h>
#include <uniwidth.h>

enum { FORMAT_INDENT = 4 };

/* The cells of a text's last line. */
static size_t format_width(str text)
{
    size_t from = text.len;
    while (from > 0 && text.ptr[from - 1] != '\n')
        from--;
    int width = u8_width((const uint8_t *)text.ptr + from, text.len - from, "UTF-8");
    return width > 0 ? (size_t)width : 0;
}

static bool format_has_break(str text)
{
    return str_find(text, '\n') < text.len;
}

/* --- columns --- */

typedef struct format_column {
    size_t longest;
    size_t shortest;
} format_column;

static bool format_is_in_column(const format_line *line)
{
    return line->rest.len > 0;
}

/* Two blanks behind the longest head, one when all are equally long. */
static size_t format_padding(const format_line *line, const format_column *columns)
{
    const format_column *column = &columns[line->block];
    size_t blanks = column->longest == column->shortest ? 1 : 2;
    return column->longest + blanks - format_width(line->head);
}

static format_column *format_measure(arena *a, const format_line_list *lines, uint32_t n_blocks)
{
    format_column *columns = ARENA_ARRAY(a, format_column, n_blocks + 1);
    VEC_EACH (const format_line, lines, line) {
        if (!format_is_in_column(line))
            continue;
        format_column *column = &columns[line->block];
        size_t width = format_width(line->head);
        if (column->longest < width)
            column->longest = width;
        if (column->shortest == 0 || column->shortest > width)
            column->shortest = width;
    }
    return columns;
}

/* --- blank lines --- */

/* The first of the comment lines right before a line. */
static size_t format_with_comments(const format_line_list *lines, size_t at)
{
    while (at > 0 && !lines->items[at].blank_before && lines->items[at - 1].is_comment &&
           lines->items[at - 1].indent == lines->items[at].indent)
        at--;
    return at;
}

static void format_separate(format_line_list *lines)
{
    bool after_body = false; /* the line before closes the body of a declaration */
    size_t declared = 0;     /* indent at which a declaration with a body began, plus one */
    for (size_t i = 0; i < lines->count; i++) {
        format_line *line = &lines->items[i];
        if (after_body && !line->closes_body)
            line->blank_before = true;
        after_body = false;
        if (line->declares && line->opens_body) {
            size_t first = format_with_comments(lines, i);
            if (first > 0 && !lines->items[first - 1].opens_body)
                lines->items[first].blank_before = true;
            declared = line->indent + 1;
        }
        if (line->closes_body && line->indent + 1 <= declared) {
            after_body = true;
            declared = line->indent;
        }
    }
}

/* --- comments at the ends of lines --- */

/* Comments behind the braces of a body are not aligned with those inside it. */
static bool format_may_align(const format_line *line)
{
    return line->comment.len > 0 && !line->opens_body && !line->closes_body && !format_has_break(line->comment);
}

static bool format_has_neighbour(const format_line_list *lines, size_t at)
{
    if (at + 1 >= lines->count)
        return false;
    const format_line *line = &lines->items[at];
    const format_line *next = line + 1;
    return format_may_align(line) && format_may_align(next) && !next->blank_before && next->indent == line->indent;
}

/* Fills `widths` with the width of each line without its comment, and for a run of neighbouring lines with comments
 * with the largest of them. */
static void format_align_comments(const format_line_list *lines, size_t *widths)
{
    for (size_t from = 0; from < lines->count;) {
        size_t to = from;
        size_t longest = widths[from];
        for (; format_has_neighbour(lines, to); to++)
            longest = widths[to + 1] > longest ? widths[to + 1] : longest;
        for (; from <= to; from++)
            if (lines->items[from].comment.len > 0)
                widths[from] = longest;
    }
}

/* --- writing --- */

static void format_write_line(const format_line *line, const format_column *columns, writer *out)
{
    if (line->blank_before)
        writer_char(out, '\n');
    writer_repeat(out, ' ', line->indent * FORMAT_INDENT);
    writer_str(out, line->head);
    if (!format_is_in_column(line))
        return;
    writer_repeat(out, ' ', format_padding(line, columns));
    writer_str(out, line->rest);
}

static size_t format_line_width(const format_line *line, const format_column *columns)
{
    if (!format_is_in_column(line))
        return (format_has_break(line->head) ? 0 : line->indent * FORMAT_INDENT) + format_width(line->head);
    if (format_has_break(line->rest))
        return format_width(line->rest);
    return line->indent * FORMAT_INDENT + format_width(line->head) + format_padding(line, columns) +
           format_width(line->rest);
}

void format_write_lines(arena *a, format_line_list *lines, uint32_t n_tokens, writer *out)
{
    format_column *columns = format_measure(a, lines, n_tokens);
    format_separate(lines);
    size_t *widths = ARENA_ARRAY(a, size_t, lines->count + 1);
    size_t *own = ARENA_ARRAY(a, size_t, lines->count + 1);
    for (size_t i = 0; i < lines->count; i++)
        own[i] = widths[i] = format_line_width(&lines->items[i], columns);
    format_align_comments(lines, widths);
    for (size_t i = 0; i < lines->count; i++) {
        const format_line *line = &lines->items[i];
        format_write_line(line, columns, out);
        if (line->comment.len > 0) {
            writer_repeat(out, ' ', widths[i] + 2 - own[i]);
            writer_str(out, line->comment);
        }
        writer_char(out, '\n');
    }
}
