/* One walk over a tree from the leaves up, that knows of each node its type, in two ways. COMPLETE writes every cast
 * that PostgreSQL would add, and each literal with the type that it gets there: two trees that mean the same to a
 * server are the same tree then. PLAIN takes those casts out again, wherever the server would add the same ones: what a
 * person would have written. */
#include "compiler/model/expression_typed.h"

#include "compiler/model/expression_literal.h"

typedef enum walk_way { WALK_COMPLETE, WALK_PLAIN } walk_way;

typedef struct walk {
    arena *memory;
    walk_way way;
    const expression_scope *scope;
} walk;

/* A node that has been walked, and what it was before the cast around it, where it is one. */
typedef struct typed {
    const expression *e;
    value_type type;
    const expression *bare;
    value_type bare_type;
} typed;

static typed visit(walk *w, const expression *e);

static const value_type untyped = {VALUE_UNTYPED, {0}};
static const value_type nobody_knows = {VALUE_UNKNOWN, {0}};

static typed plain(const expression *e, value_type type)
{
    return (typed){e, type, e, type};
}

/* --- enums that are no type of the server's --- */

static const model_enum *enum_of(const walk *w, const model_type *type)
{
    return type->kind == TYPE_ENUM && w->scope->schema ? model_find_enum(w->scope->schema, type->enum_name) : NULL;
}

/* The type as PostgreSQL stores it: text or a number for such an enum. */
static value_type stored_value(const walk *w, const model_type *type)
{
    const model_enum *item = enum_of(w, type);
    if (!item || item->storage == STORAGE_TYPE)
        return value_of(type);
    value_type v = value_scalar(item->storage == STORAGE_TEXT ? SCALAR_TEXT : SCALAR_SMALLINT);
    v.type.dimensions = type->dimensions;
    return v;
}

/* A member as it is stored: the label, or its number. */
static typed visit_member(walk *w, const expression *e)
{
    const model_enum *item = enum_of(w, &e->type);
    value_type type = stored_value(w, &e->type);
    if (w->way == WALK_PLAIN) /* printed, it is a literal in quotes */
        return plain(e, untyped);
    for (size_t i = 0; item && item->storage != STORAGE_TYPE && i < item->members.count; i++) {
        const model_member *member = &item->members.items[i];
        if (!str_eq(member->name, e->text))
            continue;
        if (item->storage == STORAGE_TEXT)
            return plain(expression_make(w->memory, EXPRESSION_STRING, member->label, e->span), type);
        str number = str_format(w->memory, "%zu", i);
        value_type whole = value_scalar(SCALAR_INT);
        return plain(expression_make(w->memory, EXPRESSION_NUMBER, number, e->span), whole);
    }
    return plain(e, type);
}

/* --- casts --- */

/* The node as a value of `to`: what the server adds. */
static typed coerce(walk *w, typed from, const value_type *to)
{
    arena *a = w->memory;
    if (from.e->kind == EXPRESSION_NULL || to->state != VALUE_TYPED)
        return from;
    if (from.e->kind == EXPRESSION_STRING && (from.type.state == VALUE_UNTYPED || value_is_text(&from.type)))
        return plain(literal_make(a, w->scope->schema, from.e, to), *to);
    if (from.type.state != VALUE_TYPED || value_same(&from.type, to))
        return from;
    const expression *number = value_is_number(to) ? literal_number_inside(from.e) : NULL;
    if (number)
        return plain(literal_make_number(a, number, to), *to);
    if (from.e->kind == EXPRESSION_COLLATE) {
        typed inner = coerce(w, plain(from.e->arguments[0], from.type), to);
        return plain(expression_node(a, EXPRESSION_COLLATE, from.e->text, from.e->span, &inner.e, 1), *to);
    }
    return plain(literal_cast(a, from.e, &to->type), *to);
}

static typed visit_cast_complete(walk *w, const expression *e)
{
    typed operand = visit(w, e->arguments[0]);
    value_type to = stored_value(w, &e->type);
    bool is_member = operand.e->kind == EXPRESSION_MEMBER && value_same(&operand.type, &to);
    if (operand.e->kind == EXPRESSION_NULL || is_member)
        return plain(operand.e, to);
    if (e->type.n_arguments > 0) {
        bool same = operand.type.state == VALUE_TYPED && model_type_equal(&operand.type.type, &e->type);
        return plain(same ? operand.e : literal_cast(w->memory, operand.e, &to.type), to);
    }
    if (operand.type.state == VALUE_UNKNOWN)
        return plain(literal_cast(w->memory, operand.e, &to.type), to);
    typed made = coerce(w, operand, &to);
    made.type = to;
    return made;
}

static typed visit_cast_plain(walk *w, const expression *e)
{
    typed operand = visit(w, e->arguments[0]);
    value_type to = value_of(&e->type);
    const expression *number = literal_in_quotes(w->memory, operand.e, &to);
    if (number)
        return plain(number, to);
    const expression *cast = operand.e == e->arguments[0] ? e : literal_cast(w->memory, operand.e, &e->type);
    bool is_text_of_number = operand.e->kind == EXPRESSION_STRING && value_is_number(&to);
    if (is_text_of_number) /* beside a number nobody writes a text */
        return plain(cast, to);
    return (typed){cast, to, operand.e, e->type.n_arguments > 0 ? nobody_knows : operand.type};
}

/* --- operands --- */

static bool all_same(const value_type *a, const value_type *b, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!value_same(&a[i], &b[i]))
            return false;
    }
    return true;
}

static const size_t STRIP_ALL = SIZE_MAX;

/* Would the server add the casts of all operands, or of the one at `which`, again? Then they go. */
static bool strip(walk *w, value_rule *rule, str text, typed *items, size_t count, size_t which)
{
    value_type *types = ARENA_ARRAY(w->memory, value_type, 3 * count);
    value_type *now = types + count;
    value_type *made = now + count;
    for (size_t i = 0; i < count; i++) {
        now[i] = items[i].type;
        types[i] = which == STRIP_ALL || which == i ? items[i].bare_type : items[i].type;
        if (items[i].e->kind == EXPRESSION_NULL)
            now[i] = types[i] = untyped;
    }
    if (!rule(text, types, count, made) || !all_same(now, made, count))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (which == STRIP_ALL || which == i)
            items[i].e = items[i].bare;
    }
    return true;
}

/* The operands get the casts that the rule asks for, or lose them. */
static void settle(walk *w, value_rule *rule, str text, typed *items, size_t count)
{
    if (count == 0)
        return;
    if (w->way == WALK_PLAIN) {
        bool done = strip(w, rule, text, items, count, STRIP_ALL);
        bool is_pair = count == 2 && rule != value_common;
        for (size_t i = 0; i < count && !done && is_pair; i++)
            done = strip(w, rule, text, items, count, 1 - i);
        return;
    }
    value_type *in = ARENA_ARRAY(w->memory, value_type, 2 * count);
    value_type *out = in + count;
    for (size_t i = 0; i < count; i++)
        in[i] = items[i].type;
    if (!rule(text, in, count, out))
        return;
    for (size_t i = 0; i < count; i++)
        items[i] = coerce(w, items[i], &out[i]);
}

/* Whole numbers of every size compare alike, so the size of one that is written is no difference. */
static void forget_sizes(walk *w, typed *items, size_t count)
{
    for (size_t i = 0; w->way == WALK_COMPLETE && i < count; i++) {
        const expression *number = value_is_integer(&items[i].type) ? literal_number_inside(items[i].e) : NULL;
        if (number)
            items[i].e = number;
    }
}

static typed *visit_all(walk *w, const expression *e)
{
    typed *items = ARENA_ARRAY(w->memory, typed, e->n_arguments + 1);
    for (size_t i = 0; i < e->n_arguments; i++)
        items[i] = visit(w, e->arguments[i]);
    return items;
}

/* The node with these operands; itself where they are its own. */
static const expression *with_operands(walk *w, const expression *e, const typed *items)
{
    bool same = true;
    for (size_t i = 0; i < e->n_arguments; i++)
        same = same && items[i].e == e->arguments[i];
    if (same)
        return e;
    expression *copy = ARENA_NEW(w->memory, expression);
    *copy = *e;
    copy->arguments = ARENA_ARRAY(w->memory, expression *, e->n_arguments);
    for (size_t i = 0; i < e->n_arguments; i++)
        copy->arguments[i] = (expression *)items[i].e;
    return copy;
}

/* --- nodes --- */

static bool is_among(str text, const char *const *list)
{
    for (; *list; list++) {
        if (str_eq(text, str_from(*list)))
            return true;
    }
    return false;
}

static bool is_comparison(str text)
{
    static const char *const texts[] = {"=", "<>", "<", "<=", ">", ">=", NULL};
    return is_among(text, texts);
}

static bool is_matching(str text)
{
    static const char *const texts[] = {"like", "ilike", "not like", "not ilike", "similar", "~",
                                        "~*",   "!~",    "!~*",      "^@",        NULL};
    return is_among(text, texts);
}

static value_rule *rule_of(str text)
{
    return is_comparison(text) ? value_compared : is_matching(text) ? value_matched : value_computed;
}

static typed visit_binary(walk *w, const expression *e)
{
    typed *items = visit_all(w, e);
    settle(w, rule_of(e->text), e->text, items, 2);
    if (is_comparison(e->text))
        forget_sizes(w, items, 2);
    value_type types[2] = {items[0].type, items[1].type};
    return plain(with_operands(w, e, items), value_of_binary(e->text, types));
}

static typed visit_is(walk *w, const expression *e)
{
    typed *items = visit_all(w, e);
    if (e->n_arguments > 1) {
        settle(w, value_compared, e->text, items, 2);
        forget_sizes(w, items, 2);
    }
    return plain(with_operands(w, e, items), value_scalar(SCALAR_BOOL));
}

static typed visit_between(walk *w, const expression *e)
{
    typed *items = visit_all(w, e);
    typed first[2] = {items[0], items[1]};
    typed second[2] = {items[0], items[2]};
    settle(w, value_compared, e->text, first, 2);
    settle(w, value_compared, e->text, second, 2);
    forget_sizes(w, first, 2);
    forget_sizes(w, second, 2);
    if (!expression_same(first[0].e, second[0].e))
        return plain(with_operands(w, e, items), value_scalar(SCALAR_BOOL));
    typed settled[3] = {first[0], first[1], second[1]};
    return plain(with_operands(w, e, settled), value_scalar(SCALAR_BOOL));
}

static typed visit_in(walk *w, const expression *e)
{
    typed *items = visit_all(w, e);
    settle(w, value_listed, e->text, items, e->n_arguments);
    forget_sizes(w, items, e->n_arguments);
    return plain(with_operands(w, e, items), value_scalar(SCALAR_BOOL));
}

static value_type element_of(const value_type *array)
{
    value_type element = *array;
    if (array->state != VALUE_TYPED || array->type.dimensions == 0)
        return nobody_knows;
    element.type.dimensions--;
    return element;
}

static value_type array_of(const value_type *element)
{
    value_type array = *element;
    array.type.dimensions++;
    array.type.n_arguments = 0;
    return array.state == VALUE_TYPED ? array : nobody_knows;
}

static typed visit_array(walk *w, const expression *e)
{
    typed *items = visit_all(w, e);
    settle(w, value_common, e->text, items, e->n_arguments);
    value_type type = e->n_arguments > 0 ? array_of(&items[0].type) : nobody_knows;
    return plain(with_operands(w, e, items), type);
}

/* --- any and all --- */

/* The items of `array[…]`, or of such an array in a cast, with its type; NULL for any other. */
static const expression *array_inside(const expression *e, const model_type **cast)
{
    *cast = NULL;
    if (e->kind == EXPRESSION_CAST && e->type.dimensions > 0 && e->type.n_arguments == 0) {
        *cast = &e->type;
        e = e->arguments[0];
    }
    return e->kind == EXPRESSION_ARRAY && e->n_arguments > 0 ? e : NULL;
}

/* `x = any (array[…])`: the operand first, then the items. */
typedef struct quantified {
    const expression *e;
    const expression *array;
    typed *items;
    size_t count;       /* with the operand */
    value_type element; /* what the items become by a cast of the whole array; unknown where there is none */
} quantified;

/* Each item by itself in place of the array as a whole. */
static typed quantified_complete(walk *w, const quantified *q)
{
    typed *items = q->items + 1;
    size_t count = q->count - 1;
    settle(w, value_common, q->e->text, items, count);
    value_type pair[2] = {q->items[0].type, q->element.state == VALUE_TYPED ? q->element : items[0].type};
    value_type made[2] = {nobody_knows, nobody_knows};
    if (rule_of(q->e->text)(q->e->text, pair, 2, made))
        q->items[0] = coerce(w, q->items[0], &made[0]);
    for (size_t i = 0; i < count; i++) {
        items[i] = coerce(w, items[i], &q->element);
        items[i] = coerce(w, items[i], &made[1]);
    }
    if (is_comparison(q->e->text))
        forget_sizes(w, items, count);
    typed operands[2] = {q->items[0], plain(with_operands(w, q->array, items), nobody_knows)};
    return plain(with_operands(w, q->e, operands), value_scalar(SCALAR_BOOL));
}

/* `in` where the server makes these casts of it; NULL: it is something else. */
static const expression *quantified_as_in(walk *w, const quantified *q)
{
    bool is_in = str_eq(q->e->text, STR("=")) && !q->e->all;
    bool is_not_in = str_eq(q->e->text, STR("<>")) && q->e->all;
    if ((!is_in && !is_not_in) || q->count < 3)
        return NULL;
    value_type pair[2] = {q->items[0].bare_type, q->items[1].type};
    value_type made[2];
    if (!value_compared(q->e->text, pair, 2, made))
        return NULL;
    const value_type *element = q->element.state == VALUE_TYPED ? &q->element : &q->items[1].type;
    if (!value_same(&made[1], element) || !strip(w, value_listed, q->e->text, q->items, q->count, STRIP_ALL))
        return NULL;
    const expression **arguments = ARENA_ARRAY(w->memory, const expression *, q->count);
    for (size_t i = 0; i < q->count; i++)
        arguments[i] = q->items[i].e;
    expression *in = expression_node(w->memory, EXPRESSION_IN, (str){0}, q->e->span, arguments, q->count);
    in->negated = is_not_in;
    return in;
}

/* The array as it stands, with the cast around it. */
static typed quantified_plain(walk *w, const quantified *q)
{
    const expression *in = quantified_as_in(w, q);
    if (in)
        return plain(in, value_scalar(SCALAR_BOOL));
    settle(w, value_common, q->e->text, q->items + 1, q->count - 1);
    const expression *array = with_operands(w, q->array, q->items + 1);
    const expression *right = q->e->arguments[1];
    if (right->kind == EXPRESSION_CAST)
        array = literal_cast(w->memory, array, &right->type);
    typed operands[2] = {q->items[0], plain(array, nobody_knows)};
    return plain(with_operands(w, q->e, operands), value_scalar(SCALAR_BOOL));
}

/* Of any other array only the type of the elements counts. */
static typed quantified_other(walk *w, const expression *e)
{
    typed *items = visit_all(w, e);
    value_type element = element_of(&items[1].type);
    typed pair[2] = {items[0], plain(items[1].e, element)};
    value_type in[2] = {items[0].type, element};
    value_type made[2];
    if (w->way == WALK_PLAIN)
        (void)strip(w, rule_of(e->text), e->text, pair, 2, 0);
    else if (rule_of(e->text)(e->text, in, 2, made))
        pair[0] = coerce(w, pair[0], &made[0]);
    items[0].e = pair[0].e;
    return plain(with_operands(w, e, items), value_scalar(SCALAR_BOOL));
}

static typed visit_quantified(walk *w, const expression *e)
{
    const model_type *cast;
    const expression *array = array_inside(e->arguments[1], &cast);
    if (!array)
        return quantified_other(w, e);
    quantified q = {.e = e, .array = array, .count = array->n_arguments + 1};
    value_type whole = cast ? value_of(cast) : nobody_knows;
    q.element = element_of(&whole);
    q.items = ARENA_ARRAY(w->memory, typed, q.count);
    q.items[0] = visit(w, e->arguments[0]);
    for (size_t i = 1; i < q.count; i++)
        q.items[i] = visit(w, array->arguments[i - 1]);
    return w->way == WALK_PLAIN ? quantified_plain(w, &q) : quantified_complete(w, &q);
}

/* --- cases and calls --- */

/* The results of all parts get one type. */
static void settle_results(walk *w, const expression *e, typed *parts, value_type *type)
{
    size_t count = 0;
    typed *results = ARENA_ARRAY(w->memory, typed, e->n_arguments + 1);
    for (size_t i = e->distinct; i < e->n_arguments; i++)
        results[count++] = visit(w, e->arguments[i]->arguments[e->arguments[i]->n_arguments - 1]);
    settle(w, value_common, STR("case"), results, count);
    *type = count > 0 ? results[0].type : nobody_knows;
    for (size_t i = 0; i < count; i++) {
        parts[i + e->distinct].bare = results[i].e;
        if (type->state == VALUE_UNTYPED)
            *type = results[i].type;
    }
}

/* What the operand of the case is compared with: the operand itself is never shown in a cast. */
static void settle_when(walk *w, const typed *compared, typed *value)
{
    value_type in[2] = {compared->type, w->way == WALK_PLAIN ? value->bare_type : value->type};
    value_type made[2];
    if (!value_compared(STR("="), in, 2, made))
        return;
    if (w->way == WALK_COMPLETE)
        *value = coerce(w, *value, &made[1]);
    else if (value_same(&made[1], &value->type))
        value->e = value->bare;
}

/* A case without ELSE gives null; the server writes that down, a person does not. */
static const expression *with_else(walk *w, const expression *e)
{
    const expression *last = e->arguments[e->n_arguments - 1];
    bool has_else = last->kind == EXPRESSION_ELSE;
    const expression *value = has_else ? last->arguments[0] : NULL;
    if (value && value->kind == EXPRESSION_CAST)
        value = value->arguments[0];
    bool is_null = value && value->kind == EXPRESSION_NULL;
    if (w->way == WALK_PLAIN ? !is_null : has_else)
        return e;
    const expression *null = expression_make(w->memory, EXPRESSION_NULL, (str){0}, e->span);
    size_t count = w->way == WALK_PLAIN ? e->n_arguments - 1 : e->n_arguments + 1;
    const expression **parts = ARENA_ARRAY(w->memory, const expression *, count);
    for (size_t i = 0; i < count && i < e->n_arguments; i++)
        parts[i] = e->arguments[i];
    if (w->way == WALK_COMPLETE)
        parts[count - 1] = expression_node(w->memory, EXPRESSION_ELSE, (str){0}, e->span, &null, 1);
    expression *made = expression_node(w->memory, EXPRESSION_CASE, e->text, e->span, parts, count);
    made->distinct = e->distinct;
    return made;
}

static typed visit_case(walk *w, const expression *e)
{
    e = with_else(w, e);
    typed *parts = ARENA_ARRAY(w->memory, typed, e->n_arguments + 1);
    value_type type;
    settle_results(w, e, parts, &type);
    typed compared = e->distinct ? visit(w, e->arguments[0]) : plain(NULL, nobody_knows);
    parts[0].e = e->distinct ? compared.e : NULL;
    for (size_t i = e->distinct; i < e->n_arguments; i++) {
        const expression *part = e->arguments[i];
        typed inside[2] = {plain(parts[i].bare, nobody_knows), plain(parts[i].bare, nobody_knows)};
        if (part->kind == EXPRESSION_WHEN) {
            inside[0] = visit(w, part->arguments[0]);
            if (e->distinct)
                settle_when(w, &compared, &inside[0]);
        }
        parts[i].e = with_operands(w, part, inside);
    }
    return plain(with_operands(w, e, parts), type);
}

/* A function that nobody knows is for text, if a varchar is given to it: a cast to it is no difference. */
static void forget_varchar(walk *w, typed *items, size_t count)
{
    value_type text = value_scalar(SCALAR_TEXT);
    for (size_t i = 0; i < count; i++) {
        if (value_is_scalar(&items[i].type, SCALAR_VARCHAR))
            items[i] = coerce(w, items[i], &text);
    }
}

static typed visit_call(walk *w, const expression *e)
{
    typed *items = visit_all(w, e);
    settle(w, value_called, e->text, items, e->n_arguments);
    bool open = str_eq(e->text, STR("coalesce")) || str_eq(e->text, STR("greatest")) || str_eq(e->text, STR("least"));
    if (w->way == WALK_COMPLETE && !open)
        forget_varchar(w, items, e->n_arguments);
    value_type *types = ARENA_ARRAY(w->memory, value_type, e->n_arguments + 1);
    for (size_t i = 0; i < e->n_arguments; i++)
        types[i] = items[i].type;
    return plain(with_operands(w, e, items), value_of_call(e->text, types, e->n_arguments));
}

/* --- leaves and all the others --- */

static typed visit_column(walk *w, const expression *e)
{
    const model_table *table = w->scope->table;
    const model_column *column = table ? model_find_column(table, e->text) : NULL;
    return plain(e, column && !column->broken ? stored_value(w, &column->type) : nobody_knows);
}

static typed visit_other(walk *w, const expression *e)
{
    typed *items = visit_all(w, e);
    value_type type = nobody_knows;
    if (e->kind == EXPRESSION_UNARY)
        type = str_eq(e->text, STR("not")) ? value_scalar(SCALAR_BOOL) : items[0].type;
    else if (e->kind == EXPRESSION_COLLATE)
        type = items[0].type;
    else if (e->kind == EXPRESSION_SUBSCRIPT)
        type = element_of(&items[0].type);
    return plain(with_operands(w, e, items), type);
}

static typed visit_operation(walk *w, const expression *e)
{
    switch (e->kind) {
    case EXPRESSION_BINARY:
        return visit_binary(w, e);
    case EXPRESSION_IS:
        return visit_is(w, e);
    case EXPRESSION_BETWEEN:
        return visit_between(w, e);
    case EXPRESSION_IN:
        return visit_in(w, e);
    case EXPRESSION_ARRAY:
        return visit_array(w, e);
    case EXPRESSION_QUANTIFIED:
        return visit_quantified(w, e);
    case EXPRESSION_CASE:
        return visit_case(w, e);
    case EXPRESSION_CALL:
        return visit_call(w, e);
    case EXPRESSION_CAST:
        return w->way == WALK_PLAIN ? visit_cast_plain(w, e) : visit_cast_complete(w, e);
    default:
        return visit_other(w, e);
    }
}

static typed visit(walk *w, const expression *e)
{
    switch (e->kind) {
    case EXPRESSION_NULL:
    case EXPRESSION_STRING:
        return plain(e, untyped);
    case EXPRESSION_BOOL:
        return plain(e, value_scalar(SCALAR_BOOL));
    case EXPRESSION_NUMBER:
        return plain(e, literal_number_type(e));
    case EXPRESSION_MEMBER:
        return visit_member(w, e);
    case EXPRESSION_COLUMN:
        return visit_column(w, e);
    case EXPRESSION_WORD:
        return plain(e, value_of_word(e->text));
    default:
        return literal_is_minus(e) ? plain(e, literal_number_type(e)) : visit_operation(w, e);
    }
}

/* --- the two ways --- */

static bool is_quoted(const expression *e)
{
    return e->kind == EXPRESSION_STRING || e->kind == EXPRESSION_MEMBER;
}

const expression *expression_plain(arena *a, const expression *e, const expression_scope *scope)
{
    walk w = {.memory = a, .way = WALK_PLAIN, .scope = scope};
    typed whole = visit(&w, e);
    if (!scope->target || !is_quoted(whole.bare) || whole.bare == whole.e)
        return whole.e;
    value_type target = stored_value(&w, scope->target);
    return value_same(&whole.type, &target) ? whole.bare : whole.e;
}

static bool is_empty_array(const expression *e)
{
    return e->kind == EXPRESSION_ARRAY && e->n_arguments == 0;
}

static const expression *complete(arena *a, const expression *e, const expression_scope *scope)
{
    static const expression_scope none = {0};
    walk w = {.memory = a, .way = WALK_COMPLETE, .scope = scope ? scope : &none};
    typed whole = visit(&w, e);
    value_type target = w.scope->target ? stored_value(&w, w.scope->target) : nobody_knows;
    bool is_literal = whole.e->kind == EXPRESSION_STRING || literal_number_inside(whole.e) ||
                      (whole.e->kind == EXPRESSION_CAST && whole.e->arguments[0]->kind == EXPRESSION_STRING &&
                       value_same(&whole.type, &target));
    if (is_empty_array(whole.e) && target.state == VALUE_TYPED)
        return literal_cast(a, whole.e, &target.type);
    return is_literal ? coerce(&w, whole, &target).e : whole.e;
}

bool expression_equal_typed(const expression_scope *a_scope, const expression *a, const expression_scope *b_scope,
                            const expression *b)
{
    if (!a || !b)
        return a == b;
    if (expression_equal(a, b))
        return true;
    arena scratch = {0};
    const expression *left = expression_canonical(&scratch, complete(&scratch, a, a_scope));
    const expression *right = expression_canonical(&scratch, complete(&scratch, b, b_scope));
    bool equal = expression_same(left, right);
    arena_free(&scratch);
    return equal;
}

bool expression_type_of(const expression_scope *scope, const expression *e, model_type *type)
{
    arena scratch = {0};
    walk w = {.memory = &scratch, .way = WALK_COMPLETE, .scope = scope};
    value_type found = visit(&w, e).type;
    *type = found.type;
    arena_free(&scratch);
    return found.state == VALUE_TYPED;
}
