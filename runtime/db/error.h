/* Filling a schemac_error: the only way the runtime does it. Every function takes err == NULL. */
#ifndef SCHEMAC_DB_ERROR_H
#define SCHEMAC_DB_ERROR_H

#include <stdarg.h>

#include "schemac/error.h"
#include "schemac/value.h"

/* Makes `err` a fresh error of `code` with a formatted message. Returns 0. */
SCHEMAC_PRINTF(3, 4) int schemac_error_format(schemac_error *err, schemac_code code, const char *format, ...);

static inline schemac_code schemac_error_then(int formatted, schemac_code code)
{
    (void)formatted;
    return code;
}
/* schemac_error_set(err, code, format, …): the same, with the code as its value, which is thus known to the compiler
 * and to whoever analyses the code. `code` is evaluated twice. */
#define schemac_error_set(err, code, ...) schemac_error_then(schemac_error_format(err, code, __VA_ARGS__), code)
/* Sets the formatted hint of an error that is already there. */
SCHEMAC_PRINTF(2, 3) void schemac_error_hint(schemac_error *err, const char *format, ...);
/* Copies text (may be NULL) into a member of fixed size, cut at the end of a UTF-8 character. */
void schemac_error_text(char *member, size_t size, const char *text);
/* Remembers the beginning of the statement that failed. */
void schemac_error_statement(schemac_error *err, schemac_str sql);
/* SCHEMAC_NOMEM with its message. */
static inline schemac_code schemac_error_nomem(schemac_error *err)
{
    return schemac_error_set(err, SCHEMAC_NOMEM, "out of memory");
}

#endif
