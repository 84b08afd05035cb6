/* Doubles of columns and of what stands on them: constraints and indexes under names of their own. */
#include "compiler/sql/plan_expand_parts.h"

#include "compiler/model/names.h"

str expand_name(arena *a, str prefix, str name)
{
    return names_cut(a, str_join(a, prefix, name));
}

/* --- what stands on them --- */

typedef struct search {
    const map *fields;
    bool found;
} search;

static void look(void *context, const expression *column)
{
    search *s = context;
    s->found = s->found || map_has(s->fields, column->text);
}

static bool in_expression(const map *fields, const expression *e)
{
    search s = {.fields = fields};
    if (e)
        expression_columns(e, look, &s);
    return s.found;
}

static bool in_list(const map *fields, const str_list *list)
{
    VEC_EACH (const str, list, field)
        if (map_has(fields, *field))
            return true;
    return false;
}

static bool in_keys(const map *fields, const model_key_list *keys)
{
    VEC_EACH (const model_key, keys, key)
        if (in_expression(fields, key->value))
            return true;
    return false;
}

bool expand_has_constraint(const map *fields, const model_constraint *constraint)
{
    return in_list(fields, &constraint->columns) || in_list(fields, &constraint->include) ||
           in_keys(fields, &constraint->keys) || in_expression(fields, constraint->check) ||
           in_expression(fields, constraint->where);
}

bool expand_has_index(const map *fields, const model_index *index)
{
    return in_keys(fields, &index->keys) || in_list(fields, &index->include) || in_expression(fields, index->where);
}

/* --- doubles --- */

typedef struct renamer {
    arena *memory;
    const map *fields;
    str prefix;
} renamer;

static str double_of(const renamer *r, str field)
{
    return map_has(r->fields, field) ? expand_name(r->memory, r->prefix, field) : field;
}

static const expression *rename_node(void *context, const expression *node)
{
    const renamer *r = context;
    if (node->kind != EXPRESSION_COLUMN || !map_has(r->fields, node->text))
        return node;
    expression *copy = ARENA_NEW(r->memory, expression);
    *copy = *node;
    copy->text = double_of(r, node->text);
    return copy;
}

static const expression *rename_in(renamer *r, const expression *e)
{
    return e ? expression_rewrite(r->memory, e, rename_node, r) : NULL;
}

static str_list rename_list(const renamer *r, const str_list *list)
{
    str_list fresh = {0};
    VEC_EACH (const str, list, field)
        VEC_PUSH(r->memory, &fresh, double_of(r, *field));
    return fresh;
}

static model_key_list rename_keys(renamer *r, const model_key_list *keys)
{
    model_key_list fresh = {0};
    VEC_EACH (const model_key, keys, key) {
        model_key copy = *key;
        copy.value = rename_in(r, key->value);
        VEC_PUSH(r->memory, &fresh, copy);
    }
    return fresh;
}

static void add_column(renamer *r, const expand_table *table, const model_column *column, change_list *out)
{
    model_column *copy = ARENA_NEW(r->memory, model_column);
    *copy = *column;
    copy->name = double_of(r, column->name);
    copy->column = expand_name(r->memory, r->prefix, column->column);
    copy->default_value = NULL;
    copy->using_value = NULL;
    copy->was = STR("");
    change item = {.kind = CHANGE_ADD_COLUMN, .subject = table->to->name, .new_column = copy};
    VEC_PUSH(r->memory, out, item);
}

static void add_constraint(renamer *r, const expand_table *table, const model_constraint *constraint, change_list *out)
{
    model_constraint *copy = ARENA_NEW(r->memory, model_constraint);
    *copy = *constraint;
    copy->name = expand_name(r->memory, r->prefix, constraint->name);
    copy->columns = rename_list(r, &constraint->columns);
    copy->include = rename_list(r, &constraint->include);
    copy->check = rename_in(r, constraint->check);
    change item = {.kind = CHANGE_ADD_CONSTRAINT, .subject = table->to->name, .new_constraint = copy};
    VEC_PUSH(r->memory, out, item);
}

static void add_index(renamer *r, const expand_table *table, const model_index *index, change_list *out)
{
    model_index *copy = ARENA_NEW(r->memory, model_index);
    *copy = *index;
    copy->name = expand_name(r->memory, r->prefix, index->name);
    copy->keys = rename_keys(r, &index->keys);
    copy->include = rename_list(r, &index->include);
    copy->where = rename_in(r, index->where);
    change item = {.kind = CHANGE_ADD_INDEX, .subject = table->to->name, .new_index = copy};
    VEC_PUSH(r->memory, out, item);
}

void expand_add_doubles(arena *a, const expand_table *table, str prefix, change_list *out)
{
    renamer r = {a, &table->fields, prefix};
    MAP_EACH (&table->fields, entry)
        add_column(&r, table, model_find_column(table->to, entry->key), out);
    VEC_EACH (model_constraint *const, &table->to->constraints, item)
        if (expand_has_constraint(&table->fields, *item))
            add_constraint(&r, table, *item, out);
    VEC_EACH (model_index *const, &table->to->indexes, item)
        if (expand_has_index(&table->fields, *item))
            add_index(&r, table, *item, out);
}

/* --- names --- */

static void rename_part(arena *a, const expand_table *table, change_kind kind, str from, str to, change_list *out)
{
    change item = {.kind = kind, .subject = table->to->name, .rename = {.old_name = from, .new_name = to}};
    VEC_PUSH(a, out, item);
}

/* The parts of one state that stand on the columns, from names with one prefix to names with another. */
static void rename_parts(arena *a, const expand_table *table, const model_table *state, str from, str to,
                         change_list *out)
{
    VEC_EACH (model_constraint *const, &state->constraints, item)
        if (expand_has_constraint(&table->fields, *item))
            rename_part(a, table, CHANGE_RENAME_CONSTRAINT, expand_name(a, from, (*item)->name),
                        expand_name(a, to, (*item)->name), out);
    VEC_EACH (model_index *const, &state->indexes, item)
        if (expand_has_index(&table->fields, *item))
            rename_part(a, table, CHANGE_RENAME_INDEX, expand_name(a, from, (*item)->name),
                        expand_name(a, to, (*item)->name), out);
}

static void rename_columns(arena *a, const expand_table *table, str from, str to, change_list *out)
{
    MAP_EACH (&table->fields, entry) {
        const model_column *column = model_find_column(table->to, entry->key);
        change item = {.kind = CHANGE_RENAME_COLUMN, .subject = table->to->name};
        item.rename = (change_rename){
            .old_name = expand_name(a, from, column->name),
            .new_name = expand_name(a, to, column->name),
            .old_database = expand_name(a, from, column->column),
            .new_database = expand_name(a, to, column->column),
        };
        VEC_PUSH(a, out, item);
    }
}

/* What is different about a column apart from its name. */
static void replace_column(arena *a, const expand_table *table, const model_column *is, const model_column *wanted,
                           change_list *out)
{
    model_column *old = ARENA_NEW(a, model_column), *now = ARENA_NEW(a, model_column);
    *old = *is;
    *now = *wanted;
    old->name = wanted->name;
    old->column = wanted->column;
    now->using_value = NULL;
    change item = {.kind = CHANGE_REPLACE_COLUMN, .subject = table->to->name, .old_column = old, .new_column = now};
    if (!model_column_equal(old, now))
        VEC_PUSH(a, out, item);
}

static void drop_parts(arena *a, const expand_table *table, change_list *out)
{
    str subject = table->to->name;
    VEC_EACH (model_constraint *const, &table->from->constraints, item) {
        change drop = {.kind = CHANGE_DROP_CONSTRAINT, .subject = subject, .old_constraint = *item};
        if (expand_has_constraint(&table->fields, *item))
            VEC_PUSH(a, out, drop);
    }
    VEC_EACH (model_index *const, &table->from->indexes, item) {
        change drop = {.kind = CHANGE_DROP_INDEX, .subject = subject, .old_index = *item};
        if (expand_has_index(&table->fields, *item))
            VEC_PUSH(a, out, drop);
    }
    MAP_EACH (&table->fields, entry) {
        change drop = {.kind = CHANGE_DROP_COLUMN, .subject = subject};
        drop.old_column = model_find_column(table->from, entry->key);
        VEC_PUSH(a, out, drop);
    }
}

void expand_take_names(arena *a, const expand_table *table, const model_table *both, str prefix, change_list *out)
{
    drop_parts(a, table, out);
    rename_columns(a, table, prefix, STR(""), out);
    rename_parts(a, table, table->to, prefix, STR(""), out);
    MAP_EACH (&table->fields, entry)
        replace_column(a, table, model_find_column(both, expand_name(a, prefix, entry->key)),
                       model_find_column(table->to, entry->key), out);
}

void expand_change_places(arena *a, const expand_table *table, const model_table *wanted, str prefix, str new_prefix,
                          change_list *out)
{
    rename_columns(a, table, STR(""), new_prefix, out);
    rename_columns(a, table, prefix, STR(""), out);
    rename_parts(a, table, table->to, STR(""), new_prefix, out);
    rename_parts(a, table, table->from, prefix, STR(""), out);
    MAP_EACH (&table->fields, entry) {
        model_column bare = *model_find_column(table->from, entry->key);
        bare.default_value = NULL;
        str doubled = expand_name(a, new_prefix, entry->key);
        replace_column(a, table, model_find_column(table->to, entry->key), model_find_column(wanted, doubled), out);
        replace_column(a, table, &bare, model_find_column(table->from, entry->key), out);
    }
}
