/*
 * embedded.c - revisions that are part of a program: the same road as a folder's, on a connection of the program's
 * pool.
 */
#include "db/error.h"
#include "migrate/migrator.h"
#include "session/pool.h"

static schemac_code migrate_on(schemac_db *db, schemac_conn *conn, const schemac_migrations *migrations,
                               const schemac_migrate_options *options, schemac_error *err)
{
    schemac_history *history = NULL;
    schemac_migrator *migrator = NULL;
    schemac_sql_dialect dialect =
        schemac_conn_dialect(conn) == SCHEMAC_POSTGRESQL ? SCHEMAC_SQL_POSTGRESQL : SCHEMAC_SQL_SQLITE;
    schemac_code code = schemac_history_open_embedded(migrations, dialect, &history, err);
    if (code == SCHEMAC_OK) {
        code = smig_migrator_new(conn, false, schemac_db_url(db), history, options, &migrator, err);
    }
    if (code == SCHEMAC_OK) {
        code = schemac_migrator_upgrade(migrator, "heads", NULL, err);
    }
    schemac_migrator_close(migrator);
    schemac_history_close(history);
    return code;
}

schemac_code schemac_migrate(struct schemac_db *db, const schemac_migrations *migrations,
                             const schemac_migrate_options *options, schemac_error *err)
{
    schemac_conn *conn = NULL;
    schemac_code code = schemac_db_take(db, &conn, err);
    if (code == SCHEMAC_OK) {
        code = migrate_on(db, conn, migrations, options, err);
        schemac_db_give(db, conn);
    }
    return code;
}
