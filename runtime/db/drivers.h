/* The drivers of this build, and what each shares with nobody but the choice between them. */
#ifndef SCHEMAC_DB_DRIVERS_H
#define SCHEMAC_DB_DRIVERS_H

#include "db/driver.h"

extern const schemac_driver schemac_driver_postgresql; /* with SCHEMAC_WITH_POSTGRESQL */
extern const schemac_driver schemac_driver_sqlite;     /* with SCHEMAC_WITH_SQLITE */

#endif
