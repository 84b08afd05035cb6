/* What `raw` texts make. A text has no name that a database knows, but says what its statements make: a thing of that
 * kind and name in the catalog is that text's, whatever the reader took it for, and is no object of its own. Of what is
 * not there the statement is missing, and with nothing there the whole text. Of what leaves no trace in a catalog
 * (rows, what a block does), and of how a thing was made that the catalog spells in its own way, the text is believed.
 */
#include "compiler/inspect/adopt_internal.h"
#include "compiler/inspect/adopt_text.h"
#include "compiler/sql/quote.h"

str adopt_thing(const adopt_work *adopter, const char *kind, str name)
{
    return str_lower(adopter->memory, str_format(adopter->memory, "%s %.*s", kind, STR_ARGS(name)));
}

str adopt_part_thing(const adopt_work *adopter, const char *kind, str table, str name)
{
    str whole = str_format(adopter->memory, "%.*s.%.*s", STR_ARGS(table), STR_ARGS(name));
    return adopt_thing(adopter, kind, whole);
}

static bool is_routine(const model_object *object)
{
    return object->kind == OBJECT_FUNCTION || object->kind == OBJECT_PROCEDURE;
}

/* "function f", which several may be. */
static str object_name(const adopt_work *adopter, const model_object *object, const object_head *head)
{
    str name = head->name.len ? head->name : object->database.len ? object->database : object->name;
    return adopt_thing(adopter, model_object_info(object->kind)->word, name);
}

str adopt_object_thing(const adopt_work *adopter, const model_object *object)
{
    arena *a = adopter->memory;
    if (object->kind == OBJECT_RAW) {
        made_statement_list made = adopt_made_by(a, object->body, adopter->dialect);
        return made.count && made.items[0].things.count ? made.items[0].things.items[0].key : STR("");
    }
    object_head head = object_head_of(a, object);
    str name = object_name(adopter, object, &head);
    if (is_routine(object)) {
        str types = str_lower(a, adopt_argument_types(a, head.arguments));
        return str_format(a, "%.*s(%.*s)", STR_ARGS(name), STR_ARGS(types));
    }
    return head.table.len ? str_lower(a, str_format(a, "%.*s on %.*s", STR_ARGS(name), STR_ARGS(head.table))) : name;
}

/* --- what is made, and what is there --- */

static void put(const adopt_work *adopter, map *into, str thing, const void *what)
{
    map_put(adopter->memory, into, thing, (void *)what);
}

static void note_table(adopt_work *adopter, const model_table *table)
{
    put(adopter, &adopter->there, adopt_thing(adopter, "table", table->table), table);
    put(adopter, &adopter->plain_tables, str_lower(adopter->memory, table->table), table);
    VEC_EACH (model_index *, &table->indexes, it)
        put(adopter, &adopter->there, adopt_thing(adopter, "index", (*it)->name), table);
    VEC_EACH (model_constraint *, &table->constraints, it)
        put(adopter, &adopter->there, adopt_part_thing(adopter, "constraint", table->table, (*it)->name), table);
    VEC_EACH (model_column *, &table->columns, it)
        put(adopter, &adopter->there, adopt_part_thing(adopter, "column", table->table, (*it)->column), table);
    VEC_EACH (model_partition *, &table->partitions, it)
        put(adopter, &adopter->there, adopt_thing(adopter, "table", (*it)->name), table);
}

static void note_text(adopt_work *adopter, str thing, const model_object *object)
{
    put(adopter, &adopter->there, thing, object);
    put(adopter, &adopter->texts_there, thing, object);
}

static void note_object(adopt_work *adopter, const model_object *object)
{
    if (object->kind != OBJECT_RAW) {
        note_text(adopter, adopt_object_thing(adopter, object), object);
        return;
    }
    made_statement_list made = adopt_made_by(adopter->memory, object->body, adopter->dialect);
    VEC_EACH (const made_statement, &made, statement)
        VEC_EACH (const made_thing, &statement->things, thing)
            note_text(adopter, thing->key, object);
}

/* What a text takes away that it has not made itself is another's. */
static void note_written_raw(adopt_work *adopter, const model_object *raw)
{
    made_statement_list made = adopt_made_by(adopter->memory, raw->body, adopter->dialect);
    VEC_EACH (const made_statement, &made, statement)
        VEC_EACH (const made_thing, &statement->things, thing)
            put(adopter, thing->gone ? &adopter->unmade : &adopter->made, thing->key, raw);
}

static void note_written(adopt_work *adopter, const model_object *object)
{
    if (!adopt_in_dialect(adopter, object->dialects))
        return;
    if (object->kind == OBJECT_RAW)
        note_written_raw(adopter, object);
    else if (is_routine(object))
        put(adopter, &adopter->declared, adopt_object_thing(adopter, object), object);
}

/* Two overloads may be spelled so that nobody sees which is which: those that have no other half are each other's. */
static void note_spare(adopt_work *adopter)
{
    MAP_EACH (&adopter->catalog->objects, entry) {
        const model_object *object = entry->value;
        if (!is_routine(object))
            continue;
        object_head head = object_head_of(adopter->memory, object);
        str thing = adopt_object_thing(adopter, object);
        if (!map_has(&adopter->made, thing) && !map_has(&adopter->declared, thing))
            put(adopter, &adopter->spare_there, object_name(adopter, object, &head), object);
    }
    MAP_EACH (&adopter->made, entry) {
        size_t name = str_find(entry->key, '(');
        bool routine = str_starts_with(entry->key, STR("function ")) || str_starts_with(entry->key, STR("procedure "));
        if (routine && !map_has(&adopter->there, entry->key))
            put(adopter, &adopter->spare_made, str_slice(entry->key, 0, name), entry->value);
    }
}

/* There without being made by anybody. */
static void note_given(adopt_work *adopter)
{
    static const char *const given[] = {"schema public", "language plpgsql", "extension plpgsql"};
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        put(adopter, &adopter->there, str_from(given[i]), adopter);
}

void adopt_find_made(adopt_work *adopter)
{
    if (adopter->all_made)
        return;
    note_given(adopter);
    MAP_EACH (&adopter->catalog->tables, entry)
        note_table(adopter, entry->value);
    MAP_EACH (&adopter->catalog->enums, entry) {
        const model_enum *it = entry->value;
        put(adopter, &adopter->there, adopt_thing(adopter, "type", it->type_name), it);
    }
    MAP_EACH (&adopter->catalog->objects, entry)
        note_object(adopter, entry->value);
    MAP_EACH (&adopter->written->objects, entry)
        note_written(adopter, entry->value);
    note_spare(adopter);
}

bool adopt_is_made(const adopt_work *adopter, str thing)
{
    return thing.len && map_has(&adopter->made, thing);
}

bool adopt_is_made_object(const adopt_work *adopter, const model_object *there)
{
    str thing = adopt_object_thing(adopter, there);
    if (adopt_is_made(adopter, thing))
        return true;
    return is_routine(there) && !map_has(&adopter->declared, thing) &&
           map_has(&adopter->spare_made, str_slice(thing, 0, str_find(thing, '(')));
}

/* --- what is missing --- */

/* Of a table that is carried as a whole nobody sees the parts. */
static bool is_seen(const adopt_work *adopter, str thing)
{
    bool part = str_starts_with(thing, STR("column ")) || str_starts_with(thing, STR("constraint "));
    size_t from = str_find(thing, ' ') + 1, dot = str_find(thing, '.');
    return !part || map_has(&adopter->plain_tables, str_slice(thing, from, dot));
}

static bool is_missing(const adopt_work *adopter, const made_thing *thing)
{
    if (adopter->all_made || !thing->sure || thing->gone || map_has(&adopter->there, thing->key) ||
        !is_seen(adopter, thing->key))
        return false;
    return !map_has(&adopter->unmade, thing->key) && !map_has(&adopter->unmade, thing->name) &&
           !map_has(&adopter->spare_there, thing->name);
}

static bool lacks(const adopt_work *adopter, const made_statement *statement)
{
    VEC_EACH (const made_thing, &statement->things, thing)
        if (is_missing(adopter, thing))
            return true;
    return false;
}

bool adopt_is_missing(const adopt_work *adopter, const model_object *raw)
{
    made_statement_list made = adopt_made_by(adopter->memory, raw->body, adopter->dialect);
    size_t missing = 0;
    VEC_EACH (const made_statement, &made, statement)
        VEC_EACH (const made_thing, &statement->things, thing) {
            bool gone = is_missing(adopter, thing);
            missing += gone;
            if (thing->named && !thing->gone && !gone)
                return false;
        }
    return missing > 0;
}

bool adopt_is_there(const adopt_work *adopter, const model_object *raw)
{
    made_statement_list made = adopt_made_by(adopter->memory, raw->body, adopter->dialect);
    VEC_EACH (const made_statement, &made, statement)
        VEC_EACH (const made_thing, &statement->things, thing)
            if (thing->sure && !thing->gone && map_has(&adopter->there, thing->key))
                return true;
    return false;
}

/* --- the text as it would have to be --- */

/* The statement that makes the object as it is now. */
static str statement_of(const adopt_work *adopter, const model_object *object)
{
    if (object->kind != OBJECT_VIEW)
        return object->body;
    writer out = writer_make(adopter->memory);
    writer_text(&out, object->materialized ? "CREATE MATERIALIZED VIEW " : "CREATE VIEW ");
    quote_qualified(object->schema, object->database, adopter->dialect, &out);
    writer_text(&out, " AS\n");
    writer_str(&out, object->body);
    return writer_result(&out);
}

/* The query of a view, whatever its name is called; empty where columns are named before it. */
static str query_of(const adopt_work *adopter, str statement)
{
    object_scanner scanner = {.memory = adopter->memory, .text = statement};
    object_word word = object_next_word(&scanner);
    while (word.kind != OBJECT_WORD_END && !object_word_is(&word, "as") && !object_word_is(&word, "("))
        word = object_next_word(&scanner);
    return object_word_is(&word, "as") ? str_slice(statement, word.to, statement.len) : STR("");
}

static bool same_view(const adopt_work *adopter, str written, str there)
{
    str query = query_of(adopter, written);
    return !query.len || adopt_same_statement(adopter, query, query_of(adopter, there));
}

/* A raw text of the catalog is its reader's: who calls his own like it has most likely taken it over. */
static bool same_made(const adopt_work *adopter, const model_object *raw, const model_object *there, str written,
                      str now)
{
    if (there->kind == OBJECT_VIEW)
        return same_view(adopter, written, now);
    if (is_routine(there))
        return adopt_same_function(adopter->memory, written, now);
    return (there->kind == OBJECT_RAW && !str_eq(raw->name, there->name)) ||
           adopt_same_statement(adopter, written, now) || adopt_same_listed(adopter->memory, written, now);
}

/* Of the statements that make the object the one that makes the thing. */
static str statement_making(const adopt_work *adopter, const model_object *there, str thing)
{
    str text = statement_of(adopter, there);
    if (there->kind != OBJECT_RAW)
        return text;
    made_statement_list made = adopt_made_by(adopter->memory, text, adopter->dialect);
    VEC_EACH (const made_statement, &made, statement)
        VEC_EACH (const made_thing, &statement->things, it)
            if (str_eq(it->key, thing))
                return str_slice(text, statement->from, statement->to);
    return text;
}

/* Of these the catalog has the whole text. */
static const model_object *text_there(const adopt_work *adopter, str thing)
{
    const model_object *object = map_get(&adopter->texts_there, thing);
    bool text = object && (object->kind == OBJECT_VIEW || object->kind == OBJECT_TRIGGER || is_routine(object) ||
                           object->kind == OBJECT_RAW);
    return text ? object : NULL;
}

/* The statement, or what it would have to be; empty: it is missing. */
static str statement_now(const adopt_work *adopter, const model_object *raw, const made_statement *statement)
{
    str written = str_slice(raw->body, statement->from, statement->to);
    if (lacks(adopter, statement))
        return STR("");
    if (!statement->things.count || !statement->things.items[0].sure || statement->things.items[0].gone)
        return written;
    str thing = statement->things.items[0].key;
    const model_object *there = text_there(adopter, thing);
    if (!there)
        return written;
    str now = statement_making(adopter, there, thing);
    return same_made(adopter, raw, there, written, now) ? written : now;
}

static void write_statement(writer *out, str statement)
{
    if (!statement.len)
        return;
    writer_text(out, out->len ? ";\n" : "");
    writer_str(out, statement);
}

/* Takes away only what is there. */
static str down_now(const adopt_work *adopter, const model_object *raw, const map *missing)
{
    made_statement_list down = adopt_made_by(adopter->memory, raw->down, adopter->dialect);
    writer out = writer_make(adopter->memory);
    bool all = true;
    VEC_EACH (const made_statement, &down, statement) {
        bool idle = statement->things.count > 0;
        VEC_EACH (const made_thing, &statement->things, thing)
            idle = idle && thing->gone && map_has(missing, thing->key);
        all = all && !idle;
        if (!idle)
            write_statement(&out, str_slice(raw->down, statement->from, statement->to));
    }
    return all ? raw->down : writer_result(&out);
}

/* By its name alone, too: so may a DROP call it. */
static void note_missing(const adopt_work *adopter, const made_statement *statement, map *missing)
{
    VEC_EACH (const made_thing, &statement->things, thing)
        if (is_missing(adopter, thing)) {
            put(adopter, missing, thing->key, thing);
            put(adopter, missing, thing->name, thing);
        }
}

/* The catalog's text of this name, which makes something that the written one does not. */
static const model_object *fuller(const adopt_work *adopter, const model_object *raw)
{
    const model_object *there = model_find_object(adopter->memory, adopter->catalog, raw);
    if (!there || !adopt_is_made_object(adopter, there))
        return NULL;
    made_statement_list made = adopt_made_by(adopter->memory, there->body, adopter->dialect);
    VEC_EACH (const made_statement, &made, statement)
        VEC_EACH (const made_thing, &statement->things, thing)
            if (!map_has(&adopter->made, thing->key))
                return there;
    return NULL;
}

const model_object *adopt_raw(const adopt_work *adopter, const model_object *raw)
{
    const model_object *there = fuller(adopter, raw);
    if (there)
        return there;
    made_statement_list made = adopt_made_by(adopter->memory, raw->body, adopter->dialect);
    writer out = writer_make(adopter->memory);
    map missing = {0};
    bool same = true;
    VEC_EACH (const made_statement, &made, statement) {
        str now = statement_now(adopter, raw, statement);
        same = same && str_eq(now, str_slice(raw->body, statement->from, statement->to));
        note_missing(adopter, statement, &missing);
        write_statement(&out, now);
    }
    if (same)
        return raw;
    model_object *copy = ARENA_NEW(adopter->memory, model_object);
    *copy = *raw;
    copy->body = writer_result(&out);
    copy->down = raw->has_down ? down_now(adopter, raw, &missing) : raw->down;
    return copy;
}
