/* Renames on PostgreSQL: what follows by itself, what stays behind, and which lock it takes. */
#include "tests/roundtrip/semantics.h"

#include <stdio.h>

static void names_stay_behind_a_rename(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f,
              "CREATE TABLE p (id int PRIMARY KEY);"
              "CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, x int UNIQUE, p int REFERENCES p);"
              "CREATE INDEX ix_t_x ON t (x); ALTER TABLE t RENAME TO u; ALTER TABLE u RENAME COLUMN x TO y");
    facts_expect(f, "SELECT conname FROM pg_constraint WHERE conrelid = 'u'::regclass ORDER BY 1",
                 "t_p_fkey;t_pkey;t_x_key");
    facts_expect(f, "SELECT indexrelid::regclass FROM pg_index WHERE indrelid = 'u'::regclass ORDER BY 1::text",
                 "t_pkey;t_x_key;ix_t_x");
    facts_expect(f, "SELECT pg_get_serial_sequence('u', 'id')", "scratch.t_id_seq");
    facts_end_scratch(f);

    facts_take(f, "model P table p { id: int primary key } "
                  "model T table t { id: bigint primary key auto  x: int unique  p: ref P  index (x, id) }");
    facts_run(f, "INSERT INTO p VALUES (1); INSERT INTO t (x, p_id) VALUES (7, 1)");
    long node = facts_file_node(f, "t");
    facts_take(f,
               "model P table p { id: int primary key } "
               "model U table u was T { id: bigint primary key auto  y: int unique was x  p: ref P  index (y, id) }");
    facts_expect(f, "SELECT conname FROM pg_constraint WHERE conrelid = 'u'::regclass ORDER BY 1",
                 "u_p_id_fkey;u_pkey;u_y_key");
    facts_expect(f,
                 "SELECT relname FROM pg_class JOIN pg_index ON indexrelid = oid WHERE indrelid = 'u'::regclass "
                 "ORDER BY 1",
                 "ix_u_y_id;u_pkey;u_y_key");
    facts_expect(f, "SELECT pg_get_serial_sequence('u', 'id')", "public.u_id_seq");
    facts_expect(f, "SELECT id, y, p_id FROM u", "1|7|1");
    assert_int_equal(facts_file_node(f, "u"), node);
    facts_downgrade(f);
    facts_expect(f, "SELECT conname FROM pg_constraint WHERE conrelid = 't'::regclass ORDER BY 1",
                 "t_p_id_fkey;t_pkey;t_x_key");
    facts_expect(f, "SELECT pg_get_serial_sequence('t', 'id')", "public.t_id_seq");
}

static void views_keep_the_old_name_of_a_column(void **state)
{
    facts *f = *state;
    facts_take(f, "model T table t { id: int primary key  x: int }");
    facts_run(f, "CREATE VIEW v AS SELECT x FROM t; INSERT INTO t VALUES (1, 5)");
    facts_take(f, "model T table t { id: int primary key  y: int was x }");
    facts_expect(f, "SELECT x FROM v", "5");
    facts_refused(f, "SELECT y FROM v", "42703");
    facts_expect(f, "SELECT pg_get_viewdef('v') LIKE '%y AS x%'", "t");
}

/* The strongest lock that a statement takes on the relation, before its transaction is undone. */
static void expect_lock(facts *f, const char *sql, const char *relation, const char *mode)
{
    char text[400];
    facts_run(f, "BEGIN");
    facts_run(f, sql);
    (void)snprintf(text, sizeof text,
                   "SELECT mode FROM pg_locks WHERE pid = pg_backend_pid() AND relation = '%s'::regclass "
                   "ORDER BY mode = 'AccessExclusiveLock' DESC, mode = 'ShareUpdateExclusiveLock' DESC LIMIT 1",
                   relation);
    facts_expect(f, text, mode);
    facts_run(f, "ROLLBACK");
}

static void renames_take_these_locks(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "CREATE TABLE t (x int); CREATE INDEX i ON t (x)");
    expect_lock(f, "ALTER INDEX i RENAME TO j", "j", "ShareUpdateExclusiveLock");
    expect_lock(f, "ALTER TABLE t RENAME COLUMN x TO y", "t", "AccessExclusiveLock");
    expect_lock(f, "ALTER TABLE t RENAME TO u", "u", "AccessExclusiveLock");
    facts_end_scratch(f);

    facts_take(f, "model T table t { id: int primary key  x: int  index one (x) }");
    facts_take(f, "model T table t { id: int primary key  x: int  index two (x) }");
    facts_says(f, "ALTER INDEX one RENAME TO two;");
    facts_says(f, "Locks: SHARE UPDATE EXCLUSIVE on one\n");
    facts_take(f, "model T table t { id: int primary key  y: int was x  index two (y) }");
    facts_says(f, "Locks: ACCESS EXCLUSIVE on t");
    facts_never_says(f, "Rewrites:");
}

/* Two statements cannot make a swap; a third name is needed on the way. */
static void names_change_places(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "CREATE TABLE t (a int, b int)");
    facts_refused(f, "ALTER TABLE t RENAME COLUMN a TO b", "42701");
    facts_end_scratch(f);

    facts_take(f, "model A table a { id: int primary key  x: int  y: int } model B table b { id: int primary key }");
    facts_run(f, "INSERT INTO a VALUES (1, 10, 20); INSERT INTO b VALUES (2)");
    facts_take(f, "model B table b was A { id: int primary key  y: int was x  x: int was y } "
                  "model A table a was B { id: int primary key }");
    facts_expect(f, "SELECT id, x, y FROM b", "1|20|10");
    facts_expect(f, "SELECT id FROM a", "2");
    facts_expect(f, "SELECT conname FROM pg_constraint WHERE conrelid = 'b'::regclass", "b_pkey");
    facts_downgrade(f);
    facts_expect(f, "SELECT id, x, y FROM a", "1|10|20");
}

static void rename_with_another_type_is_two_steps(void **state)
{
    facts *f = *state;
    facts_take(f, "model T table t { id: int primary key  x: int = 3 }");
    facts_run(f, "INSERT INTO t VALUES (1, 7)");
    facts_take(f, "model T table t { id: int primary key  y: text = \"3\" was x }");
    facts_expect(f, "SELECT id, y FROM t", "1|7");
    facts_downgrade(f);
    facts_expect(f, "SELECT id, x FROM t", "1|7");
}

static const struct CMUnitTest tests[] = {
    FACT_POSTGRESQL(names_stay_behind_a_rename),
    FACT_POSTGRESQL(views_keep_the_old_name_of_a_column),
    FACT_POSTGRESQL(renames_take_these_locks),
    FACT_POSTGRESQL(names_change_places),
    FACT_POSTGRESQL(rename_with_another_type_is_two_steps),
};
const facts_list semantics_postgresql_names = {tests, sizeof tests / sizeof *tests};
