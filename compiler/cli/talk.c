/* How the program speaks: talk and errors on standard error, with color only where a person looks. */
#include "compiler/cli/cli.h"

#include <stdarg.h>

void talk(const cli *c, const char *format, ...)
{
    if (c->quiet)
        return;
    va_list arguments;
    va_start(arguments, format);
    (void)vfprintf(stderr, format, arguments);
    va_end(arguments);
    (void)fputc('\n', stderr);
}

exit_status fail(const cli *c, exit_status status, const char *format, ...)
{
    (void)fputs(c->color ? "schemac: \033[1;31merror\033[0m: " : "schemac: error: ", stderr);
    va_list arguments;
    va_start(arguments, format);
    (void)vfprintf(stderr, format, arguments);
    va_end(arguments);
    (void)fputc('\n', stderr);
    return status;
}

exit_status fail_file(const cli *c, file_status status)
{
    return fail(c, EXIT_USAGE, "%.*s: %.*s", STR_ARGS(status.path), STR_ARGS(status.cause));
}

bool wants_json(const cli *c)
{
    return str_eq(c->values[OPTION_FORMAT], STR("json"));
}

/* A program reads one document: what `check` has found is its answer, of other verbs it is so only where errors leave
 * them without one. */
static bool answers_with_diagnostics(const cli *c)
{
    bool sarif = str_eq(c->values[OPTION_FORMAT], STR("sarif"));
    bool checks = str_eq(str_from(c->verb->name), STR("check")) && !c->given[OPTION_URL];
    return sarif || (wants_json(c) && (checks || c->diagnostics.errors));
}

static void render_for_people(cli *c)
{
    writer text = writer_make(&c->memory);
    diagnostic_render(&c->diagnostics, &c->sources, DIAGNOSTIC_TEXT, c->color, &text);
    str rendered = writer_result(&text);
    bool only_warnings = c->diagnostics.errors == 0;
    if (!(c->quiet && only_warnings))
        (void)fwrite(rendered.ptr, 1, rendered.len, stderr);
}

exit_status show_diagnostics(cli *c)
{
    diagnostic_list *list = &c->diagnostics;
    exit_status status = list->errors ? EXIT_SCHEMA : EXIT_OK;
    diagnostic_sort(list, &c->sources);
    if (answers_with_diagnostics(c))
        diagnostic_render(list, &c->sources, wants_json(c) ? DIAGNOSTIC_JSON : DIAGNOSTIC_SARIF, false, &c->out);
    else
        render_for_people(c);
    list->items.count = 0;
    list->errors = 0;
    list->warnings = 0;
    return status;
}
