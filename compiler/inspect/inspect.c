/* Reading a database: which reader, and which of its tables. */
#include "compiler/inspect/reader.h"

#include <stdarg.h>
#include <stdio.h>

/* One row for each database that can be read. */
static inspect_reader *const readers[SCHEMAC_N_DIALECTS] = {
    [SCHEMAC_POSTGRESQL] = inspect_postgresql,
    [SCHEMAC_SQLITE] = inspect_sqlite,
};

static const dialect_id dialects[SCHEMAC_N_DIALECTS] = {
    [SCHEMAC_POSTGRESQL] = DIALECT_POSTGRESQL,
    [SCHEMAC_SQLITE] = DIALECT_SQLITE,
};

bool inspect_database(arena *a, schemac_db *db, const inspect_options *options, inspect_result *result,
                      schemac_error *err)
{
    inspect_options all = options ? *options : (inspect_options){0};
    if (!all.history_table.len)
        all.history_table = STR("schemac_history");
    schemac_dialect dialect = schemac_db_dialect(db);
    *result = (inspect_result){.dialect = dialects[dialect]};
    if (!readers[dialect](a, db, &all, result, err))
        return false;
    inspect_leave_helpers_out(a, result);
    inspect_settle_expressions(a, result);
    return true;
}

bool inspect_fail(schemac_error *err, schemac_code code, const char *format, ...)
{
    if (!err)
        return false;
    schemac_error_clear(err);
    err->code = code;
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(err->message, sizeof err->message, format, arguments);
    va_end(arguments);
    return false;
}

/* --- patterns --- */

/* The last star takes one more character whenever what follows it does not fit. */
bool inspect_fits(str pattern, str text)
{
    size_t at = 0, star = SIZE_MAX, taken = 0, i = 0;
    while (i < text.len) {
        if (at < pattern.len && (pattern.ptr[at] == '?' || pattern.ptr[at] == text.ptr[i]) && pattern.ptr[at] != '*') {
            at++;
            i++;
        } else if (at < pattern.len && pattern.ptr[at] == '*') {
            star = at++;
            taken = i;
        } else if (star != SIZE_MAX) {
            at = star + 1;
            i = ++taken;
        } else {
            return false;
        }
    }
    while (at < pattern.len && pattern.ptr[at] == '*')
        at++;
    return at == pattern.len;
}

static bool any_fits(const str_list *patterns, str full, str name)
{
    VEC_EACH (const str, patterns, pattern)
        if (inspect_fits(*pattern, name) || (full.len && inspect_fits(*pattern, full)))
            return true;
    return false;
}

bool inspect_is_wanted(const inspect_options *options, str schema, str name)
{
    char text[256];
    int len = snprintf(text, sizeof text, "%.*s.%.*s", STR_ARGS(schema), STR_ARGS(name));
    bool fits = schema.len && len > 0 && (size_t)len < sizeof text;
    str full = {text, fits ? (size_t)len : 0};
    if (options->include.count && !any_fits(&options->include, full, name))
        return false;
    return !any_fits(&options->exclude, full, name);
}
