/* The driver: lexes a file, feeds the grammar token by token, and keeps what the grammar cannot know: how deep brackets
 * are nested, which name of a project file is a setting, and where reading goes on after an error (recover.c). */
#include "compiler/syntax/parser.h"
#include "compiler/syntax/builder.h"
#include "compiler/syntax/grammar.h"
#include "compiler/syntax/lexer.h"
#include "compiler/syntax/word.h"
#include "schema.h"

static bool parser_is_comment(uint32_t kind)
{
    return kind >= TOKEN_COMMENT_LINE;
}

/* --- terminals that depend on more than their spelling --- */

bool parser_is_word(uint32_t kind)
{
    return kind == TK_NAME || kind == TK_DECLARED || word_of_kind(kind);
}

/* In a project file a name begins a setting at the beginning of a line or block and behind a literal; else it is a
 * value. */
static uint32_t parser_project_terminal(const parser *p, const token *item, uint32_t before)
{
    bool is_value = item->kind == TK_OR || item->kind == TK_TRUE || item->kind == TK_FALSE;
    if (p->open == 0 || !parser_is_word(item->kind) || is_value)
        return item->kind;
    switch (before) {
    case TK_LBRACE:
    case TK_RBRACE:
    case TK_STRING:
    case TK_NUMBER:
    case TK_TRUE:
    case TK_FALSE:
    case TK_RP:
        return TK_SETTING;
    default:
        return item->line_breaks > 0 || item->kind == TK_DECLARED ? TK_SETTING : item->kind;
    }
}

/* A declared name where none has a place may be the end of a declaration's head: `model User table users: Timestamps`.
 */
static uint32_t parser_head_terminal(parser *p, const token *item)
{
    str text = str_slice(p->file->text, item->from, item->to);
    uint32_t kind = str_eq(text, STR("unmanaged")) ? TK_UNMANAGED : str_eq(text, STR("code")) ? TK_CODE : TK_NAME;
    if (grammar_accepts_both(p->machine, kind, TK_COLON))
        return kind;
    return kind != TK_NAME && grammar_accepts_both(p->machine, TK_NAME, TK_COLON) ? TK_NAME : TK_DECLARED;
}

/* --- feeding --- */

static void parser_feed(parser *p, uint32_t kind, const token *item)
{
    p->rejected = false;
    grammar_(p->machine, (int)kind, item);
}

static void parser_count_brackets(parser *p, uint32_t kind)
{
    if (kind == TK_LP || kind == TK_LBRACE || kind == TK_LBRACKET)
        p->open++;
    else if ((kind == TK_RP || kind == TK_RBRACE || kind == TK_RBRACKET) && p->open > 0)
        p->open--;
}

static bool parser_is_too_deep(parser *p, const token *item)
{
    bool opens = item->kind == TK_LP || item->kind == TK_LBRACE || item->kind == TK_LBRACKET;
    if (!(opens && p->open >= PARSER_NESTING_LIMIT) && !grammar_is_full(p->machine))
        return false;
    diagnostic_report(p->diagnostics, DIAGNOSTIC_NESTING, parser_span(p, item), STR("this"),
                      str_format(p->memory, "%d", PARSER_NESTING_LIMIT), STR(""));
    return true;
}

/* Feeds one token of the file; false when it has no place. */
static bool parser_take(parser *p, const token *item, uint32_t before)
{
    uint32_t kind = p->start == PARSER_PROJECT ? parser_project_terminal(p, item, before) : item->kind;
    parser_feed(p, kind, item);
    if (p->rejected && kind == TK_DECLARED) {
        kind = parser_head_terminal(p, item);
        if (kind != TK_DECLARED)
            parser_feed(p, kind, item);
    }
    if (!p->rejected)
        parser_count_brackets(p, kind);
    return !p->rejected;
}

/* Recovers from an error at `at`; `*stuck` is where the last recovery went on. Never gives one place twice. */
static size_t parser_go_on(parser *p, size_t at, size_t *stuck)
{
    size_t next = parser_recover(p, at);
    if (next == *stuck)
        next++;
    *stuck = next;
    return next;
}

static void parser_read(parser *p)
{
    uint32_t before = TK_LBRACE;
    size_t stuck = SIZE_MAX;
    for (size_t i = 0; i < p->tokens.count;) {
        const token *item = &p->tokens.items[i];
        if (item->line_breaks > 0)
            p->quiet = false;
        if (parser_is_comment(item->kind)) {
            p->quiet = p->quiet || (item->kind == TOKEN_BAD && p->file->text.ptr[item->from] != ';');
            i++;
            continue;
        }
        if (parser_misses_brace(p, i)) {
            i = parser_go_on(p, i, &stuck);
        } else if (parser_is_too_deep(p, item)) {
            p->quiet = true;
            i = parser_go_on(p, i, &stuck);
        } else if (parser_take(p, item, before)) {
            p->quiet = p->quiet && !parser_begins_afresh(item->kind);
            before = item->kind;
            i++;
        } else {
            i = parser_go_on(p, i, &stuck);
        }
    }
}

/* An expression as a database spells it: the text may hold anything, so the first token without a place ends it. */
static void parser_read_sql(parser *p)
{
    VEC_EACH (token, &p->tokens, item) {
        bool opens = item->kind == TK_LP || item->kind == TK_LBRACKET;
        if (item->kind == TOKEN_BAD || (opens && p->open >= PARSER_NESTING_LIMIT) || grammar_is_full(p->machine))
            p->rejected = true;
        else
            parser_feed(p, item->kind, item);
        if (p->rejected) {
            p->root = NULL;
            return;
        }
        parser_count_brackets(p, item->kind);
    }
}

/* --- docs that belong to nothing --- */

static void parser_report_lost_docs(parser *p)
{
    if (!p->docs_taken || p->diagnostics->errors > 0)
        return;
    for (size_t i = 0; i < p->tokens.count; i++) {
        const token *item = &p->tokens.items[i];
        if (item->kind != TOKEN_COMMENT_DOC || p->docs_taken[i])
            continue;
        diagnostic *d =
            diagnostic_report(p->diagnostics, DIAGNOSTIC_LOST_DOC, parser_span(p, item), STR(""), STR(""), STR(""));
        d->hint = STR("write it on the lines before what it documents, or make it a comment with \"//\"");
    }
}

static void parser_find_docs(parser *p)
{
    VEC_EACH (token, &p->tokens, item) {
        if (item->kind == TOKEN_COMMENT_DOC) {
            p->docs_taken = ARENA_ARRAY(p->memory, bool, p->tokens.count);
            return;
        }
    }
}

/* --- the whole --- */

static uint32_t parser_start_terminal(parser_start start)
{
    switch (start) {
    case PARSER_CHANGES:
        return TK_START_CHANGES;
    case PARSER_PROJECT:
        return TK_START_PROJECT;
    case PARSER_EXPRESSION:
    case PARSER_POSTGRESQL:
    case PARSER_SQLITE:
        return TK_START_EXPRESSION;
    default:
        return TK_START_SCHEMA;
    }
}

static ast_node *parser_empty_root(parser *p)
{
    static const ast_kind kinds[] = {AST_FILE, AST_CHANGES, AST_PROJECT};
    if (p->start >= PARSER_EXPRESSION)
        return NULL;
    source_span all = {p->file->id, 0, (uint32_t)p->file->text.len};
    return parser_flag(ast_make(p->memory, kinds[p->start], all, STR("")), AST_BROKEN);
}

parser_result parser_run(source_set *sources, source_file *file, parser_start start, diagnostic_list *diagnostics)
{
    parser p = {
        .sources = sources, .file = file, .memory = sources->memory, .diagnostics = diagnostics, .start = start};
    p.lexed_from = diagnostics->items.count;
    p.tokens =
        parser_is_sql(&p) ? lexer_run_sql(p.memory, file, parser_sql_of(&p)) : lexer_run(p.memory, file, diagnostics);
    p.lexed_to = diagnostics->items.count;
    parser_find_docs(&p);
    arena scratch = {0}; /* the machine is large, and the text may be one expression of thousands */
    p.machine = arena_alloc(&scratch, grammar_size());
    grammar_Init(p.machine, &p);
    parser_feed(&p, parser_start_terminal(start), NULL);
    if (parser_is_sql(&p))
        parser_read_sql(&p);
    else
        parser_read(&p);
    if (!p.root)
        p.root = parser_empty_root(&p);
    parser_report_lost_docs(&p);
    arena_free(&scratch);
    return (parser_result){p.root, p.tokens};
}
