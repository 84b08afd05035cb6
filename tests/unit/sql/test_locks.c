/* What a plan says about itself, held against PostgreSQL: after each statement of each golden, both ways, plain and
 * online, the tables that are locked, and how strictly, are those that the plan has named so far in the transaction;
 * and a table has a new file exactly when the plan says that it is written anew. */
#define _XOPEN_SOURCE 700
#include "compiler/sql/expand.h"
#include "tests/unit/sql/support.h"

#include "compiler/base/file.h"
#include "compiler/base/map.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char folder[] = SCHEMAC_SOURCE_DIR "/tests/golden/sql";

/* --- what the server says --- */

/* Tables that were there before the plan, under the names of then: "oid|name" lines in a table of the session. */
static void remember_tables(database *db)
{
    database_run(
        db, "DROP TABLE IF EXISTS pg_temp.before_plan;"
            "CREATE TEMP TABLE before_plan AS SELECT c.oid, c.oid::regclass::text AS name, c.relkind, c.relispartition"
            " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relkind IN ('r', 'p', 'i', 'S', 'v', 'm') AND n.nspname !~ '^(pg_|information_schema)'");
}

/* Of tables, and of what else the plan has named: partitions are locked with their table, and the indexes of a dropped
 * table are locked with it, which nobody needs to read. */
static str held_locks(database *db, arena *a, str named)
{
    str sql = str_format(a,
                         "SELECT name || ' ' || (ARRAY['SHARE UPDATE EXCLUSIVE', 'SHARE', 'SHARE ROW EXCLUSIVE',"
                         " 'EXCLUSIVE', 'ACCESS EXCLUSIVE'])[max(strength)] FROM (SELECT relation, array_position("
                         "ARRAY['ShareUpdateExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock',"
                         " 'AccessExclusiveLock'], mode) AS strength FROM pg_locks"
                         " WHERE pid = pg_backend_pid() AND locktype = 'relation') l"
                         " JOIN pg_temp.before_plan b ON b.oid = l.relation WHERE strength IS NOT NULL"
                         " AND ((relkind IN ('r', 'p') AND NOT relispartition) OR position(E'\n' || name || ' ' IN "
                         "E'\n' || $names$%s$names$) > 0)"
                         " GROUP BY name ORDER BY name COLLATE \"C\"",
                         named.ptr);
    return database_query(db, a, sql.ptr);
}

static str table_files(database *db, arena *a)
{
    return database_query(db, a,
                          "SELECT name || ' ' || pg_relation_filenode(b.oid) FROM pg_temp.before_plan b"
                          " JOIN pg_class c ON c.oid = b.oid WHERE c.relkind = 'r' ORDER BY 1");
}

/* --- what the plan says --- */

static const char *const lock_names[] = {
    [LOCK_SHARE_UPDATE_EXCLUSIVE] = "SHARE UPDATE EXCLUSIVE",
    [LOCK_SHARE] = "SHARE",
    [LOCK_SHARE_ROW_EXCLUSIVE] = "SHARE ROW EXCLUSIVE",
    [LOCK_ACCESS_EXCLUSIVE] = "ACCESS EXCLUSIVE",
};

static void claim(arena *a, map *claims, str object, plan_lock lock)
{
    plan_lock *known = map_get(claims, object);
    if (!known) {
        known = ARENA_NEW(a, plan_lock);
        map_put(a, claims, object, known);
    }
    *known = lock > *known ? lock : *known;
}

static void claim_all(arena *a, map *claims, const plan_statement *statement)
{
    /* What a way back makes under such a name was not there before the plan, and is not looked at. */
    if (statement->lock == LOCK_NONE || str_starts_with(statement->lock_object, STR("schemac_old_")))
        return;
    claim(a, claims, statement->lock_object, statement->lock);
    VEC_EACH (const str, &statement->also_locked, object)
        claim(a, claims, *object, statement->lock);
}

/* An index or a sequence is locked by itself once, and with its table by whatever comes later. */
static void forget_part(map *claims, const plan_statement *statement)
{
    bool part =
        str_starts_with(statement->sql, STR("ALTER INDEX")) || str_starts_with(statement->sql, STR("ALTER SEQUENCE"));
    if (part)
        map_remove(claims, statement->lock_object);
}

static int by_text(const void *a, const void *b)
{
    return str_cmp(*(const str *)a, *(const str *)b);
}

static str claimed_locks(arena *a, const map *claims)
{
    str_list lines = {0};
    MAP_EACH (claims, entry) {
        const plan_lock *lock = entry->value;
        VEC_PUSH(a, &lines, str_format(a, "%.*s %s", STR_ARGS(entry->key), lock_names[*lock]));
    }
    if (lines.count)
        qsort(lines.items, lines.count, sizeof *lines.items, by_text);
    writer out = writer_make(a);
    for (size_t i = 0; i < lines.count; i++)
        writer_format(&out, "%s%.*s", i ? "\n" : "", STR_ARGS(lines.items[i]));
    return writer_result(&out);
}

/* --- one plan --- */

static size_t failures;
static size_t pairs_in_phases;

static void compare(const char *what, const plan_statement *statement, str server, str said)
{
    if (str_eq(server, said))
        return;
    failures++;
    print_message("%s of\n  %s\nserver: %s\nplan:   %s\n", what, statement->sql.ptr, server.ptr, said.ptr);
}

static void compare_rewrite(const plan_statement *statement, str before, str after)
{
    bool rewritten = !str_eq(before, after);
    bool dropped = str_starts_with(statement->sql, STR("DROP TABLE"));
    if (!dropped && rewritten != statement->rewrites)
        compare("rewrite", statement, rewritten ? STR("yes") : STR("no"), statement->rewrites ? STR("yes") : STR("no"));
}

static void run_and_compare(database *db, arena *a, const plan *p)
{
    size_t segment = 0;
    bool open = false;
    map claims = {0};
    remember_tables(db);
    VEC_EACH (const plan_statement, &p->statements, statement) {
        if (statement->unread.len)
            break; /* from here on nobody knows */
        if (statement->segment != segment) {
            if (open)
                database_run(db, "COMMIT");
            open = statement->transactional;
            if (open)
                database_run(db, "BEGIN");
            segment = statement->segment;
            claims = (map){0};
        }
        str before = table_files(db, a);
        database_run(db, statement->sql.ptr);
        if (!open)
            continue;
        claim_all(a, &claims, statement);
        str said = claimed_locks(a, &claims);
        compare("locks", statement, held_locks(db, a, said), said);
        forget_part(&claims, statement);
        compare_rewrite(statement, before, table_files(db, a));
    }
    if (open)
        database_run(db, "COMMIT");
}

static plan *make(arena *a, const model_schema *before, const model_schema *after, bool down, bool online)
{
    change_list changes = support_changes(a, before, after);
    diagnostic_list diagnostics = {.memory = a};
    plan_options options = {.down = down, .online = online};
    const model_schema *start = before;
    if (down) {
        start = change_apply(a, before, &changes, &diagnostics);
        changes = change_invert(a, &changes);
    }
    plan *p = plan_make(a, start, &changes, DIALECT_POSTGRESQL, &options, &diagnostics);
    assert_int_equal(diagnostics.errors, 0);
    return p;
}

static model_schema *read_schema(arena *a, const char *path)
{
    str text = {0};
    file_status status = file_read(a, str_from(path), &text);
    return status.missing ? support_empty(a) : support_schema(a, text.ptr);
}

static void check_pair(arena *a, const char *after_path, bool online)
{
    char before_path[512];
    size_t stem = strlen(after_path) - strlen(".after.schema");
    (void)snprintf(before_path, sizeof before_path, "%.*s.before.schema", (int)stem, after_path);
    model_schema *before = read_schema(a, before_path), *after = read_schema(a, after_path);
    database *db = database_open(DIALECT_POSTGRESQL);
    database_run_plan(db, support_plan(a, support_empty(a), before, DIALECT_POSTGRESQL));
    run_and_compare(db, a, make(a, before, after, false, online));
    run_and_compare(db, a, make(a, before, after, true, online));
    database_close(db);
}

/* Both revisions of a type that changes in two, up and down; nothing is written anew in any of them. */
static void check_phases(arena *a, const char *after_path, bool online)
{
    (void)online;
    diagnostic_list diagnostics = {.memory = a};
    char before_path[512];
    size_t stem = strlen(after_path) - strlen(".after.schema");
    (void)snprintf(before_path, sizeof before_path, "%.*s.before.schema", (int)stem, after_path);
    model_schema *before = read_schema(a, before_path), *after = read_schema(a, after_path);
    change_list changes = support_changes(a, before, after);
    expand_split split = expand_changes(a, before, &changes);
    if (!split.wanted)
        return;
    expand_plans plans = expand_plan(a, before, &split, DIALECT_POSTGRESQL, &diagnostics);
    assert_int_equal(diagnostics.errors, 0);
    database *db = database_open(DIALECT_POSTGRESQL);
    database_run_plan(db, support_plan(a, support_empty(a), before, DIALECT_POSTGRESQL));
    run_and_compare(db, a, plans.expand_up);
    run_and_compare(db, a, plans.contract_up);
    if (!plans.contract_down->irreversible) {
        run_and_compare(db, a, plans.contract_down);
        run_and_compare(db, a, plans.expand_down);
    }
    pairs_in_phases++;
    database_close(db);
}

static void check_all(void (*check)(arena *a, const char *after_path, bool online), bool online)
{
    glob_t found;
    char pattern[512];
    (void)snprintf(pattern, sizeof pattern, "%s/*.after.schema", folder);
    assert_int_equal(glob(pattern, 0, NULL, &found), 0);
    failures = 0;
    for (size_t i = 0; i < found.gl_pathc; i++) {
        arena a = {0};
        check(&a, found.gl_pathv[i], online);
        arena_free(&a);
    }
    globfree(&found);
    assert_int_equal(failures, 0);
}

static void locks_are_the_servers(void **state)
{
    (void)state;
    check_all(check_pair, false);
}

static void online_locks_are_the_servers(void **state)
{
    (void)state;
    check_all(check_pair, true);
}

static void locks_of_both_phases_are_the_servers(void **state)
{
    (void)state;
    pairs_in_phases = 0;
    check_all(check_phases, true);
    assert_true(pairs_in_phases > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(locks_are_the_servers),
        cmocka_unit_test(online_locks_are_the_servers),
        cmocka_unit_test(locks_of_both_phases_are_the_servers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
