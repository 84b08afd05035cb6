/* schemac compile: the C of a package, and the dependency file that tells a build when to make it again. */
#include "compiler/cli/compilation.h"
#include "compiler/emit/emit.h"

/* Make's own signs in a path. */
static void write_escaped(writer *w, str path)
{
    for (size_t i = 0; i < path.len; i++) {
        if (path.ptr[i] == ' ' || path.ptr[i] == '#' || path.ptr[i] == '\\')
            writer_char(w, '\\');
        else if (path.ptr[i] == '$')
            writer_char(w, '$');
        writer_char(w, path.ptr[i]);
    }
}

static str dependency_text(cli *c, const file_output_list *outputs, const load_result *loaded)
{
    writer w = writer_make(&c->memory);
    for (size_t i = 0; i < outputs->count; i++) {
        write_escaped(&w, outputs->items[i].path);
        writer_text(&w, i + 1 < outputs->count ? " " : ":");
    }
    for (size_t i = 0; i < loaded->files.count; i++) {
        writer_text(&w, " \\\n  ");
        write_escaped(&w, loaded->files.items[i].source->path);
    }
    writer_char(&w, '\n');
    return writer_result(&w);
}

static exit_status write_files(cli *c, const emit_result *code, const load_result *loaded)
{
    str folder = project_text(c, SETTING_OUT);
    file_output_list outputs = {0};
    VEC_PUSH(&c->memory, &outputs,
             ((file_output){.path = file_join(&c->memory, folder, code->header_name), .text = code->header}));
    VEC_PUSH(&c->memory, &outputs,
             ((file_output){.path = file_join(&c->memory, folder, code->source_name), .text = code->source}));
    size_t shown = outputs.count;
    if (c->given[OPTION_DEPFILE]) {
        str text = dependency_text(c, &outputs, loaded);
        VEC_PUSH(&c->memory, &outputs, ((file_output){.path = c->values[OPTION_DEPFILE], .text = text}));
    }
    file_status written = file_write_all(&c->memory, &outputs, FILE_REBUILDABLE);
    if (written.failed)
        return fail_file(c, written);
    for (size_t i = 0; i < shown; i++)
        talk(c, "%.*s%s", STR_ARGS(outputs.items[i].path), outputs.items[i].unchanged ? " (unchanged)" : "");
    return EXIT_OK;
}

exit_status verb_compile(cli *c)
{
    exit_status status;
    if (!compilation_begin(c, &status))
        return status;
    unsigned dialects = project_dialects(c);
    load_result loaded;
    if (!dialects)
        return EXIT_USAGE;
    if (!compilation_load(c, compilation_named(c), &loaded, &status))
        return status;
    model_schema *schema = compile_loaded(c, &loaded, dialects);
    if (c->diagnostics.errors == 0)
        emit_check(&c->memory, schema, &c->diagnostics);
    status = show_diagnostics(c);
    if (status != EXIT_OK)
        return status;
    emit_result code = emit_c(&c->memory, schema);
    if (!c->given[OPTION_STDOUT])
        return write_files(c, &code, &loaded);
    writer_str(&c->out, code.header);
    writer_str(&c->out, code.source);
    return EXIT_OK;
}
