/* ALTER TABLE of SQLite: what it refuses, and what it only refuses once there are rows. A revision is decided by rule:
 * it must not pass on the empty database of a developer and fail on a full one. */
#include "tests/roundtrip/semantics.h"

#include <stdio.h>

/* --- columns that go --- */

static void drop_column_refuses_what_is_used(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "CREATE TABLE t (a INTEGER PRIMARY KEY, b UNIQUE, c, d, e, g, h, CHECK (d > 0));"
                 "CREATE INDEX i ON t (c); CREATE VIEW v AS SELECT e FROM t;"
                 "CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT NEW.g; END");
    facts_refused(f, "ALTER TABLE t DROP COLUMN a", "PRIMARY KEY");
    facts_refused(f, "ALTER TABLE t DROP COLUMN b", "UNIQUE");
    facts_refused(f, "ALTER TABLE t DROP COLUMN c", "error in index i after drop column");
    facts_refused(f, "ALTER TABLE t DROP COLUMN d", "error in table t after drop column");
    facts_refused(f, "ALTER TABLE t DROP COLUMN e", "error in view v after drop column");
    facts_refused(f, "ALTER TABLE t DROP COLUMN g", "error in trigger r after drop column");
    facts_run(f, "ALTER TABLE t DROP COLUMN h");
    facts_end_scratch(f);

    facts_take(f, "model T table t { id: int  a: int primary key  b: text unique  c: int  d: int  plain: int "
                  "index (c)  check (d > 0) }");
    facts_run(f, "INSERT INTO t VALUES (1, 2, 'b', 3, 4, 5), (6, 7, 'c', 8, 9, 10)");
    facts_take(f, "model T table t { id: int  a: int primary key  b: text unique  c: int  d: int "
                  "index (c)  check (d > 0) }");
    facts_says(f, "ALTER TABLE t DROP COLUMN plain;");
    facts_take(f, "model T table t { id: int  a: int primary key  b: text unique  d: int  check (d > 0) }");
    facts_says(f, "DROP INDEX ix_t_c;\n\nALTER TABLE t DROP COLUMN c;");
    facts_take(f, "model T table t { id: int primary key }");
    facts_expect(f, "SELECT id FROM t ORDER BY id", "1;6");
    assert_int_equal(facts_count(f, "CREATE TABLE"), 1);
}

/* A view or a trigger that the schema declares makes room for the column that goes; one that nobody declared stops the
 * revision, and nothing is done. */
static void dropped_column_of_views_and_triggers(void **state)
{
    facts *f = *state;
    facts_take(f,
               "model T table t { id: int primary key  a: int  e: int } model Log table log { x: int } "
               "view V \"SELECT a, e FROM t\"  view W \"SELECT e FROM v\"  for sqlite { trigger r up \"CREATE TRIGGER "
               "r AFTER INSERT ON t BEGIN INSERT INTO log VALUES (NEW.e); END\" }");
    facts_run(f, "INSERT INTO t VALUES (1, 2, 3)");
    facts_take(f, "model T table t { id: int primary key  a: int } model Log table log { x: int } "
                  "view V \"SELECT a FROM t\"  view W \"SELECT a FROM v\"  for sqlite { trigger r up \"CREATE TRIGGER "
                  "r AFTER INSERT ON t BEGIN INSERT INTO log VALUES (NEW.a); END\" }");
    facts_run(f, "INSERT INTO t (id, a) VALUES (2, 7)");
    facts_expect(f, "SELECT a FROM w ORDER BY a", "2;7");
    facts_expect(f, "SELECT x FROM log ORDER BY x", "3;7");
    facts_run(f, "CREATE VIEW hand AS SELECT a FROM t");
    facts_revise(f, "model T table t { id: int primary key } model Log table log { x: int } "
                    "drop view V  drop view W  for sqlite { drop trigger r }");
    facts_upgrade_ends(f, "", 5);
    facts_said(f, "hand");
    facts_expect(f, "SELECT a FROM w ORDER BY a", "2;7");
    facts_run(f, "DROP VIEW hand");
    facts_upgrade(f);
    facts_expect(f, "SELECT * FROM t", "1;2");
}

/* --- columns that come --- */

static void added_column_is_tested_against_rows(void **state)
{
    facts *f = *state;
    static const char *const columns[][2] = {
        {"n INT NOT NULL", "Cannot add a NOT NULL column with default value NULL"},
        {"n TEXT DEFAULT CURRENT_TIMESTAMP", "Cannot add a column with non-constant default"},
        {"n INT DEFAULT (1 + 2)", "Cannot add a column with non-constant default"},
        {"n INT AS (id + 1) STORED", "cannot add a STORED column"},
        {"n INT DEFAULT 1 REFERENCES t", "Cannot add a REFERENCES column with non-NULL default value"},
        {"n INT DEFAULT 1 CHECK (n > 1)", "CHECK constraint failed"},
    };
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        char sql[200];
        (void)snprintf(sql, sizeof sql, "ALTER TABLE t ADD COLUMN %s", columns[i][0]);
        facts_scratch(f);
        facts_run(f, "CREATE TABLE t (id INTEGER PRIMARY KEY)");
        facts_run(f, sql);
        facts_run(f, "DROP TABLE t; CREATE TABLE t (id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1)");
        facts_refused(f, sql, columns[i][1]);
        facts_end_scratch(f);
    }
}

/* The same columns by a revision, on a table with rows, and the text is the same on one without. */
static void added_columns_pass_on_full_tables(void **state)
{
    facts *f = *state;
    facts_take(f, "model T table t { id: int primary key } model U table u { id: int primary key }");
    facts_run(f, "INSERT INTO t VALUES (1), (2)");
    facts_take(f, "model T table t { id: int primary key  at: timestamptz = now()  sum: int = 1 + 2 "
                  "next: int generated (id + 1) stored  mother: ref T = 1  small: int = 5 check (small > 1) } "
                  "model U table u { id: int primary key  small: int = 5  maybe: text?  mother: ref T? }");
    facts_expect(f, "SELECT id, at IS NOT NULL, sum, next, mother_id, small FROM t ORDER BY id",
                 "1|1|3|2|1|5;2|1|3|3|1|5");
    assert_int_equal(facts_count(f, "CREATE TABLE schemac_new_t ("), 1);
    facts_never_says(f, "schemac_new_u");
    facts_says(f, "ALTER TABLE u ADD COLUMN small INTEGER NOT NULL DEFAULT 5;");
    facts_says(f, "ALTER TABLE u ADD COLUMN mother_id INTEGER REFERENCES t (id);");
    facts_downgrade(f);
    facts_expect(f, "SELECT * FROM t", "1;2");
}

static void not_null_without_a_value_is_refused_early(void **state)
{
    facts *f = *state;
    facts_take(f, "model T table t { id: int primary key }");
    facts_revise_fails(f, "model T table t { id: int primary key  n: int }", 3);
    facts_said(f, "E0451");
}

static void check_is_tested_against_old_rows(void **state)
{
    facts *f = *state;
    facts_take(f, "model T table t { id: int primary key  n: int }");
    facts_run(f, "INSERT INTO t VALUES (1, 0)");
    facts_revise(f, "model T table t { id: int primary key  n: int check (n > 0) }");
    facts_upgrade_ends(f, "", 5);
    facts_said(f, "CHECK constraint failed");
    facts_expect(f, "SELECT id, n FROM t", "1|0");
    facts_expect(f, "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'schemac_new%'", "0");
    facts_run(f, "UPDATE t SET n = 1");
    facts_upgrade(f);
    facts_refused(f, "INSERT INTO t VALUES (2, 0)", "CHECK");
}

static void keys_are_never_added_in_place(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "CREATE TABLE t (id INT)");
    facts_refused(f, "ALTER TABLE t ADD COLUMN x INT UNIQUE", "Cannot add a UNIQUE column");
    facts_refused(f, "ALTER TABLE t ADD COLUMN x INT PRIMARY KEY", "Cannot add a PRIMARY KEY column");
    facts_end_scratch(f);

    facts_take(f, "model T table t { id: int primary key }");
    facts_run(f, "INSERT INTO t VALUES (1), (2)");
    facts_take(f, "model T table t { id: int primary key  x: int? unique }");
    facts_run(f, "UPDATE t SET x = 5 WHERE id = 1");
    facts_refused(f, "UPDATE t SET x = 5 WHERE id = 2", "UNIQUE");
    facts_take(f, "model T table t { id: int  x: int? unique  key: int = 0  primary key (id, key) }");
    facts_expect(f, "SELECT id, x, key FROM t ORDER BY id", "1|5|0;2||0");
    facts_refused(f, "INSERT INTO t VALUES (1, 6, 0)", "UNIQUE");
}

/* The catalog keeps the text as it was written; what schemac compares is never that text. */
static void catalog_keeps_the_text(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "CREATE TABLE t (x INT DEFAULT (1  +  2), y TEXT DEFAULT 'a', CHECK (x IN (1,2)))");
    facts_expect(f, "SELECT dflt_value FROM pragma_table_info('t')", "1  +  2;'a'");
    facts_expect(f, "SELECT sql FROM sqlite_schema",
                 "CREATE TABLE t (x INT DEFAULT (1  +  2), y TEXT DEFAULT 'a', CHECK (x IN (1,2)))");
    facts_end_scratch(f);

    facts_take(f, "model T table t { id: int primary key  x: int = 1 + 2  check (x in (1, 2, 3)) }");
    facts_revise(f, "model T table t { id: int primary key  x: int = (1  +  2)  check ((x in (1,2,3))) }");
    facts_said(f, "no changes");
    facts_agree(f, "model T table t { id: int primary key  x: int = (1  +  2)  check ((x in (1,2,3))) }");
    facts_disagree(f, "model T table t { id: int primary key  x: int = 3  check (x in (1, 2, 3)) }");
}

/* --- renames --- */

static void renames_reach_into_other_tables(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON; CREATE TABLE p (id INTEGER PRIMARY KEY);"
                 "CREATE TABLE c (p REFERENCES p); ALTER TABLE p RENAME TO q");
    facts_expect(f, "SELECT \"table\" FROM pragma_foreign_key_list('c')", "p");
    facts_run(f, "PRAGMA legacy_alter_table = OFF; ALTER TABLE q RENAME TO p; ALTER TABLE p RENAME TO q");
    facts_expect(f, "SELECT \"table\" FROM pragma_foreign_key_list('c')", "q");
    facts_end_scratch(f);

    facts_take(f, "model P table p { id: int primary key  x: int  g: int generated (x + 1) stored  check (x > 0) } "
                  "model C table c { id: int primary key  p: ref P on delete cascade }");
    facts_run(f, "INSERT INTO p (id, x) VALUES (1, 1); INSERT INTO c VALUES (1, 1)");
    facts_take(f, "model Q table q was P { id: int primary key  y: int was x  g: int generated (y + 1) stored "
                  "check p_x_check (y > 0) } model C table c { id: int primary key  p: ref Q on delete cascade }");
    facts_never_says(f, "schemac_new_c");
    facts_expect(f, "SELECT \"table\", \"to\" FROM pragma_foreign_key_list('c')", "q|id");
    facts_refused(f, "INSERT INTO q (id, y) VALUES (2, 0)", "CHECK");
    facts_run(f, "DELETE FROM q");
    facts_expect(f, "SELECT count(*) FROM c", "0");
}

static const struct CMUnitTest tests[] = {
    FACT_SQLITE(drop_column_refuses_what_is_used),
    FACT_SQLITE(added_column_is_tested_against_rows),
    FACT_SQLITE(dropped_column_of_views_and_triggers),
    FACT_SQLITE(added_columns_pass_on_full_tables),
    FACT_SQLITE(not_null_without_a_value_is_refused_early),
    FACT_SQLITE(check_is_tested_against_old_rows),
    FACT_SQLITE(keys_are_never_added_in_place),
    FACT_SQLITE(renames_reach_into_other_tables),
    FACT_SQLITE(catalog_keeps_the_text),
};
const facts_list semantics_sqlite_alter = {tests, sizeof tests / sizeof *tests};
