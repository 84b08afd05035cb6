/* What has to be dropped and made again because of what it stands on, and the order of it all.
 *
 * PostgreSQL knows what a view, a trigger or a policy stands on, and refuses to alter the type of a column under them,
 * to drop it, or to drop a function that they call. So they go before, and come back afterwards from the text of the
 * new state. Renames they would survive, but under names that their text does not have; and where names change places
 * the text means another table than before. A query for all columns gets those of the day on which it was made.
 *
 * On SQLite a rebuilt table takes its triggers with it, and renames and dropped columns are refused or rewritten into
 * every text that mentions the table. Views over a rebuilt table find it again by its name. */
#include "compiler/sql/object.h"

/* --- what keeps what --- */

static void add_users(const sql_planner *p, const map *names, str name, size_t user)
{
    const sql_index_list *list = map_get(names, name);
    if (!list)
        return;
    VEC_EACH (const size_t, list, index)
        if (*index != user)
            VEC_PUSH(p->memory, &p->objects->items.items[*index].users, user);
}

static void find_users(const sql_planner *p)
{
    for (size_t i = 0; i < p->objects->items.count; i++) {
        const sql_object *item = &p->objects->items.items[i];
        if (!item->old_object)
            continue;
        MAP_EACH (&item->old_words.blocking, entry)
            if (entry->value == &sql_word_thing)
                add_users(p, &p->objects->old_names, entry->key, i);
        VEC_EACH (const str, &item->old_object->after, name)
            add_users(p, &p->objects->old_handles, *name, i);
    }
}

/* --- tables that are disturbed --- */

typedef struct disturbance {
    const sql_planner *p;
    const sql_object *item;
} disturbance;

static bool mentions(const disturbance *d, str name)
{
    return sql_words_have(d->p, &d->item->old_words.blocking, name);
}

static bool is_disturbed_column(const disturbance *d, const sql_column_delta *column)
{
    const model_column *old = column->old_column, *now = column->new_column;
    if (!old)
        return d->item->old_words.star && d->p->dialect->alter_column;
    bool moved = !now || !str_eq(old->column, now->column);
    if (!d->p->dialect->alter_column)
        return moved;
    bool changed = moved || column->recreated || column->retyped || (column->changed & SQL_COLUMN_COLLATION);
    return changed && (d->item->old_words.star || mentions(d, old->column));
}

static bool is_own_table(const disturbance *d, const model_table *table)
{
    return d->item->old_object->kind == OBJECT_TRIGGER && str_eq_nocase(d->item->old_head.table, table->table);
}

static bool is_disturbed(const disturbance *d, const sql_table_delta *table)
{
    const model_table *old = table->old_table, *now = table->new_table;
    if (!now || !str_eq(old->table, now->table) || (d->p->dialect->schemas && !str_eq(old->schema, now->schema)))
        return true;
    if (table->rebuilt && is_own_table(d, old))
        return true;
    VEC_EACH (sql_column_delta *, &table->columns, column) {
        bool stays_out = table->rebuilt && !(*column)->new_column;
        if (!stays_out && is_disturbed_column(d, *column))
            return true;
    }
    return false;
}

/* Touched tables and changed types by their old names; several schemas may have one of a name. */
typedef VEC(const sql_table_delta *) table_list;
typedef struct disturbed_names {
    map tables; /* -> table_list * */
    map types;
} disturbed_names;

static void note_table(const sql_planner *p, disturbed_names *names, const sql_table_delta *table)
{
    str name = sql_fold(p, table->old_table->table);
    table_list *list = map_get(&names->tables, name);
    if (!list) {
        list = ARENA_NEW(p->memory, table_list);
        map_put(p->memory, &names->tables, name, list);
    }
    VEC_PUSH(p->memory, list, table);
}

static disturbed_names names_of_disturbed(const sql_planner *p)
{
    disturbed_names names = {0};
    VEC_EACH (sql_table_delta *, &p->delta->tables, table)
        if ((*table)->old_table && (*table)->touched)
            note_table(p, &names, *table);
    VEC_EACH (sql_enum_delta *, &p->delta->enums, of)
        if (p->dialect->enum_types && (*of)->old_enum && ((*of)->swapped || (*of)->moved || !(*of)->new_enum))
            map_put(p->memory, &names.types, sql_fold(p, (*of)->old_enum->type_name), *of);
    return names;
}

static bool is_mention_disturbed(const disturbance *d, const disturbed_names *names, str word)
{
    const table_list *list = map_get(&names->tables, word);
    if (list)
        VEC_EACH (const sql_table_delta *const, list, table)
            if (is_disturbed(d, *table))
                return true;
    return map_has(&names->types, word);
}

/* Where the text says nothing, `after` does: then anything that happens to the table counts. */
static bool is_after_disturbed(const sql_planner *p, const model_object *object)
{
    VEC_EACH (const str, &object->after, name) {
        const sql_table_delta *table = map_get(&p->delta->tables_by_old, *name);
        if (table && table->touched)
            return true;
    }
    return false;
}

static bool stands_on_disturbed(const sql_planner *p, const disturbed_names *names, const sql_object *item)
{
    disturbance d = {p, item};
    MAP_EACH (&item->old_words.blocking, entry)
        if (entry->value == &sql_word_thing && is_mention_disturbed(&d, names, entry->key))
            return true;
    return is_after_disturbed(p, item->old_object);
}

/* --- made again --- */

/* What a raw text does may not be done twice, unless its author has said how it is undone and what it comes after. */
static bool can_be_remade(const sql_object *item)
{
    return item->old_object->kind != OBJECT_RAW || item->old_object->has_down;
}

static void remake(const sql_planner *p, sql_index_list *waiting, size_t index)
{
    sql_object *item = &p->objects->items.items[index];
    if (!item->old_object || !item->new_object || item->remade || !can_be_remade(item))
        return;
    item->remade = true;
    VEC_PUSH(p->memory, waiting, index);
}

static bool gives_way(const sql_object *item)
{
    return sql_object_drops(item) || sql_object_renames(item);
}

static void remake_round(const sql_planner *p)
{
    sql_index_list waiting = {0};
    for (size_t i = 0; i < p->objects->items.count; i++)
        if (gives_way(&p->objects->items.items[i]))
            VEC_PUSH(p->memory, &waiting, i);
    disturbed_names names = names_of_disturbed(p);
    for (size_t i = 0; i < p->objects->items.count; i++)
        if (p->objects->items.items[i].old_object && stands_on_disturbed(p, &names, &p->objects->items.items[i]))
            remake(p, &waiting, i);
    for (size_t done = 0; done < waiting.count; done++)
        VEC_EACH (const size_t, &p->objects->items.items[waiting.items[done]].users, user)
            remake(p, &waiting, *user);
}

/* A table that lets go of a function may have to make a column anew, on which other objects stand. */
static void remake_all(sql_planner *p)
{
    do
        remake_round(p);
    while (sql_let_go_of_remade(p));
}

/* --- order --- */

static void add_needs(const sql_planner *p, const map *names, str name, size_t index, sql_index_list *needs)
{
    const sql_index_list *list = map_get(names, name);
    if (!list)
        return;
    VEC_EACH (const size_t, list, other)
        if (*other != index)
            VEC_PUSH(p->memory, &needs[index], *other);
}

/* Only what the database knows counts here: what a body mentions may go at any time. */
static size_t *order_of_old(const sql_planner *p)
{
    const sql_objects *objects = p->objects;
    sql_index_list *needs = ARENA_ARRAY(p->memory, sql_index_list, objects->items.count + 1);
    size_t *order = ARENA_ARRAY(p->memory, size_t, objects->items.count + 1);
    for (size_t i = 0; i < objects->items.count; i++) {
        const sql_object *item = &objects->items.items[i];
        if (!item->old_object)
            continue;
        VEC_EACH (const str, &item->old_object->after, name)
            add_needs(p, &objects->old_handles, *name, i, needs);
        MAP_EACH (&item->old_words.needed, entry)
            if (entry->value == &sql_word_thing)
                add_needs(p, &objects->old_names, entry->key, i, needs);
    }
    sql_topological(p->memory, needs, objects->items.count, order);
    return order;
}

static void note_made_tables(sql_planner *p)
{
    VEC_EACH (sql_table_delta *, &p->delta->tables, table)
        if (!(*table)->old_table)
            map_put(p->memory, &p->objects->made_tables, sql_table_text(p->memory, p->dialect, (*table)->new_table),
                    *table);
}

void sql_objects_depend(sql_planner *p)
{
    if (!p->objects->items.count)
        return;
    note_made_tables(p);
    find_users(p);
    remake_all(p);
    p->objects->old_order = order_of_old(p);
    sql_find_held(p);
}
