/* Following names through a list of changes: each map goes from the name of the moment to what it was at the start. */
#include "compiler/sql/delta_track.h"

static void put_origin(arena *a, map *m, str name, const void *old)
{
    delta_origin *origin = ARENA_NEW(a, delta_origin);
    origin->old = old;
    map_put(a, m, name, origin);
}

static void move_key(arena *a, map *m, str from, str to)
{
    void *value = map_remove(m, from);
    if (value)
        map_put(a, m, to, value);
}

/* --- opening a table's maps --- */

static map *open_columns(arena *a, delta_track *track)
{
    if (!track->has_columns && track->old_table)
        VEC_EACH (model_column *, &track->old_table->columns, column)
            put_origin(a, &track->columns, (*column)->name, *column);
    track->has_columns = true;
    return &track->columns;
}

static map *open_constraints(arena *a, delta_track *track)
{
    if (!track->has_constraints && track->old_table)
        VEC_EACH (model_constraint *, &track->old_table->constraints, constraint)
            put_origin(a, &track->constraints, (*constraint)->name, *constraint);
    track->has_constraints = true;
    return &track->constraints;
}

static map *open_indexes(arena *a, delta_track *track)
{
    if (!track->has_indexes && track->old_table)
        VEC_EACH (model_index *, &track->old_table->indexes, index)
            put_origin(a, &track->indexes, (*index)->name, *index);
    track->has_indexes = true;
    return &track->indexes;
}

static map *open_members(arena *a, delta_enum_track *track)
{
    if (!track->has_members && track->old_enum)
        VEC_EACH (model_member, &track->old_enum->members, member)
            put_origin(a, &track->members, member->name, member);
    track->has_members = true;
    return &track->members;
}

/* --- what a column change says --- */

static bool same_expression(const expression *a, const expression *b)
{
    return a == b || (a && b && expression_equal(a, b));
}

static bool same_options(const model_option_list *a, const model_option_list *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!str_eq(a->items[i].name, b->items[i].name) || !str_eq(a->items[i].value, b->items[i].value))
            return false;
    return true;
}

static unsigned column_changes(const model_column *a, const model_column *b)
{
    unsigned changed = 0;
    if (!model_type_equal(&a->type, &b->type))
        changed |= SQL_COLUMN_TYPE;
    if (a->nullable != b->nullable)
        changed |= SQL_COLUMN_NULL;
    if (!same_expression(a->default_value, b->default_value))
        changed |= SQL_COLUMN_DEFAULT;
    if (a->identity != b->identity || !same_options(&a->identity_options, &b->identity_options))
        changed |= SQL_COLUMN_IDENTITY;
    if (a->generated != b->generated || !same_expression(a->generated_as, b->generated_as))
        changed |= SQL_COLUMN_GENERATED;
    if (!str_eq(a->collation, b->collation))
        changed |= SQL_COLUMN_COLLATION;
    if (!str_eq(a->storage, b->storage))
        changed |= SQL_COLUMN_STORAGE;
    if (!str_eq(a->compression, b->compression))
        changed |= SQL_COLUMN_COMPRESSION;
    if (!str_eq(a->conflict, b->conflict))
        changed |= SQL_COLUMN_CONFLICT;
    return changed;
}

static void note_column(map *columns, const change *item)
{
    delta_origin *origin = map_get(columns, item->old_column->name);
    if (!origin)
        return;
    origin->changed |= column_changes(item->old_column, item->new_column);
    if (item->new_column->using_value)
        origin->using_value = item->new_column->using_value;
}

/* --- the changes --- */

static void follow_table(arena *a, delta_track *track, const change *item)
{
    track->touched = true;
    switch (item->kind) {
    case CHANGE_ADD_COLUMN:
        put_origin(a, open_columns(a, track), item->new_column->name, NULL);
        break;
    case CHANGE_DROP_COLUMN:
        map_remove(open_columns(a, track), item->old_column->name);
        break;
    case CHANGE_RENAME_COLUMN:
        move_key(a, open_columns(a, track), item->rename.old_name, item->rename.new_name);
        break;
    case CHANGE_REPLACE_COLUMN:
        note_column(open_columns(a, track), item);
        break;
    case CHANGE_ADD_CONSTRAINT:
        put_origin(a, open_constraints(a, track), item->new_constraint->name, NULL);
        break;
    case CHANGE_DROP_CONSTRAINT:
        map_remove(open_constraints(a, track), item->old_constraint->name);
        break;
    case CHANGE_RENAME_CONSTRAINT:
        move_key(a, open_constraints(a, track), item->rename.old_name, item->rename.new_name);
        break;
    case CHANGE_ADD_INDEX:
        put_origin(a, open_indexes(a, track), item->new_index->name, NULL);
        break;
    case CHANGE_DROP_INDEX:
        map_remove(open_indexes(a, track), item->old_index->name);
        break;
    case CHANGE_RENAME_INDEX:
        move_key(a, open_indexes(a, track), item->rename.old_name, item->rename.new_name);
        break;
    default:
        break;
    }
}

static void follow_enum(arena *a, delta_enum_track *track, const change *item)
{
    track->touched = true;
    switch (item->kind) {
    case CHANGE_ADD_MEMBER:
        put_origin(a, open_members(a, track), item->new_member->name, NULL);
        break;
    case CHANGE_DROP_MEMBER:
        map_remove(open_members(a, track), item->old_member->name);
        break;
    case CHANGE_RENAME_MEMBER:
        move_key(a, open_members(a, track), item->rename.old_name, item->rename.new_name);
        break;
    default:
        break;
    }
}

static void rename_table(delta_tracks *tracks, const change *item)
{
    delta_track *track = map_get(&tracks->tables, item->rename.old_name);
    if (!track)
        return;
    track->touched = true;
    move_key(tracks->memory, &tracks->tables, item->rename.old_name, item->rename.new_name);
}

static void rename_enum(delta_tracks *tracks, const change *item)
{
    delta_enum_track *track = map_get(&tracks->enums, item->rename.old_name);
    if (!track)
        return;
    track->touched = true;
    move_key(tracks->memory, &tracks->enums, item->rename.old_name, item->rename.new_name);
}

static void follow_part(delta_tracks *tracks, const change *item)
{
    delta_track *table = map_get(&tracks->tables, item->subject);
    delta_enum_track *enumeration = map_get(&tracks->enums, item->subject);
    if (change_alters_enum(item->kind)) {
        if (enumeration)
            follow_enum(tracks->memory, enumeration, item);
    } else if (table) {
        follow_table(tracks->memory, table, item);
    }
}

static void follow(delta_tracks *tracks, const change *item)
{
    arena *a = tracks->memory;
    switch (item->kind) {
    case CHANGE_ADD_MODEL:
        map_put(a, &tracks->tables, item->new_table->name, ARENA_NEW(a, delta_track));
        break;
    case CHANGE_DROP_MODEL:
        map_remove(&tracks->tables, item->old_table->name);
        break;
    case CHANGE_RENAME_MODEL:
        rename_table(tracks, item);
        break;
    case CHANGE_ADD_ENUM:
        map_put(a, &tracks->enums, item->new_enum->name, ARENA_NEW(a, delta_enum_track));
        break;
    case CHANGE_DROP_ENUM:
        map_remove(&tracks->enums, item->old_enum->name);
        break;
    case CHANGE_RENAME_ENUM:
        rename_enum(tracks, item);
        break;
    default:
        follow_part(tracks, item);
        break;
    }
}

delta_tracks delta_follow(arena *a, const model_schema *before, const change_list *changes)
{
    delta_tracks tracks = {.memory = a};
    MAP_EACH (&before->tables, entry) {
        delta_track *track = ARENA_NEW(a, delta_track);
        track->old_table = entry->value;
        map_put(a, &tracks.tables, entry->key, track);
    }
    MAP_EACH (&before->enums, entry) {
        delta_enum_track *track = ARENA_NEW(a, delta_enum_track);
        track->old_enum = entry->value;
        map_put(a, &tracks.enums, entry->key, track);
    }
    VEC_EACH (change, changes, item)
        follow(&tracks, item);
    return tracks;
}

/* --- answers --- */

static delta_origin origin_of(const map *m, str name)
{
    const delta_origin *origin = map_get(m, name);
    return origin ? *origin : (delta_origin){0};
}

void delta_track_open(arena *a, delta_track *track)
{
    open_columns(a, track);
    open_constraints(a, track);
    open_indexes(a, track);
}

void delta_enum_track_open(arena *a, delta_enum_track *track)
{
    open_members(a, track);
}

delta_origin delta_column_origin(const delta_track *track, str field)
{
    return origin_of(&track->columns, field);
}

delta_origin delta_constraint_origin(const delta_track *track, str name)
{
    return origin_of(&track->constraints, name);
}

delta_origin delta_index_origin(const delta_track *track, str name)
{
    return origin_of(&track->indexes, name);
}

delta_origin delta_member_origin(const delta_enum_track *track, str name)
{
    return origin_of(&track->members, name);
}
