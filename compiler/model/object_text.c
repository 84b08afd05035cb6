/* Words of SQL, and how the statements of routines begin. */
#include "compiler/model/object_text.h"

/* --- words --- */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

static bool looks_at(const object_scanner *s, const char *text)
{
    return str_starts_with(str_slice(s->text, s->at, s->text.len), str_from(text));
}

static void skip_block_comment(object_scanner *s)
{
    size_t depth = 0;
    do {
        bool opens = looks_at(s, "/*"), closes = looks_at(s, "*/");
        depth += opens;
        depth -= closes;
        s->at += opens || closes ? 2 : 1;
    } while (depth && s->at < s->text.len);
}

/* The end of `$tag$` at this place; where none begins, this place. */
static size_t dollar_end(const object_scanner *s)
{
    size_t at = s->at;
    if (at >= s->text.len || s->text.ptr[at] != '$')
        return s->at;
    at++;
    while (at < s->text.len && (is_letter(s->text.ptr[at]) || (is_digit(s->text.ptr[at]) && at > s->at + 1)))
        at++;
    return at < s->text.len && s->text.ptr[at] == '$' ? at + 1 : s->at;
}

static void skip_blanks(object_scanner *s)
{
    while (s->at < s->text.len) {
        if (is_blank(s->text.ptr[s->at]))
            s->at++;
        else if (looks_at(s, "--"))
            s->at += str_find(str_slice(s->text, s->at, s->text.len), '\n');
        else if (looks_at(s, "/*"))
            skip_block_comment(s);
        else if (s->into_bodies && dollar_end(s) > s->at)
            s->at = dollar_end(s);
        else
            return;
    }
}

/* To behind the closing quote; a doubled one does not close, nor does one behind a backslash where `escapes`. */
static void skip_quoted(object_scanner *s, char quote, bool escapes)
{
    s->at++;
    while (s->at < s->text.len) {
        char c = s->text.ptr[s->at++];
        bool doubled = s->at < s->text.len && s->text.ptr[s->at] == quote;
        if (c == quote && !doubled)
            return;
        if (c == quote || (escapes && c == '\\'))
            s->at++;
    }
    s->at = s->text.len;
}

static str unquoted(arena *a, str text)
{
    writer out = writer_make(a);
    for (size_t i = 1; i + 1 < text.len; i++) {
        writer_char(&out, text.ptr[i]);
        i += text.ptr[i] == text.ptr[0];
    }
    return writer_result(&out);
}

static object_word end_word(object_scanner *s, object_word_kind kind, size_t from)
{
    object_word word = {.kind = kind, .from = from, .to = s->at, .text = str_slice(s->text, from, s->at)};
    word.name = kind == OBJECT_WORD_NAME || kind == OBJECT_WORD_QUOTED;
    if (kind == OBJECT_WORD_NAME)
        word.text = str_lower(s->memory, word.text);
    else if (kind == OBJECT_WORD_QUOTED)
        word.text = unquoted(s->memory, word.text);
    return word;
}

static object_word dollar_string(object_scanner *s, size_t from)
{
    str tag = str_slice(s->text, from, dollar_end(s));
    s->at += tag.len;
    while (s->at < s->text.len && !str_starts_with(str_slice(s->text, s->at, s->text.len), tag))
        s->at++;
    s->at = s->at < s->text.len ? s->at + tag.len : s->at;
    return end_word(s, OBJECT_WORD_STRING, from);
}

static object_word name_or_string(object_scanner *s, size_t from)
{
    while (s->at < s->text.len &&
           (is_letter(s->text.ptr[s->at]) || is_digit(s->text.ptr[s->at]) || s->text.ptr[s->at] == '$'))
        s->at++;
    bool prefix = s->at == from + 1 && s->at < s->text.len && s->text.ptr[s->at] == '\'';
    if (!prefix)
        return end_word(s, OBJECT_WORD_NAME, from);
    skip_quoted(s, '\'', s->text.ptr[from] == 'e' || s->text.ptr[from] == 'E');
    return end_word(s, OBJECT_WORD_STRING, from);
}

object_word object_next_word(object_scanner *s)
{
    skip_blanks(s);
    size_t from = s->at;
    if (from >= s->text.len)
        return end_word(s, OBJECT_WORD_END, from);
    char c = s->text.ptr[from];
    if (is_letter(c))
        return name_or_string(s, from);
    if (c == '"' || c == '`') {
        skip_quoted(s, c, false);
        return end_word(s, OBJECT_WORD_QUOTED, from);
    }
    if (c == '\'') {
        skip_quoted(s, c, false);
        return end_word(s, OBJECT_WORD_STRING, from);
    }
    if (dollar_end(s) > from)
        return dollar_string(s, from);
    s->at++;
    while (is_digit(c) && s->at < s->text.len && is_digit(s->text.ptr[s->at]))
        s->at++;
    return end_word(s, OBJECT_WORD_SIGN, from);
}

bool object_word_is(const object_word *word, const char *text)
{
    bool bare = word->kind == OBJECT_WORD_NAME || word->kind == OBJECT_WORD_SIGN;
    return bare && str_eq(word->text, str_from(text));
}

bool object_text_ends_in_comment(str text)
{
    arena scratch = {0};
    object_scanner s = {.memory = &scratch, .text = text};
    size_t end = 0; /* of the last word */
    for (object_word word = object_next_word(&s); word.kind != OBJECT_WORD_END; word = object_next_word(&s))
        end = word.to;
    arena_free(&scratch);
    size_t from = text.len;
    while (from > end && text.ptr[from - 1] != '\n')
        from--;
    for (size_t i = from; i + 1 < text.len; i++)
        if (text.ptr[i] == '-' && text.ptr[i + 1] == '-')
            return true;
    return false;
}

bool object_is_query(arena *a, str text)
{
    static const char *const words[] = {"select", "with", "values", "table", "("};
    object_scanner s = {.memory = a, .text = text};
    object_word word = object_next_word(&s);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (object_word_is(&word, words[i]))
            return true;
    return false;
}
