/*
 * resolve.c - from names to revisions: ids and prefixes, heads, labels, steps forwards and backwards, ranges.
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "history_private.h"

enum { SHORTEST_PREFIX = 4, LONGEST_NAME = 200 };

/* What every step of a look-up needs. `name` is what the user wrote, for messages. */
typedef struct resolver {
    schemac_history *history;
    const schemac_position *position;
    const char *name;
    schemac_error *err;
} resolver;

static schemac_code fail_ambiguous(const resolver *r, const char *what, schemac_revision_list list)
{
    char files[SCHEMAC_ERROR_MESSAGE_SIZE / 2];
    smig_name_files(list, files, sizeof files);
    return schemac_error_set(r->err, SCHEMAC_INVALID, "\"%s\" is ambiguous: %s: %s", r->name, what, files);
}

static schemac_code fail_heads(const resolver *r, schemac_revision_list heads)
{
    schemac_code code = fail_ambiguous(r, "there are several heads", heads);
    schemac_error_hint(r->err,
                       "Join them with `schemac revision --empty`, or put one behind the other by its Parent line; or "
                       "say \"heads\" for all, or name the one that you mean.");
    return code;
}

/* A list of one, kept by the history. */
static schemac_code one(const resolver *r, const schemac_revision *revision, schemac_revision_list *list)
{
    const schemac_revision **items = smig_alloc_pointers(&r->history->arena, 1);
    if (!items) {
        return schemac_error_nomem(r->err);
    }
    items[0] = revision;
    *list = (schemac_revision_list){items, 1};
    return SCHEMAC_OK;
}

static schemac_code resolve_current(const resolver *r, schemac_revision_list *list)
{
    if (!r->position || !r->position->known) {
        schemac_error_set(r->err, SCHEMAC_INVALID, "\"%s\" is counted from what a database has, and there is none here",
                          r->name);
        schemac_error_hint(r->err, "Name a revision by its id, or \"base\".");
        return SCHEMAC_INVALID;
    }
    const schemac_revision **items = smig_alloc_pointers(&r->history->arena, r->position->count);
    if (!items) {
        return schemac_error_nomem(r->err);
    }
    if (r->position->count) {
        memcpy(items, r->position->items, r->position->count * sizeof(void *));
    }
    *list = (schemac_revision_list){items, r->position->count};
    return SCHEMAC_OK;
}

static schemac_code resolve_head(const resolver *r, schemac_revision_list *list)
{
    if (r->history->heads.count > 1) {
        return fail_heads(r, r->history->heads);
    }
    *list = r->history->heads;
    return SCHEMAC_OK;
}

/* The place in by_name of the first id that is not before `prefix`. */
static size_t lower_bound(const schemac_history *history, const char *prefix)
{
    size_t low = 0;
    size_t high = history->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(history->by_name[middle]->id, prefix) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static schemac_code resolve_prefix(const resolver *r, const char *prefix, schemac_revision_list *list, bool *found)
{
    const schemac_history *history = r->history;
    size_t length = strlen(prefix);
    size_t first = lower_bound(history, prefix);
    size_t count = 0;
    while (first + count < history->count && strncmp(history->by_name[first + count]->id, prefix, length) == 0) {
        count++;
    }
    *found = count > 0 && length >= SHORTEST_PREFIX;
    if (*found && count > 1) {
        const schemac_revision *const *matches = (const schemac_revision *const *)history->by_name + first;
        schemac_code code =
            fail_ambiguous(r, "more than one revision begins so", (schemac_revision_list){matches, count});
        schemac_error_hint(r->err, "Write more of the id.");
        return code;
    }
    return *found ? one(r, history->by_name[first], list) : SCHEMAC_OK;
}

/* The revisions that carry a label. */
static schemac_code find_label(const resolver *r, const char *label, schemac_revision_list *list)
{
    smig_list found = {0};
    for (size_t i = 0; i < r->history->count; i++) {
        const char *branch = r->history->order[i]->up->branch;
        if (branch && strcmp(branch, label) == 0) {
            smig_list_add(&found, r->history->order[i]);
        }
    }
    *list = (schemac_revision_list){smig_list_keep(&found, &r->history->arena), found.count};
    smig_list_free(&found);
    return list->items ? SCHEMAC_OK : schemac_error_nomem(r->err);
}

static schemac_code fail_unknown(const resolver *r, const char *name)
{
    schemac_error_set(r->err, SCHEMAC_INVALID, "there is no revision \"%s\"", name);
    if (strlen(name) < SHORTEST_PREFIX) {
        schemac_error_hint(r->err, "The beginning of an id needs at least %d digits.", SHORTEST_PREFIX);
    } else {
        schemac_error_hint(r->err, "Expected an id or the beginning of one, head, heads, base, current, a branch's "
                                   "label, LABEL@head, +N, -N, NAME+N or NAME-N.");
    }
    return SCHEMAC_INVALID;
}

static schemac_code resolve_label(const resolver *r, const char *label, schemac_revision_list *list)
{
    schemac_code code = find_label(r, label, list);
    if (code) {
        return code;
    }
    if (list->count == 0) {
        return fail_unknown(r, label);
    }
    return list->count == 1 ? SCHEMAC_OK : fail_ambiguous(r, "more than one revision has this label", *list);
}

/* The heads that lie behind revisions with the label. */
static schemac_code resolve_label_heads(const resolver *r, const char *label, bool several, schemac_revision_list *list)
{
    enum { BEHIND = 1, CHOSEN = 2 };
    schemac_history *history = r->history;
    schemac_revision_list labelled;
    schemac_code code = find_label(r, label, &labelled);
    if (code || labelled.count == 0) {
        return code ? code : fail_unknown(r, label);
    }
    unsigned char *flags = calloc(history->count, 1);
    if (!flags) {
        return schemac_error_nomem(r->err);
    }
    for (size_t i = 0; i < labelled.count; i++) {
        flags[labelled.items[i]->index] = BEHIND;
    }
    for (size_t i = 0; i < history->count; i++) {
        for (size_t k = 0; k < history->order[i]->parent_count; k++) {
            flags[i] |= flags[history->order[i]->parents[k]->index] & BEHIND;
        }
    }
    for (size_t i = 0; i < history->heads.count; i++) {
        flags[history->heads.items[i]->index] |= CHOSEN;
    }
    code = smig_select(history, flags, BEHIND | CHOSEN, BEHIND | CHOSEN, list, r->err);
    free(flags);
    return code == SCHEMAC_OK && list->count > 1 && !several ? fail_heads(r, *list) : code;
}

/* A name without steps. "" is the current position. */
static schemac_code resolve_plain(const resolver *r, const char *name, schemac_revision_list *list)
{
    *list = (schemac_revision_list){NULL, 0};
    if (*name == '\0' || strcmp(name, "current") == 0) {
        return resolve_current(r, list);
    }
    if (strcmp(name, "base") == 0) {
        return SCHEMAC_OK;
    }
    if (strcmp(name, "head") == 0) {
        return resolve_head(r, list);
    }
    if (strcmp(name, "heads") == 0) {
        *list = r->history->heads;
        return SCHEMAC_OK;
    }
    const schemac_revision *whole = schemac_history_find(r->history, name);
    if (whole) {
        return one(r, whole, list);
    }
    const char *at = strchr(name, '@');
    if (at && (strcmp(at, "@head") == 0 || strcmp(at, "@heads") == 0)) {
        char label[LONGEST_NAME];
        snprintf(label, sizeof label, "%.*s", (int)(at - name), name);
        return resolve_label_heads(r, label, at[5] == 's', list);
    }
    bool found = false;
    schemac_code code = resolve_prefix(r, name, list, &found);
    return code || found ? code : resolve_label(r, name, list);
}

/* What follows the revisions of a list; for the empty list the revisions without parents. Replaced ones only where
 * nothing else follows. */
static schemac_code followers(const resolver *r, schemac_revision_list from, schemac_revision_list *list)
{
    enum { NEXT = 1, REPLACED = 2 };
    unsigned char *flags = calloc(r->history->count + 1, 1);
    if (!flags) {
        return schemac_error_nomem(r->err);
    }
    bool current_way = false;
    for (size_t i = 0; i < (from.count ? from.count : 1); i++) {
        const schemac_revision *const *next = from.count ? from.items[i]->children : r->history->bases.items;
        size_t count = from.count ? from.items[i]->child_count : r->history->bases.count;
        for (size_t k = 0; k < count; k++) {
            flags[next[k]->index] = next[k]->replaced_by ? NEXT | REPLACED : NEXT;
            current_way = current_way || !next[k]->replaced_by;
        }
    }
    unsigned char mask = current_way ? NEXT | REPLACED : NEXT;
    schemac_code code = smig_select(r->history, flags, mask, NEXT, list, r->err);
    free(flags);
    return code;
}

/* `from` without the parents of `next`, and with `next`. */
static schemac_code step_over(const resolver *r, schemac_revision_list from, const schemac_revision *next,
                              schemac_revision_list *list)
{
    const schemac_revision **items = smig_alloc_pointers(&r->history->arena, from.count + 1);
    if (!items) {
        return schemac_error_nomem(r->err);
    }
    size_t count = 0;
    for (size_t i = 0; i < from.count; i++) {
        bool parent = false;
        for (size_t k = 0; k < next->parent_count; k++) {
            parent = parent || next->parents[k] == from.items[i];
        }
        if (!parent) {
            items[count++] = from.items[i];
        }
    }
    items[count++] = next;
    *list = (schemac_revision_list){items, count};
    return SCHEMAC_OK;
}

static schemac_code step_forwards(const resolver *r, schemac_revision_list *list)
{
    schemac_revision_list next = {0};
    schemac_code code = followers(r, *list, &next);
    if (code) {
        return code;
    }
    if (next.count == 0) {
        return schemac_error_set(r->err, SCHEMAC_INVALID, "\"%s\" goes beyond the newest revision", r->name);
    }
    if (next.count > 1) {
        code = fail_ambiguous(r, "more than one revision follows", next);
        schemac_error_hint(r->err, "Name the revision that you mean.");
        return code;
    }
    return step_over(r, *list, next.items[0], list);
}

static schemac_code step_backwards(const resolver *r, schemac_revision_list *list)
{
    if (list->count == 0) {
        return schemac_error_set(r->err, SCHEMAC_INVALID, "\"%s\" goes back beyond the first revision", r->name);
    }
    if (list->count > 1) {
        schemac_code code = fail_ambiguous(r, "the way back begins at more than one revision", *list);
        schemac_error_hint(r->err, "Name the revision that you mean.");
        return code;
    }
    const schemac_revision *from = list->items[0];
    *list = (schemac_revision_list){from->parents, from->parent_count};
    return SCHEMAC_OK;
}

/* Cuts `+N` or `-N` off the end of a name; 0 if it has none. Ids and labels have no sign in them. */
static int cut_steps(char *name)
{
    char *sign = strrchr(name, '+');
    char *minus = strrchr(name, '-');
    sign = !sign || (minus && minus > sign) ? minus : sign;
    if (!sign || sign[1] < '0' || sign[1] > '9') {
        return 0;
    }
    char *end;
    long steps = strtol(sign + 1, &end, 10);
    if (*end || steps > INT_MAX) {
        return 0;
    }
    steps = *sign == '-' ? -steps : steps;
    *sign = '\0';
    return (int)steps;
}

schemac_code schemac_history_resolve(schemac_history *history, const char *name, const schemac_position *position,
                                     schemac_revision_list *list, schemac_error *err)
{
    const resolver r = {history, position, name, err};
    char plain[LONGEST_NAME];
    if (*name == '\0' || strlen(name) >= sizeof plain) {
        return fail_unknown(&r, name);
    }
    memcpy(plain, name, strlen(name) + 1);
    int steps = cut_steps(plain);
    schemac_code code = resolve_plain(&r, plain, list);
    for (; code == SCHEMAC_OK && steps > 0; steps--) {
        code = step_forwards(&r, list);
    }
    for (; code == SCHEMAC_OK && steps < 0; steps++) {
        code = step_backwards(&r, list);
    }
    return code;
}

schemac_code schemac_history_resolve_range(schemac_history *history, const char *range,
                                           const schemac_position *position, schemac_revision_list *from,
                                           schemac_revision_list *to, schemac_error *err)
{
    char left[LONGEST_NAME] = "base";
    const char *colon = strchr(range, ':');
    const char *right = colon ? colon + 1 : range;
    if (colon && colon > range) {
        snprintf(left, sizeof left, "%.*s", (int)(colon - range), range);
    }
    schemac_code code = schemac_history_resolve(history, left, position, from, err);
    return code ? code : schemac_history_resolve(history, *right ? right : "heads", position, to, err);
}

schemac_code schemac_history_between(schemac_history *history, schemac_revision_list from, schemac_revision_list to,
                                     schemac_revision_list *list, schemac_error *err)
{
    enum { BEFORE_FROM = 1, BEFORE_TO = 2 };
    unsigned char *flags = calloc(history->count + 1, 1);
    if (!flags) {
        return schemac_error_nomem(err);
    }
    smig_mark_ancestors(history, from, flags, BEFORE_FROM);
    smig_mark_ancestors(history, to, flags, BEFORE_TO);
    schemac_code code = smig_select(history, flags, BEFORE_FROM | BEFORE_TO, BEFORE_TO, list, err);
    free(flags);
    return code;
}
