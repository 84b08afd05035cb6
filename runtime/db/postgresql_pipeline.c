/* Statements sent ahead, on libpq's pipeline. One synchronisation stands at its end, so that nothing behind a failure
 * is run; the server is told to hand each statement's rows over at once all the same. */
#include <stdlib.h>

#include "db/error.h"
#include "db/postgresql.h"
#include "db/text.h"

#ifndef LIBPQ_HAS_PIPELINING
#error "libpq 14 or later is needed: older ones have no pipeline"
#endif

static bool is_open(const pg_conn *conn)
{
    return PQpipelineStatus(conn->pg) != PQ_PIPELINE_OFF;
}

static bool put(pg_conn *conn, const schemac_sent *sent)
{
    char *copy = NULL;
    const char *text = schemac_sql_terminated(sent->sql, &copy);
    bool good = text != NULL &&
                PQsendQueryParams(conn->pg, text, (int)sent->n_params, NULL, sent->params, NULL, NULL, 0) == 1 &&
                PQsendFlushRequest(conn->pg) == 1 && PQflush(conn->pg) == 0;
    free(copy);
    return good;
}

schemac_code schemac_pg_send(schemac_conn *base, const schemac_sent *sent, schemac_error *err)
{
    pg_conn *conn = schemac_pg_conn(base);
    schemac_pg_starts(conn);
    conn->dirty = true;
    if ((is_open(conn) || PQenterPipelineMode(conn->pg) == 1) && put(conn, sent)) {
        return SCHEMAC_OK;
    }
    return schemac_pg_failed(conn, NULL, sent->sql, err);
}

/* Behind the result of each statement stands a NULL. */
schemac_code schemac_pg_receive(schemac_conn *base, const schemac_sent *sent, schemac_text_rows **rows,
                                schemac_error *err)
{
    pg_conn *conn = schemac_pg_conn(base);
    schemac_code code = schemac_pg_text_rows(conn, PQgetResult(conn->pg), sent->sql, rows, err);
    if (code == SCHEMAC_OK) {
        PQclear(PQgetResult(conn->pg));
    }
    return code;
}

/* Two NULLs in a row: nothing comes any more, since the connection is gone. */
static void skip_to_end(pg_conn *conn)
{
    ExecStatusType status = PGRES_EMPTY_QUERY;
    for (int n_absent = 0; n_absent < 2 && status != PGRES_PIPELINE_SYNC;) {
        PGresult *result = PQgetResult(conn->pg);
        status = result == NULL ? PGRES_EMPTY_QUERY : PQresultStatus(result);
        n_absent = result == NULL ? n_absent + 1 : 0;
        PQclear(result);
    }
}

void schemac_pg_settle(schemac_conn *base)
{
    pg_conn *conn = schemac_pg_conn(base);
    if (!is_open(conn)) {
        return;
    }
    if (PQpipelineSync(conn->pg) == 1) {
        skip_to_end(conn);
    }
    PQexitPipelineMode(conn->pg);
}
