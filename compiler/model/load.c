#include "compiler/model/load.h"

typedef struct loader {
    arena *memory;
    source_set *sources;
    diagnostic_list *diagnostics;
    const load_reader *reader;
    load_result result;
    map seen; /* normalized path -> the loader */
} loader;

/* False if the file could not be read; true also when it had been read before. */
static bool load_one(loader *l, str path, file_status *status)
{
    path = str_eq(path, STR("-")) ? path : file_normalize(l->memory, path);
    if (map_put(l->memory, &l->seen, path, l))
        return true;
    str text;
    *status = l->reader->read(l->reader->context, l->memory, path, &text);
    if (status->failed)
        return false;
    str shown = str_eq(path, STR("-")) ? STR("<stdin>") : path;
    if (l->reader->shown_before.len)
        shown = str_join(l->memory, l->reader->shown_before, path);
    source_file *source = source_add(l->sources, shown, text);
    load_file file = {.source = source, .path = path};
    file.parsed = parser_run(l->sources, source, PARSER_SCHEMA, l->diagnostics);
    VEC_PUSH(l->memory, &l->result.files, file);
    VEC_PUSH(l->memory, &l->result.roots, file.parsed.root);
    return true;
}

static void load_imports(loader *l, load_file file)
{
    str folder = file_folder(l->memory, file.path);
    AST_EACH (file.parsed.root, node) {
        if (node->kind != AST_IMPORT || (node->flags & AST_BROKEN))
            continue;
        file_status status;
        if (!load_one(l, file_join(l->memory, folder, node->text), &status))
            diagnostic_report(l->diagnostics, DIAGNOSTIC_IMPORT_MISSING, node->text_span, node->text, status.cause,
                              STR(""));
    }
}

static file_status read_file(void *context, arena *a, str path, str *text)
{
    (void)context;
    return file_read(a, path, text);
}

load_result load_files(arena *a, source_set *sources, const str_list *paths, diagnostic_list *diagnostics)
{
    static const load_reader reader = {.read = read_file};
    return load_files_from(a, sources, &reader, paths, diagnostics);
}

load_result load_files_from(arena *a, source_set *sources, const load_reader *reader, const str_list *paths,
                            diagnostic_list *diagnostics)
{
    loader l = {.memory = a, .sources = sources, .diagnostics = diagnostics, .reader = reader};
    for (size_t i = 0; i < paths->count && !l.result.status.failed; i++)
        (void)load_one(&l, paths->items[i], &l.result.status);
    for (size_t i = 0; i < l.result.files.count; i++)
        load_imports(&l, l.result.files.items[i]);
    return l.result;
}
