/* The pool behind a schemac_db: what sessions and migrations take connections from.
 *
 * Safe for threads; a connection belongs to whoever took it until it is given back.
 */
#ifndef SCHEMAC_POOL_H
#define SCHEMAC_POOL_H

#include "db/driver.h"
#include "schemac/db.h"

/* The address as it was given to schemac_open, with its password: for opening further connections, never for output. */
const char *schemac_db_url(const schemac_db *db);
/* How the engine opens its connections; valid as long as the engine. */
const schemac_conn_options *schemac_db_conn_options(const schemac_db *db);

/* A connection outside any transaction, waiting as long as the options say. SCHEMAC_TIMEOUT, SCHEMAC_CONNECTION,
 * SCHEMAC_MISUSE (after fork). Give it back with schemac_db_give. */
schemac_code schemac_db_take(schemac_db *db, schemac_conn **conn, schemac_error *err);
/* Puts a connection back; one that is lost or whose state cannot be put right is closed instead. Takes NULL. */
void schemac_db_give(schemac_db *db, schemac_conn *conn);

#endif
