/* Generated code in the hands of C compilers: it compiles everywhere without a warning, and wrong use of it does not.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/emit/support.h"

static void compiles(arena *a, const char *schema)
{
    assert_string_equal(support_check(a, schema).ptr, "");
    model_schema *resolved = support_schema(a, schema);
    str folder = support_folder(a, resolved, NULL);
    support_compile_everywhere(folder, emit_c(a, resolved).source_name.ptr);
    support_remove(folder);
}

static model_schema *shop(arena *a)
{
    return support_schema(a, support_read(a, "shop.schema").ptr);
}

static void the_shop_compiles(void **state)
{
    compiles(*state, support_read(*state, "shop.schema").ptr);
}

static void every_type_compiles(void **state)
{
    compiles(*state, support_read(*state, "types.schema").ptr);
}

static void every_default_compiles(void **state)
{
    compiles(*state, support_read(*state, "defaults.schema").ptr);
}

/* Keywords, macros, names of parameters, other alphabets. */
static void odd_names_compile(void **state)
{
    compiles(*state, support_read(*state, "names.schema").ptr);
}

/* Composite, missing and several keys, every kind of relation, more than 64 columns. */
static void every_shape_compiles(void **state)
{
    compiles(*state, support_read(*state, "shapes.schema").ptr);
}

/* The statements are longer than C promises to take. */
static void a_thousand_columns_compile(void **state)
{
    arena *a = *state;
    writer w = writer_make(a);
    writer_text(&w, "package wide\nmodel Wide {\n    id: bigint primary key auto\n");
    for (int i = 0; i < 1000; i++)
        writer_format(&w, "    column_%d: int%s\n", i, i % 3 ? "?" : "");
    writer_text(&w, "}\n");
    compiles(a, writer_result(&w).ptr);
}

static void nothing_compiles(void **state)
{
    compiles(*state, "package nothing\n");
    compiles(*state, "package only\nenum Mood { CALM }\n");
}

/* --- programs --- */

#define PROGRAM_BEGIN                                                                                                  \
    "#include <time.h>\n"                                                                                              \
    "#include \"shop.h\"\n"                                                                                            \
    "schemac_code work(schemac_session *s, schemac_error *err);\n"                                                     \
    "schemac_code work(schemac_session *s, schemac_error *err)\n{\n"

/* What C++ can say too. */
static const char program[] = PROGRAM_BEGIN
    "    shop_user_new draft = shop_user_new_make(SCHEMAC_STR(\"anna\"), SCHEMAC_STR(\"hash\"), SCHEMAC_STR(\"Anna "
    "K.\"));\n"
    "    shop_user_new_set_role(&draft, SHOP_ROLE_ADMIN);\n"
    "    shop_user *anna;\n"
    "    schemac_code code = shop_user_insert(s, &draft, &anna, err);\n"
    "    if (code == SCHEMAC_CONFLICT && err->constraint == SHOP_USERS_USERNAME_KEY)\n"
    "        return code;\n"
    "    shop_user_patch patch;\n"
    "    memset(&patch, 0, sizeof patch);\n"
    "    shop_user_patch_set_full_name(&patch, SCHEMAC_STR(\"Anna Karenina\"));\n"
    "    bool changed;\n"
    "    shop_user_update(s, anna->id, &patch, &changed, err);\n"
    "    shop_product_where where[] = {shop_product_price_ge(SCHEMAC_DECIMAL(\"10.00\")),\n"
    "                                  shop_product_is_active_eq(true), shop_product_category_id_is_null(),\n"
    "                                  shop_product_name_ilike(SCHEMAC_STR(\"a%\"))};\n"
    "    shop_product_where any = shop_product_where_or(where, 2);\n"
    "    shop_product_where none = shop_product_where_not(&any);\n"
    "    shop_product_order order[] = {SHOP_PRODUCT_BY_RATING_DESC, SHOP_PRODUCT_BY_ID};\n"
    "    shop_product_query query;\n"
    "    memset(&query, 0, sizeof query);\n"
    "    query.where = &none;\n"
    "    query.n_where = 1;\n"
    "    query.order = order;\n"
    "    query.n_order = 2;\n"
    "    shop_product_list products;\n"
    "    shop_product_find(s, &query, &products, err);\n"
    "    shop_user_list users = shop_user_list_of(anna);\n"
    "    shop_user_load_posts(s, &users, NULL, err);\n"
    "    const shop_post_list *posts = shop_user_get_posts(&users.items[0]);\n"
    "    shop_post_load_tags(s, posts, NULL, err);\n"
    "    shop_user *same = shop_post_get_user(&posts->items[0]);\n"
    "    shop_post_where liked = shop_post_title_like(SCHEMAC_STR(\"%\"));\n"
    "    shop_user_where with = shop_user_has_posts(&liked, 1);\n"
    "    shop_user_query all;\n"
    "    memset(&all, 0, sizeof all);\n"
    "    all.where = &with;\n"
    "    int64_t count = 0;\n"
    "    (void)same;\n"
    "    return shop_user_count(s, &all, &count, err);\n"
    "}\n";

/* And the very words of the documentation, which are C. */
static const char program_of_c[] =
    PROGRAM_BEGIN "    shop_user_patch patch = {0};\n"
                  "    shop_user_patch_set_role(&patch, shop_role_parse(SCHEMAC_STR(\"ADMIN\")));\n"
                  "    shop_product_where where[] = {shop_product_stock_between(1, 5)};\n"
                  "    shop_product_order order[] = {SHOP_PRODUCT_BY_RATING_DESC, SHOP_PRODUCT_BY_ID};\n"
                  "    schemac_str token = SCHEMAC_STR_NULL;\n"
                  "    shop_product_list products;\n"
                  "    return shop_product_find(s, &(shop_product_query){.where = where, .n_where = 1, .order = order, "
                  ".n_order = 2,\n"
                  "                             .limit = 20, .after = token}, &products, err);\n"
                  "}\n";

static void programs_compile(void **state)
{
    str folder = support_folder(*state, shop(*state), program);
    support_compile_everywhere(folder, "main.c");
    support_remove(folder);
    folder = support_folder(*state, shop(*state), program_of_c);
    assert_int_equal(
        support_run(folder, "gcc -std=c11 -Wall -Wextra -Werror -I'" SCHEMAC_SOURCE_DIR "/runtime/include' -c main.c",
                    0),
        0);
    support_remove(folder);
}

static void wrong_use_does_not_compile(void **state)
{
    arena *a = *state;
    static const char *const wrong[] = {
        "shop_user_where w = shop_post_id_eq(1); (void)w; return (schemac_code)(s == NULL || err == NULL);",
        "shop_post_where w = shop_post_id_eq(1); return shop_user_find(s, &(shop_user_query){.where = &w}, NULL, err);",
        "shop_post_order o = SHOP_USER_BY_ID; (void)o; return (schemac_code)(s == NULL || err == NULL);",
        "shop_user_new d = shop_user_new_make(SCHEMAC_STR(\"anna\")); return shop_user_insert(s, &d, NULL, err);",
        "shop_user_new d = {0}; return shop_post_insert(s, &d, NULL, err);",
        "shop_product p = {0}; return (schemac_code)(p.category_id + 1 + (s == NULL) + (err == NULL));",
        "shop_user_patch p = {0}; shop_user_patch_set_role_null(&p); return shop_user_update(s, 1, &p, NULL, err);",
        "shop_post_list l = {0}; return shop_user_load_posts(s, &l, NULL, err);",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        str text = str_format(a, "%s%s\n}\n", PROGRAM_BEGIN, wrong[i]);
        str folder = support_folder(a, shop(a), text.ptr);
        int status = support_run(
            folder, "gcc -std=c11 -Wall -Wextra -Werror -I'" SCHEMAC_SOURCE_DIR "/runtime/include' -c main.c", 1);
        if (status != 1)
            fail_msg("this compiles: %s", wrong[i]);
        support_remove(folder);
    }
}

static void code_of_another_version_does_not_compile(void **state)
{
    str folder = support_folder(*state, shop(*state),
                                "#include <schemac/typed.h>\n#undef SCHEMAC_ABI\n#define SCHEMAC_ABI 0\n"
                                "#include \"shop.h\"\n");
    assert_int_equal(support_run(folder, "gcc -std=c11 -w -I'" SCHEMAC_SOURCE_DIR "/runtime/include' -c main.c", 1), 1);
    assert_int_equal(support_run(folder,
                                 "gcc -std=c11 -w -I'" SCHEMAC_SOURCE_DIR "/runtime/include' -c main.c 2>log;"
                                 " grep 'was made for another version of libschemac' log",
                                 0),
                     0);
    support_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_shop_compiles, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(every_type_compiles, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(every_default_compiles, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(odd_names_compile, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(every_shape_compiles, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(a_thousand_columns_compile, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(nothing_compiles, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(programs_compile, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(wrong_use_does_not_compile, support_setup, support_teardown),
        cmocka_unit_test_setup_teardown(code_of_another_version_does_not_compile, support_setup, support_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
