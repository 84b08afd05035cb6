/* The laws of changes that need no database. Each has a broken variant that it must notice. */
#include "compiler/model/print.h"
#include "tests/laws/laws.h"

static bool complain(writer *why, const char *what)
{
    writer_text(why, what);
    writer_char(why, '\n');
    return false;
}

static bool quiet(arena *a, diagnostic_list *diagnostics, writer *why)
{
    source_set sources = {.memory = a};
    if (diagnostics->errors)
        text_diagnostics(diagnostics, &sources, why);
    return diagnostics->errors == 0;
}

static bool compare(arena *a, const model_schema *got, const model_schema *wanted, writer *why)
{
    if (model_schema_equal(got, wanted))
        return true;
    str text = text_of_schema(a, got);
    writer_format(why, "the result is\n%.*s", STR_ARGS(text));
    return false;
}

static bool diff_then_apply(arena *a, const model_schema *before, const model_schema *after, bool broken, writer *why)
{
    diagnostic_list diagnostics = {.memory = a};
    change_list changes = change_diff(a, before, after, &diagnostics);
    if (broken && changes.count)
        changes.count--;
    const model_schema *result = change_apply(a, before, &changes, &diagnostics);
    return quiet(a, &diagnostics, why) && compare(a, result, after, why);
}

static bool same_is_no_change(arena *a, const model_schema *before, const model_schema *after, bool broken, writer *why)
{
    diagnostic_list diagnostics = {.memory = a};
    change_list nothing = change_diff(a, broken ? before : after, after, &diagnostics);
    if (nothing.count == 0)
        return quiet(a, &diagnostics, why);
    str text = text_of_changes(a, &nothing);
    writer_format(why, "changes from a schema to itself:\n%.*s", STR_ARGS(text));
    return false;
}

static bool there_and_back(arena *a, const model_schema *before, const model_schema *after, bool broken, writer *why)
{
    diagnostic_list diagnostics = {.memory = a};
    change_list changes = change_diff(a, before, after, &diagnostics);
    change_list back = change_invert(a, &changes);
    if (broken && back.count)
        back.items++, back.count--;
    const model_schema *middle = change_apply(a, before, &changes, &diagnostics);
    const model_schema *result = change_apply(a, middle, &back, &diagnostics);
    change_list again = change_invert(a, &back);
    if (!broken && !change_list_equal(&again, &changes))
        return complain(why, "the inverse of the inverse is something else");
    return quiet(a, &diagnostics, why) && compare(a, result, before, why);
}

static bool reads_as(arena *a, const model_schema *state, const change_list *changes, const change_list *wanted,
                     writer *why)
{
    str text = text_of_changes(a, changes);
    change_list again;
    if (!text_read_changes(a, state, text, &again, why))
        return false;
    if (change_list_equal(&again, wanted))
        return true;
    str printed = text_of_changes(a, &again);
    writer_format(why, "what was read prints as\n%.*s", STR_ARGS(printed));
    return false;
}

static bool print_then_read(arena *a, const model_schema *before, const model_schema *after, bool broken, writer *why)
{
    diagnostic_list diagnostics = {.memory = a};
    change_list changes = change_diff(a, before, after, &diagnostics);
    change_list back = change_invert(a, &changes);
    change_list shown = changes;
    if (broken && shown.count)
        shown.count--;
    return reads_as(a, before, &shown, &changes, why) && reads_as(a, after, &back, &back, why);
}

/* Text of the whole, read back, and through the formatter, which must find nothing to do. */
static bool schema_reads(arena *a, const model_schema *schema, const model_schema *wanted, writer *why)
{
    str text = text_of_schema(a, schema);
    str formatted;
    str twice;
    if (!text_format(a, text, &formatted, why) || !text_format(a, formatted, &twice, why))
        return false;
    if (!str_eq(formatted, twice))
        return complain(why, "formatting twice gives something else than once");
    if (!str_eq(formatted, text)) {
        writer_format(why, "the formatter changes what was printed to\n%.*s", STR_ARGS(formatted));
        return false;
    }
    const model_schema *again = text_read_schema(a, formatted, why);
    return again && compare(a, again, wanted, why);
}

static bool schema_text(arena *a, const model_schema *before, const model_schema *after, bool broken, writer *why)
{
    return schema_reads(a, after, broken ? before : after, why);
}

const law in_memory_laws[] = {
    {"apply(A, diff(A, B)) = B", diff_then_apply},         {"diff(A, A) = nothing", same_is_no_change},
    {"apply(B, invert(diff(A, B))) = A", there_and_back},  {"read(print(changes)) = changes", print_then_read},
    {"read(format(print(schema))) = schema", schema_text},
};
const size_t in_memory_law_count = sizeof in_memory_laws / sizeof *in_memory_laws;
