/* One model: fields by their names, constraints and indexes as parts of the model, all other items as text. What stands
 * in the model itself is edited there; what a mixin makes is edited in the mixin where all its users wish the same,
 * else overridden in the model, or reported. */
#include "compiler/inspect/update.h"

#include "compiler/model/print.h"

typedef struct model_work {
    updater *u;
    const update_node *was, *is;
    update_node *user;
    const model_table *written, *adopted;
    update_nodes own;          /* the user's elements */
    map own_fields;            /* name -> update_node * of `own` */
    map was_fields, is_fields; /* name -> update_node * */
    map is_items;              /* texts -> update_node * */
    update_nodes was_elements, is_elements;
    map was_others, is_others; /* items that are no constraint and no index, by their texts */
    map done, done_indexes;    /* names of those that stand as they should */
    map cut;                   /* origin keys of elements that go */
    map dropped_attributes;    /* origin keys */
    map replaced;              /* names of fields whose text is new */
} model_work;

static str node_key(model_work *w, const ast_node *node)
{
    return update_origin_key(w->u->memory, node->span);
}

static update_node *origin_of(model_work *w, source_span span)
{
    return map_get(&w->u->origins, update_origin_key(w->u->memory, span));
}

static bool is_own(const model_work *w, const update_node *origin)
{
    return origin->container == w->user->node;
}

/* --- wishes to mixins --- */

static void wish(model_work *w, update_node *origin, str text)
{
    arena *a = w->u->memory;
    str key = node_key(w, origin->node);
    update_wish *wish = map_get(&w->u->wishes, key);
    if (!wish) {
        wish = ARENA_NEW(a, update_wish);
        wish->origin = origin;
        wish->text = text;
        map_put(a, &w->u->wishes, key, wish);
    }
    wish->differs = wish->differs || !str_eq(wish->text, text);
    wish->count++;
    VEC_PUSH(a, &wish->models, w->user);
}

/* Takes it out of the model, or asks its mixin to. */
static void take_out(model_work *w, update_node *origin)
{
    if (!is_own(w, origin)) {
        wish(w, origin, STR(""));
        return;
    }
    map_put(w->u->memory, &w->cut, node_key(w, origin->node), origin);
    update_cut(w->u->memory, origin->file, origin->node->span);
}

/* --- fields --- */

/* `bigint primary key auto` */
static str field_text(const update_node *field)
{
    return str_slice(field->text, update_value(field->node)->span.from, field->node->span.to);
}

static bool makes_part(ast_kind kind)
{
    return kind == AST_ATTR_PRIMARY_KEY || kind == AST_ATTR_UNIQUE || kind == AST_ATTR_INDEX || kind == AST_ATTR_CHECK;
}

/* Attributes that the printed form shows as items, or not at all. */
static bool is_kept(model_work *w, const ast_node *attribute, const update_node *was)
{
    if (attribute->kind == AST_ATTR_OVERRIDE)
        return true;
    return makes_part(attribute->kind) && !ast_child(was->node, attribute->kind) &&
           !map_has(&w->dropped_attributes, node_key(w, attribute));
}

/* A key or an index that the printed form says at the field, and the user in an item of the model. */
static bool is_item_of_user(const ast_node *attribute, const update_node *was, const update_node *origin)
{
    return makes_part(attribute->kind) && ast_child(was->node, attribute->kind) &&
           !ast_child(origin->node, attribute->kind);
}

static void write_printed(const update_node *was, const update_node *is, const update_node *origin, writer *out)
{
    size_t at = update_value(is->node)->span.from;
    AST_EACH (is->node, attribute) {
        if (!is_item_of_user(attribute, was, origin))
            continue;
        writer_str(out, str_trim(str_slice(is->text, at, attribute->span.from)));
        at = attribute->span.to;
    }
    writer_str(out, str_slice(is->text, at, is->node->span.to));
}

static str changed_field(model_work *w, const update_node *was, const update_node *is, const update_node *origin)
{
    writer out = writer_make(w->u->memory);
    write_printed(was, is, origin, &out);
    AST_EACH (origin->node, attribute) {
        if (!is_kept(w, attribute, was))
            continue;
        writer_char(&out, ' ');
        writer_str(&out, update_slice(origin->text, attribute->span));
    }
    return writer_result(&out);
}

/* The user's field: in the model, or where its column or relation came from. */
static update_node *field_origin(model_work *w, str name)
{
    update_node *own = map_get(&w->own_fields, name);
    const model_column *column = own ? NULL : model_find_column(w->written, name);
    if (own || column)
        return own ? own : origin_of(w, column->span);
    VEC_EACH (model_relation *, &w->written->relations, it)
        if (str_eq((*it)->name, name))
            return origin_of(w, (*it)->span);
    return NULL;
}

static bool same_content(const update_node *was, const update_node *is)
{
    return str_eq(field_text(was), field_text(is));
}

static void change_field(model_work *w, const update_node *was, const update_node *is)
{
    update_node *origin = field_origin(w, is->node->text);
    if (!origin || (same_content(was, is) && str_eq(was->node->doc, is->node->doc)))
        return;
    if (!is_own(w, origin)) {
        wish(w, origin, changed_field(w, was, is, origin));
        return;
    }
    if (!str_eq(was->node->doc, is->node->doc) && update_begins_line(origin->text, origin->node->span))
        update_doc(w->u->memory, origin->file, origin->node->span, is->node->doc);
    if (same_content(was, is))
        return;
    map_put(w->u->memory, &w->replaced, is->node->text, origin);
    update_field(w->u->memory, origin, changed_field(w, was, is, origin));
}

static void drop_field(model_work *w, str name)
{
    update_node *origin = field_origin(w, name);
    if (origin)
        take_out(w, origin);
}

/* --- where new elements stand --- */

static bool is_anchor(const model_work *w, const update_node *element)
{
    return str_eq(element->dialect, w->user->dialect) &&
           !map_has(&w->cut, update_origin_key(w->u->memory, element->node->span));
}

static const update_node *last_anchor(const model_work *w)
{
    for (size_t i = w->own.count; i > 0; i--)
        if (is_anchor(w, &w->own.items[i - 1]))
            return &w->own.items[i - 1];
    return NULL;
}

static void insert_item(model_work *w, str text)
{
    const update_node *anchor = last_anchor(w);
    bool apart = anchor && anchor->node->kind == AST_FIELD && !w->u->items_begun;
    update_line(w->u->memory, w->user, anchor, apart, text);
    w->u->items_begun = true;
}

static str new_field(const model_work *w, const update_node *is)
{
    bool wrapped = !str_eq(is->dialect, w->is->dialect);
    writer out = writer_make(w->u->memory);
    if (wrapped)
        writer_format(&out, "for %.*s {\n", STR_ARGS(is->dialect));
    print_doc(is->node->doc, update_body_indent(w->user), &out);
    print_declared_name(is->node->text, &out);
    writer_text(&out, ": ");
    writer_str(&out, field_text(is));
    writer_text(&out, wrapped ? "\n}" : "");
    return writer_result(&out);
}

/* Behind the field that stands before it in the database. */
static void add_field(const model_work *w, const update_nodes *order, size_t index)
{
    for (size_t i = index; i > 0; i--) {
        const update_node *before = map_get(&w->own_fields, order->items[i - 1].node->text);
        if (before && is_anchor(w, before)) {
            update_line(w->u->memory, w->user, before, false, new_field(w, &order->items[index]));
            return;
        }
    }
    update_line(w->u->memory, w->user, NULL, false, new_field(w, &order->items[index]));
}

static void update_fields(model_work *w)
{
    update_nodes order = {0};
    VEC_EACH (update_node, &w->is_elements, element)
        if (element->node->kind == AST_FIELD)
            VEC_PUSH(w->u->memory, &order, *element);
    MAP_EACH (&w->was_fields, entry)
        if (!map_has(&w->is_fields, entry->key))
            drop_field(w, entry->key);
    for (size_t i = 0; i < order.count; i++) {
        const update_node *was = map_get(&w->was_fields, order.items[i].node->text);
        bool moves = was && !str_eq(was->dialect, order.items[i].dialect);
        if (moves)
            drop_field(w, order.items[i].node->text);
        if (was && !moves)
            change_field(w, was, &order.items[i]);
        else
            add_field(w, &order, i);
    }
}

/* --- constraints and indexes --- */

/* The item's own words, without the `for` around it. */
static str constraint_text(model_work *w, const model_table *table, const model_constraint *constraint)
{
    model_constraint plain = *constraint;
    plain.dialects = table->dialects;
    writer out = writer_make(w->u->memory);
    print_constraint(table, &plain, &out);
    return writer_result(&out);
}

static str index_text(model_work *w, const model_table *table, const model_index *index)
{
    model_index plain = *index;
    plain.dialects = table->dialects;
    writer out = writer_make(w->u->memory);
    print_index(table, &plain, &out);
    return writer_result(&out);
}

/* The attribute stands for a part of another name now, which follows from the table's. */
static bool is_said_still(model_work *w, const update_node *attribute)
{
    const update_node *field = map_get(&w->is_fields, attribute->field->text);
    return field && ast_child(field->node, attribute->node->kind) && !ast_child(attribute->node, AST_NAMED);
}

/* A part that is there no longer, or is another one now (`text`, not empty). True: the new one stands in its place. */
static bool replace_part(model_work *w, source_span span, str text)
{
    update_node *origin = origin_of(w, span);
    if (!origin || origin->node->kind == AST_REF || origin->node->kind == AST_FIELD)
        return false; /* the relation says it, and is another one itself */
    if (origin->field && is_said_still(w, origin))
        return false;
    if (origin->field && is_own(w, origin)) {
        map_put(w->u->memory, &w->dropped_attributes, node_key(w, origin->node), origin);
        return false;
    }
    if (!text.len || origin->field || !is_own(w, origin)) {
        take_out(w, origin);
        return false;
    }
    update_replace(w->u->memory, origin->file, origin->node->span.from, origin->node->span.to, text);
    return true;
}

static void replace_doc(model_work *w, const model_index *was, const model_index *is)
{
    update_node *origin = origin_of(w, was->span);
    if (!str_eq(was->doc, is->doc) && update_begins_line(origin->text, origin->node->span))
        update_doc(w->u->memory, origin->file, origin->node->span, is->doc);
}

static map constraints_of(arena *a, const model_table *table)
{
    map constraints = {0};
    VEC_EACH (model_constraint *, &table->constraints, it)
        map_put(a, &constraints, (*it)->name, *it);
    return constraints;
}

static map indexes_of(arena *a, const model_table *table)
{
    map indexes = {0};
    VEC_EACH (model_index *, &table->indexes, it)
        map_put(a, &indexes, (*it)->name, *it);
    return indexes;
}

/* Checks are items in any case: an attribute, if they were one, they are no longer. */
static bool is_constraint_item(const model_work *w, const model_constraint *constraint, str text)
{
    return constraint->kind == CONSTRAINT_CHECK || map_has(&w->is_items, text);
}

/* The field stands somewhere else now, or nowhere. */
static bool field_leaves(model_work *w, const ast_node *field)
{
    const update_node *was = map_get(&w->was_fields, field->text), *is = map_get(&w->is_fields, field->text);
    return was && (!is || !str_eq(was->dialect, is->dialect));
}

/* Said by an attribute of a field that leaves, a part that is as it was has to be said again. */
static bool leaves_with_field(model_work *w, source_span span)
{
    const update_node *origin = origin_of(w, span);
    return origin && origin->field && field_leaves(w, origin->field);
}

static void drop_parts(model_work *w)
{
    arena *a = w->u->memory;
    map constraints = constraints_of(a, w->adopted), indexes = indexes_of(a, w->adopted);
    VEC_EACH (model_constraint *, &w->written->constraints, it) {
        const model_constraint *now = map_get(&constraints, (*it)->name);
        str text = now ? constraint_text(w, w->adopted, now) : STR("");
        bool in_place = now && now->dialects == (*it)->dialects;
        str item = in_place && is_constraint_item(w, now, text) ? text : STR("");
        bool stays = now && model_constraint_equal(*it, now) && !leaves_with_field(w, (*it)->span);
        if (stays || replace_part(w, (*it)->span, item))
            map_put(a, &w->done, (*it)->name, *it);
    }
    VEC_EACH (model_index *, &w->written->indexes, it) {
        const model_index *now = map_get(&indexes, (*it)->name);
        str text = now ? index_text(w, w->adopted, now) : STR("");
        bool in_place = now && now->dialects == (*it)->dialects;
        str item = in_place && map_has(&w->is_items, text) ? text : STR("");
        bool stays = now && model_index_equal(*it, now) && !leaves_with_field(w, (*it)->span);
        bool placed = !stays && replace_part(w, (*it)->span, item);
        if (placed && now)
            replace_doc(w, *it, now);
        if (stays || placed)
            map_put(a, &w->done_indexes, (*it)->name, *it);
    }
}

static str item_text(const model_work *w, unsigned dialects, str doc, str text)
{
    unsigned only = dialects == w->adopted->dialects ? 0 : dialects;
    return update_item(w->u->memory, only, doc, update_body_indent(w->user), text);
}

static void add_parts(model_work *w)
{
    VEC_EACH (model_constraint *, &w->adopted->constraints, it) {
        str text = constraint_text(w, w->adopted, *it);
        if (!map_has(&w->done, (*it)->name) && is_constraint_item(w, *it, text))
            insert_item(w, item_text(w, (*it)->dialects, STR(""), text));
    }
    VEC_EACH (model_index *, &w->adopted->indexes, it) {
        str text = index_text(w, w->adopted, *it);
        if (!map_has(&w->done_indexes, (*it)->name) && map_has(&w->is_items, text))
            insert_item(w, item_text(w, (*it)->dialects, (*it)->doc, text));
    }
}

/* Attributes whose constraint is gone, of fields that are otherwise as they were. */
static void cut_attributes(model_work *w)
{
    MAP_EACH (&w->dropped_attributes, entry) {
        const update_node *origin = entry->value;
        if (!map_has(&w->replaced, origin->field->text) && !map_has(&w->cut, node_key(w, origin->field)))
            update_cut(w->u->memory, origin->file, origin->node->span);
    }
}

/* --- all other items --- */

static bool is_part_item(ast_kind kind)
{
    switch (kind) {
    case AST_FIELD:
    case AST_PRIMARY_KEY:
    case AST_UNIQUE:
    case AST_INDEX:
    case AST_CHECK:
    case AST_FOREIGN_KEY:
    case AST_EXCLUDE:
        return true;
    default:
        return false;
    }
}

static map other_items(arena *a, const update_nodes *elements)
{
    map items = {0};
    VEC_EACH (update_node, elements, element)
        if (!is_part_item(element->node->kind))
            map_put(a, &items, update_slice(element->text, element->node->span), element);
    return items;
}

static void drop_other(model_work *w, const ast_node *item)
{
    VEC_EACH (update_node, &w->own, element) {
        if (element->node->kind == item->kind && str_eq(element->node->text, item->text)) {
            take_out(w, element);
            return;
        }
    }
}

static void drop_others(model_work *w)
{
    MAP_EACH (&w->was_others, entry)
        if (!map_has(&w->is_others, entry->key))
            drop_other(w, ((const update_node *)entry->value)->node);
}

static void add_others(model_work *w)
{
    MAP_EACH (&w->is_others, entry) {
        const update_node *item = entry->value;
        if (map_has(&w->was_others, entry->key))
            continue;
        bool wrapped = !str_eq(item->dialect, w->is->dialect);
        insert_item(
            w, wrapped ? str_format(w->u->memory, "for %.*s { %.*s }", STR_ARGS(item->dialect), STR_ARGS(entry->key))
                       : entry->key);
    }
}

/* --- all of it --- */

static map fields_of(arena *a, const update_nodes *elements)
{
    map fields = {0};
    VEC_EACH (update_node, elements, element)
        if (element->node->kind == AST_FIELD)
            map_put(a, &fields, element->node->text, element);
    return fields;
}

static map items_of(arena *a, const update_nodes *elements)
{
    map items = {0};
    VEC_EACH (update_node, elements, element)
        if (element->node->kind != AST_FIELD)
            map_put(a, &items, update_slice(element->text, element->node->span), element);
    return items;
}

/* `table NAME`, `in SCHEMA`, `unmanaged` and `no code` behind the model's name. */
static void update_head(model_work *w)
{
    static const ast_kind kinds[] = {AST_TABLE, AST_IN_SCHEMA, AST_UNMANAGED, AST_NO_CODE};
    arena *a = w->u->memory;
    size_t behind = w->user->node->text_span.to;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const ast_node *was = ast_child(w->was->node, kinds[i]), *is = ast_child(w->is->node, kinds[i]);
        const ast_node *user = ast_child(w->user->node, kinds[i]);
        str before = was ? update_slice(w->was->text, was->span) : STR("");
        str now = is ? update_slice(w->is->text, is->span) : STR("");
        if (!str_eq(before, now) && user)
            update_replace(a, w->user->file, user->span.from, user->span.to, now);
        else if (!str_eq(before, now))
            update_replace(a, w->user->file, behind, behind, str_join(a, STR(" "), now));
        behind = user ? user->span.to : behind;
    }
}

static model_work work_of(updater *u, const update_node *was, const update_node *is, update_node *user)
{
    arena *a = u->memory;
    model_work w = {.u = u, .was = was, .is = is, .user = user};
    w.written = model_find_table(u->written, was->node->text);
    w.adopted = model_find_table(u->adopted, was->node->text);
    w.was_elements = update_elements(a, was);
    w.is_elements = update_elements(a, is);
    w.own = update_elements(a, user);
    return w;
}

void update_model(updater *u, const update_node *was, const update_node *is, update_node *user)
{
    arena *a = u->memory;
    model_work w = work_of(u, was, is, user);
    w.own_fields = fields_of(a, &w.own);
    w.was_fields = fields_of(a, &w.was_elements);
    w.is_fields = fields_of(a, &w.is_elements);
    w.is_items = items_of(a, &w.is_elements);
    w.was_others = other_items(a, &w.was_elements);
    w.is_others = other_items(a, &w.is_elements);
    if (!str_eq(was->node->doc, is->node->doc))
        update_doc(a, user->file, user->node->span, is->node->doc);
    update_head(&w);
    /* What goes first, so that nothing new is put behind it. */
    drop_parts(&w);
    drop_others(&w);
    update_fields(&w);
    add_parts(&w);
    add_others(&w);
    cut_attributes(&w);
}
