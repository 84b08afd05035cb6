/* The members of an enum, once their names agree: order, new ones, dropped ones. New members come before the models
 * that use them, dropped ones after the models that have used them. */
#include "compiler/change/diff.h"

static map members_by_name(arena *a, const model_enum *of)
{
    map members = {0};
    VEC_EACH (const model_member, &of->members, member)
        map_put(a, &members, member->name, (void *)member);
    return members;
}

static void push(arena *a, change_list *changes, change item, str subject)
{
    item.subject = subject;
    VEC_PUSH(a, changes, item);
}

static bool options_differ(const model_enum *before, const model_enum *after)
{
    return !str_eq(before->schema, after->schema) || before->storage != after->storage ||
           before->dialects != after->dialects;
}

/* An enum that holds nothing but its name and the names of its members. */
static model_enum *order_of(arena *a, str name)
{
    model_enum *order = ARENA_NEW(a, model_enum);
    order->name = name;
    return order;
}

/* The common members take each other's places; dropped ones stay where they are. */
static void reorder(arena *a, const model_enum *before, const model_enum *after, const map *old_members,
                    const map *new_members, change_list *changes)
{
    model_enum *old_order = order_of(a, after->name);
    model_enum *new_order = order_of(a, after->name);
    size_t next = 0;
    bool differs = false;
    VEC_EACH (const model_member, &before->members, member) {
        str name = member->name;
        if (map_has(new_members, name)) {
            while (!map_has(old_members, after->members.items[next].name))
                next++;
            name = after->members.items[next++].name;
        }
        differs = differs || !str_eq(name, member->name);
        VEC_PUSH(a, &old_order->members, ((model_member){.name = member->name}));
        VEC_PUSH(a, &new_order->members, ((model_member){.name = name}));
    }
    if (differs)
        push(a, changes, (change){.kind = CHANGE_REORDER_MEMBERS, .old_enum = old_order, .new_enum = new_order},
             after->name);
}

static void replace_members(arena *a, const model_enum *after, const map *old_members, change_list *changes)
{
    VEC_EACH (const model_member, &after->members, member) {
        const model_member *old = map_get(old_members, member->name);
        if (old && (old->retired != member->retired || !str_eq(old->fallback, member->fallback)))
            push(a, changes, (change){.kind = CHANGE_REPLACE_MEMBER, .old_member = old, .new_member = member},
                 after->name);
    }
}

/* In the order written, each before the next member that is there already. */
static void add_members(arena *a, const model_enum *after, const map *old_members, change_list *changes)
{
    str *follows = ARENA_ARRAY(a, str, after->members.count + 1);
    str next = {0};
    for (size_t i = after->members.count; i-- > 0;) {
        follows[i] = next;
        if (map_has(old_members, after->members.items[i].name))
            next = after->members.items[i].name;
    }
    for (size_t i = 0; i < after->members.count; i++) {
        const model_member *member = &after->members.items[i];
        if (!map_has(old_members, member->name))
            push(a, changes, (change){.kind = CHANGE_ADD_MEMBER, .new_member = member, .before_member = follows[i]},
                 after->name);
    }
}

/* What stands before the drops: the old members in their new order, with the new ones among them. */
static void drop_members(arena *a, const model_enum *before, const model_enum *after, const change_list *first,
                         const map *new_members, change_list *changes)
{
    model_schema *scratch = model_schema_make(a);
    model_enum *copy = ARENA_NEW(a, model_enum);
    diagnostic_list none = {.memory = a};
    *copy = *before;
    map_put(a, &scratch->enums, copy->name, copy);
    const model_enum *now = model_find_enum(change_apply(a, scratch, first, &none), copy->name);
    for (size_t i = 0; i < now->members.count; i++) {
        const model_member *member = &now->members.items[i];
        if (map_has(new_members, member->name))
            continue;
        str follows = i + 1 < now->members.count ? now->members.items[i + 1].name : (str){0};
        push(a, changes, (change){.kind = CHANGE_DROP_MEMBER, .old_member = member, .before_member = follows},
             after->name);
    }
}

void change_diff_enum(arena *a, const model_enum *before, const model_enum *after, change_list *first,
                      change_list *last)
{
    if (model_enum_equal(before, after))
        return;
    change_list own = {0};
    map old_members = members_by_name(a, before);
    map new_members = members_by_name(a, after);
    if (options_differ(before, after))
        push(a, &own, (change){.kind = CHANGE_REPLACE_ENUM, .old_enum = before, .new_enum = after}, after->name);
    replace_members(a, after, &old_members, &own);
    reorder(a, before, after, &old_members, &new_members, &own);
    add_members(a, after, &old_members, &own);
    drop_members(a, before, after, &own, &new_members, last);
    VEC_EACH (change, &own, item)
        VEC_PUSH(a, first, *item);
}
