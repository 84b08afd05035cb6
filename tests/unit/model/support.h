/* A schema from its text, for the tests of this room. */
#ifndef TEST_MODEL_SUPPORT_H
#define TEST_MODEL_SUPPORT_H

#include "compiler/model/check.h"
#include "compiler/model/print.h"
#include "compiler/model/resolve.h"
#include "compiler/syntax/parser.h"

typedef struct compiled {
    arena memory;
    source_set sources;
    diagnostic_list diagnostics;
    parser_result parsed;
    model_schema *schema;
} compiled;

/* Parses, resolves and (with dialects) checks `text`; `c` must stay where it is. Freed by compiled_free. */
void compiled_open(compiled *c, const char *text, unsigned dialects);
void compiled_free(compiled *c);
/* What was reported, one a line: `line:column code`, in the order of the places. */
str compiled_problems(compiled *c);
/* The same with the messages, as the user sees them. */
str compiled_messages(compiled *c);
/* The schema in a printed form. */
str compiled_print(compiled *c, print_form form);
/* One expression, as resolve_expression gives it. */
const expression *compiled_expression(compiled *c, const char *text);

#endif
