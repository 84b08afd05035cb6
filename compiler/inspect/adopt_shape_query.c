/* Queries: their parts one behind the other, tables that are joined, UNION and the like. */
#include "compiler/inspect/adopt_shape_internal.h"

static const char *const set_words[] = {"union", "except", "intersect", NULL};

bool shape_is_query(const shape *s)
{
    static const char *const words[] = {"select", "values", "with", NULL};
    enum { PARENTHESES = 8 }; /* nobody writes more around a query */
    size_t at = s->at;
    while (at < s->at + PARENTHESES && shape_is_at(s, at, "("))
        at++;
    bool begins = shape_is_any(s, at, words) && !shape_is_at(s, at + 1, "check") && !shape_is_at(s, at + 1, "time");
    if (!begins || at == s->at)
        return begins;
    /* (select …) + 1 is none, (select …) union … is one. */
    size_t depth = 0;
    for (at = s->at; at < s->words->count; at++) {
        depth += shape_is_at(s, at, "(");
        depth -= shape_is_at(s, at, ")");
        if (depth == 0)
            break;
    }
    return shape_is_any(s, at + 1, set_words) || shape_is_at(s, at + 1, ")") || at + 1 >= s->words->count;
}

/* --- tables --- */

static bool is_join(const shape *s)
{
    static const char *const words[] = {"natural", "left", "right", "full", "cross", "join", NULL};
    return shape_is_any(s, s->at, words) && !shape_is_at(s, s->at + 1, "(");
}

/* What cannot be the name of a table. */
static bool ends_table(const shape *s)
{
    static const char *const words[] = {
        "on",  "using", "where", "group",  "order",     "having",    "limit", "offset", "fetch", "for", "window",
        "set", "when",  "union", "except", "intersect", "returning", ",",     ";",      "then",  "end", NULL};
    return shape_is_closed(s) || is_join(s) || shape_is_any(s, s->at, words);
}

static shape_node *joined_tables(shape *s);

/* `as t (a, b)`, without the AS, which says nothing here. */
static void add_alias(shape *s, shape_node *into)
{
    while (!ends_table(s)) {
        if (shape_is(s, "as"))
            s->at++;
        else
            shape_add(s, into, shape_expression(s, 100));
    }
}

static shape_node *table_in_parentheses(shape *s)
{
    shape_node *open = shape_take(s);
    bool is_query = shape_is_query(s);
    shape_node *inner = is_query ? shape_query(s) : joined_tables(s);
    shape_node *node = shape_make(s, is_query ? SHAPE_QUERY : SHAPE_LIST);
    shape_add(s, node, open);
    shape_add(s, node, inner);
    shape_items(s, node);
    if (shape_is(s, ")"))
        shape_add(s, node, shape_take(s));
    /* Parentheses around a join say nothing, as the join has them anyway. */
    bool bare = !is_query && ends_table(s) && node->parts.count == 3;
    return bare ? inner : node;
}

static shape_node *one_table(shape *s)
{
    shape_node *node = shape_make(s, SHAPE_LIST);
    if (shape_is(s, "(")) {
        shape_node *table = table_in_parentheses(s);
        if (ends_table(s))
            return table;
        shape_add(s, node, table);
    }
    bool name = node->parts.count == 0;
    while (name && !ends_table(s) && (adopt_is_name(s->words, s->at) || shape_is(s, "."))) {
        shape_node *word = shape_take(s);
        word->word.relation = true;
        shape_add(s, node, word);
        name = shape_is(s, ".") || shape_is_at(s, s->at - 1, ".") || str_eq(word->word.text, STR("lateral")) ||
               str_eq(word->word.text, STR("only"));
    }
    if (shape_is(s, "("))
        shape_add(s, node, shape_arguments(s));
    add_alias(s, node);
    return node;
}

static shape_node *join_words(shape *s)
{
    shape_node *words = shape_make(s, SHAPE_LIST);
    while (is_join(s)) {
        bool last = shape_is(s, "join");
        shape_add(s, words, shape_take(s));
        if (last)
            break;
    }
    return words;
}

/* `left` joined with all that follows; joins without their ON yet belong to what is joined. */
static shape_node *joined_with(shape *s, shape_node *left)
{
    while (is_join(s) && !s->lost) {
        bool needs_no_on = shape_is(s, "cross") || shape_is(s, "natural");
        shape_node *node = shape_make(s, SHAPE_OPERATION);
        shape_add(s, node, left);
        shape_add(s, node, join_words(s));
        shape_node *right = one_table(s);
        if (!needs_no_on && is_join(s) && ++s->depth <= SHAPE_DEPTH)
            right = joined_with(s, right);
        shape_add(s, node, right);
        bool on = shape_is(s, "on");
        if (on || shape_is(s, "using")) {
            shape_add(s, node, shape_take(s));
            shape_add(s, node, shape_expression(s, 0));
        }
        left = node;
    }
    return left;
}

static shape_node *joined_tables(shape *s)
{
    if (++s->depth > SHAPE_DEPTH)
        s->lost = true;
    shape_node *node = s->lost ? shape_take(s) : joined_with(s, one_table(s));
    s->depth--;
    return node;
}

static void add_tables(shape *s, shape_node *into)
{
    shape_add(s, into, shape_take(s));
    for (;;) {
        size_t before = s->at;
        shape_add(s, into, joined_tables(s));
        if (!shape_is(s, ",") || s->at == before)
            return;
        shape_add(s, into, shape_take(s));
    }
}

/* --- queries --- */

static shape_node *plain_query(shape *s)
{
    static const char *const tails[] = {"order", "limit", "offset", "fetch", "for", "with", NULL};
    shape_node *node = shape_make(s, SHAPE_QUERY);
    while (!shape_is_closed(s) && !shape_is_any(s, s->at, set_words) && !s->lost) {
        node->tail = node->tail || shape_is_any(s, s->at, tails);
        if (shape_is(s, "from"))
            add_tables(s, node);
        else if (shape_is_separator(s))
            shape_add(s, node, shape_take(s));
        else
            shape_add(s, node, shape_expression(s, 0));
    }
    return node;
}

/* One side of a UNION; parentheses around it that say nothing are left out. */
static shape_node *query_operand(shape *s)
{
    if (!shape_is(s, "("))
        return plain_query(s);
    shape_node *node = shape_make(s, SHAPE_QUERY);
    shape_add(s, node, shape_take(s));
    shape_node *inner = shape_query(s);
    shape_add(s, node, inner);
    shape_items(s, node);
    if (shape_is(s, ")"))
        shape_add(s, node, shape_take(s));
    return node->parts.count == 3 && !inner->tail ? inner : node;
}

/* The columns of a UNION are called as those of its first query are. */
static void forget_names(shape_node *query)
{
    if (query->kind == SHAPE_OPERATION)
        forget_names(query->parts.items[0]);
    for (size_t i = 0; query->kind == SHAPE_QUERY && i < query->parts.count; i++) {
        text_word *word = &query->parts.items[i]->word;
        if (query->parts.items[i]->kind != SHAPE_WORD || word->kind != OBJECT_WORD_NAME)
            continue;
        if (str_eq(word->text, STR("from")))
            return;
        if (str_eq(word->text, STR("as")))
            word->added = 2;
    }
}

static shape_node *queries_from(shape *s, int least)
{
    enum { UNION, INTERSECT };
    if (++s->depth > SHAPE_DEPTH)
        s->lost = true;
    shape_node *left = query_operand(s);
    while (!s->lost && shape_is_any(s, s->at, set_words)) {
        int strength = shape_is(s, "intersect") ? INTERSECT : UNION;
        if (strength < least)
            break;
        shape_node *node = shape_make(s, SHAPE_OPERATION), *words = shape_make(s, SHAPE_LIST);
        shape_add_words(s, words, 1);
        if (shape_is(s, "all"))
            shape_add_words(s, words, 1);
        else if (shape_is(s, "distinct"))
            s->at++;
        shape_add(s, node, left);
        shape_add(s, node, words);
        shape_node *right = queries_from(s, strength + 1);
        forget_names(right);
        shape_add(s, node, right);
        node->tail = right->tail;
        left = node;
    }
    s->depth--;
    return left;
}

shape_node *shape_query(shape *s)
{
    return queries_from(s, 0);
}

void shape_items(shape *s, shape_node *into)
{
    while (!shape_is_closed(s) && !s->lost) {
        if (shape_is_query(s))
            shape_add(s, into, shape_query(s));
        else if (shape_is_separator(s))
            shape_add(s, into, shape_take(s));
        else
            shape_add(s, into, shape_expression(s, 0));
    }
    if (s->lost)
        s->at = s->words->count;
}
