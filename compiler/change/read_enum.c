/* The inside of `alter enum NAME { … }`. */
#include "compiler/change/read.h"

static model_member *read_member(change_reader *reader, const ast_node *node)
{
    model_member *member = ARENA_NEW(reader->memory, model_member);
    const ast_node *stored = ast_child(node, AST_STORED);
    member->name = node->text;
    member->label = stored ? stored->text : node->text;
    member->retired = ast_child(node, AST_RETIRE) != NULL;
    const ast_node *fallback = ast_child(node, AST_FALLBACK);
    member->fallback = fallback ? fallback->text : (str){0};
    member->doc = node->doc;
    member->span = node->span;
    return member;
}

/* `before X`, or what stands behind X where `after X` was written. */
static str read_position(change_reader *reader, const ast_node *node, str subject)
{
    const ast_node *position = ast_child(node, AST_POSITION);
    if (!position || !position->first)
        return (str){0};
    str other = position->first->text;
    if (!str_eq(position->text, STR("after")))
        return other;
    const change_enum *owner = change_state_own_enum(reader->state, subject);
    const change_member *member = map_get(&owner->members, other);
    if (!member)
        return other;
    return member->after ? member->after->member.name : (str){0};
}

static void read_whole_member(change_reader *reader, const ast_node *node, str subject)
{
    bool adds = node->kind == AST_ADD;
    const model_member *member = read_member(reader, node->first);
    change item = {.subject = subject, .before_member = read_position(reader, node, subject)};
    item.new_member = adds ? member : NULL;
    item.old_member = adds ? NULL : member;
    change_reader_take(reader, item, adds ? CHANGE_ADD_MEMBER : CHANGE_DROP_MEMBER, node->span);
}

static void read_rename_member(change_reader *reader, const ast_node *node, str subject)
{
    change_reader_rename names;
    if (!change_reader_names(node, AST_STORED, &names))
        return;
    const change_enum *owner = change_state_own_enum(reader->state, subject);
    const change_member *member = map_get(&owner->members, names.old_name->text);
    change_rename rename = {.old_name = names.old_name->text, .new_name = names.new_name->text};
    rename.old_database = member ? member->member.label : rename.old_name;
    if (names.old_database)
        rename.old_database = names.old_database->text;
    rename.new_database = str_eq(rename.old_database, rename.old_name) ? rename.new_name : rename.old_database;
    if (names.new_database)
        rename.new_database = names.new_database->text;
    change_reader_take(reader, (change){.subject = subject, .rename = rename}, CHANGE_RENAME_MEMBER, node->span);
}

static model_storage storage_named(str word)
{
    if (str_eq(word, STR("text")))
        return STORAGE_TEXT;
    return str_eq(word, STR("smallint")) ? STORAGE_SMALLINT : STORAGE_TYPE;
}

static model_enum *read_options(change_reader *reader, const ast_node *node, str subject)
{
    model_enum *of = ARENA_NEW(reader->memory, model_enum);
    const ast_node *schema = ast_child(node, AST_IN_SCHEMA);
    const ast_node *stored = ast_child(node, AST_STORED_AS);
    const ast_node *dialect = ast_child(node, AST_DIALECT);
    dialect_id id;
    of->name = subject;
    of->type_name = node->text;
    of->schema = schema ? schema->text : (str){0};
    of->storage = stored ? storage_named(stored->text) : STORAGE_TYPE;
    of->dialects = dialect && dialect_find(dialect->text, &id) ? 1u << id : DIALECT_ALL;
    return of;
}

static void read_replace(change_reader *reader, const ast_node *node, str subject)
{
    const ast_node *old = node->first;
    const ast_node *now = old ? old->next : NULL;
    change item = {.subject = subject};
    if (!now)
        return;
    if (old->kind == AST_MEMBER && now->kind == AST_MEMBER) {
        item.old_member = read_member(reader, old);
        item.new_member = read_member(reader, now);
        change_reader_take(reader, item, CHANGE_REPLACE_MEMBER, node->span);
    } else if (old->kind == AST_ENUM_OPTIONS && now->kind == AST_ENUM_OPTIONS) {
        item.old_enum = read_options(reader, old, subject);
        item.new_enum = read_options(reader, now, subject);
        change_reader_take(reader, item, CHANGE_REPLACE_ENUM, node->span);
    }
}

static model_enum *read_order(change_reader *reader, const ast_node *names, str subject)
{
    model_enum *order = ARENA_NEW(reader->memory, model_enum);
    order->name = subject;
    AST_EACH (names, name)
        VEC_PUSH(reader->memory, &order->members, ((model_member){.name = name->text}));
    return order;
}

static void read_reorder(change_reader *reader, const ast_node *node, str subject)
{
    const ast_node *old = node->first;
    const ast_node *now = old ? old->next : NULL;
    if (!now)
        return;
    change item = {.subject = subject};
    item.old_enum = read_order(reader, old, subject);
    item.new_enum = read_order(reader, now, subject);
    change_reader_take(reader, item, CHANGE_REORDER_MEMBERS, node->span);
}

static void read_one(change_reader *reader, const ast_node *node, str subject)
{
    if (node->flags & AST_BROKEN)
        return;
    if (node->kind != AST_RENAME)
        change_state_flush(reader->state);
    if ((node->kind == AST_ADD || node->kind == AST_REMOVE) && node->first && node->first->kind == AST_MEMBER)
        read_whole_member(reader, node, subject);
    else if (node->kind == AST_RENAME)
        read_rename_member(reader, node, subject);
    else if (node->kind == AST_REPLACE)
        read_replace(reader, node, subject);
    else if (node->kind == AST_REORDER)
        read_reorder(reader, node, subject);
}

void change_read_enum_changes(change_reader *reader, const ast_node *alter, str subject)
{
    AST_EACH (alter, node)
        read_one(reader, node, subject);
}
