#include "compiler/cli/difference.h"

#include "compiler/cli/state.h"
#include "compiler/sql/expand.h"

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

/* --- two revisions --- */

/* What was found in a database is there already: nothing has to be careful about it. */
static bool may_be_split(const cli *c, unsigned dialects)
{
    bool found = c->given[OPTION_TO] && state_needs_database(c->values[OPTION_TO]);
    return !found && (dialects & (1u << DIALECT_POSTGRESQL));
}

/* The changes of the way up, which decide, and the state before them. With --down the caller's are the way back. */
static const model_schema *way_up(cli *c, const model_schema *before, const change_list *changes, change_list *up)
{
    *up = *changes;
    if (!c->given[OPTION_DOWN])
        return before;
    *up = change_invert(&c->memory, changes);
    return change_apply(&c->memory, before, changes, &c->diagnostics);
}

static void add_phase(cli *c, difference_phases *phases, const char *name, const change_list *changes, plan *p)
{
    bool turned = name && c->given[OPTION_DOWN];
    difference_phase phase = {name, turned ? change_invert(&c->memory, changes) : *changes, p};
    phases->items[phases->count++] = phase;
}

static bool find_split(cli *c, const model_schema *before, const change_list *changes, unsigned dialects,
                       expand_split *split, exit_status *status)
{
    bool online;
    *split = (expand_split){0};
    *status = EXIT_USAGE;
    if (!difference_online(c, &online))
        return false;
    if (online && may_be_split(c, dialects))
        *split = expand_changes(&c->memory, before, changes);
    *status = EXIT_OK;
    return true;
}

static void add_phases(cli *c, const expand_split *split, const expand_plans *plans, difference_phases *phases)
{
    if (c->given[OPTION_DOWN]) {
        add_phase(c, phases, "contract", &split->second, plans->contract_down);
        add_phase(c, phases, "expand", &split->first, plans->expand_down);
        return;
    }
    add_phase(c, phases, "expand", &split->first, plans->expand_up);
    add_phase(c, phases, "contract", &split->second, plans->contract_up);
}

bool difference_split(cli *c, const model_schema *before, const change_list *changes, unsigned dialects,
                      difference_phases *phases, exit_status *status)
{
    expand_split split;
    change_list up;
    *phases = (difference_phases){0};
    const model_schema *from = way_up(c, before, changes, &up);
    if (!find_split(c, from, &up, dialects, &split, status))
        return false;
    if (split.wanted)
        add_phases(c, &split, &(expand_plans){0}, phases);
    else
        add_phase(c, phases, NULL, changes, NULL);
    return true;
}

bool difference_plans(cli *c, const model_schema *before, const change_list *changes, unsigned dialects,
                      dialect_id dialect, difference_phases *phases, exit_status *status)
{
    expand_split split;
    change_list up;
    *phases = (difference_phases){0};
    const model_schema *from = way_up(c, before, changes, &up);
    if (!find_split(c, from, &up, dialects, &split, status))
        return false;
    if (!split.wanted) {
        plan *p = difference_plan_of(c, before, changes, dialect, c->given[OPTION_DOWN], status);
        add_phase(c, phases, NULL, changes, p);
        return p != NULL;
    }
    expand_plans plans = expand_plan(&c->memory, from, &split, dialect, &c->diagnostics);
    add_phases(c, &split, &plans, phases);
    *status = show_diagnostics(c);
    return *status == EXIT_OK;
}
