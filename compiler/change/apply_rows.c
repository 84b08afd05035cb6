/* Changes of partitions and rows. */
#include "compiler/change/apply.h"

#include <string.h>

typedef enum small_part { SMALL_PARTITION, SMALL_ROW } small_part;

static const char *const words[] = {"partition", "row"};

static change_owner in_model(const change *item)
{
    return (change_owner){"model", item->subject};
}

static change_parts *parts_of(change_table *table, small_part kind)
{
    return kind == SMALL_ROW ? &table->rows : &table->partitions;
}

static change_table *own_or_report(change_state *state, const change *item)
{
    change_table *found = change_state_own(state, item->subject);
    if (!found)
        change_report_missing(state->memory, state->diagnostics, item->span, (change_owner){"schema", {0}}, "model",
                              item->subject);
    return found;
}

static void touch(change_state *state, change_table *table, const change *item)
{
    table->stale = true;
    change_suspect(state, table, item->span);
}

static bool is_equal(const void *part, const change *item, small_part kind)
{
    return kind == SMALL_ROW ? model_row_equal(part, item->old_row) : model_partition_equal(part, item->old_partition);
}

/* The part that a change takes away or alters; NULL: it is not there, or is something else, and reported. */
static void *old_part(change_state *state, change_table *table, const change *item, small_part kind, str name)
{
    void *part = change_parts_get(parts_of(table, kind), name);
    if (!part)
        change_report_missing(state->memory, state->diagnostics, item->span, in_model(item), words[kind], name);
    else if (!is_equal(part, item, kind))
        change_report_differs(state->memory, state->diagnostics, item->span, in_model(item), words[kind], name);
    else
        return part;
    return NULL;
}

static bool is_free(change_state *state, change_table *table, const change *item, small_part kind, str name)
{
    bool there = change_parts_get(parts_of(table, kind), name) != NULL;
    if (there)
        change_report_double(state->memory, state->diagnostics, item->span, in_model(item), words[kind], name);
    return !there;
}

static void *copy_of(arena *a, const void *part, size_t size)
{
    void *copy = arena_alloc(a, size);
    memcpy(copy, part, size);
    return copy;
}

/* --- partitions --- */

void change_apply_add_partition(change_state *state, const change *item)
{
    change_table *table = own_or_report(state, item);
    const model_partition *now = item->new_partition;
    if (!table || !is_free(state, table, item, SMALL_PARTITION, now->name))
        return;
    change_parts_add(state->memory, &table->partitions, now->name, copy_of(state->memory, now, sizeof *now));
    touch(state, table, item);
}

void change_apply_drop_partition(change_state *state, const change *item)
{
    change_table *table = own_or_report(state, item);
    str name = item->old_partition->name;
    if (!table || !old_part(state, table, item, SMALL_PARTITION, name))
        return;
    change_parts_remove(&table->partitions, name);
    touch(state, table, item);
}

void change_apply_rename_partition(change_state *state, const change *item)
{
    change_table *table = own_or_report(state, item);
    const change_rename *rename = &item->rename;
    const model_partition *old = table ? change_parts_get(&table->partitions, rename->old_name) : NULL;
    if (table && !old)
        change_report_missing(state->memory, state->diagnostics, item->span, in_model(item), "partition",
                              rename->old_name);
    if (!old || !is_free(state, table, item, SMALL_PARTITION, rename->new_name))
        return;
    model_partition *copy = copy_of(state->memory, old, sizeof *old);
    copy->name = rename->new_name;
    change_parts_rename(state->memory, &table->partitions, rename->old_name, rename->new_name, copy);
    touch(state, table, item);
}

void change_apply_replace_partition(change_state *state, const change *item)
{
    change_table *table = own_or_report(state, item);
    const model_partition *now = item->new_partition;
    if (!table || !old_part(state, table, item, SMALL_PARTITION, item->old_partition->name))
        return;
    if (!str_eq(now->name, item->old_partition->name)) {
        change_report_differs(state->memory, state->diagnostics, item->span, in_model(item), "partition", now->name);
        return;
    }
    change_parts_set(&table->partitions, now->name, copy_of(state->memory, now, sizeof *now));
    touch(state, table, item);
}

/* --- rows --- */

void change_apply_add_row(change_state *state, const change *item)
{
    change_table *table = own_or_report(state, item);
    const model_row *now = item->new_row;
    if (!table || !is_free(state, table, item, SMALL_ROW, now->name))
        return;
    change_parts_add(state->memory, &table->rows, now->name, copy_of(state->memory, now, sizeof *now));
    change_users_add_row(state, table, now);
    touch(state, table, item);
}

void change_apply_drop_row(change_state *state, const change *item)
{
    change_table *table = own_or_report(state, item);
    if (!table || !old_part(state, table, item, SMALL_ROW, item->old_row->name))
        return;
    change_parts_remove(&table->rows, item->old_row->name);
    touch(state, table, item);
}

void change_apply_replace_row(change_state *state, const change *item)
{
    change_table *table = own_or_report(state, item);
    const model_row *now = item->new_row;
    if (!table || !old_part(state, table, item, SMALL_ROW, item->old_row->name))
        return;
    if (!str_eq(now->name, item->old_row->name)) {
        change_report_differs(state->memory, state->diagnostics, item->span, in_model(item), "row", now->name);
        return;
    }
    change_parts_set(&table->rows, now->name, copy_of(state->memory, now, sizeof *now));
    change_users_add_row(state, table, now);
    touch(state, table, item);
}
