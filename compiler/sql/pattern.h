/* Inside of the room: patterns of LIKE in the words of SQLite's GLOB, which tells upper from lower case as LIKE does in
 * SQL. */
#ifndef SCHEMAC_SQL_PATTERN_H
#define SCHEMAC_SQL_PATTERN_H

#include "compiler/base/str.h"

/* The GLOB pattern that matches what the LIKE pattern (with a backslash as its escape) matches. In the arena. */
str pattern_glob(arena *a, str like);

#endif
