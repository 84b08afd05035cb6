#include "compiler/inspect/adopt_shape_internal.h"

enum { HIGHEST = 1000 };

/* --- nodes --- */

shape_node *shape_make(shape *s, shape_kind kind)
{
    shape_node *node = ARENA_NEW(s->memory, shape_node);
    node->kind = kind;
    node->size = 1;
    return node;
}

shape_node *shape_word(shape *s, object_word_kind kind, const char *text)
{
    shape_node *node = shape_make(s, SHAPE_WORD);
    node->word = (text_word){.kind = kind, .text = str_from(text)};
    return node;
}

void shape_add(shape *s, shape_node *node, shape_node *part)
{
    VEC_PUSH(s->memory, &node->parts, part);
    node->size += part->size;
    node->height = part->height >= node->height ? part->height + 1 : node->height;
    if (node->height > HIGHEST)
        s->lost = true;
}

shape_node *shape_take(shape *s)
{
    shape_node *node = shape_make(s, SHAPE_WORD);
    if (s->at < s->words->count)
        node->word = s->words->items[s->at++];
    return node;
}

void shape_add_words(shape *s, shape_node *node, size_t count)
{
    for (; count > 0 && s->at < s->words->count; count--)
        shape_add(s, node, shape_take(s));
}

/* --- words --- */

bool shape_is_at(const shape *s, size_t at, const char *text)
{
    return at < s->words->count && s->words->items[at].kind != OBJECT_WORD_QUOTED && adopt_is_word(s->words, at, text);
}

bool shape_is(const shape *s, const char *text)
{
    return shape_is_at(s, s->at, text);
}

bool shape_is_any(const shape *s, size_t at, const char *const *list)
{
    for (; *list; list++)
        if (shape_is_at(s, at, *list))
            return true;
    return false;
}

bool shape_is_closed(const shape *s)
{
    return s->at >= s->words->count || shape_is(s, ")") || shape_is(s, "]");
}

/* --- writing --- */

static bool is_text_type(const shape_node *type)
{
    static const char *const names[] = {"text", "varchar", "bpchar", NULL};
    if (type->kind != SHAPE_WORD || type->word.kind == OBJECT_WORD_QUOTED)
        return false;
    for (const char *const *name = names; *name; name++)
        if (str_eq(type->word.text, str_from(*name)))
            return true;
    return false;
}

static bool is_number(const shape_node *node)
{
    str text = node->word.text;
    size_t at = text.len > 1 && text.ptr[0] == '-';
    return node->kind == SHAPE_WORD && node->word.kind == OBJECT_WORD_SIGN && text.len > 0 && text.ptr[at] >= '0' &&
           text.ptr[at] <= '9';
}

static bool is_string(const shape_node *node)
{
    return node->kind == SHAPE_WORD && node->word.kind == OBJECT_WORD_STRING;
}

/* Would the server add it by itself? A literal gets the type of what stands beside it, and a varchar becomes a text;
 * but what is no operand (a column of a query) only if it is a literal that becomes a text. */
static bool may_be_added(const shape_node *cast, bool is_operand)
{
    if (cast->parts.count < 3)
        return false;
    const shape_node *inner = cast->parts.items[0], *type = cast->parts.items[2];
    bool is_literal = is_string(inner) || is_number(inner);
    return is_operand ? is_literal || is_text_type(type) : is_string(inner) && is_text_type(type);
}

static void write_node(arena *a, const shape_node *node, bool is_operand, text_words *out)
{
    text_word open = {.kind = OBJECT_WORD_SIGN, .text = STR("(")}, close = {.kind = OBJECT_WORD_SIGN, .text = STR(")")};
    bool is_operation = node->kind == SHAPE_OPERATION;
    bool inside = is_operation || node->kind == SHAPE_CALL || (is_operand && node->kind != SHAPE_QUERY);
    size_t sign = 0;
    if (node->kind == SHAPE_WORD && node->word.kind != OBJECT_WORD_END)
        VEC_PUSH(a, out, node->word);
    if (is_operation)
        VEC_PUSH(a, out, open);
    for (size_t i = 0; i < node->parts.count; i++) {
        if (i == 1)
            sign = out->count;
        write_node(a, node->parts.items[i], inside, out);
    }
    if (is_operation)
        VEC_PUSH(a, out, close);
    if (node->kind == SHAPE_CAST && out->items && may_be_added(node, is_operand))
        out->items[sign].added = out->count - sign;
}

text_words adopt_shape(arena *a, const text_words *words)
{
    shape s = {.memory = a, .words = words};
    shape_node *all = shape_make(&s, SHAPE_LIST);
    while (s.at < words->count) {
        shape_items(&s, all);
        if (s.at < words->count) /* closes nothing */
            shape_add(&s, all, shape_take(&s));
    }
    text_words out = {0};
    if (s.lost)
        return *words;
    write_node(a, all, false, &out);
    return out;
}
