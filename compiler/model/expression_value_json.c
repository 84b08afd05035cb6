/* JSON as jsonb keeps it: the last of equal keys, and numbers to the digit (1.10 is not 1.1). A library would read them
 * as doubles, and the digits would be gone. */
#include "compiler/model/expression_value.h"

#include <stdlib.h>
#include <string.h>

typedef struct json_reader {
    arena *memory;
    const char *at, *end;
    unsigned depth;
    bool lost; /* it is none */
} json_reader;

typedef struct json_pair {
    str key;
    str value;
    size_t position; /* the last of equal keys is the one that counts */
} json_pair;
typedef VEC(json_pair) json_pairs;

static str read_value(json_reader *r);

static char look(json_reader *r)
{
    while (r->at < r->end && *r->at && strchr(" \t\r\n", *r->at))
        r->at++;
    return r->at < r->end ? *r->at : '\0';
}

static bool take(json_reader *r, char c)
{
    bool found = look(r) == c && c;
    r->at += found;
    return found;
}

/* --- strings --- */

static unsigned long hex_digits(json_reader *r)
{
    unsigned long value = 0;
    for (int i = 0; i < 4; i++) {
        int digit = str_hex_digit(r->at < r->end ? *r->at : '\0');
        r->lost = r->lost || digit < 0;
        value = value * 16 + (unsigned long)(digit < 0 ? 0 : digit);
        r->at++;
    }
    return value;
}

static void write_utf8(writer *out, unsigned long c)
{
    size_t follow = c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    static const unsigned char lead[] = {0, 0xC0, 0xE0, 0xF0};
    writer_char(out, (char)(lead[follow] | (c >> (6 * follow))));
    for (size_t i = follow; i > 0; i--)
        writer_char(out, (char)(0x80 | ((c >> (6 * (i - 1))) & 0x3F)));
}

/* Behind \u. */
static void read_unicode(json_reader *r, writer *out)
{
    unsigned long c = hex_digits(r);
    bool pair = c >= 0xD800 && c < 0xDC00 && r->end - r->at >= 6 && r->at[0] == '\\' && r->at[1] == 'u';
    if (pair) {
        r->at += 2;
        c = 0x10000 + ((c - 0xD800) << 10) + (hex_digits(r) - 0xDC00);
    }
    r->lost = r->lost || c == 0 || (c >= 0xD800 && c < 0xE000) || c > 0x10FFFF;
    if (!r->lost)
        write_utf8(out, c);
}

static void read_escape(json_reader *r, writer *out)
{
    static const char letters[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    char c = r->at < r->end ? *r->at++ : '\0';
    const char *found = c ? strchr(letters, c) : NULL;
    if (c == 'u')
        read_unicode(r, out);
    else if (found)
        writer_char(out, meant[found - letters]);
    else
        r->lost = true;
}

/* The content, and with its quotes in one spelling. */
static str read_string(json_reader *r)
{
    writer out = writer_make(r->memory);
    r->at++;
    while (!r->lost && r->at < r->end && *r->at != '"') {
        char c = *r->at++;
        if (c == '\\')
            read_escape(r, &out);
        else
            writer_char(&out, c);
    }
    r->lost = r->lost || r->at >= r->end;
    r->at++;
    return writer_result(&out);
}

static str quoted(json_reader *r, str content)
{
    writer out = writer_make(r->memory);
    writer_json_string(&out, content);
    return writer_result(&out);
}

/* --- values --- */

/* As jsonb orders its keys: the short ones first. */
static int compare_pairs(const void *left, const void *right)
{
    const json_pair *a = left, *b = right;
    if (a->key.len != b->key.len)
        return a->key.len < b->key.len ? -1 : 1;
    int order = str_cmp(a->key, b->key);
    return order ? order : a->position < b->position ? -1 : 1;
}

static str write_pairs(json_reader *r, json_pairs *pairs)
{
    writer out = writer_make(r->memory);
    if (pairs->count)
        qsort(pairs->items, pairs->count, sizeof *pairs->items, compare_pairs);
    writer_char(&out, '{');
    for (size_t i = 0; i < pairs->count; i++) {
        bool again = i + 1 < pairs->count && str_eq(pairs->items[i].key, pairs->items[i + 1].key);
        if (again)
            continue;
        writer_text(&out, out.len > 1 ? "," : "");
        writer_str(&out, quoted(r, pairs->items[i].key));
        writer_char(&out, ':');
        writer_str(&out, pairs->items[i].value);
    }
    writer_char(&out, '}');
    return writer_result(&out);
}

static str read_object(json_reader *r)
{
    json_pairs pairs = {0};
    r->at++;
    if (take(r, '}'))
        return STR("{}");
    do {
        json_pair pair = {.position = pairs.count};
        r->lost = r->lost || look(r) != '"';
        if (r->lost)
            return STR("");
        pair.key = read_string(r);
        r->lost = r->lost || !take(r, ':');
        pair.value = r->lost ? STR("") : read_value(r);
        VEC_PUSH(r->memory, &pairs, pair);
    } while (!r->lost && take(r, ','));
    r->lost = r->lost || !take(r, '}');
    return write_pairs(r, &pairs);
}

static str read_array(json_reader *r)
{
    writer out = writer_make(r->memory);
    r->at++;
    if (take(r, ']'))
        return STR("[]");
    do {
        writer_char(&out, out.len ? ',' : '[');
        writer_str(&out, read_value(r));
    } while (!r->lost && take(r, ','));
    r->lost = r->lost || !take(r, ']');
    writer_char(&out, ']');
    return writer_result(&out);
}

/* true, null, a number. */
static str read_word(json_reader *r)
{
    const char *from = r->at;
    while (r->at < r->end && *r->at && !strchr(" \t\r\n,:[]{}\"", *r->at))
        r->at++;
    r->lost = r->lost || r->at == from;
    return (str){from, (size_t)(r->at - from)};
}

static str read_value(json_reader *r)
{
    enum { DEPTH = 100 };
    char c = look(r);
    r->lost = r->lost || r->depth >= DEPTH;
    if (r->lost)
        return STR("");
    r->depth++;
    str value = c == '{'   ? read_object(r)
                : c == '[' ? read_array(r)
                : c == '"' ? quoted(r, read_string(r))
                           : read_word(r);
    r->depth--;
    return value;
}

str value_plain_json(arena *a, str text)
{
    json_reader r = {.memory = a, .at = text.ptr, .end = text.ptr + text.len};
    str value = read_value(&r);
    bool whole = !r.lost && !look(&r) && r.at == r.end;
    return whole ? value : text;
}
