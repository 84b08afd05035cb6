#include "compiler/cli/markdown.h"

#include "compiler/base/map.h"
#include "compiler/cli/difference.h"

static const char *title_of(dialect_id dialect)
{
    return dialect == DIALECT_SQLITE ? "SQLite" : "PostgreSQL";
}

/* --- code --- */

/* A row of backticks that is longer than any in the text, so that no comment or name of the schema can end the code. */
static str fence_around(cli *c, str text, size_t least)
{
    size_t longest = 0;
    size_t run = 0;
    for (size_t i = 0; i < text.len; i++) {
        run = text.ptr[i] == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    writer fence = writer_make(&c->memory);
    writer_repeat(&fence, '`', longest < least ? least : longest + 1);
    return writer_result(&fence);
}

/* Markdown takes one space away at each end. */
static void write_code(cli *c, str code, writer *out)
{
    str fence = fence_around(c, code, 1);
    const char *space = fence.len > 1 ? " " : "";
    writer_format(out, "%.*s%s%.*s%s%.*s", STR_ARGS(fence), space, STR_ARGS(code), space, STR_ARGS(fence));
}

/* --- risk --- */

static void write_losses(cli *c, const change_list *changes)
{
    VEC_EACH (const change, changes, item) {
        str why;
        if (change_loses_data(&c->memory, item, &why))
            writer_format(&c->out, "- **loses data**: %.*s\n", STR_ARGS(why));
    }
}

/* "PostgreSQL", or "PostgreSQL, expand" where there are two revisions. */
static void write_title(cli *c, const difference_phase *phase)
{
    writer_text(&c->out, title_of(phase->plan->dialect));
    if (phase->name)
        writer_format(&c->out, ", %s", phase->name);
}

/* The lines of a plan's header: "Rewrites: products". */
static void write_hazards(cli *c, const difference_phase *phase)
{
    const plan *p = phase->plan;
    writer lines = writer_make(&c->memory);
    plan_hazards(p, &lines);
    str text = writer_result(&lines);
    while (text.len) {
        size_t end = str_find(text, '\n');
        str line = str_slice(text, 0, end);
        size_t colon = str_find(line, ':');
        writer_text(&c->out, "- ");
        write_title(c, phase);
        writer_format(&c->out, ", %.*s:%.*s\n", STR_ARGS(str_lower(&c->memory, str_slice(line, 0, colon))),
                      STR_ARGS(str_slice(line, colon + 1, line.len)));
        text = str_slice(text, end < text.len ? end + 1 : end, text.len);
    }
}

static void write_plan_risk(cli *c, const difference_phase *phase)
{
    if (phase->plan->irreversible) {
        writer_text(&c->out, "- ");
        write_title(c, phase);
        writer_format(&c->out, ", **irreversible**: %.*s\n", STR_ARGS(phase->plan->why_irreversible));
    }
    write_hazards(c, phase);
}

static void write_risk(cli *c, const change_list *changes, const difference_phases plans[DIALECT_COUNT])
{
    writer_text(&c->out, "### Risk\n\n");
    size_t head = c->out.len;
    write_losses(c, changes);
    for (dialect_id id = 0; id < DIALECT_COUNT; id++)
        for (size_t i = 0; i < plans[id].count; i++)
            write_plan_risk(c, &plans[id].items[i]);
    if (c->out.len == head)
        writer_text(&c->out, "Nothing is lost, and no table that is in use is locked.\n");
}

/* --- what changes --- */

static str owner_of(const change *item)
{
    if (item->subject.len)
        return item->subject;
    return item->rename.new_name.len ? item->rename.new_name : STR("other");
}

/* In the order in which each model first appears. */
static void write_changes(cli *c, const change_list *changes, bool two)
{
    arena *a = &c->memory;
    map owners = {0};
    VEC_EACH (const change, changes, item) {
        str owner = owner_of(item);
        writer *lines = map_get(&owners, owner);
        if (!lines) {
            lines = ARENA_NEW(a, writer);
            *lines = writer_make(a);
            map_put(a, &owners, owner, lines);
        }
        writer text = writer_make(a);
        change_describe(item, &text);
        writer_text(lines, "- ");
        write_code(c, writer_result(&text), lines);
        writer_char(lines, '\n');
    }
    writer_text(&c->out, "\n### Changes\n");
    if (two)
        writer_text(&c->out,
                    "\nIn two revisions: one that expands, and one that contracts when every program is new.\n");
    MAP_EACH (&owners, entry) {
        writer_format(&c->out, "\n**%.*s**\n\n", STR_ARGS(entry->key));
        writer_str(&c->out, writer_result(entry->value));
    }
}

/* --- the SQL --- */

static void write_sql(cli *c, const difference_phase *phase)
{
    writer sql = writer_make(&c->memory);
    plan_print(phase->plan, &sql);
    size_t count = phase->plan->statements.count;
    writer_text(&c->out, "\n<details>\n<summary>SQL for ");
    write_title(c, phase);
    str text = writer_result(&sql);
    str fence = fence_around(c, text, 3);
    writer_format(&c->out, " (%zu statement%s)</summary>\n\n", count, count == 1 ? "" : "s");
    writer_format(&c->out, "%.*ssql\n", STR_ARGS(fence));
    writer_str(&c->out, text);
    writer_format(&c->out, "%.*s\n\n</details>\n", STR_ARGS(fence));
}

exit_status markdown_difference(cli *c, const model_schema *before, const change_list *changes, unsigned dialects)
{
    difference_phases plans[DIALECT_COUNT] = {0};
    bool two = false;
    exit_status status;
    for (dialect_id id = 0; id < DIALECT_COUNT; id++) {
        if (!(dialects & (1u << id)))
            continue;
        if (!difference_plans(c, before, changes, dialects, id, &plans[id], &status))
            return status;
        two = plans[id].count > 1;
    }
    if (!changes->count) {
        writer_text(&c->out, "The schema does not change.\n");
        return EXIT_OK;
    }
    write_risk(c, changes, plans);
    write_changes(c, changes, two);
    for (dialect_id id = 0; id < DIALECT_COUNT; id++)
        for (size_t i = 0; i < plans[id].count; i++)
            write_sql(c, &plans[id].items[i]);
    return EXIT_FINDINGS;
}
