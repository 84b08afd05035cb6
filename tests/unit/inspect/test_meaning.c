/* What is the same in a database is no difference, on the first day and on the tenth; what is not always is one. The
 * rows of meaning.def are schemas, made in a living database, read from it and compared with what was written. */
#include "tests/unit/inspect/round.h"
#include "tests/unit/inspect/sqlite_support.h"
#include "tests/unit/inspect/support.h"

#include "compiler/change/change.h"

enum { FOR_POSTGRESQL = DIALECT_BIT_POSTGRESQL, FOR_SQLITE = DIALECT_BIT_SQLITE, FOR_BOTH = DIALECT_ALL };

static const struct same {
    int dialects;
    const char *schema;
} same[] = {
#define SAME(dialects, schema) {FOR_##dialects, (schema)},
#include "tests/unit/inspect/meaning.def"
};
static const struct other {
    int dialects;
    const char *schema;
    const char *sql;
} others[] = {
#define OTHER(dialects, schema, sql) {FOR_##dialects, (schema), (sql)},
#include "tests/unit/inspect/meaning.def"
};

enum { N_SAME = sizeof same / sizeof *same, N_OTHERS = sizeof others / sizeof *others, DAYS = 10 };

/* --- databases of either kind --- */

typedef struct living {
    dialect_id dialect;
    round_database postgresql;
    sqlite_database *sqlite;
} living;

static void living_open(living *l, dialect_id dialect)
{
    *l = (living){.dialect = dialect};
    if (dialect == DIALECT_SQLITE)
        l->sqlite = sqlite_database_open();
    else
        round_open(&l->postgresql);
}

static void living_close(living *l)
{
    if (l->dialect == DIALECT_SQLITE)
        sqlite_database_close(l->sqlite);
    else
        round_close(&l->postgresql);
}

static void living_run(living *l, const char *sql)
{
    if (l->dialect == DIALECT_SQLITE)
        sqlite_database_run(l->sqlite, sql);
    else
        round_run(&l->postgresql, sql);
}

static void living_make(arena *a, living *l, const model_schema *schema)
{
    str why = {0};
    if (l->dialect == DIALECT_SQLITE) {
        if (!sqlite_database_make(a, l->sqlite, schema, &why))
            fail_msg("%.*s", STR_ARGS(why));
        return;
    }
    str sql = round_plan(a, schema, &why);
    if (why.len)
        fail_msg("%.*s", STR_ARGS(why));
    round_run(&l->postgresql, sql.ptr);
}

static model_schema *living_read(arena *a, living *l)
{
    return l->dialect == DIALECT_SQLITE ? sqlite_database_inspect(a, l->sqlite, NULL).schema
                                        : round_inspect(a, &l->postgresql, NULL).schema;
}

/* --- differences --- */

/* Between what is there and what was written, in the words of a revision; empty: none. */
static str difference(arena *a, const model_schema *there, const model_schema *written, dialect_id dialect)
{
    diagnostic_list diagnostics = {.memory = a};
    const model_schema *adopted = inspect_adopt(a, there, written, dialect);
    change_list changes = change_diff(a, adopted, written, &diagnostics);
    change_list back = change_diff(a, written, adopted, &diagnostics);
    assert_int_equal(changes.count == 0, back.count == 0);
    writer out = writer_make(a);
    change_print(&changes, &out);
    return changes.count ? writer_result(&out) : STR("");
}

/* Piece by piece, as cmocka prints no long text. */
static void fail_changes(int day, dialect_id dialect, str changes)
{
    for (size_t at = 0; at < changes.len; at += 500)
        print_error("%.*s", STR_ARGS(str_slice(changes, at, at + 500)));
    fail_msg("day %d on %s", day, dialect_name(dialect));
}

/* Every day a new database is made of what was read of the one before. */
static void stays_the_same(const char *text, dialect_id dialect)
{
    arena a = {0};
    model_schema *written = schema_of(&a, str_from(text)), *next = written;
    for (int day = 1; day <= DAYS; day++) {
        living l;
        living_open(&l, dialect);
        living_make(&a, &l, next);
        next = living_read(&a, &l);
        str changes = difference(&a, next, written, dialect);
        living_close(&l);
        if (changes.len)
            fail_changes(day, dialect, changes);
    }
    arena_free(&a);
}

static void what_is_the_same_makes_no_change(void **state)
{
    (void)state;
    for (dialect_id dialect = 0; dialect < DIALECT_COUNT; dialect++) {
        arena a = {0};
        writer text = writer_make(&a);
        for (size_t i = 0; i < N_SAME; i++) {
            if ((unsigned)same[i].dialects & (1u << dialect))
                writer_format(&text, "%s\n", same[i].schema);
        }
        stays_the_same(writer_result(&text).ptr, dialect);
        arena_free(&a);
    }
}

static void add_key(writer *out, const char *type, const char *method, const char *opclass, bool said)
{
    if (*opclass)
        writer_format(out, "index each_%s_%s (f_%s %s) using %s\n", method, type, type, said ? opclass : "", method);
}

/* A column of every type that has a default, and indexes over it in which that is said, or not. */
static str each_type(arena *a, bool said)
{
    static const struct {
        scalar_kind kind;
        const char *operators, *of_brin;
    } rows[] = {
#define OPCLASS(type, operators, of_brin) {SCALAR_##type, (operators), (of_brin)},
#include "compiler/model/opclass.def"
    };
    writer out = writer_make(a);
    writer_text(&out, "model Each table each { id: bigint primary key\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const scalar_info *info = scalar_get(rows[i].kind);
        writer_format(&out, "f_%s: %s%s\n", info->name, info->name, info->arguments == 1 ? "(3)" : "");
        add_key(&out, info->name, "btree", rows[i].operators, said);
        add_key(&out, info->name, "brin", rows[i].of_brin, said);
    }
    writer_text(&out, "}");
    return writer_result(&out);
}

static void the_defaults_are_the_server_s(void **state)
{
    (void)state;
    arena a = {0};
    living l;
    living_open(&l, DIALECT_POSTGRESQL);
    living_make(&a, &l, schema_of(&a, each_type(&a, false)));
    str changes = difference(&a, living_read(&a, &l), schema_of(&a, each_type(&a, true)), DIALECT_POSTGRESQL);
    living_close(&l);
    if (changes.len)
        fail_msg("%.*s", STR_ARGS(changes));
    arena_free(&a);
}

static bool is_found(const struct other *row, dialect_id dialect)
{
    arena a = {0};
    living l;
    model_schema *written = schema_of(&a, str_from(row->schema));
    living_open(&l, dialect);
    living_make(&a, &l, written);
    bool before = difference(&a, living_read(&a, &l), written, dialect).len > 0;
    living_run(&l, row->sql);
    bool after = difference(&a, living_read(&a, &l), written, dialect).len > 0;
    living_close(&l);
    arena_free(&a);
    if (before || !after)
        print_error("%s: %s %s: %s\n", dialect_name(dialect), row->schema, row->sql,
                    before ? "a difference without one" : "not found");
    return !before && after;
}

static void what_is_another_thing_is_found(void **state)
{
    (void)state;
    size_t wrong = 0;
    for (size_t i = 0; i < N_OTHERS; i++) {
        for (dialect_id dialect = 0; dialect < DIALECT_COUNT; dialect++) {
            if ((unsigned)others[i].dialects & (1u << dialect))
                wrong += !is_found(&others[i], dialect);
        }
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_the_same_makes_no_change),
        cmocka_unit_test(the_defaults_are_the_server_s),
        cmocka_unit_test(what_is_another_thing_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
