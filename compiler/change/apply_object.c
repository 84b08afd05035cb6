/* Changes of objects carried as text. Nothing in the model refers to them, so they come and go by themselves. */
#include "compiler/change/apply.h"

static change_owner in_schema(void)
{
    return (change_owner){"schema", {0}};
}

static const char *word_of(const model_object *object)
{
    return model_object_info(object->kind)->word;
}

static void report_double(change_state *state, const change *item, const model_object *object)
{
    change_report_double(state->memory, state->diagnostics, item->span, in_schema(), word_of(object), object->name);
}

/* The object of the state that the change speaks of; NULL, and reported, where it is not there or another one. */
static model_object *find_or_report(change_state *state, const change *item, const model_object *like)
{
    model_object *found = model_find_object(state->memory, state->schema, like);
    if (!found)
        change_report_missing(state->memory, state->diagnostics, item->span, in_schema(), word_of(like), like->name);
    else if (!model_object_equal(found, like))
        change_report_differs(state->memory, state->diagnostics, item->span, in_schema(), word_of(like), like->name);
    else
        return found;
    return NULL;
}

static void take_out(change_state *state, const model_object *object)
{
    map_remove(&state->schema->objects, model_object_key(state->memory, object->kind, object->name, object->dialects));
}

void change_apply_add_object(change_state *state, const change *item)
{
    const model_object *object = item->new_object;
    if (model_find_object(state->memory, state->schema, object))
        report_double(state, item, object);
    else
        model_add_object(state->memory, state->schema, (model_object *)object);
}

void change_apply_drop_object(change_state *state, const change *item)
{
    const model_object *found = find_or_report(state, item, item->old_object);
    if (found)
        take_out(state, found);
}

/* What history knows of a rename stays known. */
void change_apply_replace_object(change_state *state, const change *item)
{
    const model_object *found = find_or_report(state, item, item->old_object);
    if (!found)
        return;
    model_object *now = ARENA_NEW(state->memory, model_object);
    *now = *item->new_object;
    now->was = found->was;
    take_out(state, found);
    if (model_find_object(state->memory, state->schema, now))
        report_double(state, item, now);
    else
        model_add_object(state->memory, state->schema, now);
}

void change_apply_rename_object(change_state *state, const change *item)
{
    const change_rename *rename = &item->rename;
    model_object wanted = {.kind = item->object_kind, .name = rename->old_name, .dialects = item->object_dialects};
    const model_object *found = model_find_object(state->memory, state->schema, &wanted);
    if (!found || !str_eq(found->database, rename->old_database)) {
        change_report_missing(state->memory, state->diagnostics, item->span, in_schema(), word_of(&wanted),
                              wanted.name);
        return;
    }
    model_object *now = ARENA_NEW(state->memory, model_object);
    *now = *found;
    now->name = rename->new_name;
    now->database = rename->new_database;
    bool moves = !str_eq(rename->old_name, rename->new_name);
    if (moves)
        now->was = change_remember(found->was, rename->old_name);
    if (moves && model_find_object(state->memory, state->schema, now)) {
        report_double(state, item, now);
        return;
    }
    take_out(state, found);
    model_add_object(state->memory, state->schema, now);
}
