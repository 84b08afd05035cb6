/* Expressions as PostgreSQL and SQLite spell them become trees, and come back to the same text. */
#include "tests/unit/sql/support.h"

#include "compiler/model/expression_sql.h"
#include "compiler/model/resolve.h"
#include "compiler/syntax/parser.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIELDS                                                                                                         \
    "enum Role type Role { USER\n ADMIN }\n"                                                                           \
    "model T table t { id: bigint primary key\n i: int\n s: smallint\n b: bigint\n n: decimal(10,2)\n d: double\n"     \
    "r: real\n x: text\n v: varchar(20)\n v2: varchar\n c: char(5)\n flag: bool\n u: uuid\n day: date\n"               \
    "at: timestamp\n at2: timestamp\n seen: timestamptz\n spell: interval\n role: Role\n roles: Role[]\n"              \
    "names: text[]\n numbers: int[]\n j: jsonb\n mixed: int column `Mixed Case`\n `order`: int\n odd: int column "     \
    "`a\"b`\n"

static const char schema_text[] = FIELDS "}";

typedef struct row {
    const char *text;
    bool kept;
} row;

static const row rows[] = {
#define SPELLED(text) {text, false},
#define KEPT(text)    {text, true},
#include "tests/unit/sql/spelled.def"
};
enum { N_ROWS = sizeof rows / sizeof *rows };

typedef struct place {
    arena memory;
    model_schema *schema;
    const model_table *table;
    database *db;
} place;

static void open_place(place *p, dialect_id dialect)
{
    *p = (place){0};
    p->schema = support_schema(&p->memory, schema_text);
    p->table = support_table(p->schema, "T");
    p->db = database_open(dialect);
    database_run_plan(p->db, support_plan(&p->memory, support_empty(&p->memory), p->schema, dialect));
}

static void close_place(place *p)
{
    database_close(p->db);
    arena_free(&p->memory);
}

/* What the server makes of a condition; it fails the test where the server refuses it. */
static str deparse(place *p, const char *condition)
{
    database_run(p->db, str_format(&p->memory, "ALTER TABLE t ADD CONSTRAINT k CHECK (%s)", condition).ptr);
    str text = database_query(p->db, &p->memory,
                              "SELECT pg_get_expr(conbin, conrelid) FROM pg_constraint WHERE conname = 'k'");
    database_run(p->db, "ALTER TABLE t DROP CONSTRAINT k");
    return text;
}

static const expression *read_text(place *p, str text, dialect_id dialect)
{
    expression_scope scope = {.schema = p->schema, .table = p->table};
    return expression_read_sql(&p->memory, text, dialect, &scope);
}

static str print_sql(place *p, const expression *e, dialect_id dialect)
{
    writer out = writer_make(&p->memory);
    plan_expression(p->schema, p->table, e, dialect, &out);
    return writer_result(&out);
}

static str print_language(place *p, const expression *e)
{
    writer out = writer_make(&p->memory);
    expression_print(e, &out);
    return writer_result(&out);
}

/* The printed form, in the schema, is the same tree. */
static bool reads_back(place *p, const expression *e)
{
    str text = print_language(p, e);
    str schema_of = str_format(&p->memory, FIELDS "check k (%s) }", text.ptr);
    source_set sources = {.memory = &p->memory};
    diagnostic_list diagnostics = {.memory = &p->memory};
    source_file *file = source_add(&sources, STR("t"), schema_of);
    ast_node_list files = {0};
    VEC_PUSH(&p->memory, &files, parser_run(&sources, file, PARSER_SCHEMA, &diagnostics).root);
    const model_schema *schema = resolve_schema(&p->memory, &files, NULL, &diagnostics);
    const model_table *table = model_find_table(schema, STR("T"));
    const model_constraint *k = table ? model_find_constraint(table, STR("k")) : NULL;
    if (k && diagnostics.errors == 0 && expression_equal(k->check, e) && str_eq(print_language(p, k->check), text))
        return true;
    writer out = writer_make(&p->memory);
    diagnostic_render(&diagnostics, &sources, DIAGNOSTIC_TEXT, false, &out);
    print_error("does not read back: %s\n%s\n", text.ptr, writer_result(&out).ptr);
    return false;
}

static bool row_holds(place *p, const row *one)
{
    str first = deparse(p, one->text);
    const expression *e = read_text(p, first, DIALECT_POSTGRESQL);
    if ((e->kind == EXPRESSION_SQL) != one->kept) {
        print_error("%s: %s\n", one->kept ? "has a tree" : "has no tree", first.ptr);
        return false;
    }
    str printed = print_sql(p, e, DIALECT_POSTGRESQL);
    if (getenv("SCHEMAC_TEST_VERBOSE"))
        print_message("%s\n    %s\n    %s\n", first.ptr, printed.ptr, print_language(p, e).ptr);
    str again = deparse(p, printed.ptr);
    bool same = str_eq(first, again);
    if (!same)
        print_error("other text: %s\n   printed: %s\n     first: %s\n      then: %s\n", one->text, printed.ptr,
                    first.ptr, again.ptr);
    return reads_back(p, e) && same;
}

static void postgresql_gives_the_same_text_again(void **state)
{
    (void)state;
    place p;
    open_place(&p, DIALECT_POSTGRESQL);
    database_run(p.db, "CREATE FUNCTION own(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1';"
                       "CREATE FUNCTION \"Own\"(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1';"
                       "CREATE FUNCTION \"dot.ted\"(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1';"
                       "CREATE COLLATION own FROM \"C\"; SET search_path = public, pg_catalog");
    size_t wrong = 0;
    for (size_t i = 0; i < N_ROWS; i++)
        wrong += !row_holds(&p, &rows[i]);
    close_place(&p);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(postgresql_gives_the_same_text_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
