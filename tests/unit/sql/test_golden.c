/* For each pair of schemas tests/golden/sql/NAME.before.schema (missing: nothing) and NAME.after.schema, the way up and
 * the way down in each dialect: NAME.DIALECT.golden. The statements are run too: before from nothing, up, down, and up
 * again. Each golden is a test of its own. SCHEMAC_UPDATE_GOLDENS=1 writes them anew. */
#define _XOPEN_SOURCE 700
#include "tests/unit/sql/support.h"

#include "compiler/base/file.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char folder[] = SCHEMAC_SOURCE_DIR "/tests/golden/sql";

enum { NAME_SIZE = 256 };

typedef struct golden {
    char name[NAME_SIZE];
    char test[NAME_SIZE];
    dialect_id dialect;
} golden;

static str golden_path(arena *a, const golden *g, const char *extension)
{
    return str_format(a, "%s/%s.%s", folder, g->name, extension);
}

static model_schema *read_schema(arena *a, const golden *g, const char *extension)
{
    str text = {0};
    file_status status = file_read(a, golden_path(a, g, extension), &text);
    if (status.missing)
        return support_empty(a);
    assert_false(status.failed);
    return support_schema(a, text.ptr);
}

static void write_side(writer *out, const char *title, const plan *p)
{
    writer hazards = writer_make(out->memory);
    plan_hazards(p, &hazards);
    str text = writer_result(&hazards);
    writer_format(out, "-- %s%s\n", title, p->foreign_keys_off ? ", foreign keys off" : "");
    if (p->irreversible)
        writer_format(out, "-- irreversible: %.*s\n", STR_ARGS(p->why_irreversible));
    while (text.len) {
        size_t end = str_find(text, '\n');
        writer_format(out, "-- %.*s\n", (int)end, text.ptr);
        text = str_slice(text, end + 1, text.len);
    }
    writer_char(out, '\n');
    plan_print(p, out);
}

static void compare_golden(arena *a, const golden *g, str actual)
{
    str path = golden_path(a, g, g->dialect == DIALECT_SQLITE ? "sqlite.golden" : "postgresql.golden");
    if (getenv("SCHEMAC_UPDATE_GOLDENS")) {
        file_output_list files = {0};
        file_output file = {.path = path, .text = actual};
        VEC_PUSH(a, &files, file);
        assert_false(file_write_all(a, &files, FILE_REBUILDABLE).failed);
    }
    str expected = {0};
    if (file_read(a, path, &expected).failed)
        fail_msg("%s is missing", path.ptr);
    assert_string_equal(actual.ptr, expected.ptr);
}

static void run_both_ways(arena *a, const model_schema *before, const plan *up, const plan *down)
{
    database *db = database_open(up->dialect);
    database_run_plan(db, support_plan(a, support_empty(a), before, up->dialect));
    database_run_plan(db, up);
    if (!down->irreversible) {
        database_run_plan(db, down);
        database_run_plan(db, up);
    }
    if (up->dialect == DIALECT_SQLITE)
        assert_string_equal(database_broken_keys(db, a).ptr, "");
    database_close(db);
}

static void plan_is_golden(void **state)
{
    const golden *g = *state;
    arena a = {0};
    model_schema *before = read_schema(&a, g, "before.schema");
    model_schema *after = read_schema(&a, g, "after.schema");
    plan *up = support_plan(&a, before, after, g->dialect);
    plan *down = support_down(&a, before, after, g->dialect);
    writer out = writer_make(&a);
    write_side(&out, "up", up);
    writer_char(&out, '\n');
    write_side(&out, "down", down);
    compare_golden(&a, g, writer_result(&out));
    run_both_ways(&a, before, up, down);
    arena_free(&a);
}

static void fill_test(const char *path, dialect_id dialect, golden *g, struct CMUnitTest *test)
{
    const char *name = strrchr(path, '/') + 1;
    int stem = (int)(strlen(name) - strlen(".after.schema"));
    (void)snprintf(g->name, sizeof g->name, "%.*s", stem, name);
    (void)snprintf(g->test, sizeof g->test, "%.*s on %s", stem, name, dialect_name(dialect));
    g->dialect = dialect;
    *test = (struct CMUnitTest){.name = g->test, .test_func = plan_is_golden, .initial_state = g};
}

int main(void)
{
    glob_t found;
    char pattern[NAME_SIZE];
    (void)snprintf(pattern, sizeof pattern, "%s/*.after.schema", folder);
    if (glob(pattern, 0, NULL, &found) != 0) {
        (void)fprintf(stderr, "no schema in %s\n", folder);
        return 1;
    }
    size_t count = found.gl_pathc * DIALECT_COUNT;
    golden *goldens = calloc(count, sizeof *goldens);
    struct CMUnitTest *tests = calloc(count, sizeof *tests);
    for (size_t i = 0; i < count; i++)
        fill_test(found.gl_pathv[i / DIALECT_COUNT], (dialect_id)(i % DIALECT_COUNT), &goldens[i], &tests[i]);
    int failed = _cmocka_run_group_tests("sql goldens", tests, count, NULL, NULL);
    globfree(&found);
    free(tests);
    free(goldens);
    return failed;
}
