/* Types, lookups, copies and equality. */
#include "tests/unit/model/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void every_scalar_is_found_by_its_name(void **state)
{
    (void)state;
    for (scalar_kind kind = 0; kind < SCALAR_COUNT; kind++) {
        scalar_kind found;
        assert_true(scalar_find(str_from(scalar_get(kind)->name), &found));
        assert_int_equal(found, kind);
    }
    scalar_kind none;
    assert_false(scalar_find(STR("string"), &none));
    assert_false(scalar_find(STR(""), &none));
}

static void dialects_have_names(void **state)
{
    (void)state;
    for (dialect_id id = 0; id < DIALECT_COUNT; id++) {
        dialect_id found;
        assert_true(dialect_find(str_from(dialect_name(id)), &found));
        assert_int_equal(found, id);
    }
    dialect_id none;
    assert_false(dialect_find(STR("mysql"), &none));
}

static void a_copy_can_be_changed_alone(void **state)
{
    (void)state;
    compiled c;
    compiled_open(&c,
                  "enum E { A }\nmodel T { id: int primary key a: text unique index }\nmodel U { id: int primary key }",
                  DIALECT_ALL);
    model_schema *copy = model_schema_copy(&c.memory, c.schema);
    assert_true(model_schema_equal(c.schema, copy));
    model_table *table = model_table_copy(&c.memory, model_find_table(copy, STR("T")));
    map_put(&c.memory, &copy->tables, table->name, table);
    model_column *column = ARENA_NEW(&c.memory, model_column);
    column->name = column->column = STR("b");
    column->dialects = DIALECT_ALL;
    model_add_column(&c.memory, table, column);
    assert_non_null(model_find_column(table, STR("b")));
    assert_null(model_find_column(model_find_table(c.schema, STR("T")), STR("b")));
    assert_false(model_schema_equal(c.schema, copy));
    map_remove(&copy->tables, STR("U"));
    assert_non_null(model_find_table(c.schema, STR("U")));
    compiled_free(&c);
}

typedef struct schema_pair {
    const char *left;
    const char *right;
} schema_pair;

/* What is no difference to a database. */
static const schema_pair same[] = {
    {"model T { a: int primary key b: text }", "model T { b: text a: int primary key }"},
    {"model T { a: int primary key b: text secret title \"B\" init \"x\" }", "model T { a: int primary key b: text }"},
    {"model T { a: int primary key }\nmodel U { a: int primary key }",
     "model U { a: int primary key }\nmodel T { a: int primary key }"},
    {"model T { a: int primary key check (a in (1, 2)) }",
     "model T { a: int primary key check (a = any (array[1, 2])) }"},
    {"model T { a: int b: int index (a) index (b) primary key (a) }",
     "model T { a: int primary key b: int index index (a) }"},
    {"model T { a: int primary key index (a) using btree }", "model T { a: int primary key index (a) }"},
    {"model T { a: int primary key index (a desc nulls first) }", "model T { a: int primary key index (a desc) }"},
    {"model T was U { a: int primary key was b }", "model T { a: int primary key }"},
    {"model U { a: int primary key }\nmodel T { a: int primary key u: ref U back ts }",
     "model U { a: int primary key }\nmodel T { a: int primary key u_a: int foreign key (u_a) references U }"},
    {"package a", "package b"},
    {"enum E { A title \"x\" }", "enum E { A }"},
    {"model T { a: int primary key index (a) concurrently }", "model T { a: int primary key index (a) }"},
};

static const schema_pair different[] = {
    {"model T { a: int primary key }", "model T { a: bigint primary key }"},
    {"model T { a: int primary key }", "model U table t { a: int primary key }"},
    {"model T { a: int primary key }", "model T table u { a: int primary key }"},
    {"model T { a: int primary key b: text }", "model T { a: int primary key b: text? }"},
    {"model T { a: int primary key b: text }", "model T { a: int primary key b: text = \"\" }"},
    {"model T { a: int primary key b: text }", "model T { a: int primary key\n/// doc\nb: text }"},
    {"/// doc\nmodel T { a: int primary key }", "model T { a: int primary key }"},
    {"model T { a: int primary key }", "model T { a: int primary key auto }"},
    {"model T { a: int primary key }", "model T { a: int primary key column b }"},
    {"model T { a: int b: int primary key (a, b) }", "model T { a: int b: int primary key (b, a) }"},
    {"model T { a: int primary key check (a > 0) }", "model T { a: int primary key check (a > 1) }"},
    {"model T { a: int primary key index (a) }", "model T { a: int primary key index (a desc) }"},
    {"model T { a: int primary key index (a) }", "model T { a: int primary key index x (a) }"},
    {"model T { a: int primary key index (a desc) }", "model T { a: int primary key index (a desc nulls last) }"},
    {"model T { a: int primary key }", "model T { a: int primary key for sqlite { b: int } }"},
    {"enum E { A B }", "enum E { B A }"},
    {"enum E { A }", "enum E { A = \"a\" }"},
    {"enum E { A }", "enum E { A retire }"},
    {"enum E { A }", "enum E stored as text { A }"},
    {"model T { a: varchar(1) primary key }", "model T { a: varchar(2) primary key }"},
    {"model T { a: varchar primary key }", "model T { a: varchar(2) primary key }"},
    {"model T { a: int primary key b: int[] }", "model T { a: int primary key b: int[][] }"},
};

static bool pair_is_equal(const schema_pair *pair)
{
    compiled left;
    compiled right;
    compiled_open(&left, pair->left, 0);
    compiled_open(&right, pair->right, 0);
    assert_int_equal(left.diagnostics.items.count, 0);
    assert_int_equal(right.diagnostics.items.count, 0);
    bool equal = model_schema_equal(left.schema, right.schema);
    assert_true(equal == model_schema_equal(right.schema, left.schema));
    compiled_free(&left);
    compiled_free(&right);
    return equal;
}

static void what_is_no_difference_to_a_database(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        bool equal = pair_is_equal(&same[i]);
        if (!equal)
            print_error("should be equal:\n%s\n%s\n", same[i].left, same[i].right);
        assert_true(equal);
    }
}

static void what_is_a_difference(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof different / sizeof *different; i++) {
        bool equal = pair_is_equal(&different[i]);
        if (equal)
            print_error("should differ:\n%s\n%s\n", different[i].left, different[i].right);
        assert_false(equal);
    }
}

static void sets_of_columns_have_no_order(void **state)
{
    (void)state;
    arena a = {0};
    str ab[] = {STR("a"), STR("b")};
    str ba[] = {STR("b"), STR("a")};
    str glued[] = {STR("ab")};
    str_list one = {ab, 2, 2};
    str_list two = {ba, 2, 2};
    str_list three = {glued, 1, 1};
    assert_true(str_eq(model_column_set(&a, &one), model_column_set(&a, &two)));
    assert_false(str_eq(model_column_set(&a, &one), model_column_set(&a, &three)));
    arena_free(&a);
}

/* Schemas that must pass the check without a word, in both dialects. */
static const char *const clean[] = {
    "enum Role { USER ADMIN }\nmodel T { id: uuid primary key = gen_random_uuid() role: Role = \"USER\" r2: Role? "
    "check (role in (USER, ADMIN) or r2 is not distinct from role) }",
    "model T { id: bigint primary key auto at: timestamptz = now() day: date = current_date "
    "check (at > \"2020-01-01T00:00:00Z\" and day <> \"2020-02-29\") }",
    "model T { id: int primary key price: decimal(10,2) = 0 stock: int = -1 rate: double = 1.5 big: bigint = "
    "9223372036854775807 "
    "check (price * stock >= 0 and round(rate, 2) < 3 and abs(stock) between 0 and 10) }",
    "model T { id: int primary key a: text b: varchar(20)? c: text generated (lower(a) || coalesce(b, \"\")) stored "
    "check (length(trim(a)) > 0 and a not like \"%x\" and upper(a) <> a) index (lower(a), b desc) }",
    "model T { id: int primary key a: bool = false b: bool? check (not a or b is true) index (id) where (a and b is "
    "not null) }",
    "model T { id: int primary key j: jsonb = \"{}\" k: json? check (j ->> \"a\" <> \"\") }",
    "model T { id: int primary key a: text = sql(postgresql: \"'x'\", sqlite: \"'y'\") check (sql(\"a <> ''\")) }",
    "model T { id: int primary key a: int check (case when a > 0 then true else a is null end) "
    "b: int check (case b when 1 then 2 else 3 end > 2) }",
    "model T { id: int primary key d: time = \"12:30:00.5\" i: interval = \"1 day\" n: inet = \"10.0.0.1\" "
    "x: bytes? u: uuid = \"00000000-0000-0000-0000-000000000000\" m: bit(3) = \"101\" }",
    "model T { id: int primary key v: int version n: text on update \"x\" at: timestamptz on update now() }",
    "model A { id: int primary key b: ref B? back as }\nmodel B { id: int primary key a: ref A? unique back only on "
    "delete "
    "set null }",
    "model T { id: int primary key at: timestamptz until: timestamptz? check (until > at and until - at > \"1 "
    "day\"::interval) }",
    "for postgresql { model T { id: int primary key tags: text[] at: timestamptz w: tsvector\n"
    "    check (\"x\" = any (tags) and cardinality(tags) > 0 and tags[1] <> \"\" and tags @> array[\"a\"] and tags[1] "
    "~ \"^a\")\n"
    "    index (w) using gin index (date_trunc(\"day\", at)) include (id) unique (id) nulls not distinct } }",
};

static void clean_schemas_pass(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof clean / sizeof *clean; i++) {
        compiled c;
        compiled_open(&c, clean[i], DIALECT_ALL);
        if (c.diagnostics.items.count > 0)
            print_error("%s\n", compiled_messages(&c).ptr);
        assert_int_equal(c.diagnostics.items.count, 0);
        compiled_free(&c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_scalar_is_found_by_its_name),
        cmocka_unit_test(dialects_have_names),
        cmocka_unit_test(a_copy_can_be_changed_alone),
        cmocka_unit_test(what_is_no_difference_to_a_database),
        cmocka_unit_test(what_is_a_difference),
        cmocka_unit_test(sets_of_columns_have_no_order),
        cmocka_unit_test(clean_schemas_pass),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
