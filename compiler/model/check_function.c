/* Functions: the table of those that are known, their arguments and what they give. */
#include "compiler/model/check_internal.h"

#include "compiler/model/object_text.h"

enum { BOTH = DIALECT_ALL, POSTGRESQL = DIALECT_BIT_POSTGRESQL, SQLITE = DIALECT_BIT_SQLITE };
enum { VOLATILE = 1, AGGREGATE = 2 };

static const check_function functions[] = {
#define FUNCTION(name, least, most, dialects, result, flags)                                                           \
    {name, least, most, dialects, CLASS_##result, ((flags)&VOLATILE) != 0, ((flags)&AGGREGATE) != 0},
#include "compiler/model/check_functions.def"
#undef FUNCTION
};

bool check_function_is_fixed(str name)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (str_eq_nocase(name, str_from(functions[i].name)))
            return !functions[i].is_volatile;
    return false;
}

static const check_function words[] = {
    {"current_timestamp", 0, 0, BOTH, CLASS_TIMESTAMP, true, false},
    {"localtimestamp", 0, 0, BOTH, CLASS_TIMESTAMP, true, false},
    {"current_date", 0, 0, BOTH, CLASS_DATE, true, false},
    {"current_time", 0, 0, BOTH, CLASS_TIME, true, false},
    {"localtime", 0, 0, BOTH, CLASS_TIME, true, false},
    {"current_user", 0, 0, POSTGRESQL, CLASS_TEXT, true, false},
    {"session_user", 0, 0, POSTGRESQL, CLASS_TEXT, true, false},
    {"current_role", 0, 0, POSTGRESQL, CLASS_TEXT, true, false},
    {"current_schema", 0, 0, POSTGRESQL, CLASS_TEXT, true, false},
    {"current_catalog", 0, 0, POSTGRESQL, CLASS_TEXT, true, false},
};

static void fill_functions(checker *c)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        map_put(c->memory, &c->functions, str_from(functions[i].name), (void *)&functions[i]);
}

static const check_function *find_function(checker *c, str name)
{
    static const str catalog = {"pg_catalog.", sizeof "pg_catalog." - 1};
    if (c->functions.count == 0)
        fill_functions(c);
    if (str_starts_with(name, catalog))
        name = str_slice(name, catalog.len, name.len);
    return map_get(&c->functions, name);
}

/* What people write who come from another database. */
static const char *familiar_function(str name)
{
    static const char *const rows[][2] = {{"getdate", "now()"},           {"sysdate", "now()"},
                                          {"len", "length(…)"},           {"isnull", "coalesce(…)"},
                                          {"nvl", "coalesce(…)"},         {"uuid", "gen_random_uuid()"},
                                          {"newid", "gen_random_uuid()"}, {"ucase", "upper(…)"},
                                          {"lcase", "lower(…)"},          {"pow", "power(…)"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (str_eq(name, str_from(rows[i][0])))
            return rows[i][1];
    }
    return NULL;
}

static void report_unknown(checker *c, const expression *e)
{
    diagnostic *d = check_report(c, DIAGNOSTIC_UNKNOWN_FUNCTION, e->span, e->text, (str){0}, (str){0});
    const char *familiar = familiar_function(e->text);
    if (familiar) {
        d->hint = str_format(c->memory, "write `%s`", familiar);
        return;
    }
    diagnostic_suggest(c->diagnostics, d, e->text, &c->functions);
    if (str_is_empty(d->hint))
        d->hint = STR("if the database has it, write it as text: sql(\"…\")");
}

static str expected_arguments(checker *c, const check_function *function)
{
    if (function->most == 0)
        return STR("no arguments");
    if (function->most < 0)
        return str_format(c->memory, "at least %d arguments", function->least);
    if (function->least == function->most)
        return str_format(c->memory, "%d argument%s", function->least, function->least == 1 ? "" : "s");
    return str_format(c->memory, "%d to %d arguments", function->least, function->most);
}

static void check_count(checker *c, const check_function *function, const expression *e)
{
    int count = (int)e->n_arguments;
    if (count >= function->least && (function->most < 0 || count <= function->most))
        return;
    check_report(c, DIAGNOSTIC_FUNCTION_ARGUMENTS, e->span, e->text, expected_arguments(c, function),
                 str_format(c->memory, "%d", count));
}

static void check_dialects(checker *c, const check_place *place, const check_function *function, const expression *e)
{
    for (dialect_id id = 0; id < DIALECT_COUNT; id++) {
        if (!(place->dialects & ~function->dialects & (1u << id)))
            continue;
        diagnostic *d =
            check_report(c, DIAGNOSTIC_DIALECT_LACKS_FUNCTION, e->span, str_from(dialect_name(id)), e->text, (str){0});
        d->hint = STR("write sql(postgresql: \"…\", sqlite: \"…\"), or put it into `for postgresql { … }`");
    }
}

static void check_volatile(checker *c, const check_place *place, const check_function *function, const expression *e)
{
    if (!function->is_volatile)
        return;
    bool sqlite = (place->dialects & DIALECT_BIT_SQLITE) != 0;
    if (place->constant || (place->stored_rows && sqlite))
        check_report(c, DIAGNOSTIC_NOT_CONSTANT, e->span, e->text, (str){0}, (str){0});
}

static check_value result_of(const check_function *function, const expression *e, const check_value *arguments)
{
    if (function->result != CLASS_SAME)
        return (check_value){.kind = function->result};
    check_value value = {.kind = CLASS_NULL};
    for (size_t i = 0; i < e->n_arguments; i++) {
        bool better = value.kind == CLASS_NULL || (value.text_literal && arguments[i].kind != CLASS_NULL);
        value = better ? arguments[i] : value;
    }
    return value;
}

/* A function that the schema makes: what it gives is not known here. */
static const model_object *find_declared(checker *c, str name)
{
    if (!c->has_declared) {
        c->has_declared = true;
        MAP_EACH (&c->schema->objects, entry) {
            const model_object *object = entry->value;
            if (object->kind != OBJECT_FUNCTION)
                continue;
            object_head head = object_head_of(c->memory, object);
            map_put(c->memory, &c->declared, head.name, entry->value);
            map_put(c->memory, &c->declared,
                    str_format(c->memory, "%.*s.%.*s", STR_ARGS(head.schema), STR_ARGS(head.name)), entry->value);
        }
    }
    return map_get(&c->declared, name);
}

check_value check_call(checker *c, const check_place *place, const expression *e, const check_value *arguments)
{
    const check_function *function = find_function(c, e->text);
    const model_object *declared = function ? NULL : find_declared(c, e->text);
    if (declared) {
        check_dialects(c, place, &(check_function){.dialects = declared->dialects}, e);
        return (check_value){.kind = CLASS_UNKNOWN};
    }
    if (!function && str_find(e->text, '.') < e->text.len) {
        /* One of a schema of PostgreSQL's, an extension's mostly: nobody knows it here. */
        check_dialects(c, place, &(check_function){.dialects = DIALECT_BIT_POSTGRESQL}, e);
        return (check_value){.kind = CLASS_UNKNOWN};
    }
    if (!function) {
        report_unknown(c, e);
        return (check_value){.kind = CLASS_UNKNOWN};
    }
    if (function->aggregate) {
        check_report(c, DIAGNOSTIC_AGGREGATE, e->span, e->text, (str){0}, (str){0});
        return (check_value){.kind = CLASS_UNKNOWN};
    }
    check_count(c, function, e);
    check_dialects(c, place, function, e);
    check_volatile(c, place, function, e);
    return result_of(function, e, arguments);
}

check_value check_word(checker *c, const check_place *place, const expression *e)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!str_eq(e->text, str_from(words[i].name)))
            continue;
        check_dialects(c, place, &words[i], e);
        check_volatile(c, place, &words[i], e);
        return (check_value){.kind = words[i].result};
    }
    return (check_value){.kind = CLASS_UNKNOWN};
}
