/* The formatter: the look of each form, and the laws. */
#include "compiler/syntax/format.h"
#include "tests/unit/syntax/reading.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static str formatted(reading *r)
{
    writer out = writer_make(&r->memory);
    format_file(&r->sources, r->file, &r->result, &out);
    return writer_result(&out);
}

typedef struct format_row {
    parser_start start;
    const char *text;
    const char *result;
} format_row;

static const format_row ROWS[] = {
    {PARSER_SCHEMA, "", ""},
    {PARSER_SCHEMA, "\n\n// only\n\n\n\n// comments", "// only\n\n// comments\n"},
    {PARSER_SCHEMA, "package   shop\nimport \"a\"", "package shop\nimport \"a\"\n"},
    {PARSER_SCHEMA, "model A{id:int}", "model A {\n    id: int\n}\n"},
    {PARSER_SCHEMA, "model A { }", "model A {}\n"},
    {PARSER_SCHEMA, "model A { a: int longer: text ? unique }",
     "model A {\n    a:       int\n    longer:  text? unique\n}\n"},
    {PARSER_SCHEMA, "model A { ab: int cd: decimal( 10 , 2 ) }", "model A {\n    ab: int\n    cd: decimal(10,2)\n}\n"},
    {PARSER_SCHEMA, "model A { Жук: int ab: int }", "model A {\n    Жук:  int\n    ab:   int\n}\n"},
    {PARSER_SCHEMA, "model A { a: int\n\n\n\n b: int\n\n}", "model A {\n    a: int\n\n    b: int\n}\n"},
    {PARSER_SCHEMA, "model A {\n\n\n a: int index(a,b desc)where(a>0) }",
     "model A {\n    a: int\n    index (a, b desc) where (a > 0)\n}\n"},
    {PARSER_SCHEMA, "model A { a: int } model B { b: int }\npackage x",
     "model A {\n    a: int\n}\n\nmodel B {\n    b: int\n}\n\npackage x\n"},
    {PARSER_SCHEMA, "package x\n// c\n/// d\nmodel A { a: int }",
     "package x\n\n// c\n/// d\nmodel A {\n    a: int\n}\n"},
    {PARSER_SCHEMA, "model A table a:B(x:1,y:\"z\"),C{a:int}",
     "model A table a : B(x: 1, y: \"z\"), C {\n    a: int\n}\n"},
    {PARSER_SCHEMA, "mixin M ( a : bool=false , b:name = none ){a:int unique if a}",
     "mixin M(a: bool = false, b: name = none) {\n    a: int unique if a\n}\n"},
    {PARSER_SCHEMA, "enum E { A B C }", "enum E { A B C }\n"},
    {PARSER_SCHEMA, "enum E { A\nB }", "enum E {\n    A\n    B\n}\n"},
    {PARSER_SCHEMA, "enum E { A title \"x\"\nBCD = \"b\" title \"y\" }",
     "enum E {\n    A    title \"x\"\n    BCD  = \"b\" title \"y\"\n}\n"},
    {PARSER_SCHEMA, "enum E { A // c\n B }", "enum E {\n    A  // c\n    B\n}\n"},
    {PARSER_SCHEMA, "model A { a: int // x\n long: text // y\n b: int\n c: int // z\n}",
     "model A {\n    a:     int   // x\n    long:  text  // y\n    b:     int\n    c:     int  // z\n}\n"},
    {PARSER_SCHEMA, "model A { // head\n a: int /* in */ unique /* end */\n // last\n} // tail\n// end",
     "model A {  // head\n    a: int /* in */ unique  /* end */\n    // last\n}  // tail\n\n// end\n"},
    {PARSER_SCHEMA, "model A { a: int // c\n unique\n // own\n secret b: int }",
     "model A {\n    a: int  // c\n        unique\n        // own\n        secret\n    b: int\n}\n"},
    {PARSER_SCHEMA, "model A { a: int check (a>0) check(a<9)\n check (a <> 5)\n check n (a) }",
     "model A {\n    a: int check (a > 0) check (a < 9)\n    check (a <> 5)\n    check n (a)\n}\n"},
    {PARSER_SCHEMA, "model A { check(-a+f (x , 1)::int [ 1 ]<=-1 and not b.c||array [1]=any(x)) }",
     NULL}, /* an index behind a type without parentheses is no expression */
    {PARSER_SCHEMA, "model A { check(-a+f (x , 1)::int<=-1 and not b . c||array [1]=any(x)) }",
     "model A {\n    check (-a + f(x, 1)::int <= -1 and not b.c || array[1] = any (x))\n}\n"},
    {PARSER_SCHEMA, "model A { check (cast ( a as int )=sql ( \"x\" )and count ( * )>~b) }",
     "model A {\n    check (cast(a as int) = sql(\"x\") and count(*) > ~b)\n}\n"},
    {PARSER_SCHEMA, "query q(a:int):one{n:bigint,m:text?}\"\"\"SELECT\n  1\"\"\"",
     "query q(a: int) : one { n: bigint, m: text? } \"\"\"SELECT\n  1\"\"\"\n"},
    {PARSER_SCHEMA, "data D key(id){ {id:1,n:\"x\"}{id:-2,n:null} }",
     "data D key (id) {\n    { id: 1, n: \"x\" }\n    { id: -2, n: null }\n}\n"},
    {PARSER_SCHEMA, "for sqlite{model A{a:int}enum B{C}}",
     "for sqlite {\n    model A {\n        a: int\n    }\n\n    enum B { C }\n}\n"},
    {PARSER_SCHEMA, "model A { r:ref B ?(a,b)on delete set null m:many C through d auto_x: bigint auto(start 1) }",
     "model A {\n    r:       ref B? (a, b) on delete set null\n    m:       many C through d\n    auto_x:  bigint "
     "auto (start 1)\n}\n"},
    {PARSER_PROJECT, "project p{\n a \"x\"\n long  1\n b c d\n e{f \"g\" h 1}\n i{\n j env ( \"V\" )or\"w\"\n }\n}",
     "project p {\n    a     \"x\"\n    long  1\n    b     c d\n    e     { f \"g\" h 1 }\n    i {\n        j "
     "env(\"V\") or \"w\"\n    }\n}\n"},
    {PARSER_CHANGES, "alter model A{add a:int drop b:text alter c:int to c:text using(c::text)rename field a to b}",
     "alter model A {\n    add a: int\n    drop b: text\n    alter c: int to c: text using (c::text)\n    rename field "
     "a to b\n}\n"},
    {PARSER_CHANGES, "add enum E{A B}rename enum A type a to B type b",
     "add enum E { A B }\nrename enum A type a to B type b\n"},
};

static void each_form_has_its_look(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++) {
        reading r;
        reading_begin(&r, str_from(ROWS[i].text), ROWS[i].start);
        if (ROWS[i].result) {
            assert_int_equal(r.diagnostics.errors, 0);
            assert_string_equal(formatted(&r).ptr, ROWS[i].result);
        } else {
            assert_true(r.diagnostics.errors > 0);
        }
        reading_end(&r);
    }
}

/* --- laws --- */

static size_t count_comments(const reading *r)
{
    size_t n = 0;
    VEC_EACH (const token, &r->result.tokens, item)
        n += item->kind >= TOKEN_COMMENT_LINE && item->kind <= TOKEN_COMMENT_DOC;
    return n;
}

/* Long texts: shows where they part. */
static void assert_same(str left, str right)
{
    size_t at = 0;
    while (at < left.len && at < right.len && left.ptr[at] == right.ptr[at])
        at++;
    if (at == left.len && at == right.len)
        return;
    size_t from = at > 200 ? at - 200 : 0;
    print_error("%.400s\n--- but then ---\n%.400s\n", left.ptr + from, right.ptr + from);
    fail();
}

/* fmt(fmt(x)) = fmt(x), an equal tree, every token and every comment still there. */
static void check_laws(str text, parser_start start)
{
    reading a, b;
    reading_begin(&a, text, start);
    assert_int_equal(a.diagnostics.errors, 0);
    str once = formatted(&a);
    reading_begin(&b, once, start);
    if (b.diagnostics.errors > 0)
        print_error("%s\n%s\n", once.ptr, reading_report(&b).ptr);
    assert_int_equal(b.diagnostics.errors, 0);
    assert_same(reading_tree(&a), reading_tree(&b));
    assert_true(ast_equal(a.result.root, b.result.root));
    assert_int_equal(a.result.tokens.count, b.result.tokens.count);
    assert_int_equal(count_comments(&a), count_comments(&b));
    assert_same(once, formatted(&b));
    reading_end(&a);
    reading_end(&b);
}

static void laws_hold_for_files(void **state)
{
    (void)state;
    arena a = {0};
    static const char *const schemas[] = {"shop.schema", "all.schema", "dictionary.schema", "comments.schema"};
    for (size_t i = 0; i < sizeof schemas / sizeof schemas[0]; i++)
        check_laws(reading_source(&a, str_format(&a, "tests/fuzz/corpus/%s", schemas[i]).ptr), PARSER_SCHEMA);
    check_laws(reading_source(&a, "tests/fuzz/corpus/shop.project"), PARSER_PROJECT);
    check_laws(reading_source(&a, "tests/fuzz/corpus/all.changes"), PARSER_CHANGES);
    arena_free(&a);
}

static void laws_hold_for_the_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++)
        if (ROWS[i].result)
            check_laws(str_from(ROWS[i].text), ROWS[i].start);
}

/* White space means nothing: the same tokens, differently spaced, keep the laws. */
static uint64_t next_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return *seed >> 33;
}

static str respaced(arena *a, const reading *r, uint64_t *seed)
{
    static const char *const spaces[] = {" ",        "\n",      "  ",         "\n\n",      "\t",           " \n ",
                                         "\n\n\n  ", " // c\n", "\n// own\n", " /* b */ ", "\n/* b\n */\n"};
    writer out = writer_make(a);
    VEC_EACH (const token, &r->result.tokens, item) {
        if (item->kind == TOKEN_END)
            break;
        writer_str(&out, str_slice(r->file->text, item->from, item->to));
        bool line = item->kind == TOKEN_COMMENT_LINE || item->kind == TOKEN_COMMENT_DOC;
        size_t n = next_random(seed) % 4 == 0 ? sizeof spaces / sizeof spaces[0] : 5;
        writer_text(&out, line ? "\n" : spaces[next_random(seed) % n]);
    }
    return writer_result(&out);
}

static void laws_hold_however_it_is_spaced(void **state)
{
    (void)state;
    static const char *const schemas[] = {"shop.schema", "all.schema", "dictionary.schema"};
    uint64_t seed = 1;
    for (size_t i = 0; i < 300; i++) {
        arena a = {0};
        reading r;
        str text = reading_source(&a, str_format(&a, "tests/fuzz/corpus/%s", schemas[i % 3]).ptr);
        reading_begin(&r, text, PARSER_SCHEMA);
        check_laws(respaced(&a, &r, &seed), PARSER_SCHEMA);
        reading_end(&r);
        arena_free(&a);
    }
}

/* The checks above can fail. */
static void a_lost_comment_would_be_noticed(void **state)
{
    (void)state;
    reading a, b;
    reading_begin(&a, STR("model A { a: int // c\n}"), PARSER_SCHEMA);
    reading_begin(&b, STR("model A { a: int\n}"), PARSER_SCHEMA);
    assert_int_not_equal(count_comments(&a), count_comments(&b));
    assert_int_not_equal(a.result.tokens.count, b.result.tokens.count);
    reading_end(&a);
    reading_end(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_form_has_its_look),          cmocka_unit_test(laws_hold_for_files),
        cmocka_unit_test(laws_hold_for_the_rows),          cmocka_unit_test(laws_hold_however_it_is_spaced),
        cmocka_unit_test(a_lost_comment_would_be_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
