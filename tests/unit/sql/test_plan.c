/* What a plan reports, marks and says about itself. */
#include "tests/unit/sql/support.h"

#include "compiler/sql/planner.h"

#include <stdio.h>
#include <string.h>

static void expect_errors(const char *before, const char *after, dialect_id dialect, const char *expected)
{
    arena a = {0};
    model_schema *old_schema = support_schema(&a, before), *new_schema = support_schema(&a, after);
    assert_string_equal(support_errors(&a, old_schema, new_schema, dialect).ptr, expected);
    arena_free(&a);
}

static void new_column_needs_a_value(void **state)
{
    (void)state;
    const char *before = "model T table t { id: int primary key }";
    for (dialect_id dialect = 0; dialect < DIALECT_COUNT; dialect++) {
        expect_errors(before, "model T table t { id: int primary key\n x: int }", dialect, "451");
        expect_errors(before, "model T table t { id: int primary key\n x: int = 0 }", dialect, "");
        expect_errors(before, "model T table t { id: int primary key\n x: int? }", dialect, "");
        expect_errors(before, "model T table t { id: int primary key\n x: int generated (id + 1) stored }", dialect,
                      "");
        expect_errors("", "model T table t { id: int primary key\n x: int }", dialect, "");
    }
}

static void change_of_type_needs_a_cast(void **state)
{
    (void)state;
    const char *before = "model T table t { id: int primary key\n x: int }";
    for (dialect_id dialect = 0; dialect < DIALECT_COUNT; dialect++) {
        expect_errors(before, "model T table t { id: int primary key\n x: uuid }", dialect, "450");
        expect_errors(before, "model T table t { id: int primary key\n x: text }", dialect, "");
        expect_errors(before, "model T table t { id: int primary key\n x: date using (now()) }", dialect, "");
    }
}

static void sqlite_lacks(void **state)
{
    (void)state;
    expect_errors("", "model T table t { id: int\n n: int auto\n primary key (id) }", DIALECT_SQLITE, "452");
    expect_errors("", "model T table t { id: int\n n: int auto\n primary key (id) }", DIALECT_POSTGRESQL, "");
    expect_errors("", "model T table t { id: int primary key\n n: int?\n unique (n) nulls not distinct }",
                  DIALECT_SQLITE, "452");
    expect_errors("", "model T table t { id: int primary key\n n: text collate de_DE }", DIALECT_SQLITE, "452");
    expect_errors("", "model T table t { id: int primary key\n n: text collate nocase }", DIALECT_SQLITE, "");
    expect_errors("", "model T table t { id: int primary key\n n: int generated (id) virtual }", DIALECT_POSTGRESQL,
                  "452");
    expect_errors("", "model T table t { id: int primary key\n n: int generated (id) virtual }", DIALECT_SQLITE, "");
}

static plan *plan_of(arena *a, const char *before, const char *after, dialect_id dialect)
{
    return support_plan(a, support_schema(a, before), support_schema(a, after), dialect);
}

static void expect_hazards(const char *before, const char *after, dialect_id dialect, const char *expected)
{
    arena a = {0};
    writer out = writer_make(&a);
    plan_hazards(plan_of(&a, before, after, dialect), &out);
    assert_string_equal(writer_result(&out).ptr, expected);
    arena_free(&a);
}

static void hazards_are_said_once(void **state)
{
    (void)state;
    const char *before = "model P table p { id: int primary key\n a: varchar(10)\n b: int? }\n"
                         "model C table c { id: int primary key }";
    expect_hazards(before,
                   "model P table p { id: int primary key\n a: varchar(20)\n b: int? }\n"
                   "model C table c { id: int primary key }",
                   DIALECT_POSTGRESQL, "Locks: ACCESS EXCLUSIVE on p\n");
    expect_hazards(before,
                   "model P table p { id: int primary key\n a: varchar(10)\n b: bigint }\n"
                   "model C table c { id: int primary key\n p: ref P?\n index (id) }",
                   DIALECT_POSTGRESQL, "Rewrites: p\nScans: c\nLocks: ACCESS EXCLUSIVE on p, c\n");
}

/* The strictest lock only; a foreign key locks both sides. */
static void foreign_key_locks_both(void **state)
{
    (void)state;
    expect_hazards("model P table p { id: int primary key }\nmodel C table c { id: int primary key\n p_id: int? }",
                   "model P table p { id: int primary key }\n"
                   "model C table c { id: int primary key\n p_id: int?\n foreign key (p_id) references P (id) }",
                   DIALECT_POSTGRESQL, "Scans: c\nLocks: SHARE ROW EXCLUSIVE on c, p\n");
    expect_hazards("model P table p { id: int primary key }",
                   "model P table p { id: int primary key }\nmodel C table c { id: int primary key\n p: ref P }",
                   DIALECT_POSTGRESQL, "Locks: SHARE ROW EXCLUSIVE on p\n");
    expect_hazards("model P table p { id: int primary key\n x: text }",
                   "model P table p { id: int primary key\n drop x }", DIALECT_SQLITE, "Loses: column p.x\n");
}

/* It may be a domain with a check, and the database then writes each row anew. */
static void a_type_of_the_authors_is_not_known(void **state)
{
    (void)state;
    static const struct {
        const char *type, *expected;
    } rows[] = {
        {"country_code", "Locks: ACCESS EXCLUSIVE on p\nNot read: type \"country_code\"\n"},
        {"geometry(Point, 4326)", "Locks: ACCESS EXCLUSIVE on p\nNot read: type \"geometry\"\n"},
        {"tsvector", "Locks: ACCESS EXCLUSIVE on p\n"},
        {"integer", "Locks: ACCESS EXCLUSIVE on p\n"},
        {"NUMERIC(10)", "Locks: ACCESS EXCLUSIVE on p\n"},
        {"double precision[]", "Locks: ACCESS EXCLUSIVE on p\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char after[200];
        (void)snprintf(after, sizeof after, "model P table p { id: int primary key\n x: sql(\"%s\")? }", rows[i].type);
        expect_hazards("model P table p { id: int primary key }", after, DIALECT_POSTGRESQL, rows[i].expected);
    }
    expect_hazards("", "model P table p { id: int primary key\n x: sql(\"country_code\")? }", DIALECT_POSTGRESQL, "");
}

static void labels_stand_alone(void **state)
{
    (void)state;
    arena a = {0};
    plan *p = plan_of(&a, "enum E { A }\nmodel T table t { id: int primary key\n e: E = A }",
                      "enum E { A\n B }\nmodel T table t { id: int primary key\n e: E = B }", DIALECT_POSTGRESQL);
    assert_int_equal(p->n_segments, 2);
    assert_false(p->statements.items[0].transactional);
    assert_true(p->statements.items[1].transactional);
    assert_string_equal(support_sql(p, &a).ptr, "--# segment 1: no transaction\n"
                                                "ALTER TYPE e ADD VALUE IF NOT EXISTS 'B' AFTER 'A';\n\n"
                                                "--# segment 2: transaction\n"
                                                "ALTER TABLE t ALTER COLUMN e SET DEFAULT 'B';\n");
    arena_free(&a);
}

static void same_input_same_text(void **state)
{
    (void)state;
    static const char text[] =
        "enum E { A\n B }\nmodel T table t { id: int primary key\n e: E\n x: text? unique\n index (e) }\n"
        "model U table u { id: int primary key\n t: ref T }";
    for (dialect_id dialect = 0; dialect < DIALECT_COUNT; dialect++) {
        arena a = {0}, b = {0};
        str one = support_sql(plan_of(&a, "", text, dialect), &a);
        str two = support_sql(plan_of(&b, "", text, dialect), &b);
        assert_string_equal(one.ptr, two.ptr);
        arena_free(&a);
        arena_free(&b);
    }
}

/* Foreign keys in a long chain, written from its end: the order must not need a deep stack, nor time that grows with
 * the square. */
static void long_chain(void **state)
{
    (void)state;
    enum { LENGTH = 3000 };
    arena a = {0};
    writer text = writer_make(&a);
    for (int i = 0; i < LENGTH; i++)
        writer_format(&text, "model M%d table m%d { id: int primary key\n next: ref M%d? }\n", i, i, (i + 1) % LENGTH);
    model_schema *schema = support_schema(&a, writer_result(&text).ptr);
    for (dialect_id dialect = 0; dialect < DIALECT_COUNT; dialect++) {
        plan *up = support_plan(&a, support_empty(&a), schema, dialect);
        plan *down = support_down(&a, support_empty(&a), schema, dialect);
        size_t split = dialect == DIALECT_POSTGRESQL ? 1 : 0;
        assert_int_equal(up->statements.count, LENGTH + split);
        assert_int_equal(down->statements.count, LENGTH + split);
    }
    arena_free(&a);
}

/* Each after what it needs, everything else where it was. */
static void order_disturbs_least(void **state)
{
    (void)state;
    arena a = {0};
    sql_index_list needs[5] = {0};
    size_t order[5];
    VEC_PUSH(&a, &needs[1], 4);
    VEC_PUSH(&a, &needs[4], 3);
    VEC_PUSH(&a, &needs[3], 1);
    sql_topological(&a, needs, 5, order);
    const size_t expected[] = {0, 3, 4, 1, 2};
    assert_memory_equal(order, expected, sizeof expected);
    arena_free(&a);
}

/* A unique index of some rows is no key, so no foreign key stands on it. */
static void no_foreign_key_stands_on_a_partial_index(void **state)
{
    static const char rest[] = "model C table c { id: int primary key\n p: ref P }";
    (void)state;
    arena a = {0};
    str before =
        str_format(&a, "model P table p { id: int primary key\n a: int\n unique u (a) where (a > 0) }\n%s", rest);
    str after = str_format(&a, "model P table p { id: int primary key\n a: int }\n%s", rest);
    str sql = support_sql(plan_of(&a, before.ptr, after.ptr, DIALECT_POSTGRESQL), &a);
    assert_non_null(strstr(sql.ptr, "DROP INDEX u;"));
    assert_null(strstr(sql.ptr, "fkey"));
    arena_free(&a);
}

/* Tables of others are known and left alone. */
static void unmanaged_is_left_alone(void **state)
{
    (void)state;
    for (dialect_id dialect = 0; dialect < DIALECT_COUNT; dialect++) {
        arena a = {0};
        plan *p = plan_of(&a, "", "model T unmanaged table t { id: int primary key }", dialect);
        assert_int_equal(p->statements.count, 0);
        plan *taken = plan_of(&a, "model T unmanaged table t { id: int primary key }",
                              "model T table t { id: int primary key\n x: int? }", dialect);
        assert_int_equal(taken->statements.count, 1);
        plan *given = plan_of(&a, "model T table t { id: int primary key }",
                              "model T unmanaged table t { id: int primary key\n x: int? }", dialect);
        assert_int_equal(given->statements.count, 0);
        arena_free(&a);
    }
}

/* The name of an enum's check is the built-in one of a check over a column and another one called "enum". */
static void enum_check_gives_way(void **state)
{
    (void)state;
    for (dialect_id dialect = 0; dialect < DIALECT_COUNT; dialect++) {
        arena a = {0};
        plan *p = plan_of(&a, "",
                          "enum E stored as text { A }\n"
                          "model T table t { id: int primary key\n e: E\n enum: int\n check (e = A or enum > 0) }",
                          dialect);
        database *db = database_open(dialect);
        database_run_plan(db, p);
        database_close(db);
        const char *sql = p->statements.items[0].sql.ptr;
        assert_non_null(strstr(sql, "CONSTRAINT t_e_enum_check CHECK"));
        assert_non_null(strstr(sql, "CONSTRAINT t_e_enum_label_check CHECK (e IN ('A'))"));
        arena_free(&a);
    }
}

/* The server does not alter the type of a column while another one is calculated from it, be it one that goes. */
static void what_is_calculated_goes_before_its_base_changes(void **state)
{
    static const char before[] = "model A table a {\n    id: int primary key\n    n: smallint\n}\n";
    static const char after[] = "model A table a {\n    id: int primary key\n    n: int\n"
                                "    d: bigint generated (n + 3) stored\n}\n";
    (void)state;
    arena a = {0};
    const model_schema *old = support_schema(&a, before), *new = support_schema(&a, after);
    database *db = database_open(DIALECT_POSTGRESQL);
    database_run_plan(db, support_plan(&a, support_empty(&a), old, DIALECT_POSTGRESQL));
    database_run_plan(db, support_plan(&a, old, new, DIALECT_POSTGRESQL));
    database_run_plan(db, support_down(&a, old, new, DIALECT_POSTGRESQL));
    database_close(db);
    arena_free(&a);
}

/* A row that draws its number comes behind those that name theirs; each database gets its own rows. */
static void drawn_numbers_come_behind_named_ones(void **state)
{
    (void)state;
    for (dialect_id dialect = 0; dialect < DIALECT_COUNT; dialect++) {
        arena a = {0};
        plan *p =
            plan_of(&a, "",
                    "model T table t { id: int primary key auto\n name: text unique }\n"
                    "data T key (name) { {id: 1, name: \"a\"} {name: \"b\"} {id: 5, name: \"c\"} {name: \"d\"} }\n"
                    "for postgresql { data T key (name) { {id: 9, name: \"p\"} } }\n"
                    "for sqlite { data T key (name) { {id: 9, name: \"l\"} } }",
                    dialect);
        database *db = database_open(dialect);
        database_run_plan(db, p);
        str rows = database_query(db, &a, "SELECT id, name FROM t ORDER BY id");
        assert_non_null(strstr(rows.ptr, dialect == DIALECT_SQLITE ? "l" : "p"));
        assert_null(strstr(rows.ptr, dialect == DIALECT_SQLITE ? "p" : "l"));
        assert_non_null(strstr(rows.ptr, "d"));
        database_close(db);
        arena_free(&a);
    }
}

/* What PostgreSQL asks for each row anew, it writes the table for. */
static void volatile_defaults_rewrite(void **state)
{
    (void)state;
    static const struct {
        const char *value;
        bool rewrites;
    } cases[] = {
        {"now()", false},
        {"lower(\"A\")", false},
        {"gen_random_uuid()", true},
        {"made_by_somebody()", true},
        {"sql(\"lower('A')\")", false},
        {"sql(\"md5(random()::text)\")", true},
        {"sql(\"made_by_somebody(VARIADIC ARRAY[1])\")", true},
        {"sql(\"'it''s (1)'\")", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        arena a = {0};
        str after = str_format(&a, "model T table t { id: int primary key\n x: text = %s }", cases[i].value);
        plan *p = plan_of(&a, "model T table t { id: int primary key }", after.ptr, DIALECT_POSTGRESQL);
        assert_int_equal(p->statements.items[0].rewrites, cases[i].rewrites);
        arena_free(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_column_needs_a_value),
        cmocka_unit_test(change_of_type_needs_a_cast),
        cmocka_unit_test(sqlite_lacks),
        cmocka_unit_test(hazards_are_said_once),
        cmocka_unit_test(a_type_of_the_authors_is_not_known),
        cmocka_unit_test(foreign_key_locks_both),
        cmocka_unit_test(labels_stand_alone),
        cmocka_unit_test(same_input_same_text),
        cmocka_unit_test(long_chain),
        cmocka_unit_test(order_disturbs_least),
        cmocka_unit_test(no_foreign_key_stands_on_a_partial_index),
        cmocka_unit_test(unmanaged_is_left_alone),
        cmocka_unit_test(enum_check_gives_way),
        cmocka_unit_test(what_is_calculated_goes_before_its_base_changes),
        cmocka_unit_test(drawn_numbers_come_behind_named_ones),
        cmocka_unit_test(volatile_defaults_rewrite),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
