/* Orders of a model: two constants for each column that has an order. */
#include "compiler/emit/template.h"

static bool has_order(const emit_type *type)
{
    return type->filter == FILTER_ORDERED || type->filter == FILTER_TEXT || type->filter == FILTER_ENUM ||
           (type->filter == FILTER_EQUAL && !type->as_text);
}

void emit_orders(emit_out *out, const emit_model *model)
{
    writer_char(&out->text, '\n');
    for (size_t i = 0; i < model->n_columns; i++) {
        if (!has_order(&model->columns[i].type))
            continue;
        emit_column_holes(out, &model->columns[i]);
        emit_fill(out, TEMPLATE_ORDER);
    }
    emit_fill(out, TEMPLATE_QUERY);
}
