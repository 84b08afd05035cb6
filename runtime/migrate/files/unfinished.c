/*
 * unfinished.c - reading the notes of what is being written.
 */
#include "unfinished.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "fail.h"

enum { HASH_LENGTH = 32 };

static bool is_note(const char *name)
{
    return strncmp(name, SMIG_UNFINISHED_PREFIX, sizeof SMIG_UNFINISHED_PREFIX - 1) == 0;
}

static void add_note(smig_arena *arena, const char *folder, const char *name, smig_list *notes)
{
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = smig_alloc(arena, size);
    notes->failed = notes->failed || !path;
    if (path) {
        snprintf(path, size, "%s/%s", folder, name);
        smig_list_add(notes, path);
    }
}

schemac_code smig_unfinished_notes(smig_arena *arena, const char *folder, smig_list *notes, schemac_error *err)
{
    DIR *stream = opendir(folder);
    if (!stream) {
        return smig_fail_io(err, "read the folder", folder, errno);
    }
    for (struct dirent *entry = readdir(stream); entry; entry = readdir(stream)) {
        if (is_note(entry->d_name)) {
            add_note(arena, folder, entry->d_name, notes);
        }
    }
    closedir(stream);
    return notes->failed ? schemac_error_nomem(err) : SCHEMAC_OK;
}

/* A revision's file in the folder itself or in one below it: a note from elsewhere can name nothing else. */
static bool is_revision_path(const char *path)
{
    size_t length = strlen(path);
    const char *slash = strchr(path, '/');
    return path[0] != '.' && path[0] != '/' && length > 4 && strcmp(path + length - 4, ".sql") == 0 &&
           (!slash || (slash[1] != '.' && !strchr(slash + 1, '/')));
}

static void add_file(smig_arena *arena, const char *line, size_t length, smig_list *files)
{
    if (length <= HASH_LENGTH + 1 || line[HASH_LENGTH] != ' ') {
        return;
    }
    smig_unfinished_file *file = smig_alloc(arena, sizeof *file);
    const char *path = smig_copy(arena, line + HASH_LENGTH + 1, length - HASH_LENGTH - 1);
    files->failed = files->failed || !file || !path;
    if (file && path && is_revision_path(path)) {
        memcpy(file->hash, line, HASH_LENGTH);
        file->path = path;
        smig_list_add(files, file);
    }
}

schemac_code smig_unfinished_read(smig_arena *arena, const char *note, smig_list *files, schemac_error *err)
{
    char line[4096];
    FILE *stream = fopen(note, "rb");
    if (!stream) {
        return errno == ENOENT ? SCHEMAC_OK : smig_fail_io(err, "read", note, errno);
    }
    while (fgets(line, sizeof line, stream)) {
        size_t length = strlen(line);
        if (length && line[length - 1] == '\n') {
            add_file(arena, line, length - 1, files);
        }
    }
    fclose(stream);
    return files->failed ? schemac_error_nomem(err) : SCHEMAC_OK;
}
