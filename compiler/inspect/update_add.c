/* Declarations that are new: at the end of the main file; or, where each model has a file of its own, a model in one
 * more of them, with an import beside the others. */
#include "compiler/inspect/name_words.h"
#include "compiler/inspect/update.h"

static bool declares_model(const ast_node *root, size_t *count)
{
    AST_EACH (root, node) {
        *count += node->kind == AST_MODEL;
        if (node->kind == AST_FOR_DIALECT)
            AST_EACH (node, inner)
                *count += inner->kind == AST_MODEL;
    }
    return *count > 0;
}

/* Two files or more with a model, and none with more than one. */
static bool is_split(const load_result *edited)
{
    size_t with_model = 0;
    VEC_EACH (load_file, &edited->files, file) {
        size_t count = 0;
        with_model += declares_model(file->parsed.root, &count);
        if (count > 1)
            return false;
    }
    return with_model > 1;
}

/* With its doc comment; in a `for` where it is for one dialect. */
static str declaration_text(arena *a, const update_node *added)
{
    size_t from = update_doc_from(added->text, added->node->span);
    str text = str_slice(added->text, from, added->node->span.to);
    if (!added->dialect.len)
        return text;
    return str_format(a, "for %.*s {\n%.*s\n}", STR_ARGS(added->dialect), STR_ARGS(text));
}

static void append(updater *u, update_file *file, str text)
{
    size_t end = file->text.len;
    bool line = end == 0 || file->text.ptr[end - 1] == '\n';
    update_replace(u->memory, file, end, end, str_format(u->memory, "%s%.*s\n", line ? "\n" : "\n\n", STR_ARGS(text)));
}

static str new_path(updater *u, map *paths, str name)
{
    str folder = file_folder(u->memory, u->files.items[0]->load->path);
    str stem = name_key(u->memory, name_word(u->memory, name));
    str file = str_join(u->memory, stem, STR(".schema"));
    for (size_t number = 2; map_has(paths, str_lower(u->memory, file_join(u->memory, folder, file))); number++)
        file = str_format(u->memory, "%.*s_%zu.schema", STR_ARGS(stem), number);
    map_put(u->memory, paths, str_lower(u->memory, file_join(u->memory, folder, file)), u);
    return file;
}

/* Behind the last import, or behind `package`, or at the beginning. */
static void add_import(updater *u, str path, bool first)
{
    update_file *file = u->files.items[0];
    const ast_node *anchor = NULL;
    AST_EACH (file->load->parsed.root, node)
        if (node->kind == AST_IMPORT || (node->kind == AST_PACKAGE && !anchor))
            anchor = node;
    size_t at = anchor ? update_lines_to(file->text, anchor->span) : 0;
    writer out = writer_make(u->memory);
    writer_text(&out, !anchor ? "" : anchor->kind == AST_PACKAGE && first ? "\n\n" : "\n");
    writer_text(&out, "import ");
    writer_quoted(&out, path);
    writer_text(&out, anchor ? "" : "\n");
    update_replace(u->memory, file, at, at, writer_result(&out));
}

static void add_file(updater *u, map *paths, const update_node *added, inspect_file_list *files)
{
    str name = new_path(u, paths, added->node->text);
    inspect_file file = {.path = file_join(u->memory, file_folder(u->memory, u->files.items[0]->load->path), name),
                         .text = str_join(u->memory, declaration_text(u->memory, added), STR("\n"))};
    add_import(u, name, files->count == 0);
    VEC_PUSH(u->memory, files, file);
}

void update_add(updater *u, const update_nodes *added, inspect_file_list *files)
{
    map paths = {0};
    VEC_EACH (update_file *, &u->files, file)
        map_put(u->memory, &paths, str_lower(u->memory, (*file)->load->path), *file);
    bool own_files = is_split(u->edited);
    VEC_EACH (update_node, added, it) {
        if (own_files && it->node->kind == AST_MODEL)
            add_file(u, &paths, it, files);
        else
            append(u, u->files.items[0], declaration_text(u->memory, it));
    }
}
