/* A declaration written anew, with the comments that people have put into it: those before and behind an element that
 * is still there go with it, those of a field or member that is gone go too, all others stay at the end of the body. */
#include "compiler/inspect/update.h"

typedef struct anew_work {
    updater *u;
    const update_node *is, *user;
    update_nodes old_elements; /* in the order written */
    map new_elements;          /* element_key -> const ast_node * */
    update_file text;          /* the new declaration alone */
    writer left;               /* comments without a place, a line each */
} anew_work;

static bool has_name(const ast_node *element)
{
    return element->kind == AST_FIELD || element->kind == AST_MEMBER;
}

/* Fields and members by name, items by name or else by their words. */
static str element_key(arena *a, const update_node *element)
{
    const ast_node *node = element->node;
    str named = str_format(a, "%s\x1f%.*s", ast_kind_name(node->kind), STR_ARGS(node->text));
    if (has_name(node) || node->text.len)
        return named;
    str words = update_slice(element->text, node->span);
    writer out = writer_make(a);
    writer_str(&out, named);
    for (size_t i = 0; i < words.len; i++)
        if (words.ptr[i] != ' ' && words.ptr[i] != '\n')
            writer_char(&out, words.ptr[i]);
    return writer_result(&out);
}

static update_nodes elements_of(arena *a, const update_node *declaration)
{
    if (declaration->node->kind != AST_ENUM)
        return update_elements(a, declaration);
    update_nodes members = {0};
    AST_EACH (declaration->node, node) {
        update_node member = *declaration;
        member.node = node;
        if (node->kind == AST_MEMBER)
            VEC_PUSH(a, &members, member);
    }
    return members;
}

static source_span in_text(const anew_work *w, source_span span)
{
    uint32_t base = w->is->node->span.from;
    return (source_span){span.file, span.from - base, span.to - base};
}

static void put_before(anew_work *w, const ast_node *element, str comment)
{
    arena *a = w->u->memory;
    source_span span = in_text(w, element->span);
    size_t at = update_lines_from(w->text.text, span);
    bool begins = update_begins_line(w->text.text, span);
    size_t indent = begins ? update_indent(w->text.text, span) : 4;
    writer out = writer_make(a);
    writer_text(&out, begins ? "" : "\n");
    writer_repeat(&out, ' ', indent);
    writer_format(&out, "%.*s\n", STR_ARGS(comment));
    update_replace(a, &w->text, at, at, writer_result(&out));
}

static void put_behind(anew_work *w, const ast_node *element, str comment)
{
    str text = w->text.text;
    size_t at = in_text(w, element->span).to;
    bool ends = at == text.len || text.ptr[at] == '\n';
    str line = str_format(w->u->memory, " %.*s%s", STR_ARGS(comment), ends ? "" : "\n");
    update_replace(w->u->memory, &w->text, at, at, line);
}

static void put_comment(anew_work *w, const update_node *element, str comment, bool behind)
{
    const ast_node *now = element ? map_get(&w->new_elements, element_key(w->u->memory, element)) : NULL;
    if (!now && element && has_name(element->node))
        return;
    if (!now)
        writer_format(&w->left, "    %.*s\n", STR_ARGS(comment));
    else if (behind)
        put_behind(w, now, comment);
    else
        put_before(w, now, comment);
}

static void take_comments(anew_work *w)
{
    const token_list *tokens = &w->user->file->load->parsed.tokens;
    source_span span = w->user->node->span;
    size_t next = 0; /* the element that begins behind the comment */
    for (size_t i = 0; i < tokens->count && tokens->items[i].from < span.to; i++) {
        const token *it = &tokens->items[i];
        if (it->from < span.from || (it->kind != TOKEN_COMMENT_LINE && it->kind != TOKEN_COMMENT_BLOCK))
            continue;
        while (next < w->old_elements.count && w->old_elements.items[next].node->span.from < it->from)
            next++;
        bool inside = next > 0 && it->from < w->old_elements.items[next - 1].node->span.to;
        bool behind = inside || (next > 0 && it->line_breaks == 0);
        size_t at = behind ? next - 1 : next;
        const update_node *element = at < w->old_elements.count ? &w->old_elements.items[at] : NULL;
        put_comment(w, element, str_slice(w->user->text, it->from, it->to), behind);
    }
}

/* Comments that have no element: before the end of the body; in front of a declaration without one. */
static void put_left(anew_work *w)
{
    arena *a = w->u->memory;
    str text = w->text.text, left = writer_result(&w->left);
    size_t end = text.len ? text.len - 1 : 0;
    if (!left.len)
        return;
    if (text.len && text.ptr[end] == '}') {
        bool line = end > 0 && text.ptr[end - 1] == '\n';
        update_replace(a, &w->text, end, end, line ? left : str_join(a, STR("\n"), left));
        return;
    }
    size_t at = update_doc_from(w->user->text, w->user->node->span);
    update_replace(a, w->user->file, at, at, left);
}

void update_anew(updater *u, const update_node *is, update_node *user)
{
    arena *a = u->memory;
    anew_work w = {.u = u, .is = is, .user = user, .left = writer_make(a)};
    w.text.text = update_slice(is->text, is->node->span);
    w.old_elements = elements_of(a, user);
    update_nodes elements = elements_of(a, is);
    VEC_EACH (update_node, &elements, element)
        map_put(a, &w.new_elements, element_key(a, element), (void *)element->node);
    take_comments(&w);
    put_left(&w);
    update_replace(a, user->file, user->node->span.from, user->node->span.to, update_apply(a, &w.text));
}
