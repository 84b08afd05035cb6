/* Parameters of mixins: the values of one use, and an element with those values in place. */
#include "compiler/model/resolve_internal.h"

bool resolve_is_none(const ast_node *value)
{
    return value->kind == AST_NAME_EXPR && str_eq(value->text, STR("none")) && !(value->flags & AST_QUOTED);
}

bool resolve_binding_is_true(const resolve_binding *binding)
{
    return binding->value && str_eq_nocase(binding->value->text, STR("true"));
}

/* --- values --- */

static bool is_integer(const ast_node *value)
{
    if (value->kind == AST_UNARY_EXPR && str_eq(value->text, STR("-")) && value->first)
        value = value->first;
    if (value->kind != AST_NUMBER_EXPR)
        return false;
    for (size_t i = 0; i < value->text.len; i++) {
        if (value->text.ptr[i] < '0' || value->text.ptr[i] > '9')
            return false;
    }
    return true;
}

static bool value_fits(const ast_node *value, str type)
{
    if (str_eq(type, STR("bool")))
        return value->kind == AST_BOOL_EXPR;
    if (str_eq(type, STR("int")))
        return is_integer(value);
    if (resolve_is_none(value))
        return true;
    if (str_eq(type, STR("string")))
        return value->kind == AST_STRING_EXPR;
    return value->kind == AST_NAME_EXPR && !value->first;
}

static str phrase_of_type(str type)
{
    static const char *const rows[][2] = {{"bool", "true or false"},
                                          {"int", "a whole number"},
                                          {"string", "a string or `none`"},
                                          {"name", "a name or `none`"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (str_eq(type, str_from(rows[i][0])))
            return str_from(rows[i][1]);
    }
    return type;
}

static const ast_node *expression_child(const ast_node *node)
{
    AST_EACH (node, child) {
        if (ast_is_expression(child->kind))
            return child;
    }
    return NULL;
}

static bool check_value(resolver *r, const resolve_mixin *mixin, const ast_node *value, const resolve_binding *binding)
{
    if (value_fits(value, binding->type))
        return true;
    resolve_report(r, DIAGNOSTIC_ARGUMENT_TYPE, value->span, binding->name, mixin->node->text,
                   phrase_of_type(binding->type));
    return false;
}

/* An argument that names a parameter of the mixin around it has that parameter's value. */
static const ast_node *outer_value(const ast_node *value, const map *outer)
{
    const resolve_binding *binding =
        outer && value->kind == AST_NAME_EXPR && !value->first ? map_get(outer, value->text) : NULL;
    return binding && binding->value ? binding->value : value;
}

static void bind_argument(resolver *r, const resolve_mixin *mixin, const ast_node *argument, const map *outer,
                          const map *bindings, map *given)
{
    resolve_binding *binding = map_get(bindings, argument->text);
    if (!binding) {
        diagnostic *d = resolve_report(r, DIAGNOSTIC_UNKNOWN_ARGUMENT, resolve_name_span(argument), mixin->node->text,
                                       argument->text, (str){0});
        diagnostic_suggest(r->diagnostics, d, argument->text, bindings);
        return;
    }
    source_span *before = map_put(r->memory, given, argument->text, resolve_place(r, resolve_name_span(argument)));
    if (before) {
        resolve_report_twice(r, DIAGNOSTIC_ARGUMENT_TWICE, resolve_name_span(argument), *before, argument->text,
                             (str){0});
        return;
    }
    const ast_node *value = expression_child(argument);
    if (!value || (argument->flags & AST_BROKEN))
        return;
    value = outer_value(value, outer);
    if (check_value(r, mixin, value, binding))
        binding->value = value;
}

static void require_arguments(resolver *r, const resolve_mixin *mixin, const ast_node *use, const map *bindings,
                              const map *given)
{
    if (use->flags & AST_BROKEN)
        return;
    MAP_EACH (bindings, entry) {
        const resolve_binding *binding = entry->value;
        if (!binding->value && !map_has(given, entry->key))
            resolve_report(r, DIAGNOSTIC_ARGUMENT_MISSING, resolve_name_span(use), mixin->node->text, entry->key,
                           (str){0});
    }
}

map resolve_bindings(resolver *r, const resolve_mixin *mixin, const ast_node *use, const map *outer)
{
    map bindings = {0};
    AST_EACH (mixin->node, param) {
        if (param->kind != AST_PARAM || map_has(&bindings, param->text))
            continue;
        resolve_binding *binding = ARENA_NEW(r->memory, resolve_binding);
        binding->name = param->text;
        binding->type = resolve_child_text(param, AST_PARAM_TYPE);
        const ast_node *value = expression_child(param);
        if (value && value_fits(value, binding->type))
            binding->value = value;
        map_put(r->memory, &bindings, param->text, binding);
    }
    map given = {0};
    AST_EACH (use, argument) {
        if (argument->kind == AST_ARG)
            bind_argument(r, mixin, argument, outer, &bindings, &given);
    }
    require_arguments(r, mixin, use, &bindings, &given);
    return bindings;
}

void resolve_check_params(resolver *r, const resolve_mixin *mixin)
{
    map seen = {0};
    AST_EACH (mixin->node, param) {
        if (param->kind != AST_PARAM || (param->flags & AST_BROKEN))
            continue;
        source_span *before = map_put(r->memory, &seen, param->text, resolve_place(r, resolve_name_span(param)));
        if (before)
            resolve_report_twice(r, DIAGNOSTIC_PARAMETER_TWICE, resolve_name_span(param), *before, param->text,
                                 mixin->node->text);
        resolve_binding binding = {.name = param->text, .type = resolve_child_text(param, AST_PARAM_TYPE)};
        const ast_node *value = expression_child(param);
        if (value)
            (void)check_value(r, mixin, value, &binding);
    }
}

/* --- elements --- */

/* Where a parameter of type `name` may stand for the node's word. */
static bool takes_names(ast_kind kind)
{
    switch (kind) {
    case AST_TYPE:
    case AST_REF:
    case AST_MANY:
    case AST_THROUGH:
    case AST_NAME:
    case AST_NAMED:
    case AST_REFERENCES:
    case AST_ATTR_BACK:
    case AST_ATTR_COLUMN:
    case AST_ATTR_COLLATE:
    case AST_ATTR_NAMED:
    case AST_UNIQUE:
    case AST_INDEX:
    case AST_CHECK:
    case AST_FOREIGN_KEY:
        return true;
    default:
        return false;
    }
}

/* With `none` the word is as if it had not been written: the attribute goes, an item has no name. */
static bool vanishes_with_none(ast_kind kind)
{
    return kind == AST_NAMED || kind == AST_ATTR_BACK || kind == AST_ATTR_COLUMN || kind == AST_ATTR_COLLATE ||
           kind == AST_ATTR_NAMED;
}

static const resolve_binding *name_binding(const ast_node *node, const map *bindings)
{
    if (!takes_names(node->kind) || str_is_empty(node->text) || (node->flags & AST_QUOTED))
        return NULL;
    const resolve_binding *binding = map_get(bindings, node->text);
    return binding && binding->value && str_eq(binding->type, STR("name")) ? binding : NULL;
}

/* The attribute without its condition where that holds; NULL where it does not. */
static bool condition_holds(resolver *r, const ast_node *node, const map *bindings)
{
    const ast_node *condition = ast_child(node, AST_IF);
    if (!condition)
        return true;
    const resolve_binding *binding = map_get(bindings, condition->text);
    if (binding && str_eq(binding->type, STR("bool")))
        return resolve_binding_is_true(binding);
    diagnostic *d = resolve_report(r, DIAGNOSTIC_UNKNOWN_PARAMETER, resolve_name_span(condition), condition->text,
                                   (str){0}, (str){0});
    diagnostic_suggest(r->diagnostics, d, condition->text, bindings);
    return false;
}

static ast_node *shallow_copy(resolver *r, const ast_node *node)
{
    ast_node *copy = ARENA_NEW(r->memory, ast_node);
    *copy = *node;
    copy->first = copy->last = copy->next = NULL;
    return copy;
}

static void append(ast_node *parent, ast_node *child)
{
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

static ast_node *substitute(resolver *r, const ast_node *node, const map *bindings);

static void substitute_children(resolver *r, const ast_node *node, const map *bindings, ast_node *copy)
{
    AST_EACH (node, child) {
        ast_node *made = child->kind == AST_IF ? NULL : substitute(r, child, bindings);
        if (made)
            append(copy, made);
    }
}

static ast_node *substitute_value(resolver *r, const ast_node *node, const map *bindings)
{
    const resolve_binding *binding = node->first || (node->flags & AST_QUOTED) ? NULL : map_get(bindings, node->text);
    if (!binding || !binding->value)
        return shallow_copy(r, node);
    ast_node *copy = shallow_copy(r, binding->value);
    if (resolve_is_none(binding->value)) {
        copy->kind = AST_NULL_EXPR;
        copy->text = (str){0};
    }
    static const map nothing = {0};
    substitute_children(r, binding->value, &nothing, copy);
    return copy;
}

static ast_node *substitute(resolver *r, const ast_node *node, const map *bindings)
{
    if (node->kind == AST_NAME_EXPR)
        return substitute_value(r, node, bindings);
    if (!condition_holds(r, node, bindings))
        return NULL;
    const resolve_binding *binding = name_binding(node, bindings);
    bool none = binding && resolve_is_none(binding->value);
    if (none && vanishes_with_none(node->kind))
        return NULL;
    ast_node *copy = shallow_copy(r, node);
    if (none)
        copy->text.len = 0;
    else if (binding)
        copy->text = binding->value->text;
    substitute_children(r, node, bindings, copy);
    return copy;
}

const ast_node *resolve_substitute(resolver *r, const ast_node *node, const map *bindings)
{
    return bindings->count == 0 ? node : substitute(r, node, bindings);
}
