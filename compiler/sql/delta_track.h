/* Inside of the room: following names through a list of changes. */
#ifndef SCHEMAC_SQL_DELTA_TRACK_H
#define SCHEMAC_SQL_DELTA_TRACK_H

#include "compiler/sql/delta.h"

/* One part by the name it has at this point of the list. */
typedef struct delta_origin {
    const void *old; /* what it was in the state before; NULL: made on the way */
    unsigned changed;
    const expression *using_value;
} delta_origin;

/* A table by the name it has at this point. The maps stay empty until something in them changes: until then, every part
 * is what it was before under the same name. */
typedef struct delta_track {
    const model_table *old_table;
    bool touched;
    bool has_columns, has_constraints, has_indexes;
    map columns;     /* field -> delta_origin * */
    map constraints; /* name -> delta_origin * */
    map indexes;
} delta_track;

typedef struct delta_enum_track {
    const model_enum *old_enum;
    bool touched;
    bool has_members;
    map members; /* name -> delta_origin * */
} delta_enum_track;

typedef struct delta_tracks {
    arena *memory;
    map tables; /* model -> delta_track * */
    map enums;  /* enum -> delta_enum_track * */
} delta_tracks;

delta_tracks delta_follow(arena *a, const model_schema *before, const change_list *changes);

/* Fills the maps of a table or an enum, so that its parts can be asked for. */
void delta_track_open(arena *a, delta_track *track);
void delta_enum_track_open(arena *a, delta_enum_track *track);

/* What a part of the state after was before, with what was said about it. `origin.old` is NULL for a new one. */
delta_origin delta_column_origin(const delta_track *track, str field);
delta_origin delta_constraint_origin(const delta_track *track, str name);
delta_origin delta_index_origin(const delta_track *track, str name);
delta_origin delta_member_origin(const delta_enum_track *track, str name);

#endif
