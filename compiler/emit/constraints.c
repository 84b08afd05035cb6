/* Constraints and keys: the constants a program compares `schemac_error.constraint` with, and what reads one row. */
#include "compiler/emit/names.h"
#include "compiler/emit/template.h"

/* The field names of an index's keys; false where one is an expression. */
static bool index_fields(arena *a, const model_index *index, str_list *fields)
{
    VEC_EACH (const model_key, &index->keys, key) {
        if (key->value->kind != EXPRESSION_COLUMN)
            return false;
        VEC_PUSH(a, fields, key->value->text);
    }
    return fields->count > 0;
}

static void add_columns(emit_view *view, emit_constraint *entry, const str_list *fields)
{
    VEC_EACH (const str, fields, field) {
        const model_column *column = model_find_column(entry->table, *field);
        VEC_PUSH(view->memory, &entry->columns, column ? column->column : *field);
    }
}

static bool take_constant(emit_view *view, str constant, size_t place)
{
    if (map_has(&view->constants, constant))
        return false;
    map_put(view->memory, &view->constants, constant, (void *)(uintptr_t)(place + 1));
    return true;
}

/* With a name in front: the table's, or the model's where another schema has a table of that name. */
static bool take_longer_constant(emit_view *view, emit_constraint *entry, str word, size_t place)
{
    arena *a = view->memory;
    const str fronts[] = {entry->table->table, entry->table->name};
    for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++) {
        str front = emit_capitals(a, emit_word(a, fronts[i]));
        entry->constant = emit_join(a, view->capitals, emit_join(a, front, word));
        if (take_constant(view, entry->constant, place))
            return true;
    }
    return false;
}

/* Two checks of different tables may bear one name; then the later one's constant has a name in front. The same
 * constraint in two forms, one for each dialect, has one constant. */
static void add_constraint(emit_view *view, emit_constraint entry)
{
    arena *a = view->memory;
    str word = emit_capitals(a, emit_word(a, entry.name));
    entry.constant = emit_join(a, view->capitals, word);
    size_t place = view->constraints.count;
    if (!take_constant(view, entry.constant, place)) {
        size_t taken = (size_t)(uintptr_t)map_get(&view->constants, entry.constant) - 1;
        const emit_constraint *other = &view->constraints.items[taken];
        if (other->table == entry.table && str_eq(other->name, entry.name))
            return;
        if (!take_longer_constant(view, &entry, word, place))
            VEC_PUSH(a, &view->clashing, place);
    }
    entry.first_column = view->n_constraint_columns;
    view->n_constraint_columns += entry.columns.count;
    VEC_PUSH(a, &view->constraints, entry);
}

void view_add_constraints(emit_view *view, const model_table *table)
{
    VEC_EACH (model_constraint *, &table->constraints, item) {
        const model_constraint *constraint = *item;
        emit_constraint entry = {
            .table = table, .constraint = constraint, .name = constraint->name, .span = constraint->span};
        add_columns(view, &entry, &constraint->columns);
        add_constraint(view, entry);
    }
    VEC_EACH (model_index *, &table->indexes, item) {
        const model_index *index = *item;
        if (!index->unique)
            continue;
        str_list fields = {0};
        emit_constraint entry = {.table = table, .index = index, .name = index->name, .span = index->span};
        if (index_fields(view->memory, index, &fields))
            add_columns(view, &entry, &fields);
        add_constraint(view, entry);
    }
}

static emit_key make_key(const emit_view *view, const emit_model *model, const str_list *fields, size_t constraint)
{
    arena *a = view->memory;
    emit_key key = {.fields = fields, .constraint = constraint};
    key.columns = ARENA_ARRAY(a, emit_column *, fields->count);
    for (size_t i = 0; i < fields->count; i++) {
        key.columns[i] = view_column(model, fields->items[i]);
        str word = key.columns[i]->word;
        key.columns[i]->parameter = emit_parameter(a, word);
        key.word = i == 0 ? word : emit_join(a, emit_join(a, key.word, STR("and")), word);
    }
    return key;
}

/* Reading by a key needs an equality, and all rows under it. */
static bool can_read_by(const emit_model *model, const str_list *fields)
{
    VEC_EACH (const str, fields, field) {
        const emit_column *column = view_column(model, *field);
        if (!column || column->type.filter == FILTER_NONE)
            return false;
    }
    return fields->count > 0;
}

static const str_list *unique_fields(emit_view *view, const emit_constraint *entry)
{
    if (entry->constraint)
        return entry->constraint->kind == CONSTRAINT_UNIQUE ? &entry->constraint->columns : NULL;
    str_list *fields = ARENA_NEW(view->memory, str_list);
    return !entry->index->where && index_fields(view->memory, entry->index, fields) ? fields : NULL;
}

void view_add_keys(emit_view *view, emit_model *model, size_t first)
{
    map words = {0};
    for (size_t i = first; i < view->constraints.count; i++) {
        const emit_constraint *entry = &view->constraints.items[i];
        const model_constraint *constraint = entry->constraint;
        if (constraint && constraint->kind == CONSTRAINT_PRIMARY_KEY && can_read_by(model, &constraint->columns)) {
            model->primary = ARENA_NEW(view->memory, emit_key);
            *model->primary = make_key(view, model, &constraint->columns, i);
            continue;
        }
        const str_list *fields = unique_fields(view, entry);
        if (!fields || !can_read_by(model, fields))
            continue;
        emit_key key = make_key(view, model, fields, i);
        if (map_put(view->memory, &words, key.word, model) == NULL)
            VEC_PUSH(view->memory, &model->uniques, key);
    }
}

/* --- what is generated --- */

void emit_constraint_constants(emit_out *out)
{
    const emit_view *view = out->view;
    if (view->constraints.count == 0)
        return;
    out->hole[HOLE_count] = view_number(view, view->constraints.count);
    emit_fill(out, TEMPLATE_CONSTRAINTS_BEGIN);
    for (size_t i = 0; i < view->constraints.count; i++) {
        out->hole[HOLE_constant] = view->constraints.items[i].constant;
        out->hole[HOLE_index] = view_number(view, i);
        emit_fill(out, TEMPLATE_CONSTRAINT);
    }
}

static str constraint_kind(const emit_constraint *entry)
{
    static const char *const kinds[] = {
        [CONSTRAINT_PRIMARY_KEY] = "PRIMARY_KEY", [CONSTRAINT_UNIQUE] = "UNIQUE",   [CONSTRAINT_CHECK] = "CHECK",
        [CONSTRAINT_FOREIGN_KEY] = "FOREIGN_KEY", [CONSTRAINT_EXCLUDE] = "EXCLUDE",
    };
    return str_from(entry->constraint ? kinds[entry->constraint->kind] : "UNIQUE");
}

/* The columns of all constraints are one array, of which each has its part. */
static void put_constraint_columns(emit_out *out)
{
    if (out->view->n_constraint_columns == 0)
        return;
    emit_fill(out, TEMPLATE_CONSTRAINT_COLUMNS_BEGIN);
    VEC_EACH (const emit_constraint, &out->view->constraints, entry) {
        VEC_EACH (const str, &entry->columns, column) {
            out->hole[HOLE_name] = emit_escaped(out, *column);
            emit_fill(out, TEMPLATE_CONSTRAINT_COLUMN);
            writer_char(&out->text, '\n');
        }
    }
    emit_fill(out, TEMPLATE_TABLE_END);
}

void emit_constraint_table(emit_out *out)
{
    const emit_view *view = out->view;
    if (view->constraints.count == 0)
        return;
    put_constraint_columns(out);
    out->hole[HOLE_count] = view_number(view, view->constraints.count);
    emit_fill(out, TEMPLATE_CONSTRAINT_TABLE_BEGIN);
    VEC_EACH (const emit_constraint, &view->constraints, entry) {
        out->hole[HOLE_name] = emit_escaped(out, entry->name);
        out->hole[HOLE_table] = emit_escaped(out, entry->table->table);
        out->hole[HOLE_kind] = constraint_kind(entry);
        out->hole[HOLE_index] = view_number(view, entry->first_column);
        out->hole[HOLE_count] = view_number(view, entry->columns.count);
        emit_fill(out, entry->columns.count ? TEMPLATE_CONSTRAINT_ROW : TEMPLATE_CONSTRAINT_ROW_CHECK);
    }
    emit_fill(out, TEMPLATE_TABLE_END);
}
