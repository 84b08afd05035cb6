/* How the statements begin that make functions, procedures, triggers and policies. */
#include "compiler/model/object_text.h"

typedef struct head_reader {
    object_scanner scanner;
    object_word word; /* the one at hand */
    object_head head;
} head_reader;

static void step(head_reader *r)
{
    r->word = object_next_word(&r->scanner);
}

/* Goes past the word if it is this one. */
static bool take(head_reader *r, const char *text)
{
    if (!object_word_is(&r->word, text))
        return false;
    step(r);
    return true;
}

/* `name` or `schema.name`. */
static bool take_name(head_reader *r, str *schema, str *name)
{
    if (!r->word.name)
        return false;
    *name = r->word.text;
    step(r);
    if (!take(r, "."))
        return true;
    *schema = *name;
    *name = r->word.text;
    bool good = r->word.name;
    step(r);
    return good;
}

static void add_word(head_reader *r, writer *out)
{
    bool opened = out->len && (out->text[out->len - 1] == '(' || out->text[out->len - 1] == '[');
    bool tight = opened || object_word_is(&r->word, ",") || object_word_is(&r->word, "(") ||
                 object_word_is(&r->word, ")") || object_word_is(&r->word, "[") || object_word_is(&r->word, "]");
    if (out->len && !tight)
        writer_char(out, ' ');
    writer_str(out, r->word.kind == OBJECT_WORD_QUOTED || r->word.kind == OBJECT_WORD_STRING
                        ? str_slice(r->scanner.text, r->word.from, r->word.to)
                        : r->word.text);
}

/* What stands between the parentheses: all of it for the signature, and without defaults for DROP. */
static bool read_arguments(head_reader *r, writer *signature)
{
    writer arguments = writer_make(r->scanner.memory);
    size_t depth = 0;
    bool in_default = false;
    while (r->word.kind != OBJECT_WORD_END && !(depth == 0 && object_word_is(&r->word, ")"))) {
        bool ends = depth == 0 && object_word_is(&r->word, ",");
        in_default = !ends && (in_default ||
                               (depth == 0 && (object_word_is(&r->word, "default") || object_word_is(&r->word, "="))));
        depth += object_word_is(&r->word, "(") || object_word_is(&r->word, "[");
        depth -= depth && (object_word_is(&r->word, ")") || object_word_is(&r->word, "]"));
        add_word(r, signature);
        if (!in_default)
            add_word(r, &arguments);
        step(r);
    }
    r->head.arguments = writer_result(&arguments);
    add_word(r, signature);
    r->head.signature_to = r->word.to;
    return take(r, ")");
}

/* Does the word end the result of a function, and begin one of its properties? */
static bool begins_property(const object_word *word)
{
    static const char *const words[] = {
        "language", "as",   "immutable", "stable", "volatile", "strict", "called",    "security", "cost", "parallel",
        "external", "rows", "leakproof", "not",    "window",   "return", "transform", "support",  "set",  "begin"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (object_word_is(word, words[i]))
            return true;
    return false;
}

static void read_result(head_reader *r, writer *signature)
{
    size_t depth = 0;
    while (r->word.kind != OBJECT_WORD_END && r->word.kind != OBJECT_WORD_STRING &&
           !(depth == 0 && (begins_property(&r->word) || object_word_is(&r->word, ";")))) {
        depth += object_word_is(&r->word, "(");
        depth -= depth && object_word_is(&r->word, ")");
        add_word(r, signature);
        r->head.signature_to = r->word.to;
        step(r);
    }
}

/* The name of what the statement makes. */
static bool take_own_name(head_reader *r)
{
    r->head.name_from = r->word.from;
    r->head.name_to = r->word.to;
    object_scanner ahead = r->scanner;
    object_word dot = object_next_word(&ahead), last = object_next_word(&ahead);
    if (object_word_is(&dot, ".")) {
        r->head.name_from = last.from;
        r->head.name_to = last.to;
    }
    return take_name(r, &r->head.schema, &r->head.name);
}

static bool read_function(head_reader *r)
{
    if (!take_own_name(r) || !take(r, "("))
        return false;
    writer signature = writer_make(r->scanner.memory);
    if (!read_arguments(r, &signature))
        return false;
    read_result(r, &signature);
    r->head.signature = writer_result(&signature);
    return true;
}

/* The table stands behind the first ON outside of parentheses. */
static bool read_on_table(head_reader *r)
{
    if (take(r, "if") && !(take(r, "not") && take(r, "exists")))
        return false;
    if (!take_own_name(r))
        return false;
    while (r->word.kind != OBJECT_WORD_END && !object_word_is(&r->word, "on"))
        step(r);
    return take(r, "on") && take_name(r, &r->head.table_schema, &r->head.table);
}

static bool read_head(head_reader *r, model_object_kind kind)
{
    step(r);
    if (!take(r, "create"))
        return false;
    r->head.replaces = take(r, "or");
    if (r->head.replaces && !take(r, "replace"))
        return false;
    if (kind == OBJECT_TRIGGER && !take(r, "constraint") && !take(r, "temp"))
        (void)take(r, "temporary");
    if (!take(r, model_object_info(kind)->word))
        return false;
    return kind == OBJECT_FUNCTION || kind == OBJECT_PROCEDURE ? read_function(r) : read_on_table(r);
}

object_head object_head_of(arena *a, const model_object *object)
{
    head_reader r = {.scanner = {.memory = a, .text = object->body}};
    bool routine = model_object_info(object->kind)->routine && object->kind != OBJECT_RAW;
    r.head.whole = routine && read_head(&r, object->kind);
    return r.head;
}
