/* The way back, and equality: a change carries both of its sides, so its inverse is the same with the sides exchanged.
 */
#include "compiler/change/change.h"

static const change_kind_info infos[CHANGE_KIND_COUNT] = {
#define CHANGE(kind, name, inverse) [CHANGE_##kind] = {name, CHANGE_##inverse},
#include "compiler/change/change_kinds.def"
#undef CHANGE
};

const change_kind_info *change_info(change_kind kind)
{
    return &infos[kind];
}

bool change_alters_enum(change_kind kind)
{
    switch (kind) {
    case CHANGE_REPLACE_ENUM:
    case CHANGE_ADD_MEMBER:
    case CHANGE_DROP_MEMBER:
    case CHANGE_RENAME_MEMBER:
    case CHANGE_REPLACE_MEMBER:
    case CHANGE_REORDER_MEMBERS:
        return true;
    default:
        return false;
    }
}

/* After a rename of a model or enum the subject is called by the other name. */
static change invert_one(const change *item)
{
    const change_rename *rename = &item->rename;
    change inverse = *item;
    inverse.kind = infos[item->kind].inverse;
    inverse.rename = (change_rename){rename->new_name, rename->old_name, rename->new_database, rename->old_database};
    inverse.old_enum = item->new_enum;
    inverse.new_enum = item->old_enum;
    inverse.old_member = item->new_member;
    inverse.new_member = item->old_member;
    inverse.old_table = item->new_table;
    inverse.new_table = item->old_table;
    inverse.old_column = item->new_column;
    inverse.new_column = item->old_column;
    inverse.old_constraint = item->new_constraint;
    inverse.new_constraint = item->old_constraint;
    inverse.old_index = item->new_index;
    inverse.new_index = item->old_index;
    inverse.old_partition = item->new_partition;
    inverse.new_partition = item->old_partition;
    inverse.old_row = item->new_row;
    inverse.new_row = item->old_row;
    inverse.old_object = item->new_object;
    inverse.new_object = item->old_object;
    if (item->kind == CHANGE_RENAME_MODEL || item->kind == CHANGE_RENAME_ENUM || item->kind == CHANGE_RENAME_OBJECT)
        inverse.subject = rename->new_name;
    return inverse;
}

change_list change_invert(arena *a, const change_list *changes)
{
    change_list inverse = {0};
    for (size_t i = changes->count; i-- > 0;)
        VEC_PUSH(a, &inverse, invert_one(&changes->items[i]));
    return inverse;
}
