/* New tables, each after those that its foreign keys point to. Where that cannot be (a cycle, or a table whose key
 * comes with this plan) the foreign key is added last of all; SQLite takes it as it is, in whatever order. */
#include "compiler/sql/object.h"
#include "compiler/sql/planner.h"
#include "compiler/sql/quote.h"

typedef struct creation {
    sql_planner *p;
    const sql_table_delta *table;
    const map *created;                /* models of the tables that this plan has made by now */
    map keys;                          /* columns -> the first key over them */
    const model_constraint *exclusion; /* the first one */
} creation;

static bool target_is_ready(const creation *c, const model_constraint *constraint)
{
    if (map_has(c->created, constraint->target) || str_eq(constraint->target, c->table->new_table->name))
        return true;
    const sql_table_delta *target = map_get(&c->p->delta->tables_by_new, constraint->target);
    return !target || (!target->touched && !c->p->online);
}

static bool is_key(const model_constraint *constraint)
{
    return constraint->kind == CONSTRAINT_PRIMARY_KEY || constraint->kind == CONSTRAINT_UNIQUE;
}

static str columns_key(arena *a, const model_constraint *constraint)
{
    writer out = writer_make(a);
    VEC_EACH (const str, &constraint->columns, column)
        writer_format(&out, "%.*s\n", STR_ARGS(*column));
    return writer_result(&out);
}

/* CREATE TABLE makes one of two keys over the same columns, and forgets the other. */
static bool repeats_a_key(const creation *c, const model_constraint *constraint)
{
    return is_key(constraint) && map_get(&c->keys, columns_key(c->p->memory, constraint)) != constraint;
}

/* The same holds for exclusions. */
static bool repeats_an_exclusion(const creation *c, const model_constraint *constraint)
{
    return constraint->kind == CONSTRAINT_EXCLUDE && constraint != c->exclusion;
}

static void find_keys(creation *c)
{
    VEC_EACH (sql_constraint_delta, &c->table->constraints, item) {
        const model_constraint *constraint = item->new_constraint;
        str key = columns_key(c->p->memory, constraint);
        if (constraint->kind == CONSTRAINT_EXCLUDE && !c->exclusion)
            c->exclusion = constraint;
        if (is_key(constraint) && !map_has(&c->keys, key))
            map_put(c->p->memory, &c->keys, key, (void *)constraint);
    }
}

/* NOT VALID has no effect inside of CREATE TABLE. */
static bool is_inline(void *context, const model_constraint *constraint)
{
    const creation *c = context;
    if (!c->p->dialect->split_foreign_keys)
        return true;
    if (constraint->not_valid || repeats_a_key(c, constraint) || repeats_an_exclusion(c, constraint))
        return false;
    return constraint->kind != CONSTRAINT_FOREIGN_KEY || target_is_ready(c, constraint);
}

static plan_lock constraint_lock(const model_constraint *constraint)
{
    return constraint->kind == CONSTRAINT_FOREIGN_KEY ? LOCK_SHARE_ROW_EXCLUSIVE : LOCK_ACCESS_EXCLUSIVE;
}

void sql_add_constraint(sql_planner *p, const sql_table_delta *table, const sql_constraint_delta *item)
{
    const model_constraint *constraint = item->new_constraint;
    sql_scope scope = sql_new_scope(p->delta, table);
    writer out = sql_alter_table(p, table, false);
    writer_text(&out, "ADD ");
    sql_constraint(&scope, constraint, &out);
    bool unchecked = (constraint->not_valid || sql_is_careful(p, table)) &&
                     (constraint->kind == CONSTRAINT_CHECK || constraint->kind == CONSTRAINT_FOREIGN_KEY);
    if (unchecked)
        writer_text(&out, " NOT VALID");
    sql_effect effect = sql_lock(p, table, constraint_lock(constraint));
    effect.scans = effect.lock != LOCK_NONE && !unchecked;
    sql_lock_target(p, &effect, constraint, constraint_lock(constraint), false);
    if (p->online && constraint->kind == CONSTRAINT_FOREIGN_KEY)
        sql_next_segment(p);
    sql_emit(p, &out, effect);
}

/* The start of a counter: SQLite keeps the last value given out. */
static void start_identity(sql_planner *p, const sql_table_delta *table)
{
    VEC_EACH (sql_column_delta *, &table->columns, item)
        VEC_EACH (const model_option, &(*item)->new_column->identity_options, option) {
            if (!p->dialect->identity_in_key || !str_eq(option->name, STR("start")))
                continue;
            writer out = writer_make(p->memory);
            writer_text(&out, "INSERT INTO sqlite_sequence (name, seq) VALUES (");
            quote_string(table->new_table->table, p->dialect->id, &out);
            writer_format(&out, ", %.*s - 1)", STR_ARGS(option->value));
            sql_emit(p, &out, sql_lock(p, table, LOCK_ACCESS_EXCLUSIVE));
        }
}

static void create_table(sql_planner *p, sql_table_delta *table, map *created)
{
    sql_next_group(p);
    creation c = {.p = p, .table = table, .created = created};
    find_keys(&c);
    sql_scope scope = sql_new_scope(p->delta, table);
    writer out = writer_make(p->memory);
    sql_create_table(&scope, STR(""), is_inline, &c, &out);
    sql_effect effect = {0};
    VEC_EACH (sql_constraint_delta, &table->constraints, item)
        if (is_inline(&c, item->new_constraint))
            sql_lock_target(p, &effect, item->new_constraint, constraint_lock(item->new_constraint), false);
    sql_emit(p, &out, effect);
    map_put(p->memory, created, table->new_table->name, table);
    start_identity(p, table);
    VEC_EACH (sql_constraint_delta, &table->constraints, item) {
        item->in_create = is_inline(&c, item->new_constraint);
        if (!item->in_create && item->new_constraint->kind != CONSTRAINT_FOREIGN_KEY)
            sql_add_constraint(p, table, item);
    }
    VEC_EACH (sql_column_delta *, &table->columns, item)
        sql_plan_column_storage(p, table, (*item)->new_column);
    sql_plan_indexes(p, table);
    sql_plan_partitions(p, table);
    sql_plan_row_security(p, table);
    sql_plan_comments(p, table);
}

/* Tables, and the functions and the like that tables use. */
typedef struct creation_list {
    VEC(sql_table_delta *) tables;
    VEC(const sql_object *) objects; /* numbered behind the tables */
    map place_of_model;              /* -> size_t *, the number of a table */
    map places;                      /* name in the database, in lower case -> size_t * */
    sql_index_list *needs;
} creation_list;

static void note_place(arena *a, map *places, str name, size_t number)
{
    size_t *place = ARENA_NEW(a, size_t);
    *place = number;
    map_put(a, places, name, place);
}

static void list_creations(sql_planner *p, creation_list *list)
{
    arena *a = p->memory;
    VEC_EACH (sql_table_delta *, &p->delta->tables, table) {
        if ((*table)->old_table)
            continue;
        note_place(a, &list->place_of_model, (*table)->new_table->name, list->tables.count);
        note_place(a, &list->places, str_lower(a, (*table)->new_table->table), list->tables.count);
        VEC_PUSH(a, &list->tables, *table);
    }
    for (size_t i = 0; i < p->objects->items.count; i++) {
        const sql_object *item = &p->objects->items.items[p->objects->new_order[i]];
        if (!sql_is_under_tables(item))
            continue;
        str name = sql_object_name(item->new_object, &item->new_head);
        note_place(a, &list->places, str_lower(a, name.len ? name : item->new_object->name),
                   list->tables.count + list->objects.count);
        VEC_PUSH(a, &list->objects, item);
    }
}

static void need_words(sql_planner *p, const creation_list *list, const map *words, size_t number)
{
    MAP_EACH (words, entry) {
        const size_t *place = map_get(&list->places, entry->key);
        if (place && *place != number)
            VEC_PUSH(p->memory, &list->needs[number], *place);
    }
}

static void collect_needs(sql_planner *p, const creation_list *list)
{
    for (size_t i = 0; i < list->tables.count; i++) {
        VEC_EACH (sql_constraint_delta, &list->tables.items[i]->constraints, item) {
            bool is_foreign = item->new_constraint->kind == CONSTRAINT_FOREIGN_KEY;
            const size_t *target = is_foreign ? map_get(&list->place_of_model, item->new_constraint->target) : NULL;
            if (target && *target != i)
                VEC_PUSH(p->memory, &list->needs[i], *target);
        }
        if (!list->objects.count)
            continue;
        map words = sql_table_words(p, list->tables.items[i]->new_table);
        need_words(p, list, &words, i);
    }
    for (size_t i = 0; i < list->objects.count; i++)
        need_words(p, list, &list->objects.items[i]->new_words.all, list->tables.count + i);
}

void sql_plan_creates(sql_planner *p)
{
    creation_list list = {0};
    list_creations(p, &list);
    size_t count = list.tables.count + list.objects.count;
    size_t *order = ARENA_ARRAY(p->memory, size_t, count + 1);
    list.needs = ARENA_ARRAY(p->memory, sql_index_list, count + 1);
    collect_needs(p, &list);
    sql_topological(p->memory, list.needs, count, order);
    map created = {0};
    for (size_t i = 0; i < count; i++) {
        if (order[i] < list.tables.count)
            create_table(p, list.tables.items[order[i]], &created);
        else
            sql_plan_object(p, list.objects.items[order[i] - list.tables.count]);
    }
}

/* Foreign keys last: whatever they point to is there, with its key. */
void sql_plan_foreign_keys(sql_planner *p)
{
    if (!p->dialect->split_foreign_keys)
        return;
    sql_next_group(p);
    VEC_EACH (sql_table_delta *, &p->delta->tables, table)
        VEC_EACH (sql_constraint_delta, &(*table)->constraints, item) {
            const model_constraint *constraint = item->new_constraint;
            bool is_new = constraint && (!item->old_constraint || item->recreated) && !item->in_create;
            if (is_new && constraint->kind == CONSTRAINT_FOREIGN_KEY)
                sql_add_constraint(p, *table, item);
        }
}
