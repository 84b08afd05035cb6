/* support.h - folders and files for the tests of this room. */
#ifndef RUNTIME_HISTORY_SUPPORT_H
#define RUNTIME_HISTORY_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "schemac/history.h"

/* A new empty folder; remove it with scratch_remove. */
char *scratch_make(void);
void scratch_remove(char *folder);

/* Writes FOLDER/NAME. */
void write_text_file(const char *folder, const char *name, const char *text);

/* Writes the pair NAME.up.sql and NAME.down.sql. `header` holds further lines of the up file's header and may be "". */
void write_pair(const char *folder, const char *name, const char *id, const char *parents, const char *created,
                const char *header);

/* The number of entries of a folder, those that begin with a dot too. */
int count_entries(const char *folder);

/* Opens a history and fails the test with the error's message if that does not go well. */
schemac_history *open_history(const char *folder, schemac_sql_dialect dialect);

/* Opens a history that must be refused with a message that holds all of the texts (NULL ends them). */
void assert_refused(const char *folder, schemac_sql_dialect dialect, const char *const texts[]);

#endif
