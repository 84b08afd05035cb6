#include "compiler/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static file_status file_ok(void)
{
    return (file_status){0};
}

static file_status file_failed(str path, str cause)
{
    return (file_status){.failed = true, .path = path, .cause = cause};
}

static file_status file_failed_errno(arena *a, str path)
{
    int cause = errno;
    file_status status = file_failed(path, str_copy(a, str_from(strerror(cause))));
    status.missing = cause == ENOENT || cause == ENOTDIR;
    return status;
}

static const char *file_c_path(arena *a, str path)
{
    return str_copy(a, path).ptr;
}

/* --- reading --- */

static file_status read_descriptor(arena *a, int descriptor, str path, size_t expected, str *text)
{
    size_t capacity = expected + 1;
    char *bytes = arena_alloc(a, capacity);
    size_t len = 0;
    for (;;) {
        if (len + 1 >= capacity) {
            bytes = arena_grow(a, bytes, len, capacity * 2 + 4096);
            capacity = capacity * 2 + 4096;
        }
        ssize_t got = read(descriptor, bytes + len, capacity - len - 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return file_failed_errno(a, path);
        if (got == 0)
            break;
        len += (size_t)got;
        if (len >= FILE_SIZE_LIMIT)
            return file_failed(path, STR("the file is too large: 64 MiB and more are not read"));
    }
    bytes[len] = '\0';
    *text = (str){bytes, len};
    return file_ok();
}

file_status file_read(arena *a, str path, str *text)
{
    *text = STR("");
    if (str_eq(path, STR("-")))
        return read_descriptor(a, STDIN_FILENO, STR("<stdin>"), 4096, text);
    int descriptor = open(file_c_path(a, path), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return file_failed_errno(a, path);
    struct stat info;
    file_status status;
    if (fstat(descriptor, &info) != 0)
        status = file_failed_errno(a, path);
    else if (S_ISDIR(info.st_mode))
        status = file_failed(path, STR("it is a directory; a file was expected"));
    else if (info.st_size >= FILE_SIZE_LIMIT)
        status = file_failed(path, STR("the file is too large: 64 MiB and more are not read"));
    else
        status = read_descriptor(a, descriptor, path, (size_t)info.st_size, text);
    close(descriptor);
    return status;
}

/* --- writing --- */

static file_status write_descriptor(arena *a, int descriptor, const file_output *file, file_durability durability)
{
    str text = file->text;
    size_t done = 0;
    while (done < text.len) {
        ssize_t put = write(descriptor, text.ptr + done, text.len - done);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return file_failed_errno(a, file->path);
        done += (size_t)put;
    }
    if (durability == FILE_DURABLE && fsync(descriptor) != 0 && errno != EINVAL && errno != EROFS)
        return file_failed_errno(a, file->path);
    return file_ok();
}

static file_status make_folders(arena *a, str path)
{
    str folder = file_folder(a, path);
    if (str_eq(folder, STR(".")) || str_eq(folder, STR("/")) || file_exists(a, folder))
        return file_ok();
    file_status status = make_folders(a, folder);
    if (status.failed)
        return status;
    if (mkdir(file_c_path(a, folder), 0777) != 0 && errno != EEXIST)
        return file_failed_errno(a, folder);
    return file_ok();
}

static bool same_bytes(str path, str text)
{
    arena scratch = {0};
    str present;
    file_status status = file_read(&scratch, path, &present);
    bool same = !status.failed && str_eq(present, text);
    arena_free(&scratch);
    return same;
}

/* The mode a new file would get, or that of the file it replaces. */
static mode_t mode_of(arena *a, str path)
{
    struct stat info;
    if (stat(file_c_path(a, path), &info) == 0)
        return info.st_mode & 07777;
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

static file_status write_temporary(arena *a, file_output *file, file_durability durability)
{
    file_status status = make_folders(a, file->path);
    if (status.failed)
        return status;
    str name = str_join(a, file->path, STR(".XXXXXX"));
    char *name_text = arena_alloc(a, name.len + 1);
    memcpy(name_text, name.ptr, name.len);
    int descriptor = mkstemp(name_text);
    if (descriptor < 0)
        return file_failed_errno(a, file->path);
    file->temporary = (str){name_text, name.len};
    status = write_descriptor(a, descriptor, file, durability);
    if (!status.failed && fchmod(descriptor, mode_of(a, file->path)) != 0)
        status = file_failed_errno(a, file->path);
    if (close(descriptor) != 0 && !status.failed)
        status = file_failed_errno(a, file->path);
    return status;
}

static void unlink_all(file_output_list *files)
{
    for (size_t i = 0; i < files->count; i++) {
        file_output *file = &files->items[i];
        if (file->temporary.len)
            (void)unlink(file->temporary.ptr);
        if (file->previous.len)
            (void)unlink(file->previous.ptr);
    }
}

/* The file that stood at the path keeps a second name until all are in place. */
static file_status put_in_place(arena *a, file_output *file)
{
    const char *path = file_c_path(a, file->path);
    str kept = str_join(a, file->temporary, STR("~"));
    if (link(path, kept.ptr) == 0)
        file->previous = kept;
    if (rename(file->temporary.ptr, path) != 0)
        return file_failed_errno(a, file->path);
    file->temporary = STR("");
    return file_ok();
}

static void put_back(arena *a, file_output *file)
{
    if (file->unchanged || file->temporary.len)
        return;
    const char *path = file_c_path(a, file->path);
    if (file->previous.len == 0)
        (void)unlink(path);
    else if (rename(file->previous.ptr, path) == 0)
        file->previous = STR("");
}

static file_status write_temporaries(arena *a, file_output_list *files, file_durability durability)
{
    for (size_t i = 0; i < files->count; i++) {
        file_output *file = &files->items[i];
        file->unchanged = same_bytes(file->path, file->text);
        file_status status = file->unchanged ? file_ok() : write_temporary(a, file, durability);
        if (status.failed)
            return status;
    }
    return file_ok();
}

file_status file_write_all(arena *a, file_output_list *files, file_durability durability)
{
    file_status status = write_temporaries(a, files, durability);
    for (size_t i = 0; i < files->count && !status.failed; i++) {
        if (files->items[i].unchanged)
            continue;
        status = put_in_place(a, &files->items[i]);
        for (size_t done = 0; status.failed && done < i; done++)
            put_back(a, &files->items[done]);
    }
    unlink_all(files);
    return status;
}

/* --- paths --- */

str file_folder(arena *a, str path)
{
    size_t slash = path.len;
    while (slash > 0 && path.ptr[slash - 1] != '/')
        slash--;
    if (slash == 0)
        return STR(".");
    return slash == 1 ? STR("/") : str_copy(a, str_slice(path, 0, slash - 1));
}

str file_join(arena *a, str folder, str name)
{
    if (str_starts_with(name, STR("/")) || folder.len == 0 || str_eq(folder, STR(".")))
        return name;
    if (str_ends_with(folder, STR("/")))
        return str_join(a, folder, name);
    return str_format(a, "%.*s/%.*s", STR_ARGS(folder), STR_ARGS(name));
}

static void push_part(arena *a, str_list *parts, str part, bool absolute)
{
    if (part.len == 0 || str_eq(part, STR(".")))
        return;
    bool up = str_eq(part, STR(".."));
    bool can_pop = parts->count > 0 && !str_eq(parts->items[parts->count - 1], STR(".."));
    if (up && can_pop)
        parts->count--;
    else if (!up || !absolute)
        VEC_PUSH(a, parts, part);
}

str file_normalize(arena *a, str path)
{
    bool absolute = str_starts_with(path, STR("/"));
    str_list parts = {0};
    for (size_t at = 0; at <= path.len;) {
        str rest = str_slice(path, at, path.len);
        size_t end = str_find(rest, '/');
        push_part(a, &parts, str_slice(rest, 0, end), absolute);
        at += end + 1;
    }
    str result = absolute ? STR("/") : STR("");
    for (size_t i = 0; i < parts.count; i++) {
        if (i > 0)
            result = str_join(a, result, STR("/"));
        result = str_join(a, result, parts.items[i]);
    }
    return result.len ? result : STR(".");
}

bool file_exists(arena *a, str path)
{
    struct stat info;
    return stat(file_c_path(a, path), &info) == 0;
}

file_status file_glob(arena *a, str pattern, str_list *paths)
{
    glob_t found;
    int outcome = glob(file_c_path(a, pattern), 0, NULL, &found);
    if (outcome == GLOB_NOMATCH)
        return file_ok();
    if (outcome != 0)
        return file_failed(pattern, STR("the folder cannot be read"));
    for (size_t i = 0; i < found.gl_pathc; i++)
        VEC_PUSH(a, paths, str_copy(a, str_from(found.gl_pathv[i])));
    globfree(&found);
    return file_ok();
}
