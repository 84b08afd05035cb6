/* From the command's files to a model. */
#include "compiler/cli/compilation.h"

#include "compiler/model/check.h"

static names_templates *project_names(cli *c)
{
    static const struct {
        setting_id setting;
        names_kind kind;
    } rows[] = {
        {SETTING_NAMING_PRIMARY_KEY, NAMES_PRIMARY_KEY},
        {SETTING_NAMING_UNIQUE, NAMES_UNIQUE},
        {SETTING_NAMING_FOREIGN_KEY, NAMES_FOREIGN_KEY},
        {SETTING_NAMING_CHECK, NAMES_CHECK},
        {SETTING_NAMING_INDEX, NAMES_INDEX},
    };
    names_templates *names = ARENA_NEW(&c->memory, names_templates);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (c->settings[rows[i].setting].given)
            names->templates[rows[i].kind] = project_text(c, rows[i].setting);
    return names;
}

resolve_options compilation_options(cli *c)
{
    return (resolve_options){.names = project_names(c)};
}

bool compilation_paths(cli *c, const str_list *patterns, str_list *paths, exit_status *status)
{
    for (size_t i = 0; i < patterns->count; i++) {
        str pattern = patterns->items[i];
        size_t before = paths->count;
        if (str_eq(pattern, STR("-")) || file_exists(&c->memory, pattern)) {
            VEC_PUSH(&c->memory, paths, pattern);
            continue;
        }
        file_status globbed = file_glob(&c->memory, pattern, paths);
        if (globbed.failed || paths->count == before) {
            *status =
                globbed.failed ? fail_file(c, globbed) : fail(c, EXIT_USAGE, "%.*s: no such file", STR_ARGS(pattern));
            return false;
        }
    }
    if (paths->count == 0)
        *status = fail(c, EXIT_USAGE, "no schema file was named, and there is no project file that names one");
    return paths->count > 0;
}

const str_list *compilation_named(cli *c)
{
    return c->arguments.count ? &c->arguments : project_list(c, SETTING_SCHEMAS);
}

bool compilation_load(cli *c, const str_list *patterns, load_result *loaded, exit_status *status)
{
    str_list paths = {0};
    if (!compilation_paths(c, patterns, &paths, status))
        return false;
    *loaded = load_files(&c->memory, &c->sources, &paths, &c->diagnostics);
    if (loaded->status.failed)
        *status = fail_file(c, loaded->status);
    return !loaded->status.failed;
}

model_schema *compile_loaded(cli *c, const load_result *loaded, unsigned dialects)
{
    resolve_options options = compilation_options(c);
    model_schema *schema = resolve_schema(&c->memory, &loaded->roots, &options, &c->diagnostics);
    check_schema(&c->memory, schema, dialects, &c->diagnostics);
    return schema;
}

model_schema *compile_files(cli *c, const str_list *paths, unsigned dialects, exit_status *status)
{
    load_result loaded;
    if (!compilation_load(c, paths, &loaded, status))
        return NULL;
    model_schema *schema = compile_loaded(c, &loaded, dialects);
    *status = show_diagnostics(c);
    return *status == EXIT_OK ? schema : NULL;
}

model_schema *compile_model(cli *c, unsigned dialects, exit_status *status)
{
    return compile_files(c, compilation_named(c), dialects, status);
}

bool compilation_begin(cli *c, exit_status *status)
{
    if (!project_load(c)) {
        *status = EXIT_USAGE;
        return false;
    }
    *status = c->diagnostics.errors ? show_diagnostics(c) : EXIT_OK;
    return *status == EXIT_OK;
}
