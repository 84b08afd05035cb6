/* Columns, their types and their expressions. */
#include "compiler/inspect/postgresql.h"
#include "compiler/model/expression_sql.h"
#include "compiler/sql/quote.h"

#include <stdlib.h>

/* --- types --- */

static void note_scalars(pg_reader *r)
{
    for (scalar_kind kind = 0; kind < SCALAR_COUNT; kind++) {
        str text = str_from(scalar_get(kind)->column[DIALECT_POSTGRESQL]);
        size_t hole = str_find(text, '(');
        if (hole < text.len)
            text =
                str_format(r->memory, "%.*s%.*s", (int)hole, text.ptr, (int)(text.len - hole - 2), text.ptr + hole + 2);
        map_put(r->memory, &r->scalars, text, (void *)(uintptr_t)(kind + 1));
    }
}

enum { NO_NUMBER = 3 };

/* Takes "(10,2)" out of the text. */
static uint32_t take_arguments(pg_reader *r, str *text, uint32_t arguments[2])
{
    size_t open = str_find(*text, '('), close = str_find(*text, ')');
    uint32_t count = 0;
    if (open >= text->len || close >= text->len)
        return 0;
    str inside = str_copy(r->memory, str_slice(*text, open + 1, close));
    for (char *at = (char *)(uintptr_t)inside.ptr; *at && count < 2; count++) {
        char *end = at;
        arguments[count] = (uint32_t)strtoul(at, &end, 10);
        if (*at < '0' || *at > '9')
            return NO_NUMBER;
        at = *end == ',' ? end + 1 : end;
    }
    *text =
        str_format(r->memory, "%.*s%.*s", (int)open, text->ptr, (int)(text->len - close - 1), text->ptr + close + 1);
    return count;
}

static bool takes(scalar_kind kind, uint32_t count)
{
    static const uint32_t least[] = {0, 1, 0, 0}, most[] = {0, 1, 2, 1};
    int arguments = scalar_get(kind)->arguments;
    return count >= least[arguments] && count <= most[arguments];
}

static bool read_scalar(pg_reader *r, str text, model_type *type)
{
    uint32_t arguments[2] = {0, 0};
    if (!r->scalars.live)
        note_scalars(r);
    uint32_t count = take_arguments(r, &text, arguments);
    scalar_kind kind = (scalar_kind)((uintptr_t)map_get(&r->scalars, text) - 1);
    if (!map_has(&r->scalars, text) || !takes(kind, count))
        return false;
    type->kind = TYPE_SCALAR;
    type->scalar = kind;
    type->n_arguments = count;
    type->arguments[0] = arguments[0];
    type->arguments[1] = arguments[1];
    return true;
}

/* The server knows no dimensions, only whether it is an array. */
model_type pg_type(pg_reader *r, str oid, str text)
{
    model_type type = {.kind = TYPE_NATIVE};
    bool array = str_ends_with(text, STR("[]"));
    str element = array ? str_slice(text, 0, text.len - 2) : text;
    const model_enum *item = map_get(&r->enums, oid);
    if (item) {
        type.kind = TYPE_ENUM;
        type.enum_name = item->name;
    } else if (!read_scalar(r, element, &type)) {
        type.native[DIALECT_POSTGRESQL] = text;
        return type;
    }
    type.dimensions = array;
    return type;
}

const expression *pg_expression(const pg_reader *r, const model_table *table, const model_type *target, str text)
{
    expression_scope scope = {.table = table, .schema = r->schema, .target = target};
    return text.len ? expression_read_sql(r->memory, text, DIALECT_POSTGRESQL, &scope) : NULL;
}

/* --- columns --- */

enum {
    RELATION,
    NUMBER,
    NAME,
    TYPE_OID,
    TYPE,
    NOT_NULL,
    DEFAULT,
    IDENTITY,
    GENERATED,
    COLLATION,
    STORAGE,
    COMPRESSION,
    STATISTICS,
    OPTIONS,
    IS_LOCAL,
    OWN_COLLATION,
    TYPE_STORAGE
};

static str storage_word(char storage)
{
    return storage == 'p'   ? STR("plain")
           : storage == 'e' ? STR("external")
           : storage == 'm' ? STR("main")
                            : STR("extended");
}

static const char *compression_word(str compression)
{
    return compression.ptr[0] == 'l' ? "lz4" : "pglz";
}

/* A collation that is not on the search path cannot be named by the column, but by a type as SQL. */
static void set_collation(pg_reader *r, model_column *column, str oid, str type)
{
    const pg_named *collation = map_get(&r->collations, oid);
    if (!collation)
        return;
    if (collation->visible) {
        column->collation = collation->name;
        return;
    }
    column->type = (model_type){.kind = TYPE_NATIVE};
    column->type.native[DIALECT_POSTGRESQL] = str_format(r->memory, "%.*s COLLATE %.*s", STR_ARGS(type),
                                                         STR_ARGS(pg_quoted(r, collation->schema, collation->name)));
}

/* When all columns are there: a generated one may stand on those behind it. */
static void set_value(const pg_reader *r, const pg_relation *relation, model_column *column,
                      const schemac_text_rows *rows, size_t i)
{
    char generated = pg_char(rows, i, GENERATED), identity = pg_char(rows, i, IDENTITY);
    const model_type *target = generated ? NULL : &column->type;
    const expression *value = pg_expression(r, relation->table, target, pg_text(r, rows, i, DEFAULT));
    if (generated) {
        column->generated = generated == 'v' ? GENERATED_VIRTUAL : GENERATED_STORED;
        column->generated_as = value;
    } else {
        column->default_value = value;
    }
    column->identity = identity == 'a' ? IDENTITY_ALWAYS : identity == 'd' ? IDENTITY_BY_DEFAULT : IDENTITY_NONE;
}

/* Some servers keep a note of their own among the options, which pg_dump leaves out as well. */
static bool is_server_note(str option)
{
    return str_starts_with(option, STR("pg_attver="));
}

static void carry_column_rest(pg_reader *r, pg_relation *relation, str name, const schemac_text_rows *rows, size_t i)
{
    str table = pg_quoted(r, relation->schema, relation->name), column = pg_quoted_name(r, name);
    str begin = str_format(r->memory, "ALTER TABLE %.*s ALTER COLUMN %.*s ", STR_ARGS(table), STR_ARGS(column));
    str target = pg_text(r, rows, i, STATISTICS);
    str_list options = pg_array(r, pg_text(r, rows, i, OPTIONS));
    if (target.len)
        pg_carry_for(r, relation, "statistics", name,
                     str_format(r->memory, "%.*sSET STATISTICS %.*s", STR_ARGS(begin), STR_ARGS(target)),
                     str_format(r->memory, "%.*sSET STATISTICS -1", STR_ARGS(begin)));
    VEC_EACH (const str, &options, option) {
        if (is_server_note(*option))
            continue;
        pg_carry_for(
            r, relation, "option", name, str_format(r->memory, "%.*sSET (%.*s)", STR_ARGS(begin), STR_ARGS(*option)),
            str_format(r->memory, "%.*sRESET (%.*s)", STR_ARGS(begin), (int)str_find(*option, '='), option->ptr));
    }
}

static void add_table_column(pg_reader *r, pg_relation *relation, pg_column *item, const schemac_text_rows *rows,
                             size_t i)
{
    model_column *column = ARENA_NEW(r->memory, model_column);
    str type = pg_text(r, rows, i, TYPE), compression = pg_text(r, rows, i, COMPRESSION);
    column->name = column->column = pg_text(r, rows, i, NAME);
    column->type = pg_type(r, item->type_oid, type);
    column->nullable = !pg_is_true(rows, i, NOT_NULL);
    column->dialects = DIALECT_ALL;
    if (pg_char(rows, i, STORAGE))
        column->storage = storage_word(pg_char(rows, i, STORAGE));
    if (compression.len)
        column->compression = str_from(compression_word(compression));
    if (!pg_is_null(rows, i, COLLATION))
        set_collation(r, column, pg_text(r, rows, i, COLLATION), type);
    item->column = column;
    model_add_column(r->memory, relation->table, column);
    carry_column_rest(r, relation, column->name, rows, i);
}

/* A materialized view is stored as a table is. */
static void carry_stored_column(pg_reader *r, pg_relation *relation, const schemac_text_rows *rows, size_t i)
{
    str name = pg_text(r, rows, i, NAME), compression = pg_text(r, rows, i, COMPRESSION);
    str begin = str_format(r->memory, "ALTER MATERIALIZED VIEW %.*s ALTER COLUMN %.*s SET ",
                           STR_ARGS(pg_quoted(r, relation->schema, relation->name)), STR_ARGS(pg_quoted_name(r, name)));
    if (pg_char(rows, i, STORAGE))
        pg_carry_for(r, relation, "storage", name,
                     str_format(r->memory, "%.*sSTORAGE %.*s", STR_ARGS(begin),
                                STR_ARGS(storage_word(pg_char(rows, i, STORAGE)))),
                     str_format(r->memory, "%.*sSTORAGE %.*s", STR_ARGS(begin),
                                STR_ARGS(storage_word(pg_char(rows, i, TYPE_STORAGE)))));
    if (compression.len)
        pg_carry_for(r, relation, "compression", name,
                     str_format(r->memory, "%.*sCOMPRESSION %s", STR_ARGS(begin), compression_word(compression)),
                     str_format(r->memory, "%.*sCOMPRESSION default", STR_ARGS(begin)));
    carry_column_rest(r, relation, name, rows, i);
}

/* A view may have defaults of its own for what is inserted into it. */
static void carry_view_column(pg_reader *r, pg_relation *relation, const schemac_text_rows *rows, size_t i)
{
    str name = pg_text(r, rows, i, NAME), value = pg_text(r, rows, i, DEFAULT);
    if (relation->kind == 'm')
        carry_stored_column(r, relation, rows, i);
    str begin = str_format(r->memory, "ALTER VIEW %.*s ALTER COLUMN %.*s ",
                           STR_ARGS(pg_quoted(r, relation->schema, relation->name)), STR_ARGS(pg_quoted_name(r, name)));
    if (value.len)
        pg_carry_for(r, relation, "default", name,
                     str_format(r->memory, "%.*sSET DEFAULT %.*s", STR_ARGS(begin), STR_ARGS(value)),
                     str_format(r->memory, "%.*sDROP DEFAULT", STR_ARGS(begin)));
}

void pg_read_columns(pg_reader *r)
{
    const schemac_text_rows *rows = pg_query(r, PG_COLUMNS);
    pg_relation *relation = NULL;
    for (size_t i = 0; rows && i < rows->n_rows; i++) {
        str oid = pg_text(r, rows, i, RELATION);
        if (!relation || !str_eq(oid, relation->oid))
            relation = map_get(&r->relations, oid);
        if (!relation)
            continue;
        pg_column *item = ARENA_NEW(r->memory, pg_column);
        item->type_oid = pg_text(r, rows, i, TYPE_OID);
        item->collation = pg_text(r, rows, i, OWN_COLLATION);
        item->local = pg_is_true(rows, i, IS_LOCAL);
        if (relation->table) {
            add_table_column(r, relation, item, rows, i);
            map_put(r->memory, &relation->columns, pg_text(r, rows, i, NUMBER), item);
        } else {
            carry_view_column(r, relation, rows, i);
        }
    }
    for (size_t i = 0; rows && i < rows->n_rows; i++) {
        const pg_relation *of = map_get(&r->relations, pg_text(r, rows, i, RELATION));
        const pg_column *item = of && of->table ? map_get(&of->columns, pg_text(r, rows, i, NUMBER)) : NULL;
        if (item)
            set_value(r, of, item->column, rows, i);
    }
}

str pg_field(const pg_relation *relation, str number)
{
    const pg_column *item = map_get(&relation->columns, number);
    return item ? item->column->name : (str){0};
}

bool pg_fields(const pg_reader *r, const pg_relation *relation, str numbers, str_list *fields)
{
    str_list list = pg_array(r, numbers);
    VEC_EACH (const str, &list, number) {
        str field = pg_field(relation, *number);
        if (!field.len)
            return false;
        VEC_PUSH(r->memory, fields, field);
    }
    return true;
}
