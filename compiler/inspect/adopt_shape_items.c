/* The columns of a query, where other parts of it speak of them. */
#include "compiler/inspect/adopt_shape_internal.h"

typedef struct query_item {
    shape_node *value; /* NULL: a star, which is any number of columns */
    str name;          /* that somebody has given to it */
} query_item;

typedef struct item_reader {
    shape *s;
    VEC(query_item) items;
    map by_name; /* -> query_item * */
    bool star;
} item_reader;

static bool is_name(const shape_node *node)
{
    return node->kind == SHAPE_WORD && (node->word.kind == OBJECT_WORD_NAME || node->word.kind == OBJECT_WORD_QUOTED);
}

/* The end of the list of columns; where it begins is put into `from`. Both 0: there is none. */
static size_t find_items(const shape_node *query, size_t *from)
{
    static const char *const ends[] = {"from", "where", "group", "having", "window", "order", "for", "into", NULL};
    size_t at = 0;
    *from = 0;
    while (at < query->parts.count && !shape_is_word(query->parts.items[at], "select"))
        at++;
    if (at++ == query->parts.count)
        return 0;
    bool distinct = at < query->parts.count && shape_is_word(query->parts.items[at], "distinct");
    at += distinct;
    at += distinct && at < query->parts.count && shape_is_word(query->parts.items[at], "on") ? 2 : 0;
    *from = at;
    for (; at < query->parts.count; at++)
        for (const char *const *end = ends; *end; end++)
            if (shape_is_word(query->parts.items[at], *end))
                return at;
    return at;
}

static bool is_star(const shape_node *node)
{
    const shape_node *last =
        node->kind == SHAPE_LIST && node->parts.count ? node->parts.items[node->parts.count - 1] : node;
    return shape_is_word(last, "*");
}

static void add_item(item_reader *r, query_item item)
{
    r->star = r->star || is_star(item.value);
    VEC_PUSH(r->s->memory, &r->items, item);
}

static void read_items(item_reader *r, const shape_node *query)
{
    size_t from, to = find_items(query, &from);
    query_item item = {0};
    for (size_t at = from; at < to; at++) {
        shape_node *part = query->parts.items[at];
        if (shape_is_word(part, ",")) {
            if (item.value)
                add_item(r, item);
            item = (query_item){0};
        } else if (!item.value) {
            item.value = part;
        } else if (is_name(part) && !shape_is_word(part, "as")) {
            item.name = part->word.text;
        }
    }
    if (item.value)
        add_item(r, item);
}

/* What a column is called: by the name that it was given, else by its own. */
static str name_of(const query_item *item)
{
    const shape_node *value = item->value;
    const shape_node *last =
        value->kind == SHAPE_LIST && value->parts.count ? value->parts.items[value->parts.count - 1] : value;
    return item->name.len ? item->name : is_name(last) ? last->word.text : STR("");
}

static void index_items(item_reader *r, bool own_names)
{
    VEC_EACH (query_item, &r->items, item) {
        str name = own_names ? name_of(item) : item->name;
        if (name.len && !map_has(&r->by_name, name))
            map_put(r->s->memory, &r->by_name, name, item);
    }
}

/* --- what speaks of them --- */

/* The number that the word is; 0: it is none of a column. */
static size_t number_of(const shape_node *node)
{
    enum { MOST = 10000 };
    size_t number = 0;
    if (node->kind != SHAPE_WORD || node->word.kind != OBJECT_WORD_SIGN || !node->word.text.len)
        return 0;
    for (size_t i = 0; i < node->word.text.len; i++) {
        char c = node->word.text.ptr[i];
        if (c < '0' || c > '9' || number > MOST)
            return 0;
        number = 10 * number + (size_t)(c - '0');
    }
    return number;
}

static shape_node *resolved(const item_reader *r, shape_node *part, bool grouped)
{
    size_t number = number_of(part);
    const query_item *item = NULL;
    if (number && number <= r->items.count && !r->star)
        item = &r->items.items[number - 1];
    /* GROUP BY takes a column of the tables first. */
    else if (is_name(part) && !(grouped && adopt_may_be_column(r->s->columns, part->word.text)))
        item = map_get(&r->by_name, part->word.text);
    return item && item->value->size <= LARGEST_OPERAND ? item->value : part;
}

/* `(1, name)` behind DISTINCT ON. */
static void resolve_row(const item_reader *r, const shape_node *row)
{
    bool is_row = row->kind == SHAPE_CALL && row->parts.count == 4 && shape_is_word(row->parts.items[0], "row");
    const shape_node *items = is_row ? row->parts.items[2] : NULL;
    for (size_t i = 0; items && i < items->parts.count; i++)
        items->parts.items[i] = resolved(r, items->parts.items[i], false);
}

static shape_node *numbered(const item_reader *r, shape_node *part)
{
    const query_item *item = is_name(part) && !r->star ? map_get(&r->by_name, part->word.text) : NULL;
    if (!item)
        return part;
    shape_node *number = shape_make(r->s, SHAPE_WORD);
    number->word.kind = OBJECT_WORD_SIGN;
    number->word.text = str_format(r->s->memory, "%zu", (size_t)(item - r->items.items) + 1);
    return number;
}

/* Items that begin behind BY, or behind a comma there. */
static void resolve_list(const item_reader *r, const shape_node *query, size_t at, bool grouped, bool later)
{
    static const char *const ends[] = {"from", "where", "group", "having", "window", "order", "for", NULL};
    bool begins = true;
    for (; at < query->parts.count; at++) {
        shape_node *part = query->parts.items[at];
        for (const char *const *end = ends; *end; end++)
            if (shape_is_word(part, *end))
                return;
        if (begins)
            query->parts.items[at] = later ? numbered(r, part) : resolved(r, part, grouped);
        begins = shape_is_word(part, ",");
    }
}

void shape_resolve_items(shape *s, shape_node *query)
{
    item_reader r = {.s = s};
    bool later = s->first != NULL;
    read_items(&r, later ? s->first : query);
    index_items(&r, later);
    for (size_t at = 0; at + 2 < query->parts.count; at++) {
        const shape_node *word = query->parts.items[at];
        bool by = shape_is_word(query->parts.items[at + 1], "by"), order = by && shape_is_word(word, "order");
        bool group = by && shape_is_word(word, "group");
        bool on = shape_is_word(word, "distinct") && shape_is_word(query->parts.items[at + 1], "on");
        if (order || (group && !later))
            resolve_list(&r, query, at + 2, group, later);
        if (on && !later) {
            query->parts.items[at + 2] = resolved(&r, query->parts.items[at + 2], false);
            resolve_row(&r, query->parts.items[at + 2]);
        }
    }
}
