/* The tables of a model, from which the library works: columns, keys, relations, and the statements whose text is
 * constant. Names, types and expressions in SQL are written by compiler/sql alone. */
#include "compiler/emit/template.h"
#include "compiler/emit/text.h"
#include "compiler/sql/plan.h"
#include "compiler/sql/quote.h"

static bool is_in(const model_column *column, dialect_id dialect)
{
    unsigned dialects = column->dialects & DIALECT_ALL;
    return dialects == 0 || (dialects & (1u << dialect));
}

/* --- columns --- */

/* What stands in the scratch, as a literal of C. */
static str scratch_literal(emit_out *out)
{
    str text = writer_result(&out->scratch);
    writer *w = emit_part(out);
    if (text_is_plain(text)) {
        writer_char(w, '"');
        writer_str(w, text);
        writer_char(w, '"');
    } else {
        text_c_string(w, text);
    }
    return emit_kept(out);
}

/* "character varying(20)" with the quotes of C; NULL in a dialect that lacks the column. */
static str type_text(emit_out *out, const model_column *column, dialect_id dialect)
{
    const model_type *type = &column->type;
    if (!is_in(column, dialect))
        return STR("NULL");
    bool simple = type->kind == TYPE_SCALAR && type->n_arguments == 0 && type->dimensions == 0;
    str *known = &out->view->scalar_texts[type->scalar][dialect];
    if (simple && known->len)
        return *known;
    out->scratch.len = 0;
    plan_type(out->view->schema, type, dialect, &out->scratch);
    str text = scratch_literal(out);
    if (simple)
        *known = text;
    return text;
}

static void put_expression(emit_out *out, writer *w, const emit_model *model, const emit_column *column,
                           dialect_id dialect)
{
    if (!is_in(column->column, dialect)) {
        writer_text(w, "NULL");
        return;
    }
    out->scratch.len = 0;
    plan_expression(out->view->schema, model->table, column->column->on_update, dialect, &out->scratch);
    text_c_string(w, writer_result(&out->scratch));
}

static str on_update(emit_out *out, const emit_model *model, const emit_column *column)
{
    if (!column->column->on_update)
        return STR("NULL, NULL");
    writer *w = emit_part(out);
    put_expression(out, w, model, column, DIALECT_POSTGRESQL);
    writer_text(w, ", ");
    put_expression(out, w, model, column, DIALECT_SQLITE);
    return emit_kept(out);
}

static void put_flag(writer *w, bool set, const char *flag)
{
    if (!set)
        return;
    writer_text(w, w->len ? " | SCHEMAC_COLUMN_" : "SCHEMAC_COLUMN_");
    writer_text(w, flag);
}

static str flags_of(emit_out *out, const emit_column *column)
{
    const model_column *facts = column->column;
    bool generated = facts->generated != GENERATED_NONE;
    bool automatic = facts->identity != IDENTITY_NONE;
    bool array = column->type.array;
    if (!column->nullable && !array && !facts->secret && !automatic && !facts->default_value && !generated &&
        !facts->version)
        return STR("0");
    writer *w = emit_part(out);
    put_flag(w, column->nullable, "NULLABLE");
    put_flag(w, array, "ARRAY");
    put_flag(w, facts->secret, "SECRET");
    put_flag(w, automatic, "AUTO");
    put_flag(w, facts->default_value, "DEFAULT");
    put_flag(w, generated, "GENERATED");
    put_flag(w, facts->version, "VERSION");
    return emit_kept(out);
}

/* How many characters fit; 0: no limit. */
static size_t length_of(const model_type *type)
{
    bool limited = type->kind == TYPE_SCALAR && (type->scalar == SCALAR_CHAR || type->scalar == SCALAR_VARCHAR);
    return limited && type->n_arguments ? type->arguments[0] : 0;
}

/* The digits behind a decimal's point, which "decimal(10)" has none of; -1: not fixed. */
static str scale_of(emit_out *out, const model_type *type)
{
    if (type->kind != TYPE_SCALAR || type->scalar != SCALAR_DECIMAL || type->n_arguments == 0)
        return STR("-1");
    return view_number(out->view, type->n_arguments == 2 ? type->arguments[1] : 0);
}

/* One name everywhere, no enum, nothing set by an update: what the shorter form can say. */
static bool is_usual(const emit_column *column)
{
    return str_eq(column->member, column->column->column) && str_eq(column->member, column->quoted) &&
           !column->type.enumeration && !column->column->on_update;
}

static void put_column(emit_out *out, const emit_model *model, const emit_column *column)
{
    const model_column *facts = column->column;
    const emit_enum *item = column->type.enumeration;
    emit_column_holes(out, column);
    out->hole[HOLE_name] = emit_escaped(out, facts->column);
    out->hole[HOLE_quoted] =
        column->quoted.ptr == facts->column.ptr ? out->hole[HOLE_name] : emit_escaped(out, column->quoted);
    out->hole[HOLE_postgresql] = type_text(out, facts, DIALECT_POSTGRESQL);
    out->hole[HOLE_sqlite] = type_text(out, facts, DIALECT_SQLITE);
    out->hole[HOLE_kind] = column->type.kind;
    out->hole[HOLE_flags] = flags_of(out, column);
    out->hole[HOLE_suffix] = column->type.optional ? STR("_OPT") : STR("");
    out->hole[HOLE_enumeration] =
        item ? str_format(out->view->memory, "&%.*s_enum", STR_ARGS(item->type)) : STR("NULL");
    out->hole[HOLE_length] = view_number(out->view, length_of(&facts->type));
    out->hole[HOLE_scale] = scale_of(out, &facts->type);
    out->hole[HOLE_value] = on_update(out, model, column);
    emit_fill(out, is_usual(column) ? TEMPLATE_FACTS : TEMPLATE_COLUMN);
}

/* --- lists of columns, as macros, since C joins literals --- */

/* t."id" in a SELECT, "id" in RETURNING; NULL stands for a column that the dialect lacks. */
static void put_list_item(writer *w, const emit_column *column, dialect_id dialect, const char *qualifier)
{
    if (!is_in(column->column, dialect)) {
        writer_text(w, "NULL");
        return;
    }
    writer_text(w, qualifier);
    text_c_string_part(w, column->quoted);
    if (column->type.as_text && dialect == DIALECT_POSTGRESQL)
        writer_text(w, column->type.array ? "::text[]" : "::text");
}

static void put_list(emit_out *out, const emit_model *model, dialect_id dialect, bool returning, str macro)
{
    writer *w = &out->text;
    writer_text(w, "#define ");
    writer_str(w, macro);
    writer_text(w, " \\\n    \"");
    for (size_t i = 0; i < model->n_columns; i++) {
        if (i > 0)
            writer_text(w, writer_column(w) > EMIT_WIDTH - 30 ? ", \" \\\n    \"" : ", ");
        put_list_item(w, &model->columns[i], dialect, returning ? "" : "t.");
    }
    writer_text(w, "\"\n");
}

/* Whether a statement that lists the columns may be longer than a C compiler has to take. */
static bool has_long_statements(const emit_model *model)
{
    enum { COMPILERS_TAKE = 4095, AROUND_A_NAME = 12, AROUND_A_LIST = 1024 };
    size_t length = AROUND_A_LIST;
    for (size_t i = 0; i < model->n_columns; i++)
        length += model->columns[i].quoted.len + AROUND_A_NAME;
    return length > COMPILERS_TAKE;
}

/* One macro serves both dialects where they say the same. */
static void put_lists(emit_out *out, const emit_model *model)
{
    if (has_long_statements(model))
        emit_fill(out, TEMPLATE_LONG_STRINGS);
    arena *a = out->view->memory;
    bool differ = model->has_as_text || model->one_dialect;
    str columns = str_join(a, model->capitals, STR("_COLUMNS"));
    str returning = str_join(a, model->capitals, STR("_RETURNING"));
    out->hole[HOLE_columns_postgresql] = columns;
    out->hole[HOLE_returning_postgresql] = returning;
    out->hole[HOLE_columns_sqlite] = differ ? str_join(a, columns, STR("_SQLITE")) : columns;
    out->hole[HOLE_returning_sqlite] = differ ? str_join(a, returning, STR("_SQLITE")) : returning;
    put_list(out, model, DIALECT_POSTGRESQL, false, columns);
    put_list(out, model, DIALECT_POSTGRESQL, true, returning);
    if (!differ)
        return;
    put_list(out, model, DIALECT_SQLITE, false, out->hole[HOLE_columns_sqlite]);
    put_list(out, model, DIALECT_SQLITE, true, out->hole[HOLE_returning_sqlite]);
}

/* --- keys --- */

/* `t.id = $1 AND t.name = $2`, escaped for C. A decimal is text on SQLite and compared by number. */
static void put_conditions(const emit_view *view, writer *w, const emit_key *key, dialect_id dialect,
                           const char *qualifier)
{
    for (size_t i = 0; i < key->fields->count; i++) {
        const emit_column *column = key->columns[i];
        bool decimal = str_eq(column->type.family, STR("decimal")) && dialect == DIALECT_SQLITE;
        writer_text(w, i ? " AND " : "");
        writer_text(w, qualifier);
        text_c_string_part(w, column->quoted);
        writer_text(w, decimal ? " COLLATE schemac_decimal" : "");
        writer_text(w, dialect == DIALECT_SQLITE ? " = ?" : " = $");
        writer_str(w, view_number(view, i + 1));
    }
}

static str from_where(emit_out *out, const emit_model *model, const emit_key *key, dialect_id dialect)
{
    writer *w = emit_part(out);
    text_c_string_part(w, model->quoted[dialect]);
    writer_text(w, " AS t WHERE ");
    put_conditions(out->view, w, key, dialect, "t.");
    return emit_kept(out);
}

static void key_holes(emit_out *out, const emit_model *model, const emit_key *key)
{
    writer *w = emit_part(out);
    for (size_t i = 0; i < key->fields->count; i++) {
        writer_text(w, i ? ", " : "");
        writer_str(w, view_number(out->view, key->columns[i]->index));
    }
    out->hole[HOLE_places] = emit_kept(out);
    out->hole[HOLE_column] = key->word;
    out->hole[HOLE_constant] = out->view->constraints.items[key->constraint].constant;
    out->hole[HOLE_count] = view_number(out->view, key->fields->count);
    out->hole[HOLE_postgresql] = from_where(out, model, key, DIALECT_POSTGRESQL);
    out->hole[HOLE_sqlite] = from_where(out, model, key, DIALECT_SQLITE);
}

static void put_keys(emit_out *out, const emit_model *model)
{
    if (model->primary) {
        key_holes(out, model, model->primary);
        emit_fill(out, TEMPLATE_PRIMARY_PLACES);
        emit_fill(out, TEMPLATE_PRIMARY);
    }
    if (model->uniques.count == 0)
        return;
    VEC_EACH (const emit_key, &model->uniques, key) {
        key_holes(out, model, key);
        emit_fill(out, TEMPLATE_UNIQUE_PLACES);
    }
    emit_fill(out, TEMPLATE_UNIQUES_BEGIN);
    VEC_EACH (const emit_key, &model->uniques, key) {
        key_holes(out, model, key);
        emit_fill(out, TEMPLATE_UNIQUE);
    }
    emit_fill(out, TEMPLATE_TABLE_END);
}

/* --- the model --- */

static void put_delete(emit_out *out, writer *w, const emit_model *model, dialect_id dialect)
{
    writer_text(w, "\"DELETE FROM ");
    text_c_string_part(w, model->quoted[dialect]);
    writer_text(w, " WHERE ");
    put_conditions(out->view, w, model->primary, dialect, "");
    writer_char(w, '"');
}

static str deletes(emit_out *out, const emit_model *model)
{
    if (!model->primary)
        return STR("NULL, NULL");
    writer *w = emit_part(out);
    put_delete(out, w, model, DIALECT_POSTGRESQL);
    writer_text(w, ", ");
    put_delete(out, w, model, DIALECT_SQLITE);
    return emit_kept(out);
}

static str table_of(emit_out *out, const emit_model *model, bool exists, const char *format)
{
    return exists ? str_format(out->view->memory, format, STR_ARGS(model->type)) : STR("NULL");
}

static void put_model(emit_out *out, const emit_model *model)
{
    size_t relations = model->relations.count;
    out->hole[HOLE_loaded] =
        relations ? str_format(out->view->memory, "offsetof(%.*s, schemac_loaded)", STR_ARGS(model->type)) : STR("0");
    out->hole[HOLE_count] = view_number(out->view, model->n_columns);
    out->hole[HOLE_primary] = table_of(out, model, model->primary, "&%.*s_primary");
    out->hole[HOLE_uniques] = table_of(out, model, model->uniques.count, "%.*s_uniques");
    out->hole[HOLE_n_uniques] = view_number(out->view, model->uniques.count);
    out->hole[HOLE_relations] = table_of(out, model, relations, "%.*s_relations");
    out->hole[HOLE_n_relations] = view_number(out->view, relations);
    out->hole[HOLE_postgresql] = emit_escaped(out, model->quoted[DIALECT_POSTGRESQL]);
    out->hole[HOLE_sqlite] = emit_escaped(out, model->quoted[DIALECT_SQLITE]);
    out->hole[HOLE_value] = deletes(out, model);
    emit_fill(out, TEMPLATE_MODEL_TABLE);
}

void emit_tables(emit_out *out, const emit_model *model)
{
    put_lists(out, model);
    emit_fill(out, TEMPLATE_COLUMNS_BEGIN);
    for (size_t i = 0; i < model->n_columns; i++)
        put_column(out, model, &model->columns[i]);
    emit_fill(out, TEMPLATE_TABLE_END);
    put_keys(out, model);
    emit_relation_tables(out, model);
    emit_model_holes(out, model);
    put_model(out, model);
}
