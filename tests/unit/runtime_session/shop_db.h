/* A database with the shop's tables, once on each kind: what every test of sessions runs on. */
#ifndef TEST_SHOP_DB_H
#define TEST_SHOP_DB_H

/* clang-format off */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "tests/golden/emit/shop.h"

typedef struct shop_db {
    schemac_dialect dialect;
    schemac_db *db;
    char url[1024];
    char file[64];   /* SQLite */
    char schema[64]; /* PostgreSQL */
    int statements;  /* seen by the observer, without BEGIN and its like */
} shop_db;

/* Makes the tables and opens the engine; fails the test where the server's address is not in SCHEMAC_TEST_POSTGRESQL.
 * `options` may be NULL; its observer is taken for counting. */
void shop_db_open(shop_db *shop, schemac_dialect dialect, const schemac_open_options *options);
void shop_db_close(shop_db *shop);

/* cmocka's setup and teardown around a test whose initial state is "postgresql" or "sqlite"; the test's state is a
 * shop_db. */
int shop_setup(void **state);
int shop_teardown(void **state);

#define SHOP_TEST(function)                                                                                            \
    {#function " on sqlite", function, shop_setup, shop_teardown, (void *)(uintptr_t) "sqlite"},                       \
    {                                                                                                                  \
#function " on postgresql", function, shop_setup, shop_teardown, (void *)(uintptr_t) "postgresql"              \
    }

/* Fails the test with the error's text unless the code is SCHEMAC_OK. */
#define OK(call)         shop_expect((call), SCHEMAC_OK, &err, __FILE__, __LINE__)
#define CODE(code, call) shop_expect((call), (code), &err, __FILE__, __LINE__)
void shop_expect(schemac_code code, schemac_code expected, const schemac_error *err, const char *file, int line);

#define assert_str(str, text) assert_string_equal((str).data, (text))

/* Small rows with whatever else they need. */
shop_user *shop_add_user(schemac_session *s, const char *username);
shop_post *shop_add_post(schemac_session *s, int64_t user_id, const char *title);
shop_product *shop_add_product(schemac_session *s, const char *slug, const char *price);
shop_category *shop_add_category(schemac_session *s, const char *name, const int64_t *parent_id);
shop_tag *shop_add_tag(schemac_session *s, const char *name);
void shop_add_post_tag(schemac_session *s, int64_t post_id, int64_t tag_id);

#endif
