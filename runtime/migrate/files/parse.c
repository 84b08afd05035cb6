/*
 * parse.c - the small texts of a header: names, points of time, durations. No locale, no time zone of the process.
 */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "revision_file.h"

bool smig_is_revision_name(const char *text, size_t length)
{
    static const char *const taken[] = {"base", "head", "heads", "current"};
    if (length == 0 || length > 64) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        bool fits = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        if (!fits) {
            return false;
        }
    }
    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) {
        if (strlen(taken[i]) == length && memcmp(taken[i], text, length) == 0) {
            return false;
        }
    }
    return true;
}

/* Days since 1970-01-01 in the Gregorian calendar; the year is counted from March, so that the odd day comes last. */
static int64_t days_from_civil(int year, int month, int day)
{
    int64_t shifted = month > 2 ? year : year - 1;
    int64_t era = shifted / 400;
    int64_t year_of_era = shifted - era * 400;
    int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

/* Reads exactly `digits` decimal digits; -1 if they are not there. */
static int take_digits(const char **at, int digits)
{
    int value = 0;
    for (int i = 0; i < digits; i++) {
        if (**at < '0' || **at > '9') {
            return -1;
        }
        value = value * 10 + (**at - '0');
        (*at)++;
    }
    return value;
}

static bool take_char(const char **at, const char *allowed)
{
    if (**at == '\0' || !strchr(allowed, **at)) {
        return false;
    }
    (*at)++;
    return true;
}

static bool take_zone(const char **at, int64_t *offset)
{
    *offset = 0;
    if (take_char(at, "Zz")) {
        return true;
    }
    bool west = **at == '-';
    if (!take_char(at, "+-")) {
        return false;
    }
    int hours = take_digits(at, 2);
    bool colon = take_char(at, ":");
    int minutes = colon || **at ? take_digits(at, 2) : 0;
    if (hours < 0 || hours > 15 || minutes < 0 || minutes > 59) {
        return false;
    }
    int64_t seconds = ((int64_t)hours * 60 + minutes) * 60;
    *offset = west ? -seconds : seconds;
    return true;
}

bool smig_parse_time(const char *text, int64_t *seconds)
{
    const char *at = text;
    int year = take_digits(&at, 4);
    int month = take_char(&at, "-") ? take_digits(&at, 2) : -1;
    int day = take_char(&at, "-") ? take_digits(&at, 2) : -1;
    int hour = take_char(&at, "Tt ") ? take_digits(&at, 2) : -1;
    int minute = take_char(&at, ":") ? take_digits(&at, 2) : -1;
    int second = take_char(&at, ":") ? take_digits(&at, 2) : 0;
    int64_t offset = 0;
    if (take_char(&at, ".")) {
        while (*at >= '0' && *at <= '9') {
            at++;
        }
    }
    if (!take_zone(&at, &offset) || *at) {
        return false;
    }
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31 || hour < 0 || hour > 23 || minute < 0 ||
        minute > 59 || second < 0 || second > 60) {
        return false;
    }
    *seconds = ((days_from_civil(year, month, day) * 24 + hour) * 60 + minute) * 60 + second - offset;
    return true;
}

bool smig_parse_duration(const char *text, int *milliseconds)
{
    static const struct {
        const char *unit;
        int64_t factor;
    } units[] = {{"ms", 1}, {"s", 1000}, {"min", 60000}, {"h", 3600000}};
    int64_t value = 0;
    const char *at = text;
    while (*at >= '0' && *at <= '9' && value < INT_MAX) {
        value = value * 10 + (*at++ - '0');
    }
    if (at == text) {
        return false;
    }
    while (*at == ' ') {
        at++;
    }
    if (value == 0 && *at == '\0') {
        *milliseconds = 0;
        return true;
    }
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (strcmp(at, units[i].unit) == 0 && value * units[i].factor <= INT_MAX) {
            *milliseconds = (int)(value * units[i].factor);
            return true;
        }
    }
    return false;
}
