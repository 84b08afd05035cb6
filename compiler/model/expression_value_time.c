/* Points in time and intervals. */
#include "compiler/model/expression_value.h"

#include <stdlib.h>
#include <string.h>

/* --- moments --- */

enum { DATE_LENGTH = 10, MINUTES_LENGTH = 5 };
static const long day_minutes = 1440;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Digits where the pattern has 0, and otherwise what the pattern has. */
static bool fits(str text, size_t at, const char *pattern)
{
    for (size_t i = 0; pattern[i]; i++) {
        bool there = at + i < text.len;
        if (!there || (pattern[i] == '0' ? !is_digit(text.ptr[at + i]) : text.ptr[at + i] != pattern[i]))
            return false;
    }
    return true;
}

static long number_at(str text, size_t at, size_t digits)
{
    long value = 0;
    for (size_t i = at; i < at + digits; i++)
        value = value * 10 + (text.ptr[i] - '0');
    return value;
}

static str without_utc(str text)
{
    static const char *const zones[] = {"+00:00", "+00", "-00", "Z", "z", " UTC"};
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
        if (str_ends_with(text, str_from(zones[i])))
            return str_trim(str_slice(text, 0, text.len - strlen(zones[i])));
    return text;
}

/* Days since the first of March of the year 0, and back. */
static long days_of(long year, long month, long day)
{
    long from_march = (month + 9) % 12;
    year -= month < 3;
    return 365 * year + year / 4 - year / 100 + year / 400 + (from_march * 306 + 5) / 10 + day - 1;
}

static void date_of(long days, long *year, long *month, long *day)
{
    *year = (10000 * days + 14780) / 3652425;
    long rest = days - days_of(*year, 3, 1);
    if (rest < 0) {
        --*year;
        rest = days - days_of(*year, 3, 1);
    }
    long from_march = (100 * rest + 52) / 3060;
    *month = (from_march + 2) % 12 + 1;
    *day = rest - (from_march * 306 + 5) / 10 + 1;
    *year += *month < 3;
}

/* `2020-01-02 03:04:05.6` so many minutes earlier. */
static str earlier(arena *a, str text, long minutes)
{
    long year = 0, month = 0, day = 0;
    long days = days_of(number_at(text, 0, 4), number_at(text, 5, 2), number_at(text, 8, 2));
    long at = days * day_minutes + number_at(text, 11, 2) * 60 + number_at(text, 14, 2) - minutes;
    date_of(at / day_minutes, &year, &month, &day);
    at %= day_minutes;
    size_t shown = DATE_LENGTH + 1 + MINUTES_LENGTH;
    return str_format(a, "%04ld-%02ld-%02ld %02ld:%02ld%.*s", year, month, day, at / 60, at % 60,
                      STR_ARGS(str_slice(text, shown, text.len)));
}

/* With a zone like +02 or -05:30 the moment in UTC. */
static str in_utc(arena *a, str text)
{
    size_t sign = DATE_LENGTH;
    while (sign < text.len && text.ptr[sign] != '+' && text.ptr[sign] != '-')
        sign++;
    str zone = str_slice(text, sign, text.len);
    bool hours = zone.len == 3 && fits(zone, 1, "00");
    bool both = (zone.len == 6 && fits(zone, 1, "00:00")) || (zone.len == 5 && fits(zone, 1, "0000"));
    if ((!hours && !both) || !fits(text, 0, "0000-00-00") || !fits(text, DATE_LENGTH + 1, "00:00"))
        return text;
    long minutes = number_at(zone, 1, 2) * 60 + (both ? number_at(zone, zone.len - 2, 2) : 0);
    return earlier(a, str_trim(str_slice(text, 0, sign)), zone.ptr[0] == '-' ? -minutes : minutes);
}

static str without_zeros(str text)
{
    size_t dot = str_find(text, '.');
    for (size_t i = dot + 1; i < text.len; i++)
        if (!is_digit(text.ptr[i]))
            return text;
    while (dot < text.len && text.ptr[text.len - 1] == '0')
        text.len--;
    text.len -= dot < text.len && text.ptr[text.len - 1] == '.';
    return text;
}

str value_plain_moment(arena *a, str text, bool has_date, bool zoned)
{
    size_t start = has_date ? DATE_LENGTH + 1 : 0;
    if (has_date && text.len == DATE_LENGTH)
        return str_join(a, text, STR(" 00:00:00"));
    bool begins = text.len >= start + MINUTES_LENGTH && fits(text, start, "00:00");
    if (!begins || (has_date && !strchr(" T", text.ptr[DATE_LENGTH])))
        return text;
    text = without_utc(text);
    if (has_date)
        text = str_join(a, str_slice(text, 0, DATE_LENGTH), str_join(a, STR(" "), str_slice(text, start, text.len)));
    if (zoned)
        text = in_utc(a, text);
    if (text.len == start + MINUTES_LENGTH)
        text = str_join(a, text, STR(":00"));
    return without_zeros(text);
}

/* --- intervals --- */

typedef struct interval_sum {
    long long months, days, microseconds;
} interval_sum;

typedef struct interval_reader {
    const char *at, *end;
    interval_sum sum;
    bool lost;
} interval_reader;

enum { MONTHS, DAYS, MICROSECONDS };
static const struct unit {
    const char *names; /* each between blanks */
    int part;
    long long count;
} units[] = {
    {" us usec usecs microsecond microseconds ", MICROSECONDS, 1},
    {" ms msec msecs millisecond milliseconds ", MICROSECONDS, 1000},
    {" s sec secs second seconds ", MICROSECONDS, 1000000},
    {" m min mins minute minutes ", MICROSECONDS, 60000000},
    {" h hr hrs hour hours ", MICROSECONDS, 3600000000LL},
    {" d day days ", DAYS, 1},
    {" w week weeks ", DAYS, 7},
    {" mon mons month months ", MONTHS, 1},
    {" y yr yrs year years ", MONTHS, 12},
    {" decade decades ", MONTHS, 120},
    {" c cent century centuries ", MONTHS, 1200},
};

static const struct unit *find_unit(arena *a, str name)
{
    str between = str_format(a, " %.*s ", STR_ARGS(str_lower(a, name)));
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (name.len && strstr(units[i].names, between.ptr))
            return &units[i];
    return NULL;
}

static void skip_interval_blanks(interval_reader *r)
{
    while (r->at < r->end && strchr(" \t@", *r->at))
        r->at++;
}

/* Up to nine digits; more than that is nobody's interval. */
static long long read_digits(interval_reader *r, size_t *count)
{
    enum { MOST = 9 };
    long long value = 0;
    for (*count = 0; r->at < r->end && is_digit(*r->at); ++*count)
        value = *count < MOST ? value * 10 + (*r->at++ - '0') : (r->at++, value);
    r->lost = r->lost || *count > MOST;
    return value;
}

/* Behind a point, in millionths. */
static long long read_fraction(interval_reader *r)
{
    size_t count = 0;
    if (r->at >= r->end || *r->at != '.')
        return 0;
    r->at++;
    long long value = read_digits(r, &count);
    r->lost = r->lost || count > 6;
    for (; count < 6; count++)
        value *= 10;
    return value;
}

/* Behind the hours: `:04[:05[.6]]`. */
static void read_clock(interval_reader *r, long long hours, int sign)
{
    size_t digits = 0;
    long long seconds = 0, fraction = 0;
    r->at++;
    long long minutes = read_digits(r, &digits);
    r->lost = r->lost || digits != 2;
    if (r->at < r->end && *r->at == ':') {
        r->at++;
        seconds = read_digits(r, &digits);
        fraction = read_fraction(r);
    }
    r->sum.microseconds += sign * (((hours * 60 + minutes) * 60 + seconds) * 1000000 + fraction);
}

static str read_unit(interval_reader *r)
{
    const char *from = r->at;
    while (r->at < r->end && ((*r->at >= 'a' && *r->at <= 'z') || (*r->at >= 'A' && *r->at <= 'Z')))
        r->at++;
    return (str){from, (size_t)(r->at - from)};
}

static void add_units(interval_reader *r, const struct unit *unit, long long whole, long long fraction)
{
    r->lost = r->lost || !unit || (fraction && unit->part != MICROSECONDS);
    if (r->lost)
        return;
    if (unit->part == MONTHS)
        r->sum.months += whole * unit->count;
    else if (unit->part == DAYS)
        r->sum.days += whole * unit->count;
    else
        r->sum.microseconds += whole * unit->count + fraction * unit->count / 1000000;
}

static void read_part(arena *a, interval_reader *r)
{
    static const struct unit second = {"", MICROSECONDS, 1000000};
    size_t digits = 0;
    int sign = r->at < r->end && *r->at == '-' ? -1 : 1;
    r->at += r->at < r->end && (*r->at == '-' || *r->at == '+');
    long long whole = read_digits(r, &digits);
    if (digits && r->at < r->end && *r->at == ':') {
        read_clock(r, whole, sign);
        return;
    }
    long long fraction = read_fraction(r);
    r->lost = r->lost || !digits;
    skip_interval_blanks(r);
    str name = read_unit(r);
    const struct unit *unit = name.len ? find_unit(a, name) : r->at == r->end ? &second : NULL;
    add_units(r, unit, sign * whole, sign * fraction);
}

/* P1Y2M3DT4H5M6S */
static void read_iso(interval_reader *r)
{
    static const char letters[] = "YMWDHMS";
    static const char *const names[] = {" year ", " month ", " week ", " day ", " hour ", " minute ", " second "};
    bool is_time = false;
    r->at++;
    while (!r->lost && r->at < r->end) {
        size_t digits = 0;
        is_time = is_time || *r->at == 'T';
        r->at += *r->at == 'T';
        int sign = r->at < r->end && *r->at == '-' ? -1 : 1;
        r->at += sign < 0;
        long long whole = read_digits(r, &digits), fraction = read_fraction(r);
        const char *letter = r->at < r->end && *r->at ? strchr(letters + (is_time ? 4 : 0), *r->at) : NULL;
        r->lost = r->lost || !digits || !letter || (!is_time && letter - letters > 3);
        for (size_t i = 0; !r->lost && i < sizeof units / sizeof *units; i++)
            if (strstr(units[i].names, names[letter - letters]))
                add_units(r, &units[i], sign * whole, sign * fraction);
        r->at++;
    }
}

static bool take_ago(interval_reader *r)
{
    skip_interval_blanks(r);
    bool ago = r->end - r->at == 3 && str_eq_nocase((str){r->at, 3}, STR("ago"));
    r->at += ago ? 3 : 0;
    return ago;
}

str value_plain_interval(arena *a, str text)
{
    text = str_trim(text);
    interval_reader r = {.at = text.ptr, .end = text.ptr + text.len, .lost = text.len == 0};
    bool iso = text.len > 1 && text.ptr[0] == 'P', ago = false;
    if (iso)
        read_iso(&r);
    while (!r.lost && !iso && !ago && r.at < r.end) {
        ago = take_ago(&r);
        if (!ago && r.at < r.end)
            read_part(a, &r);
    }
    if (r.lost || r.at != r.end)
        return text;
    int sign = ago ? -1 : 1;
    return str_format(a, "%lld mons %lld days %lld us", sign * r.sum.months, sign * r.sum.days,
                      sign * r.sum.microseconds);
}
