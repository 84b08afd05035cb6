/*
 * watch.c - who blocks a server process: asked again and again over a second connection, by a thread, while the first
 * connection waits.
 *
 * Once the wait has failed it is too late to ask. What cannot be had (a second connection, a thread) is done without.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "db/driver.h"
#include "db/error.h"
#include "migrate/migrator.h"

enum { LOOK_EVERY_MS = 50, CONNECT_MS = 3000 };

struct smig_watch {
    pthread_t thread;
    pthread_mutex_t mutex; /* over `stop` and `seen` */
    bool stop;
    char seen[512];
    char pid[24];
    char *url;
};

static const char question[] =
    "SELECT string_agg(format('process %s of user %s, application \"%s\", for %s s: %s', a.pid, a.usename,"
    " a.application_name, extract(epoch FROM now() - coalesce(a.xact_start, a.backend_start))::bigint,"
    " left(regexp_replace(a.query, '\\s+', ' ', 'g'), 80)), '; ')"
    " FROM unnest(pg_catalog.pg_blocking_pids($1::int)) b (pid) JOIN pg_catalog.pg_stat_activity a ON a.pid = b.pid";

static bool is_stopped(struct smig_watch *watch)
{
    pthread_mutex_lock(&watch->mutex);
    bool stop = watch->stop;
    pthread_mutex_unlock(&watch->mutex);
    return stop;
}

static bool look(struct smig_watch *watch, schemac_conn *conn)
{
    const char *parameters[] = {watch->pid};
    schemac_text_rows *rows = NULL;
    const schemac_str sql = {question, sizeof question - 1};
    if (schemac_conn_query(conn, sql, 1, parameters, &rows, NULL) != SCHEMAC_OK) {
        return false;
    }
    const char *blockers = rows->n_rows ? schemac_text_rows_get(rows, 0, 0) : NULL;
    if (blockers) {
        pthread_mutex_lock(&watch->mutex);
        schemac_error_text(watch->seen, sizeof watch->seen, blockers);
        pthread_mutex_unlock(&watch->mutex);
    }
    schemac_conn_free_rows(conn->driver, rows);
    return true;
}

static void *watch_all(void *data)
{
    struct smig_watch *watch = data;
    const schemac_conn_options options = {.connect_timeout_ms = CONNECT_MS};
    schemac_conn *conn = NULL;
    if (schemac_conn_open(watch->url, &options, &conn, NULL) == SCHEMAC_OK) {
        while (!is_stopped(watch) && look(watch, conn)) {
            smig_pause(LOOK_EVERY_MS);
        }
        schemac_conn_close(conn);
    }
    return NULL;
}

struct smig_watch *smig_watch_start(const char *url, const char *pid)
{
    struct smig_watch *watch = calloc(1, sizeof *watch);
    if (!watch) {
        return NULL;
    }
    schemac_error_text(watch->pid, sizeof watch->pid, pid);
    watch->url = strdup(url);
    pthread_mutex_init(&watch->mutex, NULL);
    if (!watch->url || pthread_create(&watch->thread, NULL, watch_all, watch) != 0) {
        pthread_mutex_destroy(&watch->mutex);
        free(watch->url);
        free(watch);
        return NULL;
    }
    return watch;
}

void smig_watch_stop(struct smig_watch *watch, char *seen, size_t size)
{
    if (!watch) {
        return;
    }
    pthread_mutex_lock(&watch->mutex);
    watch->stop = true;
    pthread_mutex_unlock(&watch->mutex);
    pthread_join(watch->thread, NULL);
    if (watch->seen[0]) {
        schemac_error_text(seen, size, watch->seen);
    }
    pthread_mutex_destroy(&watch->mutex);
    free(watch->url);
    free(watch);
}
