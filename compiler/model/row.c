/* Rows of lookup tables and partitions: what they are called, and when two are the same. */
#include "compiler/model/model.h"

#include <stdlib.h>

const model_cell *model_row_cell(const model_row *row, str field)
{
    VEC_EACH (const model_cell, &row->cells, cell)
        if (str_eq(cell->field, field))
            return cell;
    return NULL;
}

static int compare_texts(const void *left, const void *right)
{
    return str_cmp(*(const str *)left, *(const str *)right);
}

static str cell_text(arena *a, const model_cell *cell)
{
    writer out = writer_make(a);
    writer_str(&out, cell->field);
    writer_text(&out, ": ");
    expression_print(cell->value, &out);
    return writer_result(&out);
}

static const char only_for[] = " for ";

/* Empty where the row is there for all. */
static str only_dialect(const model_row *row)
{
    for (dialect_id id = 0; id < DIALECT_COUNT; id++)
        if (row->dialects == 1u << id)
            return str_from(dialect_name(id));
    return (str){0};
}

str model_row_name(arena *a, const model_row *row)
{
    str_list texts = {0};
    VEC_EACH (const str, &row->key, field) {
        const model_cell *cell = model_row_cell(row, *field);
        if (cell)
            VEC_PUSH(a, &texts, cell_text(a, cell));
    }
    if (texts.count > 1)
        qsort(texts.items, texts.count, sizeof *texts.items, compare_texts);
    writer out = writer_make(a);
    VEC_EACH (const str, &texts, text) {
        writer_text(&out, out.len ? ", " : "");
        writer_str(&out, *text);
    }
    str only = only_dialect(row);
    if (only.len)
        writer_format(&out, "%s%.*s", only_for, STR_ARGS(only));
    return writer_result(&out);
}

str model_row_key(const model_row *row)
{
    str only = only_dialect(row);
    return only.len ? str_slice(row->name, 0, row->name.len - only.len - (sizeof only_for - 1)) : row->name;
}

static bool keys_equal(const model_row *a, const model_row *b)
{
    if (a->key.count != b->key.count)
        return false;
    for (size_t i = 0; i < a->key.count; i++)
        if (!str_eq(a->key.items[i], b->key.items[i]))
            return false;
    return true;
}

/* Rows of one `data` mostly have their cells in one order, so that each is found at once; else by a map. */
static bool cells_equal(const model_row *a, const model_row *b)
{
    arena scratch = {0};
    map others = {0};
    bool equal = true;
    for (size_t i = 0; equal && i < a->cells.count; i++) {
        const model_cell *cell = &a->cells.items[i];
        const model_cell *other = &b->cells.items[i];
        if (!str_eq(cell->field, other->field)) {
            for (size_t k = 0; others.live == 0 && k < b->cells.count; k++)
                map_put(&scratch, &others, b->cells.items[k].field, &b->cells.items[k]);
            other = map_get(&others, cell->field);
        }
        equal = other && expression_equal(cell->value, other->value);
    }
    arena_free(&scratch);
    return equal;
}

bool model_row_equal(const model_row *a, const model_row *b)
{
    return a->dialects == b->dialects && keys_equal(a, b) && a->cells.count == b->cells.count && cells_equal(a, b);
}

bool model_partition_equal(const model_partition *a, const model_partition *b)
{
    return str_eq(a->name, b->name) && str_eq(a->bound, b->bound);
}

const model_member *model_fallback(const model_enum *item, const model_member *member, model_member_goes *goes,
                                   void *context)
{
    /* As many steps as there are members end every circle. */
    for (size_t i = 0; member && member->fallback.len && i < item->members.count; i++) {
        member = model_find_member(item, member->fallback);
        if (member && !goes(context, member))
            return member;
    }
    return NULL;
}
