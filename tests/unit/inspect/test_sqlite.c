/* Databases of SQLite there and back: database -> schema -> database gives the same catalog, as pragmas and words of
 * sqlite_schema tell it, and a schema read from that one is the same as the first. */
#include "tests/unit/inspect/sqlite_support.h"

#include "compiler/inspect/sqlite_text.h"
#include "compiler/model/check.h"
#include "tests/unit/inspect/support.h"

typedef struct round_trip {
    const char *name;
    const char *sql;
    const char *carried;
} round_trip;

static const round_trip cases[] = {
#define CASE(name, sql, carried) {#name, sql, carried},
#include "tests/unit/inspect/sqlite_cases.def"
#undef CASE
};

static void everything_comes_back(void **state)
{
    (void)state;
    size_t failures = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        arena a = {0};
        failures += !sqlite_goes_around(&a, cases[i].name, cases[i].sql, cases[i].carried);
        arena_free(&a);
    }
    assert_int_equal(failures, 0);
}

/* --- as files --- */

static bool can_be_compiled(arena *a, const round_trip *row, sqlite_database *db)
{
    sqlite_database_run(db, row->sql);
    inspect_result read = sqlite_database_inspect(a, db, NULL);
    model_schema *named = inspect_name(a, &read, STR("p"));
    str text = inspect_text(a, named, STR("p"));
    model_schema *again = schema_of(a, text);
    diagnostic_list diagnostics = {.memory = a};
    check_schema(a, again, DIALECT_BIT_SQLITE, &diagnostics);
    VEC_EACH (const diagnostic, &diagnostics.items, found)
        if (diagnostic_find(found->code)->severity == DIAGNOSTIC_ERROR)
            print_error("%s: %.*s\n%.*s\n", row->name, STR_ARGS(found->message), STR_ARGS(text));
    return !diagnostics.errors && same_schemas(a, named, again);
}

static void every_schema_can_be_compiled(void **state)
{
    (void)state;
    size_t failures = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        arena a = {0};
        sqlite_database *db = sqlite_database_open();
        failures += !can_be_compiled(&a, &cases[i], db);
        sqlite_database_close(db);
        arena_free(&a);
    }
    assert_int_equal(failures, 0);
}

/* --- texts that end too early --- */

static void any_text_is_read_or_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        str sql = str_from(cases[i].sql);
        for (size_t end = 0; end < sql.len; end++) {
            arena a = {0};
            str text = str_copy(&a, str_slice(sql, 0, end));
            sqlite_table table;
            sqlite_index index;
            str query;
            (void)sqlite_read_table(&a, text, &table);
            (void)sqlite_read_index(&a, text, &index);
            (void)sqlite_read_view(&a, text, &query);
            arena_free(&a);
        }
    }
    arena a = {0};
    sqlite_table table;
    static const char *const refused[] = {"",
                                          "CREATE TABLE",
                                          "CREATE TABLE t",
                                          "CREATE TABLE t (",
                                          "CREATE TABLE t (a INTEGER",
                                          "CREATE TABLE t (a CHECK (a > 0)",
                                          "CREATE TABLE t (a REFERENCES)",
                                          "CREATE TABLE t (a) OTHER",
                                          "CREATE TABLE t (a, FOREIGN KEY a)",
                                          "CREATE TABLE t (a CONSTRAINT)",
                                          "CREATE VIEW t AS SELECT 1"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_false(sqlite_read_table(&a, str_from(refused[i]), &table));
    arena_free(&a);
}

/* The witness sees each of these differences. */
static void witness_sees(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"CREATE TABLE t (a INTEGER)", "CREATE TABLE t (a TEXT)"},
        {"CREATE TABLE t (a INTEGER CHECK (a > 0))", "CREATE TABLE t (a INTEGER CHECK (a > 1))"},
        {"CREATE TABLE t (a TEXT)", "CREATE TABLE t (a TEXT COLLATE NOCASE)"},
        {"CREATE TABLE t (a TEXT UNIQUE)", "CREATE TABLE t (a TEXT UNIQUE ON CONFLICT IGNORE)"},
        {"CREATE TABLE t (a INTEGER PRIMARY KEY)", "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)"},
        {"CREATE TABLE t (a DEFAULT 'x')", "CREATE TABLE t (a DEFAULT 'X')"},
        {"CREATE TABLE t (a REFERENCES t (a))", "CREATE TABLE t (a REFERENCES t (a) DEFERRABLE INITIALLY DEFERRED)"},
        {"CREATE TABLE t (a REFERENCES t (a) DEFERRABLE)",
         "CREATE TABLE t (a REFERENCES t (a) DEFERRABLE INITIALLY DEFERRED)"},
        {"CREATE TABLE t (a REFERENCES t (a))", "CREATE TABLE t (a REFERENCES t (a) DEFERRABLE)"},
        {"CREATE TABLE t (a, b AS (a + 1))", "CREATE TABLE t (a, b AS (a + 2))"},
        {"CREATE TABLE t (a CONSTRAINT x CHECK (a))", "CREATE TABLE t (a CONSTRAINT y CHECK (a))"},
        {"CREATE TABLE t (a INT)", "CREATE TABLE t (a INT) STRICT"},
        {"CREATE TABLE t (a NOT NULL)", "CREATE TABLE t (a NOT NULL ON CONFLICT IGNORE)"},
        {"CREATE TABLE t (a, UNIQUE (a))", "CREATE TABLE t (a, UNIQUE (a DESC))"},
        {"CREATE TABLE t (a, UNIQUE (a))", "CREATE TABLE t (a, UNIQUE (a COLLATE NOCASE))"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        arena a = {0};
        sqlite_database *first = sqlite_database_open();
        sqlite_database *second = sqlite_database_open();
        sqlite_database_run(first, pairs[i][0]);
        sqlite_database_run(second, pairs[i][1]);
        assert_false(str_eq(sqlite_database_witness(first, &a), sqlite_database_witness(second, &a)));
        sqlite_database_close(first);
        sqlite_database_close(second);
        arena_free(&a);
    }
}

/* --- what the options say --- */

static const char several[] =
    "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a (id)); "
    "CREATE TABLE log_1 (m TEXT); CREATE INDEX i ON log_1 (m); CREATE VIEW log_view AS SELECT 1 AS one; CREATE TRIGGER "
    "g "
    "AFTER INSERT ON log_1 BEGIN SELECT 1; END; CREATE TABLE schemac_history (revision TEXT)";

static void expect_names(arena *a, const inspect_result *read, const char *tables, const char *left_out)
{
    str_list names = {0};
    MAP_EACH (&read->schema->tables, entry)
        VEC_PUSH(a, &names, entry->key);
    assert_string_equal(sqlite_joined(a, &names).ptr, tables);
    assert_string_equal(sqlite_joined(a, &read->left_out).ptr, left_out);
}

static void options_choose(void **state)
{
    (void)state;
    arena a = {0};
    sqlite_database *db = sqlite_database_open();
    sqlite_database_run(db, several);
    inspect_result read = sqlite_database_inspect(&a, db, NULL);
    expect_names(&a, &read, "a; b; log_1", "table schemac_history");
    inspect_options options = {0};
    VEC_PUSH(&a, &options.exclude, STR("log_*"));
    VEC_PUSH(&a, &options.exclude, STR("a"));
    read = sqlite_database_inspect(&a, db, &options);
    expect_names(
        &a, &read, "b",
        "table a; table log_1; table schemac_history; foreign key of table b to table a; view log_view; trigger g");
    assert_int_equal(read.schema->objects.count, 0);
    options = (inspect_options){.history_table = STR("log_1")};
    VEC_PUSH(&a, &options.include, STR("log*"));
    read = sqlite_database_inspect(&a, db, &options);
    assert_int_equal(read.schema->tables.count, 0);
    sqlite_database_close(db);
    arena_free(&a);
}

static void shadows_are_told(void **state)
{
    (void)state;
    arena a = {0};
    sqlite_database *db = sqlite_database_open();
    sqlite_database_run(db, "CREATE VIRTUAL TABLE places USING rtree (id, x0, x1)");
    inspect_result read = sqlite_database_inspect(&a, db, NULL);
    expect_names(&a, &read, "", "shadow table places_rowid; shadow table places_node; shadow table places_parent");
    assert_int_equal(read.n_carried, 1);
    sqlite_database_close(db);
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_comes_back),
        cmocka_unit_test(every_schema_can_be_compiled),
        cmocka_unit_test(any_text_is_read_or_refused),
        cmocka_unit_test(witness_sees),
        cmocka_unit_test(options_choose),
        cmocka_unit_test(shadows_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
