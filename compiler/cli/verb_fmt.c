/* schemac fmt: schema files in canonical form, in place, or from standard input to standard output. */
#include "compiler/cli/compilation.h"
#include "compiler/syntax/format.h"

/* The canonical text; false when the file has syntax errors and stays as it is. */
static bool canonical(cli *c, source_file *file, str *text)
{
    size_t errors_before = c->diagnostics.errors;
    bool is_project = str_ends_with(file->path, STR(".project"));
    parser_result parsed = parser_run(&c->sources, file, is_project ? PARSER_PROJECT : PARSER_SCHEMA, &c->diagnostics);
    if (c->diagnostics.errors > errors_before)
        return false;
    writer w = writer_make(&c->memory);
    format_file(&c->sources, file, &parsed, &w);
    *text = writer_result(&w);
    return true;
}

static exit_status format_stdin(cli *c)
{
    str text;
    file_status read = file_read(&c->memory, STR("-"), &text);
    if (read.failed)
        return fail_file(c, read);
    source_file *file = source_add(&c->sources, STR("<stdin>"), text);
    str formatted;
    if (!canonical(c, file, &formatted))
        return show_diagnostics(c);
    if (!c->given[OPTION_CHECK])
        writer_str(&c->out, formatted);
    return c->given[OPTION_CHECK] && !str_eq(text, formatted) ? EXIT_FINDINGS : EXIT_OK;
}

static exit_status format_paths(cli *c, const str_list *paths)
{
    file_output_list changed = {0};
    for (size_t i = 0; i < paths->count; i++) {
        str text;
        str formatted;
        file_status read = file_read(&c->memory, paths->items[i], &text);
        if (read.failed)
            return fail_file(c, read);
        source_file *file = source_add(&c->sources, paths->items[i], text);
        if (canonical(c, file, &formatted) && !str_eq(text, formatted))
            VEC_PUSH(&c->memory, &changed, ((file_output){.path = paths->items[i], .text = formatted}));
    }
    if (c->diagnostics.errors)
        return show_diagnostics(c);
    for (size_t i = 0; i < changed.count; i++)
        writer_format(&c->out, "%.*s\n", STR_ARGS(changed.items[i].path));
    if (c->given[OPTION_CHECK])
        return changed.count ? EXIT_FINDINGS : EXIT_OK;
    file_status written = file_write_all(&c->memory, &changed, FILE_DURABLE);
    return written.failed ? fail_file(c, written) : EXIT_OK;
}

exit_status verb_fmt(cli *c)
{
    exit_status status;
    if (c->arguments.count == 1 && str_eq(c->arguments.items[0], STR("-")))
        return format_stdin(c);
    if (!compilation_begin(c, &status))
        return status;
    str_list paths = {0};
    if (!compilation_paths(c, compilation_named(c), &paths, &status))
        return status;
    return format_paths(c, &paths);
}
