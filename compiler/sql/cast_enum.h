/* Inside of the room: how a column's values change when its enum does, or when it becomes or stops being one. */
#ifndef SCHEMAC_SQL_CAST_ENUM_H
#define SCHEMAC_SQL_CAST_ENUM_H

#include "compiler/sql/delta.h"

/* As sql_cast_column, where one of the types is an enum. */
void sql_cast_enum(const sql_delta *delta, sql_column_delta *item);

#endif
