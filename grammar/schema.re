/* The lexer: the only file that looks at characters. It knows which bytes may stand where (UTF-8, control characters,
 * characters that turn the direction of writing), how names, numbers, strings and comments are spelled, and which words mean
 * something depending on what follows them (tokens.def). What a sequence of tokens means is the grammar's business.
 *
 * The text ends with a NUL that belongs to no token; a NUL before it is an error. Strings, comments and names in backquotes
 * are scanned by rules of their own, so that a bad byte inside them is one error and no more. */
#include "compiler/syntax/lexer.h"
#include "compiler/syntax/word.h"
#include "schema.h"

#include <string.h>

typedef unsigned char byte;

typedef struct lexer {
    arena *memory;
    const source_file *file;
    diagnostic_list *diagnostics;
    token_list tokens;
    const byte *start;
    const byte *limit;
    size_t breaks; /* line ends since the token before */
    word_table words;
} lexer;

/*!include:re2c "unicode_categories.re" */

/*!re2c
    re2c:define:YYCTYPE = byte;
    re2c:define:YYCURSOR = at;
    re2c:define:YYMARKER = marker;
    re2c:yyfill:enable = 0;

    bidi      = [\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069];
    control   = [\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f];
    character = [^] \ control \ [\ud800-\udfff];
    sound     = character \ bidi;
    letter    = L | Nl | "_";
    follower  = letter | Nd | Mn | Mc | Pc | "$";
    name      = letter follower*;
    digits    = [0-9]+;
    number    = (digits ("." digits?)? | "." digits) ([eE] [+-]? digits)?;
    hex       = [0-9a-fA-F];
    mark      = [-+*/<>=~!@#%^&|?];
    operator  = "||" | "~*" | "!~" | "!~*" | "->" | "->>" | "#>" | "#>>" | "#-" | "@>" | "<@" | "?|" | "?&" | "&&" | "@@" |
                "@?" | "&" | "|" | "<<" | ">>" | "<<=" | ">>=" | "&<" | "&>" | "-|-" | "<->" | "^@";
*/

/* --- reports --- */

static source_span lexer_span(const lexer *l, const byte *from, const byte *to)
{
    return (source_span){l->file->id, (uint32_t)(from - l->start), (uint32_t)(to - l->start)};
}

static str lexer_text(const byte *from, const byte *to)
{
    return (str){(const char *)from, (size_t)(to - from)};
}

static diagnostic *lexer_report(lexer *l, diagnostic_code code, const byte *from, const byte *to)
{
    return diagnostic_report(l->diagnostics, code, lexer_span(l, from, to), lexer_text(from, to), STR(""), STR(""));
}

/* The code point of one sound UTF-8 sequence. */
static unsigned lexer_code_point(const byte *from, const byte *to)
{
    unsigned value = to - from == 1 ? *from : *from & (0x7Fu >> (to - from));
    for (const byte *at = from + 1; at < to; at++)
        value = value << 6 | (*at & 0x3Fu);
    return value;
}

static long lexer_digits(const byte *from, const byte *to, long base)
{
    long value = 0;
    for (; from < to; from++)
        value = value * base + (*from <= '9' ? *from - '0' : (*from | 0x20) - 'a' + 10);
    return value;
}

/* A byte or character that no rule of its place takes: says which kind it is and returns where to go on. */
static const byte *lexer_bad_character(lexer *l, const byte *from)
{
    const byte *at = from;
    const byte *marker;
    diagnostic_code code;
    /*!re2c
        bidi     { code = DIAGNOSTIC_BIDI; goto known; }
        control  { code = DIAGNOSTIC_CONTROL_CHARACTER; goto known; }
        sound    { lexer_report(l, DIAGNOSTIC_UNKNOWN_CHARACTER, from, at); return at; }
        *        { code = DIAGNOSTIC_BAD_UTF8; goto known; }
    */
known:;
    unsigned value = code == DIAGNOSTIC_BAD_UTF8 ? *from : lexer_code_point(from, at);
    str number = str_format(l->memory, code == DIAGNOSTIC_BAD_UTF8 ? "%02X" : "%04X", value);
    diagnostic_report(l->diagnostics, code, lexer_span(l, from, at), number, STR(""), STR(""));
    return at;
}

static bool lexer_at_end(const lexer *l, const byte *at)
{
    return at >= l->limit;
}

/* --- what has rules of its own: each takes the place behind the opening mark and returns the place behind the end --- */

static const byte *lexer_line_comment(lexer *l, const byte *at)
{
    const byte *marker;
    for (;;) {
        const byte *from = at;
        /*!re2c
            (sound \ "\n")+ { continue; }
            "\n"            { return from; }
            *               { if (lexer_at_end(l, from)) return from; at = lexer_bad_character(l, from); continue; }
        */
    }
}

static const byte *lexer_block_comment(lexer *l, const byte *open, const byte *at)
{
    const byte *marker;
    for (;;) {
        const byte *from = at;
        /*!re2c
            (sound \ "*")+ { continue; }
            "*"            { continue; }
            "*" "/"        { return at; }
            *              { if (lexer_at_end(l, from)) break; at = lexer_bad_character(l, from); continue; }
        */
    }
    lexer_report(l, DIAGNOSTIC_OPEN_COMMENT, open, open + 2);
    return l->limit;
}

static const byte *lexer_raw_string(lexer *l, const byte *open, const byte *at)
{
    const byte *marker;
    for (;;) {
        const byte *from = at;
        /*!re2c
            (character \ ["])+ { continue; }
            ["]                { continue; }
            ["]{3} ["]*        { return at; }
            *                  { if (lexer_at_end(l, from)) break; at = lexer_bad_character(l, from); continue; }
        */
    }
    lexer_report(l, DIAGNOSTIC_OPEN_STRING, open, open + 3)->hint = STR("a string that begins with \"\"\" ends with \"\"\"");
    return l->limit;
}

/* The value of one escape in a string, -1 for none that there is; `*end` gets the place behind it. */
static long lexer_escape(const byte *from, const byte **end)
{
    const byte *at = from;
    const byte *marker;
    long value = -1;
    bool unicode = false;
    /*!re2c
        "\\" "a"                  { value = '\a'; goto done; }
        "\\" "b"                  { value = '\b'; goto done; }
        "\\" "f"                  { value = '\f'; goto done; }
        "\\" "n"                  { value = '\n'; goto done; }
        "\\" "r"                  { value = '\r'; goto done; }
        "\\" "t"                  { value = '\t'; goto done; }
        "\\" "v"                  { value = '\v'; goto done; }
        "\\" [\\"'?]              { value = at[-1]; goto done; }
        "\\" [0-7]{1,3}           { value = lexer_digits(from + 1, at, 8); goto check; }
        "\\x" hex{2}              { value = lexer_digits(from + 2, at, 16); goto check; }
        "\\u" hex{4}              { unicode = true; value = lexer_digits(from + 2, at, 16); goto check; }
        "\\U" hex{8}              { unicode = true; value = lexer_digits(from + 2, at, 16); goto check; }
        "\\" (character \ "\n")   { goto done; }
        *                         { goto done; }
    */
check:
    if (value <= 0 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF) || (!unicode && value > 0x7F))
        value = -1;
done:
    *end = at;
    return value;
}

/* A string up to its closing mark; without one it ends with its line. */
static const byte *lexer_string(lexer *l, const byte *open, const byte *at)
{
    const byte *marker;
    for (;;) {
        const byte *from = at;
        /*!re2c
            (character \ ["\\\n])+ { continue; }
            ["]                    { return at; }
            "\n"                   { at = from; break; }
            "\\"                   { if (*at == '\n' || lexer_at_end(l, at)) continue;
                                     if (lexer_escape(from, &at) < 0) lexer_report(l, DIAGNOSTIC_BAD_ESCAPE, from, at);
                                     continue; }
            *                      { if (lexer_at_end(l, from)) { at = from; break; }
                                     at = lexer_bad_character(l, from); continue; }
        */
    }
    lexer_report(l, DIAGNOSTIC_OPEN_STRING, open, open + 1)->hint =
        STR("a string over several lines is written \"\"\"…\"\"\"");
    return at;
}

/* A name in backquotes, with the escapes of strings; a backquote inside is written twice. */
static const byte *lexer_quoted_name(lexer *l, const byte *open, const byte *at)
{
    const byte *marker;
    for (;;) {
        const byte *from = at;
        /*!re2c
            (sound \ [`\\\n\t\r])+ { continue; }
            "``"                 { continue; }
            "`"                  { if (from == open + 1) break; return at; }
            [\n\t\r]             { at = from; break; }
            "\\"                 { if (*at == '\n' || lexer_at_end(l, at)) continue;
                                   if (lexer_escape(from, &at) < 0) lexer_report(l, DIAGNOSTIC_BAD_ESCAPE, from, at);
                                   continue; }
            *                    { if (lexer_at_end(l, from)) { at = from; break; }
                                   at = lexer_bad_character(l, from); continue; }
        */
    }
    lexer_report(l, DIAGNOSTIC_BAD_QUOTED_NAME, open, at);
    return at;
}

/* 'text' as in SQL: reported, and taken for a string so that nothing else goes wrong. */
static const byte *lexer_single_quotes(lexer *l, const byte *open, const byte *at)
{
    const byte *marker;
    for (;;) {
        const byte *from = at;
        /*!re2c
            (sound \ ['\n])+ { continue; }
            "'"              { break; }
            "\n"             { at = from; break; }
            *                { if (lexer_at_end(l, from)) { at = from; break; }
                               at = lexer_bad_character(l, from); continue; }
        */
    }
    lexer_report(l, DIAGNOSTIC_SINGLE_QUOTES, open, at)->hint = STR("strings are written in double quotes");
    return at;
}

/* --- words --- */

/* The next place that is no white space. */
static const byte *lexer_next(const byte *at)
{
    while (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r')
        at++;
    return at;
}

static const byte *lexer_comment_end(const byte *at)
{
    bool block = at[1] == '*';
    for (at += 2; *at && !(block ? at[0] == '*' && at[1] == '/' : *at == '\n'); at++)
        ;
    return *at && block ? at + 2 : at;
}

/* The next place that is neither white space nor in a comment: what a name is read as does not depend on either. */
static const byte *lexer_next_token(const byte *at)
{
    for (at = lexer_next(at); at[0] == '/' && (at[1] == '/' || at[1] == '*'); at = lexer_next(at))
        at = lexer_comment_end(at);
    return at;
}

/* The row of the word that begins at `at`, if one does. */
static const word_row *lexer_word_at(const lexer *l, const byte *at)
{
    const byte *end = at;
    while (*end >= 'a' && *end <= 'z')
        end++;
    if ((*end >= 'A' && *end <= 'Z') || (*end >= '0' && *end <= '9') || *end == '_' || *end == '$' || *end >= 0x80)
        return NULL;
    return word_find(&l->words, lexer_text(at, end));
}

/* Behind `not`: is it `null on conflict`? */
static bool lexer_is_null_conflict(const lexer *l, const byte *next)
{
    static const uint32_t rest[] = {TK_NULL, TK_ON, TK_CONFLICT};
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++) {
        const word_row *row = lexer_word_at(l, next);
        if (!row || row->kind != rest[i])
            return false;
        next = lexer_next_token(next + row->text.len);
    }
    return true;
}

/* `not` is another terminal before `valid`, before `null on conflict` and before the operators that it belongs to. */
static uint32_t lexer_not(const lexer *l, const byte *next)
{
    const word_row *row = lexer_word_at(l, next);
    switch (row ? row->kind : 0) {
    case TK_VALID:
        return TK_NOT_VALID;
    case TK_NULL:
        return lexer_is_null_conflict(l, next) ? TK_NOT_NULL : TK_NOT;
    case TK_IN:
    case TK_LIKE:
    case TK_ILIKE:
    case TK_SIMILAR:
    case TK_BETWEEN:
        return TK_NOT_LIKE;
    default:
        return TK_NOT;
    }
}

/* Does what follows show that a word stands for a column in a list of columns or keys? */
static bool lexer_is_alone(const lexer *l, const byte *next)
{
    if (*next == ',' || *next == ')')
        return true;
    const word_row *row = lexer_word_at(l, next);
    return row && (row->kind == TK_ASC || row->kind == TK_DESC || row->kind == TK_NULLS);
}

/* What a name is, given what follows it: a name being declared, a word, or just a name. */
static uint32_t lexer_name_kind(const lexer *l, const byte *from, const byte *to)
{
    const byte *next = lexer_next_token(to);
    if (*next == ':' && next[1] != ':')
        return TK_DECLARED;
    const word_row *row = word_find(&l->words, lexer_text(from, to));
    if (!row)
        return TK_NAME;
    if ((row->context & WORD_NOT_CALLED && *next == '(') || (row->context & WORD_ONLY_CALLED && *next != '(') ||
        (row->context & WORD_ONLY_ARRAY && *next != '[') || (row->context & WORD_ONLY_STRING && *next != '"') ||
        (row->context & WORD_NOT_ALONE && lexer_is_alone(l, next)))
        return TK_NAME;
    return row->kind == TK_NOT ? lexer_not(l, next) : row->kind;
}

static uint32_t lexer_quoted_kind(const byte *to)
{
    const byte *next = lexer_next_token(to);
    return *next == ':' && next[1] != ':' ? TK_DECLARED : TK_NAME;
}

/* --- the walk --- */

static uint16_t lexer_capped(size_t count)
{
    return (uint16_t)(count > 255 ? 255 : count);
}

/* As lexer_next, with the line ends counted. */
static const byte *lexer_skip(lexer *l, const byte *at)
{
    size_t breaks = 0;
    for (; *at == ' ' || *at == '\n' || *at == '\t' || *at == '\r'; at++)
        breaks += *at == '\n';
    l->breaks = breaks;
    return at;
}

static void lexer_push(lexer *l, uint32_t kind, const byte *from, const byte *to)
{
    size_t breaks = l->breaks;
    size_t blank = breaks > 0 && l->tokens.count > 0 ? breaks - 1 : breaks;
    token item = {kind, (uint32_t)(from - l->start), (uint32_t)(to - l->start), lexer_capped(blank), lexer_capped(breaks)};
    VEC_PUSH(l->memory, &l->tokens, item);
}

/* Something that is not written so here, but whose meaning is plain: reported with what to write, and taken for it. */
static void lexer_foreign(lexer *l, const byte *from, const byte *to, const char *hint)
{
    lexer_report(l, DIAGNOSTIC_FOREIGN_SPELLING, from, to)->hint = str_from(hint);
}

static void lexer_walk(lexer *l)
{
    const byte *at = l->start;
    const byte *marker;
    if (at[0] == 0xEF && at[1] == 0xBB && at[2] == 0xBF)
        at += 3;
    for (;;) {
        at = lexer_skip(l, at);
        const byte *from = at;
        uint32_t kind;
        /*!re2c
            "//"       { at = lexer_line_comment(l, at); kind = TOKEN_COMMENT_LINE; goto push; }
            "///"      { at = lexer_line_comment(l, at); kind = TOKEN_COMMENT_DOC; goto push; }
            "////"     { at = lexer_line_comment(l, at); kind = TOKEN_COMMENT_LINE; goto push; }
            "/*"       { at = lexer_block_comment(l, from, at); kind = TOKEN_COMMENT_BLOCK; goto push; }
            ["]{3}     { at = lexer_raw_string(l, from, at); kind = TK_STRING; goto push; }
            ["]        { at = lexer_string(l, from, at); kind = TK_STRING; goto push; }
            "'"        { at = lexer_single_quotes(l, from, at); kind = TK_STRING; goto push; }
            "`"        { at = lexer_quoted_name(l, from, at); kind = lexer_quoted_kind(at); goto push; }
            name       { kind = lexer_name_kind(l, from, at); goto push; }
            number     { kind = TK_NUMBER; goto push; }
            number name { lexer_report(l, DIAGNOSTIC_BAD_NUMBER, from, at); kind = TK_NUMBER; goto push; }
            "{"        { kind = TK_LBRACE; goto push; }
            "}"        { kind = TK_RBRACE; goto push; }
            "("        { kind = TK_LP; goto push; }
            ")"        { kind = TK_RP; goto push; }
            "["        { kind = TK_LBRACKET; goto push; }
            "]"        { kind = TK_RBRACKET; goto push; }
            ","        { kind = TK_COMMA; goto push; }
            ":"        { kind = TK_COLON; goto push; }
            "::"       { kind = TK_CAST_TO; goto push; }
            "."        { kind = TK_DOT; goto push; }
            "?"        { kind = TK_QUESTION; goto push; }
            "="        { kind = TK_EQ; goto push; }
            "=="       { lexer_foreign(l, from, at, "write \"=\""); kind = TK_EQ; goto push; }
            "<>"       { kind = TK_NE; goto push; }
            "!="       { lexer_foreign(l, from, at, "write \"<>\""); kind = TK_NE; goto push; }
            "<"        { kind = TK_LT; goto push; }
            "<="       { kind = TK_LE; goto push; }
            ">"        { kind = TK_GT; goto push; }
            ">="       { kind = TK_GE; goto push; }
            "+"        { kind = TK_PLUS; goto push; }
            "-"        { kind = TK_MINUS; goto push; }
            "*"        { kind = TK_STAR; goto push; }
            "/"        { kind = TK_SLASH; goto push; }
            "%"        { kind = TK_PERCENT; goto push; }
            "~"        { kind = TK_TILDE; goto push; }
            "^"        { kind = TK_CARET; goto push; }
            operator   { kind = TK_OPERATOR; goto push; }
            "operator(" (name ".")? mark+ ")"
                       { kind = TK_OPERATOR; goto push; }
            'at' [ \t]+ 'time' [ \t]+ 'zone'
                       { kind = TK_AT_TIME_ZONE; goto push; }
            ";"        { lexer_foreign(l, from, at, "nothing stands between fields and items"); kind = TOKEN_BAD; goto push; }
            *          { if (lexer_at_end(l, from)) break;
                         at = lexer_bad_character(l, from); kind = TOKEN_BAD; goto push; }
        */
    push:
        lexer_push(l, kind, from, at);
    }
    lexer_push(l, TOKEN_END, l->limit, l->limit);
}

enum { BYTES_A_TOKEN = 4 }; /* seldom fewer, white space and comments counted: what is too much goes back */

token_list lexer_run(arena *a, const source_file *file, diagnostic_list *diagnostics)
{
    lexer l = {.memory = a, .file = file, .diagnostics = diagnostics};
    l.start = (const byte *)file->text.ptr;
    l.limit = l.start + file->text.len;
    word_table_init(&l.words);
    VEC_RESERVE(a, &l.tokens, file->text.len / BYTES_A_TOKEN + 1);
    lexer_walk(&l);
    arena_shrink(a, l.tokens.items, l.tokens.capacity * sizeof(token), l.tokens.count * sizeof(token));
    l.tokens.capacity = l.tokens.count;
    return l.tokens;
}

/* --- what tokens stand for --- */

static size_t lexer_utf8(char *out, long code)
{
    unsigned long c = (unsigned long)code;
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t follow = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    static const unsigned char lead[] = {0, 0xC0, 0xE0, 0xF0};
    out[0] = (char)(lead[follow] | c >> (6 * follow));
    for (size_t i = 1; i <= follow; i++)
        out[i] = (char)(0x80 | (c >> (6 * (follow - i)) & 0x3F));
    return follow + 1;
}

/* Escapes never grow when they are decoded. A bad one (reported when it was read) stands for nothing. */
static str lexer_unescape(arena *a, const byte *at, const byte *end)
{
    char *text = arena_alloc(a, (size_t)(end - at) + 1);
    size_t len = 0;
    while (at < end) {
        if (*at != '\\') {
            text[len++] = (char)*at++;
            continue;
        }
        long value = lexer_escape(at, &at);
        if (value >= 0)
            len += lexer_utf8(text + len, value);
    }
    return (str){text, len};
}

static str lexer_string_value(arena *a, const byte *from, const byte *to)
{
    if (to - from >= 6 && from[1] == '"' && from[2] == '"')
        return lexer_text(from + 3, to - 3);
    if (to - from < 2 || to[-1] != *from)
        return lexer_text(from + 1, to); /* without an end: reported when it was read */
    if (!memchr(from, '\\', (size_t)(to - from)))
        return lexer_text(from + 1, to - 1);
    return lexer_unescape(a, from + 1, to - 1);
}

static str lexer_quoted_name_value(arena *a, const byte *from, const byte *to)
{
    char *text = arena_alloc(a, (size_t)(to - from) + 1);
    size_t len = 0;
    for (const byte *at = from + 1; at < to - 1;) {
        if (*at != '\\') {
            text[len++] = (char)*at;
            at += *at == '`' ? 2 : 1;
            continue;
        }
        long value = lexer_escape(at, &at);
        if (value >= 0)
            len += lexer_utf8(text + len, value);
    }
    return (str){text, len};
}

/* operator(#) is #; one of a schema stays as it is written. */
static str lexer_operator_value(const byte *from, const byte *to)
{
    bool plain = *from != 'o' || memchr(from, '.', (size_t)(to - from));
    return plain ? lexer_text(from, to) : lexer_text(from + sizeof "operator(" - 1, to - 1);
}

str lexer_value(arena *a, const source_file *file, const token *item)
{
    const byte *from = (const byte *)file->text.ptr + item->from;
    const byte *to = (const byte *)file->text.ptr + item->to;
    if (from == to)
        return STR("");
    if (*from == '"' || *from == '\'')
        return lexer_string_value(a, from, to);
    if (*from == '`')
        return lexer_quoted_name_value(a, from, to);
    if (item->kind == TK_OPERATOR)
        return lexer_operator_value(from, to);
    if (item->kind == TK_AT_TIME_ZONE)
        return STR("at time zone");
    return lexer_text(from, to);
}

bool lexer_is_writable_name(str name)
{
    const byte *at = (const byte *)name.ptr;
    const byte *limit = at + name.len;
    const byte *marker;
    while (at < limit) {
        /*!re2c
            [^] \ [\x00] \ [\ud800-\udfff] { continue; }
            *                              { return false; }
        */
    }
    return at == limit && name.len > 0;
}

bool lexer_is_operator(str text)
{
    byte copy[8] = {0};
    if (text.len >= sizeof copy)
        return false;
    memcpy(copy, text.ptr, text.len);
    const byte *at = copy;
    const byte *marker;
    /*!re2c
        operator { return (size_t)(at - copy) == text.len; }
        *        { return false; }
    */
}

bool lexer_is_plain_name(str name)
{
    byte text[256] = {0}; /* ended by a NUL, which `name` need not be; what is longer is as well quoted */
    if (name.len >= sizeof text)
        return false;
    memcpy(text, name.ptr, name.len);
    const byte *at = text;
    const byte *marker;
    /*!re2c
        name { return (size_t)(at - text) == name.len; }
        *    { return false; }
    */
}
