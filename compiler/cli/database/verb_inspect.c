/* schemac inspect: a database becomes schema files, or brings those that are there up to date. Whole files or nothing.
 */
#include "compiler/cli/compilation.h"
#include "compiler/cli/database/reader.h"
#include "compiler/cli/database/witness.h"
#include "compiler/inspect/adopt.h"
#include "compiler/inspect/write.h"

#include <ctype.h>

typedef struct inspect_work {
    cli *c;
    str url;
    inspect_result read;
    str package;
} inspect_work;

/* --- the package --- */

/* The last part of an address: a file without its ending, or a database's name. */
static str name_in_address(cli *c, str url)
{
    str word = STR("dbname=");
    for (size_t i = 0; i + word.len <= url.len; i++)
        if (str_starts_with(str_slice(url, i, url.len), word)) {
            str rest = str_slice(url, i + word.len, url.len);
            rest = str_slice(rest, 0, str_find(rest, ' '));
            return str_slice(rest, 0, str_find(rest, '&'));
        }
    url = str_slice(url, 0, str_find(url, '?'));
    url = str_slice(url, str_find(url, ':') < url.len ? str_find(url, ':') + 1 : 0, url.len);
    str folder = file_folder(&c->memory, url);
    str name = str_eq(folder, STR(".")) ? url : str_slice(url, folder.len, url.len);
    while (name.len && name.ptr[0] == '/')
        name = str_slice(name, 1, name.len);
    return str_slice(name, 0, str_find(name, '.'));
}

static str package_of(cli *c, str url)
{
    if (c->given[OPTION_PACKAGE])
        return c->values[OPTION_PACKAGE];
    str name = name_in_address(c, url);
    writer out = writer_make(&c->memory);
    for (size_t i = 0; i < name.len; i++) {
        unsigned char byte = (unsigned char)name.ptr[i];
        bool letter = byte < 128 && isalpha(byte);
        if (letter || (out.len && byte < 128 && isdigit(byte)))
            writer_char(&out, (char)tolower(byte));
        else if (out.len && out.text[out.len - 1] != '_')
            writer_char(&out, '_');
    }
    str package = writer_result(&out);
    return package.len ? package : STR("database");
}

/* --- what was read --- */

static void say_names(cli *c, const char *what, const str_list *names)
{
    writer out = writer_make(&c->memory);
    for (size_t i = 0; i < names->count; i++)
        writer_format(&out, "%s%.*s", i ? ", " : "", STR_ARGS(names->items[i]));
    str text = writer_result(&out);
    if (names->count)
        talk(c, "%s: %.*s", what, STR_ARGS(text));
}

static void say_counts(const inspect_work *w)
{
    const model_schema *schema = w->read.schema;
    talk(w->c, "read %zu model%s, %zu enum%s, %zu object%s; %zu carried by raw", schema->tables.live,
         schema->tables.live == 1 ? "" : "s", schema->enums.live, schema->enums.live == 1 ? "" : "s",
         schema->objects.live, schema->objects.live == 1 ? "" : "s", w->read.n_carried);
    say_names(w->c, "carried by raw", &w->read.carried);
    say_names(w->c, "left out", &w->read.left_out);
}

/* --- files --- */

static exit_status write_files(inspect_work *w, str folder, const inspect_file_list *files)
{
    cli *c = w->c;
    file_output_list outputs = {0};
    VEC_EACH (const inspect_file, files, file) {
        file_output output = {.path = file_join(&c->memory, folder, file->path), .text = file->text};
        VEC_PUSH(&c->memory, &outputs, output);
    }
    file_status written = file_write_all(&c->memory, &outputs, FILE_DURABLE);
    if (written.failed)
        return fail_file(c, written);
    VEC_EACH (const file_output, &outputs, output)
        if (!output->unchanged)
            writer_format(&c->out, "%.*s\n", STR_ARGS(output->path));
    return EXIT_OK;
}

/* Paths are those of the loaded files: an import may lie outside of the folder. */
static exit_status update_folder(inspect_work *w, const str_list *paths)
{
    cli *c = w->c;
    load_result loaded;
    exit_status status;
    if (!compilation_load(c, paths, &loaded, &status))
        return status;
    size_t before = c->diagnostics.errors;
    model_schema *written = compile_loaded(c, &loaded, 1u << w->read.dialect);
    if (c->diagnostics.errors > before || before)
        return show_diagnostics(c);
    /* What is new gets good names. */
    model_schema *named = inspect_name(&c->memory, &w->read, w->package);
    const model_schema *adopted = inspect_adopt(&c->memory, named, written, w->read.dialect);
    adopted = witness_hear(c, adopted, written, w->read.dialect);
    resolve_options resolving = compilation_options(c);
    inspect_file_list files = inspect_update(&c->memory, &loaded, &resolving, written, adopted, &c->diagnostics);
    status = show_diagnostics(c);
    if (status != EXIT_OK)
        return status;
    if (!files.count)
        talk(c, "nothing changed: the files are as the database is");
    return write_files(w, STR("."), &files);
}

static exit_status write_folder(inspect_work *w)
{
    cli *c = w->c;
    str_list paths = {0};
    str pattern = file_join(&c->memory, c->values[OPTION_OUTPUT], STR("*.schema"));
    file_status globbed = file_glob(&c->memory, pattern, &paths);
    if (globbed.failed)
        return fail_file(c, globbed);
    if (paths.count)
        return update_folder(w, &paths);
    model_schema *schema = inspect_name(&c->memory, &w->read, w->package);
    inspect_file_list files = inspect_files(&c->memory, schema, w->package, c->given[OPTION_SPLIT]);
    return write_files(w, c->values[OPTION_OUTPUT], &files);
}

static exit_status suggest(inspect_work *w)
{
    cli *c = w->c;
    str text = inspect_suggest_mixins(&c->memory, inspect_name(&c->memory, &w->read, w->package));
    writer_str(&c->out, text);
    if (!text.len)
        talk(c, "no group of columns is shared by three models");
    return EXIT_OK;
}

static exit_status write_schema(inspect_work *w)
{
    cli *c = w->c;
    if (c->given[OPTION_SUGGEST_MIXINS])
        return suggest(w);
    if (c->given[OPTION_OUTPUT])
        return write_folder(w);
    model_schema *schema = inspect_name(&c->memory, &w->read, w->package);
    writer_str(&c->out, inspect_text(&c->memory, schema, w->package));
    return EXIT_OK;
}

/* --- the verb --- */

exit_status verb_inspect(cli *c)
{
    exit_status status;
    if (!compilation_begin(c, &status))
        return status;
    inspect_work w = {.c = c};
    w.url = c->arguments.count ? c->arguments.items[0] : project_text(c, SETTING_DATABASE);
    if (c->arguments.count > 1 || !w.url.len)
        return fail(c, EXIT_USAGE, "say which database: schemac inspect sqlite:FILE or postgresql://…");
    inspect_options options = {
        .schemas = c->lists[OPTION_SCHEMA],
        .include = c->lists[OPTION_INCLUDE],
        .exclude = c->lists[OPTION_EXCLUDE],
        .grants = c->given[OPTION_GRANTS],
    };
    if (!reader_read(c, w.url, &options, &w.read, &status))
        return status;
    w.package = package_of(c, w.url);
    status = write_schema(&w);
    if (status == EXIT_OK)
        say_counts(&w);
    return status;
}
