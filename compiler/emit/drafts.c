/* Rows to insert: `_new` with the columns that must be given, and setters for the others. */
#include "compiler/emit/literal.h"
#include "compiler/emit/setters.h"

static str parameters_of(emit_out *out, const emit_model *model)
{
    writer *w = emit_part(out);
    for (size_t i = 0; i < model->n_columns; i++) {
        const emit_column *column = &model->columns[i];
        if (!column->required)
            continue;
        writer_text(w, w->len ? ", " : "");
        writer_str(w, column->type.value);
        writer_char(w, ' ');
        writer_str(w, column->parameter);
    }
    return w->len ? emit_kept(out) : STR("void");
}

/* What the database would fill in itself is only shown in the structure; what only the program's side gives is also
 * sent. */
static void put_initialiser(emit_out *out, const emit_column *column, uint64_t *set)
{
    const model_column *facts = column->column;
    bool init = facts->init_value && column->settable;
    str value = column->required ? column->parameter
                : init           ? literal_init(out->view, &column->type, facts->init_value)
                                 : literal_value(out->view, &column->type, facts->default_value);
    bool sent = column->required || init;
    if (value.len == 0)
        return;
    emit_column_holes(out, column);
    out->hole[HOLE_value] = value;
    if (column->type.optional)
        emit_fill(out, TEMPLATE_DRAFT_ASSIGN_OPT);
    else if (sent || !literal_is_zero(value))
        emit_fill(out, TEMPLATE_DRAFT_ASSIGN);
    if (sent)
        set[column->index / 64] |= UINT64_C(1) << (column->index % 64);
}

/* Which columns are sent: one bit each. */
static void put_set(emit_out *out, const uint64_t *set, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (set[i] == 0)
            continue;
        out->hole[HOLE_index] = view_number(out->view, i);
        out->hole[HOLE_value] = str_format(out->view->memory, set[i] > UINT32_MAX ? "UINT64_C(0x%llx)" : "0x%llx",
                                           (unsigned long long)set[i]);
        emit_fill(out, TEMPLATE_DRAFT_SET);
    }
}

static void put_make(emit_out *out, const emit_model *model)
{
    out->hole[HOLE_parameters] = parameters_of(out, model);
    out->hole[HOLE_count] = emit_sets(out, model->n_columns);
    emit_fill(out, TEMPLATE_DRAFT_BEGIN);
    uint64_t *set = ARENA_ARRAY(out->view->memory, uint64_t, model->n_columns / 64 + 1);
    for (size_t i = 0; i < model->n_columns; i++)
        put_initialiser(out, &model->columns[i], set);
    put_set(out, set, model->n_columns / 64 + 1);
    emit_fill(out, TEMPLATE_DRAFT_END);
}

static void put_draft_setters(emit_out *out, const emit_model *model)
{
    str target = str_join(out->view->memory, model->type, STR("_new"));
    bool begun = false;
    for (size_t i = 0; i < model->n_columns; i++) {
        const emit_column *column = &model->columns[i];
        if (column->required || !column->settable)
            continue;
        writer_text(&out->text, begun ? "" : "\n");
        begun = true;
        bool null = column->nullable && (column->column->default_value || column->column->init_value);
        setters_put(out, column, target, null);
    }
}

void emit_draft(emit_out *out, const emit_model *model)
{
    put_make(out, model);
    put_draft_setters(out, model);
}
