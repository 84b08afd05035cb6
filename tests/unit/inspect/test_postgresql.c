/* PostgreSQL databases come back as they were, by pg_dump's word. */
#include "compiler/model/check.h"
#include "tests/unit/inspect/round.h"
#include "tests/unit/inspect/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name, *sql;
} cases[] = {
#define CASE(name, sql) {#name, sql},
#include "tests/unit/inspect/postgresql_cases.def"
#undef CASE
};
enum { N_CASES = sizeof cases / sizeof *cases };

static bool comes_back(size_t from, size_t to)
{
    arena a = {0};
    round_database database;
    round_open(&database);
    for (size_t i = from; i < to; i++) {
        char *message = round_try(&database, cases[i].sql);
        if (message)
            fail_msg("%s: %s", cases[i].name, message);
    }
    const char *wrong = round_trip(&a, &database, NULL);
    if (wrong && to == from + 1)
        print_error("%s: %s\n", cases[from].name, wrong);
    else if (wrong)
        print_error("all together: %.3000s\n", wrong);
    bool fine = !wrong;
    round_close(&database);
    arena_free(&a);
    return fine;
}

/* All of it in one database; where that is not the same, what is wrong alone. */
static void everything_comes_back(void **state)
{
    (void)state;
    size_t wrong = 0;
    if (!getenv("SCHEMAC_EACH_CASE") && comes_back(0, N_CASES))
        return;
    for (size_t i = 0; i < N_CASES; i++)
        wrong += !comes_back(i, i + 1);
    fail_msg("%zu of %d cases do not come back alone", wrong, (int)N_CASES);
}

/* --- indexes of a partitioned table that not all partitions have --- */

static const char *case_sql(const char *name)
{
    for (size_t i = 0; i < N_CASES; i++)
        if (strcmp(cases[i].name, name) == 0)
            return cases[i].sql;
    fail_msg("there is no case %s", name);
    return NULL;
}

/* With it go the indexes that are attached to it, which the partitions are to keep; there and back. */
static void expect_change(const char *index, const char *and_then)
{
    arena a = {0};
    round_database before, after, changed;
    round_open(&before);
    round_open(&after);
    round_open(&changed);
    round_run(&before, case_sql(index));
    round_run(&after, case_sql(index));
    round_run(&after, and_then);
    round_run(&changed, case_sql(index));
    const char *up = round_change(&a, &changed, &after);
    const char *down = up ? NULL : round_change(&a, &changed, &before);
    if (up || down)
        print_error("%s: %s\n", up ? "up" : "down", up ? up : down);
    bool fine = !up && !down;
    round_close(&before);
    round_close(&after);
    round_close(&changed);
    arena_free(&a);
    assert_true(fine);
}

static void what_is_attached_stays_when_its_index_goes(void **state)
{
    (void)state;
    expect_change("partitioned_index_of_some",
                  "DROP INDEX p8_c; CREATE INDEX p8_1_c ON p8_1 (c); COMMENT ON INDEX p8_1_c IS 'it''s';"
                  "CREATE INDEX p8_2_c ON ONLY p8_2 (c); CREATE INDEX p8_2_1_c ON p8_2_1 (c);"
                  "ALTER INDEX p8_2_c ATTACH PARTITION p8_2_1_c");
}

static void one_more_is_attached_and_one_less(void **state)
{
    (void)state;
    expect_change("partitioned_index_of_some", "CREATE INDEX p8_2_2_c ON p8_2_2 (c);"
                                               "ALTER INDEX p8_2_c ATTACH PARTITION p8_2_2_c");
}

static void an_index_of_some_becomes_one_of_all(void **state)
{
    (void)state;
    expect_change("partitioned_index_of_some",
                  "CREATE INDEX p8_2_2_c ON p8_2_2 (c); ALTER INDEX p8_2_c ATTACH PARTITION p8_2_2_c;"
                  "ALTER INDEX p8_c ATTACH PARTITION p8_3_c");
}

/* --- as files --- */

static void what_is_read_can_be_compiled(void **state)
{
    (void)state;
    arena a = {0};
    round_database database;
    diagnostic_list diagnostics = {.memory = &a};
    round_open(&database);
    for (size_t i = 0; i < N_CASES; i++)
        round_run(&database, cases[i].sql);
    inspect_result read = round_inspect(&a, &database, NULL);
    model_schema *named = inspect_name(&a, &read, STR("p"));
    str text = inspect_text(&a, named, STR("p"));
    model_schema *again = schema_of(&a, text);
    check_schema(&a, again, DIALECT_BIT_POSTGRESQL, &diagnostics);
    VEC_EACH (const diagnostic, &diagnostics.items, found)
        if (diagnostic_find(found->code)->severity == DIAGNOSTIC_ERROR)
            print_error("%.*s in: %.*s\n", STR_ARGS(found->message), (int)(found->span.to - found->span.from),
                        text.ptr + found->span.from);
    assert_int_equal(diagnostics.errors, 0);
    assert_true(same_schemas(&a, named, again));
    round_close(&database);
    arena_free(&a);
}

/* --- owners and privileges --- */

static void owners_and_privileges_come_back(void **state)
{
    (void)state;
    arena a = {0};
    round_database database;
    round_open(&database);
    free(round_try(&database, "CREATE ROLE \"schemac Reader\""));
    free(round_try(&database, "CREATE ROLE schemac_owner"));
    round_run(
        &database,
        "CREATE SCHEMA s; GRANT USAGE ON SCHEMA s TO \"schemac Reader\"; CREATE TYPE s.e AS ENUM ('a');"
        "CREATE TABLE s.t (id serial PRIMARY KEY, secret text, n integer GENERATED ALWAYS AS IDENTITY);"
        "GRANT SELECT, UPDATE ON s.t TO \"schemac Reader\"; GRANT INSERT ON s.t TO PUBLIC;"
        "REVOKE DELETE ON s.t FROM CURRENT_USER; GRANT SELECT (secret) ON s.t TO schemac_owner WITH GRANT OPTION;"
        "CREATE VIEW s.v AS SELECT id FROM s.t; ALTER VIEW s.v OWNER TO schemac_owner; GRANT ALL ON s.v TO PUBLIC;"
        "CREATE FUNCTION s.f(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';"
        "REVOKE ALL ON FUNCTION s.f(integer) FROM PUBLIC; CREATE DOMAIN d AS text; REVOKE USAGE ON DOMAIN d FROM "
        "PUBLIC;"
        "ALTER DOMAIN d OWNER TO schemac_owner; ALTER TYPE s.e OWNER TO schemac_owner; CREATE SEQUENCE q;"
        "GRANT USAGE ON SEQUENCE q TO schemac_owner; ALTER SCHEMA s OWNER TO schemac_owner; CREATE TABLE plain (a "
        "integer); CREATE FOREIGN DATA WRAPPER w; GRANT USAGE ON FOREIGN DATA WRAPPER w TO schemac_owner WITH GRANT "
        "OPTION;"
        "CREATE SERVER far FOREIGN DATA WRAPPER w; GRANT USAGE ON FOREIGN SERVER far TO \"schemac Reader\";"
        "ALTER SERVER far OWNER TO schemac_owner; CREATE FOREIGN TABLE ft (a integer, b integer) SERVER far;"
        "GRANT SELECT, INSERT (b) ON ft TO \"schemac Reader\"; CREATE COLLATION s.c (PROVIDER = libc, LOCALE = 'C');"
        "ALTER COLLATION s.c OWNER TO schemac_owner; CREATE STATISTICS s.st ON id, n FROM s.t;"
        "ALTER STATISTICS s.st OWNER TO schemac_owner; CREATE TEXT SEARCH CONFIGURATION s.tc (COPY = simple);"
        "ALTER TEXT SEARCH CONFIGURATION s.tc OWNER TO schemac_owner; CREATE TEXT SEARCH DICTIONARY td (TEMPLATE = "
        "simple);"
        "ALTER TEXT SEARCH DICTIONARY td OWNER TO schemac_owner; CREATE OPERATOR === (FUNCTION = int4eq, LEFTARG = "
        "integer,"
        " RIGHTARG = integer); ALTER OPERATOR === (integer, integer) OWNER TO schemac_owner;"
        "CREATE OPERATOR FAMILY fam USING btree; ALTER OPERATOR FAMILY fam USING btree OWNER TO schemac_owner");
    inspect_options options = {.grants = true};
    const char *wrong = round_trip(&a, &database, &options);
    if (wrong)
        print_error("%s\n", wrong);
    assert_null(wrong);
    round_close(&database);
    arena_free(&a);
}

/* --- what is read, and by whom --- */

static bool has(const str_list *list, const char *text)
{
    return str_list_has(list, str_from(text));
}

static void only_what_is_asked_for(void **state)
{
    (void)state;
    arena a = {0};
    round_database database;
    round_open(&database);
    round_run(&database,
              "CREATE SCHEMA app; CREATE TABLE app.one (id integer PRIMARY KEY); CREATE TABLE app.tmp_two (id integer);"
              "CREATE TABLE three (id integer REFERENCES app.one); CREATE TABLE schemac_history (id integer);"
              "CREATE DOMAIN app.word AS text; CREATE DOMAIN other AS text");
    str app = STR("app"), tmp = STR("tmp_*"), three = STR("public.thr??");
    inspect_options in_app = {.schemas = {&app, 1, 1}, .exclude = {&tmp, 1, 1}};
    inspect_result result = round_inspect(&a, &database, &in_app);
    assert_int_equal(result.schema->tables.live, 1);
    assert_non_null(model_find_table(result.schema, STR("one")));
    assert_true(has(&result.left_out, "table app.tmp_two"));
    assert_true(has(&result.left_out, "table three"));
    assert_true(has(&result.left_out, "domain other"));
    assert_int_equal(result.n_carried, 1);
    assert_true(has(&result.carried, "domain word"));
    inspect_options only_three = {.include = {&three, 1, 1}};
    result = round_inspect(&a, &database, &only_three);
    assert_int_equal(result.schema->tables.live, 1);
    /* Its foreign key points to what is not there. */
    assert_true(has(&result.carried, "constraint three_three_id_fkey_constraint"));
    result = round_inspect(&a, &database, NULL);
    assert_int_equal(result.schema->tables.live, 3);
    assert_true(has(&result.left_out, "table schemac_history"));
    round_close(&database);
    arena_free(&a);
}

static schemac_db *open_as(const round_database *database, const char *more)
{
    char address[1200];
    schemac_db *db = NULL;
    schemac_error err = SCHEMAC_ERROR_INIT;
    (void)snprintf(address, sizeof address, "%s %s", database->address, more);
    if (schemac_open(address, NULL, &db, &err) != SCHEMAC_OK)
        fail_msg("%s", err.message);
    return db;
}

static void a_role_that_may_only_read_is_enough(void **state)
{
    (void)state;
    arena a = {0};
    round_database database;
    round_open(&database);
    for (size_t i = 0; i < N_CASES; i++)
        if (strcmp(cases[i].name, "user_mappings") != 0)
            round_run(&database, cases[i].sql);
    free(round_try(&database, "CREATE ROLE schemac_looker LOGIN"));
    inspect_result result, mine = round_inspect(&a, &database, NULL);
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_db *db = open_as(&database, "user=schemac_looker options='-c default_transaction_read_only=on'");
    if (!inspect_database(&a, db, NULL, &result, &err))
        fail_msg("%s", err.message);
    assert_true(model_schema_equal(mine.schema, result.schema));
    assert_int_equal(mine.n_carried, result.n_carried);
    schemac_close(db);
    round_run(&database, "CREATE SERVER hidden FOREIGN DATA WRAPPER d12; CREATE USER MAPPING FOR PUBLIC SERVER hidden"
                         " OPTIONS (word 'secret')");
    db = open_as(&database, "user=schemac_looker");
    assert_true(inspect_database(&a, db, NULL, &result, &err));
    assert_true(has(&result.left_out, "user mapping: public_hidden (only its owner sees its options)"));
    schemac_close(db);
    round_close(&database);
    arena_free(&a);
}

static void what_cannot_be_carried_is_named(void **state)
{
    static const char *const rows[][2] = {
        {"CREATE SUBSCRIPTION news CONNECTION 'dbname=x' PUBLICATION p WITH (connect = false, slot_name = NONE)",
         "subscription news cannot be carried into a schema"},
        {"DROP SUBSCRIPTION news; CREATE TYPE shell", "base type shell cannot be carried into a schema"},
        {"DROP TYPE shell; SET allow_system_table_mods = on; INSERT INTO pg_seclabel VALUES ((SELECT oid FROM pg_class"
         " WHERE relname = 't'), 'pg_class'::regclass, 0, 'none', 'top')",
         "security label \"table t\" cannot be carried into a schema"},
    };
    (void)state;
    arena a = {0};
    round_database database;
    inspect_result result;
    schemac_error err = SCHEMAC_ERROR_INIT;
    round_open(&database);
    round_run(&database, "CREATE TABLE t (a integer)");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        round_run(&database, rows[i][0]);
        assert_false(inspect_database(&a, database.db, NULL, &result, &err));
        assert_int_equal(err.code, SCHEMAC_UNSUPPORTED);
        assert_string_equal(err.message, rows[i][1]);
    }
    round_close(&database);
    arena_free(&a);
}

/* A trigger where none can be, as a server of a later day may have one: no query expects it. */
static void what_nobody_reads_is_named(void **state)
{
    (void)state;
    arena a = {0};
    round_database database;
    inspect_result result;
    schemac_error err = SCHEMAC_ERROR_INIT;
    round_open(&database);
    round_run(
        &database,
        "CREATE TABLE t (a integer); CREATE TYPE pair AS (a integer); CREATE FUNCTION f() RETURNS trigger LANGUAGE"
        " plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER odd BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();"
        "SELECT lo_create(0), lo_create(0)");
    result = round_inspect(&a, &database, NULL);
    assert_true(has(&result.left_out, "large object: 2 of them"));
    round_run(&database, "SET allow_system_table_mods = on; UPDATE pg_trigger SET tgrelid = 'pair'::regclass");
    assert_false(inspect_database(&a, database.db, NULL, &result, &err));
    assert_int_equal(err.code, SCHEMAC_UNSUPPORTED);
    assert_string_equal(err.message, "trigger odd on composite type pair cannot be carried into a schema");
    round_close(&database);
    arena_free(&a);
}

/* --- while it is read --- */

typedef struct disturber {
    const round_database *database;
    const char *sql;
    const char *where; /* in the text of the statement behind which it happens */
    int times;
} disturber;

static void disturb(void *arg, const schemac_event *event)
{
    disturber *d = arg;
    if (event->kind != SCHEMAC_EVENT_STATEMENT || !d->times || !strstr(event->text, d->where))
        return;
    d->times--;
    round_run(d->database, d->sql);
}

static schemac_code read_disturbed(arena *a, disturber *d, inspect_result *result, schemac_error *err)
{
    schemac_open_options options = SCHEMAC_OPEN_OPTIONS_INIT;
    schemac_db *db = NULL;
    options.observer = disturb;
    options.observer_arg = d;
    options.lazy = true;
    if (schemac_open(d->database->address, &options, &db, err) != SCHEMAC_OK)
        fail_msg("%s", err->message);
    bool fine = inspect_database(a, db, NULL, result, err);
    schemac_close(db);
    return fine ? SCHEMAC_OK : err->code;
}

/* What the server deparses stays locked to the end of the reading, and whoever disturbs waits in the reader's own
 * thread: so it happens when the snapshot is taken, but nothing is locked. */
#define BEFORE_LOCKS "set_config"

static void a_catalog_that_changes_is_read_again(void **state)
{
    (void)state;
    arena a = {0};
    round_database database;
    inspect_result result;
    schemac_error err = SCHEMAC_ERROR_INIT;
    round_open(&database);
    round_run(&database, "CREATE TABLE t (a integer); CREATE VIEW v AS SELECT a FROM t");
    disturber once = {&database, "ALTER TABLE t RENAME a TO b", BEFORE_LOCKS, 1};
    assert_int_equal(read_disturbed(&a, &once, &result, &err), SCHEMAC_OK);
    assert_non_null(model_find_column(model_find_table(result.schema, STR("t")), STR("b")));
    disturber gone = {&database, "DROP VIEW v", BEFORE_LOCKS, 1};
    assert_int_equal(read_disturbed(&a, &gone, &result, &err), SCHEMAC_OK);
    assert_int_equal(result.schema->objects.live, 0);
    disturber always = {&database, "ALTER TABLE t ADD c integer; ALTER TABLE t DROP c", BEFORE_LOCKS, 99};
    assert_int_equal(read_disturbed(&a, &always, &result, &err), SCHEMAC_RETRY);
    assert_string_equal(err.message, "the catalog was changed while it was read, 3 times in a row");
    disturber ended = {&database,
                       "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'schemac'"
                       " AND datname = current_database()",
                       BEFORE_LOCKS, 1};
    assert_int_equal(read_disturbed(&a, &ended, &result, &err), SCHEMAC_CONNECTION);
    round_close(&database);
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_comes_back),
        cmocka_unit_test(what_is_attached_stays_when_its_index_goes),
        cmocka_unit_test(one_more_is_attached_and_one_less),
        cmocka_unit_test(an_index_of_some_becomes_one_of_all),
        cmocka_unit_test(what_is_read_can_be_compiled),
        cmocka_unit_test(owners_and_privileges_come_back),
        cmocka_unit_test(only_what_is_asked_for),
        cmocka_unit_test(a_role_that_may_only_read_is_enough),
        cmocka_unit_test(what_cannot_be_carried_is_named),
        cmocka_unit_test(what_nobody_reads_is_named),
        cmocka_unit_test(a_catalog_that_changes_is_read_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
