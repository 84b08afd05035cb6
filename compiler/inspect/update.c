#include "compiler/inspect/update.h"

#include "compiler/syntax/format.h"

/* --- where the parts of models come from --- */

str update_origin_key(arena *a, source_span span)
{
    return str_format(a, "%u:%u", (unsigned)span.file, (unsigned)span.from);
}

static void put_origin(updater *u, source_span span, const update_node *origin)
{
    update_node *kept = ARENA_NEW(u->memory, update_node);
    *kept = *origin;
    map_put(u->memory, &u->origins, update_origin_key(u->memory, span), kept);
}

static void put_element(updater *u, const update_node *element)
{
    put_origin(u, element->node->span, element);
    if (element->node->kind != AST_FIELD)
        return;
    update_node attribute = *element;
    attribute.field = element->node;
    AST_EACH (element->node, child) {
        attribute.node = child;
        put_origin(u, child->span, &attribute);
    }
    /* Columns and relations stand where their field's name does. */
    put_origin(u, element->node->text_span, element);
}

static void put_container(updater *u, const ast_node *node, update_file *file)
{
    if (node->kind != AST_MODEL && node->kind != AST_MIXIN)
        return;
    update_node container = {.node = node, .text = file->text, .file = file};
    update_nodes elements = update_elements(u->memory, &container);
    VEC_EACH (update_node, &elements, element)
        put_element(u, element);
}

static void put_origins(updater *u, update_file *file)
{
    AST_EACH (file->load->parsed.root, node) {
        put_container(u, node, file);
        if (node->kind == AST_FOR_DIALECT)
            AST_EACH (node, inner)
                put_container(u, inner, file);
    }
}

/* One more model has a part from there, unless it is counted already. */
static void count_user(updater *u, map *seen, source_span span)
{
    const update_node *origin = map_get(&u->origins, update_origin_key(u->memory, span));
    if (!origin)
        return;
    str key = update_origin_key(u->memory, origin->node->span);
    if (map_put(u->memory, seen, key, u))
        return;
    size_t *count = map_get(&u->users, key);
    if (!count) {
        count = ARENA_NEW(u->memory, size_t);
        map_put(u->memory, &u->users, key, count);
    }
    ++*count;
}

static void count_users(updater *u, const model_table *table)
{
    map seen = {0};
    VEC_EACH (model_column *, &table->columns, it)
        count_user(u, &seen, (*it)->span);
    VEC_EACH (model_relation *, &table->relations, it)
        count_user(u, &seen, (*it)->span);
    VEC_EACH (model_constraint *, &table->constraints, it)
        count_user(u, &seen, (*it)->span);
    VEC_EACH (model_index *, &table->indexes, it)
        count_user(u, &seen, (*it)->span);
}

/* --- files --- */

static str format_text(arena *a, str text)
{
    source_set sources = {.memory = a};
    diagnostic_list diagnostics = {.memory = a};
    source_file *file = source_add(&sources, STR("edited"), str_copy(a, text));
    parser_result parsed = parser_run(&sources, file, PARSER_SCHEMA, &diagnostics);
    if (diagnostics.errors)
        return text;
    writer out = writer_make(a);
    format_file(&sources, file, &parsed, &out);
    return writer_result(&out);
}

static void open_files(updater *u)
{
    VEC_EACH (load_file, &u->edited->files, load) {
        update_file *file = ARENA_NEW(u->memory, update_file);
        file->load = load;
        file->text = load->source->text;
        file->canonical = str_eq(format_text(u->memory, file->text), file->text);
        VEC_PUSH(u->memory, &u->files, file);
        update_add_declarations(u->memory, &u->user, load->parsed.root, file->text, file);
        put_origins(u, file);
    }
    MAP_EACH (&u->written->tables, entry)
        count_users(u, entry->value);
}

/* --- declarations --- */

static void update_one(updater *u, const update_node *was, const update_node *is, update_node *user)
{
    str before = update_slice(was->text, was->node->span), now = update_slice(is->text, is->node->span);
    if (was->node->kind == AST_MODEL) {
        update_model(u, was, is, user);
        return;
    }
    if (was->node->kind == AST_ENUM) {
        update_enum(u, was, is, user);
        return;
    }
    if (!str_eq(was->node->doc, is->node->doc))
        update_doc(u->memory, user->file, user->node->span, is->node->doc);
    if (!str_eq(before, now))
        update_replace(u->memory, user->file, user->node->span.from, user->node->span.to, now);
}

static void update_known(updater *u)
{
    MAP_EACH (&u->was.declarations, entry) {
        const update_node *was = entry->value, *is = map_get(&u->is.declarations, entry->key);
        update_node *user = map_get(&u->user.declarations, entry->key);
        if (!user)
            continue; /* a join table that only `many` knows */
        if (!is)
            update_cut(u->memory, user->file, user->node->span);
        else if (!ast_equal(was->node, is->node) ||
                 !str_eq(update_slice(was->text, was->node->span), update_slice(is->text, is->node->span)))
            update_one(u, was, is, user);
    }
}

static void write_files(updater *u, inspect_file_list *files)
{
    VEC_EACH (update_file *, &u->files, it) {
        if (!(*it)->edits.count)
            continue;
        str text = update_apply(u->memory, *it);
        if ((*it)->canonical)
            text = format_text(u->memory, text);
        inspect_file file = {.path = (*it)->load->path, .text = text};
        if (!str_eq(text, (*it)->text))
            VEC_PUSH(u->memory, files, file);
    }
}

/* Adding makes edits in the main file, which are of this writing only. */
inspect_file_list update_write(updater *u)
{
    inspect_file_list files = {0};
    update_file *main = u->files.items[0];
    update_edit_list edits = {0};
    VEC_EACH (update_edit, &main->edits, edit)
        VEC_PUSH(u->memory, &edits, *edit);
    update_add(u, &u->added, &files);
    write_files(u, &files);
    main->edits = edits;
    return files;
}

inspect_file_list inspect_update(arena *a, const load_result *edited, const resolve_options *options,
                                 const model_schema *written, const model_schema *adopted, diagnostic_list *diagnostics)
{
    updater u = {.memory = a,
                 .options = options,
                 .edited = edited,
                 .written = written,
                 .adopted = adopted,
                 .diagnostics = diagnostics};
    if (!edited->files.count)
        return (inspect_file_list){0};
    u.was = update_print(a, written);
    u.is = update_print(a, adopted);
    open_files(&u);
    update_known(&u);
    update_mixins(&u);
    MAP_EACH (&u.is.declarations, entry)
        if (!map_has(&u.was.declarations, entry->key))
            VEC_PUSH(a, &u.added, *(update_node *)entry->value);
    return update_settle(&u);
}
