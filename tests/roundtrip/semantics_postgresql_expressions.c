#define _XOPEN_SOURCE 700
/* Defaults and conditions as the catalog spells them: never a difference by their spelling, always one by meaning. */
#include "tests/roundtrip/semantics.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STORED    "SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = 't'::regclass"
#define CONDITION "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'k'"

/* --- defaults --- */

typedef struct kept {
    const char *type;
    const char *given;  /* SQL */
    const char *stored; /* SQL; empty: nothing */
    const char *field;  /* the same in the language, once as written and once as stored */
    const char *again;
} kept;

static const kept defaults[] = {
    {"text", "'abc'", "'abc'::text", "text = \"abc\"", "text = \"abc\"::text"},
    {"integer", "-1", "'-1'::integer", "int = -1", "int = \"-1\"::int"},
    {"jsonb", "'{}'", "'{}'::jsonb", "jsonb = \"{}\"", "jsonb = \"{}\"::jsonb"},
    {"boolean", "'t'", "true", "bool = true", "bool = true"},
    {"timestamptz", "now()", "now()", "timestamptz = now()", "timestamptz = now()"},
    {"timestamptz", "CURRENT_TIMESTAMP", "CURRENT_TIMESTAMP", "timestamptz = now()", "timestamptz = current_timestamp"},
    {"integer", "NULL", "", "int?", "int? = null"},
    {"integer", "1 + 2", "(1 + 2)", "int = 1 + 2", "int = (1 + 2)"},
    {"varchar(5)", "'abc'", "'abc'::character varying", "varchar(5) = \"abc\"", "varchar(5) = \"abc\"::varchar"},
};

static void make_model(char *text, size_t size, const char *field)
{
    (void)snprintf(text, size, "model T table t { id: int primary key  x: %s }", field);
}

static void defaults_are_kept_in_other_words(void **state)
{
    facts *f = *state;
    for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++) {
        const kept *row = &defaults[i];
        char one[300];
        char other[300];
        facts_scratch(f);
        (void)snprintf(one, sizeof one, "CREATE TABLE t (x %s DEFAULT %s)", row->type, row->given);
        facts_run(f, one);
        facts_expect(f, STORED, row->stored);
        facts_end_scratch(f);
        make_model(one, sizeof one, row->field);
        make_model(other, sizeof other, row->again);
        facts_same(f, one, other);
        facts_same(f, other, one);
    }
}

/* Evaluating both sides would find these equal. */
static void defaults_are_never_evaluated(void **state)
{
    facts *f = *state;
    facts_different(f, "model T table t { id: int primary key  x: int = 3 }",
                    "model T table t { id: int primary key  x: int = 1 + 2 }");
    facts_different(f, "model T table t { id: int primary key  x: text = \"a\" }",
                    "model T table t { id: int primary key  x: text = lower(\"A\") }");
    facts_different(f, "model T table t { id: int primary key  x: text }",
                    "model T table t { id: int primary key  x: text = \"\" }");
}

/* --- conditions --- */

/* The server's text of a condition is entered again; the text of that is another one, and then it stays. */
static void deparse_is_a_fixpoint_only_later(void **state)
{
    facts *f = *state;
    char *texts[3] = {0};
    char sql[700];
    facts_scratch(f);
    facts_run(f, "CREATE TABLE t (x varchar(9), CONSTRAINT k CHECK (x IN ('a', 'b')))");
    for (int i = 0; i < 3; i++) {
        texts[i] = strdup(facts_rows(f, CONDITION));
        assert_non_null(texts[i]);
        (void)snprintf(sql, sizeof sql, "ALTER TABLE t DROP CONSTRAINT k; ALTER TABLE t ADD CONSTRAINT k %s", texts[i]);
        facts_run(f, sql);
    }
    assert_string_equal(texts[0], "CHECK (((x)::text = ANY ((ARRAY['a'::character varying, "
                                  "'b'::character varying])::text[])))");
    assert_string_not_equal(texts[0], texts[1]);
    assert_string_equal(texts[1], texts[2]);
    for (int i = 0; i < 3; i++)
        free(texts[i]);
    facts_end_scratch(f);
}

typedef struct spelling {
    const char *field;
    const char *given;  /* in the language */
    const char *stored; /* what the server makes of it */
    const char *again;  /* that in the language */
} spelling;

static const spelling conditions[] = {
    {"varchar(9)", "x in (\"a\", \"b\")",
     "CHECK (((x)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[])))",
     "(x = any (array[\"a\"::varchar, \"b\"::varchar]))"},
    {"text", "x in (\"a\", \"b\")", "CHECK ((x = ANY (ARRAY['a'::text, 'b'::text])))",
     "(x = any (array[\"a\"::text, \"b\"::text]))"},
    {"int", "x between 1 and 5", "CHECK (((x >= 1) AND (x <= 5)))", "((x >= 1) and (x <= 5))"},
    {"text", "x not like \"a%\"", "CHECK ((x !~~ 'a%'::text))", "x not like \"a%\"::text"},
    {"int", "x not in (1, 2)", "CHECK ((x <> ALL (ARRAY[1, 2])))", "(x <> all (array[1, 2]))"},
    {"text", "x = \"\"", "CHECK ((x = ''::text))", "(x = \"\"::text)"},
    {"int", "x > -5", "CHECK ((x > '-5'::integer))", "(x > \"-5\"::int)"},
};

static void make_check(char *text, size_t size, const char *field, const char *condition)
{
    (void)snprintf(text, size, "model T table t { id: int primary key  x: %s  check k (%s) }", field, condition);
}

/* On the first run and on every one after it. */
static void conditions_are_kept_in_other_words(void **state)
{
    facts *f = *state;
    char one[400];
    char other[500];
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++) {
        const spelling *row = &conditions[i];
        make_check(one, sizeof one, row->field, row->given);
        make_check(other, sizeof other, row->field, row->again);
        facts_same(f, one, other);
        facts_same(f, other, one);
        if (row->stored) {
            facts_run(f, "DROP TABLE IF EXISTS t");
            facts_make(f, one);
            facts_expect(f, CONDITION, row->stored);
        }
    }
}

/* What the catalog has of the schema's own revision, read back as a schema, makes no revision: ten times. */
static void no_revision_for_a_spelling(void **state)
{
    facts *f = *state;
    facts_take(f, "model T table t { id: int primary key  x: text = \"a\"  check k (x in (\"a\", \"b\")) "
                  "index (x) where (x <> \"a\") }");
    for (int i = 0; i < 10; i++) {
        facts_revise(f, i % 2 ? "model T table t { id: int primary key  x: text = \"a\"::text "
                                "check k ((x = any (array[\"a\"::text, \"b\"::text]))) "
                                "index (x) where ((x <> \"a\"::text)) }"
                              : "model T table t { id: int primary key  x: text = (\"a\") "
                                "check k ((x in (\"a\", \"b\"))) index (x) where ((x <> \"a\")) }");
        facts_said(f, "no changes");
    }
}

/* A model for each default and each condition, in the words of the author or in those that the catalog has. */
static void make_all(char *text, size_t size, bool again)
{
    size_t used = 0;
    for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++)
        used += (size_t)snprintf(text + used, size - used, "model D%zu table d%zu { id: int primary key  x: %s }\n", i,
                                 i, again ? defaults[i].again : defaults[i].field);
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++) {
        const char *words = again ? conditions[i].again : conditions[i].given;
        used += (size_t)snprintf(text + used, size - used,
                                 "model C%zu table c%zu { id: int primary key  x: %s  check k%zu (%s)  "
                                 "index i%zu (id) where (%s)  index e%zu ((%s)) }\n",
                                 i, i, conditions[i].field, i, words, i, words, i, words);
    }
}

/* The database as it is, read again, is neither schema's difference: defaults, checks, predicates and keys of indexes.
 */
static void no_drift_for_a_spelling(void **state)
{
    facts *f = *state;
    static char text[8192];
    make_all(text, sizeof text, false);
    facts_take(f, text);
    facts_agree(f, text);
    make_all(text, sizeof text, true);
    facts_agree(f, text);
    facts_run(f, "ALTER TABLE d2 ALTER COLUMN x SET DEFAULT '[]'; DROP INDEX e0;"
                 "CREATE INDEX e0 ON c0 ((x IN ('a', 'c')))");
    facts_disagree(f, text);
    facts_said(f, "2 objects differ");
}

static void real_differences_are_found(void **state)
{
    facts *f = *state;
    static const char *const pairs[][3] = {
        {"text", "x > \"5\"", "x::int > 5"},
        {"double", "x > 5", "x::int > 5"},
        {"int", "x between 1 and 5", "x > 1 and x <= 5"},
        {"text", "x in (\"a\", \"b\")", "x in (\"a\", \"c\")"},
        {"text", "x in (\"a\", \"b\")", "x not in (\"a\", \"b\")"},
        {"text", "x like \"a%\"", "x ilike \"a%\""},
        {"text", "lower(x) = \"a\"", "x = \"a\""},
        {"int", "x > 0 or x < -5 and x <> -7", "(x > 0 or x < -5) and x <> -7"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char one[300];
        char other[300];
        make_check(one, sizeof one, pairs[i][0], pairs[i][1]);
        make_check(other, sizeof other, pairs[i][0], pairs[i][2]);
        facts_different(f, one, other);
    }
}

static const struct CMUnitTest tests[] = {
    FACT_POSTGRESQL(defaults_are_kept_in_other_words), FACT_POSTGRESQL(defaults_are_never_evaluated),
    FACT_POSTGRESQL(deparse_is_a_fixpoint_only_later), FACT_POSTGRESQL(conditions_are_kept_in_other_words),
    FACT_POSTGRESQL(no_revision_for_a_spelling),       FACT_POSTGRESQL(no_drift_for_a_spelling),
    FACT_POSTGRESQL(real_differences_are_found),
};
const facts_list semantics_postgresql_expressions = {tests, sizeof tests / sizeof *tests};
