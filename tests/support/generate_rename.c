/* Renames with all that follows from them in the rest of the schema; made apart from the compiler's own way of doing
 * it, so that the two are witnesses of each other. */
#include "tests/support/generate_internal.h"

#include "compiler/model/names.h"

str generate_origin_of(const generator *g, const void *part)
{
    VEC_EACH (const generate_origin, &g->origins, origin)
        if (origin->part == part)
            return origin->name;
    return (str){0};
}

/* The note for a part that was there before; none where it has its old name again. */
static str note(str origin, str name)
{
    static const str none;
    return str_eq(origin, name) ? none : origin;
}

static str_list renamed_list(arena *a, const str_list *names, str from, str to)
{
    str_list fresh = {0};
    VEC_EACH (const str, names, name)
        VEC_PUSH(a, &fresh, str_eq(*name, from) ? to : *name);
    return fresh;
}

static model_key_list renamed_keys(arena *a, const model_key_list *keys, str from, str to)
{
    model_key_list fresh = {0};
    VEC_EACH (const model_key, keys, key) {
        model_key copy = *key;
        copy.value = expression_rename_column(a, key->value, from, to);
        VEC_PUSH(a, &fresh, copy);
    }
    return fresh;
}

static void rename_in_constraint(arena *a, model_constraint *constraint, str from, str to)
{
    constraint->columns = renamed_list(a, &constraint->columns, from, to);
    constraint->include = renamed_list(a, &constraint->include, from, to);
    if (constraint->check)
        constraint->check = expression_rename_column(a, constraint->check, from, to);
    if (constraint->where)
        constraint->where = expression_rename_column(a, constraint->where, from, to);
    constraint->keys = renamed_keys(a, &constraint->keys, from, to);
}

static void rename_in_index(arena *a, model_index *index, str from, str to)
{
    index->keys = renamed_keys(a, &index->keys, from, to);
    index->include = renamed_list(a, &index->include, from, to);
    if (index->where)
        index->where = expression_rename_column(a, index->where, from, to);
}

static void rename_in_targets(generator *g, const model_table *target, str from, str to)
{
    MAP_EACH (&g->schema->tables, entry) {
        model_table *table = entry->value;
        for (size_t i = 0; i < table->constraints.count; i++) {
            model_constraint *foreign = table->constraints.items[i];
            if (foreign->kind == CONSTRAINT_FOREIGN_KEY && str_eq(foreign->target, target->name))
                foreign->target_columns = renamed_list(g->memory, &foreign->target_columns, from, to);
        }
    }
}

void generate_rename_column(generator *g, model_table *table, model_column *column, str name)
{
    str from = column->name;
    for (size_t i = 0; i < table->columns.count; i++) {
        model_column *other = table->columns.items[i];
        if (other->generated_as)
            other->generated_as = expression_rename_column(g->memory, other->generated_as, from, name);
    }
    for (size_t i = 0; i < table->constraints.count; i++)
        rename_in_constraint(g->memory, table->constraints.items[i], from, name);
    for (size_t i = 0; i < table->indexes.count; i++)
        rename_in_index(g->memory, table->indexes.items[i], from, name);
    rename_in_targets(g, table, from, name);
    generate_rename_cells(g, table, from, name);
    map_remove(&table->column_by_name, from);
    column->name = name;
    map_put(g->memory, &table->column_by_name, name, column);
    column->was = note(generate_origin_of(g, column), name);
}

void generate_rename_table(generator *g, model_table *table, str name)
{
    MAP_EACH (&g->schema->tables, entry) {
        model_table *other = entry->value;
        for (size_t i = 0; i < other->constraints.count; i++)
            if (str_eq(other->constraints.items[i]->target, table->name))
                other->constraints.items[i]->target = name;
    }
    map_remove(&g->schema->tables, table->name);
    table->name = name;
    map_put(g->memory, &g->schema->tables, name, table);
    table->was = note(generate_origin_of(g, table), name);
}

/* --- enums and members in expressions --- */

typedef struct substitution {
    arena *memory;
    str enum_name, new_enum_name;
    str member, new_member; /* empty: all members stay */
} substitution;

static const expression *substitute_node(void *context, const expression *node)
{
    const substitution *what = context;
    bool meant = (node->kind == EXPRESSION_MEMBER || node->kind == EXPRESSION_CAST) &&
                 str_eq(node->type.enum_name, what->enum_name);
    if (!meant)
        return node;
    expression *copy = ARENA_NEW(what->memory, expression);
    *copy = *node;
    copy->type.enum_name = what->new_enum_name;
    if (node->kind == EXPRESSION_MEMBER && what->member.len && str_eq(node->text, what->member))
        copy->text = what->new_member;
    return copy;
}

static const expression *substituted(substitution *what, const expression *e)
{
    return e ? expression_rewrite(what->memory, e, substitute_node, what) : NULL;
}

static void substitute_in_table(substitution *what, model_table *table)
{
    for (size_t i = 0; i < table->columns.count; i++) {
        model_column *column = table->columns.items[i];
        column->default_value = substituted(what, column->default_value);
        column->generated_as = substituted(what, column->generated_as);
        if (column->type.kind == TYPE_ENUM && str_eq(column->type.enum_name, what->enum_name))
            column->type.enum_name = what->new_enum_name;
    }
    for (size_t i = 0; i < table->constraints.count; i++) {
        table->constraints.items[i]->check = substituted(what, table->constraints.items[i]->check);
        table->constraints.items[i]->where = substituted(what, table->constraints.items[i]->where);
    }
    generate_rewrite_cells(what->memory, table, substitute_node, what);
    for (size_t i = 0; i < table->indexes.count; i++)
        table->indexes.items[i]->where = substituted(what, table->indexes.items[i]->where);
}

static void substitute(generator *g, substitution what)
{
    what.memory = g->memory;
    MAP_EACH (&g->schema->tables, entry)
        substitute_in_table(&what, entry->value);
}

void generate_replace_member(generator *g, const model_enum *of, str old_name, str new_name)
{
    substitute(g, (substitution){NULL, of->name, of->name, old_name, new_name});
}

void generate_rename_member(generator *g, model_enum *of, model_member *member, str name)
{
    generate_replace_member(g, of, member->name, name);
    VEC_EACH (model_member, &of->members, other)
        if (str_eq(other->fallback, member->name))
            other->fallback = name;
    /* The doc holds the old name while a successor is made; empty for a new member. */
    member->was = member->doc.len ? note(member->doc, name) : (str){0};
    member->name = name;
}

void generate_rename_enum(generator *g, model_enum *of, str name)
{
    substitute(g, (substitution){NULL, of->name, name, {0}, {0}});
    map_remove(&g->schema->enums, of->name);
    of->name = name;
    map_put(g->memory, &g->schema->enums, name, of);
    of->was = note(generate_origin_of(g, of), name);
}
