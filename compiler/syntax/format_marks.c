/* The formatter's first step: what the tree knows about the tokens. */
#include "compiler/syntax/format_layout.h"
#include "schema.h"

enum { FORMAT_INLINE_LIMIT = 100 }; /* bytes of a body that may stay on one line, one blank for each token */

/* Index of the token that begins at the offset, or of the first one behind it. */
static uint32_t format_token_at(const format_marks *m, uint32_t offset)
{
    size_t low = 0;
    size_t high = m->tokens->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (m->tokens->items[middle].from < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint32_t)low;
}

/* Index of the token that ends at the offset. */
static uint32_t format_token_before(const format_marks *m, uint32_t offset)
{
    uint32_t at = format_token_at(m, offset);
    return at > 0 ? at - 1 : 0;
}

static void format_flag(const format_marks *m, uint32_t at, unsigned flag)
{
    if (at < m->tokens->count)
        m->flags[at] = (uint8_t)(m->flags[at] | flag);
}

static uint32_t format_kind(const format_marks *m, uint32_t at)
{
    return at < m->tokens->count ? m->tokens->items[at].kind : TOKEN_END;
}

/* The next token that is no comment. */
static uint32_t format_next(const format_marks *m, uint32_t at)
{
    do
        at++;
    while (format_kind(m, at) >= TOKEN_COMMENT_LINE);
    return at;
}

/* --- brackets --- */

static void format_pair_brackets(format_marks *m)
{
    uint32_t *open = ARENA_ARRAY(m->memory, uint32_t, m->tokens->count + 1);
    size_t n_open = 0;
    for (uint32_t i = 0; i < m->tokens->count; i++) {
        uint32_t kind = format_kind(m, i);
        if (kind == TK_LP || kind == TK_LBRACE || kind == TK_LBRACKET) {
            open[n_open++] = i;
        } else if ((kind == TK_RP || kind == TK_RBRACE || kind == TK_RBRACKET) && n_open > 0) {
            m->partner[i] = open[--n_open];
            m->partner[m->partner[i]] = i;
        }
    }
}

/* --- blanks inside a line --- */

/* The next token stands close to the one at `at`, if it is of that kind. */
static void format_tighten(const format_marks *m, uint32_t at, uint32_t kind)
{
    uint32_t next = format_next(m, at);
    if (format_kind(m, next) == kind)
        format_flag(m, next, FORMAT_TIGHT_BEFORE);
}

static void format_mark_operator(const format_marks *m, const ast_node *unary)
{
    uint32_t at = format_token_at(m, unary->text_span.from);
    if (format_kind(m, at) != TK_NOT && format_kind(m, at) != TK_NOT_VALID)
        format_flag(m, at, FORMAT_TIGHT_AFTER);
}

static void format_mark_blanks(const format_marks *m, const ast_node *node)
{
    uint32_t first = format_token_at(m, node->span.from);
    switch (node->kind) {
    case AST_FIELD:
    case AST_PARAM:
    case AST_ARG:
    case AST_RESULT_COLUMN:
    case AST_CELL:
        format_tighten(m, first, TK_COLON);
        break;
    case AST_NATIVE:
        if (node->first)
            format_tighten(m, first, TK_COLON);
        break;
    case AST_TYPE:
        format_tighten(m, first, TK_LP);
        AST_EACH (node, child)
            if (child->kind == AST_NUMBER_EXPR)
                format_flag(m, format_token_at(m, child->span.from), FORMAT_TIGHT_BEFORE);
        if (node->flags & AST_NULLABLE)
            format_flag(m, format_token_before(m, node->span.to), FORMAT_TIGHT_BEFORE);
        break;
    case AST_REF:
        format_tighten(m, format_token_at(m, node->text_span.from), TK_QUESTION);
        break;
    case AST_USE:
        format_tighten(m, first, TK_LP);
        break;
    case AST_MIXIN:
    case AST_QUERY:
        format_tighten(m, format_token_at(m, node->text_span.from), TK_LP);
        break;
    case AST_CALL_EXPR:
        format_tighten(m, format_token_before(m, node->text_span.to), TK_LP);
        break;
    case AST_UNARY_EXPR:
        format_mark_operator(m, node);
        break;
    default:
        break;
    }
}

/* Words that are written like functions. */
static void format_mark_words(const format_marks *m)
{
    for (uint32_t i = 0; i < m->tokens->count; i++) {
        uint32_t kind = format_kind(m, i);
        if (kind == TK_SQL || kind == TK_CAST || kind == TK_ENV)
            format_tighten(m, i, TK_LP);
    }
}

/* --- bodies --- */

/* The "{" of a node whose last token is the "}" of its body; 0 for none. */
static uint32_t format_body_of(const format_marks *m, const ast_node *node)
{
    uint32_t last = format_token_before(m, node->span.to);
    return format_kind(m, last) == TK_RBRACE ? m->partner[last] : 0;
}

/* May the body stay on the line that it was written on? What is counted does not depend on blanks. */
static bool format_is_inline(const format_marks *m, uint32_t open)
{
    size_t size = 0;
    for (uint32_t i = open + 1; i <= m->partner[open]; i++) {
        const token *item = &m->tokens->items[i];
        if (item->line_breaks > 0 || item->kind >= TOKEN_COMMENT_LINE || m->flags[i] & FORMAT_OPENS_BODY)
            return false;
        size += item->to - item->from + 1;
    }
    return size <= FORMAT_INLINE_LIMIT;
}

static void format_expand(const format_marks *m, uint32_t open)
{
    if (m->partner[open] == open + 1)
        return; /* "{}" */
    format_flag(m, open, FORMAT_OPENS_BODY);
    format_flag(m, m->partner[open], FORMAT_CLOSES_BODY);
}

/* Each child behind the brace begins a line. */
static void format_mark_children(const format_marks *m, const ast_node *node, uint32_t open, unsigned flags)
{
    uint32_t from = m->tokens->items[open].from;
    AST_EACH (node, child)
        if (child->span.from > from)
            format_flag(m, format_token_at(m, child->span.from), flags);
}

static void format_mark_body(const format_marks *m, const ast_node *node, bool may_be_inline, unsigned flags)
{
    uint32_t open = format_body_of(m, node);
    if (open == 0 || (may_be_inline && format_is_inline(m, open)))
        return;
    format_expand(m, open);
    format_mark_children(m, node, open, flags);
}

/* --- columns --- */

static bool format_starts_line(const format_marks *m, const ast_node *node)
{
    return (m->flags[format_token_at(m, node->span.from)] & FORMAT_STARTS_LINE) != 0;
}

/* A check without a name keeps a line of its own. */
static void format_mark_field(const format_marks *m, const ast_node *field)
{
    if (!format_starts_line(m, field))
        return;
    uint32_t colon = format_next(m, format_token_at(m, field->span.from));
    format_flag(m, colon, FORMAT_ENDS_CELL);
    AST_EACH (field, child) {
        uint32_t at = format_token_at(m, child->span.from);
        if (child->kind == AST_ATTR_CHECK && m->tokens->items[at].line_breaks > 0)
            format_flag(m, at, FORMAT_STARTS_LINE);
    }
}

static void format_mark_member(const format_marks *m, const ast_node *member)
{
    if (member->first && format_starts_line(m, member))
        format_flag(m, format_token_at(m, member->span.from), FORMAT_ENDS_CELL);
}

/* A setting's value stands in the column, or the block of one that stays on one line. */
static void format_mark_setting(const format_marks *m, const ast_node *setting)
{
    uint32_t open = format_body_of(m, setting);
    if (!format_starts_line(m, setting))
        return;
    if (open == 0)
        format_flag(m, format_token_at(m, setting->span.from), FORMAT_ENDS_CELL);
    else if (!(m->flags[open] & FORMAT_OPENS_BODY))
        format_flag(m, open - 1, FORMAT_ENDS_CELL);
}

/* --- the walk --- */

static void format_mark_node(const format_marks *m, const ast_node *node);

static void format_mark_below(const format_marks *m, const ast_node *node)
{
    AST_EACH (node, child)
        format_mark_node(m, child);
}

static void format_mark_node(const format_marks *m, const ast_node *node)
{
    format_mark_blanks(m, node);
    switch (node->kind) {
    case AST_FILE:
    case AST_CHANGES:
        AST_EACH (node, child)
            format_flag(m, format_token_at(m, child->span.from), FORMAT_STARTS_LINE | FORMAT_DECLARES);
        format_mark_below(m, node);
        break;
    case AST_FOR_DIALECT:
        format_mark_body(m, node, false, FORMAT_STARTS_LINE | FORMAT_DECLARES);
        format_mark_below(m, node);
        break;
    case AST_MIXIN:
    case AST_MODEL:
    case AST_DATA:
    case AST_ALTER:
    case AST_PROJECT:
        format_mark_body(m, node, false, FORMAT_STARTS_LINE);
        format_mark_below(m, node);
        break;
    case AST_ENUM:
        format_mark_body(m, node, true, FORMAT_STARTS_LINE);
        format_mark_below(m, node);
        break;
    case AST_SETTING:
        format_mark_below(m, node);
        format_mark_body(m, node, true, FORMAT_STARTS_LINE);
        format_mark_setting(m, node);
        break;
    case AST_FIELD:
        format_mark_field(m, node);
        format_mark_below(m, node);
        break;
    case AST_MEMBER:
        format_mark_member(m, node);
        format_mark_below(m, node);
        break;
    default:
        format_mark_below(m, node);
        break;
    }
}

format_marks format_mark(arena *a, const source_file *file, const token_list *tokens, const ast_node *root)
{
    format_marks m = {a, file, tokens, NULL, NULL};
    m.flags = ARENA_ARRAY(a, uint8_t, tokens->count + 1);
    m.partner = ARENA_ARRAY(a, uint32_t, tokens->count + 1);
    format_pair_brackets(&m);
    format_mark_words(&m);
    format_mark_node(&m, root);
    if (root->kind == AST_PROJECT)
        format_flag(&m, format_token_at(&m, root->span.from), FORMAT_STARTS_LINE | FORMAT_DECLARES);
    return m;
}
