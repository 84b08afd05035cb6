/* Statements of a catalog in a form in which only their meaning counts: one blank between words, identifiers in quotes
 * only where they need them, and what stands between the outer parentheses sorted. */
#include "tests/laws/database.h"

#include <ctype.h>
#include <stdlib.h>

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

/* The end of what begins at `at`: a quoted piece, a word, or one sign. */
static size_t piece_end(str sql, size_t at)
{
    char first = sql.ptr[at];
    size_t end = at + 1;
    if (first == '\'' || first == '"') {
        while (end < sql.len && (sql.ptr[end] != first || (end + 1 < sql.len && sql.ptr[end + 1] == first)))
            end += sql.ptr[end] == first ? 2 : 1;
        return end + 1;
    }
    if (is_word(first))
        while (end < sql.len && is_word(sql.ptr[end]))
            end++;
    return end;
}

static bool is_plain(str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (!is_word(name.ptr[i]))
            return false;
    return name.len > 0;
}

/* Quotes around what could do without them say nothing. */
static str piece_at(str sql, size_t at, size_t end)
{
    str piece = str_slice(sql, at, end);
    str inner = piece.len > 2 ? str_slice(piece, 1, piece.len - 1) : (str){0};
    return piece.ptr[0] == '"' && is_plain(inner) ? inner : piece;
}

static int compare(const void *left, const void *right)
{
    return str_cmp(*(const str *)left, *(const str *)right);
}

str catalog_sorted(arena *a, str_list *lines)
{
    writer out = writer_make(a);
    if (lines->count)
        qsort(lines->items, lines->count, sizeof *lines->items, compare);
    VEC_EACH (const str, lines, line) {
        writer_str(&out, *line);
        writer_char(&out, '\n');
    }
    return writer_result(&out);
}

typedef struct normalizer {
    arena *memory;
    str_list parts; /* of the outer parentheses */
    writer head;    /* what stands before and behind them */
    writer part;
    size_t depth;
} normalizer;

static void put(normalizer *n, str piece)
{
    writer *out = n->depth ? &n->part : &n->head;
    if (out->len)
        writer_char(out, ' ');
    writer_str(out, piece);
}

static size_t find_text(str text, str wanted)
{
    for (size_t i = 0; i + wanted.len <= text.len; i++)
        if (str_eq(str_slice(text, i, i + wanted.len), wanted))
            return i;
    return text.len;
}

/* A foreign key at its column is one of the table: `a INTEGER CONSTRAINT f REFERENCES b ( c )`. */
static void split_reference(normalizer *n, str part)
{
    size_t at = find_text(part, STR(" REFERENCES "));
    bool of_table = str_starts_with(part, STR("FOREIGN KEY")) || str_starts_with(part, STR("CONSTRAINT "));
    if (of_table || at == part.len) {
        VEC_PUSH(n->memory, &n->parts, part);
        return;
    }
    str column = str_slice(part, 0, part.ptr[0] == '"' ? piece_end(part, 0) : str_find(part, ' '));
    str reference = str_slice(part, at + 1, part.len);
    size_t name = find_text(str_slice(part, 0, at), STR(" CONSTRAINT "));
    str named = name < at ? str_format(n->memory, "%.*s ", (int)(at - name - 1), part.ptr + name + 1) : (str){0};
    VEC_PUSH(n->memory, &n->parts, str_slice(part, 0, name < at ? name : at));
    VEC_PUSH(
        n->memory, &n->parts,
        str_format(n->memory, "%.*sFOREIGN KEY ( %.*s ) %.*s", STR_ARGS(named), STR_ARGS(column), STR_ARGS(reference)));
}

static void end_part(normalizer *n)
{
    split_reference(n, str_copy(n->memory, writer_result(&n->part)));
    n->part = writer_make(n->memory);
}

static void take(normalizer *n, str piece)
{
    bool opens = str_eq(piece, STR("("));
    bool closes = str_eq(piece, STR(")"));
    if (opens && n->depth++ == 0)
        return;
    if (closes && n->depth > 0 && --n->depth == 0) {
        end_part(n);
        return;
    }
    if (n->depth == 1 && str_eq(piece, STR(",")))
        end_part(n);
    else
        put(n, piece);
}

str catalog_normal(arena *a, str sql)
{
    normalizer n = {.memory = a, .head = writer_make(a), .part = writer_make(a)};
    for (size_t at = 0; at < sql.len;) {
        if (isspace((unsigned char)sql.ptr[at])) {
            at++;
            continue;
        }
        size_t end = piece_end(sql, at);
        take(&n, piece_at(sql, at, end));
        at = end;
    }
    str head = writer_result(&n.head);
    str parts = catalog_sorted(a, &n.parts);
    return str_format(a, "%.*s\n%.*s", STR_ARGS(head), STR_ARGS(parts));
}
