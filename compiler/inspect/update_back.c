/* What would be written is read back: a declaration that does not mean what the database is, because some difference
 * could not be put in its place, is written anew; the files themselves never are. */
#include "compiler/inspect/update.h"

enum { UPDATE_ROUNDS = 3 };

typedef struct read_back {
    updater *u;
    map texts; /* normalized path -> str * */
    source_set sources;
    diagnostic_list diagnostics;
    load_result load;
    model_schema *now;
    update_tree tree;
} read_back;

static file_status read_text(void *context, arena *a, str path, str *text)
{
    const read_back *back = context;
    const str *found = map_get(&back->texts, file_normalize(a, path));
    if (!found)
        return file_read(a, path, text);
    *text = str_copy(a, *found);
    return (file_status){.failed = false};
}

static void put_text(read_back *back, str path, const str *text)
{
    arena *a = back->u->memory;
    map_put(a, &back->texts, file_normalize(a, path), (void *)text);
}

static read_back *read_files(updater *u, const inspect_file_list *files)
{
    arena *a = u->memory;
    read_back *back = ARENA_NEW(a, read_back);
    back->u = u;
    back->sources.memory = back->diagnostics.memory = a;
    str_list paths = {0};
    VEC_EACH (update_file *, &u->files, file) {
        put_text(back, (*file)->load->path, &(*file)->text);
        VEC_PUSH(a, &paths, (*file)->load->path);
    }
    VEC_EACH (inspect_file, files, file)
        put_text(back, file->path, &file->text);
    load_reader reader = {.read = read_text, .context = back};
    back->load = load_files_from(a, &back->sources, &reader, &paths, &back->diagnostics);
    back->now = resolve_schema(a, &back->load.roots, u->options, &back->diagnostics);
    if (!back->diagnostics.errors)
        back->tree = update_print(a, back->now);
    return back;
}

/* --- is it what was wanted? --- */

static bool same_model(const model_schema *left, const model_schema *right, str name)
{
    const model_table *a = model_find_table(left, name), *b = model_find_table(right, name);
    if (!a || !b)
        return false;
    model_table one = *a, other = *b;
    one.rows.count = other.rows.count = 0; /* a declaration of their own */
    return model_table_equal(&one, &other);
}

static bool same_rows(const model_schema *left, const model_schema *right, str name)
{
    const model_table *a = model_find_table(left, name), *b = model_find_table(right, name);
    if (!a || !b)
        return false;
    model_table other = *a;
    other.rows = b->rows;
    return model_table_equal(a, &other);
}

static bool same_enum(const model_schema *left, const model_schema *right, str name)
{
    const model_enum *a = model_find_enum(left, name), *b = model_find_enum(right, name);
    return a && b && model_enum_equal(a, b);
}

static bool same_text(const update_node *a, const update_node *b)
{
    return str_eq(update_slice(a->text, a->node->span), update_slice(b->text, b->node->span)) &&
           str_eq(a->node->doc, b->node->doc);
}

static bool is_wanted(const read_back *back, const model_schema *wanted, const update_node *want,
                      const update_node *now)
{
    str name = want->node->text;
    if (!now)
        return false;
    switch (want->node->kind) {
    case AST_MODEL:
        return same_model(back->now, wanted, name);
    case AST_ENUM:
        return same_enum(back->now, wanted, name);
    case AST_DATA:
        return same_rows(back->now, wanted, name);
    default:
        return same_text(want, now);
    }
}

/* What nobody wanted to change only has to mean what it did. */
static bool is_good(const read_back *back, str key, const update_node *is)
{
    const updater *u = back->u;
    const update_node *was = map_get(&u->was.declarations, key), *now = map_get(&back->tree.declarations, key);
    return is_wanted(back, u->adopted, is, now) || (was && same_text(was, is) && is_wanted(back, u->written, was, now));
}

/* --- writing anew --- */

static void drop_edits(update_file *file, source_span span)
{
    size_t kept = 0;
    VEC_EACH (update_edit, &file->edits, edit)
        if (edit->from < span.from || edit->from >= span.to || edit->to > span.to)
            file->edits.items[kept++] = *edit;
    file->edits.count = kept;
}

static void report_anew(updater *u, const update_node *user, str key)
{
    const str *reason = map_get(&u->reasons, key);
    diagnostic_report(u->diagnostics, DIAGNOSTIC_INSPECT_ANEW, user->node->span,
                      str_from(ast_kind_name(user->node->kind)), user->node->text,
                      reason ? *reason : STR("what changed cannot be put in its place"));
}

/* False: it was tried already, or there is nothing that could be written. */
static bool write_anew(updater *u, str key)
{
    update_node *user = map_get(&u->user.declarations, key);
    const update_node *is = map_get(&u->is.declarations, key);
    if ((!user && !is) || map_put(u->memory, &u->anew, key, u))
        return false;
    if (!user) {
        VEC_PUSH(u->memory, &u->added, *is); /* so far another declaration made it by the way */
        return true;
    }
    drop_edits(user->file, user->node->span);
    if (is)
        update_anew(u, is, user);
    else
        update_cut(u->memory, user->file, user->node->span);
    report_anew(u, user, key);
    return true;
}

static bool fix_meaning(read_back *back, bool *good)
{
    updater *u = back->u;
    bool more = false;
    MAP_EACH (&u->is.declarations, entry) {
        if (is_good(back, entry->key, entry->value))
            continue;
        *good = false;
        more = write_anew(u, entry->key) || more;
    }
    MAP_EACH (&back->tree.declarations, entry) {
        if (map_has(&u->is.declarations, entry->key) || !map_has(&u->user.declarations, entry->key))
            continue;
        *good = false;
        more = write_anew(u, entry->key) || more;
    }
    return more;
}

/* --- files that cannot be read --- */

static bool is_edited(const update_node *user)
{
    VEC_EACH (update_edit, &user->file->edits, edit)
        if (edit->from >= user->node->span.from && edit->to <= user->node->span.to)
            return true;
    return false;
}

static bool holds(const update_node *declaration, source_span span)
{
    source_span own = declaration->node->span;
    return own.file == span.file && own.from <= span.from && span.from <= own.to;
}

/* The declarations in which an error is; and where none is found, all that were edited. */
static bool fix_errors(read_back *back, bool all)
{
    updater *u = back->u;
    update_tree tree = {0};
    VEC_EACH (load_file, &back->load.files, file)
        update_add_declarations(u->memory, &tree, file->parsed.root, file->source->text, NULL);
    bool more = false;
    MAP_EACH (&tree.declarations, entry) {
        const update_node *user = map_get(&u->user.declarations, entry->key);
        bool hit = all && user && is_edited(user);
        VEC_EACH (diagnostic, &back->diagnostics.items, item)
            hit = hit || holds(entry->value, item->span);
        more = (hit && write_anew(u, entry->key)) || more;
    }
    return more;
}

static void report_failure(const read_back *back)
{
    const updater *u = back->u;
    VEC_EACH (diagnostic, &back->diagnostics.items, item) {
        if (diagnostic_find((unsigned)item->code)->severity != DIAGNOSTIC_ERROR)
            continue;
        source_span nowhere = {0};
        diagnostic_report(u->diagnostics, DIAGNOSTIC_INSPECT_UNREADABLE, nowhere, item->message, STR(""), STR(""));
        return;
    }
    MAP_EACH (&u->is.declarations, entry) {
        const update_node *is = entry->value, *user = map_get(&u->user.declarations, entry->key);
        if (!is_good(back, entry->key, is))
            diagnostic_report(u->diagnostics, DIAGNOSTIC_INSPECT_DIFFERS, user ? user->node->span : (source_span){0},
                              str_from(ast_kind_name(is->node->kind)), is->node->text, STR(""));
    }
}

inspect_file_list update_settle(updater *u)
{
    for (size_t round = 0;; round++) {
        inspect_file_list files = update_write(u);
        read_back *back = read_files(u, &files);
        bool good = !back->diagnostics.errors;
        bool more = good ? fix_meaning(back, &good) : fix_errors(back, round > 0) || fix_errors(back, true);
        if (good)
            return files;
        if (more && round < UPDATE_ROUNDS)
            continue;
        report_failure(back);
        return files;
    }
}
