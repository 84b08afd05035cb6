/* CREATE TABLE, CREATE INDEX and CREATE VIEW as SQLite keeps them, word by word. */
#include "compiler/inspect/sqlite_text.h"

typedef struct text_reader {
    arena *memory;
    str text;
    sqlite_word_list words; /* ends with OBJECT_WORD_END */
    size_t at;
    sqlite_table *table;
} text_reader;

/* --- words --- */

static str undoubled(arena *a, str text, char quote)
{
    writer out = writer_make(a);
    for (size_t i = 1; i + 1 < text.len; i++) {
        writer_char(&out, text.ptr[i]);
        i += text.ptr[i] == quote;
    }
    return writer_result(&out);
}

/* `[a name]`, which only SQLite has. */
static object_word bracket_name(object_scanner *scanner, object_word word)
{
    size_t length = str_find(str_slice(scanner->text, word.to, scanner->text.len), ']');
    word.kind = OBJECT_WORD_QUOTED;
    word.name = true;
    word.text = str_slice(scanner->text, word.to, word.to + length);
    scanner->at = word.to = word.to + length + (word.to + length < scanner->text.len);
    return word;
}

sqlite_word_list sqlite_words(arena *a, str text)
{
    sqlite_word_list words = {0};
    object_scanner scanner = {.memory = a, .text = text};
    for (;;) {
        object_word word = object_next_word(&scanner);
        if (object_word_is(&word, "["))
            word = bracket_name(&scanner, word);
        VEC_PUSH(a, &words, word);
        if (word.kind == OBJECT_WORD_END)
            return words;
    }
}

static const object_word *here(const text_reader *r)
{
    return &r->words.items[r->at];
}

static bool at_end(const text_reader *r)
{
    return here(r)->kind == OBJECT_WORD_END;
}

static bool is(const text_reader *r, const char *word)
{
    return object_word_is(here(r), word);
}

static void step(text_reader *r)
{
    r->at += !at_end(r);
}

static bool take(text_reader *r, const char *word)
{
    if (!is(r, word))
        return false;
    step(r);
    return true;
}

static bool take_two(text_reader *r, const char *first, const char *second)
{
    if (!is(r, first) || !object_word_is(&r->words.items[r->at + 1], second))
        return false;
    step(r);
    step(r);
    return true;
}

/* A name may stand in quotes of any kind, those of strings too. */
static bool take_name(text_reader *r, str *name)
{
    const object_word *word = here(r);
    if (word->kind == OBJECT_WORD_STRING)
        *name = undoubled(r->memory, word->text, '\'');
    else if (word->kind == OBJECT_WORD_NAME)
        *name = str_slice(r->text, word->from, word->to);
    else if (word->kind == OBJECT_WORD_QUOTED)
        *name = word->text;
    else
        return false;
    step(r);
    return true;
}

/* The text from a word up to the one at hand. */
static str text_from(const text_reader *r, size_t from)
{
    return r->at > from ? str_slice(r->text, r->words.items[from].from, r->words.items[r->at - 1].to) : STR("");
}

/* Goes past `( … )`; what stands inside. */
static bool take_parens(text_reader *r, str *inside)
{
    if (!take(r, "("))
        return false;
    size_t from = r->at, depth = 1;
    for (; !at_end(r); step(r)) {
        depth += is(r, "(");
        depth -= is(r, ")");
        if (!depth)
            break;
    }
    *inside = text_from(r, from);
    return take(r, ")");
}

/* --- what several clauses have --- */

static void note_odd(text_reader *r, const char *what)
{
    if (r->table && !r->table->odd.len)
        r->table->odd = str_from(what);
}

/* ABORT is what is done anyway. */
static bool take_conflict(text_reader *r, str *conflict)
{
    if (!take_two(r, "on", "conflict"))
        return true;
    if (!is(r, "abort"))
        *conflict = str_lower(r->memory, str_slice(r->text, here(r)->from, here(r)->to));
    step(r);
    return true;
}

/* SQLite reads it behind NULL and CHECK, too, and does nothing of it. */
static bool take_ignored_conflict(text_reader *r)
{
    str ignored;
    return take_conflict(r, &ignored);
}

static bool ends_key(const text_reader *r)
{
    static const char *const words[] = {",", ")", "asc", "desc", "autoincrement"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is(r, words[i]))
            return true;
    return at_end(r);
}

/* Goes to the end of an expression in a list. A COLLATE behind all of it is the key's. */
static void pass_key(text_reader *r, sqlite_key *key)
{
    size_t from = r->at, depth = 0, collate = SIZE_MAX;
    for (; !at_end(r) && (depth || !ends_key(r)); step(r)) {
        if (!depth && is(r, "collate"))
            collate = r->at;
        depth += is(r, "(");
        depth -= depth && is(r, ")");
    }
    size_t end = r->at;
    if (collate != SIZE_MAX && collate > from && collate + 2 == end) {
        r->at = collate + 1;
        (void)take_name(r, &key->collation);
        r->at = collate;
    }
    size_t count = r->at - from;
    key->text = text_from(r, from);
    r->at = from;
    if (count != 1 || !take_name(r, &key->name))
        key->name = STR("");
    r->at = end;
}

static bool take_key(text_reader *r, sqlite_key *key)
{
    *key = (sqlite_key){0};
    pass_key(r, key);
    key->descending = is(r, "desc");
    if (is(r, "desc") || is(r, "asc"))
        step(r);
    return key->text.len > 0;
}

static bool take_keys(text_reader *r, sqlite_key_list *keys)
{
    if (!take(r, "("))
        return false;
    do {
        sqlite_key key;
        if (!take_key(r, &key))
            return false;
        VEC_PUSH(r->memory, keys, key);
    } while (take(r, ","));
    return true;
}

static bool take_names(text_reader *r, str_list *names)
{
    if (!is(r, "("))
        return true;
    step(r);
    do {
        str name;
        if (!take_name(r, &name))
            return false;
        VEC_PUSH(r->memory, names, name);
    } while (take(r, ","));
    return take(r, ")");
}

/* --- foreign keys --- */

static bool take_action(text_reader *r, model_action *action)
{
    if (take(r, "cascade"))
        *action = ACTION_CASCADE;
    else if (take(r, "restrict"))
        *action = ACTION_RESTRICT;
    else if (take_two(r, "set", "null"))
        *action = ACTION_SET_NULL;
    else if (take_two(r, "set", "default"))
        *action = ACTION_SET_DEFAULT;
    else if (take_two(r, "no", "action"))
        *action = ACTION_NO_ACTION;
    else
        return false;
    return true;
}

static bool take_deferrable(text_reader *r, sqlite_constraint *constraint)
{
    bool not_deferrable = take_two(r, "not", "deferrable");
    if (!not_deferrable && !take(r, "deferrable"))
        return false;
    constraint->deferrable = !not_deferrable;
    bool deferred = take_two(r, "initially", "deferred");
    constraint->initially_deferred = deferred && !not_deferrable;
    if (!deferred)
        (void)take_two(r, "initially", "immediate");
    return true;
}

/* MATCH and ON INSERT are read by SQLite and mean nothing to it. */
static bool take_reference_option(text_reader *r, sqlite_constraint *constraint)
{
    model_action ignored;
    if (take_two(r, "on", "delete"))
        return take_action(r, &constraint->on_delete);
    if (take_two(r, "on", "update"))
        return take_action(r, &constraint->on_update);
    if (take_two(r, "on", "insert"))
        return take_action(r, &ignored);
    step(r);
    step(r);
    return true;
}

static bool take_reference(text_reader *r, sqlite_constraint *constraint)
{
    constraint->kind = CONSTRAINT_FOREIGN_KEY;
    if (!take(r, "references") || !take_name(r, &constraint->target) || !take_names(r, &constraint->target_columns))
        return false;
    while (is(r, "match") || (is(r, "on") && !object_word_is(&r->words.items[r->at + 1], "conflict")))
        if (!take_reference_option(r, constraint))
            return false;
    if (is(r, "deferrable") || (is(r, "not") && object_word_is(&r->words.items[r->at + 1], "deferrable")))
        return take_deferrable(r, constraint);
    return true;
}

/* --- columns --- */

static void add_constraint(text_reader *r, sqlite_constraint constraint)
{
    VEC_PUSH(r->memory, &r->table->constraints, constraint);
}

static void add_column_key(text_reader *r, sqlite_constraint constraint, str column)
{
    VEC_PUSH(r->memory, &constraint.keys, ((sqlite_key){.name = column, .text = column}));
    add_constraint(r, constraint);
}

static bool take_column_primary_key(text_reader *r, sqlite_column *column, sqlite_constraint constraint)
{
    constraint.kind = CONSTRAINT_PRIMARY_KEY;
    bool descending = is(r, "desc");
    if (is(r, "asc") || descending)
        step(r);
    (void)take_conflict(r, &constraint.conflict);
    column->autoincrement = take(r, "autoincrement");
    VEC_PUSH(r->memory, &constraint.keys,
             ((sqlite_key){.name = column->name, .text = column->name, .descending = descending}));
    constraint.in_column = true;
    add_constraint(r, constraint);
    return true;
}

/* A value that is no expression in parentheses: `-1`, `x'00'`, `'text'`, `current_date`, `1.5e3` (several signs). */
static bool take_default(text_reader *r, sqlite_column *column)
{
    size_t from = r->at;
    str inside;
    if (is(r, "("))
        (void)take_parens(r, &inside);
    else {
        if (is(r, "-") || is(r, "+"))
            step(r);
        bool number = here(r)->kind == OBJECT_WORD_SIGN;
        size_t end = here(r)->to;
        step(r);
        while (number && !at_end(r) && here(r)->from == end && !is(r, ",") && !is(r, ")") && !is(r, "(")) {
            end = here(r)->to;
            step(r);
        }
    }
    column->default_text = text_from(r, from);
    return column->default_text.len > 0;
}

static bool take_generated(text_reader *r, sqlite_column *column)
{
    if (!take_parens(r, &column->generated_as))
        return false;
    column->stored = take(r, "stored");
    if (!column->stored)
        (void)take(r, "virtual");
    return true;
}

static bool take_column_check(text_reader *r, sqlite_constraint constraint)
{
    constraint.kind = CONSTRAINT_CHECK;
    if (!take_parens(r, &constraint.check))
        return false;
    (void)take_ignored_conflict(r);
    add_constraint(r, constraint);
    return true;
}

static bool take_column_reference(text_reader *r, const sqlite_column *column, sqlite_constraint constraint)
{
    if (!take_reference(r, &constraint))
        return false;
    add_column_key(r, constraint, column->name);
    return true;
}

static bool take_column_unique(text_reader *r, const sqlite_column *column, sqlite_constraint constraint)
{
    constraint.kind = CONSTRAINT_UNIQUE;
    (void)take_conflict(r, &constraint.conflict);
    add_column_key(r, constraint, column->name);
    return true;
}

/* SQLite takes a name without a constraint, too; of several the last counts. */
static bool take_constraint_name(text_reader *r, str *name)
{
    while (take(r, "constraint"))
        if (!take_name(r, name))
            return false;
    return true;
}

/* One clause of a column; false where none begins. A name before it is that of the constraint. */
static bool take_column_clause(text_reader *r, sqlite_column *column)
{
    sqlite_constraint named = {0};
    if (!take_constraint_name(r, &named.name))
        return false;
    if (is(r, ",") || is(r, ")"))
        return named.name.len > 0;
    if (take_two(r, "primary", "key"))
        return take_column_primary_key(r, column, named);
    if (take_two(r, "not", "null"))
        return take_conflict(r, &column->conflict);
    if (take(r, "null"))
        return take_ignored_conflict(r);
    if (take(r, "unique"))
        return take_column_unique(r, column, named);
    if (take(r, "check"))
        return take_column_check(r, named);
    if (take(r, "default"))
        return take_default(r, column);
    if (take(r, "collate"))
        return take_name(r, &column->collation);
    if (is(r, "references"))
        return take_column_reference(r, column, named);
    if (take_two(r, "generated", "always") && !is(r, "as"))
        return false;
    return take(r, "as") && take_generated(r, column);
}

static bool begins_clause(const text_reader *r)
{
    static const char *const words[] = {"constraint", "primary",    "not",       "null", "unique", "check", "default",
                                        "collate",    "references", "generated", "as",   ",",      ")"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is(r, words[i]))
            return true;
    return at_end(r);
}

/* pragma table_xinfo says what it is. */
static bool take_type(text_reader *r, sqlite_column *column)
{
    while (!begins_clause(r)) {
        str arguments;
        if (is(r, "(") && !take_parens(r, &arguments))
            return false;
        if (begins_clause(r))
            break;
        bool quoted = here(r)->kind == OBJECT_WORD_QUOTED || here(r)->kind == OBJECT_WORD_STRING;
        column->quoted_type = column->quoted_type || quoted;
        step(r);
    }
    return true;
}

static bool take_column(text_reader *r)
{
    sqlite_column column = {0};
    if (!take_name(r, &column.name) || !take_type(r, &column))
        return false;
    while (!is(r, ",") && !is(r, ")"))
        if (!take_column_clause(r, &column))
            return false;
    VEC_PUSH(r->memory, &r->table->columns, column);
    return true;
}

/* --- constraints of the table --- */

static void note_odd_keys(text_reader *r, const sqlite_key_list *keys)
{
    map seen = {0};
    VEC_EACH (const sqlite_key, keys, key) {
        if (!key->name.len)
            note_odd(r, "an expression in a key");
        if (map_put(r->memory, &seen, str_lower(r->memory, key->name), r))
            note_odd(r, "a column twice in a key");
    }
}

static bool take_table_key(text_reader *r, sqlite_constraint *constraint)
{
    if (!take_keys(r, &constraint->keys))
        return false;
    if (take(r, "autoincrement")) {
        bool one = constraint->keys.count == 1;
        VEC_EACH (sqlite_column, &r->table->columns, column)
            column->autoincrement = one && str_eq_nocase(column->name, constraint->keys.items[0].name);
    }
    note_odd_keys(r, &constraint->keys);
    return take(r, ")") && take_conflict(r, &constraint->conflict);
}

static bool take_foreign_key(text_reader *r, sqlite_constraint *constraint)
{
    str_list names = {0};
    if (!is(r, "(") || !take_names(r, &names))
        return false;
    VEC_EACH (const str, &names, name)
        VEC_PUSH(r->memory, &constraint->keys, ((sqlite_key){.name = *name, .text = *name}));
    return take_reference(r, constraint);
}

static bool take_table_constraint(text_reader *r)
{
    sqlite_constraint constraint = {0};
    bool good = take_constraint_name(r, &constraint.name);
    if (constraint.name.len && (is(r, ",") || is(r, ")")))
        return good;
    if (take_two(r, "primary", "key")) {
        constraint.kind = CONSTRAINT_PRIMARY_KEY;
        good = good && take_table_key(r, &constraint);
    } else if (take(r, "unique")) {
        constraint.kind = CONSTRAINT_UNIQUE;
        good = good && take_table_key(r, &constraint);
    } else if (take(r, "check")) {
        constraint.kind = CONSTRAINT_CHECK;
        good = good && take_parens(r, &constraint.check) && take_ignored_conflict(r);
    } else {
        good = good && take_two(r, "foreign", "key") && take_foreign_key(r, &constraint);
    }
    if (good)
        add_constraint(r, constraint);
    return good;
}

static bool begins_constraint(const text_reader *r)
{
    return is(r, "constraint") || is(r, "primary") || is(r, "unique") || is(r, "check") || is(r, "foreign");
}

/* --- the statements --- */

static text_reader reader_of(arena *a, str text)
{
    return (text_reader){.memory = a, .text = text, .words = sqlite_words(a, text)};
}

static bool take_options(text_reader *r)
{
    while (!at_end(r) && !is(r, ";")) {
        if (take(r, "strict"))
            r->table->strict = true;
        else if (take_two(r, "without", "rowid"))
            r->table->without_rowid = true;
        else if (!take(r, ","))
            return false;
    }
    return true;
}

/* Between constraints of the table the comma may be missing. */
bool sqlite_read_table(arena *a, str text, sqlite_table *table)
{
    text_reader r = reader_of(a, text);
    *table = (sqlite_table){0};
    r.table = table;
    if (!take_two(&r, "create", "table") || !take_name(&r, &table->name) || !take(&r, "("))
        return false;
    while (!begins_constraint(&r)) {
        if (!take_column(&r))
            return false;
        if (!take(&r, ","))
            break;
    }
    while (!is(&r, ")")) {
        if (!take_table_constraint(&r))
            return false;
        (void)take(&r, ",");
    }
    step(&r);
    return take_options(&r);
}

bool sqlite_read_index(arena *a, str text, sqlite_index *index)
{
    text_reader r = reader_of(a, text);
    *index = (sqlite_index){0};
    if (!take(&r, "create"))
        return false;
    index->unique = take(&r, "unique");
    if (!take(&r, "index") || !take_name(&r, &index->name) || !take(&r, "on") || !take_name(&r, &index->table) ||
        !take_keys(&r, &index->keys) || !take(&r, ")"))
        return false;
    if (!take(&r, "where"))
        return at_end(&r) || is(&r, ";");
    size_t from = r.at;
    while (!at_end(&r) && !is(&r, ";"))
        step(&r);
    index->where = text_from(&r, from);
    return index->where.len > 0;
}

bool sqlite_read_view(arena *a, str text, str *query)
{
    text_reader r = reader_of(a, text);
    str name;
    if (!take_two(&r, "create", "view") || !take_name(&r, &name) || !take(&r, "as"))
        return false;
    size_t from = r.words.items[r.at - 1].to;
    while (!at_end(&r) && !is(&r, ";"))
        step(&r);
    *query = str_trim(str_slice(text, from, is(&r, ";") ? here(&r)->from : text.len));
    return query->len > 0;
}
