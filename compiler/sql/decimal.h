/* Inside of the room: decimals as text, never as floating point. */
#ifndef SCHEMAC_SQL_DECIMAL_H
#define SCHEMAC_SQL_DECIMAL_H

#include "compiler/base/str.h"

/* A number such as "-1.005" with `scale` digits behind the point, rounded half away from zero as the databases and the
 * runtime do it. A number with an exponent comes back as it is. In the arena. */
str decimal_rescale(arena *a, str number, unsigned scale);

#endif
