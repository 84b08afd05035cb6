/* One enum, and the passes over one model. */
#include "compiler/model/resolve_internal.h"

str resolve_child_text(const ast_node *node, ast_kind kind)
{
    const ast_node *child = ast_child(node, kind);
    return child ? child->text : (str){0};
}

/* --- enums --- */

static model_storage storage_of(const ast_node *node)
{
    str stored = resolve_child_text(node, AST_STORED_AS);
    if (str_eq_nocase(stored, STR("text")))
        return STORAGE_TEXT;
    return str_eq_nocase(stored, STR("smallint")) ? STORAGE_SMALLINT : STORAGE_TYPE;
}

static model_member member_of(const ast_node *node)
{
    const ast_node *stored = ast_child(node, AST_STORED);
    return (model_member){
        .name = node->text,
        .label = stored ? stored->text : node->text,
        .title = resolve_child_text(node, AST_TITLE),
        .was = resolve_child_text(node, AST_WAS),
        .doc = node->doc,
        .retired = ast_child(node, AST_RETIRE) != NULL,
        .fallback = resolve_child_text(node, AST_FALLBACK),
        .span = resolve_name_span(node),
    };
}

static bool is_new(resolver *r, map *seen, diagnostic_code code, str word, source_span span, str enum_name)
{
    source_span *before = map_put(r->memory, seen, word, resolve_place(r, span));
    if (!before)
        return true;
    resolve_report_twice(r, code, span, *before, word, enum_name);
    return false;
}

static void add_members(resolver *r, const ast_node *node, model_enum *item)
{
    map names = {0};
    map labels = {0};
    AST_EACH (node, child) {
        if (child->kind != AST_MEMBER || (child->flags & AST_BROKEN))
            continue;
        model_member member = member_of(child);
        const ast_node *stored = ast_child(child, AST_STORED);
        if (is_new(r, &names, DIAGNOSTIC_DUPLICATE_MEMBER, member.name, member.span, item->name) &&
            is_new(r, &labels, DIAGNOSTIC_DUPLICATE_LABEL, member.label, stored ? stored->span : member.span,
                   item->name))
            VEC_PUSH(r->memory, &item->members, member);
    }
}

model_enum *resolve_enum_of(resolver *r, const ast_node *node, unsigned dialects)
{
    model_enum *item = ARENA_NEW(r->memory, model_enum);
    const ast_node *type_name = ast_child(node, AST_TYPE_NAME);
    item->name = node->text;
    item->type_name = type_name ? type_name->text : str_snake_case(r->memory, node->text);
    item->schema = resolve_child_text(node, AST_IN_SCHEMA);
    item->storage = storage_of(node);
    item->was = resolve_child_text(node, AST_WAS);
    item->doc = node->doc;
    item->dialects = dialects;
    item->span = resolve_name_span(node);
    add_members(r, node, item);
    if (item->members.count == 0 && !(node->flags & AST_BROKEN) && !ast_child(node, AST_MEMBER))
        resolve_report(r, DIAGNOSTIC_EMPTY_ENUM, item->span, item->name, (str){0}, (str){0});
    return item;
}

/* --- models --- */

resolve_model *resolve_model_open(resolver *r, const ast_node *node, unsigned dialects)
{
    resolve_model *model = ARENA_NEW(r->memory, resolve_model);
    model_table *table = ARENA_NEW(r->memory, model_table);
    const ast_node *written = ast_child(node, AST_TABLE);
    table->name = node->text;
    table->table = written ? written->text : str_snake_case(r->memory, node->text);
    table->schema = resolve_child_text(node, AST_IN_SCHEMA);
    table->doc = node->doc;
    table->was = resolve_child_text(node, AST_WAS);
    table->unmanaged = ast_child(node, AST_UNMANAGED) != NULL;
    table->no_code = ast_child(node, AST_NO_CODE) != NULL;
    table->dialects = dialects;
    table->span = resolve_name_span(node);
    model->node = node;
    model->table = table;
    model->broken = (node->flags & AST_BROKEN) != 0;
    return model;
}

/* --- the primary key, by the names as written --- */

static void set_key(resolver *r, resolve_model *model, source_span span)
{
    if (model->has_key) {
        resolve_report_twice(r, DIAGNOSTIC_SEVERAL_PRIMARY_KEYS, span, model->key_span, model->table->name, (str){0});
        return;
    }
    model->has_key = true;
    model->key_span = span;
}

static void find_key(resolver *r, resolve_model *model)
{
    VEC_EACH (resolve_element, &model->elements, element) {
        if (element->field) {
            const ast_node *attribute = ast_child(element->field->node, AST_ATTR_PRIMARY_KEY);
            if (!attribute)
                continue;
            if (!model->has_key)
                VEC_PUSH(r->memory, &model->key, element->field->name);
            set_key(r, model, attribute->span);
        } else if (element->node->kind == AST_PRIMARY_KEY) {
            const ast_node *list = ast_child(element->node, AST_COLUMN_LIST);
            if (list && !model->has_key)
                AST_EACH (list, name)
                    VEC_PUSH(r->memory, &model->key, name->text);
            set_key(r, model, element->node->span);
        }
    }
}

/* Names that are written belong to whom they were given, wherever in the model that is. */
static void note_names_of(resolver *r, resolve_model *model, const ast_node *field)
{
    AST_EACH (field, attribute) {
        str said = attribute->kind == AST_ATTR_NAMED ? attribute->text : resolve_child_text(attribute, AST_NAMED);
        if (!str_is_empty(said))
            map_put(r->memory, &model->said_names, said, model);
    }
}

static void note_said_names(resolver *r, resolve_model *model)
{
    VEC_EACH (resolve_element, &model->elements, element) {
        if (!element->field) {
            str said = resolve_child_text(element->node, AST_NAMED);
            said = str_is_empty(said) ? element->node->text : said;
            if (!str_is_empty(said) && element->node->kind != AST_DROP)
                map_put(r->memory, &model->said_names, said, model);
            continue;
        }
        note_names_of(r, model, element->field->node);
        if (element->field->other_form)
            note_names_of(r, model, element->field->other_form);
    }
}

void resolve_model_expand(resolver *r, resolve_model *model)
{
    resolve_expand(r, model);
    find_key(r, model);
    note_said_names(r, model);
    VEC_EACH (resolve_element, &model->elements, element) {
        if (element->field && !element->field->broken)
            resolve_check_attributes(r, element->field);
    }
}

/* --- columns --- */

void resolve_model_columns(resolver *r, resolve_model *model)
{
    VEC_RESERVE(r->memory, &model->table->columns, model->elements.count);
    map_reserve(r->memory, &model->table->column_by_name, model->elements.count);
    VEC_EACH (resolve_element, &model->elements, element) {
        resolve_field *field = element->field;
        if (!field)
            continue;
        (void)resolve_field_columns(r, model, field);
        VEC_EACH (model_column *, &field->columns, column) {
            if (!model_find_column(model->table, (*column)->name))
                model_add_column(r->memory, model->table, *column);
        }
    }
    if (model->table->columns.count == 0 && !model->broken && model->n_fields == 0)
        resolve_report(r, DIAGNOSTIC_EMPTY_MODEL, model->table->span, model->table->name, (str){0}, (str){0});
}

/* --- what needs all columns --- */

static str enum_of(const model_column *column)
{
    return column->type.kind == TYPE_ENUM ? column->type.enum_name : (str){0};
}

/* Expressions over the model's own columns wait until these are known. */
static void bind_columns(resolver *r, resolve_model *model, const resolve_field *field)
{
    VEC_EACH (model_column *, &field->columns, it) {
        model_column *column = *it;
        column->generated_as = resolve_bind(r, model, column->generated_as, enum_of(column));
        column->using_value = resolve_bind(r, model, column->using_value, enum_of(column));
    }
}

static void resolve_field_element(resolver *r, resolve_model *model, const resolve_element *element)
{
    resolve_field *field = element->field;
    if (field->broken)
        return;
    bind_columns(r, model, field);
    if (field->value->kind == AST_MANY) {
        resolve_many(r, model, field);
        return;
    }
    if (field->other_form) {
        resolve_form_items(r, model, field);
        return;
    }
    resolve_field_items(r, model, field->node, &field->columns, field->dialects);
    if (field->value->kind == AST_REF)
        resolve_relation(r, model, field);
}

static void resolve_item_element(resolver *r, resolve_model *model, const resolve_element *element)
{
    resolve_report_not_built(r, element->node);
    switch (element->node->kind) {
    case AST_STORAGE:
        resolve_options_of(r, element->node, &model->table->storage);
        break;
    case AST_UNLOGGED:
        model->table->unlogged = true;
        break;
    case AST_DROP:
        VEC_PUSH(r->memory, &model->table->dropped, element->node->text);
        break;
    case AST_PARTITION_BY:
    case AST_PARTITION:
    case AST_STRICT:
    case AST_WITHOUT_ROWID:
    case AST_ROW_SECURITY:
    case AST_FORCE_ROW_SECURITY:
        resolve_table_item(r, model, element->node, element->dialects);
        break;
    default:
        resolve_item(r, model, element->node, element->dialects);
        break;
    }
}

void resolve_model_items(resolver *r, resolve_model *model)
{
    VEC_EACH (resolve_element, &model->elements, element) {
        if (element->field && element->field->broken)
            model->table->broken = true;
        if (element->field)
            resolve_field_element(r, model, element);
        else
            resolve_item_element(r, model, element);
    }
    model->table->broken = model->table->broken || model->broken;
}
