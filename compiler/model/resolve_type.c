/* Types as they are written: a scalar with its numbers, an enum's name, sql("…"). */
#include "compiler/model/resolve_internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* What people write who come from somewhere else. */
static const char *familiar_type(str name)
{
    static const char *const rows[][2] = {
        {"string", "text"},
        {"str", "text"},
        {"integer", "int"},
        {"int2", "smallint"},
        {"int4", "int"},
        {"int8", "bigint"},
        {"int32", "int"},
        {"int64", "bigint"},
        {"long", "bigint"},
        {"boolean", "bool"},
        {"datetime", "timestamptz"},
        {"float", "double"},
        {"float8", "double"},
        {"float4", "real"},
        {"numeric", "decimal"},
        {"money", "decimal"},
        {"blob", "bytes"},
        {"bytea", "bytes"},
        {"binary", "bytes"},
        {"character", "char"},
        {"serial", "int"},
        {"bigserial", "bigint"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (str_eq_nocase(name, str_from(rows[i][0])))
            return rows[i][1];
    }
    return NULL;
}

static void hint_about_type(resolver *r, diagnostic *d, str name)
{
    const char *familiar = familiar_type(name);
    if (familiar) {
        d->hint = str_format(r->memory, "write `%s`", familiar);
        return;
    }
    if (map_has(&r->models, name)) {
        d->hint = str_format(r->memory, "\"%.*s\" is a model: write `ref %.*s`", STR_ARGS(name), STR_ARGS(name));
        return;
    }
    if (r->types.count == 0) {
        for (scalar_kind kind = 0; kind < SCALAR_COUNT; kind++)
            map_put(r->memory, &r->types, str_from(scalar_get(kind)->name), r);
        MAP_EACH (&r->schema->enums, entry)
            map_put(r->memory, &r->types, entry->key, r);
    }
    diagnostic_suggest(r->diagnostics, d, name, &r->types);
}

/* --- numbers --- */

static bool read_number(str text, uint32_t *number)
{
    uint64_t value = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9' || value > UINT32_MAX / 10)
            return false;
        value = value * 10 + (uint64_t)(text.ptr[i] - '0');
    }
    *number = (uint32_t)value;
    return text.len > 0;
}

static void report_range(resolver *r, const ast_node *number, const char *what, unsigned low, unsigned high)
{
    resolve_report(r, DIAGNOSTIC_TYPE_ARGUMENT_RANGE, number->span, str_from(what), number->text,
                   str_format(r->memory, "%u and %u", low, high));
}

/* The bounds are PostgreSQL's, which are the narrower ones. */
static bool check_argument(resolver *r, scalar_kind scalar, size_t position, const ast_node *number, uint32_t value)
{
    enum { LENGTH_LIMIT = 10485760, PRECISION_LIMIT = 1000, FRACTION_LIMIT = 6 };
    unsigned low = 1;
    unsigned high = LENGTH_LIMIT;
    const char *what = "length";
    if (scalar == SCALAR_DECIMAL) {
        what = position == 0 ? "precision" : "scale";
        low = position == 0 ? 1 : 0;
        high = PRECISION_LIMIT;
    } else if (scalar == SCALAR_TIME || scalar == SCALAR_TIMESTAMP || scalar == SCALAR_TIMESTAMPTZ) {
        what = "number of digits of a second";
        low = 0;
        high = FRACTION_LIMIT;
    }
    if (value >= low && value <= high)
        return true;
    report_range(r, number, what, low, high);
    return false;
}

static void argument_bounds(scalar_kind scalar, size_t *least, size_t *most)
{
    enum { ONE_REQUIRED = 1, TWO_OPTIONAL = 2, ONE_OPTIONAL = 3 };
    int arguments = scalar_get(scalar)->arguments;
    *least = arguments == ONE_REQUIRED ? 1 : 0;
    *most = arguments == TWO_OPTIONAL ? 2 : arguments == ONE_REQUIRED || arguments == ONE_OPTIONAL ? 1 : 0;
}

static size_t count_numbers(const ast_node *node)
{
    size_t count = 0;
    AST_EACH (node, child)
        count += child->kind == AST_NUMBER_EXPR;
    return count;
}

static bool check_argument_count(resolver *r, const ast_node *node, scalar_kind scalar)
{
    size_t least, most;
    argument_bounds(scalar, &least, &most);
    size_t count = count_numbers(node);
    if (count >= least && count <= most)
        return true;
    static const char *const expected[] = {"no number in parentheses", "one number in parentheses",
                                           "at most two numbers in parentheses", "at most one number in parentheses"};
    resolve_report(r, DIAGNOSTIC_TYPE_ARGUMENTS, node->span, node->text,
                   str_from(expected[scalar_get(scalar)->arguments]), (str){0});
    return false;
}

static bool resolve_arguments(resolver *r, const ast_node *node, model_type *type)
{
    if (!check_argument_count(r, node, type->scalar))
        return false;
    AST_EACH (node, child) {
        if (child->kind != AST_NUMBER_EXPR)
            continue;
        uint32_t value = 0;
        if (!read_number(child->text, &value)) {
            resolve_report(r, DIAGNOSTIC_TYPE_ARGUMENT_RANGE, child->span, STR("argument of a type"), child->text,
                           STR("0 and 10485760"));
            return false;
        }
        if (!check_argument(r, type->scalar, type->n_arguments, child, value))
            return false;
        type->arguments[type->n_arguments++] = value;
    }
    if (type->n_arguments == 2 && type->arguments[1] > type->arguments[0]) {
        report_range(r, node->last, "scale", 0, type->arguments[0]);
        return false;
    }
    return true;
}

/* --- names --- */

void resolve_natives(const ast_node *node, str native[DIALECT_COUNT])
{
    AST_EACH (node, child) {
        if (child->kind != AST_NATIVE)
            continue;
        const ast_node *dialect = ast_child(child, AST_DIALECT);
        dialect_id id;
        if (!dialect) {
            for (id = 0; id < DIALECT_COUNT; id++)
                native[id] = child->text;
        } else if (dialect_find(dialect->text, &id)) {
            native[id] = child->text; /* an unknown one was reported by the parser */
        }
    }
}

static bool resolve_enum_type(resolver *r, const ast_node *node, model_type *type)
{
    type->kind = TYPE_ENUM;
    type->enum_name = node->text;
    if (r->detached || model_find_enum(r->schema, node->text))
        return true;
    diagnostic *d = resolve_report(r, DIAGNOSTIC_UNKNOWN_TYPE, resolve_name_span(node), node->text, (str){0}, (str){0});
    hint_about_type(r, d, node->text);
    return false;
}

static bool is_native(const ast_node *node)
{
    return ast_child(node, AST_NATIVE) != NULL;
}

bool resolve_type(resolver *r, const ast_node *node, model_type *type)
{
    static const model_type broken = {.kind = TYPE_SCALAR, .scalar = SCALAR_TEXT};
    *type = (model_type){.dimensions = node->value};
    bool good = !(node->flags & AST_BROKEN);
    if (good && is_native(node)) {
        type->kind = TYPE_NATIVE;
        resolve_natives(node, type->native);
    } else if (good && !(node->flags & AST_QUOTED) && scalar_find(node->text, &type->scalar)) {
        type->kind = TYPE_SCALAR;
        good = resolve_arguments(r, node, type);
    } else if (good) {
        good = resolve_enum_type(r, node, type);
    }
    if (!good)
        *type = broken;
    return good;
}
