#include "compiler/emit/own_names.h"

#include "compiler/emit/names.h"

typedef struct affix {
    const char *before; /* between the type's name and the word; NULL ends a list */
    const char *after;
} affix;

static const affix enum_names[] = {
    {"", ""},         {"_name", ""},  {"_label", ""},    {"_title", ""},     {"_parse", ""}, {"_enum", ""},
    {"_members", ""}, {"_names", ""}, {"_by_label", ""}, {"_is_an_int", ""}, {NULL, NULL},
};

static const affix model_names[] = {
    {"", ""},          {"_query", ""},     {"_list", ""},        {"_where", ""},
    {"_new", ""},      {"_new_make", ""},  {"_patch", ""},       {"_where_and", ""},
    {"_where_or", ""}, {"_where_not", ""}, {"_order", ""},       {"_insert", ""},
    {"_find", ""},     {"_first", ""},     {"_count", ""},       {"_exists", ""},
    {"_get", ""},      {"_update", ""},    {"_delete", ""},      {"_list_of", ""},
    {"_model", ""},    {"_columns", ""},   {"_primary", ""},     {"_primary_places", ""},
    {"_uniques", ""},  {"_relations", ""}, {"_plain_query", ""}, {"_take_list", ""},
    {NULL, NULL},
};

static const affix model_macros[] = {
    {"_COLUMNS", ""}, {"_COLUMNS_SQLITE", ""}, {"_RETURNING", ""}, {"_RETURNING_SQLITE", ""}, {NULL, NULL},
};

static const affix condition_names[] = {
    {"_", "_eq"}, {"_", "_ne"},      {"_", "_in"},   {"_", "_lt"},    {"_", "_le"}, {"_", "_gt"},
    {"_", "_ge"}, {"_", "_between"}, {"_", "_like"}, {"_", "_ilike"}, {NULL, NULL},
};

static const affix setter_names[] = {{"_new_set_", ""}, {"_patch_set_", ""}, {NULL, NULL}};

static const affix null_names[] = {
    {"_new_set_", "_null"}, {"_patch_set_", "_null"}, {"_", "_is_null"}, {"_", "_is_not_null"}, {NULL, NULL},
};

static const affix column_macros[] = {{"_BY_", ""}, {"_BY_", "_DESC"}, {NULL, NULL}};

static const affix relation_names[] = {
    {"_load_", ""},      {"_get_", ""},     {"_has_", ""},     {"_from_", ""}, {"_to_", ""},
    {"_join_from_", ""}, {"_join_to_", ""}, {"_through_", ""}, {NULL, NULL},
};

static const affix key_names[] = {{"_get_by_", ""}, {"_places_by_", ""}, {NULL, NULL}};

static void visit_all(own_names *names, const affix *affixes, str type, str word, const emit_owner *owner)
{
    arena *a = names->view->memory;
    for (; affixes->before; affixes++) {
        str name =
            str_join(a, str_join(a, type, str_from(affixes->before)), str_join(a, word, str_from(affixes->after)));
        names->visit(names->context, &names->names, name, owner);
    }
}

void own_names_of_constants(own_names *names)
{
    const emit_view *view = names->view;
    for (size_t i = 0; i < view->constraints.count; i++) {
        const emit_constraint *entry = &view->constraints.items[i];
        emit_owner owner = {entry->index ? "index" : "constraint", entry->name, entry->table->name, entry->span};
        names->visit(names->context, &names->names, entry->constant, &owner);
    }
    MAP_EACH (&view->enums, it) {
        const emit_enum *item = it->value;
        for (size_t i = 0; i < item->item->members.count; i++) {
            const model_member *member = &item->item->members.items[i];
            emit_owner owner = {"member", member->name, item->item->name, member->span};
            names->visit(names->context, &names->names, item->constants[i], &owner);
        }
    }
}

void own_names_of_enum(own_names *names, const emit_enum *item)
{
    arena *a = names->view->memory;
    emit_owner owner = {"enum", item->item->name, STR(""), item->item->span};
    visit_all(names, enum_names, item->type, STR(""), &owner);
    names->visit(names->context, &names->names, emit_join(a, item->capitals, STR("UNKNOWN")), &owner);
    if (item->optional)
        names->visit(names->context, &names->names,
                     emit_join(a, names->view->prefix, emit_join(a, STR("opt"), item->word)), &owner);
    if (item->array)
        names->visit(names->context, &names->names,
                     emit_join(a, names->view->prefix, emit_join(a, STR("array"), item->word)), &owner);
}

static void visit_member(own_names *names, str type, str member, const emit_owner *owner)
{
    arena *a = names->view->memory;
    names->visit(names->context, &names->names, str_join(a, str_join(a, type, STR(".")), member), owner);
}

void own_names_of_model(own_names *names, const emit_model *model)
{
    str table = model->table->name;
    emit_owner owner = {"model", table, STR(""), model->table->span};
    visit_all(names, model_names, model->type, STR(""), &owner);
    visit_all(names, model_macros, model->capitals, STR(""), &owner);
    for (size_t i = 0; i < model->n_columns; i++) {
        const emit_column *column = &model->columns[i];
        emit_owner field = {"field", column->column->name, table, column->column->span};
        visit_member(names, model->type, column->member, &field);
        visit_all(names, condition_names, model->type, column->word, &field);
        if (column->settable)
            visit_all(names, setter_names, model->type, column->word, &field);
        if (column->nullable)
            visit_all(names, null_names, model->type, column->word, &field);
        visit_all(names, column_macros, model->capitals, column->capitals, &field);
    }
    VEC_EACH (const emit_relation, &model->relations, relation) {
        emit_owner field = {"relation", relation->relation->name, table, relation->relation->span};
        visit_member(names, model->type, relation->member, &field);
        visit_all(names, relation_names, model->type, relation->word, &field);
    }
    VEC_EACH (const emit_key, &model->uniques, key) {
        const emit_constraint *entry = &names->view->constraints.items[key->constraint];
        emit_owner constraint = {"constraint", entry->name, table, entry->span};
        visit_all(names, key_names, model->type, key->word, &constraint);
    }
}
