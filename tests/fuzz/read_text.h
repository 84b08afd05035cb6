/* What the fuzzer and the replay do with a text. */
#ifndef SCHEMAC_TESTS_FUZZ_READ_TEXT_H
#define SCHEMAC_TESTS_FUZZ_READ_TEXT_H

#include <stddef.h>
#include <stdint.h>

/* Reads the bytes as a schema, as changes, as a project file and as an expression. Ends the process when a law does not
 * hold: there is a tree; every place lies in the text; no error stands twice; a text without errors keeps its tree and
 * tokens when it is formatted, and its formatted text stays as it is. Returns the number of readings without errors. */
int fuzz_read_text(const uint8_t *data, size_t size);

#endif
