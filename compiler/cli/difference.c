#include "compiler/cli/difference.h"

#include "compiler/cli/state.h"

bool difference_dialect(cli *c, unsigned dialects, dialect_id *dialect, exit_status *status)
{
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

bool difference_found(cli *c, const model_schema *before, const model_schema *after, change_list *changes,
                      exit_status *status)
{
    diagnostic_list said = {.memory = &c->memory};
    *changes = change_diff(&c->memory, before, after, &said);
    VEC_EACH (const diagnostic, &said.items, d) {
        if (d->code == DIAGNOSTIC_CHANGE_MAYBE_RENAMED)
            continue;
        VEC_PUSH(&c->memory, &c->diagnostics.items, *d);
        c->diagnostics.errors++;
    }
    *status = show_diagnostics(c);
    return *status == EXIT_OK;
}

bool difference_of_sides(cli *c, state_pair *pair, change_list *changes, exit_status *status)
{
    str from = c->given[OPTION_FROM] ? c->values[OPTION_FROM] : STR("rev:heads");
    if (!state_sides(c, from, c->values[OPTION_TO], pair, status))
        return false;
    if (!(pair->found ? difference_found : difference_changes)(c, pair->before, pair->after, changes, status))
        return false;
    if (c->given[OPTION_DOWN]) {
        pair->before = change_apply(&c->memory, pair->before, changes, &c->diagnostics);
        *changes = change_invert(&c->memory, changes);
    }
    return true;
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
