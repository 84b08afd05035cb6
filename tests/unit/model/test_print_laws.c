/* Laws of the printed forms, over all schemas that are right: what is printed reads back to an equal schema, prints the
 * same again, and is what the formatter makes of it. */
#include "tests/unit/model/schemas.h"
#include "tests/unit/model/support.h"

#include "compiler/syntax/format.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const print_form forms[] = {PRINT_FLAT, PRINT_EXPANDED};

static void for_each_form(void (*law)(const good_schema *good, compiled *c, print_form form))
{
    for (const good_schema *good = good_schemas; good->name; good++) {
        for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
            compiled c;
            compiled_open(&c, good->text, 0);
            law(good, &c, forms[i]);
            compiled_free(&c);
        }
    }
}

static void assert_same_text(const good_schema *good, str a, str b)
{
    if (!str_eq(a, b))
        print_error("schema \"%s\":\n%.*s\n--- is not ---\n%.*s\n", good->name, STR_ARGS(a), STR_ARGS(b));
    assert_true(str_eq(a, b));
}

static void law_good(const good_schema *good, compiled *c, print_form form)
{
    (void)form;
    assert_same_text(good, compiled_messages(c), (str){0});
}

static void law_reads_back(const good_schema *good, compiled *c, print_form form)
{
    str text = compiled_print(c, form);
    compiled again;
    compiled_open(&again, text.ptr, 0);
    assert_same_text(good, compiled_messages(&again), (str){0});
    if (!model_schema_equal(c->schema, again.schema))
        print_error("schema \"%s\" is another one after\n%.*s\n", good->name, STR_ARGS(text));
    assert_true(model_schema_equal(c->schema, again.schema));
    compiled_free(&again);
}

static void law_prints_the_same(const good_schema *good, compiled *c, print_form form)
{
    str text = compiled_print(c, form);
    compiled again;
    compiled_open(&again, text.ptr, 0);
    assert_same_text(good, text, compiled_print(&again, form));
    compiled_free(&again);
}

static void law_is_formatted(const good_schema *good, compiled *c, print_form form)
{
    str text = compiled_print(c, form);
    compiled again;
    compiled_open(&again, text.ptr, 0);
    writer formatted = writer_make(&again.memory);
    format_file(&again.sources, again.sources.files.items[0], &again.parsed, &formatted);
    assert_same_text(good, text, writer_result(&formatted));
    compiled_free(&again);
}

/* What only C knows comes back, too, in the expanded form. */
static void law_keeps_all(const good_schema *good, compiled *c, print_form form)
{
    if (form != PRINT_EXPANDED)
        return;
    str text = compiled_print(c, form);
    compiled again;
    compiled_open(&again, text.ptr, 0);
    writer before = writer_make(&c->memory);
    writer after = writer_make(&c->memory);
    print_dump(c->schema, &before);
    print_dump(again.schema, &after);
    str left = writer_result(&before);
    str right = writer_result(&after);
    /* Whether a target's columns and a back side are written or follow is all that may differ; the order of lists may.
     */
    if (left.len != right.len)
        assert_same_text(good, left, right);
    compiled_free(&again);
}

static void the_schemas_are_right(void **state)
{
    (void)state;
    for_each_form(law_good);
}

static void what_is_printed_reads_back(void **state)
{
    (void)state;
    for_each_form(law_reads_back);
}

static void what_was_read_prints_the_same(void **state)
{
    (void)state;
    for_each_form(law_prints_the_same);
}

static void what_is_printed_is_formatted(void **state)
{
    (void)state;
    for_each_form(law_is_formatted);
}

static void the_expanded_form_keeps_all(void **state)
{
    (void)state;
    for_each_form(law_keeps_all);
}

static void the_expanded_shop(void **state)
{
    (void)state;
    compiled c;
    compiled_open(&c,
                  "mixin Owned(optional: bool = false) {\n"
                  "    /// Who has it.\n"
                  "    owner: ref User null if optional back things on delete cascade\n"
                  "}\n"
                  "/// People.\n"
                  "model User table users { id: bigint primary key auto }\n"
                  "model Thing : Owned(optional: true) { id: bigint primary key name: text secret title \"Name\" }\n",
                  DIALECT_ALL);
    assert_string_equal(compiled_print(&c, PRINT_EXPANDED).ptr, "/// People.\n"
                                                                "model User table users {\n"
                                                                "    id: bigint primary key auto\n"
                                                                "}\n"
                                                                "\n"
                                                                "model Thing {\n"
                                                                "    /// Who has it.\n"
                                                                "    owner:  ref User? back things on delete cascade\n"
                                                                "    id:     bigint primary key\n"
                                                                "    name:   text title \"Name\" secret\n"
                                                                "}\n");
    assert_string_equal(compiled_print(&c, PRINT_FLAT).ptr, "/// People.\n"
                                                            "model User table users {\n"
                                                            "    id: bigint primary key auto\n"
                                                            "}\n"
                                                            "\n"
                                                            "model Thing {\n"
                                                            "    /// Who has it.\n"
                                                            "    owner_id:  bigint?\n"
                                                            "    id:        bigint primary key\n"
                                                            "    name:      text\n"
                                                            "\n"
                                                            "    foreign key (owner_id) references User (id) on delete "
                                                            "cascade\n"
                                                            "}\n");
    compiled_free(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_schemas_are_right),         cmocka_unit_test(what_is_printed_reads_back),
        cmocka_unit_test(what_was_read_prints_the_same), cmocka_unit_test(what_is_printed_is_formatted),
        cmocka_unit_test(the_expanded_form_keeps_all),   cmocka_unit_test(the_expanded_shop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
