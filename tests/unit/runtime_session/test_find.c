/* Filters, orders, limits and tokens: the same answers on both databases. */
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

/* The slugs of a list, joined by a space. */
static void join_slugs(const shop_product_list *list, char *text, size_t size)
{
    text[0] = '\0';
    for (size_t i = 0, len = 0; i < list->count && len < size; i++) {
        int n = snprintf(text + len, size - len, "%s%s", i > 0 ? " " : "", list->items[i].slug.data);
        len += n > 0 ? (size_t)n : 0;
    }
}

/* The slugs that a condition finds, in the order of their ids, joined by a space. */
static const char *slugs(schemac_session *s, const shop_product_where *where, size_t n)
{
    static char text[512];
    schemac_error err = SCHEMAC_ERROR_INIT;
    shop_product_order order[] = {SHOP_PRODUCT_BY_ID};
    shop_product_query query = {.where = where, .n_where = n, .order = order, .n_order = 1};
    shop_product_list list;
    OK(shop_product_find(s, &query, &list, &err));
    join_slugs(&list, text, sizeof text);
    int64_t count = -1;
    bool exists = false;
    OK(shop_product_count(s, &query, &count, &err));
    OK(shop_product_exists(s, &query, &exists, &err));
    assert_int_equal(count, list.count);
    assert_int_equal(exists, list.count > 0);
    return text;
}

#define FINDS(condition, expected)                                                                                     \
    do {                                                                                                               \
        shop_product_where the_condition = condition;                                                                  \
        assert_string_equal(slugs(s, &the_condition, 1), expected);                                                    \
    } while (0)

/* nine: 9.00; ten: 10.00, described; hundred: 100.00, in a category, inactive; minus: -5.50 */
static schemac_session *begin_with_products(const shop_db *shop)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin(shop);
    shop_category *category = shop_add_category(s, "c", NULL);
    shop_add_product(s, "nine", "9");
    shop_product *ten = shop_add_product(s, "ten", "10.00");
    shop_product *hundred = shop_add_product(s, "hundred", "100");
    shop_add_product(s, "minus", "-5.50");
    shop_product_patch described = {0};
    shop_product_patch_set_description(&described, SCHEMAC_STR("A 100% Back\\slash_Text"));
    OK(shop_product_update(s, ten->id, &described, NULL, &err));
    shop_product_patch inactive = {0};
    shop_product_patch_set_is_active(&inactive, false);
    shop_product_patch_set_category_id(&inactive, category->id);
    shop_product_patch_set_rating(&inactive, 4.5);
    OK(shop_product_update(s, hundred->id, &inactive, NULL, &err));
    return s;
}

static void compares_decimals_by_number(void **state)
{
    schemac_session *s = begin_with_products(*state);
    FINDS(shop_product_price_ge(SCHEMAC_DECIMAL("9.5")), "ten hundred");
    FINDS(shop_product_price_lt(SCHEMAC_DECIMAL("10")), "nine minus");
    FINDS(shop_product_price_eq(SCHEMAC_DECIMAL("1e1")), "ten");
    FINDS(shop_product_price_ne(SCHEMAC_DECIMAL("10.0")), "nine hundred minus");
    FINDS(shop_product_price_between(SCHEMAC_DECIMAL("-6"), SCHEMAC_DECIMAL("9.00")), "nine minus");
    schemac_decimal prices[] = {SCHEMAC_DECIMAL("9.000"), SCHEMAC_DECIMAL("-5.5")};
    FINDS(shop_product_price_in(prices, 2), "nine minus");
    schemac_rollback(s);
}

static void compares_other_kinds(void **state)
{
    schemac_session *s = begin_with_products(*state);
    FINDS(shop_product_is_active_eq(false), "hundred");
    FINDS(shop_product_rating_gt(4.4), "hundred");
    double ratings[] = {4.5, 1e300};
    FINDS(shop_product_rating_in(ratings, 2), "hundred");
    FINDS(shop_product_stock_le(0), "nine ten hundred minus");
    schemac_str names[] = {SCHEMAC_STR("ten"), SCHEMAC_STR("a \"quoted\", {one}\\"), SCHEMAC_STR("nine")};
    FINDS(shop_product_slug_in(names, 3), "nine ten");
    FINDS(shop_product_slug_in(NULL, 0), "");
    FINDS(shop_product_category_id_is_null(), "nine ten minus");
    FINDS(shop_product_category_id_is_not_null(), "hundred");
    FINDS(shop_product_description_eq(SCHEMAC_STR_NULL), "nine hundred minus");
    FINDS(shop_product_description_ne(SCHEMAC_STR_NULL), "ten");
    FINDS(shop_product_created_at_le(schemac_timestamp_make(INT64_C(4000000000000000))), "nine ten hundred minus");
    FINDS(shop_product_created_at_gt(schemac_timestamp_make(INT64_C(4000000000000000))), "");
    schemac_rollback(s);
}

static void minds_the_case_as_asked(void **state)
{
    schemac_session *s = begin_with_products(*state);
    FINDS(shop_product_description_like(SCHEMAC_STR("A%")), "ten");
    FINDS(shop_product_description_like(SCHEMAC_STR("a%")), "");
    FINDS(shop_product_description_ilike(SCHEMAC_STR("a%TEXT")), "ten");
    FINDS(shop_product_description_like(SCHEMAC_STR("%100\\% B%")), "ten");
    FINDS(shop_product_description_like(SCHEMAC_STR("%1\\%%")), "");
    FINDS(shop_product_description_like(SCHEMAC_STR("%\\\\slash\\_T_xt")), "ten");
    FINDS(shop_product_slug_like(SCHEMAC_STR("%n%n%")), "nine");
    FINDS(shop_product_slug_like(SCHEMAC_STR("")), "");
    FINDS(shop_product_slug_like(SCHEMAC_STR("___")), "ten");
    schemac_rollback(s);
}

static void groups_conditions(void **state)
{
    schemac_session *s = begin_with_products(*state);
    shop_product_where two[] = {shop_product_slug_eq(SCHEMAC_STR("nine")), shop_product_is_active_eq(false)};
    FINDS(shop_product_where_or(two, 2), "nine hundred");
    FINDS(shop_product_where_and(two, 2), "");
    shop_product_where either = shop_product_where_or(two, 2);
    FINDS(shop_product_where_not(&either), "ten minus");
    FINDS(shop_product_where_or(NULL, 0), "");
    FINDS(shop_product_where_and(NULL, 0), "nine ten hundred minus");
    shop_product_where all[] = {either, shop_product_price_gt(SCHEMAC_DECIMAL("50"))};
    assert_string_equal(slugs(s, all, 2), "hundred");
    shop_category_where named = shop_category_name_eq(SCHEMAC_STR("c"));
    FINDS(shop_product_has_category(&named, 1), "hundred");
    shop_category_where other = shop_category_name_eq(SCHEMAC_STR("x"));
    FINDS(shop_product_has_category(&other, 1), "");
    FINDS(shop_product_has_category(NULL, 0), "hundred");
    schemac_rollback(s);
}

static void refuses_deep_nesting(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin(*state);
    shop_product_where levels[300];
    levels[0] = shop_product_is_active_eq(true);
    for (size_t i = 1; i < 300; i++) {
        levels[i] = shop_product_where_not(&levels[i - 1]);
    }
    shop_product_query query = {.where = &levels[299], .n_where = 1};
    shop_product_list list;
    CODE(SCHEMAC_MISUSE, shop_product_find(s, &query, &list, &err));
    query.where = &levels[30];
    OK(shop_product_find(s, &query, &list, &err));
    schemac_rollback(s);
}

static void finds_by_enum(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin(*state);
    shop_add_user(s, "a");
    shop_user *b = shop_add_user(s, "b");
    shop_user_patch patch = {0};
    shop_user_patch_set_role(&patch, SHOP_ROLE_ADMIN);
    OK(shop_user_update(s, b->id, &patch, NULL, &err));
    shop_role roles[] = {SHOP_ROLE_ADMIN, SHOP_ROLE_CASHIER};
    shop_user_where where = shop_user_role_in(roles, 2);
    shop_user_query query = {.where = &where, .n_where = 1};
    shop_user *found = NULL;
    OK(shop_user_first(s, &query, &found, &err));
    assert_str(found->username, "b");
    where = shop_user_role_eq(SHOP_ROLE_CASHIER);
    CODE(SCHEMAC_NOT_FOUND, shop_user_first(s, &query, &found, &err));
    assert_null(found);
    schemac_rollback(s);
}

static const char *ordered(schemac_session *s, const shop_product_order *order, size_t n)
{
    static char text[512];
    schemac_error err = SCHEMAC_ERROR_INIT;
    shop_product_query query = {.order = order, .n_order = n};
    shop_product_list list;
    OK(shop_product_find(s, &query, &list, &err));
    join_slugs(&list, text, sizeof text);
    return text;
}

static void orders_alike(void **state)
{
    schemac_session *s = begin_with_products(*state);
    shop_product_order price[] = {SHOP_PRODUCT_BY_PRICE};
    assert_string_equal(ordered(s, price, 1), "minus nine ten hundred");
    shop_product_order nulls_last[] = {SHOP_PRODUCT_BY_CATEGORY_ID, SHOP_PRODUCT_BY_PRICE_DESC};
    assert_string_equal(ordered(s, nulls_last, 2), "hundred ten nine minus");
    shop_product_order nulls_first[] = {SHOP_PRODUCT_BY_CATEGORY_ID_DESC, SHOP_PRODUCT_BY_ID};
    assert_string_equal(ordered(s, nulls_first, 2), "nine ten minus hundred");
    schemac_rollback(s);
}

static void limits(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin_with_products(*state);
    shop_product_order order[] = {SHOP_PRODUCT_BY_ID};
    shop_product_query query = {.order = order, .n_order = 1, .limit = 2, .offset = 1};
    shop_product_list list;
    OK(shop_product_find(s, &query, &list, &err));
    assert_int_equal(list.count, 2);
    assert_str(list.items[0].slug, "ten");
    query.limit = 0;
    query.offset = 3;
    OK(shop_product_find(s, &query, &list, &err));
    assert_int_equal(list.count, 1);
    assert_null(list.next.data);
    query.offset = 4;
    OK(shop_product_find(s, &query, &list, &err));
    assert_int_equal(list.count, 0);
    assert_non_null(list.items);
    query.offset = -1;
    CODE(SCHEMAC_MISUSE, shop_product_find(s, &query, &list, &err));
    schemac_rollback(s);
}

/* Reads all pages and checks that each row comes once, in the order in which one big query gives them. */
static void check_pages(schemac_session *s, const shop_product_order *order, size_t n_order)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    shop_product_order full[4];
    memcpy(full, order, n_order * sizeof *order);
    full[n_order] = SHOP_PRODUCT_BY_ID;
    shop_product_query whole = {.order = full, .n_order = n_order + 1};
    shop_product_list all;
    OK(shop_product_find(s, &whole, &all, &err));
    shop_product_query query = {.order = order, .n_order = n_order, .limit = 3};
    size_t seen = 0;
    do {
        shop_product_list page;
        OK(shop_product_find(s, &query, &page, &err));
        for (size_t i = 0; i < page.count; i++, seen++) {
            assert_true(seen < all.count);
            assert_int_equal(page.items[i].id, all.items[seen].id);
        }
        query.after = page.next;
    } while (query.after.data != NULL);
    assert_int_equal(seen, all.count);
}

static void pages_by_token(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin(*state);
    shop_category *category = shop_add_category(s, "c", NULL);
    for (int i = 0; i < 20; i++) {
        char slug[16];
        char price[16];
        snprintf(slug, sizeof slug, "s%d", i);
        snprintf(price, sizeof price, "%d.%d", i % 4 - 1, i % 3);
        shop_product *product = shop_add_product(s, slug, price);
        shop_product_patch patch = {0};
        shop_product_patch_set_rating(&patch, i % 5 / 3.0);
        if (i % 2 == 0) {
            shop_product_patch_set_category_id(&patch, category->id);
        }
        OK(shop_product_update(s, product->id, &patch, NULL, &err));
    }
    shop_product_order by_price[] = {SHOP_PRODUCT_BY_PRICE, SHOP_PRODUCT_BY_RATING_DESC};
    check_pages(s, by_price, 2);
    shop_product_order nulls_last[] = {SHOP_PRODUCT_BY_CATEGORY_ID, SHOP_PRODUCT_BY_RATING};
    check_pages(s, nulls_last, 2);
    shop_product_order nulls_first[] = {SHOP_PRODUCT_BY_CATEGORY_ID_DESC, SHOP_PRODUCT_BY_IS_ACTIVE};
    check_pages(s, nulls_first, 2);
    shop_product_order by_time[] = {SHOP_PRODUCT_BY_CREATED_AT_DESC};
    check_pages(s, by_time, 1);
    shop_product_order by_text[] = {SHOP_PRODUCT_BY_SLUG};
    check_pages(s, by_text, 1);
    check_pages(s, by_text, 0);
    schemac_rollback(s);
}

static void refuses_foreign_tokens(void **state)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_session *s = begin_with_products(*state);
    shop_product_order by_price[] = {SHOP_PRODUCT_BY_PRICE};
    shop_product_order by_slug[] = {SHOP_PRODUCT_BY_SLUG};
    shop_product_query query = {.order = by_price, .n_order = 1, .limit = 1};
    shop_product_list list;
    OK(shop_product_find(s, &query, &list, &err));
    query.after = list.next;
    query.order = by_slug;
    CODE(SCHEMAC_INVALID, shop_product_find(s, &query, &list, &err));
    static const char *const wrong[] = {"", "A", "!!!!", "AAAAAAAAAAAAAAAAAAAA"};
    for (size_t i = 0; i < 4; i++) {
        query.after = SCHEMAC_STR(wrong[i]);
        CODE(SCHEMAC_INVALID, shop_product_find(s, &query, &list, &err));
    }
    schemac_rollback(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SHOP_TEST(compares_decimals_by_number),
        SHOP_TEST(compares_other_kinds),
        SHOP_TEST(minds_the_case_as_asked),
        SHOP_TEST(groups_conditions),
        SHOP_TEST(refuses_deep_nesting),
        SHOP_TEST(finds_by_enum),
        SHOP_TEST(orders_alike),
        SHOP_TEST(limits),
        SHOP_TEST(pages_by_token),
        SHOP_TEST(refuses_foreign_tokens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
