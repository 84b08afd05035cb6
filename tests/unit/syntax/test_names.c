/* token_write_name: whatever a name is, it is read back as that name. */
#include "tests/unit/syntax/reading.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const NAMES[] = {
#define WORD(kind, text, groups, context) text,
#include "grammar/tokens.def"
    "a",    "A_b1",   "имя",   "a b", "a`b",   "`",       "1a",       "a.b",
    "a\nb", "\t",     "\r\n",  "\\",  "a\\nb", "\\`\\\\", "\x01\x7f", "\u202e\u2066x\u061c\u200e",
    "a:b",  "model ", "Model", "$",   "a$",    "\"x\"",   "//",       "current_date",
};

static str written(arena *a, const char *name, token_position position)
{
    writer out = writer_make(a);
    token_write_name(&out, str_from(name), position);
    return writer_result(&out);
}

/* Reads the frame with the written name in its place, and compares the text of the node at `path` (first, second, …
 * child). */
static void check_frame(const char *name, const char *frame, token_position position, const int *path, size_t depth)
{
    arena a = {0};
    str word = written(&a, name, position);
    writer text = writer_make(&a);
    writer_template(&text, frame, (const writer_hole[]){{"name", word}, {NULL, {NULL, 0}}});
    reading r;
    reading_begin(&r, writer_result(&text), PARSER_SCHEMA);
    if (r.diagnostics.errors > 0)
        print_error("%s\n%s\n", writer_result(&text).ptr, reading_report(&r).ptr);
    assert_int_equal(r.diagnostics.errors, 0);
    const ast_node *node = r.result.root;
    for (size_t i = 0; i < depth; i++) {
        node = node->first;
        for (int j = 0; j < path[i]; j++)
            node = node->next;
    }
    assert_string_equal(str_copy(&a, node->text).ptr, name);
    reading_end(&r);
    arena_free(&a);
}

static void names_are_read_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        const char *name = NAMES[i];
        check_frame(name, "model A { ${name}: int }", TOKEN_BEFORE_COLON, (const int[]){0, 0}, 2);
        check_frame(name, "model A { primary key (${name}, x) }", TOKEN_IN_COLUMNS, (const int[]){0, 0, 0, 0}, 4);
        check_frame(name, "model A { primary key (x, ${name}) }", TOKEN_IN_COLUMNS, (const int[]){0, 0, 0, 1}, 4);
        check_frame(name, "model ${name} { a: int }", TOKEN_IN_COLUMNS, (const int[]){0}, 1);
        check_frame(name, "model A table ${name} : B { a: int }", TOKEN_IN_COLUMNS, (const int[]){0, 0}, 2);
        check_frame(name, "model A { a: ref ${name} unique }", TOKEN_IN_COLUMNS, (const int[]){0, 0, 0}, 3);
        check_frame(name, "model A { check (${name} = x) }", TOKEN_IN_EXPRESSION, (const int[]){0, 0, 0, 0}, 4);
        check_frame(name, "model A { check (x and ${name}) }", TOKEN_IN_EXPRESSION, (const int[]){0, 0, 0, 1}, 4);
        check_frame(name, "model A { check (-${name} is null) }", TOKEN_IN_EXPRESSION, (const int[]){0, 0, 0, 0, 0}, 5);
        check_frame(name, "model A { index (${name} desc, x) }", TOKEN_IN_EXPRESSION, (const int[]){0, 0, 0, 0, 0}, 5);
        check_frame(name, "model A { index ${name} (a) }", TOKEN_ANYWHERE, (const int[]){0, 0}, 2);
        check_frame(name, "model A { a: int unique unique ${name} (a) }", TOKEN_ANYWHERE, (const int[]){0, 1}, 2);
        check_frame(name, "model A { check ${name} (a) }", TOKEN_ANYWHERE, (const int[]){0, 0}, 2);
        check_frame(name, "enum A { X ${name} Y }", TOKEN_ANYWHERE, (const int[]){0, 1}, 2);
        check_frame(name, "model A { a: T = ${name} unique }", TOKEN_IN_EXPRESSION, (const int[]){0, 0, 1, 0}, 4);
    }
}

static void plain_names_stay_plain(void **state)
{
    (void)state;
    arena a = {0};
    assert_string_equal(written(&a, "title", TOKEN_BEFORE_COLON).ptr, "title");
    assert_string_equal(written(&a, "index", TOKEN_IN_COLUMNS).ptr, "index");
    assert_string_equal(written(&a, "index", TOKEN_IN_EXPRESSION).ptr, "index");
    assert_string_equal(written(&a, "index", TOKEN_ANYWHERE).ptr, "`index`");
    assert_string_equal(written(&a, "null", TOKEN_IN_EXPRESSION).ptr, "`null`");
    assert_string_equal(written(&a, "a b", TOKEN_BEFORE_COLON).ptr, "`a b`");
    assert_string_equal(written(&a, "a\nb\t\r\x01\x7f\\", TOKEN_BEFORE_COLON).ptr, "`a\\nb\\t\\r\\x01\\x7f\\\\`");
    assert_string_equal(written(&a, "\u202e\xc2\x85\u061c", TOKEN_BEFORE_COLON).ptr, "`\\u202e\\u0085\\u061c`");
    assert_string_equal(written(&a, "", TOKEN_BEFORE_COLON).ptr, "``");
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_read_back),
        cmocka_unit_test(plain_names_stay_plain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
