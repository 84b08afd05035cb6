/* Objects carried as text: from their declarations to the model. What stands in the text is not looked at here; check
 * does that, as far as somebody must know it. */
#include "compiler/model/resolve_internal.h"

static bool kind_of(const ast_node *node, model_object_kind *kind)
{
    static const unsigned char kinds[AST_KIND_COUNT] = {
#define OBJECT(kind, word, dialects, renames, routine) [AST_##kind] = OBJECT_##kind + 1,
#include "compiler/model/object_kinds.def"
#undef OBJECT
    };
    if (!kinds[node->kind])
        return false;
    *kind = (model_object_kind)(kinds[node->kind] - 1);
    return true;
}

static void add_names(resolver *r, const ast_node *after, str_list *names)
{
    AST_EACH (after, name)
        VEC_PUSH(r->memory, names, name->text);
}

/* The line ends of a file are the editor's; what is written as an escape is meant. */
static str text_of(resolver *r, const ast_node *node)
{
    str text = node->text;
    if (!(node->flags & AST_RAW_STRING) || str_find(text, '\r') == text.len)
        return model_object_text(r->memory, text);
    writer out = writer_make(r->memory);
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] != '\r' || i + 1 == text.len || text.ptr[i + 1] != '\n')
            writer_char(&out, text.ptr[i]);
    return model_object_text(r->memory, writer_result(&out));
}

static void read_part(resolver *r, model_object *object, const ast_node *child)
{
    switch (child->kind) {
    case AST_BODY:
        object->body = text_of(r, child);
        break;
    case AST_DOWN:
        object->down = text_of(r, child);
        object->has_down = true;
        break;
    case AST_MATERIALIZED:
        object->materialized = true;
        break;
    case AST_COLUMNS_FROM:
        object->columns_from = child->text;
        break;
    case AST_TABLE:
        object->database = child->text;
        break;
    case AST_IN_SCHEMA:
        object->schema = child->text;
        break;
    case AST_AFTER:
        add_names(r, child, &object->after);
        break;
    case AST_WAS:
        object->was = child->text;
        break;
    default:
        break;
    }
}

/* A view is named like a model's table; the rest of what has a name of its own has the one that was written. */
static str database_name(resolver *r, model_object_kind kind, str name)
{
    if (kind == OBJECT_VIEW)
        return str_snake_case(r->memory, name);
    return model_object_info(kind)->routine ? STR("") : name;
}

model_object *resolve_object_of(resolver *r, const ast_node *node, unsigned dialects)
{
    model_object_kind kind;
    if (!kind_of(node, &kind))
        return NULL;
    model_object *object = ARENA_NEW(r->memory, model_object);
    const ast_node *dialect = ast_child(node, AST_DIALECT);
    object->kind = kind;
    object->name = node->text;
    object->database = database_name(r, kind, node->text);
    object->doc = node->doc;
    object->dialects = dialects;
    object->span = resolve_name_span(node);
    if (dialect)
        resolve_dialect_of(dialect, &object->dialects);
    AST_EACH (node, child)
        read_part(r, object, child);
    resolve_options_of(r, node, &object->options);
    return object;
}

/* --- into the schema --- */

/* A view is named where models and enums are: it may become a type of C. */
static bool claim_view(resolver *r, const model_object *object)
{
    source_span *before = map_get(&r->declared, object->name);
    if (!before) {
        map_put(r->memory, &r->declared, object->name, resolve_place(r, object->span));
        return true;
    }
    const model_object *other = map_get(&r->objects, model_dropped_key(r->memory, OBJECT_VIEW, object->name));
    if (other && !(other->dialects & object->dialects))
        return true;
    resolve_report_twice(r, DIAGNOSTIC_DUPLICATE_DECLARATION, object->span, *before, STR("view"), object->name);
    return false;
}

static bool claim(resolver *r, const model_object *object)
{
    if (object->kind == OBJECT_VIEW && !claim_view(r, object))
        return false;
    str key = model_dropped_key(r->memory, object->kind, object->name);
    const model_object *other = map_get(&r->objects, key);
    if (other && other->dialects & object->dialects) {
        resolve_report_twice(r, DIAGNOSTIC_DUPLICATE_DECLARATION, object->span, other->span,
                             str_from(model_object_info(object->kind)->word), object->name);
        return false;
    }
    if (!other)
        map_put(r->memory, &r->objects, key, (void *)object);
    return true;
}

bool resolve_enter_object(resolver *r, const ast_node *node, unsigned dialects)
{
    model_object *object = resolve_object_of(r, node, dialects);
    if (!object)
        return false;
    bool whole = !(node->flags & AST_BROKEN) && object->name.len && object->dialects;
    if (whole && claim(r, object))
        model_add_object(r->memory, r->schema, object);
    return true;
}

/* --- drop --- */

void resolve_drop_object(resolver *r, const ast_node *node)
{
    str word = resolve_child_text(node, AST_DROPPED_KIND);
    model_object_kind said = OBJECT_KIND_COUNT;
    model_object_kind_find(word, &said);
    for (model_object_kind kind = 0; kind < OBJECT_KIND_COUNT; kind++) {
        bool meant = word.len ? kind == said : model_object_info(kind)->renames;
        if (meant)
            map_put(r->memory, &r->schema->dropped_objects, model_dropped_key(r->memory, kind, node->text), r);
    }
}

const model_object *resolve_dropped_object(resolver *r, const ast_node *node)
{
    model_object_kind kind;
    if (!model_object_kind_find(resolve_child_text(node, AST_DROPPED_KIND), &kind))
        return NULL;
    return map_get(&r->objects, model_dropped_key(r->memory, kind, node->text));
}
