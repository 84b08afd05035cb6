/* Who is who. The author's note `was` comes first, unless history has carried it out already: a state remembers the
 * last old name of what was renamed, so a note that says the same is old news. Then the name, then the name in the
 * database. Nothing is ever guessed from likeness. */
#include "compiler/change/match.h"

typedef struct matcher {
    arena *memory;
    change_item_list *before;
    change_item_list *after;
    map before_names; /* name -> index + 1 */
    map after_names;
    map before_places; /* place -> index + 1 */
    const char *kind;
    diagnostic_list *diagnostics;
    unsigned char *notes; /* of each new item: what its note is worth */
} matcher;

enum { NOTE_NONE, NOTE_ASKED, NOTE_VISITED, NOTE_GOOD };

static map names_of(arena *a, const change_item_list *items)
{
    map names = {0};
    map_reserve(a, &names, items->count);
    for (size_t i = 0; i < items->count; i++)
        map_put(a, &names, items->items[i].name, (void *)(uintptr_t)(i + 1));
    return names;
}

static map places_of(arena *a, const change_item_list *items)
{
    map places = {0};
    for (size_t i = 0; i < items->count; i++)
        map_put(a, &places, items->items[i].place, (void *)(uintptr_t)(i + 1));
    return places;
}

static size_t find(const map *names, str name)
{
    return (size_t)(uintptr_t)map_get(names, name) - 1;
}

static void join(matcher *m, size_t before, size_t after)
{
    m->before->items[before].match = after;
    m->after->items[after].match = before;
}

static str words(const matcher *m, str name)
{
    return str_format(m->memory, "%s \"%.*s\"", m->kind, STR_ARGS(name));
}

/* Is there something the note could speak of, and is it still to be done? */
static bool note_asks(const matcher *m, const change_item *item)
{
    if (item->was.len == 0 || str_eq(item->was, item->name) || find(&m->before_names, item->was) == CHANGE_NO_MATCH)
        return false;
    size_t same = find(&m->before_names, item->name);
    return same == CHANGE_NO_MATCH || !str_eq(m->before->items[same].was, item->was);
}

static void ask_notes(matcher *m)
{
    map claims = {0};
    for (size_t i = 0; i < m->after->count; i++) {
        const change_item *item = &m->after->items[i];
        if (!note_asks(m, item))
            continue;
        const change_item *first = map_get(&claims, item->was);
        if (first) {
            diagnostic *d = diagnostic_report(m->diagnostics, DIAGNOSTIC_CHANGE_WAS_TWICE, item->span,
                                              words(m, item->name), item->was, words(m, first->name));
            diagnostic_second(d, first->span, "the first one");
            continue;
        }
        map_put(m->memory, &claims, item->was, (void *)item);
        m->notes[i] = NOTE_ASKED;
    }
}

/* Is what is called so now another one than what was? It stands where something else stood of which nothing is left, or
 * the author has said that the old one goes. */
static bool is_another(const matcher *m, size_t now)
{
    const change_item *item = &m->after->items[now];
    size_t old = find(&m->before_names, item->name), there = find(&m->before_places, item->place);
    if (old != CHANGE_NO_MATCH && m->before->items[old].drop_meant)
        return true;
    return there != CHANGE_NO_MATCH && there != old && !m->before->items[there].drop_meant &&
           find(&m->after_names, m->before->items[there].name) == CHANGE_NO_MATCH;
}

/* A note holds if nobody keeps the old name: nothing new is called so, or what is has taken its name from elsewhere by
 * a note that holds, or is another one. A ring of notes holds. Each note is visited once. */
static void settle_note(matcher *m, size_t start)
{
    VEC(size_t) path = {0};
    size_t at = start;
    while (at != CHANGE_NO_MATCH && m->notes[at] == NOTE_ASKED) {
        m->notes[at] = NOTE_VISITED;
        VEC_PUSH(m->memory, &path, at);
        at = find(&m->after_names, m->after->items[at].was);
    }
    bool good = at == CHANGE_NO_MATCH || m->notes[at] == NOTE_GOOD || m->notes[at] == NOTE_VISITED || is_another(m, at);
    for (size_t i = 0; i < path.count; i++)
        m->notes[path.items[i]] = good ? NOTE_GOOD : NOTE_NONE;
    if (good || path.count == 0)
        return;
    const change_item *last = &m->after->items[path.items[path.count - 1]];
    /* Where the name itself is known, an idle note does no harm. */
    if (find(&m->before_names, last->name) != CHANGE_NO_MATCH)
        return;
    diagnostic *d = diagnostic_report(m->diagnostics, DIAGNOSTIC_CHANGE_WAS_STILL_THERE, last->span,
                                      words(m, last->name), last->was, (str){0});
    diagnostic_second(d, m->after->items[at].span, "it stands here");
}

static void match_notes(matcher *m)
{
    ask_notes(m);
    for (size_t i = 0; i < m->after->count; i++)
        settle_note(m, i);
    for (size_t i = 0; i < m->after->count; i++)
        if (m->notes[i] == NOTE_GOOD)
            join(m, find(&m->before_names, m->after->items[i].was), i);
}

static void match_names(matcher *m)
{
    for (size_t i = 0; i < m->after->count; i++) {
        size_t same = find(&m->before_names, m->after->items[i].name);
        if (m->after->items[i].match == CHANGE_NO_MATCH && same != CHANGE_NO_MATCH &&
            m->before->items[same].match == CHANGE_NO_MATCH)
            join(m, same, i);
    }
}

static void match_places(matcher *m)
{
    map places = {0};
    for (size_t i = 0; i < m->before->count; i++) {
        const change_item *item = &m->before->items[i];
        if (item->match == CHANGE_NO_MATCH && !item->drop_meant)
            map_put(m->memory, &places, item->place, (void *)(uintptr_t)(i + 1));
    }
    for (size_t i = 0; i < m->after->count; i++) {
        if (m->after->items[i].match != CHANGE_NO_MATCH)
            continue;
        size_t same = find(&places, m->after->items[i].place);
        if (same != CHANGE_NO_MATCH && m->before->items[same].match == CHANGE_NO_MATCH)
            join(m, same, i);
    }
}

/* The common case: both lists say the same names in the same order and no note, so that each item is its own match. */
static bool match_in_order(change_item_list *before, change_item_list *after)
{
    if (before->count != after->count)
        return false;
    for (size_t i = 0; i < after->count; i++)
        if (after->items[i].was.len || !str_eq(before->items[i].name, after->items[i].name))
            return false;
    for (size_t i = 0; i < after->count; i++)
        before->items[i].match = after->items[i].match = i;
    return true;
}

void change_match(arena *a, change_item_list *before, change_item_list *after, const char *kind,
                  diagnostic_list *diagnostics)
{
    if (match_in_order(before, after))
        return;
    matcher m = {a,    before,      after, names_of(a, before), names_of(a, after), places_of(a, before),
                 kind, diagnostics, NULL};
    m.notes = ARENA_ARRAY(a, unsigned char, after->count + 1);
    for (size_t i = 0; i < before->count; i++)
        before->items[i].match = CHANGE_NO_MATCH;
    for (size_t i = 0; i < after->count; i++)
        after->items[i].match = CHANGE_NO_MATCH;
    match_notes(&m);
    match_names(&m);
    match_places(&m);
}
