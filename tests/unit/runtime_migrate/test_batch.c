/* Segments of batches: every row is passed exactly once, whatever the key's type and whenever the process is killed. */
#include "support.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Ten rows; a batch adds one to each row that it passes, so that a row passed twice or not at all shows. */
static const char ten_rows[] =
    "INSERT INTO steps WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE "
    "i < 10) SELECT 3 * i, 0 FROM c;\n";
static const char passed_once[] = "SELECT count(*) || ' ' || min(n) || ' ' || max(n) FROM steps";

static void add_batches(fixture *f)
{
    char make[512];
    snprintf(make, sizeof make, "CREATE TABLE steps (id integer NOT NULL PRIMARY KEY, n integer NOT NULL);\n%s",
             ten_rows);
    add_revision(f, "aaaa1", "base", "", make, "DROP TABLE steps;");
    add_revision(f, "aaaa2", "aaaa1", "",
                 "SELECT 1;\n--# segment 2: batch 3 of steps by id\n"
                 "UPDATE steps SET n = n + 1 WHERE /*# batch */ id > 0;\n"
                 "--# segment 3: transaction\nUPDATE steps SET n = n + 10;",
                 "UPDATE steps SET n = n - 10;\n--# segment 2: batch 4 of steps by id\n"
                 "UPDATE steps SET n = n - 1 WHERE /*# batch */ true;\n");
}

static void each_row_is_passed_once(void **state)
{
    fixture *f = *state;
    add_batches(f);
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_value(f, passed_once, "10 11 11");
    assert_non_null(strstr(f->said, "progress aaaa2 steps\n"));
    assert_value(f, "SELECT count(*) FROM schemac_history_batch", "0");
    assert_value(f,
                 "SELECT state || segments_done || statements_done || intent FROM schemac_history WHERE id = 'aaaa2'",
                 "applied330");
    downgrade_to(f, "aaaa1", SCHEMAC_OK);
    assert_value(f, passed_once, "10 0 0");
}

/* An empty table is none the less done. */
static void no_row_is_no_batch(void **state)
{
    fixture *f = *state;
    add_batches(f);
    upgrade_to(f, "aaaa1", SCHEMAC_OK);
    sql(f, "DELETE FROM steps");
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_null(strstr(f->said, "progress"));
    assert_string_equal(current(f), "aaaa2");
}

/* ---- kills ---- */

static void reset(fixture *f)
{
    static const char *const tables[] = {"steps", "schemac_history", "schemac_history_batch"};
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        char drop[64];
        snprintf(drop, sizeof drop, "DROP TABLE %s", tables[i]);
        if (table_exists(f, tables[i])) {
            sql(f, drop);
        }
    }
}

/* Statements and batches' ends of the upgrade: 2, then 1, 4 batches of 2, and 1. */
enum { MOMENTS = 12 };

static void killed_at_any_moment_it_goes_on(void **state)
{
    fixture *f = *state;
    add_batches(f);
    for (int at = 1; at <= MOMENTS; at++) {
        reset(f);
        f->kill_at = at;
        int status = upgrade_in_a_process(f);
        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
        f->kill_at = 0;
        upgrade_to(f, NULL, SCHEMAC_OK);
        assert_value(f, passed_once, "10 11 11");
    }
}

static void killed_between_batches(fixture *f, int at)
{
    f->kill_at = at;
    assert_true(WIFSIGNALED(upgrade_in_a_process(f)));
    f->kill_at = 0;
}

static void what_is_done_is_not_done_again(void **state)
{
    fixture *f = *state;
    add_batches(f);
    killed_between_batches(f, 7); /* two batches are committed */
    assert_value(f, "SELECT sum(n) FROM steps", "6");
    assert_value(f, "SELECT changed || ' ' || batches FROM schemac_history_batch", "6 2");
    downgrade_to(f, "base", SCHEMAC_REFUSED);
    f->said[0] = '\0';
    upgrade_to(f, NULL, SCHEMAC_OK);
    const char *first = strstr(f->said, "progress");
    assert_non_null(first);
    assert_non_null(strstr(first + 1, "progress"));
    assert_null(strstr(strstr(first + 1, "progress") + 1, "progress"));
    assert_value(f, passed_once, "10 11 11");
}

/* A row of the cursors' table that an earlier life of the revision has left behind does not count. */
static void what_an_earlier_life_left_behind_does_not_count(void **state)
{
    fixture *f = *state;
    add_batches(f);
    upgrade_to(f, NULL, SCHEMAC_OK);
    downgrade_to(f, "aaaa1", SCHEMAC_OK);
    sql(f, "INSERT INTO schemac_history_batch VALUES ('aaaa2', '15', 5, 2)");
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_value(f, passed_once, "10 11 11");
}

/* ---- keys ---- */

typedef struct key_case {
    const char *columns;
    const char *keys;
    const char *row; /* of the number i */
} key_case;

static void check_key(fixture *f, const key_case *key)
{
    char make[1024];
    char up[512];
    snprintf(
        make, sizeof make,
        "CREATE TABLE steps (%s, n integer NOT NULL, PRIMARY KEY (%s));\nINSERT INTO steps WITH RECURSIVE c (i) AS "
        "(SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 10) SELECT %s, 0 FROM c;",
        key->columns, key->keys, key->row);
    snprintf(up, sizeof up,
             "--# segment 1: batch 3 of steps by %s\nUPDATE steps SET n = n + 1 WHERE /*# batch */ true;", key->keys);
    reset(f);
    add_revision(f, "aaaa1", "base", "", make, "DROP TABLE steps;");
    add_revision(f, "aaaa2", "aaaa1", "", up, "");
    upgrade_to(f, NULL, SCHEMAC_OK);
    if (strcmp(value(f, passed_once), "10 1 1") != 0) {
        fail_msg("by %s (%s): %s", key->keys, key->columns, value(f, passed_once));
    }
}

static void any_key_that_has_an_order_will_do(void **state)
{
    static const key_case both[] = {
        {"a text NOT NULL", "a", "'it''s \\ ä' || i"},
        {"a integer NOT NULL, b text NOT NULL", "a, b", "i % 2, 'x' || i"},
        {"\"Order No\" bigint NOT NULL, b numeric(20,5) NOT NULL", "\"Order No\", b",
         "9007199254740993 + i % 3, i / 7.0"},
    };
    static const key_case postgresql[] = {
        {"a uuid NOT NULL", "a", "md5(i::text)::uuid"},
        {"a bytea NOT NULL, b timestamptz NOT NULL", "a, b", "decode('00ff', 'hex'), now() + i * interval '1 day'"},
        {"a float8 NOT NULL", "a", "i / 3.0::float8"},
        {"a char(5) NOT NULL, b date NOT NULL", "b, a", "i::text, '2020-02-27'::date + i % 4"},
        {"a integer[] NOT NULL", "a", "ARRAY[1, i]"},
    };
    static const key_case sqlite[] = {
        {"a blob NOT NULL", "a", "CAST(char(0, 39, 200 + i) AS BLOB)"},
        {"a NOT NULL", "a", "CASE i % 4 WHEN 0 THEN i WHEN 1 THEN 't' || i WHEN 2 THEN i / 3.0 ELSE zeroblob(i) END"},
        {"a real NOT NULL", "a", "i / 3.0"},
    };
    fixture *f = *state;
    for (size_t i = 0; i < sizeof both / sizeof both[0]; i++) {
        check_key(f, &both[i]);
    }
    bool here = on_postgresql(f);
    size_t count = here ? sizeof postgresql / sizeof postgresql[0] : sizeof sqlite / sizeof sqlite[0];
    for (size_t i = 0; i < count; i++) {
        check_key(f, here ? &postgresql[i] : &sqlite[i]);
    }
}

/* ---- failures ---- */

static void an_error_has_its_place_in_the_file(void **state)
{
    fixture *f = *state;
    add_batches(f);
    add_revision(f, "aaaa3", "aaaa2", "",
                 "--# segment 1: batch 3 of steps by id\nUPDATE steps SET n = n\nWHERE /*# batch */ missing = 1;", "");
    upgrade_to(f, NULL, SCHEMAC_MIGRATION);
    assert_non_null(strstr(f->err.file, "aaaa3.up.sql"));
    assert_non_null(strstr(f->err.message, "missing"));
    if (on_postgresql(f)) {
        assert_int_equal(f->err.line, 7);
        assert_int_equal(f->err.column, 20);
    }
    assert_string_equal(current(f), "aaaa2");
}

/* A batch that fails takes nothing back of those before it; when its data is mended the run goes on. */
static void a_batch_that_fails_is_tried_again_by_the_next_run(void **state)
{
    fixture *f = *state;
    add_batches(f);
    upgrade_to(f, "aaaa1", SCHEMAC_OK);
    add_revision(f, "aaaa2", "aaaa1", "",
                 "--# segment 1: batch 3 of steps by id\n"
                 "UPDATE steps SET n = n + CASE WHEN id = 24 AND n = 0 THEN NULL ELSE 1 END WHERE /*# batch */ true;",
                 "");
    upgrade_to(f, NULL, SCHEMAC_MIGRATION);
    assert_value(f, "SELECT sum(n) FROM steps", "6");
    sql(f, "UPDATE steps SET n = 5 WHERE id = 24");
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_value(f, "SELECT sum(n) FROM steps", "15");
}

static void all_in_one_transaction_has_no_batches(void **state)
{
    fixture *f = *state;
    add_batches(f);
    f->options.transaction = SCHEMAC_MIGRATE_ALL;
    upgrade_to(f, NULL, SCHEMAC_REFUSED);
}

/* ---- phases ---- */

static void add_phases(fixture *f)
{
    add_revision(f, "aaaa1", "base", "", "SELECT 1;", "SELECT 1;");
    add_revision(f, "aaaa2", "aaaa1", "-- Phase: expand", "SELECT 1;", "SELECT 1;");
    add_revision(f, "aaaa3", "aaaa2", "-- Phase: contract", "SELECT 1;", "SELECT 1;");
    add_revision(f, "aaaa4", "aaaa3", "", "SELECT 1;", "SELECT 1;");
}

static void a_contract_waits_where_only_expanding_is_asked_for(void **state)
{
    fixture *f = *state;
    add_phases(f);
    f->options.phase = SCHEMAC_MIGRATE_EXPAND;
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_string_equal(current(f), "aaaa2");
    assert_non_null(strstr(f->said, "note aaaa3 aaaa3 (\"make aaaa3\") contracts, and waits"));
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_string_equal(current(f), "aaaa2");
    f->options.phase = SCHEMAC_MIGRATE_EVERY_PHASE;
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_string_equal(current(f), "aaaa4");
    downgrade_to(f, "base", SCHEMAC_OK);
}

static void a_new_database_does_not_wait(void **state)
{
    fixture *f = *state;
    add_phases(f);
    f->options.phase = SCHEMAC_MIGRATE_EXPAND_IN_USE;
    upgrade_to(f, "aaaa1", SCHEMAC_OK);
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_string_equal(current(f), "aaaa2");
    reset(f);
    upgrade_to(f, NULL, SCHEMAC_OK);
    assert_string_equal(current(f), "aaaa4");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(each_row_is_passed_once),
        ON_BOTH(no_row_is_no_batch),
        ON_BOTH(killed_at_any_moment_it_goes_on),
        ON_BOTH(what_is_done_is_not_done_again),
        ON_BOTH(what_an_earlier_life_left_behind_does_not_count),
        ON_BOTH(any_key_that_has_an_order_will_do),
        ON_BOTH(an_error_has_its_place_in_the_file),
        ON_BOTH(a_batch_that_fails_is_tried_again_by_the_next_run),
        ON_BOTH(all_in_one_transaction_has_no_batches),
        ON_BOTH(a_contract_waits_where_only_expanding_is_asked_for),
        ON_BOTH(a_new_database_does_not_wait),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
