/* Changes of a column's type on PostgreSQL: what is written anew, what needs USING, and what stands in the way. */
#include "tests/roundtrip/semantics.h"

#include <stdio.h>
#include <string.h>

/* --- what is written anew --- */

typedef struct retyping {
    const char *before;
    const char *after;
    const char *value;
    bool rewrites; /* the table */
    bool indexed;
    bool reindexes;
} retyping;

static const retyping matrix[] = {
    {"varchar(5)", "varchar(10)", "'abc'", false, true, false},
    {"varchar(5)", "varchar", "'abc'", false, true, false},
    {"varchar(5)", "text", "'abc'", false, true, false},
    {"text", "varchar", "'abc'", false, true, false},
    {"decimal(5,2)", "decimal(8,2)", "1.25", false, true, false},
    {"decimal(5,2)", "decimal", "1.25", false, true, false},
    {"cidr", "inet", "'10.0.0.0/8'", false, false, false},
    {"timestamp", "timestamptz", "'2026-11-20 21:12:03'", false, true, true},
    {"timestamptz", "timestamp", "'2026-11-20 21:12:03'", false, true, true},
    {"text collate C", "text collate POSIX", "'abc'", false, true, true},
    {"int", "bigint", "7", true, true, true},
    {"bigint", "int", "7", true, true, true},
    {"smallint", "int", "7", true, false, false},
    {"varchar(10)", "varchar(5)", "'abc'", true, true, true},
    {"text", "varchar(5)", "'abc'", true, true, true},
    {"decimal(8,2)", "decimal(8,1)", "1.25", true, false, false},
    {"decimal", "decimal(8,2)", "1.25", true, false, false},
    {"timestamp(6)", "timestamp(3)", "'2026-11-20 21:12:03.123456'", true, false, false},
    {"char(3)", "text", "'abc'", true, false, false},
    {"json", "jsonb", "'{}'", true, false, false},
    {"text", "E", "'A'", true, false, false},
    {"E", "text", "'A'", true, false, false},
    {"int", "decimal(8,2)", "7", true, false, false},
    {"date", "timestamp", "'2026-11-20'", true, false, false},
};
enum { ROWS = sizeof matrix / sizeof *matrix };

/* The `?` stands behind the type, before a collation. */
static void add_model(char *text, size_t size, int i, bool after)
{
    const char *type = after ? matrix[i].after : matrix[i].before;
    int plain = (int)strcspn(type, " ");
    size_t used = strlen(text);
    (void)snprintf(text + used, size - used, "model T%d table t%d { id: int primary key  x: %.*s?%s%s }\n", i, i, plain,
                   type, type + plain, matrix[i].indexed ? " index" : "");
}

static void make_schema(char *text, size_t size, bool after)
{
    (void)snprintf(text, size, "enum E { A  B }\n");
    for (int i = 0; i < ROWS; i++)
        add_model(text, size, i, after);
}

static long node_of(facts *f, const char *pattern, int i)
{
    char name[40];
    (void)snprintf(name, sizeof name, pattern, i);
    return facts_file_node(f, name);
}

/* Is the table in the line that warns of rewrites? */
static bool is_announced(facts *f, int i)
{
    const char *line = strstr(facts_file(f, false), "-- Rewrites: ");
    char name[40];
    if (!line)
        return false;
    const char *end = strchr(line, '\n');
    (void)snprintf(name, sizeof name, " t%d", i);
    for (const char *at = strstr(line, name); at && at < end; at = strstr(at + 1, name))
        if (strchr(",\n", at[strlen(name)]))
            return true;
    return false;
}

static void check_row(facts *f, int i, long table, long index)
{
    const retyping *row = &matrix[i];
    bool rewritten = node_of(f, "t%d", i) != table;
    if (rewritten != row->rewrites)
        fail_msg("%s to %s: the table is %s", row->before, row->after, rewritten ? "written anew" : "left as it was");
    if (is_announced(f, i) != row->rewrites)
        fail_msg("%s to %s: the header says otherwise: %s", row->before, row->after, facts_file(f, false));
    bool reindexed = row->indexed && node_of(f, "ix_t%d_x", i) != index;
    if (reindexed != row->reindexes)
        fail_msg("%s to %s: the index is %s", row->before, row->after, reindexed ? "built anew" : "left as it was");
}

static void only_these_types_rewrite_the_table(void **state)
{
    facts *f = *state;
    static char text[8192];
    long tables[ROWS];
    long indexes[ROWS];
    make_schema(text, sizeof text, false);
    facts_take(f, text);
    for (int i = 0; i < ROWS; i++) {
        char row[200];
        (void)snprintf(row, sizeof row, "INSERT INTO t%d VALUES (1, %s), (2, NULL)", i, matrix[i].value);
        facts_run(f, row);
        tables[i] = node_of(f, "t%d", i);
        indexes[i] = matrix[i].indexed ? node_of(f, "ix_t%d_x", i) : 0;
    }
    make_schema(text, sizeof text, true);
    facts_take(f, text);
    for (int i = 0; i < ROWS; i++)
        check_row(f, i, tables[i], indexes[i]);
    facts_downgrade(f);
}

/* An expression that does nothing is seen through; one that does something is not. */
static void using_without_effect_rewrites_nothing(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "CREATE TABLE t (x varchar(5), y text); INSERT INTO t VALUES ('a', 'b')");
    long node = facts_file_node(f, "t");
    facts_run(f, "ALTER TABLE t ALTER COLUMN x TYPE text USING x::text, ALTER COLUMN y TYPE varchar USING y");
    assert_int_equal(facts_file_node(f, "t"), node);
    facts_run(f, "ALTER TABLE t ALTER COLUMN x TYPE text USING x || ''");
    assert_int_not_equal(facts_file_node(f, "t"), node);
    facts_end_scratch(f);

    facts_take(f, "model T table t { id: int primary key  x: varchar(5) }");
    facts_run(f, "INSERT INTO t VALUES (1, 'a')");
    facts_take(f, "model T table t { id: int primary key  x: text using (upper(x)) }");
    facts_says(f, "Rewrites: t");
    facts_expect(f, "SELECT x FROM t", "A");
}

static void domains_rewrite_where_they_check(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "CREATE DOMAIN free AS int; CREATE DOMAIN bound AS int CHECK (VALUE > 0);"
                 "CREATE TABLE t (x int, y int); INSERT INTO t VALUES (1, 1)");
    long node = facts_file_node(f, "t");
    facts_run(f, "ALTER TABLE t ALTER COLUMN x TYPE free");
    assert_int_equal(facts_file_node(f, "t"), node);
    facts_run(f, "ALTER TABLE t ALTER COLUMN y TYPE bound");
    assert_int_not_equal(facts_file_node(f, "t"), node);
    facts_end_scratch(f);

    facts_run(f, "CREATE DOMAIN bound AS int CHECK (VALUE > 0)");
    facts_take(f, "model T table t { id: int primary key  x: int }");
    facts_run(f, "INSERT INTO t VALUES (1, 5)");
    facts_take(f, "model T table t { id: int primary key  x: sql(postgresql: \"bound\", sqlite: \"INTEGER\") }");
    facts_says(f, "Rewrites: t");
    facts_refused(f, "INSERT INTO t VALUES (2, -5)", "23514");
}

/* --- time zones --- */

static void session_zone_changes_the_values(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "SET timezone = 'Asia/Tokyo'; CREATE TABLE t (x timestamp);"
                 "INSERT INTO t VALUES ('2026-11-20 21:00:00')");
    long node = facts_file_node(f, "t");
    facts_run(f, "ALTER TABLE t ALTER COLUMN x TYPE timestamptz");
    assert_int_not_equal(facts_file_node(f, "t"), node);
    facts_expect(f, "SELECT x AT TIME ZONE 'UTC' FROM t", "2026-11-20 12:00:00");
    node = facts_file_node(f, "t");
    facts_run(f, "SET timezone = 'America/Lima'; ALTER TABLE t ALTER COLUMN x TYPE timestamp");
    assert_int_not_equal(facts_file_node(f, "t"), node);
    facts_expect(f, "SELECT x FROM t", "2026-11-20 07:00:00");
    facts_end_scratch(f);
    facts_run(f, "RESET timezone; DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET timezone = ''Asia/Tokyo''', "
                 "current_database()); END $$");

    facts_take(f, "model T table t { id: int primary key  x: timestamp  y: text  z: date }");
    facts_run(f, "INSERT INTO t VALUES (1, '2026-11-20 21:00:00', '2026-11-20 21:00:00', '2026-11-20')");
    facts_take(f, "model T table t { id: int primary key  x: timestamptz  y: timestamptz  z: timestamptz }");
    facts_expect(f, "SELECT x AT TIME ZONE 'UTC', y AT TIME ZONE 'UTC', z AT TIME ZONE 'UTC' FROM t",
                 "2026-11-20 21:00:00|2026-11-20 21:00:00|2026-11-20 00:00:00");
    facts_downgrade(f);
    facts_expect(f, "SELECT x, z FROM t", "2026-11-20 21:00:00|2026-11-20");
}

/* --- what stands in the way --- */

static void default_without_a_cast_blocks_the_change(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "CREATE TABLE t (x text DEFAULT 'none')");
    facts_refused(f, "ALTER TABLE t ALTER COLUMN x TYPE int USING length(x)", "42804");
    facts_end_scratch(f);

    facts_take(f, "model T table t { id: int primary key  x: text = \"none\" }");
    facts_run(f, "INSERT INTO t VALUES (1, 'four'), (2, 'three')");
    facts_take(f, "model T table t { id: int primary key  x: int = 9 using (length(x)) }");
    facts_run(f, "INSERT INTO t VALUES (3)");
    facts_expect(f, "SELECT id, x FROM t ORDER BY id", "1|4;2|5;3|9");
}

static void generated_columns_block_the_change(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "CREATE TABLE t (x int, g int GENERATED ALWAYS AS (x * 2) STORED)");
    facts_refused(f, "ALTER TABLE t ALTER COLUMN x TYPE bigint", "0A000");
    facts_end_scratch(f);

    facts_take(f, "model T table t { id: int primary key  x: int  g: int generated (x * 2) stored index }");
    facts_run(f, "INSERT INTO t (id, x) VALUES (1, 4)");
    facts_take(f, "model T table t { id: int primary key  x: bigint  g: int generated (x * 2) stored index }");
    facts_expect(f, "SELECT x, g FROM t", "4|8");
    facts_expect(f, "SELECT to_regclass('ix_t_g') IS NOT NULL", "t");
    facts_downgrade(f);
    facts_expect(f, "SELECT x, g FROM t", "4|8");
}

/* What schemac knows nothing of stops the revision whole; nothing is half done, and nothing is dropped with CASCADE. */
static void views_and_policies_block_the_change(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "CREATE TABLE t (x varchar(5)); CREATE VIEW v AS SELECT x FROM t; CREATE TABLE p (x varchar(5));"
                 "CREATE POLICY mine ON p USING (x = 'me')");
    facts_refused(f, "ALTER TABLE t ALTER COLUMN x TYPE varchar(10)", "0A000");
    facts_refused(f, "ALTER TABLE p ALTER COLUMN x TYPE varchar(10)", "0A000");
    facts_end_scratch(f);

    facts_take(f, "model T table t { id: int primary key  x: varchar(5) }");
    facts_run(f, "CREATE VIEW v AS SELECT x FROM t");
    facts_revise(f, "model T table t { id: int primary key  x: varchar(10)  y: int? }");
    facts_upgrade_ends(f, "", 5);
    facts_said(f, "view");
    facts_expect(f, "SELECT count(*) FROM information_schema.columns WHERE table_name = 't'", "2");
    facts_run(f, "DROP VIEW v");
    facts_upgrade(f);
}

/* What the schema declares goes before the change and comes again after it. */
#define SEEN(type)                                                                                                     \
    "model T table t { id: int primary key  x: " type " = \"me\" } for postgresql { "                                  \
    "view Seen \"SELECT x FROM t\"  view Twice \"SELECT x || x AS y FROM seen\"  "                                     \
    "policy mine up \"CREATE POLICY mine ON t USING (x = 'me')\" }"

static void declared_views_and_policies_come_again(void **state)
{
    facts *f = *state;
    facts_take(f, SEEN("varchar(5)"));
    facts_run(f, "INSERT INTO t VALUES (1)");
    long node = facts_file_node(f, "t");
    facts_take(f, SEEN("varchar(10)"));
    facts_never_says(f, "CASCADE");
    facts_never_says(f, "Rewrites:");
    assert_int_equal(facts_file_node(f, "t"), node);
    facts_run(f, "INSERT INTO t VALUES (2, 'longer')");
    facts_expect(f, "SELECT y FROM twice", "meme;longerlonger");
    facts_expect(f, "SELECT pg_get_expr(polqual, polrelid) FROM pg_policy", "((x)::text = 'me'::text)");
    facts_run(f, "DELETE FROM t WHERE id = 2");
    facts_downgrade(f);
    facts_expect(f, "SELECT y FROM twice", "meme");
    facts_expect(f, "SELECT polname FROM pg_policy", "mine");
}

/* --- what only the author knows --- */

static void missing_cast_asks_the_author(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "CREATE TABLE t (x int)");
    facts_refused(f, "ALTER TABLE t ALTER COLUMN x TYPE date", "42804");
    facts_refused(f, "ALTER TABLE t ALTER COLUMN x TYPE date USING x::date", "42846");
    facts_end_scratch(f);

    facts_take(f, "model T table t { id: int primary key  x: int }");
    facts_run(f, "INSERT INTO t VALUES (1, 2)");
    facts_revise_fails(f, "model T table t { id: int primary key  x: date }", 3);
    facts_said(f, "E0450");
    facts_said(f, "using (");
    facts_take(f, "model T table t { id: int primary key  x: date using (sql(\"date '2026-01-01' + x\")) }");
    facts_expect(f, "SELECT x FROM t", "2026-01-03");
    facts_says(f, "Down: irreversible");
    facts_downgrade_ends(f, 7);
    facts_expect(f, "SELECT x FROM t", "2026-01-03");
}

/* A cast that must be said, and one that must not. */
static void using_stands_where_a_cast_is_explicit(void **state)
{
    facts *f = *state;
    facts_scratch(f);
    facts_run(f, "CREATE TABLE t (x text, y int)");
    facts_refused(f, "ALTER TABLE t ALTER COLUMN x TYPE int", "42804");
    facts_run(f, "ALTER TABLE t ALTER COLUMN y TYPE text");
    facts_end_scratch(f);

    facts_take(f, "model T table t { id: int primary key  x: text  y: int }");
    facts_run(f, "INSERT INTO t VALUES (1, '12', 34)");
    facts_take(f, "model T table t { id: int primary key  x: int  y: text }");
    facts_says(f, "ALTER COLUMN x TYPE integer USING x::integer");
    facts_says(f, "ALTER COLUMN y TYPE text;");
    facts_expect(f, "SELECT x + 1, y || '!' FROM t", "13|34!");
}

static const struct CMUnitTest tests[] = {
    FACT_POSTGRESQL(only_these_types_rewrite_the_table),
    FACT_POSTGRESQL(using_without_effect_rewrites_nothing),
    FACT_POSTGRESQL(domains_rewrite_where_they_check),
    FACT_POSTGRESQL(session_zone_changes_the_values),
    FACT_POSTGRESQL(default_without_a_cast_blocks_the_change),
    FACT_POSTGRESQL(generated_columns_block_the_change),
    FACT_POSTGRESQL(views_and_policies_block_the_change),
    FACT_POSTGRESQL(declared_views_and_policies_come_again),
    FACT_POSTGRESQL(missing_cast_asks_the_author),
    FACT_POSTGRESQL(using_stands_where_a_cast_is_explicit),
};
const facts_list semantics_postgresql_types = {tests, sizeof tests / sizeof *tests};
