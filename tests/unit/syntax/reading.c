#include "tests/unit/syntax/reading.h"
#include "compiler/base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

void reading_begin(reading *r, str text, parser_start start)
{
    memset(r, 0, sizeof *r);
    r->sources.memory = &r->memory;
    r->diagnostics.memory = &r->memory;
    r->file = source_add(&r->sources, STR("t"), str_copy(&r->memory, text));
    r->result = parser_run(&r->sources, r->file, start, &r->diagnostics);
}

void reading_end(reading *r)
{
    arena_free(&r->memory);
}

static void reading_write(const ast_node *node, writer *out)
{
    static const char *const flags[] = {
        "broken", "nullable",           "not", "desc",     "asc",    "nulls_first", "nulls_last",
        "always", "initially_deferred", "all", "distinct", "unique", "raw",         "quoted"};
    writer_format(out, "(%s", ast_kind_name(node->kind));
    if (node->text.len > 0) {
        writer_char(out, ' ');
        writer_quoted(out, node->text);
    }
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++)
        if (node->flags & 1u << i)
            writer_format(out, " %s", flags[i]);
    if (node->value > 0)
        writer_format(out, " %u", (unsigned)node->value);
    if (node->doc.len > 0) {
        writer_text(out, " doc ");
        writer_quoted(out, node->doc);
    }
    AST_EACH (node, child) {
        writer_char(out, ' ');
        reading_write(child, out);
    }
    writer_char(out, ')');
}

str reading_tree(reading *r)
{
    writer out = writer_make(&r->memory);
    if (r->result.root)
        reading_write(r->result.root, &out);
    return writer_result(&out);
}

str reading_tokens(reading *r)
{
    writer out = writer_make(&r->memory);
    VEC_EACH (token, &r->result.tokens, item) {
        if (item->kind == TOKEN_END)
            break;
        writer_text(&out, out.len > 0 ? " " : "");
        writer_text(&out, token_kind_name(item->kind));
    }
    return writer_result(&out);
}

str reading_errors(reading *r)
{
    writer out = writer_make(&r->memory);
    diagnostic_sort(&r->diagnostics, &r->sources);
    VEC_EACH (diagnostic, &r->diagnostics.items, d) {
        source_place place = source_locate(&r->sources, d->span);
        writer_format(&out, "%sE%04u@%u:%u", out.len > 0 ? " " : "", (unsigned)d->code, (unsigned)place.line,
                      (unsigned)place.column);
    }
    return writer_result(&out);
}

str reading_report(reading *r)
{
    writer out = writer_make(&r->memory);
    diagnostic_sort(&r->diagnostics, &r->sources);
    diagnostic_render(&r->diagnostics, &r->sources, DIAGNOSTIC_TEXT, false, &out);
    return writer_result(&out);
}

str reading_source(arena *a, const char *path)
{
    str text = {0};
    str whole = str_format(a, "%s/%s", SCHEMAC_SOURCE_DIR, path);
    file_status status = file_read(a, whole, &text);
    assert_false(status.failed);
    return text;
}
