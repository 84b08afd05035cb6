/* schemac diff: what lies between two states; exit status 1 when they differ. */
#include "compiler/cli/compilation.h"
#include "compiler/cli/difference.h"
#include "compiler/cli/markdown.h"
#include "compiler/cli/state.h"

static void print_json(cli *c, const change_list *changes)
{
    writer *w = &c->out;
    writer_text(w, "{\"changes\": [");
    for (size_t i = 0; i < changes->count; i++) {
        writer line = writer_make(&c->memory);
        change_describe(&changes->items[i], &line);
        writer_text(w, i ? ",\n  " : "\n  ");
        writer_text(w, "{\"kind\": ");
        writer_json_string(w, str_from(change_info(changes->items[i].kind)->name));
        writer_text(w, ", \"text\": ");
        writer_json_string(w, writer_result(&line));
        writer_text(w, change_loses_data(&c->memory, &changes->items[i], NULL) ? ", \"loses_data\": true}"
                                                                               : ", \"loses_data\": false}");
    }
    writer_text(w, changes->count ? "\n]}\n" : "]}\n");
}

static exit_status print_sql(cli *c, const state_pair *pair, const change_list *changes)
{
    exit_status status;
    dialect_id dialect;
    if (!difference_dialect(c, pair->dialects, &dialect, &status))
        return status;
    plan *p = difference_plan_of(c, pair->before, changes, dialect, c->given[OPTION_DOWN], &status);
    if (!p)
        return status;
    plan_print(p, &c->out);
    return EXIT_FINDINGS;
}

static exit_status print_difference(cli *c, const state_pair *pair, const change_list *changes)
{
    str format = c->values[OPTION_FORMAT];
    if (str_eq(format, STR("markdown")))
        return markdown_difference(c, pair->before, changes, pair->dialects);
    bool as_sql = str_eq(format, STR("sql")) || (format.len == 0 && c->given[OPTION_DIALECT]);
    if (wants_json(c))
        print_json(c, changes);
    if (changes->count == 0)
        return EXIT_OK;
    if (as_sql)
        return print_sql(c, pair, changes);
    if (!wants_json(c))
        change_print(changes, &c->out);
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
