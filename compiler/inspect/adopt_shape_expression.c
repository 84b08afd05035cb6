/* Expressions by the strength of PostgreSQL's operators, loosely: a word that is no operator ends one, whatever it is.
 */
#include "compiler/inspect/adopt_shape_internal.h"

#include <string.h>

enum {
    STRENGTH_OR = 1,
    STRENGTH_AND,
    STRENGTH_NOT,
    STRENGTH_IS,
    STRENGTH_COMPARED,
    STRENGTH_MATCHED,
    STRENGTH_OTHER,
    STRENGTH_SUM,
    STRENGTH_PRODUCT,
    STRENGTH_POWER,
    STRENGTH_ZONE,
    STRENGTH_COLLATE,
    STRENGTH_SIGN,
    LARGEST_OPERAND = 200 /* that is written twice for BETWEEN */
};

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

static shape_node *negated(shape *s, shape_node *operand)
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
static shape_node *linked(shape *s, shape_node *left, const char *word, shape_node *right)
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

/* --- calls, lists and parentheses --- */

static void close_with(shape *s, shape_node *node)
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
    close_with(s, node);
    return node;
}

static bool has_comma(const shape_node *items)
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
    if (has_comma(items))
        shape_add(s, node, shape_word(s, OBJECT_WORD_NAME, "row"));
    shape_add(s, node, open);
    shape_add(s, node, items);
    close_with(s, node);
    return node;
}

/* CASE … END. */
static shape_node *whole_case(shape *s)
{
    shape_node *node = shape_make(s, SHAPE_CALL);
    shape_add(s, node, shape_take(s));
    while (!shape_is_closed(s) && !shape_is(s, "end") && !s->lost) {
        if (shape_is_separator(s))
            shape_add(s, node, shape_take(s));
        else
            shape_add(s, node, shape_expression(s, 0));
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
    take_quotes_off(cast);
    if (shape_is(s, ")"))
        s->at++;
    return cast;
}

/* trim(x), trim(both from x) */
static void complete_trim(shape *s, shape_node *arguments)
{
    static const char *const sides[] = {"both", "leading", "trailing"};
    shape_node *items = arguments->parts.items[1];
    const shape_node *first = items->parts.count ? items->parts.items[0] : NULL;
    if (!first || has_comma(items))
        return;
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++)
        if (first->kind == SHAPE_WORD && str_eq(first->word.text, str_from(sides[i])))
            return;
    shape_node *whole = shape_make(s, SHAPE_LIST);
    shape_add(s, whole, shape_word(s, OBJECT_WORD_NAME, "both"));
    if (items->parts.count == 1)
        shape_add(s, whole, shape_word(s, OBJECT_WORD_NAME, "from"));
    shape_add(s, whole, items);
    arguments->parts.items[1] = whole;
}

/* position(a in b): IN stands between two operands here. */
static shape_node *position_arguments(shape *s)
{
    shape_node *node = shape_make(s, SHAPE_CALL);
    shape_add(s, node, shape_take(s));
    if (!shape_is_closed(s))
        shape_add(s, node, shape_expression(s, STRENGTH_MATCHED + 1));
    if (shape_is(s, "in"))
        shape_add(s, node, shape_take(s));
    shape_items(s, node);
    close_with(s, node);
    return node;
}

static void add_call(shape *s, shape_node *node)
{
    str name = node->parts.items[node->parts.count - 1]->word.text;
    if (str_eq(name, STR("some")))
        node->parts.items[node->parts.count - 1]->word.text = STR("any");
    bool is_trim = str_eq(name, STR("trim")), is_position = str_eq(name, STR("position"));
    for (size_t i = 0; i < node->parts.count; i++)
        node->parts.items[i]->word.relation = true;
    shape_node *arguments = is_position ? position_arguments(s) : shape_arguments(s);
    if (is_trim)
        complete_trim(s, arguments);
    shape_add(s, node, arguments);
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
    take_quotes_off(cast);
    return cast;
}

static shape_node *array(shape *s)
{
    shape_node *node = shape_make(s, SHAPE_LIST);
    shape_add(s, node, shape_take(s));
    shape_add(s, node, shape_arguments(s));
    return node;
}

static shape_node *primary(shape *s)
{
    if (shape_is(s, "("))
        return group(s);
    if (shape_is(s, "["))
        return shape_arguments(s);
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

static shape_node *operand(shape *s)
{
    shape_node *node = primary(s);
    while (s->at < s->words->count) {
        shape_node *before = node;
        if (shape_is(s, "::")) {
            s->at++;
            node = cast_to(s, node);
            add_type(s, node);
            take_quotes_off(node);
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

static shape_node *is_something(shape *s, shape_node *left)
{
    s->at++;
    bool is_not = shape_is(s, "not");
    s->at += is_not;
    if (shape_is(s, "distinct") && shape_is_at(s, s->at + 1, "from")) {
        s->at += 2;
        shape_node *node = shape_operation(s, left, "is distinct from", shape_expression(s, STRENGTH_COMPARED));
        return is_not ? negated(s, node) : node;
    }
    shape_node *node = shape_operation(s, left, is_not ? "is not" : "is", shape_make(s, SHAPE_LIST));
    if (!shape_is_closed(s))
        shape_add_words(s, node, 1);
    return node;
}

static shape_node *between(shape *s, shape_node *left, bool is_not)
{
    bool symmetric = shape_is(s, "symmetric");
    s->at += symmetric;
    shape_node *from = shape_expression(s, STRENGTH_OTHER);
    bool whole = shape_is(s, "and") && !symmetric && left->size <= LARGEST_OPERAND;
    if (!whole) {
        shape_node *node = shape_operation(s, left, is_not ? "not between" : "between", from);
        return node;
    }
    s->at++;
    shape_node *to = shape_expression(s, STRENGTH_OTHER);
    shape_node *lower = shape_operation(s, left, is_not ? "<" : ">=", from);
    shape_node *upper = shape_operation(s, left, is_not ? ">" : "<=", to);
    return linked(s, lower, is_not ? "or" : "and", upper);
}

/* x in (a, b): x = any (array[a, b]); of one only: x = a. */
static shape_node *in_list(shape *s, shape_node *left, bool is_not)
{
    const char *sign = is_not ? "<>" : "=";
    bool list = shape_is(s, "(") && !shape_is_at(s, s->at + 1, "select") && !shape_is_at(s, s->at + 1, "with") &&
                !shape_is_at(s, s->at + 1, "values");
    if (!list)
        return shape_operation(s, left, is_not ? "not in" : "in", operand(s));
    shape_node *arguments = shape_arguments(s);
    shape_node *items = arguments->parts.items[1];
    if (items->parts.count == 1)
        return shape_operation(s, left, sign, items->parts.items[0]);
    shape_node *any = shape_make(s, SHAPE_CALL);
    shape_add(s, any, shape_word(s, OBJECT_WORD_NAME, is_not ? "all" : "any"));
    shape_add(s, any, shape_word(s, OBJECT_WORD_SIGN, "("));
    shape_add(s, any, shape_word(s, OBJECT_WORD_NAME, "array"));
    shape_add(s, any, shape_word(s, OBJECT_WORD_SIGN, "["));
    shape_add(s, any, items);
    shape_add(s, any, shape_word(s, OBJECT_WORD_SIGN, "]"));
    shape_add(s, any, shape_word(s, OBJECT_WORD_SIGN, ")"));
    return shape_operation(s, left, sign, any);
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

/* --- rows --- */

/* The items of ROW (a, b), with the commas between them; NULL: it is none. */
static const shape_node *row_items(const shape_node *node)
{
    bool row = node->kind == SHAPE_CALL && node->parts.count == 4 && node->parts.items[0]->kind == SHAPE_WORD &&
               str_eq(node->parts.items[0]->word.text, STR("row"));
    const shape_node *items = row ? node->parts.items[2] : NULL;
    for (size_t i = 1; items && i < items->parts.count; i += 2)
        if (!str_eq(items->parts.items[i]->word.text, STR(",")))
            return NULL;
    return items;
}

/* (a, b) = (1, 2): a = 1 and b = 2. NULL: nothing of the kind. */
static shape_node *compared_rows(shape *s, shape_node *left, const char *sign, shape_node *right)
{
    const shape_node *ours = row_items(left), *theirs = row_items(right);
    const char *word = strcmp(sign, "=") == 0 ? "and" : "or";
    shape_node *node = NULL;
    if (!ours || !theirs || ours->parts.count != theirs->parts.count)
        return NULL;
    for (size_t i = 0; i < ours->parts.count; i += 2) {
        shape_node *pair = shape_operation(s, ours->parts.items[i], sign, theirs->parts.items[i]);
        node = node ? linked(s, node, word, pair) : pair;
    }
    return node;
}

static shape_node *generic(shape *s, shape_node *left, int strength)
{
    shape_node *node = shape_make(s, SHAPE_OPERATION), *words = shape_make(s, SHAPE_LIST);
    bool named_operator = shape_is(s, "operator");
    const char *sign = shape_is(s, "=") ? "=" : shape_is(s, "<>") ? "<>" : NULL;
    shape_add_words(s, words, strength == STRENGTH_ZONE ? 3 : 1);
    while (named_operator && s->at < s->words->count && !shape_is_at(s, s->at - 1, ")"))
        shape_add_words(s, words, 1);
    shape_add(s, node, left);
    shape_add(s, node, words->parts.count == 1 ? words->parts.items[0] : words);
    if (shape_is_closed(s))
        return node;
    shape_node *right = shape_expression(s, strength + 1);
    shape_node *rows = sign ? compared_rows(s, left, sign, right) : NULL;
    shape_add(s, node, right);
    return rows ? rows : node;
}

static shape_node *operated(shape *s, shape_node *left, int strength)
{
    static const char *const patterns[] = {"like", "ilike", "similar", NULL};
    bool is_not = shape_is(s, "not");
    if (strength <= STRENGTH_AND) {
        const char *word = strength == STRENGTH_OR ? "or" : "and";
        s->at++;
        return shape_is_closed(s) ? left : linked(s, left, word, shape_expression(s, strength + 1));
    }
    if (strength == STRENGTH_IS && shape_is(s, "is"))
        return is_something(s, left);
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
    return list ? in_list(s, left, is_not) : between(s, left, is_not);
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
                                  : negated(s, shape_expression(s, STRENGTH_NOT));
    }
    bool star = shape_is(s, "*");
    return is_operator_sign(s) && !star ? signed_operand(s) : operand(s);
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
