/* Random schemas, as hostile as SQLite allows: made in a database, read from it, made again in a second one: the same
 * catalog, and the same schema read from that. The seed is printed; SCHEMAC_LAW_SEED sets it, SCHEMAC_LAW_SQLITE_PAIRS
 * how many schemas there are. */
#include "tests/unit/inspect/sqlite_support.h"

#include "compiler/change/change.h"
#include "compiler/inspect/adopt.h"
#include "compiler/model/object.h"
#include "tests/support/generate.h"

#include <stdio.h>
#include <stdlib.h>

static unsigned long long setting(const char *name, unsigned long long standard)
{
    const char *text = getenv(name);
    return text && *text ? strtoull(text, NULL, 10) : standard;
}

static bool is_empty_change(arena *a, const model_schema *from, const model_schema *to)
{
    diagnostic_list diagnostics = {.memory = a};
    change_list changes = change_diff(a, from, to, &diagnostics);
    writer out = writer_make(a);
    change_print(&changes, &out);
    str text = writer_result(&out);
    if (changes.count)
        print_error("--- changes\n%.*s\n", STR_ARGS(text));
    return changes.count == 0;
}

/* Shows the first line that differs. */
static bool same_letters(str is, str wanted)
{
    size_t at = 0, line = 0;
    for (; at < is.len && at < wanted.len && is.ptr[at] == wanted.ptr[at]; at++)
        line = is.ptr[at] == '\n' ? at + 1 : line;
    if (at == is.len && at == wanted.len)
        return true;
    str rests[] = {str_slice(is, line, is.len), str_slice(wanted, line, wanted.len)};
    for (size_t i = 0; i < 2; i++)
        print_error("%s %.*s\n", i ? "should be" : "is", (int)str_find(rests[i], '\n'), rests[i].ptr);
    return false;
}

/* What a raw text makes is read as what it is: a view with its quotes, a table. */
static bool has_raw(const model_schema *schema)
{
    MAP_EACH (&schema->objects, entry)
        if (((const model_object *)entry->value)->kind == OBJECT_RAW)
            return true;
    return false;
}

static const char *trouble_of(arena *a, uint64_t seed, sqlite_database *first, sqlite_database *second)
{
    generate_options options = {.databases = DIALECT_BIT_SQLITE};
    const model_schema *schema = generate_schema(a, seed, &options);
    str why;
    if (!sqlite_database_make(a, first, schema, &why)) {
        print_error("%.*s\n", STR_ARGS(why));
        return "the first database cannot be made";
    }
    inspect_result read = sqlite_database_inspect(a, first, NULL);
    if (!sqlite_database_make(a, second, read.schema, &why)) {
        print_error("%.*s\n", STR_ARGS(why));
        return "the second database cannot be made";
    }
    str is = sqlite_database_witness(second, a), wanted = sqlite_database_witness(first, a);
    if (!str_eq(is, wanted)) {
        print_error("--- is\n%.*s\n--- should be\n%.*s\n", STR_ARGS(is), STR_ARGS(wanted));
        return "the catalogs differ";
    }
    if (!has_raw(schema) && !same_letters(sqlite_database_text(second, a), sqlite_database_text(first, a)))
        return "the texts of the catalogs differ";
    inspect_result again = sqlite_database_inspect(a, second, NULL);
    if (!model_schema_equal(read.schema, again.schema))
        return "what is read the second time differs";
    const model_schema *adopted = inspect_adopt(a, read.schema, schema, DIALECT_SQLITE);
    if (!is_empty_change(a, schema, adopted) || !is_empty_change(a, adopted, schema))
        return "the database differs from the schema that it was made from";
    return NULL;
}

static void random_schemas_come_back(void **state)
{
    (void)state;
    uint64_t seed = setting("SCHEMAC_LAW_SEED", 20261121);
    size_t count = (size_t)setting("SCHEMAC_LAW_SQLITE_PAIRS", 200), failures = 0;
    print_message("seed %llu, %zu schemas\n", (unsigned long long)seed, count);
    for (size_t i = 0; i < count; i++) {
        arena a = {0};
        sqlite_database *first = sqlite_database_open();
        sqlite_database *second = sqlite_database_open();
        const char *trouble = trouble_of(&a, seed + i, first, second);
        if (trouble)
            print_error("seed %llu: %s\n", (unsigned long long)(seed + i), trouble);
        failures += trouble != NULL;
        sqlite_database_close(first);
        sqlite_database_close(second);
        arena_free(&a);
    }
    assert_int_equal(failures, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_schemas_come_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
