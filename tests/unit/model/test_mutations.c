/* Schemas with pieces cut out, doubled or swapped: whatever the parser could still read of them is resolved, checked
 * and printed without a crash, and a schema without errors prints something that reads back. The same seed, the same
 * run. */
#include "tests/unit/model/schemas.h"
#include "tests/unit/model/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { MUTATIONS_PER_SCHEMA = 300 };

static uint32_t next_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33);
}

/* Words that mean something, to be put where they do not belong. */
static const char *const words[] = {
    " unique ",
    " index ",
    " primary key ",
    " ref ",
    " many ",
    " through ",
    "? ",
    " = ",
    " (",
    ") ",
    " { ",
    " } ",
    ": ",
    ", ",
    " null ",
    " not ",
    " and ",
    " in ",
    " = any ",
    " for sqlite { ",
    " drop ",
    " model A ",
    " enum E ",
    " mixin M ",
    " override ",
    " sql(\"x\") ",
    " auto ",
    " 5 ",
    " \"s\" ",
    " :: ",
    " references ",
    " foreign key ",
    " check ",
    " was ",
    " case when ",
    " end ",
    " [",
    "] ",
    " id ",
    " back ",
};

static str mutate(arena *a, str text, uint64_t *seed)
{
    size_t changes = 1 + next_random(seed) % 3;
    for (size_t i = 0; i < changes && text.len > 0; i++) {
        size_t from = next_random(seed) % text.len;
        size_t to = from + next_random(seed) % 20;
        to = to < text.len ? to : text.len;
        writer out = writer_make(a);
        writer_str(&out, str_slice(text, 0, from));
        switch (next_random(seed) % 3) {
        case 0: /* cut */
            break;
        case 1: /* double */
            writer_str(&out, str_slice(text, from, to));
            writer_str(&out, str_slice(text, from, to));
            break;
        default:
            writer_text(&out, words[next_random(seed) % (sizeof words / sizeof *words)]);
            to = from;
            break;
        }
        writer_str(&out, str_slice(text, to, text.len));
        text = writer_result(&out);
    }
    return text;
}

static void one_mutation(str text)
{
    compiled c;
    compiled_open(&c, text.ptr, DIALECT_ALL);
    (void)compiled_messages(&c);
    str flat = compiled_print(&c, PRINT_FLAT);
    (void)compiled_print(&c, PRINT_EXPANDED);
    writer dump = writer_make(&c.memory);
    print_dump(c.schema, &dump);
    assert_true(model_schema_equal(c.schema, c.schema));
    if (c.diagnostics.errors == 0) {
        compiled again;
        compiled_open(&again, flat.ptr, 0);
        bool same = again.diagnostics.errors == 0 && model_schema_equal(c.schema, again.schema);
        if (!same)
            print_error("%s\n--- flat ---\n%s\n%s\n", text.ptr, flat.ptr, compiled_messages(&again).ptr);
        assert_true(same);
        compiled_free(&again);
    }
    compiled_free(&c);
}

static void no_mutation_is_a_crash(void **state)
{
    (void)state;
    uint64_t seed = 20261120;
    for (const good_schema *good = good_schemas; good->name; good++) {
        for (int i = 0; i < MUTATIONS_PER_SCHEMA; i++) {
            arena a = {0};
            one_mutation(mutate(&a, str_from(good->text), &seed));
            arena_free(&a);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_mutation_is_a_crash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
