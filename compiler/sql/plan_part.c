/* Single parts of a table as SQL, for others: they compare what a schema would be in a database with what is there. */
#include "compiler/sql/define.h"
#include "compiler/sql/plan.h"

static sql_scope scope_of(const model_schema *schema, const model_table *table, dialect_id dialect)
{
    return (sql_scope){.schema = schema, .table = table, .dialect = sql_dialect_of(dialect)};
}

void plan_default(const model_schema *schema, const model_table *table, const model_column *column, dialect_id dialect,
                  writer *out)
{
    sql_scope scope = scope_of(schema, table, dialect);
    sql_default(&scope, column->default_value, &column->type, out);
}

void plan_generated(const model_schema *schema, const model_table *table, const model_column *column,
                    dialect_id dialect, writer *out)
{
    sql_scope scope = scope_of(schema, table, dialect);
    sql_generated_value(&scope, column, out);
}

const model_constraint *plan_enum_check(arena *a, const model_schema *schema, const model_table *table,
                                        const model_column *column, dialect_id dialect)
{
    sql_scope scope = scope_of(schema, table, dialect);
    return sql_enum_check(a, &scope, column);
}
