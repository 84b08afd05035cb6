/*
 * revision_file.h - reading the text of one revision file. The header's keys stand in a table in header.c.
 */
#ifndef SMIG_REVISION_FILE_H
#define SMIG_REVISION_FILE_H

#include "memory.h"
#include "schemac/history.h"

/**
 * Reads `text` (borrowed for as long as the arena, NUL-terminated) as the file at `path` whose name is `name`; both are
 * copied. `dialect` is used where the header says none. On success `file` is a structure of the arena.
 */
schemac_code smig_revision_file_read(smig_arena *arena, const char *path, const char *name, const char *text,
                                     size_t length, schemac_sql_dialect dialect, schemac_revision_file **file,
                                     schemac_error *err);

/** Does a file name end with .up.sql or .down.sql? */
bool smig_revision_file_name(const char *name, bool *down);

/** Fills the header's facts, the changes and header_length of a file whose text is set. (header.c) */
schemac_code smig_header_read(smig_arena *arena, schemac_revision_file *file, schemac_error *err);

/** May this text be a revision's id or a label? Letters, digits and _, at most 64, and no word with a meaning of its
 * own. */
bool smig_is_revision_name(const char *text, size_t length);

/** Seconds since 1970 UTC of "YYYY-MM-DDTHH:MM:SSZ" (or with an offset +HH:MM, or a space for T); false if it is no
 * such text. */
bool smig_parse_time(const char *text, int64_t *seconds);

/** Milliseconds of "30s", "500ms", "2min", "1h", "0"; false if it is no such text or too long. */
bool smig_parse_duration(const char *text, int *milliseconds);

#endif
