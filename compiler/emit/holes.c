/* What several artifacts say in the same words. */
#include "compiler/emit/template.h"
#include "compiler/emit/text.h"

void emit_model_holes(emit_out *out, const emit_model *model)
{
    out->hole[HOLE_name] = emit_escaped(out, model->table->name);
    out->hole[HOLE_word] = model->word;
    out->hole[HOLE_model] = model->type;
    out->hole[HOLE_MODEL] = model->capitals;
    out->hole[HOLE_table] = emit_escaped(out, model->table->table);
    out->hole[HOLE_doc] = STR("");
}

void emit_column_holes(emit_out *out, const emit_column *column)
{
    out->hole[HOLE_column] = column->word;
    out->hole[HOLE_COLUMN] = column->capitals;
    out->hole[HOLE_member] = column->member;
    out->hole[HOLE_type] = column->type.value;
    out->hole[HOLE_family] = column->type.family;
    out->hole[HOLE_index] = view_number(out->view, column->index);
}

void emit_relation_holes(emit_out *out, const emit_relation *relation)
{
    out->hole[HOLE_column] = relation->word;
    out->hole[HOLE_member] = relation->member;
    out->hole[HOLE_target] = relation->target->type;
    out->hole[HOLE_index] = view_number(out->view, relation->index);
}

void emit_key_holes(emit_out *out, const emit_key *key)
{
    writer *w = emit_part(out);
    for (size_t i = 0; i < key->fields->count; i++) {
        writer_text(w, i ? ", " : "");
        writer_str(w, key->columns[i]->type.value);
        writer_char(w, ' ');
        writer_str(w, key->columns[i]->parameter);
    }
    out->hole[HOLE_parameters] = emit_kept(out);
    w = emit_part(out);
    for (size_t i = 0; i < key->fields->count; i++) {
        writer_text(w, i ? ", &" : "&");
        writer_str(w, key->columns[i]->parameter);
    }
    out->hole[HOLE_arguments] = emit_kept(out);
    out->hole[HOLE_count] = view_number(out->view, key->fields->count);
    out->hole[HOLE_column] = key->word;
}

str emit_doc(emit_out *out, str doc, size_t indent)
{
    if (doc.len == 0)
        return doc;
    writer *w = emit_part(out);
    text_comment(w, doc, indent);
    return emit_kept(out);
}

str emit_sets(const emit_out *out, size_t count)
{
    return view_number(out->view, (count + 63) / 64);
}
