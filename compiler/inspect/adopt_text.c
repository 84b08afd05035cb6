#include "compiler/inspect/adopt_text.h"

#include "compiler/inspect/adopt_align.h"

/* --- words in a row --- */

str adopt_plain_words(arena *a, str text)
{
    text_words words = adopt_words(a, text);
    writer out = writer_make(a);
    VEC_EACH (text_word, &words, word) {
        writer_text(&out, out.len ? " " : "");
        writer_str(&out, word->text);
    }
    return writer_result(&out);
}

bool adopt_same_words(arena *a, const adopt_known_tables *tables, const text_words *written, const text_words *there)
{
    const adopt_column_kinds columns = adopt_columns_in(a, tables, there);
    return adopt_align(a, tables, &columns, written, there);
}

bool adopt_same_text(arena *a, const adopt_known_tables *tables, str written, str there)
{
    text_words left = adopt_words(a, written), right = adopt_words(a, there);
    return adopt_same_words(a, tables, &left, &right);
}

bool adopt_same_expression_text(arena *a, const adopt_known_tables *tables, const model_table *table, str written,
                                str there)
{
    text_words left = adopt_words(a, written), right = adopt_words(a, there);
    adopt_column_kinds columns = adopt_columns_in(a, tables, &right);
    adopt_columns_add(a, &columns, table);
    return adopt_align(a, tables, &columns, &left, &right);
}

bool adopt_equal_text(arena *a, str written, str there)
{
    text_words left = adopt_words(a, written), right = adopt_words(a, there);
    bool same = left.count == right.count;
    for (size_t i = 0; same && i < left.count; i++)
        same = adopt_same_word(&left, i, &right, i);
    return same;
}

/* --- lists of options --- */

/* Where the last parentheses begin that stand in no others; the end: there are none. */
static size_t list_begin(const text_words *words)
{
    size_t depth = 0, from = words->count;
    for (size_t i = 0; i < words->count; i++) {
        if (adopt_is_word(words, i, "(") && depth++ == 0)
            from = i;
        depth -= depth && adopt_is_word(words, i, ")");
    }
    return from;
}

/* One option, from `at` to a comma or the end of the list, as text; names and strings alike. Moves `at` behind it. */
static str take_option(arena *a, const text_words *words, size_t *at)
{
    writer out = writer_make(a);
    size_t depth = 0;
    for (; *at < words->count; ++*at) {
        bool ends = adopt_is_word(words, *at, ")");
        if (depth == 0 && (ends || adopt_is_word(words, *at, ",")))
            break;
        depth += adopt_is_word(words, *at, "(");
        depth -= depth && ends;
        writer_text(&out, out.len ? " " : "");
        writer_str(&out, words->items[*at].text);
    }
    return writer_result(&out);
}

/* Returns where the list ends. */
static size_t options_of(arena *a, const text_words *words, size_t at, map *options)
{
    do {
        at++;
        map_put(a, options, take_option(a, words, &at), options);
    } while (adopt_is_word(words, at, ","));
    return at;
}

static bool same_slice(const text_words *left, size_t i, size_t i_end, const text_words *right, size_t j, size_t j_end)
{
    if (i_end - i != j_end - j)
        return false;
    for (; i < i_end; i++, j++)
        if (!adopt_same_word(left, i, right, j))
            return false;
    return true;
}

bool adopt_same_listed(arena *a, str written, str there)
{
    text_words left = adopt_words(a, written), right = adopt_words(a, there);
    size_t i = list_begin(&left), j = list_begin(&right);
    if (i == left.count || j == right.count || !same_slice(&left, 0, i, &right, 0, j))
        return false;
    map ours = {0}, theirs = {0};
    i = options_of(a, &left, i, &ours);
    j = options_of(a, &right, j, &theirs);
    MAP_EACH (&ours, entry)
        if (!map_has(&theirs, entry->key))
            return false;
    return same_slice(&left, i, left.count, &right, j, right.count);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t skip_blanks(str text, size_t at)
{
    while (at < text.len && is_blank(text.ptr[at]))
        at++;
    return at;
}

/* Behind the comments at the beginning, which belong to no word: CREATE VIEW … AS stands before them. */
static size_t skip_comments(str text)
{
    size_t at = skip_blanks(text, 0);
    while (str_starts_with(str_slice(text, at, text.len), STR("--")))
        at = skip_blanks(text, at + str_find(str_slice(text, at, text.len), '\n'));
    return at;
}

/* Nothing else: SQLite does not keep what stands behind the last word either. */
static bool is_comment(str rest)
{
    return skip_comments(rest) == rest.len;
}

bool adopt_same_blanks(str written, str there)
{
    size_t i = skip_comments(written), j = skip_comments(there);
    while (i < written.len && j < there.len) {
        bool blank = is_blank(written.ptr[i]);
        if (blank != is_blank(there.ptr[j]) || (!blank && written.ptr[i] != there.ptr[j]))
            return false;
        i = blank ? skip_blanks(written, i) : i + 1;
        j = blank ? skip_blanks(there, j) : j + 1;
    }
    return is_comment(str_slice(written, i, written.len)) && is_comment(str_slice(there, j, there.len));
}
