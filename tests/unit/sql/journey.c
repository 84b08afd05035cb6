#include "tests/unit/sql/journey.h"

#include "compiler/base/file.h"

#include <stdlib.h>

static const char folder[] = SCHEMAC_SOURCE_DIR "/tests/golden/sql";

journey journey_make(arena *a, const model_schema *before, const model_schema *after)
{
    diagnostic_list diagnostics = {.memory = a};
    journey j = {.before = before, .after = after, .changes = support_changes(a, before, after)};
    j.split = expand_changes(a, before, &j.changes);
    if (j.split.wanted)
        j.plans = expand_plan(a, before, &j.split, DIALECT_POSTGRESQL, &diagnostics);
    for (size_t i = 0; i < diagnostics.items.count; i++)
        print_message("%s\n", diagnostics.items.items[i].message.ptr);
    assert_int_equal(diagnostics.errors, 0);
    return j;
}

journey journey_of(arena *a, const char *before, const char *after)
{
    journey j = journey_make(a, support_schema(a, before), support_schema(a, after));
    if (!j.split.wanted)
        fail_msg("one revision: %s", after);
    return j;
}

void journey_one_revision(const char *const (*pairs)[2], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        arena a = {0};
        journey j = journey_make(&a, support_schema(&a, str_format(&a, "model A {\n %s\n}\n", pairs[i][0]).ptr),
                                 support_schema(&a, str_format(&a, "model A {\n %s\n}\n", pairs[i][1]).ptr));
        if (j.split.wanted)
            fail_msg("split: %s", pairs[i][1]);
        arena_free(&a);
    }
}

static model_schema *read_schema(arena *a, const char *name, const char *side)
{
    str text = {0};
    assert_false(file_read(a, str_format(a, "%s/%s.%s.schema", folder, name, side), &text).failed);
    return support_schema(a, text.ptr);
}

journey journey_golden(arena *a, const char *name)
{
    journey j = journey_make(a, read_schema(a, name, "before"), read_schema(a, name, "after"));
    assert_true(j.split.wanted);
    return j;
}

/* --- the golden --- */

static void write_plan(writer *out, const char *title, const change_list *changes, const plan *p)
{
    writer_format(out, "-- %s\n", title);
    if (changes)
        change_print(changes, out);
    plan_hazards(p, out);
    writer_char(out, '\n');
    plan_print(p, out);
    writer_char(out, '\n');
}

void journey_compare(const char *name)
{
    arena a = {0};
    journey j = journey_golden(&a, name);
    writer out = writer_make(&a);
    write_plan(&out, "expand, up", &j.split.first, j.plans.expand_up);
    write_plan(&out, "expand, down", NULL, j.plans.expand_down);
    write_plan(&out, "contract, up", &j.split.second, j.plans.contract_up);
    write_plan(&out, "contract, down", NULL, j.plans.contract_down);
    str path = str_format(&a, "%s/%s.phases.golden", folder, name);
    if (getenv("SCHEMAC_UPDATE_GOLDENS")) {
        file_output_list files = {0};
        file_output file = {.path = path, .text = writer_result(&out)};
        VEC_PUSH(&a, &files, file);
        assert_false(file_write_all(&a, &files, FILE_REBUILDABLE).failed);
    }
    str expected = {0};
    if (file_read(&a, path, &expected).failed)
        fail_msg("%s is missing", path.ptr);
    assert_string_equal(writer_result(&out).ptr, expected.ptr);
    arena_free(&a);
}

/* --- the ways on a database --- */

const char journey_catalog[] =
    "SELECT * FROM ("
    "SELECT 'column ' || a.attrelid::regclass || ' ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)"
    " || ' ' || a.attnotnull || ' ' || a.attidentity::text || ' '"
    " || coalesce((SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = c.oid AND adnum = a.attnum), '')"
    " AS line"
    " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relkind = 'r' AND a.attnum > 0"
    " AND NOT a.attisdropped AND c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'"
    " UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)"
    " || ' ' || convalidated FROM pg_constraint WHERE connamespace::regnamespace::text !~ '^(pg_|information_schema)'"
    " UNION ALL SELECT 'index ' || pg_get_indexdef(i.indexrelid) || ' ' || i.indisvalid || ' ' || i.indisunique"
    " FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
    " WHERE c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'"
    " UNION ALL SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
    " UNION ALL SELECT 'function ' || oid::regprocedure || prosrc FROM pg_proc WHERE pronamespace = "
    "'public'::regnamespace"
    " UNION ALL SELECT 'enum ' || t.typname FROM pg_type t WHERE t.typtype = 'e'"
    ") lines ORDER BY line COLLATE \"C\"";

database *journey_database(arena *a, const model_schema *schema)
{
    database *db = database_open(DIALECT_POSTGRESQL);
    database_run_plan(db, support_plan(a, support_empty(a), schema, DIALECT_POSTGRESQL));
    return db;
}

static str catalog_of(arena *a, const model_schema *schema)
{
    database *db = journey_database(a, schema);
    str lines = database_query(db, a, journey_catalog);
    database_close(db);
    return lines;
}

/* One way, and what is to be seen at its end. */
typedef struct walk {
    database *db;
    const char *look;
    str rows;
} walk;

static void go(const walk *w, arena *a, const plan *p, str catalog)
{
    database_run_plan(w->db, p);
    assert_string_equal(database_query(w->db, a, journey_catalog).ptr, catalog.ptr);
    assert_string_equal(database_query(w->db, a, w->look).ptr, w->rows.ptr);
}

void journey_walk(arena *a, const journey *j, const char *fill, const char *look)
{
    walk w = {.db = journey_database(a, j->before), .look = look};
    str before = catalog_of(a, j->before), after = catalog_of(a, j->after);
    database_run(w.db, "SET timezone = 'UTC'");
    database_run(w.db, fill);
    w.rows = database_query(w.db, a, look);
    database_run_plan(w.db, j->plans.expand_up);
    str expanded = database_query(w.db, a, journey_catalog);
    go(&w, a, j->plans.contract_up, after);
    go(&w, a, j->plans.contract_down, expanded);
    go(&w, a, j->plans.expand_down, before);
    go(&w, a, j->plans.expand_up, expanded);
    go(&w, a, j->plans.contract_up, after);
    database_close(w.db);
}
