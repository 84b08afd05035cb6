/* The structure of a model: plain members in the order of the schema, then what relations load. */
#include "compiler/emit/template.h"

static void put_member(emit_out *out, const emit_column *column)
{
    emit_column_holes(out, column);
    out->hole[HOLE_type] = column->type.member;
    out->hole[HOLE_doc] = emit_doc(out, column->column->doc, 4);
    emit_fill(out, column->column->secret ? TEMPLATE_MEMBER_SECRET : TEMPLATE_MEMBER);
}

static void put_relation(emit_out *out, const emit_relation *relation)
{
    emit_relation_holes(out, relation);
    out->hole[HOLE_doc] = emit_doc(out, relation->relation->doc, 4);
    emit_fill(out, relation->is_list ? TEMPLATE_MEMBER_MANY : TEMPLATE_MEMBER_ONE);
}

void emit_structure(emit_out *out, const emit_model *model)
{
    out->hole[HOLE_doc] = emit_doc(out, model->table->doc, 0);
    emit_fill(out, TEMPLATE_STRUCT_BEGIN);
    for (size_t i = 0; i < model->n_columns; i++)
        put_member(out, &model->columns[i]);
    VEC_EACH (const emit_relation, &model->relations, relation)
        put_relation(out, relation);
    if (model->relations.count) {
        out->hole[HOLE_count] = emit_sets(out, model->relations.count);
        emit_fill(out, TEMPLATE_MEMBER_LOADED);
    }
    emit_fill(out, TEMPLATE_STRUCT_END);
}
