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

/* ---- what nobody declared ---- */

static const char with_column[] = "CREATE TABLE new_p (id integer PRIMARY KEY, more text);\n"
                                  "INSERT INTO new_p (id) SELECT id FROM p;\nDROP TABLE \"P\";\n"
                                  "PRAGMA legacy_alter_table = ON;\nALTER TABLE new_p RENAME TO p;\n"
                                  "PRAGMA legacy_alter_table = OFF;\nCREATE INDEX declared ON p (id);";

/* Its column x goes in the second revision. */
static void add_table_and_loss(fixture *f)
{
    add_revision(f, "aaaa1", "base", "", "CREATE TABLE p (id integer PRIMARY KEY, x text);", "DROP TABLE p;");
    add_revision(f, "aaaa2", "aaaa1", "-- Foreign-Keys: off\n",
                 "CREATE TABLE new_p (id integer PRIMARY KEY);\nINSERT INTO new_p SELECT id FROM p;\n"
                 "DROP TABLE p;\nALTER TABLE new_p RENAME TO p;",
                 "ALTER TABLE p ADD COLUMN x text;");
    upgrade_to(f, "aaaa1", SCHEMAC_OK);
    sql(f, "INSERT INTO p VALUES (1, 'a')");
}

static void objects_made_by_hand_stay(void **state)
{
    fixture *f = *state;
    add_parent_and_child(f, with_column);
    sql(f, "CREATE INDEX declared ON p (id); CREATE UNIQUE INDEX \"by \"\"hand\" ON p (id DESC) WHERE id > 0;"
           "CREATE TABLE log (x); CREATE TRIGGER tr AFTER INSERT ON p BEGIN INSERT INTO log VALUES (new.id); END;"
           "CREATE TRIGGER other AFTER INSERT ON c BEGIN INSERT INTO log SELECT count(*) FROM p; END;"
           "CREATE VIEW broken AS SELECT y FROM nowhere");
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_value(f,
                 "SELECT group_concat(name) FROM (SELECT name FROM sqlite_schema WHERE tbl_name = 'p' AND type <> "
                 "'table' ORDER BY name)",
                 "by \"hand,declared,tr");
    assert_value(f, "SELECT sql FROM sqlite_schema WHERE name LIKE 'by%'",
                 "CREATE UNIQUE INDEX \"by \"\"hand\" ON p (id DESC) WHERE id > 0");
    assert_non_null(strstr(f->said, "trigger \"tr\" of table \"P\", which no revision has made, was made again"));
    sql(f, "INSERT INTO p (id) VALUES (9); INSERT INTO c VALUES (9)");
    assert_value(f, "SELECT group_concat(x) FROM log", "9,3");
    downgrade_to(f, "-1", SCHEMAC_OK);
    assert_value(f, "SELECT count(*) FROM sqlite_schema WHERE tbl_name = 'p' AND type <> 'table'", "3");
    f->options.transaction = SCHEMAC_MIGRATE_ALL;
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_value(f, "SELECT count(*) FROM sqlite_schema WHERE tbl_name = 'p' AND type <> 'table'", "3");
}

static void what_is_dropped_by_name_goes(void **state)
{
    fixture *f = *state;
    add_table_and_loss(f);
    add_revision(f, "aaaa3", "aaaa2", "-- Foreign-Keys: off\n",
                 "DROP INDEX IF EXISTS i1;\nCREATE TABLE new_p (id integer PRIMARY KEY);\n"
                 "INSERT INTO new_p SELECT id FROM p;\nDROP TABLE p;\nDROP INDEX IF EXISTS i2;\n"
                 "ALTER TABLE new_p RENAME TO p;",
                 "DROP TABLE p;");
    sql(f, "CREATE INDEX i1 ON p (id); CREATE INDEX i2 ON p (id); CREATE INDEX i3 ON p (id)");
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_value(f, "SELECT group_concat(name) FROM sqlite_schema WHERE type = 'index' AND sql <> ''", "i3");
    downgrade_to(f, "-1", SCHEMAC_OK); /* the table goes for good, and what belongs to it */
    assert_value(f, "SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND sql <> ''", "0");
}

static void index_that_does_not_fit_stops_it(void **state)
{
    fixture *f = *state;
    add_table_and_loss(f);
    sql(f, "CREATE INDEX mine ON p (x)");
    upgrade_to(f, NULL, SCHEMAC_MIGRATION);
    assert_error(f, "index \"mine\" of table \"p\", which no revision has made, would be lost");
    assert_error(f, "DROP INDEX");
    assert_place(f, "aaaa2.up.sql", 8, 1);
    assert_value(f, "SELECT count(*) FROM sqlite_schema WHERE name = 'mine'", "1");
    assert_string_equal(current(f), "aaaa1");
    sql(f, "DROP INDEX mine");
    upgrade_to(f, NULL, SCHEMAC_OK);
}

/* SQLite makes a trigger whatever its text says, and would then refuse every write. */
static void trigger_that_does_not_fit_stops_it(void **state)
{
    fixture *f = *state;
    add_table_and_loss(f);
    sql(f, "CREATE TABLE log (x); CREATE TRIGGER tr AFTER UPDATE ON p BEGIN INSERT INTO log VALUES (old.x); END");
    upgrade_to(f, NULL, SCHEMAC_MIGRATION);
    assert_error(f, "trigger \"tr\" of table \"p\", which no revision has made, would be lost");
    assert_error(f, "old.x");
    assert_string_equal(current(f), "aaaa1");
    sql(f, "UPDATE p SET id = 5");
    assert_value(f, "SELECT x FROM log", "a");
}

/* One that was broken before is no business of the revision. */
static void broken_trigger_stops_nothing(void **state)
{
    fixture *f = *state;
    add_parent_and_child(f, rebuild);
    sql(f, "CREATE TRIGGER tr AFTER UPDATE ON p BEGIN INSERT INTO nowhere VALUES (1); END");
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_value(f, "SELECT count(*) FROM sqlite_schema WHERE name = 'tr'", "1");
}

static void lost_rows_stop_it(void **state)
{
    fixture *f = *state;
    add_parent_and_child(f, "CREATE TABLE new_p (id integer PRIMARY KEY);\n"
                            "INSERT INTO new_p SELECT id FROM p WHERE id > 1;\nDROP TABLE p;\n"
                            "ALTER TABLE new_p RENAME TO p;");
    sql(f, "DELETE FROM c");
    upgrade_to(f, NULL, SCHEMAC_MIGRATION);
    assert_error(f, "table \"p\" had 2 rows, and made anew it has 1");
    assert_place(f, "aaaa2.up.sql", 9, 1);
    assert_value(f, "SELECT count(*) FROM p", "2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_SQLITE(children_stay),
        ON_SQLITE(without_the_key_children_would_go),
        ON_SQLITE(new_violations_stop_it),
        ON_SQLITE(old_violations_do_not),
        ON_SQLITE(they_are_on_again),
        ON_SQLITE(objects_made_by_hand_stay),
        ON_SQLITE(what_is_dropped_by_name_goes),
        ON_SQLITE(index_that_does_not_fit_stops_it),
        ON_SQLITE(trigger_that_does_not_fit_stops_it),
        ON_SQLITE(broken_trigger_stops_nothing),
        ON_SQLITE(lost_rows_stop_it),
        ON_SQLITE(all_in_one_transaction_knows_them_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
