/* Equality of changes: what a database and the planner know of them. */
#include "compiler/change/change.h"

static bool renames_equal(const change_rename *a, const change_rename *b)
{
    return str_eq(a->old_name, b->old_name) && str_eq(a->new_name, b->new_name) &&
           str_eq(a->old_database, b->old_database) && str_eq(a->new_database, b->new_database);
}

/* Both or none must be there before their contents are compared. */
static bool same_presence(const void *a, const void *b)
{
    return (a == NULL) == (b == NULL);
}

static bool orders_equal(const model_enum *a, const model_enum *b)
{
    if (!a)
        return true;
    if (a->members.count != b->members.count)
        return false;
    for (size_t i = 0; i < a->members.count; i++)
        if (!str_eq(a->members.items[i].name, b->members.items[i].name))
            return false;
    return true;
}

static bool enum_options_equal(const model_enum *a, const model_enum *b)
{
    return !a || (str_eq(a->type_name, b->type_name) && str_eq(a->schema, b->schema) && a->storage == b->storage &&
                  a->dialects == b->dialects);
}

static bool enums_equal(change_kind kind, const model_enum *a, const model_enum *b)
{
    if (!same_presence(a, b))
        return false;
    if (kind == CHANGE_REORDER_MEMBERS)
        return orders_equal(a, b);
    if (kind == CHANGE_REPLACE_ENUM)
        return enum_options_equal(a, b);
    return !a || model_enum_equal(a, b);
}

static bool tables_equal(change_kind kind, const model_table *a, const model_table *b)
{
    if (!same_presence(a, b))
        return false;
    if (kind == CHANGE_REPLACE_MODEL)
        return !a || model_table_frame_equal(a, b);
    return !a || model_table_equal(a, b);
}

static bool members_equal(const model_member *a, const model_member *b)
{
    return same_presence(a, b) && (!a || model_member_equal(a, b));
}

static bool columns_equal(const model_column *a, const model_column *b)
{
    return same_presence(a, b) &&
           (!a || (model_column_equal(a, b) && expression_equal(a->using_value, b->using_value)));
}

static bool constraints_equal(const model_constraint *a, const model_constraint *b)
{
    return same_presence(a, b) && (!a || model_constraint_equal(a, b));
}

static bool indexes_equal(const model_index *a, const model_index *b)
{
    return same_presence(a, b) && (!a || (model_index_equal(a, b) && a->concurrently == b->concurrently));
}

static bool partitions_equal(const model_partition *a, const model_partition *b)
{
    return same_presence(a, b) && (!a || model_partition_equal(a, b));
}

static bool rows_equal(const model_row *a, const model_row *b)
{
    return same_presence(a, b) && (!a || model_row_equal(a, b));
}

static bool objects_equal(const change *a, const change *b)
{
    const model_object *sides[][2] = {{a->old_object, b->old_object}, {a->new_object, b->new_object}};
    for (size_t i = 0; i < 2; i++)
        if (!same_presence(sides[i][0], sides[i][1]) || (sides[i][0] && !model_object_equal(sides[i][0], sides[i][1])))
            return false;
    return a->kind != CHANGE_RENAME_OBJECT ||
           (a->object_kind == b->object_kind && a->object_dialects == b->object_dialects);
}

bool change_equal(const change *a, const change *b)
{
    return a->kind == b->kind && str_eq(a->subject, b->subject) && renames_equal(&a->rename, &b->rename) &&
           str_eq(a->before_member, b->before_member) && enums_equal(a->kind, a->old_enum, b->old_enum) &&
           enums_equal(a->kind, a->new_enum, b->new_enum) && members_equal(a->old_member, b->old_member) &&
           members_equal(a->new_member, b->new_member) && tables_equal(a->kind, a->old_table, b->old_table) &&
           tables_equal(a->kind, a->new_table, b->new_table) && columns_equal(a->old_column, b->old_column) &&
           columns_equal(a->new_column, b->new_column) && constraints_equal(a->old_constraint, b->old_constraint) &&
           constraints_equal(a->new_constraint, b->new_constraint) && indexes_equal(a->old_index, b->old_index) &&
           indexes_equal(a->new_index, b->new_index) && partitions_equal(a->old_partition, b->old_partition) &&
           partitions_equal(a->new_partition, b->new_partition) && rows_equal(a->old_row, b->old_row) &&
           rows_equal(a->new_row, b->new_row) && objects_equal(a, b);
}

bool change_list_equal(const change_list *a, const change_list *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!change_equal(&a->items[i], &b->items[i]))
            return false;
    return true;
}
