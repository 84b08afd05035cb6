/* Relations for whole lists, one statement each. */
#include <stdio.h>
#include <string.h>

#include "shop_db.h"

static schemac_session *begin(const shop_db *shop)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = NULL;
    OK(schemac_begin(shop->db, NULL, &s, &err));
    return s;
}

static shop_user_list all_users(schemac_session *s)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    shop_user_order order[] = {SHOP_USER_BY_ID};
    shop_user_query query = {.order = order, .n_order = 1};
    shop_user_list users;
    OK(shop_user_find(s, &query, &users, &err));
    return users;
}

static void loads_lists(void **state)
{
    shop_db *shop = *state;
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin(shop);
    for (int i = 0; i < 30; i++) {
        char name[16];
        snprintf(name, sizeof name, "user%d", i);
        shop_user *user = shop_add_user(s, name);
        for (int k = 0; k < i % 4; k++) {
            snprintf(name, sizeof name, "%d-%d", i, k);
            shop_add_post(s, user->id, name);
        }
    }
    shop_user_list users = all_users(s);
    assert_null(users.items[1].posts.items);
    shop->statements = 0;
    shop_post_order order[] = {SHOP_POST_BY_TITLE_DESC};
    shop_post_query query = {.order = order, .n_order = 1};
    OK(shop_user_load_posts(s, &users, &query, &err));
    assert_int_equal(shop->statements, 1);
    for (size_t i = 0; i < users.count; i++) {
        const shop_post_list *posts = shop_user_get_posts(&users.items[i]);
        assert_non_null(posts);
        assert_non_null(posts->items);
        assert_int_equal(posts->count, i % 4);
        for (size_t k = 0; k < posts->count; k++) {
            char title[48];
            snprintf(title, sizeof title, "%zu-%zu", i, posts->count - 1 - k);
            assert_str(posts->items[k].title, title);
            assert_int_equal(posts->items[k].user_id, users.items[i].id);
        }
    }
    OK(schemac_commit(s, &err));
}

static void loads_one(void **state)
{
    shop_db *shop = *state;
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin(shop);
    shop_category *root = shop_add_category(s, "root", NULL);
    shop_category *child = shop_add_category(s, "child", &root->id);
    shop_add_category(s, "grandchild", &child->id);
    shop_category_order order[] = {SHOP_CATEGORY_BY_ID};
    shop_category_query query = {.order = order, .n_order = 1};
    shop_category_list list;
    OK(shop_category_find(s, &query, &list, &err));
    OK(shop_category_load_parent(s, &list, NULL, &err));
    OK(shop_category_load_children(s, &list, NULL, &err));
    assert_null(shop_category_get_parent(&list.items[0]));
    assert_str(shop_category_get_parent(&list.items[1])->name, "root");
    assert_str(shop_category_get_parent(&list.items[2])->name, "child");
    assert_int_equal(shop_category_get_children(&list.items[0])->count, 1);
    assert_str(shop_category_get_children(&list.items[1])->items[0].name, "grandchild");
    assert_int_equal(shop_category_get_children(&list.items[2])->count, 0);
    shop->statements = 0;
    shop_category_list roots = shop_category_list_of(&list.items[0]);
    OK(shop_category_load_parent(s, &roots, NULL, &err));
    assert_int_equal(shop->statements, 0);
    assert_null(shop_category_get_parent(&list.items[0]));
    OK(schemac_commit(s, &err));
}

static void loads_many_to_many(void **state)
{
    shop_db *shop = *state;
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin(shop);
    shop_user *anna = shop_add_user(s, "anna");
    shop_tag *tags[3] = {shop_add_tag(s, "red"), shop_add_tag(s, "green"), shop_add_tag(s, "blue")};
    for (int i = 0; i < 8; i++) {
        shop_post *post = shop_add_post(s, anna->id, "post");
        for (int k = 0; k < 3; k++) {
            if ((i >> k & 1) != 0) {
                shop_add_post_tag(s, post->id, tags[k]->id);
            }
        }
    }
    shop_post_order order[] = {SHOP_POST_BY_ID};
    shop_post_query query = {.order = order, .n_order = 1};
    shop_post_list posts;
    OK(shop_post_find(s, &query, &posts, &err));
    shop->statements = 0;
    shop_tag_order by_id[] = {SHOP_TAG_BY_ID};
    shop_tag_list all;
    shop_tag_query tag_query = {.order = by_id, .n_order = 1, .all = &all};
    OK(shop_post_load_tags(s, &posts, &tag_query, &err));
    assert_int_equal(shop->statements, 1);
    assert_int_equal(all.count, 12);
    assert_int_equal(shop_post_get_tags(&posts.items[0])->count, 0);
    assert_int_equal(shop_post_get_tags(&posts.items[7])->count, 3);
    assert_str(shop_post_get_tags(&posts.items[5])->items[1].name, "blue");
    /* The rows that a loader gave are a list as well: relations of relations, one statement each. */
    OK(shop_tag_load_posts(s, &all, NULL, &err));
    assert_int_equal(shop->statements, 2);
    assert_int_equal(shop_tag_get_posts(&posts.items[5].tags.items[0])->count, 4);
    shop_tag_where red = shop_tag_name_eq(SCHEMAC_STR("red"));
    shop_post_where has_red = shop_post_has_tags(&red, 1);
    query.where = &has_red;
    query.n_where = 1;
    int64_t count = 0;
    OK(shop_post_count(s, &query, &count, &err));
    assert_int_equal(count, 4);
    OK(schemac_commit(s, &err));
}

static void loads_for_shared_and_filtered_rows(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin(*state);
    shop_user *anna = shop_add_user(s, "anna");
    shop_add_post(s, anna->id, "one");
    shop_add_post(s, anna->id, "two");
    shop_post_list posts;
    OK(shop_post_find(s, NULL, &posts, &err));
    OK(shop_post_load_user(s, &posts, NULL, &err));
    assert_ptr_equal(shop_post_get_user(&posts.items[0]), shop_post_get_user(&posts.items[1]));
    shop_user twice[2] = {*anna, *anna};
    shop_user_list users = {twice, 2, SCHEMAC_STR_NULL};
    shop_post_where where = shop_post_title_eq(SCHEMAC_STR("two"));
    shop_post_query query = {.where = &where, .n_where = 1};
    OK(shop_user_load_posts(s, &users, &query, &err));
    assert_int_equal(twice[0].posts.count, 1);
    assert_str(twice[1].posts.items[0].title, "two");
    query.limit = 1;
    CODE(SCHEMAC_MISUSE, shop_user_load_posts(s, &users, &query, &err));
    shop_user_list none = {NULL, 0, SCHEMAC_STR_NULL};
    OK(shop_user_load_posts(s, &none, NULL, &err));
    OK(schemac_commit(s, &err));
}

static void asserts_what_was_not_loaded(void **state)
{
    schemac_session *s = begin(*state);
    shop_user *anna = shop_add_user(s, "anna");
    assert_int_equal(anna->schemac_loaded[0], 0);
    assert_null(anna->posts.items);
    schemac_rollback(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SHOP_TEST(loads_lists),
        SHOP_TEST(loads_one),
        SHOP_TEST(loads_many_to_many),
        SHOP_TEST(loads_for_shared_and_filtered_rows),
        SHOP_TEST(asserts_what_was_not_loaded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
