/* Which object of the new state is which of the old one, and what their texts mention. */
#include "compiler/sql/object.h"

/* --- what differs --- */

static bool options_differ(const model_object *a, const model_object *b)
{
    if (a->options.count != b->options.count)
        return true;
    for (size_t i = 0; i < a->options.count; i++)
        if (!str_eq(a->options.items[i].name, b->options.items[i].name) ||
            !str_eq(a->options.items[i].value, b->options.items[i].value))
            return true;
    return false;
}

/* The next word of a query up to what follows its tables; false there. Sets `*whole` to false where the words so far do
 * not say which columns the query has. */
static bool next_of_columns(object_scanner *s, size_t *depth, object_word *word, bool *whole)
{
    static const char *const ends[] = {"where", "group", "having", "order", "limit", "offset", "fetch", "window"};
    static const char *const others[] = {"union", "intersect", "except", "*"};
    *word = object_next_word(s);
    *depth += object_word_is(word, "(");
    *depth -= *depth && object_word_is(word, ")");
    for (size_t i = 0; !*depth && i < sizeof others / sizeof *others; i++)
        *whole = *whole && !object_word_is(word, others[i]);
    for (size_t i = 0; !*depth && i < sizeof ends / sizeof *ends; i++)
        if (object_word_is(word, ends[i]))
            return false;
    return word->kind != OBJECT_WORD_END && !object_word_is(word, ";");
}

static bool has_set_operator(const sql_planner *p, str text)
{
    sql_words words = {0};
    sql_words_of(p, text, false, &words);
    return map_has(&words.all, STR("union")) || map_has(&words.all, STR("intersect")) ||
           map_has(&words.all, STR("except"));
}

/* Do two queries agree in everything that their columns' names and types could come from? */
static bool same_columns(const sql_planner *p, str old_text, str new_text)
{
    arena *a = p->memory;
    object_scanner old_scanner = {.memory = a, .text = old_text}, new_scanner = {.memory = a, .text = new_text};
    size_t old_depth = 0, new_depth = 0;
    bool whole = !has_set_operator(p, old_text) && !has_set_operator(p, new_text);
    for (;;) {
        object_word old_word, new_word;
        bool old_goes_on = next_of_columns(&old_scanner, &old_depth, &old_word, &whole);
        bool new_goes_on = next_of_columns(&new_scanner, &new_depth, &new_word, &whole);
        if (!whole || old_goes_on != new_goes_on)
            return false;
        if (!old_goes_on)
            return true;
        if (old_word.kind != new_word.kind || !str_eq(old_word.text, new_word.text))
            return false;
    }
}

static void compare_views(const sql_planner *p, sql_object *item)
{
    const model_object *was = item->old_object, *is = item->new_object;
    bool placed = str_eq(was->schema, is->schema) && was->materialized == is->materialized;
    item->differs = !placed || !str_eq(was->body, is->body);
    item->in_place =
        placed && !is->materialized && str_eq(was->database, is->database) && same_columns(p, was->body, is->body);
}

static void compare(const sql_planner *p, sql_object *item)
{
    const model_object *was = item->old_object, *is = item->new_object;
    switch (is->kind) {
    case OBJECT_VIEW:
        compare_views(p, item);
        item->in_place = item->in_place && p->dialect->alter_column;
        break;
    case OBJECT_SEQUENCE:
        item->differs = options_differ(was, is) || !str_eq(was->schema, is->schema);
        item->in_place = true;
        break;
    case OBJECT_EXTENSION:
        item->differs = !str_eq(was->schema, is->schema);
        item->in_place = true;
        break;
    case OBJECT_SCHEMA:
        break;
    default:
        item->differs = !str_eq(was->body, is->body);
        item->in_place = item->new_head.replaces && item->new_head.signature.len &&
                         str_eq(item->old_head.schema, item->new_head.schema) &&
                         str_eq(item->old_head.name, item->new_head.name) &&
                         str_eq(item->old_head.signature, item->new_head.signature);
        break;
    }
    bool renamed = !str_eq(was->database, is->database);
    item->remade = (item->differs && !item->in_place) || (renamed && !p->dialect->alter_column);
}

/* --- pairs --- */

/* What each object of the state after was before: its key -> the old object, or NULL for a new one. */
static map follow(const sql_planner *p, const change_list *changes)
{
    arena *a = p->memory;
    map origins = {0};
    MAP_EACH (&p->delta->before->objects, entry)
        map_put(a, &origins, entry->key, entry->value);
    VEC_EACH (const change, changes, item) {
        const model_object *old = item->old_object, *now = item->new_object;
        model_object_kind kind = item->object_kind;
        unsigned dialects = item->object_dialects;
        void *origin = NULL;
        if (old)
            origin = map_remove(&origins, model_object_key(a, old->kind, old->name, old->dialects));
        if (now)
            map_put(a, &origins, model_object_key(a, now->kind, now->name, now->dialects), origin);
        if (item->kind != CHANGE_RENAME_OBJECT)
            continue;
        origin = map_remove(&origins, model_object_key(a, kind, item->rename.old_name, dialects));
        map_put(a, &origins, model_object_key(a, kind, item->rename.new_name, dialects), origin);
    }
    return origins;
}

static bool is_here(const sql_planner *p, const model_object *object)
{
    return object && sql_in_dialect(p->dialect, object->dialects);
}

static void add_object(const sql_planner *p, sql_objects *objects, const model_object *old, const model_object *now)
{
    sql_object item = {.old_object = old, .new_object = now};
    if (old) {
        item.old_head = object_head_of(p->memory, old);
        sql_read_words(p, old, &item.old_head, &item.old_words);
    }
    if (now) {
        item.new_head = object_head_of(p->memory, now);
        sql_read_words(p, now, &item.new_head, &item.new_words);
    }
    if (old && now)
        compare(p, &item);
    VEC_PUSH(p->memory, &objects->items, item);
}

static void add_kind(const sql_planner *p, sql_objects *objects, const map *origins, map *kept, model_object_kind kind)
{
    MAP_EACH (&p->delta->after->objects, entry) {
        const model_object *now = entry->value;
        const model_object *old = map_get(origins, entry->key);
        if (now->kind != kind || !is_here(p, now))
            continue;
        if (is_here(p, old))
            map_put(p->memory, kept, model_object_key(p->memory, old->kind, old->name, old->dialects), objects);
        add_object(p, objects, is_here(p, old) ? old : NULL, now);
    }
    MAP_EACH (&p->delta->before->objects, entry) {
        const model_object *old = entry->value;
        if (old->kind == kind && is_here(p, old) && !map_has(kept, entry->key))
            add_object(p, objects, old, NULL);
    }
}

/* --- names --- */

str sql_object_name(const model_object *object, const object_head *head)
{
    return object->database.len ? object->database : head->name;
}

static void note_name(arena *a, map *names, str name, size_t index)
{
    sql_index_list *list = map_get(names, name);
    if (!list) {
        list = ARENA_NEW(a, sql_index_list);
        map_put(a, names, name, list);
    }
    VEC_PUSH(a, list, index);
}

static void note_names(const sql_planner *p, sql_objects *objects)
{
    arena *a = p->memory;
    for (size_t i = 0; i < objects->items.count; i++) {
        sql_object *item = &objects->items.items[i];
        const model_object *old = item->old_object, *now = item->new_object;
        if (old) {
            item->old_makes = sql_made_names(p, old, &item->old_head);
            note_name(a, &objects->old_handles, old->name, i);
        }
        if (now) {
            item->new_makes = sql_made_names(p, now, &item->new_head);
            note_name(a, &objects->new_handles, now->name, i);
        }
        VEC_EACH (const str, &item->old_makes, name)
            note_name(a, &objects->old_names, *name, i);
        VEC_EACH (const str, &item->new_makes, name)
            note_name(a, &objects->new_names, *name, i);
    }
}

/* --- schemas --- */

static void note_schema(const sql_planner *p, sql_objects *objects, str schema)
{
    if (schema.len)
        map_put(p->memory, &objects->schemas, sql_fold(p, schema), objects);
}

static void note_schemas(const sql_planner *p, sql_objects *objects, const model_schema *schema)
{
    note_schema(p, objects, STR("public"));
    note_schema(p, objects, STR("main"));
    MAP_EACH (&schema->tables, entry)
        note_schema(p, objects, ((const model_table *)entry->value)->schema);
    MAP_EACH (&schema->enums, entry)
        note_schema(p, objects, ((const model_enum *)entry->value)->schema);
    MAP_EACH (&schema->objects, entry) {
        const model_object *object = entry->value;
        note_schema(p, objects, object->kind == OBJECT_SCHEMA ? object->name : object->schema);
        note_schema(p, objects, object_head_of(p->memory, object).schema);
    }
}

void sql_objects_make(sql_planner *p, const change_list *changes)
{
    sql_objects *objects = p->objects = ARENA_NEW(p->memory, sql_objects);
    if (!p->delta->before->objects.live && !p->delta->after->objects.live)
        return;
    note_schemas(p, objects, p->delta->before);
    note_schemas(p, objects, p->delta->after);
    map origins = follow(p, changes);
    map kept = {0};
    for (model_object_kind kind = 0; kind < OBJECT_KIND_COUNT; kind++)
        add_kind(p, objects, &origins, &kept, kind);
    note_names(p, objects);
}

/* --- what becomes of one --- */

bool sql_object_drops(const sql_object *item)
{
    return item->old_object && (!item->new_object || item->remade);
}

bool sql_object_creates(const sql_object *item)
{
    return item->new_object && (!item->old_object || item->remade);
}

bool sql_object_replaces(const sql_object *item)
{
    return item->old_object && item->new_object && item->differs && !item->remade;
}

bool sql_object_renames(const sql_object *item)
{
    return item->old_object && item->new_object && !item->remade &&
           !str_eq(item->old_object->database, item->new_object->database);
}
