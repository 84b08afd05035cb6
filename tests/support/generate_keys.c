/* Edits of columns that foreign keys link: the ends of one change their types together, or, where the new type still
 * compares with the old one, sometimes not. */
#include "tests/support/generate_internal.h"

typedef struct linked {
    model_table *table;
    model_column *column;
} linked;
typedef VEC(linked) linked_list;

static bool is_listed(const linked_list *list, const model_column *column)
{
    VEC_EACH (const linked, list, it)
        if (it->column == column)
            return true;
    return false;
}

static void add(generator *g, linked_list *list, model_table *table, str field)
{
    model_column *column = table ? model_find_column(table, field) : NULL;
    linked found = {table, column};
    if (column && !is_listed(list, column))
        VEC_PUSH(g->memory, list, found);
}

static void follow(generator *g, linked_list *list, const linked *from, model_table *table, const model_constraint *key)
{
    model_table *target = model_find_table(g->schema, key->target);
    for (size_t i = 0; i < key->columns.count && i < key->target_columns.count; i++) {
        if (table == from->table && str_eq(key->columns.items[i], from->column->name))
            add(g, list, target, key->target_columns.items[i]);
        if (target == from->table && str_eq(key->target_columns.items[i], from->column->name))
            add(g, list, table, key->columns.items[i]);
    }
}

/* All columns that must have comparable types. */
static linked_list linked_with(generator *g, model_table *table, str field)
{
    linked_list list = {0};
    add(g, &list, table, field);
    for (size_t i = 0; i < list.count; i++) {
        linked from = list.items[i];
        MAP_EACH (&g->schema->tables, entry) {
            model_table *other = entry->value;
            VEC_EACH (model_constraint *const, &other->constraints, item)
                if ((*item)->kind == CONSTRAINT_FOREIGN_KEY)
                    follow(g, &list, &from, other, *item);
        }
    }
    return list;
}

static bool is_free(const linked_list *list)
{
    VEC_EACH (const linked, list, it)
        if (it->column->generated != GENERATED_NONE || it->table->partition_by.len || it->column->default_value)
            return false;
    return true;
}

static bool has_rows(const linked_list *list)
{
    VEC_EACH (const linked, list, it)
        if (it->table->rows.count)
            return true;
    return false;
}

static bool is_scalar(const model_type *type, scalar_kind scalar)
{
    return type->kind == TYPE_SCALAR && !type->dimensions && type->scalar == scalar;
}

static void retype_all(generator *g, const linked_list *list, scalar_kind scalar, unsigned chance)
{
    VEC_EACH (const linked, list, it) {
        if (!generate_chance(g, chance))
            continue;
        it->column->type.scalar = scalar;
        it->column->collation = it->column->storage = it->column->compression = (str){0};
        it->column->using_value = NULL;
    }
}

void generate_retype_key(generator *g)
{
    model_table *table = generate_some_table(g);
    model_column *column = table ? generate_some_column(g, table) : NULL;
    if (!column || !generate_is_in_key(g->schema, table, column->name))
        return;
    linked_list list = linked_with(g, table, column->name);
    bool integer = is_scalar(&column->type, SCALAR_INT) || is_scalar(&column->type, SCALAR_SMALLINT);
    if (!is_free(&list))
        return;
    if (integer)
        retype_all(g, &list, SCALAR_BIGINT, 80);
    else if (is_scalar(&column->type, SCALAR_UUID) && !has_rows(&list) && !generate_is_mentioned(table, column->name))
        retype_all(g, &list, SCALAR_TEXT, 100);
}
