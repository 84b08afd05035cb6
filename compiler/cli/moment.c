#define _DEFAULT_SOURCE     /* timegm */
#define _XOPEN_SOURCE   700 /* strptime */
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
    static const char *const forms[] = {"%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M",
                                        "%Y-%m-%d"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct tm parts = {0};
        const char *rest = strptime(text, forms[i], &parts);
        if (!rest || (*rest != '\0' && strcmp(rest, "Z") != 0))
            continue;
        *seconds = (int64_t)timegm(&parts);
        return true;
    }
    return false;
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
