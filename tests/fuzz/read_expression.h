/* What must hold of any text that is read as an expression in the words of a database. */
#ifndef TESTS_FUZZ_READ_EXPRESSION_H
#define TESTS_FUZZ_READ_EXPRESSION_H

#include "compiler/base/str.h"

/* Reads the text for each database and ends the process with the broken law: either the text is kept as it is, or its
 * tree, printed in the language, is read as an equal one, equal by meaning too. Returns for how many there was a tree.
 */
int fuzz_read_expression(str text);

#endif
