/* From two states and the changes between them to what became of each enum and table. */
#include "compiler/sql/delta.h"

#include "compiler/sql/delta_depend.h"
#include "compiler/sql/delta_track.h"
#include "compiler/sql/quote.h"

sql_scope sql_old_scope(const sql_delta *delta, const sql_table_delta *table)
{
    return (sql_scope){.schema = delta->before, .dialect = delta->dialect, .table = table ? table->old_table : NULL};
}

sql_scope sql_new_scope(const sql_delta *delta, const sql_table_delta *table)
{
    return (sql_scope){.schema = delta->after,
                       .dialect = delta->dialect,
                       .table = table ? table->new_table : NULL,
                       .old_table = table ? table->old_table : NULL};
}

/* --- enums --- */

static const model_enum *enum_here(const sql_delta *delta, const model_enum *item)
{
    return item && sql_in_dialect(delta->dialect, item->dialects) ? item : NULL;
}

static str enum_values(const sql_delta *delta, const model_schema *schema, const model_enum *item)
{
    sql_scope scope = {.schema = schema, .dialect = delta->dialect};
    writer out = writer_make(delta->memory);
    for (size_t i = 0; i < item->members.count; i++) {
        sql_member(&scope, item, i, &out);
        writer_char(&out, ',');
    }
    return writer_result(&out);
}

str sql_lost_labels(const sql_delta *delta, const sql_enum_delta *item)
{
    writer out = writer_make(delta->memory);
    for (size_t i = 0; item->new_members && i < item->old_enum->members.count; i++) {
        if (item->new_members[i])
            continue;
        writer_text(&out, out.len ? ", " : "label ");
        quote_string(item->old_enum->members.items[i].label, delta->dialect->id, &out);
    }
    if (out.len)
        writer_format(&out, " of enum %.*s", STR_ARGS(item->new_enum->name));
    return writer_result(&out);
}

typedef struct falling {
    const sql_enum_delta *item;
} falling;

static const model_member *new_of(const sql_enum_delta *item, const model_member *old_member)
{
    return item->new_members[old_member - item->old_enum->members.items];
}

/* Rows cannot have it afterwards, though they could before. */
static bool is_closed(const sql_enum_delta *item, const model_member *old_member)
{
    const model_member *now = new_of(item, old_member);
    return !now || (now->retired && !old_member->retired);
}

static bool old_member_goes(void *context, const model_member *old_member)
{
    const falling *of = context;
    const model_member *now = new_of(of->item, old_member);
    return !now || now->retired;
}

static bool is_retired(void *context, const model_member *member)
{
    (void)context;
    return member->retired;
}

const model_member *sql_member_after(const sql_enum_delta *item, size_t old_index, bool *falls)
{
    const model_member *old_member = &item->old_enum->members.items[old_index];
    const model_member *now = item->new_members[old_index];
    falling of = {item};
    const model_member *other = NULL;
    if (falls)
        *falls = false;
    if (!is_closed(item, old_member))
        return now;
    if (now)
        other = model_fallback(item->new_enum, now, is_retired, NULL);
    else
        other = model_fallback(item->old_enum, old_member, old_member_goes, &of);
    if (!other)
        return now;
    if (falls)
        *falls = true;
    return now ? other : new_of(item, other);
}

bool sql_any_member_falls(const sql_enum_delta *item)
{
    bool falls = false;
    for (size_t i = 0; item->new_members && !falls && i < item->old_enum->members.count; i++)
        sql_member_after(item, i, &falls);
    return falls;
}

/* Pairs the members of both sides. */
static void pair_members(const sql_delta *delta, sql_enum_delta *item, delta_enum_track *track)
{
    arena *a = delta->memory;
    size_t n_old = item->old_enum->members.count, n_new = item->new_enum->members.count;
    item->old_members = ARENA_ARRAY(a, const model_member *, n_new + 1);
    item->new_members = ARENA_ARRAY(a, const model_member *, n_old + 1);
    delta_enum_track_open(a, track);
    for (size_t i = 0; i < n_new; i++) {
        const model_member *new_member = &item->new_enum->members.items[i];
        const model_member *old_member = delta_member_origin(track, new_member->name).old;
        item->old_members[i] = old_member;
        if (old_member)
            item->new_members[old_member - item->old_enum->members.items] = new_member;
    }
}

/* Has a label gone, or do two that stay stand in another order? An enum type can only grow. */
static bool needs_swap(const sql_enum_delta *item)
{
    const model_member *last = NULL;
    for (size_t i = 0; i < item->old_enum->members.count; i++)
        if (!item->new_members[i])
            return true;
    for (size_t i = 0; i < item->new_enum->members.count; i++) {
        if (item->old_members[i] && item->old_members[i] < last)
            return true;
        if (item->old_members[i])
            last = item->old_members[i];
    }
    return false;
}

static bool needs_recode(const sql_enum_delta *item, model_storage storage)
{
    for (size_t i = 0; i < item->new_enum->members.count; i++) {
        const model_member *old_member = item->old_members[i];
        if (!old_member)
            continue;
        bool other_label = !str_eq(old_member->label, item->new_enum->members.items[i].label);
        bool other_place = old_member - item->old_enum->members.items != (ptrdiff_t)i;
        if (storage == STORAGE_SMALLINT ? other_place : other_label)
            return true;
    }
    return false;
}

static void compare_enum(const sql_delta *delta, sql_enum_delta *item, delta_enum_track *track)
{
    pair_members(delta, item, track);
    model_storage old_storage = sql_enum_storage(delta->dialect, item->old_enum);
    model_storage new_storage = sql_enum_storage(delta->dialect, item->new_enum);
    item->moved = old_storage != new_storage;
    for (size_t i = 0; i < item->new_enum->members.count; i++) {
        bool was_retired = item->old_members[i] && item->old_members[i]->retired;
        item->retires = item->retires || item->new_enum->members.items[i].retired != was_retired;
    }
    item->relabelled =
        !str_eq(enum_values(delta, delta->before, item->old_enum), enum_values(delta, delta->after, item->new_enum));
    if (item->moved)
        return;
    if (new_storage == STORAGE_TYPE)
        item->swapped = needs_swap(item);
    else
        item->recoded = needs_recode(item, new_storage);
    item->recoded = item->recoded || (!item->swapped && sql_any_member_falls(item));
}

static sql_enum_delta *add_enum(sql_delta *delta, const model_enum *old_enum, const model_enum *new_enum)
{
    sql_enum_delta *item = ARENA_NEW(delta->memory, sql_enum_delta);
    item->old_enum = old_enum;
    item->new_enum = new_enum;
    item->touched = true;
    VEC_PUSH(delta->memory, &delta->enums, item);
    if (old_enum)
        map_put(delta->memory, &delta->enums_by_old, old_enum->name, item);
    if (new_enum)
        map_put(delta->memory, &delta->enums_by_new, new_enum->name, item);
    return item;
}

static void make_enums(sql_delta *delta, delta_tracks *tracks)
{
    MAP_EACH (&delta->after->enums, entry) {
        const model_enum *new_enum = enum_here(delta, entry->value);
        delta_enum_track *track = map_get(&tracks->enums, entry->key);
        const model_enum *old_enum = enum_here(delta, track ? track->old_enum : NULL);
        if (!new_enum)
            continue;
        sql_enum_delta *item = add_enum(delta, old_enum, new_enum);
        item->touched = !old_enum || track->touched;
        if (old_enum && track->touched)
            compare_enum(delta, item, track);
    }
    MAP_EACH (&delta->before->enums, entry) {
        const model_enum *old_enum = enum_here(delta, entry->value);
        if (old_enum && !map_has(&delta->enums_by_old, entry->key))
            add_enum(delta, old_enum, NULL);
    }
}

/* --- tables --- */

static bool is_here(const sql_delta *delta, const model_table *table)
{
    return table && sql_in_dialect(delta->dialect, table->dialects);
}

static bool enum_matters(const sql_delta *delta, const model_type *type)
{
    if (type->kind != TYPE_ENUM)
        return false;
    const sql_enum_delta *item = map_get(&delta->enums_by_new, type->enum_name);
    return item && item->old_enum &&
           (item->swapped || item->recoded || item->moved || item->relabelled || item->retires);
}

static bool has_changed_enum(const sql_delta *delta, const model_table *table)
{
    VEC_EACH (model_column *, &table->columns, column)
        if (enum_matters(delta, &(*column)->type))
            return true;
    return false;
}

static sql_table_delta *add_table(sql_delta *delta, const model_table *old_table, const model_table *new_table)
{
    sql_table_delta *table = ARENA_NEW(delta->memory, sql_table_delta);
    table->old_table = old_table;
    table->new_table = new_table;
    table->touched = !old_table || !new_table;
    VEC_PUSH(delta->memory, &delta->tables, table);
    if (old_table)
        map_put(delta->memory, &delta->tables_by_old, old_table->name, table);
    if (new_table)
        map_put(delta->memory, &delta->tables_by_new, new_table->name, table);
    return table;
}

static bool enums_change(const sql_delta *delta)
{
    VEC_EACH (sql_enum_delta *, &delta->enums, item)
        if ((*item)->touched)
            return true;
    return false;
}

/* Tables that are unmanaged belong to others: they are known, but nothing is made, altered or dropped. One that is ours
 * from now on is there already; one that is given away stays as it is. */
static void make_tables(sql_delta *delta, delta_tracks *tracks)
{
    bool look_at_enums = enums_change(delta);
    map given_away = {0};
    MAP_EACH (&delta->after->tables, entry) {
        model_table *new_table = entry->value;
        delta_track *track = map_get(&tracks->tables, entry->key);
        const model_table *old_table = track && is_here(delta, track->old_table) ? track->old_table : NULL;
        if (!is_here(delta, new_table))
            continue;
        if (new_table->unmanaged) {
            if (old_table)
                map_put(delta->memory, &given_away, old_table->name, new_table);
            continue;
        }
        sql_table_delta *table = add_table(delta, old_table, new_table);
        table->track = track;
        if (old_table)
            table->touched = track->touched || (look_at_enums && has_changed_enum(delta, new_table));
    }
    MAP_EACH (&delta->before->tables, entry) {
        const model_table *old_table = entry->value;
        bool stays = map_has(&delta->tables_by_old, entry->key) || map_has(&given_away, entry->key);
        if (is_here(delta, old_table) && !old_table->unmanaged && !stays)
            add_table(delta, old_table, NULL);
    }
}

sql_delta *sql_delta_make(arena *a, const sql_dialect *dialect, const model_schema *before, const change_list *changes,
                          const model_schema *after)
{
    sql_delta *delta = ARENA_NEW(a, sql_delta);
    delta->memory = a;
    delta->dialect = dialect;
    delta->before = before;
    delta->after = after;
    delta_tracks tracks = delta_follow(a, before, changes);
    make_enums(delta, &tracks);
    make_tables(delta, &tracks);
    VEC_EACH (sql_table_delta *, &delta->tables, table) {
        if ((*table)->touched)
            sql_delta_list(delta, *table);
    }
    if (dialect->alter_column)
        delta_depend(delta);
    return delta;
}
