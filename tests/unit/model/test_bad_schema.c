/* Wrong schemas: each with the code, the line and the column of everything that is reported, and nothing else. */
#include "tests/unit/model/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { PG = DIALECT_BIT_POSTGRESQL, LITE = DIALECT_BIT_SQLITE, BOTH = DIALECT_ALL };

typedef struct bad_schema {
    const char *text;
    unsigned dialects;
    const char *problems;
} bad_schema;

#define USER "model User { id: bigint primary key email: text }\n"

static const bad_schema rows[] = {
#include "tests/unit/model/bad_schemas.def"
};

static void every_bad_schema_is_reported_at_its_place(void **state)
{
    (void)state;
    size_t failures = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        compiled c;
        compiled_open(&c, rows[i].text, rows[i].dialects);
        str problems = compiled_problems(&c);
        if (!str_eq(problems, str_from(rows[i].problems))) {
            str messages = compiled_messages(&c);
            print_error("row %zu:\n%s\nwanted: %s\ngot:    %.*s\n%.*s\n", i, rows[i].text, rows[i].problems,
                        STR_ARGS(problems), STR_ARGS(messages));
            failures++;
        }
        compiled_free(&c);
    }
    assert_int_equal(failures, 0);
}

/* Every code of this room's blocks is in the table, but for what only changes can do and the limits (test_limits.c). */
static void every_code_has_a_bad_schema(void **state)
{
    (void)state;
    static const unsigned elsewhere[] = {DIAGNOSTIC_NOT_FLAT, DIAGNOSTIC_TOO_MANY_FIELDS, DIAGNOSTIC_TOO_DEEP};
    size_t count;
    const diagnostic_info *all = diagnostic_all(&count);
    size_t missing = 0;
    for (size_t i = 0; i < count; i++) {
        unsigned code = (unsigned)all[i].code;
        bool found = code < 200 || code >= 450;
        for (size_t k = 0; k < sizeof elsewhere / sizeof *elsewhere; k++)
            found = found || code == elsewhere[k];
        char text[16];
        snprintf(text, sizeof text, " %04u", code);
        for (size_t k = 0; k < sizeof rows / sizeof *rows && !found; k++)
            found = strstr(rows[k].problems, text) != NULL;
        if (!found) {
            print_error("no bad schema for E%04u %s\n", code, all[i].symbol);
            missing++;
        }
    }
    assert_int_equal(missing, 0);
}

static void messages_read_well(void **state)
{
    (void)state;
    compiled c;
    compiled_open(&c, "model User {\n    id: bigint primary key\n    email: text\n    index (emial)\n}\n", BOTH);
    assert_string_equal(compiled_messages(&c).ptr,
                        "test.schema:4:12: error[E0203]: model \"User\" has no field \"emial\"\n"
                        "    4 |     index (emial)\n"
                        "      |            ^^^^^ did you mean \"email\"?\n");
    compiled_free(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_bad_schema_is_reported_at_its_place),
        cmocka_unit_test(every_code_has_a_bad_schema),
        cmocka_unit_test(messages_read_well),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
