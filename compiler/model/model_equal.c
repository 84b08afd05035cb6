/* Equality of what a database knows. Lists whose order a database does not keep (columns, constraints, indexes) are
 * compared as sets through a map, so that everything here is linear. */
#include "compiler/model/expression_typed.h"
#include "compiler/model/key.h"
#include "compiler/model/object.h"

bool model_options_equal(const model_option_list *a, const model_option_list *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        if (!str_eq(a->items[i].name, b->items[i].name) || !str_eq(a->items[i].value, b->items[i].value))
            return false;
    }
    return true;
}

/* The same words, or words that mean the same in either table: what a column is may have changed between the two. */
static bool expressions_equal(const model_table *left, const expression *a, const model_table *right,
                              const expression *b)
{
    expression_scope before = {.table = left};
    expression_scope after = {.table = right};
    return expression_equal_typed(&before, a, &before, b) &&
           (left == right || expression_equal_typed(&after, a, &after, b));
}

static bool collations_equal(str a, str b)
{
    return str_eq(a, b) || (model_is_own_collation(a) && model_is_own_collation(b));
}

static bool keys_equal(str method, const model_table *left, const model_key_list *a, const model_table *right,
                       const model_key_list *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        const model_key *x = &a->items[i];
        const model_key *y = &b->items[i];
        if (!expressions_equal(left, x->value, right, y->value) || !model_same_collation(left, x, right, y) ||
            !model_same_opclass(method, left, x, right, y) || !str_eq(x->with_operator, y->with_operator) ||
            x->descending != y->descending || model_key_nulls_first(x) != model_key_nulls_first(y))
            return false;
    }
    return true;
}

/* "btree" is what an index is when nothing is said. */
static bool is_default_method(str method)
{
    return str_is_empty(method) || str_eq(method, STR("btree"));
}

static bool methods_equal(str a, str b)
{
    return str_eq(a, b) || (is_default_method(a) && is_default_method(b));
}

/* A default means what the column makes of it. */
static bool defaults_equal(const model_column *a, const model_column *b)
{
    expression_scope left = {.target = &a->type};
    expression_scope right = {.target = &b->type};
    return expression_equal_typed(&left, a->default_value, &right, b->default_value);
}

bool model_column_equal(const model_column *a, const model_column *b)
{
    return model_column_equal_in(NULL, a, NULL, b);
}

bool model_column_equal_in(const model_table *left, const model_column *a, const model_table *right,
                           const model_column *b)
{
    return str_eq(a->name, b->name) && str_eq(a->column, b->column) && model_type_equal(&a->type, &b->type) &&
           a->nullable == b->nullable && defaults_equal(a, b) && a->identity == b->identity &&
           model_options_equal(&a->identity_options, &b->identity_options) && a->generated == b->generated &&
           expressions_equal(left, a->generated_as, right, b->generated_as) &&
           collations_equal(a->collation, b->collation) && str_eq(a->storage, b->storage) &&
           str_eq(a->compression, b->compression) && str_eq(a->conflict, b->conflict) && str_eq(a->doc, b->doc) &&
           a->dialects == b->dialects;
}

static bool foreign_keys_equal(const model_constraint *a, const model_constraint *b)
{
    return str_eq(a->target, b->target) && str_list_equal(&a->target_columns, &b->target_columns) &&
           a->on_delete == b->on_delete && a->on_update == b->on_update && a->deferrable == b->deferrable &&
           a->initially_deferred == b->initially_deferred;
}

bool model_constraint_equal(const model_constraint *a, const model_constraint *b)
{
    return model_constraint_equal_in(NULL, a, NULL, b);
}

bool model_constraint_equal_in(const model_table *left, const model_constraint *a, const model_table *right,
                               const model_constraint *b)
{
    return a->kind == b->kind && str_eq(a->name, b->name) && str_list_equal(&a->columns, &b->columns) &&
           expressions_equal(left, a->check, right, b->check) && foreign_keys_equal(a, b) &&
           a->not_valid == b->not_valid && a->nulls_not_distinct == b->nulls_not_distinct &&
           str_eq(a->conflict, b->conflict) && str_list_equal(&a->include, &b->include) &&
           methods_equal(a->method, b->method) && keys_equal(a->method, left, &a->keys, right, &b->keys) &&
           expressions_equal(left, a->where, right, b->where) && a->dialects == b->dialects;
}

bool model_index_equal(const model_index *a, const model_index *b)
{
    return model_index_equal_in(NULL, a, NULL, b);
}

bool model_index_equal_in(const model_table *left, const model_index *a, const model_table *right, const model_index *b)
{
    return str_eq(a->name, b->name) && a->unique == b->unique && methods_equal(a->method, b->method) &&
           keys_equal(a->method, left, &a->keys, right, &b->keys) && str_list_equal(&a->include, &b->include) &&
           expressions_equal(left, a->where, right, b->where) && model_options_equal(&a->with, &b->with) &&
           a->nulls_not_distinct == b->nulls_not_distinct && str_eq(a->doc, b->doc) && a->dialects == b->dialects;
}

bool model_member_equal(const model_member *a, const model_member *b)
{
    return str_eq(a->name, b->name) && str_eq(a->label, b->label) && a->retired == b->retired &&
           str_eq(a->fallback, b->fallback);
}

bool model_enum_equal(const model_enum *a, const model_enum *b)
{
    if (!str_eq(a->name, b->name) || !str_eq(a->type_name, b->type_name) || !str_eq(a->schema, b->schema) ||
        a->storage != b->storage || a->dialects != b->dialects || a->members.count != b->members.count)
        return false;
    for (size_t i = 0; i < a->members.count; i++) {
        if (!model_member_equal(&a->members.items[i], &b->members.items[i]))
            return false;
    }
    return true;
}

/* The frame of a table: everything but its parts. */
bool model_table_frame_equal(const model_table *a, const model_table *b)
{
    return str_eq(a->name, b->name) && str_eq(a->table, b->table) && str_eq(a->schema, b->schema) &&
           str_eq(a->doc, b->doc) && a->unmanaged == b->unmanaged && a->unlogged == b->unlogged &&
           a->strict == b->strict && a->without_rowid == b->without_rowid &&
           model_options_equal(&a->storage, &b->storage) && str_eq(a->partition_by, b->partition_by) &&
           keys_equal(STR(""), a, &a->partition_keys, b, &b->partition_keys) && a->row_security == b->row_security &&
           a->force_row_security == b->force_row_security && a->dialects == b->dialects;
}

static bool columns_equal(const model_table *a, const model_table *b)
{
    if (a->columns.count != b->columns.count)
        return false;
    VEC_EACH (model_column *, &a->columns, column) {
        const model_column *other = model_find_column(b, (*column)->name);
        if (!other || !model_column_equal_in(a, *column, b, other))
            return false;
    }
    return true;
}

static bool constraints_equal(arena *a, const model_table *left, const model_table *right)
{
    if (left->constraints.count != right->constraints.count)
        return false;
    map by_name = {0};
    VEC_EACH (model_constraint *, &right->constraints, constraint)
        map_put(a, &by_name, (*constraint)->name, *constraint);
    VEC_EACH (model_constraint *, &left->constraints, constraint) {
        const model_constraint *other = map_get(&by_name, (*constraint)->name);
        if (!other || !model_constraint_equal_in(left, *constraint, right, other))
            return false;
    }
    return true;
}

static bool indexes_equal(arena *a, const model_table *left, const model_table *right)
{
    if (left->indexes.count != right->indexes.count)
        return false;
    map by_name = {0};
    VEC_EACH (model_index *, &right->indexes, index)
        map_put(a, &by_name, (*index)->name, *index);
    VEC_EACH (model_index *, &left->indexes, index) {
        const model_index *other = map_get(&by_name, (*index)->name);
        if (!other || !model_index_equal_in(left, *index, right, other))
            return false;
    }
    return true;
}

static bool partitions_equal(arena *a, const model_table *left, const model_table *right)
{
    if (left->partitions.count != right->partitions.count)
        return false;
    map by_name = {0};
    VEC_EACH (model_partition *, &right->partitions, partition)
        map_put(a, &by_name, (*partition)->name, *partition);
    VEC_EACH (model_partition *, &left->partitions, partition) {
        const model_partition *other = map_get(&by_name, (*partition)->name);
        if (!other || !model_partition_equal(*partition, other))
            return false;
    }
    return true;
}

static bool rows_equal(arena *a, const model_table *left, const model_table *right)
{
    if (left->rows.count != right->rows.count)
        return false;
    map by_name = {0};
    VEC_EACH (model_row *, &right->rows, row)
        map_put(a, &by_name, (*row)->name, *row);
    VEC_EACH (model_row *, &left->rows, row) {
        const model_row *other = map_get(&by_name, (*row)->name);
        if (!other || !model_row_equal(*row, other))
            return false;
    }
    return true;
}

static bool tables_equal(arena *a, const model_table *left, const model_table *right)
{
    return model_table_frame_equal(left, right) && columns_equal(left, right) && constraints_equal(a, left, right) &&
           indexes_equal(a, left, right) && partitions_equal(a, left, right) && rows_equal(a, left, right);
}

bool model_table_equal(const model_table *a, const model_table *b)
{
    arena scratch = {0};
    bool equal = tables_equal(&scratch, a, b);
    arena_free(&scratch);
    return equal;
}

static bool all_enums_equal(const model_schema *a, const model_schema *b)
{
    if (a->enums.live != b->enums.live)
        return false;
    MAP_EACH (&a->enums, entry) {
        const model_enum *other = model_find_enum(b, entry->key);
        if (!other || !model_enum_equal(entry->value, other))
            return false;
    }
    return true;
}

static bool all_tables_equal(arena *scratch, const model_schema *a, const model_schema *b)
{
    if (a->tables.live != b->tables.live)
        return false;
    MAP_EACH (&a->tables, entry) {
        const model_table *other = model_find_table(b, entry->key);
        if (!other || !tables_equal(scratch, entry->value, other))
            return false;
    }
    return true;
}

static bool all_objects_equal(const model_schema *a, const model_schema *b)
{
    if (a->objects.live != b->objects.live)
        return false;
    MAP_EACH (&a->objects, entry) {
        const model_object *other = map_get(&b->objects, entry->key);
        if (!other || !model_object_equal(entry->value, other))
            return false;
    }
    return true;
}

bool model_schema_equal(const model_schema *a, const model_schema *b)
{
    arena scratch = {0};
    bool equal = all_enums_equal(a, b) && all_tables_equal(&scratch, a, b) && all_objects_equal(a, b);
    arena_free(&scratch);
    return equal;
}
