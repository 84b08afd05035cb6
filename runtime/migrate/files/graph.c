/*
 * graph.c - the DAG of a history. Edges come from `Parent:`, `Parents:` and `Depends:`; only the first two make heads
 * and children. The order is topological and the same everywhere: among what could come next, the oldest comes first,
 * and of one age the smaller id. Everything is linear in revisions and edges, but for the heap's logarithm.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fail.h"
#include "history_private.h"

/* Sorting in progress. Until the order is known, revision->index is the place in history->order as the files came. */
typedef struct sorter {
    schemac_history *history;
    schemac_error *err;
    size_t *waiting;         /* edges into a revision from such as are not yet placed */
    size_t *first;           /* where its outgoing edges begin in `targets`; count + 1 items */
    size_t *targets;         /* indices of revisions */
    schemac_revision **heap; /* what may come next, least first */
    size_t heap_count;
    schemac_revision **sorted;
    size_t sorted_count;
} sorter;

static bool comes_before(const schemac_revision *left, const schemac_revision *right)
{
    if (left->up->created_at != right->up->created_at) {
        return left->up->created_at < right->up->created_at;
    }
    return strcmp(left->id, right->id) < 0;
}

static void heap_push(sorter *s, schemac_revision *revision)
{
    size_t at = s->heap_count++;
    while (at > 0 && comes_before(revision, s->heap[(at - 1) / 2])) {
        s->heap[at] = s->heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    s->heap[at] = revision;
}

static schemac_revision *heap_pop(sorter *s)
{
    schemac_revision *least = s->heap[0];
    schemac_revision *moved = s->heap[--s->heap_count];
    size_t at = 0;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= s->heap_count) {
            break;
        }
        if (child + 1 < s->heap_count && comes_before(s->heap[child + 1], s->heap[child])) {
            child++;
        }
        if (!comes_before(s->heap[child], moved)) {
            break;
        }
        s->heap[at] = s->heap[child];
        at = child;
    }
    s->heap[at] = moved;
    return least;
}

/* The revision that a header names; a squash stands for what it replaced and the folder has no more. */
static schemac_revision *find_named(const schemac_history *history, const char *id)
{
    schemac_revision *revision = smig_map_get(&history->ids, id);
    return revision ? revision : smig_map_get(&history->replacements, id);
}

/* Turns names into revisions. The same one twice counts once. */
static schemac_code link_names(schemac_history *history, schemac_revision *revision, const schemac_names *names,
                               const char *key, const schemac_revision *const **links, size_t *count,
                               schemac_error *err)
{
    const schemac_revision **found = smig_alloc_pointers(&history->arena, names->count);
    if (!found) {
        return schemac_error_nomem(err);
    }
    *count = 0;
    for (size_t i = 0; i < names->count; i++) {
        const schemac_revision *other = find_named(history, names->items[i]);
        if (!other) {
            schemac_error_set(err, SCHEMAC_INVALID, "\"%s\" names a revision that is not here: \"%s: %s\"",
                              revision->up->name, key, names->items[i]);
            smig_error_place(err, revision->up->path, revision->up->text, revision->up->length, 0);
            schemac_error_hint(err, "Bring its pair of files back, or correct the header.");
            return SCHEMAC_INVALID;
        }
        bool known = false;
        for (size_t k = 0; k < *count; k++) {
            known = known || found[k] == other;
        }
        if (!known) {
            found[(*count)++] = other;
        }
    }
    *links = found;
    return SCHEMAC_OK;
}

static schemac_code link_all(schemac_history *history, schemac_error *err)
{
    for (size_t i = 0; i < history->count; i++) {
        schemac_revision *revision = history->order[i];
        revision->index = i;
        schemac_code code = link_names(history, revision, &revision->up->parents, "Parent", &revision->parents,
                                       &revision->parent_count, err);
        if (code == SCHEMAC_OK) {
            code = link_names(history, revision, &revision->up->depends, "Depends", &revision->depends,
                              &revision->depend_count, err);
        }
        if (code) {
            return code;
        }
    }
    return SCHEMAC_OK;
}

/* The edge number `i` into a revision: parents first, then dependencies. */
static const schemac_revision *edge(const schemac_revision *revision, size_t i)
{
    return i < revision->parent_count ? revision->parents[i] : revision->depends[i - revision->parent_count];
}

static size_t edge_count(const schemac_revision *revision)
{
    return revision->parent_count + revision->depend_count;
}

static bool sorter_reserve(sorter *s)
{
    size_t count = s->history->count;
    size_t edges = 0;
    for (size_t i = 0; i < count; i++) {
        edges += edge_count(s->history->order[i]);
    }
    s->waiting = calloc(count + 1, sizeof *s->waiting);
    s->first = calloc(count + 2, sizeof *s->first);
    s->targets = calloc(edges + 1, sizeof *s->targets);
    s->heap = calloc(count + 1, sizeof(void *));
    s->sorted = smig_alloc_pointers(&s->history->arena, count);
    return s->waiting && s->first && s->targets && s->heap && s->sorted;
}

/* Outgoing edges as one array with the beginnings in `first`: counted, summed up, filled. */
static void collect_edges(sorter *s)
{
    size_t count = s->history->count;
    for (size_t i = 0; i < count; i++) {
        const schemac_revision *revision = s->history->order[i];
        s->waiting[i] = edge_count(revision);
        for (size_t k = 0; k < s->waiting[i]; k++) {
            s->first[edge(revision, k)->index + 2]++;
        }
    }
    for (size_t i = 1; i < count + 2; i++) {
        s->first[i] += s->first[i - 1];
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < s->waiting[i]; k++) {
            s->targets[s->first[edge(s->history->order[i], k)->index + 1]++] = i;
        }
    }
}

static void place_all(sorter *s)
{
    for (size_t i = 0; i < s->history->count; i++) {
        if (s->waiting[i] == 0) {
            heap_push(s, s->history->order[i]);
        }
    }
    while (s->heap_count) {
        schemac_revision *next = heap_pop(s);
        s->sorted[s->sorted_count++] = next;
        for (size_t k = s->first[next->index]; k < s->first[next->index + 1]; k++) {
            size_t target = s->targets[k];
            if (--s->waiting[target] == 0) {
                heap_push(s, s->history->order[target]);
            }
        }
    }
}

/* What could not be placed lies on a cycle or behind one; going back along what waits comes to it. */
static void fail_cycle(sorter *s)
{
    const schemac_history *history = s->history;
    size_t at = 0;
    while (s->waiting[at] == 0) {
        at++;
    }
    const schemac_revision *revision = history->order[at];
    smig_list seen = {0};
    while (s->waiting[revision->index] != SIZE_MAX) {
        size_t k = 0;
        s->waiting[revision->index] = SIZE_MAX;
        smig_list_add(&seen, history->order[revision->index]);
        while (s->waiting[edge(revision, k)->index] == 0) {
            k++;
        }
        revision = edge(revision, k);
    }
    size_t begin = 0;
    while (begin < seen.count && seen.items[begin] != (const void *)revision) {
        begin++;
    }
    char files[SCHEMAC_ERROR_MESSAGE_SIZE / 2];
    smig_name_files((schemac_revision_list){seen.failed ? NULL : (const schemac_revision *const *)seen.items + begin,
                                            seen.failed ? 0 : seen.count - begin},
                    files, sizeof files);
    schemac_error_set(s->err, SCHEMAC_INVALID, "the revisions form a cycle: %s", files);
    smig_error_place(s->err, revision->up->path, revision->up->text, revision->up->length, 0);
    smig_list_free(&seen);
}

static void sorter_free(sorter *s)
{
    free(s->waiting);
    free(s->first);
    free(s->targets);
    free(s->heap);
}

static schemac_code sort(schemac_history *history, schemac_error *err)
{
    sorter s = {.history = history, .err = err};
    if (!sorter_reserve(&s)) {
        sorter_free(&s);
        return schemac_error_nomem(err);
    }
    collect_edges(&s);
    place_all(&s);
    if (s.sorted_count < history->count) {
        fail_cycle(&s);
        sorter_free(&s);
        return SCHEMAC_INVALID;
    }
    for (size_t i = 0; i < history->count; i++) {
        s.sorted[i]->index = i;
    }
    history->order = s.sorted;
    sorter_free(&s);
    return SCHEMAC_OK;
}

/* Children in topological order: counted, given room, filled by walking in that order. */
static bool link_children(schemac_history *history)
{
    for (size_t i = 0; i < history->count; i++) {
        for (size_t k = 0; k < history->order[i]->parent_count; k++) {
            history->order[history->order[i]->parents[k]->index]->child_count++;
        }
    }
    for (size_t i = 0; i < history->count; i++) {
        schemac_revision *revision = history->order[i];
        revision->children = smig_alloc_pointers(&history->arena, revision->child_count);
        if (!revision->children) {
            return false;
        }
        revision->child_count = 0;
        for (size_t k = 0; k < revision->parent_count; k++) {
            schemac_revision *parent = history->order[revision->parents[k]->index];
            ((const schemac_revision **)parent->children)[parent->child_count++] = revision;
        }
    }
    return true;
}

/* A squash that lives beside a chain which has gone on: the chain's end is the head, not the squash. */
static bool chain_went_on(const schemac_history *history, const schemac_revision *squash)
{
    const schemac_names *replaces = &squash->up->replaces;
    for (size_t i = 0; i < replaces->count; i++) {
        const schemac_revision *old = smig_map_get(&history->ids, replaces->items[i]);
        for (size_t k = 0; old && k < old->child_count; k++) {
            if (old->children[k]->replaced_by != squash) {
                return true;
            }
        }
    }
    return false;
}

static bool is_head(const schemac_history *history, const schemac_revision *revision)
{
    return revision->child_count == 0 && !revision->replaced_by && !chain_went_on(history, revision);
}

static bool find_ends(schemac_history *history)
{
    const schemac_revision **heads = smig_alloc_pointers(&history->arena, history->count);
    const schemac_revision **bases = smig_alloc_pointers(&history->arena, history->count);
    if (!heads || !bases) {
        return false;
    }
    history->heads.items = heads;
    history->bases.items = bases;
    for (size_t i = 0; i < history->count; i++) {
        const schemac_revision *revision = history->order[i];
        if (is_head(history, revision)) {
            heads[history->heads.count++] = revision;
        }
        if (revision->parent_count == 0) {
            bases[history->bases.count++] = revision;
        }
    }
    return true;
}

static int compare_ids(const void *left, const void *right)
{
    return strcmp((*(schemac_revision *const *)left)->id, (*(schemac_revision *const *)right)->id);
}

static bool sort_by_name(schemac_history *history)
{
    history->by_name = smig_alloc_pointers(&history->arena, history->count);
    if (!history->by_name) {
        return false;
    }
    if (history->count) {
        memcpy(history->by_name, history->order, history->count * sizeof(void *));
        qsort(history->by_name, history->count, sizeof(void *), compare_ids);
    }
    return true;
}

schemac_code smig_graph_build(schemac_history *history, schemac_error *err)
{
    schemac_code code = link_all(history, err);
    if (code == SCHEMAC_OK) {
        code = sort(history, err);
    }
    if (code == SCHEMAC_OK && !(link_children(history) && find_ends(history) && sort_by_name(history))) {
        code = schemac_error_nomem(err);
    }
    return code;
}

void smig_mark_ancestors(const schemac_history *history, schemac_revision_list list, unsigned char *flags,
                         unsigned char bit)
{
    for (size_t i = 0; i < list.count; i++) {
        flags[list.items[i]->index] |= bit;
    }
    for (size_t i = history->count; i-- > 0;) {
        const schemac_revision *revision = history->order[i];
        for (size_t k = 0; (flags[i] & bit) && k < edge_count(revision); k++) {
            flags[edge(revision, k)->index] |= bit;
        }
    }
}

schemac_code smig_select(schemac_history *history, const unsigned char *flags, unsigned char mask, unsigned char value,
                         schemac_revision_list *list, schemac_error *err)
{
    size_t count = 0;
    for (size_t i = 0; i < history->count; i++) {
        count += (flags[i] & mask) == value;
    }
    const schemac_revision **items = smig_alloc_pointers(&history->arena, count);
    if (!items) {
        return schemac_error_nomem(err);
    }
    *list = (schemac_revision_list){items, count};
    for (size_t i = 0, k = 0; i < history->count; i++) {
        if ((flags[i] & mask) == value) {
            items[k++] = history->order[i];
        }
    }
    return SCHEMAC_OK;
}

void smig_name_files(schemac_revision_list list, char *buffer, size_t size)
{
    enum { SHOWN = 4 };
    size_t used = 0;
    buffer[0] = '\0';
    for (size_t i = 0; i < list.count && i < SHOWN && used < size; i++) {
        const char *between = i == 0 ? "" : i + 1 == list.count ? " and " : ", ";
        int written = snprintf(buffer + used, size - used, "%s\"%s\"", between, list.items[i]->up->name);
        used += written > 0 ? (size_t)written : 0;
    }
    if (list.count > SHOWN && used < size) {
        snprintf(buffer + used, size - used, " and %zu more", list.count - SHOWN);
    }
}
