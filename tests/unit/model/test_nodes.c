/* Single declarations, fields and items, as changes have them. */
#include "tests/unit/model/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* The first declaration of a text. */
static const ast_node *declaration(compiled *c, const char *text)
{
    compiled_open(c, text, 0);
    return c->parsed.root->first;
}

static const ast_node *element(const ast_node *model, ast_kind kind)
{
    const ast_node *found = ast_child(model, kind);
    assert_non_null(found);
    return found;
}

static void a_whole_model(void **state)
{
    (void)state;
    compiled c;
    const ast_node *node = declaration(&c, "/// Doc.\n"
                                           "model T table ts in app unmanaged {\n"
                                           "    id: bigint primary key auto\n"
                                           "    role: Role = USER\n"
                                           "    owner_id: bigint?\n"
                                           "    foreign key (owner_id) references User (id)\n"
                                           "    check (role <> ADMIN)\n"
                                           "    for sqlite { x: int }\n"
                                           "}\n");
    diagnostic_list problems = {.memory = &c.memory};
    model_schema *empty = model_schema_make(&c.memory);
    model_table *table = resolve_model_node(&c.memory, empty, node, &problems);
    assert_int_equal(problems.items.count, 0);
    writer out = writer_make(&c.memory);
    print_doc(table->doc, 0, &out);
    print_table(table, PRINT_FLAT, 0, &out);
    assert_string_equal(writer_result(&out).ptr, "/// Doc.\n"
                                                 "model T table ts in app unmanaged {\n"
                                                 "    id:        bigint primary key auto\n"
                                                 "    role:      Role = USER\n"
                                                 "    owner_id:  bigint?\n"
                                                 "\n"
                                                 "    foreign key (owner_id) references User (id)\n"
                                                 "    check (role <> ADMIN)\n"
                                                 "\n"
                                                 "    for sqlite {\n"
                                                 "        x: int\n"
                                                 "    }\n"
                                                 "}");
    assert_int_equal(model_find_column(table, STR("role"))->default_value->kind, EXPRESSION_MEMBER);
    assert_int_equal(model_find_column(table, STR("x"))->dialects, DIALECT_BIT_SQLITE);
    compiled_free(&c);
}

static void a_field_and_what_it_stands_for(void **state)
{
    (void)state;
    compiled c;
    const ast_node *model = declaration(&c, "model T { a: varchar(9) = \"x\" unique index check (a <> \"\") }");
    const ast_node *field = element(model, AST_FIELD);
    diagnostic_list problems = {.memory = &c.memory};
    model_column *column = resolve_column_node(&c.memory, c.schema, field, &problems);
    assert_non_null(column);
    model_table extras = {0};
    const model_table *table = model_find_table(c.schema, STR("T"));
    resolve_field_extras(&c.memory, table, column, field, &extras, &problems);
    assert_int_equal(problems.items.count, 0);
    assert_true(model_column_equal(column, model_find_column(table, STR("a"))));
    assert_int_equal(extras.constraints.count, 2);
    assert_int_equal(extras.indexes.count, 1);
    assert_true(model_constraint_equal(extras.constraints.items[0], model_find_constraint(table, STR("t_a_key"))));
    assert_true(model_constraint_equal(extras.constraints.items[1], model_find_constraint(table, STR("t_a_check"))));
    assert_true(model_index_equal(extras.indexes.items[0], model_find_index(table, STR("ix_t_a"))));
    compiled_free(&c);
}

/* Every item that is printed by itself reads back as itself. */
static void items_by_themselves(void **state)
{
    (void)state;
    compiled c;
    (void)declaration(&c,
                      "enum E { A B }\nmodel P { x: int y: int primary key (x, y) }\n"
                      "model T { a: int b: int c: text e: E\n"
                      "    primary key named pk (a)\n"
                      "    unique (a, b) include (c) nulls not distinct\n"
                      "    unique named_one (b)\n"
                      "    check (e <> B and c is not null) not valid\n"
                      "    check x (a between 1 and 5)\n"
                      "    foreign key (a, b) references P (x, y) on delete restrict on update set default deferrable\n"
                      "    unique (lower(c)) where (e = A)\n"
                      "    index i (a desc nulls last, c) using btree include (b) with (fillfactor = 50)\n"
                      "}\n");
    const model_table *table = model_find_table(c.schema, STR("T"));
    for (size_t i = 0; i < table->constraints.count + table->indexes.count; i++) {
        bool is_constraint = i < table->constraints.count;
        const model_constraint *constraint = is_constraint ? table->constraints.items[i] : NULL;
        const model_index *index = is_constraint ? NULL : table->indexes.items[i - table->constraints.count];
        writer out = writer_make(&c.memory);
        writer_text(&out, "alter model T { add ");
        if (constraint)
            print_constraint(table, constraint, &out);
        else
            print_index(table, index, &out);
        writer_text(&out, " }");
        diagnostic_list problems = {.memory = &c.memory};
        source_file *file = source_add(&c.sources, STR("changes"), writer_result(&out));
        ast_node *changes = parser_run(&c.sources, file, PARSER_CHANGES, &problems).root;
        const ast_node *item = element(ast_child(changes, AST_ALTER), AST_ADD)->first;
        if (problems.items.count > 0)
            print_error("%s\n", writer_result(&out).ptr);
        assert_int_equal(problems.items.count, 0);
        if (constraint)
            assert_true(model_constraint_equal(constraint, resolve_constraint_node(&c.memory, table, item, &problems)));
        else
            assert_true(model_index_equal(index, resolve_index_node(&c.memory, table, item, &problems)));
        assert_int_equal(problems.items.count, 0);
    }
    compiled_free(&c);
}

static void a_relation_is_not_flat(void **state)
{
    (void)state;
    compiled c;
    const ast_node *model = declaration(&c, "model T { id: int primary key t: ref T }");
    diagnostic_list problems = {.memory = &c.memory};
    assert_null(resolve_column_node(&c.memory, c.schema, model->last, &problems));
    assert_int_equal(problems.items.count, 1);
    assert_int_equal(problems.items.items[0].code, DIAGNOSTIC_NOT_FLAT);
    compiled_free(&c);
}

static void an_enum(void **state)
{
    (void)state;
    compiled c;
    const ast_node *node = declaration(&c, "enum E type e_type stored as text in s { A = \"a\" B retire }");
    diagnostic_list problems = {.memory = &c.memory};
    model_enum *item = resolve_enum_node(&c.memory, node, &problems);
    assert_true(model_enum_equal(item, model_find_enum(c.schema, STR("E"))));
    compiled_free(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_model),
        cmocka_unit_test(a_field_and_what_it_stands_for),
        cmocka_unit_test(items_by_themselves),
        cmocka_unit_test(a_relation_is_not_flat),
        cmocka_unit_test(an_enum),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
