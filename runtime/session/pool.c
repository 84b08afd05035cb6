/* The engine. One mutex guards the counts and the list of idle connections; connecting and resetting happen outside of
 * it. */
#include "session/pool.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "db/error.h"
#include "session/pooled.h"

enum { DEFAULT_CONNECTIONS = 8, DEFAULT_WAIT_MS = 30000, DEFAULT_STATEMENTS = 256 };

/* How many forks lie between the first program and this process. Cheaper to look at than getpid(), which is a call into
 * the kernel for every statement. */
static atomic_uint generation;
static pthread_once_t watch_once = PTHREAD_ONCE_INIT;

static void count_fork(void)
{
    atomic_fetch_add(&generation, 1);
}

static void watch_forks(void)
{
    pthread_atfork(NULL, NULL, count_fork);
}

struct schemac_db {
    pthread_mutex_t lock;
    pthread_cond_t freed;
    const schemac_driver *driver;
    char *url;
    char *display;
    char *application;
    schemac_conn_options conn_options;
    schemac_open_options options;
    schemac_pooled *idle;
    unsigned n_open; /* idle or taken */
    unsigned generation;
};

/* ---- opening and closing ---- */

static void take_options(schemac_db *db, const schemac_open_options *options)
{
    if (options != NULL) {
        db->options = *options;
    }
    schemac_open_options *o = &db->options;
    o->max_connections = o->max_connections == 0 ? DEFAULT_CONNECTIONS : o->max_connections;
    o->wait_ms = o->wait_ms == 0 ? DEFAULT_WAIT_MS : o->wait_ms;
    o->max_statements = o->max_statements == 0 ? DEFAULT_STATEMENTS : o->max_statements;
    if (db->driver->is_private(db->url)) {
        o->max_connections = 1; /* a second one would see another, empty database */
    }
    o->application = db->application;
    db->conn_options.connect_timeout_ms = o->connect_timeout_ms;
    db->conn_options.busy_ms = o->busy_ms;
    db->conn_options.statement_timeout_ms = o->statement_timeout_ms;
    db->conn_options.application = db->application;
    db->conn_options.observer = o->observer;
    db->conn_options.observer_arg = o->observer_arg;
    db->conn_options.read_only = o->read_only;
    db->conn_options.must_exist = o->must_exist;
}

static bool init_locks(schemac_db *db)
{
    pthread_condattr_t attr;
    if (pthread_condattr_init(&attr) != 0) {
        return false;
    }
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    bool cond = pthread_cond_init(&db->freed, &attr) == 0;
    pthread_condattr_destroy(&attr);
    if (!cond) {
        return false;
    }
    if (pthread_mutex_init(&db->lock, NULL) != 0) {
        pthread_cond_destroy(&db->freed);
        return false;
    }
    return true;
}

static void free_texts(schemac_db *db)
{
    free(db->url);
    free(db->display);
    free(db->application);
    free(db);
}

static schemac_db *db_new(const char *url, const schemac_driver *driver, const schemac_open_options *options)
{
    schemac_db *db = calloc(1, sizeof *db);
    if (db == NULL) {
        return NULL;
    }
    const char *application = options == NULL || options->application == NULL ? "schemac" : options->application;
    db->driver = driver;
    pthread_once(&watch_once, watch_forks);
    db->generation = atomic_load(&generation);
    db->url = strdup(url);
    db->display = driver->display(url);
    db->application = strdup(application);
    if (db->url == NULL || db->display == NULL || db->application == NULL || !init_locks(db)) {
        free_texts(db);
        return NULL;
    }
    take_options(db, options);
    return db;
}

schemac_code schemac_open(const char *url, const schemac_open_options *options, schemac_db **out, schemac_error *err)
{
    schemac_error local = SCHEMAC_ERROR_INIT;
    err = err == NULL ? &local : err;
    *out = NULL;
    const schemac_driver *driver = schemac_driver_for(url, err);
    if (driver == NULL) {
        return err->code;
    }
    schemac_db *db = db_new(url, driver, options);
    if (db == NULL) {
        return schemac_error_nomem(err);
    }
    if (!db->options.lazy) {
        schemac_conn *conn = NULL;
        schemac_code code = schemac_db_take(db, &conn, err);
        if (code != SCHEMAC_OK) {
            schemac_close(db);
            return code;
        }
        schemac_db_give(db, conn);
    }
    *out = db;
    return SCHEMAC_OK;
}

static void pooled_close(schemac_pooled *pooled)
{
    if (pooled != NULL) {
        pooled->conn->closing = true;
        schemac_cache_free(&pooled->cache, pooled->conn);
        schemac_conn_close(pooled->conn);
        free(pooled);
    }
}

/* In a child after fork the connections are the parent's: what belongs to them is left as it is. */
static void close_in_child(schemac_db *db)
{
    for (schemac_pooled *pooled = db->idle; pooled != NULL; pooled = pooled->next) {
        schemac_conn_abandon(pooled->conn);
    }
    free_texts(db);
}

void schemac_close(schemac_db *db)
{
    if (db == NULL) {
        return;
    }
    if (!schemac_db_is_ours(db)) {
        close_in_child(db);
        return;
    }
    while (db->idle != NULL) {
        schemac_pooled *pooled = db->idle;
        db->idle = pooled->next;
        pooled_close(pooled);
    }
    pthread_mutex_destroy(&db->lock);
    pthread_cond_destroy(&db->freed);
    free_texts(db);
}

/* ---- taking and giving ---- */

static struct timespec deadline_after(int ms)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_sec += ms / 1000;
    at.tv_nsec += (long)(ms % 1000) * 1000000;
    if (at.tv_nsec >= 1000000000) {
        at.tv_sec++;
        at.tv_nsec -= 1000000000;
    }
    return at;
}

/* An idle connection, or the right to open one (`*pooled` is NULL). */
static schemac_code reserve(schemac_db *db, int wait_ms, schemac_pooled **pooled, schemac_error *err)
{
    struct timespec deadline = deadline_after(wait_ms < 0 ? 0 : wait_ms);
    int waited = 0;
    pthread_mutex_lock(&db->lock);
    while (db->idle == NULL && db->n_open >= db->options.max_connections && waited != ETIMEDOUT && wait_ms > 0) {
        waited = pthread_cond_timedwait(&db->freed, &db->lock, &deadline);
    }
    schemac_code code = SCHEMAC_OK;
    *pooled = db->idle;
    if (*pooled != NULL) {
        db->idle = (*pooled)->next;
    } else if (db->n_open < db->options.max_connections) {
        db->n_open++;
    } else {
        code = SCHEMAC_TIMEOUT;
    }
    pthread_mutex_unlock(&db->lock);
    if (code != SCHEMAC_OK) {
        schemac_error_set(err, code, "all %u connections are in use, and none became free within %d ms",
                          db->options.max_connections, wait_ms < 0 ? 0 : wait_ms);
    }
    return code;
}

static void unreserve(schemac_db *db)
{
    pthread_mutex_lock(&db->lock);
    db->n_open--;
    pthread_cond_signal(&db->freed);
    pthread_mutex_unlock(&db->lock);
}

static schemac_code open_pooled(schemac_db *db, schemac_pooled **out, schemac_error *err)
{
    schemac_pooled *pooled = calloc(1, sizeof *pooled);
    if (pooled == NULL) {
        return schemac_error_nomem(err);
    }
    schemac_code code = schemac_conn_open(db->url, &db->conn_options, &pooled->conn, err);
    if (code != SCHEMAC_OK) {
        free(pooled);
        return code;
    }
    pooled->conn->pooled = pooled;
    pooled->cache.limit = db->options.max_statements;
    pooled->cache.unnamed = db->options.prepare == SCHEMAC_PREPARE_UNNAMED;
    *out = pooled;
    return SCHEMAC_OK;
}

schemac_code schemac_pool_take(schemac_db *db, int wait_ms, schemac_pooled **pooled, bool *fresh, schemac_error *err)
{
    *pooled = NULL;
    if (!schemac_db_is_ours(db)) {
        return schemac_error_set(err, SCHEMAC_MISUSE,
                                 "this process was forked: it must open the database again by itself");
    }
    schemac_code code = reserve(db, wait_ms == 0 ? db->options.wait_ms : wait_ms, pooled, err);
    *fresh = *pooled == NULL;
    if (code == SCHEMAC_OK && *fresh) {
        code = open_pooled(db, pooled, err);
        if (code != SCHEMAC_OK) {
            unreserve(db);
        }
    }
    return code;
}

void schemac_pool_drop(schemac_db *db, schemac_pooled *pooled)
{
    pooled_close(pooled);
    unreserve(db);
}

void schemac_pool_give(schemac_db *db, schemac_pooled *pooled)
{
    if (schemac_conn_tx_state(pooled->conn) == SCHEMAC_TX_LOST ||
        schemac_conn_reset(pooled->conn, NULL) != SCHEMAC_OK) {
        schemac_pool_drop(db, pooled);
        return;
    }
    pthread_mutex_lock(&db->lock);
    pooled->next = db->idle;
    db->idle = pooled;
    pthread_cond_signal(&db->freed);
    pthread_mutex_unlock(&db->lock);
}

schemac_code schemac_db_take(schemac_db *db, schemac_conn **conn, schemac_error *err)
{
    schemac_pooled *pooled = NULL;
    bool fresh = false;
    schemac_code code = schemac_pool_take(db, 0, &pooled, &fresh, err);
    *conn = code == SCHEMAC_OK ? pooled->conn : NULL;
    return code;
}

void schemac_db_give(schemac_db *db, schemac_conn *conn)
{
    if (conn != NULL) {
        schemac_pool_give(db, conn->pooled);
    }
}

/* ---- asking ---- */

schemac_dialect schemac_db_dialect(const schemac_db *db)
{
    return db->driver->dialect;
}

const char *schemac_db_name(const schemac_db *db)
{
    return db->display;
}

const char *schemac_db_url(const schemac_db *db)
{
    return db->url;
}

const schemac_conn_options *schemac_db_conn_options(const schemac_db *db)
{
    return &db->conn_options;
}

bool schemac_db_is_ours(const schemac_db *db)
{
    return db->generation == atomic_load_explicit(&generation, memory_order_relaxed);
}

schemac_code schemac_db_run(schemac_db *db, const char *sql, schemac_error *err)
{
    schemac_conn *conn = NULL;
    schemac_code code = schemac_db_take(db, &conn, err);
    if (code == SCHEMAC_OK) {
        code = schemac_conn_script(conn, schemac_str_of(sql), err);
        schemac_db_give(db, conn);
    }
    return code;
}

const char *schemac_version(void)
{
    return SCHEMAC_VERSION_TEXT;
}
