/* Constraints as SQL.
 *
 * SQLite cannot rename a constraint. So that a renamed table or column is one ALTER there and no rebuild, keys and
 * foreign keys whose name is the built-in one (it follows from table and columns) do not say it; no message of SQLite
 * shows such a name anyway. Checks always say theirs, since it is what the error message of a broken one has. */
#include "compiler/model/names.h"
#include "compiler/sql/define.h"
#include "compiler/sql/plan.h"
#include "compiler/sql/quote.h"

bool sql_in_dialect(const sql_dialect *dialect, unsigned dialects)
{
    return (dialects & (1u << dialect->id)) != 0;
}

void sql_table_name(const sql_dialect *dialect, const model_table *table, writer *out)
{
    quote_qualified(table->schema, table->table, dialect->id, out);
}

str sql_table_text(arena *a, const sql_dialect *dialect, const model_table *table)
{
    writer out = writer_make(a);
    sql_table_name(dialect, table, &out);
    return writer_result(&out);
}

void sql_column_list(const model_table *table, const str_list *fields, writer *out)
{
    const char *separator = "";
    VEC_EACH (const str, fields, field) {
        const model_column *column = table ? model_find_column(table, *field) : NULL;
        writer_text(out, separator);
        quote_identifier(column ? column->column : *field, out);
        separator = ", ";
    }
}

/* A check that somebody wrote over a column and another one called "enum" may have the name already. */
str plan_enum_check_name(arena *a, const model_table *table, const model_column *column)
{
    str parts[] = {column->column, STR("enum"), STR("label")};
    str_list columns = {.items = parts, .count = 2, .capacity = 3};
    str name = names_make(a, NULL, NAMES_CHECK, table->table, &columns);
    if (!model_find_constraint(table, name))
        return name;
    columns.count = 3;
    return names_make(a, NULL, NAMES_CHECK, table->table, &columns);
}

/* `column IN (members)`; of an array, `column <@ ARRAY[members]`. Of the members that are retired, or of the others. */
static const expression *enum_condition(arena *a, const model_column *column, const model_enum *item, bool retired)
{
    const expression **items = ARENA_ARRAY(a, const expression *, item->members.count + 1);
    size_t count = 0;
    items[0] = expression_make(a, EXPRESSION_COLUMN, column->name, column->span);
    VEC_EACH (const model_member, &item->members, it) {
        if (it->retired != retired)
            continue;
        expression *member = expression_make(a, EXPRESSION_MEMBER, it->name, column->span);
        member->type = column->type;
        items[++count] = member;
    }
    if (!column->type.dimensions)
        return expression_node(a, EXPRESSION_IN, STR(""), column->span, items, count + 1);
    const expression *labels = expression_node(a, EXPRESSION_ARRAY, STR(""), column->span, items + 1, count);
    /* Ordinals alone would make an array of integer, which is compared with none of smallint. */
    expression *typed = expression_node(a, EXPRESSION_CAST, STR(""), column->span, &labels, 1);
    typed->type = column->type;
    const expression *sides[] = {items[0], retired || item->storage == STORAGE_SMALLINT ? typed : labels};
    return expression_node(a, EXPRESSION_BINARY, retired ? STR("&&") : STR("<@"), column->span, sides, 2);
}

/* Where the database has a type for it, only what is retired needs a check. */
static const expression *retired_condition(arena *a, const model_column *column, const model_enum *item)
{
    const expression *condition = enum_condition(a, column, item, true);
    if (column->type.dimensions)
        return expression_node(a, EXPRESSION_UNARY, STR("not"), column->span, &condition, 1);
    expression *negated = expression_node(a, EXPRESSION_IN, STR(""), column->span,
                                          (const expression *const *)condition->arguments, condition->n_arguments);
    negated->negated = true;
    return negated;
}

static bool has_retired(const model_enum *item)
{
    VEC_EACH (const model_member, &item->members, member)
        if (member->retired)
            return true;
    return false;
}

const model_constraint *sql_enum_check(arena *a, const sql_scope *scope, const model_column *column)
{
    if (column->type.kind != TYPE_ENUM || (column->type.dimensions && !scope->dialect->arrays))
        return NULL;
    const model_enum *item = model_find_enum(scope->schema, column->type.enum_name);
    if (!item || !item->members.count)
        return NULL;
    bool typed = sql_enum_storage(scope->dialect, item) == STORAGE_TYPE;
    if (typed && !has_retired(item))
        return NULL;
    model_constraint *check = ARENA_NEW(a, model_constraint);
    check->kind = CONSTRAINT_CHECK;
    check->name = plan_enum_check_name(a, scope->table, column);
    check->check = typed ? retired_condition(a, column, item) : enum_condition(a, column, item, false);
    check->dialects = DIALECT_ALL;
    check->span = column->span;
    return check;
}

static void add_of_kind(arena *a, const sql_scope *scope, model_constraint_kind kind, sql_constraint_list *list)
{
    VEC_EACH (model_constraint *, &scope->table->constraints, constraint) {
        if ((*constraint)->kind == kind && sql_in_dialect(scope->dialect, (*constraint)->dialects))
            VEC_PUSH(a, list, *constraint);
    }
}

/* Keys first, foreign keys last, as one reads a table. */
sql_constraint_list sql_constraints(arena *a, const sql_scope *scope)
{
    sql_constraint_list list = {0};
    add_of_kind(a, scope, CONSTRAINT_PRIMARY_KEY, &list);
    add_of_kind(a, scope, CONSTRAINT_UNIQUE, &list);
    add_of_kind(a, scope, CONSTRAINT_CHECK, &list);
    VEC_EACH (model_column *, &scope->table->columns, column) {
        const model_constraint *check =
            sql_in_dialect(scope->dialect, (*column)->dialects) ? sql_enum_check(a, scope, *column) : NULL;
        if (check)
            VEC_PUSH(a, &list, check);
    }
    add_of_kind(a, scope, CONSTRAINT_EXCLUDE, &list);
    add_of_kind(a, scope, CONSTRAINT_FOREIGN_KEY, &list);
    return list;
}

bool sql_constraint_says_name(arena *a, const sql_dialect *dialect, const model_table *table,
                              const model_constraint *constraint)
{
    if (dialect->built_in_names || constraint->kind == CONSTRAINT_CHECK)
        return true;
    return !str_eq(constraint->name, names_of_constraint(a, table, constraint));
}

bool sql_constraint_in_column(const sql_scope *scope, const model_constraint *constraint)
{
    if (!scope->dialect->identity_in_key || constraint->kind != CONSTRAINT_PRIMARY_KEY ||
        constraint->columns.count != 1)
        return false;
    const model_column *column = model_find_column(scope->table, constraint->columns.items[0]);
    bool descending = constraint->keys.count && constraint->keys.items[0].descending;
    return column && (column->identity != IDENTITY_NONE || (descending && type_is_row_id(&column->type)));
}

static void write_action(const char *when, model_action action, writer *out)
{
    static const char *const words[] = {
        [ACTION_NO_ACTION] = "NO ACTION", [ACTION_RESTRICT] = "RESTRICT",       [ACTION_CASCADE] = "CASCADE",
        [ACTION_SET_NULL] = "SET NULL",   [ACTION_SET_DEFAULT] = "SET DEFAULT",
    };
    if (action != ACTION_NO_ACTION)
        writer_format(out, " %s %s", when, words[action]);
}

static void write_deferrable(const model_constraint *constraint, writer *out)
{
    if (constraint->deferrable)
        writer_text(out, constraint->initially_deferred ? " DEFERRABLE INITIALLY DEFERRED" : " DEFERRABLE");
}

void sql_references(const sql_scope *scope, const model_constraint *constraint, writer *out)
{
    const model_table *target = model_find_table(scope->schema, constraint->target);
    writer_text(out, "REFERENCES ");
    if (target)
        sql_table_name(scope->dialect, target, out);
    else
        quote_identifier(constraint->target, out);
    if (constraint->target_columns.count) {
        writer_text(out, " (");
        sql_column_list(target, &constraint->target_columns, out);
        writer_char(out, ')');
    }
    write_action("ON UPDATE", constraint->on_update, out);
    write_action("ON DELETE", constraint->on_delete, out);
    write_deferrable(constraint, out);
}

static void write_include(const sql_scope *scope, const str_list *include, writer *out)
{
    if (!include->count || !scope->dialect->index_details)
        return;
    writer_text(out, " INCLUDE (");
    sql_column_list(scope->table, include, out);
    writer_char(out, ')');
}

void sql_on_conflict(const sql_scope *scope, str conflict, writer *out)
{
    if (!conflict.len || !scope->dialect->row_forms)
        return;
    writer_text(out, " ON CONFLICT ");
    writer_str(out, str_upper(out->memory, conflict));
}

static bool lets_rows_go(const sql_scope *scope)
{
    if (!scope->dialect->row_forms)
        return false;
    VEC_EACH (model_constraint *, &scope->table->constraints, it)
        if ((*it)->conflict.len && sql_in_dialect(scope->dialect, (*it)->dialects))
            return true;
    VEC_EACH (model_column *, &scope->table->columns, it)
        if ((*it)->conflict.len && sql_in_dialect(scope->dialect, (*it)->dialects))
            return true;
    return false;
}

const char *sql_insert_into(const sql_scope *scope)
{
    return lets_rows_go(scope) ? "INSERT OR ABORT INTO " : "INSERT INTO ";
}

const char *sql_update(const sql_scope *scope)
{
    return lets_rows_go(scope) ? "UPDATE OR ABORT " : "UPDATE ";
}

/* A column stands bare; any other expression in parentheses. */
static void write_key(const sql_scope *scope, const model_key *key, writer *out)
{
    if (key->value->kind == EXPRESSION_COLUMN) {
        quote_identifier(sql_column_name(scope, key->value->text), out);
    } else {
        writer_char(out, '(');
        sql_expression(scope, key->value, out);
        writer_char(out, ')');
    }
    bool binary = scope->dialect->id == DIALECT_SQLITE &&
                  (str_eq(key->collation, STR("C")) || str_eq(key->collation, STR("POSIX")));
    if (key->collation.len && !binary) {
        writer_text(out, " COLLATE ");
        quote_identifier(key->collation, out);
    }
    if (key->opclass.len && scope->dialect->index_details) {
        writer_char(out, ' ');
        quote_identifier(key->opclass, out);
    }
    if (key->descending)
        writer_text(out, " DESC");
    if (key->nulls_said && scope->dialect->index_details)
        writer_text(out, key->nulls_first ? " NULLS FIRST" : " NULLS LAST");
}

static void write_keys(const sql_scope *scope, const model_key_list *keys, writer *out)
{
    const char *separator = " (";
    VEC_EACH (const model_key, keys, key) {
        writer_text(out, separator);
        write_key(scope, key, out);
        separator = ", ";
    }
    writer_char(out, ')');
}

static void write_key_constraint(const sql_scope *scope, const model_constraint *constraint, const char *words,
                                 writer *out)
{
    writer_text(out, words);
    if (constraint->nulls_not_distinct)
        writer_text(out, " NULLS NOT DISTINCT");
    if (constraint->keys.count) {
        write_keys(scope, &constraint->keys, out);
    } else {
        writer_text(out, " (");
        sql_column_list(scope->table, &constraint->columns, out);
        writer_char(out, ')');
    }
    write_include(scope, &constraint->include, out);
    sql_on_conflict(scope, constraint->conflict, out);
    if (scope->dialect->index_details)
        write_deferrable(constraint, out);
}

void sql_key_index(const sql_scope *scope, const model_constraint *constraint, writer *out)
{
    writer_text(out, "CREATE UNIQUE INDEX CONCURRENTLY ");
    quote_identifier(constraint->name, out);
    writer_text(out, " ON ");
    sql_table_name(scope->dialect, scope->table, out);
    writer_text(out, " (");
    sql_column_list(scope->table, &constraint->columns, out);
    writer_char(out, ')');
    write_include(scope, &constraint->include, out);
    if (constraint->nulls_not_distinct)
        writer_text(out, " NULLS NOT DISTINCT");
}

void sql_key_of_index(const model_constraint *constraint, str index, writer *out)
{
    writer_text(out, "CONSTRAINT ");
    quote_identifier(constraint->name, out);
    writer_text(out, constraint->kind == CONSTRAINT_PRIMARY_KEY ? " PRIMARY KEY" : " UNIQUE");
    writer_text(out, " USING INDEX ");
    quote_identifier(index, out);
    write_deferrable(constraint, out);
}

void sql_partition_by(const sql_scope *scope, writer *out)
{
    const model_table *table = scope->table;
    if (!table->partition_by.len)
        return;
    writer_text(out, " PARTITION BY ");
    writer_str(out, str_upper(out->memory, table->partition_by));
    write_keys(scope, &table->partition_keys, out);
}

static void write_exclude(const sql_scope *scope, const model_constraint *constraint, writer *out)
{
    writer_text(out, "EXCLUDE USING ");
    quote_identifier(constraint->method, out);
    const char *separator = " (";
    VEC_EACH (const model_key, &constraint->keys, key) {
        writer_text(out, separator);
        write_key(scope, key, out);
        writer_text(out, " WITH ");
        writer_str(out, key->with_operator);
        separator = ", ";
    }
    writer_char(out, ')');
    if (constraint->where) {
        writer_text(out, " WHERE (");
        sql_expression(scope, constraint->where, out);
        writer_char(out, ')');
    }
    write_deferrable(constraint, out);
}

void sql_constraint(const sql_scope *scope, const model_constraint *constraint, writer *out)
{
    if (sql_constraint_says_name(out->memory, scope->dialect, scope->table, constraint)) {
        writer_text(out, "CONSTRAINT ");
        quote_identifier(constraint->name, out);
        writer_char(out, ' ');
    }
    switch (constraint->kind) {
    case CONSTRAINT_PRIMARY_KEY:
        write_key_constraint(scope, constraint, "PRIMARY KEY", out);
        break;
    case CONSTRAINT_UNIQUE:
        write_key_constraint(scope, constraint, "UNIQUE", out);
        break;
    case CONSTRAINT_CHECK:
        writer_text(out, "CHECK (");
        sql_expression(scope, constraint->check, out);
        writer_char(out, ')');
        break;
    case CONSTRAINT_FOREIGN_KEY:
        writer_text(out, "FOREIGN KEY (");
        sql_column_list(scope->table, &constraint->columns, out);
        writer_text(out, ") ");
        sql_references(scope, constraint, out);
        break;
    case CONSTRAINT_EXCLUDE:
        write_exclude(scope, constraint, out);
        break;
    }
}

static void write_with(const model_option_list *options, writer *out)
{
    const char *separator = " WITH (";
    VEC_EACH (const model_option, options, option) {
        writer_text(out, separator);
        writer_str(out, option->name);
        if (option->value.len)
            writer_format(out, " = %.*s", STR_ARGS(option->value));
        separator = ", ";
    }
    if (options->count)
        writer_char(out, ')');
}

static void write_index_tail(const sql_scope *scope, const model_index *index, writer *out)
{
    write_include(scope, &index->include, out);
    if (index->nulls_not_distinct)
        writer_text(out, " NULLS NOT DISTINCT");
    if (scope->dialect->index_details)
        write_with(&index->with, out);
    if (index->where) {
        writer_text(out, " WHERE ");
        sql_expression(scope, index->where, out);
    }
    writer_char(out, ';');
}

void sql_index(const sql_scope *scope, const model_index *index, bool concurrently, writer *out)
{
    writer_text(out, index->unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
    if (concurrently)
        writer_text(out, "CONCURRENTLY ");
    quote_identifier(index->name, out);
    writer_text(out, " ON ");
    sql_table_name(scope->dialect, scope->table, out);
    bool named = index->method.len && !str_eq(index->method, STR("btree")) && scope->dialect->index_details;
    if (named) {
        writer_text(out, " USING ");
        quote_identifier(index->method, out);
    }
    write_keys(scope, &index->keys, out);
    write_index_tail(scope, index, out);
}

static void write_table_tail(const sql_scope *scope, writer *out)
{
    writer_text(out, "\n)");
    if (scope->dialect->partitions)
        sql_partition_by(scope, out);
    if (scope->dialect->alter_column)
        write_with(&scope->table->storage, out);
    if (scope->dialect->row_forms) {
        const model_table *table = scope->table;
        writer_text(out, table->strict ? " STRICT" : "");
        writer_text(out, table->strict && table->without_rowid ? "," : "");
        writer_text(out, table->without_rowid ? " WITHOUT ROWID" : "");
    }
    writer_char(out, ';');
}

/* SQLite cannot rename the key column of a table without row ids where the primary key stands before a UNIQUE that has
 * the same column; behind it, it can. */
static void put_key_last(arena *a, sql_constraint_list *list)
{
    sql_constraint_list others = {0}, keys = {0};
    VEC_EACH (const model_constraint *, list, constraint) {
        if ((*constraint)->kind == CONSTRAINT_PRIMARY_KEY)
            VEC_PUSH(a, &keys, *constraint);
        else
            VEC_PUSH(a, &others, *constraint);
    }
    VEC_EACH (const model_constraint *, &keys, key)
        VEC_PUSH(a, &others, *key);
    *list = others;
}

void sql_create_table(const sql_scope *scope, str name, sql_keep_constraint *keep, void *context, writer *out)
{
    writer_text(out,
                scope->table->unlogged && scope->dialect->alter_column ? "CREATE UNLOGGED TABLE " : "CREATE TABLE ");
    if (name.len)
        quote_identifier(name, out);
    else
        sql_table_name(scope->dialect, scope->table, out);
    const char *separator = " (\n    ";
    VEC_EACH (model_column *, &scope->table->columns, column) {
        if (!sql_in_dialect(scope->dialect, (*column)->dialects))
            continue;
        writer_text(out, separator);
        sql_column(scope, *column, STR(""), out);
        separator = ",\n    ";
    }
    sql_constraint_list constraints = sql_constraints(out->memory, scope);
    if (scope->dialect->row_forms && scope->table->without_rowid)
        put_key_last(out->memory, &constraints);
    VEC_EACH (const model_constraint *, &constraints, constraint) {
        if (sql_constraint_in_column(scope, *constraint) || !keep(context, *constraint))
            continue;
        writer_text(out, separator);
        sql_constraint(scope, *constraint, out);
        separator = ",\n    ";
    }
    if (separator[0] == ' ')
        writer_text(out, " (");
    write_table_tail(scope, out);
}
