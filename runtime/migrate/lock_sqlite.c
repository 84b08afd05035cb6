/*
 * lock_sqlite.c - an OS lock on a file beside the database, for as long as the migrator works.
 *
 * BEGIN IMMEDIATE alone cannot be held over a run, since some steps must stand outside a transaction (PRAGMA
 * foreign_keys). The database file itself cannot be locked: closing any descriptor of it would drop the locks that
 * SQLite has on it in this process. The kernel releases the lock when the process dies, however it dies. Each step
 * checks its row once more inside its own BEGIN IMMEDIATE, for file systems where locks do not hold.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "migrate/files/fail.h"
#include "migrate/migrator.h"

/* The path of the main database's file; "" for one in memory, which nobody else can see. */
static schemac_code find_file(schemac_migrator *m, char *path, size_t size, schemac_error *err)
{
    schemac_text_rows *rows;
    path[0] = '\0';
    schemac_code code = smig_query(m, "PRAGMA database_list", 0, NULL, &rows, err);
    if (code) {
        return code;
    }
    for (size_t i = 0; i < rows->n_rows; i++) {
        const char *file = schemac_text_rows_get(rows, i, 2);
        if (file && strcmp(schemac_text_rows_get(rows, i, 1), "main") == 0) {
            snprintf(path, size, "%s", file);
        }
    }
    smig_free_rows(m, &rows);
    return SCHEMAC_OK;
}

/* Is the open file still the one of that name? The holder before may have removed it meanwhile. */
static bool is_current(int descriptor, const char *path)
{
    struct stat opened;
    struct stat named;
    return fstat(descriptor, &opened) == 0 && stat(path, &named) == 0 && opened.st_dev == named.st_dev &&
           opened.st_ino == named.st_ino;
}

static void sign(int descriptor)
{
    char user[128];
    char text[256];
    smig_system_user(user, sizeof user);
    int length = snprintf(text, sizeof text, "process %ld of user %s", (long)getpid(), user);
    if (length > 0 && ftruncate(descriptor, 0) == 0) {
        /* Only for whoever waits to read; the lock holds without it. */
        ssize_t written = pwrite(descriptor, text, (size_t)length < sizeof text ? (size_t)length : sizeof text - 1, 0);
        (void)written;
    }
}

static void read_signature(int descriptor, char *holder, size_t size)
{
    ssize_t length = pread(descriptor, holder, size - 1, 0);
    holder[length > 0 ? length : 0] = '\0';
    if (holder[0] == '\0') {
        snprintf(holder, size, "another process");
    }
}

static schemac_code lock_file(schemac_migrator *m, const char *path, bool *taken, char *holder, size_t size,
                              schemac_error *err)
{
    int descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor < 0) {
        return smig_fail_io(err, "write the lock file", path, errno);
    }
    if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        int error_number = errno;
        read_signature(descriptor, holder, size);
        close(descriptor);
        return error_number == EWOULDBLOCK ? SCHEMAC_OK : smig_fail_io(err, "lock", path, error_number);
    }
    if (!is_current(descriptor, path)) {
        close(descriptor);
        snprintf(holder, size, "a process that has just ended");
        return SCHEMAC_OK;
    }
    m->lock.path = strdup(path);
    if (!m->lock.path) {
        close(descriptor);
        return schemac_error_nomem(err);
    }
    sign(descriptor);
    m->lock.descriptor = descriptor;
    *taken = true;
    return SCHEMAC_OK;
}

schemac_code smig_sqlite_lock_try(schemac_migrator *m, bool *taken, char *holder, size_t size, schemac_error *err)
{
    static const char ending[] = "-schemac-lock";
    char file[4096];
    char path[sizeof file + sizeof ending];
    *taken = false;
    schemac_code code = find_file(m, file, sizeof file, err);
    if (code || file[0] == '\0') {
        *taken = code == SCHEMAC_OK;
        return code;
    }
    snprintf(path, sizeof path, "%s%s", file, ending);
    return lock_file(m, path, taken, holder, size, err);
}

void smig_sqlite_lock_release(schemac_migrator *m)
{
    if (m->lock.descriptor >= 0) {
        unlink(m->lock.path);
        close(m->lock.descriptor);
    }
    free(m->lock.path);
    m->lock.path = NULL;
    m->lock.descriptor = -1;
}
