/* Diagnostics for people:
 *
 *   shop.schema:12:5: error[E0203]: model "User" has no field "emial"
 *      12 |     index (emial)
 *         |            ^^^^^ did you mean "email"?
 *
 * and the second place in the same manner under it, as a note. */
#include "compiler/syntax/diagnostic_text.h"

#include <unistr.h>
#include <uniwidth.h>

enum { TEXT_LINE_LIMIT = 160 }; /* cells of a source line that are shown */

typedef struct text_style {
    const char *bold, *red, *yellow, *blue, *off;
} text_style;

static const text_style TEXT_PLAIN = {"", "", "", "", ""};
static const text_style TEXT_COLOR = {"\033[1m", "\033[1;31m", "\033[1;33m", "\033[34m", "\033[0m"};

/* The cells that a text takes on a screen; a tab takes one, as it is written as a blank. */
static size_t text_width(str text)
{
    size_t width = 0;
    const uint8_t *at = (const uint8_t *)text.ptr;
    for (size_t rest = text.len; rest > 0;) {
        ucs4_t code;
        int len = u8_mbtouc(&code, at, rest);
        int cells = uc_width(code, "UTF-8");
        width += cells > 0 ? (size_t)cells : code == '\t' ? 1 : 0;
        at += len;
        rest -= (size_t)len;
    }
    return width;
}

/* A source line, made harmless for a terminal: control characters and broken UTF-8 become blanks and question marks. */
static void text_line(writer *out, str line)
{
    const uint8_t *at = (const uint8_t *)line.ptr;
    for (size_t rest = line.len; rest > 0;) {
        ucs4_t code;
        int len = u8_mbtouc(&code, at, rest);
        bool control = code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x202A && code <= 0x202E) ||
                       (code >= 0x2066 && code <= 0x2069) || code == 0x200E || code == 0x200F || code == 0x061C;
        if (control)
            writer_text(out, code == '\t' ? " " : "?");
        else if (code == 0xFFFD)
            writer_text(out, "?");
        else
            writer_str(out, (str){(const char *)at, (size_t)len});
        at += len;
        rest -= (size_t)len;
    }
}

/* What is shown of a line: all of it, or where it is very long what stands around the place. */
typedef struct text_window {
    str line;
    size_t before; /* bytes of the shown text before the place */
    size_t under;  /* bytes of the place */
    bool cut_left;
    bool cut_right;
} text_window;

/* The beginning of the character at `at`; text that is no UTF-8 may be cut anywhere. */
static size_t text_boundary(str line, size_t at)
{
    size_t from = at;
    for (int i = 0; i < 3 && from > 0 && from < line.len && ((unsigned char)line.ptr[from] & 0xC0) == 0x80; i++)
        from--;
    return from < line.len && ((unsigned char)line.ptr[from] & 0xC0) == 0x80 ? at : from;
}

static text_window text_window_of(source_set *sources, source_span span)
{
    const source_file *file = source_of(sources, span);
    str line = source_line(sources, span);
    size_t start = (size_t)(line.ptr - file->text.ptr);
    size_t before = span.from - start < line.len ? span.from - start : line.len;
    size_t under = span.to - span.from < line.len - before ? span.to - span.from : line.len - before;
    size_t left = before > TEXT_LINE_LIMIT / 2 && line.len > TEXT_LINE_LIMIT
                      ? text_boundary(line, before - TEXT_LINE_LIMIT / 2)
                      : 0;
    size_t right = line.len - left > TEXT_LINE_LIMIT ? text_boundary(line, left + TEXT_LINE_LIMIT) : line.len;
    if (before + under > right)
        under = right - before;
    return (text_window){str_slice(line, left, right), before - left, under, left > 0, right < line.len};
}

/* The line and the carets under the place, with the hint behind them. */
static void text_place(source_set *sources, source_span span, str hint, const char *color, const text_style *style,
                       writer *out)
{
    const source_file *file = source_of(sources, span);
    source_place place = source_locate(sources, span);
    text_window window = text_window_of(sources, span);
    writer_format(out, "%s%5u |%s ", style->blue, (unsigned)place.line, style->off);
    writer_text(out, window.cut_left ? "…" : "");
    text_line(out, file->prefix);
    text_line(out, window.line);
    writer_text(out, window.cut_right ? "…\n" : "\n");
    writer_format(out, "%s      |%s ", style->blue, style->off);
    size_t indent = text_width(file->prefix) + text_width(str_slice(window.line, 0, window.before)) + window.cut_left;
    size_t carets = text_width(str_slice(window.line, window.before, window.before + window.under));
    writer_repeat(out, ' ', indent);
    writer_text(out, color);
    writer_repeat(out, '^', carets > 0 ? carets : 1);
    if (hint.len > 0)
        writer_char(out, ' ');
    writer_str(out, hint);
    writer_text(out, style->off);
    writer_char(out, '\n');
}

static void text_head(source_set *sources, source_span span, const text_style *style, writer *out)
{
    if (span.file == 0)
        return;
    source_place place = source_locate(sources, span);
    writer_text(out, style->bold);
    writer_str(out, place.path);
    writer_format(out, ":%u:%u: ", (unsigned)place.line, (unsigned)place.column);
    writer_text(out, style->off);
}

static void text_diagnostic(const diagnostic *d, source_set *sources, const text_style *style, writer *out)
{
    const diagnostic_info *info = diagnostic_find((unsigned)d->code);
    bool warning = info && info->severity == DIAGNOSTIC_WARNING;
    const char *color = warning ? style->yellow : style->red;
    text_head(sources, d->span, style, out);
    writer_format(out, "%s%s[E%04u]:%s ", color, warning ? "warning" : "error", (unsigned)d->code, style->off);
    writer_str(out, d->message);
    writer_char(out, '\n');
    if (d->span.file > 0)
        text_place(sources, d->span, d->hint, color, style, out);
    else if (d->hint.len > 0)
        writer_format(out, "      = %.*s\n", STR_ARGS(d->hint));
    if (d->second.file == 0)
        return;
    text_head(sources, d->second, style, out);
    writer_format(out, "%snote:%s %.*s\n", style->blue, style->off, STR_ARGS(d->second_note));
    text_place(sources, d->second, STR(""), style->blue, style, out);
}

void diagnostic_render(diagnostic_list *list, source_set *sources, diagnostic_format format, bool color, writer *out)
{
    if (format == DIAGNOSTIC_JSON) {
        diagnostic_render_json(list, sources, out);
        return;
    }
    if (format == DIAGNOSTIC_SARIF) {
        diagnostic_render_sarif(list, sources, out);
        return;
    }
    VEC_EACH (const diagnostic, &list->items, d)
        text_diagnostic(d, sources, color ? &TEXT_COLOR : &TEXT_PLAIN, out);
}
