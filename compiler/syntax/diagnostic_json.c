/* Diagnostics for programs: JSON (one object with a list) and SARIF 2.1.0, as code hosts and editors read it. */
#include "compiler/syntax/diagnostic_text.h"

static str json_code(arena *a, diagnostic_code code)
{
    return str_format(a, "E%04u", (unsigned)code);
}

static const char *json_level(diagnostic_code code)
{
    const diagnostic_info *info = diagnostic_find((unsigned)code);
    return info && info->severity == DIAGNOSTIC_WARNING ? "warning" : "error";
}

/* The place behind the last character of a span. */
static source_place json_end(source_set *sources, source_span span)
{
    return source_locate(sources, (source_span){span.file, span.to, span.to});
}

static void json_member(writer *out, const char *name, str value)
{
    writer_format(out, "\"%s\": ", name);
    writer_json_string(out, value);
}

/* --- JSON --- */

static void json_place(source_set *sources, source_span span, writer *out)
{
    source_place from = source_locate(sources, span);
    source_place to = json_end(sources, span);
    json_member(out, "file", from.path);
    writer_format(out, ", \"line\": %u, \"column\": %u", (unsigned)from.line, (unsigned)from.column);
    writer_format(out, ", \"end_line\": %u, \"end_column\": %u", (unsigned)to.line, (unsigned)to.column);
}

static void json_diagnostic(const diagnostic *d, source_set *sources, arena *a, writer *out)
{
    writer_text(out, "    {");
    json_member(out, "code", json_code(a, d->code));
    writer_text(out, ", ");
    json_member(out, "severity", str_from(json_level(d->code)));
    writer_text(out, ", ");
    json_member(out, "message", d->message);
    if (d->span.file > 0) {
        writer_text(out, ", ");
        json_place(sources, d->span, out);
    }
    if (d->hint.len > 0) {
        writer_text(out, ", ");
        json_member(out, "hint", d->hint);
    }
    if (d->second.file > 0) {
        writer_text(out, ", \"second\": {");
        json_member(out, "note", d->second_note);
        writer_text(out, ", ");
        json_place(sources, d->second, out);
        writer_char(out, '}');
    }
    writer_char(out, '}');
}

void diagnostic_render_json(diagnostic_list *list, source_set *sources, writer *out)
{
    writer_format(out, "{\n  \"errors\": %zu,\n  \"warnings\": %zu,\n  \"diagnostics\": [", list->errors,
                  list->warnings);
    for (size_t i = 0; i < list->items.count; i++) {
        writer_text(out, i > 0 ? ",\n" : "\n");
        json_diagnostic(&list->items.items[i], sources, list->memory, out);
    }
    writer_text(out, list->items.count > 0 ? "\n  ]\n}\n" : "]\n}\n");
}

/* --- SARIF --- */

static void sarif_location(source_set *sources, source_span span, writer *out)
{
    source_place from = source_locate(sources, span);
    source_place to = json_end(sources, span);
    writer_text(out, "\"physicalLocation\": {\"artifactLocation\": {");
    json_member(out, "uri", from.path);
    writer_format(out, "}, \"region\": {\"startLine\": %u, \"startColumn\": %u", (unsigned)from.line,
                  (unsigned)from.column);
    writer_format(out, ", \"endLine\": %u, \"endColumn\": %u}}", (unsigned)to.line, (unsigned)to.column);
}

static void sarif_message(writer *out, arena *a, str message, str hint)
{
    str whole = hint.len > 0 ? str_format(a, "%.*s (%.*s)", STR_ARGS(message), STR_ARGS(hint)) : message;
    writer_text(out, "\"message\": {");
    json_member(out, "text", whole);
    writer_char(out, '}');
}

static void sarif_result(const diagnostic *d, source_set *sources, arena *a, writer *out)
{
    writer_text(out, "        {");
    json_member(out, "ruleId", json_code(a, d->code));
    writer_text(out, ", ");
    json_member(out, "level", str_from(json_level(d->code)));
    writer_text(out, ", ");
    sarif_message(out, a, d->message, d->hint);
    if (d->span.file > 0) {
        writer_text(out, ", \"locations\": [{");
        sarif_location(sources, d->span, out);
        writer_text(out, "}]");
    }
    if (d->second.file > 0) {
        writer_text(out, ", \"relatedLocations\": [{");
        sarif_message(out, a, d->second_note, STR(""));
        writer_text(out, ", ");
        sarif_location(sources, d->second, out);
        writer_text(out, "}]");
    }
    writer_char(out, '}');
}

static void sarif_rules(arena *a, writer *out)
{
    size_t n;
    const diagnostic_info *rows = diagnostic_all(&n);
    for (size_t i = 0; i < n; i++) {
        writer_text(out, i > 0 ? ",\n          {" : "\n          {");
        json_member(out, "id", json_code(a, rows[i].code));
        writer_text(out, ", ");
        json_member(out, "name", str_from(rows[i].symbol));
        writer_text(out, ", \"fullDescription\": {");
        json_member(out, "text", str_from(rows[i].explanation));
        writer_text(out, "}}");
    }
}

void diagnostic_render_sarif(diagnostic_list *list, source_set *sources, writer *out)
{
    writer_text(out, "{\n  \"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n  \"version\": \"2.1.0\",\n"
                     "  \"runs\": [\n    {\n      \"columnKind\": \"unicodeCodePoints\",\n"
                     "      \"tool\": {\"driver\": {\"name\": \"schemac\", \"rules\": [");
    sarif_rules(list->memory, out);
    writer_text(out, "\n      ]}},\n      \"results\": [");
    for (size_t i = 0; i < list->items.count; i++) {
        writer_text(out, i > 0 ? ",\n" : "\n");
        sarif_result(&list->items.items[i], sources, list->memory, out);
    }
    writer_text(out, list->items.count > 0 ? "\n      ]\n    }\n  ]\n}\n" : "]\n    }\n  ]\n}\n");
}
