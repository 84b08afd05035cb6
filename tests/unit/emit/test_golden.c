/* The generated files, byte by byte: tests/golden/emit/NAME.schema makes the .h and .c of its package beside it.
 * SCHEMAC_UPDATE_GOLDENS=1 writes these anew. */
#define _XOPEN_SOURCE 700
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/emit/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void write_golden(arena *a, str name, str text)
{
    FILE *file = fopen(str_format(a, "%s/%.*s", SUPPORT_GOLDENS, STR_ARGS(name)).ptr, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text.ptr, 1, text.len, file), text.len);
    assert_int_equal(fclose(file), 0);
}

static void expect_golden(arena *a, str name, str text)
{
    if (getenv("SCHEMAC_UPDATE_GOLDENS"))
        write_golden(a, name, text);
    str golden = support_read(a, str_copy(a, name).ptr);
    size_t same = 0;
    size_t line = 1;
    for (; same < golden.len && same < text.len && golden.ptr[same] == text.ptr[same]; same++)
        line += text.ptr[same] == '\n';
    if (same == golden.len && same == text.len)
        return;
    str rest = str_slice(text, same, text.len);
    fail_msg("%.*s:%zu differs, from here: %.*s", STR_ARGS(name), line,
             STR_ARGS(str_slice(rest, 0, str_find(rest, '\n'))));
}

static void makes(arena *a, const char *schema)
{
    emit_result code = emit_c(a, support_schema(a, support_read(a, schema).ptr));
    expect_golden(a, code.header_name, code.header);
    expect_golden(a, code.source_name, code.source);
}

static void shop(void **state)
{
    makes(*state, "shop.schema");
}

static void types(void **state)
{
    makes(*state, "types.schema");
}

static void defaults(void **state)
{
    makes(*state, "defaults.schema");
}

static void names(void **state)
{
    makes(*state, "names.schema");
}

static void shapes(void **state)
{
    makes(*state, "shapes.schema");
}

/* The same text from another arena, with other addresses. */
static void every_run_makes_the_same(void **state)
{
    arena *a = *state;
    arena other = {0};
    const char *text = support_read(a, "shapes.schema").ptr;
    emit_result one = emit_c(a, support_schema(a, text));
    arena_alloc(&other, 12345);
    emit_result two = emit_c(&other, support_schema(&other, text));
    assert_true(str_eq(one.header, two.header));
    assert_true(str_eq(one.source, two.source));
    arena_free(&other);
}

static str member_line(str header, const char *name)
{
    const char *found = strstr(header.ptr, name);
    assert_non_null(found);
    str rest = str_from(found);
    str line = str_slice(rest, 0, str_find(rest, '\n'));
    return str_ends_with(line, STR(",")) ? str_slice(line, 0, line.len - 1) : line;
}

/* Members that come, go and move leave the numbers of the others alone. */
static void a_member_keeps_its_number(void **state)
{
    arena *a = *state;
    str one = emit_c(a, support_schema(a, "package p\nenum Role { USER ADMIN }")).header;
    str two = emit_c(a, support_schema(a, "package p\nenum Role { ADMIN GUEST USER }")).header;
    assert_true(str_eq(member_line(one, "P_ROLE_ADMIN ="), member_line(two, "P_ROLE_ADMIN =")));
    assert_true(str_eq(member_line(one, "P_ROLE_USER ="), member_line(two, "P_ROLE_USER =")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(shop, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(types, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(defaults, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(names, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(shapes, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(every_run_makes_the_same, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(a_member_keeps_its_number, support_setup, support_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
