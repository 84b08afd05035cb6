/* One enum: its body is put together anew from the pieces of text that its members stand in, each with the comments
 * around it, in the database's order. */
#include "compiler/inspect/update.h"

typedef struct enum_pieces {
    map by_name;     /* member -> str *: its piece, from the end of the one before */
    map members;     /* member -> const ast_node * */
    size_t from, to; /* all of them */
    str first;
} enum_pieces;

static enum_pieces take_pieces(arena *a, const update_node *user)
{
    enum_pieces pieces = {0};
    size_t at = user->node->text_span.to;
    while (at < user->text.len && user->text.ptr[at] != '{')
        at++;
    pieces.from = pieces.to = at + 1;
    AST_EACH (user->node, node) {
        if (node->kind != AST_MEMBER)
            continue;
        str *piece = ARENA_NEW(a, str);
        size_t end = update_lines_to(user->text, node->span);
        *piece = str_slice(user->text, pieces.to, end);
        if (!pieces.first.len)
            pieces.first = *piece;
        map_put(a, &pieces.by_name, node->text, piece);
        map_put(a, &pieces.members, node->text, (void *)node);
        pieces.to = end;
    }
    return pieces;
}

static const ast_node *find_member(const update_node *item, str name)
{
    AST_EACH (item->node, node)
        if (node->kind == AST_MEMBER && str_eq(node->text, name))
            return node;
    return NULL;
}

/* The piece with the member's words replaced where they are others now. */
static void write_known(const update_node *was, const update_node *is, const update_node *user,
                        const enum_pieces *pieces, const ast_node *now, writer *out)
{
    const ast_node *before = find_member(was, now->text), *node = map_get(&pieces->members, now->text);
    str piece = *(const str *)map_get(&pieces->by_name, now->text);
    bool same = before && str_eq(update_slice(was->text, before->span), update_slice(is->text, now->span));
    if (same) {
        writer_str(out, piece);
        return;
    }
    size_t start = (size_t)(piece.ptr - user->text.ptr);
    writer_str(out, str_slice(piece, 0, node->span.from - start));
    writer_str(out, update_slice(is->text, now->span));
    writer_str(out, str_slice(piece, node->span.to - start, piece.len));
}

static void update_head(updater *u, const update_node *was, const update_node *is, update_node *user, size_t body)
{
    str before = update_slice(was->text, was->node->span);
    str now = update_slice(is->text, is->node->span);
    before = str_slice(before, 0, str_find(before, '{'));
    now = str_slice(now, 0, str_find(now, '{'));
    if (!str_eq(before, now))
        update_replace(u->memory, user->file, user->node->span.from, body - 1, now);
}

void update_enum(updater *u, const update_node *was, const update_node *is, update_node *user)
{
    enum_pieces pieces = take_pieces(u->memory, user);
    bool lines = !pieces.first.len || str_find(pieces.first, '\n') < pieces.first.len;
    writer out = writer_make(u->memory);
    AST_EACH (is->node, node) {
        if (node->kind != AST_MEMBER)
            continue;
        if (map_has(&pieces.by_name, node->text)) {
            write_known(was, is, user, &pieces, node, &out);
            continue;
        }
        writer_text(&out, lines ? "\n" : " ");
        writer_repeat(&out, ' ', lines ? update_indent(user->text, user->node->span) + 4 : 0);
        writer_str(&out, update_slice(is->text, node->span));
    }
    str body = writer_result(&out);
    update_head(u, was, is, user, pieces.from);
    if (!str_eq(body, str_slice(user->text, pieces.from, pieces.to)))
        update_replace(u->memory, user->file, pieces.from, pieces.to, body);
}
