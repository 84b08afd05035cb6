/* Filling a schemac_error: the only way the runtime does it. Every function takes err == NULL. */
#ifndef SCHEMAC_DB_ERROR_H
#define SCHEMAC_DB_ERROR_H

#include <stdarg.h>

#include "schemac/error.h"
#include "schemac/value.h"

/* Makes `err` a fresh error of `code` with a formatted message, and returns `code`. */
SCHEMAC_PRINTF(3, 4) schemac_code schemac_error_set(schemac_error *err, schemac_code code, const char *format, ...);
/* Sets the formatted hint of an error that is already there. */
SCHEMAC_PRINTF(2, 3) void schemac_error_hint(schemac_error *err, const char *format, ...);
/* Copies text (may be NULL) into a member of fixed size, cut at the end of a UTF-8 character. */
void schemac_error_text(char *member, size_t size, const char *text);
/* Remembers the beginning of the statement that failed. */
void schemac_error_statement(schemac_error *err, schemac_str sql);
/* SCHEMAC_NOMEM with its message. */
schemac_code schemac_error_nomem(schemac_error *err);

#endif
