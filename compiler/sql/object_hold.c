/* What keeps an object from going: tables. A table that goes takes its hold along; one that stays loses it where it is
 * altered. But a function that is made anew, with other arguments, has to go before it can come back: then the tables
 * that stay let go of it first, and take hold again when it is back. A default, a check, an index and a generated
 * column can be let go of; the type of a column cannot. */
#include "compiler/sql/object.h"

#include "compiler/sql/delta_depend.h"

/* --- letting go --- */

typedef struct release {
    sql_planner *p;
    map names;              /* what is made anew -> sql_object * */
    bool any;               /* a table has changed */
    const sql_object *item; /* what the words at hand mention */
} release;

static bool mentions(release *r, const map *words)
{
    MAP_EACH (words, entry) {
        r->item = map_get(&r->names, entry->key);
        if (r->item)
            return true;
    }
    return false;
}

/* A text that lives under another name than a table's words can mean. */
static bool goes_before_it_comes(const sql_planner *p, const sql_object *item)
{
    if (item->remade)
        return true;
    if (!sql_object_drops(item))
        return false;
    VEC_EACH (const str, &item->old_makes, name) {
        const sql_index_list *others = map_get(&p->objects->new_names, *name);
        if (others)
            VEC_EACH (const size_t, others, index)
                if (sql_object_creates(&p->objects->items.items[*index]))
                    return true;
    }
    return false;
}

static bool can_be_held(const sql_object *item)
{
    model_object_kind kind = item->old_object->kind;
    return kind != OBJECT_SCHEMA && kind != OBJECT_EXTENSION && kind != OBJECT_VIEW && kind != OBJECT_SEQUENCE;
}

static map names_of_remade(const sql_planner *p)
{
    map names = {0};
    VEC_EACH (sql_object, &p->objects->items, item)
        if (item->old_object && can_be_held(item) && goes_before_it_comes(p, item))
            VEC_EACH (const str, &item->old_makes, name)
                map_put(p->memory, &names, *name, item);
    return names;
}

/* For the way up an error; and the way down ends here. */
static void refuse(release *r, const sql_table_delta *table)
{
    sql_planner *p = r->p;
    const model_object *object = r->item->new_object ? r->item->new_object : r->item->old_object;
    str what = str_format(p->memory, "%s \"%.*s\"", model_object_info(object->kind)->word, STR_ARGS(object->name));
    str user = str_format(p->memory, "model \"%.*s\"", STR_ARGS(table->new_table->name));
    if (!p->down) {
        diagnostic_report(p->diagnostics, DIAGNOSTIC_SQL_FUNCTION_USED, object->span, what, user, (str){0});
        return;
    }
    p->plan->irreversible = true;
    p->plan->why_irreversible =
        str_format(p->memory, "%.*s cannot be made anew while %.*s uses it", STR_ARGS(what), STR_ARGS(user));
}

static void set(release *r, bool *flag)
{
    r->any = r->any || !*flag;
    *flag = true;
}

static void release_column(release *r, sql_column_delta *item)
{
    const model_column *old = item->old_column;
    map of_default = {0}, of_value = {0};
    if (!old || !item->new_column || item->recreated)
        return;
    sql_expression_words(r->p, old->default_value, &of_default);
    sql_expression_words(r->p, old->generated_as, &of_value);
    if (mentions(r, &of_default))
        set(r, &item->released);
    if (mentions(r, &of_value))
        set(r, &item->recreated);
}

static void release_parts(release *r, sql_table_delta *table)
{
    VEC_EACH (sql_column_delta *, &table->columns, item)
        release_column(r, *item);
    VEC_EACH (sql_constraint_delta, &table->constraints, item) {
        map words = {0};
        if (!item->old_constraint || !item->new_constraint)
            continue;
        sql_constraint_words(r->p, item->old_constraint, &words);
        if (mentions(r, &words))
            set(r, &item->recreated);
    }
    VEC_EACH (sql_index_delta, &table->indexes, item) {
        map words = {0};
        if (!item->old_index || !item->new_index)
            continue;
        sql_index_words(r->p, item->old_index, &words);
        if (mentions(r, &words))
            set(r, &item->recreated);
    }
}

static void release_table(release *r, sql_table_delta *table)
{
    map loose = sql_loose_words(r->p, table->old_table);
    if (!mentions(r, &loose))
        return;
    table->touched = true;
    sql_delta_list(r->p->delta, table);
    release_parts(r, table);
}

bool sql_let_go_of_remade(sql_planner *p)
{
    release r = {.p = p, .names = names_of_remade(p)};
    if (!r.names.live || !p->dialect->alter_column)
        return false;
    VEC_EACH (sql_table_delta *, &p->delta->tables, table)
        if ((*table)->old_table && (*table)->new_table)
            release_table(&r, *table);
    if (r.any)
        delta_depend(p->delta);
    return r.any;
}

/* --- who is held --- */

static bool is_altered(const sql_table_delta *table)
{
    return table->old_table && table->new_table && table->touched;
}

static void hold(sql_planner *p, const map *words, bool by_one_that_goes)
{
    MAP_EACH (words, entry) {
        const sql_index_list *list = map_get(&p->objects->old_names, entry->key);
        if (!list)
            continue;
        VEC_EACH (const size_t, list, index) {
            sql_object *item = &p->objects->items.items[*index];
            if (item->old_object->kind == OBJECT_VIEW || !sql_object_drops(item))
                continue;
            bool together = by_one_that_goes || goes_before_it_comes(p, item);
            *(together ? &item->held : &item->late) = true;
        }
    }
}

static void refuse_kept(release *r, const sql_table_delta *table)
{
    map kept = sql_kept_words(r->p, table->old_table);
    if (mentions(r, &kept) && r->item->old_object->kind == OBJECT_RAW)
        refuse(r, table);
}

/* What stands on one that goes late goes before it; so what it stands on is late, too. */
static void spread(sql_planner *p)
{
    for (size_t i = p->objects->items.count; i-- > 0;) {
        const sql_object *item = &p->objects->items.items[p->objects->old_order[i]];
        if (!item->old_object || (!item->late && !item->held) || !sql_object_drops(item))
            continue;
        MAP_EACH (&item->old_words.needed, entry) {
            const sql_index_list *list =
                entry->value == &sql_word_thing ? map_get(&p->objects->old_names, entry->key) : NULL;
            if (!list)
                continue;
            VEC_EACH (const size_t, list, index) {
                sql_object *under = &p->objects->items.items[*index];
                if (under == item || !sql_object_drops(under))
                    continue;
                under->late = under->late || (item->late && !goes_before_it_comes(p, under));
                under->held = under->held || item->held;
            }
        }
    }
}

void sql_find_held(sql_planner *p)
{
    release r = {.p = p, .names = names_of_remade(p)};
    VEC_EACH (sql_table_delta *, &p->delta->tables, table) {
        if (!(*table)->old_table)
            continue;
        bool goes = !(*table)->new_table;
        if (!goes && r.names.live && p->dialect->alter_column)
            refuse_kept(&r, *table);
        if (!goes && !is_altered(*table))
            continue;
        map kept = sql_kept_words(p, (*table)->old_table), loose = sql_loose_words(p, (*table)->old_table);
        hold(p, &kept, goes);
        hold(p, &loose, goes);
    }
    spread(p);
}
