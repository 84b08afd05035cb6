#include "tests/unit/inspect/support.h"

#include "compiler/model/print.h"
#include "compiler/syntax/format.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

typedef struct memory_files {
    const memory_file *files;
    size_t count;
} memory_files;

static file_status read_memory(void *context, arena *a, str path, str *text)
{
    const memory_files *files = context;
    for (size_t i = 0; i < files->count; i++) {
        if (!str_eq(files->files[i].path, path))
            continue;
        *text = str_copy(a, files->files[i].text);
        return (file_status){.failed = false};
    }
    return (file_status){.failed = true, .missing = true, .path = path, .cause = STR("there is no such file")};
}

static void fail_with(diagnostic_list *diagnostics, source_set *sources, str text)
{
    writer out = writer_make(diagnostics->memory);
    diagnostic_sort(diagnostics, sources);
    diagnostic_render(diagnostics, sources, DIAGNOSTIC_TEXT, false, &out);
    fail_msg("%s\n%.*s", writer_result(&out).ptr, STR_ARGS(text));
}

load_result load_of(arena *a, source_set *sources, const memory_file *files, size_t count, diagnostic_list *diagnostics)
{
    memory_files all = {files, count};
    load_reader reader = {.read = read_memory, .context = &all};
    str_list paths = {0};
    VEC_PUSH(a, &paths, files[0].path);
    load_result load = load_files_from(a, sources, &reader, &paths, diagnostics);
    if (diagnostics->errors)
        fail_with(diagnostics, sources, files[0].text);
    return load;
}

model_schema *schema_of_load(arena *a, const load_result *load, diagnostic_list *diagnostics)
{
    return resolve_schema(a, &load->roots, &(resolve_options){0}, diagnostics);
}

model_schema *schema_of(arena *a, str text)
{
    source_set *sources = ARENA_NEW(a, source_set);
    sources->memory = a;
    diagnostic_list diagnostics = {.memory = a};
    memory_file file = {STR("test.schema"), text};
    load_result load = load_of(a, sources, &file, 1, &diagnostics);
    model_schema *schema = schema_of_load(a, &load, &diagnostics);
    if (diagnostics.errors)
        fail_with(&diagnostics, sources, text);
    return schema;
}

str formatted(arena *a, str text)
{
    source_set sources = {.memory = a};
    diagnostic_list diagnostics = {.memory = a};
    source_file *file = source_add(&sources, STR("test.schema"), str_copy(a, text));
    parser_result parsed = parser_run(&sources, file, PARSER_SCHEMA, &diagnostics);
    if (diagnostics.errors)
        fail_with(&diagnostics, &sources, text);
    writer out = writer_make(a);
    format_file(&sources, file, &parsed, &out);
    return writer_result(&out);
}

static str take_line(str *text)
{
    size_t end = str_find(*text, '\n');
    str line = str_slice(*text, 0, end);
    *text = str_slice(*text, end < text->len ? end + 1 : end, text->len);
    return line;
}

/* The lines of one text that another does not have. */
static void show_missing(arena *a, const char *what, str text, str other)
{
    map lines = {0};
    while (other.len)
        map_put(a, &lines, take_line(&other), a);
    while (text.len) {
        str line = take_line(&text);
        if (!map_has(&lines, line))
            print_error("%s: %.*s\n", what, STR_ARGS(line));
    }
}

bool same_schemas(arena *a, const model_schema *one, const model_schema *other)
{
    if (model_schema_equal(one, other))
        return true;
    writer left = writer_make(a), right = writer_make(a);
    print_dump(one, &left);
    print_dump(other, &right);
    show_missing(a, "only one has", writer_result(&left), writer_result(&right));
    show_missing(a, "only the other has", writer_result(&right), writer_result(&left));
    return false;
}
