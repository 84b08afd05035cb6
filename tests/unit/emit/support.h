/* What the tests of this room share: schemas from text, and generated code in the hands of C compilers. */
#ifndef SCHEMAC_TESTS_EMIT_SUPPORT_H
#define SCHEMAC_TESTS_EMIT_SUPPORT_H

#include "compiler/emit/emit.h"

/* Where the schemas and their goldens are. */
#define SUPPORT_GOLDENS SCHEMAC_SOURCE_DIR "/tests/golden/emit"

/* cmocka's setup and teardown: `*state` is an `arena *`. */
int support_setup(void **state);
int support_teardown(void **state);

/* The text of a file of SUPPORT_GOLDENS, NUL-terminated; fails the test where it cannot be read. */
str support_read(arena *a, const char *name);

/* The resolved schema of a text; fails the test, showing them, where the text has errors. */
model_schema *support_schema(arena *a, const char *text);

/* What emit_check says about a text, rendered; empty for nothing. */
str support_check(arena *a, const char *text);

/* Fails the test where `text` does not have (or has) `part`. */
void support_has(str text, const char *part);
void support_lacks(str text, const char *part);

/* A new folder with the generated files and, where `program` is not NULL, "main.c" with it. In the arena; the caller
 * removes it with support_remove. */
str support_folder(arena *a, const model_schema *schema, const char *program);
void support_remove(str folder);

/* Runs a command of the shell in a folder and returns its exit status; what it says is shown if it is not `expected`.
 */
int support_run(str folder, const char *command, int expected);

/* Compiles `file` of the folder under all warnings as errors: as C11 with gcc and clang, as C++17 with g++ and clang++.
 */
void support_compile_everywhere(str folder, const char *file);

#endif
