/* The order in which things are made, and in which they go: a graph of tables and objects, and its topological order,
 * which disturbs the written one least.
 *
 * Some needs are strict: a view needs its tables, a column its type, an index the function in it. Others are not: a
 * foreign key can come later, and what stands in the body of a function is only looked at because the database wants to
 * be kind. Inside of a cycle the foreign keys give way first, and then the bodies; and a table that needs a function
 * that needs the table is made in two parts. */
#include "compiler/sql/object_order.h"

typedef enum strength {
    POINTER, /* a foreign key: it can be added later */
    BODY,    /* what a function mentions inside */
    STRICT,
} strength;

typedef struct need {
    size_t node;
    strength strength;
    bool loose; /* of a table: it can be made without, and get it later */
} need;
typedef VEC(need) need_list;

typedef struct graph {
    sql_planner *p;
    sql_step_list nodes;
    need_list *needs;
    map models; /* -> size_t *: the node of a table */
    map made;   /* names of new tables and partitions, folded -> size_t * */
    map altered;
    size_t *of_object; /* the node of each object plus one */
    size_t *rank;
} graph;

static void add_node(graph *g, sql_step step)
{
    VEC_PUSH(g->p->memory, &g->nodes, step);
}

static void note_node(graph *g, map *names, str name)
{
    size_t *number = ARENA_NEW(g->p->memory, size_t);
    *number = g->nodes.count;
    map_put(g->p->memory, names, name, number);
}

static void add_need(graph *g, size_t node, size_t other, strength how, bool loose)
{
    if (node != other)
        VEC_PUSH(g->p->memory, &g->needs[node], ((need){other, how, loose}));
}

/* --- making: the nodes --- */

static bool is_made(const sql_object *item)
{
    return sql_object_creates(item) || sql_object_replaces(item);
}

static void add_objects(graph *g, bool base)
{
    for (size_t i = 0; i < g->p->objects->items.count; i++) {
        sql_object *item = &g->p->objects->items.items[i];
        const model_object *object = item->new_object;
        if (!object || (object->kind <= OBJECT_SEQUENCE) != base)
            continue;
        if (is_made(item))
            g->of_object[i] = g->nodes.count + 1;
        add_node(g, (sql_step){.kind = STEP_OBJECT, .item = item});
    }
}

static void add_table(graph *g, sql_table_delta *table)
{
    const model_table *now = table->new_table;
    bool stays = table->old_table != NULL;
    map *names = stays ? &g->altered : &g->made;
    note_node(g, &g->models, now->name);
    note_node(g, names, sql_fold(g->p, now->table));
    if (g->p->dialect->partitions)
        VEC_EACH (model_partition *const, &now->partitions, partition)
            note_node(g, names, (*partition)->name);
    add_node(g, (sql_step){.kind = stays ? STEP_ALTER : STEP_TABLE, .table = table});
    if (!stays)
        add_node(g, (sql_step){.kind = STEP_PARTS, .table = table});
}

static void add_making_nodes(graph *g)
{
    add_objects(g, true);
    VEC_EACH (sql_table_delta *, &g->p->delta->tables, table)
        if (!(*table)->old_table)
            add_table(g, *table);
    VEC_EACH (sql_table_delta *, &g->p->delta->tables, table)
        if ((*table)->listed && (*table)->old_table && (*table)->new_table)
            add_table(g, *table);
    add_objects(g, false);
}

/* --- making: the needs --- */

/* A function may have the name of a view; no table stands on a view. */
static bool can_be_needed(const graph *g, size_t node, size_t index)
{
    const sql_object *item = &g->p->objects->items.items[index];
    const model_object *object = item->new_object ? item->new_object : item->old_object;
    return g->of_object[index] && (g->nodes.items[node].kind == STEP_OBJECT || object->kind != OBJECT_VIEW);
}

static void need_objects(graph *g, size_t node, const map *names, str name, strength how, bool loose)
{
    const sql_index_list *list = map_get(names, name);
    if (!list)
        return;
    VEC_EACH (const size_t, list, index)
        if (can_be_needed(g, node, *index))
            add_need(g, node, g->of_object[*index] - 1, how, loose);
}

static void need_table(graph *g, size_t node, const map *names, str name, strength how)
{
    const size_t *number = map_get(names, name);
    if (number)
        add_need(g, node, *number, how, false);
}

/* A table that is there has its row type; only what looks at its columns has to wait until it is altered. */
static bool looks_at_columns(const sql_object *item)
{
    return item->new_words.needed.entries == item->new_words.all.entries;
}

static void object_needs(graph *g, size_t node, const sql_object *item)
{
    const sql_objects *objects = g->p->objects;
    VEC_EACH (const str, &item->new_object->after, name) {
        need_objects(g, node, &objects->new_handles, *name, STRICT, false);
        need_table(g, node, &g->models, *name, STRICT);
    }
    MAP_EACH (&item->new_words.all, entry) {
        if (entry->value != &sql_word_thing)
            continue;
        strength how = map_has(&item->new_words.needed, entry->key) ? STRICT : BODY;
        need_objects(g, node, &objects->new_names, entry->key, how, false);
        need_table(g, node, &g->made, entry->key, how);
        need_table(g, node, &g->altered, entry->key, looks_at_columns(item) ? how : BODY);
    }
}

/* A foreign key to a table that is altered comes last of all. */
static void need_target(graph *g, size_t node, const model_constraint *constraint)
{
    const size_t *number = constraint->kind == CONSTRAINT_FOREIGN_KEY ? map_get(&g->models, constraint->target) : NULL;
    if (number && g->nodes.items[*number].kind == STEP_TABLE)
        add_need(g, node, *number, POINTER, false);
}

static void table_needs(graph *g, size_t node, const sql_table_delta *table)
{
    if (!table->old_table)
        VEC_EACH (const sql_constraint_delta, &table->constraints, item)
            need_target(g, node, item->new_constraint);
    if (!g->p->objects->items.count)
        return;
    map kept = sql_kept_words(g->p, table->new_table), loose = sql_loose_words(g->p, table->new_table);
    MAP_EACH (&kept, entry)
        need_objects(g, node, &g->p->objects->new_names, entry->key, STRICT, false);
    MAP_EACH (&loose, entry)
        need_objects(g, node, &g->p->objects->new_names, entry->key, STRICT, true);
}

static void add_making_needs(graph *g)
{
    for (size_t i = 0; i < g->nodes.count; i++) {
        const sql_step *step = &g->nodes.items[i];
        if (step->kind == STEP_PARTS)
            add_need(g, i, i - 1, STRICT, false);
        else if (step->kind != STEP_OBJECT)
            table_needs(g, i, step->table);
        else if (is_made(step->item))
            object_needs(g, i, step->item);
    }
}

/* --- ordering --- */

/* `knots`: where not NULL, of the needs inside of a knot only those count that are at least `least`. */
static size_t *sorted(graph *g, const size_t *knots, strength least)
{
    arena *a = g->p->memory;
    sql_index_list *needs = ARENA_ARRAY(a, sql_index_list, g->nodes.count + 1);
    size_t *order = ARENA_ARRAY(a, size_t, g->nodes.count + 1);
    for (size_t i = 0; i < g->nodes.count; i++)
        VEC_EACH (const need, &g->needs[i], it)
            if (!knots || it->strength >= least || knots[i] != knots[it->node])
                VEC_PUSH(a, &needs[i], it->node);
    sql_topological(a, needs, g->nodes.count, order);
    for (size_t i = 0; i < g->nodes.count; i++)
        g->rank[order[i]] = i;
    return order;
}

/* Does anything of that strength come behind what needs it? */
static bool is_hurt(const graph *g, strength least)
{
    for (size_t i = 0; i < g->nodes.count; i++)
        VEC_EACH (const need, &g->needs[i], it)
            if (it->strength >= least && g->rank[it->node] > g->rank[i])
                return true;
    return false;
}

/* What a strict need points to stands behind it: a cycle. A table in it is made in two parts. */
static void split_tables(graph *g)
{
    for (size_t i = 0; i < g->nodes.count; i++)
        VEC_EACH (const need, &g->needs[i], it) {
            size_t table = it->loose ? i : it->node;
            bool hurt = it->strength == STRICT && g->rank[it->node] > g->rank[i];
            if (hurt && g->nodes.items[table].kind == STEP_TABLE)
                g->nodes.items[table].split = true;
        }
}

static void move_loose_needs(graph *g)
{
    for (size_t i = 0; i + 1 < g->nodes.count; i++) {
        if (!g->nodes.items[i].split)
            continue;
        g->nodes.items[i + 1].split = true;
        need_list all = g->needs[i];
        g->needs[i] = (need_list){0};
        VEC_EACH (const need, &all, it)
            add_need(g, it->loose ? i + 1 : i, it->node, it->strength, false);
    }
}

/* A function whose body mentions what comes later cannot be looked into when it is made. */
static void note_unchecked(graph *g)
{
    for (size_t i = 0; i < g->nodes.count; i++) {
        sql_step *step = &g->nodes.items[i];
        VEC_EACH (const need, &g->needs[i], it)
            if (step->kind == STEP_OBJECT && it->strength == BODY && g->rank[it->node] > g->rank[i])
                step->item->unchecked = true;
    }
}

/* Gives the number to all that need `from`, directly or not, and have none yet. */
static void tie(arena *a, const sql_index_list *users, size_t from, size_t number, size_t *knots)
{
    sql_index_list waiting = {0};
    VEC_PUSH(a, &waiting, from);
    knots[from] = number;
    while (waiting.count) {
        const sql_index_list *of = &users[waiting.items[--waiting.count]];
        VEC_EACH (const size_t, of, user) {
            if (knots[*user])
                continue;
            knots[*user] = number;
            VEC_PUSH(a, &waiting, *user);
        }
    }
}

/* Nodes that need each other get the same number, above 0: backwards through the order, against the needs. */
static const size_t *knots_of(const graph *g, const size_t *order)
{
    arena *a = g->p->memory;
    sql_index_list *users = ARENA_ARRAY(a, sql_index_list, g->nodes.count + 1);
    size_t *knots = ARENA_ARRAY(a, size_t, g->nodes.count + 1);
    for (size_t i = 0; i < g->nodes.count; i++)
        VEC_EACH (const need, &g->needs[i], it)
            VEC_PUSH(a, &users[it->node], i);
    for (size_t i = g->nodes.count; i-- > 0;)
        if (!knots[order[i]])
            tie(a, users, order[i], i + 1, knots);
    return knots;
}

static graph graph_make(sql_planner *p)
{
    return (graph){.p = p, .of_object = ARENA_ARRAY(p->memory, size_t, p->objects->items.count + 1)};
}

static void make_room(graph *g)
{
    g->needs = ARENA_ARRAY(g->p->memory, need_list, g->nodes.count + 1);
    g->rank = ARENA_ARRAY(g->p->memory, size_t, g->nodes.count + 1);
}

sql_step_list sql_order_of_creates(sql_planner *p)
{
    graph g = graph_make(p);
    add_making_nodes(&g);
    make_room(&g);
    add_making_needs(&g);
    size_t *order = sorted(&g, NULL, STRICT);
    /* Where a foreign key may point to what comes later, tables in a cycle stand as they are written: what is read
     * from such a database is then made in the same order again. */
    if (is_hurt(&g, p->dialect->split_foreign_keys ? BODY : POINTER))
        order = sorted(&g, knots_of(&g, order), BODY);
    if (is_hurt(&g, STRICT)) {
        split_tables(&g);
        move_loose_needs(&g);
        order = sorted(&g, knots_of(&g, sorted(&g, NULL, STRICT)), STRICT);
    }
    note_unchecked(&g);
    sql_step_list steps = {0};
    for (size_t i = 0; i < g.nodes.count; i++)
        VEC_PUSH(p->memory, &steps, g.nodes.items[order[i]]);
    return steps;
}

/* --- going: as making, and then backwards --- */

static void add_going_nodes(graph *g)
{
    sql_planner *p = g->p;
    for (size_t i = 0; i < p->objects->items.count; i++) {
        size_t index = p->objects->old_order[i];
        sql_object *item = &p->objects->items.items[index];
        if (!item->held || item->late || !sql_object_drops(item))
            continue;
        g->of_object[index] = g->nodes.count + 1;
        add_node(g, (sql_step){.kind = STEP_OBJECT, .item = item});
    }
    add_node(g, (sql_step){.kind = STEP_ALTER});
    VEC_EACH (sql_table_delta *, &p->delta->tables, table) {
        if ((*table)->new_table)
            continue;
        note_node(g, &g->models, (*table)->old_table->name);
        note_node(g, &g->made, sql_fold(p, (*table)->old_table->table));
        add_node(g, (sql_step){.kind = STEP_TABLE, .table = *table});
    }
}

static void going_object_needs(graph *g, size_t node, const sql_object *item)
{
    VEC_EACH (const str, &item->old_object->after, name)
        need_objects(g, node, &g->p->objects->old_handles, *name, STRICT, false);
    MAP_EACH (&item->old_words.needed, entry) {
        if (entry->value != &sql_word_thing)
            continue;
        need_objects(g, node, &g->p->objects->old_names, entry->key, STRICT, false);
        need_table(g, node, &g->made, entry->key, STRICT);
    }
}

static void going_table_needs(graph *g, size_t node, const sql_table_delta *table)
{
    VEC_EACH (const sql_constraint_delta, &table->constraints, item)
        need_target(g, node, item->old_constraint);
    if (!g->p->objects->items.count)
        return;
    map kept = sql_kept_words(g->p, table->old_table), loose = sql_loose_words(g->p, table->old_table);
    MAP_EACH (&kept, entry)
        need_objects(g, node, &g->p->objects->old_names, entry->key, STRICT, false);
    MAP_EACH (&loose, entry)
        need_objects(g, node, &g->p->objects->old_names, entry->key, STRICT, true);
}

/* Tables that stay let go of all objects that are not `late` in one place. */
static void add_going_needs(graph *g)
{
    for (size_t i = 0; i < g->nodes.count; i++) {
        const sql_step *step = &g->nodes.items[i];
        if (step->kind == STEP_TABLE)
            going_table_needs(g, i, step->table);
        else if (step->kind == STEP_OBJECT)
            going_object_needs(g, i, step->item);
        else
            for (size_t other = 0; other < i; other++)
                add_need(g, i, other, STRICT, false);
    }
}

/* A table goes after a function that it uses, since that takes the table: it lets go before. */
static void note_split(graph *g)
{
    for (size_t i = 0; i < g->nodes.count; i++)
        VEC_EACH (const need, &g->needs[i], it)
            if (it->loose && g->rank[it->node] > g->rank[i])
                g->nodes.items[i].split = true;
}

sql_step_list sql_order_of_drops(sql_planner *p)
{
    graph g = graph_make(p);
    add_going_nodes(&g);
    make_room(&g);
    add_going_needs(&g);
    size_t *order = sorted(&g, NULL, STRICT);
    note_split(&g);
    sql_step_list steps = {0};
    for (size_t i = g.nodes.count; i-- > 0;)
        VEC_PUSH(p->memory, &steps, g.nodes.items[order[i]]);
    return steps;
}
