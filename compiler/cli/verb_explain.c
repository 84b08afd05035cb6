/* schemac explain: what an error code means. */
#include "compiler/cli/cli.h"

#include <stdlib.h>

/* "${1}" stands for what the text names: shown as "…". */
static str shown_message(cli *c, const diagnostic_info *info)
{
    writer w = writer_make(&c->memory);
    writer_hole holes[] = {{"1", STR("…")}, {"2", STR("…")}, {"3", STR("…")}, {NULL, {0}}};
    writer_template(&w, info->message, holes);
    return writer_result(&w);
}

static void explain_one(cli *c, const diagnostic_info *info)
{
    writer_format(&c->out, "%c%04u: %s\n\n", info->severity == DIAGNOSTIC_ERROR ? 'E' : 'W', (unsigned)info->code,
                  shown_message(c, info).ptr);
    writer_format(&c->out, "%s\n", info->explanation);
}

static void explain_json(cli *c, const diagnostic_info *info)
{
    writer_format(&c->out, "{\"code\": \"%c%04u\", \"message\": ", info->severity == DIAGNOSTIC_ERROR ? 'E' : 'W',
                  (unsigned)info->code);
    writer_json_string(&c->out, shown_message(c, info));
    writer_text(&c->out, ", \"explanation\": ");
    writer_json_string(&c->out, str_from(info->explanation));
    writer_text(&c->out, "}");
}

static void list_json(cli *c, const diagnostic_info *rows, size_t count)
{
    writer_text(&c->out, "[\n");
    for (size_t i = 0; i < count; i++) {
        explain_json(c, &rows[i]);
        writer_text(&c->out, i + 1 < count ? ",\n" : "\n]\n");
    }
}

static void list_all(cli *c)
{
    size_t count;
    const diagnostic_info *rows = diagnostic_all(&count);
    if (wants_json(c)) {
        list_json(c, rows, count);
        return;
    }
    for (size_t i = 0; i < count; i++)
        writer_format(&c->out, "%c%04u  %s\n", rows[i].severity == DIAGNOSTIC_ERROR ? 'E' : 'W', (unsigned)rows[i].code,
                      shown_message(c, &rows[i]).ptr);
}

/* "E0203", "e203" or "203", and nothing behind it. */
static const diagnostic_info *find_code(const char *text)
{
    char *end;
    const char *digits = text + (*text == 'E' || *text == 'W' || *text == 'e' || *text == 'w');
    unsigned long code = strtoul(digits, &end, 10);
    return end == digits || *end || code > 9999 ? NULL : diagnostic_find((unsigned)code);
}

exit_status verb_explain(cli *c)
{
    if (c->arguments.count == 0) {
        list_all(c);
        return EXIT_OK;
    }
    str code = c->arguments.items[0];
    const diagnostic_info *info = find_code(code.ptr);
    if (!info)
        return fail(c, EXIT_USAGE, "there is no code \"%.*s\"; `schemac explain` lists all", STR_ARGS(code));
    if (!wants_json(c)) {
        explain_one(c, info);
        return EXIT_OK;
    }
    explain_json(c, info);
    writer_char(&c->out, '\n');
    return EXIT_OK;
}
