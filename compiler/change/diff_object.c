/* Objects carried as text, once their names agree: what goes, what comes, what is another text now. What tables stand
 * on (schemas, extensions, sequences) comes before them and goes behind them; all else the other way round. */
#include "compiler/change/diff.h"

static bool is_under_tables(const model_object *object)
{
    return object->kind <= OBJECT_SEQUENCE;
}

static void drop_object(arena *a, const model_object *old, change_list *first, change_list *last)
{
    change_list *into = is_under_tables(old) ? last : first;
    VEC_PUSH(a, into, ((change){.kind = CHANGE_DROP_OBJECT, .subject = old->name, .old_object = old}));
}

static void add_object(arena *a, const model_object *old, const model_object *now, change_list *first,
                       change_list *last)
{
    change item = {.kind = old ? CHANGE_REPLACE_OBJECT : CHANGE_ADD_OBJECT, .subject = now->name};
    change_list *into = is_under_tables(now) ? first : last;
    item.old_object = old;
    item.new_object = now;
    VEC_PUSH(a, into, item);
}

void change_diff_objects(change_diff_work *work, change_list *first, change_list *last)
{
    arena *a = work->memory;
    change_list added_first = {0};
    change_list dropped_last = {0};
    MAP_EACH (&work->middle->objects, entry)
        if (!map_has(&work->after->objects, entry->key))
            drop_object(a, entry->value, first, &dropped_last);
    MAP_EACH (&work->after->objects, entry) {
        const model_object *old = map_get(&work->middle->objects, entry->key);
        if (!old || !model_object_equal(old, entry->value))
            add_object(a, old, entry->value, &added_first, last);
    }
    VEC_EACH (const change, &added_first, item)
        VEC_PUSH(a, first, *item);
    VEC_EACH (const change, &dropped_last, item)
        VEC_PUSH(a, last, *item);
}
