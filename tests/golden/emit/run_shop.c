/* The generated shop at work: every function of a model, and every kind of relation. */
#include "database.h"
#include "shop.h"

#include <string.h>

const char database_schema[] = "shop.schema";

static shop_user *add_user(database *d, const char *name)
{
    shop_user *user = NULL;
    shop_user_new draft = shop_user_new_make(SCHEMAC_STR(name), SCHEMAC_STR("hash"), SCHEMAC_STR("Full Name"));
    OK(shop_user_insert(d->session, &draft, &user, &d->err));
    return user;
}

static shop_product *add_product(database *d, const char *slug, const char *price, bool active)
{
    shop_product *product = NULL;
    shop_product_new draft = shop_product_new_make(SCHEMAC_STR(slug), SCHEMAC_STR(slug), SCHEMAC_DECIMAL(price));
    shop_product_new_set_is_active(&draft, active);
    OK(shop_product_insert(d->session, &draft, &product, &d->err));
    return product;
}

static shop_post *add_post(database *d, const shop_user *user, const char *title)
{
    shop_post *post = NULL;
    shop_post_new draft = shop_post_new_make(user->id, SCHEMAC_STR(title));
    OK(shop_post_insert(d->session, &draft, &post, &d->err));
    return post;
}

/* --- one row --- */

static void a_new_row_has_its_defaults(void **state)
{
    database *d = *state;
    shop_user_new draft = shop_user_new_make(SCHEMAC_STR("anna"), SCHEMAC_STR("hash"), SCHEMAC_STR("Анна К."));
    assert_int_equal(draft.value.role, SHOP_ROLE_USER);
    shop_user *anna = NULL;
    OK(shop_user_insert(d->session, &draft, &anna, &d->err));
    assert_int_equal(d->statements, 1);
    assert_int_equal(anna->id, 1);
    TEXT(anna->username, "anna");
    TEXT(anna->full_name, "Анна К.");
    assert_int_equal(anna->role, SHOP_ROLE_USER);
    shop_product *product = add_product(d, "tea", "9.5", true);
    DIGITS(product->price, "9.50");
    assert_int_equal(product->stock, 0);
    assert_true(product->is_active);
    assert_false(product->category_id.has);
    TEXT(product->description, NULL);
    assert_int_not_equal(product->created_at.microseconds, 0);
}

static void enums_have_names_labels_and_titles(void **state)
{
    (void)state;
    assert_string_equal(shop_role_name(SHOP_ROLE_ADMIN), "ADMIN");
    assert_string_equal(shop_role_label(SHOP_ROLE_CASHIER), "CASHIER");
    assert_string_equal(shop_role_title(SHOP_ROLE_USER), "Пользователь");
    assert_null(shop_role_title(SHOP_ROLE_UNKNOWN));
    assert_int_equal(shop_role_parse(SCHEMAC_STR("ADMIN")), SHOP_ROLE_ADMIN);
    assert_int_equal(shop_role_parse(SCHEMAC_STR("GOD")), SHOP_ROLE_UNKNOWN);
}

static void a_unique_key_says_which(void **state)
{
    database *d = *state;
    add_user(d, "anna");
    shop_user_new draft = shop_user_new_make(SCHEMAC_STR("anna"), SCHEMAC_STR("hash"), SCHEMAC_STR("Other"));
    shop_user *none = NULL;
    EXPECT(shop_user_insert(d->session, &draft, &none, &d->err), SCHEMAC_CONFLICT);
    assert_null(none);
    assert_ptr_equal(d->err.constraint, SHOP_USERS_USERNAME_KEY);
}

static void a_check_says_which(void **state)
{
    database *d = *state;
    shop_product_new draft = shop_product_new_make(SCHEMAC_STR("a"), SCHEMAC_STR("a"), SCHEMAC_DECIMAL("1"));
    shop_product_new_set_stock(&draft, -1);
    EXPECT(shop_product_insert(d->session, &draft, NULL, &d->err), SCHEMAC_INVALID);
    assert_ptr_equal(d->err.constraint, SHOP_STOCK_NOT_NEGATIVE);
}

static void rows_are_read_by_keys(void **state)
{
    database *d = *state;
    shop_user *anna = add_user(d, "anna");
    shop_user *row = NULL;
    OK(shop_user_get(d->session, anna->id, &row, &d->err));
    TEXT(row->username, "anna");
    OK(shop_user_get_by_username(d->session, SCHEMAC_STR("anna"), &row, &d->err));
    assert_int_equal(row->id, anna->id);
    EXPECT(shop_user_get(d->session, 77, &row, &d->err), SCHEMAC_NOT_FOUND);
    assert_null(row);
    assert_int_equal(d->statements, 4);
}

static void a_patch_changes_what_it_sets(void **state)
{
    database *d = *state;
    shop_product *product = add_product(d, "tea", "1", true);
    shop_category_new draft = shop_category_new_make();
    shop_category *category = NULL;
    OK(shop_category_insert(d->session, &draft, &category, &d->err));
    shop_product_patch patch = {0};
    bool changed = false;
    shop_product_patch_set_price(&patch, SCHEMAC_DECIMAL("123456.78"));
    shop_product_patch_set_category_id(&patch, category->id);
    shop_product_patch_set_description(&patch, SCHEMAC_STR("green"));
    OK(shop_product_update(d->session, product->id, &patch, &changed, &d->err));
    assert_true(changed);
    OK(shop_product_get(d->session, product->id, &product, &d->err));
    DIGITS(product->price, "123456.78");
    assert_true(product->category_id.has && product->category_id.value == category->id);
    TEXT(product->description, "green");
    memset(&patch, 0, sizeof patch);
    shop_product_patch_set_category_id_null(&patch);
    shop_product_patch_set_description_null(&patch);
    OK(shop_product_update(d->session, product->id, &patch, NULL, &d->err));
    OK(shop_product_get(d->session, product->id, &product, &d->err));
    assert_false(product->category_id.has);
    TEXT(product->description, NULL);
    OK(shop_product_update(d->session, 77, &patch, &changed, &d->err));
    assert_false(changed);
}

static void a_row_is_deleted_once(void **state)
{
    database *d = *state;
    shop_user *anna = add_user(d, "anna");
    bool deleted = false;
    OK(shop_user_delete(d->session, anna->id, &deleted, &d->err));
    assert_true(deleted);
    OK(shop_user_delete(d->session, anna->id, &deleted, &d->err));
    assert_false(deleted);
}

/* --- many rows --- */

static void expect_slugs(const shop_product_list *list, const char *const *slugs, size_t count)
{
    assert_int_equal(list->count, count);
    for (size_t i = 0; i < count; i++)
        TEXT(list->items[i].slug, slugs[i]);
}

static void queries_filter_order_and_page(void **state)
{
    database *d = *state;
    add_product(d, "a", "9.99", true);
    add_product(d, "b", "10.00", true);
    add_product(d, "c", "100", true);
    add_product(d, "d", "1000", false);
    shop_product_where where[] = {shop_product_price_ge(SCHEMAC_DECIMAL("10.00")), shop_product_is_active_eq(true)};
    shop_product_order order[] = {SHOP_PRODUCT_BY_PRICE_DESC, SHOP_PRODUCT_BY_ID};
    shop_product_query query = {.where = where, .n_where = 2, .order = order, .n_order = 2, .limit = 1};
    shop_product_list list;
    OK(shop_product_find(d->session, &query, &list, &d->err));
    expect_slugs(&list, (const char *[]){"c"}, 1);
    query.after = list.next;
    OK(shop_product_find(d->session, &query, &list, &d->err));
    expect_slugs(&list, (const char *[]){"b"}, 1);
    shop_product *first = NULL;
    OK(shop_product_first(d->session, &query, &first, &d->err));
    int64_t count = 0;
    bool exists = false;
    OK(shop_product_count(d->session, &query, &count, &d->err));
    assert_int_equal(count, 2);
    OK(shop_product_exists(d->session, &query, &exists, &d->err));
    assert_true(exists);
    OK(shop_product_find(d->session, NULL, &list, &d->err));
    assert_int_equal(list.count, 4);
}

static void conditions_are_grouped(void **state)
{
    database *d = *state;
    static const char *const slugs[] = {"apple", "banana", "Apricot", "cherry"};
    for (size_t i = 0; i < 4; i++)
        add_product(d, slugs[i], i == 2 ? "3" : "1", true);
    schemac_str in[] = {SCHEMAC_STR("banana"), SCHEMAC_STR("cherry")};
    shop_product_where either[] = {shop_product_slug_in(in, 2), shop_product_slug_ilike(SCHEMAC_STR("ap%"))};
    shop_product_where any = shop_product_where_or(either, 2);
    shop_product_where price = shop_product_price_between(SCHEMAC_DECIMAL("2"), SCHEMAC_DECIMAL("4"));
    shop_product_where all[] = {any, shop_product_where_not(&price), shop_product_category_id_is_null()};
    shop_product_order order[] = {SHOP_PRODUCT_BY_SLUG};
    shop_product_query query = {.where = all, .n_where = 3, .order = order, .n_order = 1};
    shop_product_list list;
    OK(shop_product_find(d->session, &query, &list, &d->err));
    expect_slugs(&list, (const char *[]){"apple", "banana", "cherry"}, 3);
    shop_product_where like = shop_product_slug_like(SCHEMAC_STR("ap%"));
    query.where = &like;
    query.n_where = 1;
    OK(shop_product_find(d->session, &query, &list, &d->err));
    expect_slugs(&list, (const char *[]){"apple"}, 1);
}

/* --- relations --- */

static void tag_post(database *d, const shop_post *post, const char *name)
{
    shop_tag *tag = NULL;
    shop_tag_new draft = shop_tag_new_make(SCHEMAC_STR(name));
    if (shop_tag_get_by_name(d->session, SCHEMAC_STR(name), &tag, &d->err) == SCHEMAC_NOT_FOUND)
        OK(shop_tag_insert(d->session, &draft, &tag, &d->err));
    shop_post_tags_new link = shop_post_tags_new_make(post->id, tag->id);
    OK(shop_post_tags_insert(d->session, &link, NULL, &d->err));
}

static void lists_load_in_one_statement(void **state)
{
    database *d = *state;
    shop_user *anna = add_user(d, "anna");
    shop_user *boris = add_user(d, "boris");
    add_user(d, "clara");
    tag_post(d, add_post(d, anna, "one"), "red");
    shop_post *two = add_post(d, anna, "two");
    tag_post(d, two, "red");
    tag_post(d, two, "blue");
    add_post(d, boris, "three");
    shop_user_order by_id[] = {SHOP_USER_BY_ID};
    shop_user_list users;
    OK(shop_user_find(d->session, &(shop_user_query){.order = by_id, .n_order = 1}, &users, &d->err));
    shop_post_order by_title[] = {SHOP_POST_BY_TITLE};
    shop_post_list posts;
    shop_post_query query = {.order = by_title, .n_order = 1, .all = &posts};
    d->statements = 0;
    OK(shop_user_load_posts(d->session, &users, &query, &d->err));
    assert_int_equal(d->statements, 1);
    assert_int_equal(posts.count, 3);
    assert_int_equal(users.items[0].posts.count, 2);
    TEXT(shop_user_get_posts(&users.items[0])->items[1].title, "two");
    TEXT(users.items[1].posts.items[0].title, "three");
    assert_int_equal(users.items[2].posts.count, 0);
    assert_non_null(users.items[2].posts.items);
    OK(shop_post_load_tags(d->session, &users.items[0].posts, NULL, &d->err));
    assert_int_equal(shop_post_get_tags(&users.items[0].posts.items[1])->count, 2);
    OK(shop_post_load_user(d->session, &posts, NULL, &d->err));
    assert_int_equal(d->statements, 3);
    TEXT(shop_post_get_user(&posts.items[0])->username, "anna");
}

static void one_row_loads_as_a_list(void **state)
{
    database *d = *state;
    shop_user *anna = add_user(d, "anna");
    shop_profile *profile = NULL;
    shop_profile_new draft = shop_profile_new_make(anna->id);
    shop_profile_new_set_first_name(&draft, SCHEMAC_STR("Anna"));
    OK(shop_profile_insert(d->session, &draft, &profile, &d->err));
    shop_user_list users = shop_user_list_of(anna);
    OK(shop_user_load_profile(d->session, &users, NULL, &d->err));
    TEXT(shop_user_get_profile(anna)->first_name, "Anna");
    OK(shop_profile_get_by_user_id(d->session, anna->id, &profile, &d->err));
    shop_profile_list profiles = shop_profile_list_of(profile);
    OK(shop_profile_load_user(d->session, &profiles, NULL, &d->err));
    TEXT(shop_profile_get_user(profile)->username, "anna");
}

static void trees_load_both_ways(void **state)
{
    database *d = *state;
    shop_category *root = NULL;
    shop_category *leaf = NULL;
    shop_category_new draft = shop_category_new_make();
    OK(shop_category_insert(d->session, &draft, &root, &d->err));
    shop_category_new_set_parent_id(&draft, root->id);
    OK(shop_category_insert(d->session, &draft, &leaf, &d->err));
    shop_category_list list;
    OK(shop_category_find(d->session, NULL, &list, &d->err));
    OK(shop_category_load_parent(d->session, &list, NULL, &d->err));
    OK(shop_category_load_children(d->session, &list, NULL, &d->err));
    for (size_t i = 0; i < list.count; i++) {
        bool is_root = list.items[i].id == root->id;
        assert_int_equal(list.items[i].children.count, is_root);
        assert_true(is_root == (shop_category_get_parent(&list.items[i]) == NULL));
    }
}

static void conditions_reach_over_relations(void **state)
{
    database *d = *state;
    shop_user *anna = add_user(d, "anna");
    add_post(d, add_user(d, "boris"), "dull");
    tag_post(d, add_post(d, anna, "bright"), "red");
    shop_tag_where red = shop_tag_name_eq(SCHEMAC_STR("red"));
    shop_post_where tagged = shop_post_has_tags(&red, 1);
    shop_user_where has = shop_user_has_posts(&tagged, 1);
    shop_user_list users;
    OK(shop_user_find(d->session, &(shop_user_query){.where = &has, .n_where = 1}, &users, &d->err));
    assert_int_equal(users.count, 1);
    TEXT(users.items[0].username, "anna");
}

static void an_update_sets_what_the_schema_says(void **state)
{
    database *d = *state;
    shop_product *product = add_product(d, "tea", "1", true);
    OK(schemac_session_run(d->session, "UPDATE products SET updated_at = '2000-01-01 00:00:00'", NULL, &d->err));
    shop_product_patch patch = {0};
    shop_product_patch_set_stock(&patch, 5);
    OK(shop_product_update(d->session, product->id, &patch, NULL, &d->err));
    OK(shop_product_get(d->session, product->id, &product, &d->err));
    schemac_timestamp then;
    assert_true(schemac_timestamp_parse(SCHEMAC_STR("2020-01-01 00:00:00"), &then));
    assert_true(product->updated_at.microseconds > then.microseconds);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(enums_have_names_labels_and_titles),
        DATABASE_TEST(a_new_row_has_its_defaults),
        DATABASE_TEST(a_unique_key_says_which),
        DATABASE_TEST(a_check_says_which),
        DATABASE_TEST(rows_are_read_by_keys),
        DATABASE_TEST(a_patch_changes_what_it_sets),
        DATABASE_TEST(a_row_is_deleted_once),
        DATABASE_TEST(queries_filter_order_and_page),
        DATABASE_TEST(conditions_are_grouped),
        DATABASE_TEST(lists_load_in_one_statement),
        DATABASE_TEST(one_row_loads_as_a_list),
        DATABASE_TEST(trees_load_both_ways),
        DATABASE_TEST(conditions_reach_over_relations),
        DATABASE_TEST(an_update_sets_what_the_schema_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
