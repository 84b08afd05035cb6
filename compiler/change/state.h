/* Inside of the room: the state of a schema while changes pass over it.
 *
 * `schema` is always true to what was applied, but for two things that are put off because they would cost the whole
 * state each time: the lists of a touched table (change_table_settle brings them up) and names inside other parts after
 * a rename (change_state_flush follows up all renames since the last flush at once). A table or enum is copied when it
 * is first touched; everything else is shared with the schema that the state was opened on. */
#ifndef SCHEMAC_CHANGE_STATE_H
#define SCHEMAC_CHANGE_STATE_H

#include "compiler/change/change.h"

/* Names that were changed since the last flush. */
typedef struct change_renaming {
    str original;
    str current;
} change_renaming;

typedef struct change_renamings {
    VEC(change_renaming *) list;
    map by_current;
} change_renamings;

/* Remembers that `old_name` is called `new_name` now; chains and swaps are followed to the first name. */
void change_renamings_note(arena *a, change_renamings *renamings, str old_name, str new_name);
/* What `current` was called at the last flush. */
str change_renamings_original(const change_renamings *renamings, str current);
/* A map from the names at the last flush to change_renaming *. */
map change_renamings_map(arena *a, const change_renamings *renamings);

/* Parts of a table in their order, found by name in O(1). A part that was taken out leaves a NULL. */
typedef struct change_parts {
    VEC(void *) items;
    map index; /* name -> position + 1 */
} change_parts;

void *change_parts_get(const change_parts *parts, str name);
void change_parts_add(arena *a, change_parts *parts, str name, void *part);
void change_parts_set(change_parts *parts, str name, void *part);
void change_parts_remove(change_parts *parts, str name);
/* Puts `part` in the place of the one called `old_name`. */
void change_parts_rename(arena *a, change_parts *parts, str old_name, str new_name, void *part);

typedef struct change_table {
    str name;         /* the model's, at this moment */
    model_table *own; /* what stands in the schema, once it was touched */
    change_parts columns;
    change_parts constraints;
    change_parts indexes;
    change_parts partitions;
    change_parts rows;
    bool stale; /* the lists of `own` lag behind the parts */
    change_renamings columns_renamed;
    size_t flush_round; /* the last flush that visited it */
    source_span suspect_span;
    bool suspect; /* to be checked for references into nothing */
} change_table;

/* A member in a list that can be entered and left anywhere in O(1). */
typedef struct change_member {
    model_member member;
    struct change_member *before, *after;
} change_member;

typedef struct change_enum {
    str name;
    model_enum *own;
    change_member *first, *last;
    map members; /* name -> change_member * */
    bool stale;
    change_renamings members_renamed;
} change_enum;

typedef VEC(change_table *) change_table_list;

struct change_state {
    arena *memory;
    diagnostic_list *diagnostics; /* of the call at hand */
    model_schema *schema;
    map tables; /* model -> change_table *: the touched ones, or all once `users_known` */
    map enums;  /* enum -> change_enum *: the touched ones */
    change_table_list touched;
    VEC(change_enum *) touched_enums;
    change_renamings models_renamed;
    change_renamings enums_renamed;
    change_table_list columns_renamed;  /* tables with such columns */
    VEC(change_enum *) members_renamed; /* enums with such members */
    change_table_list suspects;
    bool users_known;
    map model_users; /* model -> change_table_list *: tables with a foreign key to it, perhaps more */
    map enum_users;  /* enum -> change_table_list *: tables that name it in a type or expression, perhaps more */
    size_t flush_round;
};

/* The table or enum for reading; NULL where there is none. */
const model_table *change_state_table(const change_state *state, str name);
const model_enum *change_state_enum(const change_state *state, str name);
/* The same, ready to be changed. */
change_table *change_state_own(change_state *state, str name);
change_enum *change_state_own_enum(change_state *state, str name);
/* The entry of a table that exists, without a copy. */
change_table *change_state_entry(change_state *state, str name);

/* Brings the lists of `own` up to the parts; returns `own`. */
model_table *change_table_settle(arena *a, change_table *table);
model_enum *change_enum_settle(arena *a, change_enum *item);

/* Follows up renames in everything that refers to the renamed. Before any change that is no rename. */
void change_state_flush(change_state *state);

/* One change. */
void change_state_apply_one(change_state *state, const change *item);

/* users.c: who refers to what. Registers what a part refers to; nothing before somebody has asked for users. */
void change_users_know(change_state *state);
void change_users_add_table(change_state *state, change_table *table, const model_table *content);
void change_users_add_column(change_state *state, change_table *table, const model_column *column);
void change_users_add_constraint(change_state *state, change_table *table, const model_constraint *constraint);
void change_users_add_index(change_state *state, change_table *table, const model_index *index);
void change_users_add_row(change_state *state, change_table *table, const model_row *row);
/* After renames: the lists follow. */
void change_users_rename(change_state *state, map *users, const change_renamings *renamings);

/* check.c: marks a table to be looked through at the end of the list; looks through all that are marked. */
void change_suspect(change_state *state, change_table *table, source_span span);
void change_suspect_users(change_state *state, const map *users, str name, source_span span);
void change_check_suspects(change_state *state);

/* rewrite.c: the same part under new names. Returns what it was given where nothing changes. */
typedef struct change_rewriter {
    arena *memory;
    const map *columns; /* of the table at hand; from old name to change_renaming *, as all below; NULL: none */
    const map *models;
    const map *enums;
    const map *members;        /* enum's old name -> map of its members */
    const map *target_columns; /* model's old name -> map of its columns */
} change_rewriter;
const expression *change_rewrite_expression(const change_rewriter *rewriter, const expression *e);
model_column *change_rewrite_column(const change_rewriter *rewriter, model_column *column);
model_constraint *change_rewrite_constraint(const change_rewriter *rewriter, model_constraint *constraint);
model_index *change_rewrite_index(const change_rewriter *rewriter, model_index *index);
model_row *change_rewrite_row(const change_rewriter *rewriter, model_row *row);
/* In place; true where something changes. */
bool change_rewrite_keys(const change_rewriter *rewriter, model_key_list *keys);

/* Calls `visit` for each expression of a part, its own sub-expressions aside. */
typedef void change_visit(void *context, const expression *e);
void change_column_expressions(const model_column *column, change_visit *visit, void *context);
void change_constraint_expressions(const model_constraint *constraint, change_visit *visit, void *context);
void change_index_expressions(const model_index *index, change_visit *visit, void *context);
void change_row_expressions(const model_row *row, change_visit *visit, void *context);

#endif
