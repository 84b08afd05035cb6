#define _XOPEN_SOURCE 700
/* The making of a table anew on SQLite: each step of the usual way that does harm when it is left out or done
 * otherwise, and that a revision does none of it. */
#include "tests/roundtrip/semantics.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#define FAMILY                                                                                                         \
    "CREATE TABLE p (id INTEGER PRIMARY KEY, x); CREATE TABLE c (p REFERENCES p ON DELETE CASCADE);"                   \
    "INSERT INTO p VALUES (1, 1), (2, 2); INSERT INTO c VALUES (1), (2);"                                              \
    "CREATE TABLE p2 (id INTEGER PRIMARY KEY, x UNIQUE); INSERT INTO p2 SELECT * FROM p;"

#define FAMILY_SCHEMA(more)                                                                                            \
    "model P table p { id: bigint primary key auto  x: int" more " } "                                                 \
    "model C table c { id: int primary key  p: ref P on delete cascade }"

static void dropped_table_takes_its_children_along(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, FAMILY "DROP TABLE p; ALTER TABLE p2 RENAME TO p");
    facts_expect(f, "SELECT count(*) FROM c", "0");
    facts_end_scratch(f);
    /* Inside of a transaction the pragma is passed over without a word. */
    facts_scratch(f);
    facts_run(f, FAMILY "BEGIN; PRAGMA foreign_keys = OFF; DROP TABLE p; ALTER TABLE p2 RENAME TO p; COMMIT");
    facts_expect(f, "SELECT count(*) FROM c", "0");
    facts_end_scratch(f);
    facts_scratch(f);
    facts_run(f, FAMILY "BEGIN; PRAGMA defer_foreign_keys = ON; DROP TABLE p; ALTER TABLE p2 RENAME TO p; COMMIT");
    facts_expect(f, "SELECT count(*) FROM c", "0");
    facts_end_scratch(f);

    facts_take(f, FAMILY_SCHEMA(""));
    facts_run(f, "INSERT INTO p (id, x) VALUES (1, 1), (2, 2); INSERT INTO c VALUES (1, 1), (2, 2)");
    facts_take(f, FAMILY_SCHEMA(" unique"));
    facts_says(f, "Foreign-Keys: off");
    facts_expect(f, "SELECT count(*) FROM c", "2");
    facts_run(f, "DELETE FROM p WHERE id = 1");
    facts_expect(f, "SELECT id FROM c", "2");
    facts_downgrade(f);
    facts_expect(f, "SELECT id FROM c", "2");
}

/* The foreign keys of the children follow the old table to its new name, and die with it. */
static void old_table_is_never_renamed_away(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "PRAGMA foreign_keys = OFF;" FAMILY "ALTER TABLE p RENAME TO old; ALTER TABLE p2 RENAME TO p;"
                 "DROP TABLE old; PRAGMA foreign_keys = ON");
    facts_expect(f, "SELECT \"table\" FROM pragma_foreign_key_list('c')", "old");
    facts_refused(f, "INSERT INTO c VALUES (1)", "no such table: main.old");
    facts_end_scratch(f);

    facts_take(f, FAMILY_SCHEMA(""));
    facts_take(f, FAMILY_SCHEMA(" check (x > 0)"));
    facts_never_says(f, "ALTER TABLE p RENAME");
    facts_expect(f, "SELECT \"table\" FROM pragma_foreign_key_list('c')", "p");
    facts_run(f, "INSERT INTO p (id, x) VALUES (1, 1); INSERT INTO c VALUES (1, 1)");
}

static void views_stand_in_the_way_of_the_last_rename(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "CREATE TABLE t (x); CREATE VIEW v AS SELECT x FROM t; CREATE TABLE n (x); DROP TABLE t");
    facts_refused(f, "ALTER TABLE n RENAME TO t", "error in view v: no such table: main.t");
    facts_end_scratch(f);
    /* Any broken view will do. */
    facts_scratch(f);
    facts_run(f, "CREATE TABLE n (x); CREATE VIEW v AS SELECT y FROM nowhere");
    facts_refused(f, "ALTER TABLE n RENAME TO t", "error in view v: no such table: main.nowhere");
    facts_run(f, "PRAGMA legacy_alter_table = ON; ALTER TABLE n RENAME TO t");
    facts_end_scratch(f);

    facts_take(f, "model T table t { id: int primary key  x: int }");
    facts_run(f, "INSERT INTO t VALUES (1, 7); CREATE VIEW v AS SELECT x FROM t; CREATE VIEW w AS SELECT x FROM v;"
                 "CREATE VIEW broken AS SELECT y FROM nowhere;"
                 "CREATE TABLE noted (x); CREATE TABLE other (x);"
                 "CREATE TRIGGER r AFTER INSERT ON other BEGIN INSERT INTO noted SELECT x FROM t; END");
    facts_take(f, "model T table t { id: int primary key  x: int unique }");
    facts_expect(f, "SELECT x FROM w", "7");
    facts_run(f, "INSERT INTO other VALUES (1)");
    facts_expect(f, "SELECT x FROM noted", "7");
    facts_expect(f, "PRAGMA legacy_alter_table", "0");
    facts_downgrade(f);
    facts_expect(f, "SELECT x FROM w", "7");
}

static void row_ids_shift_when_they_are_not_copied(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "CREATE TABLE t (code TEXT PRIMARY KEY); INSERT INTO t VALUES ('a'), ('b'), ('c');"
                 "DELETE FROM t WHERE code = 'a'; CREATE TABLE n (code TEXT PRIMARY KEY, CHECK (code <> ''));"
                 "INSERT INTO n SELECT code FROM t");
    facts_expect(f, "SELECT rowid, code FROM t", "2|b;3|c");
    facts_expect(f, "SELECT rowid, code FROM n", "1|b;2|c");
    facts_end_scratch(f);

    facts_take(f, "model T table t { code: text primary key }");
    facts_run(f, "INSERT INTO t VALUES ('a'), ('b'), ('c'); DELETE FROM t WHERE code = 'a'");
    facts_take(f, "model T table t { code: text primary key  check (code <> \"\") }");
    facts_expect(f, "SELECT rowid, code FROM t", "2|b;3|c");
    facts_downgrade(f);
    facts_expect(f, "SELECT rowid, code FROM t", "2|b;3|c");
}

/* Nothing of a row is left but the row. */
static void rows_without_any_column_left_stay(void **state)
{
    facts *f = *state;
    facts_take(f, "model T table t { id: bigint primary key auto }");
    facts_run(f, "INSERT INTO t VALUES (3), (8)");
    facts_take(f, "model T table t { n: int?  drop id }");
    facts_expect(f, "SELECT count(*), count(n) FROM t", "2|0");
}

static void used_ids_come_again_when_the_counter_is_lost(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, x); INSERT INTO t VALUES (41, 1);"
                 "DELETE FROM t; CREATE TABLE n (id INTEGER PRIMARY KEY AUTOINCREMENT, x UNIQUE);"
                 "INSERT INTO n SELECT * FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t;"
                 "INSERT INTO t (x) VALUES (2)");
    facts_expect(f, "SELECT id FROM t", "1");
    facts_end_scratch(f);

    facts_take(f, FAMILY_SCHEMA(""));
    facts_run(f, "INSERT INTO p VALUES (41, 1); DELETE FROM p");
    facts_take(f, FAMILY_SCHEMA(" unique"));
    facts_run(f, "INSERT INTO p (x) VALUES (2)");
    facts_expect(f, "SELECT id FROM p", "42");
    facts_run(f, "DELETE FROM p");
    facts_downgrade(f);
    facts_run(f, "INSERT INTO p (x) VALUES (3)");
    facts_expect(f, "SELECT id FROM p", "43");
    facts_expect(f, "SELECT name FROM sqlite_sequence WHERE name LIKE '%p'", "p");
}

static void changes_of_a_table_are_one_rebuild(void **state)
{
    facts *f = *state;
    facts_take(f, "model T table t { id: int primary key  a: int  b: text  c: text?  d: int  index (d) }");
    facts_run(f, "INSERT INTO t VALUES (1, 2, '3', NULL, 5)");
    facts_take(f, "model T table t { id: int primary key  a: text check (a <> \"\")  b2: text unique was b "
                  "c: text?  e: int = 1 + 1  d: int?  index (d desc, id)  index (b2) }");
    assert_int_equal(facts_count(f, "CREATE TABLE"), 1);
    assert_int_equal(facts_count(f, "INSERT INTO schemac_new_t"), 1);
    facts_expect(f, "SELECT id, a, b2, c, e, d, typeof(a) FROM t", "1|2|3||2|5|text");
    facts_expect(f, "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY 1",
                 "ix_t_b2;ix_t_d_id");
    facts_downgrade(f);
    facts_expect(f, "SELECT id, a, b, c, d, typeof(a) FROM t", "1|2|3||5|integer");
    facts_expect(f, "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL", "ix_t_d");
}

/* What the table has besides the change goes through the rebuild as it was. */
static void rest_of_the_table_survives(void **state)
{
    facts *f = *state;
#define REST(x)                                                                                                        \
    "enum E { A  B } model P table p { id: int primary key } "                                                         \
    "model T table t { id: int  name: text collate nocase  e: E = A  p: ref P? on delete set null  x: " x              \
    "  g: int generated (id * 2) virtual  primary key (id, name)  unique (e, id)  check named (id > 0)"                \
    "  index (name desc) where (id > 5)  index (lower(name)) }"
    facts_take(f, REST("int?"));
    facts_run(f, "INSERT INTO p VALUES (1); INSERT INTO t (id, name, p_id, x) VALUES (6, 'Anna', 1, 3)");
    char *before = strdup(facts_rows(f, "SELECT sql FROM sqlite_schema WHERE name LIKE 'ix%' ORDER BY name"));
    facts_take(f, REST("int = 4"));
    facts_expect(f, "SELECT sql FROM sqlite_schema WHERE name LIKE 'ix%' ORDER BY name", before);
    free(before);
    facts_refused(f, "INSERT INTO t (id, name, p_id) VALUES (6, 'ANNA', 1)", "UNIQUE");
    facts_refused(f, "INSERT INTO t (id, name, e) VALUES (7, 'b', 'C')", "CHECK");
    facts_refused(f, "INSERT INTO t (id, name) VALUES (0, 'b')", "CHECK");
    facts_refused(f, "INSERT INTO t (id, name, p_id) VALUES (7, 'b', 5)", "FOREIGN KEY");
    facts_run(f, "DELETE FROM p");
    facts_expect(f, "SELECT id, name, e, p_id, x, g FROM t", "6|Anna|A||3|12");
}

/* How the rows are kept goes through the rebuild as well. */
static void forms_of_the_table_survive(void **state)
{
    facts *f = *state;
    facts_take(f, "model T table t { code: text primary key  n: int?  strict  without rowid }");
    facts_run(f, "INSERT INTO t VALUES ('b', 1), ('a', 2)");
    facts_take(f, "model T table t { code: text primary key  n: int? check (n > 0)  strict  without rowid }");
    facts_expect(f, "SELECT wr, strict FROM pragma_table_list('t')", "1|1");
    facts_refused(f, "INSERT INTO t VALUES ('c', 'text')", "cannot store TEXT value in INTEGER column");
    facts_expect(f, "SELECT code, n FROM t", "a|2;b|1");
    facts_downgrade(f);
    facts_expect(f, "SELECT wr, strict FROM pragma_table_list('t')", "1|1");
}

/* What somebody made by hand goes with the dropped table; no file of a revision can know of it. */
static void what_nobody_declared_survives(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "CREATE TABLE t (x); CREATE INDEX hand ON t (x); CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT 1; "
                 "END; CREATE TABLE n (x); DROP TABLE t; ALTER TABLE n RENAME TO t");
    facts_expect(f, "SELECT count(*) FROM sqlite_schema WHERE name IN ('hand', 'tr')", "0");
    facts_end_scratch(f);

    facts_take(f, "model T table t { id: int primary key  x: int  y: int?  index (y) }");
    facts_run(f, "CREATE INDEX hand ON t (x); CREATE TABLE log (x); CREATE TRIGGER tr AFTER INSERT ON t BEGIN INSERT "
                 "INTO log VALUES (new.x); END");
    facts_take(f, "model T table t { id: int primary key  x2: int unique was x  y: int?  index (y) }");
    facts_expect(f, "SELECT sql FROM sqlite_schema WHERE name = 'hand'", "CREATE INDEX hand ON t (x2)");
    facts_run(f, "INSERT INTO t VALUES (1, 5, 6)");
    facts_expect(f, "SELECT x FROM log", "5");
    facts_revise(f, "model T table t { id: int primary key  y: int?  index (y)  drop x2 }");
    facts_upgrade_ends(f, "", 5);
    facts_said(f, "index \"hand\" of table \"t\", which no revision has made, would be lost");
    facts_expect(f, "SELECT x2 FROM t", "5");
    facts_run(f, "DROP INDEX hand; DROP TRIGGER tr");
    facts_upgrade(f);
    facts_expect(f, "SELECT id, y FROM t", "1|6");
}

/* What is broken before is not the revision's; what it would break stops it, and nothing is done. */
static void foreign_keys_are_checked_before_the_commit(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "PRAGMA foreign_keys = OFF; CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p);"
                 "BEGIN; INSERT INTO c VALUES (99); COMMIT; PRAGMA foreign_keys = ON; BEGIN; COMMIT");
    facts_expect(f, "SELECT \"table\", \"parent\" FROM pragma_foreign_key_check", "c|p");
    facts_end_scratch(f);

    facts_take(f, FAMILY_SCHEMA(""));
    facts_run(f, "PRAGMA foreign_keys = OFF; INSERT INTO c VALUES (1, 99); PRAGMA foreign_keys = ON");
    facts_take(f, FAMILY_SCHEMA(" unique"));
    facts_expect(f, "SELECT id, p_id FROM c", "1|99");
    facts_run(f, "DELETE FROM c");
    facts_take(f, "model P table p { id: bigint primary key auto  x: int unique } "
                  "model C table c { id: int primary key  p: ref P on delete cascade  more: int = 0 }");
    facts_run(f, "INSERT INTO p (id, x) VALUES (1, 1); INSERT INTO c VALUES (1, 1, 77)");
    facts_revise(f, "model P table p { id: bigint primary key auto  x: int unique } "
                    "model C table c { id: int primary key  p: ref P on delete cascade  more: int = 0 "
                    "foreign key (more) references P (x) }");
    facts_upgrade_ends(f, "", 5);
    facts_said(f, "foreign key");
    facts_expect(f, "SELECT count(*) FROM pragma_foreign_key_list('c')", "1");
    facts_run(f, "UPDATE c SET more = 1");
    facts_upgrade(f);
    facts_refused(f, "UPDATE c SET more = 2", "FOREIGN KEY");
}

/* Tables may point to each other before both are there, and go together. */
static void cycles_are_legal_when_they_are_made(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "CREATE TABLE a (id INTEGER PRIMARY KEY, b REFERENCES b); CREATE TABLE b (id INTEGER PRIMARY KEY, "
                 "a REFERENCES a); INSERT INTO a VALUES (1, NULL); INSERT INTO b VALUES (1, 1); UPDATE a SET b = 1");
    facts_refused(f, "DROP TABLE a", "FOREIGN KEY");
    facts_end_scratch(f);

    facts_take(f,
               "model A table a { id: int primary key  b: ref B? } model B table b { id: int primary key  a: ref A? }");
    facts_run(f, "INSERT INTO a VALUES (1, NULL); INSERT INTO b VALUES (1, 1); UPDATE a SET b_id = 1");
    facts_take(f, "model A table a { id: int primary key  b: ref B?  x: int = 1 + 1 } "
                  "model B table b { id: int primary key  a: ref A?  x: int = 1 + 1 }");
    facts_expect(f, "SELECT a.id, b_id, b.id, a_id FROM a, b", "1|1|1|1");
    facts_take(f, "model C table c { id: int primary key }");
    facts_expect(f, "SELECT count(*) FROM sqlite_schema WHERE name IN ('a', 'b')", "0");
}

/* An enum is a text with a check here; whatever changes about it is a rebuild. */
static void enum_changes_are_rebuilds(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "CREATE TABLE t (e TEXT CONSTRAINT known CHECK (e IN ('A')))");
    if (sqlite3_libversion_number() < 3053000)
        facts_refused(f, "ALTER TABLE t DROP CONSTRAINT known", "syntax error");
    facts_refused(f, "INSERT INTO t VALUES ('B')", "CHECK");
    facts_end_scratch(f);

    facts_take(f, "enum E { A  B } model T table t { id: int primary key  e: E = A }");
    facts_run(f, "INSERT INTO t VALUES (1, 'A'), (2, 'B')");
    facts_take(f, "enum E { A  B  C } model T table t { id: int primary key  e: E = C }");
    facts_run(f, "INSERT INTO t (id) VALUES (3)");
    facts_take(f, "enum E { Z was A  B  C } model T table t { id: int primary key  e: E = C }");
    facts_expect(f, "SELECT id, e FROM t ORDER BY id", "1|Z;2|B;3|C");
    facts_revise(f, "enum E { Z  B } model T table t { id: int primary key  e: E = Z }");
    facts_upgrade_ends(f, "", 5);
    facts_expect(f, "SELECT id, e FROM t ORDER BY id", "1|Z;2|B;3|C");
    facts_run(f, "DELETE FROM t WHERE e = 'C'");
    facts_upgrade(f);
    facts_refused(f, "INSERT INTO t VALUES (4, 'C')", "CHECK");
    facts_downgrade(f);
    facts_run(f, "INSERT INTO t VALUES (4, 'C')");
}

static const struct CMUnitTest tests[] = {
    FACT_SQLITE(dropped_table_takes_its_children_along),
    FACT_SQLITE(old_table_is_never_renamed_away),
    FACT_SQLITE(views_stand_in_the_way_of_the_last_rename),
    FACT_SQLITE(row_ids_shift_when_they_are_not_copied),
    FACT_SQLITE(rows_without_any_column_left_stay),
    FACT_SQLITE(used_ids_come_again_when_the_counter_is_lost),
    FACT_SQLITE(changes_of_a_table_are_one_rebuild),
    FACT_SQLITE(rest_of_the_table_survives),
    FACT_SQLITE(forms_of_the_table_survive),
    FACT_SQLITE(what_nobody_declared_survives),
    FACT_SQLITE(foreign_keys_are_checked_before_the_commit),
    FACT_SQLITE(cycles_are_legal_when_they_are_made),
    FACT_SQLITE(enum_changes_are_rebuilds),
};
const facts_list semantics_sqlite_rebuild = {tests, sizeof tests / sizeof *tests};
