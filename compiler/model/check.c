/* What a schema must hold beyond resolving; see check.h. */
#include "compiler/model/check_internal.h"

diagnostic *check_report(checker *c, diagnostic_code code, source_span span, str one, str two, str three)
{
    return diagnostic_report(c->diagnostics, code, span, one, two, three);
}

void check_lacks(checker *c, dialect_id dialect, source_span span, const char *what)
{
    dialect_id other = dialect == DIALECT_SQLITE ? DIALECT_POSTGRESQL : DIALECT_SQLITE;
    diagnostic *d =
        check_report(c, DIAGNOSTIC_DIALECT_LACKS, span, str_from(dialect_name(dialect)), str_from(what), (str){0});
    d->hint = str_format(c->memory, "put it into `for %s { … }`", dialect_name(other));
}

static bool is_collation_of(const char *const *names, str collation)
{
    for (; *names; names++) {
        if (str_eq_nocase(collation, str_from(*names)))
            return true;
    }
    return false;
}

void check_collation(checker *c, unsigned dialects, str collation, source_span span)
{
    static const char *const common[] = {"C", "POSIX", NULL};
    static const char *const sqlite[] = {"BINARY", "NOCASE", "RTRIM", NULL};
    if (str_is_empty(collation) || is_collation_of(common, collation))
        return;
    bool of_sqlite = is_collation_of(sqlite, collation);
    dialect_id lacking = of_sqlite ? DIALECT_POSTGRESQL : DIALECT_SQLITE;
    if (dialects & (1u << lacking))
        check_lacks(c, lacking, span, str_format(c->memory, "collation \"%.*s\"", STR_ARGS(collation)).ptr);
}

str check_text(checker *c, const expression *e)
{
    enum { LONGEST = 40 };
    writer out = writer_make(c->memory);
    expression_print(e, &out);
    str text = writer_result(&out);
    if (text.len <= LONGEST)
        return text;
    size_t end = LONGEST;
    while (end > 0 && ((unsigned char)text.ptr[end] & 0xC0) == 0x80)
        end--;
    return str_format(c->memory, "%.*s…", (int)end, text.ptr);
}

str check_type_text(checker *c, const model_type *type)
{
    writer out = writer_make(c->memory);
    writer_text(&out, "type ");
    model_type_print(type, &out);
    return writer_result(&out);
}

void check_schema(arena *a, const model_schema *schema, unsigned dialects, diagnostic_list *diagnostics)
{
    checker c = {.memory = a, .schema = schema, .dialects = dialects, .diagnostics = diagnostics};
    MAP_EACH (&schema->tables, entry) {
        const model_table *table = entry->value;
        check_columns(&c, table);
        check_constraints(&c, table);
        check_indexes(&c, table);
        check_table_items(&c, table);
    }
    MAP_EACH (&schema->enums, entry)
        check_enum(&c, entry->value);
    check_names(&c);
    check_objects(&c);
}
