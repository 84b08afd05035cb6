/* Texts with syntax errors, and all that is reported of them: code, line and column of each, and nothing else. */
#include "tests/unit/syntax/reading.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct bad_row {
    const char *text;
    const char *errors;
    parser_start start;
} bad_row;

static const bad_row ROWS[] = {
    {"model A { a: int @ }", "E0105@1:18", PARSER_SCHEMA},
    {"model A { a: text = 'x' }", "E0110@1:21", PARSER_SCHEMA},
    {"model A { a: text = \"x }\nmodel B { }", "E0107@1:21", PARSER_SCHEMA},
    {"/* open", "E0106@1:1", PARSER_SCHEMA},
    {"model A { a: text = \"\"\"x }", "E0107@1:21", PARSER_SCHEMA},
    {"model A { a: text = \"\\q\" }", "E0108@1:22", PARSER_SCHEMA},
    {"model A { a: text = \"\\u0000\" b: text = \"\\ud800\" c: text = \"\\x80\" }", "E0108@1:22 E0108@1:41 E0108@1:60",
     PARSER_SCHEMA},
    {"model A { ``: int }", "E0109@1:11", PARSER_SCHEMA},
    {"model A { `a\nb: int }", "E0109@1:11", PARSER_SCHEMA},
    {"model A { a: int = 0x1F }", "E0111@1:20", PARSER_SCHEMA},
    {"model A { a: int = 1e }", "E0111@1:20", PARSER_SCHEMA},
    {"model A { a: int; b: int; }", "E0112@1:17 E0112@1:25", PARSER_SCHEMA},
    {"model A { check (a != b) check (c == d) }", "E0112@1:20 E0112@1:35", PARSER_SCHEMA},
    {"// \001\nmodel A { }", "E0103@1:4", PARSER_SCHEMA},
    {"model A { }\177", "E0103@1:12", PARSER_SCHEMA},
    {"// \342\200\256\nmodel A { }", "E0104@1:4", PARSER_SCHEMA},
    {"model A { `\342\201\246`: int }", "E0104@1:12", PARSER_SCHEMA},
    {"model # A { }", "E0105@1:7", PARSER_SCHEMA},
    {"model A { a: int } §", "E0105@1:20", PARSER_SCHEMA},
    {"modell A { }", "E0101@1:1", PARSER_SCHEMA},
    {"model { a: int }", "E0101@1:7", PARSER_SCHEMA},
    {"model A a: int }", "E0101@1:9", PARSER_SCHEMA},
    {"model A tabel b { }", "E0101@1:9", PARSER_SCHEMA},
    {"model A table { }", "E0101@1:15", PARSER_SCHEMA},
    {"model A : { a: int }", "E0101@1:11", PARSER_SCHEMA},
    {"model A : B(a = 1) { }", "E0101@1:13", PARSER_SCHEMA},
    {"model A : B(a: 1,) { }", "E0101@1:18", PARSER_SCHEMA},
    {"model A : B, { }", "E0101@1:14", PARSER_SCHEMA},
    {"enum { A }", "E0101@1:6", PARSER_SCHEMA},
    {"enum E A B }", "E0101@1:8", PARSER_SCHEMA},
    {"enum E stored text { A }", "E0101@1:15", PARSER_SCHEMA},
    {"enum E stored as string { A }", "E0118@1:18", PARSER_SCHEMA},
    {"enum E { A, B }", "E0101@1:11", PARSER_SCHEMA},
    {"enum E { A titel \"x\" }", "E0101@1:18", PARSER_SCHEMA},
    {"enum E { A = x }", "E0101@1:14", PARSER_SCHEMA},
    {"enum E { A: x }", "E0101@1:10", PARSER_SCHEMA},
    {"mixin M(a) { }", "E0101@1:9", PARSER_SCHEMA},
    {"mixin M(a: float) { }", "E0118@1:12", PARSER_SCHEMA},
    {"mixin M(a: int = ) { }", "E0101@1:18", PARSER_SCHEMA},
    {"mixin M a: int }", "E0101@1:9", PARSER_SCHEMA},
    {"package", "E0101@1:8", PARSER_SCHEMA},
    {"package \"x\"", "E0101@1:9", PARSER_SCHEMA},
    {"import x", "E0101@1:8", PARSER_SCHEMA},
    {"import \"a\" \"b\"", "E0101@1:12", PARSER_SCHEMA},
    {"view V", "E0101@1:7", PARSER_SCHEMA},
    {"view V SELECT", "E0101@1:8", PARSER_SCHEMA},
    {"query q(a) \"x\"", "E0101@1:9", PARSER_SCHEMA},
    {"query q : two X \"x\"", "E0118@1:11", PARSER_SCHEMA},
    {"query q : one \"x\" y", "E0101@1:19", PARSER_SCHEMA},
    {"function f \"\"\"x\"\"\"", "E0101@1:12", PARSER_SCHEMA},
    {"raw r for mysql up \"x\"", "E0118@1:11", PARSER_SCHEMA},
    {"data D (id) { }", "E0101@1:8", PARSER_SCHEMA},
    {"data D key (id) { {id 1} }", "E0101@1:20", PARSER_SCHEMA},
    {"data D key (id) { {id: 1 b: 2} }", "E0101@1:26", PARSER_SCHEMA},
    {"for oracle { }", "E0118@1:5", PARSER_SCHEMA},
    {"for { }", "E0101@1:5", PARSER_SCHEMA},
    {"drop", "E0101@1:5", PARSER_SCHEMA},
    {"extension", "E0101@1:10", PARSER_SCHEMA},
    {"sequence s start 1", "E0101@1:12", PARSER_SCHEMA},
    {"users: int", "E0101@1:1", PARSER_SCHEMA},
    {"foo bar", "E0101@1:1", PARSER_SCHEMA},
    {"}", "E0116@1:1", PARSER_SCHEMA},
    {"model A { } }", "E0116@1:13", PARSER_SCHEMA},
    {"{", "E0101@1:1", PARSER_SCHEMA},
    {")", "E0116@1:1", PARSER_SCHEMA},
    {"model A { a: int", "E0115@1:17", PARSER_SCHEMA},
    {"model A {\n a: int\nmodel B { }", "E0115@3:1", PARSER_SCHEMA},
    {"model A { a: int )\n b: int }", "E0116@1:18", PARSER_SCHEMA},
    {"model A { a }", "E0101@1:11", PARSER_SCHEMA},
    {"model A { a int }", "E0101@1:11", PARSER_SCHEMA},
    {"model A { a int\n b int\n c: int\n d text }", "E0101@1:11 E0101@2:2 E0101@4:2", PARSER_SCHEMA},
    {"model A { a = int }", "E0101@1:11", PARSER_SCHEMA},
    {"model A { a: }", "E0101@1:14", PARSER_SCHEMA},
    {"model A { a: int? ? }", "E0101@1:19", PARSER_SCHEMA},
    {"model A { a: int ?? }", "E0101@1:19", PARSER_SCHEMA},
    {"model A { a: varchar( }", "E0101@1:23", PARSER_SCHEMA},
    {"model A { a: varchar(x) }", "E0101@1:22", PARSER_SCHEMA},
    {"model A { a: decimal(1,) }", "E0101@1:24", PARSER_SCHEMA},
    {"model A { a: int[ }", "E0101@1:19", PARSER_SCHEMA},
    {"model A { a: int[3] }", "E0101@1:18", PARSER_SCHEMA},
    {"model A { a: int, b: int }", "E0101@1:17", PARSER_SCHEMA},
    {"model A { a: int not null }", "E0101@1:18", PARSER_SCHEMA},
    {"model A { a: int default 5 }", "E0101@1:18", PARSER_SCHEMA},
    {"model A { a: int uniqe }", "E0101@1:18", PARSER_SCHEMA},
    {"model A { a: int primry key }", "E0101@1:18", PARSER_SCHEMA},
    {"model A { a: int primary }", "E0101@1:26", PARSER_SCHEMA},
    {"model A { a: int auto increment }", "E0101@1:23", PARSER_SCHEMA},
    {"model A { a: int auto (start) always }", "E0101@1:31", PARSER_SCHEMA},
    {"model A { a: int = }", "E0101@1:20", PARSER_SCHEMA},
    {"model A { a: int = 5 6 }", "E0101@1:22", PARSER_SCHEMA},
    {"model A { a: int on }", "E0101@1:21", PARSER_SCHEMA},
    {"model A { a: int on delete }", "E0101@1:28", PARSER_SCHEMA},
    {"model A { a: ref B on delete nothing }", "E0101@1:30", PARSER_SCHEMA},
    {"model A { a: ref B on delete set }", "E0101@1:34", PARSER_SCHEMA},
    {"model A { a: ref }", "E0101@1:18", PARSER_SCHEMA},
    {"model A { a: ref B back }", "E0101@1:25", PARSER_SCHEMA},
    {"model A { a: ref B() }", "E0101@1:20", PARSER_SCHEMA},
    {"model A { a: many B }", "E0101@1:21", PARSER_SCHEMA},
    {"model A { a: many B through }", "E0101@1:29", PARSER_SCHEMA},
    {"model A { a: int title x }", "E0101@1:18", PARSER_SCHEMA},
    {"model A { a: int column \"b\" }", "E0101@1:25", PARSER_SCHEMA},
    {"model A { a: int storage big }", "E0118@1:26", PARSER_SCHEMA},
    {"model A { a: int compression zip }", "E0118@1:30", PARSER_SCHEMA},
    {"model A { a: int generated a }", "E0101@1:28", PARSER_SCHEMA},
    {"model A { a: int check a > 0 }", "E0101@1:26", PARSER_SCHEMA},
    {"model A { a: int deferrable initially }", "E0101@1:39", PARSER_SCHEMA},
    {"model A { a: int unique named }", "E0101@1:31", PARSER_SCHEMA},
    {"model A { a: int null if }", "E0101@1:26", PARSER_SCHEMA},
    {"model A { a: sql() }", "E0101@1:18", PARSER_SCHEMA},
    {"model A { a: sql(mysql: \"x\") }", "E0118@1:18", PARSER_SCHEMA},
    {"model A { a: sql(\"x\", \"y\") }", "E0101@1:21", PARSER_SCHEMA},
    {"model A { a: int was }", "E0101@1:22", PARSER_SCHEMA},
    {"model A { a: int references B }", "E0101@1:18", PARSER_SCHEMA},
    {"model A { secret }", "E0114@1:11", PARSER_SCHEMA},
    {"model A { index (a) secret }", "E0114@1:21", PARSER_SCHEMA},
    {"model A { index () }", "E0101@1:18", PARSER_SCHEMA},
    {"model A { index (a,) }", "E0101@1:20", PARSER_SCHEMA},
    {"model A { index (a b c) }", "E0101@1:22", PARSER_SCHEMA},
    {"model A { index a b }", "E0101@1:19", PARSER_SCHEMA},
    {"model A { unique }", "E0114@1:11", PARSER_SCHEMA},
    {"model A { unique (a) include b }", "E0101@1:30", PARSER_SCHEMA},
    {"model A { index (a) where b }", "E0101@1:27", PARSER_SCHEMA},
    {"model A { index (a) using (b) }", "E0101@1:27", PARSER_SCHEMA},
    {"model A { primary key }", "E0114@1:11", PARSER_SCHEMA},
    {"model A { primary key () }", "E0101@1:24", PARSER_SCHEMA},
    {"model A { primary key x (a) }", "E0101@1:23", PARSER_SCHEMA},
    {"model A { foreign key (a) }", "E0101@1:27", PARSER_SCHEMA},
    {"model A { foreign key (a) refrences B }", "E0101@1:27", PARSER_SCHEMA},
    {"model A { foreign (a) references B }", "E0101@1:11", PARSER_SCHEMA},
    {"model A { foreign key (a) references B (c on delete cascade }", "E0101@1:43", PARSER_SCHEMA},
    {"model A { check }", "E0101@1:17", PARSER_SCHEMA},
    {"model A { check a > 0 }", "E0101@1:19", PARSER_SCHEMA},
    {"model A { check (a > ) }", "E0101@1:22", PARSER_SCHEMA},
    {"model A { check (a > 0\n b: int\n}", "E0101@2:2", PARSER_SCHEMA},
    {"model A { check c (a > 0)) }", "E0116@1:26", PARSER_SCHEMA},
    {"model A { exclude (a with =) }", "E0101@1:11", PARSER_SCHEMA},
    {"model A { exclude using gist (a) }", "E0101@1:32", PARSER_SCHEMA},
    {"model A { partition by (a) }", "E0101@1:24", PARSER_SCHEMA},
    {"model A { partition by rang (a) }", "E0118@1:24", PARSER_SCHEMA},
    {"model A { partition p values in (1) }", "E0101@1:23", PARSER_SCHEMA},
    {"model A { for sqlite a: int }", "E0101@1:22", PARSER_SCHEMA},
    {"model A { drop }", "E0101@1:16", PARSER_SCHEMA},
    {"model A { constraint x check (a) }", "E0101@1:11", PARSER_SCHEMA},
    {"model A { storage x = 1 }", "E0118@1:19", PARSER_SCHEMA},
    {"model A { check (a b) }", "E0101@1:20", PARSER_SCHEMA},
    {"model A { check (a and) }", "E0101@1:23", PARSER_SCHEMA},
    {"model A { check (and a) }", "E0101@1:22", PARSER_SCHEMA},
    {"model A { check (a < b < c) }", "E0119@1:24", PARSER_SCHEMA},
    {"model A { check (a is 5) }", "E0101@1:23", PARSER_SCHEMA},
    {"model A { check (a is not) }", "E0101@1:23", PARSER_SCHEMA},
    {"model A { check (a between 1) }", "E0101@1:29", PARSER_SCHEMA},
    {"model A { check (a in 1) }", "E0101@1:23", PARSER_SCHEMA},
    {"model A { check (a in ()) }", "E0101@1:24", PARSER_SCHEMA},
    {"model A { check (a not 5) }", "E0101@1:20", PARSER_SCHEMA},
    {"model A { check (case a) }", "E0101@1:24", PARSER_SCHEMA},
    {"model A { check (case when a end) }", "E0101@1:30", PARSER_SCHEMA},
    {"model A { check (cast(a text)) }", "E0101@1:25", PARSER_SCHEMA},
    {"model A { check (f(a,)) }", "E0101@1:22", PARSER_SCHEMA},
    {"model A { check (a[) }", "E0101@1:20", PARSER_SCHEMA},
    {"model A { check (a::) }", "E0101@1:21", PARSER_SCHEMA},
    {"model A { check (a ! b) }", "E0105@1:20", PARSER_SCHEMA},
    {"model A { check (a.) }", "E0101@1:20", PARSER_SCHEMA},
    {"model A { check (a = any b) }", "E0101@1:26", PARSER_SCHEMA},
    {"model A { check (a in (b) escape \"!\") }", "E0101@1:27", PARSER_SCHEMA},
    {"model A {\n a int\n b: int uniqe\n check (b >\n c: int default 5\n}\nenum E { A, B }\nmodel C tabel c { d: "
     "}\nfoo\nmodel D { }",
     "E0101@2:2 E0101@3:9 E0101@5:2 E0101@5:9 E0101@7:11 E0101@8:9 E0101@8:22 E0101@9:1", PARSER_SCHEMA},
    {"enum A {\nX\nmodel B {\n a: int\nmodel C { }", "E0115@3:1 E0115@5:1", PARSER_SCHEMA},
    {"model A : X(a = 5) { z: int foreign key (a) refrences B (id) on delete set nul b int }", "E0101@1:13 E0101@1:45",
     PARSER_SCHEMA},
    {"for postgresql { model A { a int } model B { b int } }", "E0101@1:28 E0101@1:46", PARSER_SCHEMA},
    {"add modl A { }", "E0101@1:5", PARSER_CHANGES},
    {"alter model A { add x int }", "E0101@1:21", PARSER_CHANGES},
    {"alter model A { rename x to y }", "E0101@1:24", PARSER_CHANGES},
    {"alter model A { alter a: int b: int }", "E0101@1:30", PARSER_CHANGES},
    {"alter enum A { add }", "E0101@1:20", PARSER_CHANGES},
    {"alter enum A { reorder (A, B) to (B) }", "E0101@1:26", PARSER_CHANGES},
    {"alter table A { }", "E0101@1:7", PARSER_CHANGES},
    {"model A { }", "E0101@1:1", PARSER_CHANGES},
    {"alter model A {", "E0115@1:16", PARSER_CHANGES},
    {"project", "E0101@1:8", PARSER_PROJECT},
    {"project p", "E0101@1:10", PARSER_PROJECT},
    {"project p { a: \"x\" }", "E0101@1:14", PARSER_PROJECT},
    {"project p { a = \"x\" }", "E0101@1:15", PARSER_PROJECT},
    {"project p {\n a env(x)\n b { c \"d\"\n}", "E0101@2:8 E0115@4:2", PARSER_PROJECT},
    {"schemas \"x\"", "E0101@1:1", PARSER_PROJECT},
    {"project p {\n a \"x\",\n b\n = 1\n}", "E0101@2:7 E0101@4:2", PARSER_PROJECT},
    {"", "E0101@1:1", PARSER_EXPRESSION},
    {"a +", "E0101@1:4", PARSER_EXPRESSION},
    {"a b", "E0101@1:3", PARSER_EXPRESSION},
    {"(a", "E0101@1:3", PARSER_EXPRESSION},
    {"a)", "E0116@1:2", PARSER_EXPRESSION},
    /* doc comments that belong to nothing are warnings */
    {"model A { a: int /// of a\n b: int }", "E0117@1:18", PARSER_SCHEMA},
    {"/// of the package\npackage a\n/// of nothing", "E0117@3:1", PARSER_SCHEMA},
    {"model A {\n /// of a\n a: int\n /// of nothing\n unique\n}", "E0117@4:2", PARSER_SCHEMA},
    {"model A { a int\n /// of nothing\n}", "E0101@1:11", PARSER_SCHEMA},
};

static void each_error_has_its_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++) {
        reading r;
        reading_begin(&r, str_from(ROWS[i].text), ROWS[i].start);
        if (!str_eq(reading_errors(&r), str_from(ROWS[i].errors)))
            print_error("%s\n%s\n", ROWS[i].text, reading_report(&r).ptr);
        assert_string_equal(reading_errors(&r).ptr, ROWS[i].errors);
        assert_true(ROWS[i].start == PARSER_EXPRESSION || r.result.root != NULL);
        reading_end(&r);
    }
}

typedef struct message_row {
    const char *text;
    const char *message; /* NULL: only the hint matters */
    const char *hint;
} message_row;

static const message_row MESSAGES[] = {
    {"model A tabel a { }",
     "expected \"{\", \":\", \"table\", \"was\", \"unmanaged\", \"no\" or \"in\", found \"tabel\"",
     "did you mean \"table\"?"},
    {"model A { a int }", "expected an attribute, a field, an item or \"}\", found \"a\"",
     "a field is written \"name: type\""},
    {"model A { a: }", "expected a type, found \"}\"", ""},
    {"model A { a: int = }", "expected an expression, found \"}\"", ""},
    {"model A { check (a b) }", "expected an operator or \")\", found \"b\"", ""},
    {"foo", "expected a declaration, found \"foo\"", ""},
    {"import x", "expected a string, found \"x\"", ""},
    {"package", "expected a name, found the end of the file", ""},
    {"model A { a: int, b: int }", "expected an attribute, a field, an item or \"}\", found \",\"",
     "nothing stands between fields, members and items"},
    {"model A { a: int default 5 }",
     "expected an attribute, a field, an item, \"}\", \"[\" or \"?\", found \"default\"",
     "a default is written \"= VALUE\""},
    {"model A { a: text = 'x' }", "'x' is not how a string is written", "strings are written in double quotes"},
    {"model A { check (a != 1) }", "\"!=\" is not written so here", "write \"<>\""},
    {"enum E stored as txt { }", "expected \"type\", \"text\" or \"smallint\", found \"txt\"",
     "did you mean \"text\"?"},
    {"enum E { A titel \"x\" }", NULL, "did you mean \"title\"?"},
    {"model A : B(c = 1) { }", "expected a name with a colon or \")\", found \"c\"", "write \"name: value\""},
    {"model A { } }", "this \"}\" closes nothing", ""},
    {"model A {", "a \"}\" is missing before the end of the file", ""},
};

static void messages_say_what_was_expected(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof MESSAGES / sizeof MESSAGES[0]; i++) {
        reading r;
        reading_begin(&r, str_from(MESSAGES[i].text), PARSER_SCHEMA);
        assert_int_equal(r.diagnostics.items.count, 1);
        const diagnostic *d = &r.diagnostics.items.items[0];
        if (MESSAGES[i].message)
            assert_string_equal(str_copy(&r.memory, d->message).ptr, MESSAGES[i].message);
        assert_string_equal(str_copy(&r.memory, d->hint).ptr, MESSAGES[i].hint);
        reading_end(&r);
    }
}

/* --- what is read in spite of errors --- */

static void the_rest_of_the_tree_is_there(void **state)
{
    (void)state;
    reading r;
    reading_begin(&r, STR("model A tabel a { x: int\n y int\n z: text foo unique }\nfoo\nmodel B { }"), PARSER_SCHEMA);
    assert_string_equal(
        reading_tree(&r).ptr,
        "(file broken (model \"A\" broken (field \"x\" broken (type \"int\")) (field \"z\" broken (type \"text\") "
        "(attr_unique))) (model \"B\"))");
    reading_end(&r);
}

static void an_unclosed_body_is_in_the_tree(void **state)
{
    (void)state;
    reading r;
    reading_begin(&r, STR("model A {\n x: int\nmodel B { y: int }\n"), PARSER_SCHEMA);
    assert_string_equal(reading_tree(&r).ptr,
                        "(file (model \"A\" (field \"x\" (type \"int\"))) (model \"B\" (field \"y\" (type \"int\"))))");
    assert_int_equal(r.diagnostics.items.items[0].second.from, 8);
    reading_end(&r);
}

/* --- sizes are bounded --- */

static str repeated(arena *a, const char *before, const char *piece, size_t times, const char *after)
{
    writer out = writer_make(a);
    writer_text(&out, before);
    for (size_t i = 0; i < times; i++)
        writer_text(&out, piece);
    writer_text(&out, after);
    return writer_result(&out);
}

typedef struct deep_row {
    const char *before;
    const char *piece;
    size_t times;
    const char *after;
    const char *errors;
} deep_row;

static const deep_row DEEP[] = {
    {"model A { check (", "(", 198, "", "E0101@1:216"}, /* nested deeply enough to be read, so only the end is wrong */
    {"model A { a: int check (", "(", 100000, "\n} model B { b int }", "E0113@1:223 E0101@2:13"},
    {"model A { a: int = ", "- ", 100000, "1 } \nmodel B { b int }", "E0113@1:9806 E0101@2:11"},
    {"model A { a: int = ", "a or ", 100000, "b }", "E0113@1:20"},
    {"model A { a: int = ", "not ", 3000, "b }", "E0113@1:8020"},
    {"model A { a: int = ", "case when ", 100000, "b }", "E0113@1:24485"},
    {"", "for sqlite { ", 100000, "", "E0113@1:2612 E0115@1:1300001"},
    {"model A { a: int = f(", "f(", 100000, "", "E0113@1:419 E0115@1:200022"},
    {"model A { a: int = ", "array[", 100000, "", "E0113@1:1219 E0115@1:600020"},
};

static void nesting_is_bounded(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof DEEP / sizeof DEEP[0]; i++) {
        arena a = {0};
        reading r;
        reading_begin(&r, repeated(&a, DEEP[i].before, DEEP[i].piece, DEEP[i].times, DEEP[i].after), PARSER_SCHEMA);
        assert_string_equal(reading_errors(&r).ptr, DEEP[i].errors);
        assert_true(r.result.root->depth <= AST_DEPTH_LIMIT + 10);
        reading_end(&r);
        arena_free(&a);
    }
}

static void what_is_in_bounds_is_read(void **state)
{
    (void)state;
    arena a = {0};
    str open = repeated(&a, "model A { a: int check (", "(", 197, "1");
    str text = str_join(&a, open, repeated(&a, "", ")", 197, ") }"));
    reading r;
    reading_begin(&r, text, PARSER_SCHEMA);
    assert_int_equal(r.diagnostics.items.count, 0);
    reading_end(&r);
    reading_begin(&r, repeated(&a, "model A { check (a", " or b", 900, ") }"), PARSER_SCHEMA);
    assert_int_equal(r.diagnostics.items.count, 0);
    reading_end(&r);
    reading_begin(&r, repeated(&a, "model A { check (a in (1", ", 2", 50000, ")) }"), PARSER_SCHEMA);
    assert_int_equal(r.diagnostics.items.count, 0);
    reading_end(&r);
    arena_free(&a);
}

/* Each line of a long file may be wrong; all are reported, in time that grows with their number only. */
static void many_errors_are_all_reported(void **state)
{
    (void)state;
    arena a = {0};
    reading r;
    reading_begin(&r, repeated(&a, "model A {\n", "  name text\n", 10000, "}"), PARSER_SCHEMA);
    assert_int_equal(r.diagnostics.errors, 10000);
    reading_end(&r);
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_error_has_its_place),
        cmocka_unit_test(messages_say_what_was_expected),
        cmocka_unit_test(the_rest_of_the_tree_is_there),
        cmocka_unit_test(an_unclosed_body_is_in_the_tree),
        cmocka_unit_test(nesting_is_bounded),
        cmocka_unit_test(what_is_in_bounds_is_read),
        cmocka_unit_test(many_errors_are_all_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
