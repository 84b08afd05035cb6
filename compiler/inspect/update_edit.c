#include "compiler/inspect/update.h"

#include "compiler/model/print.h"

#include <stdlib.h>

void update_replace(arena *a, update_file *file, size_t from, size_t to, str text)
{
    update_edit edit = {.from = (uint32_t)from, .to = (uint32_t)to, .text = text, .order = file->n_made++};
    VEC_PUSH(a, &file->edits, edit);
}

/* By place; of those at one place the longest first, then in the order made. */
static int compare_edits(const void *left, const void *right)
{
    const update_edit *a = left, *b = right;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    bool a_inserts = a->from == a->to, b_inserts = b->from == b->to;
    if (a_inserts != b_inserts)
        return a_inserts ? -1 : 1;
    if (a->to != b->to)
        return a->to > b->to ? -1 : 1;
    return a->order < b->order ? -1 : 1;
}

str update_apply(arena *a, update_file *file)
{
    writer out = writer_make(a);
    size_t at = 0;
    if (file->edits.count)
        qsort(file->edits.items, file->edits.count, sizeof *file->edits.items, compare_edits);
    VEC_EACH (update_edit, &file->edits, edit) {
        if (edit->from < at)
            continue;
        writer_str(&out, str_slice(file->text, at, edit->from));
        writer_str(&out, edit->text);
        at = edit->to;
    }
    writer_str(&out, str_slice(file->text, at, file->text.len));
    return writer_result(&out);
}

/* --- lines --- */

static size_t line_start(str text, size_t at)
{
    while (at > 0 && text.ptr[at - 1] != '\n')
        at--;
    return at;
}

static size_t line_end(str text, size_t at)
{
    while (at < text.len && text.ptr[at] != '\n')
        at++;
    return at;
}

bool update_begins_line(str text, source_span span)
{
    return str_is_empty(str_trim(str_slice(text, line_start(text, span.from), span.from)));
}

size_t update_indent(str text, source_span span)
{
    size_t start = line_start(text, span.from), at = start;
    while (at < text.len && text.ptr[at] == ' ')
        at++;
    return at - start;
}

size_t update_doc_from(str text, source_span span)
{
    size_t from = line_start(text, span.from);
    while (from > 0) {
        size_t before = line_start(text, from - 1);
        if (!str_starts_with(str_trim(str_slice(text, before, from)), STR("///")))
            break;
        from = before;
    }
    return from;
}

size_t update_lines_from(str text, source_span span)
{
    return update_begins_line(text, span) ? update_doc_from(text, span) : span.from;
}

/* Nothing but a comment that ends with the line. */
static bool is_trailing(str rest)
{
    rest = str_trim(rest);
    if (!rest.len || str_starts_with(rest, STR("//")))
        return true;
    if (!str_starts_with(rest, STR("/*")))
        return false;
    for (size_t i = 2; i + 1 < rest.len; i++)
        if (rest.ptr[i] == '*' && rest.ptr[i + 1] == '/')
            return i + 2 == rest.len;
    return false;
}

size_t update_lines_to(str text, source_span span)
{
    size_t end = line_end(text, span.to);
    return is_trailing(str_slice(text, span.to, end)) ? end : span.to;
}

void update_cut(arena *a, update_file *file, source_span span)
{
    str text = file->text;
    size_t from = update_lines_from(text, span), to = update_lines_to(text, span);
    bool lines = update_begins_line(text, span) && (to == text.len || text.ptr[to] == '\n');
    if (!lines) {
        while (from > 0 && text.ptr[from - 1] == ' ')
            from--;
        update_replace(a, file, from, span.to, STR(""));
        return;
    }
    to += to < text.len;
    /* Of the blank lines on both sides one goes as well. */
    bool blank_before = from == 0 || (from > 1 && text.ptr[from - 1] == '\n' && text.ptr[from - 2] == '\n');
    if (blank_before && to < text.len && text.ptr[to] == '\n')
        to++;
    update_replace(a, file, from, to, STR(""));
}

void update_doc(arena *a, update_file *file, source_span span, str doc)
{
    size_t indent = update_indent(file->text, span);
    writer out = writer_make(a);
    writer_repeat(&out, ' ', indent);
    print_doc(doc, indent, &out);
    size_t to = line_start(file->text, span.from);
    str text = doc.len ? str_slice(writer_result(&out), 0, out.len - indent) : STR("");
    update_replace(a, file, update_doc_from(file->text, span), to, text);
}

str update_item(arena *a, unsigned dialects, str doc, size_t indent, str text)
{
    const char *between = doc.len ? "\n" : " "; /* behind other text on its line a doc belongs to nothing */
    writer item = writer_make(a);
    print_doc(doc, indent, &item);
    writer_str(&item, text);
    for (dialect_id id = 0; id < DIALECT_COUNT; id++)
        if (dialects == 1u << id)
            return str_format(a, "for %s {%s%.*s%s}", dialect_name(id), between, STR_ARGS(writer_result(&item)),
                              between);
    return writer_result(&item);
}
