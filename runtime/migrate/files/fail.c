/*
 * fail.c - see fail.h.
 */
#include "fail.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

void smig_place_advance(const char *text, size_t length, int *line, int *column)
{
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '\n') {
            *line += *line < INT_MAX;
            *column = 1;
        } else if (((unsigned char)text[i] & 0xC0) != 0x80) { /* bytes inside a UTF-8 sequence are no characters */
            *column += *column < INT_MAX;
        }
    }
}

void smig_place(const char *text, size_t length, size_t offset, int *line, int *column)
{
    *line = 1;
    *column = 1;
    smig_place_advance(text, offset < length ? offset : length, line, column);
}

void smig_error_place(schemac_error *err, const char *file, const char *text, size_t length, size_t offset)
{
    if (!err) {
        return;
    }
    schemac_error_text(err->file, sizeof err->file, file);
    smig_place(text, length, offset, &err->line, &err->column);
}

schemac_code smig_fail_io(schemac_error *err, const char *action, const char *path, int error_number)
{
    char reason[128] = "";
    if (strerror_r(error_number, reason, sizeof reason) != 0) {
        snprintf(reason, sizeof reason, "error %d", error_number);
    }
    schemac_code code = schemac_error_set(err, SCHEMAC_IO, "cannot %s \"%s\": %s", action, path, reason);
    if (err) {
        err->native = error_number;
        schemac_error_text(err->file, sizeof err->file, path);
    }
    return code;
}
