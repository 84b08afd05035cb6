/* Rebuilding a table of SQLite with foreign keys off: children stay, new violations stop it, old ones do not. */
#include "support.h"

#include <string.h>

static const char rebuild[] = "CREATE TABLE new_p (id integer PRIMARY KEY, more text);\n"
                              "INSERT INTO new_p (id) SELECT id FROM p;\nDROP TABLE p;\nALTER TABLE new_p RENAME TO p;";

static void add_parent_and_child(fixture *f, const char *rebuild_sql)
{
    add_revision(f, "aaaa1", "base", "",
                 "CREATE TABLE p (id integer PRIMARY KEY);\n"
                 "CREATE TABLE c (p integer REFERENCES p (id) ON DELETE CASCADE);",
                 "DROP TABLE c; DROP TABLE p;");
    add_revision(f, "aaaa2", "aaaa1", "-- Foreign-Keys: off\n", rebuild_sql, rebuild_sql);
    upgrade_to(f, "aaaa1", SCHEMAC_OK);
    sql(f, "INSERT INTO p VALUES (1), (2); INSERT INTO c VALUES (1), (2)");
}

static void children_stay(void **state)
{
    fixture *f = *state;
    add_parent_and_child(f, rebuild);
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_value(f, "SELECT count(*) FROM c", "2");
    assert_value(f, "SELECT count(*) FROM pragma_foreign_key_check", "0");
    assert_value(f, "SELECT count(*) FROM pragma_table_info('p') WHERE name = 'more'", "1");
    downgrade_to(f, "-1", SCHEMAC_OK);
    assert_value(f, "SELECT count(*) FROM c", "2");
}

static void without_the_key_children_would_go(void **state)
{
    fixture *f = *state;
    add_parent_and_child(f, rebuild);
    add_revision(f, "aaaa2", "aaaa1", "", rebuild, rebuild);
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_value(f, "SELECT count(*) FROM c", "0"); /* what Foreign-Keys: off is there for */
}

static void new_violations_stop_it(void **state)
{
    fixture *f = *state;
    add_parent_and_child(f, "DELETE FROM p WHERE id = 2;");
    upgrade_to(f, NULL, SCHEMAC_MIGRATION);
    assert_error(f, "table \"c\", row 2 refers to a row of \"p\"");
    assert_place(f, "aaaa2.up.sql", 6, 1);
    assert_value(f, "SELECT count(*) FROM p", "2");
    assert_string_equal(current(f), "aaaa1");
}

static void old_violations_do_not(void **state)
{
    fixture *f = *state;
    add_parent_and_child(f, rebuild);
    sql(f, "PRAGMA foreign_keys = OFF; INSERT INTO c VALUES (7)");
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_value(f, "SELECT count(*) FROM pragma_foreign_key_check", "1");
}

static void they_are_on_again(void **state)
{
    fixture *f = *state;
    add_parent_and_child(f, rebuild);
    add_revision(f, "aaaa3", "aaaa2", "", "INSERT INTO c VALUES (99);", "");
    upgrade_to(f, NULL, SCHEMAC_MIGRATION);
    assert_error(f, "FOREIGN KEY");
    assert_string_equal(current(f), "aaaa2");
}

static void all_in_one_transaction_knows_them_too(void **state)
{
    fixture *f = *state;
    add_parent_and_child(f, rebuild);
    f->options.transaction = SCHEMAC_MIGRATE_ALL;
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_value(f, "SELECT count(*) FROM c", "2");
    add_revision(f, "aaaa3", "aaaa2", "-- Foreign-Keys: off\n", "DELETE FROM p;", "");
    upgrade_to(f, NULL, SCHEMAC_MIGRATION);
    assert_error(f, "refers to a row");
    assert_value(f, "SELECT count(*) FROM p", "2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_SQLITE(children_stay),          ON_SQLITE(without_the_key_children_would_go),
        ON_SQLITE(new_violations_stop_it), ON_SQLITE(old_violations_do_not),
        ON_SQLITE(they_are_on_again),      ON_SQLITE(all_in_one_transaction_knows_them_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
