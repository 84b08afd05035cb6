/* Reading the `--|` lines: declarations and renames at the top; what stands in `alter` is in read_enum.c and
 * read_model.c. */
#include "compiler/change/read.h"

#include "compiler/model/resolve.h"

void change_reader_take(change_reader *reader, change item, change_kind kind, source_span span)
{
    item.kind = kind;
    item.span = span;
    VEC_PUSH(reader->memory, &reader->changes, item);
    change_state_apply_one(reader->state, &item);
}

void change_reader_refuse(change_reader *reader, const ast_node *node)
{
    str what = str_format(reader->memory, "%s", ast_kind_name(node->kind));
    if (node->text.len)
        what = str_format(reader->memory, "%s \"%.*s\"", ast_kind_name(node->kind), STR_ARGS(node->text));
    diagnostic_report(reader->diagnostics, DIAGNOSTIC_CHANGE_UNREADABLE, node->span, what, (str){0}, (str){0});
}

static const ast_node *take_kind(const ast_node **at, ast_kind kind)
{
    const ast_node *node = *at;
    if (!node || node->kind != kind)
        return NULL;
    *at = node->next;
    return node;
}

bool change_reader_names(const ast_node *node, ast_kind database, change_reader_rename *names)
{
    const ast_node *at = node->first;
    names->old_name = take_kind(&at, AST_NAME);
    names->old_database = take_kind(&at, database);
    names->new_name = take_kind(&at, AST_NAME);
    names->new_database = take_kind(&at, database);
    return names->old_name && names->new_name;
}

/* --- declarations --- */

static void restrict_table(model_table *table, unsigned dialects)
{
    table->dialects = dialects;
    for (size_t i = 0; i < table->columns.count; i++)
        table->columns.items[i]->dialects &= dialects;
    for (size_t i = 0; i < table->constraints.count; i++)
        table->constraints.items[i]->dialects &= dialects;
    for (size_t i = 0; i < table->indexes.count; i++)
        table->indexes.items[i]->dialects &= dialects;
}

static void read_enum(change_reader *reader, const ast_node *change_node, const ast_node *node, unsigned dialects)
{
    model_enum *of = resolve_enum_node(reader->memory, node, reader->diagnostics);
    if (!of)
        return;
    of->dialects = dialects;
    bool adds = change_node->kind == AST_ADD;
    change item = {.subject = of->name, .old_enum = adds ? NULL : of, .new_enum = adds ? of : NULL};
    change_reader_take(reader, item, adds ? CHANGE_ADD_ENUM : CHANGE_DROP_ENUM, node->span);
}

static void read_model(change_reader *reader, const ast_node *change_node, const ast_node *node, unsigned dialects)
{
    model_table *table = resolve_model_node(reader->memory, reader->state->schema, node, reader->diagnostics);
    if (!table)
        return;
    if (dialects != DIALECT_ALL)
        restrict_table(table, dialects);
    bool adds = change_node->kind == AST_ADD;
    change item = {.subject = table->name, .old_table = adds ? NULL : table, .new_table = adds ? table : NULL};
    change_reader_take(reader, item, adds ? CHANGE_ADD_MODEL : CHANGE_DROP_MODEL, node->span);
}

static void read_object(change_reader *reader, const ast_node *change_node, const ast_node *node, unsigned dialects)
{
    const model_object *object = resolve_object_node(reader->memory, node, dialects, reader->diagnostics);
    if (!object) {
        change_reader_refuse(reader, node);
        return;
    }
    bool adds = change_node->kind == AST_ADD;
    change item = {.subject = object->name, .old_object = adds ? NULL : object, .new_object = adds ? object : NULL};
    change_reader_take(reader, item, adds ? CHANGE_ADD_OBJECT : CHANGE_DROP_OBJECT, node->span);
}

static void read_declaration(change_reader *reader, const ast_node *change_node, const ast_node *node,
                             unsigned dialects)
{
    dialect_id dialect;
    if (node->flags & AST_BROKEN)
        return;
    if (node->kind == AST_ENUM) {
        read_enum(reader, change_node, node, dialects);
    } else if (node->kind == AST_MODEL) {
        read_model(reader, change_node, node, dialects);
    } else if (node->kind == AST_FOR_DIALECT && dialects == DIALECT_ALL && dialect_find(node->text, &dialect)) {
        AST_EACH (node, child)
            read_declaration(reader, change_node, child, 1u << dialect);
    } else {
        read_object(reader, change_node, node, dialects);
    }
}

/* One side of `alter OBJECT to OBJECT`; NULL where it is something else. */
static const model_object *read_side(change_reader *reader, const ast_node *node)
{
    unsigned dialects = DIALECT_ALL;
    dialect_id dialect;
    if (node && node->kind == AST_FOR_DIALECT && dialect_find(node->text, &dialect)) {
        dialects = 1u << dialect;
        node = node->first;
    }
    return node ? resolve_object_node(reader->memory, node, dialects, reader->diagnostics) : NULL;
}

static void read_replace_object(change_reader *reader, const ast_node *node)
{
    change item = {.old_object = read_side(reader, node->first)};
    item.new_object = node->first ? read_side(reader, node->first->next) : NULL;
    if (!item.old_object || !item.new_object) {
        change_reader_refuse(reader, node);
        return;
    }
    item.subject = item.old_object->name;
    change_reader_take(reader, item, CHANGE_REPLACE_OBJECT, node->span);
}

/* --- renames --- */

/* A name in the database that is not written follows the schema's if it did so before. */
static change_rename read_rename(arena *a, const change_reader_rename *names, str old_database)
{
    change_rename rename = {.old_name = names->old_name->text, .new_name = names->new_name->text};
    rename.old_database = names->old_database ? names->old_database->text : old_database;
    bool follows = str_eq(rename.old_database, str_snake_case(a, rename.old_name));
    rename.new_database = follows ? str_snake_case(a, rename.new_name) : rename.old_database;
    if (names->new_database)
        rename.new_database = names->new_database->text;
    return rename;
}

static void read_rename_enum(change_reader *reader, const ast_node *node)
{
    change_reader_rename names;
    if (!change_reader_names(node, AST_TYPE_NAME, &names))
        return;
    const model_enum *old = change_state_enum(reader->state, names.old_name->text);
    str type_name = old ? old->type_name : str_snake_case(reader->memory, names.old_name->text);
    change item = {.subject = names.old_name->text, .rename = read_rename(reader->memory, &names, type_name)};
    change_reader_take(reader, item, CHANGE_RENAME_ENUM, node->span);
}

static void read_rename_model(change_reader *reader, const ast_node *node)
{
    change_reader_rename names;
    if (!change_reader_names(node, AST_TABLE, &names))
        return;
    const model_table *old = change_state_table(reader->state, names.old_name->text);
    str table = old ? old->table : str_snake_case(reader->memory, names.old_name->text);
    change item = {.subject = names.old_name->text, .rename = read_rename(reader->memory, &names, table)};
    change_reader_take(reader, item, CHANGE_RENAME_MODEL, node->span);
}

static void read_rename_object(change_reader *reader, const ast_node *node)
{
    change_reader_rename names;
    change item = {.object_dialects = DIALECT_ALL};
    const ast_node *dialect = ast_child(node, AST_DIALECT);
    dialect_id id;
    if (!change_reader_names(node, AST_TABLE, &names) || !model_object_kind_find(node->text, &item.object_kind))
        return;
    if (dialect && dialect_find(dialect->text, &id))
        item.object_dialects = 1u << id;
    str database = names.old_name->text;
    if (item.object_kind == OBJECT_VIEW)
        database = str_snake_case(reader->memory, database);
    item.subject = names.old_name->text;
    item.rename = read_rename(reader->memory, &names, database);
    if (item.object_kind != OBJECT_VIEW && !names.new_database)
        item.rename.new_database = names.new_name->text;
    change_reader_take(reader, item, CHANGE_RENAME_OBJECT, node->span);
}

/* --- the list --- */

static void read_alter(change_reader *reader, const ast_node *node)
{
    const ast_node *name = ast_child(node, AST_NAME);
    if (!name)
        return;
    bool of_model = str_eq(node->text, STR("model"));
    bool there = of_model ? change_state_table(reader->state, name->text) != NULL
                          : change_state_enum(reader->state, name->text) != NULL;
    if (!there)
        change_report_missing(reader->memory, reader->diagnostics, name->span, (change_owner){"schema", {0}},
                              of_model ? "model" : "enum", name->text);
    else if (of_model)
        change_read_model_changes(reader, node, name->text);
    else
        change_read_enum_changes(reader, node, name->text);
}

static void read_one(change_reader *reader, const ast_node *node)
{
    if (node->flags & AST_BROKEN && node->kind != AST_ALTER)
        return;
    if (node->kind == AST_RENAME) {
        if (str_eq(node->text, STR("model")))
            read_rename_model(reader, node);
        else if (!str_eq(node->text, STR("enum")))
            read_rename_object(reader, node);
        else
            read_rename_enum(reader, node);
        return;
    }
    change_state_flush(reader->state);
    if (node->kind == AST_ALTER)
        read_alter(reader, node);
    else if (node->kind == AST_REPLACE)
        read_replace_object(reader, node);
    else if ((node->kind == AST_ADD || node->kind == AST_REMOVE) && node->first)
        read_declaration(reader, node, node->first, DIALECT_ALL);
}

change_list change_state_read(change_state *state, const ast_node *changes, diagnostic_list *diagnostics)
{
    change_reader reader = {.memory = state->memory, .state = state, .diagnostics = diagnostics};
    state->diagnostics = diagnostics;
    AST_EACH (changes, node)
        read_one(&reader, node);
    change_state_flush(state);
    change_check_suspects(state);
    state->diagnostics = NULL;
    return reader.changes;
}

change_list change_read(arena *a, const model_schema *schema, const ast_node *changes, diagnostic_list *diagnostics)
{
    return change_state_read(change_state_open(a, schema), changes, diagnostics);
}
