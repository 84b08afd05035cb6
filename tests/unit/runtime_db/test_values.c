/* The text forms of values: decimals, dates and times, intervals, uuids, JSON arrays. */
/* clang-format off */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/rows.h"
#include "db/text.h"
#include "db/value_text.h"
#include "schemac/value.h"

/* ---- decimals ---- */

static void decimals_are_recognised(void **state)
{
    (void)state;
    static const char *const good[] = {
        "0",       "-0",  "+1",  "1.",       ".5",        "00.10", "1e3",
        "1.5E-10", "NaN", "nan", "Infinity", "-infinity", "inf",   "123456789012345678901234567890.123456789"};
    static const char *const bad[] = {"",   "-",  ".",   "1,5",   "1e",   "1e+",         "0x10",
                                      "1 ", " 1", "--1", "1.2.3", "-nan", "1e9999999999"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_true(schemac_decimal_valid(SCHEMAC_DECIMAL(good[i])));
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(schemac_decimal_valid(SCHEMAC_DECIMAL(bad[i])));
    }
    assert_false(schemac_decimal_valid(SCHEMAC_DECIMAL(NULL)));
}

static int sign(int n)
{
    return (n > 0) - (n < 0);
}

static void decimals_compare_by_number(void **state)
{
    (void)state;
    /* Ascending; a row's numbers are equal. */
    static const char *const rows[][3] = {
        {"-Infinity", "-inf", "-INFINITY"}, {"-1000", "-1e3", "-1000.000"}, {"-10", "-10.0", "-1e1"},
        {"-9.99", "-9.990", "-09.99"},      {"0", "-0", "0.000"},           {"0.009", ".009", "9e-3"},
        {"0.01", "1e-2", "0.0100"},         {"0.1", ".1", "1E-1"},          {"1", "1.0", "0001"},
        {"1.01", "101e-2", "1.010"},        {"2", "2.", "20e-1"},           {"10", "1e1", "10.00"},
        {"99.99", "9999e-2", "099.99"},     {"100", "1e2", "100."},         {"1e100", "10e99", "0.1e101"},
        {"Infinity", "inf", "+infinity"},   {"NaN", "nan", "NAN"},
    };
    size_t n = sizeof rows / sizeof rows[0];
    for (size_t i = 0; i < n * 3; i++) {
        for (size_t k = 0; k < n * 3; k++) {
            int order =
                schemac_decimal_compare(SCHEMAC_DECIMAL(rows[i / 3][i % 3]), SCHEMAC_DECIMAL(rows[k / 3][k % 3]));
            assert_int_equal(sign(order), (i / 3 > k / 3) - (i / 3 < k / 3));
        }
    }
}

static void rescales_to(const char *text, unsigned scale, const char *expected)
{
    char out[64];
    size_t len = schemac_decimal_rescale(SCHEMAC_DECIMAL(text), scale, out, sizeof out);
    assert_string_equal(out, expected);
    assert_int_equal(len, strlen(expected));
}

static void decimals_round_half_away_from_zero(void **state)
{
    (void)state;
    rescales_to("10", 2, "10.00");
    rescales_to("1.005", 2, "1.01");
    rescales_to("1.0049999", 2, "1.00");
    rescales_to("-2.345", 2, "-2.35");
    rescales_to("-0.004", 2, "0.00");
    rescales_to("-0.005", 2, "-0.01");
    rescales_to("9.995", 2, "10.00");
    rescales_to("99.5", 0, "100");
    rescales_to("0.4", 0, "0");
    rescales_to("1e3", 1, "1000.0");
    rescales_to("123e-5", 4, "0.0012");
    rescales_to("000.000", 3, "0.000");
    rescales_to("nan", 2, "NaN");
    rescales_to("-inf", 2, "-Infinity");
    char out[8] = "";
    assert_int_equal(schemac_decimal_rescale(SCHEMAC_DECIMAL("x"), 2, out, sizeof out), 0);
    size_t needed = schemac_decimal_rescale(SCHEMAC_DECIMAL("1e20"), 2, out, sizeof out);
    assert_true(needed >= sizeof out);
    char enough[64];
    assert_int_equal(schemac_decimal_rescale(SCHEMAC_DECIMAL("1e20"), 2, enough, needed + 1), 24);
}

static void decimals_and_units(void **state)
{
    (void)state;
    schemac_decimal_buffer buffer = {""};
    assert_string_equal(schemac_decimal_from_units(1999, 2, &buffer).data, "19.99");
    assert_string_equal(schemac_decimal_from_units(-5, 2, &buffer).data, "-0.05");
    assert_string_equal(schemac_decimal_from_units(0, 0, &buffer).data, "0");
    assert_string_equal(schemac_decimal_from_units(INT64_MIN, 0, &buffer).data, "-9223372036854775808");
    int64_t units = 0;
    assert_true(schemac_decimal_to_units(SCHEMAC_DECIMAL("19.99"), 2, &units));
    assert_int_equal(units, 1999);
    assert_true(schemac_decimal_to_units(SCHEMAC_DECIMAL("-9223372036854775808"), 0, &units));
    assert_true(units == INT64_MIN);
    assert_true(schemac_decimal_to_units(SCHEMAC_DECIMAL("0.00"), 2, &units));
    assert_int_equal(units, 0);
    assert_true(schemac_decimal_to_units(SCHEMAC_DECIMAL("1e3"), 2, &units));
    assert_int_equal(units, 100000);
    assert_false(schemac_decimal_to_units(SCHEMAC_DECIMAL("0.001"), 2, &units));
    assert_false(schemac_decimal_to_units(SCHEMAC_DECIMAL("9223372036854775808"), 0, &units));
    assert_false(schemac_decimal_to_units(SCHEMAC_DECIMAL("1e30"), 0, &units));
    assert_false(schemac_decimal_to_units(SCHEMAC_DECIMAL("NaN"), 0, &units));
}

/* ---- times ---- */

static void dates_are_of_the_calendar(void **state)
{
    (void)state;
    assert_int_equal(schemac_date_make(1970, 1, 1).days, 0);
    assert_int_equal(schemac_date_make(2000, 3, 1).days, 11017);
    assert_int_equal(schemac_date_make(1969, 12, 31).days, -1);
    int previous = schemac_date_make(-400, 1, 1).days - 1;
    for (int days = previous + 1; days < 200000; days += 1) {
        schemac_date date = {days};
        int year = 0;
        int month = 0;
        int day = 0;
        schemac_date_parts(date, &year, &month, &day);
        assert_int_equal(schemac_date_make(year, month, day).days, days);
    }
}

static void timestamp_is(const char *text, const char *expected)
{
    char out[SCHEMAC_TIME_TEXT_SIZE];
    schemac_timestamp timestamp = {0};
    assert_true(schemac_timestamp_parse(SCHEMAC_STR(text), &timestamp));
    assert_true(schemac_timestamp_format(timestamp, out, sizeof out) > 0);
    assert_string_equal(out, expected);
}

static void timestamps_read_leniently(void **state)
{
    (void)state;
    timestamp_is("2026-11-20 21:12:03", "2026-11-20 21:12:03");
    timestamp_is("2026-11-20T21:12:03Z", "2026-11-20 21:12:03");
    timestamp_is("2026-11-20 21:12:03.5", "2026-11-20 21:12:03.5");
    timestamp_is("2026-11-20 21:12:03.500000", "2026-11-20 21:12:03.5");
    timestamp_is("2026-11-20 21:12:03.123456789", "2026-11-20 21:12:03.123456");
    timestamp_is("2026-11-20 21:12:03+02:00", "2026-11-20 19:12:03");
    timestamp_is("2026-11-20 01:12:03 -0130", "2026-11-20 02:42:03");
    timestamp_is("2026-11-20 21:12", "2026-11-20 21:12:00");
    timestamp_is("2026-11-20", "2026-11-20 00:00:00");
    timestamp_is("1900-02-28 23:59:59.999999", "1900-02-28 23:59:59.999999");
    timestamp_is("0001-01-01 00:00:00", "0001-01-01 00:00:00");
    timestamp_is("-0044-03-15 12:00:00", "-0044-03-15 12:00:00");
    timestamp_is("12345-06-07 00:00:00.000001", "12345-06-07 00:00:00.000001");
    timestamp_is("infinity", "infinity");
    timestamp_is("-infinity", "-infinity");
    static const char *const bad[] = {"",
                                      "2026",
                                      "2026-13-01",
                                      "2026-02-29",
                                      "2026-11-20 25:00:00",
                                      "2026-11-20 21",
                                      "2026-11-20 21:60:00",
                                      "2026-11-20 21:12:03 x",
                                      "20-11-2026"};
    schemac_timestamp timestamp = {7};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(schemac_timestamp_parse(SCHEMAC_STR(bad[i]), &timestamp));
    }
    assert_int_equal(timestamp.microseconds, 7);
    assert_false(schemac_timestamp_parse(SCHEMAC_STR_NULL, &timestamp));
}

static void times_come_back(void **state)
{
    (void)state;
    char out[SCHEMAC_TIME_TEXT_SIZE];
    static const int64_t cases[] = {0, 1, 86399999999, 86400000000, 3600000000, 123456};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        schemac_time time = {cases[i]};
        schemac_time back = {-1};
        size_t len = schemac_time_format(time, out, sizeof out);
        assert_true(len > 0 && schemac_time_parse(schemac_str_make(out, len), &back));
        assert_true(back.microseconds == cases[i]);
    }
    schemac_time out_of_range = {86400000001};
    assert_int_equal(schemac_time_format(out_of_range, out, sizeof out), 0);
    assert_int_equal(schemac_time_format((schemac_time){0}, out, 4), 0);
}

static void interval_is(const char *text, const char *expected)
{
    char out[SCHEMAC_TIME_TEXT_SIZE];
    schemac_interval interval = {0, 0, 0};
    assert_true(schemac_interval_parse(SCHEMAC_STR(text), &interval));
    assert_true(schemac_interval_format(interval, out, sizeof out) > 0);
    assert_string_equal(out, expected);
}

static void intervals_keep_their_parts(void **state)
{
    (void)state;
    interval_is("P1Y2M3DT4H5M6.5S", "P14M3DT14706.5S");
    interval_is("PT0S", "PT0S");
    interval_is("P-1M1D", "P-1M1D");
    interval_is("PT-0.000001S", "PT-0.000001S");
    interval_is("P2W", "P14D");
    static const char *const bad[] = {"", "P", "1D", "P1", "P1H", "PT1D", "P0.5D", "P1DT", "P99999999999D"};
    schemac_interval interval;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(schemac_interval_parse(SCHEMAC_STR(bad[i]), &interval));
    }
}

static void uuids_come_back(void **state)
{
    (void)state;
    char out[SCHEMAC_UUID_TEXT_SIZE];
    schemac_uuid uuid;
    assert_true(schemac_uuid_parse(SCHEMAC_STR("{A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11}"), &uuid));
    schemac_uuid_format(uuid, out);
    assert_string_equal(out, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11");
    assert_true(schemac_uuid_parse(SCHEMAC_STR("a0eebc999c0b4ef8bb6d6bb9bd380a11"), &uuid));
    assert_false(schemac_uuid_parse(SCHEMAC_STR("a0eebc999c0b4ef8bb6d6bb9bd380a1"), &uuid));
    assert_false(schemac_uuid_parse(SCHEMAC_STR("a0eebc999c0b4ef8bb6d6bb9bd380a112"), &uuid));
    assert_false(schemac_uuid_parse(SCHEMAC_STR("g0eebc999c0b4ef8bb6d6bb9bd380a11"), &uuid));
    assert_false(schemac_uuid_parse(SCHEMAC_STR(""), &uuid));
}

/* ---- JSON ---- */

static void json_strings_come_back(void **state)
{
    (void)state;
    schemac_str texts[] = {SCHEMAC_STR(""), SCHEMAC_STR("a\"b\\c"), SCHEMAC_STR("\x01\n\t"), SCHEMAC_STR("жук, [x]")};
    schemac_value values[4];
    memset(values, 0, sizeof values);
    for (size_t i = 0; i < 4; i++) {
        values[i].kind = SCHEMAC_KIND_TEXT;
        values[i].as.text = texts[i];
    }
    schemac_text json = {0};
    schemac_scratch scratch = {0};
    const schemac_value *items = NULL;
    size_t count = 0;
    bool nomem = false;
    assert_true(schemac_json_write(values, 4, &json));
    assert_true(schemac_json_read(schemac_text_str(&json), SCHEMAC_KIND_TEXT, &scratch, &items, &count, &nomem));
    assert_int_equal(count, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_true(schemac_str_equal(items[i].as.text, texts[i]));
    }
    schemac_text_free(&json);
    schemac_scratch_free(&scratch);
}

static bool reads_json(const char *json, schemac_kind kind, size_t expected)
{
    schemac_scratch scratch = {0};
    const schemac_value *items = NULL;
    size_t count = 0;
    bool nomem = false;
    bool read = schemac_json_read(SCHEMAC_STR(json), kind, &scratch, &items, &count, &nomem);
    schemac_scratch_free(&scratch);
    assert_false(nomem);
    return read && count == expected;
}

static void json_is_read_strictly(void **state)
{
    (void)state;
    assert_true(reads_json("[]", SCHEMAC_KIND_INT64, 0));
    assert_true(reads_json(" [ 1 , -2 ] ", SCHEMAC_KIND_INT64, 2));
    assert_true(reads_json("[\"\\u0436\\ud83d\\ude00\", \"\\/\"]", SCHEMAC_KIND_TEXT, 2));
    assert_true(reads_json("[true, false, 1]", SCHEMAC_KIND_BOOL, 3));
    assert_true(reads_json("[1.5, 1e300]", SCHEMAC_KIND_DOUBLE, 2));
    assert_true(reads_json("[1.50, \"2.5\"]", SCHEMAC_KIND_DECIMAL, 2));
    static const char *const bad[] = {
        "", "[", "[1", "[1,]", "[,1]", "1", "[1] x", "[null]", "[\"1\"]", "[1.5]", "[99999999999999999999]", "{}"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(reads_json(bad[i], SCHEMAC_KIND_INT64, 1));
    }
    assert_false(reads_json("[40000]", SCHEMAC_KIND_INT16, 1));
    assert_false(reads_json("[\"\\ud83d\"]", SCHEMAC_KIND_TEXT, 1));
    assert_false(reads_json("[\"\\x\"]", SCHEMAC_KIND_TEXT, 1));
    assert_false(reads_json("[\"a]", SCHEMAC_KIND_TEXT, 1));
    assert_false(reads_json("[\"abc\"]", SCHEMAC_KIND_BYTES, 1));
    assert_true(reads_json("[\"abcd\", \"\"]", SCHEMAC_KIND_BYTES, 2));
}

static void numbers_do_not_mind_the_locale(void **state)
{
    (void)state;
    char buffer[SCHEMAC_TIME_TEXT_SIZE];
    schemac_value value = {.kind = SCHEMAC_KIND_DOUBLE};
    value.as.real = 0.1;
    double back = 0;
    setlocale(LC_ALL, "de_DE.UTF-8"); /* where it is not installed this tests the C locale once more */
    schemac_str text = schemac_value_text(&value, buffer);
    assert_null(memchr(text.data, ',', text.len));
    assert_true(schemac_real_parse(buffer, &back));
    assert_true(back == 0.1);
    assert_false(schemac_real_parse("1x", &back));
    assert_false(schemac_real_parse("", &back));
    setlocale(LC_ALL, "C");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimals_are_recognised),
        cmocka_unit_test(decimals_compare_by_number),
        cmocka_unit_test(decimals_round_half_away_from_zero),
        cmocka_unit_test(decimals_and_units),
        cmocka_unit_test(dates_are_of_the_calendar),
        cmocka_unit_test(timestamps_read_leniently),
        cmocka_unit_test(times_come_back),
        cmocka_unit_test(intervals_keep_their_parts),
        cmocka_unit_test(uuids_come_back),
        cmocka_unit_test(json_strings_come_back),
        cmocka_unit_test(json_is_read_strictly),
        cmocka_unit_test(numbers_do_not_mind_the_locale),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
