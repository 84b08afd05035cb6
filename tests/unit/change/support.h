/* For the tests of changes: schemas and changes from text, in one world that is thrown away whole. */
#ifndef TESTS_UNIT_CHANGE_SUPPORT_H
#define TESTS_UNIT_CHANGE_SUPPORT_H

#include "compiler/change/change.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

typedef struct world {
    arena memory;
    source_set sources;
    diagnostic_list diagnostics;
} world;

void world_open(world *w);
void world_close(world *w);

/* A resolved schema; the test fails where the text has errors. */
model_schema *world_schema(world *w, const char *text);
/* The same as a history leaves it behind: without notes and without anything that only C knows. */
model_schema *world_state(world *w, const char *text);
/* Changes read from text in a state; errors stay in `diagnostics`. */
change_list world_changes(world *w, const model_schema *state, const char *text);
/* The changes between a state and a schema as text; the test fails where diff reports. */
const char *world_diff(world *w, const char *before, const char *after);
const char *world_print(world *w, const change_list *changes);
/* All that was reported, as the compiler shows it. */
const char *world_reported(world *w);
/* The codes that were reported, as "503 504"; forgets them. */
const char *world_codes(world *w);

#endif
