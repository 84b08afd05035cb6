/* The functions of a model: thin wrappers that give the library's the model's tables and types. */
#include "compiler/emit/template.h"

void emit_prototypes(emit_out *out, const emit_model *model)
{
    emit_fill(out, TEMPLATE_PROTOTYPES);
    if (model->primary) {
        emit_key_holes(out, model->primary);
        emit_fill(out, TEMPLATE_PROTOTYPES_KEY);
    }
    VEC_EACH (const emit_key, &model->uniques, key) {
        emit_key_holes(out, key);
        emit_fill(out, TEMPLATE_PROTOTYPE_UNIQUE);
    }
}

void emit_functions(emit_out *out, const emit_model *model)
{
    emit_fill(out, TEMPLATE_FUNCTIONS);
    if (model->primary) {
        emit_key_holes(out, model->primary);
        emit_fill(out, TEMPLATE_FUNCTIONS_KEY);
    }
    size_t index = 0;
    VEC_EACH (const emit_key, &model->uniques, key) {
        emit_key_holes(out, key);
        out->hole[HOLE_index] = view_number(out->view, index++);
        emit_fill(out, TEMPLATE_FUNCTION_UNIQUE);
    }
}
