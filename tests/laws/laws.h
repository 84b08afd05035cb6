/* What the programs of laws share: laws over pairs of schemas, counter-examples made small, schemas as text and back.
 */
#ifndef TESTS_LAWS_LAWS_H
#define TESTS_LAWS_LAWS_H

#include "compiler/base/writer.h"
#include "compiler/change/change.h"

/* Does it hold for this pair? If not, `why` gets a sentence. `broken`: a deliberately wrong variant of what is tested,
 * which the law must notice. */
typedef bool law_function(arena *a, const model_schema *before, const model_schema *after, bool broken, writer *why);

typedef struct law {
    const char *name;
    law_function *holds;
} law;

/* A pair for which the law fails, as small as dropping parts makes it. */
typedef struct law_pair {
    const model_schema *before, *after;
} law_pair;
law_pair shrink_pair(arena *a, const law *of, law_pair failing);

/* Shows the pair, the changes and why the law fails, on standard error. */
void law_explain(const law *of, law_pair failing, unsigned long long seed);

/* The five laws that need no database. */
extern const law in_memory_laws[];
extern const size_t in_memory_law_count;

/* --- text --- */
/* The schema as text, in the form of changes, each model with its notes left out. */
str text_of_schema(arena *a, const model_schema *schema);
/* NULL where it cannot be read; `why` gets the diagnostics. */
model_schema *text_read_schema(arena *a, str text, writer *why);
str text_of_changes(arena *a, const change_list *changes);
bool text_read_changes(arena *a, const model_schema *state, str text, change_list *changes, writer *why);
/* What `schemac fmt` makes of it. */
bool text_format(arena *a, str text, str *formatted, writer *why);
/* All that was reported, as the compiler shows it. */
void text_diagnostics(diagnostic_list *list, source_set *sources, writer *out);

/* A number from the environment; `otherwise` where it is not set. Ends the program where it is no number. */
unsigned long long law_number(const char *variable, unsigned long long otherwise);

#endif
