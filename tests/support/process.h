/* Running a program as a user would: through the shell, with what it says caught. */
#ifndef SCHEMAC_TESTS_PROCESS_H
#define SCHEMAC_TESTS_PROCESS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct process_result {
    int status; /* exit status; 128 + n for a signal */
    char *out;  /* standard output and standard error, NUL-terminated; freed by process_free */
    char *err;
    size_t out_size;
} process_result;

/* Runs `command` in /bin/sh with standard input from /dev/null. `folder` (may be NULL) is where it starts. */
process_result process_run(const char *folder, const char *command);
void process_free(process_result *result);

/* A new empty folder under the system's temporary one; process_remove_folder removes it with all it holds. Caller
 * frees. */
char *process_make_folder(void);
void process_remove_folder(char *folder);

/* Writes a file in a folder, making the folders on the way. Returns false when it could not. */
bool process_write(const char *folder, const char *name, const char *text);
/* The whole file; NULL if it cannot be read. Caller frees. */
char *process_read(const char *folder, const char *name);

#endif
