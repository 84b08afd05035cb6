/* One change: the row of its kind says which function carries it out. */
#include "compiler/change/apply.h"

typedef struct apply_row {
    change_apply_function *apply;
    bool keeps_pending; /* needs no name inside other parts to be up to date */
} apply_row;

static const apply_row rows[CHANGE_KIND_COUNT] = {
    [CHANGE_ADD_ENUM] = {change_apply_add_enum, false},
    [CHANGE_DROP_ENUM] = {change_apply_drop_enum, false},
    [CHANGE_RENAME_ENUM] = {change_apply_rename_enum, true},
    [CHANGE_REPLACE_ENUM] = {change_apply_replace_enum, false},
    [CHANGE_ADD_MEMBER] = {change_apply_add_member, false},
    [CHANGE_DROP_MEMBER] = {change_apply_drop_member, false},
    [CHANGE_RENAME_MEMBER] = {change_apply_rename_member, true},
    [CHANGE_REPLACE_MEMBER] = {change_apply_replace_member, false},
    [CHANGE_REORDER_MEMBERS] = {change_apply_reorder_members, false},
    [CHANGE_ADD_OBJECT] = {change_apply_add_object, true},
    [CHANGE_DROP_OBJECT] = {change_apply_drop_object, true},
    [CHANGE_RENAME_OBJECT] = {change_apply_rename_object, true},
    [CHANGE_REPLACE_OBJECT] = {change_apply_replace_object, true},
    [CHANGE_ADD_MODEL] = {change_apply_add_model, false},
    [CHANGE_DROP_MODEL] = {change_apply_drop_model, false},
    [CHANGE_RENAME_MODEL] = {change_apply_rename_model, true},
    [CHANGE_REPLACE_MODEL] = {change_apply_replace_model, false},
    [CHANGE_ADD_COLUMN] = {change_apply_add_column, false},
    [CHANGE_DROP_COLUMN] = {change_apply_drop_column, false},
    [CHANGE_RENAME_COLUMN] = {change_apply_rename_column, true},
    [CHANGE_REPLACE_COLUMN] = {change_apply_replace_column, false},
    [CHANGE_ADD_CONSTRAINT] = {change_apply_add_constraint, false},
    [CHANGE_DROP_CONSTRAINT] = {change_apply_drop_constraint, false},
    [CHANGE_RENAME_CONSTRAINT] = {change_apply_rename_constraint, true},
    [CHANGE_ADD_INDEX] = {change_apply_add_index, false},
    [CHANGE_DROP_INDEX] = {change_apply_drop_index, false},
    [CHANGE_RENAME_INDEX] = {change_apply_rename_index, true},
    [CHANGE_ADD_PARTITION] = {change_apply_add_partition, false},
    [CHANGE_DROP_PARTITION] = {change_apply_drop_partition, false},
    [CHANGE_RENAME_PARTITION] = {change_apply_rename_partition, true},
    [CHANGE_REPLACE_PARTITION] = {change_apply_replace_partition, false},
    [CHANGE_ADD_ROW] = {change_apply_add_row, false},
    [CHANGE_DROP_ROW] = {change_apply_drop_row, false},
    [CHANGE_REPLACE_ROW] = {change_apply_replace_row, false},
};

void change_state_apply_one(change_state *state, const change *item)
{
    const apply_row *row = &rows[item->kind];
    if (!row->keeps_pending)
        change_state_flush(state);
    row->apply(state, item);
}

bool change_is_temporary(str name)
{
    return str_starts_with(name, STR("schemac_swap_"));
}

str change_remember(str was, str old_name)
{
    return change_is_temporary(old_name) ? was : old_name;
}
