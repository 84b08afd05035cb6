/* Natural joins, of which a server keeps the columns: are they those that the tables have in common? */
#include "compiler/inspect/adopt_align.h"

/* Behind the list that begins with USING at `at`: one column, or several in parentheses. */
static size_t list_end(const text_words *words, size_t at)
{
    at++;
    at += adopt_is_word(words, at, "row");
    if (!adopt_is_word(words, at, "("))
        return at + 1;
    while (at < words->count && !adopt_is_word(words, at, ")"))
        at++;
    return at + 1;
}

/* The word JOIN, and where its left side begins; false: they are not found. */
static bool find_join(const text_words *words, size_t at, size_t *join, size_t *begin)
{
    size_t depth = 0;
    *join = 0;
    while (at > 0) {
        at--;
        depth += adopt_is_word(words, at, ")");
        if (depth == 0 && adopt_is_word(words, at, "(")) {
            *begin = at + 1;
            return *join > 0;
        }
        depth -= depth > 0 && adopt_is_word(words, at, "(");
        if (depth == 0 && !*join && adopt_is_word(words, at, "join"))
            *join = at;
    }
    return false;
}

/* Adds the columns of the tables between the words; false: one of them is not known. */
static bool add_columns(arena *a, const adopt_known_tables *tables, const text_words *words, size_t from, size_t to,
                        map *columns)
{
    for (size_t at = from; at < to; at++) {
        if (adopt_is_word(words, at, "select"))
            return false;
        if (!words->items[at].relation || adopt_is_word(words, at + 1, "."))
            continue;
        const void *found = tables ? map_get(&tables->by_name, words->items[at].text) : NULL;
        const model_table *table = found;
        if (!found || found == (const void *)tables)
            return false;
        VEC_EACH (model_column *, &table->columns, column)
            map_put(a, columns, (*column)->column, *column);
    }
    return true;
}

size_t adopt_natural_end(arena *a, const adopt_known_tables *tables, const text_words *there, size_t at)
{
    size_t end = list_end(there, at), join, begin, common = 0, listed = 0;
    map left = {0}, right = {0};
    if (!find_join(there, at, &join, &begin) || !add_columns(a, tables, there, begin, join, &left) ||
        !add_columns(a, tables, there, join, at, &right))
        return end;
    MAP_EACH (&right, entry)
        common += map_has(&left, entry->key);
    for (size_t i = at + 1; i < end && i < there->count; i++) {
        bool name = adopt_is_name(there, i) && !adopt_is_word(there, i, "row");
        listed += name && map_has(&left, there->items[i].text) && map_has(&right, there->items[i].text);
    }
    return common == listed ? end : 0;
}
