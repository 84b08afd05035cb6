/* Columns that become NOT NULL in the revision in which rows of `data` get their values there. */
#include "tests/unit/sql/support.h"

#include <stdlib.h>
#include <string.h>

typedef struct tightening {
    const char *name;
    const char *before, *after;
    const char *query, *was, *is; /* what it sees before and after */
    bool one_way;                 /* the old type does not take the new values */
} tightening;

static const tightening cases[] = {
    {"the same type",
     "model T table t { id: int primary key\n x: text? }\ndata T key (id) { {id: 1} {id: 2, x: \"b\"} }",
     "model T table t { id: int primary key\n x: text }\ndata T key (id) { {id: 1, x: \"a\"} {id: 2, x: \"c\"} }",
     "SELECT id, x FROM t ORDER BY id", "1|\n2|b", "1|a\n2|c", false},
    {"a value that the old type does not take",
     "model T table t { id: int primary key\n x: smallint? }\ndata T key (id) { {id: 1} }",
     "model T table t { id: int primary key\n x: int\n check (x > 9) }\ndata T key (id) { {id: 1, x: 70000} }",
     "SELECT id, x FROM t", "1|", "1|70000", true},
    {"the default", "model T table t { id: int primary key\n x: int? }\ndata T key (id) { {id: 1} {id: 2, x: null} }",
     "model T table t { id: int primary key\n x: int = 7 }\ndata T key (id) { {id: 1} {id: 2} }",
     "SELECT id, x FROM t ORDER BY id", "1|\n2|", "1|7\n2|7", true},
    {"names and types of the key change, too",
     "enum E stored as text { A B }\nmodel T table t { code: int\n e: E\n x: text?\n primary key (code, e) }\n"
     "data T key (code, e) { {code: 1, e: A} {code: 1, e: B, x: \"y\"} }",
     "enum E stored as text { C was A B }\nmodel T table t { number: bigint was code\n e: E\n x: text\n"
     " primary key (number, e) }\ndata T key (number, e) { {number: 1, e: C, x: \"it's\"} {number: 1, e: B, x: \"y\"} "
     "}",
     "SELECT x FROM t ORDER BY e = 'B'", "\ny", "it's\ny", false},
    {"a row that comes is pointed to",
     "model P table p { id: int primary key }\n"
     "model T table t { id: int primary key\n p: ref P? }\ndata P key (id) { {id: 1} }\ndata T key (id) { {id: 1} {id: "
     "2, p: 1} }",
     "model P table p { id: int primary key }\n"
     "model T table t { id: int primary key\n p: ref P }\ndata P key (id) { {id: 1} {id: 2} }\n"
     "data T key (id) { {id: 1, p: 2} {id: 2, p: 1} {id: 3, p: 2} }",
     "SELECT id, p_id FROM t ORDER BY id", "1|\n2|1", "1|2\n2|1\n3|2", true},
    {"the primary key", "model T table t { code: text unique\n x: int? }\ndata T key (code) { {code: \"a\"} }",
     "model T table t { code: text unique\n x: int primary key }\ndata T key (code) { {code: \"a\", x: 5} }",
     "SELECT code, x FROM t", "a|", "a|5", false},
    {"an identity", "model T table t { code: text unique\n x: bigint? }\ndata T key (code) { {code: \"a\"} }",
     "model T table t { code: text unique\n x: bigint primary key auto }\ndata T key (code) { {code: \"a\", x: 5} }",
     "SELECT code, x FROM t", "a|", "a|5", false},
};
enum { CASES = sizeof cases / sizeof *cases };

static void expect(database *db, arena *a, const tightening *t, const char *expected)
{
    str seen = database_query(db, a, t->query);
    if (strcmp(seen.ptr, expected) != 0)
        print_error("%s\n", t->name);
    assert_string_equal(seen.ptr, expected);
}

static plan *way(arena *a, const model_schema *from, const model_schema *to, dialect_id dialect, plan_options options)
{
    diagnostic_list diagnostics = {.memory = a};
    change_list changes = options.down ? support_changes(a, to, from) : support_changes(a, from, to);
    if (options.down)
        changes = change_invert(a, &changes);
    plan *p = plan_make(a, from, &changes, dialect, &options, &diagnostics);
    assert_int_equal(diagnostics.errors, 0);
    return p;
}

/* Up, and down again. */
static void walk(arena *a, const tightening *t, dialect_id dialect, bool online)
{
    const model_schema *before = support_schema(a, t->before), *after = support_schema(a, t->after);
    const plan_options up = {.online = online}, down = {.online = online, .down = true};
    database *db = database_open(dialect);
    database_run_plan(db, support_plan(a, support_empty(a), before, dialect));
    expect(db, a, t, t->was);
    database_run_plan(db, way(a, before, after, dialect, up));
    expect(db, a, t, t->is);
    if (!t->one_way) {
        database_run_plan(db, way(a, after, before, dialect, down));
        expect(db, a, t, t->was);
    }
    database_close(db);
}

static void values_come_before_not_null(void **state)
{
    (void)state;
    for (size_t i = 0; i < CASES; i++)
        for (dialect_id dialect = 0; dialect < DIALECT_COUNT; dialect++) {
            arena a = {0};
            walk(&a, &cases[i], dialect, false);
            if (dialect == DIALECT_POSTGRESQL)
                walk(&a, &cases[i], dialect, true);
            arena_free(&a);
        }
}

/* Rows that hold a label which goes: they get another before it does, if that is of the same type; else with the type
 * of the column. */
static const tightening label_cases[] = {
    {"another label",
     "enum A { x y }\nmodel T table t { id: int primary key\n k: A }\ndata T key (id) { {id: 1, k: x} }",
     "enum A { y }\nmodel T table t { id: int primary key\n k: A }\ndata T key (id) { {id: 1, k: y} }",
     "SELECT id, k FROM t", "1|x", "1|y", false},
    {"one of another enum",
     "enum A { x y }\nenum B { x p }\nmodel T table t { id: int primary key\n k: A }\n"
     "data T key (id) { {id: 1, k: x} }",
     "enum A { y }\nenum B { x p }\nmodel T table t { id: int primary key\n k: B }\n"
     "data T key (id) { {id: 1, k: p} }",
     "SELECT id, k FROM t", "1|x", "1|p", true},
};

static void rows_leave_labels_that_go(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof label_cases / sizeof *label_cases; i++)
        for (dialect_id dialect = 0; dialect < DIALECT_COUNT; dialect++) {
            arena a = {0};
            walk(&a, &label_cases[i], dialect, false);
            arena_free(&a);
        }
}

/* A number that only the database gives is given by `data` all the same, and the next one is behind it. */
static void ids_of_an_identity_are_given(void **state)
{
    (void)state;
    for (dialect_id dialect = 0; dialect < DIALECT_COUNT; dialect++) {
        arena a = {0};
        const model_schema *schema =
            support_schema(&a, "model T table t { id: bigint primary key auto always\n x: text }\n"
                               "data T key (id) { {id: 5, x: \"a\"} }");
        database *db = database_open(dialect);
        database_run_plan(db, support_plan(&a, support_empty(&a), schema, dialect));
        database_run(db, "INSERT INTO t (x) VALUES ('b')");
        assert_string_equal(database_query(db, &a, "SELECT id, x FROM t ORDER BY id").ptr, "5|a\n6|b");
        database_close(db);
        arena_free(&a);
    }
}

/* What was loosened is tightened on the way down, and the row has its value back. */
static void way_back_has_values_first(void **state)
{
    (void)state;
    for (dialect_id dialect = 0; dialect < DIALECT_COUNT; dialect++) {
        arena a = {0};
        const model_schema *before = support_schema(
            &a, "model T table t { id: int primary key\n x: text }\ndata T key (id) { {id: 1, x: \"long\"} }");
        const model_schema *after = support_schema(
            &a, "model T table t { id: int primary key\n x: varchar(2)? using (sql(\"substr(x, 1, 2)\")) }\n"
                "data T key (id) { {id: 1, x: null} }");
        database *db = database_open(dialect);
        database_run_plan(db, support_plan(&a, support_empty(&a), before, dialect));
        database_run(db, "INSERT INTO t VALUES (2, 'xyz')");
        database_run_plan(db, support_plan(&a, before, after, dialect));
        assert_string_equal(database_query(db, &a, "SELECT id, x FROM t ORDER BY id").ptr, "1|\n2|xy");
        database_run_plan(db, support_down(&a, before, after, dialect));
        assert_string_equal(database_query(db, &a, "SELECT id, x FROM t ORDER BY id").ptr, "1|long\n2|xy");
        database_close(db);
        arena_free(&a);
    }
}

static size_t count_errors(database *db, const plan *p)
{
    size_t errors = 0;
    VEC_EACH (const plan_statement, &p->statements, statement) {
        char *error = database_try(db, statement->sql.ptr);
        errors += error != NULL;
        free(error);
        if (errors)
            break;
    }
    return errors;
}

/* Rows of `data` get their values; a null in any other row is nobody's to mend. */
static void other_rows_keep_their_null(void **state)
{
    (void)state;
    for (dialect_id dialect = 0; dialect < DIALECT_COUNT; dialect++) {
        arena a = {0};
        const model_schema *before = support_schema(&a, cases[0].before), *after = support_schema(&a, cases[0].after);
        database *db = database_open(dialect);
        database_run_plan(db, support_plan(&a, support_empty(&a), before, dialect));
        database_run(db, "INSERT INTO t VALUES (3, NULL)");
        assert_int_equal(count_errors(db, support_plan(&a, before, after, dialect)), 1);
        database_close(db);
        arena_free(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_come_before_not_null),  cmocka_unit_test(rows_leave_labels_that_go),
        cmocka_unit_test(ids_of_an_identity_are_given), cmocka_unit_test(way_back_has_values_first),
        cmocka_unit_test(other_rows_keep_their_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
