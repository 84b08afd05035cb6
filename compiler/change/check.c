/* Looks through the tables that a list of changes touched, or whose targets it took away, for references into nothing.
 * At the end of a list and not at each change: a foreign key may come before its model. */
#include "compiler/change/report.h"
#include "compiler/change/state.h"

typedef struct inspection {
    change_state *state;
    const model_table *content;
    str owner; /* of what is looked at: `index "x" of model "Y"` */
    source_span span;
} inspection;

void change_suspect(change_state *state, change_table *table, source_span span)
{
    table->suspect_span = span;
    if (table->suspect)
        return;
    table->suspect = true;
    VEC_PUSH(state->memory, &state->suspects, table);
}

void change_suspect_users(change_state *state, const map *users, str name, source_span span)
{
    const change_table_list *list = map_get(users, name);
    if (!list)
        return;
    VEC_EACH (change_table *, list, table)
        if (map_get(&state->tables, (*table)->name) == *table && !(*table)->suspect)
            change_suspect(state, *table, span);
}

static void dangling(const inspection *at, const char *kind, str name, str owner_of_name)
{
    arena *a = at->state->memory;
    str needed = str_format(a, "%s \"%.*s\"", kind, STR_ARGS(name));
    if (owner_of_name.len)
        needed = str_format(a, "%.*s of model \"%.*s\"", STR_ARGS(needed), STR_ARGS(owner_of_name));
    diagnostic_report(at->state->diagnostics, DIAGNOSTIC_CHANGE_DANGLING, at->span, at->owner, needed, (str){0});
}

static void check_column_name(const inspection *at, str field)
{
    if (!model_find_column(at->content, field))
        dangling(at, "column", field, at->content->name);
}

static void check_column_node(void *context, const expression *column)
{
    check_column_name(context, column->text);
}

static void check_expression(void *context, const expression *e)
{
    expression_columns(e, check_column_node, context);
}

static void check_names(const inspection *at, const str_list *fields)
{
    VEC_EACH (const str, fields, field)
        check_column_name(at, *field);
}

static void check_target(const inspection *at, const model_constraint *constraint)
{
    if (constraint->kind != CONSTRAINT_FOREIGN_KEY)
        return;
    const model_table *target = change_state_table(at->state, constraint->target);
    if (!target) {
        dangling(at, "model", constraint->target, (str){0});
        return;
    }
    VEC_EACH (const str, &constraint->target_columns, field)
        if (!model_find_column(target, *field))
            dangling(at, "column", *field, target->name);
}

static str owner_of(const inspection *at, const char *kind, str name)
{
    return str_format(at->state->memory, "%s \"%.*s\" of model \"%.*s\"", kind, STR_ARGS(name),
                      STR_ARGS(at->content->name));
}

static void check_column(inspection *at, const model_column *column)
{
    at->owner = owner_of(at, "column", column->name);
    if (column->type.kind == TYPE_ENUM && !change_state_enum(at->state, column->type.enum_name))
        dangling(at, "enum", column->type.enum_name, (str){0});
    change_column_expressions(column, check_expression, at);
}

static void check_constraint(inspection *at, const model_constraint *constraint)
{
    at->owner = owner_of(at, change_constraint_word(constraint->kind), constraint->name);
    check_names(at, &constraint->columns);
    check_names(at, &constraint->include);
    check_target(at, constraint);
    change_constraint_expressions(constraint, check_expression, at);
}

static void check_index(inspection *at, const model_index *index)
{
    at->owner = owner_of(at, "index", index->name);
    check_names(at, &index->include);
    change_index_expressions(index, check_expression, at);
}

static void check_row(inspection *at, const model_row *row)
{
    at->owner = owner_of(at, "row", row->name);
    VEC_EACH (const model_cell, &row->cells, cell)
        check_column_name(at, cell->field);
}

static void check_partitioning(inspection *at)
{
    at->owner = str_format(at->state->memory, "the partition key of model \"%.*s\"", STR_ARGS(at->content->name));
    VEC_EACH (const model_key, &at->content->partition_keys, key)
        check_expression(at, key->value);
}

static void check_table(change_state *state, change_table *table)
{
    table->suspect = false;
    if (map_get(&state->tables, table->name) != table || !change_state_own(state, table->name))
        return;
    inspection at = {.state = state, .content = table->own, .span = table->suspect_span};
    VEC_EACH (void *, &table->columns.items, part)
        if (*part)
            check_column(&at, *part);
    VEC_EACH (void *, &table->constraints.items, part)
        if (*part)
            check_constraint(&at, *part);
    VEC_EACH (void *, &table->indexes.items, part)
        if (*part)
            check_index(&at, *part);
    VEC_EACH (void *, &table->rows.items, part)
        if (*part)
            check_row(&at, *part);
    check_partitioning(&at);
}

void change_check_suspects(change_state *state)
{
    VEC_EACH (change_table *, &state->suspects, table)
        check_table(state, *table);
    state->suspects.count = 0;
}
