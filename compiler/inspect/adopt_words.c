#include "compiler/inspect/adopt_words.h"

#include <string.h>

static const struct phrase {
    const char *words;
    const char *word;
} phrases[] = {
#define PHRASE(words, word) {words, word},
#include "compiler/inspect/adopt_phrases.def"
#undef PHRASE
};

bool adopt_is_word(const text_words *words, size_t at, const char *text)
{
    return at < words->count && words->items[at].kind != OBJECT_WORD_STRING &&
           words->items[at].kind != OBJECT_WORD_QUOTED && str_eq(words->items[at].text, str_from(text));
}

bool adopt_is_name(const text_words *words, size_t at)
{
    return at < words->count &&
           (words->items[at].kind == OBJECT_WORD_NAME || words->items[at].kind == OBJECT_WORD_QUOTED);
}

/* --- strings --- */

static str without_doubled(arena *a, str text)
{
    writer out = writer_make(a);
    for (size_t i = 1; i + 1 < text.len; i++) {
        writer_char(&out, text.ptr[i]);
        i += text.ptr[i] == '\'' && text.ptr[i + 1] == '\'';
    }
    return writer_result(&out);
}

/* What the letter behind a backslash stands for; 0: it is written in digits, or stands for itself. */
static char escape_of(char letter)
{
    static const char letters[] = "nrtbf\\'\"", characters[] = "\n\r\t\b\f\\'\"";
    const char *found = letter ? strchr(letters, letter) : NULL;
    return found ? characters[found - letters] : '\0';
}

/* E'…' as '…' would say it, where no character is written in digits. */
static str escaped_content(arena *a, str text)
{
    writer out = writer_make(a);
    for (size_t i = 2; i + 1 < text.len; i++) {
        bool escape = text.ptr[i] == '\\';
        if (escape && !escape_of(text.ptr[i + 1]))
            return text;
        bool doubled = text.ptr[i] == '\'' && text.ptr[i + 1] == '\'';
        i += escape || doubled;
        writer_char(&out, escape ? escape_of(text.ptr[i]) : text.ptr[i]);
    }
    return writer_result(&out);
}

/* What stands between quotes, whatever the quotes are: two dollars with a tag, or apostrophes. */
static str string_content(arena *a, str text)
{
    if (text.len >= 2 && text.ptr[0] == '\'')
        return without_doubled(a, text);
    if (text.len >= 3 && (text.ptr[0] == 'e' || text.ptr[0] == 'E') && text.ptr[1] == '\'')
        return escaped_content(a, text);
    size_t tag = text.len && text.ptr[0] == '$' ? str_find(str_slice(text, 1, text.len), '$') + 2 : 0;
    return tag && text.len >= 2 * tag ? str_slice(text, tag, text.len - tag) : text;
}

/* --- operators and numbers --- */

static bool is_mark(char c)
{
    return c && strchr("+-*/<>=~!@#%^&|?", c);
}

/* The end of the operator that begins at `from`: one that ends in + or - has to have a mark that no calculation has. */
static size_t operator_end(str text, size_t from)
{
    size_t to = from;
    bool special = false;
    for (; to < text.len && is_mark(text.ptr[to]); to++) {
        str rest = str_slice(text, to, text.len);
        if (to > from && (str_starts_with(rest, STR("--")) || str_starts_with(rest, STR("/*"))))
            break;
        special = special || strchr("~!@#%^&|?", text.ptr[to]);
    }
    while (!special && to > from + 1 && (text.ptr[to - 1] == '+' || text.ptr[to - 1] == '-'))
        to--;
    return to;
}

static size_t digits_end(str text, size_t at)
{
    while (at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9')
        at++;
    return at;
}

/* 12, 1.5, .5, 1e-3 */
static size_t number_end(str text, size_t from)
{
    size_t to = digits_end(text, from);
    if (to < text.len && text.ptr[to] == '.')
        to = digits_end(text, to + 1);
    if (to >= text.len || (text.ptr[to] != 'e' && text.ptr[to] != 'E'))
        return to;
    size_t sign = to + 1 < text.len && (text.ptr[to + 1] == '-' || text.ptr[to + 1] == '+');
    size_t end = digits_end(text, to + 1 + sign);
    return end > to + 1 + sign ? end : to;
}

/* Where the whole of the sign ends, of which the scanner has given a part. */
static size_t sign_end(str text, const object_word *word)
{
    char c = text.ptr[word->from];
    bool colon = c == ':' && word->to < text.len && (text.ptr[word->to] == ':' || text.ptr[word->to] == '=');
    bool fraction = c == '.' && digits_end(text, word->to) > word->to;
    if (is_mark(c))
        return operator_end(text, word->from);
    if (fraction || digits_end(text, word->from) > word->from)
        return number_end(text, word->from);
    return colon ? word->to + 1 : word->to;
}

/* --- phrases --- */

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
            text_word word = {.kind = OBJECT_WORD_NAME, .text = next_piece(&rest)};
            if (is_mark(word.text.ptr[0]))
                word.kind = OBJECT_WORD_SIGN;
            VEC_PUSH(a, into, word);
        }
        return count;
    }
    VEC_PUSH(a, into, words->items[at]);
    return 1;
}

/* --- all --- */

static text_words raw_words(arena *a, str text)
{
    object_scanner scanner = {.memory = a, .text = text};
    text_words words = {0};
    for (object_word word = object_next_word(&scanner); word.kind != OBJECT_WORD_END;
         word = object_next_word(&scanner)) {
        text_word item = {.kind = word.kind, .text = word.text};
        if (word.kind == OBJECT_WORD_STRING)
            item.text = string_content(a, word.text);
        if (word.kind == OBJECT_WORD_SIGN) {
            scanner.at = sign_end(text, &word);
            item.text = str_slice(text, word.from, scanner.at);
        }
        VEC_PUSH(a, &words, item);
    }
    while (words.count && adopt_is_word(&words, words.count - 1, ";"))
        words.count--;
    return words;
}

/* --- the events of a trigger --- */

enum { N_EVENTS = 4 };
/* As the server orders them. */
static const char *const events[N_EVENTS] = {"insert", "delete", "update", "truncate"};

/* Where the events begin in CREATE TRIGGER; 0: it is none. */
static size_t first_event(const text_words *words)
{
    size_t at = 1;
    at += adopt_is_word(words, at, "constraint");
    if (!adopt_is_word(words, 0, "create") || !adopt_is_word(words, at, "trigger"))
        return 0;
    at += 2;
    if (adopt_is_word(words, at, "before") || adopt_is_word(words, at, "after"))
        return at + 1;
    return adopt_is_word(words, at, "instead") && adopt_is_word(words, at + 1, "of") ? at + 2 : 0;
}

static size_t event_end(const text_words *words, size_t at)
{
    while (at < words->count && !adopt_is_word(words, at, "or") && !adopt_is_word(words, at, "on"))
        at++;
    return at;
}

static void add_event(arena *a, const text_words *words, size_t from, const char *event, text_words *out)
{
    for (size_t at = from; at < words->count; at++) {
        size_t to = event_end(words, at);
        bool wanted = adopt_is_word(words, at, event);
        for (; wanted && at < to; at++)
            VEC_PUSH(a, out, words->items[at]);
        at = to;
        if (wanted || !adopt_is_word(words, at, "or"))
            return;
    }
}

static text_words with_ordered_events(arena *a, const text_words *words)
{
    size_t from = first_event(words), to = from;
    if (from == 0)
        return *words;
    text_words out = {0};
    for (size_t at = 0; at < from; at++)
        VEC_PUSH(a, &out, words->items[at]);
    for (size_t i = 0; i < N_EVENTS; i++)
        add_event(a, words, from, events[i], &out);
    while (to < words->count && !adopt_is_word(words, to, "on"))
        to++;
    for (size_t at = to; at < words->count; at++)
        VEC_PUSH(a, &out, words->items[at]);
    return out;
}

text_words adopt_words(arena *a, str text)
{
    text_words raw = raw_words(a, text), words = {0};
    for (size_t at = 0; at < raw.count;)
        at += take_phrase(a, &raw, at, &words);
    return with_ordered_events(a, &words);
}
