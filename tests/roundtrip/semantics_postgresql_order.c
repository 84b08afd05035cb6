/* The order of statements on PostgreSQL: what must be there before, and what must be gone. */
#include "tests/roundtrip/semantics.h"

static void foreign_keys_come_last_and_go_first(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_refused(f, "CREATE TABLE a (id int PRIMARY KEY, b int REFERENCES b)", "42P01");
    facts_run(f, "CREATE TABLE a (id int PRIMARY KEY, b int); CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a);"
                 "ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b");
    facts_refused(f, "DROP TABLE a", "2BP01");
    facts_refused(f, "DROP TABLE b", "2BP01");
    facts_end_scratch(f);

    facts_take(f, "model A table a { id: int primary key  b: ref B?  self: ref A? } "
                  "model B table b { id: int primary key  c: ref C? } "
                  "model C table c { id: int primary key  a: ref A? }");
    facts_run(f, "INSERT INTO c VALUES (1); INSERT INTO b VALUES (1, 1); INSERT INTO a VALUES (1, 1, 1);"
                 "UPDATE c SET a_id = 1");
    facts_never_says(f, "CASCADE");
    facts_revise(f, "model D table d { id: int primary key }");
    facts_never_says(f, "CASCADE");
    facts_upgrade(f);
    facts_expect(f, "SELECT to_regclass('a'), to_regclass('b'), to_regclass('c')", "||");
    facts_downgrade(f);
    facts_expect(f, "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace",
                 "4");
}

/* Functions before the tables that use them, tables before functions that know their rows, views in their own order;
 * all of it goes the other way round. */
static void what_is_used_comes_first(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_refused(f, "CREATE TABLE t (x text DEFAULT make_code())", "42883");
    facts_run(f, "CREATE FUNCTION make_code() RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT 1::text';"
                 "CREATE TABLE t (x text DEFAULT make_code(), y text); CREATE VIEW v AS SELECT x FROM t");
    facts_refused(f, "DROP FUNCTION make_code", "2BP01");
    facts_refused(f, "DROP TABLE t", "2BP01");
    facts_refused(f, "ALTER TABLE t DROP COLUMN x", "2BP01");
    facts_end_scratch(f);

    facts_take(f, "model Other table other { id: int primary key }");
    facts_take(f,
               "model Other table other { id: int primary key }"
               "model T table t { id: int primary key  n: text = sql(postgresql: \"make_code()\", sqlite: \"'x'\")  "
               "for postgresql { index (fold(n)) } }"
               "for postgresql { view Last \"SELECT n FROM first_ones\"  view FirstOnes \"SELECT n FROM all_t()\"  "
               "function all_t up \"CREATE FUNCTION all_t() RETURNS SETOF t LANGUAGE sql AS 'SELECT * FROM t'\"  "
               "function fold up \"CREATE FUNCTION fold(a text) RETURNS text LANGUAGE sql IMMUTABLE RETURN lower(a)\"  "
               "function make_code up \"CREATE FUNCTION make_code() RETURNS text LANGUAGE sql AS 'SELECT 1::text'\" }");
    facts_run(f, "INSERT INTO t (id) VALUES (1)");
    facts_expect(f, "SELECT n FROM last", "1");
    facts_downgrade(f);
    facts_expect(f, "SELECT to_regclass('t'), to_regclass('last'), to_regproc('fold'), to_regproc('make_code')", "|||");
    facts_upgrade(f);
    facts_revise(f, "model Other table other { id: int primary key }");
    facts_never_says(f, "CASCADE");
    facts_upgrade(f);
    facts_expect(f, "SELECT to_regclass('t'), to_regclass('last'), to_regproc('fold'), to_regproc('make_code')", "|||");
}

/* Half of a cycle goes while the other half stays. */
static void half_a_cycle_goes(void **state)
{
    facts *f = *state;
    facts_take(f,
               "model A table a { id: int primary key  b: ref B? } model B table b { id: int primary key  a: ref A? }");
    facts_run(f, "INSERT INTO b VALUES (1); INSERT INTO a VALUES (1, 1); UPDATE b SET a_id = 1");
    facts_take(f, "model B table b { id: int primary key }");
    facts_expect(f, "SELECT id FROM b", "1");
    facts_downgrade(f);
    facts_expect(f, "SELECT id, a_id FROM b", "1|");
}

/* A name goes before another takes it: index, constraint, column, table, enum. */
static void names_are_free_before_they_are_taken(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "CREATE TABLE t (x int CONSTRAINT k UNIQUE, y int)");
    facts_refused(f, "CREATE INDEX k ON t (y)", "42P07");
    facts_end_scratch(f);

    facts_take(f, "enum E { A } model T table t { id: int primary key  x: int  y: int  e: E  unique k (x) }"
                  "model U table u { id: int primary key }");
    facts_run(f, "INSERT INTO t VALUES (1, 2, 3, 'A')");
    facts_take(f, "model T table t { id: int primary key  x: int was y  index k (x)  drop e } drop enum E "
                  "model V table e { id: int primary key  n: text? } drop model U");
    facts_expect(f, "SELECT id, x FROM t", "1|3");
    facts_expect(f, "SELECT count(*) FROM e", "0");
    facts_downgrade(f);
    facts_expect(f, "SELECT id, y FROM t", "1|3");
    facts_expect(f, "SELECT to_regclass('u') IS NOT NULL", "t");
}

/* Each of these steps fails before its neighbour: a default under an identity, an identity under null, and so on. */
static void steps_of_one_column_have_an_order(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "CREATE TABLE t (x int GENERATED BY DEFAULT AS IDENTITY, y int DEFAULT 5, z int)");
    facts_refused(f, "ALTER TABLE t ALTER COLUMN x SET DEFAULT 1", "42601");
    facts_refused(f, "ALTER TABLE t ALTER COLUMN x DROP NOT NULL", "42601");
    facts_refused(f, "ALTER TABLE t ALTER COLUMN x TYPE text", "22023");
    facts_refused(f, "ALTER TABLE t ALTER COLUMN y ADD GENERATED BY DEFAULT AS IDENTITY", "55000");
    facts_refused(f, "ALTER TABLE t ALTER COLUMN z ADD GENERATED BY DEFAULT AS IDENTITY", "55000");
    facts_end_scratch(f);

    facts_take(f, "model T table t { id: int primary key  x: int auto  y: int? = 5 }");
    facts_run(f, "INSERT INTO t (id) VALUES (1), (2)");
    facts_take(f, "model T table t { id: int primary key  x: text? = \"one\"  y: bigint auto }");
    facts_run(f, "INSERT INTO t (id, y) VALUES (3, 7)");
    facts_expect(f, "SELECT id, x, y FROM t ORDER BY id", "1|1|5;2|2|5;3|one|7");
    facts_expect(f, "SELECT seqtypid::regtype FROM pg_sequence", "bigint");
    facts_run(f, "UPDATE t SET x = 3 WHERE id = 3");
    facts_downgrade(f);
    facts_expect(f, "SELECT id, x, y FROM t ORDER BY id", "1|1|5;2|2|5;3|3|7");
    facts_refused(f, "UPDATE t SET x = NULL", "23502");
}

/* A key goes with all that points to it, and comes back before it is pointed to. */
static void keys_move_under_their_foreign_keys(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "CREATE TABLE p (id int CONSTRAINT p_pkey PRIMARY KEY); CREATE TABLE c (p int REFERENCES p)");
    facts_refused(f, "ALTER TABLE p DROP CONSTRAINT p_pkey", "2BP01");
    facts_end_scratch(f);

    facts_take(f,
               "model P table p { id: int primary key  code: text } model C table c { id: int primary key  p: ref P }");
    facts_run(f, "INSERT INTO p VALUES (1, 'x'); INSERT INTO c VALUES (1, 1)");
    facts_take(f, "model P table p { id: bigint primary key  code: text } "
                  "model C table c { id: int primary key  p: ref P }");
    facts_expect(f,
                 "SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 'c'::regclass AND "
                 "attname = 'p_id'",
                 "bigint");
    facts_refused(f, "INSERT INTO c VALUES (2, 2)", "23503");
    facts_downgrade(f);
    facts_refused(f, "INSERT INTO c VALUES (2, 2)", "23503");
}

#define PARTS(border)                                                                                                  \
    "model T table t { id: int primary key for postgresql { partition by range (id) partition low for values from "    \
    "(0) to (" border ") partition high for values from (" border ") to (20) } }"

/* Where a partition's border moves over rows, the server refuses: nothing is moved or lost, and the header says so. */
static void a_border_does_not_move_over_rows(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(
        f, "CREATE TABLE t (id int) PARTITION BY RANGE (id); CREATE TABLE high (id int); INSERT INTO high VALUES (12)");
    facts_refused(f, "ALTER TABLE t ATTACH PARTITION high FOR VALUES FROM (15) TO (20)", "23514");
    facts_end_scratch(f);

    facts_take(f, PARTS("10"));
    facts_run(f, "INSERT INTO t VALUES (5), (12), (17)");
    facts_revise(f, PARTS("15"));
    facts_says(f, "-- Fails on: rows of low outside of its new bound, rows of high outside of its new bound\n");
    facts_upgrade_ends(f, "", 5);
    facts_expect(f, "SELECT id, tableoid::regclass FROM t ORDER BY id", "5|low;12|high;17|high");
    facts_run(f, "DELETE FROM t WHERE id = 12");
    facts_upgrade(f);
    facts_run(f, "INSERT INTO t VALUES (12)");
    facts_expect(f, "SELECT id, tableoid::regclass FROM t ORDER BY id", "5|low;12|low;17|high");
    facts_downgrade_ends(f, 5);
    facts_expect(f, "SELECT id, tableoid::regclass FROM t ORDER BY id", "5|low;12|low;17|high");
}

static const struct CMUnitTest tests[] = {
    FACT_POSTGRESQL(foreign_keys_come_last_and_go_first),
    FACT_POSTGRESQL(half_a_cycle_goes),
    FACT_POSTGRESQL(what_is_used_comes_first),
    FACT_POSTGRESQL(names_are_free_before_they_are_taken),
    FACT_POSTGRESQL(steps_of_one_column_have_an_order),
    FACT_POSTGRESQL(keys_move_under_their_foreign_keys),
    FACT_POSTGRESQL(a_border_does_not_move_over_rows),
};
const facts_list semantics_postgresql_order = {tests, sizeof tests / sizeof *tests};
