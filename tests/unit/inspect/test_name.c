/* Names for C, relations, and the text of a schema that was read. */
#include "tests/support/generate.h"
#include "tests/unit/inspect/support.h"

#include "compiler/inspect/name_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static model_schema *named(arena *a, model_schema *read)
{
    inspect_result result = {.schema = read, .dialect = DIALECT_POSTGRESQL};
    return inspect_name(a, &result, STR("shop"));
}

static str text_of(arena *a, str catalog)
{
    return inspect_text(a, named(a, schema_of(a, catalog)), STR("shop"));
}

static void test_singular(void **state)
{
    static const char *const rows[][2] = {
        {"users", "user"},
        {"order_items", "order_item"},
        {"categories", "category"},
        {"addresses", "address"},
        {"status", "status"},
        {"statuses", "status"},
        {"people", "person"},
        {"boxes", "box"},
        {"heroes", "hero"},
        {"branches", "branch"},
        {"news", "news"},
        {"bus", "bus"},
        {"analysis", "analysis"},
        {"classes", "class"},
        {"movies", "movie"},
        {"gas", "gas"},
        {"OrderItems", "OrderItem"},
        {"moves", "move"},
        {"cases", "case"},
        {"x", "x"},
        {"", ""},
        {"children", "child"},
        {"userPeople", "userPerson"},
        {"menus", "menu"},
        {"bonuses", "bonus"},
        {"spouses", "spouse"},
        {"crises", "crisis"},
        {"lenses", "lens"},
    };
    arena a = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        str got = name_singular(&a, str_from(rows[i][0]));
        assert_string_equal(str_copy(&a, got).ptr, rows[i][1]);
    }
    arena_free(&a);
    (void)state;
}

static void test_words(void **state)
{
    static const char *const rows[][2] = {
        {"plain", "plain"},
        {"with blank", "with_blank"},
        {"1st", "n_1st"},
        {"a-b--c", "a_b_c"},
        {"\"quoted\"", "quoted"},
        {"", "unnamed"},
        {"---", "unnamed"},
        {"Größe", "Größe"},
        {"camelCase", "camelCase"},
        {"_", "unnamed"},
        {"_id", "_id"},
    };
    arena a = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(str_copy(&a, name_word(&a, str_from(rows[i][0]))).ptr, rows[i][1]);
    arena_free(&a);
    (void)state;
}

/* As the readers give it: models called as tables, foreign keys as items. */
static const char shop[] = "enum user_role { admin  active  `in progress` }\n"
                           "/// People.\n"
                           "model users {\n"
                           "    /// The key.\n"
                           "    id: bigint primary key auto\n"
                           "    role: user_role = admin\n"
                           "    active: bool = true\n"
                           "    check users_role_check (role <> `in progress`)\n"
                           "}\n"
                           "model order_items {\n"
                           "    id: bigint primary key auto\n"
                           "    user_id: bigint\n"
                           "    editor_id: bigint?\n"
                           "    foreign key (user_id) references users (id) on delete cascade\n"
                           "    foreign key odd (editor_id) references users (id)\n"
                           "}\n"
                           "model profiles {\n"
                           "    id: bigint primary key auto\n"
                           "    user_id: bigint unique\n"
                           "    foreign key (user_id) references users (id)\n"
                           "}\n";

static void test_shop(void **state)
{
    arena a = {0};
    str text = text_of(&a, str_from(shop));
    assert_string_equal(text.ptr, "package shop\n"
                                  "\n"
                                  "enum UserRole {\n"
                                  "    admin\n"
                                  "    ACTIVE       = \"active\"\n"
                                  "    in_progress  = \"in progress\"\n"
                                  "}\n"
                                  "\n"
                                  "/// People.\n"
                                  "model User table users {\n"
                                  "    /// The key.\n"
                                  "    id:      bigint primary key auto\n"
                                  "    role:    UserRole = admin\n"
                                  "    active:  bool = true\n"
                                  "\n"
                                  "    check users_role_check (role <> in_progress)\n"
                                  "}\n"
                                  "\n"
                                  "model OrderItem table order_items {\n"
                                  "    id:      bigint primary key auto\n"
                                  "    user:    ref User on delete cascade\n"
                                  "    editor:  ref User? named odd\n"
                                  "}\n"
                                  "\n"
                                  "model Profile table profiles {\n"
                                  "    id:    bigint primary key auto\n"
                                  "    user:  ref User unique back profile\n"
                                  "}\n");
    arena_free(&a);
    (void)state;
}

/* A guess that two would get is given to none of them. */
static void test_collisions(void **state)
{
    arena a = {0};
    model_schema *schema = named(&a, schema_of(&a, STR("enum users_kind { a }\n"
                                                       "model user { id: int primary key }\n"
                                                       "model users { id: int primary key  kind: users_kind }\n"
                                                       "model users2 table users in other { id: int primary key }\n"
                                                       "model UserKinds table users_kinds { id: int primary key }\n"
                                                       "model odd table `a b` { `x y`: int  x_y: int }\n")));
    assert_non_null(model_find_table(schema, STR("User")));
    assert_string_equal(model_find_table(schema, STR("User"))->table.ptr, "user");
    assert_string_equal(str_copy(&a, model_find_table(schema, STR("Users"))->table).ptr, "users");
    assert_non_null(model_find_table(schema, STR("OtherUsers")));
    const model_table *odd = model_find_table(schema, STR("AB"));
    assert_non_null(odd);
    assert_string_equal(str_copy(&a, model_find_column(odd, STR("x_y"))->column).ptr, "x_y");
    assert_string_equal(str_copy(&a, model_find_column(odd, STR("x_y_2"))->column).ptr, "x y");
    arena_free(&a);
    (void)state;
}

/* Whatever the schema: its text is canonical and means the same. */
static void check_text(arena *a, model_schema *read, unsigned long long seed)
{
    model_schema *schema = named(a, read);
    str text = inspect_text(a, schema, STR("shop"));
    model_schema *again = schema_of(a, text);
    str canonical = formatted(a, text);
    if (!same_schemas(a, schema, again) || !str_eq(text, canonical))
        fail_msg("seed %llu:\n%s", seed, text.ptr);
}

/* Who has a name that C can have keeps it, though another one before it would get the same. */
static void test_own_names(void **state)
{
    arena a = {0};
    str text = text_of(&a, STR("enum state { `a b`  a_b  on }\n"
                               "model t {\n"
                               "    id: int primary key\n"
                               "    `a b`: int\n"
                               "    `a-b`: int\n"
                               "    a_b: int\n"
                               "    a_b_2: int\n"
                               "    `1`: int\n"
                               "    state: state\n"
                               "}\n"));
    assert_non_null(strstr(text.ptr, "    a_b_3:  int column `a b`\n"
                                     "    a_b_4:  int column `a-b`\n"
                                     "    a_b:    int\n"
                                     "    a_b_2:  int\n"
                                     "    n_1:    int column `1`\n"
                                     "    state:  State\n"));
    assert_non_null(strstr(text.ptr, "enum State {\n    A_B_2  = \"a b\"\n    A_B    = \"a_b\"\n    `on`\n}"));
    arena_free(&a);
    (void)state;
}

static void test_law_text(void **state)
{
    const char *given = getenv("SCHEMAC_SEED");
    unsigned long long first = given ? strtoull(given, NULL, 10) : 1, count = given ? 1 : 300;
    for (unsigned long long seed = first; seed < first + count; seed++) {
        arena a = {0};
        generate_options options = {.databases = seed % 2 ? DIALECT_BIT_POSTGRESQL : 0};
        check_text(&a, generate_schema(&a, seed, &options), seed);
        arena_free(&a);
    }
    (void)state;
}

static const inspect_file *find_file(const inspect_file_list *files, const char *path)
{
    VEC_EACH (inspect_file, files, file)
        if (str_eq(file->path, str_from(path)))
            return file;
    return NULL;
}

static void test_split(void **state)
{
    arena a = {0};
    model_schema *schema = named(&a, schema_of(&a, str_from(shop)));
    inspect_file_list files = inspect_files(&a, schema, STR("shop"), true);
    assert_int_equal(files.count, 4);
    assert_string_equal(files.items[0].text.ptr, "package shop\n"
                                                 "\n"
                                                 "import \"user.schema\"\n"
                                                 "import \"order_item.schema\"\n"
                                                 "import \"profile.schema\"\n");
    assert_true(str_starts_with(find_file(&files, "user.schema")->text, STR("enum UserRole {")));
    source_set sources = {.memory = &a};
    diagnostic_list diagnostics = {.memory = &a};
    memory_file memory[4];
    for (size_t i = 0; i < 4; i++)
        memory[i] = (memory_file){files.items[i].path, files.items[i].text};
    load_result load = load_of(&a, &sources, memory, 4, &diagnostics);
    assert_true(same_schemas(&a, schema, schema_of_load(&a, &load, &diagnostics)));
    assert_int_equal(diagnostics.errors, 0);
    arena_free(&a);
    (void)state;
}

static void test_mixins(void **state)
{
    arena a = {0};
    static const char text[] =
        "model a { id: int primary key  created_at: timestamptz = now()  updated_at: timestamptz }\n"
        "model b { id: int primary key  created_at: timestamptz = now()  updated_at: timestamptz\n"
        "    note: text? }\n"
        "model c { id: int primary key  created_at: timestamptz = now()  updated_at: timestamptz\n"
        "    note: text? }\n"
        "model d { id: int primary key  created_at: timestamptz = now()  updated_at: timestamptz\n"
        "    note: text? }\n";
    str mixins = inspect_suggest_mixins(&a, schema_of(&a, str_from(text)));
    assert_string_equal(mixins.ptr, "// 4 models: a, b, c, d\n"
                                    "mixin Timestamps {\n"
                                    "    created_at: timestamptz = now()\n"
                                    "    updated_at: timestamptz\n"
                                    "}\n"
                                    "\n"
                                    "// 3 models: b, c, d\n"
                                    "mixin WithCreatedAtAndUpdatedAtAndNote {\n"
                                    "    created_at:  timestamptz = now()\n"
                                    "    updated_at:  timestamptz\n"
                                    "    note:        text?\n"
                                    "}\n");
    assert_string_equal(inspect_suggest_mixins(&a, schema_of(&a, STR("model a { x: int }"))).ptr, "");
    arena_free(&a);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_singular),  cmocka_unit_test(test_words),      cmocka_unit_test(test_shop),
        cmocka_unit_test(test_own_names), cmocka_unit_test(test_collisions), cmocka_unit_test(test_law_text),
        cmocka_unit_test(test_split),     cmocka_unit_test(test_mixins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
