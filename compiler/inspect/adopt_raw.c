/* What `raw` texts make. A text has no name that a database knows, but says CREATE and what: a thing of that kind and
 * name in the catalog is that text's, whatever the reader took it for, and is no object of its own. A text of whose
 * things none is there is missing; of any other the database says nothing, and it is taken as it stands. */
#include "compiler/inspect/adopt_internal.h"
#include "compiler/inspect/adopt_text.h"
#include "compiler/model/object_text.h"
#include "compiler/sql/quote.h"

static bool is_one_of(const object_word *word, const char *const *words)
{
    for (; *words; words++)
        if (object_word_is(word, *words))
            return true;
    return false;
}

/* Kinds of which the first word alone says too little: how many words belong to the kind. */
static size_t words_of_kind(const object_word *first)
{
    static const char *const two[] = {"event", "operator", "access", "data", "user", NULL}, *const three[] = {"text",
                                                                                                              NULL};
    return is_one_of(first, three) ? 3 : is_one_of(first, two) ? 2 : 1;
}

static str kind_of(arena *a, object_scanner *scanner)
{
    static const char *const fillers[] = {
        "or",       "replace", "unique",       "foreign",   "constraint", "temp",    "temporary", "local", "global",
        "unlogged", "virtual", "materialized", "recursive", "procedural", "trusted", "default",   NULL};
    object_word word = object_next_word(scanner);
    while (is_one_of(&word, fillers))
        word = object_next_word(scanner);
    if (word.kind != OBJECT_WORD_NAME)
        return STR("");
    str kind = word.text;
    for (size_t n = words_of_kind(&word); n > 1; n--) {
        object_scanner ahead = *scanner;
        word = object_next_word(&ahead);
        if (str_eq(kind, STR("operator")) && !object_word_is(&word, "class") && !object_word_is(&word, "family"))
            return kind;
        kind = str_format(a, "%.*s %.*s", STR_ARGS(kind), STR_ARGS(word.text));
        *scanner = ahead;
    }
    return kind;
}

/* "domain positive_int" behind CREATE; empty where no name follows, as with an index that the server shall name. */
static str made_thing(arena *a, object_scanner *scanner)
{
    static const char *const fillers[] = {"if", "not", "exists", "concurrently", NULL};
    str kind = kind_of(a, scanner);
    object_word name = object_next_word(scanner);
    while (is_one_of(&name, fillers))
        name = object_next_word(scanner);
    bool good = kind.len && name.name && !object_word_is(&name, "on");
    object_scanner after = *scanner;
    for (object_word dot = object_next_word(&after); object_word_is(&dot, "."); dot = object_next_word(&after)) {
        name = object_next_word(&after);
        *scanner = after;
    }
    return good ? str_lower(a, str_format(a, "%.*s %.*s", STR_ARGS(kind), STR_ARGS(name.text))) : STR("");
}

static str_list made_things(arena *a, str text)
{
    object_scanner scanner = {.memory = a, .text = text};
    str_list things = {0};
    for (object_word word = object_next_word(&scanner); word.kind != OBJECT_WORD_END;
         word = object_next_word(&scanner)) {
        str thing = object_word_is(&word, "create") ? made_thing(a, &scanner) : STR("");
        if (thing.len)
            VEC_PUSH(a, &things, thing);
    }
    return things;
}

str adopt_thing(const adopt_work *adopter, const char *kind, str name)
{
    return str_lower(adopter->memory, str_format(adopter->memory, "%s %.*s", kind, STR_ARGS(name)));
}

str adopt_object_thing(const adopt_work *adopter, const model_object *object)
{
    if (object->kind == OBJECT_RAW) {
        str_list things = made_things(adopter->memory, object->body);
        return things.count ? things.items[0] : STR("");
    }
    object_head head = object_head_of(adopter->memory, object);
    str name = head.name.len ? head.name : object->database.len ? object->database : object->name;
    return adopt_thing(adopter, model_object_info(object->kind)->word, name);
}

bool adopt_is_made(const adopt_work *adopter, str thing)
{
    return thing.len && map_has(&adopter->made, thing);
}

static void note_there(adopt_work *adopter, str thing, const void *what)
{
    map_put(adopter->memory, &adopter->there, thing, (void *)what);
}

static void note_table(adopt_work *adopter, const model_table *table)
{
    note_there(adopter, adopt_thing(adopter, "table", table->table), table);
    VEC_EACH (model_index *, &table->indexes, it)
        note_there(adopter, adopt_thing(adopter, "index", (*it)->name), table);
}

static void note_object(adopt_work *adopter, const model_object *object)
{
    str_list things = {0};
    if (object->kind == OBJECT_RAW)
        things = made_things(adopter->memory, object->body);
    else
        VEC_PUSH(adopter->memory, &things, adopt_object_thing(adopter, object));
    VEC_EACH (const str, &things, thing)
        note_there(adopter, *thing, object);
}

static void note_written(adopt_work *adopter, model_object *object)
{
    if (object->kind != OBJECT_RAW || !adopt_in_dialect(adopter, object->dialects))
        return;
    str_list things = made_things(adopter->memory, object->body);
    VEC_EACH (const str, &things, thing)
        map_put(adopter->memory, &adopter->made, *thing, object);
}

void adopt_find_made(adopt_work *adopter)
{
    MAP_EACH (&adopter->catalog->tables, entry)
        note_table(adopter, entry->value);
    MAP_EACH (&adopter->catalog->enums, entry)
        note_there(adopter, adopt_thing(adopter, "type", ((const model_enum *)entry->value)->type_name), entry->value);
    MAP_EACH (&adopter->catalog->objects, entry)
        note_object(adopter, entry->value);
    MAP_EACH (&adopter->written->objects, entry)
        note_written(adopter, entry->value);
}

/* Things that the readers see. */
static bool is_carried(str thing)
{
    static const char *const kinds[] = {
        "domain ",      "type ",        "collation ",  "aggregate ",     "statistics ",     "rule ",
        "view ",        "table ",       "index ",      "function ",      "procedure ",      "trigger ",
        "sequence ",    "policy ",      "server ",     "event trigger ", "operator class ", "operator family ",
        "publication ", "text search ", "conversion ", "data wrapper ",  "access method "};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_starts_with(thing, str_from(kinds[i])))
            return true;
    return false;
}

bool adopt_is_missing(const adopt_work *adopter, const model_object *raw)
{
    str_list things = made_things(adopter->memory, raw->body);
    VEC_EACH (const str, &things, thing)
        if (!is_carried(*thing) || map_has(&adopter->there, *thing))
            return false;
    return things.count > 0;
}

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

const model_object *adopt_raw(const adopt_work *adopter, const model_object *raw)
{
    str_list things = made_things(adopter->memory, raw->body);
    bool comparable = things.count == 1 && (str_starts_with(things.items[0], STR("view ")) ||
                                            str_starts_with(things.items[0], STR("trigger ")));
    const model_object *there = comparable ? map_get(&adopter->there, things.items[0]) : NULL;
    if (!there || there->kind == OBJECT_RAW)
        return raw;
    str statement = statement_of(adopter, there);
    if (adopt_same_statement(adopter, raw->body, statement))
        return raw;
    model_object *copy = ARENA_NEW(adopter->memory, model_object);
    *copy = *raw;
    copy->body = statement;
    return copy;
}
