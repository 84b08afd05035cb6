/* What becomes of rows: tables that are rebuilt on SQLite, columns that change their type, enums whose values move. */
#include "tests/unit/sql/support.h"

#include <stdlib.h>
#include <string.h>

/* A database made from `before`, with rows, and taken to `after`. */
static database *migrated(arena *a, dialect_id dialect, const char *before, const char *rows, const char *after)
{
    model_schema *old_schema = support_schema(a, before), *new_schema = support_schema(a, after);
    database *db = database_open(dialect);
    database_run_plan(db, support_plan(a, support_empty(a), old_schema, dialect));
    database_run(db, rows);
    database_run_plan(db, support_plan(a, old_schema, new_schema, dialect));
    return db;
}

static void expect_rows(database *db, arena *a, const char *query, const char *expected)
{
    assert_string_equal(database_query(db, a, query).ptr, expected);
}

/* The children refer with ON DELETE CASCADE: if the old table were dropped with foreign keys on, they would be gone. */
static void rebuild_keeps_rows_of_others(void **state)
{
    (void)state;
    arena a = {0};
    database *db =
        migrated(&a, DIALECT_SQLITE,
                 "model P table p { id: bigint primary key auto\n name: text }\n"
                 "model C table c { id: int primary key\n p: ref P on delete cascade }",
                 "INSERT INTO p (id, name) VALUES (1, 'a'), (2, 'b'), (9, 'gone'); DELETE FROM p WHERE id = 9;"
                 "INSERT INTO c VALUES (1, 1), (2, 2)",
                 "model P table p { id: bigint primary key auto\n name: text unique }\n"
                 "model C table c { id: int primary key\n p: ref P on delete cascade }");
    expect_rows(db, &a, "SELECT id, name FROM p ORDER BY id", "1|a\n2|b");
    expect_rows(db, &a, "SELECT id, p_id FROM c ORDER BY id", "1|1\n2|2");
    expect_rows(db, &a, "PRAGMA foreign_key_check", "");
    database_run(db, "INSERT INTO p (name) VALUES ('next')");
    expect_rows(db, &a, "SELECT max(id) FROM p", "10");
    database_run(db, "DELETE FROM p WHERE id = 1");
    expect_rows(db, &a, "SELECT count(*) FROM c", "1");
    database_close(db);
    arena_free(&a);
}

static void rebuild_keeps_last_id_of_empty_table(void **state)
{
    (void)state;
    arena a = {0};
    database *db = migrated(&a, DIALECT_SQLITE, "model P table p { id: bigint primary key auto\n name: text }",
                            "INSERT INTO p (id, name) VALUES (41, 'x'); DELETE FROM p",
                            "model P table p { id: bigint primary key auto\n name: text unique }");
    database_run(db, "INSERT INTO p (name) VALUES ('y')");
    expect_rows(db, &a, "SELECT id FROM p", "42");
    database_close(db);
    arena_free(&a);
}

static void rebuild_keeps_row_ids(void **state)
{
    (void)state;
    arena a = {0};
    database *db = migrated(&a, DIALECT_SQLITE, "model P table p { code: text primary key\n rowid: int }",
                            "INSERT INTO p VALUES ('a', 1), ('b', 2), ('c', 3); DELETE FROM p WHERE code = 'a'",
                            "model P table p { code: text primary key\n rowid: int check (rowid > 0) }");
    expect_rows(db, &a, "SELECT oid, code FROM p ORDER BY 1", "2|b\n3|c");
    database_close(db);
    arena_free(&a);
}

/* To a table that is stored by its key, and back to one with row ids, one column of which is new. */
static void row_forms_keep_rows(void **state)
{
    (void)state;
    arena a = {0};
    const char *plain = "model P table p { code: text primary key\n n: int? }";
    const char *form = "model P table p { code: text primary key\n n: int?\n strict\n without rowid }";
    const char *rows = "INSERT INTO p VALUES ('b', 1), ('a', NULL)";
    database *db = migrated(&a, DIALECT_SQLITE, plain, rows, form);
    expect_rows(db, &a, "SELECT code, n FROM p ORDER BY 1", "a|\nb|1");
    expect_rows(db, &a, "SELECT wr, strict FROM pragma_table_list('p')", "1|1");
    database_close(db);
    db = migrated(&a, DIALECT_SQLITE, form, rows, "model P table p no code { m: int? drop code drop n }");
    expect_rows(db, &a, "SELECT count(*), count(m), max(rowid) FROM p", "2|0|2");
    database_close(db);
    arena_free(&a);
}

/* The copy of the rows is made by the words of a statement, which stand above those of a constraint. */
static void conflicts_are_no_loss(void **state)
{
    (void)state;
    arena a = {0};
    const char *before = "model P table p { id: int primary key\n code: text }";
    const char *after = "model P table p { id: int primary key\n code: text\n unique (code) on conflict replace }";
    database *db = migrated(&a, DIALECT_SQLITE, before, "INSERT INTO p VALUES (1, 'a'), (2, 'b')", after);
    expect_rows(db, &a, "SELECT count(*) FROM p", "2");
    expect_rows(db, &a, "INSERT INTO p VALUES (3, 'a') RETURNING id", "3");
    expect_rows(db, &a, "SELECT id, code FROM p ORDER BY 1", "2|b\n3|a");
    expect_rows(db, &a, "SELECT count(*) FROM sqlite_schema WHERE sql LIKE '%UNIQUE (code) ON CONFLICT REPLACE%'", "1");
    database_close(db);
    arena_free(&a);
}

/* What a column says is done with a null is not done with the rows of a rebuild, nor with those of `data`. */
static void conflicts_of_columns_are_no_loss(void **state)
{
    (void)state;
    arena a = {0};
    const char *before = "model P table p { id: int primary key\n code: text unique\n note: text }\n"
                         "data P key (id) { { id: 1, code: \"a\", note: \"n\" } }";
    const char *after =
        "model P table p { id: int primary key\n code: text not null on conflict ignore unique (code desc) "
        "as constraint on conflict replace\n note: text }\n"
        "data P key (id) { { id: 1, code: \"b\", note: \"m\" } }";
    database *db = migrated(&a, DIALECT_SQLITE, before, "INSERT INTO p VALUES (2, 'c', 'o')", after);
    expect_rows(db, &a, "SELECT id, code, note FROM p ORDER BY 1", "1|b|m\n2|c|o");
    expect_rows(db, &a, "INSERT INTO p VALUES (3, NULL, 'p') RETURNING id", "");
    expect_rows(db, &a, "INSERT INTO p VALUES (4, 'c', 'q') RETURNING id", "4");
    expect_rows(db, &a, "SELECT id, code FROM p ORDER BY 1", "1|b\n4|c");
    database_close(db);
    arena_free(&a);
}

/* A descending key of an integer is no row id: it may be written as any other key, and takes what numbers there are. */
static void descending_integer_is_a_key(void **state)
{
    (void)state;
    arena a = {0};
    const char *before = "model P table p { id: int primary key\n code: text }";
    const char *after = "model P table p { id: int primary key (id desc)\n code: text }";
    database *db = migrated(&a, DIALECT_SQLITE, before, "INSERT INTO p VALUES (7, 'a'), (5, 'b')", after);
    expect_rows(db, &a, "SELECT id, rowid <> id FROM p ORDER BY 1", "5|1\n7|1");
    expect_rows(db, &a, "SELECT name, \"desc\" FROM pragma_index_xinfo('sqlite_autoindex_p_1') WHERE key", "id|1");
    database_close(db);
    arena_free(&a);
}

/* Found by the laws: SQLite 3.40 refuses the renaming where the primary key stands before the unique constraint. */
static void key_without_row_id_is_renamed(void **state)
{
    (void)state;
    arena a = {0};
    database *db = migrated(&a, DIALECT_SQLITE, "model P table p { id: int primary key unique\n without rowid }",
                            "INSERT INTO p VALUES (4)",
                            "model P table p { number: int was id primary key unique\n without rowid }");
    expect_rows(db, &a, "SELECT number FROM p", "4");
    database_close(db);
    arena_free(&a);
}

/* The names change places while one of the columns goes. */
static void rebuild_follows_names(void **state)
{
    (void)state;
    arena a = {0};
    database *db =
        migrated(&a, DIALECT_SQLITE, "model T table t { id: int primary key\n a: text unique\n b: text\n c: text }",
                 "INSERT INTO t VALUES (1, 'was a', 'was b', 'was c')",
                 "model T table t { id: int primary key\n a: text was b\n b: text was c\n check (a <> b) }");
    expect_rows(db, &a, "SELECT * FROM t", "1|was b|was c");
    database_close(db);
    arena_free(&a);
}

static void children_follow_renames(void **state)
{
    (void)state;
    arena a = {0};
    database *db =
        migrated(&a, DIALECT_SQLITE,
                 "model P table p { id: int primary key\n code: text unique }\n"
                 "model C table c { id: int primary key\n code: text\n foreign key (code) references P (code) }",
                 "INSERT INTO p VALUES (1, 'x'); INSERT INTO c VALUES (1, 'x')",
                 "model Q table q was P { id: int primary key\n sign: text unique was code\n check (id > 0) }\n"
                 "model C table c { id: int primary key\n code: text\n foreign key (code) references Q (sign) }");
    expect_rows(db, &a, "SELECT \"table\", \"to\" FROM pragma_foreign_key_list('c')", "q|sign");
    expect_rows(db, &a, "PRAGMA foreign_key_check", "");
    database_close(db);
    arena_free(&a);
}

/* Found by the laws: no column stays, and still the rows do. */
static void rows_outlive_their_columns(void **state)
{
    (void)state;
    arena a = {0};
    database *db = migrated(&a, DIALECT_SQLITE, "model T table t { id: bigint primary key auto }",
                            "INSERT INTO t VALUES (3), (8)", "model T table t { n: int?\n drop id }");
    expect_rows(db, &a, "SELECT rowid, n FROM t", "3|\n8|");
    database_close(db);
    arena_free(&a);
}

static const char values_before[] = "model V table v {\n id: int primary key\n flag: bool\n n: int\n d: decimal(10,2)\n"
                                    " day: date\n at: timestamp\n t: text\n f: double\n }";
static const char values_after[] = "model V table v {\n id: int primary key\n flag: text\n n: decimal(8,1)\n d: int\n"
                                   " day: timestamp\n at: date\n t: bool\n f: decimal(6,2)\n }";

static void values_become_those_of_the_new_type(void **state)
{
    (void)state;
    static const struct {
        dialect_id dialect;
        const char *rows;
        const char *expected;
    } cases[] = {
        {DIALECT_POSTGRESQL,
         "INSERT INTO v VALUES (1, true, 7, 12.50, '2026-11-20', '2026-11-20 21:12:03', 'yes', 1.255)",
         "1|true|7.0|13|2026-11-20 00:00:00|2026-11-20|t|1.26"},
        {DIALECT_SQLITE, "INSERT INTO v VALUES (1, 1, 7, '12.50', '2026-11-20', '2026-11-20 21:12:03', 'yes', 1.256)",
         "1|true|7.0|13|2026-11-20 00:00:00|2026-11-20|1|1.26"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        arena a = {0};
        database *db = migrated(&a, cases[i].dialect, values_before, cases[i].rows, values_after);
        expect_rows(db, &a, "SELECT * FROM v", cases[i].expected);
        database_close(db);
        arena_free(&a);
    }
}

static const char enums_before[] = "enum S stored as text { A\n B\n C }\nenum N stored as smallint { A\n B\n C }\n"
                                   "enum T { A\n B\n C }\n"
                                   "model M table m { id: int primary key\n s: S?\n n: N?\n t: T? }";
static const char enums_after[] =
    "enum S stored as text { B was A\n A was B\n C }\nenum N stored as smallint { C\n A }\n"
    "enum T { C\n X was A }\n"
    "model M table m { id: int primary key\n s: S?\n n: N?\n t: T? }";

static void enum_values_follow_their_members(void **state)
{
    (void)state;
    static const struct {
        dialect_id dialect;
        const char *rows;
        const char *expected;
    } cases[] = {
        {DIALECT_POSTGRESQL, "INSERT INTO m VALUES (1, 'A', 0, 'A'), (2, 'B', 2, 'C'), (3, NULL, NULL, NULL)",
         "1|B|1|X\n2|A|0|C\n3|||"},
        {DIALECT_SQLITE, "INSERT INTO m VALUES (1, 'A', 'A', 'A'), (2, 'B', 'C', 'C'), (3, NULL, NULL, NULL)",
         "1|B|A|X\n2|A|C|C\n3|||"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        arena a = {0};
        database *db = migrated(&a, cases[i].dialect, enums_before, cases[i].rows, enums_after);
        expect_rows(db, &a, "SELECT * FROM m ORDER BY id", cases[i].expected);
        database_close(db);
        arena_free(&a);
    }
}

/* A row that holds a member which goes must stop the migration, and never turn into something else. */
static void lost_member_in_use_stops(void **state)
{
    (void)state;
    static const struct {
        dialect_id dialect;
        const char *row;
    } cases[] = {
        {DIALECT_POSTGRESQL, "INSERT INTO m VALUES (1, NULL, 1, NULL)"},
        {DIALECT_POSTGRESQL, "INSERT INTO m VALUES (1, NULL, NULL, 'B')"},
        {DIALECT_SQLITE, "INSERT INTO m VALUES (1, NULL, 'B', NULL)"},
        {DIALECT_SQLITE, "INSERT INTO m VALUES (1, NULL, NULL, 'B')"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        arena a = {0};
        model_schema *before = support_schema(&a, enums_before), *after = support_schema(&a, enums_after);
        database *db = database_open(cases[i].dialect);
        database_run_plan(db, support_plan(&a, support_empty(&a), before, cases[i].dialect));
        database_run(db, cases[i].row);
        char *message = NULL;
        plan *p = support_plan(&a, before, after, cases[i].dialect);
        VEC_EACH (const plan_statement, &p->statements, statement) {
            message = database_try(db, statement->sql.ptr);
            if (message)
                break;
        }
        assert_non_null(message);
        free(message);
        database_close(db);
        arena_free(&a);
    }
}

/* The column that comes back takes no null and is a key: the rows that are there get values of their own. */
static void way_back_fills_keys(void **state)
{
    (void)state;
    for (dialect_id dialect = 0; dialect < DIALECT_COUNT; dialect++) {
        arena a = {0};
        model_schema *before =
            support_schema(&a, "model T table t { id: int primary key\n code: text unique\n n: int unique\n"
                               " u: uuid unique\n at: timestamptz }");
        model_schema *after =
            support_schema(&a, "model T table t { id: int primary key\n drop code\n drop n\n drop u\n drop at }");
        database *db = database_open(dialect);
        database_run_plan(db, support_plan(&a, support_empty(&a), after, dialect));
        database_run(db, "INSERT INTO t (id) VALUES (1), (2), (3)");
        database_run_plan(db, support_down(&a, before, after, dialect));
        expect_rows(db, &a, "SELECT count(DISTINCT code), count(DISTINCT n), count(DISTINCT u), count(at) FROM t",
                    "3|3|3|3");
        database_close(db);
        arena_free(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rebuild_keeps_rows_of_others),
        cmocka_unit_test(rebuild_keeps_last_id_of_empty_table),
        cmocka_unit_test(rebuild_keeps_row_ids),
        cmocka_unit_test(row_forms_keep_rows),
        cmocka_unit_test(conflicts_are_no_loss),
        cmocka_unit_test(conflicts_of_columns_are_no_loss),
        cmocka_unit_test(descending_integer_is_a_key),
        cmocka_unit_test(key_without_row_id_is_renamed),
        cmocka_unit_test(rebuild_follows_names),
        cmocka_unit_test(children_follow_renames),
        cmocka_unit_test(rows_outlive_their_columns),
        cmocka_unit_test(values_become_those_of_the_new_type),
        cmocka_unit_test(enum_values_follow_their_members),
        cmocka_unit_test(lost_member_in_use_stops),
        cmocka_unit_test(way_back_fills_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
