/* For each column the setters of a patch and the conditions: one row for both, two where C keeps the column's name for
 * itself or nobody may set it. */
#include "compiler/emit/setters.h"

/* What the conditions of a kind need to be told behind the column's name. */
static str row_arguments(emit_out *out, const emit_type *type)
{
    arena *a = out->view->memory;
    str value = str_join(a, type->value, STR(", "));
    switch (type->filter) {
    case FILTER_TEXT:
        return STR("");
    case FILTER_NONE:
    case FILTER_ENUM:
        return value;
    case FILTER_EQUAL:
    case FILTER_ORDERED:
        break;
    }
    return str_join(a, str_join(a, type->family, STR(", ")), value);
}

static str row_kind(emit_out *out, const emit_column *column)
{
    static const char *const kinds[] = {
        [FILTER_NONE] = "PLAIN",      [FILTER_EQUAL] = "EQUAL", [FILTER_ENUM] = "ENUM",
        [FILTER_ORDERED] = "ORDERED", [FILTER_TEXT] = "TEXT",
    };
    str kind = str_from(kinds[column->type.filter]);
    if (!column->nullable)
        return kind;
    return str_join(out->view->memory, kind, column->type.optional ? STR("_OPT") : STR("_NULL"));
}

static void put_row(emit_out *out, const emit_column *column)
{
    emit_column_holes(out, column);
    out->hole[HOLE_kind] = row_kind(out, column);
    out->hole[HOLE_arguments] = row_arguments(out, &column->type);
    emit_fill(out, TEMPLATE_COLUMN_ROW);
}

static void put_filters(emit_out *out, const emit_column *column)
{
    static const emit_template rows[] = {
        [FILTER_EQUAL] = TEMPLATE_FILTER_EQUAL,
        [FILTER_ENUM] = TEMPLATE_FILTER_ENUM,
        [FILTER_ORDERED] = TEMPLATE_FILTER_ORDERED,
        [FILTER_TEXT] = TEMPLATE_FILTER_TEXT,
    };
    emit_column_holes(out, column);
    if (column->type.filter != FILTER_NONE)
        emit_fill(out, rows[column->type.filter]);
    if (column->nullable)
        emit_fill(out, TEMPLATE_FILTER_NULL);
}

void emit_columns(emit_out *out, const emit_model *model)
{
    str patch = str_join(out->view->memory, model->type, STR("_patch"));
    writer_char(&out->text, '\n');
    for (size_t i = 0; i < model->n_columns; i++) {
        const emit_column *column = &model->columns[i];
        if (column->settable && column->word.ptr == column->member.ptr) {
            put_row(out, column);
            continue;
        }
        if (column->settable)
            setters_put(out, column, patch, column->nullable);
        put_filters(out, column);
    }
    emit_fill(out, TEMPLATE_FILTERS_END);
}
