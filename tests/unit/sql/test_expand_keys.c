/* Keys that change their types in two revisions: primary keys with their counters, and foreign keys at either end. */
#include "tests/unit/sql/journey.h"

#include <stdlib.h>

static const char some_rows[] =
    "INSERT INTO people (email, boss) SELECT 'p' || i, nullif(i - 1, 0) FROM generate_series(1, 6) i;"
    "INSERT INTO places SELECT chr(96 + i), i FROM generate_series(1, 4) i;"
    "INSERT INTO visits (person, country, place, seen_by) SELECT i, chr(96 + i), i, i + 1 FROM generate_series(1, 4) i";
static const char read_rows[] =
    "SELECT v.id, person, country, place, seen_by, email, boss FROM visits v JOIN people p ON p.id = person"
    " JOIN places USING (country) ORDER BY v.id";

static void each_way_leads_where_it_should(void **state)
{
    (void)state;
    arena a = {0};
    journey j = journey_golden(&a, "expand_keys");
    journey_walk(&a, &j, some_rows, read_rows);
    arena_free(&a);
}

static void expect(database *db, arena *a, const char *sql, const char *wanted)
{
    assert_string_equal(database_query(db, a, sql).ptr, wanted);
}

static void refuses(database *db, const char *sql)
{
    char *message = database_try(db, sql);
    assert_non_null(message);
    free(message);
}

/* --- while both programs write --- */

/* Old and new keys of rows that refer to each other. */
static const char both_keys[] = "SELECT v.id, v.schemac_new_id, person, v.schemac_new_person, email FROM visits v JOIN"
                                " people p ON p.schemac_new_id = v.schemac_new_person WHERE v.id > 4 ORDER BY v.id";

static void write_both_ways(database *db, arena *a)
{
    database_run(db, "INSERT INTO people (id, email) VALUES (20, 'old'), (21, 'other')");
    database_run(db, "INSERT INTO people (schemac_new_id, email) VALUES (22, 'new')");
    database_run(db, "INSERT INTO visits (person, country, place) VALUES (20, 'a', 1)");
    database_run(db, "INSERT INTO visits (schemac_new_person, country, schemac_new_place) VALUES (22, 'b', 2)");
    expect(db, a, both_keys, "5|5|20|20|old\n6|6|22|22|new");
    /* One end moves, and the other follows by the key's own action. */
    database_run(db, "UPDATE people SET id = 30 WHERE id = 20");
    database_run(db, "UPDATE people SET schemac_new_id = 32 WHERE id = 22");
    expect(db, a, both_keys, "5|5|30|30|old\n6|6|32|32|new");
    refuses(db, "INSERT INTO visits (person, country, place) VALUES (99, 'a', 1)");
    refuses(db, "UPDATE visits SET schemac_new_person = 99 WHERE id = 5");
    database_run(db, "DELETE FROM people WHERE schemac_new_id = 30");
    database_run(db, "DELETE FROM people WHERE id IN (21, 32)");
    expect(db, a, both_keys, "");
    expect(db, a, "SELECT count(*) FROM visits WHERE id > 4", "0");
}

static void both_programs_write_keys(void **state)
{
    (void)state;
    arena a = {0};
    journey j = journey_golden(&a, "expand_keys");
    database *db = journey_database(&a, j.before);
    database_run(db, some_rows);
    database_run_plan(db, j.plans.expand_up);
    write_both_ways(db, &a);
    database_run_plan(db, j.plans.contract_up);
    database_run_plan(db, j.plans.contract_down);
    database_run(db, "SELECT setval('visits_id_seq', 4)");
    write_both_ways(db, &a);
    database_close(db);
    arena_free(&a);
}

/* A program goes on writing between any two steps, with the old names. */
static void rows_that_come_in_the_middle_are_whole(void **state)
{
    (void)state;
    arena a = {0};
    journey j = journey_golden(&a, "expand_keys");
    database *db = journey_database(&a, j.before);
    database_run(db, some_rows);
    const plan *plans[] = {j.plans.expand_up, j.plans.contract_down};
    size_t written = 0;
    for (size_t i = 0; i < 2; i++) {
        size_t segment = 0;
        if (i == 1)
            database_run_plan(db, j.plans.contract_up);
        VEC_EACH (const plan_statement, &plans[i]->statements, statement) {
            bool ends = statement->segment != segment;
            if (ends && segment)
                database_run(db, "COMMIT");
            if (ends) {
                database_run(db, "INSERT INTO people (email) VALUES (gen_random_uuid()::text)");
                database_run(db, "INSERT INTO visits (person, country, place) SELECT max(id), 'a', 1 FROM people");
                written++;
                database_run(db, statement->transactional ? "BEGIN" : "SELECT 1");
            }
            segment = statement->transactional ? statement->segment : 0;
            database_run(db, statement->sql.ptr);
        }
        if (segment)
            database_run(db, "COMMIT");
    }
    expect(db, &a, "SELECT count(*) - 4 FROM visits", str_format(&a, "%zu", written).ptr);
    expect(db, &a,
           "SELECT count(*) FROM visits v JOIN people p ON p.id = v.person AND p.schemac_new_id = v.schemac_new_person"
           " WHERE v.id = v.schemac_new_id",
           str_format(&a, "%zu", written + 4).ptr);
    database_close(db);
    arena_free(&a);
}

/* --- counters --- */

static const char counted[] = "model A table a {\n    id: %s primary key auto%s\n    n: int\n}\n";

static void count_on(const char *options, const char *before_sql, const char *wanted)
{
    arena a = {0};
    journey j =
        journey_of(&a, str_format(&a, counted, "int", options).ptr, str_format(&a, counted, "bigint", options).ptr);
    database *db = journey_database(&a, j.before);
    database_run(db, before_sql);
    database_run_plan(db, j.plans.expand_up);
    database_run_plan(db, j.plans.contract_up);
    database_run(db, "INSERT INTO a (n) VALUES (1)");
    expect(db, &a, "SELECT id, pg_typeof(id) FROM a ORDER BY id DESC LIMIT 1", wanted);
    expect(db, &a, "SELECT pg_get_serial_sequence('a', 'id')", "public.a_id_seq");
    expect(db, &a, "SELECT data_type FROM pg_sequences", "bigint");
    database_close(db);
    arena_free(&a);
}

static void counters_go_on(void **state)
{
    (void)state;
    count_on("", "SELECT 1", "1|bigint");
    count_on("", "INSERT INTO a (n) VALUES (1), (2)", "3|bigint");
    count_on("", "INSERT INTO a (n) VALUES (1), (2); DELETE FROM a", "3|bigint");
    count_on("", "SELECT setval('a_id_seq', 100, false)", "100|bigint");
    count_on("", "SELECT setval('a_id_seq', 2147483647)", "2147483648|bigint");
    count_on(" always", "INSERT INTO a (n) VALUES (1), (2)", "3|bigint");
    count_on(" (start 100 increment 10)", "SELECT 1", "100|bigint");
    count_on(" (start 100 increment 10)", "INSERT INTO a (n) VALUES (1), (2)", "120|bigint");
}

/* --- what goes together --- */

static const char linked[] = "model A table a {\n    id: %s primary key\n}\n"
                             "model B table b {\n    id: int primary key\n    a: %s%s\n"
                             "    foreign key (a) references A (id)\n%s}\n";

static journey link(arena *a, const char *own, const char *new_own, const char *target, const char *new_target,
                    const char *more)
{
    return journey_make(a, support_schema(a, str_format(a, linked, target, own, "", more).ptr),
                        support_schema(a, str_format(a, linked, new_target, new_own, "", more).ptr));
}

/* Integers of any size compare with each other, so the ends may go apart; other types may not. */
static void both_ends_go_together_or_none(void **state)
{
    static const char tied[] = "    for postgresql { exclude using btree (a with =) }\n";
    (void)state;
    arena a = {0};
    assert_true(link(&a, "int", "int", "int", "bigint", "").split.wanted);
    assert_true(link(&a, "int", "bigint", "bigint", "bigint", "").split.wanted);
    journey both = link(&a, "text", "uuid", "text", "uuid", "");
    assert_true(both.split.wanted);
    assert_int_equal(both.split.first.count, 0);
    /* The column here cannot stand twice; so the key there does not, either. */
    assert_false(link(&a, "text", "uuid", "text", "uuid", tied).split.wanted);
    journey apart = link(&a, "int", "bigint", "int", "bigint", tied);
    assert_true(apart.split.wanted);
    assert_int_equal(apart.split.first.count, 1);
    database *db = journey_database(&a, apart.before);
    database_run(db, "INSERT INTO a VALUES (1), (2); INSERT INTO b VALUES (1, 1), (2, 2)");
    database_run_plan(db, apart.plans.expand_up);
    database_run_plan(db, apart.plans.contract_up);
    database_run_plan(db, apart.plans.contract_down);
    database_run_plan(db, apart.plans.expand_down);
    expect(db, &a, "SELECT id, a FROM b ORDER BY id", "1|1\n2|2");
    database_close(db);
    arena_free(&a);
}

/* New foreign keys of the same revision, from a table that is there and from one that comes, and one that goes. */
static void foreign_keys_come_and_go(void **state)
{
    static const char before[] = "model A table a {\n    id: int primary key\n}\n"
                                 "model B table b {\n    id: int primary key\n    a: int\n    c: int?\n"
                                 "    foreign key gone (c) references A (id)\n}\n";
    static const char after[] = "model A table a {\n    id: bigint primary key\n}\n"
                                "model B table b {\n    id: int primary key\n    a: int\n    c: int?\n"
                                "    foreign key came (a) references A (id)\n}\n"
                                "model C table c {\n    id: int primary key\n    a: bigint\n"
                                "    foreign key (a) references A (id)\n}\n";
    (void)state;
    arena a = {0};
    journey j = journey_of(&a, before, after);
    journey_walk(&a, &j, "INSERT INTO a VALUES (1), (2); INSERT INTO b VALUES (1, 1, 2), (2, 2, NULL)",
                 "SELECT * FROM b ORDER BY id");
    arena_free(&a);
}

/* Another primary key is no double of this one; and that which a partitioned table refers to has none, nor has that
 * which a table of others refers to. */
static void what_stays_one_revision(void **state)
{
    static const char *const pairs[][2] = {
        {"model A {\n id: int primary key\n n: int unique\n}\n", "model A {\n id: int\n n: bigint primary key\n}\n"},
        {"model A {\n id: int primary key\n}\nmodel P {\n id: int primary key\n a: int\n"
         " for postgresql { partition by range (id)\n foreign key (a) references A (id) }\n}\n",
         "model A {\n id: bigint primary key\n}\nmodel P {\n id: int primary key\n a: int\n"
         " for postgresql { partition by range (id)\n foreign key (a) references A (id) }\n}\n"},
        {"model A {\n id: int primary key\n}\nmodel U unmanaged {\n a: int\n foreign key (a) references A (id)\n}\n",
         "model A {\n id: bigint primary key\n}\nmodel U unmanaged {\n a: int\n"
         " foreign key (a) references A (id)\n}\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        arena a = {0};
        journey j = journey_make(&a, support_schema(&a, pairs[i][0]), support_schema(&a, pairs[i][1]));
        if (j.split.wanted)
            fail_msg("split: %s", pairs[i][1]);
        arena_free(&a);
    }
}

/* --- other names, rows of data --- */

static void names_change_in_the_contract(void **state)
{
    (void)state;
    arena a = {0};
    journey j = journey_golden(&a, "expand_names");
    journey_walk(&a, &j,
                 "INSERT INTO items (unit, amount, size) SELECT 1 + i % 2, i, 'small' FROM generate_series(1, 9) i",
                 "SELECT coalesce(to_jsonb(units) -> 'id', to_jsonb(units) -> 'number'), name, items.id, unit, size,"
                 " coalesce(to_jsonb(items) -> 'amount', to_jsonb(items) -> 'count') FROM items JOIN units ON"
                 " unit = coalesce(to_jsonb(units) -> 'id', to_jsonb(units) -> 'number')::int ORDER BY items.id");
    arena_free(&a);
}

/* Until then it is the old name that programs write. */
static void old_names_are_written_until_then(void **state)
{
    (void)state;
    arena a = {0};
    journey j = journey_golden(&a, "expand_names");
    database *db = journey_database(&a, j.before);
    database_run_plan(db, j.plans.expand_up);
    database_run(db, "INSERT INTO units VALUES (3, 'mm')");
    database_run(db, "INSERT INTO items (unit, amount, size) VALUES (3, 4, 'large')");
    database_run(db, "INSERT INTO items (schemac_new_unit, schemac_new_count, size) VALUES (3, 5, 'large')");
    expect(db, &a, "SELECT unit, amount, schemac_new_unit, schemac_new_count FROM items ORDER BY id",
           "3|4|3|4\n3|5|3|5");
    database_run_plan(db, j.plans.contract_up);
    expect(db, &a, "SELECT number, name, count FROM units JOIN items ON unit = number ORDER BY count",
           "3|mm|4\n3|mm|5");
    database_run_plan(db, j.plans.contract_down);
    database_run(db, "UPDATE items SET amount = 6 WHERE schemac_new_count = 5");
    expect(db, &a, "SELECT unit, amount, schemac_new_unit, schemac_new_count FROM items ORDER BY id",
           "3|4|3|4\n3|6|3|6");
    database_close(db);
    arena_free(&a);
}

static void names_that_are_needed_are_one_revision(void **state)
{
    static const char *const pairs[][2] = {
        /* the old name goes to another column */
        {"id: int primary key\n n: int\n m: text", "id: int primary key\n m: bigint was n\n n: text was m"},
        /* an author's words, which know the new names only */
        {"id: int primary key\n n: int", "id: int primary key\n m: text was n using (m + 1)"},
    };
    (void)state;
    journey_one_revision(pairs, sizeof pairs / sizeof *pairs);
}

/* The partitioned table, whose foreign key holds the key back, comes before the column that goes with the key. */
static void what_holds_a_key_back_holds_its_columns_back(void **state)
{
    (void)state;
    arena a = {0};
    journey j = journey_make(
        &a,
        support_schema(&a, "model P {\n    id: int\n    item: uuid?\n    foreign key (item) references Item (id)\n"
                           "    for postgresql {\n        partition by hash (id)\n"
                           "        partition p1 for values with (modulus 1, remainder 0)\n    }\n}\n"
                           "model Item {\n    id: uuid primary key\n    parent: uuid?\n"
                           "    foreign key (parent) references Item (id)\n}\n"),
        support_schema(&a, "drop model P\n"
                           "model Item {\n    id: text primary key\n    parent: text?\n"
                           "    foreign key (parent) references Item (id)\n}\n"));
    assert_false(j.split.wanted);
    arena_free(&a);
}

static void rows_of_data_that_change_are_one_revision(void **state)
{
    static const char model[] = "model A table a {\n    id: %s primary key\n    n: text\n}\n"
                                "data A key (id) {\n    { id: 1, n: \"%s\" }\n}\n";
    (void)state;
    arena a = {0};
    journey same = journey_of(&a, str_format(&a, model, "int", "x").ptr, str_format(&a, model, "bigint", "x").ptr);
    assert_int_equal(same.split.second.count, 1);
    journey other = journey_make(&a, support_schema(&a, str_format(&a, model, "int", "x").ptr),
                                 support_schema(&a, str_format(&a, model, "bigint", "y").ptr));
    assert_false(other.split.wanted);
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_way_leads_where_it_should),
        cmocka_unit_test(both_programs_write_keys),
        cmocka_unit_test(rows_that_come_in_the_middle_are_whole),
        cmocka_unit_test(counters_go_on),
        cmocka_unit_test(both_ends_go_together_or_none),
        cmocka_unit_test(foreign_keys_come_and_go),
        cmocka_unit_test(what_stays_one_revision),
        cmocka_unit_test(names_change_in_the_contract),
        cmocka_unit_test(old_names_are_written_until_then),
        cmocka_unit_test(names_that_are_needed_are_one_revision),
        cmocka_unit_test(what_holds_a_key_back_holds_its_columns_back),
        cmocka_unit_test(rows_of_data_that_change_are_one_revision),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
