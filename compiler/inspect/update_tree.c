#include "compiler/inspect/update.h"

#include "compiler/model/print.h"

str update_slice(str text, source_span span)
{
    return str_slice(text, span.from, span.to);
}

/* What people write for themselves and no database has. */
static bool is_own(ast_kind kind)
{
    return kind == AST_PACKAGE || kind == AST_IMPORT || kind == AST_MIXIN || kind == AST_QUERY || kind == AST_DROP;
}

str update_declaration_key(arena *a, const update_node *declaration)
{
    const ast_node *node = declaration->node;
    str named = str_format(a, "%s\x1f%.*s\x1f", ast_kind_name(node->kind), STR_ARGS(node->text));
    return str_join(a, named, declaration->dialect);
}

static void add_declaration(arena *a, update_tree *tree, const update_node *declaration)
{
    const ast_node *node = declaration->node;
    if (is_own(node->kind) || (node->flags & AST_BROKEN))
        return;
    update_node *kept = ARENA_NEW(a, update_node);
    *kept = *declaration;
    kept->container = node;
    map_put(a, &tree->declarations, update_declaration_key(a, kept), kept);
}

void update_add_declarations(arena *a, update_tree *tree, const ast_node *root, str text, update_file *file)
{
    AST_EACH (root, node) {
        update_node declaration = {.node = node, .text = text, .file = file};
        if (node->kind != AST_FOR_DIALECT) {
            add_declaration(a, tree, &declaration);
            continue;
        }
        declaration.dialect = node->text;
        AST_EACH (node, inner) {
            declaration.node = inner;
            add_declaration(a, tree, &declaration);
        }
    }
}

update_tree update_print(arena *a, const model_schema *schema)
{
    source_set *sources = ARENA_NEW(a, source_set);
    diagnostic_list *diagnostics = ARENA_NEW(a, diagnostic_list);
    sources->memory = diagnostics->memory = a;
    update_tree tree = {0};
    source_file *file = source_add(sources, STR("printed"), inspect_text(a, schema, STR("")));
    parser_result parsed = parser_run(sources, file, PARSER_SCHEMA, diagnostics);
    update_add_declarations(a, &tree, parsed.root, file->text, NULL);
    return tree;
}

static bool is_element(ast_kind kind)
{
    switch (kind) {
    case AST_FIELD:
    case AST_PRIMARY_KEY:
    case AST_UNIQUE:
    case AST_INDEX:
    case AST_CHECK:
    case AST_FOREIGN_KEY:
    case AST_EXCLUDE:
    case AST_PARTITION_BY:
    case AST_PARTITION:
    case AST_STORAGE:
    case AST_UNLOGGED:
    case AST_STRICT:
    case AST_WITHOUT_ROWID:
    case AST_ROW_SECURITY:
    case AST_FORCE_ROW_SECURITY:
        return true;
    default:
        return false;
    }
}

update_nodes update_elements(arena *a, const update_node *container)
{
    update_nodes elements = {0};
    AST_EACH (container->node, node) {
        update_node element = *container;
        element.container = container->node;
        element.node = node;
        if (is_element(node->kind))
            VEC_PUSH(a, &elements, element);
        if (node->kind != AST_FOR_DIALECT)
            continue;
        element.dialect = node->text;
        AST_EACH (node, inner) {
            element.node = inner;
            if (is_element(inner->kind))
                VEC_PUSH(a, &elements, element);
        }
    }
    return elements;
}

/* --- new lines of a declaration --- */

static size_t body_start(const update_node *user)
{
    size_t at = user->node->text_span.to;
    while (at < user->text.len && user->text.ptr[at] != '{')
        at++;
    return at + 1;
}

size_t update_body_indent(const update_node *user)
{
    return update_indent(user->text, user->node->span) + 4;
}

void update_line(arena *a, const update_node *user, const update_node *anchor, bool apart, str line)
{
    size_t at = anchor ? update_lines_to(user->text, anchor->node->span) : body_start(user);
    size_t indent = update_body_indent(user);
    bool closes = at < user->text.len && user->text.ptr[at] != '\n';
    writer out = writer_make(a);
    writer_text(&out, apart ? "\n\n" : "\n");
    writer_repeat(&out, ' ', indent);
    writer_str(&out, line);
    if (closes) {
        writer_char(&out, '\n');
        writer_repeat(&out, ' ', indent - 4);
    }
    update_replace(a, user->file, at, at, writer_result(&out));
}

const ast_node *update_value(const ast_node *field)
{
    AST_EACH (field, child)
        if (child->kind == AST_TYPE || child->kind == AST_REF || child->kind == AST_MANY)
            return child;
    return field->first;
}

void update_field(arena *a, const update_node *origin, str text)
{
    update_replace(a, origin->file, update_value(origin->node)->span.from, origin->node->span.to, text);
}
