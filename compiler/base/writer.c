#include "compiler/base/writer.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SIZE = 256 };

writer writer_make(arena *a)
{
    return (writer){.memory = a};
}

writer writer_make_sized(arena *a, size_t size)
{
    return (writer){.memory = a, .text = arena_alloc(a, size), .capacity = size};
}

static void writer_reserve(writer *w, size_t more)
{
    size_t wanted = w->len + more + 1;
    if (wanted <= w->capacity)
        return;
    size_t capacity = w->capacity ? w->capacity : FIRST_SIZE;
    while (capacity < wanted)
        capacity *= 2;
    w->text = arena_grow(w->memory, w->text, w->capacity, capacity);
    w->capacity = capacity;
}

/* Takes `added` bytes, already in place behind the text, into it. */
static void writer_advance(writer *w, size_t added)
{
    const char *from = w->text + w->len;
    w->len += added;
    for (size_t i = added; i > 0; i--)
        if (from[i - 1] == '\n') {
            w->line_start = w->len - added + i;
            return;
        }
}

void writer_str(writer *w, str s)
{
    if (s.len == 0)
        return;
    writer_reserve(w, s.len);
    memcpy(w->text + w->len, s.ptr, s.len);
    writer_advance(w, s.len);
}

void writer_text(writer *w, const char *text)
{
    writer_str(w, str_from(text));
}

void writer_char(writer *w, char c)
{
    writer_str(w, (str){&c, 1});
}

void writer_repeat(writer *w, char c, size_t count)
{
    writer_reserve(w, count);
    memset(w->text + w->len, c, count);
    writer_advance(w, count);
}

void writer_format(writer *w, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length <= 0)
        return;
    writer_reserve(w, (size_t)length);
    char *text = w->text + w->len;
    va_start(arguments, format);
    (void)vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    writer_advance(w, (size_t)length);
}

size_t writer_column(const writer *w)
{
    return w->len - w->line_start;
}

str writer_result(writer *w)
{
    writer_reserve(w, 0);
    w->text[w->len] = '\0';
    return (str){w->text, w->len};
}

void writer_json_string(writer *w, str s)
{
    writer_char(w, '"');
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c == '"' || c == '\\')
            writer_format(w, "\\%c", c);
        else if (c == '\n')
            writer_text(w, "\\n");
        else if (c < 0x20)
            writer_format(w, "\\u%04x", (unsigned)c);
        else
            writer_char(w, (char)c);
    }
    writer_char(w, '"');
}

void writer_quoted(writer *w, str s)
{
    writer_char(w, '"');
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        size_t control = str_control(s, i);
        if (c == '"' || c == '\\')
            writer_format(w, "\\%c", c);
        else if (c == '\n')
            writer_text(w, "\\n");
        else if (c == '\t')
            writer_text(w, "\\t");
        else if (control == 2)
            writer_format(w, "\\u%04x", (unsigned)(unsigned char)s.ptr[++i]);
        else if (control)
            writer_format(w, "\\x%02x", (unsigned)(unsigned char)c);
        else
            writer_char(w, c);
    }
    writer_char(w, '"');
}

static str hole_value(const writer_hole *holes, str name)
{
    for (; holes->name; holes++)
        if (str_eq(str_from(holes->name), name))
            return holes->value;
    fprintf(stderr, "schemac: a template names the hole \"%.*s\", which nobody fills\n", STR_ARGS(name));
    abort();
}

void writer_template(writer *w, const char *template_text, const writer_hole *holes)
{
    const char *at = template_text;
    for (const char *mark = strchr(at, '$'); mark; mark = strchr(at, '$')) {
        writer_str(w, (str){at, (size_t)(mark - at)});
        if (mark[1] == '{') {
            const char *end = strchr(mark, '}');
            if (!end)
                break;
            writer_str(w, hole_value(holes, (str){mark + 2, (size_t)(end - mark - 2)}));
            at = end + 1;
        } else {
            writer_char(w, '$');
            at = mark[1] == '$' ? mark + 2 : mark + 1;
        }
    }
    writer_text(w, at);
}
