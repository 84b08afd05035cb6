/* Objects carried as text: that there is a text, that it makes what it is said to make, that the project's databases
 * have such a thing, and that what it comes after exists and does not come after it. */
#include "compiler/model/check_internal.h"

#include "compiler/model/object_text.h"

typedef VEC(const model_object *) object_list;

typedef struct object_checker {
    checker *checker;
    map by_name;    /* -> object_list * */
    map candidates; /* all that can stand behind `after`, for suggestions */
    map made;       /* what routines make: kind, name, arguments or table, and dialect -> model_object * */
    map state;      /* object's key -> where the search for cycles is with it */
} object_checker;

static str words_of(checker *c, const model_object *object)
{
    return str_format(c->memory, "%s \"%.*s\"", model_object_info(object->kind)->word, STR_ARGS(object->name));
}

/* --- the text --- */

static void check_body(checker *c, const model_object *object)
{
    bool routine = model_object_info(object->kind)->routine;
    if (object->kind != OBJECT_VIEW && !routine)
        return;
    if (!object->body.len) {
        check_report(c, DIAGNOSTIC_OBJECT_EMPTY, object->span, words_of(c, object), (str){0}, (str){0});
        return;
    }
    str wanted = STR("SELECT …");
    bool good = object->kind == OBJECT_RAW || object_is_query(c->memory, object->body);
    if (routine && object->kind != OBJECT_RAW) {
        good = object_head_of(c->memory, object).whole;
        str word = str_upper(c->memory, str_from(model_object_info(object->kind)->word));
        bool on_table = object->kind == OBJECT_TRIGGER || object->kind == OBJECT_POLICY;
        wanted = str_format(c->memory, "CREATE %.*s NAME %s", STR_ARGS(word), on_table ? "… ON TABLE …" : "(…) …");
    }
    if (!good)
        check_report(c, DIAGNOSTIC_OBJECT_TEXT, object->span, words_of(c, object), wanted, (str){0});
}

/* --- the databases --- */

static void check_object_dialects(checker *c, const model_object *object)
{
    const model_object_kind_info *info = model_object_info(object->kind);
    unsigned lacking =
        object->dialects & c->dialects & ~(object->materialized ? DIALECT_BIT_POSTGRESQL : info->dialects);
    const char *what = object->materialized ? "materialized view" : info->word;
    for (dialect_id id = 0; id < DIALECT_COUNT; id++)
        if (lacking & (1u << id))
            check_lacks(c, id, object->span, what);
}

static void check_options(checker *c, const model_object *object)
{
    static const char *const names[] = {"type", "increment", "min", "max", "start", "cache", "cycle"};
    VEC_EACH (const model_option, &object->options, option) {
        bool known = false;
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            known = known || str_eq(option->name, str_from(names[i]));
        if (!known)
            check_report(c, DIAGNOSTIC_OBJECT_OPTION, object->span, option->name, (str){0}, (str){0});
    }
}

/* Two statements that make one and the same thing. */
static void check_made(object_checker *o, const model_object *object)
{
    checker *c = o->checker;
    object_head head = object_head_of(c->memory, object);
    for (dialect_id id = 0; head.whole && id < DIALECT_COUNT; id++) {
        if (!(object->dialects & c->dialects & (1u << id)))
            continue;
        str table = id == DIALECT_SQLITE ? STR("") : head.table;
        str key = str_format(c->memory, "%d %d %.*s.%.*s", (int)id, (int)object->kind, STR_ARGS(head.schema),
                             STR_ARGS(head.name));
        str of = id == DIALECT_SQLITE || str_eq(head.table_schema, STR("public")) ? STR("") : head.table_schema;
        key = str_format(c->memory, "%.*s (%.*s) %.*s.%.*s", STR_ARGS(key), STR_ARGS(head.arguments), STR_ARGS(of),
                         STR_ARGS(table));
        const model_object *before = map_put(c->memory, &o->made, key, (void *)object);
        if (!before)
            continue;
        diagnostic *d =
            check_report(c, DIAGNOSTIC_DATABASE_CLASH, object->span, str_from(dialect_name(id)), head.name, (str){0});
        diagnostic_second(d, before->span, "first used here");
        return;
    }
}

/* --- after --- */

static void check_after_names(object_checker *o, const model_object *object)
{
    checker *c = o->checker;
    VEC_EACH (const str, &object->after, name) {
        if (map_has(&o->candidates, *name))
            continue;
        diagnostic *d = check_report(c, DIAGNOSTIC_OBJECT_AFTER, object->span, words_of(c, object), *name, (str){0});
        diagnostic_suggest(c->diagnostics, d, *name, &o->candidates);
    }
    if (object->columns_from.len && !model_find_table(c->schema, object->columns_from)) {
        diagnostic *d =
            check_report(c, DIAGNOSTIC_UNKNOWN_MODEL, object->span, object->columns_from, (str){0}, (str){0});
        diagnostic_suggest(c->diagnostics, d, object->columns_from, &c->schema->tables);
    }
}

enum { ON_THE_WAY = 1, DONE };

typedef struct frame {
    const model_object *object;
    size_t name, other; /* the name behind `after`, and the object of that name, to look at */
} frame;

/* The next object that the one on top comes after; NULL when there is none left. */
static const model_object *next_after(const object_checker *o, frame *top)
{
    while (top->name < top->object->after.count) {
        const object_list *others = map_get(&o->by_name, top->object->after.items[top->name]);
        while (others && top->other < others->count) {
            const model_object *other = others->items[top->other++];
            if (other->dialects & top->object->dialects)
                return other;
        }
        top->name++;
        top->other = 0;
    }
    return NULL;
}

static str key_of(const object_checker *o, const model_object *object)
{
    return model_object_key(o->checker->memory, object->kind, object->name, object->dialects);
}

static void set_state(object_checker *o, const model_object *object, uintptr_t state)
{
    map_put(o->checker->memory, &o->state, key_of(o, object), (void *)state);
}

static void check_cycles(object_checker *o, const model_object *start)
{
    VEC(frame) stack = {0};
    arena *a = o->checker->memory;
    if (map_has(&o->state, key_of(o, start)))
        return;
    set_state(o, start, ON_THE_WAY);
    VEC_PUSH(a, &stack, ((frame){.object = start}));
    while (stack.count) {
        frame *top = &stack.items[stack.count - 1];
        const model_object *next = next_after(o, top);
        if (!next) {
            set_state(o, top->object, DONE);
            stack.count--;
            continue;
        }
        uintptr_t state = (uintptr_t)map_get(&o->state, key_of(o, next));
        if (state == ON_THE_WAY)
            check_report(o->checker, DIAGNOSTIC_OBJECT_CYCLE, next->span, words_of(o->checker, next), (str){0},
                         (str){0});
        if (state)
            continue;
        set_state(o, next, ON_THE_WAY);
        VEC_PUSH(a, &stack, ((frame){.object = next}));
    }
}

/* --- all --- */

static void note_object(object_checker *o, const model_object *object)
{
    arena *a = o->checker->memory;
    object_list *list = map_get(&o->by_name, object->name);
    if (!list) {
        list = ARENA_NEW(a, object_list);
        map_put(a, &o->by_name, object->name, list);
    }
    VEC_PUSH(a, list, object);
    map_put(a, &o->candidates, object->name, (void *)object);
}

void check_objects(checker *c)
{
    object_checker o = {.checker = c};
    if (!c->schema->objects.live)
        return;
    MAP_EACH (&c->schema->tables, entry)
        map_put(c->memory, &o.candidates, entry->key, entry->value);
    MAP_EACH (&c->schema->enums, entry)
        map_put(c->memory, &o.candidates, entry->key, entry->value);
    MAP_EACH (&c->schema->objects, entry)
        note_object(&o, entry->value);
    MAP_EACH (&c->schema->objects, entry) {
        const model_object *object = entry->value;
        check_body(c, object);
        check_object_dialects(c, object);
        check_options(c, object);
        check_made(&o, object);
        check_after_names(&o, object);
        check_cycles(&o, object);
    }
}
