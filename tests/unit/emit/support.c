#define _XOPEN_SOURCE 700
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/emit/support.h"

#include "compiler/base/file.h"
#include "compiler/model/resolve.h"
#include "compiler/syntax/parser.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

int support_setup(void **state)
{
    *state = calloc(1, sizeof(arena));
    return *state ? 0 : -1;
}

int support_teardown(void **state)
{
    arena_free(*state);
    free(*state);
    return 0;
}

/* --- schemas --- */

str support_read(arena *a, const char *name)
{
    str text = {0};
    file_status status = file_read(a, str_format(a, "%s/%s", SUPPORT_GOLDENS, name), &text);
    if (status.failed)
        fail_msg("%.*s: %.*s", STR_ARGS(status.path), STR_ARGS(status.cause));
    return text;
}

static model_schema *read_schema(arena *a, const char *text, source_set *sources, diagnostic_list *diagnostics)
{
    source_file *file = source_add(sources, STR("test.schema"), str_from(text));
    parser_result parsed = parser_run(sources, file, PARSER_SCHEMA, diagnostics);
    ast_node_list files = {0};
    VEC_PUSH(a, &files, parsed.root);
    return resolve_schema(a, &files, NULL, diagnostics);
}

static str rendered(arena *a, diagnostic_list *diagnostics, source_set *sources)
{
    writer out = writer_make(a);
    diagnostic_sort(diagnostics, sources);
    diagnostic_render(diagnostics, sources, DIAGNOSTIC_TEXT, false, &out);
    return writer_result(&out);
}

model_schema *support_schema(arena *a, const char *text)
{
    source_set sources = {.memory = a};
    diagnostic_list diagnostics = {.memory = a};
    model_schema *schema = read_schema(a, text, &sources, &diagnostics);
    if (diagnostics.errors)
        fail_msg("%s", rendered(a, &diagnostics, &sources).ptr);
    return schema;
}

str support_check(arena *a, const char *text)
{
    source_set sources = {.memory = a};
    diagnostic_list diagnostics = {.memory = a};
    model_schema *schema = read_schema(a, text, &sources, &diagnostics);
    if (diagnostics.errors)
        fail_msg("%s", rendered(a, &diagnostics, &sources).ptr);
    emit_check(a, schema, &diagnostics);
    return diagnostics.items.count ? rendered(a, &diagnostics, &sources) : STR("");
}

void support_has(str text, const char *part)
{
    if (!strstr(text.ptr, part))
        fail_msg("expected\n%s\nin\n%.*s", part, STR_ARGS(text));
}

void support_lacks(str text, const char *part)
{
    if (strstr(text.ptr, part))
        fail_msg("did not expect\n%s", part);
}

/* --- compilers --- */

static void write_file(arena *a, str folder, str name, str text)
{
    FILE *file = fopen(file_join(a, folder, name).ptr, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text.ptr, 1, text.len, file), text.len);
    assert_int_equal(fclose(file), 0);
}

str support_folder(arena *a, const model_schema *schema, const char *program)
{
    const char *temporary = getenv("TMPDIR");
    str folder = str_format(a, "%s/schemac_emit_XXXXXX", temporary ? temporary : "/tmp");
    char *path = arena_alloc(a, folder.len + 1);
    memcpy(path, folder.ptr, folder.len);
    assert_non_null(mkdtemp(path));
    folder.ptr = path;
    emit_result code = emit_c(a, schema);
    write_file(a, folder, code.header_name, code.header);
    write_file(a, folder, code.source_name, code.source);
    if (program)
        write_file(a, folder, STR("main.c"), str_from(program));
    return folder;
}

int support_run(str folder, const char *command, int expected)
{
    arena scratch = {0};
    str line = str_format(&scratch, "cd '%.*s' && %s >said 2>&1", STR_ARGS(folder), command);
    int status = system(line.ptr);
    status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (status != expected) {
        line = str_format(&scratch, "tail -n 60 '%.*s/said'", STR_ARGS(folder));
        print_message("%s: exit status %d\n", command, status);
        (void)!system(line.ptr);
    }
    arena_free(&scratch);
    return status;
}

void support_remove(str folder)
{
    arena scratch = {0};
    str line = str_format(&scratch, "rm -r '%.*s'", STR_ARGS(folder));
    assert_int_equal(system(line.ptr), 0);
    arena_free(&scratch);
}

void support_compile_everywhere(str folder, const char *file)
{
    static const char *const compilers[] = {"gcc -x c -std=c11", "clang -x c -std=c11", "g++ -x c++ -std=c++17",
                                            "clang++ -x c++ -std=c++17"};
    arena scratch = {0};
    for (size_t i = 0; i < sizeof compilers / sizeof *compilers; i++) {
        str command = str_format(&scratch,
                                 "%s -O1 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror "
                                 "-I'" SCHEMAC_SOURCE_DIR "/runtime/include' -I. -c %s -o object.o",
                                 compilers[i], file);
        assert_int_equal(support_run(folder, command.ptr, 0), 0);
    }
    arena_free(&scratch);
}
