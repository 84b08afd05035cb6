/* Changes of enums and their members. */
#include "compiler/change/apply.h"

static change_owner in_schema(void)
{
    return (change_owner){"schema", {0}};
}

static change_owner in_enum(const change *item)
{
    return (change_owner){"enum", item->subject};
}

static change_enum *own_or_report(change_state *state, const change *item, str name)
{
    change_enum *found = change_state_own_enum(state, name);
    if (!found)
        change_report_missing(state->memory, state->diagnostics, item->span, in_schema(), "enum", name);
    return found;
}

static change_member *member_or_report(change_state *state, const change *item, change_enum *owner, str name)
{
    change_member *found = map_get(&owner->members, name);
    if (!found)
        change_report_missing(state->memory, state->diagnostics, item->span, in_enum(item), "member", name);
    return found;
}

void change_apply_add_enum(change_state *state, const change *item)
{
    str name = item->new_enum->name;
    if (change_state_enum(state, name)) {
        change_report_double(state->memory, state->diagnostics, item->span, in_schema(), "enum", name);
        return;
    }
    model_enum *copy = ARENA_NEW(state->memory, model_enum);
    *copy = *item->new_enum;
    map_put(state->memory, &state->schema->enums, name, copy);
}

void change_apply_drop_enum(change_state *state, const change *item)
{
    str name = item->old_enum->name;
    change_enum *found = own_or_report(state, item, name);
    if (!found)
        return;
    if (!model_enum_equal(change_enum_settle(state->memory, found), item->old_enum)) {
        change_report_differs(state->memory, state->diagnostics, item->span, in_schema(), "enum", name);
        return;
    }
    map_remove(&state->schema->enums, name);
    map_remove(&state->enums, name);
    change_users_know(state);
    change_suspect_users(state, &state->enum_users, name, item->span);
}

void change_apply_rename_enum(change_state *state, const change *item)
{
    const change_rename *rename = &item->rename;
    change_enum *found = own_or_report(state, item, rename->old_name);
    if (!found)
        return;
    bool moves = !str_eq(rename->old_name, rename->new_name);
    if (moves && change_state_enum(state, rename->new_name)) {
        change_report_double(state->memory, state->diagnostics, item->span, in_schema(), "enum", rename->new_name);
        return;
    }
    if (!str_eq(found->own->type_name, rename->old_database)) {
        change_report_differs(state->memory, state->diagnostics, item->span, in_schema(), "enum", rename->old_name);
        return;
    }
    found->own->type_name = rename->new_database;
    if (!moves)
        return;
    found->own->was = change_remember(found->own->was, rename->old_name);
    found->own->name = found->name = rename->new_name;
    map_remove(&state->schema->enums, rename->old_name);
    map_remove(&state->enums, rename->old_name);
    map_put(state->memory, &state->schema->enums, found->name, found->own);
    map_put(state->memory, &state->enums, found->name, found);
    change_renamings_note(state->memory, &state->enums_renamed, rename->old_name, rename->new_name);
}

void change_apply_replace_enum(change_state *state, const change *item)
{
    change_enum *found = own_or_report(state, item, item->subject);
    if (!found)
        return;
    model_enum *own = found->own;
    const model_enum *old = item->old_enum;
    if (!str_eq(own->type_name, old->type_name) || !str_eq(own->schema, old->schema) || own->storage != old->storage ||
        own->dialects != old->dialects) {
        change_report_differs(state->memory, state->diagnostics, item->span, in_schema(), "enum", item->subject);
        return;
    }
    own->type_name = item->new_enum->type_name;
    own->schema = item->new_enum->schema;
    own->storage = item->new_enum->storage;
    own->dialects = item->new_enum->dialects;
}

static void link_before(change_enum *owner, change_member *member, change_member *after)
{
    change_member *before = after ? after->before : owner->last;
    member->before = before;
    member->after = after;
    *(before ? &before->after : &owner->first) = member;
    *(after ? &after->before : &owner->last) = member;
}

static void unlink_member(change_enum *owner, change_member *member)
{
    *(member->before ? &member->before->after : &owner->first) = member->after;
    *(member->after ? &member->after->before : &owner->last) = member->before;
}

void change_apply_add_member(change_state *state, const change *item)
{
    change_enum *owner = own_or_report(state, item, item->subject);
    if (!owner)
        return;
    str name = item->new_member->name;
    if (map_has(&owner->members, name)) {
        change_report_double(state->memory, state->diagnostics, item->span, in_enum(item), "member", name);
        return;
    }
    change_member *after = NULL;
    if (item->before_member.len) {
        after = member_or_report(state, item, owner, item->before_member);
        if (!after)
            return;
    }
    change_member *member = ARENA_NEW(state->memory, change_member);
    member->member = *item->new_member;
    link_before(owner, member, after);
    map_put(state->memory, &owner->members, name, member);
    owner->stale = true;
}

void change_apply_drop_member(change_state *state, const change *item)
{
    change_enum *owner = own_or_report(state, item, item->subject);
    change_member *member = owner ? member_or_report(state, item, owner, item->old_member->name) : NULL;
    if (!member)
        return;
    str follows = member->after ? member->after->member.name : (str){0};
    if (!model_member_equal(&member->member, item->old_member) || !str_eq(follows, item->before_member)) {
        change_report_differs(state->memory, state->diagnostics, item->span, in_enum(item), "member",
                              member->member.name);
        return;
    }
    unlink_member(owner, member);
    map_remove(&owner->members, member->member.name);
    owner->stale = true;
}

static void note_member(change_state *state, change_enum *owner, const change_rename *rename)
{
    if (owner->members_renamed.list.count == 0)
        VEC_PUSH(state->memory, &state->members_renamed, owner);
    change_renamings_note(state->memory, &owner->members_renamed, rename->old_name, rename->new_name);
}

void change_apply_rename_member(change_state *state, const change *item)
{
    const change_rename *rename = &item->rename;
    change_enum *owner = own_or_report(state, item, item->subject);
    change_member *member = owner ? member_or_report(state, item, owner, rename->old_name) : NULL;
    if (!member)
        return;
    bool moves = !str_eq(rename->old_name, rename->new_name);
    if (moves && map_has(&owner->members, rename->new_name)) {
        change_report_double(state->memory, state->diagnostics, item->span, in_enum(item), "member", rename->new_name);
        return;
    }
    if (!str_eq(member->member.label, rename->old_database)) {
        change_report_differs(state->memory, state->diagnostics, item->span, in_enum(item), "member", rename->old_name);
        return;
    }
    owner->stale = true;
    member->member.label = rename->new_database;
    if (!moves)
        return;
    member->member.was = change_remember(member->member.was, rename->old_name);
    member->member.name = rename->new_name;
    map_remove(&owner->members, rename->old_name);
    map_put(state->memory, &owner->members, rename->new_name, member);
    note_member(state, owner, rename);
}

void change_apply_replace_member(change_state *state, const change *item)
{
    change_enum *owner = own_or_report(state, item, item->subject);
    change_member *member = owner ? member_or_report(state, item, owner, item->old_member->name) : NULL;
    if (!member)
        return;
    if (!model_member_equal(&member->member, item->old_member)) {
        change_report_differs(state->memory, state->diagnostics, item->span, in_enum(item), "member",
                              member->member.name);
        return;
    }
    member->member.label = item->new_member->label;
    member->member.retired = item->new_member->retired;
    member->member.fallback = item->new_member->fallback;
    owner->stale = true;
}

static bool order_is(const change_enum *owner, const model_enum *order)
{
    size_t i = 0;
    const change_member *member = owner->first;
    for (; member && i < order->members.count; member = member->after, i++)
        if (!str_eq(member->member.name, order->members.items[i].name))
            return false;
    return !member && i == order->members.count;
}

void change_apply_reorder_members(change_state *state, const change *item)
{
    change_enum *owner = own_or_report(state, item, item->subject);
    if (!owner)
        return;
    if (!order_is(owner, item->old_enum) || item->new_enum->members.count != item->old_enum->members.count) {
        change_report_differs(state->memory, state->diagnostics, item->span, in_schema(), "enum", item->subject);
        return;
    }
    VEC_EACH (const model_member, &item->new_enum->members, next) {
        change_member *member = member_or_report(state, item, owner, next->name);
        if (!member)
            continue;
        unlink_member(owner, member);
        link_before(owner, member, NULL);
    }
    owner->stale = true;
}
