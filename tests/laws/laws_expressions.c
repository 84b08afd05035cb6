/* Random schemas are made in a database, and every expression that its catalog gives back (defaults, generated columns,
 * checks, keys and conditions of indexes) equals the one of the schema: by meaning, as it stands after reading, and
 * read and stored once more. The seed of a failure is printed; SCHEMAC_LAW_SEED is the first one,
 * SCHEMAC_LAW_EXPRESSIONS how many. */
#include "tests/support/generate.h"
#include "tests/unit/sql/support.h"

#include "compiler/model/expression_sql.h"
#include "compiler/model/expression_typed.h"

#include <stdlib.h>
#include <string.h>

/* Lines are rows and so are expressions: line ends in them are \x01, fields end with \x02. */
static const char catalog_sql[] =
    "SELECT replace(concat_ws(chr(2), kind, tab, part, expr), chr(10), chr(1)) FROM ("
    "SELECT 'column' AS kind, relname AS tab, attname AS part, pg_get_expr(adbin, adrelid) AS expr "
    "FROM pg_attrdef d JOIN pg_class c ON c.oid = adrelid JOIN pg_attribute a ON attrelid = adrelid AND attnum = adnum "
    "UNION ALL SELECT 'check', relname, conname, pg_get_expr(conbin, conrelid) "
    "FROM pg_constraint JOIN pg_class c ON c.oid = conrelid WHERE contype = 'c' AND NOT relispartition "
    "UNION ALL SELECT 'where', t.relname, i.relname, pg_get_expr(indpred, indrelid) FROM pg_index x "
    "JOIN pg_class i ON i.oid = indexrelid JOIN pg_class t ON t.oid = indrelid WHERE indpred IS NOT NULL "
    "AND NOT t.relispartition "
    "UNION ALL SELECT 'key' || n, t.relname, i.relname, pg_get_indexdef(indexrelid, n, false) FROM pg_index x "
    "JOIN pg_class i ON i.oid = indexrelid JOIN pg_class t ON t.oid = indrelid, generate_series(1, indnkeyatts) n "
    "WHERE indkey[n - 1] = 0 AND NOT t.relispartition) AS all_of_them";

typedef struct found {
    str kind;
    str table;
    str part;
    str text;
} found;

typedef struct run {
    arena memory;
    const model_schema *schema;
    map tables; /* name in the database -> model_table * */
    size_t n_compared;
    uint64_t seed;
} run;

static str take_field(str *row)
{
    size_t end = str_find(*row, '\2');
    str field = str_slice(*row, 0, end);
    *row = end < row->len ? str_slice(*row, end + 1, row->len) : STR("");
    return field;
}

static found take_row(arena *a, str row)
{
    found one;
    one.kind = take_field(&row);
    one.table = take_field(&row);
    one.part = take_field(&row);
    one.text = str_copy(a, row);
    for (size_t i = 0; i < one.text.len; i++) {
        if (one.text.ptr[i] == '\1')
            ((char *)one.text.ptr)[i] = '\n';
    }
    return one;
}

static const model_column *column_called(const model_table *table, str name)
{
    VEC_EACH (model_column *, &table->columns, column) {
        if (str_eq((*column)->column, name))
            return *column;
    }
    return NULL;
}

/* The schema's own expression; NULL where the part is none of its own (the check of a retired member). */
static const expression *written_of(const model_table *table, const found *one, const model_type **target)
{
    *target = NULL;
    if (str_eq(one->kind, STR("column"))) {
        const model_column *column = column_called(table, one->part);
        if (column && !column->generated)
            *target = &column->type;
        return !column ? NULL : column->generated ? column->generated_as : column->default_value;
    }
    if (str_eq(one->kind, STR("check"))) {
        const model_constraint *check = model_find_constraint(table, one->part);
        return check ? check->check : NULL;
    }
    const model_index *index = model_find_index(table, one->part);
    const model_constraint *exclude = index ? NULL : model_find_constraint(table, one->part);
    if (str_eq(one->kind, STR("where")))
        return index ? index->where : exclude ? exclude->where : NULL;
    size_t position = (size_t)strtol(one->kind.ptr + 3, NULL, 10) - 1;
    const model_key_list *keys = index ? &index->keys : exclude ? &exclude->keys : NULL;
    return keys && position < keys->count ? keys->items[position].value : NULL;
}

static str print(arena *a, const expression *e)
{
    writer out = writer_make(a);
    expression_print(e, &out);
    return writer_result(&out);
}

static void compare(run *r, const found *one)
{
    const model_table *table = map_get(&r->tables, one->table);
    const model_type *target = NULL;
    const expression *written = table ? written_of(table, one, &target) : NULL;
    if (!written)
        return;
    expression_scope scope = {.schema = r->schema, .table = table, .target = target};
    const expression *read = expression_read_sql(&r->memory, one->text, DIALECT_POSTGRESQL, &scope);
    r->n_compared++;
    if (expression_equal_typed(&scope, written, &scope, read))
        return;
    fail_msg("seed %llu: %.*s of %.*s.%.*s\n  written: %s\n   stored: %s\n     read: %s", (unsigned long long)r->seed,
             STR_ARGS(one->kind), STR_ARGS(one->table), STR_ARGS(one->part), print(&r->memory, written).ptr,
             one->text.ptr, print(&r->memory, read).ptr);
}

static size_t run_seed(uint64_t seed)
{
    run r = {.seed = seed};
    generate_options options = {.databases = DIALECT_BIT_POSTGRESQL};
    r.schema = generate_schema(&r.memory, seed, &options);
    MAP_EACH (&r.schema->tables, entry)
        map_put(&r.memory, &r.tables, ((const model_table *)entry->value)->table, entry->value);
    database *db = database_open(DIALECT_POSTGRESQL);
    database_run_plan(db, support_plan(&r.memory, support_empty(&r.memory), r.schema, DIALECT_POSTGRESQL));
    str rows = database_query(db, &r.memory, catalog_sql);
    while (rows.len > 0) {
        size_t end = str_find(rows, '\n');
        found one = take_row(&r.memory, str_slice(rows, 0, end));
        compare(&r, &one);
        rows = end < rows.len ? str_slice(rows, end + 1, rows.len) : STR("");
    }
    database_close(db);
    arena_free(&r.memory);
    return r.n_compared;
}

static uint64_t number_from(const char *variable, uint64_t otherwise)
{
    const char *text = getenv(variable);
    return text && *text ? strtoull(text, NULL, 10) : otherwise;
}

static void the_catalog_gives_back_what_was_written(void **state)
{
    (void)state;
    enum { RUNS = 40, LEAST_COMPARED = 2 };
    uint64_t seed = number_from("SCHEMAC_LAW_SEED", 1);
    uint64_t runs = number_from("SCHEMAC_LAW_EXPRESSIONS", RUNS);
    size_t compared = 0;
    for (uint64_t i = 0; i < runs; i++)
        compared += run_seed(seed + i);
    print_message("%zu expressions of %llu schemas\n", compared, (unsigned long long)runs);
    assert_true(compared >= runs * LEAST_COMPARED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_catalog_gives_back_what_was_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
