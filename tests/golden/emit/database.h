/* A database with the tables of a schema, once on each kind: what the programs here run on. */
#ifndef SCHEMAC_TESTS_EMIT_DATABASE_H
#define SCHEMAC_TESTS_EMIT_DATABASE_H

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <schemac/schemac.h>

typedef struct database {
    schemac_dialect dialect;
    schemac_db *db;
    schemac_session *session;
    schemac_error err;
    int statements; /* seen by the observer, without BEGIN and its like */
    char url[1024];
    char name[64]; /* of the file, or of the PostgreSQL schema */
} database;

/* cmocka's setup and teardown: `*state` is "sqlite" or "postgresql" and becomes a `database *` with a session begun,
 * over the tables of `database_schema`, a file of this folder that each program names. */
extern const char database_schema[];
int database_setup(void **state);
int database_teardown(void **state);

#define DATABASE_TEST(function)                                                                                        \
    {#function " on sqlite", function, database_setup, database_teardown, (void *)(uintptr_t) "sqlite"},               \
    {                                                                                                                  \
#function " on postgresql", function, database_setup, database_teardown, (void *)(uintptr_t) "postgresql"      \
    }

/* Fails the test, with what the error says, unless the code is the expected one. */
void database_expect(database *d, schemac_code code, schemac_code expected, const char *file, int line);
#define EXPECT(code, expected) database_expect(d, (code), (expected), __FILE__, __LINE__)
#define OK(code)               EXPECT(code, SCHEMAC_OK)

/* Fails the test unless the text is this one; NULL stands for a null text. */
void database_text(schemac_str text, const char *expected, const char *file, int line);
#define TEXT(text, expected) database_text((text), (expected), __FILE__, __LINE__)
#define DIGITS(decimal, expected)                                                                                      \
    database_text(schemac_str_make((decimal).data, (decimal).len), (expected), __FILE__, __LINE__)

#endif
