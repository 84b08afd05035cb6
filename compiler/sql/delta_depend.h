/* Inside of the room: what has to be dropped and made again because of what it stands on. Only for a database that
 * alters tables in place; a rebuilt table makes everything anew. */
#ifndef SCHEMAC_SQL_DELTA_DEPEND_H
#define SCHEMAC_SQL_DELTA_DEPEND_H

#include "compiler/sql/delta.h"

/* Marks generated columns, constraints and indexes over columns whose type changes, and the foreign keys of both sides.
 */
void delta_depend(sql_delta *delta);

#endif
