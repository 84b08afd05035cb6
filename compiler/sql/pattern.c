/* LIKE patterns as GLOB patterns. */
#include "compiler/sql/pattern.h"

#include "compiler/base/writer.h"

/* One character that stands for itself; those that mean something to GLOB go into brackets. */
static void write_plain(char c, writer *out)
{
    if (c == '*' || c == '?' || c == '[') {
        writer_char(out, '[');
        writer_char(out, c);
        writer_char(out, ']');
    } else {
        writer_char(out, c);
    }
}

str pattern_glob(arena *a, str like)
{
    writer out = writer_make(a);
    for (size_t i = 0; i < like.len; i++) {
        char c = like.ptr[i];
        if (c == '%')
            writer_char(&out, '*');
        else if (c == '_')
            writer_char(&out, '?');
        else if (c == '\\' && i + 1 < like.len)
            write_plain(like.ptr[++i], &out);
        else
            write_plain(c, &out);
    }
    return writer_result(&out);
}
