/* Source files: spans are bytes, lines and columns are computed when somebody reads them. A file's table of lines is
 * made the first time one is asked for. */
#include "compiler/syntax/source.h"

#include <string.h>

source_file *source_add(source_set *set, str path, str text)
{
    source_file *file = ARENA_NEW(set->memory, source_file);
    file->path = path;
    file->text = text;
    file->first_line = 1;
    VEC_PUSH(set->memory, &set->files, file);
    file->id = (uint32_t)set->files.count;
    map_put(set->memory, &set->by_path, path, file);
    return file;
}

source_file *source_of(const source_set *set, source_span span)
{
    return span.file > 0 && span.file <= set->files.count ? set->files.items[span.file - 1] : NULL;
}

static void source_index_lines(source_set *set, source_file *file)
{
    size_t n = 1;
    for (size_t i = 0; i < file->text.len; i++)
        n += file->text.ptr[i] == '\n';
    file->lines = ARENA_ARRAY(set->memory, uint32_t, n);
    file->n_lines = 1;
    for (size_t i = 0; i < file->text.len; i++)
        if (file->text.ptr[i] == '\n')
            file->lines[file->n_lines++] = (uint32_t)i + 1;
}

/* Index of the line that holds the offset. */
static size_t source_line_index(source_set *set, source_file *file, uint32_t offset)
{
    if (!file->lines)
        source_index_lines(set, file);
    size_t low = 0;
    size_t high = file->n_lines;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (file->lines[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Code points, counted by the bytes that do not continue one. */
static uint32_t source_count_characters(str text)
{
    uint32_t n = 0;
    for (size_t i = 0; i < text.len; i++)
        n += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    return n;
}

source_place source_locate(source_set *set, source_span span)
{
    source_file *file = source_of(set, span);
    if (!file)
        return (source_place){STR(""), 0, 0};
    size_t line = source_line_index(set, file, span.from);
    str before = str_slice(file->text, file->lines[line], span.from);
    if (line == 0 && before.len >= 3 && memcmp(before.ptr, "\xEF\xBB\xBF", 3) == 0)
        before = str_slice(before, 3, before.len); /* a byte order mark is no character of the line */
    uint32_t column = source_count_characters(file->prefix) + source_count_characters(before) + 1;
    return (source_place){file->path, file->first_line + (uint32_t)line, column};
}

str source_line(source_set *set, source_span span)
{
    source_file *file = source_of(set, span);
    if (!file)
        return STR("");
    size_t line = source_line_index(set, file, span.from);
    size_t end = line + 1 < file->n_lines ? file->lines[line + 1] - 1 : file->text.len;
    str text = str_slice(file->text, file->lines[line], end);
    if (text.len > 0 && text.ptr[text.len - 1] == '\r')
        text.len--;
    return text;
}

str source_text(const source_set *set, source_span span)
{
    source_file *file = source_of(set, span);
    return file ? str_slice(file->text, span.from, span.to) : STR("");
}
