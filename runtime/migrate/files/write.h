/*
 * write.h - the steps of writing a pair: its name (write_name.c), its text (write_text.c), its files (write_files.c).
 */
#ifndef SMIG_WRITE_H
#define SMIG_WRITE_H

#include <limits.h>

#include "memory.h"
#include "schemac/history.h"

/** A file that is to be written. `temporary` is the name under which it is being written, NULL before and after. */
typedef struct smig_new_file {
    const char *folder;
    const char *path;
    const char *name;
    const char *text;
    size_t length;
    char *temporary;
    bool linked; /* stands under its own name */
} smig_new_file;

/** The file name without its ending, in the arena. SCHEMAC_INVALID if the template gives no name. */
schemac_code smig_write_name(smig_arena *arena, const schemac_revision_draft *draft, const schemac_revision_side *side,
                             const schemac_revision_naming *naming, const char *id, const char **name,
                             schemac_error *err);

/** The whole text of the up or the down file. */
void smig_write_text(smig_text *text, const schemac_revision_draft *draft, const schemac_revision_side *side,
                     const char *id, bool down);

/** "2026-11-20T21:12:03Z" */
void smig_format_utc(int64_t seconds, char text[32]);

/** Puts all files there or none, at one instant for readers, and takes away before what a writer that was killed has
 * left. None may exist; their folders must: `folder`, or one below it. SCHEMAC_LOCKED if another process is at it. */
schemac_code smig_write_files(const char *folder, smig_new_file *files, size_t count, schemac_error *err);

/** The name under which a file is being written by a process. Caller frees; NULL if out of memory. */
char *smig_temporary_path(const char *path, const char *process);

/** Writes and syncs. `path` is for the error. */
schemac_code smig_write_durably(int descriptor, const char *path, const char *text, size_t length, schemac_error *err);

/** What was linked or unlinked in the folder is on the disk when it returns. */
schemac_code smig_sync_folder(const char *folder, schemac_error *err);

/** Our own note of what is being written (unfinished.h). `descriptor` -1: there is none. */
typedef struct smig_note {
    char path[PATH_MAX];
    int descriptor;
} smig_note;

/** Makes the note, durably. End it also after an error. (write_unfinished.c) */
schemac_code smig_note_begin(smig_note *note, const char *folder, const smig_new_file *files, size_t count,
                             schemac_error *err);
void smig_note_end(smig_note *note);

/** Takes away what notes of the dead name, and those notes. SCHEMAC_LOCKED for one whose writer lives, SCHEMAC_CONFLICT
 * for a file that somebody has edited. (write_unfinished.c) */
schemac_code smig_unfinished_remove(const char *folder, schemac_error *err);

/** Makes a folder unless it exists. `made` says whether it did. */
schemac_code smig_make_folder(const char *folder, bool *made, schemac_error *err);

#endif
