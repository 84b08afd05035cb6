/* schemac init: a project file with every setting and its default, a first schema, and the folders. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "compiler/cli/cli.h"
#include "compiler/syntax/format.h"

#include <stdlib.h>

static const char FIRST_SCHEMA[] = "package ${name}\n"
                                   "\n"
                                   "/// People who can sign in.\n"
                                   "model User table users {\n"
                                   "    id:        bigint primary key auto\n"
                                   "    username:  varchar(40) unique\n"
                                   "}\n";

/* "." is called as the folder it stands for. */
static str full_path(cli *c, str folder)
{
    char *path = realpath(str_copy(&c->memory, folder).ptr, NULL);
    str result = path ? str_copy(&c->memory, str_from(path)) : folder;
    free(path);
    return result;
}

/* A package name for a folder's name: what a C name can hold. */
static str package_name(cli *c, str folder)
{
    size_t slash = folder.len;
    while (slash > 0 && folder.ptr[slash - 1] != '/')
        slash--;
    str name = str_lower(&c->memory, str_slice(folder, slash, folder.len));
    writer w = writer_make(&c->memory);
    for (size_t i = 0; i < name.len; i++) {
        char ch = name.ptr[i];
        bool digit = ch >= '0' && ch <= '9';
        bool letter = ch >= 'a' && ch <= 'z';
        if (letter || (digit && w.len > 0))
            writer_char(&w, ch);
        else if (w.len > 0)
            writer_char(&w, '_');
    }
    str result = writer_result(&w);
    return result.len ? result : STR("app");
}

/* `word "value"`, or words where the setting is a list of them. What is written is right when its `//` is taken away.
 */
static void write_value(writer *w, setting_id id)
{
    const setting_info *s = &settings_table[id];
    if (s->kind == SETTING_KIND_NUMBER) {
        writer_text(w, s->standard);
        return;
    }
    if (id == SETTING_DATABASE) {
        writer_text(w, "env(\"DATABASE_URL\") or \"sqlite:app.db\"");
        return;
    }
    if (s->kind != SETTING_KIND_WORDS || !*s->standard) {
        writer_quoted(w, str_from(s->standard));
        return;
    }
    for (const char *at = s->standard; *at; at++)
        writer_char(w, *at == ',' ? ' ' : *at);
}

static str block_of(const setting_info *s)
{
    str place = str_from(s->place);
    size_t last = place.len;
    while (last > 0 && place.ptr[last - 1] != '.')
        last--;
    return str_slice(place, 0, last ? last - 1 : 0);
}

static str word_of(const setting_info *s)
{
    str place = str_from(s->place);
    size_t skip = block_of(s).len;
    return str_slice(place, skip ? skip + 1 : 0, place.len);
}

static void write_block_start(writer *w, str block)
{
    writer_text(w, "    // ");
    for (size_t i = 0; i < block.len; i++)
        writer_char(w, block.ptr[i] == '.' ? ' ' : block.ptr[i]);
    writer_text(w, " {\n");
}

/* Settings that every project sets are written out, all others stand as comments with their defaults. */
static bool is_written_out(setting_id id)
{
    return id == SETTING_SCHEMAS || id == SETTING_MIGRATIONS || id == SETTING_DIALECTS || id == SETTING_DATABASE;
}

static str canonical(cli *c, str text)
{
    source_file *file = source_add(&c->sources, STR("schemac.project"), text);
    parser_result parsed = parser_run(&c->sources, file, PARSER_PROJECT, &c->diagnostics);
    writer w = writer_make(&c->memory);
    format_file(&c->sources, file, &parsed, &w);
    return writer_result(&w);
}

static str project_file_text(cli *c, str name)
{
    writer w = writer_make(&c->memory);
    writer_format(&w,
                  "// Flags and environment variables go before what stands here: see `schemac help settings`.\n"
                  "project %.*s {\n",
                  STR_ARGS(name));
    str open = STR("");
    for (setting_id id = 0; id < SETTING_COUNT; id++) {
        const setting_info *s = &settings_table[id];
        str block = block_of(s);
        if (!str_eq(block, open) && open.len)
            writer_text(&w, "    // }\n");
        if (!str_eq(block, open) && block.len)
            write_block_start(&w, block);
        open = block;
        str word = word_of(s);
        writer_text(&w, is_written_out(id) ? "    " : block.len ? "    //     " : "    // ");
        writer_format(&w, "%.*s ", STR_ARGS(word));
        write_value(&w, id);
        writer_format(&w, "  // %s\n", s->help);
    }
    writer_text(&w, open.len ? "    // }\n}\n" : "}\n");
    return canonical(c, writer_result(&w));
}

static str first_schema_text(cli *c, str name)
{
    writer w = writer_make(&c->memory);
    writer_hole holes[] = {{"name", name}, {NULL, {0}}};
    writer_template(&w, FIRST_SCHEMA, holes);
    return writer_result(&w);
}

exit_status verb_init(cli *c)
{
    arena *a = &c->memory;
    str folder = c->arguments.count ? c->arguments.items[0] : STR(".");
    str name = package_name(c, full_path(c, folder));
    str project = file_join(a, folder, STR("schemac.project"));
    if (file_exists(a, project))
        return fail(c, EXIT_REFUSED, "%.*s exists already; nothing was written", STR_ARGS(project));
    file_output_list files = {0};
    str schema = file_join(a, folder, str_format(a, "schema/%.*s.schema", STR_ARGS(name)));
    VEC_PUSH(a, &files, ((file_output){.path = project, .text = project_file_text(c, name)}));
    if (!file_exists(a, schema))
        VEC_PUSH(a, &files, ((file_output){.path = schema, .text = first_schema_text(c, name)}));
    VEC_PUSH(a, &files, ((file_output){.path = file_join(a, folder, STR("migrations/.gitkeep")), .text = STR("")}));
    file_status written = file_write_all(a, &files, FILE_DURABLE);
    if (written.failed)
        return fail_file(c, written);
    for (size_t i = 0; i < files.count; i++)
        talk(c, "wrote %.*s", STR_ARGS(files.items[i].path));
    talk(c, "next: schemac revision -m \"first tables\"");
    return EXIT_OK;
}
