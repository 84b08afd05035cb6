#include "compiler/inspect/adopt_text.h"

#include "compiler/inspect/adopt_shape.h"

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

/* --- side by side --- */

typedef struct aligner {
    const text_words *written, *there;
    size_t i, j;
} aligner;

static bool is_same(const text_words *left, size_t i, const text_words *right, size_t j)
{
    if (i >= left->count || j >= right->count)
        return false;
    const text_word *a = &left->items[i], *b = &right->items[j];
    bool strings = a->kind == OBJECT_WORD_STRING;
    return strings == (b->kind == OBJECT_WORD_STRING) && str_eq(a->text, b->text);
}

/* The table before a column; a schema before a table or a function is none. */
static bool is_qualifier(const text_words *words, size_t at)
{
    return adopt_is_name(words, at) && !words->items[at].relation && adopt_is_word(words, at + 1, ".");
}

/* The beginning of the item of a list that ends before `at`. */
static size_t item_begin(const text_words *words, size_t at)
{
    size_t depth = 0;
    for (; at > 0; at--) {
        bool closes = adopt_is_word(words, at - 1, ")") || adopt_is_word(words, at - 1, "]");
        bool opens = adopt_is_word(words, at - 1, "(") || adopt_is_word(words, at - 1, "[");
        bool ends = adopt_is_word(words, at - 1, ",") || adopt_is_word(words, at - 1, "select") ||
                    adopt_is_word(words, at - 1, "distinct");
        if (depth == 0 && (opens || ends))
            break;
        depth += closes;
        depth -= opens;
    }
    return at;
}

/* Does the server call the item of the list so, that ends before `at`, where nobody gives it a name? After its function
 * or column; of what is in parentheses or a CASE it may be any that stands in it. */
static bool is_own_name(const text_words *words, size_t at, str name)
{
    size_t from = item_begin(words, at), last = from;
    bool compound = adopt_is_word(words, from, "(") || adopt_is_word(words, from, "case");
    if (str_eq(name, STR("?column?")))
        return true;
    while (adopt_is_word(words, last + 1, "."))
        last += 2;
    if (last < at && str_eq(words->items[last].text, name))
        return true;
    for (size_t i = from; i < at; i++) {
        bool type = i > from && adopt_is_word(words, i - 1, "::");
        if ((compound || type) && adopt_is_name(words, i) && str_eq(words->items[i].text, name))
            return true;
    }
    return false;
}

static bool begins_item(const text_words *words, size_t at)
{
    return at > 0 && (adopt_is_word(words, at - 1, "select") || adopt_is_word(words, at - 1, ",") ||
                      adopt_is_word(words, at - 1, "distinct"));
}

/* `*`, or `t.*`, at the place of a column: stands for the columns that the server has made of it. */
static bool take_star(aligner *x)
{
    size_t star = is_qualifier(x->written, x->i) ? x->i + 2 : x->i;
    if (!begins_item(x->written, x->i) || !adopt_is_word(x->written, star, "*"))
        return false;
    size_t j = x->j;
    for (;;) {
        if (is_qualifier(x->there, j))
            j += 2;
        if (!adopt_is_name(x->there, j))
            return false;
        j++;
        if (!adopt_is_word(x->there, j, ","))
            break;
        j++;
    }
    x->i = star + 1;
    x->j = j;
    return true;
}

/* Both say whose it is: the server by its schema as well, or it is another's. */
static bool take_schema(aligner *x)
{
    if (!is_qualifier(x->there, x->j + 2) || !is_same(x->there, x->j + 2, x->written, x->i))
        return false;
    x->j += 2;
    return true;
}

/* What one side says of whose a column is. */
static bool pass_qualifier(aligner *x)
{
    bool ours = is_qualifier(x->written, x->i), theirs = is_qualifier(x->there, x->j);
    if (ours && theirs)
        return take_schema(x);
    x->i += ours ? 2 : 0;
    x->j += theirs ? 2 : 0;
    return ours || theirs;
}

/* A name that an item of a list has anyway. */
static bool pass_name(aligner *x)
{
    bool ours = adopt_is_word(x->written, x->i, "as") && adopt_is_name(x->written, x->i + 1);
    bool theirs = adopt_is_word(x->there, x->j, "as") && adopt_is_name(x->there, x->j + 1);
    if (theirs && is_same(x->written, x->i, x->there, x->j + 1)) {
        x->j++; /* a name without AS */
        return true;
    }
    if (theirs && is_own_name(x->there, x->j, x->there->items[x->j + 1].text)) {
        x->j += 2;
        return true;
    }
    if (!ours || theirs || !is_own_name(x->written, x->i, x->written->items[x->i + 1].text))
        return false;
    x->i += 2;
    return true;
}

/* The name that a server gives to the constraint of a domain: "name_check", "name_check1". */
static bool pass_constraint(aligner *x)
{
    bool theirs = adopt_is_word(x->there, x->j, "constraint") && adopt_is_name(x->there, x->j + 1);
    str name = theirs ? x->there->items[x->j + 1].text : STR("");
    while (name.len && name.ptr[name.len - 1] >= '0' && name.ptr[name.len - 1] <= '9')
        name.len--;
    bool made = str_ends_with(name, STR("_check")) && !adopt_is_word(x->written, x->i, "constraint");
    x->j += made ? 2 : 0;
    return made;
}

/* Passes over what only one side says and needs not be said; false: there is nothing of the kind. */
static bool pass_over(aligner *x)
{
    size_t added = x->j < x->there->count ? x->there->items[x->j].added : 0;
    bool no_name = adopt_is_word(x->written, x->i, "as") && x->written->items[x->i].added;
    if (added || no_name) {
        x->j += added;
        x->i += no_name ? 2 : 0;
        return true;
    }
    if (take_star(x) || pass_qualifier(x) || pass_name(x) || pass_constraint(x))
        return true;
    bool ascending = adopt_is_word(x->written, x->i, "asc");
    x->i += ascending;
    return ascending;
}

/* One side says whose the column is, which may have the same name. */
static bool take_qualifier(aligner *x)
{
    bool ours = is_qualifier(x->written, x->i), theirs = is_qualifier(x->there, x->j);
    if (ours == theirs || !is_same(x->written, x->i, x->there, x->j))
        return false;
    const text_words *words = ours ? x->written : x->there;
    size_t at = ours ? x->i : x->j;
    if (at + 2 >= words->count || !str_eq(words->items[at].text, words->items[at + 2].text))
        return false;
    *(ours ? &x->i : &x->j) += 2;
    return true;
}

bool adopt_same_words(arena *a, const adopt_known_tables *tables, const text_words *written, const text_words *there)
{
    const adopt_column_kinds columns = adopt_columns_in(a, tables, there);
    text_words left = adopt_shape(a, written, &columns), right = adopt_shape(a, there, &columns);
    aligner x = {.written = &left, .there = &right};
    while (x.i < left.count || x.j < right.count) {
        if (take_qualifier(&x))
            continue;
        if (is_same(&left, x.i, &right, x.j)) {
            x.i++;
            x.j++;
        } else if (!pass_over(&x)) {
            return false;
        }
    }
    return true;
}

bool adopt_same_text(arena *a, const adopt_known_tables *tables, str written, str there)
{
    text_words left = adopt_words(a, written), right = adopt_words(a, there);
    return adopt_same_words(a, tables, &left, &right);
}

bool adopt_equal_text(arena *a, str written, str there)
{
    text_words left = adopt_words(a, written), right = adopt_words(a, there);
    bool same = left.count == right.count;
    for (size_t i = 0; same && i < left.count; i++)
        same = is_same(&left, i, &right, i);
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
        if (!is_same(left, i, right, j))
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
