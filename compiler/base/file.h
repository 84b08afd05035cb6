/* Files: read whole, write whole or not at all. */
#ifndef SCHEMAC_BASE_FILE_H
#define SCHEMAC_BASE_FILE_H

#include "compiler/base/arena.h"
#include "compiler/base/str.h"
#include "compiler/base/vec.h"

enum { FILE_SIZE_LIMIT = 64 * 1024 * 1024 }; /* bytes of one input file, at most (exclusive) */

/* Why a file could not be read or written. `cause` is a sentence without the path; empty when all went well. */
typedef struct file_status {
    bool failed;
    bool missing; /* the file does not exist */
    str path;
    str cause;
} file_status;

/* Reads a regular file (or, for path "-", standard input) into the arena, NUL-terminated. A directory, an unreadable
 * file and one of FILE_SIZE_LIMIT bytes or more fail. */
file_status file_read(arena *a, str path, str *text);

/* A set of files that are written together: each is put beside its place under a temporary name, and only when all are
 * complete they are renamed. A file whose bytes would not change is not touched. */
typedef struct file_output {
    str path;
    str text;
    str temporary; /* for file_write_all's own use, as `previous`: a second name of the file that is replaced */
    str previous;
    bool unchanged;
} file_output;
typedef VEC(file_output) file_output_list;

/* FILE_DURABLE: the bytes are on the disk when the call returns, for what a person wrote. FILE_REBUILDABLE: they are
 * left to the system, for what a build can make again. */
typedef enum file_durability { FILE_DURABLE, FILE_REBUILDABLE } file_durability;

/* Writes all or none: on failure every temporary is removed and no target has changed (a failure between two renames
 * puts back what it can and names the file). Missing folders are made. */
file_status file_write_all(arena *a, file_output_list *files, file_durability durability);

/* The folder of a path ("." where it has none), joined paths, and a path without "." and ".." parts. */
str file_folder(arena *a, str path);
str file_join(arena *a, str folder, str name);
str file_normalize(arena *a, str path);
bool file_exists(arena *a, str path);
/* The paths that match a shell pattern, sorted; a pattern without a match gives none. */
file_status file_glob(arena *a, str pattern, str_list *paths);

#endif
