/* Indexes, views and triggers of SQLite, and what is carried as text. */
#include "compiler/inspect/sqlite.h"
#include "compiler/sql/quote.h"

/* --- text --- */

static model_object *make_object(const sqlite_reader *r, model_object_kind kind, str name)
{
    model_object *object = ARENA_NEW(r->memory, model_object);
    object->kind = kind;
    object->name = name;
    object->database = model_object_info(kind)->routine ? STR("") : name; /* a routine's stands in its text */
    object->dialects = DIALECT_ALL;
    return object;
}

static void add_object(const sqlite_reader *r, model_object *object)
{
    model_add_object(r->memory, r->result->schema, object);
}

/* How the raw text of a thing is called: like the thing, where that is free. */
static str raw_name(const sqlite_reader *r, str name)
{
    str free = name;
    model_object like = {.kind = OBJECT_RAW, .name = free, .dialects = DIALECT_ALL};
    for (size_t i = 2; model_find_object(r->memory, r->result->schema, &like); i++)
        like.name = free = str_format(r->memory, "%.*s_%zu", STR_ARGS(name), i);
    return free;
}

model_object *sqlite_add_raw(const sqlite_reader *r, str name, str up, const char *drop)
{
    model_object *object = make_object(r, OBJECT_RAW, raw_name(r, name));
    writer down = writer_make(r->memory);
    writer_format(&down, "DROP %s ", drop);
    quote_identifier(name, &down);
    object->body = model_object_text(r->memory, up);
    object->down = writer_result(&down);
    object->has_down = true;
    add_object(r, object);
    return object;
}

/* --- indexes --- */

static bool take_key(const sqlite_reader *r, const sqlite_source *source, const sqlite_key *text, model_index *index)
{
    model_key key = {.collation = text->collation, .descending = text->descending};
    const str *field = text->name.len ? map_get(&source->fields, str_lower(r->memory, text->name)) : NULL;
    if (field)
        key.value = expression_make(r->memory, EXPRESSION_COLUMN, *field, (source_span){0});
    else
        key.value = sqlite_expression(r, source->table, text->text);
    VEC_PUSH(r->memory, &index->keys, key);
    return true;
}

static bool add_index(const sqlite_reader *r, const sqlite_source *source, const sqlite_entry *entry)
{
    sqlite_index text;
    if (!sqlite_read_index(r->memory, entry->sql, &text))
        return false;
    model_index *index = ARENA_NEW(r->memory, model_index);
    index->name = entry->name;
    index->unique = text.unique;
    index->dialects = DIALECT_ALL;
    VEC_EACH (const sqlite_key, &text.keys, key)
        take_key(r, source, key, index);
    if (text.where.len)
        index->where = sqlite_expression(r, source->table, text.where);
    VEC_PUSH(r->memory, &source->table->indexes, index);
    return true;
}

/* Together with the table that is carried as text. */
static void append_index(const sqlite_reader *r, const sqlite_source *source, const sqlite_entry *entry)
{
    const char *end = object_text_ends_in_comment(source->raw->body) ? "\n;\n" : ";\n";
    source->raw->body = str_format(r->memory, "%.*s%s%.*s", STR_ARGS(source->raw->body), end, STR_ARGS(entry->sql));
}

static void build_index(const sqlite_reader *r, const sqlite_entry *entry)
{
    const sqlite_source *source = sqlite_find_source(r, entry->table);
    if (!source || !source->wanted || !entry->sql.len)
        return;
    if (!source->table) {
        append_index(r, source, entry);
    } else if (!add_index(r, source, entry)) {
        sqlite_add_raw(r, entry->name, entry->sql, "INDEX");
        sqlite_note_carried(r, "index", entry->name, STR("its text is not understood"));
    }
}

/* --- views and triggers --- */

static void build_view(const sqlite_reader *r, const sqlite_entry *entry)
{
    if (!inspect_is_wanted(r->options, STR(""), entry->name)) {
        sqlite_note_left_out(r, "view", entry->name);
        return;
    }
    str query;
    if (!sqlite_read_view(r->memory, entry->sql, &query)) {
        sqlite_add_raw(r, entry->name, entry->sql, "VIEW");
        sqlite_note_carried(r, "view", entry->name, STR("its columns have names"));
        return;
    }
    model_object *view = make_object(r, OBJECT_VIEW, entry->name);
    view->body = model_object_text(r->memory, query);
    add_object(r, view);
}

/* One on a view belongs to the view. */
static bool has_wanted_table(const sqlite_reader *r, const sqlite_entry *entry)
{
    const sqlite_source *source = sqlite_find_source(r, entry->table);
    return source ? source->wanted : inspect_is_wanted(r->options, STR(""), entry->table);
}

/* A name that only SQLite spells so: in brackets, or as a string where nothing but a name can be. */
static bool is_odd_name(str sql, const sqlite_word_list *words, size_t at)
{
    enum { NAME = 2 }; /* CREATE TRIGGER name */
    const object_word *word = &words->items[at];
    bool must_be = at == NAME || (at > NAME && object_word_is(&words->items[at - 1], "on"));
    return sql.ptr[word->from] == '[' || (must_be && word->kind == OBJECT_WORD_STRING);
}

/* The text with the names before its BEGIN in double quotes where they have to be. */
static str named_trigger(const sqlite_reader *r, str sql)
{
    sqlite_word_list words = sqlite_words(r->memory, sql);
    writer out = writer_make(r->memory);
    size_t done = 0;
    for (size_t i = 0; words.items[i].kind != OBJECT_WORD_END && !object_word_is(&words.items[i], "begin"); i++) {
        const object_word *word = &words.items[i];
        if (!is_odd_name(sql, &words, i))
            continue;
        bool bracket = word->kind == OBJECT_WORD_QUOTED;
        writer_str(&out, str_slice(sql, done, word->from));
        quote_identifier(bracket ? word->text : str_slice(sql, word->from + 1, word->to - 1), &out);
        done = word->to;
    }
    writer_str(&out, str_slice(sql, done, sql.len));
    return writer_result(&out);
}

static void build_trigger(const sqlite_reader *r, const sqlite_entry *entry)
{
    if (!has_wanted_table(r, entry)) {
        sqlite_note_left_out(r, "trigger", entry->name);
        return;
    }
    model_object *trigger = make_object(r, OBJECT_TRIGGER, entry->name);
    trigger->body = model_object_text(r->memory, named_trigger(r, entry->sql));
    object_head head = object_head_of(r->memory, trigger);
    if (head.whole && str_eq(head.name, entry->name)) {
        add_object(r, trigger);
        return;
    }
    sqlite_add_raw(r, entry->name, entry->sql, "TRIGGER");
    sqlite_note_carried(r, "trigger", entry->name, STR(""));
}

void sqlite_build_objects(sqlite_reader *r)
{
    VEC_EACH (const sqlite_entry, &r->entries, entry) {
        if (str_eq(entry->kind, STR("index")))
            build_index(r, entry);
        else if (str_eq(entry->kind, STR("view")))
            build_view(r, entry);
        else if (str_eq(entry->kind, STR("trigger")))
            build_trigger(r, entry);
    }
}
