/* What is wrong with the user's text: collecting, sorting and rendering as text. JSON and SARIF are in
 * diagnostic_json.c. */
#include "compiler/syntax/diagnostic.h"

#include <stdlib.h>
#include <string.h>

/* Rows may say a severity by either name. */
#define ERROR   DIAGNOSTIC_ERROR
#define WARNING DIAGNOSTIC_WARNING
static const diagnostic_info DIAGNOSTIC_ROWS[] = {
#define DIAGNOSTIC(symbol, number, severity, message, explanation)                                                     \
    {#symbol, message, explanation, DIAGNOSTIC_##symbol, severity},
#include "compiler/syntax/diagnostics.def"
#undef DIAGNOSTIC
};
enum { N_DIAGNOSTIC_ROWS = sizeof DIAGNOSTIC_ROWS / sizeof DIAGNOSTIC_ROWS[0] };

const diagnostic_info *diagnostic_all(size_t *count)
{
    *count = N_DIAGNOSTIC_ROWS;
    return DIAGNOSTIC_ROWS;
}

const diagnostic_info *diagnostic_find(unsigned number)
{
    for (size_t i = 0; i < N_DIAGNOSTIC_ROWS; i++)
        if ((unsigned)DIAGNOSTIC_ROWS[i].code == number)
            return &DIAGNOSTIC_ROWS[i];
    return NULL;
}

/* --- reporting --- */

/* The row's text with "${1}", "${2}" and "${3}" filled in. */
static str diagnostic_message(arena *a, const char *text, const str values[3])
{
    writer out = writer_make(a);
    for (const char *at = text; *at; at++) {
        if (at[0] == '$' && at[1] == '{' && at[2] >= '1' && at[2] <= '3' && at[3] == '}') {
            writer_str(&out, values[at[2] - '1']);
            at += 3;
        } else {
            writer_char(&out, *at);
        }
    }
    return writer_result(&out);
}

diagnostic *diagnostic_report(diagnostic_list *list, diagnostic_code code, source_span span, str one, str two,
                              str three)
{
    const diagnostic_info *info = diagnostic_find((unsigned)code);
    const str values[3] = {one, two, three};
    diagnostic item = {.code = code, .span = span, .order = list->items.count};
    item.message = diagnostic_message(list->memory, info ? info->message : "", values);
    VEC_PUSH(list->memory, &list->items, item);
    if (info && info->severity == DIAGNOSTIC_WARNING)
        list->warnings++;
    else
        list->errors++;
    return &list->items.items[list->items.count - 1];
}

void diagnostic_second(diagnostic *d, source_span span, const char *note)
{
    d->second = span;
    d->second_note = str_from(note);
}

void diagnostic_suggest(diagnostic_list *list, diagnostic *d, str given, const map *candidates)
{
    size_t best = given.len < 4 ? 1 : given.len < 8 ? 2 : 3;
    const map_entry *found = NULL;
    MAP_EACH (candidates, entry) {
        size_t distance = str_distance(given, entry->key, best);
        if (distance <= best && (!found || distance < best)) {
            best = distance;
            found = entry;
        }
    }
    if (found)
        d->hint = str_format(list->memory, "did you mean \"%.*s\"?", STR_ARGS(found->key));
}

/* --- order --- */

static int diagnostic_compare_numbers(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int diagnostic_compare_places(const diagnostic *a, const diagnostic *b)
{
    int order = diagnostic_compare_numbers(a->span.file, b->span.file);
    if (order == 0)
        order = diagnostic_compare_numbers(a->span.from, b->span.from);
    if (order == 0)
        order = diagnostic_compare_numbers((size_t)a->code, (size_t)b->code);
    return order;
}

static int diagnostic_compare(const void *left, const void *right)
{
    const diagnostic *a = left;
    const diagnostic *b = right;
    int order = diagnostic_compare_places(a, b);
    return order != 0 ? order : diagnostic_compare_numbers(a->order, b->order);
}

static bool diagnostic_is_double(const diagnostic *a, const diagnostic *b)
{
    return diagnostic_compare_places(a, b) == 0 && str_eq(a->message, b->message);
}

static void diagnostic_count(diagnostic_list *list)
{
    list->errors = list->warnings = 0;
    for (size_t i = 0; i < list->items.count; i++) {
        const diagnostic_info *info = diagnostic_find((unsigned)list->items.items[i].code);
        if (info && info->severity == DIAGNOSTIC_WARNING)
            list->warnings++;
        else
            list->errors++;
    }
}

void diagnostic_sort(diagnostic_list *list, const source_set *sources)
{
    (void)sources; /* the number of a file is its place in the order of reading */
    if (list->items.count == 0)
        return;
    qsort(list->items.items, list->items.count, sizeof *list->items.items, diagnostic_compare);
    size_t kept = 1;
    for (size_t i = 1; i < list->items.count; i++)
        if (!diagnostic_is_double(&list->items.items[kept - 1], &list->items.items[i]))
            list->items.items[kept++] = list->items.items[i];
    list->items.count = kept;
    diagnostic_count(list);
}
