/* Predicates and calls with words of their own between their operands, which a server says in other words: IS, BETWEEN,
 * IN, rows, TRIM, POSITION, SUBSTRING, EXTRACT. */
#include "compiler/inspect/adopt_shape_internal.h"

#include <string.h>

static bool is_any_word(const shape_node *node, const char *const *list)
{
    for (; *list; list++)
        if (shape_is_word(node, *list))
            return true;
    return false;
}

/* --- calls --- */

/* trim(both 'x' from y): btrim(y, 'x'). */
static void complete_trim(shape *s, shape_node *arguments, str *name)
{
    static const char *const sides[] = {"both", "leading", "trailing"}, *const names[] = {"btrim", "ltrim", "rtrim"};
    const shape_node *items = arguments->parts.items[1];
    shape_node *what = shape_make(s, SHAPE_LIST), *text = shape_make(s, SHAPE_LIST), *into = what;
    *name = STR("btrim");
    for (size_t i = 0; i < items->parts.count; i++) {
        shape_node *part = items->parts.items[i];
        bool side = false;
        for (size_t k = 0; i == 0 && k < sizeof sides / sizeof *sides; k++)
            if (shape_is_word(part, sides[k])) {
                *name = str_from(names[k]);
                side = true;
            }
        if (shape_is_word(part, "from"))
            into = text;
        else if (!side)
            shape_add(s, into, part);
    }
    if (into == text && what->parts.count > 0) {
        shape_add(s, text, shape_word(s, OBJECT_WORD_SIGN, ","));
        shape_add(s, text, what);
    }
    arguments->parts.items[1] = into;
}

/* substring(x from 1 for 2): substring(x, 1, 2); overlay(x placing y from 1): overlay(x, y, 1). */
static void separate_arguments(shape *s, shape_node *arguments)
{
    const shape_node *items = arguments->parts.items[1];
    shape_node *list = shape_make(s, SHAPE_LIST);
    bool comma = false;
    for (size_t i = 0; i < items->parts.count; i++) {
        shape_node *part = items->parts.items[i];
        bool from = shape_is_word(part, "from") || shape_is_word(part, "placing"), length = shape_is_word(part, "for");
        if (from || length)
            shape_add(s, list, shape_word(s, OBJECT_WORD_SIGN, ","));
        if (length && !comma) {
            shape_add(s, list, shape_word(s, OBJECT_WORD_SIGN, "1"));
            shape_add(s, list, shape_word(s, OBJECT_WORD_SIGN, ","));
        }
        comma = comma || from || shape_is_word(part, ",");
        if (!from && !length)
            shape_add(s, list, part);
    }
    arguments->parts.items[1] = list;
}

/* extract('year' from x) */
static void complete_extract(const shape_node *arguments)
{
    const shape_node *items = arguments->parts.items[1];
    shape_node *field = items->parts.count ? items->parts.items[0] : NULL;
    if (field && field->kind == SHAPE_WORD && field->word.kind == OBJECT_WORD_STRING)
        field->word.kind = OBJECT_WORD_NAME;
}

/* position(a in b): position(b, a). IN stands between two operands here. */
static shape_node *position_arguments(shape *s)
{
    shape_node *node = shape_make(s, SHAPE_CALL), *first = NULL;
    shape_node *items = shape_make(s, SHAPE_LIST);
    shape_add(s, node, shape_take(s));
    if (!shape_is_closed(s))
        first = shape_expression(s, STRENGTH_MATCHED + 1);
    bool turned = first && shape_is(s, "in");
    s->at += turned;
    if (first && !turned)
        shape_add(s, items, first);
    shape_items(s, items);
    if (turned) {
        shape_add(s, items, shape_word(s, OBJECT_WORD_SIGN, ","));
        shape_add(s, items, first);
    }
    shape_add(s, node, items);
    shape_close(s, node);
    return node;
}

shape_node *shape_call_arguments(shape *s, str *name)
{
    if (str_eq(*name, STR("position")))
        return position_arguments(s);
    shape_node *arguments = shape_arguments(s);
    if (str_eq(*name, STR("trim")))
        complete_trim(s, arguments, name);
    else if (str_eq(*name, STR("substring")) || str_eq(*name, STR("overlay")))
        separate_arguments(s, arguments);
    else if (str_eq(*name, STR("extract")))
        complete_extract(arguments);
    return arguments;
}

/* --- rows --- */

/* The items of ROW (a, b), with the commas between them; NULL: it is none. */
static const shape_node *row_items(const shape_node *node)
{
    bool row = node->kind == SHAPE_CALL && node->parts.count == 4 && shape_is_word(node->parts.items[0], "row");
    if (node->kind == SHAPE_LIST && node->parts.count == 2 && shape_is_word(node->parts.items[0], "row"))
        return node->parts.items[1]->parts.count == 3 ? node->parts.items[1]->parts.items[1] : NULL;
    const shape_node *items = row ? node->parts.items[2] : NULL;
    for (size_t i = 1; items && i < items->parts.count; i += 2)
        if (!shape_is_word(items->parts.items[i], ","))
            return NULL;
    return items;
}

shape_node *shape_compared_rows(shape *s, shape_node *left, const char *sign, shape_node *right)
{
    const shape_node *ours = row_items(left), *theirs = row_items(right);
    const char *word = strcmp(sign, "=") == 0 ? "and" : "or";
    shape_node *node = NULL;
    if (!ours || !theirs || ours->parts.count != theirs->parts.count)
        return NULL;
    for (size_t i = 0; i < ours->parts.count; i += 2) {
        shape_node *pair = shape_operation(s, ours->parts.items[i], sign, theirs->parts.items[i]);
        node = node ? shape_linked(s, node, word, pair) : pair;
    }
    return node;
}

static shape_node *compared(shape *s, shape_node *left, const char *sign, shape_node *right)
{
    shape_node *rows = shape_compared_rows(s, left, sign, right);
    return rows ? rows : shape_operation(s, left, sign, right);
}

/* --- is --- */

/* `null`, `nfc normalized`, `json object with unique keys`. */
static shape_node *kind_words(shape *s)
{
    static const char *const kinds[] = {"object", "array", "scalar", NULL};
    static const char *const forms[] = {"nfc", "nfd", "nfkc", "nfkd", NULL};
    shape_node *words = shape_make(s, SHAPE_LIST);
    bool json = shape_is(s, "json"), form = shape_is_any(s, s->at, forms);
    if (!shape_is_closed(s))
        shape_add_words(s, words, form ? 2 : 1);
    if (json && shape_is_any(s, s->at, kinds))
        shape_add_words(s, words, 1);
    else if (json && shape_is(s, "value"))
        s->at++;
    bool with = json && shape_is(s, "with"), without = json && shape_is(s, "without");
    if (with)
        shape_add(s, words, shape_word(s, OBJECT_WORD_NAME, "unique"));
    if (with || without)
        s->at += shape_is_at(s, s->at + 2, "keys") ? 3 : 2;
    return words;
}

shape_node *shape_is_something(shape *s, shape_node *left)
{
    static const char *const plain[] = {"null", "true", "false", "unknown", NULL};
    s->at++;
    bool is_not = shape_is(s, "not");
    s->at += is_not;
    if (shape_is(s, "distinct") && shape_is_at(s, s->at + 1, "from")) {
        s->at += 2;
        shape_node *node = compared(s, left, "is distinct from", shape_expression(s, STRENGTH_COMPARED));
        return is_not ? shape_negated(s, node) : node;
    }
    bool one_word = shape_is_any(s, s->at, plain);
    shape_node *node = shape_operation(s, left, is_not && one_word ? "is not" : "is", kind_words(s));
    return is_not && !one_word ? shape_negated(s, node) : node;
}

/* --- between --- */

static shape_node *range(shape *s, shape_node *left, bool is_not, shape_node *from, shape_node *to)
{
    shape_node *lower = shape_operation(s, left, is_not ? "<" : ">=", from);
    shape_node *upper = shape_operation(s, left, is_not ? ">" : "<=", to);
    return shape_linked(s, lower, is_not ? "or" : "and", upper);
}

shape_node *shape_between(shape *s, shape_node *left, bool is_not)
{
    bool symmetric = shape_is(s, "symmetric");
    s->at += symmetric || shape_is(s, "asymmetric");
    shape_node *from = shape_expression(s, STRENGTH_OTHER);
    bool whole = shape_is(s, "and") && left->size + from->size <= LARGEST_OPERAND;
    if (!whole)
        return shape_operation(s, left, is_not ? "not between" : "between", from);
    s->at++;
    shape_node *to = shape_expression(s, STRENGTH_OTHER);
    shape_node *node = range(s, left, is_not, from, to);
    if (!symmetric || to->size > LARGEST_OPERAND)
        return node;
    return shape_linked(s, node, is_not ? "and" : "or", range(s, left, is_not, to, from));
}

/* --- in --- */

/* Does it read a column? Then the server compares it by itself. */
static bool has_column(const shape_node *node)
{
    static const char *const words[] = {"null", "true", "false", "row", "array", "case", "when",
                                        "then", "else", "end",   "and", "or",    "not",  NULL};
    bool name = node->kind == SHAPE_WORD && !node->word.relation &&
                (node->word.kind == OBJECT_WORD_NAME || node->word.kind == OBJECT_WORD_QUOTED);
    size_t count = node->kind == SHAPE_CAST ? 1 : node->parts.count;
    bool found = name && !is_any_word(node, words) && !str_starts_with(node->word.text, STR("current_"));
    for (size_t i = 0; !found && i < count; i++)
        found = has_column(node->parts.items[i]);
    return found;
}

static shape_node *any_of(shape *s, shape_node *left, bool is_not, shape_node *items)
{
    shape_node *any = shape_make(s, SHAPE_CALL);
    shape_add(s, any, shape_word(s, OBJECT_WORD_NAME, is_not ? "all" : "any"));
    shape_add(s, any, shape_word(s, OBJECT_WORD_SIGN, "("));
    shape_add(s, any, shape_word(s, OBJECT_WORD_NAME, "array"));
    shape_add(s, any, shape_word(s, OBJECT_WORD_SIGN, "["));
    shape_add(s, any, items);
    shape_add(s, any, shape_word(s, OBJECT_WORD_SIGN, "]"));
    shape_add(s, any, shape_word(s, OBJECT_WORD_SIGN, ")"));
    return shape_operation(s, left, is_not ? "<>" : "=", any);
}

/* x in (a, 1, 2): x = any (array[1, 2]) or x = a, where `a` is a column; NULL: nothing is written twice. */
static shape_node *each_of(shape *s, shape_node *left, bool is_not, const shape_node *items)
{
    shape_node *constants = shape_make(s, SHAPE_LIST), *node = NULL;
    bool rows = row_items(left) != NULL;
    for (size_t i = 0; i < items->parts.count; i += 2) {
        if (rows || has_column(items->parts.items[i]))
            continue;
        if (constants->parts.count)
            shape_add(s, constants, shape_word(s, OBJECT_WORD_SIGN, ","));
        shape_add(s, constants, items->parts.items[i]);
    }
    bool array = constants->parts.count > 1;
    if (array)
        node = any_of(s, left, is_not, constants);
    for (size_t i = 0; i < items->parts.count; i += 2) {
        if (array && !has_column(items->parts.items[i]))
            continue;
        shape_node *one = compared(s, left, is_not ? "<>" : "=", items->parts.items[i]);
        node = node ? shape_linked(s, node, is_not ? "and" : "or", one) : one;
    }
    return node;
}

static bool is_plain_list(const shape_node *items)
{
    for (size_t i = 1; i < items->parts.count; i += 2)
        if (!shape_is_word(items->parts.items[i], ","))
            return false;
    return items->parts.count % 2 == 1;
}

/* x in (a, b): x = any (array[a, b]); of one only: x = a. */
shape_node *shape_in_list(shape *s, shape_node *left, bool is_not)
{
    bool list = shape_is(s, "(") && !shape_is_at(s, s->at + 1, "select") && !shape_is_at(s, s->at + 1, "with") &&
                !shape_is_at(s, s->at + 1, "values");
    if (!list) {
        shape_node *node = shape_operation(s, left, "in", shape_operand(s));
        return is_not ? shape_negated(s, node) : node;
    }
    shape_node *items = shape_arguments(s)->parts.items[1];
    bool apart = is_plain_list(items) && left->size <= LARGEST_OPERAND;
    return apart ? each_of(s, left, is_not, items) : any_of(s, left, is_not, items);
}

/* x = any (select …): x in (select …). NULL: nothing of the kind. */
shape_node *shape_in_query(shape *s, shape_node *left, shape_node *right)
{
    bool any = right->kind == SHAPE_LIST && right->parts.count == 2 && shape_is_word(right->parts.items[0], "any");
    const shape_node *arguments = any ? right->parts.items[1] : NULL;
    const shape_node *items = arguments && arguments->parts.count == 3 ? arguments->parts.items[1] : NULL;
    bool query = items && items->parts.count == 1 && items->parts.items[0]->kind == SHAPE_QUERY;
    return query ? shape_operation(s, left, "in", right->parts.items[1]) : NULL;
}
