/* The statement splitter: hard cases as a table, and laws over texts put together at random. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PG     SCHEMAC_SQL_POSTGRESQL
#define LITE   SCHEMAC_SQL_SQLITE
#define EITHER SCHEMAC_SQL_ANY

/* The statements that must come out, with a bar between them. */
static const struct split_case {
    const char *name;
    schemac_sql_dialect dialect;
    const char *text;
    const char *expected;
} cases[] = {
    {"empty", EITHER, "", ""},
    {"only space and comments", EITHER, " \n-- a;\n/* b; */", ""},
    {"stray semicolons", EITHER, ";;a;;b;", "a|b"},
    {"no semicolon at the end", EITHER, "a;b", "a|b"},
    {"comments around are left out", EITHER, "-- x\na /* in */ b -- y\n; -- z\nc", "a /* in */ b|c"},
    {"quotes", EITHER, "a ';' b; \"x;\"; 'it''s;'", "a ';' b|\"x;\"|'it''s;'"},
    {"a quote doubled in a name", EITHER, "\"a\"\";\"; b", "\"a\"\";\"|b"},
    {"backslash is no escape", PG, "a '\\'; b", "a '\\'|b"},
    {"E string", PG, "E'\\';'; b", "E'\\';'|b"},
    {"e string in lower case", PG, "select e'\\\\'; b", "select e'\\\\'|b"},
    {"word that ends with e", PG, "like'\\'; b", "like'\\'|b"},
    {"E string goes on", PG, "E'a'\n 'b\\';'; c", "E'a'\n 'b\\';'|c"},
    {"E string goes on behind a comment", PG, "E'a' -- x\n 'b\\';'; c", "E'a' -- x\n 'b\\';'|c"},
    {"plain string goes on", PG, "'a'\n'b\\'; c", "'a'\n'b\\'|c"},
    {"Unicode string", PG, "U&'\\0061;'; U&\"x;\"", "U&'\\0061;'|U&\"x;\""},
    {"bit strings", PG, "b'1;'; X'2;'", "b'1;'|X'2;'"},
    {"dollar quotes", PG, "$$a;b$$; $f$ $$;$$ ; $f$; c", "$$a;b$$|$f$ $$;$$ ; $f$|c"},
    {"dollar tags differ by case", PG, "$a$ ; $A$ ; $a$; b", "$a$ ; $A$ ; $a$|b"},
    {"dollar in a name is no quote", PG, "a$b$; c$b$; d", "a$b$|c$b$|d"},
    {"parameters are no quotes", PG, "$1; $2; b", "$1|$2|b"},
    {"dollar quote with letters beyond ASCII", PG, "$\xC3\xA4$;$\xC3\xA4$; b", "$\xC3\xA4$;$\xC3\xA4$|b"},
    {"no dollar quotes in SQLite", LITE, "$a; $b; c", "$a|$b|c"},
    {"nested comment", PG, "a /* /* ; */ ; */ x; b", "a /* /* ; */ ; */ x|b"},
    {"comment does not nest", LITE, "a /* /* ; */ x; b */", "a /* /* ; */ x|b */"},
    {"comment that SQLite leaves open", LITE, "a; /* b;", "a"},
    {"comment in an operator", PG, "a */* ; */ b; c", "a */* ; */ b|c"},
    {"line comment in an operator", PG, "a +-- ;\n b; c", "a +-- ;\n b|c"},
    {"brackets and backquotes", LITE, "[a;b]; `c;``d`; e", "[a;b]|`c;``d`|e"},
    {"brackets are subscripts", PG, "a[1]; b", "a[1]|b"},
    {"parentheses of a rule", PG, "create rule r as on insert to t do (a; b); c",
     "create rule r as on insert to t do (a; b)|c"},
    {"BEGIN ATOMIC", PG, "create function f() returns int begin atomic select 1; select 2; end; b",
     "create function f() returns int begin atomic select 1; select 2; end|b"},
    {"BEGIN ATOMIC with CASE", PG,
     "CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC SELECT CASE WHEN a THEN 1 ELSE 2 END; SELECT t.end AS end; END; b",
     "CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC SELECT CASE WHEN a THEN 1 ELSE 2 END; SELECT t.end AS end; END|b"},
    {"a function with a quoted body", PG, "create function f() as $$ begin atomic; $$; b",
     "create function f() as $$ begin atomic; $$|b"},
    {"a function with RETURN", PG, "create function f() returns int return 1; b",
     "create function f() returns int return 1|b"},
    {"a trigger of PostgreSQL", PG, "create trigger t before insert on a execute function f(); b",
     "create trigger t before insert on a execute function f()|b"},
    {"a trigger of SQLite", LITE, "create trigger t after insert on a begin select 1; select 2; end; b",
     "create trigger t after insert on a begin select 1; select 2; end|b"},
    {"a trigger with CASE", LITE, "CREATE TEMP TRIGGER t AFTER UPDATE ON a BEGIN SELECT CASE WHEN 1 THEN 2 END; END; b",
     "CREATE TEMP TRIGGER t AFTER UPDATE ON a BEGIN SELECT CASE WHEN 1 THEN 2 END; END|b"},
    {"a trigger without the last semicolon", LITE, "create trigger t after insert on a begin select 1; end -- x",
     "create trigger t after insert on a begin select 1; end"},
    {"a trigger with a comment before END", LITE, "create trigger t delete on a begin select 1; /* ; */ end; b",
     "create trigger t delete on a begin select 1; /* ; */ end|b"},
    {"a table named begin", LITE, "insert into \"begin\" values (1); b", "insert into \"begin\" values (1)|b"},
    {"COPY from a file", PG, "copy t from '/tmp/x'; b", "copy t from '/tmp/x'|b"},
    {"stdin as a column", PG, "select stdin from stdin; b", "select stdin from stdin|b"},
    {"line ends of Windows", EITHER, "a\r\nb;\r\nc;\r\n", "a\r\nb|c"},
    {"DO", PG, "do $x$ begin; end $x$; b", "do $x$ begin; end $x$|b"},
    {"byte order mark", EITHER, "\xEF\xBB\xBFselect 1; b", "select 1|b"},
    {"closing parenthesis too many", PG, "a); b", "a)|b"},
};

static schemac_code split(const char *text, schemac_sql_dialect dialect, schemac_sql_statements *list,
                          schemac_error *err)
{
    const schemac_sql_split_options options = {.dialect = dialect, .file = "x.sql"};
    return schemac_sql_split(text, strlen(text), &options, list, err);
}

static void cuts_hard_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        schemac_sql_statements list;
        schemac_error err = SCHEMAC_ERROR_INIT;
        char joined[1024] = "";
        if (split(cases[i].text, cases[i].dialect, &list, &err)) {
            fail_msg("%s: %s", cases[i].name, err.message);
        }
        for (size_t k = 0; k < list.count; k++) {
            size_t used = strlen(joined);
            snprintf(joined + used, sizeof joined - used, "%s%.*s", k ? "|" : "", (int)list.items[k].length,
                     cases[i].text + list.items[k].offset);
        }
        if (strcmp(joined, cases[i].expected) != 0) {
            fail_msg("%s: expected <%s>, got <%s>", cases[i].name, cases[i].expected, joined);
        }
        schemac_sql_statements_free(&list);
    }
}

static const struct refused_case {
    schemac_sql_dialect dialect;
    const char *text;
    const char *message;
    int line, column;
} refused[] = {
    {PG, "a;\n  copy t (a, b) from stdin;\n1\t2\n\\.\n", "COPY", 2, 3},
    {PG, "copy t to stdout;", "COPY", 1, 1},
    {PG, "a;\n\\connect x\n", "backslash", 2, 1},
    {LITE, ".read x\n", "sqlite3 shell", 1, 1},
    {PG, "a;\n\xC3\xA4 'b", "string", 2, 3},
    {PG, "$x$ ; $y$", "string", 1, 1},
    {PG, "\"a", "name", 1, 1},
    {LITE, "[a", "name", 1, 1},
    {PG, "/* /* */", "comment", 1, 1},
    {PG, "a (b; c", "parenthesis", 1, 3},
    {PG, "create function f() begin atomic select 1;", "BEGIN ATOMIC", 1, 1},
    {LITE, "create trigger t delete on a begin select 1; b; c", "trigger", 1, 1},
};

static void refuses_with_a_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        schemac_sql_statements list;
        schemac_error err = SCHEMAC_ERROR_INIT;
        assert_int_equal(split(refused[i].text, refused[i].dialect, &list, &err), SCHEMAC_INVALID);
        assert_non_null(strstr(err.message, refused[i].message));
        assert_string_equal(err.file, "x.sql");
        assert_int_equal(err.line, refused[i].line);
        assert_int_equal(err.column, refused[i].column);
        assert_null(list.items);
    }
}

static void refuses_nul(void **state)
{
    (void)state;
    schemac_sql_statements list;
    const schemac_sql_split_options options = {.dialect = PG};
    assert_int_equal(schemac_sql_split("a\0b", 3, &options, &list, NULL), SCHEMAC_INVALID);
}

static void knows_where_statements_stand(void **state)
{
    (void)state;
    schemac_sql_statements list;
    assert_int_equal(split("-- x\n  a;\n/* \xC3\xA4 */ b; \xE2\x82\xAC\xE2\x82\xAC c", EITHER, &list, NULL),
                     SCHEMAC_OK);
    assert_int_equal(list.count, 3);
    assert_int_equal(list.items[0].line, 2);
    assert_int_equal(list.items[0].column, 3);
    assert_int_equal(list.items[1].line, 3);
    assert_int_equal(list.items[1].column, 9);
    assert_int_equal(list.items[2].line, 3);
    assert_int_equal(list.items[2].column, 12);
    schemac_sql_statements_free(&list);
}

static void minds_escaped_strings(void **state)
{
    (void)state;
    schemac_sql_statements list;
    const char *text = "'\\';'; b";
    const schemac_sql_split_options options = {.dialect = PG, .escaped_strings = true};
    assert_int_equal(schemac_sql_split(text, strlen(text), &options, &list, NULL), SCHEMAC_OK);
    assert_int_equal(list.count, 2);
    assert_int_equal(list.items[0].length, 5);
    schemac_sql_statements_free(&list);
}

/* Pieces that are whole by themselves, so that any row of them is a text without open quotes. */
static const char *const pieces[] = {
    "select",  " ",        "\n",       ";",         "; ",       "'a;b'",   "\"q;\"", "E'\\';'",
    "-- c;\n", "/* d; */", "$$ x; $$", "$t$ ' $t$", "(",        ")",       "1.5",    "::",
    "+",       "\r\n",     "\t",       "create",    "function", "trigger", "x",      " begin atomic ",
    " end ",   "case",     "\xD1\x8F", ".",
};

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525U + 1013904223U;
    return *seed >> 8;
}

static void assert_gap(const char *text, size_t from, size_t to)
{
    while (from < to) {
        if (strncmp(text + from, "--", 2) == 0) {
            from += strcspn(text + from, "\n");
        } else if (strncmp(text + from, "/*", 2) == 0) {
            from = (size_t)(strstr(text + from, "*/") - text) + 2;
        } else {
            assert_non_null(strchr(" \t\r\n;", text[from]));
            from++;
        }
    }
}

/* Statements and gaps follow one another without a byte lost, gaps hold nothing that runs, and no statement has edges
 * of space. */
static void assert_laws(const char *text, schemac_sql_dialect dialect, const schemac_sql_statements *list)
{
    size_t at = 0;
    for (size_t i = 0; i < list->count; i++) {
        const schemac_sql_statement *statement = &list->items[i];
        assert_true(statement->offset >= at && statement->length > 0);
        assert_gap(text, at, statement->offset);
        at = statement->offset + statement->length;
        assert_true(at <= strlen(text));
        assert_null(strchr(" \t\r\n;", text[statement->offset]));
        assert_null(strchr(" \t\r\n", text[at - 1]));
        schemac_sql_statements again;
        const schemac_sql_split_options options = {.dialect = dialect};
        assert_int_equal(schemac_sql_split(text + statement->offset, statement->length, &options, &again, NULL),
                         SCHEMAC_OK);
        assert_int_equal(again.count, 1);
        assert_int_equal(again.items[0].length, statement->length);
        schemac_sql_statements_free(&again);
    }
    assert_gap(text, at, strlen(text));
}

static void keeps_every_byte(void **state)
{
    (void)state;
    size_t whole = 0;
    for (uint32_t seed = 1; seed <= 3000; seed++) {
        uint32_t random = seed;
        char text[512] = "";
        for (uint32_t left = 1 + next_random(&random) % 24; left; left--) {
            strcat(text, pieces[next_random(&random) % (sizeof pieces / sizeof pieces[0])]);
        }
        schemac_sql_dialect dialect = PG;
        schemac_sql_statements list;
        if (split(text, dialect, &list, NULL) == SCHEMAC_OK) {
            assert_laws(text, dialect, &list);
            whole++;
        }
        schemac_sql_statements_free(&list);
    }
    assert_true(whole > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cuts_hard_cases),       cmocka_unit_test(refuses_with_a_place),
        cmocka_unit_test(refuses_nul),           cmocka_unit_test(knows_where_statements_stand),
        cmocka_unit_test(minds_escaped_strings), cmocka_unit_test(keeps_every_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
