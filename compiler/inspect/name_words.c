#include "compiler/inspect/name_words.h"

#include "compiler/base/writer.h"

#include <stdlib.h>

static const struct {
    const char *plural, *singular;
} plurals[] = {
#define PLURAL(plural, singular) {plural, singular},
#include "compiler/inspect/plurals.def"
#undef PLURAL
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* Bytes outside of ASCII belong to letters of other scripts; what of them is no letter (a dash, a blank of Unicode) is
 * rare enough to stay. */
static bool is_letter(char c)
{
    return is_lower(c) || is_upper(c) || (unsigned char)c >= 0x80;
}

static bool is_word(str name)
{
    bool letter = false;
    for (size_t i = 0; i < name.len; i++) {
        if (!is_letter(name.ptr[i]) && !is_digit(name.ptr[i]) && name.ptr[i] != '_')
            return false;
        letter = letter || name.ptr[i] != '_';
    }
    return letter && !is_digit(name.ptr[0]);
}

str name_word(arena *a, str name)
{
    if (is_word(name))
        return name;
    writer out = writer_make(a);
    bool gap = false;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool part = is_letter(c) || is_digit(c);
        if (part && !out.len && is_digit(c))
            writer_text(&out, "n_");
        if (part && gap && out.len)
            writer_char(&out, '_');
        if (part)
            writer_char(&out, c);
        gap = !part;
    }
    return out.len ? writer_result(&out) : STR("unnamed");
}

str name_camel(arena *a, str word)
{
    writer out = writer_make(a);
    bool begins = true;
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        /* Between two digits the underscore stays: v1_2 is not v12. */
        bool digits = i > 0 && i + 1 < word.len && is_digit(word.ptr[i - 1]) && is_digit(word.ptr[i + 1]);
        if (c != '_' || digits)
            writer_char(&out, begins && is_lower(c) ? (char)(c - 'a' + 'A') : c);
        begins = c == '_';
    }
    return writer_result(&out);
}

/* Where the last part of the word begins: behind the last underscore, or at the last capital. */
static size_t last_part(str word)
{
    size_t at = word.len;
    while (at > 0 && word.ptr[at - 1] != '_' && !is_upper(word.ptr[at - 1]))
        at--;
    return at > 0 && is_upper(word.ptr[at - 1]) ? at - 1 : at;
}

static bool find_plural(str part, str *singular)
{
    for (size_t i = 0; i < sizeof plurals / sizeof *plurals; i++) {
        if (!str_eq_nocase(part, str_from(plurals[i].plural)))
            continue;
        *singular = str_from(plurals[i].singular);
        return true;
    }
    return false;
}

/* Endings in order; the first that fits says how many bytes go and what comes in their place. */
static str singular_by_rule(arena *a, str part)
{
    static const struct {
        const char *ending;
        size_t drop;
        const char *add;
    } rules[] = {{"ss", 0, ""},   {"us", 0, ""},  {"is", 0, ""},   {"uses", 2, ""}, {"sses", 2, ""}, {"shes", 2, ""},
                 {"ches", 2, ""}, {"xes", 2, ""}, {"zzes", 2, ""}, {"oes", 2, ""},  {"ies", 3, "y"}, {"s", 1, ""}};
    enum { SHORTEST = 4 }; /* what is shorter is an abbreviation as often as not */
    for (size_t i = 0; i < sizeof rules / sizeof *rules && part.len >= SHORTEST; i++) {
        if (str_ends_with(part, str_from(rules[i].ending)))
            return str_join(a, str_slice(part, 0, part.len - rules[i].drop), str_from(rules[i].add));
    }
    return part;
}

str name_singular(arena *a, str word)
{
    size_t from = last_part(word);
    str part = str_slice(word, from, word.len), singular;
    if (!find_plural(part, &singular))
        singular = singular_by_rule(a, part);
    else if (part.len && is_upper(part.ptr[0]))
        singular = name_camel(a, singular);
    return str_join(a, str_slice(word, 0, from), singular);
}

str name_key(arena *a, str word)
{
    return str_lower(a, str_snake_case(a, word));
}
