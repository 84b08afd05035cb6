/* The first part of a diff: who is who, and the renames that follow. */
#include "compiler/change/diff.h"

static map names_in(arena *a, const str_list *list)
{
    map names = {0};
    VEC_EACH (const str, list, name)
        map_put(a, &names, *name, (void *)name);
    return names;
}

static str place_of(arena *a, str schema, str name)
{
    return schema.len ? str_format(a, "%.*s\x1f%.*s", STR_ARGS(schema), STR_ARGS(name)) : name;
}

static change_item_list model_items(arena *a, const model_schema *schema, const str_list *dropped)
{
    change_item_list items = {0};
    map drops = names_in(a, dropped);
    VEC_RESERVE(a, &items, schema->tables.live);
    MAP_EACH (&schema->tables, entry) {
        const model_table *table = entry->value;
        change_item item = {.name = table->name, .was = table->was, .database = table->table, .span = table->span};
        item.place = place_of(a, table->schema, table->table);
        item.drop_meant = map_has(&drops, table->name);
        VEC_PUSH(a, &items, item);
    }
    return items;
}

static change_item_list enum_items(arena *a, const model_schema *schema, const str_list *dropped)
{
    change_item_list items = {0};
    map drops = names_in(a, dropped);
    MAP_EACH (&schema->enums, entry) {
        const model_enum *it = entry->value;
        change_item item = {.name = it->name, .was = it->was, .database = it->type_name, .span = it->span};
        item.place = place_of(a, it->schema, it->type_name);
        item.drop_meant = map_has(&drops, it->name);
        VEC_PUSH(a, &items, item);
    }
    return items;
}

static change_item_list column_items(arena *a, const model_table *table, const str_list *dropped)
{
    change_item_list items = {0};
    map drops = names_in(a, dropped);
    for (size_t i = 0; i < table->columns.count; i++) {
        const model_column *column = table->columns.items[i];
        change_item item = {.name = column->name, .was = column->was, .database = column->column};
        item.place = column->column;
        item.span = column->span;
        item.drop_meant = map_has(&drops, column->name);
        VEC_PUSH(a, &items, item);
    }
    return items;
}

static change_item_list member_items(arena *a, const model_enum *of)
{
    change_item_list items = {0};
    VEC_EACH (const model_member, &of->members, member) {
        change_item item = {.name = member->name, .was = member->was, .database = member->label};
        item.place = member->label;
        item.span = member->span;
        VEC_PUSH(a, &items, item);
    }
    return items;
}

static void take_names(arena *a, map *taken, const change_item_list *items)
{
    VEC_EACH (const change_item, items, item) {
        map_put(a, taken, item->name, (void *)item);
        map_put(a, taken, item->database, (void *)item);
    }
}

static void rename_items(change_diff_work *work, const change_item_list *before, const change_item_list *after,
                         change_kind kind, str subject)
{
    arena *a = work->memory;
    change_move_list moves = change_moves(a, before, after, kind, subject);
    bool needed = false;
    VEC_EACH (change_move, &moves, move)
        needed = needed || !move->dropped;
    if (!needed)
        return;
    map taken = {0};
    take_names(a, &taken, before);
    take_names(a, &taken, after);
    change_schedule(a, &moves, &taken, &work->changes);
}

static void match_members(change_diff_work *work, const model_enum *before, const model_enum *after)
{
    change_item_list old_items = member_items(work->memory, before);
    change_item_list new_items = member_items(work->memory, after);
    change_match(work->memory, &old_items, &new_items, "member", work->diagnostics);
    rename_items(work, &old_items, &new_items, CHANGE_RENAME_MEMBER, after->name);
}

/* The same names in the same order, and no note: nobody is renamed. */
static bool columns_keep_names(const model_table *before, const model_table *after)
{
    if (before->columns.count != after->columns.count)
        return false;
    for (size_t i = 0; i < after->columns.count; i++) {
        const model_column *old = before->columns.items[i];
        const model_column *now = after->columns.items[i];
        if (now->was.len || !str_eq(old->name, now->name) || !str_eq(old->column, now->column))
            return false;
    }
    return true;
}

static void match_columns(change_diff_work *work, const model_table *before, const model_table *after)
{
    if (columns_keep_names(before, after))
        return;
    change_item_list old_items = column_items(work->memory, before, &after->dropped);
    change_item_list new_items = column_items(work->memory, after, &(str_list){0});
    change_match(work->memory, &old_items, &new_items, "field", work->diagnostics);
    rename_items(work, &old_items, &new_items, CHANGE_RENAME_COLUMN, after->name);
}

static void diff_enum_names(change_diff_work *work)
{
    change_item_list before = enum_items(work->memory, work->before, &work->after->dropped_enums);
    change_item_list after = enum_items(work->memory, work->after, &(str_list){0});
    change_match(work->memory, &before, &after, "enum", work->diagnostics);
    rename_items(work, &before, &after, CHANGE_RENAME_ENUM, (str){0});
    VEC_EACH (change_item, &after, item)
        if (item->match != CHANGE_NO_MATCH)
            match_members(work, model_find_enum(work->before, before.items[item->match].name),
                          model_find_enum(work->after, item->name));
}

static void diff_model_names(change_diff_work *work)
{
    change_item_list before = model_items(work->memory, work->before, &work->after->dropped_models);
    change_item_list after = model_items(work->memory, work->after, &(str_list){0});
    change_match(work->memory, &before, &after, "model", work->diagnostics);
    rename_items(work, &before, &after, CHANGE_RENAME_MODEL, (str){0});
    VEC_EACH (change_item, &after, item)
        if (item->match != CHANGE_NO_MATCH)
            match_columns(work, model_find_table(work->before, before.items[item->match].name),
                          model_find_table(work->after, item->name));
}

/* Objects of one kind that are there for the same dialects. */
static change_item_list object_items(arena *a, const model_schema *schema, const map *dropped, model_object_kind kind,
                                     unsigned dialects)
{
    change_item_list items = {0};
    MAP_EACH (&schema->objects, entry) {
        const model_object *it = entry->value;
        if (it->kind != kind || it->dialects != dialects)
            continue;
        change_item item = {.name = it->name, .was = it->was, .database = it->database, .span = it->span};
        item.place = place_of(a, it->schema, it->database);
        item.drop_meant = map_has(dropped, model_dropped_key(a, kind, it->name));
        VEC_PUSH(a, &items, item);
    }
    return items;
}

static void match_objects(change_diff_work *work, model_object_kind kind, unsigned dialects)
{
    static const map nothing;
    const map *dropped = &work->after->dropped_objects;
    change_item_list before = object_items(work->memory, work->before, dropped, kind, dialects);
    change_item_list after = object_items(work->memory, work->after, &nothing, kind, dialects);
    size_t first = work->changes.count;
    change_match(work->memory, &before, &after, model_object_info(kind)->word, work->diagnostics);
    rename_items(work, &before, &after, CHANGE_RENAME_OBJECT, (str){0});
    for (size_t i = first; i < work->changes.count; i++) {
        work->changes.items[i].subject = work->changes.items[i].rename.old_name;
        work->changes.items[i].object_kind = kind;
        work->changes.items[i].object_dialects = dialects;
    }
}

static void diff_object_names(change_diff_work *work)
{
    if (!work->before->objects.live || !work->after->objects.live)
        return;
    for (model_object_kind kind = 0; kind < OBJECT_KIND_COUNT; kind++)
        for (unsigned dialects = 1; model_object_info(kind)->renames && dialects <= DIALECT_ALL; dialects++)
            match_objects(work, kind, dialects);
}

void change_diff_names(change_diff_work *work)
{
    diff_enum_names(work);
    diff_model_names(work);
    diff_object_names(work);
}
