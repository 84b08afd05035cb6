/* Items and the attributes that stand for one: constraints and indexes, with their names. */
#include "compiler/model/resolve_internal.h"

static source_span no_place(void)
{
    return (source_span){0};
}

/* --- names --- */

static bool is_taken(const resolve_model *model, str name)
{
    return map_has(&model->said_names, name) || map_has(&model->constraints, name) || map_has(&model->indexes, name);
}

/* A template's name that is taken already (two checks of one column) gets a number; how far the numbers of a name have
 * come is remembered. */
static str free_name(resolver *r, resolve_model *model, str name)
{
    if (!is_taken(model, name))
        return name;
    size_t *number = map_get(&model->numbers, name);
    if (!number) {
        number = ARENA_NEW(r->memory, size_t);
        map_put(r->memory, &model->numbers, name, number);
    }
    str candidate;
    do {
        *number += 1;
        candidate = names_cut(r->memory, str_format(r->memory, "%.*s%zu", STR_ARGS(name), *number));
    } while (is_taken(model, candidate));
    return candidate;
}

/* False, and reported, where something else in the model has this name. */
static bool enter_name(resolver *r, resolve_model *model, map *names, str name, source_span span)
{
    source_span *before = map_get(names, name);
    if (!before) {
        map_put(r->memory, names, name, resolve_place(r, span));
        return true;
    }
    resolve_report_twice(r, DIAGNOSTIC_DUPLICATE_ITEM, span, *before, name, model->table->name);
    return false;
}

void resolve_add_constraint(resolver *r, resolve_model *model, model_constraint *constraint, str said, source_span span)
{
    constraint->name =
        str_is_empty(said)
            ? free_name(r, model, names_of_constraint_in(r->memory, r->templates, model->table, constraint))
            : said;
    if (enter_name(r, model, &model->constraints, constraint->name, span))
        VEC_PUSH(r->memory, &model->table->constraints, constraint);
}

void resolve_add_index(resolver *r, resolve_model *model, model_index *index, str said, source_span span)
{
    index->name = str_is_empty(said)
                      ? free_name(r, model, names_of_index_in(r->memory, r->templates, model->table, index))
                      : said;
    if (enter_name(r, model, &model->indexes, index->name, span))
        VEC_PUSH(r->memory, &model->table->indexes, index);
}

model_constraint *resolve_make_constraint(resolver *r, model_constraint_kind kind, source_span span, unsigned dialects)
{
    model_constraint *constraint = ARENA_NEW(r->memory, model_constraint);
    constraint->kind = kind;
    constraint->span = span;
    constraint->dialects = dialects;
    return constraint;
}

/* --- lists of columns --- */

static bool append_name(resolver *r, map *seen, const ast_node *name, str column, str_list *fields)
{
    source_span *before = map_put(r->memory, seen, column, resolve_place(r, resolve_name_span(name)));
    if (before) {
        resolve_report_twice(r, DIAGNOSTIC_COLUMN_TWICE, resolve_name_span(name), *before, name->text, (str){0});
        return false;
    }
    VEC_PUSH(r->memory, fields, column);
    return true;
}

static bool append_columns_named(resolver *r, resolve_model *model, map *seen, const ast_node *name, str_list *fields)
{
    if (r->detached)
        return append_name(r, seen, name, name->text, fields);
    resolve_columns columns = {0};
    if (!resolve_columns_named(r, model, name->text, &columns)) {
        resolve_no_field(r, model, resolve_name_span(name), name->text);
        return false;
    }
    VEC_EACH (model_column *, &columns, column) {
        if (!append_name(r, seen, name, (*column)->name, fields))
            return false;
    }
    return true;
}

bool resolve_name_list(resolver *r, resolve_model *model, const ast_node *list, str_list *fields)
{
    map seen = {0};
    bool good = true;
    AST_EACH (list, name)
        good = append_columns_named(r, model, &seen, name, fields) && good;
    return good;
}

static bool include_list(resolver *r, resolve_model *model, const ast_node *item, str_list *fields)
{
    const ast_node *list = ast_child(item, AST_INCLUDE);
    return !list || resolve_name_list(r, model, list, fields);
}

/* --- expressions in items --- */

static const ast_node *expression_child(const ast_node *node)
{
    AST_EACH (node, child) {
        if (ast_is_expression(child->kind))
            return child;
    }
    return NULL;
}

static const expression *bound_child(resolver *r, resolve_model *model, const ast_node *node)
{
    const ast_node *child = node ? expression_child(node) : NULL;
    const expression *e = child ? resolve_tree(r, child) : NULL;
    return resolve_bind(r, model, e, (str){0});
}

static model_key key_of(const ast_node *node)
{
    const ast_node *collate = ast_child(node, AST_ATTR_COLLATE);
    return (model_key){
        .collation = collate ? collate->text : (str){0},
        .opclass = node->text,
        .descending = (node->flags & AST_DESC) != 0,
        .nulls_said = (node->flags & (AST_NULLS_FIRST | AST_NULLS_LAST)) != 0,
        .nulls_first = (node->flags & AST_NULLS_FIRST) != 0,
    };
}

/* A relation of several columns stands for all of them. */
static bool append_relation_keys(resolver *r, const resolve_model *model, const ast_node *node, const ast_node *value,
                                 model_key_list *keys)
{
    const resolve_field *field = value->kind == AST_NAME_EXPR ? map_get(&model->fields, value->text) : NULL;
    if (!field || field->columns.count < 2 || value->first)
        return false;
    VEC_EACH (model_column *, &field->columns, column) {
        model_key key = key_of(node);
        key.value = expression_make(r->memory, EXPRESSION_COLUMN, (*column)->name, value->span);
        VEC_PUSH(r->memory, keys, key);
    }
    return true;
}

static bool append_key(resolver *r, resolve_model *model, const ast_node *node, model_key_list *keys)
{
    const ast_node *value = expression_child(node);
    if (!value)
        return false;
    if (append_relation_keys(r, model, node, value, keys))
        return true;
    model_key key = key_of(node);
    key.value = bound_child(r, model, node);
    if (!key.value)
        return false;
    VEC_PUSH(r->memory, keys, key);
    return true;
}

bool resolve_key_list(resolver *r, resolve_model *model, const ast_node *list, model_key_list *keys)
{
    bool good = true;
    AST_EACH (list, node)
        good = append_key(r, model, node, keys) && good;
    return good && keys->count > 0;
}

/* --- constraints --- */

/* A column, maybe with a collation and an order. */
static bool is_column_key(const ast_node *key)
{
    return key->first && key->first->kind == AST_NAME_EXPR && !key->first->first && str_is_empty(key->text) &&
           !(key->flags & (AST_NULLS_FIRST | AST_NULLS_LAST));
}

static bool is_plain_key(const ast_node *key)
{
    return is_column_key(key) && !key->first->next && !(key->flags & (AST_DESC | AST_ASC));
}

/* With a word for it, whatever it says of its columns. */
static bool is_ordered_constraint(const ast_node *item)
{
    if (!ast_child(item, AST_AS_CONSTRAINT))
        return false;
    AST_EACH (ast_child(item, AST_KEY_LIST), key)
        if (!is_column_key(key))
            return false;
    return true;
}

bool resolve_unique_is_index(const ast_node *item)
{
    static const ast_kind marks[] = {AST_AS_INDEX, AST_WHERE, AST_USING, AST_WITH, AST_CONCURRENTLY};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (ast_child(item, marks[i]))
            return true;
    }
    if (is_ordered_constraint(item))
        return false;
    AST_EACH (ast_child(item, AST_KEY_LIST), key) {
        if (!is_plain_key(key))
            return true;
    }
    return false;
}

/* Of each column what its key says besides; nothing at all where no key says anything. */
static bool says_more(const model_key *key)
{
    return key->collation.len || key->descending;
}

static void add_key(resolver *r, const ast_node *node, str column, model_constraint *constraint)
{
    model_key key = key_of(node);
    key.opclass = (str){0};
    key.value = expression_make(r->memory, EXPRESSION_COLUMN, column, node->span);
    VEC_PUSH(r->memory, &constraint->keys, key);
}

static bool ordered_columns(resolver *r, resolve_model *model, const ast_node *list, model_constraint *constraint)
{
    map seen = {0};
    bool good = true, more = false;
    AST_EACH (list, node) {
        size_t before = constraint->columns.count;
        const ast_node *name = node->kind == AST_KEY ? node->first : node;
        good = append_columns_named(r, model, &seen, name, &constraint->columns) && good;
        for (size_t i = before; i < constraint->columns.count; i++)
            add_key(r, node, constraint->columns.items[i], constraint);
    }
    VEC_EACH (const model_key, &constraint->keys, key)
        more = more || says_more(key);
    constraint->keys.count = more ? constraint->keys.count : 0;
    return good;
}

str resolve_conflict(const ast_node *item)
{
    str word = resolve_child_text(item, AST_ON_CONFLICT);
    return str_eq(word, STR("abort")) ? STR("") : word;
}

static bool fill_unique(resolver *r, resolve_model *model, const ast_node *item, model_constraint *constraint)
{
    constraint->nulls_not_distinct = ast_child(item, AST_NULLS_NOT_DISTINCT) != NULL;
    constraint->conflict = resolve_conflict(item);
    return ordered_columns(r, model, ast_child(item, AST_KEY_LIST), constraint) &&
           include_list(r, model, item, &constraint->include);
}

static bool fill_primary_key(resolver *r, resolve_model *model, const ast_node *item, model_constraint *constraint)
{
    constraint->conflict = resolve_conflict(item);
    return ordered_columns(r, model, ast_child(item, AST_COLUMN_LIST), constraint) &&
           include_list(r, model, item, &constraint->include);
}

static bool fill_check(resolver *r, resolve_model *model, const ast_node *item, model_constraint *constraint)
{
    constraint->check = bound_child(r, model, item);
    constraint->not_valid = ast_child(item, AST_NOT_VALID) != NULL;
    return constraint->check != NULL;
}

/* In a change the names stand as they are; where none are written, the state has the target's key. */
static bool referenced_in_change(resolver *r, const ast_node *references, model_constraint *constraint)
{
    const ast_node *list = ast_child(references, AST_COLUMN_LIST);
    const model_table *target = list ? NULL : model_find_table(r->schema, references->text);
    const model_constraint *key = target ? model_primary_key(target) : NULL;
    map seen = {0};
    bool good = true;
    if (key)
        constraint->target_columns = key->columns;
    if (list)
        AST_EACH (list, name)
            good = append_name(r, &seen, name, name->text, &constraint->target_columns) && good;
    return good;
}

/* The columns at the target: those that are listed, or its primary key. */
static bool referenced_columns(resolver *r, const ast_node *references, model_constraint *constraint)
{
    resolve_model *target = map_get(&r->models, references->text);
    if (!target) {
        diagnostic *d = resolve_report(r, DIAGNOSTIC_UNKNOWN_MODEL, resolve_name_span(references), references->text,
                                       (str){0}, (str){0});
        diagnostic_suggest(r->diagnostics, d, references->text, &r->models);
        return false;
    }
    const ast_node *list = ast_child(references, AST_COLUMN_LIST);
    if (list)
        return resolve_name_list(r, target, list, &constraint->target_columns);
    resolve_columns columns = {0};
    if (!resolve_key_columns(r, target, resolve_name_span(references), &columns))
        return false;
    VEC_EACH (model_column *, &columns, column)
        VEC_PUSH(r->memory, &constraint->target_columns, (*column)->name);
    return true;
}

static bool fill_foreign_key(resolver *r, resolve_model *model, const ast_node *item, model_constraint *constraint)
{
    const ast_node *references = ast_child(item, AST_REFERENCES);
    if (!references || !resolve_name_list(r, model, ast_child(item, AST_COLUMN_LIST), &constraint->columns) ||
        !(r->detached ? referenced_in_change : referenced_columns)(r, references, constraint))
        return false;
    constraint->target = references->text;
    resolve_foreign_key_options(item, constraint);
    if (constraint->columns.count == constraint->target_columns.count)
        return true;
    resolve_report(r, DIAGNOSTIC_KEY_COUNT, item->span, str_format(r->memory, "%zu", constraint->columns.count),
                   str_format(r->memory, "%zu", constraint->target_columns.count), (str){0});
    return false;
}

static bool fill_exclude(resolver *r, resolve_model *model, const ast_node *item, model_constraint *constraint)
{
    AST_EACH (item, child) {
        const ast_node *key = child->kind == AST_EXCLUDE_KEY ? ast_child(child, AST_KEY) : NULL;
        if (!key)
            continue;
        size_t before = constraint->keys.count;
        if (!append_key(r, model, key, &constraint->keys))
            return false;
        for (size_t i = before; i < constraint->keys.count; i++)
            constraint->keys.items[i].with_operator = child->text;
    }
    constraint->method = resolve_child_text(item, AST_USING);
    constraint->where = bound_child(r, model, ast_child(item, AST_WHERE));
    resolve_foreign_key_options(item, constraint);
    return constraint->keys.count > 0;
}

model_constraint *resolve_constraint_of(resolver *r, resolve_model *model, const ast_node *item, unsigned dialects)
{
    static const struct {
        ast_kind kind;
        model_constraint_kind constraint;
        bool (*fill)(resolver *, resolve_model *, const ast_node *, model_constraint *);
    } rows[] = {
        {AST_PRIMARY_KEY, CONSTRAINT_PRIMARY_KEY, fill_primary_key},
        {AST_UNIQUE, CONSTRAINT_UNIQUE, fill_unique},
        {AST_CHECK, CONSTRAINT_CHECK, fill_check},
        {AST_ATTR_CHECK, CONSTRAINT_CHECK, fill_check},
        {AST_FOREIGN_KEY, CONSTRAINT_FOREIGN_KEY, fill_foreign_key},
        {AST_EXCLUDE, CONSTRAINT_EXCLUDE, fill_exclude},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].kind != item->kind)
            continue;
        model_constraint *constraint = resolve_make_constraint(r, rows[i].constraint, item->span, dialects);
        return rows[i].fill(r, model, item, constraint) ? constraint : NULL;
    }
    return NULL;
}

/* --- indexes --- */

static void refuse_of_index(resolver *r, const ast_node *option, const char *words)
{
    if (option)
        resolve_report(r, DIAGNOSTIC_CONSTRAINT_WORDS, option->span, str_from(words), (str){0}, (str){0});
}

model_index *resolve_index_of(resolver *r, resolve_model *model, const ast_node *item, unsigned dialects)
{
    model_index *index = ARENA_NEW(r->memory, model_index);
    index->span = item->span;
    index->dialects = dialects;
    index->doc = item->doc;
    index->unique = item->kind == AST_UNIQUE;
    index->method = resolve_child_text(item, AST_USING);
    index->concurrently = ast_child(item, AST_CONCURRENTLY) != NULL;
    index->nulls_not_distinct = ast_child(item, AST_NULLS_NOT_DISTINCT) != NULL;
    refuse_of_index(r, ast_child(item, AST_ON_CONFLICT), "on conflict");
    refuse_of_index(r, ast_child(item, AST_AS_CONSTRAINT), "as constraint");
    const ast_node *with = ast_child(item, AST_WITH);
    if (with)
        resolve_options_of(r, with, &index->with);
    const ast_node *where = ast_child(item, AST_WHERE);
    index->where = bound_child(r, model, where);
    bool good = resolve_key_list(r, model, ast_child(item, AST_KEY_LIST), &index->keys) &&
                include_list(r, model, item, &index->include);
    return good && (!where || index->where) ? index : NULL;
}

/* --- one item --- */

static bool is_index(const ast_node *item)
{
    return item->kind == AST_INDEX || (item->kind == AST_UNIQUE && resolve_unique_is_index(item));
}

static str said_name(const ast_node *item)
{
    str named = resolve_child_text(item, AST_NAMED);
    return str_is_empty(named) && item->kind != AST_PRIMARY_KEY ? item->text : named;
}

void resolve_item(resolver *r, resolve_model *model, const ast_node *item, unsigned dialects)
{
    if (is_index(item)) {
        model_index *index = resolve_index_of(r, model, item, dialects);
        if (index)
            resolve_add_index(r, model, index, said_name(item), item->span);
        return;
    }
    model_constraint *constraint = resolve_constraint_of(r, model, item, dialects);
    if (constraint)
        resolve_add_constraint(r, model, constraint, said_name(item), item->span);
}

/* --- attributes --- */

static void add_field_constraint(resolver *r, resolve_model *model, const ast_node *attribute,
                                 const resolve_columns *columns, unsigned dialects)
{
    model_constraint_kind kind = attribute->kind == AST_ATTR_PRIMARY_KEY ? CONSTRAINT_PRIMARY_KEY : CONSTRAINT_UNIQUE;
    model_constraint *constraint = resolve_make_constraint(r, kind, attribute->span, dialects);
    VEC_EACH (model_column *, columns, column)
        VEC_PUSH(r->memory, &constraint->columns, (*column)->name);
    resolve_add_constraint(r, model, constraint, resolve_child_text(attribute, AST_NAMED), attribute->span);
}

static void add_field_index(resolver *r, resolve_model *model, const ast_node *attribute,
                            const resolve_columns *columns, unsigned dialects)
{
    model_index *index = ARENA_NEW(r->memory, model_index);
    index->span = attribute->span;
    index->dialects = dialects;
    VEC_EACH (model_column *, columns, column) {
        model_key key = {.value = expression_make(r->memory, EXPRESSION_COLUMN, (*column)->name, no_place())};
        VEC_PUSH(r->memory, &index->keys, key);
    }
    resolve_add_index(r, model, index, resolve_child_text(attribute, AST_NAMED), attribute->span);
}

static void add_field_check(resolver *r, resolve_model *model, const ast_node *attribute, unsigned dialects)
{
    model_constraint *constraint = resolve_constraint_of(r, model, attribute, dialects);
    if (constraint)
        resolve_add_constraint(r, model, constraint, resolve_child_text(attribute, AST_NAMED), attribute->span);
}

void resolve_field_items(resolver *r, resolve_model *model, const ast_node *field, const resolve_columns *columns,
                         unsigned dialects)
{
    AST_EACH (field, attribute) {
        switch (attribute->kind) {
        case AST_ATTR_PRIMARY_KEY:
        case AST_ATTR_UNIQUE:
            add_field_constraint(r, model, attribute, columns, dialects);
            break;
        case AST_ATTR_INDEX:
            add_field_index(r, model, attribute, columns, dialects);
            break;
        case AST_ATTR_CHECK:
            add_field_check(r, model, attribute, dialects);
            break;
        default:
            break;
        }
    }
}
