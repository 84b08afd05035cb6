/* Schemas that are right, for tests that go over all of them. */
#ifndef TEST_MODEL_SCHEMAS_H
#define TEST_MODEL_SCHEMAS_H

typedef struct good_schema {
    const char *name;
    const char *text;
} good_schema;

/* Ends with a NULL name. */
extern const good_schema good_schemas[];

#endif
