/* The two files, part by part. */
#include "compiler/emit/emit.h"

#include "compiler/emit/template.h"

static void put_model_header(emit_out *out, const emit_model *model)
{
    emit_model_holes(out, model);
    emit_fill(out, TEMPLATE_MODEL_BEGIN);
    emit_structure(out, model);
    emit_draft(out, model);
    emit_columns(out, model);
    emit_orders(out, model);
    emit_prototypes(out, model);
    emit_relation_prototypes(out, model);
}

/* The types by which models refer to each other stand before all models. */
static void put_types(emit_out *out)
{
    if (out->view->models.count)
        emit_fill(out, TEMPLATE_TYPES_BEGIN);
    MAP_EACH (&out->view->models, it) {
        emit_model_holes(out, it->value);
        emit_fill(out, TEMPLATE_TYPES);
    }
}

static void put_externs(emit_out *out)
{
    emit_fill(out, TEMPLATE_TABLES_BEGIN);
    MAP_EACH (&out->view->enums, it) {
        out->hole[HOLE_enumeration] = ((const emit_enum *)it->value)->type;
        emit_fill(out, TEMPLATE_ENUM_EXTERN);
    }
    MAP_EACH (&out->view->models, it) {
        out->hole[HOLE_model] = ((const emit_model *)it->value)->type;
        emit_fill(out, TEMPLATE_MODEL_EXTERN);
    }
    emit_fill(out, TEMPLATE_PACKAGE_EXTERN);
}

static str make_header(emit_view *view, emit_pieces *templates)
{
    emit_out out = emit_open(view, templates);
    emit_fill(&out, TEMPLATE_HEADER_BEGIN);
    emit_constraint_constants(&out);
    emit_enum_declarations(&out);
    put_types(&out);
    MAP_EACH (&view->models, it)
        put_model_header(&out, it->value);
    put_externs(&out);
    emit_fill(&out, TEMPLATE_HEADER_END);
    return writer_result(&out.text);
}

static void put_model_source(emit_out *out, const emit_model *model)
{
    emit_model_holes(out, model);
    emit_fill(out, TEMPLATE_MODEL_BEGIN);
    emit_tables(out, model);
    emit_functions(out, model);
}

/* A loader uses functions of both of its models, so all of these come first. */
static void put_loaders(emit_out *out)
{
    bool begun = false;
    MAP_EACH (&out->view->models, it) {
        const emit_model *model = it->value;
        if (model->relations.count && !begun)
            emit_fill(out, TEMPLATE_LOADERS_BEGIN);
        begun = begun || model->relations.count;
        emit_model_holes(out, model);
        emit_relation_functions(out, model);
    }
}

static void put_package(emit_out *out)
{
    arena *a = out->view->memory;
    size_t models = out->view->models.count;
    size_t constraints = out->view->constraints.count;
    if (models) {
        emit_fill(out, TEMPLATE_PACKAGE_BEGIN);
        MAP_EACH (&out->view->models, it) {
            out->hole[HOLE_model] = ((const emit_model *)it->value)->type;
            emit_fill(out, TEMPLATE_PACKAGE_MODEL);
        }
        emit_fill(out, TEMPLATE_TABLE_END);
    }
    out->hole[HOLE_constant] = constraints ? str_join(a, out->view->prefix, STR("_schemac_constraints")) : STR("NULL");
    out->hole[HOLE_count] = view_number(out->view, constraints);
    out->hole[HOLE_models] = models ? str_join(a, out->view->prefix, STR("_schemac_models")) : STR("NULL");
    out->hole[HOLE_n_models] = view_number(out->view, models);
    emit_fill(out, TEMPLATE_PACKAGE_END);
}

static str make_source(emit_view *view, emit_pieces *templates)
{
    emit_out out = emit_open(view, templates);
    emit_fill(&out, TEMPLATE_SOURCE_BEGIN);
    emit_constraint_table(&out);
    emit_enum_tables(&out);
    MAP_EACH (&view->models, it)
        put_model_source(&out, it->value);
    put_loaders(&out);
    put_package(&out);
    return writer_result(&out.text);
}

emit_result emit_c(arena *a, const model_schema *schema)
{
    emit_view *view = view_make(a, schema);
    emit_pieces *templates = template_cut(a);
    return (emit_result){
        .header = make_header(view, templates),
        .source = make_source(view, templates),
        .header_name = str_join(a, view->prefix, STR(".h")),
        .source_name = str_join(a, view->prefix, STR(".c")),
    };
}
