/* Quoting: the only place that knows how a name or a text is spelled inside SQL. */
#include "compiler/sql/quote.h"

#include <stdlib.h>
#include <string.h>

static const char *const reserved_words[] = {
#define WORD(word) word,
#include "compiler/sql/reserved.def"
#undef WORD
};

static int compare_word(const void *key, const void *item)
{
    const str *word = key;
    return str_cmp(*word, str_from(*(const char *const *)item));
}

bool quote_is_reserved(str word)
{
    size_t count = sizeof reserved_words / sizeof *reserved_words;
    return bsearch(&word, reserved_words, count, sizeof *reserved_words, compare_word) != NULL;
}

static bool is_bare(str name)
{
    if (!name.len || (name.ptr[0] >= '0' && name.ptr[0] <= '9'))
        return false;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'))
            return false;
    }
    return !quote_is_reserved(name);
}

/* Writes `text` between `mark`s, each mark and each of `also` inside it doubled. */
static void write_doubled(str text, char mark, char also, writer *out)
{
    writer_char(out, mark);
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == mark || (also && text.ptr[i] == also))
            writer_char(out, text.ptr[i]);
        writer_char(out, text.ptr[i]);
    }
    writer_char(out, mark);
}

void quote_identifier(str name, writer *out)
{
    if (is_bare(name))
        writer_str(out, name);
    else
        write_doubled(name, '"', 0, out);
}

void quote_qualified(str schema, str name, dialect_id dialect, writer *out)
{
    if (schema.len && dialect == DIALECT_POSTGRESQL) {
        quote_identifier(schema, out);
        writer_char(out, '.');
    }
    quote_identifier(name, out);
}

void quote_string(str text, dialect_id dialect, writer *out)
{
    bool escaped = dialect == DIALECT_POSTGRESQL && str_find(text, '\\') < text.len;
    if (escaped)
        writer_char(out, 'E');
    write_doubled(text, '\'', escaped ? '\\' : 0, out);
}

/* Functions that are called like any other only in quotes: the bare word has a syntax of its own. */
static bool is_word_with_syntax(str name)
{
    static const char *const names[] = {"position", "overlay", "extract", "normalize"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq(name, str_from(names[i])))
            return true;
    return false;
}

/* Reserved words such as coalesce are functions only without quotes. */
static bool is_plain_function(str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9' && i) || c == '_'))
            return false;
    }
    return name.len && !is_word_with_syntax(name);
}

void quote_function(str name, writer *out)
{
    for (;;) {
        size_t end = str_find(name, '.');
        str part = str_slice(name, 0, end);
        if (is_plain_function(part))
            writer_str(out, part);
        else
            quote_identifier(part, out);
        if (end == name.len)
            return;
        writer_char(out, '.');
        name = str_slice(name, end + 1, name.len);
    }
}
