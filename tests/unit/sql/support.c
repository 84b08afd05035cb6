/* Schemas from text and plans between them. */
#include "tests/unit/sql/support.h"

#include "compiler/model/resolve.h"
#include "compiler/syntax/parser.h"

#include <string.h>

static void fail_with(diagnostic_list *diagnostics, source_set *sources, const char *what)
{
    writer out = writer_make(diagnostics->memory);
    diagnostic_sort(diagnostics, sources);
    diagnostic_render(diagnostics, sources, DIAGNOSTIC_TEXT, false, &out);
    fail_msg("%s:\n%s", what, writer_result(&out).ptr);
}

model_schema *support_schema(arena *a, const char *text)
{
    source_set sources = {.memory = a};
    diagnostic_list diagnostics = {.memory = a};
    source_file *file = source_add(&sources, STR("test.schema"), str_from(text));
    parser_result parsed = parser_run(&sources, file, PARSER_SCHEMA, &diagnostics);
    ast_node_list files = {0};
    VEC_PUSH(a, &files, parsed.root);
    model_schema *schema = resolve_schema(a, &files, &(resolve_options){0}, &diagnostics);
    if (diagnostics.errors)
        fail_with(&diagnostics, &sources, "the schema has errors");
    return schema;
}

model_schema *support_empty(arena *a)
{
    return model_schema_make(a);
}

const model_table *support_table(const model_schema *schema, const char *name)
{
    const model_table *table = model_find_table(schema, str_from(name));
    assert_non_null(table);
    return table;
}

const expression *support_expression(arena *a, const char *text)
{
    source_set sources = {.memory = a};
    diagnostic_list diagnostics = {.memory = a};
    source_file *file = source_add(&sources, STR("expression"), str_from(text));
    parser_result parsed = parser_run(&sources, file, PARSER_EXPRESSION, &diagnostics);
    const expression *e = diagnostics.errors ? NULL : resolve_expression(a, parsed.root, &diagnostics);
    if (diagnostics.errors)
        fail_with(&diagnostics, &sources, text);
    return e;
}

change_list support_changes(arena *a, const model_schema *before, const model_schema *after)
{
    diagnostic_list diagnostics = {.memory = a};
    source_set sources = {.memory = a};
    change_list changes = change_diff(a, before, after, &diagnostics);
    if (diagnostics.errors)
        fail_with(&diagnostics, &sources, "the changes are in doubt");
    return changes;
}

static plan *checked_plan(arena *a, const model_schema *before, const change_list *changes, dialect_id dialect,
                          bool down)
{
    diagnostic_list diagnostics = {.memory = a};
    source_set sources = {.memory = a};
    plan_options options = {.down = down};
    plan *p = plan_make(a, before, changes, dialect, &options, &diagnostics);
    if (diagnostics.errors)
        fail_with(&diagnostics, &sources, "the plan has errors");
    return p;
}

plan *support_plan(arena *a, const model_schema *before, const model_schema *after, dialect_id dialect)
{
    change_list changes = support_changes(a, before, after);
    return checked_plan(a, before, &changes, dialect, false);
}

plan *support_down(arena *a, const model_schema *before, const model_schema *after, dialect_id dialect)
{
    diagnostic_list diagnostics = {.memory = a};
    change_list changes = support_changes(a, before, after);
    const model_schema *there = change_apply(a, before, &changes, &diagnostics);
    change_list back = change_invert(a, &changes);
    return checked_plan(a, there, &back, dialect, true);
}

str support_errors(arena *a, const model_schema *before, const model_schema *after, dialect_id dialect)
{
    diagnostic_list diagnostics = {.memory = a};
    change_list changes = support_changes(a, before, after);
    plan_make(a, before, &changes, dialect, NULL, &diagnostics);
    writer out = writer_make(a);
    VEC_EACH (diagnostic, &diagnostics.items, d)
        writer_format(&out, out.len ? " %u" : "%u", (unsigned)d->code);
    return writer_result(&out);
}

str support_sql(const plan *p, arena *a)
{
    writer out = writer_make(a);
    plan_print(p, &out);
    return writer_result(&out);
}
