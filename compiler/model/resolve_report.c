/* How resolve reports. */
#include "compiler/model/resolve_internal.h"

diagnostic *resolve_report(resolver *r, diagnostic_code code, source_span span, str one, str two, str three)
{
    return diagnostic_report(r->diagnostics, code, span, one, two, three);
}

void resolve_report_twice(resolver *r, diagnostic_code code, source_span span, source_span first, str one, str two)
{
    diagnostic *d = resolve_report(r, code, span, one, two, (str){0});
    diagnostic_second(d, first, "first declared here");
}

void resolve_no_field(resolver *r, const resolve_model *model, source_span span, str name)
{
    const resolve_field *field = map_get(&model->fields, name);
    if (model->broken || (field && field->broken))
        return;
    diagnostic *d = resolve_report(r, DIAGNOSTIC_NO_SUCH_FIELD, span, model->table->name, name, (str){0});
    map candidates = {0};
    MAP_EACH (&model->fields, entry)
        map_put(r->memory, &candidates, entry->key, entry->value);
    MAP_EACH (&model->names, entry)
        map_put(r->memory, &candidates, entry->key, entry->value);
    diagnostic_suggest(r->diagnostics, d, name, &candidates);
}

source_span *resolve_place(resolver *r, source_span span)
{
    source_span *place = ARENA_NEW(r->memory, source_span);
    *place = span;
    return place;
}

source_span resolve_name_span(const ast_node *node)
{
    return node->text_span.file ? node->text_span : node->span;
}
