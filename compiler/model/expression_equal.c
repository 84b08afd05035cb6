/* Equality in the canonical form: what a database rewrites by itself is no difference. Both sides are brought into one
 * form in a scratch arena and compared node by node:
 *   x in (a, b) = x = any (array[a, b])      x in (a) = x = a          x not in … = x <> all (array[…])
 *   x between a and b = x >= a and x <= b    x not like y = not (x like y)       a and (b and c) = a and b and c
 *   current_timestamp = now()                'a'::text = 'a', '-1'::int = -1: casts of literals to what they are
 * A cast on a column always stays: it changes what is computed. */
#include "compiler/model/expression.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const expression *canonical(arena *a, const expression *e);

static const source_span nowhere = {0};

static const expression *make_unary(arena *a, str text, const expression *operand)
{
    return expression_node(a, EXPRESSION_UNARY, text, nowhere, &operand, 1);
}

static const expression *make_binary(arena *a, str text, const expression *left, const expression *right)
{
    const expression *arguments[] = {left, right};
    return expression_node(a, EXPRESSION_BINARY, text, nowhere, arguments, 2);
}

static const expression *negate_if(arena *a, bool negated, const expression *e)
{
    return negated ? make_unary(a, STR("not"), e) : e;
}

/* --- operators --- */

static bool is_connective(const expression *e, str word)
{
    return e->kind == EXPRESSION_BINARY && str_eq(e->text, word);
}

typedef VEC(const expression *) operand_list;

/* Gathers the operands of a chain of one connective; each side is canonical and so flat already. */
static void gather(arena *a, const expression *e, str word, operand_list *operands)
{
    if (!is_connective(e, word)) {
        VEC_PUSH(a, operands, e);
        return;
    }
    for (size_t i = 0; i < e->n_arguments; i++)
        VEC_PUSH(a, operands, e->arguments[i]);
}

static const expression *connect(arena *a, str word, const expression *left, const expression *right)
{
    operand_list operands = {0};
    gather(a, left, word, &operands);
    gather(a, right, word, &operands);
    return expression_node(a, EXPRESSION_BINARY, word, nowhere, operands.items, operands.count);
}

/* PostgreSQL prints the operators behind LIKE; `*negated` is turned where the operator is the negative one. */
static str plain_operator(str text, bool *negated)
{
    static const struct {
        const char *operator_text;
        const char *word;
        bool negative;
    } rows[] = {{"~~", "like", false},
                {"!~~", "like", true},
                {"~~*", "ilike", false},
                {"!~~*", "ilike", true},
                {"!=", "<>", false}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (str_eq(text, str_from(rows[i].operator_text))) {
            *negated = *negated != rows[i].negative;
            return str_from(rows[i].word);
        }
    }
    return text;
}

/* A chain such as `a or b or c` stands as deep on the left as it is long; it is flattened from its leftmost operand on,
 * so that its length costs once. */
static const expression *canonical_chain(arena *a, const expression *e)
{
    operand_list spine = {0};
    const expression *leftmost = e;
    for (; is_connective(leftmost, e->text) && !leftmost->negated; leftmost = leftmost->arguments[0])
        VEC_PUSH(a, &spine, leftmost->arguments[1]);
    operand_list operands = {0};
    gather(a, canonical(a, leftmost), e->text, &operands);
    for (size_t i = spine.count; i > 0; i--)
        gather(a, canonical(a, spine.items[i - 1]), e->text, &operands);
    return expression_node(a, EXPRESSION_BINARY, e->text, nowhere, operands.items, operands.count);
}

static const expression *canonical_binary(arena *a, const expression *e)
{
    if (is_connective(e, STR("and")) || is_connective(e, STR("or")))
        return canonical_chain(a, e);
    bool negated = e->negated;
    str text = plain_operator(e->text, &negated);
    return negate_if(a, negated, make_binary(a, text, canonical(a, e->arguments[0]), canonical(a, e->arguments[1])));
}

enum { LARGEST_OPERAND = 200 }; /* that is written twice, and so twice again by what stands around it */

/* How many nodes, up to `most`. */
static size_t count_nodes(const expression *e, size_t most)
{
    size_t count = 1;
    for (size_t i = 0; i < e->n_arguments && count < most; i++)
        count += count_nodes(e->arguments[i], most - count);
    return count;
}

static bool is_large(const expression *e)
{
    return count_nodes(e, LARGEST_OPERAND) >= LARGEST_OPERAND;
}

static const expression *with_arguments(arena *a, const expression *e, const expression *const *arguments, size_t count)
{
    expression *copy = expression_node(a, e->kind, e->text, nowhere, arguments, count);
    copy->negated = e->negated;
    return copy;
}

static const expression *canonical_between(arena *a, const expression *e)
{
    const expression *operand = canonical(a, e->arguments[0]);
    const expression *low = canonical(a, e->arguments[1]), *high = canonical(a, e->arguments[2]);
    if (is_large(operand)) {
        const expression *parts[] = {operand, low, high};
        return with_arguments(a, e, parts, 3);
    }
    if (e->negated)
        return connect(a, STR("or"), make_binary(a, STR("<"), operand, low), make_binary(a, STR(">"), operand, high));
    return connect(a, STR("and"), make_binary(a, STR(">="), operand, low), make_binary(a, STR("<="), operand, high));
}

/* --- lists --- */

static const expression *make_quantified(arena *a, str text, bool all, const expression *left, const expression *array)
{
    if (array->kind == EXPRESSION_ARRAY && array->n_arguments == 1)
        return make_binary(a, text, left, array->arguments[0]);
    const expression *arguments[] = {left, array};
    expression *e = expression_node(a, EXPRESSION_QUANTIFIED, text, nowhere, arguments, 2);
    e->all = all;
    return e;
}

static void note_column(void *context, const expression *column)
{
    (void)column;
    *(bool *)context = true;
}

static bool has_column(const expression *e)
{
    bool found = false;
    expression_columns(e, note_column, &found);
    return found;
}

static const expression *listed(arena *a, const expression *e, const expression *left, const operand_list *items)
{
    const expression *array = expression_node(a, EXPRESSION_ARRAY, (str){0}, nowhere, items->items, items->count);
    return make_quantified(a, e->negated ? STR("<>") : STR("="), e->negated, left, array);
}

/* PostgreSQL makes an array of the constants, if there are several, and compares columns one by one behind it. */
static const expression *canonical_in(arena *a, const expression *e)
{
    operand_list parts = {0}, constants = {0}, compared = {0};
    const expression *left = canonical(a, e->arguments[0]);
    VEC_PUSH(a, &parts, left);
    for (size_t i = 1; i < e->n_arguments; i++) {
        const expression *item = canonical(a, e->arguments[i]);
        VEC_PUSH(a, &parts, item);
        if (!has_column(e->arguments[i]))
            VEC_PUSH(a, &constants, item);
    }
    if (constants.count + 1 == parts.count)
        return listed(a, e, left, &constants);
    if (is_large(left))
        return with_arguments(a, e, (const expression *const *)parts.items, parts.count);
    if (constants.count > 1)
        VEC_PUSH(a, &compared, listed(a, e, left, &constants));
    for (size_t i = 1; i < parts.count; i++)
        if (constants.count == 1 || has_column(e->arguments[i]))
            VEC_PUSH(a, &compared, make_binary(a, e->negated ? STR("<>") : STR("="), left, parts.items[i]));
    if (compared.count == 1)
        return compared.items[0];
    str word = e->negated ? STR("and") : STR("or");
    return expression_node(a, EXPRESSION_BINARY, word, nowhere, compared.items, compared.count);
}

/* --- casts --- */

static bool is_plain_integer(str text, int64_t *value)
{
    str digits = str_starts_with(text, STR("-")) ? str_slice(text, 1, text.len) : text;
    if (digits.len == 0 || digits.len > 19)
        return false;
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.ptr[i] < '0' || digits.ptr[i] > '9')
            return false;
    }
    char buffer[24];
    memcpy(buffer, text.ptr, text.len);
    buffer[text.len] = '\0';
    errno = 0;
    *value = strtoll(buffer, NULL, 10);
    return errno == 0;
}

/* The type an integer literal has on PostgreSQL: int where it fits, else bigint. */
static scalar_kind integer_type(int64_t value)
{
    return value >= INT32_MIN && value <= INT32_MAX ? SCALAR_INT : SCALAR_BIGINT;
}

static const expression *make_integer(arena *a, int64_t value)
{
    str text = str_format(a, "%lld", (long long)value);
    if (value >= 0)
        return expression_make(a, EXPRESSION_NUMBER, text, nowhere);
    return make_unary(a, STR("-"), expression_make(a, EXPRESSION_NUMBER, str_slice(text, 1, text.len), nowhere));
}

static bool is_text_type(scalar_kind kind)
{
    return kind == SCALAR_TEXT || kind == SCALAR_VARCHAR;
}

/* The number behind a literal such as 5, -5 or '-5'; false for all others. */
static bool integer_of(const expression *e, int64_t *value)
{
    if (e->kind == EXPRESSION_NUMBER || e->kind == EXPRESSION_STRING)
        return is_plain_integer(e->text, value);
    if (e->kind == EXPRESSION_UNARY && str_eq(e->text, STR("-")) && e->arguments[0]->kind == EXPRESSION_NUMBER &&
        is_plain_integer(e->arguments[0]->text, value)) {
        *value = -*value;
        return true;
    }
    return false;
}

static const expression *literal_without_cast(arena *a, const expression *literal, const model_type *type)
{
    if (literal->kind == EXPRESSION_MEMBER)
        return type->kind == TYPE_ENUM && str_eq(type->enum_name, literal->type.enum_name) ? literal : NULL;
    if (type->kind != TYPE_SCALAR || type->n_arguments > 0)
        return NULL;
    if (literal->kind == EXPRESSION_BOOL)
        return type->scalar == SCALAR_BOOL ? literal : NULL;
    if (literal->kind == EXPRESSION_STRING && is_text_type(type->scalar))
        return literal;
    int64_t value;
    if (integer_of(literal, &value))
        return type->scalar == integer_type(value) ? make_integer(a, value) : NULL;
    if (literal->kind == EXPRESSION_NUMBER)
        return type->scalar == SCALAR_DECIMAL ? literal : NULL;
    return NULL;
}

/* PostgreSQL casts a whole array of literals: (ARRAY['a', 'b'])::text[]. */
static bool is_array_without_cast(arena *a, const expression *array, const model_type *type)
{
    if (array->kind != EXPRESSION_ARRAY || type->dimensions != 1 || array->n_arguments == 0)
        return false;
    model_type element = *type;
    element.dimensions = 0;
    for (size_t i = 0; i < array->n_arguments; i++) {
        if (!literal_without_cast(a, array->arguments[i], &element))
            return false;
    }
    return true;
}

static const expression *canonical_cast(arena *a, const expression *e)
{
    const expression *operand = canonical(a, e->arguments[0]);
    if (is_array_without_cast(a, operand, &e->type))
        return operand;
    const expression *literal =
        expression_is_literal(operand) && e->type.dimensions == 0 ? literal_without_cast(a, operand, &e->type) : NULL;
    if (literal)
        return literal;
    expression *cast = expression_node(a, EXPRESSION_CAST, (str){0}, nowhere, &operand, 1);
    cast->type = e->type;
    return cast;
}

/* --- all --- */

static const expression *canonical_copy(arena *a, const expression *e)
{
    expression *copy = ARENA_NEW(a, expression);
    *copy = *e;
    copy->negated = false;
    copy->arguments = ARENA_ARRAY(a, expression *, e->n_arguments);
    for (size_t i = 0; i < e->n_arguments; i++)
        copy->arguments[i] = (expression *)canonical(a, e->arguments[i]);
    return negate_if(a, e->negated, copy);
}

static const expression *canonical_word(arena *a, const expression *e)
{
    if (str_eq(e->text, STR("current_timestamp")))
        return expression_make(a, EXPRESSION_CALL, STR("now"), nowhere);
    return e;
}

static const expression *canonical(arena *a, const expression *e)
{
    switch (e->kind) {
    case EXPRESSION_WORD:
        return canonical_word(a, e);
    case EXPRESSION_BINARY:
        return canonical_binary(a, e);
    case EXPRESSION_BETWEEN:
        return canonical_between(a, e);
    case EXPRESSION_IN:
        return canonical_in(a, e);
    case EXPRESSION_QUANTIFIED:
        return make_quantified(a, e->text, e->all, canonical(a, e->arguments[0]), canonical(a, e->arguments[1]));
    case EXPRESSION_CAST:
        return canonical_cast(a, e);
    default:
        return canonical_copy(a, e);
    }
}

static bool natives_equal(const expression *a, const expression *b)
{
    for (dialect_id id = 0; id < DIALECT_COUNT; id++) {
        if (!str_eq(a->native[id], b->native[id]))
            return false;
    }
    return true;
}

static bool nodes_equal(const expression *a, const expression *b)
{
    if (a->kind != b->kind || a->negated != b->negated || a->all != b->all || a->distinct != b->distinct ||
        a->n_arguments != b->n_arguments)
        return false;
    if (a->kind == EXPRESSION_NUMBER ? !str_eq_nocase(a->text, b->text) : !str_eq(a->text, b->text))
        return false;
    if ((a->kind == EXPRESSION_CAST || a->kind == EXPRESSION_MEMBER) && !model_type_equal(&a->type, &b->type))
        return false;
    return natives_equal(a, b);
}

bool expression_same(const expression *a, const expression *b)
{
    if (a == b)
        return true;
    if (!nodes_equal(a, b))
        return false;
    for (size_t i = 0; i < a->n_arguments; i++) {
        if (!expression_same(a->arguments[i], b->arguments[i]))
            return false;
    }
    return true;
}

const expression *expression_canonical(arena *a, const expression *e)
{
    return canonical(a, e);
}

bool expression_equal(const expression *a, const expression *b)
{
    if (!a || !b)
        return a == b;
    /* Most pairs are equal as they stand; only the others pay for the canonical form. */
    if (expression_same(a, b))
        return true;
    arena scratch = {0};
    bool equal = expression_same(canonical(&scratch, a), canonical(&scratch, b));
    arena_free(&scratch);
    return equal;
}
