#include "tests/unit/change/support.h"

#include "compiler/model/resolve.h"
#include "compiler/syntax/parser.h"

void world_open(world *w)
{
    *w = (world){0};
    w->sources.memory = &w->memory;
    w->diagnostics.memory = &w->memory;
}

void world_close(world *w)
{
    arena_free(&w->memory);
}

static ast_node *parse(world *w, const char *text, parser_start start)
{
    str path = str_format(&w->memory, "text %zu", w->sources.files.count + 1);
    return parser_run(&w->sources, source_add(&w->sources, path, str_from(text)), start, &w->diagnostics).root;
}

static void expect_no_errors(world *w)
{
    if (w->diagnostics.errors)
        fail_msg("%s", world_reported(w));
}

model_schema *world_schema(world *w, const char *text)
{
    ast_node_list files = {0};
    VEC_PUSH(&w->memory, &files, parse(w, text, PARSER_SCHEMA));
    model_schema *schema = resolve_schema(&w->memory, &files, &(resolve_options){0}, &w->diagnostics);
    expect_no_errors(w);
    return schema;
}

model_schema *world_state(world *w, const char *text)
{
    const model_schema *nothing = model_schema_make(&w->memory);
    change_list changes = change_diff(&w->memory, nothing, world_schema(w, text), &w->diagnostics);
    model_schema *state = change_apply(&w->memory, nothing, &changes, &w->diagnostics);
    expect_no_errors(w);
    return state;
}

change_list world_changes(world *w, const model_schema *state, const char *text)
{
    return change_read(&w->memory, state, parse(w, text, PARSER_CHANGES), &w->diagnostics);
}

const char *world_print(world *w, const change_list *changes)
{
    writer out = writer_make(&w->memory);
    change_print(changes, &out);
    return writer_result(&out).ptr;
}

const char *world_diff(world *w, const char *before, const char *after)
{
    const model_schema *state = world_state(w, before);
    change_list changes = change_diff(&w->memory, state, world_schema(w, after), &w->diagnostics);
    expect_no_errors(w);
    return world_print(w, &changes);
}

const char *world_reported(world *w)
{
    writer out = writer_make(&w->memory);
    diagnostic_sort(&w->diagnostics, &w->sources);
    diagnostic_render(&w->diagnostics, &w->sources, DIAGNOSTIC_TEXT, false, &out);
    return writer_result(&out).ptr;
}

const char *world_codes(world *w)
{
    writer out = writer_make(&w->memory);
    diagnostic_sort(&w->diagnostics, &w->sources);
    VEC_EACH (const diagnostic, &w->diagnostics.items, item)
        writer_format(&out, "%s%d", item == w->diagnostics.items.items ? "" : " ", (int)item->code);
    w->diagnostics = (diagnostic_list){.memory = &w->memory};
    return writer_result(&out).ptr;
}
