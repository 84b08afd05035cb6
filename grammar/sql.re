/* The lexer of SQL: cuts the text of one expression, as a database keeps or spells it, into the very tokens that the grammar
 * reads from a schema, so that there is one grammar of expressions. What differs is spelling only: 'text' is a string and
 * "name" a name, words are read in any case, `~~` is `like`, and what stands behind `::` is a type in the words of the
 * database (one token). What has no token here (parameters, named arguments, bit strings, …) is TOKEN_BAD: whoever reads
 * keeps the text as it is. The text ends with a NUL. */
#include "compiler/syntax/lexer.h"
#include "compiler/syntax/word.h"
#include "schema.h"

#include <string.h>

typedef unsigned char byte;

typedef struct sql_lexer {
    arena *memory;
    const byte *start;
    const byte *limit;
    lexer_sql sql;
    token_list tokens;
    word_table words;
} sql_lexer;

/*!re2c
    re2c:define:YYCTYPE = byte;
    re2c:define:YYCURSOR = at;
    re2c:define:YYMARKER = marker;
    re2c:yyfill:enable = 0;

    space    = [ \t\r\n];
    letter   = [a-zA-Z_] | [^\x00-\x7f];
    plain    = letter (letter | [0-9$])*;
    quoted   = ["] ([^"\x00] | ["]["])+ ["];
    ticked   = "`" ([^`\x00] | "``")+ "`";
    name     = plain | quoted;
    digits   = [0-9]+;
    number   = (digits ("." digits?)? | "." digits) ([eE] [+-]? digits)?;
    mark     = [-+*/<>=~!@#%^&|?];
    numbers  = space* "(" [^()'"\x00]* ")";
    zone     = space+ ('with' | 'without') space+ 'time' space+ 'zone';
    field    = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';
    arrays   = (space* "[" digits? "]")*;
    pair     = ('double' space+ 'precision') | (('character' | 'bit') space+ 'varying');
*/

static str sql_text(const byte *from, const byte *to)
{
    return (str){(const char *)from, (size_t)(to - from)};
}

/* --- comments and types --- */

/* Behind a block comment that begins at `at`; comments in comments count on PostgreSQL only. NULL: it has no end. */
static const byte *sql_comment_end(const sql_lexer *l, const byte *at)
{
    size_t depth = 0;
    while (at < l->limit) {
        bool opens = at[0] == '/' && at[1] == '*' && (depth == 0 || l->sql == LEXER_POSTGRESQL);
        bool closes = at[0] == '*' && at[1] == '/';
        depth = depth + opens - closes;
        at += opens || closes ? 2 : 1;
        if (closes && depth == 0)
            return at;
    }
    return NULL;
}

static const byte *sql_next(const sql_lexer *l, const byte *at)
{
    while (at) {
        while (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r')
            at++;
        if (at[0] == '-' && at[1] == '-')
            at = at + strcspn((const char *)at, "\n");
        else if (at[0] == '/' && at[1] == '*')
            at = sql_comment_end(l, at);
        else
            break;
    }
    return at ? at : l->limit;
}

/* Behind the type that begins at `at`; `at` itself where none does. */
static const byte *sql_type_end(const sql_lexer *l, const byte *at)
{
    const byte *from = at;
    const byte *marker;
    if (l->sql == LEXER_SQLITE) {
        /*!re2c
            name (space+ plain)* numbers? { return at; }
            *                             { return from; }
        */
    }
    /*!re2c
        pair numbers? arrays                                        { return at; }
        'interval' space+ field (space+ 'to' space+ field)? numbers? arrays { return at; }
        ('time' | 'timestamp') numbers? zone arrays                 { return at; }
        (name space* "." space*)? name numbers? arrays              { return at; }
        *                                                           { return from; }
    */
}

/* --- strings that need a look at what they began with --- */

/* Behind $tag$…$tag$; NULL without an end. */
static const byte *sql_dollar_end(const byte *open, const byte *body)
{
    size_t length = (size_t)(body - open);
    for (const char *at = strchr((const char *)body, '$'); at; at = strchr(at + 1, '$')) {
        if (strncmp(at, (const char *)open, length) == 0)
            return (const byte *)at + length;
    }
    return NULL;
}

/* Behind [name], which SQLite takes. */
static const byte *sql_bracket_end(const byte *open)
{
    const char *end = strchr((const char *)open, ']');
    return end && end > (const char *)open + 1 ? (const byte *)end + 1 : NULL;
}

/* --- operators --- */

/* A run of marks is one operator on PostgreSQL; a sign at its end belongs to what follows unless a mark that no
 * arithmetic has stands in it, and a comment ends it. */
static const byte *sql_operator_end(const byte *from, const byte *to)
{
    for (const byte *at = from + 1; at + 1 < to; at++) {
        if ((at[0] == '-' && at[1] == '-') || (at[0] == '/' && at[1] == '*')) {
            to = at;
            break;
        }
    }
    for (const byte *at = from; at < to; at++) {
        if (strchr("~!@#%^&|?", *at))
            return to;
    }
    while (to - from > 1 && (to[-1] == '+' || to[-1] == '-'))
        to--;
    return to;
}

static uint32_t sql_operator_kind(str text)
{
    static const struct {
        const char *text;
        uint32_t kind;
    } rows[] = {{"=", TK_EQ},     {"==", TK_EQ},    {"<>", TK_NE},  {"!=", TK_NE},   {"<", TK_LT},     {"<=", TK_LE},
                {">", TK_GT},     {">=", TK_GE},    {"+", TK_PLUS}, {"-", TK_MINUS}, {"*", TK_STAR},   {"/", TK_SLASH},
                {"%", TK_PERCENT}, {"^", TK_CARET}, {"~", TK_TILDE}, {"?", TK_QUESTION}, {"~~", TK_LIKE}, {"~~*", TK_ILIKE}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (str_eq(text, str_from(rows[i].text)))
            return rows[i].kind;
    }
    return TK_OPERATOR;
}

/* --- tokens --- */

static void sql_push(sql_lexer *l, uint32_t kind, const byte *from, const byte *to)
{
    token item = {kind, (uint32_t)(from - l->start), (uint32_t)(to - l->start), 0, 0};
    VEC_PUSH(l->memory, &l->tokens, item);
}

static void sql_push_operator(sql_lexer *l, const byte *from, const byte *to)
{
    str text = sql_text(from, to);
    bool negative = str_eq(text, STR("!~~")) || str_eq(text, STR("!~~*"));
    if (negative)
        sql_push(l, TK_NOT_LIKE, from, from + 1);
    sql_push(l, sql_operator_kind(sql_text(from + negative, to)), from + negative, to);
}

/* The word that begins at `at`, in lower case; the empty str where none does. */
static str sql_word_at(const sql_lexer *l, const byte *at)
{
    const byte *from = at;
    const byte *marker;
    (void)marker;
    /*!re2c
        [a-zA-Z_]+ { return str_lower(l->memory, sql_text(from, at)); }
        *          { return STR(""); }
    */
}

static uint32_t sql_word_kind(const sql_lexer *l, str word)
{
    const word_row *row = word_find(&l->words, word);
    return row ? row->kind : 0;
}

/* What stands before could be an operand: then NOT NULL is SQLite's IS NOT NULL. */
static bool sql_is_behind_operand(const sql_lexer *l)
{
    if (l->tokens.count == 0)
        return false;
    uint32_t kind = l->tokens.items[l->tokens.count - 1].kind;
    return kind == TK_NAME || kind == TK_NUMBER || kind == TK_STRING || kind == TK_RP || kind == TK_SQL_TYPE;
}

static void sql_push_not(sql_lexer *l, const byte *from, const byte *to)
{
    uint32_t next = sql_word_kind(l, sql_word_at(l, sql_next(l, to)));
    switch (next) {
    case TK_IN:
    case TK_LIKE:
    case TK_ILIKE:
    case TK_SIMILAR:
    case TK_BETWEEN:
        sql_push(l, TK_NOT_LIKE, from, to);
        break;
    case TK_NULL:
        if (sql_is_behind_operand(l))
            sql_push(l, TK_IS, from, to);
        sql_push(l, TK_NOT, from, to);
        break;
    default:
        sql_push(l, TK_NOT, from, to);
    }
}

/* IS before anything but null, true, … compares: SQLite's IS and IS NOT. */
static const byte *sql_push_is(sql_lexer *l, const byte *from, const byte *to)
{
    const byte *next = sql_next(l, to);
    str word = sql_word_at(l, next);
    bool negated = str_eq(word, STR("not"));
    const byte *end = negated ? next + word.len : to;
    if (negated)
        word = sql_word_at(l, sql_next(l, end));
    switch (sql_word_kind(l, word)) {
    case TK_NULL:
    case TK_TRUE:
    case TK_FALSE:
    case TK_UNKNOWN:
    case TK_DISTINCT:
        sql_push(l, TK_IS, from, to);
        return to;
    default:
        sql_push(l, l->sql == LEXER_POSTGRESQL ? TOKEN_BAD : negated ? TK_IS_OTHER : TK_IS_SAME, from, end);
        return end;
    }
}

static void sql_push_is_null(sql_lexer *l, bool negated, const byte *from, const byte *to)
{
    sql_push(l, TK_IS, from, to);
    if (negated)
        sql_push(l, TK_NOT, from, to);
    sql_push(l, TK_NULL, from, to);
}

/* Is the word one of expressions, given what follows it? All others are names. */
static uint32_t sql_kind_of(const sql_lexer *l, str word, const byte *to)
{
    const byte *next = sql_next(l, to);
    uint32_t kind = str_eq(word, STR("some")) ? TK_ANY : sql_word_kind(l, word);
    switch (kind) {
    case TK_CAST:
    case TK_ANY:
    case TK_ALL:
        return *next == '(' ? kind : TK_NAME;
    case TK_ARRAY:
        return *next == '[' ? kind : TK_NAME;
    case TK_NULL:
    case TK_TRUE:
    case TK_FALSE:
    case TK_AND:
    case TK_OR:
    case TK_UNKNOWN:
    case TK_DISTINCT:
    case TK_BETWEEN:
    case TK_IN:
    case TK_LIKE:
    case TK_ILIKE:
    case TK_SIMILAR:
    case TK_TO:
    case TK_CASE:
    case TK_WHEN:
    case TK_THEN:
    case TK_ELSE:
    case TK_END:
    case TK_COLLATE:
    case TK_ESCAPE:
    case TK_FROM:
    case TK_AS:
    case TK_NOT:
    case TK_IS:
        return kind;
    default:
        return TK_NAME;
    }
}

static const byte *sql_push_word(sql_lexer *l, const byte *from, const byte *to)
{
    str word = str_lower(l->memory, sql_text(from, to));
    uint32_t kind = sql_kind_of(l, word, to);
    if (kind == TK_NOT)
        sql_push_not(l, from, to);
    else if (kind == TK_IS)
        return sql_push_is(l, from, to);
    else if (str_eq(word, STR("isnull")) || str_eq(word, STR("notnull")))
        sql_push_is_null(l, str_eq(word, STR("notnull")), from, to);
    else
        sql_push(l, kind, from, to);
    return to;
}

/* `::` and AS, and the type behind them. */
static const byte *sql_push_type(sql_lexer *l, uint32_t kind, const byte *from, const byte *to)
{
    const byte *type = sql_next(l, to);
    const byte *end = sql_type_end(l, type);
    sql_push(l, kind, from, to);
    sql_push(l, end == type ? TOKEN_BAD : TK_SQL_TYPE, type, end);
    return end;
}

/* SQLite's operators never run together as PostgreSQL's do. */
static const byte *sql_sqlite_operator(const byte *at)
{
    const byte *marker;
    (void)marker;
    /*!re2c
        "||" | "->" | "->>" | "<<" | ">>" | "==" | "<>" | "!=" | "<=" | ">=" { return at; }
        mark                                                                 { return at; }
        *                                                                    { return at; }
    */
}

/* Cuts one token; returns the place behind it, NULL where nothing fits. */
static const byte *sql_token(sql_lexer *l, const byte *at)
{
    const byte *from = at;
    const byte *marker;
    /*!re2c
        "'" ([^'\x00] | "''")* "'"                      { sql_push(l, TK_STRING, from, at); return at; }
        [eE] "'" ([^'\\\x00] | "''" | "\\" [^\x00])* "'" { if (l->sql == LEXER_SQLITE) return NULL;
                                                          sql_push(l, TK_STRING, from, at); return at; }
        "$" plain? "$"                                  { at = sql_dollar_end(from, at);
                                                          if (at) sql_push(l, TK_STRING, from, at); return at; }
        [bBxXnN] "'" | [uU] "&" ['"]                    { return NULL; }
        quoted | ticked                                 { sql_push(l, TK_NAME, from, at); return at; }
        'at' space+ 'time' space+ 'zone'                { sql_push(l, TK_AT_TIME_ZONE, from, at); return at; }
        'operator' space* "(" space* (plain space* "." space*)? mark+ space* ")"
                                                        { sql_push(l, TK_OPERATOR, from, at); return at; }
        'as'                                            { return sql_push_type(l, TK_AS, from, at); }
        "::"                                            { return sql_push_type(l, TK_CAST_TO, from, at); }
        plain                                           { return sql_push_word(l, from, at); }
        number                                          { sql_push(l, TK_NUMBER, from, at); return at; }
        number plain                                    { return NULL; }
        "("                                             { sql_push(l, TK_LP, from, at); return at; }
        ")"                                             { sql_push(l, TK_RP, from, at); return at; }
        "["                                             { if (l->sql == LEXER_POSTGRESQL) { sql_push(l, TK_LBRACKET, from, at); return at; }
                                                          at = sql_bracket_end(from);
                                                          if (at) sql_push(l, TK_NAME, from, at); return at; }
        "]"                                             { sql_push(l, TK_RBRACKET, from, at); return at; }
        ","                                             { sql_push(l, TK_COMMA, from, at); return at; }
        "."                                             { sql_push(l, TK_DOT, from, at); return at; }
        "=>"                                            { return NULL; }
        mark+                                           { at = l->sql == LEXER_SQLITE ? sql_sqlite_operator(from) : sql_operator_end(from, at);
                                                          sql_push_operator(l, from, at); return at; }
        *                                               { return NULL; }
    */
}

token_list lexer_run_sql(arena *a, const source_file *file, lexer_sql sql)
{
    sql_lexer l = {.memory = a, .sql = sql};
    l.start = (const byte *)file->text.ptr;
    l.limit = l.start + file->text.len;
    word_table_init(&l.words);
    const byte *at = sql_next(&l, l.start);
    while (at < l.limit) {
        const byte *from = at;
        at = sql_token(&l, from);
        if (!at || at > l.limit) {
            sql_push(&l, TOKEN_BAD, from, l.limit);
            at = l.limit;
        }
        at = sql_next(&l, at);
    }
    sql_push(&l, TOKEN_END, l.limit, l.limit);
    return l.tokens;
}

/* --- what tokens stand for --- */

/* Without the marks around it; `mark` inside is written twice. */
static str sql_unquote(arena *a, const byte *from, const byte *to, byte mark)
{
    char *text = arena_alloc(a, (size_t)(to - from) + 1);
    size_t len = 0;
    for (const byte *at = from; at < to; at++) {
        text[len++] = (char)*at;
        at += *at == mark && at + 1 < to && at[1] == mark;
    }
    return (str){text, len};
}

static size_t sql_utf8(char *out, unsigned long c)
{
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

static unsigned long sql_digits(const byte *from, const byte *to, unsigned long base)
{
    unsigned long value = 0;
    for (; from < to; from++)
        value = value * base + (*from <= '9' ? *from - '0' : (*from | 0x20u) - 'a' + 10u);
    return value;
}

/* Writes what one escape of E'…' stands for and returns the place behind it. */
static const byte *sql_escape(const byte *from, char *out, size_t *len)
{
    const byte *at = from;
    const byte *marker;
    unsigned long value = 0;
    /*!re2c
        "\\b"                  { value = '\b'; goto done; }
        "\\f"                  { value = '\f'; goto done; }
        "\\n"                  { value = '\n'; goto done; }
        "\\r"                  { value = '\r'; goto done; }
        "\\t"                  { value = '\t'; goto done; }
        "\\" [0-7]{1,3}        { value = sql_digits(from + 1, at, 8); goto done; }
        "\\x" [0-9a-fA-F]{1,2} { value = sql_digits(from + 2, at, 16); goto done; }
        "\\u" [0-9a-fA-F]{4}   { value = sql_digits(from + 2, at, 16); goto done; }
        "\\U" [0-9a-fA-F]{8}   { value = sql_digits(from + 2, at, 16); goto done; }
        "\\"                   { value = *at; at++; out[(*len)++] = (char)value; return at; }
        *                      { out[(*len)++] = (char)*from; return at; }
    */
done:
    *len += sql_utf8(out + *len, value > 0x10FFFF || value == 0 ? 0xFFFD : value);
    return at;
}

static str sql_unescape(arena *a, const byte *from, const byte *to)
{
    char *text = arena_alloc(a, (size_t)(to - from) + 4);
    size_t len = 0;
    for (const byte *at = from; at < to;) {
        if (*at == '\\') {
            at = sql_escape(at, text, &len);
            continue;
        }
        text[len++] = (char)*at;
        at += *at == '\'' ? 2 : 1;
    }
    return (str){text, len};
}

static str sql_dollar_value(const byte *from, const byte *to)
{
    size_t mark = (size_t)((const byte *)strchr((const char *)from + 1, '$') - from) + 1;
    return sql_text(from + mark, to - mark);
}

/* OPERATOR(pg_catalog.+) is +; any other one keeps its schema: operator(public.<->). */
static str sql_operator_value(arena *a, str text)
{
    if (text.ptr[0] != 'o' && text.ptr[0] != 'O')
        return text;
    writer out = writer_make(a);
    str inside = str_trim(str_slice(text, str_find(text, '(') + 1, text.len - 1));
    size_t dot = str_find(inside, '.');
    if (dot == inside.len)
        return inside;
    str schema = str_lower(a, str_trim(str_slice(inside, 0, dot)));
    str mark = str_trim(str_slice(inside, dot + 1, inside.len));
    if (str_eq(schema, STR("pg_catalog")))
        return mark;
    writer_text(&out, "operator(");
    writer_str(&out, schema);
    writer_char(&out, '.');
    writer_str(&out, mark);
    writer_char(&out, ')');
    return writer_result(&out);
}

static str sql_name_value(arena *a, const byte *from, const byte *to, lexer_sql sql)
{
    switch (*from) {
    case '"':
    case '`':
        return sql_unquote(a, from + 1, to - 1, *from);
    case '[':
        return sql_text(from + 1, to - 1);
    default:
        return sql == LEXER_POSTGRESQL ? str_lower(a, sql_text(from, to)) : sql_text(from, to);
    }
}

str lexer_sql_value(arena *a, const source_file *file, const token *item, lexer_sql sql)
{
    const byte *from = (const byte *)file->text.ptr + item->from;
    const byte *to = (const byte *)file->text.ptr + item->to;
    const word_row *word = word_of_kind(item->kind);
    if (word)
        return word->text;
    switch (item->kind) {
    case TK_STRING:
        if (*from == '$')
            return sql_dollar_value(from, to);
        return *from == '\'' ? sql_unquote(a, from + 1, to - 1, '\'') : sql_unescape(a, from + 2, to - 1);
    case TK_NAME:
        return sql_name_value(a, from, to, sql);
    case TK_EQ:
        return STR("=");
    case TK_NE:
        return STR("<>");
    case TK_AT_TIME_ZONE:
        return STR("at time zone");
    case TK_OPERATOR:
        return sql_operator_value(a, sql_text(from, to));
    default:
        return sql_text(from, to);
    }
}

bool lexer_sql_is_quoted(const source_file *file, const token *item)
{
    return item->kind == TK_NAME && strchr("\"`[", file->text.ptr[item->from]) != NULL;
}
