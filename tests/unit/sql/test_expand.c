/* Types that change in two revisions (compiler/sql/expand.h): the SQL of all four ways is a golden; the catalog is in
 * the end that of the plain way, and each way back leads to where the way came from; and between the two revisions
 * whatever is written to the one column is seen in the other. */
#define _XOPEN_SOURCE 700
#include "tests/unit/sql/journey.h"

#include <string.h>

static journey golden_journey(arena *a)
{
    return journey_golden(a, "expand");
}

static void every_way_is_golden(void **state)
{
    journey_compare(*state);
}

/* --- the ways on a database --- */

static const char some_rows[] =
    "INSERT INTO shops (id, code) SELECT i, i FROM generate_series(1, 3) i;"
    "INSERT INTO sales (shop, amount, label, rank, extra, paid_at) SELECT nullif(i % 4, 0), i, 'n' || i,"
    " (ARRAY['low', 'high'])[i % 2 + 1], CASE i % 3 WHEN 0 THEN '{\"a\": 1}'::json END, timestamp '2024-01-01' + i * "
    "interval '1 hour' FROM generate_series(1, 20) i;";
static const char read_rows[] =
    "SELECT id, shop, amount, label, rank, extra::jsonb, paid_at::timestamp FROM sales ORDER BY id";

static void each_way_leads_where_it_should(void **state)
{
    (void)state;
    arena a = {0};
    journey j = golden_journey(&a);
    journey_walk(&a, &j, some_rows, read_rows);
    arena_free(&a);
}

/* --- in between --- */

static void assert_row(database *db, arena *a, const char *columns, const char *wanted)
{
    const char *sql = str_format(a, "SELECT %s FROM sales WHERE rank <> 'low' ORDER BY id DESC LIMIT 1", columns).ptr;
    assert_string_equal(database_query(db, a, sql).ptr, wanted);
}

/* Each write by the one program is followed by a look of the other. */
static void write_both_ways(database *db, arena *a, const char *new_prefix)
{
    const char *both = str_format(a, "amount, %samount, label, %slabel", new_prefix, new_prefix).ptr;
    database_run(db, "INSERT INTO sales (rank, amount, label) VALUES ('high', 7, 'old')");
    assert_row(db, a, both, "7|7|old|old");
    database_run(db, "UPDATE sales SET amount = 8, label = NULL WHERE label = 'old'");
    assert_row(db, a, both, "8|8||");
    database_run(
        db,
        str_format(a, "UPDATE sales SET %samount = 9, %slabel = 'new' WHERE amount = 8", new_prefix, new_prefix).ptr);
    assert_row(db, a, both, "9|9|new|new");
    database_run(db, str_format(a, "INSERT INTO sales (rank, %samount, %slabel) VALUES ('high', 11, 'by new')",
                                new_prefix, new_prefix)
                         .ptr);
    assert_row(db, a, both, "11|11|by new|by new");
    database_run(db, str_format(a, "UPDATE sales SET %slabel = NULL WHERE amount = 11", new_prefix).ptr);
    assert_row(db, a, both, "11|11||");
    database_run(db, "DELETE FROM sales WHERE amount IN (9, 11)");
}

static void both_programs_see_what_the_other_writes(void **state)
{
    (void)state;
    arena a = {0};
    journey j = golden_journey(&a);
    database *db = journey_database(&a, j.before);
    database_run_plan(db, j.plans.expand_up);
    write_both_ways(db, &a, "schemac_new_");
    database_run_plan(db, j.plans.contract_up);
    database_run_plan(db, j.plans.contract_down);
    write_both_ways(db, &a, "schemac_new_");
    database_close(db);
    arena_free(&a);
}

/* A row that a program touches before the batches come to it has its value at once, and the batches pass it over. */
static void rows_are_filled_when_they_are_touched(void **state)
{
    (void)state;
    arena a = {0};
    journey j = journey_make(&a, support_schema(&a, "model A table a {\n    id: int primary key\n    n: int?\n}\n"),
                             support_schema(&a, "model A table a {\n    id: int primary key\n    n: bigint?\n}\n"));
    assert_true(j.split.wanted);
    database *db = journey_database(&a, j.before);
    database_run(db, "INSERT INTO a SELECT i, i FROM generate_series(1, 4) i; INSERT INTO a VALUES (5, NULL)");
    const plan_statement *batch = NULL;
    VEC_EACH (const plan_statement, &j.plans.expand_up->statements, statement) {
        if (statement->batch.rows)
            batch = statement;
        else if (!batch)
            database_run(db, statement->sql.ptr);
    }
    assert_non_null(batch);
    assert_string_equal(batch->batch.table.ptr, "a");
    assert_string_equal(batch->batch.keys.ptr, "id");
    database_run(db, "UPDATE a SET id = 20 WHERE id = 2");
    database_run(db, "UPDATE a SET n = 30 WHERE id = 3");
    database_run(db, "UPDATE a SET schemac_new_n = 40 WHERE id = 4");
    assert_string_equal(database_query(db, &a, "SELECT id, n, schemac_new_n FROM a ORDER BY id").ptr,
                        "1|1|\n3|30|30\n4|40|40\n5||\n20|2|2");
    database_run(db, batch->sql.ptr);
    assert_string_equal(database_query(db, &a, "SELECT id, n, schemac_new_n FROM a ORDER BY id").ptr,
                        "1|1|1\n3|30|30\n4|40|40\n5||\n20|2|2");
    database_close(db);
    arena_free(&a);
}

/* --- what has no such form, and what has no way back --- */

static void what_cannot_stand_twice_is_one_revision(void **state)
{
    static const char *const pairs[][2] = {
        {"id: int primary key\n n: int\n d: int generated (n + 1) stored",
         "id: int primary key\n n: bigint\n d: int generated (n + 1) stored"},
        {"id: int primary key\n n: varchar(10)", "id: int primary key\n n: text"},
        {"id: int primary key\n n: int?", "id: int primary key\n n: int?\n m: int?"},
    };
    (void)state;
    journey_one_revision(pairs, sizeof pairs / sizeof *pairs);
}

static void without_a_cast_back_only_the_contract_is_final(void **state)
{
    (void)state;
    arena a = {0};
    journey j = journey_make(
        &a, support_schema(&a, "model A table a {\n    id: int primary key\n    n: bool\n}\n"),
        support_schema(&a, "model A table a {\n    id: int primary key\n    n: date using (sql(\"CASE WHEN n THEN "
                           "date '2020-01-01' ELSE date '2021-01-01' END\"))\n}\n"));
    assert_true(j.split.wanted);
    assert_true(j.plans.contract_down->irreversible);
    assert_false(j.plans.expand_down->irreversible);
    database *db = journey_database(&a, j.before);
    database_run(db, "INSERT INTO a VALUES (1, true), (2, false)");
    database_run_plan(db, j.plans.expand_up);
    database_run(db, "INSERT INTO a VALUES (3, true)");
    database_run_plan(db, j.plans.contract_up);
    assert_string_equal(database_query(db, &a, "SELECT id, n FROM a ORDER BY id").ptr,
                        "1|2020-01-01\n2|2021-01-01\n3|2020-01-01");
    database_close(db);
    arena_free(&a);
}

static void a_table_without_a_key_is_refused(void **state)
{
    (void)state;
    arena a = {0};
    diagnostic_list diagnostics = {.memory = &a};
    model_schema *before = support_schema(&a, "model A table a {\n    n: int\n}\n");
    change_list changes = support_changes(&a, before, support_schema(&a, "model A table a {\n    n: bigint\n}\n"));
    expand_split split = expand_changes(&a, before, &changes);
    assert_true(split.wanted);
    expand_plan(&a, before, &split, DIALECT_POSTGRESQL, &diagnostics);
    assert_true(diagnostics.errors > 0);
    assert_int_equal(diagnostics.items.items[0].code, DIAGNOSTIC_SQL_NO_BATCH_KEY);
    arena_free(&a);
}

/* Views over the column are made again in the contract. */
static void views_come_along(void **state)
{
    static const char view[] = "view Big table big \"\"\"SELECT id, n FROM a WHERE n > 5\"\"\"\n";
    static const char model[] = "model A table a {\n    id: int primary key\n    n: %s\n}\n%s";
    (void)state;
    arena a = {0};
    journey j = journey_make(&a, support_schema(&a, str_format(&a, model, "int", view).ptr),
                             support_schema(&a, str_format(&a, model, "bigint", view).ptr));
    assert_true(j.split.wanted);
    database *db = journey_database(&a, j.before);
    database_run(db, "INSERT INTO a VALUES (1, 10)");
    database_run_plan(db, j.plans.expand_up);
    database_run_plan(db, j.plans.contract_up);
    assert_string_equal(database_query(db, &a, "SELECT id, n, pg_typeof(n) FROM big").ptr, "1|10|bigint");
    database_run_plan(db, j.plans.contract_down);
    database_run_plan(db, j.plans.expand_down);
    assert_string_equal(database_query(db, &a, "SELECT id, n, pg_typeof(n) FROM big").ptr, "1|10|integer");
    database_close(db);
    arena_free(&a);
}

/* --- nobody waits --- */

/* What needs the strictest lock neither reads nor rewrites the table, and the contract is one transaction. */
static void no_step_is_long_under_a_strict_lock(void **state)
{
    (void)state;
    arena a = {0};
    journey j = golden_journey(&a);
    const plan *plans[] = {j.plans.expand_up, j.plans.expand_down, j.plans.contract_up, j.plans.contract_down};
    for (size_t i = 0; i < sizeof plans / sizeof plans[0]; i++) {
        size_t segment = 0;
        bool strict = false;
        VEC_EACH (const plan_statement, &plans[i]->statements, statement) {
            strict = (statement->segment == segment && strict) || statement->lock >= LOCK_SHARE;
            segment = statement->segment;
            assert_false(statement->rewrites);
            assert_false(statement->scans && strict);
        }
    }
    assert_int_equal(j.plans.contract_up->n_segments, 1);
    arena_free(&a);
}

/* A writer that does not wait at all gets its lock while a batch, a validation or a build of an index runs: those hold
 * no lock that conflicts with its own. */
static void a_writer_never_waits_for_a_long_step(void **state)
{
    (void)state;
    arena a = {0};
    journey j = golden_journey(&a);
    database *db = journey_database(&a, j.before);
    database_run(db, some_rows);
    database *writer_session = database_again(db);
    database_run(writer_session, "SET lock_timeout = '1ms'");
    VEC_EACH (const plan_statement, &j.plans.expand_up->statements, statement) {
        bool isolated = statement->transactional && statement->scans;
        bool batch = statement->batch.rows > 0;
        if (isolated || batch)
            database_run(db, "BEGIN");
        database_run(db, statement->sql.ptr);
        if (isolated)
            database_run(writer_session, "UPDATE sales SET amount = amount + 1 WHERE id = 1");
        if (isolated || batch)
            database_run(writer_session, "INSERT INTO sales (rank) VALUES ('low')");
        if (isolated || batch)
            database_run(db, "COMMIT");
    }
    database_close(writer_session);
    database_close(db);
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(every_way_is_golden, (void *)(uintptr_t) "expand"),
        cmocka_unit_test_prestate(every_way_is_golden, (void *)(uintptr_t) "expand_keys"),
        cmocka_unit_test_prestate(every_way_is_golden, (void *)(uintptr_t) "expand_names"),
        cmocka_unit_test_prestate(every_way_is_golden, (void *)(uintptr_t) "expand_enum"),
        cmocka_unit_test(each_way_leads_where_it_should),
        cmocka_unit_test(both_programs_see_what_the_other_writes),
        cmocka_unit_test(rows_are_filled_when_they_are_touched),
        cmocka_unit_test(what_cannot_stand_twice_is_one_revision),
        cmocka_unit_test(without_a_cast_back_only_the_contract_is_final),
        cmocka_unit_test(a_table_without_a_key_is_refused),
        cmocka_unit_test(views_come_along),
        cmocka_unit_test(no_step_is_long_under_a_strict_lock),
        cmocka_unit_test(a_writer_never_waits_for_a_long_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
