/*
 * unfinished.h - the note of what is being written, so that the files of a revision appear all at once.
 *
 * A writer puts the note into the migrations folder before the first file stands under its name, and takes it away when
 * all of them do: that one step makes the revision. What a note names does not count for readers. When the writer was
 * killed the note stays, and the next writer takes away what it names. The writer holds a lock on its note, which the
 * kernel releases however the process ends; readers need none.
 *
 * The note is called PREFIX and the writer's process id, and has a line for each file: 32 hex digits, the hash of its
 * bytes, a space, and its path inside the folder.
 */
#ifndef SMIG_UNFINISHED_H
#define SMIG_UNFINISHED_H

#include "memory.h"
#include "schemac/db.h"

#define SMIG_UNFINISHED_PREFIX ".schemac-unfinished-"

/** A file that a note names. */
typedef struct smig_unfinished_file {
    char hash[33];
    const char *path; /* inside the migrations folder */
} smig_unfinished_file;

/** Adds the paths of the notes in a folder (char *, in the arena) to `notes`. */
schemac_code smig_unfinished_notes(smig_arena *arena, const char *folder, smig_list *notes, schemac_error *err);

/** Adds what a note names (smig_unfinished_file *, in the arena) to `files`. A note that has gone meanwhile names
 * nothing, and neither does a line that was cut off in the middle. */
schemac_code smig_unfinished_read(smig_arena *arena, const char *note, smig_list *files, schemac_error *err);

#endif
