/* From what a model says of itself and its mixins to one flat list of elements. Mixins come first, in the order in
 * which the model names them; a mixin's own mixins before its elements. A field with `override` takes the place of the
 * one that a mixin gave. */
#include "compiler/model/resolve_internal.h"

static void add_elements(resolver *r, resolve_model *model, const ast_node *parent, unsigned dialects,
                         const ast_node *mixin, const map *bindings);

/* --- fields --- */

static bool is_override(const ast_node *field)
{
    return ast_child(field, AST_ATTR_OVERRIDE) != NULL;
}

static const ast_node *value_of(const ast_node *field)
{
    AST_EACH (field, child) {
        if (child->kind == AST_TYPE || child->kind == AST_REF || child->kind == AST_MANY)
            return child;
    }
    return NULL;
}

static void set_field(resolve_field *field, const ast_node *node, unsigned dialects, const ast_node *mixin)
{
    field->node = node;
    field->value = value_of(node);
    field->name = node->text;
    field->dialects = dialects;
    field->mixin = mixin;
    field->other_form = NULL;
    field->broken = (node->flags & AST_BROKEN) || !field->value;
}

static void report_clash(resolver *r, resolve_model *model, const resolve_field *before, const ast_node *node,
                         unsigned dialects, const ast_node *mixin)
{
    source_span here = resolve_name_span(node);
    source_span there = resolve_name_span(before->node);
    str table = model->table->name;
    if (mixin && before->mixin && mixin != before->mixin) {
        if (!map_has(&model->overridden, node->text))
            resolve_report_twice(r, DIAGNOSTIC_MIXIN_CLASH, here, there, node->text, table);
        return;
    }
    if (before->mixin && !mixin) {
        diagnostic *d = resolve_report(r, DIAGNOSTIC_OVERRIDE_MISSING, here, node->text, before->mixin->text, table);
        diagnostic_second(d, there, "the mixin's field");
        d->hint = STR("write `override` behind the field if it shall replace the mixin's");
        return;
    }
    if ((before->dialects & dialects) == 0)
        resolve_report_forms(r, before, node, table);
    else
        resolve_report_twice(r, DIAGNOSTIC_DUPLICATE_FIELD, here, there, node->text, table);
}

static bool is_full(resolver *r, resolve_model *model, source_span span)
{
    if (model->n_fields < RESOLVE_FIELD_LIMIT && r->uses <= RESOLVE_FIELD_LIMIT)
        return false;
    if (model->n_fields != SIZE_MAX)
        resolve_report(r, DIAGNOSTIC_TOO_MANY_FIELDS, span, model->table->name,
                       str_format(r->memory, "%d", RESOLVE_FIELD_LIMIT), (str){0});
    model->n_fields = SIZE_MAX;
    model->broken = true;
    return true;
}

/* A field with a type may stand in a `for` of each dialect, by the same hand. */
static bool add_form(resolve_field *before, const ast_node *node, unsigned dialects, const ast_node *mixin)
{
    const ast_node *value = value_of(node);
    bool typed = before->value && before->value->kind == AST_TYPE && value && value->kind == AST_TYPE;
    if (!typed || before->other_form || before->mixin != mixin || before->dialects & dialects)
        return false;
    before->other_form = node;
    before->form_dialects[0] = before->dialects;
    before->form_dialects[1] = dialects;
    before->dialects |= dialects;
    before->broken = before->broken || (node->flags & AST_BROKEN);
    return true;
}

static void add_field(resolver *r, resolve_model *model, const ast_node *node, unsigned dialects, const ast_node *mixin)
{
    resolve_field *before = map_get(&model->fields, node->text);
    if (before && is_override(node) && before->mixin) {
        set_field(before, node, dialects, mixin);
        return;
    }
    if (before && add_form(before, node, dialects, mixin))
        return;
    if (before) {
        report_clash(r, model, before, node, dialects, mixin);
        return;
    }
    if (is_override(node) && !model->broken)
        resolve_report(r, DIAGNOSTIC_OVERRIDE_NOTHING, resolve_name_span(node), node->text, model->table->name,
                       (str){0});
    if (is_full(r, model, resolve_name_span(model->node)))
        return;
    resolve_field *field = ARENA_NEW(r->memory, resolve_field);
    set_field(field, node, dialects, mixin);
    model->n_fields++;
    map_put(r->memory, &model->fields, field->name, field);
    resolve_element element = {.node = node, .dialects = dialects, .field = field};
    VEC_PUSH(r->memory, &model->elements, element);
}

/* --- elements --- */

bool resolve_dialect_of(const ast_node *block, unsigned *dialects)
{
    dialect_id id;
    if (!dialect_find(block->text, &id))
        return false;
    *dialects &= 1u << id;
    return true;
}

static bool is_element(ast_kind kind)
{
    switch (kind) {
    case AST_PRIMARY_KEY:
    case AST_UNIQUE:
    case AST_INDEX:
    case AST_CHECK:
    case AST_FOREIGN_KEY:
    case AST_EXCLUDE:
    case AST_PARTITION_BY:
    case AST_PARTITION:
    case AST_STORAGE:
    case AST_UNLOGGED:
    case AST_STRICT:
    case AST_WITHOUT_ROWID:
    case AST_ROW_SECURITY:
    case AST_FORCE_ROW_SECURITY:
    case AST_DROP:
        return true;
    default:
        return false;
    }
}

static void add_element(resolver *r, resolve_model *model, const ast_node *node, unsigned dialects,
                        const ast_node *mixin, const map *bindings)
{
    if (node->kind == AST_FOR_DIALECT) {
        if (resolve_dialect_of(node, &dialects))
            add_elements(r, model, node, dialects, mixin, bindings);
        return;
    }
    if (node->flags & AST_BROKEN)
        model->broken = true;
    if (node->kind == AST_FIELD) {
        add_field(r, model, resolve_substitute(r, node, bindings), dialects, mixin);
    } else if (is_element(node->kind) && !(node->flags & AST_BROKEN)) {
        const ast_node *item = resolve_substitute(r, node, bindings);
        resolve_element element = {.node = item, .dialects = dialects};
        VEC_PUSH(r->memory, &model->elements, element);
    }
}

static void add_elements(resolver *r, resolve_model *model, const ast_node *parent, unsigned dialects,
                         const ast_node *mixin, const map *bindings)
{
    AST_EACH (parent, child)
        add_element(r, model, child, dialects, mixin, bindings);
}

/* --- mixins --- */

static bool has_params(const resolve_mixin *mixin)
{
    return ast_child(mixin->node, AST_PARAM) != NULL;
}

static resolve_mixin *find_mixin(resolver *r, resolve_model *model, const ast_node *use)
{
    resolve_mixin *mixin = map_get(&r->mixins, use->text);
    if (!mixin) {
        model->broken = true;
        diagnostic *d =
            resolve_report(r, DIAGNOSTIC_UNKNOWN_MIXIN, resolve_name_span(use), use->text, (str){0}, (str){0});
        diagnostic_suggest(r->diagnostics, d, use->text, &r->mixins);
        return NULL;
    }
    if (mixin->busy) {
        model->broken = true;
        resolve_report_twice(r, DIAGNOSTIC_MIXIN_RECURSION, resolve_name_span(use), resolve_name_span(mixin->node),
                             use->text, (str){0});
        return NULL;
    }
    return mixin;
}

static bool is_too_deep(resolver *r, const ast_node *use)
{
    if (r->depth < RESOLVE_DEPTH_LIMIT)
        return false;
    resolve_report(r, DIAGNOSTIC_TOO_DEEP, resolve_name_span(use), STR("mixins use each other"),
                   str_format(r->memory, "%d", RESOLVE_DEPTH_LIMIT), (str){0});
    return true;
}

/* What lacks a value was reported; its fields would only make more errors. */
static bool all_bound(const map *bindings)
{
    MAP_EACH (bindings, entry) {
        const resolve_binding *binding = entry->value;
        if (!binding->value)
            return false;
    }
    return true;
}

static void expand_use(resolver *r, resolve_model *model, const ast_node *use, const map *outer)
{
    resolve_mixin *mixin = find_mixin(r, model, use);
    if (!mixin)
        return;
    map bindings = resolve_bindings(r, mixin, use, outer);
    if (!all_bound(&bindings)) {
        model->broken = true;
        return;
    }
    /* Without parameters it gives the same again: two ways to one mixin are no clash. */
    if (!has_params(mixin) && map_put(r->memory, &model->expanded, use->text, mixin))
        return;
    r->uses++;
    if (is_full(r, model, resolve_name_span(model->node)) || is_too_deep(r, use))
        return;
    mixin->busy = true;
    r->depth++;
    AST_EACH (mixin->node, child) {
        if (child->kind == AST_USE)
            expand_use(r, model, child, &bindings);
    }
    add_elements(r, model, mixin->node, model->table->dialects & mixin->dialects, mixin->node, &bindings);
    r->depth--;
    mixin->busy = false;
}

static void note_overrides(resolver *r, resolve_model *model, const ast_node *parent)
{
    AST_EACH (parent, child) {
        if (child->kind == AST_FIELD && is_override(child))
            map_put(r->memory, &model->overridden, child->text, model);
        if (child->kind == AST_FOR_DIALECT)
            note_overrides(r, model, child);
    }
}

/* Without its mixins a model has as many elements as its body has nodes. */
static void reserve_elements(resolver *r, resolve_model *model)
{
    size_t count = 0;
    AST_EACH (model->node, child)
        count++;
    VEC_RESERVE(r->memory, &model->elements, count);
    map_reserve(r->memory, &model->fields, count);
}

void resolve_expand(resolver *r, resolve_model *model)
{
    static const map no_bindings = {0};
    r->uses = 0;
    reserve_elements(r, model);
    note_overrides(r, model, model->node);
    AST_EACH (model->node, child) {
        if (child->kind == AST_USE)
            expand_use(r, model, child, NULL);
    }
    add_elements(r, model, model->node, model->table->dialects, NULL, &no_bindings);
}
