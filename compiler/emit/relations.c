/* Relations: loaders for whole lists, typed access to what was loaded, conditions on the other side, and their tables.
 */
#include "compiler/emit/template.h"

#include "compiler/emit/text.h"
#include "compiler/sql/quote.h"

static emit_template access_row(const emit_relation *relation)
{
    bool same = relation->word.ptr == relation->member.ptr;
    if (relation->is_list)
        return same ? TEMPLATE_RELATION_MANY : TEMPLATE_RELATION_MANY_AS;
    return same ? TEMPLATE_RELATION_ONE : TEMPLATE_RELATION_ONE_AS;
}

void emit_relation_prototypes(emit_out *out, const emit_model *model)
{
    if (model->relations.count)
        emit_fill(out, TEMPLATE_RELATIONS_BEGIN);
    VEC_EACH (const emit_relation, &model->relations, relation) {
        emit_relation_holes(out, relation);
        emit_fill(out, TEMPLATE_LOADER_PROTOTYPE);
        emit_fill(out, access_row(relation));
    }
}

void emit_relation_functions(emit_out *out, const emit_model *model)
{
    VEC_EACH (const emit_relation, &model->relations, relation) {
        emit_relation_holes(out, relation);
        emit_fill(out, TEMPLATE_LOADER);
    }
}

/* "4, 7": the places of fields among the columns of their model. */
static str places_of(emit_out *out, const emit_model *model, const str_list *fields)
{
    writer *w = emit_part(out);
    VEC_EACH (const str, fields, field) {
        writer_text(w, w->len ? ", " : "");
        writer_str(w, view_number(out->view, view_column(model, *field)->index));
    }
    return emit_kept(out);
}

/* String literals with the columns of the join table, as they stand in SQL. */
static str quoted_columns(emit_out *out, const model_table *table, const str_list *fields)
{
    writer *w = emit_part(out);
    VEC_EACH (const str, fields, field) {
        const model_column *column = model_find_column(table, *field);
        out->scratch.len = 0;
        quote_identifier(column ? column->column : *field, &out->scratch);
        writer_text(w, w->len ? ", " : "");
        text_c_string(w, writer_result(&out->scratch));
    }
    return emit_kept(out);
}

static str quoted_table(emit_out *out, const model_table *table, dialect_id dialect)
{
    writer *w = emit_part(out);
    quote_qualified(table->schema, table->table, dialect, w);
    return emit_escaped(out, emit_kept(out));
}

static void put_through(emit_out *out, const model_relation *relation)
{
    const model_table *table = model_find_table(out->view->schema, relation->through);
    out->hole[HOLE_arguments] = quoted_columns(out, table, &relation->through_columns);
    out->hole[HOLE_value] = quoted_columns(out, table, &relation->through_target_columns);
    out->hole[HOLE_postgresql] = quoted_table(out, table, DIALECT_POSTGRESQL);
    out->hole[HOLE_sqlite] = quoted_table(out, table, DIALECT_SQLITE);
    out->hole[HOLE_count] = view_number(out->view, relation->through_target_columns.count);
    emit_fill(out, TEMPLATE_THROUGH);
}

static void put_places(emit_out *out, const emit_model *model, const emit_relation *relation)
{
    emit_relation_holes(out, relation);
    out->hole[HOLE_places] = places_of(out, model, relation->from);
    emit_fill(out, TEMPLATE_RELATION_FROM);
    out->hole[HOLE_places] = places_of(out, relation->target, relation->to);
    emit_fill(out, TEMPLATE_RELATION_TO);
    if (relation->relation->kind == RELATION_MANY_TO_MANY)
        put_through(out, relation->relation);
}

static void put_row(emit_out *out, const emit_model *model, const emit_relation *relation)
{
    arena *a = out->view->memory;
    emit_relation_holes(out, relation);
    out->hole[HOLE_name] = emit_escaped(out, relation->relation->name);
    out->hole[HOLE_count] = view_number(out->view, relation->from->count);
    out->hole[HOLE_kind] = relation->is_list ? STR("true") : STR("false");
    out->hole[HOLE_value] = STR("NULL");
    if (relation->relation->kind == RELATION_MANY_TO_MANY)
        out->hole[HOLE_value] =
            str_join(a, STR("&"), str_join(a, model->type, str_join(a, STR("_through_"), relation->word)));
    emit_fill(out, TEMPLATE_RELATION_ROW);
}

void emit_relation_tables(emit_out *out, const emit_model *model)
{
    if (model->relations.count == 0)
        return;
    VEC_EACH (const emit_relation, &model->relations, relation)
        put_places(out, model, relation);
    emit_fill(out, TEMPLATE_RELATIONS_TABLE_BEGIN);
    VEC_EACH (const emit_relation, &model->relations, relation)
        put_row(out, model, relation);
    emit_fill(out, TEMPLATE_TABLE_END);
    emit_model_holes(out, model);
}
