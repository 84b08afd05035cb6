/* Every type at work: what goes in comes out again, as a value and as NULL, on both databases. */
#include "database.h"
#include "types.h"

#include <string.h>

const char database_schema[] = "types.schema";

static const schemac_uuid uuid = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 255}};
static const uint8_t raw[] = {0, 255, '\'', 10};
static const int32_t numbers[] = {1, -2, 2147483647};
static const types_mood moods[] = {TYPES_MOOD_HAPPY, TYPES_MOOD_CALM};
static const types_size sizes[] = {TYPES_SIZE_L, TYPES_SIZE_S};
static const types_level levels[] = {TYPES_LEVEL_HIGH, TYPES_LEVEL_LOW};

static types_every_new every_value(void)
{
    static schemac_str texts[3];
    static schemac_bytes blobs[1];
    static schemac_decimal decimals[2];
    static schemac_str documents[1];
    static schemac_str addresses[1];
    schemac_interval interval = {3500000, 2, 1};
    texts[0] = SCHEMAC_STR("a");
    texts[1] = SCHEMAC_STR("");
    texts[2] = SCHEMAC_STR("{\"b\", c}");
    blobs[0] = schemac_bytes_make(raw, sizeof raw);
    decimals[0] = SCHEMAC_DECIMAL("1.5");
    decimals[1] = SCHEMAC_DECIMAL("-20.0");
    addresses[0] = SCHEMAC_STR("10.0.0.0/8");
    documents[0] = SCHEMAC_STR("{\"k\": 1}");
    return types_every_new_make(
        true, -5, 6, INT64_MAX, 0.5f, 1e-300, SCHEMAC_DECIMAL("12345678901234567890.123456789"),
        SCHEMAC_DECIMAL("-7.25"), SCHEMAC_STR("abc"), SCHEMAC_STR("Ж"), SCHEMAC_STR("t'\"\n"), blobs[0],
        schemac_date_make(2026, 11, 20), (schemac_time){86399999999}, schemac_timestamp_make(-1),
        schemac_timestamp_make(1700000000123456), interval, uuid, SCHEMAC_STR("[1]"), SCHEMAC_STR("{\"a\": [true]}"),
        SCHEMAC_STR("10.0.0.1"), SCHEMAC_STR("10.0.0.0/8"), SCHEMAC_STR("08:00:2b:01:02:03"), SCHEMAC_STR("101"),
        SCHEMAC_STR("10"), SCHEMAC_STR("'cat'"), SCHEMAC_STR("<a/>"), TYPES_MOOD_CALM, TYPES_SIZE_L, TYPES_LEVEL_HIGH,
        (schemac_array_int32){numbers, 3}, (schemac_array_str){texts, 3}, (types_array_mood){moods, 2},
        SCHEMAC_STR("$12.00"), (schemac_array_bytes){blobs, 1}, (schemac_array_decimal){decimals, 2},
        (schemac_array_str){documents, 1}, (schemac_array_uuid){&uuid, 1}, (schemac_array_str){addresses, 1},
        (types_array_size){sizes, 2}, (types_array_level){levels, 2});
}

static types_every *stored(database *d, const types_every_new *draft)
{
    types_every *made = NULL;
    types_every *row = NULL;
    OK(types_every_insert(d->session, draft, &made, &d->err));
    OK(types_every_get(d->session, made->id, &row, &d->err));
    return row;
}

static void numbers_and_texts_come_back(void **state)
{
    database *d = *state;
    types_every_new draft = every_value();
    const types_every *row = stored(d, &draft);
    assert_true(row->a1);
    assert_int_equal(row->a2, -5);
    assert_int_equal(row->a3, 6);
    assert_true(row->a4 == INT64_MAX);
    assert_true(row->a5 == 0.5f);
    assert_true(row->a6 == 1e-300);
    DIGITS(row->a7, "12345678901234567890.123456789");
    DIGITS(row->a8, "-7.25");
    TEXT(row->a9, "abc");
    TEXT(row->a10, "Ж");
    TEXT(row->a11, "t'\"\n");
    assert_int_equal(row->a12.len, sizeof raw);
    assert_memory_equal(row->a12.data, raw, sizeof raw);
}

static void times_come_back(void **state)
{
    database *d = *state;
    types_every_new draft = every_value();
    const types_every *row = stored(d, &draft);
    assert_int_equal(row->a13.days, draft.value.a13.days);
    assert_true(row->a14.microseconds == 86399999999);
    assert_true(row->a15.microseconds == -1);
    assert_true(row->a16.microseconds == 1700000000123456);
    assert_true(row->a17.microseconds == 3500000 && row->a17.days == 2 && row->a17.months == 1);
}

static void what_is_known_by_its_text_comes_back(void **state)
{
    database *d = *state;
    types_every_new draft = every_value();
    const types_every *row = stored(d, &draft);
    assert_memory_equal(&row->a18, &uuid, sizeof uuid);
    TEXT(row->a19, "[1]");
    TEXT(row->a20, "{\"a\": [true]}");
    TEXT(row->a21, d->dialect == SCHEMAC_SQLITE ? "10.0.0.1" : "10.0.0.1/32");
    TEXT(row->a22, "10.0.0.0/8");
    TEXT(row->a23, "08:00:2b:01:02:03");
    TEXT(row->a24, "101");
    TEXT(row->a25, "10");
    TEXT(row->a26, "'cat'");
    TEXT(row->a27, "<a/>");
    TEXT(row->a34, "$12.00");
}

static void enums_and_arrays_come_back(void **state)
{
    database *d = *state;
    types_every_new draft = every_value();
    const types_every *row = stored(d, &draft);
    assert_int_equal(row->a28, TYPES_MOOD_CALM);
    assert_int_equal(row->a29, TYPES_SIZE_L);
    assert_int_equal(row->a30, TYPES_LEVEL_HIGH);
    assert_int_equal(row->a31.count, 3);
    assert_memory_equal(row->a31.items, numbers, sizeof numbers);
    assert_int_equal(row->a32.count, 3);
    TEXT(row->a32.items[1], "");
    TEXT(row->a32.items[2], "{\"b\", c}");
    assert_int_equal(row->a33.count, 2);
    assert_memory_equal(row->a33.items, moods, sizeof moods);
    assert_memory_equal(row->a35.items[0].data, raw, sizeof raw);
    DIGITS(row->a36.items[1], "-20.0");
    TEXT(row->a37.items[0], "{\"k\": 1}");
    assert_memory_equal(&row->a38.items[0], &uuid, sizeof uuid);
    TEXT(row->a39.items[0], "10.0.0.0/8");
    assert_memory_equal(row->a40.items, sizes, sizeof sizes);
    assert_memory_equal(row->a41.items, levels, sizeof levels);
}

static void nothing_comes_back_as_null(void **state)
{
    database *d = *state;
    types_every_new draft = every_value();
    const types_every *row = stored(d, &draft);
    assert_false(row->b1.has || row->b2.has || row->b3.has || row->b4.has || row->b5.has || row->b6.has);
    assert_false(row->b13.has || row->b14.has || row->b15.has || row->b16.has || row->b17.has || row->b18.has);
    assert_false(row->b28.has || row->b29.has || row->b30.has);
    assert_null(row->b7.data);
    assert_null(row->b8.data);
    TEXT(row->b11, NULL);
    assert_null(row->b12.data);
    TEXT(row->b20, NULL);
    TEXT(row->b21, NULL);
    assert_null(row->b31.items);
    assert_null(row->b33.items);
    TEXT(row->b34, NULL);
}

static void nullable_values_are_set_and_cleared(void **state)
{
    database *d = *state;
    types_every_new draft = every_value();
    types_every_new_set_b3(&draft, 0);
    types_every_new_set_b8(&draft, SCHEMAC_DECIMAL("0.10"));
    types_every_new_set_b28(&draft, TYPES_MOOD_HAPPY);
    types_every_new_set_b31(&draft, (schemac_array_int32){numbers, 0});
    types_every *row = stored(d, &draft);
    assert_true(row->b3.has && row->b3.value == 0);
    DIGITS(row->b8, "0.10");
    assert_true(row->b28.has && row->b28.value == TYPES_MOOD_HAPPY);
    assert_non_null(row->b31.items);
    assert_int_equal(row->b31.count, 0);
    types_every_patch patch = {0};
    types_every_patch_set_b3_null(&patch);
    types_every_patch_set_b8_null(&patch);
    types_every_patch_set_b28_null(&patch);
    types_every_patch_set_b31_null(&patch);
    OK(types_every_update(d->session, row->id, &patch, NULL, &d->err));
    OK(types_every_get(d->session, row->id, &row, &d->err));
    assert_false(row->b3.has || row->b28.has);
    assert_null(row->b8.data);
    assert_null(row->b31.items);
}

static void expect_found(database *d, types_every_where where, int64_t expected)
{
    int64_t count = -1;
    OK(types_every_count(d->session, &(types_every_query){.where = &where, .n_where = 1}, &count, &d->err));
    assert_int_equal(count, expected);
}

/* One condition of each type: the database has to take the parameter as what the column is. */
static void conditions_take_every_type(void **state)
{
    database *d = *state;
    types_every_new draft = every_value();
    types_every *made = NULL;
    OK(types_every_insert(d->session, &draft, &made, &d->err));
    const types_every *v = &draft.value;
    expect_found(d, types_every_a1_eq(true), 1);
    expect_found(d, types_every_a2_lt(-4), 1);
    expect_found(d, types_every_a3_in(numbers, 3), 0);
    expect_found(d, types_every_a4_eq(v->a4), 1);
    expect_found(d, types_every_a5_eq(v->a5), 1);
    expect_found(d, types_every_a6_le(v->a6), 1);
    expect_found(d, types_every_a7_ge(v->a7), 1);
    expect_found(d, types_every_a8_between(SCHEMAC_DECIMAL("-10"), SCHEMAC_DECIMAL("-7.25")), 1);
    expect_found(d, types_every_a9_eq(v->a9), 1);
    expect_found(d, types_every_a10_like(SCHEMAC_STR("Ж%")), 1);
    expect_found(d, types_every_a12_eq(v->a12), 1);
    expect_found(d, types_every_a13_eq(v->a13), 1);
    expect_found(d, types_every_a14_eq(v->a14), 1);
    expect_found(d, types_every_a15_lt(schemac_timestamp_make(0)), 1);
    expect_found(d, types_every_a16_eq(v->a16), 1);
    expect_found(d, types_every_a17_eq(v->a17), 1);
    expect_found(d, types_every_a18_eq(uuid), 1);
    expect_found(d, types_every_a20_eq(v->a20), 1);
    expect_found(d, types_every_a24_eq(v->a24), 1);
    expect_found(d, types_every_a28_in(moods, 2), 1);
    expect_found(d, types_every_a29_eq(TYPES_SIZE_S), 0);
    expect_found(d, types_every_a30_eq(TYPES_LEVEL_HIGH), 1);
    expect_found(d, types_every_b19_is_null(), 1);
    expect_found(d, types_every_b31_is_not_null(), 0);
    expect_found(d, types_every_b21_eq(SCHEMAC_STR("10.0.0.1")), 0);
}

/* Every column that has an order can be sorted by. */
static void orders_take_every_type(void **state)
{
    database *d = *state;
    types_every_order order[] = {TYPES_EVERY_BY_A1,       TYPES_EVERY_BY_A7_DESC, TYPES_EVERY_BY_A12,
                                 TYPES_EVERY_BY_A17_DESC, TYPES_EVERY_BY_A18,     TYPES_EVERY_BY_A20,
                                 TYPES_EVERY_BY_A28,      TYPES_EVERY_BY_B16_DESC};
    types_every_list list;
    OK(types_every_find(d->session, &(types_every_query){.order = order, .n_order = 8}, &list, &d->err));
    assert_int_equal(list.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DATABASE_TEST(numbers_and_texts_come_back),          DATABASE_TEST(times_come_back),
        DATABASE_TEST(what_is_known_by_its_text_comes_back), DATABASE_TEST(enums_and_arrays_come_back),
        DATABASE_TEST(nothing_comes_back_as_null),           DATABASE_TEST(nullable_values_are_set_and_cleared),
        DATABASE_TEST(conditions_take_every_type),           DATABASE_TEST(orders_take_every_type),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
