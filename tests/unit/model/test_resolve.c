/* What resolve makes of a schema: a table of sources and of the piece of the dump that they must give. */
#include "tests/unit/model/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

typedef struct golden {
    const char *about;
    const char *text;
    const char *piece; /* of the dump */
} golden;

#define USER "model User { id: bigint primary key }\n"

static const golden goldens[] = {
    {"the table's name follows the model's", "model UserProfile { id: int primary key }",
     "model \"UserProfile\"\n  table \"user_profile\"\n"},
    {"a relation makes a column, a foreign key and both sides",
     USER "model Post { id: int primary key\n"
          "  user: ref User back posts on delete cascade }",
     "  column \"user_id\"\n    column \"user_id\"\n    type bigint\n    relation \"user\"\n"
     "  primary_key \"post_pkey\"\n    columns (id)\n"
     "  foreign_key \"post_user_id_fkey\"\n    columns (user_id)\n    target \"User\"\n    target_columns (id)\n"
     "    on_delete cascade\n    on_update no action\n"
     "  relation \"user\"\n    kind to_one\n    target \"User\"\n    columns (user_id)\n    target_columns (id)\n"
     "    back \"posts\"\n    constraint \"post_user_id_fkey\"\n"},
    {"the other side is a list", USER "model Post { id: int primary key user: ref User back posts }",
     "  relation \"posts\"\n    kind back_many\n    target \"Post\"\n    columns (user_id)\n    target_columns (id)\n"
     "    back \"user\"\n"},
    {"unique makes the other side one", USER "model Post { id: int primary key user: ref User unique back post }",
     "  relation \"post\"\n    kind back_one\n"},
    {"a key makes the other side one", USER "model Post { user: ref User primary key back post }",
     "  relation \"post\"\n    kind back_one\n"},
    {"an item makes the other side one",
     "model K { a: int b: int primary key (a, b) }\n"
     "model Post { id: int primary key k: ref K back post unique (k_b, k_a) }",
     "  relation \"post\"\n    kind back_one\n"},
    {"a key that is a relation",
     USER "model A { user: ref User primary key }\nmodel B { id: int primary key a: ref A }",
     "  column \"a_user_id\"\n    column \"a_user_id\"\n    type bigint\n    relation \"a\"\n"},
    {"a relation to named columns",
     "model U { id: int primary key email: text unique }\nmodel B { id: int primary key u: ref U (email) }",
     "  foreign_key \"b_u_email_fkey\"\n    columns (u_email)\n    target \"U\"\n    target_columns (email)\n"},
    {"a relation under another name in the database",
     USER "model B { id: int primary key u: ref User column `owner` named fk_owner index was old }",
     "  column \"u_id\"\n    column \"owner\"\n    type bigint\n    was \"old_id\"\n    relation \"u\"\n"
     "  primary_key \"b_pkey\"\n    columns (id)\n"
     "  foreign_key \"fk_owner\"\n    columns (u_id)\n"},
    {"an index over a relation", USER "model B { id: int primary key u: ref User index (u desc) }",
     "  index \"ix_b_u_id\"\n    key u_id\n      descending\n"},
    {"a relation in an expression", USER "model B { id: int primary key u: ref User? check (u is not null or id > 5) }",
     "  check \"b_u_id_id_check\"\n    check u_id is not null or id > 5\n"},
    {"many to many through a table",
     USER "model Tag { name: text primary key users: many User through tag_users back tags }",
     "model \"TagUsers\"\n  table \"tag_users\"\n  synthetic\n"
     "  column \"tag_name\"\n    column \"tag_name\"\n    type text\n"
     "  column \"user_id\"\n    column \"user_id\"\n    type bigint\n"
     "  foreign_key \"tag_users_tag_name_fkey\"\n    columns (tag_name)\n    target \"Tag\"\n    target_columns "
     "(name)\n"
     "    on_delete cascade\n    on_update no action\n"
     "  foreign_key \"tag_users_user_id_fkey\"\n    columns (user_id)\n    target \"User\"\n    target_columns (id)\n"
     "    on_delete cascade\n    on_update no action\n"
     "  primary_key \"tag_users_pkey\"\n    columns (tag_name, user_id)\n"},
    {"many to many: the other side",
     USER "model Tag { name: text primary key users: many User through tag_users back tags }",
     "  relation \"tags\"\n    kind many_to_many\n    target \"Tag\"\n    columns (id)\n    target_columns (name)\n"
     "    through \"TagUsers\"\n    through_written \"tag_users\"\n    through_columns (user_id)\n"
     "    through_target_columns (tag_name)\n    back \"users\"\n    mirrored\n"},
    {"many to many through a model",
     USER "model Seat { user: ref User room: ref Room primary key (user, room) }\n"
          "model Room { id: int primary key users: many User through Seat }",
     "  relation \"users\"\n    kind many_to_many\n    target \"User\"\n    columns (id)\n    target_columns (id)\n"
     "    through \"Seat\"\n    through_written \"Seat\"\n    through_columns (room_id)\n"
     "    through_target_columns (user_id)\n"},
    {"many to many through a model's table",
     USER "model Seat table seats { user: ref User room: ref Room primary key (user, room) }\n"
          "model Room { id: int primary key users: many User through seats }",
     "    through \"Seat\"\n    through_written \"seats\"\n"},
    {"mixins come first, in the order named",
     "mixin A { a: int }\nmixin B { b: int }\nmodel T : B, A { id: int primary key }",
     "model \"T\"\n  table \"t\"\n  column \"b\"\n    column \"b\"\n    type int\n  column \"a\"\n    column \"a\"\n"
     "    type int\n  column \"id\"\n"},
    {"override takes the mixin's place",
     "mixin A { a: int b: int }\nmodel T : A { id: int primary key a: text override }",
     "  table \"t\"\n  column \"a\"\n    column \"a\"\n    type text\n  column \"b\"\n"},
    {"a false condition takes the attribute away",
     "mixin A(u: bool = false, n: bool = true) { a: int unique if u null if n }\nmodel T : A { id: int primary key }",
     "  column \"a\"\n    column \"a\"\n    type int?\n  column \"id\"\n    column \"id\"\n    type int\n  "
     "primary_key"},
    {"no argument, no back",
     USER "mixin A(b: name = none) { user: ref User back b }\nmodel T : A { id: int primary key }",
     "  relation \"user\"\n    kind to_one\n    target \"User\"\n    columns (user_id)\n    target_columns (id)\n"
     "    constraint \"t_user_id_fkey\"\n"},
    {"arguments of all types",
     "mixin A(i: int, s: string, t: name) { a: t = i b: text = s }\n"
     "model T : A(i: -7, s: \"x\", t: bigint) { id: int primary key }",
     "  column \"a\"\n    column \"a\"\n    type bigint\n    default -7\n"
     "  column \"b\"\n    column \"b\"\n    type text\n    default \"x\"\n"},
    {"members in defaults and comparisons",
     "enum E { A B }\nmodel T { id: int primary key e: E = A check (e <> B) index (id) where (e in (A, B)) }",
     "    default A\n"},
    {"a label in quotes is the member",
     "enum E stored as smallint { A = \"a\" B }\nmodel T { id: int primary key e: E = \"a\" check (e <> \"B\") }",
     "    default A\n"},
    {"a unique with an expression is an index", "model T { id: int primary key a: text unique (lower(a)) }",
     "  index \"ix_t_a\"\n    unique\n    key lower(a)\n"},
    {"a unique with where is an index", "model T { id: int primary key a: text unique (a) where (id > 0) }",
     "  index \"ix_t_a\"\n    unique\n    key a\n    where id > 0\n"},
    {"a plain unique is a constraint", "model T { id: int primary key a: text unique (a, id) }",
     "  unique \"t_a_id_key\"\n    columns (a, id)\n"},
    {"names that are alike get numbers", "model T { id: int primary key a: int check (a > 0) check (a < 9) }",
     "  check \"t_a_check\"\n    check a > 0\n  check \"t_a_check1\"\n    check a < 9\n"},
    {"a written name is left to whom it was given",
     "model T { id: int primary key a: int check (a > 0)\n"
     "  check t_a_check (a < 9) }",
     "  check \"t_a_check1\"\n    check a > 0\n  check \"t_a_check\"\n    check a < 9\n"},
    {"no default and a null are one", "model T { id: int primary key a: int? = null }",
     "  column \"a\"\n    column \"a\"\n    type int?\n  primary_key"},
    {"dialects", "model T { id: int primary key for sqlite { a: int index } }",
     "  index \"ix_t_a\"\n    key a\n    for sqlite\n"},
    {"notes", "model T was S { id: int primary key a: text was b drop c }\ndrop enum E", "  dropped (c)\n"},
    {"dropped declarations", "drop enum E\ndrop X", "dropped_models (X)\ndropped_enums (E, X)\n"},
    {"column comments", "model T { id: int primary key\n  /// one\n  /// two\n  a: int }",
     "  column \"a\"\n    column \"a\"\n    type int\n    doc \"one\\ntwo\"\n"},
};

static void every_golden(void **state)
{
    (void)state;
    size_t failures = 0;
    for (size_t i = 0; i < sizeof goldens / sizeof *goldens; i++) {
        compiled c;
        compiled_open(&c, goldens[i].text, 0);
        writer out = writer_make(&c.memory);
        print_dump(c.schema, &out);
        str dump = writer_result(&out);
        if (c.diagnostics.items.count > 0 || !strstr(dump.ptr, goldens[i].piece)) {
            print_error("%s:\n%s\nwanted\n%s\ngot\n%.*s%s\n", goldens[i].about, goldens[i].text, goldens[i].piece,
                        STR_ARGS(dump), compiled_messages(&c).ptr);
            failures++;
        }
        compiled_free(&c);
    }
    assert_int_equal(failures, 0);
}

/* --- naming templates of a project --- */

static model_schema *resolve_with(compiled *c, const char *text, const names_templates *templates)
{
    compiled_open(c, text, 0);
    ast_node_list files = {0};
    VEC_PUSH(&c->memory, &files, c->parsed.root);
    resolve_options options = {.names = templates};
    return resolve_schema(&c->memory, &files, &options, &c->diagnostics);
}

static void templates_of_a_project(void **state)
{
    (void)state;
    names_templates templates = {{[NAMES_INDEX] = STR("{columns}_of_{table}_idx"), [NAMES_UNIQUE] = STR("uq_{table}")}};
    compiled c;
    model_schema *schema =
        resolve_with(&c, "model T { id: int primary key a: int index unique b: int index (a, b) }", &templates);
    const model_table *table = model_find_table(schema, STR("T"));
    assert_non_null(model_find_index(table, STR("a_of_t_idx")));
    assert_non_null(model_find_index(table, STR("a_b_of_t_idx")));
    assert_non_null(model_find_constraint(table, STR("uq_t")));
    assert_non_null(model_find_constraint(table, STR("t_pkey")));
    writer out = writer_make(&c.memory);
    print_schema(schema, PRINT_FLAT, &out);
    assert_non_null(strstr(writer_result(&out).ptr, "unique uq_t (a)"));
    assert_non_null(strstr(writer_result(&out).ptr, "index a_of_t_idx (a)"));
    compiled_free(&c);
}

/* --- several files --- */

static void files_see_each_other(void **state)
{
    (void)state;
    compiled c;
    compiled_open(&c, "model A { id: int primary key b: ref B kind: Kind : }", 0);
    compiled_free(&c);
    compiled_open(&c, "model A : M { id: int primary key b: ref B kind: Kind }", 0);
    assert_true(c.diagnostics.errors > 0);
    source_file *second = source_add(&c.sources, STR("second.schema"),
                                     STR("model B { id: uuid primary key } enum Kind { X } mixin M { m: int }"));
    diagnostic_list none = {.memory = &c.memory};
    ast_node_list files = {0};
    VEC_PUSH(&c.memory, &files, c.parsed.root);
    VEC_PUSH(&c.memory, &files, parser_run(&c.sources, second, PARSER_SCHEMA, &none).root);
    model_schema *schema = resolve_schema(&c.memory, &files, NULL, &none);
    assert_int_equal(none.items.count, 0);
    const model_table *table = model_find_table(schema, STR("A"));
    assert_int_equal(model_find_column(table, STR("b_id"))->type.scalar, SCALAR_UUID);
    assert_non_null(model_find_column(table, STR("m")));
    compiled_free(&c);
}

/* A syntax error inside of a model makes no further errors about what may stand there. */
static void broken_pieces_stay_silent(void **state)
{
    (void)state;
    compiled c;
    compiled_open(&c,
                  "model A {\n id: int primary key\n name: = 5\n index (name)\n index (other)\n}\n"
                  "model B { id: int primary key a: ref A (name) }\n",
                  DIALECT_ALL);
    assert_int_equal(c.diagnostics.items.count, 1);
    assert_int_equal(c.diagnostics.items.items[0].code / 100, 1);
    compiled_free(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_golden),
        cmocka_unit_test(templates_of_a_project),
        cmocka_unit_test(files_see_each_other),
        cmocka_unit_test(broken_pieces_stay_silent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
