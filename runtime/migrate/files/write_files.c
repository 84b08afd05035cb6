/*
 * write_files.c - several new files at once: all or none, and never over one that exists.
 *
 * A note (unfinished.h) says first what is coming. Then each file is written and synced under a name that begins with a
 * dot (the reader passes over those) in its own folder, and linked to its name, which fails if that is taken. With the
 * note gone they count.
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

schemac_code smig_write_durably(int descriptor, const char *path, const char *text, size_t length, schemac_error *err)
{
    int error_number = write_all(descriptor, text, length);
    if (!error_number && fsync(descriptor) != 0) {
        error_number = errno;
    }
    return error_number ? smig_fail_io(err, "write", path, error_number) : SCHEMAC_OK;
}

char *smig_temporary_path(const char *path, const char *process)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    size_t size = strlen(path) + strlen(process) + 3;
    char *temporary = malloc(size);
    if (temporary) {
        snprintf(temporary, size, "%.*s.%s.%s", (int)(name - path), path, name, process);
    }
    return temporary;
}

static schemac_code write_temporary(smig_new_file *file, schemac_error *err)
{
    char process[32];
    snprintf(process, sizeof process, "%ld", (long)getpid());
    char *path = smig_temporary_path(file->path, process);
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
    schemac_code code = smig_write_durably(descriptor, file->path, file->text, file->length, err);
    if (close(descriptor) != 0 && code == SCHEMAC_OK) {
        code = smig_fail_io(err, "write", file->path, errno);
    }
    return code;
}

static schemac_code fail_exists(const smig_new_file *file, schemac_error *err)
{
    return schemac_error_set(err, SCHEMAC_CONFLICT, "\"%s\" exists and is not written over", file->path);
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
        return fail_exists(file, err);
    }
    file->linked = file->linked || error_number == 0;
    return error_number ? smig_fail_io(err, "write", file->path, error_number) : SCHEMAC_OK;
}

schemac_code smig_sync_folder(const char *folder, schemac_error *err)
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
        code = smig_sync_folder(files[i].folder, err);
    }
    return code;
}

/* What stood there before us must not be named by our note. */
static schemac_code check_free(const smig_new_file *files, size_t count, schemac_error *err)
{
    for (size_t i = 0; i < count; i++) {
        if (access(files[i].path, F_OK) == 0) {
            return fail_exists(&files[i], err);
        }
    }
    return SCHEMAC_OK;
}

static void remove_names(smig_new_file *files, size_t count, bool all)
{
    for (size_t i = 0; i < count; i++) {
        if (files[i].temporary) {
            unlink(files[i].temporary);
            free(files[i].temporary);
            files[i].temporary = NULL;
        }
        if (all && files[i].linked) {
            unlink(files[i].path);
            files[i].linked = false;
        }
    }
}

schemac_code smig_write_files(const char *folder, smig_new_file *files, size_t count, schemac_error *err)
{
    smig_note note = {.descriptor = -1};
    schemac_code code = smig_unfinished_remove(folder, err);
    if (code == SCHEMAC_OK) {
        code = check_free(files, count, err);
    }
    if (code == SCHEMAC_OK) {
        code = smig_note_begin(&note, folder, files, count, err);
    }
    if (code == SCHEMAC_OK) {
        code = write_and_link(files, count, err);
    }
    remove_names(files, count, code != SCHEMAC_OK);
    smig_note_end(&note);
    return code ? code : smig_sync_folder(folder, err);
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
