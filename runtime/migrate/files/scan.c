/*
 * scan.c - the SQL scanner. Where PostgreSQL and SQLite differ (nested comments, backslashes, dollar quotes, brackets),
 * the dialect decides; without one PostgreSQL's rules hold and SQLite's backquotes are taken too.
 */
#include "scan.h"

#include <string.h>

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Bytes of UTF-8 sequences count as letters, as both databases do. */
static bool begins_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool continues_word(char c)
{
    return begins_word(c) || is_digit(c) || c == '$';
}

static bool is_operator(char c)
{
    return c && strchr("+-*/<>=~!@#%^&|`?:", c);
}

/* The character at `at`, NUL behind the end. */
static char peek(const smig_scan *scan, size_t at)
{
    return at < scan->length ? scan->text[at] : '\0';
}

static bool is_sqlite(const smig_scan *scan)
{
    return scan->dialect == SCHEMAC_SQL_SQLITE;
}

static bool comment_begins(const smig_scan *scan, size_t at)
{
    char c = peek(scan, at);
    return (c == '-' && peek(scan, at + 1) == '-') || (c == '/' && peek(scan, at + 1) == '*');
}

static size_t line_comment_end(const smig_scan *scan, size_t at)
{
    while (at < scan->length && scan->text[at] != '\n') {
        at++;
    }
    return at;
}

/* The end of the block comment that begins at `at`, 0 if it has none. SQLite's do not nest. */
static size_t block_comment_end(const smig_scan *scan, size_t at)
{
    size_t depth = 1;
    for (at += 2; at + 1 < scan->length; at++) {
        if (scan->text[at] == '*' && scan->text[at + 1] == '/') {
            at++;
            if (--depth == 0) {
                return at + 1;
            }
        } else if (scan->text[at] == '/' && scan->text[at + 1] == '*' && !is_sqlite(scan)) {
            at++;
            depth++;
        }
    }
    return 0;
}

/* The end of a quoted thing whose quote stands at `at`, 0 if it has none. A doubled quote is part of it. */
static size_t quote_end(const smig_scan *scan, size_t at, char quote, bool backslashes)
{
    for (at++; at < scan->length; at++) {
        if (backslashes && scan->text[at] == '\\') {
            at++;
        } else if (scan->text[at] == quote) {
            if (peek(scan, at + 1) != quote) {
                return at + 1;
            }
            at++;
        }
    }
    return 0;
}

/* Where a string literal goes on after space with a line end in it (PostgreSQL), 0 if it does not. The part that
 * follows is read in the mode of the first, which matters for backslashes. */
static size_t string_goes_on(const smig_scan *scan, size_t at)
{
    bool line_end = false;
    for (;;) {
        char c = peek(scan, at);
        if (is_space(c)) {
            line_end = line_end || c == '\n' || c == '\r';
            at++;
        } else if (c == '-' && peek(scan, at + 1) == '-') {
            at = line_comment_end(scan, at);
        } else {
            return line_end && c == '\'' ? at : 0;
        }
    }
}

/* The end of an E'…' string whose quote stands at `at`, with what goes on behind it; 0 if it has none. */
static size_t escape_string_end(const smig_scan *scan, size_t at)
{
    size_t end = quote_end(scan, at, '\'', true);
    while (end) {
        size_t more = string_goes_on(scan, end);
        if (!more) {
            return end;
        }
        end = quote_end(scan, more, '\'', true);
    }
    return 0;
}

/* The length of the opening tag of a dollar quote at `at` ("$tag$"), 0 if there is none. */
static size_t dollar_tag(const smig_scan *scan, size_t at)
{
    size_t end = at + 1;
    if (begins_word(peek(scan, end))) {
        while (begins_word(peek(scan, end)) || is_digit(peek(scan, end))) {
            end++;
        }
    }
    return peek(scan, end) == '$' ? end + 1 - at : 0;
}

static size_t dollar_quote_end(const smig_scan *scan, size_t at, size_t tag)
{
    const char *from = scan->text + at + tag;
    const char *limit = scan->text + scan->length;
    while ((size_t)(limit - from) >= tag) {
        const char *dollar = memchr(from, '$', (size_t)(limit - from));
        if (!dollar || (size_t)(limit - dollar) < tag) {
            return 0;
        }
        if (memcmp(dollar, scan->text + at, tag) == 0) {
            return (size_t)(dollar - scan->text) + tag;
        }
        from = dollar + 1;
    }
    return 0;
}

/* Moves to `end`, or, if that is 0, to the end of the text with the kind for what is open. */
static smig_token take(smig_scan *scan, smig_token_kind kind, size_t end, smig_token_kind open_kind)
{
    size_t stop = end ? end : scan->length;
    if (stop > scan->length) {
        stop = scan->length;
    }
    smig_token token = {end ? kind : open_kind, scan->at, stop - scan->at};
    scan->at = stop;
    return token;
}

static smig_token take_run(smig_scan *scan, smig_token_kind kind, bool (*belongs)(char))
{
    size_t end = scan->at + 1;
    while (end < scan->length && belongs(scan->text[end])) {
        end++;
    }
    return take(scan, kind, end, kind);
}

static bool continues_number(char c)
{
    return is_digit(c) || c == '.' || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A run of operator characters ends where a comment begins in it. */
static smig_token take_operator(smig_scan *scan)
{
    size_t end = scan->at + 1;
    while (end < scan->length && is_operator(scan->text[end]) && scan->text[end] != '`' && !comment_begins(scan, end)) {
        end++;
    }
    return take(scan, SMIG_OPERATOR, end, SMIG_OPERATOR);
}

static smig_token take_comment(smig_scan *scan)
{
    if (peek(scan, scan->at) == '-') {
        return take(scan, SMIG_COMMENT, line_comment_end(scan, scan->at), SMIG_COMMENT);
    }
    /* SQLite takes the end of the text as the end of a comment. */
    smig_token_kind open_kind = is_sqlite(scan) ? SMIG_COMMENT : SMIG_OPEN_COMMENT;
    return take(scan, SMIG_COMMENT, block_comment_end(scan, scan->at), open_kind);
}

static smig_token take_string(smig_scan *scan, size_t quote, bool backslashes)
{
    size_t end = backslashes ? escape_string_end(scan, quote) : quote_end(scan, quote, '\'', false);
    return take(scan, SMIG_STRING, end, SMIG_OPEN_STRING);
}

/* A word, or a string or name with a letter before its quote: E'', B'', X'', N'', U&'', U&"". */
static smig_token take_word(smig_scan *scan)
{
    char c = peek(scan, scan->at);
    char next = peek(scan, scan->at + 1);
    if (!is_sqlite(scan)) {
        if ((c == 'E' || c == 'e') && next == '\'') {
            return take_string(scan, scan->at + 1, true);
        }
        if ((c == 'N' || c == 'n') && next == '\'') {
            return take_string(scan, scan->at + 1, scan->escaped_strings);
        }
        if ((c == 'U' || c == 'u') && next == '&' && peek(scan, scan->at + 2) == '\'') {
            return take_string(scan, scan->at + 2, false);
        }
        if ((c == 'U' || c == 'u') && next == '&' && peek(scan, scan->at + 2) == '"') {
            return take(scan, SMIG_NAME, quote_end(scan, scan->at + 2, '"', false), SMIG_OPEN_NAME);
        }
    }
    if (next == '\'' && strchr("BbXx", c)) {
        return take_string(scan, scan->at + 1, false);
    }
    return take_run(scan, SMIG_WORD, continues_word);
}

static smig_token take_dollar(smig_scan *scan)
{
    size_t tag = is_sqlite(scan) ? 0 : dollar_tag(scan, scan->at);
    if (tag) {
        return take(scan, SMIG_STRING, dollar_quote_end(scan, scan->at, tag), SMIG_OPEN_STRING);
    }
    return take_run(scan, SMIG_OPERATOR, continues_word);
}

static smig_token take_name(smig_scan *scan, char quote)
{
    return take(scan, SMIG_NAME, quote_end(scan, scan->at, quote, false), SMIG_OPEN_NAME);
}

static smig_token take_bracket(smig_scan *scan)
{
    if (!is_sqlite(scan)) {
        return take(scan, SMIG_OPERATOR, scan->at + 1, SMIG_OPERATOR);
    }
    const char *close = memchr(scan->text + scan->at, ']', scan->length - scan->at);
    return take(scan, SMIG_NAME, close ? (size_t)(close - scan->text) + 1 : 0, SMIG_OPEN_NAME);
}

static smig_token take_single(smig_scan *scan, smig_token_kind kind)
{
    return take(scan, kind, scan->at + 1, kind);
}

static smig_token take_mark(smig_scan *scan, char c)
{
    switch (c) {
    case '\'':
        return take_string(scan, scan->at, scan->escaped_strings && !is_sqlite(scan));
    case '"':
        return take_name(scan, '"');
    case '`':
        return scan->dialect == SCHEMAC_SQL_POSTGRESQL ? take_operator(scan) : take_name(scan, '`');
    case '[':
        return take_bracket(scan);
    case '$':
        return take_dollar(scan);
    case '(':
        return take_single(scan, SMIG_OPEN);
    case ')':
        return take_single(scan, SMIG_CLOSE);
    case ';':
        return take_single(scan, SMIG_SEMICOLON);
    case '\\':
        return take_single(scan, SMIG_BACKSLASH);
    case '\0':
        return take_single(scan, SMIG_NUL);
    default:
        return is_operator(c) ? take_operator(scan) : take_single(scan, SMIG_OPERATOR);
    }
}

smig_token smig_scan_next(smig_scan *scan)
{
    if (scan->at >= scan->length) {
        return (smig_token){SMIG_END, scan->length, 0};
    }
    char c = scan->text[scan->at];
    if (is_space(c)) {
        return take_run(scan, SMIG_SPACE, is_space);
    }
    if (comment_begins(scan, scan->at)) {
        return take_comment(scan);
    }
    if (begins_word(c)) {
        return take_word(scan);
    }
    if (is_digit(c)) {
        return take_run(scan, SMIG_NUMBER, continues_number);
    }
    return take_mark(scan, c);
}

smig_token smig_scan_next_solid(smig_scan *scan)
{
    smig_token token = smig_scan_next(scan);
    while (token.kind == SMIG_SPACE || token.kind == SMIG_COMMENT) {
        token = smig_scan_next(scan);
    }
    return token;
}

bool smig_token_is(const char *text, smig_token token, const char *word)
{
    if (token.kind != SMIG_WORD || strlen(word) != token.length) {
        return false;
    }
    for (size_t i = 0; i < token.length; i++) {
        char c = text[token.offset + i];
        if ((c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c) != word[i]) {
            return false;
        }
    }
    return true;
}

bool smig_token_is_open(smig_token token)
{
    return token.kind == SMIG_OPEN_STRING || token.kind == SMIG_OPEN_NAME || token.kind == SMIG_OPEN_COMMENT;
}
