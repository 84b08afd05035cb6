/* Inside of the room: which columns change their types in two revisions. See expand.h. */
#ifndef SCHEMAC_SQL_PLAN_EXPAND_SEARCH_H
#define SCHEMAC_SQL_PLAN_EXPAND_SEARCH_H

#include "compiler/sql/planner.h"

typedef struct expand_search {
    arena *memory;
    const sql_delta *delta;
    map old_fields; /* model -> map: field -> const sql_column_delta *, in order */
    map new_fields;
    map enums; /* whose types are made anew beside the old ones: name -> anything */
    size_t count;
} expand_search;

/* In the arena. Linear. */
expand_search expand_find(arena *a, const model_schema *before, const change_list *changes, const model_schema *after);

#endif
