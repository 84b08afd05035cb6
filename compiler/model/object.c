/* Objects carried as text: kinds, identity, equality, and the form in which their text is kept. */
#include "compiler/model/object.h"

static const model_object_kind_info infos[OBJECT_KIND_COUNT] = {
#define OBJECT(kind, word, dialects, renames, routine) [OBJECT_##kind] = {word, dialects, renames, routine},
#include "compiler/model/object_kinds.def"
#undef OBJECT
};

const model_object_kind_info *model_object_info(model_object_kind kind)
{
    return &infos[kind];
}

bool model_object_kind_find(str word, model_object_kind *kind)
{
    for (model_object_kind i = 0; i < OBJECT_KIND_COUNT; i++) {
        if (str_eq_nocase(word, str_from(infos[i].word))) {
            *kind = i;
            return true;
        }
    }
    return false;
}

str model_object_key(arena *a, model_object_kind kind, str name, unsigned dialects)
{
    return str_format(a, "%s\x1f%.*s\x1f%u", infos[kind].word, STR_ARGS(name), dialects);
}

str model_dropped_key(arena *a, model_object_kind kind, str name)
{
    return str_format(a, "%s\x1f%.*s", infos[kind].word, STR_ARGS(name));
}

model_object *model_find_object(arena *a, const model_schema *schema, const model_object *like)
{
    return map_get(&schema->objects, model_object_key(a, like->kind, like->name, like->dialects));
}

void model_add_object(arena *a, model_schema *schema, model_object *object)
{
    map_put(a, &schema->objects, model_object_key(a, object->kind, object->name, object->dialects), object);
}

/* --- equality --- */

bool model_object_equal(const model_object *a, const model_object *b)
{
    return a->kind == b->kind && str_eq(a->name, b->name) && str_eq(a->database, b->database) &&
           str_eq(a->schema, b->schema) && str_eq(a->body, b->body) && str_eq(a->down, b->down) &&
           a->has_down == b->has_down && a->materialized == b->materialized &&
           str_eq(a->columns_from, b->columns_from) && str_list_equal(&a->after, &b->after) &&
           model_options_equal(&a->options, &b->options) && str_eq(a->doc, b->doc) && a->dialects == b->dialects;
}

/* --- text --- */

static str take_line(str *text)
{
    size_t end = str_find(*text, '\n');
    str line = str_slice(*text, 0, end);
    *text = str_slice(*text, end < text->len ? end + 1 : end, text->len);
    return line;
}

static size_t indent_of(str line)
{
    size_t indent = 0;
    while (indent < line.len && (line.ptr[indent] == ' ' || line.ptr[indent] == '\t'))
        indent++;
    return indent;
}

static bool is_blank(str line)
{
    return indent_of(line) == line.len;
}

/* The indent that all lines share; a line without anything on it has no say. */
static size_t common_indent(str text)
{
    size_t common = SIZE_MAX;
    while (text.len) {
        str line = take_line(&text);
        if (!is_blank(line) && indent_of(line) < common)
            common = indent_of(line);
    }
    return common == SIZE_MAX ? 0 : common;
}

static str trim_end(str text)
{
    while (text.len &&
           (text.ptr[text.len - 1] == ' ' || text.ptr[text.len - 1] == '\t' || text.ptr[text.len - 1] == '\n'))
        text.len--;
    return text;
}

/* Blanks at the ends of lines stay: a string in a function's body may end there. */
str model_object_text(arena *a, str text)
{
    size_t indent = common_indent(text), written = 0;
    writer out = writer_make(a);
    while (text.len) {
        str line = take_line(&text);
        if (!written && is_blank(line))
            continue;
        writer_str(&out, str_slice(line, indent < line.len ? indent : line.len, line.len));
        writer_char(&out, '\n');
        written = is_blank(line) ? written : out.len;
    }
    return str_copy(a, trim_end(str_slice(writer_result(&out), 0, written)));
}
