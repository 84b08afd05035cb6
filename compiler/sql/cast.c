/* How values change their type. First the author's own word, then enums (cast_enum.c), arrays and native types, texts,
 * and the table of families.
 *
 * What PostgreSQL must write anew is known beforehand: a longer varchar or a wider numeric is a change of the catalog
 * only, and between the two kinds of timestamp only the indexes are made again, as long as the session's zone is UTC
 * (the planner sets it). */
#include "compiler/sql/cast.h"

#include "compiler/sql/cast_enum.h"
#include "compiler/sql/quote.h"

typedef enum family {
    FAMILY_BOOL,
    FAMILY_INTEGER,
    FAMILY_FLOAT,
    FAMILY_DECIMAL,
    FAMILY_STRING,
    FAMILY_BYTES,
    FAMILY_DATE,
    FAMILY_TIME,
    FAMILY_TIMESTAMP,
    FAMILY_TIMESTAMPTZ,
    FAMILY_JSON,
    FAMILY_NETWORK,
    FAMILY_BITS,
    FAMILY_OTHER, /* of each other kind there is one type only */
} family;

static const family families[SCALAR_COUNT] = {
    [SCALAR_BOOL] = FAMILY_BOOL,
    [SCALAR_SMALLINT] = FAMILY_INTEGER,
    [SCALAR_INT] = FAMILY_INTEGER,
    [SCALAR_BIGINT] = FAMILY_INTEGER,
    [SCALAR_REAL] = FAMILY_FLOAT,
    [SCALAR_DOUBLE] = FAMILY_FLOAT,
    [SCALAR_DECIMAL] = FAMILY_DECIMAL,
    [SCALAR_CHAR] = FAMILY_STRING,
    [SCALAR_VARCHAR] = FAMILY_STRING,
    [SCALAR_TEXT] = FAMILY_STRING,
    [SCALAR_BYTES] = FAMILY_BYTES,
    [SCALAR_DATE] = FAMILY_DATE,
    [SCALAR_TIME] = FAMILY_TIME,
    [SCALAR_TIMESTAMP] = FAMILY_TIMESTAMP,
    [SCALAR_TIMESTAMPTZ] = FAMILY_TIMESTAMPTZ,
    [SCALAR_INTERVAL] = FAMILY_OTHER,
    [SCALAR_UUID] = FAMILY_OTHER,
    [SCALAR_JSON] = FAMILY_JSON,
    [SCALAR_JSONB] = FAMILY_JSON,
    [SCALAR_INET] = FAMILY_NETWORK,
    [SCALAR_CIDR] = FAMILY_NETWORK,
    [SCALAR_MACADDR] = FAMILY_OTHER,
    [SCALAR_BIT] = FAMILY_BITS,
    [SCALAR_VARBIT] = FAMILY_BITS,
    [SCALAR_TSVECTOR] = FAMILY_OTHER,
    [SCALAR_XML] = FAMILY_OTHER,
};

typedef struct cast_row {
    family from, to;
    const char *text[DIALECT_COUNT];
    bool loses;
    bool time_zone;
} cast_row;

static const cast_row rows[] = {
#define CAST(from, to, postgresql, sqlite, loses, time_zone)                                                           \
    {FAMILY_##from, FAMILY_##to, {postgresql, sqlite}, loses, time_zone},
#include "compiler/sql/casts.def"
#undef CAST
};

static const cast_row *find_row(family from, family to)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].from == from && rows[i].to == to)
            return &rows[i];
    return NULL;
}

/* --- templates --- */

static void fill_template(const sql_delta *delta, sql_column_delta *item, const char *text)
{
    const model_type *type = &item->new_column->type;
    unsigned scale = type->n_arguments > 1 ? type->arguments[1] : 0;
    writer out = writer_make(delta->memory);
    sql_scope scope = sql_new_scope(delta, NULL);
    for (; *text; text++) {
        switch (*text) {
        case '$':
            quote_identifier(item->new_column->column, &out);
            break;
        case '@':
            sql_type(&scope, type, &out);
            break;
        case '~':
            writer_text(&out, scale ? "." : "");
            writer_repeat(&out, '0', scale);
            break;
        case '#':
            writer_format(&out, "%u", scale);
            break;
        default:
            writer_char(&out, *text);
            break;
        }
    }
    item->old_value = writer_result(&out);
}

/* --- within a family --- */

static unsigned argument(const model_type *type, unsigned index, unsigned otherwise)
{
    return type->n_arguments > index ? type->arguments[index] : otherwise;
}

/* A length or precision that is not given has no limit. */
static bool grows(const model_type *from, const model_type *to)
{
    return !to->n_arguments || (from->n_arguments && from->arguments[0] <= to->arguments[0]);
}

static bool decimal_grows(const model_type *from, const model_type *to)
{
    return !to->n_arguments || (grows(from, to) && argument(from, 1, 0) == argument(to, 1, 0));
}

static bool string_keeps_bytes(const model_type *from, const model_type *to)
{
    if (from->scalar == SCALAR_CHAR || to->scalar == SCALAR_CHAR)
        return false;
    return to->scalar == SCALAR_TEXT || grows(from, to);
}

/* Does PostgreSQL leave the rows as they are? */
static bool keeps_bytes(const model_type *from, const model_type *to)
{
    if (families[from->scalar] == FAMILY_STRING && families[to->scalar] == FAMILY_STRING)
        return string_keeps_bytes(from, to);
    bool timestamps = (from->scalar == SCALAR_TIMESTAMP && to->scalar == SCALAR_TIMESTAMPTZ) ||
                      (from->scalar == SCALAR_TIMESTAMPTZ && to->scalar == SCALAR_TIMESTAMP);
    if (timestamps)
        return grows(from, to);
    if (from->scalar == SCALAR_CIDR)
        return to->scalar == SCALAR_INET;
    if (from->scalar != to->scalar)
        return false;
    if (from->scalar == SCALAR_DECIMAL)
        return decimal_grows(from, to);
    return from->scalar != SCALAR_BIT && grows(from, to);
}

/* Would the text of a check over the column be the same if it were written for the new type? What the database keeps of
 * it has the casts of the old type in it, even between texts or integers of different kinds. */
static bool keeps_expressions(const model_type *from, const model_type *to)
{
    return from->scalar == to->scalar;
}

static bool loses_inside(const model_type *from, const model_type *to)
{
    switch (families[from->scalar]) {
    case FAMILY_FLOAT:
        return from->scalar == SCALAR_DOUBLE && to->scalar == SCALAR_REAL;
    case FAMILY_DECIMAL:
        return to->n_arguments && (!from->n_arguments || argument(from, 1, 0) > argument(to, 1, 0));
    case FAMILY_TIME:
    case FAMILY_TIMESTAMP:
    case FAMILY_TIMESTAMPTZ:
    case FAMILY_BITS:
        return !grows(from, to);
    default:
        return false;
    }
}

static bool is_same_family(const model_type *from, const model_type *to)
{
    return from->scalar == to->scalar ||
           (families[from->scalar] == families[to->scalar] && families[from->scalar] != FAMILY_OTHER);
}

/* --- texts --- */

#define SQLITE_BOOL_TO_TEXT "CASE $ WHEN 1 THEN 'true' WHEN 0 THEN 'false' END"
/* The words PostgreSQL takes for a bool; any other text stays, and shows itself when it is read. */
#define SQLITE_TEXT_TO_BOOL                                                                                            \
    "CASE lower(trim($)) WHEN 't' THEN 1 WHEN 'true' THEN 1 WHEN 'y' THEN 1 WHEN 'yes' THEN 1 WHEN 'on' THEN 1 "       \
    "WHEN '1' THEN 1 WHEN 'f' THEN 0 WHEN 'false' THEN 0 WHEN 'n' THEN 0 WHEN 'no' THEN 0 WHEN 'off' THEN 0 "          \
    "WHEN '0' THEN 0 ELSE $ END"

static const char *text_template(const sql_delta *delta, family from, family to)
{
    bool sqlite = delta->dialect->id == DIALECT_SQLITE;
    if (to == FAMILY_STRING) {
        if (sqlite && from == FAMILY_BOOL)
            return SQLITE_BOOL_TO_TEXT;
        return sqlite && from == FAMILY_BYTES ? "CAST($ AS TEXT)" : "";
    }
    if (!sqlite)
        return "$::@";
    if (to == FAMILY_BOOL)
        return SQLITE_TEXT_TO_BOOL;
    return to == FAMILY_BYTES ? "CAST($ AS BLOB)" : "";
}

/* --- the whole --- */

static void cast_inside(const sql_delta *delta, sql_column_delta *item, const model_type *from, const model_type *to)
{
    bool fixed_bits = to->scalar == SCALAR_BIT && delta->dialect->alter_column;
    item->loses = loses_inside(from, to);
    if (fixed_bits)
        fill_template(delta, item, "$::@");
}

static void cast_scalar(const sql_delta *delta, sql_column_delta *item, const model_type *from, const model_type *to)
{
    family old_family = families[from->scalar], new_family = families[to->scalar];
    item->stale = !keeps_expressions(from, to);
    item->rewrites = !keeps_bytes(from, to);
    if (is_same_family(from, to)) {
        cast_inside(delta, item, from, to);
        return;
    }
    if (old_family == FAMILY_STRING || new_family == FAMILY_STRING) {
        fill_template(delta, item, text_template(delta, old_family, new_family));
        item->uses_time_zone = new_family == FAMILY_TIMESTAMPTZ || old_family == FAMILY_TIMESTAMPTZ;
        return;
    }
    const cast_row *row = find_row(old_family, new_family);
    item->impossible = !row;
    if (!row)
        return;
    bool unscaled = new_family == FAMILY_DECIMAL && !to->n_arguments && delta->dialect->id == DIALECT_SQLITE;
    fill_template(delta, item, unscaled ? "CAST($ AS TEXT)" : row->text[delta->dialect->id]);
    item->loses = row->loses;
    item->uses_time_zone = row->time_zone;
}

static bool is_string(const model_type *type)
{
    return type->kind == TYPE_SCALAR && families[type->scalar] == FAMILY_STRING && !type->dimensions;
}

/* Arrays of the same depth are cast element by element; what the database has no cast for, it will say. A native type
 * is known to the database only. */
static void cast_unknown(const sql_delta *delta, sql_column_delta *item, const model_type *from, const model_type *to)
{
    item->stale = true;
    item->rewrites = true;
    if (is_string(to) || delta->dialect->id == DIALECT_SQLITE)
        return;
    item->impossible = from->dimensions != to->dimensions && !is_string(from);
    if (!item->impossible)
        fill_template(delta, item, "$::@");
}

static void cast_by_author(const sql_delta *delta, const sql_table_delta *table, sql_column_delta *item)
{
    sql_scope scope = sql_new_scope(delta, table);
    scope.target = &item->new_column->type;
    writer out = writer_make(delta->memory);
    sql_expression(&scope, item->using_value, &out);
    item->old_value = writer_result(&out);
    item->stale = true;
    item->rewrites = true;
}

static void cast_by_type(const sql_delta *delta, sql_column_delta *item)
{
    const model_type *from = &item->old_column->type, *to = &item->new_column->type;
    if (from->kind == TYPE_ENUM || to->kind == TYPE_ENUM)
        sql_cast_enum(delta, item);
    else if (!(item->changed & SQL_COLUMN_TYPE))
        return;
    else if (from->dimensions || to->dimensions || from->kind == TYPE_NATIVE || to->kind == TYPE_NATIVE)
        cast_unknown(delta, item, from, to);
    else
        cast_scalar(delta, item, from, to);
}

static bool types_read_the_same(const sql_delta *delta, const sql_column_delta *item)
{
    sql_scope before = sql_old_scope(delta, NULL), after = sql_new_scope(delta, NULL);
    writer old_text = writer_make(delta->memory), new_text = writer_make(delta->memory);
    sql_type(&before, &item->old_column->type, &old_text);
    sql_type(&after, &item->new_column->type, &new_text);
    return str_eq(writer_result(&old_text), writer_result(&new_text));
}

void sql_cast_column(const sql_delta *delta, const sql_table_delta *table, sql_column_delta *item)
{
    if (item->using_value && item->changed & SQL_COLUMN_TYPE)
        cast_by_author(delta, table, item);
    else
        cast_by_type(delta, item);
    item->retyped = item->impossible || item->old_value.len ||
                    (item->changed & SQL_COLUMN_TYPE && !types_read_the_same(delta, item));
    if (!item->retyped)
        item->stale = item->rewrites = false;
}
