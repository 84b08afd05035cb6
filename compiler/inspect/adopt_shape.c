#include "compiler/inspect/adopt_shape_internal.h"

enum { HIGHEST = 1000 };

typedef struct shape_writer {
    arena *memory;
    const adopt_column_kinds *columns;
    text_words out;
} shape_writer;

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
    return adopt_is_word(s->words, at, text);
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

bool shape_is_word(const shape_node *node, const char *text)
{
    return node->kind == SHAPE_WORD && node->word.kind != OBJECT_WORD_QUOTED && node->word.kind != OBJECT_WORD_STRING &&
           str_eq(node->word.text, str_from(text));
}

/* --- casts that a server adds --- */

/* The kind of column that a type makes. */
static unsigned type_kind(const shape_node *type)
{
    static const struct {
        const char *name;
        unsigned kind;
    } rows[] = {{"text", COLUMN_VARCHAR},           {"varchar", COLUMN_VARCHAR}, {"bpchar", COLUMN_VARCHAR},
                {"integer", COLUMN_INTEGER},        {"bigint", COLUMN_INTEGER},  {"smallint", COLUMN_INTEGER},
                {"numeric", COLUMN_DECIMAL},        {"double", COLUMN_FLOAT},    {"real", COLUMN_FLOAT},
                {"interval", COLUMN_INTERVAL},      {"date", COLUMN_DATE},       {"timestamp", COLUMN_TIMESTAMP},
                {"timestamptz", COLUMN_TIMESTAMPTZ}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (shape_is_word(type, rows[i].name))
            return rows[i].kind;
    return COLUMN_OTHER;
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

/* What the value could be, as far as its words say. */
static unsigned value_kind(const shape_writer *w, const shape_node *node)
{
    const shape_node *last =
        node->kind == SHAPE_LIST && node->parts.count ? node->parts.items[node->parts.count - 1] : node;
    if (is_number(node))
        return str_find(node->word.text, '.') < node->word.text.len ? COLUMN_DECIMAL : COLUMN_INTEGER;
    if (node->kind == SHAPE_CAST && node->parts.count > 2)
        return type_kind(node->parts.items[2]);
    bool name =
        last->kind == SHAPE_WORD && (last->word.kind == OBJECT_WORD_NAME || last->word.kind == OBJECT_WORD_QUOTED);
    return name ? adopt_column_kind(w->columns, last->word.text) : COLUMN_ANY;
}

static const shape_node *without_cast(const shape_node *node)
{
    return node->kind == SHAPE_CAST ? node->parts.items[0] : node;
}

/* Of a number, a literal or a column, beside the other operand: to its type, if that is the wider one. */
static bool is_widened(const shape_writer *w, const shape_node *inner, unsigned type, const shape_node *beside)
{
    unsigned ours = value_kind(w, inner), theirs = beside ? value_kind(w, without_cast(beside)) : COLUMN_ANY;
    if (is_number(inner))
        return (theirs & type) != 0;
    return theirs == type && ours != COLUMN_ANY && (ours & (COLUMN_INTEGER | COLUMN_DECIMAL)) && (ours & type) == 0;
}

/* The operand of a pair that is not this one. */
static const shape_node *other_operand(const shape_node *pair, const shape_node *operand)
{
    return pair ? pair->parts.items[pair->parts.items[0] == operand ? 2 : 0] : NULL;
}

/* Of what has no operator of its own beside the other operand: numbers beside an interval and whole ones on both sides
 * of a power are doubles, days and times beside a time of a wider kind are of that kind. */
static bool is_converted(const shape_writer *w, const shape_node *cast, unsigned type, const shape_node *pair)
{
    const shape_node *inner = cast->parts.items[0], *beside = other_operand(pair, cast);
    unsigned ours = value_kind(w, inner), theirs = beside ? value_kind(w, beside) : COLUMN_ANY;
    bool number = ours == COLUMN_INTEGER || ours == COLUMN_DECIMAL;
    bool day = ours == COLUMN_DATE, time = day || ours == COLUMN_TIMESTAMP;
    if (!beside || cast->parts.count != 3)
        return false;
    if (shape_is_word(cast->parts.items[2], "double"))
        return (number && theirs == COLUMN_INTERVAL) ||
               (shape_is_word(pair->parts.items[1], "^") && ours == COLUMN_INTEGER &&
                value_kind(w, without_cast(beside)) == COLUMN_INTEGER);
    /* Beside another cast this one may be what makes that one needed. */
    return beside->kind != SHAPE_CAST && theirs == type &&
           ((type == COLUMN_TIMESTAMPTZ && time) || (type == COLUMN_TIMESTAMP && day));
}

/* Would the server add it by itself? A literal gets the type of what stands beside it, and a varchar becomes a text;
 * but what is no operand (a column of a query) only if it is a literal that becomes a text. Numbers behind the type are
 * a person's. */
static bool may_be_added(const shape_writer *w, const shape_node *cast, bool is_operand, const shape_node *pair)
{
    bool has_numbers = cast->parts.count > 3 && shape_is_word(cast->parts.items[3], "(");
    if (cast->parts.count < 3 || has_numbers)
        return false;
    const shape_node *inner = cast->parts.items[0];
    unsigned type = type_kind(cast->parts.items[2]);
    bool scaled = pair && (shape_is_word(pair->parts.items[1], "*") || shape_is_word(pair->parts.items[1], "/"));
    if (scaled && type == COLUMN_INTERVAL) /* nothing makes an interval of a literal there */
        return false;
    if (is_string(inner) || shape_is_word(inner, "null"))
        return is_operand || type == COLUMN_VARCHAR;
    if (!is_operand)
        return false;
    if (type == COLUMN_VARCHAR)
        return (value_kind(w, inner) & COLUMN_VARCHAR) != 0;
    bool number = type == COLUMN_INTEGER || type == COLUMN_DECIMAL || type == COLUMN_FLOAT;
    return is_converted(w, cast, type, pair) || (number && is_widened(w, inner, type, other_operand(pair, cast)));
}

/* --- writing --- */

/* As an operand of `pair`, which has two and an operator between them; NULL: it is none. */
static void write_node(shape_writer *w, const shape_node *node, bool is_operand, const shape_node *pair);

/* Beside a whole number that somebody has cast to a wider type a server casts the other one, too. */
static void complete_cast(shape_writer *w, const shape_node *node, const shape_node *operand, const shape_node *beside)
{
    static const char *const signs[] = {"+", "-", "*", "/", "%", "=", "<>", "<", ">", "<=", ">="};
    bool calculates = false, whole = value_kind(w, operand) == COLUMN_INTEGER && operand->kind != SHAPE_CAST;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        calculates = calculates || shape_is_word(node->parts.items[1], signs[i]);
    if (!calculates || !whole || beside->kind != SHAPE_CAST || beside->parts.count != 3)
        return;
    unsigned type = type_kind(beside->parts.items[2]);
    bool wider =
        (type == COLUMN_DECIMAL || type == COLUMN_FLOAT) && value_kind(w, beside->parts.items[0]) == COLUMN_INTEGER;
    for (size_t i = 1; wider && i < beside->parts.count; i++)
        write_node(w, beside->parts.items[i], false, NULL);
}

static void write_sign(shape_writer *w, const char *text)
{
    text_word word = {.kind = OBJECT_WORD_SIGN, .text = str_from(text)};
    VEC_PUSH(w->memory, &w->out, word);
}

static void write_node(shape_writer *w, const shape_node *node, bool is_operand, const shape_node *pair)
{
    bool is_operation = node->kind == SHAPE_OPERATION;
    bool inside = is_operation || node->kind == SHAPE_CALL || (is_operand && node->kind != SHAPE_QUERY);
    const shape_node *ours = is_operation && node->parts.count == 3 ? node : NULL;
    size_t sign = 0, begin = w->out.count;
    if (node->kind == SHAPE_WORD && node->word.kind != OBJECT_WORD_END)
        VEC_PUSH(w->memory, &w->out, node->word);
    if (is_operation)
        write_sign(w, "(");
    for (size_t i = 0; i < node->parts.count; i++) {
        if (i == 1)
            sign = w->out.count;
        bool operand = ours && i != 1;
        const shape_node *part = node->parts.items[i];
        write_node(w, part, inside, operand ? ours : NULL);
        if (operand)
            complete_cast(w, node, part, other_operand(node, part));
    }
    if (is_operation)
        write_sign(w, ")");
    if (node->added && begin < w->out.count)
        w->out.items[begin].added = w->out.count - begin;
    if (node->kind == SHAPE_CAST && w->out.items && may_be_added(w, node, is_operand, pair))
        w->out.items[sign].added = w->out.count - sign;
}

text_words adopt_shape(arena *a, const text_words *words, const adopt_column_kinds *columns)
{
    shape s = {.memory = a, .words = words, .columns = columns};
    shape_node *all = shape_make(&s, SHAPE_LIST);
    while (s.at < words->count) {
        shape_items(&s, all);
        if (s.at < words->count) /* closes nothing */
            shape_add(&s, all, shape_take(&s));
    }
    if (s.lost)
        return *words;
    shape_writer w = {.memory = a, .columns = columns};
    write_node(&w, all, false, NULL);
    return w.out;
}
