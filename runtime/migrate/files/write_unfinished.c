/*
 * write_unfinished.c - the note of a writer, and taking away what a writer that was killed has left.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fail.h"
#include "unfinished.h"
#include "write.h"

/* --- what others have left --- */

static schemac_code fail_busy(const char *folder, schemac_error *err)
{
    return schemac_error_set(err, SCHEMAC_LOCKED, "another process is writing a revision into \"%s\"", folder);
}

static char *path_in(smig_arena *arena, const char *folder, const char *path)
{
    size_t size = strlen(folder) + strlen(path) + 2;
    char *joined = smig_alloc(arena, size);
    if (joined) {
        snprintf(joined, size, "%s/%s", folder, path);
    }
    return joined;
}

/* Is it as the writer left it? On file systems without links an empty file takes the name first. */
static bool is_untouched(smig_arena *arena, const char *path, const char *hash)
{
    struct stat status;
    char found[33];
    FILE *stream = fopen(path, "rb");
    if (!stream) {
        return false;
    }
    char *text = fstat(fileno(stream), &status) == 0 ? smig_alloc(arena, (size_t)status.st_size + 1) : NULL;
    size_t length = text ? fread(text, 1, (size_t)status.st_size, stream) : 0;
    fclose(stream);
    smig_hash_text(text, length, found);
    return text && (length == 0 || strcmp(found, hash) == 0);
}

static schemac_code remove_file(smig_arena *arena, const char *folder, const char *note,
                                const smig_unfinished_file *file, schemac_error *err)
{
    const char *process = strrchr(note, '-') + 1;
    char *path = path_in(arena, folder, file->path);
    char *temporary = path ? smig_temporary_path(path, process) : NULL;
    if (!temporary) {
        return schemac_error_nomem(err);
    }
    unlink(temporary);
    free(temporary);
    if (access(path, F_OK) != 0) {
        return SCHEMAC_OK;
    }
    if (!is_untouched(arena, path, file->hash)) {
        schemac_error_set(err, SCHEMAC_CONFLICT,
                          "\"%s\" was left unfinished by a writer that was interrupted, and edited since", path);
        schemac_error_hint(err, "Move it out of the folder, or make its revision count by deleting \"%s\".", note);
        return SCHEMAC_CONFLICT;
    }
    return unlink(path) == 0 ? SCHEMAC_OK : smig_fail_io(err, "remove", path, errno);
}

static schemac_code remove_files(smig_arena *arena, const char *folder, const char *note, schemac_error *err)
{
    smig_list files = {0};
    schemac_code code = smig_unfinished_read(arena, note, &files, err);
    for (size_t i = 0; code == SCHEMAC_OK && i < files.count; i++) {
        code = remove_file(arena, folder, note, files.items[i], err);
    }
    smig_list_free(&files);
    if (code == SCHEMAC_OK && unlink(note) != 0 && errno != ENOENT) {
        code = smig_fail_io(err, "remove", note, errno);
    }
    return code;
}

static schemac_code remove_note(smig_arena *arena, const char *folder, const char *note, schemac_error *err)
{
    int descriptor = open(note, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return errno == ENOENT ? SCHEMAC_OK : smig_fail_io(err, "read", note, errno);
    }
    schemac_code code =
        flock(descriptor, LOCK_EX | LOCK_NB) != 0 ? fail_busy(folder, err) : remove_files(arena, folder, note, err);
    close(descriptor);
    return code;
}

schemac_code smig_unfinished_remove(const char *folder, schemac_error *err)
{
    smig_arena arena = {0};
    smig_list notes = {0};
    schemac_code code = smig_unfinished_notes(&arena, folder, &notes, err);
    for (size_t i = 0; code == SCHEMAC_OK && i < notes.count; i++) {
        code = remove_note(&arena, folder, notes.items[i], err);
    }
    smig_list_free(&notes);
    smig_arena_free(&arena);
    return code;
}

/* --- our own --- */

static void note_text(const char *folder, const smig_new_file *files, size_t count, smig_text *text)
{
    size_t skipped = strlen(folder) + (*folder ? 1 : 0);
    for (size_t i = 0; i < count; i++) {
        char hash[33];
        smig_hash_text(files[i].text, files[i].length, hash);
        smig_text_addf(text, "%s %s\n", hash, files[i].path + skipped);
    }
}

/* A note that another writer took for one of the dead, between its making and its locking, has no name any more. */
static schemac_code lock_note(smig_note *note, const char *folder, schemac_error *err)
{
    struct stat status;
    if (flock(note->descriptor, LOCK_EX | LOCK_NB) != 0 || fstat(note->descriptor, &status) != 0 ||
        status.st_nlink == 0) {
        return fail_busy(folder, err);
    }
    return SCHEMAC_OK;
}

schemac_code smig_note_begin(smig_note *note, const char *folder, const smig_new_file *files, size_t count,
                             schemac_error *err)
{
    smig_text text = {0};
    snprintf(note->path, sizeof note->path, "%s/" SMIG_UNFINISHED_PREFIX "%ld", *folder ? folder : ".", (long)getpid());
    note->descriptor = open(note->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (note->descriptor < 0) {
        return smig_fail_io(err, "write", files[0].path, errno);
    }
    schemac_code code = lock_note(note, folder, err);
    note_text(folder, files, count, &text);
    if (code == SCHEMAC_OK) {
        code = text.failed ? schemac_error_nomem(err)
                           : smig_write_durably(note->descriptor, files[0].path, text.data, text.length, err);
    }
    smig_text_free(&text);
    return code ? code : smig_sync_folder(folder, err);
}

void smig_note_end(smig_note *note)
{
    if (note->descriptor >= 0) {
        unlink(note->path);
        close(note->descriptor);
        note->descriptor = -1;
    }
}
