/* insert, get, find, count, exists, update, delete, and the memory and errors around them. */
#include <string.h>

#include "shop_db.h"

static schemac_session *begin(const shop_db *shop)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = NULL;
    OK(schemac_begin(shop->db, NULL, &s, &err));
    return s;
}

static void inserts_with_defaults(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin(*state);
    shop_user *anna = shop_add_user(s, "anna");
    assert_true(anna->id > 0);
    assert_str(anna->username, "anna");
    assert_int_equal(anna->role, SHOP_ROLE_USER);
    shop_product *product = shop_add_product(s, "a", "10.5");
    assert_str(product->price, "10.50");
    assert_null(product->description.data);
    assert_false(product->category_id.has);
    assert_true(product->is_active);
    int64_t age = schemac_timestamp_now().microseconds - product->created_at.microseconds;
    assert_true(age > -5000000 && age < 60000000);
    OK(schemac_commit(s, &err));
}

static void inserts_what_is_set(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin(*state);
    shop_category *root = shop_add_category(s, "root", NULL);
    shop_product_new draft =
        shop_product_new_make(SCHEMAC_STR("имя"), SCHEMAC_STR("slug"), SCHEMAC_DECIMAL("99999999.995e0"));
    shop_product_new_set_description(&draft, SCHEMAC_STR(""));
    shop_product_new_set_category_id(&draft, root->id);
    shop_product_new_set_rating(&draft, 0.1);
    shop_product_new_set_is_active(&draft, false);
    shop_product_new_set_stock(&draft, INT32_MAX);
    schemac_timestamp at = schemac_timestamp_make(INT64_C(1763672523123456));
    shop_product_new_set_created_at(&draft, at);
    draft.value.price = SCHEMAC_DECIMAL("99999999.99");
    shop_product *product = NULL;
    OK(shop_product_insert(s, &draft, &product, &err));
    schemac_clear(s);
    OK(shop_product_get_by_slug(s, SCHEMAC_STR("slug"), &product, &err));
    assert_str(product->name, "имя");
    assert_non_null(product->description.data);
    assert_int_equal(product->description.len, 0);
    assert_true(product->category_id.has);
    assert_true(product->rating == 0.1);
    assert_false(product->is_active);
    assert_int_equal(product->stock, INT32_MAX);
    assert_true(product->created_at.microseconds == at.microseconds);
    assert_str(product->price, "99999999.99");
    OK(schemac_commit(s, &err));
}

static void inserts_without_reading_back(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin(*state);
    shop_category_new empty = shop_category_new_make();
    OK(shop_category_insert(s, &empty, NULL, &err));
    OK(shop_category_insert(s, &empty, NULL, NULL));
    int64_t count = 0;
    OK(shop_category_count(s, NULL, &count, &err));
    assert_int_equal(count, 2);
    schemac_rollback(s);
}

static void gets_or_says_not_found(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin(*state);
    shop_user *anna = shop_add_user(s, "anna");
    shop_user *found = NULL;
    OK(shop_user_get(s, anna->id, &found, &err));
    assert_str(found->username, "anna");
    CODE(SCHEMAC_NOT_FOUND, shop_user_get(s, anna->id + 1, &found, &err));
    assert_null(found);
    CODE(SCHEMAC_NOT_FOUND, shop_user_get_by_username(s, SCHEMAC_STR("bob"), &found, NULL));
    /* Not finding is no failure: the session goes on. */
    OK(shop_user_get_by_username(s, SCHEMAC_STR("anna"), &found, &err));
    OK(schemac_commit(s, &err));
}

static void names_the_constraint(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin(*state);
    shop_add_user(s, "anna");
    schemac_session *attempt = NULL;
    OK(schemac_begin_nested(s, &attempt, &err));
    shop_user_new draft = shop_user_new_make(SCHEMAC_STR("anna"), SCHEMAC_STR("geheim"), SCHEMAC_STR("x"));
    shop_user *user = NULL;
    CODE(SCHEMAC_CONFLICT, shop_user_insert(attempt, &draft, &user, &err));
    assert_null(user);
    assert_ptr_equal(err.constraint, SHOP_USERS_USERNAME_KEY);
    assert_string_equal(err.constraint_name, "users_username_key");
    assert_string_equal(err.table_name, "users");
    assert_null(strstr(err.detail, "geheim"));
    CODE(SCHEMAC_MISUSE, shop_user_insert(attempt, &draft, &user, &err));
    schemac_rollback(attempt);
    OK(shop_user_get_by_username(s, SCHEMAC_STR("anna"), &user, &err));
    OK(schemac_commit(s, &err));
}

static void names_a_check(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin(*state);
    shop_product_new draft = shop_product_new_make(SCHEMAC_STR("n"), SCHEMAC_STR("s"), SCHEMAC_DECIMAL("1"));
    shop_product_new_set_stock(&draft, -1);
    CODE(SCHEMAC_INVALID, shop_product_insert(s, &draft, NULL, &err));
    assert_ptr_equal(err.constraint, SHOP_STOCK_NOT_NEGATIVE);
    CODE(SCHEMAC_MISUSE, schemac_commit(s, &err));
}

static void refuses_references(void **state)
{
    const shop_db *shop = *state;
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin(shop);
    shop_post_new draft = shop_post_new_make(4711, SCHEMAC_STR("title"));
    CODE(SCHEMAC_REFERENCE, shop_post_insert(s, &draft, NULL, &err));
    if (shop->dialect == SCHEMAC_POSTGRESQL) {
        assert_ptr_equal(err.constraint, SHOP_POSTS_USER_ID_FKEY);
    }
    schemac_rollback(s);
}

static void refuses_before_sending(void **state)
{
    const shop_db *shop = *state;
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin(shop);
    shop_product_new draft = shop_product_new_make(SCHEMAC_STR("n"), SCHEMAC_STR("s"), SCHEMAC_DECIMAL("1,5"));
    CODE(SCHEMAC_INVALID, shop_product_insert(s, &draft, NULL, &err));
    shop_user_new user = shop_user_new_make(SCHEMAC_STR_NULL, SCHEMAC_STR("h"), SCHEMAC_STR("f"));
    CODE(SCHEMAC_INVALID, shop_user_insert(s, &user, NULL, &err));
    user = shop_user_new_make(SCHEMAC_STR("u"), SCHEMAC_STR("h"), SCHEMAC_STR("f"));
    shop_user_new_set_role(&user, SHOP_ROLE_UNKNOWN);
    CODE(SCHEMAC_INVALID, shop_user_insert(s, &user, NULL, &err));
    /* Nothing of it reached the database, so the session has not failed. */
    shop_add_user(s, "anna");
    OK(schemac_commit(s, &err));
}

static void updates_by_patch(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin(*state);
    shop_product *product = shop_add_product(s, "a", "1");
    shop_product_patch patch = {0};
    bool changed = true;
    OK(shop_product_update(s, product->id, &patch, &changed, &err));
    assert_false(changed);
    shop_product_patch_set_description(&patch, SCHEMAC_STR("long"));
    shop_product_patch_set_price(&patch, SCHEMAC_DECIMAL("2.345"));
    OK(shop_product_update(s, product->id, &patch, &changed, &err));
    assert_true(changed);
    OK(shop_product_get(s, product->id, &product, &err));
    assert_str(product->description, "long");
    assert_str(product->price, "2.35");
    shop_product_patch none = {0};
    shop_product_patch_set_description_null(&none);
    shop_product_patch_set_category_id_null(&none);
    OK(shop_product_update(s, product->id, &none, NULL, &err));
    OK(shop_product_get(s, product->id, &product, &err));
    assert_null(product->description.data);
    OK(shop_product_update(s, product->id + 1, &none, &changed, &err));
    assert_false(changed);
    OK(schemac_commit(s, &err));
}

static void sets_on_update_columns(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin(*state);
    shop_product_new draft = shop_product_new_make(SCHEMAC_STR("n"), SCHEMAC_STR("s"), SCHEMAC_DECIMAL("1"));
    shop_product_new_set_updated_at(&draft, schemac_timestamp_make(0));
    shop_product *product = NULL;
    OK(shop_product_insert(s, &draft, &product, &err));
    assert_true(product->updated_at.microseconds == 0);
    shop_product_patch patch = {0};
    shop_product_patch_set_stock(&patch, 5);
    OK(shop_product_update(s, product->id, &patch, NULL, &err));
    OK(shop_product_get(s, product->id, &product, &err));
    assert_true(product->updated_at.microseconds > INT64_C(1600000000000000));
    assert_int_equal(product->stock, 5);
    OK(schemac_commit(s, &err));
}

static void deletes(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin(*state);
    shop_user *anna = shop_add_user(s, "anna");
    shop_add_post(s, anna->id, "one");
    bool deleted = false;
    OK(shop_user_delete(s, anna->id, &deleted, &err));
    assert_true(deleted);
    OK(shop_user_delete(s, anna->id, &deleted, &err));
    assert_false(deleted);
    int64_t posts = -1;
    OK(shop_post_count(s, NULL, &posts, &err));
    assert_int_equal(posts, 0);
    OK(schemac_commit(s, &err));
}

static void reads_a_newer_label(void **state)
{
    shop_db *shop = *state;
    schemac_error err = SCHEMAC_ERROR_INIT;
    if (shop->dialect == SCHEMAC_POSTGRESQL) {
        OK(schemac_db_run(shop->db, "ALTER TYPE role ADD VALUE 'OWNER'", &err));
    }
    schemac_session *s = begin(shop);
    shop_user *anna = shop_add_user(s, "anna");
    OK(schemac_session_run(s, "UPDATE users SET role = 'OWNER'", NULL, &err));
    OK(shop_user_get(s, anna->id, &anna, &err));
    assert_int_equal(anna->role, SHOP_ROLE_UNKNOWN);
    OK(schemac_commit(s, &err));
    assert_string_equal(shop_role_label(SHOP_ROLE_ADMIN), "ADMIN");
    assert_string_equal(shop_role_title(SHOP_ROLE_CASHIER), "Кассир");
    assert_null(shop_role_label(SHOP_ROLE_UNKNOWN));
    assert_int_equal(shop_role_parse(SCHEMAC_STR("CASHIER")), SHOP_ROLE_CASHIER);
    assert_int_equal(shop_role_parse(SCHEMAC_STR("CASH")), SHOP_ROLE_UNKNOWN);
}

static void runs_one_statement_each(void **state)
{
    shop_db *shop = *state;
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin(shop);
    shop->statements = 0;
    shop_user *anna = shop_add_user(s, "anna");
    assert_int_equal(shop->statements, 1);
    shop_user_list users;
    OK(shop_user_find(s, NULL, &users, &err));
    OK(shop_user_get(s, anna->id, &anna, &err));
    bool exists = false;
    OK(shop_user_exists(s, NULL, &exists, &err));
    assert_true(exists);
    OK(shop_user_delete(s, anna->id, NULL, &err));
    assert_int_equal(shop->statements, 5);
    OK(schemac_commit(s, &err));
    assert_int_equal(shop->statements, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SHOP_TEST(inserts_with_defaults),
        SHOP_TEST(inserts_what_is_set),
        SHOP_TEST(inserts_without_reading_back),
        SHOP_TEST(gets_or_says_not_found),
        SHOP_TEST(names_the_constraint),
        SHOP_TEST(names_a_check),
        SHOP_TEST(refuses_references),
        SHOP_TEST(refuses_before_sending),
        SHOP_TEST(updates_by_patch),
        SHOP_TEST(sets_on_update_columns),
        SHOP_TEST(deletes),
        SHOP_TEST(reads_a_newer_label),
        SHOP_TEST(runs_one_statement_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
