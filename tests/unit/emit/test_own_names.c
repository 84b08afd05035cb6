/* The lists of own_names.c know every name that generated code defines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "compiler/base/file.h"
#include "compiler/emit/own_names.h"
#include "tests/unit/emit/support.h"

#include <stdlib.h>
#include <string.h>

typedef struct known {
    arena *memory;
    map names;
} known;

static void learn(void *context, map *names, str name, const emit_owner *owner)
{
    known *k = context;
    (void)names;
    map_put(k->memory, &k->names, name, (void *)(uintptr_t)owner->kind);
}

static known names_of(arena *a, const model_schema *schema)
{
    known k = {.memory = a};
    own_names names = {.view = view_make(a, schema), .visit = learn, .context = &k};
    own_names_of_constants(&names);
    MAP_EACH (&names.view->enums, it)
        own_names_of_enum(&names, it->value);
    MAP_EACH (&names.view->models, it)
        own_names_of_model(&names, it->value);
    return k;
}

static bool is_identifier(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* Every word of the text that begins with the prefix is known, or the package's own. */
static size_t expect_known(arena *a, const known *k, str text, str prefix)
{
    str own = str_join(a, prefix, STR("schemac_"));
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++) {
        size_t end = i;
        while (end < text.len && is_identifier(text.ptr[end]))
            end++;
        str word = str_slice(text, i, end);
        if (str_starts_with(word, prefix) && !str_starts_with(word, own)) {
            count++;
            if (!map_has(&k->names, word))
                fail_msg("own_names.c does not know %.*s", STR_ARGS(word));
        }
        i = end;
    }
    return count;
}

static str preprocessed(arena *a, str folder, const char *source, const char *options)
{
    str text = {0};
    str command = str_format(a, "gcc -std=c11 -DNDEBUG -E -P %s -I'" SCHEMAC_SOURCE_DIR "/runtime/include' %s -o out.i",
                             options, source);
    assert_int_equal(support_run(folder, command.ptr, 0), 0);
    assert_false(file_read(a, file_join(a, folder, STR("out.i")), &text).failed);
    return text;
}

static void knows_all(arena *a, const char *file, const char *source)
{
    const model_schema *schema = support_schema(a, support_read(a, file).ptr);
    known k = names_of(a, schema);
    str package = schema->package;
    str folder = support_folder(a, schema, NULL);
    str lower = str_join(a, package, STR("_"));
    size_t functions = expect_known(a, &k, preprocessed(a, folder, source, ""), lower);
    size_t macros = expect_known(a, &k, preprocessed(a, folder, source, "-dM"), str_upper(a, lower));
    assert_true(functions > 100 && macros > 10);
    support_remove(folder);
}

static void all_names_of_the_shop_are_known(void **state)
{
    knows_all(*state, "shop.schema", "shop.c");
}

static void all_names_of_every_shape_are_known(void **state)
{
    knows_all(*state, "shapes.schema", "shapes.c");
}

static void all_names_of_every_type_are_known(void **state)
{
    knows_all(*state, "types.schema", "types.c");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(all_names_of_the_shop_are_known, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(all_names_of_every_shape_are_known, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(all_names_of_every_type_are_known, support_setup, support_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
