/*
 * write.h - the steps of writing a pair: its name (write_name.c), its text (write_text.c), its files (write_files.c).
 */
#ifndef SMIG_WRITE_H
#define SMIG_WRITE_H

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

/** Puts all files there or none. None may exist; folders that are missing are made, but not their parents. */
schemac_code smig_write_files(smig_new_file *files, size_t count, schemac_error *err);

/** Makes a folder unless it exists. `made` says whether it did. */
schemac_code smig_make_folder(const char *folder, bool *made, schemac_error *err);

#endif
