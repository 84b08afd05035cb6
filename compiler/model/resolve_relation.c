/* Relations: `ref` makes columns typed as the target's key, a foreign key and both sides' accessors. A key may itself
 * be a relation, so columns are made on demand, in any order, and circles are found on the way. */
#include "compiler/model/resolve_internal.h"

/* --- finding columns --- */

static resolve_field *find_field(const resolve_model *model, str name)
{
    return map_get(&model->fields, name);
}

static void append_columns(resolver *r, const resolve_columns *from, resolve_columns *to)
{
    VEC_EACH (model_column *, from, column)
        VEC_PUSH(r->memory, to, *column);
}

/* A relation's column is called <field>_<key>: which field made it stands in front of one of the underscores. */
static bool made_column_named(resolver *r, resolve_model *model, str name, resolve_columns *columns)
{
    for (size_t i = 1; i + 1 < name.len; i++) {
        resolve_field *field = name.ptr[i] == '_' ? find_field(model, str_slice(name, 0, i)) : NULL;
        if (!field || field->broken || field->value->kind != AST_REF || !resolve_field_columns(r, model, field))
            continue;
        VEC_EACH (model_column *, &field->columns, column) {
            if (str_eq((*column)->name, name)) {
                VEC_PUSH(r->memory, columns, *column);
                return true;
            }
        }
    }
    return false;
}

bool resolve_columns_named(resolver *r, resolve_model *model, str name, resolve_columns *columns)
{
    model_column *known = model_find_column(model->table, name);
    if (known) {
        VEC_PUSH(r->memory, columns, known);
        return true;
    }
    resolve_field *field = find_field(model, name);
    if (!field)
        return made_column_named(r, model, name, columns);
    if (!field->broken)
        (void)resolve_field_columns(r, model, field);
    append_columns(r, &field->columns, columns);
    return field->columns.count > 0;
}

/* --- the target of a relation --- */

static resolve_model *find_target(resolver *r, const ast_node *value)
{
    resolve_model *target = map_get(&r->models, value->text);
    if (target)
        return target;
    diagnostic *d =
        resolve_report(r, DIAGNOSTIC_UNKNOWN_MODEL, resolve_name_span(value), value->text, (str){0}, (str){0});
    diagnostic_suggest(r->diagnostics, d, value->text, &r->models);
    return NULL;
}

static void report_no_key(resolver *r, const resolve_model *target, source_span span)
{
    diagnostic *d = resolve_report(r, DIAGNOSTIC_NO_KEY, span, target->table->name, (str){0}, (str){0});
    diagnostic_second(d, resolve_name_span(target->node), "declared here");
}

bool resolve_key_columns(resolver *r, resolve_model *target, source_span span, resolve_columns *columns)
{
    if (!target->has_key) {
        if (!target->broken)
            report_no_key(r, target, span);
        return false;
    }
    VEC_EACH (const str, &target->key, name) {
        /* A name that is not there is reported where the key is written. */
        if (!resolve_columns_named(r, target, *name, columns))
            return false;
    }
    return true;
}

static bool listed_columns(resolver *r, resolve_model *target, const ast_node *list, resolve_columns *columns)
{
    AST_EACH (list, name) {
        if (resolve_columns_named(r, target, name->text, columns))
            continue;
        resolve_no_field(r, target, resolve_name_span(name), name->text);
        return false;
    }
    return true;
}

static bool target_columns(resolver *r, resolve_model *target, const ast_node *value, resolve_columns *columns)
{
    const ast_node *list = ast_child(value, AST_COLUMN_LIST);
    return list ? listed_columns(r, target, list, columns)
                : resolve_key_columns(r, target, resolve_name_span(value), columns);
}

/* --- making columns --- */

source_span resolve_member_place(const resolve_model *model, str name)
{
    const resolve_field *field = map_get(&model->fields, name);
    if (field)
        return resolve_name_span(field->node);
    const source_span *place = map_get(&model->names, name);
    return place ? *place : (source_span){0};
}

static bool is_member(const resolve_model *model, str name)
{
    return map_has(&model->fields, name) || map_has(&model->names, name);
}

bool resolve_claim(resolver *r, resolve_model *model, str name, source_span span)
{
    if (!is_member(model, name)) {
        map_put(r->memory, &model->names, name, resolve_place(r, span));
        return true;
    }
    resolve_report_twice(r, DIAGNOSTIC_NAME_CLASH, span, resolve_member_place(model, name), name, model->table->name);
    return false;
}

static model_column *make_ref_column(resolver *r, const resolve_field *field, const model_column *key)
{
    model_column *column = ARENA_NEW(r->memory, model_column);
    column->name = str_format(r->memory, "%.*s_%.*s", STR_ARGS(field->name), STR_ARGS(key->name));
    column->column = column->name;
    column->type = key->type;
    column->broken = key->broken;
    column->nullable = (field->value->flags & AST_NULLABLE) != 0;
    column->dialects = field->dialects;
    column->doc = field->node->doc;
    column->span = resolve_name_span(field->node);
    column->relation = field->name;
    resolve_column_attributes(r, field->node, column);
    if (!str_is_empty(column->was))
        column->was = str_format(r->memory, "%.*s_%.*s", STR_ARGS(column->was), STR_ARGS(key->name));
    return column;
}

/* Attributes that speak of one column. */
static void check_single_column(resolver *r, const resolve_field *field)
{
    static const ast_kind kinds[] = {AST_ATTR_DEFAULT, AST_ATTR_COLUMN, AST_ATTR_INIT, AST_ATTR_ON_UPDATE_SET,
                                     AST_ATTR_USING};
    if (field->columns.count < 2)
        return;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const ast_node *attribute = ast_child(field->node, kinds[i]);
        if (attribute)
            resolve_report(r, DIAGNOSTIC_RELATION_OF_SEVERAL, attribute->span, field->name, (str){0}, (str){0});
    }
}

static bool make_ref_columns(resolver *r, resolve_model *model, resolve_field *field)
{
    resolve_model *target = find_target(r, field->value);
    resolve_columns keys = {0};
    if (!target || !target_columns(r, target, field->value, &keys))
        return false;
    VEC_EACH (model_column *, &keys, key) {
        model_column *column = make_ref_column(r, field, *key);
        if (!resolve_claim(r, model, column->name, column->span))
            return false;
        VEC_PUSH(r->memory, &field->columns, column);
        VEC_PUSH(r->memory, &field->target_columns, (*key)->name);
    }
    check_single_column(r, field);
    return true;
}

static bool make_plain_column(resolver *r, const resolve_model *model, resolve_field *field)
{
    model_column *column = resolve_plain_column(r, field->node, field->value);
    column->dialects = field->dialects;
    if (field->other_form) {
        const ast_node *type = ast_child(field->other_form, AST_TYPE);
        resolve_join_forms(r, field, column, resolve_plain_column(r, field->other_form, type), model->table->name);
    }
    VEC_RESERVE(r->memory, &field->columns, 1);
    VEC_PUSH(r->memory, &field->columns, column);
    return true;
}

static bool enter(resolver *r, const resolve_model *model, resolve_field *field)
{
    if (field->state == FIELD_BUSY) {
        resolve_report(r, DIAGNOSTIC_KEY_CYCLE, resolve_name_span(field->node), model->table->name, field->name,
                       (str){0});
        field->broken = true;
        return false;
    }
    if (r->depth < RESOLVE_DEPTH_LIMIT)
        return true;
    resolve_report(r, DIAGNOSTIC_TOO_DEEP, resolve_name_span(field->node), STR("keys are relations to each other"),
                   str_format(r->memory, "%d", RESOLVE_DEPTH_LIMIT), (str){0});
    field->broken = true;
    return false;
}

bool resolve_field_columns(resolver *r, resolve_model *model, resolve_field *field)
{
    if (field->broken)
        return false;
    if (field->state == FIELD_DONE)
        return true;
    if (!enter(r, model, field))
        return false;
    field->state = FIELD_BUSY;
    r->depth++;
    bool good = true;
    if (field->value->kind == AST_REF)
        good = make_ref_columns(r, model, field);
    else if (field->value->kind == AST_TYPE)
        good = make_plain_column(r, model, field);
    r->depth--;
    field->state = FIELD_DONE;
    field->broken = field->broken || !good;
    return good && !field->broken;
}

/* --- the foreign key --- */

static model_action action_of(str text)
{
    static const struct {
        const char *text;
        model_action action;
    } rows[] = {{"cascade", ACTION_CASCADE},
                {"restrict", ACTION_RESTRICT},
                {"set null", ACTION_SET_NULL},
                {"set default", ACTION_SET_DEFAULT}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (str_eq_nocase(text, str_from(rows[i].text)))
            return rows[i].action;
    }
    return ACTION_NO_ACTION;
}

void resolve_foreign_key_options(const ast_node *node, model_constraint *constraint)
{
    AST_EACH (node, child) {
        if (child->kind == AST_ATTR_ON_DELETE)
            constraint->on_delete = action_of(child->text);
        else if (child->kind == AST_ATTR_ON_UPDATE)
            constraint->on_update = action_of(child->text);
        else if (child->kind == AST_ATTR_NOT_VALID)
            constraint->not_valid = true;
        else if (child->kind == AST_ATTR_DEFERRABLE) {
            constraint->deferrable = true;
            constraint->initially_deferred = (child->flags & AST_INITIALLY_DEFERRED) != 0;
        }
    }
}

static str_list column_names(resolver *r, const resolve_columns *columns)
{
    str_list names = {0};
    VEC_EACH (model_column *, columns, column)
        VEC_PUSH(r->memory, &names, (*column)->name);
    return names;
}

static model_constraint *add_foreign_key(resolver *r, resolve_model *model, const resolve_field *field)
{
    model_constraint *constraint =
        resolve_make_constraint(r, CONSTRAINT_FOREIGN_KEY, field->value->span, field->dialects);
    constraint->columns = column_names(r, &field->columns);
    constraint->target = field->value->text;
    constraint->target_columns = field->target_columns;
    resolve_foreign_key_options(field->node, constraint);
    resolve_add_constraint(r, model, constraint, resolve_child_text(field->node, AST_ATTR_NAMED), field->value->span);
    return constraint;
}

/* --- both sides --- */

static model_relation *make_relation(resolver *r, const resolve_field *field)
{
    model_relation *relation = ARENA_NEW(r->memory, model_relation);
    relation->kind = RELATION_TO_ONE;
    relation->name = field->name;
    relation->target = field->value->text;
    relation->columns = column_names(r, &field->columns);
    relation->target_columns = field->target_columns;
    relation->target_said = ast_child(field->value, AST_COLUMN_LIST) != NULL;
    relation->nullable = field->columns.items[0]->nullable;
    relation->doc = field->node->doc;
    relation->dialects = field->dialects;
    relation->span = resolve_name_span(field->node);
    return relation;
}

static void add_back(resolver *r, const resolve_model *model, resolve_field *field, const ast_node *back)
{
    resolve_model *target = map_get(&r->models, field->value->text);
    if (!resolve_claim(r, target, back->text, resolve_name_span(back)))
        return;
    model_relation *other = ARENA_NEW(r->memory, model_relation);
    other->kind = RELATION_BACK_MANY; /* or one: see resolve_back_kinds */
    other->name = back->text;
    other->target = model->table->name;
    other->columns = field->relation->columns;
    other->target_columns = field->target_columns;
    other->back = field->name;
    other->dialects = field->dialects;
    other->span = resolve_name_span(back);
    field->relation->back = back->text;
    field->other = other;
    VEC_PUSH(r->memory, &target->table->relations, other);
}

void resolve_relation(resolver *r, resolve_model *model, resolve_field *field)
{
    if (field->broken || field->columns.count == 0)
        return;
    const model_constraint *key = add_foreign_key(r, model, field);
    field->relation = make_relation(r, field);
    field->relation->constraint = key->name;
    VEC_PUSH(r->memory, &model->table->relations, field->relation);
    const ast_node *back = ast_child(field->node, AST_ATTR_BACK);
    if (back)
        add_back(r, model, field, back);
}

/* --- one or many --- */

static map unique_sets(resolver *r, const model_table *table)
{
    map unique = {0};
    VEC_EACH (model_constraint *, &table->constraints, it) {
        model_constraint *constraint = *it;
        if (constraint->kind == CONSTRAINT_UNIQUE || constraint->kind == CONSTRAINT_PRIMARY_KEY)
            map_put(r->memory, &unique, model_column_set(r->memory, &constraint->columns), constraint);
    }
    return unique;
}

void resolve_back_kinds(resolver *r, const resolve_model *model)
{
    map unique = {0};
    VEC_EACH (resolve_element, &model->elements, element) {
        const resolve_field *field = element->field;
        if (!field || !field->other || field->relation->kind != RELATION_TO_ONE)
            continue;
        if (unique.count == 0)
            unique = unique_sets(r, model->table);
        if (map_has(&unique, model_column_set(r->memory, &field->relation->columns)))
            field->other->kind = RELATION_BACK_ONE;
    }
}
