/*
 * folder.c - finding the files of a history: in a folder, in a subfolder of it for each dialect, or embedded in a
 * program. Names that begin with a dot are passed over: that is how files that are being written are called. So are
 * files that a writer has not finished with (unfinished.h); the history keeps their names.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "fail.h"
#include "history_private.h"
#include "unfinished.h"

/* A file larger than this is no migration. */
enum { LARGEST_FILE = 256 * 1024 * 1024 };

static char *join(smig_arena *arena, const char *folder, const char *name)
{
    size_t length = strlen(folder);
    size_t size = length + strlen(name) + 2;
    char *path = smig_alloc(arena, size);
    if (path) {
        bool slash = length > 0 && folder[length - 1] == '/';
        snprintf(path, size, "%s%s%s", folder, slash || length == 0 ? "" : "/", name);
    }
    return path;
}

static bool is_sql(const char *name)
{
    size_t length = strlen(name);
    return name[0] != '.' && length > 4 && strcmp(name + length - 4, ".sql") == 0;
}

static int compare_names(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* The names of the SQL files of a folder, sorted. */
static schemac_code list_folder(schemac_history *history, const char *folder, smig_list *names, schemac_error *err)
{
    DIR *stream = opendir(folder);
    if (!stream) {
        return smig_fail_io(err, "read the folder", folder, errno);
    }
    errno = 0;
    for (struct dirent *entry = readdir(stream); entry; entry = readdir(stream)) {
        if (is_sql(entry->d_name)) {
            char *name = smig_copy_string(&history->arena, entry->d_name);
            names->failed = names->failed || !name;
            smig_list_add(names, name);
        }
    }
    int error_number = errno;
    closedir(stream);
    if (error_number) {
        return smig_fail_io(err, "read the folder", folder, error_number);
    }
    if (names->count > 1) {
        qsort(names->items, names->count, sizeof *names->items, compare_names);
    }
    return names->failed ? schemac_error_nomem(err) : SCHEMAC_OK;
}

static schemac_code read_stream(smig_arena *arena, FILE *stream, smig_source *source, schemac_error *err)
{
    struct stat status;
    if (fstat(fileno(stream), &status) != 0) {
        return smig_fail_io(err, "read", source->path, errno);
    }
    if (!S_ISREG(status.st_mode) || status.st_size > LARGEST_FILE) {
        return smig_fail_io(err, "read", source->path, S_ISDIR(status.st_mode) ? EISDIR : EFBIG);
    }
    size_t size = (size_t)status.st_size;
    char *text = smig_alloc(arena, size + 1);
    if (!text) {
        return schemac_error_nomem(err);
    }
    source->length = fread(text, 1, size, stream);
    source->text = text;
    return ferror(stream) ? smig_fail_io(err, "read", source->path, errno) : SCHEMAC_OK;
}

static schemac_code read_source(schemac_history *history, const char *path, const char *name, smig_list *sources,
                                schemac_error *err)
{
    smig_source *source = smig_alloc(&history->arena, sizeof *source);
    if (!source) {
        return schemac_error_nomem(err);
    }
    source->path = path;
    source->name = name;
    FILE *stream = fopen(source->path, "rb");
    if (!stream) {
        return smig_fail_io(err, "read", source->path, errno);
    }
    schemac_code code = read_stream(&history->arena, stream, source, err);
    fclose(stream);
    smig_list_add(sources, source);
    return code;
}

/* The dialects that have a subfolder here, as bits. */
static unsigned subfolders(schemac_history *history, const char *folder)
{
    unsigned found = 0;
    for (unsigned dialect = SCHEMAC_SQL_POSTGRESQL; dialect <= SCHEMAC_SQL_SQLITE; dialect++) {
        char *path = join(&history->arena, folder, schemac_sql_dialect_name((schemac_sql_dialect)dialect));
        struct stat status;
        if (path && stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
            found |= 1U << dialect;
        }
    }
    return found;
}

/* The dialect whose subfolder is to be read; an error if what there is does not fit what was asked for. */
static schemac_code choose_subfolder(schemac_history *history, const char *folder, unsigned found, bool files_above,
                                     schemac_error *err)
{
    if (files_above) {
        schemac_error_set(err, SCHEMAC_INVALID, "\"%s\" has revisions in it and in subfolders for dialects", folder);
        schemac_error_hint(err, "Move them all into the subfolder of their dialect, or all out of it.");
        return SCHEMAC_INVALID;
    }
    if (history->dialect == SCHEMAC_SQL_ANY) {
        history->dialect = (found & (1U << SCHEMAC_SQL_POSTGRESQL)) ? SCHEMAC_SQL_POSTGRESQL : SCHEMAC_SQL_SQLITE;
    } else if (!(found & (1U << history->dialect))) {
        return schemac_error_set(err, SCHEMAC_INVALID, "\"%s\" has subfolders for dialects, but none for %s", folder,
                                 schemac_sql_dialect_name(history->dialect));
    }
    return SCHEMAC_OK;
}

/* The paths that notes in the folder name, as full ones. */
static schemac_code read_unfinished(schemac_history *history, const char *folder, smig_map *paths, schemac_error *err)
{
    smig_list notes = {0};
    smig_list files = {0};
    schemac_code code = smig_unfinished_notes(&history->arena, folder, &notes, err);
    for (size_t i = 0; code == SCHEMAC_OK && i < notes.count; i++) {
        code = smig_unfinished_read(&history->arena, notes.items[i], &files, err);
    }
    for (size_t i = 0; code == SCHEMAC_OK && i < files.count; i++) {
        char *path = join(&history->arena, folder, ((const smig_unfinished_file *)files.items[i])->path);
        code = path && smig_map_put(paths, path, path) ? SCHEMAC_OK : schemac_error_nomem(err);
    }
    smig_list_free(&notes);
    smig_list_free(&files);
    return code;
}

/* Reads the named files but those at `unfinished` paths, which it keeps for the history's user. */
static schemac_code read_names(schemac_history *history, const char *folder, const smig_list *names,
                               const smig_map *unfinished, smig_list *sources, schemac_error *err)
{
    smig_list left_out = {0};
    schemac_code code = SCHEMAC_OK;
    for (size_t i = 0; code == SCHEMAC_OK && i < names->count; i++) {
        char *path = join(&history->arena, folder, names->items[i]);
        char *same = path ? smig_map_get(unfinished, path) : NULL;
        if (same) {
            smig_list_add(&left_out, same);
        } else {
            code = path ? read_source(history, path, names->items[i], sources, err) : schemac_error_nomem(err);
        }
    }
    history->unfinished = (schemac_names){smig_list_keep(&left_out, &history->arena), left_out.count};
    if (code == SCHEMAC_OK && !history->unfinished.items) {
        code = schemac_error_nomem(err);
    }
    smig_list_free(&left_out);
    return code;
}

schemac_code smig_folder_read(schemac_history *history, const char *folder, smig_list *sources, schemac_error *err)
{
    smig_list names = {0};
    smig_map unfinished = {0};
    const char *top = folder;
    /* Once before and once after the listing: a writer may begin or end meanwhile. */
    schemac_code code = read_unfinished(history, folder, &unfinished, err);
    if (code == SCHEMAC_OK) {
        code = list_folder(history, folder, &names, err);
    }
    unsigned found = code ? 0 : subfolders(history, folder);
    if (found) {
        code = choose_subfolder(history, folder, found, names.count > 0, err);
        if (code == SCHEMAC_OK) {
            folder = join(&history->arena, folder, schemac_sql_dialect_name(history->dialect));
            code = folder ? list_folder(history, folder, &names, err) : schemac_error_nomem(err);
        }
    }
    if (code == SCHEMAC_OK) {
        code = read_unfinished(history, top, &unfinished, err);
    }
    if (code == SCHEMAC_OK) {
        code = read_names(history, folder, &names, &unfinished, sources, err);
    }
    smig_map_free(&unfinished);
    smig_list_free(&names);
    return code;
}

/* The dialect of an embedded file's subfolder; ANY if it has none. */
static schemac_code embedded_dialect(const char *path, schemac_sql_dialect *dialect, schemac_error *err)
{
    char name[16] = "";
    const char *slash = strchr(path, '/');
    *dialect = SCHEMAC_SQL_ANY;
    if (!slash) {
        return SCHEMAC_OK;
    }
    size_t length = (size_t)(slash - path);
    if (length < sizeof name) {
        memcpy(name, path, length);
    }
    if (!schemac_sql_dialect_find(name, dialect) || strchr(slash + 1, '/')) {
        return schemac_error_set(err, SCHEMAC_INVALID, "\"%s\": expected a file name, or a dialect, a slash and a name",
                                 path);
    }
    return SCHEMAC_OK;
}

/* The subfolders that embedded files stand in, as bits, like subfolders(); the bit of ANY means above them. */
static schemac_code embedded_folders(const schemac_migrations *migrations, unsigned *found, schemac_error *err)
{
    *found = 0;
    for (size_t i = 0; i < migrations->count; i++) {
        schemac_sql_dialect dialect;
        schemac_code code = embedded_dialect(migrations->files[i].name, &dialect, err);
        if (code) {
            return code;
        }
        *found |= 1U << dialect;
    }
    return SCHEMAC_OK;
}

static schemac_code add_embedded(schemac_history *history, const schemac_migration_file *file, smig_list *sources,
                                 schemac_error *err)
{
    const char *slash = strchr(file->name, '/');
    smig_source *source = smig_alloc(&history->arena, sizeof *source);
    if (!source) {
        return schemac_error_nomem(err);
    }
    *source = (smig_source){file->name, slash ? slash + 1 : file->name, file->text, file->length};
    smig_list_add(sources, source);
    return SCHEMAC_OK;
}

schemac_code smig_embedded_read(schemac_history *history, const schemac_migrations *migrations, smig_list *sources,
                                schemac_error *err)
{
    unsigned found;
    schemac_code code = embedded_folders(migrations, &found, err);
    if (code == SCHEMAC_OK && (found & ~1U)) {
        code = choose_subfolder(history, "(embedded)", found, (found & 1U) != 0, err);
    }
    for (size_t i = 0; code == SCHEMAC_OK && i < migrations->count; i++) {
        schemac_sql_dialect dialect = SCHEMAC_SQL_ANY;
        code = embedded_dialect(migrations->files[i].name, &dialect, err);
        if (code == SCHEMAC_OK && (dialect == SCHEMAC_SQL_ANY || dialect == history->dialect)) {
            code = add_embedded(history, &migrations->files[i], sources, err);
        }
    }
    return code;
}
