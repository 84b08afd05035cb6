/* Names: which are asked for, which are taken, and how the server makes its own. */
#include "compiler/inspect/postgresql.h"
#include "compiler/sql/quote.h"

str pg_claim(pg_reader *r, str name, str otherwise)
{
    str made = name.len ? name : otherwise;
    if (map_has(&r->names, made) && otherwise.len)
        made = otherwise;
    for (size_t i = 2; map_has(&r->names, made); i++)
        made = str_format(r->memory, "%.*s_%zu", STR_ARGS(otherwise.len ? otherwise : name), i);
    map_put(r->memory, &r->names, made, r);
    return made;
}

bool pg_is_wanted_schema(const pg_reader *r, str schema)
{
    return !r->options->schemas.count || str_list_has(&r->options->schemas, schema);
}

str pg_model_schema(str schema)
{
    return str_eq(schema, STR("public")) ? STR("") : schema;
}

str pg_quoted(const pg_reader *r, str schema, str name)
{
    writer out = writer_make(r->memory);
    quote_qualified(pg_model_schema(schema), name, DIALECT_POSTGRESQL, &out);
    return writer_result(&out);
}

str pg_quoted_name(const pg_reader *r, str name)
{
    return pg_quoted(r, STR(""), name);
}

void pg_left_out(pg_reader *r, const char *word, str schema, str name)
{
    str text = str_format(r->memory, "%s %.*s", word, STR_ARGS(pg_quoted(r, schema, name)));
    VEC_PUSH(r->memory, &r->result->left_out, text);
}

/* A character is not cut in two. */
static size_t clip(str text, size_t limit)
{
    if (limit >= text.len)
        return text.len;
    while (limit && ((unsigned char)text.ptr[limit] & 0xC0) == 0x80)
        limit--;
    return limit;
}

str pg_made_name(const pg_reader *r, str first, str second, const char *label)
{
    enum { LIMIT = 63 };
    size_t overhead = str_from(label).len + 1 + (second.len ? 1 : 0);
    size_t one = first.len, two = second.len;
    while (one + two + overhead > LIMIT) {
        if (one > two)
            one--;
        else
            two--;
    }
    first = str_slice(first, 0, clip(first, one));
    second = str_slice(second, 0, clip(second, two));
    return second.len ? str_format(r->memory, "%.*s_%.*s_%s", STR_ARGS(first), STR_ARGS(second), label)
                      : str_format(r->memory, "%.*s_%s", STR_ARGS(first), label);
}

bool pg_is_made_name(const pg_reader *r, str first, str second, const char *label, str name)
{
    enum { MOST_OF_ONE_NAME = 10 };
    bool is_made = str_eq(pg_made_name(r, first, second, label), name);
    for (int number = 1; !is_made && number < MOST_OF_ONE_NAME; number++) {
        str numbered = str_format(r->memory, "%s%d", label, number);
        is_made = str_eq(pg_made_name(r, first, second, numbered.ptr), name);
    }
    return is_made;
}
