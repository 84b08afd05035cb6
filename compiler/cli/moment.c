#define _DEFAULT_SOURCE /* timegm */
#include "compiler/cli/moment.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static bool read_seconds(const char *text, int64_t *seconds)
{
    char *end;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    *seconds = value;
    return errno == 0 && end != text && *end == '\0';
}

/* "2026-11-20T21:12:03Z", "2026-11-20 21:12", "2026-11-20", in UTC. */
static bool read_calendar(const char *text, int64_t *seconds)
{
    struct tm parts = {0};
    int used = 0;
    int n = sscanf(text, "%4d-%2d-%2d%n", &parts.tm_year, &parts.tm_mon, &parts.tm_mday, &used);
    if (n != 3)
        return false;
    const char *rest = text + used;
    if (*rest == 'T' || *rest == ' ') {
        used = 0;
        if (sscanf(rest + 1, "%2d:%2d%n", &parts.tm_hour, &parts.tm_min, &used) != 2)
            return false;
        rest += 1 + used;
        used = 0;
        if (sscanf(rest, ":%2d%n", &parts.tm_sec, &used) == 1)
            rest += used;
    }
    if (*rest == 'Z')
        rest++;
    bool in_range = parts.tm_mon >= 1 && parts.tm_mon <= 12 && parts.tm_mday >= 1 && parts.tm_mday <= 31 &&
                    parts.tm_hour < 24 && parts.tm_min < 60 && parts.tm_sec < 61;
    parts.tm_year -= 1900;
    parts.tm_mon -= 1;
    *seconds = (int64_t)timegm(&parts);
    return *rest == '\0' && in_range;
}

bool moment_of_creation(cli *c, int64_t *seconds)
{
    if (c->given[OPTION_DATE]) {
        const char *text = c->values[OPTION_DATE].ptr;
        if (read_calendar(text, seconds) || read_seconds(text, seconds))
            return true;
        fail(c, EXIT_USAGE, "--date takes 2026-11-20T21:12:03Z or seconds since 1970, not \"%s\"", text);
        return false;
    }
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    if (epoch && *epoch) {
        if (read_seconds(epoch, seconds))
            return true;
        fail(c, EXIT_USAGE, "SOURCE_DATE_EPOCH is not a number of seconds: \"%s\"", epoch);
        return false;
    }
    *seconds = (int64_t)time(NULL);
    return true;
}

bool moment_span(cli *c, option_id id, const char *name, int *milliseconds)
{
    static const struct {
        const char *unit;
        int64_t milliseconds;
    } units[] = {{"ms", 1}, {"s", 1000}, {"", 1000}, {"min", 60000}, {"h", 3600000}};
    *milliseconds = 0;
    if (!c->given[id])
        return true;
    const char *text = c->values[id].ptr;
    char *end;
    long value = strtol(text, &end, 10);
    for (size_t i = 0; i < sizeof units / sizeof *units && end != text && value >= 0; i++)
        if (strcmp(end, units[i].unit) == 0 && value <= INT_MAX / units[i].milliseconds) {
            *milliseconds = value == 0 ? -1 : (int)(value * units[i].milliseconds);
            return true;
        }
    fail(c, EXIT_USAGE, "--%s takes a time such as 500ms, 30s or 2min, not \"%s\"", name, text);
    return false;
}
