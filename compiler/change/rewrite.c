/* Parts under new names: what a rename of a column, model, enum or member does to everything that mentions it. SQL text
 * in `sql("…")` is not read, so names in it are the author's to follow up. */
#include "compiler/change/state.h"

static str renamed(const map *names, str name)
{
    const change_renaming *renaming = names ? map_get(names, name) : NULL;
    return renaming ? renaming->current : name;
}

static const map *map_of(const map *maps, str key)
{
    return maps ? map_get(maps, key) : NULL;
}

static const expression *rewrite_node(void *context, const expression *node)
{
    const change_rewriter *rewriter = context;
    str text = node->text;
    str enum_name = node->type.enum_name;
    if (node->kind == EXPRESSION_COLUMN)
        text = renamed(rewriter->columns, text);
    if (node->kind == EXPRESSION_MEMBER)
        text = renamed(map_of(rewriter->members, enum_name), text);
    if (node->kind == EXPRESSION_MEMBER || node->kind == EXPRESSION_CAST)
        enum_name = renamed(rewriter->enums, enum_name);
    if (str_eq(text, node->text) && str_eq(enum_name, node->type.enum_name))
        return node;
    expression *copy = ARENA_NEW(rewriter->memory, expression);
    *copy = *node;
    copy->text = text;
    copy->type.enum_name = enum_name;
    return copy;
}

const expression *change_rewrite_expression(const change_rewriter *rewriter, const expression *e)
{
    change_rewriter copy = *rewriter;
    return expression_rewrite(rewriter->memory, e, rewrite_node, &copy);
}

/* True, and `*list` is a fresh one, where a name in it changes. */
static bool rewrite_names(const change_rewriter *rewriter, const map *names, str_list *list)
{
    bool changes = false;
    VEC_EACH (str, list, name)
        changes = changes || !str_eq(renamed(names, *name), *name);
    if (!changes)
        return false;
    str_list fresh = {0};
    VEC_EACH (str, list, name)
        VEC_PUSH(rewriter->memory, &fresh, renamed(names, *name));
    *list = fresh;
    return true;
}

static bool rewrite_value(const change_rewriter *rewriter, const expression **value)
{
    const expression *before = *value;
    *value = change_rewrite_expression(rewriter, before);
    return *value != before;
}

bool change_rewrite_keys(const change_rewriter *rewriter, model_key_list *keys)
{
    model_key_list fresh = {0};
    bool changes = false;
    VEC_EACH (model_key, keys, key) {
        model_key copy = *key;
        changes = rewrite_value(rewriter, &copy.value) || changes;
        VEC_PUSH(rewriter->memory, &fresh, copy);
    }
    if (changes)
        *keys = fresh;
    return changes;
}

model_column *change_rewrite_column(const change_rewriter *rewriter, model_column *column)
{
    model_column copy = *column;
    bool changes = rewrite_value(rewriter, &copy.default_value);
    changes = rewrite_value(rewriter, &copy.generated_as) || changes;
    if (copy.type.kind == TYPE_ENUM) {
        copy.type.enum_name = renamed(rewriter->enums, copy.type.enum_name);
        changes = changes || !str_eq(copy.type.enum_name, column->type.enum_name);
    }
    if (!changes)
        return column;
    model_column *fresh = ARENA_NEW(rewriter->memory, model_column);
    *fresh = copy;
    return fresh;
}

static bool rewrite_target(const change_rewriter *rewriter, model_constraint *constraint)
{
    if (constraint->kind != CONSTRAINT_FOREIGN_KEY)
        return false;
    str target = renamed(rewriter->models, constraint->target);
    bool changes =
        rewrite_names(rewriter, map_of(rewriter->target_columns, constraint->target), &constraint->target_columns);
    changes = changes || !str_eq(target, constraint->target);
    constraint->target = target;
    return changes;
}

model_constraint *change_rewrite_constraint(const change_rewriter *rewriter, model_constraint *constraint)
{
    model_constraint copy = *constraint;
    bool changes = rewrite_target(rewriter, &copy);
    changes = rewrite_names(rewriter, rewriter->columns, &copy.columns) || changes;
    changes = rewrite_names(rewriter, rewriter->columns, &copy.include) || changes;
    changes = rewrite_value(rewriter, &copy.check) || changes;
    changes = rewrite_value(rewriter, &copy.where) || changes;
    changes = change_rewrite_keys(rewriter, &copy.keys) || changes;
    if (!changes)
        return constraint;
    model_constraint *fresh = ARENA_NEW(rewriter->memory, model_constraint);
    *fresh = copy;
    return fresh;
}

model_index *change_rewrite_index(const change_rewriter *rewriter, model_index *index)
{
    model_index copy = *index;
    bool changes = change_rewrite_keys(rewriter, &copy.keys);
    changes = rewrite_names(rewriter, rewriter->columns, &copy.include) || changes;
    changes = rewrite_value(rewriter, &copy.where) || changes;
    if (!changes)
        return index;
    model_index *fresh = ARENA_NEW(rewriter->memory, model_index);
    *fresh = copy;
    return fresh;
}

model_row *change_rewrite_row(const change_rewriter *rewriter, model_row *row)
{
    model_row copy = *row;
    bool changes = rewrite_names(rewriter, rewriter->columns, &copy.key);
    copy.cells = (model_cell_list){0};
    VEC_EACH (const model_cell, &row->cells, cell) {
        model_cell fresh = {renamed(rewriter->columns, cell->field), cell->value};
        changes = rewrite_value(rewriter, &fresh.value) || !str_eq(fresh.field, cell->field) || changes;
        VEC_PUSH(rewriter->memory, &copy.cells, fresh);
    }
    if (!changes)
        return row;
    copy.name = model_row_name(rewriter->memory, &copy);
    model_row *fresh = ARENA_NEW(rewriter->memory, model_row);
    *fresh = copy;
    return fresh;
}

static void visit_one(const expression *e, change_visit *visit, void *context)
{
    if (e)
        visit(context, e);
}

void change_column_expressions(const model_column *column, change_visit *visit, void *context)
{
    visit_one(column->default_value, visit, context);
    visit_one(column->generated_as, visit, context);
}

static void visit_keys(const model_key_list *keys, change_visit *visit, void *context)
{
    VEC_EACH (const model_key, keys, key)
        visit_one(key->value, visit, context);
}

void change_constraint_expressions(const model_constraint *constraint, change_visit *visit, void *context)
{
    visit_one(constraint->check, visit, context);
    visit_one(constraint->where, visit, context);
    visit_keys(&constraint->keys, visit, context);
}

void change_index_expressions(const model_index *index, change_visit *visit, void *context)
{
    visit_keys(&index->keys, visit, context);
    visit_one(index->where, visit, context);
}

void change_row_expressions(const model_row *row, change_visit *visit, void *context)
{
    VEC_EACH (const model_cell, &row->cells, cell)
        visit_one(cell->value, visit, context);
}
