#include "tests/unit/model/support.h"

void compiled_open(compiled *c, const char *text, unsigned dialects)
{
    *c = (compiled){0};
    c->sources.memory = &c->memory;
    c->diagnostics.memory = &c->memory;
    source_file *file = source_add(&c->sources, STR("test.schema"), str_from(text));
    c->parsed = parser_run(&c->sources, file, PARSER_SCHEMA, &c->diagnostics);
    ast_node_list files = {0};
    VEC_PUSH(&c->memory, &files, c->parsed.root);
    c->schema = resolve_schema(&c->memory, &files, NULL, &c->diagnostics);
    if (dialects)
        check_schema(&c->memory, c->schema, dialects, &c->diagnostics);
    diagnostic_sort(&c->diagnostics, &c->sources);
}

void compiled_free(compiled *c)
{
    arena_free(&c->memory);
}

str compiled_problems(compiled *c)
{
    writer out = writer_make(&c->memory);
    VEC_EACH (diagnostic, &c->diagnostics.items, d) {
        source_place place = source_locate(&c->sources, d->span);
        writer_format(&out, "%s%u:%u %04u", d == c->diagnostics.items.items ? "" : ", ", place.line, place.column,
                      (unsigned)d->code);
    }
    return writer_result(&out);
}

str compiled_messages(compiled *c)
{
    writer out = writer_make(&c->memory);
    diagnostic_render(&c->diagnostics, &c->sources, DIAGNOSTIC_TEXT, false, &out);
    return writer_result(&out);
}

str compiled_print(compiled *c, print_form form)
{
    writer out = writer_make(&c->memory);
    print_schema(c->schema, form, &out);
    return writer_result(&out);
}

const expression *compiled_expression(compiled *c, const char *text)
{
    source_file *file = source_add(&c->sources, STR("expression"), str_from(text));
    ast_node *node = parser_run(&c->sources, file, PARSER_EXPRESSION, &c->diagnostics).root;
    return node ? resolve_expression(&c->memory, node, &c->diagnostics) : NULL;
}
