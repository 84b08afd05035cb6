/* For each stages/NAME.schema, what each stage of the compiler prints: siblings whose extension says the stage. Each
 * pair of schema and stage is a test of its own. SCHEMAC_UPDATE_GOLDENS=1 writes the siblings anew. */
#define _XOPEN_SOURCE 700
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/support/process.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char folder[] = SCHEMAC_SOURCE_DIR "/tests/golden/stages";

typedef struct stage {
    const char *extension;
    const char *arguments; /* of schemac; %s is the schema */
} stage;

static const stage stages[] = {
    {"tokens", "dump --stage tokens '%s'"},
    {"ast", "dump --stage ast '%s'"},
    {"model", "dump --stage model '%s'"},
    {"expanded", "expand '%s'"},
    {"changes", "dump --stage changes '%s'"},
    {"postgresql.sql", "ddl --dialect postgresql '%s'"},
    {"sqlite.sql", "ddl --dialect sqlite '%s'"},
    {"postgresql.plan", "dump --stage plan --dialect postgresql '%s'"},
    {"sqlite.plan", "dump --stage plan --dialect sqlite '%s'"},
};
enum { STAGE_COUNT = sizeof stages / sizeof *stages, NAME_SIZE = 256 };

typedef struct golden {
    const stage *stage;
    char schema[NAME_SIZE]; /* "shop.schema" */
    char file[NAME_SIZE];   /* "shop.ast" */
    char test[NAME_SIZE];
} golden;

static char *printed_by(const golden *g)
{
    char arguments[2 * NAME_SIZE];
    char command[2 * NAME_SIZE + 16 + sizeof SCHEMAC_PROGRAM];
    (void)snprintf(arguments, sizeof arguments, g->stage->arguments, g->schema);
    (void)snprintf(command, sizeof command, "'%s' %s", SCHEMAC_PROGRAM, arguments);
    process_result result = process_run(folder, command);
    if (result.status != 0)
        fail_msg("%s: exit status %d\n%s", command, result.status, result.err);
    char *text = strdup(result.out);
    process_free(&result);
    return text;
}

static void show_first_difference(const golden *g, const char *expected, const char *actual)
{
    int line = 1;
    size_t at = 0;
    size_t start = 0;
    while (expected[at] && expected[at] == actual[at]) {
        if (expected[at] == '\n') {
            line++;
            start = at + 1;
        }
        at++;
    }
    fail_msg("%s:%d differs\n  expected: %.*s\n  actual:   %.*s\n(SCHEMAC_UPDATE_GOLDENS=1 writes it anew)", g->file,
             line, (int)strcspn(expected + start, "\n"), expected + start, (int)strcspn(actual + start, "\n"),
             actual + start);
}

static void stage_prints_golden(void **state)
{
    const golden *g = *state;
    char *actual = printed_by(g);
    if (getenv("SCHEMAC_UPDATE_GOLDENS"))
        assert_true(process_write(folder, g->file, actual));
    char *expected = process_read(folder, g->file);
    if (!expected)
        fail_msg("%s is missing", g->file);
    else if (strcmp(expected, actual) != 0)
        show_first_difference(g, expected, actual);
    free(expected);
    free(actual);
}

/* A schema in canonical form stays as it is. */
static void schema_is_canonical(void **state)
{
    const golden *g = *state;
    char command[NAME_SIZE + 32 + sizeof SCHEMAC_PROGRAM];
    (void)snprintf(command, sizeof command, "'%s' fmt --check '%s'", SCHEMAC_PROGRAM, g->schema);
    process_result result = process_run(folder, command);
    assert_int_equal(result.status, 0);
    process_free(&result);
}

static size_t add_tests(const char *path, golden *goldens, struct CMUnitTest *tests)
{
    const char *name = strrchr(path, '/') + 1;
    int stem = (int)(strlen(name) - strlen(".schema"));
    for (size_t i = 0; i <= STAGE_COUNT; i++) {
        golden *g = &goldens[i];
        g->stage = i < STAGE_COUNT ? &stages[i] : NULL;
        (void)snprintf(g->schema, NAME_SIZE, "%s", name);
        (void)snprintf(g->file, NAME_SIZE, "%.*s.%s", stem, name, g->stage ? g->stage->extension : "schema");
        (void)snprintf(g->test, NAME_SIZE, "%s", g->file);
        tests[i] = (struct CMUnitTest){
            .name = g->test, .test_func = g->stage ? stage_prints_golden : schema_is_canonical, .initial_state = g};
    }
    return STAGE_COUNT + 1;
}

int main(void)
{
    glob_t found;
    char pattern[NAME_SIZE];
    (void)snprintf(pattern, sizeof pattern, "%s/*.schema", folder);
    if (glob(pattern, 0, NULL, &found) != 0) {
        (void)fprintf(stderr, "no schema in %s\n", folder);
        return 1;
    }
    size_t room = found.gl_pathc * (STAGE_COUNT + 1);
    golden *goldens = calloc(room, sizeof *goldens);
    struct CMUnitTest *tests = calloc(room, sizeof *tests);
    size_t count = 0;
    for (size_t i = 0; i < found.gl_pathc; i++)
        count += add_tests(found.gl_pathv[i], goldens + count, tests + count);
    int failed = _cmocka_run_group_tests("golden_stages", tests, count, NULL, NULL);
    globfree(&found);
    free(tests);
    free(goldens);
    return failed;
}
