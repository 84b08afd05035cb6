/* The order in which names change hands. A part waits for whoever still has a name that it is to get; where the waiting
 * goes round in a ring, one part steps aside under a temporary name. Each part has up to two names (in the schema and
 * in the database), so it may wait for two others. */
#include "compiler/change/match.h"

typedef struct node {
    change_move *move;
    str name, database; /* what it is called now */
    enum { NODE_NEW, NODE_WAITING, NODE_DONE } state;
    bool aside;
} node;

typedef struct frame {
    size_t node;
    unsigned asked; /* how many of the two names were asked for */
} frame;

typedef struct scheduler {
    arena *memory;
    node *nodes;
    size_t count;
    map holders[2]; /* what is occupied -> node, for the schema's and the database's names */
    const map *taken;
    change_list *changes;
    size_t temporaries;
    VEC(frame) stack;
} scheduler;

static str temporary_name(scheduler *s)
{
    str name;
    do {
        name = str_format(s->memory, "schemac_swap_%zu", ++s->temporaries);
    } while (map_has(s->taken, name));
    return name;
}

static void emit(scheduler *s, node *n, str name, str database)
{
    change item = {.kind = n->move->kind, .subject = n->move->subject};
    if (item.kind == CHANGE_RENAME_MODEL || item.kind == CHANGE_RENAME_ENUM)
        item.subject = n->name;
    item.rename = (change_rename){n->name, name, n->database, database};
    n->name = name;
    n->database = database;
    VEC_PUSH(s->memory, s->changes, item);
}

/* Both names that are to change become temporary ones. */
static void step_aside(scheduler *s, node *n)
{
    const change_move *move = n->move;
    bool moves = move->dropped || !str_eq(move->old_key, move->new_key);
    bool moves_place = n->database.len && (move->dropped || !str_eq(move->old_place, move->new_place));
    str name = temporary_name(s);
    emit(s, n, moves ? name : n->name, moves_place ? name : n->database);
    n->aside = true;
}

static node *holder(scheduler *s, const node *n, unsigned which)
{
    str wanted = which ? n->move->new_place : n->move->new_key;
    if (n->move->dropped || wanted.len == 0)
        return NULL;
    node *found = map_get(&s->holders[which], wanted);
    return found == n ? NULL : found;
}

static void push(scheduler *s, node *n)
{
    n->state = NODE_WAITING;
    VEC_PUSH(s->memory, &s->stack, ((frame){(size_t)(n - s->nodes), 0}));
}

static void finish(scheduler *s, node *n)
{
    n->state = NODE_DONE;
    if (!n->move->dropped)
        emit(s, n, n->move->rename.new_name, n->move->rename.new_database);
    else if (!n->aside)
        step_aside(s, n);
    if (n->move->dropped) {
        n->move->rename.new_name = n->name;
        n->move->rename.new_database = n->database;
    }
}

static void ask(scheduler *s, node *blocker)
{
    if (!blocker)
        return;
    if (blocker->state == NODE_NEW)
        push(s, blocker);
    else if (blocker->state == NODE_WAITING && !blocker->aside)
        step_aside(s, blocker);
}

static void visit(scheduler *s, node *start)
{
    push(s, start);
    while (s->stack.count) {
        frame *top = &s->stack.items[s->stack.count - 1];
        node *n = &s->nodes[top->node];
        if (top->asked < 2) {
            ask(s, holder(s, n, top->asked++));
        } else {
            s->stack.count--;
            finish(s, n);
        }
    }
}

void change_schedule(arena *a, change_move_list *moves, const map *taken, change_list *changes)
{
    scheduler s = {.memory = a, .taken = taken, .changes = changes, .count = moves->count};
    s.nodes = ARENA_ARRAY(a, node, moves->count + 1);
    for (size_t i = 0; i < moves->count; i++) {
        change_move *move = &moves->items[i];
        s.nodes[i] = (node){.move = move, .name = move->rename.old_name, .database = move->rename.old_database};
        map_put(a, &s.holders[0], move->old_key, &s.nodes[i]);
        if (move->old_place.len)
            map_put(a, &s.holders[1], move->old_place, &s.nodes[i]);
    }
    for (size_t i = 0; i < s.count; i++)
        if (s.nodes[i].state == NODE_NEW && !s.nodes[i].move->dropped)
            visit(&s, &s.nodes[i]);
}

/* The moves that follow from a matching: what is matched under other names, and whatever is dropped (it is moved only
 * where it stands in the way). */
change_move_list change_moves(arena *a, const change_item_list *before, const change_item_list *after, change_kind kind,
                              str subject)
{
    change_move_list moves = {0};
    VEC_EACH (const change_item, before, old) {
        change_move move = {.kind = kind, .subject = subject, .dropped = old->match == CHANGE_NO_MATCH};
        const change_item *now = move.dropped ? old : &after->items[old->match];
        move.rename = (change_rename){old->name, now->name, old->database, now->database};
        move.old_key = old->name;
        move.new_key = now->name;
        move.old_place = old->place;
        move.new_place = now->place;
        bool same = str_eq(old->name, now->name) && str_eq(old->database, now->database);
        if (move.dropped || !same)
            VEC_PUSH(a, &moves, move);
    }
    return moves;
}
