#include "compiler/cli/difference.h"

bool difference_dialect(cli *c, dialect_id *dialect, exit_status *status)
{
    unsigned dialects = project_dialects(c);
    *status = EXIT_USAGE;
    if (!dialects)
        return false;
    for (dialect_id id = 0; id < DIALECT_COUNT; id++)
        if (dialects == 1u << id) {
            *dialect = id;
            return true;
        }
    fail(c, EXIT_USAGE, "the project has more than one dialect; say which with --dialect");
    return false;
}

bool difference_changes(cli *c, const model_schema *before, const model_schema *after, change_list *changes,
                        exit_status *status)
{
    *changes = change_diff(&c->memory, before, after, &c->diagnostics);
    *status = show_diagnostics(c);
    return *status == EXIT_OK;
}

bool difference_online(const cli *c, bool *online)
{
    str text = project_text(c, SETTING_ONLINE);
    *online = str_eq(text, STR("on"));
    if (*online || str_eq(text, STR("off")))
        return true;
    fail(c, EXIT_USAGE, "online is on or off, not \"%.*s\"", STR_ARGS(text));
    return false;
}

plan *difference_plan_of(cli *c, const model_schema *before, const change_list *changes, dialect_id dialect, bool down,
                         exit_status *status)
{
    plan_options options = {.down = down};
    *status = EXIT_USAGE;
    if (!difference_online(c, &options.online))
        return NULL;
    plan *p = plan_make(&c->memory, before, changes, dialect, &options, &c->diagnostics);
    *status = show_diagnostics(c);
    return *status == EXIT_OK ? p : NULL;
}

plan *difference_plan(cli *c, const model_schema *before, const model_schema *after, dialect_id dialect,
                      exit_status *status)
{
    change_list changes;
    if (!difference_changes(c, before, after, &changes, status))
        return NULL;
    return difference_plan_of(c, before, &changes, dialect, false, status);
}
