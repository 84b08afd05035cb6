/* What the names in an expression are called where it is printed. */
#include "compiler/sql/expression.h"
#include "compiler/sql/quote.h"

const model_column *sql_column_find(const sql_scope *scope, str field)
{
    const model_column *column = scope->table ? model_find_column(scope->table, field) : NULL;
    if (!column && scope->old_table)
        column = model_find_column(scope->old_table, field);
    return column;
}

str sql_column_name(const sql_scope *scope, str field)
{
    const model_column *column = sql_column_find(scope, field);
    return column ? column->column : field;
}

void sql_member(const sql_scope *scope, const model_enum *item, size_t index, writer *out)
{
    if (sql_enum_storage(scope->dialect, item) == STORAGE_SMALLINT)
        writer_format(out, "%zu", index);
    else
        quote_string(item->members.items[index].label, scope->dialect->id, out);
}
