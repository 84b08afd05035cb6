/* NOT NULL on tables with rows, and indexes that are built while others work. */
#include "tests/roundtrip/semantics.h"

#include <stdio.h>
#include <string.h>

/* --- not null --- */

#define PROOF "existing constraints on column"

static void expect_proof(facts *f, const char *sql, bool proved)
{
    facts_run(f, "SET client_min_messages = debug1");
    facts_forget(f);
    facts_run(f, sql);
    facts_run(f, "RESET client_min_messages");
    if ((strstr(facts_notes(f), PROOF) != NULL) != proved)
        fail_msg("%s: %s", sql, facts_notes(f));
}

static void valid_check_proves_not_null(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "CREATE TABLE t (c int, d int, e int, CHECK (c IS NOT NULL AND c > 0));"
                 "ALTER TABLE t ADD CONSTRAINT d CHECK (d IS NOT NULL) NOT VALID");
    expect_proof(f, "ALTER TABLE t ALTER COLUMN c SET NOT NULL", true);
    expect_proof(f, "ALTER TABLE t ALTER COLUMN d SET NOT NULL", false);
    facts_run(f, "ALTER TABLE t ALTER COLUMN d DROP NOT NULL; ALTER TABLE t VALIDATE CONSTRAINT d");
    expect_proof(f, "ALTER TABLE t ALTER COLUMN d SET NOT NULL", true);
    expect_proof(f, "ALTER TABLE t ALTER COLUMN e SET NOT NULL", false);
    facts_end_scratch(f);

    facts_take(f, "model T table t { id: int primary key  c: int? }");
    facts_run(f, "INSERT INTO t VALUES (1, 1), (2, 2)");
    facts_take(f, "model T table t { id: int primary key  c: int }");
    facts_says(f, "Scans: t");
    facts_refused(f, "INSERT INTO t VALUES (3, NULL)", "23502");
    facts_downgrade(f);
    facts_run(f, "INSERT INTO t VALUES (3, NULL)");
}

static void unvalidated_check_rejects_updates_of_old_rows(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "CREATE TABLE t (c int, other int); INSERT INTO t VALUES (NULL, 1);"
                 "ALTER TABLE t ADD CONSTRAINT c CHECK (c IS NOT NULL) NOT VALID");
    facts_refused(f, "UPDATE t SET other = 2", "23514");
    facts_refused(f, "ALTER TABLE t VALIDATE CONSTRAINT c", "23514");
    facts_end_scratch(f);

    facts_take(f, "model T table t { id: int primary key  c: int?  other: int }");
    facts_run(f, "INSERT INTO t VALUES (1, NULL, 1)");
    facts_take(f, "model T table t { id: int primary key  c: int?  other: int "
                  "for postgresql { check has_c (c is not null) not valid } }");
    facts_never_says(f, "Scans:");
    facts_refused(f, "UPDATE t SET other = 2", "23514");
    facts_revise(f, "model T table t { id: int primary key  c: int?  other: int check has_c (c is not null) }");
    facts_upgrade_ends(f, "", 5);
    facts_run(f, "UPDATE t SET c = 0");
    facts_upgrade(f);
    facts_expect(f, "SELECT convalidated FROM pg_constraint WHERE conname = 'has_c'", "t");
}

static void validation_in_the_same_transaction_keeps_the_lock(void **state)
{
    facts *f = *state;
    const char *held = "SELECT bool_or(mode = 'AccessExclusiveLock') FROM pg_locks WHERE pid = pg_backend_pid() "
                       "AND relation = 't'::regclass";
    facts_scratch(f);
    facts_run(f, "CREATE TABLE t (c int)");
    facts_run(f, "BEGIN; ALTER TABLE t ADD CONSTRAINT c CHECK (c IS NOT NULL) NOT VALID;"
                 "ALTER TABLE t VALIDATE CONSTRAINT c");
    facts_expect(f, held, "t");
    facts_run(f, "COMMIT; ALTER TABLE t DROP CONSTRAINT c;"
                 "ALTER TABLE t ADD CONSTRAINT c CHECK (c IS NOT NULL) NOT VALID");
    facts_run(f, "BEGIN; ALTER TABLE t VALIDATE CONSTRAINT c");
    facts_expect(f, held, "f");
    facts_run(f, "ROLLBACK");
    facts_end_scratch(f);

    facts_take(f, "model T table t { id: int primary key  c: int "
                  "for postgresql { check positive (c > 0) not valid } }");
    facts_take(f, "model T table t { id: int primary key  c: int check positive (c > 0) }");
    facts_says(f, "VALIDATE CONSTRAINT positive");
    facts_says(f, "Locks: SHARE UPDATE EXCLUSIVE on t");
    facts_never_says(f, "ACCESS EXCLUSIVE on t\n--\n-- ACCESS");
}

/* Notes of each statement on t: its transaction, whether it holds the lock that keeps readers out, and whether a
 * check that looked at all rows is there. */
static void note_what_is_held(facts *f)
{
    facts_run(f, "CREATE TABLE seen (at bigserial, tag text, xid bigint, exclusive bool, proof bool);"
                 "CREATE FUNCTION note() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN "
                 "INSERT INTO seen (tag, xid, exclusive, proof) SELECT regexp_replace(current_query(), "
                 "'.*(NOT VALID|VALIDATE|SET NOT NULL|DROP CONSTRAINT).*', '\\1'), txid_current(), "
                 "EXISTS (SELECT FROM pg_locks WHERE pid = pg_backend_pid() AND relation = 't'::regclass "
                 "AND mode = 'AccessExclusiveLock'), EXISTS (SELECT FROM pg_constraint WHERE conrelid = 't'::regclass "
                 "AND contype = 'c' AND convalidated); END $$;"
                 "CREATE EVENT TRIGGER note ON ddl_command_end WHEN TAG IN ('ALTER TABLE') EXECUTE FUNCTION note()");
}

/* In the careful form the rows are looked at without that lock, in a transaction of their own, and SET NOT NULL takes
 * the check for it. */
static void not_null_online_looks_without_the_lock(void **state)
{
    facts *f = *state;
    facts_take(f, "model T table t { id: int primary key  c: int? }");
    facts_run(f, "INSERT INTO t VALUES (1, 1), (2, 2)");
    facts_revise_online(f, "model T table t { id: int primary key  c: int }");
    note_what_is_held(f);
    facts_upgrade(f);
    facts_run(f, "DROP EVENT TRIGGER note");
    facts_expect(f, "SELECT tag, exclusive, proof FROM seen ORDER BY at",
                 "NOT VALID|t|f;VALIDATE|f|t;SET NOT NULL|t|t;DROP CONSTRAINT|t|f");
    facts_expect(f,
                 "SELECT tag FROM seen AS s WHERE EXISTS (SELECT FROM seen AS o WHERE o.xid = s.xid AND o.at <> "
                 "s.at) ORDER BY at",
                 "SET NOT NULL;DROP CONSTRAINT");
    facts_refused(f, "INSERT INTO t VALUES (3, NULL)", "23502");
}

/* --- concurrent indexes --- */

#define PLAIN "model T table t { id: int primary key  x: int } model Other table other { id: int primary key }"
#define INDEXED                                                                                                        \
    "model T table t { id: int primary key  x: int  for postgresql { index by_x (x) concurrently } } "                 \
    "model Other table other { id: int primary key }"
#define VALID "SELECT indisvalid FROM pg_index WHERE indexrelid = 'by_x'::regclass"

static void concurrent_index_refuses_transactions(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "CREATE TABLE t (x int)");
    facts_run(f, "BEGIN");
    facts_refused(f, "CREATE INDEX CONCURRENTLY by_x ON t (x)", "25001");
    facts_run(f, "ROLLBACK");
    facts_refused(f, "SELECT 1; CREATE INDEX CONCURRENTLY by_x ON t (x)", "25001");
    facts_run(f, "CREATE INDEX CONCURRENTLY by_x ON t (x)");
    facts_end_scratch(f);

    facts_take(f, PLAIN);
    facts_take(f, INDEXED);
    facts_says(f, "--# segment 1: no transaction\nCREATE INDEX CONCURRENTLY by_x ON t (x);");
    facts_expect(f, VALID, "t");
    facts_downgrade(f);
    facts_expect(f, "SELECT to_regclass('by_x') IS NULL", "t");
}

static void table_of_the_same_revision_needs_no_concurrency(void **state)
{
    facts *f = *state;
    facts_take(f, INDEXED);
    facts_says(f, "CREATE INDEX by_x ON t (x);");
    facts_never_says(f, "no transaction");
}

/* The parts of a table are not indexed concurrently by way of the whole. */
static void partitioned_table_takes_nothing_concurrently(void **state)
{
    facts *f = *state;
#define PARTED(more)                                                                                                   \
    "model T table t { id: int primary key  x: int  for postgresql { partition by range (id)  "                        \
    "partition t_low for values from (1) to (10) " more " } }"
    facts_scratch(f);
    facts_run(f, "CREATE TABLE t (id int, x int) PARTITION BY RANGE (id)");
    facts_refused(f, "CREATE INDEX CONCURRENTLY by_x ON t (x)", "0A000");
    facts_end_scratch(f);

    facts_take(f, PARTED(""));
    facts_run(f, "INSERT INTO t VALUES (1, 2)");
    facts_revise_fails(f, PARTED("index by_x (x) concurrently"), 3);
    facts_said(f, "E0271");
    facts_revise_online(f, PARTED("index by_x (x)"));
    facts_never_says(f, "CONCURRENTLY");
    facts_upgrade(f);
    facts_expect(f, VALID, "t");
#undef PARTED
}

/* Who waits for the lock of the runner in one call holds a snapshot, and the build of the runner waits for that:
 * neither ends. Two runs of the program ask again and again instead, and both end. */
static void waiting_in_the_lock_call_deadlocks_with_a_build(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "CREATE TABLE t (x int); SELECT pg_advisory_lock(7)");
    facts_other_run(f, "SET deadlock_timeout = '60s'"); /* the build is to be the one that fails */
    facts_other_send(f, "SELECT pg_advisory_lock(7)");
    facts_run(f, "DO $$ BEGIN WHILE NOT EXISTS (SELECT FROM pg_locks AS l, pg_database AS d WHERE NOT l.granted AND "
                 "l.locktype = 'advisory' AND l.database = d.oid AND d.datname = current_database()) LOOP "
                 "PERFORM pg_sleep(0.01); END LOOP; END $$");
    facts_run(f, "SET deadlock_timeout = '50ms'");
    facts_refused(f, "CREATE INDEX CONCURRENTLY by_x ON t (x)", "40P01");
    facts_run(f, "RESET deadlock_timeout; SELECT pg_advisory_unlock(7)");
    facts_other_wait(f);
    facts_other_run(f, "SELECT pg_advisory_unlock(7)");
    facts_expect(f, VALID, "f");
    facts_end_scratch(f);

    facts_take(f, PLAIN);
    facts_revise(f, INDEXED);
    facts_other_send(f, "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM other; SELECT pg_sleep(1.5);"
                        "COMMIT");
    facts_upgrade_twice(f);
    facts_other_wait(f);
    facts_expect(f, VALID, "t");
}

/* A snapshot over an unrelated table keeps the build waiting; a timeout then leaves half an index, which IF NOT EXISTS
 * takes for a whole one. */
static void timed_out_build_leaves_an_invalid_index(void **state)
{
    facts *f = *state;
    static const char *const limits[] = {"lock_timeout", "statement_timeout"};
    static const char *const states[] = {"55P03", "57014"};
    for (size_t i = 0; i < 2; i++) {
        char set[100];
        (void)snprintf(set, sizeof set, "SET %s = '100ms'", limits[i]);
        facts_scratch(f);
        facts_run(f, "CREATE TABLE t (x int); CREATE TABLE other (y int)");
        facts_other_run(f, "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM scratch.other");
        facts_run(f, set);
        facts_refused(f, "CREATE INDEX CONCURRENTLY by_x ON t (x)", states[i]);
        facts_other_run(f, "ROLLBACK");
        facts_run(f, "RESET lock_timeout; RESET statement_timeout");
        facts_expect(f, VALID, "f");
        facts_run(f, "CREATE INDEX CONCURRENTLY IF NOT EXISTS by_x ON t (x)");
        facts_expect(f, VALID, "f");
        facts_end_scratch(f);
    }
}

/* The limit for locks is not for this wait: the build goes on when the snapshot ends. */
static void concurrent_build_waits_without_a_limit(void **state)
{
    facts *f = *state;
    facts_take(f, PLAIN);
    facts_revise(f, INDEXED);
    facts_other_send(f, "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM other; SELECT pg_sleep(1.5);"
                        "COMMIT");
    facts_upgrade_ends(f, "--lock-timeout 100ms", 0);
    facts_other_wait(f);
    facts_expect(f, VALID, "t");
}

/* The half index of a run that was cut off is ours by its definition: it is dropped and built again. */
static void invalid_index_is_built_again(void **state)
{
    facts *f = *state;
    facts_take(f, PLAIN);
    facts_revise(f, INDEXED);
    facts_other_run(f, "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM other");
    facts_other_send(f, "SELECT pg_terminate_backend(pid) FROM (SELECT pg_sleep(1.5)) AS s, LATERAL (SELECT pid FROM "
                        "pg_stat_activity WHERE query LIKE 'CREATE INDEX CONCURRENTLY%') AS a");
    facts_upgrade_ends(f, "", 4);
    facts_other_wait(f);
    facts_other_run(f, "ROLLBACK");
    facts_expect(f, VALID, "f");
    facts_upgrade(f);
    facts_expect(f, VALID, "t");
}

static void unique_build_fails_late_on_duplicates(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "CREATE TABLE t (x int); INSERT INTO t VALUES (1), (1)");
    facts_refused(f, "CREATE UNIQUE INDEX CONCURRENTLY by_x ON t (x)", "23505");
    facts_expect(f, VALID, "f");
    facts_end_scratch(f);

    facts_take(f, "model T table t { id: int primary key  x: int }");
    facts_run(f, "INSERT INTO t VALUES (1, 1), (2, 1)");
    facts_revise(f, "model T table t { id: int primary key  x: int "
                    "for postgresql { unique by_x (x) as index concurrently } }");
    facts_upgrade_ends(f, "", 5);
    facts_run(f, "DELETE FROM t WHERE id = 2");
    facts_upgrade(f);
    facts_expect(f, VALID, "t");
}

static const struct CMUnitTest tests[] = {
    FACT_POSTGRESQL(valid_check_proves_not_null),
    FACT_POSTGRESQL(unvalidated_check_rejects_updates_of_old_rows),
    FACT_POSTGRESQL(validation_in_the_same_transaction_keeps_the_lock),
    FACT_POSTGRESQL(not_null_online_looks_without_the_lock),
    FACT_POSTGRESQL(concurrent_index_refuses_transactions),
    FACT_POSTGRESQL(table_of_the_same_revision_needs_no_concurrency),
    FACT_POSTGRESQL(partitioned_table_takes_nothing_concurrently),
    FACT_POSTGRESQL(waiting_in_the_lock_call_deadlocks_with_a_build),
    FACT_POSTGRESQL(timed_out_build_leaves_an_invalid_index),
    FACT_POSTGRESQL(concurrent_build_waits_without_a_limit),
    FACT_POSTGRESQL(invalid_index_is_built_again),
    FACT_POSTGRESQL(unique_build_fails_late_on_duplicates),
};
const facts_list semantics_postgresql_locks = {tests, sizeof tests / sizeof *tests};
