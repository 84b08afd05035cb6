/* The second witness on PostgreSQL, which shares nothing with the first: what pg_dump writes. Its entries are put in
 * order by their titles, and inside of each what stands between the outer parentheses, since the order of columns is no
 * part of a catalog here. SCHEMAC_PG_DUMP is the program. */
#include "tests/laws/database.h"
#include "tests/support/generate.h"

#include <stdlib.h>

static bool read_all(FILE *pipe, writer *out)
{
    char buffer[8192];
    size_t count;
    while ((count = fread(buffer, 1, sizeof buffer, pipe)) > 0)
        writer_str(out, (str){buffer, count});
    return !ferror(pipe);
}

bool dump_postgresql(arena *a, const char *address, const char *database, str *text, writer *why)
{
    /* The address is that of the test's own server, made by tests/support/postgresql.sh. */
    str command = str_format(a, "%s --schema-only --no-owner --no-privileges --dbname '%s dbname=%s'", SCHEMAC_PG_DUMP,
                             address, database);
    FILE *pipe = popen(command.ptr, "r");
    writer out = writer_make(a);
    bool good = pipe && read_all(pipe, &out);
    good = pipe && pclose(pipe) == 0 && good;
    if (!good)
        writer_format(why, "pg_dump fails: %s\n", command.ptr);
    *text = writer_result(&out);
    return good;
}

static size_t find(str text, size_t from, str wanted)
{
    for (size_t i = from; i + wanted.len <= text.len; i++)
        if (text.ptr[i] == wanted.ptr[0] && str_eq(str_slice(text, i, i + wanted.len), wanted))
            return i;
    return text.len;
}

/* A query for all columns has them in the order of its table: only its words count. */
static str words_of(arena *a, str text)
{
    str_list words = {0};
    for (size_t at = 0; at < text.len;) {
        size_t end = at;
        while (end < text.len && text.ptr[end] != ' ' && text.ptr[end] != '\n' && text.ptr[end] != ',' &&
               text.ptr[end] != ';')
            end++;
        if (end > at)
            VEC_PUSH(a, &words, str_slice(text, at, end));
        at = end + 1;
    }
    return catalog_sorted(a, &words);
}

typedef struct entry {
    str title; /* `users; Type: TABLE; …` */
    str body;
} entry;
typedef VEC(entry) entry_list;

/* Settings that pg_dump makes where it needs them first, and so between any two entries. */
static str without_settings(arena *a, str body)
{
    writer out = writer_make(a);
    while (body.len) {
        size_t end = str_find(body, '\n');
        str line = str_slice(body, 0, end);
        body = str_slice(body, end < body.len ? end + 1 : end, body.len);
        if (str_starts_with(line, STR("SET default_table")))
            continue;
        writer_str(&out, line);
        writer_char(&out, '\n');
    }
    return writer_result(&out);
}

static entry_list entries_of(arena *a, str dump)
{
    static const str mark = {"\n--\n-- Name: ", 13}, end_of_title = {"\n--\n", 4};
    entry_list entries = {0};
    dump = str_slice(dump, 0, find(dump, 0, STR("\n--\n-- PostgreSQL database dump complete")));
    size_t at = find(dump, 0, mark);
    while (at < dump.len) {
        size_t from = at + mark.len, end = find(dump, from, end_of_title);
        at = find(dump, from, mark);
        str body = str_slice(dump, end < at ? end + end_of_title.len : at, at);
        VEC_PUSH(a, &entries, ((entry){str_slice(dump, from, end), without_settings(a, body)}));
    }
    return entries;
}

/* The name in a title of that type; empty for another type. */
static str name_of(str title, str type)
{
    size_t at = find(title, 0, type);
    return at < title.len ? str_slice(title, 0, at) : STR("");
}

/* The server itself names the indexes of partitions, when they are made, and nobody follows when something is renamed:
 * only that they are there counts. */
static map indexes_of_partitions(arena *a, const entry_list *entries)
{
    map names = {0};
    VEC_EACH (const entry, entries, it) {
        str name = name_of(it->title, STR("; Type: INDEX ATTACH;"));
        if (name.len)
            map_put(a, &names, name, (void *)(uintptr_t)entries);
    }
    return names;
}

static bool is_of_partition(const entry *it, const map *indexes)
{
    str constraint = name_of(it->title, STR("; Type: CONSTRAINT;"));
    MAP_EACH (indexes, index)
        if (str_ends_with(constraint, index->key))
            return true;
    return map_has(indexes, name_of(it->title, STR("; Type: INDEX;")));
}

static map partitions_of(arena *a, const entry_list *entries)
{
    map names = {0};
    VEC_EACH (const entry, entries, it) {
        str name = name_of(it->title, STR("; Type: TABLE ATTACH;"));
        if (name.len)
            map_put(a, &names, name, (void *)(uintptr_t)entries);
    }
    return names;
}

/* A partition has the checks of its parent. Those that were not validated there are valid in one that is made later,
 * and not in one that was there before. */
static str without_checks(arena *a, str body)
{
    writer out = writer_make(a);
    while (body.len) {
        size_t end = str_find(body, '\n');
        str line = str_slice(body, 0, end);
        body = str_slice(body, end < body.len ? end + 1 : end, body.len);
        if (str_starts_with(line, STR("    CONSTRAINT ")))
            continue;
        bool hanging = out.len > 1 && out.text[out.len - 2] == ',';
        if (hanging && str_starts_with(line, STR(")")))
            out.text[out.len - 2] = ' ';
        writer_str(&out, line);
        writer_char(&out, '\n');
    }
    return writer_result(&out);
}

static str normal_entry(arena *a, const entry *it)
{
    if (name_of(it->title, STR("; Type: INDEX ATTACH;")).len)
        return str_slice(it->body, 0, find(it->body, 0, STR(" ATTACH PARTITION")));
    bool view = find(it->title, 0, STR("VIEW; Schema")) < it->title.len;
    str text = view ? words_of(a, it->body) : catalog_normal(a, it->body);
    return str_format(a, "%.*s\n%.*s", STR_ARGS(it->title), STR_ARGS(text));
}

str dump_normal(arena *a, str dump)
{
    str_list lines = {0};
    entry_list entries = entries_of(a, dump);
    map indexes = indexes_of_partitions(a, &entries), partitions = partitions_of(a, &entries);
    VEC_EACH (entry, &entries, it) {
        if (map_has(&partitions, name_of(it->title, STR("; Type: TABLE;"))))
            it->body = without_checks(a, it->body);
        if (!is_of_partition(it, &indexes) && !generate_is_home(name_of(it->title, STR("; Type: SCHEMA;"))))
            VEC_PUSH(a, &lines, normal_entry(a, it));
    }
    return catalog_sorted(a, &lines);
}
