/* Statements that make functions. */
#include "compiler/inspect/adopt_text.h"

#include <stdlib.h>

typedef struct function_parts {
    text_words head;     /* up to the result */
    str_list properties; /* each one's words */
    text_words body;     /* RETURN … or BEGIN ATOMIC …, which stand behind the properties */
} function_parts;

static bool is_any(const text_words *words, size_t at, const char *const *list)
{
    for (; *list; list++)
        if (adopt_is_word(words, at, *list))
            return true;
    return false;
}

static bool begins_property(const text_words *words, size_t at)
{
    static const char *const names[] = {
        "language", "as",   "immutable", "stable", "volatile", "strict",    "called",  "security", "cost", "parallel",
        "external", "rows", "leakproof", "not",    "window",   "transform", "support", "set",      NULL};
    return words->items[at].kind == OBJECT_WORD_NAME && is_any(words, at, names);
}

static bool begins_body(const text_words *words, size_t at)
{
    return words->items[at].kind == OBJECT_WORD_NAME &&
           (adopt_is_word(words, at, "return") ||
            (adopt_is_word(words, at, "begin") && adopt_is_word(words, at + 1, "atomic")));
}

/* --- the head --- */

/* What the server does not keep: IN, and the numbers of a type. */
static size_t unsaid(const text_words *words, size_t at)
{
    static const char *const before[] = {"varchar", "char",      "character",   "bpchar", "numeric", "bit",
                                         "time",    "timestamp", "timestamptz", "varbit", NULL};
    if (at > 0 && adopt_is_word(words, at, "in") &&
        (adopt_is_word(words, at - 1, "(") || adopt_is_word(words, at - 1, ",")))
        return 1;
    if (at == 0 || !adopt_is_word(words, at, "(") || !is_any(words, at - 1, before))
        return 0;
    size_t to = at;
    while (to < words->count && !adopt_is_word(words, to, ")"))
        to++;
    return to - at + 1;
}

/* Returns where the properties begin. */
static size_t take_head(arena *a, const text_words *words, text_words *head)
{
    size_t depth = 0, at = 0;
    while (at < words->count && (depth > 0 || (!begins_property(words, at) && !begins_body(words, at)))) {
        size_t skipped = unsaid(words, at);
        text_word word = words->items[at];
        depth += !skipped && adopt_is_word(words, at, "(");
        depth -= !skipped && depth > 0 && adopt_is_word(words, at, ")");
        if (depth == 1 && adopt_is_word(words, at, "="))
            word = (text_word){.kind = OBJECT_WORD_NAME, .text = STR("default")};
        if (!skipped)
            VEC_PUSH(a, head, word);
        at += skipped ? skipped : 1;
    }
    return at;
}

/* --- properties --- */

/* Quotes around a name or a value are no difference, and neither is whether TO or = stands before it. */
static size_t take_property(arena *a, const text_words *words, size_t at, str_list *into)
{
    writer text = writer_make(a);
    bool is_set = adopt_is_word(words, at, "set");
    size_t from = at;
    do {
        bool to = is_set && adopt_is_word(words, at, "=");
        writer_text(&text, at > from ? "\x1f" : "");
        writer_str(&text, to ? STR("to") : words->items[at].text);
        at++;
        bool second = at == from + 1 && (adopt_is_word(words, from, "not") || adopt_is_word(words, from, "external"));
        if (second)
            continue;
        if (at < words->count && (begins_property(words, at) || begins_body(words, at)))
            break;
    } while (at < words->count);
    str made = writer_result(&text);
    if (!str_eq(made, STR("not\x1fleakproof")))
        VEC_PUSH(a, into, made);
    return at;
}

static int compare_properties(const void *left, const void *right)
{
    return str_cmp(*(const str *)left, *(const str *)right);
}

static function_parts take_apart(arena *a, str text)
{
    text_words words = adopt_words(a, text);
    function_parts parts = {0};
    size_t at = take_head(a, &words, &parts.head);
    while (at < words.count && !begins_body(&words, at))
        at = take_property(a, &words, at, &parts.properties);
    for (; at < words.count; at++)
        VEC_PUSH(a, &parts.body, words.items[at]);
    if (parts.properties.count)
        qsort(parts.properties.items, parts.properties.count, sizeof(str), compare_properties);
    return parts;
}

bool adopt_same_function(arena *a, str written, str there)
{
    function_parts left = take_apart(a, written), right = take_apart(a, there);
    if (left.properties.count != right.properties.count)
        return false;
    for (size_t i = 0; i < left.properties.count; i++)
        if (!str_eq(left.properties.items[i], right.properties.items[i]))
            return false;
    return adopt_same_words(a, NULL, &left.head, &right.head) && adopt_same_words(a, NULL, &left.body, &right.body);
}
