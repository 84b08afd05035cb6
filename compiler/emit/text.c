#include "compiler/emit/text.h"

static bool is_plain(char c)
{
    unsigned char byte = (unsigned char)c;
    return byte >= 0x20 && byte != 0x7f && c != '"' && c != '\\' && c != '?';
}

/* A question mark behind another could begin a trigraph; the first one alone cannot. */
static bool needs_escape(str text, size_t i)
{
    return !is_plain(text.ptr[i]) && !(text.ptr[i] == '?' && (i == 0 || text.ptr[i - 1] != '?'));
}

bool text_is_plain(str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (needs_escape(text, i))
            return false;
    return true;
}

static void c_character(writer *w, char c)
{
    if (c == '"' || c == '\\' || c == '?')
        writer_char(w, '\\');
    if (c == '\n')
        writer_text(w, "\\n");
    else if ((unsigned char)c < 0x20 || c == 0x7f)
        writer_format(w, "\\%03o", (unsigned)(unsigned char)c);
    else
        writer_char(w, c);
}

void text_c_string_part(writer *w, str text)
{
    size_t from = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (!needs_escape(text, i))
            continue;
        writer_str(w, str_slice(text, from, i));
        c_character(w, text.ptr[i]);
        from = i + 1;
    }
    writer_str(w, str_slice(text, from, text.len));
}

void text_c_string(writer *w, str text)
{
    writer_char(w, '"');
    text_c_string_part(w, text);
    writer_char(w, '"');
}

/* A line of the user's text must neither end the comment nor seem to begin another. */
static void comment_line(writer *w, str line)
{
    for (size_t i = 0; i < line.len; i++) {
        char c = line.ptr[i];
        char last = i ? line.ptr[i - 1] : ' ';
        if ((last == '*' && c == '/') || (last == '/' && c == '*') || (last == '?' && c == '?'))
            writer_char(w, ' ');
        writer_char(w, (unsigned char)c < 0x20 ? ' ' : c);
    }
}

void text_comment(writer *w, str text, size_t indent)
{
    text = str_trim(text);
    if (text.len == 0)
        return;
    writer_repeat(w, ' ', indent);
    writer_text(w, "/*");
    for (size_t from = 0; from <= text.len;) {
        size_t length = str_find(str_slice(text, from, text.len), '\n');
        str line = str_trim(str_slice(text, from, from + length));
        if (from > 0) {
            writer_char(w, '\n');
            writer_repeat(w, ' ', indent);
            writer_text(w, " *");
        }
        if (line.len) {
            writer_char(w, ' ');
            comment_line(w, line);
        }
        from += length + 1;
    }
    writer_text(w, " */\n");
}
