#include "compiler/emit/template.h"

#include "compiler/emit/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const hole_names[] = {
#define HOLE(name) #name,
#include "compiler/emit/holes.def"
#undef HOLE
};

static const char *const template_texts[] = {
#define TEMPLATE(name, text) text,
#include "compiler/emit/templates.def"
#undef TEMPLATE
};

static emit_hole find_hole(str name)
{
    for (int i = 0; i < HOLE_COUNT; i++)
        if (str_eq(str_from(hole_names[i]), name))
            return (emit_hole)i;
    fprintf(stderr, "schemac: a template names the hole \"%.*s\", which is no row of holes.def\n", STR_ARGS(name));
    abort();
}

static emit_pieces cut(arena *a, str text)
{
    VEC(emit_piece) pieces = {0};
    while (text.len) {
        const char *mark = strstr(text.ptr, "${");
        const char *end = mark ? strchr(mark, '}') : NULL;
        if (!end) {
            emit_piece rest = {text, HOLE_COUNT};
            VEC_PUSH(a, &pieces, rest);
            break;
        }
        emit_piece piece = {{text.ptr, (size_t)(mark - text.ptr)},
                            find_hole((str){mark + 2, (size_t)(end - mark - 2)})};
        VEC_PUSH(a, &pieces, piece);
        text = str_slice(text, (size_t)(end + 1 - text.ptr), text.len);
    }
    return (emit_pieces){pieces.items, pieces.count};
}

emit_pieces *template_cut(arena *a)
{
    emit_pieces *templates = ARENA_ARRAY(a, emit_pieces, TEMPLATE_COUNT);
    for (int i = 0; i < TEMPLATE_COUNT; i++)
        templates[i] = cut(a, str_from(template_texts[i]));
    return templates;
}

/* More than either file becomes: memory that is never written costs nothing, and growing would copy. */
static size_t expected_size(const emit_view *view)
{
    size_t columns = 0;
    MAP_EACH (&view->models, it)
        columns += ((const emit_model *)it->value)->n_columns;
    return 16384 + 8192 * view->models.count + 1024 * columns;
}

emit_out emit_open(emit_view *view, emit_pieces *templates)
{
    emit_out out = {
        .view = view,
        .text = writer_make_sized(view->memory, expected_size(view)),
        .part = writer_make(view->memory),
        .scratch = writer_make(view->memory),
        .templates = templates,
    };
    out.hole[HOLE_package] = view->prefix;
    out.hole[HOLE_PACKAGE] = view->capitals;
    return out;
}

/* --- long lines --- */

enum { DEEPEST = 8 };

/* A walk along a line: which brackets are open in which column, and the last comma at each depth. */
typedef struct walk {
    size_t depth;
    size_t open[DEEPEST];  /* the column behind the bracket of a depth */
    size_t comma[DEEPEST]; /* offset behind a comma and its space; 0: none since the last break */
    bool quoted;
} walk;

static void walk_character(walk *at, str line, size_t i, size_t column)
{
    char c = line.ptr[i];
    if (c == '"' && (i == 0 || line.ptr[i - 1] != '\\'))
        at->quoted = !at->quoted;
    if (at->quoted)
        return;
    if ((c == '(' || c == '{') && at->depth + 1 < DEEPEST) {
        at->open[++at->depth] = column + 1;
        at->comma[at->depth] = 0;
    } else if ((c == ')' || c == '}') && at->depth > 0) {
        at->depth--;
    } else if (c == ' ' && i > 0 && line.ptr[i - 1] == ',') {
        at->comma[at->depth] = i + 1;
    }
}

/* The shallowest depth that has a comma; 0: none, outside of all brackets nothing is broken. */
static size_t breaking_depth(const walk *at)
{
    for (size_t depth = 1; depth <= at->depth; depth++)
        if (at->comma[depth])
            return depth;
    return 0;
}

static void write_broken(writer *w, str line)
{
    walk at = {0};
    size_t from = 0;   /* what has been written */
    size_t indent = 0; /* of the line on which `from` stands */
    for (size_t i = 0; i < line.len; i++) {
        walk_character(&at, line, i, indent + i - from);
        size_t depth = indent + i - from < EMIT_WIDTH ? 0 : breaking_depth(&at);
        if (depth == 0)
            continue;
        size_t place = at.comma[depth];
        writer_str(w, str_slice(line, from, place - 1));
        writer_char(w, '\n');
        indent = at.open[depth];
        writer_repeat(w, ' ', indent);
        at.depth = depth;
        at.comma[depth] = 0;
        at.quoted = false;
        from = place;
        i = place - 1;
    }
    writer_str(w, str_slice(line, from, line.len));
}

/* Preprocessor lines end where they end; comments are not code. */
static bool may_break(str line)
{
    size_t first = 0;
    while (first < line.len && line.ptr[first] == ' ')
        first++;
    char c = first < line.len ? line.ptr[first] : '#';
    return line.len > EMIT_WIDTH && c != '#' && c != '/' && c != '*';
}

static bool has_long_line(str text)
{
    while (text.len > EMIT_WIDTH) {
        size_t length = str_find(text, '\n');
        if (length > EMIT_WIDTH)
            return true;
        text = str_slice(text, length + 1, text.len);
    }
    return false;
}

/* Breaks the long lines of what was written from `start`, the beginning of a line, on. */
static void break_lines(emit_out *out, size_t start)
{
    writer *w = &out->text;
    if (!has_long_line((str){w->text + start, w->len - start}))
        return;
    out->scratch.len = 0;
    writer_str(&out->scratch, (str){w->text + start, w->len - start});
    str text = writer_result(&out->scratch);
    w->len = start;
    w->line_start = start;
    while (text.len) {
        size_t length = str_find(text, '\n');
        size_t next = length == text.len ? length : length + 1;
        if (may_break(str_slice(text, 0, length))) {
            write_broken(w, str_slice(text, 0, length));
            writer_str(w, str_slice(text, length, next));
        } else {
            writer_str(w, str_slice(text, 0, next));
        }
        text = str_slice(text, next, text.len);
    }
}

/* Pieces are short and many: they meet here, so that the writer is asked once for a few kilobytes. */
typedef struct gathering {
    writer *target;
    size_t len;
    char bytes[4096];
} gathering;

static void flush(gathering *g)
{
    writer_str(g->target, (str){g->bytes, g->len});
    g->len = 0;
}

static inline void gather(gathering *g, str s)
{
    if (s.len > sizeof g->bytes - g->len) {
        flush(g);
        if (s.len > sizeof g->bytes) {
            writer_str(g->target, s);
            return;
        }
    }
    if (s.len)
        memcpy(g->bytes + g->len, s.ptr, s.len);
    g->len += s.len;
}

void emit_fill(emit_out *out, emit_template which)
{
    size_t start = out->text.line_start;
    const emit_pieces *pieces = &out->templates[which];
    gathering g;
    g.target = &out->text;
    g.len = 0;
    for (size_t i = 0; i < pieces->count; i++) {
        gather(&g, pieces->items[i].text);
        if (pieces->items[i].hole != HOLE_COUNT)
            gather(&g, out->hole[pieces->items[i].hole]);
    }
    flush(&g);
    break_lines(out, start);
}

writer *emit_part(emit_out *out)
{
    out->part.len = 0;
    return &out->part;
}

str emit_kept(emit_out *out)
{
    return str_copy(out->view->memory, writer_result(&out->part));
}

str emit_escaped(emit_out *out, str text)
{
    if (text_is_plain(text))
        return text;
    out->scratch.len = 0;
    text_c_string_part(&out->scratch, text);
    return str_copy(out->view->memory, writer_result(&out->scratch));
}
