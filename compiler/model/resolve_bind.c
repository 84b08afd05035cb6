/* What bare names in expressions mean. A name is a field where there is one; else, where a value of an enum is expected
 * (beside a column of that enum, in the default of such a column), it is a member. */
#include "compiler/model/resolve_internal.h"

typedef struct binder {
    resolver *resolver;
    resolve_model *model; /* NULL: no columns here */
} binder;

static const expression *bind(binder *b, const expression *e, str expected);

static const model_column *column_of(const binder *b, str name)
{
    if (!b->model)
        return NULL;
    const model_column *column = model_find_column(b->model->table, name);
    if (column)
        return column;
    const resolve_field *field = map_get(&b->model->fields, name);
    return field && field->columns.count > 0 ? field->columns.items[0] : NULL;
}

/* The enum of which the expression is a value (or an array of them); empty: none, or nobody knows. */
static str enum_of(const binder *b, const expression *e)
{
    switch (e->kind) {
    case EXPRESSION_MEMBER:
    case EXPRESSION_CAST:
        return e->type.kind == TYPE_ENUM ? e->type.enum_name : (str){0};
    case EXPRESSION_COLUMN: {
        const model_column *column = column_of(b, e->text);
        return column && column->type.kind == TYPE_ENUM ? column->type.enum_name : (str){0};
    }
    case EXPRESSION_CALL:
    case EXPRESSION_ARRAY:
    case EXPRESSION_SUBSCRIPT:
    case EXPRESSION_COLLATE:
        return e->n_arguments > 0 ? enum_of(b, e->arguments[0]) : (str){0};
    default:
        return (str){0};
    }
}

/* The enum of any of the arguments from `first` on. */
static str enum_among(const binder *b, const expression *e, size_t first)
{
    for (size_t i = first; i < e->n_arguments; i++) {
        str name = enum_of(b, e->arguments[i]);
        if (!str_is_empty(name))
            return name;
    }
    return (str){0};
}

static const expression *make_member(binder *b, const expression *e, str enum_name)
{
    expression *member = expression_make(b->resolver->memory, EXPRESSION_MEMBER, e->text, e->span);
    member->type = (model_type){.kind = TYPE_ENUM, .enum_name = enum_name};
    return member;
}

static const expression *bind_name(binder *b, const expression *e, str expected)
{
    if (b->model && model_find_column(b->model->table, e->text))
        return e;
    const resolve_field *field = b->model ? map_get(&b->model->fields, e->text) : NULL;
    if (field && field->columns.count == 1)
        return expression_make(b->resolver->memory, EXPRESSION_COLUMN, field->columns.items[0]->name, e->span);
    if (field && field->columns.count > 1)
        resolve_report(b->resolver, DIAGNOSTIC_RELATION_OF_SEVERAL, e->span, e->text, (str){0}, (str){0});
    if (field || str_is_empty(expected))
        return e;
    return make_member(b, e, expected);
}

/* A label in quotes is the member, too, so that one that is stored as a number is compared as one. */
static const expression *bind_label(binder *b, const expression *e, str expected)
{
    const model_enum *item = str_is_empty(expected) ? NULL : model_find_enum(b->resolver->schema, expected);
    if (!item)
        return e;
    VEC_EACH (const model_member, &item->members, member) {
        if (!str_eq(member->label, e->text))
            continue;
        expression *found = expression_make(b->resolver->memory, EXPRESSION_MEMBER, member->name, e->span);
        found->type = (model_type){.kind = TYPE_ENUM, .enum_name = expected};
        return found;
    }
    return e;
}

/* The tree with `arguments` in place of its own; itself where they are the same. */
static const expression *with_arguments(binder *b, const expression *e, const expression *const *arguments)
{
    bool same = true;
    for (size_t i = 0; i < e->n_arguments; i++)
        same = same && arguments[i] == e->arguments[i];
    if (same)
        return e;
    expression *copy = expression_node(b->resolver->memory, e->kind, e->text, e->span, arguments, e->n_arguments);
    expression **list = copy->arguments;
    *copy = *e;
    copy->arguments = list;
    return copy;
}

/* Binds the arguments: the first `n_first` expect `first`, the others `rest`. */
static const expression *bind_arguments(binder *b, const expression *e, size_t n_first, str first, str rest)
{
    if (e->n_arguments == 0)
        return e;
    const expression **arguments = ARENA_ARRAY(b->resolver->memory, const expression *, e->n_arguments);
    for (size_t i = 0; i < e->n_arguments; i++)
        arguments[i] = bind(b, e->arguments[i], i < n_first ? first : rest);
    return with_arguments(b, e, arguments);
}

static bool is_comparison(str text)
{
    static const char *const operators[] = {"=", "<>", "<", "<=", ">", ">="};
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (str_eq(text, str_from(operators[i])))
            return true;
    }
    return false;
}

/* An operand and what it is compared with expect each other's enum. */
static const expression *bind_compared(binder *b, const expression *e)
{
    return bind_arguments(b, e, 1, enum_among(b, e, 1), enum_of(b, e->arguments[0]));
}

/* Functions whose value is one of their arguments. */
static bool passes_through(str name)
{
    static const char *const names[] = {"coalesce", "nullif", "greatest", "least", "ifnull"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (str_eq(name, str_from(names[i])))
            return true;
    }
    return false;
}

static const expression *bind_call(binder *b, const expression *e, str expected)
{
    if (!passes_through(e->text))
        return bind_arguments(b, e, 0, (str){0}, (str){0});
    str hint = str_is_empty(expected) ? enum_among(b, e, 0) : expected;
    return bind_arguments(b, e, 0, (str){0}, hint);
}

static const expression *bind_when(binder *b, const expression *e, str compared, str expected)
{
    return bind_arguments(b, e, 1, compared, expected);
}

static const expression *bind_case(binder *b, const expression *e, str expected)
{
    str compared = e->distinct ? enum_of(b, e->arguments[0]) : (str){0};
    const expression **arguments = ARENA_ARRAY(b->resolver->memory, const expression *, e->n_arguments);
    for (size_t i = 0; i < e->n_arguments; i++) {
        const expression *part = e->arguments[i];
        if (part->kind == EXPRESSION_WHEN)
            arguments[i] = bind_when(b, part, compared, expected);
        else if (part->kind == EXPRESSION_ELSE)
            arguments[i] = bind_arguments(b, part, 1, expected, (str){0});
        else
            arguments[i] = bind(b, part, (str){0});
    }
    return with_arguments(b, e, arguments);
}

static const expression *bind(binder *b, const expression *e, str expected)
{
    switch (e->kind) {
    case EXPRESSION_COLUMN:
        return bind_name(b, e, expected);
    case EXPRESSION_STRING:
        return bind_label(b, e, expected);
    case EXPRESSION_BINARY:
        return is_comparison(e->text) ? bind_compared(b, e) : bind_arguments(b, e, 0, (str){0}, (str){0});
    case EXPRESSION_IS:
        return e->n_arguments > 1 ? bind_compared(b, e) : bind_arguments(b, e, 0, (str){0}, (str){0});
    case EXPRESSION_IN:
    case EXPRESSION_BETWEEN:
    case EXPRESSION_QUANTIFIED:
        return bind_compared(b, e);
    case EXPRESSION_CASE:
        return bind_case(b, e, expected);
    case EXPRESSION_CALL:
        return bind_call(b, e, expected);
    case EXPRESSION_CAST:
        return bind_arguments(b, e, 1, enum_of(b, e), (str){0});
    case EXPRESSION_ARRAY:
    case EXPRESSION_COLLATE:
        return bind_arguments(b, e, 0, (str){0}, expected);
    default:
        return bind_arguments(b, e, 0, (str){0}, (str){0});
    }
}

const expression *resolve_bind(resolver *r, resolve_model *model, const expression *e, str expected)
{
    binder b = {r, model};
    return e ? bind(&b, e, expected) : NULL;
}
