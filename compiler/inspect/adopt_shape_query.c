/* Queries: their parts one behind the other, tables that are joined, UNION and the like. */
#include "compiler/inspect/adopt_shape_internal.h"

static const char *const set_words[] = {"union", "except", "intersect", NULL};

/* (select …) + 1 is none, nor is ((select …) + 1); (select …) union … is one. `open`: the innermost of `levels`
 * brackets.
 */
static bool ends_as_query(const shape *s, size_t open, size_t levels)
{
    size_t depth = 0, at = open;
    for (; at < s->words->count; at++) {
        depth += shape_is_at(s, at, "(");
        depth -= shape_is_at(s, at, ")");
        if (depth == 0)
            break;
    }
    for (;; levels--, at++) {
        if (shape_is_any(s, at + 1, set_words) || at + 1 >= s->words->count)
            return true;
        if (!shape_is_at(s, at + 1, ")"))
            return false;
        if (levels == 1)
            return true;
    }
}

bool shape_is_query(const shape *s)
{
    static const char *const words[] = {"select", "values", "with", NULL};
    enum { PARENTHESES = 8 }; /* nobody writes more around a query */
    size_t at = s->at;
    while (at < s->at + PARENTHESES && shape_is_at(s, at, "("))
        at++;
    bool begins = shape_is_any(s, at, words) && !shape_is_at(s, at + 1, "check") && !shape_is_at(s, at + 1, "time");
    return begins && (at == s->at || ends_as_query(s, at - 1, at - s->at));
}

/* --- tables --- */

static bool is_join(const shape *s)
{
    static const char *const words[] = {"natural", "left", "right", "full", "cross", "inner", NULL};
    return shape_is(s, "join") || (shape_is_any(s, s->at, words) && !shape_is_at(s, s->at + 1, "("));
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

/* The name that a function has anyway among tables, and what a server calls its columns, need not be said. */
static void add_function_alias(shape *s, shape_node *into, str function)
{
    bool own = s->at < s->words->count && str_eq(s->words->items[s->at].text, function);
    s->at += own;
    size_t from = into->parts.count;
    if (!own && !ends_table(s) && !shape_is(s, "(")) {
        shape_add_words(s, into, 1);
        from++;
    }
    size_t begin = s->at;
    add_alias(s, into);
    if (from < into->parts.count && begin < s->words->count && adopt_is_word(s->words, begin, "("))
        into->parts.items[from]->added = s->at - begin;
}

static shape_node *one_table(shape *s)
{
    shape_node *node = shape_make(s, SHAPE_LIST);
    str last = {0};
    /* Of a function it says nothing. */
    s->at += shape_is(s, "lateral") && !shape_is_at(s, s->at + 1, "(");
    if (shape_is(s, "(")) {
        shape_node *table = table_in_parentheses(s);
        if (ends_table(s))
            return table;
        shape_add(s, node, table);
    }
    bool name = node->parts.count == 0;
    while (name && !ends_table(s) && (adopt_is_name(s->words, s->at) || shape_is(s, "."))) {
        shape_node *word = shape_take(s);
        last = word->word.text;
        word->word.relation = true;
        shape_add(s, node, word);
        name = shape_is(s, ".") || shape_is_at(s, s->at - 1, ".") || str_eq(last, STR("lateral")) ||
               str_eq(last, STR("only"));
    }
    if (!shape_is(s, "(")) {
        add_alias(s, node);
        return node;
    }
    shape_add(s, node, shape_arguments(s));
    s->at += shape_is(s, "as");
    add_function_alias(s, node, last);
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

/* ASC, NULLS LAST and so on, without what holds anyway. False: nothing of the kind stands here. */
static bool add_direction(shape *s, shape_node *into)
{
    bool last = shape_is(s, "nulls") && shape_is_at(s, s->at + 1, "last");
    if (shape_is(s, "asc") || last) {
        s->at += last ? 2 : 1;
        return true;
    }
    if (!shape_is(s, "desc"))
        return false;
    shape_add(s, into, shape_take(s));
    if (shape_is(s, "nulls") && shape_is_at(s, s->at + 1, "first"))
        s->at += 2;
    else if (shape_is(s, "nulls"))
        shape_add_words(s, into, 2);
    return true;
}

/* FETCH FIRST 3 ROWS ONLY is LIMIT 3. */
static void take_fetch(shape *s, shape_node *limit)
{
    static const char *const rows[] = {"row", "rows", NULL};
    s->at += shape_is(s, "first") || shape_is(s, "next");
    shape_node *count = shape_is_any(s, s->at, rows) ? shape_word(s, OBJECT_WORD_SIGN, "1") : shape_expression(s, 0);
    s->at += shape_is_any(s, s->at, rows);
    bool ties = shape_is(s, "with");
    shape_add(s, limit, shape_word(s, OBJECT_WORD_NAME, ties ? "fetch" : "limit"));
    shape_add(s, limit, count);
    shape_add_words(s, limit, ties ? 2 : 0);
    s->at += !ties && shape_is(s, "only");
}

/* OFFSET and LIMIT, which may stand in any order. False: none stands here. */
static bool take_limit(shape *s, shape_node *offset, shape_node *limit)
{
    static const char *const words[] = {"offset", "limit", "fetch", NULL};
    static const char *const rows[] = {"row", "rows", NULL};
    if (!shape_is_any(s, s->at, words) || shape_is_at(s, s->at + 1, "("))
        return false;
    bool is_offset = shape_is(s, "offset");
    if (shape_is(s, "fetch")) {
        s->at++;
        take_fetch(s, limit);
        return true;
    }
    shape_node *into = is_offset ? offset : limit;
    shape_add(s, into, shape_take(s));
    if (!shape_is_closed(s))
        shape_add(s, into, shape_expression(s, 0));
    s->at += is_offset && shape_is_any(s, s->at, rows);
    return true;
}

static shape_node *plain_query(shape *s)
{
    static const char *const tails[] = {"order", "limit", "offset", "fetch", "for", "with", NULL};
    shape_node *node = shape_make(s, SHAPE_QUERY);
    shape_node *offset = shape_make(s, SHAPE_LIST), *limit = shape_make(s, SHAPE_LIST);
    while (!shape_is_closed(s) && !shape_is_any(s, s->at, set_words) && !s->lost) {
        node->tail = node->tail || shape_is_any(s, s->at, tails);
        if (shape_is(s, "from"))
            add_tables(s, node);
        else if (take_limit(s, offset, limit) || add_direction(s, node))
            continue;
        else if (shape_is_separator(s))
            shape_add(s, node, shape_take(s));
        else
            shape_add(s, node, shape_expression(s, 0));
    }
    shape_add(s, node, offset);
    shape_add(s, node, limit);
    shape_resolve_items(s, node);
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

/* That gives a UNION the names of its columns. */
static const shape_node *first_query(const shape_node *query)
{
    while (query->kind == SHAPE_OPERATION)
        query = query->parts.items[0];
    return query;
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
        const shape_node *first = s->first;
        s->first = first ? first : first_query(left);
        shape_node *right = queries_from(s, strength + 1);
        s->first = first;
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
    const shape_node *first = s->first;
    s->first = NULL;
    shape_node *query = queries_from(s, 0);
    s->first = first;
    return query;
}

/* A literal gets the type of what it is the default of. */
static shape_node *default_value(shape *s)
{
    shape_node *node = shape_make(s, SHAPE_CALL);
    shape_add(s, node, shape_take(s));
    if (!shape_is_closed(s) && !shape_is_separator(s))
        shape_add(s, node, shape_expression(s, 0));
    return node;
}

void shape_items(shape *s, shape_node *into)
{
    while (!shape_is_closed(s) && !s->lost) {
        if (shape_is_query(s))
            shape_add(s, into, shape_query(s));
        else if (add_direction(s, into))
            continue;
        else if (shape_is(s, "default"))
            shape_add(s, into, default_value(s));
        else if (shape_is_separator(s))
            shape_add(s, into, shape_take(s));
        else
            shape_add(s, into, shape_expression(s, 0));
    }
    if (s->lost)
        s->at = s->words->count;
}
