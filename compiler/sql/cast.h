/* Inside of the room: how the values of a column become those of another type (casts.def is the table). */
#ifndef SCHEMAC_SQL_CAST_H
#define SCHEMAC_SQL_CAST_H

#include "compiler/sql/delta.h"

/* Fills in what a change of type means for a column that stays: retyped, impossible, old_value, rewrites, loses, stale,
 * uses_time_zone. Nothing where the type and the way its values are stored stay the same. */
void sql_cast_column(const sql_delta *delta, const sql_table_delta *table, sql_column_delta *item);

#endif
