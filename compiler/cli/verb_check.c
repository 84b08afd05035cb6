/* schemac check: every error of the schema in one run; with --url, what a database has besides. */
#include "compiler/cli/compilation.h"

exit_status verb_check(cli *c)
{
    exit_status status;
    if (c->given[OPTION_URL])
        return c->database->drift(c);
    if (!compilation_begin(c, &status))
        return status;
    unsigned dialects = project_dialects(c);
    load_result loaded;
    if (!dialects)
        return EXIT_USAGE;
    if (!compilation_load(c, compilation_named(c), &loaded, &status))
        return status;
    model_schema *schema = compile_loaded(c, &loaded, dialects);
    size_t errors = c->diagnostics.errors;
    size_t warnings = c->diagnostics.warnings;
    status = show_diagnostics(c);
    if (errors || warnings)
        talk(c, "%zu error%s, %zu warning%s", errors, errors == 1 ? "" : "s", warnings, warnings == 1 ? "" : "s");
    else
        talk(c, "ok: %zu files, %zu models, %zu enums", loaded.files.count, schema->tables.live, schema->enums.live);
    return status;
}
