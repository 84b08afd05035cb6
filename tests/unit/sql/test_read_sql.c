/* Expressions as PostgreSQL and SQLite spell them become trees, and come back to the same text. */
#include "tests/unit/sql/spelling.h"

#include "compiler/model/expression_sql.h"

#include <stdlib.h>

typedef struct row {
    const char *text;
    bool kept;
} row;

static const row rows[] = {
#define SPELLED(text) {text, false},
#define KEPT(text)    {text, true},
#include "tests/unit/sql/spelled.def"
};
enum { N_ROWS = sizeof rows / sizeof *rows };

/* The printed form, in the schema, is the same tree. */
static bool reads_back(place *p, const expression *e)
{
    str text = place_language(p, e);
    const expression *again = place_written(p, text.ptr);
    if (again && expression_equal(again, e) && str_eq(place_language(p, again), text))
        return true;
    print_error("does not read back: %s\n", text.ptr);
    return false;
}

static bool row_holds(place *p, const row *one)
{
    str first = place_deparse(p, one->text);
    const expression *e = place_read(p, first, DIALECT_POSTGRESQL);
    if ((e->kind == EXPRESSION_SQL) != one->kept) {
        print_error("%s: %s\n", one->kept ? "has a tree" : "has no tree", first.ptr);
        return false;
    }
    str printed = place_sql(p, e, DIALECT_POSTGRESQL);
    if (getenv("SCHEMAC_TEST_VERBOSE"))
        print_message("%s\n    %s\n    %s\n", first.ptr, printed.ptr, place_language(p, e).ptr);
    str again = place_deparse(p, printed.ptr);
    bool same = str_eq(first, again);
    if (!same)
        print_error("other text: %s\n   printed: %s\n     first: %s\n      then: %s\n", one->text, printed.ptr,
                    first.ptr, again.ptr);
    return reads_back(p, e) && same;
}

static void postgresql_gives_the_same_text_again(void **state)
{
    (void)state;
    place p;
    place_open(&p, DIALECT_POSTGRESQL);
    size_t wrong = 0;
    for (size_t i = 0; i < N_ROWS; i++)
        wrong += !row_holds(&p, &rows[i]);
    place_close(&p);
    assert_int_equal(wrong, 0);
}

typedef struct sqlite_row {
    const char *text;
    const char *language;
} sqlite_row;

static const sqlite_row sqlite_rows[] = {
#define READ(text, language) {text, language},
#include "tests/unit/sql/spelled_sqlite.def"
};

static void sqlite_row_holds(place *p, const sqlite_row *one)
{
    const expression *e = place_read(p, str_from(one->text), DIALECT_SQLITE);
    if (!one->language[0]) {
        assert_int_equal(e->kind, EXPRESSION_SQL);
        assert_string_equal(e->native[DIALECT_SQLITE].ptr, str_copy(&p->memory, str_trim(str_from(one->text))).ptr);
        return;
    }
    assert_string_equal(place_language(p, e).ptr, one->language);
    database_query(p->db, &p->memory, str_format(&p->memory, "SELECT %s\n FROM t", one->text).ptr);
    str printed = place_sql(p, e, DIALECT_SQLITE);
    database_query(p->db, &p->memory, str_format(&p->memory, "SELECT %s FROM t", printed.ptr).ptr);
    assert_true(expression_equal(place_read(p, printed, DIALECT_SQLITE), e));
}

static void sqlite_s_own_text_is_read(void **state)
{
    (void)state;
    place p;
    place_open(&p, DIALECT_SQLITE);
    for (size_t i = 0; i < sizeof sqlite_rows / sizeof *sqlite_rows; i++)
        sqlite_row_holds(&p, &sqlite_rows[i]);
    place_close(&p);
}

/* Without a table every name is a column's, and nothing is left out that somebody might miss. */
static void a_scope_may_know_nothing(void **state)
{
    (void)state;
    arena a = {0};
    const expression *e = expression_read_sql(&a, STR("(who)::text = 'a'::text"), DIALECT_POSTGRESQL, NULL);
    writer out = writer_make(&a);
    expression_print(e, &out);
    assert_string_equal(writer_result(&out).ptr, "who::text = \"a\"");
    e = expression_read_sql(&a, STR("'USER'::\"Role\""), DIALECT_POSTGRESQL, NULL);
    assert_int_equal(e->kind, EXPRESSION_CAST);
    assert_int_equal(e->type.kind, TYPE_NATIVE);
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(postgresql_gives_the_same_text_again),
        cmocka_unit_test(sqlite_s_own_text_is_read),
        cmocka_unit_test(a_scope_may_know_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
