/* The careful forms of `online`: for each pair of schemas in tests/golden/sql the catalog is in the end that of the
 * plain forms, both ways, and no statement that scans stands where a strict lock is held; one pair that has every form
 * is a golden of its own (online.online.golden). */
#define _XOPEN_SOURCE 700
#include "tests/unit/sql/support.h"

#include "compiler/base/file.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char folder[] = SCHEMAC_SOURCE_DIR "/tests/golden/sql";

typedef struct ways {
    plan *up, *down;
} ways;

static plan *make(arena *a, const model_schema *before, const change_list *changes, bool down, bool online)
{
    diagnostic_list diagnostics = {.memory = a};
    plan_options options = {.down = down, .online = online};
    plan *p = plan_make(a, before, changes, DIALECT_POSTGRESQL, &options, &diagnostics);
    assert_int_equal(diagnostics.errors, 0);
    return p;
}

static ways make_ways(arena *a, const model_schema *before, const model_schema *after, bool online)
{
    diagnostic_list diagnostics = {.memory = a};
    change_list changes = support_changes(a, before, after);
    change_list back = change_invert(a, &changes);
    const model_schema *there = change_apply(a, before, &changes, &diagnostics);
    return (ways){make(a, before, &changes, false, online), make(a, there, &back, true, online)};
}

static model_schema *read_schema(arena *a, const char *stem, const char *extension)
{
    str text = {0};
    file_status status = file_read(a, str_format(a, "%s.%s", stem, extension), &text);
    return status.missing ? support_empty(a) : support_schema(a, text.ptr);
}

/* --- the catalog --- */

static const char catalog_query[] =
    "SELECT * FROM ("
    "SELECT 'column ' || a.attrelid::regclass || ' ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)"
    " || ' ' || a.attnotnull || ' ' || a.attidentity::text || ' '"
    " || coalesce((SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = c.oid AND adnum = a.attnum), '')"
    " || ' ' || coalesce(col_description(c.oid, a.attnum), '') AS line"
    " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relkind = 'r' AND a.attnum > 0"
    " AND NOT a.attisdropped AND c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'"
    " UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)"
    " FROM pg_constraint WHERE connamespace::regnamespace::text !~ '^(pg_|information_schema)'"
    " UNION ALL SELECT 'index ' || pg_get_indexdef(i.indexrelid) || ' ' || i.indisvalid || ' ' || i.indisunique"
    " || ' ' || i.indisprimary || ' ' || coalesce(obj_description(i.indexrelid), '')"
    " FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
    " WHERE c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'"
    ") lines ORDER BY line COLLATE \"C\"";

typedef struct catalogs {
    str up, down;
} catalogs;

static catalogs run_ways(arena *a, const model_schema *before, ways w)
{
    catalogs result = {.down = STR("")};
    database *db = database_open(DIALECT_POSTGRESQL);
    database_run_plan(db, support_plan(a, support_empty(a), before, DIALECT_POSTGRESQL));
    database_run_plan(db, w.up);
    result.up = database_query(db, a, catalog_query);
    if (!w.down->irreversible) {
        database_run_plan(db, w.down);
        result.down = database_query(db, a, catalog_query);
    }
    database_close(db);
    return result;
}

static void compare_catalogs(arena *a, const char *stem)
{
    model_schema *before = read_schema(a, stem, "before.schema"), *after = read_schema(a, stem, "after.schema");
    catalogs plain = run_ways(a, before, make_ways(a, before, after, false));
    catalogs online = run_ways(a, before, make_ways(a, before, after, true));
    assert_string_equal(online.up.ptr, plain.up.ptr);
    assert_string_equal(online.down.ptr, plain.down.ptr);
}

static void each_pair(void (*check)(arena *a, const char *stem))
{
    glob_t found;
    char pattern[512];
    (void)snprintf(pattern, sizeof pattern, "%s/*.after.schema", folder);
    assert_int_equal(glob(pattern, 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        arena a = {0};
        size_t stem = strlen(found.gl_pathv[i]) - strlen(".after.schema");
        check(&a, str_copy(&a, (str){found.gl_pathv[i], stem}).ptr);
        arena_free(&a);
    }
    globfree(&found);
}

static void catalog_is_that_of_the_plain_forms(void **state)
{
    (void)state;
    each_pair(compare_catalogs);
}

/* --- what a transaction holds --- */

static void no_scan_under_a_strict_lock(const plan *p)
{
    size_t segment = 0;
    bool strict = false;
    VEC_EACH (const plan_statement, &p->statements, statement) {
        if (statement->segment != segment)
            strict = false;
        segment = statement->segment;
        strict = strict || statement->lock >= LOCK_SHARE;
        if (statement->scans && !statement->rewrites && strict)
            fail_msg("a scan under %d: %s", (int)statement->lock, statement->sql.ptr);
    }
}

static void scans_stand_apart(void **state)
{
    (void)state;
    arena a = {0};
    const char *stem = str_format(&a, "%s/online", folder).ptr;
    ways w = make_ways(&a, read_schema(&a, stem, "before.schema"), read_schema(&a, stem, "after.schema"), true);
    no_scan_under_a_strict_lock(w.up);
    arena_free(&a);
}

/* Of SQLite nothing is asked, and nothing changes. */
static void sqlite_is_as_it_was(void **state)
{
    (void)state;
    arena a = {0};
    const char *stem = str_format(&a, "%s/online", folder).ptr;
    model_schema *before = read_schema(&a, stem, "before.schema"), *after = read_schema(&a, stem, "after.schema");
    change_list changes = support_changes(&a, before, after);
    diagnostic_list diagnostics = {.memory = &a};
    plan *p = plan_make(&a, before, &changes, DIALECT_SQLITE, &(plan_options){.online = true}, &diagnostics);
    plan *plain = plan_make(&a, before, &changes, DIALECT_SQLITE, NULL, &diagnostics);
    assert_string_equal(support_sql(p, &a).ptr, support_sql(plain, &a).ptr);
    arena_free(&a);
}

/* --- keys in exchange --- */

static size_t run_segment(arena *a, database *db, const plan *p, size_t from)
{
    writer sql = writer_make(a);
    bool transaction = p->statements.items[from].transactional;
    size_t at = from;
    writer_text(&sql, transaction ? "BEGIN;" : "");
    for (; at < p->statements.count && p->statements.items[at].segment == p->statements.items[from].segment; at++)
        writer_str(&sql, p->statements.items[at].sql);
    writer_text(&sql, transaction ? "COMMIT;" : "");
    database_run(db, writer_result(&sql).ptr);
    return at;
}

/* After each segment there is a primary key and a unique, the old ones or the new ones. */
static void keys_are_never_missing(void **state)
{
    (void)state;
    arena a = {0};
    const char *format = "model T table t { part: int  code: text  note: text\n %s }\n";
    model_schema *before =
        support_schema(&a, str_format(&a, format, "primary key (part)  unique one (code)  unique (note)").ptr);
    model_schema *after =
        support_schema(&a, str_format(&a, format, "primary key (part, code)  unique one (code, note)").ptr);
    ways w = make_ways(&a, before, after, true);
    const plan *plans[] = {w.up, w.down};
    database *db = database_open(DIALECT_POSTGRESQL);
    database_run_plan(db, support_plan(&a, support_empty(&a), before, DIALECT_POSTGRESQL));
    for (size_t i = 0; i < 2; i++)
        for (size_t at = 0; at < plans[i]->statements.count;) {
            at = run_segment(&a, db, plans[i], at);
            str keys = database_query(db, &a,
                                      "SELECT string_agg(DISTINCT contype::text, '' ORDER BY contype::text)"
                                      " FROM pg_constraint WHERE conrelid = 't'::regclass");
            assert_string_equal(keys.ptr, "pu");
        }
    database_close(db);
    arena_free(&a);
}

/* --- an index that stands in the way --- */

/* A condition over a column that gets another type would be looked at while it does. */
static void index_over_a_new_type_goes_at_once(void **state)
{
    (void)state;
    arena a = {0};
    const char *format = "enum E stored as %s { one two }\n"
                         "model T table t { id: int primary key  e: E  n: int  index (n) where (e in (one, two)) }\n";
    model_schema *before = support_schema(&a, str_format(&a, format, "smallint").ptr);
    ways w = make_ways(&a, before, support_schema(&a, str_format(&a, format, "text").ptr), true);
    catalogs seen = run_ways(&a, before, w);
    assert_non_null(strstr(seen.up.ptr, "'one'::text"));
    assert_null(strstr(support_sql(w.up, &a).ptr, "schemac_old_"));
    arena_free(&a);
}

/* --- the golden --- */

static void write_side(writer *out, const char *title, const plan *p)
{
    writer_format(out, "-- %s\n", title);
    plan_hazards(p, out);
    writer_char(out, '\n');
    plan_print(p, out);
}

static void compare_golden(arena *a, const char *name)
{
    const char *stem = str_format(a, "%s/%s", folder, name).ptr;
    ways w = make_ways(a, read_schema(a, stem, "before.schema"), read_schema(a, stem, "after.schema"), true);
    writer out = writer_make(a);
    write_side(&out, "up", w.up);
    writer_char(&out, '\n');
    write_side(&out, "down", w.down);
    str path = str_format(a, "%s.online.golden", stem);
    if (getenv("SCHEMAC_UPDATE_GOLDENS")) {
        file_output_list files = {0};
        file_output file = {.path = path, .text = writer_result(&out)};
        VEC_PUSH(a, &files, file);
        assert_false(file_write_all(a, &files, FILE_REBUILDABLE).failed);
    }
    str expected = {0};
    if (file_read(a, path, &expected).failed)
        fail_msg("%s is missing", path.ptr);
    assert_string_equal(writer_result(&out).ptr, expected.ptr);
}

static void every_form_is_golden(void **state)
{
    (void)state;
    arena a = {0};
    compare_golden(&a, "online");
    compare_golden(&a, "fill");
    arena_free(&a);
}

/* What has no careful form is said: an exclusion, and all of SQLite. */
static void what_stops_writers_is_said(void **state)
{
    static const char without[] = "model A table a {\n    id: int primary key\n    n: int\n}\n";
    static const char with[] = "model A table a {\n    id: int primary key\n    n: int\n    m: int = 0\n"
                               "    for postgresql { exclude one using btree (n with =) }\n}\n";
    (void)state;
    arena a = {0};
    model_schema *before = support_schema(&a, without);
    change_list changes = support_changes(&a, before, support_schema(&a, with));
    writer postgresql = writer_make(&a), sqlite = writer_make(&a);
    diagnostic_list diagnostics = {.memory = &a};
    plan_options options = {.online = true};
    plan_hazards(plan_make(&a, before, &changes, DIALECT_POSTGRESQL, &options, &diagnostics), &postgresql);
    plan_hazards(plan_make(&a, before, &changes, DIALECT_SQLITE, &options, &diagnostics), &sqlite);
    assert_non_null(strstr(writer_result(&postgresql).ptr, "Stops writers: a\n"));
    assert_non_null(strstr(writer_result(&sqlite).ptr, "No careful forms: sqlite locks the whole file for writers\n"));
    arena_free(&a);
}

/* Without a key there are no batches: the way up says so, the way back has to exist. */
static void a_table_without_a_key_is_refused(void **state)
{
    (void)state;
    arena a = {0};
    model_schema *bare = support_schema(&a, "model A table a {\n    n: int\n}\n");
    model_schema *filled = support_schema(&a, "model A table a {\n    n: int\n    t: uuid = gen_random_uuid()\n}\n");
    change_list up = support_changes(&a, bare, filled);
    diagnostic_list diagnostics = {.memory = &a};
    plan_make(&a, bare, &up, DIALECT_POSTGRESQL, &(plan_options){.online = true}, &diagnostics);
    assert_int_equal(diagnostics.errors, 1);
    assert_int_equal(diagnostics.items.items[0].code, DIAGNOSTIC_SQL_NO_BATCH_KEY);
    plan *down = make(&a, bare, &up, true, true);
    assert_int_equal(down->n_segments, 1);
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(catalog_is_that_of_the_plain_forms),
        cmocka_unit_test(scans_stand_apart),
        cmocka_unit_test(sqlite_is_as_it_was),
        cmocka_unit_test(keys_are_never_missing),
        cmocka_unit_test(index_over_a_new_type_goes_at_once),
        cmocka_unit_test(every_form_is_golden),
        cmocka_unit_test(a_table_without_a_key_is_refused),
        cmocka_unit_test(what_stops_writers_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
