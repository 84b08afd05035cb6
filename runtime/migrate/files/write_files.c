/*
 * write_files.c - several new files at once: all or none, and never over one that exists.
 *
 * Each is written and synced under a name that begins with a dot (the reader passes over those) in its own
 * folder, and then linked to its name, which fails if that is taken. Should the process be killed between two links,
 * the reader of the folder finds half a pair and says so.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fail.h"
#include "write.h"

static int write_all(int descriptor, const char *text, size_t length)
{
    while (length) {
        ssize_t written = write(descriptor, text, length);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return written < 0 ? errno : ENOSPC;
        }
        text += written;
        length -= (size_t)written;
    }
    return 0;
}

static char *temporary_path(const smig_new_file *file)
{
    size_t size = strlen(file->folder) + strlen(file->name) + 32;
    char *path = malloc(size);
    if (path) {
        snprintf(path, size, "%s/.%s.%ld", file->folder, file->name, (long)getpid());
    }
    return path;
}

static schemac_code write_temporary(smig_new_file *file, schemac_error *err)
{
    char *path = temporary_path(file);
    if (!path) {
        return schemac_error_nomem(err);
    }
    int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor < 0) {
        int error_number = errno;
        free(path);
        return smig_fail_io(err, "write", file->path, error_number);
    }
    file->temporary = path;
    int error_number = write_all(descriptor, file->text, file->length);
    if (!error_number && fsync(descriptor) != 0) {
        error_number = errno;
    }
    if (close(descriptor) != 0 && !error_number) {
        error_number = errno;
    }
    return error_number ? smig_fail_io(err, "write", file->path, error_number) : SCHEMAC_OK;
}

/* For file systems without links: take the name with an empty file, then rename over that. */
static int move_in_place(smig_new_file *file)
{
    int descriptor = open(file->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor < 0) {
        return errno;
    }
    close(descriptor);
    file->linked = true;
    return rename(file->temporary, file->path) == 0 ? 0 : errno;
}

static schemac_code link_in_place(smig_new_file *file, schemac_error *err)
{
    int error_number = link(file->temporary, file->path) == 0 ? 0 : errno;
    if (error_number == EPERM || error_number == EOPNOTSUPP || error_number == ENOSYS) {
        error_number = move_in_place(file);
    }
    if (error_number == EEXIST) {
        schemac_error_set(err, SCHEMAC_CONFLICT, "\"%s\" exists and is not written over", file->path);
        return SCHEMAC_CONFLICT;
    }
    file->linked = file->linked || error_number == 0;
    return error_number ? smig_fail_io(err, "write", file->path, error_number) : SCHEMAC_OK;
}

static schemac_code sync_folder(const char *folder, schemac_error *err)
{
    int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) {
        return smig_fail_io(err, "sync the folder", folder, errno);
    }
    /* EINVAL: the file system has no way to sync a folder. */
    int error_number = fsync(descriptor) == 0 || errno == EINVAL ? 0 : errno;
    close(descriptor);
    return error_number ? smig_fail_io(err, "sync the folder", folder, error_number) : SCHEMAC_OK;
}

static schemac_code write_and_link(smig_new_file *files, size_t count, schemac_error *err)
{
    schemac_code code = SCHEMAC_OK;
    for (size_t i = 0; code == SCHEMAC_OK && i < count; i++) {
        code = write_temporary(&files[i], err);
    }
    for (size_t i = 0; code == SCHEMAC_OK && i < count; i++) {
        code = link_in_place(&files[i], err);
    }
    for (size_t i = 0; code == SCHEMAC_OK && i < count; i++) {
        code = sync_folder(files[i].folder, err);
    }
    return code;
}

schemac_code smig_write_files(smig_new_file *files, size_t count, schemac_error *err)
{
    schemac_code code = write_and_link(files, count, err);
    for (size_t i = 0; i < count; i++) {
        if (files[i].temporary) {
            unlink(files[i].temporary);
            free(files[i].temporary);
            files[i].temporary = NULL;
        }
        if (code && files[i].linked) {
            unlink(files[i].path);
            files[i].linked = false;
        }
    }
    return code;
}

schemac_code smig_make_folder(const char *folder, bool *made, schemac_error *err)
{
    struct stat status;
    *made = mkdir(folder, 0777) == 0;
    if (*made || (stat(folder, &status) == 0 && S_ISDIR(status.st_mode))) {
        return SCHEMAC_OK;
    }
    return smig_fail_io(err, "make the folder", folder, errno == EEXIST ? ENOTDIR : errno);
}
