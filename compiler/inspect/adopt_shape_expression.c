/* Expressions by the strength of PostgreSQL's operators, loosely: a word that is no operator ends one, whatever it is.
 */
#include "compiler/inspect/adopt_shape_internal.h"

#include <string.h>

static const struct operator_row {
    const char *words;
    int strength;
} operators[] = {
    {"or", STRENGTH_OR},         {"and", STRENGTH_AND},         {"is", STRENGTH_IS},
    {"isnull", STRENGTH_IS},     {"notnull", STRENGTH_IS},      {"=", STRENGTH_COMPARED},
    {"<", STRENGTH_COMPARED},    {">", STRENGTH_COMPARED},      {"<=", STRENGTH_COMPARED},
    {">=", STRENGTH_COMPARED},   {"<>", STRENGTH_COMPARED},     {"like", STRENGTH_MATCHED},
    {"ilike", STRENGTH_MATCHED}, {"similar", STRENGTH_MATCHED}, {"between", STRENGTH_MATCHED},
    {"in", STRENGTH_MATCHED},    {"+", STRENGTH_SUM},           {"-", STRENGTH_SUM},
    {"*", STRENGTH_PRODUCT},     {"/", STRENGTH_PRODUCT},       {"%", STRENGTH_PRODUCT},
    {"^", STRENGTH_POWER},       {"collate", STRENGTH_COLLATE},
};

bool shape_is_separator(const shape *s)
{
    static const char *const words[] = {"select", "distinct", "from",   "where",     "group",  "by",    "order",
                                        "having", "limit",    "offset", "fetch",     "for",    "union", "intersect",
                                        "except", "with",     "as",     "on",        "using",  "when",  "then",
                                        "else",   "end",      "window", "returning", "into",   "asc",   "desc",
                                        "set",    ",",        ";",      "check",     "return", NULL};
    return shape_is_any(s, s->at, words) || (shape_is(s, "all") && !shape_is_at(s, s->at + 1, "("));
}

shape_node *shape_operation(shape *s, shape_node *left, const char *operator_text, shape_node *right)
{
    shape_node *node = shape_make(s, SHAPE_OPERATION);
    shape_add(s, node, left);
    shape_add(s, node, shape_word(s, OBJECT_WORD_SIGN, operator_text));
    shape_add(s, node, right);
    return node;
}

shape_node *shape_negated(shape *s, shape_node *operand)
{
    shape_node *node = shape_make(s, SHAPE_OPERATION);
    shape_add(s, node, shape_word(s, OBJECT_WORD_NAME, "not"));
    shape_add(s, node, operand);
    return node;
}

/* --- a and b and c --- */

static bool is_chain(const shape_node *node, const char *word)
{
    return node->kind == SHAPE_OPERATION && node->parts.count > 2 && node->parts.items[1]->kind == SHAPE_WORD &&
           str_eq(node->parts.items[1]->word.text, str_from(word));
}

static void add_links(shape *s, shape_node *chain, const char *word, shape_node *operand)
{
    if (chain->parts.count > 0)
        shape_add(s, chain, shape_word(s, OBJECT_WORD_SIGN, word));
    if (!is_chain(operand, word)) {
        shape_add(s, chain, operand);
        return;
    }
    for (size_t i = 0; i < operand->parts.count; i++)
        shape_add(s, chain, operand->parts.items[i]);
}

/* A long chain on the left is lengthened, not copied. */
shape_node *shape_linked(shape *s, shape_node *left, const char *word, shape_node *right)
{
    shape_node *chain = is_chain(left, word) ? left : shape_make(s, SHAPE_OPERATION);
    if (chain != left)
        add_links(s, chain, word, left);
    add_links(s, chain, word, right);
    return chain;
}

/* --- types --- */

static shape_node *cast_to(shape *s, shape_node *operand)
{
    shape_node *node = shape_make(s, SHAPE_CAST);
    shape_add(s, node, operand);
    shape_add(s, node, shape_word(s, OBJECT_WORD_SIGN, "::"));
    return node;
}

static void add_type(shape *s, shape_node *cast)
{
    shape_add_words(s, cast, 1);
    while (shape_is(s, "."))
        shape_add_words(s, cast, 2);
    if (shape_is(s, "(")) {
        while (s->at < s->words->count && !shape_is(s, ")"))
            shape_add_words(s, cast, 1);
        shape_add_words(s, cast, 1);
    }
    bool zone = (shape_is(s, "with") || shape_is(s, "without")) && shape_is_at(s, s->at + 1, "time");
    shape_add_words(s, cast, zone ? 3 : 0);
    while (shape_is(s, "["))
        shape_add_words(s, cast, shape_is_at(s, s->at + 1, "]") ? 2 : 3);
}

/* '-5'::integer is a number that somebody wrote without quotes. */
static void take_quotes_off(shape_node *cast)
{
    static const char *const numbers[] = {"integer", "bigint", "smallint", "numeric", "double", "real", NULL};
    const shape_node *type = cast->parts.count == 3 ? cast->parts.items[2] : NULL;
    shape_node *literal = cast->parts.items[0];
    if (!type || literal->kind != SHAPE_WORD || literal->word.kind != OBJECT_WORD_STRING || literal->word.text.len == 0)
        return;
    for (const char *const *number = numbers; *number; number++) {
        bool plain = strspn(literal->word.text.ptr, "-0123456789.") >= literal->word.text.len;
        if (plain && str_eq(type->word.text, str_from(*number)))
            literal->word.kind = OBJECT_WORD_SIGN;
    }
}

static shape_node *finished_cast(shape *s, shape_node *cast);

/* Numbers that are of the type without being told: 5::integer, 1.5::numeric. */
static bool has_type_anyway(const shape_node *cast)
{
    enum { SAFE_DIGITS = 9 };
    const shape_node *number = cast->parts.items[0], *type = cast->parts.count == 3 ? cast->parts.items[2] : NULL;
    str text = number->word.text;
    bool sign = number->kind == SHAPE_WORD && number->word.kind == OBJECT_WORD_SIGN && text.len > 0;
    size_t from = sign && text.ptr[0] == '-', digits = 0, point = str_find(text, '.');
    while (sign && from + digits < text.len && text.ptr[from + digits] >= '0' && text.ptr[from + digits] <= '9')
        digits++;
    if (!type || !digits)
        return false;
    bool whole = from + digits == text.len && digits <= SAFE_DIGITS;
    return (whole && str_eq(type->word.text, STR("integer"))) ||
           (point < text.len && str_eq(type->word.text, STR("numeric")));
}

/* The items of array[…], with commas; NULL: it is none. */
static const shape_node *array_items(const shape_node *node)
{
    bool array = node->kind == SHAPE_LIST && node->parts.count == 2 && shape_is_word(node->parts.items[0], "array") &&
                 node->parts.items[1]->parts.count == 3;
    return array && shape_is_word(node->parts.items[1]->parts.items[0], "[") ? node->parts.items[1]->parts.items[1]
                                                                             : NULL;
}

/* array[1, 2]::bigint[] casts each of its items. */
static bool cast_items(shape *s, const shape_node *cast)
{
    const shape_node *items = cast->parts.count == 5 ? array_items(cast->parts.items[0]) : NULL;
    if (!items || items->parts.count == 0 || !shape_is_word(cast->parts.items[3], "["))
        return false;
    for (size_t i = 0; i < items->parts.count; i += 2) {
        shape_node *item = cast_to(s, items->parts.items[i]);
        bool nested = array_items(items->parts.items[i]) != NULL;
        for (size_t k = 2; k < (nested ? cast->parts.count : 3); k++)
            shape_add(s, item, cast->parts.items[k]);
        items->parts.items[i] = finished_cast(s, item);
    }
    return true;
}

static shape_node *finished_cast(shape *s, shape_node *cast)
{
    take_quotes_off(cast);
    return cast_items(s, cast) || has_type_anyway(cast) ? cast->parts.items[0] : cast;
}

/* --- calls, lists and parentheses --- */

void shape_close(shape *s, shape_node *node)
{
    if (shape_is_closed(s))
        shape_add_words(s, node, 1);
}

/* What stands in the parentheses that begin here. */
static shape_node *inside(shape *s)
{
    shape_node *items = shape_make(s, SHAPE_LIST);
    shape_items(s, items);
    return items;
}

shape_node *shape_arguments(shape *s)
{
    shape_node *node = shape_make(s, SHAPE_CALL);
    shape_add(s, node, shape_take(s));
    shape_add(s, node, inside(s));
    shape_close(s, node);
    return node;
}

bool shape_has_comma(const shape_node *items)
{
    for (size_t i = 0; i < items->parts.count; i++)
        if (items->parts.items[i]->kind == SHAPE_WORD && str_eq(items->parts.items[i]->word.text, STR(",")))
            return true;
    return false;
}

static shape_node *group(shape *s)
{
    shape_node *open = shape_take(s);
    bool is_query = shape_is_query(s);
    shape_node *items = inside(s);
    bool closed = shape_is(s, ")");
    if (closed && items->parts.count == 1 && !is_query) {
        s->at++;
        return items->parts.items[0];
    }
    shape_node *node = shape_make(s, is_query ? SHAPE_QUERY : SHAPE_CALL);
    if (shape_has_comma(items))
        shape_add(s, node, shape_word(s, OBJECT_WORD_NAME, "row"));
    shape_add(s, node, open);
    shape_add(s, node, items);
    shape_close(s, node);
    return node;
}

static bool is_null(const shape_node *node)
{
    return shape_is_word(node->kind == SHAPE_CAST ? node->parts.items[0] : node, "null");
}

/* CASE … END, without ELSE NULL. */
static shape_node *whole_case(shape *s)
{
    shape_node *node = shape_make(s, SHAPE_CALL);
    shape_add(s, node, shape_take(s));
    while (!shape_is_closed(s) && !shape_is(s, "end") && !s->lost) {
        shape_node *word = shape_is(s, "else") ? shape_take(s) : NULL;
        shape_node *part = shape_is_separator(s) ? shape_take(s) : shape_expression(s, 0);
        if (word && is_null(part))
            continue;
        if (word)
            shape_add(s, node, word);
        shape_add(s, node, part);
    }
    if (shape_is(s, "end"))
        shape_add(s, node, shape_take(s));
    return node;
}

/* CAST(x AS t) */
static shape_node *written_cast(shape *s)
{
    s->at += 2;
    shape_node *cast = cast_to(s, shape_expression(s, 0));
    if (shape_is(s, "as"))
        s->at++;
    add_type(s, cast);
    if (shape_is(s, ")"))
        s->at++;
    return finished_cast(s, cast);
}

static void add_call(shape *s, shape_node *node)
{
    str *name = &node->parts.items[node->parts.count - 1]->word.text;
    if (str_eq(*name, STR("some")))
        *name = STR("any");
    for (size_t i = 0; i < node->parts.count; i++)
        node->parts.items[i]->word.relation = true;
    shape_add(s, node, shape_call_arguments(s, name));
}

static shape_node *named(shape *s)
{
    shape_node *node = shape_make(s, SHAPE_LIST);
    shape_add_words(s, node, 1);
    while (shape_is(s, ".") && s->at + 1 < s->words->count)
        shape_add_words(s, node, 2);
    if (shape_is(s, "("))
        add_call(s, node);
    return node->parts.count == 1 ? node->parts.items[0] : node;
}

/* date '2020-01-01' */
static bool is_typed_literal(const shape *s)
{
    static const char *const no_types[] = {"both",    "leading",  "trailing", "default",
                                           "placing", "variadic", "language", NULL};
    bool string = s->at + 1 < s->words->count && s->words->items[s->at + 1].kind == OBJECT_WORD_STRING;
    return string && s->words->items[s->at].kind == OBJECT_WORD_NAME && !shape_is_any(s, s->at, no_types);
}

static shape_node *typed_literal(shape *s)
{
    shape_node *type = shape_take(s);
    shape_node *cast = cast_to(s, shape_take(s));
    shape_add(s, cast, type);
    return finished_cast(s, cast);
}

/* array[…]; inside of one the word may be left out. */
static shape_node *array(shape *s)
{
    shape_node *node = shape_make(s, SHAPE_LIST);
    shape_add(s, node, shape_is(s, "[") ? shape_word(s, OBJECT_WORD_NAME, "array") : shape_take(s));
    shape_add(s, node, shape_arguments(s));
    return node;
}

static shape_node *collation_for(shape *s)
{
    shape_node *node = shape_make(s, SHAPE_LIST), *name = shape_word(s, OBJECT_WORD_NAME, "pg_collation_for");
    name->word.relation = true;
    s->at += 2;
    shape_add(s, node, name);
    shape_add(s, node, shape_arguments(s));
    return node;
}

static shape_node *primary(shape *s)
{
    if (shape_is(s, "("))
        return group(s);
    if (shape_is(s, "["))
        return array(s);
    if (shape_is(s, "collation") && shape_is_at(s, s->at + 1, "for") && shape_is_at(s, s->at + 2, "("))
        return collation_for(s);
    if (shape_is(s, "case"))
        return whole_case(s);
    if (shape_is(s, "cast") && shape_is_at(s, s->at + 1, "("))
        return written_cast(s);
    if (shape_is(s, "array") && shape_is_at(s, s->at + 1, "["))
        return array(s);
    if (is_typed_literal(s))
        return typed_literal(s);
    return adopt_is_name(s->words, s->at) ? named(s) : shape_take(s);
}

/* --- what follows an operand --- */

static shape_node *with_suffix(shape *s, shape_node *operand)
{
    static const char *const words[] = {"over", "filter", "within", NULL};
    shape_node *node = shape_make(s, SHAPE_LIST);
    shape_add(s, node, operand);
    if (shape_is(s, "[")) {
        shape_add(s, node, shape_arguments(s));
    } else if (shape_is(s, ".")) {
        shape_add_words(s, node, 2);
    } else if (shape_is_any(s, s->at, words)) {
        shape_add_words(s, node, shape_is(s, "within") ? 2 : 1);
        shape_add(s, node, shape_is(s, "(") ? shape_arguments(s) : primary(s));
    } else {
        return operand;
    }
    return node;
}

shape_node *shape_operand(shape *s)
{
    shape_node *node = primary(s);
    while (s->at < s->words->count) {
        shape_node *before = node;
        if (shape_is(s, "::")) {
            s->at++;
            node = cast_to(s, node);
            add_type(s, node);
            node = finished_cast(s, node);
        } else {
            node = with_suffix(s, node);
        }
        if (node == before)
            break;
    }
    return node;
}

/* --- operators --- */

static bool is_operator_sign(const shape *s)
{
    const text_word *word = s->at < s->words->count ? &s->words->items[s->at] : NULL;
    return word && word->kind == OBJECT_WORD_SIGN && word->text.len > 0 &&
           strchr("+-*/<>=~!@#%^&|?", word->text.ptr[0]);
}

/* How strongly the operator that stands here binds; 0: there is none. */
static int strength_here(const shape *s)
{
    static const char *const negatable[] = {"like", "ilike", "similar", "between", "in", NULL};
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (shape_is(s, operators[i].words))
            return operators[i].strength;
    if (shape_is(s, "not") && shape_is_any(s, s->at + 1, negatable))
        return STRENGTH_MATCHED;
    if (shape_is(s, "at") && shape_is_at(s, s->at + 1, "time"))
        return STRENGTH_ZONE;
    if (shape_is(s, "operator") && shape_is_at(s, s->at + 1, "("))
        return STRENGTH_OTHER;
    return is_operator_sign(s) ? STRENGTH_OTHER : 0;
}

static shape_node *call_of(shape *s, const char *name, shape_node *first, shape_node *second)
{
    shape_node *node = shape_make(s, SHAPE_CALL);
    shape_add(s, node, shape_word(s, OBJECT_WORD_NAME, name));
    shape_add(s, node, shape_word(s, OBJECT_WORD_SIGN, "("));
    shape_add(s, node, first);
    if (second) {
        shape_add(s, node, shape_word(s, OBJECT_WORD_SIGN, ","));
        shape_add(s, node, second);
    }
    shape_add(s, node, shape_word(s, OBJECT_WORD_SIGN, ")"));
    return node;
}

/* LIKE, ILIKE and SIMILAR TO as the server calls them. */
static shape_node *matched(shape *s, shape_node *left, bool is_not)
{
    bool like = shape_is(s, "like"), similar = shape_is(s, "similar");
    s->at += similar ? 2 : 1;
    const char *sign = similar ? "~" : like ? "~~" : "~~*";
    const char *other = similar ? "!~" : like ? "!~~" : "!~~*";
    bool is_list = shape_is(s, "any") || shape_is(s, "all");
    shape_node *pattern = shape_expression(s, STRENGTH_OTHER), *escape = NULL;
    if (shape_is(s, "escape")) {
        s->at++;
        escape = shape_expression(s, STRENGTH_OTHER);
    }
    if (similar && !is_list)
        pattern = call_of(s, "similar_to_escape", pattern, escape);
    else if (escape)
        pattern = call_of(s, "like_escape", pattern, escape);
    return shape_operation(s, left, is_not ? other : sign, pattern);
}

static shape_node *generic(shape *s, shape_node *left, int strength)
{
    shape_node *node = shape_make(s, SHAPE_OPERATION), *words = shape_make(s, SHAPE_LIST);
    bool named_operator = shape_is(s, "operator");
    const char *sign = shape_is(s, "=") ? "=" : shape_is(s, "<>") ? "<>" : NULL;
    shape_add_words(s, words, 1);
    while (named_operator && s->at < s->words->count && !shape_is_at(s, s->at - 1, ")"))
        shape_add_words(s, words, 1);
    shape_add(s, node, left);
    shape_add(s, node, words->parts.count == 1 ? words->parts.items[0] : words);
    if (shape_is_closed(s))
        return node;
    shape_node *right = shape_expression(s, strength + 1);
    shape_node *other = sign ? shape_compared_rows(s, left, sign, right) : NULL;
    if (!other && sign && *sign == '=')
        other = shape_in_query(s, left, right);
    shape_add(s, node, right);
    return other ? other : node;
}

/* x at time zone 'UTC': timezone('UTC', x). */
static shape_node *at_time_zone(shape *s, shape_node *left)
{
    s->at += shape_is_at(s, s->at + 2, "zone") ? 3 : 2;
    shape_node *zone = shape_is_closed(s) ? shape_make(s, SHAPE_LIST) : shape_expression(s, STRENGTH_ZONE + 1);
    shape_node *node = call_of(s, "timezone", zone, left);
    node->parts.items[0]->word.relation = true;
    return node;
}

static shape_node *operated(shape *s, shape_node *left, int strength)
{
    static const char *const patterns[] = {"like", "ilike", "similar", NULL};
    bool is_not = shape_is(s, "not");
    if (strength <= STRENGTH_AND) {
        const char *word = strength == STRENGTH_OR ? "or" : "and";
        s->at++;
        return shape_is_closed(s) ? left : shape_linked(s, left, word, shape_expression(s, strength + 1));
    }
    if (strength == STRENGTH_ZONE)
        return at_time_zone(s, left);
    if (strength == STRENGTH_IS && shape_is(s, "is"))
        return shape_is_something(s, left);
    if (strength == STRENGTH_IS) {
        const char *word = shape_is(s, "isnull") ? "is" : "is not";
        s->at++;
        return shape_operation(s, left, word, shape_word(s, OBJECT_WORD_NAME, "null"));
    }
    s->at += is_not;
    if (shape_is_any(s, s->at, patterns))
        return matched(s, left, is_not);
    bool list = shape_is(s, "in"), range = shape_is(s, "between");
    if (!list && !range)
        return generic(s, left, strength);
    s->at++;
    return list ? shape_in_list(s, left, is_not) : shape_between(s, left, is_not);
}

/* --- what stands before an operand --- */

static shape_node *signed_operand(shape *s)
{
    shape_node *sign = shape_take(s);
    if (shape_is_closed(s))
        return sign;
    shape_node *node = shape_make(s, SHAPE_OPERATION), *inner = shape_expression(s, STRENGTH_SIGN);
    const text_word *number = inner->kind == SHAPE_WORD && inner->word.kind == OBJECT_WORD_SIGN ? &inner->word : NULL;
    if (number && str_eq(sign->word.text, STR("-")) && number->text.ptr[0] >= '0' && number->text.ptr[0] <= '9') {
        inner->word.text = str_join(s->memory, STR("-"), number->text);
        return inner;
    }
    shape_add(s, node, sign);
    shape_add(s, node, inner);
    return node;
}

static shape_node *beginning(shape *s)
{
    if (shape_is(s, "not")) {
        s->at++;
        return shape_is_closed(s) ? shape_word(s, OBJECT_WORD_NAME, "not")
                                  : shape_negated(s, shape_expression(s, STRENGTH_NOT));
    }
    bool star = shape_is(s, "*");
    return is_operator_sign(s) && !star ? signed_operand(s) : shape_operand(s);
}

shape_node *shape_expression(shape *s, int least)
{
    if (++s->depth > SHAPE_DEPTH)
        s->lost = true;
    if (s->lost) {
        s->depth--;
        return shape_take(s);
    }
    shape_node *left = beginning(s);
    for (int strength; !s->lost && (strength = strength_here(s)) && strength >= least;)
        left = operated(s, left, strength);
    s->depth--;
    return left;
}
