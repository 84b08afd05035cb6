/* A change that would write a table in use anew, in two revisions.
 *
 * The first expands: beside the column comes a helper of the new type (schemac_new_…), a trigger that keeps the two
 * alike whichever is written, the values of the rows that are there in batches, and what the new column needs: not
 * null, checks, foreign keys, keys and indexes, all in the careful forms and under names of their own. The second
 * contracts: in one short transaction the trigger and the old column go, and the helper and its parts take the names.
 * A primary key takes over the unique index of its double, and a counter goes on where it was. In between both columns
 * can be used. Both have a way back; that of the second is the same road in the other direction.
 *
 * An enum of which members go or change places has a second type for that time, and all its columns a helper of it.
 *
 * The change of the type belongs to the second: after the first the schema is still the old one, for the helper is
 * nobody's business. What else changes belongs to the first, except what depends on the new type, and another name of
 * the column. */
#ifndef SCHEMAC_SQL_EXPAND_H
#define SCHEMAC_SQL_EXPAND_H

#include "compiler/sql/plan.h"

typedef struct expand_split {
    bool wanted;                 /* else everything is one revision, as always */
    change_list first;           /* what the revision that expands says; may be empty */
    const model_schema *between; /* the state behind it */
    change_list second;
} expand_split;

/* Cuts the changes. The same for every dialect; only PostgreSQL has something to expand. A change keeps the usual form
 * where the column is a part of an exclusion constraint or of a generated column; where the primary key takes other
 * columns; where its table is partitioned or its rows of data change, or a partitioned table points to the column;
 * where it is renamed, too, and the names are not free, views or functions change, or the author wrote a conversion;
 * and where an enum's own list of labels is what changes. Lives in the arena. Linear. */
expand_split expand_changes(arena *a, const model_schema *before, const change_list *changes);

typedef struct expand_plans {
    plan *expand_up, *expand_down;
    plan *contract_up, *contract_down;
} expand_plans;

/* The plans of a split that is wanted, in a dialect; those of SQLite are the plain ones. Reports as plan_make does; the
 * plans are good for nothing after an error. */
expand_plans expand_plan(arena *a, const model_schema *before, const expand_split *split, dialect_id dialect,
                         diagnostic_list *diagnostics);

#endif
