/* Statements of a session under way at once: those that were sent and not received yet, first come, first served. */
#include <stdlib.h>

#include "db/error.h"
#include "session/internal.h"

static bool append(schemac_pipeline *pipeline, const schemac_sent *sent)
{
    if (pipeline->n_sent == pipeline->room) {
        size_t room = pipeline->room == 0 ? 16 : pipeline->room * 2;
        schemac_sent *grown = realloc(pipeline->sent, room * sizeof *grown);
        if (grown == NULL) {
            return false;
        }
        pipeline->sent = grown;
        pipeline->room = room;
    }
    pipeline->sent[pipeline->n_sent++] = *sent;
    return true;
}

void schemac_pipeline_end(schemac_session *session)
{
    schemac_pipeline *pipeline = &session->pipeline;
    if (pipeline->n_sent > 0) {
        schemac_conn_settle(session->conn);
    }
    free(pipeline->sent);
    *pipeline = (schemac_pipeline){0};
}

static schemac_code fails(schemac_session *session, schemac_code code)
{
    schemac_pipeline_end(session);
    schemac_session_fails(session, true);
    return code;
}

schemac_code schemac_session_send(schemac_session *session, const char *sql, size_t n_params, const char *const *params,
                                  schemac_error *err)
{
    schemac_code code = schemac_session_usable(session, err);
    if (code != SCHEMAC_OK) {
        return code;
    }
    schemac_sent sent = {schemac_str_of(sql), n_params, params};
    if (!append(&session->pipeline, &sent)) {
        return fails(session, schemac_error_nomem(err));
    }
    session->n_run++;
    code = schemac_conn_send(session->conn, &sent, err);
    return code == SCHEMAC_OK ? code : fails(session, code);
}

schemac_code schemac_session_receive(schemac_session *session, const schemac_text_rows **out, schemac_error *err)
{
    *out = NULL;
    schemac_code code = schemac_session_usable(session, err);
    if (code != SCHEMAC_OK) {
        return code;
    }
    schemac_pipeline *pipeline = &session->pipeline;
    if (pipeline->n_sent == 0) {
        return schemac_error_set(err, SCHEMAC_MISUSE, "no statement was sent whose rows could be received");
    }
    schemac_text_rows *rows = NULL;
    code = schemac_conn_receive(session->conn, &pipeline->sent[pipeline->n_received++], &rows, err);
    if (code != SCHEMAC_OK) {
        return fails(session, code);
    }
    if (pipeline->n_received == pipeline->n_sent) {
        schemac_pipeline_end(session);
    }
    if (!schemac_memory_keep_texts(&session->memory, session->conn->driver, rows)) {
        return schemac_error_nomem(err);
    }
    *out = rows;
    return SCHEMAC_OK;
}
