/* Columns that come without a value. A not null column without a default that is added to a table with rows is an error
 * on the way up, where the author can say what the rows get. On the way down there is nobody to ask, and yet there must
 * be a way: a column that was dropped comes back with a neutral value in each row, and the plan says that what it held
 * is lost. In a key the values have to differ: there they are counted, or random. */
#include "compiler/sql/planner.h"
#include "compiler/sql/quote.h"

static str quoted(const sql_planner *p, str text)
{
    writer out = writer_make(p->memory);
    quote_string(text, p->dialect->id, &out);
    return writer_result(&out);
}

static str zero_bits(const sql_planner *p, const model_type *type)
{
    writer out = writer_make(p->memory);
    writer_repeat(&out, '0', type->scalar == SCALAR_BIT && type->n_arguments ? type->arguments[0] : 0);
    return quoted(p, writer_result(&out));
}

static str decimal_zero(const sql_planner *p, const model_type *type)
{
    expression zero = {.kind = EXPRESSION_NUMBER, .text = STR("0")};
    sql_scope scope = {.schema = p->delta->after, .dialect = p->dialect};
    writer out = writer_make(p->memory);
    sql_default(&scope, &zero, type, &out);
    return writer_result(&out);
}

static str neutral_scalar(const sql_planner *p, const model_type *type)
{
    switch (type->scalar) {
    case SCALAR_BOOL:
        return p->dialect->booleans ? STR("false") : STR("0");
    case SCALAR_SMALLINT:
    case SCALAR_INT:
    case SCALAR_BIGINT:
    case SCALAR_REAL:
    case SCALAR_DOUBLE:
        return STR("0");
    case SCALAR_DECIMAL:
        return decimal_zero(p, type);
    case SCALAR_BYTES:
        return p->dialect->id == DIALECT_SQLITE ? STR("X''") : STR("''");
    case SCALAR_DATE:
        return STR("'1970-01-01'");
    case SCALAR_TIME:
        return STR("'00:00:00'");
    case SCALAR_TIMESTAMP:
    case SCALAR_TIMESTAMPTZ:
        return p->dialect->id == DIALECT_SQLITE ? STR("'1970-01-01 00:00:00'") : STR("'1970-01-01 00:00:00+00'");
    case SCALAR_INTERVAL:
        return STR("'PT0S'");
    case SCALAR_UUID:
        return STR("'00000000-0000-0000-0000-000000000000'");
    case SCALAR_JSON:
    case SCALAR_JSONB:
        return STR("'null'");
    case SCALAR_INET:
    case SCALAR_CIDR:
        return STR("'0.0.0.0'");
    case SCALAR_MACADDR:
        return STR("'00:00:00:00:00:00'");
    case SCALAR_BIT:
    case SCALAR_VARBIT:
        return zero_bits(p, type);
    default:
        return STR("''");
    }
}

static str neutral_value(const sql_planner *p, const model_type *type)
{
    if (type->dimensions)
        return p->dialect->arrays ? STR("'{}'") : STR("'[]'");
    if (type->kind == TYPE_SCALAR)
        return neutral_scalar(p, type);
    const model_enum *item = type->kind == TYPE_ENUM ? model_find_enum(p->delta->after, type->enum_name) : NULL;
    if (!item || !item->members.count)
        return STR("");
    sql_scope scope = {.schema = p->delta->after, .dialect = p->dialect};
    writer out = writer_make(p->memory);
    sql_member(&scope, item, 0, &out);
    return writer_result(&out);
}

/* --- values that differ --- */

static bool is_in_key(const model_table *table, const model_column *column)
{
    VEC_EACH (model_constraint *, &table->constraints, constraint) {
        bool key = (*constraint)->kind == CONSTRAINT_PRIMARY_KEY || (*constraint)->kind == CONSTRAINT_UNIQUE;
        if (key && str_list_has(&(*constraint)->columns, column->name))
            return true;
        VEC_EACH (const model_key, &(*constraint)->keys, part)
            if (part->value->kind == EXPRESSION_COLUMN && str_eq(part->value->text, column->name))
                return true;
    }
    VEC_EACH (model_index *, &table->indexes, index)
        VEC_EACH (const model_key, &(*index)->keys, key)
            if ((*index)->unique && key->value->kind == EXPRESSION_COLUMN && str_eq(key->value->text, column->name))
                return true;
    return false;
}

/* By the row's own number. */
static str different_on_sqlite(const sql_planner *p, const model_type *type, str row_id)
{
    if (!row_id.len)
        return STR("");
    const char *id = row_id.ptr;
    switch (type->scalar) {
    case SCALAR_SMALLINT:
    case SCALAR_INT:
    case SCALAR_BIGINT:
    case SCALAR_REAL:
    case SCALAR_DOUBLE:
        return row_id;
    case SCALAR_CHAR:
    case SCALAR_VARCHAR:
    case SCALAR_TEXT:
        return str_format(p->memory, "CAST(%s AS TEXT)", id);
    case SCALAR_UUID:
        return str_format(p->memory, "printf('00000000-0000-4000-8000-%%012x', %s)", id);
    case SCALAR_DATE:
        return str_format(p->memory, "date(86400 * %s, 'unixepoch')", id);
    case SCALAR_TIMESTAMP:
    case SCALAR_TIMESTAMPTZ:
        return str_format(p->memory, "datetime(%s, 'unixepoch')", id);
    default:
        return STR("");
    }
}

static str random_text(const sql_planner *p, const model_type *type)
{
    enum { UUID_LENGTH = 36, HASH_LENGTH = 32 };
    if (!type->n_arguments || type->arguments[0] >= UUID_LENGTH)
        return STR("gen_random_uuid()");
    unsigned length = type->arguments[0] < HASH_LENGTH ? type->arguments[0] : HASH_LENGTH;
    return str_format(p->memory, "left(md5(random()::text), %u)", length);
}

static sql_fill different_on_postgresql(const sql_planner *p, const model_type *type)
{
    switch (type->scalar) {
    case SCALAR_SMALLINT:
    case SCALAR_INT:
    case SCALAR_BIGINT:
        return (sql_fill){.counted = true};
    case SCALAR_CHAR:
    case SCALAR_VARCHAR:
    case SCALAR_TEXT:
        return (sql_fill){.value = random_text(p, type)};
    case SCALAR_UUID:
        return (sql_fill){.value = STR("gen_random_uuid()")};
    case SCALAR_REAL:
    case SCALAR_DOUBLE:
        return (sql_fill){.value = STR("random()")};
    case SCALAR_TIMESTAMP:
    case SCALAR_TIMESTAMPTZ:
        return (sql_fill){.value = STR("clock_timestamp()")};
    default:
        return (sql_fill){0};
    }
}

static sql_fill different_values(const sql_planner *p, const model_type *type, str row_id)
{
    if (type->kind != TYPE_SCALAR || type->dimensions)
        return (sql_fill){0};
    sql_fill fill = {.value = STR("")};
    if (p->dialect->id == DIALECT_POSTGRESQL)
        fill = different_on_postgresql(p, type);
    else
        fill.value = different_on_sqlite(p, type, row_id);
    fill.differs = fill.counted || fill.value.len > 0;
    return fill;
}

/* --- the whole --- */

bool sql_has_value(const model_column *column)
{
    bool has_default = column->default_value && column->default_value->kind != EXPRESSION_NULL;
    return column->nullable || has_default || column->identity != IDENTITY_NONE || column->generated != GENERATED_NONE;
}

static void report_no_value(sql_planner *p, str name, source_span span)
{
    diagnostic *d = diagnostic_report(p->diagnostics, DIAGNOSTIC_SQL_NO_VALUE, span, name, STR(""), STR(""));
    d->hint =
        STR("give it a default (`= …`), or make it nullable (`?`), fill it in a second revision, and take the `?` "
            "away in a third");
}

sql_fill sql_fill_column(sql_planner *p, const sql_table_delta *table, const model_column *column, str row_id)
{
    if (sql_has_value(column))
        return (sql_fill){0};
    str name = sql_field_text(p, table, column);
    if (!p->down) {
        report_no_value(p, name, column->span);
        return (sql_fill){0};
    }
    sql_fill fill = {0};
    if (is_in_key(table->new_table, column))
        fill = different_values(p, &column->type, row_id);
    if (!fill.counted && !fill.value.len)
        fill.value = neutral_value(p, &column->type);
    if (fill.counted || fill.value.len)
        return fill;
    p->plan->irreversible = true;
    p->plan->why_irreversible =
        str_format(p->memory, "%.*s takes no null, and there is no value to fill it with", STR_ARGS(name));
    return fill;
}
