/* From ASTs to the model: the passes over all files. */
#include "compiler/model/resolve_internal.h"

/* --- declarations into maps --- */

/* Models and enums share one space of names: both are types of C. */
static bool declare(resolver *r, const ast_node *node, const char *kind)
{
    source_span span = resolve_name_span(node);
    source_span *before = map_get(&r->declared, node->text);
    if (!before) {
        map_put(r->memory, &r->declared, node->text, resolve_place(r, span));
        return true;
    }
    resolve_report_twice(r, DIAGNOSTIC_DUPLICATE_DECLARATION, span, *before, str_from(kind), node->text);
    return false;
}

static void enter_package(resolver *r, const ast_node *node)
{
    source_span span = resolve_name_span(node);
    if (r->package_span.file) {
        resolve_report_twice(r, DIAGNOSTIC_DUPLICATE_PACKAGE, span, r->package_span, r->schema->package, (str){0});
        return;
    }
    r->package_span = span;
    r->schema->package = node->text;
}

static void enter_enum(resolver *r, const ast_node *node, unsigned dialects)
{
    if (declare(r, node, "enum"))
        map_put(r->memory, &r->schema->enums, node->text, resolve_enum_of(r, node, dialects));
}

static void enter_mixin(resolver *r, const ast_node *node, unsigned dialects)
{
    const resolve_mixin *before = map_get(&r->mixins, node->text);
    if (before) {
        resolve_report_twice(r, DIAGNOSTIC_DUPLICATE_DECLARATION, resolve_name_span(node),
                             resolve_name_span(before->node), STR("mixin"), node->text);
        return;
    }
    resolve_mixin *mixin = ARENA_NEW(r->memory, resolve_mixin);
    mixin->node = node;
    mixin->dialects = dialects;
    map_put(r->memory, &r->mixins, node->text, mixin);
    resolve_check_params(r, mixin);
}

static void enter_model(resolver *r, const ast_node *node, unsigned dialects)
{
    if (!declare(r, node, "model"))
        return;
    resolve_model *model = resolve_model_open(r, node, dialects);
    map_put(r->memory, &r->models, node->text, model);
    map_put(r->memory, &r->schema->tables, node->text, model->table);
    if (!map_has(&r->by_table, model->table->table))
        map_put(r->memory, &r->by_table, model->table->table, model);
}

static void enter_drop(resolver *r, const ast_node *node)
{
    str kind = resolve_child_text(node, AST_DROPPED_KIND);
    bool any = str_is_empty(kind);
    if (any || str_eq_nocase(kind, STR("model")))
        VEC_PUSH(r->memory, &r->schema->dropped_models, node->text);
    if (any || str_eq_nocase(kind, STR("enum")))
        VEC_PUSH(r->memory, &r->schema->dropped_enums, node->text);
    resolve_drop_object(r, node);
}

static void enter_declarations(resolver *r, const ast_node *parent, unsigned dialects);

static void enter_declaration(resolver *r, const ast_node *node, unsigned dialects)
{
    bool named = !str_is_empty(node->text);
    switch (node->kind) {
    case AST_PACKAGE:
        if (named)
            enter_package(r, node);
        break;
    case AST_ENUM:
        if (named)
            enter_enum(r, node, dialects);
        break;
    case AST_MIXIN:
        if (named)
            enter_mixin(r, node, dialects);
        break;
    case AST_MODEL:
        if (named)
            enter_model(r, node, dialects);
        break;
    case AST_DROP:
        enter_drop(r, node);
        break;
    case AST_DATA:
        if (named)
            VEC_PUSH(r->memory, &r->data, ((resolve_data_node){node, dialects}));
        break;
    case AST_FOR_DIALECT:
        if (resolve_dialect_of(node, &dialects))
            enter_declarations(r, node, dialects);
        break;
    default:
        if (!resolve_enter_object(r, node, dialects))
            resolve_report_not_built(r, node);
        break;
    }
}

static void enter_declarations(resolver *r, const ast_node *parent, unsigned dialects)
{
    AST_EACH (parent, node)
        enter_declaration(r, node, dialects);
}

/* --- `drop` of what is there --- */

/* What models and enums were called before. */
static map old_names(resolver *r)
{
    map names = {0};
    MAP_EACH (&r->schema->tables, entry)
        map_put(r->memory, &names, ((const model_table *)entry->value)->was, entry->value);
    MAP_EACH (&r->schema->enums, entry)
        map_put(r->memory, &names, ((const model_enum *)entry->value)->was, entry->value);
    return names;
}

/* Beside `model Person was User`, what is called User now is another one, and the drop says so. */
static void report_still_declared(resolver *r, const ast_node *file, const map *given_up)
{
    AST_EACH (file, node) {
        if (node->kind == AST_FOR_DIALECT)
            report_still_declared(r, node, given_up);
        if (node->kind != AST_DROP)
            continue;
        const model_object *object = resolve_dropped_object(r, node);
        const source_span *declared = object ? &object->span : map_get(&r->declared, node->text);
        if (!declared || (!object && map_has(given_up, node->text)))
            continue;
        diagnostic *d =
            resolve_report(r, DIAGNOSTIC_DROPPED_IS_THERE, resolve_name_span(node), node->text, (str){0}, (str){0});
        diagnostic_second(d, *declared, "declared here");
    }
}

static void report_dropped_fields(resolver *r, const resolve_model *model)
{
    VEC_EACH (resolve_element, &model->elements, element) {
        if (element->field || element->node->kind != AST_DROP)
            continue;
        source_span there = resolve_member_place(model, element->node->text);
        if (!there.file)
            continue;
        diagnostic *d = resolve_report(r, DIAGNOSTIC_DROPPED_IS_THERE, resolve_name_span(element->node),
                                       element->node->text, (str){0}, (str){0});
        diagnostic_second(d, there, "declared here");
    }
}

/* --- all passes --- */

#define EACH_MODEL(r, model, action)                                                                                   \
    MAP_EACH (&(r)->models, entry) {                                                                                   \
        resolve_model *model = entry->value;                                                                           \
        action;                                                                                                        \
    }

static void resolve_models(resolver *r){
    EACH_MODEL(r, model, resolve_model_expand(r, model)) EACH_MODEL(r, model, resolve_model_columns(r, model))
        EACH_MODEL(r, model, resolve_model_items(r, model)) EACH_MODEL(r, model, resolve_back_kinds(r, model))
            EACH_MODEL(r, model, report_dropped_fields(r, model))}

model_schema *resolve_schema(arena *a, const ast_node_list *files, const resolve_options *options,
                             diagnostic_list *diagnostics)
{
    resolver r = {
        .memory = a,
        .templates = options ? options->names : NULL,
        .diagnostics = diagnostics,
        .schema = model_schema_make(a),
    };
    VEC_EACH (ast_node *, files, file)
        enter_declarations(&r, *file, DIALECT_ALL);
    map given_up = old_names(&r);
    VEC_EACH (ast_node *, files, file)
        report_still_declared(&r, *file, &given_up);
    resolve_models(&r);
    VEC_EACH (resolve_data_node, &r.data, data)
        resolve_data(&r, data->node, data->dialects);
    return r.schema;
}
