/* What the tests of types that change in two revisions share: one change, and the plans that are made of it. */
#ifndef TEST_SQL_JOURNEY_H
#define TEST_SQL_JOURNEY_H

#include "compiler/sql/expand.h"
#include "tests/unit/sql/support.h"

typedef struct journey {
    const model_schema *before, *after;
    change_list changes;
    expand_split split;
    expand_plans plans;
} journey;

/* The test fails where the plans have an error. */
journey journey_make(arena *a, const model_schema *before, const model_schema *after);
/* The same of two texts, with plans for both revisions or it fails. */
journey journey_of(arena *a, const char *before, const char *after);
/* The test fails unless each of these changes is one revision: the fields of a model before and after. */
void journey_one_revision(const char *const (*pairs)[2], size_t n);
/* Of tests/golden/sql/NAME.before.schema and NAME.after.schema. */
journey journey_golden(arena *a, const char *name);
/* Compares the SQL of all four ways with NAME.phases.golden. */
void journey_compare(const char *name);

/* A PostgreSQL database made from the schema; and what a witness sees of one. */
database *journey_database(arena *a, const model_schema *schema);
extern const char journey_catalog[];
/* Over all four ways and back again, with the rows that `fill` makes: each leads to the catalog that it should lead to,
 * and `look` sees the same rows all the time. */
void journey_walk(arena *a, const journey *j, const char *fill, const char *look);

#endif
