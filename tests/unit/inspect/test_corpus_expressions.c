/* Every expression of the corpus' databases (defaults, generated columns, checks, keys and conditions of indexes), as
 * the catalog has it after loading: how many are read as trees, and that each tree, printed as SQL and as a schema, is
 * read as the same tree again. The corpus is beside the project; SCHEMAC_CORPUS names another folder, or is "none".
 * SCHEMAC_TEST_VERBOSE shows those that are kept as text. */
#include "tests/support/process.h"
#include "tests/unit/inspect/round.h"
#include "tests/unit/inspect/sqlite_support.h"

#include "compiler/base/file.h"
#include "compiler/model/expression_sql.h"
#include "compiler/model/expression_typed.h"
#include "compiler/sql/plan.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct tally {
    dialect_id dialect;
    size_t n_databases, n_unloaded, n_trees, n_texts, n_wrong;
} tally;

/* --- one expression --- */

static str as_sql(arena *a, const expression_scope *scope, const expression *e, dialect_id dialect)
{
    writer out = writer_make(a);
    plan_expression(scope->schema, scope->table, e, dialect, &out);
    return writer_result(&out);
}

static str as_schema(arena *a, const expression *e)
{
    writer out = writer_make(a);
    expression_print(e, &out);
    return writer_result(&out);
}

static void look_at(arena *a, tally *t, const expression_scope *scope, const expression *e)
{
    if (!e)
        return;
    bool is_tree = e->kind != EXPRESSION_SQL;
    t->n_trees += is_tree;
    t->n_texts += !is_tree;
    if (!is_tree && getenv("SCHEMAC_TEST_VERBOSE"))
        print_message("kept as text: %.*s\n", STR_ARGS(e->native[t->dialect]));
    if (!is_tree)
        return;
    str sql = as_sql(a, scope, e, t->dialect);
    const expression *again = expression_read_sql(a, sql, t->dialect, scope);
    bool same = expression_equal_typed(scope, e, scope, again) && again->kind != EXPRESSION_SQL &&
                str_eq(as_sql(a, scope, again, t->dialect), sql);
    if (!same)
        print_error("%.*s\n    is read as: %.*s\n", STR_ARGS(sql), STR_ARGS(as_schema(a, again)));
    t->n_wrong += !same;
}

static void look_at_keys(arena *a, tally *t, const expression_scope *scope, const model_key_list *keys)
{
    VEC_EACH (const model_key, keys, key) {
        if (key->value->kind != EXPRESSION_COLUMN)
            look_at(a, t, scope, key->value);
    }
}

static void look_at_table(arena *a, tally *t, const model_schema *schema, const model_table *table)
{
    expression_scope scope = {.schema = schema, .table = table};
    VEC_EACH (model_column *, &table->columns, column) {
        expression_scope assigned = {.schema = schema, .table = table, .target = &(*column)->type};
        look_at(a, t, &assigned, (*column)->default_value);
        look_at(a, t, &scope, (*column)->generated_as);
    }
    VEC_EACH (model_constraint *, &table->constraints, constraint) {
        look_at(a, t, &scope, (*constraint)->check);
        look_at(a, t, &scope, (*constraint)->where);
        look_at_keys(a, t, &scope, &(*constraint)->keys);
    }
    VEC_EACH (model_index *, &table->indexes, index) {
        look_at(a, t, &scope, (*index)->where);
        look_at_keys(a, t, &scope, &(*index)->keys);
    }
    look_at_keys(a, t, &scope, &table->partition_keys);
}

static void look_at_schema(arena *a, tally *t, const model_schema *schema)
{
    t->n_databases++;
    MAP_EACH (&schema->tables, entry)
        look_at_table(a, t, schema, entry->value);
}

/* --- databases --- */

static void look_at_postgresql(arena *a, tally *t, const char *path)
{
    round_database database;
    round_open(&database);
    str command = str_format(a, "psql -X -q -v ON_ERROR_STOP=1 \"%s\" -f \"%s\"", database.address, path);
    process_result loaded = process_run(NULL, command.ptr);
    if (loaded.status)
        t->n_unloaded++;
    else
        look_at_schema(a, t, round_inspect(a, &database, NULL).schema);
    process_free(&loaded);
    round_close(&database);
}

static void look_at_sqlite(arena *a, tally *t, const char *path)
{
    str text;
    if (file_read(a, str_from(path), &text).failed)
        fail_msg("%s cannot be read", path);
    if (!sqlite_can_run(text.ptr)) {
        t->n_unloaded++;
        return;
    }
    sqlite_database *db = sqlite_database_open();
    sqlite_database_run(db, text.ptr);
    look_at_schema(a, t, sqlite_database_inspect(a, db, NULL).schema);
    sqlite_database_close(db);
}

static void look_at_all(tally *t, const char *folder, const char *pattern)
{
    arena a = {0};
    str path = str_format(&a, "%s/%s", folder, pattern);
    glob_t found = {0};
    if (glob(path.ptr, 0, NULL, &found) == 0) {
        for (size_t i = 0; i < found.gl_pathc; i++) {
            arena one = {0};
            (t->dialect == DIALECT_SQLITE ? look_at_sqlite : look_at_postgresql)(&one, t, found.gl_pathv[i]);
            arena_free(&one);
        }
    }
    globfree(&found);
    arena_free(&a);
}

static const char *corpus_folder(void)
{
    const char *folder = getenv("SCHEMAC_CORPUS");
    if (folder && !strcmp(folder, "none"))
        return NULL;
    return folder && *folder ? folder : SCHEMAC_SOURCE_DIR "/../shared/corpus";
}

/* Roles that the schemas speak of; those that are there already stay. */
static void make_roles(const char *folder)
{
    const char *server = getenv("SCHEMAC_TEST_POSTGRESQL");
    arena a = {0};
    str command =
        str_format(&a,
                   "{ echo postgres; cat \"%s\"/pairs/postgresql/*/roles; } | sort -u | while IFS= read -r r; do"
                   " [ -z \"$r\" ] || psql -X -q \"%s\" -c \"CREATE ROLE \\\"$r\\\"\" 2>/dev/null; done; true",
                   folder, server ? server : "");
    process_result made = process_run(NULL, command.ptr);
    assert_int_equal(made.status, 0);
    process_free(&made);
    arena_free(&a);
}

static void settle(const tally *t, size_t least_databases, size_t floor_percent)
{
    size_t all = t->n_trees + t->n_texts;
    print_message("%s: %zu databases (%zu do not load); %zu of %zu expressions are trees\n", dialect_name(t->dialect),
                  t->n_databases, t->n_unloaded, t->n_trees, all);
    assert_int_equal(t->n_wrong, 0);
    assert_true(t->n_databases >= least_databases);
    assert_true(t->n_trees * 100 >= all * floor_percent);
}

static void expressions_of_postgresql(void **state)
{
    (void)state;
    enum { LEAST_DATABASES = 110, FLOOR = 98 };
    const char *folder = corpus_folder();
    tally t = {.dialect = DIALECT_POSTGRESQL};
    if (!folder) {
        print_message("without the corpus, as SCHEMAC_CORPUS says\n");
        return;
    }
    make_roles(folder);
    look_at_all(&t, folder, "real/postgresql/*.sql");
    look_at_all(&t, folder, "pairs/postgresql/*/b.sql");
    settle(&t, LEAST_DATABASES, FLOOR);
}

static void expressions_of_sqlite(void **state)
{
    (void)state;
    enum { LEAST_DATABASES = 30, FLOOR = 98 };
    const char *folder = corpus_folder();
    tally t = {.dialect = DIALECT_SQLITE};
    if (!folder) {
        print_message("without the corpus, as SCHEMAC_CORPUS says\n");
        return;
    }
    look_at_all(&t, folder, "real/sqlite/*.sql");
    look_at_all(&t, folder, "pairs/sqlite/*/[ab].sql");
    settle(&t, LEAST_DATABASES, FLOOR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(expressions_of_postgresql),
        cmocka_unit_test(expressions_of_sqlite),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
