/* Enums: members that are retired, and those that take their place. */
#include "compiler/model/check_internal.h"

static void report_fallback(checker *c, const model_member *member, const char *why)
{
    check_report(c, DIAGNOSTIC_FALLBACK, member->span, member->name, member->fallback, str_from(why));
}

static bool is_retired(void *context, const model_member *member)
{
    (void)context;
    return member->retired;
}

static void check_fallback(checker *c, const model_enum *item, const model_member *member)
{
    if (str_is_empty(member->fallback))
        return;
    if (!model_find_member(item, member->fallback))
        report_fallback(c, member, "which is no member of its enum");
    else if (str_eq(member->fallback, member->name))
        report_fallback(c, member, "which is itself");
    else if (!model_fallback(item, member, is_retired, NULL))
        report_fallback(c, member, "which is retired without another to fall back on");
}

void check_enum(checker *c, const model_enum *item)
{
    size_t kept = 0;
    VEC_EACH (const model_member, &item->members, member) {
        check_fallback(c, item, member);
        kept += !member->retired;
    }
    if (kept == 0 && item->members.count > 0)
        check_report(c, DIAGNOSTIC_ALL_RETIRED, item->span, item->name, (str){0}, (str){0});
}

void check_not_retired(checker *c, const expression *e, const model_type *type)
{
    const model_enum *item = type->kind == TYPE_ENUM ? model_find_enum(c->schema, type->enum_name) : NULL;
    if (!item || e->kind != EXPRESSION_MEMBER)
        return;
    const model_member *member = model_find_member(item, e->text);
    if (member && member->retired)
        check_report(c, DIAGNOSTIC_RETIRED_DEFAULT, e->span, e->text, (str){0}, (str){0});
}
