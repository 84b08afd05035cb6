/* Objects carried as text: found by what they are called in the database, and the written ones where the database's
 * spelling says the same. What written `raw` texts make is theirs: see adopt_raw.c. */
#include "compiler/inspect/adopt_internal.h"
#include "compiler/inspect/adopt_text.h"

typedef struct object_worker {
    adopt_work *adopter;
    map by_place;  /* written, by object_place -> model_object * */
    map by_name;   /* written routines without their arguments -> model_object *; two of one name: not there */
    map ambiguous; /* names without arguments that several have, on either side */
    map taken;     /* written objects that the database has, by their keys */
    map homes;     /* schemas in which something written lives */
} object_worker;

static str database_name(const model_object *object, const object_head *head)
{
    if (model_object_info(object->kind)->routine && head->name.len)
        return head->name;
    return object->database.len ? object->database : object->name;
}

static str plain_place(const adopt_work *adopter, const model_object *object)
{
    object_head head = object_head_of(adopter->memory, object);
    bool routine = model_object_info(object->kind)->routine;
    str schema = routine ? head.schema : object->kind == OBJECT_EXTENSION ? STR("") : object->schema;
    str place = adopt_place(adopter, schema, database_name(object, &head));
    str table = adopt_place(adopter, head.table_schema, head.table);
    return str_format(adopter->memory, "%d\x1f%.*s\x1f%.*s", (int)object->kind, STR_ARGS(place), STR_ARGS(table));
}

static str object_place(const adopt_work *adopter, const model_object *object)
{
    object_head head = object_head_of(adopter->memory, object);
    return str_format(adopter->memory, "%.*s\x1f%.*s", STR_ARGS(plain_place(adopter, object)),
                      STR_ARGS(adopt_argument_types(adopter->memory, head.arguments)));
}

static bool is_function(const model_object *object)
{
    return object->kind == OBJECT_FUNCTION || object->kind == OBJECT_PROCEDURE;
}

/* --- matching --- */

static void note_written(object_worker *worker, model_object *object)
{
    arena *a = worker->adopter->memory;
    map_put(a, &worker->by_place, object_place(worker->adopter, object), object);
    if (is_function(object)) {
        str name = plain_place(worker->adopter, object);
        if (map_put(a, &worker->by_name, name, object))
            map_put(a, &worker->ambiguous, name, object);
    }
}

static void note_there(object_worker *worker, map *seen, model_object *object)
{
    arena *a = worker->adopter->memory;
    if (!is_function(object))
        return;
    str name = plain_place(worker->adopter, object);
    if (map_put(a, seen, name, object))
        map_put(a, &worker->ambiguous, name, object);
}

static model_object *written_of(object_worker *worker, const model_object *there)
{
    model_object *found = map_get(&worker->by_place, object_place(worker->adopter, there));
    /* A text is known by what it makes. */
    if (there->kind == OBJECT_RAW && (worker->adopter->all_made || adopt_is_made_object(worker->adopter, there)))
        return NULL;
    if (found || !is_function(there))
        return found;
    str name = plain_place(worker->adopter, there);
    return map_has(&worker->ambiguous, name) ? NULL : map_get(&worker->by_name, name);
}

/* --- names --- */

static map taken_names(const adopt_work *adopter)
{
    map names = {0};
    MAP_EACH (&adopter->written->tables, entry)
        map_put(adopter->memory, &names, entry->key, entry->value);
    MAP_EACH (&adopter->written->objects, entry)
        map_put(adopter->memory, &names, ((const model_object *)entry->value)->name, entry->value);
    return names;
}

/* What nobody wrote is not called like what somebody did. */
static str name_of(object_worker *worker, map *taken, const model_object *there)
{
    adopt_work *adopter = worker->adopter;
    const model_object *written = written_of(worker, there);
    object_head head = object_head_of(adopter->memory, there);
    /* Beside the text that makes it, it is called by what it is. */
    bool made = adopter->all_made && there->kind == OBJECT_RAW;
    str name = made ? adopt_object_thing(adopter, there) : there->name;
    return written ? written->name
                   : rename_fresh(adopter->memory, taken, head.name.len ? head.schema : there->schema, name);
}

static model_object *named_object(adopt_work *adopter, const model_object *there, const map *names)
{
    model_object *copy = ARENA_NEW(adopter->memory, model_object);
    *copy = *there;
    copy->name = *(const str *)map_get(names, there->name);
    copy->after = (str_list){0};
    VEC_EACH (const str, &there->after, name) {
        const str *now = model_find_table(adopter->renamed, *name) ? NULL : map_get(names, *name);
        VEC_PUSH(adopter->memory, &copy->after, now ? *now : *name);
    }
    return copy;
}

static void name_objects(object_worker *worker)
{
    adopt_work *adopter = worker->adopter;
    map taken = taken_names(adopter), names = {0}, objects = adopter->renamed->objects;
    MAP_EACH (&objects, entry) {
        const model_object *there = entry->value;
        str *name = ARENA_NEW(adopter->memory, str);
        *name = name_of(worker, &taken, there);
        map_put(adopter->memory, &names, there->name, name);
    }
    adopter->renamed->objects = (map){0};
    MAP_EACH (&objects, entry)
        model_add_object(adopter->memory, adopter->renamed, named_object(adopter, entry->value, &names));
}

/* --- comparing --- */

static str sequence_value(const model_object *object, str name)
{
    static const struct {
        const char *name, *value;
    } defaults[] = {{"increment", "1"}, {"min", "1"},   {"max", "9223372036854775807"},
                    {"start", "1"},     {"cache", "1"}, {"cycle", "false"}};
    VEC_EACH (const model_option, &object->options, option)
        if (str_eq_nocase(option->name, name))
            return option->value.len ? option->value : STR("true");
    for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++)
        if (str_eq_nocase(name, str_from(defaults[i].name)))
            return str_from(defaults[i].value);
    return STR("");
}

static bool same_options_of(const model_object *listed, const model_object *other)
{
    VEC_EACH (const model_option, &listed->options, option)
        if (!str_eq_nocase(sequence_value(listed, option->name), sequence_value(other, option->name)))
            return false;
    return true;
}

static bool same_sequence(const model_object *written, const model_object *there)
{
    return same_options_of(written, there) && same_options_of(there, written);
}

static bool same_body(const adopt_work *adopter, const model_object *written, const model_object *there)
{
    if (str_eq(written->body, there->body))
        return true;
    /* SQLite keeps the text as it was written, with its comments. */
    if (adopter->dialect == DIALECT_SQLITE)
        return adopt_same_blanks(written->body, there->body);
    return is_function(written) ? adopt_same_function(adopter->memory, written->body, there->body)
                                : adopt_same_text(adopter->memory, adopter->tables, written->body, there->body);
}

/* Is its doc in the database? What a raw text makes has no comment but one that a text says. */
static bool has_comment(const adopt_work *adopter, const model_object *object)
{
    return adopter->dialect != DIALECT_SQLITE && object->kind != OBJECT_RAW;
}

static bool same_object(const adopt_work *adopter, const model_object *written, const model_object *there)
{
    bool docs = !has_comment(adopter, written) || str_eq(written->doc, there->doc);
    if (!docs || written->materialized != there->materialized)
        return false;
    return written->kind == OBJECT_SEQUENCE ? same_sequence(written, there) : same_body(adopter, written, there);
}

/* What the database has, under the written name. */
static model_object *altered_object(const adopt_work *adopter, const model_object *written, const model_object *there)
{
    model_object *copy = ARENA_NEW(adopter->memory, model_object);
    *copy = *written;
    copy->materialized = there->materialized;
    copy->options = there->options;
    if (has_comment(adopter, written))
        copy->doc = there->doc;
    if (!same_body(adopter, written, there))
        copy->body = there->body;
    return copy;
}

static void put_object(object_worker *worker, const model_object *object)
{
    model_add_object(worker->adopter->memory, worker->adopter->result, (model_object *)object);
}

static void note_homes(object_worker *worker)
{
    const adopt_work *adopter = worker->adopter;
    const model_schema *written = adopter->written;
    MAP_EACH (&written->tables, entry)
        if (adopt_in_dialect(adopter, ((const model_table *)entry->value)->dialects))
            map_put(adopter->memory, &worker->homes, ((const model_table *)entry->value)->schema, worker);
    MAP_EACH (&written->enums, entry)
        if (adopt_in_dialect(adopter, ((const model_enum *)entry->value)->dialects))
            map_put(adopter->memory, &worker->homes, ((const model_enum *)entry->value)->schema, worker);
    MAP_EACH (&written->objects, entry) {
        const model_object *object = entry->value;
        object_head head = object_head_of(adopter->memory, object);
        if (adopt_in_dialect(adopter, object->dialects))
            map_put(adopter->memory, &worker->homes, head.schema.len ? head.schema : object->schema, worker);
    }
}

/* `model User in shop` says enough about the schema. */
static bool is_implied(const object_worker *worker, const model_object *there)
{
    return there->kind == OBJECT_SCHEMA && !there->doc.len && map_has(&worker->homes, there->name);
}

static void adopt_one(object_worker *worker, const model_object *there)
{
    adopt_work *adopter = worker->adopter;
    const model_object *written = written_of(worker, there);
    if (!written && is_implied(worker, there))
        return;
    if (!written && !adopt_is_made_object(adopter, there))
        put_object(worker, there);
    if (!written)
        return;
    str key = model_object_key(adopter->memory, written->kind, written->name, written->dialects);
    if (map_put(adopter->memory, &worker->taken, key, worker))
        return;
    put_object(worker, same_object(adopter, written, there) ? written : altered_object(adopter, written, there));
}

/* The database says nothing of it. */
static bool is_beyond(const adopt_work *adopter, const model_object *written)
{
    if (!adopt_in_dialect(adopter, written->dialects))
        return true;
    return written->kind == OBJECT_RAW && !adopt_is_missing(adopter, written);
}

static map object_names(arena *a, const model_schema *schema)
{
    map names = {0};
    MAP_EACH (&schema->tables, entry)
        map_put(a, &names, entry->key, entry->value);
    MAP_EACH (&schema->objects, entry)
        map_put(a, &names, ((const model_object *)entry->value)->name, entry->value);
    return names;
}

/* What a raw text makes for something that is not there is not there either, unless one can see that it is. */
static void drop_orphans(adopt_work *adopter)
{
    arena *a = adopter->memory;
    map written = object_names(a, adopter->written), there = object_names(a, adopter->result);
    MAP_EACH (&adopter->result->objects, entry) {
        const model_object *object = entry->value;
        bool orphan = false;
        VEC_EACH (const str, &object->after, name)
            orphan = orphan || (map_has(&written, *name) && !map_has(&there, *name));
        bool raw = object->kind == OBJECT_RAW && adopt_in_dialect(adopter, object->dialects);
        if (orphan && raw && !adopt_is_there(adopter, object))
            map_remove(&adopter->result->objects, entry->key);
    }
}

static object_worker begin_objects(adopt_work *adopter)
{
    object_worker worker = {.adopter = adopter};
    MAP_EACH (&adopter->written->objects, entry) {
        model_object *object = entry->value;
        if (adopt_in_dialect(adopter, object->dialects))
            note_written(&worker, object);
    }
    note_homes(&worker);
    map seen = {0};
    MAP_EACH (&adopter->renamed->objects, entry)
        note_there(&worker, &seen, entry->value);
    name_objects(&worker);
    return worker;
}

void adopt_name_objects(adopt_work *adopter)
{
    (void)begin_objects(adopter);
}

void adopt_objects(adopt_work *adopter)
{
    object_worker worker = begin_objects(adopter);
    MAP_EACH (&adopter->written->objects, entry) {
        const model_object *object = entry->value;
        bool there = adopt_in_dialect(adopter, object->dialects) && object->kind == OBJECT_RAW;
        if (there && adopter->all_made)
            continue;
        if (is_beyond(adopter, object))
            put_object(&worker, there ? adopt_raw(adopter, object) : object);
    }
    MAP_EACH (&adopter->renamed->objects, entry)
        adopt_one(&worker, entry->value);
    if (!adopter->all_made)
        drop_orphans(adopter);
}
