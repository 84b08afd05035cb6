/* Expressions and types in both dialects. Each is also read by the databases themselves. */
#include "tests/unit/sql/support.h"

#include "compiler/sql/expression.h"

#include <stdio.h>
#include <string.h>

static const char schema_text[] = "enum Role { USER\n ADMIN = \"the admin\" }\n"
                                  "enum Level stored as smallint { LOW\n HIGH }\n"
                                  "model T table t {\n"
                                  "    id: bigint primary key auto\n"
                                  "    a: int\n"
                                  "    b: int?\n"
                                  "    name: text\n"
                                  "    price: decimal(10,2)\n"
                                  "    active: bool\n"
                                  "    role: Role\n"
                                  "    level: Level\n"
                                  "    at: timestamptz\n"
                                  "    data: jsonb\n"
                                  "    order: int\n"
                                  "}\n";

typedef struct row {
    const char *written;
    const char *postgresql;
    const char *sqlite; /* NULL: SQLite cannot; empty: the same */
} row;

static const row rows[] = {
    {"a + b * 2", "a + b * 2", ""},
    {"(a + b) * 2", "(a + b) * 2", ""},
    {"a - (b - 1)", "a - (b - 1)", ""},
    {"a - b - 1", "a - b - 1", ""},
    {"-a", "-a", ""},
    {"-(-a)", "-(-a)", ""},
    {"a = 1 and (b = 2 or not active)", "a = 1 AND (b = 2 OR NOT active)", ""},
    {"(a = 1) = active", "(a = 1) = active", ""},
    {"`order` > 0", "\"order\" > 0", ""},
    {"active = true", "active = true", "active = 1"},
    {"name || '-' || name", "name || '-' || name", ""},
    {"(a + 1) || name", "(a + 1) || name", ""},
    {"name like 'A%'", "name LIKE 'A%'", "name GLOB 'A*'"},
    {"name ilike '%a'", "name ILIKE '%a'", "name LIKE '%a'"},
    {"name not like 'x'", "name NOT LIKE 'x'", "name NOT GLOB 'x'"},
    {"name ~ '^a'", "name ~ '^a'", NULL},
    {"price >= 0", "price >= 0", "CAST(price AS NUMERIC) >= 0"},
    {"price / 2 > 1", "price / 2 > 1", "CAST(price AS REAL) / 2 > 1"},
    {"price is not null", "price IS NOT NULL", ""},
    {"price between 1 and 10", "price BETWEEN 1 AND 10", "CAST(price AS NUMERIC) BETWEEN 1 AND 10"},
    {"a is distinct from b", "a IS DISTINCT FROM b", "a IS NOT b"},
    {"active is not true", "active IS NOT TRUE", ""},
    {"a in (1, 2)", "a IN (1, 2)", ""},
    {"a = any (array[1, 2])", "a = ANY (ARRAY[1, 2])", "a IN (1, 2)"},
    {"a <> all (array[1, 2])", "a <> ALL (ARRAY[1, 2])", "a NOT IN (1, 2)"},
    {"a::text", "CAST(a AS text)", "CAST(a AS TEXT)"},
    {"case when a > 1 then 'x' else 'y' end", "CASE WHEN a > 1 THEN 'x' ELSE 'y' END", ""},
    {"case a when 1 then 'x' end", "CASE a WHEN 1 THEN 'x' END", ""},
    {"coalesce(b, 0)", "coalesce(b, 0)", ""},
    {"char_length(name)", "char_length(name)", "length(name)"},
    {"greatest(a, b)", "greatest(a, b)", "max(a, b)"},
    {"greatest(a)", "greatest(a)", "a"},
    {"data ->> 'k'", "data ->> 'k'", ""},
    {"lower(name) = 'it''s'", "lower(name) = 'it''s'", ""},
};

/* The language writes strings in double quotes. */
static char *in_the_language(const char *text)
{
    static char copy[256];
    size_t n = 0;
    for (const char *c = text; *c; c++) {
        if (*c == '\'' && c[1] == '\'') {
            copy[n++] = '\'';
            c++;
        } else {
            copy[n++] = *c == '\'' ? '"' : *c;
        }
    }
    copy[n] = '\0';
    return copy;
}

static void check_rows(dialect_id dialect)
{
    arena a = {0};
    model_schema *schema = support_schema(&a, schema_text);
    const model_table *table = support_table(schema, "T");
    database *db = database_open(dialect);
    database_run_plan(db, support_plan(&a, support_empty(&a), schema, dialect));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *expected = rows[i].postgresql;
        if (dialect == DIALECT_SQLITE)
            expected = !rows[i].sqlite || rows[i].sqlite[0] ? rows[i].sqlite : expected;
        if (!expected)
            continue;
        writer out = writer_make(&a);
        plan_expression(schema, table, support_expression(&a, in_the_language(rows[i].written)), dialect, &out);
        assert_string_equal(writer_result(&out).ptr, expected);
        database_query(db, &a, str_format(&a, "SELECT %s FROM t", writer_result(&out).ptr).ptr);
    }
    database_close(db);
    arena_free(&a);
}

static void expressions_on_postgresql(void **state)
{
    (void)state;
    check_rows(DIALECT_POSTGRESQL);
}

static void expressions_on_sqlite(void **state)
{
    (void)state;
    check_rows(DIALECT_SQLITE);
}

static void expect_default(arena *a, const char *type, const char *value, dialect_id dialect, const char *expected)
{
    char text[512];
    (void)snprintf(text, sizeof text,
                   "enum Role { USER\n ADMIN = \"the admin\" }\nenum Level stored as smallint { LOW\n HIGH }\n"
                   "model D { id: int primary key\n x: %s = %s }",
                   type, value);
    model_schema *schema = support_schema(a, text);
    const model_column *column = model_find_column(support_table(schema, "D"), STR("x"));
    sql_scope scope = {.schema = schema, .dialect = sql_dialect_of(dialect)};
    writer out = writer_make(a);
    sql_default(&scope, column->default_value, &column->type, &out);
    assert_string_equal(writer_result(&out).ptr, expected);
}

static void defaults_are_stored_as_the_runtime_stores_them(void **state)
{
    (void)state;
    arena a = {0};
    expect_default(&a, "decimal(10,2)", "0", DIALECT_POSTGRESQL, "0");
    expect_default(&a, "decimal(10,2)", "0", DIALECT_SQLITE, "'0.00'");
    expect_default(&a, "decimal(10,2)", "-1.5", DIALECT_SQLITE, "'-1.50'");
    expect_default(&a, "decimal", "1.5", DIALECT_SQLITE, "'1.5'");
    expect_default(&a, "bool", "false", DIALECT_POSTGRESQL, "false");
    expect_default(&a, "bool", "false", DIALECT_SQLITE, "0");
    expect_default(&a, "bytes", "\"\\\\xdeadbeef\"", DIALECT_SQLITE, "X'DEADBEEF'");
    expect_default(&a, "bytes", "\"ab\"", DIALECT_SQLITE, "X'6162'");
    expect_default(&a, "Role", "ADMIN", DIALECT_POSTGRESQL, "'the admin'");
    expect_default(&a, "Level", "HIGH", DIALECT_POSTGRESQL, "1");
    expect_default(&a, "Level", "HIGH", DIALECT_SQLITE, "'HIGH'");
    expect_default(&a, "timestamptz", "now()", DIALECT_POSTGRESQL, "now()");
    expect_default(&a, "timestamptz", "now()", DIALECT_SQLITE,
                   "(rtrim(rtrim(strftime('%Y-%m-%d %H:%M:%f', 'now'), '0'), '.'))");
    expect_default(&a, "date", "now()", DIALECT_SQLITE, "(CURRENT_DATE)");
    expect_default(&a, "int", "1 + 2", DIALECT_POSTGRESQL, "(1 + 2)");
    expect_default(&a, "int", "-3", DIALECT_SQLITE, "-3");
    expect_default(&a, "double", "sql(\"-1.5e-5\")", DIALECT_SQLITE, "-1.5e-5");
    expect_default(&a, "double", "sql(\"1 - 5\")", DIALECT_SQLITE, "(1 - 5)");
    arena_free(&a);
}

static void expect_type(arena *a, const char *type, const char *postgresql, const char *sqlite)
{
    char text[512];
    (void)snprintf(
        text, sizeof text,
        "enum Role { USER }\nenum `Text` { A }\nenum Size stored as text { S }\nenum Level stored as smallint { LOW }\n"
        "model D { id: int primary key\n x: %s }",
        type);
    model_schema *schema = support_schema(a, text);
    const model_column *column = model_find_column(support_table(schema, "D"), STR("x"));
    writer out = writer_make(a);
    plan_type(schema, &column->type, DIALECT_POSTGRESQL, &out);
    assert_string_equal(writer_result(&out).ptr, postgresql);
    writer other = writer_make(a);
    plan_type(schema, &column->type, DIALECT_SQLITE, &other);
    assert_string_equal(writer_result(&other).ptr, sqlite);
}

static void types_have_their_names(void **state)
{
    (void)state;
    arena a = {0};
    expect_type(&a, "varchar(20)", "character varying(20)", "TEXT");
    expect_type(&a, "varchar", "character varying", "TEXT");
    expect_type(&a, "decimal(10,2)", "numeric(10,2)", "TEXT");
    expect_type(&a, "decimal", "numeric", "TEXT");
    expect_type(&a, "timestamp(3)", "timestamp(3) without time zone", "TEXT");
    expect_type(&a, "timestamptz", "timestamp with time zone", "TEXT");
    expect_type(&a, "double", "double precision", "REAL");
    expect_type(&a, "bytes", "bytea", "BLOB");
    expect_type(&a, "int[]", "integer[]", "TEXT");
    expect_type(&a, "Role", "role", "TEXT");
    expect_type(&a, "Role[]", "role[]", "TEXT");
    expect_type(&a, "`Text`", "public.text", "TEXT");
    expect_type(&a, "Size", "text", "TEXT");
    expect_type(&a, "Level", "smallint", "TEXT");
    expect_type(&a, "sql(postgresql: \"citext\", sqlite: \"TEXT COLLATE NOCASE\")", "citext", "TEXT COLLATE NOCASE");
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(expressions_on_postgresql),
        cmocka_unit_test(expressions_on_sqlite),
        cmocka_unit_test(defaults_are_stored_as_the_runtime_stores_them),
        cmocka_unit_test(types_have_their_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
