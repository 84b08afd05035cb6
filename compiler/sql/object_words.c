/* What texts mention. SQL is not parsed here: every word that is no keyword may name something. Two things keep the
 * guesses down: a name in quotes means itself to the letter, and one behind a dot is a column, unless a schema stands
 * before the dot. The name of a built-in type is that type. */
#include "compiler/sql/object.h"

#include <stdlib.h>
#include <string.h>

const char sql_word_thing = 't', sql_word_column = 'c';

str sql_fold(const sql_planner *p, str name)
{
    return p->dialect->id == DIALECT_SQLITE ? str_lower(p->memory, name) : name;
}

/* Without quotes these never name a table, a function or a type. Sorted. */
static const char *const keywords[] = {
    "all",     "and",    "as",        "asc",   "between",  "by",    "case",    "cast",    "check",      "collate",
    "column",  "create", "cross",     "desc",  "distinct", "do",    "drop",    "else",    "end",        "except",
    "exists",  "for",    "foreign",   "from",  "full",     "grant", "group",   "having",  "if",         "in",
    "inner",   "insert", "intersect", "into",  "is",       "join",  "lateral", "left",    "like",       "limit",
    "natural", "not",    "null",      "on",    "or",       "order", "outer",   "primary", "references", "returning",
    "right",   "select", "set",       "table", "then",     "to",    "union",   "unique",  "update",     "using",
    "values",  "when",   "where",     "with",
};

static int compare_keyword(const void *key, const void *item)
{
    const str *word = key;
    return str_cmp(*word, str_from(*(const char *const *)item));
}

static bool is_keyword(const object_word *word)
{
    size_t count = sizeof keywords / sizeof *keywords;
    return word->kind == OBJECT_WORD_NAME &&
           bsearch(&word->text, keywords, count, sizeof *keywords, compare_keyword) != NULL;
}

/* `SELECT *`, `t.*`, but not `a * b`. */
static bool stands_for_all(const object_word *before)
{
    static const char *const words[] = {"select", "distinct", "all", ",", "."};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (object_word_is(before, words[i]))
            return true;
    return false;
}

typedef struct word_reader {
    const sql_planner *p;
    sql_words *words;
    object_word before, before_that;
} word_reader;

/* `text` is a type, though a view may be called so: only where a table stands it is meant. */
static bool is_only_a_type(const word_reader *r, const object_word *word)
{
    static const char *const before_tables[] = {"from", "join", "only", "into", "update", "table", "on"};
    for (size_t i = 0; i < sizeof before_tables / sizeof *before_tables; i++)
        if (object_word_is(&r->before, before_tables[i]))
            return false;
    return word->kind == OBJECT_WORD_NAME && !object_word_is(&r->before, ".") && sql_is_built_in_type(word->text);
}

static bool is_thing(const word_reader *r, const object_word *word)
{
    if (is_keyword(word) || is_only_a_type(r, word))
        return false;
    if (!object_word_is(&r->before, "."))
        return true;
    return r->before_that.name && map_has(&r->p->objects->schemas, sql_fold(r->p, r->before_that.text));
}

static void take_word(word_reader *r, const object_word *word)
{
    str name = sql_fold(r->p, word->text);
    if (is_thing(r, word))
        map_put(r->p->memory, &r->words->all, name, (void *)(uintptr_t)&sql_word_thing);
    else if (!map_has(&r->words->all, name))
        map_put(r->p->memory, &r->words->all, name, (void *)(uintptr_t)&sql_word_column);
}

/* `(a text)`: inside of a head's parentheses the first of two names is that of an argument. */
static bool is_argument(const object_scanner *s, size_t depth, const object_word *word)
{
    object_scanner ahead = *s;
    object_word next = object_next_word(&ahead);
    return depth && word->name && next.name && !object_word_is(&next, "default");
}

/* What stands before the body of a function: the types of its arguments, not their names. */
static void words_of_head(const sql_planner *p, str text, sql_words *words)
{
    object_scanner s = {.memory = p->memory, .text = text};
    word_reader r = {.p = p, .words = words};
    size_t depth = 0;
    for (object_word word = object_next_word(&s); word.kind != OBJECT_WORD_END; word = object_next_word(&s)) {
        if (word.name && !is_argument(&s, depth, &word))
            take_word(&r, &word);
        depth += object_word_is(&word, "(");
        depth -= depth && object_word_is(&word, ")");
        r.before_that = r.before;
        r.before = word;
    }
}

void sql_words_of(const sql_planner *p, str text, bool into_bodies, sql_words *words)
{
    object_scanner s = {.memory = p->memory, .text = text, .into_bodies = into_bodies};
    word_reader r = {.p = p, .words = words};
    for (object_word word = object_next_word(&s); word.kind != OBJECT_WORD_END; word = object_next_word(&s)) {
        if (word.name)
            take_word(&r, &word);
        else if (object_word_is(&word, "*") && stands_for_all(&r.before))
            words->star = true;
        r.before_that = r.before;
        r.before = word;
    }
}

bool sql_words_have(const sql_planner *p, const map *words, str name)
{
    return name.len && map_has(words, sql_fold(p, name));
}

bool sql_words_have_thing(const sql_planner *p, const map *words, str name)
{
    return name.len && map_get(words, sql_fold(p, name)) == &sql_word_thing;
}

/* --- words of objects --- */

/* A body between simple quotes is SQL, too: `AS 'SELECT 1'`. */
static void add_quoted_body(const sql_planner *p, str text, sql_words *words)
{
    object_scanner s = {.memory = p->memory, .text = text};
    object_word before = {0};
    for (object_word word = object_next_word(&s); word.kind != OBJECT_WORD_END; word = object_next_word(&s)) {
        if (word.kind == OBJECT_WORD_STRING && word.text.len > 2 && object_word_is(&before, "as"))
            sql_words_of(p, str_slice(word.text, 1, word.text.len - 1), true, words);
        before = word;
    }
}

/* All words but the name of the function itself, which others may have that differ in their arguments. */
static void words_of_body(const sql_planner *p, const model_object *object, const object_head *head, sql_words *words)
{
    bool routine = model_object_info(object->kind)->routine;
    sql_words_of(p, str_slice(object->body, 0, head->name_from), routine, words);
    sql_words_of(p, str_slice(object->body, head->name_to, object->body.len), routine, words);
}

void sql_read_words(const sql_planner *p, const model_object *object, const object_head *head, sql_words *words)
{
    words_of_body(p, object, head, words);
    words->needed = words->blocking = words->all;
    if (object->kind == OBJECT_RAW)
        words->blocking = (map){0};
    bool function = object->kind == OBJECT_FUNCTION || object->kind == OBJECT_PROCEDURE;
    if (!function || map_has(&words->all, STR("atomic")) || !map_has(&words->all, STR("as")))
        return;
    sql_words signature = {0}, inside = {0};
    words_of_head(p, str_slice(object->body, 0, head->name_from), &signature);
    words_of_head(p, str_slice(object->body, head->name_to, head->signature_to), &signature);
    words->needed = words->blocking = signature.all;
    words_of_body(p, object, head, &inside);
    add_quoted_body(p, object->body, &inside);
    words->all = inside.all;
}

/* --- what a text makes --- */

static bool is_one_of(const object_word *word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (object_word_is(word, words[i]))
            return true;
    return false;
}

#define IS_ONE_OF(word, words) is_one_of(word, words, sizeof(words) / sizeof *(words))

/* What others can name. A rule, a cast, a trigger or statistics is named by nobody. */
static bool is_kind(const object_word *word)
{
    static const char *const kinds[] = {"type",   "domain",        "collation",  "aggregate", "table",
                                        "view",   "sequence",      "function",   "procedure", "class",
                                        "family", "configuration", "dictionary", "parser",    "template",
                                        "server", "wrapper",       "method",     "index",     "schema"};
    return IS_ONE_OF(word, kinds);
}

/* What may stand between CREATE and the kind. */
static bool is_on_the_way(const object_word *word)
{
    static const char *const words[] = {"or",        "replace", "temp",    "temporary", "unlogged", "materialized",
                                        "recursive", "unique",  "foreign", "data",      "text",     "search",
                                        "operator",  "access",  "global",  "local",     "virtual"};
    return IS_ONE_OF(word, words);
}

/* Behind the kind: `IF NOT EXISTS`, a schema; the name; false where there is none. */
static bool made_name(object_scanner *s, object_word *word)
{
    static const char *const words[] = {"if", "not", "exists", "concurrently"};
    *word = object_next_word(s);
    while (IS_ONE_OF(word, words))
        *word = object_next_word(s);
    if (!word->name)
        return false;
    object_scanner ahead = *s;
    object_word dot = object_next_word(&ahead);
    if (!object_word_is(&dot, "."))
        return true;
    *word = object_next_word(&ahead);
    *s = ahead;
    return word->name;
}

static void made_by_text(const sql_planner *p, str text, str_list *names)
{
    object_scanner s = {.memory = p->memory, .text = text};
    for (object_word word = object_next_word(&s); word.kind != OBJECT_WORD_END; word = object_next_word(&s)) {
        if (!object_word_is(&word, "create"))
            continue;
        do
            word = object_next_word(&s);
        while (is_on_the_way(&word));
        if (is_kind(&word) && made_name(&s, &word))
            VEC_PUSH(p->memory, names, sql_fold(p, word.text));
    }
}

/* Triggers and policies are mentioned by nobody but `after`. */
str_list sql_made_names(const sql_planner *p, const model_object *object, const object_head *head)
{
    str_list names = {0};
    if (object->kind == OBJECT_RAW) {
        VEC_PUSH(p->memory, &names, sql_fold(p, object->name));
        made_by_text(p, object->body, &names);
    } else if (object->kind != OBJECT_TRIGGER && object->kind != OBJECT_POLICY) {
        VEC_PUSH(p->memory, &names, sql_fold(p, sql_object_name(object, head)));
    }
    return names;
}

/* --- words of tables --- */

static void add_words(const sql_planner *p, str text, map *into)
{
    sql_words words = {0};
    sql_words_of(p, text, true, &words);
    MAP_EACH (&words.all, entry)
        if (entry->value == &sql_word_thing)
            map_put(p->memory, into, entry->key, entry->value);
}

static void add_name(const sql_planner *p, str name, map *into)
{
    if (name.len)
        map_put(p->memory, into, sql_fold(p, name), (void *)(uintptr_t)&sql_word_thing);
}

static void add_type(const sql_planner *p, const model_type *type, map *into)
{
    if (type->kind == TYPE_NATIVE)
        add_words(p, type->native[p->dialect->id], into);
}

/* A text names something only inside of a call: nextval('counter'). */
static void add_node(const sql_planner *p, const expression *e, bool in_call, map *into)
{
    bool call = e->kind == EXPRESSION_CALL;
    if (call)
        add_name(p, e->text, into);
    if (call || (in_call && e->kind == EXPRESSION_STRING))
        add_words(p, e->text, into);
    if (e->kind == EXPRESSION_COLLATE)
        add_name(p, e->text, into);
    if (e->kind == EXPRESSION_CAST)
        add_type(p, &e->type, into);
    if (e->kind == EXPRESSION_SQL)
        add_words(p, e->native[p->dialect->id], into);
    for (size_t i = 0; i < e->n_arguments; i++)
        add_node(p, e->arguments[i], in_call || call, into);
}

void sql_expression_words(const sql_planner *p, const expression *e, map *into)
{
    if (e)
        add_node(p, e, false, into);
}

void sql_key_words(const sql_planner *p, const model_key_list *keys, map *into)
{
    VEC_EACH (const model_key, keys, key) {
        sql_expression_words(p, key->value, into);
        add_words(p, key->opclass, into);
        add_name(p, key->collation, into);
    }
}

void sql_constraint_words(const sql_planner *p, const model_constraint *constraint, map *into)
{
    sql_expression_words(p, constraint->check, into);
    sql_expression_words(p, constraint->where, into);
    sql_key_words(p, &constraint->keys, into);
}

void sql_index_words(const sql_planner *p, const model_index *index, map *into)
{
    sql_key_words(p, &index->keys, into);
    sql_expression_words(p, index->where, into);
}

map sql_kept_words(const sql_planner *p, const model_table *table)
{
    map words = {0};
    VEC_EACH (model_column *const, &table->columns, column) {
        add_type(p, &(*column)->type, &words);
        add_name(p, (*column)->collation, &words);
    }
    sql_key_words(p, &table->partition_keys, &words);
    return words;
}

map sql_loose_words(const sql_planner *p, const model_table *table)
{
    map words = {0};
    VEC_EACH (model_column *const, &table->columns, column) {
        sql_expression_words(p, (*column)->default_value, &words);
        sql_expression_words(p, (*column)->generated_as, &words);
    }
    VEC_EACH (model_constraint *const, &table->constraints, constraint)
        sql_constraint_words(p, *constraint, &words);
    VEC_EACH (model_index *const, &table->indexes, index)
        sql_index_words(p, *index, &words);
    return words;
}
