/*
 * write_name.c - file names from a template: strftime's parts in a time zone, and {holes}.
 *
 * C has no function that breaks a time down in a named zone, other than through the environment's TZ. That is set
 * for the moment and put back; schemac_revision_write says so.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "db/error.h"
#include "write.h"

static const char default_template[] = "%Y_%m_%d_%H%M-{id}_{slug}";
enum { DEFAULT_SLUG_LENGTH = 40 };

/* Minutes east of UTC of "+02:00"; false if it is no such text. */
static bool parse_offset(const char *zone, int *minutes)
{
    static const char pattern[] = "s00:00";
    for (size_t i = 0; i < sizeof pattern; i++) {
        bool digit = zone[i] >= '0' && zone[i] <= '9';
        bool fits = pattern[i] == 's'   ? zone[i] == '+' || zone[i] == '-'
                    : pattern[i] == '0' ? digit
                                        : zone[i] == pattern[i];
        if (!fits) {
            return false;
        }
    }
    int hours = (zone[1] - '0') * 10 + zone[2] - '0';
    int rest = (zone[4] - '0') * 10 + zone[5] - '0';
    *minutes = (hours * 60 + rest) * (zone[0] == '-' ? -1 : 1);
    return hours <= 15 && rest <= 59;
}

/* The C library takes a zone that it does not know for UTC, so look whether it is there. */
static bool zone_exists(const char *zone)
{
    char path[512];
    const char *root = getenv("TZDIR");
    if (zone[0] == '/' || strstr(zone, "..")) {
        return false;
    }
    snprintf(path, sizeof path, "%s/%s", root && *root ? root : "/usr/share/zoneinfo", zone);
    return access(path, R_OK) == 0;
}

static bool break_down_in_zone(const char *zone, time_t seconds, struct tm *parts)
{
    const char *before = getenv("TZ");
    char *saved = before ? strdup(before) : NULL;
    bool broken_down = (!before || saved) && setenv("TZ", zone, 1) == 0;
    if (broken_down) {
        tzset();
        broken_down = localtime_r(&seconds, parts) != NULL;
        if (saved) {
            setenv("TZ", saved, 1);
        } else {
            unsetenv("TZ");
        }
        tzset();
    }
    free(saved);
    return broken_down;
}

static schemac_code break_down(int64_t at, const char *zone, struct tm *parts, schemac_error *err)
{
    int minutes = 0;
    time_t seconds = (time_t)at;
    bool good = false;
    if (!zone || strcmp(zone, "UTC") == 0) {
        good = gmtime_r(&seconds, parts) != NULL;
    } else if (strcmp(zone, "local") == 0) {
        good = localtime_r(&seconds, parts) != NULL;
    } else if (parse_offset(zone, &minutes)) {
        seconds += (time_t)minutes * 60;
        good = gmtime_r(&seconds, parts) != NULL;
    } else if (zone_exists(zone)) {
        good = break_down_in_zone(zone, seconds, parts);
    } else {
        return schemac_error_set(err, SCHEMAC_INVALID,
                                 "\"%s\" is no time zone: expected \"UTC\", \"local\", \"+02:00\" or a name such as "
                                 "\"Europe/Berlin\"",
                                 zone);
    }
    return good ? SCHEMAC_OK : schemac_error_set(err, SCHEMAC_INVALID, "the time of creation is out of range");
}

/* What is being put together. */
typedef struct namer {
    const schemac_revision_draft *draft;
    const schemac_revision_side *side;
    const schemac_revision_naming *naming;
    const char *id;
    struct tm parts;
    smig_text name;
    schemac_error *err;
} namer;

static void add_slug(namer *n, int length)
{
    char *slug = schemac_revision_slug(n->draft->message, length);
    n->name.failed = n->name.failed || !slug;
    smig_text_add_string(&n->name, slug ? slug : "");
    free(slug);
}

static schemac_code add_hole(namer *n, const char *hole, size_t length)
{
    static const char *const holes[] = {"id", "slug", "message", "dialect", "parent"};
    size_t which = 0;
    while (which < 5 && (strlen(holes[which]) != length || memcmp(holes[which], hole, length) != 0)) {
        which++;
    }
    switch (which) {
    case 0:
        smig_text_add_string(&n->name, n->id);
        return SCHEMAC_OK;
    case 1:
        add_slug(n, n->naming->slug_length > 0 ? n->naming->slug_length : DEFAULT_SLUG_LENGTH);
        return SCHEMAC_OK;
    case 2:
        add_slug(n, 0);
        return SCHEMAC_OK;
    case 3:
        smig_text_add_string(&n->name, schemac_sql_dialect_name(n->side->dialect));
        return SCHEMAC_OK;
    case 4:
        smig_text_add_string(&n->name, n->draft->parents.count ? n->draft->parents.items[0] : "base");
        return SCHEMAC_OK;
    default:
        return schemac_error_set(
            n->err, SCHEMAC_INVALID,
            "the file template has the hole {%.*s}: expected {id}, {slug}, {message}, {dialect} or "
            "{parent}",
            (int)length, hole);
    }
}

static schemac_code add_time(namer *n, char letter)
{
    char format[] = {'%', letter, '\0'};
    char part[128];
    static const char letters[] = "aAbBcCdDeFgGhHIjklmMpPrRsSTuUVwWxXyYzZ%";
    if (letter == '\0' || !strchr(letters, letter)) {
        return schemac_error_set(n->err, SCHEMAC_INVALID,
                                 "the file template has \"%%%c\": expected a part of strftime such as %%Y", letter);
    }
    size_t length = strftime(part, sizeof part, format, &n->parts);
    smig_text_add(&n->name, part, length);
    return SCHEMAC_OK;
}

static schemac_code expand(namer *n, const char *at)
{
    schemac_code code = SCHEMAC_OK;
    while (code == SCHEMAC_OK && *at) {
        const char *close = *at == '{' ? strchr(at, '}') : NULL;
        if (close) {
            code = add_hole(n, at + 1, (size_t)(close - at) - 1);
            at = close + 1;
        } else if (*at == '%') {
            code = add_time(n, at[1]);
            at += at[1] ? 2 : 1;
        } else {
            smig_text_add_char(&n->name, *at++);
        }
    }
    return code;
}

/* A message without letters leaves nothing behind what separates it. */
static void trim_end(smig_text *name)
{
    while (!name->failed && name->length && strchr("_-. ", name->data[name->length - 1])) {
        name->data[--name->length] = '\0';
    }
}

schemac_code smig_write_name(smig_arena *arena, const schemac_revision_draft *draft, const schemac_revision_side *side,
                             const schemac_revision_naming *naming, const char *id, const char **name,
                             schemac_error *err)
{
    namer n = {.draft = draft, .side = side, .naming = naming, .id = id, .err = err};
    const char *pattern = naming->file_template ? naming->file_template : default_template;
    schemac_code code = break_down(draft->created_at, naming->timezone, &n.parts, err);
    if (code == SCHEMAC_OK) {
        code = expand(&n, pattern);
    }
    trim_end(&n.name);
    const char *made = smig_text_string(&n.name);
    if (code == SCHEMAC_OK && n.name.failed) {
        code = schemac_error_nomem(err);
    }
    if (code == SCHEMAC_OK && (*made == '\0' || *made == '.' || strchr(made, '/'))) {
        code = schemac_error_set(err, SCHEMAC_INVALID,
                                 "the file template \"%s\" gives \"%s\": expected a name without \"/\" that does not "
                                 "begin with a dot",
                                 pattern, made);
    }
    if (code == SCHEMAC_OK && !(*name = smig_copy_string(arena, made))) {
        code = schemac_error_nomem(err);
    }
    smig_text_free(&n.name);
    return code;
}
