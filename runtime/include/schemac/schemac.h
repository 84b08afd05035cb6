/* Everything a program needs besides its generated header. */
#ifndef SCHEMAC_SCHEMAC_H
#define SCHEMAC_SCHEMAC_H

#include "schemac/db.h"
#include "schemac/error.h"
#include "schemac/session.h"
#include "schemac/value.h"

#endif
