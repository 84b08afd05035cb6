/* What the tests of the syntax room share: a text is read, and what came of it is put into short forms to compare. */
#ifndef SCHEMAC_TESTS_SYNTAX_READING_H
#define SCHEMAC_TESTS_SYNTAX_READING_H

#include "compiler/syntax/parser.h"

typedef struct reading {
    arena memory;
    source_set sources;
    diagnostic_list diagnostics;
    source_file *file;
    parser_result result;
} reading;

/* Reads a text under the path "t". Must be ended with reading_end. The structure must not be moved. */
void reading_begin(reading *r, str text, parser_start start);
void reading_end(reading *r);

/* The tree on one line: `(field "a" (type "int"))`. */
str reading_tree(reading *r);
/* The tokens: `model A{…` as kinds separated by blanks. */
str reading_tokens(reading *r);
/* The errors, sorted: `E0101@1:5 E0112@2:3`. */
str reading_errors(reading *r);
/* The diagnostics as text. */
str reading_report(reading *r);
/* A file of the source tree, NUL-terminated; fails the test when it cannot be read. */
str reading_source(arena *a, const char *path);

#endif
