#include "compiler/inspect/adopt_text.h"

#include <stdlib.h>
#include <string.h>

typedef struct text_word {
    object_word_kind kind;
    str text;
} text_word;
typedef VEC(text_word) text_words;

static const struct phrase {
    const char *words;
    const char *word;
} phrases[] = {
#define PHRASE(words, word) {words, word},
#include "compiler/inspect/adopt_phrases.def"
#undef PHRASE
};

static bool is_word(const text_words *words, size_t at, const char *text)
{
    return at < words->count && words->items[at].kind != OBJECT_WORD_STRING &&
           str_eq(words->items[at].text, str_from(text));
}

/* --- words in one spelling --- */

/* What stands between quotes, whatever the quotes are: two dollars with a tag, or apostrophes. */
static str string_content(str text)
{
    if (text.len >= 2 && text.ptr[0] == '\'')
        return str_slice(text, 1, text.len - 1);
    size_t tag = text.len && text.ptr[0] == '$' ? str_find(str_slice(text, 1, text.len), '$') + 2 : 0;
    return tag && text.len >= 2 * tag ? str_slice(text, tag, text.len - tag) : text;
}

static str next_piece(str *rest)
{
    size_t end = str_find(*rest, ' ');
    str piece = str_slice(*rest, 0, end);
    *rest = str_slice(*rest, end < rest->len ? end + 1 : end, rest->len);
    return piece;
}

/* How many words the phrase takes here; 0: it does not stand here. */
static size_t match_phrase(const text_words *words, size_t at, const struct phrase *phrase)
{
    str rest = str_from(phrase->words);
    size_t count = 0;
    for (; rest.len; count++) {
        str piece = next_piece(&rest);
        const text_word *word = at + count < words->count ? &words->items[at + count] : NULL;
        if (!word || (word->kind != OBJECT_WORD_NAME && word->kind != OBJECT_WORD_SIGN) || !str_eq(word->text, piece))
            return 0;
    }
    return count;
}

static size_t take_phrase(arena *a, const text_words *words, size_t at, text_words *into)
{
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
        size_t count = match_phrase(words, at, &phrases[i]);
        str rest = str_from(phrases[i].word);
        if (!count)
            continue;
        while (rest.len) {
            text_word word = {OBJECT_WORD_NAME, next_piece(&rest)};
            VEC_PUSH(a, into, word);
        }
        return count;
    }
    VEC_PUSH(a, into, words->items[at]);
    return 1;
}

static text_words words_of(arena *a, str text)
{
    object_scanner scanner = {.memory = a, .text = text};
    text_words raw = {0}, words = {0};
    for (object_word word = object_next_word(&scanner); word.kind != OBJECT_WORD_END;
         word = object_next_word(&scanner)) {
        bool string = word.kind == OBJECT_WORD_STRING;
        text_word item = {word.kind, string ? string_content(word.text) : word.text};
        VEC_PUSH(a, &raw, item);
    }
    while (is_word(&raw, raw.count - 1, ";"))
        raw.count--;
    for (size_t at = 0; at < raw.count;)
        at += take_phrase(a, &raw, at, &words);
    return words;
}

str adopt_plain_words(arena *a, str text)
{
    text_words words = words_of(a, text);
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

static bool same_word(const aligner *x)
{
    if (x->i >= x->written->count || x->j >= x->there->count)
        return false;
    const text_word *a = &x->written->items[x->i], *b = &x->there->items[x->j];
    bool strings = a->kind == OBJECT_WORD_STRING;
    return strings == (b->kind == OBJECT_WORD_STRING) && str_eq(a->text, b->text);
}

static bool is_paren(const text_words *words, size_t at)
{
    return is_word(words, at, "(") || is_word(words, at, ")");
}

static bool is_name(const text_words *words, size_t at)
{
    return at < words->count &&
           (words->items[at].kind == OBJECT_WORD_NAME || words->items[at].kind == OBJECT_WORD_QUOTED);
}

static bool is_qualifier(const text_words *words, size_t at)
{
    return is_name(words, at) && is_word(words, at + 1, ".");
}

/* A cast that the server adds: of a literal, or of a text to another kind of text. Returns the words that it takes. */
static size_t cast_length(const text_words *words, size_t at)
{
    if (!is_word(words, at, ":") || !is_word(words, at + 1, ":") || !is_name(words, at + 2))
        return 0;
    bool text = is_word(words, at + 2, "text") || is_word(words, at + 2, "varchar") || is_word(words, at + 2, "bpchar");
    bool literal = at > 0 && words->items[at - 1].kind == OBJECT_WORD_STRING;
    size_t end = at + 3;
    if (is_qualifier(words, at + 2))
        end += 2;
    if (is_word(words, end, "(") && is_word(words, end + 2, ")"))
        end += 3;
    while (is_word(words, end, "[") && is_word(words, end + 1, "]"))
        end += 2;
    return text || literal ? end - at : 0;
}

/* `*`, or `t.*`, at the place of a column: stands for the list that the server has made of it. */
static bool take_star(aligner *x)
{
    bool begins = x->i > 0 && (is_word(x->written, x->i - 1, "select") || is_word(x->written, x->i - 1, ","));
    size_t star = is_qualifier(x->written, x->i) ? x->i + 2 : x->i;
    if (!begins || !is_word(x->written, star, "*"))
        return false;
    x->i = star + 1;
    while (x->j < x->there->count &&
           !(is_word(x->there, x->j, "from") && x->there->items[x->j].kind == OBJECT_WORD_NAME))
        x->j++;
    return true;
}

/* Both say whose it is: the server by its schema as well, or it is another's. */
static bool take_schema(aligner *x)
{
    if (!is_qualifier(x->there, x->j + 2) || !str_eq(x->there->items[x->j + 2].text, x->written->items[x->i].text))
        return false;
    x->j += 2;
    return true;
}

/* Passes over what only one side says and needs not be said; false: there is nothing of the kind. */
static bool pass_over(aligner *x)
{
    size_t cast = cast_length(x->there, x->j);
    if (is_paren(x->there, x->j))
        x->j++;
    else if (is_paren(x->written, x->i))
        x->i++;
    else if (cast)
        x->j += cast;
    else if (take_star(x))
        return true;
    else if (is_qualifier(x->there, x->j) && is_qualifier(x->written, x->i))
        return take_schema(x);
    else if (is_qualifier(x->there, x->j))
        x->j += 2;
    else if (is_qualifier(x->written, x->i))
        x->i += 2;
    else if (is_word(x->there, x->j, "constraint") && is_name(x->there, x->j + 1))
        x->j += 2;
    else if (is_word(x->there, x->j, "as") && is_name(x->there, x->j + 1))
        x->j += 2;
    else if (is_word(x->written, x->i, "as") || is_word(x->written, x->i, "asc"))
        x->i++;
    else
        return false;
    return true;
}

/* One side says whose the column is, which may have the same name. */
static bool take_qualifier(aligner *x)
{
    bool ours = is_qualifier(x->written, x->i), theirs = is_qualifier(x->there, x->j);
    if (ours == theirs || !same_word(x))
        return false;
    const text_words *words = ours ? x->written : x->there;
    size_t at = ours ? x->i : x->j;
    if (at + 2 >= words->count || !str_eq(words->items[at].text, words->items[at + 2].text))
        return false;
    *(ours ? &x->i : &x->j) += 2;
    return true;
}

bool adopt_same_text(arena *a, str written, str there)
{
    text_words left = words_of(a, written), right = words_of(a, there);
    aligner x = {.written = &left, .there = &right};
    while (x.i < left.count || x.j < right.count) {
        if (take_qualifier(&x))
            continue;
        if (same_word(&x)) {
            x.i++;
            x.j++;
        } else if (!pass_over(&x)) {
            return false;
        }
    }
    return true;
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
    return skip_blanks(written, i) == written.len && skip_blanks(there, j) == there.len;
}

/* --- functions --- */

static int compare_words(const void *left, const void *right)
{
    const text_word *a = left, *b = right;
    return a->kind == b->kind ? str_cmp(a->text, b->text) : a->kind < b->kind ? -1 : 1;
}

/* Quotes around a name are no difference here; casts of literals neither. */
static text_words set_of(arena *a, str text)
{
    text_words words = words_of(a, text), set = {0};
    for (size_t at = 0; at < words.count; at++) {
        size_t cast = cast_length(&words, at);
        text_word word = words.items[at];
        if (cast) {
            at += cast - 1;
            continue;
        }
        if (word.kind == OBJECT_WORD_QUOTED)
            word.kind = OBJECT_WORD_NAME;
        VEC_PUSH(a, &set, word);
    }
    if (set.count)
        qsort(set.items, set.count, sizeof *set.items, compare_words);
    return set;
}

bool adopt_same_function(arena *a, str written, str there)
{
    text_words left = set_of(a, written), right = set_of(a, there);
    if (left.count != right.count)
        return false;
    for (size_t i = 0; i < left.count; i++)
        if (compare_words(&left.items[i], &right.items[i]) != 0)
            return false;
    return true;
}
