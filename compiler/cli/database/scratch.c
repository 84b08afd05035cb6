/* Scratch databases. The one on a server must be dropped even when this process is killed, so that is not left to this
 * process: a second one, made before, waits at the reading end of a pipe that nobody ever writes to. It wakes up when
 * the last writing end is closed, by scratch_close or by the kernel, and drops the database. */
#define _GNU_SOURCE
#include "compiler/cli/database/scratch.h"

#include "compiler/cli/state.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { DROP_ATTEMPTS = 50, DROP_PAUSE_MS = 100 };

struct scratch {
    schemac_db *db;
    str url;  /* of the scratch database */
    str name; /* empty for SQLite */
    int pipe_end;
    pid_t janitor;
};

/* --- the process that drops --- */

static void pause_ms(long milliseconds)
{
    struct timespec pause = {milliseconds / 1000, milliseconds % 1000 * 1000000L};
    (void)nanosleep(&pause, NULL);
}

/* Whoever is still connected is sent away: a statement that this process was killed in. */
static bool drop_database(cli *c, const char *server, str name)
{
    str sql = str_format(&c->memory,
                         "SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity "
                         "WHERE datname = '%.*s'",
                         STR_ARGS(name));
    str drop = str_format(&c->memory, "DROP DATABASE IF EXISTS %.*s", STR_ARGS(name));
    for (int i = 0; i < DROP_ATTEMPTS; i++) {
        schemac_error err = SCHEMAC_ERROR_INIT;
        schemac_db *db = NULL;
        bool done = schemac_open(server, NULL, &db, &err) == SCHEMAC_OK &&
                    schemac_db_run(db, sql.ptr, &err) == SCHEMAC_OK && schemac_db_run(db, drop.ptr, &err) == SCHEMAC_OK;
        schemac_close(db);
        if (done)
            return true;
        pause_ms(DROP_PAUSE_MS);
    }
    return false;
}

/* A key pressed at the terminal is for the parent; this process ends only when its work is done. */
static void be_janitor(cli *c, const int ends[2], const char *server, str name)
{
    static const int ignored[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE};
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++)
        (void)signal(ignored[i], SIG_IGN);
    (void)setsid();
    int nothing = open("/dev/null", O_RDWR);
    for (int end = 0; nothing >= 0 && end <= 2; end++)
        (void)dup2(nothing, end);
    close(ends[1]);
    char byte;
    while (read(ends[0], &byte, 1) < 0 && errno == EINTR) {
        /* a signal */
    }
    _exit(drop_database(c, server, name) ? 0 : 1);
}

static bool start_janitor(cli *c, scratch *s, const char *server)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return false;
    s->janitor = fork();
    if (s->janitor == 0)
        be_janitor(c, ends, server, s->name);
    close(ends[0]);
    s->pipe_end = ends[1];
    return s->janitor > 0;
}

/* --- the database --- */

/* The same server, another database: libpq lets a later word override an earlier one. */
static str address_of(cli *c, str server, str name)
{
    if (str_starts_with(server, STR("postgresql:")) || str_starts_with(server, STR("postgres:")))
        return str_format(&c->memory, "%.*s%cdbname=%.*s", STR_ARGS(server),
                          str_find(server, '?') < server.len ? '&' : '?', STR_ARGS(name));
    return str_format(&c->memory, "%.*s dbname=%.*s", STR_ARGS(server), STR_ARGS(name));
}

/* Distinct among all processes that may use the server at once; lower case, so that it needs no quotes. */
static str new_name(cli *c)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_REALTIME, &now);
    str seed = str_format(&c->memory, "%ld %ld.%ld", (long)getpid(), (long)now.tv_sec, now.tv_nsec);
    return str_format(&c->memory, "schemac_scratch_%.16s", str_hash_hex(&c->memory, seed).ptr);
}

static bool open_at(cli *c, scratch *s, exit_status *status)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    if (schemac_open(s->url.ptr, NULL, &s->db, &err) == SCHEMAC_OK)
        return true;
    *status = fail_runtime(c, &err);
    return false;
}

/* Otherwise there would be nothing to drop, and nobody to say so in vain. */
static bool answers(const char *server, schemac_error *err)
{
    schemac_db *db = NULL;
    bool open = schemac_open(server, NULL, &db, err) == SCHEMAC_OK;
    schemac_close(db);
    return open;
}

static bool create_database(cli *c, scratch *s, exit_status *status)
{
    str server = str_copy(&c->memory, project_text(c, SETTING_DEV_URL));
    if (!server.len) {
        *status = fail(c, EXIT_USAGE,
                       "SQL for PostgreSQL is loaded into a scratch database: say with --dev-url (or in the project "
                       "file) on which server it may be made and dropped");
        return false;
    }
    schemac_error err = SCHEMAC_ERROR_INIT;
    if (!answers(server.ptr, &err)) {
        *status = fail_runtime(c, &err);
        return false;
    }
    s->name = new_name(c);
    s->url = address_of(c, server, s->name);
    if (!start_janitor(c, s, server.ptr)) {
        *status = fail(c, EXIT_USAGE, "no process can be made that drops the scratch database");
        return false;
    }
    schemac_db *db = NULL;
    str sql = str_format(&c->memory, "CREATE DATABASE %.*s TEMPLATE template0", STR_ARGS(s->name));
    bool made =
        schemac_open(server.ptr, NULL, &db, &err) == SCHEMAC_OK && schemac_db_run(db, sql.ptr, &err) == SCHEMAC_OK;
    schemac_close(db);
    if (!made)
        *status = fail_runtime(c, &err);
    return made;
}

scratch *scratch_open(cli *c, dialect_id dialect, exit_status *status)
{
    scratch *s = ARENA_NEW(&c->memory, scratch);
    *s = (scratch){.url = STR("sqlite::memory:"), .pipe_end = -1};
    if ((dialect == DIALECT_SQLITE || create_database(c, s, status)) && open_at(c, s, status))
        return s;
    scratch_close(c, s);
    return NULL;
}

/* What the text sets in its session (pg_dump's does) is not to be seen by who reads the catalog. */
static bool open_again(cli *c, scratch *s, exit_status *status)
{
    if (!s->name.len)
        return true;
    schemac_close(s->db);
    s->db = NULL;
    return open_at(c, s, status);
}

bool scratch_load(cli *c, scratch *s, str path, exit_status *status)
{
    str text;
    file_status read = file_read(&c->memory, path, &text);
    if (read.failed) {
        *status = fail_file(c, read);
        return false;
    }
    schemac_error err = SCHEMAC_ERROR_INIT;
    if (str_trim(text).len && schemac_db_run(s->db, text.ptr, &err)) {
        fail(c, EXIT_SCHEMA, "%.*s cannot be loaded", STR_ARGS(path));
        (void)fail_runtime(c, &err);
        *status = EXIT_SCHEMA;
        return false;
    }
    return open_again(c, s, status);
}

schemac_db *scratch_db(scratch *s)
{
    return s->db;
}

void scratch_close(cli *c, scratch *s)
{
    if (!s)
        return;
    schemac_close(s->db);
    s->db = NULL;
    if (s->pipe_end >= 0)
        close(s->pipe_end);
    int outcome = 0;
    if (s->janitor <= 0)
        return;
    while (waitpid(s->janitor, &outcome, 0) < 0 && errno == EINTR) {
        /* a signal */
    }
    if (outcome != 0)
        talk(c, "the scratch database %.*s could not be dropped", STR_ARGS(s->name));
    s->janitor = 0;
}
