#include "tests/fuzz/read_text.h"
#include "compiler/syntax/format.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct text_reading {
    source_set sources;
    diagnostic_list diagnostics;
    source_file *file;
    parser_result result;
} text_reading;

static void fail_law(const char *law, str text)
{
    fprintf(stderr, "does not hold: %s\n--- text ---\n%.*s\n", law, STR_ARGS(text));
    abort();
}

static void read_as(arena *a, text_reading *r, str text, parser_start start)
{
    *r = (text_reading){.sources = {.memory = a}, .diagnostics = {.memory = a}};
    r->file = source_add(&r->sources, STR("text"), text);
    r->result = parser_run(&r->sources, r->file, start, &r->diagnostics);
}

static void check_places(const text_reading *r, const ast_node *node, int depth)
{
    if (depth > AST_DEPTH_LIMIT * 2)
        fail_law("trees are bounded", r->file->text);
    if (node->span.from > node->span.to || node->span.to > r->file->text.len)
        fail_law("nodes lie in the text", r->file->text);
    AST_EACH (node, child)
        check_places(r, child, depth + 1);
}

static void check_diagnostics(arena *a, text_reading *r)
{
    size_t before = r->diagnostics.items.count;
    diagnostic_sort(&r->diagnostics, &r->sources);
    if (r->diagnostics.items.count != before)
        fail_law("no error is reported twice", r->file->text);
    VEC_EACH (const diagnostic, &r->diagnostics.items, d)
        if (d->span.from > d->span.to || d->span.to > r->file->text.len)
            fail_law("errors lie in the text", r->file->text);
    writer out = writer_make(a);
    diagnostic_render(&r->diagnostics, &r->sources, DIAGNOSTIC_TEXT, false, &out);
    diagnostic_render(&r->diagnostics, &r->sources, DIAGNOSTIC_JSON, false, &out);
}

static str format_reading(arena *a, text_reading *r)
{
    writer out = writer_make(a);
    format_file(&r->sources, r->file, &r->result, &out);
    return writer_result(&out);
}

static void check_format(arena *a, text_reading *first, parser_start start)
{
    text_reading second;
    str once = format_reading(a, first);
    read_as(a, &second, once, start);
    if (second.diagnostics.errors > 0)
        fail_law("a formatted text has no errors", first->file->text);
    if (!ast_equal(first->result.root, second.result.root))
        fail_law("formatting keeps the tree", first->file->text);
    if (first->result.tokens.count != second.result.tokens.count)
        fail_law("formatting keeps every token and comment", first->file->text);
    if (!str_eq(format_reading(a, &second), once))
        fail_law("formatting twice is formatting once", first->file->text);
}

int fuzz_read_text(const uint8_t *data, size_t size)
{
    int sound = 0;
    for (parser_start start = PARSER_SCHEMA; start < PARSER_START_COUNT; start++) {
        arena a = {0};
        text_reading r;
        read_as(&a, &r, str_copy(&a, (str){(const char *)data, size}), start);
        if (!r.result.root && start < PARSER_EXPRESSION)
            fail_law("there is a tree", r.file->text);
        if (r.result.root)
            check_places(&r, r.result.root, 0);
        if (r.diagnostics.errors == 0 && start < PARSER_EXPRESSION)
            check_format(&a, &r, start);
        sound += r.diagnostics.errors == 0;
        check_diagnostics(&a, &r);
        arena_free(&a);
    }
    return sound;
}
