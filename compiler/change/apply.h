/* Inside of the room: what each kind of change does to a state. */
#ifndef SCHEMAC_CHANGE_APPLY_H
#define SCHEMAC_CHANGE_APPLY_H

#include "compiler/change/report.h"
#include "compiler/change/state.h"

typedef void change_apply_function(change_state *state, const change *item);

change_apply_function change_apply_add_enum, change_apply_drop_enum, change_apply_rename_enum,
    change_apply_replace_enum, change_apply_add_member, change_apply_drop_member, change_apply_rename_member,
    change_apply_replace_member, change_apply_reorder_members;
change_apply_function change_apply_add_object, change_apply_drop_object, change_apply_rename_object,
    change_apply_replace_object;
change_apply_function change_apply_add_model, change_apply_drop_model, change_apply_rename_model,
    change_apply_replace_model;
change_apply_function change_apply_add_column, change_apply_drop_column, change_apply_rename_column,
    change_apply_replace_column, change_apply_add_constraint, change_apply_drop_constraint,
    change_apply_rename_constraint, change_apply_add_index, change_apply_drop_index, change_apply_rename_index;
change_apply_function change_apply_add_partition, change_apply_drop_partition, change_apply_rename_partition,
    change_apply_replace_partition, change_apply_add_row, change_apply_drop_row, change_apply_replace_row;

/* Names through which a cycle of renames goes: `schemac_swap_1`, … */
bool change_is_temporary(str name);

/* What is remembered as the old name after a rename: the last real one. */
str change_remember(str was, str old_name);

#endif
