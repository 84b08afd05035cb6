/* One walk over a tree from the leaves up, that knows of each node its type, in two ways. COMPLETE writes every cast
 * that PostgreSQL would add, and each literal with the type that it gets there: two trees that mean the same to a
 * server are the same tree then. PLAIN takes those casts out again, wherever the server would add the same ones: what a
 * person would have written. */
#include "compiler/model/expression_typed.h"

#include "compiler/model/expression_walk.h"

static const value_type untyped = {VALUE_UNTYPED, {0}};
const value_type typed_nobody_knows = {VALUE_UNKNOWN, {0}};

typed typed_plain(const expression *e, value_type type)
{
    return (typed){e, type, e, type};
}

/* --- enums that are no type of the server's --- */

static const model_enum *enum_of(const typed_walk *w, const model_type *type)
{
    return type->kind == TYPE_ENUM && w->scope->schema ? model_find_enum(w->scope->schema, type->enum_name) : NULL;
}

/* The type as PostgreSQL stores it: text or a number for such an enum. */
static value_type stored_value(const typed_walk *w, const model_type *type)
{
    const model_enum *item = enum_of(w, type);
    if (!item || item->storage == STORAGE_TYPE)
        return value_of(type);
    value_type v = value_scalar(item->storage == STORAGE_TEXT ? SCALAR_TEXT : SCALAR_SMALLINT);
    v.type.dimensions = type->dimensions;
    return v;
}

/* A member as it is stored: the label, or its number. */
static typed visit_member(typed_walk *w, const expression *e)
{
    const model_enum *item = enum_of(w, &e->type);
    value_type type = stored_value(w, &e->type);
    if (w->way == TYPED_PLAIN) /* printed, it is a literal in quotes */
        return typed_plain(e, untyped);
    for (size_t i = 0; item && item->storage != STORAGE_TYPE && i < item->members.count; i++) {
        const model_member *member = &item->members.items[i];
        if (!str_eq(member->name, e->text))
            continue;
        if (item->storage == STORAGE_TEXT)
            return typed_plain(expression_make(w->memory, EXPRESSION_STRING, member->label, e->span), type);
        str number = str_format(w->memory, "%zu", i);
        value_type whole = value_scalar(SCALAR_INT);
        return typed_plain(expression_make(w->memory, EXPRESSION_NUMBER, number, e->span), whole);
    }
    return typed_plain(e, type);
}

/* --- casts --- */

/* The node as a value of `to`: what the server adds. */
typed typed_coerce(typed_walk *w, typed from, const value_type *to)
{
    arena *a = w->memory;
    if (from.e->kind == EXPRESSION_NULL || to->state != VALUE_TYPED)
        return from;
    if (from.e->kind == EXPRESSION_STRING && (from.type.state == VALUE_UNTYPED || value_is_text(&from.type)))
        return typed_plain(literal_make(a, w->scope->schema, from.e, to), *to);
    if (from.type.state != VALUE_TYPED || value_same(&from.type, to))
        return from;
    const expression *number = value_is_number(to) ? literal_number_inside(from.e) : NULL;
    if (number)
        return typed_plain(literal_make_number(a, number, to), *to);
    if (from.e->kind == EXPRESSION_COLLATE) {
        typed inner = typed_coerce(w, typed_plain(from.e->arguments[0], from.type), to);
        return typed_plain(expression_node(a, EXPRESSION_COLLATE, from.e->text, from.e->span, &inner.e, 1), *to);
    }
    return typed_plain(literal_cast(a, from.e, &to->type), *to);
}

static typed visit_cast_complete(typed_walk *w, const expression *e)
{
    typed operand = typed_visit(w, e->arguments[0]);
    value_type to = stored_value(w, &e->type);
    bool is_member = operand.e->kind == EXPRESSION_MEMBER && value_same(&operand.type, &to);
    if (operand.e->kind == EXPRESSION_NULL || is_member)
        return typed_plain(operand.e, to);
    if (e->type.n_arguments > 0) {
        bool same = operand.type.state == VALUE_TYPED && model_type_equal(&operand.type.type, &e->type);
        return typed_plain(same ? operand.e : literal_cast(w->memory, operand.e, &to.type), to);
    }
    if (operand.type.state == VALUE_UNKNOWN)
        return typed_plain(literal_cast(w->memory, operand.e, &to.type), to);
    typed made = typed_coerce(w, operand, &to);
    made.type = to;
    return made;
}

static typed visit_cast_plain(typed_walk *w, const expression *e)
{
    typed operand = typed_visit(w, e->arguments[0]);
    value_type to = value_of(&e->type);
    const expression *number = literal_in_quotes(w->memory, operand.e, &to);
    if (number)
        return typed_plain(number, to);
    const expression *cast = operand.e == e->arguments[0] ? e : literal_cast(w->memory, operand.e, &e->type);
    bool is_text_of_number = operand.e->kind == EXPRESSION_STRING && value_is_number(&to);
    if (is_text_of_number) /* beside a number nobody writes a text */
        return typed_plain(cast, to);
    return (typed){cast, to, operand.e, e->type.n_arguments > 0 ? typed_nobody_knows : operand.type};
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

/* Would the server add the casts of all operands, or of the one at `which`, again? Then they go. */
bool typed_strip(typed_walk *w, value_rule *rule, str text, typed *items, size_t count, size_t which)
{
    value_type *types = ARENA_ARRAY(w->memory, value_type, 3 * count);
    value_type *now = types + count;
    value_type *made = now + count;
    for (size_t i = 0; i < count; i++) {
        now[i] = items[i].type;
        types[i] = which == TYPED_STRIP_ALL || which == i ? items[i].bare_type : items[i].type;
        if (items[i].e->kind == EXPRESSION_NULL)
            now[i] = types[i] = untyped;
    }
    if (!rule(text, types, count, made) || !all_same(now, made, count))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (which == TYPED_STRIP_ALL || which == i)
            items[i].e = items[i].bare;
    }
    return true;
}

/* The operands get the casts that the rule asks for, or lose them. */
void typed_settle(typed_walk *w, value_rule *rule, str text, typed *items, size_t count)
{
    if (count == 0)
        return;
    if (w->way == TYPED_PLAIN) {
        bool done = typed_strip(w, rule, text, items, count, TYPED_STRIP_ALL);
        bool is_pair = count == 2 && rule != value_common;
        for (size_t i = 0; i < count && !done && is_pair; i++)
            done = typed_strip(w, rule, text, items, count, 1 - i);
        return;
    }
    value_type *in = ARENA_ARRAY(w->memory, value_type, 2 * count);
    value_type *out = in + count;
    for (size_t i = 0; i < count; i++)
        in[i] = items[i].type;
    if (!rule(text, in, count, out))
        return;
    for (size_t i = 0; i < count; i++)
        items[i] = typed_coerce(w, items[i], &out[i]);
}

/* Whole numbers of every size compare alike, so the size of one that is written is no difference. */
void typed_forget_sizes(typed_walk *w, typed *items, size_t count)
{
    for (size_t i = 0; w->way == TYPED_COMPLETE && i < count; i++) {
        const expression *number = value_is_integer(&items[i].type) ? literal_number_inside(items[i].e) : NULL;
        if (number)
            items[i].e = number;
    }
}

typed *typed_visit_all(typed_walk *w, const expression *e)
{
    typed *items = ARENA_ARRAY(w->memory, typed, e->n_arguments + 1);
    for (size_t i = 0; i < e->n_arguments; i++)
        items[i] = typed_visit(w, e->arguments[i]);
    return items;
}

/* The node with these operands; itself where they are its own. */
const expression *typed_with_operands(typed_walk *w, const expression *e, const typed *items)
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

bool typed_is_comparison(str text)
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

value_rule *typed_rule_of(str text)
{
    return typed_is_comparison(text) ? value_compared : is_matching(text) ? value_matched : value_computed;
}

static typed visit_binary(typed_walk *w, const expression *e)
{
    typed *items = typed_visit_all(w, e);
    typed_settle(w, typed_rule_of(e->text), e->text, items, 2);
    if (typed_is_comparison(e->text))
        typed_forget_sizes(w, items, 2);
    value_type types[2] = {items[0].type, items[1].type};
    return typed_plain(typed_with_operands(w, e, items), value_of_binary(e->text, types));
}

static typed visit_is(typed_walk *w, const expression *e)
{
    typed *items = typed_visit_all(w, e);
    if (e->n_arguments > 1) {
        typed_settle(w, value_compared, e->text, items, 2);
        typed_forget_sizes(w, items, 2);
    }
    return typed_plain(typed_with_operands(w, e, items), value_scalar(SCALAR_BOOL));
}

static typed visit_between(typed_walk *w, const expression *e)
{
    typed *items = typed_visit_all(w, e);
    typed first[2] = {items[0], items[1]};
    typed second[2] = {items[0], items[2]};
    typed_settle(w, value_compared, e->text, first, 2);
    typed_settle(w, value_compared, e->text, second, 2);
    typed_forget_sizes(w, first, 2);
    typed_forget_sizes(w, second, 2);
    if (!expression_same(first[0].e, second[0].e))
        return typed_plain(typed_with_operands(w, e, items), value_scalar(SCALAR_BOOL));
    typed settled[3] = {first[0], first[1], second[1]};
    return typed_plain(typed_with_operands(w, e, settled), value_scalar(SCALAR_BOOL));
}

static typed visit_in(typed_walk *w, const expression *e)
{
    typed *items = typed_visit_all(w, e);
    typed_settle(w, value_listed, e->text, items, e->n_arguments);
    typed_forget_sizes(w, items, e->n_arguments);
    return typed_plain(typed_with_operands(w, e, items), value_scalar(SCALAR_BOOL));
}

value_type typed_element_of(const value_type *array)
{
    value_type element = *array;
    if (array->state != VALUE_TYPED || array->type.dimensions == 0)
        return typed_nobody_knows;
    element.type.dimensions--;
    return element;
}

static value_type array_of(const value_type *element)
{
    value_type array = *element;
    array.type.dimensions++;
    array.type.n_arguments = 0;
    return array.state == VALUE_TYPED ? array : typed_nobody_knows;
}

static typed visit_array(typed_walk *w, const expression *e)
{
    typed *items = typed_visit_all(w, e);
    typed_settle(w, value_common, e->text, items, e->n_arguments);
    value_type type = e->n_arguments > 0 ? array_of(&items[0].type) : typed_nobody_knows;
    return typed_plain(typed_with_operands(w, e, items), type);
}

/* --- cases and calls --- */

/* The results of all parts get one type. */
static void settle_results(typed_walk *w, const expression *e, typed *parts, value_type *type)
{
    size_t count = 0;
    typed *results = ARENA_ARRAY(w->memory, typed, e->n_arguments + 1);
    for (size_t i = e->distinct; i < e->n_arguments; i++)
        results[count++] = typed_visit(w, e->arguments[i]->arguments[e->arguments[i]->n_arguments - 1]);
    typed_settle(w, value_common, STR("case"), results, count);
    *type = count > 0 ? results[0].type : typed_nobody_knows;
    for (size_t i = 0; i < count; i++) {
        parts[i + e->distinct].bare = results[i].e;
        if (type->state == VALUE_UNTYPED)
            *type = results[i].type;
    }
}

/* What the operand of the case is compared with: the operand itself is never shown in a cast. */
static void settle_when(typed_walk *w, const typed *compared, typed *value)
{
    value_type in[2] = {compared->type, w->way == TYPED_PLAIN ? value->bare_type : value->type};
    value_type made[2];
    if (!value_compared(STR("="), in, 2, made))
        return;
    if (w->way == TYPED_COMPLETE)
        *value = typed_coerce(w, *value, &made[1]);
    else if (value_same(&made[1], &value->type))
        value->e = value->bare;
}

/* A case without ELSE gives null; the server writes that down, a person does not. */
static const expression *with_else(typed_walk *w, const expression *e)
{
    const expression *last = e->arguments[e->n_arguments - 1];
    bool has_else = last->kind == EXPRESSION_ELSE;
    const expression *value = has_else ? last->arguments[0] : NULL;
    if (value && value->kind == EXPRESSION_CAST)
        value = value->arguments[0];
    bool is_null = value && value->kind == EXPRESSION_NULL;
    if (w->way == TYPED_PLAIN ? !is_null : has_else)
        return e;
    const expression *null = expression_make(w->memory, EXPRESSION_NULL, (str){0}, e->span);
    size_t count = w->way == TYPED_PLAIN ? e->n_arguments - 1 : e->n_arguments + 1;
    const expression **parts = ARENA_ARRAY(w->memory, const expression *, count);
    for (size_t i = 0; i < count && i < e->n_arguments; i++)
        parts[i] = e->arguments[i];
    if (w->way == TYPED_COMPLETE)
        parts[count - 1] = expression_node(w->memory, EXPRESSION_ELSE, (str){0}, e->span, &null, 1);
    expression *made = expression_node(w->memory, EXPRESSION_CASE, e->text, e->span, parts, count);
    made->distinct = e->distinct;
    return made;
}

static typed visit_case(typed_walk *w, const expression *e)
{
    e = with_else(w, e);
    typed *parts = ARENA_ARRAY(w->memory, typed, e->n_arguments + 1);
    value_type type;
    settle_results(w, e, parts, &type);
    typed compared = e->distinct ? typed_visit(w, e->arguments[0]) : typed_plain(NULL, typed_nobody_knows);
    parts[0].e = e->distinct ? compared.e : NULL;
    for (size_t i = e->distinct; i < e->n_arguments; i++) {
        const expression *part = e->arguments[i];
        typed inside[2] = {typed_plain(parts[i].bare, typed_nobody_knows),
                           typed_plain(parts[i].bare, typed_nobody_knows)};
        if (part->kind == EXPRESSION_WHEN) {
            inside[0] = typed_visit(w, part->arguments[0]);
            if (e->distinct)
                settle_when(w, &compared, &inside[0]);
        }
        parts[i].e = typed_with_operands(w, part, inside);
    }
    return typed_plain(typed_with_operands(w, e, parts), type);
}

/* A function that nobody knows is for text, if a varchar is given to it: a cast to it is no difference. */
static void forget_varchar(typed_walk *w, typed *items, size_t count)
{
    value_type text = value_scalar(SCALAR_TEXT);
    for (size_t i = 0; i < count; i++) {
        if (value_is_scalar(&items[i].type, SCALAR_VARCHAR))
            items[i] = typed_coerce(w, items[i], &text);
    }
}

static typed visit_call(typed_walk *w, const expression *e)
{
    typed *items = typed_visit_all(w, e);
    typed_settle(w, value_called, e->text, items, e->n_arguments);
    bool open = str_eq(e->text, STR("coalesce")) || str_eq(e->text, STR("greatest")) || str_eq(e->text, STR("least"));
    if (w->way == TYPED_COMPLETE && !open)
        forget_varchar(w, items, e->n_arguments);
    value_type *types = ARENA_ARRAY(w->memory, value_type, e->n_arguments + 1);
    for (size_t i = 0; i < e->n_arguments; i++)
        types[i] = items[i].type;
    return typed_plain(typed_with_operands(w, e, items), value_of_call(e->text, types, e->n_arguments));
}

/* --- leaves and all the others --- */

static typed visit_column(typed_walk *w, const expression *e)
{
    const model_table *table = w->scope->table;
    const model_column *column = table ? model_find_column(table, e->text) : NULL;
    return typed_plain(e, column && !column->broken ? stored_value(w, &column->type) : typed_nobody_knows);
}

/* The type of what stands at the place. */
static value_type subscripted(typed_walk *w, typed *items)
{
    typed_settle(w, value_subscripted, STR("[]"), items, 2);
    return value_is_scalar(&items[0].type, SCALAR_JSONB) ? items[0].type : typed_element_of(&items[0].type);
}

static typed visit_other(typed_walk *w, const expression *e)
{
    typed *items = typed_visit_all(w, e);
    value_type type = typed_nobody_knows;
    if (e->kind == EXPRESSION_UNARY)
        type = str_eq(e->text, STR("not")) ? value_scalar(SCALAR_BOOL) : items[0].type;
    else if (e->kind == EXPRESSION_COLLATE)
        type = items[0].type;
    else if (e->kind == EXPRESSION_SUBSCRIPT)
        type = subscripted(w, items);
    return typed_plain(typed_with_operands(w, e, items), type);
}

static typed visit_operation(typed_walk *w, const expression *e)
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
        return typed_visit_quantified(w, e);
    case EXPRESSION_CASE:
        return visit_case(w, e);
    case EXPRESSION_CALL:
        return visit_call(w, e);
    case EXPRESSION_CAST:
        return w->way == TYPED_PLAIN ? visit_cast_plain(w, e) : visit_cast_complete(w, e);
    default:
        return visit_other(w, e);
    }
}

typed typed_visit(typed_walk *w, const expression *e)
{
    switch (e->kind) {
    case EXPRESSION_NULL:
    case EXPRESSION_STRING:
        return typed_plain(e, untyped);
    case EXPRESSION_BOOL:
        return typed_plain(e, value_scalar(SCALAR_BOOL));
    case EXPRESSION_NUMBER:
        return typed_plain(e, literal_number_type(e));
    case EXPRESSION_MEMBER:
        return visit_member(w, e);
    case EXPRESSION_COLUMN:
        return visit_column(w, e);
    case EXPRESSION_WORD:
        return typed_plain(e, value_of_word(e->text));
    default:
        return literal_is_minus(e) ? typed_plain(e, literal_number_type(e)) : visit_operation(w, e);
    }
}

/* --- the two ways --- */

static bool is_quoted(const expression *e)
{
    return e->kind == EXPRESSION_STRING || e->kind == EXPRESSION_MEMBER;
}

const expression *expression_plain(arena *a, const expression *e, const expression_scope *scope)
{
    typed_walk w = {.memory = a, .way = TYPED_PLAIN, .scope = scope};
    typed whole = typed_visit(&w, e);
    bool cut = whole.e->kind == EXPRESSION_CAST && whole.e->type.n_arguments > 0; /* 'abc'::varchar(2) is 'ab' */
    if (!scope->target || !is_quoted(whole.bare) || whole.bare == whole.e || cut)
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
    typed_walk w = {.memory = a, .way = TYPED_COMPLETE, .scope = scope ? scope : &none};
    typed whole = typed_visit(&w, e);
    value_type target = w.scope->target ? stored_value(&w, w.scope->target) : typed_nobody_knows;
    bool is_literal = whole.e->kind == EXPRESSION_STRING || literal_number_inside(whole.e) ||
                      (whole.e->kind == EXPRESSION_CAST && whole.e->arguments[0]->kind == EXPRESSION_STRING &&
                       value_same(&whole.type, &target));
    if (is_empty_array(whole.e) && target.state == VALUE_TYPED)
        return literal_cast(a, whole.e, &target.type);
    return is_literal ? typed_coerce(&w, whole, &target).e : whole.e;
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
    typed_walk w = {.memory = &scratch, .way = TYPED_COMPLETE, .scope = scope};
    value_type found = typed_visit(&w, e).type;
    *type = found.type;
    arena_free(&scratch);
    return found.state == VALUE_TYPED;
}
