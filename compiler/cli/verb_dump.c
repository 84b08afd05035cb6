/* schemac dump: what a stage of the compiler sees, in a stable form. */
#include "compiler/cli/compilation.h"
#include "compiler/cli/difference.h"
#include "compiler/cli/state.h"
#include "compiler/model/print.h"

static exit_status dump_files(cli *c, bool tokens)
{
    exit_status status;
    load_result loaded;
    if (!compilation_load(c, compilation_named(c), &loaded, &status))
        return status;
    for (size_t i = 0; i < loaded.files.count; i++) {
        const load_file *file = &loaded.files.items[i];
        if (loaded.files.count > 1)
            writer_format(&c->out, "# %.*s\n", STR_ARGS(file->source->path));
        if (tokens)
            token_dump(&c->sources, file->source, &file->parsed.tokens, &c->out);
        else
            ast_dump(&c->sources, file->parsed.root, &c->out);
    }
    return show_diagnostics(c);
}

static exit_status dump_tokens(cli *c)
{
    return dump_files(c, true);
}

static exit_status dump_ast(cli *c)
{
    return dump_files(c, false);
}

static model_schema *compile_for_dump(cli *c, exit_status *status)
{
    unsigned dialects = project_dialects(c);
    *status = EXIT_USAGE;
    return dialects ? compile_model(c, dialects, status) : NULL;
}

static exit_status dump_model(cli *c)
{
    exit_status status;
    model_schema *schema = compile_for_dump(c, &status);
    if (!schema)
        return status;
    print_dump(schema, &c->out);
    return EXIT_OK;
}

/* The old side is nothing unless --from names one. */
static bool dump_sides(cli *c, model_schema **before, model_schema **after, exit_status *status)
{
    *after = compile_for_dump(c, status);
    if (!*after)
        return false;
    str from = c->given[OPTION_FROM] ? c->values[OPTION_FROM] : STR("empty");
    *before = state_side(c, from, project_dialects(c), status);
    return *before != NULL;
}

static exit_status dump_changes(cli *c)
{
    exit_status status;
    model_schema *before;
    model_schema *after;
    change_list changes;
    if (!dump_sides(c, &before, &after, &status) || !difference_changes(c, before, after, &changes, &status))
        return status;
    change_print(&changes, &c->out);
    return EXIT_OK;
}

static exit_status dump_plan(cli *c)
{
    exit_status status;
    dialect_id dialect;
    model_schema *before;
    model_schema *after;
    if (!difference_dialect(c, project_dialects(c), &dialect, &status) || !dump_sides(c, &before, &after, &status))
        return status;
    plan *p = difference_plan(c, before, after, dialect, &status);
    if (!p)
        return status;
    plan_dump(p, &c->out);
    return EXIT_OK;
}

static const struct {
    const char *name;
    exit_status (*run)(cli *c);
} stages[] = {
    {"tokens", dump_tokens}, {"ast", dump_ast}, {"model", dump_model}, {"changes", dump_changes}, {"plan", dump_plan},
};

exit_status verb_dump(cli *c)
{
    exit_status status;
    if (!compilation_begin(c, &status))
        return status;
    str wanted = c->given[OPTION_STAGE] ? c->values[OPTION_STAGE] : STR("model");
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
        if (str_eq(wanted, str_from(stages[i].name)))
            return stages[i].run(c);
    return fail(c, EXIT_USAGE, "there is no stage \"%.*s\"; tokens, ast, model, changes and plan are known",
                STR_ARGS(wanted));
}
