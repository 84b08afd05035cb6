/* Enums whose members go or change places, in two revisions: a second type beside the first. */
#include "tests/unit/sql/journey.h"

static const char some_rows[] =
    "INSERT INTO people (role, seen, other) VALUES ('USER', '{USER,GUEST}', NULL), ('GUEST', NULL, 'GUEST'),"
    " ('USER', '{}', 'USER');"
    "INSERT INTO grants VALUES ('USER', 'read'), ('GUEST', 'look')";
static const char read_rows[] =
    "SELECT people.*, grants.right FROM (SELECT id, role::text, seen::text, other::text FROM people)"
    " people JOIN grants ON grants.role::text = people.role ORDER BY id";

static void each_way_leads_where_it_should(void **state)
{
    (void)state;
    arena a = {0};
    journey j = journey_golden(&a, "expand_enum");
    journey_walk(&a, &j, some_rows, read_rows);
    arena_free(&a);
}

static void expect(database *db, arena *a, const char *sql, const char *wanted)
{
    assert_string_equal(database_query(db, a, sql).ptr, wanted);
}

/* What goes becomes its fallback in the new type, also of rows that come in between. */
static void rows_fall_back(void **state)
{
    (void)state;
    arena a = {0};
    journey j = journey_golden(&a, "expand_enum");
    database *db = journey_database(&a, j.before);
    database_run(db, "INSERT INTO people (role, seen) VALUES ('ADMIN', '{GUEST,ADMIN}')");
    database_run_plan(db, j.plans.expand_up);
    database_run(db, "INSERT INTO people (role, other) VALUES ('ADMIN', 'ADMIN')");
    database_run(db, "INSERT INTO people (schemac_new_role) VALUES ('GUEST')");
    database_run(db, "UPDATE people SET schemac_new_other = 'USER' WHERE id = 1");
    expect(db, &a,
           "SELECT role, schemac_new_role, seen, schemac_new_seen, other, schemac_new_other FROM people ORDER BY id",
           "ADMIN|USER|{GUEST,ADMIN}|{GUEST,USER}|USER|USER\nADMIN|USER|||ADMIN|USER\nGUEST|GUEST||||");
    database_run_plan(db, j.plans.contract_up);
    expect(db, &a, "SELECT role, seen, other FROM people ORDER BY role, id",
           "GUEST||\nUSER|{GUEST,USER}|USER\nUSER||USER");
    database_run_plan(db, j.plans.contract_down);
    database_run(db, "UPDATE people SET role = 'ADMIN' WHERE id = 3");
    expect(db, &a, "SELECT role, schemac_new_role FROM people ORDER BY id", "USER|USER\nUSER|USER\nADMIN|USER");
    database_close(db);
    arena_free(&a);
}

/* A function that takes the type, and a view over it, are made again with the new one. */
static void functions_and_views_come_along(void **state)
{
    static const char text[] = "enum Role { %s }\nmodel A table a {\n    id: int primary key\n    r: Role\n}\n"
                               "view V table v \"\"\"SELECT id, r FROM a\"\"\"\n"
                               "for postgresql {\n    function word up \"\"\"CREATE FUNCTION word(r role) RETURNS text "
                               "LANGUAGE sql AS $$ SELECT r::text $$\"\"\"\n}\n";
    (void)state;
    arena a = {0};
    journey j = journey_of(&a, str_format(&a, text, "X Y").ptr, str_format(&a, text, "Y X").ptr);
    database *db = journey_database(&a, j.before);
    database_run(db, "INSERT INTO a VALUES (1, 'X'), (2, 'Y')");
    database_run_plan(db, j.plans.expand_up);
    database_run_plan(db, j.plans.contract_up);
    expect(db, &a, "SELECT id, word(r) FROM v ORDER BY r", "2|Y\n1|X");
    database_run_plan(db, j.plans.contract_down);
    database_run_plan(db, j.plans.expand_down);
    expect(db, &a, "SELECT id, word(r) FROM v ORDER BY r", "1|X\n2|Y");
    database_close(db);
    arena_free(&a);
}

/* --- what has no such form, and what has no way back --- */

static journey make(arena *a, const char *before, const char *after, const char *more)
{
    static const char text[] = "enum Role { %s }\nmodel A table a {\n    id: int primary key\n    r: Role\n%s}\n";
    return journey_make(a, support_schema(a, str_format(a, text, before, more).ptr),
                        support_schema(a, str_format(a, text, after, more).ptr));
}

static void all_columns_or_none(void **state)
{
    (void)state;
    arena a = {0};
    assert_true(make(&a, "X Y", "Y X", "    s: Role?\n").split.wanted);
    assert_false(make(&a, "X Y", "X Y Z", "").split.wanted);
    assert_false(make(&a, "X Y", "Y Z was X", "").split.wanted);
    assert_false(
        make(&a, "X Y", "Y X", "    s: Role?\n    for postgresql { exclude using btree (s with =) }\n").split.wanted);
    assert_false(make(&a, "X Y", "Y X", "    for postgresql { partition by range (id) }\n").split.wanted);
    arena_free(&a);
}

static void new_labels_have_no_way_back(void **state)
{
    (void)state;
    arena a = {0};
    journey j = make(&a, "X Y", "Y X Z", "");
    assert_true(j.split.wanted);
    assert_true(j.plans.contract_down->irreversible);
    assert_int_equal(j.plans.contract_down->statements.count, 0);
    assert_false(j.plans.expand_down->irreversible);
    journey back = make(&a, "X Y", "Y X Z fallback X", "");
    assert_false(back.plans.contract_down->irreversible);
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_way_leads_where_it_should), cmocka_unit_test(rows_fall_back),
        cmocka_unit_test(functions_and_views_come_along), cmocka_unit_test(all_columns_or_none),
        cmocka_unit_test(new_labels_have_no_way_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
