/* A field that stands in a `for` block of each dialect: two forms of one column. Each database has the type that its
 * own form says, and what its own form demands of the rows (unique, index, check). The rest is one: C has one member
 * for the column, and a change speaks of it once. */
#include "compiler/model/resolve_internal.h"

static void report(resolver *r, const resolve_field *field, str table, source_span span, const char *why)
{
    diagnostic *d = resolve_report(r, DIAGNOSTIC_FIELD_FOR_TWO_DIALECTS, span, field->name, table, str_from(why));
    diagnostic_second(d, resolve_name_span(field->node), "first declared here");
}

void resolve_report_forms(resolver *r, const resolve_field *field, const ast_node *node, str table)
{
    report(r, field, table, resolve_name_span(node),
           "only fields with a type can, both of the model or both of one mixin");
}

/* --- the type --- */

static const char *c_type(const model_type *type)
{
    scalar_kind kind = type->kind == TYPE_SCALAR ? type->scalar : SCALAR_TEXT;
    return type->kind == TYPE_ENUM || type->dimensions ? NULL : scalar_get(kind)->c_type;
}

static str type_in(arena *a, const model_type *type, dialect_id dialect)
{
    if (type->kind == TYPE_NATIVE)
        return type->native[dialect];
    writer out = writer_make(a);
    type_write_scalar(type, dialect, &out);
    return writer_result(&out);
}

static dialect_id only_dialect(unsigned dialects)
{
    return dialects == DIALECT_BIT_SQLITE ? DIALECT_SQLITE : DIALECT_POSTGRESQL;
}

/* A type whose column is that of the second form in its dialect is the type of both; else each says its own text. */
static bool join_types(resolver *r, const resolve_field *field, model_type *type, const model_type *other)
{
    dialect_id first = only_dialect(field->form_dialects[0]), second = only_dialect(field->form_dialects[1]);
    if (model_type_equal(type, other))
        return true;
    if (!c_type(type) || !c_type(other) || !str_eq(str_from(c_type(type)), str_from(c_type(other))))
        return false;
    str texts[DIALECT_COUNT] = {0};
    texts[first] = type_in(r->memory, type, first);
    texts[second] = type_in(r->memory, other, second);
    if (str_eq(texts[second], type_in(r->memory, type, second)))
        return true;
    if (str_eq(texts[first], type_in(r->memory, other, first))) {
        *type = *other;
        return true;
    }
    if (!str_eq(str_from(c_type(type)), str_from(scalar_get(SCALAR_TEXT)->c_type)))
        return false;
    *type = (model_type){.kind = TYPE_NATIVE};
    for (dialect_id id = 0; id < DIALECT_COUNT; id++)
        type->native[id] = texts[id];
    return true;
}

/* --- attributes --- */

static bool is_of_rows(ast_kind kind)
{
    return kind == AST_ATTR_UNIQUE || kind == AST_ATTR_INDEX || kind == AST_ATTR_CHECK;
}

static bool has_equal(const ast_node *form, const ast_node *child)
{
    AST_EACH (form, it)
        if (ast_equal(it, child))
            return true;
    return false;
}

/* What one form may say for itself, besides what it demands of rows. */
static bool is_own(const resolve_field *field, const ast_node *form, ast_kind kind)
{
    unsigned dialects = field->form_dialects[form != field->node];
    bool of_server = kind == AST_ATTR_STORAGE || kind == AST_ATTR_COMPRESSION;
    return is_of_rows(kind) || kind == AST_TYPE || (of_server && dialects == DIALECT_BIT_POSTGRESQL);
}

/* sql("…") of each in one. */
static bool join_defaults(resolver *r, const resolve_field *field, model_column *column, const model_column *other)
{
    const expression *left = column->default_value, *right = other->default_value;
    if (!left || !right || left->kind != EXPRESSION_SQL || right->kind != EXPRESSION_SQL)
        return false;
    expression *joined = expression_make(r->memory, EXPRESSION_SQL, left->text, left->span);
    dialect_id second = only_dialect(field->form_dialects[1]);
    for (dialect_id id = 0; id < DIALECT_COUNT; id++)
        joined->native[id] = id == second ? right->native[id] : left->native[id];
    column->default_value = joined;
    return true;
}

/* What both have and say differently is reported at the second. */
static void compare_attributes(resolver *r, const resolve_field *field, const ast_node *form, const ast_node *against,
                               bool defaults_joined, str table)
{
    AST_EACH (form, child) {
        bool joined = child->kind == AST_ATTR_DEFAULT && defaults_joined;
        bool told = form == field->node && ast_child(against, child->kind);
        const char *name = resolve_attribute_name(child->kind);
        if (!name || told || joined || is_own(field, form, child->kind) || has_equal(against, child))
            continue;
        const char *why = str_format(r->memory, "`%s` has to be the same in both", name).ptr;
        report(r, field, table, child->span, why);
    }
}

void resolve_join_forms(resolver *r, const resolve_field *field, model_column *column, const model_column *other,
                        str table)
{
    source_span span = resolve_name_span(field->other_form);
    column->broken = column->broken || other->broken;
    if (column->broken)
        return;
    size_t errors = r->diagnostics->errors;
    if (column->nullable != other->nullable)
        report(r, field, table, span, "one takes null");
    if (!join_types(r, field, &column->type, &other->type))
        report(r, field, table, span, "their types would not be the same in C");
    bool joined = join_defaults(r, field, column, other);
    compare_attributes(r, field, field->node, field->other_form, joined, table);
    compare_attributes(r, field, field->other_form, field->node, joined, table);
    column->broken = r->diagnostics->errors > errors;
    column->doc = column->doc.len ? column->doc : other->doc;
    column->storage = column->storage.len ? column->storage : other->storage;
    column->compression = column->compression.len ? column->compression : other->compression;
}

/* --- what each demands of the rows --- */

static void take(resolver *r, ast_node *into, const ast_node *child)
{
    ast_node *copy = ARENA_NEW(r->memory, ast_node);
    *copy = *child;
    copy->next = NULL;
    ast_add(into, copy);
}

void resolve_form_items(resolver *r, resolve_model *model, const resolve_field *field)
{
    const ast_node *forms[] = {field->node, field->other_form};
    ast_node *both = ast_make(r->memory, AST_FIELD, field->node->span, field->name);
    for (size_t i = 0; i < 2; i++) {
        ast_node *own = ast_make(r->memory, AST_FIELD, forms[i]->span, field->name);
        AST_EACH (forms[i], child) {
            bool shared = has_equal(forms[1 - i], child);
            if (!shared)
                take(r, own, child);
            else if (i == 0)
                take(r, both, child);
        }
        resolve_field_items(r, model, own, &field->columns, field->form_dialects[i]);
    }
    resolve_field_items(r, model, both, &field->columns, field->dialects);
}
