/* Schemas and changes as text, and read back with the compiler's own parser. */
#include "compiler/model/print.h"
#include "compiler/model/resolve.h"
#include "compiler/syntax/format.h"
#include "tests/laws/laws.h"

#include <errno.h>
#include <stdlib.h>

str text_of_schema(arena *a, const model_schema *schema)
{
    writer out = writer_make(a);
    print_schema(schema, PRINT_FLAT, &out);
    return writer_result(&out);
}

void text_diagnostics(diagnostic_list *list, source_set *sources, writer *out)
{
    diagnostic_sort(list, sources);
    diagnostic_render(list, sources, DIAGNOSTIC_TEXT, false, out);
}

model_schema *text_read_schema(arena *a, str text, writer *why)
{
    source_set sources = {.memory = a};
    diagnostic_list diagnostics = {.memory = a};
    source_file *file = source_add(&sources, STR("random.schema"), text);
    parser_result parsed = parser_run(&sources, file, PARSER_SCHEMA, &diagnostics);
    ast_node_list files = {0};
    VEC_PUSH(a, &files, parsed.root);
    model_schema *schema = diagnostics.errors ? NULL : resolve_schema(a, &files, &(resolve_options){0}, &diagnostics);
    if (diagnostics.errors == 0)
        return schema;
    text_diagnostics(&diagnostics, &sources, why);
    return NULL;
}

str text_of_changes(arena *a, const change_list *changes)
{
    writer out = writer_make(a);
    change_print(changes, &out);
    return writer_result(&out);
}

bool text_read_changes(arena *a, const model_schema *state, str text, change_list *changes, writer *why)
{
    source_set sources = {.memory = a};
    diagnostic_list diagnostics = {.memory = a};
    source_file *file = source_add(&sources, STR("random.changes"), text);
    parser_result parsed = parser_run(&sources, file, PARSER_CHANGES, &diagnostics);
    *changes = change_read(a, state, parsed.root, &diagnostics);
    if (diagnostics.errors)
        text_diagnostics(&diagnostics, &sources, why);
    return diagnostics.errors == 0;
}

bool text_format(arena *a, str text, str *formatted, writer *why)
{
    source_set sources = {.memory = a};
    diagnostic_list diagnostics = {.memory = a};
    source_file *file = source_add(&sources, STR("random.schema"), text);
    parser_result parsed = parser_run(&sources, file, PARSER_SCHEMA, &diagnostics);
    writer out = writer_make(a);
    if (diagnostics.errors == 0)
        format_file(&sources, file, &parsed, &out);
    else
        text_diagnostics(&diagnostics, &sources, why);
    *formatted = writer_result(&out);
    return diagnostics.errors == 0;
}

unsigned long long law_number(const char *variable, unsigned long long otherwise)
{
    const char *text = getenv(variable);
    char *end = NULL;
    if (!text || !*text)
        return otherwise;
    errno = 0;
    unsigned long long number = strtoull(text, &end, 10);
    if (errno || *end) {
        fprintf(stderr, "%s is no number: %s\n", variable, text);
        exit(2);
    }
    return number;
}
