/* Keys and relations of every shape at work: composite, missing and several keys, one to one, friends of friends,
 * columns of one database only. */
#include "database.h"
#include "shapes.h"

#include <stdio.h>
#include <string.h>

const char database_schema[] = "shapes.schema";

static shapes_pair *add_pair(database *d, int32_t a, const char *b)
{
    shapes_pair *pair = NULL;
    shapes_pair_new draft = shapes_pair_new_make(a, SCHEMAC_STR(b));
    OK(shapes_pair_insert(d->session, &draft, &pair, &d->err));
    return pair;
}

static void composite_keys_read_write_and_delete(void **state)
{
    database *d = *state;
    add_pair(d, 1, "x");
    add_pair(d, 1, "y");
    shapes_pair *row = NULL;
    shapes_pair_patch patch = {0};
    bool done = false;
    shapes_pair_patch_set_note(&patch, SCHEMAC_STR("noted"));
    OK(shapes_pair_update(d->session, 1, SCHEMAC_STR("y"), &patch, &done, &d->err));
    assert_true(done);
    OK(shapes_pair_get(d->session, 1, SCHEMAC_STR("y"), &row, &d->err));
    TEXT(row->note, "noted");
    OK(shapes_pair_get(d->session, 1, SCHEMAC_STR("x"), &row, &d->err));
    TEXT(row->note, NULL);
    OK(shapes_pair_delete(d->session, 1, SCHEMAC_STR("x"), &done, &d->err));
    EXPECT(shapes_pair_get(d->session, 1, SCHEMAC_STR("x"), &row, &d->err), SCHEMAC_NOT_FOUND);
}

static void composite_relations_load_both_ways(void **state)
{
    database *d = *state;
    const shapes_pair *x = add_pair(d, 1, "x");
    const shapes_pair *y = add_pair(d, 1, "y");
    shapes_pair_user_new draft = shapes_pair_user_new_make(x->a, x->b);
    OK(shapes_pair_user_insert(d->session, &draft, NULL, &d->err));
    shapes_pair_user_new_set_other_a(&draft, y->a);
    shapes_pair_user_new_set_other_b(&draft, y->b);
    OK(shapes_pair_user_insert(d->session, &draft, NULL, &d->err));
    shapes_pair_user_list users;
    shapes_pair_user_order order[] = {SHAPES_PAIR_USER_BY_ID};
    OK(shapes_pair_user_find(d->session, &(shapes_pair_user_query){.order = order, .n_order = 1}, &users, &d->err));
    OK(shapes_pair_user_load_pair(d->session, &users, NULL, &d->err));
    OK(shapes_pair_user_load_other(d->session, &users, NULL, &d->err));
    TEXT(shapes_pair_user_get_pair(&users.items[1])->b, "x");
    assert_null(shapes_pair_user_get_other(&users.items[0]));
    TEXT(shapes_pair_user_get_other(&users.items[1])->b, "y");
    shapes_pair_list pairs;
    OK(shapes_pair_find(d->session, NULL, &pairs, &d->err));
    OK(shapes_pair_load_users(d->session, &pairs, NULL, &d->err));
    OK(shapes_pair_load_others(d->session, &pairs, NULL, &d->err));
    for (size_t i = 0; i < pairs.count; i++) {
        bool is_x = strcmp(pairs.items[i].b.data, "x") == 0;
        assert_int_equal(pairs.items[i].users.count, is_x ? 2 : 0);
        assert_int_equal(pairs.items[i].others.count, is_x ? 0 : 1);
    }
}

static void a_table_without_a_key_is_found(void **state)
{
    database *d = *state;
    shapes_no_key_new draft = shapes_no_key_new_make(5);
    shapes_no_key *row = NULL;
    OK(shapes_no_key_insert(d->session, &draft, &row, &d->err));
    assert_false(row->b.has);
    shapes_no_key_where where = shapes_no_key_a_eq(5);
    OK(shapes_no_key_first(d->session, &(shapes_no_key_query){.where = &where, .n_where = 1}, &row, &d->err));
    assert_int_equal(row->a, 5);
}

static void a_row_of_nothing_but_its_key_is_made(void **state)
{
    database *d = *state;
    shapes_only_key_new draft = shapes_only_key_new_make();
    shapes_only_key *row = NULL;
    OK(shapes_only_key_insert(d->session, &draft, &row, &d->err));
    assert_int_equal(row->id, 1);
}

static void the_database_computes_what_is_its_own(void **state)
{
    database *d = *state;
    shapes_always_new draft = shapes_always_new_make();
    shapes_always *row = NULL;
    OK(shapes_always_insert(d->session, &draft, &row, &d->err));
    assert_int_equal(row->id, 1);
    assert_int_equal(row->total, 2);
    assert_int_equal(row->edit, 1);
}

static shapes_person *add_person(database *d, const shapes_person *boss)
{
    shapes_person_new draft = shapes_person_new_make();
    shapes_person *person = NULL;
    if (boss)
        shapes_person_new_set_boss_id(&draft, boss->id);
    OK(shapes_person_insert(d->session, &draft, &person, &d->err));
    return person;
}

static void people_have_bosses_staff_friends_and_passports(void **state)
{
    database *d = *state;
    shapes_person *boss = add_person(d, NULL);
    const shapes_person *worker = add_person(d, boss);
    char sql[128];
    shapes_passport_new draft = shapes_passport_new_make(worker->id);
    OK(shapes_passport_insert(d->session, &draft, NULL, &d->err));
    (void)snprintf(sql, sizeof sql, "INSERT INTO friendships VALUES (%d, %d)", (int)boss->id, (int)worker->id);
    OK(schemac_session_run(d->session, sql, NULL, &d->err));
    shapes_person_list people;
    shapes_person_order order[] = {SHAPES_PERSON_BY_ID};
    OK(shapes_person_find(d->session, &(shapes_person_query){.order = order, .n_order = 1}, &people, &d->err));
    OK(shapes_person_load_boss(d->session, &people, NULL, &d->err));
    OK(shapes_person_load_staff(d->session, &people, NULL, &d->err));
    OK(shapes_person_load_friends(d->session, &people, NULL, &d->err));
    OK(shapes_person_load_passport(d->session, &people, NULL, &d->err));
    const shapes_person *first = &people.items[0];
    const shapes_person *second = &people.items[1];
    assert_null(shapes_person_get_boss(first));
    assert_int_equal(shapes_person_get_boss(second)->id, boss->id);
    assert_int_equal(shapes_person_get_staff(first)->items[0].id, worker->id);
    assert_int_equal(shapes_person_get_friends(first)->count, 1);
    assert_int_equal(shapes_person_get_friends(second)->count, 0);
    assert_null(shapes_person_get_passport(first));
    assert_int_equal(shapes_person_get_passport(second)->owner_id, worker->id);
}

static void rows_are_read_by_each_unique_key(void **state)
{
    database *d = *state;
    shapes_unique_new draft = shapes_unique_new_make(1, 2, SCHEMAC_DECIMAL("7.5"));
    shapes_unique_new_set_b(&draft, SCHEMAC_STR("b"));
    OK(shapes_unique_insert(d->session, &draft, NULL, &d->err));
    shapes_unique *row = NULL;
    OK(shapes_unique_get_by_a_and_b(d->session, 1, SCHEMAC_STR("b"), &row, &d->err));
    OK(shapes_unique_get_by_c(d->session, 2, &row, &d->err));
    OK(shapes_unique_get_by_price(d->session, SCHEMAC_DECIMAL("7.500"), &row, &d->err));
    EXPECT(shapes_unique_get_by_price(d->session, SCHEMAC_DECIMAL("7"), &row, &d->err), SCHEMAC_NOT_FOUND);
    EXPECT(shapes_unique_insert(d->session, &draft, NULL, &d->err), SCHEMAC_CONFLICT);
    assert_non_null(d->err.constraint);
}

static void columns_of_one_database_are_null_on_the_other(void **state)
{
    database *d = *state;
    schemac_str tags[] = {SCHEMAC_STR("a"), SCHEMAC_STR("b")};
    shapes_unique_new draft = shapes_unique_new_make(1, 2, SCHEMAC_DECIMAL("7.5"));
    if (d->dialect == SCHEMAC_SQLITE) {
        shapes_unique_new_set_only_here(&draft, SCHEMAC_STR("here"));
    } else {
        shapes_unique_new_set_only_there(&draft, SCHEMAC_STR("10.0.0.1"));
        shapes_unique_new_set_tags(&draft, (schemac_array_str){tags, 2});
    }
    shapes_unique *row = NULL;
    OK(shapes_unique_insert(d->session, &draft, &row, &d->err));
    OK(shapes_unique_get(d->session, row->id, &row, &d->err));
    bool sqlite = d->dialect == SCHEMAC_SQLITE;
    TEXT(row->only_here, sqlite ? "here" : NULL);
    TEXT(row->only_there, sqlite ? NULL : "10.0.0.1/32");
    assert_int_equal(row->tags.count, sqlite ? 0 : 2);
}

static void wide_rows_set_their_last_columns(void **state)
{
    database *d = *state;
    shapes_wide_new draft =
        shapes_wide_new_make(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
                             25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
                             48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65);
    shapes_wide_new_set_c66(&draft, 66);
    shapes_wide *row = NULL;
    OK(shapes_wide_insert(d->session, &draft, NULL, &d->err));
    OK(shapes_wide_get_by_c66(d->session, 66, &row, &d->err));
    assert_int_equal(row->c0, 0);
    assert_int_equal(row->c62, 62);
    assert_int_equal(row->c63, 63);
    assert_int_equal(row->c65, 65);
    shapes_wide_patch patch = {0};
    shapes_wide_patch_set_c66_null(&patch);
    OK(shapes_wide_update(d->session, row->id, &patch, NULL, &d->err));
    EXPECT(shapes_wide_get_by_c66(d->session, 66, &row, &d->err), SCHEMAC_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DATABASE_TEST(composite_keys_read_write_and_delete),
        DATABASE_TEST(composite_relations_load_both_ways),
        DATABASE_TEST(a_table_without_a_key_is_found),
        DATABASE_TEST(a_row_of_nothing_but_its_key_is_made),
        DATABASE_TEST(the_database_computes_what_is_its_own),
        DATABASE_TEST(people_have_bosses_staff_friends_and_passports),
        DATABASE_TEST(rows_are_read_by_each_unique_key),
        DATABASE_TEST(columns_of_one_database_are_null_on_the_other),
        DATABASE_TEST(wide_rows_set_their_last_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
