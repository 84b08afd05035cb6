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

static bool in_target(const map *all, const model_constraint *constraint)
{
    const map *fields = constraint->kind == CONSTRAINT_FOREIGN_KEY ? map_get(all, constraint->target) : NULL;
    return fields && in_list(fields, &constraint->target_columns);
}

bool expand_has_constraint(const map *all, str model, const model_constraint *constraint)
{
    const map *fields = map_get(all, model);
    if (in_target(all, constraint))
        return true;
    return fields && (in_list(fields, &constraint->columns) || in_list(fields, &constraint->include) ||
                      in_keys(fields, &constraint->keys) || in_expression(fields, constraint->check) ||
                      in_expression(fields, constraint->where));
}

bool expand_has_index(const map *fields, const model_index *index)
{
    return fields &&
           (in_keys(fields, &index->keys) || in_list(fields, &index->include) || in_expression(fields, index->where));
}

/* --- doubles --- */

typedef struct renamer {
    arena *memory;
    const map *fields;
    str prefix;
    const map *enums;
} renamer;

static str double_of(const renamer *r, str field)
{
    return map_has(r->fields, field) ? expand_name(r->memory, r->prefix, field) : field;
}

static const expression *rename_node(void *context, const expression *node)
{
    const renamer *r = context;
    bool column = node->kind == EXPRESSION_COLUMN && map_has(r->fields, node->text);
    bool typed = node->type.kind == TYPE_ENUM && map_has(r->enums, node->type.enum_name);
    if (!column && !typed)
        return node;
    expression *copy = ARENA_NEW(r->memory, expression);
    *copy = *node;
    if (column)
        copy->text = double_of(r, node->text);
    if (typed)
        copy->type.enum_name = expand_name(r->memory, r->prefix, node->type.enum_name);
    return copy;
}

static const expression *rename_in(renamer *r, const expression *e)
{
    return e ? expression_rewrite(r->memory, e, rename_node, r) : NULL;
}

static str_list rename_list(const renamer *r, const map *fields, const str_list *list)
{
    str_list fresh = {0};
    VEC_EACH (const str, list, field)
        VEC_PUSH(r->memory, &fresh,
                 fields && map_has(fields, *field) ? expand_name(r->memory, r->prefix, *field) : *field);
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
    copy->identity = IDENTITY_NONE;
    copy->identity_options = (model_option_list){0};
    if (copy->type.kind == TYPE_ENUM && map_has(r->enums, copy->type.enum_name))
        copy->type.enum_name = expand_name(r->memory, r->prefix, copy->type.enum_name);
    copy->was = STR("");
    change item = {.kind = CHANGE_ADD_COLUMN, .subject = table->to->name, .new_column = copy};
    VEC_PUSH(r->memory, out, item);
}

static void push_index(renamer *r, const expand_table *table, model_index *index, change_list *out)
{
    change item = {.kind = CHANGE_ADD_INDEX, .subject = table->to->name, .new_index = index};
    VEC_PUSH(r->memory, out, item);
}

/* A table has one primary key; what it stands on, it can have twice. */
static void add_key_index(renamer *r, const expand_table *table, const model_constraint *key, change_list *out)
{
    model_index *index = ARENA_NEW(r->memory, model_index);
    index->name = expand_name(r->memory, r->prefix, key->name);
    index->unique = true;
    index->include = rename_list(r, r->fields, &key->include);
    index->dialects = key->dialects;
    str_list columns = rename_list(r, r->fields, &key->columns);
    VEC_EACH (const str, &columns, field) {
        model_key column = {.value = expression_make(r->memory, EXPRESSION_COLUMN, *field, key->span)};
        VEC_PUSH(r->memory, &index->keys, column);
    }
    push_index(r, table, index, out);
}

static void add_constraint(renamer *r, const expand_table *table, const model_constraint *constraint, change_list *out)
{
    if (constraint->kind == CONSTRAINT_PRIMARY_KEY) {
        add_key_index(r, table, constraint, out);
        return;
    }
    model_constraint *copy = ARENA_NEW(r->memory, model_constraint);
    *copy = *constraint;
    copy->name = expand_name(r->memory, r->prefix, constraint->name);
    copy->columns = rename_list(r, r->fields, &constraint->columns);
    copy->target_columns =
        rename_list(r, map_get(table->all_to_fields, constraint->target), &constraint->target_columns);
    copy->include = rename_list(r, r->fields, &constraint->include);
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
    copy->include = rename_list(r, r->fields, &index->include);
    copy->where = rename_in(r, index->where);
    push_index(r, table, copy, out);
}

static void add_constraints(renamer *r, const expand_table *table, bool foreign_keys, change_list *out)
{
    VEC_EACH (model_constraint *const, &table->to->constraints, item)
        if (((*item)->kind == CONSTRAINT_FOREIGN_KEY) == foreign_keys &&
            expand_has_constraint(table->all_to_fields, table->to->name, *item))
            add_constraint(r, table, *item, out);
}

void expand_add_doubles(arena *a, const expand_tables *tables, str prefix, change_list *out)
{
    VEC_EACH (const expand_table, tables, table) {
        renamer r = {a, table->to_fields, prefix, table->enums};
        MAP_EACH (table->to_fields, entry)
            add_column(&r, table, model_find_column(table->to, entry->key), out);
        add_constraints(&r, table, false, out);
        VEC_EACH (model_index *const, &table->to->indexes, item)
            if (expand_has_index(table->to_fields, *item))
                add_index(&r, table, *item, out);
    }
    VEC_EACH (const expand_table, tables, table) {
        renamer r = {a, table->to_fields, prefix, table->enums};
        add_constraints(&r, table, true, out);
    }
}

/* --- names --- */

static void rename_part(arena *a, const expand_table *table, change_kind kind, str from, str to, change_list *out)
{
    change item = {.kind = kind, .subject = table->to->name, .rename = {.old_name = from, .new_name = to}};
    VEC_PUSH(a, out, item);
}

static bool has_own_name(const model_constraint *constraint)
{
    return constraint->kind != CONSTRAINT_PRIMARY_KEY;
}

/* The parts of one state that stand on the columns, from names with one prefix to names with another. */
static void rename_parts(arena *a, const expand_table *table, const model_table *state, str from, str to,
                         change_list *out)
{
    const map *all = state == table->to ? table->all_to_fields : table->all_from_fields;
    VEC_EACH (model_constraint *const, &state->constraints, item)
        if (has_own_name(*item) && expand_has_constraint(all, state->name, *item))
            rename_part(a, table, CHANGE_RENAME_CONSTRAINT, expand_name(a, from, (*item)->name),
                        expand_name(a, to, (*item)->name), out);
    VEC_EACH (model_index *const, &state->indexes, item)
        if (expand_has_index(map_get(all, state->name), *item))
            rename_part(a, table, CHANGE_RENAME_INDEX, expand_name(a, from, (*item)->name),
                        expand_name(a, to, (*item)->name), out);
}

static void rename_columns(arena *a, const expand_table *table, str from, str to, change_list *out)
{
    MAP_EACH (table->to_fields, entry) {
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
    if (old->type.kind == TYPE_ENUM)
        old->type.enum_name = wanted->type.enum_name; /* which it has by then */
    now->using_value = NULL;
    change item = {.kind = CHANGE_REPLACE_COLUMN, .subject = table->to->name, .old_column = old, .new_column = now};
    if (!model_column_equal(old, now))
        VEC_PUSH(a, out, item);
}

static void drop_constraints(arena *a, const expand_table *table, bool foreign_keys, change_list *out)
{
    str subject = table->to->name;
    VEC_EACH (model_constraint *const, &table->from->constraints, item) {
        change drop = {.kind = CHANGE_DROP_CONSTRAINT, .subject = subject, .old_constraint = *item};
        if (((*item)->kind == CONSTRAINT_FOREIGN_KEY) == foreign_keys &&
            expand_has_constraint(table->all_from_fields, table->from->name, *item))
            VEC_PUSH(a, out, drop);
    }
}

static void drop_parts(arena *a, const expand_table *table, change_list *out)
{
    str subject = table->to->name;
    drop_constraints(a, table, false, out);
    VEC_EACH (model_index *const, &table->from->indexes, item) {
        change drop = {.kind = CHANGE_DROP_INDEX, .subject = subject, .old_index = *item};
        if (expand_has_index(table->from_fields, *item))
            VEC_PUSH(a, out, drop);
    }
    MAP_EACH (table->from_fields, entry) {
        change drop = {.kind = CHANGE_DROP_COLUMN, .subject = subject};
        drop.old_column = model_find_column(table->from, entry->key);
        VEC_PUSH(a, out, drop);
    }
}

/* The index of the double stays in the state as it is: the key that takes it over is what counts. */
static void add_primary_key(arena *a, const expand_table *table, change_list *out)
{
    const model_constraint *key = model_primary_key(table->to);
    change item = {.kind = CHANGE_ADD_CONSTRAINT, .subject = table->to->name, .new_constraint = key};
    if (key && expand_has_constraint(table->all_to_fields, table->to->name, key))
        VEC_PUSH(a, out, item);
}

void expand_add_counters(arena *a, const expand_table *table, const model_table *both, str prefix, change_list *out)
{
    MAP_EACH (table->to_fields, entry) {
        const model_column *column = model_find_column(table->to, entry->key);
        model_column *now = ARENA_NEW(a, model_column);
        change item = {.kind = CHANGE_REPLACE_COLUMN, .subject = table->to->name, .new_column = now};
        item.old_column = model_find_column(both, expand_name(a, prefix, entry->key));
        *now = *item.old_column;
        now->identity = column->identity;
        now->identity_options = column->identity_options;
        if (column->identity != IDENTITY_NONE)
            VEC_PUSH(a, out, item);
    }
}

static void take_names(arena *a, const expand_table *table, const model_table *both, str prefix, change_list *out)
{
    rename_columns(a, table, prefix, STR(""), out);
    rename_parts(a, table, table->to, prefix, STR(""), out);
    add_primary_key(a, table, out);
    MAP_EACH (table->to_fields, entry)
        replace_column(a, table, model_find_column(both, expand_name(a, prefix, entry->key)),
                       model_find_column(table->to, entry->key), out);
}

void expand_take_names(arena *a, const expand_tables *tables, const change_list *enums, const model_schema *both,
                       str prefix, change_list *out)
{
    VEC_EACH (const expand_table, tables, table)
        drop_constraints(a, table, true, out);
    VEC_EACH (const expand_table, tables, table)
        drop_parts(a, table, out);
    VEC_EACH (const change, enums, item)
        VEC_PUSH(a, out, *item);
    VEC_EACH (const expand_table, tables, table)
        take_names(a, table, model_find_table(both, table->to->name), prefix, out);
}

void expand_change_places(arena *a, const expand_table *table, const model_table *wanted, str prefix, str new_prefix,
                          change_list *out)
{
    rename_columns(a, table, STR(""), new_prefix, out);
    rename_columns(a, table, prefix, STR(""), out);
    rename_parts(a, table, table->to, STR(""), new_prefix, out);
    rename_parts(a, table, table->from, prefix, STR(""), out);
    MAP_EACH (table->to_fields, entry) {
        model_column bare = *model_find_column(table->from, entry->key);
        bare.default_value = NULL;
        str doubled = expand_name(a, new_prefix, entry->key);
        replace_column(a, table, model_find_column(table->to, entry->key), model_find_column(wanted, doubled), out);
        replace_column(a, table, &bare, model_find_column(table->from, entry->key), out);
    }
}
