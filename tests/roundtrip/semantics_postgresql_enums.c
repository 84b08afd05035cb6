/* Enum types of PostgreSQL: a type can grow, its labels can be renamed, and everything else is another type. */
#include "tests/roundtrip/semantics.h"

#define MOOD "model T table t { id: int primary key  mood: E = CALM }"

/* --- a new label --- */

static void new_label_is_unusable_in_its_transaction(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "CREATE TYPE e AS ENUM ('A'); CREATE TABLE t (x e)");
    static const char *const uses[] = {
        "INSERT INTO t VALUES ('B')",
        "ALTER TABLE t ALTER COLUMN x SET DEFAULT 'B'",
        "ALTER TABLE t ADD CHECK (x <> 'B')",
        "CREATE INDEX ON t (x) WHERE x = 'B'",
    };
    for (size_t i = 0; i < sizeof uses / sizeof *uses; i++) {
        facts_run(f, "BEGIN; ALTER TYPE e ADD VALUE 'B' AFTER 'A'");
        facts_refused(f, uses[i], "55P04");
        facts_run(f, "ROLLBACK");
    }
    facts_end_scratch(f);

    facts_take(f, "enum E { CALM  ANGRY } " MOOD);
    facts_run(f, "INSERT INTO t (id) VALUES (1)");
    long node = facts_file_node(f, "t");
    facts_take(f, "enum E { CALM  ANGRY  GLAD } model T table t { id: int primary key  mood: E = GLAD "
                  "check glad (mood <> ANGRY or mood = GLAD)  index (id) where (mood = GLAD) }");
    facts_says(f, "--# segment 1: no transaction\nALTER TYPE e ADD VALUE IF NOT EXISTS 'GLAD' AFTER 'ANGRY';");
    facts_run(f, "INSERT INTO t (id) VALUES (2)");
    facts_expect(f, "SELECT id, mood FROM t ORDER BY id", "1|CALM;2|GLAD");
    assert_int_equal(facts_file_node(f, "t"), node);
}

static void savepoint_does_not_help_a_new_label(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "CREATE TYPE e AS ENUM ('A'); CREATE TABLE t (x e)");
    facts_run(f, "BEGIN; SAVEPOINT s; ALTER TYPE e ADD VALUE 'B'; RELEASE s");
    facts_refused(f, "INSERT INTO t VALUES ('B')", "55P04");
    facts_run(f, "ROLLBACK");
    facts_end_scratch(f);

    facts_take(f, "enum E { CALM } " MOOD);
    facts_revise(f, "enum E { CALM  GLAD } model T table t { id: int primary key  mood: E = GLAD }");
    facts_upgrade_ends(f, "--transaction all", 7);
    facts_upgrade(f);
    facts_run(f, "INSERT INTO t (id) VALUES (1)");
    facts_expect(f, "SELECT mood FROM t", "GLAD");
}

/* Newer servers relax it; a new type is made with all of its labels, so nothing depends on that. */
static void new_type_with_a_new_label_is_no_better(void **state)
{
    facts *f = *state;
    if (facts_server_version(f) < 170000) {
        facts_scratch(f);
        facts_run(f, "BEGIN; CREATE TYPE e AS ENUM ('A'); ALTER TYPE e ADD VALUE 'B'; CREATE TABLE t (x e)");
        facts_refused(f, "INSERT INTO t VALUES ('B')", "55P04");
        facts_run(f, "ROLLBACK");
        facts_end_scratch(f);
    }
    facts_take(f, "enum E { CALM  GLAD } model T table t { id: int primary key  mood: E = GLAD }");
    facts_says(f, "CREATE TYPE e AS ENUM ('CALM', 'GLAD');");
    facts_never_says(f, "ADD VALUE");
}

/* Without a place a label goes to the end; each statement names a neighbour that is there already. */
static void new_labels_stand_where_the_schema_has_them(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "CREATE TYPE e AS ENUM ('A', 'C'); ALTER TYPE e ADD VALUE 'B'");
    facts_expect(f, "SELECT enum_range(NULL::e)", "{A,C,B}");
    facts_refused(f, "ALTER TYPE e ADD VALUE 'E' BEFORE 'F'", "22023");
    facts_end_scratch(f);

    facts_take(f, "enum E { CALM  ANGRY } " MOOD);
    facts_take(f, "enum E { FIRST  CALM  ONE  TWO  ANGRY  LAST  VERY_LAST } " MOOD);
    facts_expect(f, "SELECT enum_range(NULL::e)", "{FIRST,CALM,ONE,TWO,ANGRY,LAST,VERY_LAST}");
    facts_never_says(f, "CREATE TYPE");
}

/* Killed between the statement and its record, the second try finds the label there. */
static void new_label_can_be_tried_again(void **state)
{
    facts *f = *state;
    facts_take(f, "enum E { CALM } " MOOD);
    facts_scratch(f);
    facts_run(f, "CREATE TYPE e AS ENUM ('CALM'); ALTER TYPE e ADD VALUE 'GLAD'");
    facts_refused(f, "ALTER TYPE e ADD VALUE 'GLAD'", "42710");
    facts_end_scratch(f);
    facts_revise(f, "enum E { CALM  GLAD } " MOOD);
    facts_run(f, "ALTER TYPE e ADD VALUE 'GLAD'");
    facts_upgrade(f);
    facts_expect(f, "SELECT enum_range(NULL::e)", "{CALM,GLAD}");
}

/* --- a renamed label --- */

static void renamed_label_is_usable_at_once(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "CREATE TYPE e AS ENUM ('A'); CREATE TABLE t (x e); INSERT INTO t VALUES ('A')");
    facts_run(f, "BEGIN; ALTER TYPE e RENAME VALUE 'A' TO 'B'; INSERT INTO t VALUES ('B'); ROLLBACK");
    facts_expect(f, "SELECT x FROM t", "A");
    facts_end_scratch(f);

    facts_take(f, "enum E { CALM  ANGRY } " MOOD);
    facts_run(f, "INSERT INTO t (id) VALUES (1)");
    long node = facts_file_node(f, "t");
    facts_take(f, "enum E { QUIET was CALM  ANGRY } model T table t { id: int primary key  mood: E = QUIET "
                  "check named_by_its_label (mood = QUIET or mood = ANGRY) }");
    facts_never_says(f, "no transaction");
    facts_expect(f, "SELECT mood FROM t", "QUIET");
    assert_int_equal(facts_file_node(f, "t"), node);
    facts_downgrade(f);
    facts_expect(f, "SELECT mood FROM t", "CALM");
}

/* --- a label that goes, another order --- */

/* By hand: what stands in the way of the swap, each with its error. */
static void swap_by_hand_fails_on_every_dependent(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "CREATE TYPE e AS ENUM ('A', 'B'); CREATE TYPE n AS ENUM ('A')");
    facts_run(f, "CREATE TABLE has_row (x e); INSERT INTO has_row VALUES ('B');"
                 "CREATE TABLE has_default (x e DEFAULT 'A');"
                 "CREATE TABLE has_view (x e); CREATE VIEW v AS SELECT x FROM has_view;"
                 "CREATE TABLE has_generated (x e, g bool GENERATED ALWAYS AS (x = 'A') STORED);"
                 "CREATE TABLE has_check (x e CHECK (x <> 'B'));"
                 "CREATE TABLE has_index (x e); CREATE INDEX i ON has_index (x) WHERE x = 'A';"
                 "CREATE FUNCTION takes(x e) RETURNS int LANGUAGE sql AS 'SELECT 1';"
                 "CREATE TABLE has_array (x e[]); INSERT INTO has_array VALUES ('{A,A}')");
    facts_refused(f, "ALTER TABLE has_row ALTER COLUMN x TYPE n USING x::text::n", "22P02");
    facts_refused(f, "ALTER TABLE has_default ALTER COLUMN x TYPE n USING x::text::n", "42804");
    facts_refused(f, "ALTER TABLE has_view ALTER COLUMN x TYPE n USING x::text::n", "0A000");
    facts_refused(f, "ALTER TABLE has_generated ALTER COLUMN x TYPE n USING x::text::n", "0A000");
    facts_refused(f, "ALTER TABLE has_check ALTER COLUMN x TYPE n USING x::text::n", "42883");
    facts_refused(f, "ALTER TABLE has_index ALTER COLUMN x TYPE n USING x::text::n", "42883");
    facts_run(f, "ALTER TABLE has_array ALTER COLUMN x TYPE n[] USING x::text[]::n[]");
    facts_expect(f, "SELECT x FROM has_array", "{A,A}");
    facts_run(f, "DROP VIEW v; DROP TABLE has_row, has_default, has_view, has_generated, has_check, has_index");
    facts_refused(f, "DROP TYPE e", "2BP01");
    facts_end_scratch(f);
}

#define ORDER_BODY                                                                                                     \
    " state: State = OPEN  label: text generated (case when state = OPEN then \"open\" else \"shut\" end) stored "     \
    "for postgresql { all: State[] }  check known (state in (OPEN, SHUT))  index (id) where (state = OPEN) }"
#define ORDER "model Job table jobs { id: int primary key" ORDER_BODY

static void dropped_label_takes_its_dependents_along(void **state)
{
    facts *f = *state;
    facts_take(f, "enum State { OPEN  LOST  SHUT } " ORDER);
    facts_run(f, "INSERT INTO jobs (id, state, \"all\") VALUES (1, 'OPEN', '{OPEN,SHUT}'), (2, 'SHUT', '{}')");
    facts_take(f, "enum State { OPEN  SHUT } " ORDER);
    facts_expect(f, "SELECT id, state, label, \"all\" FROM jobs ORDER BY id", "1|OPEN|open|{OPEN,SHUT};2|SHUT|shut|{}");
    facts_expect(f, "SELECT enum_range(NULL::state)", "{OPEN,SHUT}");
    facts_run(f, "INSERT INTO jobs (id, \"all\") VALUES (3, '{}')");
    facts_expect(f, "SELECT state FROM jobs WHERE id = 3", "OPEN");
    facts_refused(f, "INSERT INTO jobs (id, state, \"all\") VALUES (4, 'LOST', '{}')", "22P02");
    facts_expect(f, "SELECT count(*) FROM pg_index WHERE indrelid = 'jobs'::regclass AND indpred IS NOT NULL", "1");
    facts_says(f, "Rewrites: jobs");
    facts_downgrade(f);
    facts_expect(f, "SELECT enum_range(NULL::state)", "{OPEN,LOST,SHUT}");
    facts_expect(f, "SELECT id, state, label FROM jobs ORDER BY id", "1|OPEN|open;2|SHUT|shut;3|OPEN|open");
}

/* What the schema declares goes before the swap and comes again after it. */
#define SEEN                                                                                                           \
    " model Job table jobs { id: int primary key  state: State } for postgresql { "                                    \
    "function is_open up \"CREATE FUNCTION is_open(s state) RETURNS bool LANGUAGE sql IMMUTABLE AS $$ SELECT "         \
    "s::text = 'OPEN' $$\"  view OpenJobs \"SELECT id, state FROM jobs WHERE is_open(state)\"  "                       \
    "view OpenOnes \"SELECT id FROM open_jobs\" }"

static void declared_views_and_functions_follow_the_swap(void **state)
{
    facts *f = *state;
    facts_take(f, "enum State { OPEN  LOST  SHUT }" SEEN);
    facts_run(f, "INSERT INTO jobs VALUES (1, 'OPEN'), (2, 'SHUT')");
    facts_take(f, "enum State { OPEN  SHUT }" SEEN);
    facts_never_says(f, "CASCADE");
    facts_expect(f, "SELECT id FROM open_ones", "1");
    facts_expect(f, "SELECT enum_range(NULL::state), is_open('SHUT')", "{OPEN,SHUT}|f");
    facts_downgrade(f);
    facts_expect(f, "SELECT id FROM open_ones", "1");
    facts_expect(f, "SELECT enum_range(NULL::state), is_open('LOST')", "{OPEN,LOST,SHUT}|f");
}

/* What nobody declared is not dropped; the swap stops, and nothing of it is done. */
static void undeclared_function_stops_the_swap(void **state)
{
    facts *f = *state;
    facts_take(f, "enum State { OPEN  LOST  SHUT } model Job table jobs { id: int primary key  state: State }");
    facts_run(f, "INSERT INTO jobs VALUES (1, 'OPEN');"
                 "CREATE FUNCTION takes(s state) RETURNS int LANGUAGE sql AS 'SELECT 1'");
    facts_revise(f, "enum State { OPEN  SHUT } model Job table jobs { id: int primary key  state: State }");
    facts_upgrade_ends(f, "", 5);
    facts_said(f, "takes(");
    facts_expect(f, "SELECT id, state, takes(state) FROM jobs", "1|OPEN|1");
    facts_expect(f, "SELECT enum_range(NULL::state)", "{OPEN,LOST,SHUT}");
    facts_run(f, "DROP FUNCTION takes");
    facts_upgrade(f);
    facts_expect(f, "SELECT enum_range(NULL::state)", "{OPEN,SHUT}");
}

static void dropped_label_in_use_stops_with_nothing_done(void **state)
{
    facts *f = *state;
    facts_take(f, "enum State { OPEN  LOST  SHUT } model Job table jobs { id: int primary key  state: State }");
    facts_run(f, "INSERT INTO jobs VALUES (1, 'OPEN'), (2, 'LOST')");
    facts_revise(f, "enum State { OPEN  SHUT } model Job table jobs { id: int primary key  state: State }");
    facts_says(f, "label 'LOST' of enum State");
    facts_upgrade_ends(f, "", 5);
    facts_said(f, "LOST");
    facts_expect(f, "SELECT id, state FROM jobs ORDER BY id", "1|OPEN;2|LOST");
    facts_expect(f, "SELECT enum_range(NULL::state)", "{OPEN,LOST,SHUT}");
}

static void another_order_keeps_values_and_sorts_anew(void **state)
{
    facts *f = *state;
    facts_take(f, "enum State { OPEN  LOST  SHUT } " ORDER);
    facts_run(f, "INSERT INTO jobs (id, state, \"all\") VALUES (1, 'OPEN', '{}'), (2, 'SHUT', '{}')");
    facts_take(f, "enum State { SHUT  OPEN  LOST } " ORDER);
    facts_expect(f, "SELECT id, state FROM jobs ORDER BY state", "2|SHUT;1|OPEN");
    facts_downgrade(f);
    facts_expect(f, "SELECT id, state FROM jobs ORDER BY state", "1|OPEN;2|SHUT");
}

/* An append alone must never go by way of the swap, which would write every table anew under a lock. */
static void append_never_swaps_the_type(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "CREATE TYPE e AS ENUM ('A'); CREATE TABLE t (x e); INSERT INTO t VALUES ('A')");
    long node = facts_file_node(f, "t");
    facts_run(f, "ALTER TYPE e ADD VALUE 'B'");
    assert_int_equal(facts_file_node(f, "t"), node);
    facts_run(f, "CREATE TYPE n AS ENUM ('A', 'B'); ALTER TABLE t ALTER COLUMN x TYPE n USING x::text::n");
    assert_int_not_equal(facts_file_node(f, "t"), node);
    facts_end_scratch(f);

    facts_take(f, "enum State { OPEN  SHUT } " ORDER);
    node = facts_file_node(f, "jobs");
    facts_take(f, "enum State { OPEN  SHUT  LOST } " ORDER);
    facts_never_says(f, "CREATE TYPE");
    facts_never_says(f, "Rewrites:");
    assert_int_equal(facts_file_node(f, "jobs"), node);
}

/* The way down of an append is the swap, and rows that hold the label get the one it falls back on. */
static void way_down_of_an_append_takes_the_fallback(void **state)
{
    facts *f = *state;
    facts_take(f, "enum E { CALM } " MOOD);
    facts_take(f, "enum E { CALM  GLAD fallback CALM } " MOOD);
    facts_says(f, "Down: lossy: label 'GLAD' of enum E");
    facts_run(f, "INSERT INTO t VALUES (1, 'CALM'), (2, 'GLAD')");
    facts_downgrade(f);
    facts_expect(f, "SELECT id, mood FROM t ORDER BY id", "1|CALM;2|CALM");
    facts_expect(f, "SELECT enum_range(NULL::e)", "{CALM}");
}

/* Without a fallback there is none, and the file says so. */
static void way_down_of_an_append_needs_a_fallback(void **state)
{
    facts *f = *state;
    facts_take(f, "enum E { CALM } " MOOD);
    facts_take(f, "enum E { CALM  GLAD } " MOOD);
    facts_says(f, "Down: irreversible: enum member E.GLAD has no fallback");
    facts_run(f, "INSERT INTO t VALUES (1, 'CALM'), (2, 'GLAD')");
    facts_downgrade_ends(f, 7);
    facts_expect(f, "SELECT id, mood FROM t ORDER BY id", "1|CALM;2|GLAD");
}

/* A retired label is refused by a check, rows that held it have another, and the type still knows it. */
static void retired_label_is_refused(void **state)
{
    facts *f = *state;
    facts_take(f, "enum E { CALM  GLAD } " MOOD);
    facts_run(f, "INSERT INTO t VALUES (1, 'CALM'), (2, 'GLAD')");
    facts_take(f, "enum E { CALM  GLAD retire fallback CALM } " MOOD);
    facts_never_says(f, "CREATE TYPE");
    facts_expect(f, "SELECT id, mood FROM t ORDER BY id", "1|CALM;2|CALM");
    facts_refused(f, "INSERT INTO t VALUES (3, 'GLAD')", "23514");
    facts_expect(f, "SELECT enum_range(NULL::e)", "{CALM,GLAD}");
    facts_downgrade(f);
    facts_run(f, "INSERT INTO t VALUES (3, 'GLAD')");
}

static const struct CMUnitTest tests[] = {
    FACT_POSTGRESQL(new_label_is_unusable_in_its_transaction),
    FACT_POSTGRESQL(savepoint_does_not_help_a_new_label),
    FACT_POSTGRESQL(new_type_with_a_new_label_is_no_better),
    FACT_POSTGRESQL(new_labels_stand_where_the_schema_has_them),
    FACT_POSTGRESQL(new_label_can_be_tried_again),
    FACT_POSTGRESQL(renamed_label_is_usable_at_once),
    FACT_POSTGRESQL(swap_by_hand_fails_on_every_dependent),
    FACT_POSTGRESQL(dropped_label_takes_its_dependents_along),
    FACT_POSTGRESQL(declared_views_and_functions_follow_the_swap),
    FACT_POSTGRESQL(undeclared_function_stops_the_swap),
    FACT_POSTGRESQL(dropped_label_in_use_stops_with_nothing_done),
    FACT_POSTGRESQL(another_order_keeps_values_and_sorts_anew),
    FACT_POSTGRESQL(append_never_swaps_the_type),
    FACT_POSTGRESQL(way_down_of_an_append_takes_the_fallback),
    FACT_POSTGRESQL(way_down_of_an_append_needs_a_fallback),
    FACT_POSTGRESQL(retired_label_is_refused),
};
const facts_list semantics_postgresql_enums = {tests, sizeof tests / sizeof *tests};
