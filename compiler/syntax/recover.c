/* After a syntax error. The stack is unwound to the innermost place that takes BROKEN (a body, the head of a
 * declaration, the list of declarations); then tokens are passed over, brackets counted, up to the first one with which
 * that place can go on. So one run finds all errors of a file. Three rules keep one error from bringing others:
 *   - brackets that were unwound must be closed before reading goes on, but a "}" closes parentheses too, and a
 * declared name or a declaration at the beginning of a line ends whatever was forgotten before it;
 *   - after an error its line is quiet, up to the next field or body;
 *   - a declaration that begins a line while a body is open means that a "}" is missing before it. */
#include "compiler/syntax/builder.h"
#include "compiler/syntax/grammar.h"
#include "schema.h"

static bool parser_at_line_start(const token *item)
{
    return item->line_breaks > 0;
}

/* `model X`, `enum X`, … at the very beginning of a line. */
static bool parser_begins_declaration(const parser *p, size_t at)
{
    const token *item = &p->tokens.items[at];
    if (p->start != PARSER_SCHEMA || (item->from > 0 && p->file->text.ptr[item->from - 1] != '\n'))
        return false;
    switch (item->kind) {
    case TK_PACKAGE:
    case TK_IMPORT:
    case TK_ENUM:
    case TK_MIXIN:
    case TK_MODEL:
    case TK_VIEW:
    case TK_QUERY:
    case TK_EXTENSION:
    case TK_SEQUENCE:
    case TK_SCHEMA:
    case TK_FUNCTION:
    case TK_PROCEDURE:
    case TK_TRIGGER:
    case TK_POLICY:
    case TK_RAW:
    case TK_DATA:
        return true;
    default:
        return false;
    }
}

/* In an enum's body `model X` would be two members; the "{" behind it shows what it is. */
bool parser_misses_brace(const parser *p, size_t at)
{
    const token *item = &p->tokens.items[at];
    return p->open > 0 && parser_begins_declaration(p, at) && item[1].kind == TK_NAME && item[2].kind == TK_LBRACE &&
           !grammar_expects(p->machine, item->kind);
}

/* BROKEN belongs to no token of the file. */
static void parser_feed_broken(parser *p)
{
    p->rejected = false;
    p->recovering = true;
    grammar_(p->machine, TK_BROKEN, NULL);
    p->recovering = false;
}

static void parser_recount(parser *p)
{
    grammar_open open = grammar_open_brackets(p->machine);
    p->open = open.braces + open.others;
}

/* --- what is open at the end --- */

/* Closes the innermost open brace as if it had been written. */
static bool parser_close_one(parser *p, size_t at)
{
    grammar_open popped;
    if (!grammar_accepts(p->machine, TK_RBRACE)) {
        if (!grammar_unwind(p->machine, TK_RBRACE, &popped))
            return false;
        parser_feed_broken(p);
    }
    token *brace = ARENA_NEW(p->memory, token);
    *brace = (token){TK_RBRACE, p->tokens.items[at].from, p->tokens.items[at].from, 0, 0};
    grammar_(p->machine, TK_RBRACE, brace);
    return !p->rejected;
}

void parser_close_open(parser *p, size_t at)
{
    while (grammar_open_brackets(p->machine).braces > 0)
        if (!parser_close_one(p, at))
            break;
    parser_recount(p);
}

static void parser_report_open_brace(parser *p, size_t at)
{
    const token *brace = grammar_open_brackets(p->machine).brace;
    if (brace && parser_lexer_reported(p, brace->from, p->tokens.items[at].from, true))
        return; /* the brace may be in a string or comment that was never closed */
    diagnostic *d = diagnostic_report(
        p->diagnostics, DIAGNOSTIC_OPEN_BRACE, parser_span(p, &p->tokens.items[at]),
        p->tokens.items[at].kind == TOKEN_END ? STR("the end of the file") : STR("this declaration"), STR(""), STR(""));
    diagnostic_second(d, parser_span(p, brace), "opened here");
}

/* The end of the file came too early: closes all, so that the tree has what could be read. */
static size_t parser_end(parser *p, size_t at)
{
    grammar_open popped;
    parser_close_open(p, at);
    if (!grammar_accepts(p->machine, TOKEN_END) && grammar_unwind(p->machine, TOKEN_END, &popped))
        parser_feed_broken(p);
    p->rejected = false;
    if (grammar_accepts(p->machine, TOKEN_END))
        grammar_(p->machine, TOKEN_END, &p->tokens.items[at]);
    return p->tokens.count;
}

/* --- passing over tokens --- */

/* Brackets that must be closed before reading goes on. */
typedef struct parser_skip {
    size_t braces;
    size_t others;
} parser_skip;

static void parser_skip_token(parser_skip *skip, uint32_t kind)
{
    switch (kind) {
    case TK_LBRACE:
        skip->braces++;
        break;
    case TK_LP:
    case TK_LBRACKET:
        skip->others++;
        break;
    case TK_RBRACE:
        skip->others = 0;
        if (skip->braces > 0)
            skip->braces--;
        break;
    case TK_RP:
    case TK_RBRACKET:
        if (skip->others > 0)
            skip->others--;
        break;
    default:
        break;
    }
}

/* May reading go on with this token, as far as brackets are concerned? */
static bool parser_skip_is_over(const parser_skip *skip, const token *item)
{
    if (skip->braces > 0)
        return false;
    if (skip->others == 0 || item->kind == TK_RBRACE)
        return true;
    return item->kind == TK_DECLARED && parser_at_line_start(item);
}

/* A declaration begins: whatever is open is closed, and the tree goes on with it. */
static size_t parser_resume_declaration(parser *p, size_t at)
{
    grammar_open popped;
    if (grammar_open_brackets(p->machine).braces > 0)
        parser_report_open_brace(p, at);
    while (grammar_open_brackets(p->machine).braces > 0 && !grammar_expects(p->machine, p->tokens.items[at].kind))
        if (!parser_close_one(p, at))
            break;
    if (!grammar_accepts(p->machine, p->tokens.items[at].kind)) {
        if (!grammar_unwind(p->machine, p->tokens.items[at].kind, &popped))
            return parser_end(p, p->tokens.count - 1);
        parser_feed_broken(p);
    }
    parser_recount(p);
    p->quiet = false;
    return at;
}

/* Is this what the place that was unwound to goes on with? In a project file what begins a line is a setting. */
static bool parser_can_resume(const parser *p, const token *item)
{
    bool setting =
        p->start == PARSER_PROJECT && p->open > 0 && parser_at_line_start(item) && parser_is_word(item->kind);
    return grammar_accepts(p->machine, setting ? TK_SETTING : item->kind);
}

bool parser_begins_afresh(uint32_t kind)
{
    return kind == TK_DECLARED || kind == TK_LBRACE || kind == TK_RBRACE;
}

/* A line of a body that looks like a field without its colon, or like SQL: an error of its own. */
static bool parser_is_next_slip(const parser *p, size_t at)
{
    const token *item = &p->tokens.items[at];
    const token *next = item + 1;
    return item->kind == TK_NAME && parser_at_line_start(item) && next->line_breaks == 0 &&
           (next->kind == TK_NAME || next->kind == TK_EQ) && grammar_expects(p->machine, TK_DECLARED);
}

static size_t parser_skip_to(parser *p, size_t at, parser_skip skip)
{
    for (size_t i = at; i < p->tokens.count; i++) {
        const token *item = &p->tokens.items[i];
        if (item->kind >= TOKEN_COMMENT_LINE)
            continue;
        if (item->line_breaks > 0)
            p->quiet = false;
        if (item->kind == TOKEN_END)
            break;
        if (parser_begins_declaration(p, i))
            return parser_resume_declaration(p, i);
        if (i > at && skip.braces == 0 && parser_is_next_slip(p, i))
            return i;
        if (parser_skip_is_over(&skip, item) && parser_can_resume(p, item)) {
            p->quiet = p->quiet && !parser_begins_afresh(item->kind);
            return i;
        }
        parser_skip_token(&skip, item->kind);
    }
    size_t end = p->tokens.count - 1;
    if (grammar_open_brackets(p->machine).braces > 0)
        parser_report_open_brace(p, end);
    return parser_end(p, end);
}

/* --- the way in --- */

size_t parser_recover(parser *p, size_t at)
{
    const token *item = &p->tokens.items[at];
    bool was_quiet = p->quiet || p->refused == at + 1;
    p->refused = at + 1;
    bool open_body = grammar_open_brackets(p->machine).braces > 0;
    if (open_body && parser_begins_declaration(p, at))
        return parser_resume_declaration(p, at);
    if (item->kind == TOKEN_END) {
        if (open_body && grammar_expects(p->machine, TK_RBRACE))
            parser_report_open_brace(p, at);
        else
            parser_report_unexpected(p, at);
        return parser_end(p, at);
    }
    if (!was_quiet)
        parser_report_unexpected(p, at);
    grammar_open popped = {0, 0, NULL};
    if (!grammar_unwind(p->machine, GRAMMAR_ANY, &popped))
        return p->tokens.count;
    parser_feed_broken(p);
    parser_recount(p);
    p->quiet = true;
    parser_skip skip = {popped.braces, popped.others};
    return parser_skip_to(p, at, skip);
}
