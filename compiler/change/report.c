#include "compiler/change/report.h"

static str owner_words(arena *a, change_owner owner)
{
    if (owner.name.len == 0)
        return STR("the schema");
    return str_format(a, "%s \"%.*s\"", owner.kind, STR_ARGS(owner.name));
}

static void report(arena *a, diagnostic_list *list, diagnostic_code code, source_span span, change_owner owner,
                   str part)
{
    diagnostic_report(list, code, span, owner_words(a, owner), part, (str){0});
}

static str part_words(arena *a, const char *part, str name)
{
    return str_format(a, "%s \"%.*s\"", part, STR_ARGS(name));
}

void change_report_missing(arena *a, diagnostic_list *list, source_span span, change_owner owner, const char *part,
                           str name)
{
    report(a, list, DIAGNOSTIC_CHANGE_NOT_THERE, span, owner, part_words(a, part, name));
}

void change_report_double(arena *a, diagnostic_list *list, source_span span, change_owner owner, const char *part,
                          str name)
{
    report(a, list, DIAGNOSTIC_CHANGE_ALREADY_THERE, span, owner, part_words(a, part, name));
}

void change_report_differs(arena *a, diagnostic_list *list, source_span span, change_owner owner, const char *part,
                           str name)
{
    report(a, list, DIAGNOSTIC_CHANGE_DIFFERS, span, owner, part_words(a, part, name));
}

const char *change_constraint_word(model_constraint_kind kind)
{
    static const char *const words[] = {
        [CONSTRAINT_PRIMARY_KEY] = "primary key", [CONSTRAINT_UNIQUE] = "unique",   [CONSTRAINT_CHECK] = "check",
        [CONSTRAINT_FOREIGN_KEY] = "foreign key", [CONSTRAINT_EXCLUDE] = "exclude",
    };
    return words[kind];
}
