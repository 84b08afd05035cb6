#include "compiler/inspect/adopt_made.h"
#include "compiler/inspect/adopt_words.h"

#include <schemac/history.h>

typedef enum made_by { MADE_BY_NAME, MADE_BY_TABLE, MADE_BY_TYPES } made_by;

static const struct made_kind {
    const char *words;
    made_by by;
} kinds[] = {
#define MADE_KIND(words, named) {words, MADE_BY_##named},
#include "compiler/inspect/adopt_made.def"
#undef MADE_KIND
};

typedef struct made_reader {
    arena *memory;
    dialect_id dialect;
    const text_words *words;
    size_t at;
    made_statement *into;
    bool unsure; /* whether it is made depends on what nobody sees here */
} made_reader;

/* --- words --- */

static bool is_at(const made_reader *r, const char *word)
{
    return adopt_is_word(r->words, r->at, word);
}

static bool take(made_reader *r, const char *word)
{
    bool there = is_at(r, word);
    r->at += there;
    return there;
}

static bool take_any(made_reader *r, const char *const *list)
{
    for (; *list; list++)
        if (take(r, *list))
            return true;
    return false;
}

/* All of them, one behind the other. */
static bool take_words(made_reader *r, const char *words)
{
    str rest = str_from(words);
    size_t before = r->at;
    while (rest.len) {
        size_t end = str_find(rest, ' ');
        if (!take(r, str_copy(r->memory, str_slice(rest, 0, end)).ptr)) {
            r->at = before;
            return false;
        }
        rest = str_slice(rest, end < rest.len ? end + 1 : end, rest.len);
    }
    return true;
}

/* As much of a name as the server keeps. */
static str kept_name(const made_reader *r, str name)
{
    enum { KEPT = 63 };
    size_t to = name.len;
    if (r->dialect == DIALECT_POSTGRESQL && to > KEPT)
        for (to = KEPT; to > 0 && ((unsigned char)name.ptr[to] & 0xC0) == 0x80;)
            to--;
    return str_slice(name, 0, to);
}

/* The last part of `a.b.c`; empty where none stands. */
static str take_name(made_reader *r)
{
    if (!adopt_is_name(r->words, r->at))
        return STR("");
    str name = r->words->items[r->at++].text;
    while (is_at(r, ".") && adopt_is_name(r->words, r->at + 1)) {
        name = r->words->items[r->at + 1].text;
        r->at += 2;
    }
    return kept_name(r, name);
}

/* The sign of an operator, behind its schema; OPERATOR(…) is not how one is made. */
static str take_sign(made_reader *r)
{
    if (adopt_is_name(r->words, r->at) && adopt_is_word(r->words, r->at + 1, "."))
        r->at += 2;
    bool there = r->at < r->words->count && !is_at(r, "(");
    return there ? r->words->items[r->at++].text : STR("");
}

static str words_between(const made_reader *r, size_t from, size_t to)
{
    writer out = writer_make(r->memory);
    for (size_t i = from; i < to; i++) {
        const text_word *word = &r->words->items[i];
        bool text = word->kind == OBJECT_WORD_STRING;
        writer_text(&out, i > from ? " " : "");
        writer_text(&out, text ? "'" : "");
        writer_str(&out, word->text);
        writer_text(&out, text ? "'" : "");
    }
    return writer_result(&out);
}

static void add(made_reader *r, made_thing thing)
{
    thing.key = str_lower(r->memory, thing.key);
    thing.name = thing.name.len ? str_lower(r->memory, thing.name) : thing.key;
    thing.sure = thing.sure && !r->unsure;
    VEC_PUSH(r->memory, &r->into->things, thing);
}

/* --- types --- */

/* Behind the parenthesis at hand, or the word that begins something of the kind. */
static void skip_group(made_reader *r)
{
    size_t depth = 0;
    do {
        depth += is_at(r, "(");
        depth -= depth && is_at(r, ")");
        r->at++;
    } while (depth && r->at < r->words->count);
}

static bool ends_argument(const made_reader *r)
{
    return r->at >= r->words->count || is_at(r, ",") || is_at(r, ")");
}

static bool begins_default(const made_reader *r)
{
    return is_at(r, "default") || is_at(r, "=") || is_at(r, ":=");
}

/* The first of two names is that of the argument, unless both together are a type. */
static bool is_argument_name(const made_reader *r)
{
    static const char *const second[] = {"varying", "precision", "default", "with", "without", "as", NULL};
    if (!adopt_is_name(r->words, r->at) || !adopt_is_name(r->words, r->at + 1) || is_at(r, "setof"))
        return false;
    made_reader next = *r;
    next.at++;
    return !take_any(&next, second);
}

static void write_type(made_reader *r, writer *out)
{
    bool first = true;
    while (!ends_argument(r) && !begins_default(r)) {
        if (is_at(r, "(")) {
            skip_group(r);
            continue;
        }
        bool sign = r->words->items[r->at].kind == OBJECT_WORD_SIGN;
        str word = adopt_is_name(r->words, r->at) ? take_name(r) : r->words->items[r->at++].text;
        writer_text(out, first || sign ? "" : " ");
        writer_str(out, word);
        first = false;
    }
}

/* The types up to the closing parenthesis, or the end. */
static str take_types(made_reader *r)
{
    static const char *const modes[] = {"in", "inout", "variadic", NULL};
    writer out = writer_make(r->memory);
    while (r->at < r->words->count && !is_at(r, ")")) {
        bool result = is_at(r, "out") && !adopt_is_word(r->words, r->at + 1, ",");
        (void)take_any(r, modes);
        r->at += !result && is_argument_name(r);
        if (!result) {
            writer_text(&out, out.len ? ", " : "");
            write_type(r, &out);
        }
        while (!ends_argument(r))
            skip_group(r);
        (void)take(r, ",");
    }
    (void)take(r, ")");
    return writer_result(&out);
}

str adopt_argument_types(arena *a, str arguments)
{
    text_words words = adopt_words(a, arguments);
    made_reader r = {.memory = a, .words = &words};
    return take_types(&r);
}

/* --- things that are known by more than a name --- */

/* `= TYPE` behind the word, anywhere in the rest. */
static str operand(const made_reader *r, const char *word)
{
    made_reader ahead = *r;
    while (ahead.at < ahead.words->count && !take(&ahead, word))
        ahead.at++;
    writer out = writer_make(r->memory);
    if (!take(&ahead, "="))
        return STR("none");
    write_type(&ahead, &out);
    return writer_result(&out);
}

static str operands(const made_reader *r)
{
    str left = operand(r, "leftarg"), right = operand(r, "rightarg");
    return str_format(r->memory, "%.*s, %.*s", STR_ARGS(left), STR_ARGS(right));
}

static void add_operator(made_reader *r, bool gone)
{
    str sign = take_sign(r);
    str types = gone && take(r, "(") ? take_types(r) : operands(r);
    str key = str_format(r->memory, "operator %.*s(%.*s)", STR_ARGS(sign), STR_ARGS(types));
    add(r, (made_thing){.key = key, .sure = true, .named = true, .gone = gone});
}

static void add_routine(made_reader *r, const char *kind, bool gone)
{
    str plain = take_name(r);
    str name = str_format(r->memory, "%s %.*s", kind, STR_ARGS(plain));
    bool typed = take(r, "(");
    str types = typed ? take_types(r) : STR("");
    made_thing thing = {.name = name, .sure = typed, .named = true, .gone = gone};
    thing.key = typed ? str_format(r->memory, "%.*s(%.*s)", STR_ARGS(name), STR_ARGS(types)) : name;
    add(r, thing);
}

/* A rule stands ON an event TO a table; to take it away one says ON the table. */
static void add_of_table(made_reader *r, const char *kind, bool gone)
{
    str name = take_name(r);
    bool rule = str_eq(str_from(kind), STR("rule")) && !gone;
    while (r->at < r->words->count && !is_at(r, rule ? "to" : "on"))
        r->at++;
    r->at++;
    str table = take_name(r);
    str key = str_format(r->memory, "%s %.*s on %.*s", kind, STR_ARGS(name), STR_ARGS(table));
    add(r, (made_thing){.key = key, .sure = true, .named = true, .gone = gone});
}

static bool has_word(const made_reader *r, const char *word)
{
    for (size_t at = r->at; at < r->words->count; at++)
        if (adopt_is_word(r->words, at, word))
            return true;
    return false;
}

static void add_named(made_reader *r, const char *kind, str name, bool gone)
{
    str key = str_format(r->memory, "%s %.*s", kind, STR_ARGS(name));
    add(r, (made_thing){.key = key, .sure = true, .named = true, .gone = gone});
    /* One that has no family gets one of its own. */
    if (str_eq(str_from(kind), STR("operator class")) && !gone && !has_word(r, "family"))
        add_named(r, "operator family", name, false);
}

/* `DROP VIEW a, b`; an index may have no name. */
static void add_all_named(made_reader *r, const char *kind, bool gone)
{
    do {
        str name = is_at(r, "on") ? STR("") : take_name(r);
        if (name.len)
            add_named(r, kind, name, gone);
    } while (gone && take(r, ","));
}

static void add_thing(made_reader *r, const struct made_kind *kind, bool gone)
{
    static const char *const fillers[] = {"if", "not", "exists", "concurrently", NULL};
    while (take_any(r, fillers)) {
    }
    if (str_eq(str_from(kind->words), STR("operator")))
        add_operator(r, gone);
    else if (kind->by == MADE_BY_TYPES)
        add_routine(r, kind->words, gone);
    else if (kind->by == MADE_BY_TABLE)
        add_of_table(r, kind->words, gone);
    else
        add_all_named(r, kind->words, gone);
}

/* --- statements --- */

static const struct made_kind *take_kind(made_reader *r)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (take_words(r, kinds[i].words))
            return &kinds[i];
    return NULL;
}

/* Behind CREATE or DROP. Nobody else sees what is temporary. */
static bool read_thing(made_reader *r, bool gone)
{
    static const char *const fillers[] = {
        "or",           "replace",   "unique",     "foreign", "constraint", "unlogged", "virtual",
        "materialized", "recursive", "procedural", "trusted", "default",    NULL};
    static const char *const own[] = {"temp", "temporary", "local", "global", NULL};
    while (take_any(r, fillers)) {
    }
    if (take_any(r, own))
        return true;
    const struct made_kind *kind = take_kind(r);
    if (kind)
        add_thing(r, kind, gone);
    return kind != NULL;
}

/* What is made inside of it: `CREATE SCHEMA s CREATE TABLE …`, the body of DO. */
static void read_inside(made_reader *r)
{
    while (r->at < r->words->count)
        if (take(r, "create"))
            (void)read_thing(r, false);
        else
            r->at++;
}

static void read_block(made_reader *r)
{
    VEC_EACH (const text_word, r->words, word) {
        if (word->kind != OBJECT_WORD_STRING)
            continue;
        text_words inside = adopt_words(r->memory, word->text);
        made_reader body = {
            .memory = r->memory, .dialect = r->dialect, .words = &inside, .into = r->into, .unsure = true};
        read_inside(&body);
    }
}

static void add_part(made_reader *r, const char *kind, str table, bool gone)
{
    static const char *const fillers[] = {"if", "not", "exists", NULL};
    while (take_any(r, fillers)) {
    }
    str part = take_name(r);
    str key = str_format(r->memory, "%s %.*s.%.*s", kind, STR_ARGS(table), STR_ARGS(part));
    add(r, (made_thing){.key = key, .sure = true, .named = true, .gone = gone});
}

/* The index becomes the constraint's. */
static void read_used_index(made_reader *r)
{
    while (!ends_argument(r) && !take_words(r, "using index"))
        skip_group(r);
    if (!ends_argument(r) && adopt_is_word(r->words, r->at - 1, "index") && !is_at(r, "tablespace"))
        add_named(r, "index", take_name(r), true);
}

static void read_added(made_reader *r, str table)
{
    static const char *const nameless[] = {"primary", "unique", "foreign", "check", "exclude", NULL};
    bool constraint = take(r, "constraint");
    (void)take(r, "column");
    size_t before = r->at;
    if (constraint)
        add_part(r, "constraint", table, false);
    else if (!take_any(r, nameless))
        add_part(r, "column", table, false);
    r->at = before;
    read_used_index(r);
}

/* What the readers carry as a text of its own, and what stands there as long as nobody alters it again. */
static bool is_carried_action(const made_reader *r)
{
    static const char *const carried[] = {
        "cluster on",      "replica identity full", "replica identity nothing", "replica identity using",
        "disable trigger", "enable always trigger", "enable replica trigger",   NULL};
    for (size_t i = 0; carried[i]; i++) {
        made_reader ahead = *r;
        if (take_words(&ahead, carried[i]))
            return !is_at(&ahead, "all") && !is_at(&ahead, "user");
    }
    return false;
}

static void read_action(made_reader *r, str table)
{
    size_t from = r->at;
    bool carried = is_carried_action(r);
    bool adds = take(r, "add"), drops = !adds && take(r, "drop"), renames = !adds && !drops && take(r, "rename");
    bool constraint = (drops || renames) && take(r, "constraint");
    if (adds)
        read_added(r, table);
    else if (renames && take(r, "to"))
        add_named(r, "table", table, true);
    else if (drops || renames) {
        (void)take(r, "column");
        add_part(r, constraint ? "constraint" : "column", table, true);
    }
    while (!ends_argument(r))
        skip_group(r);
    if (adds || drops || renames)
        return;
    str action = words_between(r, from, r->at);
    str key = str_format(r->memory, "alter table %.*s %.*s", STR_ARGS(table), STR_ARGS(action));
    add(r, (made_thing){.key = key, .sure = carried});
}

static void read_alter_table(made_reader *r)
{
    static const char *const fillers[] = {"if", "exists", "only", NULL};
    while (take_any(r, fillers)) {
    }
    str table = take_name(r);
    (void)take(r, "*");
    do
        read_action(r, table);
    while (take(r, ","));
}

static void add_whole(made_reader *r)
{
    add(r, (made_thing){.key = words_between(r, 0, r->words->count)});
}

/* Another name, or an owner that it goes with: what was made is no longer found by its name. */
static void read_alter(made_reader *r)
{
    const struct made_kind *kind = take_kind(r);
    if (kind && (has_word(r, "rename") || has_word(r, "owned")))
        add_thing(r, kind, true);
    add_whole(r);
}

static void read_statement(made_reader *r)
{
    if (take(r, "create")) {
        bool schema = is_at(r, "schema");
        if (!read_thing(r, false))
            add_whole(r);
        if (schema)
            read_inside(r);
    } else if (take(r, "drop")) {
        (void)read_thing(r, true);
    } else if (take(r, "do")) {
        read_block(r);
    } else if (take_words(r, "alter table")) {
        read_alter_table(r);
    } else if (take(r, "alter")) {
        read_alter(r);
    } else {
        add_whole(r);
    }
}

/* --- the text --- */

static void add_statement(arena *a, made_statement_list *list, str text, made_statement statement, dialect_id dialect)
{
    text_words words = adopt_words(a, str_slice(text, statement.from, statement.to));
    made_reader r = {.memory = a, .dialect = dialect, .words = &words, .into = &statement};
    read_statement(&r);
    VEC_PUSH(a, list, statement);
}

/* A trigger is disabled while rows are written, and enabled again. */
static void doubt_actions(made_statement_list *list)
{
    VEC_EACH (made_statement, list, statement)
        VEC_EACH (made_thing, &statement->things, thing)
            thing->sure = thing->sure && thing->named;
}

made_statement_list adopt_made_by(arena *a, str text, dialect_id dialect)
{
    made_statement_list list = {0};
    schemac_sql_split_options options = {.dialect =
                                             dialect == DIALECT_SQLITE ? SCHEMAC_SQL_SQLITE : SCHEMAC_SQL_POSTGRESQL};
    schemac_sql_statements found = {0};
    schemac_error err = {0};
    /* What cannot be cut is one statement: whoever runs it hears what is wrong with it. */
    if (schemac_sql_split(text.ptr, text.len, &options, &found, &err) != SCHEMAC_OK)
        add_statement(a, &list, text, (made_statement){.to = text.len}, dialect);
    for (size_t i = 0; i < found.count; i++) {
        size_t from = found.items[i].offset;
        add_statement(a, &list, text, (made_statement){.from = from, .to = from + found.items[i].length}, dialect);
    }
    schemac_sql_statements_free(&found);
    schemac_error_clear(&err);
    if (list.count > 1)
        doubt_actions(&list);
    return list;
}
