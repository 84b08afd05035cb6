/*
 * fail.h - errors of this room: with a place in a file, or without. All take err == NULL and return the code.
 */
#ifndef SMIG_FAIL_H
#define SMIG_FAIL_H

#include "db/error.h"

/** Fills the place from a byte offset in `text`. `file` may be NULL. */
void smig_error_place(schemac_error *err, const char *file, const char *text, size_t length, size_t offset);

/** An error at a byte offset of a text. */
SCHEMAC_PRINTF(7, 8)
schemac_code smig_fail_at(schemac_error *err, schemac_code code, const char *file, const char *text, size_t length,
                          size_t offset, const char *format, ...);

/** SCHEMAC_IO with the system's word for `error_number` (an errno). */
schemac_code smig_fail_io(schemac_error *err, const char *action, const char *path, int error_number);

/** Line and column (in characters) of a byte offset, both from 1. */
void smig_place(const char *text, size_t length, size_t offset, int *line, int *column);

/** Moves a place over `length` bytes of text. */
void smig_place_advance(const char *text, size_t length, int *line, int *column);

#endif
