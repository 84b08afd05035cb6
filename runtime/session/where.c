/* Conditions as SQL. Every value is a parameter; a list is one parameter too, so that the text is the same for every
 * length. */
#include <string.h>

#include "db/error.h"
#include "session/internal.h"

/* SQLite's own parser ends at a hundred open rules, of which a group takes two. */
enum { DEEPEST = 30 };

static void say_node(schemac_statement *statement, const schemac_model *model, const schemac_where *where,
                     unsigned depth, unsigned level);

static void refuse(schemac_statement *statement, const schemac_model *model, const char *what)
{
    schemac_statement_fail(
        statement, schemac_error_set(statement->err, SCHEMAC_MISUSE, "a condition on \"%s\" %s", model->name, what));
}

void schemac_say_comparison(schemac_statement *statement, const schemac_column *column, const char *sign,
                            const schemac_value *value, unsigned depth)
{
    schemac_say_column(statement, column, depth);
    schemac_say(statement, " ");
    schemac_say(statement, sign);
    schemac_say(statement, " ");
    schemac_say_param(statement, value);
}

static void say_null_test(schemac_statement *statement, const schemac_column *column, bool is_null, unsigned depth)
{
    schemac_say_column(statement, column, depth);
    schemac_say(statement, is_null ? " IS NULL" : " IS NOT NULL");
}

static bool value_for(schemac_statement *statement, const schemac_column *column, const schemac_scalar *scalar,
                      schemac_value *value)
{
    schemac_code code =
        schemac_value_of(column, statement->dialect, scalar, false, &statement->scratch, value, statement->err);
    schemac_statement_fail(statement, code);
    return code == SCHEMAC_OK;
}

/* Equal to a null text means that there is none; SQL's own "= NULL" would be true of nothing. */
static void say_compare(schemac_statement *statement, const schemac_model *model, const schemac_column *column,
                        const schemac_where *where, unsigned depth)
{
    static const char *const signs[] = {"=", "<>", "<", "<=", ">", ">="};
    schemac_value value;
    if (!value_for(statement, column, &where->value, &value)) {
        return;
    }
    if (!value.is_null) {
        schemac_say_comparison(statement, column, signs[where->op], &value, depth);
    } else if (where->op == SCHEMAC_OP_EQ || where->op == SCHEMAC_OP_NE) {
        say_null_test(statement, column, where->op == SCHEMAC_OP_EQ, depth);
    } else {
        refuse(statement, model, "compares with NULL");
    }
}

static void say_like(schemac_statement *statement, const schemac_model *model, const schemac_column *column,
                     const schemac_where *where, unsigned depth)
{
    schemac_value value;
    bool fold = where->op == SCHEMAC_OP_ILIKE;
    if (!value_for(statement, column, &where->value, &value)) {
        return;
    }
    if (value.is_null) {
        refuse(statement, model, "compares with NULL");
    } else if (statement->dialect == SCHEMAC_SQLITE) {
        schemac_say(statement, "schemac_like(");
        schemac_say_column(statement, column, depth);
        schemac_say(statement, ", ");
        schemac_say_param(statement, &value);
        schemac_say(statement, fold ? ", 1)" : ", 0)");
    } else {
        schemac_say_comparison(statement, column, fold ? "ILIKE" : "LIKE", &value, depth);
    }
}

static void say_between(schemac_statement *statement, const schemac_model *model, const schemac_column *column,
                        const schemac_where *where, unsigned depth)
{
    schemac_value lower;
    schemac_value upper;
    if (!value_for(statement, column, &where->value, &lower) || !value_for(statement, column, &where->upper, &upper)) {
        return;
    }
    if (lower.is_null || upper.is_null) {
        refuse(statement, model, "compares with NULL");
        return;
    }
    schemac_say_comparison(statement, column, "BETWEEN", &lower, depth);
    schemac_say(statement, " AND ");
    schemac_say_param(statement, &upper);
}

/* JSON has no bytes, so SQLite gets a list of bytes one by one. */
static void say_in_one_by_one(schemac_statement *statement, const schemac_value *list)
{
    schemac_say(statement, " IN (");
    for (size_t i = 0; i < list->as.array.count; i++) {
        schemac_say(statement, i > 0 ? ", " : "");
        schemac_say_param(statement, &list->as.array.items[i]);
    }
    schemac_say(statement, ")");
}

static void say_in(schemac_statement *statement, const schemac_column *column, const schemac_where *where,
                   unsigned depth)
{
    schemac_value list;
    schemac_code code = schemac_value_list(column, statement->dialect, where->items, where->count, &statement->scratch,
                                           &list, statement->err);
    if (code != SCHEMAC_OK) {
        schemac_statement_fail(statement, code);
        return;
    }
    if (where->count == 0) {
        schemac_say(statement, "1 = 0");
        return;
    }
    schemac_say_column(statement, column, depth);
    if (statement->dialect == SCHEMAC_POSTGRESQL) {
        schemac_say(statement, " = ANY (");
        schemac_say_param(statement, &list);
        schemac_say(statement, ")");
    } else if (column->kind == SCHEMAC_KIND_BYTES) {
        say_in_one_by_one(statement, &list);
    } else {
        schemac_say(statement, " IN (SELECT value FROM json_each(");
        schemac_say_param(statement, &list);
        schemac_say(statement, "))");
    }
}

static void say_group(schemac_statement *statement, const schemac_model *model, const schemac_where *where,
                      unsigned depth, unsigned level)
{
    const schemac_where *items = where->items;
    bool is_or = where->op == SCHEMAC_OP_OR;
    if (where->count == 0) {
        schemac_say(statement, is_or ? "1 = 0" : "1 = 1");
        return;
    }
    schemac_say(statement, where->op == SCHEMAC_OP_NOT ? "NOT (" : "(");
    for (size_t i = 0; i < where->count; i++) {
        schemac_say(statement, i == 0 ? "" : is_or ? " OR " : " AND ");
        say_node(statement, model, &items[i], depth, level + 1);
    }
    schemac_say(statement, ")");
}

/* "t1.x = t.y AND …", or by way of the table between, which is called j and the inner depth. */
static void say_join(schemac_statement *statement, const schemac_model *model, const schemac_relation *relation,
                     unsigned depth)
{
    for (size_t i = 0; i < relation->n_columns; i++) {
        schemac_say(statement, i > 0 ? " AND " : "");
        if (relation->through != NULL) {
            schemac_say(statement, "j");
            schemac_text_number(&statement->sql, depth + 1);
            schemac_say(statement, ".");
            schemac_say(statement, relation->through->source_quoted[i]);
        } else {
            schemac_say_column(statement, &relation->target->columns[relation->target_columns[i]], depth + 1);
        }
        schemac_say(statement, " = ");
        schemac_say_column(statement, &model->columns[relation->columns[i]], depth);
    }
}

static void say_through(schemac_statement *statement, const schemac_relation *relation, unsigned depth)
{
    const schemac_through *through = relation->through;
    schemac_say(statement, " JOIN ");
    schemac_say(statement, schemac_sql_for(&through->table, statement->dialect));
    schemac_say(statement, " AS j");
    schemac_text_number(&statement->sql, depth);
    schemac_say(statement, " ON ");
    for (size_t i = 0; i < through->n_target; i++) {
        schemac_say(statement, i > 0 ? " AND j" : "j");
        schemac_text_number(&statement->sql, depth);
        schemac_say(statement, ".");
        schemac_say(statement, through->target_quoted[i]);
        schemac_say(statement, " = ");
        schemac_say_column(statement, &relation->target->columns[relation->target_columns[i]], depth);
    }
}

static void say_has(schemac_statement *statement, const schemac_model *model, const schemac_where *where,
                    unsigned depth, unsigned level)
{
    if (where->index >= model->n_relations) {
        refuse(statement, model, "names a relation that there is not");
        return;
    }
    const schemac_relation *relation = &model->relations[where->index];
    const schemac_where *items = where->items;
    schemac_say(statement, "EXISTS (SELECT 1 FROM ");
    schemac_say(statement, schemac_sql_for(&relation->target->from, statement->dialect));
    schemac_say(statement, " AS ");
    schemac_say_alias(statement, depth + 1);
    if (relation->through != NULL) {
        say_through(statement, relation, depth + 1);
    }
    schemac_say(statement, " WHERE ");
    say_join(statement, model, relation, depth);
    for (size_t i = 0; i < where->count; i++) {
        schemac_say(statement, " AND ");
        say_node(statement, relation->target, &items[i], depth + 1, level + 1);
    }
    schemac_say(statement, ")");
}

static void say_column_node(schemac_statement *statement, const schemac_model *model, const schemac_where *where,
                            unsigned depth)
{
    if (where->index >= model->n_columns) {
        refuse(statement, model, "names a column that there is not");
        return;
    }
    const schemac_column *column = &model->columns[where->index];
    switch (where->op) {
    case SCHEMAC_OP_LIKE:
    case SCHEMAC_OP_ILIKE:
        say_like(statement, model, column, where, depth);
        return;
    case SCHEMAC_OP_BETWEEN:
        say_between(statement, model, column, where, depth);
        return;
    case SCHEMAC_OP_IN:
        say_in(statement, column, where, depth);
        return;
    case SCHEMAC_OP_IS_NULL:
    case SCHEMAC_OP_IS_NOT_NULL:
        say_null_test(statement, column, where->op == SCHEMAC_OP_IS_NULL, depth);
        return;
    default:
        say_compare(statement, model, column, where, depth);
        return;
    }
}

static void say_node(schemac_statement *statement, const schemac_model *model, const schemac_where *where,
                     unsigned depth, unsigned level)
{
    if (level > DEEPEST) {
        refuse(statement, model, "is nested too deep");
        return;
    }
    switch (where->op) {
    case SCHEMAC_OP_AND:
    case SCHEMAC_OP_OR:
    case SCHEMAC_OP_NOT:
        say_group(statement, model, where, depth, level);
        return;
    case SCHEMAC_OP_HAS:
        say_has(statement, model, where, depth, level);
        return;
    default:
        say_column_node(statement, model, where, depth);
        return;
    }
}

void schemac_say_conditions(schemac_statement *statement, const schemac_model *model, const schemac_where *where,
                            size_t count, unsigned depth)
{
    for (size_t i = 0; i < count && statement->code == SCHEMAC_OK; i++) {
        schemac_say(statement, i > 0 ? " AND " : "");
        say_node(statement, model, &where[i], depth, 0);
    }
}
