/*
 * fail.h - errors of this room: with a place in a file, or without. All take err == NULL and return the code.
 */
#ifndef SMIG_FAIL_H
#define SMIG_FAIL_H

#include "db/error.h"

/** Fills the place from a byte offset in `text`. `file` may be NULL. */
void smig_error_place(schemac_error *err, const char *file, const char *text, size_t length, size_t offset);

/** smig_fail_at(err, code, file, text, length, offset, format, …): an error at a byte offset of a text; its value is
 * the code, which is evaluated more than once. */
#define smig_fail_at(err, code, file, text, length, offset, ...)                                                       \
    ((void)schemac_error_set(err, code, __VA_ARGS__), smig_error_place(err, file, text, length, offset), (code))

/** SCHEMAC_IO with the system's word for `error_number` (an errno). */
schemac_code smig_fail_io(schemac_error *err, const char *action, const char *path, int error_number);

/** Line and column (in characters) of a byte offset, both from 1. */
void smig_place(const char *text, size_t length, size_t offset, int *line, int *column);

/** Moves a place over `length` bytes of text. */
void smig_place_advance(const char *text, size_t length, int *line, int *column);

#endif
