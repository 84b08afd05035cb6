/* Which columns change their types in two revisions: those whose change would write the table anew, and that can stand
 * there twice for a while. A foreign key stands twice, too. Where its two ends change to a type that does not compare
 * with the one before, both go this way or none does. */
#include "compiler/sql/plan_expand_search.h"

#include "compiler/sql/plan_expand_parts.h"

typedef struct candidate {
    const sql_table_delta *table;
    const sql_column_delta *item;
    bool blocked;
    VEC(struct candidate *) others; /* that are blocked with it */
} candidate;

typedef struct finder {
    arena *memory;
    const sql_delta *delta;
    VEC(candidate *) list;
    map by_old, by_new;  /* "model.field" -> candidate * */
    map row_changes;     /* models whose rows of data change */
    bool objects_change; /* views, functions and the like */
} finder;

static str key_of(arena *a, str model, str field)
{
    return str_format(a, "%.*s.%.*s", STR_ARGS(model), STR_ARGS(field));
}

/* --- what is possible for a column by itself --- */

static void note_changes(finder *f, const change_list *changes)
{
    VEC_EACH (const change, changes, item) {
        if (item->old_row || item->new_row)
            map_put(f->memory, &f->row_changes, item->subject, f);
        if (item->old_object || item->new_object || item->kind == CHANGE_RENAME_OBJECT)
            f->objects_change = true;
    }
}

static bool is_open(const finder *f, const sql_table_delta *table)
{
    const model_table *was = table->old_table, *is = table->new_table;
    if (!was || !is || !table->listed || was->unmanaged || is->unmanaged)
        return false;
    if (map_has(&f->row_changes, is->name))
        return false;
    return !was->partition_by.len && !is->partition_by.len && str_eq(was->name, is->name) &&
           str_eq(was->table, is->table) && str_eq(was->schema, is->schema);
}

typedef struct field_set {
    arena *memory;
    map fields;
} field_set;

static void add_field(void *context, const expression *column)
{
    field_set *set = context;
    map_put(set->memory, &set->fields, column->text, set);
}

/* The fields that something stands on which cannot stand on two columns at once. */
static map tied_fields(arena *a, const model_table *table)
{
    field_set tied = {.memory = a};
    VEC_EACH (model_constraint *const, &table->constraints, item) {
        if ((*item)->kind != CONSTRAINT_EXCLUDE)
            continue;
        VEC_EACH (const model_key, &(*item)->keys, key)
            expression_columns(key->value, add_field, &tied);
        if ((*item)->where)
            expression_columns((*item)->where, add_field, &tied);
    }
    VEC_EACH (model_column *const, &table->columns, column)
        if ((*column)->generated_as)
            expression_columns((*column)->generated_as, add_field, &tied);
    return tied.fields;
}

/* Names of columns in the schema and in the database, which are not told apart. */
static map column_names(arena *a, const model_table *table)
{
    map names = {0};
    VEC_EACH (model_column *const, &table->columns, column) {
        map_put(a, &names, (*column)->name, *column);
        map_put(a, &names, (*column)->column, *column);
    }
    return names;
}

/* A primary key takes the index of its double over; so it has to be the same one, and at once. */
static bool keeps_key(const sql_table_delta *table, const sql_column_delta *item)
{
    const model_constraint *was = model_primary_key(table->old_table), *is = model_primary_key(table->new_table);
    bool had = was && str_list_has(&was->columns, item->old_column->name);
    bool has = is && str_list_has(&is->columns, item->new_column->name);
    if (!had && !has)
        return true;
    if (!had || !has || was->columns.count != is->columns.count)
        return false;
    for (size_t i = 0; i < was->columns.count; i++) {
        const sql_column_delta *column = sql_delta_old_column(table, was->columns.items[i]);
        if (!column || !column->new_column || !str_eq(column->new_column->name, is->columns.items[i]))
            return false;
    }
    return true;
}

/* The enum of which the column holds members before and after; NULL: it is none, or another one. */
static const sql_enum_delta *own_enum(const finder *f, const sql_column_delta *item)
{
    const model_type *from = &item->old_column->type, *to = &item->new_column->type;
    if (from->kind != TYPE_ENUM || to->kind != TYPE_ENUM)
        return NULL;
    const sql_enum_delta *was = map_get(&f->delta->enums_by_old, from->enum_name);
    return was && was == map_get(&f->delta->enums_by_new, to->enum_name) ? was : NULL;
}

/* A type that is made anew and is called the same in the end, and so are the labels that stay. */
static bool can_stand_twice(const sql_enum_delta *item)
{
    const model_enum *was = item->old_enum, *is = item->new_enum;
    if (!item->swapped || was->storage != STORAGE_TYPE || is->storage != STORAGE_TYPE || !str_eq(was->name, is->name) ||
        !str_eq(was->type_name, is->type_name) || !str_eq(was->schema, is->schema))
        return false;
    for (size_t i = 0; i < is->members.count; i++)
        if (item->old_members[i] && !str_eq(item->old_members[i]->label, is->members.items[i].label))
            return false;
    return true;
}

static bool is_enlarged_enum(const finder *f, const sql_column_delta *item)
{
    const sql_enum_delta *own = own_enum(f, item);
    return own && !can_stand_twice(own);
}

static bool is_written_anew(const sql_column_delta *item)
{
    return item->old_column && item->new_column && item->retyped && item->rewrites && !item->impossible &&
           !item->recreated && !item->updated_rows.len;
}

/* A table on its way: what each of its columns is looked up in. */
typedef struct column_sets {
    const sql_table_delta *table;
    map old_tied, new_tied;
    map old_names, new_names;
} column_sets;

/* Programs know the old name until the end, so it must be nobody else's before; and neither may the new one. What else
 * says the new name, a view or an author's conversion, could not do so yet. */
static bool has_free_names(const finder *f, const column_sets *sets, const sql_column_delta *item)
{
    const model_column *was = item->old_column, *is = item->new_column;
    if (str_eq(was->name, is->name) && str_eq(was->column, is->column))
        return true;
    bool was_taken = map_has(&sets->new_names, was->name) || map_has(&sets->new_names, was->column);
    bool is_taken = map_has(&sets->old_names, is->name) || map_has(&sets->old_names, is->column);
    return !f->objects_change && !item->using_value && !was_taken && !is_taken;
}

static bool is_possible(const finder *f, const column_sets *sets, const sql_column_delta *item)
{
    const model_column *was = item->old_column, *is = item->new_column;
    if (!is_written_anew(item) || !has_free_names(f, sets, item))
        return false;
    if (was->generated != GENERATED_NONE || is->generated != GENERATED_NONE || is_enlarged_enum(f, item))
        return false;
    if ((was->identity == IDENTITY_NONE) != (is->identity == IDENTITY_NONE) || !keeps_key(sets->table, item))
        return false;
    return !map_has(&sets->old_tied, was->name) && !map_has(&sets->new_tied, is->name);
}

static void find_candidates(finder *f, const sql_table_delta *table)
{
    const column_sets sets = {.table = table,
                              .old_tied = tied_fields(f->memory, table->old_table),
                              .new_tied = tied_fields(f->memory, table->new_table),
                              .old_names = column_names(f->memory, table->old_table),
                              .new_names = column_names(f->memory, table->new_table)};
    VEC_EACH (sql_column_delta *const, &table->columns, item) {
        if (!is_possible(f, &sets, *item))
            continue;
        candidate *found = ARENA_NEW(f->memory, candidate);
        *found = (candidate){.table = table, .item = *item};
        VEC_PUSH(f->memory, &f->list, found);
        map_put(f->memory, &f->by_old, key_of(f->memory, table->old_table->name, (*item)->old_column->name), found);
        map_put(f->memory, &f->by_new, key_of(f->memory, table->new_table->name, (*item)->new_column->name), found);
    }
}

/* --- foreign keys --- */

static void block(candidate *item)
{
    if (item && !item->blocked) {
        item->blocked = true;
        VEC_EACH (candidate *const, &item->others, other)
            block(*other);
    }
}

/* Both or none, whichever of them is blocked, and when. */
static void join(finder *f, candidate *one, candidate *other)
{
    VEC_PUSH(f->memory, &one->others, other);
    VEC_PUSH(f->memory, &other->others, one);
    if (one->blocked || other->blocked) {
        block(one);
        block(other);
    }
}

static bool is_integer(const model_column *column)
{
    const model_type *type = &column->type;
    return type->kind == TYPE_SCALAR && !type->dimensions &&
           (type->scalar == SCALAR_SMALLINT || type->scalar == SCALAR_INT || type->scalar == SCALAR_BIGINT);
}

/* Does the column become another one that compares with the other end only when that has followed? */
static bool changes_kind(const sql_column_delta *item)
{
    return item && item->retyped && item->old_column && item->new_column &&
           !(is_integer(item->old_column) && is_integer(item->new_column));
}

/* One end of a foreign key in the state at hand. */
typedef struct end {
    candidate *found; /* NULL: none */
    bool changes_kind;
} end;

static end find_end(const finder *f, bool old, str model, str field)
{
    const sql_table_delta *table = map_get(old ? &f->delta->tables_by_old : &f->delta->tables_by_new, model);
    const sql_column_delta *item = NULL;
    if (table && table->listed)
        item = old ? sql_delta_old_column(table, field) : sql_delta_new_column(table, field);
    return (end){map_get(old ? &f->by_old : &f->by_new, key_of(f->memory, model, field)), changes_kind(item)};
}

static void join_ends(finder *f, const end *own, const end *target)
{
    if (!own->changes_kind && !target->changes_kind)
        return;
    if (own->found && target->found) {
        join(f, own->found, target->found);
        return;
    }
    if (own->changes_kind && target->changes_kind) {
        block(own->found);
        block(target->found);
    }
}

static void join_foreign_key(finder *f, bool old, const model_table *table, const model_constraint *key)
{
    for (size_t i = 0; i < key->target_columns.count && i < key->columns.count; i++) {
        end own = find_end(f, old, table->name, key->columns.items[i]);
        end target = find_end(f, old, key->target, key->target_columns.items[i]);
        /* A partitioned table takes no foreign key that is not valid yet. */
        if (table->unmanaged || table->partition_by.len)
            block(target.found);
        join_ends(f, &own, &target);
    }
}

static void join_foreign_keys(finder *f, const model_schema *state, bool old)
{
    MAP_EACH (&state->tables, entry) {
        const model_table *table = entry->value;
        VEC_EACH (model_constraint *const, &table->constraints, item)
            if ((*item)->kind == CONSTRAINT_FOREIGN_KEY)
                join_foreign_key(f, old, table, *item);
    }
}

/* --- enums --- */

/* All columns of an enum, which get the new type together or not at all. */
typedef struct enum_group {
    candidate *first;
    bool blocked;
} enum_group;

static void join_column(finder *f, map *groups, const model_table *table, const model_column *column)
{
    const sql_enum_delta *item =
        column->type.kind == TYPE_ENUM ? map_get(&f->delta->enums_by_new, column->type.enum_name) : NULL;
    if (!item || !item->swapped)
        return;
    enum_group *group = map_get(groups, column->type.enum_name);
    if (!group) {
        group = ARENA_NEW(f->memory, enum_group);
        map_put(f->memory, groups, column->type.enum_name, group);
    }
    candidate *found = map_get(&f->by_new, key_of(f->memory, table->name, column->name));
    if (!found) {
        group->blocked = true;
    } else if (!group->first) {
        group->first = found;
    } else {
        join(f, group->first, found);
    }
}

static void join_enums(finder *f, const model_schema *after)
{
    map groups = {0};
    MAP_EACH (&after->tables, entry) {
        const model_table *table = entry->value;
        VEC_EACH (model_column *const, &table->columns, column)
            join_column(f, &groups, table, *column);
    }
    MAP_EACH (&groups, entry) {
        const enum_group *group = entry->value;
        if (group->blocked)
            block(group->first);
    }
}

/* --- the whole --- */

static map *fields_of(arena *a, map *by_model, str model)
{
    map *fields = map_get(by_model, model);
    if (!fields) {
        fields = ARENA_NEW(a, map);
        map_put(a, by_model, model, fields);
    }
    return fields;
}

static void keep(finder *f, expand_search *s, const candidate *found)
{
    if (own_enum(f, found->item))
        map_put(s->memory, &s->enums, found->item->new_column->type.enum_name, f);
    void *item = (void *)(uintptr_t)found->item;
    map_put(s->memory, fields_of(s->memory, &s->old_fields, found->table->old_table->name),
            found->item->old_column->name, item);
    map_put(s->memory, fields_of(s->memory, &s->new_fields, found->table->new_table->name),
            found->item->new_column->name, item);
    s->count++;
}

expand_search expand_find(arena *a, const model_schema *before, const change_list *changes, const model_schema *after)
{
    expand_search s = {.memory = a};
    s.delta = sql_delta_make(a, sql_dialect_of(DIALECT_POSTGRESQL), before, changes, after);
    finder f = {.memory = a, .delta = s.delta};
    note_changes(&f, changes);
    VEC_EACH (sql_table_delta *const, &s.delta->tables, table)
        if (is_open(&f, *table))
            find_candidates(&f, *table);
    if (f.list.count) {
        join_foreign_keys(&f, before, true);
        join_foreign_keys(&f, after, false);
        join_enums(&f, after);
    }
    VEC_EACH (candidate *const, &f.list, item)
        if (!(*item)->blocked)
            keep(&f, &s, *item);
    return s;
}
