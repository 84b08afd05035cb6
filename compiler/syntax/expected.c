/* "expected …, found …": what could stand at the place of an error is asked of the parser's tables, one terminal after
 * the other; groups of terminals (tokens.def) get one phrase. And hints for the slips that people make who know SQL or
 * other languages of this kind. */
#include "compiler/syntax/builder.h"
#include "compiler/syntax/grammar.h"
#include "compiler/syntax/lexer.h"
#include "compiler/syntax/word.h"
#include "schema.h"

#include <string.h>

enum {
    IN_TYPE = 1 << 0,
    IN_VALUE = 1 << 1,
    IN_OPERATOR = 1 << 2,
    IN_ATTRIBUTE = 1 << 3,
    IN_FIELD = 1 << 4,
    IN_ITEM = 1 << 5,
    IN_DECLARATION = 1 << 6,
    IN_SETTING = 1 << 7,
    EXPECTED_PHRASES = 8, /* of one message, at most */
};

static const struct {
    unsigned group;
    uint32_t leader;
    const char *phrase;
} EXPECTED_GROUPS[] = {
#define GROUP_LEADER(group, kind, phrase) {(group), TK_##kind, (phrase)},
#include "grammar/tokens.def"
};
enum { N_EXPECTED_GROUPS = sizeof EXPECTED_GROUPS / sizeof EXPECTED_GROUPS[0] };

static const struct {
    uint32_t kind;
    unsigned groups;
} EXPECTED_TERMINALS[] = {
#define TOKEN(kind, text, groups)         {TK_##kind, (groups)},
#define WORD(kind, text, groups, context) {TK_##kind, (groups)},
#include "grammar/tokens.def"
};
enum { N_EXPECTED_TERMINALS = sizeof EXPECTED_TERMINALS / sizeof EXPECTED_TERMINALS[0] };

/* --- lists of phrases --- */

typedef struct expected_list {
    const char *phrases[EXPECTED_PHRASES];
    size_t count;
    bool more;
} expected_list;

static void expected_add(expected_list *list, const char *phrase)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->phrases[i], phrase) == 0)
            return;
    if (list->count < EXPECTED_PHRASES)
        list->phrases[list->count++] = phrase;
    else
        list->more = true;
}

/* "a, b or c" */
static str expected_join(arena *a, const expected_list *list)
{
    writer out = writer_make(a);
    for (size_t i = 0; i < list->count; i++) {
        if (i > 0)
            writer_text(&out, i + 1 == list->count && !list->more ? " or " : ", ");
        writer_text(&out, list->phrases[i]);
    }
    if (list->more)
        writer_text(&out, " …");
    return writer_result(&out);
}

static expected_list expected_collect(const parser *p)
{
    expected_list list = {{NULL}, 0, false};
    unsigned active = 0;
    for (size_t i = 0; i < N_EXPECTED_GROUPS; i++) {
        if (!grammar_expects(p->machine, EXPECTED_GROUPS[i].leader))
            continue;
        active |= EXPECTED_GROUPS[i].group;
        expected_add(&list, EXPECTED_GROUPS[i].phrase);
    }
    for (size_t i = 0; i < N_EXPECTED_TERMINALS; i++)
        if (!(EXPECTED_TERMINALS[i].groups & active) && grammar_expects(p->machine, EXPECTED_TERMINALS[i].kind))
            expected_add(&list, word_kind_phrase(EXPECTED_TERMINALS[i].kind));
    if (list.count == 0 && grammar_expects(p->machine, TOKEN_END))
        expected_add(&list, word_kind_phrase(TOKEN_END));
    return list;
}

/* --- what was found --- */

static str expected_found(const parser *p, const token *item)
{
    if (item->kind == TOKEN_END)
        return STR("the end of the file");
    if (item->kind == TK_STRING)
        return STR("a string");
    enum { SHOWN = 40 };
    str text = str_slice(p->file->text, item->from, item->to);
    const char *mark = item->kind == TK_DECLARED ? ":" : "";
    if (text.len <= SHOWN)
        return str_format(p->memory, "\"%.*s%s\"", STR_ARGS(text), mark);
    size_t len = SHOWN;
    while (len > 0 && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
        len--;
    return str_format(p->memory, "\"%.*s…\"", (int)len, text.ptr);
}

/* --- hints --- */

/* What people write who come from SQL or a neighbouring language, and how it is said here; where `place` could stand
 * (0: anywhere). */
static const struct {
    const char *word;
    uint32_t place;
    const char *hint;
} EXPECTED_SLIPS[] = {
    {"default", TK_SECRET, "a default is written \"= VALUE\""},
    {"not", TK_SECRET, "a column is not null unless its type is followed by \"?\""},
    {"required", TK_SECRET, "a column is not null unless its type is followed by \"?\""},
    {"nullable", TK_SECRET, "a column that may be null has a \"?\" behind its type"},
    {"optional", TK_SECRET, "a column that may be null has a \"?\" behind its type"},
    {"autoincrement", TK_SECRET, "write \"auto\""},
    {"auto_increment", TK_SECRET, "write \"auto\""},
    {"identity", TK_SECRET, "write \"auto\""},
    {"increment", TK_SECRET, "options stand in parentheses: \"auto (start 100 increment 10)\""},
    {"serial", TK_SECRET, "write \"bigint auto\""},
    {"title", TK_SECRET, "a title is a string: title \"…\""},
    {"references", TK_SECRET, "write \"name: ref MODEL\", or an item \"foreign key (…) references MODEL (…)\""},
    {"foreign", TK_FOREIGN, "write \"foreign key (…) references MODEL (…)\""},
    {"primary", TK_FOREIGN, "write \"primary key (…)\""},
    {"exclude", TK_FOREIGN, "write \"exclude using METHOD (… with OPERATOR)\""},
    {"constraint", TK_FOREIGN, "a constraint's name stands behind its kind: \"check NAME (…)\", \"unique NAME (…)\""},
    {"comment", TK_FOREIGN, "a comment for the database is written \"/// …\" before the field"},
    {"create", TK_PACKAGE, "a table is written \"model NAME { … }\""},
    {"table", TK_PACKAGE, "a table is written \"model NAME table TABLE { … }\""},
    {"class", TK_PACKAGE, "a table is written \"model NAME { … }\""},
    {"type", TK_PACKAGE, "an enum is written \"enum NAME { … }\", a table \"model NAME { … }\""},
    {"select", 0, "SQL stands in a string: \"\"\"SELECT …\"\"\""},
    {"escape", 0, "write `like PATTERN escape CHARACTER`"},
};

static str expected_slip(const parser *p, str text)
{
    for (size_t i = 0; i < sizeof EXPECTED_SLIPS / sizeof EXPECTED_SLIPS[0]; i++)
        if (str_eq_nocase(text, str_from(EXPECTED_SLIPS[i].word)) &&
            (EXPECTED_SLIPS[i].place == 0 || grammar_expects(p->machine, EXPECTED_SLIPS[i].place)))
            return str_from(EXPECTED_SLIPS[i].hint);
    return STR("");
}

/* The nearest of the words that could stand here, or that take a string. */
static str expected_near_word(const parser *p, str text, bool before_string)
{
    size_t n;
    const word_row *rows = word_rows(&n);
    size_t best = text.len < 5 ? 1 : 2;
    const word_row *found = NULL;
    if (text.len < 4)
        return STR("");
    for (size_t i = 0; i < n; i++) {
        size_t distance = str_distance(text, rows[i].text, best);
        bool fits =
            before_string ? (rows[i].context & WORD_ONLY_STRING) != 0 : grammar_expects(p->machine, rows[i].kind);
        if (distance <= best && distance > 0 && fits && (!found || distance < best)) {
            best = distance;
            found = &rows[i];
        }
    }
    return found ? str_format(p->memory, "did you mean \"%.*s\"?", STR_ARGS(found->text)) : STR("");
}

static const token *expected_neighbour(const parser *p, size_t at, int step)
{
    for (size_t i = at + (size_t)step; i < p->tokens.count; i += (size_t)step)
        if (p->tokens.items[i].kind < TOKEN_COMMENT_LINE)
            return &p->tokens.items[i];
    return &p->tokens.items[p->tokens.count - 1];
}

/* A name where a declared one could stand: what is around it says what is missing. */
static str expected_declared_hint(const parser *p, size_t at)
{
    if (!grammar_expects(p->machine, TK_DECLARED))
        return STR("");
    const token *next = expected_neighbour(p, at, 1);
    bool in_body = grammar_expects(p->machine, TK_FOREIGN);
    if (next->kind == TK_EQ)
        return in_body ? STR("a field is written \"name: type = default\"") : STR("write \"name: value\"");
    bool begins = p->tokens.items[at].line_breaks > 0 || expected_neighbour(p, at, -1)->kind == TK_LBRACE;
    bool followed = next->line_breaks == 0 && (next->kind == TK_NAME || begins);
    return in_body && followed && next->kind != TK_LP ? STR("a field is written \"name: type\"") : STR("");
}

/* At the beginning of a line a colon is missing more often than a word is misspelt. */
static str expected_word_hint(const parser *p, size_t at, str text)
{
    str field = expected_declared_hint(p, at);
    if (field.len > 0 && p->tokens.items[at].line_breaks > 0)
        return field;
    str hint = expected_near_word(p, text, false);
    if (hint.len == 0)
        hint = expected_slip(p, text);
    return hint.len > 0 ? hint : field;
}

static str expected_mark_hint(const parser *p, uint32_t kind)
{
    if (kind == TK_COMMA && grammar_expects(p->machine, TK_RBRACE))
        return STR("nothing stands between fields, members and items");
    if (kind == TK_COLON && p->start == PARSER_PROJECT)
        return STR("a value follows its setting without a mark: schemas \"schema/*.schema\"");
    if (kind == TK_EQ && p->start == PARSER_PROJECT)
        return STR("a value follows its setting without a mark: schemas \"schema/*.schema\"");
    if (kind == TK_EQ && grammar_expects(p->machine, TK_COLON))
        return STR("write \":\"");
    if (kind == TK_QUESTION && grammar_expects(p->machine, TK_SECRET))
        return STR("the \"?\" stands right behind the type");
    return STR("");
}

static str expected_hint(const parser *p, size_t at)
{
    const token *item = &p->tokens.items[at];
    if (item->kind == TK_STRING && at > 0) {
        const token *before = expected_neighbour(p, at, -1);
        return before->kind == TK_NAME ? expected_near_word(p, str_slice(p->file->text, before->from, before->to), true)
                                       : STR("");
    }
    str text = str_slice(p->file->text, item->from, item->to);
    if (lexer_is_plain_name(text) && item->kind != TK_DECLARED)
        return expected_word_hint(p, at, text);
    return expected_mark_hint(p, item->kind);
}

/* --- reports --- */

static bool expected_is_stray_close(const parser *p, const token *item)
{
    if (item->kind != TK_RBRACE && item->kind != TK_RP && item->kind != TK_RBRACKET)
        return false;
    grammar_open open = grammar_open_brackets(p->machine);
    return item->kind == TK_RBRACE ? open.braces + open.others == 0 : open.others == 0;
}

/* The lexer's reports come first and in the order of the text. */
bool parser_lexer_reported(const parser *p, uint32_t from, uint32_t to, bool open_only)
{
    const diagnostic *items = p->diagnostics->items.items;
    size_t low = p->lexed_from;
    size_t high = p->lexed_to;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (items[middle].span.from < from)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < p->lexed_to && items[low].span.from < to; low++)
        if (!open_only || items[low].code == DIAGNOSTIC_OPEN_STRING || items[low].code == DIAGNOSTIC_OPEN_COMMENT)
            return true;
    return false;
}

void parser_report_unexpected(parser *p, size_t at)
{
    const token *item = &p->tokens.items[at];
    source_span span = parser_span(p, item);
    if (parser_lexer_reported(p, item->from, item->to, false))
        return;
    str text = str_slice(p->file->text, item->from, item->to);
    if (expected_is_stray_close(p, item)) {
        diagnostic_report(p->diagnostics, DIAGNOSTIC_STRAY_CLOSE, span, text, STR(""), STR(""));
        return;
    }
    expected_list list = expected_collect(p);
    str hint = expected_hint(p, at);
    diagnostic *d = diagnostic_report(p->diagnostics, DIAGNOSTIC_UNEXPECTED, span, expected_join(p->memory, &list),
                                      expected_found(p, item), STR(""));
    d->hint = hint;
}

void parser_report_choice(parser *p, const token *word, const char *choices)
{
    expected_list list = {{NULL}, 0, false};
    map candidates = {0};
    for (const char *at = choices; *at;) {
        size_t len = strcspn(at, " ");
        str choice = {at, len};
        map_put(p->memory, &candidates, choice, p);
        expected_add(&list, str_format(p->memory, "\"%.*s\"", STR_ARGS(choice)).ptr);
        at += len + (at[len] == ' ');
    }
    diagnostic *d = diagnostic_report(p->diagnostics, DIAGNOSTIC_UNKNOWN_WORD, parser_span(p, word),
                                      expected_join(p->memory, &list), expected_found(p, word), STR(""));
    diagnostic_suggest(p->diagnostics, d, parser_value(p, word), &candidates);
}
