/* Dates, times, timestamps and intervals: arithmetic of the Gregorian calendar and text forms. */
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "schemac/value.h"

#define US_PER_SECOND INT64_C(1000000)
#define US_PER_DAY    INT64_C(86400000000)

/* ---- calendar ---- */

/* Years begin in March here, so that the leap day is a year's last. An era is the 400 years after which all repeats. */
enum { DAYS_PER_ERA = 146097, DAYS_TO_1970 = 719468 };

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0 ? 1 : 0);
}

static int64_t days_from_parts(int64_t year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = floor_div(y, 400);
    int64_t year_of_era = y - era * 400;
    int64_t month_of_year = month > 2 ? month - 3 : month + 9;
    int64_t day_of_year = (153 * month_of_year + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_PER_ERA + day_of_era - DAYS_TO_1970;
}

static void parts_from_days(int64_t days, int64_t *year, int *month, int *day)
{
    days += DAYS_TO_1970;
    int64_t era = floor_div(days, DAYS_PER_ERA);
    int64_t day_of_era = days - era * DAYS_PER_ERA;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / (DAYS_PER_ERA - 1)) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month_of_year = (5 * day_of_year + 2) / 153;
    *day = (int)(day_of_year - (153 * month_of_year + 2) / 5 + 1);
    *month = (int)(month_of_year < 10 ? month_of_year + 3 : month_of_year - 9);
    *year = year_of_era + era * 400 + (*month <= 2 ? 1 : 0);
}

schemac_date schemac_date_make(int year, int month, int day)
{
    schemac_date date;
    date.days = (int32_t)days_from_parts(year, month, day);
    return date;
}

void schemac_date_parts(schemac_date date, int *year, int *month, int *day)
{
    int64_t full_year = 0;
    parts_from_days(date.days, &full_year, month, day);
    *year = (int)full_year;
}

schemac_timestamp schemac_timestamp_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return schemac_timestamp_make((int64_t)now.tv_sec * US_PER_SECOND + now.tv_nsec / 1000);
}

/* ---- writing ---- */

static size_t fits(int len, size_t size)
{
    return len < 0 || (size_t)len >= size ? 0 : (size_t)len;
}

static size_t copy_word(const char *word, char *out, size_t size)
{
    return fits(snprintf(out, size, "%s", word), size);
}

/* A year below 0 needs its sign beside four digits. */
static int write_date(int64_t days, char *out, size_t size)
{
    int64_t year = 0;
    int month = 0;
    int day = 0;
    parts_from_days(days, &year, &month, &day);
    return snprintf(out, size, "%s%04lld-%02d-%02d", year < 0 ? "-" : "", (long long)(year < 0 ? -year : year), month,
                    day);
}

/* "21:12:03" and, where there is one, the fraction without its trailing zeros. */
static int write_clock(int64_t microseconds, char *out, size_t size)
{
    int fraction = (int)(microseconds % US_PER_SECOND);
    int seconds = (int)(microseconds / US_PER_SECOND);
    int len = snprintf(out, size, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if (fraction == 0 || len < 0 || (size_t)len >= size) {
        return len;
    }
    char digits[16];
    int n = snprintf(digits, sizeof digits, "%06d", fraction);
    while (n > 0 && digits[n - 1] == '0') {
        digits[--n] = '\0';
    }
    return len + snprintf(out + len, size - (size_t)len, ".%s", digits);
}

size_t schemac_date_format(schemac_date date, char *out, size_t size)
{
    if (date.days == SCHEMAC_DATE_INFINITY || date.days == SCHEMAC_DATE_MINUS_INFINITY) {
        return copy_word(date.days > 0 ? "infinity" : "-infinity", out, size);
    }
    return fits(write_date(date.days, out, size), size);
}

size_t schemac_time_format(schemac_time time, char *out, size_t size)
{
    if (time.microseconds < 0 || time.microseconds > US_PER_DAY) {
        return 0;
    }
    return fits(write_clock(time.microseconds, out, size), size);
}

size_t schemac_timestamp_format(schemac_timestamp timestamp, char *out, size_t size)
{
    int64_t us = timestamp.microseconds;
    if (us == SCHEMAC_TIMESTAMP_INFINITY || us == SCHEMAC_TIMESTAMP_MINUS_INFINITY) {
        return copy_word(us > 0 ? "infinity" : "-infinity", out, size);
    }
    int64_t days = floor_div(us, US_PER_DAY);
    int len = write_date(days, out, size);
    if (len < 0 || (size_t)len + 1 >= size) {
        return 0;
    }
    out[len++] = ' ';
    size_t room = size - (size_t)len;
    size_t clock = fits(write_clock(us - days * US_PER_DAY, out + len, room), room);
    return clock == 0 ? 0 : (size_t)len + clock;
}

static int write_seconds(int64_t microseconds, char *out, size_t size)
{
    bool minus = microseconds < 0;
    uint64_t magnitude = minus ? 0 - (uint64_t)microseconds : (uint64_t)microseconds;
    char text[32];
    int len = snprintf(text, sizeof text, "%s%llu.%06llu", minus ? "-" : "", (unsigned long long)(magnitude / 1000000),
                       (unsigned long long)(magnitude % 1000000));
    while (len > 0 && text[len - 1] == '0') {
        text[--len] = '\0';
    }
    if (len > 0 && text[len - 1] == '.') {
        text[--len] = '\0';
    }
    return snprintf(out, size, "T%sS", text);
}

size_t schemac_interval_format(schemac_interval interval, char *out, size_t size)
{
    char months[16] = "";
    char days[16] = "";
    char seconds[40] = "";
    if (interval.months != 0) {
        snprintf(months, sizeof months, "%ldM", (long)interval.months);
    }
    if (interval.days != 0) {
        snprintf(days, sizeof days, "%ldD", (long)interval.days);
    }
    if (interval.microseconds != 0 || (interval.months == 0 && interval.days == 0)) {
        write_seconds(interval.microseconds, seconds, sizeof seconds);
    }
    return fits(snprintf(out, size, "P%s%s%s", months, days, seconds), size);
}

/* ---- reading ---- */

typedef struct cursor {
    const char *p;
    const char *end;
} cursor;

static cursor cursor_over(schemac_str text)
{
    cursor c = {text.data, text.data == NULL ? NULL : text.data + text.len};
    while (c.p != c.end && *c.p == ' ') {
        c.p++;
    }
    while (c.p != c.end && c.end[-1] == ' ') {
        c.end--;
    }
    return c;
}

static bool take(cursor *c, char wanted)
{
    if (c->p == c->end || *c->p != wanted) {
        return false;
    }
    c->p++;
    return true;
}

static bool at_digit(const cursor *c)
{
    return c->p != c->end && *c->p >= '0' && *c->p <= '9';
}

/* At least `least` and at most `most` digits. */
static bool take_number(cursor *c, int least, int most, int64_t *number)
{
    int n = 0;
    *number = 0;
    for (; n < most && at_digit(c); n++) {
        *number = *number * 10 + (*c->p++ - '0');
    }
    return n >= least;
}

/* -1, +1, or 0 for text that is no infinity. */
static int infinity_sign(schemac_str text)
{
    if (text.len == 8 && strncasecmp(text.data, "infinity", 8) == 0) {
        return 1;
    }
    return text.len == 9 && strncasecmp(text.data, "-infinity", 9) == 0 ? -1 : 0;
}

static int days_in_month(int64_t year, int64_t month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap ? 1 : 0);
}

static bool take_date(cursor *c, int64_t *days)
{
    int64_t year = 0;
    int64_t month = 0;
    int64_t day = 0;
    bool minus = take(c, '-');
    if (!minus) {
        take(c, '+');
    }
    if (!take_number(c, 4, 7, &year) || !take(c, '-') || !take_number(c, 2, 2, &month) || !take(c, '-') ||
        !take_number(c, 2, 2, &day)) {
        return false;
    }
    year = minus ? -year : year;
    if (month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) {
        return false;
    }
    *days = days_from_parts(year, (int)month, (int)day);
    return true;
}

/* Digits behind a point as microseconds; what is finer is dropped. */
static bool take_fraction(cursor *c, int64_t *microseconds)
{
    *microseconds = 0;
    if (!take(c, '.')) {
        return true;
    }
    if (!at_digit(c)) {
        return false;
    }
    int64_t unit = 100000;
    for (; at_digit(c); c->p++) {
        *microseconds += unit * (*c->p - '0');
        unit /= 10;
    }
    return true;
}

static bool take_clock(cursor *c, int64_t *microseconds)
{
    int64_t hours = 0;
    int64_t minutes = 0;
    int64_t seconds = 0;
    int64_t fraction = 0;
    if (!take_number(c, 2, 2, &hours) || !take(c, ':') || !take_number(c, 2, 2, &minutes)) {
        return false;
    }
    if (take(c, ':') && (!take_number(c, 2, 2, &seconds) || !take_fraction(c, &fraction))) {
        return false;
    }
    *microseconds = ((hours * 60 + minutes) * 60 + seconds) * US_PER_SECOND + fraction;
    return minutes < 60 && seconds <= 60 && *microseconds <= US_PER_DAY;
}

/* "Z", "+02", "+02:00", "+0200", "+02:00:30" or nothing. */
static bool take_offset(cursor *c, int64_t *microseconds)
{
    *microseconds = 0;
    if (c->p == c->end || take(c, 'Z') || take(c, 'z')) {
        return true;
    }
    bool minus = take(c, '-');
    int64_t hours = 0;
    int64_t minutes = 0;
    int64_t seconds = 0;
    if ((!minus && !take(c, '+')) || !take_number(c, 2, 2, &hours)) {
        return false;
    }
    take(c, ':');
    if (at_digit(c) && !take_number(c, 2, 2, &minutes)) {
        return false;
    }
    if (take(c, ':') && !take_number(c, 2, 2, &seconds)) {
        return false;
    }
    *microseconds = ((hours * 60 + minutes) * 60 + seconds) * US_PER_SECOND;
    *microseconds = minus ? -*microseconds : *microseconds;
    return minutes < 60 && seconds < 60;
}

bool schemac_date_parse(schemac_str text, schemac_date *date)
{
    cursor c = cursor_over(text);
    int sign = text.data == NULL ? 0 : infinity_sign(text);
    if (sign != 0) {
        date->days = sign > 0 ? SCHEMAC_DATE_INFINITY : SCHEMAC_DATE_MINUS_INFINITY;
        return true;
    }
    int64_t days = 0;
    if (!take_date(&c, &days) || days <= INT32_MIN || days >= INT32_MAX) {
        return false;
    }
    /* A time behind a date, as a timestamp stored in a date column has, is looked at and dropped. */
    int64_t clock = 0;
    if (c.p != c.end && ((!take(&c, ' ') && !take(&c, 'T')) || !take_clock(&c, &clock) || c.p != c.end)) {
        return false;
    }
    date->days = (int32_t)days;
    return true;
}

bool schemac_time_parse(schemac_str text, schemac_time *time)
{
    cursor c = cursor_over(text);
    int64_t microseconds = 0;
    if (!take_clock(&c, &microseconds) || c.p != c.end) {
        return false;
    }
    time->microseconds = microseconds;
    return true;
}

bool schemac_timestamp_parse(schemac_str text, schemac_timestamp *timestamp)
{
    cursor c = cursor_over(text);
    int sign = text.data == NULL ? 0 : infinity_sign(text);
    if (sign != 0) {
        timestamp->microseconds = sign > 0 ? SCHEMAC_TIMESTAMP_INFINITY : SCHEMAC_TIMESTAMP_MINUS_INFINITY;
        return true;
    }
    int64_t days = 0;
    int64_t clock = 0;
    int64_t offset = 0;
    if (!take_date(&c, &days)) {
        return false;
    }
    if (c.p != c.end && ((!take(&c, ' ') && !take(&c, 'T') && !take(&c, 't')) || !take_clock(&c, &clock))) {
        return false;
    }
    take(&c, ' ');
    if (!take_offset(&c, &offset) || c.p != c.end) {
        return false;
    }
    const int64_t most = INT64_MAX / US_PER_DAY - 2;
    if (days > most || days < -most) {
        return false;
    }
    timestamp->microseconds = days * US_PER_DAY + clock - offset;
    return true;
}

/* One number of an interval with its sign and fraction, in millionths. */
static bool take_part(cursor *c, int64_t *millionths)
{
    bool minus = take(c, '-');
    if (!minus) {
        take(c, '+');
    }
    int64_t whole = 0;
    int64_t fraction = 0;
    if (!take_number(c, 1, 13, &whole) || !take_fraction(c, &fraction) || whole > INT64_MAX / US_PER_SECOND) {
        return false;
    }
    uint64_t magnitude = (uint64_t)whole * (uint64_t)US_PER_SECOND + (uint64_t)fraction;
    if (magnitude > (uint64_t)INT64_MAX + (minus ? 1 : 0)) {
        return false;
    }
    *millionths = minus ? (int64_t)(0 - magnitude) : (int64_t)magnitude;
    return true;
}

/* Adds `millionths` of a whole unit to a 32-bit part; fractions of days and months have no exact meaning here. */
static bool add_whole(int32_t *part, int64_t millionths, int factor)
{
    int64_t sum = *part + millionths / US_PER_SECOND * factor;
    if (millionths % US_PER_SECOND != 0 || sum > INT32_MAX || sum < INT32_MIN) {
        return false;
    }
    *part = (int32_t)sum;
    return true;
}

static bool add_microseconds(schemac_interval *interval, int64_t millionths, int64_t factor)
{
    if (millionths > INT64_MAX / factor || millionths < INT64_MIN / factor) {
        return false;
    }
    int64_t add = millionths * factor;
    int64_t sum = interval->microseconds;
    if ((add > 0 && sum > INT64_MAX - add) || (add < 0 && sum < INT64_MIN - add)) {
        return false;
    }
    interval->microseconds = sum + add;
    return true;
}

static bool add_part(schemac_interval *interval, int64_t millionths, char unit, bool in_time)
{
    switch (unit) {
    case 'Y':
        return !in_time && add_whole(&interval->months, millionths, 12);
    case 'W':
        return !in_time && add_whole(&interval->days, millionths, 7);
    case 'D':
        return !in_time && add_whole(&interval->days, millionths, 1);
    case 'M':
        return in_time ? add_microseconds(interval, millionths, 60) : add_whole(&interval->months, millionths, 1);
    case 'H':
        return in_time && add_microseconds(interval, millionths, 3600);
    case 'S':
        return in_time && add_microseconds(interval, millionths, 1);
    default:
        return false;
    }
}

bool schemac_interval_parse(schemac_str text, schemac_interval *interval)
{
    cursor c = cursor_over(text);
    schemac_interval sum = {0, 0, 0};
    bool in_time = false;
    if (!take(&c, 'P') || c.p == c.end) {
        return false;
    }
    while (c.p != c.end) {
        if (!in_time && take(&c, 'T')) {
            in_time = true;
            if (c.p == c.end) {
                return false;
            }
            continue;
        }
        int64_t millionths = 0;
        if (!take_part(&c, &millionths) || c.p == c.end || !add_part(&sum, millionths, *c.p++, in_time)) {
            return false;
        }
    }
    *interval = sum;
    return true;
}
