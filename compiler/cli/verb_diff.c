/* schemac diff: what lies between two states; exit status 1 when they differ. */
#include "compiler/cli/compilation.h"
#include "compiler/cli/difference.h"
#include "compiler/cli/markdown.h"
#include "compiler/cli/state.h"

static void print_change(cli *c, const change *item, const char *phase, bool first)
{
    writer *w = &c->out;
    writer line = writer_make(&c->memory);
    change_describe(item, &line);
    writer_text(w, first ? "\n  " : ",\n  ");
    writer_text(w, "{\"kind\": ");
    writer_json_string(w, str_from(change_info(item->kind)->name));
    writer_text(w, ", \"text\": ");
    writer_json_string(w, writer_result(&line));
    if (phase)
        writer_format(w, ", \"phase\": \"%s\"", phase);
    writer_text(w, change_loses_data(&c->memory, item, NULL) ? ", \"loses_data\": true}" : ", \"loses_data\": false}");
}

static void print_json(cli *c, const difference_phases *phases)
{
    bool first = true;
    writer_text(&c->out, "{\"changes\": [");
    for (size_t i = 0; i < phases->count; i++)
        VEC_EACH (const change, &phases->items[i].changes, item) {
            print_change(c, item, phases->items[i].name, first);
            first = false;
        }
    writer_text(&c->out, first ? "]}\n" : "\n]}\n");
}

/* Which of two revisions it is stands above, as a comment of the language or of SQL. */
static void print_heading(cli *c, const difference_phases *phases, size_t i, const char *comment)
{
    if (phases->items[i].name)
        writer_format(&c->out, "%s%s %s\n", i ? "\n" : "", comment, phases->items[i].name);
}

static void print_changes(cli *c, const difference_phases *phases)
{
    for (size_t i = 0; i < phases->count; i++) {
        print_heading(c, phases, i, "//");
        change_print(&phases->items[i].changes, &c->out);
    }
}

static exit_status print_sql(cli *c, const state_pair *pair, const change_list *changes)
{
    exit_status status;
    dialect_id dialect;
    difference_phases phases;
    if (!difference_dialect(c, pair->dialects, &dialect, &status) ||
        !difference_plans(c, pair->before, changes, pair->dialects, dialect, &phases, &status))
        return status;
    for (size_t i = 0; i < phases.count; i++) {
        print_heading(c, &phases, i, "--");
        plan_print_script(phases.items[i].plan, &c->out);
    }
    return EXIT_FINDINGS;
}

static exit_status print_difference(cli *c, const state_pair *pair, const change_list *changes)
{
    str format = c->values[OPTION_FORMAT];
    if (str_eq(format, STR("markdown")))
        return markdown_difference(c, pair->before, changes, pair->dialects);
    bool as_sql = str_eq(format, STR("sql")) || (format.len == 0 && c->given[OPTION_DIALECT]);
    if (as_sql && changes->count)
        return print_sql(c, pair, changes);
    exit_status status;
    difference_phases phases;
    if (!difference_split(c, pair->before, changes, pair->dialects, &phases, &status))
        return status;
    if (wants_json(c))
        print_json(c, &phases);
    if (changes->count == 0)
        return EXIT_OK;
    if (!wants_json(c))
        print_changes(c, &phases);
    return EXIT_FINDINGS;
}

exit_status verb_diff(cli *c)
{
    exit_status status;
    state_pair pair;
    change_list changes;
    if (!compilation_begin(c, &status) || !difference_of_sides(c, &pair, &changes, &status))
        return status;
    return print_difference(c, &pair, &changes);
}
