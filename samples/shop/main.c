/* A day in a small shop: people sign up, categories form a tree, products are sold, posts are written. The same program
 * runs on SQLite and PostgreSQL; the address is its one argument. */
#include <inttypes.h>
#include <stdio.h>

#include "shop.h"

/* Every step returns a code; the first that fails ends the program with what the error says. */
#define TRY(call)                                                                                                      \
    do {                                                                                                               \
        schemac_code try_code = (call);                                                                                \
        if (try_code != SCHEMAC_OK)                                                                                    \
            return try_code;                                                                                           \
    } while (0)

typedef struct people {
    shop_user *anna, *boris, *vera;
} people;

static schemac_code sign_up(schemac_session *s, const char *name, const char *full_name, shop_role role,
                            shop_user **row, schemac_error *err)
{
    shop_user_new draft = shop_user_new_make(SCHEMAC_STR(name), SCHEMAC_STR("$argon2id$…"), SCHEMAC_STR(full_name));
    shop_user_new_set_role(&draft, role);
    TRY(shop_user_insert(s, &draft, row, err));
    printf("  %-6s  %s, %s\n", name, full_name, shop_role_title((*row)->role));
    return SCHEMAC_OK;
}

/* A savepoint keeps the unit of work alive when the name is taken. */
static schemac_code sign_up_twice(schemac_session *s, schemac_error *err)
{
    schemac_session *attempt;
    shop_user *row;
    TRY(schemac_begin_nested(s, &attempt, err));
    schemac_code code = sign_up(attempt, "anna", "Another Anna", SHOP_ROLE_USER, &row, err);
    schemac_rollback(attempt);
    if (code == SCHEMAC_CONFLICT && err->constraint == SHOP_USERS_USERNAME_KEY) {
        printf("  \"anna\" is taken: %s says no\n", err->constraint->name);
        schemac_error_clear(err);
        return SCHEMAC_OK;
    }
    return code == SCHEMAC_OK ? SCHEMAC_MISUSE : code;
}

static schemac_code add_category(schemac_session *s, const char *name, const shop_category *parent, shop_category **row,
                                 schemac_error *err)
{
    shop_category_new draft = shop_category_new_make();
    shop_category_new_set_name(&draft, SCHEMAC_STR(name));
    if (parent)
        shop_category_new_set_parent_id(&draft, parent->id);
    return shop_category_insert(s, &draft, row, err);
}

static schemac_code add_product(schemac_session *s, const char *name, const char *slug, const char *price,
                                double rating, const shop_category *category, schemac_error *err)
{
    shop_product_new draft = shop_product_new_make(SCHEMAC_STR(name), SCHEMAC_STR(slug), SCHEMAC_DECIMAL(price));
    shop_product_new_set_stock(&draft, 10);
    shop_product_new_set_rating(&draft, rating);
    shop_product_new_set_category_id(&draft, category->id);
    return shop_product_insert(s, &draft, NULL, err);
}

static schemac_code fill_catalog(schemac_session *s, shop_category **tea, schemac_error *err)
{
    shop_category *drinks;
    TRY(add_category(s, "Drinks", NULL, &drinks, err));
    TRY(add_category(s, "Tea", drinks, tea, err));
    TRY(add_category(s, "Coffee", drinks, NULL, err));
    TRY(add_product(s, "Assam", "assam", "9.90", 4.1, *tea, err));
    TRY(add_product(s, "Darjeeling", "darjeeling", "19.50", 4.9, *tea, err));
    TRY(add_product(s, "Da Hong Pao", "da-hong-pao", "120.00", 4.9, *tea, err));

    shop_category_list roots = shop_category_list_of(drinks);
    TRY(shop_category_load_children(s, &roots, NULL, err));
    printf("  Drinks:");
    for (size_t i = 0; i < drinks->children.count; i++)
        printf(" %s", drinks->children.items[i].name.data);
    printf("\n");
    return SCHEMAC_OK;
}

static schemac_code sell(schemac_session *s, const char *slug, int32_t pieces, schemac_error *err)
{
    shop_product *product;
    TRY(shop_product_get_by_slug(s, SCHEMAC_STR(slug), &product, err));
    shop_product_patch patch = {0};
    shop_product_patch_set_stock(&patch, product->stock - pieces);
    TRY(shop_product_update(s, product->id, &patch, NULL, err));
    printf("  sold %" PRId32 " of %s, %" PRId32 " left\n", pieces, product->name.data, product->stock - pieces);
    return SCHEMAC_OK;
}

/* Prices are exact decimals, and 120.00 is more than 19.50 on both databases. */
static schemac_code list_products(schemac_session *s, const shop_category *category, schemac_error *err)
{
    shop_product_where where[] = {shop_product_category_id_eq(category->id), shop_product_is_active_eq(true),
                                  shop_product_price_ge(SCHEMAC_DECIMAL("10.00"))};
    shop_product_order order[] = {SHOP_PRODUCT_BY_RATING_DESC, SHOP_PRODUCT_BY_PRICE};
    shop_product_query query = {.where = where, .n_where = 3, .order = order, .n_order = 2, .limit = 20};
    shop_product_list products;
    TRY(shop_product_find(s, &query, &products, err));
    for (size_t i = 0; i < products.count; i++) {
        const shop_product *p = &products.items[i];
        printf("  %-12s %7s  rating %.1f  stock %" PRId32 "\n", p->name.data, p->price.data, p->rating, p->stock);
    }
    return SCHEMAC_OK;
}

static schemac_code write_post(schemac_session *s, const shop_user *author, const char *title, const shop_tag *tag,
                               schemac_error *err)
{
    shop_post_new draft = shop_post_new_make(author->id, SCHEMAC_STR(title));
    shop_post *post;
    TRY(shop_post_insert(s, &draft, &post, err));
    shop_post_tags_new link = shop_post_tags_new_make(post->id, tag->id);
    return shop_post_tags_insert(s, &link, NULL, err);
}

static schemac_code write_blog(schemac_session *s, const people *p, schemac_error *err)
{
    shop_tag *news;
    shop_tag_new tag = shop_tag_new_make(SCHEMAC_STR("news"));
    TRY(shop_tag_insert(s, &tag, &news, err));
    TRY(write_post(s, p->anna, "We are open", news, err));
    TRY(write_post(s, p->anna, "New teas", news, err));
    TRY(write_post(s, p->vera, "How to brew", news, err));
    shop_profile_new profile = shop_profile_new_make(p->anna->id);
    shop_profile_new_set_first_name(&profile, SCHEMAC_STR("Anna"));
    return shop_profile_insert(s, &profile, NULL, err);
}

/* One statement loads the posts of all users, one more their profiles. */
static schemac_code list_posts(schemac_session *s, schemac_error *err)
{
    shop_user_list users;
    shop_user_order by_name = SHOP_USER_BY_USERNAME;
    shop_post_order by_id = SHOP_POST_BY_ID;
    shop_user_query all = {.order = &by_name, .n_order = 1};
    shop_post_query posts = {.order = &by_id, .n_order = 1};
    TRY(shop_user_find(s, &all, &users, err));
    TRY(shop_user_load_posts(s, &users, &posts, err));
    TRY(shop_user_load_profile(s, &users, NULL, err));
    for (size_t i = 0; i < users.count; i++) {
        const shop_user *user = &users.items[i];
        printf("  %-6s %s %zu post%s%s\n", user->username.data, user->profile ? "(profile)" : "         ",
               user->posts.count, user->posts.count == 1 ? "" : "s", user->posts.count ? ":" : "");
        for (size_t k = 0; k < user->posts.count; k++)
            printf("           - %s\n", user->posts.items[k].title.data);
    }
    return SCHEMAC_OK;
}

static schemac_code one_day(schemac_session *s, schemac_error *err)
{
    people p;
    shop_category *tea;
    printf("Signing up\n");
    TRY(sign_up(s, "anna", "Anna K.", SHOP_ROLE_ADMIN, &p.anna, err));
    TRY(sign_up(s, "boris", "Boris L.", SHOP_ROLE_CASHIER, &p.boris, err));
    TRY(sign_up(s, "vera", "Vera M.", SHOP_ROLE_USER, &p.vera, err));
    TRY(sign_up_twice(s, err));
    printf("Catalog\n");
    TRY(fill_catalog(s, &tea, err));
    TRY(sell(s, "assam", 3, err));
    TRY(sell(s, "darjeeling", 1, err));
    printf("Tea from 10.00, best first\n");
    TRY(list_products(s, tea, err));
    printf("Posts of everybody\n");
    TRY(write_blog(s, &p, err));
    return list_posts(s, err);
}

static int fail(const schemac_error *err)
{
    fprintf(stderr, "shop: %s: %s\n", schemac_code_name(err->code), err->message);
    return 1;
}

int main(int argc, char **argv)
{
    schemac_error err = SCHEMAC_ERROR_INIT;
    schemac_db *db;
    if (argc != 2)
        return fprintf(stderr, "usage: shop sqlite:FILE | postgresql://…\n"), 2;
    if (schemac_open(argv[1], NULL, &db, &err))
        return fail(&err);
    schemac_session *session;
    schemac_code code = schemac_begin(db, NULL, &session, &err);
    if (code == SCHEMAC_OK) {
        code = one_day(session, &err);
        if (code == SCHEMAC_OK)
            code = schemac_commit(session, &err);
        else
            schemac_rollback(session);
    }
    schemac_close(db);
    return code == SCHEMAC_OK ? 0 : fail(&err);
}
